/* Small questions about stretches of text: white space, ends, case-blind comparison, width in columns. */
#ifndef DZ_DOCUMENT_SCAN_H
#define DZ_DOCUMENT_SCAN_H

#include <string.h>

#include "base/utf8.h"
#include "duizhao/base.h"

/* White space that a reader does not see: Unicode's, the byte-order mark and the zero-width space. */
static inline bool dz_scan__is_space(uint32_t codepoint)
{
    if (codepoint <= 0x20)
        return codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r');
    return codepoint == 0x3000 || codepoint == 0xA0 || codepoint == 0x85 || codepoint == 0xFEFF ||
           (codepoint >= 0x2000 && codepoint <= 0x200B) || codepoint == 0x2028 || codepoint == 0x2029 ||
           codepoint == 0x202F || codepoint == 0x205F;
}

static inline bool dz_scan__is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static inline bool dz_scan__is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool dz_scan__is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline char dz_scan__lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

static inline dz_view dz_scan__view(const char *text, dz_span span)
{
    return (dz_view){text + span.begin, span.end - span.begin};
}

/* The span without white space at its ends; where nothing is left, empty at its beginning. */
dz_span dz_scan__trim(const char *text, dz_span span);
dz_view dz_scan__trim_view(dz_view view);

/* Without regard to the case of ASCII letters. Lists of many words are tried on each line of a text, and nearly all
 * differ in the first byte already. */
static inline bool dz_scan__starts_with(dz_view view, const char *prefix)
{
    for (size_t i = 0; prefix[i]; i++)
        if (i == view.length || dz_scan__lower(view.data[i]) != dz_scan__lower(prefix[i]))
            return false;
    return true;
}

static inline bool dz_scan__equals(dz_view view, const char *text)
{
    return dz_scan__starts_with(view, text) && strlen(text) == view.length;
}

static inline bool dz_scan__starts_with_any(dz_view view, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dz_scan__starts_with(view, list[i]))
            return true;
    return false;
}

bool dz_scan__ends_with(dz_view view, const char *suffix);

/* Where `word` first stands in the view, or SIZE_MAX. In Latin text it must not be part of a longer word. */
size_t dz_scan__find(dz_view view, const char *word);

static inline bool dz_scan__contains(dz_view view, const char *word)
{
    return dz_scan__find(view, word) != SIZE_MAX;
}

/* The last and the first code point; 0 where the view is empty. */
uint32_t dz_scan__last(dz_view view);
uint32_t dz_scan__first(dz_view view);

/* Whether the view ends in a mark that ends a sentence, closing quotation marks and brackets behind it left out. */
bool dz_scan__ends_in_stop(dz_view view);

/* Code points, Han among them, and width in columns (Han and fullwidth forms count two). */
typedef struct dz_scan_measure {
    size_t codepoints;
    size_t han;
    size_t latin; /* ASCII letters */
    size_t digits;
    size_t columns;
    size_t words; /* runs of what is neither white space nor Han */
} dz_scan_measure;

dz_scan_measure dz_scan__measure(dz_view view);

/* Whether a view takes more than so many columns. Its bytes mostly tell: each makes a column at the most, and four of
 * them one at the least. */
bool dz_scan__is_wider(dz_view view, size_t columns);

#endif
