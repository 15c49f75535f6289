#include "duizhao/compare.h"

#include <string.h>

#include "base/map.h"
#include "compare/guard.h"
#include "compare/work.h"

/* Wordings in notes are cut to about this many bytes. */
#define NOTE_BYTES 120

/* Words that moved have at least this weight: single short words turn up everywhere. */
#define WEIGHT_MOVED 6

typedef struct note_words {
    char text[NOTE_BYTES + 8];
} note_words;

/* A stretch of text in one line, cut short on a character's edge. */
static note_words words_of(const dz_side *side, dz_span span)
{
    note_words words;
    size_t length = 0;
    for (size_t i = span.begin; i < span.end; i++) {
        unsigned char byte = (unsigned char)side->text.data[i];
        if (length >= NOTE_BYTES && (byte & 0xC0) != 0x80) {
            memcpy(words.text + length, "...", 3);
            length += 3;
            break;
        }
        words.text[length++] = byte < ' ' ? ' ' : (char)byte;
    }
    words.text[length] = '\0';
    return words;
}

static const char *make_note(dz_compare_work *work, dz_difference_kind kind, dz_span first, dz_span second)
{
    note_words a = words_of(&work->first, first), b = words_of(&work->second, second);
    dz_arena *arena = &work->out->arena;
    if (kind == DZ_DIFFERENCE_ORDER)
        return dz_arena__format(arena, "moved: %s", a.text);
    if (kind == DZ_DIFFERENCE_ELLIPSIS)
        return dz_arena__format(arena, "left out and marked: %s", a.text);
    if (!*a.text)
        return dz_arena__format(arena, "added: %s", b.text);
    if (!*b.text)
        return dz_arena__format(arena, "left out: %s", a.text);
    return dz_arena__format(arena, "%s -> %s", a.text, b.text);
}

dz_status dz_compare__tell(dz_compare_work *work, dz_difference_kind kind, dz_severity severity, dz_span first,
                           dz_span second)
{
    dz_difference difference = {kind, severity, dz_side__span(&work->first, first),
                                dz_side__span(&work->second, second), NULL};
    difference.note = make_note(work, kind, difference.first, difference.second);
    if (!difference.note)
        return DZ_ERROR_MEMORY;
    return dz_array__push(work->context, &work->out->differences, difference);
}

dz_status dz_compare__tell_marked(dz_compare_work *work, dz_difference_kind kind, dz_span first, dz_span mark)
{
    dz_difference difference = {kind, DZ_SEVERITY_MAJOR, dz_side__span(&work->first, first),
                                dz_side__span(&work->second, mark), NULL};
    note_words words = words_of(&work->first, difference.first);
    difference.note = dz_arena__format(&work->out->arena, "left out and marked, but it holds: %s", words.text);
    if (!difference.note)
        return DZ_ERROR_MEMORY;
    return dz_array__push(work->context, &work->out->differences, difference);
}

/* ---- Hunks ---------------------------------------------------------------------------------------------------- */

