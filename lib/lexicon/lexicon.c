#include "duizhao/lexicon.h"

#include "base/file.h"
#include "base/utf8.h"
#include "lexicon/format.h"

typedef struct section {
    const unsigned char *bytes;
    size_t length;
} section;

/* One direction of the table, by the places of its sections in the map. */
typedef struct side {
    const unsigned char *words;
    const unsigned char *text;
    const unsigned char *glosses;
    const unsigned char *slots;
    const unsigned char *shares;
    uint32_t word_count;
    uint32_t text_length;
    uint32_t gloss_count;
    uint32_t slot_count;
} side;

struct dz_lexicon {
    dz_context *context;
    char *path;
    dz_file_map map;
    const char *name;
    uint32_t key_count;
    uint32_t gloss_count;
    side sides[2];
    const unsigned char *begins; /* of characters, by English words */
    const unsigned char *characters;
    uint32_t character_count;
};

/* ---- Opening ---------------------------------------------------------------------------------------------------- */

static dz_status broken(const dz_lexicon *lexicon, const char *why)
{
    return dz_context__fail(lexicon->context, DZ_ERROR_FORMAT,
                            "%s: %s; build it again with \"dz lexicon build\", or install it again", lexicon->path,
                            why);
}

static uint64_t head_checksum(const unsigned char *bytes)
{
    unsigned char head[LEXICON_HEAD_BYTES];
    memcpy(head, bytes, sizeof head);
    memset(head + LEXICON_HEAD_CHECKSUM_BYTE, 0, 8);
    return checksum(0, head, sizeof head);
}

static dz_status check_head(const dz_lexicon *lexicon)
{
    const unsigned char *bytes = lexicon->map.bytes;
    if (lexicon->map.length < 8 || memcmp(bytes, LEXICON_MAGIC, 8) != 0)
        return broken(lexicon, "is not a compiled lexicon");
    if (lexicon->map.length < LEXICON_HEAD_BYTES)
        return broken(lexicon, "is truncated");
    if (read_u32(bytes + 8) != LEXICON_VERSION)
        return broken(lexicon, "is a lexicon of another version");
    if (head_checksum(bytes) != read_u64(bytes + LEXICON_HEAD_CHECKSUM_BYTE) || read_u32(bytes + 12) != SECTION_COUNT)
        return broken(lexicon, "is damaged (its head has another checksum)");
    if (read_u64(bytes + 16) > lexicon->map.length)
        return broken(lexicon, "is truncated");
    if (read_u64(bytes + 16) < lexicon->map.length)
        return broken(lexicon, "is damaged (something follows its end)");
    return DZ_OK;
}

/* A section, where it lies within the file, begins on a multiple of 8 and holds whole items; otherwise false. */
static bool find_section(const dz_lexicon *lexicon, int number, size_t item_bytes, section *found)
{
    const unsigned char *entry = lexicon->map.bytes + LEXICON_TABLE_BYTE + 16 * number;
    uint64_t offset = read_u64(entry);
    uint64_t length = read_u64(entry + 8);
    if (offset < LEXICON_HEAD_BYTES || offset % 8 || offset > lexicon->map.length ||
        length > lexicon->map.length - offset || length % item_bytes || length / item_bytes > UINT32_MAX)
        return false;
    found->bytes = lexicon->map.bytes + offset;
    found->length = (size_t)length;
    return true;
}

static bool find_side(dz_lexicon *lexicon, int number)
{
    side *found = &lexicon->sides[number];
    int first = SECTION_SIDES + PART_COUNT * number;
    section words, text, glosses, slots, shares;
    if (!find_section(lexicon, first + PART_WORDS, 8, &words) || !find_section(lexicon, first + PART_TEXT, 1, &text) ||
        !find_section(lexicon, first + PART_GLOSSES, 8, &glosses) ||
        !find_section(lexicon, first + PART_SLOTS, 8, &slots) ||
        !find_section(lexicon, first + PART_SHARES, 1, &shares))
        return false;
    if (words.length < 8 || shares.length != words.length / 8 - 1 || !slots.length ||
        (slots.length & (slots.length - 1)) != 0)
        return false;
    found->words = words.bytes;
    found->word_count = (uint32_t)(words.length / 8 - 1);
    found->text = text.bytes;
    found->text_length = (uint32_t)text.length;
    found->glosses = glosses.bytes;
    found->gloss_count = (uint32_t)(glosses.length / 8);
    found->slots = slots.bytes;
    found->shares = shares.bytes;
    found->slot_count = (uint32_t)(slots.length / 8);
    return true;
}

