#include <stdlib.h>
#include <string.h>

#include "duizhao/lexicon.h"
#include "duizhao/text.h"

#include "lexicon/stem_tables.h"

#define WORD_BYTES 64

typedef struct plain_word {
    char text[WORD_BYTES];
    size_t length;
} plain_word;

static bool ends_with(const plain_word *word, const char *ending)
{
    size_t length = strlen(ending);
    return word->length > length && memcmp(word->text + word->length - length, ending, length) == 0;
}

static void cut(plain_word *word, size_t bytes)
{
    word->length -= bytes;
    word->text[word->length] = '\0';
}

static void put(plain_word *word, const char *text)
{
    word->length = strlen(text);
    memcpy(word->text, text, word->length + 1);
}

/* ASCII lower case, typographic apostrophes made plain, dots of an abbreviation ("U.S.") left out; false where the
 * word is longer than any. */
static bool make_plain(plain_word *plain, const char *word, size_t length)
{
    plain->length = 0;
    for (size_t i = 0; i < length; i++) {
        char byte = word[i];
        if (byte == '.')
            continue;
        if (length - i >= 3 && memcmp(word + i, "\xE2\x80\x99", 3) == 0) {
            byte = '\'';
            i += 2;
        }
        if (plain->length + 1 == WORD_BYTES)
            return false;
        plain->text[plain->length++] = (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
    }
    plain->text[plain->length] = '\0';
    return true;
}

/* Takes off what hangs on a word: "China's", "we'll". What "don't" and its kin say is "not". */
static void cut_clitic(plain_word *word)
{
    static const char *const clitics[] = {"'s", "'ll", "'re", "'ve", "'m", "'d", "'"};
    if (ends_with(word, "n't")) {
        put(word, "not");
        return;
    }
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (ends_with(word, clitics[i])) {
            cut(word, strlen(clitics[i]));
            return;
        }
}

static int compare_text(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

/* Replaces a word that a table of two columns has. */
static void replace(plain_word *word, const char *const table[][2], size_t rows)
{
    const char *const *row = bsearch(word->text, table, rows, sizeof *table, compare_text);
    if (row)
        put(word, row[1]);
}

/* "organise" to "organize" in all its forms, because the stemmer takes -ize off and -ise not. */
static void fold_ise(plain_word *word)
{
    static const char *const endings[] = {"ise", "ised", "ises", "ising", "isation", "isations"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!ends_with(word, endings[i]))
            continue;
        size_t at = word->length - strlen(endings[i]) + 1; /* the s */
        char base[WORD_BYTES];
        memcpy(base, word->text, at);
        memcpy(base + at, "se", 3);
        if (strlen(base) >= 6 && !bsearch(base, ise, sizeof ise / sizeof *ise, sizeof *ise, compare_text))
            word->text[at] = 'z';
        return;
    }
}

size_t dz_lexicon_stem(const char *word, size_t length, char *stem, size_t size)
{
    plain_word plain;
    if (!size)
        return 0;
    stem[0] = '\0';
    if (!make_plain(&plain, word, length))
        return 0;
    cut_clitic(&plain);
    replace(&plain, irregular, sizeof irregular / sizeof *irregular);
    fold_ise(&plain);
    char stemmed[WORD_BYTES];
    dz_stem(plain.text, plain.length, stemmed, sizeof stemmed);
    put(&plain, stemmed);
    replace(&plain, british, sizeof british / sizeof *british);
    if (plain.length >= size)
        return 0;
    memcpy(stem, plain.text, plain.length + 1);
    return plain.length;
}
