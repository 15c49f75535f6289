/* Seeds (a gram that quote and source share) and chains of them: seeds in the same order in both, near each other. */
#ifndef DZ_MATCH_CHAIN_H
#define DZ_MATCH_CHAIN_H

#include "match/index.h"
#include "match/quote.h"

/* Words of a source further apart than this, in bytes of the letter key (150 letters, 50 Han), are two places. */
#define DZ_MATCH_FAR 150

typedef struct dz_seed {
    uint32_t source; /* in the key of the index */
    uint32_t quote;  /* in the key of the quote */
    uint32_t length;
} dz_seed;

typedef DZ_ARRAY(dz_seed) dz_seeds;

typedef struct dz_chain {
    uint32_t document;
    dz_seed first;
    dz_seed last;
    uint32_t score; /* bytes of the quote's key that the seeds cover, less what gaps cost */
} dz_chain;

typedef DZ_ARRAY(dz_chain) dz_chains;

/* The seeds of a quote, by the postings of its grams. */
dz_status dz_seeds__find(dz_context *context, dz_seeds *seeds, const dz_index *index, const dz_prepared_quote *quote);

/* Seeds by the terms of some tokens of a quote, for what is too short or too much changed to share grams with its
 * source: runs of its words, or Han, in the blocks that hold most of them. `share` is how much of the quote's letters a
 * place must have to be worth more than the nearest miss. Method: the lists of the rarest terms, so many that a place
 * cannot do without all of them, give the blocks, the others count in them, and the best are read. */
dz_status dz_seeds__by_terms(dz_context *context, dz_seeds *seeds, const dz_index *index,
                             const dz_prepared_quote *quote, dz_span tokens, float share);

/* The chains of the seeds, which are sorted on the way, best first. */
dz_status dz_chains__find(dz_context *context, dz_chains *chains, dz_seeds *seeds, const dz_index *index);

#endif
