#include <string.h>

#include "base/utf8.h"
#include "match/chain.h"
#include "match/needle.h"
#include "match/phrase.h"

/* Terms of a quote that are looked up: as many as there are bits in a set. */
#define LARGEST_QUERY 64

/* How many blocks the rarest terms may give, unless it is the rarest alone that gives more; a term that stands in a
 * larger share of all blocks says little, and is not counted in them unless there are many. */
#define CANDIDATES_WANTED 1024
#define SHARE_COMMON 0.1f
#define CANDIDATES_MANY 64
#define TERMS_COUNTED 16 /* nor are more than the rarest */

/* So many numbers of a list are unpacked at a time. */
#define BLOCKS_AT_ONCE 64

/* How many blocks are read, and how many of those that can hold but a near miss. */
#define WINDOWS_READ 12
#define WINDOWS_READ_LONG 4 /* for a quote of this weight and more, whose place stands out */
#define WEIGHT_LONG 80
#define WINDOWS_READ_FOR_MISS 2

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
    bool counted;    /* in all candidates */
    dz_needle needle;
} query_term;

/* A block, and which of the query's terms it has. */
typedef struct candidate {
    uint32_t block;
    uint32_t weight; /* of the terms */
    uint32_t score;  /* the same, each by its rarity */
    uint64_t terms;
    uint64_t terms_around; /* those of the blocks beside it, too */
    size_t text;           /* where it has the quote as it is, if that is known; else SIZE_MAX */
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
    bool whole; /* a block has the whole quote as it is */
} term_search;

/* ---- The query ------------------------------------------------------------------------------------------------ */

static uint32_t rarity_of(uint32_t blocks, uint32_t count)
{
    uint32_t bits = 1;
    while (bits < 32 && count < blocks >> bits)
        bits++;
    return bits;
}

static void add_term(term_search *search, uint32_t hash, uint32_t weight, dz_span key)
{
    search->weight += weight;
    for (size_t i = 0; i < search->count; i++)
        if (search->terms[i].term.hash == hash) {
            search->terms[i].weight += weight;
            return;
        }
    query_term fresh = {.term = dz_terms__find(&search->index->terms, hash), .key = key, .weight = weight};
    fresh.rarity = rarity_of(search->index->block_count, fresh.term.count);
    fresh.needle = dz_needle__new(dz_buffer__view(&search->quote->key).data + key.begin, key.end - key.begin);
    if (!fresh.term.count)
        return;
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
    dz_term_walk walk = dz_terms__walk(&search->index->terms, term);
    if (status == DZ_OK)
        search->blocks.count = dz_terms__next_blocks(&walk, search->blocks.items, term->count);
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
        all->items[--to] = (candidate){.block = block, .terms = terms, .text = SIZE_MAX};
        fresh--;
    }
    memmove(all->items + old, all->items + to, (all->count - to) * sizeof *all->items);
    all->count -= to - old;
    return DZ_OK;
}

/* Marks the candidates that have a term, too. */
static void count_term(term_search *search, const dz_term *term, uint64_t bit)
{
    dz_term_walk walk = dz_terms__walk(&search->index->terms, term);
    uint32_t blocks[BLOCKS_AT_ONCE];
    candidate *place = search->candidates.items, *end = place + search->candidates.count;
    for (size_t count = BLOCKS_AT_ONCE; count == BLOCKS_AT_ONCE && place < end;) {
        count = dz_terms__next_blocks(&walk, blocks, BLOCKS_AT_ONCE);
        for (size_t i = 0; i < count && place < end; i++) {
            while (place < end && place->block < blocks[i])
                place++;
            if (place < end && place->block == blocks[i])
                place->terms |= bit;
        }
    }
}

