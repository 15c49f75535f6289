#include "match/chain.h"

#include <string.h>

#include "match/grams.h"

/* How many places of one gram are looked at: what stands in more is a set phrase, and other grams tell its places
 * apart. */
#define POSTINGS_PER_GRAM 64

/* How many seeds before one are tried as its predecessor, and how many chains are taken from one group of seeds. */
#define PREDECESSORS 64
#define CHAINS_PER_GROUP 4

/* A gap costs a byte of score for so many bytes by which it is longer on one side. */
#define BYTES_OF_GAP_PER_COST 16

#define NO_SEED UINT32_MAX

dz_status dz_seeds__find(dz_context *context, dz_seeds *seeds, const dz_index *index, const dz_prepared_quote *quote)
{
    dz_view key = dz_buffer__view(&quote->key);
    uint32_t positions[POSTINGS_PER_GRAM];
    dz_gram_walk walk;
    dz_gram gram;
    dz_grams__start(&walk, key.data, key.length);
    while (dz_grams__next(&walk, &gram)) {
        size_t count = dz_postings__find(&index->postings, gram.hash, positions, POSTINGS_PER_GRAM);
        for (size_t i = 0; i < count; i++) {
            dz_seed seed = {positions[i], (uint32_t)gram.begin, (uint32_t)(gram.end - gram.begin)};
            dz_status status = dz_array__push(context, seeds, seed);
            if (status != DZ_OK)
                return status;
        }
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
