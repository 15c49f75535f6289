#include "check/bilingual.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "compare/cues.h"
#include "edit/tokens.h"
#include "text/han.h"

#define LONGEST_STEM 64
#define LONGEST_RUN 256 /* of Han characters read at once */

/* Keys within a word, or across its edges, are looked for up to so many characters. */
#define LONGEST_PART 4

/* What a likeness by another form than the word's own is worth. */
#define FACTOR_OF_PART 0.3f
#define FACTOR_OF_CHARACTER 0.1f
#define FACTOR_OF_DATE 0.5f
#define FACTOR_OF_SPELLED 0.7f /* of a number by its words */
#define FACTOR_OF_SOUND 0.6f
#define FACTOR_OF_SHARED 0.3f /* of the characters that translations have in common */

/* Characters that fewer of a word's translations have are passed over. */
#define LEAST_SHARE_OF_CHARACTER 0.02f
#define LARGEST_GLOSSES 32
#define LARGEST_CHARACTERS 32

typedef struct bilingual_reader {
    dz_context *context;
    dz_bilingual_text *out;
    const dz_lexicon *lexicon;
    dz_tokens tokens;
    dz_value_list *values;
    size_t value; /* the next of them */
} bilingual_reader;

static dz_status add_form(bilingual_reader *reader, size_t word, const char *prefix, const char *form, size_t length,
                          float factor)
{
    dz_bilingual_text *out = reader->out;
    dz_bilingual_form added = {.begin = out->letters.length, .word = (uint32_t)word, .factor = factor};
    size_t at = 0;
    added.length = (uint32_t)(strlen(prefix) + length);
    added.han = !*prefix && length && dz_utf8__is_han(dz_utf8__next(form, length, &at));
    dz_buffer__append_text(&out->letters, prefix);
    dz_status status = dz_buffer__append(&out->letters, form, length);
    return status == DZ_OK ? dz_array__push(reader->context, &out->forms, added) : status;
}

/* A new word, with no form yet. */
static dz_status add_word(bilingual_reader *reader, dz_bilingual_word word)
{
    word.own = (uint32_t)reader->out->forms.count;
    return dz_array__push(reader->context, &reader->out->words, word);
}

/* ---- Latin ------------------------------------------------------------------------------------------------------ */

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

static dz_status add_stem(bilingual_reader *reader, size_t word, dz_view form, float factor)
{
    char stem[LONGEST_STEM];
    size_t length = has_digit(form) ? 0 : dz_lexicon_stem(form.data, form.length, stem, sizeof stem);
    return add_form(reader, word, "", length ? stem : form.data, length ? length : form.length, factor);
}

/* The characters of a word's translations, each with the share of the translations that have it: for a table that has
 * not learned which they are. */
static size_t gather_characters(const dz_gloss *glosses, size_t count, dz_lexicon_character *characters)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        dz_view text = glosses[i].text;
        for (size_t at = 0; at < text.length;) {
            uint32_t codepoint = dz_utf8__next(text.data, text.length, &at);
            size_t j = 0;
            while (j < found && characters[j].codepoint != codepoint)
                j++;
            if (j == LARGEST_CHARACTERS)
                continue;
            if (j == found)
                characters[found++] = (dz_lexicon_character){codepoint, 0};
            characters[j].weight += glosses[i].weight * 3.0f / (float)text.length;
        }
    }
    return found;
}

/* Chinese words that mean the like share characters: deliver is 递送 and 投送 in the lexicon, and 送餐 in a text. */
static dz_status add_characters(bilingual_reader *reader, size_t word, dz_view stem)
{
    dz_gloss glosses[LARGEST_GLOSSES];
    dz_lexicon_character characters[LARGEST_CHARACTERS];
    size_t count = dz_lexicon_lookup_reverse(reader->lexicon, stem.data, stem.length, glosses, LARGEST_GLOSSES);
    reader->out->words.items[word].known = count > 0;
    size_t found = dz_lexicon_characters(reader->lexicon, stem.data, stem.length, characters, LARGEST_CHARACTERS);
    if (!found)
        found = gather_characters(glosses, count, characters);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < found && status == DZ_OK; i++) {
        char bytes[5] = "";
        if (characters[i].weight < LEAST_SHARE_OF_CHARACTER)
            continue;
        size_t length = dz_utf8__encode(characters[i].codepoint, bytes);
        status = add_form(reader, word, "=", bytes, length, FACTOR_OF_SHARED * characters[i].weight);
    }
    return status;
}

