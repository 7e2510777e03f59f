#include "onnx.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Places in the table of functions of ONNX Runtime's C interface, version 1, which later versions only append to
// (onnxruntime_c_api.h, struct OrtApi, counted from 0).
enum {
    GET_ERROR_MESSAGE = 2, CREATE_ENV = 3, CREATE_SESSION = 7, RUN = 9, CREATE_SESSION_OPTIONS = 10, SET_INTRA_THREADS = 24,
    SET_INTER_THREADS = 25, INPUT_COUNT = 30, OUTPUT_COUNT = 31, INPUT_NAME = 36, OUTPUT_NAME = 37, TENSOR_WITH_DATA = 49,
    TENSOR_DATA = 51, ELEMENT_TYPE = 60, ELEMENT_COUNT = 64, TYPE_AND_SHAPE = 65, CPU_MEMORY_INFO = 69, ALLOCATOR_FREE = 76,
    DEFAULT_ALLOCATOR = 78, RELEASE_ENV = 92, RELEASE_STATUS = 93, RELEASE_MEMORY_INFO = 94, RELEASE_SESSION = 95,
    RELEASE_VALUE = 96, RELEASE_TYPE_AND_SHAPE = 99, RELEASE_SESSION_OPTIONS = 100,
};

enum { ELEMENT_FLOAT = 1, LOG_ERRORS = 3, API_VERSION = 1 };

typedef void *(*function)(void);
typedef struct {
    const function *(*get_api)(uint32_t version);
    const char *(*get_version)(void);
} api_base;

struct bakeoff_onnx {
    const function *api;
    void *environment;
    void *session;
    void *memory;
    char *input;
    size_t output_count;
};

// A call whose result is a status; the parameter types stand in front of the arguments.
#define CALL(api, place, types, ...) ((void *(*)types)(api)[place])(__VA_ARGS__)
#define RELEASE(api, place, thing) ((void (*)(void *))(api)[place])(thing)

static int failed(const function *api, void *status, char *error, size_t size) {
    if (!status) return 0;
    snprintf(error, size, "%s", ((const char *(*)(const void *))api[GET_ERROR_MESSAGE])(status));
    RELEASE(api, RELEASE_STATUS, status);
    return 1;
}

static const function *load(const char *library, char *error, size_t size) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    const api_base *(*base)(void) = handle ? (const api_base *(*)(void))dlsym(handle, "OrtGetApiBase") : NULL;
    const function *api = base ? base()->get_api(API_VERSION) : NULL;
    if (!api) {
        const char *why = dlerror();
        snprintf(error, size, "%s", why ? why : "the library has no ONNX Runtime interface of version 1");
    }
    return api;
}

static int open_session(bakeoff_onnx *model, const char *path, char *error, size_t size) {
    const function *api = model->api;
    void *options = NULL;
    if (failed(api, CALL(api, CREATE_ENV, (int, const char *, void **), LOG_ERRORS, "bakeoff", &model->environment), error, size) ||
        failed(api, CALL(api, CREATE_SESSION_OPTIONS, (void **), &options), error, size))
        return 0;
    int isOpen =
        !failed(api, CALL(api, SET_INTRA_THREADS, (void *, int), options, 1), error, size) &&
        !failed(api, CALL(api, SET_INTER_THREADS, (void *, int), options, 1), error, size) &&
        !failed(
            api, CALL(api, CREATE_SESSION, (void *, const char *, void *, void **), model->environment, path, options, &model->session),
            error, size);
    RELEASE(api, RELEASE_SESSION_OPTIONS, options);
    return isOpen;
}

static char *name_of(const bakeoff_onnx *model, int place, size_t index, char *error, size_t size) {
    const function *api = model->api;
    void *allocator = NULL;
    char *name = NULL;
    if (failed(api, CALL(api, DEFAULT_ALLOCATOR, (void **), &allocator), error, size) ||
        failed(api, CALL(api, place, (void *, size_t, void *, char **), model->session, index, allocator, &name), error, size))
        return NULL;
    char *copy = strdup(name);
    (void)CALL(api, ALLOCATOR_FREE, (void *, void *), allocator, name);
    return copy;
}

