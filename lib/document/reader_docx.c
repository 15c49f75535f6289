#include "document/readers.h"

#include <stdlib.h>

#include "document/docx_package.h"
#include "document/docx_styles.h"
#include "document/lines.h"
#include "document/meta.h"
#include "document/scan.h"

/* libxml2 refuses deeper ones by itself. */
#define DEPTH_MAX 512
#define LONG_HEADING_COLUMNS 240

/* ---- Elements ---- */

typedef enum element {
    OTHER,
    ALTERNATIVES, /* mc:AlternateContent: the same thing for newer and for older programs */
    ALT_CHUNK,
    BOLD,
    BOX, /* w:txbxContent: the paragraphs of a text box */
    BREAK,
    CELL,
    CHOICE,
    COMMENT,
    DELETED,
    FALLBACK,
    HYPERLINK,
    HYPHEN,
    INSERTED,
    LEVEL,
    MATH_TEXT,
    NOTE,
    NUMBERING,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    SKIPPED,
    SYMBOL,
    TAB,
    TEXT,
    VANISH
} element;

/* Elements of WordprocessingML (ECMA-376 part 1, 17). What is skipped is shown nowhere in the running text: deleted
 * words, codes of fields, earlier properties of what was changed, placeholders, readings above Chinese characters. */
static const struct {
    const char *name;
    element element;
} word_elements[] = {{"altChunk", ALT_CHUNK},
                     {"b", BOLD},
                     {"br", BREAK},
                     {"commentReference", COMMENT},
                     {"cr", BREAK},
                     {"del", DELETED},
                     {"delInstrText", SKIPPED},
                     {"delText", SKIPPED},
                     {"endnote", NOTE},
                     {"footnote", NOTE},
                     {"hyperlink", HYPERLINK},
                     {"ins", INSERTED},
                     {"instrText", SKIPPED},
                     {"moveFrom", DELETED},
                     {"moveTo", INSERTED},
                     {"noBreakHyphen", HYPHEN},
                     {"numId", NUMBERING},
                     {"numberingChange", SKIPPED},
                     {"outlineLvl", LEVEL},
                     {"p", PARAGRAPH},
                     {"pPr", PARAGRAPH_PROPERTIES},
                     {"pPrChange", SKIPPED},
                     {"pStyle", PARAGRAPH_STYLE},
                     {"ptab", TAB},
                     {"r", RUN},
                     {"rPr", RUN_PROPERTIES},
                     {"rPrChange", SKIPPED},
                     {"rStyle", RUN_STYLE},
                     {"rt", SKIPPED},
                     {"sdtPr", SKIPPED},
                     {"sectPr", SKIPPED},
                     {"sym", SYMBOL},
                     {"t", TEXT},
                     {"tab", TAB},
                     {"tblGrid", SKIPPED},
                     {"tblPr", SKIPPED},
                     {"tc", CELL},
                     {"tcPr", SKIPPED},
                     {"trPr", SKIPPED},
                     {"txbxContent", BOX},
                     {"vanish", VANISH}};

static element find_element(const dz_xml_part *part)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(part->reader);
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(part->reader);
    if (!name || !space)
        return OTHER;
    if (strstr(space, "markup-compatibility"))
        return strcmp(name, "AlternateContent") == 0 ? ALTERNATIVES
               : strcmp(name, "Choice") == 0         ? CHOICE
               : strcmp(name, "Fallback") == 0       ? FALLBACK
                                                     : OTHER;
    if (strstr(space, "/math"))
        return strcmp(name, "t") == 0 ? MATH_TEXT : OTHER;
    if (!strstr(space, "wordprocessingml"))
        return OTHER;
    for (size_t i = 0; i < sizeof word_elements / sizeof *word_elements; i++)
        if (strcmp(word_elements[i].name, name) == 0)
            return word_elements[i].element;
    return OTHER;
}

/* ---- State ---- */

typedef enum part_kind { BODY, NOTES, FURNITURE } part_kind;

/* A paragraph that is open. A text box stands in a paragraph and has paragraphs of its own:
 *
 *   scratch:  | words of the outer one so far | words of the one in the box |
 *             ^ outer.begin                   ^ inner.begin
 *
 * The inner one ends first, goes to the text, and the outer one goes on where it was. */
