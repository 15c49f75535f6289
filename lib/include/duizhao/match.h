/* Where a quote stands in a set of sources.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_MATCH_H
#define DUIZHAO_MATCH_H

#include "duizhao/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sources, ready to be searched. Filled by one thread, then read by any number. */
typedef struct dz_index dz_index;

/* A file, as an index remembers it. */
typedef struct dz_index_source {
    const char *path; /* belongs to the index */
    uint64_t size;    /* bytes */
    uint64_t hash;    /* of the file and of FILE.meta.json beside it */
    size_t first;     /* number of its first document */
    size_t count;     /* documents that came out of it */
} dz_index_source;

DZ_API dz_status dz_index_new(dz_context *context, dz_index **out);

/* Adds a document and takes it over: the index frees it, also where this fails. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_index_add(dz_index *index, dz_document *document);

/* Says that the documents added from now on come from a file; dz_index_stamp gives its size and hash. Optional: an index
 * that is kept can then be brought up to date without reading all files again. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_index_add_source(dz_index *index, const char *path, uint64_t size, uint64_t hash);
DZ_API size_t dz_index_source_count(const dz_index *index);
DZ_API dz_index_source dz_index_source_at(const dz_index *index, size_t number);

/* The size and hash of a file as it is now. Errors: DZ_ERROR_IO, DZ_ERROR_LIMIT, DZ_ERROR_MEMORY. */
DZ_API dz_status dz_index_stamp(dz_context *context, const char *path, uint64_t *size, uint64_t *hash);

/* Adds a document of another index as it is there, without reading its source; `other` must outlive `index`. Errors:
 * DZ_ERROR_MEMORY, DZ_ERROR_LIMIT. */
DZ_API dz_status dz_index_add_from(dz_index *index, const dz_index *other, size_t number);

/* Writes an index to a file, whole or not at all: the texts, what is known of them, and what they are searched by; about
 * one and a half times as large as the texts. The same documents in the same order give the same bytes. Errors:
 * DZ_ERROR_IO, DZ_ERROR_MEMORY, DZ_ERROR_LIMIT (4 GB of letters), DZ_ERROR_ARGUMENT (it was opened from a file). */
DZ_API dz_status dz_index_save(dz_context *context, const dz_index *index, const char *path);

/* Opens such a file, which is mapped into memory, not read; its documents know all but their repairs. More may be added
 * to the index, not to the file. It gives the same answers as one made in memory. Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT
 * (another kind of file, another version, truncated, damaged; its checksums are tried), DZ_ERROR_MEMORY. */
DZ_API dz_status dz_index_open(dz_context *context, dz_index **out, const char *path);

DZ_API size_t dz_index_count(const dz_index *index);
DZ_API const dz_document *dz_index_document(const dz_index *index, size_t number);
DZ_API void dz_index_free(dz_index *index);

/* A place of (a part of) a quote. */
typedef struct dz_match {
    uint32_t document; /* number in the index */
    uint32_t rank;     /* 1 is the best place; the parts of a splice share a rank */
    uint32_t part;     /* 1, 2, ... in the order of the quote */
    dz_span quote;     /* which bytes of the quote */
    dz_span source;    /* which bytes of the document's text */
    float score;       /* share of the quote part's letters that stand there */
} dz_match;

typedef struct dz_match_list {
    const dz_match *items; /* by rank, then part; never NULL */
    size_t count;
    bool found;     /* false: the items are near misses, not places of the quote */
    float coverage; /* share of the quote that the parts of rank 1 cover, 0 to 1 */
    dz_context *context;
} dz_match_list;

typedef struct dz_match_options {
    uint32_t version;
    size_t limit; /* how many ranks at the most; 0: 10 */
} dz_match_options;

#define DZ_MATCH_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_MATCH_OPTIONS_INIT {DZ_MATCH_OPTIONS_VERSION, 0}
/* clang-format on */

/* Finds a quote. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
DZ_API dz_status dz_match_quote(dz_context *context, dz_match_list **out, const dz_index *index, const char *quote,
                                size_t length, const dz_match_options *options);
DZ_API void dz_match_list_free(dz_match_list *list);

#ifdef __cplusplus
}
#endif

#endif
