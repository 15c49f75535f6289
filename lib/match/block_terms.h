/* The terms of one block of a text, gathered while it is read and posted when it ends: each but once, and one behind
 * the other, so that the memory that they are posted in can be brought near in time. */
#ifndef DZ_MATCH_BLOCK_TERMS_H
#define DZ_MATCH_BLOCK_TERMS_H

#include "match/terms.h"

/* Terms that were met are looked up by the lower bits of their hashes; where two meet, one may be gathered again. */
#define DZ_BLOCK_TERM_SLOTS 4096

typedef struct dz_block_term {
    uint32_t hash;
    uint8_t thin;
    uint8_t stretch; /* of a word */
    bool is_word;
    bool common;
} dz_block_term;

typedef struct dz_block_terms {
    DZ_ARRAY(dz_block_term) terms;
    DZ_ARRAY(uint32_t) words;            /* their terms' numbers, as they stand in the text, and DZ_BLOCK_NO_WORD */
    uint16_t slots[DZ_BLOCK_TERM_SLOTS]; /* number of a term + 1 */
    dz_block_term before;                /* the last word of the block before, if it was its last token */
    bool has_before;
    uint32_t han;    /* the token before, if it was Han, else 0 */
    uint8_t stretch; /* of the block, in which the next tokens stand */
} dz_block_terms;

/* Stands where Han comes between words. */
#define DZ_BLOCK_NO_WORD UINT32_MAX

/* Begins a text. */
void dz_block_terms__begin(dz_block_terms *gathered);

/* The next token: a word, or a Han character, which is a term alone and with the one before. */
dz_status dz_block_terms__add_word(dz_context *context, dz_block_terms *gathered, dz_view form);
dz_status dz_block_terms__add_han(dz_context *context, dz_block_terms *gathered, uint32_t codepoint);

/* Posts what was gathered in a block, and pairs of common words; the next block begins. `first_block` is that of the
 * text. */
dz_status dz_block_terms__post(dz_context *context, dz_block_terms *gathered, dz_terms *terms, uint32_t block,
                               uint32_t first_block);

void dz_block_terms__free(dz_context *context, dz_block_terms *gathered);

#endif
