/* A unit read cue by cue: verbs, nouns and "according to". */
#ifndef DZ_ATTRIBUTION_ENGLISH_CUE_H
#define DZ_ATTRIBUTION_ENGLISH_CUE_H

#include "attribution/english_claim.h"
#include "attribution/english_content.h"

void dz_english__read_unit(dz_english *r);

#endif
