/* What the table's keys are made of: the English stems of a rendering, and the tokens of a sentence of either side as
 * the trainer counts them (and the aligner should, so that both speak of the same things). */
#ifndef DZ_LEXICON_TOKENS_H
#define DZ_LEXICON_TOKENS_H

#include "duizhao/lexicon.h"

#define LEXICON_STEM_BYTES 64
#define LEXICON_STEMS 24

typedef struct lexicon_stems {
    char items[LEXICON_STEMS][LEXICON_STEM_BYTES];
    size_t count;
} lexicon_stems;

/* The stems of the words of a rendering, each once, in order. Function words ("to", "of", "the", ...) are left out
 * unless there is nothing else. Words behind the LEXICON_STEMS-th are left out. */
void lexicon__stems_of_rendering(lexicon_stems *stems, const char *english, size_t length);

/* The next word of English text at or behind `*at`, which moves behind it; false where there is none. Hyphenated words
 * are given part by part, clitics stay with their word, an abbreviation keeps its dots ("U.S."), "G20" is a word;
 * numbers and marks are stepped over. */
bool lexicon__next_english(const char *text, size_t length, size_t *at, dz_view *word);

/* The next Chinese word of simplified text at or behind `*at`: the longest key of the table, or else one character.
 * What is not Han is stepped over, unless a key begins with it. `lexicon` may be NULL. */
bool lexicon__next_chinese(const dz_lexicon *lexicon, const char *text, size_t length, size_t *at, dz_view *word);

#endif
