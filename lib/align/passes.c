#include "align/passes.h"

#include <stdlib.h>
#include <string.h>

#include "align/first.h"
#include "align/learn.h"
#include "align/posterior.h"
#include "align/style.h"
#include "base/array.h"

/* Later passes look so far to each side of the path before them. */
#define LATER_WIDTH 10

/* And the last look, over all paths, so far. */
#define DECODE_WIDTH 6

/* A turn without its like is left out so often: the share measured on shuffled transcripts (shuffle_turns.py). */
#define LEFT_OUT_SCORE 0.94f

typedef DZ_ARRAY(dz_align__step) step_array;

static dz_status learn_table(dz_context *context, dz_align__table *table, const dz_align__model *model, bool backward,
                             const dz_align__table *prior, const dz_align__path *path)
{
    dz_align__table counts;
    const dz_align__side *given = backward ? model->target : model->source;
    const dz_align__side *other = backward ? model->source : model->target;
    dz_status status = dz_align__learn(context, &counts, given, other, backward, prior, path, model->settings);
    if (status == DZ_OK)
        status = dz_align__table_mix(context, table, prior, &counts, model->settings->prior_strength);
    dz_align__table_free(context, &counts);
    return status;
}

/* Puts what the path teaches into the model. */
static dz_status learn_from(dz_context *context, dz_align__model *model, const dz_align__prior *prior,
                            const dz_align__path *path)
{
    dz_align__table forward = {0}, backward = {0};
    dz_status status = learn_table(context, &forward, model, false, &prior->forward, path);
    if (status == DZ_OK)
        status = learn_table(context, &backward, model, true, &prior->backward, path);
    if (status == DZ_OK)
        status = dz_align__model_set_tables(context, model, &forward, &backward);
    if (status == DZ_OK)
        status = dz_align__learn_style(context, model, path);
    dz_align__table_free(context, &forward);
    dz_align__table_free(context, &backward);
    return status;
}

/* A band around the path of the pass before. */
static dz_status next_band(dz_context *context, dz_align__band *band, const dz_align__model *model,
                           const dz_align__path *path, uint32_t width)
{
    dz_align__point *points = dz_memory__allocate(context, path->count * sizeof *points);
    if (!points)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < path->count; n++)
        points[n] = (dz_align__point){path->steps[n].i, path->steps[n].j};
    dz_status status = dz_align__band_around(context, band, model->source->count, model->target->count, points,
                                             path->count, width, 0, UINT32_MAX);
    dz_memory__free(context, points);
    return status;
}

static dz_status search_again(dz_context *context, dz_align__path *path, const dz_align__model *model, bool last)
{
    dz_align__band band = {0};
    dz_align__path found = {0};
    dz_status status = next_band(context, &band, model, path, last ? DECODE_WIDTH : LATER_WIDTH);
    if (status == DZ_OK && last)
        status = dz_align__decode(context, path, model, &band);
    else if (status == DZ_OK)
        status = dz_align__search(context, &found, model, &band);
    if (status == DZ_OK && !last) {
        dz_align__path_free(context, path);
        *path = found;
    }
    dz_align__band_free(context, &band);
    return status;
}

/* Takes the steps of a region out of the path of all, as steps of the region alone. */
static dz_status cut_path(dz_context *context, dz_align__path *part, const dz_align__path *path, size_t *at,
                          const dz_align__region *region)
{
    size_t begin = *at;
    while (*at < path->count && path->steps[*at].region == path->steps[begin].region)
        (*at)++;
    *part = (dz_align__path){.count = *at - begin};
    part->steps = dz_memory__allocate(context, part->count * sizeof *part->steps);
    if (!part->steps)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < part->count; n++) {
        part->steps[n] = path->steps[begin + n];
        part->steps[n].i -= region->i;
        part->steps[n].j -= region->j;
    }
    return DZ_OK;
}

/* Puts the steps of a region behind those of the regions before it. */
static dz_status put_path(dz_context *context, step_array *steps, const dz_align__path *part,
                          const dz_align__region *region, uint32_t number)
{
    if (dz_array__reserve(context, steps, part->count) != DZ_OK)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < part->count; n++) {
        dz_align__step step = part->steps[n];
        step.i += region->i;
        step.j += region->j;
        step.region = number;
        steps->items[steps->count++] = step;
    }
    return DZ_OK;
}

