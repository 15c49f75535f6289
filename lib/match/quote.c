#include "match/quote.h"

#include <string.h>

/* Marks of omission after folding: three dots or more in a row, whatever they stood as. */
#define DOTS_OF_ELLIPSIS 3

/* Longer words with an apostrophe are names: "O'Donnell". */
#define LONGEST_CONTRACTION 10

static dz_status push_token(dz_prepared_quote *quote, const dz_tokens *tokens, size_t number, bool after_ellipsis)
{
    dz_view form = dz_tokens__form(tokens, number);
    dz_quote_token token = {.text = tokens->items[number].text,
                            .weight = dz_tokens__weight(tokens, number),
                            .key = (uint32_t)quote->key.length,
                            .after_ellipsis = after_ellipsis,
                            .kind = (uint8_t)tokens->items[number].kind};
    dz_status status = dz_map__intern(&quote->ids, form.data, form.length, &token.id);
    if (status == DZ_OK)
        status = dz_buffer__append(&quote->key, form.data, form.length);
    if (status == DZ_OK)
        status = dz_array__push(quote->context, &quote->tokens, token);
    quote->weight += token.weight;
    return status;
}

dz_view dz_quote__short_form(dz_view form)
{
    for (size_t i = 1; i + 1 < form.length && form.length < LONGEST_CONTRACTION; i++)
        if (form.data[i] == '\'')
            return (dz_view){form.data, i - (form.data[i - 1] == 'n' && form.data[i + 1] == 't')};
    return (dz_view){form.data, 0};
}

/* What a contraction of the quote stands for is the same word, unless the quote has that, too: "that's" and "that". */
static dz_status add_short_forms(dz_prepared_quote *quote, const dz_tokens *tokens)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < tokens->count && status == DZ_OK; i++) {
        dz_view form = dz_tokens__form(tokens, i);
        dz_view stem = tokens->items[i].kind == DZ_TOKEN_WORD ? dz_quote__short_form(form) : (dz_view){form.data, 0};
        if (stem.length && dz_map__get(&quote->ids, stem.data, stem.length, UINT32_MAX) == UINT32_MAX)
            status = dz_map__set(&quote->ids, stem.data, stem.length,
                                 dz_map__get(&quote->ids, form.data, form.length, UINT32_MAX));
    }
    return status;
}

dz_status dz_quote__prepare(dz_context *context, dz_prepared_quote *quote, const char *text, size_t length)
{
    memset(quote, 0, sizeof *quote);
    quote->context = context;
    quote->text = (dz_view){text, length};
    dz_map__init(&quote->ids, context);
    dz_buffer__init(&quote->key, context);
    dz_tokens tokens;
    dz_status status = dz_tokens__make(context, &tokens, text, length);
    if (status != DZ_OK)
        return status;
    size_t dots = 0;
    bool ellipsis = false;
    for (size_t i = 0; i < tokens.count && status == DZ_OK; i++) {
        if (tokens.items[i].kind == DZ_TOKEN_MARK) {
            dots = dz_tokens__is_mark(&tokens, i, ".") ? dots + 1 : 0;
            ellipsis = ellipsis || dots >= DOTS_OF_ELLIPSIS;
            continue;
        }
        status = push_token(quote, &tokens, i, ellipsis);
        dots = 0;
        ellipsis = false;
    }
    if (status == DZ_OK)
        status = add_short_forms(quote, &tokens);
    quote->ends_in_ellipsis = ellipsis;
    dz_tokens__free(&tokens);
    if (status != DZ_OK)
        dz_quote__free(quote);
    return status;
}

void dz_quote__free(dz_prepared_quote *quote)
{
    if (!quote->context)
        return;
    dz_buffer__free(&quote->key);
    dz_map__free(&quote->ids);
    dz_array__free(quote->context, &quote->tokens);
}

size_t dz_quote__token_at(const dz_prepared_quote *quote, size_t key)
{
    size_t low = 0, high = quote->tokens.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (quote->tokens.items[middle].key <= key)
            low = middle;
        else
            high = middle;
    }
    return low;
}
