/* The records of a run, of an error, and of a document. */
#include "duizhao/write.h"
#include "write/json.h"

dz_status dz_write_run(dz_context *context, const dz_sink *sink, const char *lexicon, const char *model,
                       const char *options_json)
{
    dz_json json;
    dz_json__init(&json, context);
    dz_json__begin(&json, "run");
    dz_json__key(&json, "version");
    dz_json__text(&json, dz_version());
    dz_json__key(&json, "lexicon");
    dz_json__text(&json, lexicon);
    dz_json__key(&json, "model");
    dz_json__text(&json, model);
    dz_json__key(&json, "options");
    dz_json__raw(&json, options_json);
    dz_status status = dz_json__end(&json, sink);
    dz_json__free(&json);
    return status;
}

dz_status dz_write_error(dz_context *context, const dz_sink *sink, const char *document, const char *message)
{
    dz_json json;
    dz_json__init(&json, context);
    dz_json__begin(&json, "error");
    dz_json__key(&json, "document");
    dz_json__text(&json, document);
    dz_json__key(&json, "message");
    dz_json__text(&json, message);
    dz_status status = dz_json__end(&json, sink);
    dz_json__free(&json);
    return status;
}

static void put_repairs(dz_json *json, const dz_document *document)
{
    const dz_offsets *offsets = dz_document_offsets(document);
    dz_json__key(json, "repairs");
    dz_json__open(json, '[');
    for (size_t i = 0; i < dz_document_repair_count(document); i++) {
        dz_repair repair = dz_document_repair(document, i);
        dz_json__open(json, '{');
        dz_json__key(json, "begin");
        dz_json__integer(json, json->base + dz_offsets_codepoint(offsets, repair.span.begin));
        dz_json__key(json, "end");
        dz_json__integer(json, json->base + dz_offsets_codepoint(offsets, repair.span.end));
        dz_json__key(json, "what");
        dz_json__text(json, repair.what);
        dz_json__close(json, '}');
    }
    dz_json__close(json, ']');
}

dz_status dz_write_document(dz_context *context, const dz_sink *sink, const dz_document *document,
                            const dz_write_options *options)
{
    dz_view text = dz_document_text(document);
    dz_json json;
    dz_json__init(&json, context);
    dz_json__begin(&json, "document");
    dz_json__key(&json, "document");
    dz_json__text(&json, dz_document_name(document));
    dz_json__key(&json, "encoding");
    dz_json__text(&json, dz_document_encoding(document));
    put_repairs(&json, document);
    dz_json__key(&json, "lang");
    dz_json__text(&json, dz_document_language_tag(document));
    dz_json__key(&json, "date");
    dz_json__text(&json, dz_document_date(document));
    dz_json__key(&json, "speaker");
    dz_json__text(&json, dz_document_speaker(document));
    dz_json__key(&json, "title");
    dz_json__text(&json, dz_document_title(document));
    dz_json__key(&json, "length");
    if (options && options->part)
        dz_json__null(&json);
    else
        dz_json__integer(&json, dz_offsets_length_codepoints(dz_document_offsets(document)));
    if (options && options->with_text) {
        dz_json__key(&json, "text");
        dz_json__view(&json, text.data, text.length);
    }
    dz_status status = dz_json__end(&json, sink);
    dz_json__free(&json);
    return status;
}

dz_status dz_write_repairs(dz_context *context, const dz_sink *sink, const dz_document *document,
                           const dz_write_options *options)
{
    dz_json json;
    if (dz_document_repair_count(document) == 0)
        return DZ_OK;
    dz_json__init(&json, context);
    json.base = options ? options->part_begin : 0;
    dz_json__begin(&json, "repairs");
    dz_json__key(&json, "document");
    dz_json__text(&json, dz_document_name(document));
    put_repairs(&json, document);
    dz_status status = dz_json__end(&json, sink);
    dz_json__free(&json);
    return status;
}
