#include "align/learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

#define NO_PLACE UINT32_MAX

/* How likely a word comes from no word of the other side, by its share of the text. */
#define EMPTY_WORD 0.3f

/* Sentences that translate each other one to one, and which of them hold each word of the given side. */
typedef struct lesson_set {
    const dz_align__side *given;
    const dz_align__side *other;
    uint32_t *given_sentences;
    uint32_t *other_sentences;
    uint32_t count;
    uint32_t *holder_starts; /* by word of the given side */
    uint32_t *holders;       /* lessons, each once a word */
    uint32_t *other_counts;  /* lessons that hold a word of the other side */
} lesson_set;

static void free_lessons(dz_context *context, lesson_set *lessons)
{
    dz_memory__free(context, lessons->given_sentences);
    dz_memory__free(context, lessons->other_sentences);
    dz_memory__free(context, lessons->holder_starts);
    dz_memory__free(context, lessons->holders);
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

/* Counts (places NULL) or lists the lessons that hold each word; `last` marks words already seen in a lesson. */
static void walk_words(const dz_align__side *side, const uint32_t *sentences, uint32_t count, uint32_t *last,
                       uint32_t *counts, uint32_t *places)
{
    memset(last, 0xFF, side->vocabulary.count * sizeof *last);
    for (uint32_t lesson = 0; lesson < count; lesson++) {
        uint32_t sentence = sentences[lesson];
        for (uint32_t t = side->starts[sentence]; t < side->starts[sentence + 1]; t++) {
            uint32_t word = side->tokens[t];
            if (last[word] == lesson)
                continue;
            last[word] = lesson;
            if (places)
                places[counts[word]++] = lesson;
            else
                counts[word]++;
        }
    }
}

static dz_status index_words(dz_context *context, lesson_set *lessons)
{
    size_t given_words = lessons->given->vocabulary.count, other_words = lessons->other->vocabulary.count;
    size_t most = given_words > other_words ? given_words : other_words;
    dz_status status = DZ_ERROR_MEMORY;
    uint32_t *last = dz_memory__allocate(context, most * sizeof *last);
    lessons->holder_starts = dz_memory__zeroed(context, given_words + 2, sizeof(uint32_t));
    lessons->other_counts = dz_memory__zeroed(context, other_words, sizeof(uint32_t));
    if (!last || !lessons->holder_starts || !lessons->other_counts)
        goto done;
    walk_words(lessons->other, lessons->other_sentences, lessons->count, last, lessons->other_counts, NULL);
    uint32_t *starts = lessons->holder_starts;
    walk_words(lessons->given, lessons->given_sentences, lessons->count, last, starts + 2, NULL);
    for (size_t word = 0; word < given_words; word++)
        starts[word + 2] += starts[word + 1];
    lessons->holders = dz_memory__allocate(context, starts[given_words + 1] * sizeof(uint32_t));
    if (!lessons->holders)
        goto done;
    /* starts[word + 1] walks from the word's beginning to its end, which is what it must be afterwards. */
    walk_words(lessons->given, lessons->given_sentences, lessons->count, last, starts + 1, lessons->holders);
    status = DZ_OK;
done:
    dz_memory__free(context, last);
    return status;
}

typedef DZ_ARRAY(uint32_t) word_array;
typedef DZ_ARRAY(float) weight_array;

static int compare_words(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Counts with which words of the other side a word met; `met` lists them, each once. */
static dz_status meet(dz_context *context, const lesson_set *lessons, uint32_t word, uint32_t *meetings, uint32_t *last,
                      word_array *met)
{
    met->count = 0;
    for (uint32_t h = lessons->holder_starts[word]; h < lessons->holder_starts[word + 1]; h++) {
        uint32_t lesson = lessons->holders[h], sentence = lessons->other_sentences[lesson];
        for (uint32_t t = lessons->other->starts[sentence]; t < lessons->other->starts[sentence + 1]; t++) {
            uint32_t other = lessons->other->tokens[t];
            if (last[other] == h)
                continue;
            last[other] = h;
            if (meetings[other]++ == 0 && dz_array__push(context, met, other) != DZ_OK)
                return DZ_ERROR_MEMORY;
        }
    }
    if (met->count)
        qsort(met->items, met->count, sizeof *met->items, compare_words);
    return DZ_OK;
}

/* Whether a pair of words is worth a place: the prior knows it, or it met often enough and no less than by chance. */
static bool worth_learning(const lesson_set *lessons, uint32_t word, uint32_t other, uint32_t meetings, float prior,
                           uint32_t minimum)
{
    if (prior > 0)
        return true;
    uint64_t holders = lessons->holder_starts[word + 1] - lessons->holder_starts[word];
    return meetings >= minimum && (uint64_t)meetings * lessons->count >= holders * lessons->other_counts[other];
}

static dz_status lay_out_row(dz_context *context, const lesson_set *lessons, const dz_align__table *prior,
                             uint32_t word, const dz_align__settings *settings, uint32_t *meetings,
                             const word_array *met, word_array *words, weight_array *weights)
{
    for (size_t n = 0; n < met->count; n++) {
        uint32_t other = met->items[n], times = meetings[other];
        meetings[other] = 0;
        float known = dz_align__table_weight(prior, word, other);
        if (!worth_learning(lessons, word, other, times, known, settings->minimum_meetings))
            continue;
        if (dz_array__push(context, words, other) != DZ_OK ||
            dz_array__push(context, weights, known + settings->single) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

/* The pairs of words that met, with the weights that EM begins with. */
static dz_status lay_out(dz_context *context, dz_align__table *table, const lesson_set *lessons,
                         const dz_align__table *prior, const dz_align__settings *settings)
{
    uint32_t row_count = (uint32_t)lessons->given->vocabulary.count;
    size_t other_words = lessons->other->vocabulary.count;
    word_array words = {0}, met = {0};
    weight_array weights = {0};
    dz_status status = DZ_ERROR_MEMORY;
    uint32_t *starts = dz_memory__zeroed(context, row_count + (size_t)1, sizeof *starts);
    uint32_t *meetings = dz_memory__zeroed(context, other_words, sizeof *meetings);
    uint32_t *last = dz_memory__allocate(context, other_words * sizeof *last);
    if (!starts || !meetings || !last || dz_array__reserve(context, &words, 1) != DZ_OK ||
        dz_array__reserve(context, &weights, 1) != DZ_OK)
        goto done;
    memset(last, 0xFF, other_words * sizeof *last);
    for (uint32_t word = 0; word < row_count; word++) {
        starts[word] = (uint32_t)words.count;
        if ((status = meet(context, lessons, word, meetings, last, &met)) != DZ_OK)
            goto done;
        status = lay_out_row(context, lessons, prior, word, settings, meetings, &met, &words, &weights);
        if (status != DZ_OK)
            goto done;
    }
    starts[row_count] = (uint32_t)words.count;
    *table = (dz_align__table){row_count, starts, words.items, weights.items};
    starts = NULL;
    words.items = NULL;
    weights.items = NULL;
    status = DZ_OK;
done:
    dz_memory__free(context, starts);
    dz_memory__free(context, meetings);
    dz_memory__free(context, last);
    dz_array__free(context, &met);
    dz_array__free(context, &words);
    dz_array__free(context, &weights);
    return status;
}

static uint32_t find_place(const dz_align__table *table, uint32_t row, uint32_t word)
{
    uint32_t low = table->starts[row], high = table->starts[row + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (table->words[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->starts[row + 1] && table->words[low] == word ? low : NO_PLACE;
}

/* Shares each token of the other side out among the tokens given, and adds that to the counts. */
static void study(const lesson_set *lessons, uint32_t lesson, const dz_align__table *table, float *counts,
                  uint32_t *places, float *shares, float steepness)
{
    const dz_align__side *given = lessons->given, *other = lessons->other;
    uint32_t g = lessons->given_sentences[lesson], o = lessons->other_sentences[lesson];
    float given_count = (float)(given->starts[g + 1] - given->starts[g]);
    float other_count = (float)(other->starts[o + 1] - other->starts[o]);
    for (uint32_t t = other->starts[o]; t < other->starts[o + 1]; t++) {
        uint32_t word = other->tokens[t], found = 0;
        float total = EMPTY_WORD * other->shares[word];
        float y = ((float)(t - other->starts[o]) + 0.5f) / other_count;
        for (uint32_t s = given->starts[g]; s < given->starts[g + 1]; s++) {
            uint32_t place = find_place(table, given->tokens[s], word);
            if (place == NO_PLACE || table->weights[place] <= 0)
                continue;
            float x = ((float)(s - given->starts[g]) + 0.5f) / given_count;
            shares[found] = table->weights[place] * expf(-fabsf(x - y) * steepness);
            total += shares[found];
            places[found++] = place;
        }
        for (uint32_t n = 0; n < found; n++)
            counts[places[n]] += shares[n] / total;
    }
}

static uint32_t longest_sentence(const dz_align__side *side)
{
    uint32_t most = 1;
    for (uint32_t s = 0; s < side->count; s++)
        if (side->starts[s + 1] - side->starts[s] > most)
            most = side->starts[s + 1] - side->starts[s];
    return most;
}

static dz_status iterate(dz_context *context, const lesson_set *lessons, dz_align__table *table,
                         const dz_align__settings *settings)
{
    size_t entries = table->starts[table->row_count];
    dz_status status = DZ_ERROR_MEMORY;
    float *counts = dz_memory__allocate(context, entries * sizeof *counts);
    uint32_t *places = dz_memory__allocate(context, longest_sentence(lessons->given) * sizeof *places);
    float *shares = dz_memory__allocate(context, longest_sentence(lessons->given) * sizeof *shares);
    if (!counts || !places || !shares)
        goto done;
    status = DZ_OK;
    for (uint32_t n = 0; n < settings->iterations && status == DZ_OK; n++) {
        if (n > 0)
            dz_align__table_normalize(table);
        memset(counts, 0, entries * sizeof *counts);
        for (uint32_t lesson = 0; lesson < lessons->count; lesson++)
            study(lessons, lesson, table, counts, places, shares, settings->steepness);
        memcpy(table->weights, counts, entries * sizeof *counts);
        status = dz_context__progress(context, "learn", n + 1, settings->iterations);
    }
done:
    dz_memory__free(context, counts);
    dz_memory__free(context, places);
    dz_memory__free(context, shares);
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
