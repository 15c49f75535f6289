#include "document/readers.h"

#include <stdlib.h>

#include "document/html_facts.h"
#include "document/html_tree.h"
#include "document/lines.h"
#include "document/scan.h"

/* ---- What an element does to the text in it ---- */

enum {
    EFFECT_BLOCK = 1 << 0,   /* stands on lines of its own */
    EFFECT_SKIP = 1 << 1,    /* is not shown */
    EFFECT_LINK = 1 << 2,    /* */
    EFFECT_BOLD = 1 << 3,    /* */
    EFFECT_QUOTE = 1 << 4,   /* <q> */
    EFFECT_KEEP = 1 << 5,    /* white space is kept (<pre>) */
    EFFECT_HEADING = 1 << 6, /* */
    EFFECT_ITEM = 1 << 7,    /* <li> */
    EFFECT_CAPTION = 1 << 8, /* */
    EFFECT_ASIDE = 1 << 9    /* belongs to the site, not to what is said on the page */
};

#define EFFECT_COUNT 10

/* Tags that are not here are part of the text around them. */
static const uint16_t tag_effects[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_SCRIPT] = EFFECT_SKIP,
    [GUMBO_TAG_STYLE] = EFFECT_SKIP,
    [GUMBO_TAG_NOSCRIPT] = EFFECT_SKIP,
    [GUMBO_TAG_TEMPLATE] = EFFECT_SKIP,
    [GUMBO_TAG_HEAD] = EFFECT_SKIP,
    [GUMBO_TAG_IFRAME] = EFFECT_SKIP,
    [GUMBO_TAG_OBJECT] = EFFECT_SKIP,
    [GUMBO_TAG_EMBED] = EFFECT_SKIP,
    [GUMBO_TAG_SELECT] = EFFECT_SKIP,
    [GUMBO_TAG_TEXTAREA] = EFFECT_SKIP,
    [GUMBO_TAG_BUTTON] = EFFECT_SKIP,
    [GUMBO_TAG_SVG] = EFFECT_SKIP,
    [GUMBO_TAG_CANVAS] = EFFECT_SKIP,
    [GUMBO_TAG_AUDIO] = EFFECT_SKIP,
    [GUMBO_TAG_VIDEO] = EFFECT_SKIP,
    [GUMBO_TAG_NOFRAMES] = EFFECT_SKIP,
    [GUMBO_TAG_DATALIST] = EFFECT_SKIP,
    [GUMBO_TAG_TITLE] = EFFECT_SKIP,
    [GUMBO_TAG_H1] = EFFECT_BLOCK | EFFECT_HEADING,
    [GUMBO_TAG_H2] = EFFECT_BLOCK | EFFECT_HEADING,
    [GUMBO_TAG_H3] = EFFECT_BLOCK | EFFECT_HEADING,
    [GUMBO_TAG_H4] = EFFECT_BLOCK | EFFECT_HEADING,
    [GUMBO_TAG_H5] = EFFECT_BLOCK | EFFECT_HEADING,
    [GUMBO_TAG_H6] = EFFECT_BLOCK | EFFECT_HEADING,
    [GUMBO_TAG_NAV] = EFFECT_BLOCK | EFFECT_ASIDE,
    [GUMBO_TAG_FOOTER] = EFFECT_BLOCK | EFFECT_ASIDE,
    [GUMBO_TAG_ASIDE] = EFFECT_BLOCK | EFFECT_ASIDE,
    [GUMBO_TAG_MENU] = EFFECT_BLOCK | EFFECT_ASIDE,
    [GUMBO_TAG_FIGCAPTION] = EFFECT_BLOCK | EFFECT_CAPTION,
    [GUMBO_TAG_CAPTION] = EFFECT_BLOCK | EFFECT_CAPTION,
    [GUMBO_TAG_LI] = EFFECT_BLOCK | EFFECT_ITEM,
    [GUMBO_TAG_PRE] = EFFECT_BLOCK | EFFECT_KEEP,
    [GUMBO_TAG_LISTING] = EFFECT_BLOCK | EFFECT_KEEP,
    [GUMBO_TAG_XMP] = EFFECT_BLOCK | EFFECT_KEEP,
    [GUMBO_TAG_PLAINTEXT] = EFFECT_BLOCK | EFFECT_KEEP,
    [GUMBO_TAG_A] = EFFECT_LINK,
    [GUMBO_TAG_B] = EFFECT_BOLD,
    [GUMBO_TAG_STRONG] = EFFECT_BOLD,
    [GUMBO_TAG_Q] = EFFECT_QUOTE,
    [GUMBO_TAG_ADDRESS] = EFFECT_BLOCK,
    [GUMBO_TAG_ARTICLE] = EFFECT_BLOCK,
    [GUMBO_TAG_BLOCKQUOTE] = EFFECT_BLOCK,
    [GUMBO_TAG_BODY] = EFFECT_BLOCK,
    [GUMBO_TAG_CENTER] = EFFECT_BLOCK,
    [GUMBO_TAG_DD] = EFFECT_BLOCK,
    [GUMBO_TAG_DETAILS] = EFFECT_BLOCK,
    [GUMBO_TAG_DIR] = EFFECT_BLOCK,
    [GUMBO_TAG_DIV] = EFFECT_BLOCK,
    [GUMBO_TAG_DL] = EFFECT_BLOCK,
    [GUMBO_TAG_DT] = EFFECT_BLOCK,
    [GUMBO_TAG_FIELDSET] = EFFECT_BLOCK,
    [GUMBO_TAG_FIGURE] = EFFECT_BLOCK,
    [GUMBO_TAG_FORM] = EFFECT_BLOCK,
    [GUMBO_TAG_HEADER] = EFFECT_BLOCK,
    [GUMBO_TAG_HGROUP] = EFFECT_BLOCK,
    [GUMBO_TAG_HR] = EFFECT_BLOCK,
    [GUMBO_TAG_HTML] = EFFECT_BLOCK,
    [GUMBO_TAG_LEGEND] = EFFECT_BLOCK,
    [GUMBO_TAG_MAIN] = EFFECT_BLOCK,
    [GUMBO_TAG_OL] = EFFECT_BLOCK,
    [GUMBO_TAG_P] = EFFECT_BLOCK,
    [GUMBO_TAG_SECTION] = EFFECT_BLOCK,
    [GUMBO_TAG_SUMMARY] = EFFECT_BLOCK,
    [GUMBO_TAG_TABLE] = EFFECT_BLOCK,
    [GUMBO_TAG_TBODY] = EFFECT_BLOCK,
    [GUMBO_TAG_TD] = EFFECT_BLOCK,
    [GUMBO_TAG_TFOOT] = EFFECT_BLOCK,
    [GUMBO_TAG_TH] = EFFECT_BLOCK,
    [GUMBO_TAG_THEAD] = EFFECT_BLOCK,
    [GUMBO_TAG_TR] = EFFECT_BLOCK,
    [GUMBO_TAG_UL] = EFFECT_BLOCK,
    [GUMBO_TAG_OPTION] = EFFECT_BLOCK,
    [GUMBO_TAG_OPTGROUP] = EFFECT_BLOCK,
};

