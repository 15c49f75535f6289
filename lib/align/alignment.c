#include "duizhao/align.h"

#include <stdlib.h>
#include <string.h>

#include "align/blocks.h"
#include "align/checks.h"
#include "align/cuts.h"
#include "align/likeness.h"
#include "align/links.h"
#include "align/passes.h"
#include "align/settings.h"
#include "base/arena.h"
#include "base/array.h"

struct dz_alignment {
    dz_context *context;
    dz_arena arena;
    dz_bead *beads;
    size_t count;
    dz_gap *gaps;
    size_t gap_count;
    dz_doubt *doubts;
    size_t doubt_count;
    dz_align__links links;
    size_t *link_starts; /* count + 1, or NULL */
    bool links_wanted;   /* by the caller, not by the checks alone */
    DZ_ARRAY(dz_span) words;
    size_t *word_starts[2]; /* count + 1 each, or NULL; those of a bead's target follow those of its source */
    dz_align__notes notes;
    size_t *note_starts; /* count + 1, or NULL */
    float likeness;
};

/* The document's numbers of `count` sentences of a side from `first` on; an empty list is not NULL. */
static const uint32_t *document_numbers(dz_alignment *alignment, const dz_align__side *side, uint32_t first,
                                        uint32_t count)
{
    uint32_t *numbers = dz_arena__allocate(&alignment->arena, (count ? count : 1) * sizeof *numbers);
    for (uint32_t n = 0; numbers && n < count; n++)
        numbers[n] = side->numbers[first + n];
    return numbers;
}

/* A bead that was rejected and that nothing else could be made of: its sentences stand alone. */
static void put_apart(dz_alignment *alignment, const dz_bead *bead)
{
    for (size_t n = 0; n < bead->source_count + bead->target_count; n++) {
        bool of_source = n < bead->source_count;
        const uint32_t *number = of_source ? &bead->source[n] : &bead->target[n - bead->source_count];
        alignment->beads[alignment->count++] = (dz_bead){
            .source = number, .source_count = of_source, .target = number, .target_count = !of_source, .score = 0};
    }
}

static dz_status put_bead(dz_alignment *alignment, const dz_align__step *step, const dz_align__side *source,
                          const dz_align__side *target, const dz_align__decisions *decisions)
{
    dz_align__type type = dz_align__types[step->type];
    dz_bead bead = {
        .source = document_numbers(alignment, source, step->i, type.source),
        .source_count = type.source,
        .target = document_numbers(alignment, target, step->j, type.target),
        .target_count = type.target,
        .score = step->score,
        .status = DZ_BEAD_AUTO,
    };
    if (!bead.source || !bead.target)
        return DZ_ERROR_MEMORY;
    bool rejected = dz_align__is_rejected(decisions, bead.source, bead.source_count, bead.target, bead.target_count);
    if (rejected && bead.source_count && bead.target_count) {
        put_apart(alignment, &bead);
        return DZ_OK;
    }
    bead.status = rejected ? DZ_BEAD_REJECTED : DZ_BEAD_AUTO;
    alignment->beads[alignment->count++] = bead;
    return DZ_OK;
}

