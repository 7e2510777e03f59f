#include "cpng.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_BYTES = 160 };

struct cpng_writer {
    png_structp png;
    png_infop info;
    jmp_buf failed;
    int out_of_memory;

    uint8_t *bytes;
    size_t count;
    size_t capacity;

    char message[MESSAGE_BYTES];
};

static void on_error(png_structp png, png_const_charp text) {
    cpng_writer *writer = png_get_error_ptr(png);
    strncpy(writer->message, text, MESSAGE_BYTES - 1);
    longjmp(writer->failed, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void on_write(png_structp png, png_bytep from, size_t count) {
    cpng_writer *writer = png_get_io_ptr(png);
    if (writer->capacity - writer->count < count) {
        size_t capacity = (writer->capacity + count) * 2;
        uint8_t *bytes = realloc(writer->bytes, capacity);
        if (!bytes) {
            writer->out_of_memory = 1;
            png_error(png, "out of memory");
        }
        writer->bytes = bytes;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->count, from, count);
    writer->count += count;
}

static void on_flush(png_structp png) { (void)png; }

enum cpng_code cpng_encode(
    const void *pixels, size_t stride, uint32_t width, uint32_t height, int32_t channels, int32_t bit_depth, int32_t level,
    const uint8_t *profile, size_t profile_bytes, cpng_writer **out) {
    static const int color_types[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
    cpng_writer *writer = *out = calloc(1, sizeof *writer);
    if (!writer) return CPNG_NO_MEMORY;
    if (setjmp(writer->failed)) return writer->out_of_memory ? CPNG_NO_MEMORY : CPNG_CORRUPT;
    writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, on_error, on_warning);
    writer->info = writer->png ? png_create_info_struct(writer->png) : NULL;
    if (!writer->info) return CPNG_NO_MEMORY;

    png_structp png = writer->png;
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_write_fn(png, writer, on_write, on_flush);
    png_set_compression_level(png, level);
    png_set_IHDR(
        png, writer->info, width, height, bit_depth, color_types[(channels - 1) & 3], PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
        PNG_FILTER_TYPE_DEFAULT);
    if (profile) png_set_iCCP(png, writer->info, "profile", PNG_COMPRESSION_TYPE_BASE, profile, (png_uint_32)profile_bytes);
    png_write_info(png, writer->info);
    if (bit_depth == 16) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        png_set_swap(png);
#endif
    }
    for (uint32_t row = 0; row < height; row++) png_write_row(png, (png_const_bytep)pixels + stride * row);
    png_write_end(png, NULL);
    return CPNG_OK;
}

const uint8_t *cpng_encoded(const cpng_writer *writer, size_t *count) {
    *count = writer->count;
    return writer->bytes;
}

const char *cpng_writer_message(const cpng_writer *writer) { return writer->message; }

void cpng_writer_close(cpng_writer *writer) {
    if (!writer) return;
    if (writer->png) png_destroy_write_struct(&writer->png, &writer->info);
    free(writer->bytes);
    free(writer);
}
