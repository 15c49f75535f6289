#include "text/word_compile.h"

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/han.h"
#include "text/word_table.h"

/* What is added to the count of each use of a character, so that an unseen one is not impossible. */
#define UNSEEN_COUNT 0.5
/* Characters that any text may have: what unseen uses are shared by. */
#define CHARACTERS_OF_TEXT 6000

/* The weights of a table that has not been trained: -ln(probability) of an unknown character, a name of another
 * language, a Chinese name (short, long), a number and each numeral. Those of staying in a foreign name and of leaving
 * it come from the lengths of the names in the list. */
static const double untrained_weights[WORD_WEIGHT_COUNT] = {20, 2, 1, 1, 11, 8, 6, 1};

static uint16_t cost_of(double probability)
{
    double cost = -log(probability) * WORD_UNIT;
    return cost < 0 ? 0 : cost >= WORD_NONE ? WORD_NONE - 1 : (uint16_t)lround(cost);
}

void dz_word_source__init(dz_word_source *source, dz_context *context)
{
    memset(source, 0, sizeof *source);
    source->context = context;
    dz_map__init(&source->words, context);
    dz_map__init(&source->characters, context);
    for (int i = 0; i < WORD_WEIGHT_COUNT; i++)
        source->weights[i] = (uint16_t)lround(untrained_weights[i] * WORD_UNIT);
}

void dz_word_source__free(dz_word_source *source)
{
    dz_map__free(&source->words);
    dz_map__free(&source->characters);
    dz_array__free(source->context, &source->costs);
}

size_t dz_word_source__fold(const char *word, size_t length, char *folded)
{
    size_t size = 0, count = 0;
    for (size_t at = 0; at < length; count++) {
        uint32_t c = dz_han__to_hans(dz_utf8__next(word, length, &at));
        if (count == WORD_LONGEST || !dz_utf8__is_han(c) || c < WORD_FIRST_CHARACTER || c > WORD_LAST_CHARACTER)
            return 0;
        size += dz_utf8__encode(c, folded + size);
    }
    return size;
}

/* ---- Lists of text ---------------------------------------------------------------------------------------------- */

typedef struct list_reader {
    dz_word_source *source;
    const char *path;
    size_t line_number;
    const char *line; /* NUL-terminated */
    uint32_t missing;
} list_reader;

typedef dz_status (*take_line)(list_reader *reader);

static dz_status syntax_error(const list_reader *reader, const char *wanted)
{
    return dz_context__fail(reader->source->context, DZ_ERROR_FORMAT, "%s:%zu: not %s", reader->path,
                            reader->line_number, wanted);
}

/* Calls `take` for each line that is neither empty nor a comment. */
static dz_status read_lines(dz_word_source *source, const char *path, uint32_t missing, take_line take)
{
    char *text = NULL;
    size_t length = 0;
    list_reader reader = {source, path, 0, NULL, missing};
    dz_status status = dz_file__read(source->context, &text, &length, path);
    size_t begin = status == DZ_OK && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (status == DZ_OK && begin < length) {
        char *end = memchr(text + begin, '\n', length - begin);
        size_t next = end ? (size_t)(end - text) + 1 : length;
        size_t stop = end ? next - 1 : length;
        while (stop > begin && (text[stop - 1] == '\r' || text[stop - 1] == ' '))
            stop--;
        text[stop] = '\0';
        reader.line = text + begin;
        reader.line_number++;
        if (*reader.line && *reader.line != '#')
            status = take(&reader);
        begin = next;
    }
    dz_memory__free(source->context, text);
    return status;
}

/* A count that stands at `text` and ends with it or with a tab; where it ends, or NULL. */
static const char *read_count(const char *text, uint32_t *count)
{
    char *end;
    if (*text < '0' || *text > '9')
        return NULL;
    unsigned long long value = strtoull(text, &end, 10);
    if (*end && *end != '\t')
        return NULL;
    *count = value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
    return end;
}

/* Words that are one when folded have the sum of their counts. */
static dz_status add_count(dz_word_source *source, const char *word, size_t length, uint32_t count)
{
    uint32_t *sum = dz_map__at(&source->words, word, length, 0);
    if (!sum)
        return DZ_ERROR_MEMORY;
    *sum = count > UINT32_MAX - *sum ? UINT32_MAX : *sum + count;
    return DZ_OK;
}

