/* What the parts of a comparison share while it is made. */
#ifndef DZ_COMPARE_WORK_H
#define DZ_COMPARE_WORK_H

#include "base/arena.h"
#include "base/buffer.h"
#include "compare/digest.h"
#include "compare/side.h"
#include "duizhao/compare.h"
#include "duizhao/edit.h"

struct dz_comparison {
    dz_context *context;
    dz_arena arena;
    DZ_ARRAY(dz_difference) differences;
    dz_closeness closeness;
    uint32_t folds;
    float score;
    bool degraded;
    bool across; /* of two languages */
};

/* A change: units of both sides; one of the spans may be empty. */
typedef struct dz_hunk {
    dz_span first;
    dz_span second;
} dz_hunk;

typedef struct dz_compare_work {
    dz_context *context;
    dz_comparison *out;
    dz_view texts[2]; /* as they were given */
    dz_digest digest; /* what is read of them: both sides are sides of this */
    bool quote;
    bool chinese;
    dz_side first;
    dz_side second;
    bool *first_changed; /* of each unit: the shortest script changes it (a hunk may have been widened) */
    bool *second_changed;
    bool *first_told; /* of each unit: a difference says what became of it */
    bool *second_told;
    uint64_t moved_weight;   /* of the words on both sides that are told of as moved */
    bool *first_aside;       /* of each unit: it is in a passage that moved, and was set aside */
    DZ_ARRAY(dz_hunk) hunks; /* all that is not kept, in order */
    DZ_ARRAY(dz_hunk) parts; /* what of that is still to be told of, once the moves are */
} dz_compare_work;

/* Adds a difference between two stretches of units, with a note that gives both wordings. */
dz_status dz_compare__tell(dz_compare_work *work, dz_difference_kind kind, dz_severity severity, dz_span first,
                           dz_span second);

/* Adds a major difference for what stands within an omission that the second text marks: it is elided all the same. */
dz_status dz_compare__tell_marked(dz_compare_work *work, dz_difference_kind kind, dz_span first, dz_span mark);

/* Says of which kinds the changes of a hunk are (classify.c). */
dz_status dz_compare__classify(dz_compare_work *work, const dz_hunk *hunk);

/* Gives the units of passages that moved numbers of their own, in what the shortest script is looked for in: `first`
 * and `second` are the forms' numbers of all units, `sections` the units that stand against each other (aside.c). */
dz_status dz_compare__set_moved_aside(dz_compare_work *work, const dz_hunk *sections, size_t count, uint32_t *first,
                                      uint32_t *second);

/* Slides what is only left out, or only put in, to where a sentence, a clause or a word begins (slide.c). */
void dz_compare__slide_hunks(dz_compare_work *work);

/* Cuts whole sentences that only one side has out of what is replaced (sentences.c). */
dz_status dz_compare__cut_sentences(dz_compare_work *work);

/* Tells of what is left out in one place and stands in another, and leaves the rest of the hunks in `parts` (moves.c).
 */
dz_status dz_compare__find_moves(dz_compare_work *work);

/* Looks at what two kept units differ in, and at the white space between them and those before (kept.c). */
dz_status dz_compare__check_kept(dz_compare_work *work);

#endif
