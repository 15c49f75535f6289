/* Passages that moved, set aside before the shortest script is looked for.
 *
 * A script keeps order, and where two passages changed places it matches the words of one with those of the other that
 * happens to stand there now: "the", a full stop. So long runs that both texts have exactly once are paired first. The
 * heaviest set of them that stands in one order is what stayed; the others moved, and match nothing. */
#include <stdlib.h>
#include <string.h>

#include "compare/work.h"

/* A run is found by this many units in a row that each text has once. */
#define UNITS_A_SEED 4

/* A run of less weight, or fewer units, is left to the script: as much as moves.c takes for a clause. */
#define LEAST_WEIGHT 16
#define LEAST_UNITS 6

/* A section of which less than this differs on either side, between what both sides of it begin and end with, cannot
 * hold such a run. */
#define LEAST_GAP 6

#define NONE UINT32_MAX

typedef struct seed {
    uint64_t hash; /* 0: the place is free */
    uint32_t places[2];
    uint32_t counts[2];
} seed;

typedef struct run {
    uint32_t first;
    uint32_t second;
    uint32_t count;
    uint32_t weight;
    uint32_t rank;   /* by its place in the second text, from 1 */
    uint32_t before; /* the run before it in the heaviest chain that it ends; NONE */
    uint64_t chain;  /* the weight of that chain */
} run;

typedef struct aside_search {
    dz_compare_work *work;
    uint32_t *ids[2];
    DZ_ARRAY(dz_hunk) gaps; /* of each section that is looked at, what differs */
    seed *seeds;
    size_t mask;
    bool *used[2]; /* units that are in a run */
    DZ_ARRAY(run) runs;
} aside_search;

static dz_span side_of(const dz_hunk *gap, int side)
{
    return side ? gap->second : gap->first;
}

/* ---- Gaps and seeds ------------------------------------------------------------------------------------------- */

static dz_status add_gap(aside_search *search, dz_hunk gap)
{
    const uint32_t *first = search->ids[0], *second = search->ids[1];
    while (gap.first.begin < gap.first.end && gap.second.begin < gap.second.end &&
           first[gap.first.begin] == second[gap.second.begin]) {
        gap.first.begin++;
        gap.second.begin++;
    }
    while (gap.first.begin < gap.first.end && gap.second.begin < gap.second.end &&
           first[gap.first.end - 1] == second[gap.second.end - 1]) {
        gap.first.end--;
        gap.second.end--;
    }
    if (gap.first.end - gap.first.begin < LEAST_GAP && gap.second.end - gap.second.begin < LEAST_GAP)
        return DZ_OK;
    return dz_array__push(search->work->context, &search->gaps, gap);
}

static uint64_t hash_at(const uint32_t *ids)
{
    uint64_t hash = 1;
    for (size_t i = 0; i < UNITS_A_SEED; i++)
        hash = (hash ^ ids[i]) * 0x9E3779B97F4A7C15u + (hash >> 29);
    return hash ? hash : 1;
}

static seed *seed_of(const aside_search *search, uint64_t hash)
{
    size_t at = (size_t)(hash >> 24) & search->mask;
    while (search->seeds[at].hash && search->seeds[at].hash != hash)
        at = (at + 1) & search->mask;
    search->seeds[at].hash = hash;
    return &search->seeds[at];
}

static dz_status collect_seeds(aside_search *search)
{
    size_t total = 0;
    for (size_t i = 0; i < search->gaps.count; i++)
        for (int side = 0; side < 2; side++)
            total += side_of(&search->gaps.items[i], side).end - side_of(&search->gaps.items[i], side).begin;
    for (search->mask = 15; search->mask < 2 * total;)
        search->mask = 2 * search->mask + 1;
    search->seeds = dz_memory__zeroed(search->work->context, search->mask + 1, sizeof *search->seeds);
    if (!search->seeds)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < search->gaps.count; i++) {
        for (int side = 0; side < 2; side++) {
            dz_span units = side_of(&search->gaps.items[i], side);
            for (size_t at = units.begin; at + UNITS_A_SEED <= units.end; at++) {
                seed *found = seed_of(search, hash_at(search->ids[side] + at));
                found->places[side] = (uint32_t)at;
                found->counts[side]++;
            }
        }
    }
    return DZ_OK;
}

/* ---- Runs ----------------------------------------------------------------------------------------------------- */

