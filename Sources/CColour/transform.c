#include "ccolour.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_BYTES = 160, NAME_BYTES = 80 };

// One of 255 codes, on the scale of 16 bits.
enum { CODE = 257 };

// Levels a channel of the colours that are tried before a profile counts as sRGB.
enum { PROBES = 9 };

// The exact way is some fifteen times as slow. The short cuts of Little CMS stay within 0.7 codes of 255 for 8 bits, but miss
// by up to six of them for 16 (measured with Display P3 and Adobe RGB).
enum { EXACT = cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION };
enum { FAST = cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION };

struct ccolour_transform {
    cmsContext context;
    cmsHTRANSFORM transform;
    uint16_t *levels;  // of gray, in place of a transform
    int channels;
    int bit_depth;
    char name[NAME_BYTES];
    char message[MESSAGE_BYTES];
};

static void on_error(cmsContext context, cmsUInt32Number code, const char *text) {
    ccolour_transform *transform = cmsGetContextUserData(context);
    (void)code;
    strncpy(transform->message, text, MESSAGE_BYTES - 1);
}

static enum ccolour_code fail(ccolour_transform *transform, enum ccolour_code code, const char *text) {
    if (!transform->message[0]) strncpy(transform->message, text, MESSAGE_BYTES - 1);
    return code;
}

static ccolour_transform *create(int32_t channels, int32_t bit_depth) {
    ccolour_transform *transform = calloc(1, sizeof *transform);
    if (!transform) return NULL;
    transform->channels = channels;
    transform->bit_depth = bit_depth;
    transform->context = cmsCreateContext(NULL, transform);
    if (transform->context) cmsSetLogErrorHandlerTHR(transform->context, on_error);
    return transform;
}

// The name goes into reports and terminals.
static void keep_name(ccolour_transform *transform, cmsHPROFILE profile) {
    char name[NAME_BYTES] = "";
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name, sizeof name);
    char *to = transform->name;
    for (size_t i = 0; i < sizeof name - 1 && name[i]; i++) {
        if (name[i] >= ' ' && name[i] <= '~') *to++ = name[i];
    }
}

// Links, effects and named colours hold no description of a device.
static int describes_colours(cmsHPROFILE profile) {
    cmsColorSpaceSignature connection = cmsGetPCS(profile);
    if (connection != cmsSigXYZData && connection != cmsSigLabData) return 0;
    switch (cmsGetDeviceClass(profile)) {
    case cmsSigInputClass:
    case cmsSigDisplayClass:
    case cmsSigOutputClass:
    case cmsSigColorSpaceClass: return 1;
    default: return 0;
    }
}

static cmsHTRANSFORM to_srgb(
    ccolour_transform *transform, cmsHPROFILE profile, cmsUInt32Number from, cmsUInt32Number to, cmsUInt32Number flags) {
    cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(transform->context);
    if (!srgb) return NULL;
    cmsHTRANSFORM result =
        cmsCreateTransformTHR(transform->context, profile, from, srgb, to, INTENT_RELATIVE_COLORIMETRIC, flags);
    cmsCloseProfile(srgb);
    return result;
}

static int differs(uint16_t a, uint16_t b) { return abs((int)a - (int)b) > CODE; }

// Gray is a curve, whatever the profile: every level through the exact way once, then a look-up.
static enum ccolour_code open_gray(ccolour_transform *transform, cmsHPROFILE profile, int is_rgb) {
    size_t count = transform->bit_depth == 16 ? 65536 : 256;
    cmsHTRANSFORM exact = to_srgb(transform, profile, is_rgb ? TYPE_RGB_16 : TYPE_GRAY_16, TYPE_RGB_16, EXACT);
    if (!exact) return fail(transform, CCOLOUR_BAD_PROFILE, "it cannot be applied");
    transform->levels = malloc(count * sizeof *transform->levels);
    int is_tinted = 0, is_same = 1;
    for (size_t i = 0; transform->levels && i < count; i++) {
        uint16_t level = (uint16_t)(count == 256 ? i * CODE : i);
        uint16_t from[3] = {level, level, level}, to[3];
        cmsDoTransform(exact, from, to, 1);
        is_tinted |= differs(to[0], to[1]) || differs(to[1], to[2]);
        is_same &= !differs(to[1], level);
        transform->levels[i] = count == 256 ? (uint16_t)((to[1] + CODE / 2) / CODE) : to[1];
    }
    cmsDeleteTransform(exact);
    if (!transform->levels) return fail(transform, CCOLOUR_NO_MEMORY, "out of memory");
    if (is_tinted) return fail(transform, CCOLOUR_WRONG_SPACE, "it would tint the gray picture");
    return is_same ? CCOLOUR_SAME : CCOLOUR_OK;
}

