/* Three versions of a text or more, side by side: as records, and as text for a terminal. */
#include "base/buffer.h"
#include "write/collation.h"
#include "write/json.h"
#include "write/plain.h"
#include "write/write_comparison.h"

/* ---- JSON lines ------------------------------------------------------------------------------------------------- */

static dz_status write_matrix(dz_json *json, const dz_sink *sink, const dz_collation *all)
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
            dz_json__real(json, dz_collation__score(all, i, j));
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

/* The versions that have a row at least so well. */
static void put_holders(dz_json *json, const dz_collation *all, const dz_collation_row *row, dz_holding least)
{
    dz_json__open(json, '[');
    for (size_t other = 0; other < all->count; other++)
        if (dz_collation__holding(all, row->version, other, row->sentence) >= least)
            dz_json__integer(json, other);
    dz_json__close(json, ']');
}

static dz_status write_passage(dz_json *json, const dz_sink *sink, const dz_collation *all, const dz_collation_row *row)
{
    dz_json__begin(json, "passage");
    dz_json__key(json, "version");
    dz_json__integer(json, row->version);
    dz_json__span_members(json, all->documents[row->version], row->sentence);
    dz_json__key(json, "in");
    put_holders(json, all, row, DZ_HOLDING_OTHER_WORDS);
    dz_json__key(json, "same");
    put_holders(json, all, row, DZ_HOLDING_SAME);
    return dz_json__end(json, sink);
}

static dz_status write_jsonl(const dz_sink *sink, const dz_collation *all)
{
    dz_json json;
    dz_json__init(&json, all->context);
    dz_status status = write_matrix(&json, sink, all);
    for (size_t i = 0; i < all->rows.count && status == DZ_OK; i++)
        status = write_passage(&json, sink, all, &all->rows.items[i]);
    dz_json__free(&json);
    return status;
}

/* ---- Text ------------------------------------------------------------------------------------------------------- */

static dz_status put_matrix(dz_plain *text, const dz_collation *all)
{
    dz_plain__append(text, "Words in common, %:");
    dz_plain__end_line(text);
    for (size_t i = 0; i < all->count; i++) {
        dz_plain__format(text, "  %2zu ", i);
        for (size_t j = 0; j < all->count; j++)
            dz_plain__format(text, " %3d", dz_write__percent(dz_collation__score(all, i, j)));
        dz_plain__append(text, "  ");
        dz_plain__append(text, dz_document_name(all->documents[i]));
        if (i)
            dz_plain__format(text, " (nearest to %zu)", dz_nearest_version(all->comparisons, all->count, i));
        dz_plain__end_line(text);
    }
    return dz_plain__end_line(text);
}

static dz_status put_row(dz_plain *text, const dz_collation *all, const dz_collation_row *row)
{
    dz_view words = dz_document_text(all->documents[row->version]);
    for (size_t other = 0; other < all->count; other++) {
        dz_holding holding = dz_collation__holding(all, row->version, other, row->sentence);
        if (holding == DZ_HOLDING_SAME)
            dz_plain__format(text, "%zu ", other);
        else
            dz_plain__append(text, holding == DZ_HOLDING_NONE ? "- " : "~ ");
    }
    dz_plain__append(text, " ");
    dz_plain__line(text, words.data + row->sentence.begin, row->sentence.end - row->sentence.begin);
    return dz_plain__end_line(text);
}

static dz_status write_text(const dz_sink *sink, const dz_collation *all)
{
    dz_plain text;
    dz_plain__init(&text, all->context, sink, all->options->color);
    dz_status status = put_matrix(&text, all);
    dz_plain__append(&text,
                     "Sentences that not all have in the same words (a number: that version has them; ~: in other "
                     "words; -: not):");
    dz_plain__end_line(&text);
    for (size_t i = 0; i < all->rows.count && status == DZ_OK; i++)
        status = put_row(&text, all, &all->rows.items[i]);
    if (status == DZ_OK)
        status = dz_plain__end_line(&text);
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}

/* ---- The whole -------------------------------------------------------------------------------------------------- */

dz_status dz_write_collation(dz_context *context, const dz_sink *sink, const dz_document *const *documents,
                             size_t count, const dz_comparison *const *comparisons, const size_t *begins,
                             dz_format format, const dz_write_options *options)
{
    const dz_write_options defaults = DZ_WRITE_OPTIONS_INIT;
    dz_collation all = {.context = context,
                        .documents = documents,
                        .count = count,
                        .comparisons = comparisons,
                        .begins = begins,
                        .options = options ? options : &defaults};
    if (format != DZ_FORMAT_TEXT && format != DZ_FORMAT_JSONL && format != DZ_FORMAT_HTML)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "a collation cannot be written in this format");
    dz_status status = dz_collation__read(&all);
    if (status == DZ_OK)
        status = format == DZ_FORMAT_TEXT    ? write_text(sink, &all)
                 : format == DZ_FORMAT_JSONL ? write_jsonl(sink, &all)
                                             : dz_write__collation_html(context, sink, &all);
    dz_collation__free(&all);
    return status;
}
