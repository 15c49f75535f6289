#include "align/cuts.h"

#include <stdlib.h>
#include <string.h>

/* The texts run through a fixed bead unless that costs more than this, in log units of the score, and so much more for
 * each sentence by which the best path passes it: where a passage was moved, what it was moved past would have to be
 * left out on both sides, and that costs more by far. */
#define CUT_COST 8.0
#define CUT_COST_BY_SENTENCE 4.0

/* So many sentences around a fixed bead are looked at. */
#define CUT_REACH 30

typedef DZ_ARRAY(dz_align__point) point_array;

/* How many of the free sentences of a side stand before a sentence of the document. */
static uint32_t free_before(const dz_align__side *side, uint32_t number)
{
    uint32_t low = 0, high = side->free_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (side->numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int compare_points(const void *left, const void *right)
{
    const dz_align__point *a = left, *b = right;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

static dz_status list_points(dz_context *context, point_array *points, const dz_align__model *model,
                             const dz_align__decisions *decisions)
{
    for (size_t n = 0; n < decisions->fixed_count; n++) {
        const dz_bead *bead = decisions->fixed[n];
        if (!bead->source_count || !bead->target_count)
            continue;
        dz_align__point point = {free_before(model->source, bead->source[0]),
                                 free_before(model->target, bead->target[0])};
        if (dz_array__push(context, points, point) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    if (points->count)
        qsort(points->items, points->count, sizeof *points->items, compare_points);
    return DZ_OK;
}

/* ---- What stands in order ---- */

/* The longest chain of points of a region that goes up on both sides, by patience sorting. The points come by i, then
 * j; `chain` gets them in order. */
static dz_status chain_points(dz_context *context, point_array *chain, const dz_align__point *points, size_t count)
{
    size_t length = 0;
    uint32_t *tails = dz_memory__allocate(context, (count + 1) * sizeof *tails);
    uint32_t *previous = dz_memory__allocate(context, (count + 1) * sizeof *previous);
    dz_status status = tails && previous ? dz_array__reserve(context, chain, count + 1) : DZ_ERROR_MEMORY;
    for (uint32_t n = 0; n < count && status == DZ_OK; n++) {
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (points[tails[middle]].j <= points[n].j)
                low = middle + 1;
            else
                high = middle;
        }
        previous[n] = low ? tails[low - 1] : UINT32_MAX;
        tails[low] = n;
        length = low == length ? length + 1 : length;
    }
    chain->count = status == DZ_OK ? length : 0;
    for (uint32_t at = chain->count ? tails[length - 1] : UINT32_MAX; at != UINT32_MAX; at = previous[at])
        chain->items[--length] = points[at];
    dz_memory__free(context, tails);
    dz_memory__free(context, previous);
    return status;
}

/* The points inside a region, its corners left out: they part nothing. */
static dz_status points_inside(dz_context *context, point_array *inside, const point_array *points,
                               const dz_align__region *region)
{
    for (size_t n = 0; n < points->count; n++) {
        const dz_align__point *point = &points->items[n];
        bool corner = (point->i == region->i && point->j == region->j) ||
                      (point->i == region->i_end && point->j == region->j_end);
        bool in =
            point->i >= region->i && point->i <= region->i_end && point->j >= region->j && point->j <= region->j_end;
        if (in && !corner && dz_array__push(context, inside, *point) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

/* ---- Whether the texts run through a point ---- */

typedef struct cut_judge {
    dz_context *context;
    const dz_align__model *model;
    const dz_align__prior *prior;
    const dz_align__region *region;
    dz_align__path path; /* the best one that knows nothing of the points */
} cut_judge;

/* The cost of the best path between two nodes, less than zero where it gains. */
static dz_status best_score(const cut_judge *judge, dz_align__region part, double *score)
{
    dz_align__path path = {0};
    *score = 0;
    if (part.i == part.i_end && part.j == part.j_end)
        return DZ_OK;
    dz_status status = dz_align__first_path(judge->context, &path, judge->model, judge->prior, &part);
    for (size_t n = 0; n < path.count && status == DZ_OK; n++)
        *score += (double)path.steps[n].score;
    dz_align__path_free(judge->context, &path);
    return status;
}

static dz_align__point node_of(const cut_judge *judge, size_t step)
{
    if (step >= judge->path.count)
        return (dz_align__point){judge->region->i_end, judge->region->j_end};
    return (dz_align__point){judge->region->i + judge->path.steps[step].i,
                             judge->region->j + judge->path.steps[step].j};
}

/* The stretch of the path around a point: from the last node well before it on both sides to the first well behind. */
static void find_stretch(const cut_judge *judge, dz_align__point point, size_t *from, size_t *to)
{
    *from = 0;
    for (size_t n = 0; n < judge->path.count; n++) {
        dz_align__point node = node_of(judge, n);
        if (node.i + CUT_REACH > point.i || node.j + CUT_REACH > point.j)
            break;
        *from = n;
    }
    *to = *from;
    while (*to < judge->path.count &&
           (node_of(judge, *to).i < point.i + CUT_REACH || node_of(judge, *to).j < point.j + CUT_REACH))
        (*to)++;
}

/* By how many sentences the path passes a point. */
static uint32_t distance_from(const cut_judge *judge, dz_align__point point)
{
    uint32_t least = UINT32_MAX;
    for (size_t n = 0; n <= judge->path.count; n++) {
        dz_align__point node = node_of(judge, n);
        uint32_t di = node.i > point.i ? node.i - point.i : point.i - node.i;
        uint32_t dj = node.j > point.j ? node.j - point.j : point.j - node.j;
        least = di + dj < least ? di + dj : least;
    }
    return least;
}

static dz_status judge_point(const cut_judge *judge, dz_align__point point, bool *through)
{
    size_t from, to;
    double free_score = 0, before = 0, behind = 0;
    uint32_t distance = distance_from(judge, point);
    *through = true;
    if (distance == 0)
        return DZ_OK;
    find_stretch(judge, point, &from, &to);
    for (size_t n = from; n < to; n++)
        free_score += (double)judge->path.steps[n].score;
    dz_align__point begin = node_of(judge, from), end = node_of(judge, to);
    dz_status status = best_score(judge, (dz_align__region){begin.i, point.i, begin.j, point.j}, &before);
    if (status == DZ_OK)
        status = best_score(judge, (dz_align__region){point.i, end.i, point.j, end.j}, &behind);
    *through = free_score - before - behind <= CUT_COST + CUT_COST_BY_SENTENCE * distance;
    return status;
}

/* Keeps the points that the texts run through. */
static dz_status judge_points(dz_context *context, point_array *points, const dz_align__model *model,
                              const dz_align__prior *prior, const dz_align__region *region)
{
    cut_judge judge = {.context = context, .model = model, .prior = prior, .region = region};
    dz_status status = dz_align__first_path(context, &judge.path, model, prior, region);
    size_t kept = 0;
    for (size_t n = 0; n < points->count && status == DZ_OK; n++) {
        bool through;
        status = judge_point(&judge, points->items[n], &through);
        if (status == DZ_OK && through)
            points->items[kept++] = points->items[n];
    }
    points->count = kept;
    dz_align__path_free(context, &judge.path);
    return status;
}

/* ---- Cutting ---- */

static dz_status put_part(dz_context *context, dz_align__regions *out, dz_align__region part)
{
    if (part.i == part.i_end && part.j == part.j_end)
        return DZ_OK;
    return dz_array__push(context, out, part);
}

static dz_status cut_region(dz_context *context, dz_align__regions *out, const dz_align__region *region,
                            const point_array *points)
{
    dz_align__region rest = *region;
    dz_status status = DZ_OK;
    for (size_t n = 0; n < points->count && status == DZ_OK; n++) {
        dz_align__region part = rest;
        part.i_end = rest.i = points->items[n].i;
        part.j_end = rest.j = points->items[n].j;
        status = put_part(context, out, part);
    }
    return status == DZ_OK ? put_part(context, out, rest) : status;
}

dz_status dz_align__cut_regions(dz_context *context, dz_align__regions *regions, const dz_align__model *model,
                                const dz_align__prior *prior, const dz_align__decisions *decisions, bool monotone)
{
    point_array points = {0};
    dz_align__regions cut = {0};
    dz_status status = list_points(context, &points, model, decisions);
    for (size_t n = 0; n < regions->count && status == DZ_OK; n++) {
        const dz_align__region *region = &regions->items[n];
        point_array inside = {0}, chain = {0};
        status = points_inside(context, &inside, &points, region);
        if (status == DZ_OK)
            status = chain_points(context, &chain, inside.items, inside.count);
        if (status == DZ_OK && chain.count && !monotone)
            status = judge_points(context, &chain, model, prior, region);
        if (status == DZ_OK)
            status = cut_region(context, &cut, region, &chain);
        dz_array__free(context, &inside);
        dz_array__free(context, &chain);
    }
    dz_array__free(context, &points);
    if (status != DZ_OK) {
        dz_array__free(context, &cut);
        return status;
    }
    dz_array__free(context, regions);
    *regions = cut;
    return DZ_OK;
}
