#include "transfer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum { FIRST_BYTES = 16 << 10, HEAD_LIMIT = 256 << 10 };

// curl's option macro, but the first failure stays.
#define SET(option, value)                                        \
    do {                                                          \
        if (!code) code = curl_easy_setopt(easy, option, value);  \
    } while (0)

static bool append(struct bytes *bytes, const void *more, size_t count) {
    if (count > bytes->capacity - bytes->count) {
        size_t capacity = bytes->capacity ? bytes->capacity : FIRST_BYTES;
        while (capacity - bytes->count < count) {
            if (capacity > SIZE_MAX / 2) return false;
            capacity *= 2;
        }
        uint8_t *start = realloc(bytes->start, capacity);
        if (!start) return false;
        bytes->start = start;
        bytes->capacity = capacity;
    }
    if (count > 0) memcpy(bytes->start + bytes->count, more, count);
    bytes->count += count;
    return true;
}

static size_t stop(struct transfer *transfer, enum stop why) {
    transfer->stop = why;
    return 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    size_t length = size * count;
    if (length > transfer->body_limit - transfer->body.count) return stop(transfer, STOP_BODY_LIMIT);
    if (!append(&transfer->body, data, length)) return stop(transfer, STOP_MEMORY);
    return length;
}

// The three digits after the first space; 0 without them.
static int32_t status_of(const char *line, size_t length) {
    const char *space = memchr(line, ' ', length);
    if (!space || line + length - space < 4) return 0;
    int32_t status = 0;
    for (int place = 1; place <= 3; place++) {
        if (space[place] < '0' || space[place] > '9') return 0;
        status = status * 10 + (space[place] - '0');
    }
    return status;
}

static size_t on_header(char *line, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    size_t length = size * count;
    if (length > HEAD_LIMIT - transfer->head_total) return stop(transfer, STOP_HEAD_LIMIT);
    transfer->head_total += length;
    // Trailers are no part of the head.
    if (transfer->is_head_complete) return length;

    if (!transfer->in_head) {
        transfer->in_head = true;
        transfer->head.count = 0;
        transfer->status = status_of(line, length);
    } else if (line[0] == '\r' || line[0] == '\n') {
        transfer->in_head = false;
        transfer->is_head_complete = transfer->status >= 200;
    } else if (!append(&transfer->head, line, length)) {
        return stop(transfer, STOP_MEMORY);
    }
    return length;
}

static int on_request(void *context, char *remote, char *local, int remote_port, int local_port) {
    (void)remote;
    (void)local;
    (void)remote_port;
    (void)local_port;
    ((struct transfer *)context)->is_requested = true;
    return CURL_PREREQFUNC_OK;
}

// A child process that inherits the socket would keep the connection open after this process closed it.
static curl_socket_t on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)context;
    (void)purpose;
#ifdef SOCK_CLOEXEC
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    int descriptor = socket(address->family, address->socktype, address->protocol);
    if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
#endif
}

static bool is_this_machine(const char *host) {
    return strcasecmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0 || strcmp(host, "[::1]") == 0;
}

// curl on its own would guess a missing scheme. Returns CURLUE_OK, or why the URL is refused.
static CURLUcode read_url(const char *url, bool *is_local) {
    char *scheme = NULL;
    char *host = NULL;
    CURLU *parts = curl_url();
    CURLUcode code = parts ? curl_url_set(parts, CURLUPART_URL, url, 0) : CURLUE_OUT_OF_MEMORY;
    if (!code) code = curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0);
    if (!code) code = curl_url_get(parts, CURLUPART_HOST, &host, 0);
    if (!code && strcasecmp(scheme, "http") != 0 && strcasecmp(scheme, "https") != 0) code = CURLUE_UNSUPPORTED_SCHEME;
    if (!code) *is_local = is_this_machine(host);
    curl_free(scheme);
    curl_free(host);
    curl_url_cleanup(parts);
    return code;
}

