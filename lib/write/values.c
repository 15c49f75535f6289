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

/* A block at a time, so that no value reaches over the end of a heading or a line. */
static dz_status write_block_values(dz_parts *parts, dz_context *context, dz_span span,
                                    const dz_value_options *value_options)
{
    dz_value_list *values = NULL;
    dz_view text = parts->source;
    dz_status status = dz_values(context, &values, text.data + span.begin, span.end - span.begin, value_options);
    for (size_t i = 0; status == DZ_OK && i < dz_value_count(values); i++) {
        dz_value value = *dz_value_at(values, i);
        value.span.begin += span.begin;
        value.span.end += span.begin;
        status = write_value(parts, &value);
    }
    dz_value_list_free(values);
    return status;
}

dz_status dz_write_values(dz_context *context, const dz_sink *sink, const dz_document *document, dz_format format,
                          const dz_write_options *options)
{
    dz_parts parts;
    dz_value_options value_options = DZ_VALUE_OPTIONS_INIT;
    value_options.language = dz_document_language(document);
    value_options.document_date = dz_document_date(document);
    dz_parts__open(&parts, context, sink, document, format, options);
    size_t count;
    const dz_block *blocks = dz_document_blocks(document, &count);
    dz_status status = DZ_OK;
    size_t done = 0;
    for (size_t i = 0; status == DZ_OK && i < count; i++) {
        dz_span block = blocks[i].span;
        if (block.begin > done) /* header lines stand in no block */
            status = write_block_values(&parts, context, (dz_span){done, block.begin}, &value_options);
        block.begin = block.begin < done ? done : block.begin;
        if (status == DZ_OK && block.end > block.begin)
            status = write_block_values(&parts, context, block, &value_options);
        done = block.end > done ? block.end : done;
    }
    if (status == DZ_OK && parts.source.length > done)
        status = write_block_values(&parts, context, (dz_span){done, parts.source.length}, &value_options);
    return dz_parts__close(&parts, status);
}
