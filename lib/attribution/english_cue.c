#include "attribution/english_cue.h"

static const char *rule_name(dz_content_kind kind)
{
    switch (kind) {
    case DZ_CONTENT_QUOTE:
        return "quote-after-cue";
    case DZ_CONTENT_THAT:
        return "that-clause";
    case DZ_CONTENT_CLAUSE:
        return "bare-clause";
    case DZ_CONTENT_QUESTION:
        return "question-clause";
    case DZ_CONTENT_INFINITIVE:
        return "infinitive";
    case DZ_CONTENT_NOUN:
        return "noun-phrase";
    case DZ_CONTENT_PREPOSITION:
        return "preposition";
    case DZ_CONTENT_NONE:
        break;
    }
    return "none";
}

/* Whether the verb stands in a clause that a comma ends: "X, who said so, left"; "While she backs it, ..." */
static bool in_subordinate_clause(const dz_english *r, dz_stretch subject)
{
    if (is_empty(subject))
        return false;
    if (has(r, subject.begin, DZ_WORD_RELATIVE))
        return subject.begin > r->lo && punctuation(r, subject.begin - 1, ',');
    return subject.begin > r->lo && subject.begin - 1 == r->lo && has(r, r->lo, DZ_WORD_SUBORDINATOR);
}

/* "Asked about one side accusing the other of it, the minister said ...": before the comma nothing is the main
 * clause's.
 */
static bool in_opening_participle(const dz_english *r, size_t verb)
{
    size_t first = r->lo + (is(r, r->lo, "when") && r->lo + 1 < r->hi ? 1 : 0);
    if (verb <= first || !is_word(r, first) || !(r->t[first].forms & (DZ_FORM_ING | DZ_FORM_PARTICIPLE)) ||
        r->t[first].noun)
        return false;
    for (size_t i = first; i < verb; i++)
        if (punctuation(r, i, ',') || is_mark(r, i))
            return false;
    size_t comma = verb;
    while (comma < r->hi && !punctuation(r, comma, ',') && !is_mark(r, comma))
        comma++;
    return comma < r->hi && punctuation(r, comma, ',') && dz_english__has_finite_verb(r, comma + 1, r->hi);
}

/* "The closure, the report said, was ordered": the clause that was interrupted goes on with its verb. */
static bool clause_goes_on_at(const dz_english *r, size_t i)
{
    return i + 1 < r->hi && punctuation(r, i, ',') && is_word(r, i + 1) && has(r, i + 1, DZ_WORD_FINITE);
}

/* "Said Hua: "..."": a sentence that begins with its cue. */
static bool try_opening_inversion(dz_english *r, size_t verb)
{
    const dz_verb *entry = r->t[verb].verb;
    if (verb != r->lo || !(entry->governs & DZ_GOVERNS_INVERSION) || !(r->t[verb].forms & (DZ_FORM_PAST | DZ_FORM_S)))
        return false;
    dz_stretch subject = dz_english__inverted_subject(r, verb + 1);
    size_t e = subject.end;
    if (is_empty(subject) || e + 1 >= r->hi || !(punctuation(r, e, ',') || punctuation(r, e, ':')) ||
        !is_mark(r, e + 1))
        return false;
    dz_draft found = {subject,    {verb, verb + 1}, {e + 1, quotation_end(r, e + 1)},
                      dz_nothing, entry->class,     rule_name(DZ_CONTENT_QUOTE)};
    dz_english__add_claim(r, &found);
    return true;
}

