#include "cjpeg.h"

#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_BYTES = JMSG_LENGTH_MAX, WARNINGS_KEPT = 8 };

// Encoders use about ten.
enum { MAX_SCANS = 100 };

// Pieces are numbered by one byte, from 1 (ICC.1:2010, B.4).
enum { MAX_PIECES = 255, PIECE_HEADER = 14 };

struct piece {
    const uint8_t *bytes;
    size_t count;
};

struct cjpeg_reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    jmp_buf failed;
    enum cjpeg_code code;

    const uint8_t *bytes;
    size_t count;
    int ran_out;
    int in_pixels;
    int after_pixels;

    // Of the first frame header: libjpeg takes over the size of a second one before it refuses it.
    uint32_t height;

    struct piece exif;
    struct piece pieces[MAX_PIECES + 1];
    int piece_count;
    int pieces_contradict;
    uint8_t *profile;

    char message[MESSAGE_BYTES];
    size_t warning_count;
    char warnings[WARNINGS_KEPT][MESSAGE_BYTES];
};

static void copy_text(char *to, const char *from) {
    strncpy(to, from, MESSAGE_BYTES - 1);
    to[MESSAGE_BYTES - 1] = 0;
}

static void keep_warning(cjpeg_reader *reader, const char *text) {
    if (reader->warning_count < WARNINGS_KEPT) copy_text(reader->warnings[reader->warning_count], text);
    reader->warning_count++;
}

static enum cjpeg_code fail(cjpeg_reader *reader, enum cjpeg_code code, const char *text) {
    copy_text(reader->message, text);
    return reader->code = code;
}

_Noreturn static void stop(cjpeg_reader *reader, enum cjpeg_code code, const char *text) {
    fail(reader, code, text);
    longjmp(reader->failed, 1);
}

static enum cjpeg_code failure_code(const cjpeg_reader *reader) { return reader->ran_out ? CJPEG_TRUNCATED : CJPEG_CORRUPT; }

static enum cjpeg_code code_of_error(const cjpeg_reader *reader, int error) {
    switch (error) {
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE: return CJPEG_NO_MEMORY;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CCIR601_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_SOF_UNSUPPORTED: return CJPEG_UNSUPPORTED;
    default: return failure_code(reader);
    }
}

static void on_error(j_common_ptr jpeg) {
    cjpeg_reader *reader = jpeg->client_data;
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    stop(reader, code_of_error(reader, jpeg->err->msg_code), text);
}

// Some writers fill up with zeros between the last row and the end; any other bytes there are a picture that was not
// read to its end.
static int is_padding(const cjpeg_reader *reader) {
    const uint8_t *end = reader->source.next_input_byte;
    size_t count = (size_t)reader->errors.msg_parm.i[0];
    if (reader->ran_out || count > (size_t)(end - reader->bytes)) return 0;
    for (size_t i = 1; i <= count; i++) {
        if (end[-(ptrdiff_t)i] != 0) return 0;
    }
    return 1;
}

// libjpeg goes on after damage with a warning and fills what is lost with gray; a picture like that must not pass for whole.
static int is_harmless(const cjpeg_reader *reader) {
    switch (reader->errors.msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_JFIF_MAJOR:
    case JWRN_NOT_SEQUENTIAL: return 1;
    case JWRN_EXTRANEOUS_DATA: return !reader->in_pixels || (reader->after_pixels && is_padding(reader));
    default: return 0;
    }
}

static void on_message(j_common_ptr jpeg, int level) {
    if (level >= 0) return;
    static const char prefix[] = "Corrupt JPEG data: ";
    cjpeg_reader *reader = jpeg->client_data;
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    const char *said = strncmp(text, prefix, sizeof prefix - 1) == 0 ? text + sizeof prefix - 1 : text;
    if (is_harmless(reader)) {
        keep_warning(reader, said);
        return;
    }
    reader->after_pixels = 0;
    stop(reader, failure_code(reader), said);
}

