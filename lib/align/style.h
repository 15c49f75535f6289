/* How the beads of a text look apart from their words: kinds, lengths, beginnings and ends. Learned from a path, for
 * the whole text and for each stretch of it: chapters by several hands may stand in one document. */
#ifndef DZ_ALIGN_STYLE_H
#define DZ_ALIGN_STYLE_H

#include "align/search.h"

/* Puts the style of the path into the model, and those of its stretches; they belong to the model. The path goes
 * through all the source in order but for moved passages and what a person fixed. Errors: DZ_ERROR_MEMORY. */
dz_status dz_align__learn_style(dz_context *context, dz_align__model *model, const dz_align__path *path);

#endif
