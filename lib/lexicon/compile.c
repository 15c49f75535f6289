#include <stdlib.h>

#include "duizhao/lexicon.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
#include "lexicon/format.h"
#include "lexicon/tokens.h"

/* Weights below this are not written: they would be lost in any sum. */
#define LEAST_WEIGHT 1e-5f

/* p(Chinese | English) of a pair whose line does not give it, for a whole p(English | Chinese). A word that only a
 * hand-made list has is rarely the commonest rendering of the English one. */
#define REVERSE_SHARE 0.05f

/* What a rendering counts, as a share of the one before it on the same line. */
#define RENDERING_DECAY 0.9f

typedef struct pair {
    uint32_t words[2]; /* numbers of the Chinese word and the English stem */
    float weights[2];  /* p(en | zh), p(zh | en) */
    uint32_t file;     /* the last file that gave it */
} pair;

/* A character of an English word's renderings, on its way into its section. */
typedef struct placed_character {
    uint32_t word;
    uint32_t codepoint;
    float weight;
} placed_character;

typedef struct compiler {
    dz_context *context;
    dz_map words[2]; /* text to number */
    dz_map pairs;    /* two numbers to an index in `list` */
    DZ_ARRAY(pair) list;
    DZ_ARRAY(placed_character) characters;
    DZ_ARRAY(float) factors[2]; /* what the current file leaves of earlier weights, by word */
    DZ_ARRAY(float) shares[2];  /* how often each word is translated; -1: not known */
    const char *path;           /* the file that is being read, and where */
    size_t line;
    uint32_t file;
} compiler;

/* ---- Reading the text form -------------------------------------------------------------------------------------- */

static dz_status line_fails(compiler *self, const char *why)
{
    return dz_context__fail(self->context, DZ_ERROR_FORMAT, "%s:%zu: %s", self->path, self->line, why);
}

static dz_status intern(compiler *self, int side, dz_view word, uint32_t *number)
{
    if (word.length > LEXICON_KEY_BYTES)
        return line_fails(self, "the word is longer than 255 bytes");
    dz_status status = dz_map__intern(&self->words[side], word.data, word.length, number);
    while (status == DZ_OK && self->factors[side].count < self->words[side].count)
        status = dz_array__push(self->context, &self->factors[side], 1.0f);
    while (status == DZ_OK && self->shares[side].count < self->words[side].count)
        status = dz_array__push(self->context, &self->shares[side], -1.0f);
    return status;
}

/* Adds weights to a pair: within a file they add up (two words may share a stem), a later file begins anew. */
static dz_status add_pair(compiler *self, uint32_t zh, uint32_t en, const float weights[2])
{
    uint32_t key[2] = {zh, en};
    uint32_t index;
    dz_status status = dz_map__intern(&self->pairs, (const char *)key, sizeof key, &index);
    if (status == DZ_OK && index == self->list.count) {
        pair fresh = {{zh, en}, {0, 0}, self->file};
        status = dz_array__push(self->context, &self->list, fresh);
    }
    if (status != DZ_OK)
        return status;
    pair *found = &self->list.items[index];
    for (int i = 0; i < 2; i++)
        found->weights[i] = weights[i] + (found->file == self->file ? found->weights[i] : 0);
    found->file = self->file;
    return DZ_OK;
}

/* Spreads the weights of a rendering over the stems of its words. */
static dz_status add_rendering(compiler *self, uint32_t key, dz_view english, float forward, float reverse)
{
    lexicon_stems stems;
    lexicon__stems_of_rendering(&stems, english.data, english.length);
    if (!stems.count)
        return line_fails(self, "there is no word in the English column");
    dz_status status = DZ_OK;
    float weights[2] = {forward / (float)stems.count, reverse / (float)stems.count};
    for (size_t i = 0; i < stems.count && status == DZ_OK; i++) {
        uint32_t stem;
        status = intern(self, SIDE_EN, (dz_view){stems.items[i], strlen(stems.items[i])}, &stem);
        if (status == DZ_OK)
            status = add_pair(self, key, stem, weights);
    }
    return status;
}

