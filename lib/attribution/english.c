#include <string.h>

#include "attribution/mention.h"
#include "attribution/token.h"
#include "base/utf8.h"

#define LONGEST_UNIT 500 /* tokens outside quotations: keeps the work linear where no sentence ends */
#define LONGEST_SUBJECT 24
#define LONGEST_ADJUNCT 16
#define LONG_CLAUSE 12 /* words: a stretch before "..., X said" that is a clause even if no verb in it is known */
#define NO_FINDING SIZE_MAX

/* A stretch of tokens. */
typedef struct stretch {
    size_t begin;
    size_t end;
} stretch;

/* A finding before it is one, in tokens. */
typedef struct draft {
    stretch source;
    stretch cue;
    stretch content;
    stretch more; /* a second piece */
    dz_cue_class class;
    const char *rule;
} draft;

/* One block while its sentences are read. A unit is a sentence, or several that one quotation holds together. */
typedef struct reader {
    dz_finder *finder;
    const dz_passage *passage;
    dz_token_list tokens;
    const dz_token *t;
    uint32_t first_quotation;     /* the first that has tokens here */
    DZ_ARRAY(stretch) quotations; /* their tokens, by number from that one on */
    size_t lo;                    /* the unit, in tokens */
    size_t hi;
    size_t last;          /* the last finding of the unit, or NO_FINDING */
    size_t last_end;      /* where its last piece ended, in tokens */
    bool last_is_fronted; /* its content stood before its cue: what follows is not under it */
    size_t read_to;       /* tokens before it belong to a cue that was read */
    size_t last_verbal;   /* the last finding of the unit with a verb for a cue */
    draft cited;          /* whom the unit's report cites; its cue is empty where nobody */
    dz_status status;     /* of the first failure; rules do nothing after one */
} reader;

static const stretch nothing = {0, 0};

static bool is_empty(stretch r)
{
    return r.end <= r.begin;
}

static dz_span span_of(const reader *r, stretch range)
{
    dz_span span = {0, 0};
    if (!is_empty(range)) {
        span.begin = r->t[range.begin].begin;
        span.end = r->t[range.end - 1].end;
    }
    return span;
}

/* ---- What a token is --------------------------------------------------------------------------------------------- */

static bool has(const reader *r, size_t i, uint32_t flags)
{
    return r->t[i].flags & flags;
}

static bool is_word(const reader *r, size_t i)
{
    return r->t[i].shape & DZ_TOKEN_WORD;
}

static bool is_mark(const reader *r, size_t i)
{
    return r->t[i].shape & DZ_TOKEN_MARK;
}

static bool quoted(const reader *r, size_t i)
{
    return r->t[i].quotation != DZ_NO_QUOTATION;
}

static bool is_capital(const reader *r, size_t i)
{
    return (r->t[i].shape & DZ_TOKEN_CAPITAL) && !(r->t[i].flags & (DZ_WORD_TIME | DZ_WORD_PERIOD));
}

static bool is(const reader *r, size_t i, const char *word)
{
    return dz_token__is(r->finder, &r->t[i], word);
}

static bool punctuation(const reader *r, size_t i, char mark)
{
    return !is_word(r, i) && !is_mark(r, i) && r->t[i].mark == mark;
}

static bool is_adverb(const reader *r, size_t i)
{
    return has(r, i, DZ_WORD_ADVERB | DZ_WORD_NEGATION) ||
           ((r->t[i].shape & DZ_TOKEN_LY) && !(r->t[i].shape & DZ_TOKEN_CAPITAL) && !r->t[i].verb);
}

/* Where a noun phrase can begin. */
static bool begins_noun_phrase(const reader *r, size_t i)
{
    return is_word(r, i) && !quoted(r, i) &&
           (has(r, i, DZ_WORD_DETERMINER | DZ_WORD_SUBJECT | DZ_WORD_OBJECT) || is_capital(r, i));
}

static bool ends_unit_mark(const reader *r, size_t i)
{
    return !is_word(r, i) && !is_mark(r, i) && strchr(".?!~", r->t[i].mark) && r->t[i].mark;
}

static stretch quotation_tokens(const reader *r, size_t i)
{
    return r->quotations.items[r->t[i].quotation - r->first_quotation];
}

static size_t quotation_begin(const reader *r, size_t i)
{
    return quotation_tokens(r, i).begin;
}

static size_t quotation_end(const reader *r, size_t i)
{
    return quotation_tokens(r, i).end;
}

/* The end of a stretch without the spaces and inner closing marks there: "... 'we do.'" */
static size_t before_closing_marks(const char *text, dz_span span)
{
    while (span.end > span.begin) {
        size_t at = span.end;
        uint32_t last = dz_utf8__previous(text, &at);
        if (last != ' ' && last != '"' && last != '\'' && last != 0x2019 && last != 0x201D && last != ')' &&
            last != 0xA0)
            break;
        span.end = at;
    }
    return span.end;
}

/* The word's quotation is long or ends as a sentence does: speech, and no fragment in a sentence of the writer's. */
static bool is_full_quotation(const reader *r, uint32_t number)
{
    const dz_quotation *quotation = &r->finder->quotations.items[number];
    const char *text = r->finder->text;
    size_t end = before_closing_marks(text, quotation->inner);
    if (end <= quotation->inner.begin)
        return false;
    return quotation->goes_on || strchr(".,?!", text[end - 1]) != NULL || quotation->recovered;
}

/* ---- Verbs ------------------------------------------------------------------------------------------------------- */

static size_t before_adverbs(const reader *r, size_t i)
{
    while (i > r->lo && is_word(r, i - 1) && !quoted(r, i - 1) && is_adverb(r, i - 1))
        i--;
    return i;
}

static bool base_is_verb(const reader *r, size_t i, size_t before)
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
static bool leads_to_clause(const reader *r, size_t i)
{
    return i + 1 < r->hi && (has(r, i + 1, DZ_WORD_THAT | DZ_WORD_SUBJECT) || is_mark(r, i + 1));
}

static bool surely_finite(const reader *r, size_t i)
{
    return has(r, i, DZ_WORD_FINITE) || r->t[i].shape & DZ_TOKEN_ED ||
           (r->t[i].verb && !r->t[i].noun && r->t[i].forms & (DZ_FORM_PAST | DZ_FORM_S));
}

/* "The draft resolution calls for an end": the clause has a subject and no other verb. */
static bool is_only_verb_of_clause(const reader *r, size_t i)
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
static bool has_object_here(const reader *r, size_t i)
{
    if (i + 1 >= r->hi || !is_word(r, i + 1) || quoted(r, i + 1))
        return false;
    if (has(r, i + 1, DZ_WORD_TO))
        return r->t[i].verb->governs & DZ_GOVERNS_INFINITIVE;
    bool preposition =
        dz_verb__takes(r->t[i].verb, r->finder->text + r->t[i + 1].begin, r->t[i + 1].end - r->t[i + 1].begin);
    return (has(r, i + 1, DZ_WORD_DETERMINER) || preposition) && is_only_verb_of_clause(r, i);
}

