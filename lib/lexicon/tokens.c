#include "lexicon/tokens.h"

#include <stdbool.h>
#include <string.h>

#include "duizhao/lexicon.h"

/* Words that say little of what they translate. Sorted. */
static const char *const function_words[] = {
    "a",    "an",  "and",      "are",     "as",        "at",   "be",  "been", "being", "by",      "etc",  "for",
    "from", "in",  "is",       "it",      "its",       "of",   "on",  "one",  "one's", "oneself", "or",   "sb",
    "sb's", "sth", "somebody", "someone", "something", "that", "the", "to",   "was",   "were",    "with",
};

static bool is_function_word(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++)
        if (strlen(function_words[i]) == length && memcmp(function_words[i], word, length) == 0)
            return true;
    return false;
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '\'' || (byte & 0x80);
}

static void add_stem(lexicon_stems *stems, const char *word, size_t length)
{
    if (stems->count == LEXICON_STEMS)
        return;
    char *stem = stems->items[stems->count];
    if (!dz_lexicon_stem(word, length, stem, LEXICON_STEM_BYTES))
        return;
    for (size_t i = 0; i < stems->count; i++)
        if (strcmp(stems->items[i], stem) == 0)
            return;
    stems->count++;
}

static void add_stems(lexicon_stems *stems, const char *english, size_t length, bool function_words_too)
{
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        while (at < length && is_word_byte(english[at]))
            at++;
        if (at > begin && (function_words_too || !is_function_word(english + begin, at - begin)))
            add_stem(stems, english + begin, at - begin);
        if (at == begin)
            at++;
    }
}

void lexicon__stems_of_rendering(lexicon_stems *stems, const char *english, size_t length)
{
    stems->count = 0;
    add_stems(stems, english, length, false);
    if (!stems->count)
        add_stems(stems, english, length, true);
}
