#ifndef CCOLOUR_H
#define CCOLOUR_H

#include <stddef.h>
#include <stdint.h>

// Little CMS from the colours of a file to those of sRGB: media-relative colorimetric, with black-point compensation, so that
// the darkest colour a profile can name becomes black and not gray. The way to screens and between them is the same without.

enum ccolour_code {
    CCOLOUR_OK = 0,
    CCOLOUR_SAME,         // no code would change by more than one of 255: the profile is sRGB by another name
    CCOLOUR_BAD_PROFILE,  // cannot be read
    CCOLOUR_WRONG_SPACE,  // is for pixels of another kind, or tints gray
    CCOLOUR_NO_MEMORY,
};

typedef struct ccolour_transform ccolour_transform;

/// A transform for pixels of 1 gray, 2 gray + alpha, 3 RGB, 4 RGBA and 8 or 16 bits in the machine's byte order, from an ICC profile.
/// `*transform` is set whenever memory allows, also on failure, so that its message can be read; close it.
enum ccolour_code ccolour_open(
    const uint8_t *profile, size_t count, int32_t channels, int32_t bit_depth, ccolour_transform **transform);

/// The same from a display's exponent (2.2; 0 for the curve of sRGB) and the chromaticities x, y of white, red, green and blue.
enum ccolour_code ccolour_open_display(
    double exponent, const double chromaticities[8], int32_t channels, int32_t bit_depth, ccolour_transform **transform);

/// The same from four inks of 8 bits, 255 being none, to three bytes of RGB.
enum ccolour_code ccolour_open_ink(const uint8_t *profile, size_t count, ccolour_transform **transform);

/// Converts pixels; alpha is copied. For ink the pixels before and after differ in size; else both may be the same memory.
void ccolour_convert(const ccolour_transform *transform, const void *from, void *to, size_t pixels);

/// What the profile calls itself, in printable ASCII; empty when it has no name.
const char *ccolour_name(const ccolour_transform *transform);
const char *ccolour_message(const ccolour_transform *transform);
void ccolour_close(ccolour_transform *transform);

#endif
