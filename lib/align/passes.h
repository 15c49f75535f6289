/* The passes of an alignment: search, learn from what was found, search again. */
#ifndef DZ_ALIGN_PASSES_H
#define DZ_ALIGN_PASSES_H

#include "align/prior.h"
#include "align/search.h"

/* The path of beads through two sides; the model is what the last pass scored with, and is the caller's to free.
 * Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__passes(dz_context *context, dz_align__path *path, dz_align__model *model,
                           const dz_align__prior *prior, const dz_align__settings *settings,
                           const dz_align__side *source, const dz_align__side *target);

#endif