static CURLcode add_header(struct transfer *transfer, const char *line) {
    struct curl_slist *longer = curl_slist_append(transfer->headers, line);
    if (!longer) return CURLE_OUT_OF_MEMORY;
    transfer->headers = longer;
    return CURLE_OK;
}

static CURLcode set_headers(struct transfer *transfer, const struct chttp_request *request) {
    CURLcode code = CURLE_OK;
    bool has_type = false;
    for (size_t index = 0; index < request->header_count && !code; index++) {
        const char *line = request->headers[index];
        if (strncasecmp(line, "content-type", 12) == 0 && (line[12] == ':' || line[12] == ';')) has_type = true;
        code = add_header(transfer, line);
    }
    // A line without a value takes away what curl would add: a wait for "100 Continue", and the type of a web form.
    if (!code) code = add_header(transfer, "Expect:");
    if (!code && !has_type) code = add_header(transfer, "Content-Type:");
    CURL *easy = transfer->easy;
    SET(CURLOPT_HTTPHEADER, transfer->headers);
    return code;
}

static CURLcode set_message(struct transfer *transfer, const struct chttp_request *request) {
    CURL *easy = transfer->easy;
    CURLcode code = CURLE_OK;
    bool is_get = strcmp(request->method, "GET") == 0 && request->body_count == 0;
    if (request->body_count > 0 || strcmp(request->method, "POST") == 0) {
        SET(CURLOPT_POST, 1L);
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_count);
        SET(CURLOPT_COPYPOSTFIELDS, request->body_count > 0 ? (const char *)request->body : "");
    }
    if (strcmp(request->method, "HEAD") == 0) {
        SET(CURLOPT_NOBODY, 1L);
    } else {
        SET(CURLOPT_CUSTOMREQUEST, request->method);
    }
    // When a kept connection turns out to be dead, curl silently sends the request again. The server may have seen the first
    // one, and would bill twice.
    SET(CURLOPT_FRESH_CONNECT, is_get ? 0L : 1L);
    return code ? code : set_headers(transfer, request);
}

static CURLcode set_limits(struct transfer *transfer, const struct chttp_request *request) {
    CURL *easy = transfer->easy;
    CURLcode code = CURLE_OK;
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_timeout_ms);
    SET(CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    SET(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    SET(CURLOPT_USERAGENT, "bakeoff");
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_TCP_KEEPALIVE, 1L);
    SET(CURLOPT_NOSIGNAL, 1L);
    // Without it, ending a transfer waits for its name lookup, and every other transfer with it.
    SET(CURLOPT_QUICK_EXIT, 1L);
    return code;
}

static CURLcode set_callbacks(struct transfer *transfer) {
    CURL *easy = transfer->easy;
    CURLcode code = CURLE_OK;
    SET(CURLOPT_PRIVATE, transfer);
    SET(CURLOPT_ERRORBUFFER, transfer->message);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, transfer);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, transfer);
    SET(CURLOPT_PREREQFUNCTION, on_request);
    SET(CURLOPT_PREREQDATA, transfer);
    SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
    return code;
}

static void refuse(struct transfer *transfer, enum chttp_outcome outcome, const char *message) {
    transfer->is_refused = true;
    transfer->outcome = outcome;
    snprintf(transfer->message, sizeof transfer->message, "%s", message);
}

static void set_up(struct transfer *transfer, const struct chttp_request *request) {
    bool is_local = false;
    CURLUcode url_code = read_url(request->url, &is_local);
    if (url_code) {
        bool is_memory = url_code == CURLUE_OUT_OF_MEMORY;
        return refuse(transfer, is_memory ? CHTTP_LOST : CHTTP_BAD_URL, curl_url_strerror(url_code));
    }
    CURL *easy = transfer->easy = curl_easy_init();
    if (!easy) return refuse(transfer, CHTTP_LOST, "out of memory");
    CURLcode code = set_callbacks(transfer);
    SET(CURLOPT_URL, request->url);
    // An empty name overrules the environment's proxies.
    if (is_local) SET(CURLOPT_PROXY, "");
    if (!code) code = set_limits(transfer, request);
    if (!code) code = set_message(transfer, request);
    if (code) refuse(transfer, CHTTP_LOST, curl_easy_strerror(code));
}

