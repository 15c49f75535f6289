#include "duizhao/text.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/array.h"
#include "base/utf8.h"
#include "text/viterbi.h"

/* ICU's dictionary iterator is given the text in stretches, so that its own tables stay small. */
#define STRETCH_BYTES ((size_t)1 << 15)

typedef struct lexer {
    dz_context *context;
    const dz_word_table *table; /* of Chinese words; NULL: ICU's */
    const char *text;
    size_t length;
    size_t at;
    UBreakIterator *iterator;
    DZ_ARRAY(dz_word) words;
    dz_viterbi *block; /* Chinese characters that wait to be cut, and what stands among them; NULL without a table */
    size_t walls;      /* at the end of the block */
} lexer;

/* White space in a block, which is no word. */
#define WHITE 0

/* So many words that are not Chinese, one after the other, and the block is cut, for it serves them nothing. */
#define WALLS_MAX 16

/* Cuts what waits. Where the text goes on without a wall the last words are left to be read again. */
static dz_status cut_block(lexer *x, bool goes_on)
{
    dz_viterbi *block = x->block;
    if (block->count == 0)
        return DZ_OK;
    dz_viterbi__cut(block, goes_on);
    dz_status status = dz_array__reserve(x->context, &x->words, block->word_count);
    if (status != DZ_OK)
        return status;
    const uint16_t *ends = block->words + block->first_word;
    size_t begin = block->begin, slot = 0;
    dz_word *words = x->words.items + x->words.count;
    for (size_t i = 0; i < block->word_count; i++) {
        uint8_t kind = block->kinds[slot];
        slot = ends[i];
        *words = (dz_word){{begin, block->ends[slot - 1]}, (dz_word_kind)kind};
        words += kind != WHITE;
        begin = block->ends[slot - 1];
    }
    x->words.count = (size_t)(words - x->words.items);
    x->at = goes_on ? begin : x->at;
    block->count = 0;
    return DZ_OK;
}

/* Puts what is no Chinese character into the block. False: it is not for the block, which is empty now. */
static bool add_wall(lexer *x, size_t end, uint8_t kind, dz_status *status)
{
    *status = DZ_OK;
    if (!x->block || x->block->count == 0)
        return false;
    if (dz_viterbi__is_full(x->block) || x->walls == WALLS_MAX) {
        *status = cut_block(x, false);
        return false;
    }
    dz_viterbi__add(x->block, 0, kind, end);
    x->walls++;
    return true;
}

static dz_status add_word(lexer *x, size_t begin, size_t end, dz_word_kind kind)
{
    dz_status status;
    dz_word word = {{begin, end}, kind};
    if (add_wall(x, end, (uint8_t)kind, &status) || status != DZ_OK)
        return status;
    return dz_array__push(x->context, &x->words, word);
}

static dz_status add_white(lexer *x, size_t end)
{
    dz_status status;
    add_wall(x, end, WHITE, &status);
    return status;
}

/* The marks that most Chinese texts have, so that ICU need not be asked: 、。〃 〈 to 】 ！ to ／ ： to ＠ ‘ to ‟ */
static bool is_chinese_mark(uint32_t c)
{
    return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || (c >= 0x2018 && c <= 0x201F);
}

/* Punctuation as ICU has it, which leaves out ＄ ＋ ＜ ＝ ＞ as symbols. */
static bool is_punctuation(uint32_t c)
{
    if (is_chinese_mark(c))
        return c != 0xFF04 && c != 0xFF0B && (c < 0xFF1C || c > 0xFF1E);
    return u_ispunct((UChar32)c);
}

/* White_Space as Unicode has it, and two that have no width. */
static bool is_white(uint32_t c)
{
    if (c < 0x1680)
        return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0;
    return c == 0x3000 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0xFEFF;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
           (c >= 0x300 && c <= 0x36F);
}

