#include "attribution/english_content.h"

#define LONGEST_ADJUNCT 16
#define LONG_CLAUSE 12 /* words: a stretch before "..., X said" that is a clause even if no verb in it is known */

/* Whether an attribution of what stands before it begins at `i`: "he said.", "according to", "the report said". */
static bool begins_trailing_attribution(const dz_english *r, size_t i)
{
    if (i + 1 < r->hi && is(r, i, "according") && is(r, i + 1, "to"))
        return true;
    size_t limit = i + 14 < r->hi ? i + 14 : r->hi;
    if (i < r->hi && has(r, i, DZ_WORD_TO | DZ_WORD_PREPOSITION | DZ_WORD_RELATIVE | DZ_WORD_AUXILIARY))
        return false;
    for (size_t k = i; k < limit; k++) {
        if (!is_word(r, k) || quoted(r, k))
            return false;
        if (has(r, k, DZ_WORD_THAT | DZ_WORD_SUBORDINATOR | DZ_WORD_COORDINATOR) && k == i)
            return false;
        if (!r->t[k].verb || !(r->t[k].verb->governs & DZ_GOVERNS_FRONTED) || !dz_english__is_verb_here(r, k))
            continue;
        if (r->t[k].forms == DZ_FORM_ING)
            return k == i;
        if (k == i && !(r->t[k].verb->governs & DZ_GOVERNS_INVERSION))
            return false;
        size_t e = k + 1;
        while (e < r->hi && e - k < LONGEST_ADJUNCT && is_word(r, e) && !quoted(r, e) && !dz_english__is_finite(r, e) &&
               !has(r, e, DZ_WORD_THAT))
            e++;
        return e >= r->hi || !is_word(r, e);
    }
    return false;
}

/* "..., and denied ...": a second verb of saying with the same subject. */
static bool begins_second_verb(const dz_english *r, size_t coordinator, bool listed)
{
    size_t k = coordinator + 1;
    if (is(r, coordinator, "or") || k >= r->hi)
        return false;
    while (k + 1 < r->hi && is_adverb(r, k))
        k++;
    if (listed && dz_english__begins_next_claim(r, k))
        return true;
    if (r->t[k].verb && r->t[k].forms & DZ_FORM_S && !quoted(r, k) && k + 1 < r->hi && has(r, k + 1, DZ_WORD_THAT))
        return true;
    return r->t[k].verb && (r->t[k].forms & DZ_FORM_PAST) && !quoted(r, k) &&
           (r->t[k].verb->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_QUOTE));
}

static bool ends_at_comma(const dz_english *r, size_t comma, dz_reach reach)
{
    size_t next = comma + 1;
    if (reach == DZ_REACH_COMMA)
        return true;
    if (next >= r->hi || quoted(r, next))
        return false;
    if (begins_trailing_attribution(r, next) || dz_english__begins_next_claim(r, next))
        return true;
    if (is(r, next, "but") || is(r, next, "while") || is(r, next, "though") || is(r, next, "although") ||
        is(r, next, "whereas") || is(r, next, "even"))
        return true;
    if (reach != DZ_REACH_PHRASE)
        return false;
    size_t length = r->t[next].end - r->t[next].begin;
    bool participle = length > 5 && memcmp(r->finder->text + r->t[next].end - 3, "ing", 3) == 0;
    return participle || has(r, next, DZ_WORD_RELATIVE | DZ_WORD_SUBORDINATOR);
}

/* Whether the words that begin here are the second or later claim of a list: its verb stands behind a comma. */
static bool is_listed(const dz_english *r, size_t begin)
{
    for (size_t i = begin; i > r->lo + 1 && begin - i < 4; i--)
        if (punctuation(r, i - 2, ',') && dz_english__begins_next_claim(r, i - 1))
            return r->last_verbal != DZ_NO_FINDING && r->last_end == i - 2;
    return false;
}

