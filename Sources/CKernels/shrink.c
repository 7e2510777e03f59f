#include "lanes.h"
#include "shrink_kernels.h"

CK_CLONES void ck_gray_pillow(const float *red, const float *green, const float *blue, uint8_t *restrict gray, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const int32_t r = (int32_t)(red[i] + 0.5f), g = (int32_t)(green[i] + 0.5f), b = (int32_t)(blue[i] + 0.5f);
        gray[i] = (uint8_t)((19595 * r + 38470 * g + 7471 * b + 32768) >> 16);
    }
}

CK_CLONES int32_t ck_weigh(const uint8_t *row, const int32_t *weights, size_t n) {
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++) sum += row[i] * weights[i];
    return sum;
}

CK_CLONES void ck_add_weighted(const uint8_t *row, int32_t weight, int32_t *restrict sums, size_t n) {
    for (size_t i = 0; i < n; i++) sums[i] += row[i] * weight;
}
