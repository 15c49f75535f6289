#include "text/word_table.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "text/word_compile.h"

#include <math.h>

/* What a user's word without a count costs: less than any two words. */
#define USER_COST_COUNT_SHARE 3

static dz_status damaged(dz_context *context, const char *what, const char *why)
{
    return dz_context__fail(context, DZ_ERROR_FORMAT,
                            "%s: %s; make it again with `dz train words` or install duizhao anew", what, why);
}

/* The bytes of a section; NULL where its place is not in the file. */
static const unsigned char *find_section(const dz_word_table *table, int number, uint64_t *length)
{
    const unsigned char *entry = table->bytes + WORD_SECTIONS_BYTE + 16 * number;
    uint64_t offset = dz_bytes__read_u64(entry);
    *length = dz_bytes__read_u64(entry + 8);
    if (offset < WORD_HEAD_BYTES || offset > table->length || *length > table->length - offset)
        return NULL;
    return table->bytes + offset;
}

static bool head_is_sound(const dz_word_table *table)
{
    unsigned char head[WORD_HEAD_BYTES];
    memcpy(head, table->bytes, sizeof head);
    uint64_t sum = dz_bytes__read_u64(head + WORD_HEAD_CHECKSUM_BYTE);
    dz_bytes__write_u64(head + WORD_HEAD_CHECKSUM_BYTE, 0);
    return dz_bytes__checksum(0, head, sizeof head) == sum;
}

static bool find_sections(dz_word_table *table)
{
    uint64_t names, codes, cells, characters, weights;
    const unsigned char *name = find_section(table, WORD_SECTION_NAME, &names);
    table->codes = find_section(table, WORD_SECTION_CODES, &codes);
    table->cells = find_section(table, WORD_SECTION_CELLS, &cells);
    table->characters = find_section(table, WORD_SECTION_CHARACTERS, &characters);
    const unsigned char *weight = find_section(table, WORD_SECTION_WEIGHTS, &weights);
    if (!name || !table->codes || !table->cells || !table->characters || !weight || names == 0 || name[names - 1])
        return false;
    if (codes != 2 * WORD_CODES || weights != 2 * WORD_WEIGHT_COUNT)
        return false;
    if (cells % WORD_CELL_BYTES || cells < WORD_CELL_BYTES || cells / WORD_CELL_BYTES > UINT32_MAX)
        return false;
    if (characters % (2 * WORD_CHARACTER_COSTS) || characters < 2 * WORD_CHARACTER_COSTS ||
        characters / (2 * WORD_CHARACTER_COSTS) > UINT16_MAX)
        return false;
    table->name = (const char *)name;
    table->cell_count = (uint32_t)(cells / WORD_CELL_BYTES);
    table->character_count = (uint32_t)(characters / (2 * WORD_CHARACTER_COSTS));
    for (int i = 0; i < WORD_WEIGHT_COUNT; i++)
        table->weights[i] = dz_bytes__read_u16(weight + 2 * i);
    return true;
}

/* Checks what holds the file together. What stands in the sections is checked where it is used. */
static dz_status check(dz_word_table *table, const char *what)
{
    dz_context *context = table->context;
    const unsigned char *bytes = table->bytes;
    if (table->length < 8 || memcmp(bytes, WORD_MAGIC, 8) != 0)
        return damaged(context, what, "not a table of words");
    if (table->length < WORD_HEAD_BYTES)
        return damaged(context, what, "the table of words is cut off");
    if (dz_bytes__read_u32(bytes + 8) != WORD_VERSION)
        return damaged(context, what, "a table of words of another version");
    if (dz_bytes__read_u64(bytes + 16) != table->length)
        return damaged(context, what, "the table of words is cut off or has something behind it");
    if (!head_is_sound(table) || dz_bytes__read_u32(bytes + 12) != WORD_SECTION_COUNT ||
        dz_bytes__checksum(0, bytes + WORD_HEAD_BYTES, table->length - WORD_HEAD_BYTES) !=
            dz_bytes__read_u64(bytes + 32) ||
        !find_sections(table))
        return damaged(context, what, "the table of words is damaged");
    table->word_count = dz_bytes__read_u32(bytes + 40);
    table->counts = dz_bytes__read_u64(bytes + 48);
    return DZ_OK;
}

dz_status dz_word_table__adopt(dz_context *context, dz_word_table **out, unsigned char *bytes, size_t length,
                               const char *what)
{
    *out = NULL;
    dz_word_table *table = dz_memory__zeroed(context, 1, sizeof *table);
    if (!table) {
        dz_memory__free(context, bytes);
        return DZ_ERROR_MEMORY;
    }
    table->context = context;
    table->owned = bytes;
    table->bytes = bytes;
    table->length = length;
    dz_status status = check(table, what);
    if (status == DZ_OK)
        *out = table;
    else
        dz_word_table_free(table);
    return status;
}

static dz_status open_file(dz_context *context, dz_word_table **out, const char *path)
{
    dz_word_table *table = dz_memory__zeroed(context, 1, sizeof *table);
    if (!table)
        return DZ_ERROR_MEMORY;
    table->context = context;
    dz_status status = dz_file__map(context, &table->map, path);
    if (status == DZ_OK) {
        table->bytes = table->map.bytes;
        table->length = table->map.length;
        status = check(table, path);
    }
    if (status == DZ_OK)
        *out = table;
    else
        dz_word_table_free(table);
    return status;
}

