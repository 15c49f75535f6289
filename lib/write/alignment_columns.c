/* Lines with columns: a table for spreadsheets, hunalign's two forms, and the line-by-line files of Moses. */
#include <string.h>

#include "write/csv.h"
#include "write/plain.h"
#include "write/write_alignment.h"

static const char sentence_mark[] = " ~~~ "; /* hunalign's, between the sentences of a bead */

static void put_side(dz_plain *text, const dz_document *document, const uint32_t *numbers, size_t count,
                     const char *between)
{
    for (size_t i = 0; i < count; i++) {
        dz_view words = dz_write__sentence(document, numbers[i]);
        if (i)
            dz_plain__append(text, between);
        dz_plain__line(text, words.data, words.length);
    }
}

static void put_share(dz_plain *text, float share)
{
    unsigned scaled = (unsigned)((double)share * 10000.0 + 0.5);
    dz_plain__format(text, "%u.%04u", scaled / 10000, scaled % 10000);
}

/* ---- csv ---- */

static void put_cells(dz_csv *csv, dz_buffer *cell, const dz_document *document, const uint32_t *numbers, size_t count,
                      bool words)
{
    dz_buffer__clear(cell);
    for (size_t i = 0; i < count; i++) {
        if (i)
            dz_buffer__append_byte(cell, ' ');
        dz_view sentence = words ? dz_write__sentence(document, numbers[i]) : (dz_view){"", 0};
        if (words)
            dz_buffer__append(cell, sentence.data, sentence.length);
        else
            dz_buffer__append_format(cell, "%u", numbers[i]);
    }
    dz_view view = dz_buffer__view(cell);
    dz_csv__view(csv, view.data, view.length);
}

/* The flags, parted by spaces, and the notes, parted by semicolons. */
static void put_findings(dz_csv *csv, dz_buffer *cell, const dz_alignment_view *view, size_t index)
{
    size_t count;
    const dz_bead *bead = dz_alignment_bead(view->alignment, index);
    const dz_note *notes = dz_alignment_notes(view->alignment, index, &count);
    dz_buffer__clear(cell);
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (bead->flags & bit)
            dz_buffer__append_format(cell, cell->length ? " %s" : "%s", dz_bead_flag_name((dz_bead_flag)bit));
    dz_csv__view(csv, cell->data, cell->length);
    dz_buffer__clear(cell);
    for (size_t n = 0; n < count; n++)
        dz_buffer__append_format(cell, n ? "; %s" : "%s", notes[n].text);
    dz_csv__view(csv, cell->data, cell->length);
}

dz_status dz_write__alignment_csv(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_csv csv;
    dz_buffer cell;
    dz_status status = DZ_OK;
    dz_csv__init(&csv, context, sink);
    dz_buffer__init(&cell, context);
    if (!view->options->continued)
        dz_csv__heading(&csv, "document,source,target,score,status,source_text,target_text,flags,notes");
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        dz_csv__text(&csv, view->name);
        put_cells(&csv, &cell, view->source, bead->source, bead->source_count, false);
        put_cells(&csv, &cell, view->target, bead->target, bead->target_count, false);
        dz_csv__share(&csv, bead->score);
        dz_csv__text(&csv, dz_bead_status_name(bead->status));
        put_cells(&csv, &cell, view->source, bead->source, bead->source_count, true);
        put_cells(&csv, &cell, view->target, bead->target, bead->target_count, true);
        put_findings(&csv, &cell, view, i);
        status = dz_buffer__status(&cell);
        if (status == DZ_OK)
            status = dz_csv__end_row(&csv);
    }
    if (status == DZ_OK)
        status = dz_csv__flush(&csv);
    dz_buffer__free(&cell);
    dz_csv__free(&csv);
    return status;
}

/* ---- bitext ---- */

dz_status dz_write__alignment_bitext(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_plain text;
    dz_status status = DZ_OK;
    dz_plain__init(&text, context, sink, false);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        put_side(&text, view->source, bead->source, bead->source_count, sentence_mark);
        dz_plain__byte(&text, '\t');
        put_side(&text, view->target, bead->target, bead->target_count, sentence_mark);
        dz_plain__byte(&text, '\t');
        put_share(&text, bead->score);
        status = dz_plain__end_line(&text);
    }
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}

/* ---- ladder ---- */

/* Whether the numbers go on from `*next`; moves it behind them. */
static bool goes_on(const uint32_t *numbers, size_t count, uint32_t *next)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] != (*next)++)
            return false;
    return true;
}

