/* An alignment as a page: the two texts side by side, bead by bead. */
#include <string.h>

#include "write/write_alignment.h"
#include "write/page.h"

static const char style[] =
    ".pair{table-layout:fixed}.pair th{position:sticky;top:0;background:var(--ground);border-bottom:2px solid "
    "var(--line);"
    "padding:.35rem .75rem;z-index:1}\n"
    ".pair td{vertical-align:top;padding:.4rem .75rem;border-top:1px solid var(--line)}\n"
    ".pair col.mark{width:7rem}.pair td.mark{color:var(--soft);font-size:.8125rem;line-height:1.7}\n"
    ".score{float:right}.mark a{color:inherit;text-decoration:none}.mark a:hover{text-decoration:underline}\n"
    ".bar{clear:both;display:block;width:100%;max-width:5rem;height:.3rem;background:var(--line);border-radius:.15rem;"
    "overflow:hidden}"
    ".bar i{display:block;height:100%;background:currentColor}\n"
    ".pair p{margin:0 0 .25rem}.pair p:last-child{margin-bottom:0}\n"
    ".number{color:var(--soft);font-size:.75rem;font-variant-numeric:tabular-nums;margin-right:.4em;user-select:none}\n"
    ".heading{font-weight:700}.minor{color:var(--soft)}\n"
    ".begins td{border-top:2px solid var(--soft)}\n"
    ".turn{display:inline-block;margin-bottom:.15rem}\n"
    ".empty{background:var(--fair-ground)}.lacking{color:var(--fair);font-style:italic}\n"
    ".nothing{color:var(--soft);font-style:italic}.unsure td.mark{color:var(--bad)}\n"
    ".moved td.mark{border-left:.3rem solid var(--note)}.gaps li{margin:.3rem 0}\n"
    ".w{border-radius:.2em}.w:hover,.w:focus,.w.on{background:var(--note-ground);box-shadow:0 0 0 .12em var(--note)}\n"
    ".w:focus{outline:none}.w.on{text-decoration:underline;text-decoration-thickness:.12em}\n"
    ".lacks{text-decoration:underline wavy var(--bad);text-underline-offset:.2em}\n"
    ".mark .chip{margin-top:.3rem}\n"
    ".pair p.finding{color:var(--bad);font-size:.8125rem;margin-top:.25rem}\n"
    "@media (max-width:44rem){.pair,.pair tbody,.pair tr,.pair td{display:block;width:100%}.pair thead{display:none}"
    ".pair tr{border-top:1px solid var(--line);padding:.5rem 0}.pair td{border:0;padding:.2rem 0}"
    ".begins td{border:0}.pair tr.begins{border-top:2px solid var(--soft)}"
    ".pair td.mark{display:flex;gap:.75rem;align-items:center;flex-wrap:wrap}.bar{width:5rem}"
    ".pair td.empty{padding:.2rem .5rem}"
    ".pair td.second{border-left:.2rem solid var(--line);padding-left:.6rem;margin-top:.3rem}"
    ".moved td.mark{padding-left:.5rem}}\n"
    "@media print{.pair th{position:static}.pair tr{break-inside:avoid}}\n";

/* Pointing at a word, or going to it with the arrow keys, shows its counterpart. One word of a bead can be reached with
 * the tab key, so that the page is not a thousand stops; left and right go on from it, up and down go over. */
