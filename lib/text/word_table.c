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

/* A section of 2 to 2^32 numbers of 64 bits, a power of two; `*bits` is which. */
static const unsigned char *find_power(const dz_word_table *table, int number, uint32_t *bits)
{
    uint64_t length;
    const unsigned char *section = find_section(table, number, &length);
    for (*bits = 1; *bits < 32 && (uint64_t)8 << *bits < length;)
        *bits += 1;
    return section && (uint64_t)8 << *bits == length ? section : NULL;
}

static bool find_shortcuts(dz_word_table *table)
{
    uint32_t child_bits, frequent_bits;
    table->children = find_power(table, WORD_SECTION_CHILDREN, &child_bits);
    table->frequent = find_power(table, WORD_SECTION_FREQUENT, &frequent_bits);
    table->child_shift = 64 - child_bits;
    table->frequent_mask = (uint32_t)(((uint64_t)1 << frequent_bits) - 1);
    return table->children && table->frequent && table->frequent_mask >= table->character_count - 1;
}

/* That each code has a character and each base, with any code, a cell, so that no look-up need ask. */
static bool numbers_are_sound(const dz_word_table *table)
{
    uint32_t code = 0, base = 0;
    for (uint32_t i = 0; i < WORD_CODES; i++) {
        uint32_t other = dz_bytes__read_u16(table->codes + 2 * i);
        code = other > code ? other : code;
    }
    for (uint32_t i = 0; i < table->cell_count; i++) {
        uint32_t other = dz_word_table__cell_base(dz_word_table__cell(table, i));
        base = other > base ? other : base;
    }
    for (uint32_t i = 0; i < table->character_count; i++) {
        uint32_t other = dz_bytes__read_u32(dz_word_table__uses(table, i) + WORD_USES_CELL_BYTE);
        base = other > base ? other : base;
    }
    for (uint32_t i = 0; i <= table->frequent_mask; i++) {
        uint32_t other = dz_bytes__read_u32(table->frequent + (size_t)WORD_CELL_BYTES * i);
        base = other > base ? other : base;
    }
    return code < table->character_count && (uint64_t)base + table->character_count <= table->cell_count;
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
    if (characters % WORD_USES_BYTES || characters < WORD_USES_BYTES || characters / WORD_USES_BYTES > UINT16_MAX)
        return false;
    table->name = (const char *)name;
    table->cell_count = (uint32_t)(cells / WORD_CELL_BYTES);
    table->character_count = (uint32_t)(characters / WORD_USES_BYTES);
    for (int i = 0; i < WORD_WEIGHT_COUNT; i++)
        table->weights[i] = dz_bytes__read_u16(weight + 2 * i);
    return find_shortcuts(table) && numbers_are_sound(table);
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

static bool has_word(const dz_word_table *table, const char *word, size_t length)
{
    uint64_t cell = dz_word_table__cell(table, 0);
    for (size_t at = 0; at < length;)
        cell = dz_word_table__child(table, dz_word_table__cell_base(cell),
                                    dz_word_table__code(table, dz_utf8__next(word, length, &at)));
    return dz_word_table__cell_cost(cell) != WORD_NONE;
}

bool dz_word_table_has(const dz_word_table *table, const char *word, size_t length)
{
    return has_word(table, word, length) || (table->user && has_word(table->user, word, length));
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

/* For each base the cell that has it; UINT32_MAX where none has. */
static dz_status list_parents(const dz_word_table *table, uint32_t **out)
{
    *out = dz_memory__zeroed(table->context, table->cell_count, sizeof **out);
    if (!*out)
        return DZ_ERROR_MEMORY;
    memset(*out, 0xFF, table->cell_count * sizeof **out);
    for (uint32_t node = 0; node < table->cell_count; node++) {
        uint32_t base = dz_word_table__cell_base(dz_word_table__cell(table, node));
        if (base && base < table->cell_count)
            (*out)[base] = node;
    }
    return DZ_OK;
}

typedef struct speller {
    const dz_word_table *table;
    uint32_t *characters; /* by code */
    uint32_t *parents;    /* by base */
    char word[WORD_LONGEST * 4];
} speller;

/* The word that ends in a cell, from its last character to its first, into the end of `word`; NULL where the cells do
 * not lead to the root. */
static const char *spell(speller *self, uint32_t node)
{
    char *begin = self->word + sizeof self->word;
    for (uint32_t depth = 0; depth < WORD_LONGEST; depth++) {
        uint32_t code = dz_word_table__cell_code(dz_word_table__cell(self->table, node));
        if (code > node || code >= self->table->character_count || !self->characters[code])
            return NULL;
        char bytes[4];
        size_t length = dz_utf8__encode(self->characters[code], bytes);
        begin -= length;
        memcpy(begin, bytes, length);
        node = self->parents[node - code];
        if (node == 0)
            return begin;
        if (node == UINT32_MAX)
            return NULL;
    }
    return NULL;
}

static dz_status list_word(speller *self, uint32_t node, dz_map *counts)
{
    const dz_word_table *table = self->table;
    uint64_t cell = dz_word_table__cell(table, node);
    uint32_t cost = dz_word_table__cell_cost(cell);
    if (cost == WORD_NONE || dz_word_table__cell_code(cell) == WORD_NO_CODE)
        return DZ_OK;
    const char *begin = spell(self, node);
    if (!begin)
        return damaged(table->context, table->name, "the table of words is damaged");
    double count = round((double)table->counts * exp(-(double)cost / WORD_UNIT));
    count = count < 1 ? 1 : count > UINT32_MAX ? UINT32_MAX : count;
    return dz_map__set(counts, begin, (size_t)(self->word + sizeof self->word - begin), (uint32_t)count);
}

dz_status dz_word_table__list(const dz_word_table *table, dz_map *counts)
{
    speller self = {.table = table};
    dz_status status = list_characters(table, &self.characters);
    if (status == DZ_OK)
        status = list_parents(table, &self.parents);
    for (uint32_t node = 1; node < table->cell_count && status == DZ_OK; node++)
        status = list_word(&self, node, counts);
    dz_memory__free(table->context, self.characters);
    dz_memory__free(table->context, self.parents);
    return status;
}
