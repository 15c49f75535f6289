/* What the writers of comparisons share. */
#ifndef DZ_WRITE_COMPARISON_H
#define DZ_WRITE_COMPARISON_H

#include "duizhao/write.h"
#include "write/page.h"

typedef struct dz_comparison_view {
    const dz_comparison *comparison;
    const dz_document *documents[2];
    const dz_write_options *options;
} dz_comparison_view;

dz_status dz_write__comparison_text(dz_context *context, const dz_sink *sink, const dz_comparison_view *view);
dz_status dz_write__comparison_jsonl(dz_context *context, const dz_sink *sink, const dz_comparison_view *view);
dz_status dz_write__comparison_html(dz_context *context, const dz_sink *sink, const dz_comparison_view *view);

/* Rules for the parts below, which dz_page__open_page takes. */
extern const char dz_write__comparison_style[];

/* The share of words in common, the number of differences, and a warning where they are not exact. */
void dz_write__comparison_facts(dz_page *html, const dz_comparison *comparison);

/* The list of differences, and both texts side by side. Ids begin with `prefix`; `whole_page`: the texts are the page's
 * main part. */
dz_status dz_write__comparison_body(dz_context *context, dz_page *html, const dz_comparison_view *view,
                                    const char *prefix, bool whole_page);

/* The span of a difference in the text of the first (0) or second (1) document. */
dz_span dz_write__place(const dz_comparison_view *view, const dz_difference *difference, int side);

/* A share as a whole number of per cent, which is 100 only where nothing is missing. */
int dz_write__percent(double share);

/* How close the two are, in words that need no explanation. */
const char *dz_write__closeness_words(const dz_comparison *comparison);

#endif
