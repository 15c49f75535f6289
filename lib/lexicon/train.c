/* IBM Model 1 in both directions at once.
 *
 * A cell is a pair of words that stand in one pair of sentences at least. The cells are kept as sparse rows, sorted by
 * the Chinese word and then the English one:
 *
 *     rows[z] .. rows[z + 1]     the cells of Chinese word z
 *     cells[c].en                their English words
 *
 * Each pair of sentences keeps the numbers of its cells (one for each two tokens), so that an iteration looks nothing
 * up. */
#include "duizhao/lexicon.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/map.h"
#include "duizhao/text.h"
#include "lexicon/format.h"
#include "lexicon/tokens.h"

/* Tokens of a longer sentence are left out: a runaway line would take memory by the square. */
#define MOST_TOKENS 200u

/* How many glosses of the prior are looked at. */
#define MOST_GLOSSES 256

typedef struct cell {
    uint32_t zh;
    uint32_t en;
    float prior[2]; /* what the prior says: p(en | zh), p(zh | en) */
    float t[2];     /* what is believed now */
    float counts;   /* of links, in this iteration */
} cell;

/* A pair of sentences: its tokens in `tokens`, the Chinese first, and its cells in `links`, row by Chinese token. */
typedef struct sentence_pair {
    size_t tokens;
    size_t links;
    uint32_t zh_count;
    uint32_t en_count;
} sentence_pair;

/* A spelling of an English stem and how often it stands in the text. */
typedef struct surface {
    uint32_t stem;
    uint32_t count;
} surface;

struct dz_lexicon_trainer {
    dz_context *context;
    dz_lexicon_train_options options;
    dz_lexicon_train_report report;
    dz_map words[2];
    dz_map spellings;
    DZ_ARRAY(surface) surfaces;
    DZ_ARRAY(sentence_pair) pairs;
    DZ_ARRAY(uint32_t) tokens;
    DZ_ARRAY(uint32_t) links;
    DZ_ARRAY(cell) cells;
    size_t *rows;
    float *background[2]; /* p(en), p(zh) in the text: what the null word gives */
    double *totals[2];    /* links of each Chinese, each English word */
    float *scratch;       /* posteriors of a pair of sentences */
};

/* Direction 0 explains English by Chinese, direction 1 Chinese by English. */
enum { TO_EN = 0, TO_ZH = 1 };

dz_status dz_lexicon_trainer_new(dz_context *context, dz_lexicon_trainer **out, const dz_lexicon_train_options *options)
{
    static const dz_lexicon_train_options defaults = DZ_LEXICON_TRAIN_OPTIONS_INIT;
    *out = NULL;
    if (options && options->version != DZ_LEXICON_TRAIN_OPTIONS_VERSION)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "lexicon training: options of an unknown version");
    dz_lexicon_trainer *self = dz_memory__zeroed(context, 1, sizeof *self);
    if (!self)
        return DZ_ERROR_MEMORY;
    self->context = context;
    self->options = options ? *options : defaults;
    dz_map__init(&self->words[SIDE_ZH], context);
    dz_map__init(&self->words[SIDE_EN], context);
    dz_map__init(&self->spellings, context);
    *out = self;
    return DZ_OK;
}

/* ---- Taking in the text ----------------------------------------------------------------------------------------- */

static dz_status add_chinese(dz_lexicon_trainer *self, const char *text, size_t length, uint32_t *count)
{
    dz_view word;
    dz_status status = DZ_OK;
    for (size_t at = 0; status == DZ_OK && *count < MOST_TOKENS &&
                        lexicon__next_chinese(self->options.prior, text, length, &at, &word);) {
        uint32_t number;
        status = dz_map__intern(&self->words[SIDE_ZH], word.data, word.length, &number);
        if (status == DZ_OK)
            status = dz_array__push(self->context, &self->tokens, number);
        ++*count;
    }
    return status;
}

static dz_status count_spelling(dz_lexicon_trainer *self, dz_view word, uint32_t stem)
{
    uint32_t number;
    dz_status status = dz_map__intern(&self->spellings, word.data, word.length, &number);
    if (status == DZ_OK && number == self->surfaces.count)
        status = dz_array__push(self->context, &self->surfaces, ((surface){stem, 0}));
    if (status == DZ_OK)
        self->surfaces.items[number].count++;
    return status;
}

