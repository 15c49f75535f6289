#include "text/suspicions.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"

#define BYTES_AT_ONCE 32

#define WORD_BYTES 64 /* no word of letters that deceives is longer */

static bool is_between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/* Bytes that a suspicious character can begin with: controls (and C2), Greek and Cyrillic letters and marks (CD to D8),
 * E1 to E3 for fillers and format characters (of E3 one alone, U+3164, so that Chinese marks are passed over), and what
 * is above U+DFFF. */
static bool may_begin(dz_view text, size_t at)
{
    unsigned char byte = (unsigned char)text.data[at];
    if (byte == 0xE3)
        return text.length - at >= 3 && memcmp(text.data + at, "\xE3\x85\xA4", 3) == 0;
    return byte < 0x20 || byte == 0x7F || byte == 0xC2 || (byte >= 0xCD && byte <= 0xD8) || byte == 0xE1 ||
           byte == 0xE2 || byte >= 0xEE;
}

/* As may_begin, less exactly and without branches: of a line's bytes most are of no interest. */
static bool is_of_interest(unsigned char byte)
{
    bool control = (byte < 0x20) & ((byte < '\t') | (byte > '\r'));
    return control | (byte == 0x7F) | (byte == 0xC2) | ((byte >= 0xCD) & (byte <= 0xD8)) |
           ((byte >= 0xE1) & (byte <= 0xE3)) | (byte >= 0xEE);
}

size_t dz_suspicion__skip(dz_view text, size_t at)
{
    for (; at + BYTES_AT_ONCE <= text.length; at += BYTES_AT_ONCE) {
        bool any = false;
        for (size_t i = 0; i < BYTES_AT_ONCE; i++)
            any |= is_of_interest((unsigned char)text.data[at + i]);
        if (any)
            break;
    }
    while (at < text.length && !is_of_interest((unsigned char)text.data[at]))
        at++;
    return at;
}

/* ---- Single characters ---------------------------------------------------------------------------------------- */

static const char *code_point_suspicion(uint32_t c)
{
    if (c == 0)
        return "nul";
    if (is_between(c, 0xE000, 0xF8FF) || is_between(c, 0xF0000, 0x10FFFD))
        return "private use";
    if (is_between(c, 0x202A, 0x202E) || is_between(c, 0x2066, 0x2069))
        return "bidi control";
    if (is_between(c, 0xFDD0, 0xFDEF) || (c & 0xFFFE) == 0xFFFE)
        return "noncharacter";
    if (c == 0xFFFD)
        return "replacement character in the source";
    if ((c < 0x20 && !is_between(c, '\t', '\r') && c != 0x1B) || is_between(c, 0x7F, 0x9F))
        return "control character";
    return NULL;
}

static const char *invisible_name(uint32_t c)
{
    if (c == 0xAD)
        return "soft hyphen";
    if (c == 0x200B)
        return "zero-width space";
    if (c == 0xFEFF)
        return "byte-order mark inside the text";
    if (c == 0x200E || c == 0x200F || c == 0x61C)
        return "bidi mark";
    if (is_between(c, 0xE0000, 0xE007F))
        return "tag character";
    if (is_between(c, 0xFFF9, 0xFFFB))
        return "annotation mark";
    if (is_between(c, 0x2060, 0x206F) || c == 0x34F || c == 0x115F || c == 0x1160 || c == 0x180E || c == 0xFFA0 ||
        c == 0x3164 || is_between(c, 0xE0080, 0xE00FF) || is_between(c, 0xE01F0, 0xE0FFF))
        return "invisible character";
    return NULL;
}

static bool is_emoji_part(uint32_t c)
{
    return u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC) || is_between(c, 0x1F3FB, 0x1F3FF) ||
           c == 0xFE0F || c == 0x20E3 || is_between(c, 0x1F1E6, 0x1F1FF) || is_between(c, 0xE0020, 0xE007F);
}

/* Scripts whose letters take other forms beside a joiner, or selectors; nobody looks for those between other letters.
 */
static bool is_joining(uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &error);
    return c != 0 && U_SUCCESS(error) && script != USCRIPT_COMMON && script != USCRIPT_LATIN && script != USCRIPT_HAN &&
           script != USCRIPT_GREEK && script != USCRIPT_CYRILLIC && script != USCRIPT_INHERITED;
}

/* Joiners and selectors belong to some scripts and to emoji; variation selectors to Han and symbols, too. */
static const char *selector_suspicion(dz_view text, size_t begin, uint32_t c)
{
    bool joiner = c == 0x200C || c == 0x200D, tag = is_between(c, 0xE0020, 0xE007F);
    bool selector = is_between(c, 0xFE00, 0xFE0F) || is_between(c, 0xE0100, 0xE01EF) || is_between(c, 0x180B, 0x180D) ||
                    c == 0x180F || is_between(c, 0x17B4, 0x17B5);
    if (!joiner && !selector && !tag)
        return NULL;
    size_t at = begin;
    uint32_t before = begin > 0 ? dz_utf8__previous(text.data, &at) : 0;
    if (is_emoji_part(before) || is_joining(before))
        return NULL;
    if (selector && (dz_utf8__is_han(before) || (before >= 0x80 && !u_isalpha((UChar32)before)) || before == '#' ||
                     before == '*' || is_between(before, '0', '9')))
        return NULL;
    return joiner ? "zero-width joiner" : selector ? "variation selector" : "tag character";
}

