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

bool dz_scan__ends_with(dz_view view, const char *suffix)
{
    size_t length = strlen(suffix);
    return view.length >= length && same_letters(view.data + view.length - length, suffix, length);
}

static bool is_whole_word(dz_view view, size_t at, size_t length)
{
    bool joined_before = at > 0 && dz_scan__is_letter(view.data[at]) && dz_scan__is_letter(view.data[at - 1]);
    size_t end = at + length;
    bool joined_behind =
        end < view.length && dz_scan__is_letter(view.data[end]) && dz_scan__is_letter(view.data[end - 1]);
    return !joined_before && !joined_behind;
}

static bool has_ascii_letter(const char *word)
{
    while (*word && !dz_scan__is_letter(*word))
        word++;
    return *word != '\0';
}

/* Where a word without letters that have a case first stands. */
static size_t find_exactly(dz_view view, const char *word, size_t length)
{
    const char *found = view.length ? memmem(view.data, view.length, word, length) : NULL;
    return found ? (size_t)(found - view.data) : SIZE_MAX;
}

size_t dz_scan__find(dz_view view, const char *word)
{
    size_t length = strlen(word);
    if (length > 0 && !has_ascii_letter(word))
        return find_exactly(view, word, length);
    char first = dz_scan__lower(*word);
    for (size_t at = 0; at + length <= view.length; at++)
        if (dz_scan__lower(view.data[at]) == first && same_letters(view.data + at, word, length) &&
            is_whole_word(view, at, length))
            return at;
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

static bool is_ascii_space(char byte)
{
    return byte == ' ' || (unsigned char)(byte - '\t') < 5;
}

/* ASCII from `at` on. No step needs what another found: they can be taken many at a time. */
static size_t measure_ascii(dz_view view, size_t at, bool in_word, dz_scan_measure *measure)
{
    size_t end = dz_utf8__end_of_ascii(view.data, view.length, at), latin = 0, digits = 0, words = 0;
    if (at < end)
        words = !in_word && !is_ascii_space(view.data[at]);
    for (size_t i = at; i < end; i++) {
        latin += (unsigned char)((view.data[i] | 0x20) - 'a') < 26;
        digits += (unsigned char)(view.data[i] - '0') < 10;
    }
    for (size_t i = at + 1; i < end; i++)
        words += (size_t)!is_ascii_space(view.data[i]) & (size_t)is_ascii_space(view.data[i - 1]);
    measure->latin += latin;
    measure->digits += digits;
    measure->words += words;
    measure->codepoints += end - at;
    measure->columns += end - at;
    return end;
}

dz_scan_measure dz_scan__measure(dz_view view)
{
    dz_scan_measure measure = {0};
    bool in_word = false;
    size_t at = measure_ascii(view, 0, false, &measure);
    if (at)
        in_word = !is_ascii_space(view.data[at - 1]);
    while (at < view.length) {
        uint32_t codepoint = dz_utf8__next(view.data, view.length, &at);
        bool han = dz_utf8__is_han(codepoint), word = !han && !dz_scan__is_space(codepoint);
        measure.codepoints++;
        measure.han += han;
        measure.columns += is_wide(codepoint) ? 2 : 1;
        measure.words += word && !in_word;
        size_t end = measure_ascii(view, at, word, &measure);
        in_word = end > at ? !is_ascii_space(view.data[end - 1]) : word;
        at = end;
    }
    return measure;
}

bool dz_scan__is_wider(dz_view view, size_t columns)
{
    if (view.length <= columns || view.length > 4 * columns)
        return view.length > columns;
    return dz_scan__measure(view).columns > columns;
}
