/* Who a source is: the full name and office behind "Hua", "she", "the spokeswoman". */
#ifndef DZ_ATTRIBUTION_SPEAKER_H
#define DZ_ATTRIBUTION_SPEAKER_H

#include "attribution/entity.h"

typedef struct dz_speaker {
    const char *name;       /* NULL: not known */
    const char *role;       /* NULL: none was given */
    const char *other_role; /* an office that the text gives elsewhere and that does not agree with it; NULL */
    uint32_t entity;        /* the same for one speaker all through the document; DZ_NO_ENTITY */
} dz_speaker;

typedef DZ_ARRAY(dz_entity) dz_entity_list;

/* Fills in one speaker a finding, in the findings' order; `speakers` has room for all, and `via` says which finding
 * each stands inside. Those who speak are appended to `entities`, which has the ones of another document: who is there
 * already is not appended again. Strings go into the arena. Errors: DZ_ERROR_MEMORY. */
dz_status dz_speaker__resolve(dz_finder *finder, const uint32_t *via, dz_arena *arena, dz_speaker *speakers,
                              dz_entity_list *entities);

#endif
