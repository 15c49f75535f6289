/* The lexical scores of a few rows of the grid, made together.
 *
 *             columns (target sentences)
 *           c0                         c1
 *   rows r0 +--------------------------+   forward, lane a - 1: source window of a sentences that begins at the row,
 *           |      in the band: \\\    |       against each target sentence; prefix sums along the row
 *           |                    \\\   |   backward, lane b - 1: target window of b sentences that begins at the
 * column, r1 +--------------------------+       against each source sentence; prefix sums down the column | rows that
 * windows reach  |
 *           +--------------------------+
 *
 * A bead's lexical score is then two differences of prefix sums, whatever its size. */
#ifndef DZ_ALIGN_TILE_H
#define DZ_ALIGN_TILE_H

#include "align/band.h"
#include "align/model.h"
#include "base/array.h"

/* The scores of all sizes of window stand side by side, so that they are made together. */
#define DZ_TILE_LANES 8

/* The words of one side that stand in the tile, numbered from 0. */
typedef struct dz_align__words {
    const dz_align__side *side;
    uint32_t first;            /* sentence */
    DZ_ARRAY(uint32_t) words;  /* by number */
    DZ_ARRAY(uint32_t) tokens; /* of the sentences, as numbers */
    uint32_t *numbers;         /* by word: its number + 1, or 0 */
} dz_align__words;

/* What a word gives one of the other side. */
typedef struct dz_align__gift {
    uint32_t number;
    float weight;
} dz_align__gift;

/* One direction: windows of the asking side against each sentence of the answering side. */
typedef struct dz_align__half {
    const dz_align__table *table;
    const dz_align__words *asking;
    const dz_align__words *answering;
    DZ_ARRAY(size_t) starts; /* of the gifts of each asking word, and the end */
    DZ_ARRAY(dz_align__gift)
    gifts;                /* to the words in the tile: a row of the table may name hundreds, and few are near */
    DZ_ARRAY(float) sums; /* lanes by answering word: what the windows give it */
    float *scores;        /* lanes by row and column of the tile: prefix sums along the answering side */
} dz_align__half;

typedef struct dz_align__tile {
    dz_context *context;
    const dz_align__model *model;
    const dz_align__band *band;
    uint32_t row, row_end;       /* source sentences where beads begin */
    uint32_t reach;              /* row_end + DZ_BEAD_SPAN - 1, cut at the end of the text */
    uint32_t column, column_end; /* target sentences */
    dz_align__words source;
    dz_align__words target;
    dz_align__half forward;
    dz_align__half backward;
    size_t capacity; /* floats in the scores of each */
    float *pairs;    /* cosines of sentences by row and column; NULL where the user gave no vectors */
} dz_align__tile;

dz_status dz_align__tile_init(dz_context *context, dz_align__tile *tile, const dz_align__model *model,
                              const dz_align__band *band);

/* Fills the tile for beads that begin in rows row .. row_end - 1. */
dz_status dz_align__tile_fill(dz_align__tile *tile, uint32_t row, uint32_t row_end);

/* The scores of all beads that begin at node (i, j), i inside the tile's rows; those that leave the band stay. */
void dz_align__tile_scores(const dz_align__tile *tile, uint32_t i, uint32_t j, float *scores);

void dz_align__tile_free(dz_align__tile *tile);

#endif
