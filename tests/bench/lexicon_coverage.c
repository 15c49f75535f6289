/* What a table knows of texts aligned by hand: lexicon-coverage TABLE FOLDER...
 *
 * A folder holds NAME.zh, NAME.en (a sentence a line) and NAME.gold (`[0,1]:[0]` a line). For the beads with two sides
 * it prints
 *   zh     the share of Chinese words with a gloss that stands in the English side,
 *   en     the share of English words with a gloss that stands in the Chinese side,
 *   rank   the share of beads whose English side explains the Chinese better than each of the eight runs of as many
 *          sentences that begin up to four before or after it, by the lexical likelihood in both directions alone.
 * Function words are counted too, so that 100 % is out of reach. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/tokens.h"

#define MOST_LINES 4000
#define MOST_WORDS 400
#define NEIGHBOURS 4
/* What an unknown word is believed to have for a probability, beside what the table gives. */
#define FLOOR 1e-4

typedef struct word_list {
    char words[MOST_WORDS][LEXICON_STEM_BYTES];
    size_t count;
} word_list;

typedef struct text {
    word_list *lines;
    int count;
} text;

typedef struct tally {
    double zh_known, zh_all, en_known, en_all, ranked, beads;
} tally;

static void add_word(word_list *list, const char *word, size_t length)
{
    if (list->count == MOST_WORDS || length >= LEXICON_STEM_BYTES)
        return;
    memcpy(list->words[list->count], word, length);
    list->words[list->count++][length] = '\0';
}

static void read_words(const dz_lexicon *lexicon, word_list *list, const char *line, size_t length, bool chinese)
{
    char stem[LEXICON_STEM_BYTES];
    dz_view word;
    list->count = 0;
    for (size_t at = 0; chinese ? lexicon__next_chinese(lexicon, line, length, &at, &word)
                                : lexicon__next_english(line, length, &at, &word);) {
        if (chinese)
            add_word(list, word.data, word.length);
        else
            add_word(list, stem, dz_lexicon_stem(word.data, word.length, stem, sizeof stem));
    }
}

static text read_text(const dz_lexicon *lexicon, const char *path, bool chinese)
{
    text all = {calloc(MOST_LINES, sizeof(word_list)), 0};
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    for (ssize_t length; file && all.count < MOST_LINES && (length = getline(&line, &size, file)) > 0;)
        read_words(lexicon, &all.lines[all.count++], line, (size_t)length, chinese);
    if (file)
        fclose(file);
    free(line);
    return all;
}

/* p(target | source): the largest, and the sum over the source words. */
static double explain(const dz_lexicon *lexicon, const char *source, const char *target, bool chinese)
{
    dz_gloss glosses[256];
    size_t count =
        (chinese ? dz_lexicon_lookup : dz_lexicon_lookup_reverse)(lexicon, source, strlen(source), glosses, 256);
    for (size_t i = 0; i < count; i++)
        if (strlen(target) == glosses[i].text.length &&
            memcmp(target, glosses[i].text.data, glosses[i].text.length) == 0)
            return (double)glosses[i].weight;
    return 0;
}

/* The mean log likelihood of the target words, given the source words. */
static double likelihood(const dz_lexicon *lexicon, const text *source, int s, int s_count, const text *target, int t,
                         int t_count, bool chinese)
{
    double sum = 0;
    size_t words = 0;
    for (int j = t; j < t + t_count; j++)
        for (size_t w = 0; w < target->lines[j].count; w++, words++) {
            double found = 0;
            size_t sources = 1;
            for (int i = s; i < s + s_count; i++)
                for (size_t v = 0; v < source->lines[i].count; v++, sources++)
                    found += explain(lexicon, source->lines[i].words[v], target->lines[j].words[w], chinese);
            sum += log(FLOOR + found / (double)sources);
        }
    return words ? sum / (double)words : log(FLOOR);
}

