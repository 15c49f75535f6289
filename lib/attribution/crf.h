/* A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the words of a block: given how
 * well each tag fits each word, and how well tags follow each other, the best tags of all, and how likely each is. */
#ifndef DZ_ATTRIBUTION_CRF_H
#define DZ_ATTRIBUTION_CRF_H

#include "base/memory.h"

/* The tags. Odd ones begin a span, the even one behind each goes on with it. Content that stands before its cue has
 * tags of its own, so that the chain knows what is still to come. */
enum {
    DZ_TAG_NONE = 0,
    DZ_TAG_SOURCE = 1,
    DZ_TAG_CUE = 3,
    DZ_TAG_CONTENT = 5,
    DZ_TAG_AHEAD = 7, /* content before its cue */
    DZ_TAG_COUNT = 9
};

/* Whether a tag may follow another; DZ_TAG_COUNT stands for the begin of the block. */
static inline bool dz_tag__follows(int tag, int before)
{
    bool inside = tag > 0 && tag % 2 == 0;
    return !inside || before == tag || before == tag - 1;
}

/* The kind of span that a tag is part of: the tag that begins it; content before its cue counts as content. */
static inline int dz_tag__kind(int tag)
{
    int begin = tag > 0 && tag % 2 == 0 ? tag - 1 : tag;
    return begin == DZ_TAG_AHEAD ? DZ_TAG_CONTENT : begin;
}

/* How well tags follow each other, as logarithms; row DZ_TAG_COUNT is that of the begin. */
typedef struct dz_crf_moves {
    double weight[DZ_TAG_COUNT + 1][DZ_TAG_COUNT];
} dz_crf_moves;

/* Room for one block after another; all arrays have DZ_TAG_COUNT entries a word. Start with zeros and the context. */
typedef struct dz_crf {
    dz_context *context;
    size_t room;      /* words */
    double *scores;   /* in: how well each tag fits, as logarithms */
    double *marginal; /* out: the probability of each tag */
    double *forward;
    double *backward;
    double *scale; /* one a word */
    uint8_t *back;
    uint8_t *tags;                                   /* out: the best ones, one a word */
    double expected[DZ_TAG_COUNT + 1][DZ_TAG_COUNT]; /* out: how often each move is made */
    double move_exponentials[DZ_TAG_COUNT + 1][DZ_TAG_COUNT];
} dz_crf;

/* Room for `count` words. Errors: DZ_ERROR_MEMORY. */
dz_status dz_crf__reserve(dz_crf *crf, size_t count);

/* Viterbi: fills `tags`. `count` is not 0. */
void dz_crf__decode(dz_crf *crf, const dz_crf_moves *moves, size_t count);

/* Forward-backward: fills `marginal` and `expected`; the logarithm of the sum over all sequences. */
double dz_crf__marginals(dz_crf *crf, const dz_crf_moves *moves, size_t count);

void dz_crf__free(dz_crf *crf);

#endif