struct transfer *transfer_create(const struct chttp_request *request, chttp_done done, void *context) {
    struct transfer *transfer = calloc(1, sizeof *transfer);
    if (!transfer) return NULL;
    transfer->done = done;
    transfer->context = context;
    transfer->body_limit = request->body_limit;
    set_up(transfer, request);
    return transfer;
}

static enum chttp_outcome outcome_of(struct transfer *transfer, CURLcode code) {
    if (transfer->stop == STOP_MEMORY || code == CURLE_OUT_OF_MEMORY) return CHTTP_LOST;
    if (transfer->stop) return CHTTP_TOO_LARGE;
    // curl takes headers for complete that the server cut before the empty line.
    if (code == CURLE_OK) return transfer->is_head_complete ? CHTTP_OK : CHTTP_LOST;
    if (!transfer->is_requested) return code == CURLE_URL_MALFORMAT ? CHTTP_BAD_URL : CHTTP_NOT_ACCEPTED;
    return code == CURLE_OPERATION_TIMEDOUT ? CHTTP_TIMED_OUT : CHTTP_LOST;
}

static void describe(struct transfer *transfer, enum chttp_outcome outcome, CURLcode code) {
    char *message = transfer->message;
    size_t size = sizeof transfer->message;
    if (outcome == CHTTP_OK) {
        message[0] = 0;
    } else if (transfer->stop == STOP_BODY_LIMIT) {
        snprintf(message, size, "the reply is larger than %zu bytes", transfer->body_limit);
    } else if (transfer->stop == STOP_HEAD_LIMIT) {
        snprintf(message, size, "the headers of the reply are larger than %d bytes", HEAD_LIMIT);
    } else if (transfer->stop == STOP_MEMORY) {
        snprintf(message, size, "out of memory");
    } else if (code == CURLE_OK) {
        snprintf(message, size, "the connection closed inside the headers of the reply");
    } else if (code == CURLE_OUT_OF_MEMORY && transfer->is_requested) {
        // curl reports a long line this way too.
        snprintf(message, size, "out of memory, or a header of the reply is larger than 100 kB");
    } else if (!message[0]) {
        snprintf(message, size, "%s", curl_easy_strerror(code));
    }
}

static double seconds(CURL *easy, CURLINFO info) {
    curl_off_t microseconds = 0;
    if (!easy || curl_easy_getinfo(easy, info, &microseconds)) return 0;
    return (double)microseconds / 1e6;
}

void transfer_end(struct transfer *transfer, bool is_cancelled, CURLcode code) {
    enum chttp_outcome outcome = transfer->outcome;
    if (is_cancelled) {
        outcome = CHTTP_CANCELLED;
        snprintf(transfer->message, sizeof transfer->message, "cancelled");
    } else if (!transfer->is_refused) {
        outcome = outcome_of(transfer, code);
        describe(transfer, outcome, code);
    }
    struct chttp_result result = {
        .outcome = outcome,
        .status = transfer->status,
        .head = transfer->head.start,
        .head_count = transfer->head.count,
        .body = transfer->body.start,
        .body_count = transfer->body.count,
        .first_byte_seconds = seconds(transfer->easy, CURLINFO_STARTTRANSFER_TIME_T),
        .total_seconds = seconds(transfer->easy, CURLINFO_TOTAL_TIME_T),
        .message = transfer->message,
    };
    transfer->done(transfer->context, &result);

    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    free(transfer->head.start);
    free(transfer->body.start);
    free(transfer);
}
