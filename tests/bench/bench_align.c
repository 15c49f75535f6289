/* Aligns the pairs NAME.zh / NAME.en of a folder, a sentence a line, and writes NAME.align with a bead a line, which
 * eval/align.py scores; prints the time of each.
 *
 *   bench-align [--natural] [--reverse] [--no-lexicon] [--set NAME=VALUE]... FOLDER OUT */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "align/settings.h"
#include "base/file.h"
#include "duizhao/align.h"

#define MOST_PAIRS 1024

typedef struct align_bench {
    dz_context *context;
    dz_lexicon *lexicon;
    dz_align__settings settings;
    bool reverse;
    bool natural; /* NAME.zh.txt and NAME.en.txt as documents, not lines */
    const char *folder;
    const char *out;
} align_bench;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void die(align_bench *bench)
{
    fprintf(stderr, "bench-align: %s\n", dz_context_message(bench->context));
    exit(1);
}

static dz_document *read_side(align_bench *bench, const char *name, const char *ending, dz_language language)
{
    char path[4096], *bytes;
    size_t length;
    dz_document *document;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    options.keep_lines = !bench->natural;
    options.format = DZ_INPUT_PLAIN;
    options.language = language;
    snprintf(path, sizeof path, "%s/%s.%s%s", bench->folder, name, ending, bench->natural ? ".txt" : "");
    if (dz_file__read(bench->context, &bytes, &length, path) != DZ_OK ||
        dz_document_parse(bench->context, &document, path, bytes, length, &options) != DZ_OK)
        die(bench);
    dz_memory__free(bench->context, bytes);
    return document;
}

static void print_numbers(FILE *file, const uint32_t *numbers, size_t count)
{
    fputc('[', file);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%s%u", i ? "," : "", numbers[i]);
    fputc(']', file);
}

static void write_beads(align_bench *bench, const char *name, const dz_alignment *alignment)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.align", bench->out, name);
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    for (size_t i = 0; i < dz_alignment_count(alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(alignment, i);
        const uint32_t *zh = bench->reverse ? bead->target : bead->source;
        const uint32_t *en = bench->reverse ? bead->source : bead->target;
        print_numbers(file, zh, bench->reverse ? bead->target_count : bead->source_count);
        fputc(':', file);
        print_numbers(file, en, bench->reverse ? bead->source_count : bead->target_count);
        fprintf(file, " %.4f\n", (double)bead->score);
    }
    fclose(file);
}

static void print_gaps(const dz_alignment *alignment)
{
    for (size_t n = 0; n < dz_alignment_gap_count(alignment); n++) {
        const dz_gap *gap = dz_alignment_gap(alignment, n);
        if (gap->count > 1)
            printf("  left out of the %s: %zu sentences from %u on (%.2f)\n",
                   gap->missing_in_target ? "target" : "source", gap->count, gap->sentences[0],
                   (double)gap->confidence);
    }
}

static void run_pair(align_bench *bench, const char *name)
{
    dz_document *zh = read_side(bench, name, "zh", DZ_LANGUAGE_ZH);
    dz_document *en = read_side(bench, name, "en", DZ_LANGUAGE_EN);
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    options.lexicon = bench->lexicon;
    dz_alignment *alignment;
    double begin = seconds();
    if (dz_align__with_settings(bench->context, &alignment, bench->reverse ? en : zh, bench->reverse ? zh : en,
                                &options, &bench->settings) != DZ_OK)
        die(bench);
    printf("%-24s %7zu beads %8.3f s  likeness %.3f\n", name, dz_alignment_count(alignment), seconds() - begin,
           (double)dz_alignment_likeness(alignment));
    print_gaps(alignment);
    write_beads(bench, name, alignment);
    dz_alignment_free(alignment);
    dz_document_free(zh);
    dz_document_free(en);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void run_folder(align_bench *bench)
{
    char *names[MOST_PAIRS];
    size_t count = 0;
    DIR *folder = opendir(bench->folder);
    if (!folder) {
        perror(bench->folder);
        exit(1);
    }
    for (struct dirent *entry; (entry = readdir(folder)) && count < MOST_PAIRS;) {
        const char *ending = bench->natural ? ".zh.txt" : ".zh";
        size_t length = strlen(entry->d_name), cut = strlen(ending);
        if (length > cut && strcmp(entry->d_name + length - cut, ending) == 0)
            names[count++] = strndup(entry->d_name, length - cut);
    }
    closedir(folder);
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        run_pair(bench, names[i]);
        free(names[i]);
    }
}

/* NAME=VALUE */
static void change_setting(align_bench *bench, const char *assignment)
{
    const char *equals = strchr(assignment, '=');
    if (!equals ||
        !dz_align__settings_set(&bench->settings, assignment, (size_t)(equals - assignment), atof(equals + 1))) {
        fprintf(stderr, "bench-align: no setting %s\n", assignment);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    align_bench bench = {.settings = dz_align__default_settings};
    bool with_lexicon = true;
    int at = 1;
    for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
        bench.natural |= strcmp(argv[at], "--natural") == 0;
        bench.reverse |= strcmp(argv[at], "--reverse") == 0;
        if (strcmp(argv[at], "--set") == 0 && at + 1 < argc)
            change_setting(&bench, argv[++at]);
        with_lexicon &= strcmp(argv[at], "--no-lexicon") != 0;
    }
    if (argc - at != 2) {
        fputs("usage: bench-align [--natural] [--reverse] [--no-lexicon] [--set NAME=VALUE]... FOLDER OUT\n", stderr);
        return 2;
    }
    bench.folder = argv[at];
    bench.out = argv[at + 1];
    if (dz_context_new(&bench.context, NULL) != DZ_OK)
        return 4;
    if (with_lexicon && dz_lexicon_open(bench.context, &bench.lexicon, NULL) != DZ_OK)
        die(&bench);
    run_folder(&bench);
    dz_lexicon_free(bench.lexicon);
    dz_context_free(bench.context);
    return 0;
}
