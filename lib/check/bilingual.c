#include "check/bilingual.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "edit/tokens.h"

#define LONGEST_STEM 64
#define LONGEST_RUN 1024

static dz_status push_word(dz_bilingual_text *out, dz_bilingual_word word, const char *form)
{
    uint32_t number;
    word.form = out->forms.length;
    dz_status status = dz_buffer__append(&out->forms, form, word.length);
    if (status == DZ_OK)
        status = dz_map__intern(&out->known, form, word.length, &number);
    return status == DZ_OK ? dz_array__push(out->context, &out->items, word) : status;
}

static bool has_digit(dz_view form)
{
    for (size_t i = 0; i < form.length; i++)
        if (form.data[i] >= '0' && form.data[i] <= '9')
            return true;
    return false;
}

static bool is_capital(dz_view text, size_t at)
{
    return u_isupper((UChar32)dz_utf8__next(text.data, text.length, &at));
}

static dz_status read_latin(dz_bilingual_text *out, const dz_tokens *tokens, size_t number, bool first)
{
    char stem[LONGEST_STEM];
    dz_view form = dz_tokens__form(tokens, number);
    bool digits = has_digit(form);
    dz_bilingual_word word = {.text = tokens->items[number].text};
    word.name = digits || (!first && is_capital(tokens->text, word.text.begin));
    size_t length = digits ? 0 : dz_lexicon_stem(form.data, form.length, stem, sizeof stem);
    word.length = length ? length : form.length;
    return push_word(out, word, length ? stem : form.data);
}

/* The run of Han tokens from `at` on: its folded text, and where each character begins in it. */
typedef struct han_run {
    char text[LONGEST_RUN * 4];
    size_t begins[LONGEST_RUN + 1];
    size_t count;
} han_run;

static void gather_run(const dz_tokens *tokens, size_t at, han_run *run)
{
    size_t length = 0;
    run->count = 0;
    while (at < tokens->count && tokens->items[at].kind == DZ_TOKEN_HAN && run->count < LONGEST_RUN) {
        dz_view form = dz_tokens__form(tokens, at++);
        if (form.length > 4)
            break;
        run->begins[run->count++] = length;
        memcpy(run->text + length, form.data, form.length);
        length += form.length;
    }
    run->begins[run->count] = length;
}

static size_t characters_of_key(const han_run *run, size_t from, size_t bytes)
{
    size_t end = from + 1;
    while (end < run->count && run->begins[end] - run->begins[from] < bytes)
        end++;
    return end - from;
}

static dz_status read_han(dz_bilingual_text *out, const dz_lexicon *lexicon, const dz_tokens *tokens, size_t at,
                          han_run *run, bool overlapping)
{
    gather_run(tokens, at, run);
    size_t total = run->begins[run->count];
    dz_status status = dz_buffer__append(&out->han, run->text, total);
    if (status == DZ_OK)
        status = dz_buffer__append(&out->han, " ", 1);
    for (size_t i = 0, step; i < run->count && status == DZ_OK; i += step) {
        const char *text = run->text + run->begins[i];
        size_t count = characters_of_key(run, i, dz_lexicon_longest(lexicon, text, total - run->begins[i]));
        dz_bilingual_word word = {.han = true, .length = run->begins[i + count] - run->begins[i]};
        word.text = (dz_span){tokens->items[at + i].text.begin, tokens->items[at + i + count - 1].text.end};
        status = push_word(out, word, text);
        step = overlapping ? 1 : count;
    }
    return status;
}

dz_status dz_bilingual__read(dz_context *context, dz_bilingual_text *out, const dz_lexicon *lexicon, dz_view text,
                             bool overlapping)
{
    memset(out, 0, sizeof *out);
    out->context = context;
    dz_buffer__init(&out->forms, context);
    dz_buffer__init(&out->han, context);
    dz_map__init(&out->known, context);
    dz_tokens tokens = {0};
    han_run *run = dz_memory__allocate(context, sizeof *run);
    dz_status status = run ? dz_tokens__make(context, &tokens, text.data, text.length) : DZ_ERROR_MEMORY;
    bool first = true;
    for (size_t i = 0; status == DZ_OK && i < tokens.count;) {
        dz_token_kind kind = tokens.items[i].kind;
        if (kind == DZ_TOKEN_HAN) {
            status = read_han(out, lexicon, &tokens, i, run, overlapping);
            i += run->count ? run->count : 1;
            first = false;
            continue;
        }
        if (kind == DZ_TOKEN_WORD)
            status = read_latin(out, &tokens, i, first);
        first = kind == DZ_TOKEN_MARK && (first || dz_tokens__is_mark(&tokens, i, ".!?"));
        i++;
    }
    dz_tokens__free(&tokens);
    dz_memory__free(context, run);
    return status;
}

dz_view dz_bilingual__form(const dz_bilingual_text *text, size_t number)
{
    const dz_bilingual_word *word = &text->items.items[number];
    return (dz_view){text->forms.data + word->form, word->length};
}

size_t dz_bilingual__glosses(const dz_lexicon *lexicon, const dz_bilingual_text *text, size_t number, dz_gloss *glosses,
                             size_t limit)
{
    dz_view form = dz_bilingual__form(text, number);
    return text->items.items[number].han ? dz_lexicon_lookup(lexicon, form.data, form.length, glosses, limit)
                                         : dz_lexicon_lookup_reverse(lexicon, form.data, form.length, glosses, limit);
}

static bool has_form(const dz_bilingual_text *text, dz_view form)
{
    return dz_map__get(&text->known, form.data, form.length, UINT32_MAX) != UINT32_MAX;
}

bool dz_bilingual__has(const dz_bilingual_text *text, dz_view form)
{
    size_t at = 0;
    uint32_t first = dz_utf8__next(form.data, form.length, &at);
    if (!dz_utf8__is_han(first) || at == form.length)
        return has_form(text, form);
    return text->han.length && memmem(text->han.data, text->han.length, form.data, form.length);
}

/* Whether a value that the word is part of stands in the other text: numbers and dates in any way of writing, names by
 * their reading. */
static bool has_value(const dz_bilingual_text *text, const dz_bilingual_word *word, const dz_bilingual_text *other)
{
    for (size_t i = 0; text->values && other->values && i < dz_value_count(text->values); i++) {
        const dz_value *value = dz_value_at(text->values, i);
        if (value->span.begin > word->text.begin || value->span.end < word->text.end)
            continue;
        for (size_t j = 0; j < dz_value_count(other->values); j++) {
            const dz_value *same = dz_value_at(other->values, j);
            if (same->kind == value->kind && strcmp(same->value, value->value) == 0)
                return true;
        }
    }
    return false;
}

bool dz_bilingual__has_same(const dz_bilingual_text *text, size_t number, const dz_bilingual_text *other)
{
    return has_form(other, dz_bilingual__form(text, number)) || has_value(text, &text->items.items[number], other);
}

void dz_bilingual__free(dz_bilingual_text *text)
{
    if (!text->context)
        return;
    dz_array__free(text->context, &text->items);
    dz_buffer__free(&text->forms);
    dz_buffer__free(&text->han);
    dz_map__free(&text->known);
    dz_value_list_free(text->values);
    text->values = NULL;
    text->context = NULL;
}
