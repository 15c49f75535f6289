#include "align/tile.h"

#include <math.h>
#include <string.h>

/* So many factors are multiplied before a logarithm is taken: a factor is a ratio of shares of a text, below 1e8. */
#define FACTORS 4

dz_status dz_align__tile_init(dz_context *context, dz_align__tile *tile, const dz_align__model *model,
                              const dz_align__band *band)
{
    *tile = (dz_align__tile){.context = context, .model = model, .band = band};
    tile->source.side = model->source;
    tile->target.side = model->target;
    tile->forward.table = &model->forward;
    tile->forward.asking = tile->backward.answering = &tile->source;
    tile->backward.table = &model->backward;
    tile->backward.asking = tile->forward.answering = &tile->target;
    tile->source.numbers = dz_memory__zeroed(context, model->source->vocabulary.count, sizeof(uint32_t));
    tile->target.numbers = dz_memory__zeroed(context, model->target->vocabulary.count, sizeof(uint32_t));
    return tile->source.numbers && tile->target.numbers ? DZ_OK : DZ_ERROR_MEMORY;
}

/* ---- The words of the tile ---- */

static void forget_words(dz_align__words *words)
{
    for (size_t n = 0; n < words->words.count; n++)
        words->numbers[words->words.items[n]] = 0;
    words->words.count = 0;
    words->tokens.count = 0;
}

/* Numbers the words of the sentences first .. end - 1. */
static dz_status number_words(dz_context *context, dz_align__words *words, uint32_t first, uint32_t end)
{
    const dz_align__side *side = words->side;
    size_t count = side->starts[end] - side->starts[first];
    forget_words(words);
    words->first = first;
    if (dz_array__reserve(context, &words->tokens, count) != DZ_OK ||
        dz_array__reserve(context, &words->words, count) != DZ_OK)
        return DZ_ERROR_MEMORY;
    for (uint32_t t = side->starts[first]; t < side->starts[end]; t++) {
        uint32_t word = side->tokens[t];
        if (!words->numbers[word]) {
            words->words.items[words->words.count++] = word;
            words->numbers[word] = (uint32_t)words->words.count;
        }
        words->tokens.items[words->tokens.count++] = words->numbers[word] - 1;
    }
    return DZ_OK;
}

/* The numbers of a sentence's words. */
static const uint32_t *sentence_tokens(const dz_align__words *words, uint32_t sentence, uint32_t *count)
{
    const uint32_t *starts = words->side->starts;
    *count = starts[sentence + 1] - starts[sentence];
    return *count ? words->tokens.items + (starts[sentence] - starts[words->first]) : NULL;
}

/* Lists what each word gives the words of the other side, and clears the sums. */
static dz_status list_gifts(dz_context *context, dz_align__half *half)
{
    const dz_align__table *table = half->table;
    size_t sum_count = half->answering->words.count * DZ_TILE_LANES;
    half->starts.count = half->gifts.count = half->sums.count = 0;
    if (dz_array__reserve(context, &half->starts, half->asking->words.count + 1) != DZ_OK ||
        dz_array__reserve(context, &half->sums, sum_count) != DZ_OK)
        return DZ_ERROR_MEMORY;
    if (sum_count)
        memset(half->sums.items, 0, sum_count * sizeof *half->sums.items);
    for (size_t n = 0; n < half->asking->words.count; n++) {
        uint32_t row = half->asking->words.items[n], begin = table->starts[row], end = table->starts[row + 1];
        half->starts.items[half->starts.count++] = half->gifts.count;
        if (dz_array__reserve(context, &half->gifts, end - begin) != DZ_OK)
            return DZ_ERROR_MEMORY;
        for (uint32_t i = begin; i < end; i++) {
            uint32_t number = half->answering->numbers[table->words[i]];
            if (number)
                half->gifts.items[half->gifts.count++] = (dz_align__gift){number - 1, table->weights[i]};
        }
    }
    half->starts.items[half->starts.count++] = half->gifts.count;
    return DZ_OK;
}

/* ---- Windows ---- */

