#ifndef CK_AUDIO_KERNELS_H
#define CK_AUDIO_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Sound: the rules of CKernels.h hold.

/// row[i] = frames[i * stride]: one channel of interleaved frames.
void ck_pick(const float *frames, size_t stride, float *row, size_t n);

/// Largest magnitude; 0 for an empty row.
float ck_peak(const float *row, size_t n);

/// Bit pattern of the largest magnitude: 0x7f800000 or more where a sample is infinite or no number.
uint32_t ck_peak_bits(const float *row, size_t n);

/// Nearest whole steps, full scale 2^15, halves away from zero, clipped to −32768…32767.
void ck_steps16(const float *row, int16_t *steps, size_t n);

/// The same with full scale 2^23, in the upper 24 of 32 bits.
void ck_steps24(const float *row, int32_t *steps, size_t n);

/// Adds row * gain.
void ck_add_scaled(const float *row, float gain, float *sum, size_t n);

/// Largest magnitude of the n sums over t of taps[p * length + t] * row[i + t], for each phase p.
/// Reads n + length - 1 samples of row.
float ck_interpolated_peak(const float *row, const float *taps, size_t phases, size_t length, size_t n);

#endif
