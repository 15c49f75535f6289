/* Comparison keys. */
#include "write/parts.h"

static void put_folds(dz_json *json, const dz_document *document, dz_span span, const dz_key *key)
{
    dz_json__key(json, "folds");
    dz_json__open(json, '[');
    for (size_t i = 0; i < dz_key_fold_count(key); i++) {
        dz_fold_use use = dz_key_fold(key, i);
        dz_json__open(json, '{');
        dz_json__key(json, "fold");
        dz_json__text(json, dz_fold_name(use.fold));
        dz_json__span_members(json, document, (dz_span){use.span.begin + span.begin, use.span.end + span.begin});
        dz_json__close(json, '}');
    }
    dz_json__close(json, ']');
}

dz_status dz_write_key(dz_context *context, const dz_sink *sink, const dz_document *document, dz_span span,
                       const dz_key *key, dz_format format, const dz_write_options *options)
{
    dz_parts parts;
    dz_view text = dz_key_text(key);
    dz_status status;
    dz_parts__open(&parts, context, sink, document, format, options);
    if (!parts.jsonl) {
        dz_plain__line(&parts.text, text.data, text.length);
        status = dz_plain__end_line(&parts.text);
        return dz_parts__close(&parts, status);
    }
    dz_parts__begin(&parts, "key");
    dz_json__span_members(&parts.json, document, span);
    dz_json__key(&parts.json, "key");
    dz_json__view(&parts.json, text.data, text.length);
    put_folds(&parts.json, document, span, key);
    status = dz_json__end(&parts.json, sink);
    return dz_parts__close(&parts, status);
}
