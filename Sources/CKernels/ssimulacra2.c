#include "lanes.h"
#include "ssimulacra2_kernels.h"

#pragma STDC FP_CONTRACT OFF

#define LOOK_UP                                                                              \
    if (channels == 1) {                                                                     \
        for (size_t i = 0; i < n; i++) red[i] = green[i] = blue[i] = table[pixels[i]];       \
    } else {                                                                                 \
        for (size_t i = 0; i < n; i++) {                                                     \
            red[i] = table[pixels[3 * i]];                                                   \
            green[i] = table[pixels[3 * i + 1]];                                             \
            blue[i] = table[pixels[3 * i + 2]];                                              \
        }                                                                                    \
    }

void ck_linear8(
    const uint8_t *restrict pixels, int channels, const float *restrict table, float *restrict red, float *restrict green,
    float *restrict blue, size_t n) {
    LOOK_UP
}

void ck_linear16(
    const uint16_t *restrict pixels, int channels, const float *restrict table, float *restrict red, float *restrict green,
    float *restrict blue, size_t n) {
    LOOK_UP
}

CK_CLONES void ck_linear(const float *row, const float *restrict table, float *linear, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const float place = row[i] * 257.0f;
        // Rounding of a blend may leave the range by a last bit.
        const float inside = place < 0.0f ? 0.0f : place > 65535.0f ? 65535.0f : place;
        const int32_t below = (int32_t)inside;
        const int32_t above = below < 65535 ? below + 1 : below;
        linear[i] = table[below] + (table[above] - table[below]) * (inside - (float)below);
    }
}

// A third of the exponent and the mantissa's line between powers of two give a root to 4 %; each step of Halley's method
// triples the digits. The correction is added to the root at the end, where it costs one rounding: 1.5 units in the last place.
static inline float cube_root(float a) {
    int32_t bits;
    __builtin_memcpy(&bits, &a, sizeof bits);
    bits = (int32_t)((float)bits * (1.0f / 3) + (127.0f * 2 / 3 - 0.033f) * 8388608.0f);
    float root;
    __builtin_memcpy(&root, &bits, sizeof root);
    for (int step = 0; step < 2; step++) {
        const float cube = root * root * root;
        root += root * ((a - cube) / (cube + cube + a));
    }
    return root;
}

// The opsin absorbance of JPEG XL, its rows summing to 1, and the bias that keeps the root's slope finite at black.
#define BIAS 0.0037930732552754493f
#define BIAS_ROOT 0.15595420054f

CK_CLONES void ck_xyb(
    const float *red, const float *green, const float *blue, const float *centre, float *restrict x, float *restrict y,
    float *restrict b, size_t n) {
    const float cx = 0.42f - centre[0], cy = 0.01f - BIAS_ROOT - centre[1], cb = 0.55f - centre[2];
    for (size_t i = 0; i < n; i++) {
        const float l = cube_root(0.30f * red[i] + 0.622f * green[i] + 0.078f * blue[i] + BIAS);
        const float m = cube_root(0.23f * red[i] + 0.692f * green[i] + 0.078f * blue[i] + BIAS);
        const float s = cube_root(
            0.24342268924547819f * red[i] + 0.20476744424496821f * green[i] + 0.5518098665095536f * blue[i] + BIAS);
        const float mean = (l + m) * 0.5f;
        x[i] = 7.0f * (l - m) + cx;
        y[i] = mean + cy;
        b[i] = (s - mean) + cb;
    }
}

CK_CLONES void ck_energy_and_difference(
    const float *a, const float *b, float *restrict energy, float *restrict difference, size_t n) {
    for (size_t i = 0; i < n; i++) {
        energy[i] = a[i] * a[i] + b[i] * b[i];
        difference[i] = (a[i] - b[i]) * (a[i] - b[i]);
    }
}

// Small terms first, and rows at the same distance added first: a mirrored picture gives mirrored bits.
#define FIR9(r0, r1, r2, r3, r4, r5, r6, r7, r8) \
    ((t4 * ((r0) + (r8)) + t3 * ((r1) + (r7))) + (t2 * ((r2) + (r6)) + t1 * ((r3) + (r5)))) + t0 * (r4)

CK_CLONES void ck_fir9_across(const float *const *rows, const float *taps, float *restrict dst, size_t n) {
    const float *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3], *r4 = rows[4];
    const float *r5 = rows[5], *r6 = rows[6], *r7 = rows[7], *r8 = rows[8];
    const float t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3], t4 = taps[4];
    for (size_t i = 0; i < n; i++) dst[i] = FIR9(r0[i], r1[i], r2[i], r3[i], r4[i], r5[i], r6[i], r7[i], r8[i]);
}

CK_CLONES void ck_fir9_along(const float *row, const float *taps, float *restrict dst, size_t n) {
    const float t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3], t4 = taps[4];
    for (size_t i = 0; i < n; i++) {
        const float *r = row + i;
        dst[i] = FIR9(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8]);
    }
}

CK_CLONES void ck_structure_error(
    const float *ma, const float *mb, const float *energy, const float *difference, float c2, float *restrict error, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const float step = ma[i] - mb[i];
        const float square = step * step;
        const float variance = difference[i] - square;
        const float whole = (energy[i] - (ma[i] * ma[i] + mb[i] * mb[i])) + c2;
        const float value = (variance + square * (whole - variance)) / whole;
        error[i] = value > 0.0f ? value : 0.0f;
    }
}

CK_CLONES void ck_power_sums(const float *row, double *sums, size_t n) {
    ck_f64x16 first = {0}, fourth = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f64x16 value = CK_WIDEN(CK_LOAD(row + i));
        const ck_f64x16 square = value * value;
        first += value;
        fourth += square * square;
    }
    for (size_t j = 0; i < n; i++, j++) {
        const double value = row[i];
        const double square = value * value;
        first[j] += value;
        fourth[j] += square * square;
    }
    sums[0] += ck_total(&first);
    sums[1] += ck_total(&fourth);
}

CK_CLONES void ck_edge_sums(const float *a, const float *ma, const float *b, const float *mb, double *sums, size_t n) {
    ck_f64x16 more = {0}, more4 = {0}, less = {0}, less4 = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 before = CK_MAGNITUDE(CK_LOAD(a + i) - CK_LOAD(ma + i));
        const ck_f32x16 after = CK_MAGNITUDE(CK_LOAD(b + i) - CK_LOAD(mb + i));
        const ck_f32x16 change = (after - before) / (1.0f + before);
        // A comparison is all ones where it holds.
        const ck_f64x16 gain = CK_WIDEN((ck_f32x16)((ck_i32x16)change & (change > 0.0f)));
        const ck_f64x16 loss = CK_WIDEN((ck_f32x16)((ck_i32x16)-change & (change < 0.0f)));
        more += gain;
        less += loss;
        more4 += (gain * gain) * (gain * gain);
        less4 += (loss * loss) * (loss * loss);
    }
    for (size_t j = 0; i < n; i++, j++) {
        const float before = __builtin_fabsf(a[i] - ma[i]), after = __builtin_fabsf(b[i] - mb[i]);
        const float change = (after - before) / (1.0f + before);
        const double gain = change > 0.0f ? change : 0.0f, loss = change < 0.0f ? -change : 0.0f;
        more[j] += gain;
        less[j] += loss;
        more4[j] += (gain * gain) * (gain * gain);
        less4[j] += (loss * loss) * (loss * loss);
    }
    sums[0] += ck_total(&more);
    sums[1] += ck_total(&more4);
    sums[2] += ck_total(&less);
    sums[3] += ck_total(&less4);
}
