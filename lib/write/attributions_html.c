/* Attributions as a page: the text with each passage coloured by who is given as its speaker. */
#include <string.h>

#include "base/array.h"
#include "base/map.h"
#include "write/write_attributions.h"
#include "write/page.h"

/* Colours repeat after these; the list beside the text has the names, so that none hangs on colour alone. */
#define COLOR_COUNT 8

static const char style[] =
    ".columns{display:grid;grid-template-columns:minmax(0,1.2fr) minmax(0,1fr);gap:1rem 2rem;align-items:start}\n"
    ".s0{--h:215}.s1{--h:20}.s2{--h:140}.s3{--h:290}.s4{--h:50}.s5{--h:180}.s6{--h:340}.s7{--h:95}\n"
    ".said{background:hsl(var(--h) 75% 90%);border-bottom:.15rem solid hsl(var(--h) 55% 45%)}\n"
    ".inner{border-bottom-style:double;border-bottom-width:.3rem}\n"
    ".cue{text-decoration:underline dotted;text-underline-offset:.2em}.source{font-weight:700}\n"
    "@media (prefers-color-scheme:dark){.said{background:hsl(var(--h) 45% 20%);border-color:hsl(var(--h) 60% 65%)}}\n"
    ".card{border:1px solid var(--line);border-left:.35rem solid hsl(var(--h,0) 55% 50%);border-radius:.3rem;"
    "padding:.4rem .7rem;margin:0 0 .6rem}.card .card{margin:.5rem 0 0}.card h3{font-size:1rem;margin:0}\n"
    ".ref{font-size:.72rem;vertical-align:super;text-decoration:none;padding:0 .15em}\n"
    ".graph{margin:0 0 1.5rem;overflow-x:auto}.graph svg{max-width:100%;height:auto;font-size:13px}"
    ".graph rect{fill:none;stroke:var(--line)}.graph text{fill:currentColor}.graph .node rect{fill:hsl(var(--h) 75% "
    "90%);"
    "stroke:hsl(var(--h) 55% 45%)}.graph .edges path{fill:none;stroke:currentColor;opacity:.55}"
    ".graph .edges .tip{fill:currentColor;stroke:none}\n"
    "@media (prefers-color-scheme:dark){.graph .node rect{fill:hsl(var(--h) 45% 20%)}}\n"
    ".heading{font-weight:700}.minor{color:var(--soft)}\n"
    "@media (max-width:52rem){.columns{grid-template-columns:minmax(0,1fr)}}\n"
    "@media print{.card{break-inside:avoid}}\n";

/* A place where something begins or ends. */
struct edge {
    size_t at;
    uint32_t attribution;
    unsigned char part; /* which of its spans */
    bool begins;
};

enum { PART_CONTENT, PART_CUE, PART_SOURCE };

struct page {
    dz_page html;
    dz_context *context;
    const dz_attributions_view *view;
    size_t count;
    uint32_t *color; /* of each attribution */
    uint32_t *depth; /* how many it stands inside */
    unsigned char *named;
    DZ_ARRAY(struct edge) edges;
    DZ_ARRAY(struct edge) open; /* begun and not ended, the last begun last */
};

static const dz_attribution *attribution_at(const struct page *page, size_t number)
{
    return dz_attribution_at(page->view->list, number);
}

/* One speaker, one colour: in the order in which they first come up. Nobody is somebody new each time. */
static dz_status choose_colors(struct page *page)
{
    size_t entities = dz_attribution_entity_count(page->view->list);
    uint32_t *given = dz_memory__zeroed(page->context, entities + 1, sizeof *given); /* the colour + 1 */
    uint32_t colors = 0;
    if (!given)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < page->count; i++) {
        uint32_t entity = attribution_at(page, i)->entity;
        bool known = entity < entities;
        if (known && !given[entity])
            given[entity] = ++colors;
        page->color[i] = known ? given[entity] - 1 : colors++;
    }
    dz_memory__free(page->context, given);
    return DZ_OK;
}

static void measure_depths(struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        uint32_t via = attribution_at(page, i)->via;
        while (via < page->count && page->depth[i] < 16) {
            page->depth[i]++;
            via = attribution_at(page, via)->via;
        }
    }
}

