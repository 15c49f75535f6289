/* Attributes any bytes. The first byte chooses the layers, how the text is read, and whether the model in DUIZHAO_DATA
 * reads it too. */
#include <stdint.h>
#include <stdlib.h>

#include "duizhao/attribution.h"
#include "fuzz.h"

static void check_spans(dz_view text, dz_spans spans)
{
    for (size_t i = 0; i < spans.count; i++) {
        dz_span span = spans.items[i];
        if (span.begin >= span.end || span.end > text.length)
            abort();
        if (((unsigned char)text.data[span.begin] & 0xC0) == 0x80 ||
            ((unsigned char)text.data[span.end] & 0xC0) == 0x80)
            abort();
    }
}

/* Spans on characters, links to others that exist and never in a ring. */
static void check_list(const dz_attribution_list *list, dz_view text)
{
    size_t count = dz_attribution_count(list);
    for (size_t i = 0; i < count; i++) {
        const dz_attribution *attribution = dz_attribution_at(list, i);
        check_spans(text, attribution->content);
        check_spans(text, attribution->cue);
        check_spans(text, attribution->source);
        size_t steps = 0;
        for (uint32_t via = attribution->via; via != DZ_NO_ATTRIBUTION; via = dz_attribution_at(list, via)->via)
            if (via >= count || ++steps > count)
                abort();
        if (attribution->about != DZ_NO_ATTRIBUTION && attribution->about >= count)
            abort();
        if (attribution->entity != DZ_NO_ENTITY && !dz_attribution_entity_at(list, attribution->entity))
            abort();
        if (attribution->confidence < 0 || attribution->confidence > 1)
            abort();
    }
}

/* Opened once: checking the file takes longer than most texts. NULL where there is none. */
static const dz_attribution_model *installed_model(void)
{
    static dz_context *context;
    static dz_attribution_model *model;
    if (!context && dz_context_new(&context, NULL) == DZ_OK)
        (void)dz_attribution_model_open(context, &model, NULL);
    return model;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dz_context *context = NULL;
    dz_document *document = NULL;
    dz_attribution_list *list = NULL;
    dz_document_options reading = DZ_DOCUMENT_OPTIONS_INIT;
    dz_attribution_options options = DZ_ATTRIBUTION_OPTIONS_INIT;
    if (!size || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    options.outer_only = data[0] & 1;
    reading.keep_lines = data[0] & 2;
    reading.format = data[0] & 8 ? DZ_INPUT_HTML : DZ_INPUT_PLAIN;
    options.model = data[0] & 4 ? installed_model() : NULL;
    if (dz_document_parse(context, &document, "fuzz", data + 1, size - 1, &reading) == DZ_OK &&
        dz_attribute(context, &list, document, &options) == DZ_OK)
        check_list(list, dz_document_text(document));
    if (data[0] & 16 && list) {
        dz_attribution_list *second = NULL;
        options.known = list;
        if (dz_attribute(context, &second, document, &options) == DZ_OK &&
            dz_attribution_entity_count(second) < dz_attribution_entity_count(list))
            abort();
        dz_attribution_list_free(second);
    }
    dz_attribution_list_free(list);
    dz_document_free(document);
    dz_context_free(context);
    return 0;
}
