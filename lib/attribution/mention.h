/* Names of people in a block, with the offices that stand beside them. */
#ifndef DZ_ATTRIBUTION_MENTION_H
#define DZ_ATTRIBUTION_MENTION_H

#include "attribution/token.h"

/* Adds the names of a block to the finder's mentions. Errors: DZ_ERROR_MEMORY. */
dz_status dz_mention__collect(dz_finder *finder, const dz_token_list *tokens);

#endif
