#ifndef CK_HAARPSI_KERNELS_H
#define CK_HAARPSI_KERNELS_H

#include <stddef.h>

// HaarPSI: the rules of CKernels.h hold. x is the reference, y the other picture. Rows can be read and written 32 samples beyond
// their end.

/// How far the coarsest window reaches to the left of a place; to the right it is one more.
#define CK_HAAR_REACH 3

/// Y, I and Q of a row: 0.299 R + 0.587 G + 0.114 B, 0.596 R - 0.274 G - 0.322 B, 0.211 R - 0.523 G + 0.312 B.
void ck_yiq(const float *red, const float *green, const float *blue, float *y, float *i, float *q, size_t n);

/// Of eight rows, the fourth being the one at hand: the sums over its 2, 4 and 8 rows to out[0 ... 2], and the lower less the
/// upper half of each to out[3 ... 5]. They begin CK_HAAR_REACH samples left of the first place, and end one further right of
/// the last of n places.
void ck_haar_across(const float *const *rows, float *const *out, size_t n);

/// Loss and weight of a row of places from what ck_haar_across made of x and y: for each direction W, the larger of the coarsest magnitudes, and W (s(1) - s(similarity of the finer two)) with
/// s(t) = 1 / (1 + exp(-4.2 t)); for colour the mean of both W and the mean of the two rows of ck_mean_loss.
void ck_haarpsi(
    const float *const *x, const float *const *y, const float *loss_i, const float *loss_q, float *loss, float *weight, size_t n);

/// loss[i] = 1 - (2 a b + 30) / (a^2 + b^2 + 30) of the magnitudes a and b of the means over 2 x 2 samples, i being the upper
/// left one.
void ck_mean_loss(
    const float *top_x, const float *bottom_x, const float *top_y, const float *bottom_y, float *loss, size_t n);

/// Sum of a row.
double ck_row_sum(const float *row, size_t n);

#endif
