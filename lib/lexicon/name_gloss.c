/* Names by the table and by sound. */
#include <string.h>

#include "base/utf8.h"
#include "duizhao/lexicon.h"
#include "duizhao/text.h"

#define GLOSS_LIMIT 16
/* Learned tables give chance pairs less. */
#define LEAST_WEIGHT 0.05f

/* The next run of letters of one script in a name: Han (true) or others. */
static bool next_part(const char *name, size_t length, size_t *at, bool *han, dz_view *part)
{
    size_t begin = *at;
    bool found = false;
    while (*at < length) {
        size_t next = *at;
        uint32_t c = dz_utf8__next(name, length, &next);
        bool is_han = dz_utf8__is_han(c);
        bool letter = is_han || (c | 32) - 'a' < 26u || (c >= 0xC0 && c < 0x250);
        if (found && (!letter || is_han != *han))
            break;
        if (letter && !found) {
            begin = *at;
            *han = is_han;
            found = true;
        }
        *at = next;
    }
    *part = (dz_view){name + begin, *at - begin};
    return found;
}

static bool is_gloss(const dz_lexicon *lexicon, dz_view han, const char *name, size_t length)
{
    dz_gloss glosses[GLOSS_LIMIT];
    size_t count = dz_lexicon_lookup(lexicon, han.data, han.length, glosses, GLOSS_LIMIT);
    dz_view part;
    bool is_han;
    for (size_t at = 0; count > 0 && next_part(name, length, &at, &is_han, &part);) {
        char stem[64];
        size_t size = is_han || part.length < 3 ? 0 : dz_lexicon_stem(part.data, part.length, stem, sizeof stem);
        for (size_t i = 0; size > 0 && i < count; i++)
            if (glosses[i].weight >= LEAST_WEIGHT && glosses[i].text.length == size &&
                memcmp(glosses[i].text.data, stem, size) == 0)
                return true;
    }
    return false;
}

/* Whether the last part of `a`, where a surname stands, is Han and a translation of a part of `b`. */
static bool is_translated(const dz_lexicon *lexicon, const char *a, size_t a_length, const char *b, size_t b_length)
{
    dz_view part;
    bool is_han, last = false;
    for (size_t at = 0; next_part(a, a_length, &at, &is_han, &part);)
        last = is_han && part.length >= 6 && is_gloss(lexicon, part, b, b_length);
    return last;
}

double dz_lexicon_name_similarity(const dz_lexicon *lexicon, const char *a, size_t a_length, const char *b,
                                  size_t b_length)
{
    double similarity = dz_name_similarity(a, a_length, b, b_length);
    if (!lexicon || similarity >= 1)
        return similarity;
    bool same = is_translated(lexicon, a, a_length, b, b_length) || is_translated(lexicon, b, b_length, a, a_length);
    return same ? 1 : similarity;
}
