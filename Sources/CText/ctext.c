#include "ctext.h"

#include <stdlib.h>

#include "pango.h"

struct ctext_fonts {
    PangoFontMap *map;
    PangoContext *context;
};

ctext_fonts *ctext_open(void) {
    // Pango ends the process when it has to draw and there is no font at all.
    FcFontSet *installed = FcConfigGetFonts(NULL, FcSetSystem);
    if (!installed || installed->nfont == 0) return NULL;
    ctext_fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) return NULL;
    fonts->map = pango_ft2_font_map_new();
    // At 72 dots an inch a point is a pixel.
    pango_ft2_font_map_set_resolution(fonts->map, 72, 72);
    fonts->context = pango_font_map_create_context(fonts->map);
    // Neither the language of the user nor that of the machine may change what is drawn.
    pango_context_set_language(fonts->context, pango_language_from_string("en"));
    return fonts;
}

static PangoLayout *layout_of(ctext_fonts *fonts, const char *text, size_t bytes, int32_t pixels, int32_t width, int32_t lines) {
    PangoLayout *layout = pango_layout_new(fonts->context);
    PangoFontDescription *font = pango_font_description_from_string("DejaVu Sans, Sans");
    pango_font_description_set_absolute_size(font, (double)pixels * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, (int)bytes);
    pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    if (lines > 1) pango_layout_set_height(layout, -lines);
    else pango_layout_set_single_paragraph_mode(layout, 1);
    return layout;
}

int32_t ctext_draw(
    ctext_fonts *fonts, const char *text, size_t bytes, int32_t pixels, int32_t width, int32_t lines, struct ctext_drawing *drawing) {
    *drawing = (struct ctext_drawing){0};
    PangoLayout *layout = layout_of(fonts, text, bytes, pixels, width, lines);
    PangoRectangle ink, logical;
    pango_layout_get_pixel_extents(layout, &ink, &logical);
    drawing->unknown = pango_layout_get_unknown_glyphs_count(layout);
    drawing->is_cut = pango_layout_is_ellipsized(layout);
    drawing->width = logical.width < width ? logical.width : width;
    drawing->height = logical.height;
    if (drawing->width > 0 && drawing->height > 0) {
        drawing->coverage = calloc((size_t)drawing->width, (size_t)drawing->height);
        if (!drawing->coverage) {
            g_object_unref(layout);
            return 0;
        }
        FT_Bitmap bitmap = {
            .rows = (unsigned)drawing->height, .width = (unsigned)drawing->width, .pitch = drawing->width, .buffer = drawing->coverage,
            .num_grays = 256, .pixel_mode = FT_PIXEL_MODE_GRAY};
        pango_ft2_render_layout(&bitmap, layout, -logical.x, -logical.y);
    }
    g_object_unref(layout);
    return 1;
}

void ctext_release(struct ctext_drawing *drawing) {
    free(drawing->coverage);
    drawing->coverage = NULL;
}

void ctext_close(ctext_fonts *fonts) {
    if (!fonts) return;
    g_object_unref(fonts->context);
    g_object_unref(fonts->map);
    free(fonts);
}
