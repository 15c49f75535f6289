/* The last word on how close two texts are, taken from the texts themselves and not from what was found between them: a
 * fault anywhere else must not make a quote pass for verbatim. */
#ifndef DZ_COMPARE_GUARD_H
#define DZ_COMPARE_GUARD_H

#include "base/memory.h"
#include "duizhao/text.h"

/* Whether nothing differs but the kind and length of white space that both have. White space at the ends is ignored. */
bool dz_guard__is_verbatim(dz_view first, dz_view second);

/* Whether nothing differs in the letters once all folds are made, and in the marks between them but for their kinds;
 * in a quote, marks at its ends are the reporter's. White space is left to others. */
dz_status dz_guard__is_typographic(dz_context *context, dz_view first, dz_view second, bool quote, bool *typographic);

#endif
