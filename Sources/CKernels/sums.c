#include "CKernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES double ck_squared_difference(const float *a, const float *b, size_t n) {
    ck_f64x16 sum = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f64x16 d = CK_WIDEN(CK_LOAD(a + i) - CK_LOAD(b + i));
        sum += d * d;
    }
    for (size_t j = 0; i < n; i++, j++) {
        const double d = a[i] - b[i];
        sum[j] += d * d;
    }
    return ck_total(&sum);
}

CK_CLONES uint64_t ck_squared_difference_bytes(const uint8_t *a, const uint8_t *b, size_t n) {
    // 65,025 at most each: 2^16 of them fit 32 bits, and narrow sums are what vectorises.
    enum { STRIP = 1 << 16 };
    uint64_t total = 0;
    for (size_t start = 0; start < n; start += STRIP) {
        const size_t end = n - start < STRIP ? n : start + STRIP;
        uint32_t sum = 0;
        for (size_t i = start; i < end; i++) {
            const int32_t d = (int32_t)a[i] - (int32_t)b[i];
            sum += (uint32_t)(d * d);
        }
        total += sum;
    }
    return total;
}

CK_CLONES void ck_moments(const float *row, float origin, double *sums, size_t n) {
    ck_f64x16 first = {0}, second = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f64x16 d = CK_WIDEN(CK_LOAD(row + i) - origin);
        first += d;
        second += d * d;
    }
    for (size_t j = 0; i < n; i++, j++) {
        const double d = row[i] - origin;
        first[j] += d;
        second[j] += d * d;
    }
    sums[0] += ck_total(&first);
    sums[1] += ck_total(&second);
}

// Corners, edges and middle are summed apart: on a flat picture each pair doubles exactly and the response is exactly 0.
#define NOISE(load, at)                                                                                        \
    ((load(above + (at)) + load(above + (at) + 2)) + (load(below + (at)) + load(below + (at) + 2))             \
     - 2.0f * ((load(above + (at) + 1) + load(below + (at) + 1)) + (load(row + (at)) + load(row + (at) + 2)))  \
     + 4.0f * load(row + (at) + 1))
#define SCALAR(p) (*(p))

CK_CLONES double ck_noise_mask(const float *above, const float *row, const float *below, size_t n) {
    if (n < 3) return 0;
    ck_f64x16 sum = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n - 2; i += CK_LANES) {
        const ck_f32x16 response = NOISE(CK_LOAD, i);
        sum += CK_WIDEN(CK_MAGNITUDE(response));
    }
    for (size_t j = 0; i < n - 2; i++, j++) {
        const float response = NOISE(SCALAR, i);
        sum[j] += (double)(response < 0.0f ? -response : response);
    }
    return ck_total(&sum);
}

CK_CLONES void ck_column_steps(const float *row, double *restrict columns, size_t n) {
    for (size_t i = 0; i + 1 < n; i++) columns[i] += (double)__builtin_fabsf(row[i + 1] - row[i]);
}

CK_CLONES double ck_row_steps(const float *above, const float *below, size_t n) {
    ck_f64x16 sum = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 difference = CK_LOAD(below + i) - CK_LOAD(above + i);
        sum += CK_WIDEN(CK_MAGNITUDE(difference));
    }
    for (size_t j = 0; i < n; i++, j++) sum[j] += (double)__builtin_fabsf(below[i] - above[i]);
    return ck_total(&sum);
}
