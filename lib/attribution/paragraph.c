#include "attribution/paragraph.h"

#include <string.h>

#define NO_FINDING UINT32_MAX

/* The quotation whose inside begins at a place; the list's count where there is none. */
static size_t quotation_at(const dz_quotation_list *list, size_t place)
{
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].inner.begin < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && list->items[low].inner.begin == place ? low : list->count;
}

/* Notes for each quotation which finding has it as a piece of direct content. */
static void note_owners(const dz_finder *finder, uint32_t *owners)
{
    for (size_t i = 0; i < finder->quotations.count; i++)
        owners[i] = NO_FINDING;
    for (size_t i = 0; i < finder->findings.count; i++) {
        const dz_finding *finding = &finder->findings.items[i];
        for (size_t k = 0; k < finding->content.count && finding->direct; k++) {
            size_t quotation = quotation_at(&finder->quotations, finding->content.items[k].begin);
            if (quotation < finder->quotations.count)
                owners[quotation] = (uint32_t)i;
        }
    }
}

static bool is_alone(const dz_finding *finding)
{
    return finding->source.end <= finding->source.begin && finding->cue.end <= finding->cue.begin;
}

/* Moves the content of one finding to another; the emptied one is taken out at the end. */
static dz_status move_content(dz_finder *finder, size_t from, size_t to)
{
    dz_finding *items = finder->findings.items;
    size_t moved = items[from].content.count;
    bool front = items[from].content.items[0].begin < items[to].content.items[0].begin;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < moved && status == DZ_OK; i++)
        status = dz_finding__add_content(finder, to, items[from].content.items[i]);
    if (status != DZ_OK || !front)
        return status;
    dz_span *pieces = items[to].content.items;
    size_t kept = items[to].content.count - moved;
    memmove(pieces + moved, pieces, kept * sizeof *pieces);
    memcpy(pieces, items[from].content.items, moved * sizeof *pieces);
    return DZ_OK;
}

static void drop_emptied(dz_finder *finder, const uint32_t *moved_to)
{
    dz_finding *items = finder->findings.items;
    size_t kept = 0;
    for (size_t i = 0; i < finder->findings.count; i++) {
        if (moved_to[i] == NO_FINDING)
            items[kept++] = items[i];
        else
            dz_array__free(finder->context, &items[i].content);
    }
    finder->findings.count = kept;
}

static uint32_t final_owner(const uint32_t *moved_to, uint32_t finding)
{
    while (moved_to[finding] != NO_FINDING)
        finding = moved_to[finding];
    return finding;
}

/* The quotation of the next paragraph that takes one up again. */
static size_t sequel_of(const dz_quotation_list *list, size_t quotation)
{
    size_t next = quotation + 1;
    while (next < list->count && list->items[next].block == list->items[quotation].block)
        next++;
    return next < list->count && list->items[next].taken_up ? next : list->count;
}

dz_status dz_paragraph__join(dz_finder *finder)
{
    const dz_quotation_list *list = &finder->quotations;
    size_t count = finder->findings.count;
    uint32_t *owners = dz_memory__zeroed(finder->context, list->count + count + 1, sizeof *owners);
    uint32_t *moved_to = owners ? owners + list->count : NULL;
    dz_status status = owners ? DZ_OK : DZ_ERROR_MEMORY;
    if (owners)
        note_owners(finder, owners);
    for (size_t i = 0; owners && i < count; i++)
        moved_to[i] = NO_FINDING;
    for (size_t i = 0; i < list->count && status == DZ_OK; i++) {
        size_t next = list->items[i].goes_on && list->items[i].depth == 0 ? sequel_of(list, i) : list->count;
        if (next == list->count || owners[i] == NO_FINDING || owners[next] == NO_FINDING)
            continue;
        uint32_t first = final_owner(moved_to, owners[i]);
        uint32_t second = final_owner(moved_to, owners[next]);
        if (first == second || !(is_alone(&finder->findings.items[first]) || is_alone(&finder->findings.items[second])))
            continue;
        /* What grows stays where it is, so that a speech of many paragraphs is copied once. */
        bool forward = !is_alone(&finder->findings.items[second]);
        uint32_t from = forward ? first : second;
        uint32_t to = forward ? second : first;
        status = move_content(finder, from, to);
        moved_to[from] = to;
    }
    if (status == DZ_OK)
        drop_emptied(finder, moved_to);
    dz_memory__free(finder->context, owners);
    return status;
}