/* Whether a form that can be a verb is one here, by what stands before it. */
static bool is_verb_here(const reader *r, size_t i)
{
    const dz_token *token = &r->t[i];
    if (!token->verb || quoted(r, i) || (i > r->lo && (token->shape & DZ_TOKEN_CAPITAL)))
        return false;
    size_t before = before_adverbs(r, i);
    size_t p = before > r->lo ? before - 1 : r->lo;
    bool first = before == r->lo;
    if (!first && before == i && (has(r, p, DZ_WORD_DETERMINER) || (r->t[p].shape & DZ_TOKEN_GENITIVE)) &&
        !has(r, p, DZ_WORD_SUBJECT | DZ_WORD_THAT) && !(token->forms & DZ_FORM_PAST && is(r, p, "all")))
        return false;
    if ((token->forms & DZ_FORM_ING) && has(r, i, DZ_WORD_OCCASION | DZ_WORD_PERIOD))
        return false;
    if (token->forms & DZ_FORM_ING)
        return first ? token->shape & DZ_TOKEN_CAPITAL : !has(r, p, DZ_WORD_DETERMINER);
    if (token->forms & (DZ_FORM_PAST | DZ_FORM_PARTICIPLE))
        return first || !has(r, p, DZ_WORD_PREPOSITION | DZ_WORD_TO);
    if (first)
        return false;
    if (token->forms & DZ_FORM_S)
        return !has(r, p, DZ_WORD_PREPOSITION | DZ_WORD_AUXILIARY | DZ_WORD_TO) && !(r->t[p].shape & DZ_TOKEN_NUMBER) &&
               (!token->noun || leads_to_clause(r, i) || has_object_here(r, i) || has(r, p, DZ_WORD_SUBJECT) ||
                is_capital(r, p) || is(r, p, "who"));
    return base_is_verb(r, i, before);
}

static bool is_finite(const reader *r, size_t i)
{
    /* 's is "is" behind a pronoun, and a genitive elsewhere. */
    if (r->t[i].shape & DZ_TOKEN_GENITIVE)
        return i > r->lo && has(r, i - 1, DZ_WORD_SUBJECT | DZ_WORD_THAT | DZ_WORD_RELATIVE);
    if (has(r, i, DZ_WORD_FINITE))
        return true;
    if (r->t[i].verb && !(r->t[i].forms & DZ_FORM_ING))
        return is_verb_here(r, i);
    return (r->t[i].shape & DZ_TOKEN_ED) && !(r->t[i].shape & DZ_TOKEN_CAPITAL) &&
           !has(r, i - (i > r->lo), DZ_WORD_DETERMINER);
}

/* The verb with its auxiliaries and adverbs. */
typedef struct verb_group {
    stretch tokens;
    bool passive;
    bool infinitive;
    bool gerund;
} verb_group;

static verb_group read_group(const reader *r, size_t i)
{
    verb_group group = {{i, i + 1}, false, false, r->t[i].forms == DZ_FORM_ING};
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

/* ---- Noun phrases ------------------------------------------------------------------------------------------------ */

/* What a subject's noun phrase cannot reach over, going left. */
static bool bounds_left(const reader *r, size_t i)
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
    return r->t[i].verb && !r->t[i].noun && is_verb_here(r, i) && !(r->t[i].forms & DZ_FORM_ING);
}

/* "Sanders and Clinton", "the ministry and its spokesmen": the part before "and" belongs to the phrase if nothing in it
 * is a verb. */
static bool joins_nouns(const reader *r, size_t coordinator)
{
    if (coordinator == r->lo || is(r, coordinator, "but") || is(r, coordinator, "nor") || is(r, coordinator, "yet"))
        return false;
    size_t steps = 0;
    for (size_t i = coordinator; i > r->lo && steps < 8; i--, steps++) {
        if (has(r, i - 1, DZ_WORD_SUBORDINATOR | DZ_WORD_THAT | DZ_WORD_RELATIVE) || !is_word(r, i - 1))
            return steps > 0 && !(punctuation(r, i - 1, ',') && steps < 1);
        if (is_finite(r, i - 1))
            return false;
    }
    return steps > 0;
}

/* "In March the ministry", "On Tuesday officials": the phrase before the subject is taken off its front. */
static size_t behind_opening_phrase(const reader *r, size_t begin, size_t last)
{
    while (begin < last && (is_adverb(r, begin) || has(r, begin, DZ_WORD_COORDINATOR)))
        begin++;
    if (has(r, begin, DZ_WORD_TIME) && begin < last)
        return begin + 1;
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

/* The first token of the noun phrase that ends with `last`. */
static size_t noun_phrase_begin(const reader *r, size_t last)
{
    size_t begin = last;
    if (has(r, last, DZ_WORD_SUBJECT | DZ_WORD_RELATIVE))
        return last;
    size_t limit = last - r->lo > LONGEST_SUBJECT ? last - LONGEST_SUBJECT : r->lo;
    while (begin > limit && !bounds_left(r, begin - 1)) {
        if (has(r, begin - 1, DZ_WORD_COORDINATOR) && !joins_nouns(r, begin - 1))
            break;
        if (has(r, begin - 1, DZ_WORD_TIME) && !(r->t[begin].shape & DZ_TOKEN_GENITIVE))
            break;
        begin--;
    }
    return behind_opening_phrase(r, begin, last);
}

/* The end of the noun phrase that begins at `i`: before the next verb, mark, or phrase of time and place. */
static size_t noun_phrase_end(const reader *r, size_t i)
{
    size_t start = i;
    if (i < r->hi && has(r, i, DZ_WORD_SUBJECT | DZ_WORD_OBJECT) && !has(r, i, DZ_WORD_DETERMINER))
        return i + 1;
    for (; i < r->hi && i - start < LONGEST_SUBJECT; i++) {
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
        if (i > start && r->t[i].verb && !r->t[i].noun && is_verb_here(r, i))
            break;
    }
    return i;
}

/* ---- The subject ------------------------------------------------------------------------------------------------- */

/* The end of what stands before a parenthesis that ends at `end`; `end` where none does. */
static size_t before_parenthesis(const reader *r, size_t end)
{
    if (end == r->lo || !punctuation(r, end - 1, ')'))
        return end;
    size_t i = end - 1;
    while (i > r->lo && end - i < LONGEST_SUBJECT && !punctuation(r, i, '('))
        i--;
    return i;
}

/* "Hua Chunying, a spokesman for the ministry, said": from the comma at `comma` back to the name. */
static stretch subject_with_apposition(const reader *r, size_t comma)
{
    for (size_t k = comma; k > r->lo + 1 && comma - k < LONGEST_SUBJECT; k--) {
        size_t open = k - 1;
        bool speech = is_mark(r, open) && is_full_quotation(r, r->t[open].quotation);
        if (speech || punctuation(r, open, ';') || punctuation(r, open, ':'))
            return nothing;
        if (!punctuation(r, open, ','))
            continue;
        size_t inside = open + 1;
        size_t last = before_parenthesis(r, open);
        if (inside >= comma || last <= r->lo || !is_word(r, last - 1) || quoted(r, last - 1))
            return nothing;
        stretch subject = {noun_phrase_begin(r, last - 1), comma};
        bool apposition = has(r, inside, DZ_WORD_DETERMINER | DZ_WORD_RELATIVE) ||
                          (r->t[inside].shape & DZ_TOKEN_NUMBER) || is_capital(r, inside) ||
                          (!r->t[inside].flags && !is_adverb(r, inside) && !(r->t[inside].forms & DZ_FORM_ING));
        if (!apposition)
            subject.end = open;
        return subject;
    }
    return nothing;
}

/* "said the tests were complete, denied that ...": a claim beside the one before it, without "and". */
static bool begins_next_claim(const reader *r, size_t i)
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

/* The subject of the unit's first clause: what a participle ("..., saying that") shares. */
static stretch source_of_last(const reader *r)
{
    stretch shared = nothing;
    if (r->last_verbal == NO_FINDING)
        return shared;
    dz_span source = r->finder->findings.items[r->last_verbal].source;
    for (size_t i = r->lo; i < r->hi && source.end > source.begin; i++) {
        if (quoted(r, i)) {
            i = quotation_end(r, i) - 1;
            continue;
        }
        if (r->t[i].begin == source.begin)
            shared.begin = i;
        if (r->t[i].end == source.end)
            shared.end = i + 1;
    }
    return shared.end > shared.begin ? shared : nothing;
}

/* The first clause's subject, found by its first finite verb. */
static stretch first_subject(const reader *r, size_t before)
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
        if (i == start && i > r->lo && punctuation(r, i - 1, ',') && is_finite(r, i))
            return subject_with_apposition(r, i - 1);
        if (i > start && is_finite(r, i) && is_word(r, i - 1) && !quoted(r, i - 1)) {
            size_t last = before_adverbs(r, i);
            if (last == start)
                return nothing;
            stretch subject = {noun_phrase_begin(r, last - 1), last};
            return subject;
        }
    }
    return nothing;
}