size_t dz_english__reported_end(const dz_english *r, size_t begin, dz_reach reach)
{
    for (size_t i = begin; i < r->hi; i++) {
        if (quoted(r, i)) {
            i = quotation_end(r, i) - 1;
            continue;
        }
        if (punctuation(r, i, ';') || (reach == DZ_REACH_COMMA && punctuation(r, i, ')')))
            return i;
        if (i > begin && has(r, i, DZ_WORD_COORDINATOR) && begins_second_verb(r, i, is_listed(r, begin)))
            return punctuation(r, i - 1, ',') ? i - 1 : i;
        if (punctuation(r, i, ',') && ends_at_comma(r, i, reach))
            return i;
    }
    return dz_english__without_final_mark(r, begin, r->hi);
}

size_t dz_english__clause_end(const dz_english *r, size_t begin, bool in_clause)
{
    return dz_english__reported_end(r, begin, in_clause ? DZ_REACH_COMMA : DZ_REACH_SENTENCE);
}

size_t dz_english__noun_clause_end(const dz_english *r, size_t begin, size_t end)
{
    uint32_t joints = DZ_WORD_COORDINATOR | DZ_WORD_RELATIVE | DZ_WORD_SUBORDINATOR | DZ_WORD_QUESTION | DZ_WORD_THAT;
    bool joined = true; /* the next verb is the clause's own */
    for (size_t i = begin + 1; i < end; i++) {
        if (quoted(r, i))
            i = quotation_end(r, i) - 1;
        else if (!is_word(r, i) || has(r, i, joints))
            joined = true;
        else if (!dz_english__is_finite(r, i))
            continue;
        else if (joined)
            joined = false;
        else if (!has(r, i - 1, DZ_WORD_AUXILIARY) && !is_adverb(r, i - 1) && !has(r, i - 1, DZ_WORD_SUBJECT) &&
                 !dz_english__is_finite(r, i - 1))
            return i;
    }
    return end;
}

size_t dz_english__skip_hearer(const dz_english *r, size_t i)
{
    size_t start = i;
    if (i < r->hi && has(r, i, DZ_WORD_OBJECT))
        return i + 1;
    for (; i < r->hi && i - start < 12; i++) {
        if (!is_word(r, i) || is_mark(r, i))
            break;
        if (has(r, i,
                DZ_WORD_THAT | DZ_WORD_QUESTION | DZ_WORD_TIME | DZ_WORD_TO | DZ_WORD_PREPOSITION | DZ_WORD_FINITE) &&
            !is(r, i, "of"))
            break;
        if (i > start && has(r, i, DZ_WORD_DETERMINER | DZ_WORD_SUBJECT) && !has(r, i - 1, DZ_WORD_PREPOSITION))
            break;
    }
    return i;
}

/* Over phrases of time, place and hearer behind the verb: "on Tuesday", "in a statement", "to reporters". */
static size_t skip_adjuncts(const dz_english *r, size_t i)
{
    size_t start = i;
    while (i < r->hi && i - start < LONGEST_ADJUNCT * 2 && is_word(r, i) && !quoted(r, i)) {
        if (has(r, i, DZ_WORD_TIME) || is(r, i, "earlier") || is(r, i, "later") || is(r, i, "recently") ||
            is(r, i, "again")) {
            i++;
            continue;
        }
        if ((is(r, i, "last") || is(r, i, "this") || is(r, i, "next") || is(r, i, "late") || is(r, i, "early")) &&
            i + 1 < r->hi && has(r, i + 1, DZ_WORD_PERIOD | DZ_WORD_TIME)) {
            i += 2;
            continue;
        }
        bool to_hearer = has(r, i, DZ_WORD_TO) && i + 1 < r->hi && !r->t[i + 1].verb &&
                         (begins_noun_phrase(r, i + 1) || has(r, i + 1, DZ_WORD_PEOPLE));
        if (!to_hearer && !has(r, i, DZ_WORD_PREPOSITION))
            break;
        size_t k = i + 1;
        bool ended = false;
        while (k < r->hi && is_word(r, k) && !quoted(r, k) && k - i < LONGEST_ADJUNCT) {
            bool next_clause = k > i + 1 && (has(r, k, DZ_WORD_SUBJECT) ||
                                             (has(r, k, DZ_WORD_DETERMINER) && !has(r, k - 1, DZ_WORD_PREPOSITION)));
            if (next_clause || has(r, k, DZ_WORD_THAT | DZ_WORD_TIME) ||
                (has(r, k, DZ_WORD_PREPOSITION) && k > i + 1)) {
                ended = true;
                break;
            }
            k++;
        }
        if (!ended && k < r->hi && is_word(r, k) && !quoted(r, k))
            break;
        i = k;
    }
    return i;
}

