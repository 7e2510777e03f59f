#include "CKernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_fir11(const float *const *rows, const float *taps, float *restrict dst, size_t n) {
    const float *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3], *r4 = rows[4], *r5 = rows[5];
    const float *r6 = rows[6], *r7 = rows[7], *r8 = rows[8], *r9 = rows[9], *r10 = rows[10];
    const float t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3], t4 = taps[4], t5 = taps[5];
    for (size_t i = 0; i < n; i++) {
        // Small terms first: the outer taps keep their last bits.
        const float outer = t5 * (r0[i] + r10[i]) + t4 * (r1[i] + r9[i]) + t3 * (r2[i] + r8[i]);
        const float inner = t2 * (r3[i] + r7[i]) + t1 * (r4[i] + r6[i]);
        dst[i] = outer + inner + t0 * r5[i];
    }
}

CK_CLONES void ck_halve(const float *top, const float *bottom, float *restrict dst, size_t n) {
    for (size_t i = 0; i < n; i++) {
        dst[i] = ((top[2 * i] + top[2 * i + 1]) + (bottom[2 * i] + bottom[2 * i + 1])) * 0.25f;
    }
}
