/* The part of the grid that a search looks at: for each row of nodes a run of columns. */
#ifndef DZ_ALIGN_BAND_H
#define DZ_ALIGN_BAND_H

#include "base/memory.h"

/* Node (i, j): i sentences of the source and j of the target are behind. Row i holds columns low[i] .. high[i], both
 * inclusive; low and high never fall. Row 0 holds column 0, and the last row the last column. */
typedef struct dz_align__band {
    uint32_t rows; /* sentences of the source; there are rows + 1 rows of nodes */
    uint32_t columns;
    uint32_t *low;
    uint32_t *high;
} dz_align__band;

typedef struct dz_align__point {
    uint32_t i, j;
} dz_align__point;

dz_status dz_align__band_full(dz_context *context, dz_align__band *band, uint32_t rows, uint32_t columns);

/* A band around the line through the points (ascending in both), at least `width` to each side, and wider in the middle
 * of long stretches without a point: by `slope` of the way to the nearer point, but not by more than `most` columns. */
dz_status dz_align__band_around(dz_context *context, dz_align__band *band, uint32_t rows, uint32_t columns,
                                const dz_align__point *points, size_t count, uint32_t width, double slope,
                                uint32_t most);

size_t dz_align__band_cells(const dz_align__band *band);
void dz_align__band_free(dz_context *context, dz_align__band *band);

#endif
