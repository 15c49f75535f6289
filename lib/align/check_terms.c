/* Terms that are rendered in several ways, or not as the glossary has them. */
#include <stdlib.h>
#include <string.h>

#include "align/checking.h"
#include "base/utf8.h"
#include "lexicon/glossary.h"

/* A rendering is the usual one where it has been seen so often, and makes up so much of all. */
#define LEAST_USES 4
#define USUAL_SHARE 0.8f

/* Another is one where the lexicon gives it so much of the word's probability: else the term was left out, and the link
 * is chance. */
#define OTHER_SHARE 0.02f

/* One use of a word of the source, by its link. */
typedef struct term_use {
    uint32_t word;      /* of the source's vocabulary */
    uint32_t rendering; /* of the target's */
    uint32_t bead;
    dz_span source_span, target_span;
} term_use;

typedef DZ_ARRAY(term_use) use_array;

static int compare_uses(const void *left, const void *right)
{
    const term_use *a = left, *b = right;
    if (a->word != b->word)
        return a->word < b->word ? -1 : 1;
    if (a->rendering != b->rendering)
        return a->rendering < b->rendering ? -1 : 1;
    return (a->bead > b->bead) - (a->bead < b->bead);
}

static uint32_t first_token(const dz_align__checker *checker, size_t bead, int side)
{
    size_t count;
    const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[bead], side, &count);
    return checker->sides[side]->starts[checker->subject->places[side][numbers[0]]];
}

static uint32_t last_token(const dz_align__checker *checker, size_t bead, int side)
{
    size_t count;
    const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[bead], side, &count);
    return checker->sides[side]->starts[checker->subject->places[side][numbers[0]] + count];
}

static dz_status list_uses(dz_align__checker *checker, use_array *uses)
{
    const dz_align__subject *subject = checker->subject;
    for (size_t bead = 0; bead < subject->count; bead++) {
        for (size_t n = subject->link_starts[bead]; n < subject->link_starts[bead + 1]; n++) {
            const dz_link *link = &subject->links[n];
            uint32_t source = first_token(checker, bead, DZ_SOURCE_SIDE) + link->source;
            uint32_t target = first_token(checker, bead, DZ_TARGET_SIDE) + link->target;
            term_use use = {checker->sides[0]->tokens[source], checker->sides[1]->tokens[target], (uint32_t)bead,
                            link->source_span, link->target_span};
            if (!dz_align__is_content(checker, DZ_SOURCE_SIDE, source) ||
                !dz_align__is_content(checker, DZ_TARGET_SIDE, target))
                continue;
            if (dz_array__push(checker->context, uses, use) != DZ_OK)
                return DZ_ERROR_MEMORY;
        }
    }
    if (uses->count)
        qsort(uses->items, uses->count, sizeof *uses->items, compare_uses);
    return DZ_OK;
}

/* Renderings that are one word in two forms, "economy" and "economic", or that share a character. */
static bool is_kin(const dz_map_entry *a, const dz_map_entry *b)
{
    size_t shared = 0;
    while (shared < a->length && shared < b->length && a->key[shared] == b->key[shared])
        shared++;
    if (shared >= 4)
        return true;
    for (size_t at = 0; at < a->length;) {
        size_t begin = at;
        uint32_t codepoint = dz_utf8__next(a->key, a->length, &at);
        if (dz_utf8__is_han(codepoint) && memmem(b->key, b->length, a->key + begin, at - begin))
            return true;
    }
    return false;
}

/* Whether a word of the target stands anywhere in a bead. */
static bool stands_in(const dz_align__checker *checker, uint32_t word, size_t bead)
{
    for (uint32_t t = first_token(checker, bead, 1); t < last_token(checker, bead, 1); t++)
        if (checker->sides[1]->tokens[t] == word)
            return true;
    return false;
}

/* Whether the lexicon knows a word of the target as a rendering. */
static bool is_known(const dz_align__checker *checker, const term_use *use)
{
    return dz_align__table_weight(&checker->subject->prior->forward, use->word, use->rendering) >= OTHER_SHARE;
}

/* A number is no term. */
static bool is_number(const dz_map_entry *entry)
{
    return entry->length && entry->key[0] >= '0' && entry->key[0] <= '9';
}

