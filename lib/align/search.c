#include "align/search.h"

#include <math.h>
#include <string.h>

#include "align/tile.h"

/* Rows of a tile: enough that the rows which windows reach beyond it cost little. */
#define TILE_ROWS 64
#define NO_TYPE 255

/* The nodes of the band in one array, row after row. */
typedef struct node_grid {
    const dz_align__band *band;
    size_t *offsets; /* of each row's first node */
    float *best;
    uint8_t *types; /* of the bead that ends there */
} node_grid;

static dz_status allocate_grid(dz_context *context, node_grid *grid, const dz_align__band *band)
{
    size_t cells = dz_align__band_cells(band);
    grid->band = band;
    grid->offsets = dz_memory__allocate(context, (band->rows + (size_t)1) * sizeof *grid->offsets);
    grid->best = dz_memory__allocate(context, cells * sizeof *grid->best);
    grid->types = dz_memory__allocate(context, cells);
    if (!grid->offsets || !grid->best || !grid->types)
        return DZ_ERROR_MEMORY;
    size_t offset = 0;
    for (uint32_t row = 0; row <= band->rows; row++) {
        grid->offsets[row] = offset;
        offset += (size_t)band->high[row] - band->low[row] + 1;
    }
    for (size_t i = 0; i < cells; i++)
        grid->best[i] = -INFINITY;
    memset(grid->types, NO_TYPE, cells);
    return DZ_OK;
}

static void free_grid(dz_context *context, node_grid *grid)
{
    dz_memory__free(context, grid->offsets);
    dz_memory__free(context, grid->best);
    dz_memory__free(context, grid->types);
}

static bool in_band(const dz_align__band *band, uint32_t i, uint32_t j)
{
    return i <= band->rows && j >= band->low[i] && j <= band->high[i];
}

/* Carries the best score of node (i, j) on along every bead that begins there. */
static void relax(node_grid *grid, const dz_align__tile *tile, uint32_t i, uint32_t j)
{
    const dz_align__band *band = grid->band;
    float here = grid->best[grid->offsets[i] + j - band->low[i]];
    float scores[DZ_BEAD_TYPES];
    if (here == -INFINITY)
        return;
    dz_align__tile_scores(tile, i, j, scores);
    for (unsigned type = 0; type < DZ_BEAD_TYPES; type++) {
        uint32_t to_i = i + dz_align__types[type].source, to_j = j + dz_align__types[type].target;
        if (!in_band(band, to_i, to_j))
            continue;
        float score = here + scores[type];
        size_t place = grid->offsets[to_i] + to_j - band->low[to_i];
        if (score > grid->best[place]) {
            grid->best[place] = score;
            grid->types[place] = (uint8_t)type;
        }
    }
}

/* The last row has no source sentence left: only empty beads lead along it. */
static void relax_last_row(node_grid *grid, const dz_align__model *model)
{
    const dz_align__band *band = grid->band;
    unsigned type = DZ_BEAD_TYPES - 1; /* 0-1 */
    for (uint32_t j = band->low[band->rows]; j < band->columns; j++) {
        size_t place = grid->offsets[band->rows] + j - band->low[band->rows];
        float score = grid->best[place] + dz_align__model_shape(model, band->rows, j, type);
        if (score > grid->best[place + 1]) {
            grid->best[place + 1] = score;
            grid->types[place + 1] = (uint8_t)type;
        }
    }
}

static dz_status fill_grid(dz_context *context, node_grid *grid, dz_align__tile *tile)
{
    const dz_align__band *band = grid->band;
    dz_status status = DZ_OK;
    grid->best[0] = 0;
    for (uint32_t row = 0; row < band->rows && status == DZ_OK; row += TILE_ROWS) {
        uint32_t end = row + TILE_ROWS < band->rows ? row + TILE_ROWS : band->rows;
        if ((status = dz_align__tile_fill(tile, row, end)) != DZ_OK)
            return status;
        for (uint32_t i = row; i < end; i++)
            for (uint32_t j = band->low[i]; j <= band->high[i]; j++)
                relax(grid, tile, i, j);
        status = dz_context__progress(context, "align", end, band->rows);
    }
    relax_last_row(grid, tile->model);
    return status;
}

static size_t count_steps(const node_grid *grid)
{
    uint32_t i = grid->band->rows, j = grid->band->columns;
    size_t count = 0;
    while (i || j) {
        uint8_t type = grid->types[grid->offsets[i] + j - grid->band->low[i]];
        i -= dz_align__types[type].source;
        j -= dz_align__types[type].target;
        count++;
    }
    return count;
}

static bool touches_edge(const dz_align__band *band, uint32_t i, uint32_t j)
{
    return (j == band->low[i] && j > 0) || (j == band->high[i] && j < band->columns);
}

static dz_status trace_path(dz_context *context, dz_align__path *path, const node_grid *grid)
{
    const dz_align__band *band = grid->band;
    path->count = count_steps(grid);
    path->steps = dz_memory__allocate(context, path->count * sizeof *path->steps);
    if (!path->steps)
        return DZ_ERROR_MEMORY;
    uint32_t i = band->rows, j = band->columns;
    for (size_t n = path->count; n-- > 0;) {
        size_t place = grid->offsets[i] + j - band->low[i];
        uint8_t type = grid->types[place];
        float score = grid->best[place];
        i -= dz_align__types[type].source;
        j -= dz_align__types[type].target;
        score -= grid->best[grid->offsets[i] + j - band->low[i]];
        path->steps[n] =
            (dz_align__step){.i = i, .j = j, .type = type, .at_edge = touches_edge(band, i, j), .score = score};
    }
    return DZ_OK;
}

dz_status dz_align__search(dz_context *context, dz_align__path *path, const dz_align__model *model,
                           const dz_align__band *band)
{
    *path = (dz_align__path){0};
    node_grid grid = {0};
    dz_align__tile tile = {.context = context};
    dz_status status = allocate_grid(context, &grid, band);
    if (status != DZ_OK)
        goto done;
    if ((status = dz_align__tile_init(context, &tile, model, band)) != DZ_OK)
        goto done;
    if ((status = fill_grid(context, &grid, &tile)) != DZ_OK)
        goto done;
    if ((status = trace_path(context, path, &grid)) != DZ_OK)
        *path = (dz_align__path){0};
done:
    dz_align__tile_free(&tile);
    free_grid(context, &grid);
    return status;
}

void dz_align__path_free(dz_context *context, dz_align__path *path)
{
    dz_memory__free(context, path->steps);
    *path = (dz_align__path){0};
}
