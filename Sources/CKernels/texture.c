#include "lanes.h"
#include "texture_kernels.h"

#pragma STDC FP_CONTRACT OFF

static inline __attribute__((always_inline)) double lane_total(const ck_f32x16 *lanes) {
    double total = 0;
    for (size_t j = 0; j < CK_LANES; j++) total += (double)(*lanes)[j];
    return total;
}

CK_CLONES void ck_texture(
    const float *first, const float *second, const float *third, const float *fourth, const float *fifth, double *sums, size_t n) {
    ck_f32x16 lanes[CK_TEXTURE_SUMS] = {{0}};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 b = CK_LOAD(second + i), c = CK_LOAD(third + i), d = CK_LOAD(fourth + i);
        const ck_f32x16 d1 = b - CK_LOAD(first + i), d2 = c - b, d3 = d - c, d4 = CK_LOAD(fifth + i) - d;
        const ck_f32x16 magnitude = CK_MAGNITUDE(d1);
        const ck_f32x16 square = d1 * d1, bend = d2 - d1;
        lanes[0] += magnitude;
        lanes[1] += square;
        lanes[2] += square * square;
        lanes[3] += d1 * d2;
        lanes[4] += d1 * d3;
        lanes[5] += d1 * d4;
        lanes[6] += bend * bend;
        // A true comparison is -1 in every bit.
        lanes[7] -= __builtin_convertvector(magnitude < 0.5f, ck_f32x16);
    }
    for (size_t j = 0; i < n; i++, j++) {
        const float d1 = second[i] - first[i], d2 = third[i] - second[i], d3 = fourth[i] - third[i], d4 = fifth[i] - fourth[i];
        const float magnitude = __builtin_fabsf(d1), square = d1 * d1, bend = d2 - d1;
        lanes[0][j] += magnitude;
        lanes[1][j] += square;
        lanes[2][j] += square * square;
        lanes[3][j] += d1 * d2;
        lanes[4][j] += d1 * d3;
        lanes[5][j] += d1 * d4;
        lanes[6][j] += bend * bend;
        lanes[7][j] += magnitude < 0.5f ? 1.0f : 0.0f;
    }
    for (size_t k = 0; k < CK_TEXTURE_SUMS; k++) sums[k] += lane_total(&lanes[k]);
}

CK_CLONES void ck_block_texture(
    const float *above, const float *row, const float *below, float *restrict noise, float *restrict energy, size_t blocks) {
    for (size_t b = 0; b < blocks; b++) {
        const size_t at = CK_LANES * b;
        const ck_f32x16 middle = CK_LOAD(row + at + 1), right = CK_LOAD(row + at + 2), under = CK_LOAD(below + at + 1);
        const ck_f32x16 corners =
            (CK_LOAD(above + at) + CK_LOAD(above + at + 2)) + (CK_LOAD(below + at) + CK_LOAD(below + at + 2));
        const ck_f32x16 sides = (CK_LOAD(above + at + 1) + under) + (CK_LOAD(row + at) + right);
        const ck_f32x16 response = corners - 2.0f * sides + 4.0f * middle;
        const ck_f32x16 magnitude = CK_MAGNITUDE(response);
        const ck_f32x16 steps = (right - middle) * (right - middle) + (under - middle) * (under - middle);
        noise[b] += (float)lane_total(&magnitude);
        energy[b] += (float)lane_total(&steps);
    }
}

typedef float ck_f32x8 __attribute__((vector_size(32)));
typedef float ck_unaligned_f32x8 __attribute__((vector_size(32), aligned(4), may_alias));

// cos((2 x + 1) u pi / 16) / 2, and 1 / sqrt(8) for u = 0.
static const float cosines[8][8] = {
    {0.35355339f, 0.35355339f, 0.35355339f, 0.35355339f, 0.35355339f, 0.35355339f, 0.35355339f, 0.35355339f},
    {0.49039264f, 0.41573481f, 0.27778512f, 0.09754516f, -0.09754516f, -0.27778512f, -0.41573481f, -0.49039264f},
    {0.46193977f, 0.19134172f, -0.19134172f, -0.46193977f, -0.46193977f, -0.19134172f, 0.19134172f, 0.46193977f},
    {0.41573481f, -0.09754516f, -0.49039264f, -0.27778512f, 0.27778512f, 0.49039264f, 0.09754516f, -0.41573481f},
    {0.35355339f, -0.35355339f, -0.35355339f, 0.35355339f, 0.35355339f, -0.35355339f, -0.35355339f, 0.35355339f},
    {0.27778512f, -0.49039264f, 0.09754516f, 0.41573481f, -0.41573481f, -0.09754516f, 0.49039264f, -0.27778512f},
    {0.19134172f, -0.46193977f, 0.46193977f, -0.19134172f, -0.19134172f, 0.46193977f, -0.46193977f, 0.19134172f},
    {0.09754516f, -0.27778512f, 0.41573481f, -0.49039264f, 0.49039264f, -0.41573481f, 0.27778512f, -0.09754516f},
};

static inline __attribute__((always_inline)) void transform(const float in[8][8], float out[8][8]) {
    for (size_t u = 0; u < 8; u++) {
        ck_f32x8 sum = {0};
        for (size_t x = 0; x < 8; x++) sum += cosines[u][x] * (*(const ck_unaligned_f32x8 *)in[x]);
        *(ck_unaligned_f32x8 *)out[u] = sum;
    }
}

CK_CLONES void ck_block_spectrum(const float *const *rows, size_t offset, float *numbers, size_t blocks) {
    for (size_t b = 0; b < blocks; b++, numbers += CK_SPECTRUM_NUMBERS) {
        float block[8][8], turned[8][8];
        for (size_t y = 0; y < 8; y++) {
            for (size_t x = 0; x < 8; x++) block[y][x] = rows[y][offset + 8 * b + x];
        }
        transform(block, turned);
        for (size_t y = 0; y < 8; y++) {
            for (size_t x = 0; x < 8; x++) block[x][y] = turned[y][x];
        }
        transform(block, turned);
        float energy[3] = {0}, zeros[3] = {0};
        for (size_t u = 0; u < 8; u++) {
            for (size_t v = 0; v < 8; v++) {
                const size_t band = u + v < 3 ? 0 : u + v < 7 ? 1 : 2;
                const float value = turned[u][v];
                if (u + v == 0) continue;
                energy[band] += value * value;
                zeros[band] += __builtin_fabsf(value) < 0.75f ? 1.0f : 0.0f;
            }
        }
        for (size_t k = 0; k < 3; k++) numbers[k] = energy[k];
        numbers[3] = zeros[1];
        numbers[4] = zeros[2];
    }
}

CK_CLONES void ck_chroma(
    const float *red, const float *blue, const float *luma, float *restrict bluish, float *restrict reddish, size_t n) {
    for (size_t i = 0; i < n; i++) {
        bluish[i] = blue[i] - luma[i];
        reddish[i] = red[i] - luma[i];
    }
}
