/* Training of the tagger: AdaGrad (Duchi, Hazan and Singer 2011) on the likelihood of one block after the other, half
 * of the features of each word being left out by lot each time, so that none can rest on another (Hinton et al. 2012).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/mark.h"
#include "attribution/model.h"
#include "attribution/tagger.h"

#define K DZ_TAG_COUNT
#define NO_ID UINT32_MAX
#define SMALL_GRADIENT 1e-3

typedef struct feature_slot {
    uint32_t feature;
    uint32_t count; /* then the number of its weights, or NO_ID */
} feature_slot;

struct dz_attribution_trainer {
    dz_context *context;
    dz_attribution_train_options options;
    dz_view_collection data;
    dz_attribution_train_report report;
    /* what a run makes */
    DZ_ARRAY(uint32_t) cues;
    feature_slot *slots;
    size_t slot_count; /* a power of two */
    size_t slots_used;
    uint32_t *features; /* of all words, most of one after the other */
    size_t *feature_ends;
    float *weights;
    float *squares; /* sums of squared gradients */
    float *sums;    /* of the weights as the later epochs left them */
    dz_crf_moves move_sums;
    uint32_t summed; /* how many epochs */
    size_t weight_rows;
    uint32_t *row_features;
    dz_crf_moves moves;
    dz_crf_moves move_squares;
    dz_crf crf;
    uint64_t random;
};

/* ---- Filling ----------------------------------------------------------------------------------------------------- */

dz_status dz_attribution_trainer_new(dz_context *context, dz_attribution_trainer **out,
                                     const dz_attribution_train_options *options)
{
    const dz_attribution_train_options defaults = DZ_ATTRIBUTION_TRAIN_OPTIONS_INIT;
    if (!out)
        return DZ_ERROR_ARGUMENT;
    *out = NULL;
    if (!options)
        options = &defaults;
    if (!context || options->version != DZ_ATTRIBUTION_TRAIN_OPTIONS_VERSION || options->drop_out < 0 ||
        options->drop_out >= 1)
        return DZ_ERROR_ARGUMENT;
    dz_attribution_trainer *trainer = dz_memory__zeroed(context, 1, sizeof *trainer);
    if (!trainer)
        return DZ_ERROR_MEMORY;
    trainer->context = context;
    trainer->crf.context = context;
    trainer->options = *options;
    *out = trainer;
    return DZ_OK;
}

static dz_span first_span(dz_spans spans)
{
    const dz_span none = {0, 0};
    return spans.count ? spans.items[0] : none;
}

/* The marks of what the text's readers found. A cue of several pieces is several cues of one attribution. */
static dz_status mark_gold(dz_context *context, const dz_attribution *gold, size_t count, dz_mark_list *marks)
{
    const dz_span none = {0, 0};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        status = dz_mark__add(context, marks, (uint32_t)i, gold[i].content.items, gold[i].content.count,
                              first_span(gold[i].cue), first_span(gold[i].source));
        for (size_t k = 1; k < gold[i].cue.count && status == DZ_OK; k++)
            status = dz_mark__add(context, marks, (uint32_t)i, NULL, 0, gold[i].cue.items[k], none);
        for (size_t k = 1; k < gold[i].source.count && status == DZ_OK; k++)
            status = dz_mark__add(context, marks, (uint32_t)i, NULL, 0, none, gold[i].source.items[k]);
    }
    dz_mark__sort(marks);
    return status;
}

dz_status dz_attribution_trainer_add(dz_attribution_trainer *trainer, const dz_document *document,
                                     const dz_attribution *gold, size_t count)
{
    if (!trainer || !document || (count && !gold))
        return DZ_ERROR_ARGUMENT;
    dz_mark_list marks = {0};
    dz_finder finder;
    dz_status status = dz_finder__open(&finder, trainer->context, document);
    if (status == DZ_OK)
        status = mark_gold(trainer->context, gold, count, &marks);
    if (status == DZ_OK)
        status = dz_finder__find(&finder, document);
    if (status == DZ_OK)
        status = dz_tagger__collect(&finder, document, &marks, &trainer->data);
    dz_array__free(trainer->context, &marks);
    dz_finder__close(&finder);
    trainer->report.documents++;
    trainer->report.attributions += count;
    trainer->report.words = trainer->data.views.count;
    return status;
}

/* ---- Cue words --------------------------------------------------------------------------------------------------- */

