#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "compare/cues.h"
#include "compare/spelling.h"
#include "compare/work.h"
#include "edit/denial.h"

/* Bulk counts two for a word and one for a Han character. A change of up to this much is looked into for the small
 * words that it takes out or puts in; of more it is a passage, whatever stands in it. */
#define BULK_OF_PASSAGE 8

/* What is left out is a clause from this bulk on; or from the lesser on, where a comma or its like bounds it. */
#define BULK_OF_CLAUSE 14
#define BULK_OF_BOUNDED_CLAUSE 4

/* One side is a replacement of the other only while it is not so many times larger. */
#define BULK_RATIO 4

/* So much of a number can come or go and leave a number: "million" of "5 million". */
#define BULK_IN_NUMBER 4

/* A negation that a mark leaves out bears on the words beside the mark while no more than this stands between. */
#define BULK_NEAR_KEPT 4

/* Pairs of cues that one change may hold. */
#define LARGEST_CUES 16

static bool is_content(const dz_unit *unit)
{
    return unit->kind == DZ_UNIT_WORD || unit->kind == DZ_UNIT_HAN;
}

static uint32_t bulk_of(const dz_side *side, dz_span units)
{
    uint32_t bulk = 0;
    for (size_t i = units.begin; i < units.end; i++)
        bulk += side->items[i].kind == DZ_UNIT_WORD ? 2 : side->items[i].kind == DZ_UNIT_HAN ? 1 : 0;
    return bulk;
}

static bool is_empty(dz_span span)
{
    return span.begin == span.end;
}

static bool is_form(const dz_unit *unit, const char *form)
{
    return unit->form.length == strlen(form) && memcmp(unit->form.data, form, unit->form.length) == 0;
}

static bool is_mark(const dz_unit *unit, const char *marks)
{
    return unit->kind == DZ_UNIT_MARK && unit->form.length == 1 && strchr(marks, unit->form.data[0]);
}

static bool has_digit(const dz_unit *unit)
{
    for (size_t i = 0; i < unit->form.length; i++)
        if (unit->form.data[i] >= '0' && unit->form.data[i] <= '9')
            return true;
    return false;
}

/* ---- Cues ----------------------------------------------------------------------------------------------------- */

typedef struct cue {
    uint32_t kinds;
    dz_span units;
    char modal[16];
} cue;

typedef struct cue_list {
    cue items[LARGEST_CUES];
    size_t count;
} cue_list;

static void add_cue(cue_list *cues, uint32_t kinds, dz_span units, const char *modal, size_t length)
{
    if (cues->count == LARGEST_CUES)
        return;
    cue *added = &cues->items[cues->count++];
    added->kinds = kinds;
    added->units = units;
    if (length >= sizeof added->modal)
        length = sizeof added->modal - 1;
    memcpy(added->modal, modal, length);
    added->modal[length] = '\0';
}

static bool any_changed(const bool *changed, dz_span units)
{
    for (size_t i = units.begin; i < units.end; i++)
        if (changed[i])
            return true;
    return false;
}

/* The Han characters from `at` on as one text, up to four: no cue is longer. */
static size_t gather_han(const dz_side *side, size_t at, size_t end, char *text, size_t size)
{
    size_t length = 0;
    for (size_t i = at; i < end && i < at + 4 && side->items[i].kind == DZ_UNIT_HAN; i++) {
        dz_view form = side->items[i].form;
        if (length + form.length > size)
            break;
        memcpy(text + length, form.data, form.length);
        length += form.length;
    }
    return length;
}

static bool is_whole_word(const dz_side *side, dz_span units)
{
    bool begins = units.begin == 0 || side->items[units.begin - 1].word != side->items[units.begin].word;
    bool ends = units.end == side->count || side->items[units.end].word != side->items[units.end - 1].word;
    return begins && ends;
}

/* Whether the character of a cue that denies has stayed: 没有 for 没 changes no negation. */
static bool keeps_denial(const dz_side *side, const bool *changed, dz_span units)
{
    static const char *const forms[] = {"不", "没", "未", "无", "非", "别", "莫", "勿"};
    for (size_t i = units.begin; i < units.end; i++)
        for (size_t j = 0; j < sizeof forms / sizeof *forms; j++)
            if (!changed[i] && is_form(&side->items[i], forms[j]))
                return true;
    return false;
}

/* Finds the cue that begins at a Han unit, if it has a changed character; how many units to step over. */
static size_t find_han_cue(const dz_side *side, const bool *changed, size_t at, cue_list *cues)
{
    char text[32];
    uint32_t kinds = 0;
    bool alone = false;
    size_t length = gather_han(side, at, side->count, text, sizeof text);
    size_t size = dz_cues__of_han(text, length, &kinds, &alone);
    if (!size)
        return 1;
    size_t end = at;
    for (size_t bytes = 0; bytes < size; end++)
        bytes += side->items[end].form.length;
    dz_span units = {at, end};
    if (alone && !is_whole_word(side, units))
        kinds = 0;
    /* 不同 holds no negation, but 不 put before 同 is one */
    if (!kinds && !alone && changed[at] && !changed[end - 1]) {
        units.end = end = at + 1;
        size = dz_cues__of_han(text, side->items[at].form.length, &kinds, &alone);
        kinds = alone ? 0 : kinds;
    }
    /* 不能 is 不 and 能, and only one of them may have changed */
    if (kinds == (DZ_CUE_NEGATION | DZ_CUE_MODALITY)) {
        size_t first = side->items[at].form.length;
        dz_span negation = {at, at + 1}, modal = {at + 1, end};
        if (any_changed(changed, negation))
            add_cue(cues, DZ_CUE_NEGATION, negation, "", 0);
        if (any_changed(changed, modal))
            add_cue(cues, DZ_CUE_MODALITY, modal, text + first, size - first);
    } else if (kinds && any_changed(changed, units) &&
               !(kinds == DZ_CUE_NEGATION && keeps_denial(side, changed, units))) {
        add_cue(cues, kinds, units, text, size);
    }
    return end - at;
}

/* "some 29" is about 29. */
static bool is_rough_number(const dz_side *side, size_t at)
{
    return is_form(&side->items[at], "some") && at + 1 < side->count && has_digit(&side->items[at + 1]);
}

