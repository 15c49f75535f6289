#include "align/learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

#define NO_LESSON UINT32_MAX

/* How finely distances are told where the order of words is looked at. */
#define ORDER_STEPS 1024

/* How likely a word comes from no word of the other side, by its share of the text. */
#define EMPTY_WORD 0.3f

/* One token of the given side: where a word stands. */
typedef struct occurrence {
    uint32_t lesson;
    uint32_t token;
} occurrence;

/* Sentences that translate each other one to one, and where in them each word of the given side stands. */
typedef struct lesson_set {
    const dz_align__side *given;
    const dz_align__side *other;
    uint32_t *given_sentences;
    uint32_t *other_sentences;
    uint32_t count;
    uint32_t
        *starts; /* by word of the given side: its occurrences, lesson after lesson, are occurrences[starts[word]] .. */
    occurrence *occurrences;
    uint32_t *given_counts; /* lessons that hold a word */
    uint32_t *other_counts;
} lesson_set;

static void free_lessons(dz_context *context, lesson_set *lessons)
{
    dz_memory__free(context, lessons->given_sentences);
    dz_memory__free(context, lessons->other_sentences);
    dz_memory__free(context, lessons->starts);
    dz_memory__free(context, lessons->occurrences);
    dz_memory__free(context, lessons->given_counts);
    dz_memory__free(context, lessons->other_counts);
}

static dz_status choose_lessons(dz_context *context, lesson_set *lessons, const dz_align__path *path, bool swapped)
{
    lessons->given_sentences = dz_memory__allocate(context, path->count * sizeof(uint32_t));
    lessons->other_sentences = dz_memory__allocate(context, path->count * sizeof(uint32_t));
    if (!lessons->given_sentences || !lessons->other_sentences)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < path->count; n++) {
        const dz_align__step *step = &path->steps[n];
        dz_align__type type = dz_align__types[step->type];
        if (type.source != 1 || type.target != 1)
            continue;
        lessons->given_sentences[lessons->count] = swapped ? step->j : step->i;
        lessons->other_sentences[lessons->count++] = swapped ? step->i : step->j;
    }
    return DZ_OK;
}

/* Counts the lessons that hold each word; `last` marks the words already seen in a lesson. */
static void count_lessons(const dz_align__side *side, const uint32_t *sentences, uint32_t count, uint32_t *last,
                          uint32_t *counts)
{
    memset(last, 0xFF, side->vocabulary.count * sizeof *last);
    for (uint32_t lesson = 0; lesson < count; lesson++) {
        uint32_t sentence = sentences[lesson];
        for (uint32_t t = side->starts[sentence]; t < side->starts[sentence + 1]; t++) {
            uint32_t word = side->tokens[t];
            counts[word] += last[word] != lesson;
            last[word] = lesson;
        }
    }
}

static dz_status list_occurrences(dz_context *context, lesson_set *lessons)
{
    const dz_align__side *given = lessons->given;
    size_t words = given->vocabulary.count;
    uint32_t *starts = lessons->starts;
    for (uint32_t lesson = 0; lesson < lessons->count; lesson++) {
        uint32_t sentence = lessons->given_sentences[lesson];
        for (uint32_t t = given->starts[sentence]; t < given->starts[sentence + 1]; t++)
            starts[given->tokens[t] + 2]++;
    }
    for (size_t word = 0; word < words; word++)
        starts[word + 2] += starts[word + 1];
    lessons->occurrences = dz_memory__allocate(context, starts[words + 1] * sizeof *lessons->occurrences);
    if (!lessons->occurrences)
        return DZ_ERROR_MEMORY;
    /* starts[word + 1] walks from the word's beginning to its end, which is what it must be afterwards. */
    for (uint32_t lesson = 0; lesson < lessons->count; lesson++) {
        uint32_t sentence = lessons->given_sentences[lesson];
        for (uint32_t t = given->starts[sentence]; t < given->starts[sentence + 1]; t++)
            lessons->occurrences[starts[given->tokens[t] + 1]++] = (occurrence){lesson, t};
    }
    return DZ_OK;
}

