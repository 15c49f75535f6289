/* A comparison as records, and as text for a terminal. */
#include "base/buffer.h"
#include "write/write_comparison.h"
#include "write/json.h"
#include "write/plain.h"

#define CONTEXT_BYTES 48

dz_status dz_write_comparison(dz_context *context, const dz_sink *sink, const dz_comparison *comparison,
                              const dz_document *first, const dz_document *second, dz_format format,
                              const dz_write_options *options)
{
    const dz_write_options defaults = DZ_WRITE_OPTIONS_INIT;
    const dz_comparison_view view = {comparison, {first, second}, options ? options : &defaults};
    switch (format) {
    case DZ_FORMAT_TEXT:
        return dz_write__comparison_text(context, sink, &view);
    case DZ_FORMAT_JSONL:
        return dz_write__comparison_jsonl(context, sink, &view);
    case DZ_FORMAT_HTML:
        return dz_write__comparison_html(context, sink, &view);
    default:
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "a comparison cannot be written in this format");
    }
}

dz_span dz_write__place(const dz_comparison_view *view, const dz_difference *difference, int side)
{
    dz_span span = side == 0 ? difference->first : difference->second;
    span.begin += view->options->begins[side];
    span.end += view->options->begins[side];
    return span;
}

int dz_write__percent(double share)
{
    int percent = (int)(100 * share + 0.5);
    return percent == 100 && share < 1 ? 99 : percent;
}

const char *dz_write__closeness_words(const dz_comparison *comparison)
{
    if (dz_comparison_across(comparison) && dz_comparison_degraded(comparison))
        return "hardly translations of each other";
    if (dz_comparison_across(comparison))
        return dz_comparison_count(comparison) ? "a translation, and not all of it" : "a translation of all of it";
    switch (dz_comparison_closeness(comparison)) {
    case DZ_CLOSENESS_VERBATIM:
        return "the same, word for word";
    case DZ_CLOSENESS_TYPOGRAPHIC:
        return "the same words in other typography";
    case DZ_CLOSENESS_ELIDED:
        return "shortened where the second says so, and else the same";
    case DZ_CLOSENESS_ALTERED:
        return "they differ";
    }
    return "";
}

/* ---- JSON lines ----------------------------------------------------------------------------------------------- */

static dz_status write_difference(dz_json *json, const dz_sink *sink, const dz_comparison_view *view,
                                  const dz_difference *difference)
{
    const dz_span spans[] = {dz_write__place(view, difference, 0), dz_write__place(view, difference, 1)};
    dz_json__begin(json, "difference");
    dz_json__key(json, "versions");
    dz_json__open(json, '[');
    dz_json__integer(json, view->options->versions[0]);
    dz_json__integer(json, view->options->versions[1]);
    dz_json__close(json, ']');
    dz_json__key(json, "kind");
    dz_json__text(json, dz_difference_kind_name(difference->kind));
    dz_json__key(json, "severity");
    dz_json__text(json, dz_severity_name(difference->severity));
    dz_json__key(json, "spans");
    dz_json__open(json, '[');
    for (int side = 0; side < 2; side++) {
        if (spans[side].begin < spans[side].end)
            dz_json__span(json, view->documents[side], spans[side]);
        else
            dz_json__null(json);
    }
    dz_json__close(json, ']');
    dz_json__key(json, "note");
    dz_json__text(json, difference->note);
    return dz_json__end(json, sink);
}

dz_status dz_write__comparison_jsonl(dz_context *context, const dz_sink *sink, const dz_comparison_view *view)
{
    dz_json json;
    dz_status status = DZ_OK;
    dz_json__init(&json, context);
    for (size_t i = 0; status == DZ_OK && i < dz_comparison_count(view->comparison); i++)
        status = write_difference(&json, sink, view, dz_comparison_difference(view->comparison, i));
    dz_json__free(&json);
    return status;
}

/* ---- Text ----------------------------------------------------------------------------------------------------- */

