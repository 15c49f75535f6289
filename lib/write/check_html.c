/* A checked report as a page: each paragraph of the report, and beside it what the sources say to its quotes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/write_check.h"
#include "write/page.h"

static const char style[] =
    ".row{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.1fr);gap:.25rem 1.75rem;padding:.5rem 0;"
    "border-top:1px solid var(--line)}\n"
    ".row.plain{border-top-color:transparent;padding:.15rem 0}\n"
    "mark{color:inherit;padding:.05em .1em;border-bottom:.15rem solid currentColor;border-radius:.15rem}\n"
    "mark a.ref{font-size:.75rem;font-weight:700;text-decoration:none;vertical-align:super;color:inherit;padding:0 "
    ".2em}\n"
    ".w0{--c:var(--good);--g:var(--good-ground)}.w1{--c:var(--note);--g:var(--note-ground)}"
    ".w2{--c:var(--fair);--g:var(--fair-ground)}.w3{--c:var(--bad);--g:var(--bad-ground)}"
    ".w4{--c:var(--odd);--g:var(--odd-ground)}\n"
    "mark{background:var(--g);border-color:var(--c)}mark a.ref{color:var(--c)}\n"
    ".card{border:1px solid var(--line);border-left:.3rem solid var(--c);border-radius:.3rem;padding:.5rem .8rem;"
    "margin-bottom:.75rem}.card h3{font-size:1rem;margin:0}\n"
    ".verdict{color:var(--c);background:var(--g);border-radius:.3rem;padding:0 .4em;font-weight:700}\n"
    ".remark{color:var(--bad);font-weight:600}\n"
    "blockquote{margin:.4rem 0;padding:.35rem .7rem;background:var(--panel);border-radius:.3rem}\n"
    "blockquote .around{color:var(--soft)}blockquote .hit{border-bottom:1px solid var(--soft)}\n"
    "del,ins{border-radius:.15rem;padding:0 .1em}del{background:var(--bad-ground);color:var(--bad)}"
    "ins{background:var(--good-ground);color:var(--good);text-decoration:underline}\n"
    ".cite{user-select:all;-webkit-user-select:all;overflow-wrap:anywhere}\n"
    ".slight del,.slight ins{background:none}\n"
    "ul.plain{margin:.3rem 0;padding-left:1.1rem}.heading{font-weight:700}.minor{color:var(--soft)}\n"
    ".summary td,.summary th{padding:.3rem .75rem .3rem 0;vertical-align:top;border-top:1px solid var(--line)}\n"
    "@media (max-width:52rem){.row{grid-template-columns:minmax(0,1fr)}.summary thead{display:none}"
    ".summary,.summary tbody,.summary tr,.summary td{display:block}.summary td{border:0;padding:.05rem 0}"
    ".summary tr{border-top:1px solid var(--line);padding:.4rem 0}"
    ".summary td:nth-child(-n+2){display:inline-block;margin-right:.6rem}}\n"
    "@media print{.card{break-inside:avoid}}\n";

/* The page under way. */
struct page {
    dz_page html;
    const dz_check_view *view;
    uint32_t *order; /* results by their places in the report; outer quotes before those that stand in them */
    size_t count;
    size_t next; /* in `order`: the first that has not been marked in the report */
};

static int percent(float share)
{
    return (int)(share * 100.0f + 0.5f);
}

static const dz_check_result *result_at(const struct page *page, size_t place)
{
    return dz_check_at(page->view->check, page->order[place]);
}

/* ---- Summary -------------------------------------------------------------------------------------------------- */

