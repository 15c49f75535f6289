/* The few pairs of texts, of all that there could be, that are worth looking at. */
#ifndef DZ_ALIGN_CANDIDATES_H
#define DZ_ALIGN_CANDIDATES_H

#include "align/features.h"

/* The features of text n end at ends[n], and begin where those of the text before it end. */
typedef struct dz_align__text_set {
    dz_align__feature_array features;
    DZ_ARRAY(size_t) ends;
} dz_align__text_set;

typedef struct dz_align__candidate {
    uint32_t source, target;
    float likeness; /* the cosine of their features, weighed by rarity */
} dz_align__candidate;

typedef DZ_ARRAY(dz_align__candidate) dz_align__candidate_array;

/* At most so many targets are looked at for a source. */
#define DZ_CANDIDATES 12

/* Appends the likeliest targets of each source, source after source. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_align__find_candidates(dz_context *context, dz_align__candidate_array *candidates,
                                    const dz_align__text_set *texts, const bool *of_source, size_t concept_count);

#endif