static const uint32_t *copy_numbers(dz_alignment *alignment, const uint32_t *numbers, size_t count)
{
    uint32_t *copy = dz_arena__allocate(&alignment->arena, (count ? count : 1) * sizeof *copy);
    if (copy && count)
        memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

/* A person is sure. */
static dz_status put_fixed(dz_alignment *alignment, const dz_bead *fixed)
{
    dz_bead bead = *fixed;
    bead.source = copy_numbers(alignment, fixed->source, fixed->source_count);
    bead.target = copy_numbers(alignment, fixed->target, fixed->target_count);
    bead.score = 1;
    bead.flags = 0;
    if (!bead.source || !bead.target)
        return DZ_ERROR_MEMORY;
    alignment->beads[alignment->count++] = bead;
    return DZ_OK;
}

/* A bead for each sentence that no side has, because it is boilerplate. */
static dz_status put_left_out(dz_alignment *alignment, const dz_align__side *side, size_t sentence_count,
                              const bool *taken, bool of_source)
{
    uint32_t next = 0;
    for (uint32_t number = 0; number < sentence_count; number++) {
        if (next < side->free_count && side->numbers[next] == number) {
            next++;
            continue;
        }
        if (taken && taken[number])
            continue;
        uint32_t *numbers = dz_arena__allocate(&alignment->arena, sizeof *numbers);
        if (!numbers)
            return DZ_ERROR_MEMORY;
        *numbers = number;
        alignment->beads[alignment->count++] = (dz_bead){
            .source = numbers, .source_count = of_source, .target = numbers, .target_count = !of_source, .score = 1};
    }
    return DZ_OK;
}

/* A bead and the place where it belongs. */
typedef struct placed_bead {
    dz_bead bead;
    uint32_t key; /* its first source sentence + 1, or that of the bead before it on the target side */
} placed_bead;

static int compare_places(const void *left, const void *right)
{
    const placed_bead *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (!a->bead.source_count != !b->bead.source_count)
        return a->bead.source_count ? -1 : 1;
    return (a->bead.target[0] > b->bead.target[0]) - (a->bead.target[0] < b->bead.target[0]);
}

/* Puts the beads in the order of the source; those without a source sentence behind what they follow in the target. */
static dz_status sort_beads(dz_alignment *alignment, size_t target_count)
{
    dz_context *context = alignment->context;
    dz_status status = DZ_ERROR_MEMORY;
    placed_bead *placed = dz_memory__allocate(context, alignment->count * sizeof *placed);
    uint32_t *keys = dz_memory__zeroed(context, target_count + 1, sizeof *keys);
    if (!placed || !keys)
        goto done;
    for (size_t n = 0; n < alignment->count; n++) {
        const dz_bead *bead = &alignment->beads[n];
        placed[n] = (placed_bead){*bead, bead->source_count ? bead->source[0] + 1 : 0};
        for (size_t t = 0; t < bead->target_count && bead->source_count; t++)
            keys[bead->target[t] + 1] = placed[n].key;
    }
    for (size_t t = 1; t <= target_count; t++)
        keys[t] = keys[t] ? keys[t] : keys[t - 1];
    for (size_t n = 0; n < alignment->count; n++)
        if (!placed[n].bead.source_count)
            placed[n].key = keys[placed[n].bead.target[0]];
    if (alignment->count)
        qsort(placed, alignment->count, sizeof *placed, compare_places);
    for (size_t n = 0; n < alignment->count; n++)
        alignment->beads[n] = placed[n].bead;
    status = DZ_OK;
done:
    dz_memory__free(context, placed);
    dz_memory__free(context, keys);
    return status;
}

static dz_status put_beads(dz_alignment *alignment, const dz_align__path *path, const dz_align__side *source,
                           const dz_align__side *target, const dz_document *source_document,
                           const dz_document *target_document, const dz_align__decisions *decisions)
{
    size_t source_count, target_count;
    dz_document_sentences(source_document, &source_count);
    dz_document_sentences(target_document, &target_count);
    size_t most = source_count + target_count;
    alignment->beads = dz_arena__allocate(&alignment->arena, (most ? most : 1) * sizeof(dz_bead));
    dz_status status = alignment->beads ? DZ_OK : DZ_ERROR_MEMORY;
    for (size_t n = 0; n < path->count && status == DZ_OK; n++)
        if (path->steps[n].region != DZ_FIXED_REGION)
            status = put_bead(alignment, &path->steps[n], source, target, decisions);
    for (size_t n = 0; n < decisions->fixed_count && status == DZ_OK; n++)
        status = put_fixed(alignment, decisions->fixed[n]);
    if (status == DZ_OK)
        status = put_left_out(alignment, source, source_count, decisions->taken[DZ_SOURCE_SIDE], true);
    if (status == DZ_OK)
        status = put_left_out(alignment, target, target_count, decisions->taken[DZ_TARGET_SIDE], false);
    return status == DZ_OK ? sort_beads(alignment, target_count) : status;
}

/* One run of sentences that the other side leaves out. */
static dz_status put_gap(dz_alignment *alignment, const dz_align__path *path, size_t begin, size_t end,
                         const dz_align__side *side, bool of_source)
{
    uint32_t first = of_source ? path->steps[begin].i : path->steps[begin].j;
    dz_gap gap = {of_source, document_numbers(alignment, side, first, (uint32_t)(end - begin)), end - begin, 0};
    if (!gap.sentences)
        return DZ_ERROR_MEMORY;
    for (size_t n = begin; n < end; n++)
        gap.confidence += path->steps[n].score / (float)(end - begin);
    alignment->gaps[alignment->gap_count++] = gap;
    return DZ_OK;
}

/* What a person says is left out. */
static dz_status put_fixed_gaps(dz_alignment *alignment, const dz_align__decisions *decisions)
{
    for (size_t n = 0; n < decisions->fixed_count; n++) {
        const dz_bead *bead = decisions->fixed[n];
        if (bead->source_count && bead->target_count)
            continue;
        bool of_source = bead->source_count != 0;
        size_t count = of_source ? bead->source_count : bead->target_count;
        dz_gap gap = {of_source, copy_numbers(alignment, of_source ? bead->source : bead->target, count), count, 1};
        if (!gap.sentences)
            return DZ_ERROR_MEMORY;
        alignment->gaps[alignment->gap_count++] = gap;
    }
    return DZ_OK;
}

/* Runs of empty beads on one side, within a region. */
static dz_status put_gaps(dz_alignment *alignment, const dz_align__path *path, const dz_align__side *source,
                          const dz_align__side *target, const dz_align__decisions *decisions)
{
    size_t most = path->count + decisions->fixed_count;
    alignment->gaps = dz_arena__allocate(&alignment->arena, (most ? most : 1) * sizeof(dz_gap));
    dz_status status = alignment->gaps ? put_fixed_gaps(alignment, decisions) : DZ_ERROR_MEMORY;
    for (size_t n = 0; n < path->count && status == DZ_OK;) {
        uint8_t type = path->steps[n].type;
        size_t begin = n++;
        bool of_source = dz_align__types[type].source != 0;
        bool fixed = path->steps[begin].region == DZ_FIXED_REGION;
        if (fixed || (of_source && dz_align__types[type].target))
            continue;
        while (n < path->count && path->steps[n].type == type && path->steps[n].region == path->steps[begin].region)
            n++;
        status = put_gap(alignment, path, begin, n, of_source ? source : target, of_source);
    }
    return status;
}

/* The side's own number of each sentence of the document. The caller frees it; NULL where memory ran out. */
static uint32_t *number_sides(dz_context *context, const dz_align__side *side)
{
    uint32_t most = 0;
    for (uint32_t s = 0; s < side->count; s++)
        most = side->numbers[s] > most ? side->numbers[s] : most;
    uint32_t *places = dz_memory__zeroed(context, most + (size_t)1, sizeof *places);
    for (uint32_t s = 0; places && s < side->count; s++)
        places[side->numbers[s]] = s;
    return places;
}

static dz_status link_beads(dz_alignment *alignment, const dz_align__model *model, const uint32_t *source_places,
                            const uint32_t *target_places)
{
    dz_align__fine fine = {0};
    alignment->link_starts =
        dz_arena__allocate(&alignment->arena, (alignment->count + 1) * sizeof *alignment->link_starts);
    dz_status status = alignment->link_starts ? dz_align__fine_init(alignment->context, &fine, model) : DZ_ERROR_MEMORY;
    for (size_t n = 0; n < alignment->count && status == DZ_OK; n++) {
        const dz_bead *bead = &alignment->beads[n];
        alignment->link_starts[n] = alignment->links.count;
        unsigned type = dz_align__type_of(bead->source_count, bead->target_count);
        if (type < DZ_BEAD_TYPES && bead->source_count && bead->target_count)
            status = dz_align__find_links(&fine, source_places[bead->source[0]], target_places[bead->target[0]], type,
                                          &alignment->links);
        alignment->link_starts[n + 1] = alignment->links.count;
    }
    dz_align__fine_free(&fine);
    return status;
}

/* The words of one bead and side, at the end of those so far. */
static dz_status put_side_words(dz_alignment *alignment, const dz_span *words, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (dz_array__push(alignment->context, &alignment->words, words[n]) != DZ_OK)
            return DZ_ERROR_MEMORY;
    return DZ_OK;
}

static dz_status begin_words(dz_alignment *alignment)
{
    alignment->words.count = 0;
    for (int side = 0; side < 2; side++) {
        alignment->word_starts[side] =
            dz_arena__allocate(&alignment->arena, (alignment->count + 1) * sizeof *alignment->word_starts[side]);
        if (!alignment->word_starts[side])
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

static void side_words(const dz_align__side *side, const uint32_t *places, const uint32_t *numbers, size_t count,
                       const dz_span **words, size_t *word_count)
{
    uint32_t first = count ? places[numbers[0]] : 0;
    *words = side->spans + side->starts[first];
    *word_count = count ? side->starts[first + count] - side->starts[first] : 0;
}

/* The words of the beads that have both sides. */
static dz_status list_words(dz_alignment *alignment, const dz_align__model *model, const uint32_t *source_places,
                            const uint32_t *target_places)
{
    dz_status status = begin_words(alignment);
    for (size_t n = 0; n < alignment->count && status == DZ_OK; n++) {
        const dz_bead *bead = &alignment->beads[n];
        bool full = bead->source_count && bead->target_count;
        const dz_span *words;
        size_t count;
        alignment->word_starts[0][n] = alignment->words.count;
        side_words(model->source, source_places, bead->source, full ? bead->source_count : 0, &words, &count);
        status = put_side_words(alignment, words, count);
        alignment->word_starts[1][n] = alignment->words.count;
        side_words(model->target, target_places, bead->target, full ? bead->target_count : 0, &words, &count);
        if (status == DZ_OK)
            status = put_side_words(alignment, words, count);
    }
    if (status == DZ_OK)
        alignment->word_starts[0][alignment->count] = alignment->words.count;
    return status;
}

static dz_status check_beads(dz_alignment *alignment, const dz_align__subject *subject)
{
    alignment->note_starts =
        dz_arena__allocate(&alignment->arena, (alignment->count + 1) * sizeof *alignment->note_starts);
    if (!alignment->note_starts)
        return DZ_ERROR_MEMORY;
    return dz_align__check_beads(alignment->context, subject, &alignment->arena, &alignment->notes,
                                 alignment->note_starts);
}

/* The links of words and, by them and by the words, the checks. */
static dz_status put_words(dz_alignment *alignment, const dz_align_options *options, dz_align__subject *subject)
{
    dz_context *context = alignment->context;
    const dz_align__model *model = subject->model;
    uint32_t *source_places = number_sides(context, model->source), *target_places = NULL;
    dz_status status = source_places ? DZ_OK : DZ_ERROR_MEMORY;
    if (status == DZ_OK && !(target_places = number_sides(context, model->target)))
        status = DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = link_beads(alignment, model, source_places, target_places);
    alignment->links_wanted = options->links;
    if (status == DZ_OK && options->links)
        status = list_words(alignment, model, source_places, target_places);
    if (status == DZ_OK && options->checks) {
        subject->places[DZ_SOURCE_SIDE] = source_places;
        subject->places[DZ_TARGET_SIDE] = target_places;
        subject->links = alignment->links.items;
        subject->link_starts = alignment->link_starts;
        subject->beads = alignment->beads;
        subject->count = alignment->count;
        status = check_beads(alignment, subject);
    }
    dz_memory__free(context, source_places);
    dz_memory__free(context, target_places);
    return status;
}

/* So many beads are looked at together, and are doubted where they score less than this on average. */
#define DOUBT_BEADS 5
#define DOUBT_SCORE 0.5f

static dz_status put_doubts(dz_alignment *alignment)
{
    size_t most = alignment->count / DOUBT_BEADS + 1;
    alignment->doubts = dz_arena__allocate(&alignment->arena, most * sizeof *alignment->doubts);
    if (!alignment->doubts)
        return DZ_ERROR_MEMORY;
    float sum = 0;
    dz_doubt *last = NULL;
    for (size_t n = 0; n < alignment->count; n++) {
        sum = 0;
        for (size_t b = 0; b < DOUBT_BEADS && n >= DOUBT_BEADS - 1; b++)
            sum += alignment->beads[n - b].score;
        if (n + 1 < DOUBT_BEADS || sum >= DOUBT_SCORE * DOUBT_BEADS)
            continue;
        size_t first = n + 1 - DOUBT_BEADS;
        if (!last || first > last->first + last->count) {
            last = &alignment->doubts[alignment->doubt_count++];
            last->first = first;
        }
        last->count = n + 1 - last->first;
    }
    for (size_t d = 0; d < alignment->doubt_count; d++) {
        dz_doubt *doubt = &alignment->doubts[d];
        doubt->score = 0;
        for (size_t n = doubt->first; n < doubt->first + doubt->count; n++)
            doubt->score += alignment->beads[n].score / (float)doubt->count;
    }
    return DZ_OK;
}

/* The user's vectors, if there are any. */
static dz_status find_vectors(dz_context *context, dz_align__near *near, dz_align__model *model,
                              const dz_align_options *options, const dz_document *source, const dz_document *target)
{
    size_t source_count, target_count;
    if (!options->source_vectors && !options->target_vectors)
        return DZ_OK;
    if (!options->source_vectors || !options->target_vectors)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "vectors are given for one of the two texts only");
    dz_document_sentences(source, &source_count);
    dz_document_sentences(target, &target_count);
    model->near = near;
    return dz_align__near_make(context, near, options, model->source, source_count, model->target, target_count);
}

static dz_status align_sides(dz_alignment *alignment, const dz_align__side *source, const dz_align__side *target,
                             const dz_document *source_document, const dz_document *target_document,
                             const dz_align_options *options, const dz_align__decisions *decisions,
                             const dz_align__settings *settings)
{
    dz_context *context = alignment->context;
    dz_align__prior prior = {0};
    dz_align__path path = {0};
    dz_align__model model;
    dz_align__regions regions = {0};
    dz_align__near near = {0};
    dz_align__model_init(&model, settings, source, target);
    model.decisions = decisions;
    dz_status status = find_vectors(context, &near, &model, options, source_document, target_document);
    if (status == DZ_OK)
        status = dz_align__prior_make(context, &prior, source, target, options->lexicon);
    if (status == DZ_OK)
        dz_align__model_set_coverage(&model, dz_align__prior_coverage(&prior, source, target));
    if (status == DZ_OK)
        status = dz_align__model_set_tables(context, &model, &prior.forward, &prior.backward);
    if (status == DZ_OK)
        status = dz_align__find_regions(context, &regions, &model, source_document, target_document, options->monotone);
    if (status == DZ_OK && decisions->fixed_count)
        status = dz_align__cut_regions(context, &regions, &model, &prior, decisions, options->monotone);
    if (status == DZ_OK)
        status = dz_align__passes(context, &path, &model, &prior, regions.items, regions.count);
    if (status == DZ_OK)
        status = dz_align__measure_likeness(context, &alignment->likeness, &path, source, target, &prior, settings);
    if (path.count == 0 && decisions->fixed_count)
        alignment->likeness = 1; /* a person has said all there is to say */
    if (status == DZ_OK)
        status = put_beads(alignment, &path, source, target, source_document, target_document, decisions);
    if (status == DZ_OK)
        status = put_gaps(alignment, &path, source, target, decisions);
    if (status == DZ_OK)
        status = put_doubts(alignment);
    dz_align__subject subject = {.documents = {source_document, target_document},
                                 .model = &model,
                                 .prior = &prior,
                                 .lexicon = options->lexicon,
                                 .glossary = options->glossary};
    if (status == DZ_OK && (options->links || options->checks))
        status = put_words(alignment, options, &subject);
    dz_array__free(context, &regions);
    dz_align__model_free(context, &model);
    dz_align__path_free(context, &path);
    dz_align__prior_free(context, &prior);
    dz_align__near_free(context, &near);
    return status;
}

dz_status dz_align__with_settings(dz_context *context, dz_alignment **out, const dz_document *source,
                                  const dz_document *target, const dz_align_options *options,
                                  const dz_align__settings *settings)
{
    *out = NULL;
    dz_align_options defaults = DZ_ALIGN_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    dz_align__side source_side = {0}, target_side = {0};
    dz_align__decisions decisions = {0};
    dz_alignment *alignment = dz_memory__zeroed(context, 1, sizeof *alignment);
    if (!alignment)
        return DZ_ERROR_MEMORY;
    alignment->context = context;
    dz_arena__init(&alignment->arena, context);
    bool with_spans = options->links || options->checks;
    dz_status status = dz_align__decisions_read(context, &decisions, options, source, target);
    if (status == DZ_OK)
        status = dz_align__side_read(context, &source_side, source, options->lexicon, options->glossary, &decisions,
                                     DZ_SOURCE_SIDE, with_spans);
    if (status == DZ_OK)
        status = dz_align__side_read(context, &target_side, target, options->lexicon, options->glossary, &decisions,
                                     DZ_TARGET_SIDE, with_spans);
    if (status == DZ_OK)
        status = align_sides(alignment, &source_side, &target_side, source, target, options, &decisions, settings);
    if (status == DZ_OK)
        *out = alignment;
    else
        dz_alignment_free(alignment);
    dz_align__side_free(&source_side);
    dz_align__side_free(&target_side);
    dz_align__decisions_free(&decisions);
    return status;
}

dz_status dz_align(dz_context *context, dz_alignment **out, const dz_document *source, const dz_document *target,
                   const dz_align_options *options)
{
    return dz_align__with_settings(context, out, source, target, options, &dz_align__default_settings);
}

/* ---- Beads that are known ---- */

static dz_status copy_beads(dz_alignment *alignment, const dz_bead *beads, size_t count)
{
    alignment->beads = dz_arena__allocate(&alignment->arena, (count ? count : 1) * sizeof *beads);
    for (size_t n = 0; alignment->beads && n < count; n++) {
        dz_bead bead = beads[n];
        bead.source = copy_numbers(alignment, bead.source, bead.source_count);
        bead.target = copy_numbers(alignment, bead.target, bead.target_count);
        if (!bead.source || !bead.target)
            return DZ_ERROR_MEMORY;
        alignment->beads[alignment->count++] = bead;
    }
    return alignment->beads ? DZ_OK : DZ_ERROR_MEMORY;
}

static bool is_left_out(const dz_bead *bead, bool of_source)
{
    return of_source ? bead->source_count && !bead->target_count : bead->target_count && !bead->source_count;
}

/* The gap that the beads begin .. end - 1 make. */
static dz_status gather_gap(dz_alignment *alignment, size_t begin, size_t end, bool of_source)
{
    dz_gap gap = {.missing_in_target = of_source};
    for (size_t n = begin; n < end; n++)
        gap.count += alignment->beads[n].source_count + alignment->beads[n].target_count;
    uint32_t *numbers = dz_arena__allocate(&alignment->arena, gap.count * sizeof *numbers);
    if (!numbers)
        return DZ_ERROR_MEMORY;
    gap.sentences = numbers;
    for (size_t n = begin; n < end; n++) {
        const dz_bead *bead = &alignment->beads[n];
        size_t count = of_source ? bead->source_count : bead->target_count;
        memcpy(numbers, of_source ? bead->source : bead->target, count * sizeof *numbers);
        numbers += count;
        gap.confidence += bead->score / (float)(end - begin);
    }
    alignment->gaps[alignment->gap_count++] = gap;
    return DZ_OK;
}

static dz_status gather_gaps(dz_alignment *alignment)
{
    dz_status status = DZ_OK;
    alignment->gaps = dz_arena__allocate(&alignment->arena, (alignment->count + 1) * sizeof(dz_gap));
    if (!alignment->gaps)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < alignment->count && status == DZ_OK;) {
        size_t begin = n++;
        bool of_source = alignment->beads[begin].source_count != 0;
        if (!is_left_out(&alignment->beads[begin], of_source))
            continue;
        while (n < alignment->count && is_left_out(&alignment->beads[n], of_source))
            n++;
        status = gather_gap(alignment, begin, n, of_source);
    }
    return status;
}

dz_status dz_alignment_from_beads(dz_context *context, dz_alignment **out, const dz_bead *beads, size_t count)
{
    *out = NULL;
    dz_alignment *alignment = dz_memory__zeroed(context, 1, sizeof *alignment);
    if (!alignment)
        return DZ_ERROR_MEMORY;
    alignment->context = context;
    alignment->likeness = 1;
    dz_arena__init(&alignment->arena, context);
    dz_status status = copy_beads(alignment, beads, count);
    if (status == DZ_OK)
        status = gather_gaps(alignment);
    if (status == DZ_OK)
        *out = alignment;
    else
        dz_alignment_free(alignment);
    return status;
}

/* ---- Looking ---- */

size_t dz_alignment_count(const dz_alignment *alignment)
{
    return alignment->count;
}

const dz_bead *dz_alignment_bead(const dz_alignment *alignment, size_t index)
{
    return &alignment->beads[index];
}

size_t dz_alignment_doubt_count(const dz_alignment *alignment)
{
    return alignment->doubt_count;
}

const dz_doubt *dz_alignment_doubt(const dz_alignment *alignment, size_t index)
{
    return &alignment->doubts[index];
}

size_t dz_alignment_gap_count(const dz_alignment *alignment)
{
    return alignment->gap_count;
}

const dz_gap *dz_alignment_gap(const dz_alignment *alignment, size_t index)
{
    return &alignment->gaps[index];
}

const dz_link *dz_alignment_links(const dz_alignment *alignment, size_t bead, size_t *count)
{
    static const dz_link none;
    *count = alignment->links_wanted ? alignment->link_starts[bead + 1] - alignment->link_starts[bead] : 0;
    return *count ? &alignment->links.items[alignment->link_starts[bead]] : &none;
}

const dz_span *dz_alignment_words(const dz_alignment *alignment, size_t bead, bool of_source, size_t *count)
{
    static const dz_span none;
    const size_t *const *starts = (const size_t *const *)alignment->word_starts;
    *count = 0;
    if (!starts[0])
        return &none;
    size_t begin = starts[of_source ? 0 : 1][bead], end = of_source ? starts[1][bead] : starts[0][bead + 1];
    *count = end - begin;
    return *count ? &alignment->words.items[begin] : &none;
}

dz_status dz_alignment_set_words(dz_alignment *alignment, const dz_bead_words *words)
{
    dz_status status = begin_words(alignment);
    alignment->links.count = 0;
    alignment->links_wanted = false;
    alignment->link_starts =
        dz_arena__allocate(&alignment->arena, (alignment->count + 1) * sizeof *alignment->link_starts);
    if (!alignment->link_starts)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < alignment->count && status == DZ_OK; n++) {
        alignment->word_starts[0][n] = alignment->words.count;
        status = put_side_words(alignment, words[n].source, words[n].source_count);
        alignment->word_starts[1][n] = alignment->words.count;
        if (status == DZ_OK)
            status = put_side_words(alignment, words[n].target, words[n].target_count);
        alignment->link_starts[n] = alignment->links.count;
        for (size_t l = 0; l < words[n].link_count && status == DZ_OK; l++)
            status = dz_array__push(alignment->context, &alignment->links, words[n].links[l]);
    }
    if (status != DZ_OK) {
        alignment->word_starts[0] = alignment->word_starts[1] = NULL;
        return status;
    }
    alignment->word_starts[0][alignment->count] = alignment->words.count;
    alignment->link_starts[alignment->count] = alignment->links.count;
    alignment->links_wanted = true;
    return DZ_OK;
}

