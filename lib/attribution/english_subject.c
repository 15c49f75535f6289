#include "attribution/english_subject.h"

/* What a subject's noun phrase cannot reach over, going left. */
static bool bounds_left(const dz_english *r, size_t i)
{
    if (!is_word(r, i))
        return is_mark(r, i) || !strchr("%/", r->t[i].mark);
    if (quoted(r, i))
        return false;
    if (has(r, i,
            DZ_WORD_SUBORDINATOR | DZ_WORD_RELATIVE | DZ_WORD_QUESTION | DZ_WORD_THAT | DZ_WORD_FINITE |
                DZ_WORD_AUXILIARY) &&
        !(r->t[i].shape & DZ_TOKEN_GENITIVE))
        return true;
    if (has(r, i, DZ_WORD_SUBJECT) && !has(r, i, DZ_WORD_OBJECT))
        return true;
    return r->t[i].verb && !r->t[i].noun && dz_english__is_verb_here(r, i) && !(r->t[i].forms & DZ_FORM_ING);
}

/* "Sanders and Clinton", "the ministry and its spokesmen": the part before "and" belongs to the phrase if nothing in it
 * is a verb. */
static bool joins_nouns(const dz_english *r, size_t coordinator)
{
    if (coordinator == r->lo || is(r, coordinator, "but") || is(r, coordinator, "nor") || is(r, coordinator, "yet"))
        return false;
    size_t steps = 0;
    for (size_t i = coordinator; i > r->lo && steps < 8; i--, steps++) {
        if (has(r, i - 1, DZ_WORD_SUBORDINATOR | DZ_WORD_THAT | DZ_WORD_RELATIVE) || !is_word(r, i - 1))
            return steps > 0 && !(punctuation(r, i - 1, ',') && steps < 1);
        if (dz_english__is_finite(r, i - 1))
            return false;
    }
    return steps > 0;
}

/* "In March the ministry", "On Tuesday officials": the phrase before the subject is taken off its front. */
static size_t behind_opening_phrase(const dz_english *r, size_t begin, size_t last)
{
    while (begin < last && (is_adverb(r, begin) || has(r, begin, DZ_WORD_COORDINATOR)))
        begin++;
    if (has(r, begin, DZ_WORD_TIME) && begin < last)
        return begin + 1;
    /* "A day later the ministry", "Hours earlier, ..." */
    size_t period = begin + (has(r, begin, DZ_WORD_DETERMINER) || (r->t[begin].shape & DZ_TOKEN_NUMBER));
    if (period + 1 < last && has(r, period, DZ_WORD_PERIOD) &&
        (is(r, period + 1, "later") || is(r, period + 1, "earlier") || is(r, period + 1, "ago")))
        return period + 2;
    if (!has(r, begin, DZ_WORD_PREPOSITION | DZ_WORD_TO))
        return begin;
    for (size_t k = begin + 2; k <= last; k++) {
        bool after_noun = !has(r, k - 1, DZ_WORD_PREPOSITION | DZ_WORD_DETERMINER | DZ_WORD_COORDINATOR | DZ_WORD_TO);
        if (!after_noun || (r->t[k - 1].shape & DZ_TOKEN_GENITIVE))
            continue;
        if (has(r, k, DZ_WORD_DETERMINER) || (is_capital(r, k) && !is_capital(r, k - 1)))
            return k;
    }
    return last;
}

size_t dz_english__noun_phrase_begin(const dz_english *r, size_t last)
{
    size_t begin = last;
    if (has(r, last, DZ_WORD_SUBJECT | DZ_WORD_RELATIVE | DZ_WORD_THAT))
        return last;
    size_t limit = last - r->lo > DZ_LONGEST_SUBJECT ? last - DZ_LONGEST_SUBJECT : r->lo;
    while (begin > limit && !bounds_left(r, begin - 1)) {
        if (has(r, begin - 1, DZ_WORD_COORDINATOR) && !joins_nouns(r, begin - 1))
            break;
        if (has(r, begin - 1, DZ_WORD_TIME) && !(r->t[begin].shape & DZ_TOKEN_GENITIVE))
            break;
        begin--;
    }
    return behind_opening_phrase(r, begin, last);
}

