/* Which finding stands inside the content of which: the tree of who reports whom. */
#ifndef DZ_ATTRIBUTION_LAYER_H
#define DZ_ATTRIBUTION_LAYER_H

#include "attribution/finding.h"

/* Sorts the findings by where they begin, and gives for each the number of the one whose content holds it
 * (DZ_NO_ATTRIBUTION for none) in `via`, and of the one that it answers in `about`; both have room for all. */
dz_status dz_layer__link(dz_finder *finder, uint32_t *via, uint32_t *about);

#endif
