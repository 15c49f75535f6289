/* What the writers of attributions share. */
#ifndef DZ_WRITE_ATTRIBUTIONS_H
#define DZ_WRITE_ATTRIBUTIONS_H

#include "base/memory.h"
#include "duizhao/write.h"

typedef struct dz_attributions_view {
    const dz_attribution_list *list;
    const dz_document *document;
    const dz_write_options *options;
} dz_attributions_view;

dz_status dz_write__attributions_text(dz_context *context, const dz_sink *sink, const dz_attributions_view *view);
dz_status dz_write__attributions_jsonl(dz_context *context, const dz_sink *sink, const dz_attributions_view *view);
dz_status dz_write__attributions_csv(dz_context *context, const dz_sink *sink, const dz_attributions_view *view);
dz_status dz_write__attributions_html(dz_context *context, const dz_sink *sink, const dz_attributions_view *view);

#endif
