/* Where beads that a person fixed part the texts. */
#ifndef DZ_ALIGN_CUTS_H
#define DZ_ALIGN_CUTS_H

#include "align/blocks.h"

/* Cuts the regions at the fixed beads that stand in order. A fixed bead may also be a passage that was moved: where
 * what surrounds it says that the texts run past it, and not through it, it cuts nothing, unless `monotone`. Errors:
 * DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__cut_regions(dz_context *context, dz_align__regions *regions, const dz_align__model *model,
                                const dz_align__prior *prior, const dz_align__decisions *decisions, bool monotone);

#endif