/* Tells of the uses that are rendered otherwise than most of a word's uses, `usual` being the first of those. */
static dz_status note_others(dz_align__checker *checker, const term_use *uses, size_t count, const term_use *usual,
                             size_t usual_count)
{
    const dz_map_entry *words = checker->sides[1]->vocabulary.entries;
    dz_view known = dz_align__span_text(checker, 1, usual->target_span);
    dz_status status = DZ_OK;
    for (size_t n = 0; n < count && status == DZ_OK; n++) {
        const term_use *use = &uses[n];
        if (use->rendering == usual->rendering || is_kin(&words[use->rendering], &words[usual->rendering]) ||
            !is_known(checker, use) || !dz_align__is_checked(checker, use->bead) ||
            stands_in(checker, usual->rendering, use->bead))
            continue;
        dz_view term = dz_align__span_text(checker, 0, use->source_span);
        dz_view here = dz_align__span_text(checker, 1, use->target_span);
        status =
            dz_align__note(checker, use->bead, DZ_FLAG_TERM, DZ_SOURCE_SIDE, use->source_span,
                           "%.*s is \"%.*s\" here and \"%.*s\" elsewhere (%zu of %zu)", (int)term.length, term.data,
                           (int)here.length, here.data, (int)known.length, known.data, usual_count, count);
    }
    return status;
}

/* The uses of one word. */
static dz_status judge_word(dz_align__checker *checker, const term_use *uses, size_t count)
{
    size_t best = 0, best_count = 0;
    for (size_t n = 0, end; n < count; n = end) {
        for (end = n + 1; end < count && uses[end].rendering == uses[n].rendering;)
            end++;
        if (end - n > best_count) {
            best = n;
            best_count = end - n;
        }
    }
    if (is_number(&checker->sides[0]->vocabulary.entries[uses->word]) || best_count < LEAST_USES ||
        (float)best_count < USUAL_SHARE * (float)count || best_count == count)
        return DZ_OK;
    return note_others(checker, uses, count, &uses[best], best_count);
}

dz_status dz_align__check_terms(dz_align__checker *checker)
{
    use_array uses = {0};
    dz_status status = list_uses(checker, &uses);
    for (size_t n = 0, end; n < uses.count && status == DZ_OK; n = end) {
        for (end = n + 1; end < uses.count && uses.items[end].word == uses.items[n].word;)
            end++;
        status = judge_word(checker, uses.items + n, end - n);
    }
    dz_array__free(checker->context, &uses);
    return status;
}

/* ---- The glossary ---- */

static bool has_token(const dz_align__checker *checker, int side, const dz_map_entry *wanted)
{
    for (uint32_t t = checker->begin[side]; t < checker->end[side]; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, side, t);
        if (entry->length == wanted->length && memcmp(entry->key, wanted->key, wanted->length) == 0)
            return true;
    }
    return false;
}

/* A term of the source must be rendered as the glossary has it. What the target says may be said of other things, too.
 */
dz_status dz_align__check_glossary(dz_align__checker *checker)
{
    const dz_glossary *glossary = checker->subject->glossary;
    dz_status status = DZ_OK;
    for (uint32_t t = checker->begin[0]; glossary && t < checker->end[0] && status == DZ_OK; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, DZ_SOURCE_SIDE, t);
        uint32_t concept;
        if (entry->length < 2 || entry->key[0] != DZ_TERM_MARK || has_token(checker, DZ_TARGET_SIDE, entry) ||
            !dz_glossary__chinese(glossary, entry->key + 1, entry->length - 1, &concept))
            continue;
        dz_span span = checker->sides[0]->spans[t];
        dz_view text = dz_align__span_text(checker, DZ_SOURCE_SIDE, span);
        bool chinese = checker->sides[0]->language == DZ_LANGUAGE_ZH;
        dz_view wanted = chinese ? dz_glossary__renderings(glossary, concept) : dz_glossary__term(glossary, concept);
        status = dz_align__note(checker, checker->bead, DZ_FLAG_TERM, DZ_SOURCE_SIDE, span,
                                "%.*s is not rendered as the glossary has it: %.*s", (int)text.length, text.data,
                                (int)wanted.length, wanted.data);
    }
    return status;
}
