#include "read/xml_walk.h"

#include <stdio.h>
#include <string.h>

/* Without XML_PARSE_HUGE libxml2 bounds depth, names and text nodes by itself; without XML_PARSE_NOENT and
 * XML_PARSE_DTDLOAD no entity is expanded and no file fetched. */
#define SAFE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT)

static void keep_first_fault(void *payload, xmlErrorPtr error)
{
    dz_xml_walk *walk = payload;
    if (walk->fault[0] || error->level < XML_ERR_ERROR)
        return;
    snprintf(walk->fault, sizeof walk->fault, "%s", error->message ? error->message : "broken");
    walk->fault[strcspn(walk->fault, "\r\n")] = '\0';
    walk->fault_line = error->line > 0 ? (size_t)error->line : 0;
}

dz_status dz_walk__open(dz_xml_walk *walk, dz_draft_pairs *draft, dz_view text)
{
    *walk = (dz_xml_walk){.draft = draft};
    if (text.length > INT32_MAX)
        return dz_context__fail(draft->context, DZ_ERROR_LIMIT, "%s: has more than 2 GiB; split it", draft->file);
    xmlInitParser();
    walk->reader = xmlReaderForMemory(text.data, (int)text.length, NULL, NULL, SAFE_OPTIONS);
    if (!walk->reader)
        return dz_context__fail(draft->context, DZ_ERROR_MEMORY, "%s: no memory for reading it", draft->file);
    xmlTextReaderSetStructuredErrorHandler(walk->reader, keep_first_fault, walk);
    return DZ_OK;
}

void dz_walk__close(dz_xml_walk *walk)
{
    if (walk->reader)
        xmlFreeTextReader(walk->reader);
    walk->reader = NULL;
}

dz_status dz_walk__next(dz_xml_walk *walk, bool *more)
{
    int result = xmlTextReaderRead(walk->reader);
    *more = result == 1;
    if (result >= 0 && !walk->fault[0])
        return DZ_OK;
    *more = false;
    return dz_read__fail(walk->draft, walk->fault_line, "is broken XML: %s",
                         walk->fault[0] ? walk->fault : "it ends too early");
}

static bool is_called(const dz_xml_walk *walk, const char *name)
{
    const xmlChar *local = xmlTextReaderConstLocalName(walk->reader);
    return local && strcmp((const char *)local, name) == 0;
}

bool dz_walk__is_open(const dz_xml_walk *walk, const char *name)
{
    return xmlTextReaderNodeType(walk->reader) == XML_READER_TYPE_ELEMENT && is_called(walk, name);
}

bool dz_walk__is_close(const dz_xml_walk *walk, const char *name)
{
    int type = xmlTextReaderNodeType(walk->reader);
    bool empty = type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(walk->reader) == 1;
    return (type == XML_READER_TYPE_END_ELEMENT || empty) && is_called(walk, name);
}

size_t dz_walk__line(const dz_xml_walk *walk)
{
    int line = xmlTextReaderGetParserLineNumber(walk->reader);
    return line > 0 ? (size_t)line : 0;
}

const char *dz_walk__attribute(dz_xml_walk *walk, const char *name)
{
    const char *value = NULL;
    for (int more = xmlTextReaderMoveToFirstAttribute(walk->reader); more == 1 && !value;
         more = xmlTextReaderMoveToNextAttribute(walk->reader)) {
        const xmlChar *text = xmlTextReaderConstValue(walk->reader);
        if (text && is_called(walk, name))
            value = dz_read__copy(walk->draft, (const char *)text);
    }
    xmlTextReaderMoveToElement(walk->reader);
    return value;
}

/* A run of white space with a line feed in it is the indentation of whoever wrote the file, and means a space. */
static void append_words(dz_buffer *out, const char *text)
{
    while (*text) {
        size_t space = strspn(text, " \t\r\n"), words = strcspn(text + space, "\t\r\n ");
        if (memchr(text, '\n', space))
            dz_buffer__append_text(out, out->length && out->data[out->length - 1] == ' ' ? "" : " ");
        else
            dz_buffer__append(out, text, space);
        dz_buffer__append(out, text + space, words);
        text += space + words;
    }
}

