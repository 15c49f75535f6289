#include "align/anchors.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* A word is rare where it stands so often at most, in the whole text. */
#define RARE 6

/* Translations less probable than this do not vote. */
#define LEAST_WEIGHT 0.05f

typedef struct vote {
    uint32_t i, j;
    float weight;
    uint32_t previous; /* in the chain; a vote's number + 1, or 0 */
    float sum;         /* of the heaviest chain that ends here */
} vote;

typedef DZ_ARRAY(vote) vote_array;

/* Where each rare word stands: sentences[starts[word]] .. */
typedef struct places_index {
    uint32_t *starts;
    uint32_t *sentences;
} places_index;

static bool is_rare(const dz_align__side *side, uint32_t word)
{
    return side->frequencies[word] <= RARE;
}

static dz_status index_places(dz_context *context, places_index *index, const dz_align__side *side)
{
    size_t words = side->vocabulary.count;
    index->starts = dz_memory__zeroed(context, words + 2, sizeof *index->starts);
    if (!index->starts)
        return DZ_ERROR_MEMORY;
    for (uint32_t t = side->starts[0]; t < side->starts[side->count]; t++)
        if (is_rare(side, side->tokens[t]))
            index->starts[side->tokens[t] + 2]++;
    for (size_t word = 0; word < words; word++)
        index->starts[word + 2] += index->starts[word + 1];
    index->sentences = dz_memory__allocate(context, index->starts[words + 1] * sizeof *index->sentences);
    if (!index->sentences)
        return DZ_ERROR_MEMORY;
    /* starts[word + 1] walks from the word's beginning to its end, which is what it must be afterwards. */
    for (uint32_t s = 0; s < side->count; s++)
        for (uint32_t t = side->starts[s]; t < side->starts[s + 1]; t++)
            if (is_rare(side, side->tokens[t]))
                index->sentences[index->starts[side->tokens[t] + 1]++] = s;
    return DZ_OK;
}

static void free_places(dz_context *context, places_index *index)
{
    dz_memory__free(context, index->starts);
    dz_memory__free(context, index->sentences);
}

static dz_status vote_for(dz_context *context, vote_array *votes, const places_index *source, uint32_t word,
                          const places_index *target, uint32_t other, float weight)
{
    uint32_t source_count = source->starts[word + 1] - source->starts[word];
    uint32_t target_count = target->starts[other + 1] - target->starts[other];
    float share = weight / (float)((size_t)source_count * target_count);
    for (uint32_t s = source->starts[word]; s < source->starts[word + 1]; s++)
        for (uint32_t t = target->starts[other]; t < target->starts[other + 1]; t++)
            if (dz_array__push(context, votes, ((vote){source->sentences[s], target->sentences[t], share, 0, 0})) !=
                DZ_OK)
                return DZ_ERROR_MEMORY;
    return DZ_OK;
}

static dz_status collect_votes(dz_context *context, vote_array *votes, const places_index *source,
                               const places_index *target, const dz_align__table *table)
{
    for (uint32_t word = 0; word < table->row_count; word++) {
        if (source->starts[word] == source->starts[word + 1])
            continue;
        for (uint32_t i = table->starts[word]; i < table->starts[word + 1]; i++) {
            if (table->weights[i] < LEAST_WEIGHT)
                continue;
            dz_status status = vote_for(context, votes, source, word, target, table->words[i], table->weights[i]);
            if (status != DZ_OK)
                return status;
        }
    }
    return DZ_OK;
}

/* Columns fall within a row, so that a chain takes at most one vote of a row. */
static int compare_votes(const void *left, const void *right)
{
    const vote *a = left, *b = right;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    if (a->j != b->j)
        return a->j > b->j ? -1 : 1;
    return (a->weight > b->weight) - (a->weight < b->weight);
}

static void merge_votes(vote_array *votes)
{
    size_t kept = 0;
    for (size_t n = 0; n < votes->count; n++) {
        vote *last = kept ? &votes->items[kept - 1] : NULL;
        if (last && last->i == votes->items[n].i && last->j == votes->items[n].j)
            last->weight += votes->items[n].weight;
        else
            votes->items[kept++] = votes->items[n];
    }
    votes->count = kept;
}

/* A Fenwick tree over columns holds the vote (number + 1) that ends the heaviest chain at or before each. */
static uint32_t best_before(const uint32_t *tree, const vote *votes, uint32_t column)
{
    uint32_t best = 0;
    for (uint32_t at = column; at > 0; at &= at - 1)
        if (tree[at] && (!best || votes[tree[at] - 1].sum > votes[best - 1].sum))
            best = tree[at];
    return best;
}

static void put_best(uint32_t *tree, uint32_t size, const vote *votes, uint32_t column, uint32_t number)
{
    for (uint32_t at = column + 1; at <= size; at += at & -at)
        if (!tree[at] || votes[number - 1].sum > votes[tree[at] - 1].sum)
            tree[at] = number;
}

/* The heaviest chain; the number + 1 of its last vote. */
static uint32_t chain_votes(vote_array *votes, uint32_t *tree, uint32_t columns)
{
    uint32_t best = 0;
    for (uint32_t n = 0; n < votes->count; n++) {
        vote *here = &votes->items[n];
        here->previous = best_before(tree, votes->items, here->j);
        here->sum = here->weight + (here->previous ? votes->items[here->previous - 1].sum : 0);
        put_best(tree, columns, votes->items, here->j, n + 1);
        if (!best || here->sum > votes->items[best - 1].sum)
            best = n + 1;
    }
    return best;
}

static dz_status list_chain(dz_context *context, dz_align__point **points, size_t *count, const vote_array *votes,
                            uint32_t last)
{
    size_t length = 0;
    for (uint32_t n = last; n; n = votes->items[n - 1].previous)
        length++;
    *points = dz_memory__allocate(context, length * sizeof **points);
    if (!*points)
        return DZ_ERROR_MEMORY;
    *count = length;
    for (uint32_t n = last; n; n = votes->items[n - 1].previous)
        (*points)[--length] = (dz_align__point){votes->items[n - 1].i, votes->items[n - 1].j};
    return DZ_OK;
}

dz_status dz_align__anchors(dz_context *context, dz_align__point **points, size_t *count, const dz_align__side *source,
                            const dz_align__side *target, const dz_align__table *table)
{
    *points = NULL;
    *count = 0;
    places_index source_places = {0}, target_places = {0};
    vote_array votes = {0};
    uint32_t *tree = dz_memory__zeroed(context, target->count + (size_t)1, sizeof *tree);
    dz_status status = tree ? index_places(context, &source_places, source) : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = index_places(context, &target_places, target);
    if (status == DZ_OK)
        status = collect_votes(context, &votes, &source_places, &target_places, table);
    if (status != DZ_OK)
        goto done;
    if (votes.count)
        qsort(votes.items, votes.count, sizeof *votes.items, compare_votes);
    merge_votes(&votes);
    status = list_chain(context, points, count, &votes, chain_votes(&votes, tree, target->count));
done:
    dz_memory__free(context, tree);
    dz_array__free(context, &votes);
    free_places(context, &source_places);
    free_places(context, &target_places);
    return status;
}
