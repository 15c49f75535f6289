/* What the tagger sees of a word: hashed signs of the word, its neighbours, the quotation and sentence it stands in,
 * the nearest cues, and what the rules made of it. A change here makes older models useless: raise the version. */
#ifndef DZ_ATTRIBUTION_FEATURES_H
#define DZ_ATTRIBUTION_FEATURES_H

#include "attribution/token.h"

#define DZ_FEATURES_VERSION 1u
#define DZ_FEATURES_MOST 112 /* a word */
#define DZ_CUE_STRENGTHS 6   /* how often a word is a cue: 0 (hardly ever) to 5 */

/* A word by itself. All that is learned from is in the views of a block: the text is not needed any more. */
typedef struct dz_word_view {
    uint32_t word; /* hashes: the word in lower case, its last three letters, its last two */
    uint32_t tail3;
    uint32_t tail2;
    uint32_t base;     /* of the verb that it is a form of; 0: none known */
    uint32_t rule;     /* the name of the rule that has it in a finding; 0: none */
    uint32_t sentence; /* in the block */
    uint8_t shape;
    uint8_t part;   /* of speech, roughly */
    uint8_t quote;  /* 0: outside, 1: inside, 2: the opening mark, 3: the closing one */
    uint8_t length; /* of the quotation, in steps of four tokens */
    uint8_t tag;    /* the rules' */
    uint8_t sure;   /* how sure the rule is, in quarters */
    char mark;      /* of punctuation; 0 for words */
} dz_word_view;

typedef DZ_ARRAY(dz_word_view) dz_view_list;

/* How often each word is a cue: sorted; the upper 29 bits are the word's hash, the lower three the strength. */
typedef struct dz_cue_table {
    const uint32_t *items;
    size_t count;
} dz_cue_table;

/* A word in its sentence. */
typedef struct dz_word_place {
    uint32_t begin; /* of the sentence */
    uint32_t end;
    uint32_t left; /* the nearest strong cue before it in the sentence, + 1; 0: none */
    uint32_t right;
    uint32_t best; /* the strongest cue of the sentence */
    uint8_t cue;   /* strength; 0 inside quotations */
    uint8_t commas;
    uint8_t verbs; /* finite ones since the cue or the begin */
    bool that;     /* since the cue */
    char last_mark;
    char next_mark;
    uint8_t sentence_flags;
} dz_word_place;

typedef struct dz_features {
    dz_context *context;
    const dz_word_view *views;
    size_t count;
    DZ_ARRAY(dz_word_place) places;
    uint8_t before; /* how the block before ended; 0 at the document's begin */
    uint8_t ending; /* how this one does; set it to 0 before a new document */
} dz_features;

/* Appends the views of a block's tokens, without what the rules made of them: that the caller fills in. Errors:
 * DZ_ERROR_MEMORY. */
dz_status dz_features__view(dz_finder *finder, const dz_passage *passage, const dz_token_list *tokens,
                            dz_view_list *views);

/* Looks at a block as a whole; `count` is not 0. `features` starts with zeros and the context, and is used for one
 * block of a document after the other. Errors: DZ_ERROR_MEMORY. */
dz_status dz_features__relate(dz_features *features, const dz_word_view *views, size_t count, dz_cue_table cues);

/* The features of a word into `out`, which has room for DZ_FEATURES_MOST; how many. */
size_t dz_features__of(const dz_features *features, size_t i, uint32_t *out);

void dz_features__free(dz_features *features);

#endif
