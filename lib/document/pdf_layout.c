#include "document/pdf_layout.h"

#include <stdlib.h>

#include "base/map.h"
#include "document/label.h"
#include "document/meta.h"
#include "document/process.h"
#include "document/scan.h"
#include "document/xml_part.h"

#define LIMIT_S 300
#define PDF_HEAD_BYTES 1024 /* programs accept "%PDF-" anywhere in them */

/* pdftotext's output has some 150 bytes a word. */
#define OUTPUT_FACTOR 32

/* The upper and the lower part of a page that running heads stand in. */
#define MARGIN_SHARE 0.13f
#define MARGIN_LEAST 80.0f      /* points: what small pages have, too, ... */
#define MARGIN_MOST_SHARE 0.18f /* ... but not more of them */
#define LONG_HEAD_COLUMNS 60    /* longer ones must come back more often */
#define PLACE_STEP 12           /* lines of the same place are less than so many points apart */
#define LENGTH_LIMIT 1e6        /* points; pages have 14,400 at most, and damaged files any number */

/* ---- Running pdftotext ---- */

static bool has_mark(dz_view bytes)
{
    dz_view head = {bytes.data, bytes.length < PDF_HEAD_BYTES ? bytes.length : PDF_HEAD_BYTES};
    for (size_t at = 0; at + 5 <= head.length; at++)
        if (memcmp(head.data + at, "%PDF-", 5) == 0)
            return true;
    return false;
}

static dz_view first_line(dz_view complaints)
{
    return (dz_view){complaints.data, strcspn(complaints.data, "\r\n")};
}

static dz_status judge_exit(dz_draft *draft, int exit_code, dz_view complaints)
{
    dz_view said = first_line(complaints);
    if (exit_code == 0 && dz_scan__contains(complaints, "Syntax Error"))
        dz_context__log(draft->context, "%s: is damaged, and text may be missing (%.*s)", draft->name, (int)said.length,
                        said.data);
    if (exit_code == 0)
        return DZ_OK;
    if (strstr(complaints.data, "Incorrect password"))
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s: has a password; save it without one",
                                draft->name);
    if (exit_code == 3)
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s: does not permit that its text is taken out",
                                draft->name);
    return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s: is damaged, get it anew (pdftotext: %.*s)",
                            draft->name, said.length > 0 ? (int)said.length : 10,
                            said.length > 0 ? said.data : "no reason");
}

/* Of pdftotext's modes the one with boxes is used: the plain one takes hyphens at line ends out without a word, the one
 * that keeps the layout mixes columns, and both lose where paragraphs are indented. */
static dz_status run_pdftotext(dz_draft *draft, dz_view bytes, dz_buffer *output)
{
    static const char *const words[] = {"pdftotext", "-bbox-layout", "-enc", "UTF-8", "-", "-", NULL};
    size_t limit = draft->context->input_limit_bytes;
    dz_process process = {.name = draft->name,
                          .words = words,
                          .remedy = "install poppler-utils, or save the file as plain text",
                          .input = bytes,
                          .limit_s = LIMIT_S};
    dz_buffer complaints;
    if (!has_mark(bytes))
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s: is no PDF file (does not begin with %%PDF-)",
                                draft->name);
    process.output_limit_bytes = limit < SIZE_MAX / OUTPUT_FACTOR ? limit * OUTPUT_FACTOR : limit;
    if (process.output_limit_bytes > INT32_MAX)
        process.output_limit_bytes = INT32_MAX;
    dz_buffer__init(&complaints, draft->context);
    dz_status status = dz_process__run(draft->context, &process, output, &complaints);
    if (status == DZ_OK)
        status = dz_buffer__status(&complaints);
    if (status == DZ_OK)
        status = judge_exit(draft, process.exit_code, dz_buffer__view(&complaints));
    dz_buffer__free(&complaints);
    return status;
}

