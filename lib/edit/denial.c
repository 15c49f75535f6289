#include "edit/denial.h"

#include <string.h>

/* What is left of a word without its prefix has so many letters, or is no word. */
#define LETTERS_OF_REST 4

static bool is_one_of(dz_view word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == word.length && memcmp(words[i], word.data, word.length) == 0)
            return true;
    return false;
}

/* Words that other words end with behind the same letters: "discover" denies no cover. */
static bool is_accident(dz_view rest)
{
    static const char *const words[] = {"less", "cover", "covered", "count", "charge", "course",  "patch",
                                        "play", "ease",  "close",   "pose",  "miss",   "side",    "form",
                                        "port", "press", "prove",   "tend",  "come",   "land",    "sect",
                                        "dent", "deed",  "crease",  "volve", "stead",  "tension", "tent"};
    return is_one_of(rest, words, sizeof words / sizeof *words);
}

bool dz_denial__between(dz_view first, dz_view second)
{
    static const char *const prefixes[] = {"un", "in", "im", "il", "ir", "dis", "non"};
    dz_view longer = first.length >= second.length ? first : second;
    dz_view rest = first.length >= second.length ? second : first;
    dz_view prefix = {longer.data, longer.length - rest.length};
    return rest.length >= LETTERS_OF_REST && is_one_of(prefix, prefixes, sizeof prefixes / sizeof *prefixes) &&
           memcmp(longer.data + prefix.length, rest.data, rest.length) == 0 && !is_accident(rest);
}
