#ifndef STACK_KERNELS_H
#define STACK_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The middle of `rows` values at each place; of an even number the two in the middle, which else are the same.
/// At most 64 rows; rows, lower and upper hold `count` values.
void ck_middle8(const uint8_t *const *rows, size_t row_count, uint8_t *lower, uint8_t *upper, size_t count);
void ck_middle16(const uint16_t *const *rows, size_t row_count, uint16_t *lower, uint16_t *upper, size_t count);

// Pictures of four floats a pixel: red, green, blue and a weight. Kernel [1 4 6 4 1]/16 (Burt and Adelson 1983), borders as in OpenCV's
// pyrDown and pyrUp: mirrored without repeating the edge, and repeating it at the far end of what is enlarged.

/// Half the size, rounded up. `scratch` holds 4 × width floats.
void ck_pyramid_down(const float *from, size_t width, size_t height, float *to, float *scratch);

/// Adds weight × (picture − enlarged half) to the colours of `sum`, for the whole picture; `half` NULL takes the picture alone.
/// `scratch` holds 8 × (width + 2) floats.
void ck_pyramid_blend(const float *picture, const float *half, size_t width, size_t height, float *sum, float *scratch);

/// Adds the enlarged half to `picture`. `scratch` as above.
void ck_pyramid_collapse(float *picture, const float *half, size_t width, size_t height, float *scratch);

/// Weights of exposure fusion (Mertens, Kautz and Van Reeth 2007) without the exponents: contrast × saturation × exposedness each raised
/// to its power, plus 1e-12, into the fourth float of a row. `above` and `below` are the neighbouring rows, mirrored at the borders.
void ck_fusion_weights(
    const float *above, float *row, const float *below, size_t width, float contrast, float saturation, float exposedness);

/// Squared 5-point Laplacian of luma, one float a pixel.
void ck_sharpness(const float *above, const float *row, const float *below, size_t width, float *energy);

#endif