static dz_status add_edges(struct page *page, dz_spans spans, uint32_t number, unsigned char part)
{
    for (size_t i = 0; i < spans.count; i++) {
        const struct edge begin = {spans.items[i].begin, number, part, true};
        const struct edge end = {spans.items[i].end, number, part, false};
        if (spans.items[i].begin >= spans.items[i].end)
            continue;
        if (dz_array__push(page->context, &page->edges, begin) != DZ_OK ||
            dz_array__push(page->context, &page->edges, end) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

/* At one place, what ends comes before what begins, and an outer one begins before an inner one. */
static bool comes_before(const struct page *page, const struct edge *a, const struct edge *b)
{
    if (a->at != b->at)
        return a->at < b->at;
    if (a->begins != b->begins)
        return !a->begins;
    return page->depth[a->attribution] < page->depth[b->attribution];
}

/* Heap sort: no recursion, no global state for the comparison. */
static void sink_edge(struct page *page, size_t at, size_t count)
{
    struct edge *edges = page->edges.items;
    for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && comes_before(page, &edges[child], &edges[child + 1]))
            child++;
        if (!comes_before(page, &edges[at], &edges[child]))
            return;
        struct edge swapped = edges[at];
        edges[at] = edges[child];
        edges[child] = swapped;
        at = child;
    }
}

static void sort_edges(struct page *page)
{
    struct edge *edges = page->edges.items;
    for (size_t i = page->edges.count / 2; i-- > 0;)
        sink_edge(page, i, page->edges.count);
    for (size_t end = page->edges.count; end > 1; end--) {
        struct edge swapped = edges[0];
        edges[0] = edges[end - 1];
        edges[end - 1] = swapped;
        sink_edge(page, 0, end - 1);
    }
}

static dz_status collect(struct page *page)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; status == DZ_OK && i < page->count; i++) {
        const dz_attribution *attribution = attribution_at(page, i);
        status = add_edges(page, attribution->content, (uint32_t)i, PART_CONTENT);
        if (status == DZ_OK)
            status = add_edges(page, attribution->cue, (uint32_t)i, PART_CUE);
        if (status == DZ_OK)
            status = add_edges(page, attribution->source, (uint32_t)i, PART_SOURCE);
    }
    if (status == DZ_OK)
        sort_edges(page);
    return status;
}

/* ---- The text ------------------------------------------------------------------------------------------------- */

/* A stretch in which nothing begins or ends. The innermost content gives the colour. */
static void put_stretch(struct page *page, dz_span span)
{
    dz_view text = dz_document_text(page->view->document);
    const struct edge *content = NULL;
    bool cue = false, source = false;
    size_t layers = 0;
    if (span.begin >= span.end)
        return;
    for (size_t i = 0; i < page->open.count; i++) {
        const struct edge *edge = &page->open.items[i];
        cue |= edge->part == PART_CUE;
        source |= edge->part == PART_SOURCE;
        if (edge->part != PART_CONTENT)
            continue;
        layers++;
        if (!content || page->depth[edge->attribution] >= page->depth[content->attribution])
            content = edge;
    }
    dz_page__markup(&page->html, "<span class=\"");
    if (content)
        dz_page__format(&page->html, "said s%u%s", page->color[content->attribution] % COLOR_COUNT,
                        layers > 1 ? " inner" : "");
    dz_page__format(&page->html, "%s%s\"", cue ? " cue" : "", source ? " source" : "");
    if (content && attribution_at(page, content->attribution)->speaker) {
        dz_page__markup(&page->html, " title=\"");
        dz_page__text(&page->html, attribution_at(page, content->attribution)->speaker);
        dz_page__markup(&page->html, "\"");
    }
    dz_page__markup(&page->html, ">");
    dz_page__view(&page->html, text.data + span.begin, span.end - span.begin);
    dz_page__markup(&page->html, "</span>");
}

static dz_status pass_edge(struct page *page, const struct edge *edge)
{
    if (edge->begins) {
        if (edge->part == PART_CONTENT && !page->named[edge->attribution]) {
            page->named[edge->attribution] = 1;
            dz_page__format(&page->html,
                            "<a class=\"ref\" id=\"p%u\" href=\"#a%u\" aria-label=\"attribution a%u\">a%u</a>",
                            edge->attribution + 1, edge->attribution + 1, edge->attribution + 1, edge->attribution + 1);
        }
        return dz_array__push(page->context, &page->open, *edge);
    }
    for (size_t i = page->open.count; i-- > 0;) {
        const struct edge *begun = &page->open.items[i];
        if (begun->attribution == edge->attribution && begun->part == edge->part) {
            memmove(&page->open.items[i], &page->open.items[i + 1],
                    (page->open.count - i - 1) * sizeof *page->open.items);
            page->open.count--;
            break;
        }
    }
    return DZ_OK;
}

