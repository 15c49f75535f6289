#include "align/posterior.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/fine.h"
#include "align/tile.h"

#define TILE_ROWS 64
#define LOG_ZERO (-1e300)

/* Beads less probable than this are not looked at again; none that is can be surer than the rest of one. */
#define LEAST_POSTERIOR 3e-4f

/* Where the beads of the best path are less probable than this on average, over so many to each side, nothing is known:
 * all sentences are alike. */
#define NOTHING_KNOWN 0.3f
#define AROUND 6

/* A bead that is looked at again with the order of its words. */
typedef struct lattice_arc {
    uint32_t i, j;
    uint8_t type;
    float score;
} lattice_arc;

typedef DZ_ARRAY(lattice_arc) arc_array;

/* Nodes of the band, row after row. */
typedef struct node_lattice {
    arc_array arcs; /* from the end to the beginning */
    const dz_align__band *band;
    float scale; /* of the scores */
    float threshold;
    size_t *offsets;
    double *ahead;  /* log sum over paths from the beginning */
    double *behind; /* log sum over paths to the end */
    float *gains;   /* of the best path from here to the end */
    float *chosen;  /* posterior of the first bead of that path */
    uint8_t *types; /* and its type */
    uint8_t *best;  /* types of the path that was the best before, by node */
    float *best_posteriors;
} node_lattice;

static void free_lattice(dz_context *context, node_lattice *lattice)
{
    dz_array__free(context, &lattice->arcs);
    dz_memory__free(context, lattice->offsets);
    dz_memory__free(context, lattice->ahead);
    dz_memory__free(context, lattice->behind);
    dz_memory__free(context, lattice->gains);
    dz_memory__free(context, lattice->chosen);
    dz_memory__free(context, lattice->types);
    dz_memory__free(context, lattice->best);
    dz_memory__free(context, lattice->best_posteriors);
}

static dz_status allocate_lattice(dz_context *context, node_lattice *lattice, const dz_align__band *band)
{
    size_t cells = dz_align__band_cells(band);
    lattice->band = band;
    lattice->offsets = dz_memory__allocate(context, (band->rows + (size_t)1) * sizeof *lattice->offsets);
    lattice->ahead = dz_memory__allocate(context, cells * sizeof *lattice->ahead);
    lattice->behind = dz_memory__allocate(context, cells * sizeof *lattice->behind);
    lattice->gains = dz_memory__allocate(context, cells * sizeof *lattice->gains);
    lattice->chosen = dz_memory__zeroed(context, cells, sizeof *lattice->chosen);
    lattice->types = dz_memory__zeroed(context, cells, sizeof *lattice->types);
    lattice->best = dz_memory__allocate(context, cells);
    lattice->best_posteriors = dz_memory__zeroed(context, cells, sizeof *lattice->best_posteriors);
    if (!lattice->offsets || !lattice->ahead || !lattice->behind || !lattice->gains || !lattice->chosen ||
        !lattice->types || !lattice->best || !lattice->best_posteriors)
        return DZ_ERROR_MEMORY;
    size_t offset = 0;
    for (uint32_t row = 0; row <= band->rows; row++) {
        lattice->offsets[row] = offset;
        offset += (size_t)band->high[row] - band->low[row] + 1;
    }
    for (size_t i = 0; i < cells; i++)
        lattice->ahead[i] = lattice->behind[i] = LOG_ZERO;
    memset(lattice->best, DZ_BEAD_TYPES, cells);
    return DZ_OK;
}

static size_t node_at(const node_lattice *lattice, uint32_t i, uint32_t j)
{
    return lattice->offsets[i] + j - lattice->band->low[i];
}

static double log_add(double a, double b)
{
    double high = a > b ? a : b, low = a > b ? b : a;
    return low <= high - 40 ? high : high + log1p(exp(low - high));
}

/* The scores of the beads that begin at a node; in the last row only empty ones do. */
static void score_beads(const node_lattice *lattice, const dz_align__tile *tile, uint32_t i, uint32_t j, float *scores)
{
    if (i == lattice->band->rows)
        dz_align__model_shapes(tile->model, i, j, scores);
    else
        dz_align__tile_scores(tile, i, j, scores);
}

