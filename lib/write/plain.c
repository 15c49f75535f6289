#include "write/plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

#define FLUSH_BYTES ((size_t)1 << 16)

void dz_plain__init(dz_plain *text, dz_context *context, const dz_sink *sink, bool color)
{
    dz_buffer__init(&text->buffer, context);
    text->sink = sink;
    text->color = color;
}

void dz_plain__free(dz_plain *text)
{
    dz_buffer__free(&text->buffer);
}

void dz_plain__append(dz_plain *text, const char *words)
{
    dz_buffer__append_text(&text->buffer, words);
}

void dz_plain__byte(dz_plain *text, char byte)
{
    dz_buffer__append_byte(&text->buffer, byte);
}

void dz_plain__format(dz_plain *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || dz_buffer__reserve(&text->buffer, (size_t)length) != DZ_OK)
        return;
    va_start(arguments, format);
    vsnprintf(text->buffer.data + text->buffer.length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->buffer.length += (size_t)length;
}

/* C0 controls, DEL and C1: a terminal obeys some of them, and the others break the line. */
static bool is_control(uint32_t codepoint)
{
    return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0);
}

dz_status dz_plain__line(dz_plain *text, const char *words, size_t length)
{
    bool gap = false;
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        bool control = is_control(dz_utf8__next(words, length, &at));
        if (!control)
            dz_buffer__append(&text->buffer, words + begin, at - begin);
        else if (!gap)
            dz_buffer__append_byte(&text->buffer, ' ');
        gap = control;
    }
    return dz_buffer__status(&text->buffer);
}

static size_t codepoint_width(uint32_t codepoint)
{
    int width = is_control(codepoint) ? 1 : utf8proc_charwidth((utf8proc_int32_t)codepoint);
    return width > 0 ? (size_t)width : 0;
}

size_t dz_plain__width(const char *words, size_t length)
{
    size_t width = 0;
    for (size_t at = 0; at < length;)
        width += codepoint_width(dz_utf8__next(words, length, &at));
    return width;
}

/* The longest beginning that is at most `columns` wide; its bytes. */
static size_t fitting(const char *words, size_t length, size_t columns)
{
    size_t width = 0;
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        width += codepoint_width(dz_utf8__next(words, length, &at));
        if (width > columns)
            return begin;
    }
    return length;
}

dz_status dz_plain__column(dz_plain *text, const char *words, size_t length, size_t columns, bool fill)
{
    size_t width = dz_plain__width(words, length);
    if (width > columns) {
        length = fitting(words, length, columns - 1);
        width = dz_plain__width(words, length) + 1;
        dz_plain__line(text, words, length);
        dz_plain__append(text, "\xE2\x80\xA6");
    } else {
        dz_plain__line(text, words, length);
    }
    for (; fill && width < columns; width++)
        dz_plain__byte(text, ' ');
    return dz_buffer__status(&text->buffer);
}

void dz_plain__color(dz_plain *text, dz_plain_color color)
{
    static const char *const codes[] = {"\033[0m",  "\033[1m",  "\033[2m", "\033[31m",
                                        "\033[32m", "\033[33m", "\033[34m"};
    if (text->color)
        dz_plain__append(text, codes[color]);
}

dz_status dz_plain__flush(dz_plain *text)
{
    dz_status status = dz_buffer__status(&text->buffer);
    if (status != DZ_OK || text->buffer.length == 0)
        return status;
    dz_view view = dz_buffer__view(&text->buffer);
    status = text->sink->write(text->sink->payload, view.data, view.length);
    dz_buffer__clear(&text->buffer);
    return status;
}

dz_status dz_plain__end_line(dz_plain *text)
{
    dz_plain__byte(text, '\n');
    return text->buffer.length < FLUSH_BYTES ? dz_buffer__status(&text->buffer) : dz_plain__flush(text);
}