/* "believes the letter to be genuine": a clause whose verb is an infinitive. */
static bool has_infinitive_clause(const dz_english *r, size_t begin, size_t end)
{
    if (!begins_noun_phrase(r, begin))
        return false;
    for (size_t i = begin + 1; i + 1 < end; i++) {
        if (!is_word(r, i) || quoted(r, i))
            return false;
        if (has(r, i, DZ_WORD_TO))
            return is(r, i + 1, "be") || is(r, i + 1, "have");
    }
    return false;
}

/* "said China "plans to build a road"": the clause's verb begins the quotation that stands behind its subject. */
static bool has_quoted_predicate(const dz_english *r, size_t begin, size_t end)
{
    if (!begins_noun_phrase(r, begin))
        return false;
    size_t mark = begin + 1;
    while (mark < end && is_word(r, mark) && !quoted(r, mark))
        mark++;
    if (mark + 2 >= end || mark - begin > DZ_LONGEST_SUBJECT || !is_mark(r, mark))
        return false;
    if (has(r, mark - 1, DZ_WORD_PREPOSITION | DZ_WORD_DETERMINER | DZ_WORD_TO) && !has(r, mark - 1, DZ_WORD_THAT))
        return false;
    size_t verb = mark + 1;
    while (verb + 1 < end && is_word(r, verb) && is_adverb(r, verb))
        verb++;
    const dz_token *token = &r->t[verb];
    bool form = (token->verb && token->forms & (DZ_FORM_S | DZ_FORM_PAST)) || token->shape & DZ_TOKEN_ED;
    return is_word(r, verb) && !(token->shape & DZ_TOKEN_CAPITAL) && form;
}

static dz_complement quotation_content(const dz_english *r, size_t i, size_t cue_end)
{
    dz_complement found = {DZ_CONTENT_QUOTE, {i, quotation_end(r, i)}, cue_end};
    size_t e = found.tokens.end;
    bool full = dz_english__is_full_quotation(r, r->t[i].quotation) || found.tokens.end - i > 14;
    if (!full && e < r->hi && is_word(r, e))
        found.tokens.end = dz_english__clause_end(r, e, false);
    return found;
}

dz_complement dz_english__content_at(const dz_english *r, size_t i, uint32_t governs, size_t cue_end, bool in_clause)
{
    dz_complement found = {DZ_CONTENT_NONE, {i, i}, cue_end};
    if (i + 1 < r->hi && (punctuation(r, i, ',') || punctuation(r, i, ':')) &&
        (is_mark(r, i + 1) || has(r, i + 1, DZ_WORD_THAT) || punctuation(r, i, ':')))
        i++;
    if (i >= r->hi)
        return found;
    found.tokens.begin = i;
    if (is_mark(r, i)) {
        if (governs & (DZ_GOVERNS_QUOTE | DZ_GOVERNS_NOUN | DZ_GOVERNS_CLAUSE))
            return quotation_content(r, i, cue_end);
        return found;
    }
    if (!is_word(r, i) && !quoted(r, i))
        return found;
    found.tokens.end = dz_english__clause_end(r, i, in_clause);
    bool finite = dz_english__has_finite_verb(r, i, found.tokens.end);
    if (punctuation(r, i - 1, ':') && (governs & (DZ_GOVERNS_QUOTE | DZ_GOVERNS_CLAUSE)))
        found.kind = DZ_CONTENT_CLAUSE;
    else if (has(r, i, DZ_WORD_THAT) && (governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_THAT)) &&
             (finite || found.tokens.end - i > 4))
        found.kind = DZ_CONTENT_THAT;
    else if (has(r, i, DZ_WORD_QUESTION) && (governs & (DZ_GOVERNS_QUESTION | DZ_GOVERNS_CLAUSE)))
        found.kind = DZ_CONTENT_QUESTION;
    else if (has(r, i, DZ_WORD_TO) && (governs & DZ_GOVERNS_INFINITIVE))
        found.kind = DZ_CONTENT_INFINITIVE;
    else if (has(r, i,
                 DZ_WORD_PREPOSITION | DZ_WORD_TO | DZ_WORD_SUBORDINATOR | DZ_WORD_COORDINATOR | DZ_WORD_RELATIVE |
                     DZ_WORD_AUXILIARY | DZ_WORD_TIME))
        found.kind = DZ_CONTENT_NONE;
    else if ((governs & DZ_GOVERNS_CLAUSE) &&
             (finite || has_infinitive_clause(r, i, found.tokens.end) || has_quoted_predicate(r, i, found.tokens.end)))
        found.kind = DZ_CONTENT_CLAUSE;
    else if ((governs & DZ_GOVERNS_NOUN) && !is_adverb(r, i))
        found.kind = DZ_CONTENT_NOUN;
    if ((found.kind == DZ_CONTENT_NOUN || found.kind == DZ_CONTENT_INFINITIVE) && !in_clause)
        found.tokens.end = dz_english__reported_end(r, i, DZ_REACH_PHRASE);
    return found;
}

