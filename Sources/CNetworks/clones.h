#ifndef CN_CLONES_H
#define CN_CLONES_H

// ThreadSanitizer is not ready when the loader resolves the clones, so that such a build would crash before main.
#if defined(__has_feature)
#define CN_HAS_FEATURE(x) __has_feature(x)
#else
#define CN_HAS_FEATURE(x) 0
#endif

#if defined(__x86_64__) && !CN_HAS_FEATURE(thread_sanitizer) && !defined(__SANITIZE_THREAD__)
#define CN_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CN_CLONES
#endif

#endif
