/* Whether two texts look like translations of each other. */
#ifndef DZ_ALIGN_LIKENESS_H
#define DZ_ALIGN_LIKENESS_H

#include "align/prior.h"
#include "align/search.h"

/* 0 to 1, from what the lexicon (not what was learned, which agrees with any path) says of the beads of a path, against
 * the same sentences paired at random: with texts that have nothing to do with each other the two are alike. */
dz_status dz_align__measure_likeness(dz_context *context, float *likeness, const dz_align__path *path,
                                     const dz_align__side *source, const dz_align__side *target,
                                     const dz_align__prior *prior, const dz_align__settings *settings);

#endif
