#include "match/phrase.h"

#include <string.h>

#include "match/needle.h"

/* So many bytes of marks may stand between two words. */
#define MARKS_BETWEEN 8

/* A walk over the blocks of a word, or of a pair of words, that remembers which of the last ones had it. */
typedef struct block_list {
    dz_term_walk walk;
    uint32_t next; /* not passed yet, ... */
    bool has_next; /* ... if there is one */
    uint32_t last; /* the last that was passed */
    uint64_t seen; /* a bit for it, and for each of those before it */
} block_list;

typedef struct phrase_word {
    dz_span key; /* its letters, in the key of the quote */
    uint32_t hash;
    dz_term term;
    block_list list;
    block_list pair; /* of it and the word before, in the block of this one */
} phrase_word;

typedef struct phrase_search {
    const dz_index *index;
    const dz_prepared_quote *quote;
    dz_span tokens;
    phrase_word words[DZ_PHRASE_WORDS];
    size_t order[DZ_PHRASE_WORDS]; /* the words, those that stand in the least blocks first, alone or as pairs */
    size_t count;
    size_t rarest;    /* word */
    dz_needle needle; /* of it, as far as no apostrophe stands in it, which may be written otherwise */
} phrase_search;

bool dz_phrase__may_be(const dz_prepared_quote *quote, dz_span tokens)
{
    size_t count = tokens.end - tokens.begin;
    bool words = count > 1 && count <= DZ_PHRASE_WORDS;
    for (size_t i = tokens.begin; i < tokens.end && words; i++)
        words = quote->tokens.items[i].kind == DZ_TOKEN_WORD;
    dz_view key = dz_buffer__view(&quote->key);
    for (size_t i = 0; i < key.length && words; i++)
        words = !(key.data[i] & 0x80);
    return words;
}

size_t dz_phrase__reach(const dz_prepared_quote *quote, dz_span tokens)
{
    const dz_quote_token *items = quote->tokens.items;
    size_t length = items[tokens.end - 1].text.end - items[tokens.begin].text.begin;
    return length * 5 / 4 + 64;
}

/* ---- In a text ------------------------------------------------------------------------------------------------ */

static bool is_same_letter(char byte, char folded)
{
    return byte == folded || (folded >= 'a' && folded <= 'z' && byte == folded - 'a' + 'A');
}

/* The bytes of an apostrophe, as what folds to one is written; 0 where there is none. */
static size_t apostrophe_at(dz_view text, size_t at)
{
    if (at < text.length && (text.data[at] == '\'' || text.data[at] == '`'))
        return 1;
    bool quote = text.length - at >= 3 && memcmp(text.data + at, "\xE2\x80", 2) == 0;
    unsigned char last = quote ? (unsigned char)text.data[at + 2] : 0;
    return (last >= 0x98 && last <= 0x9B) || last == 0xB2 ? 3 : 0;
}

static size_t apostrophe_before(dz_view text, size_t at)
{
    if (at >= 3 && apostrophe_at(text, at - 3) == 3)
        return 3;
    return at && apostrophe_at(text, at - 1) == 1 ? 1 : 0;
}

/* Whether the words from `word` on stand in the text from `at` on, with a few marks between them at the most. */
static bool has_words_at(const phrase_search *search, dz_view text, size_t at, size_t word)
{
    const char *key = dz_buffer__view(&search->quote->key).data;
    for (; word < search->count; word++) {
        dz_span form = search->words[word].key;
        size_t marks = 0;
        while (at < text.length && !dz_needle__is_letter(text.data[at]) && marks++ < MARKS_BETWEEN)
            at++;
        for (size_t i = form.begin, step; i < form.end; i++, at += step) {
            step = key[i] == '\'' ? apostrophe_at(text, at) : at < text.length && is_same_letter(text.data[at], key[i]);
            if (!step)
                return false;
        }
        if (at < text.length && dz_needle__is_letter(text.data[at]))
            return false;
    }
    return true;
}

