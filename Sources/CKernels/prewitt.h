#ifndef CK_PREWITT_H
#define CK_PREWITT_H

#include "lanes.h"

// Three times both Prewitt gradients at a sample, from pointers to its left neighbours in three rows. Outer samples are added
// first, so that a mirrored picture gives mirrored bits.
#define CK_PREWITT(a, b, c, gx, gy)                                                       \
    const float gx = (((a)[2] + (c)[2]) + (b)[2]) - (((a)[0] + (c)[0]) + (b)[0]);         \
    const float gy = (((c)[0] + (c)[2]) + (c)[1]) - (((a)[0] + (a)[2]) + (a)[1]);

// sqrtf would set errno, which no vector can.
#define CK_ROOT(v) __builtin_elementwise_sqrt(v)

// 1 - (2 a b + c) / (a^2 + b^2 + c), which keeps the digits of a small difference and is 0 for a = b.
#define CK_DISSIMILARITY(a, b, squares, c) ((((a) - (b)) * ((a) - (b))) / ((squares) + (c)))

#endif
