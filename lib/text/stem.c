#include "text/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/memory.h"

/* Longer runs of letters are no English words; they are copied in lower case. */
#define WORD_MAX 64

struct dz_stemmer {
    dz_context *context;
    struct sb_stemmer *english;
};

dz_status dz_stemmer__new(dz_context *context, dz_stemmer **out)
{
    *out = NULL;
    dz_stemmer *stemmer = dz_memory__zeroed(context, 1, sizeof *stemmer);
    if (!stemmer)
        return DZ_ERROR_MEMORY;
    stemmer->context = context;
    stemmer->english = sb_stemmer_new("english", "UTF_8");
    if (!stemmer->english) {
        dz_stemmer__free(stemmer);
        return dz_context__fail(context, DZ_ERROR_MEMORY, "out of memory for the stemmer");
    }
    *out = stemmer;
    return DZ_OK;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Copies what fits, whole characters, in lower case (ASCII). */
static size_t copy_lower(const char *word, size_t length, char *stem, size_t size)
{
    if (size == 0)
        return 0;
    if (length > size - 1) {
        length = size - 1;
        while (length > 0 && ((unsigned char)word[length] & 0xC0) == 0x80)
            length--;
    }
    for (size_t i = 0; i < length; i++)
        stem[i] = lower(word[i]);
    stem[length] = '\0';
    return length;
}

/* Letters and apostrophes, straight or curly: what Snowball's English stemmer knows. The curly apostrophe becomes a
 * straight one. The length in `letters`, or 0 where the word is something else. */
static size_t english_letters(const char *word, size_t length, char letters[WORD_MAX])
{
    size_t count = 0;
    if (length >= WORD_MAX)
        return 0;
    for (size_t at = 0; at < length; at++) {
        char c = lower(word[at]);
        if (at + 2 < length && memcmp(word + at, "\xE2\x80\x99", 3) == 0) {
            c = '\'';
            at += 2;
        }
        if ((c < 'a' || c > 'z') && c != '\'')
            return 0;
        letters[count++] = c;
    }
    return count;
}

static size_t stem_with(struct sb_stemmer *english, const char *word, size_t length, char *stem, size_t size)
{
    char letters[WORD_MAX];
    size_t count = english_letters(word, length, letters);
    if (count == 0 || !english)
        return copy_lower(word, length, stem, size);
    const sb_symbol *found = sb_stemmer_stem(english, (const sb_symbol *)letters, (int)count);
    if (!found)
        return copy_lower(word, length, stem, size);
    return copy_lower((const char *)found, (size_t)sb_stemmer_length(english), stem, size);
}

size_t dz_stemmer__stem(dz_stemmer *stemmer, const char *word, size_t length, char *stem, size_t size)
{
    return stem_with(stemmer->english, word, length, stem, size);
}

void dz_stemmer__free(dz_stemmer *stemmer)
{
    if (!stemmer)
        return;
    sb_stemmer_delete(stemmer->english);
    dz_memory__free(stemmer->context, stemmer);
}

/* The public form keeps nothing between calls, so that it needs no handle and is safe in every thread; making
 * libstemmer's small state anew costs less than a microsecond. */
size_t dz_stem(const char *word, size_t length, char *stem, size_t size)
{
    struct sb_stemmer *english = sb_stemmer_new("english", "UTF_8");
    size_t count = stem_with(english, word, length, stem, size);
    sb_stemmer_delete(english);
    return count;
}
