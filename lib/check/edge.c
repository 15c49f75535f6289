#include "check/edge.h"

#include <string.h>

#include "base/utf8.h"
#include "compare/cues.h"
#include "edit/tokens.h"

/* So much of the text before an edge is read, and a little behind it for the word that the edge may part. */
#define BYTES_BEFORE 96
#define BYTES_BEHIND 12
#define WORDS_BEFORE 3

static bool is_one_of(dz_view form, const char *const *forms, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(forms[i]) == form.length && memcmp(forms[i], form.data, form.length) == 0)
            return true;
    return false;
}

/* Words with which another clause begins, or behind which "no" and "not" deny nothing ("not only", "no doubt"). */
static bool frees(dz_view form)
{
    static const char *const forms[] = {"but",  "because", "although", "while",  "if",   "when",  "since",
                                        "only", "doubt",   "matter",   "longer", "just", "least", "later"};
    return is_one_of(form, forms, sizeof forms / sizeof *forms);
}

/* What may stand between an English negation and the words that it denies. A full verb there takes the negation to
 * itself: of "will not accept groundless accusations" the last two words can be quoted. */
static bool is_light(dz_view form)
{
    static const char *const forms[] = {"be",    "been", "being", "have", "had", "ever", "yet",  "to",
                                        "going", "able", "a",     "an",   "any", "the",  "even", "so",
                                        "we",    "they", "it",    "he",   "she", "you",  "i"};
    bool adverb = form.length > 4 && memcmp(form.data + form.length - 2, "ly", 2) == 0;
    return adverb || is_one_of(form, forms, sizeof forms / sizeof *forms);
}

/* What may stand between a Chinese negation and the words that it denies. */
static bool is_adverb(dz_view form)
{
    static const char *const forms[] = {"再",   "曾",   "会",   "能",   "可",   "要",   "应",   "得",   "敢",
                                        "肯",   "必",   "该",   "愿",   "想",   "有",   "是",   "够",   "须",
                                        "能够", "应当", "应该", "可以", "允许", "再次", "直接", "完全", "轻易"};
    return is_one_of(form, forms, sizeof forms / sizeof *forms);
}

static bool ends_clause(const dz_tokens *tokens, size_t number)
{
    return tokens->items[number].kind == DZ_TOKEN_MARK && !dz_tokens__is_mark(tokens, number, "-'\"");
}

static bool is_latin_negation(const dz_tokens *tokens, size_t number)
{
    char modal[8];
    dz_view form = dz_tokens__form(tokens, number);
    return tokens->items[number].kind == DZ_TOKEN_WORD &&
           (dz_cues__of_word(form.data, form.length, modal) & DZ_CUE_NEGATION);
}

/* The negation among the last words before token `edge`. */
static dz_span find_latin(const dz_tokens *tokens, size_t edge)
{
    dz_span none = {0, 0};
    if (edge < tokens->count && frees(dz_tokens__form(tokens, edge)))
        return none;
    for (size_t words = 0, i = edge; i-- > 0 && words < WORDS_BEFORE;) {
        if (ends_clause(tokens, i) || tokens->items[i].kind == DZ_TOKEN_HAN || frees(dz_tokens__form(tokens, i)))
            return none;
        if (is_latin_negation(tokens, i))
            return tokens->items[i].text;
        if (tokens->items[i].kind == DZ_TOKEN_WORD && !is_light(dz_tokens__form(tokens, i)))
            return none;
        words += tokens->items[i].kind == DZ_TOKEN_WORD;
    }
    return none;
}

/* The Han tokens from `from` to `to` as they stand together in the folded text. */
static dz_view han_form(const dz_tokens *tokens, size_t from, size_t to)
{
    dz_view first = dz_tokens__form(tokens, from);
    return (dz_view){first.data, tokens->items[to - 1].key.end - tokens->items[from].key.begin};
}

/* Whether 不 stands between two equal characters: 是不是, 能不能 ask and deny nothing. */
static bool is_question(const dz_tokens *tokens, size_t begin, size_t run, size_t number)
{
    if (number == begin || number + 1 >= run)
        return false;
    dz_view before = dz_tokens__form(tokens, number - 1), behind = dz_tokens__form(tokens, number + 1);
    return before.length == behind.length && memcmp(before.data, behind.data, before.length) == 0;
}

/* Reads the run of Han around token `edge` cue by cue, from its begin. */
static dz_span find_han(const dz_tokens *tokens, size_t edge)
{
    dz_span found = {0, 0};
    size_t begin = edge, run = edge;
    while (begin && tokens->items[begin - 1].kind == DZ_TOKEN_HAN)
        begin--;
    while (run < tokens->count && tokens->items[run].kind == DZ_TOKEN_HAN)
        run++;
    for (size_t i = begin; i < edge;) {
        uint32_t kinds = 0;
        bool alone = false;
        dz_view rest = han_form(tokens, i, run);
        size_t size = dz_cues__of_han(rest.data, rest.length, &kinds, &alone), end = i;
        while (end < run && tokens->items[end].key.begin < tokens->items[i].key.begin + size)
            end++;
        bool near = end >= edge || is_adverb(han_form(tokens, end, edge));
        if (size && (kinds & DZ_CUE_NEGATION) && !alone && near && !is_question(tokens, begin, run, i))
            found = (dz_span){tokens->items[i].text.begin, tokens->items[i].text.end};
        i = end > i ? end : i + 1;
    }
    return found;
}

dz_status dz_edge__negation_before(dz_context *context, dz_view text, size_t at, dz_span *negation)
{
    dz_tokens tokens = {0};
    size_t begin = at > BYTES_BEFORE ? at - BYTES_BEFORE : 0;
    size_t end = text.length - at > BYTES_BEHIND ? at + BYTES_BEHIND : text.length;
    while (begin < at && ((unsigned char)text.data[begin] & 0xC0) == 0x80)
        begin++;
    while (end < text.length && ((unsigned char)text.data[end] & 0xC0) == 0x80)
        end++;
    *negation = (dz_span){at, at};
    dz_status status = dz_tokens__make(context, &tokens, text.data + begin, end - begin);
    if (status != DZ_OK)
        return status;
    size_t edge = 0;
    while (edge < tokens.count && tokens.items[edge].text.end <= at - begin)
        edge++;
    bool han = edge && tokens.items[edge - 1].kind == DZ_TOKEN_HAN;
    dz_span found = han ? find_han(&tokens, edge) : find_latin(&tokens, edge);
    /* a line may end without a mark: what stands before an empty line is another clause */
    bool broken = false;
    for (size_t i = begin + found.end; found.end && i + 1 < at; i++)
        broken = broken || (text.data[i] == '\n' && text.data[i + 1] == '\n');
    if (found.end && !broken)
        *negation = (dz_span){begin + found.begin, begin + found.end};
    dz_tokens__free(&tokens);
    return DZ_OK;
}
