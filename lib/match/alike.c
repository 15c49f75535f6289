#include "match/alike.h"

#include <string.h>

#include "duizhao/text.h"
#include "edit/denial.h"

/* Shorter words have too many neighbours by one letter; shorter stems are no words. */
#define LETTERS_FOR_SLIP 5
#define LETTERS_OF_STEM 4
#define LONGEST_WORD 64

static bool equal(dz_view a, dz_view b)
{
    return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

/* One letter put in, left out or changed. */
static bool is_slip(dz_view longer, dz_view shorter)
{
    size_t at = 0;
    if (shorter.length < LETTERS_FOR_SLIP || longer.length - shorter.length > 1)
        return false;
    while (at < shorter.length && longer.data[at] == shorter.data[at])
        at++;
    size_t rest = shorter.length - at, same = longer.length == shorter.length ? 1 : 0;
    if (rest < same)
        return true;
    return memcmp(longer.data + at + 1, shorter.data + at + same, rest - same) == 0;
}

/* "there's" and "there", "don't" and "do". */
static bool is_contraction(dz_view longer, dz_view shorter)
{
    static const char *const tails[] = {"'s", "n't", "'re", "'ve", "'ll", "'m", "'d"};
    size_t tail = longer.length - shorter.length;
    if (!shorter.length || tail > 3 || memcmp(longer.data, shorter.data, shorter.length) != 0)
        return false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (strlen(tails[i]) == tail && memcmp(longer.data + shorter.length, tails[i], tail) == 0)
            return true;
    return false;
}

static bool same_stem(dz_view a, dz_view b)
{
    char first[LONGEST_WORD], second[LONGEST_WORD];
    if (a.length < LETTERS_OF_STEM || b.length < LETTERS_OF_STEM || a.data[0] != b.data[0])
        return false;
    size_t length = dz_stem(a.data, a.length, first, sizeof first);
    size_t other = dz_stem(b.data, b.length, second, sizeof second);
    return length && length == other && memcmp(first, second, length) == 0;
}

static bool is_alike(dz_view a, dz_view b)
{
    dz_view longer = a.length >= b.length ? a : b, shorter = a.length >= b.length ? b : a;
    if (equal(a, b))
        return true;
    for (size_t i = 0; i < longer.length; i++)
        if (longer.data[i] >= '0' && longer.data[i] <= '9')
            return false;
    return is_slip(longer, shorter) || dz_denial__between(a, b) || is_contraction(longer, shorter) || same_stem(a, b);
}

uint32_t dz_alike__find(const dz_prepared_quote *quote, dz_view word)
{
    const char *key = dz_buffer__view(&quote->key).data;
    for (size_t i = 0; i < quote->tokens.count; i++) {
        const dz_quote_token *token = &quote->tokens.items[i];
        size_t end = i + 1 < quote->tokens.count ? quote->tokens.items[i + 1].key : quote->key.length;
        dz_view form = {key + token->key, end - token->key};
        if (token->kind == DZ_TOKEN_WORD && is_alike(form, word))
            return token->id;
    }
    return UINT32_MAX;
}

uint32_t dz_alike__find_joined(const dz_prepared_quote *quote, dz_view first, dz_view second)
{
    char joined[2 * LONGEST_WORD];
    if (first.length > LONGEST_WORD || second.length > LONGEST_WORD)
        return UINT32_MAX;
    memcpy(joined, first.data, first.length);
    memcpy(joined + first.length, second.data, second.length);
    return dz_map__get(&quote->ids, joined, first.length + second.length, UINT32_MAX);
}
