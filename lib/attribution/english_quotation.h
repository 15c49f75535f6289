/* Quotations that no cue claimed: announced, signed, going on from another, or without a source. */
#ifndef DZ_ATTRIBUTION_ENGLISH_QUOTATION_H
#define DZ_ATTRIBUTION_ENGLISH_QUOTATION_H

#include "attribution/english_claim.h"
#include "attribution/english_subject.h"

/* A block that ends in a colon announces a quotation that begins the next one. */
void dz_english__announce(dz_english *r);

/* The same with the signature in a block of its own, under the quotation. */
void dz_english__read_signature_below(dz_english *r);

/* A quotation that no cue claimed: it goes on with the quotation before it in the block, or stands alone. */
void dz_english__place_leftover(dz_english *r, size_t begin, size_t first_finding);

#endif
