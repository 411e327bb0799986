#pragma once
#include <vips/vips.h>

// libvips' calls end in a list of named options, which Swift cannot write: each of these is one call with the options
// that relais-media uses.

static inline int relais_vips_start(const char *name) { return VIPS_INIT(name); }

/// Reads only the header: pixels come later, as they are asked for.
static inline VipsImage *relais_vips_open(const void *bytes, size_t length) {
    return vips_image_new_from_buffer(bytes, length, "", "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}

/// Upright, at most `side` by `side`, never enlarged; JPEG and WebP are shrunk while they are decoded.
/// `profile` is the colour profile of the result, or NULL to take the colours as they are.
static inline int relais_vips_shrink(
    const void *bytes, size_t length, VipsImage **out, int side, const char *profile) {
    void *memory = (void *)bytes;
    if (profile)
        return vips_thumbnail_buffer(memory, length, out, side, "height", side, "size", VIPS_SIZE_DOWN,
            "fail_on", VIPS_FAIL_ON_ERROR, "export_profile", profile, NULL);
    return vips_thumbnail_buffer(memory, length, out, side, "height", side, "size", VIPS_SIZE_DOWN,
        "fail_on", VIPS_FAIL_ON_ERROR, NULL);
}

static inline int relais_vips_shrink_again(VipsImage *in, VipsImage **out, int side) {
    return vips_thumbnail_image(in, out, side, "height", side, "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, NULL);
}

static inline int relais_vips_on_white(VipsImage *in, VipsImage **out) {
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    int result = vips_flatten(in, out, "background", white, NULL);
    vips_area_unref(VIPS_AREA(white));
    return result;
}

static inline int relais_vips_plain_colours(VipsImage *in, VipsImage **out) {
    return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, NULL);
}

/// JPEG without any metadata, not even a colour profile: the picture is sRGB by then.
static inline int relais_vips_jpeg(VipsImage *in, void **out, size_t *length, int quality) {
    return vips_jpegsave_buffer(in, out, length, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, NULL);
}
