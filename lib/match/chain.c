#include "match/chain.h"

#include <string.h>

#include "match/grams.h"

/* How many places of one gram are looked at in one segment: what stands in more is a set phrase, and other grams tell
 * its places apart. */
#define POSTINGS_PER_GRAM 64

/* How many seeds before one are tried as its predecessor, and how many chains are taken from one group of seeds. */
#define PREDECESSORS 64
#define CHAINS_PER_GROUP 4

/* A gap costs a byte of score for so many bytes by which it is longer on one side. */
#define BYTES_OF_GAP_PER_COST 16

/* How many of the nearest places of a changed short quote are looked at. */
#define APPROXIMATE_ENDS 16

#define NO_SEED UINT32_MAX

dz_status dz_seeds__find(dz_context *context, dz_seeds *seeds, const dz_index *index, const dz_prepared_quote *quote)
{
    dz_view key = dz_buffer__view(&quote->key);
    dz_gram_walk walk;
    dz_gram gram;
    dz_grams__start(&walk, key.data, key.length);
    while (dz_grams__next(&walk, &gram)) {
        for (size_t i = 0; i < index->segments.count; i++) {
            size_t count;
            const dz_posting *postings = dz_index__find(&index->segments.items[i], gram.hash, &count);
            for (size_t j = 0; j < count && j < POSTINGS_PER_GRAM; j++) {
                dz_seed seed = {postings[j].position, (uint32_t)gram.begin, (uint32_t)(gram.end - gram.begin)};
                dz_status status = dz_array__push(context, seeds, seed);
                if (status != DZ_OK)
                    return status;
            }
        }
    }
    return DZ_OK;
}

dz_status dz_seeds__scan(dz_context *context, dz_seeds *seeds, const dz_index *index, const dz_prepared_quote *quote,
                         dz_span stretch, size_t limit)
{
    const char *needle = dz_buffer__view(&quote->key).data + stretch.begin;
    size_t length = stretch.end - stretch.begin;
    const char *key = index->key.items, *end = key + index->key.count;
    for (const char *at = key; limit && length && (size_t)(end - at) >= length; limit--) {
        const char *found = memmem(at, (size_t)(end - at), needle, length);
        if (!found)
            break;
        dz_seed seed = {(uint32_t)(found - key), (uint32_t)stretch.begin, (uint32_t)length};
        dz_status status = dz_array__push(context, seeds, seed);
        if (status != DZ_OK)
            return status;
        at = found + 1;
    }
    return DZ_OK;
}

/* The longest run of bytes that the key of the quote shares with the window of the index's key that ends at `end`. */
static dz_seed longest_common(const dz_index *index, dz_view quote, size_t end, size_t window)
{
    uint8_t above[DZ_MATCH_APPROXIMATE + 1] = {0};
    size_t begin = end > window ? end - window : 0;
    dz_seed best = {0};
    for (size_t i = begin; i < end; i++) {
        uint8_t diagonal = 0;
        for (size_t j = 1; j <= quote.length; j++) {
            uint8_t old = above[j];
            above[j] = index->key.items[i] == quote.data[j - 1] ? (uint8_t)(diagonal + 1) : 0;
            if (above[j] > best.length)
                best = (dz_seed){(uint32_t)(i + 1 - above[j]), (uint32_t)(j - above[j]), above[j]};
            diagonal = old;
        }
    }
    return best;
}

typedef struct near_end {
    size_t end;
    uint32_t distance;
} near_end;

/* Keeps an end among the nearest; of ends closer than the quote is long only the best. */
static void keep_end(near_end *ends, size_t *count, near_end fresh, size_t length)
{
    near_end *last = *count ? &ends[*count - 1] : NULL;
    if (last && fresh.end - last->end < length) {
        if (fresh.distance < last->distance)
            *last = fresh;
        return;
    }
    if (*count < APPROXIMATE_ENDS) {
        ends[(*count)++] = fresh;
        return;
    }
    size_t worst = 0;
    for (size_t i = 1; i < *count; i++)
        if (ends[i].distance >= ends[worst].distance)
            worst = i;
    if (ends[worst].distance <= fresh.distance)
        return;
    memmove(ends + worst, ends + worst + 1, (*count - worst - 1) * sizeof *ends);
    ends[*count - 1] = fresh;
}

dz_status dz_seeds__approximate(dz_context *context, dz_seeds *seeds, const dz_index *index,
                                const dz_prepared_quote *quote)
{
    dz_view key = dz_buffer__view(&quote->key);
    if (!key.length || key.length > DZ_MATCH_APPROXIMATE)
        return DZ_OK;
    uint64_t peq[256] = {0}, plus = ~UINT64_C(0), minus = 0, top = UINT64_C(1) << (key.length - 1);
    uint32_t distance = (uint32_t)key.length, most = (uint32_t)key.length * 2 / 5;
    near_end ends[APPROXIMATE_ENDS];
    size_t count = 0;
    for (size_t i = 0; i < key.length; i++)
        peq[(unsigned char)key.data[i]] |= UINT64_C(1) << i;
    for (size_t i = 0; i < index->key.count; i++) {
        uint64_t equal = peq[(unsigned char)index->key.items[i]], vertical = equal | minus;
        uint64_t diagonal = (((equal & plus) + plus) ^ plus) | equal;
        uint64_t up = minus | ~(diagonal | plus), down = plus & diagonal;
        distance += (up & top) != 0;
        distance -= (down & top) != 0;
        up <<= 1;
        down <<= 1;
        plus = down | ~(vertical | up);
        minus = up & vertical;
        if (distance <= most)
            keep_end(ends, &count, (near_end){i + 1, distance}, key.length);
    }
    for (size_t i = 0; i < count; i++) {
        dz_seed seed = longest_common(index, key, ends[i].end, key.length + most);
        dz_status status = seed.length ? dz_array__push(context, seeds, seed) : DZ_OK;
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

static int compare_seeds(const dz_seed *a, const dz_seed *b)
{
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return a->quote < b->quote ? -1 : a->quote > b->quote;
}

static void sift_seed(dz_seed *seeds, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && compare_seeds(&seeds[child], &seeds[child + 1]) < 0)
            child++;
        if (compare_seeds(&seeds[root], &seeds[child]) >= 0)
            return;
        dz_seed swap = seeds[root];
        seeds[root] = seeds[child];
        seeds[child] = swap;
    }
}

