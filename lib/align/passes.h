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

/* The region of steps that a person fixed: they stand at the path's end, and the words are learned from them, too. */
#define DZ_FIXED_REGION UINT32_MAX

/* The best path of a region alone, as the first pass finds it; steps count from the region's beginning. */
dz_status dz_align__first_path(dz_context *context, dz_align__path *path, const dz_align__model *model,
                               const dz_align__prior *prior, const dz_align__region *region);

/* The beads of all regions, region after region, with posteriors as scores, then those that were fixed and that the
 * model has a type for; the model comes with the tables of the prior, and goes with what the last pass scored with.
 * Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__passes(dz_context *context, dz_align__path *path, dz_align__model *model,
                           const dz_align__prior *prior, const dz_align__region *regions, size_t region_count);

#endif
