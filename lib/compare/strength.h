/* Whether one wording says less than another, or more: "must" and "may", "strongly condemn" and "regret", 必须 and
 * 可以. */
#ifndef DZ_COMPARE_STRENGTH_H
#define DZ_COMPARE_STRENGTH_H

#include "compare/work.h"

/* Compares the words of two stretches of units: 1 where the second is stronger, -1 where it is weaker, 0 where the
 * table does not tell (most words), or where a negation beside them would turn the answer about. */
int dz_strength__compare(const dz_compare_work *work, dz_span first, dz_span second);

#endif
