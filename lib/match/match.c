#include "duizhao/match.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "match/place.h"

/* Shares of a quote's letters: from here on a place is one of the quote; so much for quotes too short to say much; so
 * much where it takes several places; and from here on a passage is worth showing as the nearest. */
#define SHARE_FOUND 0.6f
#define SHARE_FOUND_SHORT 0.75f
#define SHARE_FOUND_SPLICED 0.8f
/* One place must have this share of the score of the quote unchanged, too: what is scattered over a passage of the same
 * subject is no quote of it. */
#define SCORE_FOUND 0.6f
#define SCORE_FOUND_SPLICED 0.85f
#define SHARE_NEAR_MISS 0.25f
/* So much of it, where the place goes over the end of a sentence that the quote does not have. */
#define SHARE_ACROSS_SENTENCES 0.85f
/* A short quote with so much of its letters in order is found, too, if no more than one word and one in so many differ.
 */
#define SHARE_FOUND_COMPACT 0.85f
#define WORDS_PER_CHANGE 6
/* Nor is a place one of the quote when so many words stand between those that both have, for each of them, and the
 * quote marks no omission. */
#define SHARE_SCATTERED 0.8f
/* unless so much of it stands in runs, of words no further apart than this, that are long enough for parts. */
#define SHARE_IN_RUNS 0.9f
#define WORDS_IN_RUN 5

/* A short quote whose words are not all there, or not in a row, is found only where those that are would stand in
 * hardly one block by chance: "we need change" is no misquotation of "we do not need change" in another's speech. As
 * words keep company ("conspiracy theories"), half as many bits again are asked for; few blocks need no such proof. */
#define WEIGHT_TELLING 40
#define BITS_GIVEN 2
#define BITS_FACTOR 1.5f
#define SHARE_PATCHED 0.85f
#define BREAKS_PATCHED 3

/* Another place is one of the same words when it has this much of what the best place has. */
#define SHARE_OF_BEST 0.8f

/* Quotes of less weight have no grams, or may have no posting (see WINDOW_WEIGHT in index.c), and are searched for by
 * their terms; others are if their grams do not find them. Those of less than the second are not long. */
#define WEIGHT_SHORT 24
#define WEIGHT_MIDDLING 80

/* A part of a splice has at least three words or six Han, and this weight, and covers so much of what was left. One in
 * another document than its neighbour has more: set phrases stand in many. */
#define WEIGHT_PART 12
#define WEIGHT_PART_ELSEWHERE 20
#define TOKENS_PART 3
#define SHARE_OF_PART 0.6f
#define SCORE_OF_PART 0.7f /* of an unchanged one, for its neighbours to be looked for */
#define SHARE_OF_LEAST_PART 0.15f
#define LARGEST_SPLICE 8

#define CHAINS_TRIED 12
/* Chains with less than this share of the quote's letters are tried only if they are among the first few. */
#define SHARE_OF_CHAIN 6
#define WEAK_CHAINS_TRIED 4
#define CHAINS_TRIED_FOR_PART 8
#define CHAINS_TRIED_ALIKE 3
#define DEFAULT_LIMIT 10

/* Words at an end of the quote that are not in the source stand for as many words there, if they are few. */
#define WORDS_REPLACED_AT_END 8
#define SHARE_REPLACED_AT_END 0.3f

/* The quote's first word is looked for so many words further before its first partner than the quote has between. */
#define WORDS_BEYOND_END 3

/* So many words between the end of a quote that ends as a sentence and the end of the source's sentence were lost. */
#define WORDS_LOST_AT_END 2

/* How many bytes a marked omission may leave out where no turn says what belongs together. */
#define LARGEST_ELLIPSIS 3000

/* Closing and opening marks of a source that are compared with the quote's. */
#define LARGEST_MARKS 32

typedef struct match_search {
    dz_context *context;
    dz_arena arena;
    const dz_index *index;
    dz_prepared_quote quote;
    dz_seeds seeds;
    dz_chains chains;
    DZ_ARRAY(dz_place) places; /* of whole quotes, no two at one place */
    dz_place parts[LARGEST_SPLICE];
    size_t part_count;
    DZ_ARRAY(dz_match) matches;
} match_search;

static uint32_t weight_of(const match_search *search, size_t begin, size_t end)
{
    uint32_t weight = 0;
    for (size_t i = begin; i < end; i++)
        weight += search->quote.tokens.items[i].weight;
    return weight;
}

static bool overlaps(const dz_place *a, const dz_place *b)
{
    dz_span first = dz_place__span(a), second = dz_place__span(b);
    return a->document == b->document && first.begin < second.end && second.begin < first.end;
}

/* Keeps a place, unless another that covers as much stands there already. */
static dz_status keep_place(match_search *search, const dz_place *place)
{
    if (!place->covered)
        return DZ_OK;
    for (size_t i = 0; i < search->places.count; i++) {
        dz_place *other = &search->places.items[i];
        if (!overlaps(other, place))
            continue;
        if (place->score > other->score)
            *other = *place;
        return DZ_OK;
    }
    return dz_array__push(search->context, &search->places, *place);
}

