/* Which of many texts is the translation of which. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/candidates.h"
#include "align/decisions.h"
#include "align/features.h"

/* How sure a pair is: a logistic function of how much likelier it is than the next best, and of how like the texts are.
 * Fitted on folders of one to a thousand texts cut out of the dev sets. */
#define RATIO_WEIGHT 5.0f
#define LIKENESS_WEIGHT 10.0f
#define OFFSET (-4.0f)

/* Texts that have nothing to do with each other are so alike; no rival counts for less. */
#define CHANCE 0.1f

/* Pairs below the first are none, and those below the second are unsure, as are those whose rival is nearly as like:
 * two copies of a text, or two versions. */
#define LEAST_SCORE 0.1f
#define SURE_SCORE 0.7f
#define NEARLY 0.95f

/* What 32-bit numbers of candidates and of entries of the index can hold. */
#define MOST_TEXTS (UINT32_MAX / (2 * DZ_CANDIDATES))
#define MOST_FEATURES (UINT32_MAX / 2)

struct dz_pairing {
    dz_context *context;
    dz_align__feature_reader reader;
    dz_align__text_set texts;
    DZ_ARRAY(dz_text_pair) pairs;
};

dz_status dz_pairing_new(dz_context *context, dz_pairing **out, const dz_lexicon *lexicon)
{
    *out = NULL;
    dz_pairing *pairing = dz_memory__zeroed(context, 1, sizeof *pairing);
    if (!pairing)
        return DZ_ERROR_MEMORY;
    pairing->context = context;
    dz_align__features_init(&pairing->reader, context, lexicon);
    *out = pairing;
    return DZ_OK;
}

dz_status dz_pairing_add(dz_pairing *pairing, const dz_document *document)
{
    dz_align__text_set *texts = &pairing->texts;
    size_t before = texts->features.count;
    if (texts->ends.count >= MOST_TEXTS || before >= MOST_FEATURES)
        return dz_context__fail(pairing->context, DZ_ERROR_LIMIT, "too many texts to pair");
    dz_status status = dz_array__reserve(pairing->context, &texts->ends, 1);
    if (status == DZ_OK)
        status = dz_align__features_read(&pairing->reader, &texts->features, document);
    if (status == DZ_OK)
        texts->ends.items[texts->ends.count++] = texts->features.count;
    else
        texts->features.count = before;
    return status;
}

/* The choice of pairs: candidates from the likeliest on, each text once. */
typedef struct chooser {
    dz_context *context;
    const dz_align__candidate_array *candidates; /* by falling likeness */
    uint32_t *starts[2];                         /* the candidates of text n, as one of a side: lists[starts[n]] .. */
    uint32_t *lists[2];                          /* numbers of candidates, ascending */
    bool *taken;                                 /* of each text */
} chooser;

static uint32_t text_of(const dz_align__candidate *candidate, int side)
{
    return side == DZ_SOURCE_SIDE ? candidate->source : candidate->target;
}

static int compare_candidates(const void *left, const void *right)
{
    const dz_align__candidate *a = left, *b = right;
    if (a->likeness > b->likeness || a->likeness < b->likeness)
        return a->likeness > b->likeness ? -1 : 1;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return (a->target > b->target) - (a->target < b->target);
}

static dz_status list_candidates(chooser *choose, int side, size_t texts)
{
    const dz_align__candidate_array *candidates = choose->candidates;
    uint32_t *starts = dz_memory__zeroed(choose->context, texts + 2, sizeof *starts);
    choose->starts[side] = starts;
    choose->lists[side] = dz_memory__zeroed(choose->context, candidates->count, sizeof *choose->lists[side]);
    if (!starts || !choose->lists[side])
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < candidates->count; n++)
        starts[text_of(&candidates->items[n], side) + 2]++;
    for (size_t text = 0; text < texts; text++)
        starts[text + 2] += starts[text + 1];
    /* starts[text + 1] walks from the text's beginning to its end, which is what it must be afterwards. */
    for (size_t n = 0; n < candidates->count; n++)
        choose->lists[side][starts[text_of(&candidates->items[n], side) + 1]++] = (uint32_t)n;
    return DZ_OK;
}

