/* Segments records for the scorers: {"id", "text"} a line in, {"id", "sents": [...]} a line out; with --words, a line
 * of text in and its words parted by spaces out. With --time, prints rates instead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "duizhao/text.h"

static int fail(dz_context *context)
{
    fprintf(stderr, "segment_records: %s\n", dz_context_message(context));
    return 1;
}

static int print_sentences(dz_context *context, const char *line, bool icu)
{
    cJSON *record = cJSON_Parse(line), *result = cJSON_CreateObject();
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(record, "text"));
    dz_span_list *sentences = NULL;
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    options.icu = icu;
    if (!text || dz_sentences(context, &sentences, text, strlen(text), &options) != DZ_OK)
        return fail(context);
    cJSON_AddItemReferenceToObject(result, "id", cJSON_GetObjectItem(record, "id"));
    cJSON *list = cJSON_AddArrayToObject(result, "sents");
    for (size_t i = 0; i < sentences->count; i++) {
        dz_span span = sentences->items[i];
        char *copy = strndup(text + span.begin, span.end - span.begin);
        cJSON_AddItemToArray(list, cJSON_CreateString(copy));
        free(copy);
    }
    char *printed = cJSON_PrintUnformatted(result);
    puts(printed);
    free(printed);
    cJSON_Delete(result);
    cJSON_Delete(record);
    dz_span_list_free(sentences);
    return 0;
}

static int print_words(dz_context *context, const char *line, bool icu)
{
    dz_word_list *words = NULL;
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    options.icu = icu;
    if (dz_words(context, &words, line, strlen(line), &options) != DZ_OK)
        return fail(context);
    for (size_t i = 0; i < words->count; i++) {
        dz_span span = words->items[i].span;
        printf("%s%.*s", i ? " " : "", (int)(span.end - span.begin), line + span.begin);
    }
    putchar('\n');
    dz_word_list_free(words);
    return 0;
}

/* Of processor time, so that other work on the machine matters less. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

typedef struct timed {
    dz_context *context;
    const char *text;
    size_t length;
    const dz_word_table *table;
} timed;

typedef dz_status (*timed_function)(const timed *self);

static dz_status time_decode(const timed *self)
{
    dz_decoded *decoded = NULL;
    dz_status status = dz_decode(self->context, &decoded, self->text, self->length, NULL);
    dz_decoded_free(decoded);
    return status;
}

static dz_status cut_sentences(const timed *self, bool icu)
{
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    dz_span_list *sentences = NULL;
    options.icu = icu;
    dz_status status = dz_sentences(self->context, &sentences, self->text, self->length, &options);
    dz_span_list_free(sentences);
    return status;
}

static dz_status time_sentences(const timed *self)
{
    return cut_sentences(self, false);
}

static dz_status time_icu_sentences(const timed *self)
{
    return cut_sentences(self, true);
}

static dz_status time_key(const timed *self)
{
    dz_key *key = NULL;
    dz_status status = dz_key_new(self->context, &key, self->text, self->length, NULL);
    dz_key_free(key);
    return status;
}

static dz_status cut_words(const timed *self, bool icu)
{
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    dz_word_list *words = NULL;
    options.table = self->table;
    options.icu = icu;
    dz_status status = dz_words(self->context, &words, self->text, self->length, &options);
    dz_word_list_free(words);
    return status;
}

static dz_status time_words(const timed *self)
{
    return cut_words(self, false);
}

static dz_status time_icu_words(const timed *self)
{
    return cut_words(self, true);
}

static dz_status time_values(const timed *self)
{
    dz_value_list *values = NULL;
    dz_status status = dz_values(self->context, &values, self->text, self->length, NULL);
    dz_value_list_free(values);
    return status;
}

/* The fastest of three turns. */
static dz_status report(const timed *self, const char *what, timed_function function)
{
    double best = 0;
    for (int turn = 0; turn < 3; turn++) {
        double begin = seconds();
        dz_status status = function(self);
        double rate = (double)self->length / 1e6 / (seconds() - begin);
        if (status != DZ_OK)
            return status;
        best = rate > best ? rate : best;
    }
    printf("%-14s %8.1f MB/s\n", what, best);
    return DZ_OK;
}

/* Rates over the whole of standard input, taken as one text. */
static int time_all(dz_context *context, const char *bytes, size_t length)
{
    static const struct {
        const char *what;
        timed_function function;
    } functions[] = {{"decode", time_decode},    {"sentences", time_sentences}, {"sentences ICU", time_icu_sentences},
                     {"key with map", time_key}, {"words", time_words},         {"words ICU", time_icu_words},
                     {"values", time_values}};
    dz_decoded *decoded = NULL;
    dz_word_table *table = NULL;
    dz_status status = dz_decode(context, &decoded, bytes, length, NULL);
    if (status == DZ_OK)
        status = dz_word_table_open(context, &table, NULL);
    dz_view text = status == DZ_OK ? dz_decoded_text(decoded) : (dz_view){"", 0};
    timed self = {context, text.data, text.length, table};
    for (size_t i = 0; i < sizeof functions / sizeof *functions && status == DZ_OK; i++)
        status = report(&self, functions[i].what, functions[i].function);
    dz_word_table_free(table);
    dz_decoded_free(decoded);
    return status == DZ_OK ? 0 : fail(context);
}

static char *read_input(size_t *length)
{
    size_t capacity = (size_t)1 << 20, got;
    char *bytes = malloc(capacity);
    *length = 0;
    while (bytes && (got = fread(bytes + *length, 1, capacity - *length, stdin)) > 0) {
        *length += got;
        if (*length == capacity)
            bytes = realloc(bytes, capacity *= 2);
    }
    return bytes;
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "--sentences";
    bool icu = argc > 2 && strcmp(argv[2], "--icu") == 0;
    dz_context *context = NULL;
    if (dz_context_new(&context, NULL) != DZ_OK)
        return 1;
    size_t length;
    char *input = read_input(&length);
    int failed = 0;
    if (!input)
        return 1;
    if (strcmp(mode, "--time") == 0) {
        failed = time_all(context, input, length);
    } else {
        char *rest = input;
        input[length < 1 ? 0 : length - 1] = '\0';
        for (char *line; !failed && (line = strsep(&rest, "\n"));)
            failed =
                strcmp(mode, "--words") == 0 ? print_words(context, line, icu) : print_sentences(context, line, icu);
    }
    free(input);
    dz_context_free(context);
    return failed;
}
