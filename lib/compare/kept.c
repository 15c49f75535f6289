#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "compare/work.h"

/* The folds that a stretch of a side's text went through. */
static uint32_t folds_of(const dz_side *side, dz_span text)
{
    const dz_key *key = side->tokens.key;
    size_t low = 0, high = dz_key_fold_count(key);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (dz_key_fold(key, middle).span.end <= text.begin)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t folds = 0;
    for (; low < dz_key_fold_count(key); low++) {
        dz_fold_use use = dz_key_fold(key, low);
        if (use.span.begin >= text.end)
            break;
        folds |= (uint32_t)use.fold;
    }
    return folds & ~(uint32_t)DZ_FOLD_SPACES;
}

/* Whether two texts whose folded forms are equal differ in case. */
static dz_status differs_in_case(dz_compare_work *work, dz_view first, dz_view second, bool *differs)
{
    dz_key *a = NULL, *b = NULL;
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    options.folds &= ~(uint32_t)DZ_FOLD_CASE;
    *differs = false;
    dz_status status = dz_key_new(work->context, &a, first.data, first.length, &options);
    if (status == DZ_OK)
        status = dz_key_new(work->context, &b, second.data, second.length, &options);
    if (status == DZ_OK) {
        dz_view x = dz_key_text(a), y = dz_key_text(b);
        *differs = x.length != y.length || memcmp(x.data, y.data, x.length) != 0;
    }
    dz_key_free(a);
    dz_key_free(b);
    return status;
}

static dz_view view_of(const dz_side *side, size_t number)
{
    dz_span span = side->items[number].text;
    return (dz_view){side->text.data + span.begin, span.end - span.begin};
}

static dz_view without_first_letter(dz_view word)
{
    size_t at = 0;
    if (word.length)
        dz_utf8__next(word.data, word.length, &at);
    return (dz_view){word.data + at, word.length - at};
}

static bool is_first_word(const dz_side *side, size_t number)
{
    for (size_t i = 0; i < number; i++)
        if (side->items[i].kind == DZ_UNIT_WORD || side->items[i].kind == DZ_UNIT_HAN)
            return false;
    return true;
}

static dz_status check_unit(dz_compare_work *work, size_t i, size_t j)
{
    dz_view first = view_of(&work->first, i), second = view_of(&work->second, j);
    if (first.length == second.length && memcmp(first.data, second.data, first.length) == 0)
        return DZ_OK;
    uint32_t folds =
        folds_of(&work->first, work->first.items[i].text) | folds_of(&work->second, work->second.items[j].text);
    dz_unit_kind kind = work->first.items[i].kind;
    if (!folds)
        folds = kind == DZ_UNIT_ELLIPSIS ? DZ_FOLD_DOTS : kind == DZ_UNIT_MARK ? DZ_FOLD_DASHES : DZ_FOLD_QUOTES;
    bool in_case = false;
    dz_status status = DZ_OK;
    if (folds & DZ_FOLD_CASE) {
        bool free_letter = work->quote && is_first_word(&work->second, j);
        if (free_letter)
            status = differs_in_case(work, without_first_letter(first), without_first_letter(second), &in_case);
        else
            status = differs_in_case(work, first, second, &in_case);
        bool any = in_case;
        if (status == DZ_OK && free_letter && !in_case)
            status = differs_in_case(work, first, second, &any);
        if (!any)
            folds &= ~(uint32_t)DZ_FOLD_CASE;
    }
    work->out->folds |= folds;
    if (status != DZ_OK)
        return status;
    dz_span a = {i, i + 1}, b = {j, j + 1};
    if (in_case)
        return dz_compare__tell(work, DZ_DIFFERENCE_CASE, DZ_SEVERITY_MINOR, a, b);
    if (work->quote || !folds)
        return DZ_OK;
    dz_difference_kind told = folds & DZ_FOLD_SCRIPT  ? DZ_DIFFERENCE_SCRIPT
                              : folds & DZ_FOLD_WIDTH ? DZ_DIFFERENCE_WIDTH
                                                      : DZ_DIFFERENCE_PUNCTUATION;
    return dz_compare__tell(work, told, DZ_SEVERITY_MINOR, a, b);
}

static bool is_long_dash(dz_view mark)
{
    return mark.length > 1;
}

/* Of which kind it is that one side has white space between two kept units and the other has none. Beside Han, beside
 * marks in Chinese, beside a long dash and beside a mark of omission it is a matter of house style. */
static dz_status check_space(dz_compare_work *work, size_t i, size_t j)
{
    const dz_unit *unit = &work->first.items[i], *before = unit - 1;
    bool han = unit->kind == DZ_UNIT_HAN || before->kind == DZ_UNIT_HAN;
    bool words = unit->kind == DZ_UNIT_WORD && before->kind == DZ_UNIT_WORD;
    bool ellipsis = unit->kind == DZ_UNIT_ELLIPSIS || before->kind == DZ_UNIT_ELLIPSIS;
    bool dash = false, hyphen = false;
    for (size_t back = 0; back < 2; back++) {
        const dz_unit *mark = unit - back;
        if (mark->kind != DZ_UNIT_MARK || mark->form.length != 1 || mark->form.data[0] != '-')
            continue;
        hyphen = true;
        dash = dash || is_long_dash(view_of(&work->first, i - back)) || is_long_dash(view_of(&work->second, j - back));
    }
    if (han || ellipsis || dash || (work->chinese && !words)) {
        work->out->folds |= DZ_FOLD_SPACES;
        return DZ_OK;
    }
    bool inside = words || hyphen || (unit->kind == DZ_UNIT_WORD && u_isdigit(unit->form.data[0]));
    return dz_compare__tell(work, inside ? DZ_DIFFERENCE_SPELLING : DZ_DIFFERENCE_PUNCTUATION, DZ_SEVERITY_MINOR,
                            (dz_span){i - 1, i + 1}, (dz_span){j - 1, j + 1});
}

static dz_status check_run(dz_compare_work *work, size_t i, size_t j, size_t count)
{
    dz_status status = DZ_OK;
    for (size_t at = 0; at < count && status == DZ_OK; at++) {
        status = check_unit(work, i + at, j + at);
        bool spaced = work->first.items[i + at].space != work->second.items[j + at].space;
        if (status == DZ_OK && at && spaced)
            status = check_space(work, i + at, j + at);
    }
    return status;
}

dz_status dz_compare__check_kept(dz_compare_work *work)
{
    size_t i = 0, j = 0;
    dz_status status = DZ_OK;
    for (size_t at = 0; at < work->hunks.count && status == DZ_OK; at++) {
        const dz_hunk *hunk = &work->hunks.items[at];
        status = check_run(work, i, j, hunk->first.begin - i);
        i = hunk->first.end;
        j = hunk->second.end;
    }
    return status == DZ_OK ? check_run(work, i, j, work->first.count - i) : status;
}
