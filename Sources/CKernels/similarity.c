#include "CKernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_ssim_products(
    const float *x, const float *y, float offset, float *restrict cx, float *restrict cy, float *restrict squares,
    float *restrict product, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const float a = x[i] - offset, b = y[i] - offset;
        cx[i] = a;
        cy[i] = b;
        squares[i] = a * a + b * b;
        product[i] = a * b;
    }
}

// For x = y every 2ab below equals its a^2 + b^2 to the last bit, so that both factors are exactly 1.
#define CONTRAST(a, b, s, p, numerator, denominator)  \
    numerator = 2.0f * ((p) - (a) * (b)) + c2;        \
    denominator = ((s) - ((a) * (a) + (b) * (b))) + c2;

#define LUMINANCE(a, b, numerator, denominator)                            \
    numerator = 2.0f * ((a) + offset) * ((b) + offset) + c1;               \
    denominator = ((a) + offset) * ((a) + offset) + ((b) + offset) * ((b) + offset) + c1;

CK_CLONES double ck_ssim_similarity(
    const float *mx, const float *my, const float *squares, const float *product, float offset, float c1, float c2, size_t n) {
    ck_f64x16 sum = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 a = CK_LOAD(mx + i), b = CK_LOAD(my + i), s = CK_LOAD(squares + i), p = CK_LOAD(product + i);
        ck_f32x16 above, below, top, bottom;
        CONTRAST(a, b, s, p, above, below)
        LUMINANCE(a, b, top, bottom)
        sum += CK_WIDEN((top * above) / (bottom * below));
    }
    for (size_t j = 0; i < n; i++, j++) {
        float above, below, top, bottom;
        CONTRAST(mx[i], my[i], squares[i], product[i], above, below)
        LUMINANCE(mx[i], my[i], top, bottom)
        sum[j] += (double)((top * above) / (bottom * below));
    }
    return ck_total(&sum);
}

CK_CLONES double ck_ssim_contrast(
    const float *mx, const float *my, const float *squares, const float *product, float c2, size_t n) {
    ck_f64x16 sum = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 a = CK_LOAD(mx + i), b = CK_LOAD(my + i), s = CK_LOAD(squares + i), p = CK_LOAD(product + i);
        ck_f32x16 above, below;
        CONTRAST(a, b, s, p, above, below)
        sum += CK_WIDEN(above / below);
    }
    for (size_t j = 0; i < n; i++, j++) {
        float above, below;
        CONTRAST(mx[i], my[i], squares[i], product[i], above, below)
        sum[j] += (double)(above / below);
    }
    return ck_total(&sum);
}
