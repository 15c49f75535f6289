#include "attribution/english_verb.h"

size_t dz_english__before_adverbs(const dz_english *r, size_t i)
{
    while (i > r->lo && is_word(r, i - 1) && !quoted(r, i - 1) && is_adverb(r, i - 1))
        i--;
    return i;
}

static bool base_is_verb(const dz_english *r, size_t i, size_t before)
{
    if (before == r->lo)
        return false;
    size_t p = before - 1;
    if (has(r, p, DZ_WORD_MODAL | DZ_WORD_TO | DZ_WORD_SUBJECT) || is(r, p, "who"))
        return true;
    if (has(r, p, DZ_WORD_AUXILIARY) && !has(r, p, DZ_WORD_BE) &&
        (is(r, p, "do") || is(r, p, "did") || is(r, p, "does") || is(r, p, "didn't") || is(r, p, "don't") ||
         is(r, p, "doesn't")))
        return true;
    bool plural_noun = (r->t[p].shape & DZ_TOKEN_PLURAL) && !r->t[p].flags && !(r->t[p].shape & DZ_TOKEN_GENITIVE);
    return plural_noun || has(r, p, DZ_WORD_PEOPLE);
}

/* "The U.S. side claims that ...": what follows tells the verb from the noun. */
static bool leads_to_clause(const dz_english *r, size_t i)
{
    return i + 1 < r->hi && (has(r, i + 1, DZ_WORD_THAT | DZ_WORD_SUBJECT) || is_mark(r, i + 1));
}

static bool surely_finite(const dz_english *r, size_t i)
{
    return has(r, i, DZ_WORD_FINITE) || r->t[i].shape & DZ_TOKEN_ED ||
           (r->t[i].verb && !r->t[i].noun && r->t[i].forms & (DZ_FORM_PAST | DZ_FORM_S));
}

/* "The draft resolution calls for an end": the clause has a subject and no other verb. */
static bool is_only_verb_of_clause(const dz_english *r, size_t i)
{
    uint32_t bounds = DZ_WORD_THAT | DZ_WORD_RELATIVE | DZ_WORD_SUBORDINATOR | DZ_WORD_QUESTION;
    size_t begin = i;
    while (begin > r->lo && i - begin < 12 && is_word(r, begin - 1) && !quoted(r, begin - 1) &&
           !has(r, begin - 1, bounds)) {
        begin--;
        if (surely_finite(r, begin))
            return false;
    }
    if (begin > r->lo || !(has(r, begin, DZ_WORD_DETERMINER) || is_capital(r, begin)))
        return false;
    for (size_t k = i + 1; k < r->hi && k - i < 24 && (is_word(r, k) || is_mark(r, k)); k++) {
        if (quoted(r, k) || has(r, k, bounds | DZ_WORD_COORDINATOR))
            break;
        if (surely_finite(r, k))
            return false;
    }
    return true;
}

/* What stands behind a form that can be a noun makes it a verb: "plans to close", "claims the islands". */
static bool has_object_here(const dz_english *r, size_t i)
{
    if (i + 1 >= r->hi || !is_word(r, i + 1) || quoted(r, i + 1))
        return false;
    if (has(r, i + 1, DZ_WORD_TO))
        return r->t[i].verb->governs & DZ_GOVERNS_INFINITIVE;
    bool preposition =
        dz_verb__takes(r->t[i].verb, r->finder->text + r->t[i + 1].begin, r->t[i + 1].end - r->t[i + 1].begin);
    return (has(r, i + 1, DZ_WORD_DETERMINER) || preposition) && is_only_verb_of_clause(r, i);
}

/* "rejected claims that ...", "denied reports that ...": the noun is the object of the verb right before it. */
static bool is_object_of_verb(const dz_english *r, size_t i)
{
    if (i < r->lo + 2 || !r->t[i].noun || quoted(r, i - 1))
        return false;
    const dz_token *before = &r->t[i - 1];
    return before->verb && !before->noun && !(before->shape & DZ_TOKEN_CAPITAL) &&
           (before->forms & (DZ_FORM_PAST | DZ_FORM_S)) && (before->verb->governs & DZ_GOVERNS_NOUN);
}

