/* The index of sources: of the letter keys of all documents, one behind the other, postings of some grams and the terms
 * of each block, and anchors that lead from the keys back to the texts. The keys themselves are not kept:
 *
 *   text       [ document 0 ......... ] [ document 1 ... ]         bytes, each its own
 *   key        [ document 0 .... | document 1 .. | ... ]           a position in it is a 32-bit number
 *   anchors    every 256 bytes of text: position in the key, byte in the document's text
 *   blocks     every 20 anchors of a document, numbered through all of them
 *   postings   gram -> positions in the key        terms   word or pair of Han -> blocks
 *
 * A stretch of a text between two anchors folds to the same letters as the key had between them, so that a place in
 * the key is found in the text by folding the stretch again, and no map of positions need be kept. */
#ifndef DZ_MATCH_INDEX_H
#define DZ_MATCH_INDEX_H

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "duizhao/match.h"
#include "match/block_terms.h"
#include "match/postings.h"
#include "match/terms.h"

#define DZ_ANCHOR_BYTES 256 /* from one anchor to the next there are so many, or a few more */
#define DZ_ANCHORS_PER_BLOCK 20

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
    uint32_t block_begin;
} dz_index_entry;

struct dz_index {
    dz_context *context;
    dz_arena arena; /* the names of the sources */
    DZ_ARRAY(dz_index_entry) entries;
    DZ_ARRAY(dz_index_source) sources;
    DZ_ARRAY(dz_anchor) anchors;
    dz_buffer key; /* of the document that is being added */
    dz_postings postings;
    dz_terms terms;
    dz_block_terms gathered; /* of the block that is being read */
    uint32_t key_length;
    uint32_t block_count;
    dz_file_map map; /* of the file that it was opened from; none for one in memory */
};

/* The document that holds a position of the key. */
uint32_t dz_index__document_at(const dz_index *index, size_t position);

/* A stretch of a document's text that holds what the key has from `begin` to `end`, and begins and ends at anchors.
 * `*key` is where it begins in the key. */
dz_span dz_index__text_around(const dz_index *index, uint32_t document, size_t begin, size_t end, size_t *key);

/* The document that holds a block; false where there is none (it was given up while it was being added). */
bool dz_index__document_of_block(const dz_index *index, uint32_t block, uint32_t *document);

/* How many blocks an entry has. */
uint32_t dz_index__blocks(const dz_index_entry *entry);

/* The text of a block of a document, or of one stretch between two anchors of it, and at least `beyond` bytes before
 * and behind it if there are so many. DZ_TERM_SEVERAL: of all stretches. */
dz_span dz_index__text_of_block(const dz_index *index, uint32_t document, uint32_t block, uint32_t stretch,
                                size_t beyond);

/* A stretch of a document's text that holds another, and begins and ends at anchors. */
dz_span dz_index__text_between(const dz_index *index, uint32_t document, dz_span text, size_t *key);

#endif