static stretch shared_subject(const reader *r, size_t verb)
{
    stretch subject = source_of_last(r);
    return is_empty(subject) ? first_subject(r, verb) : subject;
}

/* "The ministry on Friday said": the day is no part of the subject. */
static stretch without_time(const reader *r, stretch subject)
{
    while (subject.end > subject.begin + 1 && has(r, subject.end - 1, DZ_WORD_TIME))
        subject.end -= subject.end > subject.begin + 2 && has(r, subject.end - 2, DZ_WORD_PREPOSITION) ? 2 : 1;
    return subject;
}

static stretch find_subject(const reader *r, const verb_group *group)
{
    size_t begin = group->tokens.begin;
    if (begin == r->lo)
        return nothing;
    size_t p = begin - 1;
    if (group->infinitive)
        return shared_subject(r, begin);
    /* "footage of the minister saying": the noun before the participle; else it shares the main clause's subject. */
    bool after_noun = is_word(r, p) && !quoted(r, p) && !has(r, p, ~(uint32_t)DZ_WORD_PEOPLE);
    if (group->gerund && is(r, p, "as") && p > r->lo && is_word(r, p - 1) && !quoted(r, p - 1)) {
        stretch quoted_one = {noun_phrase_begin(r, p - 1), p};
        return quoted_one;
    }
    if (group->gerund && !after_noun)
        return shared_subject(r, begin);
    if (punctuation(r, p, ',')) {
        bool listed = r->last_verbal != NO_FINDING && r->last_end == p && begins_next_claim(r, begin);
        return listed ? source_of_last(r) : subject_with_apposition(r, p);
    }
    if (punctuation(r, p, ')')) {
        while (p > r->lo && !punctuation(r, p, '('))
            p--;
        if (p == r->lo || !is_word(r, p - 1))
            return nothing;
        stretch subject = {noun_phrase_begin(r, p - 1), begin};
        return subject;
    }
    if (!is_word(r, p) || (is_mark(r, p)))
        return nothing;
    if (has(r, p, DZ_WORD_COORDINATOR))
        return shared_subject(r, begin);
    if (has(r, p, DZ_WORD_PREPOSITION | DZ_WORD_SUBORDINATOR | DZ_WORD_TO | DZ_WORD_QUESTION))
        return nothing;
    stretch subject = {noun_phrase_begin(r, p), begin};
    return without_time(r, subject);
}

/* "said Hua Chunying, a spokesman for the ministry": the noun phrase behind an inverted verb, with its apposition. */
static stretch inverted_subject(const reader *r, size_t i)
{
    uint32_t no_subject = DZ_WORD_PREPOSITION | DZ_WORD_TO | DZ_WORD_SUBORDINATOR | DZ_WORD_COORDINATOR |
                          DZ_WORD_RELATIVE | DZ_WORD_QUESTION | DZ_WORD_TIME | DZ_WORD_AUXILIARY | DZ_WORD_THAT;
    if (i >= r->hi || !is_word(r, i) || quoted(r, i) || has(r, i, no_subject) || is_adverb(r, i) ||
        (has(r, i, DZ_WORD_OBJECT) && !has(r, i, DZ_WORD_SUBJECT | DZ_WORD_DETERMINER)))
        return nothing;
    stretch subject = {i, noun_phrase_end(r, i)};
    size_t e = subject.end;
    if (e < r->hi && is_word(r, e) &&
        !has(r, e, DZ_WORD_TIME | DZ_WORD_PREPOSITION | DZ_WORD_SUBORDINATOR | DZ_WORD_RELATIVE | DZ_WORD_TO))
        return nothing;
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

/* ---- Content ----------------------------------------------------------------------------------------------------- */

static size_t without_final_mark(const reader *r, size_t begin, size_t end)
{
    while (end > begin && !is_word(r, end - 1) && !is_mark(r, end - 1) && !quoted(r, end - 1) &&
           strchr(".,;:?!", r->t[end - 1].mark) && r->t[end - 1].mark)
        end--;
    return end;
}

/* Whether an attribution of what stands before it begins at `i`: "he said.", "according to", "the report said". */
static bool begins_trailing_attribution(const reader *r, size_t i)
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
        if (!r->t[k].verb || !(r->t[k].verb->governs & DZ_GOVERNS_FRONTED) || !is_verb_here(r, k))
            continue;
        if (r->t[k].forms == DZ_FORM_ING)
            return k == i;
        if (k == i && !(r->t[k].verb->governs & DZ_GOVERNS_INVERSION))
            return false;
        size_t e = k + 1;
        while (e < r->hi && e - k < LONGEST_ADJUNCT && is_word(r, e) && !quoted(r, e) && !is_finite(r, e) &&
               !has(r, e, DZ_WORD_THAT))
            e++;
        return e >= r->hi || !is_word(r, e);
    }
    return false;
}

/* "..., and denied ...": a second verb of saying with the same subject. */
static bool begins_second_verb(const reader *r, size_t coordinator, bool listed)
{
    size_t k = coordinator + 1;
    if (is(r, coordinator, "or") || k >= r->hi)
        return false;
    while (k + 1 < r->hi && is_adverb(r, k))
        k++;
    if (listed && begins_next_claim(r, k))
        return true;
    if (r->t[k].verb && r->t[k].forms & DZ_FORM_S && !quoted(r, k) && k + 1 < r->hi && has(r, k + 1, DZ_WORD_THAT))
        return true;
    return r->t[k].verb && (r->t[k].forms & DZ_FORM_PAST) && !quoted(r, k) &&
           (r->t[k].verb->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_QUOTE));
}

/* What ends the reported words at a comma: how much of the sentence they are expected to reach over. */
typedef enum reach {
    REACH_SENTENCE, /* to its end, or to a trailing attribution */
    REACH_PHRASE,   /* before a participle, a contrast or a relative clause of the writer's */
    REACH_COMMA     /* to the first comma */
} reach_kind;

static bool ends_at_comma(const reader *r, size_t comma, reach_kind reach)
{
    size_t next = comma + 1;
    if (reach == REACH_COMMA)
        return true;
    if (next >= r->hi || quoted(r, next))
        return false;
    if (begins_trailing_attribution(r, next) || begins_next_claim(r, next))
        return true;
    if (is(r, next, "but") || is(r, next, "while") || is(r, next, "though") || is(r, next, "although") ||
        is(r, next, "whereas") || is(r, next, "even"))
        return true;
    if (reach != REACH_PHRASE)
        return false;
    size_t length = r->t[next].end - r->t[next].begin;
    bool participle = length > 5 && memcmp(r->finder->text + r->t[next].end - 3, "ing", 3) == 0;
    return participle || has(r, next, DZ_WORD_RELATIVE | DZ_WORD_SUBORDINATOR);
}

/* Whether the words that begin here are the second or later claim of a list: its verb stands behind a comma. */
static bool is_listed(const reader *r, size_t begin)
{
    for (size_t i = begin; i > r->lo + 1 && begin - i < 4; i--)
        if (punctuation(r, i - 2, ',') && begins_next_claim(r, i - 1))
            return r->last_verbal != NO_FINDING && r->last_end == i - 2;
    return false;
}

