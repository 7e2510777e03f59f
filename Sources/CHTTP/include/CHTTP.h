#ifndef CHTTP_H
#define CHTTP_H

#include <stddef.h>
#include <stdint.h>

// libcurl sets its options through variadic functions, which Swift cannot call; behind this header every value has a type.

enum chttp_outcome {
    CHTTP_OK = 0,
    CHTTP_CANCELLED,
    CHTTP_NOT_ACCEPTED,  // the server cannot have seen the request: no address, no connection, no TLS, or no time left for them
    CHTTP_LOST,          // the server may have seen the request; the answer was cut, empty or broken, or memory ran out
    CHTTP_TIMED_OUT,     // the server may have seen the request; its answer was not complete in time
    CHTTP_TOO_LARGE,     // the body or the headers passed their limit
    CHTTP_BAD_URL,
};

struct chttp_request {
    const char *method;
    const char *url;              // http or https
    const char *const *headers;   // "Name: value", or "Name;" for an empty value
    size_t header_count;
    const uint8_t *body;          // may be NULL when body_count is 0
    size_t body_count;
    int64_t connect_timeout_ms;   // above 0
    int64_t timeout_ms;           // above 0; holds the connect time too
    size_t body_limit;            // bytes, counted after decompression
};

/// Everything it points to ends with the call that hands it over.
struct chttp_result {
    enum chttp_outcome outcome;
    int32_t status;               // 0 before a final response began
    const uint8_t *head;          // the lines "Name: value\r\n" of the final response, neither its status line nor trailers
    size_t head_count;
    const uint8_t *body;          // decompressed; may be NULL when body_count is 0
    size_t body_count;
    double first_byte_seconds;    // from the start to the first byte of the answer
    double total_seconds;
    const char *message;          // empty with CHTTP_OK; never holds the URL
};

typedef struct chttp_engine chttp_engine;

/// Called once on the engine's thread; everything else waits while it runs.
typedef void (*chttp_done)(void *context, const struct chttp_result *result);

/// One thread that runs all transfers; it lives until the process ends. NULL when it could not start.
chttp_engine *chttp_engine_create(void);

/// Copies the request and starts it. `done` is called exactly once, also after a cancellation; it may be called before this
/// returns. Returns the transfer's number, or 0 when memory ran out or `engine` is NULL: then nothing starts and `done` is
/// never called.
uint64_t chttp_start(chttp_engine *engine, const struct chttp_request *request, chttp_done done, void *context);

/// Ends a transfer with CHTTP_CANCELLED; nothing happens when it has ended already.
void chttp_cancel(chttp_engine *engine, uint64_t id);

#endif
