/* A comparison as a page: both texts side by side, paragraph by paragraph, with what differs marked. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "write/page.h"
#include "write/write_comparison.h"

const char dz_write__comparison_style[] =
    ".row{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:.25rem 2rem;padding:.3rem 0;"
    "border-top:1px solid "
    "var(--line)}.row.names{font-weight:600;border:0;position:sticky;top:0;background:var(--ground)}\n"
    "del,ins{border-radius:.15rem;padding:0 .1em;text-decoration-thickness:.1em}"
    "del{background:var(--bad-ground);color:var(--bad)}"
    "ins{background:var(--good-ground);color:var(--good);text-decoration:underline}\n"
    ".moved{text-decoration:underline dotted .12em var(--note);background:var(--note-ground);color:var(--note);"
    "border-radius:.15rem}\n"
    ".slight{background:none}.place{border-left:.15rem solid var(--soft);margin:0 .1em}\n"
    ".major{font-weight:600}.side{white-space:pre-wrap}\n"
    ".list td,.list th{padding:.25rem .75rem .25rem 0;vertical-align:top;border-top:1px solid var(--line)}\n"
    "@media (max-width:44rem){.row{grid-template-columns:minmax(0,1fr)}.row.names{position:static}"
    ".side+.side{border-left:.2rem solid var(--line);padding-left:.6rem}}\n";

/* What was moved, on one side: it is marked where it stands, whatever stands beside it on the other. */
typedef struct moved_mark {
    dz_span place;
    size_t number; /* of the difference */
} moved_mark;

typedef DZ_ARRAY(moved_mark) moved_marks;

struct page {
    dz_page *html;
    const dz_comparison_view *view;
    const char *prefix;  /* of ids: a page may hold several comparisons */
    const char *heading; /* the element for headings */
    dz_context *context;
    dz_view text[2];
    size_t at[2];    /* how far each text is written */
    dz_page side[2]; /* the row under way */
    moved_marks moved[2];
    size_t next_moved[2];
};

/* ---- Moved words ------------------------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const moved_mark *x = a, *y = b;
    if (x->place.begin != y->place.begin)
        return x->place.begin < y->place.begin ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static dz_status collect_moved(struct page *page)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < dz_comparison_count(page->view->comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(page->view->comparison, i);
        for (int side = 0; side < 2 && difference->kind == DZ_DIFFERENCE_ORDER && status == DZ_OK; side++) {
            moved_mark mark = {dz_write__place(page->view, difference, side), i};
            status = dz_array__push(page->context, &page->moved[side], mark);
        }
    }
    for (int side = 0; side < 2 && status == DZ_OK; side++)
        if (page->moved[side].count)
            qsort(page->moved[side].items, page->moved[side].count, sizeof(moved_mark), by_place);
    return status;
}

/* Writes a stretch of a side's text, up to `end`, with what was moved in it. */
static void put_stretch(struct page *page, int side, size_t end)
{
    const moved_marks *moved = &page->moved[side];
    const char *text = page->text[side].data;
    size_t *at = &page->at[side], *next = &page->next_moved[side];
    while (*next < moved->count && moved->items[*next].place.end <= *at)
        ++*next;
    for (size_t i = *next; i < moved->count && moved->items[i].place.begin < end; i++) {
        const moved_mark *mark = &moved->items[i];
        size_t begin = mark->place.begin > *at ? mark->place.begin : *at;
        size_t mark_end = mark->place.end < end ? mark->place.end : end;
        if (begin >= mark_end)
            continue;
        dz_page__view(&page->side[side], text + *at, begin - *at);
        dz_page__markup(&page->side[side], "<span class=\"moved\"");
        if (begin == mark->place.begin)
            dz_page__format(&page->side[side], " id=\"%s%c%zu\"", page->prefix, "ab"[side], mark -> number + 1);
        dz_page__markup(&page->side[side], " title=\"order\">");
        dz_page__view(&page->side[side], text + begin, mark_end - begin);
        dz_page__markup(&page->side[side], "</span>");
        *at = mark_end;
    }
    dz_page__view(&page->side[side], text + *at, end - *at);
    *at = end;
}

/* ---- The texts -------------------------------------------------------------------------------------------------- */

static dz_status end_row(struct page *page)
{
    dz_page__markup(page->html, "<div class=\"row\">\n");
    for (int side = 0; side < 2; side++) {
        dz_view words = dz_buffer__view(&page->side[side].buffer);
        dz_page__format(page->html, "<div class=\"side\" lang=\"%s\">",
                        dz_document_language_tag(page->view->documents[side]));
        page->html->buffer.failed |= page->side[side].buffer.failed;
        dz_buffer__append(&page->html->buffer, words.data, words.length);
        dz_buffer__clear(&page->side[side].buffer);
        dz_page__markup(page->html, "</div>\n");
    }
    dz_page__markup(page->html, "</div>\n");
    return dz_page__step(page->html);
}