/* Control characters of broken fonts are written as they are, which XML forbids. */
static void blank_controls(dz_draft *draft, dz_buffer *output)
{
    size_t count = 0;
    for (size_t i = 0; i < output->length; i++) {
        unsigned char byte = (unsigned char)output->data[i];
        if ((byte >= ' ' && byte != 0x7F) || byte == '\n' || byte == '\t' || byte == '\r')
            continue;
        output->data[i] = ' ';
        count++;
    }
    if (count > 0)
        dz_context__log(draft->context, "%s: %zu control characters taken for spaces", draft->name, count);
}

/* ---- Reading what it wrote ---- */

typedef struct layout_reader {
    dz_draft *draft;
    dz_pdf_layout *layout;
    dz_xml_part part;
    float right; /* of the word before in the line */
    float box[4];
    bool in_word;
    bool in_title;
    bool first_word;
    size_t note_marks; /* left out */
} layout_reader;

static float read_length(layout_reader *reader, const char *name)
{
    char value[32];
    dz_xml__attribute(&reader->part, name, value, sizeof value);
    double length = 0;
    double scale = 1;
    const char *at = value[0] == '-' ? value + 1 : value; /* strtod would look at the locale's decimal point */
    for (; dz_scan__is_digit(*at); at++)
        length = length * 10 + (*at - '0');
    if (*at == '.')
        for (at++; dz_scan__is_digit(*at); at++)
            length += (*at - '0') * (scale /= 10);
    length = length < LENGTH_LIMIT ? length : LENGTH_LIMIT;
    return (float)(value[0] == '-' ? -length : length);
}

static void read_box(layout_reader *reader)
{
    static const char *const names[] = {"xMin", "yMin", "xMax", "yMax"};
    for (size_t i = 0; i < 4; i++)
        reader->box[i] = read_length(reader, names[i]);
}

static dz_pdf_line *last_line(layout_reader *reader)
{
    return reader->layout->lines.count > 0 ? &reader->layout->lines.items[reader->layout->lines.count - 1] : NULL;
}

static bool is_wide(uint32_t codepoint)
{
    return codepoint >= 0x2E80 || (codepoint >= 0x2010 && codepoint <= 0x2027);
}

/* Words are parted where there is room between them. Between Chinese characters it takes more: lines are stretched to
 * their width there, and fonts change. */
static bool has_space_before(const layout_reader *reader, dz_view word)
{
    dz_view before = dz_pdf__words(reader->layout, &reader->layout->lines.items[reader->layout->lines.count - 1]);
    float height = reader->box[3] - reader->box[1];
    float gap = reader->box[0] - reader->right;
    bool chinese = is_wide(dz_scan__last(before)) && is_wide(dz_scan__first(word));
    return gap > height * (chinese ? 0.6f : 0.07f);
}

/* The mark of a note: small raised digits or signs behind a word. They are no part of what is said. An exponent (km2,
 * 103) stays. */
static bool is_note_mark(layout_reader *reader, const dz_pdf_line *line, dz_view word)
{
    static const char signs[] = "0123456789[]()*,";
    float height = line->bottom - line->top;
    bool raised = reader->box[3] - reader->box[1] < height * 0.75f && reader->box[3] < line->bottom - height * 0.15f;
    if (!raised || reader->first_word || word.length > 5)
        return false;
    for (size_t i = 0; i < word.length; i++)
        if (!word.data[i] || !strchr(signs, word.data[i]))
            return false;
    dz_view before = dz_pdf__words(reader->layout, line);
    size_t letters = 0;
    while (letters < before.length && dz_scan__is_letter(before.data[before.length - 1 - letters]))
        letters++;
    bool unit = letters > 0 && letters <= 2 && dz_scan__lower(before.data[before.length - 1]) == 'm';
    uint32_t last = dz_scan__last(before);
    return !unit && last != 0 && !(last < 0x80 && dz_scan__is_digit((char)last));
}

