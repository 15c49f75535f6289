/* The scorers behind dz eval, one a kind of result. */
#ifndef DZ_TOOLS_EVAL_H
#define DZ_TOOLS_EVAL_H

#include "session.h"

typedef struct eval_settings {
    shared_settings shared;
    const char *layers;
} eval_settings;

/* Boundaries of sentences: two files of records. */
void eval_sentences(struct session *session, const char *gold, const char *out, const eval_settings *settings);

/* Words: two files of lines, their words parted by white space. */
void eval_words(struct session *session, const char *gold, const char *out, const eval_settings *settings);

/* Verdicts on quotes: records that say how each quote was changed and where it stands, and what dz check prints. */
void eval_check(struct session *session, const char *gold, const char *out, const eval_settings *settings);

/* Attributions: records with a text and its attributions, and what dz quotes prints. */
void eval_quotes(struct session *session, const char *gold, const char *out, const eval_settings *settings);

/* A share, 0 where there is nothing; the harmonic mean of two, 0 where both are. */
double eval_share(size_t part, size_t whole);
double eval_f1(double precision, double recall);

/* Whether a code point is white space, as Python's str.split and \s have it. */
bool eval_is_white(uint32_t c);

/* The code point at `*at`, which moves behind it; a byte that is no UTF-8 counts as itself. The text ends with NUL. */
uint32_t eval_next(const char **at);

#endif