static dz_status index_words(dz_context *context, lesson_set *lessons)
{
    size_t given_words = lessons->given->vocabulary.count, other_words = lessons->other->vocabulary.count;
    size_t most = given_words > other_words ? given_words : other_words;
    dz_status status = DZ_ERROR_MEMORY;
    uint32_t *last = dz_memory__allocate(context, most * sizeof *last);
    lessons->starts = dz_memory__zeroed(context, given_words + 2, sizeof(uint32_t));
    lessons->given_counts = dz_memory__zeroed(context, given_words, sizeof(uint32_t));
    lessons->other_counts = dz_memory__zeroed(context, other_words, sizeof(uint32_t));
    if (!last || !lessons->starts || !lessons->given_counts || !lessons->other_counts)
        goto done;
    count_lessons(lessons->other, lessons->other_sentences, lessons->count, last, lessons->other_counts);
    count_lessons(lessons->given, lessons->given_sentences, lessons->count, last, lessons->given_counts);
    status = list_occurrences(context, lessons);
done:
    dz_memory__free(context, last);
    return status;
}

typedef DZ_ARRAY(uint32_t) word_array;
typedef DZ_ARRAY(float) weight_array;

/* Lays out the table that EM works on, row after row. What is by word of the other side is clean between two rows. */
typedef struct row_maker {
    dz_context *context;
    const lesson_set *lessons;
    const dz_align__settings *settings;
    uint32_t *meetings; /* lessons in which the row's word met another */
    uint32_t *last;     /* the occurrence that counted last */
    float *known;       /* the prior's row */
    word_array met;
    word_array words;
    weight_array weights;
} row_maker;

