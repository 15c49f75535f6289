/* Quotation marks paired, before anything else is known of a text: what stands between which marks.
 *
 * A stack a block. Where a mark is missing the quotation is ended (or begun) at the nearest sentence's end and says so;
 * none goes past its block, except one that the next block takes up again:
 *
 *   "First paragraph, without a closing mark.        <- goes_on
 *   "Second paragraph, opened again and closed."     <- taken_up
 */
#ifndef DZ_ATTRIBUTION_QUOTATION_H
#define DZ_ATTRIBUTION_QUOTATION_H

#include "base/array.h"
#include "duizhao/document.h"

#define DZ_NO_QUOTATION UINT32_MAX

typedef struct dz_quotation {
    dz_span outer;   /* with its marks, as far as they are there */
    dz_span inner;   /* what stands between them */
    uint32_t parent; /* the quotation it stands in; DZ_NO_QUOTATION */
    uint32_t block;
    uint16_t depth;
    bool title;     /* between the marks of a book's title */
    bool recovered; /* one of its marks is missing */
    bool goes_on;   /* in the next block */
    bool taken_up;  /* from the block before */
} dz_quotation;

typedef DZ_ARRAY(dz_quotation) dz_quotation_list;

/* The quotations of one block after another, in order of their opening marks. `blocks` are spans of the text, in order.
 * The caller frees the list with dz_array__free. Errors: DZ_ERROR_MEMORY. */
dz_status dz_quotation__scan(dz_context *context, dz_quotation_list *list, const char *text, const dz_span *blocks,
                             size_t block_count);

/* Makes each block that is marked a quotation of its own, without marks (HTML's blockquote), unless quotation marks
 * enclose it already; such blocks in a row go on with each other. Errors: DZ_ERROR_MEMORY. */
dz_status dz_quotation__wrap(dz_context *context, dz_quotation_list *list, const char *text, const dz_span *blocks,
                             size_t block_count, const bool *marked);

#endif
