#include "stack_kernels.h"

#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <string.h>

// Odd-even transposition: n rounds of minima and maxima put n values in order, many places at a time.
#define MIDDLE(NAME, CODE)                                                                                                  \
    CK_CLONES void NAME(const CODE *const *rows, size_t n, CODE *lower, CODE *upper, size_t count) {                        \
        enum { BLOCK = 64 };                                                                                                \
        CODE values[64][BLOCK];                                                                                             \
        for (size_t start = 0; start < count; start += BLOCK) {                                                             \
            size_t width = count - start < BLOCK ? count - start : BLOCK;                                                   \
            for (size_t k = 0; k < n; k++) {                                                                                \
                if (width < BLOCK) memset(values[k], 0, sizeof values[k]);                                                  \
                memcpy(values[k], rows[k] + start, width * sizeof(CODE));                                                   \
            }                                                                                                               \
            for (size_t round = 0; round < n; round++) {                                                                    \
                for (size_t k = round & 1; k + 1 < n; k += 2) {                                                             \
                    for (size_t i = 0; i < BLOCK; i++) {                                                                    \
                        CODE a = values[k][i], b = values[k + 1][i];                                                        \
                        values[k][i] = a < b ? a : b;                                                                       \
                        values[k + 1][i] = a < b ? b : a;                                                                   \
                    }                                                                                                       \
                }                                                                                                           \
            }                                                                                                               \
            memcpy(lower + start, values[(n - 1) / 2], width * sizeof(CODE));                                               \
            memcpy(upper + start, values[n / 2], width * sizeof(CODE));                                                     \
        }                                                                                                                   \
    }

MIDDLE(ck_middle8, uint8_t)
MIDDLE(ck_middle16, uint16_t)

// MARK: Pyramids

typedef float pixel __attribute__((vector_size(16), aligned(4)));

static inline __attribute__((always_inline)) size_t mirrored(long index, size_t count) {
    if (count == 1) return 0;
    if (index < 0) index = -index;
    if (index >= (long)count) index = 2 * (long)count - 2 - index;
    return index < 0 ? 0 : (size_t)index;
}

CK_CLONES
void ck_pyramid_down(const float *from, size_t width, size_t height, float *to, float *scratch) {
    size_t half_width = (width + 1) / 2, half_height = (height + 1) / 2, stride = 4 * width;
    for (size_t y = 0; y < half_height; y++) {
        const float *r[5];
        for (long k = 0; k < 5; k++) r[k] = from + mirrored(2 * (long)y + k - 2, height) * stride;
        for (size_t i = 0; i < stride; i++) scratch[i] = (r[0][i] + r[4][i]) + 4 * (r[1][i] + r[3][i]) + 6 * r[2][i];
        const pixel *row = (const pixel *)scratch;
        pixel *out = (pixel *)(to + 4 * y * half_width);
        for (size_t x = 0; x < half_width; x++) {
            long c = 2 * (long)x;
            pixel sum;
            if (c >= 2 && c + 2 < (long)width)
                sum = (row[c - 2] + row[c + 2]) + 4 * (row[c - 1] + row[c + 1]) + 6 * row[c];
            else
                sum = (row[mirrored(c - 2, width)] + row[mirrored(c + 2, width)]) +
                      4 * (row[mirrored(c - 1, width)] + row[mirrored(c + 1, width)]) + 6 * row[c];
            out[x] = sum * (1.0f / 256);
        }
    }
}