static int compare_words(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static uint32_t strength_for(size_t cues, size_t all)
{
    static const double limits[DZ_CUE_STRENGTHS - 1] = {0.05, 0.2, 0.4, 0.6, 0.8};
    uint32_t strength = 0;
    while (strength < DZ_CUE_STRENGTHS - 1 && (double)cues / ((double)all + 0.5) > limits[strength])
        strength++;
    return strength;
}

/* Each word outside quotations: its hash, the lowest bit saying whether it is (part of) a cue. Sorted, equal ones stand
 * together. */
static dz_status learn_cues(dz_attribution_trainer *trainer)
{
    const dz_view_collection *data = &trainer->data;
    size_t count = 0;
    dz_status status = DZ_OK;
    uint32_t *words = dz_memory__zeroed(trainer->context, data->views.count + 1, sizeof *words);
    if (!words)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < data->views.count; i++)
        if (data->views.items[i].quote != 1)
            words[count++] = (data->views.items[i].word & ~7u) | (dz_tag__kind(data->tags.items[i]) == DZ_TAG_CUE);
    qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; i < count && status == DZ_OK;) {
        size_t first = i;
        size_t cues = 0;
        for (; i < count && words[i] >> 3 == words[first] >> 3; i++)
            cues += words[i] & 1;
        uint32_t strength = i - first > 1 ? strength_for(cues, i - first) : 0;
        if (strength)
            status = dz_array__push(trainer->context, &trainer->cues, (words[first] & ~7u) | strength);
    }
    dz_memory__free(trainer->context, words);
    return status;
}

/* ---- Features ---------------------------------------------------------------------------------------------------- */

static feature_slot *find_slot(dz_attribution_trainer *trainer, uint32_t feature)
{
    size_t mask = trainer->slot_count - 1;
    size_t at = (feature * 0x9E3779B1u) & mask;
    while (trainer->slots[at].count && trainer->slots[at].feature != feature)
        at = (at + 1) & mask;
    return &trainer->slots[at];
}

static dz_status grow_slots(dz_attribution_trainer *trainer)
{
    feature_slot *old = trainer->slots;
    size_t old_count = trainer->slot_count;
    size_t wanted = old_count ? 2 * old_count : 1024;
    feature_slot *slots = dz_memory__zeroed(trainer->context, wanted, sizeof *slots);
    if (!slots)
        return DZ_ERROR_MEMORY;
    trainer->slots = slots;
    trainer->slot_count = wanted;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].count)
            *find_slot(trainer, old[i].feature) = old[i];
    dz_memory__free(trainer->context, old);
    return DZ_OK;
}

static dz_status count_feature(dz_attribution_trainer *trainer, uint32_t feature)
{
    if (trainer->slots_used * 3 >= trainer->slot_count * 2) {
        dz_status status = grow_slots(trainer);
        if (status != DZ_OK)
            return status;
    }
    feature_slot *slot = find_slot(trainer, feature);
    trainer->slots_used += !slot->count;
    slot->feature = feature;
    slot->count++;
    return DZ_OK;
}

/* Writes down the features of all words, and counts them. */
static dz_status list_features(dz_attribution_trainer *trainer)
{
    const dz_view_collection *data = &trainer->data;
    dz_features features = {.context = trainer->context};
    dz_cue_table cues = {trainer->cues.items, trainer->cues.count};
    dz_status status = DZ_OK;
    size_t end = 0;
    for (size_t b = 0; b < data->blocks.count && status == DZ_OK; b++) {
        const dz_view_block *block = &data->blocks.items[b];
        if (block->opens)
            features.ending = 0;
        status = dz_features__relate(&features, data->views.items + block->first, block->count, cues);
        for (size_t i = 0; i < block->count && status == DZ_OK; i++) {
            size_t first = end;
            end += dz_features__of(&features, i, trainer->features + end);
            trainer->feature_ends[block->first + i] = end;
            for (size_t k = first; k < end && status == DZ_OK; k++)
                status = count_feature(trainer, trainer->features[k]);
        }
    }
    dz_features__free(&features);
    return status;
}