/* Where what begins at `begin` ends: with the unit, or before what no longer belongs to the words reported. */
static size_t reported_end(const reader *r, size_t begin, reach_kind reach)
{
    for (size_t i = begin; i < r->hi; i++) {
        if (quoted(r, i)) {
            i = quotation_end(r, i) - 1;
            continue;
        }
        if (punctuation(r, i, ';') || (reach == REACH_COMMA && punctuation(r, i, ')')))
            return i;
        if (i > begin && has(r, i, DZ_WORD_COORDINATOR) && begins_second_verb(r, i, is_listed(r, begin)))
            return punctuation(r, i - 1, ',') ? i - 1 : i;
        if (punctuation(r, i, ',') && ends_at_comma(r, i, reach))
            return i;
    }
    return without_final_mark(r, begin, r->hi);
}

static size_t clause_end(const reader *r, size_t begin, bool in_clause)
{
    return reported_end(r, begin, in_clause ? REACH_COMMA : REACH_SENTENCE);
}

static size_t skip_hearer(const reader *r, size_t i)
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
static size_t skip_adjuncts(const reader *r, size_t i)
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

static bool has_finite_verb(const reader *r, size_t begin, size_t end)
{
    size_t limit = end - begin > LONGEST_UNIT ? begin + LONGEST_UNIT : end;
    for (size_t i = begin + 1; i < limit; i++)
        if (is_word(r, i) && is_finite(r, i))
            return true;
    return false;
}

/* "believes the letter to be genuine": a clause whose verb is an infinitive. */
static bool has_infinitive_clause(const reader *r, size_t begin, size_t end)
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

typedef enum content_kind {
    CONTENT_NONE,
    CONTENT_QUOTE,
    CONTENT_THAT,
    CONTENT_CLAUSE,
    CONTENT_QUESTION,
    CONTENT_INFINITIVE,
    CONTENT_NOUN,
    CONTENT_PREPOSITION
} content_kind;

typedef struct complement {
    content_kind kind;
    stretch tokens;
    size_t cue_end; /* the cue with what belongs to it on the way to the content */
} complement;

static complement quotation_content(const reader *r, size_t i, size_t cue_end)
{
    complement found = {CONTENT_QUOTE, {i, quotation_end(r, i)}, cue_end};
    size_t e = found.tokens.end;
    bool full = is_full_quotation(r, r->t[i].quotation) || found.tokens.end - i > 14;
    if (!full && e < r->hi && is_word(r, e))
        found.tokens.end = clause_end(r, e, false);
    return found;
}

/* The content behind a verb (or behind the preposition it takes), from token `i` on. */
static complement content_at(const reader *r, size_t i, uint32_t governs, size_t cue_end, bool in_clause)
{
    complement found = {CONTENT_NONE, {i, i}, cue_end};
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
    found.tokens.end = clause_end(r, i, in_clause);
    bool finite = has_finite_verb(r, i, found.tokens.end);
    if (punctuation(r, i - 1, ':') && (governs & (DZ_GOVERNS_QUOTE | DZ_GOVERNS_CLAUSE)))
        found.kind = CONTENT_CLAUSE;
    else if (has(r, i, DZ_WORD_THAT) && (governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_THAT)) &&
             (finite || found.tokens.end - i > 4))
        found.kind = CONTENT_THAT;
    else if (has(r, i, DZ_WORD_QUESTION) && (governs & (DZ_GOVERNS_QUESTION | DZ_GOVERNS_CLAUSE)))
        found.kind = CONTENT_QUESTION;
    else if (has(r, i, DZ_WORD_TO) && (governs & DZ_GOVERNS_INFINITIVE))
        found.kind = CONTENT_INFINITIVE;
    else if (has(r, i,
                 DZ_WORD_PREPOSITION | DZ_WORD_TO | DZ_WORD_SUBORDINATOR | DZ_WORD_COORDINATOR | DZ_WORD_RELATIVE |
                     DZ_WORD_AUXILIARY | DZ_WORD_TIME))
        found.kind = CONTENT_NONE;
    else if ((governs & DZ_GOVERNS_CLAUSE) && (finite || has_infinitive_clause(r, i, found.tokens.end)))
        found.kind = CONTENT_CLAUSE;
    else if ((governs & DZ_GOVERNS_NOUN) && !is_adverb(r, i))
        found.kind = CONTENT_NOUN;
    if ((found.kind == CONTENT_NOUN || found.kind == CONTENT_INFINITIVE) && !in_clause)
        found.tokens.end = reported_end(r, i, REACH_PHRASE);
    return found;
}

static complement content_after(const reader *r, size_t verb, bool in_clause)
{
    const dz_verb *entry = r->t[verb].verb;
    uint32_t governs = entry->governs;
    size_t i = verb + 1;
    complement found = {CONTENT_NONE, {i, i}, i};
    bool infinitive = i + 1 < r->hi && (governs & DZ_GOVERNS_INFINITIVE) && has(r, i, DZ_WORD_TO);
    if (i < r->hi && is_word(r, i) && !quoted(r, i) && !infinitive &&
        dz_verb__takes(entry, r->finder->text + r->t[i].begin, r->t[i].end - r->t[i].begin)) {
        uint32_t open = DZ_GOVERNS_NOUN | DZ_GOVERNS_QUESTION | DZ_GOVERNS_QUOTE |
                        (is(r, i, "out") || is(r, i, "whether") ? DZ_GOVERNS_CLAUSE : 0);
        found = content_at(r, i + 1, open, i + 1, in_clause);
        if (found.kind != CONTENT_NONE && found.kind != CONTENT_QUOTE)
            found.kind = CONTENT_PREPOSITION;
        return found;
    }
    if (governs & DZ_GOVERNS_HEARER) {
        size_t behind = skip_adjuncts(r, skip_hearer(r, i));
        complement told = content_at(r, behind, governs & ~(uint32_t)DZ_GOVERNS_NOUN, i, in_clause);
        if (told.kind != CONTENT_NONE || !(governs & DZ_GOVERNS_NOUN))
            return told;
    }
    size_t behind = skip_adjuncts(r, i);
    bool time_first =
        behind < r->hi && behind > i && has(r, behind, DZ_WORD_THAT) && !has(r, i, DZ_WORD_PREPOSITION | DZ_WORD_TO);
    if (!time_first)
        found = content_at(r, i, governs, i, in_clause);
    if (found.kind != CONTENT_NONE)
        return found;
    return behind > i ? content_at(r, behind, governs & ~(uint32_t)DZ_GOVERNS_NOUN, i, in_clause) : found;
}

/* The content before the attribution that begins at `e`: a quotation, or a clause that a comma ends. */
static stretch content_before(const reader *r, size_t e, bool clause_allowed, bool clause_goes_on)
{
    stretch found = nothing;
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
        bool fragment = begin > floor && is_word(r, begin - 1) && !is_full_quotation(r, r->t[p].quotation);
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
        !(has_finite_verb(r, found.begin, found.end) || clause_goes_on || found.end - found.begin >= LONG_CLAUSE) ||
        (opening && found.end - found.begin < 8))
        return nothing;
    return found;
}

/* ---- Findings ---------------------------------------------------------------------------------------------------- */

static void take_quotations(reader *r, stretch content)
{
    for (size_t i = content.begin; i < content.end; i++) {
        if (!quoted(r, i))
            continue;
        r->finder->taken[r->t[i].quotation] = 1;
        i = quotation_end(r, i) - 1;
    }
}

/* Whether a stretch is one quotation and nothing else. */
static bool is_one_quotation(const reader *r, stretch content)
{
    return is_mark(r, content.begin) && quotation_end(r, content.begin) == content.end &&
           quotation_begin(r, content.begin) == content.begin;
}

