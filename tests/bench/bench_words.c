/* Cuts Chinese text into words by the table and by ICU's rules and dictionary, and prints both rates and their ratio.
 *
 *   bench-words FILE [TABLE]
 *
 * FILE is cut in pieces of whole lines, each handed over alone, as documents are; pieces are repeated until there are
 * 10 MB. Rates are of processor time, so that other work on the machine matters little; run it twice all the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "duizhao/text.h"

#define PIECE_BYTES 65536
#define WORK_BYTES 10000000

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void check(dz_context *context, dz_status status)
{
    if (status == DZ_OK)
        return;
    fprintf(stderr, "bench-words: %s\n", dz_context_message(context));
    exit(1);
}

/* The end of the piece that begins at `begin`: behind a line feed, where there is one. */
static size_t piece_end(const char *text, size_t length, size_t begin)
{
    if (length - begin <= PIECE_BYTES)
        return length;
    const char *feed = memrchr(text + begin, '\n', PIECE_BYTES);
    return feed ? (size_t)(feed - text) + 1 : length;
}

/* Megabytes a second. */
static double measure(dz_context *context, const char *text, size_t length, const dz_word_options *options)
{
    size_t done = 0, words = 0;
    double begun = seconds();
    while (done < WORK_BYTES) {
        for (size_t begin = 0, end; begin < length; begin = end) {
            dz_word_list *list;
            end = piece_end(text, length, begin);
            check(context, dz_words(context, &list, text + begin, end - begin, options));
            words += list->count;
            dz_word_list_free(list);
        }
        done += length;
    }
    double rate = (double)done / 1e6 / (seconds() - begun);
    printf("%-6s %7.1f MB/s   %zu words\n", options->icu ? "icu" : "table", rate, words);
    return rate;
}

int main(int argc, char **argv)
{
    dz_context *context;
    dz_word_table *table;
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    char *text;
    size_t length;
    if (argc < 2 || dz_context_new(&context, NULL) != DZ_OK) {
        fputs("usage: bench-words FILE [TABLE]\n", stderr);
        return 2;
    }
    check(context, dz_file__read(context, &text, &length, argv[1]));
    double begun = seconds();
    check(context, dz_word_table_open(context, &table, argc > 2 ? argv[2] : NULL));
    printf("open   %7.2f ms\n", (seconds() - begun) * 1e3);
    options.table = table;
    double by_table = measure(context, text, length, &options);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("memory %7.1f MB resident at most\n", (double)usage.ru_maxrss / 1e3);
    options.icu = true;
    printf("ratio  %7.1f\n", by_table / measure(context, text, length, &options));
    dz_word_table_free(table);
    dz_memory__free(context, text);
    dz_context_free(context);
    return 0;
}