static int is_srgb(cmsHTRANSFORM exact) {
    for (int i = 0; i < PROBES * PROBES * PROBES; i++) {
        int digits[3] = {i % PROBES, i / PROBES % PROBES, i / PROBES / PROBES};
        uint16_t from[3], to[3];
        for (int k = 0; k < 3; k++) from[k] = (uint16_t)(digits[k] * UINT16_MAX / (PROBES - 1));
        cmsDoTransform(exact, from, to, 1);
        for (int k = 0; k < 3; k++) {
            if (differs(from[k], to[k])) return 0;
        }
    }
    return 1;
}

static enum ccolour_code open_colour(ccolour_transform *transform, cmsHPROFILE profile) {
    cmsHTRANSFORM exact = to_srgb(transform, profile, TYPE_RGB_16, TYPE_RGB_16, EXACT);
    if (!exact) return fail(transform, CCOLOUR_BAD_PROFILE, "it cannot be applied");
    int is_same = is_srgb(exact);
    cmsDeleteTransform(exact);
    if (is_same) return CCOLOUR_SAME;
    int is_deep = transform->bit_depth == 16, has_alpha = transform->channels == 4;
    cmsUInt32Number format = is_deep ? (has_alpha ? TYPE_RGBA_16 : TYPE_RGB_16) : has_alpha ? TYPE_RGBA_8 : TYPE_RGB_8;
    transform->transform =
        to_srgb(transform, profile, format, format, (is_deep ? EXACT : FAST) | (has_alpha ? cmsFLAGS_COPY_ALPHA : 0));
    return transform->transform ? CCOLOUR_OK : fail(transform, CCOLOUR_BAD_PROFILE, "it cannot be applied");
}

static enum ccolour_code open_profile(ccolour_transform *transform, cmsHPROFILE profile) {
    if (!profile || !describes_colours(profile)) return fail(transform, CCOLOUR_BAD_PROFILE, "it describes no device");
    cmsColorSpaceSignature space = cmsGetColorSpace(profile);
    if (transform->channels < 3 && (space == cmsSigGrayData || space == cmsSigRgbData)) {
        return open_gray(transform, profile, space == cmsSigRgbData);
    }
    if (space == cmsSigRgbData) return open_colour(transform, profile);
    return fail(transform, CCOLOUR_WRONG_SPACE, "it is for pixels of another kind");
}

enum ccolour_code ccolour_open(
    const uint8_t *profile, size_t count, int32_t channels, int32_t bit_depth, ccolour_transform **out) {
    ccolour_transform *transform = *out = create(channels, bit_depth);
    if (!transform || !transform->context) return CCOLOUR_NO_MEMORY;
    if (count > UINT32_MAX) return fail(transform, CCOLOUR_BAD_PROFILE, "it is too long");
    cmsHPROFILE opened = cmsOpenProfileFromMemTHR(transform->context, profile, (cmsUInt32Number)count);
    if (opened) keep_name(transform, opened);
    enum ccolour_code code = open_profile(transform, opened);
    if (opened) cmsCloseProfile(opened);
    return code;
}

