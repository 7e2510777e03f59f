#include "networks.h"

#include <string.h>

// Each kernel keeps a tile of the result in registers while it goes through all of `inner`: it reads its left side where it lies and its
// right side from panels of 32 columns, so nothing is packed while a network runs. That is two to four times as fast as a library's
// general product on the sizes of these networks, whose left sides overlap and whose right sides never change.

typedef struct {
    size_t inner, segments, row_step, segment_step, result_step;
    const float *bias;
    float slope;
} task;

#define PANEL CN_PANEL

#define UNROLLED _Pragma("clang loop unroll(full)")

#define KERNEL(name, features, rows, lanes, vectors)                                                                                   \
    features static void name(const task *t, const float *a, const float *panel, size_t column, float *c) {                            \
        typedef float lane __attribute__((vector_size(4 * lanes)));                                                                    \
        typedef float loose __attribute__((vector_size(4 * lanes), aligned(4), may_alias));                                            \
        for (size_t half = 0; half < PANEL; half += lanes * vectors) {                                                                 \
            lane sums[rows][vectors];                                                                                                  \
            UNROLLED for (size_t r = 0; r < rows; r++) {                                                                               \
                const float *from = (t->bias ? t->bias + column : c + r * t->result_step) + half;                                      \
                UNROLLED for (size_t v = 0; v < vectors; v++) sums[r][v] = *(const loose *)(from + v * lanes);                         \
            }                                                                                                                          \
            const float *b = panel + half;                                                                                             \
            for (size_t s = 0; s < t->segments; s++) {                                                                                 \
                const float *left = a + s * t->segment_step;                                                                           \
                for (size_t k = 0; k < t->inner; k++, b += PANEL) {                                                                    \
                    lane right[vectors];                                                                                               \
                    UNROLLED for (size_t v = 0; v < vectors; v++) right[v] = *(const loose *)(b + v * lanes);                          \
                    UNROLLED for (size_t r = 0; r < rows; r++) {                                                                       \
                        float x = left[r * t->row_step + k];                                                                           \
                        UNROLLED for (size_t v = 0; v < vectors; v++) sums[r][v] += x * right[v];                                      \
                    }                                                                                                                  \
                }                                                                                                                      \
            }                                                                                                                          \
            UNROLLED for (size_t r = 0; r < rows; r++) {                                                                               \
                float *to = c + r * t->result_step + half;                                                                             \
                UNROLLED for (size_t v = 0; v < vectors; v++) {                                                                        \
                    lane x = sums[r][v];                                                                                               \
                    *(loose *)(to + v * lanes) = __builtin_elementwise_max(x, t->slope * x);                                           \
                }                                                                                                                      \
            }                                                                                                                          \
        }                                                                                                                              \
    }

typedef void (*kernel)(const task *, const float *, const float *, size_t, float *);
typedef struct {
    size_t rows;
    kernel run;
} tile;

#if defined(__x86_64__)
#define V4 __attribute__((target("avx512f,avx512vl,avx2,fma")))
#define V3 __attribute__((target("avx2,fma")))
KERNEL(wide14, V4, 14, 16, 2)
KERNEL(wide8, V4, 8, 16, 2)
KERNEL(wide4, V4, 4, 16, 2)
KERNEL(wide2, V4, 2, 16, 2)
KERNEL(wide1, V4, 1, 16, 2)
KERNEL(half6, V3, 6, 8, 2)
KERNEL(half2, V3, 2, 8, 2)
KERNEL(half1, V3, 1, 8, 4)
#endif
KERNEL(plain4, , 4, 4, 2)
KERNEL(plain1, , 1, 4, 4)

static const tile *tiles(void) {
    static const tile plain[] = {{4, plain4}, {1, plain1}};
#if defined(__x86_64__)
    static const tile wide[] = {{14, wide14}, {8, wide8}, {4, wide4}, {2, wide2}, {1, wide1}};
    static const tile half[] = {{6, half6}, {2, half2}, {1, half1}};
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) return wide;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return half;
#endif
    return plain;
}

static void panel_product(const task *t, const tile *tiles, const cn_product *p, size_t column, float *c, size_t step) {
    task one = *t;
    one.result_step = step;
    for (size_t row = 0; row < p->rows;) {
        const tile *fit = tiles;
        while (fit->rows > p->rows - row) fit++;
        fit->run(&one, p->left + row * p->row_step, p->panels + column * p->panel_inner, column, c + row * step);
        row += fit->rows;
    }
}

void cn_multiply(const cn_product *p) {
    const tile *kinds = tiles();
    task t = {p->inner, p->segments, p->row_step, p->segment_step, p->result_step, p->bias, p->slope};
    size_t whole = p->columns / PANEL * PANEL;
    for (size_t column = 0; column < whole; column += PANEL) panel_product(&t, kinds, p, column, p->result + column, p->result_step);
    size_t rest = p->columns - whole;
    if (!rest) return;
    // The last columns go through a panel of their own, so that nothing beyond the row is written.
    float strip[CN_STRIP * PANEL];
    float bias[PANEL] = {0};
    if (p->bias) memcpy(bias, p->bias + whole, rest * sizeof(float));
    for (size_t row = 0; row < p->rows; row += CN_STRIP) {
        cn_product part = *p;
        part.rows = p->rows - row < CN_STRIP ? p->rows - row : CN_STRIP;
        part.left = p->left + row * p->row_step;
        float *result = p->result + row * p->result_step + whole;
        if (!p->bias) {
            memset(strip, 0, sizeof strip);
            for (size_t r = 0; r < part.rows; r++) memcpy(strip + r * PANEL, result + r * p->result_step, rest * sizeof(float));
        }
        task last = t;
        last.bias = p->bias ? bias - whole : 0;
        panel_product(&last, kinds, &part, whole, strip, PANEL);
        for (size_t r = 0; r < part.rows; r++) memcpy(result + r * p->result_step, strip + r * PANEL, rest * sizeof(float));
    }
}

void cn_pack(const float *from, size_t inner, size_t columns, size_t inner_step, size_t column_step, float *panels) {
    for (size_t first = 0; first < columns; first += PANEL) {
        float *panel = panels + first * inner;
        size_t count = columns - first < PANEL ? columns - first : PANEL;
        for (size_t k = 0; k < inner; k++) {
            for (size_t j = 0; j < count; j++) panel[k * PANEL + j] = from[k * inner_step + (first + j) * column_step];
            for (size_t j = count; j < PANEL; j++) panel[k * PANEL + j] = 0;
        }
    }
}