/* The gap that a unit of the second text stands in: they are in order. */
static const dz_hunk *gap_of(const aside_search *search, size_t unit)
{
    size_t low = 0, high = search->gaps.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (search->gaps.items[middle].second.begin <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    return &search->gaps.items[low - 1];
}

static bool joins(const aside_search *search, size_t first, size_t second)
{
    return search->ids[0][first] == search->ids[1][second] && !search->used[0][first] && !search->used[1][second];
}

/* The longest run around a pair of places, in the gaps that they stand in. */
static run run_around(const aside_search *search, const dz_hunk *left, size_t first, size_t second)
{
    const dz_hunk *right = gap_of(search, second);
    size_t begin = first, end = first, other = second;
    while (begin > left->first.begin && other > right->second.begin && joins(search, begin - 1, other - 1)) {
        begin--;
        other--;
    }
    for (size_t at = second; end < left->first.end && at < right->second.end && joins(search, end, at); at++)
        end++;
    /* marks at the ends stand between passages, whichever these are */
    while (begin < end && search->work->first.items[begin].kind == DZ_UNIT_MARK) {
        begin++;
        other++;
    }
    while (end > begin && search->work->first.items[end - 1].kind == DZ_UNIT_MARK)
        end--;
    run found = {(uint32_t)begin, (uint32_t)other, (uint32_t)(end - begin), 0, 0, NONE, 0};
    for (size_t i = begin; i < end; i++)
        found.weight += search->work->first.items[i].weight;
    return found;
}

static dz_status find_runs(aside_search *search)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < search->gaps.count; i++) {
        const dz_hunk *gap = &search->gaps.items[i];
        for (size_t at = gap->first.begin; at + UNITS_A_SEED <= gap->first.end && status == DZ_OK; at++) {
            const seed *found = seed_of(search, hash_at(search->ids[0] + at));
            if (found->counts[0] != 1 || found->counts[1] != 1 || !joins(search, at, found->places[1]))
                continue;
            run longest = run_around(search, gap, at, found->places[1]);
            if (longest.count < UNITS_A_SEED)
                continue;
            memset(search->used[0] + longest.first, 1, longest.count);
            memset(search->used[1] + longest.second, 1, longest.count);
            status = dz_array__push(search->work->context, &search->runs, longest);
        }
    }
    return status;
}

/* ---- What stayed ---------------------------------------------------------------------------------------------- */

static int by_first(const void *a, const void *b)
{
    const run *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int by_second(const void *a, const void *b)
{
    const run *x = a, *y = b;
    return x->second < y->second ? -1 : x->second > y->second;
}

/* Sorts the runs by the first text, with their ranks in the second. */
static void rank_runs(aside_search *search)
{
    run *runs = search->runs.items;
    qsort(runs, search->runs.count, sizeof *runs, by_second);
    for (size_t i = 0; i < search->runs.count; i++)
        runs[i].rank = (uint32_t)i + 1;
    qsort(runs, search->runs.count, sizeof *runs, by_first);
}

/* Finds the heaviest chain of runs that rises in both texts, by a tree of the heaviest chains up to each rank (Fenwick
 * 1994); the number of the run that ends it. */
static uint32_t find_chain(aside_search *search, uint32_t *tree)
{
    run *runs = search->runs.items;
    size_t count = search->runs.count;
    uint32_t last = NONE;
    memset(tree, 0xFF, (count + 1) * sizeof *tree);
    for (size_t i = 0; i < count; i++) {
        for (size_t at = runs[i].rank - 1; at; at &= at - 1)
            if (tree[at] != NONE && (runs[i].before == NONE || runs[tree[at]].chain > runs[runs[i].before].chain))
                runs[i].before = tree[at];
        runs[i].chain = runs[i].weight + (runs[i].before == NONE ? 0 : runs[runs[i].before].chain);
        for (size_t at = runs[i].rank; at <= count; at += at & (~at + 1))
            if (tree[at] == NONE || runs[i].chain > runs[tree[at]].chain)
                tree[at] = (uint32_t)i;
        if (last == NONE || runs[i].chain > runs[last].chain)
            last = (uint32_t)i;
    }
    return last;
}

/* Gives the units of what moved numbers that no other unit has. */
static dz_status set_aside(aside_search *search)
{
    uint32_t *tree = dz_memory__allocate(search->work->context, (search->runs.count + 1) * sizeof *tree);
    uint32_t next = NONE - 1;
    if (!tree)
        return DZ_ERROR_MEMORY;
    rank_runs(search);
    for (uint32_t i = find_chain(search, tree); i != NONE; i = search->runs.items[i].before)
        search->runs.items[i].rank = 0; /* it stayed */
    for (size_t i = 0; i < search->runs.count; i++) {
        const run *moved = &search->runs.items[i];
        if (!moved->rank || moved->weight < LEAST_WEIGHT || moved->count < LEAST_UNITS)
            continue;
        for (size_t at = 0; at < moved->count; at++) {
            search->work->first_aside[moved->first + at] = true;
            search->ids[0][moved->first + at] = next--;
            search->ids[1][moved->second + at] = next--;
        }
    }
    dz_memory__free(search->work->context, tree);
    return DZ_OK;
}

dz_status dz_compare__set_moved_aside(dz_compare_work *work, const dz_hunk *sections, size_t count, uint32_t *first,
                                      uint32_t *second)
{
    aside_search search = {.work = work, .ids = {first, second}};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++)
        status = add_gap(&search, sections[i]);
    if (status == DZ_OK && search.gaps.count) {
        search.used[0] = dz_memory__zeroed(work->context, work->first.count + work->second.count + 1, 1);
        if (!search.used[0])
            status = DZ_ERROR_MEMORY;
    }
    if (status == DZ_OK && search.gaps.count) {
        search.used[1] = search.used[0] + work->first.count;
        status = collect_seeds(&search);
    }
    if (status == DZ_OK && search.gaps.count)
        status = find_runs(&search);
    if (status == DZ_OK && search.runs.count > 1)
        status = set_aside(&search);
    dz_memory__free(work->context, search.used[0]);
    dz_memory__free(work->context, search.seeds);
    dz_array__free(work->context, &search.runs);
    dz_array__free(work->context, &search.gaps);
    return status;
}
