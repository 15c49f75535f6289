/* What one side of a bead has and the other has not. */
#ifndef DZ_ALIGN_CHECKS_H
#define DZ_ALIGN_CHECKS_H

#include "duizhao/align.h"

/* Sets the flags of a bead that has both sides: numbers, dates and negations on one side only. A flag is a place to
 * look at, not an error: 不 in a phrase and "refuse" in its rendering are no contradiction, and words like these are
 * known, but no list of them is whole. Errors: DZ_ERROR_MEMORY. */
dz_status dz_align__check_bead(dz_context *context, dz_bead *bead, const dz_document *source,
                               const dz_document *target);

#endif