typedef struct docx_paragraph {
    size_t begin; /* in scratch */
    size_t first_mark;
    dz_docx_style style;
    int level; /* its own; -1 where it has none */
    int listed;
    size_t characters;
    size_t link_characters;
    bool bold_start;
    bool bold_ended;
    size_t bold_length; /* of the bold words that it begins with */
    bool mark_deleted;  /* its end is a tracked deletion: it goes on in the next */
    bool in_cell;
} docx_paragraph;

typedef struct docx_reader {
    dz_draft *draft;
    dz_buffer *text;
    dz_buffer scratch;
    dz_docx_package package;
    dz_docx_styles styles;
    dz_xml_part part;
    part_kind kind;
    const char *markup; /* of notes and furniture */
    DZ_ARRAY(docx_paragraph) open;
    DZ_ARRAY(dz_repair) marks; /* repairs in scratch */
    uint8_t choice_seen[DEPTH_MAX];
    int skip_depth; /* of the element that is being skipped, -1: none */
    unsigned boxes;
    unsigned cells;
    unsigned links;
    unsigned paragraph_properties;
    unsigned run_properties;
    bool in_text;
    bool keep_space;
    bool hidden;
    bool bold;
    bool joins_next;
    DZ_ARRAY(size_t) insertions; /* where those that are open begin, in scratch */
    dz_span title;               /* of the first paragraph in the style of a title, else of the first heading */
    bool has_title;
    bool has_heading;
    size_t deletion_count;
    size_t insertion_count;
    size_t hidden_count;
    size_t comment_count;
    size_t chunk_count;
    size_t number_count;
} docx_reader;

static dz_status mark(docx_reader *reader, size_t begin, size_t end, const char *what)
{
    dz_repair repair = {{begin, end}, what};
    return dz_array__push(reader->draft->context, &reader->marks, repair);
}

static docx_paragraph *current(docx_reader *reader)
{
    return reader->open.count > 0 ? &reader->open.items[reader->open.count - 1] : NULL;
}

/* ---- Paragraphs ---- */

static dz_status begin_paragraph(docx_reader *reader)
{
    if (reader->joins_next && reader->open.count > 0) {
        reader->joins_next = false;
        return DZ_OK;
    }
    docx_paragraph paragraph = {.begin = reader->scratch.length,
                                .first_mark = reader->marks.count,
                                .style = dz_docx__find_style(&reader->styles, "Normal"),
                                .level = -1,
                                .listed = -1,
                                .in_cell = reader->cells > 0};
    paragraph.style.kind = DZ_DOCX_STYLE_PLAIN;
    return dz_array__push(reader->draft->context, &reader->open, paragraph);
}

static bool is_heading(const docx_paragraph *paragraph, dz_view words)
{
    bool styled = paragraph->style.kind == DZ_DOCX_STYLE_TITLE || paragraph->style.kind == DZ_DOCX_STYLE_HEADING;
    if (paragraph->level >= 0)
        styled = paragraph->level < DZ_DOCX_NO_LEVEL || paragraph->style.kind == DZ_DOCX_STYLE_TITLE;
    return styled && !(dz_scan__ends_in_stop(words) && dz_scan__measure(words).columns > LONG_HEADING_COLUMNS);
}

static const char *heading_markup(const docx_paragraph *paragraph)
{
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    int level = paragraph->level >= 0 ? paragraph->level : paragraph->style.level;
    if (paragraph->style.kind == DZ_DOCX_STYLE_TITLE)
        level = 0;
    return names[level < 5 ? level : 5];
}

