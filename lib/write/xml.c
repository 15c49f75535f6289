#include "write/xml.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "write/write_alignment.h"

#define FLUSH_BYTES ((size_t)1 << 16)

void dz_xml__init(dz_xml *xml, dz_context *context, const dz_sink *sink)
{
    dz_buffer__init(&xml->buffer, context);
    xml->sink = sink;
}

void dz_xml__free(dz_xml *xml)
{
    dz_buffer__free(&xml->buffer);
}

void dz_xml__markup(dz_xml *xml, const char *markup)
{
    dz_buffer__append_text(&xml->buffer, markup);
}

void dz_xml__format(dz_xml *xml, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    dz_buffer__append_text(&xml->buffer, text);
}

/* The Char production of XML 1.0; U+FFFD also stands for bytes that are no UTF-8. */
static bool is_allowed(uint32_t codepoint)
{
    return codepoint == '\t' || codepoint == '\n' || codepoint == '\r' || (codepoint >= 0x20 && codepoint < 0xD800) ||
           (codepoint >= 0xE000 && codepoint < 0xFFFE) || (codepoint >= 0x10000 && codepoint <= 0x10FFFF);
}

static void put_codepoint(dz_buffer *buffer, uint32_t codepoint)
{
    switch (codepoint) {
    case '&':
        dz_buffer__append_text(buffer, "&amp;");
        break;
    case '<':
        dz_buffer__append_text(buffer, "&lt;");
        break;
    case '>':
        dz_buffer__append_text(buffer, "&gt;");
        break;
    case '"':
        dz_buffer__append_text(buffer, "&quot;");
        break;
    case '\t':
    case '\n':
    case '\r':
        dz_buffer__append_format(buffer, "&#%u;", (unsigned)codepoint); /* attributes would lose them */
        break;
    default:
        dz_buffer__append_codepoint(buffer, is_allowed(codepoint) ? codepoint : 0xFFFD);
    }
}

void dz_xml__view(dz_xml *xml, dz_view text)
{
    for (size_t at = 0; at < text.length;)
        put_codepoint(&xml->buffer, dz_utf8__next(text.data, text.length, &at));
}

void dz_xml__text(dz_xml *xml, const char *text)
{
    dz_xml__view(xml, (dz_view){text, strlen(text)});
}

void dz_xml__sentences(dz_xml *xml, const dz_document *document, const uint32_t *numbers, size_t count,
                       const char *open, const char *close)
{
    for (size_t i = 0; i < count; i++) {
        const char *number = count > 1 ? strchr(open, '%') : NULL;
        if (i)
            dz_buffer__append_byte(&xml->buffer, ' ');
        if (number)
            dz_buffer__append(&xml->buffer, open, (size_t)(number - open));
        if (number)
            dz_xml__format(xml, "%u%s", numbers[i], number + 2);
        else if (count > 1)
            dz_xml__markup(xml, open);
        dz_xml__view(xml, dz_write__sentence(document, numbers[i]));
        dz_xml__markup(xml, count > 1 ? close : "");
    }
}

void dz_xml__numbers(dz_xml *xml, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        dz_xml__format(xml, i ? " %u" : "%u", numbers[i]);
}

void dz_xml__share(dz_xml *xml, float share)
{
    unsigned scaled = (unsigned)((double)share * 10000.0 + 0.5);
    dz_xml__format(xml, "%u.%04u", scaled / 10000, scaled % 10000);
}

void dz_xml__flags(dz_xml *xml, uint32_t flags)
{
    const char *space = "";
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (flags & bit) {
            dz_xml__format(xml, "%s%s", space, dz_bead_flag_name((dz_bead_flag)bit));
            space = " ";
        }
}

dz_status dz_xml__flush(dz_xml *xml)
{
    dz_status status = dz_buffer__status(&xml->buffer);
    if (status != DZ_OK || xml->buffer.length == 0)
        return status;
    dz_view view = dz_buffer__view(&xml->buffer);
    status = xml->sink->write(xml->sink->payload, view.data, view.length);
    dz_buffer__clear(&xml->buffer);
    return status;
}

dz_status dz_xml__step(dz_xml *xml)
{
    return xml->buffer.length < FLUSH_BYTES ? dz_buffer__status(&xml->buffer) : dz_xml__flush(xml);
}