static void add_piece(reader *r, size_t number, stretch content)
{
    if (r->status != DZ_OK || is_empty(content))
        return;
    dz_finding *finding = &r->finder->findings.items[number];
    if (is_one_quotation(r, content)) {
        uint32_t quotation = r->t[content.begin].quotation;
        r->status = dz_finding__add_content(r->finder, number, r->finder->quotations.items[quotation].inner);
    } else {
        finding->direct = false;
        r->status = dz_finding__add_content(r->finder, number, span_of(r, content));
    }
    take_quotations(r, content);
    if (content.end > r->last_end)
        r->last_end = content.end;
}

static size_t add_claim(reader *r, const draft *claim)
{
    if (r->status != DZ_OK)
        return NO_FINDING;
    dz_finding finding = {0};
    finding.source = span_of(r, claim->source);
    finding.cue = span_of(r, claim->cue);
    finding.class = claim->class;
    finding.block = r->passage->block;
    finding.rule = claim->rule;
    finding.direct = true;
    dz_span none = {0, 0};
    r->status = dz_finding__add(r->finder, &finding, none);
    if (r->status != DZ_OK)
        return NO_FINDING;
    size_t number = r->finder->findings.count - 1;
    r->last = number;
    r->last_end = claim->cue.end;
    r->last_is_fronted = claim->content.end <= claim->cue.begin && !is_empty(claim->content);
    if (strcmp(claim->rule, "nominal") != 0 && strcmp(claim->rule, "according-to") != 0)
        r->last_verbal = number;
    add_piece(r, number, claim->content);
    add_piece(r, number, claim->more);
    return number;
}

/* Adds the one who is cited, with the content of the finding that cites. */
static void add_cited(reader *r, size_t citing)
{
    dz_finding finding = {0};
    const dz_finding *report = &r->finder->findings.items[citing];
    if (r->status != DZ_OK || is_empty(r->cited.cue) || !report->content.count)
        return;
    dz_span content = report->content.items[0];
    finding.source = span_of(r, r->cited.source);
    finding.cue = span_of(r, r->cited.cue);
    finding.class = r->cited.class;
    finding.block = r->passage->block;
    finding.rule = r->cited.rule;
    finding.parallel = true;
    r->cited.cue = nothing;
    r->status = dz_finding__add(r->finder, &finding, content);
}

/* What follows a cue that stands behind its content: "..., he said, and ..." goes on with the content. */
static stretch continuation(const reader *r, size_t i, bool only_quotation)
{
    stretch more = nothing;
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
    more.end = clause_end(r, i, false);
    return more;
}

static const char *rule_name(content_kind kind)
{
    switch (kind) {
    case CONTENT_QUOTE:
        return "quote-after-cue";
    case CONTENT_THAT:
        return "that-clause";
    case CONTENT_CLAUSE:
        return "bare-clause";
    case CONTENT_QUESTION:
        return "question-clause";
    case CONTENT_INFINITIVE:
        return "infinitive";
    case CONTENT_NOUN:
        return "noun-phrase";
    case CONTENT_PREPOSITION:
        return "preposition";
    case CONTENT_NONE:
        break;
    }
    return "none";
}

/* Whether the verb stands in a clause that a comma ends: "X, who said so, left"; "While she backs it, ..." */
static bool in_subordinate_clause(const reader *r, stretch subject)
{
    if (is_empty(subject))
        return false;
    if (has(r, subject.begin, DZ_WORD_RELATIVE))
        return subject.begin > r->lo && punctuation(r, subject.begin - 1, ',');
    return subject.begin > r->lo && subject.begin - 1 == r->lo && has(r, r->lo, DZ_WORD_SUBORDINATOR);
}

/* "The closure, the report said, was ordered": the clause that was interrupted goes on with its verb. */
static bool clause_goes_on_at(const reader *r, size_t i)
{
    return i + 1 < r->hi && punctuation(r, i, ',') && is_word(r, i + 1) && has(r, i + 1, DZ_WORD_FINITE);
}

static bool try_fronted(reader *r, size_t verb, const verb_group *group, stretch subject)
{
    const dz_verb *entry = r->t[verb].verb;
    if (!(entry->governs & (DZ_GOVERNS_FRONTED | DZ_GOVERNS_QUOTE)) || group->gerund || group->infinitive)
        return false;
    bool clause = entry->governs & DZ_GOVERNS_FRONTED;
    stretch inverted = (entry->governs & DZ_GOVERNS_INVERSION) && group->tokens.end - group->tokens.begin == 1
                           ? inverted_subject(r, verb + 1)
                           : nothing;
    draft found = {subject, group->tokens, nothing, nothing, entry->class, "quote-before-cue"};
    if (!is_empty(inverted)) {
        found.content = content_before(r, group->tokens.begin, clause, clause_goes_on_at(r, inverted.end));
        if (!is_empty(found.content)) {
            found.source = inverted;
            found.more = continuation(r, inverted.end, is_one_quotation(r, found.content));
        }
    }
    if (is_empty(found.content)) {
        if (is_empty(subject))
            return false;
        found.content = content_before(r, subject.begin, clause, clause_goes_on_at(r, verb + 1));
        if (!is_empty(found.content))
            found.more = continuation(r, entry->governs & DZ_GOVERNS_HEARER ? skip_hearer(r, verb + 1) : verb + 1,
                                      is_one_quotation(r, found.content));
    }
    if (is_empty(found.content))
        return false;
    if (!is_one_quotation(r, found.content)) {
        found.rule = "clause-before-cue";
    }
    add_claim(r, &found);
    return true;
}

/* "is expected to win": said by nobody in particular; subject and infinitive are the content. */
static bool try_passive(reader *r, size_t verb, const verb_group *group, stretch subject)
{
    const dz_verb *entry = r->t[verb].verb;
    bool raises = entry->class == DZ_CUE_SEEM ||
                  (group->passive && (entry->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_INFINITIVE | DZ_GOVERNS_NOUN)));
    if (!raises || verb + 1 >= r->hi || is_empty(subject))
        return false;
    size_t i = verb + 1;
    draft found = {nothing, group->tokens, subject, nothing, entry->class, "passive"};
    if (is(r, i, "by") && i + 1 < r->hi) {
        found.source.begin = i + 1;
        found.source.end = noun_phrase_end(r, i + 1);
        found.cue.end = i + 1;
        if (is_empty(found.source))
            return false;
    } else if (has(r, i, DZ_WORD_TO)) {
        found.more.begin = i;
        found.more.end = clause_end(r, i, in_subordinate_clause(r, subject));
    } else {
        return false;
    }
    add_claim(r, &found);
    return true;
}

/* "denied it", "dismissed the report", "disputed that": the content is what was said before. */
static bool answers_what_was_said(const reader *r, dz_cue_class class, stretch content)
{
    if (class != DZ_CUE_DENY && class != DZ_CUE_ACCUSE && class != DZ_CUE_SAY && class != DZ_CUE_PRAISE)
        return false;
    size_t i = content.begin;
    size_t length = content.end - i;
    bool pronoun = is(r, i, "it") || is(r, i, "this") || is(r, i, "that");
    if (pronoun && (length == 1 || is(r, i + 1, "as")))
        return true;
    bool demonstrative = pronoun || is(r, i, "the") || is(r, i, "these") || is(r, i, "those") || is(r, i, "any");
    return class == DZ_CUE_DENY && demonstrative && length >= 2 && length <= 4 &&
           (r->t[i + 1].noun || has(r, i + 1, DZ_WORD_DOCUMENT));
}

