#include <string.h>

#include "base/utf8.h"
#include "match/chain.h"

/* Terms of a quote that are looked up: as many as there are bits in a set. */
#define LARGEST_QUERY 64

/* How many blocks the rarest terms may give, unless it is the rarest alone that gives more; a term that stands in a
 * larger share of all blocks says little, and is not counted in them unless there are many. */
#define CANDIDATES_WANTED 1024
#define SHARE_COMMON 0.1f
#define CANDIDATES_MANY 64
#define TERMS_COUNTED 16 /* nor are more than the rarest */

/* How many blocks are read, and how many of those that can hold but a near miss. */
#define WINDOWS_READ 12
#define WINDOWS_READ_LONG 4 /* for a quote of this weight and more, whose place stands out */
#define WEIGHT_LONG 80
#define WINDOWS_READ_FOR_MISS 2

/* A quote of so many words may be looked for as it is, in so many blocks that have all of them; with so many bytes
 * between two words. */
#define WORDS_OF_PHRASE 16
#define BLOCKS_TRIED 4096
#define MARKS_BETWEEN 8

/* Pairs of Han are broken by each change, so that fewer of them than of the characters remain: in a short quote few. */
#define SHARE_OF_PAIRS 0.5f
#define SHARE_OF_PAIRS_SHORT 0.35f

/* A run of words that both share is a seed from this weight on, or when it is so much of the quote; and no more of them
 * are taken from one block. */
#define WEIGHT_SEED 8
#define SHARE_SEED 0.3f
#define SEEDS_PER_WINDOW 64

typedef struct query_term {
    dz_term term;
    dz_span key;     /* its letters, in the key of the quote */
    uint32_t weight; /* letters */
    uint32_t rarity; /* bits that its presence in a block says */
} query_term;

/* A block, and which of the query's terms it has. */
typedef struct candidate {
    uint32_t block;
    uint32_t weight; /* of the terms */
    uint32_t score;  /* the same, each by its rarity */
    uint64_t terms;
} candidate;

typedef DZ_ARRAY(candidate) candidate_list;

typedef struct term_search {
    dz_context *context;
    const dz_index *index;
    const dz_prepared_quote *quote;
    dz_span tokens;                  /* of the quote that are searched for */
    query_term terms[LARGEST_QUERY]; /* the rarest first */
    size_t count;
    uint32_t weight;  /* of all terms, also of those that are in no block */
    uint32_t needed;  /* weight of the terms that a place must have */
    uint32_t assumed; /* weight of the terms that are so common that they are not counted: a place may have them */
    candidate_list candidates;
    DZ_ARRAY(uint32_t) blocks;
    bool whole;   /* a block has the whole quote as it is */
    bool lacking; /* a term is in no block */
} term_search;

/* ---- The query ------------------------------------------------------------------------------------------------ */

static void add_term(term_search *search, uint32_t hash, uint32_t weight, dz_span key)
{
    search->weight += weight;
    for (size_t i = 0; i < search->count; i++)
        if (search->terms[i].term.hash == hash) {
            search->terms[i].weight += weight;
            return;
        }
    query_term fresh = {.term = dz_terms__find(&search->index->terms, hash), .key = key, .weight = weight};
    if (!fresh.term.count) {
        search->lacking = true;
        return;
    }
    size_t at = search->count;
    if (search->count < LARGEST_QUERY)
        search->count++;
    else if (search->terms[--at].term.count <= fresh.term.count)
        return;
    for (; at && search->terms[at - 1].term.count > fresh.term.count; at--)
        search->terms[at] = search->terms[at - 1];
    search->terms[at] = fresh;
}

static uint32_t first_codepoint(const dz_prepared_quote *quote, size_t token)
{
    dz_view key = dz_buffer__view(&quote->key);
    size_t at = quote->tokens.items[token].key;
    return dz_utf8__next(key.data, key.length, &at);
}

