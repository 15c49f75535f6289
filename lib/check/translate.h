/* Where a quote stands in sources of the other language: an inverted index of their sentences by the words of the
 * lexicon, and a likeness of two texts by the weight of the words that have a translation on the other side. */
#ifndef DZ_CHECK_TRANSLATE_H
#define DZ_CHECK_TRANSLATE_H

#include "base/arena.h"
#include "base/array.h"
#include "check/traits.h"
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
    float traits[DZ_TRAIT_COUNT];
    float evidence;
    float second; /* evidence for the best passage somewhere else, of other words; -INFINITY where there is none */
    float signs[DZ_SIGN_COUNT];
    float probability;
    size_t first, last; /* passages */
    size_t words;       /* of the passage; 0: there is none */
    DZ_ARRAY(dz_untranslated) gaps;
} dz_translation;

/* Is shown every passage that is looked at closely: for the fitting of weights. */
typedef struct dz_translation_watch {
    void (*see)(void *payload, const dz_translation *passage);
    void *payload;
} dz_translation_watch;

/* Looks for the passage that a quote translates; `*found` where one is like enough. `translation->gaps` are the
 * caller's to free, also after failure. `watch` may be NULL. */
dz_status dz_translations__find(dz_context *context, const dz_translations *translations, const dz_index *sources,
                                dz_view quote, const dz_translation_watch *watch, dz_translation *translation,
                                bool *found);

#endif