/* Notes which units a script changes, and the stretches that they make. */
static dz_status collect_hunks(dz_compare_work *work, const dz_edit_script *script)
{
    for (size_t i = 0; i < script->count; i++) {
        const dz_edit *edit = &script->items[i];
        if (edit->kind == DZ_EDIT_KEEP)
            continue;
        memset(work->first_changed + edit->source.begin, 1, edit->source.end - edit->source.begin);
        memset(work->second_changed + edit->target.begin, 1, edit->target.end - edit->target.begin);
        dz_hunk hunk = {edit->source, edit->target, false};
        dz_status status = dz_array__push(work->context, &work->hunks, hunk);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

static dz_status find_hunks(dz_compare_work *work)
{
    dz_edit_script *script = NULL;
    size_t count = work->first.count + work->second.count;
    uint32_t *ids = dz_memory__allocate(work->context, count * sizeof *ids);
    if (!ids)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < work->first.count; i++)
        ids[i] = work->first.items[i].id;
    for (size_t i = 0; i < work->second.count; i++)
        ids[work->first.count + i] = work->second.items[i].id;
    dz_status status =
        dz_edit_compare(work->context, &script, ids, work->first.count, ids + work->first.count, work->second.count);
    if (status == DZ_OK) {
        work->out->degraded = script->degraded;
        status = collect_hunks(work, script);
    }
    dz_edit_script_free(script);
    dz_memory__free(work->context, ids);
    return status;
}

static bool holds_ellipsis(const dz_compare_work *work, const dz_hunk *hunk)
{
    for (size_t i = hunk->second.begin; i < hunk->second.end; i++)
        if (work->second.items[i].kind == DZ_UNIT_ELLIPSIS)
            return true;
    return false;
}

/* Whether a stretch of the first text can be moved back (or on) by `steps` units and still be what a shortest script
 * deletes: "a b [c a b] c" is "[a b c] a b c" too. */
static bool can_slide(const dz_side *side, dz_span units, size_t steps, bool back)
{
    for (size_t i = 0; i < steps; i++) {
        size_t out = back ? units.end - 1 - i : units.begin + i;
        size_t in = back ? units.begin - 1 - i : units.end + i;
        if (side->items[out].id != side->items[in].id)
            return false;
    }
    return true;
}

static void remove_hunk(dz_compare_work *work, size_t number)
{
    dz_hunk *hunk = &work->hunks.items[number];
    memmove(hunk, hunk + 1, (--work->hunks.count - number) * sizeof *hunk);
}

/* Brings what was left out to the mark that says so, where the shortest script put it a few words off. */
static void join_ellipses(dz_compare_work *work)
{
    for (size_t i = 0; i < work->hunks.count; i++) {
        dz_hunk *mark = &work->hunks.items[i];
        if (mark->first.begin != mark->first.end || !holds_ellipsis(work, mark))
            continue;
        for (int side = 0; side < 2; side++) {
            bool back = side == 0; /* the omission stands behind the mark and is moved back */
            if (back ? i + 1 == work->hunks.count : i == 0)
                continue;
            dz_hunk *gap = back ? mark + 1 : mark - 1;
            size_t steps = back ? gap->first.begin - mark->first.end : mark->first.begin - gap->first.end;
            if (gap->second.begin != gap->second.end || !can_slide(&work->first, gap->first, steps, back))
                continue;
            memset(work->first_changed + gap->first.begin, 0, gap->first.end - gap->first.begin);
            size_t length = gap->first.end - gap->first.begin;
            mark->first.begin = back ? mark->first.begin : mark->first.begin - length;
            mark->first.end = mark->first.begin + length;
            memset(work->first_changed + mark->first.begin, 1, length);
            remove_hunk(work, back ? i + 1 : i - 1);
            i -= back ? 0 : 1;
            break;
        }
    }
}

static bool splits_word(const dz_side *side, size_t at)
{
    return at && at < side->count && side->items[at].kind == DZ_UNIT_HAN &&
           side->items[at].word == side->items[at - 1].word;
}

static void merge_with_next(dz_compare_work *work, size_t number)
{
    dz_hunk *hunk = &work->hunks.items[number];
    hunk->first.end = hunk[1].first.end;
    hunk->second.end = hunk[1].second.end;
    remove_hunk(work, number + 1);
}

static bool is_replacement(const dz_hunk *hunk)
{
    return hunk->first.begin < hunk->first.end && hunk->second.begin < hunk->second.end;
}

static bool is_only(const dz_hunk *hunk, bool first)
{
    dz_span other = first ? hunk->second : hunk->first;
    return other.begin == other.end;
}

/* A character put in and another left out, with one between them that stayed: "[A]b" to "b[C]" is a change of words,
 * and the character between them an accident. */
static void join_crossed(dz_compare_work *work)
{
    for (size_t i = 0; i + 1 < work->hunks.count; i++) {
        const dz_hunk *hunk = &work->hunks.items[i], *next = hunk + 1;
        bool crossed = (is_only(hunk, true) && is_only(next, false)) || (is_only(hunk, false) && is_only(next, true));
        bool near = next->first.begin - hunk->first.end == 1 && work->first.items[hunk->first.end].kind == DZ_UNIT_HAN;
        if (crossed && near)
            merge_with_next(work, i);
    }
}

/* Widens replacements of Chinese to whole words, so that 坚持 -> 保持 is shown and not 坚 -> 保. What is only left out
 * or put in stays as it is: 不 before 同意 is one character, whatever words it makes. */
static void widen_hunks(dz_compare_work *work)
{
    for (size_t i = 0; i < work->hunks.count; i++) {
        dz_hunk *hunk = &work->hunks.items[i];
        if (!is_replacement(hunk) || (work->quote && holds_ellipsis(work, hunk)))
            continue;
        size_t floor = i ? hunk[-1].first.end : 0;
        while (hunk->first.begin > floor && hunk->second.begin &&
               (splits_word(&work->first, hunk->first.begin) || splits_word(&work->second, hunk->second.begin))) {
            hunk->first.begin--;
            hunk->second.begin--;
        }
        for (;;) {
            size_t ceiling = i + 1 < work->hunks.count ? hunk[1].first.begin : work->first.count;
            size_t other = i + 1 < work->hunks.count ? hunk[1].second.begin : work->second.count;
            bool split = splits_word(&work->first, hunk->first.end) || splits_word(&work->second, hunk->second.end);
            if (!split)
                break;
            if (hunk->first.end < ceiling && hunk->second.end < other) {
                hunk->first.end++;
                hunk->second.end++;
            } else if (i + 1 < work->hunks.count && !(work->quote && holds_ellipsis(work, hunk + 1))) {
                merge_with_next(work, i);
            } else {
                break;
            }
        }
    }
}

static bool same_words(const dz_compare_work *work, dz_span first, dz_span second)
{
    uint32_t weight = 0;
    size_t i = first.begin, j = second.begin;
    for (;;) {
        while (i < first.end && !work->first.items[i].weight)
            i++;
        while (j < second.end && !work->second.items[j].weight)
            j++;
        if (i == first.end || j == second.end)
            return i == first.end && j == second.end && weight >= WEIGHT_MOVED;
        weight += work->first.items[i].weight;
        if (work->first.items[i++].id != work->second.items[j++].id)
            return false;
    }
}

/* Finds what is left out in one place and stands in another. */
static dz_status find_moves(dz_compare_work *work)
{
    for (size_t i = 0; i < work->hunks.count; i++) {
        dz_hunk *from = &work->hunks.items[i];
        for (size_t j = 0; j < work->hunks.count && !from->done && from->second.begin == from->second.end; j++) {
            dz_hunk *to = &work->hunks.items[j];
            if (to->done || to->first.begin != to->first.end || !same_words(work, from->first, to->second))
                continue;
            from->done = to->done = true;
            dz_status status = dz_compare__tell(work, DZ_DIFFERENCE_ORDER, DZ_SEVERITY_MINOR, from->first, to->second);
            if (status != DZ_OK)
                return status;
        }
    }
    return DZ_OK;
}

/* ---- The whole ------------------------------------------------------------------------------------------------ */

static float measure_score(const dz_compare_work *work)
{
    uint64_t total = 0, kept = 0;
    for (size_t i = 0; i < work->first.count; i++) {
        total += work->first.items[i].weight;
        kept += work->first_changed[i] ? 0 : work->first.items[i].weight;
    }
    for (size_t i = 0; i < work->second.count; i++) {
        total += work->second.items[i].weight;
        kept += work->second_changed[i] ? 0 : work->second.items[i].weight;
    }
    return total ? (float)((double)kept / (double)total) : 1.0f;
}

static bool is_typographic_kind(const dz_compare_work *work, const dz_difference *difference)
{
    return !work->quote && (difference->kind == DZ_DIFFERENCE_WIDTH || difference->kind == DZ_DIFFERENCE_SCRIPT);
}

/* Whether a difference is of words that a mark says are left out. */
static bool is_marked(const dz_compare_work *work, const dz_difference *difference)
{
    for (size_t i = 0; i < work->out->differences.count; i++) {
        const dz_difference *mark = &work->out->differences.items[i];
        if (mark->kind == DZ_DIFFERENCE_ELLIPSIS && mark->first.begin <= difference->first.begin &&
            mark->first.end >= difference->first.end && mark->second.begin == difference->second.begin &&
            mark->second.end == difference->second.end)
            return true;
    }
    return false;
}

static dz_closeness closeness_of(const dz_compare_work *work)
{
    dz_closeness closeness = work->out->folds ? DZ_CLOSENESS_TYPOGRAPHIC : DZ_CLOSENESS_VERBATIM;
    for (size_t i = 0; i < work->out->differences.count; i++) {
        const dz_difference *difference = &work->out->differences.items[i];
        dz_closeness least = is_marked(work, difference)             ? DZ_CLOSENESS_ELIDED
                             : is_typographic_kind(work, difference) ? DZ_CLOSENESS_TYPOGRAPHIC
                                                                     : DZ_CLOSENESS_ALTERED;
        if (least > closeness)
            closeness = least;
    }
    return closeness;
}

/* Takes back what the texts do not bear out. */
static dz_status check_closeness(dz_compare_work *work)
{
    dz_comparison *out = work->out;
    dz_view first = work->first.text, second = work->second.text;
    out->closeness = closeness_of(work);
    if (out->closeness > DZ_CLOSENESS_TYPOGRAPHIC)
        return DZ_OK;
    if (dz_guard__is_verbatim(first, second)) {
        out->closeness = DZ_CLOSENESS_VERBATIM;
        out->folds = 0;
        return DZ_OK;
    }
    bool typographic;
    out->closeness = DZ_CLOSENESS_TYPOGRAPHIC;
    dz_status status = dz_guard__is_typographic(work->context, first, second, work->quote, &typographic);
    if (status != DZ_OK || typographic)
        return status;
    out->closeness = DZ_CLOSENESS_ALTERED;
    return dz_compare__tell(work, DZ_DIFFERENCE_PUNCTUATION, DZ_SEVERITY_MINOR, (dz_span){0, work->first.count},
                            (dz_span){0, work->second.count});
}

/* In the order of the second text. There are few, and most are in order already. */
static void sort_differences(dz_comparison *out)
{
    for (size_t i = 1; i < out->differences.count; i++) {
        dz_difference item = out->differences.items[i];
        size_t at = i;
        for (; at; at--) {
            const dz_difference *before = &out->differences.items[at - 1];
            bool later = before->second.begin > item.second.begin ||
                         (before->second.begin == item.second.begin && before->first.begin > item.first.begin);
            if (!later)
                break;
            out->differences.items[at] = *before;
        }
        out->differences.items[at] = item;
    }
}

static dz_status compare_sides(dz_compare_work *work)
{
    dz_status status = find_hunks(work);
    if (status != DZ_OK)
        return status;
    if (work->quote)
        join_ellipses(work);
    work->out->score = measure_score(work);
    join_crossed(work);
    widen_hunks(work);
    if ((status = find_moves(work)) != DZ_OK)
        return status;
    for (size_t i = 0; i < work->hunks.count; i++)
        if (!work->hunks.items[i].done && (status = dz_compare__classify(work, &work->hunks.items[i])) != DZ_OK)
            return status;
    if ((status = dz_compare__check_kept(work)) != DZ_OK)
        return status;
    sort_differences(work->out);
    return check_closeness(work);
}

static dz_status read_sides(dz_compare_work *work, dz_view first, dz_view second, const dz_compare_options *options)
{
    dz_map ids;
    dz_map__init(&ids, work->context);
    dz_language language = options->language;
    if (language == DZ_LANGUAGE_UNKNOWN)
        language =
            dz_language_detect(first.length ? first.data : second.data, first.length ? first.length : second.length);
    work->chinese = language == DZ_LANGUAGE_ZH;
    dz_status status = dz_side__read(work->context, &work->first, first, language, options->date, &ids);
    if (status == DZ_OK)
        status = dz_side__read(work->context, &work->second, second, language, options->date, &ids);
    dz_map__free(&ids);
    if (status != DZ_OK)
        return status;
    size_t count = work->first.count + work->second.count + 2;
    work->first_changed = dz_memory__zeroed(work->context, count * 2, sizeof *work->first_changed);
    if (!work->first_changed)
        return DZ_ERROR_MEMORY;
    work->second_changed = work->first_changed + work->first.count + 1;
    work->first_told = work->first_changed + count;
    work->second_told = work->first_told + work->first.count + 1;
    return DZ_OK;
}

dz_status dz_compare(dz_context *context, dz_comparison **out, dz_view first, dz_view second,
                     const dz_compare_options *options)
{
    *out = NULL;
    dz_compare_options defaults = DZ_COMPARE_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    dz_compare_work work = {.context = context, .quote = options->quote};
    work.out = dz_memory__zeroed(context, 1, sizeof *work.out);
    if (!work.out)
        return DZ_ERROR_MEMORY;
    work.out->context = context;
    dz_arena__init(&work.out->arena, context);
    dz_status status = read_sides(&work, first, second, options);
    if (status == DZ_OK)
        status = compare_sides(&work);
    if (status == DZ_OK)
        *out = work.out;
    else
        dz_comparison_free(work.out);
    dz_memory__free(context, work.first_changed);
    dz_array__free(context, &work.hunks);
    dz_side__free(&work.first);
    dz_side__free(&work.second);
    return status;
}

dz_closeness dz_comparison_closeness(const dz_comparison *comparison)
{
    return comparison->closeness;
}

uint32_t dz_comparison_folds(const dz_comparison *comparison)
{
    return comparison->folds;
}

float dz_comparison_score(const dz_comparison *comparison)
{
    return comparison->score;
}

size_t dz_comparison_count(const dz_comparison *comparison)
{
    return comparison->differences.count;
}

const dz_difference *dz_comparison_difference(const dz_comparison *comparison, size_t index)
{
    return &comparison->differences.items[index];
}

bool dz_comparison_degraded(const dz_comparison *comparison)
{
    return comparison->degraded;
}

bool dz_comparison_across(const dz_comparison *comparison)
{
    return comparison->across;
}

const char *dz_difference_kind_name(dz_difference_kind kind)
{
    static const char *const names[] = {"punctuation",
                                        "case",
                                        "width",
                                        "script",
                                        "spelling",
                                        "inflection",
                                        "synonym",
                                        "substitution",
                                        "insertion",
                                        "omission",
                                        "ellipsis",
                                        "bracket",
                                        "number",
                                        "date",
                                        "name",
                                        "negation",
                                        "modality",
                                        "hedge",
                                        "order",
                                        "translation-omission",
                                        "translation-addition"};
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "unknown";
}

const char *dz_severity_name(dz_severity severity)
{
    return severity == DZ_SEVERITY_MAJOR ? "major" : "minor";
}

void dz_comparison_free(dz_comparison *comparison)
{
    if (!comparison)
        return;
    dz_context *context = comparison->context;
    dz_array__free(context, &comparison->differences);
    dz_arena__free(&comparison->arena);
    dz_memory__free(context, comparison);
}