static dz_status add_word(layout_reader *reader, dz_view word)
{
    dz_pdf_line *line = last_line(reader);
    dz_buffer *text = &reader->layout->text;
    if (!line || word.length == 0)
        return DZ_OK;
    if (is_note_mark(reader, line, word)) {
        reader->note_marks++;
        reader->right = reader->box[2];
        return DZ_OK;
    }
    if (reader->first_word)
        line->first_word_width =
            is_wide(dz_scan__first(word)) ? line->bottom - line->top : reader->box[2] - reader->box[0];
    else if (has_space_before(reader, word))
        dz_buffer__append_byte(text, ' ');
    dz_status status = dz_buffer__append(text, word.data, word.length);
    line->words.end = text->length;
    reader->first_word = false;
    reader->right = reader->box[2];
    return status;
}

static dz_status begin_line(layout_reader *reader)
{
    if (reader->layout->pages.count == 0)
        return DZ_OK;
    dz_pdf_line line = {.page = (uint32_t)(reader->layout->pages.count - 1)};
    read_box(reader);
    line.left = reader->box[0];
    line.top = reader->box[1];
    line.right = reader->box[2];
    line.bottom = reader->box[3];
    line.words = (dz_span){reader->layout->text.length, reader->layout->text.length};
    reader->first_word = true;
    return dz_array__push(reader->draft->context, &reader->layout->lines, line);
}

/* Properties of the file: weak facts, as titles are often those of a template. */
static dz_status use_meta(layout_reader *reader)
{
    char name[32];
    char content[512];
    bool known = false;
    dz_xml__attribute(&reader->part, "name", name, sizeof name);
    dz_xml__attribute(&reader->part, "content", content, sizeof content);
    if (strcmp(name, "CreationDate") != 0)
        return DZ_OK;
    return dz_meta__set_date(reader->draft, (dz_view){content, strlen(content)}, DZ_RANK_FILE, &known);
}

static dz_status enter_element(layout_reader *reader, const char *element)
{
    dz_pdf_layout *layout = reader->layout;
    if (strcmp(element, "word") == 0) {
        read_box(reader);
        reader->in_word = true;
    } else if (strcmp(element, "line") == 0) {
        return begin_line(reader);
    } else if (strcmp(element, "page") == 0) {
        dz_pdf_page page = {read_length(reader, "height"), layout->lines.count, layout->lines.count};
        return dz_array__push(reader->draft->context, &layout->pages, page);
    } else if (strcmp(element, "meta") == 0) {
        return use_meta(reader);
    }
    reader->in_title = strcmp(element, "title") == 0;
    return DZ_OK;
}

static dz_status use_text(layout_reader *reader)
{
    const char *value = (const char *)xmlTextReaderConstValue(reader->part.reader);
    dz_view view = dz_scan__trim_view((dz_view){value ? value : "", value ? strlen(value) : 0});
    bool generated = dz_scan__starts_with(view, "Microsoft Word - ") || dz_scan__ends_with(view, ".doc") ||
                     dz_scan__ends_with(view, ".docx") || dz_scan__equals(view, "untitled");
    if (reader->in_word)
        return add_word(reader, view);
    if (reader->in_title && !generated)
        return dz_draft__set(reader->draft, &reader->draft->facts.title, view, DZ_RANK_FILE);
    return DZ_OK;
}

static dz_status read_node(layout_reader *reader)
{
    int type = xmlTextReaderNodeType(reader->part.reader);
    const char *element = (const char *)xmlTextReaderConstLocalName(reader->part.reader);
    if (type == XML_READER_TYPE_ELEMENT)
        return enter_element(reader, element);
    if (type == XML_READER_TYPE_TEXT)
        return use_text(reader);
    if (type == XML_READER_TYPE_END_ELEMENT) {
        reader->in_word = reader->in_title = false;
        if (strcmp(element, "page") == 0 && reader->layout->pages.count > 0)
            reader->layout->pages.items[reader->layout->pages.count - 1].end_line = reader->layout->lines.count;
    }
    return DZ_OK;
}

