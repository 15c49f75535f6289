/* Which words of a bead translate each other. */
#ifndef DZ_ALIGN_LINKS_H
#define DZ_ALIGN_LINKS_H

#include "align/fine.h"
#include "duizhao/align.h"

typedef DZ_ARRAY(dz_link) dz_align__links;

/* Adds the links of the bead of `type` at (i, j): the likeliest pairs first, each word once (Melamed 2000). */
dz_status dz_align__find_links(dz_align__fine *fine, uint32_t i, uint32_t j, unsigned type, dz_align__links *links);

#endif
