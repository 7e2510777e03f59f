#ifndef CK_COLOUR_DIFFERENCE_KERNELS_H
#define CK_COLOUR_DIFFERENCE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Colour differences: the rules of CKernels.h hold. Work is done in double: a* is 500 times a difference of two roots.

/// Linear light of sRGB 0...1 to CIELAB (D65, 2 degree observer).
void ck_lab(const float *red, const float *green, const float *blue, double *l, double *a, double *b, size_t n);

/// CIEDE2000 with kL = kC = kH = 1 of two rows of CIELAB, each given as its L*, a* and b*; 0 for equal colours, and within 1e-6
/// of the formula in double with exact functions.
void ck_ciede2000(const double *const *first, const double *const *second, float *difference, size_t n);

/// Bins of ck_count_values: 0 for values below 2^-20, then 2^14 for each octave up to 2^8, where the last one ends.
#define CK_VALUE_BINS 458753

/// Counts values, which are not negative, by their exponent and the first 14 bits of their mantissa.
void ck_count_values(const float *row, uint32_t *bins, size_t n);

#endif
