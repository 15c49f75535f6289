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

DZ_API dz_status dz_index_new(dz_context *context, dz_index **out);

/* Adds a document and takes it over: the index frees it, also where this fails. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_index_add(dz_index *index, dz_document *document);
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
