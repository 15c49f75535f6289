/* English verbs without a parser: whether a word is one here, whether it is finite, and the group around it. */
#ifndef DZ_ATTRIBUTION_ENGLISH_VERB_H
#define DZ_ATTRIBUTION_ENGLISH_VERB_H

#include "attribution/english_reader.h"

/* The verb with its auxiliaries and adverbs. */
typedef struct dz_verb_group {
    dz_stretch tokens;
    bool passive;
    bool infinitive;
    bool gerund;
} dz_verb_group;

size_t dz_english__before_adverbs(const dz_english *r, size_t i);

/* Whether a form that can be a verb is one here, by what stands before it. */
bool dz_english__is_verb_here(const dz_english *r, size_t i);

bool dz_english__is_finite(const dz_english *r, size_t i);

bool dz_english__has_finite_verb(const dz_english *r, size_t begin, size_t end);

dz_verb_group dz_english__read_group(const dz_english *r, size_t i);

/* "said the tests were complete, denied that ...": a claim beside the one before it, without "and". */
bool dz_english__begins_next_claim(const dz_english *r, size_t i);

#endif