static dz_status make_places(match_search *search)
{
    dz_status status = dz_chains__find(search->context, &search->chains, &search->seeds, search->index);
    for (size_t i = 0; i < search->chains.count && i < CHAINS_TRIED && status == DZ_OK; i++) {
        if (i >= WEAK_CHAINS_TRIED && SHARE_OF_CHAIN * search->chains.items[i].score < search->quote.key.length)
            break;
        dz_place place;
        dz_span all = {0, search->quote.tokens.count};
        status = dz_place__make(&search->arena, &place, search->index, &search->quote, &search->chains.items[i], all);
        if (status == DZ_OK)
            status = keep_place(search, &place);
    }
    return status;
}

static bool precedes(const dz_place *a, const dz_place *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    if (a->document != b->document)
        return a->document < b->document;
    return dz_place__span(a).begin < dz_place__span(b).begin;
}

static void sort_places(match_search *search)
{
    for (size_t i = 1; i < search->places.count; i++) {
        dz_place place = search->places.items[i];
        size_t at = i;
        for (; at && precedes(&place, &search->places.items[at - 1]); at--)
            search->places.items[at] = search->places.items[at - 1];
        search->places.items[at] = place;
    }
}

static float share_wanted(const match_search *search)
{
    return search->quote.weight < WEIGHT_SHORT ? SHARE_FOUND_SHORT : SHARE_FOUND;
}

static bool has_ellipsis(const match_search *search)
{
    for (size_t i = 0; i < search->quote.tokens.count; i++)
        if (search->quote.tokens.items[i].after_ellipsis)
            return true;
    return false;
}

/* The weight of the runs of partners that are long enough to be parts of a splice. */
static uint32_t weight_of_runs(const match_search *search, const dz_place *place)
{
    uint32_t sum = 0, weight = 0, last = DZ_NO_PARTNER;
    size_t count = 0;
    for (size_t i = place->token_begin; i <= place->token_end; i++) {
        uint32_t partner = i < place->token_end ? place->partners[i] : DZ_NO_PARTNER;
        if (i < place->token_end && partner == DZ_NO_PARTNER)
            continue;
        bool breaks = i == place->token_end || (last != DZ_NO_PARTNER && partner - last > WORDS_IN_RUN);
        if (breaks) {
            sum += count >= TOKENS_PART && weight >= WEIGHT_PART ? weight : 0;
            weight = 0;
            count = 0;
        }
        if (i == place->token_end)
            break;
        weight += search->quote.tokens.items[i].weight;
        count++;
        last = partner;
    }
    return sum;
}

static bool is_scattered(const match_search *search, const dz_place *place)
{
    size_t first = 0, last = 0, kept = 0;
    if (!dz_place__source(place, &first, &last) || has_ellipsis(search))
        return false;
    for (size_t i = place->token_begin; i < place->token_end; i++)
        kept += place->partners[i] != DZ_NO_PARTNER;
    if ((float)(last + 1 - first - kept) <= SHARE_SCATTERED * (float)kept)
        return false;
    return (float)weight_of_runs(search, place) < SHARE_IN_RUNS * (float)place->covered;
}

/* Whether a short quote stands in one place but for a word or two, too few of which remain for a score to say much. */
static bool is_compact(const match_search *search, const dz_place *place)
{
    size_t first = 0, last = 0, kept = 0, count = search->quote.tokens.count;
    if (search->quote.weight >= WEIGHT_MIDDLING || !dz_place__source(place, &first, &last))
        return false;
    for (size_t i = 0; i < count; i++)
        kept += place->partners[i] != DZ_NO_PARTNER;
    size_t changed = count - kept + last + 1 - first - kept;
    return kept > 1 && changed <= 1 + count / WORDS_PER_CHANGE &&
           (float)place->covered >= SHARE_FOUND_COMPACT * (float)search->quote.weight;
}

/* Whether a place goes on over the end of a sentence where the quote has none, and words of the quote are missing, too:
 * two sentences of the same subject have many words in common with a third. */
static bool runs_over(const match_search *search, const dz_place *place)
{
    size_t first = 0, last = 0, ends = 0, own = 0;
    const dz_prepared_quote *quote = &search->quote;
    if ((float)place->covered >= SHARE_ACROSS_SENTENCES * (float)quote->weight || has_ellipsis(search) ||
        !dz_place__source(place, &first, &last))
        return false;
    for (size_t i = first + 1; i <= last; i++)
        ends += place->tokens[i].begins_sentence;
    for (size_t i = 1; i < quote->tokens.count; i++)
        own += dz_place__ends_sentence(quote->text.data, quote->tokens.items[i - 1].text.end,
                                       quote->tokens.items[i].text.begin);
    return ends > own;
}

static uint32_t floor_log2(uint32_t number)
{
    uint32_t bits = 0;
    while (number >>= 1)
        bits++;
    return bits;
}

