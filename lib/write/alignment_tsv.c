/* A table for a spreadsheet: one bead a row, with the texts of its sentences. */
#include <string.h>

#include "write/write_alignment.h"
#include "write/plain.h"

static void put_side(dz_plain *text, const dz_document *document, const uint32_t *numbers, size_t count)
{
    size_t sentence_count;
    const dz_sentence *sentences = dz_document_sentences(document, &sentence_count);
    dz_view words = dz_document_text(document);
    for (size_t i = 0; i < count; i++) {
        dz_span span = sentences[numbers[i]].span;
        if (i)
            dz_plain__byte(text, ' ');
        dz_plain__line(text, words.data + span.begin, span.end - span.begin);
    }
}

static void put_numbers(dz_plain *text, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        dz_plain__format(text, i ? " %u" : "%u", numbers[i]);
    dz_plain__byte(text, '\t');
}

/* The flags, parted by spaces, and the notes, parted by semicolons. */
static void put_findings(dz_plain *text, const dz_alignment_view *view, size_t index)
{
    size_t count;
    const dz_bead *bead = dz_alignment_bead(view->alignment, index);
    const dz_note *notes = dz_alignment_notes(view->alignment, index, &count);
    const char *between = "\t";
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (bead->flags & bit) {
            dz_plain__format(text, "%s%s", between, dz_bead_flag_name((dz_bead_flag)bit));
            between = " ";
        }
    dz_plain__append(text, bead->flags ? "\t" : "\t\t");
    for (size_t n = 0; n < count; n++) {
        dz_plain__append(text, n ? "; " : "");
        dz_plain__line(text, notes[n].text, strlen(notes[n].text));
    }
}

dz_status dz_write__alignment_tsv(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_plain text;
    dz_status status = DZ_OK;
    dz_plain__init(&text, context, sink, false);
    if (!view->options->continued)
        dz_plain__append(&text, "source\ttarget\tscore\tstatus\tsource_text\ttarget_text\tflags\tnotes\n");
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        unsigned score = (unsigned)((double)bead->score * 10000.0 + 0.5);
        put_numbers(&text, bead->source, bead->source_count);
        put_numbers(&text, bead->target, bead->target_count);
        dz_plain__format(&text, "%u.%04u\t%s\t", score / 10000, score % 10000, dz_bead_status_name(bead->status));
        put_side(&text, view->source, bead->source, bead->source_count);
        dz_plain__byte(&text, '\t');
        put_side(&text, view->target, bead->target, bead->target_count);
        put_findings(&text, view, i);
        status = dz_plain__end_line(&text);
    }
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}
