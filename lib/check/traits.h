/* What speaks for a passage being what a quote translates, as numbers that are weighed: the words, the lengths, and
 * what sentences show besides their words (a question, a negation, quotation marks). */
#ifndef DZ_CHECK_TRAITS_H
#define DZ_CHECK_TRAITS_H

#include "check/pairing.h"

/* Of each passage that is looked at; their weighed sum is its evidence. */
typedef enum dz_trait {
    DZ_TRAIT_QUOTE_WORDS,   /* how much likelier are the quote's words, given the passage */
    DZ_TRAIT_PASSAGE_WORDS, /* the same the other way */
    DZ_TRAIT_LENGTHS,
    DZ_TRAIT_SENTENCES, /* that one has more than the other */
    DZ_TRAIT_BLOCKS,    /* edges of paragraphs within the passage */
    DZ_TRAIT_ASKED_ALIKE,
    DZ_TRAIT_ASKED_BY_WORD, /* the Chinese asks by a word, without the mark */
    DZ_TRAIT_ASKED_IN_ENGLISH,
    DZ_TRAIT_ASKED_IN_CHINESE,
    DZ_TRAIT_QUESTION_WORD, /* in Chinese, and no mark on either side */
    DZ_TRAIT_DENIED_ALIKE,
    DZ_TRAIT_DENIED_IN_ENGLISH,
    DZ_TRAIT_DENIED_IN_CHINESE,
    DZ_TRAIT_CALLED_UNLIKE, /* one ends in an exclamation mark */
    DZ_TRAIT_COLON_UNLIKE,
    DZ_TRAIT_BRACKETS_ALIKE,
    DZ_TRAIT_BRACKETS_UNLIKE,
    DZ_TRAIT_QUOTATIONS_ALIKE,
    DZ_TRAIT_QUOTATIONS_UNLIKE,
    DZ_TRAIT_COMMAS_UNLIKE,
    DZ_TRAIT_COUNT
} dz_trait;

/* Of the best passage, when it is asked whether it is one at all. */
typedef enum dz_sign {
    DZ_SIGN_CONSTANT,
    DZ_SIGN_EVIDENCE,         /* a word */
    DZ_SIGN_MARGIN,           /* over the next best, a word */
    DZ_SIGN_MARGIN_OF_LENGTH, /* the same by the root of the words */
    DZ_SIGN_COMMON,           /* the lesser share that one has of the other, by the logarithm of the words */
    DZ_SIGN_QUOTE_GAINED,     /* what the quote's words that are had add to its evidence, a word */
    DZ_SIGN_QUOTE_LOST,       /* what those take away that are not */
    DZ_SIGN_PASSAGE_GAINED,
    DZ_SIGN_PASSAGE_LOST,
    DZ_SIGN_VALUES, /* numbers and dates that only one side has */
    DZ_SIGN_NAMES,  /* names that only one side has, a word */
    DZ_SIGN_LENGTHS,
    DZ_SIGN_WORDS,   /* the logarithm of how many there are */
    DZ_SIGN_CHINESE, /* the quote is */
    DZ_SIGN_MARKS,   /* the weighed sum of the traits beside words and lengths */
    DZ_SIGN_COUNT
} dz_sign;

/* What the best passage and its surroundings look like. */
typedef struct dz_signed_passage {
    float evidence;
    float second; /* of the best passage somewhere else; -INFINITY: there is none */
    size_t quote_words;
    size_t passage_words;
    size_t missing_values;
    size_t missing_names;
    bool chinese;
    const dz_pairing_score *pairing;
    const float *traits;
} dz_signed_passage;

/* Fills the traits of a passage that begin with DZ_TRAIT_ASKED_ALIKE, from what both sides show. */
void dz_traits__compare_marks(float *traits, const dz_bilingual_marks *english, const dz_bilingual_marks *chinese);

/* The weighed sum of the traits of a passage. */
float dz_traits__evidence(const float *traits);

void dz_traits__read_signs(float signs[DZ_SIGN_COUNT], const dz_signed_passage *about);

/* The probability that the passage is one, by a logistic regression. */
float dz_traits__probability(const float signs[DZ_SIGN_COUNT]);

#endif