/* How much it says, in bits, that a word (or a Han with the one before) of the quote stands in a block. */
static uint32_t bits_of_token(const match_search *search, const dz_place *place, size_t number)
{
    const dz_quote_token *tokens = search->quote.tokens.items;
    dz_view key = dz_buffer__view(&search->quote.key);
    size_t at = tokens[number].key, end = number + 1 < search->quote.tokens.count ? tokens[number + 1].key : key.length;
    uint32_t hash = dz_terms__hash_word(key.data + at, end - at);
    if (tokens[number].kind == DZ_TOKEN_HAN) {
        bool pair = number && tokens[number - 1].kind == DZ_TOKEN_HAN &&
                    place->partners[number - 1] + 1 == place->partners[number];
        size_t before = pair ? tokens[number - 1].key : 0;
        if (!pair)
            return 0;
        uint32_t first = dz_utf8__next(key.data, key.length, &before);
        hash = dz_terms__hash_han(first, dz_utf8__next(key.data, key.length, &at));
    }
    uint32_t count = dz_terms__find(&search->index->terms, hash).count;
    return floor_log2(search->index->block_count / (count ? count : 1));
}

/* How often more words (or fewer) stand between two that both have in the source than in the quote. */
static size_t count_breaks(const dz_place *place)
{
    size_t breaks = 0, before = SIZE_MAX;
    for (size_t i = place->token_begin; i < place->token_end; i++) {
        if (place->partners[i] == DZ_NO_PARTNER)
            continue;
        breaks += before != SIZE_MAX && place->partners[i] - place->partners[before] != i - before;
        before = i;
    }
    return breaks;
}

/* Whether a quote that is not long is patched together from a sentence on the same subject: who misquotes changes
 * words, and seldom makes room for others in so many places. */
static bool is_patched(const match_search *search, const dz_place *place)
{
    return search->quote.weight < WEIGHT_MIDDLING && floor_log2(search->index->block_count) > BITS_GIVEN &&
           (float)place->covered < SHARE_PATCHED * (float)search->quote.weight && !has_ellipsis(search) &&
           count_breaks(place) >= BREAKS_PATCHED;
}

/* Whether what a short quote has in common with a place says that it is its place. */
static bool is_telling(const match_search *search, const dz_place *place)
{
    size_t first = 0, last = 0, kept = 0;
    uint32_t bits = 0, blocks = floor_log2(search->index->block_count);
    if (search->quote.weight >= WEIGHT_TELLING || !dz_place__source(place, &first, &last))
        return true;
    for (size_t i = place->token_begin; i < place->token_end; i++) {
        if (place->partners[i] == DZ_NO_PARTNER)
            continue;
        kept++;
        bits += bits_of_token(search, place, i);
    }
    bool all = place->covered == search->quote.weight, row = last + 1 - first == kept;
    if (blocks <= BITS_GIVEN || (all && (row || has_ellipsis(search))))
        return true;
    return (float)bits >= (all ? 1 : BITS_FACTOR) * (float)(blocks - BITS_GIVEN);
}

static bool is_found(const match_search *search, const dz_place *place)
{
    if (is_scattered(search, place) || runs_over(search, place) || !is_telling(search, place) ||
        is_patched(search, place))
        return false;
    if (is_compact(search, place))
        return true;
    return (float)place->covered >= share_wanted(search) * (float)search->quote.weight && place->score >= SCORE_FOUND;
}

static dz_span key_of_tokens(const match_search *search, size_t begin, size_t end)
{
    const dz_quote_token *tokens = search->quote.tokens.items;
    size_t key_end = end < search->quote.tokens.count ? tokens[end].key : search->quote.key.length;
    return (dz_span){tokens[begin].key, key_end};
}

/* Searches for a quote by its words, in place of the seeds that were tried before. */
static dz_status find_by_terms(match_search *search)
{
    search->chains.count = 0;
    dz_span all = {0, search->quote.tokens.count};
    dz_status status =
        dz_seeds__by_terms(search->context, &search->seeds, search->index, &search->quote, all, share_wanted(search));
    if (status == DZ_OK)
        status = make_places(search);
    sort_places(search);
    return status;
}

/* Whether the grams have led to the best place: one that is the quote's, and, as those of a short quote whose words
 * were changed may have led to another one only, has it unchanged if it is short. */
static bool is_settled(const match_search *search)
{
    const dz_place *best = search->places.items;
    if (!search->places.count || search->quote.weight < WEIGHT_SHORT || !is_found(search, best))
        return false;
    return search->quote.weight >= WEIGHT_MIDDLING || best->covered == search->quote.weight;
}

static dz_status find_places(match_search *search)
{
    dz_status status = dz_seeds__find(search->context, &search->seeds, search->index, &search->quote);
    if (status == DZ_OK)
        status = make_places(search);
    sort_places(search);
    return status != DZ_OK || is_settled(search) ? status : find_by_terms(search);
}

/* Looks again at the best places of a short quote that was not found: with other forms of its words, slips of a letter,
 * or a negation taken off a word, it may be one of them after all. */
static dz_status find_alike(match_search *search)
{
    dz_status status = DZ_OK;
    size_t kept = 0;
    for (size_t i = 0; i < search->chains.count && i < CHAINS_TRIED_ALIKE && status == DZ_OK; i++) {
        dz_place place;
        dz_span all = {0, search->quote.tokens.count};
        status =
            dz_place__make_alike(&search->arena, &place, search->index, &search->quote, &search->chains.items[i], all);
        if (status == DZ_OK && is_found(search, &place)) {
            status = keep_place(search, &place);
            kept++;
        }
    }
    if (kept)
        sort_places(search);
    return status;
}

