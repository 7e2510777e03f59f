#pragma once
#include <stddef.h>
#include <stdint.h>

/// Columns in a panel: the right side of a product is kept as panels of inner × 32 values, the last one filled up with zeros.
#define CN_PANEL 32
/// Rows that go at once through the last, narrower panel.
#define CN_STRIP 56

/// A product of matrices: rows × (segments × inner) on the left, panels on the right.
typedef struct {
    size_t rows;
    size_t inner;
    /// The left side of a row is this many stretches of `inner` values, `segment_step` apart; rows may overlap.
    size_t segments;
    size_t columns;
    const float *left;
    size_t row_step;
    size_t segment_step;
    const float *panels;
    /// Values in one column of the panels: how far panels are apart, divided by CN_PANEL.
    size_t panel_inner;
    float *result;
    size_t result_step;
    /// `columns` values that each row begins with, as many as fill the last panel; without them the result's own values.
    const float *bias;
    /// The result below 0 is multiplied by this: 1 leaves it, 0 is ReLU.
    float slope;
} cn_product;

void cn_multiply(const cn_product *product);
/// Puts inner × columns values into panels: CN_PANEL × inner × (columns / CN_PANEL, rounded up) values.
void cn_pack(const float *from, size_t inner, size_t columns, size_t inner_step, size_t column_step, float *panels);

void cn_add(float *values, const float *other, size_t count);
/// x · Φ(x), within 2e-7 of the exact function.
void cn_gelu(float *values, size_t count);
/// Each row of `width` values scaled by `scale`, then its softmax.
void cn_softmax(float *values, float scale, size_t rows, size_t width);
/// Each row to mean 0 and variance 1, times gain plus bias.
void cn_layer_norm(float *values, const float *gain, const float *bias, float epsilon, size_t rows, size_t width);
/// Half precision (IEEE 754 binary16) to single.
void cn_widen(const uint16_t *halves, float *values, size_t count);
/// Largest of 2 × 2 places of rows × columns × channels values; odd last rows and columns are left out.
void cn_max_pool(const float *from, size_t row_stride, size_t column_stride, float *to, size_t columns, size_t channels);
