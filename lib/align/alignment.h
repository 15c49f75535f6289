/* An alignment as it is made: beads.c fills in the beads and gaps, bead_words.c the words. */
#ifndef DZ_ALIGN_ALIGNMENT_H
#define DZ_ALIGN_ALIGNMENT_H

#include "align/checks.h"
#include "align/links.h"
#include "align/search.h"
#include "base/arena.h"
#include "base/array.h"

struct dz_alignment {
    dz_context *context;
    dz_arena arena;
    dz_bead *beads;
    size_t count;
    dz_gap *gaps;
    size_t gap_count;
    dz_doubt *doubts;
    size_t doubt_count;
    dz_align__links links;
    size_t *link_starts; /* count + 1, or NULL */
    bool links_wanted;   /* by the caller, not by the checks alone */
    DZ_ARRAY(dz_span) words;
    size_t *word_starts[2]; /* count + 1 each, or NULL; those of a bead's target follow those of its source */
    dz_align__notes notes;
    size_t *note_starts; /* count + 1, or NULL */
    float likeness;
};

/* An alignment without anything in it; NULL where memory ran out. */
dz_alignment *dz_align__alignment_new(dz_context *context);

/* Numbers of sentences, copied into the alignment; an empty list is not NULL. */
const uint32_t *dz_align__copy_numbers(dz_alignment *alignment, const uint32_t *numbers, size_t count);

/* The beads of a path, with those that a person fixed and the sentences that no side has, in the order of the source.
 */
dz_status dz_align__put_beads(dz_alignment *alignment, const dz_align__path *path, const dz_align__side *source,
                              const dz_align__side *target, const dz_document *source_document,
                              const dz_document *target_document, const dz_align__decisions *decisions);

/* Runs of empty beads on one side, within a region. */
dz_status dz_align__put_gaps(dz_alignment *alignment, const dz_align__path *path, const dz_align__side *source,
                             const dz_align__side *target, const dz_align__decisions *decisions);

/* Runs of beads that are unsure together; the beads stand. */
dz_status dz_align__put_doubts(dz_alignment *alignment);

/* The links of words and, by them and by the words, the checks. */
dz_status dz_align__put_words(dz_alignment *alignment, const dz_align_options *options, dz_align__subject *subject);

#endif
