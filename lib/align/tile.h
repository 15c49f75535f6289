/* The lexical scores of a few rows of the grid, made together.
 *
 *             columns (target sentences)
 *           c0                         c1
 *   rows r0 +--------------------------+   forward[a]:  source window of a sentences that begins at the row, against
 *           |      in the band: \\\    |                each target sentence; prefix sums along the row
 *           |                    \\\   |   backward[b]: each source sentence against the target window of b sentences
 *        r1 +--------------------------+                that begins at the column; prefix sums down the column
 *           | rows that windows reach  |
 *           +--------------------------+
 *
 * A bead's lexical score is then two differences of prefix sums, whatever its size. */
#ifndef DZ_ALIGN_TILE_H
#define DZ_ALIGN_TILE_H

#include "align/band.h"
#include "align/model.h"

typedef struct dz_align__tile {
    dz_context *context;
    const dz_align__model *model;
    const dz_align__band *band;
    uint32_t row, row_end;       /* source sentences where beads begin */
    uint32_t reach;              /* row_end + DZ_BEAD_SPAN - 1, cut at the end of the text */
    uint32_t column, column_end; /* target sentences */
    float *forward[DZ_BEAD_SPAN];
    float *backward[DZ_BEAD_SPAN];
    size_t capacity;    /* floats in each of them */
    float *source_sums; /* by target word: what the window gives it */
    float *target_sums;
} dz_align__tile;

dz_status dz_align__tile_init(dz_context *context, dz_align__tile *tile, const dz_align__model *model,
                              const dz_align__band *band);

/* Fills the tile for beads that begin in rows row .. row_end - 1. */
dz_status dz_align__tile_fill(dz_align__tile *tile, uint32_t row, uint32_t row_end);

/* The score of a bead that begins at node (i, j), i inside the tile's rows. */
float dz_align__tile_score(const dz_align__tile *tile, uint32_t i, uint32_t j, unsigned type);

void dz_align__tile_free(dz_align__tile *tile);

#endif
