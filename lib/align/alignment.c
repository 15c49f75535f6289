#include "duizhao/align.h"

#include <string.h>

#include "align/passes.h"
#include "align/settings.h"
#include "base/arena.h"
#include "base/array.h"

struct dz_alignment {
    dz_context *context;
    dz_arena arena;
    dz_bead *beads;
    size_t count;
    dz_gap *gaps;
    size_t gap_count;
    float likeness;
};

/* Ascending sentence numbers; the empty list is not NULL. */
static const uint32_t *number_run(dz_alignment *alignment, uint32_t first, uint32_t count)
{
    uint32_t *numbers = dz_arena__allocate(&alignment->arena, (count ? count : 1) * sizeof *numbers);
    for (uint32_t n = 0; numbers && n < count; n++)
        numbers[n] = first + n;
    return numbers;
}

static dz_status put_beads(dz_alignment *alignment, const dz_align__path *path)
{
    alignment->beads = dz_arena__allocate(&alignment->arena, (path->count ? path->count : 1) * sizeof(dz_bead));
    if (!alignment->beads)
        return DZ_ERROR_MEMORY;
    alignment->count = path->count;
    for (size_t n = 0; n < path->count; n++) {
        const dz_align__step *step = &path->steps[n];
        dz_align__type type = dz_align__types[step->type];
        alignment->beads[n] = (dz_bead){
            .source = number_run(alignment, step->i, type.source),
            .source_count = type.source,
            .target = number_run(alignment, step->j, type.target),
            .target_count = type.target,
            .score = step->score,
            .status = DZ_BEAD_AUTO,
        };
        if (!alignment->beads[n].source || !alignment->beads[n].target)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

static dz_status align_sides(dz_alignment *alignment, const dz_align__side *source, const dz_align__side *target,
                             const dz_align_options *options, const dz_align__settings *settings)
{
    dz_context *context = alignment->context;
    dz_align__prior prior = {0};
    dz_align__path path = {0};
    dz_align__model model = {0};
    dz_status status = dz_align__prior_make(context, &prior, source, target, options->lexicon);
    if (status == DZ_OK)
        status = dz_align__passes(context, &path, &model, &prior, settings, source, target);
    if (status == DZ_OK)
        status = put_beads(alignment, &path);
    dz_align__model_free(context, &model);
    dz_align__path_free(context, &path);
    dz_align__prior_free(context, &prior);
    return status;
}

dz_status dz_align__with_settings(dz_context *context, dz_alignment **out, const dz_document *source,
                                  const dz_document *target, const dz_align_options *options,
                                  const dz_align__settings *settings)
{
    *out = NULL;
    dz_align_options defaults = DZ_ALIGN_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    dz_align__side source_side = {0}, target_side = {0};
    dz_alignment *alignment = dz_memory__zeroed(context, 1, sizeof *alignment);
    if (!alignment)
        return DZ_ERROR_MEMORY;
    alignment->context = context;
    dz_arena__init(&alignment->arena, context);
    dz_status status = dz_align__side_read(context, &source_side, source, options->lexicon);
    if (status == DZ_OK)
        status = dz_align__side_read(context, &target_side, target, options->lexicon);
    if (status == DZ_OK)
        status = align_sides(alignment, &source_side, &target_side, options, settings);
    if (status == DZ_OK)
        *out = alignment;
    else
        dz_alignment_free(alignment);
    dz_align__side_free(&source_side);
    dz_align__side_free(&target_side);
    return status;
}

dz_status dz_align(dz_context *context, dz_alignment **out, const dz_document *source, const dz_document *target,
                   const dz_align_options *options)
{
    return dz_align__with_settings(context, out, source, target, options, &dz_align__default_settings);
}

size_t dz_alignment_count(const dz_alignment *alignment)
{
    return alignment->count;
}

const dz_bead *dz_alignment_bead(const dz_alignment *alignment, size_t index)
{
    return &alignment->beads[index];
}

size_t dz_alignment_gap_count(const dz_alignment *alignment)
{
    return alignment->gap_count;
}

const dz_gap *dz_alignment_gap(const dz_alignment *alignment, size_t index)
{
    return &alignment->gaps[index];
}

float dz_alignment_likeness(const dz_alignment *alignment)
{
    return alignment->likeness;
}

const char *dz_bead_status_name(dz_bead_status status)
{
    switch (status) {
    case DZ_BEAD_AUTO:
        return "auto";
    case DZ_BEAD_CONFIRMED:
        return "confirmed";
    case DZ_BEAD_REJECTED:
        return "rejected";
    case DZ_BEAD_FIXED:
        return "fixed";
    }
    return "auto";
}

const char *dz_bead_flag_name(dz_bead_flag flag)
{
    switch (flag) {
    case DZ_FLAG_NUMBER:
        return "number";
    case DZ_FLAG_NEGATION:
        return "negation";
    case DZ_FLAG_NAME:
        return "name";
    case DZ_FLAG_DATE:
        return "date";
    case DZ_FLAG_CLAUSE:
        return "clause";
    case DZ_FLAG_TERM:
        return "term";
    }
    return "";
}

void dz_alignment_free(dz_alignment *alignment)
{
    if (!alignment)
        return;
    dz_context *context = alignment->context;
    dz_arena__free(&alignment->arena);
    dz_memory__free(context, alignment);
}
