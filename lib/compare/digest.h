/* Two long texts without what they have in common over long stretches: what is left is where they may differ, with
 * some words on both sides, and all that a comparison needs to read. Texts that are not long are left as they are. */
#ifndef DZ_COMPARE_DIGEST_H
#define DZ_COMPARE_DIGEST_H

#include "base/array.h"

/* A stretch of both texts that is kept. Between sections the texts are the same, byte for byte. */
typedef struct dz_section {
    dz_span text[2];   /* in the texts */
    dz_span digest[2]; /* in the digests */
} dz_section;

typedef struct dz_digest {
    dz_context *context;
    dz_view text[2]; /* the digests: one section behind another, empty lines between them */
    char *owned[2];  /* where they are not the texts themselves */
    DZ_ARRAY(dz_section) sections;
    uint64_t weight_left_out; /* of the words that are not in the digests, as dz_tokens__weight counts; on each side */
} dz_digest;

/* The texts must outlive the digest. `whole`: as they are, however long. Errors: DZ_ERROR_MEMORY. */
dz_status dz_digest__make(dz_context *context, dz_digest *digest, dz_view first, dz_view second, bool whole);
void dz_digest__free(dz_digest *digest);

/* Where a span of one of the digests (0, 1) is in its text. */
dz_span dz_digest__to_text(const dz_digest *digest, int side, dz_span span);

#endif
