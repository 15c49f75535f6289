/* A user's terms: Chinese, English, one pair a line. */
#include "lexicon/glossary.h"

#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"

#define TERM_BYTES 255
#define STEM_BYTES 128

typedef struct concept_entry {
    uint32_t parent; /* itself, or the concept that it turned out to be one with */
    dz_view term;    /* folded */
    dz_buffer renderings;
} concept_entry;

struct dz_glossary {
    dz_context *context;
    dz_arena arena;
    DZ_ARRAY(concept_entry) concepts;
    dz_map chinese; /* folded term -> concept */
    dz_map english; /* stems parted by spaces -> concept */
    dz_map heads;   /* first characters of Chinese terms, first stems of English ones */
    size_t longest; /* Chinese term, in bytes */
    size_t most;    /* stems of an English one */
    size_t pairs;
};

/* The file under way. */
typedef struct glossary_reader {
    dz_glossary *glossary;
    const char *name;
    size_t line;
} glossary_reader;

static uint32_t root_of(const dz_glossary *glossary, uint32_t concept)
{
    while (glossary->concepts.items[concept].parent != concept)
    concept = glossary->concepts.items[concept].parent;
    return concept;
}

/* ---- Words ---- */

static bool is_letter(uint32_t codepoint)
{
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 0xC0 && codepoint < 0x2000 && codepoint != 0xD7 && codepoint != 0xF7);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* A word's end; "'s" and its like are stepped over by `*next`. */
static size_t end_of_letters(const char *text, size_t length, size_t at, size_t *next)
{
    size_t end = at;
    for (size_t step = at; step < length && is_letter(dz_utf8__next(text, length, &step));)
        end = step;
    *next = end;
    if (end < length && text[end] == '\'') {
        size_t tail = end + 1;
        while (tail < length && is_letter((unsigned char)text[tail]))
            tail++;
        *next = tail - end <= 3 ? tail : end;
    }
    return end;
}

static void append_word(dz_buffer *out, const char *word, size_t length, bool number)
{
    char stem[STEM_BYTES];
    dz_buffer__append_text(out, out->length ? " " : "");
    size_t stem_length = number ? 0 : dz_lexicon_stem(word, length, stem, sizeof stem);
    if (stem_length)
        dz_buffer__append(out, stem, stem_length);
    for (size_t i = 0; i < length && !stem_length; i++)
        if (!number || word[i] != ',')
            dz_buffer__append_byte(out, word[i]);
}

/* The stems of a folded English term as the aligner makes them, parted by spaces; how many. */
static size_t append_stems(dz_buffer *out, dz_view text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length;) {
        size_t begin = at, step = at;
        if (is_digit(text.data[at])) {
            while (at < text.length &&
                   (is_digit(text.data[at]) || ((text.data[at] == '.' || text.data[at] == ',') &&
                                                at + 1 < text.length && is_digit(text.data[at + 1]))))
                at++;
            append_word(out, text.data + begin, at - begin, true);
            count++;
        } else if (is_letter(dz_utf8__next(text.data, text.length, &step))) {
            size_t end = end_of_letters(text.data, text.length, at, &at);
            append_word(out, text.data + begin, end - begin, false);
            count++;
        } else {
            at = step;
        }
    }
    return count;
}

static bool has_han(dz_view text)
{
    for (size_t at = 0; at < text.length;)
        if (dz_utf8__is_han(dz_utf8__next(text.data, text.length, &at)))
            return true;
    return false;
}

/* ---- Filling ---- */

static dz_status refuse(const glossary_reader *reader, const char *what)
{
    return dz_context__fail(reader->glossary->context, DZ_ERROR_FORMAT, "%s:%zu: %s", reader->name, reader->line, what);
}

