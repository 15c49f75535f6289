#include "align/decisions.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int compare_lists(const uint32_t *left, size_t left_count, const uint32_t *right, size_t right_count)
{
    size_t count = left_count < right_count ? left_count : right_count;
    for (size_t n = 0; n < count; n++)
        if (left[n] != right[n])
            return left[n] < right[n] ? -1 : 1;
    return (left_count > right_count) - (left_count < right_count);
}

static int compare_beads(const dz_bead *a, const dz_bead *b)
{
    int order = compare_lists(a->source, a->source_count, b->source, b->source_count);
    return order ? order : compare_lists(a->target, a->target_count, b->target, b->target_count);
}

static int compare_entries(const void *left, const void *right)
{
    return compare_beads(*(const dz_bead *const *)left, *(const dz_bead *const *)right);
}

static const uint32_t *numbers_of(const dz_bead *bead, int side, size_t *count)
{
    *count = side == DZ_SOURCE_SIDE ? bead->source_count : bead->target_count;
    return side == DZ_SOURCE_SIDE ? bead->source : bead->target;
}

/* Checks one side of a bead; those of fixed beads are marked as taken. */
static dz_status check_side(dz_align__decisions *decisions, const dz_bead *bead, int side, size_t sentence_count,
                            bool fixed)
{
    static const char *const names[] = {"source", "target"};
    size_t count;
    const uint32_t *numbers = numbers_of(bead, side, &count);
    for (size_t n = 0; n < count; n++) {
        if (numbers[n] >= sentence_count)
            return dz_context__fail(decisions->context, DZ_ERROR_ARGUMENT,
                                    "an anchor names sentence %u of the %s, which has %zu, counted from 0", numbers[n],
                                    names[side], sentence_count);
        if (n && numbers[n] <= numbers[n - 1])
            return dz_context__fail(decisions->context, DZ_ERROR_ARGUMENT,
                                    "sentence numbers of an anchor must go up; %u follows %u in the %s", numbers[n],
                                    numbers[n - 1], names[side]);
        if (fixed && decisions->taken[side][numbers[n]])
            return dz_context__fail(decisions->context, DZ_ERROR_ARGUMENT,
                                    "sentence %u of the %s stands in two anchors; take one of them out", numbers[n],
                                    names[side]);
        if (fixed)
            decisions->taken[side][numbers[n]] = true;
    }
    return DZ_OK;
}

static dz_status sort_in(dz_align__decisions *decisions, const dz_bead *bead, const size_t counts[2])
{
    bool fixed = bead->status == DZ_BEAD_FIXED || bead->status == DZ_BEAD_CONFIRMED;
    if ((!fixed && bead->status != DZ_BEAD_REJECTED) || (!bead->source_count && !bead->target_count))
        return DZ_OK;
    for (int side = DZ_SOURCE_SIDE; side <= DZ_TARGET_SIDE; side++) {
        dz_status status = check_side(decisions, bead, side, counts[side], fixed);
        if (status != DZ_OK)
            return status;
    }
    if (fixed)
        decisions->fixed[decisions->fixed_count++] = bead;
    else
        decisions->rejected[decisions->rejected_count++] = bead;
    return DZ_OK;
}

/* Nothing may cross: fixed beads, by their first sentences, go up on both sides. */
static dz_status check_order(const dz_align__decisions *decisions)
{
    const dz_bead *last = NULL;
    const dz_bead **sorted = dz_memory__allocate(decisions->context, decisions->fixed_count * sizeof *sorted);
    dz_status status = sorted ? DZ_OK : DZ_ERROR_MEMORY;
    if (sorted && decisions->fixed_count) {
        memcpy(sorted, decisions->fixed, decisions->fixed_count * sizeof *sorted);
        qsort(sorted, decisions->fixed_count, sizeof *sorted, compare_entries);
    }
    for (size_t n = 0; n < decisions->fixed_count && status == DZ_OK; n++) {
        const dz_bead *bead = sorted[n];
        if (!bead->source_count || !bead->target_count)
            continue;
        if (last && (bead->source[0] < last->source[last->source_count - 1] ||
                     bead->target[0] < last->target[last->target_count - 1]))
            status = dz_context__fail(decisions->context, DZ_ERROR_ARGUMENT,
                                      "the anchors [%u...]:[%u...] and [%u...]:[%u...] cross, though nothing may; "
                                      "take one out, or let the texts cross",
                                      last->source[0], last->target[0], bead->source[0], bead->target[0]);
        last = bead;
    }
    dz_memory__free(decisions->context, sorted);
    return status;
}

dz_status dz_align__decisions_read(dz_context *context, dz_align__decisions *decisions, const dz_align_options *options,
                                   const dz_document *source, const dz_document *target)
{
    size_t counts[2];
    *decisions = (dz_align__decisions){.context = context};
    if (!options->anchor_count)
        return DZ_OK;
    dz_document_sentences(source, &counts[DZ_SOURCE_SIDE]);
    dz_document_sentences(target, &counts[DZ_TARGET_SIDE]);
    decisions->fixed = dz_memory__allocate(context, options->anchor_count * sizeof *decisions->fixed);
    decisions->rejected = dz_memory__allocate(context, options->anchor_count * sizeof *decisions->rejected);
    for (int side = DZ_SOURCE_SIDE; side <= DZ_TARGET_SIDE; side++)
        decisions->taken[side] = dz_memory__zeroed(context, counts[side] + 1, sizeof(bool));
    bool there = decisions->fixed && decisions->rejected && decisions->taken[0] && decisions->taken[1];
    dz_status status = there ? DZ_OK : DZ_ERROR_MEMORY;
    for (size_t n = 0; n < options->anchor_count && status == DZ_OK; n++)
        status = sort_in(decisions, &options->anchors[n], counts);
    if (status == DZ_OK && options->monotone)
        status = check_order(decisions);
    if (status == DZ_OK && decisions->rejected_count)
        qsort(decisions->rejected, decisions->rejected_count, sizeof *decisions->rejected, compare_entries);
    if (status != DZ_OK)
        dz_align__decisions_free(decisions);
    return status;
}

bool dz_align__is_rejected(const dz_align__decisions *decisions, const uint32_t *source, size_t source_count,
                           const uint32_t *target, size_t target_count)
{
    const dz_bead wanted = {
        .source = source, .source_count = source_count, .target = target, .target_count = target_count};
    size_t low = 0, high = decisions->rejected_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_beads(decisions->rejected[middle], &wanted);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

void dz_align__decisions_free(dz_align__decisions *decisions)
{
    dz_context *context = decisions->context;
    if (!context)
        return;
    dz_memory__free(context, decisions->fixed);
    dz_memory__free(context, decisions->rejected);
    dz_memory__free(context, decisions->taken[0]);
    dz_memory__free(context, decisions->taken[1]);
    *decisions = (dz_align__decisions){0};
}
