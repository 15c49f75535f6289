#include "align/checks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "align/checking.h"
#include "base/utf8.h"

/* Beads less sure than this are not checked: what they lack may stand in the bead beside them. */
#define LEAST_SCORE 0.5f

/* A word that makes up more of a text than this, and is there so often, stands everywhere. */
#define COMMON_SHARE 0.01f
#define COMMON_LEAST 20

/* Words that stand everywhere in any text; shorter ones are passed over anyway. */
static const char *const common_words[] = {
    "that",  "with", "this", "from", "have", "will", "they",  "their", "been",  "were",  "which", "when",
    "what",  "also", "into", "than", "then", "them", "there", "these", "those", "would", "could", "should",
    "about", "such", "some", "very", "more", "most", "onli",  "other", "where", "while", "your",  "upon"};

/* How much likelier than chance a rendering is. What was learned is asked only for words that stand more than once or
 * twice: EM gives rare words that nothing explains to whatever rare word is near. */
#define KNOWN_RATIO 10.0f
#define LEARNED_RATIO 8.0f
#define LEARNED_LEAST 4

/* ---- What the checks share ---- */

dz_status dz_align__note(dz_align__checker *checker, size_t bead, dz_bead_flag flag, int side, dz_span span,
                         const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t kept = length < 0 ? 0 : (size_t)length;
    if (kept >= sizeof text) { /* cut, perhaps inside a character: the last one is left out */
        kept = sizeof text - 1;
        while (kept && ((unsigned char)text[kept - 1] & 0xC0) == 0x80)
            kept--;
        kept -= kept > 0;
    }
    dz_align__finding finding = {bead, {flag, side == DZ_SOURCE_SIDE, span, NULL}};
    finding.note.text = dz_arena__copy(checker->arena, text, kept);
    if (!finding.note.text)
        return DZ_ERROR_MEMORY;
    return dz_array__push(checker->context, &checker->findings, finding);
}

bool dz_align__is_checked(const dz_align__checker *checker, size_t bead)
{
    const dz_bead *it = &checker->subject->beads[bead];
    return it->source_count && it->target_count && it->score >= LEAST_SCORE;
}

const uint32_t *dz_align__bead_side(const dz_bead *bead, int side, size_t *count)
{
    *count = side == DZ_SOURCE_SIDE ? bead->source_count : bead->target_count;
    return side == DZ_SOURCE_SIDE ? bead->source : bead->target;
}

dz_view dz_align__span_text(const dz_align__checker *checker, int side, dz_span span)
{
    return (dz_view){dz_document_text(checker->subject->documents[side]).data + span.begin, span.end - span.begin};
}

dz_span dz_align__sentence_span(const dz_align__checker *checker, int side, uint32_t sentence)
{
    size_t count;
    return dz_document_sentences(checker->subject->documents[side], &count)[sentence].span;
}

const dz_map_entry *dz_align__token_entry(const dz_align__checker *checker, int side, uint32_t token)
{
    const dz_align__side *it = checker->sides[side];
    return &it->vocabulary.entries[it->tokens[token]];
}

bool dz_align__is_content(const dz_align__checker *checker, int side, uint32_t token)
{
    const dz_align__side *it = checker->sides[side];
    const dz_map_entry *entry = dz_align__token_entry(checker, side, token);
    size_t at = 0;
    uint32_t first = entry->length ? dz_utf8__next(entry->key, entry->length, &at) : 0;
    if (it->shares[it->tokens[token]] > COMMON_SHARE && it->frequencies[it->tokens[token]] > COMMON_LEAST)
        return false;
    if (first == DZ_TERM_MARK || (first >= '0' && first <= '9'))
        return true;
    if (dz_utf8__is_han(first))
        return entry->length > at;
    for (size_t n = 0; n < sizeof common_words / sizeof *common_words; n++)
        if (strlen(common_words[n]) == entry->length && memcmp(common_words[n], entry->key, entry->length) == 0)
            return false;
    return entry->length > 3 && first >= 'a' && first <= 'z';
}