const dz_note *dz_alignment_notes(const dz_alignment *alignment, size_t bead, size_t *count)
{
    static const dz_note none;
    *count = alignment->note_starts ? alignment->note_starts[bead + 1] - alignment->note_starts[bead] : 0;
    return *count ? &alignment->notes.items[alignment->note_starts[bead]] : &none;
}

float dz_alignment_likeness(const dz_alignment *alignment)
{
    return alignment->likeness;
}

const char *dz_bead_status_name(dz_bead_status status)
{
    switch (status) {
    case DZ_BEAD_AUTO:
        return "auto";
    case DZ_BEAD_CONFIRMED:
        return "confirmed";
    case DZ_BEAD_REJECTED:
        return "rejected";
    case DZ_BEAD_FIXED:
        return "fixed";
    }
    return "auto";
}

const char *dz_bead_flag_name(dz_bead_flag flag)
{
    switch (flag) {
    case DZ_FLAG_NUMBER:
        return "number";
    case DZ_FLAG_NEGATION:
        return "negation";
    case DZ_FLAG_NAME:
        return "name";
    case DZ_FLAG_DATE:
        return "date";
    case DZ_FLAG_CLAUSE:
        return "clause";
    case DZ_FLAG_TERM:
        return "term";
    }
    return "";
}

bool dz_bead_status_parse(const char *name, dz_bead_status *status)
{
    for (int value = DZ_BEAD_AUTO; value <= DZ_BEAD_FIXED; value++)
        if (strcmp(name, dz_bead_status_name((dz_bead_status)value)) == 0) {
            *status = (dz_bead_status)value;
            return true;
        }
    return false;
}

uint32_t dz_bead_flag_parse(const char *name)
{
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (strcmp(name, dz_bead_flag_name((dz_bead_flag)bit)) == 0)
            return bit;
    return 0;
}

void dz_alignment_free(dz_alignment *alignment)
{
    if (!alignment)
        return;
    dz_context *context = alignment->context;
    dz_arena__free(&alignment->arena);
    dz_array__free(context, &alignment->links);
    dz_array__free(context, &alignment->notes);
    dz_array__free(context, &alignment->words);
    dz_memory__free(context, alignment);
}