/* The node where a bead ends; false where that is outside the band. */
static bool end_of(const node_lattice *lattice, uint32_t i, uint32_t j, unsigned type, size_t *to)
{
    const dz_align__band *band = lattice->band;
    uint32_t to_i = i + dz_align__types[type].source, to_j = j + dz_align__types[type].target;
    if (to_i > band->rows || to_j < band->low[to_i] || to_j > band->high[to_i])
        return false;
    *to = node_at(lattice, to_i, to_j);
    return true;
}

static void pass_ahead(node_lattice *lattice, const dz_align__tile *tile, uint32_t i, uint32_t j)
{
    double here = lattice->ahead[node_at(lattice, i, j)];
    float scores[DZ_BEAD_TYPES];
    size_t to;
    if (here <= LOG_ZERO)
        return;
    score_beads(lattice, tile, i, j, scores);
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++)
        if (end_of(lattice, i, j, type, &to))
            lattice->ahead[to] = log_add(lattice->ahead[to], here + (double)(scores[type] * lattice->scale));
}

/* What choosing a bead is worth. One of several sentences on both sides stands where as many smaller ones could, and
 * must be worth as much. */
static float gain_of(const node_lattice *lattice, unsigned type, float posterior)
{
    dz_align__type shape = dz_align__types[type];
    uint8_t least = shape.source < shape.target ? shape.source : shape.target;
    return posterior - lattice->threshold * (float)(least ? least : 1);
}

