#ifndef CK_BANDING_KERNELS_H
#define CK_BANDING_KERNELS_H

#include <stddef.h>

// Staircases of flat runs along lines of samples, for Banding.swift; scalar, so that the bits are the same everywhere.

/// What counts as flat, as a step and as a band.
typedef struct {
    /// The samples of a flat run lie within this range.
    float tolerance;
    /// Steps between flat runs that can be bands.
    float least_step, most_step;
    /// The step that is half visible.
    float half_step;
    /// Side of a tile of the map, in samples; tiles of a row of the map.
    int tile, columns;
} ck_band_rules;

/// A line of samples on the way: the last flat run with the step that led to it, what came after it, and the run at hand.
typedef struct {
    /// First sample of the flat run and the one after its last; equal when there is none.
    int start, end;
    float level;
    /// 0 when no step leads to it.
    float step;
    /// Range of the samples between the flat run and the run at hand.
    float gap_lowest, gap_highest;
    int run;
    float lowest, highest;
} ck_band_line;

/// Begins n lines with a sample each.
void ck_band_begin(ck_band_line *lines, const float *values, size_t n);

/// Follows a row of n samples, n > 0, and adds the visibility of its bands to the tiles they lie in.
void ck_band_row(const float *row, const ck_band_rules *rules, float *tiles, size_t n);

/// Takes sample `y`, y > 0, of n lines down the picture; bands that end are added to `map`, which has all its tiles.
void ck_band_columns(const float *row, int y, ck_band_line *lines, const ck_band_rules *rules, float *map, size_t n);

/// Ends n lines of `height` samples.
void ck_band_end(ck_band_line *lines, int height, const ck_band_rules *rules, float *map, size_t n);

#endif