static dz_status meet_sentence(row_maker *maker, uint32_t sentence, uint32_t mark)
{
    const dz_align__side *other = maker->lessons->other;
    for (uint32_t t = other->starts[sentence]; t < other->starts[sentence + 1]; t++) {
        uint32_t word = other->tokens[t];
        if (maker->last[word] == mark)
            continue;
        maker->last[word] = mark;
        if (maker->meetings[word]++ == 0 && dz_array__push(maker->context, &maker->met, word) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

/* Counts with which words of the other side a word met; `met` lists them, each once. */
static dz_status meet(row_maker *maker, uint32_t word)
{
    const lesson_set *lessons = maker->lessons;
    uint32_t before = NO_LESSON;
    maker->met.count = 0;
    for (uint32_t n = lessons->starts[word]; n < lessons->starts[word + 1]; n++) {
        uint32_t lesson = lessons->occurrences[n].lesson;
        if (lesson != before && meet_sentence(maker, lessons->other_sentences[lesson], n) != DZ_OK)
            return DZ_ERROR_MEMORY;
        before = lesson;
    }
    return DZ_OK;
}

/* Whether a pair of words is worth a place: the prior knows it, or it met often enough and no less than by chance. */
static bool worth_learning(const row_maker *maker, uint32_t word, uint32_t other)
{
    const lesson_set *lessons = maker->lessons;
    uint32_t meetings = maker->meetings[other];
    if (maker->known[other] > 0)
        return true;
    return meetings >= maker->settings->minimum_meetings &&
           (uint64_t)meetings * lessons->count >= (uint64_t)lessons->given_counts[word] * lessons->other_counts[other];
}

static int compare_words(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The words that are worth it, ascending, with the weights that EM begins with. */
static dz_status put_row(row_maker *maker, uint32_t word)
{
    size_t kept = 0, count = maker->met.count;
    uint32_t *met = maker->met.items;
    for (size_t n = 0; n < count; n++) {
        uint32_t other = met[n];
        if (worth_learning(maker, word, other))
            met[kept++] = other;
        maker->meetings[other] = 0;
    }
    if (kept)
        qsort(met, kept, sizeof *met, compare_words);
    for (size_t n = 0; n < kept; n++)
        if (dz_array__push(maker->context, &maker->words, met[n]) != DZ_OK ||
            dz_array__push(maker->context, &maker->weights, maker->known[met[n]] + maker->settings->single) != DZ_OK)
            return DZ_ERROR_MEMORY;
    return DZ_OK;
}

static void spread_row(float *values, const dz_align__table *table, uint32_t row, bool on)
{
    for (uint32_t n = table->starts[row]; n < table->starts[row + 1]; n++)
        values[table->words[n]] = on ? table->weights[n] : 0;
}

static dz_status make_rows(row_maker *maker, uint32_t *starts, uint32_t row_count, const dz_align__table *prior)
{
    for (uint32_t word = 0; word < row_count; word++) {
        starts[word] = (uint32_t)maker->words.count;
        spread_row(maker->known, prior, word, true);
        if (meet(maker, word) != DZ_OK || put_row(maker, word) != DZ_OK)
            return DZ_ERROR_MEMORY;
        spread_row(maker->known, prior, word, false);
    }
    starts[row_count] = (uint32_t)maker->words.count;
    return DZ_OK;
}

/* The pairs of words that met, with the weights that EM begins with. */
static dz_status lay_out(dz_context *context, dz_align__table *table, const lesson_set *lessons,
                         const dz_align__table *prior, const dz_align__settings *settings)
{
    uint32_t row_count = (uint32_t)lessons->given->vocabulary.count;
    size_t other_words = lessons->other->vocabulary.count;
    row_maker maker = {.context = context, .lessons = lessons, .settings = settings};
    dz_status status = DZ_ERROR_MEMORY;
    uint32_t *starts = dz_memory__zeroed(context, row_count + (size_t)1, sizeof *starts);
    maker.meetings = dz_memory__zeroed(context, other_words, sizeof *maker.meetings);
    maker.known = dz_memory__zeroed(context, other_words, sizeof *maker.known);
    maker.last = dz_memory__allocate(context, other_words * sizeof *maker.last);
    if (!starts || !maker.meetings || !maker.known || !maker.last ||
        dz_array__reserve(context, &maker.words, 1) != DZ_OK || dz_array__reserve(context, &maker.weights, 1) != DZ_OK)
        goto done;
    memset(maker.last, 0xFF, other_words * sizeof *maker.last);
    if ((status = make_rows(&maker, starts, row_count, prior)) != DZ_OK)
        goto done;
    *table = (dz_align__table){row_count, starts, maker.words.items, maker.weights.items};
    starts = NULL;
    maker.words.items = NULL;
    maker.weights.items = NULL;
done:
    dz_memory__free(context, starts);
    dz_memory__free(context, maker.meetings);
    dz_memory__free(context, maker.known);
    dz_memory__free(context, maker.last);
    dz_array__free(context, &maker.met);
    dz_array__free(context, &maker.words);
    dz_array__free(context, &maker.weights);
    return status;
}

/* EM by rows: a row of the table is spread over the words of the other side, and then each token that met the row's
 * word finds its weight at once. Two rounds over the rows make an iteration: the first adds up what the words given
 * offer each token of the other side, the second shares the token out among them. */
typedef struct row_sharer {
    const lesson_set *lessons;
    const float *order;     /* by distance of two tokens in steps of 1 / ORDER_STEPS of the way */
    uint32_t *token_places; /* of each lesson's first token of the other side in `totals` */
    float *totals;          /* offered to each token of the other side */
    float *weights;         /* the row, by word of the other side */
    float *counts;          /* what the row got, by word of the other side */
} row_sharer;

/* What the token of a row at one place offers the tokens of the other side. */
static void offer(row_sharer *sharer, occurrence place, bool sharing)
{
    const dz_align__side *given = sharer->lessons->given, *other = sharer->lessons->other;
    uint32_t g = sharer->lessons->given_sentences[place.lesson], o = sharer->lessons->other_sentences[place.lesson];
    uint32_t first = other->starts[o], count = other->starts[o + 1] - first;
    uint32_t given_count = given->starts[g + 1] - given->starts[g];
    float x = ((float)(place.token - given->starts[g]) + 0.5f) / (float)given_count * ORDER_STEPS;
    float step = (float)ORDER_STEPS / (float)count;
    float *totals = sharer->totals + sharer->token_places[place.lesson];
    for (uint32_t t = 0; t < count; t++) {
        uint32_t word = other->tokens[first + t];
        float weight = sharer->weights[word];
        if (weight <= 0)
            continue;
        float share = weight * sharer->order[(size_t)fabsf(((float)t + 0.5f) * step - x)];
        if (sharing)
            sharer->counts[word] += share / totals[t];
        else
            totals[t] += share;
    }
}

static void offer_row(row_sharer *sharer, const dz_align__table *table, uint32_t row, bool sharing)
{
    const lesson_set *lessons = sharer->lessons;
    if (table->starts[row] == table->starts[row + 1])
        return;
    spread_row(sharer->weights, table, row, true);
    for (uint32_t n = lessons->starts[row]; n < lessons->starts[row + 1]; n++)
        offer(sharer, lessons->occurrences[n], sharing);
    spread_row(sharer->weights, table, row, false);
    for (uint32_t n = table->starts[row]; n < table->starts[row + 1] && sharing; n++) {
        table->weights[n] = sharer->counts[table->words[n]];
        sharer->counts[table->words[n]] = 0;
    }
}

/* Some of each token comes from no word of the other side. */
static void begin_totals(row_sharer *sharer)
{
    const dz_align__side *other = sharer->lessons->other;
    for (uint32_t lesson = 0; lesson < sharer->lessons->count; lesson++) {
        uint32_t sentence = sharer->lessons->other_sentences[lesson];
        float *totals = sharer->totals + sharer->token_places[lesson];
        for (uint32_t t = other->starts[sentence]; t < other->starts[sentence + 1]; t++)
            *totals++ = EMPTY_WORD * other->shares[other->tokens[t]];
    }
}

static dz_status allocate_sharer(dz_context *context, row_sharer *sharer, float *order)
{
    const lesson_set *lessons = sharer->lessons;
    const dz_align__side *other = lessons->other;
    size_t words = other->vocabulary.count;
    uint32_t tokens = 0;
    sharer->order = order;
    sharer->token_places = dz_memory__allocate(context, lessons->count * sizeof *sharer->token_places);
    sharer->weights = dz_memory__zeroed(context, words, sizeof *sharer->weights);
    sharer->counts = dz_memory__zeroed(context, words, sizeof *sharer->counts);
    for (uint32_t lesson = 0; lesson < lessons->count && sharer->token_places; lesson++) {
        uint32_t sentence = lessons->other_sentences[lesson];
        sharer->token_places[lesson] = tokens;
        tokens += other->starts[sentence + 1] - other->starts[sentence];
    }
    sharer->totals = dz_memory__allocate(context, tokens * sizeof *sharer->totals);
    return sharer->token_places && sharer->weights && sharer->counts && sharer->totals ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status iterate(dz_context *context, const lesson_set *lessons, dz_align__table *table,
                         const dz_align__settings *settings)
{
    float order[ORDER_STEPS + 1];
    row_sharer sharer = {.lessons = lessons};
    for (unsigned step = 0; step <= ORDER_STEPS; step++)
        order[step] = expf(-((float)step + 0.5f) / ORDER_STEPS * settings->steepness);
    dz_status status = allocate_sharer(context, &sharer, order);
    for (uint32_t n = 0; n < settings->iterations && status == DZ_OK; n++) {
        if (n > 0)
            dz_align__table_normalize(table);
        begin_totals(&sharer);
        for (uint32_t row = 0; row < table->row_count; row++)
            offer_row(&sharer, table, row, false);
        for (uint32_t row = 0; row < table->row_count; row++)
            offer_row(&sharer, table, row, true);
        status = dz_context__progress(context, "learn", n + 1, settings->iterations);
    }
    dz_memory__free(context, sharer.token_places);
    dz_memory__free(context, sharer.weights);
    dz_memory__free(context, sharer.counts);
    dz_memory__free(context, sharer.totals);
    return status;
}

dz_status dz_align__learn(dz_context *context, dz_align__table *counts, const dz_align__side *given,
                          const dz_align__side *other, bool swapped, const dz_align__table *prior,
                          const dz_align__path *path, const dz_align__settings *settings)
{
    *counts = (dz_align__table){0};
    lesson_set lessons = {.given = given, .other = other};
    dz_status status = choose_lessons(context, &lessons, path, swapped);
    if (status != DZ_OK)
        goto done;
    if ((status = index_words(context, &lessons)) != DZ_OK)
        goto done;
    if ((status = lay_out(context, counts, &lessons, prior, settings)) != DZ_OK)
        goto done;
    status = iterate(context, &lessons, counts, settings);
done:
    if (status != DZ_OK)
        dz_align__table_free(context, counts);
    free_lessons(context, &lessons);
    return status;
}
