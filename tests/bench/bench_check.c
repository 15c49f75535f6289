/* Checks quotes against a folder of sources, or an index, and prints check records, for scoring and timing.
 *
 *   bench-check QUOTES.jsonl SOURCES-FOLDER|INDEX [LEXICON] > RESULTS.jsonl
 *
 * QUOTES has records {"id", "text", "speaker"?, "date"?}. Each is found once for its time ("find_ms"), then checked
 * ("ms"): processor time of this thread. A summary goes to standard error. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "duizhao/duizhao.h"

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time); /* other work on the machine does not count */
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void fail(const dz_context *context, const char *what)
{
    fprintf(stderr, "bench-check: %s: %s\n", what, dz_context_message(context));
    exit(4);
}

static void add_sources(dz_context *context, dz_index *index, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        dz_document *document;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        bool hidden = entries[i]->d_name[0] == '.';
        free(entries[i]);
        if (hidden)
            continue;
        if (dz_document_read(context, &document, path, NULL) != DZ_OK)
            fail(context, path);
        if (dz_index_add(index, document) != DZ_OK)
            fail(context, path);
    }
    free(entries);
}

static cJSON *make_span(const char *text, const dz_offsets *offsets, dz_span span)
{
    cJSON *record = cJSON_CreateObject();
    char *copy = strndup(text + span.begin, span.end - span.begin);
    cJSON_AddNumberToObject(record, "begin", offsets ? (double)dz_offsets_codepoint(offsets, span.begin) : 0);
    cJSON_AddNumberToObject(record, "end", offsets ? (double)dz_offsets_codepoint(offsets, span.end) : 0);
    cJSON_AddStringToObject(record, "text", copy);
    free(copy);
    return record;
}

static cJSON *make_match(const dz_index *index, const dz_match *match)
{
    const dz_document *document = dz_index_document(index, match->document);
    cJSON *record = make_span(dz_document_text(document).data, dz_document_offsets(document), match->source);
    cJSON_AddStringToObject(record, "source", dz_document_name(document));
    cJSON_AddNumberToObject(record, "rank", match->rank);
    cJSON_AddNumberToObject(record, "part", match->part);
    return record;
}

static void print_result(const dz_index *index, const dz_check_result *result, double find_ms, double ms)
{
    cJSON *record = cJSON_CreateObject();
    cJSON_AddStringToObject(record, "type", "check");
    cJSON *quote = cJSON_AddObjectToObject(record, "quote");
    cJSON_AddStringToObject(quote, "id", result->quote.id ? result->quote.id : "");
    char *text = strndup(result->quote.text.data, result->quote.text.length);
    cJSON_AddStringToObject(quote, "text", text);
    free(text);
    cJSON_AddStringToObject(record, "verdict", dz_verdict_name(result->verdict));
    cJSON_AddNumberToObject(record, "score", (double)result->score);
    cJSON *matches = cJSON_AddArrayToObject(record, "matches");
    for (size_t i = 0; i < result->match_count; i++)
        cJSON_AddItemToArray(matches, make_match(index, &result->matches[i]));
    cJSON *differences = cJSON_AddArrayToObject(record, "differences");
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "kind", dz_difference_kind_name(difference->kind));
        cJSON_AddStringToObject(item, "severity", dz_severity_name(difference->severity));
        cJSON_AddStringToObject(item, "note", difference->note);
        cJSON_AddItemToObject(item, "quote", make_span(result->quote.text.data, NULL, difference->quote));
        cJSON_AddItemToArray(differences, item);
    }
    cJSON *folds = cJSON_AddArrayToObject(record, "folds");
    for (int bit = 0; bit < DZ_FOLD_COUNT; bit++)
        if (result->folds & 1u << bit)
            cJSON_AddItemToArray(folds, cJSON_CreateString(dz_fold_name((dz_fold)(1u << bit))));
    cJSON_AddStringToObject(record, "attribution", dz_agreement_name(result->agreement));
    if (result->near_miss)
        cJSON_AddItemToObject(record, "near_miss", make_match(index, result->near_miss));
    cJSON_AddNumberToObject(record, "find_ms", find_ms);
    cJSON_AddNumberToObject(record, "ms", ms);
    char *line = cJSON_PrintUnformatted(record);
    puts(line);
    free(line);
    cJSON_Delete(record);
}

