#ifndef CK_LANES_H
#define CK_LANES_H

#include <stddef.h>
#include <stdint.h>

// CK_NO_CLONES builds one version for the target of the compiler: how clones are compared with each other.
// ThreadSanitizer is not ready when the loader resolves the clones, so that such a build would crash before main.
#if defined(__has_feature)
#define CK_HAS_FEATURE(x) __has_feature(x)
#else
#define CK_HAS_FEATURE(x) 0
#endif

#if defined(__x86_64__) && !CK_HAS_FEATURE(thread_sanitizer) && !defined(__SANITIZE_THREAD__) && !defined(CK_NO_CLONES)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif

#define CK_LANES 16
typedef float ck_f32x16 __attribute__((vector_size(64)));
typedef int32_t ck_i32x16 __attribute__((vector_size(64)));
typedef double ck_f64x16 __attribute__((vector_size(128)));
typedef float ck_unaligned_f32x16 __attribute__((vector_size(64), aligned(4), may_alias));

#define CK_LOAD(p) ((ck_f32x16) * (const ck_unaligned_f32x16 *)(p))
#define CK_WIDEN(v) __builtin_convertvector((v), ck_f64x16)
// Clears the sign bits.
#define CK_MAGNITUDE(v) ((ck_f32x16)((ck_i32x16)(v) & INT32_MAX))

// By pointer: a 128-byte vector as an argument has another calling convention in each clone.
static inline double ck_total(const ck_f64x16 *lanes) {
    double total = 0;
    for (size_t j = 0; j < CK_LANES; j++) total += (*lanes)[j];
    return total;
}

#endif
