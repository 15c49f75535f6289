#include "base/utf8.h"
#include "write/write_check.h"
#include "write/json.h"

static size_t count_codepoints(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length; count++)
        dz_utf8__next(text, length, &at);
    return count;
}

/* A span of the quote's own text; in the report's offsets where there is a report. */
static void put_quote_span(dz_json *json, const dz_check_view *view, const dz_quote *quote, dz_span span)
{
    if (view->report) {
        dz_json__span(json, view->report, (dz_span){span.begin + quote->span.begin, span.end + quote->span.begin});
        return;
    }
    dz_json__open(json, '{');
    dz_json__key(json, "begin");
    dz_json__integer(json, count_codepoints(quote->text.data, span.begin));
    dz_json__key(json, "end");
    dz_json__integer(json, count_codepoints(quote->text.data, span.end));
    dz_json__key(json, "text");
    dz_json__view(json, quote->text.data + span.begin, span.end - span.begin);
    dz_json__close(json, '}');
}

static void put_quote(dz_json *json, const dz_check_view *view, const dz_quote *quote)
{
    dz_json__key(json, "quote");
    dz_json__open(json, '{');
    dz_json__key(json, "id");
    dz_json__text(json, quote->id);
    dz_json__key(json, "document");
    dz_json__text(json, quote->document);
    dz_json__key(json, "begin");
    if (view->report)
        dz_json__integer(json, dz_offsets_codepoint(dz_document_offsets(view->report), quote->span.begin));
    else
        dz_json__null(json);
    dz_json__key(json, "end");
    if (view->report)
        dz_json__integer(json, dz_offsets_codepoint(dz_document_offsets(view->report), quote->span.end));
    else
        dz_json__null(json);
    dz_json__key(json, "text");
    dz_json__view(json, quote->text.data, quote->text.length);
    dz_json__key(json, "speaker");
    dz_json__text(json, quote->speaker);
    dz_json__close(json, '}');
}

static void put_match(dz_json *json, const dz_check_view *view, const dz_match *match)
{
    const dz_document *source = dz_index_document(view->sources, match->document);
    const dz_block *block = dz_document_block_at(source, match->source.begin);
    dz_json__open(json, '{');
    dz_json__key(json, "source");
    dz_json__text(json, dz_document_name(source));
    dz_json__key(json, "rank");
    dz_json__integer(json, match->rank);
    dz_json__key(json, "part");
    dz_json__integer(json, match->part);
    dz_json__span_members(json, source, match->source);
    dz_json__key(json, "speaker");
    dz_json__text(json, block ? block->speaker : NULL);
    dz_json__key(json, "turn");
    if (block && block->turn != DZ_NO_TURN)
        dz_json__integer(json, block->turn);
    else
        dz_json__null(json);
    dz_json__key(json, "date");
    dz_json__text(json, dz_document_date(source));
    dz_json__key(json, "score");
    dz_json__real(json, (double)match->score);
    dz_json__close(json, '}');
}

static void put_differences(dz_json *json, const dz_check_view *view, const dz_check_result *result)
{
    dz_json__key(json, "differences");
    dz_json__open(json, '[');
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        dz_json__open(json, '{');
        dz_json__key(json, "kind");
        dz_json__text(json, dz_difference_kind_name(difference->kind));
        dz_json__key(json, "severity");
        dz_json__text(json, dz_severity_name(difference->severity));
        dz_json__key(json, "quote");
        put_quote_span(json, view, &result->quote, difference->quote);
        dz_json__key(json, "source");
        if (difference->match < result->match_count)
            dz_json__span(json, dz_index_document(view->sources, result->matches[difference->match].document),
                          difference->source);
        else
            dz_json__null(json);
        dz_json__key(json, "note");
        dz_json__text(json, difference->note);
        dz_json__close(json, '}');
    }
    dz_json__close(json, ']');
}

static void put_folds(dz_json *json, uint32_t folds)
{
    dz_json__key(json, "folds");
    dz_json__open(json, '[');
    for (unsigned bit = 0; bit < DZ_FOLD_COUNT; bit++)
        if (folds & 1u << bit)
            dz_json__text(json, dz_fold_name((dz_fold)(1u << bit)));
    dz_json__close(json, ']');
}

static void put_citation(dz_json *json, dz_context *context, const dz_check_view *view, const dz_check_result *result)
{
    dz_buffer line;
    dz_buffer__init(&line, context);
    dz_write__cite(&line, view, result);
    dz_view words = dz_buffer__view(&line);
    dz_json__key(json, "citation");
    if (words.length)
        dz_json__view(json, words.data, words.length);
    else
        dz_json__null(json);
    json->buffer.failed |= line.failed;
    dz_buffer__free(&line);
}

static void put_counterparts(dz_json *json, const dz_check_view *view, const dz_check_result *result)
{
    dz_json__key(json, "wording");
    dz_json__text(json, result->wording == DZ_WORDING_UNKNOWN ? NULL : dz_wording_name(result->wording));
    dz_json__key(json, "counterparts");
    dz_json__open(json, '[');
    for (size_t i = 0; i < result->counterpart_count; i++)
        put_match(json, view, &result->counterparts[i]);
    dz_json__close(json, ']');
}

static dz_status write_result(dz_json *json, dz_context *context, const dz_sink *sink, const dz_check_view *view,
                              const dz_check_result *result)
{
    dz_json__begin(json, "check");
    put_quote(json, view, &result->quote);
    dz_json__key(json, "verdict");
    dz_json__text(json, dz_verdict_name(result->verdict));
    dz_json__key(json, "score");
    dz_json__real(json, (double)result->score);
    dz_json__key(json, "matches");
    dz_json__open(json, '[');
    for (size_t i = 0; i < result->match_count; i++)
        put_match(json, view, &result->matches[i]);
    dz_json__close(json, ']');
    put_differences(json, view, result);
    put_folds(json, result->folds);
    dz_json__key(json, "attribution");
    dz_json__text(json, dz_agreement_name(result->agreement));
    dz_json__key(json, "near_miss");
    if (result->near_miss)
        put_match(json, view, result->near_miss);
    else
        dz_json__null(json);
    put_citation(json, context, view, result);
    put_counterparts(json, view, result);
    return dz_json__end(json, sink);
}

dz_status dz_write__check_jsonl(dz_context *context, const dz_sink *sink, const dz_check_view *view)
{
    dz_json json;
    dz_status status = DZ_OK;
    dz_json__init(&json, context);
    for (size_t i = 0; status == DZ_OK && i < dz_check_count(view->check); i++)
        status = write_result(&json, context, sink, view, dz_check_at(view->check, i));
    dz_json__free(&json);
    return status;
}
