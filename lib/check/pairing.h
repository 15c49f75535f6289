/* How much likelier two texts are as translations of each other than apart: the words of each given those of the other
 * (IBM Model 1, Brown et al. 1993, with the best link of each word for the sum over all), in both directions, by the
 * probabilities of the lexicon. */
#ifndef DZ_CHECK_PAIRING_H
#define DZ_CHECK_PAIRING_H

#include "check/passages.h"

/* What a form of the other language says for a word of the quote. */
typedef struct dz_pairing_link {
    uint32_t word; /* of the quote */
    float ahead;   /* p(the quote's word | form) by its share */
    float back;    /* p(form | the quote's word) */
    uint32_t form; /* number among those of the pairing */
    uint32_t next; /* link of the same form, + 1 */
} dz_pairing_link;

/* A form of the other language that a word of the quote has a link to. */
typedef struct dz_pairing_form {
    const dz_occurrence *places;
    uint32_t count;
    uint32_t first; /* link + 1 */
} dz_pairing_form;

/* A quote, ready to be compared. */
typedef struct dz_pairing {
    dz_context *context;
    const dz_translations *translations;
    bool chinese;
    dz_bilingual_text quote;
    dz_map numbers; /* of the forms */
    DZ_ARRAY(dz_pairing_form) forms;
    DZ_ARRAY(dz_pairing_link) links; /* by words of the quote, in their order */
    float *mixtures;                 /* of each word of the quote: how much of it is owed to a translation */
    float *infos;                    /* what each word says: minus the logarithm of its probability */
} dz_pairing;

/* A form of a passage that some word of the quote may translate. */
typedef struct dz_pairing_hit {
    uint32_t word; /* of the passage */
    uint32_t link; /* first of them + 1 */
    float factor;
    float share;
} dz_pairing_hit;

/* A passage that has been read for one quote. */
typedef struct dz_pairing_side {
    dz_bilingual_text text;
    DZ_ARRAY(dz_pairing_hit) hits;
    float *mixtures;
    float *infos;
    size_t bytes;
} dz_pairing_side;

typedef struct dz_pairing_score {
    float quote_words;   /* the logarithm of how much likelier the words of the quote are, given those of the passage */
    float passage_words; /* the same the other way */
    float lengths;       /* what the lengths say */
    float quote;         /* share of what the words of the quote say that the passage has, 0 to 1 */
    float passage;       /* the same the other way */
    float quote_gained;  /* of quote_words, what is above 0, */
    float quote_lost;    /* and what is below */
    float passage_gained;
    float passage_lost;
} dz_pairing_score;

/* Reads a quote. To be freed also after failure. Errors: DZ_ERROR_MEMORY. */
dz_status dz_pairing__open(dz_context *context, dz_pairing *pairing, const dz_translations *translations,
                           dz_view quote);
void dz_pairing__free(dz_pairing *pairing);

/* Reads a passage. To be freed also after failure. */
dz_status dz_pairing__read(const dz_pairing *pairing, dz_pairing_side *side, dz_view text, const char *date);
void dz_pairing__free_side(dz_context *context, dz_pairing_side *side);

/* How much likelier each word of the quote, and of `count` passages in a row, is by its best link than by chance.
 * `ahead` has room for the words of the quote, `back` for those of all the passages. */
void dz_pairing__compare(const dz_pairing *pairing, dz_pairing_side *const *sides, size_t count, float *ahead,
                         float *back);

/* Scores what dz_pairing__compare found, and makes of both lists how well the other side has each word, 0 to 1. */
dz_pairing_score dz_pairing__score(const dz_pairing *pairing, dz_pairing_side *const *sides, size_t count, float *ahead,
                                   float *back);

/* What a likeness of one word, as a ratio of probabilities, adds to the evidence. */
float dz_pairing__gain(float mixture, float ratio);

#endif
