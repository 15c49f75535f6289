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
#include "base/array.h"

/* What each sentence of one side gives the words of the other that stand in the tile: a word's row may name hundreds,
 * and few of them are near. */
typedef struct dz_align__gift {
    uint32_t word;
    float weight;
} dz_align__gift;

typedef struct dz_align__gifts {
    uint32_t first;          /* sentence */
    DZ_ARRAY(size_t) starts; /* by sentence from `first` on, and the end */
    DZ_ARRAY(dz_align__gift) items;
    uint32_t *marks; /* by word of the other side: the number of the last fill in which it stood in the tile */
} dz_align__gifts;

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
    dz_align__gifts source_gifts;
    dz_align__gifts target_gifts;
    uint32_t fill; /* number of this fill */
} dz_align__tile;

dz_status dz_align__tile_init(dz_context *context, dz_align__tile *tile, const dz_align__model *model,
                              const dz_align__band *band);

/* Fills the tile for beads that begin in rows row .. row_end - 1. */
dz_status dz_align__tile_fill(dz_align__tile *tile, uint32_t row, uint32_t row_end);

/* The score of a bead that begins at node (i, j), i inside the tile's rows. */
float dz_align__tile_score(const dz_align__tile *tile, uint32_t i, uint32_t j, unsigned type);

void dz_align__tile_free(dz_align__tile *tile);

#endif
