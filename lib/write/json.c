#include "write/json.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

void dz_json__init(dz_json *json, dz_context *context)
{
    dz_buffer__init(&json->buffer, context);
    json->comma = false;
    json->base = 0;
}

void dz_json__free(dz_json *json)
{
    dz_buffer__free(&json->buffer);
}

/* What must stand before a value or key. */
static void separate(dz_json *json)
{
    if (json->comma)
        dz_buffer__append_byte(&json->buffer, ',');
    json->comma = true;
}

void dz_json__open(dz_json *json, char bracket)
{
    separate(json);
    dz_buffer__append_byte(&json->buffer, bracket);
    json->comma = false;
}

void dz_json__close(dz_json *json, char bracket)
{
    dz_buffer__append_byte(&json->buffer, bracket);
    json->comma = true;
}

static void append_escape(dz_buffer *buffer, unsigned char byte)
{
    static const char short_names[] = "btn\0fr"; /* from U+0008 on */
    char name = '\0';
    if (byte == '"' || byte == '\\')
        name = (char)byte;
    else if (byte >= 8 && byte <= 13)
        name = short_names[byte - 8];
    if (!name) {
        dz_buffer__append_format(buffer, "\\u%04x", byte);
        return;
    }
    char escape[2] = {'\\', name};
    dz_buffer__append(buffer, escape, sizeof escape);
}

static bool needs_escape(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F;
}

static void append_string(dz_buffer *buffer, const char *text, size_t length)
{
    dz_buffer__append_byte(buffer, '"');
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        while (at < length && !needs_escape((unsigned char)text[at]))
            at++;
        dz_buffer__append(buffer, text + begin, at - begin);
        if (at < length)
            append_escape(buffer, (unsigned char)text[at++]);
    }
    dz_buffer__append_byte(buffer, '"');
}

void dz_json__key(dz_json *json, const char *key)
{
    separate(json);
    append_string(&json->buffer, key, strlen(key));
    dz_buffer__append_byte(&json->buffer, ':');
    json->comma = false;
}

void dz_json__view(dz_json *json, const char *text, size_t length)
{
    separate(json);
    append_string(&json->buffer, text, length);
}

/* Names of files come from outside and may be no UTF-8; JSON must be. */
static bool is_utf8(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        char again[4];
        if ((unsigned char)text[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t codepoint = dz_utf8__next(text, length, &at);
        size_t width = dz_utf8__encode(codepoint, again);
        bool surrogate = codepoint >= 0xD800 && codepoint <= 0xDFFF;
        if (surrogate || codepoint > 0x10FFFF || width != at - begin || memcmp(again, text + begin, width) != 0)
            return false;
    }
    return true;
}

void dz_json__text(dz_json *json, const char *text)
{
    if (!text) {
        dz_json__null(json);
        return;
    }
    size_t length = strlen(text);
    if (is_utf8(text, length)) {
        dz_json__view(json, text, length);
        return;
    }
    separate(json);
    dz_buffer__append_byte(&json->buffer, '"');
    for (size_t at = 0; at < length; at++) {
        unsigned char byte = (unsigned char)text[at];
        if (byte >= 0x80)
            dz_buffer__append_text(&json->buffer, "\xEF\xBF\xBD");
        else if (needs_escape(byte))
            append_escape(&json->buffer, byte);
        else
            dz_buffer__append_byte(&json->buffer, text[at]);
    }
    dz_buffer__append_byte(&json->buffer, '"');
}

/* Records are full of numbers, and printf(3) is slow at them. At least `width` digits, with zeros before. */
static void append_number(dz_buffer *buffer, unsigned long long number, int width)
{
    char digits[24];
    size_t at = sizeof digits;
    for (; number || width > 0 || at == sizeof digits; number /= 10, width--)
        digits[--at] = (char)('0' + number % 10);
    dz_buffer__append(buffer, digits + at, sizeof digits - at);
}

void dz_json__integer(dz_json *json, size_t number)
{
    separate(json);
    append_number(&json->buffer, number, 1);
}

void dz_json__id(dz_json *json, char letter, size_t number)
{
    char begin[2] = {'"', letter};
    separate(json);
    dz_buffer__append(&json->buffer, begin, sizeof begin);
    append_number(&json->buffer, number, 1);
    dz_buffer__append_byte(&json->buffer, '"');
}

/* By whole numbers, for printf's %f has the locale's decimal point. */
void dz_json__real(dz_json *json, double number)
{
    separate(json);
    if (!isfinite(number)) {
        dz_buffer__append_text(&json->buffer, "null");
        return;
    }
    long long scaled = llround(number * 10000.0);
    if (scaled < 0)
        dz_buffer__append_byte(&json->buffer, '-');
    unsigned long long size = scaled < 0 ? 0ull - (unsigned long long)scaled : (unsigned long long)scaled;
    unsigned fraction = (unsigned)(size % 10000);
    int digits = 4;
    while (digits > 1 && fraction % 10 == 0) {
        fraction /= 10;
        digits--;
    }
    append_number(&json->buffer, size / 10000, 1);
    dz_buffer__append_byte(&json->buffer, '.');
    append_number(&json->buffer, fraction, digits);
}

void dz_json__boolean(dz_json *json, bool value)
{
    separate(json);
    dz_buffer__append_text(&json->buffer, value ? "true" : "false");
}

void dz_json__null(dz_json *json)
{
    separate(json);
    dz_buffer__append_text(&json->buffer, "null");
}

void dz_json__raw(dz_json *json, const char *text)
{
    separate(json);
    dz_buffer__append_text(&json->buffer, text);
}

void dz_json__span_members(dz_json *json, const dz_document *document, dz_span span)
{
    const dz_offsets *offsets = dz_document_offsets(document);
    dz_view text = dz_document_text(document);
    dz_json__key(json, "begin");
    dz_json__integer(json, json->base + dz_offsets_codepoint(offsets, span.begin));
    dz_json__key(json, "end");
    dz_json__integer(json, json->base + dz_offsets_codepoint(offsets, span.end));
    dz_json__key(json, "text");
    dz_json__view(json, text.data + span.begin, span.end - span.begin);
}

void dz_json__span(dz_json *json, const dz_document *document, dz_span span)
{
    dz_json__open(json, '{');
    dz_json__span_members(json, document, span);
    dz_json__close(json, '}');
}

void dz_json__begin(dz_json *json, const char *type)
{
    dz_buffer__clear(&json->buffer);
    json->comma = false;
    dz_json__open(json, '{');
    dz_json__key(json, "type");
    dz_json__text(json, type);
}

dz_status dz_json__end(dz_json *json, const dz_sink *sink)
{
    dz_json__close(json, '}');
    dz_status status = dz_buffer__append_byte(&json->buffer, '\n');
    if (status != DZ_OK)
        return status;
    dz_view line = dz_buffer__view(&json->buffer);
    return sink->write(sink->payload, line.data, line.length);
}
