#ifndef CTEXT_H
#define CTEXT_H

#include <stddef.h>
#include <stdint.h>

/// The system's fonts behind one thread at a time: shaping, fallback from font to font and lines by Pango.
typedef struct ctext_fonts ctext_fonts;

/// A drawn text: how much of each pixel the letters cover, row by row, 0…255.
struct ctext_drawing {
    uint8_t *coverage;
    int32_t width;
    int32_t height;
    /// Letters that no font has, drawn as boxes.
    int32_t unknown;
    int32_t is_cut;
};

/// NULL where the machine has no font, or no memory.
ctext_fonts *ctext_open(void);

/// Draws UTF-8 in sans-serif letters of `pixels` height, within `width` pixels and at most `lines` lines; what does not fit ends in "…".
/// Zero when memory does not suffice. Free the coverage with `ctext_release`.
int32_t ctext_draw(ctext_fonts *fonts, const char *text, size_t bytes, int32_t pixels, int32_t width, int32_t lines, struct ctext_drawing *drawing);

void ctext_release(struct ctext_drawing *drawing);
void ctext_close(ctext_fonts *fonts);

#endif
