#include "transfer.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { LONGEST_WAIT_MS = 60000, WAIT_AFTER_FAILURE_US = 10000 };

struct chttp_engine {
    CURLM *multi;
    pthread_mutex_t lock;
    // Behind the lock. Any thread puts transfers in; only the engine's thread takes them out and frees them.
    struct transfer *transfers;
    uint64_t last_id;
    bool is_dirty;  // a transfer is new or newly cancelled
};

// The transfers that are new or cancelled, linked by `next_due`; what is to end is out of the list of all.
static struct transfer *take_due(chttp_engine *engine) {
    struct transfer *due = NULL;
    pthread_mutex_lock(&engine->lock);
    struct transfer **link = engine->is_dirty ? &engine->transfers : NULL;
    engine->is_dirty = false;
    while (link && *link) {
        struct transfer *transfer = *link;
        transfer->is_to_end = transfer->is_cancelled || transfer->is_refused;
        if (transfer->is_to_end || !transfer->is_begun) {
            transfer->is_begun = true;
            transfer->next_due = due;
            due = transfer;
        }
        if (transfer->is_to_end) {
            *link = transfer->next;
        } else {
            link = &transfer->next;
        }
    }
    pthread_mutex_unlock(&engine->lock);
    return due;
}

static void take_out(chttp_engine *engine, struct transfer *transfer) {
    pthread_mutex_lock(&engine->lock);
    struct transfer **link = &engine->transfers;
    while (*link && *link != transfer) link = &(*link)->next;
    if (*link) *link = transfer->next;
    pthread_mutex_unlock(&engine->lock);
}

static void leave_multi(chttp_engine *engine, struct transfer *transfer) {
    if (transfer->is_in_multi) curl_multi_remove_handle(engine->multi, transfer->easy);
    transfer->is_in_multi = false;
}

static void follow_commands(chttp_engine *engine) {
    struct transfer *due = take_due(engine);
    while (due) {
        struct transfer *transfer = due;
        due = transfer->next_due;
        // A transfer cancelled after `take_due` saw it comes again with the next call: it is still in the list.
        if (transfer->is_to_end) {
            leave_multi(engine, transfer);
            transfer_end(transfer, transfer->is_cancelled, CURLE_OK);
            continue;
        }
        CURLMcode code = curl_multi_add_handle(engine->multi, transfer->easy);
        transfer->is_in_multi = code == CURLM_OK;
        if (!transfer->is_in_multi) {
            take_out(engine, transfer);
            transfer_end(transfer, false, CURLE_OUT_OF_MEMORY);
        }
    }
}

static void end_finished(chttp_engine *engine) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(engine->multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        // The message goes with the handle.
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result;
        char *private = NULL;
        if (curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private) || !private) continue;
        struct transfer *transfer = (struct transfer *)private;
        take_out(engine, transfer);
        leave_multi(engine, transfer);
        transfer_end(transfer, false, code);
    }
}

static void *run(void *context) {
    chttp_engine *engine = context;
    // curl leaves SIGPIPE alone with CURLOPT_NOSIGNAL, and OpenSSL writes to closed sockets: that signal would end the process.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    for (;;) {
        follow_commands(engine);
        int running = 0;
        CURLMcode code = curl_multi_perform(engine->multi, &running);
        end_finished(engine);
        if (!code) code = curl_multi_poll(engine->multi, NULL, 0, LONGEST_WAIT_MS, NULL);
        if (code) usleep(WAIT_AFTER_FAILURE_US);
    }
    return NULL;
}

chttp_engine *chttp_engine_create(void) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT)) return NULL;
    chttp_engine *engine = calloc(1, sizeof *engine);
    if (!engine) return NULL;
    engine->multi = curl_multi_init();
    pthread_t thread;
    if (!engine->multi || pthread_mutex_init(&engine->lock, NULL) || pthread_create(&thread, NULL, run, engine)) {
        curl_multi_cleanup(engine->multi);
        free(engine);
        return NULL;
    }
    pthread_detach(thread);
    return engine;
}

uint64_t chttp_start(chttp_engine *engine, const struct chttp_request *request, chttp_done done, void *context) {
    struct transfer *transfer = engine ? transfer_create(request, done, context) : NULL;
    if (!transfer) return 0;
    pthread_mutex_lock(&engine->lock);
    // The engine's thread may free the transfer as soon as the lock is open.
    uint64_t id = ++engine->last_id;
    transfer->id = id;
    transfer->next = engine->transfers;
    engine->transfers = transfer;
    engine->is_dirty = true;
    pthread_mutex_unlock(&engine->lock);
    curl_multi_wakeup(engine->multi);
    return id;
}

void chttp_cancel(chttp_engine *engine, uint64_t id) {
    if (!engine) return;
    pthread_mutex_lock(&engine->lock);
    struct transfer *transfer = engine->transfers;
    while (transfer && transfer->id != id) transfer = transfer->next;
    if (transfer) {
        transfer->is_cancelled = true;
        engine->is_dirty = true;
    }
    pthread_mutex_unlock(&engine->lock);
    if (transfer) curl_multi_wakeup(engine->multi);
}
