#include "document/readers.h"

#include "document/scan.h"

#define SNIFF_BYTES 1024
#define CHARSET_BYTES 4096

static dz_input_format format_of_name(const char *name)
{
    static const struct {
        const char *ending;
        dz_input_format format;
    } endings[] = {{".html", DZ_INPUT_HTML},  {".htm", DZ_INPUT_HTML},  {".xhtml", DZ_INPUT_HTML},
                   {".shtml", DZ_INPUT_HTML}, {".txt", DZ_INPUT_PLAIN}, {".md", DZ_INPUT_PLAIN},
                   {".docx", DZ_INPUT_DOCX},  {".pdf", DZ_INPUT_PDF}};
    dz_view view = {name, strlen(name)};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (dz_scan__ends_with(view, endings[i].ending))
            return endings[i].format;
    return DZ_INPUT_AUTO;
}

/* The first bytes without the zeros of UTF-16 and without a byte-order mark, so that one comparison serves all. */
static size_t squeeze(const char *bytes, size_t length, char *out, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < length && count < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool mark = i < 3 && (byte == 0xFE || byte == 0xFF || byte == 0xEF || byte == 0xBB || byte == 0xBF);
        if (byte != 0 && !mark)
            out[count++] = bytes[i];
    }
    return count;
}

static bool looks_like_html(dz_view head)
{
    head = dz_scan__trim_view(head);
    if (dz_scan__starts_with(head, "<!doctype html") || dz_scan__starts_with(head, "<html") ||
        dz_scan__starts_with(head, "<head") || dz_scan__starts_with(head, "<body"))
        return true;
    bool markup = dz_scan__starts_with(head, "<?xml") || dz_scan__starts_with(head, "<!--") ||
                  dz_scan__starts_with(head, "<!doctype") || dz_scan__starts_with(head, "<meta") ||
                  dz_scan__starts_with(head, "<div") || dz_scan__starts_with(head, "<p>") ||
                  dz_scan__starts_with(head, "<h1");
    for (size_t at = 0; markup && at < head.length; at++) {
        dz_view rest = {head.data + at, head.length - at};
        if (dz_scan__starts_with(rest, "<html") || dz_scan__starts_with(rest, "</p>") ||
            dz_scan__starts_with(rest, "</h1>") || dz_scan__starts_with(rest, "</title>") ||
            dz_scan__starts_with(rest, "</div>"))
            return true;
    }
    return false;
}

dz_input_format dz_read__find_format(dz_input_format asked, const char *name, const char *bytes, size_t length)
{
    char head[SNIFF_BYTES];
    if (asked != DZ_INPUT_AUTO)
        return asked;
    if (length >= 5 && memcmp(bytes, "%PDF-", 5) == 0)
        return DZ_INPUT_PDF;
    bool old_word = length >= 8 && memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
    if (old_word || (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0))
        return DZ_INPUT_DOCX; /* an old file of Word or one with a password will be refused with a message */
    dz_input_format named = format_of_name(name);
    if (named != DZ_INPUT_AUTO)
        return named;
    size_t count = squeeze(bytes, length < 4 * SNIFF_BYTES ? length : 4 * SNIFF_BYTES, head, sizeof head);
    return looks_like_html((dz_view){head, count}) ? DZ_INPUT_HTML : DZ_INPUT_PLAIN;
}

bool dz_read__html_charset(const char *bytes, size_t length, char *label, size_t size)
{
    dz_view head = {bytes, length < CHARSET_BYTES ? length : CHARSET_BYTES};
    size_t at = dz_scan__find(head, "charset");
    if (at == SIZE_MAX)
        at = dz_scan__find(head, "encoding");
    if (at == SIZE_MAX)
        return false;
    while (at < head.length && dz_scan__is_letter(head.data[at]))
        at++;
    while (at < head.length &&
           (head.data[at] == ' ' || head.data[at] == '=' || head.data[at] == '"' || head.data[at] == '\''))
        at++;
    size_t count = 0;
    for (; at < head.length && count + 1 < size; at++, count++) {
        char byte = head.data[at];
        if (!dz_scan__is_letter(byte) && !dz_scan__is_digit(byte) && byte != '-' && byte != '_' && byte != ':')
            break;
        label[count] = byte;
    }
    label[count] = '\0';
    return count > 0;
}
