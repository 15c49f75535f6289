/* A check to be read in a terminal: a line a quote, and what is behind it on request. */
#include <string.h>

#include "write/write_check.h"
#include "write/plain.h"

#define QUOTE_COLUMNS 52
#define NOTE_COLUMNS 48

static dz_plain_color color_of(const dz_check_result *result)
{
    static const dz_plain_color colors[] = {DZ_PLAIN_GREEN, DZ_PLAIN_BLUE, DZ_PLAIN_YELLOW, DZ_PLAIN_RED,
                                            DZ_PLAIN_BLUE};
    return colors[dz_write__weigh(result)];
}

static bool has_major(const dz_check_result *result)
{
    for (size_t i = 0; i < result->difference_count; i++)
        if (result->differences[i].severity == DZ_SEVERITY_MAJOR)
            return true;
    return false;
}

/* What matters most: the first major difference (minor, where none is), how many there are beside it, and who spoke. */
static void put_remarks(dz_plain *text, const dz_check_result *result)
{
    const char *agreement = dz_write__agreement_words(result->agreement);
    dz_severity severity = has_major(result) ? DZ_SEVERITY_MAJOR : DZ_SEVERITY_MINOR;
    size_t told = 0;
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        if (difference->severity != severity || told++)
            continue;
        dz_plain__format(text, "%s: ", dz_difference_kind_name(difference->kind));
        if (difference->note)
            dz_plain__column(text, difference->note, strlen(difference->note), NOTE_COLUMNS, false);
    }
    if (told > 1)
        dz_plain__format(text, " (and %zu more)", told - 1);
    if (agreement)
        dz_plain__format(text, "%s%s", told ? "; " : "", agreement);
}

static dz_status put_line(dz_plain *text, const dz_check_result *result)
{
    const char *verdict = dz_verdict_name(result->verdict);
    dz_plain__append(text, "  ");
    dz_plain__color(text, color_of(result));
    dz_plain__format(text, "%-11s", verdict);
    dz_plain__color(text, DZ_PLAIN_OFF);
    dz_plain__append(text, "  ");
    bool remarks = dz_write__has_major(result) || dz_write__speaker_differs(result);
    dz_plain__column(text, result->quote.text.data, result->quote.text.length, QUOTE_COLUMNS, remarks);
    if (remarks) {
        dz_plain__append(text, "  ");
        put_remarks(text, result);
    }
    return dz_plain__end_line(text);
}

static void put_marked(dz_plain *text, dz_plain_color color, const char *open, const char *words, size_t length,
                       const char *close)
{
    if (!length)
        return;
    dz_plain__color(text, color);
    dz_plain__append(text, open);
    dz_plain__line(text, words, length);
    dz_plain__append(text, close);
    dz_plain__color(text, DZ_PLAIN_OFF);
}

/* The source's words, with [-what the quote leaves out-] and {+what it has instead+}. */
static void put_passage(dz_plain *text, const dz_check_view *view, const dz_check_result *result, uint32_t number)
{
    const dz_match *match = &result->matches[number];
    const dz_document *source = dz_index_document(view->sources, match->document);
    const char *words = dz_document_text(source).data;
    dz_span around = dz_write__surroundings(source, match->source, view->options->context);
    dz_passage passage = dz_write__open_passage(result, number);
    dz_piece piece;
    dz_plain__append(text, "      ");
    put_marked(text, DZ_PLAIN_DIM, "", words + around.begin, match->source.begin - around.begin, "");
    dz_plain__append(text, around.begin < match->source.begin ? " >>" : ">>");
    while (dz_write__next_piece(&passage, &piece)) {
        const char *begin = words + piece.source.begin;
        size_t length = piece.source.end - piece.source.begin;
        if (!piece.difference) {
            dz_plain__line(text, begin, length);
            continue;
        }
        dz_span quote = piece.difference->quote;
        put_marked(text, DZ_PLAIN_RED, "[-", begin, length, "-]");
        put_marked(text, DZ_PLAIN_GREEN, "{+", result->quote.text.data + quote.begin, quote.end - quote.begin, "+}");
    }
    dz_plain__append(text, "<<");
    put_marked(text, DZ_PLAIN_DIM, "", words + match->source.end, around.end - match->source.end, "");
    dz_plain__end_line(text);
}

static void put_place(dz_plain *text, const dz_check_view *view, const dz_match *match, const char *label)
{
    const dz_document *source = dz_index_document(view->sources, match->document);
    const dz_block *block = dz_document_block_at(source, match->source.begin);
    const dz_offsets *offsets = dz_document_offsets(source);
    dz_plain__format(text, "      %s %s, characters %zu to %zu", label, dz_document_name(source),
                     dz_offsets_codepoint(offsets, match->source.begin),
                     dz_offsets_codepoint(offsets, match->source.end));
    if (block && block->role != DZ_ROLE_NONE)
        dz_plain__format(text, ", %s", dz_turn_role_name(block->role));
    if (block && block->speaker)
        dz_plain__format(text, ", %s", block->speaker);
    if (dz_document_date(source))
        dz_plain__format(text, ", %s", dz_document_date(source));
    dz_plain__end_line(text);
}

