/* The most probable way through a graph whose edges are words, by dynamic programming from left to right:
 *
 *      |----北京大学---->|
 *      |--北京->|--大学->|        best[i] is the cost of the cheapest way to before character i,
 *      |-北->|-京->|-大->|-学->|   and where its last word begins
 *
 * Edges are the words of the table, numbers, Chinese names (a surname and one or two characters), and names of other
 * languages. These may have any length, so they are not tried one by one: the cheapest way that is inside one is
 * carried along, and may leave it at each character, as in a hidden Markov model. Costs are -ln(probability), see
 * word_format.h. */
#include "text/viterbi.h"

#include "base/utf8.h"
#include "text/word_table.h"

/* Words that end in the last characters of a full block are cut again together with what follows. */
#define BLOCK_TAIL 32

/* A way: its cost, and below it the place where its last word begins, so that the lesser of two is the cheaper. */
#define WAY(cost, begin) ((uint64_t)(cost) << 16 | (begin))
#define WAY_COST(way) ((uint32_t)((way) >> 16))
#define WAY_BEGIN(way) ((size_t)((way)&0xFFFF))
#define NEVER ((uint64_t)1 << 47)

/* More than any way through a block costs. */
#define NO_WORD ((uint32_t)1 << 30)

typedef struct lattice {
    const dz_word_table *table;
    size_t count;
    uint32_t characters[DZ_VITERBI_BLOCK + 1]; /* 0 behind the last, as in the next two */
    uint8_t kinds[DZ_VITERBI_BLOCK + 1];       /* WORD_NOT_NUMERAL ... */
    uint16_t codes[DZ_VITERBI_BLOCK + 2];
    uint32_t singles[DZ_VITERBI_BLOCK];  /* the cell of a character, and ... */
    uint32_t pairs[DZ_VITERBI_BLOCK];    /* ... of it and the next; 0 where no word begins so */
    uint64_t best[DZ_VITERBI_BLOCK + 3]; /* the cheapest way to before a character; the last two are never asked for */
    size_t ends[DZ_VITERBI_BLOCK];       /* byte behind a character */
    uint64_t inside;                     /* the cheapest way that is inside a name of another language */
} lattice;