static unsigned effect_of_tag(GumboTag tag)
{
    return tag < GUMBO_TAG_LAST ? tag_effects[tag] : 0;
}

/* "display: none", however it is spaced. */
static bool hides(const char *style)
{
    char squeezed[256];
    size_t length = 0;
    for (; *style && length + 1 < sizeof squeezed; style++)
        if (*style != ' ')
            squeezed[length++] = dz_scan__lower(*style);
    squeezed[length] = '\0';
    return strstr(squeezed, "display:none") || strstr(squeezed, "visibility:hidden");
}

/* Words of which class names and ids for a site's furniture are made, whole between hyphens and underscores. */
static bool has_aside_word(const char *names)
{
    static const char *const words[] = {"nav",        "navbar",           "navigation",  "topnav",     "menu",
                                        "breadcrumb", "breadcrumbs",      "crumb",       "crumbs",     "sidebar",
                                        "footer",     "copyright",        "share",       "sharing",    "social",
                                        "related",    "recommend",        "recommended", "comments",   "advert",
                                        "ads",        "banner",           "toolbar",     "pagination", "pager",
                                        "login",      "subscribe",        "promo",       "tags",       "newsletter",
                                        "taglist",    "bdsharebuttonbox", "editor",      "zebian",     "advertisement",
                                        "hotnews",    "ranking",          "cookie",      "cookies",    "skip",
                                        "disclaimer"};
    for (size_t at = 0; names[at];) {
        size_t end = at;
        while (dz_scan__is_letter(names[end]))
            end++;
        dz_view word = {names + at, end - at};
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (dz_scan__equals(word, words[i]))
                return true;
        at = end > at ? end : at + 1;
    }
    return false;
}

