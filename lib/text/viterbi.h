/* Cuts Chinese characters into the words that are most probable together. */
#ifndef DZ_TEXT_VITERBI_H
#define DZ_TEXT_VITERBI_H

#include "text/word_table.h"

/* So many slots are looked at together. A longer run of characters is cut in stretches that end where a word does. */
#define DZ_VITERBI_BLOCK 512

/* The costs of what begins in a slot, or goes on there: words of one to three characters; a name of another language
 * that begins, that goes on, that ends there. */
typedef struct dz_viterbi_edges {
    uint32_t one;
    uint32_t two;
    uint32_t three;
    uint32_t begin;
    uint32_t stay;
    uint32_t leave;
} dz_viterbi_edges;

/* A stretch of text as slots, each a Chinese character or a wall: anything that no Chinese word goes over. That runs of
 * characters and what is between them stand in one block is for speed, since most runs are short:
 *
 *      |中|国|人|民|，|2015|年|...      kinds: H H H H P N H
 */
typedef struct dz_viterbi {
    const dz_word_table *table;
    size_t begin; /* byte of the text where the first slot begins; each other begins where the one before it ends */
    size_t count;
    size_t ends[DZ_VITERBI_BLOCK];             /* byte behind a slot */
    uint32_t characters[DZ_VITERBI_BLOCK + 3]; /* 0: a wall; 0 behind the last, as in the next ones */
    uint8_t kinds[DZ_VITERBI_BLOCK + 1];       /* DZ_WORD_HAN; of a wall any other number */
    uint8_t numerals[DZ_VITERBI_BLOCK + 3];    /* WORD_NOT_NUMERAL ... */
    uint16_t codes[DZ_VITERBI_BLOCK + 3];
    dz_viterbi_edges edges[DZ_VITERBI_BLOCK];
    uint32_t bases[DZ_VITERBI_BLOCK];     /* of what words of four characters and more begin with */
    uint64_t best[DZ_VITERBI_BLOCK + 4];  /* the cheapest way to before a slot; the last ones are never asked for */
    uint16_t words[DZ_VITERBI_BLOCK + 1]; /* result: the slots behind which words end, the first at `first_word` */
    size_t first_word;
    size_t word_count;
} dz_viterbi;

static inline bool dz_viterbi__is_full(const dz_viterbi *block)
{
    return block->count == DZ_VITERBI_BLOCK;
}

static inline void dz_viterbi__add(dz_viterbi *block, uint32_t character, uint8_t kind, size_t end)
{
    block->characters[block->count] = character;
    block->kinds[block->count] = kind;
    block->ends[block->count++] = end;
}

/* Finds the words; a wall comes out as one. Where the last run of characters `goes_on` behind a full block, at least
 * one word is found, and what follows the last found is for the next block. Asks for no memory and cannot fail. */
void dz_viterbi__cut(dz_viterbi *block, bool goes_on);

#endif