size_t dz_english__noun_phrase_end(const dz_english *r, size_t i)
{
    size_t start = i;
    if (i < r->hi && has(r, i, DZ_WORD_SUBJECT | DZ_WORD_OBJECT) && !has(r, i, DZ_WORD_DETERMINER))
        return i + 1;
    for (; i < r->hi && i - start < DZ_LONGEST_SUBJECT; i++) {
        if (!is_word(r, i) || is_mark(r, i))
            break;
        if (has(r, i,
                DZ_WORD_TIME | DZ_WORD_SUBORDINATOR | DZ_WORD_RELATIVE | DZ_WORD_QUESTION | DZ_WORD_FINITE |
                    DZ_WORD_TO) &&
            !(r->t[i].shape & DZ_TOKEN_GENITIVE))
            break;
        if (has(r, i, DZ_WORD_THAT) && i > start)
            break;
        if (has(r, i, DZ_WORD_SUBJECT) && i > start)
            break;
        if (has(r, i, DZ_WORD_PREPOSITION) && !is(r, i, "of") && !is(r, i, "for") && !is(r, i, "from"))
            break;
        if (i > start && r->t[i].verb && !r->t[i].noun && dz_english__is_verb_here(r, i))
            break;
    }
    return i;
}

size_t dz_english__genitive_begin(const dz_english *r, size_t last)
{
    size_t begin = last;
    while (begin > r->lo && last - begin < 10 && is_word(r, begin - 1) && !quoted(r, begin - 1) &&
           !bounds_left(r, begin - 1) && !has(r, begin - 1, DZ_WORD_TO | DZ_WORD_TIME | DZ_WORD_COORDINATOR) &&
           (!has(r, begin - 1, DZ_WORD_PREPOSITION) || is(r, begin - 1, "of"))) {
        begin--;
        if (has(r, begin, DZ_WORD_DETERMINER))
            break;
    }
    return begin;
}

size_t dz_english__before_parenthesis(const dz_english *r, size_t end)
{
    if (end == r->lo || !punctuation(r, end - 1, ')'))
        return end;
    size_t i = end - 1;
    while (i > r->lo && end - i < DZ_LONGEST_SUBJECT && !punctuation(r, i, '('))
        i--;
    return i;
}

dz_stretch dz_english__subject_with_apposition(const dz_english *r, size_t comma)
{
    for (size_t k = comma; k > r->lo + 1 && comma - k < DZ_LONGEST_SUBJECT; k--) {
        size_t open = k - 1;
        bool speech = is_mark(r, open) && dz_english__is_full_quotation(r, r->t[open].quotation);
        if (speech || punctuation(r, open, ';') || punctuation(r, open, ':'))
            return dz_nothing;
        if (!punctuation(r, open, ','))
            continue;
        size_t inside = open + 1;
        size_t last = dz_english__before_parenthesis(r, open);
        if (inside >= comma || last <= r->lo || !is_word(r, last - 1) || quoted(r, last - 1))
            return dz_nothing;
        dz_stretch subject = {dz_english__noun_phrase_begin(r, last - 1), comma};
        bool apposition = has(r, inside, DZ_WORD_DETERMINER | DZ_WORD_RELATIVE) ||
                          (r->t[inside].shape & DZ_TOKEN_NUMBER) || is_capital(r, inside) ||
                          (!r->t[inside].flags && !is_adverb(r, inside) && !(r->t[inside].forms & DZ_FORM_ING));
        if (!apposition)
            subject.end = open;
        return subject;
    }
    return dz_nothing;
}