bool dz_align__is_rendered(const dz_align__checker *checker, int side, uint32_t token)
{
    const dz_align__side *it = checker->sides[side];
    uint32_t place = token - checker->begin[side];
    float mixture = checker->known.mixture;
    if (checker->ties[side].known[place] >= KNOWN_RATIO * mixture)
        return true;
    return it->frequencies[it->tokens[token]] >= LEARNED_LEAST &&
           checker->ties[side].learned[place] >= LEARNED_RATIO * mixture;
}

/* ---- The bead at hand ---- */

/* The best that the words of one side say of each token of the other. */
static void tie_side(const dz_align__checker *checker, const dz_align__table *table, int side, float *out)
{
    const dz_align__side *it = checker->sides[side], *other = checker->sides[1 - side];
    for (uint32_t t = checker->begin[side]; t < checker->end[side]; t++)
        checker->sums[it->tokens[t]] = 0;
    for (uint32_t s = checker->begin[1 - side]; s < checker->end[1 - side]; s++) {
        uint32_t row = other->tokens[s];
        for (uint32_t n = table->starts[row]; n < table->starts[row + 1]; n++)
            if (table->weights[n] > checker->sums[table->words[n]])
                checker->sums[table->words[n]] = table->weights[n];
    }
    for (uint32_t t = checker->begin[side]; t < checker->end[side]; t++)
        out[t - checker->begin[side]] = checker->sums[it->tokens[t]];
    for (uint32_t s = checker->begin[1 - side]; s < checker->end[1 - side]; s++) {
        uint32_t row = other->tokens[s];
        for (uint32_t n = table->starts[row]; n < table->starts[row + 1]; n++)
            checker->sums[table->words[n]] = 0;
    }
}

static dz_status reserve_ties(dz_align__checker *checker)
{
    size_t most = checker->end[0] - checker->begin[0], other = checker->end[1] - checker->begin[1];
    most = most > other ? most : other;
    if (most <= checker->capacity)
        return DZ_OK;
    checker->capacity = 0;
    for (int side = 0; side < 2; side++) {
        dz_memory__free(checker->context, checker->ties[side].known);
        dz_memory__free(checker->context, checker->ties[side].learned);
        checker->ties[side].known = dz_memory__allocate(checker->context, 2 * most * sizeof(float));
        checker->ties[side].learned = dz_memory__allocate(checker->context, 2 * most * sizeof(float));
        if (!checker->ties[side].known || !checker->ties[side].learned)
            return DZ_ERROR_MEMORY;
    }
    checker->capacity = 2 * most;
    return DZ_OK;
}

static dz_status look_at(dz_align__checker *checker, size_t bead)
{
    const dz_align__model *learned = checker->subject->model;
    checker->bead = bead;
    for (int side = 0; side < 2; side++) {
        size_t count;
        const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[bead], side, &count);
        uint32_t first = checker->subject->places[side][numbers[0]];
        checker->begin[side] = checker->sides[side]->starts[first];
        checker->end[side] = checker->sides[side]->starts[first + count];
    }
    dz_status status = reserve_ties(checker);
    if (status != DZ_OK)
        return status;
    tie_side(checker, &checker->known.forward, DZ_TARGET_SIDE, checker->ties[DZ_TARGET_SIDE].known);
    tie_side(checker, &checker->known.backward, DZ_SOURCE_SIDE, checker->ties[DZ_SOURCE_SIDE].known);
    tie_side(checker, &learned->forward, DZ_TARGET_SIDE, checker->ties[DZ_TARGET_SIDE].learned);
    tie_side(checker, &learned->backward, DZ_SOURCE_SIDE, checker->ties[DZ_SOURCE_SIDE].learned);
    return DZ_OK;
}

/* ---- All of them ---- */