static uint32_t peek(const lexer *x, size_t at)
{
    return at < x->length ? dz_utf8__next(x->text, x->length, &at) : 0;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* A word in letters, with what hangs on it: don't, Hua's, cyber-attacks, U.S., AT&T, COVID-19. The stop of "U.S."
 * belongs to the word where the letters are single and parted by stops. */
static size_t latin_end(const lexer *x, size_t begin)
{
    size_t end = begin, letters = 0;
    bool dotted = false;
    while (end < x->length) {
        size_t next = end;
        uint32_t c = dz_utf8__next(x->text, x->length, &next);
        uint32_t after = peek(x, next);
        if (is_latin(c) || is_digit(c)) {
            letters++;
        } else if ((is_apostrophe(c) || is_hyphen(c) || c == '&') && letters > 0 &&
                   (is_latin(after) || is_digit(after))) {
            letters = 2;
        } else if (c == '.' && letters == 1 && (is_latin(after) || dotted)) {
            dotted = true;
            letters = 0;
        } else {
            break;
        }
        end = next;
    }
    return end;
}

/* Digits with separators between them, and a per cent sign: 4,761 1.3 7.5% 2015-04-02 is not one. */
static size_t number_end(const lexer *x, size_t begin)
{
    size_t end = begin;
    while (end < x->length) {
        size_t next = end;
        uint32_t c = dz_utf8__next(x->text, x->length, &next);
        bool joins = (c == '.' || c == ',' || c == 0xFF0E) && is_digit(peek(x, next));
        if (!is_digit(c) && !joins)
            break;
        end = next;
    }
    uint32_t sign = peek(x, end);
    if (sign == '%' || sign == 0xFF05 || sign == 0x2030)
        dz_utf8__next(x->text, x->length, &end);
    return end;
}

static bool is_one_of(uint32_t c, const uint32_t *characters)
{
    while (*characters && *characters != c)
        characters++;
    return c && *characters == c;
}

/* Units that belong to a number in digits: 74.4万亿 5千万 100多. 千 and 百 alone do not: 5 千米. */
static size_t han_units_end(const lexer *x, size_t end)
{
    static const uint32_t large[] = {0x4E07, 0x842C, 0x4EBF, 0x5104, 0}; /* 万 萬 亿 億 */
    static const uint32_t small[] = {0x5341, 0x767E, 0x5343, 0};         /* 十 百 千 */
    static const uint32_t more[] = {0x591A, 0x4F59, 0x9918, 0};          /* 多 余 餘 */
    size_t next = end;
    if (is_one_of(peek(x, next), small))
        dz_utf8__next(x->text, x->length, &next);
    while (is_one_of(peek(x, next), large)) {
        dz_utf8__next(x->text, x->length, &next);
        end = next;
    }
    if (is_one_of(peek(x, end), more))
        dz_utf8__next(x->text, x->length, &end);
    return end;
}

/* "50th", "5G", "3D": digits that letters follow are one word. */
static dz_status lex_number(lexer *x)
{
    size_t begin = x->at, end = number_end(x, begin);
    dz_word_kind kind = DZ_WORD_NUMBER;
    if (x->table)
        end = han_units_end(x, end);
    if (is_latin(peek(x, end)) && !(peek(x, end) >= 0xFF21)) {
        end = latin_end(x, end);
        kind = DZ_WORD_LATIN;
    }
    x->at = end;
    return add_word(x, begin, end, kind);
}

static size_t han_run_end(const lexer *x, size_t begin)
{
    size_t end = begin;
    while (end < x->length && end - begin <= STRETCH_BYTES) {
        size_t next = end;
        uint32_t c = dz_utf8__next(x->text, x->length, &next);
        if (!dz_utf8__is_han(c))
            break;
        end = next;
    }
    return end;
}

static dz_status open_iterator(lexer *x, const char *locale)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!x->iterator)
        x->iterator = ubrk_open(UBRK_WORD, locale, NULL, 0, &error);
    return U_SUCCESS(error) ? DZ_OK : dz_context__fail(x->context, DZ_ERROR_INTERNAL, "ICU: %s", u_errorName(error));
}

