/* Where a quote stands in sources of the other language: an inverted index of their sentences by the words of the
 * lexicon, and a likeness of two texts by the weight of the words that have a translation on the other side. */
#ifndef DZ_CHECK_TRANSLATE_H
#define DZ_CHECK_TRANSLATE_H

#include "base/arena.h"
#include "base/array.h"
#include "check/pairing.h"
#include "duizhao/check.h"

/* A stretch of the passage or of the quote that the other side has no words for. */
typedef struct dz_untranslated {
    dz_span span; /* in the quote's text, or in the document's */
    bool in_quote;
    bool major;
    bool value;    /* one number or date, alone; it may stand in another gap, too */
    double number; /* of a value: the last number in its normal form, so that "23日" and "23rd" have the same */
} dz_untranslated;

typedef struct dz_translation {
    uint32_t document;
    dz_span source;
    float score; /* 0 to 1: how much of the two texts have in common, by weight */
    dz_pairing_score pairing;
    float second;       /* evidence for the best passage somewhere else; -INFINITY where there is none */
    size_t first, last; /* passages */
    size_t words;       /* of the passage; 0: there is none */
    DZ_ARRAY(dz_untranslated) gaps;
} dz_translation;

/* Looks for the passage that a quote translates; `*found` where one is like enough. `translation->gaps` are the
 * caller's to free, also after failure. */
dz_status dz_translations__find(dz_context *context, const dz_translations *translations, const dz_index *sources,
                                dz_view quote, dz_translation *translation, bool *found);

#endif