bakeoff_onnx *bakeoff_onnx_open(const char *library, const char *path, char *error, size_t size) {
    bakeoff_onnx *model = calloc(1, sizeof *model);
    size_t inputs = 0;
    if (!model) return NULL;
    model->api = load(library, error, size);
    if (!model->api) {
        free(model);
        return NULL;
    }
    const function *api = model->api;
    int isOpen = open_session(model, path, error, size) &&
                 !failed(api, CALL(api, INPUT_COUNT, (void *, size_t *), model->session, &inputs), error, size) &&
                 !failed(api, CALL(api, OUTPUT_COUNT, (void *, size_t *), model->session, &model->output_count), error, size) &&
                 !failed(api, CALL(api, CPU_MEMORY_INFO, (int, int, void **), 0, 0, &model->memory), error, size);
    if (isOpen && inputs != 1) {
        snprintf(error, size, "the model has %zu inputs; one is supported", inputs);
        isOpen = 0;
    }
    if (isOpen) model->input = name_of(model, INPUT_NAME, 0, error, size);
    if (model->input) return model;
    bakeoff_onnx_close(model);
    return NULL;
}

void bakeoff_onnx_close(bakeoff_onnx *model) {
    if (!model) return;
    if (model->memory) RELEASE(model->api, RELEASE_MEMORY_INFO, model->memory);
    if (model->session) RELEASE(model->api, RELEASE_SESSION, model->session);
    if (model->environment) RELEASE(model->api, RELEASE_ENV, model->environment);
    free(model->input);
    free(model);
}

static float *copied(const function *api, void *value, size_t *count, char *error, size_t size) {
    void *info = NULL, *data = NULL;
    int type = 0;
    if (failed(api, CALL(api, TYPE_AND_SHAPE, (void *, void **), value, &info), error, size)) return NULL;
    int isRead = !failed(api, CALL(api, ELEMENT_TYPE, (void *, int *), info, &type), error, size) &&
                 !failed(api, CALL(api, ELEMENT_COUNT, (void *, size_t *), info, count), error, size);
    RELEASE(api, RELEASE_TYPE_AND_SHAPE, info);
    if (!isRead) return NULL;
    if (type != ELEMENT_FLOAT || *count == 0) {
        snprintf(error, size, "the output is no tensor of float32 with values");
        return NULL;
    }
    if (failed(api, CALL(api, TENSOR_DATA, (void *, void **), value, &data), error, size)) return NULL;
    float *values = malloc(*count * sizeof *values);
    if (values) memcpy(values, data, *count * sizeof *values);
    return values;
}

float *bakeoff_onnx_run(
    bakeoff_onnx *model, float *values, size_t value_count, const int64_t *shape, size_t rank, size_t output, size_t *count,
    char *error, size_t size) {
    const function *api = model->api;
    void *input = NULL, *result = NULL;
    if (output >= model->output_count) {
        snprintf(error, size, "there is no output %zu: the model has %zu", output, model->output_count);
        return NULL;
    }
    char *name = name_of(model, OUTPUT_NAME, output, error, size);
    if (!name) return NULL;
    const char *input_names[] = {model->input}, *output_names[] = {name};
    float *copy = NULL;
    if (!failed(
            api,
            CALL(
                api, TENSOR_WITH_DATA, (void *, void *, size_t, const int64_t *, size_t, int, void **), model->memory, values,
                value_count * sizeof *values, shape, rank, ELEMENT_FLOAT, &input),
            error, size)) {
        const void *inputs[] = {input};
        if (!failed(
                api,
                CALL(
                    api, RUN,
                    (void *, void *, const char *const *, const void *const *, size_t, const char *const *, size_t, void **),
                    model->session, NULL, input_names, inputs, 1, output_names, 1, &result),
                error, size)) {
            copy = copied(api, result, count, error, size);
            RELEASE(api, RELEASE_VALUE, result);
        }
        RELEASE(api, RELEASE_VALUE, input);
    }
    free(name);
    return copy;
}
