/* Noun phrases, and the subject of a verb: before it with its apposition, behind it, or shared. */
#ifndef DZ_ATTRIBUTION_ENGLISH_SUBJECT_H
#define DZ_ATTRIBUTION_ENGLISH_SUBJECT_H

#include "attribution/english_verb.h"

/* The end of the noun phrase that begins at `i`: before the next verb, mark, or phrase of time and place. */
size_t dz_english__noun_phrase_end(const dz_english *r, size_t i);

/* The possessor in "made the remark in response to the President's announcement": no preposition but "of" is in it. */
size_t dz_english__genitive_begin(const dz_english *r, size_t last);

/* The first clause's subject, found by its first finite verb. */
/* The first token of the noun phrase that ends with `last`. */
size_t dz_english__noun_phrase_begin(const dz_english *r, size_t last);

/* "Hua Chunying, a spokesman for the ministry, said": from the comma at `comma` back to the name. */
dz_stretch dz_english__subject_with_apposition(const dz_english *r, size_t comma);

/* The end of what stands before a parenthesis that ends at `end`; `end` where none does. */
size_t dz_english__before_parenthesis(const dz_english *r, size_t end);

/* The first clause's subject, found by its first finite verb. */
dz_stretch dz_english__first_subject(const dz_english *r, size_t before);

dz_stretch dz_english__find_subject(const dz_english *r, const dz_verb_group *group);

/* "said Hua Chunying, a spokesman for the ministry": the noun phrase behind an inverted verb, with its apposition. */
dz_stretch dz_english__inverted_subject(const dz_english *r, size_t i);

#endif