static dz_status collect_candidates(term_search *search)
{
    uint32_t left = 0, common = (uint32_t)(SHARE_COMMON * (float)search->index->block_count);
    for (size_t i = 0; i < search->count; i++)
        left += search->terms[i].weight;
    for (size_t i = 0; i < search->count; i++) {
        query_term *query = &search->terms[i];
        /* what the terms left out so far give alone may be a place, too */
        bool gives =
            !i || (left >= search->needed && search->candidates.count + query->term.count <= CANDIDATES_WANTED);
        left -= query->weight;
        bool many = search->candidates.count > CANDIDATES_MANY;
        if (!gives && (i >= TERMS_COUNTED || (query->term.count > common && !many))) {
            search->assumed += query->weight;
            continue;
        }
        query->counted = true;
        if (!gives) {
            count_term(search, &query->term, UINT64_C(1) << i);
            continue;
        }
        dz_status status = read_blocks(search, &query->term);
        if (status == DZ_OK)
            status = join_blocks(search, UINT64_C(1) << i);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

static void weigh_terms(const term_search *search, candidate *place, uint64_t terms)
{
    place->weight = place->score = 0;
    for (; terms; terms &= terms - 1) {
        const query_term *term = &search->terms[__builtin_ctzll(terms)];
        place->weight += term->weight;
        place->score += term->weight * term->rarity;
    }
}

/* Scores the candidates by the terms that they and the next block have: a quote may stand across the two. */
static void score_candidates(term_search *search)
{
    candidate_list *all = &search->candidates;
    for (size_t i = 0; i < all->count; i++) {
        uint64_t terms = all->items[i].terms;
        bool has_next = i + 1 < all->count && all->items[i + 1].block == all->items[i].block + 1;
        if (has_next)
            terms |= all->items[i + 1].terms;
        bool has_last = i && all->items[i - 1].block + 1 == all->items[i].block;
        all->items[i].terms_around = terms | (has_last ? all->items[i - 1].terms : 0);
        bool is_of_next = i + 1 < all->count && terms == all->items[i + 1].terms && terms != all->items[i].terms;
        weigh_terms(search, &all->items[i], is_of_next ? 0 : terms);
    }
}

/* The best candidates, in order, among equals the first; how many. */
static size_t choose_windows(const term_search *search, candidate chosen[WINDOWS_READ])
{
    const candidate_list *all = &search->candidates;
    size_t count = 0, limit = search->weight < WEIGHT_LONG ? WINDOWS_READ : WINDOWS_READ_LONG, likely = 0;
    for (size_t i = 0; i < all->count; i++) {
        uint32_t score = all->items[i].score;
        if (!score || (count == limit && score <= chosen[count - 1].score))
            continue;
        size_t at = count < limit ? count++ : count - 1;
        for (; at && score > chosen[at - 1].score; at--)
            chosen[at] = chosen[at - 1];
        chosen[at] = all->items[i];
    }
    while (likely < count &&
           (likely < WINDOWS_READ_FOR_MISS || chosen[likely].weight + search->assumed >= search->needed))
        likely++;
    return likely;
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

static void locate_terms(const term_search *search, dz_view text, uint64_t terms, located_terms *located)
{
    size_t found = 0;
    located->count = 0;
    for (size_t i = 0; i < search->count && found < TERMS_LOCATED; i++) {
        const query_term *term = &search->terms[i];
        size_t length = term->key.end - term->key.begin, before = located->count;
        if (term->counted && !(terms >> i & 1))
            continue;
        for (size_t at = 0; located->count < before + PLACES_OF_TERM; at += length) {
            at = dz_needle__find(&term->needle, text, at);
            if (at == SIZE_MAX)
                break;
            located_term fresh = {at, term->weight * term->rarity};
            size_t to = located->count++;
            for (; to && located->items[to - 1].at > at; to--)
                located->items[to] = located->items[to - 1];
            located->items[to] = fresh;
        }
        found += located->count > before;
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

/* ---- The windows ---------------------------------------------------------------------------------------------- */

/* The text of a block as numbers of the quote's tokens, and where each begins in the index's key. */
typedef struct window_tokens {
    uint32_t *ids; /* DZ_MAP_NONE: not in the quote */
    uint32_t *keys;
    size_t count;
} window_tokens;

/* The stretch of a text where a candidate may have the quote. */
static dz_span find_stretch(const term_search *search, const candidate *place, uint32_t document)
{
    const dz_index *index = search->index;
    dz_view text = dz_document_text(index->entries.items[document].document);
    size_t reach = dz_phrase__reach(search->quote, search->tokens);
    if (place->text != SIZE_MAX) {
        size_t left = text.length - place->text;
        return (dz_span){place->text, place->text + (left < reach ? left : reach)};
    }
    located_terms located;
    dz_span span = dz_index__text_of_block(index, document, place->block, DZ_TERM_SEVERAL, reach);
    locate_terms(search, (dz_view){text.data + span.begin, span.end - span.begin}, place->terms_around, &located);
    return choose_stretch(&located, span, reach);
}

static dz_status read_window(term_search *search, window_tokens *window, const candidate *place)
{
    const dz_index *index = search->index;
    uint32_t document;
    size_t key;
    memset(window, 0, sizeof *window);
    if (!dz_index__document_of_block(index, place->block, &document))
        return DZ_OK;
    dz_view text = dz_document_text(index->entries.items[document].document);
    dz_span span = dz_index__text_between(index, document, find_stretch(search, place, document), &key);
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

static dz_status read_windows(term_search *search, dz_seeds *seeds, const candidate *places, size_t count)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        if (search->whole && places[i].score < places[0].score)
            break;
        window_tokens window;
        status = read_window(search, &window, &places[i]);
        if (status == DZ_OK)
            status = seed_window(search, &window, seeds);
        dz_memory__free(search->context, window.ids);
    }
    return status;
}

/* The blocks that have a quote of a few words as it is. */
static size_t find_phrase(const term_search *search, candidate places[WINDOWS_READ])
{
    dz_phrase_place found[WINDOWS_READ];
    size_t count = dz_phrase__find(search->index, search->quote, search->tokens, found, WINDOWS_READ);
    for (size_t i = 0; i < count; i++)
        places[i] = (candidate){.block = found[i].block, .text = found[i].text};
    return count;
}

/* The blocks that have most of the quote's terms. */
static dz_status find_likely(term_search *search, candidate places[WINDOWS_READ], size_t *count)
{
    dz_status status = collect_candidates(search);
    if (status != DZ_OK)
        return status;
    score_candidates(search);
    *count = choose_windows(search, places);
    return DZ_OK;
}

dz_status dz_seeds__by_terms(dz_context *context, dz_seeds *seeds, const dz_index *index,
                             const dz_prepared_quote *quote, dz_span tokens, float share)
{
    term_search search = {.context = context, .index = index, .quote = quote, .tokens = tokens};
    candidate places[WINDOWS_READ];
    size_t count = 0;
    dz_status status = DZ_OK;
    collect_terms(&search);
    if (is_mostly_han(quote, tokens))
        share *= search.weight < WEIGHT_LONG ? SHARE_OF_PAIRS_SHORT : SHARE_OF_PAIRS;
    search.needed = (uint32_t)(share * (float)search.weight);
    if (dz_phrase__may_be(quote, tokens))
        count = find_phrase(&search, places);
    if (!count)
        status = find_likely(&search, places, &count);
    if (status == DZ_OK)
        status = read_windows(&search, seeds, places, count);
    dz_array__free(context, &search.candidates);
    dz_array__free(context, &search.blocks);
    return status;
}
