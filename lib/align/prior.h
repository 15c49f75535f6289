/* What is known of the words before the texts are aligned: the lexicon, and tokens that look the same. */
#ifndef DZ_ALIGN_PRIOR_H
#define DZ_ALIGN_PRIOR_H

#include "align/lexical.h"
#include "align/tokens.h"

/* p(target word | source word) and p(source word | target word), over the words of both texts. */
typedef struct dz_align__prior {
    dz_align__table forward;
    dz_align__table backward;
} dz_align__prior;

dz_status dz_align__prior_make(dz_context *context, dz_align__prior *prior, const dz_align__side *source,
                               const dz_align__side *target, const dz_lexicon *lexicon);

/* How much of the text with fewer known words is known: the share of its tokens that something is known of. */
float dz_align__prior_coverage(const dz_align__prior *prior, const dz_align__side *source,
                               const dz_align__side *target);

void dz_align__prior_free(dz_context *context, dz_align__prior *prior);

#endif