dz_complement dz_english__content_after(const dz_english *r, size_t verb, bool in_clause)
{
    const dz_verb *entry = r->t[verb].verb;
    uint32_t governs = entry->governs;
    size_t i = verb + 1;
    dz_complement found = {DZ_CONTENT_NONE, {i, i}, i};
    bool infinitive = i + 1 < r->hi && (governs & DZ_GOVERNS_INFINITIVE) && has(r, i, DZ_WORD_TO);
    if (i < r->hi && is_word(r, i) && !quoted(r, i) && !infinitive &&
        dz_verb__takes(entry, r->finder->text + r->t[i].begin, r->t[i].end - r->t[i].begin)) {
        uint32_t open = DZ_GOVERNS_NOUN | DZ_GOVERNS_QUESTION | DZ_GOVERNS_QUOTE |
                        (is(r, i, "out") || is(r, i, "whether") ? DZ_GOVERNS_CLAUSE : 0);
        found = dz_english__content_at(r, i + 1, open, i + 1, in_clause);
        if (found.kind != DZ_CONTENT_NONE && found.kind != DZ_CONTENT_QUOTE)
            found.kind = DZ_CONTENT_PREPOSITION;
        return found;
    }
    if (governs & DZ_GOVERNS_HEARER) {
        size_t behind = skip_adjuncts(r, dz_english__skip_hearer(r, i));
        dz_complement told = dz_english__content_at(r, behind, governs & ~(uint32_t)DZ_GOVERNS_NOUN, i, in_clause);
        if (told.kind != DZ_CONTENT_NONE || !(governs & DZ_GOVERNS_NOUN))
            return told;
    }
    size_t behind = skip_adjuncts(r, i);
    bool time_first =
        behind < r->hi && behind > i && has(r, behind, DZ_WORD_THAT) && !has(r, i, DZ_WORD_PREPOSITION | DZ_WORD_TO);
    if (!time_first)
        found = dz_english__content_at(r, i, governs, i, in_clause);
    if (found.kind != DZ_CONTENT_NONE)
        return found;
    return behind > i ? dz_english__content_at(r, behind, governs & ~(uint32_t)DZ_GOVERNS_NOUN, i, in_clause) : found;
}