static dz_piece new_piece(docx_reader *reader, const docx_paragraph *paragraph, dz_view words)
{
    dz_piece piece = {.block.markup = paragraph->in_cell ? "td" : "p", .bold_start = paragraph->bold_start};
    if (paragraph->bold_start)
        piece.bold_length = paragraph->bold_length;
    bool listed = paragraph->listed >= 0 ? paragraph->listed > 0 : paragraph->style.listed;
    if (paragraph->characters > 0)
        piece.link_share = (uint8_t)(paragraph->link_characters * 100 / paragraph->characters);
    if (is_heading(paragraph, words)) {
        piece.block.kind = DZ_BLOCK_HEADING;
        piece.block.markup = heading_markup(paragraph);
        piece.marked = true;
    } else if (paragraph->style.kind == DZ_DOCX_STYLE_CAPTION) {
        piece.block.kind = DZ_BLOCK_CAPTION;
        piece.block.markup = "figcaption";
        piece.marked = true;
    } else if (listed) {
        piece.block.kind = DZ_BLOCK_LIST_ITEM;
        piece.block.markup = "li";
    }
    reader->number_count += listed;
    piece.aside = paragraph->style.kind == DZ_DOCX_STYLE_CONTENTS || reader->kind == FURNITURE;
    piece.apart = reader->kind != BODY || reader->open.count > 1;
    if (reader->open.count > 1)
        piece.block.markup = "aside";
    if (reader->kind != BODY)
        piece.block.markup = reader->markup;
    return piece;
}

static void look_for_title(docx_reader *reader, const docx_paragraph *paragraph, const dz_piece *piece, dz_span span)
{
    if (piece->block.kind != DZ_BLOCK_HEADING || piece->apart || piece->aside)
        return;
    bool is_title = paragraph->style.kind == DZ_DOCX_STYLE_TITLE;
    if ((is_title && !reader->has_title) || (!reader->has_title && !reader->has_heading))
        reader->title = span;
    reader->has_title = reader->has_title || is_title;
    reader->has_heading = true;
}

/* Moves the repairs of a paragraph from scratch to the text, where its words begin at `to`. */
static dz_status keep_marks(docx_reader *reader, const docx_paragraph *paragraph, size_t to)
{
    dz_status status = DZ_OK;
    for (size_t i = paragraph->first_mark; i < reader->marks.count && status == DZ_OK; i++) {
        dz_repair repair = reader->marks.items[i];
        repair.span.begin = repair.span.begin - paragraph->begin + to;
        repair.span.end = repair.span.end - paragraph->begin + to;
        if (repair.span.end > reader->text->length)
            repair.span = (dz_span){reader->text->length, reader->text->length};
        status = dz_array__push(reader->draft->context, &reader->draft->repairs, repair);
    }
    return status;
}

static dz_status close_paragraph(docx_reader *reader)
{
    docx_paragraph paragraph = *current(reader);
    dz_view words = {dz_buffer__view(&reader->scratch).data + paragraph.begin,
                     reader->scratch.length - paragraph.begin};
    bool empty = dz_scan__trim_view(words).length == 0;
    size_t begin = reader->text->length;
    dz_piece piece = new_piece(reader, &paragraph, dz_scan__trim_view(words));
    dz_status status = dz_buffer__status(&reader->scratch);
    if (status == DZ_OK && !empty) {
        status = dz_buffer__append(reader->text, words.data, words.length);
        dz_span whole = {begin, reader->text->length};
        if (status == DZ_OK)
            status = dz_lines__add(reader->draft, reader->text->data, whole, piece);
        look_for_title(reader, &paragraph, &piece, whole);
    }
    if (status == DZ_OK)
        status = keep_marks(reader, &paragraph, begin);
    if (status == DZ_OK && !empty)
        status = dz_buffer__append_byte(reader->text, '\n');
    reader->marks.count = paragraph.first_mark;
    reader->scratch.length = paragraph.begin;
    for (size_t i = 0; i < reader->insertions.count; i++)
        if (reader->insertions.items[i] > paragraph.begin)
            reader->insertions.items[i] = paragraph.begin;
    reader->open.count--;
    return status;
}

static dz_status end_paragraph(docx_reader *reader)
{
    docx_paragraph *paragraph = current(reader);
    if (!paragraph)
        return DZ_OK;
    if (paragraph->mark_deleted && reader->boxes == 0) {
        paragraph->mark_deleted = false;
        reader->joins_next = true;
        return DZ_OK;
    }
    return close_paragraph(reader);
}

/* ---- Text ---- */

static dz_status write_words(docx_reader *reader, const char *words, size_t length)
{
    docx_paragraph *paragraph = current(reader);
    if (!paragraph)
        return DZ_OK;
    if (reader->hidden || paragraph->style.hidden) {
        reader->hidden_count++;
        return DZ_OK;
    }
    if (paragraph->characters == 0)
        paragraph->bold_start = reader->bold;
    paragraph->bold_ended = paragraph->bold_ended || !reader->bold;
    if (!paragraph->bold_ended)
        paragraph->bold_length = reader->scratch.length + length - paragraph->begin;
    for (size_t i = 0; i < length; i++) {
        bool begins = ((unsigned char)words[i] & 0xC0) != 0x80;
        paragraph->characters += begins;
        paragraph->link_characters += begins && reader->links > 0;
    }
    return dz_buffer__append(&reader->scratch, words, length);
}