static dz_status add_english(dz_lexicon_trainer *self, const char *text, size_t length, uint32_t *count)
{
    dz_view word;
    dz_status status = DZ_OK;
    for (size_t at = 0; status == DZ_OK && *count < MOST_TOKENS && lexicon__next_english(text, length, &at, &word);) {
        char stem[LEXICON_STEM_BYTES];
        size_t stem_length = dz_lexicon_stem(word.data, word.length, stem, sizeof stem);
        uint32_t number;
        if (!stem_length)
            continue;
        status = dz_map__intern(&self->words[SIDE_EN], stem, stem_length, &number);
        if (status == DZ_OK)
            status = count_spelling(self, word, number);
        if (status == DZ_OK)
            status = dz_array__push(self->context, &self->tokens, number);
        ++*count;
    }
    return status;
}

dz_status dz_lexicon_trainer_add(dz_lexicon_trainer *self, const char *zh, size_t zh_length, const char *en,
                                 size_t en_length)
{
    sentence_pair pair = {self->tokens.count, 0, 0, 0};
    dz_key_options simplify = DZ_KEY_OPTIONS_INIT;
    dz_key *key = NULL;
    simplify.folds = DZ_FOLD_SCRIPT | DZ_FOLD_COMPATIBILITY;
    dz_status status = dz_key_new(self->context, &key, zh, zh_length, &simplify);
    if (status == DZ_OK)
        status = add_chinese(self, dz_key_text(key).data, dz_key_text(key).length, &pair.zh_count);
    dz_key_free(key);
    if (status == DZ_OK)
        status = add_english(self, en, en_length, &pair.en_count);
    if (status == DZ_OK)
        status = dz_array__push(self->context, &self->pairs, pair);
    return status;
}

static bool is_held_out(const dz_lexicon_trainer *self, size_t pair)
{
    return self->options.held_out_every && pair % self->options.held_out_every == 0;
}

/* ---- The cells -------------------------------------------------------------------------------------------------- */

static int compare_numbers(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

typedef DZ_ARRAY(uint64_t) number_list;

/* Sorts and makes each number stand once. */
static void sort_unique(number_list *numbers)
{
    if (!numbers->count)
        return;
    qsort(numbers->items, numbers->count, sizeof *numbers->items, compare_numbers);
    size_t kept = 1;
    for (size_t i = 1; i < numbers->count; i++)
        if (numbers->items[i] != numbers->items[kept - 1])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
}

static const uint32_t *tokens_of(const dz_lexicon_trainer *self, const sentence_pair *pair, int side)
{
    return self->tokens.items + pair->tokens + (side == SIDE_EN ? pair->zh_count : 0);
}

/* All pairs of words that meet, sorted. Duplicates go out whenever the list has doubled, so that it stays in
 * proportion to what it will be. */
static dz_status collect_meetings(dz_lexicon_trainer *self, number_list *meetings)
{
    size_t tidy_at = (size_t)1 << 20;
    for (size_t p = 0; p < self->pairs.count; p++) {
        const sentence_pair *pair = &self->pairs.items[p];
        const uint32_t *zh = tokens_of(self, pair, SIDE_ZH);
        const uint32_t *en = tokens_of(self, pair, SIDE_EN);
        if (dz_array__reserve(self->context, meetings, (size_t)pair->zh_count * pair->en_count) != DZ_OK)
            return DZ_ERROR_MEMORY;
        for (uint32_t i = 0; i < pair->zh_count; i++)
            for (uint32_t j = 0; j < pair->en_count; j++)
                meetings->items[meetings->count++] = (uint64_t)zh[i] << 32 | en[j];
        if (meetings->count > tidy_at) {
            sort_unique(meetings);
            tidy_at = 2 * meetings->count > tidy_at ? 2 * meetings->count : tidy_at;
        }
    }
    sort_unique(meetings);
    if (meetings->count >= UINT32_MAX)
        return dz_context__fail(self->context, DZ_ERROR_LIMIT, "lexicon training: too many pairs of words; %s",
                                "train on a part of the text");
    return DZ_OK;
}

static dz_status make_cells(dz_lexicon_trainer *self)
{
    number_list meetings = {0};
    size_t words = self->words[SIDE_ZH].count;
    dz_status status = collect_meetings(self, &meetings);
    if (status == DZ_OK)
        status = dz_array__reserve(self->context, &self->cells, meetings.count);
    self->rows = status == DZ_OK ? dz_memory__zeroed(self->context, words + 2, sizeof *self->rows) : NULL;
    if (!self->rows) {
        dz_array__free(self->context, &meetings);
        return status == DZ_OK ? DZ_ERROR_MEMORY : status;
    }
    for (size_t i = 0; i < meetings.count; i++) {
        cell fresh = {(uint32_t)(meetings.items[i] >> 32), (uint32_t)meetings.items[i], {0, 0}, {0, 0}, 0};
        self->cells.items[self->cells.count++] = fresh;
        self->rows[fresh.zh + 1]++;
    }
    for (size_t z = 0; z < words; z++)
        self->rows[z + 1] += self->rows[z];
    dz_array__free(self->context, &meetings);
    return DZ_OK;
}

/* The cell of two words, or NULL where they never meet. */
static cell *find_cell(const dz_lexicon_trainer *self, uint32_t zh, uint32_t en)
{
    size_t low = self->rows[zh], high = self->rows[zh + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->cells.items[middle].en < en)
            low = middle + 1;
        else
            high = middle;
    }
    return low < self->rows[zh + 1] && self->cells.items[low].en == en ? &self->cells.items[low] : NULL;
}

