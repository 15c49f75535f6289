/* Shows what the search for translated quotes sees, so that its weights can be fitted.
 *
 *   bench-across words LEXICON QUOTES SOURCE
 *   bench-across passages LEXICON QUOTES SOURCE [0|1]
 *
 * Line i of QUOTES translates line i of SOURCE. "words" compares each with its own and prints a line a word: language,
 * form, spelling, how much likelier it is by its best link than by chance, what it says (minus the logarithm of its
 * probability), and known, name, value (0 or 1). "passages" looks for each among all lines, with 0 or 1 without the
 * even or odd ones, and prints of each quote "Q", the best passages as "T right evidence trait ...", the last as "D
 * right present found probability sign ...". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "check/translate.h"
#include "duizhao/duizhao.h"

#define MOST_WORDS 4096
#define MOST_PASSAGES 16
#define KEPT 12

typedef struct bench {
    dz_context *context;
    dz_lexicon *lexicon;
    dz_index *index;
    dz_document *document;
    dz_translations *translations;
    char **quotes;
    char **lines;
    dz_span *places; /* of each line in the text; empty where it was left out */
    size_t count;
} bench;

static void check(const bench *self, dz_status status)
{
    if (status == DZ_OK)
        return;
    fprintf(stderr, "bench-across: %s\n", dz_context_message(self->context));
    exit(4);
}

static char **read_lines(const char *path, size_t *count)
{
    FILE *file = fopen(path, "r");
    char *line = NULL, **lines = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!file) {
        perror(path);
        exit(3);
    }
    for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;) {
        if (line[length - 1] == '\n')
            line[length - 1] = '\0';
        lines = realloc(lines, (*count + 1) * sizeof *lines);
        lines[(*count)++] = strdup(line);
    }
    free(line);
    fclose(file);
    return lines;
}

/* The source as one text, each line a paragraph. */
static void make_source(bench *self, int left_out)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    for (size_t i = 0; i < self->count; i++) {
        fflush(out);
        self->places[i] = (dz_span){length, length};
        if (left_out >= 0 && (int)(i % 2) == left_out)
            continue;
        self->places[i].end += strlen(self->lines[i]);
        fprintf(out, "%s\n\n", self->lines[i]);
    }
    fclose(out);
    check(self, dz_document_parse(self->context, &self->document, "source.txt", text, length, NULL));
    free(text);
    check(self, dz_index_new(self->context, &self->index));
    check(self, dz_index_add(self->index, self->document));
    check(self, dz_translations_new(self->context, &self->translations, self->index, self->lexicon));
}

/* ---- Words ------------------------------------------------------------------------------------------------------ */

static void print_words(const dz_bilingual_text *text, const char *from, const float *infos, const float *ratios,
                        size_t others)
{
    for (size_t i = 0; i < text->words.count; i++) {
        const dz_bilingual_word *word = &text->words.items[i];
        dz_view form = dz_bilingual__form(text, word->own);
        printf("%s\t%.*s\t%.*s\t%.4g\t%.2f\t%d\t%d\t%d\n", word->han ? "zh" : "en", (int)form.length, form.data,
               (int)(word->text.end - word->text.begin), from + word->text.begin,
               (double)(ratios[i] / (float)(others + 1)), (double)infos[i], word->known, word->name,
               form.data[0] == '#');
    }
}

static void compare_line(const bench *self, size_t line, size_t from, size_t to)
{
    static float ahead[MOST_WORDS], back[MOST_WORDS];
    const char *text = dz_document_text(self->document).data;
    dz_pairing pairing;
    dz_pairing_side sides[MOST_PASSAGES], *list[MOST_PASSAGES];
    size_t words = 0;
    dz_view quote = {self->quotes[line], strlen(self->quotes[line])};
    check(self, dz_pairing__open(self->context, &pairing, self->translations, quote));
    for (size_t i = from; i < to; i++) {
        dz_span span = self->translations->passages.items[i].span;
        dz_view view = {text + span.begin, span.end - span.begin};
        list[i - from] = &sides[i - from];
        check(self, dz_pairing__read(&pairing, list[i - from], view, NULL));
        words += list[i - from]->text.words.count;
    }
    if (words <= MOST_WORDS && pairing.quote.words.count <= MOST_WORDS) {
        const float *had = back;
        dz_pairing__compare(&pairing, list, to - from, ahead, back);
        print_words(&pairing.quote, quote.data, pairing.infos, ahead, words);
        for (size_t i = from; i < to; i++) {
            const dz_pairing_side *side = list[i - from];
            print_words(&side->text, text + self->translations->passages.items[i].span.begin, side->infos, had,
                        pairing.quote.words.count);
            had += side->text.words.count;
        }
    }
    for (size_t i = from; i < to; i++)
        dz_pairing__free_side(self->context, list[i - from]);
    dz_pairing__free(&pairing);
}