/* The tokens of the quote before the first and behind the last that has a partner. */
static size_t first_covered(const dz_place *place)
{
    size_t at = place->token_begin;
    while (at < place->token_end && place->partners[at] == DZ_NO_PARTNER)
        at++;
    return at;
}

static size_t last_covered(const dz_place *place)
{
    size_t at = place->token_end;
    while (at > place->token_begin && place->partners[at - 1] == DZ_NO_PARTNER)
        at--;
    return at;
}

static bool is_worth_a_part(const match_search *search, size_t begin, size_t end)
{
    if (end <= begin || end - begin < TOKENS_PART)
        return false;
    return weight_of(search, begin, end) >= WEIGHT_PART;
}

static bool chain_serves(const match_search *search, const dz_chain *chain, size_t begin, size_t end)
{
    dz_span wanted = key_of_tokens(search, begin, end);
    size_t from = chain->first.quote, to = chain->last.quote + chain->last.length;
    size_t low = from > wanted.begin ? from : wanted.begin, high = to < wanted.end ? to : wanted.end;
    if (high <= low)
        return false;
    return 2 * (high - low) >= to - from || 2 * (high - low) >= wanted.end - wanted.begin;
}

/* The place that covers most of the tokens `begin` to `end`; among equals one in the document of `beside`. */
static dz_status find_part(match_search *search, const dz_place *beside, size_t begin, size_t end, dz_place *part,
                           bool *found)
{
    uint32_t best = 0;
    size_t tried = 0;
    *found = false;
    for (size_t i = 0; i < search->chains.count && tried < CHAINS_TRIED_FOR_PART; i++) {
        if (!chain_serves(search, &search->chains.items[i], begin, end))
            continue;
        dz_place place;
        dz_status status = dz_place__make(&search->arena, &place, search->index, &search->quote,
                                          &search->chains.items[i], (dz_span){begin, end});
        if (status != DZ_OK)
            return status;
        tried++;
        uint32_t covered = dz_place__covered(&place, &search->quote, begin, end);
        bool better = covered > best ||
                      (covered == best && place.document == beside->document && part->document != beside->document);
        uint32_t least = place.document == beside->document ? WEIGHT_PART : WEIGHT_PART_ELSEWHERE;
        if (!better || covered < least)
            continue;
        *part = place;
        best = covered;
        *found = true;
    }
    if ((float)best < SHARE_OF_PART * (float)weight_of(search, begin, end))
        *found = false;
    return DZ_OK;
}

/* Gives each of two parts the tokens that it covers better: `left` those before a cut, `right` those behind it. Among
 * equal cuts one at a mark of omission is taken. */
static void cut_between(const match_search *search, dz_place *left, dz_place *right)
{
    size_t begin = left->token_begin, end = right->token_end, best = begin;
    uint32_t best_score = 0;
    for (size_t cut = begin; cut <= end; cut++) {
        uint32_t score =
            dz_place__covered(left, &search->quote, begin, cut) + dz_place__covered(right, &search->quote, cut, end);
        bool marked = cut < end && search->quote.tokens.items[cut].after_ellipsis;
        score = 2 * score + marked;
        if (score > best_score) {
            best_score = score;
            best = cut;
        }
    }
    dz_place__restrict(left, &search->quote, begin, best);
    dz_place__restrict(right, &search->quote, best, end);
}

/* Whether what a part covers is dense, and enough of the quote, for a part of a splice: what is scattered has no other
 * half elsewhere, nor has a set phrase. */
static bool is_dense(const match_search *search, const dz_place *place)
{
    dz_place core = *place;
    core.token_begin = (uint32_t)first_covered(place);
    core.token_end = (uint32_t)last_covered(place);
    if (core.token_begin >= core.token_end || (float)place->covered < SHARE_OF_LEAST_PART * (float)search->quote.weight)
        return false;
    return dz_place__score(&core, &search->quote) >= SCORE_OF_PART;
}

/* As find_part, with seeds by the words of those tokens too, where the chains have none or may have missed places. */
static dz_status find_part_by_terms(match_search *search, const dz_place *beside, size_t begin, size_t end,
                                    dz_place *part, bool *found)
{
    dz_status status = find_part(search, beside, begin, end, part, found);
    if (status != DZ_OK || (*found && weight_of(search, begin, end) >= WEIGHT_MIDDLING))
        return status;
    search->chains.count = 0;
    status = dz_seeds__by_terms(search->context, &search->seeds, search->index, &search->quote, (dz_span){begin, end},
                                SHARE_OF_PART);
    if (status == DZ_OK)
        status = dz_chains__find(search->context, &search->chains, &search->seeds, search->index);
    return status == DZ_OK ? find_part(search, beside, begin, end, part, found) : status;
}

