#include "compare/spelling.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"
#include "duizhao/text.h"

#define LONGEST_WORD 64

/* A slip is only taken for one in a word of this many letters: short words have too many neighbours. */
#define LETTERS_FOR_SLIP 6

typedef struct spelling_rule {
    const char *british;
    const char *american;
} spelling_rule;

/* Endings and runs of letters that differ, most special first. A rule is used once a word, at each place it fits. */
static const spelling_rule rules[] = {
    {"programme", "program"},
    {"cheque", "check"},
    {"grey", "gray"},
    {"aluminium", "aluminum"},
    {"ageing", "aging"},
    {"sceptic", "skeptic"},
    {"plough", "plow"},
    {"tyre", "tire"},
    {"defence", "defense"},
    {"offence", "offense"},
    {"licence", "license"},
    {"practise", "practice"},
    {"judgement", "judgment"},
    {"fulfil", "fulfill"},
    {"enrol", "enroll"},
    {"our", "or"},
    {"ise", "ize"},
    {"isa", "iza"},
    {"isi", "izi"},
    {"yse", "yze"},
    {"ysi", "yzi"},
    {"tre", "ter"},
    {"bre", "ber"},
    {"ogue", "og"},
    {"ll", "l"},
    {"ae", "e"},
    {"oe", "e"},
    {"wards", "ward"},
};

static bool equal(const char *text, size_t length, dz_view other)
{
    return length == other.length && memcmp(text, other.data, length) == 0;
}

/* Whether `word` becomes `other` when one occurrence of `from` is replaced by `to`. */
static bool becomes(dz_view word, const char *from, const char *to, dz_view other)
{
    size_t from_length = strlen(from), to_length = strlen(to);
    char changed[2 * LONGEST_WORD];
    if (word.length > LONGEST_WORD || word.length < from_length)
        return false;
    for (size_t at = 0; at + from_length <= word.length; at++) {
        if (memcmp(word.data + at, from, from_length) != 0)
            continue;
        size_t rest = word.length - at - from_length;
        memcpy(changed, word.data, at);
        memcpy(changed + at, to, to_length);
        memcpy(changed + at + to_length, word.data + at + from_length, rest);
        if (equal(changed, at + to_length + rest, other))
            return true;
    }
    return false;
}

static bool is_variant(dz_view first, dz_view second)
{
    if (first.length < 4 || second.length < 4)
        return false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (becomes(first, rules[i].british, rules[i].american, second) ||
            becomes(second, rules[i].british, rules[i].american, first))
            return true;
    return false;
}

/* One letter more inside the longer word, or two neighbours changed about; never at its begin or end, where letters
 * make other words and forms. */
static bool is_slip(dz_view first, dz_view second)
{
    dz_view longer = first.length >= second.length ? first : second, other = longer.data == first.data ? second : first;
    if (other.length < LETTERS_FOR_SLIP || longer.length - other.length > 1)
        return false;
    size_t at = 0;
    while (at < other.length && longer.data[at] == other.data[at])
        at++;
    if (at == 0 || at + 1 >= other.length)
        return false;
    if (longer.length > other.length)
        return memcmp(longer.data + at + 1, other.data + at, other.length - at) == 0;
    return longer.data[at] == other.data[at + 1] && longer.data[at + 1] == other.data[at] &&
           memcmp(longer.data + at + 2, other.data + at + 2, other.length - at - 2) == 0;
}

static bool is_latin(dz_view word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] >= '0' && word.data[i] <= '9')
            return false;
    return word.length > 0;
}

/* A word without its accents: its length, or 0 where it has none or is too long. */
static size_t strip_accents(dz_view word, char *plain, size_t size)
{
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&error);
    size_t length = 0;
    bool any = false;
    for (size_t at = 0; at < word.length && U_SUCCESS(error);) {
        UChar units[8] = {0};
        size_t begin = at;
        uint32_t letter = dz_utf8__next(word.data, word.length, &at);
        if (u_charType((UChar32)letter) == U_NON_SPACING_MARK) {
            any = true;
            continue;
        }
        int32_t count = unorm2_getDecomposition(nfd, (UChar32)letter, units, 8, &error);
        if (length + 4 > size)
            return 0;
        if (count > 1 && units[0] < 0x80) {
            plain[length++] = (char)units[0];
            any = true;
        } else {
            memcpy(plain + length, word.data + begin, at - begin);
            length += at - begin;
        }
    }
    return any && U_SUCCESS(error) ? length : 0;
}

/* Whether one of two words has accents where the other has none. */
static bool drops_accents(dz_view first, dz_view second)
{
    char plain[LONGEST_WORD + 4];
    return equal(plain, strip_accents(first, plain, sizeof plain), second) ||
           equal(plain, strip_accents(second, plain, sizeof plain), first);
}

bool dz_spelling__same_word(dz_view first, dz_view second)
{
    return is_latin(first) && is_latin(second) &&
           (is_variant(first, second) || is_slip(first, second) || drops_accents(first, second));
}

bool dz_spelling__same_stem(dz_view first, dz_view second)
{
    char first_stem[LONGEST_WORD], second_stem[LONGEST_WORD];
    if (!is_latin(first) || !is_latin(second))
        return false;
    size_t first_length = dz_stem(first.data, first.length, first_stem, sizeof first_stem);
    size_t second_length = dz_stem(second.data, second.length, second_stem, sizeof second_stem);
    return first_length && first_length == second_length && memcmp(first_stem, second_stem, first_length) == 0;
}
