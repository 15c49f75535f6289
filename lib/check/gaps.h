/* What only one side of a translation has. */
#ifndef DZ_CHECK_GAPS_H
#define DZ_CHECK_GAPS_H

#include "check/translate.h"

/* A word that the other side has less well than this is missing there. */
#define DZ_LIKENESS_OF_GAP 0.3f

/* Adds the runs of words of a text that the other side has not to `translation->gaps`, then its missing numbers and
 * dates one by one. `likeness` is how well it has each word, `other` that side where it is one sentence (NULL: large
 * numbers are not looked for in it by their value), `offset` where the text begins in what the gaps count in. */
dz_status dz_gaps__find(dz_context *context, dz_translation *translation, const dz_bilingual_text *text,
                        const dz_bilingual_text *other, const float *likeness, size_t offset, bool in_quote);

#endif
