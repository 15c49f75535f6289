/* Edit scripts between two sequences of tokens.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_EDIT_H
#define DUIZHAO_EDIT_H

#include "duizhao/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dz_edit_kind {
    DZ_EDIT_KEEP = 0,
    DZ_EDIT_DELETE = 1,
    DZ_EDIT_INSERT = 2,
    DZ_EDIT_REPLACE = 3
} dz_edit_kind;

/* A stretch of tokens of the first sequence and what became of it in the second; token numbers, ends exclusive. */
typedef struct dz_edit {
    dz_edit_kind kind;
    dz_span source;
    dz_span target;
} dz_edit;

typedef struct dz_edit_script {
    const dz_edit *items; /* cover both sequences in order, no two neighbours of one kind; never NULL */
    size_t count;
    size_t distance; /* tokens deleted and inserted */
    bool degraded;   /* true where the search gave up exactness; the context's log says so too */
    dz_context *context;
} dz_edit_script;

/* The shortest edit script (Myers 1986, linear space), cleaned up so that short accidental matches inside a change do
 * not tear it apart. In long sequences (24,000 tokens together) runs of tokens that both have equally often, in one
 * order, are taken to be the same first (patience diff), and the script is the shortest between these. Tokens are
 * compared as numbers. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
DZ_API dz_status dz_edit_compare(dz_context *context, dz_edit_script **out, const uint32_t *source, size_t source_count,
                                 const uint32_t *target, size_t target_count);

DZ_API void dz_edit_script_free(dz_edit_script *script);

#ifdef __cplusplus
}
#endif

#endif
