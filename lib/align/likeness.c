#include "align/likeness.h"

#include <math.h>

/* At most so many beads are looked at, spread over the path. */
#define MOST_BEADS 2000

/* A target token is explained where the bead makes it so much likelier than chance; in a short text, where chance is
 * high for every word, less has to do: one for so many tokens. */
#define EXPLAINED 8.0f
#define EXPLAINED_LEAST 1.0f
#define TOKENS_FOR_ONE 250.0f

/* How far the share of explained tokens must be above chance: half-way, and the steepness around it. */
#define HALFWAY 0.04f
#define STEEPNESS 150.0f

typedef struct token_tally {
    size_t explained;
    size_t all;
} token_tally;

static void scatter_step(float *sums, const dz_align__table *table, const dz_align__side *side,
                         const dz_align__step *step, bool add)
{
    uint32_t end = step->i + dz_align__types[step->type].source;
    for (uint32_t t = side->starts[step->i]; t < side->starts[end]; t++) {
        uint32_t row = side->tokens[t];
        for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++)
            sums[table->words[i]] = add ? sums[table->words[i]] + table->weights[i] : 0;
    }
}

static void tally_step(token_tally *tally, const float *sums, const dz_align__side *target, const dz_align__step *step,
                       float scale, float threshold)
{
    uint32_t end = step->j + dz_align__types[step->type].target;
    for (uint32_t t = target->starts[step->j]; t < target->starts[end]; t++) {
        tally->all++;
        tally->explained += sums[target->tokens[t]] * scale > threshold;
    }
}

static bool is_full(const dz_align__step *step)
{
    return dz_align__types[step->type].source && dz_align__types[step->type].target;
}

static float threshold_for(const dz_align__side *target)
{
    float threshold = (float)target->token_count / TOKENS_FOR_ONE;
    return threshold < EXPLAINED_LEAST ? EXPLAINED_LEAST : threshold < EXPLAINED ? threshold : EXPLAINED;
}

static float share_of(token_tally tally)
{
    return tally.all ? (float)tally.explained / (float)tally.all : 0;
}

dz_status dz_align__measure_likeness(dz_context *context, float *likeness, const dz_align__path *path,
                                     const dz_align__side *source, const dz_align__side *target,
                                     const dz_align__prior *prior, const dz_align__settings *settings)
{
    dz_align__model model;
    token_tally paired = {0}, chance = {0};
    dz_align__model_init(&model, settings, source, target);
    float *sums = dz_memory__zeroed(context, target->vocabulary.count, sizeof *sums);
    dz_status status =
        sums ? dz_align__model_set_tables(context, &model, &prior->forward, &prior->backward) : DZ_ERROR_MEMORY;
    float threshold = threshold_for(target);
    size_t stride = path->count / MOST_BEADS + 1;
    for (size_t n = 0; n < path->count && status == DZ_OK; n += stride) {
        const dz_align__step *step = &path->steps[n], *other = &path->steps[(n + path->count / 2) % path->count];
        if (!is_full(step))
            continue;
        uint32_t end = step->i + dz_align__types[step->type].source;
        float scale = 1.0f / (float)(source->starts[end] - source->starts[step->i] + 1);
        scatter_step(sums, &model.forward, source, step, true);
        tally_step(&paired, sums, target, step, scale, threshold);
        if (is_full(other))
            tally_step(&chance, sums, target, other, scale, threshold);
        scatter_step(sums, &model.forward, source, step, false);
    }
    float above = share_of(paired) - (path->count > 4 ? share_of(chance) : 0);
    *likeness = paired.all ? 1.0f / (1.0f + expf(-STEEPNESS * (above - HALFWAY))) : 0;
    dz_align__model_free(context, &model);
    dz_memory__free(context, sums);
    return status;
}
