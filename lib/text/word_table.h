/* The compiled table of Chinese words: opened, looked up, and listed. Its layout is in word_format.h. */
#ifndef DZ_TEXT_WORD_TABLE_H
#define DZ_TEXT_WORD_TABLE_H

#include "base/file.h"
#include "base/map.h"
#include "duizhao/text.h"
#include "text/word_format.h"

struct dz_word_table {
    dz_context *context;
    dz_file_map map;      /* what `bytes` is in, or ... */
    unsigned char *owned; /* ... this, where the table was made in memory */
    const unsigned char *bytes;
    size_t length;
    const char *name;
    const unsigned char *codes;
    const unsigned char *cells;
    const unsigned char *characters;
    uint32_t cell_count;
    uint32_t character_count;
    uint32_t word_count;
    uint64_t counts;
    uint16_t weights[WORD_WEIGHT_COUNT];
    struct dz_word_table *user; /* the user's own words, or NULL */
};

/* A table in memory that the caller allocated and the table now frees, also on failure. `what` is for messages. */
dz_status dz_word_table__adopt(dz_context *context, dz_word_table **out, unsigned char *bytes, size_t length,
                               const char *what);

/* The code of a character; 0 where it is in no word of the table. */
static inline uint32_t dz_word_table__code(const dz_word_table *table, uint32_t codepoint)
{
    if (codepoint < WORD_FIRST_CHARACTER || codepoint > WORD_LAST_CHARACTER)
        return 0;
    uint32_t code = dz_bytes__read_u16(table->codes + 2 * (codepoint - WORD_FIRST_CHARACTER));
    return code < table->character_count ? code : 0;
}

/* Where a node's children begin; 0 where it has none. */
static inline uint32_t dz_word_table__base(const dz_word_table *table, uint32_t node)
{
    return dz_bytes__read_u32(table->cells + (size_t)WORD_CELL_BYTES * node);
}

/* The cell of a node's child, or 0 where it has none (the root is nobody's child). Without branches: whether there is a
 * child is what no processor foretells. */
static inline uint32_t dz_word_table__child(const dz_word_table *table, uint32_t node, uint32_t code)
{
    uint64_t child = (uint64_t)dz_word_table__base(table, node) + code;
    child = child < table->cell_count ? child : 0;
    uint32_t difference = dz_bytes__read_u32(table->cells + WORD_CELL_BYTES * (size_t)child + 4) ^ node;
    uint32_t all_where_same = (uint32_t)(((uint64_t)difference - 1) >> 32);
    return (uint32_t)child & all_where_same;
}

/* The cost of the word that ends in a cell; WORD_NONE where none does. */
static inline uint32_t dz_word_table__cost(const dz_word_table *table, uint32_t node)
{
    return dz_bytes__read_u16(table->cells + (size_t)WORD_CELL_BYTES * node + 8);
}

/* What a character does in unknown words; `kind` is one of the WORD_FOREIGN_BEGIN ... WORD_GIVEN_LAST. */
static inline uint32_t dz_word_table__character_cost(const dz_word_table *table, uint32_t code, int kind)
{
    return dz_bytes__read_u16(table->characters + 2 * ((size_t)WORD_CHARACTER_COSTS * code + (size_t)kind));
}

/* Adds the words of a table to a map from words to counts (at least 1). Errors: DZ_ERROR_MEMORY, DZ_ERROR_FORMAT. */
dz_status dz_word_table__list(const dz_word_table *table, dz_map *counts);

#endif