/* Without a branch, which no processor could foretell. */
static inline uint64_t cheaper(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static inline void relax(lattice *x, size_t begin, size_t end, uint32_t cost)
{
    x->best[end] = cheaper(x->best[end], WAY(cost, begin));
}

static inline uint32_t cost_before(const lattice *x, size_t at)
{
    return WAY_COST(x->best[at]);
}

/* Reads the characters of a block; whether the run goes on behind it. */
static bool read_block(lattice *x, const char *text, dz_span han)
{
    size_t at = han.begin;
    for (x->count = 0; at < han.end && x->count < DZ_VITERBI_BLOCK; x->count++) {
        uint32_t c = dz_utf8__next(text, han.end, &at);
        x->characters[x->count] = c;
        uint32_t code = dz_word_table__code(x->table, c);
        x->codes[x->count] = (uint16_t)code;
        x->kinds[x->count] = (uint8_t)dz_word_table__character_cost(x->table, code, WORD_NUMERAL_KIND);
        x->ends[x->count] = at;
    }
    x->characters[x->count] = 0;
    x->kinds[x->count] = WORD_NOT_NUMERAL;
    x->codes[x->count] = x->codes[x->count + 1] = 0;
    return at < han.end;
}

/* Asks for the cell of a node's child, which may not be there. Nothing is read, so what a forged file says does no
 * harm. */
static inline void fetch_child(const lattice *x, uint32_t node, uint32_t code)
{
    uint64_t child = (uint64_t)dz_word_table__base(x->table, node) + code;
    if (child < x->table->cell_count)
        __builtin_prefetch(x->table->cells + WORD_CELL_BYTES * (size_t)child);
}

/* Finds the cells of all characters, then of all pairs of characters, and asks for those of all threes: cells lie far
 * apart in memory, and if they were gone to one by one, each would be waited for. */
static void find_cells(lattice *x)
{
    const dz_word_table *table = x->table;
    for (size_t i = 0; i < x->count; i++) {
        x->singles[i] = dz_word_table__child(table, 0, x->codes[i]);
        fetch_child(x, x->singles[i], x->codes[i + 1]);
    }
    for (size_t i = 0; i < x->count; i++) {
        uint32_t pair = dz_word_table__child(table, x->singles[i], x->codes[i + 1]);
        x->pairs[i] = x->singles[i] ? pair : 0;
        fetch_child(x, x->pairs[i], x->codes[i + 2]);
    }
}

static inline void try_word(lattice *x, size_t begin, size_t end, uint32_t node)
{
    uint32_t cost = dz_word_table__cost(x->table, node);
    relax(x, begin, end, cost_before(x, begin) + (cost == WORD_NONE ? NO_WORD : cost));
}

/* The words of the table that begin at a character. One that no word begins and ends with is a word itself, at a price.
 */
static void try_words(lattice *x, size_t begin)
{
    const dz_word_table *table = x->table;
    relax(x, begin, begin + 1, cost_before(x, begin) + table->weights[WORD_WEIGHT_UNKNOWN]);
    try_word(x, begin, begin + 1, x->singles[begin]);
    try_word(x, begin, begin + 2, x->pairs[begin]);
    uint32_t node = x->pairs[begin];
    for (size_t end = begin + 2; node && x->codes[end] && dz_word_table__base(table, node); end++) {
        node = dz_word_table__child(table, node, x->codes[end]);
        try_word(x, begin, end + 1, node);
    }
}

static void try_user_words(lattice *x, size_t begin)
{
    const dz_word_table *table = x->table->user;
    uint32_t node = 0;
    for (size_t at = begin; at < x->count; at++) {
        uint32_t code = dz_word_table__code(table, x->characters[at]);
        node = code ? dz_word_table__child(table, node, code) : 0;
        if (node == 0)
            break;
        uint32_t cost = dz_word_table__cost(table, node);
        if (cost != WORD_NONE)
            relax(x, begin, at + 1, cost_before(x, begin) + cost);
    }
}

/* One character in a name of another language: it ends there, goes on, or begins. */
static void try_foreign_name(lattice *x, size_t at)
{
    const dz_word_table *table = x->table;
    const uint16_t *weights = table->weights;
    uint32_t code = x->codes[at];
    uint64_t end =
        x->inside +
        WAY(weights[WORD_WEIGHT_FOREIGN_LEAVE] + dz_word_table__character_cost(table, code, WORD_FOREIGN_END), 0);
    uint64_t stay =
        x->inside +
        WAY(weights[WORD_WEIGHT_FOREIGN_STAY] + dz_word_table__character_cost(table, code, WORD_FOREIGN_MIDDLE), 0);
    uint32_t begin = cost_before(x, at) + weights[WORD_WEIGHT_FOREIGN] +
                     dz_word_table__character_cost(table, code, WORD_FOREIGN_BEGIN);
    x->best[at + 1] = cheaper(x->best[at + 1], end);
    x->inside = cheaper(stay, WAY(begin, at));
}

/* A surname and a given name. */
static void try_chinese_name(lattice *x, size_t begin)
{
    const dz_word_table *table = x->table;
    uint32_t surname = dz_word_table__character_cost(table, x->codes[begin], WORD_SURNAME);
    uint32_t alone = dz_word_table__character_cost(table, x->codes[begin + 1], WORD_GIVEN_ALONE);
    uint32_t first = dz_word_table__character_cost(table, x->codes[begin + 1], WORD_GIVEN_FIRST);
    uint32_t last = dz_word_table__character_cost(table, x->codes[begin + 2], WORD_GIVEN_LAST);
    uint32_t so_far = cost_before(x, begin) + (surname == WORD_NONE ? NO_WORD : surname);
    relax(x, begin, begin + 2, so_far + table->weights[WORD_WEIGHT_NAME_SHORT] + alone);
    relax(x, begin, begin + 3, so_far + table->weights[WORD_WEIGHT_NAME_LONG] + first + last);
}

static bool is_numeral(const lattice *x, size_t at)
{
    return x->kinds[at] == WORD_NUMERAL_DIGIT || x->kinds[at] == WORD_NUMERAL_UNIT;
}

static size_t numerals_end(const lattice *x, size_t at)
{
    while (is_numeral(x, at))
        at++;
    return at;
}

/* Numbers in characters are one word: 第三, 二〇一五, 百分之七点五, 四分之一, 三十多. Called where a numeral or 第 is.
 */
static void try_number(lattice *x, size_t begin)
{
    bool ordinal = x->kinds[begin] == WORD_ORDINAL;
    size_t end = numerals_end(x, begin + ordinal);
    if (end == begin + ordinal || (begin && !ordinal && is_numeral(x, begin - 1)))
        return;
    bool of = x->characters[end] == 0x5206 && x->characters[end + 1] == 0x4E4B; /* 分之 */
    if (of && is_numeral(x, end + 2))
        end = numerals_end(x, end + 2);
    if (x->characters[end] == 0x70B9 && (of || end - begin == 1) && x->kinds[end + 1] == WORD_NUMERAL_DIGIT) /* 点 */
        end = numerals_end(x, end + 1);
    bool more =
        x->characters[end] == 0x591A || x->characters[end] == 0x4F59 || x->characters[end] == 0x9918; /* 多 余 餘 */
    if (more && x->kinds[end - 1] == WORD_NUMERAL_UNIT)
        end++;
    if (end - begin < 2)
        return;
    const uint16_t *weights = x->table->weights;
    uint32_t cost = weights[WORD_WEIGHT_NUMBER] + (uint32_t)(end - begin) * weights[WORD_WEIGHT_NUMERAL];
    relax(x, begin, end, cost_before(x, begin) + cost);
}

static void fill(lattice *x)
{
    for (size_t i = 1; i <= x->count + 2; i++)
        x->best[i] = NEVER;
    x->best[0] = 0;
    x->inside = NEVER;
    find_cells(x);
    for (size_t at = 0; at < x->count; at++) {
        try_words(x, at);
        if (x->table->user)
            try_user_words(x, at);
        try_foreign_name(x, at);
        try_chinese_name(x, at);
        if (x->kinds[at])
            try_number(x, at);
    }
}

void dz_viterbi__cut(const dz_word_table *table, const char *text, dz_span han, dz_viterbi_words *words)
{
    lattice x;
    x.table = table;
    bool goes_on = read_block(&x, text, han);
    fill(&x);
    size_t count = 0, limit = goes_on ? x.count - BLOCK_TAIL : x.count;
    for (size_t end = x.count; end > 0; end = WAY_BEGIN(x.best[end]))
        count += end <= limit || WAY_BEGIN(x.best[end]) == 0;
    words->count = count;
    for (size_t end = x.count; end > 0; end = WAY_BEGIN(x.best[end]))
        if (end <= limit || WAY_BEGIN(x.best[end]) == 0)
            words->ends[--count] = x.ends[end - 1];
}
