/* XML for other programs: well formed whatever the texts hold. */
#ifndef DZ_WRITE_XML_H
#define DZ_WRITE_XML_H

#include "base/buffer.h"
#include "duizhao/align.h"

typedef struct dz_xml {
    dz_buffer buffer;
    const dz_sink *sink;
} dz_xml;

void dz_xml__init(dz_xml *xml, dz_context *context, const dz_sink *sink);
void dz_xml__free(dz_xml *xml);

/* Markup of our own; nothing is escaped. */
void dz_xml__markup(dz_xml *xml, const char *markup);
void dz_xml__format(dz_xml *xml, const char *format, ...) DZ_PRINTF(2, 3);

/* Text of others, for elements and for attributes in double quotes. What XML 1.0 has no place for (controls, U+FFFE)
 * becomes U+FFFD; bytes that are no UTF-8, as in names of files, too. */
void dz_xml__view(dz_xml *xml, dz_view text);
void dz_xml__text(dz_xml *xml, const char *text);

/* The sentences of one side of a bead parted by spaces. Where there are several, each stands between `open`, in which
 * %u is its number, and `close`. */
void dz_xml__sentences(dz_xml *xml, const dz_document *document, const uint32_t *numbers, size_t count,
                       const char *open, const char *close);

/* "0 1" */
void dz_xml__numbers(dz_xml *xml, const uint32_t *numbers, size_t count);

/* "0.9300" */
void dz_xml__share(dz_xml *xml, float share);

/* "number date": the names of a bead's flags. */
void dz_xml__flags(dz_xml *xml, uint32_t flags);

/* Full buffers go to the sink; called between beads. And all that is left does. */
dz_status dz_xml__step(dz_xml *xml);
dz_status dz_xml__flush(dz_xml *xml);

#endif
