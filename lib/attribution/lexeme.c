#include "attribution/lexeme.h"

#include <stdio.h>
#include <string.h>

#define LONGEST_WORD 32

static dz_status find_or_add(dz_context *context, dz_lexeme_table *table, const char *word, size_t length,
                             dz_lexeme **lexeme)
{
    uint32_t number = 0;
    dz_status status = dz_map__intern(&table->words, word, length, &number);
    dz_lexeme nothing = {0};
    if (status == DZ_OK && number >= table->lexemes.count)
        status = dz_array__push(context, &table->lexemes, nothing);
    if (status == DZ_OK)
        *lexeme = &table->lexemes.items[number];
    return status;
}

static dz_status add_words(dz_context *context, dz_lexeme_table *table, uint32_t flags, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        dz_lexeme *lexeme = NULL;
        dz_status status = find_or_add(context, table, words, length, &lexeme);
        if (status != DZ_OK)
            return status;
        lexeme->flags |= flags;
        words += length + (words[length] == ' ');
    }
    return DZ_OK;
}

static dz_status add_form(dz_context *context, dz_lexeme_table *table, const char *word, uint8_t form)
{
    dz_lexeme *lexeme = NULL;
    dz_status status = find_or_add(context, table, word, strlen(word), &lexeme);
    if (status != DZ_OK)
        return status;
    lexeme->verb = (uint16_t)table->verbs.count;
    lexeme->forms |= form;
    return DZ_OK;
}

static bool is_vowel(char letter)
{
    return letter && strchr("aeiou", letter);
}

/* A regular form: "deny" + "s" is "denies", "hope" + "ing" is "hoping", "stress" + "s" is "stresses". */
static void inflect(char *form, const char *base, const char *ending)
{
    size_t length = strlen(base);
    char last = base[length - 1];
    bool soft_y = last == 'y' && length > 1 && !is_vowel(base[length - 2]);
    bool hissing = last == 's' || last == 'x' || last == 'z' ||
                   (last == 'h' && length > 1 && (base[length - 2] == 's' || base[length - 2] == 'c'));
    if (*ending == 's')
        snprintf(form, LONGEST_WORD, "%.*s%s", (int)(length - soft_y), base, soft_y ? "ies" : hissing ? "es" : "s");
    else if (*ending == 'e')
        snprintf(form, LONGEST_WORD, "%.*s%s", (int)(length - soft_y), base, soft_y ? "ied" : last == 'e' ? "d" : "ed");
    else
        snprintf(form, LONGEST_WORD, "%.*sing", (int)(length - (last == 'e')), base);
}

static uint32_t read_governs(const char *letters)
{
    static const char order[] = "ctqilafwn";
    uint32_t governs = 0;
    for (; *letters; letters++) {
        const char *place = strchr(order, *letters);
        if (place)
            governs |= 1u << (place - order);
    }
    return governs;
}

/* A verb as the table writes it; "" stands for a regular form. */
typedef struct verb_line {
    dz_cue_class class;
    const char *base;
    const char *past;
    const char *participle;
    const char *ing;
    const char *governs;
    const char *prepositions;
} verb_line;

static dz_status add_verb(dz_context *context, dz_lexeme_table *table, const verb_line *line)
{
    char form[LONGEST_WORD];
    dz_verb verb = {line->class, read_governs(line->governs), line->base, line->prepositions};
    dz_status status = dz_array__push(context, &table->verbs, verb);
    if (status == DZ_OK)
        status = add_form(context, table, line->base, DZ_FORM_BASE);
    inflect(form, line->base, "s");
    if (status == DZ_OK)
        status = add_form(context, table, form, DZ_FORM_S);
    inflect(form, line->base, "ed");
    if (status == DZ_OK)
        status = add_form(context, table, *line->past ? line->past : form, DZ_FORM_PAST);
    if (status == DZ_OK)
        status = add_form(context, table, *line->participle ? line->participle : form, DZ_FORM_PARTICIPLE);
    inflect(form, line->base, "ing");
    if (status == DZ_OK)
        status = add_form(context, table, *line->ing ? line->ing : form, DZ_FORM_ING);
    return status;
}

