#include "duizhao/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "compare/guard.h"
#include "compare/strength.h"
#include "compare/work.h"

/* Wordings in notes are cut to about this many bytes. */
#define NOTE_BYTES 120

/* In characters. Where the words of two texts are cut out of step, one way to the next, widening ends here. */
#define LONGEST_WORD 16

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

/* " (weaker)", " (stronger)" or nothing, for a change of words. */
static const char *strength_of(const dz_compare_work *work, dz_difference_kind kind, dz_span first, dz_span second)
{
    switch (kind) {
    case DZ_DIFFERENCE_SUBSTITUTION:
    case DZ_DIFFERENCE_INSERTION:
    case DZ_DIFFERENCE_OMISSION:
    case DZ_DIFFERENCE_MODALITY:
    case DZ_DIFFERENCE_HEDGE: {
        int strength = dz_strength__compare(work, first, second);
        return strength < 0 ? " (weaker)" : strength > 0 ? " (stronger)" : "";
    }
    default:
        return "";
    }
}

static const char *make_note(dz_compare_work *work, dz_difference_kind kind, dz_span first, dz_span second)
{
    note_words a = words_of(&work->first, dz_side__span(&work->first, first));
    note_words b = words_of(&work->second, dz_side__span(&work->second, second));
    dz_arena *arena = &work->out->arena;
    const char *strength = strength_of(work, kind, first, second);
    if (kind == DZ_DIFFERENCE_ORDER)
        return dz_arena__format(arena, "moved: %s", a.text);
    if (kind == DZ_DIFFERENCE_ELLIPSIS)
        return dz_arena__format(arena, "left out and marked: %s", a.text);
    if (!*a.text)
        return dz_arena__format(arena, "added: %s%s", b.text, strength);
    if (!*b.text)
        return dz_arena__format(arena, "left out: %s%s", a.text, strength);
    return dz_arena__format(arena, "%s -> %s%s", a.text, b.text, strength);
}

/* Adds a difference, whose spans are in what is read of the texts. */
static dz_status add_difference(dz_compare_work *work, dz_difference difference)
{
    if (!difference.note)
        return DZ_ERROR_MEMORY;
    difference.first = dz_digest__to_text(&work->digest, 0, difference.first);
    difference.second = dz_digest__to_text(&work->digest, 1, difference.second);
    return dz_array__push(work->context, &work->out->differences, difference);
}

dz_status dz_compare__tell(dz_compare_work *work, dz_difference_kind kind, dz_severity severity, dz_span first,
                           dz_span second)
{
    dz_difference difference = {kind, severity, dz_side__span(&work->first, first),
                                dz_side__span(&work->second, second), NULL};
    difference.note = make_note(work, kind, first, second);
    return add_difference(work, difference);
}

dz_status dz_compare__tell_marked(dz_compare_work *work, dz_difference_kind kind, dz_span first, dz_span mark)
{
    dz_difference difference = {kind, DZ_SEVERITY_MAJOR, dz_side__span(&work->first, first),
                                dz_side__span(&work->second, mark), NULL};
    note_words words = words_of(&work->first, difference.first);
    difference.note = dz_arena__format(&work->out->arena, "left out and marked, but it holds: %s", words.text);
    return add_difference(work, difference);
}

/* ---- Hunks ---------------------------------------------------------------------------------------------------- */

