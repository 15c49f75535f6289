/* Cuts Chinese text into words by the table, by ICU's rules and dictionary, and by another program where one is named,
 * and prints the rates and how many times as fast the table is.
 *
 *   bench-words FILE [PEER]
 *
 * FILE is cut in pieces of whole lines, each handed over alone, as documents are; pieces are repeated until there are
 * 10 MB. Rates are of processor time. Other work on the machine slows all of them, one more than the other, so each
 * takes its turn ROUNDS times, and the medians count. PEER is called with FILE and a number of bytes that it is to cut,
 * and prints the megabytes that it did in a second of processor time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "duizhao/text.h"

#define PIECE_BYTES 65536
#define WORK_BYTES 10000000
#define ROUNDS 5

typedef struct bench {
    dz_context *context;
    const char *path;
    char *text;
    size_t length;
    const char *peer;
} bench;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void check(const bench *self, dz_status status)
{
    if (status == DZ_OK)
        return;
    fprintf(stderr, "bench-words: %s\n", dz_context_message(self->context));
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
static double measure(const bench *self, const dz_word_options *options)
{
    size_t done = 0;
    double begun = seconds();
    while (done < WORK_BYTES) {
        for (size_t begin = 0, end; begin < self->length; begin = end) {
            dz_word_list *list;
            end = piece_end(self->text, self->length, begin);
            check(self, dz_words(self->context, &list, self->text + begin, end - begin, options));
            dz_word_list_free(list);
        }
        done += self->length;
    }
    return (double)done / 1e6 / (seconds() - begun);
}

static double measure_peer(const bench *self)
{
    char command[4096];
    double rate = 0;
    snprintf(command, sizeof command, "'%s' '%s' %d", self->peer, self->path, WORK_BYTES);
    FILE *pipe = popen(command, "r");
    if (!pipe || fscanf(pipe, "%lf", &rate) != 1 || rate <= 0) {
        fprintf(stderr, "bench-words: %s: told no rate\n", command);
        exit(1);
    }
    pclose(pipe);
    return rate;
}

static int compare_rates(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static double median(const double *rates)
{
    double sorted[ROUNDS];
    memcpy(sorted, rates, sizeof sorted);
    qsort(sorted, ROUNDS, sizeof *sorted, compare_rates);
    return sorted[ROUNDS / 2];
}

static void report(const char *name, const double *rates, const double *ratios)
{
    printf("%-14s %7.1f MB/s", name, median(rates));
    if (ratios)
        printf("   the table is %.1f times as fast", median(ratios));
    putchar('\n');
}

static void compare(const bench *self, const dz_word_table *table)
{
    double rates[3][ROUNDS], ratios[3][ROUNDS];
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    options.table = table;
    for (int i = 0; i < ROUNDS; i++) {
        options.icu = false;
        rates[0][i] = measure(self, &options);
        options.icu = true;
        rates[1][i] = measure(self, &options);
        rates[2][i] = self->peer ? measure_peer(self) : 1;
        for (int k = 1; k < 3; k++)
            ratios[k][i] = rates[0][i] / rates[k][i];
    }
    report("table", rates[0], NULL);
    report("ICU", rates[1], ratios[1]);
    if (self->peer)
        report(strrchr(self->peer, '/') ? strrchr(self->peer, '/') + 1 : self->peer, rates[2], ratios[2]);
}

int main(int argc, char **argv)
{
    bench self = {.path = argc > 1 ? argv[1] : NULL, .peer = argc > 2 ? argv[2] : NULL};
    dz_word_table *table;
    struct rusage usage;
    if (argc < 2 || dz_context_new(&self.context, NULL) != DZ_OK) {
        fputs("usage: bench-words FILE [PEER]\n", stderr);
        return 2;
    }
    check(&self, dz_file__read(self.context, &self.text, &self.length, self.path));
    if (self.length == 0) {
        fprintf(stderr, "bench-words: %s: is empty\n", self.path);
        return 1;
    }
    double begun = seconds();
    check(&self, dz_word_table_open(self.context, &table, NULL));
    printf("%-14s %7.2f ms\n", "open", (seconds() - begun) * 1e3);
    compare(&self, table);
    getrusage(RUSAGE_SELF, &usage);
    printf("%-14s %7.1f MB resident at most, the text's %.1f MB among them\n", "memory", (double)usage.ru_maxrss / 1e3,
           (double)self.length / 1e6);
    dz_word_table_free(table);
    dz_memory__free(self.context, self.text);
    dz_context_free(self.context);
    return 0;
}