static cmsToneCurve *curve_of(cmsContext context, double exponent) {
    // IEC 61966-2-1 in the form of ICC.1:2010, 10.16, type 3.
    const double srgb[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    return exponent == 0 ? cmsBuildParametricToneCurve(context, 4, srgb) : cmsBuildGamma(context, exponent);
}

// Little CMS divides by the height of white and takes what comes of it.
static int is_display(double exponent, const double chromaticities[8]) {
    if (exponent != 0 && !(exponent >= 0.1 && exponent <= 10)) return 0;
    for (int i = 0; i < 8; i += 2) {
        double x = chromaticities[i], y = chromaticities[i + 1];
        if (!(x >= 0 && y >= 0 && x + y <= 1)) return 0;
    }
    return chromaticities[1] >= 0.01;
}

enum ccolour_code ccolour_open_display(
    double exponent, const double chromaticities[8], int32_t channels, int32_t bit_depth, ccolour_transform **out) {
    ccolour_transform *transform = *out = create(channels, bit_depth);
    if (!transform || !transform->context) return CCOLOUR_NO_MEMORY;
    if (!is_display(exponent, chromaticities)) return fail(transform, CCOLOUR_BAD_PROFILE, "its gamma or chromaticities are of no display");
    cmsToneCurve *curve = curve_of(transform->context, exponent);
    if (!curve) return fail(transform, CCOLOUR_NO_MEMORY, "out of memory");
    cmsToneCurve *curves[3] = {curve, curve, curve};
    const double *xy = chromaticities;
    cmsCIExyY white = {xy[0], xy[1], 1};
    cmsCIExyYTRIPLE primaries = {{xy[2], xy[3], 1}, {xy[4], xy[5], 1}, {xy[6], xy[7], 1}};
    cmsHPROFILE profile = cmsCreateRGBProfileTHR(transform->context, &white, &primaries, curves);
    enum ccolour_code code = open_profile(transform, profile);
    if (profile) cmsCloseProfile(profile);
    cmsFreeToneCurve(curve);
    return code;
}

enum ccolour_code ccolour_open_ink(const uint8_t *profile, size_t count, ccolour_transform **out) {
    ccolour_transform *transform = *out = create(4, 8);
    if (!transform || !transform->context) return CCOLOUR_NO_MEMORY;
    if (count > UINT32_MAX) return fail(transform, CCOLOUR_BAD_PROFILE, "it is too long");
    cmsHPROFILE opened = cmsOpenProfileFromMemTHR(transform->context, profile, (cmsUInt32Number)count);
    if (!opened || !describes_colours(opened)) {
        if (opened) cmsCloseProfile(opened);
        return fail(transform, CCOLOUR_BAD_PROFILE, "it describes no device");
    }
    keep_name(transform, opened);
    int is_ink = cmsGetColorSpace(opened) == cmsSigCmykData;
    if (is_ink) transform->transform = to_srgb(transform, opened, TYPE_CMYK_8_REV, TYPE_RGB_8, FAST);
    cmsCloseProfile(opened);
    if (!is_ink) return fail(transform, CCOLOUR_WRONG_SPACE, "it is for pixels of another kind");
    return transform->transform ? CCOLOUR_OK : fail(transform, CCOLOUR_BAD_PROFILE, "it cannot be applied");
}

static void convert_gray8(const ccolour_transform *transform, const uint8_t *from, uint8_t *to, size_t pixels) {
    size_t step = (size_t)transform->channels;
    for (size_t i = 0; i < pixels; i++) {
        to[i * step] = (uint8_t)transform->levels[from[i * step]];
        if (step == 2) to[i * 2 + 1] = from[i * 2 + 1];
    }
}

static void convert_gray16(const ccolour_transform *transform, const uint16_t *from, uint16_t *to, size_t pixels) {
    size_t step = (size_t)transform->channels;
    for (size_t i = 0; i < pixels; i++) {
        to[i * step] = transform->levels[from[i * step]];
        if (step == 2) to[i * 2 + 1] = from[i * 2 + 1];
    }
}

void ccolour_convert(const ccolour_transform *transform, const void *from, void *to, size_t pixels) {
    if (!transform->levels) {
        cmsDoTransform(transform->transform, from, to, (cmsUInt32Number)pixels);
    } else if (transform->bit_depth == 16) {
        convert_gray16(transform, from, to, pixels);
    } else {
        convert_gray8(transform, from, to, pixels);
    }
}

const char *ccolour_name(const ccolour_transform *transform) { return transform->name; }
const char *ccolour_message(const ccolour_transform *transform) { return transform->message; }

void ccolour_close(ccolour_transform *transform) {
    if (!transform) return;
    if (transform->transform) cmsDeleteTransform(transform->transform);
    if (transform->context) cmsDeleteContext(transform->context);
    free(transform->levels);
    free(transform);
}
