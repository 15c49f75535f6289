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

/* The places where a stretch of the quote's key stands in the keys of the index as it is, `limit` of them at the most:
 * a scan, for what is too short to have grams. */
dz_status dz_seeds__scan(dz_context *context, dz_seeds *seeds, const dz_index *index, const dz_prepared_quote *quote,
                         dz_span stretch, size_t limit);

/* A quote whose key has no more bytes than this can be searched for approximately. */
#define DZ_MATCH_APPROXIMATE 64

/* The places that are nearest to the whole key of a short quote by edit distance (Myers 1999, bit-parallel), where that
 * is under a third of its length: of each the longest run that both share, as a seed. */
dz_status dz_seeds__approximate(dz_context *context, dz_seeds *seeds, const dz_index *index,
                                const dz_prepared_quote *quote);

/* The chains of the seeds, which are sorted on the way, best first. */
dz_status dz_chains__find(dz_context *context, dz_chains *chains, dz_seeds *seeds, const dz_index *index);

#endif