static dz_stretch tokens_of(const dz_english *r, size_t from, size_t to, dz_span source)
{
    dz_stretch shared = dz_nothing;
    for (size_t i = from; i < to && source.end > source.begin; i++) {
        if (quoted(r, i)) {
            i = quotation_end(r, i) - 1;
            continue;
        }
        if (r->t[i].begin == source.begin)
            shared.begin = i;
        if (r->t[i].end == source.end)
            shared.end = i + 1;
    }
    return shared.end > shared.begin ? shared : dz_nothing;
}

/* The subject of the unit's first clause: what a participle ("..., saying that") shares. */
static dz_stretch source_of_last(const dz_english *r)
{
    if (r->last_verbal == DZ_NO_FINDING)
        return dz_nothing;
    return tokens_of(r, r->lo, r->hi, r->finder->findings.items[r->last_verbal].source);
}

dz_stretch dz_english__first_subject(const dz_english *r, size_t before)
{
    size_t start = r->lo;
    bool opening = has(r, r->lo, DZ_WORD_SUBORDINATOR) || is(r, r->lo, "when");
    for (size_t i = r->lo; i < before; i++) {
        if (opening && !punctuation(r, i, ','))
            continue;
        opening = false;
        if (punctuation(r, i, ',') || is_mark(r, i))
            start = i + 1;
        if (quoted(r, i))
            i = quotation_end(r, i) - 1;
        if (!is_word(r, i) || quoted(r, i))
            continue;
        if (i == start && i > r->lo && punctuation(r, i - 1, ',') && dz_english__is_finite(r, i))
            return dz_english__subject_with_apposition(r, i - 1);
        if (i > start && dz_english__is_finite(r, i) && is_word(r, i - 1) && !quoted(r, i - 1)) {
            size_t last = dz_english__before_adverbs(r, i);
            if (last == start)
                return dz_nothing;
            dz_stretch subject = {dz_english__noun_phrase_begin(r, last - 1), last};
            return subject;
        }
    }
    return dz_nothing;
}

/* The sentence's last source; its first subject where there is none, or only the pronoun of a relative clause: "X was
 * asked about one who said so, saying ..." */
static dz_stretch shared_subject(const dz_english *r, size_t verb)
{
    /* "And added: ...": what the sentence before said is gone on with. */
    if (verb <= r->lo + 2 && has(r, r->lo, DZ_WORD_COORDINATOR) && r->last_verbal == DZ_NO_FINDING &&
        r->before != DZ_NO_FINDING)
        return tokens_of(r, r->lo_before, r->lo, r->finder->findings.items[r->before].source);
    dz_stretch subject = source_of_last(r);
    bool relative = !is_empty(subject) && has(r, subject.begin, DZ_WORD_RELATIVE);
    return is_empty(subject) || relative ? dz_english__first_subject(r, verb) : subject;
}

/* "The ministry on Friday said": the day is no part of the subject. */
static dz_stretch without_time(const dz_english *r, dz_stretch subject)
{
    while (subject.end > subject.begin + 1 && has(r, subject.end - 1, DZ_WORD_TIME))
        subject.end -= subject.end > subject.begin + 2 && has(r, subject.end - 2, DZ_WORD_PREPOSITION) ? 2 : 1;
    return subject;
}

