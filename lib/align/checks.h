/* What one side of a bead has and the other has not. */
#ifndef DZ_ALIGN_CHECKS_H
#define DZ_ALIGN_CHECKS_H

#include "align/prior.h"
#include "align/search.h"
#include "base/arena.h"
#include "base/array.h"

typedef DZ_ARRAY(dz_note) dz_align__notes;

/* What the checks look at. */
typedef struct dz_align__subject {
    const dz_document *documents[2];
    const dz_align__model *model; /* with what the last pass learned; its sides have spans */
    const dz_align__prior *prior;
    const dz_lexicon *lexicon;   /* may be NULL */
    const dz_glossary *glossary; /* may be NULL */
    const uint32_t *places[2];   /* the side's number of each sentence of the document */
    const dz_link *links;        /* of all beads, bead by bead */
    const size_t *link_starts;   /* count + 1 */
    dz_bead *beads;
    size_t count;
} dz_align__subject;

/* Sets the flags of beads that have both sides and are sure enough, and tells in notes why; `starts` (count + 1) says
 * where the notes of each bead begin. A flag is a place to look at, not an error. The notes' words are the arena's.
 * Errors: DZ_ERROR_MEMORY. */
dz_status dz_align__check_beads(dz_context *context, const dz_align__subject *subject, dz_arena *arena,
                                dz_align__notes *notes, size_t *starts);

#endif
