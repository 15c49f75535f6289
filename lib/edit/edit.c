#include "duizhao/edit.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "edit/patience.h"

/* A search that has gone this many steps from each end without meeting is cut at the furthest point that it reached:
 * the work of one cut is quadratic in the steps, and texts that differ more have nothing to gain from exactness. Where
 * there is much text there would be many cuts, and each must be cheap. */
#define STEP_LIMIT 6000
#define STEP_LIMIT_OF_LONG 1000

/* Sequences of this many tokens together are long: what they surely have in common is found first, by runs of tokens,
 * and the shortest script is looked for between these runs. */
#define LONG 24000
#define TOKENS_A_RUN 4

/* Of sequences of this many tokens together those that only one side has are taken out first. */
#define WORTH_SHORTENING 2048

/* So many tokens in a row are not in two wordings by accident, however much changed around them. */
#define LONGEST_ACCIDENT 5

/* How many steps go by between two questions whether to stop. */
#define STEPS_BETWEEN_PROGRESS 1024

typedef struct edit_search {
    dz_context *context;
    const uint32_t *source;
    const uint32_t *target;
    ptrdiff_t *forward;  /* furthest source token on each diagonal, from the front; index 0 is diagonal 0 */
    ptrdiff_t *backward; /* the same from the back */
    bool *deleted;       /* of each source token */
    bool *inserted;      /* of each target token */
    size_t total;
    ptrdiff_t step_limit;
    bool degraded;
} edit_search;

/* A rectangle of the edit graph: source tokens x0..x1 against target tokens y0..y1. */
typedef struct edit_box {
    ptrdiff_t x0, x1, y0, y1;
} edit_box;

typedef struct edit_point {
    ptrdiff_t x, y;
    bool exact;
} edit_point;

static ptrdiff_t slide_forward(const edit_search *search, const edit_box *box, ptrdiff_t x, ptrdiff_t y)
{
    while (x < box->x1 && y < box->y1 && search->source[x] == search->target[y]) {
        x++;
        y++;
    }
    return x;
}

static ptrdiff_t slide_backward(const edit_search *search, const edit_box *box, ptrdiff_t x, ptrdiff_t y)
{
    while (x > box->x0 && y > box->y0 && search->source[x - 1] == search->target[y - 1]) {
        x--;
        y--;
    }
    return x;
}

/* The diagonals x - y, two apart, that can be reached in `steps` from diagonal `middle` and cross the box. */
static void bound_diagonals(const edit_box *box, ptrdiff_t middle, ptrdiff_t steps, ptrdiff_t *low, ptrdiff_t *high)
{
    ptrdiff_t lowest = box->x0 - box->y1, highest = box->x1 - box->y0;
    *low = middle - steps;
    *high = middle + steps;
    if (*low < lowest)
        *low = lowest + (lowest - *low) % 2;
    if (*high > highest)
        *high = highest - (*high - highest) % 2;
}

/* Puts `outside` beside the outermost diagonals, unless the one beside is inside the box and was reached before. */
static void guard_diagonals(const edit_box *box, ptrdiff_t *v, ptrdiff_t middle, ptrdiff_t steps, ptrdiff_t outside)
{
    ptrdiff_t low, high;
    bound_diagonals(box, middle, steps, &low, &high);
    if (low == middle - steps || low == box->x0 - box->y1)
        v[low - 1] = outside;
    if (high == middle + steps || high == box->x1 - box->y0)
        v[high + 1] = outside;
}

/* One more step from the front. True, with `*meet` set, where it meets the search from the back. */
static bool step_forward(const edit_search *search, const edit_box *box, ptrdiff_t steps, bool odd, edit_point *meet)
{
    ptrdiff_t *v = search->forward;
    ptrdiff_t middle = box->x0 - box->y0, other = box->x1 - box->y1, low, high;
    bound_diagonals(box, middle, steps, &low, &high);
    guard_diagonals(box, v, middle, steps, -1);
    for (ptrdiff_t d = low; d <= high; d += 2) {
        ptrdiff_t x = v[d - 1] >= v[d + 1] ? v[d - 1] + 1 : v[d + 1];
        if (steps == 0)
            x = box->x0;
        v[d] = slide_forward(search, box, x, x - d);
        bool reached = d >= other - (steps - 1) && d <= other + (steps - 1);
        if (odd && reached && search->backward[d] <= v[d]) {
            *meet = (edit_point){v[d], v[d] - d, true};
            return true;
        }
    }
    return false;
}

