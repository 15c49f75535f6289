#include "attribution/lexeme_zh.h"

#include <string.h>

/* What a line of the tables adds to its words. */
typedef struct word_line {
    dz_cue_class class;
    dz_zh_kind kind;
    uint32_t flags;
    const char *words;
} word_line;

#define CUE(class, kind, words) {DZ_CUE_##class, DZ_ZH_##kind, 0, words},
#define OPENERS(words) {DZ_CUE_SAY, DZ_ZH_NONE, DZ_ZH_OPENER, words},
#define ADJUNCTS(words) {DZ_CUE_SAY, DZ_ZH_NONE, DZ_ZH_ADJUNCT, words},
#define TITLES(words) {DZ_CUE_SAY, DZ_ZH_NONE, DZ_ZH_TITLE, words},
static const word_line word_lines[] = {
#include "attribution/cues_chinese.inc"
#include "attribution/words_chinese.inc"
};
#undef CUE
#undef OPENERS
#undef ADJUNCTS
#undef TITLES

static dz_status add_word(dz_context *context, dz_zh_table *table, const word_line *line, const char *word,
                          size_t length)
{
    uint32_t number = 0;
    dz_zh_word fresh = {DZ_CUE_SAY, DZ_ZH_NONE, 0};
    dz_status status = dz_map__intern(&table->words, word, length, &number);
    if (status == DZ_OK && number >= table->items.count)
        status = dz_array__push(context, &table->items, fresh);
    if (status != DZ_OK)
        return status;
    dz_zh_word *item = &table->items.items[number];
    item->flags |= line->flags;
    if (line->kind != DZ_ZH_NONE) {
        item->kind = line->kind;
        item->class = line->class;
    }
    if (length > table->longest)
        table->longest = length;
    unsigned char key = (unsigned char)word[2];
    table->first[key >> 3] |= (uint8_t)(1u << (key & 7));
    return DZ_OK;
}

dz_status dz_zh__fill(dz_context *context, dz_zh_table *table)
{
    memset(table, 0, sizeof *table);
    dz_map__init(&table->words, context);
    for (size_t i = 0; i < sizeof word_lines / sizeof *word_lines; i++) {
        const char *words = word_lines[i].words;
        while (*words) {
            size_t length = strcspn(words, " ");
            dz_status status = length ? add_word(context, table, &word_lines[i], words, length) : DZ_OK;
            if (status != DZ_OK)
                return status;
            words += length + (words[length] == ' ');
        }
    }
    return DZ_OK;
}

const dz_zh_word *dz_zh__longest(const dz_zh_table *table, const char *text, size_t at, size_t end, size_t *length)
{
    size_t most = end - at < table->longest ? end - at : table->longest;
    if (most < 3)
        return NULL;
    unsigned char key = (unsigned char)text[at + 2];
    if (!(table->first[key >> 3] & (1u << (key & 7))))
        return NULL;
    for (size_t size = most - most % 3; size > 0; size -= 3) {
        const dz_zh_word *word = dz_zh__find(table, text + at, size);
        if (!word)
            continue;
        *length = size;
        return word;
    }
    return NULL;
}

const dz_zh_word *dz_zh__find(const dz_zh_table *table, const char *text, size_t length)
{
    uint32_t number = dz_map__get(&table->words, text, length, DZ_MAP_NONE);
    return number == DZ_MAP_NONE ? NULL : &table->items.items[number];
}

void dz_zh__free(dz_context *context, dz_zh_table *table)
{
    dz_map__free(&table->words);
    dz_array__free(context, &table->items);
}