static dz_status make_links(dz_lexicon_trainer *self)
{
    size_t most = 1;
    for (size_t p = 0; p < self->pairs.count; p++) {
        sentence_pair *pair = &self->pairs.items[p];
        const uint32_t *zh = tokens_of(self, pair, SIDE_ZH);
        const uint32_t *en = tokens_of(self, pair, SIDE_EN);
        size_t count = (size_t)pair->zh_count * pair->en_count;
        if (dz_array__reserve(self->context, &self->links, count) != DZ_OK)
            return DZ_ERROR_MEMORY;
        pair->links = self->links.count;
        most = count > most ? count : most;
        for (uint32_t i = 0; i < pair->zh_count; i++)
            for (uint32_t j = 0; j < pair->en_count; j++)
                self->links.items[self->links.count++] = (uint32_t)(find_cell(self, zh[i], en[j]) - self->cells.items);
    }
    self->scratch = dz_memory__zeroed(self->context, 2 * most, sizeof *self->scratch);
    return self->scratch ? DZ_OK : DZ_ERROR_MEMORY;
}

/* Notes on each cell what the prior says of its words. */
static void look_up_prior(dz_lexicon_trainer *self)
{
    dz_gloss glosses[MOST_GLOSSES];
    if (!self->options.prior)
        return;
    for (int side = 0; side < 2; side++) {
        const dz_map *words = &self->words[side];
        for (uint32_t w = 0; w < words->count; w++) {
            const dz_map_entry *entry = &words->entries[w];
            size_t count = (side == SIDE_ZH ? dz_lexicon_lookup : dz_lexicon_lookup_reverse)(
                self->options.prior, entry->key, entry->length, glosses, MOST_GLOSSES);
            for (size_t i = 0; i < count; i++) {
                uint32_t other =
                    dz_map__get(&self->words[1 - side], glosses[i].text.data, glosses[i].text.length, DZ_MAP_NONE);
                cell *found = other == DZ_MAP_NONE
                                  ? NULL
                                  : find_cell(self, side == SIDE_ZH ? w : other, side == SIDE_ZH ? other : w);
                if (found)
                    found->prior[side] = glosses[i].weight;
            }
        }
    }
}

/* The share of each word in the text. */
static dz_status make_background(dz_lexicon_trainer *self)
{
    for (int direction = 0; direction < 2; direction++) {
        int side = direction == TO_EN ? SIDE_EN : SIDE_ZH;
        size_t words = self->words[side].count;
        float *shares = dz_memory__zeroed(self->context, words + 1, sizeof *shares);
        self->background[direction] = shares;
        self->totals[side] = dz_memory__zeroed(self->context, words + 1, sizeof **self->totals);
        if (!shares || !self->totals[side])
            return DZ_ERROR_MEMORY;
        size_t total = 0;
        for (size_t p = 0; p < self->pairs.count; p++) {
            const sentence_pair *pair = &self->pairs.items[p];
            const uint32_t *tokens = tokens_of(self, pair, side);
            uint32_t count = side == SIDE_EN ? pair->en_count : pair->zh_count;
            for (uint32_t i = 0; i < count; i++)
                shares[tokens[i]] += 1;
            total += count;
        }
        for (size_t w = 0; w < words; w++)
            shares[w] /= (float)(total ? total : 1);
        *(side == SIDE_EN ? &self->report.en_tokens : &self->report.zh_tokens) = total;
    }
    return DZ_OK;
}

