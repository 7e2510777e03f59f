#include "colour_difference_kernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))
// sqrt would set errno, which no vector can.
#define ROOT(v) __builtin_elementwise_sqrt(v)

INLINE double larger(double a, double b) { return a > b ? a : b; }

// A third of the exponent and the mantissa's line between powers of two give a root to 4 %; each step of Halley's method
// triples the digits.
INLINE double cube_root(double a) {
    const float rough = (float)a;
    int32_t bits;
    __builtin_memcpy(&bits, &rough, sizeof bits);
    bits = (int32_t)((float)bits * (1.0f / 3) + (127.0f * 2 / 3 - 0.033f) * 8388608.0f);
    float guess;
    __builtin_memcpy(&guess, &bits, sizeof guess);
    const float cube = guess * guess * guess;
    guess += guess * ((rough - cube) / (cube + cube + rough));
    const double root = guess, third = root * root * root;
    return root + root * ((a - third) / (third + third + a));
}

INLINE double lab_curve(double t) {
    const double root = cube_root(larger(t, 0.008856)), line = 7.787 * t + 16.0 / 116;
    return t > 0.008856 ? root : line;
}

CK_CLONES void ck_lab(
    const float *red, const float *green, const float *blue, double *restrict l, double *restrict a, double *restrict b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const double r = red[i], g = green[i], u = blue[i];
        const double x = lab_curve((0.412453 * r + 0.357580 * g + 0.180423 * u) / 0.95047);
        const double y = lab_curve(0.212671 * r + 0.715160 * g + 0.072169 * u);
        const double z = lab_curve((0.019334 * r + 0.119193 * g + 0.950227 * u) / 1.08883);
        l[i] = 116 * y - 16;
        a[i] = 500 * (x - y);
        b[i] = 200 * (y - z);
    }
}

// sqrt(c^7 / (c^7 + 25^7)), which turns blue and spares gray.
INLINE double saturation(double c) {
    const double square = c * c, seventh = square * square * square * c;
    return ROOT(seventh / (seventh + 6103515625.0));
}

// acos(1 - x)^2 / x, 0 < x < 1.36: Chebyshev interpolation, absolute error 5e-9.
INLINE double squared_angle(double x) {
    double sum = 0.0024900180754728368;
    sum = sum * x - 0.016645095537753293;
    sum = sum * x + 0.050241923571648643;
    sum = sum * x - 0.087858897786725869;
    sum = sum * x + 0.098802721813312443;
    sum = sum * x - 0.072638478012119363;
    sum = sum * x + 0.037949464354973585;
    sum = sum * x - 0.0080856024378459891;
    sum = sum * x + 0.012635484551637112;
    sum = sum * x + 0.028268761872311824;
    sum = sum * x + 0.088907931161915505;
    sum = sum * x + 0.33333286645828842;
    sum = sum * x + 2.0000000018820901;
    return sum * x;
}

// exp(-32 z), 0 <= z < 0.62: Chebyshev interpolation of exp(-z), error 1.3e-11, and five squarings.
INLINE double decay(double z) {
    double sum = -0.00014591412812747183;
    sum = sum * z + 0.0013388113663923039;
    sum = sum * z - 0.0083077544387662396;
    sum = sum * z + 0.04165934471373075;
    sum = sum * z - 0.16666552167110152;
    sum = sum * z + 0.49999991174693449;
    sum = sum * z - 0.9999999974017564;
    sum = sum * z + 0.99999999998742172;
    for (int squaring = 0; squaring < 5; squaring++) sum *= sum;
    return sum;
}

// sin(60 degrees * f), 0 <= f <= 1: Chebyshev interpolation over f^2, error 8e-11.
INLINE double sine_of_60(double f) {
    const double square = f * f;
    double sum = 4.0706075385639802e-6;
    sum = sum * square - 0.00027392247698676782;
    sum = sum * square + 0.010494470255025018;
    sum = sum * square - 0.19139676563860432;
    sum = sum * square + 1.0471975511167515;
    return sum * f;
}

// The rotation of the formula about 275 degrees, sin(2 * 30 exp(-((h - 275) / 25)^2)), from cosine and sine of h.
INLINE double blue_turn(double c, double s) {
    const double cosine = 0.0871557427476581736 * c - 0.996194698091745532 * s;
    // Beyond 110 degrees less than 4e-9 is left of the bell.
    const double away = larger(1 - cosine, 0), near = away < 1.36 ? away : 1.36;
    // h is in 0..<360, so that 0...95 lie 180 and more below 275 and not across the end of the circle.
    const int across_zero = (s >= 0) & (c > -0.0871557427476581736);
    const double bell = across_zero ? 0 : decay(squared_angle(near) * (3282.806350011744 / 625 / 32));
    return sine_of_60(bell);
}