/* White space at the ends of w:t counts only where it says so; line feeds in it are spaces. */
static dz_status write_text_node(docx_reader *reader)
{
    const char *value = (const char *)xmlTextReaderConstValue(reader->part.reader);
    dz_view words = {value ? value : "", value ? strlen(value) : 0};
    while (!reader->keep_space && words.length > 0 && (unsigned char)words.data[0] <= ' ')
        words.data++, words.length--;
    while (!reader->keep_space && words.length > 0 && (unsigned char)words.data[words.length - 1] <= ' ')
        words.length--;
    dz_status status = DZ_OK;
    for (size_t at = 0; at < words.length && status == DZ_OK;) {
        size_t end = at;
        while (end < words.length && words.data[end] != '\n' && words.data[end] != '\r')
            end++;
        status = write_words(reader, words.data + at, end - at);
        if (status == DZ_OK && end < words.length)
            status = write_words(reader, " ", 1);
        at = end + 1;
    }
    return status;
}

/* A character of a font that gives its own meaning to codes: shown as it is coded, and said. */
static dz_status write_symbol(docx_reader *reader)
{
    char value[16];
    char bytes[4];
    dz_xml__attribute(&reader->part, "char", value, sizeof value);
    unsigned long code = strtoul(value, NULL, 16);
    if (code < 0x20 || code > 0xFFFD || (code >= 0xD800 && code <= 0xDFFF))
        return DZ_OK;
    if (code == 0xF0B7) /* the bullet of the font Symbol */
        code = 0x2022;
    size_t begin = reader->scratch.length;
    dz_status status = write_words(reader, bytes, dz_utf8__encode((uint32_t)code, bytes));
    if (status == DZ_OK && code != 0x2022 && reader->scratch.length > begin)
        status = mark(reader, begin, reader->scratch.length, "symbol of a font");
    return status;
}

/* ---- Properties ---- */

static void set_level(docx_reader *reader, docx_paragraph *paragraph)
{
    char value[16];
    if (dz_xml__attribute(&reader->part, "val", value, sizeof value) && dz_scan__is_digit(value[0]))
        paragraph->level = atoi(value) < DZ_DOCX_NO_LEVEL ? atoi(value) : DZ_DOCX_NO_LEVEL;
}

static void set_numbering(docx_reader *reader, docx_paragraph *paragraph)
{
    char value[16];
    if (dz_xml__attribute(&reader->part, "val", value, sizeof value))
        paragraph->listed = strcmp(value, "0") != 0;
}

static void read_paragraph_property(docx_reader *reader, element found)
{
    char id[128];
    docx_paragraph *paragraph = current(reader);
    if (!paragraph)
        return;
    if (found == PARAGRAPH_STYLE && dz_xml__attribute(&reader->part, "val", id, sizeof id))
        paragraph->style = dz_docx__find_style(&reader->styles, id);
    else if (found == LEVEL)
        set_level(reader, paragraph);
    else if (found == NUMBERING)
        set_numbering(reader, paragraph);
    else if (found == DELETED)
        paragraph->mark_deleted = true;
}

static void read_run_property(docx_reader *reader, element found)
{
    char id[128];
    if (found == RUN_STYLE && dz_xml__attribute(&reader->part, "val", id, sizeof id)) {
        dz_docx_style style = dz_docx__find_style(&reader->styles, id);
        reader->hidden = reader->hidden || style.hidden;
        reader->bold = reader->bold || style.bold;
    } else if (found == VANISH) {
        reader->hidden = dz_docx__is_on(&reader->part);
    } else if (found == BOLD) {
        reader->bold = dz_docx__is_on(&reader->part);
    }
}

/* ---- The walk ---- */

static void skip(docx_reader *reader)
{
    reader->skip_depth = xmlTextReaderDepth(reader->part.reader);
}

