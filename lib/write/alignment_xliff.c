/* XLIFF 2.1 (OASIS 2018) and 1.2 (OASIS 2008): a <file> a pair, a unit a bead. Numbers, score and exact status stand in
 * the metadata module of 2.1 and in a <context-group> of 1.2; the sentences of a bead of several stand in <mrk>. */
#include "write/write_alignment.h"
#include "write/xml.h"

static void put_value(dz_xml *xml, const char *name, const dz_bead *bead)
{
    switch (name[1]) {
    case 'o': /* source */
        dz_xml__numbers(xml, bead->source, bead->source_count);
        break;
    case 'a': /* target */
        dz_xml__numbers(xml, bead->target, bead->target_count);
        break;
    case 'c': /* score */
        dz_xml__share(xml, bead->score);
        break;
    case 't': /* status */
        dz_xml__markup(xml, dz_bead_status_name(bead->status));
        break;
    default:
        dz_xml__flags(xml, bead->flags);
    }
}

static void put_facts(dz_xml *xml, const dz_bead *bead, const char *open, const char *close)
{
    static const char *const names[] = {"source", "target", "score", "status", "flags"};
    for (size_t i = 0; i < (bead->flags ? 5 : 4); i++) {
        dz_xml__markup(xml, open);
        dz_xml__format(xml, "%s\">", names[i]);
        put_value(xml, names[i], bead);
        dz_xml__markup(xml, close);
    }
}

/* ---- 2.1 ---- */

static const char *state_of(dz_bead_status status)
{
    switch (status) {
    case DZ_BEAD_CONFIRMED:
        return "reviewed";
    case DZ_BEAD_FIXED:
        return "final";
    case DZ_BEAD_REJECTED:
        return "initial";
    default:
        return "translated";
    }
}

static void put_unit(dz_xml *xml, const dz_alignment_view *view, const dz_bead *bead, size_t number)
{
    dz_xml__format(xml, "<unit id=\"u%zu\">\n<mda:metadata><mda:metaGroup category=\"duizhao\">", number);
    put_facts(xml, bead, "<mda:meta type=\"", "</mda:meta>");
    dz_xml__format(xml, "</mda:metaGroup></mda:metadata>\n<segment id=\"s1\" state=\"%s\">\n<source>",
                   state_of(bead->status));
    dz_xml__sentences(xml, view->source, bead->source, bead->source_count, "<mrk id=\"s%u\" type=\"dz:sentence\">",
                      "</mrk>");
    dz_xml__markup(xml, "</source>\n");
    if (bead->target_count) {
        dz_xml__markup(xml, "<target>");
        dz_xml__sentences(xml, view->target, bead->target, bead->target_count, "<mrk id=\"t%u\" type=\"dz:sentence\">",
                          "</mrk>");
        dz_xml__markup(xml, "</target>\n");
    }
    dz_xml__markup(xml, "</segment>\n</unit>\n");
}

static void open_file(dz_xml *xml, const dz_alignment_view *view)
{
    static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
                               "xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" version=\"2.1\" ";
    if (!view->options->continued) {
        dz_xml__markup(xml, head);
        dz_xml__format(xml, "srcLang=\"%s\" trgLang=\"%s\">\n", dz_document_language_tag(view->source),
                       dz_document_language_tag(view->target));
    }
    /* The ids of files must differ, and the writer of one knows nothing of the others but the name. */
    dz_xml__format(xml, "<file id=\"f%08x\" original=\"", dz_write__name_number(view->name));
    dz_xml__text(xml, view->name);
    dz_xml__markup(xml, "\">\n");
}

/* ---- 1.2 ---- */

static const char *old_state_of(dz_bead_status status)
{
    switch (status) {
    case DZ_BEAD_CONFIRMED:
        return "signed-off";
    case DZ_BEAD_FIXED:
        return "final";
    case DZ_BEAD_REJECTED:
        return "needs-translation";
    default:
        return "translated";
    }
}

static void put_trans_unit(dz_xml *xml, const dz_alignment_view *view, const dz_bead *bead, size_t number)
{
    static const char open[] = "<mrk mtype=\"seg\" mid=\"%u\">", close[] = "</mrk>";
    bool approved = bead->status == DZ_BEAD_CONFIRMED || bead->status == DZ_BEAD_FIXED;
    dz_xml__format(xml, "<trans-unit id=\"%zu\"%s>\n<source>", number, approved ? " approved=\"yes\"" : "");
    dz_xml__sentences(xml, view->source, bead->source, bead->source_count, "", "");
    dz_xml__markup(xml, "</source>\n");
    if (bead->source_count > 1) {
        dz_xml__markup(xml, "<seg-source>");
        dz_xml__sentences(xml, view->source, bead->source, bead->source_count, open, close);
        dz_xml__markup(xml, "</seg-source>\n");
    }
    if (bead->target_count) {
        dz_xml__format(xml, "<target state=\"%s\">", old_state_of(bead->status));
        dz_xml__sentences(xml, view->target, bead->target, bead->target_count, open, close);
        dz_xml__markup(xml, "</target>\n");
    }
    dz_xml__markup(xml, "<context-group name=\"duizhao\" purpose=\"information\">");
    put_facts(xml, bead, "<context context-type=\"x-", "</context>");
    dz_xml__markup(xml, "</context-group>\n</trans-unit>\n");
}

static void open_old_file(dz_xml *xml, const dz_alignment_view *view)
{
    if (!view->options->continued)
        dz_xml__markup(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
    dz_xml__markup(xml, "<file original=\"");
    dz_xml__text(xml, view->name);
    dz_xml__format(xml,
                   "\" source-language=\"%s\" target-language=\"%s\" datatype=\"plaintext\" tool-id=\"dz\">\n"
                   "<header><tool tool-id=\"dz\" tool-name=\"duizhao\" tool-version=\"%s\"/></header>\n<body>\n",
                   dz_document_language_tag(view->source), dz_document_language_tag(view->target), dz_version());
}

static dz_status write_pair(dz_context *context, const dz_sink *sink, const dz_alignment_view *view, bool old)
{
    dz_xml xml;
    dz_status status = DZ_OK;
    dz_xml__init(&xml, context, sink);
    (old ? open_old_file : open_file)(&xml, view);
    for (size_t i = 0; status == DZ_OK && i < dz_alignment_count(view->alignment); i++) {
        (old ? put_trans_unit : put_unit)(&xml, view, dz_alignment_bead(view->alignment, i), i + 1);
        status = dz_xml__step(&xml);
    }
    /* A <file> of 2.1 must hold a unit. */
    if (!old && dz_alignment_count(view->alignment) == 0)
        dz_xml__markup(&xml, "<unit id=\"u1\"><segment><source/></segment></unit>\n");
    dz_xml__markup(&xml, old ? "</body>\n</file>\n" : "</file>\n");
    if (status == DZ_OK)
        status = dz_xml__flush(&xml);
    dz_xml__free(&xml);
    return status;
}

dz_status dz_write__alignment_xliff(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    return write_pair(context, sink, view, false);
}

dz_status dz_write__alignment_xliff12(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    return write_pair(context, sink, view, true);
}
