/* The most probable way through a graph whose edges are words, by dynamic programming from left to right:
 *
 *      |----北京大学---->|
 *      |--北京->|--大学->|        best[i] is the cost of the cheapest way to before character i,
 *      |-北->|-京->|-大->|-学->|   back[i] where its last word begins
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

#define NEVER (UINT32_MAX / 2)

/* What characters are for the scanner of numbers. */
enum { NOT_NUMERAL = 0, NUMERAL_DIGIT = 1, NUMERAL_UNIT = 2 };

typedef struct lattice {
    const dz_word_table *table;
    size_t count;
    uint32_t characters[DZ_VITERBI_BLOCK + 1]; /* 0 behind the last */
    uint16_t codes[DZ_VITERBI_BLOCK];
    uint32_t best[DZ_VITERBI_BLOCK + 1];
    uint16_t back[DZ_VITERBI_BLOCK + 1];
    size_t ends[DZ_VITERBI_BLOCK]; /* byte behind a character */
    uint32_t inside_cost;          /* of the cheapest way that is inside a name of another language */
    uint16_t inside_begin;         /* where that name begins */
} lattice;

static inline void relax(lattice *x, size_t begin, size_t end, uint32_t cost)
{
    if (cost < x->best[end]) {
        x->best[end] = cost;
        x->back[end] = (uint16_t)begin;
    }
}

/* Reads the characters of a block; whether the run goes on behind it. */
static bool read_block(lattice *x, const char *text, dz_span han)
{
    size_t at = han.begin;
    for (x->count = 0; at < han.end && x->count < DZ_VITERBI_BLOCK; x->count++) {
        uint32_t c = dz_utf8__next(text, han.end, &at);
        x->characters[x->count] = c;
        x->codes[x->count] = (uint16_t)dz_word_table__code(x->table, c);
        x->ends[x->count] = at;
    }
    x->characters[x->count] = 0;
    return at < han.end;
}

/* The words of the table that begin at a character. One that no word begins and ends with is a word itself, at a price.
 */
static void try_words(lattice *x, size_t begin)
{
    const dz_word_table *table = x->table;
    uint32_t node = 0, so_far = x->best[begin];
    relax(x, begin, begin + 1, so_far + table->weights[WORD_WEIGHT_UNKNOWN]);
    for (size_t at = begin; at < x->count && x->codes[at]; at++) {
        node = dz_word_table__child(table, node, x->codes[at]);
        if (node == 0)
            break;
        uint32_t cost = dz_word_table__cost(table, node);
        if (cost != WORD_NONE)
            relax(x, begin, at + 1, so_far + cost);
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
            relax(x, begin, at + 1, x->best[begin] + cost);
    }
}

/* One character in a name of another language: it ends there, goes on, or begins. */
static void try_foreign_name(lattice *x, size_t at)
{
    const dz_word_table *table = x->table;
    const uint16_t *weights = table->weights;
    uint32_t code = x->codes[at];
    uint32_t end = x->inside_cost + weights[WORD_WEIGHT_FOREIGN_LEAVE] +
                   dz_word_table__character_cost(table, code, WORD_FOREIGN_END);
    uint32_t stay = x->inside_cost + weights[WORD_WEIGHT_FOREIGN_STAY] +
                    dz_word_table__character_cost(table, code, WORD_FOREIGN_MIDDLE);
    uint32_t begin =
        x->best[at] + weights[WORD_WEIGHT_FOREIGN] + dz_word_table__character_cost(table, code, WORD_FOREIGN_BEGIN);
    if (x->inside_cost < NEVER)
        relax(x, x->inside_begin, at + 1, end);
    x->inside_cost = stay;
    if (begin < stay) {
        x->inside_cost = begin;
        x->inside_begin = (uint16_t)at;
    }
    if (x->inside_cost > NEVER)
        x->inside_cost = NEVER;
}

