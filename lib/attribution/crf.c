#include "attribution/crf.h"

#include <math.h>
#include <string.h>

#define K DZ_TAG_COUNT
#define NEVER (-1e30)
#define LOWEST_SCORE (-60.0) /* below the best tag of a word: keeps every product above zero */

/* ---- Room -------------------------------------------------------------------------------------------------------- */

static void free_rows(dz_crf *crf)
{
    dz_memory__free(crf->context, crf->scores);
    dz_memory__free(crf->context, crf->back);
    crf->scores = crf->marginal = crf->forward = crf->backward = crf->scale = NULL;
    crf->back = crf->tags = NULL;
    crf->room = 0;
}

dz_status dz_crf__reserve(dz_crf *crf, size_t count)
{
    if (count <= crf->room)
        return DZ_OK;
    size_t room = count + count / 2 + 64;
    free_rows(crf);
    crf->scores = dz_memory__zeroed(crf->context, room, (4 * K + 1) * sizeof *crf->scores);
    crf->back = dz_memory__zeroed(crf->context, room, K + 1);
    if (!crf->scores || !crf->back) {
        free_rows(crf);
        return DZ_ERROR_MEMORY;
    }
    crf->marginal = crf->scores + room * K;
    crf->forward = crf->marginal + room * K;
    crf->backward = crf->forward + room * K;
    crf->scale = crf->backward + room * K;
    crf->tags = crf->back + room * K;
    crf->room = room;
    return DZ_OK;
}

void dz_crf__free(dz_crf *crf)
{
    free_rows(crf);
}

/* ---- The best sequence ------------------------------------------------------------------------------------------- */

/* The best score of each tag at a word, from those at the word before. */
static void step_best(const dz_crf_moves *moves, const double *before, const double *scores, double *best,
                      uint8_t *back)
{
    for (int tag = 0; tag < K; tag++) {
        double highest = NEVER;
        int from = 0;
        for (int last = 0; last < K; last++) {
            double score = before[last] + moves->weight[last][tag];
            if (dz_tag__follows(tag, last) && score > highest) {
                highest = score;
                from = last;
            }
        }
        best[tag] = highest + scores[tag];
        back[tag] = (uint8_t)from;
    }
}

void dz_crf__decode(dz_crf *crf, const dz_crf_moves *moves, size_t count)
{
    for (int tag = 0; tag < K; tag++)
        crf->forward[tag] = dz_tag__follows(tag, K) ? moves->weight[K][tag] + crf->scores[tag] : NEVER;
    for (size_t i = 1; i < count; i++)
        step_best(moves, crf->forward + (i - 1) * K, crf->scores + i * K, crf->forward + i * K, crf->back + i * K);
    const double *last = crf->forward + (count - 1) * K;
    int best = 0;
    for (int tag = 1; tag < K; tag++)
        if (last[tag] > last[best])
            best = tag;
    for (size_t i = count; i > 0; i--) {
        crf->tags[i - 1] = (uint8_t)best;
        best = crf->back[(i - 1) * K + (size_t)best];
    }
}

/* ---- Probabilities ----------------------------------------------------------------------------------------------- */

static void raise_moves(dz_crf *crf, const dz_crf_moves *moves)
{
    for (int last = 0; last <= K; last++)
        for (int tag = 0; tag < K; tag++)
            crf->move_exponentials[last][tag] = dz_tag__follows(tag, last) ? exp(moves->weight[last][tag]) : 0;
}

/* exp of the scores of a word, the best one being 1, into `out`; what was taken off. */
static double raise_scores(const double *scores, double *out)
{
    double highest = scores[0];
    for (int tag = 1; tag < K; tag++)
        highest = scores[tag] > highest ? scores[tag] : highest;
    for (int tag = 0; tag < K; tag++) {
        double below = scores[tag] - highest;
        out[tag] = exp(below > LOWEST_SCORE ? below : LOWEST_SCORE);
    }
    return highest;
}

static double normalise(double *row)
{
    double sum = 0;
    for (int tag = 0; tag < K; tag++)
        sum += row[tag];
    for (int tag = 0; tag < K; tag++)
        row[tag] /= sum;
    return sum;
}

/* `marginal` holds the raised scores until backward has been. */
static double run_forward(dz_crf *crf, size_t count)
{
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        double *row = crf->forward + i * K;
        double *raised = crf->marginal + i * K;
        total += raise_scores(crf->scores + i * K, raised);
        for (int tag = 0; tag < K; tag++)
            row[tag] = i ? 0 : crf->move_exponentials[K][tag];
        for (int last = 0; last < K && i; last++) {
            double weight = row[last - K];
            for (int tag = 0; tag < K; tag++)
                row[tag] += weight * crf->move_exponentials[last][tag];
        }
        for (int tag = 0; tag < K; tag++)
            row[tag] *= raised[tag];
        crf->scale[i] = normalise(row);
        total += log(crf->scale[i]);
    }
    return total;
}

/* One step from word i to word i - 1; counts the moves between them. */
static void step_back(dz_crf *crf, size_t i)
{
    double ahead[K];
    const double *before = crf->forward + (i - 1) * K;
    double *row = crf->backward + (i - 1) * K;
    for (int tag = 0; tag < K; tag++)
        ahead[tag] = crf->marginal[i * K + (size_t)tag] * crf->backward[i * K + (size_t)tag] / crf->scale[i];
    for (int last = 0; last < K; last++) {
        row[last] = 0;
        for (int tag = 0; tag < K; tag++) {
            double step = crf->move_exponentials[last][tag] * ahead[tag];
            row[last] += step;
            crf->expected[last][tag] += before[last] * step;
        }
    }
}

double dz_crf__marginals(dz_crf *crf, const dz_crf_moves *moves, size_t count)
{
    raise_moves(crf, moves);
    memset(crf->expected, 0, sizeof crf->expected);
    double total = run_forward(crf, count);
    for (int tag = 0; tag < K; tag++)
        crf->backward[(count - 1) * K + (size_t)tag] = 1;
    for (size_t i = count - 1; i > 0; i--)
        step_back(crf, i);
    for (size_t i = 0; i < count * K; i++)
        crf->marginal[i] = crf->forward[i] * crf->backward[i];
    for (size_t i = 0; i < count; i++)
        normalise(crf->marginal + i * K);
    for (int tag = 0; tag < K; tag++)
        crf->expected[K][tag] = crf->marginal[tag];
    return total;
}
