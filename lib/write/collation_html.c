/* Three versions of a text or more as a page: how near they are, who has what, and each beside the nearest before it.
 */
#include <stdio.h>

#include "write/collation.h"
#include "write/page.h"
#include "write/write_comparison.h"

static const char style[] =
    ".scroll{overflow-x:auto}.matrix{width:auto}\n"
    ".matrix td,.matrix th{padding:.2rem .6rem;border-top:1px solid var(--line);font-variant-numeric:tabular-nums}"
    ".matrix td,.matrix thead th+th{text-align:right}.matrix "
    ".nearest{font-weight:600;color:var(--note);background:var(--note-ground)}\n"
    ".who td,.who th{padding:.25rem .5rem;vertical-align:top;border-top:1px solid var(--line)}"
    ".who .has{text-align:center;width:2.2rem;padding:.25rem .2rem}.who .variant{padding-left:2rem}\n"
    ".who ins,.who del{text-decoration-thickness:.1em}.same{color:var(--good)}.other{color:var(--fair)}"
    ".none{color:var(--soft)}\n"
    "details{border-top:1px solid var(--line);margin-top:1.25rem}"
    "summary{cursor:pointer;font-size:1.15rem;font-weight:600;padding:.75rem 0}h3{font-size:1.05rem;margin:1.25rem 0 "
    ".5rem}\n"
    "@media (max-width:44rem){.who .variant{padding-left:.9rem}.who .has{width:1.4rem}}\n";

static void put_name(dz_page *html, const dz_collation *all, size_t version)
{
    dz_page__format(html, "<b>%zu</b>&ensp;", version);
    dz_page__text(html, dz_document_name(all->documents[version]));
}

/* ---- How near they are ------------------------------------------------------------------------------------------ */

static void put_matrix(dz_page *html, const dz_collation *all)
{
    dz_page__markup(html,
                    "<h2 id=\"near\">Words in common</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                    "aria-labelledby=\"near\"><table class=\"matrix\">\n<thead><tr><th scope=\"col\">Version</th>");
    for (size_t i = 0; i < all->count; i++)
        dz_page__format(html, "<th scope=\"col\">%zu</th>", i);
    dz_page__markup(html, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < all->count; i++) {
        size_t nearest = i ? dz_nearest_version(all->comparisons, all->count, i) : SIZE_MAX;
        dz_page__markup(html, "<tr><th scope=\"row\">");
        put_name(html, all, i);
        dz_page__markup(html, "</th>");
        for (size_t j = 0; j < all->count; j++)
            dz_page__format(html, "<td%s>%d&nbsp;%%%s</td>", j == nearest ? " class=\"nearest\"" : "",
                            dz_write__percent(dz_collation__score(all, i, j)),
                            j == nearest ? "<span class=\"aside\"> nearest before it</span>" : "");
        dz_page__markup(html, "</tr>\n");
    }
    dz_page__markup(html, "</tbody>\n</table></div>\n<p class=\"soft small\">Marked: the earlier version that each is "
                          "nearest to.</p>\n");
}

/* ---- Who has what ----------------------------------------------------------------------------------------------- */

/* The sentence, with what is not in the version that its own is nearest to. */
static void put_wording(dz_page *html, const dz_collation *all, const dz_collation_row *row)
{
    const char *text = dz_document_text(all->documents[row->version]).data;
    size_t at = row->sentence.begin;
    size_t nearest = row->version ? dz_nearest_version(all->comparisons, all->count, row->version) : 0;
    const dz_told *told = &all->told[row->version * all->count + nearest];
    bool marks =
        row->version && dz_collation__holding(all, row->version, nearest, row->sentence) == DZ_HOLDING_OTHER_WORDS;
    for (size_t i = dz_collation__first_told(told, at); marks && i < told->count; i++) {
        dz_span span = told->items[i];
        if (span.begin < at || span.begin == span.end || !told->weights[i])
            continue;
        if (span.end > row->sentence.end)
            break;
        dz_page__view(html, text + at, span.begin - at);
        dz_page__markup(html, "<ins>");
        dz_page__view(html, text + span.begin, span.end - span.begin);
        dz_page__markup(html, "</ins>");
        at = span.end;
    }
    dz_page__view(html, text + at, row->sentence.end - at);
}

static void put_holding(dz_page *html, dz_holding holding)
{
    static const char *const cells[] = {
        "<td class=\"has none\">\xE2\x80\x93<span class=\"aside\">not there</span></td>",
        "<td class=\"has other\">\xE2\x97\x90<span class=\"aside\">in other words</span></td>",
        "<td class=\"has same\">\xE2\x97\x8F<span class=\"aside\">in these words</span></td>"};
    dz_page__markup(html, cells[holding]);
}

