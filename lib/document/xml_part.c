#include "document/xml_part.h"

#include <stdio.h>
#include <string.h>

/* Without XML_PARSE_HUGE libxml2 bounds depth, names and text nodes by itself. */
#define SAFE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT)

static void keep_first_fault(void *payload, xmlErrorPtr error)
{
    dz_xml_part *part = payload;
    if (part->fault[0] || error->level < XML_ERR_ERROR)
        return;
    snprintf(part->fault, sizeof part->fault, "%s", error->message ? error->message : "broken");
    part->fault[strcspn(part->fault, "\r\n")] = '\0';
    part->fault_line = error->line;
}

static int read_entry(void *payload, char *bytes, int length)
{
    dz_xml_part *part = payload;
    zip_int64_t count = zip_fread(part->file, bytes, (zip_uint64_t)length);
    if (count < 0) {
        part->unpack_failed = true;
        return -1;
    }
    if ((size_t)count > *part->budget_bytes) {
        part->over_budget = true;
        return -1;
    }
    *part->budget_bytes -= (size_t)count;
    return (int)count;
}

static dz_status begin(dz_xml_part *part)
{
    if (!part->reader)
        return dz_context__fail(part->context, DZ_ERROR_MEMORY, "%s: no memory for reading %s", part->name, part->path);
    xmlTextReaderSetStructuredErrorHandler(part->reader, keep_first_fault, part);
    return DZ_OK;
}

dz_status dz_xml__open_entry(dz_xml_part *part, dz_context *context, const char *name, const char *path,
                             zip_file_t *file, size_t *budget_bytes)
{
    *part = (dz_xml_part){.context = context, .name = name, .path = path, .file = file, .forbid_doctype = true};
    part->budget_bytes = budget_bytes;
    xmlInitParser();
    part->reader = xmlReaderForIO(read_entry, NULL, part, NULL, NULL, SAFE_OPTIONS);
    return begin(part);
}

dz_status dz_xml__open_memory(dz_xml_part *part, dz_context *context, const char *name, dz_view bytes)
{
    *part = (dz_xml_part){.context = context, .name = name, .path = "its text"};
    if (bytes.length > INT32_MAX)
        return dz_context__fail(context, DZ_ERROR_LIMIT, "%s: has more than 2 GiB of text; split it", name);
    xmlInitParser();
    part->reader = xmlReaderForMemory(bytes.data, (int)bytes.length, NULL, "UTF-8", SAFE_OPTIONS | XML_PARSE_RECOVER);
    return begin(part);
}

static dz_status explain(dz_xml_part *part)
{
    if (part->over_budget)
        return dz_context__fail(part->context, DZ_ERROR_LIMIT,
                                "%s: unpacks to more than the limit of %zu bytes; split it", part->name,
                                part->context->input_limit_bytes);
    if (part->unpack_failed)
        return dz_context__fail(part->context, DZ_ERROR_FORMAT,
                                "%s: %s cannot be unpacked: %s; the file is damaged, get it anew", part->name,
                                part->path, zip_error_strerror(zip_file_get_error(part->file)));
    return dz_context__fail(part->context, DZ_ERROR_FORMAT, "%s: %s is broken at line %d: %s", part->name, part->path,
                            part->fault_line, part->fault[0] ? part->fault : "it ends too early");
}

dz_status dz_xml__next(dz_xml_part *part, bool *more)
{
    int result = xmlTextReaderRead(part->reader);
    *more = result == 1;
    if (result < 0)
        return explain(part);
    if (*more && part->forbid_doctype && xmlTextReaderNodeType(part->reader) == XML_READER_TYPE_DOCUMENT_TYPE) {
        *more = false;
        return dz_context__fail(part->context, DZ_ERROR_FORMAT,
                                "%s: %s declares a document type, which no Word file does; not read", part->name,
                                part->path);
    }
    return DZ_OK;
}

void dz_xml__close(dz_xml_part *part)
{
    if (part->reader)
        xmlFreeTextReader(part->reader);
    if (part->file)
        zip_fclose(part->file);
    *part = (dz_xml_part){0};
}

bool dz_xml__attribute(dz_xml_part *part, const char *local_name, char *value, size_t size)
{
    bool found = false;
    value[0] = '\0';
    for (int more = xmlTextReaderMoveToFirstAttribute(part->reader); more == 1 && !found;
         more = xmlTextReaderMoveToNextAttribute(part->reader)) {
        const xmlChar *name = xmlTextReaderConstLocalName(part->reader);
        const xmlChar *text = xmlTextReaderConstValue(part->reader);
        if (!name || !text || strcmp((const char *)name, local_name) != 0)
            continue;
        snprintf(value, size, "%s", (const char *)text);
        found = true;
    }
    xmlTextReaderMoveToElement(part->reader);
    return found;
}
