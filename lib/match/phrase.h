/* Phrases: a few words of ASCII letters that stand somewhere in the sources as they are. Their words may be so common
 * that nearly each block has all of them, so pairs of common words, which have lists of their own, tell the blocks. */
#ifndef DZ_MATCH_PHRASE_H
#define DZ_MATCH_PHRASE_H

#include "match/index.h"
#include "match/quote.h"

#define DZ_PHRASE_WORDS 16

/* Whether some tokens of a quote can be looked for as a phrase. */
bool dz_phrase__may_be(const dz_prepared_quote *quote, dz_span tokens);

/* How far from one word of the quote another may stand, in bytes of the text. */
size_t dz_phrase__reach(const dz_prepared_quote *quote, dz_span tokens);

/* Where a phrase stands first in a block, or just before or behind it. */
typedef struct dz_phrase_place {
    uint32_t block;
    uint32_t document;
    size_t text; /* in the document's text, in bytes */
} dz_phrase_place;

/* The first blocks in which the tokens of a quote stand as a phrase, `limit` at the most. Every block that has it is
 * found. */
size_t dz_phrase__find(const dz_index *index, const dz_prepared_quote *quote, dz_span tokens, dz_phrase_place *places,
                       size_t limit);

#endif
