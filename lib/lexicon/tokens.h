/* What the table's keys are made of: the English stems of a rendering, and the tokens of a sentence of either side as
 * the trainer counts them (and the aligner should, so that both speak of the same things). */
#ifndef DZ_LEXICON_TOKENS_H
#define DZ_LEXICON_TOKENS_H

#include <stddef.h>

#define LEXICON_STEM_BYTES 64
#define LEXICON_STEMS 24

typedef struct lexicon_stems {
    char items[LEXICON_STEMS][LEXICON_STEM_BYTES];
    size_t count;
} lexicon_stems;

/* The stems of the words of a rendering, each once, in order. Function words ("to", "of", "the", ...) are left out
 * unless there is nothing else. Words behind the LEXICON_STEMS-th are left out. */
void lexicon__stems_of_rendering(lexicon_stems *stems, const char *english, size_t length);

#endif