static dz_status read_latin(bilingual_reader *reader, size_t number, bool first)
{
    dz_view form = dz_tokens__form(&reader->tokens, number);
    dz_bilingual_word word = {.text = reader->tokens.items[number].text};
    bool capital = is_capital(reader->tokens.text, word.text.begin);
    size_t at = reader->out->words.count;
    word.name = has_digit(form) || (!first && capital);
    dz_status status = add_word(reader, word);
    if (status == DZ_OK)
        status = add_stem(reader, at, form, 1.0f);
    if (status == DZ_OK) {
        char stem[LONGEST_STEM + 8];
        dz_view own = dz_bilingual__form(reader->out, reader->out->words.items[at].own);
        if (own.length < sizeof stem) {
            memcpy(stem, own.data, own.length);
            status = add_characters(reader, at, (dz_view){stem, own.length});
        }
        if (status == DZ_OK && capital && !has_digit(form))
            status = add_form(reader, at, "~", form.data, form.length, FACTOR_OF_SOUND);
    }
    return status;
}

/* ---- Values ----------------------------------------------------------------------------------------------------- */

/* The parts of a date each for itself: reports drop the year, or the day. */
static dz_status add_date(bilingual_reader *reader, size_t word, const char *value)
{
    static const char *const prefixes[] = {"#y", "#m", "#d"};
    dz_status status = DZ_OK;
    for (size_t part = 0; part < 3 && *value && status == DZ_OK; part++) {
        size_t length = strcspn(value, "-");
        if (part == 0 && !length) /* "--04-02" */
            value++;
        else
            status = add_form(reader, word, prefixes[part], value, length, FACTOR_OF_DATE);
        value += length;
        value += *value == '-';
    }
    return status;
}

/* A number or a date as one word: by its value, and by the words that spell it. */
static dz_status read_value(bilingual_reader *reader, const dz_value *value, size_t *at)
{
    dz_bilingual_word word = {.text = value->span, .name = true, .known = true};
    size_t number = reader->out->words.count;
    dz_status status = add_word(reader, word);
    if (status == DZ_OK)
        status = add_form(reader, number, "#", value->value, strlen(value->value), 1.0f);
    if (status == DZ_OK && value->kind == DZ_VALUE_DATE)
        status = add_date(reader, number, value->value);
    for (; *at < reader->tokens.count && reader->tokens.items[*at].text.begin < value->span.end; (*at)++) {
        if (status == DZ_OK && reader->tokens.items[*at].kind == DZ_TOKEN_WORD)
            status = add_stem(reader, number, dz_tokens__form(&reader->tokens, *at), FACTOR_OF_SPELLED);
        else if (status == DZ_OK && reader->tokens.items[*at].kind == DZ_TOKEN_HAN) {
            dz_view form = dz_tokens__form(&reader->tokens, *at);
            status = add_form(reader, number, "", form.data, form.length, FACTOR_OF_CHARACTER);
        }
    }
    return status;
}

/* The number or date that begins in a token; NULL where none does. */
static const dz_value *value_at(bilingual_reader *reader, size_t token)
{
    dz_span text = reader->tokens.items[token].text;
    for (; reader->value < dz_value_count(reader->values); reader->value++) {
        const dz_value *value = dz_value_at(reader->values, reader->value);
        if (value->span.begin >= text.end)
            return NULL;
        if (value->span.begin >= text.begin && value->kind != DZ_VALUE_NAME)
            return value;
    }
    return NULL;
}

/* ---- Han -------------------------------------------------------------------------------------------------------- */

/* A run of Han tokens: its folded text, and where each character begins in it. */
typedef struct han_run {
    char text[LONGEST_RUN * 4];
    size_t begins[LONGEST_RUN + 1];
    size_t count;
} han_run;

