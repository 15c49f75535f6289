/* The first path through two texts, before anything was learned from them. */
#ifndef DZ_ALIGN_FIRST_H
#define DZ_ALIGN_FIRST_H

#include "align/prior.h"
#include "align/search.h"

/* The best path in the whole grid where that is small, else in a band around the chain of rare words; where the path
 * runs along the band's edge a better one may be outside, and that stretch is searched again in a wider band. Where it
 * runs along the edge of the widest band too, the context's log is told. Time and memory grow with the texts' length.
 * Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__search_first(dz_context *context, dz_align__path *path, const dz_align__model *model,
                                 const dz_align__prior *prior);

#endif
