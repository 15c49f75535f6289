/* The best path of beads through a band. */
#ifndef DZ_ALIGN_SEARCH_H
#define DZ_ALIGN_SEARCH_H

#include "align/band.h"
#include "align/model.h"

/* A bead of a path: sentences i .. i + types[type].source - 1, and so on. */
typedef struct dz_align__step {
    uint32_t i, j;
    uint8_t type;
    bool at_edge;    /* in the search: it begins at the band's edge, and a better path might be outside */
    uint32_t region; /* of the regions aligned together, from 0 */
    float score;     /* in the search: of the model; at the end: a probability */
} dz_align__step;

typedef struct dz_align__path {
    dz_align__step *steps;
    size_t count;
} dz_align__path;

/* Dynamic programming over all beads inside the band: exact there. Time and memory by the band's cells.
 * Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__search(dz_context *context, dz_align__path *path, const dz_align__model *model,
                           const dz_align__band *band);

void dz_align__path_free(dz_context *context, dz_align__path *path);

#endif
