#include "align/first.h"

#include <string.h>

#include "align/anchors.h"
#include "base/array.h"

/* Up to so many cells the whole grid is looked at; beyond, a band of so many columns to each side, wider where no rare
 * words are near. */
#define FULL_GRID_CELLS 40000
#define FIRST_WIDTH 15
#define FIRST_SLOPE 0.5

/* A stretch without rare words is given so many times the width at most, and a band is not made wider than this. */
#define MOST_WIDTHS 16
#define WIDEST 480

/* A stretch that is searched again begins and ends so many times the width beyond where the path touched the edge. */
#define MARGIN_WIDTHS 3

typedef struct first_search {
    dz_context *context;
    const dz_align__model *model;
    dz_align__point *anchors;
    size_t anchor_count;
} first_search;

/* Nodes from .. to of the grid. */
typedef struct stretch {
    dz_align__point from, to;
} stretch;

typedef DZ_ARRAY(dz_align__step) step_array;

/* The anchors strictly inside a stretch, as points of the stretch. */
static dz_status cut_anchors(const first_search *search, const stretch *part, dz_align__point **points, size_t *count)
{
    size_t first = 0, high = search->anchor_count;
    while (first < high) {
        size_t middle = first + (high - first) / 2;
        if (search->anchors[middle].i < part->from.i)
            first = middle + 1;
        else
            high = middle;
    }
    size_t end = first;
    while (end < search->anchor_count && search->anchors[end].i < part->to.i)
        end++;
    *count = 0;
    *points = dz_memory__allocate(search->context, (end - first) * sizeof **points);
    if (!*points)
        return DZ_ERROR_MEMORY;
    for (size_t n = first; n < end; n++) {
        dz_align__point anchor = search->anchors[n];
        if (anchor.j >= part->from.j && anchor.j < part->to.j)
            (*points)[(*count)++] = (dz_align__point){anchor.i - part->from.i, anchor.j - part->from.j};
    }
    return DZ_OK;
}

static dz_status make_band(const first_search *search, dz_align__band *band, const stretch *part, uint32_t width)
{
    uint32_t rows = part->to.i - part->from.i, columns = part->to.j - part->from.j;
    if ((uint64_t)rows * columns <= FULL_GRID_CELLS)
        return dz_align__band_full(search->context, band, rows, columns);
    dz_align__point *points;
    size_t count;
    dz_status status = cut_anchors(search, part, &points, &count);
    if (status == DZ_OK)
        status = dz_align__band_around(search->context, band, rows, columns, points, count, width, FIRST_SLOPE,
                                       MOST_WIDTHS * width);
    dz_memory__free(search->context, points);
    return status;
}

/* The best path through a stretch, as steps of the whole. */
static dz_status search_stretch(const first_search *search, dz_align__path *path, const stretch *part, uint32_t width)
{
    dz_align__side source = dz_align__side_view(search->model->source, part->from.i, part->to.i);
    dz_align__side target = dz_align__side_view(search->model->target, part->from.j, part->to.j);
    dz_align__model model = *search->model;
    dz_align__band band = {0};
    model.source = &source;
    model.target = &target;
    model.first_row += part->from.i;
    dz_status status = make_band(search, &band, part, width);
    if (status == DZ_OK)
        status = dz_align__search(search->context, path, &model, &band);
    dz_align__band_free(search->context, &band);
    for (size_t n = 0; status == DZ_OK && n < path->count; n++) {
        path->steps[n].i += part->from.i;
        path->steps[n].j += part->from.j;
    }
    return status;
}

static dz_status put_steps(dz_context *context, step_array *steps, const dz_align__step *from, size_t count)
{
    if (dz_array__reserve(context, steps, count) != DZ_OK)
        return DZ_ERROR_MEMORY;
    if (count)
        memcpy(steps->items + steps->count, from, count * sizeof *from);
    steps->count += count;
    return DZ_OK;
}

/* The next run of steps, from `at` on, around steps at the edge; runs whose margins meet are one. */
static bool find_run(const dz_align__path *path, size_t at, size_t margin, size_t *begin, size_t *end)
{
    size_t first = at;
    while (first < path->count && !path->steps[first].at_edge)
        first++;
    if (first == path->count)
        return false;
    *begin = first - at > margin ? first - margin : at;
    size_t last = first;
    for (size_t n = first; n < path->count && n <= last + 2 * margin; n++)
        if (path->steps[n].at_edge)
            last = n;
    *end = path->count - last > margin ? last + margin : path->count;
    return true;
}

/* The node behind the last step of a path is the end of the grid. */
static dz_align__point node_of(const first_search *search, const dz_align__path *path, size_t step)
{
    if (step < path->count)
        return (dz_align__point){path->steps[step].i, path->steps[step].j};
    return (dz_align__point){search->model->source->count, search->model->target->count};
}

/* Searches the stretches where the path touched the edge again. */
static dz_status widen(const first_search *search, dz_align__path *path, uint32_t width)
{
    step_array steps = {0};
    size_t at = 0, begin, end;
    dz_status status = dz_array__reserve(search->context, &steps, 1);
    while (status == DZ_OK && find_run(path, at, MARGIN_WIDTHS * (size_t)width, &begin, &end)) {
        dz_align__path part = {0};
        stretch part_place = {node_of(search, path, begin), node_of(search, path, end)};
        status = search_stretch(search, &part, &part_place, width);
        if (status == DZ_OK)
            status = put_steps(search->context, &steps, path->steps + at, begin - at);
        if (status == DZ_OK)
            status = put_steps(search->context, &steps, part.steps, part.count);
        dz_align__path_free(search->context, &part);
        at = end;
    }
    if (status == DZ_OK)
        status = put_steps(search->context, &steps, path->steps + at, path->count - at);
    if (status != DZ_OK) {
        dz_array__free(search->context, &steps);
        return status;
    }
    dz_align__path_free(search->context, path);
    *path = (dz_align__path){steps.items, steps.count};
    return DZ_OK;
}

static const dz_align__step *first_at_edge(const dz_align__path *path)
{
    for (size_t n = 0; n < path->count; n++)
        if (path->steps[n].at_edge)
            return &path->steps[n];
    return NULL;
}

dz_status dz_align__search_first(dz_context *context, dz_align__path *path, const dz_align__model *model,
                                 const dz_align__prior *prior)
{
    first_search search = {context, model, NULL, 0};
    const dz_align__side *source = model->source, *target = model->target;
    stretch whole = {{0, 0}, {source->count, target->count}};
    *path = (dz_align__path){0};
    dz_status status = DZ_OK;
    if ((uint64_t)source->count * target->count > FULL_GRID_CELLS)
        status = dz_align__anchors(context, &search.anchors, &search.anchor_count, source, target, &prior->forward);
    if (status == DZ_OK)
        status = search_stretch(&search, path, &whole, FIRST_WIDTH);
    for (uint32_t width = 2 * FIRST_WIDTH; status == DZ_OK && width <= WIDEST && first_at_edge(path); width *= 2)
        status = widen(&search, path, width);
    const dz_align__step *lost = status == DZ_OK ? first_at_edge(path) : NULL;
    if (lost)
        dz_context__log(context, "sentences %u and %u, and perhaps more: no words say where they belong; look there",
                        source->numbers[lost->i < source->count ? lost->i : source->count - 1],
                        target->numbers[lost->j < target->count ? lost->j : target->count - 1]);
    dz_memory__free(context, search.anchors);
    if (status != DZ_OK)
        dz_align__path_free(context, path);
    return status;
}
