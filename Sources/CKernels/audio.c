#include "CKernels.h"
#include "audio_kernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_pick(const float *frames, size_t stride, float *row, size_t n) {
    if (stride == 2) {
        for (size_t i = 0; i < n; i++) row[i] = frames[2 * i];
    } else {
        for (size_t i = 0; i < n; i++) row[i] = frames[i * stride];
    }
}

CK_CLONES void ck_add_scaled(const float *row, float gain, float *sum, size_t n) {
    for (size_t i = 0; i < n; i++) sum[i] += row[i] * gain;
}

static inline __attribute__((always_inline)) float largest(const ck_f32x16 *lanes) {
    float most = 0;
    for (size_t j = 0; j < CK_LANES; j++) most = (*lanes)[j] > most ? (*lanes)[j] : most;
    return most;
}

// C has no conditional operator on vectors: the comparison gives a mask. `a` and `b` must be names.
#define CK_LARGER_LANES(a, b) ((ck_f32x16)(((ck_i32x16)(a) & ((a) > (b))) | ((ck_i32x16)(b) & ~((a) > (b)))))

static inline float larger(float a, float b) { return a > b ? a : b; }

CK_CLONES float ck_peak(const float *row, size_t n) {
    ck_f32x16 peaks = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 magnitude = CK_MAGNITUDE(CK_LOAD(row + i));
        peaks = CK_LARGER_LANES(magnitude, peaks);
    }
    float peak = largest(&peaks);
    for (; i < n; i++) peak = larger(__builtin_fabsf(row[i]), peak);
    return peak;
}

CK_CLONES float ck_interpolated_peak(const float *row, const float *taps, size_t phases, size_t length, size_t n) {
    ck_f32x16 peaks = {0};
    float peak = 0;
    for (size_t p = 0; p < phases; p++) {
        const float *const weights = taps + p * length;
        size_t i = 0;
        for (; i + CK_LANES <= n; i += CK_LANES) {
            ck_f32x16 sum = {0};
            for (size_t t = 0; t < length; t++) sum += weights[t] * CK_LOAD(row + i + t);
            const ck_f32x16 magnitude = CK_MAGNITUDE(sum);
            peaks = CK_LARGER_LANES(magnitude, peaks);
        }
        for (; i < n; i++) {
            float sum = 0;
            for (size_t t = 0; t < length; t++) sum += weights[t] * row[i + t];
            peak = larger(__builtin_fabsf(sum), peak);
        }
    }
    return larger(largest(&peaks), peak);
}

CK_CLONES uint32_t ck_peak_bits(const float *row, size_t n) {
    // Magnitudes as bits are in the order of the numbers, and a comparison of whole numbers lets nothing through that is none.
    const int32_t *bits = (const int32_t *)row;
    int32_t most = 0;
    for (size_t i = 0; i < n; i++) {
        const int32_t magnitude = bits[i] & INT32_MAX;
        most = magnitude > most ? magnitude : most;
    }
    return (uint32_t)most;
}

// Exact: scaling by a power of two, cutting off and the difference to what was cut lose no bit of a float.
static inline __attribute__((always_inline)) int32_t nearest_step(float sample, float scale) {
    float scaled = sample * scale;
    scaled = scaled > scale ? scale : scaled;
    scaled = scaled < -scale ? -scale : scaled;
    const int32_t cut = (int32_t)scaled;
    const float rest = scaled - (float)cut;
    const int32_t step = cut + (rest >= 0.5f) - (rest <= -0.5f);
    const int32_t most = (int32_t)scale - 1;
    return step > most ? most : step;
}

CK_CLONES void ck_steps16(const float *row, int16_t *steps, size_t n) {
    for (size_t i = 0; i < n; i++) steps[i] = (int16_t)nearest_step(row[i], 0x1p15f);
}

CK_CLONES void ck_steps24(const float *row, int32_t *steps, size_t n) {
    for (size_t i = 0; i < n; i++) steps[i] = nearest_step(row[i], 0x1p23f) * 256;
}