static dz_status enter_deletion(docx_reader *reader)
{
    docx_paragraph *paragraph = current(reader);
    skip(reader);
    reader->deletion_count++;
    return paragraph ? mark(reader, reader->scratch.length, reader->scratch.length, "tracked deletion left out")
                     : DZ_OK;
}

/* The first mc:Choice is what newer programs show; the others, and mc:Fallback, say the same again. */
static void enter_alternative(docx_reader *reader)
{
    size_t depth = (size_t)xmlTextReaderDepth(reader->part.reader);
    if (depth < DEPTH_MAX && reader->choice_seen[depth]++ == 0)
        return;
    reader->choice_seen[depth] = 1;
    skip(reader);
}

static void enter_note(docx_reader *reader)
{
    char type[32];
    if (dz_xml__attribute(&reader->part, "type", type, sizeof type) && strcmp(type, "normal") != 0)
        skip(reader); /* the line between text and notes */
}

static dz_status enter_break(docx_reader *reader)
{
    char type[16];
    bool page = dz_xml__attribute(&reader->part, "type", type, sizeof type) && strcmp(type, "page") == 0;
    docx_paragraph *paragraph = current(reader);
    if (!paragraph || (page && paragraph->characters == 0))
        return DZ_OK;
    return dz_buffer__append_byte(&reader->scratch, '\n');
}

static void enter_text(docx_reader *reader)
{
    char space[16];
    reader->in_text = true;
    reader->keep_space =
        dz_xml__attribute(&reader->part, "space", space, sizeof space) && strcmp(space, "preserve") == 0;
}

static dz_status enter_content(docx_reader *reader, element found)
{
    switch (found) {
    case PARAGRAPH:
        return begin_paragraph(reader);
    case RUN:
        reader->hidden = false;
        reader->bold = current(reader) && current(reader)->style.bold;
        return DZ_OK;
    case TEXT:
    case MATH_TEXT:
        enter_text(reader);
        return DZ_OK;
    case TAB:
        return current(reader) ? dz_buffer__append_byte(&reader->scratch, '\t') : DZ_OK;
    case BREAK:
        return enter_break(reader);
    case HYPHEN:
        return write_words(reader, "\u2011", strlen("\u2011"));
    case SYMBOL:
        return write_symbol(reader);
    case DELETED:
        return enter_deletion(reader);
    case INSERTED:
        return dz_array__push(reader->draft->context, &reader->insertions, reader->scratch.length);
    case NOTE:
        enter_note(reader);
        return DZ_OK;
    default:
        break;
    }
    reader->cells += found == CELL;
    reader->boxes += found == BOX;
    reader->links += found == HYPERLINK;
    reader->comment_count += found == COMMENT;
    reader->chunk_count += found == ALT_CHUNK;
    return DZ_OK;
}

static dz_status enter_element(docx_reader *reader, element found)
{
    size_t depth = (size_t)xmlTextReaderDepth(reader->part.reader);
    if (found == SKIPPED) {
        skip(reader);
    } else if (found == ALTERNATIVES && depth + 1 < DEPTH_MAX) {
        reader->choice_seen[depth + 1] = 0;
    } else if (found == CHOICE || found == FALLBACK) {
        enter_alternative(reader);
    } else if (found == PARAGRAPH_PROPERTIES) {
        reader->paragraph_properties++;
    } else if (found == RUN_PROPERTIES) {
        reader->run_properties++;
    } else if (reader->paragraph_properties > 0) {
        read_paragraph_property(reader, found);
    } else if (reader->run_properties > 0) {
        read_run_property(reader, found);
    } else {
        return enter_content(reader, found);
    }
    return DZ_OK;
}

static dz_status leave_insertion(docx_reader *reader)
{
    if (reader->insertions.count == 0)
        return DZ_OK;
    size_t begin = reader->insertions.items[--reader->insertions.count];
    reader->insertion_count++;
    if (current(reader) && begin < current(reader)->begin)
        begin = current(reader)->begin; /* it began in the paragraph around this one */
    if (!current(reader) || begin >= reader->scratch.length)
        return DZ_OK;
    return mark(reader, begin, reader->scratch.length, "tracked insertion kept");
}

