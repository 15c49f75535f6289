#include "attribution/layer.h"

#include <stdlib.h>

#include "duizhao/attribution.h"

#define DEEPEST 32

static size_t first_place(const dz_finding *finding)
{
    size_t place = finding->cue.end > finding->cue.begin ? finding->cue.begin : SIZE_MAX;
    if (finding->content.count && finding->content.items[0].begin < place)
        place = finding->content.items[0].begin;
    return place;
}

static int compare_findings(const void *left, const void *right)
{
    const dz_finding *a = left;
    const dz_finding *b = right;
    size_t a_place = first_place(a);
    size_t b_place = first_place(b);
    if (a_place != b_place)
        return a_place < b_place ? -1 : 1;
    size_t a_end = a->extent.end;
    size_t b_end = b->extent.end;
    if (a_end != b_end)
        return a_end > b_end ? -1 : 1;
    return a->cue.begin < b->cue.begin ? -1 : a->cue.begin > b->cue.begin;
}

/* Whether a stretch lies in one piece of a finding's content. The pieces are in the text's order. */
static bool content_holds(const dz_finding *outer, dz_span extent)
{
    size_t low = 0;
    size_t high = outer->content.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (outer->content.items[middle].end < extent.end)
            low = middle + 1;
        else
            high = middle;
    }
    return low < outer->content.count && outer->content.items[low].begin <= extent.begin;
}

static uint32_t find_holder(const dz_finder *finder, const uint32_t *open, size_t depth, size_t inner)
{
    dz_span extent = finder->findings.items[inner].extent;
    for (size_t i = depth; i > 0; i--)
        if (content_holds(&finder->findings.items[open[i - 1]], extent))
            return open[i - 1];
    return DZ_NO_ATTRIBUTION;
}

/* The finding next to this one that reports the same words. */
static uint32_t find_twin(const dz_finder *finder, size_t inner)
{
    const dz_finding *items = finder->findings.items;
    size_t first = inner > 3 ? inner - 3 : 0;
    for (size_t i = first; i < finder->findings.count && i < inner + 4; i++)
        if (i != inner && !items[i].parallel && items[i].content.count && items[inner].content.count &&
            items[i].content.items[0].begin == items[inner].content.items[0].begin)
            return (uint32_t)i;
    return DZ_NO_ATTRIBUTION;
}

static uint32_t outermost(const uint32_t *via, uint32_t number)
{
    while (via[number] != DZ_NO_ATTRIBUTION)
        number = via[number];
    return number;
}

dz_status dz_layer__link(dz_finder *finder, uint32_t *via, uint32_t *about)
{
    uint32_t open[DEEPEST];
    size_t depth = 0;
    dz_finding *items = finder->findings.items;
    for (size_t i = 0; i < finder->findings.count; i++)
        items[i].extent = dz_finding__extent(&items[i]);
    if (finder->findings.count)
        qsort(items, finder->findings.count, sizeof *items, compare_findings);
    for (size_t i = 0; i < finder->findings.count; i++) {
        size_t begin = items[i].extent.begin;
        while (depth && items[open[depth - 1]].extent.end <= begin)
            depth--;
        via[i] = find_holder(finder, open, depth, i);
        if (items[i].parallel)
            via[i] = find_twin(finder, i);
        about[i] = DZ_NO_ATTRIBUTION;
        if (items[i].points_back && i > 0)
            about[i] = outermost(via, (uint32_t)i - 1);
        if (depth < DEEPEST)
            open[depth++] = (uint32_t)i;
    }
    return DZ_OK;
}
