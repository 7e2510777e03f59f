#include "lanes.h"
#include "pooling_kernels.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_pool(const float *sums, size_t factor, float share, float *restrict means, size_t n) {
    switch (factor) {
    case 1:
        for (size_t i = 0; i < n; i++) means[i] = share * sums[i];
        break;
    case 2:
        for (size_t i = 0; i < n; i++) means[i] = share * (sums[2 * i] + sums[2 * i + 1]);
        break;
    case 4:
        for (size_t i = 0; i < n; i++) {
            means[i] = share * ((sums[4 * i] + sums[4 * i + 3]) + (sums[4 * i + 1] + sums[4 * i + 2]));
        }
        break;
    default:
        for (size_t i = 0; i < n; i++) {
            float sum = 0;
            for (size_t j = 0; j < factor; j++) sum += sums[i * factor + j];
            means[i] = share * sum;
        }
    }
}