/* Whether a difference is marked in both texts at once, where each is written up to `at`; moves `at` behind it. */
static bool is_marked(const struct page *page, const dz_difference *difference, size_t at[2])
{
    if (difference->kind == DZ_DIFFERENCE_ORDER)
        return false;
    const dz_span spans[2] = {dz_write__place(page->view, difference, 0), dz_write__place(page->view, difference, 1)};
    if (spans[0].begin < at[0] || spans[1].begin < at[1])
        return false;
    for (int side = 0; side < 2; side++)
        at[side] = spans[side].end > spans[side].begin ? spans[side].end : spans[side].begin;
    return true;
}

static size_t count_lines(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    return count;
}

/* Text that both have. Where its paragraphs are the same in number, a row ends with each of them. */
static dz_status put_kept(struct page *page, const size_t end[2])
{
    dz_status status = DZ_OK;
    const char *text[2] = {page->text[0].data, page->text[1].data};
    size_t lines = count_lines(text[0] + page->at[0], end[0] - page->at[0]);
    bool rows = lines == count_lines(text[1] + page->at[1], end[1] - page->at[1]);
    for (size_t i = 0; rows && status == DZ_OK && i < lines; i++) {
        for (int side = 0; side < 2; side++) {
            const char *begin = text[side] + page->at[side];
            const char *feed = memchr(begin, '\n', end[side] - page->at[side]);
            put_stretch(page, side, page->at[side] + (size_t)(feed - begin));
            page->at[side]++;
        }
        if (page->side[0].buffer.length || page->side[1].buffer.length)
            status = end_row(page);
    }
    for (int side = 0; side < 2; side++)
        put_stretch(page, side, end[side]);
    return status;
}

static void put_change(struct page *page, size_t number, const dz_difference *difference)
{
    bool slight = difference->severity == DZ_SEVERITY_MINOR && difference->kind <= DZ_DIFFERENCE_SCRIPT;
    const char *class = difference->severity == DZ_SEVERITY_MAJOR ? "major" : slight ? "slight" : "minor";
    for (int side = 0; side < 2; side++) {
        dz_span span = dz_write__place(page->view, difference, side);
        const char *element = side == 0 ? "del" : "ins";
        if (span.begin >= span.end) {
            dz_page__format(&page->side[side], "<span class=\"place\" title=\"%s\"></span>",
                            dz_difference_kind_name(difference->kind));
            continue;
        }
        dz_page__format(&page->side[side], "<%s class=\"%s\" id=\"%s%c%zu\" title=\"%s\">", element, class,
                        page->prefix, "ab"[side], number + 1, dz_difference_kind_name(difference->kind));
        put_stretch(page, side, span.end);
        dz_page__format(&page->side[side], "</%s>", element);
    }
}

static dz_status put_texts(struct page *page)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; status == DZ_OK && i < dz_comparison_count(page->view->comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(page->view->comparison, i);
        const size_t begins[2] = {dz_write__place(page->view, difference, 0).begin,
                                  dz_write__place(page->view, difference, 1).begin};
        size_t at[2] = {page->at[0], page->at[1]};
        if (!is_marked(page, difference, at))
            continue;
        status = put_kept(page, begins);
        put_change(page, i, difference);
    }
    const size_t ends[2] = {page->text[0].length, page->text[1].length};
    if (status == DZ_OK)
        status = put_kept(page, ends);
    return status == DZ_OK ? end_row(page) : status;
}