bool dz_english__is_verb_here(const dz_english *r, size_t i)
{
    const dz_token *token = &r->t[i];
    if (!token->verb || quoted(r, i) || (i > r->lo && (token->shape & DZ_TOKEN_CAPITAL)))
        return false;
    size_t before = dz_english__before_adverbs(r, i);
    size_t p = before > r->lo ? before - 1 : r->lo;
    bool first = before == r->lo;
    if (!first && before == i && (has(r, p, DZ_WORD_DETERMINER) || (r->t[p].shape & DZ_TOKEN_GENITIVE)) &&
        !has(r, p, DZ_WORD_SUBJECT | DZ_WORD_THAT) && !(token->forms & DZ_FORM_PAST && is(r, p, "all")))
        return false;
    /* "a planning committee", "the briefing": a noun, unless it is the verb of "is briefing". */
    if ((token->forms & DZ_FORM_ING) && has(r, i, DZ_WORD_OCCASION | DZ_WORD_PERIOD))
        return !first && has(r, p, DZ_WORD_BE);
    if (token->forms & DZ_FORM_ING)
        return first ? token->shape & DZ_TOKEN_CAPITAL : !has(r, p, DZ_WORD_DETERMINER);
    if (token->forms & (DZ_FORM_PAST | DZ_FORM_PARTICIPLE))
        return first || !has(r, p, DZ_WORD_PREPOSITION | DZ_WORD_TO);
    if (first)
        return false;
    if (token->forms & DZ_FORM_S && is_object_of_verb(r, i))
        return false;
    if (token->forms & DZ_FORM_S)
        return !has(r, p, DZ_WORD_PREPOSITION | DZ_WORD_AUXILIARY | DZ_WORD_TO) && !(r->t[p].shape & DZ_TOKEN_NUMBER) &&
               (!token->noun || leads_to_clause(r, i) || has_object_here(r, i) || has(r, p, DZ_WORD_SUBJECT) ||
                is_capital(r, p) || is(r, p, "who"));
    return base_is_verb(r, i, before);
}

bool dz_english__is_finite(const dz_english *r, size_t i)
{
    /* 's is "is" behind a pronoun, and a genitive elsewhere. */
    if (r->t[i].shape & DZ_TOKEN_GENITIVE)
        return i > r->lo && has(r, i - 1, DZ_WORD_SUBJECT | DZ_WORD_THAT | DZ_WORD_RELATIVE);
    if (has(r, i, DZ_WORD_FINITE))
        return true;
    if (r->t[i].verb && !(r->t[i].forms & DZ_FORM_ING))
        return dz_english__is_verb_here(r, i);
    return (r->t[i].shape & DZ_TOKEN_ED) && !(r->t[i].shape & DZ_TOKEN_CAPITAL) &&
           !has(r, i - (i > r->lo), DZ_WORD_DETERMINER);
}

bool dz_english__has_finite_verb(const dz_english *r, size_t begin, size_t end)
{
    size_t limit = end - begin > DZ_LONGEST_UNIT ? begin + DZ_LONGEST_UNIT : end;
    for (size_t i = begin + 1; i < limit; i++)
        if (is_word(r, i) && dz_english__is_finite(r, i))
            return true;
    return false;
}

dz_verb_group dz_english__read_group(const dz_english *r, size_t i)
{
    dz_verb_group group = {{i, i + 1}, false, false, r->t[i].forms == DZ_FORM_ING};
    size_t k = i;
    while (k > r->lo && is_word(r, k - 1) && !quoted(r, k - 1)) {
        bool auxiliary =
            has(r, k - 1, DZ_WORD_AUXILIARY) && !(r->t[k - 1].shape & DZ_TOKEN_GENITIVE && k - 1 > r->lo &&
                                                  !has(r, k - 2, DZ_WORD_SUBJECT) && r->t[i].forms & DZ_FORM_BASE);
        if (has(r, k - 1, DZ_WORD_TO) && (r->t[i].forms & DZ_FORM_BASE) && !group.infinitive) {
            group.infinitive = true;
            k--;
            break;
        }
        if (!auxiliary && !is_adverb(r, k - 1))
            break;
        if (has(r, k - 1, DZ_WORD_BE) && (r->t[i].forms & DZ_FORM_PARTICIPLE))
            group.passive = true;
        if (has(r, k - 1, DZ_WORD_BE) && (r->t[i].forms & DZ_FORM_ING))
            group.gerund = false;
        k--;
    }
    group.tokens.begin = k;
    return group;
}

bool dz_english__begins_next_claim(const dz_english *r, size_t i)
{
    while (i + 1 < r->hi && is_adverb(r, i))
        i++;
    size_t next = i + 1;
    if (next >= r->hi || !r->t[i].verb || quoted(r, i) || !(r->t[i].forms & DZ_FORM_PAST))
        return false;
    uint32_t governs = r->t[i].verb->governs;
    if (has(r, next, DZ_WORD_THAT))
        return governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_THAT | DZ_GOVERNS_HEARER);
    bool noun_phrase = is_mark(r, next) || has(r, next, DZ_WORD_DETERMINER | DZ_WORD_SUBJECT | DZ_WORD_OBJECT);
    return noun_phrase && governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_NOUN | DZ_GOVERNS_HEARER);
}