/* Makes windows that begin at a sentence out of those that begin behind it, which are one sentence longer now: each
 * lane moves up by one, and the sentence adds to all what it gives. What leaves the last lane is gone for good, so that
 * nothing is ever subtracted. */
static void begin_windows(dz_align__half *half, uint32_t sentence)
{
    float *sums = half->sums.items;
    for (size_t n = 0; n < half->answering->words.count; n++, sums += DZ_TILE_LANES) {
        float lanes[DZ_TILE_LANES - 1];
        memcpy(lanes, sums, sizeof lanes);
        memcpy(sums + 1, lanes, sizeof lanes);
        sums[0] = 0;
    }
    uint32_t count;
    const uint32_t *tokens = sentence_tokens(half->asking, sentence, &count);
    for (uint32_t t = 0; t < count; t++) {
        for (size_t g = half->starts.items[tokens[t]]; g < half->starts.items[tokens[t] + 1]; g++) {
            dz_align__gift gift = half->gifts.items[g];
            sums = half->sums.items + (size_t)gift.number * DZ_TILE_LANES;
            for (unsigned lane = 0; lane < DZ_TILE_LANES; lane++)
                sums[lane] += gift.weight;
        }
    }
}

/* Adds the natural logarithms of positive numbers: exponents and a series for the rest, which compilers turn into
 * vector code, right to the last digits of a float. */
static void add_logs(float *logs, const float *values)
{
    for (unsigned lane = 0; lane < DZ_TILE_LANES; lane++) {
        uint32_t bits;
        memcpy(&bits, &values[lane], sizeof bits);
        int32_t exponent = (int32_t)(bits - 0x3F3504F3u) >> 23; /* the rest is from sqrt(1/2) to sqrt(2) */
        bits -= (uint32_t)exponent << 23;
        float rest;
        memcpy(&rest, &bits, sizeof rest);
        float s = (rest - 1) / (rest + 1), square = s * s;
        float series = 1 + square * (1.0f / 3 + square * (1.0f / 5 + square * (1.0f / 7 + square * (1.0f / 9))));
        logs[lane] += (float)exponent * 0.69314718f + 2 * s * series;
    }
}

/* Adds, for each window, the sum over a sentence's tokens of log(lambda P(w | window) / p(w) + 1 - lambda). */
static void add_sentence(float *scores, const dz_align__half *half, uint32_t sentence, const float *scales, float floor)
{
    uint32_t count;
    const uint32_t *tokens = sentence_tokens(half->answering, sentence, &count);
    for (uint32_t begin = 0; begin < count; begin += FACTORS) {
        uint32_t end = begin + FACTORS < count ? begin + FACTORS : count;
        float products[DZ_TILE_LANES];
        for (unsigned lane = 0; lane < DZ_TILE_LANES; lane++)
            products[lane] = 1;
        for (uint32_t t = begin; t < end; t++) {
            const float *sums = half->sums.items + (size_t)tokens[t] * DZ_TILE_LANES;
            for (unsigned lane = 0; lane < DZ_TILE_LANES; lane++)
                products[lane] *= sums[lane] * scales[lane] + floor;
        }
        add_logs(scores, products);
    }
}

/* What the sums over each window are multiplied by: one over its tokens and an empty word a sentence, as in IBM
 * Model 1. A larger window pays for its length here. */
static void scale_windows(float *scales, const dz_align__side *side, uint32_t first, uint32_t end)
{
    for (uint32_t lane = 0; lane < DZ_TILE_LANES; lane++)
        scales[lane] =
            lane < end - first ? 1.0f / (float)(side->starts[first + lane + 1] - side->starts[first] + lane + 1) : 0;
}

/* ---- The tile ---- */

static float *scores_at(const dz_align__tile *tile, const dz_align__half *half, uint32_t row, uint32_t column)
{
    size_t width = tile->column_end - tile->column + (size_t)1;
    return half->scores + ((row - tile->row) * width + (column - tile->column)) * DZ_TILE_LANES;
}