/* Gives weights to the features that are common enough, and replaces features by the numbers of their weights. */
static dz_status number_features(dz_attribution_trainer *trainer)
{
    size_t rows = 0;
    for (size_t i = 0; i < trainer->slot_count; i++)
        if (trainer->slots[i].count)
            trainer->slots[i].count =
                trainer->slots[i].count >= trainer->options.least_count ? (uint32_t)++rows : NO_ID;
    trainer->weight_rows = rows;
    trainer->row_features = dz_memory__zeroed(trainer->context, rows + 1, sizeof *trainer->row_features);
    trainer->weights = dz_memory__zeroed(trainer->context, rows + 1, K * sizeof *trainer->weights);
    trainer->squares = dz_memory__zeroed(trainer->context, rows + 1, K * sizeof *trainer->squares);
    trainer->sums = dz_memory__zeroed(trainer->context, rows + 1, K * sizeof *trainer->sums);
    if (!trainer->row_features || !trainer->weights || !trainer->squares || !trainer->sums)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < trainer->slot_count; i++)
        if (trainer->slots[i].count && trainer->slots[i].count != NO_ID)
            trainer->row_features[trainer->slots[i].count - 1] = trainer->slots[i].feature;
    size_t read = 0;
    size_t written = 0;
    for (size_t i = 0; i < trainer->data.views.count; i++) {
        for (; read < trainer->feature_ends[i]; read++) {
            const feature_slot *slot = find_slot(trainer, trainer->features[read]);
            if (slot->count != NO_ID)
                trainer->features[written++] = slot->count - 1;
        }
        trainer->feature_ends[i] = written;
    }
    return DZ_OK;
}

static dz_status prepare(dz_attribution_trainer *trainer)
{
    size_t words = trainer->data.views.count;
    trainer->features = dz_memory__zeroed(trainer->context, words + 1, DZ_FEATURES_MOST * sizeof *trainer->features);
    trainer->feature_ends = dz_memory__zeroed(trainer->context, words + 1, sizeof *trainer->feature_ends);
    if (!trainer->features || !trainer->feature_ends)
        return DZ_ERROR_MEMORY;
    dz_status status = learn_cues(trainer);
    if (status == DZ_OK)
        status = list_features(trainer);
    if (status == DZ_OK)
        status = number_features(trainer);
    dz_memory__free(trainer->context, trainer->slots);
    trainer->slots = NULL;
    trainer->slot_count = trainer->slots_used = 0;
    return status;
}

/* ---- Learning ---------------------------------------------------------------------------------------------------- */

/* xorshift64* (Vigna 2016). */
static uint64_t next_random(dz_attribution_trainer *trainer)
{
    uint64_t x = trainer->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    trainer->random = x;
    return x * 0x2545F4914F6CDD1Du;
}

/* Copies the features of a word that the lot leaves in. */
static size_t draw_features(dz_attribution_trainer *trainer, size_t word, uint32_t *kept)
{
    size_t first = word ? trainer->feature_ends[word - 1] : 0;
    uint32_t limit = (uint32_t)(trainer->options.drop_out * 65536.0f);
    uint64_t lot = 0;
    size_t count = 0;
    for (size_t k = first; k < trainer->feature_ends[word]; k++) {
        lot = (k - first) % 4 ? lot >> 16 : next_random(trainer);
        if ((lot & 0xFFFF) >= limit)
            kept[count++] = trainer->features[k];
    }
    return count;
}

static void score_word(const dz_attribution_trainer *trainer, const uint32_t *rows, size_t count, double *scores)
{
    float sums[K] = {0};
    for (size_t k = 0; k < count; k++)
        for (size_t tag = 0; tag < K; tag++)
            sums[tag] += trainer->weights[rows[k] * (size_t)K + tag];
    for (int tag = 0; tag < K; tag++)
        scores[tag] = sums[tag];
}

static void learn_word(dz_attribution_trainer *trainer, const uint32_t *rows, size_t count, const double *marginal,
                       int gold)
{
    float gradient[K];
    float rate = trainer->options.rate;
    double most = 0;
    for (int tag = 0; tag < K; tag++) {
        gradient[tag] = (float)((tag == gold) - marginal[tag]);
        most = fabs(gradient[tag]) > most ? fabs(gradient[tag]) : most;
    }
    if (most < SMALL_GRADIENT)
        return;
    for (size_t k = 0; k < count; k++) {
        float *weights = trainer->weights + rows[k] * (size_t)K;
        float *squares = trainer->squares + rows[k] * (size_t)K;
        for (size_t tag = 0; tag < K; tag++) {
            float step = gradient[tag] - trainer->options.decay * weights[tag];
            squares[tag] += step * step;
            weights[tag] += rate * step / sqrtf(squares[tag] + 1.0f);
        }
    }
}

