#include "lanes.h"
#include "similarity_kernels.h"

#pragma STDC FP_CONTRACT OFF

#define ROWS 11
#define STORE(p, v) (*(ck_unaligned_f32x16 *)(p) = (v))

CK_CLONES void ck_less(const float *row, float centre, float *dst, size_t n) {
    for (size_t i = 0; i < n; i++) dst[i] = row[i] - centre;
}

// Both rows at one distance from the middle. Squares are made anew for every window: that is cheaper than fetching rows of
// them from the second cache.
#define ADD_PAIR(t, k)                                                                 \
    {                                                                                  \
        const ck_f32x16 a1 = CK_LOAD(as[5 - k] + i), a2 = CK_LOAD(as[5 + k] + i);      \
        const ck_f32x16 b1 = CK_LOAD(bs[5 - k] + i), b2 = CK_LOAD(bs[5 + k] + i);      \
        const ck_f32x16 d1 = a1 - b1, d2 = a2 - b2;                                    \
        sa += t * (a1 + a2);                                                           \
        sb += t * (b1 + b2);                                                           \
        se += t * ((a1 * a1 + b1 * b1) + (a2 * a2 + b2 * b2));                         \
        sd += t * (d1 * d1 + d2 * d2);                                                 \
    }

CK_CLONES void ck_similarity_across(
    const float *const *a, const float *const *b, const float *taps, float *restrict ma, float *restrict mb,
    float *restrict energy, float *restrict difference, size_t n) {
    const float *as[ROWS], *bs[ROWS];
    for (size_t k = 0; k < ROWS; k++) {
        as[k] = a[k];
        bs[k] = b[k];
    }
    const float t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3], t4 = taps[4], t5 = taps[5];
    for (size_t i = 0; i < n; i += CK_LANES) {
        const ck_f32x16 a0 = CK_LOAD(as[5] + i), b0 = CK_LOAD(bs[5] + i), d0 = a0 - b0;
        ck_f32x16 sa = t0 * a0, sb = t0 * b0, se = t0 * (a0 * a0 + b0 * b0), sd = t0 * (d0 * d0);
        ADD_PAIR(t1, 1)
        ADD_PAIR(t2, 2)
        ADD_PAIR(t3, 3)
        ADD_PAIR(t4, 4)
        ADD_PAIR(t5, 5)
        STORE(ma + i, sa);
        STORE(mb + i, sb);
        STORE(energy + i, se);
        STORE(difference + i, sd);
    }
}

#define AT(row, k) CK_LOAD((row) + i + (k))
#define ALONG(row)                                                                                              \
    (((t5 * (AT(row, 0) + AT(row, 10)) + t4 * (AT(row, 1) + AT(row, 9))) + t3 * (AT(row, 2) + AT(row, 8)))      \
     + ((t2 * (AT(row, 3) + AT(row, 7)) + t1 * (AT(row, 4) + AT(row, 6))) + t0 * AT(row, 5)))

CK_CLONES void ck_similarity_along(
    const float *ma, const float *mb, const float *energy, const float *difference, const float *taps, float centre, float c1,
    float c2, float *map, double *sums, size_t n) {
    const float t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3], t4 = taps[4], t5 = taps[5];
    ck_f64x16 all = {0}, contrasts = {0};
    for (size_t i = 0; i < n; i += CK_LANES) {
        const ck_f32x16 a = ALONG(ma), b = ALONG(mb), step = a - b;
        // The variance of the difference is what contrast and structure lack to 1: a small lack keeps its digits.
        const ck_f32x16 rest = ALONG(difference) - step * step;
        const ck_f32x16 lack = (ck_f32x16)((ck_i32x16)rest & (rest > 0.0f));
        const ck_f32x16 whole = (ALONG(energy) - (a * a + b * b)) + c2;
        const ck_f32x16 contrast = (whole - lack) / whole;
        const ck_f32x16 x = a + centre, y = b + centre;
        const ck_f32x16 similarity = (2.0f * x * y + c1) / (x * x + y * y + c1) * contrast;
        if (map) STORE(map + i, similarity);
        if (n - i >= CK_LANES) {
            all += CK_WIDEN(similarity);
            contrasts += CK_WIDEN(contrast);
            continue;
        }
        for (size_t j = 0; j < n - i; j++) {
            all[j] += (double)similarity[j];
            contrasts[j] += (double)contrast[j];
        }
    }
    sums[0] += ck_total(&all);
    sums[1] += ck_total(&contrasts);
}
