/* An alignment of beads that are known already. */
#include <string.h>

#include "align/alignment.h"

static dz_status copy_beads(dz_alignment *alignment, const dz_bead *beads, size_t count)
{
    alignment->beads = dz_arena__allocate(&alignment->arena, (count ? count : 1) * sizeof *beads);
    for (size_t n = 0; alignment->beads && n < count; n++) {
        dz_bead bead = beads[n];
        bead.source = dz_align__copy_numbers(alignment, bead.source, bead.source_count);
        bead.target = dz_align__copy_numbers(alignment, bead.target, bead.target_count);
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
    dz_alignment *alignment = dz_align__alignment_new(context);
    if (!alignment)
        return DZ_ERROR_MEMORY;
    alignment->likeness = 1;
    dz_status status = copy_beads(alignment, beads, count);
    if (status == DZ_OK)
        status = gather_gaps(alignment);
    if (status == DZ_OK)
        *out = alignment;
    else
        dz_alignment_free(alignment);
    return status;
}
