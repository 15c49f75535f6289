/* Which turns of the two texts translate each other. */
#ifndef DZ_ALIGN_BLOCKS_H
#define DZ_ALIGN_BLOCKS_H

#include "align/passes.h"
#include "base/array.h"

typedef DZ_ARRAY(dz_align__region) dz_align__regions;

/* Cuts the sides into regions: matched turns, what stands between matched turns on both sides, and what one side leaves
 * out. Turns are matched in order first (dynamic programming over what their words say); then those left over on both
 * sides where the evidence is strong, whatever their order, unless `monotone`. Texts without turns are one region. */
dz_status dz_align__find_regions(dz_context *context, dz_align__regions *regions, const dz_align__model *model,
                                 const dz_document *source, const dz_document *target, bool monotone);

#endif
