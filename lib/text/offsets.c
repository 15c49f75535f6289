#include "duizhao/text.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "text/offsets.h"

/* Where every 64th code point begins. Between two marks at most 64 code points are walked. A text without a byte over
 * 0x7F needs no marks: `marks` is then NULL. */
#define STRIDE 64

struct dz_offsets {
    dz_context *context;
    const char *text;
    size_t length;
    size_t codepoints;
    size_t *marks;                 /* byte offset of code point 64 * n */
    size_t *byte_marks;            /* code points before byte 64 * n */
    const unsigned char *borrowed; /* instead of both: code points before byte `stride` * n, u32 */
    size_t stride;
};

static bool continues(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

static size_t count_codepoints(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length; at++)
        count += !continues(text, at);
    return count;
}

static void fill_marks(dz_offsets *offsets)
{
    size_t codepoints = 0;
    for (size_t at = 0; at < offsets->length; at++) {
        if (at % STRIDE == 0)
            offsets->byte_marks[at / STRIDE] = codepoints;
        if (continues(offsets->text, at))
            continue;
        if (codepoints % STRIDE == 0)
            offsets->marks[codepoints / STRIDE] = at;
        codepoints++;
    }
}

dz_status dz_offsets_new(dz_context *context, dz_offsets **out, const char *text, size_t length)
{
    dz_status status = DZ_ERROR_MEMORY;
    *out = NULL;
    dz_offsets *offsets = dz_memory__zeroed(context, 1, sizeof *offsets);
    if (!offsets)
        return DZ_ERROR_MEMORY;
    *offsets =
        (dz_offsets){.context = context, .text = text, .length = length, .codepoints = count_codepoints(text, length)};
    if (offsets->codepoints < length) {
        offsets->marks = dz_memory__zeroed(context, offsets->codepoints / STRIDE + 1, sizeof *offsets->marks);
        offsets->byte_marks = dz_memory__zeroed(context, length / STRIDE + 1, sizeof *offsets->byte_marks);
        if (!offsets->marks || !offsets->byte_marks)
            goto done;
        fill_marks(offsets);
    }
    *out = offsets;
    offsets = NULL;
    status = DZ_OK;
done:
    dz_offsets_free(offsets);
    return status;
}

dz_status dz_offsets__borrow(dz_context *context, dz_offsets **out, const char *text, size_t length, size_t codepoints,
                             const unsigned char *marks, size_t stride)
{
    *out = dz_memory__zeroed(context, 1, sizeof **out);
    if (!*out)
        return DZ_ERROR_MEMORY;
    **out = (dz_offsets){.context = context,
                         .text = text,
                         .length = length,
                         .codepoints = codepoints < length ? codepoints : length,
                         .borrowed = marks,
                         .stride = stride};
    return DZ_OK;
}

static size_t borrowed_mark(const dz_offsets *offsets, size_t number)
{
    size_t codepoints = dz_bytes__read_u32(offsets->borrowed + 4 * number);
    return codepoints < offsets->codepoints ? codepoints : offsets->codepoints;
}

/* The last stride that begins at or before a code point. */
static size_t find_stride(const dz_offsets *offsets, size_t codepoint)
{
    size_t low = 0, high = (offsets->length + offsets->stride - 1) / offsets->stride;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (borrowed_mark(offsets, middle) <= codepoint)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t borrowed_byte(const dz_offsets *offsets, size_t codepoint)
{
    size_t stride = find_stride(offsets, codepoint), at = stride * offsets->stride;
    while (at < offsets->length && continues(offsets->text, at))
        at++; /* a code point that begins before the mark is counted there */
    for (size_t left = codepoint - borrowed_mark(offsets, stride); left > 0 && at < offsets->length; left--) {
        at++;
        while (at < offsets->length && continues(offsets->text, at))
            at++;
    }
    return at;
}

/* Code points that begin before `byte`. */
size_t dz_offsets_codepoint(const dz_offsets *offsets, size_t byte)
{
    if (byte >= offsets->length)
        return offsets->codepoints;
    if (offsets->borrowed) {
        size_t mark = byte / offsets->stride, at = mark * offsets->stride;
        size_t codepoint = borrowed_mark(offsets, mark) + count_codepoints(offsets->text + at, byte - at);
        return codepoint < offsets->codepoints ? codepoint : offsets->codepoints;
    }
    if (!offsets->marks)
        return byte;
    size_t at = byte / STRIDE * STRIDE;
    return offsets->byte_marks[byte / STRIDE] + count_codepoints(offsets->text + at, byte - at);
}

size_t dz_offsets_byte(const dz_offsets *offsets, size_t codepoint)
{
    if (codepoint >= offsets->codepoints)
        return offsets->length;
    if (offsets->borrowed)
        return borrowed_byte(offsets, codepoint);
    if (!offsets->marks)
        return codepoint;
    size_t at = offsets->marks[codepoint / STRIDE];
    for (size_t left = codepoint % STRIDE; left > 0; left--) {
        at++;
        while (at < offsets->length && continues(offsets->text, at))
            at++;
    }
    return at;
}

size_t dz_offsets_length_codepoints(const dz_offsets *offsets)
{
    return offsets->codepoints;
}

void dz_offsets_free(dz_offsets *offsets)
{
    if (!offsets)
        return;
    dz_memory__free(offsets->context, offsets->marks);
    dz_memory__free(offsets->context, offsets->byte_marks);
    dz_memory__free(offsets->context, offsets);
}
