#include <stdio.h>

#include "write/write_attributions.h"
#include "write/csv.h"

/* Several spans as one field, with an ellipsis where something stands between them. */
static void put_spans(dz_csv *csv, dz_context *context, dz_view text, dz_spans spans)
{
    dz_buffer joined;
    dz_buffer__init(&joined, context);
    for (size_t i = 0; i < spans.count; i++) {
        if (i)
            dz_buffer__append_text(&joined, " \xE2\x80\xA6 ");
        dz_buffer__append(&joined, text.data + spans.items[i].begin, spans.items[i].end - spans.items[i].begin);
    }
    dz_view view = dz_buffer__view(&joined);
    dz_csv__view(csv, view.data, view.length);
    csv->buffer.failed |= joined.failed;
    dz_buffer__free(&joined);
}

static void put_number(dz_csv *csv, char letter, uint32_t number)
{
    char id[16];
    snprintf(id, sizeof id, "%c%lu", letter, (unsigned long)number + 1);
    dz_csv__text(csv, number == UINT32_MAX ? NULL : id);
}

static void put_id(dz_csv *csv, uint32_t number)
{
    put_number(csv, 'a', number);
}

static dz_status write_row(dz_csv *csv, dz_context *context, const dz_attributions_view *view, uint32_t number)
{
    const dz_attribution *attribution = dz_attribution_at(view->list, number);
    const dz_entity *entity = dz_attribution_entity_at(view->list, attribution->entity);
    const dz_offsets *offsets = dz_document_offsets(view->document);
    dz_view text = dz_document_text(view->document);
    dz_csv__text(csv, dz_document_name(view->document));
    put_id(csv, number);
    dz_csv__text(csv, dz_attribution_kind_name(attribution->kind));
    dz_csv__text(csv, attribution->speaker);
    dz_csv__text(csv, attribution->role);
    put_spans(csv, context, text, attribution->source);
    put_spans(csv, context, text, attribution->cue);
    put_spans(csv, context, text, attribution->content);
    if (attribution->content.count) {
        dz_csv__integer(csv, dz_offsets_codepoint(offsets, attribution->content.items[0].begin));
        dz_csv__integer(csv,
                        dz_offsets_codepoint(offsets, attribution->content.items[attribution->content.count - 1].end));
    } else {
        dz_csv__text(csv, NULL);
        dz_csv__text(csv, NULL);
    }
    put_id(csv, attribution->via);
    put_id(csv, attribution->about);
    dz_csv__share(csv, attribution->confidence);
    put_number(csv, 'e', attribution->entity);
    dz_csv__text(csv, entity ? entity->stands_for : NULL);
    dz_csv__text(csv, attribution->note);
    return dz_csv__end_row(csv);
}

dz_status dz_write__attributions_csv(dz_context *context, const dz_sink *sink, const dz_attributions_view *view)
{
    dz_csv csv;
    dz_status status = DZ_OK;
    dz_csv__init(&csv, context, sink);
    if (!view->options->continued)
        dz_csv__heading(
            &csv,
            "document,id,kind,speaker,role,source,cue,content,content_begin,content_end,via,about,confidence,entity,"
            "stands_for,note");
    for (size_t i = 0; status == DZ_OK && i < dz_attribution_count(view->list); i++)
        status = write_row(&csv, context, view, (uint32_t)i);
    if (status == DZ_OK)
        status = dz_csv__flush(&csv);
    dz_csv__free(&csv);
    return status;
}
