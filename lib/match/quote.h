/* A quote as the matcher sees it: words and Han characters, numbered by their folded form, and their letter key. */
#ifndef DZ_MATCH_QUOTE_H
#define DZ_MATCH_QUOTE_H

#include "base/buffer.h"
#include "base/map.h"
#include "edit/tokens.h"

typedef struct dz_quote_token {
    dz_span text; /* in the quote */
    uint32_t id;
    uint32_t weight;
    uint32_t key;        /* where it begins in the letter key */
    bool after_ellipsis; /* a mark of omission stands before it */
    uint8_t kind;        /* dz_token_kind */
} dz_quote_token;

typedef struct dz_prepared_quote {
    dz_context *context;
    dz_view text;
    dz_buffer key; /* the letter key */
    dz_map ids;
    DZ_ARRAY(dz_quote_token) tokens;
    uint32_t weight; /* of all tokens */
    bool ends_in_ellipsis;
} dz_prepared_quote;

dz_status dz_quote__prepare(dz_context *context, dz_prepared_quote *quote, const char *text, size_t length);
void dz_quote__free(dz_prepared_quote *quote);

/* What a contraction begins with ("that" of "that's"); empty for other words. Forms are folded. */
dz_view dz_quote__short_form(dz_view form);

/* The number of the token that holds a byte of the letter key. */
size_t dz_quote__token_at(const dz_prepared_quote *quote, size_t key);

#endif