static dz_status read_output(dz_draft *draft, dz_pdf_layout *layout, dz_view output)
{
    layout_reader reader = {.draft = draft, .layout = layout};
    bool more = true;
    dz_status status = dz_xml__open_memory(&reader.part, draft->context, draft->name, output);
    while (status == DZ_OK && more) {
        status = dz_xml__next(&reader.part, &more);
        if (status == DZ_OK && more)
            status = read_node(&reader);
    }
    dz_xml__close(&reader.part);
    if (status == DZ_OK && reader.note_marks > 0)
        dz_context__log(draft->context, "%s: %zu raised marks of notes are not in the text", draft->name,
                        reader.note_marks);
    return status == DZ_OK ? dz_buffer__status(&layout->text) : status;
}

static dz_status look_for_text(dz_draft *draft, const dz_pdf_layout *layout)
{
    size_t empty = 0;
    for (size_t i = 0; i < layout->pages.count; i++)
        empty += layout->pages.items[i].first_line == layout->pages.items[i].end_line;
    if (empty == layout->pages.count)
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT,
                                "%s: has no text, only pictures; have its characters recognised first (OCR)",
                                draft->name);
    if (empty > 0)
        dz_context__log(draft->context, "%s: %zu of %zu pages have no text", draft->name, empty, layout->pages.count);
    return DZ_OK;
}

dz_status dz_pdf__read_output(dz_draft *draft, dz_pdf_layout *layout, dz_buffer *output)
{
    *layout = (dz_pdf_layout){0};
    dz_buffer__init(&layout->text, draft->context);
    blank_controls(draft, output);
    dz_status status = read_output(draft, layout, dz_buffer__view(output));
    return status == DZ_OK ? look_for_text(draft, layout) : status;
}

dz_status dz_pdf__read_layout(dz_draft *draft, dz_pdf_layout *layout, dz_view bytes)
{
    dz_buffer output;
    *layout = (dz_pdf_layout){0};
    dz_buffer__init(&layout->text, draft->context);
    dz_buffer__init(&output, draft->context);
    dz_status status = run_pdftotext(draft, bytes, &output);
    if (status == DZ_OK)
        status = dz_pdf__read_output(draft, layout, &output);
    dz_buffer__free(&output);
    return status;
}

void dz_pdf__free_layout(dz_pdf_layout *layout, dz_context *context)
{
    dz_buffer__free(&layout->text);
    dz_array__free(context, &layout->lines);
    dz_array__free(context, &layout->pages);
}

/* ---- Running heads and page numbers ---- */

static bool in_margin(const dz_pdf_layout *layout, const dz_pdf_line *line)
{
    float height = layout->pages.items[line->page].height;
    float least = MARGIN_LEAST < height * MARGIN_MOST_SHARE ? MARGIN_LEAST : height * MARGIN_MOST_SHARE;
    float margin = height * MARGIN_SHARE > least ? height * MARGIN_SHARE : least;
    return line->bottom < margin || line->top > height - margin;
}

/* "7", "- 7 -", "7/12", "Page 7 of 12", 第7页, "vii". */
static bool is_page_number(dz_view view)
{
    static const char *const words[] = {"page", "of", "第", "页", "頁", "共", "p"};
    dz_scan_measure measure = dz_scan__measure(view);
    bool roman = measure.codepoints <= 6 && measure.codepoints == measure.latin;
    for (size_t i = 0; i < view.length && roman; i++)
        roman = strchr("ivxl", dz_scan__lower(view.data[i])) != NULL;
    if (roman && measure.codepoints > 0)
        return true;
    size_t others = measure.han + measure.latin;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dz_scan__contains(view, words[i]))
            others -= others >= dz_scan__measure((dz_view){words[i], strlen(words[i])}).codepoints
                          ? dz_scan__measure((dz_view){words[i], strlen(words[i])}).codepoints
                          : others;
    return measure.digits > 0 && measure.digits <= 8 && others == 0 && measure.columns <= 24;
}

