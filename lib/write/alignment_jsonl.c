#include "write/write_alignment.h"
#include "write/json.h"

static void put_numbers(dz_json *json, const char *key, const uint32_t *numbers, size_t count)
{
    dz_json__key(json, key);
    dz_json__open(json, '[');
    for (size_t i = 0; i < count; i++)
        dz_json__integer(json, numbers[i]);
    dz_json__close(json, ']');
}

static void put_spans(dz_json *json, const char *key, const dz_document *document, const uint32_t *numbers,
                      size_t count)
{
    size_t sentence_count;
    const dz_sentence *sentences = dz_document_sentences(document, &sentence_count);
    dz_json__key(json, key);
    dz_json__open(json, '[');
    for (size_t i = 0; i < count; i++)
        dz_json__span(json, document, sentences[numbers[i]].span);
    dz_json__close(json, ']');
}

static void put_flags(dz_json *json, uint32_t flags)
{
    dz_json__key(json, "flags");
    dz_json__open(json, '[');
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (flags & bit)
            dz_json__text(json, dz_bead_flag_name((dz_bead_flag)bit));
    dz_json__close(json, ']');
}

/* Pairs of word numbers; and, where there are any, what they stand for. */
static void put_links(dz_json *json, const dz_alignment_view *view, size_t index)
{
    size_t count;
    const dz_link *links = dz_alignment_links(view->alignment, index, &count);
    dz_json__key(json, "links");
    dz_json__open(json, '[');
    for (size_t n = 0; n < count; n++) {
        dz_json__open(json, '[');
        dz_json__integer(json, links[n].source);
        dz_json__integer(json, links[n].target);
        dz_json__close(json, ']');
    }
    dz_json__close(json, ']');
    if (!count)
        return;
    dz_json__key(json, "link_spans");
    dz_json__open(json, '[');
    for (size_t n = 0; n < count; n++) {
        dz_json__open(json, '[');
        dz_json__span(json, view->source, links[n].source_span);
        dz_json__span(json, view->target, links[n].target_span);
        dz_json__close(json, ']');
    }
    dz_json__close(json, ']');
}

/* Why the flags are set, in words. */
static void put_notes(dz_json *json, const dz_alignment_view *view, size_t index)
{
    size_t count;
    const dz_note *notes = dz_alignment_notes(view->alignment, index, &count);
    dz_json__key(json, "notes");
    dz_json__open(json, '[');
    for (size_t n = 0; n < count; n++) {
        dz_json__open(json, '{');
        dz_json__key(json, "flag");
        dz_json__text(json, dz_bead_flag_name(notes[n].flag));
        dz_json__key(json, "side");
        dz_json__text(json, notes[n].of_source ? "source" : "target");
        dz_json__key(json, "span");
        dz_json__span(json, notes[n].of_source ? view->source : view->target, notes[n].span);
        dz_json__key(json, "note");
        dz_json__text(json, notes[n].text);
        dz_json__close(json, '}');
    }
    dz_json__close(json, ']');
}

static dz_status write_bead(dz_json *json, const dz_sink *sink, const dz_alignment_view *view, size_t index)
{
    const dz_bead *bead = dz_alignment_bead(view->alignment, index);
    dz_json__begin(json, "bead");
    dz_json__key(json, "document");
    dz_json__text(json, view->name);
    put_numbers(json, "source", bead->source, bead->source_count);
    put_numbers(json, "target", bead->target, bead->target_count);
    dz_json__key(json, "score");
    dz_json__real(json, (double)bead->score);
    dz_json__key(json, "status");
    dz_json__text(json, dz_bead_status_name(bead->status));
    put_spans(json, "source_spans", view->source, bead->source, bead->source_count);
    put_spans(json, "target_spans", view->target, bead->target, bead->target_count);
    put_links(json, view, index);
    put_flags(json, bead->flags);
    put_notes(json, view, index);
    return dz_json__end(json, sink);
}

static dz_status write_gap(dz_json *json, const dz_sink *sink, const dz_alignment_view *view, const dz_gap *gap)
{
    dz_json__begin(json, "gap");
    dz_json__key(json, "document");
    dz_json__text(json, view->name);
    dz_json__key(json, "side");
    dz_json__text(json, gap->missing_in_target ? "target" : "source");
    put_numbers(json, "source", gap->sentences, gap->missing_in_target ? gap->count : 0);
    put_numbers(json, "target", gap->sentences, gap->missing_in_target ? 0 : gap->count);
    dz_json__key(json, "confidence");
    dz_json__real(json, (double)gap->confidence);
    return dz_json__end(json, sink);
}

/* The sentences of beads that follow each other, on one side, ascending as the beads are. */
static void put_run(dz_json *json, const char *key, const dz_alignment_view *view, const dz_doubt *doubt,
                    bool of_source)
{
    dz_json__key(json, key);
    dz_json__open(json, '[');
    for (size_t n = doubt->first; n < doubt->first + doubt->count; n++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, n);
        for (size_t i = 0; i < (of_source ? bead->source_count : bead->target_count); i++)
            dz_json__integer(json, (of_source ? bead->source : bead->target)[i]);
    }
    dz_json__close(json, ']');
}

static dz_status write_doubt(dz_json *json, const dz_sink *sink, const dz_alignment_view *view, const dz_doubt *doubt)
{
    dz_json__begin(json, "doubt");
    dz_json__key(json, "document");
    dz_json__text(json, view->name);
    put_run(json, "source", view, doubt, true);
    put_run(json, "target", view, doubt, false);
    dz_json__key(json, "score");
    dz_json__real(json, (double)doubt->score);
    return dz_json__end(json, sink);
}

dz_status dz_write__alignment_jsonl(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_json json;
    dz_status status = DZ_OK;
    dz_json__init(&json, context);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++)
        status = write_bead(&json, sink, view, i);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_gap_count(view->alignment); i++)
        status = write_gap(&json, sink, view, dz_alignment_gap(view->alignment, i));
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_doubt_count(view->alignment); i++)
        status = write_doubt(&json, sink, view, dz_alignment_doubt(view->alignment, i));
    dz_json__free(&json);
    return status;
}