/* Takes the next rendering off a list parted by ";"; false where there is none. */
static bool next_rendering(dz_view *list, dz_view *rendering)
{
    if (!list->length)
        return false;
    const char *end = memchr(list->data, ';', list->length);
    size_t length = end ? (size_t)(end - list->data) : list->length;
    size_t taken = length + (end != NULL);
    *rendering = (dz_view){list->data, length};
    *list = (dz_view){list->data + taken, list->length - taken};
    return true;
}

/* Several renderings share the weights; each has a little less than the one before it, because dictionaries put the
 * common meanings first. */
static dz_status add_renderings(compiler *self, dz_view zh, dz_view english, float forward, float reverse)
{
    dz_view list = english, rendering;
    float shares = 0, share = 1;
    for (; next_rendering(&list, &rendering); share *= RENDERING_DECAY)
        shares += share;
    uint32_t key;
    dz_status status = intern(self, SIDE_ZH, zh, &key);
    share = 1 / (shares > 0 ? shares : 1);
    if (!english.length)
        return line_fails(self, "there is no word in the English column");
    for (list = english; status == DZ_OK && next_rendering(&list, &rendering); share *= RENDERING_DECAY)
        status = add_rendering(self, key, rendering, forward * share, reverse * share);
    return status;
}

/* The next column of a line; false where there is none. */
static bool next_column(dz_view *line, dz_view *column)
{
    if (!line->data)
        return false;
    const char *tab = memchr(line->data, '\t', line->length);
    column->data = line->data;
    column->length = tab ? (size_t)(tab - line->data) : line->length;
    if (tab)
        *line = (dz_view){tab + 1, line->length - column->length - 1};
    else
        *line = (dz_view){NULL, 0};
    return true;
}

static bool read_weight(dz_view column, float *weight)
{
    char text[32];
    if (!column.length || column.length >= sizeof text)
        return false;
    /* Digits, a point and an exponent alone: strtof would take "nan", "0x1p3" and a locale's comma, too. */
    for (size_t i = 0; i < column.length; i++)
        if (!strchr("0123456789.eE-", column.data[i]))
            return false;
    memcpy(text, column.data, column.length);
    text[column.length] = '\0';
    char *end;
    *weight = strtof(text, &end);
    return *end == '\0' && *weight >= 0 && *weight <= 1;
}

/* `~character TAB English TAB weight` */
static dz_status read_character(compiler *self, dz_view column, dz_view english, float weight)
{
    lexicon_stems stems;
    size_t at = 1;
    placed_character fresh = {.weight = weight};
    fresh.codepoint = column.length > 1 ? dz_utf8__next(column.data, column.length, &at) : 0;
    lexicon__stems_of_rendering(&stems, english.data, english.length);
    if (!dz_utf8__is_han(fresh.codepoint) || at != column.length || stems.count != 1)
        return line_fails(self, "\"~\" stands before one Chinese character, and one English word behind it");
    dz_status status = intern(self, SIDE_EN, (dz_view){stems.items[0], strlen(stems.items[0])}, &fresh.word);
    return status == DZ_OK ? dz_array__push(self->context, &self->characters, fresh) : status;
}

/* Whether a column is nothing but a sign. */
static bool is_sign(dz_view column, char sign)
{
    return column.length == 1 && column.data[0] == sign;
}

static dz_status set_factor(compiler *self, int side, dz_view word, float factor)
{
    uint32_t number;
    dz_status status = intern(self, side, word, &number);
    if (status == DZ_OK)
        self->factors[side].items[number] = factor;
    return status;
}

static dz_status set_share(compiler *self, int side, dz_view word, float share)
{
    uint32_t number;
    dz_status status = intern(self, side, word, &number);
    if (status == DZ_OK)
        self->shares[side].items[number] = share;
    return status;
}

/* `* TAB English TAB factor`, `= TAB English TAB share`: the English word is a stem only by chance, so it goes through
 * the same stemmer. */
static dz_status set_english(compiler *self, dz_view english, float value, bool share)
{
    lexicon_stems stems;
    lexicon__stems_of_rendering(&stems, english.data, english.length);
    if (stems.count != 1)
        return line_fails(self, "\"*\" or \"=\" stands before one English word");
    dz_view stem = {stems.items[0], strlen(stems.items[0])};
    return share ? set_share(self, SIDE_EN, stem, value) : set_factor(self, SIDE_EN, stem, value);
}

static bool has_han(dz_view text)
{
    for (size_t at = 0; at < text.length;)
        if (dz_utf8__is_han(dz_utf8__next(text.data, text.length, &at)))
            return true;
    return false;
}