static void on_start(j_decompress_ptr jpeg) { (void)jpeg; }

// Among the pixels an end mark is made up: the decoder looks ahead, and the rows whose bytes are there can be finished.
static boolean on_fill(j_decompress_ptr jpeg) {
    static const JOCTET end[] = {0xFF, JPEG_EOI};
    cjpeg_reader *reader = jpeg->client_data;
    reader->ran_out = 1;
    if (!reader->in_pixels) stop(reader, CJPEG_TRUNCATED, "the file ends in the header");
    reader->source.next_input_byte = end;
    reader->source.bytes_in_buffer = sizeof end;
    return TRUE;
}

static void on_skip(j_decompress_ptr jpeg, long count) {
    struct jpeg_source_mgr *source = jpeg->src;
    if (count <= 0) return;
    if ((size_t)count > source->bytes_in_buffer) {
        on_fill(jpeg);
        return;
    }
    source->next_input_byte += count;
    source->bytes_in_buffer -= (size_t)count;
}

static void on_progress(j_common_ptr jpeg) {
    cjpeg_reader *reader = jpeg->client_data;
    if (reader->jpeg.input_scan_number > MAX_SCANS) stop(reader, CJPEG_TOO_MANY_SCANS, "too many scans");
}

static void keep_piece(cjpeg_reader *reader, const uint8_t *data, size_t count) {
    int number = data[12], of = data[13];
    if (reader->piece_count == 0) reader->piece_count = of;
    if (number == 0 || number > of || of != reader->piece_count || reader->pieces[number].bytes) {
        reader->pieces_contradict = 1;
        return;
    }
    reader->pieces[number] = (struct piece){data + PIECE_HEADER, count - PIECE_HEADER};
}

// Exif and profile stay where they are in the bytes: crowds of segments cost no memory.
static boolean on_segment(j_decompress_ptr jpeg) {
    cjpeg_reader *reader = jpeg->client_data;
    struct jpeg_source_mgr *source = jpeg->src;
    const uint8_t *data = source->next_input_byte;
    size_t length = source->bytes_in_buffer < 2 ? 2 : (size_t)data[0] << 8 | data[1];
    if (length < 2) stop(reader, CJPEG_CORRUPT, "a segment is shorter than its own length");
    if (length > source->bytes_in_buffer) {
        reader->ran_out = 1;
        stop(reader, CJPEG_TRUNCATED, "the file ends in a segment");
    }
    source->next_input_byte += length;
    source->bytes_in_buffer -= length;
    data += 2;
    length -= 2;
    if (reader->in_pixels) return TRUE;
    if (length > 6 && memcmp(data, "Exif\0", 6) == 0 && !reader->exif.bytes) {
        reader->exif = (struct piece){data + 6, length - 6};
    } else if (length > PIECE_HEADER && memcmp(data, "ICC_PROFILE", 12) == 0) {
        keep_piece(reader, data, length);
    }
    return TRUE;
}

static void prepare(cjpeg_reader *reader) {
    reader->jpeg.err = jpeg_std_error(&reader->errors);
    reader->errors.error_exit = on_error;
    reader->errors.emit_message = on_message;
    reader->jpeg.client_data = reader;
    jpeg_create_decompress(&reader->jpeg);
    reader->source.next_input_byte = reader->bytes;
    reader->source.bytes_in_buffer = reader->count;
    reader->source.init_source = on_start;
    reader->source.fill_input_buffer = on_fill;
    reader->source.skip_input_data = on_skip;
    reader->source.resync_to_restart = jpeg_resync_to_restart;
    reader->source.term_source = on_start;
    reader->jpeg.src = &reader->source;
    reader->progress.progress_monitor = on_progress;
    reader->jpeg.progress = &reader->progress;
    jpeg_set_marker_processor(&reader->jpeg, JPEG_APP0 + 1, on_segment);
    jpeg_set_marker_processor(&reader->jpeg, JPEG_APP0 + 2, on_segment);
}

