#include "edit/patience.h"

#include <string.h>

/* An item that is in both stretches equally often, but more often than this, tells nothing of its place. */
#define MOST_TIMES 16

/* How often a stretch between pairs is looked at anew. What is then unpaired is left to the caller. */
#define MOST_LEVELS 12

#define NONE DZ_PATIENCE_NONE

typedef struct pairing {
    uint32_t *source; /* the items as numbers from 0 */
    uint32_t *target;
    uint32_t *partner;
    uint32_t *source_times; /* of each number: how often it is in the stretch; zero between stretches */
    uint32_t *target_times;
    uint32_t *head;         /* of each number: its next place in the target */
    uint32_t *next;         /* of each place in the target: the next of the same number */
    uint32_t *chain_source; /* pairs, by their places in the source */
    uint32_t *chain_target;
    uint32_t *tails; /* of each length: the pair that ends a rising chain of it, with the lowest place in the target */
    uint32_t *before;
} pairing;

typedef struct stretch {
    uint32_t x0, x1, y0, y1; /* source x0..x1, target y0..y1 */
} stretch;

/* ---- Numbers for hashes --------------------------------------------------------------------------------------- */

typedef struct numbering {
    uint64_t *keys;
    uint32_t *numbers; /* NONE: the place is free */
    size_t mask;
    uint32_t count;
} numbering;

static uint32_t number_of(numbering *table, uint64_t key)
{
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & table->mask;
    while (table->numbers[at] != NONE && table->keys[at] != key)
        at = (at + 1) & table->mask;
    if (table->numbers[at] == NONE) {
        table->keys[at] = key;
        table->numbers[at] = table->count++;
    }
    return table->numbers[at];
}

/* Numbers the items of both sequences; how many numbers there are is in `*count`. */
static dz_status number_items(dz_context *context, pairing *p, const uint64_t *source, size_t source_count,
                              const uint64_t *target, size_t target_count, uint32_t *count)
{
    numbering table = {.mask = 1};
    while (table.mask < 2 * (source_count + target_count))
        table.mask = 2 * table.mask + 1;
    table.keys = dz_memory__allocate(context, (table.mask + 1) * sizeof *table.keys);
    table.numbers = dz_memory__allocate(context, (table.mask + 1) * sizeof *table.numbers);
    dz_status status = table.keys && table.numbers ? DZ_OK : DZ_ERROR_MEMORY;
    if (status == DZ_OK) {
        memset(table.numbers, 0xFF, (table.mask + 1) * sizeof *table.numbers);
        for (size_t i = 0; i < source_count; i++)
            p->source[i] = number_of(&table, source[i]);
        for (size_t i = 0; i < target_count; i++)
            p->target[i] = number_of(&table, target[i]);
        *count = table.count;
    }
    dz_memory__free(context, table.keys);
    dz_memory__free(context, table.numbers);
    return status;
}

/* ---- A stretch ------------------------------------------------------------------------------------------------ */

/* Pairs what both sides of a stretch begin and end with, and takes it off. */
static void trim(pairing *p, stretch *s)
{
    for (; s->x0 < s->x1 && s->y0 < s->y1 && p->source[s->x0] == p->target[s->y0]; s->x0++, s->y0++)
        p->partner[s->x0] = s->y0;
    for (; s->x0 < s->x1 && s->y0 < s->y1 && p->source[s->x1 - 1] == p->target[s->y1 - 1]; s->x1--, s->y1--)
        p->partner[s->x1 - 1] = s->y1 - 1;
}

/* The pairs of a stretch, of items that are there equally often: the first with the first, and so on. */
static size_t collect_pairs(pairing *p, const stretch *s)
{
    size_t count = 0;
    for (uint32_t x = s->x0; x < s->x1; x++)
        p->source_times[p->source[x]]++;
    for (uint32_t y = s->y1; y-- > s->y0;) {
        uint32_t number = p->target[y];
        p->next[y] = p->target_times[number]++ ? p->head[number] : NONE;
        p->head[number] = y;
    }
    for (uint32_t x = s->x0; x < s->x1; x++) {
        uint32_t number = p->source[x], times = p->source_times[number];
        if (times > MOST_TIMES || times != p->target_times[number])
            continue;
        p->chain_source[count] = x;
        p->chain_target[count++] = p->head[number];
        p->head[number] = p->next[p->head[number]];
    }
    for (uint32_t x = s->x0; x < s->x1; x++)
        p->source_times[p->source[x]] = 0;
    for (uint32_t y = s->y0; y < s->y1; y++)
        p->target_times[p->target[y]] = 0;
    return count;
}

/* Makes partners of the longest chain of pairs that rises on both sides. */
static void pair_longest_chain(pairing *p, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (p->chain_target[p->tails[middle]] < p->chain_target[i])
                low = middle + 1;
            else
                high = middle;
        }
        p->before[i] = low ? p->tails[low - 1] : NONE;
        p->tails[low] = (uint32_t)i;
        length += low == length;
    }
    for (uint32_t i = length ? p->tails[length - 1] : NONE; i != NONE; i = p->before[i])
        p->partner[p->chain_source[i]] = p->chain_target[i];
}

static void pair_stretch(pairing *p, stretch s, int levels)
{
    trim(p, &s);
    if (s.x0 == s.x1 || s.y0 == s.y1 || !levels)
        return;
    size_t count = collect_pairs(p, &s);
    if (!count)
        return;
    pair_longest_chain(p, count);
    stretch part = {s.x0, s.x0, s.y0, s.y0};
    for (uint32_t x = s.x0; x <= s.x1; x++) {
        if (x < s.x1 && p->partner[x] == NONE)
            continue;
        part.x1 = x;
        part.y1 = x < s.x1 ? p->partner[x] : s.y1;
        pair_stretch(p, part, levels - 1);
        part.x0 = x + 1;
        part.y0 = part.y1 + 1;
    }
}

/* ---- The whole ------------------------------------------------------------------------------------------------ */

static uint32_t *take(uint32_t **block, size_t count)
{
    uint32_t *taken = *block;
    *block += count;
    return taken;
}

dz_status dz_patience__pair(dz_context *context, const uint64_t *source, size_t source_count, const uint64_t *target,
                            size_t target_count, uint32_t *partner)
{
    size_t total = source_count + target_count;
    memset(partner, 0xFF, source_count * sizeof *partner);
    if (total >= NONE / 16)
        return DZ_OK; /* nothing is paired, and the caller finds what it can */
    pairing p = {.partner = partner};
    uint32_t count, *block = dz_memory__zeroed(context, 4 * total + 4 * source_count + target_count + 1, sizeof *block);
    if (!block)
        return DZ_ERROR_MEMORY;
    uint32_t *rest = block;
    p.source = take(&rest, source_count);
    p.target = take(&rest, target_count);
    p.source_times = take(&rest, total);
    p.target_times = take(&rest, total);
    p.head = take(&rest, total);
    p.next = take(&rest, target_count);
    p.chain_source = take(&rest, source_count);
    p.chain_target = take(&rest, source_count);
    p.tails = take(&rest, source_count);
    p.before = take(&rest, source_count);
    dz_status status = number_items(context, &p, source, source_count, target, target_count, &count);
    if (status == DZ_OK)
        pair_stretch(&p, (stretch){0, (uint32_t)source_count, 0, (uint32_t)target_count}, MOST_LEVELS);
    dz_memory__free(context, block);
    return status;
}
