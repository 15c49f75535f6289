/* Cues in a clause, how far the words reach that they report, and findings as they are made. */
#ifndef DZ_ATTRIBUTION_CHINESE_CUE_H
#define DZ_ATTRIBUTION_CHINESE_CUE_H

#include "attribution/chinese_source.h"

/* How far the words reported reach. */
typedef enum dz_chinese_reach {
    DZ_REACH_SENTENCE, /* 据X报道: to its end */
    DZ_REACH_SIBLING,  /* before a clause that reports beside this one */
    DZ_REACH_CLAUSE    /* the same, and the words began in the cue's own clause */
} dz_chinese_reach;

typedef struct dz_chinese_cue {
    dz_span span;
    const dz_zh_word *word; /* NULL: none */
} dz_chinese_cue;

/* Adds a finding without content; its number, or DZ_NO_FINDING where the reader has failed. The reader knows it as its
 * last. */
size_t dz_chinese__add_draft(dz_chinese *r, const dz_chinese_draft *from);

/* Adds a piece of content, and claims the quotations in it. */
void dz_chinese__add_text(dz_chinese *r, size_t number, dz_span content);

/* Adds the inside of the quotation that part `i` is. */
void dz_chinese__add_quotation(dz_chinese *r, size_t number, size_t i);

/* The next cue in a stretch of one clause. */
dz_chinese_cue dz_chinese__next_cue(const dz_chinese *r, dz_span stretch);

/* Whether a word that can be verb or noun stands behind what only nouns have before them: "上述指责", "这份声明". */
bool dz_chinese__follows_attribute(const dz_chinese *r, size_t begin, size_t place);

/* "强调说", "回应称": two cues side by side are one. */
dz_chinese_cue dz_chinese__joined_cue(const dz_chinese *r, dz_span stretch);

/* “…。”: what follows is said anew. */
bool dz_chinese__ends_as_sentence(const dz_chinese *r, size_t i);

/* The end of what is reported from part `i` on. */
size_t dz_chinese__reported_end(const dz_chinese *r, size_t i, dz_chinese_reach reach);

/* The reported words from part `i` on, as content of a finding. */
void dz_chinese__add_reported(dz_chinese *r, size_t number, size_t i, dz_chinese_reach reach);

#endif