// 1 - 0.17 cos(h - 30) + 0.24 cos 2h + 0.32 cos(3h + 6) - 0.20 cos(4h - 63), by the theorems of addition.
INLINE double hue_weight(double c, double s) {
    const double c2 = c * c - s * s, s2 = 2 * c * s;
    const double c3 = c * c2 - s * s2, s3 = s * c2 + c * s2;
    const double c4 = c2 * c2 - s2 * s2, s4 = 2 * c2 * s2;
    return 1 - 0.17 * (0.866025403784438647 * c + 0.5 * s) + 0.24 * c2
        + 0.32 * (0.994521895368273337 * c3 - 0.104528463267653471 * s3)
        - 0.20 * (0.453990499739546792 * c4 + 0.891006524188367862 * s4);
}

// Sharma, Wu and Dalal 2005 without angles: the hue step and the mean hue follow from dot and cross product of the chroma
// vectors. Where those point to opposite sides, differences are exact that cancel elsewhere, and the other way round.
INLINE double ciede2000(double l1, double a1, double b1, double l2, double a2, double b2) {
    const double tiny = 1e-300;
    const double stretch = 1.5 - 0.5 * saturation((ROOT(a1 * a1 + b1 * b1) + ROOT(a2 * a2 + b2 * b2)) * 0.5);
    a1 *= stretch;
    a2 *= stretch;
    const double c1 = ROOT(a1 * a1 + b1 * b1), c2 = ROOT(a2 * a2 + b2 * b2), product = c1 * c2;
    const double dot = a1 * a2 + b1 * b2, cross = a1 * b2 - b1 * a2;
    const int opposed = dot < 0, gray = product == 0;
    const int first_is_lower = (b1 < 0) | ((b1 == 0) & (a1 < 0));
    // Exactly opposite hues: the formula takes the mean of both angles in 0..<360.
    const double turn = cross > 0 ? 1 : cross < 0 ? -1 : first_is_lower ? -1 : 1;
    const double hue_squared = opposed ? 2 * (product - dot) : 2 * cross * cross / larger(product + dot, tiny);
    const double hue_step = turn * ROOT(hue_squared);

    const double sum_a = gray ? a1 + a2 : a1 * c2 + a2 * c1, sum_b = gray ? b1 + b2 : b1 * c2 + b2 * c1;
    const double across_a = turn * (b2 * c1 - b1 * c2), across_b = turn * (a1 * c2 - a2 * c1);
    const double mean_a = opposed ? across_a : sum_a, mean_b = opposed ? across_b : sum_b;
    const double scale = 1 / larger(ROOT(mean_a * mean_a + mean_b * mean_b), tiny);
    const double c = mean_a * scale, s = mean_b * scale;

    const double chroma = (c1 + c2) * 0.5, offset = ((l1 + l2) * 0.5 - 50) * ((l1 + l2) * 0.5 - 50);
    const double dl = (l2 - l1) / (1 + 0.015 * offset / ROOT(20 + offset));
    const double dc = (c2 - c1) / (1 + 0.045 * chroma);
    const double dh = hue_step / (1 + 0.015 * chroma * hue_weight(c, s));
    const double rotation = 2 * saturation(chroma) * blue_turn(c, s);
    return ROOT(larger(dl * dl + dc * dc + dh * dh - rotation * dc * dh, 0));
}

CK_CLONES void ck_ciede2000(const double *const *first, const double *const *second, float *restrict difference, size_t n) {
    const double *l1 = first[0], *a1 = first[1], *b1 = first[2], *l2 = second[0], *a2 = second[1], *b2 = second[2];
    for (size_t i = 0; i < n; i++) difference[i] = (float)ciede2000(l1[i], a1[i], b1[i], l2[i], a2[i], b2[i]);
}

void ck_count_values(const float *row, uint32_t *bins, size_t n) {
    // The bits of a float that is not negative rise with it.
    const int32_t below = (127 - 20) * 16384 - 1, last = CK_VALUE_BINS - 1;
    for (size_t i = 0; i < n; i++) {
        int32_t bits;
        __builtin_memcpy(&bits, row + i, sizeof bits);
        const int32_t bin = (bits >> 9) - below;
        bins[bin < 0 ? 0 : bin > last ? last : bin]++;
    }
}