/* Whether a list of class names has one, whole between white space. */
static bool has_name(const char *names, const char *name)
{
    for (size_t at = 0; names[at];) {
        size_t length = strcspn(names + at, " \t\n\r\f");
        if (dz_scan__equals((dz_view){names + at, length}, name))
            return true;
        at += length;
        at += strspn(names + at, " \t\n\r\f");
    }
    return false;
}

static bool is_aside(const GumboNode *node)
{
    static const char *const roles[] = {"navigation", "banner", "contentinfo", "search", "complementary"};
    GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN)
        return false; /* their classes tell of the template */
    const char *role = dz_html__attribute(node, "role");
    const char *class = dz_html__attribute(node, "class");
    const char *id = dz_html__attribute(node, "id");
    for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
        if (strcmp(role, roles[i]) == 0)
            return true;
    return (class && has_aside_word(class)) || (id && has_aside_word(id));
}

static unsigned effect_of(const GumboNode *node)
{
    unsigned effect = effect_of_tag(node->v.element.tag);
    const char *style = dz_html__attribute(node, "style");
    const char *class = dz_html__attribute(node, "class");
    if (dz_html__attribute(node, "hidden") || (style && hides(style)))
        effect |= EFFECT_SKIP;
    if (is_aside(node))
        effect |= EFFECT_ASIDE;
    if (class && (effect & EFFECT_BLOCK) && dz_scan__contains((dz_view){class, strlen(class)}, "caption"))
        effect |= EFFECT_CAPTION;
    return effect;
}

/* Elements that hold what a page is about: by their tags, by schema.org's property, by the class names that content
 * management systems give. */
static bool is_area(const GumboNode *node)
{
    static const char *const names[] = {"article-body",  "articlebody",  "article-content", "article-text",
                                        "entry-content", "post-content", "story-body",      "news-content",
                                        "trs_editor",    "content-body", "article_content", "articlecontent"};
    GumboTag tag = node->v.element.tag;
    const char *role = dz_html__attribute(node, "role");
    const char *property = dz_html__attribute(node, "itemprop");
    const char *class = dz_html__attribute(node, "class");
    const char *id = dz_html__attribute(node, "id");
    if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN || (role && strcmp(role, "main") == 0) ||
        (property && strcmp(property, "articleBody") == 0))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((class && has_name(class, names[i])) || (id && has_name(id, names[i])))
            return true;
    return false;
}

/* ---- Writing the text ---- */

/* An area of the page that may be its text. */
typedef struct html_area {
    const GumboNode *node;
    uint16_t parent; /* number of the area around it; 0: none */
    size_t said;     /* bytes of sentences in it */
    bool titled;     /* holds a heading of the first level */
} html_area;

#define AREA_LIMIT 1000 /* more are cards of a front page */

typedef struct html_reader {
    dz_draft *draft;
    DZ_ARRAY(html_area) areas; /* the first is the page */
    uint16_t area;             /* the innermost that is open */
    dz_buffer *text;
    const dz_decoded *source;
    dz_html_facts facts;
    uint32_t depth[EFFECT_COUNT];    /* open elements with each effect */
    DZ_ARRAY(const char *) elements; /* names of the open elements that stand on lines of their own */
    size_t begin;                    /* of the piece being written */
    size_t characters;
    size_t link_characters;
    size_t repaired; /* repairs found in text, the others being in markup */
    bool space;      /* white space is due before the next character */
    bool bold_start;
    bool bold_ended;
    size_t bold_end; /* of the bold words that the piece begins with */
    uint32_t heading_one;
} html_reader;

