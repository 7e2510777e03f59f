#include "networks.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#define WIDE CN_CLONES

// exp by 2^n · 2^f, with a polynomial for f in −0.5…0.5; relative error below 2e-7. It has no branch, so that it vectorises.
static inline float exponential(float x) {
    x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    float scaled = x * 1.44269504088896f;
    float whole = __builtin_floorf(scaled + 0.5f);
    float f = scaled - whole;
    float p = 1.5403530393381610e-4f;
    p = p * f + 1.3333558146428443e-3f;
    p = p * f + 9.6181291076284772e-3f;
    p = p * f + 5.5504108664821580e-2f;
    p = p * f + 2.4022650695910071e-1f;
    p = p * f + 6.9314718055994531e-1f;
    p = p * f + 1.0f;
    int32_t bits = ((int32_t)whole + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

WIDE void cn_add(float *values, const float *other, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] += other[i];
}

// Φ through erf by Abramowitz and Stegun 7.1.26, absolute error 1.5e-7.
WIDE void cn_gelu(float *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float x = values[i], a = __builtin_fabsf(x) * 0.70710678118654752f;
        float t = 1.0f / (1.0f + 0.3275911f * a);
        float p = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
        float erf = 1.0f - p * exponential(-a * a);
        values[i] = 0.5f * x * (1.0f + (x < 0 ? -erf : erf));
    }
}

WIDE void cn_softmax(float *values, float scale, size_t rows, size_t width) {
    for (size_t r = 0; r < rows; r++) {
        float *row = values + r * width;
        float largest = row[0];
        for (size_t i = 1; i < width; i++) largest = row[i] > largest ? row[i] : largest;
        for (size_t i = 0; i < width; i++) row[i] = exponential(scale * (row[i] - largest));
        float lanes[16] = {0};
        size_t i = 0;
        for (; i + 16 <= width; i += 16)
            for (size_t j = 0; j < 16; j++) lanes[j] += row[i + j];
        float sum = 0;
        for (; i < width; i++) sum += row[i];
        for (size_t j = 0; j < 16; j++) sum += lanes[j];
        float share = 1.0f / sum;
        for (size_t k = 0; k < width; k++) row[k] *= share;
    }
}

WIDE void cn_layer_norm(float *values, const float *gain, const float *bias, float epsilon, size_t rows, size_t width) {
    for (size_t r = 0; r < rows; r++) {
        float *row = values + r * width;
        double sum = 0, squares = 0;
        for (size_t i = 0; i < width; i++) sum += row[i];
        double mean = sum / (double)width;
        for (size_t i = 0; i < width; i++) squares += (row[i] - mean) * (row[i] - mean);
        float centre = (float)mean, scale = (float)(1.0 / sqrt(squares / (double)width + epsilon));
        for (size_t i = 0; i < width; i++) row[i] = (row[i] - centre) * scale * gain[i] + bias[i];
    }
}

WIDE void cn_widen(const uint16_t *halves, float *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t sign = (uint32_t)(halves[i] & 0x8000) << 16, magnitude = halves[i] & 0x7FFF;
        uint32_t shifted = magnitude << 13;
        float value;
        memcpy(&value, &shifted, sizeof value);
        // The exponent's bias is put right by a product, which handles subnormal numbers too.
        value *= 0x1p112f;
        uint32_t bits;
        memcpy(&bits, &value, sizeof bits);
        if (magnitude >= 0x7C00) bits |= 0x7F800000;
        bits |= sign;
        memcpy(values + i, &bits, sizeof bits);
    }
}

WIDE void cn_max_pool(const float *from, size_t row_stride, size_t column_stride, float *to, size_t columns, size_t channels) {
    for (size_t column = 0; column < columns; column++) {
        const float *a = from + 2 * column * column_stride, *b = a + column_stride;
        const float *c = a + row_stride, *d = b + row_stride;
        float *out = to + column * column_stride;
        for (size_t i = 0; i < channels; i++) {
            float upper = a[i] > b[i] ? a[i] : b[i], lower = c[i] > d[i] ? c[i] : d[i];
            out[i] = upper > lower ? upper : lower;
        }
    }
}