static dz_status put_text(struct page *page)
{
    size_t count, next = 0;
    const dz_block *blocks = dz_document_blocks(page->view->document, &count);
    for (size_t i = 0; i < count; i++) {
        size_t at = blocks[i].span.begin;
        bool minor = blocks[i].kind == DZ_BLOCK_BOILERPLATE || blocks[i].kind == DZ_BLOCK_BYLINE ||
                     blocks[i].kind == DZ_BLOCK_DATELINE || blocks[i].kind == DZ_BLOCK_CAPTION;
        dz_page__format(&page->html, "<p class=\"%s\">",
                        blocks[i].kind == DZ_BLOCK_HEADING ? "heading"
                        : minor                            ? "minor"
                                                           : "body");
        for (; next < page->edges.count && page->edges.items[next].at <= blocks[i].span.end; next++) {
            const struct edge *edge = &page->edges.items[next];
            if (edge->at == blocks[i].span.end && edge->begins)
                break;
            if (edge->at > at) {
                put_stretch(page, (dz_span){at, edge->at});
                at = edge->at;
            }
            if (pass_edge(page, edge) != DZ_OK)
                return DZ_ERROR_MEMORY;
        }
        put_stretch(page, (dz_span){at, blocks[i].span.end});
        dz_page__markup(&page->html, "</p>\n");
        if (dz_page__step(&page->html) != DZ_OK)
            return dz_page__step(&page->html);
    }
    return DZ_OK;
}

/* ---- The list ------------------------------------------------------------------------------------------------- */

static void put_spans(struct page *page, dz_spans spans)
{
    dz_view text = dz_document_text(page->view->document);
    for (size_t i = 0; i < spans.count; i++) {
        if (i)
            dz_page__markup(&page->html, " \xE2\x80\xA6 ");
        dz_page__view(&page->html, text.data + spans.items[i].begin, spans.items[i].end - spans.items[i].begin);
    }
}

static void put_card(struct page *page, uint32_t number)
{
    const dz_attribution *attribution = attribution_at(page, number);
    dz_page__format(&page->html, "<article class=\"card s%u\" id=\"a%u\" style=\"margin-left:%urem\">\n<h3>a%u: ",
                    page->color[number] % COLOR_COUNT, number + 1, page->depth[number], number + 1);
    if (attribution->speaker)
        dz_page__text(&page->html, attribution->speaker);
    else if (attribution->source.count)
        put_spans(page, attribution->source);
    else
        dz_page__markup(&page->html, "<span class=\"soft\">nobody is named</span>");
    dz_page__markup(&page->html, "</h3>\n<p class=\"small soft\">");
    const dz_entity *entity = dz_attribution_entity_at(page->view->list, attribution->entity);
    if (entity && entity->stands_for) {
        dz_page__text(&page->html, entity->stands_for);
        dz_page__markup(&page->html, "; ");
    }
    if (attribution->role) {
        dz_page__text(&page->html, attribution->role);
        dz_page__markup(&page->html, "; ");
    }
    dz_page__format(&page->html, "%s, %d&nbsp;%% sure", dz_attribution_kind_name(attribution->kind),
                    (int)(attribution->confidence * 100.0f + 0.5f));
    if (attribution->via != DZ_NO_ATTRIBUTION)
        dz_page__format(&page->html, "; told by <a href=\"#a%u\">a%u</a>", attribution->via + 1, attribution->via + 1);
    if (attribution->about != DZ_NO_ATTRIBUTION)
        dz_page__format(&page->html, "; answers <a href=\"#a%u\">a%u</a>", attribution->about + 1,
                        attribution->about + 1);
    dz_page__format(&page->html, "; <a href=\"#p%u\">to the text</a></p>\n<p>", number + 1);
    if (attribution->cue.count) {
        dz_page__markup(&page->html, "<span class=\"cue soft\">");
        put_spans(page, attribution->cue);
        dz_page__markup(&page->html, "</span>: ");
    }
    put_spans(page, attribution->content);
    if (attribution->note) {
        dz_page__markup(&page->html, "</p>\n<p class=\"small\">Note: ");
        dz_page__text(&page->html, attribution->note);
    }
    dz_page__markup(&page->html, "</p>\n</article>\n");
}