static void count_known(const dz_lexicon *lexicon, const text *source, int s, int s_count, const text *target, int t,
                        int t_count, bool chinese, double *known, double *all)
{
    for (int i = s; i < s + s_count; i++)
        for (size_t v = 0; v < source->lines[i].count; v++) {
            bool found = false;
            for (int j = t; j < t + t_count && !found; j++)
                for (size_t w = 0; w < target->lines[j].count && !found; w++)
                    found = explain(lexicon, source->lines[i].words[v], target->lines[j].words[w], chinese) > 0;
            *known += found;
            *all += 1;
        }
}

static double score(const dz_lexicon *lexicon, const text *zh, int z, int z_count, const text *en, int e, int e_count)
{
    return likelihood(lexicon, zh, z, z_count, en, e, e_count, true) +
           likelihood(lexicon, en, e, e_count, zh, z, z_count, false);
}

static void judge_bead(const dz_lexicon *lexicon, const text *zh, int z, int z_count, const text *en, int e,
                       int e_count, tally *total)
{
    count_known(lexicon, zh, z, z_count, en, e, e_count, true, &total->zh_known, &total->zh_all);
    count_known(lexicon, en, e, e_count, zh, z, z_count, false, &total->en_known, &total->en_all);
    double gold = score(lexicon, zh, z, z_count, en, e, e_count);
    bool best = true;
    for (int shift = -NEIGHBOURS; shift <= NEIGHBOURS && best; shift++)
        if (shift && e + shift >= 0 && e + shift + e_count <= en->count)
            best = score(lexicon, zh, z, z_count, en, e + shift, e_count) < gold;
    total->ranked += best;
    total->beads += 1;
}

/* The first number of a list and how many there are; gold lists are runs. */
static int read_list(const char *list, int *count)
{
    int first = (int)strtol(list, NULL, 10);
    *count = list[0] != ']';
    for (; *list && *list != ']'; list++)
        *count += *list == ',';
    return first;
}

static void judge_document(const dz_lexicon *lexicon, const char *folder, const char *name, tally *total)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.zh", folder, name);
    text zh = read_text(lexicon, path, true);
    snprintf(path, sizeof path, "%s/%s.en", folder, name);
    text en = read_text(lexicon, path, false);
    snprintf(path, sizeof path, "%s/%s.gold", folder, name);
    FILE *file = fopen(path, "r");
    char line[4096];
    while (file && fgets(line, sizeof line, file)) {
        const char *middle = strstr(line, ":[");
        int z_count, e_count;
        if (line[0] != '[' || !middle)
            continue;
        int z = read_list(line + 1, &z_count), e = read_list(middle + 2, &e_count);
        if (z_count && e_count && z + z_count <= zh.count && e + e_count <= en.count)
            judge_bead(lexicon, &zh, z, z_count, &en, e, e_count, total);
    }
    if (file)
        fclose(file);
    free(zh.lines);
    free(en.lines);
}

static void judge_folder(const dz_lexicon *lexicon, const char *folder)
{
    tally total = {0, 0, 0, 0, 0, 0};
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        size_t length = strlen(entry->d_name);
        char name[256];
        if (length < 6 || strcmp(entry->d_name + length - 5, ".gold") != 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)length - 5, entry->d_name);
        judge_document(lexicon, folder, name, &total);
    }
    if (entries)
        closedir(entries);
    printf("%-60s beads %5.0f  zh %.3f  en %.3f  rank %.4f\n", folder, total.beads, total.zh_known / total.zh_all,
           total.en_known / total.en_all, total.ranked / total.beads);
}

int main(int argc, char **argv)
{
    dz_context *context = NULL;
    dz_lexicon *lexicon = NULL;
    if (argc < 3 || dz_context_new(&context, NULL) != DZ_OK) {
        fputs("usage: lexicon-coverage TABLE FOLDER...\n", stderr);
        return 2;
    }
    dz_status status = dz_lexicon_open(context, &lexicon, argv[1]);
    if (status != DZ_OK)
        fprintf(stderr, "lexicon-coverage: %s\n", dz_context_message(context));
    for (int i = 2; i < argc && status == DZ_OK; i++)
        judge_folder(lexicon, argv[i]);
    dz_lexicon_free(lexicon);
    dz_context_free(context);
    return status == DZ_OK ? 0 : 3;
}