/* Sums the paths to the end, and chooses among the beads that begin here. All that begins later is done. */
static dz_status pass_behind(node_lattice *lattice, const dz_align__tile *tile, uint32_t i, uint32_t j, double total)
{
    size_t here = node_at(lattice, i, j), to;
    double sum = LOG_ZERO;
    float best = -INFINITY, scores[DZ_BEAD_TYPES];
    score_beads(lattice, tile, i, j, scores);
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++) {
        if (!end_of(lattice, i, j, type, &to) || lattice->behind[to] <= LOG_ZERO)
            continue;
        double score = (double)(scores[type] * lattice->scale);
        double through = score + lattice->behind[to];
        sum = log_add(sum, through);
        float posterior = (float)exp(lattice->ahead[here] + through - total);
        float gain = gain_of(lattice, type, posterior) + lattice->gains[to];
        if (gain > best) {
            best = gain;
            lattice->types[here] = (uint8_t)type;
            lattice->chosen[here] = posterior < 1 ? posterior : 1;
        }
        if (lattice->best[here] == type)
            lattice->best_posteriors[here] = posterior;
        lattice_arc arc = {i, j, (uint8_t)type, (float)score};
        if (posterior >= LEAST_POSTERIOR && dz_array__push(tile->context, &lattice->arcs, arc) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    lattice->behind[here] = sum;
    lattice->gains[here] = best;
    return DZ_OK;
}

static dz_status run_ahead(dz_context *context, node_lattice *lattice, dz_align__tile *tile)
{
    const dz_align__band *band = lattice->band;
    dz_status status = DZ_OK;
    lattice->ahead[0] = 0;
    for (uint32_t row = 0; row < band->rows && status == DZ_OK; row += TILE_ROWS) {
        uint32_t end = row + TILE_ROWS < band->rows ? row + TILE_ROWS : band->rows;
        if ((status = dz_align__tile_fill(tile, row, end)) != DZ_OK)
            return status;
        for (uint32_t i = row; i < end; i++)
            for (uint32_t j = band->low[i]; j <= band->high[i]; j++)
                pass_ahead(lattice, tile, i, j);
        status = dz_context__progress(context, "decode", end / 2, band->rows);
    }
    for (uint32_t j = band->low[band->rows]; j <= band->columns; j++)
        pass_ahead(lattice, tile, band->rows, j);
    return status;
}

static dz_status run_behind(dz_context *context, node_lattice *lattice, dz_align__tile *tile)
{
    const dz_align__band *band = lattice->band;
    dz_status status = DZ_OK;
    size_t last = node_at(lattice, band->rows, band->columns);
    double total = lattice->ahead[last];
    lattice->behind[last] = 0;
    lattice->gains[last] = 0;
    for (uint32_t j = band->columns; j-- > band->low[band->rows] && status == DZ_OK;)
        status = pass_behind(lattice, tile, band->rows, j, total);
    uint32_t tiles = (band->rows + TILE_ROWS - 1) / TILE_ROWS;
    for (uint32_t n = tiles; n-- > 0 && status == DZ_OK;) {
        uint32_t row = n * TILE_ROWS, end = row + TILE_ROWS < band->rows ? row + TILE_ROWS : band->rows;
        if ((status = dz_align__tile_fill(tile, row, end)) != DZ_OK)
            return status;
        for (uint32_t i = end; i-- > row;)
            for (uint32_t j = band->high[i] + 1; j-- > band->low[i] && status == DZ_OK;)
                status = pass_behind(lattice, tile, i, j, total);
        if (status == DZ_OK)
            status = dz_context__progress(context, "decode", band->rows - row / 2, band->rows);
    }
    return status;
}

/* The best path's own beads stay even where they are improbable, so that there is a path. */
static dz_status keep_path(dz_context *context, node_lattice *lattice, const dz_align__path *path)
{
    for (size_t n = 0; n < path->count; n++) {
        const dz_align__step *step = &path->steps[n];
        lattice_arc arc = {step->i, step->j, step->type, -20};
        if (step->score < LEAST_POSTERIOR && dz_array__push(context, &lattice->arcs, arc) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

/* Where nothing is known the best path is kept, or the fewest beads would be chosen; its beads are forgotten elsewhere.
 */
static void forget_best(node_lattice *lattice, const dz_align__path *path)
{
    double sum = 0;
    for (size_t n = 0; n < path->count + AROUND; n++) {
        if (n < path->count)
            sum += (double)lattice->best_posteriors[node_at(lattice, path->steps[n].i, path->steps[n].j)];
        if (n > 2 * AROUND) {
            const dz_align__step *gone = &path->steps[n - 2 * AROUND - 1];
            sum -= (double)lattice->best_posteriors[node_at(lattice, gone->i, gone->j)];
        }
        if (n < AROUND)
            continue;
        size_t middle = n - AROUND, first = middle > AROUND ? middle - AROUND : 0;
        size_t last = n < path->count ? n : path->count - 1;
        if (sum > (double)(NOTHING_KNOWN * (float)(last - first + 1)))
            lattice->best[node_at(lattice, path->steps[middle].i, path->steps[middle].j)] = DZ_BEAD_TYPES;
    }
}

static int compare_arcs(const void *left, const void *right)
{
    const lattice_arc *a = left, *b = right;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    if (a->j != b->j)
        return a->j < b->j ? -1 : 1;
    return (a->type > b->type) - (a->type < b->type);
}

static dz_status score_arcs(dz_context *context, node_lattice *lattice, const dz_align__model *model)
{
    dz_align__fine fine = {0};
    dz_status status = dz_align__fine_init(context, &fine, model);
    for (size_t n = 0; n < lattice->arcs.count && status == DZ_OK; n++) {
        lattice_arc *arc = &lattice->arcs.items[n];
        dz_align__type shape = dz_align__types[arc->type];
        if (!shape.source || !shape.target)
            continue;
        status = dz_align__fine_score(&fine, arc->i, arc->j, arc->type, &arc->score);
        arc->score *= lattice->scale;
    }
    dz_align__fine_free(&fine);
    return status;
}

static size_t arc_end(const node_lattice *lattice, const lattice_arc *arc)
{
    return node_at(lattice, arc->i + dz_align__types[arc->type].source, arc->j + dz_align__types[arc->type].target);
}

/* The sums and the choice again, over the beads that were kept. */
static void decode_arcs(node_lattice *lattice)
{
    const dz_align__band *band = lattice->band;
    size_t cells = lattice->offsets[band->rows] + band->high[band->rows] - band->low[band->rows] + 1;
    for (size_t n = 0; n < cells; n++) {
        lattice->ahead[n] = lattice->behind[n] = LOG_ZERO;
        lattice->gains[n] = -INFINITY;
    }
    lattice->ahead[0] = 0;
    lattice->behind[cells - 1] = 0;
    lattice->gains[cells - 1] = 0;
    for (size_t n = 0; n < lattice->arcs.count; n++) {
        const lattice_arc *arc = &lattice->arcs.items[n];
        double *to = &lattice->ahead[arc_end(lattice, arc)], here = lattice->ahead[node_at(lattice, arc->i, arc->j)];
        if (here > LOG_ZERO)
            *to = log_add(*to, here + (double)arc->score);
    }
    for (size_t n = lattice->arcs.count; n-- > 0;) {
        const lattice_arc *arc = &lattice->arcs.items[n];
        size_t here = node_at(lattice, arc->i, arc->j), to = arc_end(lattice, arc);
        if (lattice->behind[to] <= LOG_ZERO || lattice->ahead[here] <= LOG_ZERO)
            continue;
        double through = (double)arc->score + lattice->behind[to];
        lattice->behind[here] = log_add(lattice->behind[here], through);
        float posterior = (float)exp(lattice->ahead[here] + through - lattice->ahead[cells - 1]);
        bool kept = lattice->best[here] == arc->type;
        float gain = (kept ? 0 : gain_of(lattice, arc->type, posterior)) + lattice->gains[to];
        if (gain > lattice->gains[here]) {
            lattice->gains[here] = gain;
            lattice->types[here] = arc->type;
            lattice->chosen[here] = (posterior < 1 ? posterior : 1) * (1 - LEAST_POSTERIOR);
        }
    }
}

static dz_status follow(dz_context *context, dz_align__path *path, const node_lattice *lattice)
{
    const dz_align__band *band = lattice->band;
    path->steps = dz_memory__allocate(context, ((size_t)band->rows + band->columns) * sizeof *path->steps);
    if (!path->steps)
        return DZ_ERROR_MEMORY;
    for (uint32_t i = 0, j = 0; i < band->rows || j < band->columns;) {
        size_t here = node_at(lattice, i, j);
        uint8_t type = lattice->types[here];
        path->steps[path->count++] = (dz_align__step){.i = i, .j = j, .type = type, .score = lattice->chosen[here]};
        i += dz_align__types[type].source;
        j += dz_align__types[type].target;
    }
    return DZ_OK;
}

/* Scores the probable beads with the order of their words, and chooses among them. */
static dz_status look_again(dz_context *context, node_lattice *lattice, dz_align__path *path,
                            const dz_align__model *model)
{
    dz_status status = keep_path(context, lattice, path);
    if (status == DZ_OK)
        status = score_arcs(context, lattice, model);
    if (status != DZ_OK)
        return status;
    if (lattice->arcs.count)
        qsort(lattice->arcs.items, lattice->arcs.count, sizeof *lattice->arcs.items, compare_arcs);
    decode_arcs(lattice);
    dz_align__path_free(context, path);
    return follow(context, path, lattice);
}

dz_status dz_align__decode(dz_context *context, dz_align__path *path, const dz_align__model *model,
                           const dz_align__band *band)
{
    node_lattice lattice = {.scale = model->settings->posterior_scale, .threshold = model->settings->threshold};
    dz_align__tile tile = {.context = context};
    dz_status status = allocate_lattice(context, &lattice, band);
    if (status != DZ_OK)
        goto done;
    for (size_t n = 0; n < path->count; n++)
        lattice.best[node_at(&lattice, path->steps[n].i, path->steps[n].j)] = path->steps[n].type;
    if ((status = dz_align__tile_init(context, &tile, model, band)) != DZ_OK)
        goto done;
    if ((status = run_ahead(context, &lattice, &tile)) != DZ_OK)
        goto done;
    if ((status = run_behind(context, &lattice, &tile)) != DZ_OK)
        goto done;
    forget_best(&lattice, path);
    dz_align__path_free(context, path);
    if ((status = follow(context, path, &lattice)) != DZ_OK)
        goto done;
    if (model->settings->fine > 0)
        status = look_again(context, &lattice, path, model);
done:
    if (status != DZ_OK)
        dz_align__path_free(context, path);
    dz_align__tile_free(&tile);
    free_lattice(context, &lattice);
    return status;
}
