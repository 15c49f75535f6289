/* Sentence vectors that the user brings: how near two windows of sentences are. */
#ifndef DZ_ALIGN_VECTORS_H
#define DZ_ALIGN_VECTORS_H

#include "align/tokens.h"
#include "duizhao/align.h"

/* At most so many sentences in a window. */
#define DZ_NEAR_SPAN 6

typedef struct dz_align__near {
    const dz_vectors *source;
    const dz_vectors *target;
    float *source_scales; /* by sentence of the document: 1 / length of its vector; 0 where it has none */
    float *target_scales;
    float
        *source_squares; /* by the first sentence of a window and its size: the square of the sum of its unit vectors */
    float *target_squares;
    float chance; /* similarity of sentences that have nothing to do with each other */
} dz_align__near;

/* Looks through the vectors. Errors: DZ_ERROR_ARGUMENT (their number or their dimension do not fit), DZ_ERROR_MEMORY.
 */
dz_status dz_align__near_make(dz_context *context, dz_align__near *near, const dz_align_options *options,
                              const dz_align__side *source, size_t source_count, const dz_align__side *target,
                              size_t target_count);

/* The cosine of two sentences, by their numbers in the documents. */
float dz_align__near_pair(const dz_align__near *near, uint32_t source, uint32_t target);

/* What the vectors say of a bead, given the sum of the cosines of its pairs of sentences: 0 where its sides are as near
 * as chance, 1 for a sentence on each side where they are the same. `source` and `target` are the numbers of its first
 * sentences in the documents. The cosine of two windows is that of the sums of their vectors. */
float dz_align__near_gain(const dz_align__near *near, float sum, uint32_t source, uint32_t source_count,
                          uint32_t target, uint32_t target_count);

void dz_align__near_free(dz_context *context, dz_align__near *near);

#endif