/* Whether the words before `word` stand before `*at`, which is moved to the first of them. */
static bool has_words_before(const phrase_search *search, dz_view text, size_t *at, size_t word)
{
    const char *key = dz_buffer__view(&search->quote->key).data;
    while (word-- > 0) {
        dz_span form = search->words[word].key;
        size_t marks = 0;
        while (*at && !dz_needle__is_letter(text.data[*at - 1]) && marks++ < MARKS_BETWEEN)
            --*at;
        for (size_t i = form.end, step; i-- > form.begin; *at -= step) {
            step = key[i] == '\'' ? apostrophe_before(text, *at) : *at && is_same_letter(text.data[*at - 1], key[i]);
            if (!step)
                return false;
        }
        if (*at && dz_needle__is_letter(text.data[*at - 1]))
            return false;
    }
    return true;
}

/* Where a text has the words of the phrase one behind the other as they are; SIZE_MAX: nowhere. */
static size_t find_words(const phrase_search *search, dz_view text)
{
    const dz_needle *needle = &search->needle;
    for (size_t at = dz_needle__find(needle, text, 0); at != SIZE_MAX;
         at = dz_needle__find(needle, text, at + needle->form.length)) {
        size_t begin = at;
        if (has_words_at(search, text, at, search->rarest) && has_words_before(search, text, &begin, search->rarest))
            return begin;
    }
    return SIZE_MAX;
}

/* Looks for the phrase in a block, with its rarest word in that stretch. */
static bool find_in_block(const phrase_search *search, uint32_t block, uint32_t stretch, dz_phrase_place *place)
{
    if (!dz_index__document_of_block(search->index, block, &place->document))
        return false;
    dz_view text = dz_document_text(search->index->entries.items[place->document].document);
    size_t reach = dz_phrase__reach(search->quote, search->tokens) + search->count * MARKS_BETWEEN;
    dz_span span = dz_index__text_of_block(search->index, place->document, block, stretch, reach);
    size_t at = find_words(search, (dz_view){text.data + span.begin, span.end - span.begin});
    place->block = block;
    place->text = span.begin + at;
    return at != SIZE_MAX;
}

/* ---- Lists ---------------------------------------------------------------------------------------------------- */

static void open_list(const phrase_search *search, block_list *list, const dz_term *term)
{
    list->walk = dz_terms__walk(&search->index->terms, term);
    list->has_next = dz_terms__next(&list->walk, &list->next);
}

/* Opens the lists of the words and of their pairs; false where a word is nowhere. */
static bool open_lists(phrase_search *search)
{
    const dz_prepared_quote *quote = search->quote;
    const char *key = dz_buffer__view(&quote->key).data;
    uint32_t counts[DZ_PHRASE_WORDS];
    for (size_t i = 0; i < search->count; i++) {
        size_t token = search->tokens.begin + i;
        size_t end = token + 1 < quote->tokens.count ? quote->tokens.items[token + 1].key : quote->key.length;
        phrase_word *word = &search->words[i];
        word->key = (dz_span){quote->tokens.items[token].key, end};
        word->hash = dz_terms__hash_word(key + word->key.begin, end - word->key.begin);
        word->term = dz_terms__find(&search->index->terms, word->hash);
        if (!word->term.count)
            return false;
        if (word->term.count < search->words[search->rarest].term.count)
            search->rarest = i;
        open_list(search, &word->list, &word->term);
        counts[i] = word->term.count;
        if (i && word->term.count >= DZ_TERM_COMMON && word[-1].term.count >= DZ_TERM_COMMON) {
            dz_term pair = dz_terms__find(&search->index->terms, dz_terms__hash_pair(word[-1].hash, word->hash));
            open_list(search, &word->pair, &pair);
            counts[i] = pair.count;
        }
        size_t at = i;
        for (; at && counts[search->order[at - 1]] > counts[i]; at--)
            search->order[at] = search->order[at - 1];
        search->order[at] = i;
    }
    dz_span rarest = search->words[search->rarest].key;
    const char *apostrophe = memchr(key + rarest.begin, '\'', rarest.end - rarest.begin);
    size_t end = apostrophe && apostrophe > key + rarest.begin ? (size_t)(apostrophe - key) : rarest.end;
    search->needle = dz_needle__new(key + rarest.begin, end - rarest.begin);
    return true;
}