static void show_words(const bench *self)
{
    size_t from = 0, all = self->translations->passages.count;
    const dz_passage *items = self->translations->passages.items;
    for (size_t i = 0; i < self->count; i++) {
        while (from < all && items[from].span.end <= self->places[i].begin)
            from++;
        size_t to = from;
        while (to < all && items[to].span.begin < self->places[i].end)
            to++;
        if (to > from && to - from <= MOST_PASSAGES)
            compare_line(self, i, from, to);
    }
}

/* ---- Passages --------------------------------------------------------------------------------------------------- */

typedef struct kept_passages {
    dz_translation items[KEPT];
    size_t count;
} kept_passages;

static void keep_passage(void *payload, const dz_translation *passage)
{
    kept_passages *kept = payload;
    size_t at = kept->count;
    for (size_t i = 0; i < kept->count; i++)
        if (kept->items[i].first == passage->first && kept->items[i].last == passage->last)
            return;
    while (at && kept->items[at - 1].evidence < passage->evidence)
        at--;
    if (at == KEPT)
        return;
    kept->count += kept->count < KEPT;
    memmove(kept->items + at + 1, kept->items + at, (kept->count - at - 1) * sizeof *passage);
    kept->items[at] = *passage;
}

/* As translated.py has it: the line, or one with the same words, and little else. */
static bool is_right(const bench *self, size_t line, dz_span found)
{
    dz_span place = self->places[line];
    size_t begin = found.begin > place.begin ? found.begin : place.begin;
    size_t end = found.end < place.end ? found.end : place.end;
    size_t own = place.end - place.begin, other = found.end - found.begin;
    if (end > begin && 2 * (end - begin) >= (own > other ? own : other))
        return true;
    const char *text = dz_document_text(self->document).data;
    return own && strlen(self->lines[line]) == other && memcmp(self->lines[line], text + found.begin, other) == 0;
}

static void print_numbers(const float *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("\t%.5g", (double)numbers[i]);
    putchar('\n');
}

static void show_passages(const bench *self)
{
    for (size_t i = 0; i < self->count; i++) {
        dz_translation best;
        kept_passages kept = {.count = 0};
        dz_translation_watch watch = {keep_passage, &kept};
        bool found;
        dz_view quote = {self->quotes[i], strlen(self->quotes[i])};
        check(self,
              dz_translations__find(self->context, self->translations, self->index, quote, &watch, &best, &found));
        puts("Q");
        for (size_t k = 0; k < kept.count; k++) {
            printf("T\t%d\t%.4f", is_right(self, i, kept.items[k].source), (double)kept.items[k].evidence);
            print_numbers(kept.items[k].traits, DZ_TRAIT_COUNT);
        }
        printf("D\t%d\t%d\t%d\t%.4f", best.words && is_right(self, i, best.source),
               self->places[i].end > self->places[i].begin, found, (double)best.probability);
        print_numbers(best.signs, DZ_SIGN_COUNT);
        dz_array__free(self->context, &best.gaps);
    }
}

int main(int argc, char **argv)
{
    bench self = {0};
    size_t lines;
    bool words = argc == 5 && strcmp(argv[1], "words") == 0;
    bool passages = (argc == 5 || argc == 6) && strcmp(argv[1], "passages") == 0;
    if ((!words && !passages) || dz_context_new(&self.context, NULL) != DZ_OK) {
        fprintf(stderr, "usage: bench-across words|passages LEXICON QUOTES SOURCE [0|1]\n");
        return 2;
    }
    check(&self, dz_lexicon_open(self.context, &self.lexicon, argv[2]));
    self.quotes = read_lines(argv[3], &self.count);
    self.lines = read_lines(argv[4], &lines);
    self.count = self.count < lines ? self.count : lines;
    self.places = calloc(self.count + 1, sizeof *self.places);
    make_source(&self, argc == 6 ? atoi(argv[5]) : -1);
    if (words)
        show_words(&self);
    else
        show_passages(&self);
    return 0; /* the memory goes with the process */
}
