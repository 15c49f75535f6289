/* What a bead is worth: the parts of its score and their weights. */
#ifndef DZ_ALIGN_MODEL_H
#define DZ_ALIGN_MODEL_H

#include "align/lexical.h"
#include "align/tokens.h"
#include "align/vectors.h"

/* At most so many sentences a side in a bead. */
#define DZ_BEAD_SPAN 6

typedef struct dz_align__type {
    uint8_t source;
    uint8_t target;
} dz_align__type;

/* The kinds of bead, and how frequent each is before the text has been seen. */
#define DZ_BEAD_TYPES 26
extern const dz_align__type dz_align__types[DZ_BEAD_TYPES];
extern const float dz_align__type_shares[DZ_BEAD_TYPES];

/* The settings: the same for all texts, chosen on the dev sets (docs/alignment.md has what each is worth). */
typedef struct dz_align__settings {
    float mixture;         /* lambda: how much of a token is owed to the other side rather than to chance */
    float lexical;         /* weight of the lexical ratio, both directions together */
    float length;          /* weight of the Gaussian on length */
    float many_to_many;    /* log penalty where both sides have several sentences */
    float empty;           /* log penalty where one side has none */
    float prior_strength;  /* of the dictionary, in counts */
    float variance;        /* of the length before the text has been seen */
    float type_strength;   /* of the shares of bead types, in beads */
    float whole_beads;     /* so many beads of the whole text count in the style of each stretch */
    float posterior_scale; /* of the scores when posteriors are made of them: tokens are not independent */
    float threshold;       /* a bead less probable than this costs more than it gains */
    float edges;           /* weight of how sentences begin and end */
    float inner;           /* weight of which ends stand inside a bead */
    float diagonal;        /* how far, as a share of the way, the order of words holds */
    float diagonal_tokens; /* and in tokens */
    float anywhere;        /* how much of a word is owed to any place */
    float fine;            /* 0: the order of words is not looked at */
    float steepness;       /* of the order of words where they are learned, by share of the way */
    float vectors;         /* weight of what the user's sentence vectors say */
    float single;          /* prior probability that two words that met once translate each other */
    uint32_t minimum_meetings;
    uint32_t passes;
    uint32_t iterations; /* of EM in a pass */
} dz_align__settings;

extern const dz_align__settings dz_align__default_settings;

/* So many sentences of the source share a style. */
#define DZ_STYLE_ROWS 64

/* What is learned of beads apart from their words. */
typedef struct dz_align__style {
    double ratio;    /* bytes of target for a byte of source */
    double variance; /* of the difference of lengths, by byte */
    float type_scores[DZ_BEAD_TYPES];
    dz_align__edges edges;
} dz_align__style;

typedef struct dz_align__model {
    const dz_align__settings *settings;
    const dz_align__side *source;
    const dz_align__side *target;
    const dz_align__decisions *decisions; /* NULL: none */
    const dz_align__near *near;           /* NULL: no vectors were given */
    dz_align__table forward;              /* p(target word | source word) * mixture / p(target word) */
    dz_align__table backward;             /* the same the other way */
    dz_align__style style;                /* of the whole text */
    dz_align__style *styles;              /* of stretches of the source; NULL: none were learned */
    float mixture;                        /* how much of a token is owed to the other side rather than to chance */
    uint32_t first_row;                   /* the source's first sentence, in the whole text */
} dz_align__model;

/* The type with so many sentences a side; DZ_BEAD_TYPES where there is none. */
unsigned dz_align__type_of(size_t source_count, size_t target_count);

/* Takes over nothing: `forward` and `backward` are tables of probabilities, and are copied with their ratios. */
dz_status dz_align__model_set_tables(dz_context *context, dz_align__model *model, const dz_align__table *forward,
                                     const dz_align__table *backward);

/* Makes a model without tables: length and types alone. */
void dz_align__model_init(dz_align__model *model, const dz_align__settings *settings, const dz_align__side *source,
                          const dz_align__side *target);

/* Scores the bead types by their shares, with the penalties of the settings. */
void dz_align__style_set_types(dz_align__style *style, const dz_align__settings *settings, const float *shares);

/* The scores of the types and lengths of all beads that begin at a node; those that the text is too short for stay.
 * Without what the user's vectors say. */
void dz_align__model_shapes(const dz_align__model *model, uint32_t i, uint32_t j, float *scores);

/* The same for one type, with it. */
float dz_align__model_shape(const dz_align__model *model, uint32_t i, uint32_t j, unsigned type);

/* Owes less of the tokens to the other side where little is known of the words: what is not known cannot be explained,
 * and beads would fall to pieces. `coverage` is that of the prior. Before the tables are set. */
void dz_align__model_set_coverage(dz_align__model *model, float coverage);

void dz_align__model_free(dz_context *context, dz_align__model *model);

#endif