static void learn_moves(dz_attribution_trainer *trainer, const uint8_t *gold, size_t count)
{
    double seen[K + 1][K] = {{0}};
    for (size_t i = 0; i < count; i++)
        seen[i ? gold[i - 1] : K][gold[i]]++;
    for (int last = 0; last <= K; last++)
        for (int tag = 0; tag < K; tag++) {
            double gradient = seen[last][tag] - trainer->crf.expected[last][tag];
            double *square = &trainer->move_squares.weight[last][tag];
            if (!dz_tag__follows(tag, last))
                continue;
            *square += gradient * gradient;
            trainer->moves.weight[last][tag] += trainer->options.rate * gradient / sqrt(*square + 0.1);
        }
}

static double gold_score(const dz_attribution_trainer *trainer, const uint8_t *gold, size_t count)
{
    double score = 0;
    for (size_t i = 0; i < count; i++)
        score += trainer->crf.scores[i * K + gold[i]] + trainer->moves.weight[i ? gold[i - 1] : K][gold[i]];
    return score;
}

/* One block; `kept` has room for its features. Returns its loss. */
static double learn_block(dz_attribution_trainer *trainer, const dz_view_block *block, uint32_t *kept, size_t *ends)
{
    const uint8_t *gold = trainer->data.tags.items + block->first;
    size_t end = 0;
    for (size_t i = 0; i < block->count; i++) {
        size_t count = draw_features(trainer, block->first + i, kept + end);
        score_word(trainer, kept + end, count, trainer->crf.scores + i * K);
        ends[i] = end += count;
    }
    double loss = dz_crf__marginals(&trainer->crf, &trainer->moves, block->count);
    loss -= gold_score(trainer, gold, block->count);
    for (size_t i = 0; i < block->count; i++) {
        size_t first = i ? ends[i - 1] : 0;
        learn_word(trainer, kept + first, ends[i] - first, trainer->crf.marginal + i * K, gold[i]);
    }
    learn_moves(trainer, gold, block->count);
    return loss;
}

static void shuffle(dz_attribution_trainer *trainer, uint32_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)(next_random(trainer) % i);
        uint32_t swap = order[i - 1];
        order[i - 1] = order[other];
        order[other] = swap;
    }
}

static size_t longest_block(const dz_attribution_trainer *trainer)
{
    size_t longest = 0;
    for (size_t i = 0; i < trainer->data.blocks.count; i++)
        if (trainer->data.blocks.items[i].count > longest)
            longest = trainer->data.blocks.items[i].count;
    return longest;
}

static void add_to_sums(dz_attribution_trainer *trainer)
{
    for (size_t i = 0; i < trainer->weight_rows * K; i++)
        trainer->sums[i] += trainer->weights[i];
    for (int last = 0; last <= K; last++)
        for (int tag = 0; tag < K; tag++)
            trainer->move_sums.weight[last][tag] += trainer->moves.weight[last][tag];
    trainer->summed++;
}

/* The mean of what the later epochs left stands nearer to the best than the last alone (Polyak and Juditsky 1992). */
static void take_means(dz_attribution_trainer *trainer)
{
    float share = 1.0f / (float)trainer->summed;
    for (size_t i = 0; i < trainer->weight_rows * K; i++)
        trainer->weights[i] = trainer->sums[i] * share;
    for (int last = 0; last <= K; last++)
        for (int tag = 0; tag < K; tag++)
            trainer->moves.weight[last][tag] = trainer->move_sums.weight[last][tag] * (double)share;
}

/* Each run begins with nothing learned. */
static void begin_run(dz_attribution_trainer *trainer)
{
    memset(trainer->weights, 0, trainer->weight_rows * K * sizeof *trainer->weights);
    memset(trainer->squares, 0, trainer->weight_rows * K * sizeof *trainer->squares);
    memset(&trainer->moves, 0, sizeof trainer->moves);
    memset(&trainer->move_squares, 0, sizeof trainer->move_squares);
}