/* What the other text of the pair has in its place. */
static void put_counterparts(dz_plain *text, const dz_check_view *view, const dz_check_result *result)
{
    bool independent = result->wording == DZ_WORDING_INDEPENDENT;
    for (size_t i = 0; i < result->counterpart_count; i++) {
        const dz_match *passage = &result->counterparts[i];
        const dz_document *source = dz_index_document(view->sources, passage->document);
        put_place(text, view, passage, independent ? "translated there as, in" : "beside it, in");
        dz_plain__append(text, "      ");
        dz_plain__line(text, dz_document_text(source).data + passage->source.begin,
                       passage->source.end - passage->source.begin);
        dz_plain__end_line(text);
    }
    if (!independent)
        return;
    dz_plain__format(text, "      %s", dz_write__wording_words(result->wording));
    if (result->counterpart_count)
        dz_plain__format(text, " (%d %% alike)", (int)(result->counterparts[0].score * 100.0f + 0.5f));
    dz_plain__end_line(text);
}

static void put_differences(dz_plain *text, const dz_check_result *result)
{
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        dz_plain__format(text, "      - %s (%s): ", dz_difference_kind_name(difference->kind),
                         dz_severity_name(difference->severity));
        dz_plain__append(text, difference->note ? difference->note : "");
        dz_plain__end_line(text);
    }
    size_t shown = 0;
    for (unsigned bit = 0; bit < DZ_FOLD_COUNT; bit++)
        if (result->folds & 1u << bit)
            dz_plain__format(text, "%s%s",
                             shown++ ? ", " : "      read as the same: ", dz_fold_name((dz_fold)(1u << bit)));
    if (shown)
        dz_plain__end_line(text);
}

static void put_speakers(dz_plain *text, const dz_check_result *result)
{
    const char *words = dz_write__agreement_words(result->agreement);
    dz_plain__format(text, "      the report names %s; the source %s",
                     result->quote.speaker ? result->quote.speaker : "nobody",
                     result->source_speaker ? result->source_speaker : "does not say who spoke");
    if (words)
        dz_plain__format(text, ": %s", words);
    if (result->agreement == DZ_AGREEMENT_OTHER_DATE && result->quote.date)
        dz_plain__format(text, ", %s", result->quote.date);
    dz_plain__end_line(text);
}

static void put_citation(dz_plain *text, dz_context *context, const dz_check_view *view, const dz_check_result *result)
{
    dz_buffer line;
    dz_buffer__init(&line, context);
    dz_write__cite(&line, view, result);
    dz_view words = dz_buffer__view(&line);
    dz_plain__append(text, "      cite: ");
    dz_plain__line(text, words.data, words.length);
    dz_plain__end_line(text);
    text->buffer.failed |= line.failed;
    dz_buffer__free(&line);
}

static dz_status put_details(dz_plain *text, dz_context *context, const dz_check_view *view,
                             const dz_check_result *result)
{
    dz_plain__append(text, "      \"");
    dz_plain__line(text, result->quote.text.data, result->quote.text.length);
    dz_plain__byte(text, '"');
    dz_plain__end_line(text);
    for (size_t i = 0; i < result->match_count; i++) {
        bool best = result->matches[i].rank == 1;
        put_place(text, view, &result->matches[i], best ? "in" : "also in");
        if (best)
            put_passage(text, view, result, (uint32_t)i);
    }
    if (result->near_miss) {
        put_place(text, view, result->near_miss, "nearest:");
        const dz_document *source = dz_index_document(view->sources, result->near_miss->document);
        dz_span span = result->near_miss->source;
        dz_plain__append(text, "      ");
        put_marked(text, DZ_PLAIN_DIM, "", dz_document_text(source).data + span.begin, span.end - span.begin, "");
        dz_plain__end_line(text);
    }
    put_counterparts(text, view, result);
    put_differences(text, result);
    if (result->match_count) {
        put_speakers(text, result);
        put_citation(text, context, view, result);
    }
    return dz_plain__end_line(text);
}

static void put_summary(dz_plain *text, const dz_check_view *view)
{
    size_t counts[DZ_VERDICT_COUNT], count = dz_check_count(view->check), shown = 0;
    dz_write__count_verdicts(view->check, counts);
    dz_plain__color(text, DZ_PLAIN_BOLD);
    dz_plain__append(text, dz_document_name(view->report));
    dz_plain__color(text, DZ_PLAIN_OFF);
    dz_plain__format(text, ": %zu %s", count, count == 1 ? "quote" : "quotes");
    for (size_t i = 0; i < DZ_VERDICT_COUNT; i++)
        if (counts[i])
            dz_plain__format(text, "%s%zu %s", shown++ ? ", " : ": ", counts[i], dz_verdict_name((dz_verdict)i));
    dz_plain__end_line(text);
}

dz_status dz_write__check_text(dz_context *context, const dz_sink *sink, const dz_check_view *view)
{
    dz_plain text;
    dz_status status = DZ_OK;
    dz_plain__init(&text, context, sink, view->options->color);
    if (view->report)
        put_summary(&text, view);
    for (size_t i = 0; status == DZ_OK && i < dz_check_count(view->check); i++) {
        const dz_check_result *result = dz_check_at(view->check, i);
        status = put_line(&text, result);
        if (status == DZ_OK && view->options->verbose)
            status = put_details(&text, context, view, result);
    }
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}