static void find_cues(const dz_side *side, const bool *changed, dz_span units, cue_list *cues)
{
    cues->count = 0;
    /* a cue may begin in a kept character before the change, as 可 does in 可[能] */
    size_t at = units.begin;
    while (at && side->items[at].kind == DZ_UNIT_HAN && side->items[at - 1].word == side->items[at].word)
        at--;
    while (at < units.end) {
        const dz_unit *unit = &side->items[at];
        if (unit->kind == DZ_UNIT_HAN) {
            at += find_han_cue(side, changed, at, cues);
            continue;
        }
        char modal[8];
        uint32_t kinds = unit->kind == DZ_UNIT_WORD ? dz_cues__of_word(unit->form.data, unit->form.length, modal) : 0;
        if (is_rough_number(side, at)) {
            kinds = DZ_CUE_HEDGE;
            *modal = '\0';
        }
        if (kinds && changed[at])
            add_cue(cues, kinds, (dz_span){at, at + 1}, modal, strlen(modal));
        at++;
    }
}

/* The units of the cues of one kind: from the first to the last; an empty span at `at` where there are none. */
static dz_span units_of_cues(const cue_list *cues, uint32_t kind, size_t at)
{
    dz_span units = {at, at};
    bool found = false;
    for (size_t i = 0; i < cues->count; i++) {
        if (!(cues->items[i].kinds & kind))
            continue;
        if (!found)
            units.begin = cues->items[i].units.begin;
        units.end = cues->items[i].units.end;
        found = true;
    }
    return units;
}

static size_t count_cues(const cue_list *cues, uint32_t kind)
{
    size_t count = 0;
    for (size_t i = 0; i < cues->count; i++)
        count += (cues->items[i].kinds & kind) != 0;
    return count;
}

static void mark_cues(const cue_list *cues, uint32_t kind, bool *told)
{
    for (size_t i = 0; i < cues->count; i++)
        if (cues->items[i].kinds & kind)
            for (size_t j = cues->items[i].units.begin; j < cues->items[i].units.end; j++)
                told[j] = true;
}

/* Whether two lists have the same modals in the same order. */
static bool same_modals(const cue_list *first, const cue_list *second)
{
    size_t j = 0;
    for (size_t i = 0; i < first->count; i++) {
        if (!(first->items[i].kinds & DZ_CUE_MODALITY))
            continue;
        while (j < second->count && !(second->items[j].kinds & DZ_CUE_MODALITY))
            j++;
        if (j == second->count || strcmp(first->items[i].modal, second->items[j].modal) != 0)
            return false;
        j++;
    }
    return count_cues(first, DZ_CUE_MODALITY) == count_cues(second, DZ_CUE_MODALITY);
}

static uint32_t bulk_untold(const dz_side *side, const bool *told, dz_span units)
{
    uint32_t bulk = 0;
    for (size_t i = units.begin; i < units.end; i++)
        if (is_content(&side->items[i]) && !told[i])
            bulk += side->items[i].kind == DZ_UNIT_WORD ? 2 : 1;
    return bulk;
}

static dz_status tell_cues(dz_compare_work *work, const dz_hunk *hunk, const cue_list *first, const cue_list *second,
                           uint32_t kind, dz_difference_kind told)
{
    mark_cues(first, kind, work->first_told);
    mark_cues(second, kind, work->second_told);
    return dz_compare__tell(work, told, told == DZ_DIFFERENCE_HEDGE ? DZ_SEVERITY_MINOR : DZ_SEVERITY_MAJOR,
                            units_of_cues(first, kind, hunk->first.begin),
                            units_of_cues(second, kind, hunk->second.begin));
}

/* Bulk of the words that a negation goes with: less are auxiliaries and the like, as of "has never" and "did not". */
#define BULK_DENIED 4

/* Whether both sides deny, by other words, and not the same: "China has never" for "No one died". */
static bool denies_other_words(const dz_compare_work *work, const dz_hunk *hunk, const cue_list *first,
                               const cue_list *second)
{
    dz_span a = units_of_cues(first, DZ_CUE_NEGATION, 0), b = units_of_cues(second, DZ_CUE_NEGATION, 0);
    if (is_empty(a) || is_empty(b) || work->first.items[a.begin].id == work->second.items[b.begin].id)
        return false;
    uint32_t with_first = bulk_of(&work->first, hunk->first) - bulk_of(&work->first, a);
    uint32_t with_second = bulk_of(&work->second, hunk->second) - bulk_of(&work->second, b);
    return work->first.items[a.begin].kind == DZ_UNIT_WORD && with_first >= BULK_DENIED && with_second >= BULK_DENIED;
}

static dz_status classify_cues(dz_compare_work *work, const dz_hunk *hunk)
{
    cue_list first, second;
    dz_status status = DZ_OK;
    find_cues(&work->first, work->first_changed, hunk->first, &first);
    find_cues(&work->second, work->second_changed, hunk->second, &second);
    size_t negations = count_cues(&first, DZ_CUE_NEGATION) + count_cues(&second, DZ_CUE_NEGATION);
    if (negations && (count_cues(&first, DZ_CUE_NEGATION) != count_cues(&second, DZ_CUE_NEGATION) ||
                      denies_other_words(work, hunk, &first, &second)))
        status = tell_cues(work, hunk, &first, &second, DZ_CUE_NEGATION, DZ_DIFFERENCE_NEGATION);
    if (status == DZ_OK && !same_modals(&first, &second))
        status = tell_cues(work, hunk, &first, &second, DZ_CUE_MODALITY, DZ_DIFFERENCE_MODALITY);
    size_t hedges = count_cues(&first, DZ_CUE_HEDGE), others = count_cues(&second, DZ_CUE_HEDGE);
    /* a hedge that came or went; where a word took its place it is a word like others */
    bool alone = (hedges && !others && !bulk_untold(&work->second, work->second_told, hunk->second)) ||
                 (others && !hedges && !bulk_untold(&work->first, work->first_told, hunk->first));
    if (status == DZ_OK && alone)
        status = tell_cues(work, hunk, &first, &second, DZ_CUE_HEDGE, DZ_DIFFERENCE_HEDGE);
    return status;
}

/* ---- Values --------------------------------------------------------------------------------------------------- */