/* A user's own term, either side first: it has the whole weight, whatever earlier files say of the word. */
static dz_status read_term(compiler *self, dz_view zh, dz_view english)
{
    if (!has_han(zh) && has_han(english)) {
        dz_view swapped = zh;
        zh = english;
        english = swapped;
    }
    dz_status status = set_factor(self, SIDE_ZH, zh, 0);
    return status == DZ_OK ? add_renderings(self, zh, english, 1, REVERSE_SHARE) : status;
}

static dz_status read_line(compiler *self, dz_view line)
{
    dz_view zh, english, column;
    float weights[2];
    if (!line.length || line.data[0] == '#')
        return DZ_OK;
    if (!next_column(&line, &zh) || !next_column(&line, &english) || !zh.length)
        return line_fails(self, "a line is Chinese, English and a weight, parted by tabs");
    if (!next_column(&line, &column))
        return english.length ? read_term(self, zh, english) : line_fails(self, "the term has no rendering");
    if (!read_weight(column, &weights[0]))
        return line_fails(self, "the weight is no number from 0 to 1");
    weights[1] = weights[0] * REVERSE_SHARE;
    if (next_column(&line, &column) && !read_weight(column, &weights[1]))
        return line_fails(self, "the second weight is no number from 0 to 1");
    if (line.data)
        return line_fails(self, "a line has four columns at most");
    if (zh.data[0] == '~' && zh.length > 1)
        return read_character(self, zh, english, weights[0]);
    if (is_sign(english, '*'))
        return set_factor(self, SIDE_ZH, zh, weights[0]);
    if (is_sign(english, '='))
        return set_share(self, SIDE_ZH, zh, weights[0]);
    if (is_sign(zh, '*') || is_sign(zh, '='))
        return set_english(self, english, weights[0], is_sign(zh, '='));
    return add_renderings(self, zh, english, weights[0], weights[1]);
}

/* Lets the file that has just been read discount what the earlier ones say of the words it names with "*". */
static void apply_factors(compiler *self)
{
    for (size_t i = 0; i < self->list.count; i++) {
        pair *found = &self->list.items[i];
        if (found->file == self->file)
            continue;
        for (int side = 0; side < 2; side++)
            found->weights[side] *= self->factors[side].items[found->words[side]];
    }
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < self->factors[side].count; i++)
            self->factors[side].items[i] = 1.0f;
}

static dz_status read_text(compiler *self, const char *path)
{
    char *text = NULL;
    size_t length = 0;
    dz_status status = dz_file__read(self->context, &text, &length, path);
    self->path = path;
    self->line = 0;
    self->file++;
    size_t at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (status == DZ_OK && at < length) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t next = end ? (size_t)(end - text) : length;
        size_t last = next > at && text[next - 1] == '\r' ? next - 1 : next;
        self->line++;
        status = read_line(self, (dz_view){text + at, last - at});
        at = next + 1;
    }
    if (status == DZ_OK)
        apply_factors(self);
    dz_memory__free(self->context, text);
    return status;
}

/* ---- Making the sections ---------------------------------------------------------------------------------------- */

/* Scales down the weights of each word that add up to more than 1: files overlap, a distribution does not. */
static dz_status normalize(compiler *self, int side)
{
    size_t count = self->words[side].count;
    float *sums = dz_memory__zeroed(self->context, count, sizeof *sums);
    if (!sums)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < self->list.count; i++)
        sums[self->list.items[i].words[side]] += self->list.items[i].weights[side];
    for (size_t i = 0; i < self->list.count; i++) {
        float sum = sums[self->list.items[i].words[side]];
        if (sum > 1)
            self->list.items[i].weights[side] /= sum;
    }
    dz_memory__free(self->context, sums);
    return DZ_OK;
}

/* Makes every beginning of a Chinese word a word, for the search of the longest key. */
static dz_status add_beginnings(compiler *self)
{
    dz_map *words = &self->words[SIDE_ZH];
    dz_status status = DZ_OK;
    size_t count = words->count;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        dz_view word = {words->entries[i].key, words->entries[i].length};
        for (size_t at = 0; at < word.length && status == DZ_OK;) {
            uint32_t number;
            dz_utf8__next(word.data, word.length, &at);
            status = dz_map__intern(words, word.data, at, &number);
        }
    }
    return status;
}

