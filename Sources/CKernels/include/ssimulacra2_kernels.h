#ifndef CK_SSIMULACRA2_KERNELS_H
#define CK_SSIMULACRA2_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// SSIMULACRA2 row by row: the rules of CKernels.h hold. Linear light is 0...1.

/// Interleaved bytes to three rows of linear light by a table of 256; channels is 1 (replicated) or 3.
void ck_linear8(const uint8_t *pixels, int channels, const float *table, float *red, float *green, float *blue, size_t n);

/// The same for 16-bit words, by a table of 65536.
void ck_linear16(const uint16_t *pixels, int channels, const float *table, float *red, float *green, float *blue, size_t n);

/// Encoded values 0...255 to linear light between the entries of the table of 65536; row may be linear.
void ck_linear(const float *row, const float *table, float *linear, size_t n);

/// Linear light to XYB less `centre`, a value for each of the three.
void ck_xyb(
    const float *red, const float *green, const float *blue, const float *centre, float *x, float *y, float *b, size_t n);

/// a^2 + b^2 and (a - b)^2.
void ck_energy_and_difference(const float *a, const float *b, float *energy, float *difference, size_t n);

/// dst[i] = sum of taps[|k - 4|] * rows[k][i] over 9 rows; taps[0] is the middle one.
void ck_fir9_across(const float *const *rows, const float *taps, float *dst, size_t n);

/// dst[i] = sum of taps[|k - 4|] * row[i + k], n results from n + 8 samples.
void ck_fir9_along(const float *row, const float *taps, float *dst, size_t n);

/// error[i] = max(0, 1 - (1 - (ma - mb)^2) (2 covariance + c2) / (variance a + variance b + c2)) from blurred rows: both means,
/// the energy and the difference. Taken from the variance of the difference, so that a small error keeps its digits.
void ck_structure_error(
    const float *ma, const float *mb, const float *energy, const float *difference, float c2, float *error, size_t n);

/// Adds the values to sums[0] and their 4th powers to sums[1]. Values are at least 0.
void ck_power_sums(const float *row, double *sums, size_t n);

/// With e = (1 + |b - mb|) / (1 + |a - ma|) - 1 adds max(e, 0), its 4th power, max(-e, 0) and its 4th power to sums[0 ... 3].
void ck_edge_sums(const float *a, const float *ma, const float *b, const float *mb, double *sums, size_t n);

#endif
