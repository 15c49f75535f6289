/* A text as the aligner sees it: each sentence a list of token numbers, and what its edges look like. */
#ifndef DZ_ALIGN_TOKENS_H
#define DZ_ALIGN_TOKENS_H

#include "align/decisions.h"
#include "align/edges.h"
#include "base/map.h"
#include "duizhao/document.h"
#include "duizhao/lexicon.h"

typedef struct dz_align__side {
    dz_context *context;
    dz_language language;
    uint32_t count;        /* of sentences */
    uint32_t free_count;   /* those in no fixed bead stand first; the others behind them, bead by bead */
    uint32_t *numbers;     /* of each in the document, from 0 */
    uint32_t *starts;      /* count + 1: the tokens of sentence s are tokens[starts[s]] .. */
    dz_span *spans;        /* of each token in the document's text; NULL where nobody asked */
    uint32_t *tokens;      /* numbers in the vocabulary */
    uint32_t token_count;  /* = starts[count] */
    double *lengths;       /* count + 1 prefix sums of sentence lengths in bytes */
    uint8_t *openings;     /* dz_align__opening of each sentence */
    uint8_t *endings;      /* and its ending, below DZ_ENDINGS */
    dz_map vocabulary;     /* the text of a token -> its number */
    uint32_t *frequencies; /* of each token, in this text */
    float *shares;         /* the same by the number of all tokens */
} dz_align__side;

/* What the token of a glossary's term begins with; the concept's first Chinese term stands behind it, so that a term
 * and its renderings are one token. */
#define DZ_TERM_MARK '\x01'

/* Reads the sentences of a document. Chinese is cut by the longest key of the lexicon; English into stems; punctuation
 * is brought to one form for both. Sentences of boilerplate are left out. `lexicon` may be NULL: then a Han character
 * and a word are tokens. Terms of the glossary (may be NULL) are tokens of their own. The sentences of beads that a
 * person fixed are put behind the others; `which` of the two sides this is. Errors: DZ_ERROR_MEMORY, DZ_ERROR_LIMIT. */
dz_status dz_align__side_read(dz_context *context, dz_align__side *side, const dz_document *document,
                              const dz_lexicon *lexicon, const dz_glossary *glossary,
                              const dz_align__decisions *decisions, int which, bool with_spans);

/* Sentences begin .. end - 1 of a side as a side of their own. Borrows all; never freed. */
dz_align__side dz_align__side_view(const dz_align__side *side, uint32_t begin, uint32_t end);

void dz_align__side_free(dz_align__side *side);

#endif
