/* What the checks of beads share. */
#ifndef DZ_ALIGN_CHECKING_H
#define DZ_ALIGN_CHECKING_H

#include "align/checks.h"

/* A note and its bead. */
typedef struct dz_align__finding {
    size_t bead;
    dz_note note;
} dz_align__finding;

/* Ratios to chance, as far as a bead's tokens are translated by the other side. */
typedef struct dz_align__ties {
    float *known;   /* by token of the bead's side: the best that the lexicon says of it */
    float *learned; /* and what was learned from the texts */
} dz_align__tie_rows;

typedef struct dz_align__checker {
    dz_context *context;
    const dz_align__subject *subject;
    const dz_align__side *sides[2];
    dz_align__model known; /* the model of the prior alone */
    dz_arena *arena;
    DZ_ARRAY(dz_align__finding) findings;
    float *sums; /* by word of either side */
    dz_align__tie_rows ties[2];
    uint32_t *name_uses;       /* by word of the English side: how often it stands as a name, */
    uint32_t *name_hits;       /* and is rendered by the bead's other side */
    size_t capacity;           /* of the ties, in tokens */
    size_t bead;               /* that is looked at */
    uint32_t begin[2], end[2]; /* its tokens */
} dz_align__checker;

/* Notes what a side has. `format` makes the words. */
dz_status dz_align__note(dz_align__checker *checker, size_t bead, dz_bead_flag flag, int side, dz_span span,
                         const char *format, ...) DZ_PRINTF(6, 7);

/* Whether a bead is looked at: both sides, and sure enough that its words are not its neighbour's. */
bool dz_align__is_checked(const dz_align__checker *checker, size_t bead);

const uint32_t *dz_align__bead_side(const dz_bead *bead, int side, size_t *count);

/* The text of a span of one of the documents. */
dz_view dz_align__span_text(const dz_align__checker *checker, int side, dz_span span);
dz_span dz_align__sentence_span(const dz_align__checker *checker, int side, uint32_t sentence);

/* The key of a token in its side's vocabulary. */
const dz_map_entry *dz_align__token_entry(const dz_align__checker *checker, int side, uint32_t token);

/* A token that says something: no mark, and no word that stands everywhere. */
bool dz_align__is_content(const dz_align__checker *checker, int side, uint32_t token);

/* Whether the other side of the bead translates a token of it. */
bool dz_align__is_rendered(const dz_align__checker *checker, int side, uint32_t token);

/* Counts the names of the bead at hand, before any is judged. */
void dz_align__count_names(dz_align__checker *checker);

/* The checks. The first two and the last look at all beads, the others at the bead at hand. */
dz_status dz_align__check_values(dz_align__checker *checker);
dz_status dz_align__check_terms(dz_align__checker *checker);
dz_status dz_align__check_glossary(dz_align__checker *checker);
dz_status dz_align__check_negation(dz_align__checker *checker);
dz_status dz_align__check_names(dz_align__checker *checker);
dz_status dz_align__check_clauses(dz_align__checker *checker);

#endif