/* ---- The graph ------------------------------------------------------------------------------------------------ */

#define GRAPH_NODES 24 /* speakers shown: the first that come up; more are no picture any more */
#define COLUMN_WIDTH 230
#define ROW_HEIGHT 44
#define BOX_WIDTH 180
#define BOX_HEIGHT 30

/* A speaker in the picture. Column 0 is the text itself, 1 who speaks to us in it, 2 who reaches us through one. */
struct node {
    uint32_t attribution; /* the first of the speaker's */
    uint32_t column;
    uint32_t row;
};

static size_t place_nodes(const struct page *page, struct node *nodes, uint32_t *columns, uint32_t *rows)
{
    uint32_t filled[18] = {0};
    size_t count = 0;
    *columns = *rows = 1;
    for (uint32_t i = 0; i < page->count; i++) {
        uint32_t color = page->color[i];
        const dz_attribution *attribution = attribution_at(page, i);
        if (color >= GRAPH_NODES || (!attribution->speaker && !attribution->source.count))
            continue;
        if (nodes[color].column)
            continue;
        nodes[color].attribution = i;
        nodes[color].column = page->depth[i] + 1;
        nodes[color].row = filled[nodes[color].column]++;
        *columns = nodes[color].column + 1 > *columns ? nodes[color].column + 1 : *columns;
        *rows = nodes[color].row + 1 > *rows ? nodes[color].row + 1 : *rows;
        count++;
    }
    return count;
}

static void put_label(struct page *page, const dz_attribution *attribution)
{
    dz_view text = dz_document_text(page->view->document);
    dz_view name = {attribution->speaker, attribution->speaker ? strlen(attribution->speaker) : 0};
    if (!attribution->speaker) {
        dz_span source = attribution->source.items[0];
        name = (dz_view){text.data + source.begin, source.end - source.begin};
    }
    /* Letters of three bytes are about twice as wide. */
    size_t end = 0, width = 0;
    while (end < name.length && width < 22) {
        size_t step = (unsigned char)name.data[end] < 0x80 ? 1 : (unsigned char)name.data[end] < 0xE0 ? 2 : 3;
        step = (unsigned char)name.data[end] >= 0xF0 ? 4 : step;
        width += step > 2 ? 2 : 1;
        end = end + step < name.length ? end + step : name.length;
    }
    dz_page__view(&page->html, name.data, end);
    if (end < name.length)
        dz_page__markup(&page->html, "\xE2\x80\xA6");
}

static void put_edge(struct page *page, const struct node *from, const struct node *to)
{
    uint32_t x1 = from->column * COLUMN_WIDTH + 10, y1 = from->row * ROW_HEIGHT + 10 + BOX_HEIGHT / 2;
    uint32_t x2 = to->column * COLUMN_WIDTH + 10 + BOX_WIDTH, y2 = to->row * ROW_HEIGHT + 10 + BOX_HEIGHT / 2;
    if (to->column >= from->column)
        return;
    dz_page__format(&page->html, "<path d=\"M%u %uC%u %u %u %u %u %u\"/>", x1, y1, x1 - 25, y1, x2 + 25, y2, x2 + 10,
                    y2);
    dz_page__format(&page->html, "<path class=\"tip\" d=\"M%u %ul8 -4v8z\"/>\n", x2 + 3, y2);
}

/* An edge for each pair of speakers, once: whose words, through whom. */
static void put_edges(struct page *page, const struct node *nodes)
{
    const struct node text = {0, 0, 0};
    unsigned char drawn[GRAPH_NODES][GRAPH_NODES + 1] = {{0}};
    dz_page__markup(&page->html, "<g class=\"edges\">\n");
    for (uint32_t i = 0; i < page->count; i++) {
        uint32_t color = page->color[i];
        uint32_t via = attribution_at(page, i)->via;
        uint32_t outer = via < page->count ? page->color[via] : GRAPH_NODES;
        if (color >= GRAPH_NODES || !nodes[color].column || outer > GRAPH_NODES || drawn[color][outer]++)
            continue;
        if (outer == GRAPH_NODES || nodes[outer].column)
            put_edge(page, &nodes[color], outer == GRAPH_NODES ? &text : &nodes[outer]);
    }
    dz_page__markup(&page->html, "</g>\n");
}

