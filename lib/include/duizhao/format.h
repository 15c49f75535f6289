/* The formats of results, by name and by ending.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_FORMAT_H
#define DUIZHAO_FORMAT_H

#include "duizhao/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dz_format {
    DZ_FORMAT_TEXT = 0,
    DZ_FORMAT_JSONL = 1,
    DZ_FORMAT_HTML = 2,
    DZ_FORMAT_BEADS = 3,
    DZ_FORMAT_TSV = 4,
    DZ_FORMAT_CSV = 5,
    DZ_FORMAT_TMX = 6,      /* TMX 1.4 */
    DZ_FORMAT_XLIFF = 7,    /* XLIFF 2.1 */
    DZ_FORMAT_XLIFF12 = 8,  /* XLIFF 1.2 */
    DZ_FORMAT_TEI = 9,      /* TEI P5: the texts as <s>, the beads as <linkGrp> */
    DZ_FORMAT_XCES = 10,    /* XCES cesAlign, as OPUS has it */
    DZ_FORMAT_LADDER = 11,  /* hunalign's numbers */
    DZ_FORMAT_BITEXT = 12,  /* hunalign's three columns of text */
    DZ_FORMAT_MOSES = 13,   /* two files, a bead a line */
    DZ_FORMAT_PHARAOH = 14  /* word links, a bead a line */
} dz_format;

/* A format by its name ("tmx", "xliff12", ...); false where there is none of that name. */
DZ_API bool dz_format_parse(const char *name, dz_format *format);

/* Its name. Static text. */
DZ_API const char *dz_format_name(dz_format format);

/* The format that the ending of a file's name stands for; false where it stands for none or for several. XLIFF files
 * say inside which version they are, and readers take either name. */
DZ_API bool dz_format_guess(const char *path, dz_format *format);

#ifdef __cplusplus
}
#endif

#endif
