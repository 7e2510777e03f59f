#ifndef CJPEG_H
#define CJPEG_H

#include <stddef.h>
#include <stdint.h>

// libjpeg reports errors by a handler that must not return; behind this header every error is a code.

enum cjpeg_code {
    CJPEG_OK = 0,
    CJPEG_NOT_JPEG,
    CJPEG_UNSUPPORTED,
    CJPEG_ARITHMETIC,
    CJPEG_CORRUPT,
    CJPEG_TRUNCATED,
    CJPEG_TOO_LARGE,
    CJPEG_TOO_MANY_SCANS,
    CJPEG_NO_MEMORY,
};

struct cjpeg_info {
    uint32_t width;
    uint32_t height;
    int32_t channels;  // 1 gray, 3 RGB, 4 CMYK where 255 is no ink
    int32_t is_progressive;
    int32_t chroma_columns;  // luma samples to one of chroma, side by side; 0 where there is no chroma, or no whole number
    int32_t chroma_rows;     // the same, one above the other
};

typedef struct cjpeg_reader cjpeg_reader;

/// Reads everything before the pixels and checks the size against the limit; no memory is taken for pixels.
/// `bytes` must outlive the reader. `*reader` is set whenever memory allows, also on failure, so that its message can be
/// read; close it. `info` holds width and height as soon as the header could be read.
enum cjpeg_code cjpeg_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, cjpeg_reader **reader, struct cjpeg_info *info);

/// Reads all rows with the slow integer transform and smooth chroma, which is the same on every machine; stops at the first
/// damage. `pixels` must hold height × stride bytes.
enum cjpeg_code cjpeg_read(cjpeg_reader *reader, uint8_t *pixels, size_t stride);

/// How many rows had arrived when reading stopped, and in which scan (from 1).
uint32_t cjpeg_row(const cjpeg_reader *reader);
int32_t cjpeg_scan(const cjpeg_reader *reader);

/// Scans that are read at most: each is a pass over the whole picture that a few bytes can ask for.
int32_t cjpeg_max_scans(void);

/// What the last failure was; empty without one.
const char *cjpeg_message(const cjpeg_reader *reader);

/// Complaints that did not stop the reading; only the first few keep their text.
size_t cjpeg_warning_count(const cjpeg_reader *reader);
size_t cjpeg_warning_texts(const cjpeg_reader *reader);
const char *cjpeg_warning(const cjpeg_reader *reader, size_t index);

/// The embedded ICC profile, put together from its pieces; NULL without one, and with a warning when a piece is missing.
/// Valid until the reader is closed.
const uint8_t *cjpeg_icc(cjpeg_reader *reader, size_t *count);

/// The TIFF structure of the first Exif segment, inside the bytes that were opened; NULL without one.
const uint8_t *cjpeg_exif(const cjpeg_reader *reader, size_t *count);

void cjpeg_close(cjpeg_reader *reader);

typedef struct cjpeg_writer cjpeg_writer;

/// Encodes 8-bit pixels of 1 or 3 channels as baseline JPEG with the tables of the standard, at quality 1…100 as the
/// Independent JPEG Group scales it. One sample of chroma stands for columns × rows (1 or 2 each) of luma.
/// The same pixels give the same bytes. `*writer` is set whenever memory allows; close it.
enum cjpeg_code cjpeg_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int32_t channels, int32_t quality, int32_t chroma_columns,
    int32_t chroma_rows, cjpeg_writer **writer);

/// The encoded file; valid until the writer is closed.
const uint8_t *cjpeg_encoded(const cjpeg_writer *writer, size_t *count);
const char *cjpeg_writer_message(const cjpeg_writer *writer);
void cjpeg_writer_close(cjpeg_writer *writer);

#endif
