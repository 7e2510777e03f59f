#include "cpng.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_BYTES = 160, WARNINGS_KEPT = 8 };

// Ancillary chunks may unpack to this much each, and there may be this many of them.
enum { CHUNK_BYTES = 8 << 20, CHUNK_COUNT = 1000 };

// libpng reads packed bytes in pieces, and loses the last one when the file ends inside it. Small ones near the end of the
// file let every row arrive that is there.
enum { END_BYTES = 8192, END_PIECE = 16 };

// Deflate packs at most 1032 bytes into one.
enum { DEFLATE_RATIO = 1032 };

struct cpng_reader {
    png_structp png;
    png_infop info;
    jmp_buf failed;

    const uint8_t *bytes;
    size_t count;
    size_t offset;
    int ran_out;

    uint32_t height;
    int passes;
    int pass;
    uint32_t row;

    char message[MESSAGE_BYTES];
    size_t warning_count;
    char warnings[WARNINGS_KEPT][MESSAGE_BYTES];
};

static void copy_text(char *to, const char *from) {
    strncpy(to, from, MESSAGE_BYTES - 1);
    to[MESSAGE_BYTES - 1] = 0;
}

static void on_error(png_structp png, png_const_charp text) {
    cpng_reader *reader = png_get_error_ptr(png);
    copy_text(reader->message, text);
    longjmp(reader->failed, 1);
}

static void keep_warning(cpng_reader *reader, const char *text) {
    if (reader->warning_count < WARNINGS_KEPT) copy_text(reader->warnings[reader->warning_count], text);
    reader->warning_count++;
}

static void on_warning(png_structp png, png_const_charp text) { keep_warning(png_get_error_ptr(png), text); }

static void on_read(png_structp png, png_bytep to, size_t count) {
    cpng_reader *reader = png_get_io_ptr(png);
    if (reader->count - reader->offset < count) {
        reader->ran_out = 1;
        png_error(png, "the file ends here");
    }
    memcpy(to, reader->bytes + reader->offset, count);
    reader->offset += count;
}

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static enum cpng_code fail(cpng_reader *reader, enum cpng_code code, const char *text) {
    copy_text(reader->message, text);
    return code;
}

static enum cpng_code failure_code(const cpng_reader *reader) { return reader->ran_out ? CPNG_TRUNCATED : CPNG_CORRUPT; }

// Signature and size before libpng sees a byte, so that nothing is allocated for a file that is refused.
static enum cpng_code check_header(cpng_reader *reader, uint64_t max_pixels, struct cpng_info *info) {
    const uint8_t *bytes = reader->bytes;
    if (reader->count < 8 || png_sig_cmp(bytes, 0, 8) != 0) return fail(reader, CPNG_NOT_PNG, "no PNG signature");
    if (reader->count < 33) return fail(reader, CPNG_TRUNCATED, "the file ends in the header");
    if (big_endian(bytes + 8) != 13 || memcmp(bytes + 12, "IHDR", 4) != 0) return CPNG_OK;  // libpng says what is wrong
    info->width = big_endian(bytes + 16);
    info->height = big_endian(bytes + 20);
    if (info->height != 0 && info->width > max_pixels / info->height) return fail(reader, CPNG_TOO_LARGE, "too many pixels");
    return CPNG_OK;
}

// gAMA, cHRM and sRGB are taken as raw chunks: libpng would derive one from the other and drop what contradicts itself, where
// what the file says is wanted. Of the rest only profile and Exif data are of use, and what is skipped cannot exhaust memory.
static void choose_chunks(png_structp png) {
    static const png_byte raw[] = "gAMA\0cHRM\0sRGB\0acTL\0eXIf";
    static const png_byte profile[] = "iCCP";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_ALWAYS, raw, 5);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, profile, 1);
}

static void read_raw_chunks(cpng_reader *reader, struct cpng_info *info) {
    png_unknown_chunkp chunks = NULL;
    int count = png_get_unknown_chunks(reader->png, reader->info, &chunks);
    for (int i = 0; i < count; i++) {
        const png_unknown_chunk *chunk = &chunks[i];
        if (memcmp(chunk->name, "gAMA", 4) == 0 && chunk->size == 4 && info->gamma_100000 < 0) {
            info->gamma_100000 = big_endian(chunk->data);
        } else if (memcmp(chunk->name, "cHRM", 4) == 0 && chunk->size == 32 && !info->has_chromaticities) {
            info->has_chromaticities = 1;
            for (int k = 0; k < 8; k++) info->chromaticities_100000[k] = big_endian(chunk->data + 4 * k);
        } else if (memcmp(chunk->name, "sRGB", 4) == 0 && chunk->size == 1 && info->srgb_intent < 0) {
            info->srgb_intent = chunk->data[0];
        } else if (memcmp(chunk->name, "acTL", 4) == 0) {
            keep_warning(reader, "animated: only the still picture is read");
        }
    }
}