static void put_beginning(dz_page *html, dz_view text, size_t limit)
{
    bool cut = text.length > limit;
    size_t length = cut ? limit : text.length;
    while (cut && length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    dz_page__view(html, text.data, length);
    if (cut)
        dz_page__markup(html, "\xE2\x80\xA6");
}

static void put_counts(struct page *page)
{
    size_t counts[DZ_VERDICT_COUNT];
    dz_write__count_verdicts(page->view->check, counts);
    dz_page__format(&page->html, "<ul class=\"facts\">\n<li><b>%zu</b>%s checked</li>\n", page->count,
                    page->count == 1 ? "quote" : "quotes");
    for (size_t i = 0; i < DZ_VERDICT_COUNT; i++)
        if (counts[i])
            dz_page__format(&page->html, "<li><b>%zu</b>%s <span class=\"soft\">(%s)</span></li>\n", counts[i],
                            dz_verdict_name((dz_verdict)i), dz_write__verdict_words((dz_verdict)i));
    dz_page__markup(&page->html, "</ul>\n");
}

/* The differences of one severity; how many there were. */
static size_t put_remarks_of(struct page *page, const dz_check_result *result, dz_severity severity)
{
    size_t shown = 0;
    for (size_t i = 0; i < result->difference_count; i++)
        if (result->differences[i].severity == severity) {
            dz_page__format(&page->html, "%s%s: ", shown++ ? "; " : "",
                            dz_difference_kind_name(result->differences[i].kind));
            dz_page__text(&page->html, result->differences[i].note);
        }
    return shown;
}

/* Where nothing is major, the minor differences are what made the verdict. */
static void put_short_remarks(struct page *page, const dz_check_result *result)
{
    const char *agreement = dz_write__agreement_words(result->agreement);
    size_t shown = put_remarks_of(page, result, DZ_SEVERITY_MAJOR);
    if (!shown)
        shown = put_remarks_of(page, result, DZ_SEVERITY_MINOR);
    if (agreement)
        dz_page__format(&page->html, "%s<span class=\"remark\">%s</span>", shown ? "; " : "", agreement);
}

static dz_status put_summary_row(struct page *page, size_t place)
{
    const dz_check_result *result = result_at(page, place);
    dz_page__format(
        &page->html,
        "<tr class=\"w%d\"><td><a href=\"#q%zu\">%zu</a></td><td><span class=\"verdict w%d\">%s</span></td><td>",
        (int)dz_write__weigh(result), place + 1, place + 1, (int)dz_write__weigh_verdict(result),
        dz_verdict_name(result->verdict));
    put_beginning(&page->html, result->quote.text, 80);
    dz_page__markup(&page->html, "</td><td>");
    put_short_remarks(page, result);
    dz_page__markup(&page->html, "</td></tr>\n");
    return dz_page__step(&page->html);
}

static dz_status put_summary(struct page *page)
{
    dz_status status = DZ_OK;
    const dz_index *sources = page->view->sources;
    dz_page__format(&page->html, "<p class=\"soft\">Checked against %zu source%s", dz_index_count(sources),
                    dz_index_count(sources) == 1 ? "" : "s");
    if (page->view->report) {
        dz_page__markup(&page->html, ". Report: <code>");
        dz_page__text(&page->html, dz_document_name(page->view->report));
        dz_page__markup(&page->html, "</code>");
        if (dz_document_date(page->view->report)) {
            dz_page__markup(&page->html, ", ");
            dz_page__text(&page->html, dz_document_date(page->view->report));
        }
    }
    dz_page__markup(&page->html, ".</p>\n");
    put_counts(page);
    dz_page__markup(&page->html, "</header>\n");
    if (page->count == 0)
        return DZ_OK;
    dz_page__markup(&page->html,
                    "<nav aria-labelledby=\"all\">\n<h2 id=\"all\">The quotes</h2>\n<table class=\"summary\">\n"
                    "<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Verdict</th><th scope=\"col\">Quote</th>"
                    "<th scope=\"col\">What matters</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; status == DZ_OK && i < page->count; i++)
        status = put_summary_row(page, i);
    dz_page__markup(&page->html, "</tbody>\n</table>\n</nav>\n");
    return status;
}

/* ---- Cards ---------------------------------------------------------------------------------------------------- */

static void put_source_line(struct page *page, const dz_match *match)
{
    const dz_document *source = dz_index_document(page->view->sources, match->document);
    const dz_block *block = dz_document_block_at(source, match->source.begin);
    const dz_offsets *offsets = dz_document_offsets(source);
    const char *title = dz_document_title(source);
    dz_page__markup(&page->html, "<cite>");
    dz_page__text(&page->html, title ? title : dz_document_name(source));
    dz_page__markup(&page->html, "</cite>");
    if (dz_document_date(source)) {
        dz_page__markup(&page->html, ", ");
        dz_page__text(&page->html, dz_document_date(source));
    }
    if (block && block->role != DZ_ROLE_NONE)
        dz_page__format(&page->html, ", %s", dz_turn_role_name(block->role));
    if (block && block->speaker) {
        dz_page__markup(&page->html, block->role != DZ_ROLE_NONE ? " of " : ", ");
        dz_page__text(&page->html, block->speaker);
    }
    dz_page__markup(&page->html, " <span class=\"soft small\">(");
    if (title) {
        dz_page__text(&page->html, dz_document_name(source));
        dz_page__markup(&page->html, ", ");
    }
    dz_page__format(&page->html, "characters %zu to %zu)</span>", dz_offsets_codepoint(offsets, match->source.begin),
                    dz_offsets_codepoint(offsets, match->source.end));
}

static void put_difference_piece(struct page *page, const dz_check_result *result, const char *source, dz_piece piece)
{
    const dz_check_difference *difference = piece.difference;
    bool slight = difference->severity == DZ_SEVERITY_MINOR && difference->kind <= DZ_DIFFERENCE_SCRIPT;
    dz_page__format(&page->html, "<span class=\"%s\" title=\"%s\">", slight ? "slight" : "change",
                    dz_difference_kind_name(difference->kind));
    if (piece.source.end > piece.source.begin) {
        dz_page__markup(&page->html, "<del>");
        dz_page__view(&page->html, source + piece.source.begin, piece.source.end - piece.source.begin);
        dz_page__markup(&page->html, "</del>");
    }
    if (difference->quote.end > difference->quote.begin) {
        /* words of the other language stand behind the passage, one addition after the other */
        dz_page__markup(&page->html, difference->kind == DZ_DIFFERENCE_TRANSLATION_ADDITION ? " <ins>" : "<ins>");
        dz_page__view(&page->html, result->quote.text.data + difference->quote.begin,
                      difference->quote.end - difference->quote.begin);
        dz_page__markup(&page->html, "</ins>");
    }
    dz_page__markup(&page->html, "</span>");
}

static void put_passage(struct page *page, const dz_check_result *result, uint32_t number)
{
    const dz_match *match = &result->matches[number];
    const dz_document *source = dz_index_document(page->view->sources, match->document);
    const char *words = dz_document_text(source).data;
    dz_span around = dz_write__surroundings(source, match->source, page->view->options->context);
    dz_passage passage = dz_write__open_passage(result, number);
    dz_piece piece;
    dz_page__format(&page->html, "<blockquote lang=\"%s\"><span class=\"around\">", dz_document_language_tag(source));
    dz_page__view(&page->html, words + around.begin, match->source.begin - around.begin);
    dz_page__markup(&page->html, "</span><span class=\"hit\">");
    while (dz_write__next_piece(&passage, &piece)) {
        if (piece.difference)
            put_difference_piece(page, result, words, piece);
        else
            dz_page__view(&page->html, words + piece.source.begin, piece.source.end - piece.source.begin);
    }
    dz_page__markup(&page->html, "</span><span class=\"around\">");
    dz_page__view(&page->html, words + match->source.end, around.end - match->source.end);
    dz_page__markup(&page->html, "</span></blockquote>\n");
}

/* Who spoke, where that is not as the report says. */
static void put_speaker_remark(struct page *page, const dz_check_result *result)
{
    const char *words = dz_write__agreement_words(result->agreement);
    if (!words)
        return;
    dz_page__format(&page->html, "<p class=\"remark\">Attention: %s.", words);
    if (result->quote.speaker && result->source_speaker) {
        dz_page__markup(&page->html, " The report names ");
        dz_page__text(&page->html, result->quote.speaker);
        dz_page__markup(&page->html, "; in the source it is ");
        dz_page__text(&page->html, result->source_speaker);
        dz_page__markup(&page->html, ".");
    }
    if (result->agreement == DZ_AGREEMENT_OTHER_DATE && result->quote.date) {
        dz_page__markup(&page->html, " The report gives ");
        dz_page__text(&page->html, result->quote.date);
        dz_page__markup(&page->html, ".");
    }
    dz_page__markup(&page->html, "</p>\n");
}

static void put_differences(struct page *page, const dz_check_result *result)
{
    if (!result->difference_count)
        return;
    dz_page__markup(&page->html, "<ul class=\"plain\" aria-label=\"Differences\">\n");
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        bool major = difference->severity == DZ_SEVERITY_MAJOR;
        dz_page__format(&page->html,
                        "<li><span class=\"%s\">%s</span> <span class=\"soft\">(%s)</span>: ", major ? "remark" : "",
                        dz_difference_kind_name(difference->kind), dz_severity_name(difference->severity));
        dz_page__text(&page->html, difference->note);
        dz_page__markup(&page->html, "</li>\n");
    }
    dz_page__markup(&page->html, "</ul>\n");
}

static void put_folds(struct page *page, uint32_t folds)
{
    size_t shown = 0;
    for (unsigned bit = 0; bit < DZ_FOLD_COUNT; bit++)
        if (folds & 1u << bit)
            dz_page__format(&page->html, "%s%s", shown++ ? ", " : "<p class=\"soft small\">Read as the same: ",
                            dz_fold_name((dz_fold)(1u << bit)));
    if (shown)
        dz_page__markup(&page->html, ".</p>\n");
}

static void put_other_places(struct page *page, const dz_check_result *result)
{
    size_t shown = 0;
    for (size_t i = 0; i < result->match_count; i++) {
        if (result->matches[i].rank == 1)
            continue;
        dz_page__markup(&page->html,
                        shown++ ? "<li>"
                                : "<details><summary>Other places with these words</summary><ul class=\"plain\"><li>");
        put_source_line(page, &result->matches[i]);
        dz_page__markup(&page->html, "</li>\n");
    }
    if (shown)
        dz_page__markup(&page->html, "</ul></details>\n");
}

static void put_near_miss(struct page *page, const dz_match *match)
{
    const dz_document *source = dz_index_document(page->view->sources, match->document);
    dz_page__format(&page->html, "<p>The nearest passage (%d&nbsp;%% alike) is in ", percent(match->score));
    put_source_line(page, match);
    dz_page__format(&page->html, ":</p>\n<blockquote lang=\"%s\"><span class=\"around\">",
                    dz_document_language_tag(source));
    dz_page__view(&page->html, dz_document_text(source).data + match->source.begin,
                  match->source.end - match->source.begin);
    dz_page__markup(&page->html, "</span></blockquote>\n");
}

static void put_places(struct page *page, const dz_check_result *result)
{
    for (size_t i = 0; i < result->match_count; i++) {
        if (result->matches[i].rank != 1)
            continue;
        dz_page__markup(&page->html, "<p>");
        put_source_line(page, &result->matches[i]);
        dz_page__markup(&page->html, "</p>\n");
        put_passage(page, result, (uint32_t)i);
    }
}

/* What the other text of the pair has in its place. */
static void put_counterparts(struct page *page, const dz_check_result *result)
{
    bool independent = result->wording == DZ_WORDING_INDEPENDENT;
    for (size_t i = 0; i < result->counterpart_count; i++) {
        const dz_match *passage = &result->counterparts[i];
        const dz_document *source = dz_index_document(page->view->sources, passage->document);
        dz_page__format(&page->html, "<p>%s ", independent ? "Translated there as, in" : "Beside it, in");
        put_source_line(page, passage);
        dz_page__format(&page->html, ":</p>\n<blockquote lang=\"%s\">", dz_document_language_tag(source));
        dz_page__view(&page->html, dz_document_text(source).data + passage->source.begin,
                      passage->source.end - passage->source.begin);
        dz_page__markup(&page->html, "</blockquote>\n");
    }
    if (!independent)
        return;
    dz_page__markup(&page->html, "<p>The wording is independent: the sources have a translation, and this is another");
    if (result->counterpart_count)
        dz_page__format(&page->html, " (%d&nbsp;%% alike)", percent(result->counterparts[0].score));
    dz_page__markup(&page->html, ".</p>\n");
}

/* A click takes the whole line, so that it can be copied. */
static void put_citation(struct page *page, const dz_check_result *result)
{
    dz_buffer line;
    dz_buffer__init(&line, page->html.buffer.context);
    dz_write__cite(&line, page->view, result);
    dz_view words = dz_buffer__view(&line);
    if (words.length) {
        dz_page__markup(&page->html, "<p class=\"soft small\">To cite: <span class=\"cite\">");
        dz_page__view(&page->html, words.data, words.length);
        dz_page__markup(&page->html, "</span></p>\n");
    }
    page->html.buffer.failed |= line.failed;
    dz_buffer__free(&line);
}

static void put_card(struct page *page, size_t place)
{
    const dz_check_result *result = result_at(page, place);
    dz_page__format(&page->html,
                    "<article class=\"card w%d\" id=\"q%zu\" aria-labelledby=\"h%zu\">\n<h3 id=\"h%zu\">Quote %zu: "
                    "<span class=\"verdict w%d\">%s</span> <span class=\"soft small\">%s",
                    (int)dz_write__weigh(result), place + 1, place + 1, place + 1, place + 1,
                    (int)dz_write__weigh_verdict(result), dz_verdict_name(result->verdict),
                    dz_write__verdict_words(result->verdict));
    if (result->match_count)
        dz_page__format(&page->html, ", %d&nbsp;%% alike", percent(result->score));
    dz_page__markup(&page->html, "</span></h3>\n");
    put_speaker_remark(page, result);
    put_differences(page, result);
    put_places(page, result);
    put_counterparts(page, result);
    if (result->near_miss)
        put_near_miss(page, result->near_miss);
    else if (!result->match_count)
        dz_page__markup(&page->html, "<p>No passage of the sources comes near.</p>\n");
    put_folds(page, result->folds);
    put_citation(page, result);
    put_other_places(page, result);
    dz_page__markup(&page->html, "</article>\n");
}

/* ---- The report ----------------------------------------------------------------------------------------------- */

static void open_mark(struct page *page, size_t place)
{
    const dz_check_result *result = result_at(page, place);
    dz_page__format(&page->html, "<mark class=\"w%d\" title=\"%s\">", (int)dz_write__weigh(result),
                    dz_verdict_name(result->verdict));
}

static void close_mark(struct page *page, size_t place)
{
    dz_page__format(&page->html, "<a class=\"ref\" href=\"#q%zu\" aria-label=\"Quote %zu: %s\">%zu</a></mark>",
                    place + 1, place + 1, dz_verdict_name(result_at(page, place)->verdict), place + 1);
}

/* The text of [*at, end) with its quotes marked. A quote that stands in another is marked inside it; one that would
 * end behind it, or behind the block, is cut there. */
static void put_quotes(struct page *page, const char *text, size_t *at, size_t end)
{
    while (page->next < page->count && result_at(page, page->next)->quote.span.begin < end) {
        size_t place = page->next++;
        dz_span span = result_at(page, place)->quote.span;
        if (span.begin > *at) {
            dz_page__view(&page->html, text + *at, span.begin - *at);
            *at = span.begin;
        }
        open_mark(page, place);
        put_quotes(page, text, at, span.end < end ? span.end : end);
        close_mark(page, place);
    }
    if (end > *at) {
        dz_page__view(&page->html, text + *at, end - *at);
        *at = end;
    }
}

static const char *class_of(const dz_block *block)
{
    if (block->kind == DZ_BLOCK_HEADING)
        return "heading";
    return block->kind == DZ_BLOCK_BYLINE || block->kind == DZ_BLOCK_DATELINE || block->kind == DZ_BLOCK_CAPTION ||
                   block->kind == DZ_BLOCK_BOILERPLATE
               ? "minor"
               : "body";
}

static dz_status put_block(struct page *page, const dz_block *block)
{
    const dz_document *report = page->view->report;
    size_t first = page->next, at = block->span.begin;
    size_t begin = block->span.end;
    if (page->next < page->count)
        begin = result_at(page, page->next)->quote.span.begin;
    dz_page__format(&page->html, "<section class=\"row%s\">\n<p class=\"%s\" lang=\"%s\">",
                    begin < block->span.end ? "" : " plain", class_of(block), dz_document_language_tag(report));
    put_quotes(page, dz_document_text(report).data, &at, block->span.end);
    dz_page__markup(&page->html, "</p>\n<div>\n");
    for (size_t place = first; place < page->next; place++)
        put_card(page, place);
    dz_page__markup(&page->html, "</div>\n</section>\n");
    return dz_page__step(&page->html);
}

static dz_status put_report(struct page *page)
{
    dz_status status = DZ_OK;
    size_t count;
    const dz_block *blocks = dz_document_blocks(page->view->report, &count);
    for (size_t i = 0; status == DZ_OK && i < count; i++)
        status = put_block(page, &blocks[i]);
    return status;
}

static dz_status put_loose_quotes(struct page *page)
{
    dz_status status = DZ_OK;
    for (; status == DZ_OK && page->next < page->count; page->next++) {
        const dz_view text = result_at(page, page->next)->quote.text;
        dz_page__markup(&page->html, "<section class=\"row\">\n<p>");
        open_mark(page, page->next);
        dz_page__view(&page->html, text.data, text.length);
        close_mark(page, page->next);
        dz_page__markup(&page->html, "</p>\n<div>\n");
        put_card(page, page->next);
        dz_page__markup(&page->html, "</div>\n</section>\n");
        status = dz_page__step(&page->html);
    }
    return status;
}

/* Quotes come in the order of the report already; only those that begin at one place need an order: outer first. */
static dz_status order_results(struct page *page, dz_context *context)
{
    page->count = dz_check_count(page->view->check);
    page->order = dz_memory__zeroed(context, page->count + 1, sizeof *page->order);
    if (!page->order)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < page->count; i++) {
        dz_span span = dz_check_at(page->view->check, i)->quote.span;
        size_t place = i;
        for (; place > 0; place--) {
            dz_span before = result_at(page, place - 1)->quote.span;
            if (before.begin < span.begin || (before.begin == span.begin && before.end >= span.end))
                break;
            page->order[place] = page->order[place - 1];
        }
        page->order[place] = (uint32_t)i;
    }
    return DZ_OK;
}

