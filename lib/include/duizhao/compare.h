/* What differs between two texts in one language, and of which kind each difference is.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_COMPARE_H
#define DUIZHAO_COMPARE_H

#include "duizhao/text.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dz_difference_kind {
    DZ_DIFFERENCE_PUNCTUATION = 0,
    DZ_DIFFERENCE_CASE = 1,
    DZ_DIFFERENCE_WIDTH = 2,
    DZ_DIFFERENCE_SCRIPT = 3,
    DZ_DIFFERENCE_SPELLING = 4,
    DZ_DIFFERENCE_INFLECTION = 5,
    DZ_DIFFERENCE_SYNONYM = 6,
    DZ_DIFFERENCE_SUBSTITUTION = 7,
    DZ_DIFFERENCE_INSERTION = 8, /* the second text has more */
    DZ_DIFFERENCE_OMISSION = 9,  /* the second text has less */
    DZ_DIFFERENCE_ELLIPSIS = 10, /* less, and it says so */
    DZ_DIFFERENCE_BRACKET = 11,  /* [an insertion that is marked] */
    DZ_DIFFERENCE_NUMBER = 12,
    DZ_DIFFERENCE_DATE = 13,
    DZ_DIFFERENCE_NAME = 14,
    DZ_DIFFERENCE_NEGATION = 15,
    DZ_DIFFERENCE_MODALITY = 16,
    DZ_DIFFERENCE_HEDGE = 17,
    DZ_DIFFERENCE_ORDER = 18,
    DZ_DIFFERENCE_TRANSLATION_OMISSION = 19,
    DZ_DIFFERENCE_TRANSLATION_ADDITION = 20
} dz_difference_kind;

typedef enum dz_severity { DZ_SEVERITY_MINOR = 0, DZ_SEVERITY_MAJOR = 1 } dz_severity;

/* One difference. An insertion has an empty span in the first text (where it would stand), an omission in the second.
 */
typedef struct dz_difference {
    dz_difference_kind kind;
    dz_severity severity;
    dz_span first;    /* in the first text: the source, or the older version */
    dz_span second;   /* in the second text: the quote, or the newer version */
    const char *note; /* "5% -> 8%"; belongs to the comparison, never NULL */
} dz_difference;

/* How far the second text is from the first, from the nearest up. */
typedef enum dz_closeness {
    DZ_CLOSENESS_VERBATIM = 0,    /* only the kind or length of white space */
    DZ_CLOSENESS_TYPOGRAPHIC = 1, /* nothing is left once the folds are made */
    DZ_CLOSENESS_ELIDED = 2,      /* omissions that the second text marks, the rest typographic at most */
    DZ_CLOSENESS_ALTERED = 3
} dz_closeness;

typedef struct dz_comparison dz_comparison;

typedef struct dz_compare_options {
    uint32_t version;
    dz_language language; /* UNKNOWN: by the characters */
    const char *date;     /* the date that "last year" counts from; NULL: not known */
    bool quote;           /* the second text is a quote of the first: an ellipsis marks what it leaves out, and its
                             last punctuation and the case of its first letter may be the reporter's */
    const dz_word_table *words; /* what Chinese is cut into words by; NULL: ICU's dictionary */
} dz_compare_options;

#define DZ_COMPARE_OPTIONS_VERSION 2 /* 1 ended with `quote`, and is still read */
/* clang-format off */
#define DZ_COMPARE_OPTIONS_INIT {DZ_COMPARE_OPTIONS_VERSION, DZ_LANGUAGE_UNKNOWN, NULL, false, NULL}
/* clang-format on */

/* Compares two texts word by word (Chinese by word, too). Long ones are read only where they differ: what both have is
 * found first, by hashes of stretches of some 50 bytes, so that the time goes with what changed and hardly with the
 * length. The result depends on nothing but the texts. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
DZ_API dz_status dz_compare(dz_context *context, dz_comparison **out, dz_view first, dz_view second,
                            const dz_compare_options *options);

DZ_API dz_closeness dz_comparison_closeness(const dz_comparison *comparison);
DZ_API uint32_t dz_comparison_folds(const dz_comparison *comparison); /* bits of dz_fold that were needed */
DZ_API float
dz_comparison_score(const dz_comparison *comparison); /* share of words in common, also moved ones, 0 to 1 */
DZ_API size_t dz_comparison_count(const dz_comparison *comparison);
DZ_API const dz_difference *dz_comparison_difference(const dz_comparison *comparison, size_t index);
DZ_API bool dz_comparison_degraded(const dz_comparison *comparison); /* too far apart to be exact about: say so */
DZ_API bool dz_comparison_across(const dz_comparison *comparison);   /* of a text and its translation */
DZ_API const char *dz_difference_kind_name(dz_difference_kind kind);
DZ_API const char *dz_severity_name(dz_severity severity);
DZ_API void dz_comparison_free(dz_comparison *comparison);

#ifdef __cplusplus
}
#endif

#endif