static bool step_backward(const edit_search *search, const edit_box *box, ptrdiff_t steps, bool odd, edit_point *meet)
{
    ptrdiff_t *v = search->backward;
    ptrdiff_t middle = box->x1 - box->y1, other = box->x0 - box->y0, low, high;
    bound_diagonals(box, middle, steps, &low, &high);
    guard_diagonals(box, v, middle, steps, PTRDIFF_MAX);
    for (ptrdiff_t d = low; d <= high; d += 2) {
        ptrdiff_t x = v[d - 1] < v[d + 1] ? v[d - 1] : v[d + 1] - 1;
        if (steps == 0)
            x = box->x1;
        v[d] = slide_backward(search, box, x, x - d);
        bool reached = d >= other - steps && d <= other + steps;
        if (!odd && reached && v[d] <= search->forward[d]) {
            *meet = (edit_point){v[d], v[d] - d, true};
            return true;
        }
    }
    return false;
}

/* The point that the search from the front got furthest to. */
static edit_point furthest_point(const edit_search *search, const edit_box *box, ptrdiff_t steps)
{
    edit_point best = {box->x0, box->y0, false};
    ptrdiff_t low, high;
    bound_diagonals(box, box->x0 - box->y0, steps, &low, &high);
    for (ptrdiff_t d = low; d <= high; d += 2) {
        ptrdiff_t x = search->forward[d];
        bool inside = x <= box->x1 && x - d <= box->y1;
        if (inside && x + x - d > best.x + best.y)
            best = (edit_point){x, x - d, false};
    }
    return best;
}

/* A point on a shortest path through the box, near the middle of the path (Myers 1986, section 4b). Neither the first
 * nor the last tokens of the box may be equal, and it may be empty on no side. */
static dz_status find_middle(edit_search *search, const edit_box *box, edit_point *middle)
{
    bool odd = ((box->x1 - box->x0) - (box->y1 - box->y0)) % 2 != 0;
    for (ptrdiff_t steps = 0;; steps++) {
        if (steps % STEPS_BETWEEN_PROGRESS == STEPS_BETWEEN_PROGRESS - 1) {
            dz_status status = dz_context__progress(search->context, "compare", (uint64_t)(box->x0 + box->y0),
                                                    (uint64_t)search->total);
            if (status != DZ_OK)
                return status;
        }
        if (step_forward(search, box, steps, odd, middle) || step_backward(search, box, steps, odd, middle))
            return DZ_OK;
        if (steps == search->step_limit) {
            *middle = furthest_point(search, box, steps);
            search->degraded = true;
            return DZ_OK;
        }
    }
}

static void mark_box(edit_search *search, const edit_box *box)
{
    memset(search->deleted + box->x0, 1, (size_t)(box->x1 - box->x0));
    memset(search->inserted + box->y0, 1, (size_t)(box->y1 - box->y0));
}

/* Marks what a shortest script deletes and inserts. Recursion goes into the part before the middle, whose path is at
 * most half as long (and short where the search was cut), so that it is never deep. */
static dz_status mark_changes(edit_search *search, edit_box box)
{
    for (;;) {
        ptrdiff_t x = slide_forward(search, &box, box.x0, box.y0);
        box.y0 += x - box.x0;
        box.x0 = x;
        x = slide_backward(search, &box, box.x1, box.y1);
        box.y1 -= box.x1 - x;
        box.x1 = x;
        if (box.x0 == box.x1 || box.y0 == box.y1) {
            mark_box(search, &box);
            return DZ_OK;
        }
        edit_point middle;
        dz_status status = find_middle(search, &box, &middle);
        if (status != DZ_OK)
            return status;
        edit_box before = {box.x0, middle.x, box.y0, middle.y};
        if ((status = mark_changes(search, before)) != DZ_OK)
            return status;
        box.x0 = middle.x;
        box.y0 = middle.y;
    }
}

