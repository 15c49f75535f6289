/* A block taken apart into what the English rules walk over: words, clitics and marks, each with what is known of it.
 * Word segmentation proper is the text room's; here "Blinken's" must be two tokens and "U.S." one. */
#ifndef DZ_ATTRIBUTION_TOKEN_H
#define DZ_ATTRIBUTION_TOKEN_H

#include "attribution/finding.h"

enum {
    DZ_TOKEN_WORD = 1 << 0,
    DZ_TOKEN_CAPITAL = 1 << 1,
    DZ_TOKEN_NUMBER = 1 << 2,
    DZ_TOKEN_GENITIVE = 1 << 3, /* 's, or the bare apostrophe of a plural */
    DZ_TOKEN_MARK = 1 << 4,     /* a quotation mark that the scanner paired */
    DZ_TOKEN_LY = 1 << 5,       /* an adverb by its ending */
    DZ_TOKEN_PLURAL = 1 << 6,   /* ends in s */
    DZ_TOKEN_ED = 1 << 7        /* ends in ed: a past form of whatever verb */
};

typedef struct dz_token {
    size_t begin;
    size_t end;
    uint32_t flags;     /* DZ_WORD_... */
    uint32_t shape;     /* DZ_TOKEN_... */
    uint32_t quotation; /* the outermost that it stands in; DZ_NO_QUOTATION */
    const dz_verb *verb;
    uint8_t forms;
    uint8_t noun;
    char mark; /* of a punctuation token: its ASCII form; '-' for every dash; 0 for words */
} dz_token;

typedef DZ_ARRAY(dz_token) dz_token_list;

/* Appends the tokens of a block. Errors: DZ_ERROR_MEMORY. */
dz_status dz_token__split(dz_finder *finder, const dz_passage *passage, dz_token_list *tokens);

/* Whether a token is this lower-case word. */
bool dz_token__is(const dz_finder *finder, const dz_token *token, const char *word);

#endif