static void gather_run(bilingual_reader *reader, size_t at, han_run *run)
{
    size_t length = 0;
    const dz_tokens *tokens = &reader->tokens;
    run->count = 0;
    while (at < tokens->count && tokens->items[at].kind == DZ_TOKEN_HAN && run->count < LONGEST_RUN) {
        dz_view form = dz_tokens__form(tokens, at);
        if (form.length > 4 || (run->count && value_at(reader, at)))
            break;
        run->begins[run->count++] = length;
        memcpy(run->text + length, form.data, form.length);
        length += form.length;
        at++;
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

/* How the characters from `from` on are read, and the two from there together: English spells a name either way. */
static dz_status add_sounds(bilingual_reader *reader, size_t word, const han_run *run, size_t from)
{
    char sound[16] = "";
    dz_status status = DZ_OK;
    for (size_t i = from; i < run->count && i < from + 2 && status == DZ_OK; i++) {
        size_t at = run->begins[i];
        const char *reading = dz_han__reading(dz_utf8__next(run->text, run->begins[run->count], &at));
        if (!*reading)
            break;
        strcat(sound, reading);
        status = add_form(reader, word, "~", sound, strlen(sound), FACTOR_OF_SOUND);
    }
    return status;
}

/* The keys that begin at a character, but for `whole` characters of them, which are the word itself. */
static dz_status add_parts(bilingual_reader *reader, size_t word, const han_run *run, size_t from, size_t whole)
{
    dz_gloss gloss;
    dz_status status = DZ_OK;
    const char *text = run->text + run->begins[from];
    for (size_t count = 1; count <= LONGEST_PART && from + count <= run->count && status == DZ_OK; count++) {
        size_t length = run->begins[from + count] - run->begins[from];
        if (count != whole && dz_lexicon_lookup(reader->lexicon, text, length, &gloss, 1))
            status = add_form(reader, word, "", text, length, count == 1 ? FACTOR_OF_CHARACTER : FACTOR_OF_PART);
        if (count == 1 && status == DZ_OK)
            status = add_form(reader, word, "=", text, length, 1.0f);
    }
    return status == DZ_OK ? add_sounds(reader, word, run, from) : status;
}

static dz_status read_han(bilingual_reader *reader, size_t at, han_run *run)
{
    gather_run(reader, at, run);
    size_t total = run->begins[run->count];
    dz_status status = DZ_OK;
    for (size_t i = 0, count; i < run->count && status == DZ_OK; i += count) {
        const char *text = run->text + run->begins[i];
        size_t bytes = dz_lexicon_longest(reader->lexicon, text, total - run->begins[i]);
        size_t number = reader->out->words.count;
        count = characters_of_key(run, i, bytes);
        dz_bilingual_word word = {.han = true, .known = bytes > 0};
        word.text =
            (dz_span){reader->tokens.items[at + i].text.begin, reader->tokens.items[at + i + count - 1].text.end};
        status = add_word(reader, word);
        if (status == DZ_OK)
            status = add_form(reader, number, "", text, run->begins[i + count] - run->begins[i], 1.0f);
        for (size_t j = i; j < i + count && status == DZ_OK; j++)
            status = add_parts(reader, number, run, j, j == i ? count : 0);
    }
    return status;
}

/* ---- Marks ------------------------------------------------------------------------------------------------------ */

static bool begins_with(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);
    return size <= length && memcmp(text, word, size) == 0;
}

/* Words that make a Chinese sentence a question, with or without the mark. Some serve otherwise, too (几个人): the
 * weights that are learned know how often. */
static bool begins_question(const char *text, size_t length)
{
    static const char *const words[] = {"吗",     "呢",     "谁",     "哪",     "几",     "怎",    "什么",
                                        "甚么",   "啥",     "多少",   "是否",   "为何",   "可否",  "能否",
                                        "有没有", "是不是", "要不要", "会不会", "能不能", "好不好"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins_with(text, length, words[i]))
            return true;
    return false;
}

static void note_han_cues(dz_bilingual_marks *marks, const han_run *run)
{
    size_t total = run->begins[run->count];
    for (size_t i = 0; i < run->count;) {
        uint32_t kinds = 0;
        bool alone = false;
        size_t end = run->begins[i];
        marks->question_words += begins_question(run->text + end, total - end);
        size_t bytes = dz_cues__of_han(run->text + end, total - end, &kinds, &alone);
        marks->negations += (kinds & DZ_CUE_NEGATION) != 0;
        end += bytes;
        for (i++; i < run->count && run->begins[i] < end;)
            i++;
    }
}

/* The key has folded marks of both languages to ASCII: 《 is "<", 、 is ",". Both of a pair of quotation marks are '"'
 * and count one each; one that has its own closing mark counts two. */
static void note_mark(dz_bilingual_marks *marks, dz_view form)
{
    char mark = form.length == 1 ? *form.data : 0;
    marks->asks = marks->asks || mark == '?';
    marks->commas += mark == ',' || mark == ';';
    marks->brackets += mark == '(' || mark == '[';
    marks->quotations += mark == '"' ? 1 : mark == '<' ? 2 : 0;
    if (mark == '.' || mark == '!' || mark == '?' || mark == ':')
        marks->last = mark;
    else if (mark != '"' && mark != '\'' && mark != ')' && mark != ']')
        marks->last = 0;
}

void dz_bilingual__add_marks(dz_bilingual_marks *marks, const dz_bilingual_marks *next)
{
    marks->asks = marks->asks || next->asks;
    marks->last = next->last;
    marks->question_words += next->question_words;
    marks->negations += next->negations;
    marks->brackets += next->brackets;
    marks->quotations += next->quotations;
    marks->commas += next->commas;
}

/* ---- The whole -------------------------------------------------------------------------------------------------- */

static dz_status read_tokens(bilingual_reader *reader, han_run *run)
{
    const dz_tokens *tokens = &reader->tokens;
    dz_status status = DZ_OK;
    bool first = true;
    for (size_t i = 0; status == DZ_OK && i < tokens->count;) {
        dz_token_kind kind = tokens->items[i].kind;
        dz_bilingual_marks *marks = &reader->out->marks;
        const dz_value *value = value_at(reader, i);
        if (kind != DZ_TOKEN_MARK)
            marks->last = 0;
        if (value) {
            status = read_value(reader, value, &i);
            first = false;
        } else if (kind == DZ_TOKEN_HAN) {
            status = read_han(reader, i, run);
            note_han_cues(marks, run);
            i += run->count ? run->count : 1;
            first = false;
        } else {
            char modal[8];
            dz_view form = dz_tokens__form(tokens, i);
            if (kind == DZ_TOKEN_MARK)
                note_mark(marks, form);
            else
                marks->negations += (dz_cues__of_word(form.data, form.length, modal) & DZ_CUE_NEGATION) != 0;
            if (kind == DZ_TOKEN_WORD)
                status = read_latin(reader, i, first);
            first = kind == DZ_TOKEN_MARK && (first || dz_tokens__is_mark(tokens, i, ".!?"));
            i++;
        }
    }
    return status;
}

dz_status dz_bilingual__read(dz_context *context, dz_bilingual_text *out, const dz_lexicon *lexicon, dz_view text,
                             const char *date)
{
    memset(out, 0, sizeof *out);
    out->context = context;
    dz_buffer__init(&out->letters, context);
    bilingual_reader reader = {.context = context, .out = out, .lexicon = lexicon};
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.document_date = date;
    options.kinds = 1u << DZ_VALUE_NUMBER | 1u << DZ_VALUE_DATE;
    han_run *run = dz_memory__allocate(context, sizeof *run);
    dz_status status = run ? dz_tokens__make(context, &reader.tokens, text.data, text.length) : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = dz_values(context, &reader.values, text.data, text.length, &options);
    if (status == DZ_OK)
        status = read_tokens(&reader, run);
    dz_value_list_free(reader.values);
    dz_tokens__free(&reader.tokens);
    dz_memory__free(context, run);
    return status;
}

dz_view dz_bilingual__form(const dz_bilingual_text *text, size_t number)
{
    const dz_bilingual_form *form = &text->forms.items[number];
    return (dz_view){text->letters.data + form->begin, form->length};
}

bool dz_bilingual__is_chinese(const dz_bilingual_text *text)
{
    size_t han = 0, others = 0;
    for (size_t i = 0; i < text->words.count; i++) {
        const dz_bilingual_word *word = &text->words.items[i];
        bool value = text->letters.data[text->forms.items[word->own].begin] == '#';
        han += word->han;
        others += !word->han && !value;
    }
    return han > others;
}

void dz_bilingual__free(dz_bilingual_text *text)
{
    if (!text->context)
        return;
    dz_array__free(text->context, &text->words);
    dz_array__free(text->context, &text->forms);
    dz_buffer__free(&text->letters);
    text->context = NULL;
}
