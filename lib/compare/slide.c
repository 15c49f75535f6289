/* Where a stretch that was put in or left out begins is often open: "a. [b. ]c." is "a[. b]. c." too, and both are the
 * shortest script. A reader sees a sentence in the first. */
#include <string.h>

#include "compare/work.h"

/* A stretch is slid over so many units at the furthest, each way. */
#define FURTHEST 64

static bool is_mark(const dz_unit *unit, const char *marks)
{
    return unit->kind == DZ_UNIT_MARK && unit->form.length == 1 && strchr(marks, unit->form.data[0]);
}

/* The line feeds before a unit: one ends a line, two end a paragraph, or what is read of a text in one piece. */
static size_t count_feeds(const dz_side *side, size_t unit)
{
    size_t count = 0;
    for (size_t at = side->items[unit - 1].text.end; at < side->items[unit].text.begin; at++)
        count += side->text.data[at] == '\n';
    return count;
}

/* Whether one of the marks stands before a place, or a quotation mark behind it; the begin and a new line do for all.
 */
static bool ends_before(const dz_side *side, size_t at, const char *marks)
{
    if (!at || (at < side->count && count_feeds(side, at)))
        return true;
    const dz_unit *unit = &side->items[at - 1];
    if (unit->kind == DZ_UNIT_QUOTE_MARK && at > 1)
        unit--;
    return is_mark(unit, marks);
}

static bool splits_word(const dz_side *side, size_t at)
{
    return at && at < side->count && side->items[at].kind == DZ_UNIT_HAN &&
           side->items[at].word == side->items[at - 1].word;
}

/* How well a stretch begins and ends: whole sentences, then whole clauses, then whole words. */
static int rank_place(const dz_side *side, dz_span units)
{
    if (ends_before(side, units.begin, ".!?") && ends_before(side, units.end, ".!?"))
        return 3;
    if (ends_before(side, units.begin, ".!?,;:") && ends_before(side, units.end, ".!?,;:"))
        return 2;
    return !splits_word(side, units.begin) && !splits_word(side, units.end);
}

/* How far to slide a stretch, between what is changed before and behind it: to the best place, and of those to the
 * nearest. */
static ptrdiff_t find_slide(const dz_side *side, dz_span units, size_t floor, size_t ceiling)
{
    int best = rank_place(side, units);
    ptrdiff_t slide = 0;
    dz_span back = units, on = units;
    for (ptrdiff_t step = 1; step <= FURTHEST && best < 3; step++) {
        bool goes_on =
            on.end < ceiling && side->items[on.begin].id == side->items[on.end].id && count_feeds(side, on.end) < 2;
        bool goes_back = back.begin > floor && side->items[back.begin - 1].id == side->items[back.end - 1].id &&
                         count_feeds(side, back.begin) < 2;
        if (!goes_on)
            ceiling = on.end;
        if (!goes_back)
            floor = back.begin;
        if (!goes_on && !goes_back)
            break;
        on = goes_on ? (dz_span){on.begin + 1, on.end + 1} : on;
        back = goes_back ? (dz_span){back.begin - 1, back.end - 1} : back;
        int rank_on = goes_on ? rank_place(side, on) : 0, rank_back = goes_back ? rank_place(side, back) : 0;
        if (rank_on > best || rank_back > best) {
            slide = rank_on >= rank_back ? step : -step;
            best = rank_on >= rank_back ? rank_on : rank_back;
        }
    }
    return slide;
}

void dz_compare__slide_hunks(dz_compare_work *work)
{
    for (size_t i = 0; i < work->hunks.count; i++) {
        dz_hunk *hunk = &work->hunks.items[i], *next = i + 1 < work->hunks.count ? hunk + 1 : NULL;
        bool gone = hunk->second.begin == hunk->second.end;
        if (!gone && hunk->first.begin != hunk->first.end)
            continue;
        const dz_side *side = gone ? &work->first : &work->second;
        bool *changed = gone ? work->first_changed : work->second_changed;
        dz_span *units = gone ? &hunk->first : &hunk->second, *other = gone ? &hunk->second : &hunk->first;
        size_t floor = !i ? 0 : gone ? hunk[-1].first.end : hunk[-1].second.end;
        size_t ceiling = !next ? side->count : gone ? next->first.begin : next->second.begin;
        ptrdiff_t slide = find_slide(side, *units, floor, ceiling);
        memset(changed + units->begin, 0, units->end - units->begin);
        units->begin += (size_t)slide;
        units->end += (size_t)slide;
        other->begin += (size_t)slide;
        other->end += (size_t)slide;
        memset(changed + units->begin, 1, units->end - units->begin);
    }
}
