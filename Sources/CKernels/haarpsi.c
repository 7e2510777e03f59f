#include "haarpsi_kernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

#define STORE(p, v) (*(ck_unaligned_f32x16 *)(p) = (v))

CK_CLONES void ck_yiq(
    const float *red, const float *green, const float *blue, float *restrict y, float *restrict i, float *restrict q, size_t n) {
    for (size_t k = 0; k < n; k++) {
        y[k] = (299.0f * red[k] + 587.0f * green[k] + 114.0f * blue[k]) / 1000.0f;
        i[k] = 0.596f * red[k] - 0.274f * green[k] - 0.322f * blue[k];
        q[k] = 0.211f * red[k] - 0.523f * green[k] + 0.312f * blue[k];
    }
}

CK_CLONES void ck_haar_across(const float *const *rows, float *const *out, size_t n) {
    const float *r[8];
    float *o[6];
    for (size_t k = 0; k < 8; k++) r[k] = rows[k] - CK_HAAR_REACH;
    for (size_t k = 0; k < 6; k++) o[k] = out[k];
    for (size_t i = 0; i < n + 2 * CK_HAAR_REACH + 1; i += CK_LANES) {
        const ck_f32x16 upper1 = CK_LOAD(r[3] + i), lower1 = CK_LOAD(r[4] + i);
        const ck_f32x16 upper2 = CK_LOAD(r[2] + i) + upper1, lower2 = lower1 + CK_LOAD(r[5] + i);
        const ck_f32x16 upper4 = (CK_LOAD(r[0] + i) + CK_LOAD(r[1] + i)) + upper2;
        const ck_f32x16 lower4 = lower2 + (CK_LOAD(r[6] + i) + CK_LOAD(r[7] + i));
        STORE(o[0] + i, upper1 + lower1);
        STORE(o[1] + i, upper2 + lower2);
        STORE(o[2] + i, upper4 + lower4);
        STORE(o[3] + i, lower1 - upper1);
        STORE(o[4] + i, lower2 - upper2);
        STORE(o[5] + i, lower4 - upper4);
    }
}

// Halves of a window along a row; samples at equal distance from its middle are added alike, so that mirrored rows agree.
#define LEFT2(p) (CK_LOAD(p + 2) + CK_LOAD(p + 3))
#define RIGHT2(p) (CK_LOAD(p + 5) + CK_LOAD(p + 4))
#define LEFT4(p) ((CK_LOAD(p) + CK_LOAD(p + 1)) + LEFT2(p))
#define RIGHT4(p) ((CK_LOAD(p + 7) + CK_LOAD(p + 6)) + RIGHT2(p))

// 1 - (2 a b + c) / (a^2 + b^2 + c) for a and b of whatever sign, by their magnitudes.
static inline __attribute__((always_inline)) void loss_of(
    const ck_f32x16 *a, const ck_f32x16 *b, float c, ck_f32x16 *loss) {
    const ck_f32x16 step = CK_MAGNITUDE(*a) - CK_MAGNITUDE(*b);
    *loss = (step * step) / ((*a * *a + *b * *b) + c);
}

// Chebyshev interpolation of (s(1) - s(1 - u)) / u over v = 2 u - 1, relative error 7e-7 in float.
static const float LOGISTIC[] = {
    0.188645574f, 0.2195721248f, 0.1155327455f, 0.009537858691f, -0.03002006784f, -0.02177980559f,
    -0.004180602531f, 0.004344242021f, 0.003941744629f, 0.0007246195444f, -0.0007393439093f, -0.0003532053252f,
};

static inline __attribute__((always_inline)) void drop(const ck_f32x16 *u, ck_f32x16 *fallen) {
    const ck_f32x16 v = *u + *u - 1.0f;
    ck_f32x16 sum = v * LOGISTIC[11] + LOGISTIC[10];
    for (int k = 9; k >= 0; k--) sum = sum * v + LOGISTIC[k];
    *fallen = *u * sum;
}

// Sums stand for means: a coefficient of scale s is its sum over 2^s, so that the constant grows by 4^s.
#define DIRECTION(a1, b1, a2, b2, a3, b3, fallen, weight)                                             \
    {                                                                                                 \
        ck_f32x16 fine, coarse;                                                                       \
        const ck_f32x16 fineA = a1, fineB = b1, coarseA = a2, coarseB = b2;                           \
        loss_of(&fineA, &fineB, 4.0f * 30, &fine);                                                    \
        loss_of(&coarseA, &coarseB, 16.0f * 30, &coarse);                                             \
        const ck_f32x16 both = (fine + coarse) * 0.5f;                                                \
        drop(&both, &fallen);                                                                         \
        const ck_f32x16 wa = CK_MAGNITUDE(a3), wb = CK_MAGNITUDE(b3);                                 \
        const ck_i32x16 larger = wa > wb;                                                             \
        weight = (ck_f32x16)(((ck_i32x16)wa & larger) | ((ck_i32x16)wb & ~larger)) * 0.125f;          \
    }

#define STEP(half, p) (RIGHT##half(p) - LEFT##half(p))
#define BOX(half, p) (LEFT##half(p) + RIGHT##half(p))
#define LEFT1(p) CK_LOAD(p + 3)
#define RIGHT1(p) CK_LOAD(p + 4)

CK_CLONES void ck_haarpsi(
    const float *const *x, const float *const *y, const float *loss_i, const float *loss_q, float *restrict loss,
    float *restrict weight, size_t n) {
    const float *a0 = x[0], *a1 = x[1], *a2 = x[2], *a3 = x[3], *a4 = x[4], *a5 = x[5];
    const float *b0 = y[0], *b1 = y[1], *b2 = y[2], *b3 = y[3], *b4 = y[4], *b5 = y[5];
    for (size_t i = 0; i < n; i += CK_LANES) {
        ck_f32x16 along, across, colour, alongWeight, acrossWeight;
        DIRECTION(
            STEP(1, a0 + i), STEP(1, b0 + i), STEP(2, a1 + i), STEP(2, b1 + i), STEP(4, a2 + i), STEP(4, b2 + i), along,
            alongWeight)
        DIRECTION(
            BOX(1, a3 + i), BOX(1, b3 + i), BOX(2, a4 + i), BOX(2, b4 + i), BOX(4, a5 + i), BOX(4, b5 + i), across,
            acrossWeight)
        const ck_f32x16 chroma = (CK_LOAD(loss_i + i) + CK_LOAD(loss_q + i)) * 0.5f;
        drop(&chroma, &colour);
        const ck_f32x16 both = alongWeight + acrossWeight;
        STORE(loss + i, (along * alongWeight + across * acrossWeight) + colour * (both * 0.5f));
        STORE(weight + i, both * 1.5f);
    }
}

CK_CLONES void ck_mean_loss(
    const float *top_x, const float *bottom_x, const float *top_y, const float *bottom_y, float *restrict loss, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const float a = __builtin_fabsf((top_x[i] + top_x[i + 1]) + (bottom_x[i] + bottom_x[i + 1]));
        const float b = __builtin_fabsf((top_y[i] + top_y[i + 1]) + (bottom_y[i] + bottom_y[i + 1]));
        // Four times the means.
        loss[i] = ((a - b) * (a - b)) / ((a * a + b * b) + 16.0f * 30);
    }
}

CK_CLONES double ck_row_sum(const float *row, size_t n) {
    ck_f64x16 sum = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) sum += CK_WIDEN(CK_LOAD(row + i));
    for (size_t j = 0; i < n; i++, j++) sum[j] += (double)row[i];
    return ck_total(&sum);
}
