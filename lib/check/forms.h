/* Quotes that write their figures in another way than the source: "7000 tonnes" of "7,000 tonnes", 十二艘船 of 12艘船.
 */
#ifndef DZ_CHECK_FORMS_H
#define DZ_CHECK_FORMS_H

#include "duizhao/match.h"

/* Looks for a quote with its figures written in the other ways that its language has. The matches of what is found are
 * of the quote as it stands, whole. `*out` is NULL where nothing is found. */
dz_status dz_forms__find(dz_context *context, dz_match_list **out, const dz_index *sources, dz_view quote,
                         const dz_match_options *options);

#endif