/* The columns that beads which begin in a row can touch. */
static void row_columns(const dz_align__tile *tile, uint32_t row, uint32_t *begin, uint32_t *end)
{
    uint32_t last = row + DZ_BEAD_SPAN < tile->band->rows ? row + DZ_BEAD_SPAN : tile->band->rows;
    *begin = tile->band->low[row];
    *end = tile->band->high[row] + DZ_BEAD_SPAN;
    if (*end > tile->band->high[last])
        *end = tile->band->high[last];
    if (*end > tile->band->columns)
        *end = tile->band->columns;
}

static void fill_forward(dz_align__tile *tile, uint32_t row)
{
    dz_align__half *half = &tile->forward;
    float scales[DZ_TILE_LANES], sums[DZ_TILE_LANES] = {0}, floor = 1 - tile->model->mixture;
    uint32_t begin, end;
    row_columns(tile, row, &begin, &end);
    scale_windows(scales, half->asking->side, row, tile->reach);
    for (uint32_t column = begin; column < end; column++) {
        memcpy(scores_at(tile, half, row, column), sums, sizeof sums);
        add_sentence(sums, half, column, scales, floor);
    }
    memcpy(scores_at(tile, half, row, end), sums, sizeof sums);
}

/* The rows of the tile in which a bead can hold the target sentences from `column` on. */
static bool column_holds(const dz_align__tile *tile, uint32_t row, uint32_t column)
{
    uint32_t first = row >= DZ_BEAD_SPAN - 1 ? row - (DZ_BEAD_SPAN - 1) : 0;
    return column >= tile->band->low[first] && column <= tile->band->high[row];
}

static void fill_backward(dz_align__tile *tile, uint32_t column)
{
    dz_align__half *half = &tile->backward;
    float scales[DZ_TILE_LANES], sums[DZ_TILE_LANES] = {0}, floor = 1 - tile->model->mixture;
    scale_windows(scales, half->asking->side, column, tile->column_end);
    for (uint32_t row = tile->row; row < tile->reach; row++) {
        memcpy(scores_at(tile, half, row, column), sums, sizeof sums);
        if (column_holds(tile, row, column))
            add_sentence(sums, half, row, scales, floor);
    }
    memcpy(scores_at(tile, half, tile->reach, column), sums, sizeof sums);
}

static dz_status reserve_scores(dz_align__tile *tile)
{
    size_t width = tile->column_end - tile->column + (size_t)1;
    size_t needed = width * (tile->reach - tile->row + (size_t)1) * DZ_TILE_LANES;
    if (needed <= tile->capacity)
        return DZ_OK;
    dz_align__half *halves[2] = {&tile->forward, &tile->backward};
    tile->capacity = 0;
    for (int n = 0; n < 2; n++) {
        dz_memory__free(tile->context, halves[n]->scores);
        halves[n]->scores = dz_memory__allocate(tile->context, needed * sizeof(float));
        if (!halves[n]->scores)
            return DZ_ERROR_MEMORY;
    }
    tile->capacity = needed;
    if (!tile->model->near)
        return DZ_OK;
    dz_memory__free(tile->context, tile->pairs);
    tile->pairs = dz_memory__allocate(tile->context, needed / DZ_TILE_LANES * sizeof *tile->pairs);
    return tile->pairs ? DZ_OK : DZ_ERROR_MEMORY;
}

static float *pair_at(const dz_align__tile *tile, uint32_t row, uint32_t column)
{
    return tile->pairs + (row - tile->row) * (tile->column_end - tile->column + (size_t)1) + (column - tile->column);
}

/* The cosines of the pairs of sentences that beads in the band can hold. */
static void fill_pairs(dz_align__tile *tile)
{
    const dz_align__band *band = tile->band;
    const dz_align__model *model = tile->model;
    for (uint32_t row = tile->row; row < tile->reach; row++) {
        uint32_t first = row - tile->row >= DZ_BEAD_SPAN - 1 ? row - (DZ_BEAD_SPAN - 1) : tile->row;
        uint32_t last = row + DZ_BEAD_SPAN < tile->reach ? row + DZ_BEAD_SPAN : tile->reach;
        for (uint32_t column = band->low[first]; column < band->high[last]; column++)
            *pair_at(tile, row, column) =
                dz_align__near_pair(model->near, model->source->numbers[row], model->target->numbers[column]);
    }
}