static dz_status new_concept(dz_glossary *glossary, dz_view term, uint32_t *concept)
{
    concept_entry entry = {.parent = (uint32_t)glossary->concepts.count};
    entry.term.data = dz_arena__copy(&glossary->arena, term.data, term.length);
    entry.term.length = term.length;
    dz_buffer__init(&entry.renderings, glossary->context);
    if (!entry.term.data || dz_array__push(glossary->context, &glossary->concepts, entry) != DZ_OK)
        return DZ_ERROR_MEMORY;
    *concept = entry.parent;
    return dz_map__set(&glossary->chinese, term.data, term.length, entry.parent);
}

static dz_status add_head(dz_glossary *glossary, const char *text, size_t length)
{
    return dz_map__set(&glossary->heads, text, length, 1);
}

static dz_status find_term(dz_glossary *glossary, dz_view folded, uint32_t *concept)
{
    size_t first = 0;
    *concept = dz_map__get(&glossary->chinese, folded.data, folded.length, DZ_MAP_NONE);
    if (*concept != DZ_MAP_NONE)
        return DZ_OK;
    dz_utf8__next(folded.data, folded.length, &first);
    glossary->longest = folded.length > glossary->longest ? folded.length : glossary->longest;
    dz_status status = add_head(glossary, folded.data, first);
    return status == DZ_OK ? new_concept(glossary, folded, concept) : status;
}

/* Joins two concepts: all that either is called. */
static dz_status join_concepts(dz_glossary *glossary, uint32_t a, uint32_t b)
{
    a = root_of(glossary, a);
    b = root_of(glossary, b);
    if (a == b)
        return DZ_OK;
    concept_entry *kept = &glossary->concepts.items[a < b ? a : b], *joined = &glossary->concepts.items[a < b ? b : a];
    dz_view words = dz_buffer__view(&joined->renderings);
    if (kept->renderings.length && words.length)
        dz_buffer__append_text(&kept->renderings, " / ");
    dz_buffer__append(&kept->renderings, words.data, words.length);
    joined->parent = a < b ? a : b;
    return dz_buffer__status(&kept->renderings);
}

static dz_status add_stemmed(const glossary_reader *reader, uint32_t concept, dz_view given, const dz_buffer *stems,
                             size_t count)
{
    dz_glossary *glossary = reader->glossary;
    dz_view key = dz_buffer__view(stems);
    if (!count)
        return refuse(reader, "a rendering has no word in it");
    uint32_t known = dz_map__get(&glossary->english, key.data, key.length, DZ_MAP_NONE);
    glossary->most = count > glossary->most ? count : glossary->most;
    if (known != DZ_MAP_NONE)
        return join_concepts(glossary, known, concept);
    dz_buffer *renderings = &glossary->concepts.items[root_of(glossary, concept)].renderings;
    dz_buffer__append_text(renderings, renderings->length ? " / " : "");
    dz_buffer__append(renderings, given.data, given.length);
    dz_status status = dz_buffer__status(renderings);
    if (status == DZ_OK)
        status = add_head(glossary, key.data, strcspn(key.data, " "));
    return status == DZ_OK ? dz_map__set(&glossary->english, key.data, key.length, concept) : status;
}

static dz_status fold(dz_context *context, dz_key **key, dz_view text)
{
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    options.folds = DZ_GLOSSARY_FOLDS;
    return dz_key_new(context, key, text.data, text.length, &options);
}

static dz_status add_rendering(const glossary_reader *reader, uint32_t concept, dz_view given)
{
    dz_context *context = reader->glossary->context;
    dz_key *key = NULL;
    dz_buffer stems;
    dz_buffer__init(&stems, context);
    dz_status status = fold(context, &key, given);
    size_t count = status == DZ_OK ? append_stems(&stems, dz_key_text(key)) : 0;
    if (status == DZ_OK)
        status = dz_buffer__status(&stems);
    if (status == DZ_OK)
        status = add_stemmed(reader, concept, given, &stems, count);
    reader->glossary->pairs += status == DZ_OK;
    dz_key_free(key);
    dz_buffer__free(&stems);
    return status;
}

