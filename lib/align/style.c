#include "align/style.h"

#include <stdlib.h>

/* So many counts of independence are added where edges are counted. */
#define EDGE_STRENGTH 1.0f

/* A stretch is seen with so many neighbours to each side, and beside so many beads of the whole text: the more they
 * are, the less a stretch can go its own way. Chosen on joined texts and on the dev sets alone. */
#define NEIGHBOURS 2
#define WHOLE_BEADS 100.0f

/* What the beads of a path, or of a part of it, come to. */
typedef struct tally {
    float beads;
    float types[DZ_BEAD_TYPES];
    float openings[DZ_OPENINGS][DZ_OPENINGS];
    float endings[DZ_ENDINGS][DZ_ENDINGS];
    float inner_source[2][DZ_ENDINGS]; /* [0] by ending inside a bead, [1] at its end */
    float inner_target[2][DZ_ENDINGS];
    double full;                       /* beads with both sides */
    double source_bytes, target_bytes; /* of these */
    double squares;                    /* of the difference of lengths, by byte */
} tally;

static void count_inner(const dz_align__side *side, uint32_t first, uint32_t count, float counts[2][DZ_ENDINGS])
{
    for (uint32_t s = first; s < first + count; s++)
        counts[s + 1 == first + count][side->endings[s]]++;
}

static bool is_full(const dz_align__step *step)
{
    return dz_align__types[step->type].source && dz_align__types[step->type].target;
}

static double side_length(const dz_align__side *side, uint32_t first, uint32_t count)
{
    return side->lengths[first + count] - side->lengths[first];
}

static void tally_step(tally *sum, const dz_align__model *model, const dz_align__step *step)
{
    const dz_align__side *source = model->source, *target = model->target;
    dz_align__type type = dz_align__types[step->type];
    sum->beads++;
    sum->types[step->type]++;
    if (!is_full(step))
        return;
    sum->full++;
    sum->source_bytes += side_length(source, step->i, type.source);
    sum->target_bytes += side_length(target, step->j, type.target);
    sum->openings[source->openings[step->i]][target->openings[step->j]]++;
    sum->endings[source->endings[step->i + type.source - 1]][target->endings[step->j + type.target - 1]]++;
    count_inner(source, step->i, type.source, sum->inner_source);
    count_inner(target, step->j, type.target, sum->inner_target);
}

static void add_counts(float *to, const float *from, size_t count, float weight)
{
    for (size_t n = 0; n < count; n++)
        to[n] += weight * from[n];
}

static void add_tally(tally *sum, const tally *other, float weight)
{
    sum->beads += weight * other->beads;
    add_counts(sum->types, other->types, DZ_BEAD_TYPES, weight);
    for (unsigned row = 0; row < DZ_OPENINGS; row++)
        add_counts(sum->openings[row], other->openings[row], DZ_OPENINGS, weight);
    for (unsigned row = 0; row < DZ_ENDINGS; row++)
        add_counts(sum->endings[row], other->endings[row], DZ_ENDINGS, weight);
    for (unsigned at_end = 0; at_end < 2; at_end++) {
        add_counts(sum->inner_source[at_end], other->inner_source[at_end], DZ_ENDINGS, weight);
        add_counts(sum->inner_target[at_end], other->inner_target[at_end], DZ_ENDINGS, weight);
    }
    sum->full += (double)weight * other->full;
    sum->source_bytes += (double)weight * other->source_bytes;
    sum->target_bytes += (double)weight * other->target_bytes;
    sum->squares += (double)weight * other->squares;
}

/* The square of the difference of a bead's lengths, by byte. */
static double length_square(const dz_align__model *model, const dz_align__step *step, double ratio)
{
    dz_align__type type = dz_align__types[step->type];
    double x = side_length(model->source, step->i, type.source) * ratio;
    double y = side_length(model->target, step->j, type.target);
    return (y - x) * (y - x) / ((x + y) / 2 + 1e-6);
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The worst twentieth of the squares is cut to the rest. */
static dz_status find_limit(dz_context *context, double *limit, const dz_align__model *model,
                            const dz_align__path *path)
{
    double *squares = dz_memory__allocate(context, path->count * sizeof *squares);
    size_t count = 0;
    if (!squares)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < path->count; n++)
        if (is_full(&path->steps[n]))
            squares[count++] = length_square(model, &path->steps[n], model->style.ratio);
    if (count)
        qsort(squares, count, sizeof *squares, compare_doubles);
    *limit = count ? squares[count - 1 - count / 20] : 0;
    dz_memory__free(context, squares);
    return DZ_OK;
}

