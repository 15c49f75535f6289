/* What the parts of the English rules share: the tokens of a block, the unit that is read, and what a token is. */
#ifndef DZ_ATTRIBUTION_ENGLISH_READER_H
#define DZ_ATTRIBUTION_ENGLISH_READER_H

#include <string.h>

#include "attribution/token.h"

#define DZ_LONGEST_UNIT 500 /* tokens outside quotations: keeps the work linear where no sentence ends */
#define DZ_LONGEST_SUBJECT 24
#define DZ_NO_FINDING SIZE_MAX

/* A stretch of tokens. */
typedef struct dz_stretch {
    size_t begin;
    size_t end;
} dz_stretch;

/* A finding before it is one, in tokens. */
typedef struct dz_draft {
    dz_stretch source;
    dz_stretch cue;
    dz_stretch content;
    dz_stretch more; /* a second piece */
    dz_cue_class class;
    const char *rule;
} dz_draft;

/* One block while its sentences are read. A unit is a sentence, or several that one quotation holds together. */
typedef struct dz_english {
    dz_finder *finder;
    const dz_passage *passage;
    dz_token_list tokens;
    const dz_token *t;
    uint32_t first_quotation;        /* the first that has tokens here */
    DZ_ARRAY(dz_stretch) quotations; /* their tokens, by number from that one on */
    size_t lo;                       /* the unit, in tokens */
    size_t hi;
    size_t last;          /* the last finding of the unit, or NO_FINDING */
    size_t last_end;      /* where its last piece ended, in tokens */
    bool last_is_fronted; /* its content stood before its cue: what follows is not under it */
    size_t read_to;       /* tokens before it belong to a cue that was read */
    size_t last_verbal;   /* the last finding of the unit with a verb for a cue */
    size_t before;        /* that of the unit before */
    size_t lo_before;     /* where that unit began */
    size_t leftover;      /* the first finding of a quotation that no cue has claimed */
    size_t passed;        /* the first finding of a sentence that is not before the last leftover quotation */
    dz_draft cited;       /* whom the unit's report cites; its cue is empty where nobody */
    dz_status status;     /* of the first failure; rules do nothing after one */
} dz_english;

static const dz_stretch dz_nothing = {0, 0};

static inline bool is_empty(dz_stretch r)
{
    return r.end <= r.begin;
}

dz_span dz_english__span_of(const dz_english *r, dz_stretch range);

static inline bool has(const dz_english *r, size_t i, uint32_t flags)
{
    return r->t[i].flags & flags;
}

static inline bool is_word(const dz_english *r, size_t i)
{
    return r->t[i].shape & DZ_TOKEN_WORD;
}

static inline bool is_mark(const dz_english *r, size_t i)
{
    return r->t[i].shape & DZ_TOKEN_MARK;
}

static inline bool quoted(const dz_english *r, size_t i)
{
    return r->t[i].quotation != DZ_NO_QUOTATION;
}

static inline bool is_capital(const dz_english *r, size_t i)
{
    return (r->t[i].shape & DZ_TOKEN_CAPITAL) && !(r->t[i].flags & (DZ_WORD_TIME | DZ_WORD_PERIOD));
}

static inline bool is(const dz_english *r, size_t i, const char *word)
{
    return dz_token__is(r->finder, &r->t[i], word);
}

static inline bool punctuation(const dz_english *r, size_t i, char mark)
{
    return !is_word(r, i) && !is_mark(r, i) && r->t[i].mark == mark;
}

static inline bool is_adverb(const dz_english *r, size_t i)
{
    return has(r, i, DZ_WORD_ADVERB | DZ_WORD_NEGATION) ||
           ((r->t[i].shape & DZ_TOKEN_LY) && !(r->t[i].shape & DZ_TOKEN_CAPITAL) && !r->t[i].verb);
}

/* Where a noun phrase can begin. */
static inline bool begins_noun_phrase(const dz_english *r, size_t i)
{
    return is_word(r, i) && !quoted(r, i) &&
           (has(r, i, DZ_WORD_DETERMINER | DZ_WORD_SUBJECT | DZ_WORD_OBJECT) || is_capital(r, i));
}

static inline bool ends_unit_mark(const dz_english *r, size_t i)
{
    return !is_word(r, i) && !is_mark(r, i) && strchr(".?!~", r->t[i].mark) && r->t[i].mark;
}

static inline dz_stretch quotation_tokens(const dz_english *r, size_t i)
{
    return r->quotations.items[r->t[i].quotation - r->first_quotation];
}

static inline size_t quotation_begin(const dz_english *r, size_t i)
{
    return quotation_tokens(r, i).begin;
}

static inline size_t quotation_end(const dz_english *r, size_t i)
{
    return quotation_tokens(r, i).end;
}

/* The word's quotation is long or ends as a sentence does: speech, and no fragment in a sentence of the writer's. */
bool dz_english__is_full_quotation(const dz_english *r, uint32_t number);

/* Whether a stretch is one quotation and nothing else. */
bool dz_english__is_one_quotation(const dz_english *r, dz_stretch content);

size_t dz_english__without_final_mark(const dz_english *r, size_t begin, size_t end);

size_t dz_english__count_words(const dz_english *r, size_t begin, size_t end);

#endif