/* Whether a unit says how much, and not only of what: digits, the Han and English words of numbers, percent. */
static bool is_numeral(const dz_unit *unit)
{
    static const char *const words[] = {
        "one",      "two",      "three",   "four",     "five",     "six",     "seven",   "eight",     "nine",
        "ten",      "eleven",   "twelve",  "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty",   "thirty",  "forty",    "fifty",    "sixty",   "seventy", "eighty",    "ninety",
        "hundred",  "thousand", "million", "billion",  "trillion", "dozen",   "half",    "percent"};
    static const char han[] = "〇零一二三四五六七八九十百千万亿两半廿几";
    if (has_digit(unit) || (unit->kind == DZ_UNIT_MARK && is_mark(unit, "%")))
        return true;
    if (unit->kind == DZ_UNIT_HAN)
        return unit->form.length == 3 && memmem(han, sizeof han - 1, unit->form.data, 3) != NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_form(unit, words[i]))
            return true;
    return false;
}

static bool any_numeral_changed(const dz_side *side, const bool *changed, dz_span units)
{
    for (size_t i = units.begin; i < units.end; i++)
        if (changed[i] && is_numeral(&side->items[i]))
            return true;
    return false;
}

/* Whether a value leaves digits of a unit aside: 0 of "0x81" is not what it says. */
static bool is_within_unit(const dz_unit *unit, dz_view text, dz_span value)
{
    for (size_t i = unit->text.begin; i < unit->text.end; i++)
        if ((i < value.begin || i >= value.end) && text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

/* The units that share text with a value. */
static dz_span units_of_text(const dz_side *side, dz_span text, dz_span near)
{
    dz_span units = near;
    while (units.begin && side->items[units.begin - 1].text.end > text.begin)
        units.begin--;
    while (units.begin < units.end && side->items[units.begin].text.end <= text.begin)
        units.begin++;
    while (units.end < side->count && side->items[units.end].text.begin < text.end)
        units.end++;
    while (units.end > units.begin && side->items[units.end - 1].text.begin >= text.end)
        units.end--;
    return units;
}

/* The next number or date that the changed units of a hunk touch: its units and normal form. Digits that no scanner
 * knows ("F-16") are their own value. */
typedef struct value_walk {
    const dz_side *side;
    const bool *changed;
    dz_span hunk;
    size_t at;
} value_walk;

typedef struct found_value {
    dz_span units;
    dz_value_kind kind;
    dz_view value;
} found_value;

static bool next_value(value_walk *walk, found_value *found)
{
    for (; walk->at < walk->hunk.end; walk->at++) {
        const dz_unit *unit = &walk->side->items[walk->at];
        if (!walk->changed[walk->at])
            continue;
        size_t from = 0;
        const dz_value *value = dz_side__value(walk->side, unit->text, &from);
        if (value && !is_within_unit(unit, walk->side->text, value->span)) {
            found->units = units_of_text(walk->side, value->span, (dz_span){walk->at, walk->at + 1});
            found->kind = value->kind;
            found->value = (dz_view){value->value, strlen(value->value)};
        } else if (has_digit(unit)) {
            found->units = (dz_span){walk->at, walk->at + 1};
            found->kind = DZ_VALUE_NUMBER;
            found->value = unit->form;
        } else {
            continue;
        }
        walk->at = found->units.end > walk->at ? found->units.end : walk->at + 1;
        return true;
    }
    return false;
}

static void mark_units(bool *told, dz_span units)
{
    for (size_t i = units.begin; i < units.end; i++)
        told[i] = true;
}

/* Pairs the values of both sides in their order, and tells of those that differ. A value without a partner is told of
 * where other words stand in its place; where nothing does it is left out or put in like any word. */
static dz_status classify_values(dz_compare_work *work, const dz_hunk *hunk)
{
    value_walk first = {&work->first, work->first_changed, hunk->first, hunk->first.begin};
    value_walk second = {&work->second, work->second_changed, hunk->second, hunk->second.begin};
    for (;;) {
        found_value a = {0}, b = {0};
        bool has_a = next_value(&first, &a), has_b = next_value(&second, &b);
        if (!has_a && !has_b)
            return DZ_OK;
        if (has_a != has_b) {
            dz_span other = has_a ? hunk->second : hunk->first;
            if (!bulk_untold(has_a ? &work->second : &work->first, has_a ? work->second_told : work->first_told, other))
                return DZ_OK;
            dz_span *missing = has_a ? &b.units : &a.units;
            *missing = other;
            /* a word such as "second" or "one" is not always a number: only digits are sure to be */
            const dz_side *side = has_a ? &work->first : &work->second;
            dz_span units = has_a ? a.units : b.units;
            if (!has_digit(&side->items[units.begin]) && !has_digit(&side->items[units.end - 1]))
                continue;
            /* "7,000 yuan" to "7,000 francs": its number stays, and what is counted is a word like others */
            if (!any_numeral_changed(side, has_a ? work->first_changed : work->second_changed, units))
                continue;
        }
        /* two changes in one number: it was told of with the first */
        if (has_a && has_b && !bulk_untold(&work->first, work->first_told, a.units) &&
            !bulk_untold(&work->second, work->second_told, b.units))
            continue;
        bool equal = has_a && has_b && a.value.length == b.value.length &&
                     memcmp(a.value.data, b.value.data, a.value.length) == 0;
        bool date = (has_a && a.kind == DZ_VALUE_DATE) || (has_b && b.kind == DZ_VALUE_DATE);
        dz_difference_kind kind = equal ? DZ_DIFFERENCE_SPELLING : date ? DZ_DIFFERENCE_DATE : DZ_DIFFERENCE_NUMBER;
        mark_units(work->first_told, a.units);
        mark_units(work->second_told, b.units);
        dz_status status =
            dz_compare__tell(work, kind, equal ? DZ_SEVERITY_MINOR : DZ_SEVERITY_MAJOR, a.units, b.units);
        if (status != DZ_OK)
            return status;
    }
}

/* ---- Words ---------------------------------------------------------------------------------------------------- */

static dz_span trim_to_untold(const dz_side *side, const bool *told, dz_span units)
{
    while (units.begin < units.end && (told[units.begin] || !is_content(&side->items[units.begin])))
        units.begin++;
    while (units.end > units.begin && (told[units.end - 1] || !is_content(&side->items[units.end - 1])))
        units.end--;
    return units;
}

static bool begins_upper(const dz_side *side, size_t number)
{
    size_t at = side->items[number].text.begin;
    return u_isupper((UChar32)dz_utf8__next(side->text.data, side->text.length, &at));
}

/* Whether the words are all written with capitals, and not because a sentence begins with them. */
static bool is_latin_name(const dz_side *side, dz_span units)
{
    if (!units.begin)
        return false;
    const dz_unit *before = &side->items[units.begin - 1];
    if (before->kind == DZ_UNIT_QUOTE_MARK || is_mark(before, ".!?:"))
        return false;
    for (size_t i = units.begin; i < units.end; i++)
        if (is_content(&side->items[i]) && (side->items[i].kind != DZ_UNIT_WORD || !begins_upper(side, i)))
            return false;
    return true;
}

/* The name that covers the units; NULL where none does. */
static const dz_value *name_at(const dz_side *side, dz_span units)
{
    dz_span text = dz_side__span(side, units);
    const dz_value *value = dz_side__value_behind(side, text.begin);
    bool covers =
        value && value->kind == DZ_VALUE_NAME && value->span.begin <= text.begin && value->span.end >= text.end;
    return covers ? value : NULL;
}

static bool is_name_change(const dz_compare_work *work, dz_span first, dz_span second)
{
    if (is_latin_name(&work->first, first) && is_latin_name(&work->second, second))
        return true;
    const dz_value *a = name_at(&work->first, first), *b = name_at(&work->second, second);
    return a && b && strcmp(a->value, b->value) != 0;
}

/* Whether words that are left out make a clause. */
static bool is_clause(const dz_side *side, dz_span units)
{
    uint32_t bulk = bulk_of(side, units);
    bool bounded = false;
    for (size_t i = units.begin; i < units.end; i++)
        bounded = bounded || is_mark(&side->items[i], ",;:.!?-");
    return bulk >= BULK_OF_CLAUSE || (bounded && bulk >= BULK_OF_BOUNDED_CLAUSE);
}

/* Whether what is left out changes the meaning, little though it be. */
static bool is_charged(const dz_compare_work *work, dz_span units)
{
    cue_list cues;
    find_cues(&work->first, work->first_changed, units, &cues);
    if (count_cues(&cues, DZ_CUE_NEGATION))
        return true;
    for (size_t i = units.begin; i < units.end; i++)
        if (has_digit(&work->first.items[i]))
            return true;
    return false;
}

static dz_status tell_omission(dz_compare_work *work, dz_span first, dz_span second)
{
    bool major = is_clause(&work->first, first) || is_charged(work, first);
    return dz_compare__tell(work, DZ_DIFFERENCE_OMISSION, major ? DZ_SEVERITY_MAJOR : DZ_SEVERITY_MINOR, first, second);
}

static dz_difference_kind kind_of_pair(const dz_compare_work *work, dz_span first, dz_span second)
{
    dz_view a = work->first.items[first.begin].form, b = work->second.items[second.begin].form;
    if (first.end - first.begin == 1 && second.end - second.begin == 1) {
        if (dz_spelling__same_word(a, b))
            return DZ_DIFFERENCE_SPELLING;
        if (dz_spelling__same_stem(a, b))
            return DZ_DIFFERENCE_INFLECTION;
        if (dz_denial__between(a, b))
            return DZ_DIFFERENCE_NEGATION;
    }
    return is_name_change(work, first, second) ? DZ_DIFFERENCE_NAME : DZ_DIFFERENCE_SUBSTITUTION;
}

static bool same_units(const dz_compare_work *work, dz_span first, dz_span second)
{
    if (first.end - first.begin != second.end - second.begin)
        return false;
    for (size_t i = 0; i < first.end - first.begin; i++)
        if (work->first.items[first.begin + i].id != work->second.items[second.begin + i].id)
            return false;
    return true;
}

/* A change that was widened to whole words may hold, beside a modal verb that was told of alone, words that stayed. */
static dz_status tell_pair(dz_compare_work *work, dz_span first, dz_span second)
{
    if (same_units(work, first, second))
        return DZ_OK;
    dz_difference_kind kind = kind_of_pair(work, first, second);
    bool major = kind == DZ_DIFFERENCE_NAME || kind == DZ_DIFFERENCE_NEGATION;
    return dz_compare__tell(work, kind, major ? DZ_SEVERITY_MAJOR : DZ_SEVERITY_MINOR, first, second);
}

/* Whether all words of two equally long runs pair one to one as spellings or forms of each other, or are the same. */
static bool pairs_off(const dz_compare_work *work, dz_span first, dz_span second)
{
    size_t count = first.end - first.begin;
    bool close = false;
    for (size_t i = 0; count == second.end - second.begin && i < count; i++) {
        const dz_unit *a = &work->first.items[first.begin + i], *b = &work->second.items[second.begin + i];
        if (a->kind != DZ_UNIT_WORD || b->kind != DZ_UNIT_WORD)
            return false;
        close = close || dz_spelling__same_word(a->form, b->form) || dz_spelling__same_stem(a->form, b->form);
    }
    return close;
}

static bool any_told(const dz_side *side, const bool *told, dz_span units)
{
    for (size_t i = units.begin; i < units.end; i++)
        if (is_content(&side->items[i]) && told[i])
            return true;
    return false;
}

/* Whether words that are left on one side stand in place of a negation or its like, which was told of alone: "complex"
 * for "nothing". */
static bool stands_for_told(const dz_compare_work *work, const dz_hunk *hunk, bool first)
{
    bool told_first = any_told(&work->first, work->first_told, hunk->first);
    bool told_second = any_told(&work->second, work->second_told, hunk->second);
    return first ? told_first && !told_second : told_second && !told_first;
}

/* What words that have nothing left to stand against stand against: the marks of the other side, or its begin where it
 * was told of with others. */
static dz_span place_of(const dz_side *side, const bool *told, dz_span units)
{
    return any_told(side, told, units) ? (dz_span){units.begin, units.begin} : units;
}

static dz_status classify_words(dz_compare_work *work, const dz_hunk *hunk)
{
    dz_span first = trim_to_untold(&work->first, work->first_told, hunk->first);
    dz_span second = trim_to_untold(&work->second, work->second_told, hunk->second);
    dz_status status = DZ_OK;
    if (is_empty(first) && is_empty(second))
        return DZ_OK;
    if (is_empty(first) != is_empty(second) && stands_for_told(work, hunk, is_empty(first)))
        return tell_pair(work, is_empty(first) ? hunk->first : first, is_empty(second) ? hunk->second : second);
    if (is_empty(second)) {
        bool whole = bulk_of(&work->first, first) == bulk_of(&work->first, hunk->first);
        return tell_omission(work, whole ? hunk->first : first,
                             place_of(&work->second, work->second_told, hunk->second));
    }
    if (is_empty(first)) {
        bool whole = !work->quote && bulk_of(&work->second, second) == bulk_of(&work->second, hunk->second);
        return dz_compare__tell(work, DZ_DIFFERENCE_INSERTION, DZ_SEVERITY_MINOR,
                                place_of(&work->first, work->first_told, hunk->first), whole ? hunk->second : second);
    }
    if (!pairs_off(work, first, second))
        return tell_pair(work, first, second);
    for (size_t i = 0; first.begin + i < first.end && status == DZ_OK; i++) {
        dz_span a = {first.begin + i, first.begin + i + 1}, b = {second.begin + i, second.begin + i + 1};
        if (work->first.items[a.begin].id != work->second.items[b.begin].id)
            status = tell_pair(work, a, b);
    }
    return status;
}

/* ---- White space, hyphens and contractions -------------------------------------------------------------------- */

typedef struct contraction {
    const char *tail;
    const char *full;
} contraction;

static const contraction contractions[] = {{"'ll", "will"}, {"'re", "are"}, {"'ve", "have"}, {"'m", "am"}};

/* `is` is what 's stands for, "is" or "has"; "" where it is a genitive. */
static void append_full(dz_buffer *buffer, dz_view form, const char *is)
{
    char modal[8];
    uint32_t kinds = dz_cues__of_word(form.data, form.length, modal);
    bool negated = form.length > 3 && memcmp(form.data + form.length - 3, "n't", 3) == 0;
    if (negated || (form.length == 6 && memcmp(form.data, "cannot", 6) == 0)) {
        if (kinds & DZ_CUE_MODALITY)
            dz_buffer__append_text(buffer, modal);
        else
            dz_buffer__append(buffer, form.data, form.length - 3);
        dz_buffer__append_text(buffer, "not");
        return;
    }
    for (size_t i = 0; i < sizeof contractions / sizeof *contractions; i++) {
        size_t tail = strlen(contractions[i].tail);
        if (form.length > tail && memcmp(form.data + form.length - tail, contractions[i].tail, tail) == 0) {
            dz_buffer__append(buffer, form.data, form.length - tail);
            dz_buffer__append_text(buffer, contractions[i].full);
            return;
        }
    }
    bool short_is = *is && form.length > 2 && memcmp(form.data + form.length - 2, "'s", 2) == 0;
    dz_buffer__append(buffer, form.data, form.length - (short_is ? 2 : 0));
    if (short_is)
        dz_buffer__append_text(buffer, is);
}

/* Words that hold a negation and are none themselves, in one word or in three. */
static bool is_joined_word(const dz_buffer *letters)
{
    static const char *const forms[] = {"nonetheless", "nevertheless", "notwithstanding", "noone"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (letters->length == strlen(forms[i]) && memcmp(letters->data, forms[i], letters->length) == 0)
            return true;
    return false;
}

/* Whether both sides have as many negations: "no table" and "notable" have the same letters and not the same sense. */
static bool same_negations(const dz_compare_work *work, const dz_hunk *hunk)
{
    cue_list first, second;
    find_cues(&work->first, work->first_changed, hunk->first, &first);
    find_cues(&work->second, work->second_changed, hunk->second, &second);
    return count_cues(&first, DZ_CUE_NEGATION) == count_cues(&second, DZ_CUE_NEGATION);
}

/* Whether both sides have the same letters, contractions written out: "cyber attacks" and "cyberattacks", "well-known"
 * and "well known", "U.S." and "US", "do not" and "don't". */
static dz_status is_same_letters_as(const dz_compare_work *work, const dz_hunk *hunk, const char *is, bool *same)
{
    dz_buffer first, second;
    dz_buffer__init(&first, work->context);
    dz_buffer__init(&second, work->context);
    for (size_t i = hunk->first.begin; i < hunk->first.end; i++)
        if (is_content(&work->first.items[i]))
            append_full(&first, work->first.items[i].form, is);
    for (size_t i = hunk->second.begin; i < hunk->second.end; i++)
        if (is_content(&work->second.items[i]))
            append_full(&second, work->second.items[i].form, is);
    dz_status status = dz_buffer__status(&first) == DZ_OK ? dz_buffer__status(&second) : DZ_ERROR_MEMORY;
    *same = first.length && first.length == second.length && memcmp(first.data, second.data, first.length) == 0 &&
            (is_joined_word(&first) || same_negations(work, hunk));
    dz_buffer__free(&first);
    dz_buffer__free(&second);
    return status;
}

static dz_status is_same_letters(const dz_compare_work *work, const dz_hunk *hunk, bool *same)
{
    static const char *const readings[] = {"", "is", "has"};
    dz_status status = DZ_OK;
    *same = false;
    for (size_t i = 0; i < sizeof readings / sizeof *readings && status == DZ_OK && !*same; i++)
        status = is_same_letters_as(work, hunk, readings[i], same);
    return status;
}

/* ---- Marks ---------------------------------------------------------------------------------------------------- */

static bool only_marks(const dz_side *side, dz_span units)
{
    return bulk_of(side, units) == 0;
}

static bool only_quote_marks(const dz_side *side, dz_span units)
{
    for (size_t i = units.begin; i < units.end; i++)
        if (side->items[i].kind != DZ_UNIT_QUOTE_MARK)
            return false;
    return true;
}

/* A hyphen that came or went inside a word is spelling, other marks are punctuation. */
static bool is_hyphen_inside(const dz_side *side, dz_span units)
{
    if (units.end - units.begin != 1 || !units.begin || units.end >= side->count)
        return false;
    const dz_unit *unit = &side->items[units.begin];
    return is_mark(unit, "-") && !unit->space && !side->items[units.end].space &&
           side->items[units.begin - 1].kind == DZ_UNIT_WORD && side->items[units.end].kind == DZ_UNIT_WORD;
}

static dz_status classify_marks(dz_compare_work *work, const dz_hunk *hunk)
{
    bool at_end = work->quote && only_marks(&work->second, (dz_span){hunk->second.begin, work->second.count}) &&
                  only_marks(&work->first, (dz_span){hunk->first.begin, work->first.count});
    bool at_begin = work->quote && only_quote_marks(&work->second, (dz_span){0, hunk->second.end}) &&
                    only_quote_marks(&work->first, (dz_span){0, hunk->first.end});
    if (at_end || at_begin) {
        work->out->folds |= DZ_FOLD_PUNCTUATION;
        return DZ_OK;
    }
    bool hyphen = (is_empty(hunk->first) && is_hyphen_inside(&work->second, hunk->second)) ||
                  (is_empty(hunk->second) && is_hyphen_inside(&work->first, hunk->first));
    return dz_compare__tell(work, hyphen ? DZ_DIFFERENCE_SPELLING : DZ_DIFFERENCE_PUNCTUATION, DZ_SEVERITY_MINOR,
                            hunk->first, hunk->second);
}

/* ---- Marked omissions and brackets ---------------------------------------------------------------------------- */

static bool find_ellipsis(const dz_compare_work *work, dz_span second, size_t *at)
{
    for (size_t i = second.begin; i < second.end; i++) {
        if (work->second.items[i].kind != DZ_UNIT_ELLIPSIS || !work->second_changed[i])
            continue;
        *at = i;
        return true;
    }
    return false;
}

static dz_status classify_plain(dz_compare_work *work, const dz_hunk *hunk);

static bool ends_clause(const dz_side *side, size_t number)
{
    return is_mark(&side->items[number], ",;:.!?") || side->items[number].kind == DZ_UNIT_ELLIPSIS;
}

static dz_span clip(dz_span units, dz_span part)
{
    return (dz_span){units.begin > part.begin ? units.begin : part.begin, units.end < part.end ? units.end : part.end};
}

/* Whether a cue begins a word, or stands behind the negation that does (不能): 会 in 委员会 is none. */
static bool begins_word(const dz_side *side, size_t at)
{
    if (!at || side->items[at].kind != DZ_UNIT_HAN || side->items[at - 1].word != side->items[at].word)
        return true;
    return is_form(&side->items[at - 1], "不") || is_form(&side->items[at - 1], "没");
}

/* Tells of the first cue of a kind in what was left out of one clause, near to what was kept: before it (`head`), or
 * behind it (`tail`). In a passage only a negation is sure to bear on what is quoted. A number that a mark leaves out
 * is no other number. */
static dz_status tell_charged_part(dz_compare_work *work, dz_span part, dz_span mark, bool head, bool tail)
{
    static const struct {
        uint32_t cue;
        dz_difference_kind kind;
    } kinds[] = {{DZ_CUE_NEGATION, DZ_DIFFERENCE_NEGATION}, {DZ_CUE_MODALITY, DZ_DIFFERENCE_MODALITY}};
    cue_list cues;
    dz_status status = DZ_OK;
    bool passage = bulk_of(&work->first, part) > BULK_OF_PASSAGE;
    find_cues(&work->first, work->first_changed, part, &cues);
    for (size_t i = 0; i < (passage ? 1 : sizeof kinds / sizeof *kinds) && status == DZ_OK; i++)
        for (size_t j = 0; j < cues.count; j++) {
            dz_span units = cues.items[j].units, before = {part.begin, units.begin}, behind = {units.end, part.end};
            bool near = (head && bulk_of(&work->first, before) <= BULK_NEAR_KEPT) ||
                        (tail && bulk_of(&work->first, behind) <= BULK_NEAR_KEPT);
            if (!(cues.items[j].kinds & kinds[i].cue) || !near || !begins_word(&work->first, units.begin))
                continue;
            status = dz_compare__tell_marked(work, kinds[i].kind, clip(cues.items[j].units, part), mark);
            break;
        }
    return status;
}

/* A mark may leave out a negation, a modal verb or a figure of a clause whose other words are quoted: the quote says
 * so, and yet says another thing. Whole clauses may be left out whatever they hold. */
static dz_status tell_charged(dz_compare_work *work, dz_span left_out, dz_span mark)
{
    const dz_side *side = &work->first;
    bool begins = !left_out.begin || ends_clause(side, left_out.begin - 1);
    bool ends = left_out.end == side->count || ends_clause(side, left_out.end);
    dz_span head = {left_out.begin, left_out.begin}, tail = {left_out.end, left_out.end};
    while (head.end < left_out.end && !ends_clause(side, head.end))
        head.end++;
    if (head.end == left_out.end)
        return begins && ends ? DZ_OK : tell_charged_part(work, left_out, mark, !begins, !ends);
    while (!ends_clause(side, tail.begin - 1))
        tail.begin--;
    dz_status status = begins ? DZ_OK : tell_charged_part(work, head, mark, true, false);
    return status != DZ_OK || ends ? status : tell_charged_part(work, tail, mark, false, true);
}

/* [Brackets] say that words were replaced, and not that they were turned about. */
static dz_status tell_charged_bracket(dz_compare_work *work, dz_span replaced, dz_span bracket)
{
    cue_list first, second;
    find_cues(&work->first, work->first_changed, replaced, &first);
    find_cues(&work->second, work->second_changed, bracket, &second);
    if (count_cues(&first, DZ_CUE_NEGATION) == count_cues(&second, DZ_CUE_NEGATION))
        return DZ_OK;
    mark_cues(&first, DZ_CUE_NEGATION, work->first_told);
    return dz_compare__tell(work, DZ_DIFFERENCE_NEGATION, DZ_SEVERITY_MAJOR,
                            units_of_cues(&first, DZ_CUE_NEGATION, replaced.begin), bracket);
}

/* The figure of a value: without its currency, and without "%", which may stand outside of a bracket. */
static dz_view figure_of(const dz_value *value)
{
    const char *space = strchr(value->value, ' ');
    const char *figure = space ? space + 1 : value->value;
    size_t length = strlen(figure);
    return (dz_view){figure, length && figure[length - 1] == '%' ? length - 1 : length};
}

/* Nor that a figure is another one: [8] for "eight" is a way of writing it, and [9] is not. */
static dz_status tell_number_in_bracket(dz_compare_work *work, dz_span replaced, dz_span bracket)
{
    size_t first = 0, second = 0;
    if (is_empty(replaced))
        return DZ_OK;
    const dz_value *a = dz_side__value(&work->first, dz_side__span(&work->first, replaced), &first);
    const dz_value *b = dz_side__value(&work->second, dz_side__span(&work->second, bracket), &second);
    if (!a || !b || a->kind != b->kind)
        return DZ_OK;
    dz_view figure = figure_of(a), other = figure_of(b);
    if (figure.length == other.length && memcmp(figure.data, other.data, figure.length) == 0)
        return DZ_OK;
    dz_difference_kind kind = a->kind == DZ_VALUE_DATE ? DZ_DIFFERENCE_DATE : DZ_DIFFERENCE_NUMBER;
    return dz_compare__tell(work, kind, DZ_SEVERITY_MAJOR, replaced, bracket);
}

/* The words of a hunk beside the mark of omission replace as many at the same end of the source's; the rest is what the
 * mark says is left out. */
static dz_status classify_ellipsis(dz_compare_work *work, const dz_hunk *hunk, size_t at)
{
    dz_span before = {hunk->second.begin, at}, after = {at + 1, hunk->second.end}, left_out = hunk->first;
    dz_hunk head = {{left_out.begin, left_out.begin}, before}, tail = {{left_out.end, left_out.end}, after};
    if (!only_marks(&work->second, before)) {
        size_t count = before.end - before.begin, room = left_out.end - left_out.begin;
        left_out.begin += count < room ? count : room;
        head.first.end = left_out.begin;
    }
    if (!only_marks(&work->second, after)) {
        size_t count = after.end - after.begin, room = left_out.end - left_out.begin;
        left_out.end -= count < room ? count : room;
        tail.first.begin = left_out.end;
    }
    mark_units(work->first_told, left_out);
    work->second_told[at] = true;
    dz_status status =
        dz_compare__tell(work, DZ_DIFFERENCE_ELLIPSIS, DZ_SEVERITY_MINOR, left_out, (dz_span){at, at + 1});
    if (status == DZ_OK)
        status = tell_charged(work, left_out, (dz_span){at, at + 1});
    if (status == DZ_OK && !only_marks(&work->second, before))
        status = dz_compare__classify(work, &head);
    if (status == DZ_OK && !only_marks(&work->second, after))
        status = dz_compare__classify(work, &tail);
    return status;
}

/* The bracket that a hunk of the second text stands in or holds, where the first text has not the same: its units. */
static bool find_bracket(const dz_compare_work *work, dz_span second, dz_span *bracket)
{
    for (size_t i = second.begin; i < second.end; i++) {
        uint32_t number = work->second.items[i].bracket;
        if (!number || work->second_told[i])
            continue;
        *bracket = (dz_span){i, i + 1};
        while (bracket->begin && work->second.items[bracket->begin - 1].bracket == number)
            bracket->begin--;
        while (bracket->end < work->second.count && work->second.items[bracket->end].bracket == number)
            bracket->end++;
        if (work->second_changed[bracket->begin] || work->second_changed[bracket->end - 1])
            return true;
    }
    return false;
}

/* Takes in the rest of a word of which the first letter stands in brackets: "[A]ny". */
static dz_span whole_word_of(const dz_compare_work *work, dz_span bracket)
{
    const dz_side *side = &work->second;
    bool letter = bracket.end - bracket.begin == 3 &&
                  side->items[bracket.begin + 1].text.end - side->items[bracket.begin + 1].text.begin == 1;
    bool joined =
        bracket.end < side->count && side->items[bracket.end].kind == DZ_UNIT_WORD && !side->items[bracket.end].space;
    return (dz_span){bracket.begin, bracket.end + (letter && joined)};
}

static dz_status classify_bracket(dz_compare_work *work, const dz_hunk *hunk, dz_span bracket)
{
    bracket = whole_word_of(work, bracket);
    dz_span before = {hunk->second.begin, bracket.begin > hunk->second.begin ? bracket.begin : hunk->second.begin};
    dz_span after = {bracket.end < hunk->second.end ? bracket.end : hunk->second.end, hunk->second.end};
    mark_units(work->second_told, bracket);
    dz_status status = dz_compare__tell(work, DZ_DIFFERENCE_BRACKET, DZ_SEVERITY_MINOR, hunk->first, bracket);
    if (status == DZ_OK)
        status = tell_charged_bracket(work, hunk->first, bracket);
    if (status == DZ_OK)
        status = tell_number_in_bracket(work, hunk->first, bracket);
    dz_hunk head = {{hunk->first.begin, hunk->first.begin}, before};
    dz_hunk tail = {{hunk->first.end, hunk->first.end}, after};
    if (status == DZ_OK && !only_marks(&work->second, before))
        status = dz_compare__classify(work, &head);
    if (status == DZ_OK && !only_marks(&work->second, after))
        status = dz_compare__classify(work, &tail);
    return status;
}

/* The number that a short stretch of units is a part of, and of which other units are kept; NULL where there is none.
 */
static const dz_value *number_around(const dz_side *side, dz_span units, dz_span *whole)
{
    if (is_empty(units) || bulk_of(side, units) > BULK_IN_NUMBER)
        return NULL;
    size_t from = 0;
    dz_span text = dz_side__span(side, units);
    for (const dz_value *value; (value = dz_side__value(side, text, &from));) {
        if (value->kind != DZ_VALUE_NUMBER)
            continue;
        *whole = units_of_text(side, value->span, units);
        /* where only "percent" is kept the number is left out like any word */
        bool kept = false;
        for (size_t i = whole->begin; i < whole->end; i++)
            kept = kept || ((i < units.begin || i >= units.end) && is_numeral(&side->items[i]) &&
                            !is_form(&side->items[i], "percent") && !is_mark(&side->items[i], "%"));
        if (kept && (whole->begin < units.begin || whole->end > units.end))
            return value;
    }
    return NULL;
}

/* Tells of a part of a number that was put in or left out: "5" and "5.1", "5 million" and "5". */
static dz_status classify_part_of_number(dz_compare_work *work, const dz_hunk *hunk, bool *told)
{
    dz_span first = hunk->first, second = hunk->second;
    const dz_value *a = number_around(&work->first, hunk->first, &first);
    const dz_value *b = number_around(&work->second, hunk->second, &second);
    *told = a || b;
    if (!*told)
        return DZ_OK;
    /* the other side has kept the units around the change */
    const dz_span *known = a ? &first : &second, *change = a ? &hunk->first : &hunk->second;
    dz_span *other = a ? &second : &first;
    size_t before = change->begin > known->begin ? change->begin - known->begin : 0;
    size_t behind = known->end > change->end ? known->end - change->end : 0;
    size_t limit = a ? work->second.count : work->first.count;
    other->begin = other->begin > before ? other->begin - before : 0;
    other->end = other->end + behind < limit ? other->end + behind : limit;
    mark_units(work->first_told, hunk->first);
    mark_units(work->second_told, hunk->second);
    /* "$3.5 million" and "3.5 million dollars" */
    size_t from = 0;
    const dz_side *side = a ? &work->second : &work->first;
    const dz_value *same = dz_side__value(side, dz_side__span(side, *other), &from);
    bool equal = same && strcmp(same->value, a ? a->value : b->value) == 0;
    return dz_compare__tell(work, equal ? DZ_DIFFERENCE_SPELLING : DZ_DIFFERENCE_NUMBER,
                            equal ? DZ_SEVERITY_MINOR : DZ_SEVERITY_MAJOR, first, second);
}

/* ---- A hunk --------------------------------------------------------------------------------------------------- */

/* Whether the change is of a passage, in which small words mean nothing by themselves. */
static dz_status classify_passage(dz_compare_work *work, const dz_hunk *hunk, bool *is_passage)
{
    uint32_t first = bulk_of(&work->first, hunk->first), second = bulk_of(&work->second, hunk->second);
    *is_passage = true;
    if (first >= BULK_OF_PASSAGE && first > BULK_RATIO * second)
        return tell_omission(work, hunk->first, hunk->second);
    if (second >= BULK_OF_PASSAGE && second > BULK_RATIO * first)
        return dz_compare__tell(work, DZ_DIFFERENCE_INSERTION, DZ_SEVERITY_MINOR, hunk->first, hunk->second);
    *is_passage = false;
    return DZ_OK;
}

/* Auxiliaries that come and go with "not". */
static bool is_auxiliary(const dz_unit *unit)
{
    static const char *const forms[] = {"do", "does", "did"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (is_form(unit, forms[i]))
            return true;
    return false;
}

/* Of words that are only left out, or only put in, the cues are told of where they are all that is: a longer stretch is
 * an omission or an insertion, in which they take part. */
static bool holds_only_cues(const dz_side *side, const bool *changed, dz_span units)
{
    cue_list cues;
    find_cues(side, changed, units, &cues);
    size_t others = 0;
    for (size_t i = units.begin; i < units.end; i++) {
        bool in_cue = is_auxiliary(&side->items[i]) || !is_content(&side->items[i]);
        for (size_t j = 0; j < cues.count; j++)
            in_cue = in_cue || (i >= cues.items[j].units.begin && i < cues.items[j].units.end);
        others += !in_cue;
    }
    return cues.count && !others;
}

/* What is left when numbers and dates are told of: small words, then all others. */
static dz_status classify_rest(dz_compare_work *work, const dz_hunk *hunk)
{
    bool pure = only_marks(&work->first, hunk->first) || only_marks(&work->second, hunk->second);
    bool cues = !pure || holds_only_cues(&work->first, work->first_changed, hunk->first) ||
                holds_only_cues(&work->second, work->second_changed, hunk->second);
    dz_status status = DZ_OK;
    if (cues)
        status = classify_cues(work, hunk);
    if (cues && pure) {
        mark_units(work->first_told, hunk->first);
        mark_units(work->second_told, hunk->second);
    }
    return status == DZ_OK ? classify_words(work, hunk) : status;
}

static dz_status classify_plain(dz_compare_work *work, const dz_hunk *hunk)
{
    bool done = false;
    size_t told = work->out->differences.count;
    if (work->quote && only_marks(&work->second, hunk->second) && dz_side__is_interruption(&work->first, hunk->first))
        return dz_compare__tell(work, DZ_DIFFERENCE_PUNCTUATION, DZ_SEVERITY_MINOR, hunk->first, hunk->second);
    dz_status status = classify_passage(work, hunk, &done);
    if (status != DZ_OK || done)
        return status;
    /* before anything else that could explain 5.1 and 51, which have the same letters */
    bool marks = only_marks(&work->first, hunk->first) && only_marks(&work->second, hunk->second);
    if (!marks && !is_empty(hunk->first) && !is_empty(hunk->second))
        status = classify_values(work, hunk);
    else
        status = classify_part_of_number(work, hunk, &done);
    if (status != DZ_OK || done)
        return status;
    if (work->out->differences.count > told)
        return classify_rest(work, hunk);
    if (marks)
        return classify_marks(work, hunk);
    status = is_same_letters(work, hunk, &done);
    if (status != DZ_OK)
        return status;
    if (done)
        return dz_compare__tell(work, DZ_DIFFERENCE_SPELLING, DZ_SEVERITY_MINOR, hunk->first, hunk->second);
    return classify_rest(work, hunk);
}

dz_status dz_compare__classify(dz_compare_work *work, const dz_hunk *hunk)
{
    size_t ellipsis;
    dz_span bracket;
    if (is_empty(hunk->first) && is_empty(hunk->second))
        return DZ_OK;
    if (work->quote && find_ellipsis(work, hunk->second, &ellipsis))
        return classify_ellipsis(work, hunk, ellipsis);
    if (work->quote && find_bracket(work, hunk->second, &bracket))
        return classify_bracket(work, hunk, bracket);
    return classify_plain(work, hunk);
}