static bool inside(const html_reader *reader, unsigned effect)
{
    for (unsigned i = 0; i < EFFECT_COUNT; i++)
        if (effect == 1u << i)
            return reader->depth[i] > 0;
    return false;
}

static bool at_line_start(const html_reader *reader)
{
    return reader->text->length == reader->begin || reader->text->data[reader->text->length - 1] == '\n';
}

static void write_character(html_reader *reader, const char *bytes, size_t length)
{
    if (reader->space && !at_line_start(reader))
        dz_buffer__append_byte(reader->text, ' ');
    reader->space = false;
    if (reader->characters == 0)
        reader->bold_start = inside(reader, EFFECT_BOLD);
    reader->characters++;
    reader->link_characters += inside(reader, EFFECT_LINK);
    dz_buffer__append(reader->text, bytes, length);
    reader->bold_ended = reader->bold_ended || !inside(reader, EFFECT_BOLD);
    if (!reader->bold_ended)
        reader->bold_end = reader->text->length;
}

static bool is_html_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static void note_space(html_reader *reader)
{
    reader->space = true;
    reader->bold_ended = reader->bold_ended || (reader->characters > 0 && !inside(reader, EFFECT_BOLD));
}

static void write_text(html_reader *reader, dz_view view)
{
    bool keep = inside(reader, EFFECT_KEEP);
    for (size_t at = 0; at < view.length;) {
        size_t begin = at;
        dz_utf8__next(view.data, view.length, &at);
        char byte = view.data[begin];
        if (keep && byte == '\n')
            dz_buffer__append_byte(reader->text, '\n');
        else if (keep && byte == ' ')
            dz_buffer__append_byte(reader->text, ' ');
        else if (is_html_space(byte))
            note_space(reader);
        else
            write_character(reader, view.data + begin, at - begin);
    }
}

/* ---- Pieces ---- */

/* The innermost element, but the quotation that a paragraph stands in. */
static const char *markup_here(const html_reader *reader)
{
    const char *here = reader->elements.items[reader->elements.count - 1];
    for (size_t i = reader->elements.count; strcmp(here, "p") == 0 && i > 0; i--)
        if (strcmp(reader->elements.items[i - 1], "blockquote") == 0)
            return reader->elements.items[i - 1];
    return here;
}

static dz_piece new_piece(const html_reader *reader)
{
    dz_piece piece = {.bold_start = reader->bold_start, .aside = inside(reader, EFFECT_ASIDE), .area = reader->area};
    if (reader->elements.count > 0)
        piece.block.markup = markup_here(reader);
    if (reader->characters > 0)
        piece.link_share = (uint8_t)(reader->link_characters * 100 / reader->characters);
    if (reader->bold_start)
        piece.bold_length = reader->bold_end - reader->begin;
    if (inside(reader, EFFECT_HEADING))
        piece.block.kind = DZ_BLOCK_HEADING;
    else if (inside(reader, EFFECT_CAPTION))
        piece.block.kind = DZ_BLOCK_CAPTION;
    else if (inside(reader, EFFECT_ITEM))
        piece.block.kind = DZ_BLOCK_LIST_ITEM;
    piece.marked = piece.block.kind == DZ_BLOCK_HEADING || piece.block.kind == DZ_BLOCK_CAPTION;
    return piece;
}

/* Ends the piece that is being written, if there is anything in it. */
static dz_status end_piece(html_reader *reader)
{
    dz_status status = dz_buffer__status(reader->text);
    if (status == DZ_OK && reader->text->length > reader->begin) {
        dz_span whole = dz_scan__trim(reader->text->data, (dz_span){reader->begin, reader->text->length});
        size_t count = reader->draft->pieces.count;
        status = whole.end > whole.begin ? dz_lines__add(reader->draft, reader->text->data, whole, new_piece(reader))
                                         : DZ_OK;
        if (reader->heading_one > 0 && !reader->facts.has_heading && reader->draft->pieces.count > count) {
            reader->facts.heading = whole;
            reader->facts.has_heading = true;
        }
        reader->text->length = whole.end; /* white space at the end is shown nowhere */
        if (whole.end > whole.begin)
            dz_buffer__append_byte(reader->text, '\n');
        else
            reader->text->length = reader->begin;
    }
    reader->begin = reader->text->length;
    reader->characters = reader->link_characters = 0;
    reader->space = reader->bold_start = reader->bold_ended = false;
    return status;
}

