#include "align/tile.h"

#include <math.h>
#include <string.h>

dz_status dz_align__tile_init(dz_context *context, dz_align__tile *tile, const dz_align__model *model,
                              const dz_align__band *band)
{
    *tile = (dz_align__tile){.context = context, .model = model, .band = band};
    tile->source_sums = dz_memory__zeroed(context, model->target->vocabulary.count, sizeof(float));
    tile->target_sums = dz_memory__zeroed(context, model->source->vocabulary.count, sizeof(float));
    tile->source_gifts.marks = dz_memory__zeroed(context, model->target->vocabulary.count, sizeof(uint32_t));
    tile->target_gifts.marks = dz_memory__zeroed(context, model->source->vocabulary.count, sizeof(uint32_t));
    bool made = tile->source_sums && tile->target_sums && tile->source_gifts.marks && tile->target_gifts.marks;
    return made ? DZ_OK : DZ_ERROR_MEMORY;
}

/* Lists what the sentences first .. end - 1 give the words of other_first .. other_end - 1. */
static dz_status list_gifts(dz_align__tile *tile, dz_align__gifts *gifts, const dz_align__table *table,
                            const dz_align__side *side, uint32_t first, uint32_t end, const dz_align__side *other,
                            uint32_t other_first, uint32_t other_end)
{
    for (uint32_t t = other->starts[other_first]; t < other->starts[other_end]; t++)
        gifts->marks[other->tokens[t]] = tile->fill;
    gifts->first = first;
    gifts->starts.count = 0;
    gifts->items.count = 0;
    if (dz_array__push(tile->context, &gifts->starts, 0) != DZ_OK)
        return DZ_ERROR_MEMORY;
    for (uint32_t sentence = first; sentence < end; sentence++) {
        for (uint32_t t = side->starts[sentence]; t < side->starts[sentence + 1]; t++) {
            uint32_t row = side->tokens[t];
            for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++) {
                dz_align__gift gift = {table->words[i], table->weights[i]};
                if (gifts->marks[gift.word] == tile->fill &&
                    dz_array__push(tile->context, &gifts->items, gift) != DZ_OK)
                    return DZ_ERROR_MEMORY;
            }
        }
        if (dz_array__push(tile->context, &gifts->starts, gifts->items.count) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

/* Adds or clears what a sentence gives the words of the other side. */
static void scatter(float *sums, const dz_align__gifts *gifts, uint32_t sentence, bool add)
{
    const size_t *starts = gifts->starts.items + (sentence - gifts->first);
    for (size_t n = starts[0]; n < starts[1]; n++) {
        const dz_align__gift *gift = &gifts->items.items[n];
        sums[gift->word] = add ? sums[gift->word] + gift->weight : 0;
    }
}

/* The sum over a sentence's tokens of log(lambda P(w | window) / p(w) + 1 - lambda). Factors are multiplied up and the
 * logarithm taken once in 16, which keeps the product far from overflow. */
static float sentence_score(const float *sums, const dz_align__side *side, uint32_t sentence, float scale, float floor)
{
    double product = 1;
    float score = 0;
    uint32_t end = side->starts[sentence + 1];
    for (uint32_t t = side->starts[sentence], n = 0; t < end; t++) {
        product *= (double)(sums[side->tokens[t]] * scale + floor);
        if (++n == 16) {
            score += (float)log(product);
            product = 1;
            n = 0;
        }
    }
    return score + (float)log(product);
}

/* What the sums over a window are multiplied by: one over its tokens and one more for the empty word, as in IBM Model
 * 1. A larger window pays for its length here. */
static float window_scale(const dz_align__side *side, uint32_t sentence, uint32_t size)
{
    return 1.0f / (float)(side->starts[sentence + size] - side->starts[sentence] + size);
}

static float *forward_row(const dz_align__tile *tile, unsigned size, uint32_t row)
{
    size_t width = tile->column_end - tile->column + (size_t)1;
    return tile->forward[size - 1] + (row - tile->row) * width;
}

static float *backward_row(const dz_align__tile *tile, unsigned size, uint32_t row)
{
    size_t width = tile->column_end - tile->column + (size_t)1;
    return tile->backward[size - 1] + (row - tile->row) * width;
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
    const dz_align__model *model = tile->model;
    uint32_t begin, end;
    row_columns(tile, row, &begin, &end);
    unsigned largest = 0;
    for (unsigned size = 1; size <= DZ_BEAD_SPAN && row + size <= tile->reach; size++) {
        scatter(tile->source_sums, &tile->source_gifts, row + size - 1, true);
        largest = size;
        float *scores = forward_row(tile, size, row);
        float scale = window_scale(model->source, row, size), sum = 0;
        for (uint32_t column = begin; column < end; column++) {
            scores[column - tile->column] = sum;
            sum += sentence_score(tile->source_sums, model->target, column, scale, 1 - model->settings->mixture);
        }
        scores[end - tile->column] = sum;
    }
    for (unsigned size = 1; size <= largest; size++)
        scatter(tile->source_sums, &tile->source_gifts, row + size - 1, false);
}

/* The rows of the tile in which a bead can hold the target sentences from `column` on. */
static bool column_holds(const dz_align__tile *tile, uint32_t row, uint32_t column)
{
    uint32_t first = row >= DZ_BEAD_SPAN - 1 ? row - (DZ_BEAD_SPAN - 1) : 0;
    return column >= tile->band->low[first] && column <= tile->band->high[row];
}

static void fill_backward(dz_align__tile *tile, uint32_t column)
{
    const dz_align__model *model = tile->model;
    unsigned largest = 0;
    for (unsigned size = 1; size <= DZ_BEAD_SPAN && column + size <= tile->column_end; size++) {
        scatter(tile->target_sums, &tile->target_gifts, column + size - 1, true);
        largest = size;
        float scale = window_scale(model->target, column, size), sum = 0;
        for (uint32_t row = tile->row; row < tile->reach; row++) {
            backward_row(tile, size, row)[column - tile->column] = sum;
            if (column_holds(tile, row, column))
                sum += sentence_score(tile->target_sums, model->source, row, scale, 1 - model->settings->mixture);
        }
        backward_row(tile, size, tile->reach)[column - tile->column] = sum;
    }
    for (unsigned size = 1; size <= largest; size++)
        scatter(tile->target_sums, &tile->target_gifts, column + size - 1, false);
}

static dz_status reserve_scores(dz_align__tile *tile)
{
    size_t width = tile->column_end - tile->column + (size_t)1;
    size_t needed = width * (tile->reach - tile->row + (size_t)1);
    if (needed <= tile->capacity)
        return DZ_OK;
    for (unsigned size = 0; size < DZ_BEAD_SPAN; size++) {
        dz_memory__free(tile->context, tile->forward[size]);
        dz_memory__free(tile->context, tile->backward[size]);
        tile->forward[size] = dz_memory__allocate(tile->context, needed * sizeof(float));
        tile->backward[size] = dz_memory__allocate(tile->context, needed * sizeof(float));
        if (!tile->forward[size] || !tile->backward[size])
            return DZ_ERROR_MEMORY;
    }
    tile->capacity = needed;
    return DZ_OK;
}

dz_status dz_align__tile_fill(dz_align__tile *tile, uint32_t row, uint32_t row_end)
{
    const dz_align__band *band = tile->band;
    tile->row = row;
    tile->row_end = row_end;
    tile->reach = row_end + DZ_BEAD_SPAN - 1 < band->rows ? row_end + DZ_BEAD_SPAN - 1 : band->rows;
    tile->column = band->low[row];
    tile->column_end = band->high[tile->reach];
    dz_status status = reserve_scores(tile);
    if (status != DZ_OK || !tile->model->forward.starts)
        return status;
    const dz_align__model *model = tile->model;
    tile->fill++;
    status = list_gifts(tile, &tile->source_gifts, &model->forward, model->source, row, tile->reach, model->target,
                        tile->column, tile->column_end);
    if (status == DZ_OK)
        status = list_gifts(tile, &tile->target_gifts, &model->backward, model->target, tile->column, tile->column_end,
                            model->source, row, tile->reach);
    if (status != DZ_OK)
        return status;
    for (uint32_t r = row; r < row_end; r++)
        fill_forward(tile, r);
    for (uint32_t column = tile->column; column < tile->column_end; column++)
        fill_backward(tile, column);
    return DZ_OK;
}

float dz_align__tile_score(const dz_align__tile *tile, uint32_t i, uint32_t j, unsigned type)
{
    const dz_align__model *model = tile->model;
    dz_align__type shape = dz_align__types[type];
    float score = dz_align__model_shape(model, i, j, type);
    if (!shape.source || !shape.target || !model->forward.starts)
        return score;
    const float *forward = forward_row(tile, shape.source, i) + (j - tile->column);
    float ahead = forward[shape.target] - forward[0];
    float back = backward_row(tile, shape.target, i + shape.source)[j - tile->column] -
                 backward_row(tile, shape.target, i)[j - tile->column];
    return score + model->settings->lexical * (ahead + back);
}

static void free_gifts(dz_context *context, dz_align__gifts *gifts)
{
    dz_array__free(context, &gifts->starts);
    dz_array__free(context, &gifts->items);
    dz_memory__free(context, gifts->marks);
}

void dz_align__tile_free(dz_align__tile *tile)
{
    for (unsigned size = 0; size < DZ_BEAD_SPAN; size++) {
        dz_memory__free(tile->context, tile->forward[size]);
        dz_memory__free(tile->context, tile->backward[size]);
    }
    free_gifts(tile->context, &tile->source_gifts);
    free_gifts(tile->context, &tile->target_gifts);
    dz_memory__free(tile->context, tile->source_sums);
    dz_memory__free(tile->context, tile->target_sums);
}
