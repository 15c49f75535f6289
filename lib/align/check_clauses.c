/* Clauses without a counterpart. */
#include <string.h>

#include "align/checking.h"

/* A clause is looked at where it has so many words that say something; */
#define LEAST_WORDS 3

/* and is without a counterpart where no more than this share of them is translated, */
#define RENDERED_SHARE 0.2f

/* and its side is longer than the other would have it by so much of the clause's length. */
#define LENGTH_SHARE 0.6

typedef struct clause {
    uint32_t begin, end; /* tokens */
    uint32_t words, rendered;
} clause;

static bool parts_clauses(const dz_map_entry *entry)
{
    return entry->length == 1 && strchr(",;:()-", entry->key[0]);
}

static bool ends_clause(const dz_align__checker *checker, int side, uint32_t token)
{
    const dz_map_entry *entry = dz_align__token_entry(checker, side, token);
    return parts_clauses(entry) || (entry->length == 1 && strchr(".!?", entry->key[0])) ||
           (entry->length == 3 && (memcmp(entry->key, "。", 3) == 0 || memcmp(entry->key, "—", 3) == 0));
}

static size_t side_bytes(const dz_align__checker *checker, int side)
{
    size_t count, bytes = 0;
    const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[checker->bead], side, &count);
    for (size_t n = 0; n < count; n++) {
        dz_span span = dz_align__sentence_span(checker, side, numbers[n]);
        bytes += span.end - span.begin;
    }
    return bytes;
}

/* By how many bytes a side is longer than the other one's length would have it. */
static double surplus_of(const dz_align__checker *checker, int side)
{
    double ratio = checker->known.style.ratio;
    double here = (double)side_bytes(checker, side), there = (double)side_bytes(checker, 1 - side);
    return side == DZ_SOURCE_SIDE ? here - there / ratio : here - there * ratio;
}

static dz_status judge(dz_align__checker *checker, int side, const clause *it, double surplus)
{
    if (it->words < LEAST_WORDS || (float)it->rendered > RENDERED_SHARE * (float)it->words)
        return DZ_OK;
    const dz_span *spans = checker->sides[side]->spans;
    dz_span span = {spans[it->begin].begin, spans[it->end - 1].end};
    if (span.end <= span.begin || surplus < LENGTH_SHARE * (double)(span.end - span.begin))
        return DZ_OK;
    dz_view text = dz_align__span_text(checker, side, span);
    return dz_align__note(checker, checker->bead, DZ_FLAG_CLAUSE, side, span, "nothing renders \"%.*s\"",
                          (int)text.length, text.data);
}

static dz_status check_side(dz_align__checker *checker, int side)
{
    double surplus = surplus_of(checker, side);
    clause it = {checker->begin[side], checker->begin[side], 0, 0};
    dz_status status = DZ_OK;
    for (uint32_t t = checker->begin[side]; t < checker->end[side] && status == DZ_OK; t++) {
        if (ends_clause(checker, side, t)) {
            it.end = t;
            status = judge(checker, side, &it, surplus);
            it = (clause){t + 1, t + 1, 0, 0};
        } else if (dz_align__is_content(checker, side, t)) {
            it.words++;
            it.rendered += dz_align__is_rendered(checker, side, t);
        }
    }
    it.end = checker->end[side];
    return status == DZ_OK ? judge(checker, side, &it, surplus) : status;
}

dz_status dz_align__check_clauses(dz_align__checker *checker)
{
    if (!checker->subject->lexicon)
        return DZ_OK; /* what was learned alone is too little to miss something by */
    dz_status status = check_side(checker, DZ_SOURCE_SIDE);
    return status == DZ_OK ? check_side(checker, DZ_TARGET_SIDE) : status;
}
