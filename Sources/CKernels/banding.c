#include "banding_kernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

// A flat run is at least this long: dithering makes shorter ones by chance.
#define SHORTEST 6
// A band stands between steps of which one is at most this many times the other.
#define STEP_RATIO 4.0f
// What lies between two flat runs is at most this long, or half the shorter of them.
#define GAP 2
// How far it may overshoot the flat runs.
#define OVERSHOOT 0.5f

typedef struct {
    int start, end;
    float visibility;
} band;

static inline int smaller(int a, int b) { return a < b ? a : b; }
static inline int larger(int a, int b) { return a > b ? a : b; }

static inline void open_run(ck_band_line *line, int at, float value) {
    line->run = at;
    line->lowest = value;
    line->highest = value;
}

/// True when no more than the end of a soft step lies between the flat run and one at [run, at) of the given level.
static inline int is_next(const ck_band_line *line, int at, float level, float tolerance) {
    if (line->start == line->end) return 0;
    const int gap = line->run - line->end;
    if (gap > larger(GAP, smaller(line->end - line->start, at - line->run) / 2)) return 0;
    const int is_up = level > line->level;
    const float lowest = is_up ? line->level : level, highest = is_up ? level : line->level, margin = OVERSHOOT + tolerance;
    return gap == 0 || (line->gap_lowest >= lowest - margin && line->gap_highest <= highest + margin);
}

/// Ends the run at hand before sample `at`. True when the flat run before it turns out to be a band.
static inline int close_run(ck_band_line *line, int at, const ck_band_rules *rules, band *found) {
    if (at - line->run < SHORTEST) {
        const int is_first = line->run == line->end;
        line->gap_lowest = is_first || line->lowest < line->gap_lowest ? line->lowest : line->gap_lowest;
        line->gap_highest = is_first || line->highest > line->gap_highest ? line->highest : line->gap_highest;
        return 0;
    }
    const float level = (line->lowest + line->highest) * 0.5f;
    const float before = __builtin_fabsf(line->step), after = __builtin_fabsf(level - line->level);
    float step = 0;
    if (is_next(line, at, level, rules->tolerance)) {
        if (after <= rules->tolerance) {
            line->end = at;
            return 0;
        }
        if (after >= rules->least_step && after <= rules->most_step) step = level - line->level;
    }
    const int is_band = line->step * step > 0 && before <= STEP_RATIO * after && after <= STEP_RATIO * before;
    if (is_band) {
        const float mean = (before + after) * 0.5f, square = mean * mean;
        *found = (band){line->start, line->end, square / (square + rules->half_step * rules->half_step)};
    }
    line->start = line->run;
    line->end = at;
    line->level = level;
    line->step = step;
    return is_band;
}

/// Adds the length of a band in each tile along the line, times its visibility; tiles are `stride` apart.
static inline void add_band(const band *found, int tile, size_t stride, float *tiles) {
    for (int at = found->start; at < found->end;) {
        const int place = at / tile, next = smaller((place + 1) * tile, found->end);
        tiles[(size_t)place * stride] += (float)(next - at) * found->visibility;
        at = next;
    }
}

/// True when the sample does not belong to the run at hand.
static inline int leaves_run(ck_band_line *line, float value, float tolerance) {
    const float lowest = value < line->lowest ? value : line->lowest, highest = value > line->highest ? value : line->highest;
    if (highest - lowest > tolerance) return 1;
    line->lowest = lowest;
    line->highest = highest;
    return 0;
}

void ck_band_begin(ck_band_line *lines, const float *values, size_t n) {
    for (size_t x = 0; x < n; x++) {
        lines[x] = (ck_band_line){0};
        open_run(&lines[x], 0, values[x]);
    }
}

void ck_band_row(const float *row, const ck_band_rules *rules, float *tiles, size_t n) {
    ck_band_line line;
    band found;
    ck_band_begin(&line, row, 1);
    for (size_t x = 1; x < n; x++) {
        if (!leaves_run(&line, row[x], rules->tolerance)) continue;
        if (close_run(&line, (int)x, rules, &found)) add_band(&found, rules->tile, 1, tiles);
        open_run(&line, (int)x, row[x]);
    }
    if (close_run(&line, (int)n, rules, &found)) add_band(&found, rules->tile, 1, tiles);
}

void ck_band_columns(const float *row, int y, ck_band_line *lines, const ck_band_rules *rules, float *map, size_t n) {
    band found;
    for (size_t x = 0; x < n; x++) {
        if (!leaves_run(&lines[x], row[x], rules->tolerance)) continue;
        if (close_run(&lines[x], y, rules, &found)) add_band(&found, rules->tile, (size_t)rules->columns, map + x / (size_t)rules->tile);
        open_run(&lines[x], y, row[x]);
    }
}

void ck_band_end(ck_band_line *lines, int height, const ck_band_rules *rules, float *map, size_t n) {
    band found;
    for (size_t x = 0; x < n; x++) {
        if (close_run(&lines[x], height, rules, &found)) {
            add_band(&found, rules->tile, (size_t)rules->columns, map + x / (size_t)rules->tile);
        }
    }
}
