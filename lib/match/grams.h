/* Grams: short runs of a letter key, as numbers. A letter key is the folded letters, digits and Han of a text and
 * nothing else, so that neither spaces nor punctuation nor quotation marks can keep a quote from being found.
 *
 * A gram is long enough when it has twelve letters, or five Han characters, or a mixture that says as much. */
#ifndef DZ_MATCH_GRAMS_H
#define DZ_MATCH_GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a letter and a Han character count for, and what a gram must have. */
#define DZ_GRAM_LETTER 5
#define DZ_GRAM_HAN 12
#define DZ_GRAM_ENOUGH 60
#define DZ_GRAM_CHARACTERS (DZ_GRAM_ENOUGH / DZ_GRAM_LETTER) /* a gram has so many at the most */

/* Hashes have this many bits: enough that of a quote's hundreds of grams but a few meet another's in 100 MB of sources,
 * and few enough to store. */
#define DZ_GRAM_HASH_BITS 28

typedef struct dz_gram {
    uint32_t hash;
    size_t begin; /* in the key, in bytes */
    size_t end;
    uint32_t step; /* what the first character counts for */
} dz_gram;

/* A walk over the grams of a key; they begin at each of its characters. */
typedef struct dz_gram_walk {
    const char *key;
    size_t length;
    size_t begin;
    size_t end;
    uint64_t hash;
    uint32_t weight;
    uint32_t characters;
    uint64_t powers[DZ_GRAM_CHARACTERS]; /* of the hash's base */
} dz_gram_walk;

void dz_grams__start(dz_gram_walk *walk, const char *key, size_t length);

/* The next gram; false where there is none left. */
bool dz_grams__next(dz_gram_walk *walk, dz_gram *gram);

#endif