static dz_span key_of_token(const dz_prepared_quote *quote, size_t token)
{
    size_t end = token + 1 < quote->tokens.count ? quote->tokens.items[token + 1].key : quote->key.length;
    return (dz_span){quote->tokens.items[token].key, end};
}

/* The terms of a quote: its words, its pairs of Han, and a Han character that stands alone. */
static void collect_terms(term_search *search)
{
    const dz_prepared_quote *quote = search->quote;
    const char *key = dz_buffer__view(&quote->key).data;
    uint32_t before = 0;
    for (size_t i = search->tokens.begin; i < search->tokens.end; i++) {
        const dz_quote_token *token = &quote->tokens.items[i];
        dz_span letters = key_of_token(quote, i);
        if (token->kind == DZ_TOKEN_WORD) {
            add_term(search, dz_terms__hash_word(key + letters.begin, letters.end - letters.begin), token->weight,
                     letters);
            before = 0;
            continue;
        }
        uint32_t han = first_codepoint(quote, i);
        bool pairs = i + 1 < search->tokens.end && quote->tokens.items[i + 1].kind == DZ_TOKEN_HAN;
        if (before)
            add_term(search, dz_terms__hash_han(before, han), token->weight,
                     (dz_span){quote->tokens.items[i - 1].key, letters.end});
        else if (!pairs)
            add_term(search, dz_terms__hash_han(han, 0), token->weight, letters);
        before = han;
    }
}

static bool is_mostly_han(const dz_prepared_quote *quote, dz_span tokens)
{
    size_t han = 0;
    for (size_t i = tokens.begin; i < tokens.end; i++)
        han += quote->tokens.items[i].kind == DZ_TOKEN_HAN;
    return 2 * han > tokens.end - tokens.begin;
}

/* ---- The blocks ----------------------------------------------------------------------------------------------- */

/* The list of a term, in `search->blocks`. */
static dz_status read_blocks(term_search *search, const dz_term *term)
{
    search->blocks.count = 0;
    dz_status status = dz_array__reserve(search->context, &search->blocks, term->count);
    if (status == DZ_OK)
        search->blocks.count = dz_terms__read(&search->index->terms, term, search->blocks.items);
    return status;
}

/* Joins the list of a term into the candidates; both are in order. From the back, in place. */
static dz_status join_blocks(term_search *search, uint64_t term)
{
    candidate_list *all = &search->candidates;
    size_t fresh = search->blocks.count, old = all->count;
    dz_status status = dz_array__reserve(search->context, all, fresh);
    if (status != DZ_OK || !fresh)
        return status;
    size_t to = all->count = old + fresh;
    while (fresh) {
        uint32_t block = search->blocks.items[fresh - 1];
        if (old && all->items[old - 1].block > block) {
            all->items[--to] = all->items[--old];
            continue;
        }
        uint64_t terms = term;
        if (old && all->items[old - 1].block == block)
            terms |= all->items[--old].terms;
        all->items[--to] = (candidate){.block = block, .terms = terms};
        fresh--;
    }
    memmove(all->items + old, all->items + to, (all->count - to) * sizeof *all->items);
    all->count -= to - old;
    return DZ_OK;
}

/* Marks the candidates that have a term, too. */
static void count_term(term_search *search, uint64_t term)
{
    candidate_list *all = &search->candidates;
    for (size_t i = 0, j = 0; i < all->count && j < search->blocks.count;) {
        uint32_t block = all->items[i].block, other = search->blocks.items[j];
        if (block == other)
            all->items[i].terms |= term;
        i += block <= other;
        j += other <= block;
    }
}