static dz_status break_line(html_reader *reader)
{
    reader->space = false;
    if (reader->text->length == reader->begin)
        return DZ_OK;
    if (at_line_start(reader)) /* two in a row part paragraphs */
        return end_piece(reader);
    return dz_buffer__append_byte(reader->text, '\n');
}

/* ---- Repairs ---- */

/* The first repair at or behind a byte of the source: they are in order, and a page may have many. */
static size_t first_repair(const dz_decoded *source, size_t byte)
{
    size_t low = 0;
    size_t high = dz_decoded_repair_count(source);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dz_decoded_repair(source, middle).span.begin < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Replacement characters in what was written since `begin`, where entities and zeros move the places of repairs: of the
 * bytes, or of the page itself (&#0;, &#xFFFD;). */
static dz_status report_replacements(html_reader *reader, size_t begin, bool broken)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    dz_status status = DZ_OK;
    for (size_t at = begin; at + 3 <= reader->text->length && status == DZ_OK; at++) {
        if (memcmp(reader->text->data + at, replacement, 3) != 0)
            continue;
        dz_repair repair = {{at, at + 3}, broken ? "invalid bytes" : "replacement character in the source"};
        status = dz_array__push(reader->draft->context, &reader->draft->repairs, repair);
    }
    return status;
}

static dz_status write_node_text(html_reader *reader, const GumboText *node)
{
    dz_view view = {node->text, strlen(node->text)};
    size_t offset = (size_t)(node->original_text.data - dz_decoded_text(reader->source).data);
    size_t end = offset + node->original_text.length;
    bool literal = node->original_text.length == view.length; /* no entities: offsets agree */
    dz_status status = DZ_OK;
    size_t written = 0;
    size_t node_begin = reader->text->length;
    size_t count = dz_decoded_repair_count(reader->source);
    bool broken = false;
    for (size_t i = first_repair(reader->source, offset); i < count && status == DZ_OK; i++) {
        dz_repair repair = dz_decoded_repair(reader->source, i);
        if (repair.span.begin >= end)
            break;
        reader->repaired++;
        bool invalid = strcmp(repair.what, "invalid bytes") == 0;
        broken = broken || invalid;
        if (!literal && invalid)
            continue; /* its replacement character is found where it is written */
        dz_span place = {node_begin, node_begin};
        if (literal && repair.span.begin - offset >= written && repair.span.end <= end) {
            write_text(reader, (dz_view){view.data + written, repair.span.begin - offset - written});
            place.begin = reader->text->length + (reader->space && !at_line_start(reader));
            write_text(reader, (dz_view){view.data + repair.span.begin - offset, repair.span.end - repair.span.begin});
            written = repair.span.end - offset;
            place.end = reader->text->length > place.begin ? reader->text->length : place.begin;
        }
        status = dz_array__push(reader->draft->context, &reader->draft->repairs, ((dz_repair){place, repair.what}));
    }
    write_text(reader, (dz_view){view.data + written, view.length - written});
    if (status == DZ_OK && !literal)
        status = report_replacements(reader, node_begin, broken);
    return status == DZ_OK ? dz_buffer__status(reader->text) : status;
}

/* ---- The walk ---- */

static dz_status write_quotation_mark(html_reader *reader, bool opens)
{
    static const char *const marks[2][2] = {{"”", "“"}, {"’", "‘"}};
    const char *mark = marks[(reader->depth[4] + 1) % 2][opens];
    write_character(reader, mark, strlen(mark));
    return DZ_OK;
}

static void count_effects(html_reader *reader, unsigned effect, bool enters)
{
    for (unsigned i = 0; i < EFFECT_COUNT; i++)
        if (effect & 1u << i)
            reader->depth[i] += enters ? 1u : UINT32_MAX; /* by unsigned wrap, one less */
}

static dz_status enter_element(html_reader *reader, const GumboNode *node, unsigned effect)
{
    GumboTag tag = node->v.element.tag;
    dz_status status = DZ_OK;
    if (effect & EFFECT_BLOCK) {
        status = end_piece(reader);
        if (status == DZ_OK)
            status = dz_array__push(reader->draft->context, &reader->elements, gumbo_normalized_tagname(tag));
    }
    if (status == DZ_OK && is_area(node) && reader->areas.count < AREA_LIMIT) {
        status = dz_array__push(reader->draft->context, &reader->areas, ((html_area){node, reader->area, 0, false}));
        reader->area = (uint16_t)(reader->areas.count - 1);
    }
    count_effects(reader, effect, true);
    for (uint16_t area = reader->area; tag == GUMBO_TAG_H1 && area > 0; area = reader->areas.items[area].parent)
        reader->areas.items[area].titled = true;
    reader->heading_one += tag == GUMBO_TAG_H1;
    if (effect & EFFECT_QUOTE)
        write_quotation_mark(reader, true);
    return tag == GUMBO_TAG_BR && status == DZ_OK ? break_line(reader) : status;
}

static dz_status leave_element(html_reader *reader, const GumboNode *node, unsigned effect)
{
    dz_status status = DZ_OK;
    if (effect & EFFECT_QUOTE)
        write_quotation_mark(reader, false);
    if (effect & EFFECT_BLOCK) {
        status = end_piece(reader);
        reader->elements.count--;
    }
    if (reader->area > 0 && reader->areas.items[reader->area].node == node)
        reader->area = reader->areas.items[reader->area].parent;
    reader->heading_one -= node->v.element.tag == GUMBO_TAG_H1;
    count_effects(reader, effect, false);
    return status;
}

static bool has_children(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT && node->v.element.children.length > 0;
}

/* Enters a node; `*descend` says whether its children are to be walked. Facts stand in <head>, which is not shown. */
static dz_status enter_node(html_reader *reader, const GumboNode *node, bool *descend)
{
    *descend = false;
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
        if (inside(reader, EFFECT_SKIP))
            return DZ_OK;
        return write_node_text(reader, &node->v.text);
    }
    if (node->type != GUMBO_NODE_ELEMENT)
        return DZ_OK;
    dz_html__look(&reader->facts, node);
    unsigned effect = effect_of(node);
    if (inside(reader, EFFECT_SKIP) || (effect & EFFECT_SKIP))
        effect = EFFECT_SKIP;
    bool head = node->v.element.tag == GUMBO_TAG_HEAD || inside(reader, EFFECT_SKIP);
    if (effect == EFFECT_SKIP && !head)
        return DZ_OK;
    *descend = true;
    return enter_element(reader, node, effect);
}

