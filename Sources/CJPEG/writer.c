#include "cjpeg.h"

#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 64 << 10 };

struct cjpeg_writer {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_destination_mgr destination;
    jmp_buf failed;
    int out_of_memory;

    uint8_t *bytes;
    size_t count;
    size_t capacity;

    char message[JMSG_LENGTH_MAX];
};

static void on_error(j_common_ptr jpeg) {
    cjpeg_writer *writer = jpeg->client_data;
    if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY) writer->out_of_memory = 1;
    jpeg->err->format_message(jpeg, writer->message);
    longjmp(writer->failed, 1);
}

static void on_message(j_common_ptr jpeg, int level) {
    (void)jpeg;
    (void)level;
}

static void grow(cjpeg_writer *writer) {
    size_t capacity = writer->capacity ? writer->capacity * 2 : FIRST_BYTES;
    uint8_t *bytes = realloc(writer->bytes, capacity);
    if (!bytes) {
        writer->out_of_memory = 1;
        longjmp(writer->failed, 1);
    }
    writer->destination.next_output_byte = bytes + writer->capacity;
    writer->destination.free_in_buffer = capacity - writer->capacity;
    writer->bytes = bytes;
    writer->capacity = capacity;
}

static void on_start(j_compress_ptr jpeg) { grow(jpeg->client_data); }

// Called when the buffer is full to its last byte.
static boolean on_full(j_compress_ptr jpeg) {
    grow(jpeg->client_data);
    return TRUE;
}

static void on_end(j_compress_ptr jpeg) {
    cjpeg_writer *writer = jpeg->client_data;
    writer->count = writer->capacity - writer->destination.free_in_buffer;
}

static void prepare(cjpeg_writer *writer) {
    writer->jpeg.err = jpeg_std_error(&writer->errors);
    writer->errors.error_exit = on_error;
    writer->errors.emit_message = on_message;
    writer->jpeg.client_data = writer;
    jpeg_create_compress(&writer->jpeg);
    writer->destination.init_destination = on_start;
    writer->destination.empty_output_buffer = on_full;
    writer->destination.term_destination = on_end;
    writer->jpeg.dest = &writer->destination;
}

enum cjpeg_code cjpeg_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int32_t channels, int32_t quality, int32_t chroma_columns,
    int32_t chroma_rows, cjpeg_writer **out) {
    cjpeg_writer *writer = *out = calloc(1, sizeof *writer);
    if (!writer) return CJPEG_NO_MEMORY;
    if (setjmp(writer->failed)) return writer->out_of_memory ? CJPEG_NO_MEMORY : CJPEG_CORRUPT;
    prepare(writer);
    struct jpeg_compress_struct *jpeg = &writer->jpeg;
    jpeg->image_width = width;
    jpeg->image_height = height;
    jpeg->input_components = channels;
    jpeg->in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, quality, TRUE);
    jpeg->dct_method = JDCT_ISLOW;
    jpeg->comp_info[0].h_samp_factor = channels == 1 ? 1 : chroma_columns;
    jpeg->comp_info[0].v_samp_factor = channels == 1 ? 1 : chroma_rows;
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(pixels + stride * jpeg->next_scanline);
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
    return CJPEG_OK;
}

const uint8_t *cjpeg_encoded(const cjpeg_writer *writer, size_t *count) {
    *count = writer->count;
    return writer->bytes;
}

const char *cjpeg_writer_message(const cjpeg_writer *writer) { return writer->message; }

void cjpeg_writer_close(cjpeg_writer *writer) {
    if (!writer) return;
    jpeg_destroy_compress(&writer->jpeg);
    free(writer->bytes);
    free(writer);
}