/* What the user's vectors say of a bead. */
static float near_score(const dz_align__tile *tile, uint32_t i, uint32_t j, dz_align__type shape)
{
    const dz_align__model *model = tile->model;
    float sum = 0;
    for (uint32_t a = 0; a < shape.source; a++)
        for (uint32_t b = 0; b < shape.target; b++)
            sum += *pair_at(tile, i + a, j + b);
    return model->settings->vectors * dz_align__near_gain(model->near, sum, model->source->numbers[i], shape.source,
                                                          model->target->numbers[j], shape.target);
}

dz_status dz_align__tile_fill(dz_align__tile *tile, uint32_t row, uint32_t row_end)
{
    const dz_align__band *band = tile->band;
    dz_context *context = tile->context;
    tile->row = row;
    tile->row_end = row_end;
    tile->reach = row_end + DZ_BEAD_SPAN - 1 < band->rows ? row_end + DZ_BEAD_SPAN - 1 : band->rows;
    tile->column = band->low[row];
    tile->column_end = band->high[tile->reach];
    dz_status status = reserve_scores(tile);
    if (status == DZ_OK && tile->model->near)
        fill_pairs(tile);
    if (status != DZ_OK || !tile->model->forward.starts)
        return status;
    if ((status = number_words(context, &tile->source, row, tile->reach)) != DZ_OK)
        return status;
    if ((status = number_words(context, &tile->target, tile->column, tile->column_end)) != DZ_OK)
        return status;
    if ((status = list_gifts(context, &tile->forward)) != DZ_OK)
        return status;
    if ((status = list_gifts(context, &tile->backward)) != DZ_OK)
        return status;
    for (uint32_t r = tile->reach; r-- > row;) {
        begin_windows(&tile->forward, r);
        if (r < row_end)
            fill_forward(tile, r);
    }
    for (uint32_t column = tile->column_end; column-- > tile->column;) {
        begin_windows(&tile->backward, column);
        fill_backward(tile, column);
    }
    return DZ_OK;
}

/* The node behind a bead, if the band holds it. */
static bool ends_inside(const dz_align__band *band, uint32_t i, uint32_t j)
{
    return i <= band->rows && j >= band->low[i] && j <= band->high[i];
}

void dz_align__tile_scores(const dz_align__tile *tile, uint32_t i, uint32_t j, float *scores)
{
    const dz_align__model *model = tile->model;
    dz_align__model_shapes(model, i, j, scores);
    if (!model->forward.starts)
        return;
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++) {
        dz_align__type shape = dz_align__types[type];
        if (!shape.source || !shape.target || !ends_inside(tile->band, i + shape.source, j + shape.target))
            continue;
        unsigned a = shape.source - 1, b = shape.target - 1;
        float ahead =
            scores_at(tile, &tile->forward, i, j + shape.target)[a] - scores_at(tile, &tile->forward, i, j)[a];
        float back =
            scores_at(tile, &tile->backward, i + shape.source, j)[b] - scores_at(tile, &tile->backward, i, j)[b];
        scores[type] += model->settings->lexical * (ahead + back);
        if (model->near)
            scores[type] += near_score(tile, i, j, shape);
    }
}

static void free_words(dz_context *context, dz_align__words *words)
{
    dz_array__free(context, &words->words);
    dz_array__free(context, &words->tokens);
    dz_memory__free(context, words->numbers);
}

static void free_half(dz_context *context, dz_align__half *half)
{
    dz_array__free(context, &half->starts);
    dz_array__free(context, &half->gifts);
    dz_array__free(context, &half->sums);
    dz_memory__free(context, half->scores);
}

void dz_align__tile_free(dz_align__tile *tile)
{
    free_words(tile->context, &tile->source);
    free_words(tile->context, &tile->target);
    free_half(tile->context, &tile->forward);
    free_half(tile->context, &tile->backward);
    dz_memory__free(tile->context, tile->pairs);
}
