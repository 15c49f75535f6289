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
    const unsigned char *children;
    const unsigned char *frequent;
    uint32_t cell_count;
    uint32_t character_count;
    uint32_t child_shift;   /* what WORD_CHILD_HASH is shifted by */
    uint32_t frequent_mask; /* what WORD_FREQUENT_PLACE is masked with */
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
    uint32_t place = codepoint - WORD_FIRST_CHARACTER;
    return place < WORD_CODES ? dz_bytes__read_u16(table->codes + 2 * place) : 0;
}

/* A cell in one piece: base in the lowest 32 bits, then code, then cost. */
static inline uint64_t dz_word_table__cell(const dz_word_table *table, size_t node)
{
    return dz_bytes__read_u64(table->cells + WORD_CELL_BYTES * node);
}

static inline uint32_t dz_word_table__cell_base(uint64_t cell)
{
    return (uint32_t)cell;
}

static inline uint32_t dz_word_table__cell_code(uint64_t cell)
{
    return (uint32_t)(cell >> 32) & 0xFFFF;
}

/* The cost of the word that ends in a cell; WORD_NONE where none does. */
static inline uint32_t dz_word_table__cell_cost(uint64_t cell)
{
    return (uint32_t)(cell >> 48);
}

/* What stands where there is no child: no base, no code, no word. */
#define DZ_WORD_TABLE__NO_CELL (~(uint64_t)UINT32_MAX)

/* The cell itself where it has a code, else none. Without a branch, and in words that no compiler makes one of: whether
 * a word is there is what no processor foretells. */
static inline uint64_t dz_word_table__cell_if(uint64_t cell, uint32_t code)
{
    uint64_t all_where_other = (uint64_t)(dz_word_table__cell_code(cell) == code) - 1;
    return (cell & ~all_where_other) | (DZ_WORD_TABLE__NO_CELL & all_where_other);
}

/* The cell of the child by a code, which must not be WORD_NO_CODE, of the node with this base; DZ_WORD_TABLE__NO_CELL
 * where there is none. */
static inline uint64_t dz_word_table__child(const dz_word_table *table, uint32_t base, uint32_t code)
{
    return dz_word_table__cell_if(dz_word_table__cell(table, (size_t)base + code), code);
}

/* Whether a node with this base may have a child by a code; false: it has none. Not for the root. */
static inline bool dz_word_table__may_have_child(const dz_word_table *table, uint32_t base, uint32_t code)
{
    uint64_t hash = WORD_CHILD_HASH(base, code), bits = WORD_CHILD_BITS(hash);
    return (dz_bytes__read_u64(table->children + 8 * (hash >> table->child_shift)) & bits) == bits;
}

/* Of all cells of two characters the one in their place among the frequent: it is theirs if it has the code of the
 * second; if not, they may have one all the same. */
static inline uint64_t dz_word_table__frequent_cell(const dz_word_table *table, uint32_t first, uint32_t second)
{
    size_t place = WORD_FREQUENT_PLACE(first, second) & table->frequent_mask;
    return dz_bytes__read_u64(table->frequent + WORD_CELL_BYTES * place);
}

/* What a character does in unknown words, WORD_CHARACTER_COSTS numbers of 16 bits, and its cell. */
static inline const unsigned char *dz_word_table__uses(const dz_word_table *table, uint32_t code)
{
    return table->characters + (size_t)WORD_USES_BYTES * code;
}

/* One of them; `use` is one of WORD_FOREIGN_BEGIN ... WORD_NUMERAL_KIND. */
static inline uint32_t dz_word_table__use_cost(const dz_word_table *table, uint32_t code, int use)
{
    return dz_bytes__read_u16(dz_word_table__uses(table, code) + 2 * use);
}

/* Adds the words of a table to a map from words to counts (at least 1). Errors: DZ_ERROR_MEMORY, DZ_ERROR_FORMAT. */
dz_status dz_word_table__list(const dz_word_table *table, dz_map *counts);

#endif