static void put_box(struct page *page, const struct node *node)
{
    uint32_t x = node->column * COLUMN_WIDTH + 10, y = node->row * ROW_HEIGHT + 10;
    dz_page__format(&page->html,
                    "<rect x=\"%u\" y=\"%u\" width=\"%d\" height=\"%d\" rx=\"4\"/><text x=\"%u\" y=\"%u\">", x, y,
                    BOX_WIDTH, BOX_HEIGHT, x + 8, y + 20);
}

/* Who reaches us through whom: arrows lead from a speaker to the one who hands the words on, and to the text. */
static void put_graph(struct page *page)
{
    struct node nodes[GRAPH_NODES] = {{0, 0, 0}};
    const struct node text = {0, 0, 0};
    uint32_t columns, rows;
    if (!place_nodes(page, nodes, &columns, &rows))
        return;
    dz_page__format(
        &page->html,
        "<figure class=\"graph\"><figcaption class=\"soft small\">Who reaches us through whom</figcaption>\n"
        "<svg viewBox=\"0 0 %u %u\" width=\"%u\" role=\"img\" aria-label=\"Speakers, and through whom their "
        "words reach this text\">\n",
        columns * COLUMN_WIDTH, rows * ROW_HEIGHT + 16, columns * COLUMN_WIDTH);
    put_edges(page, nodes);
    put_box(page, &text);
    dz_page__markup(&page->html, "this text</text>\n");
    for (uint32_t i = 0; i < GRAPH_NODES; i++) {
        if (!nodes[i].column)
            continue;
        dz_page__format(&page->html, "<a class=\"node s%u\" href=\"#a%u\">", i % COLOR_COUNT, nodes[i].attribution + 1);
        put_box(page, &nodes[i]);
        put_label(page, attribution_at(page, nodes[i].attribution));
        dz_page__markup(&page->html, "</text></a>\n");
    }
    dz_page__markup(&page->html, "</svg></figure>\n");
}

static dz_status put_page(struct page *page)
{
    const dz_document *document = page->view->document;
    const char *title = page->view->options->title;
    dz_status status;
    if (!title)
        title = dz_document_title(document) ? dz_document_title(document) : dz_document_name(document);
    dz_page__open_page(&page->html, title, style);
    dz_page__markup(&page->html, "<p class=\"soft\">Who says what in <code>");
    dz_page__text(&page->html, dz_document_name(document));
    dz_page__format(&page->html, "</code>: %zu attribution%s.</p>\n</header>\n", page->count,
                    page->count == 1 ? "" : "s");
    put_graph(page);
    dz_page__format(
        &page->html,
        "<div class=\"columns\">\n<main id=\"main\" lang=\"%s\" aria-label=\"The text\">\n"
        "<p class=\"soft small\" lang=\"en\">Each passage has the colour of its speaker; the speaker's name is bold "
        "and the words that say so are dotted. A double line is a passage told by another.</p>\n",
        dz_document_language_tag(document));
    status = put_text(page);
    dz_page__markup(&page->html, "</main>\n<aside aria-label=\"Attributions\">\n");
    for (size_t i = 0; status == DZ_OK && i < page->count; i++) {
        put_card(page, (uint32_t)i);
        status = dz_page__step(&page->html);
    }
    dz_page__markup(&page->html, "</aside>\n</div>\n");
    return status == DZ_OK ? dz_page__close_page(&page->html) : status;
}

dz_status dz_write__attributions_html(dz_context *context, const dz_sink *sink, const dz_attributions_view *view)
{
    struct page page = {.context = context, .view = view, .count = dz_attribution_count(view->list)};
    dz_status status = DZ_ERROR_MEMORY;
    dz_page__init(&page.html, context, sink);
    page.color = dz_memory__zeroed(context, page.count + 1, sizeof *page.color);
    page.depth = dz_memory__zeroed(context, page.count + 1, sizeof *page.depth);
    page.named = dz_memory__zeroed(context, page.count + 1, 1);
    if (!page.color || !page.depth || !page.named)
        goto done;
    measure_depths(&page);
    status = choose_colors(&page);
    if (status == DZ_OK)
        status = collect(&page);
    if (status == DZ_OK)
        status = put_page(&page);
done:
    dz_array__free(context, &page.edges);
    dz_array__free(context, &page.open);
    dz_memory__free(context, page.color);
    dz_memory__free(context, page.depth);
    dz_memory__free(context, page.named);
    dz_page__free(&page.html);
    return status;
}
