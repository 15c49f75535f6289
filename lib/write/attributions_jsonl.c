#include "write/write_attributions.h"
#include "write/json.h"

static void put_spans(dz_json *json, const char *key, const dz_document *document, dz_spans spans)
{
    dz_json__key(json, key);
    dz_json__open(json, '[');
    for (size_t i = 0; i < spans.count; i++)
        dz_json__span(json, document, spans.items[i]);
    dz_json__close(json, ']');
}

/* Ids count from 1: a1 is the first of the document. */
static void put_number(dz_json *json, const char *key, char letter, uint32_t number)
{
    dz_json__key(json, key);
    if (number == UINT32_MAX)
        dz_json__null(json);
    else
        dz_json__id(json, letter, (size_t)number + 1);
}

static void put_id(dz_json *json, const char *key, uint32_t number)
{
    put_number(json, key, 'a', number);
}

static dz_status write_attribution(dz_json *json, const dz_sink *sink, const dz_attributions_view *view,
                                   uint32_t number)
{
    const dz_attribution *attribution = dz_attribution_at(view->list, number);
    const dz_entity *entity = dz_attribution_entity_at(view->list, attribution->entity);
    dz_json__begin(json, "attribution");
    put_id(json, "id", number);
    dz_json__key(json, "document");
    dz_json__text(json, dz_document_name(view->document));
    dz_json__key(json, "kind");
    dz_json__text(json, dz_attribution_kind_name(attribution->kind));
    put_spans(json, "content", view->document, attribution->content);
    put_spans(json, "cue", view->document, attribution->cue);
    put_spans(json, "source", view->document, attribution->source);
    dz_json__key(json, "speaker");
    dz_json__text(json, attribution->speaker);
    dz_json__key(json, "role");
    dz_json__text(json, attribution->role);
    put_id(json, "via", attribution->via);
    put_id(json, "about", attribution->about);
    dz_json__key(json, "rule");
    dz_json__text(json, attribution->rule);
    dz_json__key(json, "confidence");
    dz_json__real(json, (double)attribution->confidence);
    put_number(json, "entity", 'e', attribution->entity);
    dz_json__key(json, "organisation");
    dz_json__text(json, entity ? entity->organisation : NULL);
    dz_json__key(json, "stands_for");
    dz_json__text(json, entity ? entity->stands_for : NULL);
    dz_json__key(json, "note");
    dz_json__text(json, attribution->note);
    return dz_json__end(json, sink);
}

dz_status dz_write__attributions_jsonl(dz_context *context, const dz_sink *sink, const dz_attributions_view *view)
{
    dz_json json;
    dz_status status = DZ_OK;
    dz_json__init(&json, context);
    for (size_t i = 0; status == DZ_OK && i < dz_attribution_count(view->list); i++)
        status = write_attribution(&json, sink, view, (uint32_t)i);
    dz_json__free(&json);
    return status;
}
