/* Terms: in which blocks of the sources a word, or a pair of neighbouring Han characters, stands. They find what is too
 * short, or too much changed, to share a gram with its source.
 *
 * A block is a few kilobytes of one text; blocks are numbered through all texts. Terms are known by a hash: two with
 * the same one share a list, which costs time and no answer, as the text itself is looked at in the end. A single Han
 * character is posted thinly, once in some blocks: nearly each block has the frequent ones.
 *
 * Of words that stand in many blocks, pairs of neighbours are posted too, so that a few frequent words have a list as
 * short as that of a rare one. A word is common from the block on where its list has become so long; which block that
 * is can be told from the list, so that it is known from where on pairs of two words are posted without gaps.
 *
 * Of words that are not common the list tells where in a block they stand, to a stretch between two anchors, unless
 * they stand in several, so that not all of the block need be looked through.
 *
 * In memory a term has a list of distances from block to block, each with the stretch in the block before, in pieces
 * that grow:
 *
 *   slots   hash, how many, last block and stretch, first piece, last piece, bytes left in it (one block alone needs no
 *           piece)
 *   pool    piece: distances as 7 bits a byte ... | next piece u32
 *
 * On disk the lists are packed as Rice codes, each with the width that suits it:
 *
 *   directory   for each bucket (a range of hashes) where it begins in the heads and the lists, u32 each
 *   heads       a bucket: how many terms, then of each the hash's distance to the one before, whether it has stretches,
 *               how many blocks, and the block and stretch, if it is one, or the width of its list's codes, and how
 *               many bytes that takes, as a distance to what is to be expected
 *   lists       of each term in more blocks the first, and the distances from block to block, each with the stretch
 *               behind it, if there is one, filled up to a whole byte */
#ifndef DZ_MATCH_TERMS_H
#define DZ_MATCH_TERMS_H

#include "base/array.h"
#include "base/buffer.h"
#include "match/bits.h"

/* A single Han character is posted once in so many blocks of one text. */
#define DZ_TERM_THIN 16

/* A word is common when it is in so many blocks, and in no less than one in so many of all up to there. */
#define DZ_TERM_COMMON 600
#define DZ_TERM_COMMON_SHARE 32

/* Stretches of a block are numbers below this, which stands for several of them, or for any. */
#define DZ_TERM_STRETCH_BITS 5
#define DZ_TERM_SEVERAL 31

typedef struct dz_term_slot {
    uint32_t hash;
    uint32_t count; /* 0: the slot is free */
    uint32_t last;  /* block */
    uint32_t first_piece;
    uint32_t at; /* byte in the pool where the next distance goes */
    uint32_t pieces : 17;
    uint32_t left : 8; /* bytes left in the last piece */
    uint32_t common : 1;
    uint32_t is_placed : 1; /* it has stretches */
    uint32_t stretch : DZ_TERM_STRETCH_BITS;
} dz_term_slot;

typedef struct dz_packed_terms {
    const unsigned char *directory;
    const unsigned char *heads;
    const unsigned char *lists;
    size_t heads_length;
    size_t lists_length;
    uint32_t count;
    uint32_t buckets;
    uint32_t shift;
    uint32_t rice;
    uint32_t block_count;
    uint32_t block_bits; /* of a block's number */
} dz_packed_terms;

typedef struct dz_terms {
    dz_term_slot *slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t used;
    DZ_ARRAY(unsigned char) pool;
    dz_packed_terms packed; /* all zero: none */
} dz_terms;

/* A term as it was found. */
typedef struct dz_term {
    uint32_t hash;
    uint32_t count;        /* blocks in all; 0: it is nowhere */
    uint32_t packed_count; /* of these in the packed lists ... */
    uint32_t single;       /* ... which is this one, if it is one ... */
    size_t packed_begin;   /* ... else their bytes are these, ... */
    size_t packed_end;
    unsigned rice; /* ... in codes of this width */
    bool is_placed;
    uint8_t stretch; /* of the single one */
} dz_term;

uint32_t dz_terms__hash_word(const char *form, size_t length);
uint32_t dz_terms__hash_han(uint32_t first, uint32_t second);  /* `second` 0: a single character */
uint32_t dz_terms__hash_pair(uint32_t first, uint32_t second); /* of two words with these hashes */

/* Where a term stands. */
typedef struct dz_term_place {
    uint32_t hash;
    uint32_t block;
    uint32_t first_block; /* of its text */
    uint16_t thin;        /* 1, or DZ_TERM_THIN */
    bool is_placed;       /* a stretch is given */
    uint8_t stretch;
} dz_term_place;

/* Posts a term in a block, which is not before any that it was posted in; if it is posted there or in the `thin` - 1
 * blocks before (from `first_block` on) already, nothing is done, but that it may stand in several stretches.
 * `*common`: whether the term is. */
dz_status dz_terms__post(dz_context *context, dz_terms *terms, const dz_term_place *place, bool *common);

/* Bring the slot of a hash near, some time before it is posted, and when it is there, the end of its list. */
void dz_terms__prefetch_slot(const dz_terms *terms, uint32_t hash);
void dz_terms__prefetch_list(const dz_terms *terms, uint32_t hash);

dz_term dz_terms__find(const dz_terms *terms, uint32_t hash);

/* A walk over the list of a slot. */
typedef struct dz_slot_walk {
    const dz_term_slot *slot; /* NULL: none */
    uint32_t block;           /* the last one */
    uint32_t count;           /* blocks so far */
    uint32_t further;         /* how much further the next one is */
    uint32_t common_from;
    uint8_t stretch;          /* of the last one */
    uint32_t at, left, piece; /* in its pieces */
} dz_slot_walk;

/* A walk over the blocks of a term, in order. */
typedef struct dz_term_walk {
    const dz_terms *terms;
    dz_slot_walk in_memory;
    dz_bit_reader reader; /* of the packed list */
    unsigned rice;
    uint32_t block;        /* the last packed one */
    uint32_t count;        /* packed ones so far */
    uint32_t packed_count; /* all that are packed; a damaged file may have fewer */
    uint32_t single;
    bool is_placed;
    uint8_t stretch;         /* where in the block that was given last, or DZ_TERM_SEVERAL */
    uint32_t common_from[2]; /* block from which on it is common, packed and in memory; UINT32_MAX: not so far */
} dz_term_walk;

dz_term_walk dz_terms__walk(const dz_terms *terms, const dz_term *term);

/* The next block; false where there is none left. */
bool dz_terms__next(dz_term_walk *walk, uint32_t *block);

/* As many next blocks as there is room for, without their stretches; fewer, or none, at the end. */
size_t dz_terms__next_blocks(dz_term_walk *walk, uint32_t *blocks, size_t room);

/* Appends all terms in memory in packed form. */
dz_status dz_terms__pack(dz_context *context, const dz_terms *terms, uint32_t block_count, dz_buffer *out);

/* Takes a packed table for its own, which must outlive it; false where it is none. */
bool dz_terms__unpack(dz_terms *terms, const unsigned char *bytes, size_t length, uint32_t block_count);

size_t dz_terms__count(const dz_terms *terms);
void dz_terms__free(dz_context *context, dz_terms *terms);

#endif