/* Looks for the rest of the quote before the first part or behind the last one; `*grown` where it was found. */
static dz_status grow_parts(match_search *search, bool at_end, bool *grown)
{
    dz_place *edge = at_end ? &search->parts[search->part_count - 1] : &search->parts[0];
    size_t begin = at_end ? last_covered(edge) : edge->token_begin;
    size_t end = at_end ? edge->token_end : first_covered(edge);
    *grown = false;
    if (!is_worth_a_part(search, begin, end) || search->part_count == LARGEST_SPLICE || !is_dense(search, edge))
        return DZ_OK;
    dz_place part = {0};
    dz_status status = find_part_by_terms(search, edge, begin, end, &part, grown);
    if (status != DZ_OK || !*grown)
        return status;
    part.token_begin = edge->token_begin;
    part.token_end = edge->token_end;
    if (at_end) {
        search->parts[search->part_count++] = part;
        edge = &search->parts[search->part_count - 2];
    } else {
        memmove(search->parts + 1, search->parts, search->part_count++ * sizeof part);
        search->parts[0] = part;
        edge = &search->parts[0];
    }
    cut_between(search, &edge[0], &edge[1]);
    if (!edge[0].covered || !edge[1].covered) { /* one serves for both */
        size_t gone = (size_t)(edge - search->parts) + !edge[1].covered;
        memmove(search->parts + gone, search->parts + gone + 1, (--search->part_count - gone) * sizeof part);
        *grown = false;
    }
    return DZ_OK;
}

static uint32_t covered_by_parts(const match_search *search)
{
    uint32_t covered = 0;
    for (size_t i = 0; i < search->part_count; i++)
        covered += search->parts[i].covered;
    return covered;
}

static bool is_splice(const match_search *search)
{
    float score = 0, weight = (float)search->quote.weight;
    for (size_t i = 0; i < search->part_count; i++) {
        const dz_place *part = &search->parts[i];
        score += dz_place__score(part, &search->quote) * (float)weight_of(search, part->token_begin, part->token_end);
    }
    return (float)covered_by_parts(search) >= SHARE_FOUND_SPLICED * weight && score >= SCORE_FOUND_SPLICED * weight;
}

/* The best place, and others for what of the quote it does not cover. The places keep their own partners. */
static dz_status choose_parts(match_search *search)
{
    const dz_place *best = &search->places.items[0];
    size_t size = search->quote.tokens.count * sizeof *best->partners;
    search->parts[0] = *best;
    search->part_count = 1;
    search->parts[0].partners = dz_arena__copy_bytes(&search->arena, best->partners, size);
    if (!search->parts[0].partners)
        return DZ_ERROR_MEMORY;
    for (bool more = true; more;) {
        bool grown;
        dz_status status = grow_parts(search, true, &more);
        if (status == DZ_OK)
            status = grow_parts(search, false, &grown);
        if (status != DZ_OK)
            return status;
        more = more || grown;
    }
    if (search->part_count > 1 && !is_splice(search)) {
        search->parts[0] = *best;
        search->part_count = 1;
    }
    return DZ_OK;
}

