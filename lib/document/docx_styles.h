/* What the styles of a Word file say about paragraphs and runs. */
#ifndef DZ_DOCUMENT_DOCX_STYLES_H
#define DZ_DOCUMENT_DOCX_STYLES_H

#include "base/map.h"
#include "document/docx_package.h"

typedef enum dz_docx_style_kind {
    DZ_DOCX_STYLE_PLAIN = 0,
    DZ_DOCX_STYLE_TITLE,
    DZ_DOCX_STYLE_HEADING,
    DZ_DOCX_STYLE_CAPTION,
    DZ_DOCX_STYLE_CONTENTS /* a line of a table of contents */
} dz_docx_style_kind;

#define DZ_DOCX_NO_LEVEL 9 /* text, in the words of the format */

typedef struct dz_docx_style {
    dz_docx_style_kind kind;
    uint8_t level; /* of a heading, from 0; DZ_DOCX_NO_LEVEL */
    bool listed;   /* has numbers or bullets */
    bool hidden;
    bool bold;
} dz_docx_style;

typedef struct dz_docx_styles {
    dz_context *context;
    dz_map ids;
    DZ_ARRAY(struct dz_docx_style_entry) entries;
} dz_docx_styles;

/* Reads the styles part, if there is one; free the styles in any case. */
dz_status dz_docx__read_styles(dz_docx_styles *styles, dz_docx_package *package);
void dz_docx__free_styles(dz_docx_styles *styles);

/* What a style comes to, those that it is based on included. An unknown id is told by its name ("Heading1"). */
dz_docx_style dz_docx__find_style(const dz_docx_styles *styles, const char *id);

/* Whether an on-off property (w:b, w:vanish) is on. */
bool dz_docx__is_on(dz_xml_part *part);

#endif