/* "hackers which it believes are involved": the clause lacks the subject that the relative pronoun stands for. */
static complement gapped_clause(const reader *r, size_t verb, stretch subject)
{
    complement found = {CONTENT_NONE, {verb + 1, verb + 1}, verb + 1};
    bool relative =
        !is_empty(subject) && subject.begin > r->lo && has(r, subject.begin - 1, DZ_WORD_RELATIVE | DZ_WORD_THAT);
    if (!relative || !(r->t[verb].verb->governs & DZ_GOVERNS_CLAUSE) || verb + 2 >= r->hi || quoted(r, verb + 1) ||
        !has(r, verb + 1, DZ_WORD_FINITE))
        return found;
    found.kind = CONTENT_CLAUSE;
    found.tokens.end = clause_end(r, verb + 1, false);
    return found;
}

/* "declined to say when ...": the second verb governs the content, and both are the cue. */
static complement through_infinitive(const reader *r, complement right, bool in_clause)
{
    size_t second = right.tokens.begin + 1;
    if (second + 1 >= r->hi || !r->t[second].verb || quoted(r, second) || !(r->t[second].forms & DZ_FORM_BASE) ||
        !(r->t[second].verb->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_QUOTE)))
        return right;
    complement inner = content_after(r, second, in_clause);
    bool strong = inner.kind == CONTENT_THAT || inner.kind == CONTENT_QUOTE || inner.kind == CONTENT_QUESTION;
    return strong ? inner : right;
}

/* Whether speech ends just before the attribution: then what follows the verb is no content ("said on "Meet the...").
 */
static bool follows_quotation(const reader *r, const verb_group *group, stretch subject)
{
    size_t begin = is_empty(subject) ? group->tokens.begin : subject.begin;
    if (begin > 0 && punctuation(r, begin - 1, ','))
        begin--;
    return begin > 0 && is_mark(r, begin - 1) && is_full_quotation(r, r->t[begin - 1].quotation);
}

static bool cites(const dz_verb *verb)
{
    return strcmp(verb->base, "cite") == 0 || strcmp(verb->base, "quote") == 0;
}

/* "X, citing Y, reported that ...": Y says what X reports. The report may stand before or behind. */
static void hand_on(reader *r, const verb_group *group, stretch cited)
{
    r->cited.source.begin = cited.begin;
    r->cited.source.end = reported_end(r, cited.begin, REACH_COMMA);
    r->cited.cue = group->tokens;
    r->cited.class = DZ_CUE_REPORT;
    r->cited.content = nothing;
    r->cited.rule = "citing";
    if (r->last_verbal != NO_FINDING && !r->last_is_fronted)
        add_cited(r, r->last_verbal);
}

static void read_verb(reader *r, size_t verb)
{
    verb_group group = read_group(r, verb);
    const dz_verb *entry = r->t[verb].verb;
    stretch subject = find_subject(r, &group);
    if (try_passive(r, verb, &group, subject))
        return;
    bool in_clause = in_subordinate_clause(r, subject) || (verb == r->lo && entry->class == DZ_CUE_ASK);
    if (follows_quotation(r, &group, subject) && try_fronted(r, verb, &group, subject))
        return;
    complement right = content_after(r, verb, in_clause);
    bool strong = right.kind == CONTENT_QUOTE || right.kind == CONTENT_THAT || right.kind == CONTENT_CLAUSE ||
                  right.kind == CONTENT_QUESTION;
    if (!strong && !in_clause && try_fronted(r, verb, &group, subject))
        return;
    if (right.kind == CONTENT_CLAUSE && (entry->governs & DZ_GOVERNS_INVERSION) && group.tokens.begin > 0 &&
        is_mark(r, group.tokens.begin - 1) && try_fronted(r, verb, &group, subject))
        return;
    if (right.kind == CONTENT_NONE)
        right = gapped_clause(r, verb, subject);
    if (right.kind == CONTENT_INFINITIVE)
        right = through_infinitive(r, right, in_clause);
    if (right.kind == CONTENT_NONE || is_empty(right.tokens))
        return;
    if (right.cue_end > verb + 1)
        r->read_to = right.cue_end;
    if (group.passive && !(entry->governs & DZ_GOVERNS_HEARER))
        return;
    if (group.gerund && cites(entry) && right.kind == CONTENT_NOUN) {
        hand_on(r, &group, right.tokens);
        return;
    }
    bool asked = verb == r->lo && entry->class == DZ_CUE_ASK && right.kind == CONTENT_PREPOSITION;
    if (is_empty(subject) && !strong && !asked)
        return;
    draft found = {
        subject, {group.tokens.begin, right.cue_end}, right.tokens, nothing, entry->class, rule_name(right.kind)};
    if (group.passive)
        found.source = nothing;
    size_t number = add_claim(r, &found);
    if (number != NO_FINDING)
        r->finder->findings.items[number].points_back = answers_what_was_said(r, entry->class, right.tokens);
    if (number != NO_FINDING && strong)
        add_cited(r, number);
}

/* "according to the report, ..." and "..., according to the report". */
static void read_according(reader *r, size_t i, size_t length)
{
    size_t first = i + length;
    draft found = {{first, noun_phrase_end(r, first)}, {i, first}, nothing, nothing, DZ_CUE_SAY, "according-to"};
    size_t e = found.source.end;
    while (e < r->hi && !punctuation(r, e, ',') && !ends_unit_mark(r, e) && !punctuation(r, e, ';') && !is_mark(r, e) &&
           e - i < 30)
        e++;
    if (e <= first)
        return;
    found.source.end = e;
    bool leading = i == r->lo || punctuation(r, i - 1, ';') ||
                   (i == r->lo + 1 && (has(r, r->lo, DZ_WORD_COORDINATOR) || punctuation(r, r->lo, ',')));
    if (leading && e + 1 < r->hi && punctuation(r, e, ',')) {
        found.content.begin = e + 1;
        found.content.end = clause_end(r, e + 1, false);
        add_claim(r, &found);
        return;
    }
    size_t p = i;
    if (p > r->lo && punctuation(r, p - 1, ','))
        p--;
    found.content.begin = r->lo;
    found.content.end = p;
    while (found.content.begin < p && has(r, found.content.begin, DZ_WORD_COORDINATOR))
        found.content.begin++;
    if (e + 1 < r->hi && punctuation(r, e, ',')) {
        found.more.begin = e + 1;
        found.more.end = clause_end(r, e + 1, false);
    }
    if (!is_empty(found.content))
        add_claim(r, &found);
}

/* The possessor in "made the remark in response to the President's announcement": no preposition but "of" is in it. */
static size_t genitive_begin(const reader *r, size_t last)
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

/* "the statement that no one was hurt | came late": the clause under a noun ends where the sentence's own verb stands,
 * which is the second one that nothing joins to the first. */
static size_t noun_clause_end(const reader *r, size_t begin, size_t end)
{
    uint32_t joints = DZ_WORD_COORDINATOR | DZ_WORD_RELATIVE | DZ_WORD_SUBORDINATOR | DZ_WORD_QUESTION | DZ_WORD_THAT;
    bool joined = true; /* the next verb is the clause's own */
    for (size_t i = begin + 1; i < end; i++) {
        if (quoted(r, i))
            i = quotation_end(r, i) - 1;
        else if (!is_word(r, i) || has(r, i, joints))
            joined = true;
        else if (!is_finite(r, i))
            continue;
        else if (joined)
            joined = false;
        else if (!has(r, i - 1, DZ_WORD_AUXILIARY) && !is_adverb(r, i - 1) && !has(r, i - 1, DZ_WORD_SUBJECT) &&
                 !is_finite(r, i - 1))
            return i;
    }
    return end;
}

