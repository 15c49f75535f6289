/* What moved: words that are left out in one place and put in at another.
 *
 * Only words count, in their order; marks between them and beside them go along. All runs of words that both what is
 * left out and what is put in have are found by an index of short runs, and the heaviest are told of first, so that the
 * result does not hang on the order in which they are met. */
#include <stdlib.h>
#include <string.h>

#include "compare/work.h"

/* Words of this weight moved, wherever they went: a clause of four words, of eight characters. */
#define WEIGHT_OF_CLAUSE 16

/* Words of less, but this, moved if they are all that a change has and went not far: single short words turn up
 * everywhere. */
#define WEIGHT_OF_WORD 6
#define BYTES_NOT_FAR 300

/* The index is of so many words in a row, and a run is looked up at so many places at the most. */
#define WORDS_A_RUN 3
#define MOST_PLACES 16

/* Text that repeats itself has runs everywhere. When so many words were compared for each that there is, no more are
 * looked for, and the comparison says that it is not exact. */
#define WORDS_COMPARED 64

#define NO_PLACE UINT32_MAX

/* A word of what is left out, or put in. */
typedef struct moved_word {
    uint32_t id;
    uint32_t weight;
    uint32_t unit;
    uint32_t hunk;
} moved_word;

typedef struct word_run {
    uint32_t from; /* number among the words left out */
    uint32_t to;   /* and among those put in */
    uint32_t count;
    uint32_t weight;
} word_run;

typedef struct move_search {
    dz_compare_work *work;
    DZ_ARRAY(moved_word) gone;
    DZ_ARRAY(moved_word) come;
    uint32_t *heads; /* by a run's hash: the first place where it begins among those put in */
    uint32_t *next;  /* of each place: the next of the same hash */
    size_t mask;
    DZ_ARRAY(word_run) runs;
    size_t left;      /* words that may still be compared */
    bool *gone_units; /* of each unit: it is told of as moved */
    bool *come_units;
} move_search;

static dz_status collect_words(move_search *search)
{
    dz_compare_work *work = search->work;
    dz_status status = DZ_OK;
    for (uint32_t h = 0; h < work->hunks.count && status == DZ_OK; h++) {
        const dz_hunk *hunk = &work->hunks.items[h];
        for (size_t i = hunk->first.begin; i < hunk->first.end && status == DZ_OK; i++) {
            const dz_unit *unit = &work->first.items[i];
            if (unit->weight)
                status = dz_array__push(work->context, &search->gone,
                                        ((moved_word){unit->id, unit->weight, (uint32_t)i, h}));
        }
        for (size_t i = hunk->second.begin; i < hunk->second.end && status == DZ_OK; i++) {
            const dz_unit *unit = &work->second.items[i];
            if (unit->weight)
                status = dz_array__push(work->context, &search->come,
                                        ((moved_word){unit->id, unit->weight, (uint32_t)i, h}));
        }
    }
    return status;
}

/* ---- The index ------------------------------------------------------------------------------------------------ */

/* How many words of one hunk stand from `at` on, up to WORDS_A_RUN. */
static size_t words_from(const moved_word *words, size_t count, size_t at)
{
    size_t end = at;
    while (end < count && end < at + WORDS_A_RUN && words[end].hunk == words[at].hunk)
        end++;
    return end - at;
}

static bool begins_hunk(const moved_word *words, size_t at)
{
    return at == 0 || words[at - 1].hunk != words[at].hunk;
}

/* Whether a run is indexed: WORDS_A_RUN words, or fewer where a hunk has no more. */
static bool is_run(const moved_word *words, size_t count, size_t at)
{
    size_t length = words_from(words, count, at);
    return length == WORDS_A_RUN || (length && begins_hunk(words, at));
}

static size_t slot_of(const move_search *search, const moved_word *words, size_t count, size_t at)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < words_from(words, count, at); i++)
        hash = (hash ^ words[at + i].id) * 0x9E3779B97F4A7C15u + (hash >> 29);
    return (size_t)(hash >> 24) & search->mask;
}

static dz_status index_words(move_search *search)
{
    dz_context *context = search->work->context;
    size_t count = search->come.count;
    search->mask = 15;
    while (search->mask < 2 * count)
        search->mask = 2 * search->mask + 1;
    search->heads = dz_memory__allocate(context, (search->mask + 1) * sizeof *search->heads);
    search->next = dz_memory__allocate(context, count * sizeof *search->next);
    if (!search->heads || !search->next)
        return DZ_ERROR_MEMORY;
    memset(search->heads, 0xFF, (search->mask + 1) * sizeof *search->heads);
    for (size_t at = count; at-- > 0;) {
        if (!is_run(search->come.items, count, at))
            continue;
        size_t slot = slot_of(search, search->come.items, count, at);
        search->next[at] = search->heads[slot];
        search->heads[slot] = (uint32_t)at;
    }
    return DZ_OK;
}

