#include "cwebp.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>

// RIFF, length, WEBP; then chunks of a name, a length and data of even size (WebP container specification).
enum { FILE_HEADER = 12, CHUNK_HEADER = 8, EXTENDED_BYTES = 10, EXIF_FLAG = 0x08 };

struct cwebp_reader {
    const uint8_t *bytes;
    size_t count;      // of the file as its header promises, as far as the bytes reach
    int is_cut;        // the header promises more
    int promises_exif;

    const uint8_t *icc;
    size_t icc_count;
    const uint8_t *exif;
    size_t exif_count;

    uint32_t width;
    uint32_t height;
    int channels;
    int row;

    const char *message;
    const char *warning;
};

static uint32_t little_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

static enum cwebp_code fail(cwebp_reader *reader, enum cwebp_code code, const char *text) {
    reader->message = text;
    return code;
}

static enum cwebp_code check_header(cwebp_reader *reader) {
    const uint8_t *bytes = reader->bytes;
    if (reader->count < FILE_HEADER || memcmp(bytes, "RIFF", 4) != 0 || memcmp(bytes + 8, "WEBP", 4) != 0) {
        return fail(reader, CWEBP_NOT_WEBP, "no WebP signature");
    }
    uint64_t promised = (uint64_t)little_endian(bytes + 4) + CHUNK_HEADER;
    reader->is_cut = promised > reader->count;
    if (promised < reader->count) reader->count = (size_t)promised;
    return CWEBP_OK;
}

// Only an extended file has more than the picture; what cannot be followed is left to the decoder to refuse.
static void find_chunks(cwebp_reader *reader) {
    size_t place = FILE_HEADER;
    int is_extended = 0;
    while (reader->count >= CHUNK_HEADER && place <= reader->count - CHUNK_HEADER) {
        const uint8_t *chunk = reader->bytes + place;
        const uint8_t *data = chunk + CHUNK_HEADER;
        size_t length = little_endian(chunk + 4);
        if (length > reader->count - place - CHUNK_HEADER) return;
        if (place == FILE_HEADER) {
            if (memcmp(chunk, "VP8X", 4) != 0 || length < EXTENDED_BYTES) return;
            is_extended = 1;
            reader->promises_exif = data[0] & EXIF_FLAG;
        } else if (is_extended && memcmp(chunk, "ICCP", 4) == 0 && !reader->icc) {
            reader->icc = data;
            reader->icc_count = length;
        } else if (is_extended && memcmp(chunk, "EXIF", 4) == 0 && !reader->exif) {
            reader->exif = data;
            reader->exif_count = length;
        }
        place += CHUNK_HEADER + length + (length & 1);
    }
}

static enum cwebp_code code_of_status(const cwebp_reader *reader, VP8StatusCode status) {
    switch (status) {
    case VP8_STATUS_OK: return CWEBP_OK;
    case VP8_STATUS_OUT_OF_MEMORY: return CWEBP_NO_MEMORY;
    case VP8_STATUS_UNSUPPORTED_FEATURE: return CWEBP_UNSUPPORTED;
    default: return reader->is_cut ? CWEBP_TRUNCATED : CWEBP_CORRUPT;
    }
}

static const char *text_of_status(VP8StatusCode status) {
    switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY: return "out of memory";
    case VP8_STATUS_UNSUPPORTED_FEATURE: return "a feature that its decoder lacks";
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED: return "its data end before the picture does";
    default: return "its data cannot be decoded";
    }
}

enum cwebp_code cwebp_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, cwebp_reader **out, struct cwebp_info *info) {
    memset(info, 0, sizeof *info);
    cwebp_reader *reader = *out = calloc(1, sizeof *reader);
    if (!reader) return CWEBP_NO_MEMORY;
    reader->message = reader->warning = "";
    reader->bytes = bytes;
    reader->count = count;
    enum cwebp_code code = check_header(reader);
    if (code != CWEBP_OK) return code;
    find_chunks(reader);

    WebPBitstreamFeatures features;
    VP8StatusCode status = WebPGetFeatures(bytes, reader->count, &features);
    if (status != VP8_STATUS_OK) return fail(reader, code_of_status(reader, status), text_of_status(status));
    reader->width = info->width = (uint32_t)features.width;
    reader->height = info->height = (uint32_t)features.height;
    if (features.has_animation) return fail(reader, CWEBP_ANIMATED, "animated");
    if (info->width > max_pixels / info->height) return fail(reader, CWEBP_TOO_LARGE, "too many pixels");
    reader->channels = info->channels = features.has_alpha ? 4 : 3;
    info->is_lossy = features.format == 1;
    return CWEBP_OK;
}

// The picture is whole; what should follow it may be missing, unless it would say which side is up.
static enum cwebp_code check_end(cwebp_reader *reader) {
    if (!reader->is_cut) {
        if (reader->promises_exif && !reader->exif) reader->warning = "the Exif data that the header announces are missing";
        return CWEBP_OK;
    }
    if (reader->promises_exif && !reader->exif) {
        return fail(reader, CWEBP_TRUNCATED, "the Exif data, which may turn the picture, are missing");
    }
    reader->warning = "the end of the file is missing";
    return CWEBP_OK;
}

// In one piece, but with the incremental decoder: it alone says how many rows there were.
enum cwebp_code cwebp_read(cwebp_reader *reader, uint8_t *pixels, size_t stride) {
    WebPDecoderConfig config;
    if (stride > INT_MAX || !WebPInitDecoderConfig(&config)) return fail(reader, CWEBP_UNSUPPORTED, "another version of libwebp");
    config.output.colorspace = reader->channels == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels;
    config.output.u.RGBA.stride = (int)stride;
    config.output.u.RGBA.size = stride * reader->height;
    WebPIDecoder *decoder = WebPIDecode(NULL, 0, &config);
    if (!decoder) return fail(reader, CWEBP_NO_MEMORY, "out of memory");
    VP8StatusCode status = WebPIUpdate(decoder, reader->bytes, reader->count);
    if (!WebPIDecGetRGB(decoder, &reader->row, NULL, NULL, NULL)) reader->row = 0;
    WebPIDelete(decoder);
    if (status != VP8_STATUS_OK) return fail(reader, code_of_status(reader, status), text_of_status(status));
    return check_end(reader);
}

uint32_t cwebp_row(const cwebp_reader *reader) { return (uint32_t)reader->row; }
const char *cwebp_message(const cwebp_reader *reader) { return reader->message; }
const char *cwebp_warning(const cwebp_reader *reader) { return reader->warning; }

const uint8_t *cwebp_icc(const cwebp_reader *reader, size_t *count) {
    *count = reader->icc_count;
    return reader->icc;
}

const uint8_t *cwebp_exif(const cwebp_reader *reader, size_t *count) {
    *count = reader->exif_count;
    return reader->exif;
}

void cwebp_close(cwebp_reader *reader) { free(reader); }