/* ---- Long sequences ------------------------------------------------------------------------------------------- */

/* A hash of each run of tokens, by its first. */
static void hash_runs(const uint32_t *tokens, size_t count, uint64_t *hashes)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = count - i;
        for (size_t j = i; j < i + TOKENS_A_RUN && i + TOKENS_A_RUN <= count; j++)
            hash = (hash ^ tokens[j]) * 0x9E3779B97F4A7C15u + (hash >> 29);
        hashes[i] = hash;
    }
}

static bool is_same_run(const edit_search *search, const edit_box *all, ptrdiff_t x, ptrdiff_t y)
{
    size_t size = TOKENS_A_RUN * sizeof *search->source;
    return x + TOKENS_A_RUN <= all->x1 && y + TOKENS_A_RUN <= all->y1 &&
           memcmp(search->source + x, search->target + y, size) == 0;
}

/* Marks the changes of two long sequences: those between the runs that both have. */
static dz_status mark_between_runs(edit_search *search, const edit_box *all)
{
    size_t source_count = (size_t)all->x1, target_count = (size_t)all->y1;
    uint64_t *hashes = dz_memory__allocate(search->context, (source_count + target_count) * sizeof *hashes);
    uint32_t *partner = dz_memory__allocate(search->context, source_count * sizeof *partner);
    edit_box box = {0, 0, 0, 0};
    dz_status status = DZ_ERROR_MEMORY;
    if (!hashes || !partner)
        goto done;
    hash_runs(search->source, source_count, hashes);
    hash_runs(search->target, target_count, hashes + source_count);
    status = dz_patience__pair(search->context, hashes, source_count, hashes + source_count, target_count, partner);
    for (ptrdiff_t x = 0; x < all->x1 && status == DZ_OK; x++) {
        ptrdiff_t y = (ptrdiff_t)partner[x];
        if (partner[x] == DZ_PATIENCE_NONE || y < box.y0 || x < box.x0 || !is_same_run(search, all, x, y))
            continue;
        box.x1 = x;
        box.y1 = y;
        status = mark_changes(search, box);
        box.x0 = x + TOKENS_A_RUN;
        box.y0 = y + TOKENS_A_RUN;
    }
    box.x1 = all->x1;
    box.y1 = all->y1;
    if (status == DZ_OK)
        status = mark_changes(search, box);
done:
    dz_memory__free(search->context, hashes);
    dz_memory__free(search->context, partner);
    return status;
}

/* ---- Edits ---------------------------------------------------------------------------------------------------- */

typedef DZ_ARRAY(dz_edit) edit_items;

static dz_edit_kind kind_of(const dz_edit *edit)
{
    bool source = edit->source.begin < edit->source.end, target = edit->target.begin < edit->target.end;
    return source && target ? DZ_EDIT_REPLACE : source ? DZ_EDIT_DELETE : DZ_EDIT_INSERT;
}

static size_t larger_side(const dz_edit *edit)
{
    size_t source = edit->source.end - edit->source.begin, target = edit->target.end - edit->target.begin;
    return source > target ? source : target;
}

