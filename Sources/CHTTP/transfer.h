#ifndef CHTTP_TRANSFER_H
#define CHTTP_TRANSFER_H

#include "CHTTP.h"

#include <curl/curl.h>
#include <stdbool.h>

struct bytes {
    uint8_t *start;
    size_t count;
    size_t capacity;
};

enum stop {
    STOP_NONE = 0,
    STOP_BODY_LIMIT,
    STOP_HEAD_LIMIT,
    STOP_MEMORY,
};

struct transfer {
    uint64_t id;
    chttp_done done;
    void *context;

    // Of the engine: the list of all, and what its thread has to do next.
    struct transfer *next;
    struct transfer *next_due;
    bool is_cancelled;
    bool is_begun;
    bool is_to_end;
    bool is_in_multi;

    CURL *easy;
    struct curl_slist *headers;
    bool is_refused;  // curl was never asked: `outcome` and `message` hold why
    enum chttp_outcome outcome;

    bool is_requested;  // a connection stood and the request was about to be written
    enum stop stop;
    bool in_head;
    bool is_head_complete;
    int32_t status;
    size_t head_total;  // bytes of all header lines, interim responses and trailers too
    struct bytes head;
    struct bytes body;
    size_t body_limit;
    char message[CURL_ERROR_SIZE];
};

/// NULL when memory runs out; a request that curl refuses gives a transfer with `is_refused`.
struct transfer *transfer_create(const struct chttp_request *request, chttp_done done, void *context);

/// Calls `done` and frees the transfer, which is in no list and no multi handle any more.
void transfer_end(struct transfer *transfer, bool is_cancelled, CURLcode code);

#endif