static dz_status run_epochs(dz_attribution_trainer *trainer, uint32_t run, uint32_t *order, uint32_t *kept,
                            size_t *ends)
{
    size_t blocks = trainer->data.blocks.count;
    for (size_t i = 0; i < blocks; i++)
        order[i] = (uint32_t)i;
    for (uint32_t epoch = 0; epoch < trainer->options.epochs; epoch++) {
        trainer->report.loss = 0;
        shuffle(trainer, order, blocks);
        for (size_t i = 0; i < blocks; i++)
            trainer->report.loss += learn_block(trainer, &trainer->data.blocks.items[order[i]], kept, ends);
        if (trainer->report.words)
            trainer->report.loss /= (double)trainer->report.words;
        if (epoch >= trainer->options.epochs / 3)
            add_to_sums(trainer);
        dz_status status = dz_context__progress(trainer->context, "epochs", run * trainer->options.epochs + epoch + 1,
                                                trainer->options.runs * trainer->options.epochs);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

/* What the lot has brought into the weights of one run is not in those of another: their mean is nearer to what all are
 * about. The problem is convex, so that the runs end about one point. */
static dz_status run_all(dz_attribution_trainer *trainer, uint32_t *order, uint32_t *kept, size_t *ends)
{
    dz_status status = DZ_OK;
    for (uint32_t run = 0; run < trainer->options.runs && status == DZ_OK; run++) {
        begin_run(trainer);
        status = run_epochs(trainer, run, order, kept, ends);
    }
    if (trainer->summed)
        take_means(trainer);
    return status;
}

dz_status dz_attribution_trainer_run(dz_attribution_trainer *trainer)
{
    if (!trainer)
        return DZ_ERROR_ARGUMENT;
    if (trainer->features)
        return dz_context__fail(trainer->context, DZ_ERROR_ARGUMENT, "a trainer runs once");
    if (!trainer->data.blocks.count)
        return dz_context__fail(trainer->context, DZ_ERROR_ARGUMENT, "there is no English text to learn from");
    dz_context *context = trainer->context;
    size_t longest = longest_block(trainer);
    trainer->random = trainer->options.seed * 0x9E3779B97F4A7C15u + 0x1234567;
    uint32_t *order = dz_memory__zeroed(context, trainer->data.blocks.count, sizeof *order);
    uint32_t *kept = dz_memory__zeroed(context, longest, DZ_FEATURES_MOST * sizeof *kept);
    size_t *ends = dz_memory__zeroed(context, longest, sizeof *ends);
    dz_status status = order && kept && ends ? dz_crf__reserve(&trainer->crf, longest) : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = prepare(trainer);
    if (status == DZ_OK)
        status = run_all(trainer, order, kept, ends);
    dz_memory__free(context, ends);
    dz_memory__free(context, kept);
    dz_memory__free(context, order);
    return status;
}

/* ---- The result -------------------------------------------------------------------------------------------------- */

/* A word has all its features once it is used: their weights shrink by what was left out while they were learned. */
static size_t gather_entries(const dz_attribution_trainer *trainer, dz_model_entry *entries)
{
    float scale = 1 - trainer->options.drop_out;
    size_t count = 0;
    for (size_t row = 0; row < trainer->weight_rows; row++) {
        dz_model_entry entry = {.feature = trainer->row_features[row]};
        bool strong = false;
        for (size_t tag = 0; tag < K; tag++) {
            float weight = scale * trainer->weights[row * K + tag];
            entry.weights[tag] = weight;
            strong |= fabsf(weight) >= trainer->options.least_weight;
        }
        if (strong)
            entries[count++] = entry;
    }
    return count;
}

dz_status dz_attribution_trainer_write(dz_attribution_trainer *trainer, const dz_sink *sink)
{
    if (!trainer || !sink || !trainer->weights)
        return DZ_ERROR_ARGUMENT;
    dz_model_parts parts = {trainer->options.name ? trainer->options.name : "",
                            trainer->moves,
                            {trainer->cues.items, trainer->cues.count},
                            NULL,
                            0};
    parts.entries = dz_memory__zeroed(trainer->context, trainer->weight_rows + 1, sizeof *parts.entries);
    if (!parts.entries)
        return DZ_ERROR_MEMORY;
    parts.entry_count = gather_entries(trainer, parts.entries);
    dz_status status = dz_model__write(trainer->context, sink, &parts, &trainer->report.features);
    dz_memory__free(trainer->context, parts.entries);
    return status;
}

dz_attribution_train_report dz_attribution_trainer_report(const dz_attribution_trainer *trainer)
{
    return trainer->report;
}

void dz_attribution_trainer_free(dz_attribution_trainer *trainer)
{
    if (!trainer)
        return;
    dz_context *context = trainer->context;
    dz_array__free(context, &trainer->data.views);
    dz_array__free(context, &trainer->data.tags);
    dz_array__free(context, &trainer->data.blocks);
    dz_array__free(context, &trainer->cues);
    dz_memory__free(context, trainer->slots);
    dz_memory__free(context, trainer->features);
    dz_memory__free(context, trainer->feature_ends);
    dz_memory__free(context, trainer->row_features);
    dz_memory__free(context, trainer->weights);
    dz_memory__free(context, trainer->squares);
    dz_memory__free(context, trainer->sums);
    dz_crf__free(&trainer->crf);
    dz_memory__free(context, trainer);
}
