/* Cuts runs of Chinese characters into the words that are most probable together. */
#ifndef DZ_TEXT_VITERBI_H
#define DZ_TEXT_VITERBI_H

#include "duizhao/text.h"

/* So many characters are looked at together. A longer run is cut in stretches that end where a word does. */
#define DZ_VITERBI_BLOCK 512

/* Words of a run: where each ends, in bytes of the text. */
typedef struct dz_viterbi_words {
    size_t count;
    size_t ends[DZ_VITERBI_BLOCK];
} dz_viterbi_words;

/* Cuts the first words of `han`, which must not be empty: all of them where it has DZ_VITERBI_BLOCK characters at most;
 * else at least one, and the rest is for the next call. No memory is asked for, and nothing can fail. */
void dz_viterbi__cut(const dz_word_table *table, const char *text, dz_span han, dz_viterbi_words *words);

#endif
