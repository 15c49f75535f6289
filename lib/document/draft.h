/* A document while it is being made.
 *
 *   reader (plain, lines, html,   text, pieces, facts of markup and header lines
 *           docx, pdf)
 *   kinds                         a kind for each piece that has none; a line may become two pieces
 *   meta                          facts that the text itself tells: date, speaker, title
 *   turns                         turn, role and speaker for the pieces of a transcript
 *   document                      pieces become blocks, blocks get sentences
 */
#ifndef DZ_DOCUMENT_DRAFT_H
#define DZ_DOCUMENT_DRAFT_H

#include "base/arena.h"
#include "base/array.h"
#include "duizhao/document.h"

/* A block to be, and what a reader saw of it that is not kept. */
typedef struct dz_piece {
    dz_block block;
    bool marked;        /* its kind is said by markup, not to be guessed again */
    bool aside;         /* stands in a navigation bar, a footer or the like */
    bool outside;       /* stands outside of what the page's own markup says its text is */
    uint16_t area;      /* number of the innermost <article>, <main> or the like; 0: none */
    bool apart;         /* a note or a text box: not part of what goes on around it */
    bool bold_start;    /* its first words are set apart (<strong>), as labels are */
    size_t bold_length; /* bytes of these words, perhaps all of it */
    uint8_t link_share; /* per cent of its characters that are links */
} dz_piece;

/* Who says a fact. A higher rank wins. */
typedef enum dz_rank {
    DZ_RANK_NONE = 0,
    DZ_RANK_FILE,   /* properties of the file, which templates and earlier drafts leave behind */
    DZ_RANK_TEXT,   /* the wording of the text */
    DZ_RANK_MARKUP, /* elements and attributes */
    DZ_RANK_TITLE,  /* a day in the title of a transcript: when it was said, not when it was put on line */
    DZ_RANK_HEADER, /* header lines */
    DZ_RANK_OPTION, /* the caller */
    DZ_RANK_SIDE    /* FILE.meta.json */
} dz_rank;

typedef struct dz_fact {
    const char *value; /* in the draft's arena */
    dz_rank rank;
} dz_fact;

typedef struct dz_facts {
    dz_fact date; /* ISO 8601 */
    dz_fact speaker;
    dz_fact title;
    dz_fact address;
    dz_fact language; /* a tag */
} dz_facts;

typedef struct dz_draft {
    dz_context *context;
    dz_arena *arena;
    const char *name;
    const char *text;
    size_t length;
    DZ_ARRAY(dz_piece) pieces;
    DZ_ARRAY(dz_repair) repairs; /* in the text; what was repaired in markup is said to the log */
    dz_facts facts;
    bool transcript;
    bool later; /* a later part of a longer text: its top says nothing of the text */
} dz_draft;

static inline dz_view dz_draft__view(const dz_draft *draft, dz_span span)
{
    return (dz_view){draft->text + span.begin, span.end - span.begin};
}

/* Appends a piece; its content is its span. */
dz_status dz_draft__add(dz_draft *draft, dz_piece piece);

/* Sets a fact from trimmed text, unless one of a higher rank stands. Empty text sets nothing. */
dz_status dz_draft__set(dz_draft *draft, dz_fact *fact, dz_view value, dz_rank rank);

/* The number of the line that holds a byte, from 1. */
size_t dz_draft__line(const dz_draft *draft, size_t byte);

#endif