static dz_status take_word(list_reader *reader)
{
    char folded[4 * WORD_LONGEST];
    uint32_t count = reader->missing;
    size_t length = strcspn(reader->line, "\t ");
    const char *rest = reader->line + length + strspn(reader->line + length, "\t ");
    if (*rest && !read_count(rest, &count))
        return syntax_error(reader, "`word TAB count`");
    size_t size = dz_word_source__fold(reader->line, length, folded);
    if (size == 0) {
        dz_context__log(reader->source->context, "%s:%zu: left out: not a word of 1 to %u Chinese characters",
                        reader->path, reader->line_number, WORD_LONGEST);
        return DZ_OK;
    }
    return add_count(reader->source, folded, size, count ? count : 1);
}

dz_status dz_word_source__read_words(dz_word_source *source, const char *path, uint32_t missing)
{
    return read_lines(source, path, missing, take_word);
}

/* While characters are read, their costs are counts. */
static dz_status take_character(list_reader *reader)
{
    dz_word_source *source = reader->source;
    char folded[4 * WORD_LONGEST];
    uint32_t counts[WORD_CHARACTER_COSTS] = {0}, number;
    size_t length = strcspn(reader->line, "\t");
    size_t size = dz_word_source__fold(reader->line, length, folded);
    const char *at = reader->line + length;
    for (int i = 0; i < WORD_CHARACTER_COSTS - 1; i++)
        if (*at++ != '\t' || !(at = read_count(at, &counts[i])))
            return syntax_error(reader, "a character and 7 counts, parted by tabs");
    if (*at || size == 0)
        return syntax_error(reader, "a character and 7 counts, parted by tabs");
    dz_status status = dz_map__intern(&source->characters, folded, size, &number);
    while (status == DZ_OK && source->costs.count < (size_t)(number + 1) * WORD_CHARACTER_COSTS)
        status = dz_array__push(source->context, &source->costs, 0);
    for (int i = 0; i < WORD_CHARACTER_COSTS && status == DZ_OK; i++) {
        uint32_t sum = source->costs.items[number * WORD_CHARACTER_COSTS + (uint32_t)i] + counts[i];
        source->costs.items[number * WORD_CHARACTER_COSTS + (uint32_t)i] =
            sum > UINT16_MAX ? UINT16_MAX : (uint16_t)sum;
    }
    return status;
}

/* Turns counts into costs: each kind of use is a distribution over characters. */
static void weigh_characters(dz_word_source *source)
{
    double sums[WORD_CHARACTER_COSTS] = {0};
    for (size_t i = 0; i < source->costs.count; i++)
        sums[i % WORD_CHARACTER_COSTS] += source->costs.items[i];
    for (size_t i = 0; i < source->costs.count; i++) {
        size_t kind = i % WORD_CHARACTER_COSTS;
        uint16_t *value = &source->costs.items[i];
        bool never = kind == WORD_CHARACTER_COSTS - 1 || (kind == WORD_SURNAME && *value == 0);
        double all = sums[kind] + UNSEEN_COUNT * CHARACTERS_OF_TEXT;
        *value = never ? WORD_NONE : cost_of((*value + UNSEEN_COUNT) / all);
    }
    double names = sums[WORD_FOREIGN_END] + 1, middles = sums[WORD_FOREIGN_MIDDLE] + 1;
    source->weights[WORD_WEIGHT_FOREIGN_STAY] = cost_of(middles / (names + middles));
    source->weights[WORD_WEIGHT_FOREIGN_LEAVE] = cost_of(names / (names + middles));
}

dz_status dz_word_source__read_characters(dz_word_source *source, const char *path)
{
    dz_status status = read_lines(source, path, 0, take_character);
    if (status == DZ_OK)
        weigh_characters(source);
    return status;
}

dz_status dz_word_source__take(dz_word_source *source, const dz_word_table *table)
{
    dz_status status = dz_word_table__list(table, &source->words);
    memcpy(source->weights, table->weights, sizeof source->weights);
    for (uint32_t c = WORD_FIRST_CHARACTER; c <= WORD_LAST_CHARACTER && status == DZ_OK; c++) {
        char character[4], folded[4 * WORD_LONGEST];
        uint32_t code = dz_word_table__code(table, c), number;
        size_t size = code ? dz_word_source__fold(character, dz_utf8__encode(c, character), folded) : 0;
        if (size == 0 || dz_map__get(&source->characters, folded, size, DZ_MAP_NONE) != DZ_MAP_NONE)
            continue;
        status = dz_map__intern(&source->characters, folded, size, &number);
        for (int i = 0; i < WORD_CHARACTER_COSTS && status == DZ_OK; i++)
            status = dz_array__push(source->context, &source->costs, (uint16_t)dz_word_table__use_cost(table, code, i));
    }
    return status;
}

