#include "CKernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

// 32-bit partial sums are the fast ones; a block this long cannot overflow them (512 * 2 * 1020^2 < 2^31).
#define BLOCK 512

static inline size_t ck_smaller(size_t a, size_t b) { return a < b ? a : b; }

static inline int32_t ck_laplacian_at(
    const uint8_t *above, const uint8_t *row, const uint8_t *below, size_t left, size_t i, size_t right) {
    return above[i] + below[i] + row[left] + row[right] - 4 * row[i];
}

static inline int32_t ck_sobel_at(
    const uint8_t *above, const uint8_t *row, const uint8_t *below, size_t left, size_t i, size_t right) {
    const int32_t gx = (above[right] + 2 * row[right] + below[right]) - (above[left] + 2 * row[left] + below[left]);
    const int32_t gy = (below[left] + 2 * below[i] + below[right]) - (above[left] + 2 * above[i] + above[right]);
    return gx * gx + gy * gy;
}

CK_CLONES void ck_laplacian(const uint8_t *above, const uint8_t *row, const uint8_t *below, int64_t *sums, size_t n) {
    if (n == 0) return;
    const size_t last = n - 1, inner = n > 1 ? 1 : 0;
    int64_t first = ck_laplacian_at(above, row, below, inner, 0, inner), second = first * first;
    if (n > 1) {
        const int64_t value = ck_laplacian_at(above, row, below, last - 1, last, last - 1);
        first += value;
        second += value * value;
    }
    for (size_t start = 1; start < last; start += BLOCK) {
        const size_t end = ck_smaller(start + BLOCK, last);
        int32_t blockFirst = 0, blockSecond = 0;
        for (size_t i = start; i < end; i++) {
            const int32_t value = ck_laplacian_at(above, row, below, i - 1, i, i + 1);
            blockFirst += value;
            blockSecond += value * value;
        }
        first += blockFirst;
        second += blockSecond;
    }
    sums[0] += first;
    sums[1] += second;
}

CK_CLONES int64_t ck_sobel_energy(const uint8_t *above, const uint8_t *row, const uint8_t *below, size_t n) {
    if (n == 0) return 0;
    const size_t last = n - 1, inner = n > 1 ? 1 : 0;
    int64_t energy = ck_sobel_at(above, row, below, inner, 0, inner);
    if (n > 1) energy += ck_sobel_at(above, row, below, last - 1, last, last - 1);
    for (size_t start = 1; start < last; start += BLOCK) {
        const size_t end = ck_smaller(start + BLOCK, last);
        int32_t block = 0;
        for (size_t i = start; i < end; i++) block += ck_sobel_at(above, row, below, i - 1, i, i + 1);
        energy += block;
    }
    return energy;
}

void ck_histogram(const uint8_t *row, int64_t *bins, size_t n) {
    // Four tables: equal neighbours, which photographs are full of, would wait for each other's count.
    int64_t tables[4][256] = {{0}};
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        for (size_t k = 0; k < 4; k++) tables[k][row[i + k]]++;
    }
    for (; i < n; i++) tables[0][row[i]]++;
    for (size_t v = 0; v < 256; v++) bins[v] += tables[0][v] + tables[1][v] + tables[2][v] + tables[3][v];
}
