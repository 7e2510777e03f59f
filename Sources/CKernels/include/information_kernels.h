#ifndef CK_INFORMATION_KERNELS_H
#define CK_INFORMATION_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Visual information fidelity: the rules of CKernels.h hold, but that sums are products and work is done in double, for a
// variance of rounding noise must stay below the 1e-10 that counts as flat. Rows of float can be read, rows of double read and
// written, up to the next multiple of 8 (CK_INFORMATION_LANES) beyond n. `taps` are the middle one and `radius` outer ones.

#define CK_INFORMATION_LANES 8

/// mantissa * 2^exponent, the mantissa in 1 ..< 2: what sums of logarithms are the logarithm of.
typedef struct {
    double mantissa;
    int64_t exponent;
} ck_product;

/// Filters the 2 radius + 1 rows of x and y, less `centre`, and their squares and product across: x, y, x^2, y^2, x y.
void ck_information_across(
    const float *const *x, const float *const *y, const double *taps, size_t radius, double centre, double *const *out, size_t n);

/// Filters those five rows along and multiplies, for each of the n windows, what the channel keeps of the reference's information
/// to `kept` and all of it to `whole`. Rows have 2 radius samples more than windows.
void ck_information_along(
    const double *const *rows, const double *taps, size_t radius, ck_product *kept, ck_product *whole, size_t n);

/// dst[i] = sum over the rows, filtered.
void ck_smooth_across(const float *const *rows, const double *taps, size_t radius, double *dst, size_t n);

/// dst[i] = row filtered along, at every second place: from samples 2 i ... 2 i + 2 radius. The row can be read to 2 (n + 8) + 2
/// radius, dst written to the next multiple of 8.
void ck_smooth_along_even(const double *row, const double *taps, size_t radius, float *dst, size_t n);

#endif
