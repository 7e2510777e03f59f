#ifndef CK_NATURAL_SCENE_KERNELS_H
#define CK_NATURAL_SCENE_KERNELS_H

#include <stddef.h>

// Natural-scene statistics (BRISQUE, NIQE, PIQE): the rules of CKernels.h hold.

/// 0.2989 R + 0.5870 G + 0.1140 B, rounded half up to a whole number.
void ck_rounded_gray(const float *red, const float *green, const float *blue, float *gray, size_t n);

/// means[i] and squares[i] = sum over k of taps[k] * rows[k][i] and of its square, 7 rows.
void ck_local_across(const float *const *rows, const double *taps, double *means, double *squares, size_t n);

/// Filters both with the 7 taps along the row (3 samples of margin on each side) and normalises:
/// (row - mean) / (deviation + 1), with magnitudes below 1e-6 set to 0. `deviations` may be NULL.
void ck_normalise(
    const double *means, const double *squares, const double *taps, const float *row, float *normalised, float *deviations, size_t n);

/// dst[i] = sum of taps[k] * rows[k][i], 8 rows, in double.
void ck_fir8_across(const float *const *rows, const double *taps, double *dst, size_t n);

/// dst[i] = sum over k of taps[k] * src[2 i + k], 8 taps, in double.
void ck_fir8_halving(const double *src, const double *taps, float *dst, size_t n);

/// How many sums ck_side_moments adds to.
#define CK_SIDE_SUMS 5

/// Of p = a[i] * b[i] adds to sums: p^2 where p < 0, p^2 where p > 0, |p|, how many are below 0, how many above.
void ck_side_moments(const float *a, const float *b, double *sums, size_t n);

#endif