static bool is_white(unsigned char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* How many bytes of marks at the begin of `source` are the marks at the begin of `quote`, folded. */
static dz_status count_same_marks(dz_context *context, dz_view source, dz_view quote, size_t *bytes)
{
    dz_tokens first = {0}, second = {0};
    *bytes = 0;
    dz_status status = dz_tokens__make(context, &first, source.data, source.length);
    if (status == DZ_OK)
        status = dz_tokens__make(context, &second, quote.data, quote.length);
    for (size_t i = 0; status == DZ_OK && i < first.count && i < second.count; i++) {
        dz_view a = dz_tokens__form(&first, i), b = dz_tokens__form(&second, i);
        bool mark = first.items[i].kind == DZ_TOKEN_MARK && second.items[i].kind == DZ_TOKEN_MARK;
        if (!mark || a.length != b.length || memcmp(a.data, b.data, a.length) != 0)
            break;
        *bytes = first.items[i].text.end;
    }
    dz_tokens__free(&first);
    dz_tokens__free(&second);
    return status;
}

/* As count_same_marks, from the ends of both towards their begins. */
static dz_status count_same_marks_backward(dz_context *context, dz_view source, dz_view quote, size_t *bytes)
{
    dz_tokens first = {0}, second = {0};
    *bytes = 0;
    dz_status status = dz_tokens__make(context, &first, source.data, source.length);
    if (status == DZ_OK)
        status = dz_tokens__make(context, &second, quote.data, quote.length);
    for (size_t i = first.count, j = second.count; status == DZ_OK && i-- > 0 && j-- > 0;) {
        dz_view a = dz_tokens__form(&first, i), b = dz_tokens__form(&second, j);
        bool mark = first.items[i].kind == DZ_TOKEN_MARK && second.items[j].kind == DZ_TOKEN_MARK;
        if (!mark || a.length != b.length || memcmp(a.data, b.data, a.length) != 0)
            break;
        *bytes = source.length - first.items[i].text.begin;
    }
    dz_tokens__free(&first);
    dz_tokens__free(&second);
    return status;
}

/* Takes in the marks around a stretch of the source that the quote has too, so that a sentence quoted with its full
 * stop is found with it, and one without is found without. */
static dz_status take_in_marks(match_search *search, const dz_place *place, dz_span quote, dz_span *source)
{
    const dz_quote_token *tokens = search->quote.tokens.items;
    dz_view text = dz_document_text(search->index->entries.items[place->document].document);
    const char *words = search->quote.text.data;
    size_t first = tokens[place->token_begin].text.begin, last = tokens[place->token_end - 1].text.end, bytes;
    dz_status status = DZ_OK;
    if (quote.end > last) {
        size_t end = source->end;
        while (end < text.length && end - source->end < LARGEST_MARKS && text.data[end] != '\n')
            dz_utf8__next(text.data, text.length, &end);
        dz_view tail = {text.data + source->end, end - source->end}, marks = {words + last, quote.end - last};
        if ((status = count_same_marks(search->context, tail, marks, &bytes)) != DZ_OK)
            return status;
        source->end += bytes;
    }
    if (first > quote.begin) {
        size_t begin = source->begin;
        while (begin && source->begin - begin < LARGEST_MARKS && text.data[begin - 1] != '\n')
            dz_utf8__previous(text.data, &begin);
        dz_view head = {text.data + begin, source->begin - begin}, marks = {words + quote.begin, first - quote.begin};
        if ((status = count_same_marks_backward(search->context, head, marks, &bytes)) != DZ_OK)
            return status;
        source->begin -= bytes;
    }
    return status;
}

/* Whether the quote ends as a sentence does: with a full stop, not with a comma or a mark of omission. */
static bool ends_sentence(const match_search *search)
{
    const dz_quote_token *last = &search->quote.tokens.items[search->quote.tokens.count - 1];
    dz_view text = search->quote.text;
    for (size_t at = last->text.end; at < text.length && !search->quote.ends_in_ellipsis;) {
        uint32_t codepoint = dz_utf8__next(text.data, text.length, &at);
        if (codepoint == '.' || codepoint == '!' || codepoint == '?' || codepoint == 0x3002 || codepoint == 0xFF01 ||
            codepoint == 0xFF1F)
            return true;
    }
    return false;
}

/* The last token of the source's sentence, where only a few stand behind `last` and the quote puts its full stop
 * there: "was not." that is quoted as "was." has lost a word. */
static size_t take_in_rest(const match_search *search, const dz_place *place, size_t last)
{
    size_t end = last + 1;
    while (end < place->token_count && !place->tokens[end].begins_sentence && end - last <= WORDS_LOST_AT_END)
        end++;
    bool whole = end < place->token_count && place->tokens[end].begins_sentence;
    return whole && end - last - 1 <= WORDS_LOST_AT_END ? end - 1 : last;
}

/* Whether two stretches have the same letters, whatever stands between them: "Cyberattacks" and "Cyber attacks". */
static bool same_letters(dz_view quote, dz_view source)
{
    size_t i = 0, j = 0, letters = 0;
    for (;; i++, j++, letters++) {
        while (i < quote.length && !u_isalnum((unsigned char)quote.data[i]) && !(quote.data[i] & 0x80))
            i++;
        while (j < source.length && !u_isalnum((unsigned char)source.data[j]) && !(source.data[j] & 0x80))
            j++;
        if (i == quote.length || j == source.length)
            return i == quote.length && j == source.length && letters;
        if (u_tolower((unsigned char)quote.data[i]) != u_tolower((unsigned char)source.data[j]))
            return false;
    }
}

static size_t letters_before_apostrophe(dz_view word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] == '\'' || (unsigned char)word.data[i] == 0xE2)
            return i;
    return word.length;
}

/* Whether one of two words is the other with an apostrophe and what follows: "there's", "there". */
static bool is_contraction(const match_search *search, const dz_place *place, size_t number, size_t token)
{
    const dz_quote_token *quote = &search->quote.tokens.items[number];
    const dz_source_token *source = &place->tokens[token];
    dz_view text = dz_document_text(search->index->entries.items[place->document].document);
    dz_view first = {search->quote.text.data + quote->text.begin, quote->text.end - quote->text.begin};
    dz_view second = {text.data + source->text.begin, source->text.end - source->text.begin};
    size_t length = letters_before_apostrophe(first), other = letters_before_apostrophe(second);
    bool one = (length < first.length) != (other < second.length);
    first.length = length;
    second.length = other;
    return one && length > 1 && same_letters(first, second);
}

/* Whether the tokens `begin` to `end` of the quote have the letters of those from `first` to `last` of the source. */
static bool same_letters_at(const match_search *search, const dz_place *place, dz_span quote, size_t first, size_t last)
{
    const dz_quote_token *tokens = search->quote.tokens.items;
    dz_view text = dz_document_text(search->index->entries.items[place->document].document);
    size_t begin = tokens[quote.begin].text.begin, source = place->tokens[first].text.begin;
    return same_letters((dz_view){search->quote.text.data + begin, tokens[quote.end - 1].text.end - begin},
                        (dz_view){text.data + source, place->tokens[last].text.end - source});
}

