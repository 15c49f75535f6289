#include "align/prior.h"

#include <string.h>

#include "base/array.h"
#include "base/utf8.h"

/* At most so many glosses of a key are looked at. */
#define GLOSS_LIMIT 48

/* The share of a word's probability that goes to the glosses of its parts: 外交部长 by 外交 and 部长. */
#define PART_SHARE 0.2f

typedef DZ_ARRAY(dz_align__entry) entry_array;

/* What the rows are made from: the Chinese side asks, the other answers. */
typedef struct prior_maker {
    dz_context *context;
    const dz_lexicon *lexicon;
    const dz_align__side *other;
    entry_array entries;
} prior_maker;

/* Adds the glosses of a key that the other text has, `share` in all where they are all there. */
static dz_status add_glosses(prior_maker *maker, uint32_t row, const char *key, size_t length, float share, bool *found)
{
    dz_gloss glosses[GLOSS_LIMIT];
    size_t count = dz_lexicon_lookup(maker->lexicon, key, length, glosses, GLOSS_LIMIT);
    float total = 0;
    for (size_t i = 0; i < count; i++)
        total += glosses[i].weight;
    for (size_t i = 0; i < count && total > 0; i++) {
        uint32_t word =
            dz_map__get(&maker->other->vocabulary, glosses[i].text.data, glosses[i].text.length, DZ_MAP_NONE);
        if (word == DZ_MAP_NONE)
            continue;
        dz_align__entry entry = {row, word, share * glosses[i].weight / total};
        if (dz_array__push(maker->context, &maker->entries, entry) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    *found = count > 0;
    return DZ_OK;
}

static size_t first_character(const char *text, size_t length)
{
    size_t at = 0;
    dz_utf8__next(text, length, &at);
    return at;
}

/* The longest key that a text begins with and that is not all of it; at least one character. */
static size_t longest_part(const prior_maker *maker, const char *text, size_t length, size_t whole)
{
    size_t limit = length == whole ? length - 1 : length;
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80 && limit < length)
        limit--;
    size_t part = 0;
    for (size_t cut = limit; cut > 0 && !part; cut = part ? cut : cut - 1) {
        dz_gloss gloss;
        if ((cut < length && ((unsigned char)text[cut] & 0xC0) == 0x80))
            continue;
        if (dz_lexicon_lookup(maker->lexicon, text, cut, &gloss, 1))
            part = cut;
    }
    return part ? part : first_character(text, length);
}

/* A word by its parts. */
static dz_status add_parts(prior_maker *maker, uint32_t row, const char *key, size_t length, float share)
{
    size_t first = first_character(key, length), at = 0;
    if (first >= length)
        return DZ_OK;
    while (at < length) {
        size_t part = longest_part(maker, key + at, length - at, length);
        bool found;
        dz_status status = add_glosses(maker, row, key + at, part, share * (float)part / (float)length, &found);
        if (status != DZ_OK)
            return status;
        at += part;
    }
    return DZ_OK;
}

static bool is_han(const char *key, size_t length)
{
    size_t at = 0;
    return length > 0 && dz_utf8__is_han(dz_utf8__next(key, length, &at));
}

/* One row: what looks the same on the other side, else glosses and parts. */
static dz_status add_row(prior_maker *maker, uint32_t row, const char *key, size_t length)
{
    bool term = length && key[0] == DZ_TERM_MARK;
    uint32_t same = dz_map__get(&maker->other->vocabulary, key, length, DZ_MAP_NONE);
    if (same != DZ_MAP_NONE) {
        dz_align__entry entry = {row, same, 1};
        return dz_array__push(maker->context, &maker->entries, entry);
    }
    if (term) { /* not rendered as the glossary has it: as another word, then */
        key++;
        length--;
    }
    if (!maker->lexicon || !is_han(key, length))
        return DZ_OK;
    bool found;
    dz_status status = add_glosses(maker, row, key, length, 1 - PART_SHARE, &found);
    if (status == DZ_OK)
        status = add_parts(maker, row, key, length, found ? PART_SHARE : 1);
    return status;
}

static dz_status make_table(dz_context *context, dz_align__table *table, const dz_align__side *asking,
                            const dz_align__side *answering, const dz_lexicon *lexicon)
{
    prior_maker maker = {context, lexicon, answering, {0}};
    dz_status status = DZ_OK;
    for (size_t row = 0; row < asking->vocabulary.count && status == DZ_OK; row++) {
        const dz_map_entry *word = &asking->vocabulary.entries[row];
        status = add_row(&maker, (uint32_t)row, word->key, word->length);
    }
    if (status == DZ_OK)
        status = dz_align__table_build(context, table, (uint32_t)asking->vocabulary.count, maker.entries.items,
                                       maker.entries.count);
    dz_array__free(context, &maker.entries);
    return status;
}

dz_status dz_align__prior_make(dz_context *context, dz_align__prior *prior, const dz_align__side *source,
                               const dz_align__side *target, const dz_lexicon *lexicon)
{
    *prior = (dz_align__prior){0};
    bool chinese_first = source->language == DZ_LANGUAGE_ZH || target->language != DZ_LANGUAGE_ZH;
    const dz_align__side *asking = chinese_first ? source : target, *answering = chinese_first ? target : source;
    dz_align__table *table = chinese_first ? &prior->forward : &prior->backward;
    dz_align__table *reverse = chinese_first ? &prior->backward : &prior->forward;
    dz_status status = make_table(context, table, asking, answering, lexicon);
    if (status == DZ_OK)
        status =
            dz_align__table_reverse(context, reverse, table, asking->shares, (uint32_t)answering->vocabulary.count);
    if (status != DZ_OK)
        dz_align__prior_free(context, prior);
    return status;
}

static float side_coverage(const dz_align__table *table, const dz_align__side *side)
{
    size_t known = 0;
    for (uint32_t t = 0; t < side->token_count; t++)
        known += table->starts[side->tokens[t]] < table->starts[side->tokens[t] + 1];
    return side->token_count ? (float)known / (float)side->token_count : 0;
}

float dz_align__prior_coverage(const dz_align__prior *prior, const dz_align__side *source, const dz_align__side *target)
{
    float a = side_coverage(&prior->forward, source), b = side_coverage(&prior->backward, target);
    return a < b ? a : b;
}

void dz_align__prior_free(dz_context *context, dz_align__prior *prior)
{
    dz_align__table_free(context, &prior->forward);
    dz_align__table_free(context, &prior->backward);
}
