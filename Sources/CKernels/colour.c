#include "CKernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

// One body for both depths: `scale` is what a stored 255 (or 65535) is divided by to reach 255, `full` the opaque alpha.
// v * a + background * (1 - a) and not background + (v - background) * a: the first gives exactly v when a is 1.
#define SPLIT(pixels, scale, full)                                                              \
    switch (channels) {                                                                         \
    case 1:                                                                                     \
        for (size_t i = 0; i < n; i++) red[i] = green[i] = blue[i] = (float)pixels[i] / scale;  \
        break;                                                                                  \
    case 2:                                                                                     \
        for (size_t i = 0; i < n; i++) {                                                        \
            const float alpha = (float)pixels[2 * i + 1] / full;                                \
            const float value = (float)pixels[2 * i] / scale;                                   \
            red[i] = green[i] = blue[i] = value * alpha + background * (1.0f - alpha);          \
        }                                                                                       \
        break;                                                                                  \
    case 3:                                                                                     \
        for (size_t i = 0; i < n; i++) {                                                        \
            red[i] = (float)pixels[3 * i] / scale;                                              \
            green[i] = (float)pixels[3 * i + 1] / scale;                                        \
            blue[i] = (float)pixels[3 * i + 2] / scale;                                         \
        }                                                                                       \
        break;                                                                                  \
    default:                                                                                    \
        for (size_t i = 0; i < n; i++) {                                                        \
            const float alpha = (float)pixels[4 * i + 3] / full;                                \
            const float rest = background * (1.0f - alpha);                                     \
            red[i] = (float)pixels[4 * i] / scale * alpha + rest;                               \
            green[i] = (float)pixels[4 * i + 1] / scale * alpha + rest;                         \
            blue[i] = (float)pixels[4 * i + 2] / scale * alpha + rest;                          \
        }                                                                                       \
    }

CK_CLONES void ck_split8(
    const uint8_t *restrict pixels, int channels, float background, float *restrict red, float *restrict green,
    float *restrict blue, size_t n) {
    SPLIT(pixels, 1.0f, 255.0f)
}

CK_CLONES void ck_split16(
    const uint16_t *restrict pixels, int channels, float background, float *restrict red, float *restrict green,
    float *restrict blue, size_t n) {
    SPLIT(pixels, 257.0f, 65535.0f)
}

CK_CLONES void ck_luma(
    const float *red, const float *green, const float *blue, float *restrict luma, size_t n) {
    // In thousandths the sum of 8-bit samples stays below 2^24 and is exact; the division is the only rounding.
    for (size_t i = 0; i < n; i++) luma[i] = (299.0f * red[i] + 587.0f * green[i] + 114.0f * blue[i]) / 1000.0f;
}

CK_CLONES void ck_gray8(
    const float *red, const float *green, const float *blue, uint8_t *restrict gray, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const int32_t r = (int32_t)(red[i] + 0.5f), g = (int32_t)(green[i] + 0.5f), b = (int32_t)(blue[i] + 0.5f);
        gray[i] = (uint8_t)((9798 * r + 19235 * g + 3735 * b + 16384) >> 15);
    }
}

CK_CLONES void ck_clipped(
    const float *red, const float *green, const float *blue, float low, float high, int64_t *counts, size_t n) {
    uint32_t dark = 0, bright = 0;
    for (size_t i = 0; i < n; i++) {
        dark += (red[i] <= low) & (green[i] <= low) & (blue[i] <= low);
        bright += (red[i] >= high) & (green[i] >= high) & (blue[i] >= high);
    }
    counts[0] += dark;
    counts[1] += bright;
}

CK_CLONES void ck_opponent_moments(
    const float *red, const float *green, const float *blue, const float *origin, double *sums, size_t n) {
    ck_f64x16 rg1 = {0}, rg2 = {0}, yb1 = {0}, yb2 = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 r = CK_LOAD(red + i), g = CK_LOAD(green + i), b = CK_LOAD(blue + i);
        const ck_f64x16 rg = CK_WIDEN(r - g - origin[0]);
        const ck_f64x16 yb = CK_WIDEN((r + g) * 0.5f - b - origin[1]);
        rg1 += rg;
        rg2 += rg * rg;
        yb1 += yb;
        yb2 += yb * yb;
    }
    for (size_t j = 0; i < n; i++, j++) {
        const double rg = red[i] - green[i] - origin[0];
        const double yb = (red[i] + green[i]) * 0.5f - blue[i] - origin[1];
        rg1[j] += rg;
        rg2[j] += rg * rg;
        yb1[j] += yb;
        yb2[j] += yb * yb;
    }
    sums[0] += ck_total(&rg1);
    sums[1] += ck_total(&rg2);
    sums[2] += ck_total(&yb1);
    sums[3] += ck_total(&yb2);
}