/* ---- Letters that look like others ---------------------------------------------------------------------------- */

typedef enum alphabet { NONE, LATIN, GREEK, CYRILLIC } alphabet;

static alphabet alphabet_of(uint32_t c)
{
    if (is_between(c, 'a', 'z') || is_between(c, 'A', 'Z') || (is_between(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7))
        return LATIN;
    if (is_between(c, 0x386, 0x3FF))
        return GREEK;
    return is_between(c, 0x400, 0x52F) ? CYRILLIC : NONE;
}

/* Letters that most typefaces draw alike in two of the alphabets (after Unicode's confusables). Greek alpha, nu and the
 * like stand for quantities beside Latin letters, and are left out. */
static bool has_double(uint32_t c)
{
    static const uint16_t doubles[] = {0x391, 0x392, 0x395, 0x396, 0x397, 0x399, 0x39A, 0x39C, 0x39D, 0x39F, 0x3A1,
                                       0x3A4, 0x3A5, 0x3A7, 0x3BF, 0x405, 0x406, 0x408, 0x410, 0x412, 0x415, 0x41A,
                                       0x41C, 0x41D, 0x41E, 0x420, 0x421, 0x422, 0x423, 0x425, 0x430, 0x435, 0x43E,
                                       0x440, 0x441, 0x443, 0x445, 0x455, 0x456, 0x458, 0x4BB, 0x501, 0x51B, 0x51D};
    static const char latin[] = "aeopcyxsijhdABEZHIKMNOPTYXCS";
    for (const char *l = latin; c < 0x80 && *l; l++)
        if (c == (unsigned char)*l)
            return true;
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
        if (c == doubles[i])
            return true;
    return false;
}

/* The nearest letter on one side of a word, as far as a reader would look. */
static uint32_t letter_before(dz_view text, size_t at)
{
    for (unsigned i = 0; i < 8 && at > 0; i++) {
        uint32_t c = dz_utf8__previous(text.data, &at);
        if (u_isalpha((UChar32)c))
            return c;
    }
    return 0;
}

static uint32_t letter_after(dz_view text, size_t at)
{
    for (unsigned i = 0; i < 8 && at < text.length; i++) {
        uint32_t c = dz_utf8__next(text.data, text.length, &at);
        if (u_isalpha((UChar32)c))
            return c;
    }
    return 0;
}

static bool is_home(uint32_t c)
{
    return c == 0 || alphabet_of(c) == LATIN || dz_utf8__is_han(c);
}

/* A word of Cyrillic letters that all look Latin, between Latin or Chinese ones: "the СЕО said". Cyrillic text has
 * other letters nearby. */
static bool is_disguised_word(dz_view text, size_t begin, size_t end)
{
    for (size_t at = begin; at < end;) {
        uint32_t c = dz_utf8__next(text.data, text.length, &at);
        if (alphabet_of(c) != CYRILLIC || !has_double(c))
            return false;
    }
    uint32_t before = letter_before(text, begin), after = letter_after(text, end);
    return is_home(before) && is_home(after) && (before || after);
}

/* A word of at least three letters in two alphabets, where all the letters of one of them could be the other's:
 * "Раris", but not "μm" and "Δt". */
static bool is_mixed_word(dz_view word)
{
    unsigned letters[4] = {0}, doubles[4] = {0};
    for (size_t at = 0; at < word.length;) {
        uint32_t c = dz_utf8__next(word.data, word.length, &at);
        letters[alphabet_of(c)]++;
        doubles[alphabet_of(c)] += has_double(c);
    }
    for (alphabet other = GREEK; other <= CYRILLIC; other++) {
        bool mixed = letters[LATIN] > 0 && letters[other] > 0 && letters[LATIN] + letters[other] >= 3;
        if (mixed && (doubles[other] == letters[other] || (letters[other] >= 3 && doubles[LATIN] == letters[LATIN])))
            return true;
    }
    return false;
}

static const char *word_suspicion(dz_view text, size_t at, size_t *begin, size_t *end)
{
    while (*begin > 0 && at - *begin < WORD_BYTES) {
        size_t before = *begin;
        if (alphabet_of(dz_utf8__previous(text.data, &before)) == NONE)
            break;
        *begin = before;
    }
    while (*end < text.length && *end - at < WORD_BYTES) {
        size_t next = *end;
        if (alphabet_of(dz_utf8__next(text.data, text.length, &next)) == NONE)
            break;
        *end = next;
    }
    bool mixed = is_mixed_word((dz_view){text.data + *begin, *end - *begin});
    if (!mixed && is_disguised_word(text, *begin, *end))
        return "Cyrillic letters that look Latin";
    return mixed ? "letters of two alphabets that look alike" : NULL;
}

const char *dz_suspicion__at(dz_view text, size_t at, size_t *begin, size_t *end)
{
    *begin = at;
    *end = at + 1;
    if (!may_begin(text, at))
        return NULL;
    *end = at;
    uint32_t c = dz_utf8__next(text.data, text.length, end);
    alphabet letters = alphabet_of(c);
    if (letters == GREEK || letters == CYRILLIC)
        return word_suspicion(text, at, begin, end);
    const char *what = code_point_suspicion(c);
    if (!what && !is_between(c, 0xE0020, 0xE007F))
        what = invisible_name(c);
    return what ? what : selector_suspicion(text, at, c);
}