static dz_status refuse_crossing(dz_context *context, const dz_alignment_view *view)
{
    return dz_context__fail(
        context, DZ_ERROR_ARGUMENT,
        "%s: the beads cross, which a ladder cannot say; use another format, or align with --monotone", view->name);
}

/* A rung is where both texts have come to; a bead is what stands between two rungs. */
dz_status dz_write__alignment_ladder(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_plain text;
    dz_status status = DZ_OK;
    uint32_t source = 0, target = 0;
    dz_plain__init(&text, context, sink, false);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        dz_plain__format(&text, "%u\t%u\t", source, target);
        put_share(&text, bead->score);
        bool up =
            goes_on(bead->source, bead->source_count, &source) && goes_on(bead->target, bead->target_count, &target);
        status = up ? dz_plain__end_line(&text) : refuse_crossing(context, view);
    }
    dz_plain__format(&text, "%u\t%u\t0.0000\n", source, target);
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}

/* ---- word links ---- */

/* "0-0 1-2": a line for each bead that has both sides. */
dz_status dz_write__alignment_pharaoh(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_plain text;
    dz_status status = DZ_OK;
    dz_plain__init(&text, context, sink, false);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        size_t count;
        const dz_link *links = dz_alignment_links(view->alignment, i, &count);
        if (!bead->source_count || !bead->target_count)
            continue;
        for (size_t n = 0; n < count; n++)
            dz_plain__format(&text, n ? " %u-%u" : "%u-%u", links[n].source, links[n].target);
        status = dz_plain__end_line(&text);
    }
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}

/* The words of a bead's side, parted by one space; a space inside a word becomes a low line. */
static void put_words(dz_plain *text, dz_buffer *word, const dz_alignment *alignment, size_t bead,
                      const dz_document *document, bool of_source)
{
    size_t count;
    const dz_span *spans = dz_alignment_words(alignment, bead, of_source, &count);
    const char *bytes = dz_document_text(document).data;
    for (size_t n = 0; n < count; n++) {
        dz_buffer__clear(word);
        for (size_t at = spans[n].begin; at < spans[n].end; at++)
            dz_buffer__append_byte(word, strchr(" \t\r\n", bytes[at]) ? '_' : bytes[at]);
        dz_plain__append(text, n ? " " : "");
        dz_plain__line(text, word->data, word->length);
    }
}

dz_status dz_write_moses_words(dz_context *context, const dz_sink *source_sink, const dz_sink *target_sink,
                         const dz_alignment *alignment, const dz_document *source, const dz_document *target)
{
    dz_plain lines[2];
    dz_buffer word;
    dz_status status = DZ_OK;
    dz_buffer__init(&word, context);
    dz_plain__init(&lines[0], context, source_sink, false);
    dz_plain__init(&lines[1], context, target_sink, false);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(alignment, i);
        if (!bead->source_count || !bead->target_count)
            continue;
        put_words(&lines[0], &word, alignment, i, source, true);
        put_words(&lines[1], &word, alignment, i, target, false);
        status = dz_buffer__status(&word);
        for (size_t side = 0; side < 2 && status == DZ_OK; side++)
            status = dz_plain__end_line(&lines[side]);
    }
    for (size_t side = 0; side < 2; side++) {
        if (status == DZ_OK)
            status = dz_plain__flush(&lines[side]);
        dz_plain__free(&lines[side]);
    }
    dz_buffer__free(&word);
    return status;
}

/* ---- moses ---- */

dz_status dz_write_moses(dz_context *context, const dz_sink *source_sink, const dz_sink *target_sink,
                         const dz_alignment *alignment, const dz_document *source, const dz_document *target)
{
    dz_plain lines[2];
    dz_status status = DZ_OK;
    dz_plain__init(&lines[0], context, source_sink, false);
    dz_plain__init(&lines[1], context, target_sink, false);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(alignment, i);
        if (!bead->source_count || !bead->target_count)
            continue;
        put_side(&lines[0], source, bead->source, bead->source_count, " ");
        put_side(&lines[1], target, bead->target, bead->target_count, " ");
        status = dz_plain__end_line(&lines[0]);
        if (status == DZ_OK)
            status = dz_plain__end_line(&lines[1]);
    }
    for (size_t side = 0; side < 2; side++) {
        if (status == DZ_OK)
            status = dz_plain__flush(&lines[side]);
        dz_plain__free(&lines[side]);
    }
    return status;
}