/* "X's announcement that ...", "their belief that ...". */
static void read_noun(reader *r, size_t i)
{
    if (i == r->lo || i + 1 >= r->hi || !is_word(r, i + 1))
        return;
    draft found = {nothing, {i, i + 1}, nothing, nothing, (dz_cue_class)(r->t[i].noun - 1), "nominal"};
    size_t p = i;
    while (p > r->lo + 1 && is_word(r, p - 1) && !has(r, p - 1, DZ_WORD_POSSESSIVE) &&
           !(r->t[p - 1].shape & DZ_TOKEN_GENITIVE) && i - p < 3)
        p--;
    bool genitive = r->t[p - 1].shape & DZ_TOKEN_GENITIVE;
    if (!genitive && !has(r, p - 1, DZ_WORD_POSSESSIVE))
        return;
    found.cue.begin = p;
    found.source.end = p;
    found.source.begin = genitive && p > r->lo + 1 ? genitive_begin(r, p - 2) : p - 1;
    uint32_t governs = DZ_GOVERNS_THAT;
    complement right = {CONTENT_NONE, nothing, i + 1};
    if (has(r, i + 1, DZ_WORD_THAT))
        right = content_at(r, i + 1, governs, i + 1, false);
    else if (is(r, i + 1, "to"))
        right = content_at(r, i + 1, DZ_GOVERNS_INFINITIVE, i + 1, false);
    else if (is(r, i + 1, "of") || is(r, i + 1, "for") || is(r, i + 1, "on") || is(r, i + 1, "about"))
        right = content_at(r, i + 2, DZ_GOVERNS_NOUN | DZ_GOVERNS_QUESTION, i + 2, false);
    if (right.kind == CONTENT_NONE || is_empty(right.tokens))
        return;
    found.content = right.tokens;
    if (right.kind == CONTENT_THAT)
        found.content.end = noun_clause_end(r, right.tokens.begin, right.tokens.end);
    found.cue.end = right.cue_end;
    add_claim(r, &found);
}

/* The tokens of a preposition that names a source: "according to", "in the words of". */
static size_t according_length(const reader *r, size_t i)
{
    if (i + 1 < r->hi && is(r, i, "according") && is(r, i + 1, "to"))
        return 2;
    bool words = i + 3 < r->hi && is(r, i, "in") && is(r, i + 1, "the") && is(r, i + 3, "of") &&
                 (is(r, i + 2, "words") || is(r, i + 2, "view") || is(r, i + 2, "opinion"));
    return words ? 4 : 0;
}

static void read_unit(reader *r)
{
    r->last = r->last_verbal = NO_FINDING;
    r->last_end = r->lo;
    r->last_is_fronted = false;
    r->cited.cue = nothing;
    for (size_t i = r->lo; i < r->hi && r->status == DZ_OK; i++) {
        if (!is_word(r, i) || quoted(r, i))
            continue;
        size_t according = according_length(r, i);
        if (according && i + according < r->hi)
            read_according(r, i, according);
        else if (i < r->read_to)
            continue;
        else if (r->t[i].verb && is_verb_here(r, i))
            read_verb(r, i);
        else if (r->t[i].noun)
            read_noun(r, i);
    }
}

/* ---- Units and quotations that are left -------------------------------------------------------------------------- */

/* Notes for each outermost quotation which tokens are its. */
static dz_status note_quotations(reader *r)
{
    for (size_t i = 0; i < r->tokens.count; i++) {
        if (!quoted(r, i))
            continue;
        uint32_t number = r->t[i].quotation;
        if (!r->quotations.count)
            r->first_quotation = number;
        while (r->first_quotation + r->quotations.count <= number) {
            stretch fresh = {i, i};
            if (dz_array__push(r->finder->context, &r->quotations, fresh) != DZ_OK)
                return DZ_ERROR_MEMORY;
        }
        r->quotations.items[number - r->first_quotation].end = i + 1;
    }
    return DZ_OK;
}

/* The end of the unit that begins at `begin`: the first sentence end that stands in no quotation. */
static size_t unit_end(const reader *r, size_t begin, size_t *sentence)
{
    const dz_passage *passage = r->passage;
    size_t unquoted = 0;
    for (size_t i = begin; i + 1 < r->tokens.count; i++) {
        unquoted += !quoted(r, i);
        if (unquoted >= LONGEST_UNIT)
            return i + 1;
        while (*sentence < passage->sentence_count && passage->sentences[*sentence].end < r->t[i].end)
            *sentence += 1;
        if (*sentence >= passage->sentence_count)
            break;
        if (r->t[i + 1].begin < passage->sentences[*sentence].end)
            continue;
        bool inside = quoted(r, i) && r->t[i].quotation == r->t[i + 1].quotation;
        if (!inside)
            return i + 1;
    }
    return r->tokens.count;
}

static size_t count_words(const reader *r, size_t begin, size_t end)
{
    size_t words = 0;
    for (size_t i = begin; i < end; i++)
        words += is_word(r, i);
    return words;
}

/* The last finding of this block that ends before a place and has quoted content. */
static size_t finding_before(const reader *r, size_t first, size_t byte)
{
    const dz_finding *items = r->finder->findings.items;
    for (size_t i = r->finder->findings.count; i > first; i--)
        if (items[i - 1].direct && items[i - 1].content.count && items[i - 1].content.items[0].begin < byte)
            return i - 1;
    return NO_FINDING;
}

/* Whether a sentence ends in a stretch and another begins. */
static bool holds_sentence_break(const char *text, size_t begin, size_t end)
{
    for (size_t i = begin; i + 1 < end; i++)
        if (strchr(".!?", text[i]) && text[i + 1] == ' ')
            return true;
    return false;
}

/* The finding whose sentence ends the block before this one: a quotation that then fills a paragraph of its own is by
 * the same speaker. */
static size_t finding_that_ends_last_block(const reader *r, size_t first, size_t quotation_end_byte)
{
    const dz_passage *passage = r->passage;
    if (!first || !passage->block || quotation_end_byte + 2 < passage->span.end)
        return NO_FINDING;
    const dz_finding *items = r->finder->findings.items;
    for (size_t i = first; i > 0 && first - i < 8 && items[i - 1].block + 1 == passage->block; i--) {
        size_t end = dz_finding__extent(&items[i - 1]).end;
        if (items[i - 1].direct && items[i - 1].content.count)
            return holds_sentence_break(r->finder->text, end, passage->previous_end) ? NO_FINDING : i - 1;
    }
    return NO_FINDING;
}

/* A block that ends in a colon announces a quotation that begins the next one. */
static void announce(reader *r)
{
    size_t count = r->tokens.count;
    dz_announcement *next = &r->finder->announced;
    if (count < 2 || !punctuation(r, count - 1, ':'))
        return;
    stretch cue = {count - 2, count};
    stretch subject = first_subject(r, count - 1);
    next->block = r->passage->block + 1;
    if (r->last != NO_FINDING)
        next->source = r->finder->findings.items[r->last].source;
    else
        next->source = span_of(r, subject);
    next->cue = span_of(r, cue);
}

static bool try_announced(reader *r, size_t begin)
{
    const dz_announcement *announced = &r->finder->announced;
    if (begin > 0 || announced->block != r->passage->block || !r->passage->block)
        return false;
    draft found = {nothing, nothing, {0, quotation_end(r, 0)}, nothing, DZ_CUE_SAY, "colon"};
    size_t number = add_claim(r, &found);
    if (number != NO_FINDING) {
        r->finder->findings.items[number].source = announced->source;
        r->finder->findings.items[number].cue = announced->cue;
    }
    return true;
}