static dz_status put_page(struct page *page)
{
    const dz_document *report = page->view->report;
    const char *title = page->view->options->title;
    if (!title && report)
        title = dz_document_title(report) ? dz_document_title(report) : dz_document_name(report);
    dz_page__open_page(&page->html, title ? title : "Checked quotes", style);
    dz_status status = put_summary(page);
    dz_page__markup(&page->html,
                    "<main id=\"main\">\n<h2>Report and sources</h2>\n"
                    "<p class=\"soft small\">On the left the report with its quotes marked; beside each, the "
                    "passage of the source. <del>Struck out</del> is what the quote leaves out, "
                    "<ins>underlined</ins> what it has instead.</p>\n");
    if (status == DZ_OK && report)
        status = put_report(page);
    if (status == DZ_OK)
        status = put_loose_quotes(page);
    dz_page__markup(&page->html, "</main>\n");
    return status == DZ_OK ? dz_page__close_page(&page->html) : status;
}

dz_status dz_write__check_html(dz_context *context, const dz_sink *sink, const dz_check_view *view)
{
    struct page page = {.view = view};
    dz_page__init(&page.html, context, sink);
    dz_status status = order_results(&page, context);
    if (status == DZ_OK)
        status = put_page(&page);
    dz_memory__free(context, page.order);
    dz_page__free(&page.html);
    return status;
}
