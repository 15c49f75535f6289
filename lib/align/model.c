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

void dz_align__style_set_types(dz_align__style *style, const dz_align__settings *settings, const float *shares)
{
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++)
        style->type_scores[type] = (float)log_share(settings, type, shares[type]);
}

void dz_align__model_init(dz_align__model *model, const dz_align__settings *settings, const dz_align__side *source,
                          const dz_align__side *target)
{
    *model = (dz_align__model){.settings = settings, .source = source, .target = target};
    model->mixture = settings->mixture;
    double source_length = source->lengths[source->count], target_length = target->lengths[target->count];
    model->style.ratio = source_length > 0 && target_length > 0 ? target_length / source_length : 1;
    model->style.variance = settings->variance;
    dz_align__style_set_types(&model->style, settings, dz_align__type_shares);
}

/* The mixture of the settings holds where nearly all words are known; of nothing known so much of it is left. Chosen
 * with a table, with half and a fifth of it, and without. */
#define LEAST_MIXTURE 0.3f
#define MIXTURE_SLOPE 0.75f

void dz_align__model_set_coverage(dz_align__model *model, float coverage)
{
    float share = LEAST_MIXTURE + MIXTURE_SLOPE * coverage;
    model->mixture = model->settings->mixture * (share < 1 ? share : 1);
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
    dz_align__table_free(context, &model->forward);
    dz_align__table_free(context, &model->backward);
    float mixture = model->mixture;
    dz_status status = copy_ratios(context, &model->forward, forward, model->target->shares, mixture);
    if (status == DZ_OK)
        status = copy_ratios(context, &model->backward, backward, model->source->shares, mixture);
    return status;
}

/* The Gaussian on the difference of lengths (Gale & Church 1993), with bytes for characters. */
static float length_score(const dz_align__style *style, float x, float y)
{
    float square = (y - x) * (y - x) / ((x + y) * 0.5f * (float)style->variance + 1e-6f);
    return -0.5f * (square < 200 ? square : 200);
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

/* One side of the beads that begin at a sentence, by their number of sentences there. */
typedef struct bead_sides {
    uint32_t most; /* sentences */
    float lengths[DZ_BEAD_SPAN + 1];
    float inner[DZ_BEAD_SPAN + 1]; /* of the ends that stand inside */
    uint8_t endings[DZ_BEAD_SPAN + 1];
} bead_sides;

static void measure_sides(bead_sides *sides, const dz_align__side *side, uint32_t first, const float *inner,
                          double ratio)
{
    sides->most = side->count - first < DZ_BEAD_SPAN ? side->count - first : DZ_BEAD_SPAN;
    for (uint32_t n = 1; n <= sides->most; n++) {
        sides->lengths[n] = (float)((side->lengths[first + n] - side->lengths[first]) * ratio);
        sides->inner[n] = n > 1 ? sides->inner[n - 1] + inner[sides->endings[n - 1]] : 0;
        sides->endings[n] = side->endings[first + n - 1];
    }
}

static float score_shape(const dz_align__settings *settings, const dz_align__style *style, unsigned type,
                         const bead_sides *source, const bead_sides *target, float opening)
{
    uint8_t a = dz_align__types[type].source, b = dz_align__types[type].target;
    float edges = opening + style->edges.endings[source->endings[a]][target->endings[b]];
    return style->type_scores[type] + settings->length * length_score(style, source->lengths[a], target->lengths[b]) +
           settings->edges * edges + settings->inner * (source->inner[a] + target->inner[b]);
}

/* The style where a bead begins. */
static const dz_align__style *style_at(const dz_align__model *model, uint32_t i)
{
    return model->styles ? &model->styles[(model->first_row + i) / DZ_STYLE_ROWS] : &model->style;
}

void dz_align__model_shapes(const dz_align__model *model, uint32_t i, uint32_t j, float *scores)
{
    const dz_align__side *source = model->source, *target = model->target;
    const dz_align__style *style = style_at(model, i);
    bead_sides source_sides, target_sides;
    measure_sides(&source_sides, source, i, style->edges.inner_source, style->ratio);
    measure_sides(&target_sides, target, j, style->edges.inner_target, 1);
    bool full = source_sides.most && target_sides.most;
    float opening = full ? style->edges.openings[source->openings[i]][target->openings[j]] : 0;
    bool rejections = model->decisions && model->decisions->rejected_count;
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++) {
        dz_align__type shape = dz_align__types[type];
        if (shape.source > source_sides.most || shape.target > target_sides.most)
            continue;
        scores[type] = shape.source && shape.target
                           ? score_shape(model->settings, style, type, &source_sides, &target_sides, opening)
                           : style->type_scores[type];
        if (rejections && is_rejected(model, i, j, shape))
            scores[type] += REJECTED_SCORE;
    }
}

/* What the user's vectors say of a bead. */
static float near_score(const dz_align__model *model, uint32_t i, uint32_t j, dz_align__type shape)
{
    const uint32_t *source = model->source->numbers + i, *target = model->target->numbers + j;
    float sum = 0;
    for (uint32_t a = 0; a < shape.source; a++)
        for (uint32_t b = 0; b < shape.target; b++)
            sum += dz_align__near_pair(model->near, source[a], target[b]);
    return model->settings->vectors *
           dz_align__near_gain(model->near, sum, source[0], shape.source, target[0], shape.target);
}

float dz_align__model_shape(const dz_align__model *model, uint32_t i, uint32_t j, unsigned type)
{
    float scores[DZ_BEAD_TYPES];
    dz_align__type shape = dz_align__types[type];
    dz_align__model_shapes(model, i, j, scores);
    return scores[type] + (model->near && shape.source && shape.target ? near_score(model, i, j, shape) : 0);
}

void dz_align__model_free(dz_context *context, dz_align__model *model)
{
    dz_align__table_free(context, &model->forward);
    dz_align__table_free(context, &model->backward);
    dz_memory__free(context, model->styles);
    model->styles = NULL;
}
