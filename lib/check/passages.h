/* The sentences of sources, indexed by the forms of their words. */
#ifndef DZ_CHECK_PASSAGES_H
#define DZ_CHECK_PASSAGES_H

#include "base/array.h"
#include "base/map.h"
#include "check/bilingual.h"
#include "duizhao/check.h"

typedef struct dz_passage {
    uint32_t document;
    uint32_t block;
    uint32_t turn;
    dz_span span;
    uint32_t words;
    bool chinese;
} dz_passage;

/* That a passage has a form; once for a passage and form. */
typedef struct dz_occurrence {
    uint32_t passage;
    float factor; /* of the form, the best that it has there */
} dz_occurrence;

struct dz_translations {
    dz_context *context;
    const dz_lexicon *lexicon;
    dz_map forms;
    DZ_ARRAY(dz_passage) passages;
    dz_occurrence *occurrences; /* sorted by form, then passage */
    uint32_t *starts;           /* of each form in `occurrences`; one more than there are forms */
    size_t words[2];            /* of all passages: English, Chinese */
};

/* Where a form stands; `*count` passages. */
const dz_occurrence *dz_passages__find(const dz_translations *translations, dz_view form, uint32_t *count);

/* The probability of a form in the sources of one language. Of few sources little can be learned: a form that is in
 * none of them has one, too. */
float dz_passages__share(const dz_translations *translations, dz_view form, bool chinese);

/* That of a form that is in none. */
float dz_passages__least_share(const dz_translations *translations, bool chinese);

#endif