dz_stretch dz_english__content_before(const dz_english *r, size_t e, bool clause_allowed, bool clause_goes_on)
{
    dz_stretch found = dz_nothing;
    size_t floor = r->last_is_fronted && r->last_end > r->lo && r->last_end < e ? r->last_end : r->lo;
    if (e == 0)
        return found;
    size_t p = e - 1;
    if (punctuation(r, p, ',') && p > 0 && is_mark(r, p - 1))
        p--;
    if (is_mark(r, p) && p + 3 >= e) {
        size_t begin = quotation_begin(r, p);
        /* In a sentence of its own the attribution follows only a question or a call. */
        if (e == r->lo && !(p > 0 && ends_unit_mark(r, p - 1) && !punctuation(r, p - 1, '.')))
            return found;
        found.begin = begin;
        found.end = p + 1;
        bool fragment = begin > floor && is_word(r, begin - 1) && !dz_english__is_full_quotation(r, r->t[p].quotation);
        bool flowing = begin > floor && is_word(r, begin - 1);
        if (begin > floor && (fragment || flowing))
            found.begin = floor;
        while (found.begin < begin && (!is_word(r, found.begin)))
            found.begin++;
        return found;
    }
    if (!clause_allowed || e == r->lo || !punctuation(r, p, ','))
        return found;
    found.begin = floor;
    found.end = p;
    while (found.begin < found.end && (!is_word(r, found.begin) || has(r, found.begin, DZ_WORD_COORDINATOR)) &&
           !is_mark(r, found.begin))
        found.begin++;
    bool opening = has(r, found.begin,
                       DZ_WORD_PREPOSITION | DZ_WORD_SUBORDINATOR | DZ_WORD_QUESTION | DZ_WORD_TIME | DZ_WORD_TO) ||
                   r->t[found.begin].forms & (DZ_FORM_ING | DZ_FORM_PARTICIPLE);
    if (is_empty(found) ||
        !(dz_english__has_finite_verb(r, found.begin, found.end) || clause_goes_on ||
          found.end - found.begin >= LONG_CLAUSE) ||
        (opening && found.end - found.begin < 8))
        return dz_nothing;
    return found;
}

dz_complement dz_english__gapped_clause(const dz_english *r, size_t verb, dz_stretch subject)
{
    dz_complement found = {DZ_CONTENT_NONE, {verb + 1, verb + 1}, verb + 1};
    bool relative =
        !is_empty(subject) && subject.begin > r->lo && has(r, subject.begin - 1, DZ_WORD_RELATIVE | DZ_WORD_THAT);
    if (!relative || !(r->t[verb].verb->governs & DZ_GOVERNS_CLAUSE) || verb + 2 >= r->hi || quoted(r, verb + 1) ||
        !has(r, verb + 1, DZ_WORD_FINITE))
        return found;
    found.kind = DZ_CONTENT_CLAUSE;
    found.tokens.end = dz_english__clause_end(r, verb + 1, false);
    return found;
}

dz_complement dz_english__through_infinitive(const dz_english *r, dz_complement right, bool in_clause)
{
    size_t second = right.tokens.begin + 1;
    if (second + 1 >= r->hi || !r->t[second].verb || quoted(r, second) || !(r->t[second].forms & DZ_FORM_BASE) ||
        !(r->t[second].verb->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_QUOTE)))
        return right;
    dz_complement inner = dz_english__content_after(r, second, in_clause);
    bool strong = inner.kind == DZ_CONTENT_THAT || inner.kind == DZ_CONTENT_QUOTE || inner.kind == DZ_CONTENT_QUESTION;
    return strong ? inner : right;
}

dz_stretch dz_english__continuation(const dz_english *r, size_t i, bool only_quotation)
{
    dz_stretch more = dz_nothing;
    if (only_quotation) {
        if (i < r->hi && is_mark(r, i)) {
            more.begin = i;
            more.end = quotation_end(r, i);
            return more;
        }
        for (size_t k = i; k + 1 < r->hi && k - i < 30 && !is_mark(r, k); k++) {
            if (!is_mark(r, k + 1) || is_word(r, k))
                continue;
            more.begin = k + 1;
            more.end = quotation_end(r, k + 1);
            return more;
        }
        return more;
    }
    i = skip_adjuncts(r, i);
    if (i + 1 >= r->hi || (!punctuation(r, i, ',') && !punctuation(r, i, '-')))
        return more;
    i++;
    if (is_mark(r, i)) {
        more.begin = i;
        more.end = quotation_end(r, i);
        return more;
    }
    if (!is_word(r, i) || (r->t[i].forms & DZ_FORM_ING) || has(r, i, DZ_WORD_RELATIVE | DZ_WORD_SUBORDINATOR))
        return more;
    more.begin = i;
    more.end = dz_english__clause_end(r, i, false);
    return more;
}