static dz_status collect_candidates(term_search *search)
{
    uint32_t left = 0, common = (uint32_t)(SHARE_COMMON * (float)search->index->block_count);
    for (size_t i = 0; i < search->count; i++)
        left += search->terms[i].weight;
    for (size_t i = 0; i < search->count; i++) {
        const query_term *query = &search->terms[i];
        /* what the terms left out so far give alone may be a place, too */
        bool gives =
            !i || (left >= search->needed && search->candidates.count + query->term.count <= CANDIDATES_WANTED);
        left -= query->weight;
        bool many = search->candidates.count > CANDIDATES_MANY;
        if (!gives && (i >= TERMS_COUNTED || (query->term.count > common && !many))) {
            search->assumed += query->weight;
            continue;
        }
        dz_status status = read_blocks(search, &query->term);
        if (status == DZ_OK && gives)
            status = join_blocks(search, UINT64_C(1) << i);
        else
            count_term(search, UINT64_C(1) << i);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

static uint32_t rarity_of(uint32_t blocks, uint32_t count)
{
    uint32_t bits = 1;
    while (bits < 32 && count < blocks >> bits)
        bits++;
    return bits;
}

static void weigh_terms(const term_search *search, candidate *place, uint64_t terms)
{
    place->weight = place->score = 0;
    for (size_t i = 0; i < search->count; i++) {
        if (!(terms >> i & 1))
            continue;
        place->weight += search->terms[i].weight;
        place->score += search->terms[i].weight * search->terms[i].rarity;
    }
}

/* Scores the candidates by the terms that they and the next block have: a quote may stand across the two. */
static void score_candidates(term_search *search)
{
    candidate_list *all = &search->candidates;
    for (size_t i = 0; i < search->count; i++)
        search->terms[i].rarity = rarity_of(search->index->block_count, search->terms[i].term.count);
    for (size_t i = 0; i < all->count; i++) {
        uint64_t terms = all->items[i].terms;
        if (i + 1 < all->count && all->items[i + 1].block == all->items[i].block + 1)
            terms |= all->items[i + 1].terms;
        bool is_of_next = i + 1 < all->count && terms == all->items[i + 1].terms && terms != all->items[i].terms;
        weigh_terms(search, &all->items[i], is_of_next ? 0 : terms);
    }
}

/* The best candidates to the front, in order; how many. */
static size_t choose_windows(term_search *search)
{
    candidate_list *all = &search->candidates;
    size_t chosen = 0, limit = search->weight < WEIGHT_LONG ? WINDOWS_READ : WINDOWS_READ_LONG;
    for (; chosen < limit && chosen < all->count; chosen++) {
        size_t best = chosen;
        for (size_t i = chosen + 1; i < all->count; i++)
            if (all->items[i].score > all->items[best].score)
                best = i;
        candidate swap = all->items[best];
        bool misses = swap.weight + search->assumed < search->needed;
        if (!swap.score || (misses && chosen >= WINDOWS_READ_FOR_MISS))
            break;
        memmove(all->items + chosen + 1, all->items + chosen, (best - chosen) * sizeof swap);
        all->items[chosen] = swap;
    }
    return chosen;
}

/* ---- Looking into blocks -------------------------------------------------------------------------------------- */

/* Where in a block the rarest of its terms stand, as they are written; so that not all of it need be folded. */
#define TERMS_LOCATED 8
#define PLACES_OF_TERM 16

typedef struct located_term {
    size_t at; /* byte of the text */
    uint32_t score;
} located_term;

typedef struct located_terms {
    located_term items[TERMS_LOCATED * PLACES_OF_TERM];
    size_t count;
} located_terms;

static bool is_ascii_letter(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_whole_word(dz_view text, size_t at, size_t length)
{
    bool joined_before = at && is_ascii_letter(text.data[at - 1]) && is_ascii_letter(text.data[at]);
    size_t end = at + length;
    return !joined_before &&
           !(end < text.length && is_ascii_letter(text.data[end]) && is_ascii_letter(text.data[end - 1]));
}

/* The next place from `at` on where a folded form stands as it is, or with a capital; SIZE_MAX where there is none. */
static size_t find_form(dz_view text, size_t at, const char *form, size_t length)
{
    char capital[64];
    while (at < text.length) {
        const char *found = memmem(text.data + at, text.length - at, form, length);
        size_t place = found ? (size_t)(found - text.data) : SIZE_MAX;
        if (form[0] >= 'a' && form[0] <= 'z' && length < sizeof capital) {
            memcpy(capital, form, length);
            capital[0] = (char)(form[0] - 'a' + 'A');
            size_t end = found ? place : text.length;
            const char *other = memmem(text.data + at, end - at, capital, length);
            place = other ? (size_t)(other - text.data) : place;
        }
        if (place == SIZE_MAX || is_whole_word(text, place, length))
            return place;
        at = place + 1;
    }
    return SIZE_MAX;
}

static void locate_terms(const term_search *search, dz_view text, located_terms *located)
{
    const char *key = dz_buffer__view(&search->quote->key).data;
    size_t terms = 0;
    located->count = 0;
    for (size_t i = 0; i < search->count && terms < TERMS_LOCATED; i++) {
        const query_term *term = &search->terms[i];
        size_t length = term->key.end - term->key.begin, before = located->count;
        for (size_t at = 0; located->count < before + PLACES_OF_TERM; at += length) {
            at = find_form(text, at, key + term->key.begin, length);
            if (at == SIZE_MAX)
                break;
            located_term fresh = {at, term->weight * term->rarity};
            size_t to = located->count++;
            for (; to && located->items[to - 1].at > at; to--)
                located->items[to] = located->items[to - 1];
            located->items[to] = fresh;
        }
        terms += located->count > before;
    }
}

/* The stretch of a block where most of the located terms stand, with room for the quote around them; all of it where
 * none was located. */
static dz_span choose_stretch(const located_terms *located, dz_span block, size_t reach)
{
    uint32_t best = 0, score = 0;
    dz_span stretch = block;
    for (size_t first = 0, last = 0; last < located->count; last++) {
        score += located->items[last].score;
        while (located->items[last].at - located->items[first].at > reach)
            score -= located->items[first++].score;
        if (score <= best)
            continue;
        best = score;
        size_t begin = block.begin + located->items[first].at, end = block.begin + located->items[last].at;
        stretch.begin = begin > block.begin + reach ? begin - reach : block.begin;
        stretch.end = end + reach < block.end ? end + reach : block.end;
    }
    return stretch;
}

/* How far from one word of the quote another may stand. */
static size_t reach_of(const term_search *search)
{
    const dz_quote_token *tokens = search->quote->tokens.items;
    size_t length = tokens[search->tokens.end - 1].text.end - tokens[search->tokens.begin].text.begin;
    return length * 5 / 4 + 64;
}

static bool is_same_letter(char byte, char folded)
{
    return byte == folded || (folded >= 'a' && folded <= 'z' && byte == folded - 'a' + 'A');
}

/* Whether the words from `token` on stand in the text from `at` on, with a few marks between them at the most. */
static bool has_words_at(const term_search *search, dz_view text, size_t at, size_t token)
{
    const char *key = dz_buffer__view(&search->quote->key).data;
    for (; token < search->tokens.end; token++) {
        dz_span form = key_of_token(search->quote, token);
        size_t marks = 0;
        while (at < text.length && !is_ascii_letter(text.data[at]) && marks++ < MARKS_BETWEEN)
            at++;
        for (size_t i = form.begin; i < form.end; i++, at++)
            if (at >= text.length || !is_same_letter(text.data[at], key[i]))
                return false;
        if (at < text.length && is_ascii_letter(text.data[at]))
            return false;
    }
    return true;
}

/* Whether a text has the words of a quote one behind the other as they are. */
static bool has_phrase(const term_search *search, dz_view text)
{
    const char *key = dz_buffer__view(&search->quote->key).data;
    dz_span rarest = search->terms[0].key;
    size_t length = rarest.end - rarest.begin, before = search->quote->tokens.items[search->tokens.begin].key;
    for (size_t at = find_form(text, 0, key + rarest.begin, length); at != SIZE_MAX;
         at = find_form(text, at + length, key + rarest.begin, length)) {
        /* back over as many letters as the quote has before this word */
        size_t begin = at, letters = rarest.begin - before;
        for (; letters && begin; begin--)
            letters -= is_ascii_letter(text.data[begin - 1]) || text.data[begin - 1] == '\'';
        if (!letters && has_words_at(search, text, begin, search->tokens.begin))
            return true;
    }
    return false;
}

/* ---- The windows ---------------------------------------------------------------------------------------------- */

/* The text of a block as numbers of the quote's tokens, and where each begins in the index's key. */
typedef struct window_tokens {
    uint32_t *ids; /* DZ_MAP_NONE: not in the quote */
    uint32_t *keys;
    size_t count;
} window_tokens;

static dz_status read_window(term_search *search, window_tokens *window, uint32_t block)
{
    const dz_index *index = search->index;
    uint32_t document;
    size_t key;
    memset(window, 0, sizeof *window);
    if (!dz_index__document_of_block(index, block, &document))
        return DZ_OK;
    dz_view text = dz_document_text(index->entries.items[document].document);
    dz_span span = dz_index__text_of_block(index, document, block, reach_of(search), &key);
    located_terms located;
    locate_terms(search, (dz_view){text.data + span.begin, span.end - span.begin}, &located);
    span = choose_stretch(&located, span, reach_of(search));
    span = dz_index__text_between(index, document, span, &key);
    dz_tokens tokens;
    dz_status status = dz_tokens__make(search->context, &tokens, text.data + span.begin, span.end - span.begin);
    if (status != DZ_OK)
        return status;
    window->ids = dz_memory__allocate(search->context, 2 * (tokens.count + 1) * sizeof *window->ids);
    status = window->ids ? DZ_OK : DZ_ERROR_MEMORY;
    for (size_t i = 0; i < tokens.count && status == DZ_OK; i++) {
        if (tokens.items[i].kind == DZ_TOKEN_MARK)
            continue;
        dz_view form = dz_tokens__form(&tokens, i);
        window->keys = window->ids + tokens.count + 1;
        window->keys[window->count] = (uint32_t)key;
        window->ids[window->count++] = dz_map__get(&search->quote->ids, form.data, form.length, DZ_MAP_NONE);
        key += form.length;
    }
    if (window->keys)
        window->keys[window->count] = (uint32_t)key;
    dz_tokens__free(&tokens);
    return status;
}

/* How many tokens the window from `at` and the quote from `token` on have in common. */
static size_t length_of_run(const window_tokens *window, size_t at, const term_search *search, size_t token,
                            uint32_t *weight)
{
    const dz_quote_token *tokens = search->quote->tokens.items;
    size_t length = 0;
    *weight = 0;
    while (at + length < window->count && token + length < search->tokens.end &&
           window->ids[at + length] == tokens[token + length].id) {
        *weight += tokens[token + length].weight;
        length++;
    }
    return length;
}

/* The runs of a window that are as heavy as that, the longest on each diagonal; no more than there is room for. */
static dz_status find_runs(term_search *search, const window_tokens *window, uint32_t least, dz_seeds *seeds)
{
    const dz_quote_token *tokens = search->quote->tokens.items;
    size_t begin = search->tokens.begin, end = search->tokens.end, limit = seeds->count + SEEDS_PER_WINDOW;
    uint32_t weight;
    for (size_t i = 0; i < window->count; i++) {
        for (size_t j = begin; j < end && window->ids[i] != DZ_MAP_NONE; j++) {
            bool starts = window->ids[i] == tokens[j].id && !(i && j > begin && window->ids[i - 1] == tokens[j - 1].id);
            size_t length = starts ? length_of_run(window, i, search, j, &weight) : 0;
            if (!length || weight < least)
                continue;
            dz_seed seed = {window->keys[i], tokens[j].key, window->keys[i + length] - window->keys[i]};
            dz_status status = dz_array__push(search->context, seeds, seed);
            if (status != DZ_OK || seeds->count == limit)
                return status;
            search->whole = search->whole || length == end - begin;
        }
    }
    return DZ_OK;
}

/* The seeds of a window. Where light runs leave no room for the heavy ones, the heavy ones alone. */
static dz_status seed_window(term_search *search, const window_tokens *window, dz_seeds *seeds)
{
    uint32_t share = (uint32_t)(SHARE_SEED * (float)search->weight);
    size_t before = seeds->count;
    for (uint32_t least = share < WEIGHT_SEED ? share : WEIGHT_SEED;; least += least / 2 + 1) {
        dz_status status = find_runs(search, window, least, seeds);
        if (status != DZ_OK || seeds->count < before + SEEDS_PER_WINDOW || least >= search->weight)
            return status;
        seeds->count = before;
    }
}

/* Whether a quote is a few words in letters of ASCII, of which none is in no block: it may stand somewhere as it is,
 * and its words may be so common that they stand in many blocks apart. */
static bool may_be_phrase(const term_search *search)
{
    size_t count = search->tokens.end - search->tokens.begin;
    bool words = count > 1 && count <= WORDS_OF_PHRASE && !search->lacking;
    for (size_t i = search->tokens.begin; i < search->tokens.end && words; i++)
        words = search->quote->tokens.items[i].kind == DZ_TOKEN_WORD;
    dz_view key = dz_buffer__view(&search->quote->key);
    for (size_t i = 0; i < key.length && words; i++)
        words = !(key.data[i] & 0x80);
    return words;
}

/* The blocks that have a phrase, to the front, in order; how many, 0 where none of those tried has it. */
static size_t choose_phrases(term_search *search)
{
    const dz_index *index = search->index;
    candidate_list *all = &search->candidates;
    size_t chosen = 0, tried = 0;
    uint32_t most = 0;
    for (size_t i = 0; i < all->count; i++)
        most = all->items[i].weight > most ? all->items[i].weight : most;
    for (size_t i = 0; i < all->count && chosen < WINDOWS_READ && tried < BLOCKS_TRIED; i++) {
        uint32_t document;
        size_t key;
        if (all->items[i].weight < most || !dz_index__document_of_block(index, all->items[i].block, &document))
            continue;
        dz_span span = dz_index__text_of_block(index, document, all->items[i].block, reach_of(search), &key);
        dz_view text = dz_document_text(index->entries.items[document].document);
        tried++;
        if (!has_phrase(search, (dz_view){text.data + span.begin, span.end - span.begin}))
            continue;
        candidate swap = all->items[i];
        memmove(all->items + chosen + 1, all->items + chosen, (i - chosen) * sizeof swap);
        all->items[chosen++] = swap;
    }
    return chosen;
}

static dz_status read_windows(term_search *search, dz_seeds *seeds)
{
    size_t count = may_be_phrase(search) ? choose_phrases(search) : 0;
    if (!count)
        count = choose_windows(search);
    const candidate *all = search->candidates.items;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        if (search->whole && all[i].score < all[0].score)
            break;
        window_tokens window;
        status = read_window(search, &window, all[i].block);
        if (status == DZ_OK)
            status = seed_window(search, &window, seeds);
        dz_memory__free(search->context, window.ids);
    }
    return status;
}

dz_status dz_seeds__by_terms(dz_context *context, dz_seeds *seeds, const dz_index *index,
                             const dz_prepared_quote *quote, dz_span tokens, float share)
{
    term_search search = {.context = context, .index = index, .quote = quote, .tokens = tokens};
    collect_terms(&search);
    if (is_mostly_han(quote, tokens))
        share *= search.weight < WEIGHT_LONG ? SHARE_OF_PAIRS_SHORT : SHARE_OF_PAIRS;
    search.needed = (uint32_t)(share * (float)search.weight);
    dz_status status = collect_candidates(&search);
    if (status == DZ_OK) {
        score_candidates(&search);
        status = read_windows(&search, seeds);
    }
    dz_array__free(context, &search.candidates);
    dz_array__free(context, &search.blocks);
    return status;
}
