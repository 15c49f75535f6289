/* The most probable way through a graph whose edges are words, by dynamic programming from left to right:
 *
 *      |----北京大学---->|
 *      |--北京->|--大学->|        best[i] is the cost of the cheapest way to before slot i,
 *      |-北->|-京->|-大->|-学->|   and where its last word begins
 *
 * Edges are the words of the table, numbers, Chinese names (a surname and one or two characters), and names of other
 * languages. These may have any length, so they are not tried one by one: the cheapest way that is inside one is
 * carried along, and may leave it at each character, as in a hidden Markov model. Costs are -ln(probability), see
 * word_format.h.
 *
 * The work is done in passes over the whole block, so that the cells of all characters, then of all pairs are fetched
 * side by side: they lie far apart in memory, and gone to one by one each would be waited for. Nothing branches on
 * whether a word is there, which no processor foretells. */
#include "text/viterbi.h"

/* Words that end in the last characters of a full block are cut again together with what follows. */
#define BLOCK_TAIL 32

/* A way: its cost, and below it the place where its last word begins, so that the lesser of two is the cheaper. */
#define WAY(cost, begin) ((uint64_t)(cost) << 16 | (begin))
#define WAY_COST(way) ((uint32_t)((way) >> 16))
#define WAY_BEGIN(way) ((size_t)((way)&0xFFFF))
#define NEVER ((uint64_t)1 << 47)

/* More than any way through a block costs. */
#define NO_WORD ((uint32_t)1 << 30)

static inline uint64_t cheaper(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static inline void relax(dz_viterbi *x, size_t begin, size_t end, uint32_t cost)
{
    x->best[end] = cheaper(x->best[end], WAY(WAY_COST(x->best[begin]) + cost, begin));
}

static inline uint32_t cost_in_block(uint64_t cell)
{
    uint32_t cost = dz_word_table__cell_cost(cell);
    return cost + ((uint32_t)(cost == WORD_NONE) * NO_WORD);
}

/* ---- The passes ------------------------------------------------------------------------------------------------- */

/* What each character is alone. One that no word begins and ends with is a word itself, at a price. A wall costs the
 * same on all ways, and no name goes over it. Lists the surnames. */
static size_t look_up_characters(dz_viterbi *x, uint16_t *surnames)
{
    const dz_word_table *table = x->table;
    uint32_t unknown = table->weights[WORD_WEIGHT_UNKNOWN], begin = table->weights[WORD_WEIGHT_FOREIGN];
    uint32_t stay = table->weights[WORD_WEIGHT_FOREIGN_STAY], leave = table->weights[WORD_WEIGHT_FOREIGN_LEAVE];
    size_t count = 0;
    for (size_t i = 0; i < x->count; i++) {
        uint32_t code = dz_word_table__code(table, x->characters[i]), wall = (x->characters[i] == 0) * NO_WORD;
        const unsigned char *uses = dz_word_table__uses(table, code);
        uint64_t cell = dz_bytes__read_u64(uses + WORD_USES_CELL_BYTE);
        uint32_t cost = dz_word_table__cell_cost(cell);
        x->codes[i] = (uint16_t)code;
        x->bases[i] = dz_word_table__cell_base(cell);
        x->numerals[i] = (uint8_t)dz_bytes__read_u16(uses + 2 * WORD_NUMERAL_KIND);
        x->edges[i] = (dz_viterbi_edges){.one = cost < unknown ? cost : unknown,
                                         .begin = wall + begin + dz_bytes__read_u16(uses + 2 * WORD_FOREIGN_BEGIN),
                                         .stay = wall + stay + dz_bytes__read_u16(uses + 2 * WORD_FOREIGN_MIDDLE),
                                         .leave = wall + leave + dz_bytes__read_u16(uses + 2 * WORD_FOREIGN_END)};
        surnames[count] = (uint16_t)i;
        count += dz_bytes__read_u16(uses + 2 * WORD_SURNAME) != WORD_NONE;
    }
    for (size_t i = x->count; i < x->count + 3; i++) {
        x->characters[i] = 0;
        x->codes[i] = 0;
        x->numerals[i] = WORD_NOT_NUMERAL;
    }
    return count;
}

/* A place in the trie: where the word begins, and the base of its next character. */
typedef struct beginning {
    uint32_t slot;
    uint32_t base;
} beginning;

/* Frequent words of two characters. Lists where other ones may begin, and in `longer` where those that are longer than
 * a frequent pair do. */
static size_t look_up_frequent(dz_viterbi *x, beginning *others, beginning *longer, size_t *longer_count)
{
    const dz_word_table *table = x->table;
    size_t other_count = 0, count = 0;
    for (size_t i = 0; i < x->count; i++) {
        uint64_t cell = dz_word_table__frequent_cell(table, x->codes[i], x->codes[i + 1]);
        uint32_t other = dz_word_table__cell_code(cell) != x->codes[i + 1], cost = dz_word_table__cell_cost(cell);
        x->edges[i].two = cost + (other | (cost == WORD_NONE)) * NO_WORD;
        x->edges[i].three = NO_WORD;
        others[other_count] = (beginning){(uint32_t)i, x->bases[i]};
        other_count += other;
        longer[count] = (beginning){(uint32_t)i, dz_word_table__cell_base(cell)};
        count += (other == 0) & (dz_word_table__cell_base(cell) != 0);
    }
    *longer_count = count;
    return other_count;
}

/* Keeps of a list what may be the beginning of words of `length` characters. */
static size_t keep_possible(const dz_viterbi *x, size_t length, beginning *list, size_t count)
{
    const dz_word_table *table = x->table;
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        beginning at = list[k];
        list[kept] = at;
        kept += dz_word_table__may_have_child(table, at.base, x->codes[at.slot + length - 1]);
    }
    return kept;
}