static int compare_entries(const void *left, const void *right)
{
    const dz_map_entry *a = *(const dz_map_entry *const *)left;
    const dz_map_entry *b = *(const dz_map_entry *const *)right;
    int order = memcmp(a->key, b->key, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* The words of a side in the order of their bytes, and at each number the place it has there. */
static dz_status sort_words(compiler *self, int side, const dz_map_entry ***sorted, uint32_t **places)
{
    const dz_map *words = &self->words[side];
    *sorted = dz_memory__allocate(self->context, words->count * sizeof **sorted);
    *places = dz_memory__allocate(self->context, words->count * sizeof **places);
    if (!*sorted || !*places)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < words->count; i++)
        (*sorted)[i] = &words->entries[i];
    if (words->count)
        qsort(*sorted, words->count, sizeof **sorted, compare_entries);
    for (size_t i = 0; i < words->count; i++)
        (*places)[(*sorted)[i] - words->entries] = (uint32_t)i;
    return DZ_OK;
}

/* A gloss on its way into its section. */
typedef struct placed_gloss {
    uint32_t key;
    uint32_t other;
    float weight;
} placed_gloss;

static int compare_glosses(const void *left, const void *right)
{
    const placed_gloss *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->other < b->other ? -1 : a->other > b->other;
}

typedef DZ_ARRAY(placed_gloss) placed_glosses;

static dz_status place_glosses(compiler *self, int side, uint32_t *const places[2], placed_glosses *out)
{
    dz_status status = dz_array__reserve(self->context, out, self->list.count);
    for (size_t i = 0; i < self->list.count && status == DZ_OK; i++) {
        const pair *found = &self->list.items[i];
        if (!(found->weights[side] >= LEAST_WEIGHT))
            continue;
        placed_gloss gloss = {places[side][found->words[side]], places[1 - side][found->words[1 - side]],
                              found->weights[side]};
        status = dz_array__push(self->context, out, gloss);
    }
    if (status == DZ_OK && out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_glosses);
    return status;
}

static void append_u32(dz_buffer *out, uint32_t value)
{
    unsigned char bytes[4];
    write_u32(bytes, value);
    dz_buffer__append(out, (const char *)bytes, sizeof bytes);
}

static void append_words(dz_buffer *out, const dz_map_entry **sorted, size_t count, const placed_glosses *glosses)
{
    uint32_t text = 0;
    size_t gloss = 0;
    for (size_t i = 0; i < count; i++) {
        append_u32(out, text);
        append_u32(out, (uint32_t)gloss);
        text += sorted[i]->length;
        while (gloss < glosses->count && glosses->items[gloss].key == i)
            gloss++;
    }
    append_u32(out, text);
    append_u32(out, (uint32_t)gloss);
}

static void append_glosses(dz_buffer *out, const placed_glosses *glosses)
{
    for (size_t i = 0; i < glosses->count; i++) {
        unsigned char bytes[8];
        write_u32(bytes, glosses->items[i].other);
        write_float(bytes + 4, glosses->items[i].weight);
        dz_buffer__append(out, (const char *)bytes, sizeof bytes);
    }
}

static dz_status append_slots(dz_buffer *out, const dz_map_entry **sorted, size_t count)
{
    size_t slots = 16;
    while (slots * 7 / 10 <= count)
        slots *= 2;
    size_t begin = out->length;
    dz_status status = dz_buffer__reserve(out, slots * 8);
    for (size_t i = 0; i < slots && status == DZ_OK; i++)
        status = dz_buffer__append(out, "\0\0\0\0\0\0\0\0", 8);
    if (status != DZ_OK)
        return status;
    unsigned char *bytes = (unsigned char *)out->data + begin;
    for (size_t i = 0; i < count; i++) {
        uint32_t hash = hash_finish(hash_carry_on(LEXICON_HASH_START, sorted[i]->key, sorted[i]->length));
        size_t slot = hash & (slots - 1);
        while (read_u32(bytes + 8 * slot + 4))
            slot = (slot + 1) & (slots - 1);
        write_u32(bytes + 8 * slot, hash);
        write_u32(bytes + 8 * slot + 4, (uint32_t)i + 1);
    }
    return DZ_OK;
}

static void append_shares(const compiler *self, dz_buffer *out, int side, const dz_map_entry **sorted)
{
    const dz_map *words = &self->words[side];
    for (size_t i = 0; i < words->count; i++) {
        size_t number = (size_t)(sorted[i] - words->entries);
        /* Beginnings of keys were added later, and have none. */
        float share = number < self->shares[side].count ? self->shares[side].items[number] : -1.0f;
        dz_buffer__append_byte(out, share < 0 ? '\0' : (char)(unsigned char)(1.5f + share * 254.0f));
    }
}

/* Notes in the head where a section began and ended, and fills up to the next multiple of 8. */
static void end_section(dz_buffer *out, int number, size_t begin)
{
    if (dz_buffer__status(out) != DZ_OK)
        return;
    unsigned char *entry = (unsigned char *)out->data + LEXICON_TABLE_BYTE + 16 * number;
    write_u64(entry, begin);
    write_u64(entry + 8, out->length - begin);
    while (out->length % 8 && dz_buffer__append_byte(out, '\0') == DZ_OK)
        ;
}

static dz_status append_side(compiler *self, dz_buffer *out, int side, const dz_map_entry **sorted,
                             uint32_t *const places[2])
{
    int first = SECTION_SIDES + PART_COUNT * side;
    size_t count = self->words[side].count;
    placed_glosses glosses = {0};
    dz_status status = place_glosses(self, side, places, &glosses);
    if (status != DZ_OK)
        goto done;
    size_t begin = out->length;
    append_words(out, sorted, count, &glosses);
    end_section(out, first + PART_WORDS, begin);
    begin = out->length;
    for (size_t i = 0; i < count; i++)
        dz_buffer__append(out, sorted[i]->key, sorted[i]->length);
    end_section(out, first + PART_TEXT, begin);
    begin = out->length;
    append_glosses(out, &glosses);
    end_section(out, first + PART_GLOSSES, begin);
    begin = out->length;
    append_slots(out, sorted, count);
    end_section(out, first + PART_SLOTS, begin);
    begin = out->length;
    append_shares(self, out, side, sorted);
    end_section(out, first + PART_SHARES, begin);
    status = dz_buffer__status(out);
done:
    dz_array__free(self->context, &glosses);
    return status;
}

/* Chinese words that have a gloss. */
static uint32_t count_keys(compiler *self, uint32_t *glosses)
{
    uint32_t keys = 0;
    *glosses = 0;
    for (size_t i = 0; i < self->factors[SIDE_ZH].count; i++)
        self->factors[SIDE_ZH].items[i] = 0;
    for (size_t i = 0; i < self->list.count; i++) {
        const pair *found = &self->list.items[i];
        float *seen = &self->factors[SIDE_ZH].items[found->words[SIDE_ZH]];
        if (!(found->weights[SIDE_ZH] >= LEAST_WEIGHT))
            continue;
        keys += *seen == 0;
        *seen = 1;
        ++*glosses;
    }
    return keys;
}

static int compare_characters(const void *left, const void *right)
{
    const placed_character *a = left, *b = right;
    if (a->word != b->word)
        return a->word < b->word ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->codepoint < b->codepoint ? -1 : a->codepoint > b->codepoint;
}

/* The characters of each English word. Those of two spellings of a stem stand beside each other. */
static dz_status append_characters(compiler *self, dz_buffer *out, const uint32_t *places)
{
    size_t count = self->characters.count;
    placed_character *items = self->characters.items;
    for (size_t i = 0; i < count; i++)
        items[i].word = places[items[i].word];
    if (count)
        qsort(items, count, sizeof *items, compare_characters);
    size_t begin = out->length, at = 0;
    for (size_t word = 0; word <= self->words[SIDE_EN].count; word++) {
        while (at < count && items[at].word < word)
            at++;
        append_u32(out, (uint32_t)at);
    }
    end_section(out, SECTION_BEGINS, begin);
    begin = out->length;
    for (size_t i = 0; i < count; i++) {
        uint32_t chance = (uint32_t)(items[i].weight * (float)LEXICON_LARGEST_CHANCE + 0.5f);
        append_u32(out, items[i].codepoint | chance << LEXICON_CODEPOINT_BITS);
    }
    end_section(out, SECTION_CHARACTERS, begin);
    return dz_buffer__status(out);
}

static dz_status append_all(compiler *self, dz_buffer *out, const char *name)
{
    const dz_map_entry **sorted[2] = {NULL, NULL};
    uint32_t *places[2] = {NULL, NULL};
    char empty_head[LEXICON_HEAD_BYTES] = {0};
    dz_buffer__append(out, empty_head, sizeof empty_head);
    dz_buffer__append(out, name, strlen(name) + 1);
    end_section(out, SECTION_NAME, LEXICON_HEAD_BYTES);
    dz_status status = sort_words(self, SIDE_ZH, &sorted[SIDE_ZH], &places[SIDE_ZH]);
    if (status == DZ_OK)
        status = sort_words(self, SIDE_EN, &sorted[SIDE_EN], &places[SIDE_EN]);
    for (int side = 0; side < 2 && status == DZ_OK; side++)
        status = append_side(self, out, side, sorted[side], places);
    if (status == DZ_OK)
        status = append_characters(self, out, places[SIDE_EN]);
    for (int side = 0; side < 2; side++) {
        dz_memory__free(self->context, sorted[side]);
        dz_memory__free(self->context, places[side]);
    }
    return status == DZ_OK ? dz_buffer__status(out) : status;
}

static dz_status fill_head(compiler *self, dz_buffer *out)
{
    unsigned char *bytes = (unsigned char *)out->data;
    uint32_t glosses;
    if (out->length > UINT32_MAX)
        return dz_context__fail(self->context, DZ_ERROR_LIMIT, "the lexicon is larger than 4 GiB; leave words out");
    memcpy(bytes, LEXICON_MAGIC, 8);
    write_u32(bytes + 8, LEXICON_VERSION);
    write_u32(bytes + 12, SECTION_COUNT);
    write_u64(bytes + 16, out->length);
    write_u64(bytes + 32, checksum(0, bytes + LEXICON_HEAD_BYTES, out->length - LEXICON_HEAD_BYTES));
    write_u32(bytes + 40, count_keys(self, &glosses));
    write_u32(bytes + 44, glosses);
    write_u64(bytes + LEXICON_HEAD_CHECKSUM_BYTE, checksum(0, bytes, LEXICON_HEAD_BYTES));
    return DZ_OK;
}

/* ---- Life ------------------------------------------------------------------------------------------------------- */

static void start(compiler *self, dz_context *context)
{
    memset(self, 0, sizeof *self);
    self->context = context;
    dz_map__init(&self->words[SIDE_ZH], context);
    dz_map__init(&self->words[SIDE_EN], context);
    dz_map__init(&self->pairs, context);
}

static void finish(compiler *self)
{
    for (int side = 0; side < 2; side++) {
        dz_map__free(&self->words[side]);
        dz_array__free(self->context, &self->factors[side]);
        dz_array__free(self->context, &self->shares[side]);
    }
    dz_map__free(&self->pairs);
    dz_array__free(self->context, &self->list);
    dz_array__free(self->context, &self->characters);
}

dz_status dz_lexicon_write(dz_context *context, dz_sink sink, const char *const *texts, size_t count, const char *name)
{
    compiler self;
    dz_buffer content;
    dz_status status = DZ_OK;
    start(&self, context);
    dz_buffer__init(&content, context);
    for (size_t i = 0; i < count && status == DZ_OK; i++)
        status = read_text(&self, texts[i]);
    for (int side = 0; side < 2 && status == DZ_OK; side++)
        status = normalize(&self, side);
    if (status == DZ_OK)
        status = add_beginnings(&self);
    if (status == DZ_OK)
        status = append_all(&self, &content, name);
    if (status == DZ_OK)
        status = fill_head(&self, &content);
    if (status == DZ_OK)
        status = sink.write(sink.payload, content.data, content.length);
    dz_buffer__free(&content);
    finish(&self);
    return status;
}

dz_status dz_lexicon_compile(dz_context *context, const char *path, const char *const *texts, size_t count,
                             const char *name)
{
    dz_output *output = NULL;
    dz_status status = dz_output_open(context, &output, path);
    if (status == DZ_OK)
        status = dz_lexicon_write(context, dz_output_sink(output), texts, count, name);
    if (status == DZ_OK)
        status = dz_output_commit(output);
    dz_output_free(output);
    return status;
}
