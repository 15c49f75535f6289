/* Postings: where the chosen grams of the sources stand in the letter keys.
 *
 * In memory they are segments of plain numbers, sorted by hash, then position; the sizes of segments fall from one to
 * the next at least by half, and each has positions behind those of the one before. On disk they are one packed list:
 *
 *   directory   for each bucket (a range of hashes) where it begins in the bits, u32; one more for the end
 *   bits        a bucket: how many, then of each the Rice code of its hash's distance to the one before, and its
 *               position; filled up to a whole byte
 *
 * Both give the same answers, and an index may have both: the file's, and what was added since. */
#ifndef DZ_MATCH_POSTINGS_H
#define DZ_MATCH_POSTINGS_H

#include "base/array.h"
#include "base/buffer.h"

typedef struct dz_posting {
    uint32_t hash;
    uint32_t position; /* in the key */
} dz_posting;

typedef DZ_ARRAY(dz_posting) dz_posting_list;

typedef struct dz_segment {
    dz_posting *postings;
    uint32_t *buckets; /* first posting whose hash has these upper bits; one more than there are buckets */
    uint32_t count;
    uint32_t shift; /* hash >> shift is the bucket */
} dz_segment;

typedef struct dz_packed_postings {
    const unsigned char *directory;
    const unsigned char *bits;
    size_t bits_length;
    uint32_t count;
    uint32_t buckets;
    uint32_t shift;
    uint32_t rice;
    uint32_t position_bits;
    uint32_t end; /* no position is this large */
} dz_packed_postings;

typedef struct dz_postings {
    DZ_ARRAY(dz_segment) segments;
    dz_packed_postings packed; /* all zero: none */
} dz_postings;

/* Adds a segment and takes the list over, if it succeeds; its positions are in order, and behind all that are there. */
dz_status dz_postings__add(dz_context *context, dz_postings *postings, dz_posting_list *list);

/* The first positions of a hash, in order, `limit` at the most. */
size_t dz_postings__find(const dz_postings *postings, uint32_t hash, uint32_t *positions, size_t limit);

/* Appends all postings in memory in packed form. `key_length` is above each position. */
dz_status dz_postings__pack(dz_context *context, const dz_postings *postings, uint32_t key_length, dz_buffer *out);

/* Takes a packed list for its own, which must outlive it; false where it is none. */
bool dz_postings__unpack(dz_postings *postings, const unsigned char *bytes, size_t length, uint32_t key_length);

size_t dz_postings__count(const dz_postings *postings);
void dz_postings__free(dz_context *context, dz_postings *postings);

#endif