static dz_status put_list(struct page *page)
{
    size_t count = dz_comparison_count(page->view->comparison);
    dz_status status = DZ_OK;
    size_t at[2] = {page->at[0], page->at[1]};
    if (!count)
        return DZ_OK;
    dz_page__format(page->html, "<nav aria-labelledby=\"%sall\">\n<h2 id=\"%sall\">The differences</h2>\n",
                    page->prefix, page->prefix);
    dz_page__markup(page->html, "<table class=\"list\">\n<thead><tr>"
                                "<th scope=\"col\">No.</th><th scope=\"col\">Kind</th><th scope=\"col\">Weight</th>"
                                "<th scope=\"col\">What</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; status == DZ_OK && i < count; i++) {
        const dz_difference *difference = dz_comparison_difference(page->view->comparison, i);
        bool major = difference->severity == DZ_SEVERITY_MAJOR;
        char side = difference->first.begin < difference->first.end ? 'a' : 'b';
        dz_page__markup(page->html, "<tr><td>");
        if (difference->kind == DZ_DIFFERENCE_ORDER)
            dz_page__format(page->html, "<a href=\"#%sa%zu\">%zu</a> <a href=\"#%sb%zu\">to</a>", page->prefix, i + 1,
                            i + 1, page->prefix, i + 1);
        else if (is_marked(page, difference, at))
            dz_page__format(page->html, "<a href=\"#%s%c%zu\">%zu</a>", page->prefix, side, i + 1, i + 1);
        else
            dz_page__format(page->html, "%zu", i + 1);
        dz_page__format(page->html, "</td><td>%s</td><td class=\"%s\">%s</td><td>",
                        dz_difference_kind_name(difference->kind), major ? "bad major" : "soft",
                        dz_severity_name(difference->severity));
        dz_page__text(page->html, difference->note);
        dz_page__markup(page->html, "</td></tr>\n");
        status = dz_page__step(page->html);
    }
    dz_page__markup(page->html, "</tbody>\n</table>\n</nav>\n");
    return status;
}

static dz_status put_side_by_side(struct page *page)
{
    dz_page__format(page->html, "<%s>Side by side</%s>\n", page->heading, page->heading);
    dz_page__markup(page->html, "<p class=\"soft small\"><del>Struck out</del>: only in the first. "
                                "<ins>Underlined</ins>: only in the second. <span class=\"moved\">Dotted</span>: moved."
                                "</p>\n<div class=\"row names\"><div>");
    dz_page__text(page->html, dz_document_name(page->view->documents[0]));
    dz_page__markup(page->html, "</div><div>");
    dz_page__text(page->html, dz_document_name(page->view->documents[1]));
    dz_page__markup(page->html, "</div></div>\n");
    return put_texts(page);
}

void dz_write__comparison_facts(dz_page *html, const dz_comparison *comparison)
{
    dz_page__format(
        html, "<ul class=\"facts\">\n<li><b>%d&nbsp;%%</b>of the %s</li>\n<li><b>%zu</b>difference%s</li>\n</ul>\n",
        dz_write__percent((double)dz_comparison_score(comparison)),
        dz_comparison_across(comparison) ? "sentences on both sides" : "words in common",
        dz_comparison_count(comparison), dz_comparison_count(comparison) == 1 ? "" : "s");
    if (dz_comparison_degraded(comparison))
        dz_page__markup(html, "<p class=\"warning\" role=\"alert\">The texts are too far apart to be exact about; the "
                              "differences shown may be larger than need be.</p>\n");
}

dz_status dz_write__comparison_body(dz_context *context, dz_page *html, const dz_comparison_view *view,
                                    const char *prefix, bool whole_page)
{
    struct page page = {
        .html = html, .view = view, .prefix = prefix, .heading = whole_page ? "h2" : "h3", .context = context};
    for (int side = 0; side < 2; side++) {
        page.text[side] = dz_document_text(view->documents[side]);
        page.at[side] = view->options->begins[side];
        dz_page__init(&page.side[side], context, html->sink);
    }
    dz_status status = collect_moved(&page);
    if (status == DZ_OK)
        status = put_list(&page);
    if (whole_page)
        dz_page__markup(html, "<main id=\"main\">\n");
    if (status == DZ_OK)
        status = put_side_by_side(&page);
    if (whole_page)
        dz_page__markup(html, "</main>\n");
    for (int side = 0; side < 2; side++) {
        dz_page__free(&page.side[side]);
        dz_array__free(context, &page.moved[side]);
    }
    return status;
}

dz_status dz_write__comparison_html(dz_context *context, const dz_sink *sink, const dz_comparison_view *view)
{
    dz_page html;
    const char *title = view->options->title;
    if (!title)
        title = dz_document_title(view->documents[1]) ? dz_document_title(view->documents[1])
                                                      : dz_document_name(view->documents[1]);
    dz_page__init(&html, context, sink);
    dz_page__open_page(&html, title, dz_write__comparison_style);
    dz_page__format(&html, "<p>Two versions: %s.</p>\n", dz_write__closeness_words(view->comparison));
    dz_write__comparison_facts(&html, view->comparison);
    dz_page__markup(&html, "</header>\n");
    dz_status status = dz_write__comparison_body(context, &html, view, "", true);
    if (status == DZ_OK)
        status = dz_page__close_page(&html);
    dz_page__free(&html);
    return status;
}
