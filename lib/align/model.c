#include "align/model.h"

#include <math.h>

const dz_align__type dz_align__types[DZ_BEAD_TYPES] = {
    {1, 1}, {1, 2}, {2, 1}, {1, 3}, {3, 1}, {1, 4}, {4, 1}, {1, 5}, {5, 1}, {1, 6}, {6, 1}, {2, 2}, {2, 3},
    {3, 2}, {2, 4}, {4, 2}, {3, 3}, {2, 5}, {5, 2}, {3, 4}, {4, 3}, {3, 5}, {5, 3}, {4, 4}, {1, 0}, {0, 1},
};

const float dz_align__type_shares[DZ_BEAD_TYPES] = {
    0.70f,  0.13f,  0.05f,   0.03f,  0.008f,  0.012f,  0.002f,  0.004f,  0.0008f, 0.0015f, 0.0004f, 0.012f, 0.005f,
    0.002f, 0.002f, 0.0008f, 0.001f, 0.0006f, 0.0002f, 0.0005f, 0.0002f, 0.0003f, 0.0001f, 0.0002f, 0.02f,  0.01f,
};

unsigned dz_align__type_of(size_t source_count, size_t target_count)
{
    unsigned type = 0;
    while (type < DZ_BEAD_TYPES &&
           (dz_align__types[type].source != source_count || dz_align__types[type].target != target_count))
        type++;
    return type;
}

static double log_share(const dz_align__settings *settings, unsigned type, double share)
{
    dz_align__type shape = dz_align__types[type];
    double score = log(share);
    if (!shape.source || !shape.target)
        score += settings->empty;
    else if (shape.source > 1 && shape.target > 1)
        score += settings->many_to_many;
    return score;
}

void dz_align__model_set_types(dz_align__model *model, const float *shares)
{
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++)
        model->type_scores[type] = (float)log_share(model->settings, type, shares[type]);
}

void dz_align__model_init(dz_align__model *model, const dz_align__settings *settings, const dz_align__side *source,
                          const dz_align__side *target)
{
    *model = (dz_align__model){.settings = settings, .source = source, .target = target};
    double source_length = source->lengths[source->count], target_length = target->lengths[target->count];
    model->ratio = source_length > 0 && target_length > 0 ? target_length / source_length : 1;
    model->variance = settings->variance;
    dz_align__model_set_types(model, dz_align__type_shares);
}

/* Pairs of words hardly likelier than chance are left out: they are most of a learned table, and move no score. */
#define LEAST_RATIO 3.0f

/* A copy of a table of probabilities with each turned into its ratio to chance. */
static dz_status copy_ratios(dz_context *context, dz_align__table *out, const dz_align__table *table,
                             const float *shares, float mixture)
{
    size_t count = table->starts[table->row_count];
    *out = (dz_align__table){.row_count = table->row_count};
    out->starts = dz_memory__allocate(context, (table->row_count + (size_t)1) * sizeof *out->starts);
    out->words = dz_memory__allocate(context, count * sizeof *out->words);
    out->weights = dz_memory__allocate(context, count * sizeof *out->weights);
    if (!out->starts || !out->words || !out->weights)
        return DZ_ERROR_MEMORY;
    uint32_t used = 0;
    for (uint32_t row = 0; row < table->row_count; row++) {
        out->starts[row] = used;
        for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++) {
            float ratio = table->weights[i] / shares[table->words[i]];
            if (ratio < LEAST_RATIO)
                continue;
            out->words[used] = table->words[i];
            out->weights[used++] = ratio * mixture;
        }
    }
    out->starts[table->row_count] = used;
    return DZ_OK;
}

dz_status dz_align__model_set_tables(dz_context *context, dz_align__model *model, const dz_align__table *forward,
                                     const dz_align__table *backward)
{
    dz_align__model_free(context, model);
    float mixture = model->settings->mixture;
    dz_status status = copy_ratios(context, &model->forward, forward, model->target->shares, mixture);
    if (status == DZ_OK)
        status = copy_ratios(context, &model->backward, backward, model->source->shares, mixture);
    return status;
}

/* The Gaussian on the difference of lengths (Gale & Church 1993), with bytes for characters. */
static float length_score(const dz_align__model *model, uint32_t i, uint32_t j, dz_align__type shape)
{
    double x = (model->source->lengths[i + shape.source] - model->source->lengths[i]) * model->ratio;
    double y = model->target->lengths[j + shape.target] - model->target->lengths[j];
    double square = (y - x) * (y - x) / ((x + y) / 2 * model->variance + 1e-6);
    return -0.5f * (float)(square < 200 ? square : 200);
}

static float inner_score(const dz_align__side *side, const float *inner, uint32_t first, uint32_t count)
{
    float score = 0;
    for (uint32_t s = first; s + 1 < first + count; s++)
        score += inner[side->endings[s]];
    return score;
}

static float edge_score(const dz_align__model *model, uint32_t i, uint32_t j, dz_align__type shape)
{
    const dz_align__edges *edges = &model->edges;
    const dz_align__side *source = model->source, *target = model->target;
    return edges->openings[source->openings[i]][target->openings[j]] +
           edges->endings[source->endings[i + shape.source - 1]][target->endings[j + shape.target - 1]];
}

/* So much less than any other that a rejected bead is taken only where there is no other way. */
#define REJECTED_SCORE (-1e4f)

static bool is_rejected(const dz_align__model *model, uint32_t i, uint32_t j, dz_align__type shape)
{
    const dz_align__decisions *decisions = model->decisions;
    return decisions && decisions->rejected_count &&
           dz_align__is_rejected(decisions, model->source->numbers + i, shape.source, model->target->numbers + j,
                                 shape.target);
}

float dz_align__model_shape(const dz_align__model *model, uint32_t i, uint32_t j, unsigned type)
{
    const dz_align__settings *settings = model->settings;
    dz_align__type shape = dz_align__types[type];
    float score = model->type_scores[type] + (is_rejected(model, i, j, shape) ? REJECTED_SCORE : 0);
    if (!shape.source || !shape.target)
        return score;
    float inner = inner_score(model->source, model->edges.inner_source, i, shape.source) +
                  inner_score(model->target, model->edges.inner_target, j, shape.target);
    return score + settings->length * length_score(model, i, j, shape) +
           settings->edges * edge_score(model, i, j, shape) + settings->inner * inner;
}

void dz_align__model_free(dz_context *context, dz_align__model *model)
{
    dz_align__table_free(context, &model->forward);
    dz_align__table_free(context, &model->backward);
}