/* How many sentences end between the tokens `begin` and `end` of the quote. */
static size_t count_sentence_ends(const match_search *search, size_t begin, size_t end)
{
    const dz_prepared_quote *quote = &search->quote;
    size_t count = 0;
    for (size_t i = begin + 1; i <= end && i < quote->tokens.count; i++)
        count += dz_place__ends_sentence(quote->text.data, quote->tokens.items[i - 1].text.end,
                                         quote->tokens.items[i].text.begin);
    return count;
}

/* Where a part begins in the source when the quote's words before its first partner have none: at the quote's first
 * word, if that is not far before; else as many words before as the quote has in their place. Never in another
 * sentence, unless a sentence of the quote ends there, too, as the number of a paragraph does ("2. ..."). */
static size_t take_in_head(const match_search *search, const dz_place *place, size_t first, size_t head)
{
    uint32_t wanted = search->quote.tokens.items[place->token_begin].id;
    size_t room = 0, ends = count_sentence_ends(search, place->token_begin, place->token_begin + head);
    while (room < first && room < head + WORDS_BEYOND_END) {
        if (place->tokens[first - room].begins_sentence && !ends--)
            break;
        room++;
        dz_span quote = {place->token_begin, place->token_begin + head};
        if (head && (place->tokens[first - room].id == wanted ||
                     same_letters_at(search, place, quote, first - room, first - 1) ||
                     is_contraction(search, place, place->token_begin, first - room)))
            return first - room;
    }
    return first - (room < head ? room : head);
}

/* The same at the end. */
static size_t take_in_tail(const match_search *search, const dz_place *place, size_t last, size_t tail)
{
    uint32_t wanted = search->quote.tokens.items[place->token_end - 1].id;
    size_t room = 0, ends = count_sentence_ends(search, place->token_end - tail - 1, place->token_end - 1);
    while (last + room + 1 < place->token_count && room < tail + WORDS_BEYOND_END) {
        if (place->tokens[last + room + 1].begins_sentence && !ends--)
            break;
        room++;
        dz_span quote = {place->token_end - tail, place->token_end};
        if (tail &&
            (place->tokens[last + room].id == wanted || same_letters_at(search, place, quote, last + 1, last + room)))
            return last + room;
    }
    return last + (room < tail ? room : tail);
}

/* The stretch of the source that a part is compared to: from its first word to its last, and where words at an end of
 * the quote have no partners, the words that they stand in place of. */
static dz_span take_in_replaced(const match_search *search, const dz_place *place)
{
    size_t first = 0, last = 0;
    if (!dz_place__source(place, &first, &last))
        return (dz_span){0, 0};
    float most = SHARE_REPLACED_AT_END * (float)weight_of(search, place->token_begin, place->token_end);
    size_t begin = first_covered(place), end = last_covered(place);
    size_t head = begin - place->token_begin, tail = place->token_end - end;
    bool few_before = head <= WORDS_REPLACED_AT_END && (float)weight_of(search, place->token_begin, begin) <= most;
    bool few_behind = tail <= WORDS_REPLACED_AT_END && (float)weight_of(search, end, place->token_end) <= most;
    if (few_before)
        first = take_in_head(search, place, first, head);
    if (few_behind)
        last = take_in_tail(search, place, last, tail);
    if (!tail && place->token_end == search->quote.tokens.count && ends_sentence(search))
        last = take_in_rest(search, place, last);
    return (dz_span){place->tokens[first].text.begin, place->tokens[last].text.end};
}

/* The bytes of the quote that a part holds: its tokens, and the marks between them and those of its neighbours. */
static dz_span quote_span(const match_search *search, const dz_place *place)
{
    const dz_quote_token *tokens = search->quote.tokens.items;
    dz_view text = search->quote.text;
    dz_span span = {0, text.length};
    if (place->token_begin) {
        span.begin = tokens[place->token_begin - 1].text.end;
        while (span.begin < tokens[place->token_begin].text.begin && !is_white((unsigned char)text.data[span.begin]))
            span.begin++;
    }
    if (place->token_end < search->quote.tokens.count) {
        span.end = tokens[place->token_end - 1].text.end;
        while (span.end < tokens[place->token_end].text.begin && !is_white((unsigned char)text.data[span.end]))
            span.end++;
    }
    while (span.begin < span.end && is_white((unsigned char)text.data[span.begin]))
        span.begin++;
    while (span.end > span.begin && is_white((unsigned char)text.data[span.end - 1]))
        span.end--;
    return span;
}

static dz_status push_match(match_search *search, const dz_place *place, uint32_t rank, uint32_t part)
{
    dz_match match = {.document = place->document, .rank = rank, .part = part};
    match.quote = quote_span(search, place);
    match.source = take_in_replaced(search, place);
    match.score = (float)place->covered / (float)weight_of(search, place->token_begin, place->token_end);
    dz_status status = take_in_marks(search, place, match.quote, &match.source);
    return status == DZ_OK ? dz_array__push(search->context, &search->matches, match) : status;
}

/* Whether two neighbouring parts are one place: near each other, in either order (if turned about, in one sentence); or
 * with a mark of omission between
 * them in the quote, in the source's order, and not too far apart or in one turn. */