static void rate_inner(float *inner, const float *counts)
{
    float ratios[2][DZ_ENDINGS];
    dz_align__log_ratios(ratios[0], counts, 2, DZ_ENDINGS, EDGE_STRENGTH);
    for (unsigned ending = 0; ending < DZ_ENDINGS; ending++)
        inner[ending] = ratios[0][ending] - ratios[1][ending];
}

/* Bead types as often as they were in the path, under the shares of all texts; edges; lengths. */
static void make_style(dz_align__style *style, const tally *sum, const dz_align__settings *settings)
{
    float shares[DZ_BEAD_TYPES], strength = settings->type_strength;
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++)
        shares[type] = (strength * dz_align__type_shares[type] + sum->types[type]) / (sum->beads + strength);
    dz_align__style_set_types(style, settings, shares);
    dz_align__log_ratios(style->edges.openings[0], sum->openings[0], DZ_OPENINGS, DZ_OPENINGS, EDGE_STRENGTH);
    dz_align__log_ratios(style->edges.endings[0], sum->endings[0], DZ_ENDINGS, DZ_ENDINGS, EDGE_STRENGTH);
    rate_inner(style->edges.inner_source, sum->inner_source[0]);
    rate_inner(style->edges.inner_target, sum->inner_target[0]);
    if (sum->full > 0) {
        double variance = sum->squares / sum->full;
        style->variance = variance < 2 ? 2 : variance > 30 ? 30 : variance;
    }
}

static tally *stretch_of(tally *stretches, const dz_align__step *step)
{
    return &stretches[step->i / DZ_STYLE_ROWS];
}

static void tally_path(tally *stretches, const dz_align__model *model, const dz_align__path *path, double limit)
{
    for (size_t n = 0; n < path->count; n++) {
        const dz_align__step *step = &path->steps[n];
        tally *stretch = stretch_of(stretches, step);
        tally_step(stretch, model, step);
        if (is_full(step)) {
            double square = length_square(model, step, model->style.ratio);
            stretch->squares += square < limit ? square : limit;
        }
    }
}

/* The style of one stretch, by its neighbourhood and a little of the whole. */
static void make_local_style(dz_align__style *style, const tally *stretches, size_t count, size_t number,
                             const tally *whole, const dz_align__model *model)
{
    tally sum = {0};
    size_t first = number > NEIGHBOURS ? number - NEIGHBOURS : 0;
    *style = model->style;
    if (whole->beads > 0)
        add_tally(&sum, whole, model->settings->whole_beads / whole->beads);
    for (size_t n = first; n <= number + NEIGHBOURS && n < count; n++)
        add_tally(&sum, &stretches[n], 1);
    make_style(style, &sum, model->settings);
    if (sum.source_bytes > 0 && sum.target_bytes > 0)
        style->ratio = sum.target_bytes / sum.source_bytes;
}

dz_status dz_align__learn_style(dz_context *context, dz_align__model *model, const dz_align__path *path)
{
    size_t count = model->source->count / DZ_STYLE_ROWS + 1;
    double limit;
    tally whole = {0};
    tally *stretches = dz_memory__zeroed(context, count, sizeof *stretches);
    dz_align__style *styles = dz_memory__zeroed(context, count, sizeof *styles);
    dz_status status = stretches && styles ? find_limit(context, &limit, model, path) : DZ_ERROR_MEMORY;
    if (status != DZ_OK)
        goto done;
    tally_path(stretches, model, path, limit);
    for (size_t n = 0; n < count; n++)
        add_tally(&whole, &stretches[n], 1);
    make_style(&model->style, &whole, model->settings);
    for (size_t n = 0; n < count; n++)
        make_local_style(&styles[n], stretches, count, n, &whole, model);
    dz_memory__free(context, model->styles);
    model->styles = styles;
    styles = NULL;
done:
    dz_memory__free(context, stretches);
    dz_memory__free(context, styles);
    return status;
}