/* ---- Learning --------------------------------------------------------------------------------------------------- */

/* How much the places i of m and j of n are alike. */
static float place_weight(const dz_lexicon_trainer *self, uint32_t i, uint32_t m, uint32_t j, uint32_t n)
{
    double apart = (i + 0.5) / m - (j + 0.5) / n;
    return (float)exp(-self->options.diagonal * fabs(apart));
}

/* The posteriors of the links of a pair of sentences in one direction, `stride` and `step` say how its matrix is
 * walked; the log2 likelihood of the explained side. */
static double explain(const dz_lexicon_trainer *self, const sentence_pair *pair, int direction, float *posteriors)
{
    bool to_en = direction == TO_EN;
    uint32_t outer = to_en ? pair->en_count : pair->zh_count; /* explained */
    uint32_t inner = to_en ? pair->zh_count : pair->en_count; /* explaining */
    const uint32_t *explained = tokens_of(self, pair, to_en ? SIDE_EN : SIDE_ZH);
    const uint32_t *links = self->links.items + pair->links;
    double bits = 0;
    for (uint32_t o = 0; o < outer; o++) {
        double sum = 0, places = 0;
        for (uint32_t i = 0; i < inner; i++) {
            size_t at = to_en ? (size_t)i * outer + o : (size_t)o * inner + i;
            float weight = place_weight(self, i, inner, o, outer);
            posteriors[at] = weight * self->cells.items[links[at]].t[direction];
            sum += (double)posteriors[at];
            places += (double)weight;
        }
        double share = 1 - self->options.null_share;
        double found = places > 0 ? share * sum / places : 0;
        double all = found + self->options.null_share * (double)self->background[direction][explained[o]];
        bits -= log2(all);
        for (uint32_t i = 0; i < inner; i++) {
            size_t at = to_en ? (size_t)i * outer + o : (size_t)o * inner + i;
            posteriors[at] = (float)((double)posteriors[at] * share / places / all);
        }
    }
    return bits;
}

/* Counts the links that both directions believe in. */
static void count_links(dz_lexicon_trainer *self)
{
    for (size_t c = 0; c < self->cells.count; c++)
        self->cells.items[c].counts = 0;
    for (size_t p = 0; p < self->pairs.count; p++) {
        const sentence_pair *pair = &self->pairs.items[p];
        size_t count = (size_t)pair->zh_count * pair->en_count;
        if (is_held_out(self, p) || !count)
            continue;
        explain(self, pair, TO_EN, self->scratch);
        explain(self, pair, TO_ZH, self->scratch + count);
        for (size_t i = 0; i < count; i++)
            self->cells.items[self->links.items[pair->links + i]].counts +=
                sqrtf(self->scratch[i] * self->scratch[count + i]);
    }
}

/* Sums up the links of each word, after what chance may have brought is taken off. */
static void sum_links(dz_lexicon_trainer *self)
{
    memset(self->totals[SIDE_ZH], 0, (self->words[SIDE_ZH].count + 1) * sizeof **self->totals);
    memset(self->totals[SIDE_EN], 0, (self->words[SIDE_EN].count + 1) * sizeof **self->totals);
    for (size_t c = 0; c < self->cells.count; c++) {
        cell *at = &self->cells.items[c];
        at->counts = at->counts > (float)self->options.discount ? at->counts - (float)self->options.discount : 0;
        self->totals[SIDE_ZH][at->zh] += (double)at->counts;
        self->totals[SIDE_EN][at->en] += (double)at->counts;
    }
}