static bool is_one_place(const match_search *search, size_t part)
{
    const dz_place *left = &search->parts[part], *right = left + 1;
    if (left->document != right->document)
        return false;
    dz_span a = dz_place__span(left), b = dz_place__span(right);
    size_t gap = b.begin >= a.end ? b.begin - a.end : a.begin >= b.end ? a.begin - b.end : 0;
    const dz_document *document = search->index->entries.items[left->document].document;
    if (gap <= DZ_MATCH_FAR_TEXT)
        return b.end > a.begin || !dz_place__ends_sentence(dz_document_text(document).data, b.end, a.begin);
    if (b.begin < a.end || !search->quote.tokens.items[right->token_begin].after_ellipsis)
        return false;
    const dz_block *first = dz_document_block_at(document, a.begin), *second = dz_document_block_at(document, b.begin);
    bool turns = first && second && first->turn != DZ_NO_TURN && second->turn != DZ_NO_TURN;
    return turns ? first->turn == second->turn : gap <= LARGEST_ELLIPSIS;
}

static void join_matches(const match_search *search, dz_match *left, const dz_match *right)
{
    float left_weight = (float)(left->quote.end - left->quote.begin);
    float right_weight = (float)(right->quote.end - right->quote.begin);
    left->score = (left->score * left_weight + right->score * right_weight) / (left_weight + right_weight);
    left->quote.end = right->quote.end;
    if (right->source.begin < left->source.begin)
        left->source.begin = right->source.begin;
    if (right->source.end > left->source.end)
        left->source.end = right->source.end;
}

static dz_status push_parts(match_search *search)
{
    for (size_t i = 0; i < search->part_count; i++) {
        uint32_t part = (uint32_t)search->matches.count + 1;
        dz_status status = push_match(search, &search->parts[i], 1, part);
        if (status != DZ_OK)
            return status;
        dz_match *last = &search->matches.items[search->matches.count - 1];
        if (i && is_one_place(search, i - 1)) {
            join_matches(search, last - 1, last);
            search->matches.count--;
        }
    }
    return DZ_OK;
}

/* The other places of the same words. */
static dz_status push_others(match_search *search, size_t limit)
{
    uint32_t rank = 1;
    uint32_t best = covered_by_parts(search);
    size_t main_parts = search->part_count;
    for (size_t i = 1; i < search->places.count && rank < limit; i++) {
        const dz_place *place = &search->places.items[i];
        bool is_main = false;
        for (size_t j = 0; j < main_parts; j++)
            is_main = is_main || overlaps(place, &search->parts[j]);
        if (is_main || !is_found(search, place) || (float)place->covered < SHARE_OF_BEST * (float)best)
            continue;
        dz_status status = push_match(search, place, ++rank, 1);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

static dz_status decide(match_search *search, size_t limit, dz_match_list *list)
{
    dz_status status = DZ_OK;
    if (!search->places.count)
        return DZ_OK;
    if (search->quote.weight < WEIGHT_MIDDLING && !is_found(search, &search->places.items[0]))
        status = find_alike(search);
    if (status != DZ_OK || (status = choose_parts(search)) != DZ_OK)
        return status;
    uint32_t covered = covered_by_parts(search);
    list->found = search->part_count > 1 || is_found(search, &search->parts[0]);
    list->coverage = (float)covered / (float)search->quote.weight;
    if (list->found) {
        status = push_parts(search);
        return status == DZ_OK ? push_others(search, limit) : status;
    }
    if (list->coverage >= SHARE_NEAR_MISS)
        status = push_match(search, &search->places.items[0], 1, 1);
    return status;
}

static void free_search(match_search *search)
{
    dz_quote__free(&search->quote);
    dz_array__free(search->context, &search->seeds);
    dz_array__free(search->context, &search->chains);
    dz_array__free(search->context, &search->places);
    dz_array__free(search->context, &search->matches);
    dz_arena__free(&search->arena);
}

dz_status dz_match_quote(dz_context *context, dz_match_list **out, const dz_index *index, const char *quote,
                         size_t length, const dz_match_options *options)
{
    *out = NULL;
    size_t limit = options && options->limit ? options->limit : DEFAULT_LIMIT;
    match_search search = {.context = context, .index = index};
    dz_arena__init(&search.arena, context);
    dz_match_list *list = dz_memory__zeroed(context, 1, sizeof *list);
    if (!list)
        return DZ_ERROR_MEMORY;
    dz_status status = dz_quote__prepare(context, &search.quote, quote, length);
    if (status != DZ_OK)
        goto done;
    if (search.quote.weight && index->key_length && (status = find_places(&search)) != DZ_OK)
        goto done;
    if ((status = decide(&search, limit, list)) != DZ_OK)
        goto done;
    if ((status = dz_array__reserve(context, &search.matches, 1)) != DZ_OK)
        goto done;
    list->items = search.matches.items;
    list->count = search.matches.count;
    list->context = context;
    memset(&search.matches, 0, sizeof search.matches);
    *out = list;
    list = NULL;
done:
    free_search(&search);
    dz_memory__free(context, list);
    return status;
}

void dz_match_list_free(dz_match_list *list)
{
    if (!list)
        return;
    dz_match *items;
    memcpy(&items, &list->items, sizeof items);
    dz_memory__free(list->context, items);
    dz_memory__free(list->context, list);
}
