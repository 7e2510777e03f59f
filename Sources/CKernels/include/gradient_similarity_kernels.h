#ifndef CK_GRADIENT_SIMILARITY_KERNELS_H
#define CK_GRADIENT_SIMILARITY_KERNELS_H

#include <stddef.h>

// Similarity of Prewitt gradients (GMSD, MDSI): the rules of CKernels.h hold. x is the reference, y the other picture. Masks
// read one sample to the left and to the right of a row.

/// loss[i] = 1 - (2 a b + c) / (a^2 + b^2 + c) of the gradient magnitudes a and b, Prewitt masks over 3, in the middle one of
/// three rows.
void ck_gradient_loss(const float *const *x, const float *const *y, float c, float *loss, size_t n);

/// Luma and two chroma rows of MDSI: 0.2989 R + 0.587 G + 0.114 B, 0.3 R + 0.04 G - 0.35 B, 0.34 R - 0.6 G + 0.17 B.
void ck_mdsi_channels(
    const float *red, const float *green, const float *blue, float *luma, float *first, float *second, size_t n);

/// loss[i] = 1 - similarity of the pairs of chroma.
void ck_chroma_loss(
    const float *first_x, const float *second_x, const float *first_y, const float *second_y, float *loss, size_t n);

/// similarity[i] = 0.6 gradient similarity + 0.4 (1 - chroma loss), the gradients in the middle one of three rows of luma.
/// It may be below 0 and above 1.
void ck_mdsi_similarity(
    const float *const *x, const float *const *y, const float *chroma_loss, float *similarity, size_t n);

/// Adds real and imaginary parts of similarity^(1/4) to sums[0] and sums[1].
void ck_fourth_roots(const float *similarity, double *sums, size_t n);

/// Sum of |similarity^(1/4) - mean|, mean given by its real and imaginary part.
double ck_fourth_root_distance(const float *similarity, const double *mean, size_t n);

#endif
