#ifndef CK_TEXTURE_KERNELS_H
#define CK_TEXTURE_KERNELS_H

#include <stddef.h>

// Texture statistics of TextureScale.swift: the rules of CKernels.h hold, but that sums of one row run in lanes of float.

/// How many sums ck_texture adds to.
#define CK_TEXTURE_SUMS 8

/// Steps between five samples in a line, first ... fifth: along a row they are one row at five offsets, across rows five rows.
/// With d1 ... d4 = second - first ... fifth - fourth adds to sums: |d1|, d1^2, d1^4, d1 d2, d1 d3, d1 d4, (d2 - d1)^2, and the
/// number of |d1| < 0.5.
void ck_texture(
    const float *first, const float *second, const float *third, const float *fourth, const float *fifth, double *sums, size_t n);

/// Adds for each whole block of 16 inner samples of the middle row: |noise mask of Immerkaer| to noise[b], and the squared steps
/// to the right and to the row below to energy[b]. Rows have 16 * blocks + 2 samples at least.
void ck_block_texture(const float *above, const float *row, const float *below, float *noise, float *energy, size_t blocks);

/// How many numbers ck_block_spectrum gives of a block.
#define CK_SPECTRUM_NUMBERS 5

/// Orthonormal DCT-II of each 8 x 8 block of eight rows: for block b numbers[5 b ...] are the energy of the bands u + v = 1 ... 2,
/// 3 ... 6 and 7 ... 14, and how many coefficients of the last two are below 0.75, which rounding to 8 bits leaves of a zero.
void ck_block_spectrum(const float *const *rows, size_t offset, float *numbers, size_t blocks);

/// Blue and red differences, (B - Y) and (R - Y), of a row.
void ck_chroma(const float *red, const float *blue, const float *luma, float *bluish, float *reddish, size_t n);

#endif
