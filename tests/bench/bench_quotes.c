/* The speed of the library alone, by processor time:
 *
 *   bench-quotes FILE.jsonl [MODEL]        records {"id", "text"}; MODEL: the trained tagger, the rules alone without
 * it
 *
 * prints the MB/s of dz_attribute over documents that have been read, and of reading and dz_attribute together; the
 * best of five rounds each. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "duizhao/attribution.h"

#define ROUNDS 5

typedef struct clocks {
    double attribute;
    double both;
    double bytes;
} clocks;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int run_text(dz_context *context, const char *text, const dz_attribution_options *options, clocks *spent)
{
    dz_document *document = NULL;
    dz_attribution_list *list = NULL;
    dz_document_options reading = DZ_DOCUMENT_OPTIONS_INIT;
    reading.format = DZ_INPUT_PLAIN;
    double begun = now();
    dz_status status = dz_document_parse(context, &document, "text", text, strlen(text), &reading);
    double read = now();
    if (status == DZ_OK)
        status = dz_attribute(context, &list, document, options);
    spent->attribute += now() - read;
    dz_attribution_list_free(list);
    dz_document_free(document);
    spent->both += now() - begun;
    spent->bytes += (double)strlen(text);
    if (status != DZ_OK)
        fprintf(stderr, "bench-quotes: %s\n", dz_context_message(context));
    return status != DZ_OK;
}

static int run_round(dz_context *context, cJSON *const *records, size_t count, const dz_attribution_options *options,
                     clocks *spent)
{
    int failed = 0;
    for (size_t i = 0; i < count && !failed; i++) {
        const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(records[i], "text"));
        failed = !text || run_text(context, text, options, spent);
    }
    return failed;
}

static cJSON **read_records(FILE *file, size_t *count)
{
    cJSON **records = NULL;
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, file) > 0) {
        cJSON **more = realloc(records, (*count + 1) * sizeof *records);
        if (!more)
            break;
        records = more;
        records[(*count)++] = cJSON_Parse(line);
    }
    free(line);
    return records;
}

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    dz_attribution_options options = DZ_ATTRIBUTION_OPTIONS_INIT;
    dz_attribution_model *model = NULL;
    dz_context *context = NULL;
    size_t count = 0;
    clocks best = {0};
    if (!file) {
        fprintf(stderr, "usage: bench-quotes FILE.jsonl [MODEL]\n");
        return 2;
    }
    cJSON **records = read_records(file, &count);
    int failed = dz_context_new(&context, NULL) != DZ_OK ||
                 (argc > 2 && dz_attribution_model_open(context, &model, argv[2]) != DZ_OK);
    options.model = model;
    for (int i = 0; i < ROUNDS && !failed; i++) {
        clocks spent = {0};
        failed = run_round(context, records, count, &options, &spent);
        if (!i || spent.attribute < best.attribute)
            best.attribute = spent.attribute;
        if (!i || spent.both < best.both)
            best.both = spent.both;
        best.bytes = spent.bytes;
    }
    if (!failed && best.bytes > 0)
        printf("attribute %.2f MB/s\nread and attribute %.2f MB/s\n", best.bytes / 1e6 / best.attribute,
               best.bytes / 1e6 / best.both);
    for (size_t i = 0; i < count; i++)
        cJSON_Delete(records[i]);
    free(records);
    fclose(file);
    dz_attribution_model_free(model);
    dz_context_free(context);
    return failed ? 3 : 0;
}