static bool try_fronted(dz_english *r, size_t verb, const dz_verb_group *group, dz_stretch subject)
{
    const dz_verb *entry = r->t[verb].verb;
    if (!(entry->governs & (DZ_GOVERNS_FRONTED | DZ_GOVERNS_QUOTE)) || group->gerund || group->infinitive)
        return false;
    bool clause = entry->governs & DZ_GOVERNS_FRONTED;
    dz_stretch inverted = (entry->governs & DZ_GOVERNS_INVERSION) && group->tokens.end - group->tokens.begin == 1
                              ? dz_english__inverted_subject(r, verb + 1)
                              : dz_nothing;
    dz_draft found = {subject, group->tokens, dz_nothing, dz_nothing, entry->class, "quote-before-cue"};
    if (!is_empty(inverted)) {
        found.content = dz_english__content_before(r, group->tokens.begin, clause, clause_goes_on_at(r, inverted.end));
        if (!is_empty(found.content)) {
            found.source = inverted;
            found.more = dz_english__continuation(r, inverted.end, dz_english__is_one_quotation(r, found.content));
        }
    }
    if (is_empty(found.content)) {
        if (is_empty(subject))
            return false;
        found.content = dz_english__content_before(r, subject.begin, clause, clause_goes_on_at(r, verb + 1));
        if (!is_empty(found.content))
            found.more = dz_english__continuation(
                r, entry->governs & DZ_GOVERNS_HEARER ? dz_english__skip_hearer(r, verb + 1) : verb + 1,
                dz_english__is_one_quotation(r, found.content));
    }
    if (is_empty(found.content))
        return false;
    if (!dz_english__is_one_quotation(r, found.content)) {
        found.rule = "clause-before-cue";
    }
    dz_english__add_claim(r, &found);
    return true;
}

/* Whether "to" behind a passive brings the infinitive of what is said ("is believed to have left"), and no noun ("is
 * related to the storm"). */
static bool takes_infinitive(const dz_english *r, const dz_verb *verb, size_t i)
{
    static const char *const raising[] = {"say", "believe", "think", "report", "know", "understand", "rumor", "rumour"};
    if (i >= r->hi || is(r, i, "be") || is(r, i, "have"))
        return i < r->hi;
    bool raises = verb->class == DZ_CUE_SEEM || verb->governs & DZ_GOVERNS_INFINITIVE;
    for (size_t k = 0; k < sizeof raising / sizeof *raising; k++)
        raises |= strcmp(verb->base, raising[k]) == 0;
    return raises && !begins_noun_phrase(r, i);
}

/* "is expected to win": said by nobody in particular; subject and infinitive are the content. */
static bool try_passive(dz_english *r, size_t verb, const dz_verb_group *group, dz_stretch subject)
{
    const dz_verb *entry = r->t[verb].verb;
    bool raises = entry->class == DZ_CUE_SEEM ||
                  (group->passive && (entry->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_INFINITIVE | DZ_GOVERNS_NOUN)));
    if (!raises || verb + 1 >= r->hi || is_empty(subject))
        return false;
    size_t i = verb + 1;
    dz_draft found = {dz_nothing, group->tokens, subject, dz_nothing, entry->class, "passive"};
    if (is(r, i, "by") && i + 1 < r->hi) {
        found.source.begin = i + 1;
        found.source.end = dz_english__noun_phrase_end(r, i + 1);
        found.cue.end = i + 1;
        bool somebody = begins_noun_phrase(r, i + 1) || has(r, i + 1, DZ_WORD_PEOPLE | DZ_WORD_TITLE) ||
                        r->t[found.source.end - 1].shape & DZ_TOKEN_PLURAL; /* not "related by marriage" */
        if (is_empty(found.source) || !somebody)
            return false;
    } else if (has(r, i, DZ_WORD_TO) && takes_infinitive(r, entry, i + 1)) {
        found.more.begin = i;
        found.more.end = dz_english__clause_end(r, i, in_subordinate_clause(r, subject));
    } else {
        return false;
    }
    dz_english__add_claim(r, &found);
    return true;
}

/* "denied it", "dismissed the report", "disputed that": the content is what was said before. */
static bool answers_what_was_said(const dz_english *r, dz_cue_class class, dz_stretch content)
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

/* Whether speech ends just before the attribution: then what follows the verb is no content ("said on "Meet the...").
 */
static bool follows_quotation(const dz_english *r, const dz_verb_group *group, dz_stretch subject)
{
    size_t begin = is_empty(subject) ? group->tokens.begin : subject.begin;
    if (begin > 0 && punctuation(r, begin - 1, ','))
        begin--;
    return begin > 0 && is_mark(r, begin - 1) && dz_english__is_full_quotation(r, r->t[begin - 1].quotation);
}

static bool cites(const dz_verb *verb)
{
    return strcmp(verb->base, "cite") == 0 || strcmp(verb->base, "quote") == 0;
}