static void describe_chroma(const struct jpeg_decompress_struct *jpeg, struct cjpeg_info *info) {
    const jpeg_component_info *parts = jpeg->comp_info;
    if (jpeg->jpeg_color_space != JCS_YCbCr) return;
    if (parts[1].h_samp_factor != parts[2].h_samp_factor || parts[1].v_samp_factor != parts[2].v_samp_factor) return;
    if (parts[0].h_samp_factor % parts[1].h_samp_factor != 0 || parts[0].v_samp_factor % parts[1].v_samp_factor != 0) return;
    info->chroma_columns = parts[0].h_samp_factor / parts[1].h_samp_factor;
    info->chroma_rows = parts[0].v_samp_factor / parts[1].v_samp_factor;
}

// A block takes a bit in a progressive file and two, its first value and its end, in any other.
static int holds_its_blocks(const cjpeg_reader *reader) {
    const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    uint64_t blocks = 0;
    for (int i = 0; i < jpeg->num_components; i++) {
        blocks += (uint64_t)jpeg->comp_info[i].width_in_blocks * jpeg->comp_info[i].height_in_blocks;
    }
    return (uint64_t)reader->count * 8 >= blocks * (jpeg->progressive_mode ? 1 : 2);
}

static enum cjpeg_code describe(cjpeg_reader *reader, uint64_t max_pixels, struct cjpeg_info *info) {
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    info->width = jpeg->image_width;
    info->height = reader->height = jpeg->image_height;
    if (info->width > max_pixels / info->height) return fail(reader, CJPEG_TOO_LARGE, "too many pixels");
    // Its decoder cannot tell missing bytes from zeros, so that damage would go unseen.
    if (jpeg->arith_code) return fail(reader, CJPEG_ARITHMETIC, "arithmetic coding");
    switch (jpeg->jpeg_color_space) {
    case JCS_GRAYSCALE: jpeg->out_color_space = JCS_GRAYSCALE; break;
    case JCS_YCbCr:
    case JCS_RGB: jpeg->out_color_space = JCS_RGB; break;
    case JCS_YCCK:
    case JCS_CMYK: jpeg->out_color_space = JCS_CMYK; break;
    default: return fail(reader, CJPEG_UNSUPPORTED, "a number of components other than 1, 3 or 4");
    }
    if (!holds_its_blocks(reader)) return fail(reader, CJPEG_TRUNCATED, "the file is too short to hold its pixels");
    info->channels = jpeg->num_components;
    info->is_progressive = jpeg->progressive_mode;
    describe_chroma(jpeg, info);
    return CJPEG_OK;
}

enum cjpeg_code cjpeg_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, cjpeg_reader **out, struct cjpeg_info *info) {
    memset(info, 0, sizeof *info);
    cjpeg_reader *reader = *out = calloc(1, sizeof *reader);
    if (!reader) return CJPEG_NO_MEMORY;
    reader->bytes = bytes;
    reader->count = count;
    if (count < 2 || bytes[0] != 0xFF || bytes[1] != 0xD8) return fail(reader, CJPEG_NOT_JPEG, "no JPEG signature");
    if (setjmp(reader->failed)) return reader->code;
    prepare(reader);
    jpeg_read_header(&reader->jpeg, TRUE);
    return describe(reader, max_pixels, info);
}

// A file of several scans may end, or be cut, between two of them without a word from the decoder.
static enum cjpeg_code check_scans(cjpeg_reader *reader) {
    const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    int is_coarse = 0;
    for (int i = 0; i < jpeg->num_components; i++) {
        if (!jpeg->comp_info[i].quant_table) return fail(reader, failure_code(reader), "a colour component is missing");
        if (!jpeg->progressive_mode) continue;
        const int *bits = jpeg->coef_bits[i];
        if (bits[0] < 0) return fail(reader, failure_code(reader), "a colour component is missing");
        for (int k = 0; k < DCTSIZE2; k++) is_coarse |= bits[k] > 0 || (reader->ran_out && bits[k] < 0);
    }
    if (is_coarse && reader->ran_out) return fail(reader, CJPEG_TRUNCATED, "later scans are missing");
    if (is_coarse) keep_warning(reader, "its last scans were never written: the picture is coarser than it could be");
    return CJPEG_OK;
}

