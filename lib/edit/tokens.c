#include "edit/tokens.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text/key.h"

#define HAN_WEIGHT 2

typedef enum letter_class { CLASS_SPACE, CLASS_LETTER, CLASS_HAN, CLASS_APOSTROPHE, CLASS_MARK } letter_class;

static letter_class classify_ascii(uint32_t codepoint)
{
    bool letter = (codepoint >= '0' && codepoint <= '9') || (codepoint >= 'a' && codepoint <= 'z') ||
                  (codepoint >= 'A' && codepoint <= 'Z');
    if (letter)
        return CLASS_LETTER;
    if (codepoint <= ' ')
        return CLASS_SPACE;
    return codepoint == '\'' ? CLASS_APOSTROPHE : CLASS_MARK;
}

static letter_class classify(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return classify_ascii(codepoint);
    if (dz_utf8__is_han(codepoint))
        return CLASS_HAN;
    if (u_isUWhiteSpace((UChar32)codepoint))
        return CLASS_SPACE;
    bool letter = u_isalnum((UChar32)codepoint) || (U_GET_GC_MASK((UChar32)codepoint) & U_GC_M_MASK);
    return letter ? CLASS_LETTER : CLASS_MARK;
}

static bool letter_follows(dz_view key, size_t at)
{
    return at < key.length && classify(dz_utf8__next(key.data, key.length, &at)) == CLASS_LETTER;
}

/* The end of the word that begins before `at`. */
static size_t end_of_word(dz_view key, size_t at)
{
    while (at < key.length) {
        size_t next = at;
        letter_class class = classify(dz_utf8__next(key.data, key.length, &next));
        if (class != CLASS_LETTER && !(class == CLASS_APOSTROPHE && letter_follows(key, next)))
            break;
        at = next;
    }
    return at;
}

static dz_status scan_key(dz_tokens *tokens)
{
    dz_view key = dz_key_text(tokens->key);
    size_t piece = 0;
    for (size_t at = 0; at < key.length;) {
        size_t begin = at;
        letter_class class = classify(dz_utf8__next(key.data, key.length, &at));
        if (class == CLASS_SPACE)
            continue;
        if (class == CLASS_LETTER)
            at = end_of_word(key, at);
        dz_token token = {.key = {begin, at}};
        token.text = dz_key__to_text_in_order(tokens->key, token.key, &piece);
        token.kind = class == CLASS_LETTER ? DZ_TOKEN_WORD : class == CLASS_HAN ? DZ_TOKEN_HAN : DZ_TOKEN_MARK;
        dz_status status = dz_array__push(tokens->context, tokens, token);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

dz_status dz_tokens__make(dz_context *context, dz_tokens *tokens, const char *text, size_t length)
{
    memset(tokens, 0, sizeof *tokens);
    tokens->context = context;
    tokens->text = (dz_view){text, length};
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    dz_status status = dz_key_new(context, &tokens->key, text, length, &options);
    if (status == DZ_OK)
        status = dz_array__reserve(context, tokens, length / 3 + 1); /* Han is one token each */
    if (status == DZ_OK)
        status = scan_key(tokens);
    if (status != DZ_OK)
        dz_tokens__free(tokens);
    return status;
}

void dz_tokens__free(dz_tokens *tokens)
{
    if (!tokens->context)
        return;
    dz_key_free(tokens->key);
    tokens->key = NULL;
    dz_array__free(tokens->context, tokens);
}

dz_view dz_tokens__form(const dz_tokens *tokens, size_t number)
{
    dz_span span = tokens->items[number].key;
    return (dz_view){dz_key_text(tokens->key).data + span.begin, span.end - span.begin};
}

uint32_t dz_tokens__weight(const dz_tokens *tokens, size_t number)
{
    const dz_token *token = &tokens->items[number];
    if (token->kind == DZ_TOKEN_MARK)
        return 0;
    return token->kind == DZ_TOKEN_HAN ? HAN_WEIGHT : (uint32_t)(token->key.end - token->key.begin);
}

bool dz_tokens__is_mark(const dz_tokens *tokens, size_t number, const char *marks)
{
    dz_view form = dz_tokens__form(tokens, number);
    return form.length == 1 && strchr(marks, form.data[0]) != NULL;
}