static dz_status leave_element(docx_reader *reader, element found)
{
    bool properties = reader->paragraph_properties > 0 || reader->run_properties > 0;
    if (found == PARAGRAPH_PROPERTIES)
        reader->paragraph_properties -= reader->paragraph_properties > 0;
    else if (found == RUN_PROPERTIES)
        reader->run_properties -= reader->run_properties > 0;
    if (properties)
        return DZ_OK;
    if (found == TEXT || found == MATH_TEXT)
        reader->in_text = false;
    reader->cells -= found == CELL && reader->cells > 0;
    reader->boxes -= found == BOX && reader->boxes > 0;
    reader->links -= found == HYPERLINK && reader->links > 0;
    if (found == INSERTED)
        return leave_insertion(reader);
    return found == PARAGRAPH ? end_paragraph(reader) : DZ_OK;
}

static dz_status read_node(docx_reader *reader)
{
    xmlTextReader *xml = reader->part.reader;
    int type = xmlTextReaderNodeType(xml);
    int depth = xmlTextReaderDepth(xml);
    if (reader->skip_depth >= 0) {
        if (type == XML_READER_TYPE_END_ELEMENT && depth == reader->skip_depth)
            reader->skip_depth = -1;
        return DZ_OK;
    }
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
        type == XML_READER_TYPE_WHITESPACE)
        return reader->in_text ? write_text_node(reader) : DZ_OK;
    if (type == XML_READER_TYPE_END_ELEMENT)
        return leave_element(reader, find_element(&reader->part));
    if (type != XML_READER_TYPE_ELEMENT)
        return DZ_OK;
    element found = find_element(&reader->part);
    bool empty = xmlTextReaderIsEmptyElement(xml) == 1;
    dz_status status = enter_element(reader, found);
    if (empty && reader->skip_depth == depth)
        reader->skip_depth = -1;
    else if (empty && status == DZ_OK)
        status = leave_element(reader, found);
    return status;
}

static void begin_part(docx_reader *reader, part_kind kind, const char *markup)
{
    reader->kind = kind;
    reader->markup = markup;
    reader->skip_depth = -1;
    reader->boxes = reader->cells = reader->links = 0;
    reader->paragraph_properties = reader->run_properties = 0;
    reader->in_text = reader->joins_next = false;
    reader->insertions.count = 0;
}

static dz_status read_part(docx_reader *reader, const char *path, part_kind kind, const char *markup)
{
    bool more = false;
    begin_part(reader, kind, markup);
    dz_status status = dz_docx__open_part(&reader->package, &reader->part, path, &more);
    for (size_t nodes = 1; status == DZ_OK && more; nodes++) {
        status = dz_xml__next(&reader->part, &more);
        if (status == DZ_OK && more)
            status = read_node(reader);
        if (status == DZ_OK && nodes % 65536 == 0)
            status = dz_context__progress(reader->draft->context, "reading", nodes, 0);
    }
    while (status == DZ_OK && reader->open.count > 0)
        status = close_paragraph(reader); /* one whose end was deleted, and nothing followed */
    dz_xml__close(&reader->part);
    return status;
}

static dz_status read_parts(docx_reader *reader, const char *type, part_kind kind, const char *markup)
{
    dz_status status = DZ_OK;
    const char *path;
    for (size_t at = 0; status == DZ_OK && (path = dz_docx__find_link(&reader->package, type, &at)) != NULL;)
        status = read_part(reader, path, kind, markup);
    return status;
}

/* ---- What the file is about ---- */

/* The text of docProps/core.xml's elements becomes facts of the lowest rank: a title is often that of a template. */
static dz_status use_property(docx_reader *reader, const char *name, dz_view value)
{
    dz_facts *facts = &reader->draft->facts;
    bool known = false;
    bool generated = dz_scan__starts_with(value, "Microsoft Word - ") || dz_scan__ends_with(value, ".doc") ||
                     dz_scan__ends_with(value, ".docx");
    if (strcmp(name, "title") == 0 && !generated)
        return dz_draft__set(reader->draft, &facts->title, value, DZ_RANK_FILE);
    if (strcmp(name, "language") == 0)
        return dz_draft__set(reader->draft, &facts->language, value, DZ_RANK_MARKUP);
    if (strcmp(name, "created") == 0)
        return dz_meta__set_date(reader->draft, value, DZ_RANK_FILE, &known);
    return DZ_OK;
}

