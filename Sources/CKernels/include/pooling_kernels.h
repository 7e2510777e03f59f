#ifndef CK_POOLING_KERNELS_H
#define CK_POOLING_KERNELS_H

#include <stddef.h>

// Shrinking by a whole factor: the rules of CKernels.h hold.

/// means[i] = share * the sum of sums[i * factor] ... sums[i * factor + factor - 1], n results.
void ck_pool(const float *sums, size_t factor, float share, float *means, size_t n);

#endif
