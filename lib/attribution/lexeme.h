/* What the rules know of a word: which part it may play in a sentence, and whether it is a cue. */
#ifndef DZ_ATTRIBUTION_LEXEME_H
#define DZ_ATTRIBUTION_LEXEME_H

#include "base/array.h"
#include "base/map.h"

enum {
    DZ_WORD_DETERMINER = 1 << 0,
    DZ_WORD_POSSESSIVE = 1 << 1,
    DZ_WORD_SUBJECT = 1 << 2, /* a pronoun that can be the subject */
    DZ_WORD_OBJECT = 1 << 3,
    DZ_WORD_RELATIVE = 1 << 4,
    DZ_WORD_QUESTION = 1 << 5,
    DZ_WORD_SUBORDINATOR = 1 << 6,
    DZ_WORD_COORDINATOR = 1 << 7,
    DZ_WORD_AUXILIARY = 1 << 8,
    DZ_WORD_BE = 1 << 9,
    DZ_WORD_MODAL = 1 << 10,
    DZ_WORD_NEGATION = 1 << 11,
    DZ_WORD_ADVERB = 1 << 12,
    DZ_WORD_PREPOSITION = 1 << 13,
    DZ_WORD_TO = 1 << 14,
    DZ_WORD_TIME = 1 << 15,
    DZ_WORD_PERIOD = 1 << 16,
    DZ_WORD_ABBREVIATION = 1 << 17,
    DZ_WORD_PEOPLE = 1 << 18,
    DZ_WORD_OCCASION = 1 << 19,
    DZ_WORD_THAT = 1 << 20,
    DZ_WORD_FINITE = 1 << 21,
    DZ_WORD_TITLE = 1 << 22,        /* a person's office: "minister" */
    DZ_WORD_HONORIFIC = 1 << 23,    /* stands before a name and is no office: "Mr." */
    DZ_WORD_ORGANISATION = 1 << 24, /* names that hold it are no person's */
    DZ_WORD_DOCUMENT = 1 << 25      /* "a report by" somebody */
};

typedef enum dz_cue_class {
    DZ_CUE_SAY,
    DZ_CUE_TELL,
    DZ_CUE_ASK,
    DZ_CUE_THINK,
    DZ_CUE_PROMISE,
    DZ_CUE_DENY,
    DZ_CUE_ACCUSE,
    DZ_CUE_PRAISE,
    DZ_CUE_REPORT,
    DZ_CUE_SEEM
} dz_cue_class;

enum { /* what a verb governs; the letters are explained in cues_english.inc */
       DZ_GOVERNS_CLAUSE = 1 << 0,
       DZ_GOVERNS_THAT = 1 << 1,
       DZ_GOVERNS_QUOTE = 1 << 2,
       DZ_GOVERNS_INVERSION = 1 << 3,
       DZ_GOVERNS_FRONTED = 1 << 4,
       DZ_GOVERNS_HEARER = 1 << 5,
       DZ_GOVERNS_INFINITIVE = 1 << 6,
       DZ_GOVERNS_QUESTION = 1 << 7,
       DZ_GOVERNS_NOUN = 1 << 8
};

enum { DZ_FORM_BASE = 1, DZ_FORM_S = 2, DZ_FORM_PAST = 4, DZ_FORM_PARTICIPLE = 8, DZ_FORM_ING = 16 };

typedef struct dz_verb {
    dz_cue_class class;
    uint32_t governs;
    const char *base;
    const char *prepositions; /* "for|on" */
} dz_verb;

typedef struct dz_lexeme {
    uint32_t flags;
    uint16_t verb; /* number + 1 in `verbs`; 0: not a verbal cue */
    uint8_t forms; /* which forms of it the word may be */
    uint8_t noun;  /* dz_cue_class + 1; 0: not a nominal cue */
} dz_lexeme;

typedef struct dz_lexeme_table {
    dz_map words; /* lower-case word -> number in `lexemes` */
    DZ_ARRAY(dz_lexeme) lexemes;
    DZ_ARRAY(dz_verb) verbs;
} dz_lexeme_table;

/* Fills a zeroed table. Free it also after a failure. Errors: DZ_ERROR_MEMORY. */
dz_status dz_lexeme__fill(dz_context *context, dz_lexeme_table *table);

/* A word in lower case with straight apostrophes; NULL where nothing is known of it. */
const dz_lexeme *dz_lexeme__find(const dz_lexeme_table *table, const char *word, size_t length);

/* Whether a verb leads to its content by this preposition. */
bool dz_verb__takes(const dz_verb *verb, const char *preposition, size_t length);

void dz_lexeme__free(dz_context *context, dz_lexeme_table *table);

#endif
