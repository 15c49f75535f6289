/* What a person has decided about two texts: beads that stand, and beads that are not to be found again. */
#ifndef DZ_ALIGN_DECISIONS_H
#define DZ_ALIGN_DECISIONS_H

#include "duizhao/align.h"

#define DZ_SOURCE_SIDE 0
#define DZ_TARGET_SIDE 1

/* The caller's beads, sorted into two lists; their sentences stay the caller's. */
typedef struct dz_align__decisions {
    dz_context *context;
    const dz_bead **fixed; /* fixed or confirmed, in the caller's order; no two share a sentence */
    size_t fixed_count;
    const dz_bead **rejected; /* by their first sentences */
    size_t rejected_count;
    bool *taken[2]; /* by sentence of the document: it stands in a fixed bead; NULL where there are none */
} dz_align__decisions;

/* Reads the decisions out of options. Errors: DZ_ERROR_MEMORY; DZ_ERROR_ARGUMENT where a bead names a sentence that
 * its text has not, where two fixed beads share one, and where they cross though the options say that nothing may. */
dz_status dz_align__decisions_read(dz_context *context, dz_align__decisions *decisions, const dz_align_options *options,
                                   const dz_document *source, const dz_document *target);

/* Whether a bead of these sentences (numbers of the documents) was rejected. */
bool dz_align__is_rejected(const dz_align__decisions *decisions, const uint32_t *source, size_t source_count,
                           const uint32_t *target, size_t target_count);

void dz_align__decisions_free(dz_align__decisions *decisions);

#endif
