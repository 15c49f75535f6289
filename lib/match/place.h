/* A place: a chain made exact, by a local alignment with affine gaps of the quote's words to those of the source around
 * the chain (Smith and Waterman 1981, Gotoh 1982). */
#ifndef DZ_MATCH_PLACE_H
#define DZ_MATCH_PLACE_H

#include "base/arena.h"
#include "match/chain.h"

#define DZ_NO_PARTNER UINT32_MAX

typedef struct dz_source_token {
    dz_span text; /* in the document's text */
    uint32_t id;  /* that of the quote's token with the same form, or DZ_NO_PARTNER */
    uint8_t kind;
    bool begins_sentence; /* the end of a sentence or line stands before it */
} dz_source_token;

typedef struct dz_place {
    uint32_t document;
    uint32_t token_begin; /* of the quote: the part that this place holds */
    uint32_t token_end;
    uint32_t covered;        /* weight of the tokens of that part that have partners */
    float score;             /* of the alignment, as a share of what the whole quote would have unchanged */
    uint32_t *partners;      /* of all tokens of the quote: number among `tokens`, or DZ_NO_PARTNER */
    dz_source_token *tokens; /* of the source around the chain */
    size_t token_count;
} dz_place;

/* Words of a document further apart than this, in bytes of its text (somewhat over 150 letters or 60 Han with their
 * spaces and marks), are two places, unless the quote marks an omission between them. */
#define DZ_MATCH_FAR_TEXT 200

/* Makes a place of a chain, through which the alignment must go. A part of the quote may find no partners; then
 * `covered` is less, down to 0. The place's arrays belong to the arena. Where the chain goes over from one place to
 * another, `wanted` tells which to keep: that with most of these tokens of the quote. */
dz_status dz_place__make(dz_arena *arena, dz_place *place, const dz_index *index, const dz_prepared_quote *quote,
                         const dz_chain *chain, dz_span wanted);

/* The same, where words are partners, too, that are forms of each other or differ by a letter (dz_alike__find). */
dz_status dz_place__make_alike(dz_arena *arena, dz_place *place, const dz_index *index, const dz_prepared_quote *quote,
                               const dz_chain *chain, dz_span wanted);

/* Cuts a place down to the tokens `begin` to `end` of the quote, and counts anew what it covers. */
void dz_place__restrict(dz_place *place, const dz_prepared_quote *quote, size_t begin, size_t end);

/* The weight of the quote's tokens `begin` to `end` that have partners. */
uint32_t dz_place__covered(const dz_place *place, const dz_prepared_quote *quote, size_t begin, size_t end);

/* The score of a place for its part of the quote, as `score` is for the whole. */
float dz_place__score(const dz_place *place, const dz_prepared_quote *quote);

/* Whether a sentence or a line ends in the stretch of text between two words. */
bool dz_place__ends_sentence(const char *text, size_t begin, size_t end);

/* The numbers of the first and the last token of the source that are partners; false where there is none. */
bool dz_place__source(const dz_place *place, size_t *first, size_t *last);

/* The same as bytes of the document's text; 0, 0 where there is none. */
dz_span dz_place__span(const dz_place *place);

#endif