// What follows the pixels may be missing or damaged; the picture is whole all the same.
static void read_end(cjpeg_reader *reader) {
    reader->in_pixels = reader->after_pixels = 1;
    jpeg_finish_decompress(&reader->jpeg);
    if (reader->ran_out) keep_warning(reader, "the end of the file is missing (no EOI)");
}

static enum cjpeg_code stopped(cjpeg_reader *reader) {
    if (!reader->after_pixels) return reader->code;
    keep_warning(reader, reader->message);
    reader->message[0] = 0;
    return reader->code = CJPEG_OK;
}

enum cjpeg_code cjpeg_read(cjpeg_reader *reader, uint8_t *pixels, size_t stride) {
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    if (setjmp(reader->failed)) return stopped(reader);
    reader->in_pixels = 1;
    jpeg->dct_method = JDCT_ISLOW;
    jpeg->do_fancy_upsampling = TRUE;
    jpeg_start_decompress(jpeg);
    if (jpeg_has_multiple_scans(jpeg) && check_scans(reader) != CJPEG_OK) return reader->code;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = pixels + stride * jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    read_end(reader);
    return CJPEG_OK;
}

uint32_t cjpeg_row(const cjpeg_reader *reader) {
    const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    uint64_t rows = (uint64_t)jpeg->input_iMCU_row * jpeg->max_v_samp_factor * DCTSIZE;
    return rows < reader->height ? (uint32_t)rows : reader->height;
}

int32_t cjpeg_scan(const cjpeg_reader *reader) { return reader->jpeg.input_scan_number; }
int32_t cjpeg_max_scans(void) { return MAX_SCANS; }
const char *cjpeg_message(const cjpeg_reader *reader) { return reader->message; }
size_t cjpeg_warning_count(const cjpeg_reader *reader) { return reader->warning_count; }

size_t cjpeg_warning_texts(const cjpeg_reader *reader) {
    return reader->warning_count < WARNINGS_KEPT ? reader->warning_count : WARNINGS_KEPT;
}

const char *cjpeg_warning(const cjpeg_reader *reader, size_t index) {
    return index < cjpeg_warning_texts(reader) ? reader->warnings[index] : "";
}

// The profile's length; 0 unless every piece is there once.
static size_t profile_length(const cjpeg_reader *reader) {
    size_t length = 0;
    if (reader->pieces_contradict) return 0;
    for (int i = 1; i <= reader->piece_count; i++) {
        if (!reader->pieces[i].bytes) return 0;
        length += reader->pieces[i].count;
    }
    return length;
}

const uint8_t *cjpeg_icc(cjpeg_reader *reader, size_t *count) {
    *count = profile_length(reader);
    if (*count == 0) {
        if (reader->piece_count > 0 || reader->pieces_contradict) keep_warning(reader, "the colour profile is not whole");
        return NULL;
    }
    if (!reader->profile) reader->profile = malloc(*count);
    if (!reader->profile) return NULL;
    size_t place = 0;
    for (int i = 1; i <= reader->piece_count; i++) {
        memcpy(reader->profile + place, reader->pieces[i].bytes, reader->pieces[i].count);
        place += reader->pieces[i].count;
    }
    return reader->profile;
}

const uint8_t *cjpeg_exif(const cjpeg_reader *reader, size_t *count) {
    *count = reader->exif.count;
    return reader->exif.bytes;
}

void cjpeg_close(cjpeg_reader *reader) {
    if (!reader) return;
    jpeg_destroy_decompress(&reader->jpeg);
    free(reader->profile);
    free(reader);
}
