#include "compare/guard.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/buffer.h"
#include "base/utf8.h"

#define END_OF_TEXT UINT32_MAX

/* The next character, with every run of white space as one space; none at the begin and the end. */
static uint32_t next_character(dz_view text, size_t *at)
{
    if (*at == text.length)
        return END_OF_TEXT;
    bool begins = *at == 0;
    uint32_t codepoint = dz_utf8__next(text.data, text.length, at);
    if (!u_isUWhiteSpace((UChar32)codepoint))
        return codepoint;
    while (*at < text.length) {
        size_t next = *at;
        codepoint = dz_utf8__next(text.data, text.length, &next);
        if (!u_isUWhiteSpace((UChar32)codepoint)) {
            if (!begins)
                return ' ';
            *at = next;
            return codepoint;
        }
        *at = next;
    }
    return END_OF_TEXT;
}

bool dz_guard__is_verbatim(dz_view first, dz_view second)
{
    size_t i = 0, j = 0;
    for (;;) {
        uint32_t a = next_character(first, &i), b = next_character(second, &j);
        if (a != b)
            return false;
        if (a == END_OF_TEXT)
            return true;
    }
}

static bool is_letter(uint32_t codepoint)
{
    return u_isalnum((UChar32)codepoint) || dz_utf8__is_han(codepoint) ||
           (U_GET_GC_MASK((UChar32)codepoint) & U_GC_M_MASK);
}

/* Appends the folded text without white space, with every quotation mark as ", and a run of those, of dashes or of dots
 * as one. `ends` keeps the marks at the ends. */
static dz_status normalize(dz_context *context, dz_buffer *buffer, dz_view text, bool ends)
{
    dz_key *key = NULL;
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    dz_status status = dz_key_new(context, &key, text.data, text.length, &options);
    if (status != DZ_OK)
        return status;
    dz_view folded = dz_key_text(key);
    size_t behind_letters = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < folded.length;) {
        uint32_t codepoint = dz_utf8__next(folded.data, folded.length, &at);
        bool letter = is_letter(codepoint);
        if (u_isUWhiteSpace((UChar32)codepoint) || (!letter && !ends && !buffer->length))
            continue;
        if (codepoint == '\'')
            codepoint = '"';
        if (codepoint == before && (codepoint == '"' || codepoint == '-' || codepoint == '.'))
            continue;
        before = codepoint;
        dz_buffer__append_codepoint(buffer, codepoint);
        if (letter)
            behind_letters = buffer->length;
    }
    if (!ends)
        buffer->length = behind_letters;
    dz_key_free(key);
    return dz_buffer__status(buffer);
}

dz_status dz_guard__is_typographic(dz_context *context, dz_view first, dz_view second, bool quote, bool *typographic)
{
    dz_buffer a, b;
    dz_buffer__init(&a, context);
    dz_buffer__init(&b, context);
    *typographic = false;
    dz_status status = normalize(context, &a, first, !quote);
    if (status == DZ_OK)
        status = normalize(context, &b, second, !quote);
    if (status == DZ_OK)
        *typographic = a.length == b.length && (!a.length || memcmp(a.data, b.data, a.length) == 0);
    dz_buffer__free(&a);
    dz_buffer__free(&b);
    return status;
}
