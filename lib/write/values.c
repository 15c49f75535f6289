/* Numbers, dates and names of a document. */
#include "write/parts.h"

static dz_status write_value(dz_parts *parts, const dz_value *value)
{
    const char *kind = dz_value_kind_name(value->kind);
    dz_json *json = &parts->json;
    if (!parts->jsonl) {
        dz_plain__format(&parts->text, "%s\t", kind);
        dz_plain__line(&parts->text, parts->source.data + value->span.begin, value->span.end - value->span.begin);
        dz_plain__format(&parts->text, "\t%s", value->value);
        return dz_plain__end_line(&parts->text);
    }
    dz_parts__begin(parts, "value");
    dz_json__key(json, "kind");
    dz_json__text(json, kind);
    dz_json__span_members(json, parts->document, value->span);
    dz_json__key(json, "value");
    dz_json__text(json, value->value);
    return dz_json__end(json, parts->sink);
}

dz_status dz_write_values(dz_context *context, const dz_sink *sink, const dz_document *document, dz_format format,
                          const dz_write_options *options)
{
    dz_parts parts;
    dz_value_list *values = NULL;
    dz_value_options value_options = DZ_VALUE_OPTIONS_INIT;
    value_options.language = dz_document_language(document);
    value_options.document_date = dz_document_date(document);
    dz_view text = dz_document_text(document);
    dz_status status = dz_values(context, &values, text.data, text.length, &value_options);
    dz_parts__open(&parts, context, sink, document, format, options);
    for (size_t i = 0; status == DZ_OK && i < dz_value_count(values); i++)
        status = write_value(&parts, dz_value_at(values, i));
    status = dz_parts__close(&parts, status);
    dz_value_list_free(values);
    return status;
}
