#include <string.h>

#include "base/utf8.h"
#include "text/numbers.h"

static bool is_word_byte(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_';
}

static bool equals_lower(unsigned char byte, char lower)
{
    return byte == (unsigned char)lower || (byte >= 'A' && byte <= 'Z' && byte + 32 == lower);
}

/* Blanks of one line: no-break, figure, thin and ideographic spaces stand between figures and units. */
static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x202F || c == 0x3000;
}

size_t dz_scan__skip_blanks(const dz_scan *scan, size_t at)
{
    while (at < scan->length) {
        size_t next = at;
        uint32_t c = dz_utf8__next(scan->text, scan->length, &next);
        if (!is_blank(c) && c != '\n' && c != '\r')
            break;
        at = next;
    }
    return at;
}

size_t dz_scan__skip_one_blank(const dz_scan *scan, size_t at)
{
    size_t next = at;
    if (at >= scan->length || !is_blank(dz_utf8__next(scan->text, scan->length, &next)))
        return at;
    return is_blank(dz_scan__character(scan, next)) ? at : next;
}

size_t dz_scan__match(const dz_scan *scan, size_t at, const char *words)
{
    size_t end = at;
    for (; *words; words++) {
        if (*words == ' ') {
            size_t blank = dz_scan__skip_blanks(scan, end);
            if (blank == end && end < scan->length && scan->text[end] == '-')
                blank = end + 1;
            if (blank == end)
                return at;
            end = blank;
        } else if (end < scan->length && equals_lower((unsigned char)scan->text[end], *words)) {
            end++;
        } else {
            return at;
        }
    }
    return end < scan->length && is_word_byte((unsigned char)scan->text[end]) ? at : end;
}

size_t dz_scan__match_exactly(const dz_scan *scan, size_t at, const char *text)
{
    if (at >= scan->length || scan->text[at] != *text)
        return at;
    size_t length = strlen(text);
    bool same = scan->length - at >= length && memcmp(scan->text + at, text, length) == 0;
    return same ? at + length : at;
}

uint32_t dz_scan__character(const dz_scan *scan, size_t at)
{
    return at < scan->length ? dz_utf8__next(scan->text, scan->length, &at) : 0;
}

uint32_t dz_scan__before(const dz_scan *scan, size_t at)
{
    return at > 0 ? dz_utf8__previous(scan->text, &at) : 0;
}

bool dz_scan__stands_before(const dz_scan *scan, size_t at, const char *text)
{
    size_t length = strlen(text);
    return at >= length && memcmp(scan->text + at - length, text, length) == 0;
}

void dz_scan__word_before(const dz_scan *scan, size_t at, char *word, size_t size)
{
    size_t end = at, length = 0;
    while (end > 0 && (scan->text[end - 1] == ' ' || scan->text[end - 1] == '-' || scan->text[end - 1] == '\n'))
        end--;
    size_t begin = end;
    while (begin > 0 && is_word_byte((unsigned char)scan->text[begin - 1]))
        begin--;
    for (; begin + length < end && length + 1 < size; length++) {
        char c = scan->text[begin + length];
        word[length] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    word[length] = '\0';
}

bool dz_scan__in(const char *set, uint32_t c)
{
    char bytes[5] = {0};
    if (c < 0x80)
        return false;
    dz_utf8__encode(c, bytes);
    return strstr(set, bytes) != NULL;
}
