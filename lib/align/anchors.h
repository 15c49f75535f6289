/* Pairs of sentences that share rare words: where a path through a long text is looked for first. */
#ifndef DZ_ALIGN_ANCHORS_H
#define DZ_ALIGN_ANCHORS_H

#include "align/band.h"
#include "align/lexical.h"
#include "align/tokens.h"

/* The heaviest chain of pairs of sentences that rises on both sides, each pair weighed by the rare words it shares
 * (Moore 2002 and Vecalign find their first path by length or by coarser steps; rare words need neither and take
 * n log n). `table` is p(target word | source word). The points are the caller's to free with dz_memory__free. */
dz_status dz_align__anchors(dz_context *context, dz_align__point **points, size_t *count, const dz_align__side *source,
                            const dz_align__side *target, const dz_align__table *table);

#endif
