#include "align/band.h"

static dz_status allocate_band(dz_context *context, dz_align__band *band, uint32_t rows, uint32_t columns)
{
    *band = (dz_align__band){.rows = rows, .columns = columns};
    band->low = dz_memory__zeroed(context, (size_t)rows + 1, sizeof *band->low);
    band->high = dz_memory__zeroed(context, (size_t)rows + 1, sizeof *band->high);
    if (band->low && band->high)
        return DZ_OK;
    dz_align__band_free(context, band);
    return DZ_ERROR_MEMORY;
}

dz_status dz_align__band_full(dz_context *context, dz_align__band *band, uint32_t rows, uint32_t columns)
{
    dz_status status = allocate_band(context, band, rows, columns);
    if (status != DZ_OK)
        return status;
    for (uint32_t row = 0; row <= rows; row++)
        band->high[row] = columns;
    return DZ_OK;
}

/* The rows between two points: the line between them, widened by the distance to the nearer. */
static void draw_stretch(dz_align__band *band, dz_align__point from, dz_align__point to, uint32_t width, double slope,
                         uint32_t most)
{
    /* A row goes so far across at least, or the band would fall to pieces. */
    double step = (double)(to.j - from.j) / (to.i - from.i + 1.0);
    for (uint32_t row = from.i; row <= to.i; row++) {
        double way = to.i > from.i ? (double)(row - from.i) / (to.i - from.i) : 0;
        double nearer = row - from.i < to.i - row ? row - from.i : to.i - row;
        double across = way < 0.5 ? way : 1 - way;
        double side = width + slope * (nearer + across * (to.j - from.j));
        if (side > most + step)
            side = most + step;
        double middle = from.j + way * (to.j - from.j);
        double low = middle - side, high = middle + side;
        if (to.i == from.i)
            high = to.j + side;
        if (low < band->low[row])
            band->low[row] = low > 0 ? (uint32_t)low : 0;
        if (high > band->high[row])
            band->high[row] = high < band->columns ? (uint32_t)high : band->columns;
    }
}

/* Makes the edges rise, and every row reach into the next, so that a path can pass. */
static void smooth_edges(dz_align__band *band)
{
    for (uint32_t row = band->rows; row-- > 0;)
        if (band->low[row] > band->low[row + 1])
            band->low[row] = band->low[row + 1];
    for (uint32_t row = 1; row <= band->rows; row++)
        if (band->high[row] < band->high[row - 1])
            band->high[row] = band->high[row - 1];
    for (uint32_t row = 0; row < band->rows; row++) {
        uint32_t high = band->high[row];
        if (band->low[row + 1] <= high)
            continue;
        band->high[row] = band->low[row + 1];
        band->low[row + 1] = high;
    }
    band->low[0] = 0;
    band->high[band->rows] = band->columns;
}

dz_status dz_align__band_around(dz_context *context, dz_align__band *band, uint32_t rows, uint32_t columns,
                                const dz_align__point *points, size_t count, uint32_t width, double slope,
                                uint32_t most)
{
    dz_status status = allocate_band(context, band, rows, columns);
    if (status != DZ_OK)
        return status;
    for (uint32_t row = 0; row <= rows; row++)
        band->low[row] = columns;
    dz_align__point from = {0, 0};
    for (size_t i = 0; i < count; i++) {
        draw_stretch(band, from, points[i], width, slope, most);
        from = points[i];
    }
    draw_stretch(band, from, (dz_align__point){rows, columns}, width, slope, most);
    smooth_edges(band);
    return DZ_OK;
}

size_t dz_align__band_cells(const dz_align__band *band)
{
    size_t cells = 0;
    for (uint32_t row = 0; row <= band->rows; row++)
        cells += (size_t)band->high[row] - band->low[row] + 1;
    return cells;
}

void dz_align__band_free(dz_context *context, dz_align__band *band)
{
    dz_memory__free(context, band->low);
    dz_memory__free(context, band->high);
    *band = (dz_align__band){0};
}
