/* A text as the tokens that are compared: folded, each with its place in the text. Words of letters and digits are one
 * token, and so is each Han character, so that neither a changed character is lost nor another word boundary seen as a
 * change. Marks (punctuation, symbols) are tokens too, except that white space is none.
 *
 * Words of English are found here, not by dz_words: a hyphen, a dot or a comma always parts two tokens, so that
 * "well-known" and "well known", or "5.1" and "5.2", differ in one place. An apostrophe between letters parts nothing.
 */
#ifndef DZ_EDIT_TOKENS_H
#define DZ_EDIT_TOKENS_H

#include "base/array.h"
#include "duizhao/text.h"

typedef enum dz_token_kind { DZ_TOKEN_WORD = 0, DZ_TOKEN_HAN = 1, DZ_TOKEN_MARK = 2 } dz_token_kind;

typedef struct dz_token {
    dz_span text; /* in the text */
    dz_span key;  /* in the key's text */
    dz_token_kind kind;
} dz_token;

/* `text` is borrowed. */
typedef struct dz_tokens {
    dz_context *context;
    dz_view text;
    dz_key *key;
    dz_token *items;
    size_t count;
    size_t capacity;
} dz_tokens;

/* Errors: DZ_ERROR_MEMORY. */
dz_status dz_tokens__make(dz_context *context, dz_tokens *tokens, const char *text, size_t length);
void dz_tokens__free(dz_tokens *tokens);

/* The folded form of a token. */
dz_view dz_tokens__form(const dz_tokens *tokens, size_t number);

/* How many letters a token counts for when shares of a text are taken: those of a word; two for a Han character, which
 * says about as much; none for a mark. */
uint32_t dz_tokens__weight(const dz_tokens *tokens, size_t number);

/* Whether a token is one of the ASCII marks in `marks`. */
bool dz_tokens__is_mark(const dz_tokens *tokens, size_t number, const char *marks);

#endif
