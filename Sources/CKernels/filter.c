#include "CKernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_halve(const float *top, const float *bottom, float *restrict dst, size_t n) {
    for (size_t i = 0; i < n; i++) {
        dst[i] = ((top[2 * i] + top[2 * i + 1]) + (bottom[2 * i] + bottom[2 * i + 1])) * 0.25f;
    }
}