typedef enum pass_kind { PASS_FIRST, PASS_LATER, PASS_LAST } pass_kind;

static dz_status align_region(dz_context *context, dz_align__path *part, const dz_align__model *whole,
                              const dz_align__prior *prior, const dz_align__region *region, pass_kind kind)
{
    dz_align__side source = dz_align__side_view(whole->source, region->i, region->i_end);
    dz_align__side target = dz_align__side_view(whole->target, region->j, region->j_end);
    dz_align__model model = *whole;
    model.source = &source;
    model.target = &target;
    model.first_row += region->i;
    if (kind == PASS_FIRST)
        return dz_align__search_first(context, part, &model, prior);
    return search_again(context, part, &model, kind == PASS_LAST);
}

dz_status dz_align__first_path(dz_context *context, dz_align__path *path, const dz_align__model *model,
                               const dz_align__prior *prior, const dz_align__region *region)
{
    *path = (dz_align__path){0};
    return align_region(context, path, model, prior, region, PASS_FIRST);
}

/* Puts the steps that a person fixed at the end: their sentences stand behind the free ones, bead by bead. */
static dz_status put_fixed(dz_context *context, step_array *steps, const dz_align__model *model)
{
    const dz_align__decisions *decisions = model->decisions;
    uint32_t i = model->source->free_count, j = model->target->free_count;
    for (size_t n = 0; decisions && n < decisions->fixed_count; n++) {
        const dz_bead *bead = decisions->fixed[n];
        unsigned type = dz_align__type_of(bead->source_count, bead->target_count);
        dz_align__step step = {.i = i, .j = j, .type = (uint8_t)type, .region = DZ_FIXED_REGION, .score = 1};
        if (type < DZ_BEAD_TYPES && dz_array__push(context, steps, step) != DZ_OK)
            return DZ_ERROR_MEMORY;
        i += (uint32_t)bead->source_count;
        j += (uint32_t)bead->target_count;
    }
    return DZ_OK;
}

static dz_status run_pass(dz_context *context, dz_align__path *path, const dz_align__model *model,
                          const dz_align__prior *prior, const dz_align__region *regions, size_t region_count,
                          pass_kind kind)
{
    step_array steps = {0};
    dz_status status = dz_array__reserve(context, &steps, 1);
    size_t at = 0;
    for (size_t n = 0; n < region_count && status == DZ_OK; n++) {
        dz_align__path part = {0};
        if (regions[n].i == regions[n].i_end && regions[n].j == regions[n].j_end)
            continue;
        if (kind != PASS_FIRST)
            status = cut_path(context, &part, path, &at, &regions[n]);
        if (status == DZ_OK)
            status = align_region(context, &part, model, prior, &regions[n], kind);
        bool whole = regions[n].i == regions[n].i_end || regions[n].j == regions[n].j_end;
        for (size_t s = 0; s < part.count && whole && kind == PASS_LAST; s++)
            part.steps[s].score = LEFT_OUT_SCORE;
        if (status == DZ_OK)
            status = put_path(context, &steps, &part, &regions[n], (uint32_t)n);
        dz_align__path_free(context, &part);
    }
    if (status == DZ_OK)
        status = put_fixed(context, &steps, model);
    if (status != DZ_OK) {
        dz_array__free(context, &steps);
        return status;
    }
    dz_align__path_free(context, path);
    *path = (dz_align__path){.steps = steps.items, .count = steps.count};
    return DZ_OK;
}

dz_status dz_align__passes(dz_context *context, dz_align__path *path, dz_align__model *model,
                           const dz_align__prior *prior, const dz_align__region *regions, size_t region_count)
{
    *path = (dz_align__path){0};
    dz_status status = DZ_OK;
    for (uint32_t pass = 0; pass < model->settings->passes && status == DZ_OK; pass++) {
        if (pass > 0)
            status = learn_from(context, model, prior, path);
        if (status == DZ_OK)
            status = run_pass(context, path, model, prior, regions, region_count, pass ? PASS_LATER : PASS_FIRST);
    }
    if (status == DZ_OK)
        status = run_pass(context, path, model, prior, regions, region_count, PASS_LAST);
    if (status != DZ_OK)
        dz_align__path_free(context, path);
    return status;
}