/* ---- The double array ------------------------------------------------------------------------------------------- */

/* A word as the codes of its characters. */
typedef struct coded_word {
    uint16_t codes[WORD_LONGEST];
    uint16_t length;
    uint16_t cost;
} coded_word;

/* A node of the trie: the words from `begin` to `end`, which are longer than `depth`, have its first `depth` codes. */
typedef struct trie_node {
    uint32_t begin;
    uint32_t end;
    uint32_t children; /* the number of the first; they stand together, in the order of their codes */
    uint32_t child_count;
    uint32_t base;
    uint16_t depth;
    uint16_t code;
    uint16_t cost;
} trie_node;

/* A cell while room is sought. */
typedef struct cell {
    uint32_t node; /* that has it; NO_NODE: it is empty. The root's is 0 */
    uint32_t next; /* where the search for the next empty cell goes on */
    bool is_base;  /* of some node's children */
} cell;

#define NO_NODE UINT32_MAX

/* Nodes by the number of their children, in powers of two: where few find no room, more find none either. */
#define ROOM_CLASSES 16

typedef struct trie_builder {
    dz_context *context;
    DZ_ARRAY(coded_word) words;
    DZ_ARRAY(trie_node) nodes;
    DZ_ARRAY(cell) cells;
    uint32_t starts[ROOM_CLASSES]; /* where the search for room begins; before it is none, or as good as none */
} trie_builder;

static dz_status add_node(trie_builder *builder, trie_node node)
{
    const coded_word *words = builder->words.items;
    node.cost = WORD_NONE;
    if (node.begin < node.end && words[node.begin].length == node.depth)
        node.cost = words[node.begin++].cost;
    return dz_array__push(builder->context, &builder->nodes, node);
}

static dz_status add_children(trie_builder *builder, size_t number)
{
    trie_node node = builder->nodes.items[number];
    const coded_word *words = builder->words.items;
    size_t first = builder->nodes.count;
    dz_status status = DZ_OK;
    while (node.begin < node.end && status == DZ_OK) {
        uint16_t code = words[node.begin].codes[node.depth];
        trie_node child = {.begin = node.begin, .end = node.begin, .depth = (uint16_t)(node.depth + 1), .code = code};
        while (child.end < node.end && words[child.end].codes[node.depth] == code)
            child.end++;
        status = add_node(builder, child);
        node.begin = child.end;
    }
    builder->nodes.items[number].children = (uint32_t)first;
    builder->nodes.items[number].child_count = (uint32_t)(builder->nodes.count - first);
    return status;
}

static dz_status list_nodes(trie_builder *builder)
{
    trie_node root = {.end = (uint32_t)builder->words.count, .code = WORD_NO_CODE};
    dz_status status = add_node(builder, root);
    for (size_t i = 0; i < builder->nodes.count && status == DZ_OK; i++)
        status = add_children(builder, i);
    return status;
}

static dz_status add_cells(trie_builder *builder, size_t count)
{
    dz_status status = dz_array__reserve(builder->context, &builder->cells, count);
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        cell empty = {NO_NODE, (uint32_t)builder->cells.count + 1, false};
        builder->cells.items[builder->cells.count++] = empty;
    }
    return status;
}

static bool has_room(const trie_builder *builder, size_t base, const trie_node *node)
{
    const trie_node *children = builder->nodes.items + node->children;
    if (base < builder->cells.count && builder->cells.items[base].is_base)
        return false;
    for (size_t i = 0; i < node->child_count; i++)
        if (base + children[i].code < builder->cells.count &&
            builder->cells.items[base + children[i].code].node != NO_NODE)
            return false;
    return true;
}

