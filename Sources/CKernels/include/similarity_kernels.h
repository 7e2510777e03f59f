#ifndef CK_SIMILARITY_KERNELS_H
#define CK_SIMILARITY_KERNELS_H

#include <stddef.h>

// Structural similarity (Wang et al. 2004) of two pictures under an 11 x 11 window, across rows first and then along them: the
// rules of CKernels.h hold, but that every row has room for n samples and 26 more. Samples are kept less `centre` for the sake
// of float precision, and taps[0] is the middle one. Rows at the same distance are added first, so that a mirrored picture
// gives mirrored bits.

/// row[i] - centre; dst may be the row.
void ck_less(const float *row, float centre, float *dst, size_t n);

/// Under the window across 11 rows of each picture: both means, the mean of a^2 + b^2 and that of (a - b)^2.
void ck_similarity_across(
    const float *const *a, const float *const *b, const float *taps, float *ma, float *mb, float *energy, float *difference,
    size_t n);

/// Filters those four along the row, n results from n + 10 samples; adds luminance times contrast and structure to sums[0]
/// and the latter alone to sums[1]. `map` is NULL or takes what was added to sums[0]. Equal pictures give exactly 1 each.
void ck_similarity_along(
    const float *ma, const float *mb, const float *energy, const float *difference, const float *taps, float centre, float c1,
    float c2, float *map, double *sums, size_t n);

#endif
