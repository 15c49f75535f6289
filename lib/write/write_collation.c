/* Three versions of a text or more, side by side: as records, and as text for a terminal. */
#include "base/buffer.h"
#include "duizhao/write.h"
#include "write/json.h"
#include "write/plain.h"

/* A sentence is had where no more than this share of it is told of as changed. */
#define LARGEST_SHARE_CHANGED 0.5

typedef struct collation {
    const dz_document *const *documents;
    size_t count;
    const dz_comparison *const *comparisons;
    const size_t *begins;
    const dz_write_options *options;
} collation;

static const dz_comparison *pair_of(const collation *all, size_t first, size_t second)
{
    return first < second ? all->comparisons[first * all->count + second]
                          : all->comparisons[second * all->count + first];
}

static double score_of(const collation *all, size_t first, size_t second)
{
    return first == second ? 1.0 : (double)dz_comparison_score(pair_of(all, first, second));
}

size_t dz_nearest_version(const dz_comparison *const *comparisons, size_t count, size_t number)
{
    const collation all = {.count = count, .comparisons = comparisons};
    size_t nearest = SIZE_MAX;
    for (size_t i = 0; i < number; i++)
        if (nearest == SIZE_MAX || score_of(&all, i, number) >= score_of(&all, nearest, number))
            nearest = i;
    return nearest;
}

/* Whether words that differ in this way are had all the same. */
static bool is_slight(dz_difference_kind kind)
{
    return kind <= DZ_DIFFERENCE_SYNONYM || kind == DZ_DIFFERENCE_ORDER;
}

/* Whether a version has most of a sentence of another. */
static bool has_sentence(const collation *all, size_t version, size_t other, dz_span sentence)
{
    const dz_comparison *comparison = pair_of(all, version, other);
    bool across = dz_comparison_across(comparison);
    if (across && dz_comparison_degraded(comparison))
        return false;
    size_t begin = across ? 0 : all->begins[version], changed = 0;
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(comparison, i);
        dz_span span = version < other ? difference->first : difference->second;
        span.begin += begin;
        span.end += begin;
        size_t from = span.begin > sentence.begin ? span.begin : sentence.begin;
        size_t to = span.end < sentence.end ? span.end : sentence.end;
        if (from < to && !is_slight(difference->kind))
            changed += to - from;
    }
    return (double)changed <= LARGEST_SHARE_CHANGED * (double)(sentence.end - sentence.begin);
}

/* How many of the versions have a sentence, its own among them. */
static size_t count_holders(const collation *all, size_t version, dz_span sentence)
{
    size_t holders = 1;
    for (size_t other = 0; other < all->count; other++)
        holders += other != version && has_sentence(all, version, other, sentence);
    return holders;
}

/* Whether an earlier version has the sentence, with which it was told of. */
static bool was_told(const collation *all, size_t version, dz_span sentence)
{
    for (size_t other = 0; other < version; other++)
        if (has_sentence(all, version, other, sentence))
            return true;
    return false;
}

/* ---- JSON lines ------------------------------------------------------------------------------------------------- */

static dz_status write_matrix(dz_json *json, const dz_sink *sink, const collation *all)
{
    dz_json__begin(json, "collation");
    dz_json__key(json, "versions");
    dz_json__open(json, '[');
    for (size_t i = 0; i < all->count; i++)
        dz_json__text(json, dz_document_name(all->documents[i]));
    dz_json__close(json, ']');
    dz_json__key(json, "common");
    dz_json__open(json, '[');
    for (size_t i = 0; i < all->count; i++) {
        dz_json__open(json, '[');
        for (size_t j = 0; j < all->count; j++)
            dz_json__real(json, score_of(all, i, j));
        dz_json__close(json, ']');
    }
    dz_json__close(json, ']');
    dz_json__key(json, "nearest");
    dz_json__open(json, '[');
    for (size_t i = 0; i < all->count; i++) {
        if (i)
            dz_json__integer(json, dz_nearest_version(all->comparisons, all->count, i));
        else
            dz_json__null(json);
    }
    dz_json__close(json, ']');
    return dz_json__end(json, sink);
}

