/* What is known of a speaker beyond the name: who a metonym means, whose office it is, and whether two are one. */
#ifndef DZ_ATTRIBUTION_ENTITY_H
#define DZ_ATTRIBUTION_ENTITY_H

#include "attribution/finding.h"
#include "duizhao/attribution.h"

/* "Beijing", "the White House", 中方: a place or building that is named for those who speak there. */
typedef struct dz_metonym {
    const char *key; /* the same for all names of one speaker */
    const char *english;
    const char *chinese;
    const char *names;
} dz_metonym;

/* Fills an empty map with the names of the metonyms. Errors: DZ_ERROR_MEMORY. */
dz_status dz_entity__fill_metonyms(dz_map *names);

/* The metonym that a name without its article is; NULL for any other name. */
const dz_metonym *dz_entity__metonym(const dz_finder *finder, dz_view name);

/* The organisation in an office: "spokesman for the Foreign Ministry" and "Foreign Ministry spokesman" give "Foreign
 * Ministry", 外交部发言人 gives 外交部. Empty where none is in it. */
dz_view dz_entity__organisation(const dz_finder *finder, dz_view role);

/* Whether two speakers, of one document or two in whatever languages, are one: the same metonym, the same name, or
 * persons whose names sound alike in two scripts. */
bool dz_entity__same(const dz_entity *a, const dz_entity *b);

#endif