/* The first empty cell from `at` on, which may be the one behind the last. Shortens the path for those that follow. */
static uint32_t next_empty(trie_builder *builder, uint32_t at)
{
    uint32_t found = at;
    while (found < builder->cells.count && builder->cells.items[found].node != NO_NODE)
        found = builder->cells.items[found].next;
    while (at < found) {
        uint32_t next = builder->cells.items[at].next;
        builder->cells.items[at].next = found;
        at = next;
    }
    return found;
}

static uint32_t room_class(size_t count)
{
    uint32_t class = 0;
    while (count > 1 && class + 1 < ROOM_CLASSES) {
        count /= 2;
        class ++;
    }
    return class;
}

/* After so many tries later searches start nearer to where this one ended: an eighth of the way, which leaves little
 * room unused and is fast all the same. */
#define TRIES 256

/* Finds a base for a node's children: first fit, but for what the starts leave out, so that building takes linear
 * time. */
static dz_status place_children(trie_builder *builder, uint32_t number)
{
    trie_node *node = &builder->nodes.items[number];
    const trie_node *children = builder->nodes.items + node->children;
    uint32_t *start = &builder->starts[room_class(node->child_count)];
    uint32_t least = children[0].code + 1u, tries = 0;
    uint32_t at = next_empty(builder, *start > least ? *start : least);
    while (!has_room(builder, at - children[0].code, node)) {
        at = next_empty(builder, at + 1);
        tries++;
    }
    if (tries > TRIES)
        *start += (at - *start) / 8;
    node->base = at - children[0].code;
    size_t last = (size_t)node->base + children[node->child_count - 1].code;
    if (last >= builder->cells.count && add_cells(builder, last + 1 - builder->cells.count) != DZ_OK)
        return DZ_ERROR_MEMORY;
    builder->cells.items[node->base].is_base = true;
    for (uint32_t i = 0; i < node->child_count; i++)
        builder->cells.items[node->base + children[i].code].node = node->children + i;
    return DZ_OK;
}

/* Those with many children first, while there is room for them; those with one fill what is left over. Nodes of as many
 * children keep their order, in which those of frequent characters come first. Behind all is room for any code. */
static dz_status build_trie(trie_builder *builder, size_t code_count)
{
    dz_status status = list_nodes(builder);
    if (status == DZ_OK)
        status = add_cells(builder, 1);
    if (status != DZ_OK)
        return status;
    builder->cells.items[0].node = 0;
    for (uint32_t class = ROOM_CLASSES; class -- > 0 && status == DZ_OK;)
        for (uint32_t i = 0; i < builder->nodes.count && status == DZ_OK; i++)
            if (builder->nodes.items[i].child_count && room_class(builder->nodes.items[i].child_count) == class)
                status = place_children(builder, i);
    return status == DZ_OK ? add_cells(builder, code_count + 1) : status;
}

/* ---- The file --------------------------------------------------------------------------------------------------- */

/* A character and in how many words it is: the more, the smaller its code, which keeps the cells together. */
typedef struct character_use {
    uint32_t character;
    uint32_t uses;
} character_use;

static int compare_uses(const void *left, const void *right)
{
    const character_use *a = left, *b = right;
    if (a->uses != b->uses)
        return a->uses > b->uses ? -1 : 1;
    return a->character < b->character ? -1 : a->character > b->character;
}

static int compare_coded(const void *left, const void *right)
{
    const coded_word *a = left, *b = right;
    for (size_t i = 0; i < a->length && i < b->length; i++)
        if (a->codes[i] != b->codes[i])
            return a->codes[i] < b->codes[i] ? -1 : 1;
    return a->length < b->length ? -1 : a->length > b->length;
}

typedef struct compiler {
    dz_word_source *source;
    character_use *uses; /* WORD_CODES of them; once sorted, code - 1 is the place */
    uint16_t *codes;     /* by character, as in the file */
    size_t code_count;
    trie_builder trie;
} compiler;

static void count_uses(compiler *self, const dz_map *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        for (size_t at = 0; at < keys->entries[i].length;) {
            uint32_t c = dz_utf8__next(keys->entries[i].key, keys->entries[i].length, &at);
            self->uses[c - WORD_FIRST_CHARACTER].uses++;
        }
}

