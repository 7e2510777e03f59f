#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

// Row primitives over contiguous samples: no allocation, no state; n may be 0 and is below 2^31.
//
// Every function gives the same bits at every instruction-set level: multiplications and additions are never contracted,
// integer sums are exact, and floating-point sums run in 16 fixed lanes of double that are added in order at the end.

// Colour

/// Interleaved bytes to three rows 0...255; channels is 1 gray, 2 gray + alpha, 3 RGB, 4 RGBA.
/// Straight alpha is blended over `background` (0...255) in encoded values; gray is replicated.
void ck_split8(const uint8_t *pixels, int channels, float background, float *red, float *green, float *blue, size_t n);

/// The same for 16-bit words, scaled by 255/65535: a word 257 v gives exactly v.
void ck_split16(const uint16_t *pixels, int channels, float background, float *red, float *green, float *blue, size_t n);

/// 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), rounded once for whole-numbered input.
void ck_luma(const float *red, const float *green, const float *blue, float *luma, size_t n);

/// (9798 R + 19235 G + 3735 B + 16384) >> 15, OpenCV's fixed-point gray; samples are rounded to whole numbers first.
void ck_gray8(const float *red, const float *green, const float *blue, uint8_t *gray, size_t n);

// Filters

/// dst[i] = mean of samples 2i and 2i + 1 of both rows, n results.
void ck_halve(const float *top, const float *bottom, float *dst, size_t n);

// Sums

/// Adds sum of (a - b)^2.
double ck_squared_difference(const float *a, const float *b, size_t n);

/// Σ(a − b)² of n bytes, exactly.
uint64_t ck_squared_difference_bytes(const uint8_t *a, const uint8_t *b, size_t n);

/// Adds sum and sum of squares of (row - origin) to sums[0] and sums[1].
void ck_moments(const float *row, float origin, double *sums, size_t n);

/// Adds the moments of R - G - origin[0] to sums[0, 1] and of (R + G) / 2 - B - origin[1] to sums[2, 3].
void ck_opponent_moments(
    const float *red, const float *green, const float *blue, const float *origin, double *sums, size_t n);

/// Adds the number of pixels with max(R, G, B) <= low to counts[0] and with min(R, G, B) >= high to counts[1].
void ck_clipped(const float *red, const float *green, const float *blue, float low, float high, int64_t *counts, size_t n);

/// Adds |row[i + 1] - row[i]| to columns[i], n - 1 results.
void ck_column_steps(const float *row, double *columns, size_t n);

/// Sum of |below - above|.
double ck_row_steps(const float *above, const float *below, size_t n);

/// Sum of |1 -2 1; -2 4 -2; 1 -2 1| over the n - 2 inner samples of the middle row (Immerkaer 1996).
double ck_noise_mask(const float *above, const float *row, const float *below, size_t n);

// Whole-numbered gradients; left and right edges reflect without repeating the edge sample

/// Adds sum and sum of squares of the 4-neighbour Laplacian to sums[0] and sums[1].
void ck_laplacian(const uint8_t *above, const uint8_t *row, const uint8_t *below, int64_t *sums, size_t n);

/// Sum of gx^2 + gy^2 under the 3 x 3 Sobel masks.
int64_t ck_sobel_energy(const uint8_t *above, const uint8_t *row, const uint8_t *below, size_t n);

/// Adds the row to 256 bins.
void ck_histogram(const uint8_t *row, int64_t *bins, size_t n);

#include "audio_kernels.h"
#include "banding_kernels.h"
#include "blur_effect_kernels.h"
#include "colour_difference_kernels.h"
#include "gradient_similarity_kernels.h"
#include "haarpsi_kernels.h"
#include "information_kernels.h"
#include "pooling_kernels.h"
#include "shrink_kernels.h"
#include "similarity_kernels.h"
#include "ssimulacra2_kernels.h"
#include "natural_scene_kernels.h"
#include "stack_kernels.h"
#include "texture_kernels.h"

#endif
