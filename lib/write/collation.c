#include "write/collation.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A sentence is had where no more than this share of it is told of as changed. */
#define LARGEST_SHARE_CHANGED 0.5

/* What is told of as moved, beside the weights that dz_told has for what changed. */
#define WEIGHT_MOVED 3

/* A sentence moved as a whole where no more of its bytes than this, a mark at its end, did not. */
#define BYTES_OF_MARK 4

const dz_comparison *dz_collation__pair(const dz_collation *collation, size_t first, size_t second)
{
    size_t low = first < second ? first : second, high = first < second ? second : first;
    return collation->comparisons[low * collation->count + high];
}

double dz_collation__score(const dz_collation *collation, size_t first, size_t second)
{
    return first == second ? 1.0 : (double)dz_comparison_score(dz_collation__pair(collation, first, second));
}

size_t dz_nearest_version(const dz_comparison *const *comparisons, size_t count, size_t number)
{
    const dz_collation all = {.count = count, .comparisons = comparisons};
    size_t nearest = SIZE_MAX;
    for (size_t i = 0; i < number; i++)
        if (nearest == SIZE_MAX || dz_collation__score(&all, i, number) >= dz_collation__score(&all, nearest, number))
            nearest = i;
    return nearest;
}

/* ---- What is told of a version ---------------------------------------------------------------------------------- */

static uint8_t weight_of(dz_difference_kind kind)
{
    if (kind <= DZ_DIFFERENCE_SCRIPT)
        return 0;
    if (kind == DZ_DIFFERENCE_ORDER)
        return WEIGHT_MOVED;
    return kind <= DZ_DIFFERENCE_SYNONYM ? 1 : 2;
}

typedef struct told_item {
    dz_span span;
    uint8_t weight;
} told_item;

static int by_span(const void *a, const void *b)
{
    const told_item *x = a, *y = b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    return (int)x->weight - (int)y->weight;
}

static size_t begin_of(const dz_collation *collation, const dz_comparison *comparison, size_t version)
{
    return dz_comparison_across(comparison) ? 0 : collation->begins[version];
}

static dz_status read_told(dz_collation *collation, size_t version, size_t other)
{
    const dz_comparison *comparison = dz_collation__pair(collation, version, other);
    dz_told *told = &collation->told[version * collation->count + other];
    size_t count = dz_comparison_count(comparison), begin = begin_of(collation, comparison, version);
    told_item *items = dz_memory__allocate(collation->context, count * sizeof *items);
    told->items = dz_memory__allocate(collation->context, count * sizeof *told->items);
    told->weights = dz_memory__allocate(collation->context, count);
    if (!items || !told->items || !told->weights) {
        dz_memory__free(collation->context, items);
        return DZ_ERROR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const dz_difference *difference = dz_comparison_difference(comparison, i);
        dz_span span = version < other ? difference->first : difference->second;
        items[i] = (told_item){{span.begin + begin, span.end + begin}, weight_of(difference->kind)};
    }
    qsort(items, count, sizeof *items, by_span);
    for (size_t i = 0; i < count; i++) {
        told->items[i] = items[i].span;
        told->weights[i] = items[i].weight;
    }
    told->count = count;
    dz_memory__free(collation->context, items);
    return DZ_OK;
}

/* What is told of one version seldom overlaps, so that the ends rise as the begins do; where it does, a few steps back
 * find the first. */
