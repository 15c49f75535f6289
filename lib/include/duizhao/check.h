/* Whether a report quotes its sources right.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_CHECK_H
#define DUIZHAO_CHECK_H

#include "duizhao/align.h"
#include "duizhao/attribution.h"
#include "duizhao/compare.h"
#include "duizhao/lexicon.h"
#include "duizhao/match.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From best to worst; the worst that holds is given. Their meanings stand in docs/checking.md. */
typedef enum dz_verdict {
    DZ_VERDICT_VERBATIM = 0,
    DZ_VERDICT_TYPOGRAPHIC = 1,
    DZ_VERDICT_ELIDED = 2,
    DZ_VERDICT_ALTERED = 3,
    DZ_VERDICT_SPLICED = 4,
    DZ_VERDICT_TRANSLATED = 5,
    DZ_VERDICT_NOT_FOUND = 6
} dz_verdict;

/* Whether the words are those of the one to whom the report gives them. */
typedef enum dz_agreement {
    DZ_AGREEMENT_UNKNOWN = 0, /* the report or the source does not say */
    DZ_AGREEMENT_AGREES = 1,
    DZ_AGREEMENT_DIFFERS = 2,
    DZ_AGREEMENT_QUESTION_NOT_ANSWER = 3,
    DZ_AGREEMENT_OTHER_DATE = 4
} dz_agreement;

/* Whose wording a quote has, where the sources have its passage in both languages. */
typedef enum dz_wording {
    DZ_WORDING_UNKNOWN = 0,    /* they have it in one */
    DZ_WORDING_OFFICIAL = 1,   /* that of the source in its own language */
    DZ_WORDING_INDEPENDENT = 2 /* neither's: the quote is translated anew, though the sources have a translation */
} dz_wording;

/* A quote to be checked. */
typedef struct dz_quote {
    const char *id;       /* NULL: none */
    const char *document; /* the report's name; NULL: none */
    dz_span span;         /* in the report's text; 0, 0 where it comes from no report */
    dz_view text;         /* without its outer quotation marks */
    const char *speaker;  /* whom the report names; NULL: nobody */
    const char *role;     /* NULL: not known */
    const char *date;     /* when the report says that it was said, ISO 8601; NULL: not known */
} dz_quote;

/* A difference between the quote and its source. */
typedef struct dz_check_difference {
    dz_difference_kind kind;
    dz_severity severity;
    dz_span quote;  /* bytes in the quote's text (add quote.span.begin for the report's) */
    dz_span source; /* bytes in the text of the document of `match` */
    uint32_t match; /* index among the matches */
    const char *note;
} dz_check_difference;

/* The result for one quote. Everything belongs to it. */
typedef struct dz_check_result {
    dz_quote quote;
    dz_verdict verdict;
    float score; /* 0 to 1: how close the quote is to the place of rank 1 */
    const dz_match *matches;
    size_t match_count; /* 0 where not found */
    const dz_check_difference *differences;
    size_t difference_count;
    uint32_t folds; /* bits of dz_fold that were needed */
    dz_agreement agreement;
    const char *source_speaker; /* of the turn of rank 1; NULL: not known */
    const dz_match *near_miss;  /* where not found: the nearest passage, if any */
    dz_wording wording;         /* known where dz_parallels_complete was called, as are the counterparts: */
    const dz_match
        *counterparts; /* the passages of the other source of the pair, for the parts of rank 1. `score`: how
                          sure the alignment is; of an independent quote, how much of its wording is theirs */
    size_t counterpart_count;
} dz_check_result;

typedef struct dz_check dz_check;

/* The sentences of sources, ready to be searched for what quotes in the other language translate. Read-only once made;
 * may be used by several threads. */
typedef struct dz_translations dz_translations;

/* Reads the sources by the words of a lexicon, which must outlive it, as must the sources. Method: an inverted index by
 * words, looked up through the lexicon; the passages with most weight in common are compared word by word in both
 * directions, with numbers, dates and names by value. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_translations_new(dz_context *context, dz_translations **out, const dz_index *sources,
                                     const dz_lexicon *lexicon);
DZ_API void dz_translations_free(dz_translations *translations);

/* Which sources are the same text in two languages: an original and its official translation. */
typedef struct dz_parallels dz_parallels;

/* Texts belong together whose names differ in words of language alone (x.zh.txt, x.en.txt), else those of one date,
 * else the only two; they are aligned when they are first needed, and are no pair where that shows that they are none.
 * Sources and lexicon (NULL: none) must outlive it. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_parallels_new(dz_context *context, dz_parallels **out, const dz_index *sources,
                                  const dz_lexicon *lexicon);

/* Two sources that are known to belong together, and their alignment, which must outlive it. Errors: DZ_ERROR_ARGUMENT
 * (no two documents of the sources). */
DZ_API dz_status dz_parallels_join(dz_parallels *parallels, size_t source, size_t target,
                                   const dz_alignment *alignment);

/* Fills in `wording` and `counterparts` of the results of a check of the same sources. One thread at a time.
 * Errors: DZ_ERROR_MEMORY, DZ_ERROR_LIMIT, DZ_ERROR_CANCELLED. */
DZ_API dz_status dz_parallels_complete(dz_parallels *parallels, dz_check *check);
DZ_API void dz_parallels_free(dz_parallels *parallels);

typedef struct dz_check_options {
    uint32_t version;
    size_t limit;                        /* places of one quote at the most; 0: 10 */
    const dz_translations *translations; /* of the same sources: what is not found in its own language is looked for in
                                            the other; NULL: it is not */
} dz_check_options;

#define DZ_CHECK_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_CHECK_OPTIONS_INIT {DZ_CHECK_OPTIONS_VERSION, 0, NULL}
/* clang-format on */

/* Checks one quote against the sources. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
DZ_API dz_status dz_check_quote(dz_context *context, dz_check **out, const dz_index *sources, const dz_quote *quote,
                                const dz_check_options *options);

/* Checks every direct quotation of a report (those of `attributions`, as dz_attribute gives them). */
DZ_API dz_status dz_check_report(dz_context *context, dz_check **out, const dz_index *sources,
                                 const dz_document *report, const dz_attribution_list *attributions,
                                 const dz_check_options *options);

/* Compares a text with its translation: sentences are aligned, and what only one side has is told of, passages as
 * translation-omission and translation-addition, numbers, dates, names, negations and clauses by their kinds. The score
 * is the share of both that has a translation; "degraded" where the two hardly look like translations of each other.
 * `lexicon` may be NULL. Errors: DZ_ERROR_MEMORY, DZ_ERROR_LIMIT, DZ_ERROR_CANCELLED.
 * Only beads that are more likely right than not count as shared; where most is guessed the comparison is degraded. */
DZ_API dz_status dz_compare_across(dz_context *context, dz_comparison **out, const dz_document *first,
                                   const dz_document *second, const dz_lexicon *lexicon);

DZ_API size_t dz_check_count(const dz_check *check);
DZ_API const dz_check_result *dz_check_at(const dz_check *check, size_t index);
DZ_API const char *dz_verdict_name(dz_verdict verdict);       /* "verbatim", ..., "not-found" */
DZ_API const char *dz_wording_name(dz_wording wording);       /* "unknown", "official", "independent" */
DZ_API const char *dz_agreement_name(dz_agreement agreement); /* "agrees", "question-not-answer", ... */
DZ_API void dz_check_free(dz_check *check);

#ifdef __cplusplus
}
#endif

#endif
