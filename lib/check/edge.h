/* Negations that stand just outside of a quote and turn the words in it about. */
#ifndef DZ_CHECK_EDGE_H
#define DZ_CHECK_EDGE_H

#include "base/memory.h"
#include "duizhao/text.h"

/* Looks for a negation in the words directly before `at`, within the clause: one of the last three words of English,
 * with none but light words and adverbs behind it, or the Chinese word before (or the one before that, where an adverb
 * or a modal verb stands between; or one that `at` parts). Its place in the text, or an empty span. Errors:
 * DZ_ERROR_MEMORY. */
dz_status dz_edge__negation_before(dz_context *context, dz_view text, size_t at, dz_span *negation);

#endif