static inline beginning look_up_child(const dz_viterbi *x, size_t length, beginning at, uint32_t *cost)
{
    uint64_t cell = dz_word_table__child(x->table, at.base, x->codes[at.slot + length - 1]);
    *cost = cost_in_block(cell);
    return (beginning){at.slot, dz_word_table__cell_base(cell)};
}

/* The words of the table with two and three characters, and where longer ones begin. */
static void look_up_words(dz_viterbi *x)
{
    beginning others[DZ_VITERBI_BLOCK], longer[DZ_VITERBI_BLOCK];
    size_t longer_count, count = look_up_frequent(x, others, longer, &longer_count);
    count = keep_possible(x, 2, others, count);
    for (size_t k = 0; k < count; k++) {
        longer[longer_count] = look_up_child(x, 2, others[k], &x->edges[others[k].slot].two);
        longer_count += longer[longer_count].base != 0;
    }
    memset(x->bases, 0, x->count * sizeof *x->bases);
    longer_count = keep_possible(x, 3, longer, longer_count);
    for (size_t k = 0; k < longer_count; k++) {
        beginning at = look_up_child(x, 3, longer[k], &x->edges[longer[k].slot].three);
        x->bases[at.slot] = at.base;
    }
}

static inline uint32_t lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Chinese names: a surname and a given name, which no wall is in. */
static void look_up_names(dz_viterbi *x, const uint16_t *surnames, size_t count)
{
    const dz_word_table *table = x->table;
    for (size_t k = 0; k < count; k++) {
        const uint32_t *characters = x->characters + surnames[k];
        const uint16_t *codes = x->codes + surnames[k];
        dz_viterbi_edges *edges = x->edges + surnames[k];
        uint32_t surname = dz_word_table__use_cost(table, codes[0], WORD_SURNAME);
        uint32_t alone = dz_word_table__use_cost(table, codes[1], WORD_GIVEN_ALONE);
        uint32_t first = dz_word_table__use_cost(table, codes[1], WORD_GIVEN_FIRST);
        uint32_t last = dz_word_table__use_cost(table, codes[2], WORD_GIVEN_LAST);
        uint32_t wall = (!characters[0] | !characters[1]) * NO_WORD;
        edges->two = lesser(edges->two, wall + surname + table->weights[WORD_WEIGHT_NAME_SHORT] + alone);
        wall |= !characters[2] * NO_WORD;
        edges->three = lesser(edges->three, wall + surname + table->weights[WORD_WEIGHT_NAME_LONG] + first + last);
    }
}

/* ---- Edges of any length ---------------------------------------------------------------------------------------- */

/* Words of four characters and more. */
static void try_long_words(dz_viterbi *x, size_t begin)
{
    uint32_t base = x->bases[begin];
    for (size_t end = begin + 3; base && end < x->count; end++) {
        uint64_t cell = dz_word_table__child(x->table, base, x->codes[end]);
        relax(x, begin, end + 1, cost_in_block(cell));
        base = dz_word_table__cell_base(cell);
    }
}

static void try_user_words(dz_viterbi *x, size_t begin)
{
    const dz_word_table *table = x->table->user;
    uint32_t base = dz_word_table__cell_base(dz_word_table__cell(table, 0));
    for (size_t at = begin; base && at < x->count; at++) {
        uint64_t cell = dz_word_table__child(table, base, dz_word_table__code(table, x->characters[at]));
        if (dz_word_table__cell_cost(cell) != WORD_NONE)
            relax(x, begin, at + 1, dz_word_table__cell_cost(cell));
        base = dz_word_table__cell_base(cell);
    }
}

