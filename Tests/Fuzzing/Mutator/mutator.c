#include "mutator.h"

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t max_count);

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static uint32_t crc32(const uint8_t *bytes, size_t count) {
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

// Changes bytes as libFuzzer does, then makes the checksums of a PNG right again, most of the time: they would
// stop nearly every damaged file at its first chunk.
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t max_count, unsigned seed) {
    count = LLVMFuzzerMutate(bytes, count, max_count);
    if (count < 8 || bytes[0] != 0x89 || seed % 8 == 0) return count;
    for (size_t place = 8; count >= 12 && place <= count - 12;) {
        size_t length = big_endian(bytes + place);
        if (length > count - place - 12) break;
        uint32_t crc = crc32(bytes + place + 4, length + 4);
        for (int i = 0; i < 4; i++) bytes[place + 8 + length + i] = (uint8_t)(crc >> (24 - 8 * i));
        place += length + 12;
    }
    return count;
}
