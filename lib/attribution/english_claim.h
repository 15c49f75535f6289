/* From tokens to findings. */
#ifndef DZ_ATTRIBUTION_ENGLISH_CLAIM_H
#define DZ_ATTRIBUTION_ENGLISH_CLAIM_H

#include "attribution/english_reader.h"

void dz_english__add_piece(dz_english *r, size_t number, dz_stretch content);

size_t dz_english__add_claim(dz_english *r, const dz_draft *claim);

/* Adds the one who is cited, with the content of the finding that cites. */
void dz_english__add_cited(dz_english *r, size_t citing);

#endif
