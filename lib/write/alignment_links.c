/* Formats that name sentences rather than hold them: TEI P5 (which here holds them as well), XCES as OPUS has it. */
#include <stdio.h>
#include <string.h>

#include "write/write_alignment.h"
#include "write/xml.h"

/* A run of pointers, "#s0 #s1" or "1 2": `before` stands before each number, to which `add` is added. */
static void put_pointers(dz_xml *xml, const uint32_t *numbers, size_t count, const char *before, unsigned add)
{
    for (size_t i = 0; i < count; i++)
        dz_xml__format(xml, "%s%s%u", i ? " " : "", before, numbers[i] + add);
}

/* ---- TEI ---- */

static dz_status put_text(dz_xml *xml, const dz_document *document, const char *id, uint32_t pair)
{
    size_t count;
    dz_status status = DZ_OK;
    dz_document_sentences(document, &count);
    dz_xml__format(xml, "<text xml:id=\"%s%08x\" xml:lang=\"%s\" n=\"", id, pair, dz_document_language_tag(document));
    dz_xml__text(xml, dz_document_name(document));
    dz_xml__markup(xml, "\"><body><ab>\n");
    for (size_t i = 0; status == DZ_OK && i < count; i++) {
        dz_xml__format(xml, "<s xml:id=\"%s%08x.%zu\">", id, pair, i);
        dz_xml__view(xml, dz_write__sentence(document, (uint32_t)i));
        dz_xml__markup(xml, "</s>\n");
        status = dz_xml__step(xml);
    }
    dz_xml__markup(xml, count ? "</ab></body></text>\n" : "<s/></ab></body></text>\n");
    return status;
}

static void put_link(dz_xml *xml, const dz_bead *bead, uint32_t pair)
{
    char before[2][24];
    snprintf(before[0], sizeof before[0], "#s%08x.", pair);
    snprintf(before[1], sizeof before[1], "#t%08x.", pair);
    dz_xml__markup(xml, "<link target=\"");
    put_pointers(xml, bead->source, bead->source_count, before[0], 0);
    dz_xml__markup(xml, " ");
    put_pointers(xml, bead->target, bead->target_count, before[1], 0);
    dz_xml__markup(xml, "\" cert=\"");
    dz_xml__share(xml, bead->score);
    dz_xml__format(xml, "\" type=\"%s\"/>\n", dz_bead_status_name(bead->status));
}

static void put_head(dz_xml *xml)
{
    dz_xml__markup(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
                        "<teiHeader><fileDesc><titleStmt><title>Aligned texts</title></titleStmt>"
                        "<publicationStmt><p>Made by duizhao ");
    dz_xml__markup(xml, dz_version());
    dz_xml__markup(xml, "</p></publicationStmt><sourceDesc><p>Texts and their translations</p></sourceDesc>"
                        "</fileDesc></teiHeader>\n");
}

static void open_pair(dz_xml *xml, const dz_alignment_view *view)
{
    dz_xml__markup(xml, "<TEI>\n<teiHeader><fileDesc><titleStmt><title>");
    dz_xml__text(xml, view->name);
    dz_xml__markup(xml, "</title></titleStmt><publicationStmt><p>Not published</p></publicationStmt><sourceDesc><p>");
    dz_xml__text(xml, dz_document_name(view->source));
    dz_xml__markup(xml, " and ");
    dz_xml__text(xml, dz_document_name(view->target));
    dz_xml__markup(xml, "</p></sourceDesc></fileDesc></teiHeader>\n");
}

dz_status dz_write__alignment_tei(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_xml xml;
    uint32_t pair = dz_write__name_number(view->name);
    dz_xml__init(&xml, context, sink);
    if (!view->options->continued)
        put_head(&xml);
    open_pair(&xml, view);
    dz_xml__format(&xml, "<standOff><linkGrp type=\"translation\" corresp=\"#s%08x #t%08x\">\n", pair, pair);
    dz_status status = DZ_OK;
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        /* A <link> has two ends at the least: what no link names has no counterpart. */
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        if (bead->source_count && bead->target_count)
            put_link(&xml, bead, pair);
        status = dz_xml__step(&xml);
    }
    dz_xml__markup(&xml, "</linkGrp></standOff>\n<text><group>\n");
    if (status == DZ_OK)
        status = put_text(&xml, view->source, "s", pair);
    if (status == DZ_OK)
        status = put_text(&xml, view->target, "t", pair);
    dz_xml__markup(&xml, "</group></text>\n</TEI>\n");
    if (status == DZ_OK)
        status = dz_xml__flush(&xml);
    dz_xml__free(&xml);
    return status;
}

/* ---- XCES ---- */

dz_status dz_write__alignment_xces(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_xml xml;
    dz_status status = DZ_OK;
    dz_xml__init(&xml, context, sink);
    if (!view->options->continued)
        dz_xml__markup(&xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n"
                             "<cesAlign version=\"1.0\">\n");
    dz_xml__markup(&xml, "<linkGrp targType=\"s\" fromDoc=\"");
    dz_xml__text(&xml, dz_document_name(view->source));
    dz_xml__markup(&xml, "\" toDoc=\"");
    dz_xml__text(&xml, dz_document_name(view->target));
    dz_xml__markup(&xml, "\">\n");
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        dz_xml__format(&xml, "<link id=\"SL%zu\" xtargets=\"", i + 1);
        put_pointers(&xml, bead->source, bead->source_count, "", 1);
        dz_xml__markup(&xml, ";");
        put_pointers(&xml, bead->target, bead->target_count, "", 1);
        dz_xml__markup(&xml, "\" certainty=\"");
        dz_xml__share(&xml, bead->score);
        dz_xml__markup(&xml, "\"/>\n");
        status = dz_xml__step(&xml);
    }
    dz_xml__markup(&xml, "</linkGrp>\n");
    if (status == DZ_OK)
        status = dz_xml__flush(&xml);
    dz_xml__free(&xml);
    return status;
}

/* ---- The end of all that is XML ---- */

dz_status dz_write_alignment_end(dz_context *context, const dz_sink *sink, dz_format format)
{
    (void)context;
    const char *end = format == DZ_FORMAT_TMX                                    ? "</body>\n</tmx>\n"
                      : format == DZ_FORMAT_XLIFF || format == DZ_FORMAT_XLIFF12 ? "</xliff>\n"
                      : format == DZ_FORMAT_TEI                                  ? "</teiCorpus>\n"
                      : format == DZ_FORMAT_XCES                                 ? "</cesAlign>\n"
                                                                                 : "";
    return *end ? sink->write(sink->payload, end, strlen(end)) : DZ_OK;
}