/* A heap sort: qsort(3) may allocate behind the context's back. */
static void sort_seeds(dz_seed *seeds, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_seed(seeds, i, count);
    for (size_t end = count; end-- > 1;) {
        dz_seed swap = seeds[0];
        seeds[0] = seeds[end];
        seeds[end] = swap;
        sift_seed(seeds, 0, end);
    }
}

typedef struct chain_link {
    uint32_t score;
    uint32_t before; /* number of the seed before, or NO_SEED */
    bool used;
} chain_link;

/* What a chain that ends in `before` gains from going on to `next`; 0 where it cannot. */
static uint32_t gain_of(const dz_seed *before, const dz_seed *next)
{
    if (next->quote <= before->quote || next->source <= before->source)
        return 0;
    uint32_t quote_end = before->quote + before->length, source_end = before->source + before->length;
    uint32_t quote_gap = next->quote > quote_end ? next->quote - quote_end : 0;
    uint32_t source_gap = next->source > source_end ? next->source - source_end : 0;
    if (source_gap > quote_gap + DZ_MATCH_FAR)
        return 0;
    uint32_t by_quote = next->quote + next->length - quote_end, by_source = next->source + next->length - source_end;
    if (next->quote + next->length <= quote_end || next->source + next->length <= source_end)
        return 0;
    uint32_t fresh = next->length;
    fresh = by_quote < fresh ? by_quote : fresh;
    fresh = by_source < fresh ? by_source : fresh;
    uint32_t difference = quote_gap > source_gap ? quote_gap - source_gap : source_gap - quote_gap;
    uint32_t cost = difference / BYTES_OF_GAP_PER_COST;
    return fresh > cost ? fresh - cost : 0;
}

static void link_seeds(const dz_seed *seeds, chain_link *links, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        links[i].score = seeds[i].length;
        links[i].before = NO_SEED;
        for (size_t j = i; j-- > begin && i - j <= PREDECESSORS;) {
            uint32_t gain = links[j].used ? 0 : gain_of(&seeds[j], &seeds[i]);
            if (gain && links[j].score + gain > links[i].score) {
                links[i].score = links[j].score + gain;
                links[i].before = (uint32_t)j;
            }
        }
    }
}

/* The best chain of a group whose seeds are not used up; false where there is none. */
static bool take_chain(const dz_seed *seeds, chain_link *links, size_t begin, size_t end, dz_chain *chain)
{
    link_seeds(seeds, links, begin, end);
    size_t best = SIZE_MAX;
    for (size_t i = begin; i < end; i++)
        if (!links[i].used && (best == SIZE_MAX || links[i].score > links[best].score))
            best = i;
    if (best == SIZE_MAX)
        return false;
    chain->score = links[best].score;
    chain->last = seeds[best];
    for (size_t i = best; i != NO_SEED; i = links[i].before) {
        links[i].used = true;
        chain->first = seeds[i];
    }
    return true;
}

static int compare_chains(const dz_chain *a, const dz_chain *b)
{
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->first.source < b->first.source ? -1 : a->first.source > b->first.source;
}

static void sort_chains(dz_chains *chains)
{
    for (size_t i = 1; i < chains->count; i++) {
        dz_chain chain = chains->items[i];
        size_t at = i;
        for (; at && compare_chains(&chain, &chains->items[at - 1]) < 0; at--)
            chains->items[at] = chains->items[at - 1];
        chains->items[at] = chain;
    }
}

/* Where the group of seeds ends that begins at `begin`: seeds of one document, none far from the next. */
static size_t end_of_group(const dz_seed *seeds, size_t begin, size_t count, uint32_t quote_length, size_t document_end)
{
    size_t end = begin + 1;
    while (end < count && seeds[end].source < document_end &&
           seeds[end].source - seeds[end - 1].source <= quote_length + DZ_MATCH_FAR)
        end++;
    return end;
}

dz_status dz_chains__find(dz_context *context, dz_chains *chains, dz_seeds *seeds, const dz_index *index)
{
    dz_status status = DZ_OK;
    uint32_t quote_length = 0;
    for (size_t i = 0; i < seeds->count; i++)
        if (seeds->items[i].quote + seeds->items[i].length > quote_length)
            quote_length = seeds->items[i].quote + seeds->items[i].length;
    sort_seeds(seeds->items, seeds->count);
    chain_link *links = dz_memory__zeroed(context, seeds->count + 1, sizeof *links);
    if (!links)
        return DZ_ERROR_MEMORY;
    for (size_t begin = 0, end; begin < seeds->count && status == DZ_OK; begin = end) {
        dz_chain chain = {.document = dz_index__document_at(index, seeds->items[begin].source)};
        size_t document_end = index->entries.items[chain.document].key_end;
        end = end_of_group(seeds->items, begin, seeds->count, quote_length, document_end);
        for (size_t i = 0; i < CHAINS_PER_GROUP && status == DZ_OK; i++) {
            if (!take_chain(seeds->items, links, begin, end, &chain))
                break;
            status = dz_array__push(context, chains, chain);
        }
    }
    dz_memory__free(context, links);
    sort_chains(chains);
    return status;
}