/* ---- Runs ----------------------------------------------------------------------------------------------------- */

static bool same_word(const move_search *search, size_t from, size_t to)
{
    return search->gone.items[from].id == search->come.items[to].id;
}

/* The run of words from two places on, to the end of one of the hunks at the furthest. */
static word_run run_from(const move_search *search, size_t from, size_t to)
{
    word_run run = {(uint32_t)from, (uint32_t)to, 0, 0};
    uint32_t gone = search->gone.items[from].hunk, come = search->come.items[to].hunk;
    for (; from < search->gone.count && to < search->come.count && search->gone.items[from].hunk == gone &&
           search->come.items[to].hunk == come && same_word(search, from, to);
         from++, to++) {
        run.count++;
        run.weight += search->gone.items[from].weight;
    }
    return run;
}

static bool is_whole(const move_search *search, const word_run *run)
{
    size_t from = run->from + (size_t)run->count, to = run->to + (size_t)run->count;
    return begins_hunk(search->gone.items, run->from) && begins_hunk(search->come.items, run->to) &&
           (from == search->gone.count || begins_hunk(search->gone.items, from)) &&
           (to == search->come.count || begins_hunk(search->come.items, to));
}

/* Whether the place that words left and the one that they went to are near each other, in the second text. */
static bool is_near(const move_search *search, const word_run *run)
{
    const dz_compare_work *work = search->work;
    dz_span left = work->hunks.items[search->gone.items[run->from].hunk].second;
    size_t from = dz_side__span(&work->second, left).begin;
    size_t to = work->second.items[search->come.items[run->to].unit].text.begin;
    return (from > to ? from - to : to - from) <= BYTES_NOT_FAR;
}

static bool is_move(const move_search *search, const word_run *run)
{
    const moved_word *middle = &search->gone.items[run->from + run->count / 2];
    if (middle->hunk == search->come.items[run->to].hunk && !search->work->first_aside[middle->unit])
        return false;
    if (run->weight >= WEIGHT_OF_CLAUSE)
        return run->count >= WORDS_A_RUN || is_whole(search, run);
    return run->weight >= WEIGHT_OF_WORD && is_whole(search, run) && is_near(search, run);
}

/* Whether the words before two places are the same, in the same hunks. */
static bool goes_back(const move_search *search, size_t from, size_t to)
{
    return !begins_hunk(search->gone.items, from) && !begins_hunk(search->come.items, to) &&
           same_word(search, from - 1, to - 1);
}

static dz_status find_runs(move_search *search)
{
    const moved_word *gone = search->gone.items;
    dz_status status = DZ_OK;
    bool looked_up = false; /* the word before, at all places */
    for (size_t from = 0; from < search->gone.count && status == DZ_OK; from++) {
        bool before = looked_up;
        looked_up = is_run(gone, search->gone.count, from);
        if (!looked_up)
            continue;
        uint32_t to = search->heads[slot_of(search, gone, search->gone.count, from)];
        for (int places = 0; to != NO_PLACE && status == DZ_OK; places++, to = search->next[to]) {
            if (places == MOST_PLACES) {
                looked_up = false;
                break;
            }
            if (!same_word(search, from, to) || (before && goes_back(search, from, to)))
                continue;
            size_t begin = from, other = to;
            for (; goes_back(search, begin, other); begin--)
                other--;
            word_run run = run_from(search, begin, other);
            if (run.count > search->left) {
                search->work->out->degraded = true;
                return status;
            }
            search->left -= run.count;
            if (is_move(search, &run))
                status = dz_array__push(search->work->context, &search->runs, run);
        }
    }
    return status;
}

