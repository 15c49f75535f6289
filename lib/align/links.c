#include "align/links.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* A pair is linked where both directions together make it so much likelier than chance. */
#define LEAST_LIFT 6.0f

/* In a short text a word that stands twice is no rare one, and nothing is much likelier than chance: longer words are
 * linked, too, where the product of the probabilities both ways is this. */
#define LEAST_PRODUCT 0.02f

typedef struct candidate {
    uint32_t source, target; /* tokens of the texts */
    float lift;
    bool probable;
} candidate;

static int compare_lifts(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->lift != b->lift)
        return a->lift > b->lift ? -1 : 1;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return (a->target > b->target) - (a->target < b->target);
}

static int compare_links(const void *left, const void *right)
{
    const dz_link *a = left, *b = right;
    return (a->source > b->source) - (a->source < b->source);
}

/* Marks translate each other too, but nobody asks which. */
static bool is_word(const dz_align__side *side, uint32_t token)
{
    const dz_map_entry *entry = &side->vocabulary.entries[side->tokens[token]];
    size_t at = 0;
    uint32_t c = entry->length ? dz_utf8__next(entry->key, entry->length, &at) : 0;
    return c == DZ_TERM_MARK || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c < 0x2000) || dz_utf8__is_han(c);
}

/* A word of two Han or four letters. */
static bool is_long(const dz_align__side *side, uint32_t token)
{
    const dz_map_entry *entry = &side->vocabulary.entries[side->tokens[token]];
    size_t at = 0;
    bool han = entry->length && dz_utf8__is_han(dz_utf8__next(entry->key, entry->length, &at));
    return han ? entry->length > at : entry->length > 3;
}

static bool is_probable(const dz_align__model *model, const dz_align__tie *tie)
{
    float forward = tie->forward * model->target->shares[model->target->tokens[tie->target]];
    float backward = tie->backward * model->source->shares[model->source->tokens[tie->source]];
    float mixture = model->mixture;
    return forward * backward >= LEAST_PRODUCT * mixture * mixture && is_long(model->source, tie->source) &&
           is_long(model->target, tie->target);
}

static float distance(uint32_t source, uint32_t source_count, uint32_t target, uint32_t target_count)
{
    return fabsf(((float)source + 0.5f) / (float)source_count - ((float)target + 0.5f) / (float)target_count);
}

dz_status dz_align__find_links(dz_align__fine *fine, uint32_t i, uint32_t j, unsigned type, dz_align__links *links)
{
    const dz_align__side *source = fine->model->source, *target = fine->model->target;
    dz_align__type shape = dz_align__types[type];
    uint32_t source_first = source->starts[i], source_count = source->starts[i + shape.source] - source_first;
    uint32_t target_first = target->starts[j], target_count = target->starts[j + shape.target] - target_first;
    dz_status status = dz_align__fine_tie(fine, i, j, type);
    candidate *candidates = dz_memory__allocate(fine->context, (fine->ties.count + 1) * sizeof *candidates);
    bool *taken = dz_memory__zeroed(fine->context, source_count + (size_t)target_count + 1, sizeof *taken);
    if (status != DZ_OK || !candidates || !taken) {
        status = DZ_ERROR_MEMORY;
        goto done;
    }
    for (size_t n = 0; n < fine->ties.count; n++) {
        const dz_align__tie *tie = &fine->ties.items[n];
        float apart = distance(tie->source - source_first, source_count, tie->target - target_first, target_count);
        candidates[n] =
            (candidate){tie->source, tie->target,
                        sqrtf(tie->forward * tie->backward) * expf(-fine->model->settings->steepness * apart),
                        is_probable(fine->model, tie)};
    }
    if (fine->ties.count)
        qsort(candidates, fine->ties.count, sizeof *candidates, compare_lifts);
    size_t first = links->count;
    for (size_t n = 0; n < fine->ties.count; n++) {
        uint32_t s = candidates[n].source, t = candidates[n].target;
        if (candidates[n].lift < LEAST_LIFT && !candidates[n].probable)
            continue;
        if (taken[s - source_first] || taken[source_count + t - target_first] || !is_word(source, s) ||
            !is_word(target, t))
            continue;
        taken[s - source_first] = taken[source_count + t - target_first] = true;
        dz_link link = {s - source_first, t - target_first, source->spans[s], target->spans[t]};
        if ((status = dz_array__push(fine->context, links, link)) != DZ_OK)
            goto done;
    }
    if (links->count > first)
        qsort(links->items + first, links->count - first, sizeof *links->items, compare_links);
done:
    dz_memory__free(fine->context, candidates);
    dz_memory__free(fine->context, taken);
    return status;
}