static bool find_characters(dz_lexicon *lexicon)
{
    section begins, characters;
    if (!find_section(lexicon, SECTION_BEGINS, 4, &begins) ||
        !find_section(lexicon, SECTION_CHARACTERS, 4, &characters) ||
        begins.length / 4 != (size_t)lexicon->sides[SIDE_EN].word_count + 1)
        return false;
    lexicon->begins = begins.bytes;
    lexicon->characters = characters.bytes;
    lexicon->character_count = (uint32_t)(characters.length / 4);
    return true;
}

static dz_status read_head(dz_lexicon *lexicon)
{
    dz_status status = check_head(lexicon);
    if (status != DZ_OK)
        return status;
    section name;
    if (!find_section(lexicon, SECTION_NAME, 1, &name) || !name.length || name.bytes[name.length - 1] != '\0' ||
        !find_side(lexicon, SIDE_ZH) || !find_side(lexicon, SIDE_EN) || !find_characters(lexicon))
        return broken(lexicon, "is damaged (its sections do not fit)");
    lexicon->name = (const char *)name.bytes;
    lexicon->key_count = read_u32(lexicon->map.bytes + 40);
    lexicon->gloss_count = read_u32(lexicon->map.bytes + 44);
    return DZ_OK;
}

static char *shipped_path(dz_context *context)
{
    static const char file[] = "/zh-en.dzlex";
    const char *directory = dz_context_data_directory(context);
    size_t length = strlen(directory);
    char *path = dz_memory__allocate(context, length + sizeof file);
    if (path) {
        memcpy(path, directory, length);
        memcpy(path + length, file, sizeof file);
    }
    return path;
}

dz_status dz_lexicon_open(dz_context *context, dz_lexicon **out, const char *path)
{
    *out = NULL;
    dz_lexicon *lexicon = dz_memory__zeroed(context, 1, sizeof *lexicon);
    if (!lexicon)
        return DZ_ERROR_MEMORY;
    lexicon->context = context;
    lexicon->path = path ? dz_memory__copy(context, path, strlen(path)) : shipped_path(context);
    dz_status status = lexicon->path ? dz_file__map(context, &lexicon->map, lexicon->path) : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = read_head(lexicon);
    if (status != DZ_OK) {
        dz_lexicon_free(lexicon);
        return status;
    }
    *out = lexicon;
    return DZ_OK;
}

/* ---- Words and glosses ------------------------------------------------------------------------------------------ */

/* The text of a word; empty where the file says what cannot be. */
static dz_view word_text(const side *words, uint32_t word)
{
    static const dz_view none = {"", 0};
    if (word >= words->word_count)
        return none;
    uint32_t begin = read_u32(words->words + 8 * (size_t)word);
    uint32_t end = read_u32(words->words + 8 * (size_t)word + 8);
    if (begin > end || end > words->text_length)
        return none;
    return (dz_view){(const char *)words->text + begin, end - begin};
}

/* The glosses of a word as a range of numbers; empty where the file says what cannot be. */
static void word_glosses(const side *words, uint32_t word, uint32_t *begin, uint32_t *end)
{
    *begin = read_u32(words->words + 8 * (size_t)word + 4);
    *end = read_u32(words->words + 8 * (size_t)word + 12);
    if (*begin > *end || *end > words->gloss_count)
        *begin = *end = 0;
}

/* The number of a word by its text and carried hash; UINT32_MAX where it is not there. A damaged file may have no
 * empty slot: the probes are counted. */
static uint32_t find_word(const side *words, const char *text, size_t length, uint32_t carried)
{
    uint32_t hash = hash_finish(carried);
    uint32_t mask = words->slot_count - 1;
    for (uint32_t probe = 0; probe <= mask; probe++) {
        const unsigned char *slot = words->slots + 8 * (size_t)((hash + probe) & mask);
        uint32_t word = read_u32(slot + 4);
        if (!word)
            return UINT32_MAX;
        if (read_u32(slot) != hash || word > words->word_count)
            continue;
        dz_view found = word_text(words, word - 1);
        if (found.length == length && memcmp(found.data, text, length) == 0)
            return word - 1;
    }
    return UINT32_MAX;
}

/* A weight that a damaged file cannot put out of its range. */
static float clean_weight(float weight)
{
    return weight >= 0 ? (weight <= 1 ? weight : 1) : 0;
}

