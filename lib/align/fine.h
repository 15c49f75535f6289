/* The lexical score of a bead with the order of its words: a word is owed to words that stand at the same share of the
 * way through the other side rather than to the whole of it (the diagonal prior of Dyer, Chahuneau & Smith 2013). */
#ifndef DZ_ALIGN_FINE_H
#define DZ_ALIGN_FINE_H

#include "align/model.h"
#include "base/array.h"

/* Two tokens that translate each other, by their numbers in the texts. */
typedef struct dz_align__tie {
    uint32_t source, target;
    float forward, backward; /* as in the model's tables */
} dz_align__tie;

typedef DZ_ARRAY(dz_align__tie) dz_align__ties;

typedef struct dz_align__fine {
    dz_context *context;
    const dz_align__model *model;
    dz_align__ties ties; /* of the bead looked at */
    uint32_t *heads;     /* by target word: token + 1 of the window, or 0 */
    uint32_t *nexts;     /* by token of the window: the next of the same word */
    float *sums;
    size_t sum_capacity;
} dz_align__fine;

dz_status dz_align__fine_init(dz_context *context, dz_align__fine *fine, const dz_align__model *model);

/* Lists the ties of the bead of `type` at (i, j). */
dz_status dz_align__fine_tie(dz_align__fine *fine, uint32_t i, uint32_t j, unsigned type);

/* The score of a bead that has both sides. */
dz_status dz_align__fine_score(dz_align__fine *fine, uint32_t i, uint32_t j, unsigned type, float *score);

void dz_align__fine_free(dz_align__fine *fine);

#endif
