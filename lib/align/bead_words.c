/* The words of beads, their links, and what the checks find in them. */
#include "align/alignment.h"
#include "align/fine.h"

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

dz_status dz_align__put_words(dz_alignment *alignment, const dz_align_options *options, dz_align__subject *subject)
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
