/* The zip archive that a Word file is: its parts, found through their relationships (ECMA-376 part 2). */
#ifndef DZ_DOCUMENT_DOCX_PACKAGE_H
#define DZ_DOCUMENT_DOCX_PACKAGE_H

#include "base/arena.h"
#include "base/array.h"
#include "document/xml_part.h"

/* A part that another names. */
typedef struct dz_docx_link {
    const char *type; /* the end of the relationship's type: "styles", "footnotes", "header" */
    const char *path; /* in the archive */
} dz_docx_link;

typedef struct dz_docx_package {
    dz_context *context;
    const char *name;
    zip_t *zip;
    size_t budget_bytes; /* what may still be unpacked, against archives that are small only outside */
    dz_arena arena;
    const char *document;         /* path of the main part */
    const char *properties;       /* path of docProps/core.xml; NULL: none */
    DZ_ARRAY(dz_docx_link) links; /* of the main part */
} dz_docx_package;

/* Opens an archive in memory, which must outlive it; close it in any case. Errors: DZ_ERROR_FORMAT (no archive,
 * damaged, with a password, no Word file), DZ_ERROR_LIMIT, DZ_ERROR_MEMORY. */
dz_status dz_docx__open(dz_context *context, dz_docx_package *package, const char *name, dz_view bytes);
void dz_docx__close(dz_docx_package *package);

/* Opens a part; `*found` is false where the archive has none of that path. */
dz_status dz_docx__open_part(dz_docx_package *package, dz_xml_part *part, const char *path, bool *found);

/* The path of the first part of a type at or behind `*number`, which moves behind it; NULL where there is none. */
const char *dz_docx__find_link(const dz_docx_package *package, const char *type, size_t *number);

#endif