static void believe(dz_lexicon_trainer *self)
{
    double prior = self->options.prior_weight;
    for (size_t c = 0; c < self->cells.count; c++) {
        cell *at = &self->cells.items[c];
        double totals[2] = {self->totals[SIDE_ZH][at->zh], self->totals[SIDE_EN][at->en]};
        for (int direction = 0; direction < 2; direction++) {
            double mass = totals[direction] + prior;
            at->t[direction] =
                mass > 0 ? (float)(((double)at->counts + prior * (double)at->prior[direction]) / mass) : 0;
        }
    }
}

/* The first belief: the prior, and a little for every pair that meets, so that new ones can be learned. */
static void begin_belief(dz_lexicon_trainer *self)
{
    for (size_t c = 0; c < self->cells.count; c++) {
        cell *at = &self->cells.items[c];
        at->t[TO_EN] = at->prior[TO_EN] + 0.1f / (float)(1 + self->rows[at->zh + 1] - self->rows[at->zh]);
        at->t[TO_ZH] = at->prior[TO_ZH] + 0.1f * self->background[TO_ZH][at->zh];
    }
}

/* Bits a word over the pairs that were kept back. */
static void measure(dz_lexicon_trainer *self, double bits[2])
{
    size_t words[2] = {0, 0};
    bits[0] = bits[1] = 0;
    self->report.held_out = 0;
    for (size_t p = 0; p < self->pairs.count; p++) {
        const sentence_pair *pair = &self->pairs.items[p];
        if (!is_held_out(self, p))
            continue;
        self->report.held_out++;
        bits[TO_EN] += explain(self, pair, TO_EN, self->scratch);
        bits[TO_ZH] += explain(self, pair, TO_ZH, self->scratch);
        words[TO_EN] += pair->en_count;
        words[TO_ZH] += pair->zh_count;
    }
    for (int direction = 0; direction < 2; direction++)
        bits[direction] = words[direction] ? bits[direction] / (double)words[direction] : 0;
}

dz_status dz_lexicon_trainer_run(dz_lexicon_trainer *self)
{
    dz_status status = make_cells(self);
    if (status == DZ_OK)
        status = make_links(self);
    if (status == DZ_OK)
        status = make_background(self);
    if (status != DZ_OK)
        return status;
    self->report.pairs = self->pairs.count;
    look_up_prior(self);
    believe(self);
    measure(self, self->report.prior_bits);
    begin_belief(self);
    for (uint32_t i = 0; i < self->options.iterations; i++) {
        status = dz_context__progress(self->context, "training", i, self->options.iterations);
        if (status != DZ_OK)
            return status;
        count_links(self);
        sum_links(self);
        believe(self);
    }
    measure(self, self->report.learned_bits);
    return DZ_OK;
}

/* ---- Writing ---------------------------------------------------------------------------------------------------- */

/* For each stem the number of its commonest spelling; among equals the first by its bytes. */
static uint32_t *choose_spellings(const dz_lexicon_trainer *self)
{
    size_t stems = self->words[SIDE_EN].count;
    uint32_t *chosen = dz_memory__allocate(self->context, (stems + 1) * sizeof *chosen);
    if (!chosen)
        return NULL;
    for (size_t i = 0; i < stems; i++)
        chosen[i] = DZ_MAP_NONE;
    for (uint32_t s = 0; s < self->surfaces.count; s++) {
        const surface *spelling = &self->surfaces.items[s];
        uint32_t *best = &chosen[spelling->stem];
        if (*best == DZ_MAP_NONE || spelling->count > self->surfaces.items[*best].count ||
            (spelling->count == self->surfaces.items[*best].count &&
             strcmp(self->spellings.entries[s].key, self->spellings.entries[*best].key) < 0))
            *best = s;
    }
    return chosen;
}