/* A run of Han, cut by ICU's dictionary. */
static dz_status lex_han_by_icu(lexer *x, size_t begin, size_t end)
{
    UErrorCode error = U_ZERO_ERROR;
    dz_status status = open_iterator(x, "zh");
    if (status != DZ_OK)
        return status;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, x->text + begin, (int64_t)(end - begin), &error);
    ubrk_setUText(x->iterator, &source, &error);
    if (U_FAILURE(error))
        status = dz_context__fail(x->context, DZ_ERROR_INTERNAL, "ICU: %s", u_errorName(error));
    int32_t from = 0;
    for (int32_t to = status == DZ_OK ? ubrk_next(x->iterator) : UBRK_DONE; status == DZ_OK && to != UBRK_DONE;
         to = ubrk_next(x->iterator)) {
        status = add_word(x, begin + (size_t)from, begin + (size_t)to, DZ_WORD_HAN);
        from = to;
    }
    utext_close(&source);
    return status;
}

/* Puts characters into the block while they are Han of three bytes, which nearly all are. */
static void fill_block(lexer *x)
{
    dz_viterbi *block = x->block;
    const unsigned char *text = (const unsigned char *)x->text;
    size_t at = x->at, count = block->count;
    for (; count < DZ_VITERBI_BLOCK && x->length - at >= 3 && (text[at] & 0xF0) == 0xE0; count++, at += 3) {
        uint32_t c = (text[at] & 0x0Fu) << 12 | (text[at + 1] & 0x3Fu) << 6 | (text[at + 2] & 0x3Fu);
        if (c - 0x4E00 > 0x9FFF - 0x4E00 && !dz_utf8__is_han(c))
            break;
        block->characters[count] = c;
        block->ends[count] = at + 3;
    }
    memset(block->kinds + block->count, DZ_WORD_HAN, count - block->count);
    block->count = count;
    x->at = at;
}

/* Puts a run of Han into the block, which is cut where it is full. */
static dz_status lex_han_by_table(lexer *x)
{
    dz_viterbi *block = x->block;
    if (block->count == 0)
        block->begin = x->at;
    x->walls = 0;
    while (x->at < x->length) {
        fill_block(x);
        size_t next = x->at;
        uint32_t c = next < x->length ? dz_utf8__next(x->text, x->length, &next) : 0;
        if (!dz_utf8__is_han(c))
            break;
        if (dz_viterbi__is_full(block))
            return cut_block(x, true);
        dz_viterbi__add(block, c, DZ_WORD_HAN, next);
        x->at = next;
    }
    return DZ_OK;
}

static dz_status lex_han(lexer *x)
{
    if (x->table)
        return lex_han_by_table(x);
    size_t begin = x->at;
    x->at = han_run_end(x, begin);
    return lex_han_by_icu(x, begin, x->at);
}

/* Marks that belong together stay together: …… —— ... */
static dz_status lex_mark(lexer *x, uint32_t c)
{
    size_t begin = x->at, end = begin;
    dz_utf8__next(x->text, x->length, &end);
    while ((c == 0x2026 || c == 0x2014 || c == '.' || c == '-') && peek(x, end) == c)
        dz_utf8__next(x->text, x->length, &end);
    x->at = end;
    return add_word(x, begin, end, is_punctuation(c) ? DZ_WORD_PUNCTUATION : DZ_WORD_OTHER);
}

/* Letters of other scripts in one run; any other character alone. */
static dz_status lex_other(lexer *x, uint32_t c)
{
    size_t begin = x->at, end = begin;
    dz_utf8__next(x->text, x->length, &end);
    while (u_isalnum((UChar32)c) && end < x->length) {
        size_t next = end;
        c = dz_utf8__next(x->text, x->length, &next);
        if (!(u_isalnum((UChar32)c) || u_getCombiningClass((UChar32)c)) || dz_utf8__is_han(c) || is_latin(c) ||
            is_digit(c))
            break;
        end = next;
    }
    x->at = end;
    return add_word(x, begin, end, DZ_WORD_OTHER);
}

static dz_status lex_step(lexer *x)
{
    size_t next = x->at;
    uint32_t c = dz_utf8__next(x->text, x->length, &next);
    if (is_white(c)) {
        x->at = next;
        return add_white(x, next);
    }
    if (dz_utf8__is_han(c))
        return lex_han(x);
    if (is_digit(c))
        return lex_number(x);
    if (is_latin(c)) {
        size_t begin = x->at;
        x->at = latin_end(x, begin);
        return add_word(x, begin, x->at, DZ_WORD_LATIN);
    }
    return !is_chinese_mark(c) && u_isalnum((UChar32)c) ? lex_other(x, c) : lex_mark(x, c);
}