/* Notes which units a script changes, and the stretches that they make. `section` is the units that it is of. */
static dz_status collect_hunks(dz_compare_work *work, const dz_edit_script *script, const dz_hunk *section)
{
    size_t first = section->first.begin, second = section->second.begin;
    for (size_t i = 0; i < script->count; i++) {
        const dz_edit *edit = &script->items[i];
        if (edit->kind == DZ_EDIT_KEEP)
            continue;
        dz_hunk hunk = {{first + edit->source.begin, first + edit->source.end},
                        {second + edit->target.begin, second + edit->target.end}};
        memset(work->first_changed + hunk.first.begin, 1, hunk.first.end - hunk.first.begin);
        memset(work->second_changed + hunk.second.begin, 1, hunk.second.end - hunk.second.begin);
        dz_status status = dz_array__push(work->context, &work->hunks, hunk);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

static dz_status find_hunks_in(dz_compare_work *work, const uint32_t *first, const uint32_t *second,
                               const dz_hunk *section)
{
    dz_edit_script *script = NULL;
    size_t first_count = section->first.end - section->first.begin;
    size_t second_count = section->second.end - section->second.begin;
    if (first_count == second_count && !memcmp(first, second, first_count * sizeof *first))
        return DZ_OK;
    dz_status status = dz_edit_compare(work->context, &script, first, first_count, second, second_count);
    if (status == DZ_OK) {
        work->out->degraded = work->out->degraded || script->degraded;
        status = collect_hunks(work, script, section);
    }
    dz_edit_script_free(script);
    return status;
}

/* The first unit that begins at a place or behind it, from `at` on. */
static size_t unit_from(const dz_side *side, size_t at, size_t place)
{
    while (at < side->count && side->items[at].text.begin < place)
        at++;
    return at;
}

/* The units of each section of the digest. */
static dz_hunk *read_sections(const dz_compare_work *work)
{
    size_t count = work->digest.sections.count;
    dz_hunk *sections = dz_memory__zeroed(work->context, count, sizeof *sections), units = {0};
    for (size_t i = 0; sections && i < count; i++) {
        const dz_section *section = &work->digest.sections.items[i];
        units.first.end = unit_from(&work->first, units.first.begin, section->digest[0].end);
        units.second.end = unit_from(&work->second, units.second.begin, section->digest[1].end);
        sections[i] = units;
        units.first.begin = units.first.end;
        units.second.begin = units.second.end;
    }
    return sections;
}

static dz_status find_hunks(dz_compare_work *work)
{
    size_t count = work->first.count + work->second.count;
    dz_hunk *sections = read_sections(work);
    uint32_t *ids = dz_memory__allocate(work->context, count * sizeof *ids), *others = NULL;
    dz_status status = sections && ids ? DZ_OK : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        others = ids + work->first.count;
    for (size_t i = 0; i < work->first.count && status == DZ_OK; i++)
        ids[i] = work->first.items[i].id;
    for (size_t i = 0; i < work->second.count && status == DZ_OK; i++)
        others[i] = work->second.items[i].id;
    if (status == DZ_OK && !work->quote)
        status = dz_compare__set_moved_aside(work, sections, work->digest.sections.count, ids, others);
    for (size_t i = 0; i < work->digest.sections.count && status == DZ_OK; i++)
        status = find_hunks_in(work, ids + sections[i].first.begin, others + sections[i].second.begin, &sections[i]);
    dz_memory__free(work->context, sections);
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

static void merge_with_next(dz_compare_work *work, size_t number)
{
    dz_hunk *hunk = &work->hunks.items[number];
    hunk->first.end = hunk[1].first.end;
    hunk->second.end = hunk[1].second.end;
    remove_hunk(work, number + 1);
}

/* What is left out beside a mark of omission that the source has, too, is left out by the same mark. */
static void join_kept_ellipses(dz_compare_work *work)
{
    for (size_t i = 0; i < work->hunks.count; i++) {
        dz_hunk *hunk = &work->hunks.items[i];
        size_t floor = i ? hunk[-1].second.end : 0;
        size_t ceiling = i + 1 < work->hunks.count ? hunk[1].second.begin : work->second.count;
        if (hunk->second.begin != hunk->second.end)
            continue;
        if (hunk->second.begin > floor && work->second.items[hunk->second.begin - 1].kind == DZ_UNIT_ELLIPSIS) {
            work->first_changed[--hunk->first.begin] = true;
            work->second_changed[--hunk->second.begin] = true;
        } else if (hunk->second.end < ceiling && work->second.items[hunk->second.end].kind == DZ_UNIT_ELLIPSIS) {
            work->first_changed[hunk->first.end++] = true;
            work->second_changed[hunk->second.end++] = true;
        }
        while (i + 1 < work->hunks.count && hunk[1].second.begin == hunk->second.end &&
               hunk[1].first.begin == hunk->first.end)
            merge_with_next(work, i);
    }
}

/* Where a source that is a report itself breaks off a quotation to say who speaks (... war," she said. "We ...), the
 * changes make one hunk, up to the mark that opens it again. */
static void join_interruptions(dz_compare_work *work)
{
    for (size_t i = 0; i + 1 < work->hunks.count; i++) {
        const dz_hunk *hunk = &work->hunks.items[i], *next = hunk + 1;
        size_t kept = next->first.begin - hunk->first.end, mark = next->first.begin;
        bool opens = next->first.begin < next->first.end && work->first.items[mark].kind == DZ_UNIT_QUOTE_MARK;
        bool between = kept == 0 || (kept == 1 && work->first.items[hunk->first.end].kind == DZ_UNIT_MARK);
        dz_span whole = {hunk->first.begin, mark + 1};
        if (work->quote && opens && between && next->first.end == mark + 1 &&
            dz_side__is_interruption(&work->first, whole))
            merge_with_next(work, i);
    }
}

static bool splits_word(const dz_side *side, size_t at)
{
    return at && at < side->count && side->items[at].kind == DZ_UNIT_HAN &&
           side->items[at].word == side->items[at - 1].word;
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

static void join_to(dz_hunk *hunk, const dz_hunk *next)
{
    hunk->first.end = next->first.end;
    hunk->second.end = next->second.end;
}

/* A character put in and another left out, with one between them that stayed: "[A]b" to "b[C]" is a change of words,
 * and the character between them an accident. */
static void join_crossed(dz_compare_work *work)
{
    size_t kept = 0;
    for (size_t i = 0; i < work->hunks.count; i++) {
        dz_hunk next = work->hunks.items[i], *hunk = kept ? &work->hunks.items[kept - 1] : NULL;
        bool crossed =
            hunk && ((is_only(hunk, true) && is_only(&next, false)) || (is_only(hunk, false) && is_only(&next, true)));
        if (crossed && next.first.begin - hunk->first.end == 1 &&
            work->first.items[hunk->first.end].kind == DZ_UNIT_HAN)
            join_to(hunk, &next);
        else
            work->hunks.items[kept++] = next;
    }
    work->hunks.count = kept;
}

/* Widens a replacement to the left, not beyond the hunk before. */
static void widen_left(const dz_compare_work *work, dz_hunk *hunk, const dz_hunk *before)
{
    size_t floor = before ? before->first.end : 0, begin = hunk->first.begin;
    floor = begin > floor + LONGEST_WORD ? begin - LONGEST_WORD : floor;
    while (hunk->first.begin > floor && hunk->second.begin &&
           (splits_word(&work->first, hunk->first.begin) || splits_word(&work->second, hunk->second.begin))) {
        hunk->first.begin--;
        hunk->second.begin--;
    }
}

/* Widens a replacement to the right, over the hunks from `next` on that stand in the way; the first that does not. */
static size_t widen_right(const dz_compare_work *work, dz_hunk *hunk, size_t next)
{
    size_t limit = hunk->first.end + LONGEST_WORD;
    while (hunk->first.end < limit &&
           (splits_word(&work->first, hunk->first.end) || splits_word(&work->second, hunk->second.end))) {
        const dz_hunk *other = next < work->hunks.count ? &work->hunks.items[next] : NULL;
        size_t ceiling = other ? other->first.begin : work->first.count;
        size_t second_ceiling = other ? other->second.begin : work->second.count;
        if (hunk->first.end < ceiling && hunk->second.end < second_ceiling) {
            hunk->first.end++;
            hunk->second.end++;
        } else if (other && !(work->quote && holds_ellipsis(work, other))) {
            join_to(hunk, other);
            next++;
        } else {
            break;
        }
    }
    return next;
}

/* Widens replacements of Chinese to whole words, so that 坚持 -> 保持 is shown and not 坚 -> 保. What is only left out
 * or put in stays as it is: 不 before 同意 is one character, whatever words it makes. */
static void widen_hunks(dz_compare_work *work)
{
    size_t kept = 0;
    for (size_t i = 0; i < work->hunks.count;) {
        dz_hunk hunk = work->hunks.items[i++];
        if (is_replacement(&hunk) && !(work->quote && holds_ellipsis(work, &hunk))) {
            widen_left(work, &hunk, kept ? &work->hunks.items[kept - 1] : NULL);
            i = widen_right(work, &hunk, i);
        }
        work->hunks.items[kept++] = hunk;
    }
    work->hunks.count = kept;
}

/* ---- The whole ------------------------------------------------------------------------------------------------ */

static float measure_score(const dz_compare_work *work)
{
    uint64_t kept = 2 * work->digest.weight_left_out, total = kept;
    if (!work->quote) /* the words of a quote are where they are */
        kept += work->moved_weight;
    for (size_t i = 0; i < work->first.count; i++) {
        total += work->first.items[i].weight;
        kept += work->first_changed[i] ? 0 : work->first.items[i].weight;
    }
    for (size_t i = 0; i < work->second.count; i++) {
        total += work->second.items[i].weight;
        kept += work->second_changed[i] ? 0 : work->second.items[i].weight;
    }
    if (kept > total) /* a word that moved may have been kept beside a change that was widened */
        kept = total;
    return total ? (float)((double)kept / (double)total) : 1.0f;
}

static bool is_typographic_kind(const dz_compare_work *work, const dz_difference *difference)
{
    return !work->quote && (difference->kind == DZ_DIFFERENCE_WIDTH || difference->kind == DZ_DIFFERENCE_SCRIPT);
}

/* Whether a difference is of words that a mark says are left out. */
static bool is_marked(const dz_compare_work *work, const dz_difference *difference)
{
    for (size_t i = 0; work->quote && i < work->out->differences.count; i++) {
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
    dz_view first = work->texts[0], second = work->texts[1];
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

typedef struct numbered_difference {
    dz_difference difference;
    size_t number;
} numbered_difference;

static int by_place(const void *a, const void *b)
{
    const numbered_difference *x = a, *y = b;
    if (x->difference.second.begin != y->difference.second.begin)
        return x->difference.second.begin < y->difference.second.begin ? -1 : 1;
    if (x->difference.first.begin != y->difference.first.begin)
        return x->difference.first.begin < y->difference.first.begin ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

/* Puts them in the order of the second text. */
static dz_status sort_differences(dz_compare_work *work)
{
    size_t count = work->out->differences.count;
    dz_difference *items = work->out->differences.items;
    numbered_difference *sorted = dz_memory__allocate(work->context, count * sizeof *sorted);
    if (!sorted)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (numbered_difference){items[i], i};
    qsort(sorted, count, sizeof *sorted, by_place);
    for (size_t i = 0; i < count; i++)
        items[i] = sorted[i].difference;
    dz_memory__free(work->context, sorted);
    return DZ_OK;
}

static dz_status compare_sides(dz_compare_work *work)
{
    dz_status status = find_hunks(work);
    if (status != DZ_OK)
        return status;
    if (work->quote) {
        join_ellipses(work);
        join_kept_ellipses(work);
        join_interruptions(work);
    }
    if ((status = dz_compare__cut_sentences(work)) != DZ_OK)
        return status;
    if (!work->quote)
        dz_compare__slide_hunks(work);
    join_crossed(work);
    widen_hunks(work);
    if ((status = dz_compare__find_moves(work)) != DZ_OK)
        return status;
    work->out->score = measure_score(work);
    for (size_t i = 0; i < work->parts.count; i++)
        if ((status = dz_compare__classify(work, &work->parts.items[i])) != DZ_OK)
            return status;
    if ((status = dz_compare__check_kept(work)) != DZ_OK)
        return status;
    if ((status = sort_differences(work)) != DZ_OK)
        return status;
    return check_closeness(work);
}

static dz_status read_sides(dz_compare_work *work, const dz_compare_options *options)
{
    dz_map ids;
    dz_map__init(&ids, work->context);
    dz_status status = dz_digest__make(work->context, &work->digest, work->texts[0], work->texts[1], work->quote);
    const dz_view *read = work->digest.text, *known = read[0].length ? &read[0] : &read[1];
    dz_side_options how = {options->language, options->date, options->version >= 2 ? options->words : NULL};
    if (how.language == DZ_LANGUAGE_UNKNOWN && status == DZ_OK)
        how.language = dz_language_detect(known->data, known->length);
    work->chinese = how.language == DZ_LANGUAGE_ZH;
    if (status == DZ_OK)
        status = dz_side__read(work->context, &work->first, read[0], &how, &ids);
    if (status == DZ_OK)
        status = dz_side__read(work->context, &work->second, read[1], &how, &ids);
    dz_map__free(&ids);
    if (status != DZ_OK)
        return status;
    size_t count = work->first.count + work->second.count + 2;
    work->first_changed = dz_memory__zeroed(work->context, count * 3, sizeof *work->first_changed);
    if (!work->first_changed)
        return DZ_ERROR_MEMORY;
    work->second_changed = work->first_changed + work->first.count + 1;
    work->first_told = work->first_changed + count;
    work->second_told = work->first_told + work->first.count + 1;
    work->first_aside = work->first_told + count;
    return DZ_OK;
}

dz_status dz_compare(dz_context *context, dz_comparison **out, dz_view first, dz_view second,
                     const dz_compare_options *options)
{
    *out = NULL;
    dz_compare_options defaults = DZ_COMPARE_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    dz_compare_work work = {.context = context, .texts = {first, second}, .quote = options->quote};
    work.out = dz_memory__zeroed(context, 1, sizeof *work.out);
    if (!work.out)
        return DZ_ERROR_MEMORY;
    work.out->context = context;
    dz_arena__init(&work.out->arena, context);
    dz_status status = read_sides(&work, options);
    if (status == DZ_OK)
        status = compare_sides(&work);
    if (status == DZ_OK)
        *out = work.out;
    else
        dz_comparison_free(work.out);
    dz_memory__free(context, work.first_changed);
    dz_array__free(context, &work.hunks);
    dz_array__free(context, &work.parts);
    dz_side__free(&work.first);
    dz_side__free(&work.second);
    dz_digest__free(&work.digest);
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