static dz_view trim(dz_view text)
{
    while (text.length && strchr(" \r", text.data[0])) {
        text.data++;
        text.length--;
    }
    while (text.length && strchr(" \r", text.data[text.length - 1]))
        text.length--;
    return text;
}

/* Renderings parted by semicolons. */
static dz_status add_renderings(const glossary_reader *reader, uint32_t concept, dz_view text)
{
    dz_status status = DZ_OK;
    for (size_t at = 0; at <= text.length && status == DZ_OK;) {
        const char *mark = memchr(text.data + at, ';', text.length - at);
        size_t end = mark ? (size_t)(mark - text.data) : text.length;
        dz_view part = trim((dz_view){text.data + at, end - at});
        if (part.length)
            status = add_rendering(reader, concept, part);
        at = end + 1;
    }
    return status;
}

static dz_status add_pair(const glossary_reader *reader, dz_view chinese, dz_view english)
{
    dz_key *key = NULL;
    uint32_t concept;
    dz_status status = fold(reader->glossary->context, &key, chinese);
    if (status == DZ_OK)
        status = find_term(reader->glossary, dz_key_text(key), &concept);
    if (status == DZ_OK)
        status = add_renderings(reader, concept, english);
    dz_key_free(key);
    return status;
}

static dz_status read_line(const glossary_reader *reader, dz_view line)
{
    const char *tab = memchr(line.data, '\t', line.length);
    if (!tab)
        return refuse(reader, "has no tab; a line must be a term and its rendering, parted by a tab");
    const char *end = line.data + line.length, *second = memchr(tab + 1, '\t', (size_t)(end - tab) - 1);
    dz_view first = trim((dz_view){line.data, (size_t)(tab - line.data)});
    dz_view other = trim((dz_view){tab + 1, (size_t)((second ? second : end) - tab) - 1});
    if (!first.length || !other.length)
        return refuse(reader, "lacks the term or its rendering");
    if (first.length > TERM_BYTES || other.length > TERM_BYTES)
        return refuse(reader, "is too long for a term");
    if (has_han(first) == has_han(other))
        return refuse(reader, "one side must be Chinese, and the other not");
    return has_han(first) ? add_pair(reader, first, other) : add_pair(reader, other, first);
}

static dz_status read_text(glossary_reader *reader, dz_view text)
{
    dz_status status = DZ_OK;
    for (size_t at = 0; at < text.length && status == DZ_OK;) {
        const char *end = memchr(text.data + at, '\n', text.length - at);
        size_t length = end ? (size_t)(end - text.data) - at : text.length - at;
        dz_view line = trim((dz_view){text.data + at, length});
        reader->line++;
        if (line.length && line.data[0] != '#')
            status = read_line(reader, line);
        at += length + 1;
    }
    return status;
}

/* ---- Life ---- */

dz_status dz_glossary_parse(dz_context *context, dz_glossary **out, const char *name, const void *bytes, size_t length)
{
    *out = NULL;
    dz_decoded *decoded = NULL;
    dz_glossary *glossary = dz_memory__zeroed(context, 1, sizeof *glossary);
    if (!glossary)
        return DZ_ERROR_MEMORY;
    glossary->context = context;
    dz_arena__init(&glossary->arena, context);
    dz_map__init(&glossary->chinese, context);
    dz_map__init(&glossary->english, context);
    dz_map__init(&glossary->heads, context);
    glossary_reader reader = {glossary, name, 0};
    dz_status status = length ? dz_decode(context, &decoded, bytes, length, NULL) : DZ_OK;
    if (status == DZ_ERROR_ENCODING)
        status = dz_context__fail(context, DZ_ERROR_FORMAT, "%s: is no text", name);
    if (status == DZ_OK && decoded)
        status = read_text(&reader, dz_decoded_text(decoded));
    dz_decoded_free(decoded);
    if (status == DZ_OK)
        *out = glossary;
    else
        dz_glossary_free(glossary);
    return status;
}

