#include "blur_effect_kernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_smooth(
    const float *first, const float *second, const float *third, float *restrict dst, size_t n) {
    for (size_t i = 0; i < n; i++) dst[i] = (first[i] + third[i]) + 2.0f * second[i];
}

CK_CLONES void ck_blur_steps(const float *const *rows, double *sums, size_t n) {
    ck_f64x16 sharp = {0}, kept = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        const ck_f32x16 step = CK_LOAD(rows[3] + i) - CK_LOAD(rows[2] + i);
        const ck_f32x16 spread = (CK_LOAD(rows[4] + i) + CK_LOAD(rows[5] + i)) - (CK_LOAD(rows[1] + i) + CK_LOAD(rows[0] + i));
        const ck_f32x16 a = CK_MAGNITUDE(step), b = CK_MAGNITUDE(spread) / 11.0f;
        const ck_i32x16 blurred = b < a;
        const ck_f32x16 smaller = (ck_f32x16)((blurred & (ck_i32x16)b) | (~blurred & (ck_i32x16)a));
        sharp += CK_WIDEN(a);
        kept += CK_WIDEN(smaller);
    }
    for (size_t j = 0; i < n; i++, j++) {
        const float a = __builtin_fabsf(rows[3][i] - rows[2][i]);
        const float b = __builtin_fabsf((rows[4][i] + rows[5][i]) - (rows[1][i] + rows[0][i])) / 11.0f;
        sharp[j] += (double)a;
        kept[j] += (double)(b < a ? b : a);
    }
    sums[0] += ck_total(&sharp);
    sums[1] += ck_total(&kept);
}