/* Turns the marks into edits, changes and keeps by turns. */
static dz_status collect_edits(const edit_search *search, size_t source_count, size_t target_count, edit_items *items)
{
    size_t x = 0, y = 0;
    while (x < source_count || y < target_count) {
        dz_edit edit = {DZ_EDIT_KEEP, {x, x}, {y, y}};
        while (x < source_count && y < target_count && !search->deleted[x] && !search->inserted[y]) {
            x++;
            y++;
        }
        if (x == edit.source.begin) {
            while (x < source_count && search->deleted[x])
                x++;
            while (y < target_count && search->inserted[y])
                y++;
            edit.kind = x == edit.source.begin   ? DZ_EDIT_INSERT
                        : y == edit.target.begin ? DZ_EDIT_DELETE
                                                 : DZ_EDIT_REPLACE;
        }
        edit.source.end = x;
        edit.target.end = y;
        dz_status status = dz_array__push(search->context, items, edit);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

/* Whether a keep between two changes of one kind, both deletions or both insertions, can trade places with the tokens
 * at the far end of one of them, so that the two changes become one: "a [b c] b [d e] f" is "a b [c b d e] f" too.
 * Gives how far the keep moves: -1 to the front of the first change, 1 to the back of the second, 0 if it cannot. */
static int keep_moves(const edit_search *search, const dz_edit *first, const dz_edit *keep, const dz_edit *second)
{
    bool deletes = first->kind == DZ_EDIT_DELETE;
    const uint32_t *tokens = deletes ? search->source : search->target;
    dz_span before = deletes ? first->source : first->target;
    dz_span kept = deletes ? keep->source : keep->target;
    dz_span after = deletes ? second->source : second->target;
    size_t length = kept.end - kept.begin, size = length * sizeof *tokens;
    if (before.end - before.begin >= length && !memcmp(tokens + before.begin, tokens + kept.begin, size))
        return -1;
    if (after.end - after.begin >= length && !memcmp(tokens + after.end - length, tokens + kept.begin, size))
        return 1;
    return 0;
}

/* Joins `second` to `first` across a keep that moves out of the way. */
static void move_keep(dz_edit *first, const dz_edit *keep, const dz_edit *second, int direction)
{
    bool deletes = first->kind == DZ_EDIT_DELETE;
    size_t length = keep->source.end - keep->source.begin;
    dz_edit joined = {
        first->kind, {first->source.begin, second->source.end}, {first->target.begin, second->target.end}};
    dz_span *moved = deletes ? &joined.source : &joined.target;
    dz_span *other = deletes ? &joined.target : &joined.source;
    if (direction < 0) {
        moved->begin += length;
        other->begin = other->end;
    } else {
        moved->end -= length;
        other->end = other->begin;
    }
    *first = joined;
}

/* A keep is an accident, not a correspondence, where it is short, and less than half as long as the changes on both
 * sides. */
static bool keep_is_accident(const dz_edit *first, const dz_edit *keep, const dz_edit *second)
{
    size_t length = keep->source.end - keep->source.begin;
    if (first->kind == second->kind && first->kind != DZ_EDIT_REPLACE)
        return false;
    return length <= LONGEST_ACCIDENT && 2 * length <= larger_side(first) && 2 * length <= larger_side(second);
}

static bool is_pure(const dz_edit *edit)
{
    return edit->kind == DZ_EDIT_DELETE || edit->kind == DZ_EDIT_INSERT;
}

static void push_clean(edit_items *items, dz_edit edit)
{
    dz_edit *last = items->count ? &items->items[items->count - 1] : NULL;
    if (edit.source.begin == edit.source.end && edit.target.begin == edit.target.end)
        return;
    if (last && (last->kind == DZ_EDIT_KEEP) == (edit.kind == DZ_EDIT_KEEP)) {
        last->source.end = edit.source.end;
        last->target.end = edit.target.end;
        if (last->kind != DZ_EDIT_KEEP)
            last->kind = kind_of(last);
        return;
    }
    items->items[items->count++] = edit;
}

/* Takes the change before and the keep off the cleaned items where they join with `edit`; true where they did. */
static bool join_last(const edit_search *search, edit_items *items, dz_edit *edit)
{
    if (edit->kind == DZ_EDIT_KEEP || items->count < 2)
        return false;
    dz_edit *keep = &items->items[items->count - 1], *first = keep - 1;
    if (keep->kind != DZ_EDIT_KEEP)
        return false;
    if (first->kind == edit->kind && is_pure(edit)) {
        int direction = keep_moves(search, first, keep, edit);
        size_t length = keep->source.end - keep->source.begin;
        if (!direction)
            return false;
        dz_edit joined = *first, moved = {DZ_EDIT_KEEP, {0, 0}, {0, 0}};
        move_keep(&joined, keep, edit, direction);
        items->count -= 2;
        if (direction < 0) {
            moved.source = (dz_span){first->source.begin, first->source.begin + length};
            moved.target = (dz_span){first->target.begin, first->target.begin + length};
            push_clean(items, moved);
            *edit = joined;
        } else {
            dz_span source_end = {edit->source.end - length, edit->source.end};
            dz_span target_end = {edit->target.end - length, edit->target.end};
            moved.source = source_end;
            moved.target = target_end;
            push_clean(items, joined);
            *edit = moved;
        }
        return true;
    }
    if (!keep_is_accident(first, keep, edit))
        return false;
    edit->source.begin = first->source.begin;
    edit->target.begin = first->target.begin;
    edit->kind = kind_of(edit);
    items->count -= 2;
    return true;
}

/* Cleans up in place: the write position never passes the read position. */
static void clean_edits(const edit_search *search, edit_items *items)
{
    edit_items clean = {items->items, 0, items->capacity};
    for (size_t i = 0; i < items->count; i++) {
        dz_edit edit = items->items[i];
        while (join_last(search, &clean, &edit))
            ;
        push_clean(&clean, edit);
    }
    items->count = clean.count;
}

static dz_status fill_script(const edit_search *search, size_t source_count, size_t target_count,
                             dz_edit_script *script)
{
    edit_items items = {0};
    dz_status status = dz_array__reserve(search->context, &items, 1);
    if (status == DZ_OK)
        status = collect_edits(search, source_count, target_count, &items);
    if (status != DZ_OK) {
        dz_array__free(search->context, &items);
        return status;
    }
    for (size_t i = 0; i < source_count; i++)
        script->distance += search->deleted[i];
    for (size_t i = 0; i < target_count; i++)
        script->distance += search->inserted[i];
    clean_edits(search, &items);
    script->items = items.items;
    script->count = items.count;
    script->degraded = search->degraded;
    return DZ_OK;
}

/* Marks what a script of the two sequences changes. */
static dz_status mark_sequences(edit_search *search, size_t source_count, size_t target_count)
{
    size_t width = source_count + target_count + 3;
    ptrdiff_t *furthest = dz_memory__zeroed(search->context, width * 2, sizeof *furthest);
    if (!furthest)
        return DZ_ERROR_MEMORY;
    search->forward = furthest + target_count + 1;
    search->backward = search->forward + width;
    edit_box all = {0, (ptrdiff_t)source_count, 0, (ptrdiff_t)target_count};
    bool is_long = source_count + target_count >= LONG;
    search->step_limit = is_long ? STEP_LIMIT_OF_LONG : STEP_LIMIT;
    dz_status status = is_long ? mark_between_runs(search, &all) : mark_changes(search, all);
    dz_memory__free(search->context, furthest);
    return status;
}

/* ---- Tokens of one side alone --------------------------------------------------------------------------------- */

/* Which tokens are in the source, and in the target: a table of them, with a bit for each. */
typedef struct token_table {
    uint32_t *tokens;
    uint8_t *sides; /* 0: the place is free */
    size_t mask;
} token_table;

static size_t place_of(const token_table *table, uint32_t token)
{
    size_t at = (size_t)((token * 0x9E3779B97F4A7C15u) >> 32) & table->mask;
    while (table->sides[at] && table->tokens[at] != token)
        at = (at + 1) & table->mask;
    return at;
}

static void put_tokens(token_table *table, const uint32_t *tokens, size_t count, uint8_t side)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = place_of(table, tokens[i]);
        table->tokens[at] = tokens[i];
        table->sides[at] |= side;
    }
}

