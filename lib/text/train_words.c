/* Improves a table of words by text that its user has cut into words. */
#include <math.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "text/word_compile.h"
#include "text/word_table.h"

/* The text weighs so much of what the table was made of, however small it is: a user's words are those of the user's
 * field. */
#define TEXT_SHARE 0.1

/* Each so-manieth line is held out. */
#define HELD_OUT 10

/* A word that the text has in parts s times and whole k times keeps ((k + a) / (k + s + a)) to the power of b of its
 * count. */
#define SPLIT_SMOOTHING 0.5
#define SPLIT_POWER 3

/* A line of the text: its words without what parts them, and where each ends in that. */
typedef struct cut_line {
    dz_buffer text;
    DZ_ARRAY(size_t) ends;
} cut_line;

typedef struct trainer {
    dz_context *context;
    const dz_word_table *table;
    char *text;
    size_t length;
    cut_line line;
    dz_map whole; /* word -> times that it is one in the text */
    dz_map split; /* word of the table -> times that it is several */
} trainer;

/* What was found of what was to be found. */
typedef struct score {
    size_t found;
    size_t wanted;
    size_t proposed;
} score;

static double f1_of(score s)
{
    return s.wanted + s.proposed ? 2.0 * (double)s.found / (double)(s.wanted + s.proposed) : 0;
}

/* Lines that have words, whose numbers are counted from 0: the held-out ones, the others, or all. */
typedef enum line_choice { LINES_ALL, LINES_TRAINED, LINES_HELD_OUT } line_choice;

typedef dz_status (*use_line)(trainer *self, void *payload);

static dz_status read_line(trainer *self, const char *at, const char *end)
{
    dz_status status = DZ_OK;
    dz_buffer__clear(&self->line.text);
    self->line.ends.count = 0;
    while (at < end && status == DZ_OK) {
        size_t length = 0;
        while (at + length < end && !strchr(" \t\r", at[length]))
            length++;
        if (length) {
            status = dz_buffer__append(&self->line.text, at, length);
            if (status == DZ_OK)
                status = dz_array__push(self->context, &self->line.ends, self->line.text.length);
        }
        at += length + 1;
    }
    return status;
}

static dz_status each_line(trainer *self, line_choice choice, use_line use, void *payload)
{
    dz_status status = DZ_OK;
    size_t number = 0;
    for (size_t begin = 0; begin < self->length && status == DZ_OK;) {
        const char *feed = memchr(self->text + begin, '\n', self->length - begin);
        size_t end = feed ? (size_t)(feed - self->text) : self->length;
        status = read_line(self, self->text + begin, self->text + end);
        if (status == DZ_OK && self->line.ends.count) {
            bool held_out = number++ % HELD_OUT == HELD_OUT - 1;
            if (choice == LINES_ALL || held_out == (choice == LINES_HELD_OUT))
                status = use(self, payload);
        }
        begin = end + 1;
    }
    return status;
}

/* ---- Counting --------------------------------------------------------------------------------------------------- */

static dz_status count_word(dz_map *counts, const char *word, size_t length)
{
    uint32_t *count = dz_map__at(counts, word, length, 0);
    if (!count)
        return DZ_ERROR_MEMORY;
    *count += *count < UINT32_MAX;
    return DZ_OK;
}

/* The words of the table that begin with the `first` word of the line and end with a later one. */
static dz_status count_splits(trainer *self, size_t first)
{
    const char *text = self->line.text.data;
    const size_t *ends = self->line.ends.items;
    size_t begin = first ? ends[first - 1] : 0;
    dz_status status = DZ_OK;
    for (size_t last = first + 1; last < self->line.ends.count && status == DZ_OK; last++) {
        char folded[4 * WORD_LONGEST];
        size_t size = dz_word_source__fold(text + begin, ends[last] - begin, folded);
        if (size == 0)
            break;
        if (dz_word_table_has(self->table, folded, size))
            status = count_word(&self->split, folded, size);
    }
    return status;
}

static dz_status count_line(trainer *self, void *payload)
{
    dz_word_training *report = payload;
    const size_t *ends = self->line.ends.items;
    dz_status status = DZ_OK;
    report->lines++;
    report->words += self->line.ends.count;
    for (size_t i = 0; i < self->line.ends.count && status == DZ_OK; i++) {
        char folded[4 * WORD_LONGEST];
        size_t begin = i ? ends[i - 1] : 0;
        size_t size = dz_word_source__fold(self->line.text.data + begin, ends[i] - begin, folded);
        if (size)
            status = count_word(&self->whole, folded, size);
        if (status == DZ_OK)
            status = count_splits(self, i);
    }
    return status;
}

/* ---- Measuring -------------------------------------------------------------------------------------------------- */

typedef struct measurement {
    const dz_word_table *table;
    score score;
    size_t lines;
} measurement;