/* A line without white space, its numbers made one sign, and its place, as it comes back on other pages. */
static size_t make_key(const dz_pdf_layout *layout, const dz_pdf_line *line, char *key, size_t size)
{
    dz_view view = dz_pdf__words(layout, line);
    size_t length = 0;
    int place = (int)(line->top / PLACE_STEP + 0.5f);
    key[length++] = (char)(place & 0x7F);
    for (size_t i = 0; i < view.length && length < size; i++) {
        char byte = view.data[i];
        bool digit = dz_scan__is_digit(byte);
        if (byte == ' ' || (digit && key[length - 1] == '#' && length > 1))
            continue;
        key[length++] = digit ? '#' : byte;
    }
    return length;
}

typedef struct page_count {
    uint32_t pages;
    uint32_t last_page;
} page_count;

static dz_status count_margins(dz_draft *draft, const dz_pdf_layout *layout, dz_map *keys, page_count **counts)
{
    DZ_ARRAY(page_count) all = {0};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < layout->lines.count && status == DZ_OK; i++) {
        const dz_pdf_line *line = &layout->lines.items[i];
        char key[160];
        uint32_t number;
        if (!in_margin(layout, line))
            continue;
        status = dz_map__intern(keys, key, make_key(layout, line, key, sizeof key), &number);
        if (status == DZ_OK && number == all.count)
            status = dz_array__push(draft->context, &all, ((page_count){0, UINT32_MAX}));
        if (status == DZ_OK && all.items[number].last_page != line->page) {
            all.items[number].pages++;
            all.items[number].last_page = line->page;
        }
    }
    *counts = all.items;
    return status;
}

static bool is_turn(dz_view words)
{
    dz_label label;
    return dz_label__read(words, &label) && label.content < words.length && label.sort != DZ_LABEL_NAME;
}

/* Furniture is only what has nothing but heads and numbers between it and the edge of its page. */
static void keep_outermost(dz_pdf_layout *layout, const dz_pdf_page *page)
{
    float first = page->height;
    float last = 0;
    for (size_t i = page->first_line; i < page->end_line; i++) {
        const dz_pdf_line *line = &layout->lines.items[i];
        if (line->furniture)
            continue;
        first = line->top < first ? line->top : first;
        last = line->bottom > last ? line->bottom : last;
    }
    for (size_t i = page->first_line; i < page->end_line; i++) {
        dz_pdf_line *line = &layout->lines.items[i];
        float touch = (line->bottom - line->top) * 0.3f; /* boxes are taller than what is printed, and overlap */
        touch = touch > 1 ? touch : 1;
        line->furniture = line->furniture && (line->bottom <= first + touch || line->top >= last - touch);
    }
}

/* What stands in the margin of two fifths of the pages (left and right ones may differ), always in the same place and
 * with no text between it and the edge, is a running head. */
dz_status dz_pdf__mark_furniture(dz_draft *draft, dz_pdf_layout *layout)
{
    dz_map keys;
    page_count *counts = NULL;
    dz_map__init(&keys, draft->context);
    dz_status status = count_margins(draft, layout, &keys, &counts);
    for (size_t i = 0; i < layout->lines.count && status == DZ_OK; i++) {
        dz_pdf_line *line = &layout->lines.items[i];
        char key[160];
        if (!in_margin(layout, line))
            continue;
        dz_view words = dz_pdf__words(layout, line);
        uint32_t number = dz_map__get(&keys, key, make_key(layout, line, key, sizeof key), 0);
        size_t pages = counts[number].pages;
        line->furniture = is_page_number(words) ||
                          (!is_turn(words) && pages >= (dz_scan__measure(words).columns > LONG_HEAD_COLUMNS ? 4 : 2) &&
                           pages * 5 >= layout->pages.count * 2);
    }
    for (size_t i = 0; i < layout->pages.count && status == DZ_OK; i++)
        keep_outermost(layout, &layout->pages.items[i]);
    dz_memory__free(draft->context, counts);
    dz_map__free(&keys);
    return status;
}
