#include "information_kernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

typedef float f32x8 __attribute__((vector_size(32)));
typedef double f64x8 __attribute__((vector_size(64)));
typedef int64_t i64x8 __attribute__((vector_size(64)));
typedef float unaligned_f32x8 __attribute__((vector_size(32), aligned(4), may_alias));
typedef double unaligned_f64x8 __attribute__((vector_size(64), aligned(8), may_alias));

#define LANES CK_INFORMATION_LANES
#define MAX_ROWS 17
#define LOAD(p) ((f64x8) * (const unaligned_f64x8 *)(p))
#define STORE(p, v) (*(unaligned_f64x8 *)(p) = (v))
#define WIDEN(p) __builtin_convertvector((f32x8) * (const unaligned_f32x8 *)(p), f64x8)
// A comparison of vectors is all ones where it holds.
#define WHERE(condition, a, b) ((f64x8)(((i64x8)(a) & (condition)) | ((i64x8)(b) & ~(condition))))

#define COPY(rows)                                                    \
    const float *rows##s[MAX_ROWS];                                   \
    for (size_t k = 0; k <= 2 * radius; k++) rows##s[k] = rows[k];

CK_CLONES void ck_information_across(
    const float *const *x, const float *const *y, const double *taps, size_t radius, double centre, double *const *out, size_t n) {
    COPY(x)
    COPY(y)
    double *const mx = out[0], *const my = out[1], *const xx = out[2], *const yy = out[3], *const xy = out[4];
    for (size_t i = 0; i < n; i += LANES) {
        const f64x8 a = WIDEN(xs[radius] + i) - centre, b = WIDEN(ys[radius] + i) - centre;
        f64x8 sx = taps[0] * a, sy = taps[0] * b, sxx = taps[0] * (a * a), syy = taps[0] * (b * b), sxy = taps[0] * (a * b);
        for (size_t k = 1; k <= radius; k++) {
            const double t = taps[k];
            const f64x8 a1 = WIDEN(xs[radius - k] + i) - centre, a2 = WIDEN(xs[radius + k] + i) - centre;
            const f64x8 b1 = WIDEN(ys[radius - k] + i) - centre, b2 = WIDEN(ys[radius + k] + i) - centre;
            sx += t * (a1 + a2);
            sy += t * (b1 + b2);
            sxx += t * (a1 * a1 + a2 * a2);
            syy += t * (b1 * b1 + b2 * b2);
            sxy += t * (a1 * b1 + a2 * b2);
        }
        STORE(mx + i, sx);
        STORE(my + i, sy);
        STORE(xx + i, sxx);
        STORE(yy + i, syy);
        STORE(xy + i, sxy);
    }
}

static inline void multiply(ck_product *product, double factor) {
    const double value = product->mantissa * factor;
    int64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    product->exponent += (bits >> 52) - 1023;
    bits = (bits & 0xFFFFFFFFFFFFF) | (INT64_C(1023) << 52);
    __builtin_memcpy(&product->mantissa, &bits, sizeof bits);
}

// Factors are below 1 + 128^2 / 2 < 2^14, so that 64 of them stay below 2^1023.
#define FACTORS 64

CK_CLONES void ck_information_along(
    const double *const *rows, const double *taps, size_t radius, ck_product *kept, ck_product *whole, size_t n) {
    const double *const mx = rows[0] + radius, *const my = rows[1] + radius;
    const double *const xx = rows[2] + radius, *const yy = rows[3] + radius, *const xy = rows[4] + radius;
    const double flat = 1e-10, noise = 2;
    f64x8 top = {1, 1, 1, 1, 1, 1, 1, 1}, bottom = top;
    size_t factors = 0;
    for (size_t i = 0; i < n; i += LANES) {
        const double *const mxi = mx + i, *const myi = my + i, *const xxi = xx + i, *const yyi = yy + i, *const xyi = xy + i;
        f64x8 a = taps[0] * LOAD(mxi), b = taps[0] * LOAD(myi);
        f64x8 saa = taps[0] * LOAD(xxi), sbb = taps[0] * LOAD(yyi), sab = taps[0] * LOAD(xyi);
        for (size_t k = 1; k <= radius; k++) {
            const double t = taps[k];
            a += t * (LOAD(mxi - k) + LOAD(mxi + k));
            b += t * (LOAD(myi - k) + LOAD(myi + k));
            saa += t * (LOAD(xxi - k) + LOAD(xxi + k));
            sbb += t * (LOAD(yyi - k) + LOAD(yyi + k));
            sab += t * (LOAD(xyi - k) + LOAD(xyi + k));
        }
        const f64x8 zero = {0};
        const f64x8 va0 = saa - a * a, vb0 = sbb - b * b, covariance = sab - a * b;
        const f64x8 va1 = WHERE(va0 > 0.0, va0, zero), vb = WHERE(vb0 > 0.0, vb0, zero);
        const i64x8 flatA = va1 < flat, flatB = vb < flat, opposed = covariance < 0.0;
        const f64x8 va = WHERE(flatA, zero, va1);
        const f64x8 gain0 = covariance / (va1 + flat);
        const f64x8 gain = WHERE(flatA | flatB | opposed, zero, gain0);
        const f64x8 rest0 = vb - gain0 * covariance;
        const f64x8 rest1 = WHERE(flatA | opposed, vb, rest0);
        const f64x8 rest2 = WHERE(flatB, zero, rest1);
        const f64x8 rest = WHERE(rest2 > flat, rest2, zero + flat);
        const f64x8 all = 1.0 + va / noise;
        // Where both pictures are equal nothing is lost, not even the 1e-10 that guards the divisions.
        const i64x8 equal = (va0 == covariance) & (vb0 == covariance);
        const f64x8 through = 1.0 + gain * gain * va / (rest + noise);
        const f64x8 channel = WHERE(equal, all, through);
        const i64x8 lane = {0, 1, 2, 3, 4, 5, 6, 7};
        const i64x8 inside = lane < (int64_t)(n - i);
        top *= WHERE(inside, channel, zero + 1.0);
        bottom *= WHERE(inside, all, zero + 1.0);
        factors += 1;
        if (factors < FACTORS && i + LANES < n) continue;
        for (size_t j = 0; j < LANES; j++) {
            multiply(kept, top[j]);
            multiply(whole, bottom[j]);
            top[j] = bottom[j] = 1;
        }
        factors = 0;
    }
}

CK_CLONES void ck_smooth_across(const float *const *rows, const double *taps, size_t radius, double *dst, size_t n) {
    COPY(rows)
    for (size_t i = 0; i < n; i += LANES) {
        f64x8 sum = taps[0] * WIDEN(rowss[radius] + i);
        for (size_t k = 1; k <= radius; k++) sum += taps[k] * (WIDEN(rowss[radius - k] + i) + WIDEN(rowss[radius + k] + i));
        STORE(dst + i, sum);
    }
}

CK_CLONES void ck_smooth_along_even(const double *row, const double *taps, size_t radius, float *dst, size_t n) {
    for (size_t i = 0; i < n; i += LANES) {
        const double *const middle = row + 2 * i + radius;
        f64x8 low = taps[0] * LOAD(middle), high = taps[0] * LOAD(middle + LANES);
        for (size_t k = 1; k <= radius; k++) {
            low += taps[k] * (LOAD(middle - k) + LOAD(middle + k));
            high += taps[k] * (LOAD(middle + LANES - k) + LOAD(middle + LANES + k));
        }
        const f64x8 even = __builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14);
        *(unaligned_f32x8 *)(dst + i) = __builtin_convertvector(even, f32x8);
    }
}
