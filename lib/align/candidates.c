#include "align/candidates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* So many entries of the index are read for a source at most, those of its rarest features first. */
#define MOST_ENTRIES 50000

typedef struct posting {
    uint32_t text;
    float weight;
} posting;

/* The targets that have a concept: postings[starts[concept]] .. */
typedef struct finder {
    dz_context *context;
    const dz_align__text_set *texts;
    const bool *of_source;
    size_t concept_count;
    float *rarity; /* of each concept */
    float *norms;  /* of each text */
    uint32_t *starts;
    posting *postings;
    float *sums; /* of each text; all 0 between two sources */
    uint32_t *touched;
    size_t touched_count;
    dz_align__feature *ordered; /* the source's features, by falling weight */
} finder;

static size_t text_begin(const dz_align__text_set *texts, size_t text)
{
    return text ? texts->ends.items[text - 1] : 0;
}

static size_t most_features(const dz_align__text_set *texts)
{
    size_t most = 0;
    for (size_t text = 0; text < texts->ends.count; text++) {
        size_t count = texts->ends.items[text] - text_begin(texts, text);
        most = count > most ? count : most;
    }
    return most;
}

/* A concept that few texts have says more of them. */
static void rate_concepts(finder *find)
{
    for (size_t n = 0; n < find->texts->features.count; n++)
        find->rarity[find->texts->features.items[n].concept]++;
    float all = (float)find->texts->ends.count + 1;
    for (size_t concept = 0; concept < find->concept_count; concept ++)
        find->rarity[concept] = find->rarity[concept] > 0 ? logf(all / find->rarity[concept]) : 0;
}

static float weigh(const finder *find, const dz_align__feature *feature)
{
    return log1pf(feature->weight) * find->rarity[feature->concept];
}

static void measure_texts(finder *find)
{
    for (size_t text = 0; text < find->texts->ends.count; text++) {
        double sum = 0;
        for (size_t n = text_begin(find->texts, text); n < find->texts->ends.items[text]; n++) {
            float weight = weigh(find, &find->texts->features.items[n]);
            sum += (double)weight * weight;
        }
        find->norms[text] = sum > 0 ? (float)sqrt(sum) : 1;
    }
}

/* Counts the targets of each concept, or, with room for them, lists them. */
static void walk_targets(finder *find, bool listing)
{
    const dz_align__text_set *texts = find->texts;
    for (size_t text = 0; text < texts->ends.count; text++)
        for (size_t n = text_begin(texts, text); n < texts->ends.items[text] && !find->of_source[text]; n++) {
            const dz_align__feature *feature = &texts->features.items[n];
            if (listing)
                find->postings[find->starts[feature->concept + 1]++] =
                    (posting){(uint32_t)text, weigh(find, feature) / find->norms[text]};
            else
                find->starts[feature->concept + 2]++;
        }
}

/* starts[concept + 1] walks from the concept's beginning to its end, which is what it must be afterwards. */
static dz_status index_targets(finder *find)
{
    walk_targets(find, false);
    for (size_t concept = 0; concept < find->concept_count; concept ++)
        find->starts[concept + 2] += find->starts[concept + 1];
    find->postings = dz_memory__zeroed(find->context, find->starts[find->concept_count + 1], sizeof *find->postings);
    if (!find->postings)
        return DZ_ERROR_MEMORY;
    walk_targets(find, true);
    return DZ_OK;
}

static dz_status begin(finder *find)
{
    size_t count = find->texts->ends.count;
    find->rarity = dz_memory__zeroed(find->context, find->concept_count, sizeof *find->rarity);
    find->starts = dz_memory__zeroed(find->context, find->concept_count + 2, sizeof *find->starts);
    find->norms = dz_memory__zeroed(find->context, count, sizeof *find->norms);
    find->sums = dz_memory__zeroed(find->context, count, sizeof *find->sums);
    find->touched = dz_memory__zeroed(find->context, count, sizeof *find->touched);
    find->ordered = dz_memory__zeroed(find->context, most_features(find->texts), sizeof *find->ordered);
    if (!find->rarity || !find->starts || !find->norms || !find->sums || !find->touched || !find->ordered)
        return DZ_ERROR_MEMORY;
    rate_concepts(find);
    measure_texts(find);
    return index_targets(find);
}