static const char script[] =
    "<script>\n"
    "(function(){\n"
    "var table=document.querySelector('.pair');\n"
    "function show(word,on){var row=word.closest('tr');"
    "row.querySelectorAll('.w[data-l=\"'+word.dataset.l+'\"]').forEach(function(w){w.classList.toggle('on',on)})}\n"
    "function watch(event,on){table.addEventListener(event,function(e){var w=e.target.closest('.w');"
    "if(w)show(w,on)})}\n"
    "watch('mouseover',true);watch('mouseout',false);watch('focusin',true);watch('focusout',false);\n"
    "table.addEventListener('keydown',function(e){\n"
    "var w=e.target.closest('.w');if(!w||e.altKey||e.ctrlKey||e.metaKey)return;\n"
    "var row=w.closest('tr'),to=null,list=Array.from(w.closest('td').querySelectorAll('.w')),at=list.indexOf(w);\n"
    "if(e.key==='ArrowRight')to=list[at+1];else if(e.key==='ArrowLeft')to=list[at-1];\n"
    "else if(e.key==='ArrowUp'||e.key==='ArrowDown')"
    "to=Array.from(row.querySelectorAll('.w[data-l=\"'+w.dataset.l+'\"]'))"
    ".find(function(o){return o.closest('td')!==w.closest('td')});\n"
    "else return;\n"
    "e.preventDefault();if(to){row.querySelectorAll('.w').forEach(function(o){o.tabIndex=-1});"
    "to.tabIndex=0;to.focus()}})\n"
    "})();\n"
    "</script>\n";

/* The page under way. */
struct page {
    dz_page html;
    const dz_alignment_view *view;
    const unsigned char *moved;
    uint32_t *bead_of[2]; /* the bead of each sentence of source and target */
    size_t sentence_count[2];
    const dz_sentence *sentences[2];
    const dz_block *blocks[2];
    const char *language[2]; /* "Chinese", or "first text" where it is not known */
    const dz_link *links;    /* of the bead at hand */
    size_t link_count;
    const dz_note *notes;
    size_t note_count;
    bool linked; /* there are links somewhere on the page */
};

static const dz_document *side_of(const struct page *page, int side)
{
    return side == 0 ? page->view->source : page->view->target;
}

/* Two texts in one language cannot be told apart by it. */
static void name_languages(struct page *page)
{
    page->language[0] = dz_page__language_words(page->view->source, "first text");
    page->language[1] = dz_page__language_words(page->view->target, "second text");
    if (strcmp(page->language[0], page->language[1]) == 0) {
        page->language[0] = "first text";
        page->language[1] = "second text";
    }
}

static dz_status find_beads(struct page *page, dz_context *context)
{
    size_t count = dz_alignment_count(page->view->alignment);
    for (int side = 0; side < 2; side++) {
        size_t blocks;
        page->sentences[side] = dz_document_sentences(side_of(page, side), &page->sentence_count[side]);
        page->blocks[side] = dz_document_blocks(side_of(page, side), &blocks);
        page->bead_of[side] = dz_memory__zeroed(context, page->sentence_count[side] + 1, sizeof *page->bead_of[side]);
        if (!page->bead_of[side])
            return DZ_ERROR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const dz_bead *bead = dz_alignment_bead(page->view->alignment, i);
        for (size_t k = 0; k < bead->source_count; k++)
            page->bead_of[0][bead->source[k]] = (uint32_t)i;
        for (size_t k = 0; k < bead->target_count; k++)
            page->bead_of[1][bead->target[k]] = (uint32_t)i;
    }
    return DZ_OK;
}

static int percent(float share)
{
    return (int)(share * 100.0f + 0.5f);
}