/* Sets of the blocks around one: a bit for the one before, itself, and the one behind. */
enum { BEFORE = 1, ITSELF = 2, BEHIND = 4, ALL_AROUND = 7 };

/* Those that are in a list. Blocks are asked for in order. */
static unsigned look_around(block_list *list, uint32_t block)
{
    while (list->has_next && list->next <= (uint64_t)block + 1) {
        uint32_t step = list->next - list->last;
        list->seen = (step < 64 ? list->seen << step : 0) | 1;
        list->last = list->next;
        list->has_next = dz_terms__next(&list->walk, &list->next);
    }
    uint64_t behind = (uint64_t)block + 1, around = 0;
    for (uint64_t i = 0; i < 3 && i <= behind; i++)
        if (list->last >= behind - i && list->last - (behind - i) < 64)
            around |= (list->seen >> (list->last - (behind - i)) & 1) << (2 - i);
    return (unsigned)around;
}

/* Whether the list of the pair that ends in a word has gaps around a block, as one of the words was not common before
 * it, or the block stands where what was added to a file begins. */
static bool has_gap(const phrase_search *search, const phrase_word *word, uint32_t block)
{
    uint32_t added = search->index->terms.packed.block_count;
    size_t part = block >= added;
    uint32_t one = word[-1].list.walk.common_from[part], other = word->list.walk.common_from[part];
    uint64_t from = one > other ? one : other;
    return block <= from + 2 || block == added || block + 1 == added;
}

/* The blocks around one in which a word may stand. A pair tells it of both its words. */
static unsigned may_stand(phrase_search *search, size_t number, uint32_t block)
{
    phrase_word *word = &search->words[number];
    if (number && !has_gap(search, word, block))
        return look_around(&word->pair, block);
    if (!number && !has_gap(search, word + 1, block))
        return ALL_AROUND;
    return look_around(&word->list, block);
}

/* Whether a block that has the rarest word may have the phrase: all its words, or else the first ones if the next block
 * has the others, or the last ones if the block before has the others. */
static bool may_have_phrase(phrase_search *search, uint32_t block)
{
    unsigned rarest = (unsigned)search->rarest, all = (1u << search->count) - 1, lacks[3] = {0};
    for (size_t i = 0; i < search->count; i++) {
        unsigned stands = may_stand(search, search->order[i], block);
        for (unsigned j = 0; j < 3; j++)
            lacks[j] |= (~stands >> j & 1) << search->order[i];
        if (!stands)
            return false;
    }
    if (!lacks[1])
        return true;
    unsigned first = 0, last = (unsigned)search->count - 1;
    while (!(lacks[1] >> first & 1))
        first++;
    while (!(lacks[1] >> last & 1))
        last--;
    bool goes_on = first > rarest && !(lacks[2] & (all >> first << first));
    bool began = last < rarest && !(lacks[0] & ((2u << last) - 1));
    return goes_on || began;
}

size_t dz_phrase__find(const dz_index *index, const dz_prepared_quote *quote, dz_span tokens, dz_phrase_place *places,
                       size_t limit)
{
    phrase_search search = {.index = index, .quote = quote, .tokens = tokens, .count = tokens.end - tokens.begin};
    size_t count = 0;
    if (!open_lists(&search))
        return 0;
    dz_term_walk walk = dz_terms__walk(&index->terms, &search.words[search.rarest].term);
    for (uint32_t block; count < limit && dz_terms__next(&walk, &block);)
        if (may_have_phrase(&search, block))
            count += find_in_block(&search, block, walk.stretch, &places[count]);
    return count;
}
