/* dz train attribution: the tagger of dz quotes, from texts in which readers marked who says what. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "train.h"

/* The attributions of a record; spans and lists of one record are freed together. */
typedef struct gold_list {
    dz_attribution *items;
    size_t count;
    dz_span *spans;
    size_t span_count;
} gold_list;

static void free_gold(gold_list *gold)
{
    free(gold->items);
    free(gold->spans);
}

/* Reads [[begin, end], ...], in code points. Room for the spans is there. False where it is something else. */
static bool read_spans(gold_list *gold, const cJSON *list, const dz_offsets *offsets, size_t length, dz_spans *out)
{
    const cJSON *pair;
    out->items = gold->spans + gold->span_count;
    out->count = 0;
    cJSON_ArrayForEach(pair, list)
    {
        const cJSON *begin = cJSON_GetArrayItem(pair, 0);
        const cJSON *end = cJSON_GetArrayItem(pair, 1);
        if (!cJSON_IsNumber(begin) || !cJSON_IsNumber(end) || begin->valuedouble < 0 ||
            end->valuedouble <= begin->valuedouble || end->valuedouble > (double)length)
            return false;
        dz_span *span = &gold->spans[gold->span_count++];
        span->begin = dz_offsets_byte(offsets, (size_t)begin->valuedouble);
        span->end = dz_offsets_byte(offsets, (size_t)end->valuedouble);
        out->count++;
    }
    return true;
}

static size_t count_spans(const cJSON *attributions)
{
    static const char *const keys[] = {"source", "cue", "content"};
    size_t count = 0;
    const cJSON *attribution;
    cJSON_ArrayForEach(attribution, attributions) for (int i = 0; i < 3; i++) count +=
        (size_t)cJSON_GetArraySize(cJSON_GetObjectItem(attribution, keys[i]));
    return count;
}

/* NULL, or what is wrong. */
static const char *read_gold(gold_list *gold, const cJSON *attributions, const dz_document *document)
{
    const dz_offsets *offsets = dz_document_offsets(document);
    size_t length = dz_offsets_codepoint(offsets, dz_document_text(document).length);
    const cJSON *attribution;
    if (!cJSON_IsArray(attributions))
        return "has no list of attributions; give one, which may be empty";
    gold->items = calloc((size_t)cJSON_GetArraySize(attributions) + 1, sizeof *gold->items);
    gold->spans = calloc(count_spans(attributions) + 1, sizeof *gold->spans);
    if (!gold->items || !gold->spans)
        return "out of memory";
    cJSON_ArrayForEach(attribution, attributions)
    {
        dz_attribution *item = &gold->items[gold->count++];
        if (!read_spans(gold, cJSON_GetObjectItem(attribution, "source"), offsets, length, &item->source) ||
            !read_spans(gold, cJSON_GetObjectItem(attribution, "cue"), offsets, length, &item->cue) ||
            !read_spans(gold, cJSON_GetObjectItem(attribution, "content"), offsets, length, &item->content))
            return "has a span that is not [begin, end] in code points of its text";
    }
    return NULL;
}

static void add_record(struct session *session, dz_attribution_trainer *trainer, const record_reader *reader,
                       const cJSON *record)
{
    dz_document_options reading = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document = NULL;
    gold_list gold = {NULL, 0, NULL, 0};
    const char *text = record_text(record, "text");
    reading.format = DZ_INPUT_PLAIN;
    if (!text) {
        session_refuse(session, reader->id, "has no text");
        return;
    }
    dz_status status = dz_document_parse(session->context, &document, reader->id, text, strlen(text), &reading);
    if (status == DZ_OK) {
        const char *wrong = read_gold(&gold, cJSON_GetObjectItem(record, "attributions"), document);
        if (wrong)
            session_refuse(session, reader->id, "%s", wrong);
        else
            status = dz_attribution_trainer_add(trainer, document, gold.items, gold.count);
    }
    session_failed(session, status, reader->id);
    free_gold(&gold);
    dz_document_free(document);
}

static void report_training(struct session *session, const dz_attribution_trainer *trainer)
{
    dz_attribution_train_report report = dz_attribution_trainer_report(trainer);
    session_say(session, "%zu documents, %zu attributions, %zu words; %zu features written; loss %.4f a word",
                report.documents, report.attributions, report.words, report.features, report.loss);
}

void train_attribution(struct session *session, const train_settings *settings, const operand_list *files)
{
    dz_attribution_train_options train = DZ_ATTRIBUTION_TRAIN_OPTIONS_INIT;
    dz_attribution_trainer *trainer = NULL;
    record_reader reader;
    const cJSON *record;
    if (settings->epochs)
        train.epochs = (uint32_t)(settings->epochs < 1000 ? settings->epochs : 1000);
    if (settings->seed)
        train.seed = settings->seed;
    if (settings->runs)
        train.runs = (uint32_t)(settings->runs < 100 ? settings->runs : 100);
    train.name = settings->name;
    dz_status status = dz_attribution_trainer_new(session->context, &trainer, &train);
    if (status == DZ_OK) {
        records_open(&reader, session, files);
        while ((record = records_next(&reader)) != NULL)
            add_record(session, trainer, &reader, record);
        records_close(&reader);
    }
    /* A model learned from half of the texts would look like one learned from all. */
    bool good = status == DZ_OK && session->exit_code == EXIT_GOOD;
    if (good)
        status = dz_attribution_trainer_run(trainer);
    if (good && status == DZ_OK)
        status = dz_attribution_trainer_write(trainer, &session->sink);
    session_failed(session, status, NULL);
    if (good && status == DZ_OK && !session->quiet)
        report_training(session, trainer);
    dz_attribution_trainer_free(trainer);
    if (!good || status != DZ_OK) {
        dz_output_free(session->output);
        session->output = NULL;
    }
}