static dz_status add_noun(dz_context *context, dz_lexeme_table *table, dz_cue_class class, const char *word)
{
    char plural[LONGEST_WORD];
    dz_lexeme *lexeme = NULL;
    dz_status status = find_or_add(context, table, word, strlen(word), &lexeme);
    if (status != DZ_OK)
        return status;
    lexeme->noun = (uint8_t)(class + 1);
    inflect(plural, word, "s");
    status = find_or_add(context, table, plural, strlen(plural), &lexeme);
    if (status == DZ_OK)
        lexeme->noun = (uint8_t)(class + 1);
    return status;
}

static dz_status add_all_words(dz_context *context, dz_lexeme_table *table)
{
    static const struct {
        uint32_t flags;
        const char *words;
    } lines[] = {
#define WORDS(flags, words) {flags, words},
#include "attribution/words_english.inc"
#undef WORDS
    };
    dz_status status = DZ_OK;
    for (size_t i = 0; i < sizeof lines / sizeof *lines && status == DZ_OK; i++)
        status = add_words(context, table, lines[i].flags, lines[i].words);
    return status;
}

static dz_status add_all_verbs(dz_context *context, dz_lexeme_table *table)
{
    static const verb_line lines[] = {
#define VERB(class, base, past, participle, ing, governs, prepositions)                                                \
    {DZ_CUE_##class, base, past, participle, ing, governs, prepositions},
#define NOUN(class, word)
#include "attribution/cues_english.inc"
#undef VERB
#undef NOUN
    };
    dz_status status = DZ_OK;
    for (size_t i = 0; i < sizeof lines / sizeof *lines && status == DZ_OK; i++)
        status = add_verb(context, table, &lines[i]);
    return status;
}

static dz_status add_all_nouns(dz_context *context, dz_lexeme_table *table)
{
    static const struct {
        dz_cue_class class;
        const char *word;
    } lines[] = {
#define VERB(class, base, past, participle, ing, governs, prepositions)
#define NOUN(class, word) {DZ_CUE_##class, word},
#include "attribution/cues_english.inc"
#undef VERB
#undef NOUN
    };
    dz_status status = DZ_OK;
    for (size_t i = 0; i < sizeof lines / sizeof *lines && status == DZ_OK; i++)
        status = add_noun(context, table, lines[i].class, lines[i].word);
    return status;
}

dz_status dz_lexeme__fill(dz_context *context, dz_lexeme_table *table)
{
    memset(table, 0, sizeof *table);
    dz_map__init(&table->words, context);
    dz_status status = add_all_words(context, table);
    if (status == DZ_OK)
        status = add_all_verbs(context, table);
    return status == DZ_OK ? add_all_nouns(context, table) : status;
}

const dz_lexeme *dz_lexeme__find(const dz_lexeme_table *table, const char *word, size_t length)
{
    uint32_t number = dz_map__get(&table->words, word, length, DZ_MAP_NONE);
    return number == DZ_MAP_NONE ? NULL : &table->lexemes.items[number];
}

bool dz_verb__takes(const dz_verb *verb, const char *preposition, size_t length)
{
    if (length == strlen("upon") && memcmp(preposition, "upon", length) == 0)
        return dz_verb__takes(verb, "on", strlen("on"));
    const char *rest = verb->prepositions;
    while (*rest) {
        size_t one = strcspn(rest, "|");
        if (one == length && memcmp(rest, preposition, length) == 0)
            return true;
        rest += one + (rest[one] == '|');
    }
    return false;
}

void dz_lexeme__free(dz_context *context, dz_lexeme_table *table)
{
    dz_map__free(&table->words);
    dz_array__free(context, &table->lexemes);
    dz_array__free(context, &table->verbs);
}
