#ifndef CK_BLUR_EFFECT_KERNELS_H
#define CK_BLUR_EFFECT_KERNELS_H

#include <stddef.h>

// Row primitives of BlurEffect.swift; the rules of CKernels.h hold.

/// dst[i] = first[i] + 2 second[i] + third[i]: one row at three offsets (along it) or three rows (across).
void ck_smooth(const float *first, const float *second, const float *third, float *dst, size_t n);

/// How sharp the picture is in one direction, and how sharp it stays when a box of 11 samples blurs it along that direction.
///
/// `rows` are the samples at -6, -5, -1, 1, 5 and 6 from the one at hand: one row at six offsets (along it) or six rows
/// (across). With a = |s[1] - s[-1]| and b = |s[5] + s[6] - s[-5] - s[-6]| / 11, which is the same difference after the box,
/// adds sum of a to sums[0] and sum of min(a, b) to sums[1].
void ck_blur_steps(const float *const *rows, double *sums, size_t n);

#endif
