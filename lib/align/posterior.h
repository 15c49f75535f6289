/* How probable each bead is, and the path of the beads that are most probable together. */
#ifndef DZ_ALIGN_POSTERIOR_H
#define DZ_ALIGN_POSTERIOR_H

#include "align/search.h"

/* Sums over all paths inside the band (forward and backward, as for hidden Markov models) and chooses the path with the
 * largest sum of (posterior - a threshold) by bead: it has the most beads right on average, which the single best path
 * need not have. `path` is the best path, inside the band, and becomes the chosen one. Steps come with their posteriors
 * as scores. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__decode(dz_context *context, dz_align__path *path, const dz_align__model *model,
                           const dz_align__band *band);

#endif
