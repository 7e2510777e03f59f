#include "lanes.h"
#include "natural_scene_kernels.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_rounded_gray(const float *red, const float *green, const float *blue, float *restrict gray, size_t n) {
    // In ten-thousandths the sum of 8-bit samples is exact.
    for (size_t i = 0; i < n; i++) {
        const float sum = (2989.0f * red[i] + 5870.0f * green[i] + 1140.0f * blue[i]) / 10000.0f;
        gray[i] = (float)(int)(sum + 0.5f);
    }
}

CK_CLONES void ck_local_across(
    const float *const *rows, const double *taps, double *restrict means, double *restrict squares, size_t n) {
    const float *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3], *r4 = rows[4], *r5 = rows[5], *r6 = rows[6];
    const double t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3];
    for (size_t i = 0; i < n; i++) {
        const double a = r0[i], b = r1[i], c = r2[i], d = r3[i], e = r4[i], f = r5[i], g = r6[i];
        means[i] = t0 * (a + g) + t1 * (b + f) + t2 * (c + e) + t3 * d;
        squares[i] = t0 * (a * a + g * g) + t1 * (b * b + f * f) + t2 * (c * c + e * e) + t3 * (d * d);
    }
}

CK_CLONES void ck_normalise(
    const double *means, const double *squares, const double *taps, const float *row, float *restrict normalised,
    float *restrict deviations, size_t n) {
    const double t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3];
    for (size_t i = 0; i < n; i++) {
        const double *m = means + i, *s = squares + i;
        const double mean = t0 * (m[0] + m[6]) + t1 * (m[1] + m[5]) + t2 * (m[2] + m[4]) + t3 * m[3];
        const double square = t0 * (s[0] + s[6]) + t1 * (s[1] + s[5]) + t2 * (s[2] + s[4]) + t3 * s[3];
        const double deviation = __builtin_sqrt(__builtin_fabs(square - mean * mean));
        const double value = ((double)row[i] - mean) / (deviation + 1.0);
        normalised[i] = __builtin_fabs(value) < 1e-6 ? 0.0f : (float)value;
        if (deviations) deviations[i] = (float)deviation;
    }
}

CK_CLONES void ck_fir8_across(const float *const *rows, const double *taps, double *restrict dst, size_t n) {
    const float *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3];
    const float *r4 = rows[4], *r5 = rows[5], *r6 = rows[6], *r7 = rows[7];
    for (size_t i = 0; i < n; i++) {
        dst[i] = taps[0] * ((double)r0[i] + r7[i]) + taps[1] * ((double)r1[i] + r6[i]) + taps[2] * ((double)r2[i] + r5[i])
            + taps[3] * ((double)r3[i] + r4[i]);
    }
}

CK_CLONES void ck_fir8_halving(const double *src, const double *taps, float *restrict dst, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const double *s = src + 2 * i;
        dst[i] = (float)(taps[0] * (s[0] + s[7]) + taps[1] * (s[1] + s[6]) + taps[2] * (s[2] + s[5]) + taps[3] * (s[3] + s[4]));
    }
}

CK_CLONES void ck_side_moments(const float *a, const float *b, double *sums, size_t n) {
    ck_f64x16 below = {0}, above = {0}, magnitudes = {0};
    ck_i32x16 belowCount = {0}, aboveCount = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 p = CK_LOAD(a + i) * CK_LOAD(b + i);
        // A true comparison is -1 in every bit.
        const ck_i32x16 isBelow = p < 0.0f, isAbove = p > 0.0f;
        const ck_f64x16 low = CK_WIDEN((ck_f32x16)((ck_i32x16)p & isBelow)), high = CK_WIDEN((ck_f32x16)((ck_i32x16)p & isAbove));
        below += low * low;
        above += high * high;
        magnitudes += high - low;
        belowCount -= isBelow;
        aboveCount -= isAbove;
    }
    for (size_t j = 0; i < n; i++, j++) {
        const float p = a[i] * b[i];
        const double low = p < 0.0f ? (double)p : 0.0, high = p > 0.0f ? (double)p : 0.0;
        below[j] += low * low;
        above[j] += high * high;
        magnitudes[j] += high - low;
        belowCount[j] += p < 0.0f;
        aboveCount[j] += p > 0.0f;
    }
    sums[0] += ck_total(&below);
    sums[1] += ck_total(&above);
    sums[2] += ck_total(&magnitudes);
    for (size_t j = 0; j < CK_LANES; j++) {
        sums[3] += belowCount[j];
        sums[4] += aboveCount[j];
    }
}