static dz_status leave_node(html_reader *reader, const GumboNode *node)
{
    unsigned effect = effect_of(node);
    bool skipped = (effect & EFFECT_SKIP) || inside(reader, EFFECT_SKIP);
    return leave_element(reader, node, skipped ? EFFECT_SKIP : effect);
}

/* Depth first without recursion: a page may be nested as deep as it likes. */
static dz_status walk(html_reader *reader, const GumboNode *root)
{
    const GumboNode *node = root;
    dz_status status = DZ_OK;
    while (status == DZ_OK) {
        bool descend = false;
        status = enter_node(reader, node, &descend);
        if (status == DZ_OK && descend && has_children(node)) {
            node = node->v.element.children.data[0];
            continue;
        }
        if (status == DZ_OK && descend)
            status = leave_node(reader, node);
        while (status == DZ_OK && node != root) {
            const GumboNode *parent = node->parent;
            size_t next = node->index_within_parent + 1;
            if (next < parent->v.element.children.length) {
                node = parent->v.element.children.data[next];
                break;
            }
            node = parent;
            status = leave_node(reader, node);
        }
        if (node == root)
            break;
    }
    return status;
}

/* Bytes of a piece that is a sentence of the page's own. */
static size_t said_in(const dz_draft *draft, const dz_piece *piece)
{
    bool said = piece->link_share < 50 && dz_scan__ends_in_stop(dz_draft__view(draft, piece->block.span));
    return said ? piece->block.span.end - piece->block.span.begin : 0;
}

