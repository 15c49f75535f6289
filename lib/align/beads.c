/* Beads, gaps and doubts out of a path. */
#include <stdlib.h>
#include <string.h>

#include "align/alignment.h"
#include "align/passes.h"

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

const uint32_t *dz_align__copy_numbers(dz_alignment *alignment, const uint32_t *numbers, size_t count)
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
    bead.source = dz_align__copy_numbers(alignment, fixed->source, fixed->source_count);
    bead.target = dz_align__copy_numbers(alignment, fixed->target, fixed->target_count);
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

dz_status dz_align__put_beads(dz_alignment *alignment, const dz_align__path *path, const dz_align__side *source,
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
        dz_gap gap = {of_source, dz_align__copy_numbers(alignment, of_source ? bead->source : bead->target, count),
                      count, 1};
        if (!gap.sentences)
            return DZ_ERROR_MEMORY;
        alignment->gaps[alignment->gap_count++] = gap;
    }
    return DZ_OK;
}

dz_status dz_align__put_gaps(dz_alignment *alignment, const dz_align__path *path, const dz_align__side *source,
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

/* So many beads are looked at together, and are doubted where they score less than this on average. */
#define DOUBT_BEADS 5
#define DOUBT_SCORE 0.5f

dz_status dz_align__put_doubts(dz_alignment *alignment)
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
