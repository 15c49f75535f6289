#include <string.h>

#include "base/arena.h"
#include "compare/work.h"
#include "duizhao/align.h"
#include "duizhao/check.h"

/* What the two texts share below which the differences are not to be relied on. */
#define LEAST_LIKENESS 0.5f
#define LEAST_BEADS 5 /* of fewer the likeness says little */

/* A bead that is less sure than this is a guess, and no part of what the two texts share. Where there is more guessed
 * than sure, they are hardly translations of each other. */
#define LEAST_SCORE 0.5f

typedef struct across_work {
    dz_context *context;
    dz_comparison *out;
    const dz_document *documents[2];
    const dz_alignment *alignment;
    size_t had[2];     /* bytes of sentences that have a translation, surely, of each side */
    size_t doubted[2]; /* that have an unsure one */
} across_work;

static dz_span span_of(const dz_document *document, const uint32_t *sentences, size_t count)
{
    size_t all;
    const dz_sentence *items = dz_document_sentences(document, &all);
    return count ? (dz_span){items[sentences[0]].span.begin, items[sentences[count - 1]].span.end} : (dz_span){0, 0};
}

static dz_status tell(across_work *work, dz_difference_kind kind, dz_span first, dz_span second, const char *note)
{
    dz_difference difference = {kind, DZ_SEVERITY_MAJOR, first, second, note};
    return note ? dz_array__push(work->context, &work->out->differences, difference) : DZ_ERROR_MEMORY;
}

/* The kind of difference that a check of the alignment found; false for one that is none. */
static bool kind_of(const dz_note *note, dz_difference_kind *kind)
{
    switch (note->flag) {
    case DZ_FLAG_NUMBER:
        *kind = DZ_DIFFERENCE_NUMBER;
        return true;
    case DZ_FLAG_NEGATION:
        *kind = DZ_DIFFERENCE_NEGATION;
        return true;
    case DZ_FLAG_NAME:
        *kind = DZ_DIFFERENCE_NAME;
        return true;
    case DZ_FLAG_DATE:
        *kind = DZ_DIFFERENCE_DATE;
        return true;
    case DZ_FLAG_CLAUSE:
        *kind = note->of_source ? DZ_DIFFERENCE_TRANSLATION_OMISSION : DZ_DIFFERENCE_TRANSLATION_ADDITION;
        return true;
    case DZ_FLAG_TERM:
        break;
    }
    return false;
}

static dz_status tell_notes(across_work *work, size_t number, const dz_bead *bead)
{
    size_t count;
    const dz_note *notes = dz_alignment_notes(work->alignment, number, &count);
    dz_span source = span_of(work->documents[0], bead->source, bead->source_count);
    dz_span target = span_of(work->documents[1], bead->target, bead->target_count);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        dz_difference_kind kind;
        const char *text = dz_arena__copy(&work->out->arena, notes[i].text, strlen(notes[i].text));
        dz_span first = notes[i].of_source ? notes[i].span : (dz_span){source.end, source.end};
        dz_span second = notes[i].of_source ? (dz_span){target.end, target.end} : notes[i].span;
        if (kind_of(&notes[i], &kind))
            status = tell(work, kind, first, second, text);
    }
    return status;
}

/* A bead with one side: a passage that only one version has. `*at` is where the other version has got to. */
static dz_status tell_missing(across_work *work, const dz_bead *bead, const size_t at[2])
{
    bool of_source = bead->source_count > 0;
    const dz_document *document = work->documents[of_source ? 0 : 1];
    dz_span span = of_source ? span_of(document, bead->source, bead->source_count)
                             : span_of(document, bead->target, bead->target_count);
    int length = (int)(span.end - span.begin < 120 ? span.end - span.begin : 120);
    const char *words = dz_document_text(document).data + span.begin;
    while (length && ((unsigned char)words[length] & 0xC0) == 0x80)
        length--;
    const char *note = dz_arena__format(&work->out->arena, "%s: %.*s", of_source ? "left out" : "added", length, words);
    dz_span none = {at[of_source], at[of_source]};
    return tell(work, of_source ? DZ_DIFFERENCE_TRANSLATION_OMISSION : DZ_DIFFERENCE_TRANSLATION_ADDITION,
                of_source ? span : none, of_source ? none : span, note);
}

static dz_status tell_beads(across_work *work)
{
    size_t at[2] = {0, 0};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < dz_alignment_count(work->alignment) && status == DZ_OK; i++) {
        const dz_bead *bead = dz_alignment_bead(work->alignment, i);
        if (!bead->source_count && !bead->target_count)
            continue;
        if (!bead->source_count || !bead->target_count) {
            status = tell_missing(work, bead, at);
            continue;
        }
        dz_span spans[2] = {span_of(work->documents[0], bead->source, bead->source_count),
                            span_of(work->documents[1], bead->target, bead->target_count)};
        for (int side = 0; side < 2; side++) {
            size_t *held = bead->score >= LEAST_SCORE ? work->had : work->doubted;
            held[side] += spans[side].end - spans[side].begin;
            at[side] = spans[side].end;
        }
        status = tell_notes(work, i, bead);
    }
    return status;
}

/* The share of both texts that has a translation. */
static float share_had(const across_work *work)
{
    size_t all[2] = {0, 0};
    for (int side = 0; side < 2; side++) {
        size_t count;
        const dz_sentence *sentences = dz_document_sentences(work->documents[side], &count);
        for (size_t i = 0; i < count; i++)
            all[side] += sentences[i].span.end - sentences[i].span.begin;
    }
    float first = all[0] ? (float)work->had[0] / (float)all[0] : 1.0f;
    float second = all[1] ? (float)work->had[1] / (float)all[1] : 1.0f;
    float share = (first + second) / 2;
    return share < 1.0f ? share : 1.0f;
}

dz_status dz_compare_across(dz_context *context, dz_comparison **out, const dz_document *first,
                            const dz_document *second, const dz_lexicon *lexicon)
{
    *out = NULL;
    dz_alignment *alignment = NULL;
    across_work work = {.context = context, .documents = {first, second}};
    work.out = dz_memory__zeroed(context, 1, sizeof *work.out);
    if (!work.out)
        return DZ_ERROR_MEMORY;
    work.out->context = context;
    dz_arena__init(&work.out->arena, context);
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    options.lexicon = lexicon;
    options.checks = true;
    dz_status status = dz_align(context, &alignment, first, second, &options);
    work.alignment = alignment;
    if (status == DZ_OK)
        status = tell_beads(&work);
    if (status == DZ_OK) {
        work.out->across = true;
        float likeness = dz_alignment_likeness(alignment);
        bool guessed = work.doubted[0] > work.had[0] && work.doubted[1] > work.had[1];
        work.out->degraded = (likeness < LEAST_LIKENESS || guessed) && dz_alignment_count(alignment) >= LEAST_BEADS;
        work.out->score = share_had(&work) * (work.out->degraded ? likeness : 1.0f);
        work.out->closeness = work.out->differences.count ? DZ_CLOSENESS_ALTERED : DZ_CLOSENESS_TYPOGRAPHIC;
        *out = work.out;
    } else {
        dz_comparison_free(work.out);
    }
    dz_alignment_free(alignment);
    return status;
}
