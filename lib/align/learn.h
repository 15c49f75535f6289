/* Word translation probabilities learned from the texts that are being aligned. */
#ifndef DZ_ALIGN_LEARN_H
#define DZ_ALIGN_LEARN_H

#include "align/lexical.h"
#include "align/search.h"

/* Expected counts of IBM Model 1 (Brown et al. 1993) over the 1-1 beads of a path, by EM from the prior. Words that met
 * fewer than `minimum_meetings` times and that the prior does not know of are left out. `given` is the side whose
 * words the rows are; `steps` count the given side as source where `swapped` is false. */
dz_status dz_align__learn(dz_context *context, dz_align__table *counts, const dz_align__side *given,
                          const dz_align__side *other, bool swapped, const dz_align__table *prior,
                          const dz_align__path *path, const dz_align__settings *settings);

#endif