static dz_status write_passage(dz_json *json, const dz_sink *sink, const collation *all, size_t version,
                               dz_span sentence)
{
    dz_json__begin(json, "passage");
    dz_json__key(json, "version");
    dz_json__integer(json, version);
    dz_json__span_members(json, all->documents[version], sentence);
    dz_json__key(json, "in");
    dz_json__open(json, '[');
    for (size_t other = 0; other < all->count; other++)
        if (other == version || has_sentence(all, version, other, sentence))
            dz_json__integer(json, other);
    dz_json__close(json, ']');
    return dz_json__end(json, sink);
}

/* ---- Text ------------------------------------------------------------------------------------------------------- */

static dz_status put_matrix(dz_plain *text, const collation *all)
{
    dz_plain__append(text, "Words in common, %:");
    dz_plain__end_line(text);
    for (size_t i = 0; i < all->count; i++) {
        dz_plain__format(text, "  %2zu ", i);
        for (size_t j = 0; j < all->count; j++)
            dz_plain__format(text, " %3d", (int)(100 * score_of(all, i, j) + 0.5));
        dz_plain__append(text, "  ");
        dz_plain__append(text, dz_document_name(all->documents[i]));
        if (i)
            dz_plain__format(text, " (nearest to %zu)", dz_nearest_version(all->comparisons, all->count, i));
        dz_plain__end_line(text);
    }
    return dz_plain__end_line(text);
}

static dz_status put_passage(dz_plain *text, const collation *all, size_t version, dz_span sentence)
{
    dz_view words = dz_document_text(all->documents[version]);
    for (size_t other = 0; other < all->count; other++) {
        if (other == version || has_sentence(all, version, other, sentence))
            dz_plain__format(text, "%zu ", other);
        else
            dz_plain__append(text, "- ");
    }
    dz_plain__append(text, " ");
    dz_plain__line(text, words.data + sentence.begin, sentence.end - sentence.begin);
    return dz_plain__end_line(text);
}

/* ---- The whole -------------------------------------------------------------------------------------------------- */

/* Each sentence that not all have once, with the first version that has it. */
static dz_status walk_passages(const collation *all, const dz_sink *sink, dz_json *json, dz_plain *text)
{
    dz_status status = DZ_OK;
    for (size_t version = 0; version < all->count && status == DZ_OK; version++) {
        size_t count;
        const dz_sentence *sentences = dz_document_sentences(all->documents[version], &count);
        for (size_t i = 0; i < count && status == DZ_OK; i++) {
            dz_span span = sentences[i].span;
            if (span.begin < all->begins[version] || count_holders(all, version, span) == all->count ||
                was_told(all, version, span))
                continue;
            status = json ? write_passage(json, sink, all, version, span) : put_passage(text, all, version, span);
        }
    }
    return status;
}

static dz_status write_jsonl(dz_context *context, const dz_sink *sink, const collation *all)
{
    dz_json json;
    dz_json__init(&json, context);
    dz_status status = write_matrix(&json, sink, all);
    if (status == DZ_OK)
        status = walk_passages(all, sink, &json, NULL);
    dz_json__free(&json);
    return status;
}

static dz_status write_text(dz_context *context, const dz_sink *sink, const collation *all)
{
    dz_plain text;
    dz_plain__init(&text, context, sink, all->options->color);
    dz_status status = put_matrix(&text, all);
    dz_plain__append(&text, "Sentences that not all have, with the numbers of those that do:");
    dz_plain__end_line(&text);
    if (status == DZ_OK)
        status = walk_passages(all, sink, NULL, &text);
    if (status == DZ_OK)
        status = dz_plain__end_line(&text);
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}

dz_status dz_write_collation(dz_context *context, const dz_sink *sink, const dz_document *const *documents,
                             size_t count, const dz_comparison *const *comparisons, const size_t *begins,
                             dz_format format, const dz_write_options *options)
{
    const dz_write_options defaults = DZ_WRITE_OPTIONS_INIT;
    const collation all = {documents, count, comparisons, begins, options ? options : &defaults};
    switch (format) {
    case DZ_FORMAT_TEXT:
        return write_text(context, sink, &all);
    case DZ_FORMAT_JSONL:
        return write_jsonl(context, sink, &all);
    default:
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "a collation cannot be written in this format");
    }
}