/* How like the best other text is that a text of the pair could still go with. */
static float best_rival(const chooser *choose, const dz_align__candidate *pair, int side)
{
    uint32_t text = text_of(pair, side);
    for (uint32_t n = choose->starts[side][text]; n < choose->starts[side][text + 1]; n++) {
        const dz_align__candidate *other = &choose->candidates->items[choose->lists[side][n]];
        if (other != pair && !choose->taken[text_of(other, 1 - side)])
            return other->likeness;
    }
    return 0;
}

static dz_text_pair rate_pair(const chooser *choose, const dz_align__candidate *pair)
{
    float rival = fmaxf(best_rival(choose, pair, DZ_SOURCE_SIDE), best_rival(choose, pair, DZ_TARGET_SIDE));
    float ratio = logf(pair->likeness / fmaxf(rival, CHANCE));
    float score = 1 / (1 + expf(-(RATIO_WEIGHT * ratio + LIKENESS_WEIGHT * pair->likeness + OFFSET)));
    bool sure = score >= SURE_SCORE && rival < NEARLY * pair->likeness;
    return (dz_text_pair){pair->source, pair->target, score, sure};
}

static dz_status choose_pairs(chooser *choose, dz_pairing *pairing)
{
    const dz_align__candidate_array *candidates = choose->candidates;
    for (size_t n = 0; n < candidates->count; n++) {
        const dz_align__candidate *candidate = &candidates->items[n];
        if (choose->taken[candidate->source] || choose->taken[candidate->target] || candidate->likeness <= 0)
            continue;
        dz_text_pair pair = rate_pair(choose, candidate);
        if (pair.score < LEAST_SCORE)
            continue;
        choose->taken[candidate->source] = choose->taken[candidate->target] = true;
        if (dz_array__push(pairing->context, &pairing->pairs, pair) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

static int compare_sources(const void *left, const void *right)
{
    const dz_text_pair *a = left, *b = right;
    return (a->source > b->source) - (a->source < b->source);
}

dz_status dz_pairing_run(dz_pairing *pairing, const bool *of_source)
{
    dz_context *context = pairing->context;
    size_t texts = pairing->texts.ends.count;
    dz_align__candidate_array candidates = {0};
    chooser choose = {.context = context, .candidates = &candidates};
    pairing->pairs.count = 0;
    choose.taken = dz_memory__zeroed(context, texts, sizeof *choose.taken);
    dz_status status = choose.taken ? dz_align__find_candidates(context, &candidates, &pairing->texts, of_source,
                                                                pairing->reader.concepts.count)
                                    : DZ_ERROR_MEMORY;
    if (candidates.count)
        qsort(candidates.items, candidates.count, sizeof *candidates.items, compare_candidates);
    if (status == DZ_OK)
        status = list_candidates(&choose, DZ_SOURCE_SIDE, texts);
    if (status == DZ_OK)
        status = list_candidates(&choose, DZ_TARGET_SIDE, texts);
    if (status == DZ_OK)
        status = choose_pairs(&choose, pairing);
    if (pairing->pairs.count)
        qsort(pairing->pairs.items, pairing->pairs.count, sizeof *pairing->pairs.items, compare_sources);
    for (int side = DZ_SOURCE_SIDE; side <= DZ_TARGET_SIDE; side++) {
        dz_memory__free(context, choose.starts[side]);
        dz_memory__free(context, choose.lists[side]);
    }
    dz_memory__free(context, choose.taken);
    dz_array__free(context, &candidates);
    return status;
}

size_t dz_pairing_count(const dz_pairing *pairing)
{
    return pairing->pairs.count;
}

const dz_text_pair *dz_pairing_at(const dz_pairing *pairing, size_t index)
{
    return &pairing->pairs.items[index];
}

void dz_pairing_free(dz_pairing *pairing)
{
    if (!pairing)
        return;
    dz_context *context = pairing->context;
    dz_array__free(context, &pairing->texts.features);
    dz_array__free(context, &pairing->texts.ends);
    dz_align__features_free(&pairing->reader);
    dz_array__free(context, &pairing->pairs);
    dz_memory__free(context, pairing);
}
