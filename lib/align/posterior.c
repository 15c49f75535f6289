#include "align/posterior.h"

#include <math.h>
#include <string.h>

#include "align/tile.h"

#define TILE_ROWS 32
#define LOG_ZERO (-1e300)

/* Nodes of the band, row after row. */
typedef struct node_lattice {
    const dz_align__band *band;
    float scale; /* of the scores */
    float threshold;
    size_t *offsets;
    double *ahead;  /* log sum over paths from the beginning */
    double *behind; /* log sum over paths to the end */
    float *gains;   /* of the best path from here to the end */
    float *chosen;  /* posterior of the first bead of that path */
    uint8_t *types; /* and its type */
} node_lattice;

static void free_lattice(dz_context *context, node_lattice *lattice)
{
    dz_memory__free(context, lattice->offsets);
    dz_memory__free(context, lattice->ahead);
    dz_memory__free(context, lattice->behind);
    dz_memory__free(context, lattice->gains);
    dz_memory__free(context, lattice->chosen);
    dz_memory__free(context, lattice->types);
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
    if (!lattice->offsets || !lattice->ahead || !lattice->behind || !lattice->gains || !lattice->chosen ||
        !lattice->types)
        return DZ_ERROR_MEMORY;
    size_t offset = 0;
    for (uint32_t row = 0; row <= band->rows; row++) {
        lattice->offsets[row] = offset;
        offset += (size_t)band->high[row] - band->low[row] + 1;
    }
    for (size_t i = 0; i < cells; i++)
        lattice->ahead[i] = lattice->behind[i] = LOG_ZERO;
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

/* Calls for each bead that begins at a node and stays in the band; gives its end and its scaled score. */
static bool bead_from(const node_lattice *lattice, const dz_align__tile *tile, uint32_t i, uint32_t j, unsigned type,
                      size_t *to, double *score)
{
    const dz_align__band *band = lattice->band;
    uint32_t to_i = i + dz_align__types[type].source, to_j = j + dz_align__types[type].target;
    if (to_i > band->rows || to_j < band->low[to_i] || to_j > band->high[to_i])
        return false;
    *to = node_at(lattice, to_i, to_j);
    bool last_row = i == band->rows;
    *score =
        (double)(last_row ? dz_align__model_shape(tile->model, i, j, type) : dz_align__tile_score(tile, i, j, type)) *
        (double)lattice->scale;
    return true;
}

static void pass_ahead(node_lattice *lattice, const dz_align__tile *tile, uint32_t i, uint32_t j)
{
    double here = lattice->ahead[node_at(lattice, i, j)], score;
    size_t to;
    if (here <= LOG_ZERO)
        return;
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++)
        if (bead_from(lattice, tile, i, j, type, &to, &score))
            lattice->ahead[to] = log_add(lattice->ahead[to], here + score);
}

/* Sums the paths to the end, and chooses among the beads that begin here. All that begins later is done. */
static void pass_behind(node_lattice *lattice, const dz_align__tile *tile, uint32_t i, uint32_t j, double total)
{
    size_t here = node_at(lattice, i, j), to;
    double sum = LOG_ZERO, score;
    float best = -INFINITY;
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++) {
        if (!bead_from(lattice, tile, i, j, type, &to, &score) || lattice->behind[to] <= LOG_ZERO)
            continue;
        double through = score + lattice->behind[to];
        sum = log_add(sum, through);
        float posterior = (float)exp(lattice->ahead[here] + through - total);
        float gain = posterior - lattice->threshold + lattice->gains[to];
        if (gain > best) {
            best = gain;
            lattice->types[here] = (uint8_t)type;
            lattice->chosen[here] = posterior < 1 ? posterior : 1;
        }
    }
    lattice->behind[here] = sum;
    lattice->gains[here] = best;
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
    for (uint32_t j = band->columns; j-- > band->low[band->rows];)
        pass_behind(lattice, tile, band->rows, j, total);
    uint32_t tiles = (band->rows + TILE_ROWS - 1) / TILE_ROWS;
    for (uint32_t n = tiles; n-- > 0 && status == DZ_OK;) {
        uint32_t row = n * TILE_ROWS, end = row + TILE_ROWS < band->rows ? row + TILE_ROWS : band->rows;
        if ((status = dz_align__tile_fill(tile, row, end)) != DZ_OK)
            return status;
        for (uint32_t i = end; i-- > row;)
            for (uint32_t j = band->high[i] + 1; j-- > band->low[i];)
                pass_behind(lattice, tile, i, j, total);
        status = dz_context__progress(context, "decode", band->rows - row / 2, band->rows);
    }
    return status;
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
        path->steps[path->count++] = (dz_align__step){i, j, type, 0, lattice->chosen[here]};
        i += dz_align__types[type].source;
        j += dz_align__types[type].target;
    }
    return DZ_OK;
}

dz_status dz_align__decode(dz_context *context, dz_align__path *path, const dz_align__model *model,
                           const dz_align__band *band)
{
    *path = (dz_align__path){0};
    node_lattice lattice = {.scale = model->settings->posterior_scale, .threshold = model->settings->threshold};
    dz_align__tile tile = {.context = context};
    dz_status status = allocate_lattice(context, &lattice, band);
    if (status != DZ_OK)
        goto done;
    if ((status = dz_align__tile_init(context, &tile, model, band)) != DZ_OK)
        goto done;
    if ((status = run_ahead(context, &lattice, &tile)) != DZ_OK)
        goto done;
    if ((status = run_behind(context, &lattice, &tile)) != DZ_OK)
        goto done;
    status = follow(context, path, &lattice);
done:
    dz_align__tile_free(&tile);
    free_lattice(context, &lattice);
    return status;
}
