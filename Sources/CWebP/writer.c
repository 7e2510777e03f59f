#include "cwebp.h"

#include <stdlib.h>
#include <webp/encode.h>

struct cwebp_writer {
    WebPPicture picture;
    WebPMemoryWriter memory;
    const char *message;
};

static enum cwebp_code failure(cwebp_writer *writer) {
    switch (writer->picture.error_code) {
    case VP8_ENC_ERROR_OUT_OF_MEMORY:
    case VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY: return CWEBP_NO_MEMORY;
    case VP8_ENC_ERROR_BAD_DIMENSION: writer->message = "a side is longer than 16,383 pixels"; return CWEBP_TOO_LARGE;
    default: writer->message = "the encoder refuses it"; return CWEBP_UNSUPPORTED;
    }
}

enum cwebp_code cwebp_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int32_t channels, int32_t quality, cwebp_writer **out) {
    cwebp_writer *writer = *out = calloc(1, sizeof *writer);
    if (!writer) return CWEBP_NO_MEMORY;
    writer->message = "";
    WebPMemoryWriterInit(&writer->memory);
    WebPConfig config;
    if (!WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, (float)quality) || !WebPPictureInit(&writer->picture)) {
        writer->message = "another version of libwebp";
        return CWEBP_UNSUPPORTED;
    }
    if (width > WEBP_MAX_DIMENSION || height > WEBP_MAX_DIMENSION) {
        writer->picture.error_code = VP8_ENC_ERROR_BAD_DIMENSION;
        return failure(writer);
    }
    writer->picture.width = (int)width;
    writer->picture.height = (int)height;
    writer->picture.writer = WebPMemoryWrite;
    writer->picture.custom_ptr = &writer->memory;
    int is_imported = channels == 4 ? WebPPictureImportRGBA(&writer->picture, pixels, (int)stride)
                                    : WebPPictureImportRGB(&writer->picture, pixels, (int)stride);
    return is_imported && WebPEncode(&config, &writer->picture) ? CWEBP_OK : failure(writer);
}

const uint8_t *cwebp_encoded(const cwebp_writer *writer, size_t *count) {
    *count = writer->memory.size;
    return writer->memory.mem;
}

const char *cwebp_writer_message(const cwebp_writer *writer) { return writer->message; }

void cwebp_writer_close(cwebp_writer *writer) {
    if (!writer) return;
    WebPPictureFree(&writer->picture);
    WebPMemoryWriterClear(&writer->memory);
    free(writer);
}
