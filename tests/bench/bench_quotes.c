/* The attributions of texts, for the scorer and for the clock.
 *
 *   bench_quotes FILE.jsonl [REPEAT]        records {"id", "text"} in; records {"id", "attributions": [...]} out, in
 * the form of the gold: the outermost layer alone, code point offsets. bench_quotes --layers FILE.jsonl        all
 * layers. The time goes to standard error. With REPEAT every text is read so many times. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "duizhao/attribution.h"

static cJSON *spans_to_json(const dz_document *document, dz_spans spans)
{
    cJSON *array = cJSON_CreateArray();
    const dz_offsets *offsets = dz_document_offsets(document);
    for (size_t i = 0; i < spans.count; i++) {
        int pair[2] = {(int)dz_offsets_codepoint(offsets, spans.items[i].begin),
                       (int)dz_offsets_codepoint(offsets, spans.items[i].end)};
        cJSON_AddItemToArray(array, cJSON_CreateIntArray(pair, 2));
    }
    return array;
}

static cJSON *attribution_to_json(const dz_document *document, const dz_attribution *attribution)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToObject(object, "source", spans_to_json(document, attribution->source));
    cJSON_AddItemToObject(object, "cue", spans_to_json(document, attribution->cue));
    cJSON_AddItemToObject(object, "content", spans_to_json(document, attribution->content));
    cJSON_AddStringToObject(object, "type", dz_attribution_kind_name(attribution->kind));
    cJSON_AddStringToObject(object, "rule", attribution->rule);
    cJSON_AddStringToObject(object, "speaker", attribution->speaker ? attribution->speaker : "");
    cJSON_AddStringToObject(object, "role", attribution->role ? attribution->role : "");
    cJSON_AddNumberToObject(object, "via", attribution->via == DZ_NO_ATTRIBUTION ? -1 : (double)attribution->via);
    cJSON_AddNumberToObject(object, "about", attribution->about == DZ_NO_ATTRIBUTION ? -1 : (double)attribution->about);
    return object;
}

static int print_record(const char *id, const dz_document *document, const dz_attribution_list *list)
{
    cJSON *record = cJSON_CreateObject();
    cJSON_AddStringToObject(record, "id", id);
    cJSON *array = cJSON_AddArrayToObject(record, "attributions");
    for (size_t i = 0; i < dz_attribution_count(list); i++)
        cJSON_AddItemToArray(array, attribution_to_json(document, dz_attribution_at(list, i)));
    char *text = cJSON_PrintUnformatted(record);
    int failed = !text || puts(text) < 0;
    cJSON_free(text);
    cJSON_Delete(record);
    return failed;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int run_record(dz_context *context, const cJSON *record, int repeat, bool outer_only, double *seconds,
                      double *bytes)
{
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItem(record, "id"));
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(record, "text"));
    dz_document *document = NULL;
    dz_attribution_list *list = NULL;
    dz_attribution_options options = DZ_ATTRIBUTION_OPTIONS_INIT;
    options.outer_only = outer_only;
    if (!id || !text)
        return 1;
    dz_document_options reading = DZ_DOCUMENT_OPTIONS_INIT;
    reading.format = DZ_INPUT_PLAIN;
    int failed = dz_document_parse(context, &document, id, text, strlen(text), &reading) != DZ_OK;
    double start = now();
    for (int i = 0; i < repeat && !failed; i++) {
        dz_attribution_list_free(list);
        failed = dz_attribute(context, &list, document, &options) != DZ_OK;
    }
    *seconds += now() - start;
    *bytes += (double)strlen(text) * repeat;
    if (!failed)
        failed = print_record(id, document, list);
    if (failed)
        fprintf(stderr, "bench_quotes: %s: %s\n", id, dz_context_message(context));
    dz_attribution_list_free(list);
    dz_document_free(document);
    return failed;
}

int main(int argc, char **argv)
{
    bool layers = argc > 1 && strcmp(argv[1], "--layers") == 0;
    const char *path = argc > 1 + layers ? argv[1 + layers] : NULL;
    int repeat = argc > 2 + layers ? atoi(argv[2 + layers]) : 1;
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: bench_quotes [--layers] FILE.jsonl [REPEAT]\n");
        return 2;
    }
    dz_context *context = NULL;
    if (dz_context_new(&context, NULL) != DZ_OK)
        return 4;
    char *line = NULL;
    size_t room = 0;
    int failed = 0;
    double seconds = 0;
    double bytes = 0;
    while (getline(&line, &room, file) > 0) {
        cJSON *record = cJSON_Parse(line);
        failed |= run_record(context, record, repeat, !layers, &seconds, &bytes);
        cJSON_Delete(record);
    }
    fprintf(stderr, "%.1f MB/s\n", bytes / 1e6 / (seconds > 0 ? seconds : 1e-9));
    free(line);
    fclose(file);
    dz_context_free(context);
    return failed ? 3 : 0;
}
