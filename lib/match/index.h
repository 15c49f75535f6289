/* The index of sources: the letter keys of all documents one behind the other, postings of some of their grams, and
 * anchors that lead from the keys back to the texts. All of it is arrays of numbers.
 *
 *   key       [ document 0 ......... | document 1 ... | ... ]     bytes; a position in it is a 32-bit number
 *   anchors   every 256 bytes of text: position in the key, byte in the document's text
 *   segments  postings sorted by hash, then position; the sizes of segments fall from one to the next at least by half
 *
 * A stretch of a text between two anchors folds to the same letters as the key has between them, so that a place in
 * the key is found in the text by folding the stretch again, and no map of positions need be kept. */
#ifndef DZ_MATCH_INDEX_H
#define DZ_MATCH_INDEX_H

#include "base/array.h"
#include "duizhao/match.h"

typedef struct dz_posting {
    uint32_t hash;
    uint32_t position; /* in the key */
} dz_posting;

typedef struct dz_segment {
    dz_posting *postings;
    uint32_t *buckets; /* first posting whose hash has these upper bits; one more than there are buckets */
    uint32_t count;
    uint32_t shift; /* hash >> shift is the bucket */
} dz_segment;

typedef struct dz_anchor {
    uint32_t key;
    uint32_t text;
} dz_anchor;

typedef struct dz_index_entry {
    dz_document *document;
    uint32_t key_begin;
    uint32_t key_end;
    uint32_t anchor_begin; /* the first anchor is the begin of the text, the last its end */
    uint32_t anchor_end;
} dz_index_entry;

struct dz_index {
    dz_context *context;
    DZ_ARRAY(dz_index_entry) entries;
    DZ_ARRAY(char) key;
    DZ_ARRAY(dz_anchor) anchors;
    DZ_ARRAY(dz_segment) segments;
};

/* The postings of a hash in one segment; `*count` of them. */
const dz_posting *dz_index__find(const dz_segment *segment, uint32_t hash, size_t *count);

/* The document that holds a position of the key. */
uint32_t dz_index__document_at(const dz_index *index, size_t position);

/* A stretch of a document's text that holds what the key has from `begin` to `end`, and begins and ends at anchors.
 * `*key` is where it begins in the key. */
dz_span dz_index__text_around(const dz_index *index, uint32_t document, size_t begin, size_t end, size_t *key);

#endif
