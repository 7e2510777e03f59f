#ifndef BAKEOFF_ONNX_H
#define BAKEOFF_ONNX_H

#include <stddef.h>
#include <stdint.h>

/// A model loaded by ONNX Runtime, which is looked for when it is first wanted and never linked.
typedef struct bakeoff_onnx bakeoff_onnx;

/// Loads the library and a model with one thread, so that numbers do not depend on the machine's cores.
///
/// @param error receives what went wrong, ended by a zero.
/// @return NULL with `error` filled.
bakeoff_onnx *bakeoff_onnx_open(const char *library, const char *model, char *error, size_t error_size);

void bakeoff_onnx_close(bakeoff_onnx *model);

/// Runs the model on one float tensor; several threads may at once.
///
/// @param output the number of the output, from 0.
/// @param count receives how many values come back.
/// @return values to be freed, or NULL with `error` filled.
float *bakeoff_onnx_run(
    bakeoff_onnx *model, float *values, size_t value_count, const int64_t *shape, size_t rank, size_t output, size_t *count,
    char *error, size_t error_size);

#endif
