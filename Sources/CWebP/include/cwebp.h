#ifndef CWEBP_H
#define CWEBP_H

#include <stddef.h>
#include <stdint.h>

// The incremental decoder of libwebp with the container around it, in the form of the other codecs.

enum cwebp_code {
    CWEBP_OK = 0,
    CWEBP_NOT_WEBP,
    CWEBP_ANIMATED,
    CWEBP_UNSUPPORTED,
    CWEBP_CORRUPT,
    CWEBP_TRUNCATED,
    CWEBP_TOO_LARGE,
    CWEBP_NO_MEMORY,
};

struct cwebp_info {
    uint32_t width;
    uint32_t height;
    int32_t channels;  // 3 RGB, 4 RGBA
    int32_t is_lossy;
};

typedef struct cwebp_reader cwebp_reader;

/// Reads what stands around the pixels and checks the size against the limit; no memory is taken for pixels.
/// `bytes` must outlive the reader. `*reader` is set whenever memory allows, also on failure, so that its message can be
/// read; close it. `info` holds width and height as soon as the header could be read.
enum cwebp_code cwebp_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, cwebp_reader **reader, struct cwebp_info *info);

/// Reads all rows. `pixels` must hold height × stride bytes.
enum cwebp_code cwebp_read(cwebp_reader *reader, uint8_t *pixels, size_t stride);

/// The row at which reading stopped.
uint32_t cwebp_row(const cwebp_reader *reader);

/// What the last failure was; empty without one.
const char *cwebp_message(const cwebp_reader *reader);

/// The one complaint that does not stop the reading; empty without it.
const char *cwebp_warning(const cwebp_reader *reader);

/// The embedded ICC profile and the Exif data (a TIFF structure, in some files after the name "Exif"), inside the bytes
/// that were opened; NULL without.
const uint8_t *cwebp_icc(const cwebp_reader *reader, size_t *count);
const uint8_t *cwebp_exif(const cwebp_reader *reader, size_t *count);

void cwebp_close(cwebp_reader *reader);

typedef struct cwebp_writer cwebp_writer;

/// Encodes 8-bit pixels of 3 or 4 channels as lossy WebP at quality 0…100 and the encoder's usual effort.
/// The same pixels give the same bytes. `*writer` is set whenever memory allows; close it.
enum cwebp_code cwebp_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int32_t channels, int32_t quality, cwebp_writer **writer);

/// The encoded file; valid until the writer is closed.
const uint8_t *cwebp_encoded(const cwebp_writer *writer, size_t *count);
const char *cwebp_writer_message(const cwebp_writer *writer);
void cwebp_writer_close(cwebp_writer *writer);

#endif