static int compare_entries(const void *left, const void *right)
{
    const dz_map_entry *a = *(const dz_map_entry *const *)left;
    const dz_map_entry *b = *(const dz_map_entry *const *)right;
    int order = memcmp(a->key, b->key, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* The words of a side by their bytes, so that a table can be compared with an earlier one line by line. */
static const dz_map_entry **sort_words(const dz_lexicon_trainer *self, int side)
{
    const dz_map *words = &self->words[side];
    const dz_map_entry **sorted = dz_memory__allocate(self->context, (words->count + 1) * sizeof *sorted);
    if (!sorted)
        return NULL;
    for (size_t i = 0; i < words->count; i++)
        sorted[i] = &words->entries[i];
    if (words->count)
        qsort(sorted, words->count, sizeof *sorted, compare_entries);
    return sorted;
}

static dz_status write_format(const dz_lexicon_trainer *self, dz_sink sink, const char *format, ...) DZ_PRINTF(3, 4);

static dz_status write_format(const dz_lexicon_trainer *self, dz_sink sink, const char *format, ...)
{
    char line[2 * LEXICON_KEY_BYTES + 256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof line)
        return dz_context__fail(self->context, DZ_ERROR_LIMIT, "lexicon training: a word is too long to be written");
    return sink.write(sink.payload, line, (size_t)length);
}

/* What the prior still counts for a word that was seen. */
static double prior_share(const dz_lexicon_trainer *self, int side, uint32_t word)
{
    double prior = self->options.prior_weight;
    double mass = self->totals[side][word] + prior;
    return mass > 0 ? prior / mass : 1;
}

static dz_status write_row(dz_lexicon_trainer *self, dz_sink sink, uint32_t zh, const uint32_t *spellings)
{
    const char *key = self->words[SIDE_ZH].entries[zh].key;
    if (self->totals[SIDE_ZH][zh] <= 0)
        return DZ_OK;
    dz_status status = write_format(self, sink, "%s\t*\t%.3g\n", key, prior_share(self, SIDE_ZH, zh));
    for (size_t c = self->rows[zh]; c < self->rows[zh + 1] && status == DZ_OK; c++) {
        const cell *at = &self->cells.items[c];
        double best = (double)(at->t[TO_EN] > at->t[TO_ZH] ? at->t[TO_EN] : at->t[TO_ZH]);
        if ((double)at->counts < self->options.least_count || best < self->options.least_probability)
            continue;
        self->report.written++;
        status = write_format(self, sink, "%s\t%s\t%.3g\t%.3g\n", key, self->spellings.entries[spellings[at->en]].key,
                              (double)at->t[TO_EN], (double)at->t[TO_ZH]);
    }
    return status;
}

dz_status dz_lexicon_trainer_write(dz_lexicon_trainer *self, dz_sink sink)
{
    const dz_map_entry **zh = sort_words(self, SIDE_ZH);
    const dz_map_entry **en = sort_words(self, SIDE_EN);
    uint32_t *spellings = choose_spellings(self);
    dz_status status = zh && en && spellings ? DZ_OK : DZ_ERROR_MEMORY;
    self->report.written = 0;
    if (status == DZ_OK)
        status = write_format(self, sink,
                              "# Chinese, English, p(English | Chinese), p(Chinese | English); from %zu pairs "
                              "of sentences by \"dz lexicon train\".\n",
                              self->pairs.count);
    for (size_t i = 0; i < self->words[SIDE_ZH].count && status == DZ_OK; i++)
        status = write_row(self, sink, (uint32_t)(zh[i] - self->words[SIDE_ZH].entries), spellings);
    for (size_t i = 0; i < self->words[SIDE_EN].count && status == DZ_OK; i++) {
        uint32_t word = (uint32_t)(en[i] - self->words[SIDE_EN].entries);
        if (self->totals[SIDE_EN][word] > 0)
            status = write_format(self, sink, "*\t%s\t%.3g\n", self->spellings.entries[spellings[word]].key,
                                  prior_share(self, SIDE_EN, word));
    }
    dz_memory__free(self->context, zh);
    dz_memory__free(self->context, en);
    dz_memory__free(self->context, spellings);
    return status;
}

dz_lexicon_train_report dz_lexicon_trainer_report(const dz_lexicon_trainer *self)
{
    return self->report;
}

void dz_lexicon_trainer_free(dz_lexicon_trainer *self)
{
    if (!self)
        return;
    for (int side = 0; side < 2; side++) {
        dz_map__free(&self->words[side]);
        dz_memory__free(self->context, self->background[side]);
        dz_memory__free(self->context, self->totals[side]);
    }
    dz_map__free(&self->spellings);
    dz_array__free(self->context, &self->surfaces);
    dz_array__free(self->context, &self->pairs);
    dz_array__free(self->context, &self->tokens);
    dz_array__free(self->context, &self->links);
    dz_array__free(self->context, &self->cells);
    dz_memory__free(self->context, self->rows);
    dz_memory__free(self->context, self->scratch);
    dz_memory__free(self->context, self);
}