static int by_weight(const void *a, const void *b)
{
    const word_run *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

/* ---- Telling -------------------------------------------------------------------------------------------------- */

static bool only_marks(const dz_side *side, dz_span units)
{
    for (size_t i = units.begin; i < units.end; i++)
        if (side->items[i].weight)
            return false;
    return true;
}

/* The units of a run on one side, with the marks beside it where nothing else is left of the hunk there. */
static dz_span units_of_run(const dz_side *side, const moved_word *words, size_t at, size_t count, dz_span hunk)
{
    dz_span units = {words[at].unit, words[at + count - 1].unit + (size_t)1};
    if (only_marks(side, (dz_span){hunk.begin, units.begin}))
        units.begin = hunk.begin;
    if (only_marks(side, (dz_span){units.end, hunk.end}))
        units.end = hunk.end;
    return units;
}

static bool any_told(const bool *told, dz_span units)
{
    return memchr(told + units.begin, 1, units.end - units.begin) != NULL;
}

static bool is_told(const move_search *search, const word_run *run, size_t word)
{
    return search->gone_units[search->gone.items[run->from + word].unit] ||
           search->come_units[search->come.items[run->to + word].unit];
}

/* A run without the words at its ends that heavier ones have taken. */
static word_run cut_told(const move_search *search, word_run run)
{
    while (run.count && is_told(search, &run, 0)) {
        run.weight -= search->gone.items[run.from].weight;
        run.from++;
        run.to++;
        run.count--;
    }
    while (run.count && is_told(search, &run, run.count - 1))
        run.weight -= search->gone.items[run.from + --run.count].weight;
    return run;
}

static dz_status tell_run(move_search *search, const word_run *found)
{
    dz_compare_work *work = search->work;
    word_run cut = cut_told(search, *found);
    const word_run *run = &cut;
    if (!cut.count || !is_move(search, run))
        return DZ_OK;
    const dz_hunk *left = &work->hunks.items[search->gone.items[run->from].hunk];
    const dz_hunk *entered = &work->hunks.items[search->come.items[run->to].hunk];
    dz_span first = units_of_run(&work->first, search->gone.items, run->from, run->count, left->first);
    dz_span second = units_of_run(&work->second, search->come.items, run->to, run->count, entered->second);
    if (any_told(search->gone_units, first) || any_told(search->come_units, second))
        return DZ_OK;
    work->moved_weight += 2 * (uint64_t)run->weight;
    memset(search->gone_units + first.begin, 1, first.end - first.begin);
    memset(search->come_units + second.begin, 1, second.end - second.begin);
    return dz_compare__tell(work, DZ_DIFFERENCE_ORDER, DZ_SEVERITY_MINOR, first, second);
}

/* The next stretch of a side from `*at` on that did not move; an empty one at the end where there is none. */
static dz_span next_rest(const bool *moved, size_t *at, size_t end)
{
    while (*at < end && moved[*at])
        ++*at;
    dz_span rest = {*at, *at};
    while (rest.end < end && !moved[rest.end])
        rest.end++;
    *at = rest.end;
    return rest;
}

/* What is left of the hunks when the moves are told of: a hunk that words were moved out of falls into pieces, which
 * are paired in their order. Pieces of marks alone go along with what moved. */
static dz_status keep_parts(move_search *search)
{
    dz_compare_work *work = search->work;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < work->hunks.count && status == DZ_OK; i++) {
        const dz_hunk *hunk = &work->hunks.items[i];
        size_t first = hunk->first.begin, second = hunk->second.begin;
        bool moved = any_told(search->gone_units, hunk->first) || any_told(search->come_units, hunk->second);
        while (status == DZ_OK && (first < hunk->first.end || second < hunk->second.end)) {
            dz_hunk part = {next_rest(search->gone_units, &first, hunk->first.end),
                            next_rest(search->come_units, &second, hunk->second.end)};
            if (moved && only_marks(&work->first, part.first) && only_marks(&work->second, part.second))
                continue;
            if (part.first.begin < part.first.end || part.second.begin < part.second.end)
                status = dz_array__push(work->context, &work->parts, part);
        }
    }
    return status;
}

dz_status dz_compare__find_moves(dz_compare_work *work)
{
    move_search search = {.work = work};
    dz_status status = collect_words(&search);
    search.gone_units = dz_memory__zeroed(work->context, work->first.count + work->second.count + 2, 1);
    if (status == DZ_OK && !search.gone_units)
        status = DZ_ERROR_MEMORY;
    if (status == DZ_OK) {
        search.come_units = search.gone_units + work->first.count + 1;
        search.left = WORDS_COMPARED * (search.gone.count + search.come.count);
        status = index_words(&search);
    }
    if (status == DZ_OK)
        status = find_runs(&search);
    if (status == DZ_OK && search.runs.count)
        qsort(search.runs.items, search.runs.count, sizeof *search.runs.items, by_weight);
    for (size_t i = 0; i < search.runs.count && status == DZ_OK; i++)
        status = tell_run(&search, &search.runs.items[i]);
    if (status == DZ_OK)
        status = keep_parts(&search);
    dz_array__free(work->context, &search.gone);
    dz_array__free(work->context, &search.come);
    dz_array__free(work->context, &search.runs);
    dz_memory__free(work->context, search.heads);
    dz_memory__free(work->context, search.next);
    dz_memory__free(work->context, search.gone_units);
    return status;
}