static bool is_within(const html_reader *reader, uint16_t area, uint16_t outer)
{
    while (area > 0 && area != outer)
        area = reader->areas.items[area].parent;
    return area == outer;
}

/* Whether an area holds half of what the page says, or the page's title and a fifth, and twice as much as any beside it
 * (the cards of other stories) that is as good. */
static bool is_the_text(const html_reader *reader, uint16_t area)
{
    const html_area *areas = reader->areas.items;
    if (areas[area].said == 0 || areas[area].said * (areas[area].titled ? 5 : 2) < areas[0].said)
        return false;
    for (uint16_t other = 1; other < reader->areas.count; other++)
        if (areas[other].said * 2 > areas[area].said && areas[other].titled == areas[area].titled &&
            !is_within(reader, other, area) && !is_within(reader, area, other))
            return false;
    return true;
}

/* The innermost area that holds what the page is about is its text, and what stands outside is not; a page without one
 * is judged block by block. */
static void believe_areas(html_reader *reader)
{
    dz_draft *draft = reader->draft;
    uint16_t best = 0;
    for (size_t i = 0; i < draft->pieces.count; i++) {
        const dz_piece *piece = &draft->pieces.items[i];
        size_t said = piece->aside ? 0 : said_in(draft, piece);
        for (uint16_t area = piece->area; area > 0; area = reader->areas.items[area].parent)
            reader->areas.items[area].said += said;
        reader->areas.items[0].said += said;
    }
    for (uint16_t area = 1; area < reader->areas.count; area++) /* an inner one comes after its outer one */
        if (is_the_text(reader, area))
            best = area;
    for (size_t i = 0; i < draft->pieces.count && best > 0; i++)
        draft->pieces.items[i].outside = !is_within(reader, draft->pieces.items[i].area, best);
}

/* Where the words of class names put nearly the whole page aside, they meant something else on this site. */
static void believe_asides(dz_draft *draft)
{
    size_t aside = 0;
    size_t all = 0;
    for (size_t i = 0; i < draft->pieces.count; i++) {
        const dz_piece *piece = &draft->pieces.items[i];
        size_t said = said_in(draft, piece);
        all += said;
        aside += piece->aside ? said : 0;
    }
    for (size_t i = 0; i < draft->pieces.count && aside * 10 > all * 8; i++)
        draft->pieces.items[i].aside = false;
}

dz_status dz_read__html(dz_draft *draft, dz_buffer *text, const dz_decoded *source)
{
    dz_html_tree tree;
    html_reader reader = {.draft = draft, .text = text, .source = source};
    dz_status status = dz_html__parse(draft->context, &tree, draft->name, dz_decoded_text(source));
    if (status == DZ_OK)
        status = dz_array__push(draft->context, &reader.areas, ((html_area){NULL, 0, 0, false}));
    if (status == DZ_OK)
        status = walk(&reader, tree.output->root);
    if (status == DZ_OK)
        status = end_piece(&reader);
    if (status == DZ_OK && text->length > 0)
        text->data[--text->length] = '\0'; /* the line feed behind the last line */
    if (status == DZ_OK)
        status = dz_buffer__status(text);
    draft->text = dz_buffer__view(text).data;
    draft->length = text->length;
    if (status == DZ_OK)
        status = dz_html__use(draft, &reader.facts);
    if (status == DZ_OK && reader.repaired < dz_decoded_repair_count(source))
        dz_context__log(draft->context, "%s: %zu repairs in its markup, outside its text", draft->name,
                        dz_decoded_repair_count(source) - reader.repaired);
    believe_asides(draft);
    if (status == DZ_OK)
        believe_areas(&reader);
    dz_array__free(draft->context, &reader.areas);
    dz_array__free(draft->context, &reader.elements);
    dz_html__free(&tree);
    return status;
}