/* Whether a row is another wording of the one before it: some version has both. */
static bool is_variant(const dz_collation *all, const dz_collation_row *row, const dz_collation_row *before)
{
    return before && before->version < row->version &&
           dz_collation__holding(all, row->version, before->version, row->sentence) == DZ_HOLDING_OTHER_WORDS &&
           dz_collation__holding(all, before->version, row->version, before->sentence) == DZ_HOLDING_OTHER_WORDS;
}

static dz_status put_rows(dz_page *html, const dz_collation *all)
{
    dz_status status = DZ_OK;
    dz_page__markup(html, "<h2 id=\"who\">Who has what</h2>\n");
    if (!all->rows.count) {
        dz_page__markup(html, "<p>All have all sentences, in the same words.</p>\n");
        return DZ_OK;
    }
    dz_page__markup(html,
                    "<p class=\"soft small\">Sentences that not all have in the same words. <span class=\"same\">"
                    "\xE2\x97\x8F</span> has it in these words, <span class=\"other\">\xE2\x97\x90</span> in other "
                    "words, \xE2\x80\x93 not. <ins>Underlined</ins>: what the nearest version before has not."
                    "</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"who\">"
                    "<table class=\"who\">\n<thead><tr>");
    for (size_t i = 0; i < all->count; i++)
        dz_page__format(html, "<th scope=\"col\" class=\"has\">%zu</th>", i);
    dz_page__markup(html, "<th scope=\"col\">Sentence</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < all->rows.count && status == DZ_OK; i++) {
        const dz_collation_row *row = &all->rows.items[i];
        dz_page__markup(html, "<tr>");
        for (size_t other = 0; other < all->count; other++)
            put_holding(html, dz_collation__holding(all, row->version, other, row->sentence));
        dz_page__format(html, "<td lang=\"%s\"%s>", dz_document_language_tag(all->documents[row->version]),
                        is_variant(all, row, i ? row - 1 : NULL) ? " class=\"variant\"" : "");
        put_wording(html, all, row);
        dz_page__markup(html, "</td></tr>\n");
        status = dz_page__step(html);
    }
    dz_page__markup(html, "</tbody>\n</table></div>\n");
    return status;
}

/* ---- Each beside the nearest ------------------------------------------------------------------------------------ */

static dz_status put_pair(dz_page *html, const dz_collation *all, size_t version)
{
    size_t nearest = dz_nearest_version(all->comparisons, all->count, version);
    dz_write_options options = *all->options;
    const dz_comparison *comparison = dz_collation__pair(all, nearest, version);
    bool across = dz_comparison_across(comparison);
    char prefix[32];
    snprintf(prefix, sizeof prefix, "v%zu", version);
    options.versions[0] = nearest;
    options.versions[1] = version;
    options.begins[0] = across ? 0 : all->begins[nearest];
    options.begins[1] = across ? 0 : all->begins[version];
    const dz_comparison_view view = {comparison, {all->documents[nearest], all->documents[version]}, &options};
    dz_page__format(html, "<details%s>\n<summary>", version == 1 ? " open" : "");
    put_name(html, all, version);
    dz_page__markup(html, " beside ");
    put_name(html, all, nearest);
    dz_page__format(html, "</summary>\n<p>%c%s.</p>\n", dz_write__closeness_words(comparison)[0] & ~0x20,
                    dz_write__closeness_words(comparison) + 1);
    dz_write__comparison_facts(html, comparison);
    dz_status status = dz_write__comparison_body(all->context, html, &view, prefix, false);
    dz_page__markup(html, "</details>\n");
    return status;
}

static dz_status put_page(dz_page *html, const dz_collation *all)
{
    dz_page__format(html, "<p>%zu versions.</p>\n</header>\n<main id=\"main\">\n", all->count);
    put_matrix(html, all);
    dz_status status = put_rows(html, all);
    for (size_t version = 1; version < all->count && status == DZ_OK; version++)
        status = put_pair(html, all, version);
    dz_page__markup(html, "</main>\n");
    return status == DZ_OK ? dz_page__close_page(html) : status;
}

dz_status dz_write__collation_html(dz_context *context, const dz_sink *sink, const dz_collation *all)
{
    dz_page html;
    dz_buffer rules;
    const dz_document *last = all->documents[all->count - 1];
    const char *title = all->options->title ? all->options->title : dz_document_title(last);
    dz_buffer__init(&rules, context);
    dz_buffer__append_text(&rules, dz_write__comparison_style);
    dz_status status = dz_buffer__append(&rules, style, sizeof style); /* with its NUL */
    if (status == DZ_OK)
        status = dz_buffer__status(&rules);
    dz_page__init(&html, context, sink);
    if (status == DZ_OK) {
        dz_page__open_page(&html, title ? title : dz_document_name(last), rules.data);
        status = put_page(&html, all);
    }
    dz_page__free(&html);
    dz_buffer__free(&rules);
    return status;
}