size_t dz_collation__first_told(const dz_told *told, size_t place)
{
    size_t low = 0, high = told->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (told->items[middle].end < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 4 ? low - 4 : 0;
}

dz_holding dz_collation__holding(const dz_collation *collation, size_t version, size_t other, dz_span sentence)
{
    if (version == other)
        return DZ_HOLDING_SAME;
    const dz_comparison *comparison = dz_collation__pair(collation, version, other);
    const dz_told *told = &collation->told[version * collation->count + other];
    if (dz_comparison_across(comparison) && dz_comparison_degraded(comparison))
        return DZ_HOLDING_NONE;
    size_t changed = 0;
    bool same = true;
    for (size_t i = dz_collation__first_told(told, sentence.begin); i < told->count; i++) {
        dz_span span = told->items[i];
        if (span.begin >= sentence.end)
            break;
        size_t from = span.begin > sentence.begin ? span.begin : sentence.begin;
        size_t to = span.end < sentence.end ? span.end : sentence.end;
        bool inside = from < to || (span.begin == span.end && span.begin > sentence.begin);
        if (told->weights[i] == WEIGHT_MOVED && from < to && to - from + BYTES_OF_MARK >= sentence.end - sentence.begin)
            continue; /* the same words in another place */
        same = same && !(inside && told->weights[i]);
        if (from < to && told->weights[i] == 2)
            changed += to - from;
    }
    if ((double)changed > LARGEST_SHARE_CHANGED * (double)(sentence.end - sentence.begin))
        return DZ_HOLDING_NONE;
    return same ? DZ_HOLDING_SAME : DZ_HOLDING_OTHER_WORDS;
}

/* ---- Rows ------------------------------------------------------------------------------------------------------- */

/* Where a place of another version is in the first one: as far behind the last change before it. */
static size_t place_in_first(const dz_collation *collation, size_t version, size_t place)
{
    if (!version)
        return place;
    const dz_comparison *comparison = dz_collation__pair(collation, 0, version);
    size_t length = dz_document_text(collation->documents[0]).length;
    size_t own = dz_document_text(collation->documents[version]).length;
    if (dz_comparison_across(comparison))
        return own ? (size_t)((double)place / (double)own * (double)length) : 0;
    size_t begin = collation->begins[version], low = 0, high = dz_comparison_count(comparison);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dz_comparison_difference(comparison, middle)->second.begin + begin <= place)
            low = middle + 1;
        else
            high = middle;
    }
    size_t at = collation->begins[0], from = begin;
    for (; low > 0; low--) {
        const dz_difference *difference = dz_comparison_difference(comparison, low - 1);
        if (difference->kind == DZ_DIFFERENCE_ORDER)
            continue;
        bool inside = difference->second.end + begin > place;
        at = collation->begins[0] + (inside ? difference->first.begin : difference->first.end);
        from = inside ? place : difference->second.end + begin;
        break;
    }
    return at + (place - from);
}

static bool is_row(const dz_collation *collation, size_t version, dz_span sentence)
{
    bool all = true;
    if (sentence.begin < collation->begins[version])
        return false;
    for (size_t other = 0; other < collation->count; other++) {
        bool same = dz_collation__holding(collation, version, other, sentence) == DZ_HOLDING_SAME;
        if (other < version && same)
            return false; /* told of with that version */
        all = all && same;
    }
    return !all;
}

static int by_row_place(const void *a, const void *b)
{
    const dz_collation_row *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->version != y->version)
        return x->version < y->version ? -1 : 1;
    return x->sentence.begin < y->sentence.begin ? -1 : x->sentence.begin > y->sentence.begin;
}

static dz_status find_rows(dz_collation *collation)
{
    dz_status status = DZ_OK;
    for (size_t version = 0; version < collation->count && status == DZ_OK; version++) {
        size_t count;
        const dz_sentence *sentences = dz_document_sentences(collation->documents[version], &count);
        for (size_t i = 0; i < count && status == DZ_OK; i++) {
            dz_span span = sentences[i].span;
            if (!is_row(collation, version, span))
                continue;
            dz_collation_row row = {version, span, place_in_first(collation, version, span.begin)};
            status = dz_array__push(collation->context, &collation->rows, row);
        }
    }
    if (status == DZ_OK && collation->rows.count)
        qsort(collation->rows.items, collation->rows.count, sizeof *collation->rows.items, by_row_place);
    return status;
}

dz_status dz_collation__read(dz_collation *collation)
{
    size_t count = collation->count;
    dz_status status = DZ_OK;
    collation->told = dz_memory__zeroed(collation->context, count * count, sizeof *collation->told);
    if (!collation->told)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count && status == DZ_OK; j++)
            if (i != j)
                status = read_told(collation, i, j);
    return status == DZ_OK ? find_rows(collation) : status;
}

void dz_collation__free(dz_collation *collation)
{
    for (size_t i = 0; collation->told && i < collation->count * collation->count; i++) {
        dz_memory__free(collation->context, collation->told[i].items);
        dz_memory__free(collation->context, collation->told[i].weights);
    }
    dz_memory__free(collation->context, collation->told);
    dz_array__free(collation->context, &collation->rows);
}
