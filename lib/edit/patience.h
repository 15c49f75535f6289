/* Which items of two long sequences are surely the same ones: in time that grows with the sequences and hardly with
 * what differs between them, so that an exact search is left with short gaps (patience diff, by Bram Cohen; here items
 * may be there more than once, if they are there equally often). */
#ifndef DZ_EDIT_PATIENCE_H
#define DZ_EDIT_PATIENCE_H

#include "base/memory.h"

#define DZ_PATIENCE_NONE UINT32_MAX

/* Pairs the items of two sequences, which are given as hashes of 64 bits: `partner`, of `source_count` places, gets the
 * number of the item of the target that each is, rising, or DZ_PATIENCE_NONE. Two items whose hashes meet by accident
 * are told from each other by the caller. Errors: DZ_ERROR_MEMORY. */
dz_status dz_patience__pair(dz_context *context, const uint64_t *source, size_t source_count, const uint64_t *target,
                            size_t target_count, uint32_t *partner);

#endif