static void end(finder *find)
{
    dz_memory__free(find->context, find->rarity);
    dz_memory__free(find->context, find->starts);
    dz_memory__free(find->context, find->postings);
    dz_memory__free(find->context, find->norms);
    dz_memory__free(find->context, find->sums);
    dz_memory__free(find->context, find->touched);
    dz_memory__free(find->context, find->ordered);
}

static int compare_weights(const void *left, const void *right)
{
    const dz_align__feature *a = left, *b = right;
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a->concept > b->concept) - (a->concept < b->concept);
}

static size_t order_features(finder *find, size_t source)
{
    size_t count = 0;
    for (size_t n = text_begin(find->texts, source); n < find->texts->ends.items[source]; n++) {
        const dz_align__feature *feature = &find->texts->features.items[n];
        find->ordered[count++] = (dz_align__feature){feature->concept, weigh(find, feature) / find->norms[source]};
    }
    if (count)
        qsort(find->ordered, count, sizeof *find->ordered, compare_weights);
    return count;
}

/* Adds up what the source shares with each target, its weightiest features first. */
static void add_shared(finder *find, size_t source)
{
    size_t count = order_features(find, source), read = 0;
    for (size_t n = 0; n < count; n++) {
        uint32_t first = find->starts[find->ordered[n].concept], last = find->starts[find->ordered[n].concept + 1];
        if (read && read + last - first > MOST_ENTRIES)
            continue;
        read += last - first;
        for (uint32_t entry = first; entry < last; entry++) {
            uint32_t target = find->postings[entry].text;
            if (find->sums[target] <= 0)
                find->touched[find->touched_count++] = target;
            find->sums[target] += find->ordered[n].weight * find->postings[entry].weight;
        }
    }
}

/* All that two texts share; their features stand in one order. */
static float compare_texts(const finder *find, size_t source, size_t target)
{
    const dz_align__feature *features = find->texts->features.items;
    size_t i = text_begin(find->texts, source), i_end = find->texts->ends.items[source];
    size_t j = text_begin(find->texts, target), j_end = find->texts->ends.items[target];
    double sum = 0;
    while (i < i_end && j < j_end) {
        if (features[i].concept == features[j].concept)
            sum += (double)weigh(find, &features[i++]) * weigh(find, &features[j++]);
        else if (features[i].concept < features[j].concept)
            i++;
        else
            j++;
    }
    return (float)sum / (find->norms[source] * find->norms[target]);
}

/* Puts a candidate among the best so far, the best first. */
static void keep_best(dz_align__candidate *best, size_t *count, dz_align__candidate candidate)
{
    size_t place = *count < DZ_CANDIDATES ? (*count)++ : DZ_CANDIDATES;
    while (place > 0 && best[place - 1].likeness < candidate.likeness) {
        if (place < DZ_CANDIDATES)
            best[place] = best[place - 1];
        place--;
    }
    if (place < DZ_CANDIDATES)
        best[place] = candidate;
}

static dz_status find_targets(finder *find, dz_align__candidate_array *candidates, size_t source)
{
    dz_align__candidate best[DZ_CANDIDATES];
    size_t count = 0;
    add_shared(find, source);
    for (size_t n = 0; n < find->touched_count; n++) {
        uint32_t target = find->touched[n];
        keep_best(best, &count, (dz_align__candidate){(uint32_t)source, target, find->sums[target]});
        find->sums[target] = 0;
    }
    find->touched_count = 0;
    for (size_t n = 0; n < count; n++) {
        best[n].likeness = compare_texts(find, source, best[n].target);
        if (dz_array__push(find->context, candidates, best[n]) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

dz_status dz_align__find_candidates(dz_context *context, dz_align__candidate_array *candidates,
                                    const dz_align__text_set *texts, const bool *of_source, size_t concept_count)
{
    finder find = {.context = context, .texts = texts, .of_source = of_source, .concept_count = concept_count};
    dz_status status = begin(&find);
    for (size_t text = 0; text < texts->ends.count && status == DZ_OK; text++) {
        if (of_source[text])
            status = find_targets(&find, candidates, text);
        if (status == DZ_OK)
            status = dz_context__progress(context, "pair", text + 1, texts->ends.count);
    }
    end(&find);
    return status;
}