static dz_status read_properties(docx_reader *reader)
{
    bool more = false;
    char name[32] = "";
    const char *path = reader->package.properties;
    dz_status status = path ? dz_docx__open_part(&reader->package, &reader->part, path, &more) : DZ_OK;
    while (status == DZ_OK && more) {
        status = dz_xml__next(&reader->part, &more);
        if (status != DZ_OK || !more)
            break;
        int type = xmlTextReaderNodeType(reader->part.reader);
        const char *value = (const char *)xmlTextReaderConstValue(reader->part.reader);
        if (type == XML_READER_TYPE_ELEMENT)
            snprintf(name, sizeof name, "%s", (const char *)xmlTextReaderConstLocalName(reader->part.reader));
        else if (type == XML_READER_TYPE_END_ELEMENT)
            name[0] = '\0';
        else if (type == XML_READER_TYPE_TEXT && value)
            status = use_property(reader, name, (dz_view){value, strlen(value)});
    }
    dz_xml__close(&reader->part);
    return status;
}

static void tell(const docx_reader *reader)
{
    dz_context *context = reader->draft->context;
    const char *name = reader->draft->name;
    if (reader->deletion_count + reader->insertion_count > 0)
        dz_context__log(context, "%s: has tracked changes: %zu deletions left out, %zu insertions kept", name,
                        reader->deletion_count, reader->insertion_count);
    if (reader->hidden_count > 0)
        dz_context__log(context, "%s: hidden text left out (%zu runs)", name, reader->hidden_count);
    if (reader->comment_count > 0)
        dz_context__log(context, "%s: %zu comments left out", name, reader->comment_count);
    if (reader->chunk_count > 0)
        dz_context__log(context, "%s: %zu files that it includes are not read", name, reader->chunk_count);
    if (reader->number_count > 0)
        dz_context__log(context, "%s: the numbers or bullets that Word gives to %zu paragraphs are not in the text",
                        name, reader->number_count);
}

static dz_status read_package(docx_reader *reader)
{
    dz_status status = dz_docx__read_styles(&reader->styles, &reader->package);
    if (status == DZ_OK)
        status = read_properties(reader);
    if (status == DZ_OK)
        status = read_part(reader, reader->package.document, BODY, NULL);
    if (status == DZ_OK)
        status = read_parts(reader, "footnotes", NOTES, "footnote");
    if (status == DZ_OK)
        status = read_parts(reader, "endnotes", NOTES, "endnote");
    if (status == DZ_OK)
        status = read_parts(reader, "header", FURNITURE, "header");
    if (status == DZ_OK)
        status = read_parts(reader, "footer", FURNITURE, "footer");
    if (status == DZ_OK && reader->has_heading)
        status = dz_draft__set(reader->draft, &reader->draft->facts.title,
                               dz_scan__view(reader->text->data, reader->title), DZ_RANK_MARKUP);
    dz_docx__free_styles(&reader->styles);
    return status;
}

/* Takes off the line feed behind the last line, and what was noted behind that. */
static void end_text(docx_reader *reader)
{
    dz_buffer *text = reader->text;
    if (text->length == 0)
        return;
    text->data[--text->length] = '\0';
    for (size_t i = 0; i < reader->draft->repairs.count; i++)
        if (reader->draft->repairs.items[i].span.end > text->length)
            reader->draft->repairs.items[i].span = (dz_span){text->length, text->length};
}

dz_status dz_read__docx(dz_draft *draft, dz_buffer *text, dz_view bytes)
{
    docx_reader reader = {.draft = draft, .text = text};
    dz_buffer__init(&reader.scratch, draft->context);
    dz_status status = dz_docx__open(draft->context, &reader.package, draft->name, bytes);
    if (status == DZ_OK)
        status = read_package(&reader);
    if (status == DZ_OK)
        end_text(&reader);
    if (status == DZ_OK)
        status = dz_buffer__status(text);
    if (status == DZ_OK)
        tell(&reader);
    draft->text = dz_buffer__view(text).data;
    draft->length = text->length;
    dz_docx__close(&reader.package);
    dz_array__free(draft->context, &reader.open);
    dz_array__free(draft->context, &reader.marks);
    dz_array__free(draft->context, &reader.insertions);
    dz_buffer__free(&reader.scratch);
    return status;
}
