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

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void report(const char *what, size_t length, double begin)
{
    printf("%-14s %8.1f MB/s\n", what, (double)length / 1e6 / (seconds() - begin));
}

/* Rates over the whole of standard input, taken as one text. */
static int time_all(dz_context *context, char *bytes, size_t length)
{
    dz_decoded *decoded = NULL;
    double begin = seconds();
    if (dz_decode(context, &decoded, bytes, length, NULL) != DZ_OK)
        return fail(context);
    report("decode", length, begin);
    dz_view text = dz_decoded_text(decoded);
    dz_sentence_options icu = DZ_SENTENCE_OPTIONS_INIT;
    icu.icu = true;
    dz_span_list *sentences = NULL;
    begin = seconds();
    dz_sentences(context, &sentences, text.data, text.length, NULL);
    report("sentences", text.length, begin);
    dz_span_list_free(sentences);
    begin = seconds();
    dz_sentences(context, &sentences, text.data, text.length, &icu);
    report("sentences ICU", text.length, begin);
    dz_span_list_free(sentences);
    dz_key *key = NULL;
    begin = seconds();
    dz_key_new(context, &key, text.data, text.length, NULL);
    report("key", text.length, begin);
    dz_key_free(key);
    dz_word_list *words = NULL;
    begin = seconds();
    dz_words(context, &words, text.data, text.length, NULL);
    report("words", text.length, begin);
    dz_word_list_free(words);
    dz_value_list *values = NULL;
    begin = seconds();
    dz_values(context, &values, text.data, text.length, NULL);
    report("values", text.length, begin);
    dz_value_list_free(values);
    dz_decoded_free(decoded);
    return 0;
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
