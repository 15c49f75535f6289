/* What the writers of comparisons share. */
#ifndef DZ_WRITE_COMPARISON_H
#define DZ_WRITE_COMPARISON_H

#include "duizhao/write.h"

typedef struct dz_comparison_view {
    const dz_comparison *comparison;
    const dz_document *documents[2];
    const dz_write_options *options;
} dz_comparison_view;

dz_status dz_write__comparison_text(dz_context *context, const dz_sink *sink, const dz_comparison_view *view);
dz_status dz_write__comparison_jsonl(dz_context *context, const dz_sink *sink, const dz_comparison_view *view);
dz_status dz_write__comparison_html(dz_context *context, const dz_sink *sink, const dz_comparison_view *view);

/* The span of a difference in the text of the first (0) or second (1) document. */
dz_span dz_write__place(const dz_comparison_view *view, const dz_difference *difference, int side);

/* How close the two are, in words that need no explanation. */
const char *dz_write__closeness_words(const dz_comparison *comparison);

#endif
