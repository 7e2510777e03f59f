#include "gradient_similarity_kernels.h"
#include "prewitt.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_gradient_loss(
    const float *const *x, const float *const *y, float c, float *restrict loss, size_t n) {
    const float *xa = x[0] - 1, *xb = x[1] - 1, *xc = x[2] - 1, *ya = y[0] - 1, *yb = y[1] - 1, *yc = y[2] - 1;
    const float nine = 9.0f * c;
    for (size_t i = 0; i < n; i++) {
        CK_PREWITT(xa + i, xb + i, xc + i, gx, gy)
        CK_PREWITT(ya + i, yb + i, yc + i, hx, hy)
        const float g2 = gx * gx + gy * gy, h2 = hx * hx + hy * hy;
        loss[i] = CK_DISSIMILARITY(CK_ROOT(g2), CK_ROOT(h2), g2 + h2, nine);
    }
}

CK_CLONES void ck_mdsi_channels(
    const float *red, const float *green, const float *blue, float *restrict luma, float *restrict first,
    float *restrict second, size_t n) {
    for (size_t i = 0; i < n; i++) {
        luma[i] = 0.2989f * red[i] + 0.587f * green[i] + 0.114f * blue[i];
        first[i] = 0.3f * red[i] + 0.04f * green[i] - 0.35f * blue[i];
        second[i] = 0.34f * red[i] - 0.6f * green[i] + 0.17f * blue[i];
    }
}

CK_CLONES void ck_chroma_loss(
    const float *first_x, const float *second_x, const float *first_y, const float *second_y, float *restrict loss, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const float a = first_x[i] - first_y[i], b = second_x[i] - second_y[i];
        const float squares = (first_x[i] * first_x[i] + first_y[i] * first_y[i])
            + (second_x[i] * second_x[i] + second_y[i] * second_y[i]);
        loss[i] = (a * a + b * b) / (squares + 550.0f);
    }
}

CK_CLONES void ck_mdsi_similarity(
    const float *const *x, const float *const *y, const float *chroma_loss, float *restrict similarity, size_t n) {
    const float *xa = x[0] - 1, *xb = x[1] - 1, *xc = x[2] - 1, *ya = y[0] - 1, *yb = y[1] - 1, *yc = y[2] - 1;
    for (size_t i = 0; i < n; i++) {
        CK_PREWITT(xa + i, xb + i, xc + i, gx, gy)
        CK_PREWITT(ya + i, yb + i, yc + i, hx, hy)
        // The gradient of the mean of both pictures is the mean of their gradients.
        const float fx = (gx + hx) * 0.5f, fy = (gy + hy) * 0.5f;
        const float g2 = gx * gx + gy * gy, h2 = hx * hx + hy * hy, f2 = fx * fx + fy * fy;
        const float g = CK_ROOT(g2), h = CK_ROOT(h2), f = CK_ROOT(f2);
        const float direct = CK_DISSIMILARITY(g, h, g2 + h2, 9.0f * 140);
        const float to_test = CK_DISSIMILARITY(h, f, h2 + f2, 9.0f * 55);
        const float to_reference = CK_DISSIMILARITY(g, f, g2 + f2, 9.0f * 55);
        similarity[i] = 1.0f - (0.6f * (direct + (to_test - to_reference)) + 0.4f * chroma_loss[i]);
    }
}

// The principal fourth root of a negative number lies at 45 degrees.
#define DIAGONAL 0.70710678118654752

#define FOURTH_ROOT(value, real, imaginary)                                       \
    const double magnitude = (double)CK_ROOT(CK_ROOT(__builtin_fabsf(value)));    \
    const double real = (value) < 0.0f ? magnitude * DIAGONAL : magnitude;        \
    const double imaginary = (value) < 0.0f ? magnitude * DIAGONAL : 0.0;

CK_CLONES void ck_fourth_roots(const float *similarity, double *sums, size_t n) {
    double re[CK_LANES] = {0}, im[CK_LANES] = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        for (size_t j = 0; j < CK_LANES; j++) {
            FOURTH_ROOT(similarity[i + j], real, imaginary)
            re[j] += real;
            im[j] += imaginary;
        }
    }
    for (size_t j = 0; i < n; i++, j++) {
        FOURTH_ROOT(similarity[i], real, imaginary)
        re[j] += real;
        im[j] += imaginary;
    }
    double real = 0, imaginary = 0;
    for (size_t j = 0; j < CK_LANES; j++) {
        real += re[j];
        imaginary += im[j];
    }
    sums[0] += real;
    sums[1] += imaginary;
}

CK_CLONES double ck_fourth_root_distance(const float *similarity, const double *mean, size_t n) {
    const double mr = mean[0], mi = mean[1];
    double sums[CK_LANES] = {0};
    size_t i = 0;
    for (; i + CK_LANES <= n; i += CK_LANES) {
        for (size_t j = 0; j < CK_LANES; j++) {
            FOURTH_ROOT(similarity[i + j], real, imaginary)
            sums[j] += CK_ROOT((real - mr) * (real - mr) + (imaginary - mi) * (imaginary - mi));
        }
    }
    for (size_t j = 0; i < n; i++, j++) {
        FOURTH_ROOT(similarity[i], real, imaginary)
        sums[j] += CK_ROOT((real - mr) * (real - mr) + (imaginary - mi) * (imaginary - mi));
    }
    double total = 0;
    for (size_t j = 0; j < CK_LANES; j++) total += sums[j];
    return total;
}