// Everything up to the first pixel; may longjmp.
static enum cpng_code read_start(cpng_reader *reader, struct cpng_info *info) {
    png_structp png = reader->png;
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(png, CHUNK_BYTES);
    png_set_chunk_cache_max(png, CHUNK_COUNT);
    choose_chunks(png);
    png_set_read_fn(png, reader, on_read);
    png_read_info(png, reader->info);

    info->width = png_get_image_width(png, reader->info);
    info->height = png_get_image_height(png, reader->info);
    info->stored_bit_depth = png_get_bit_depth(png, reader->info);
    info->is_palette = png_get_color_type(png, reader->info) == PNG_COLOR_TYPE_PALETTE;
    info->is_interlaced = png_get_interlace_type(png, reader->info) != PNG_INTERLACE_NONE;
    read_raw_chunks(reader, info);

    uint64_t needed = (uint64_t)png_get_rowbytes(png, reader->info) * info->height;
    if ((uint64_t)reader->count * DEFLATE_RATIO < needed) {
        return fail(reader, CPNG_CORRUPT, "the file is too short to hold its pixels");
    }

    png_set_expand(png);
    if (info->stored_bit_depth == 16) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        png_set_swap(png);
#endif
    }
    reader->passes = png_set_interlace_handling(png);
    png_read_update_info(png, reader->info);
    reader->height = info->height;
    info->channels = png_get_channels(png, reader->info);
    info->bit_depth = png_get_bit_depth(png, reader->info);
    return CPNG_OK;
}

enum cpng_code cpng_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, cpng_reader **out, struct cpng_info *info) {
    memset(info, 0, sizeof *info);
    info->srgb_intent = -1;
    info->gamma_100000 = -1;
    cpng_reader *reader = *out = calloc(1, sizeof *reader);
    if (!reader) return CPNG_NO_MEMORY;
    reader->bytes = bytes;
    reader->count = count;
    enum cpng_code code = check_header(reader, max_pixels, info);
    if (code != CPNG_OK) return code;
    if (setjmp(reader->failed)) return failure_code(reader);
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
    reader->info = reader->png ? png_create_info_struct(reader->png) : NULL;
    if (!reader->info) return fail(reader, CPNG_NO_MEMORY, "out of memory");
    return read_start(reader, info);
}

// What follows the pixels may be missing or damaged; the picture is whole all the same.
static void read_end(cpng_reader *reader) {
    if (setjmp(reader->failed)) {
        if (reader->ran_out) copy_text(reader->message, "the end of the file is missing (no IEND)");
        keep_warning(reader, reader->message);
        reader->message[0] = 0;
        return;
    }
    png_read_end(reader->png, reader->info);
}

enum cpng_code cpng_read(cpng_reader *reader, void *pixels, size_t stride) {
    if (setjmp(reader->failed)) return failure_code(reader);
    for (reader->pass = 0; reader->pass < reader->passes; reader->pass++) {
        for (reader->row = 0; reader->row < reader->height; reader->row++) {
            if (reader->count - reader->offset < END_BYTES) png_set_compression_buffer_size(reader->png, END_PIECE);
            png_read_row(reader->png, (png_bytep)pixels + stride * reader->row, NULL);
        }
    }
    read_end(reader);
    return CPNG_OK;
}

uint32_t cpng_row(const cpng_reader *reader) { return reader->row; }
int32_t cpng_pass(const cpng_reader *reader) { return reader->pass; }
const char *cpng_message(const cpng_reader *reader) { return reader->message; }
size_t cpng_warning_count(const cpng_reader *reader) { return reader->warning_count; }

size_t cpng_warning_texts(const cpng_reader *reader) {
    return reader->warning_count < WARNINGS_KEPT ? reader->warning_count : WARNINGS_KEPT;
}

const char *cpng_warning(const cpng_reader *reader, size_t index) {
    return index < cpng_warning_texts(reader) ? reader->warnings[index] : "";
}

const uint8_t *cpng_icc(const cpng_reader *reader, size_t *count) {
    png_charp name = NULL;
    int compression = 0;
    png_bytep profile = NULL;
    png_uint_32 length = 0;
    *count = 0;
    if (!png_get_iCCP(reader->png, reader->info, &name, &compression, &profile, &length)) return NULL;
    *count = length;
    return profile;
}

const uint8_t *cpng_exif(const cpng_reader *reader, size_t *count) {
    png_unknown_chunkp chunks = NULL;
    int chunk_count = png_get_unknown_chunks(reader->png, reader->info, &chunks);
    for (int i = 0; i < chunk_count; i++) {
        if (memcmp(chunks[i].name, "eXIf", 4) != 0) continue;
        *count = chunks[i].size;
        return chunks[i].data;
    }
    *count = 0;
    return NULL;
}

void cpng_close(cpng_reader *reader) {
    if (!reader) return;
    if (reader->png) png_destroy_read_struct(&reader->png, &reader->info, NULL);
    free(reader);
}
