#include "align/fine.h"

#include <math.h>

dz_status dz_align__fine_init(dz_context *context, dz_align__fine *fine, const dz_align__model *model)
{
    *fine = (dz_align__fine){.context = context, .model = model};
    fine->heads = dz_memory__zeroed(context, model->target->vocabulary.count, sizeof *fine->heads);
    return fine->heads ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status reserve(dz_align__fine *fine, size_t tokens)
{
    if (tokens <= fine->sum_capacity)
        return DZ_OK;
    dz_memory__free(fine->context, fine->sums);
    dz_memory__free(fine->context, fine->nexts);
    fine->sums = dz_memory__allocate(fine->context, 2 * tokens * sizeof *fine->sums);
    fine->nexts = dz_memory__allocate(fine->context, 2 * tokens * sizeof *fine->nexts);
    fine->sum_capacity = fine->sums && fine->nexts ? 2 * tokens : 0;
    return fine->sum_capacity ? DZ_OK : DZ_ERROR_MEMORY;
}

/* The tokens of a bead on both sides. */
typedef struct token_window {
    uint32_t source, source_end, target, target_end;
} token_window;

static token_window window_of(const dz_align__model *model, uint32_t i, uint32_t j, unsigned type)
{
    dz_align__type shape = dz_align__types[type];
    return (token_window){model->source->starts[i], model->source->starts[i + shape.source], model->target->starts[j],
                          model->target->starts[j + shape.target]};
}

static dz_status tie_token(dz_align__fine *fine, const token_window *window, uint32_t s)
{
    const dz_align__model *model = fine->model;
    const dz_align__table *table = &model->forward;
    uint32_t row = model->source->tokens[s];
    for (uint32_t n = table->starts[row]; n < table->starts[row + 1]; n++) {
        uint32_t word = table->words[n];
        if (!fine->heads[word])
            continue;
        float backward = dz_align__table_weight(&model->backward, word, row);
        for (uint32_t t = fine->heads[word]; t; t = fine->nexts[t - 1 - window->target]) {
            dz_align__tie tie = {s, t - 1, table->weights[n], backward};
            if (dz_array__push(fine->context, &fine->ties, tie) != DZ_OK)
                return DZ_ERROR_MEMORY;
        }
    }
    return DZ_OK;
}

dz_status dz_align__fine_tie(dz_align__fine *fine, uint32_t i, uint32_t j, unsigned type)
{
    const dz_align__model *model = fine->model;
    token_window window = window_of(model, i, j, type);
    fine->ties.count = 0;
    dz_status status = reserve(fine, window.source_end - window.source + window.target_end - window.target + (size_t)1);
    if (status != DZ_OK || !model->forward.starts)
        return status;
    for (uint32_t t = window.target_end; t-- > window.target;) {
        uint32_t *head = &fine->heads[model->target->tokens[t]];
        fine->nexts[t - window.target] = *head;
        *head = t + 1;
    }
    for (uint32_t s = window.source; s < window.source_end && status == DZ_OK; s++)
        status = tie_token(fine, &window, s);
    for (uint32_t t = window.target; t < window.target_end; t++)
        fine->heads[model->target->tokens[t]] = 0;
    return status;
}

/* How much likelier a tie is at two shares of the way than anywhere: exponential around the diagonal, made to add up
 * to one over the way. */
static float diagonal(const dz_align__settings *settings, float x, float y, float tokens)
{
    /* A few tokens' distance says nothing, however short the bead. */
    float width = settings->diagonal + settings->diagonal_tokens / tokens;
    float sum = width * (2 - expf(-y / width) - expf(-(1 - y) / width));
    return settings->anywhere + (1 - settings->anywhere) * expf(-fabsf(x - y) / width) / sum;
}

static float sum_logs(const float *sums, uint32_t count, float scale, float floor)
{
    float score = 0;
    double product = 1;
    for (uint32_t n = 0; n < count; n++) {
        product *= (double)(sums[n] * scale + floor);
        if (n % 16 == 15) {
            score += (float)log(product);
            product = 1;
        }
    }
    return score + (float)log(product);
}

dz_status dz_align__fine_score(dz_align__fine *fine, uint32_t i, uint32_t j, unsigned type, float *score)
{
    const dz_align__settings *settings = fine->model->settings;
    token_window window = window_of(fine->model, i, j, type);
    uint32_t source_count = window.source_end - window.source, target_count = window.target_end - window.target;
    dz_status status = dz_align__fine_tie(fine, i, j, type);
    if (status != DZ_OK)
        return status;
    float *ahead = fine->sums, *back = fine->sums + target_count;
    for (uint32_t n = 0; n < source_count + target_count; n++)
        fine->sums[n] = 0;
    for (size_t n = 0; n < fine->ties.count; n++) {
        const dz_align__tie *tie = &fine->ties.items[n];
        float x = ((float)(tie->source - window.source) + 0.5f) / (float)source_count;
        float y = ((float)(tie->target - window.target) + 0.5f) / (float)target_count;
        float tokens = (float)(source_count < target_count ? source_count : target_count);
        ahead[tie->target - window.target] += tie->forward * diagonal(settings, x, y, tokens);
        back[tie->source - window.source] += tie->backward * diagonal(settings, y, x, tokens);
    }
    float floor = 1 - fine->model->mixture;
    *score = dz_align__model_shape(fine->model, i, j, type) +
             settings->lexical *
                 (sum_logs(ahead, target_count, 1.0f / (float)(source_count + dz_align__types[type].source), floor) +
                  sum_logs(back, source_count, 1.0f / (float)(target_count + dz_align__types[type].target), floor));
    return DZ_OK;
}

void dz_align__fine_free(dz_align__fine *fine)
{
    dz_array__free(fine->context, &fine->ties);
    dz_memory__free(fine->context, fine->heads);
    dz_memory__free(fine->context, fine->nexts);
    dz_memory__free(fine->context, fine->sums);
    *fine = (dz_align__fine){0};
}
