// Bytes in, pixels or a code out: the decoders of pictures and profiles behind their C interfaces.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ccolour.h"
#include "cjpeg.h"
#include "cpng.h"
#include "cwebp.h"

enum { MAX_PIXELS = 1 << 20 };

// Every byte a decoder hands out is read once, so that the sanitizer sees where it lies.
static volatile unsigned sink;

static void read_all(const uint8_t *bytes, size_t count) {
    unsigned sum = 0;
    for (size_t i = 0; i < count; i++) sum += bytes[i];
    sink += sum;
}

static void read_text(const char *text) { read_all((const uint8_t *)text, strlen(text)); }

static void decode_png(const uint8_t *bytes, size_t count) {
    cpng_reader *reader = NULL;
    struct cpng_info info;
    size_t length = 0;
    if (cpng_open(bytes, count, MAX_PIXELS, &reader, &info) == CPNG_OK) {
        size_t stride = (size_t)info.width * info.channels * info.bit_depth / 8;
        uint8_t *pixels = malloc(stride * info.height);
        if (pixels && cpng_read(reader, pixels, stride) == CPNG_OK) read_all(pixels, stride * info.height);
        const uint8_t *profile = cpng_icc(reader, &length);
        if (profile) read_all(profile, length);
        free(pixels);
    }
    read_text(cpng_message(reader));
    for (size_t i = 0; i < cpng_warning_texts(reader); i++) read_text(cpng_warning(reader, i));
    cpng_close(reader);
}

static void decode_jpeg(const uint8_t *bytes, size_t count) {
    cjpeg_reader *reader = NULL;
    struct cjpeg_info info;
    size_t length = 0;
    if (cjpeg_open(bytes, count, MAX_PIXELS, &reader, &info) == CJPEG_OK) {
        size_t stride = (size_t)info.width * info.channels;
        uint8_t *pixels = malloc(stride * info.height);
        if (pixels && cjpeg_read(reader, pixels, stride) == CJPEG_OK) read_all(pixels, stride * info.height);
        if (cjpeg_row(reader) > info.height) abort();
        free(pixels);
    }
    const uint8_t *profile = cjpeg_icc(reader, &length);
    if (profile) read_all(profile, length);
    const uint8_t *exif = cjpeg_exif(reader, &length);
    if (exif) read_all(exif, length);
    read_text(cjpeg_message(reader));
    for (size_t i = 0; i < cjpeg_warning_texts(reader); i++) read_text(cjpeg_warning(reader, i));
    cjpeg_close(reader);
}

static void decode_webp(const uint8_t *bytes, size_t count) {
    cwebp_reader *reader = NULL;
    struct cwebp_info info;
    size_t length = 0;
    if (cwebp_open(bytes, count, MAX_PIXELS, &reader, &info) == CWEBP_OK) {
        size_t stride = (size_t)info.width * info.channels;
        uint8_t *pixels = malloc(stride * info.height);
        if (pixels && cwebp_read(reader, pixels, stride) == CWEBP_OK) read_all(pixels, stride * info.height);
        if (cwebp_row(reader) > info.height) abort();
        free(pixels);
    }
    const uint8_t *profile = cwebp_icc(reader, &length);
    if (profile) read_all(profile, length);
    const uint8_t *exif = cwebp_exif(reader, &length);
    if (exif) read_all(exif, length);
    read_text(cwebp_message(reader));
    read_text(cwebp_warning(reader));
    cwebp_close(reader);
}

static void apply_profile(const uint8_t *bytes, size_t count) {
    static const uint16_t from[4 * 8] = {0, 1, 257, 32767, 32768, 65278, 65534, 65535, 300, 40000};
    for (int channels = 1; channels <= 5; channels++) {
        ccolour_transform *transform = NULL;
        uint16_t to[4 * 8];
        enum ccolour_code code = channels == 5 ? ccolour_open_ink(bytes, count, &transform)
                                               : ccolour_open(bytes, count, channels, channels % 2 ? 8 : 16, &transform);
        if (code == CCOLOUR_OK) ccolour_convert(transform, from, to, 8);
        read_text(ccolour_name(transform));
        read_text(ccolour_message(transform));
        ccolour_close(transform);
    }
}

static int is_profile(const uint8_t *bytes, size_t count) { return count >= 40 && memcmp(bytes + 36, "acsp", 4) == 0; }

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    if (count == 0) return 0;
    // A copy of exactly this size, so that a read past its end is seen.
    uint8_t *copy = malloc(count);
    if (!copy) return 0;
    memcpy(copy, bytes, count);
    if (is_profile(copy, count)) {
        apply_profile(copy, count);
    } else if (copy[0] == 0x89) {
        decode_png(copy, count);
    } else if (copy[0] == 0xFF) {
        decode_jpeg(copy, count);
    } else {
        decode_webp(copy, count);
    }
    free(copy);
    return 0;
}