/* Copies the tokens that both sides have; how many they are. */
static size_t copy_shared(const token_table *table, const uint32_t *tokens, size_t count, uint32_t *shared)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (table->sides[place_of(table, tokens[i])] == 3)
            shared[kept++] = tokens[i];
    return kept;
}

/* Marks the tokens of one side alone as changed, and others as they are in the sequences without those. */
static void spread_marks(const token_table *table, const uint32_t *tokens, size_t count, const bool *shared,
                         bool *changed)
{
    for (size_t i = 0; i < count; i++)
        changed[i] = table->sides[place_of(table, tokens[i])] != 3 || *shared++;
}

/* As mark_sequences, for longer ones: a token that only one side has is surely changed, and what is left is shorter. */
static dz_status mark_shared(edit_search *search, size_t source_count, size_t target_count)
{
    dz_context *context = search->context;
    size_t total = source_count + target_count;
    token_table table = {.mask = 1};
    while (table.mask < 2 * total)
        table.mask = 2 * table.mask + 1;
    table.tokens = dz_memory__allocate(context, (table.mask + 1) * sizeof *table.tokens);
    table.sides = dz_memory__zeroed(context, table.mask + 1, 1);
    uint32_t *shared = dz_memory__allocate(context, total * sizeof *shared);
    bool *marks = dz_memory__zeroed(context, total + 2, 1);
    dz_status status = DZ_ERROR_MEMORY;
    if (!table.tokens || !table.sides || !shared || !marks)
        goto done;
    put_tokens(&table, search->source, source_count, 1);
    put_tokens(&table, search->target, target_count, 2);
    edit_search less = *search;
    size_t source_shared = copy_shared(&table, search->source, source_count, shared);
    size_t target_shared = copy_shared(&table, search->target, target_count, shared + source_shared);
    less.source = shared;
    less.target = shared + source_shared;
    less.deleted = marks;
    less.inserted = marks + source_shared + 1;
    status = mark_sequences(&less, source_shared, target_shared);
    spread_marks(&table, search->source, source_count, less.deleted, search->deleted);
    spread_marks(&table, search->target, target_count, less.inserted, search->inserted);
    search->degraded = less.degraded;
done:
    dz_memory__free(context, table.tokens);
    dz_memory__free(context, table.sides);
    dz_memory__free(context, shared);
    dz_memory__free(context, marks);
    return status;
}