/* A few words of a text, whole characters. */
static void put_beginning(dz_page *html, const char *text, size_t length)
{
    const size_t limit = 90;
    bool cut = length > limit;
    if (cut) {
        length = limit;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    dz_page__view(html, text, length);
    if (cut)
        dz_page__markup(html, "\xE2\x80\xA6");
}

static void put_gap_item(struct page *page, const dz_gap *gap)
{
    int side = gap->missing_in_target ? 0 : 1;
    const dz_document *document = side_of(page, side);
    dz_span span = page->sentences[side][gap->sentences[0]].span;
    dz_page__format(&page->html, "<li><a href=\"#b%u\">Sentence%s %u", page->bead_of[side][gap->sentences[0]],
                    gap->count == 1 ? "" : "s", gap->sentences[0]);
    if (gap->count > 1)
        dz_page__format(&page->html, " to %u", gap->sentences[gap->count - 1]);
    dz_page__format(
        &page->html, " of the %s</a>, not in the %s <span class=\"soft\">(%d&nbsp;%% sure)</span>: <q lang=\"%s\">",
        page->language[side], page->language[1 - side], percent(gap->confidence), dz_document_language_tag(document));
    put_beginning(&page->html, dz_document_text(document).data + span.begin, span.end - span.begin);
    dz_page__markup(&page->html, "</q></li>\n");
}

static void put_gaps(struct page *page)
{
    size_t count = dz_alignment_gap_count(page->view->alignment);
    if (count == 0)
        return;
    dz_page__markup(&page->html,
                    "<nav aria-labelledby=\"gaps\">\n<h2 id=\"gaps\">Left out or added</h2>\n<ul class=\"gaps\">\n");
    for (size_t i = 0; i < count; i++)
        put_gap_item(page, dz_alignment_gap(page->view->alignment, i));
    dz_page__markup(&page->html, "</ul>\n</nav>\n");
}

/* A run of moved beads that follow each other in the target, too: from `first`, which is moved; its end. */
static size_t end_of_moved(const struct page *page, size_t first)
{
    const dz_alignment *alignment = page->view->alignment;
    size_t end = first + 1;
    while (end < dz_alignment_count(alignment) && page->moved[end] &&
           dz_alignment_bead(alignment, end)->target[0] > dz_alignment_bead(alignment, end - 1)->target[0])
        end++;
    return end;
}

static void put_moved_list(struct page *page)
{
    size_t count = dz_alignment_count(page->view->alignment), shown = 0, end;
    for (size_t i = 0; i < count; i = end) {
        end = i + 1;
        if (!page->moved[i])
            continue;
        end = end_of_moved(page, i);
        const dz_bead *first = dz_alignment_bead(page->view->alignment, i);
        const dz_bead *last = dz_alignment_bead(page->view->alignment, end - 1);
        dz_page__markup(&page->html, shown++ ? "; " : "<p>In another order: ");
        dz_page__format(&page->html, "<a href=\"#b%zu\">%s %zu", i, end - i == 1 ? "bead" : "beads", i);
        if (end - i > 1)
            dz_page__format(&page->html, " to %zu", end - 1);
        dz_page__format(&page->html, "</a> (%s, sentences %u to %u)", page->language[1], first->target[0],
                        last->target[last->target_count - 1]);
    }
    if (shown)
        dz_page__markup(&page->html, ".</p>\n");
}

static void put_names(struct page *page)
{
    dz_page__markup(&page->html, "<p class=\"soft\">");
    for (int side = 0; side < 2; side++) {
        const dz_document *document = side_of(page, side);
        dz_page__format(&page->html, "%s%s: <code>", side ? " &nbsp;\xC2\xB7&nbsp; " : "", page->language[side]);
        dz_page__text(&page->html, dz_document_name(document));
        dz_page__markup(&page->html, "</code>");
        if (dz_document_date(document)) {
            dz_page__markup(&page->html, ", ");
            dz_page__text(&page->html, dz_document_date(document));
        }
    }
    dz_page__markup(&page->html, "</p>\n");
}

static void put_summary(struct page *page)
{
    const dz_alignment *alignment = page->view->alignment;
    size_t count = dz_alignment_count(alignment), moved = 0, empty[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        const dz_bead *bead = dz_alignment_bead(alignment, i);
        moved += page->moved[i];
        empty[0] += bead->source_count == 0;
        empty[1] += bead->target_count == 0;
    }
    put_names(page);
    if (dz_alignment_likeness(alignment) < DZ_LIKENESS_FLOOR)
        dz_page__markup(&page->html,
                        "<p class=\"warning\" role=\"alert\">These texts do not look like translations of each "
                        "other. Is it the right pair of files?</p>\n");
    dz_page__format(&page->html,
                    "<ul class=\"facts\">\n<li><b>%zu</b>%s sentences</li>\n<li><b>%zu</b>%s sentences</li>\n"
                    "<li><b>%zu</b>beads (sentences that belong together)</li>\n"
                    "<li><b>%zu</b>only in the %s</li>\n<li><b>%zu</b>only in the %s</li>\n"
                    "<li><b>%zu</b>in another order</li>\n</ul>\n",
                    page->sentence_count[0], page->language[0], page->sentence_count[1], page->language[1], count,
                    empty[1], page->language[0], empty[0], page->language[1], moved);
    dz_page__markup(&page->html,
                    "<p class=\"soft small\">Sentences and beads are numbered from 0, as in the other formats. "
                    "The bar beside each bead shows how sure the match is.");
    if (page->linked)
        dz_page__markup(&page->html,
                        " Point at a word to see what it is linked with; with a keyboard, go to a bead's "
                        "first word with Tab, on with \xE2\x86\x90 and \xE2\x86\x92, and over with \xE2\x86\x91.");
    dz_page__markup(&page->html, "</p>\n");
    put_moved_list(page);
    dz_page__markup(&page->html, "</header>\n");
    put_gaps(page);
}

/* Whether a sentence is the first of a turn: who speaks is then said above it. */
static bool begins_turn(const struct page *page, int side, uint32_t sentence)
{
    const dz_sentence *sentences = page->sentences[side];
    const dz_block *block = &page->blocks[side][sentences[sentence].block];
    if (block->turn == DZ_NO_TURN)
        return false;
    return sentence == 0 || page->blocks[side][sentences[sentence - 1].block].turn != block->turn;
}

static const char *class_of(const dz_block *block)
{
    switch (block->kind) {
    case DZ_BLOCK_HEADING:
        return "heading";
    case DZ_BLOCK_PARAGRAPH:
    case DZ_BLOCK_TURN:
    case DZ_BLOCK_LIST_ITEM:
        return "body";
    default:
        return "minor";
    }
}

static dz_span link_span(const dz_link *link, int side)
{
    return side == 0 ? link->source_span : link->target_span;
}

/* The link of a byte of the text; NULL where there is none. `*end` is where that ends. */
static const dz_link *link_at(const struct page *page, int side, size_t at, size_t *end)
{
    for (size_t n = 0; n < page->link_count; n++) {
        dz_span span = link_span(&page->links[n], side);
        if (span.begin <= at && at < span.end) {
            *end = span.end < *end ? span.end : *end;
            return &page->links[n];
        }
        if (span.begin > at && span.begin < *end)
            *end = span.begin;
    }
    return NULL;
}

/* Whether a byte is part of what a check has found; `*end` is where that ends. */
static bool is_found(const struct page *page, int side, size_t at, size_t *end)
{
    bool found = false;
    for (size_t n = 0; n < page->note_count; n++) {
        dz_span span = page->notes[n].span;
        if (page->notes[n].of_source != (side == 0))
            continue;
        found |= span.begin <= at && at < span.end;
        size_t next = span.begin > at ? span.begin : span.end;
        if (next > at && next < *end)
            *end = next;
    }
    return found;
}

/* A word and what it is linked with; the first of a bead can be reached with the tab key. */
static void open_word(struct page *page, int side, const dz_link *link)
{
    dz_span other = link_span(link, 1 - side);
    bool first = side == 0 && link == page->links;
    dz_page__format(&page->html, "<span class=\"w\" data-l=\"%zu\" tabindex=\"%d\" title=\"",
                    (size_t)(link - page->links), first ? 0 : -1);
    dz_page__view(&page->html, dz_document_text(side_of(page, 1 - side)).data + other.begin, other.end - other.begin);
    dz_page__markup(&page->html, "\">");
}

/* The words of a sentence: linked ones, and those that a check found, are marked. */
static void put_words(struct page *page, int side, dz_span span)
{
    const char *text = dz_document_text(side_of(page, side)).data;
    for (size_t at = span.begin, end; at < span.end; at = end) {
        end = span.end;
        bool found = is_found(page, side, at, &end);
        const dz_link *link = link_at(page, side, at, &end);
        if (found)
            dz_page__markup(&page->html, "<span class=\"lacks\">");
        if (link)
            open_word(page, side, link);
        dz_page__view(&page->html, text + at, end - at);
        dz_page__markup(&page->html, link ? "</span>" : "");
        dz_page__markup(&page->html, found ? "</span>" : "");
    }
}

static void put_sentence(struct page *page, int side, uint32_t number)
{
    const dz_sentence *sentence = &page->sentences[side][number];
    const dz_block *block = &page->blocks[side][sentence->block];
    const char *class = class_of(block);
    if (begins_turn(page, side, number))
        dz_page__turn(&page->html, block);
    dz_page__format(&page->html,
                    "<p class=\"%s\"><span class=\"number\"><span class=\"aside\">sentence </span>%u</span>", class,
                    number);
    if (strcmp(class, "minor") == 0)
        dz_page__format(&page->html, "<span class=\"chip\">%s</span>", dz_block_kind_name(block->kind));
    put_words(page, side, sentence->span);
    dz_page__markup(&page->html, "</p>");
}

/* What the checks say of one side. */
static void put_findings(struct page *page, int side)
{
    for (size_t n = 0; n < page->note_count; n++) {
        const dz_note *note = &page->notes[n];
        if (note->of_source != (side == 0))
            continue;
        dz_page__format(&page->html, "<p class=\"finding\" lang=\"en\"><span class=\"chip bad\">%s</span>",
                        dz_bead_flag_name(note->flag));
        dz_page__text(&page->html, note->text);
        dz_page__markup(&page->html, "</p>");
    }
}

/* Boilerplate is not expected to have another side, and so nothing is missing there. */
static bool is_boilerplate(const struct page *page, int side, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (page->blocks[side][page->sentences[side][numbers[i]].block].kind != DZ_BLOCK_BOILERPLATE)
            return false;
    return count > 0;
}

static void put_empty_cell(struct page *page, int side, bool expected)
{
    const char *class = side ? " second" : "";
    if (expected)
        dz_page__format(&page->html, "<td role=\"cell\" class=\"nothing%s\">nothing stands here</td>\n", class);
    else if (side == 1)
        dz_page__format(&page->html,
                        "<td role=\"cell\" class=\"empty%s\"><span class=\"lacking\">left out of the %s</span></td>\n",
                        class, page->language[1]);
    else
        dz_page__format(
            &page->html,
            "<td role=\"cell\" class=\"empty%s\"><span class=\"lacking\">added in the %s; not in the %s</span></td>\n",
            class, page->language[1], page->language[0]);
}

static void put_cell(struct page *page, int side, const uint32_t *numbers, size_t count)
{
    dz_page__format(&page->html, "<td role=\"cell\" class=\"text%s\" lang=\"", side ? " second" : "");
    dz_page__text(&page->html, dz_document_language_tag(side_of(page, side)));
    dz_page__markup(&page->html, "\">");
    for (size_t i = 0; i < count; i++)
        put_sentence(page, side, numbers[i]);
    put_findings(page, side);
    dz_page__markup(&page->html, "</td>\n");
}

static void put_mark(struct page *page, size_t index, const dz_bead *bead)
{
    int score = percent(bead->score);
    dz_page__format(
        &page->html,
        "<td role=\"cell\" class=\"mark\"><a href=\"#b%zu\"><span class=\"aside\">bead </span>#%zu</a> "
        "<span class=\"score\" title=\"how sure the match is\">%d&nbsp;%%<span class=\"aside\"> sure</span></span>"
        "<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:%d%%\"></i></span>",
        index, index, score, score);
    if (page->moved[index])
        dz_page__markup(&page->html, "<span class=\"note\">\xE2\x86\x95 moved</span> ");
    if (bead->status != DZ_BEAD_AUTO)
        dz_page__format(&page->html, "<span class=\"chip\">%s</span> ", dz_bead_status_name(bead->status));
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (bead->flags & bit)
            dz_page__format(&page->html, "<span class=\"chip bad\">%s%s</span> ", dz_bead_flag_name((dz_bead_flag)bit),
                            bit == DZ_FLAG_CLAUSE || bit == DZ_FLAG_TERM ? "" : " differs");
    dz_page__markup(&page->html, "</td>\n");
}

static dz_status put_row(struct page *page, size_t index)
{
    const dz_bead *bead = dz_alignment_bead(page->view->alignment, index);
    bool begins = (bead->source_count && begins_turn(page, 0, bead->source[0])) ||
                  (bead->target_count && begins_turn(page, 1, bead->target[0]));
    bool full = bead->source_count && bead->target_count;
    page->links = dz_alignment_links(page->view->alignment, index, &page->link_count);
    page->notes = dz_alignment_notes(page->view->alignment, index, &page->note_count);
    dz_page__format(&page->html, "<tr role=\"row\" id=\"b%zu\" class=\"bead%s%s%s\">\n", index, begins ? " begins" : "",
                    page->moved[index] ? " moved" : "", full && bead->score < 0.5f ? " unsure" : "");
    put_mark(page, index, bead);
    if (bead->source_count)
        put_cell(page, 0, bead->source, bead->source_count);
    else
        put_empty_cell(page, 0, is_boilerplate(page, 1, bead->target, bead->target_count));
    if (bead->target_count)
        put_cell(page, 1, bead->target, bead->target_count);
    else
        put_empty_cell(page, 1, is_boilerplate(page, 0, bead->source, bead->source_count));
    dz_page__markup(&page->html, "</tr>\n");
    return dz_page__step(&page->html);
}

static dz_status put_page(struct page *page)
{
    dz_status status = DZ_OK;
    const dz_write_options *options = page->view->options;
    const char *title = options->title ? options->title : dz_document_title(page->view->target);
    if (!title)
        title = dz_document_title(page->view->source);
    dz_page__open_page(&page->html, title ? title : page->view->name, style);
    put_summary(page);
    dz_page__format(
        &page->html,
        "<main id=\"main\">\n<h2 id=\"text\">Side by side</h2>\n"
        "<table role=\"table\" class=\"pair\" aria-labelledby=\"text\">\n"
        "<colgroup><col class=\"mark\"><col><col></colgroup>\n"
        "<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Bead</th>"
        "<th role=\"columnheader\" scope=\"col\">%s</th><th role=\"columnheader\" scope=\"col\">%s</th></tr></thead>\n"
        "<tbody role=\"rowgroup\">\n",
        page->language[0], page->language[1]);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(page->view->alignment); i++)
        status = put_row(page, i);
    if (status != DZ_OK)
        return status;
    dz_page__markup(&page->html, "</tbody>\n</table>\n</main>\n");
    if (page->linked)
        dz_page__markup(&page->html, script);
    return dz_page__close_page(&page->html);
}

dz_status dz_write__alignment_html(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    struct page page = {.view = view};
    unsigned char *moved = dz_write__find_moved(context, view->alignment);
    dz_status status = moved ? find_beads(&page, context) : DZ_ERROR_MEMORY;
    page.moved = moved;
    for (size_t i = 0; i < dz_alignment_count(view->alignment) && !page.linked; i++) {
        size_t count;
        dz_alignment_links(view->alignment, i, &count);
        page.linked = count > 0;
    }
    dz_page__init(&page.html, context, sink);
    name_languages(&page);
    if (status == DZ_OK)
        status = put_page(&page);
    dz_page__free(&page.html);
    dz_memory__free(context, moved);
    dz_memory__free(context, page.bead_of[0]);
    dz_memory__free(context, page.bead_of[1]);
    return status;
}