static dz_status assign_codes(compiler *self)
{
    dz_context *context = self->source->context;
    self->uses = dz_memory__zeroed(context, WORD_CODES, sizeof *self->uses);
    self->codes = dz_memory__zeroed(context, WORD_CODES, sizeof *self->codes);
    if (!self->uses || !self->codes)
        return DZ_ERROR_MEMORY;
    for (uint32_t i = 0; i < WORD_CODES; i++)
        self->uses[i].character = WORD_FIRST_CHARACTER + i;
    count_uses(self, &self->source->words);
    count_uses(self, &self->source->characters);
    qsort(self->uses, WORD_CODES, sizeof *self->uses, compare_uses);
    while (self->code_count < WORD_CODES && self->uses[self->code_count].uses) {
        uint32_t character = self->uses[self->code_count++].character;
        self->codes[character - WORD_FIRST_CHARACTER] = (uint16_t)self->code_count;
    }
    for (uint32_t i = 0; i < WORD_CODES; i++) {
        uint32_t folded = dz_han__to_hans(WORD_FIRST_CHARACTER + i);
        if (folded >= WORD_FIRST_CHARACTER && folded <= WORD_LAST_CHARACTER)
            self->codes[i] = self->codes[folded - WORD_FIRST_CHARACTER];
    }
    return DZ_OK;
}

static uint64_t sum_counts(const dz_word_source *source)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < source->words.count; i++)
        sum += source->words.entries[i].value;
    return source->total ? source->total : sum;
}

static dz_status code_words(compiler *self)
{
    const dz_map *words = &self->source->words;
    double total = (double)sum_counts(self->source);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < words->count && status == DZ_OK; i++) {
        coded_word word = {.cost = cost_of(words->entries[i].value / total)};
        for (size_t at = 0; at < words->entries[i].length;) {
            uint32_t c = dz_utf8__next(words->entries[i].key, words->entries[i].length, &at);
            word.codes[word.length++] = self->codes[c - WORD_FIRST_CHARACTER];
        }
        status = dz_array__push(self->source->context, &self->trie.words, word);
    }
    if (status == DZ_OK && self->trie.words.count)
        qsort(self->trie.words.items, self->trie.words.count, sizeof *self->trie.words.items, compare_coded);
    return status;
}

static void append_u16(dz_buffer *out, uint32_t value)
{
    unsigned char bytes[2];
    dz_bytes__write_u16(bytes, (uint16_t)value);
    dz_buffer__append(out, (const char *)bytes, sizeof bytes);
}

static void append_u32(dz_buffer *out, uint32_t value)
{
    unsigned char bytes[4];
    dz_bytes__write_u32(bytes, value);
    dz_buffer__append(out, (const char *)bytes, sizeof bytes);
}

static const trie_node empty_node = {.code = WORD_NO_CODE, .cost = WORD_NONE};

static void append_cell(dz_buffer *out, const trie_node *node)
{
    append_u32(out, node->base);
    append_u16(out, node->code);
    append_u16(out, node->cost);
}

static void append_cells(dz_buffer *out, const trie_builder *trie)
{
    for (size_t i = 0; i < trie->cells.count; i++) {
        uint32_t node = trie->cells.items[i].node;
        append_cell(out, node == NO_NODE ? &empty_node : &trie->nodes.items[node]);
    }
}

/* What a simplified character is in a number. */
static uint32_t numeral_kind(uint32_t character)
{
    static const uint16_t digits[] = {0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E24, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5EFF}; /* 〇零一二两三四五六七八九廿 */
    static const uint16_t units[] = {0x5341, 0x767E, 0x5343, 0x4E07, 0x4EBF}; /* 十百千万亿 */
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (digits[i] == character)
            return WORD_NUMERAL_DIGIT;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i] == character)
            return WORD_NUMERAL_UNIT;
    return character == 0x7B2C ? WORD_ORDINAL : WORD_NOT_NUMERAL; /* 第 */
}

static const trie_node *find_child(const trie_builder *trie, const trie_node *node, size_t code)
{
    size_t number = trie->cells.count > node->base + code ? trie->cells.items[node->base + code].node : NO_NODE;
    bool is_child = number - node->children < node->child_count;
    return is_child ? &trie->nodes.items[number] : &empty_node;
}

