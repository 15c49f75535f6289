/* A check as a table: one quote a row, with its best place. */
#include "base/buffer.h"
#include "write/write_check.h"
#include "write/csv.h"

static void put_place(dz_csv *csv, const dz_check_view *view, const dz_match *match)
{
    if (!match) {
        for (int i = 0; i < 6; i++)
            dz_csv__text(csv, NULL);
        return;
    }
    const dz_document *source = dz_index_document(view->sources, match->document);
    const dz_offsets *offsets = dz_document_offsets(source);
    const dz_block *block = dz_document_block_at(source, match->source.begin);
    dz_csv__text(csv, dz_document_name(source));
    dz_csv__integer(csv, dz_offsets_codepoint(offsets, match->source.begin));
    dz_csv__integer(csv, dz_offsets_codepoint(offsets, match->source.end));
    dz_csv__view(csv, dz_document_text(source).data + match->source.begin, match->source.end - match->source.begin);
    dz_csv__text(csv, block ? block->speaker : NULL);
    dz_csv__text(csv, dz_document_date(source));
}

/* "number (major): 5% -> 8%; spelling (minor): ..." */
static void put_differences(dz_csv *csv, dz_context *context, const dz_check_result *result)
{
    dz_buffer words;
    dz_buffer__init(&words, context);
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        dz_buffer__append_format(&words, "%s%s (%s): %s", i ? "; " : "", dz_difference_kind_name(difference->kind),
                                 dz_severity_name(difference->severity), difference->note ? difference->note : "");
    }
    dz_view view = dz_buffer__view(&words);
    dz_csv__view(csv, view.data, view.length);
    csv->buffer.failed |= words.failed;
    dz_buffer__free(&words);
}

/* The passage of the other language: that of the first part. */
static void put_counterpart(dz_csv *csv, const dz_check_view *view, const dz_check_result *result)
{
    dz_csv__text(csv, result->wording == DZ_WORDING_UNKNOWN ? NULL : dz_wording_name(result->wording));
    if (!result->counterpart_count) {
        dz_csv__text(csv, NULL);
        dz_csv__text(csv, NULL);
        return;
    }
    const dz_match *passage = &result->counterparts[0];
    const dz_document *source = dz_index_document(view->sources, passage->document);
    dz_csv__text(csv, dz_document_name(source));
    dz_csv__view(csv, dz_document_text(source).data + passage->source.begin,
                 passage->source.end - passage->source.begin);
}

static void put_citation(dz_csv *csv, dz_context *context, const dz_check_view *view, const dz_check_result *result)
{
    dz_buffer line;
    dz_buffer__init(&line, context);
    dz_write__cite(&line, view, result);
    dz_view words = dz_buffer__view(&line);
    dz_csv__view(csv, words.data, words.length);
    csv->buffer.failed |= line.failed;
    dz_buffer__free(&line);
}

static dz_status write_row(dz_csv *csv, dz_context *context, const dz_check_view *view, const dz_check_result *result)
{
    const dz_quote *quote = &result->quote;
    dz_csv__text(csv, quote->document);
    dz_csv__text(csv, quote->id);
    if (view->report) {
        const dz_offsets *offsets = dz_document_offsets(view->report);
        dz_csv__integer(csv, dz_offsets_codepoint(offsets, quote->span.begin));
        dz_csv__integer(csv, dz_offsets_codepoint(offsets, quote->span.end));
    } else {
        dz_csv__text(csv, NULL);
        dz_csv__text(csv, NULL);
    }
    dz_csv__view(csv, quote->text.data, quote->text.length);
    dz_csv__text(csv, quote->speaker);
    dz_csv__text(csv, dz_verdict_name(result->verdict));
    dz_csv__share(csv, result->score);
    dz_csv__text(csv, dz_agreement_name(result->agreement));
    put_differences(csv, context, result);
    put_place(csv, view, result->match_count ? &result->matches[0] : NULL);
    put_citation(csv, context, view, result);
    put_counterpart(csv, view, result);
    return dz_csv__end_row(csv);
}

dz_status dz_write__check_csv(dz_context *context, const dz_sink *sink, const dz_check_view *view)
{
    dz_csv csv;
    dz_status status = DZ_OK;
    dz_csv__init(&csv, context, sink);
    if (!view->options->continued)
        dz_csv__heading(&csv, "document,id,begin,end,quote,speaker,verdict,score,attribution,differences,"
                              "source,source_begin,source_end,source_text,source_speaker,source_date,citation,wording,"
                              "counterpart,counterpart_text");
    for (size_t i = 0; status == DZ_OK && i < dz_check_count(view->check); i++)
        status = write_row(&csv, context, view, dz_check_at(view->check, i));
    if (status == DZ_OK)
        status = dz_csv__flush(&csv);
    dz_csv__free(&csv);
    return status;
}