static int compare_findings(const void *left, const void *right)
{
    const dz_align__finding *a = left, *b = right;
    if (a->bead != b->bead)
        return a->bead < b->bead ? -1 : 1;
    if (a->note.flag != b->note.flag)
        return a->note.flag < b->note.flag ? -1 : 1;
    if (a->note.of_source != b->note.of_source)
        return a->note.of_source ? -1 : 1;
    return (a->note.span.begin > b->note.span.begin) - (a->note.span.begin < b->note.span.begin);
}

static dz_status hand_over(dz_align__checker *checker, dz_align__notes *notes, size_t *starts)
{
    size_t at = 0;
    if (checker->findings.count)
        qsort(checker->findings.items, checker->findings.count, sizeof *checker->findings.items, compare_findings);
    for (size_t bead = 0; bead < checker->subject->count; bead++) {
        starts[bead] = notes->count;
        for (; at < checker->findings.count && checker->findings.items[at].bead == bead; at++) {
            if (dz_array__push(checker->context, notes, checker->findings.items[at].note) != DZ_OK)
                return DZ_ERROR_MEMORY;
            checker->subject->beads[bead].flags |= (uint32_t)checker->findings.items[at].note.flag;
        }
    }
    starts[checker->subject->count] = notes->count;
    return DZ_OK;
}

static dz_status run_checks(dz_align__checker *checker)
{
    dz_status status = dz_align__check_values(checker);
    if (status == DZ_OK)
        status = dz_align__check_terms(checker);
    for (size_t bead = 0; bead < checker->subject->count && status == DZ_OK; bead++)
        if (dz_align__is_checked(checker, bead) && (status = look_at(checker, bead)) == DZ_OK)
            dz_align__count_names(checker);
    for (size_t bead = 0; bead < checker->subject->count && status == DZ_OK; bead++) {
        if (!dz_align__is_checked(checker, bead))
            continue;
        status = look_at(checker, bead);
        if (status == DZ_OK)
            status = dz_align__check_glossary(checker);
        if (status == DZ_OK)
            status = dz_align__check_negation(checker);
        if (status == DZ_OK)
            status = dz_align__check_names(checker);
        if (status == DZ_OK)
            status = dz_align__check_clauses(checker);
    }
    return status;
}

dz_status dz_align__check_beads(dz_context *context, const dz_align__subject *subject, dz_arena *arena,
                                dz_align__notes *notes, size_t *starts)
{
    dz_align__checker checker = {.context = context, .subject = subject, .arena = arena};
    checker.sides[DZ_SOURCE_SIDE] = subject->model->source;
    checker.sides[DZ_TARGET_SIDE] = subject->model->target;
    size_t words = checker.sides[0]->vocabulary.count + checker.sides[1]->vocabulary.count;
    dz_align__model_init(&checker.known, subject->model->settings, checker.sides[0], checker.sides[1]);
    checker.known.mixture = subject->model->mixture; /* what is known and what was learned are measured alike */
    checker.sums = dz_memory__zeroed(context, words + 1, sizeof *checker.sums);
    checker.name_uses = dz_memory__zeroed(context, words + 1, sizeof *checker.name_uses);
    checker.name_hits = dz_memory__zeroed(context, words + 1, sizeof *checker.name_hits);
    dz_status status = checker.sums && checker.name_uses && checker.name_hits ? DZ_OK : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status =
            dz_align__model_set_tables(context, &checker.known, &subject->prior->forward, &subject->prior->backward);
    if (status == DZ_OK)
        status = run_checks(&checker);
    if (status == DZ_OK)
        status = hand_over(&checker, notes, starts);
    for (int side = 0; side < 2; side++) {
        dz_memory__free(context, checker.ties[side].known);
        dz_memory__free(context, checker.ties[side].learned);
    }
    dz_memory__free(context, checker.sums);
    dz_memory__free(context, checker.name_uses);
    dz_memory__free(context, checker.name_hits);
    dz_array__free(context, &checker.findings);
    dz_align__model_free(context, &checker.known);
    return status;
}
