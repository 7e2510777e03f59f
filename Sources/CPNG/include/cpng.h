#ifndef CPNG_H
#define CPNG_H

#include <stddef.h>
#include <stdint.h>

// libpng reports errors by longjmp, which must not cross Swift frames; behind this header every error is a code.

enum cpng_code {
    CPNG_OK = 0,
    CPNG_NOT_PNG,
    CPNG_CORRUPT,
    CPNG_TRUNCATED,
    CPNG_TOO_LARGE,
    CPNG_NO_MEMORY,
};

struct cpng_info {
    uint32_t width;
    uint32_t height;
    int32_t channels;          // after expansion: 1 gray, 2 gray + alpha, 3 RGB, 4 RGBA
    int32_t bit_depth;         // after expansion: 8 or 16
    int32_t stored_bit_depth;  // in the file: 1, 2, 4, 8 or 16
    int32_t is_palette;
    int32_t is_interlaced;
    int32_t srgb_intent;    // -1 without an sRGB chunk
    int64_t gamma_100000;   // gAMA × 100,000 as written; -1 without the chunk
    int32_t has_chromaticities;
    uint32_t chromaticities_100000[8];  // cHRM × 100,000 as written: x and y of white, red, green, blue
};

typedef struct cpng_reader cpng_reader;

/// Checks the header against the limit, then reads everything before the pixels.
/// `bytes` must outlive the reader. `*reader` is set whenever memory allows, also on failure, so that its message can be
/// read; close it. `info` holds width and height as soon as the header could be read.
enum cpng_code cpng_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, cpng_reader **reader, struct cpng_info *info);

/// Reads all rows. `pixels` must hold height × stride bytes; 16-bit samples come in the machine's byte order.
enum cpng_code cpng_read(cpng_reader *reader, void *pixels, size_t stride);

/// The row at which reading stopped, and for interlaced files the pass (from 0).
uint32_t cpng_row(const cpng_reader *reader);
int32_t cpng_pass(const cpng_reader *reader);

/// What the last failure was; empty without one.
const char *cpng_message(const cpng_reader *reader);

/// Complaints that did not stop the reading; only the first few keep their text.
size_t cpng_warning_count(const cpng_reader *reader);
size_t cpng_warning_texts(const cpng_reader *reader);
const char *cpng_warning(const cpng_reader *reader, size_t index);

/// The embedded ICC profile, decompressed; NULL without one. Valid until the reader is closed.
const uint8_t *cpng_icc(const cpng_reader *reader, size_t *count);

/// The TIFF structure of the eXIf chunk, which may stand behind the pixels; NULL without one. Valid until the reader is closed.
const uint8_t *cpng_exif(const cpng_reader *reader, size_t *count);

void cpng_close(cpng_reader *reader);

typedef struct cpng_writer cpng_writer;

/// Encodes pixels of 1…4 channels and 8 or 16 bits, 16-bit samples in the machine's byte order, at deflate level 0…9.
/// The file holds IHDR, IDAT and IEND only, and iCCP where a profile is given (NULL for none): the same pixels give the same bytes.
/// `*writer` is set whenever memory allows; close it.
enum cpng_code cpng_encode(
    const void *pixels, size_t stride, uint32_t width, uint32_t height, int32_t channels, int32_t bit_depth, int32_t level,
    const uint8_t *profile, size_t profile_bytes, cpng_writer **writer);

/// The encoded file; valid until the writer is closed.
const uint8_t *cpng_encoded(const cpng_writer *writer, size_t *count);
const char *cpng_writer_message(const cpng_writer *writer);
void cpng_writer_close(cpng_writer *writer);

#endif