static bool is_inside(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static void put_marked(dz_plain *text, dz_plain_color color, const char *open, const char *words, size_t length,
                       const char *close)
{
    if (!length)
        return;
    dz_plain__color(text, color);
    dz_plain__append(text, open);
    dz_plain__line(text, words, length);
    dz_plain__append(text, close);
    dz_plain__color(text, DZ_PLAIN_OFF);
}

/* Where the words around a span of a text begin and end. */
static dz_span span_around(dz_view text, dz_span span)
{
    size_t begin = span.begin > CONTEXT_BYTES ? span.begin - CONTEXT_BYTES : 0;
    size_t end = span.end + CONTEXT_BYTES < text.length ? span.end + CONTEXT_BYTES : text.length;
    while (is_inside(text.data[begin]))
        begin++;
    while (end < text.length && is_inside(text.data[end]))
        end++;
    while (end > span.end && text.data[end - 1] == '\n')
        end--;
    return (dz_span){begin, end};
}

/* A difference among the words around it in the text of one side, on one line: [-first-]{+second+}, or the one of these
 * that is given. */
static void put_change(dz_plain *text, const dz_comparison_view *view, int side, dz_view old, dz_view new,
                       dz_span place)
{
    dz_view whole = dz_document_text(view->documents[side]);
    dz_span around = span_around(whole, place);
    dz_plain__append(text, around.begin > 0 ? "    \xE2\x80\xA6" : "    ");
    dz_plain__line(text, whole.data + around.begin, place.begin - around.begin);
    put_marked(text, DZ_PLAIN_RED, "[-", old.data, old.length, "-]");
    put_marked(text, DZ_PLAIN_GREEN, "{+", new.data, new.length, "+}");
    dz_plain__line(text, whole.data + place.end, around.end - place.end);
    dz_plain__append(text, around.end < whole.length ? "\xE2\x80\xA6" : "");
    dz_plain__end_line(text);
}

/* Words that moved are shown where they were, and where they went to. */
static void put_changes(dz_plain *text, const dz_comparison_view *view, const dz_difference *difference)
{
    static const dz_view none = {"", 0};
    dz_span place[2] = {dz_write__place(view, difference, 0), dz_write__place(view, difference, 1)};
    dz_view words[2];
    for (int side = 0; side < 2; side++)
        words[side] = (dz_view){dz_document_text(view->documents[side]).data + place[side].begin,
                                place[side].end - place[side].begin};
    bool moved = difference->kind == DZ_DIFFERENCE_ORDER;
    put_change(text, view, 0, words[0], moved ? none : words[1], place[0]);
    if (moved)
        put_change(text, view, 1, none, words[1], place[1]);
}

static dz_status put_difference(dz_plain *text, const dz_comparison_view *view, const dz_difference *difference)
{
    bool major = difference->severity == DZ_SEVERITY_MAJOR;
    dz_plain__color(text, major ? DZ_PLAIN_RED : DZ_PLAIN_YELLOW);
    dz_plain__format(text, "%s (%s)", dz_difference_kind_name(difference->kind),
                     dz_severity_name(difference->severity));
    dz_plain__color(text, DZ_PLAIN_OFF);
    dz_plain__append(text, ": ");
    dz_plain__append(text, difference->note);
    dz_plain__end_line(text);
    put_changes(text, view, difference);
    return dz_plain__end_line(text);
}

dz_status dz_write__comparison_text(dz_context *context, const dz_sink *sink, const dz_comparison_view *view)
{
    size_t count = dz_comparison_count(view->comparison), major = 0;
    dz_plain text;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count; i++)
        major += dz_comparison_difference(view->comparison, i)->severity == DZ_SEVERITY_MAJOR;
    dz_plain__init(&text, context, sink, view->options->color);
    dz_plain__color(&text, DZ_PLAIN_BOLD);
    dz_plain__format(&text, "%s and %s", dz_document_name(view->documents[0]), dz_document_name(view->documents[1]));
    dz_plain__color(&text, DZ_PLAIN_OFF);
    dz_plain__format(&text, ": %s; %d %% of %s; %zu difference%s, %zu major.",
                     dz_write__closeness_words(view->comparison),
                     dz_write__percent((double)dz_comparison_score(view->comparison)),
                     dz_comparison_across(view->comparison) ? "the sentences on both sides" : "the words in common",
                     count, count == 1 ? "" : "s", major);
    dz_plain__end_line(&text);
    if (dz_comparison_degraded(view->comparison)) {
        dz_plain__append(&text, "Warning: the texts are too far apart to be exact about; the differences shown may be "
                                "larger than need be.");
        dz_plain__end_line(&text);
    }
    if (count)
        status = dz_plain__end_line(&text);
    for (size_t i = 0; status == DZ_OK && i < count; i++)
        status = put_difference(&text, view, dz_comparison_difference(view->comparison, i));
    if (status == DZ_OK)
        status = dz_plain__flush(&text);
    dz_plain__free(&text);
    return status;
}