dz_status dz_glossary_open(dz_context *context, dz_glossary **out, const char *path)
{
    char *bytes = NULL;
    size_t length = 0;
    *out = NULL;
    dz_status status = dz_file__read(context, &bytes, &length, path);
    if (status == DZ_OK)
        status = dz_glossary_parse(context, out, path, bytes, length);
    dz_memory__free(context, bytes);
    return status;
}

size_t dz_glossary_count(const dz_glossary *glossary)
{
    return glossary->pairs;
}

void dz_glossary_free(dz_glossary *glossary)
{
    if (!glossary)
        return;
    dz_context *context = glossary->context;
    for (size_t n = 0; n < glossary->concepts.count; n++)
        dz_buffer__free(&glossary->concepts.items[n].renderings);
    dz_array__free(context, &glossary->concepts);
    dz_map__free(&glossary->chinese);
    dz_map__free(&glossary->english);
    dz_map__free(&glossary->heads);
    dz_arena__free(&glossary->arena);
    dz_memory__free(context, glossary);
}

/* ---- Asking ---- */

/* A word in letters is not cut: "WTO" is no part of "WTOs". */
static bool ends_inside_word(const char *text, size_t length, size_t cut)
{
    size_t next = cut;
    unsigned char last = (unsigned char)text[cut - 1];
    return cut < length && last < 0x80 && (is_letter(last) || is_digit((char)last)) &&
           (is_letter(dz_utf8__next(text, length, &next)) || is_digit(text[cut]));
}

size_t dz_glossary__chinese(const dz_glossary *glossary, const char *text, size_t length, uint32_t *concept)
{
    size_t cut = 0, best = 0, limit = length < glossary->longest ? length : glossary->longest;
    if (!limit)
        return 0;
    dz_utf8__next(text, length, &cut);
    if (dz_map__get(&glossary->heads, text, cut, DZ_MAP_NONE) == DZ_MAP_NONE)
        return 0;
    while (cut <= limit) {
        uint32_t found = dz_map__get(&glossary->chinese, text, cut, DZ_MAP_NONE);
        if (found != DZ_MAP_NONE && !ends_inside_word(text, length, cut)) {
            *concept = root_of(glossary, found);
            best = cut;
        }
        if (cut >= length)
            break;
        dz_utf8__next(text, length, &cut);
    }
    return best;
}

size_t dz_glossary__english(const dz_glossary *glossary, const dz_view *stems, size_t count, uint32_t *concept)
{
    char key[TERM_BYTES + 1];
    size_t length = 0, best = 0, words = 0;
    if (!count || !stems[0].length ||
        dz_map__get(&glossary->heads, stems[0].data, stems[0].length, DZ_MAP_NONE) == DZ_MAP_NONE)
        return 0;
    for (size_t n = 0; n < count && words < glossary->most; n++) {
        if (!stems[n].length)
            continue;
        if (length + stems[n].length + 1 > sizeof key)
            break;
        if (length)
            key[length++] = ' ';
        memcpy(key + length, stems[n].data, stems[n].length);
        length += stems[n].length;
        words++;
        uint32_t found = dz_map__get(&glossary->english, key, length, DZ_MAP_NONE);
        if (found != DZ_MAP_NONE) {
            *concept = root_of(glossary, found);
            best = n + 1;
        }
    }
    return best;
}

size_t dz_glossary__most_stems(const dz_glossary *glossary)
{
    return glossary->most;
}

dz_view dz_glossary__term(const dz_glossary *glossary, uint32_t concept)
{
    return glossary->concepts.items[concept].term;
}

dz_view dz_glossary__renderings(const dz_glossary *glossary, uint32_t concept)
{
    return dz_buffer__view(&glossary->concepts.items[concept].renderings);
}
