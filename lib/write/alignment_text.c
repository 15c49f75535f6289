/* An alignment to be read in a terminal. */
#include <string.h>

#include "write/write_alignment.h"
#include "write/page.h"
#include "write/plain.h"

static void put_numbers(dz_plain *text, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        dz_plain__format(text, i ? ",%u" : "%u", numbers[i]);
    if (!count)
        dz_plain__append(text, "-");
}

static void put_side(dz_plain *text, const dz_document *document, const uint32_t *numbers, size_t count)
{
    size_t sentence_count;
    const dz_sentence *sentences = dz_document_sentences(document, &sentence_count);
    dz_view words = dz_document_text(document);
    if (!count) {
        dz_plain__color(text, DZ_PLAIN_YELLOW);
        dz_plain__format(text, "    (nothing in the %s)", dz_page__language_words(document, "other text"));
        dz_plain__color(text, DZ_PLAIN_OFF);
        dz_plain__end_line(text);
    }
    for (size_t i = 0; i < count; i++) {
        dz_span span = sentences[numbers[i]].span;
        dz_plain__append(text, "    ");
        dz_plain__line(text, words.data + span.begin, span.end - span.begin);
        dz_plain__end_line(text);
    }
}

/* What the checks found, in words; where the bead comes out of a file, its flags alone. */
static void put_findings(dz_plain *text, const dz_alignment_view *view, size_t index)
{
    size_t count;
    const dz_note *notes = dz_alignment_notes(view->alignment, index, &count);
    for (size_t n = 0; n < count; n++) {
        dz_plain__color(text, DZ_PLAIN_RED);
        dz_plain__format(text, "    ! %s, %s: ", dz_bead_flag_name(notes[n].flag),
                         dz_page__language_words(notes[n].of_source ? view->source : view->target,
                                                 notes[n].of_source ? "first text" : "second text"));
        dz_plain__line(text, notes[n].text, strlen(notes[n].text));
        dz_plain__color(text, DZ_PLAIN_OFF);
        dz_plain__end_line(text);
    }
}

static dz_status put_bead(dz_plain *text, const dz_alignment_view *view, size_t index, bool moved)
{
    const dz_bead *bead = dz_alignment_bead(view->alignment, index);
    dz_plain__color(text, DZ_PLAIN_BOLD);
    put_numbers(text, bead->source, bead->source_count);
    dz_plain__append(text, " = ");
    put_numbers(text, bead->target, bead->target_count);
    dz_plain__color(text, DZ_PLAIN_OFF);
    dz_plain__format(text, "   %d %%", (int)(bead->score * 100.0f + 0.5f));
    if (bead->status != DZ_BEAD_AUTO)
        dz_plain__format(text, ", %s", dz_bead_status_name(bead->status));
    if (moved)
        dz_plain__append(text, ", moved");
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (bead->flags & bit)
            dz_plain__format(text, ", %s differs", dz_bead_flag_name((dz_bead_flag)bit));
    dz_plain__end_line(text);
    put_side(text, view->source, bead->source, bead->source_count);
    put_side(text, view->target, bead->target, bead->target_count);
    put_findings(text, view, index);
    return dz_plain__end_line(text);
}

/* Half sure and less is a guess, and says so. */
static void put_gap(dz_plain *text, const dz_alignment_view *view, const dz_gap *gap)
{
    const dz_document *lacking = gap->missing_in_target ? view->target : view->source;
    const dz_document *having = gap->missing_in_target ? view->source : view->target;
    dz_plain__format(text, "The %s %s %s %u", dz_page__language_words(lacking, "other text"),
                     gap->confidence > 0.5f ? "leaves out" : "may leave out",
                     gap->count == 1 ? "sentence" : "sentences", gap->sentences[0]);
    if (gap->count > 1)
        dz_plain__format(text, " to %u", gap->sentences[gap->count - 1]);
    dz_plain__format(text, " of the %s (%d %% sure).", dz_page__language_words(having, "other text"),
                     (int)(gap->confidence * 100.0f + 0.5f));
    dz_plain__end_line(text);
}

static void put_summary(dz_plain *text, const dz_alignment_view *view, const unsigned char *moved)
{
    size_t source_count, target_count, moved_count = 0, count = dz_alignment_count(view->alignment);
    dz_document_sentences(view->source, &source_count);
    dz_document_sentences(view->target, &target_count);
    for (size_t i = 0; i < count; i++)
        moved_count += moved[i];
    dz_plain__format(text, "%zu and %zu sentences, numbered from 0, in %zu beads; %zu stand in another order.",
                     source_count, target_count, count, moved_count);
    dz_plain__end_line(text);
    for (size_t i = 0; i < dz_alignment_gap_count(view->alignment); i++)
        put_gap(text, view, dz_alignment_gap(view->alignment, i));
    if (dz_alignment_likeness(view->alignment) < DZ_LIKENESS_FLOOR) {
        dz_plain__color(text, DZ_PLAIN_RED);
        dz_plain__append(text,
                         "Warning: these do not look like translations of each other. Is it the right pair of files?");
        dz_plain__color(text, DZ_PLAIN_OFF);
        dz_plain__end_line(text);
    }
}

dz_status dz_write__alignment_text(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_plain text;
    unsigned char *moved = dz_write__find_moved(context, view->alignment);
    if (!moved)
        return DZ_ERROR_MEMORY;
    dz_status status = DZ_OK;
    dz_plain__init(&text, context, sink, view->options->color);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++)
        status = put_bead(&text, view, i, moved[i]);
    if (status == DZ_OK) {
        put_summary(&text, view, moved);
        status = dz_plain__flush(&text);
    }
    dz_plain__free(&text);
    dz_memory__free(context, moved);
    return status;
}