/* "Clinton: "..."", "The order reads: "..."": what stands before a colon is the source. */
static bool try_colon(reader *r, size_t begin)
{
    if (begin < 2 || !punctuation(r, begin - 1, ':') || !is_word(r, begin - 2) || quoted(r, begin - 2))
        return false;
    size_t first = begin - 1;
    while (first > r->lo && is_word(r, first - 1) && !quoted(r, first - 1) && begin - first < 9)
        first--;
    bool alone = first == r->lo || is_mark(r, first - 1) || ends_unit_mark(r, first - 1);
    stretch source = {first, begin - 1};
    draft found = {source, {begin - 1, begin}, {begin, quotation_end(r, begin)}, nothing, DZ_CUE_SAY, "colon"};
    if (!alone || has_finite_verb(r, first, begin - 1) ||
        !(is_capital(r, first) || has(r, first, DZ_WORD_DETERMINER))) {
        found.source = first_subject(r, begin - 1);
        found.cue.begin = is_empty(found.source) ? begin - 1 : found.source.end;
    }
    add_claim(r, &found);
    return true;
}

/* "..." - the Ministry of Transport: a quotation that is signed. */
static bool try_signature(reader *r, size_t begin)
{
    size_t dash = quotation_end(r, begin);
    if (dash + 1 >= r->tokens.count || !punctuation(r, dash, '-') || !is_word(r, dash + 1) || quoted(r, dash + 1))
        return false;
    size_t end = dash + 1;
    while (end < r->tokens.count && is_word(r, end) && !quoted(r, end) && end - dash < 10)
        end++;
    bool last = end == r->tokens.count || (end + 1 == r->tokens.count && ends_unit_mark(r, end));
    if (!last || !(is_capital(r, dash + 1) || has(r, dash + 1, DZ_WORD_DETERMINER)) || has_finite_verb(r, dash, end))
        return false;
    draft found = {{dash + 1, end}, {dash, dash + 1}, {begin, dash}, nothing, DZ_CUE_SAY, "signature"};
    add_claim(r, &found);
    return true;
}

/* The same with the signature in a block of its own, under the quotation. */
static void read_signature_below(reader *r)
{
    size_t count = r->tokens.count;
    size_t findings = r->finder->findings.count;
    if (count < 2 || count > 10 || !findings || !punctuation(r, 0, '-') || !is_capital(r, 1))
        return;
    dz_finding *above = &r->finder->findings.items[findings - 1];
    size_t end = without_final_mark(r, 1, count);
    if (above->block + 1 != r->passage->block || !above->direct || above->source.end > above->source.begin)
        return;
    for (size_t i = 1; i < end; i++)
        if (!is_word(r, i) || has(r, i, DZ_WORD_FINITE))
            return;
    stretch source = {1, end};
    stretch cue = {0, 1};
    above->source = span_of(r, source);
    above->cue = span_of(r, cue);
    above->rule = "signature";
}

/* A verb that no table has, between a quotation's subject and the end of its clause: "..., the minister thundered." */
static bool try_unknown_verb(reader *r, size_t begin)
{
    size_t i = quotation_end(r, begin);
    if (i + 1 >= r->hi || punctuation(r, i - 2, '.') || !begins_noun_phrase(r, i) ||
        !is_full_quotation(r, r->t[begin].quotation))
        return false;
    size_t k = i + 1;
    while (k < r->hi && is_word(r, k) && !quoted(r, k) && k - i < 12) {
        bool verb = is_finite(r, k) && !has(r, k, DZ_WORD_AUXILIARY);
        if (verb || has(r, k, DZ_WORD_SUBORDINATOR | DZ_WORD_THAT | DZ_WORD_RELATIVE))
            break;
        k++;
    }
    if (k >= r->hi || !is_word(r, k) || quoted(r, k) || !is_finite(r, k))
        return false;
    stretch content = {begin, quotation_end(r, begin)};
    draft found = {{i, before_adverbs(r, k)}, {k, k + 1}, content, nothing, DZ_CUE_SAY, "quote-other-verb"};
    add_claim(r, &found);
    return true;
}

/* "..., the minister admitted. "That was wrong."": a sentence of quotation right behind one that ends in its cue or its
 * speaker is by the same speaker. */
static bool try_beside_speech(reader *r, size_t begin, size_t first_finding)
{
    dz_finder *finder = r->finder;
    size_t count = finder->findings.count;
    if (begin < 2 || count == first_finding)
        return false;
    const dz_finding *before = &finder->findings.items[count - 1];
    size_t end = before->cue.end > before->source.end ? before->cue.end : before->source.end;
    bool ends_sentence = end == r->t[begin - 2].end && ends_unit_mark(r, begin - 1);
    if (before->direct || before->source.end <= before->source.begin || !ends_sentence)
        return false;
    dz_finding found = {.cue = before->cue,
                        .source = before->source,
                        .class = before->class,
                        .block = before->block,
                        .rule = "quote-beside-speech",
                        .direct = true};
    dz_span nothing_yet = {0, 0};
    r->status = dz_finding__add(finder, &found, nothing_yet);
    if (r->status == DZ_OK)
        r->status = dz_finding__take_quotation(finder, finder->findings.count - 1, r->t[begin].quotation);
    return true;
}

/* A quotation that no cue claimed: it goes on with the quotation before it in the block, or stands alone. */
static void place_leftover(reader *r, size_t begin, size_t first_finding)
{
    uint32_t number = r->t[begin].quotation;
    size_t end = quotation_end(r, begin);
    size_t words = count_words(r, begin, end);
    bool full = is_full_quotation(r, number);
    bool starts_sentence = begin == 0 || ends_unit_mark(r, begin - 1) || is_mark(r, begin - 1);
    if (words < 4 && !(full && starts_sentence && words > 0))
        return;
    if (try_announced(r, begin) || try_signature(r, begin) || try_colon(r, begin) || try_unknown_verb(r, begin))
        return;
    size_t before = finding_before(r, first_finding, r->t[begin].begin);
    if (before == NO_FINDING && begin == 0)
        before = finding_that_ends_last_block(r, first_finding, r->t[end - 1].end);
    if (before != NO_FINDING && starts_sentence && full) {
        stretch content = {begin, end};
        add_piece(r, before, content);
        return;
    }
    if (starts_sentence && full && try_beside_speech(r, begin, first_finding))
        return;
    draft alone = {nothing, nothing, {begin, end}, nothing, DZ_CUE_SAY, "quote-alone"};
    add_claim(r, &alone);
}

dz_status dz_english__find(dz_finder *finder, const dz_passage *passage)
{
    reader r = {.finder = finder, .passage = passage, .last = NO_FINDING, .last_verbal = NO_FINDING};
    size_t sentence = 0;
    size_t first_finding = finder->findings.count;
    r.status = dz_token__split(finder, passage, &r.tokens);
    r.t = r.tokens.items;
    if (r.status == DZ_OK)
        r.status = note_quotations(&r);
    if (r.status == DZ_OK)
        r.status = dz_mention__collect(finder, &r.tokens);
    if (r.status == DZ_OK)
        read_signature_below(&r);
    while (r.status == DZ_OK && r.hi < r.tokens.count) {
        r.lo = r.hi;
        r.hi = unit_end(&r, r.lo, &sentence);
        read_unit(&r);
        if (r.hi == r.tokens.count && r.status == DZ_OK)
            announce(&r);
    }
    r.lo = 0;
    r.hi = r.tokens.count;
    for (size_t i = 0; i < r.tokens.count && r.status == DZ_OK; i++) {
        bool opens = quoted(&r, i) && (i == 0 || r.t[i - 1].quotation != r.t[i].quotation);
        if (opens && !finder->taken[r.t[i].quotation])
            place_leftover(&r, i, first_finding);
    }
    dz_array__free(finder->context, &r.quotations);
    dz_array__free(finder->context, &r.tokens);
    return r.status;
}
