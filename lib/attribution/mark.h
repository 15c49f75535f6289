/* Tags of tokens out of spans: what the trainer learns to give, and what the rules said, written the same way. */
#ifndef DZ_ATTRIBUTION_MARK_H
#define DZ_ATTRIBUTION_MARK_H

#include "attribution/crf.h"
#include "attribution/token.h"

/* A span of an attribution in the text. */
typedef struct dz_mark {
    dz_span span;
    uint8_t tag;     /* DZ_TAG_SOURCE, DZ_TAG_CUE, DZ_TAG_CONTENT or DZ_TAG_AHEAD */
    uint32_t number; /* of the attribution */
} dz_mark;

typedef DZ_ARRAY(dz_mark) dz_mark_list;

/* Adds the spans of an attribution that are not empty. Errors: DZ_ERROR_MEMORY. */
dz_status dz_mark__add(dz_context *context, dz_mark_list *marks, uint32_t number, const dz_span *content,
                       size_t content_count, dz_span cue, dz_span source);

/* Sorts the marks by where they begin. */
void dz_mark__sort(dz_mark_list *marks);

/* The tag of each token of a block, and the mark that it comes from (+ 1; 0: none) where `from` is not NULL. `*next` is
 * the first mark that may reach into the block; it is moved on from block to block. Inner marks win. */
void dz_mark__tag(const dz_mark_list *marks, size_t *next, const dz_token_list *tokens, uint8_t *tags, uint32_t *from);

#endif
