/* The passes of an alignment: search, learn from what was found, search again. */
#ifndef DZ_ALIGN_PASSES_H
#define DZ_ALIGN_PASSES_H

#include "align/prior.h"
#include "align/search.h"

/* Stretches of the two sides that translate each other. They may cross; no sentence stands in two. One side may be
 * empty: what the other text leaves out. */
typedef struct dz_align__region {
    uint32_t i, i_end;
    uint32_t j, j_end;
} dz_align__region;

/* The beads of all regions, region after region, with posteriors as scores; the model comes with the tables of the
 * prior, and goes with what the last pass scored with. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__passes(dz_context *context, dz_align__path *path, dz_align__model *model,
                           const dz_align__prior *prior, const dz_align__region *regions, size_t region_count);

#endif
