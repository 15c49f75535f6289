/* TMX 1.4b (Translation Memory eXchange, LISA OSCAR 2005): a translation unit a bead. Numbers, score and status are
 * properties; the sentences of a bead of several stand in <hi>, so that they can be told apart again. */
#include "write/write_alignment.h"
#include "write/xml.h"

static void put_head(dz_xml *xml, const dz_alignment_view *view)
{
    dz_xml__format(xml,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
                   "<tmx version=\"1.4\">\n"
                   "<header creationtool=\"duizhao\" creationtoolversion=\"%s\" segtype=\"sentence\" o-tmf=\"duizhao\" "
                   "adminlang=\"en\" srclang=\"%s\" datatype=\"plaintext\" o-encoding=\"UTF-8\"",
                   dz_version(), dz_document_language_tag(view->source));
    if (view->options->date) {
        const char *const names[] = {" creationdate=\"", "\" creationid=\"dz\" changedate=\"", "\" changeid=\"dz\""};
        dz_xml__markup(xml, names[0]);
        dz_xml__text(xml, view->options->date);
        dz_xml__markup(xml, names[1]);
        dz_xml__text(xml, view->options->date);
        dz_xml__markup(xml, names[2]);
    }
    dz_xml__markup(xml, "/>\n<body>\n");
}

static void put_numbers(dz_xml *xml, const char *type, const uint32_t *numbers, size_t count)
{
    dz_xml__format(xml, "<prop type=\"%s\">", type);
    dz_xml__numbers(xml, numbers, count);
    dz_xml__markup(xml, "</prop>\n");
}

static void put_side(dz_xml *xml, const dz_document *document, const uint32_t *numbers, size_t count)
{
    if (!count)
        return;
    dz_xml__format(xml, "<tuv xml:lang=\"%s\"><seg>", dz_document_language_tag(document));
    dz_xml__sentences(xml, document, numbers, count, "<hi type=\"x-sentence\">", "</hi>");
    dz_xml__markup(xml, "</seg></tuv>\n");
}

static void put_bead(dz_xml *xml, const dz_alignment_view *view, const dz_bead *bead)
{
    dz_xml__markup(xml, "<tu>\n<prop type=\"x-document\">");
    dz_xml__text(xml, view->name);
    dz_xml__markup(xml, "</prop>\n");
    put_numbers(xml, "x-source", bead->source, bead->source_count);
    put_numbers(xml, "x-target", bead->target, bead->target_count);
    dz_xml__markup(xml, "<prop type=\"x-score\">");
    dz_xml__share(xml, bead->score);
    dz_xml__format(xml, "</prop>\n<prop type=\"x-status\">%s</prop>\n", dz_bead_status_name(bead->status));
    if (bead->flags) {
        dz_xml__markup(xml, "<prop type=\"x-flags\">");
        dz_xml__flags(xml, bead->flags);
        dz_xml__markup(xml, "</prop>\n");
    }
    put_side(xml, view->source, bead->source, bead->source_count);
    put_side(xml, view->target, bead->target, bead->target_count);
    dz_xml__markup(xml, "</tu>\n");
}

dz_status dz_write__alignment_tmx(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_xml xml;
    dz_status status = DZ_OK;
    dz_xml__init(&xml, context, sink);
    if (!view->options->continued)
        put_head(&xml, view);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        put_bead(&xml, view, dz_alignment_bead(view->alignment, i));
        status = dz_xml__step(&xml);
    }
    if (status == DZ_OK)
        status = dz_xml__flush(&xml);
    dz_xml__free(&xml);
    return status;
}