dz_status dz_word_table_open(dz_context *context, dz_word_table **out, const char *path)
{
    *out = NULL;
    if (path)
        return open_file(context, out, path);
    dz_buffer shipped;
    dz_buffer__init(&shipped, context);
    dz_buffer__append_format(&shipped, "%s/zh.dzwords", dz_context_data_directory(context));
    dz_status status = dz_buffer__status(&shipped);
    if (status == DZ_OK)
        status = open_file(context, out, dz_buffer__view(&shipped).data);
    dz_buffer__free(&shipped);
    return status;
}

dz_status dz_word_table_add(dz_word_table *table, const char *path)
{
    dz_context *context = table->context;
    dz_word_source source;
    dz_buffer compiled;
    dz_word_table *user = NULL;
    dz_word_source__init(&source, context);
    dz_buffer__init(&compiled, context);
    source.total = table->counts;
    uint64_t missing = table->counts / USER_COST_COUNT_SHARE + 1;
    dz_status status = dz_word_source__read_words(&source, path, missing > UINT32_MAX ? UINT32_MAX : (uint32_t)missing);
    if (status == DZ_OK)
        status = dz_word_source__compile(&source, &compiled, path);
    if (status == DZ_OK) {
        status = dz_word_table__adopt(context, &user, (unsigned char *)compiled.data, compiled.length, path);
        dz_buffer__init(&compiled, context);
    }
    if (status == DZ_OK) {
        dz_word_table_free(table->user);
        table->user = user;
    }
    dz_buffer__free(&compiled);
    dz_word_source__free(&source);
    return status;
}

const char *dz_word_table_name(const dz_word_table *table)
{
    return table->name;
}

size_t dz_word_table_count(const dz_word_table *table)
{
    return table->word_count;
}

bool dz_word_table_has(const dz_word_table *table, const char *word, size_t length)
{
    uint32_t node = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code = dz_word_table__code(table, dz_utf8__next(word, length, &at));
        if (code == 0 || (node = dz_word_table__child(table, node, code)) == 0)
            return table->user && dz_word_table_has(table->user, word, length);
    }
    return (node && dz_word_table__cost(table, node) != WORD_NONE) ||
           (table->user && dz_word_table_has(table->user, word, length));
}

void dz_word_table_free(dz_word_table *table)
{
    if (!table)
        return;
    dz_context *context = table->context;
    dz_word_table_free(table->user);
    if (table->map.bytes)
        dz_file__unmap(&table->map);
    dz_memory__free(context, table->owned);
    dz_memory__free(context, table);
}

/* ---- All words -------------------------------------------------------------------------------------------------- */

/* For each code the simplified character that has it: of the characters of one code the one that folds to itself. */
static dz_status list_characters(const dz_word_table *table, uint32_t **out)
{
    *out = dz_memory__zeroed(table->context, table->character_count, sizeof **out);
    if (!*out)
        return DZ_ERROR_MEMORY;
    for (uint32_t c = WORD_FIRST_CHARACTER; c <= WORD_LAST_CHARACTER; c++) {
        char character[4], folded[4 * WORD_LONGEST];
        size_t length = dz_utf8__encode(c, character);
        bool own = dz_word_source__fold(character, length, folded) == length && memcmp(character, folded, length) == 0;
        uint32_t code = dz_word_table__code(table, c);
        if (code && (own || !(*out)[code]))
            (*out)[code] = c;
    }
    return DZ_OK;
}

/* The word that ends in a cell, from its last character to its first, into the end of `word`; NULL where the cells do
 * not lead to the root. */
static const char *spell(const dz_word_table *table, const uint32_t *characters, uint32_t node, char *word, size_t size)
{
    char *begin = word + size;
    for (uint32_t depth = 0; depth < WORD_LONGEST; depth++) {
        uint32_t parent = dz_bytes__read_u32(table->cells + (size_t)WORD_CELL_BYTES * node + 4);
        if (parent >= table->cell_count)
            return NULL;
        uint32_t base = dz_bytes__read_u32(table->cells + (size_t)WORD_CELL_BYTES * parent);
        uint32_t code = node - base;
        if (node < base || code >= table->character_count || !characters[code])
            return NULL;
        char bytes[4];
        size_t length = dz_utf8__encode(characters[code], bytes);
        begin -= length;
        memcpy(begin, bytes, length);
        if (parent == 0)
            return begin;
        node = parent;
    }
    return NULL;
}

dz_status dz_word_table__list(const dz_word_table *table, dz_map *counts)
{
    uint32_t *characters = NULL;
    dz_status status = list_characters(table, &characters);
    for (uint32_t node = 1; node < table->cell_count && status == DZ_OK; node++) {
        char word[WORD_LONGEST * 4];
        uint32_t cost = dz_word_table__cost(table, node);
        if (cost == WORD_NONE ||
            dz_bytes__read_u32(table->cells + (size_t)WORD_CELL_BYTES * node + 4) == WORD_NO_PARENT)
            continue;
        const char *begin = spell(table, characters, node, word, sizeof word);
        if (!begin) {
            status = damaged(table->context, table->name, "the table of words is damaged");
            break;
        }
        double count = round((double)table->counts * exp(-(double)cost / WORD_UNIT));
        count = count < 1 ? 1 : count > UINT32_MAX ? UINT32_MAX : count;
        status = dz_map__set(counts, begin, (size_t)(word + sizeof word - begin), (uint32_t)count);
    }
    dz_memory__free(table->context, characters);
    return status;
}