/* A character without costs of its own gets those of an unseen one. */
static void append_characters(dz_buffer *out, const compiler *self)
{
    const dz_word_source *source = self->source;
    uint32_t unseen_cost = cost_of(UNSEEN_COUNT / CHARACTERS_OF_TEXT / 4);
    for (size_t code = 0; code <= self->code_count; code++) {
        char character[4];
        size_t length = code ? dz_utf8__encode(self->uses[code - 1].character, character) : 0;
        uint32_t number = code ? dz_map__get(&source->characters, character, length, DZ_MAP_NONE) : DZ_MAP_NONE;
        for (uint32_t i = 0; i < WORD_NUMERAL_KIND; i++) {
            uint32_t unseen = i < WORD_SURNAME && source->characters.count ? unseen_cost : WORD_NONE;
            append_u16(out, number == DZ_MAP_NONE ? unseen : source->costs.items[WORD_CHARACTER_COSTS * number + i]);
        }
        append_u16(out, code ? numeral_kind(self->uses[code - 1].character) : WORD_NOT_NUMERAL);
        append_cell(out, find_child(&self->trie, &self->trie.nodes.items[0], code));
    }
}

/* Bits of the filter for each child in it, so that about one in twenty others seems to be. */
#define BITS_PER_CHILD 6

/* The power of two that gives no fewer than `count`, 1 at the least. */
static uint32_t power_for(size_t count)
{
    uint32_t bits = 1;
    while (((size_t)1 << bits) < count)
        bits++;
    return bits;
}

static void append_zeros(dz_buffer *out, size_t length)
{
    for (size_t i = 0; i < length && dz_buffer__append_byte(out, '\0') == DZ_OK; i++)
        ;
}

static void append_children(dz_buffer *out, const trie_builder *trie)
{
    size_t begin = out->length;
    uint32_t bits = power_for(trie->nodes.count * BITS_PER_CHILD / 64);
    append_zeros(out, (size_t)8 << bits);
    for (size_t i = 1; i < trie->nodes.count && dz_buffer__status(out) == DZ_OK; i++) {
        const trie_node *node = &trie->nodes.items[i];
        for (size_t k = 0; k < node->child_count; k++) {
            uint64_t hash = WORD_CHILD_HASH(node->base, trie->nodes.items[node->children + k].code);
            unsigned char *bytes = (unsigned char *)out->data + begin + 8 * (hash >> (64 - bits));
            dz_bytes__write_u64(bytes, dz_bytes__read_u64(bytes) | WORD_CHILD_BITS(hash));
        }
    }
}

/* How often the words below a node are in text. */
static double frequency(const trie_builder *trie, const trie_node *node)
{
    double sum = node->cost == WORD_NONE ? 0 : exp(-node->cost / WORD_UNIT);
    for (size_t i = node->begin; i < node->end; i++)
        sum += exp(-trie->words.items[i].cost / WORD_UNIT);
    return sum;
}

/* Gives each place to the most frequent of the pairs that have it. */
static void choose_frequent(const trie_builder *trie, const trie_node **places, uint32_t mask)
{
    for (size_t i = 0; i < trie->nodes.count; i++) {
        const trie_node *first = &trie->nodes.items[i];
        for (size_t k = 0; first->depth == 1 && k < first->child_count; k++) {
            const trie_node *second = &trie->nodes.items[first->children + k];
            const trie_node **place = &places[WORD_FREQUENT_PLACE(first->code, second->code) & mask];
            if (!*place || frequency(trie, second) > frequency(trie, *place))
                *place = second;
        }
    }
}

static dz_status append_frequent(dz_buffer *out, const compiler *self)
{
    size_t count = (size_t)1 << power_for(self->code_count + 1);
    const trie_node **places = dz_memory__zeroed(self->source->context, count, sizeof *places);
    if (!places)
        return DZ_ERROR_MEMORY;
    choose_frequent(&self->trie, places, (uint32_t)count - 1);
    for (size_t i = 0; i < count; i++)
        append_cell(out, places[i] ? places[i] : &empty_node);
    dz_memory__free(self->source->context, places);
    return DZ_OK;
}

/* Notes in the head where a section began and ended, and fills up to the next multiple of 8. */
static void end_section(dz_buffer *out, int number, size_t *begin)
{
    if (dz_buffer__status(out) == DZ_OK) {
        unsigned char *entry = (unsigned char *)out->data + WORD_SECTIONS_BYTE + 16 * number;
        dz_bytes__write_u64(entry, *begin);
        dz_bytes__write_u64(entry + 8, out->length - *begin);
    }
    while (out->length % 8 && dz_buffer__append_byte(out, '\0') == DZ_OK)
        ;
    *begin = out->length;
}

