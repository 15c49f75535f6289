#include "text/list_marker.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define HEADING_BYTES 120

/* Roman numbers as far as lists of them go. */
static const char *const roman[] = {"i",  "ii",  "iii",  "iv",  "v",  "vi",  "vii",  "viii",  "ix",  "x",
                                    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t bullet_length(const char *text, size_t length, size_t at)
{
    static const char *const bullets[] = {"•", "◦", "▪", "■", "●", "‣", "⁃", "·", "◆", "○", "–", "*", "-"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t size = strlen(bullets[i]);
        if (length - at >= size && memcmp(text + at, bullets[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t read_digits(const char *text, size_t length, size_t at, dz_list_marker *marker)
{
    size_t end = at;
    while (end < length && end - at < 3 && is_digit(text[end]))
        marker->number = marker->number * 10 + (unsigned)(text[end++] - '0');
    if (end == at || (end < length && (is_digit(text[end]) || is_letter(text[end]))))
        return at;
    marker->kind = DZ_LIST_NUMBER;
    return end;
}

static bool equals_ignoring_case(const char *text, const char *lower, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((text[i] | 0x20) != lower[i])
            return false;
    return true;
}

/* A run of letters: a single one, or a Roman number. A lone i, v or x may be either; it is a letter unless it is the
 * first of its list. */
static size_t read_letters(const char *text, size_t length, size_t at, dz_list_marker *marker)
{
    size_t end = at;
    while (end < length && end - at < 6 && is_letter(text[end]))
        end++;
    marker->letter_case = text[at] >= 'a' ? 'a' : 'A';
    for (unsigned i = 0; i < sizeof roman / sizeof *roman; i++)
        if (strlen(roman[i]) == end - at && equals_ignoring_case(text + at, roman[i], end - at)) {
            marker->kind = DZ_LIST_ROMAN;
            marker->number = i + 1;
            return end;
        }
    if (end - at != 1)
        return at;
    marker->kind = DZ_LIST_LETTER;
    marker->number = (unsigned)((text[at] | 0x20) - 'a') + 1;
    return end;
}

static size_t read_ending(const char *text, size_t length, size_t at, dz_list_marker *marker)
{
    size_t end = at;
    while (end < length && end - at < 2 && (text[end] == '.' || text[end] == ')'))
        end++;
    if (end - at == 2 && memcmp(text + at, ".)", 2) != 0)
        return at;
    memcpy(marker->after, text + at, end - at);
    return end;
}

/* A line without a mark at its end, and more lines behind it: a heading. */
static bool is_heading(const char *text, size_t length, size_t at)
{
    size_t room = at < length ? length - at : 0;
    const char *line_end = memchr(text + at, '\n', room < HEADING_BYTES ? room : HEADING_BYTES);
    size_t size = line_end ? (size_t)(line_end - text) - at : 0;
    while (size > 0 && (text[at + size - 1] == ' ' || text[at + size - 1] == '\r'))
        size--;
    return size > 1 && !strchr(".,;:!?", text[at + size - 1]);
}

/* A capital letter and a stop is an initial, unless it is the Q or A of an interview, or the I, V or X of a heading;
 * II, III and so on are numbers. */
static bool is_marker(dz_list_marker *marker, const char *text, size_t length, size_t after)
{
    bool stop_only = strcmp(marker->after, ".") == 0;
    if (marker->kind == DZ_LIST_NUMBER)
        return marker->before != '(' || marker->after[0] == ')';
    if (marker->before == '(')
        return strcmp(marker->after, ")") == 0;
    if (stop_only && marker->letter_case == 'A' && marker->kind == DZ_LIST_LETTER) {
        marker->kind = DZ_LIST_SPEAKER;
        return marker->number == 'q' - 'a' + 1 || marker->number == 1;
    }
    if (!stop_only || marker->letter_case != 'A')
        return true;
    size_t letters = after - marker->begin - 1;
    return marker->kind == DZ_LIST_ROMAN && (letters > 1 || is_heading(text, length, after));
}

size_t dz_list_marker__read(const char *text, size_t length, size_t at, dz_list_marker *marker)
{
    size_t begin = at, bullet = at < length ? bullet_length(text, length, at) : 0;
    memset(marker, 0, sizeof *marker);
    marker->begin = begin;
    if (bullet > 0) {
        marker->before = '*';
        at += bullet;
        while (at < length && text[at] == ' ')
            at++;
    } else if (at < length && text[at] == '(') {
        marker->before = '(';
        at++;
    }
    size_t item = at;
    if (at < length && is_digit(text[at]))
        at = read_digits(text, length, at, marker);
    else if (at < length && is_letter(text[at]) && bullet == 0)
        at = read_letters(text, length, at, marker);
    size_t ending = at > item ? read_ending(text, length, at, marker) : at;
    bool complete = ending > at && ending < length && text[ending] == ' ' && is_marker(marker, text, length, ending);
    if (!complete) {
        memset(marker, 0, sizeof *marker);
        /* A dash or an asterisk begins a list item only with a space behind it. */
        if (bullet == 0 || begin + bullet >= length || text[begin + bullet] != ' ' || bullet == 1)
            return 0;
        *marker = (dz_list_marker){.kind = DZ_LIST_BULLET, .begin = begin, .before = '*'};
        return begin + bullet;
    }
    return ending;
}

static size_t write_number(const dz_list_marker *marker, dz_list_kind kind, unsigned number, char *out, size_t size)
{
    int length = 0;
    if (kind == DZ_LIST_NUMBER)
        length = snprintf(out, size, "%u", number);
    else if (kind == DZ_LIST_LETTER && number <= 26)
        length = snprintf(out, size, "%c", (char)(marker->letter_case + (char)(number - 1)));
    else if (kind == DZ_LIST_ROMAN && number <= sizeof roman / sizeof *roman)
        length = snprintf(out, size, "%s", roman[number - 1]);
    for (int i = 0; kind == DZ_LIST_ROMAN && marker->letter_case == 'A' && i < length; i++)
        out[i] = (char)(out[i] & ~0x20);
    return length > 0 ? (size_t)length : 0;
}

/* Finds " NUMBER) " with the number that comes next; a bullet before it belongs to the item. */
static size_t find_marker(const char *text, size_t limit, size_t at, const dz_list_marker *marker, dz_list_kind kind,
                          unsigned number)
{
    char wanted[24];
    size_t length = write_number(marker, kind, number, wanted, sizeof wanted - 4);
    if (length == 0)
        return SIZE_MAX;
    length += (size_t)snprintf(wanted + length, sizeof wanted - length, "%s ", marker->after);
    const char *line_end = memchr(text + at, '\n', limit - at);
    size_t end = line_end ? (size_t)(line_end - text) : limit;
    for (size_t from = at; from < end;) {
        const char *found = memmem(text + from, end - from, wanted, length);
        if (!found)
            return SIZE_MAX;
        size_t place = (size_t)(found - text), begin = place;
        from = place + 1;
        if (marker->before == '(') {
            if (text[begin - 1] != '(')
                continue;
            begin--;
        } else if (marker->before == '*') {
            while (begin > at && text[begin - 1] == ' ')
                begin--;
            for (size_t size = 1; size <= 3 && begin >= at + size; size++)
                if (bullet_length(text, end, begin - size) == size) {
                    begin -= size;
                    break;
                }
        }
        if (begin > at && text[begin - 1] == ' ')
            return begin;
    }
    return SIZE_MAX;
}

size_t dz_list_marker__find_next(const char *text, size_t limit, size_t at, const dz_list_marker *marker)
{
    if (marker->kind == DZ_LIST_NONE || marker->kind == DZ_LIST_BULLET || marker->kind == DZ_LIST_SPEAKER)
        return SIZE_MAX;
    size_t found = find_marker(text, limit, at, marker, marker->kind, marker->number + 1);
    /* "i)" and "c)" are letters where a letter follows. */
    if (found == SIZE_MAX && marker->kind == DZ_LIST_ROMAN) {
        char letter = marker->number == 1 ? 'i' : marker->number == 5 ? 'v' : marker->number == 10 ? 'x' : 0;
        if (letter)
            found = find_marker(text, limit, at, marker, DZ_LIST_LETTER, (unsigned)(letter - 'a') + 2);
    }
    return found;
}