/* A surname and a given name. */
static void try_chinese_name(lattice *x, size_t begin)
{
    const dz_word_table *table = x->table;
    uint32_t surname = dz_word_table__character_cost(table, x->codes[begin], WORD_SURNAME);
    if (surname == WORD_NONE || begin + 1 >= x->count)
        return;
    uint32_t so_far = x->best[begin] + surname;
    uint32_t alone = dz_word_table__character_cost(table, x->codes[begin + 1], WORD_GIVEN_ALONE);
    relax(x, begin, begin + 2, so_far + table->weights[WORD_WEIGHT_NAME_SHORT] + alone);
    if (begin + 2 >= x->count)
        return;
    uint32_t first = dz_word_table__character_cost(table, x->codes[begin + 1], WORD_GIVEN_FIRST);
    uint32_t last = dz_word_table__character_cost(table, x->codes[begin + 2], WORD_GIVEN_LAST);
    relax(x, begin, begin + 3, so_far + table->weights[WORD_WEIGHT_NAME_LONG] + first + last);
}

static int numeral_kind(uint32_t c)
{
    switch (c) {
    case 0x3007: /* 〇 */
    case 0x96F6: /* 零 */
    case 0x4E00: /* 一 */
    case 0x4E8C: /* 二 */
    case 0x4E24: /* 两 */
    case 0x5169: /* 兩 */
    case 0x4E09: /* 三 */
    case 0x56DB: /* 四 */
    case 0x4E94: /* 五 */
    case 0x516D: /* 六 */
    case 0x4E03: /* 七 */
    case 0x516B: /* 八 */
    case 0x4E5D: /* 九 */
    case 0x5EFF: /* 廿 */
        return NUMERAL_DIGIT;
    case 0x5341: /* 十 */
    case 0x767E: /* 百 */
    case 0x5343: /* 千 */
    case 0x4E07: /* 万 */
    case 0x842C: /* 萬 */
    case 0x4EBF: /* 亿 */
    case 0x5104: /* 億 */
        return NUMERAL_UNIT;
    default:
        return NOT_NUMERAL;
    }
}

static size_t numerals_end(const lattice *x, size_t at)
{
    while (numeral_kind(x->characters[at]))
        at++;
    return at;
}

/* Numbers in characters are one word: 第三, 二〇一五, 百分之七点五, 四分之一, 三十多. */
static void try_number(lattice *x, size_t begin)
{
    bool ordinal = x->characters[begin] == 0x7B2C; /* 第 */
    size_t end = numerals_end(x, begin + ordinal);
    if (end == begin + ordinal || (begin && !ordinal && numeral_kind(x->characters[begin - 1])))
        return;
    bool of = x->characters[end] == 0x5206 && x->characters[end + 1] == 0x4E4B; /* 分之 */
    if (of && numeral_kind(x->characters[end + 2]))
        end = numerals_end(x, end + 2);
    if (x->characters[end] == 0x70B9 && (of || end - begin == 1) &&
        numeral_kind(x->characters[end + 1]) == NUMERAL_DIGIT)
        end = numerals_end(x, end + 1);
    bool more =
        x->characters[end] == 0x591A || x->characters[end] == 0x4F59 || x->characters[end] == 0x9918; /* 多 余 餘 */
    if (more && end > begin && numeral_kind(x->characters[end - 1]) == NUMERAL_UNIT)
        end++;
    if (end - begin < 2)
        return;
    const uint16_t *weights = x->table->weights;
    uint32_t cost = weights[WORD_WEIGHT_NUMBER] + (uint32_t)(end - begin) * weights[WORD_WEIGHT_NUMERAL];
    relax(x, begin, end, x->best[begin] + cost);
}

static void fill(lattice *x)
{
    for (size_t i = 1; i <= x->count; i++)
        x->best[i] = UINT32_MAX;
    x->best[0] = 0;
    x->back[0] = 0;
    x->inside_cost = NEVER;
    x->inside_begin = 0;
    for (size_t at = 0; at < x->count; at++) {
        try_words(x, at);
        if (x->table->user)
            try_user_words(x, at);
        try_foreign_name(x, at);
        try_chinese_name(x, at);
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
    for (size_t end = x.count; end > 0; end = x.back[end])
        count += end <= limit || x.back[end] == 0;
    words->count = count;
    for (size_t end = x.count; end > 0; end = x.back[end])
        if (end <= limit || x.back[end] == 0)
            words->ends[--count] = x.ends[end - 1];
}
