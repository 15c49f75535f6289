/* The content of a cue: what a verb governs behind it, or what stands before "..., X said", and where it ends. */
#ifndef DZ_ATTRIBUTION_ENGLISH_CONTENT_H
#define DZ_ATTRIBUTION_ENGLISH_CONTENT_H

#include "attribution/english_subject.h"

/* What ends the reported words at a comma: how much of the sentence they are expected to reach over. */
typedef enum dz_reach {
    DZ_REACH_SENTENCE, /* to its end, or to a trailing attribution */
    DZ_REACH_PHRASE,   /* before a participle, a contrast or a relative clause of the writer's */
    DZ_REACH_COMMA     /* to the first comma */
} dz_reach;

typedef enum dz_content_kind {
    DZ_CONTENT_NONE,
    DZ_CONTENT_QUOTE,
    DZ_CONTENT_THAT,
    DZ_CONTENT_CLAUSE,
    DZ_CONTENT_QUESTION,
    DZ_CONTENT_INFINITIVE,
    DZ_CONTENT_NOUN,
    DZ_CONTENT_PREPOSITION
} dz_content_kind;

typedef struct dz_complement {
    dz_content_kind kind;
    dz_stretch tokens;
    size_t cue_end; /* the cue with what belongs to it on the way to the content */
} dz_complement;

/* Where what begins at `begin` ends: with the unit, or before what no longer belongs to the words reported. */
size_t dz_english__reported_end(const dz_english *r, size_t begin, dz_reach reach);

size_t dz_english__clause_end(const dz_english *r, size_t begin, bool in_clause);

/* "the statement that no one was hurt | came late": the clause under a noun ends where the sentence's own verb stands,
 * which is the second one that nothing joins to the first. */
size_t dz_english__noun_clause_end(const dz_english *r, size_t begin, size_t end);

size_t dz_english__skip_hearer(const dz_english *r, size_t i);

/* The content behind a verb (or behind the preposition it takes), from token `i` on. */
dz_complement dz_english__content_at(const dz_english *r, size_t i, uint32_t governs, size_t cue_end, bool in_clause);

dz_complement dz_english__content_after(const dz_english *r, size_t verb, bool in_clause);

/* The content before the attribution that begins at `e`: a quotation, or a clause that a comma ends. */
dz_stretch dz_english__content_before(const dz_english *r, size_t e, bool clause_allowed, bool clause_goes_on);

/* "hackers which it believes are involved": the clause lacks the subject that the relative pronoun stands for. */
dz_complement dz_english__gapped_clause(const dz_english *r, size_t verb, dz_stretch subject);

/* "declined to say when ...": the second verb governs the content, and both are the cue. */
dz_complement dz_english__through_infinitive(const dz_english *r, dz_complement right, bool in_clause);

/* What follows a cue that stands behind its content: "..., he said, and ..." goes on with the content. */
dz_stretch dz_english__continuation(const dz_english *r, size_t i, bool only_quotation);

#endif