dz_stretch dz_english__find_subject(const dz_english *r, const dz_verb_group *group)
{
    size_t begin = group->tokens.begin;
    if (begin == r->lo)
        return dz_nothing;
    size_t p = begin - 1;
    if (group->infinitive)
        return shared_subject(r, begin);
    /* "footage of the minister saying": the noun before the participle; else it shares the main clause's subject. */
    bool after_noun = is_word(r, p) && !quoted(r, p) && !has(r, p, ~(uint32_t)DZ_WORD_PEOPLE);
    if (group->gerund && is(r, p, "as") && p > r->lo && is_word(r, p - 1) && !quoted(r, p - 1)) {
        dz_stretch quoted_one = {dz_english__noun_phrase_begin(r, p - 1), p};
        return quoted_one;
    }
    /* "quoted an unnamed "source" as saying" */
    if (group->gerund && is(r, p, "as") && p > r->lo && is_mark(r, p - 1) && quotation_begin(r, p - 1) > r->lo &&
        p - quotation_begin(r, p - 1) <= 6) {
        size_t last = quotation_begin(r, p - 1) - 1;
        dz_stretch quoted_one = {is_word(r, last) ? dz_english__noun_phrase_begin(r, last) : last + 1, p};
        return quoted_one;
    }
    if (group->gerund && !after_noun)
        return shared_subject(r, begin);
    if (punctuation(r, p, ',')) {
        dz_stretch last = source_of_last(r);
        bool listed = !is_empty(last) && !has(r, last.begin, DZ_WORD_RELATIVE) && r->last_end == p &&
                      dz_english__begins_next_claim(r, begin);
        return listed ? last : dz_english__subject_with_apposition(r, p);
    }
    if (punctuation(r, p, ')')) {
        while (p > r->lo && !punctuation(r, p, '('))
            p--;
        if (p == r->lo || !is_word(r, p - 1))
            return dz_nothing;
        dz_stretch subject = {dz_english__noun_phrase_begin(r, p - 1), begin};
        return subject;
    }
    if (!is_word(r, p) || (is_mark(r, p)))
        return dz_nothing;
    if (has(r, p, DZ_WORD_COORDINATOR))
        return shared_subject(r, begin);
    if (has(r, p, DZ_WORD_PREPOSITION | DZ_WORD_SUBORDINATOR | DZ_WORD_TO | DZ_WORD_QUESTION))
        return dz_nothing;
    dz_stretch subject = {dz_english__noun_phrase_begin(r, p), begin};
    return without_time(r, subject);
}

/* "said the minister speaking in Harbin", "said a voter interviewed there" */
static bool is_participle(const dz_english *r, size_t i)
{
    size_t length = r->t[i].end - r->t[i].begin;
    bool ing = length > 5 && memcmp(r->finder->text + r->t[i].end - 3, "ing", 3) == 0;
    return !(r->t[i].shape & DZ_TOKEN_CAPITAL) && (ing || (r->t[i].shape & DZ_TOKEN_ED));
}

dz_stretch dz_english__inverted_subject(const dz_english *r, size_t i)
{
    uint32_t no_subject = DZ_WORD_PREPOSITION | DZ_WORD_TO | DZ_WORD_SUBORDINATOR | DZ_WORD_COORDINATOR |
                          DZ_WORD_RELATIVE | DZ_WORD_QUESTION | DZ_WORD_TIME | DZ_WORD_AUXILIARY | DZ_WORD_THAT;
    if (i >= r->hi || !is_word(r, i) || quoted(r, i) || has(r, i, no_subject) || is_adverb(r, i) ||
        (has(r, i, DZ_WORD_OBJECT) && !has(r, i, DZ_WORD_SUBJECT | DZ_WORD_DETERMINER)))
        return dz_nothing;
    dz_stretch subject = {i, dz_english__noun_phrase_end(r, i)};
    size_t e = subject.end;
    if (e < r->hi && is_word(r, e) &&
        !has(r, e,
             DZ_WORD_TIME | DZ_WORD_PREPOSITION | DZ_WORD_SUBORDINATOR | DZ_WORD_RELATIVE | DZ_WORD_TO |
                 DZ_WORD_QUESTION | DZ_WORD_COORDINATOR) &&
        !is_adverb(r, e) && !is_participle(r, e))
        return dz_nothing;
    if (e + 1 < r->hi && punctuation(r, e, ',') && is_word(r, e + 1) && !quoted(r, e + 1) &&
        (has(r, e + 1, DZ_WORD_DETERMINER | DZ_WORD_RELATIVE) || !r->t[e + 1].flags) &&
        !(r->t[e + 1].forms & DZ_FORM_ING)) {
        size_t k = e + 1;
        while (k < r->hi && !punctuation(r, k, ',') && !ends_unit_mark(r, k) && !is_mark(r, k) &&
               !punctuation(r, k, ';'))
            k++;
        subject.end = k;
    }
    return subject;
}
