#include <string.h>

#include <libstemmer.h>

#include "duizhao/lexicon.h"

#define WORD_BYTES 64

/* Lower case, without a possessive ending; 0 where the word is longer than any. */
static size_t plain_word(const char *word, size_t length, char plain[WORD_BYTES])
{
    if (length > 2 && (word[length - 1] == 's' || word[length - 1] == 'S') && word[length - 2] == '\'')
        length -= 2;
    else if (length > 1 && word[length - 1] == '\'')
        length--;
    if (length >= WORD_BYTES)
        return 0;
    for (size_t i = 0; i < length; i++)
        plain[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]);
    plain[length] = '\0';
    return length;
}

size_t dz_lexicon_stem(const char *word, size_t length, char *stem, size_t size)
{
    char plain[WORD_BYTES];
    length = plain_word(word, length, plain);
    if (!size)
        return 0;
    stem[0] = '\0';
    struct sb_stemmer *stemmer = sb_stemmer_new("english", "UTF_8");
    if (!stemmer)
        return 0;
    const sb_symbol *found = sb_stemmer_stem(stemmer, (const sb_symbol *)plain, (int)length);
    size_t count = found ? (size_t)sb_stemmer_length(stemmer) : 0;
    if (count >= size)
        count = 0;
    memcpy(stem, found, count);
    stem[count] = '\0';
    sb_stemmer_delete(stemmer);
    return count;
}