/* "was quoted by the agency as saying": the place of "saying", and who quoted; false where the words are others. */
static bool read_quoted_as(const dz_english *r, size_t verb, size_t *saying, dz_stretch *by)
{
    size_t i = verb + 1;
    *by = dz_nothing;
    if (i + 1 < r->hi && (is(r, i, "by") || is(r, i, "in"))) {
        by->begin = i + 1;
        by->end = dz_english__noun_phrase_end(r, i + 1);
        i = by->end;
    }
    while (i + 1 < r->hi && (has(r, i, DZ_WORD_TIME) || is_adverb(r, i) ||
                             (has(r, i, DZ_WORD_PREPOSITION) && has(r, i + 1, DZ_WORD_TIME))))
        i++;
    *saying = i + 1;
    return i + 1 < r->hi && is(r, i, "as") && !quoted(r, i + 1) && r->t[i + 1].verb &&
           (r->t[i + 1].forms & DZ_FORM_ING) && (r->t[i + 1].verb->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_QUOTE));
}

/* "X was quoted by Y as saying that ...": X said so, and it comes through Y. */
static bool try_quoted_as(dz_english *r, size_t verb, const dz_verb_group *group, dz_stretch subject)
{
    size_t saying = 0;
    dz_stretch by;
    if (!group->passive || !cites(r->t[verb].verb) || is_empty(subject) || !read_quoted_as(r, verb, &saying, &by))
        return false;
    dz_complement right = dz_english__content_after(r, saying, false);
    bool behind = right.kind == DZ_CONTENT_QUOTE || right.kind == DZ_CONTENT_THAT || right.kind == DZ_CONTENT_CLAUSE ||
                  right.kind == DZ_CONTENT_QUESTION;
    dz_draft found = {subject,    {group->tokens.begin, saying + 1}, right.tokens,
                      dz_nothing, r->t[saying].verb->class,          rule_name(right.kind)};
    if (!behind) {
        found.content = dz_english__content_before(r, subject.begin, true, false);
        found.rule = dz_english__is_one_quotation(r, found.content) ? "quote-before-cue" : "clause-before-cue";
    }
    if (is_empty(found.content))
        return false;
    if (!is_empty(by)) {
        dz_draft outer = found;
        outer.source = by;
        outer.cue.begin = verb;
        outer.cue.end = by.begin;
        outer.class = DZ_CUE_REPORT;
        dz_english__add_claim(r, &outer);
    }
    size_t number = dz_english__add_claim(r, &found);
    if (number != DZ_NO_FINDING)
        r->finder->findings.items[number].parallel = !is_empty(by);
    r->read_to = saying + 1;
    return true;
}

/* "...," X quoted Y as telling a briefing: Y said so, and it comes through X. */
static bool try_quotes_as(dz_english *r, size_t verb, const dz_verb_group *group, dz_stretch subject)
{
    if (group->passive || group->gerund || group->infinitive || !cites(r->t[verb].verb) || is_empty(subject))
        return false;
    dz_stretch by = {verb + 1, dz_english__noun_phrase_end(r, verb + 1)};
    size_t saying = by.end + 1;
    if (is_empty(by) || saying >= r->hi || !is(r, by.end, "as") || quoted(r, saying) || !r->t[saying].verb ||
        !(r->t[saying].forms & DZ_FORM_ING) ||
        !(r->t[saying].verb->governs & (DZ_GOVERNS_CLAUSE | DZ_GOVERNS_QUOTE | DZ_GOVERNS_HEARER)))
        return false;
    dz_complement right = dz_english__content_after(r, saying, false);
    if (right.kind != DZ_CONTENT_NONE && right.kind != DZ_CONTENT_NOUN)
        return false;
    dz_stretch content = dz_english__content_before(r, subject.begin, true, false);
    if (is_empty(content))
        return false;
    const char *rule = dz_english__is_one_quotation(r, content) ? "quote-before-cue" : "clause-before-cue";
    dz_draft outer = {subject, group->tokens, content, dz_nothing, DZ_CUE_REPORT, rule};
    dz_draft inner = {by, {by.end, saying + 1}, content, dz_nothing, r->t[saying].verb->class, rule};
    dz_english__add_claim(r, &outer);
    size_t number = dz_english__add_claim(r, &inner);
    if (number != DZ_NO_FINDING)
        r->finder->findings.items[number].parallel = true;
    r->read_to = saying + 1;
    return true;
}