/* The time that finding alone takes. */
static double time_finding(dz_context *context, const dz_index *index, const dz_quote *quote)
{
    dz_match_list *list;
    double begin = now_ms();
    if (dz_match_quote(context, &list, index, quote->text.data, quote->text.length, NULL) != DZ_OK)
        fail(context, "match");
    double time = now_ms() - begin;
    dz_match_list_free(list);
    return time;
}

static const char *text_of(const cJSON *record, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, key));
}

static int compare_times(const void *a, const void *b)
{
    const double *first = a, *second = b;
    return *first < *second ? -1 : *first > *second;
}

static void report_times(double *times, size_t count)
{
    if (!count)
        return;
    qsort(times, count, sizeof *times, compare_times);
    fprintf(stderr, "%zu quotes: p50 %.3f ms, p95 %.3f ms, most %.3f ms\n", count, times[count / 2],
            times[count * 95 / 100], times[count - 1]);
}

int main(int argc, char **argv)
{
    dz_context *context = NULL;
    dz_index *index;
    dz_lexicon *lexicon = NULL;
    dz_check_options options = DZ_CHECK_OPTIONS_INIT;
    dz_translations *translations = NULL;
    struct stat about;
    if (argc < 3 || argc > 4 || stat(argv[2], &about) != 0 || dz_context_new(&context, NULL) != DZ_OK) {
        fprintf(stderr, "usage: bench-check QUOTES.jsonl SOURCES-FOLDER|INDEX [LEXICON]\n");
        return 2;
    }
    double begin = now_ms();
    bool folder = S_ISDIR(about.st_mode);
    if ((folder ? dz_index_new(context, &index) : dz_index_open(context, &index, argv[2])) != DZ_OK)
        fail(context, argv[2]);
    if (folder)
        add_sources(context, index, argv[2]);
    fprintf(stderr, "%zu sources: %s in %.0f ms\n", dz_index_count(index), folder ? "read and indexed" : "opened",
            now_ms() - begin);
    if (argc == 4) {
        begin = now_ms();
        if (dz_lexicon_open(context, &lexicon, argv[3]) != DZ_OK ||
            dz_translations_new(context, &translations, index, lexicon) != DZ_OK)
            fail(context, argv[3]);
        options.translations = translations;
        fprintf(stderr, "read by words in %.0f ms\n", now_ms() - begin);
    }
    FILE *quotes = fopen(argv[1], "r");
    char *line = NULL;
    size_t capacity = 0, count = 0;
    double *times = NULL;
    while (quotes && getline(&line, &capacity, quotes) > 0) {
        cJSON *record = cJSON_Parse(line);
        const char *text = text_of(record, "text");
        dz_quote quote = {.id = text_of(record, "id"),
                          .text = {text ? text : "", text ? strlen(text) : 0},
                          .speaker = text_of(record, "speaker"),
                          .date = text_of(record, "date")};
        dz_check *check;
        double find_ms = time_finding(context, index, &quote);
        begin = now_ms();
        if (dz_check_quote(context, &check, index, &quote, &options) != DZ_OK)
            fail(context, "check");
        times = realloc(times, (count + 1) * sizeof *times);
        times[count++] = now_ms() - begin;
        print_result(index, dz_check_at(check, 0), find_ms, times[count - 1]);
        dz_check_free(check);
        cJSON_Delete(record);
    }
    report_times(times, count);
    free(times);
    free(line);
    if (quotes)
        fclose(quotes);
    dz_translations_free(translations);
    dz_lexicon_free(lexicon);
    dz_index_free(index);
    dz_context_free(context);
    return 0;
}
