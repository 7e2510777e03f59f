#ifndef CK_SHRINK_KERNELS_H
#define CK_SHRINK_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Row primitives of GrayShrink.swift: whole numbers throughout, so that every order of adding gives the same.

/// (19595 R + 38470 G + 7471 B + 32768) >> 16, Pillow's mode L; samples are rounded to whole numbers first.
void ck_gray_pillow(const float *red, const float *green, const float *blue, uint8_t *gray, size_t n);

/// Sum of row[i] * weights[i]; the caller sees to it that it fits.
int32_t ck_weigh(const uint8_t *row, const int32_t *weights, size_t n);

/// sums[i] += row[i] * weight.
void ck_add_weighted(const uint8_t *row, int32_t weight, int32_t *sums, size_t n);

#endif
