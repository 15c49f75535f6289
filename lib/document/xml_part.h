/* One XML file, read element by element: from an entry of a zip archive or from memory. Nothing is fetched, no entity
 * is expanded, and a fault has a message that names file, part and line. */
#ifndef DZ_DOCUMENT_XML_PART_H
#define DZ_DOCUMENT_XML_PART_H

#include <libxml/xmlreader.h>
#include <zip.h>

#include "base/context.h"

typedef struct dz_xml_part {
    dz_context *context;
    const char *name; /* of the file, as messages call it */
    const char *path; /* of the part in it */
    xmlTextReader *reader;
    zip_file_t *file;
    size_t *budget_bytes; /* what may still be unpacked */
    bool over_budget;
    bool unpack_failed;
    bool forbid_doctype;
    int fault_line;
    char fault[160];
} dz_xml_part;

/* Opens an entry; `*budget_bytes` is lessened by what is read. The part must not move while it is open. */
dz_status dz_xml__open_entry(dz_xml_part *part, dz_context *context, const char *name, const char *path,
                             zip_file_t *file, size_t *budget_bytes);

/* Opens bytes that outlive the part. Small faults in them are passed over: they come of a program, not of a person. */
dz_status dz_xml__open_memory(dz_xml_part *part, dz_context *context, const char *name, dz_view bytes);

/* The next node; `*more` is false at the end. Errors: DZ_ERROR_FORMAT, DZ_ERROR_LIMIT. */
dz_status dz_xml__next(dz_xml_part *part, bool *more);

void dz_xml__close(dz_xml_part *part);

/* The value of the attribute with this local name, cut to the buffer; false where the element has none. */
bool dz_xml__attribute(dz_xml_part *part, const char *local_name, char *value, size_t size);

#endif
