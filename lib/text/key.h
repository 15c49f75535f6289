/* Keys as the rooms above walk over them. */
#ifndef DZ_TEXT_KEY_H
#define DZ_TEXT_KEY_H

#include "duizhao/text.h"

/* As dz_key_to_text, for spans that are asked for in order: `*piece`, 0 at first, remembers where the last one was, so
 * that a walk over a whole key needs no search. */
dz_span dz_key__to_text_in_order(const dz_key *key, dz_span in_key, size_t *piece);

#endif