/* "X, citing Y, reported that ...": Y says what X reports. The report may stand before or behind. */
static void hand_on(dz_english *r, const dz_verb_group *group, dz_stretch cited)
{
    r->cited.source.begin = cited.begin;
    r->cited.source.end = dz_english__reported_end(r, cited.begin, DZ_REACH_COMMA);
    r->cited.cue = group->tokens;
    r->cited.class = DZ_CUE_REPORT;
    r->cited.content = dz_nothing;
    r->cited.rule = "citing";
    if (r->last_verbal != DZ_NO_FINDING && !r->last_is_fronted)
        dz_english__add_cited(r, r->last_verbal);
}

static void read_verb(dz_english *r, size_t verb)
{
    dz_verb_group group = dz_english__read_group(r, verb);
    const dz_verb *entry = r->t[verb].verb;
    dz_stretch subject = dz_english__find_subject(r, &group);
    if (try_opening_inversion(r, verb))
        return;
    if (try_quoted_as(r, verb, &group, subject) || try_quotes_as(r, verb, &group, subject) ||
        try_passive(r, verb, &group, subject))
        return;
    bool in_clause = in_subordinate_clause(r, subject) || (verb == r->lo && entry->class == DZ_CUE_ASK) ||
                     in_opening_participle(r, verb);
    if (follows_quotation(r, &group, subject) && try_fronted(r, verb, &group, subject))
        return;
    dz_complement right = dz_english__content_after(r, verb, in_clause);
    bool strong = right.kind == DZ_CONTENT_QUOTE || right.kind == DZ_CONTENT_THAT || right.kind == DZ_CONTENT_CLAUSE ||
                  right.kind == DZ_CONTENT_QUESTION;
    if (!strong && !in_clause && try_fronted(r, verb, &group, subject))
        return;
    if (right.kind == DZ_CONTENT_CLAUSE && (entry->governs & DZ_GOVERNS_INVERSION) && group.tokens.begin > 0 &&
        is_mark(r, group.tokens.begin - 1) && try_fronted(r, verb, &group, subject))
        return;
    if (right.kind == DZ_CONTENT_NONE)
        right = dz_english__gapped_clause(r, verb, subject);
    if (right.kind == DZ_CONTENT_INFINITIVE)
        right = dz_english__through_infinitive(r, right, in_clause);
    if (right.kind == DZ_CONTENT_NONE || is_empty(right.tokens))
        return;
    if (right.cue_end > verb + 1)
        r->read_to = right.cue_end;
    if (group.passive && !(entry->governs & DZ_GOVERNS_HEARER))
        return;
    if (group.gerund && cites(entry) && right.kind == DZ_CONTENT_NOUN) {
        hand_on(r, &group, right.tokens);
        return;
    }
    bool asked = verb == r->lo && entry->class == DZ_CUE_ASK && right.kind == DZ_CONTENT_PREPOSITION;
    if (is_empty(subject) && !strong && !asked)
        return;
    dz_draft found = {
        subject, {group.tokens.begin, right.cue_end}, right.tokens, dz_nothing, entry->class, rule_name(right.kind)};
    if (group.passive)
        found.source = dz_nothing;
    size_t number = dz_english__add_claim(r, &found);
    if (number != DZ_NO_FINDING)
        r->finder->findings.items[number].points_back = answers_what_was_said(r, entry->class, right.tokens);
    if (number != DZ_NO_FINDING && strong)
        dz_english__add_cited(r, number);
}

/* "which according to the report was": the verb behind the source is the clause's, not one of "those who were there".
 */
static bool goes_on_with_verb(const dz_english *r, size_t first, size_t i)
{
    if (i == first || !has(r, i, DZ_WORD_FINITE) || (r->t[i].shape & DZ_TOKEN_GENITIVE))
        return false;
    for (size_t k = first; k < i; k++)
        if (has(r, k, DZ_WORD_RELATIVE | DZ_WORD_THAT | DZ_WORD_SUBJECT | DZ_WORD_QUESTION))
            return false;
    return true;
}