/* Marks what a script changes, between what both sequences begin and end with: where tokens repeat, a change stays
 * where it was made. */
static dz_status mark_inside(edit_search *search, size_t source_count, size_t target_count)
{
    edit_box box = {0, (ptrdiff_t)source_count, 0, (ptrdiff_t)target_count};
    size_t begin = (size_t)slide_forward(search, &box, 0, 0);
    box.x0 = box.y0 = (ptrdiff_t)begin;
    size_t end = source_count - (size_t)slide_backward(search, &box, box.x1, box.y1);
    edit_search inside = *search;
    inside.source += begin;
    inside.target += begin;
    inside.deleted += begin;
    inside.inserted += begin;
    source_count -= begin + end;
    target_count -= begin + end;
    dz_status status = source_count + target_count >= WORTH_SHORTENING
                           ? mark_shared(&inside, source_count, target_count)
                           : mark_sequences(&inside, source_count, target_count);
    search->degraded = inside.degraded;
    return status;
}

dz_status dz_edit_compare(dz_context *context, dz_edit_script **out, const uint32_t *source, size_t source_count,
                          const uint32_t *target, size_t target_count)
{
    *out = NULL;
    edit_search search = {.context = context, .source = source, .target = target, .total = source_count + target_count};
    dz_edit_script *script = dz_memory__zeroed(context, 1, sizeof *script);
    search.deleted = dz_memory__zeroed(context, source_count + 1, 1);
    search.inserted = dz_memory__zeroed(context, target_count + 1, 1);
    dz_status status = DZ_ERROR_MEMORY;
    if (!script || !search.deleted || !search.inserted)
        goto done;
    if ((status = mark_inside(&search, source_count, target_count)) != DZ_OK)
        goto done;
    if ((status = fill_script(&search, source_count, target_count, script)) != DZ_OK)
        goto done;
    if (search.degraded)
        dz_context__log(context, "compare: the texts are too far apart for the shortest script; what is marked as "
                                 "changed may be more than need be");
    script->context = context;
    *out = script;
    script = NULL;
done:
    dz_memory__free(context, script);
    dz_memory__free(context, search.deleted);
    dz_memory__free(context, search.inserted);
    return status;
}

void dz_edit_script_free(dz_edit_script *script)
{
    if (!script)
        return;
    dz_edit *items;
    memcpy(&items, &script->items, sizeof items);
    dz_memory__free(script->context, items);
    dz_memory__free(script->context, script);
}