/* ---- ICU's boundaries ----------------------------------------------------------------------------------------- */

static dz_word_kind icu_kind(const lexer *x, size_t begin)
{
    uint32_t c = peek(x, begin);
    if (dz_utf8__is_han(c))
        return DZ_WORD_HAN;
    if (is_digit(c))
        return DZ_WORD_NUMBER;
    if (is_latin(c))
        return DZ_WORD_LATIN;
    return is_punctuation(c) ? DZ_WORD_PUNCTUATION : DZ_WORD_OTHER;
}

static bool is_all_white(const lexer *x, size_t begin, size_t end)
{
    while (begin < end)
        if (!is_white(dz_utf8__next(x->text, x->length, &begin)))
            return false;
    return true;
}

/* ICU's root locale takes the colon out of the letters that join (a:a), as CLDR has it; the rules of Finnish and
 * Swedish are those of UAX #29 unchanged. */
static dz_status lex_by_icu(lexer *x)
{
    UErrorCode error = U_ZERO_ERROR;
    dz_status status = open_iterator(x, "fi");
    if (status != DZ_OK)
        return status;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, x->text, (int64_t)x->length, &error);
    ubrk_setUText(x->iterator, &source, &error);
    if (U_FAILURE(error))
        status = dz_context__fail(x->context, DZ_ERROR_INTERNAL, "ICU: %s", u_errorName(error));
    int32_t from = 0;
    for (int32_t to = status == DZ_OK ? ubrk_next(x->iterator) : UBRK_DONE; status == DZ_OK && to != UBRK_DONE;
         to = ubrk_next(x->iterator)) {
        if (!is_all_white(x, (size_t)from, (size_t)to))
            status = add_word(x, (size_t)from, (size_t)to, icu_kind(x, (size_t)from));
        from = to;
    }
    utext_close(&source);
    return status;
}

dz_status dz_words(dz_context *context, dz_word_list **out, const char *text, size_t length,
                   const dz_word_options *options)
{
    static const dz_word_options defaults = DZ_WORD_OPTIONS_INIT;
    dz_status status = DZ_ERROR_MEMORY;
    *out = NULL;
    if (!options)
        options = &defaults;
    lexer x = {.context = context, .table = options->table, .text = text, .length = length};
    dz_word_list *list = dz_memory__zeroed(context, 1, sizeof *list);
    if (!list)
        goto done;
    if (options->version != DZ_WORD_OPTIONS_VERSION) {
        status = dz_context__fail(context, DZ_ERROR_ARGUMENT, "options of words: unknown version");
        goto done;
    }
    if ((status = dz_array__reserve(context, &x.words, length / 4 + 8)) != DZ_OK)
        goto done;
    if (x.table && !(x.block = dz_memory__allocate(context, sizeof *x.block))) {
        status = DZ_ERROR_MEMORY;
        goto done;
    }
    if (x.block) {
        x.block->table = x.table;
        x.block->count = 0;
    }
    if (options->icu)
        status = lex_by_icu(&x);
    while (status == DZ_OK && !options->icu && x.at < length)
        status = lex_step(&x);
    if (status == DZ_OK && x.block)
        status = cut_block(&x, false);
    if (status != DZ_OK)
        goto done;
    *list = (dz_word_list){x.words.items, x.words.count, context};
    *out = list;
    x.words.items = NULL;
    list = NULL;
done:
    if (x.iterator)
        ubrk_close(x.iterator);
    dz_array__free(context, &x.words);
    dz_memory__free(context, x.block);
    dz_memory__free(context, list);
    return status;
}

void dz_word_list_free(dz_word_list *list)
{
    if (!list)
        return;
    dz_context *context = list->context;
    dz_memory__free(context, (void *)(uintptr_t)list->items);
    dz_memory__free(context, list);
}
