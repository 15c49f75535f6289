#include "document/scan.h"

dz_view dz_scan__trim_view(dz_view view)
{
    size_t begin = 0;
    size_t end = view.length;
    while (begin < end) {
        size_t next = begin;
        if (!dz_scan__is_space(dz_utf8__next(view.data, view.length, &next)))
            break;
        begin = next;
    }
    while (end > begin) {
        size_t previous = end;
        if (!dz_scan__is_space(dz_utf8__previous(view.data, &previous)))
            break;
        end = previous;
    }
    if (begin == end)
        begin = end = 0;
    return (dz_view){view.data + begin, end - begin};
}

dz_span dz_scan__trim(const char *text, dz_span span)
{
    dz_view view = dz_scan__trim_view(dz_scan__view(text, span));
    size_t begin = (size_t)(view.data - text);
    return (dz_span){begin, begin + view.length};
}

static bool same_letters(const char *left, const char *right, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (dz_scan__lower(left[i]) != dz_scan__lower(right[i]))
            return false;
    return true;
}

bool dz_scan__starts_with(dz_view view, const char *prefix)
{
    size_t length = strlen(prefix);
    return view.length >= length && same_letters(view.data, prefix, length);
}

bool dz_scan__ends_with(dz_view view, const char *suffix)
{
    size_t length = strlen(suffix);
    return view.length >= length && same_letters(view.data + view.length - length, suffix, length);
}

bool dz_scan__equals(dz_view view, const char *text)
{
    return view.length == strlen(text) && same_letters(view.data, text, view.length);
}

static bool is_whole_word(dz_view view, size_t at, size_t length)
{
    bool joined_before = at > 0 && dz_scan__is_letter(view.data[at]) && dz_scan__is_letter(view.data[at - 1]);
    size_t end = at + length;
    bool joined_behind =
        end < view.length && dz_scan__is_letter(view.data[end]) && dz_scan__is_letter(view.data[end - 1]);
    return !joined_before && !joined_behind;
}

size_t dz_scan__find(dz_view view, const char *word)
{
    size_t length = strlen(word);
    for (size_t at = 0; at + length <= view.length; at++) {
        /* letters that differ in case alone differ in this bit; the first one tells most places apart */
        if (length && (view.data[at] ^ word[0]) & ~0x20)
            continue;
        if (same_letters(view.data + at, word, length) && is_whole_word(view, at, length))
            return at;
    }
    return SIZE_MAX;
}

uint32_t dz_scan__last(dz_view view)
{
    size_t at = view.length;
    return at > 0 ? dz_utf8__previous(view.data, &at) : 0;
}

uint32_t dz_scan__first(dz_view view)
{
    size_t at = 0;
    return view.length > 0 ? dz_utf8__next(view.data, view.length, &at) : 0;
}

static bool is_closer(uint32_t codepoint)
{
    return codepoint == '"' || codepoint == '\'' || codepoint == ')' || codepoint == ']' || codepoint == '*' ||
           codepoint == 0x201D || codepoint == 0x2019 || codepoint == 0x300D || codepoint == 0x300F ||
           codepoint == 0xFF09 || codepoint == 0x3011 || codepoint == 0xBB || codepoint == 0xFF02;
}

static bool is_stop(uint32_t codepoint)
{
    return codepoint == '.' || codepoint == '!' || codepoint == '?' || codepoint == ';' || codepoint == 0x3002 ||
           codepoint == 0xFF01 || codepoint == 0xFF1F || codepoint == 0xFF1B || codepoint == 0x2026 ||
           codepoint == 0xFF0E || codepoint == 0xFF61;
}

bool dz_scan__ends_in_stop(dz_view view)
{
    size_t at = view.length;
    while (at > 0) {
        uint32_t codepoint = dz_utf8__previous(view.data, &at);
        if (is_stop(codepoint))
            return true;
        if (!is_closer(codepoint) && !dz_scan__is_space(codepoint))
            return false;
    }
    return false;
}

static bool is_wide(uint32_t codepoint)
{
    return dz_utf8__is_han(codepoint) || (codepoint >= 0x3000 && codepoint <= 0x30FF) ||
           (codepoint >= 0xFF01 && codepoint <= 0xFF60) || (codepoint >= 0xAC00 && codepoint <= 0xD7A3);
}

dz_scan_measure dz_scan__measure(dz_view view)
{
    dz_scan_measure measure = {0};
    bool in_word = false;
    for (size_t at = 0; at < view.length;) {
        char byte = view.data[at];
        if (byte > ' ' && byte < 0x7F) { /* most of what is measured */
            at++;
            measure.codepoints++;
            measure.columns++;
            measure.latin += dz_scan__is_letter(byte);
            measure.digits += dz_scan__is_digit(byte);
            measure.words += !in_word;
            in_word = true;
            continue;
        }
        uint32_t codepoint = dz_utf8__next(view.data, view.length, &at);
        bool han = dz_utf8__is_han(codepoint);
        bool word = !han && !dz_scan__is_space(codepoint);
        measure.codepoints++;
        measure.han += han;
        measure.latin += codepoint < 0x80 && dz_scan__is_letter((char)codepoint);
        measure.digits += codepoint < 0x80 && dz_scan__is_digit((char)codepoint);
        measure.columns += is_wide(codepoint) ? 2 : 1;
        measure.words += word && !in_word;
        in_word = word;
    }
    return measure;
}
