#include "lexicon/tokens.h"

#include <string.h>

#include "base/utf8.h"

/* Words that say little of what they translate. */
static const char *const function_words[] = {
    "a",    "an",  "and",      "are",     "as",        "at",   "be",  "been", "being", "by",      "etc",  "for",
    "from", "in",  "is",       "it",      "its",       "of",   "on",  "one",  "one's", "oneself", "or",   "sb",
    "sb's", "sth", "somebody", "someone", "something", "that", "the", "to",   "was",   "were",    "with",
};

static bool is_function_word(dz_view word)
{
    for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++)
        if (strlen(function_words[i]) == word.length && memcmp(function_words[i], word.data, word.length) == 0)
            return true;
    return false;
}

/* A letter that an English text may have: ASCII, or U+00C0 to U+024F. */
static bool is_letter(uint32_t codepoint)
{
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 0xC0 && codepoint <= 0x24F && codepoint != 0xD7 && codepoint != 0xF7);
}

static bool is_digit(uint32_t codepoint)
{
    return codepoint >= '0' && codepoint <= '9';
}

/* The end of the letters and digits that begin at `at`; an apostrophe or a dot between two of them belongs to them, and
 * a dot behind a single letter that follows one ("U.S."). */
static size_t end_of_word(const char *text, size_t length, size_t at)
{
    size_t end = at;
    size_t letters = 0; /* since the last dot */
    bool dotted = false;
    while (end < length) {
        size_t next = end;
        uint32_t codepoint = dz_utf8__next(text, length, &next);
        if (is_letter(codepoint) || is_digit(codepoint)) {
            letters++;
            end = next;
            continue;
        }
        size_t after = next;
        bool joins = next < length && is_letter(dz_utf8__next(text, length, &after));
        if (codepoint == '.' && letters == 1 && (joins || dotted)) {
            dotted = true;
            letters = 0;
            end = next;
        } else if ((codepoint == '\'' || codepoint == 0x2019) && joins && letters) {
            end = next;
        } else {
            break;
        }
    }
    return end;
}

static bool has_letter(dz_view word)
{
    for (size_t at = 0; at < word.length;)
        if (is_letter(dz_utf8__next(word.data, word.length, &at)))
            return true;
    return false;
}

bool lexicon__next_english(const char *text, size_t length, size_t *at, dz_view *word)
{
    while (*at < length) {
        size_t begin = *at;
        uint32_t codepoint = dz_utf8__next(text, length, at);
        if (!is_letter(codepoint) && !is_digit(codepoint))
            continue;
        *at = end_of_word(text, length, begin);
        *word = (dz_view){text + begin, *at - begin};
        if (has_letter(*word))
            return true;
    }
    return false;
}

bool lexicon__next_chinese(const dz_lexicon *lexicon, const char *text, size_t length, size_t *at, dz_view *word)
{
    while (*at < length) {
        size_t begin = *at;
        bool han = dz_utf8__is_han(dz_utf8__next(text, length, at));
        size_t longest = lexicon ? dz_lexicon_longest(lexicon, text + begin, length - begin) : 0;
        if (longest > *at - begin)
            *at = begin + longest;
        if (han || longest) {
            *word = (dz_view){text + begin, *at - begin};
            return true;
        }
    }
    return false;
}

static void add_stem(lexicon_stems *stems, dz_view word)
{
    if (stems->count == LEXICON_STEMS)
        return;
    char *stem = stems->items[stems->count];
    if (!dz_lexicon_stem(word.data, word.length, stem, LEXICON_STEM_BYTES))
        return;
    for (size_t i = 0; i < stems->count; i++)
        if (strcmp(stems->items[i], stem) == 0)
            return;
    stems->count++;
}

static void add_stems(lexicon_stems *stems, const char *english, size_t length, bool function_words_too)
{
    dz_view word;
    for (size_t at = 0; lexicon__next_english(english, length, &at, &word);)
        if (function_words_too || !is_function_word(word))
            add_stem(stems, word);
}

void lexicon__stems_of_rendering(lexicon_stems *stems, const char *english, size_t length)
{
    stems->count = 0;
    add_stems(stems, english, length, false);
    if (!stems->count)
        add_stems(stems, english, length, true);
}