static dz_status measure_line(trainer *self, void *payload)
{
    measurement *measured = payload;
    const cut_line *line = &self->line;
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    dz_word_list *words;
    options.table = measured->table;
    dz_status status = dz_words(self->context, &words, line->text.data, line->text.length, &options);
    if (status != DZ_OK)
        return status;
    measured->lines++;
    measured->score.wanted += line->ends.count;
    measured->score.proposed += words->count;
    for (size_t i = 0, k = 0; i < line->ends.count; i++) {
        size_t begin = i ? line->ends.items[i - 1] : 0;
        while (k < words->count && words->items[k].span.begin < begin)
            k++;
        measured->score.found +=
            k < words->count && words->items[k].span.begin == begin && words->items[k].span.end == line->ends.items[i];
    }
    dz_word_list_free(words);
    return DZ_OK;
}

/* ---- Training --------------------------------------------------------------------------------------------------- */

static dz_status add_whole(trainer *self, dz_word_source *source, double weight)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < self->whole.count && status == DZ_OK; i++) {
        const dz_map_entry *entry = &self->whole.entries[i];
        uint32_t *count = dz_map__at(&source->words, entry->key, entry->length, 0);
        double sum = count ? *count + round(weight * entry->value) : 0;
        if (count)
            *count = sum < UINT32_MAX ? (uint32_t)sum : UINT32_MAX;
        else
            status = DZ_ERROR_MEMORY;
    }
    return status;
}

static dz_status take_split(trainer *self, dz_word_source *source)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < self->split.count && status == DZ_OK; i++) {
        const dz_map_entry *entry = &self->split.entries[i];
        uint32_t count = dz_map__get(&source->words, entry->key, entry->length, 0);
        double whole = dz_map__get(&self->whole, entry->key, entry->length, 0) + SPLIT_SMOOTHING;
        double kept = count * pow(whole / (whole + entry->value), SPLIT_POWER);
        if (count)
            status = dz_map__set(&source->words, entry->key, entry->length, kept < 1 ? 1 : (uint32_t)kept);
    }
    return status;
}

/* The table with what was counted in the chosen lines, compiled. */
static dz_status compile_trained(trainer *self, line_choice choice, dz_word_training *report, dz_buffer *out)
{
    dz_word_source source;
    dz_word_source__init(&source, self->context);
    dz_map__free(&self->whole);
    dz_map__free(&self->split);
    report->lines = report->words = 0;
    dz_status status = each_line(self, choice, count_line, report);
    if (status == DZ_OK)
        status = dz_word_source__take(&source, self->table);
    if (status == DZ_OK)
        status = take_split(self, &source);
    if (status == DZ_OK && report->words) {
        double weight = TEXT_SHARE * (double)self->table->counts / (double)report->words;
        status = add_whole(self, &source, weight < 1 ? 1 : weight);
    }
    if (status == DZ_OK)
        status = dz_word_source__compile(&source, out, self->table->name);
    dz_word_source__free(&source);
    return status;
}

/* Trains without the held-out lines, and measures on them. */
static dz_status measure_training(trainer *self, dz_word_training *report)
{
    dz_buffer compiled;
    dz_word_table *trained = NULL;
    measurement before = {self->table, {0}, 0}, after = {0};
    dz_buffer__init(&compiled, self->context);
    dz_status status = compile_trained(self, LINES_TRAINED, report, &compiled);
    if (status == DZ_OK) {
        status = dz_word_table__adopt(self->context, &trained, (unsigned char *)compiled.data, compiled.length,
                                      "the trained table");
        dz_buffer__init(&compiled, self->context);
    }
    after.table = trained;
    if (status == DZ_OK)
        status = each_line(self, LINES_HELD_OUT, measure_line, &before);
    if (status == DZ_OK)
        status = each_line(self, LINES_HELD_OUT, measure_line, &after);
    report->held_out_lines = before.lines;
    report->f1_before = f1_of(before.score);
    report->f1_after = f1_of(after.score);
    dz_word_table_free(trained);
    dz_buffer__free(&compiled);
    return status;
}

dz_status dz_word_table_train(dz_context *context, dz_sink sink, const dz_word_table *table, const char *text_path,
                              dz_word_training *report)
{
    trainer self = {.context = context, .table = table};
    dz_word_training all = {0}, unused;
    dz_buffer compiled;
    if (!report)
        report = &unused;
    memset(report, 0, sizeof *report);
    dz_buffer__init(&compiled, context);
    dz_buffer__init(&self.line.text, context);
    dz_map__init(&self.whole, context);
    dz_map__init(&self.split, context);
    dz_status status = dz_file__read(context, &self.text, &self.length, text_path);
    if (status == DZ_OK)
        status = measure_training(&self, report);
    if (status == DZ_OK)
        status = compile_trained(&self, LINES_ALL, &all, &compiled);
    if (status == DZ_OK && self.whole.count == 0)
        status = dz_context__fail(context, DZ_ERROR_FORMAT,
                                  "%s: has no Chinese words; a sentence a line is wanted, its words parted by spaces",
                                  text_path);
    if (status == DZ_OK)
        status = sink.write(sink.payload, compiled.data, compiled.length);
    dz_map__free(&self.whole);
    dz_map__free(&self.split);
    dz_array__free(context, &self.line.ends);
    dz_buffer__free(&self.line.text);
    dz_buffer__free(&compiled);
    dz_memory__free(context, self.text);
    return status;
}