// Row y of a picture enlarged to `width` columns; scratch holds the half's row between a column on either side.
static inline __attribute__((always_inline)) void enlarged_row(const float *half, size_t width, size_t height, size_t y, float *scratch, pixel *out) {
    size_t columns = (width + 1) / 2, rows = (height + 1) / 2, middle = y / 2;
    const float *at = half + 4 * middle * columns;
    const float *above = half + 4 * (middle > 0 ? middle - 1 : rows > 1 ? 1 : 0) * columns;
    const float *below = half + 4 * (middle + 1 < rows ? middle + 1 : middle) * columns;
    float *row = scratch + 4;
    if (y & 1)
        for (size_t i = 0; i < 4 * columns; i++) row[i] = (at[i] + below[i]) * 0.5f;
    else
        for (size_t i = 0; i < 4 * columns; i++) row[i] = (above[i] + 6 * at[i] + below[i]) * 0.125f;
    memcpy(scratch, row + (columns > 1 ? 4 : 0), 4 * sizeof *row);
    memcpy(row + 4 * columns, row + 4 * (columns - 1), 4 * sizeof *row);
    const pixel *p = (const pixel *)row;
    for (size_t x = 0; x + 1 < width; x += 2) {
        long c = (long)x / 2;
        out[x] = (p[c - 1] + 6 * p[c] + p[c + 1]) * 0.125f;
        out[x + 1] = (p[c] + p[c + 1]) * 0.5f;
    }
    if (width & 1) {
        long c = (long)width / 2;
        out[width - 1] = (p[c - 1] + 6 * p[c] + p[c + 1]) * 0.125f;
    }
}

CK_CLONES
void ck_pyramid_blend(const float *picture, const float *half, size_t width, size_t height, float *sum, float *scratch) {
    pixel *large = (pixel *)(scratch + 4 * (width + 2));
    for (size_t y = 0; y < height; y++) {
        const pixel *row = (const pixel *)picture + y * width;
        pixel *out = (pixel *)sum + y * width;
        if (half) enlarged_row(half, width, height, y, scratch, large);
        for (size_t x = 0; x < width; x++) {
            pixel p = row[x];
            out[x] += p[3] * (half ? p - large[x] : p);
        }
    }
}

CK_CLONES
void ck_pyramid_collapse(float *picture, const float *half, size_t width, size_t height, float *scratch) {
    pixel *large = (pixel *)(scratch + 4 * (width + 2));
    for (size_t y = 0; y < height; y++) {
        pixel *row = (pixel *)picture + y * width;
        enlarged_row(half, width, height, y, scratch, large);
        for (size_t x = 0; x < width; x++) row[x] += large[x];
    }
}

// MARK: Weights

static inline __attribute__((always_inline)) float luma(const float *p) { return 0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2]; }

static inline __attribute__((always_inline)) float laplacian(const float *above, const float *row, const float *below, size_t x, size_t width) {
    size_t left = mirrored((long)x - 1, width), right = mirrored((long)x + 1, width);
    // In this order a flat surface gives exactly 0; dust would decide where all weights are small.
    return luma(above + 4 * x) + luma(row + 4 * left) - 4 * luma(row + 4 * x) + luma(row + 4 * right) + luma(below + 4 * x);
}

static inline __attribute__((always_inline)) float raised(float value, float power) { return power == 1 ? value : power == 0 ? 1 : powf(value, power); }

CK_CLONES
void ck_fusion_weights(
    const float *above, float *row, const float *below, size_t width, float contrast, float saturation, float exposedness) {
    for (size_t x = 0; x < width; x++) {
        float *p = row + 4 * x;
        float c = fabsf(laplacian(above, row, below, x, width));
        float mean = (p[0] + p[1] + p[2]) * (1.0f / 3);
        float r = p[0] - mean, g = p[1] - mean, b = p[2] - mean;
        float s = sqrtf(r * r + g * g + b * b);
        float er = p[0] - 0.5f, eg = p[1] - 0.5f, eb = p[2] - 0.5f;
        float e = exposedness == 0 ? 1 : expf(-exposedness * (er * er + eg * eg + eb * eb) / 0.08f);
        p[3] = raised(c, contrast) * raised(s, saturation) * e + 1e-12f;
    }
}

CK_CLONES
void ck_sharpness(const float *above, const float *row, const float *below, size_t width, float *energy) {
    for (size_t x = 0; x < width; x++) {
        float value = laplacian(above, row, below, x, width);
        energy[x] = value * value;
    }
}