static dz_status append_sections(compiler *self, dz_buffer *out, const char *name)
{
    size_t begin = WORD_HEAD_BYTES;
    dz_buffer__append(out, name, strlen(name) + 1);
    end_section(out, WORD_SECTION_NAME, &begin);
    for (uint32_t i = 0; i < WORD_CODES; i++)
        append_u16(out, self->codes[i]);
    end_section(out, WORD_SECTION_CODES, &begin);
    append_cells(out, &self->trie);
    end_section(out, WORD_SECTION_CELLS, &begin);
    append_characters(out, self);
    end_section(out, WORD_SECTION_CHARACTERS, &begin);
    for (int i = 0; i < WORD_WEIGHT_COUNT; i++)
        append_u16(out, self->source->weights[i]);
    end_section(out, WORD_SECTION_WEIGHTS, &begin);
    append_children(out, &self->trie);
    end_section(out, WORD_SECTION_CHILDREN, &begin);
    dz_status status = append_frequent(out, self);
    end_section(out, WORD_SECTION_FREQUENT, &begin);
    return status;
}

static void fill_head(const compiler *self, dz_buffer *out)
{
    unsigned char *bytes = (unsigned char *)out->data;
    memcpy(bytes, WORD_MAGIC, 8);
    dz_bytes__write_u32(bytes + 8, WORD_VERSION);
    dz_bytes__write_u32(bytes + 12, WORD_SECTION_COUNT);
    dz_bytes__write_u64(bytes + 16, out->length);
    dz_bytes__write_u64(bytes + 32, dz_bytes__checksum(0, bytes + WORD_HEAD_BYTES, out->length - WORD_HEAD_BYTES));
    dz_bytes__write_u32(bytes + 40, (uint32_t)self->source->words.count);
    dz_bytes__write_u64(bytes + 48, sum_counts(self->source));
    dz_bytes__write_u64(bytes + WORD_HEAD_CHECKSUM_BYTE, dz_bytes__checksum(0, bytes, WORD_HEAD_BYTES));
}

dz_status dz_word_source__compile(dz_word_source *source, dz_buffer *out, const char *name)
{
    static const char empty_head[WORD_HEAD_BYTES] = {0};
    dz_context *context = source->context;
    compiler self = {.source = source, .trie = {.context = context}};
    dz_status status = assign_codes(&self);
    if (status == DZ_OK)
        status = code_words(&self);
    if (status == DZ_OK)
        status = build_trie(&self.trie, self.code_count);
    if (status != DZ_OK)
        goto done;
    dz_buffer__append(out, empty_head, sizeof empty_head);
    status = append_sections(&self, out, name);
    if (status == DZ_OK)
        status = dz_buffer__status(out);
    if (status == DZ_OK)
        fill_head(&self, out);
done:
    dz_array__free(context, &self.trie.cells);
    dz_array__free(context, &self.trie.words);
    dz_array__free(context, &self.trie.nodes);
    dz_memory__free(context, self.uses);
    dz_memory__free(context, self.codes);
    return status;
}

static dz_status write_file(dz_context *context, const char *path, const dz_buffer *content)
{
    dz_output *output = NULL;
    dz_status status = dz_output_open(context, &output, path);
    if (status == DZ_OK) {
        dz_sink sink = dz_output_sink(output);
        status = sink.write(sink.payload, content->data, content->length);
    }
    if (status == DZ_OK)
        status = dz_output_commit(output);
    dz_output_free(output);
    return status;
}

dz_status dz_word_table_compile(dz_context *context, const char *path, const char *const *lists, size_t count,
                                const char *characters, const char *name)
{
    dz_word_source source;
    dz_buffer compiled;
    dz_status status = DZ_OK;
    dz_word_source__init(&source, context);
    dz_buffer__init(&compiled, context);
    for (size_t i = 0; i < count && status == DZ_OK; i++)
        status = dz_word_source__read_words(&source, lists[i], 1);
    if (status == DZ_OK && characters)
        status = dz_word_source__read_characters(&source, characters);
    if (status == DZ_OK)
        status = dz_word_source__compile(&source, &compiled, name);
    if (status == DZ_OK)
        status = write_file(context, path, &compiled);
    dz_buffer__free(&compiled);
    dz_word_source__free(&source);
    return status;
}
