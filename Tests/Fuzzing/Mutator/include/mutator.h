#ifndef MUTATOR_H
#define MUTATOR_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer calls it, where it is linked, in place of its own choice of changes.
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t max_count, unsigned seed);

#endif