static size_t list_glosses(const dz_lexicon *lexicon, int number, const char *text, size_t length, dz_gloss *glosses,
                           size_t limit)
{
    const side *words = &lexicon->sides[number];
    uint32_t word = find_word(words, text, length, hash_carry_on(LEXICON_HASH_START, text, length));
    if (word == UINT32_MAX)
        return 0;
    uint32_t begin, end;
    word_glosses(words, word, &begin, &end);
    size_t count = 0;
    for (uint32_t i = begin; i < end && count < limit; i++) {
        const unsigned char *gloss = words->glosses + 8 * (size_t)i;
        dz_view other = word_text(&lexicon->sides[1 - number], read_u32(gloss));
        if (other.length)
            glosses[count++] = (dz_gloss){other, clean_weight(read_float(gloss + 4))};
    }
    return count;
}

size_t dz_lexicon_lookup(const dz_lexicon *lexicon, const char *key, size_t length, dz_gloss *glosses, size_t limit)
{
    return list_glosses(lexicon, SIDE_ZH, key, length, glosses, limit);
}

size_t dz_lexicon_lookup_reverse(const dz_lexicon *lexicon, const char *stem, size_t length, dz_gloss *glosses,
                                 size_t limit)
{
    return list_glosses(lexicon, SIDE_EN, stem, length, glosses, limit);
}

double dz_lexicon_translated_share(const dz_lexicon *lexicon, const char *word, size_t length, bool chinese)
{
    const side *words = &lexicon->sides[chinese ? SIDE_ZH : SIDE_EN];
    uint32_t number = find_word(words, word, length, hash_carry_on(LEXICON_HASH_START, word, length));
    unsigned char share = number == UINT32_MAX ? 0 : words->shares[number];
    return share ? (share - 1) / 254.0 : -1;
}

size_t dz_lexicon_characters(const dz_lexicon *lexicon, const char *stem, size_t length,
                             dz_lexicon_character *characters, size_t limit)
{
    const side *words = &lexicon->sides[SIDE_EN];
    uint32_t word = find_word(words, stem, length, hash_carry_on(LEXICON_HASH_START, stem, length));
    if (word == UINT32_MAX)
        return 0;
    uint32_t begin = read_u32(lexicon->begins + 4 * (size_t)word);
    uint32_t end = read_u32(lexicon->begins + 4 * (size_t)word + 4);
    size_t count = 0;
    for (uint32_t i = begin; i < end && end <= lexicon->character_count && count < limit; i++) {
        uint32_t packed = read_u32(lexicon->characters + 4 * (size_t)i);
        uint32_t codepoint = packed & ((1u << LEXICON_CODEPOINT_BITS) - 1);
        float weight = (float)(packed >> LEXICON_CODEPOINT_BITS) / (float)LEXICON_LARGEST_CHANCE;
        if (dz_utf8__is_han(codepoint))
            characters[count++] = (dz_lexicon_character){codepoint, weight};
    }
    return count;
}

size_t dz_lexicon_longest(const dz_lexicon *lexicon, const char *text, size_t length)
{
    const side *words = &lexicon->sides[SIDE_ZH];
    uint32_t carried = LEXICON_HASH_START;
    size_t longest = 0;
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        dz_utf8__next(text, length, &at);
        carried = hash_carry_on(carried, text + begin, at - begin);
        uint32_t word = find_word(words, text, at, carried);
        if (word == UINT32_MAX)
            break;
        uint32_t first, end;
        word_glosses(words, word, &first, &end);
        if (first < end)
            longest = at;
    }
    return longest;
}

/* ---- About the table -------------------------------------------------------------------------------------------- */

const char *dz_lexicon_name(const dz_lexicon *lexicon)
{
    return lexicon->name;
}

size_t dz_lexicon_key_count(const dz_lexicon *lexicon)
{
    return lexicon->key_count;
}

size_t dz_lexicon_gloss_count(const dz_lexicon *lexicon)
{
    return lexicon->gloss_count;
}

dz_status dz_lexicon_verify(dz_context *context, const dz_lexicon *lexicon)
{
    const dz_file_map *map = &lexicon->map;
    uint64_t sum = checksum(0, map->bytes + LEXICON_HEAD_BYTES, map->length - LEXICON_HEAD_BYTES);
    if (sum == read_u64(map->bytes + 32))
        return DZ_OK;
    return dz_context__fail(context, DZ_ERROR_FORMAT, "%s: is damaged (its content has another checksum); %s",
                            lexicon->path, "build it again with \"dz lexicon build\", or install it again");
}

void dz_lexicon_free(dz_lexicon *lexicon)
{
    if (!lexicon)
        return;
    dz_file__unmap(&lexicon->map);
    dz_memory__free(lexicon->context, lexicon->path);
    dz_memory__free(lexicon->context, lexicon);
}
