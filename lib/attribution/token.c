#include "attribution/token.h"

#include <string.h>

#include "base/utf8.h"

#define LONGEST_KNOWN 24

typedef struct splitter {
    dz_finder *finder;
    const char *text;
    size_t end;
    uint32_t quotation; /* the first outermost one that does not end before the place */
    dz_token_list *tokens;
} splitter;

static bool is_ascii_letter(unsigned char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Letters beyond ASCII: all of Latin, Greek, Cyrillic; the general punctuation block and CJK are none. */
static bool is_letter(uint32_t c)
{
    return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

/* The length in bytes of an apostrophe at a place; 0 where there is none. */
static size_t apostrophe_at(const char *text, size_t at, size_t end)
{
    if (at < end && text[at] == '\'')
        return 1;
    return at + 3 <= end && memcmp(text + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static bool is_clitic(const char *text, size_t at, size_t end, size_t *length)
{
    static const char *const clitics[] = {"s", "re", "ve", "ll", "d", "m"};
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++) {
        size_t size = strlen(clitics[i]);
        if (at + size > end || strncasecmp(text + at, clitics[i], size) != 0)
            continue;
        if (at + size == end || !is_ascii_letter((unsigned char)text[at + size])) {
            *length = size;
            return true;
        }
    }
    return false;
}

/* Where the word that begins at a place ends: letters, digits, inner hyphens, inner apostrophes other than clitics. */
static size_t word_end(const splitter *split, size_t at)
{
    const char *text = split->text;
    while (at < split->end) {
        unsigned char byte = (unsigned char)text[at];
        size_t step = at;
        size_t length = 0;
        if (is_ascii_letter(byte) || is_digit(byte)) {
            at++;
        } else if (byte >= 0x80 && is_letter(dz_utf8__next(text, split->end, &step))) {
            at = step;
        } else if (byte == '-' && at + 1 < split->end &&
                   (is_ascii_letter((unsigned char)text[at + 1]) || is_digit((unsigned char)text[at + 1]))) {
            at++;
        } else if ((byte == '.' || byte == ',') && at + 1 < split->end && is_digit((unsigned char)text[at + 1]) &&
                   is_digit((unsigned char)text[at - 1])) {
            at++;
        } else if (byte == '&' && at + 1 < split->end && is_ascii_letter((unsigned char)text[at + 1])) {
            at++;
        } else if ((length = apostrophe_at(text, at, split->end)) > 0) {
            size_t clitic = 0;
            size_t behind = at + length;
            if (behind >= split->end || !is_ascii_letter((unsigned char)text[behind]) ||
                is_clitic(text, behind, split->end, &clitic))
                return at;
            at = behind;
        } else {
            return at;
        }
    }
    return at;
}

/* "Sen.", "U.S.", "J." keep their full stop; "technologynewschina.com" its inner ones. */
static size_t with_full_stops(const splitter *split, size_t begin, size_t end)
{
    const char *text = split->text;
    while (end < split->end && text[end] == '.') {
        bool more = end + 1 < split->end && is_ascii_letter((unsigned char)text[end + 1]);
        if (more) {
            end = word_end(split, end + 1);
            continue;
        }
        bool initials = end - begin == 1 ? text[begin] >= 'A' && text[begin] <= 'Z' : text[end - 2] == '.';
        if (initials)
            return end + 1;
        char known[LONGEST_KNOWN];
        size_t length = end + 1 - begin;
        if (length > sizeof known)
            return end;
        for (size_t i = 0; i < length; i++)
            known[i] = (char)(text[begin + i] | (is_ascii_letter((unsigned char)text[begin + i]) ? 0x20 : 0));
        const dz_lexeme *lexeme = dz_lexeme__find(split->finder->lexemes, known, length);
        return lexeme && (lexeme->flags & (DZ_WORD_ABBREVIATION | DZ_WORD_TIME)) ? end + 1 : end;
    }
    return end;
}

/* The word as the table has it: lower case, straight apostrophes. 0 where it is longer than any known one. */
static size_t fold_word(const char *text, size_t begin, size_t end, char *word)
{
    size_t length = 0;
    for (size_t at = begin; at < end;) {
        size_t apostrophe = apostrophe_at(text, at, end);
        if (length >= LONGEST_KNOWN)
            return 0;
        unsigned char byte = (unsigned char)text[at];
        word[length++] = apostrophe ? '\'' : (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
        at += apostrophe ? apostrophe : 1;
    }
    return length;
}

static uint32_t shape_of(const char *text, size_t begin, size_t end)
{
    uint32_t shape = DZ_TOKEN_WORD;
    unsigned char first = (unsigned char)text[begin];
    if (first >= 'A' && first <= 'Z')
        shape |= DZ_TOKEN_CAPITAL;
    else if (first == 0xC3 && begin + 1 < end && (unsigned char)text[begin + 1] <= 0x9E)
        shape |= DZ_TOKEN_CAPITAL; /* À to Þ */
    if (is_digit(first) || first == '$')
        shape |= DZ_TOKEN_NUMBER;
    size_t length = end - begin;
    if (length > 4 && memcmp(text + end - 2, "ly", 2) == 0)
        shape |= DZ_TOKEN_LY;
    if (length > 3 && text[end - 1] == 's' && text[end - 2] != 's')
        shape |= DZ_TOKEN_PLURAL;
    if (length > 4 && memcmp(text + end - 2, "ed", 2) == 0)
        shape |= DZ_TOKEN_ED;
    return shape;
}

static void look_up(const splitter *split, dz_token *token)
{
    char word[LONGEST_KNOWN];
    size_t length = fold_word(split->text, token->begin, token->end, word);
    if (!length)
        return;
    if (word[0] == '\'' && (length == 1 || (length == 2 && word[1] == 's')))
        token->shape |= DZ_TOKEN_GENITIVE;
    const dz_lexeme *lexeme = dz_lexeme__find(split->finder->lexemes, word, length);
    if (!lexeme)
        return;
    token->flags = lexeme->flags;
    token->noun = lexeme->noun;
    token->forms = lexeme->forms;
    if (lexeme->verb)
        token->verb = &split->finder->lexemes->verbs.items[lexeme->verb - 1];
}

static char plain_mark(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case '-':
        return '-';
    case 0x2026:
        return '~';
    case 0xFF0C:
        return ',';
    case 0x3002:
        return '.';
    case 0xFF1A:
        return ':';
    case 0xFF1B:
        return ';';
    case 0xFF08:
        return '(';
    case 0xFF09:
        return ')';
    default:
        return codepoint < 0x80 ? (char)codepoint : '?' - 1;
    }
}

/* Fills in the quotation of a token, and whether it is one of its marks. Places come in order. */
static void place_in_quotation(splitter *split, dz_token *token)
{
    const dz_quotation_list *list = &split->finder->quotations;
    token->quotation = DZ_NO_QUOTATION;
    while (split->quotation < list->count &&
           (list->items[split->quotation].depth > 0 || list->items[split->quotation].title ||
            list->items[split->quotation].outer.end <= token->begin))
        split->quotation++;
    if (split->quotation >= list->count || list->items[split->quotation].outer.begin > token->begin)
        return;
    const dz_quotation *quotation = &list->items[split->quotation];
    token->quotation = split->quotation;
    if (token->begin < quotation->inner.begin || token->begin >= quotation->inner.end)
        token->shape |= DZ_TOKEN_MARK;
}

/* One token at `*at`, which is no white space. */
static dz_token read_token(splitter *split, size_t *at)
{
    dz_token token = {*at, *at, 0, 0, DZ_NO_QUOTATION, NULL, 0, 0, 0};
    const char *text = split->text;
    size_t clitic = 0;
    size_t apostrophe = apostrophe_at(text, *at, split->end);
    bool attached = *at > 0 && split->tokens->count && split->tokens->items[split->tokens->count - 1].end == *at;
    uint32_t codepoint = dz_utf8__next(text, split->end, at);
    place_in_quotation(split, &token);
    bool marked = token.shape & DZ_TOKEN_MARK;
    if (!marked && apostrophe && attached && is_clitic(text, *at, split->end, &clitic)) {
        token.end = *at + clitic;
        token.shape |= DZ_TOKEN_WORD;
        look_up(split, &token);
    } else if (!marked && apostrophe && attached && text[token.begin - 1] == 's') {
        token.end = *at;
        token.shape |= DZ_TOKEN_WORD | DZ_TOKEN_GENITIVE;
    } else if (!marked && (is_letter(codepoint) || dz_utf8__is_han(codepoint) ||
                           (codepoint < 0x80 && (is_ascii_letter((unsigned char)codepoint) ||
                                                 is_digit((unsigned char)codepoint) || codepoint == '$')))) {
        token.end = dz_utf8__is_han(codepoint) ? *at : with_full_stops(split, token.begin, word_end(split, *at));
        token.shape |= shape_of(text, token.begin, token.end);
        look_up(split, &token);
    } else {
        token.end = *at;
        token.mark = plain_mark(codepoint);
        if (codepoint == '-' && *at < split->end && text[*at] == '-')
            token.end = *at + 1;
    }
    *at = token.end;
    return token;
}

static bool skip_space(const splitter *split, size_t *at)
{
    size_t step = *at;
    uint32_t codepoint = dz_utf8__next(split->text, split->end, &step);
    if (codepoint > ' ' && codepoint != 0xA0 && codepoint != 0x3000 && !(codepoint >= 0x2000 && codepoint <= 0x200F))
        return false;
    *at = step;
    return true;
}

dz_status dz_token__split(dz_finder *finder, const dz_passage *passage, dz_token_list *tokens)
{
    splitter split = {finder, finder->text, passage->span.end, passage->first_quotation, tokens};
    size_t at = passage->span.begin;
    while (at < split.end) {
        if (skip_space(&split, &at))
            continue;
        dz_status status = dz_array__reserve(finder->context, tokens, 1);
        if (status != DZ_OK)
            return status;
        tokens->items[tokens->count] = read_token(&split, &at);
        tokens->count++;
    }
    return DZ_OK;
}

bool dz_token__is(const dz_finder *finder, const dz_token *token, const char *word)
{
    size_t length = strlen(word);
    return token->end - token->begin == length && strncasecmp(finder->text + token->begin, word, length) == 0;
}
