/* A replaced stretch of which only one side runs over the end of a sentence hides that sentence: it is cut there, so
 * that the whole sentences are left out (or put in), and only the rest is replaced. */
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "compare/work.h"

/* Less is no sentence by itself. A word counts two, a Han character one. */
#define BULK_OF_SENTENCE 6

/* A full stop behind so short a word with a capital may be of "Mr." or "U.S." */
#define BYTES_OF_ABBREVIATION 3

static bool is_end_mark(const dz_unit *unit)
{
    return unit->kind == DZ_UNIT_MARK && unit->form.length == 1 && strchr(".!?", unit->form.data[0]);
}

static bool begins_upper(const dz_side *side, size_t number)
{
    size_t at = side->items[number].text.begin;
    return u_isupper((UChar32)dz_utf8__next(side->text.data, side->text.length, &at));
}

/* Whether a new sentence begins at a unit. */
static bool begins_sentence(const dz_side *side, size_t at)
{
    if (!at || at >= side->count)
        return true;
    if (!is_end_mark(&side->items[at - 1]))
        return false;
    if (side->items[at].kind == DZ_UNIT_HAN)
        return true;
    if (!side->items[at].space || !begins_upper(side, at) || at < 2)
        return false;
    const dz_unit *word = &side->items[at - 2];
    bool brief = word->kind == DZ_UNIT_WORD && word->form.length <= BYTES_OF_ABBREVIATION;
    return !brief || !begins_upper(side, at - 2);
}

static bool ends_sentence(const dz_side *side, size_t at)
{
    return at == side->count || is_end_mark(&side->items[at]);
}

static uint32_t bulk_of(const dz_side *side, dz_span units)
{
    uint32_t bulk = 0;
    for (size_t i = units.begin; i < units.end; i++)
        bulk += side->items[i].kind == DZ_UNIT_WORD ? 2 : side->items[i].kind == DZ_UNIT_HAN ? 1 : 0;
    return bulk;
}

static bool holds_sentence_end(const dz_side *side, dz_span units)
{
    for (size_t i = units.begin; i < units.end; i++)
        if (is_end_mark(&side->items[i]))
            return true;
    return false;
}

/* What of a stretch is whole sentences: those at its begin, or, where it ends as the sentence before them does, those
 * at its end with the mark before them. Empty where there are none. */
static dz_span find_sentences(const dz_side *side, dz_span units, bool at_begin, bool at_end)
{
    dz_span none = {units.begin, units.begin}, found = none;
    if (at_begin && begins_sentence(side, units.begin)) {
        for (size_t i = units.begin + 1; i < units.end; i++)
            if (begins_sentence(side, i))
                found.end = i;
    } else if (at_end && ends_sentence(side, units.end)) {
        found = (dz_span){units.end, units.end};
        for (size_t i = units.end; i-- > units.begin + 2;)
            if (begins_sentence(side, i))
                found.begin = i - 1;
    }
    return bulk_of(side, found) >= BULK_OF_SENTENCE ? found : none;
}

/* Gives back to what is kept the units that the rest of a cut hunk begins with on both sides. */
static void keep_common(dz_compare_work *work, dz_hunk *hunk)
{
    while (hunk->first.begin < hunk->first.end && hunk->second.begin < hunk->second.end &&
           work->first.items[hunk->first.begin].id == work->second.items[hunk->second.begin].id) {
        work->first_changed[hunk->first.begin++] = false;
        work->second_changed[hunk->second.begin++] = false;
    }
}

static bool is_nothing(const dz_hunk *hunk)
{
    return hunk->first.begin == hunk->first.end && hunk->second.begin == hunk->second.end;
}

/* Cuts a hunk in two, of which the one is sentences of one side alone. The other may turn out to be kept: then there is
 * nothing behind. */
static bool cut_hunk(dz_compare_work *work, dz_hunk *hunk, dz_hunk *behind)
{
    bool gone = bulk_of(&work->first, hunk->first) > bulk_of(&work->second, hunk->second);
    const dz_side *side = gone ? &work->first : &work->second, *other = gone ? &work->second : &work->first;
    dz_span units = gone ? hunk->first : hunk->second, brief = gone ? hunk->second : hunk->first;
    if (brief.begin == brief.end || holds_sentence_end(other, brief))
        return false;
    dz_span found = find_sentences(side, units, begins_sentence(other, brief.begin), ends_sentence(other, brief.end));
    if (found.begin == found.end)
        return false;
    dz_hunk alone, rest;
    size_t place = found.begin == units.begin ? brief.begin : brief.end;
    dz_span left = found.begin == units.begin ? (dz_span){found.end, units.end} : (dz_span){units.begin, found.begin};
    alone.first = gone ? found : (dz_span){place, place};
    alone.second = gone ? (dz_span){place, place} : found;
    rest.first = gone ? left : brief;
    rest.second = gone ? brief : left;
    keep_common(work, &rest);
    bool alone_first = found.begin == units.begin || is_nothing(&rest);
    *hunk = alone_first ? alone : rest;
    *behind = alone_first ? rest : alone;
    return true;
}

static bool is_marked(const dz_compare_work *work, dz_span second)
{
    for (size_t i = second.begin; i < second.end; i++)
        if (work->second.items[i].kind == DZ_UNIT_ELLIPSIS || work->second.items[i].bracket)
            return true;
    return false;
}

dz_status dz_compare__cut_sentences(dz_compare_work *work)
{
    for (size_t i = 0; i < work->hunks.count; i++) {
        dz_hunk hunk = work->hunks.items[i], behind;
        if ((work->quote && is_marked(work, hunk.second)) || !cut_hunk(work, &hunk, &behind))
            continue;
        work->hunks.items[i] = hunk;
        if (is_nothing(&behind))
            continue;
        dz_status status = dz_array__push(work->context, &work->hunks, behind);
        if (status != DZ_OK)
            return status;
        dz_hunk *place = &work->hunks.items[i + 1];
        memmove(place + 1, place, (work->hunks.count - i - 2) * sizeof *place);
        work->hunks.items[++i] = behind;
    }
    return DZ_OK;
}
