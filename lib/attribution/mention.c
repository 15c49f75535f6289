#include "attribution/mention.h"

#define LONGEST_ROLE 24
#define LONGEST_MODIFIERS 6

static bool is_name_token(const dz_token *token)
{
    uint32_t function_word = DZ_WORD_DETERMINER | DZ_WORD_SUBJECT | DZ_WORD_PREPOSITION | DZ_WORD_COORDINATOR |
                             DZ_WORD_SUBORDINATOR | DZ_WORD_QUESTION | DZ_WORD_RELATIVE | DZ_WORD_TO | DZ_WORD_TIME |
                             DZ_WORD_PERIOD | DZ_WORD_AUXILIARY | DZ_WORD_ADVERB | DZ_WORD_OBJECT;
    return (token->shape & DZ_TOKEN_CAPITAL) && !(token->flags & function_word);
}

static bool is_title(const dz_token *token)
{
    return token->flags & DZ_WORD_TITLE;
}

static dz_span span_of(const dz_token_list *tokens, size_t begin, size_t end)
{
    dz_span span = {0, 0};
    if (end > begin) {
        span.begin = tokens->items[begin].begin;
        span.end = tokens->items[end - 1].end;
    }
    return span;
}

/* "Chinese Foreign Ministry spokeswoman": from the office before a name back over its modifiers. */
static size_t role_begin(const dz_token_list *tokens, size_t title)
{
    size_t begin = title;
    while (begin > 0 && title - begin < LONGEST_MODIFIERS) {
        const dz_token *token = &tokens->items[begin - 1];
        bool modifier = (token->shape & DZ_TOKEN_WORD) && !(token->shape & DZ_TOKEN_GENITIVE) && !token->verb &&
                        (is_name_token(token) || !(token->flags & ~(uint32_t)(DZ_WORD_TITLE | DZ_WORD_ORGANISATION)));
        if (!modifier || (!(token->shape & DZ_TOKEN_CAPITAL) && title - begin >= 3))
            break;
        begin--;
    }
    return begin;
}

/* "Hua Chunying, a spokesman for the Chinese Foreign Ministry, ...": the office between the commas behind a name. */
static dz_span apposed_role(const dz_token_list *tokens, size_t comma)
{
    dz_span none = {0, 0};
    size_t begin = comma + 1;
    if (begin >= tokens->count || tokens->items[comma].mark != ',')
        return none;
    if (tokens->items[begin].flags & DZ_WORD_DETERMINER && !(tokens->items[begin].flags & DZ_WORD_POSSESSIVE))
        begin++;
    bool office = false;
    size_t end = begin;
    for (; end < tokens->count && end - begin < LONGEST_ROLE; end++) {
        const dz_token *token = &tokens->items[end];
        bool genitive = token->shape & DZ_TOKEN_GENITIVE; /* "China's foreign minister" */
        if (!(token->shape & DZ_TOKEN_WORD) || (!genitive && token->flags & (DZ_WORD_RELATIVE | DZ_WORD_FINITE)))
            break;
        office |= end - begin < 8 && is_title(token) && !(token->flags & DZ_WORD_HONORIFIC);
    }
    bool closed = end == tokens->count || !(tokens->items[end].shape & DZ_TOKEN_WORD) ||
                  tokens->items[end].flags & DZ_WORD_RELATIVE;
    return office && closed ? span_of(tokens, begin, end) : none;
}

static dz_status add_name(dz_finder *finder, const dz_token_list *tokens, size_t begin, size_t end)
{
    dz_mention mention = {{0, 0}, {0, 0}, true, false};
    size_t name = begin;
    for (size_t i = begin; i < end; i++) {
        if (is_title(&tokens->items[i]))
            name = i + 1;
        if (tokens->items[i].flags & DZ_WORD_ORGANISATION)
            mention.person = false;
    }
    if (name == end)
        return DZ_OK;
    bool honorific = name > begin && tokens->items[name - 1].flags & DZ_WORD_HONORIFIC;
    if (name > begin && !honorific) {
        mention.role = span_of(tokens, role_begin(tokens, name - 1), name);
    } else if (name == begin && begin > 0 && is_title(&tokens->items[begin - 1])) {
        mention.role = span_of(tokens, role_begin(tokens, begin - 1), begin);
    } else if (end < tokens->count) {
        mention.role = apposed_role(tokens, end);
        mention.apposed = mention.role.end > mention.role.begin;
    }
    for (size_t i = name; i < end; i++)
        if (tokens->items[i].flags & DZ_WORD_ORGANISATION)
            return DZ_OK;
    mention.person = (mention.person && end - name <= 4) || mention.role.end > 0;
    mention.name = span_of(tokens, name, end);
    if (end - name < 2 && mention.role.end == mention.role.begin && !honorific)
        return DZ_OK;
    return dz_array__push(finder->context, &finder->mentions, mention);
}

dz_status dz_mention__collect(dz_finder *finder, const dz_token_list *tokens)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < tokens->count && status == DZ_OK;) {
        size_t end = i;
        while (end < tokens->count && is_name_token(&tokens->items[end]) &&
               tokens->items[end].quotation == tokens->items[i].quotation)
            end++;
        if (end > i)
            status = add_name(finder, tokens, i, end);
        i = end > i ? end : i + 1;
    }
    return status;
}