static bool is_numeral(const dz_viterbi *x, size_t at)
{
    return x->numerals[at] == WORD_NUMERAL_DIGIT || x->numerals[at] == WORD_NUMERAL_UNIT;
}

static size_t numerals_end(const dz_viterbi *x, size_t at)
{
    while (is_numeral(x, at))
        at++;
    return at;
}

/* Numbers in characters are one word: 第三, 二〇一五, 百分之七点五, 四分之一, 三十多. Called where a numeral or 第 is.
 */
static void try_number(dz_viterbi *x, size_t begin)
{
    bool ordinal = x->numerals[begin] == WORD_ORDINAL;
    size_t end = numerals_end(x, begin + ordinal);
    if (end == begin + ordinal || (begin && !ordinal && is_numeral(x, begin - 1)))
        return;
    bool of = x->characters[end] == 0x5206 && x->characters[end + 1] == 0x4E4B; /* 分之 */
    if (of && is_numeral(x, end + 2))
        end = numerals_end(x, end + 2);
    if (x->characters[end] == 0x70B9 && (of || end - begin == 1) && x->numerals[end + 1] == WORD_NUMERAL_DIGIT) /* 点 */
        end = numerals_end(x, end + 1);
    bool more =
        x->characters[end] == 0x591A || x->characters[end] == 0x4F59 || x->characters[end] == 0x9918; /* 多 余 餘 */
    if (more && x->numerals[end - 1] == WORD_NUMERAL_UNIT)
        end++;
    if (end - begin < 2)
        return;
    const uint16_t *weights = x->table->weights;
    uint32_t cost = weights[WORD_WEIGHT_NUMBER] + (uint32_t)(end - begin) * weights[WORD_WEIGHT_NUMERAL];
    relax(x, begin, end, cost);
}

/* ---- The way ---------------------------------------------------------------------------------------------------- */

static void try_long_edges(dz_viterbi *x, size_t at)
{
    if (x->bases[at])
        try_long_words(x, at);
    if (x->numerals[at])
        try_number(x, at);
    if (x->table->user)
        try_user_words(x, at);
}

/* The cheapest ways to before the slots, the next three of them in variables. A name of another language ends in a slot
 * (`leave`), goes on or begins there. */
static void find_ways(dz_viterbi *x)
{
    uint64_t inside = NEVER, here = 0, next = NEVER, second = NEVER, third;
    bool user = x->table->user;
    for (size_t i = 0; i < x->count + 4; i++)
        x->best[i] = NEVER;
    for (size_t at = 0; at < x->count; at++) {
        const dz_viterbi_edges *edges = &x->edges[at];
        x->best[at] = here;
        third = x->best[at + 3];
        if (x->bases[at] | x->numerals[at] | user) {
            x->best[at + 1] = next;
            x->best[at + 2] = second;
            try_long_edges(x, at);
            next = x->best[at + 1];
            second = x->best[at + 2];
            third = x->best[at + 3];
        }
        here = WAY(WAY_COST(here), at);
        uint64_t leave = inside + WAY(edges->leave, 0);
        next = cheaper(cheaper(next, leave), here + WAY(edges->one, 0));
        second = cheaper(second, here + WAY(edges->two, 0));
        third = cheaper(third, here + WAY(edges->three, 0));
        inside = cheaper(inside + WAY(edges->stay, 0), here + WAY(edges->begin, 0));
        here = next;
        next = second;
        second = third;
    }
    x->best[x->count] = here;
}

/* Where the words before the last run of a full block end; else all words but those at its very end. */
static size_t find_limit(const dz_viterbi *x)
{
    for (size_t at = x->count; at > x->count / 2; at--)
        if (x->characters[at - 1] == 0)
            return at;
    return x->count - BLOCK_TAIL;
}

static void list_words(dz_viterbi *x, size_t limit)
{
    x->first_word = DZ_VITERBI_BLOCK + 1;
    for (size_t end = x->count, begin; end > 0; end = begin) {
        begin = WAY_BEGIN(x->best[end]);
        x->words[x->first_word - 1] = (uint16_t)end;
        x->first_word -= end <= limit || begin == 0;
    }
    x->word_count = DZ_VITERBI_BLOCK + 1 - x->first_word;
}

void dz_viterbi__cut(dz_viterbi *x, bool goes_on)
{
    uint16_t surnames[DZ_VITERBI_BLOCK];
    size_t count = look_up_characters(x, surnames);
    look_up_words(x);
    look_up_names(x, surnames, count);
    find_ways(x);
    list_words(x, goes_on ? find_limit(x) : x->count);
}