/* Whether an element is one that our writers, or segmenters, put around a sentence; others are highlights and terms. */
static bool is_sentence_mark(dz_xml_walk *walk)
{
    const char *type = dz_walk__attribute(walk, "mtype");
    if (!type)
        type = dz_walk__attribute(walk, "type");
    return type && (strcmp(type, "seg") == 0 || strcmp(type, "dz:sentence") == 0 || strcmp(type, "x-sentence") == 0);
}

/* Open marks have the end SIZE_MAX; those that mark no sentence begin at SIZE_MAX, too. */
static dz_status note_mark(dz_xml_walk *walk, const dz_buffer *out, dz_span_array *marks, bool opens)
{
    if (opens) {
        dz_span mark = {is_sentence_mark(walk) ? out->length : SIZE_MAX, SIZE_MAX};
        return dz_array__push(walk->draft->context, marks, mark);
    }
    for (size_t n = marks->count; n-- > 0;)
        if (marks->items[n].end == SIZE_MAX) {
            marks->items[n].end = out->length;
            break;
        }
    return DZ_OK;
}

static void trim(dz_buffer *out, dz_span_array *marks)
{
    size_t kept = 0;
    while (out->length && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
    for (size_t n = 0; marks && n < marks->count; n++) {
        dz_span mark = marks->items[n];
        mark.end = mark.end < out->length ? mark.end : out->length;
        if (mark.begin <= mark.end)
            marks->items[kept++] = mark;
    }
    if (marks)
        marks->count = kept;
}

/* What these elements hold is code of the format that was translated, and no text. */
static bool is_code(const dz_xml_walk *walk)
{
    static const char *const codes[] = {"bpt", "ept", "it", "ph", "ut"};
    for (size_t n = 0; n < sizeof codes / sizeof *codes; n++)
        if (dz_walk__is_open(walk, codes[n]) && xmlTextReaderIsEmptyElement(walk->reader) != 1)
            return true;
    return false;
}

/* Steps over an element with all that is in it; the node is then its end. */
static dz_status skip_element(dz_xml_walk *walk)
{
    int depth = xmlTextReaderDepth(walk->reader);
    bool more = true;
    dz_status status = DZ_OK;
    while (more && (status = dz_walk__next(walk, &more)) == DZ_OK && more)
        if (xmlTextReaderNodeType(walk->reader) == XML_READER_TYPE_END_ELEMENT &&
            xmlTextReaderDepth(walk->reader) == depth)
            break;
    return status;
}

dz_status dz_walk__text(dz_xml_walk *walk, dz_buffer *out, const char *mark, dz_span_array *marks)
{
    int depth = xmlTextReaderDepth(walk->reader);
    bool more = xmlTextReaderIsEmptyElement(walk->reader) != 1;
    dz_status status = DZ_OK;
    dz_buffer__clear(out);
    while (more && (status = dz_walk__next(walk, &more)) == DZ_OK && more) {
        int type = xmlTextReaderNodeType(walk->reader);
        const xmlChar *value = xmlTextReaderConstValue(walk->reader);
        if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(walk->reader) == depth)
            break;
        if (is_code(walk)) {
            if ((status = skip_element(walk)) != DZ_OK)
                return status;
            continue;
        }
        bool text = type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                    type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
        if (text && value)
            append_words(out, (const char *)value);
        if (marks && status == DZ_OK && dz_walk__is_open(walk, mark))
            status = note_mark(walk, out, marks, true);
        if (marks && status == DZ_OK && dz_walk__is_close(walk, mark))
            status = note_mark(walk, out, marks, false);
        if (status != DZ_OK)
            return status;
    }
    if (status != DZ_OK)
        return status;
    if (dz_buffer__status(out) == DZ_OK)
        trim(out, marks);
    return dz_buffer__status(out);
}
