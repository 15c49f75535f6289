#include "attribution/english_quotation.h"

#define LONGEST_SIGNATURE 14 /* tokens */
#define FARTHEST_BACK 64     /* findings */

/* The last of some findings that begins before a place and has quoted content, or, by `direct`, any. */
static size_t last_before(const dz_english *r, size_t first, size_t end, size_t byte, bool direct)
{
    const dz_finding *items = r->finder->findings.items;
    for (size_t i = end; i > first && end - i < FARTHEST_BACK; i--)
        if ((items[i - 1].direct || !direct) && items[i - 1].content.count &&
            items[i - 1].content.items[0].begin < byte && items[i - 1].cue.begin < byte)
            return i - 1;
    return DZ_NO_FINDING;
}

/* Of two findings the one that begins later: those of the leftover quotations stand behind all others. */
static size_t later_of(const dz_english *r, size_t a, size_t b)
{
    const dz_finding *items = r->finder->findings.items;
    if (a == DZ_NO_FINDING || b == DZ_NO_FINDING)
        return a == DZ_NO_FINDING ? b : a;
    return items[a].content.items[0].begin >= items[b].content.items[0].begin ? a : b;
}

/* The finding of this block that begins last before a place; by `direct`, of those with quoted content. */
static size_t finding_before(dz_english *r, size_t first, size_t byte, bool direct)
{
    /* Leftover quotations come in order, and so do the findings of the sentences. */
    const dz_finding *items = r->finder->findings.items;
    if (r->passed < first)
        r->passed = first;
    while (r->passed < r->leftover &&
           (!items[r->passed].content.count || items[r->passed].content.items[0].begin < byte))
        r->passed++;
    return later_of(r, last_before(r, first, r->passed, byte, direct),
                    last_before(r, r->leftover, r->finder->findings.count, byte, direct));
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
static size_t finding_that_ends_last_block(const dz_english *r, size_t first, size_t quotation_end_byte)
{
    const dz_passage *passage = r->passage;
    if (!first || !passage->block || quotation_end_byte + 2 < passage->span.end)
        return DZ_NO_FINDING;
    const dz_finding *items = r->finder->findings.items;
    for (size_t i = first; i > 0 && first - i < 8 && items[i - 1].block + 1 == passage->block; i--) {
        size_t end = dz_finding__extent(&items[i - 1]).end;
        if (items[i - 1].direct && items[i - 1].content.count)
            return holds_sentence_break(r->finder->text, end, passage->previous_end) ? DZ_NO_FINDING : i - 1;
    }
    return DZ_NO_FINDING;
}

void dz_english__announce(dz_english *r)
{
    size_t count = r->tokens.count;
    dz_announcement *next = &r->finder->announced;
    if (count < 2)
        return;
    bool colon = punctuation(r, count - 1, ':');
    /* "Another resident added", and a quotation in the next paragraph: the mark was left out. */
    const dz_verb *verb = is_word(r, count - 1) && !quoted(r, count - 1) ? r->t[count - 1].verb : NULL;
    bool bare = verb && verb->class == DZ_CUE_SAY && (verb->governs & DZ_GOVERNS_QUOTE) &&
                (r->t[count - 1].forms & (DZ_FORM_PAST | DZ_FORM_S)) && dz_english__is_verb_here(r, count - 1);
    if (!colon && !bare)
        return;
    dz_stretch cue = {colon ? count - 2 : count - 1, count};
    dz_stretch subject = dz_english__first_subject(r, colon ? count - 1 : count);
    next->block = r->passage->block + 1;
    if (r->last != DZ_NO_FINDING)
        next->source = r->finder->findings.items[r->last].source;
    else
        next->source = dz_english__span_of(r, subject);
    next->cue = dz_english__span_of(r, cue);
}

static bool try_announced(dz_english *r, size_t begin)
{
    const dz_announcement *announced = &r->finder->announced;
    if (begin > 0 || announced->block != r->passage->block || !r->passage->block)
        return false;
    dz_draft found = {dz_nothing, dz_nothing, {0, quotation_end(r, 0)}, dz_nothing, DZ_CUE_SAY, "colon"};
    size_t number = dz_english__add_claim(r, &found);
    if (number != DZ_NO_FINDING) {
        r->finder->findings.items[number].source = announced->source;
        r->finder->findings.items[number].cue = announced->cue;
    }
    return true;
}

/* Where the sentence around a place outside quotations begins: behind a full stop, or behind a quotation that ended
 * with one. */
static size_t sentence_begin(const dz_english *r, size_t at)
{
    size_t i = at;
    while (i > r->lo) {
        if (quoted(r, i - 1)) {
            size_t begin = quotation_begin(r, i - 1);
            bool ended = i >= 2 && i < at && is_mark(r, i - 1) && ends_unit_mark(r, i - 2) && is_capital(r, i);
            if (ended)
                return i;
            i = begin;
        } else if (ends_unit_mark(r, i - 1)) {
            return i;
        } else {
            i--;
        }
    }
    return i;
}

/* The subject of the part of a sentence that begins at `from` and leads up to `at`; nothing where a pronoun ties the
 * part to the one before. */
static dz_stretch subject_of_part(dz_english *r, size_t first, size_t from, size_t at)
{
    size_t lo = r->lo;
    dz_stretch subject = dz_nothing;
    r->lo = first;
    if (from > first && punctuation(r, from - 1, ',') && dz_english__is_finite(r, from)) {
        subject = dz_english__subject_with_apposition(r, from - 1);
    } else {
        r->lo = from + (from + 1 < at && (is(r, from, "as") || has(r, from, DZ_WORD_COORDINATOR)));
        subject = dz_english__first_subject(r, at);
    }
    r->lo = lo;
    bool tied = !is_empty(subject) && has(r, subject.begin, DZ_WORD_RELATIVE | DZ_WORD_THAT);
    return tied ? dz_nothing : subject;
}

/* The subject of the sentence that leads up to a place: of its last part that has one. */
static dz_stretch leading_subject(dz_english *r, size_t at)
{
    dz_stretch subject = dz_nothing;
    size_t first = sentence_begin(r, at);
    for (size_t i = at; i > first && is_empty(subject); i--) {
        bool part =
            i - 1 == first ||
            (!quoted(r, i - 2) && (punctuation(r, i - 2, ';') || punctuation(r, i - 2, ',') || is(r, i - 2, "but")));
        if (part && !quoted(r, i - 1))
            subject = subject_of_part(r, first, i - 1, at);
    }
    return subject;
}

/* "As the paper put it": the subject of the idiom that ends at `end`. */
static dz_stretch subject_of_idiom(dz_english *r, size_t end)
{
    dz_stretch subject = dz_nothing;
    if (end < r->lo + 3 || !is(r, end - 1, "it") || !(is(r, end - 2, "put") || is(r, end - 2, "puts")))
        return subject;
    if (punctuation(r, end - 3, ','))
        return dz_english__subject_with_apposition(r, end - 3);
    if (is_word(r, end - 3) && !quoted(r, end - 3)) {
        subject.begin = dz_english__noun_phrase_begin(r, end - 3);
        subject.end = end - 2;
    }
    return subject;
}

/* Whether words are a name or a noun phrase and nothing more. */
static bool is_label(const dz_english *r, size_t begin, size_t end)
{
    if (begin >= end || end - begin > 8 || !(is_capital(r, begin) || has(r, begin, DZ_WORD_DETERMINER)))
        return false;
    for (size_t i = begin; i < end; i++)
        if (!is_word(r, i) || quoted(r, i))
            return false;
    return !dz_english__has_finite_verb(r, begin, end);
}

/* "Clinton: "..."", "Road closed - the Ministry: "..."", "The order reads: "..."": what stands before a colon is the
 * source. */
static bool try_colon(dz_english *r, size_t begin)
{
    if (begin < 2 || !punctuation(r, begin - 1, ':'))
        return false;
    size_t colon = begin - 1;
    size_t end = dz_english__before_parenthesis(r, colon);
    if (end == r->lo || !is_word(r, end - 1) || quoted(r, end - 1))
        return false;
    size_t first = end;
    while (first > r->lo && is_word(r, first - 1) && !quoted(r, first - 1) && begin - first < 9)
        first--;
    bool alone =
        first == r->lo || is_mark(r, first - 1) || ends_unit_mark(r, first - 1) || punctuation(r, first - 1, '-');
    dz_stretch source = {first, colon};
    dz_draft found = {source, {colon, begin}, {begin, quotation_end(r, begin)}, dz_nothing, DZ_CUE_SAY, "colon"};
    if (!alone || !is_label(r, first, end)) {
        found.source = subject_of_idiom(r, colon);
        if (is_empty(found.source))
            found.source = leading_subject(r, colon);
        found.cue.begin = is_empty(found.source) ? colon : found.source.end;
    }
    dz_english__add_claim(r, &found);
    return true;
}

/* "..." - the Ministry of Transport: a quotation that is signed. */
static bool try_signature(dz_english *r, size_t begin)
{
    size_t dash = quotation_end(r, begin);
    if (dash + 1 >= r->tokens.count || !punctuation(r, dash, '-') || !is_word(r, dash + 1) || quoted(r, dash + 1))
        return false;
    size_t end = dash + 1;
    while (end < r->tokens.count && is_word(r, end) && !quoted(r, end) && end - dash < 10)
        end++;
    bool last = end == r->tokens.count || (end + 1 == r->tokens.count && ends_unit_mark(r, end));
    if (!last || !(is_capital(r, dash + 1) || has(r, dash + 1, DZ_WORD_DETERMINER)) ||
        dz_english__has_finite_verb(r, dash, end))
        return false;
    dz_draft found = {{dash + 1, end}, {dash, dash + 1}, {begin, dash}, dz_nothing, DZ_CUE_SAY, "signature"};
    dz_english__add_claim(r, &found);
    return true;
}

void dz_english__read_signature_below(dz_english *r)
{
    size_t count = r->tokens.count;
    size_t findings = r->finder->findings.count;
    if (count < 2 || count > LONGEST_SIGNATURE || !findings || !punctuation(r, 0, '-') ||
        !(is_capital(r, 1) || has(r, 1, DZ_WORD_DETERMINER)))
        return;
    dz_finding *above = &r->finder->findings.items[findings - 1];
    size_t end = 1;
    while (end < count && is_word(r, end))
        end++;
    if (end < count && !punctuation(r, end, ',') && end != dz_english__without_final_mark(r, 1, count))
        return;
    if (above->block + 1 != r->passage->block || !above->direct || above->source.end > above->source.begin)
        return;
    for (size_t i = 1; i < end; i++)
        if (has(r, i, DZ_WORD_FINITE))
            return;
    dz_stretch source = {1, end};
    dz_stretch cue = {0, 1};
    above->source = dz_english__span_of(r, source);
    above->cue = dz_english__span_of(r, cue);
    dz_finding__set_rule(above, "signature");
}

/* The finite verb of the clause whose subject begins at `i`, over appositions and relative clauses between commas;
 * `r->hi` where there is none. */
static size_t find_main_verb(const dz_english *r, size_t i)
{
    bool aside = false;
    for (size_t k = i + 1; k < r->hi && k - i < DZ_LONGEST_SUBJECT; k++) {
        /* A nickname: Marcia "Cia" Price. */
        if (quoted(r, k) && quotation_end(r, k) - k <= 4) {
            k = quotation_end(r, k) - 1;
            continue;
        }
        if (quoted(r, k))
            return r->hi;
        if (punctuation(r, k, ',') || punctuation(r, k, '(') || punctuation(r, k, ')')) {
            aside = !aside;
            continue;
        }
        if (!is_word(r, k) || has(r, k, DZ_WORD_SUBORDINATOR | DZ_WORD_THAT))
            return r->hi;
        if (!aside && has(r, k, DZ_WORD_RELATIVE))
            return r->hi;
        if (!aside && dz_english__is_finite(r, k))
            return has(r, k, DZ_WORD_AUXILIARY) ? r->hi : k;
    }
    return r->hi;
}

static size_t behind_name(const dz_english *r, size_t i)
{
    if (has(r, i, DZ_WORD_SUBJECT))
        return i + 1;
    while (i < r->hi && is_word(r, i) && !quoted(r, i) && is_capital(r, i))
        i++;
    return i;
}

/* "..." beamed the minister.: a verb that no table has, before its subject. */
static bool try_unknown_inversion(dz_english *r, size_t i, dz_draft *found)
{
    if (i + 1 >= r->hi || !is_word(r, i) || quoted(r, i) || r->t[i].flags & ~(uint32_t)DZ_WORD_FINITE ||
        !(r->t[i].flags || (r->t[i].shape & (DZ_TOKEN_ED | DZ_TOKEN_PLURAL))) || r->t[i].shape & DZ_TOKEN_CAPITAL ||
        !begins_noun_phrase(r, i + 1))
        return false;
    found->source = dz_english__inverted_subject(r, i + 1);
    found->cue.begin = i;
    found->cue.end = i + 1;
    return !is_empty(found->source);
}

/* A verb that no table has, beside a quotation that goes on into its sentence: "..., the minister thundered." */
static bool try_unknown_verb(dz_english *r, size_t begin)
{
    size_t i = quotation_end(r, begin);
    if (i + 1 >= r->hi || i < 2 || punctuation(r, i - 2, '.') ||
        !dz_english__is_full_quotation(r, r->t[begin].quotation))
        return false;
    dz_draft found = {dz_nothing, dz_nothing, {begin, i}, dz_nothing, DZ_CUE_SAY, "quote-other-verb"};
    if (!try_unknown_inversion(r, i, &found)) {
        if (!begins_noun_phrase(r, i))
            return false;
        size_t verb = find_main_verb(r, i);
        size_t behind = behind_name(r, i);
        if (verb == r->hi && behind > i && behind < r->hi && is_word(r, behind) && !quoted(r, behind) &&
            !r->t[behind].flags)
            verb = behind;
        if (verb == r->hi)
            return false;
        found.source.begin = i;
        found.source.end = dz_english__before_adverbs(r, verb);
        while (found.source.end > i && !is_word(r, found.source.end - 1))
            found.source.end--;
        found.cue.begin = verb;
        found.cue.end = verb + 1;
    }
    dz_english__add_claim(r, &found);
    return true;
}

/* "As the paper put it, "..."", "The minister shot back, "..."": a clause with a verb that no table has leads up to the
 * quotation. */
static bool try_lead_in(dz_english *r, size_t begin)
{
    if (begin < 3 || !punctuation(r, begin - 1, ',') || !dz_english__is_full_quotation(r, r->t[begin].quotation))
        return false;
    dz_stretch subject = subject_of_idiom(r, begin - 1);
    if (is_empty(subject))
        subject = leading_subject(r, begin - 1);
    size_t verb = subject.end;
    while (verb < begin - 1 && (is_adverb(r, verb) || punctuation(r, verb, ',')))
        verb++;
    if (is_empty(subject) || verb >= begin - 1 || !is_word(r, verb))
        return false;
    dz_draft found = {subject,    {verb, verb + 1}, {begin, quotation_end(r, begin)},
                      dz_nothing, DZ_CUE_SAY,       "quote-other-verb"};
    dz_english__add_claim(r, &found);
    return true;
}

/* The finding with a speaker whose sentence ends the block before this one. */
static size_t speech_that_ends_last_block(const dz_english *r, size_t first)
{
    const dz_passage *passage = r->passage;
    const dz_finding *items = r->finder->findings.items;
    for (size_t i = first; i > 0 && first - i < 8 && items[i - 1].block + 1 == passage->block; i--) {
        const dz_finding *finding = &items[i - 1];
        bool speech = finding->class <= DZ_CUE_ASK && strcmp(finding->rule, "according-to") != 0 &&
                      finding->source.end > finding->source.begin && finding->cue.end > finding->cue.begin;
        if (speech && !holds_sentence_break(r->finder->text, dz_finding__extent(finding).end, passage->previous_end))
            return i - 1;
    }
    return DZ_NO_FINDING;
}

/* A quotation by the speaker of what stands before it, whose words there are another finding's. */
static void add_beside(dz_english *r, size_t before, size_t begin)
{
    const dz_finding *other = &r->finder->findings.items[before];
    dz_finding found = {.cue = other->cue,
                        .source = other->source,
                        .class = other->class,
                        .block = r->passage->block,
                        .rule = "quote-beside-speech",
                        .direct = true};
    dz_span nothing_yet = {0, 0};
    r->status = dz_finding__add(r->finder, &found, nothing_yet);
    if (r->status == DZ_OK)
        r->status = dz_finding__take_quotation(r->finder, r->finder->findings.count - 1, r->t[begin].quotation);
}

/* "..., the minister admitted. "That was wrong."": a sentence of quotation right behind one that ends in its cue or its
 * speaker is by the same speaker; so is one that fills the paragraph behind such a sentence. */
static bool try_beside_speech(dz_english *r, size_t begin, size_t first_finding)
{
    size_t count = r->finder->findings.count;
    const dz_quotation *quotation = &r->finder->quotations.items[r->t[begin].quotation];
    if (begin == 0 && quotation_end(r, begin) == r->tokens.count) {
        /* Where the quotation goes on, the next paragraph may name its speaker. */
        if (quotation->goes_on || quotation->taken_up)
            return false;
        size_t before = speech_that_ends_last_block(r, first_finding);
        if (before == DZ_NO_FINDING)
            return false;
        add_beside(r, before, begin);
        return true;
    }
    if (begin < 2 || count == first_finding)
        return false;
    size_t number = finding_before(r, first_finding, r->t[begin].begin, false);
    if (number == DZ_NO_FINDING)
        return false;
    const dz_finding *before = &r->finder->findings.items[number];
    size_t end = before->cue.end > before->source.end ? before->cue.end : before->source.end;
    bool ends_sentence = end == r->t[begin - 2].end && ends_unit_mark(r, begin - 1);
    if (before->direct || before->source.end <= before->source.begin || !ends_sentence)
        return false;
    add_beside(r, number, begin);
    return true;
}

void dz_english__place_leftover(dz_english *r, size_t begin, size_t first_finding)
{
    uint32_t number = r->t[begin].quotation;
    size_t end = quotation_end(r, begin);
    size_t words = dz_english__count_words(r, begin, end);
    bool full = dz_english__is_full_quotation(r, number);
    bool starts_sentence = begin == 0 || ends_unit_mark(r, begin - 1) || is_mark(r, begin - 1);
    if (words < 4 && !(full && starts_sentence && words > 0))
        return;
    if (try_announced(r, begin) || try_signature(r, begin) || try_colon(r, begin) || try_unknown_verb(r, begin) ||
        try_lead_in(r, begin))
        return;
    if (begin > 0 && starts_sentence && full && try_beside_speech(r, begin, first_finding))
        return;
    size_t before = finding_before(r, first_finding, r->t[begin].begin, true);
    if (before == DZ_NO_FINDING && begin == 0)
        before = finding_that_ends_last_block(r, first_finding, r->t[end - 1].end);
    if (before != DZ_NO_FINDING && starts_sentence && full) {
        dz_stretch content = {begin, end};
        dz_english__add_piece(r, before, content);
        return;
    }
    if (begin == 0 && starts_sentence && full && try_beside_speech(r, begin, first_finding))
        return;
    dz_draft alone = {dz_nothing, dz_nothing, {begin, end}, dz_nothing, DZ_CUE_SAY, "quote-alone"};
    dz_english__add_claim(r, &alone);
}