/* "according to the report, ..." and "..., according to the report". */
static void read_according(dz_english *r, size_t i, size_t length)
{
    size_t first = i + length;
    dz_draft found = {
        {first, dz_english__noun_phrase_end(r, first)}, {i, first}, dz_nothing, dz_nothing, DZ_CUE_SAY, "according-to"};
    size_t e = found.source.end;
    while (e < r->hi && !punctuation(r, e, ',') && !ends_unit_mark(r, e) && !punctuation(r, e, ';') && !is_mark(r, e) &&
           e - i < 30 && !goes_on_with_verb(r, first, e))
        e++;
    if (e <= first)
        return;
    found.source.end = e;
    bool leading = i == r->lo || punctuation(r, i - 1, ';') ||
                   (i == r->lo + 1 && (has(r, r->lo, DZ_WORD_COORDINATOR) || punctuation(r, r->lo, ',')));
    if (leading && e + 1 < r->hi && punctuation(r, e, ',')) {
        found.content.begin = e + 1;
        found.content.end = dz_english__clause_end(r, e + 1, false);
        dz_english__add_claim(r, &found);
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
        found.more.end = dz_english__clause_end(r, e + 1, false);
    }
    if (!is_empty(found.content))
        dz_english__add_claim(r, &found);
}

/* "X's announcement that ...", "their belief that ...". */
static void read_noun(dz_english *r, size_t i)
{
    if (i == r->lo || i + 1 >= r->hi || !is_word(r, i + 1))
        return;
    dz_draft found = {dz_nothing, {i, i + 1}, dz_nothing, dz_nothing, (dz_cue_class)(r->t[i].noun - 1), "nominal"};
    size_t p = i;
    while (p > r->lo + 1 && is_word(r, p - 1) && !has(r, p - 1, DZ_WORD_POSSESSIVE) &&
           !(r->t[p - 1].shape & DZ_TOKEN_GENITIVE) && i - p < 3)
        p--;
    bool genitive = r->t[p - 1].shape & DZ_TOKEN_GENITIVE;
    if (!genitive && !has(r, p - 1, DZ_WORD_POSSESSIVE))
        return;
    found.cue.begin = p;
    found.source.end = p;
    found.source.begin = genitive && p > r->lo + 1 ? dz_english__genitive_begin(r, p - 2) : p - 1;
    uint32_t governs = DZ_GOVERNS_THAT;
    dz_complement right = {DZ_CONTENT_NONE, dz_nothing, i + 1};
    if (has(r, i + 1, DZ_WORD_THAT))
        right = dz_english__content_at(r, i + 1, governs, i + 1, false);
    else if (is(r, i + 1, "to"))
        right = dz_english__content_at(r, i + 1, DZ_GOVERNS_INFINITIVE, i + 1, false);
    else if (is(r, i + 1, "of") || is(r, i + 1, "for") || is(r, i + 1, "on") || is(r, i + 1, "about"))
        right = dz_english__content_at(r, i + 2, DZ_GOVERNS_NOUN | DZ_GOVERNS_QUESTION, i + 2, false);
    if (right.kind == DZ_CONTENT_NONE || is_empty(right.tokens))
        return;
    found.content = right.tokens;
    if (right.kind == DZ_CONTENT_THAT)
        found.content.end = dz_english__noun_clause_end(r, right.tokens.begin, right.tokens.end);
    found.cue.end = right.cue_end;
    dz_english__add_claim(r, &found);
}

/* The tokens of a preposition that names a source: "according to", "in the words of". */
static size_t according_length(const dz_english *r, size_t i)
{
    if (i + 1 < r->hi && is(r, i, "according") && is(r, i + 1, "to"))
        return 2;
    bool words = i + 3 < r->hi && is(r, i, "in") && is(r, i + 1, "the") && is(r, i + 3, "of") &&
                 (is(r, i + 2, "words") || is(r, i + 2, "view") || is(r, i + 2, "opinion"));
    return words ? 4 : 0;
}

void dz_english__read_unit(dz_english *r)
{
    r->before = r->last_verbal;
    r->last = r->last_verbal = DZ_NO_FINDING;
    r->last_end = r->lo;
    r->last_is_fronted = false;
    r->cited.cue = dz_nothing;
    for (size_t i = r->lo; i < r->hi && r->status == DZ_OK; i++) {
        if (!is_word(r, i) || quoted(r, i))
            continue;
        size_t according = according_length(r, i);
        if (according && i + according < r->hi)
            read_according(r, i, according);
        else if (i < r->read_to)
            continue;
        else if (r->t[i].verb && dz_english__is_verb_here(r, i))
            read_verb(r, i);
        else if (r->t[i].noun)
            read_noun(r, i);
    }
}
