#include "duizhao/check.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/utf8.h"
#include "check/distance.h"
#include "check/edge.h"
#include "check/forms.h"
#include "check/results.h"
#include "check/speaker.h"
#include "check/translate.h"
#include "check/when.h"
#include "edit/tokens.h"

/* Among so many places that cover a quote alike, the one whose words are nearest is taken for the first. */
#define PLACES_COMPARED 6

typedef struct check_work {
    dz_context *context;
    dz_check *check;
    const dz_index *sources;
    dz_view report; /* the text that the quote stands in; empty where it comes from none */
    bool metonym;   /* the report names a country or its capital, for which many speak */
    dz_check_result result;
    DZ_ARRAY(dz_match) matches;
    DZ_ARRAY(dz_check_difference) differences;
    dz_closeness closeness; /* the worst of the parts */
    float score;
} check_work;

/* A copy that belongs to the check; NULL stays NULL. False where memory ran out. */
static bool keep_text(dz_check *check, const char **text)
{
    if (!*text)
        return true;
    *text = dz_arena__copy(&check->arena, *text, strlen(*text));
    return *text != NULL;
}

static dz_status keep_quote(dz_check *check, dz_quote *quote)
{
    char *text = dz_arena__copy(&check->arena, quote->text.data, quote->text.length);
    bool kept = text && keep_text(check, &quote->id) && keep_text(check, &quote->document) &&
                keep_text(check, &quote->speaker) && keep_text(check, &quote->role) && keep_text(check, &quote->date);
    quote->text.data = text ? text : "";
    return kept ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status compare_match(dz_context *context, dz_comparison **out, const dz_index *sources, dz_view quote,
                               const dz_match *match)
{
    const dz_document *document = dz_index_document(sources, match->document);
    dz_view text = dz_document_text(document);
    dz_compare_options options = DZ_COMPARE_OPTIONS_INIT;
    options.date = dz_document_date(document);
    options.quote = true;
    dz_view first = {text.data + match->source.begin, match->source.end - match->source.begin};
    dz_view second = {quote.data + match->quote.begin, match->quote.end - match->quote.begin};
    return dz_compare(context, out, first, second, &options);
}

/* Whether a stretch of the source lies in the label of a turn ("Q:"), which nobody said. */
static bool is_label(const dz_index *sources, const dz_match *match, dz_span place)
{
    const dz_block *block = dz_document_block_at(dz_index_document(sources, match->document), place.begin);
    return block && place.begin < place.end && place.end <= block->content.begin;
}

static dz_status add_differences(check_work *work, const dz_comparison *comparison, uint32_t number)
{
    const dz_match *match = &work->matches.items[number];
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *from = dz_comparison_difference(comparison, i);
        dz_span place = {match->source.begin + from->first.begin, match->source.begin + from->first.end};
        if (from->kind == DZ_DIFFERENCE_OMISSION && is_label(work->sources, match, place))
            continue;
        dz_check_difference difference = {.kind = from->kind, .severity = from->severity, .match = number};
        difference.quote = (dz_span){match->quote.begin + from->second.begin, match->quote.begin + from->second.end};
        difference.source = (dz_span){match->source.begin + from->first.begin, match->source.begin + from->first.end};
        difference.note = dz_arena__copy(&work->check->arena, from->note, strlen(from->note));
        if (!difference.note)
            return DZ_ERROR_MEMORY;
        dz_status status = dz_array__push(work->context, &work->differences, difference);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

/* Fewer words of a quote that stand in several places are a phrase, which a "not" before it in one of them does not
 * make a misquotation. */
#define WORDS_FOR_EDGE 3

static dz_status count_words(dz_context *context, dz_view text, size_t *count)
{
    dz_tokens tokens = {0};
    dz_status status = dz_tokens__make(context, &tokens, text.data, text.length);
    *count = 0;
    for (size_t i = 0; status == DZ_OK && i < tokens.count; i++)
        *count += tokens.items[i].kind != DZ_TOKEN_MARK;
    dz_tokens__free(&tokens);
    return status;
}

/* A quote that begins right behind a negation of the source says the opposite in the source's own words; unless the
 * report has a negation there as well: they do not "accept the ruling". */
static dz_status check_edge(check_work *work, uint32_t number)
{
    const dz_match *match = &work->matches.items[number];
    dz_view source = dz_document_text(dz_index_document(work->sources, match->document));
    dz_span negation, own = {0, 0};
    dz_status status = dz_edge__negation_before(work->context, source, match->source.begin, &negation);
    if (status != DZ_OK || negation.begin == negation.end)
        return status;
    status = dz_edge__negation_before(work->context, work->result.quote.text, match->quote.begin, &own);
    if (status == DZ_OK && own.begin == own.end && work->report.data)
        status = dz_edge__negation_before(work->context, work->report, work->result.quote.span.begin, &own);
    if (status != DZ_OK || own.begin < own.end)
        return status;
    size_t words = WORDS_FOR_EDGE;
    if (work->matches.count > 1)
        status = count_words(work->context, work->result.quote.text, &words);
    if (status != DZ_OK || words < WORDS_FOR_EDGE)
        return status;
    dz_check_difference difference = {.kind = DZ_DIFFERENCE_NEGATION, .severity = DZ_SEVERITY_MAJOR, .match = number};
    difference.quote = (dz_span){match->quote.begin, match->quote.begin};
    difference.source = negation;
    difference.note = dz_arena__format(&work->check->arena, "the source has %.*s before it",
                                       (int)(negation.end - negation.begin), source.data + negation.begin);
    if (!difference.note)
        return DZ_ERROR_MEMORY;
    work->closeness = DZ_CLOSENESS_ALTERED;
    return dz_array__push(work->context, &work->differences, difference);
}

/* How far from the edge of a place a figure may reach beyond it. */
#define BYTES_OF_FIGURE 32

/* Moves an edge of a stretch of the source to that of the number or date that it cuts through. */
static dz_status widen_to_figures(dz_context *context, dz_view text, dz_span *span)
{
    dz_value_list *values = NULL;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.kinds = 1u << DZ_VALUE_NUMBER | 1u << DZ_VALUE_DATE;
    dz_span around = {span->begin > BYTES_OF_FIGURE ? span->begin - BYTES_OF_FIGURE : 0, span->end + BYTES_OF_FIGURE};
    around.end = around.end < text.length ? around.end : text.length;
    while (around.begin < span->begin && ((unsigned char)text.data[around.begin] & 0xC0) == 0x80)
        around.begin++;
    while (around.end < text.length && ((unsigned char)text.data[around.end] & 0xC0) == 0x80)
        around.end++;
    dz_status status = dz_values(context, &values, text.data + around.begin, around.end - around.begin, &options);
    if (status != DZ_OK)
        return status;
    dz_span inside = *span;
    for (size_t i = 0; i < dz_value_count(values); i++) {
        dz_span value = dz_value_at(values, i)->span;
        value.begin += around.begin;
        value.end += around.begin;
        if (value.begin < inside.begin && value.end > inside.begin)
            span->begin = value.begin;
        if (value.begin < inside.end && value.end > inside.end)
            span->end = value.end;
    }
    dz_value_list_free(values);
    return DZ_OK;
}

static bool touches_edge(const dz_comparison *comparison, size_t length)
{
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(comparison, i);
        bool figure = difference->kind == DZ_DIFFERENCE_NUMBER || difference->kind == DZ_DIFFERENCE_DATE;
        if (figure && (difference->first.begin == 0 || difference->first.end == length))
            return true;
    }
    return false;
}

/* Compares a part to its place. Where a figure at its edge seems to be another one, it may have been cut: "percent" of
 * "eight percent" stands for 8 %. */
static dz_status compare_part(check_work *work, dz_comparison **out, dz_match *match)
{
    dz_view quote = work->result.quote.text;
    dz_view text = dz_document_text(dz_index_document(work->sources, match->document));
    dz_status status = compare_match(work->context, out, work->sources, quote, match);
    if (status != DZ_OK || !touches_edge(*out, match->source.end - match->source.begin))
        return status;
    dz_match wide = *match;
    dz_comparison *other = NULL;
    status = widen_to_figures(work->context, text, &wide.source);
    if (status == DZ_OK && wide.source.end - wide.source.begin > match->source.end - match->source.begin)
        status = compare_match(work->context, &other, work->sources, quote, &wide);
    if (other && !touches_edge(other, wide.source.end - wide.source.begin)) {
        dz_comparison *swap = *out;
        *out = other;
        other = swap;
        *match = wide;
    }
    dz_comparison_free(other);
    return status;
}

/* Compares the parts of rank 1 to their places. */
static dz_status compare_parts(check_work *work, size_t part_count)
{
    float weighted = 0, length = 0;
    for (size_t i = 0; i < part_count; i++) {
        dz_comparison *comparison = NULL;
        dz_status status = compare_part(work, &comparison, &work->matches.items[i]);
        if (status == DZ_OK)
            status = check_edge(work, (uint32_t)i);
        if (status == DZ_OK)
            status = add_differences(work, comparison, (uint32_t)i);
        if (status != DZ_OK) {
            dz_comparison_free(comparison);
            return status;
        }
        float part = (float)(work->matches.items[i].quote.end - work->matches.items[i].quote.begin);
        weighted += part * dz_comparison_score(comparison);
        length += part;
        work->result.folds |= dz_comparison_folds(comparison);
        if (dz_comparison_closeness(comparison) > work->closeness)
            work->closeness = dz_comparison_closeness(comparison);
        dz_comparison_free(comparison);
    }
    work->result.score = length > 0 ? weighted / length : 0;
    return DZ_OK;
}

static const dz_block *block_of(const dz_index *sources, const dz_match *match)
{
    return dz_document_block_at(dz_index_document(sources, match->document), match->source.begin);
}

static const char *speaker_of(const dz_index *sources, const dz_match *match)
{
    const dz_block *block = block_of(sources, match);
    if (block && (block->speaker || block->turn != DZ_NO_TURN))
        return block->speaker;
    return dz_document_speaker(dz_index_document(sources, match->document));
}

static bool is_question(const dz_index *sources, const dz_match *match)
{
    const dz_block *block = block_of(sources, match);
    return block && block->role == DZ_ROLE_QUESTION;
}

/* Whether the dates differ as far as both are known: "2015-04" and "2015-04-02" do not. */
static bool dates_differ(const char *report, const char *source)
{
    if (!report || !source)
        return false;
    size_t length = strlen(report) < strlen(source) ? strlen(report) : strlen(source);
    return strncmp(report, source, length) != 0;
}

/* Whether the words at one place are those of the one whom the report names. */
static dz_status agree_at(check_work *work, const dz_match *match, dz_agreement *agreement)
{
    const dz_quote *quote = &work->result.quote;
    const char *source = speaker_of(work->sources, match);
    bool asks = false, named = quote->speaker || quote->role;
    *agreement = DZ_AGREEMENT_UNKNOWN;
    dz_status status = dz_speaker__compare(work->context, agreement, quote->speaker, quote->role, source);
    if (status == DZ_OK && quote->speaker)
        status = dz_speaker__asks(work->context, &asks, quote->speaker);
    if (status != DZ_OK || !named)
        return status;
    if (*agreement == DZ_AGREEMENT_DIFFERS && work->metonym)
        *agreement = DZ_AGREEMENT_UNKNOWN;
    const dz_document *document = dz_index_document(work->sources, match->document);
    if (is_question(work->sources, match) && !asks && *agreement != DZ_AGREEMENT_AGREES)
        *agreement = DZ_AGREEMENT_QUESTION_NOT_ANSWER;
    else if (*agreement <= DZ_AGREEMENT_AGREES && dates_differ(quote->date, dz_document_date(document)))
        *agreement = DZ_AGREEMENT_OTHER_DATE;
    return DZ_OK;
}

/* The next stretch of a match that stands in one turn, from the block `*number` on; false where there is none. Where
 * there are no turns it is the whole match. */
static bool next_turn(const dz_index *sources, const dz_match *match, size_t *number, dz_match *stretch)
{
    size_t count;
    const dz_block *blocks = dz_document_blocks(dz_index_document(sources, match->document), &count);
    bool found = false;
    uint32_t turn = DZ_NO_TURN;
    for (; *number < count && blocks[*number].span.begin < match->source.end; (*number)++) {
        const dz_block *block = &blocks[*number];
        if (block->content.begin >= match->source.end || block->content.end <= match->source.begin)
            continue;
        if (found && block->turn != turn)
            return true;
        if (!found) {
            *stretch = *match;
            if (block->content.begin > match->source.begin)
                stretch->source.begin = block->content.begin;
        }
        found = true;
        turn = block->turn;
    }
    return found;
}

static bool covers_turns(const dz_index *sources, const dz_match *match)
{
    size_t number = 0;
    dz_match stretch;
    return next_turn(sources, match, &number, &stretch) && next_turn(sources, match, &number, &stretch);
}

static void worsen(dz_agreement *agreement, dz_agreement other, bool is_first)
{
    bool worse = *agreement == DZ_AGREEMENT_AGREES || *agreement == DZ_AGREEMENT_UNKNOWN;
    if (is_first || (worse && other != DZ_AGREEMENT_AGREES && other != DZ_AGREEMENT_UNKNOWN))
        *agreement = other;
}

/* The worst that holds of any part, and of any turn that it covers, counts: half of the words are not all of them. */
static dz_status agree(check_work *work, size_t part_count)
{
    bool is_first = true;
    for (size_t i = 0; i < part_count; i++) {
        size_t number = 0;
        dz_match stretch = work->matches.items[i];
        bool found = next_turn(work->sources, &work->matches.items[i], &number, &stretch);
        do {
            dz_agreement agreement;
            dz_status status = agree_at(work, &stretch, &agreement);
            if (status != DZ_OK)
                return status;
            worsen(&work->result.agreement, agreement, is_first);
            is_first = false;
        } while (found && next_turn(work->sources, &work->matches.items[i], &number, &stretch));
    }
    return DZ_OK;
}

/* How many letters a quote changes at one place, up to 9999. */
static uint32_t weigh_changes(const check_work *work, const dz_match *match, const dz_comparison *comparison)
{
    dz_view text = dz_document_text(dz_index_document(work->sources, match->document));
    uint32_t letters = 0;
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *from = dz_comparison_difference(comparison, i);
        dz_view first = {text.data + match->source.begin + from->first.begin, from->first.end - from->first.begin};
        dz_view second = {work->result.quote.text.data + match->quote.begin + from->second.begin,
                          from->second.end - from->second.begin};
        letters += dz_distance__letters(first, second);
    }
    return letters < 9999 ? letters : 9999;
}

/* How good a place is beside others that cover as much, the least the best: by the words, then by the speaker and the
 * date, then by the typography. */
static dz_status rate_place(check_work *work, const dz_match *match, uint32_t *rating)
{
    dz_comparison *comparison = NULL;
    dz_agreement agreement;
    dz_span negation = {0, 0};
    dz_view source = dz_document_text(dz_index_document(work->sources, match->document));
    dz_status status = compare_match(work->context, &comparison, work->sources, work->result.quote.text, match);
    if (status == DZ_OK)
        status = dz_edge__negation_before(work->context, source, match->source.begin, &negation);
    if (status == DZ_OK)
        status = agree_at(work, match, &agreement);
    if (status == DZ_OK) {
        uint32_t letters = weigh_changes(work, match, comparison);
        bool folded = dz_comparison_folds(comparison) != 0;
        uint32_t speaker = agreement == DZ_AGREEMENT_AGREES ? 0 : agreement == DZ_AGREEMENT_UNKNOWN ? 1 : 2;
        dz_closeness closeness = dz_comparison_closeness(comparison);
        if (negation.begin < negation.end)
            closeness = DZ_CLOSENESS_ALTERED;
        *rating = 1000000 * (uint32_t)closeness + 100 * letters + 10 * speaker + folded;
    }
    dz_comparison_free(comparison);
    return status;
}

/* Where several places cover the quote alike, puts the best of them first. */
static dz_status choose_place(check_work *work)
{
    size_t best = 0;
    uint32_t best_rating = 0;
    for (size_t i = 0; i < work->matches.count && i < PLACES_COMPARED; i++) {
        const dz_match *match = &work->matches.items[i];
        uint32_t rating;
        if (match->part != 1 || match->rank != i + 1 || match->score < work->matches.items[0].score)
            break;
        if (i == 0 && (work->matches.count == 1 || work->matches.items[1].rank == 1))
            return DZ_OK;
        dz_status status = rate_place(work, match, &rating);
        if (status != DZ_OK)
            return status;
        if (i == 0 || rating < best_rating) {
            best = i;
            best_rating = rating;
        }
    }
    if (best) {
        dz_match first = work->matches.items[best];
        memmove(work->matches.items + 1, work->matches.items, best * sizeof first);
        work->matches.items[0] = first;
        for (size_t i = 0; i <= best; i++)
            work->matches.items[i].rank = (uint32_t)i + 1;
    }
    return DZ_OK;
}

static dz_verdict verdict_of(dz_closeness closeness, bool spliced)
{
    if (spliced)
        return DZ_VERDICT_SPLICED;
    switch (closeness) {
    case DZ_CLOSENESS_VERBATIM:
        return DZ_VERDICT_VERBATIM;
    case DZ_CLOSENESS_TYPOGRAPHIC:
        return DZ_VERDICT_TYPOGRAPHIC;
    case DZ_CLOSENESS_ELIDED:
        return DZ_VERDICT_ELIDED;
    case DZ_CLOSENESS_ALTERED:
        break;
    }
    return DZ_VERDICT_ALTERED;
}

/* Copies the matches and differences to where they belong to the check. */
static dz_status keep_places(check_work *work)
{
    dz_check_result *result = &work->result;
    size_t match_bytes = work->matches.count * sizeof *work->matches.items;
    size_t difference_bytes = work->differences.count * sizeof *work->differences.items;
    result->match_count = work->matches.count;
    result->difference_count = work->differences.count;
    result->matches = dz_arena__copy_bytes(&work->check->arena, work->matches.items, match_bytes);
    result->differences = dz_arena__copy_bytes(&work->check->arena, work->differences.items, difference_bytes);
    return result->matches && result->differences ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status judge_found(check_work *work)
{
    dz_check_result *result = &work->result;
    dz_status status = choose_place(work);
    if (status != DZ_OK)
        return status;
    size_t part_count = 0;
    while (part_count < work->matches.count && work->matches.items[part_count].rank == 1)
        part_count++;
    if ((status = compare_parts(work, part_count)) != DZ_OK || (status = agree(work, part_count)) != DZ_OK)
        return status;
    bool spliced = part_count > 1;
    for (size_t i = 0; i < part_count; i++)
        spliced = spliced || covers_turns(work->sources, &work->matches.items[i]);
    result->verdict = verdict_of(work->closeness, spliced);
    result->source_speaker = speaker_of(work->sources, &work->matches.items[0]);
    if (!keep_text(work->check, &result->source_speaker))
        return DZ_ERROR_MEMORY;
    return keep_places(work);
}

static dz_status add_gap(check_work *work, const dz_untranslated *gap)
{
    const dz_match *match = &work->matches.items[0];
    dz_view source = dz_document_text(dz_index_document(work->sources, match->document));
    dz_view text = gap->in_quote ? work->result.quote.text : source;
    dz_check_difference difference = {.severity = gap->major ? DZ_SEVERITY_MAJOR : DZ_SEVERITY_MINOR};
    difference.kind = gap->in_quote ? DZ_DIFFERENCE_TRANSLATION_ADDITION : DZ_DIFFERENCE_TRANSLATION_OMISSION;
    difference.quote = gap->in_quote ? gap->span : (dz_span){match->quote.end, match->quote.end};
    difference.source = gap->in_quote ? (dz_span){match->source.end, match->source.end} : gap->span;
    difference.note =
        dz_arena__format(&work->check->arena, gap->in_quote ? "not in the source: %.*s" : "left out: %.*s",
                         (int)(gap->span.end - gap->span.begin), text.data + gap->span.begin);
    return difference.note ? dz_array__push(work->context, &work->differences, difference) : DZ_ERROR_MEMORY;
}

/* From which on a number that only one side has is told of by itself. */
#define LEAST_NUMBER_TOLD 10

static bool has_digit(dz_view text, dz_span span)
{
    for (size_t i = span.begin; i < span.end; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

/* The next missing value of a side from `*at` on that is written in digits; NULL after the last. */
static const dz_untranslated *next_value(const dz_translation *translation, bool in_quote, dz_view text, size_t *at)
{
    while (*at < translation->gaps.count) {
        const dz_untranslated *gap = &translation->gaps.items[(*at)++];
        if (gap->value && gap->in_quote == in_quote && has_digit(text, gap->span))
            return gap;
    }
    return NULL;
}

/* "16 -> 18": where both sides have equally many numbers that the other has not, one stands for the other. */
static dz_status add_changed_values(check_work *work, const dz_translation *translation, bool *changed)
{
    dz_view quote = work->result.quote.text;
    dz_view source = dz_document_text(dz_index_document(work->sources, work->matches.items[0].document));
    size_t in_quote = 0, in_source = 0, at = 0;
    dz_status status = DZ_OK;
    while (next_value(translation, true, quote, &at))
        in_quote++;
    for (at = 0; next_value(translation, false, source, &at);)
        in_source++;
    *changed = in_quote && in_quote == in_source;
    size_t left = 0, right = 0;
    for (size_t i = 0; *changed && i < in_quote && status == DZ_OK; i++) {
        const dz_untranslated *ours = next_value(translation, true, quote, &left);
        const dz_untranslated *theirs = next_value(translation, false, source, &right);
        if (ours->number == theirs->number)
            continue;
        dz_check_difference difference = {.kind = DZ_DIFFERENCE_NUMBER, .severity = DZ_SEVERITY_MAJOR};
        difference.quote = ours->span;
        difference.source = theirs->span;
        difference.note = dz_arena__format(
            &work->check->arena, "%.*s -> %.*s", (int)(theirs->span.end - theirs->span.begin),
            source.data + theirs->span.begin, (int)(ours->span.end - ours->span.begin), quote.data + ours->span.begin);
        status = difference.note ? dz_array__push(work->context, &work->differences, difference) : DZ_ERROR_MEMORY;
    }
    return status;
}

/* A gap that is told already: by the change of its number, or, of a number alone, by the gap around it. A small number
 * alone is none: "a master" is 1个师傅, too. */
static bool is_told(const dz_translation *translation, const dz_untranslated *gap, bool changed)
{
    for (size_t i = 0; i < translation->gaps.count; i++) {
        const dz_untranslated *other = &translation->gaps.items[i];
        bool holds = gap->span.begin <= other->span.begin && other->span.end <= gap->span.end;
        bool within = other->span.begin <= gap->span.begin && gap->span.end <= other->span.end;
        if (other == gap || other->in_quote != gap->in_quote || other->value == gap->value)
            continue;
        if ((changed && holds && !gap->value && !gap->major) || (gap->value && within))
            return true;
    }
    return gap->value && (changed || gap->number < LEAST_NUMBER_TOLD);
}

static dz_status judge_translated(check_work *work, const dz_translation *translation)
{
    dz_check_result *result = &work->result;
    dz_match match = {.document = translation->document, .rank = 1, .part = 1};
    match.quote = (dz_span){0, result->quote.text.length};
    match.source = translation->source;
    match.score = translation->score;
    work->matches.count = 0;
    dz_status status = dz_array__push(work->context, &work->matches, match);
    bool changed = false;
    if (status == DZ_OK)
        status = add_changed_values(work, translation, &changed);
    for (size_t i = 0; i < translation->gaps.count && status == DZ_OK; i++)
        if (!is_told(translation, &translation->gaps.items[i], changed))
            status = add_gap(work, &translation->gaps.items[i]);
    if (status == DZ_OK)
        status = agree(work, 1);
    if (status != DZ_OK)
        return status;
    result->verdict = DZ_VERDICT_TRANSLATED;
    result->score = translation->score;
    result->source_speaker = speaker_of(work->sources, &match);
    return keep_text(work->check, &result->source_speaker) ? keep_places(work) : DZ_ERROR_MEMORY;
}

/* A passage in the other language that is no match is still shown as the nearest where it is so probable. */
#define LEAST_PROBABILITY_OF_NEAR_MISS 0.15f

/* `coverage` is how much of the quote the nearest passage in its own language has. */
static dz_status keep_near_miss(check_work *work, const dz_translation *translation, float coverage)
{
    dz_match match = {.document = translation->document, .rank = 1, .part = 1};
    if (!translation->words || translation->probability < LEAST_PROBABILITY_OF_NEAR_MISS ||
        translation->probability < coverage)
        return DZ_OK;
    match.quote = (dz_span){0, work->result.quote.text.length};
    match.source = translation->source;
    match.score = translation->probability;
    work->result.near_miss = dz_arena__copy_bytes(&work->check->arena, &match, sizeof match);
    return work->result.near_miss ? DZ_OK : DZ_ERROR_MEMORY;
}

/* Looks in the sources of the other language for what was not found. */
static dz_status look_across(check_work *work, const dz_translations *translations, float coverage, bool *found)
{
    dz_translation translation = {0};
    *found = false;
    if (!translations)
        return DZ_OK;
    dz_status status = dz_translations__find(work->context, translations, work->sources, work->result.quote.text, NULL,
                                             &translation, found);
    if (status == DZ_OK)
        status = *found ? judge_translated(work, &translation) : keep_near_miss(work, &translation, coverage);
    dz_array__free(work->context, &translation.gaps);
    return status;
}

static dz_status take_matches(check_work *work, const dz_match_list *list, bool whole)
{
    work->matches.count = 0;
    for (size_t i = 0; i < list->count; i++) {
        dz_match match = list->items[i];
        if (whole)
            match.quote = (dz_span){0, work->result.quote.text.length};
        dz_status status = dz_array__push(work->context, &work->matches, match);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

/* Looks for the quote with its figures written otherwise. */
static dz_status look_for_forms(check_work *work, const dz_match_options *options, bool *found)
{
    dz_match_list *list = NULL;
    dz_status status = dz_forms__find(work->context, &list, work->sources, work->result.quote.text, options);
    *found = status == DZ_OK && list;
    if (*found)
        status = take_matches(work, list, true);
    dz_match_list_free(list);
    return status;
}

static dz_status judge(check_work *work, const dz_match_list *list, const dz_match_options *options,
                       const dz_translations *translations)
{
    dz_check_result *result = &work->result;
    bool found = list->found;
    dz_status status = take_matches(work, list, false);
    if (status == DZ_OK && !found)
        status = look_for_forms(work, options, &found);
    if (status == DZ_OK && found)
        return judge_found(work);
    if (status == DZ_OK)
        status = look_across(work, translations, list->count ? list->coverage : 0, &found);
    if (status != DZ_OK || found)
        return status;
    result->verdict = DZ_VERDICT_NOT_FOUND;
    result->score = list->coverage;
    if (list->count && !result->near_miss)
        result->near_miss = dz_arena__copy_bytes(&work->check->arena, list->items, sizeof *list->items);
    return list->count && !result->near_miss ? DZ_ERROR_MEMORY : DZ_OK;
}

static dz_status add_quote(dz_context *context, dz_check *check, const dz_index *sources, const dz_quote *quote,
                           dz_view report, bool metonym, const dz_check_options *options)
{
    check_work work = {.context = context,
                       .check = check,
                       .sources = sources,
                       .report = report,
                       .metonym = metonym,
                       .result = {.quote = *quote}};
    dz_match_list *list = NULL;
    dz_match_options match_options = DZ_MATCH_OPTIONS_INIT;
    match_options.limit = options ? options->limit : 0;
    dz_status status = keep_quote(check, &work.result.quote);
    if (status == DZ_OK)
        status = dz_match_quote(context, &list, sources, quote->text.data, quote->text.length, &match_options);
    if (status == DZ_OK)
        status = judge(&work, list, &match_options, options ? options->translations : NULL);
    if (status == DZ_OK)
        status = dz_array__push(context, &check->results, work.result);
    dz_match_list_free(list);
    dz_array__free(context, &work.matches);
    dz_array__free(context, &work.differences);
    return status;
}

static dz_check *new_check(dz_context *context)
{
    dz_check *check = dz_memory__zeroed(context, 1, sizeof *check);
    if (!check)
        return NULL;
    check->context = context;
    dz_arena__init(&check->arena, context);
    return check;
}

dz_status dz_check_quote(dz_context *context, dz_check **out, const dz_index *sources, const dz_quote *quote,
                         const dz_check_options *options)
{
    *out = NULL;
    dz_check *check = new_check(context);
    if (!check)
        return DZ_ERROR_MEMORY;
    dz_status status = add_quote(context, check, sources, quote, (dz_view){NULL, 0}, false, options);
    if (status == DZ_OK)
        *out = check;
    else
        dz_check_free(check);
    return status;
}

/* ---- Reports -------------------------------------------------------------------------------------------------- */

typedef struct report_work {
    dz_context *context;
    dz_check *check;
    const dz_index *sources;
    const dz_document *report;
    const dz_check_options *options;
    const dz_attribution_list *attributions;
    size_t behind;            /* quotes that begin before this were checked already */
    char date[DZ_WHEN_BYTES]; /* when the report says that the present one was said; "": it does not */
} report_work;

static dz_span trim(dz_view text, dz_span span)
{
    while (span.begin < span.end && (unsigned char)text.data[span.begin] <= ' ')
        span.begin++;
    while (span.end > span.begin && (unsigned char)text.data[span.end - 1] <= ' ')
        span.end--;
    return span;
}

static dz_status weigh(dz_context *context, dz_view text, uint32_t *weight)
{
    dz_tokens tokens = {0};
    dz_status status = dz_tokens__make(context, &tokens, text.data, text.length);
    *weight = 0;
    for (size_t i = 0; status == DZ_OK && i < tokens.count; i++)
        *weight += dz_tokens__weight(&tokens, i);
    dz_tokens__free(&tokens);
    return status;
}

static bool names_country(const report_work *work, const dz_attribution *attribution)
{
    const dz_entity *entity =
        attribution->entity == DZ_NO_ENTITY ? NULL : dz_attribution_entity_at(work->attributions, attribution->entity);
    return entity && entity->stands_for;
}

static bool holds(const dz_spans *spans, dz_span span)
{
    for (size_t i = 0; i < spans->count; i++)
        if (spans->items[i].begin <= span.begin && span.end <= spans->items[i].end)
            return true;
    return false;
}

/* "According to Reuters, Hua said "..."": the innermost attribution that holds the words names who said them. A country
 * inside what a named one says ("Hua said China wants "..."") is what is spoken of. */
static const dz_attribution *innermost(const report_work *work, size_t number, dz_span span)
{
    size_t count = dz_attribution_count(work->attributions);
    const dz_attribution *found = dz_attribution_at(work->attributions, number);
    for (size_t i = number + 1; i < count; i++) {
        const dz_attribution *inner = dz_attribution_at(work->attributions, i);
        bool behind = (!inner->content.count || inner->content.items[0].begin >= span.end) &&
                      (!inner->cue.count || inner->cue.items[0].begin >= span.end);
        if (behind)
            break;
        if (inner->via != number || !inner->speaker || !holds(&inner->content, span))
            continue;
        number = i;
        if (!found->speaker || names_country(work, found) || !names_country(work, inner))
            found = inner;
    }
    return found;
}

/* Every quotation that is listed as speech is checked, short and unattributed as it may be. */
static dz_status check_piece(report_work *work, size_t number, dz_span span)
{
    dz_view text = dz_document_text(work->report);
    span = trim(text, span);
    if (span.begin >= span.end || span.begin < work->behind)
        return DZ_OK;
    uint32_t weight;
    dz_view words = {text.data + span.begin, span.end - span.begin};
    dz_status status = weigh(work->context, words, &weight);
    if (status != DZ_OK || !weight)
        return status;
    const dz_attribution *attribution = innermost(work, number, span);
    char id[32];
    snprintf(id, sizeof id, "q%zu", work->check->results.count + 1);
    dz_quote quote = {.id = id,
                      .document = dz_document_name(work->report),
                      .span = span,
                      .text = words,
                      .speaker = attribution->speaker,
                      .role = attribution->role,
                      .date = *work->date ? work->date : NULL};
    work->behind = span.end;
    bool metonym = names_country(work, attribution);
    return add_quote(work->context, work->check, work->sources, &quote, text, metonym, work->options);
}

/* The closing mark for an opening one; 0 where it opens nothing. */
static uint32_t closing_mark(uint32_t codepoint)
{
    switch (codepoint) {
    case '"':
        return '"';
    case 0x201C:
        return 0x201D;
    case 0x300C:
        return 0x300D;
    case 0x300E:
        return 0x300F;
    case 0xFF02:
        return 0xFF02;
    default:
        return 0;
    }
}

/* Checks what stands between quotation marks in a stretch that quotes and reports by turns. */
static dz_status check_quoted(report_work *work, size_t number, dz_span span)
{
    dz_view text = dz_document_text(work->report);
    dz_status status = DZ_OK;
    for (size_t at = span.begin; at < span.end && status == DZ_OK;) {
        uint32_t close = closing_mark(dz_utf8__next(text.data, span.end, &at));
        if (!close)
            continue;
        /* the closing mark may stand just outside of the content */
        size_t begin = at, end = at, limit = span.end + 3 < text.length ? span.end + 3 : text.length;
        while (end < limit) {
            size_t next = end;
            if (dz_utf8__next(text.data, text.length, &next) == close)
                break;
            end = next;
        }
        if (end < limit)
            status = check_piece(work, number, (dz_span){begin, end});
        at = end < span.end ? end : span.end;
        if (at < span.end)
            dz_utf8__next(text.data, span.end, &at);
    }
    return status;
}

dz_status dz_check_report(dz_context *context, dz_check **out, const dz_index *sources, const dz_document *report,
                          const dz_attribution_list *attributions, const dz_check_options *options)
{
    *out = NULL;
    dz_status status = DZ_OK;
    report_work work = {
        .context = context, .sources = sources, .report = report, .options = options, .attributions = attributions};
    work.check = new_check(context);
    if (!work.check)
        return DZ_ERROR_MEMORY;
    size_t count = dz_attribution_count(attributions);
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        const dz_attribution *attribution = dz_attribution_at(attributions, i);
        status = dz_when__said(context, report, attributions, attribution, work.date);
        for (size_t j = 0; j < attribution->content.count && status == DZ_OK; j++) {
            dz_span span = attribution->content.items[j];
            if (attribution->kind == DZ_ATTRIBUTION_DIRECT)
                status = check_piece(&work, i, span);
            else if (attribution->kind == DZ_ATTRIBUTION_MIXED)
                status = check_quoted(&work, i, span);
        }
        if (status == DZ_OK)
            status = dz_context__progress(context, "check", i + 1, count);
    }
    if (status == DZ_OK)
        *out = work.check;
    else
        dz_check_free(work.check);
    return status;
}

size_t dz_check_count(const dz_check *check)
{
    return check->results.count;
}

const dz_check_result *dz_check_at(const dz_check *check, size_t index)
{
    return &check->results.items[index];
}

const char *dz_verdict_name(dz_verdict verdict)
{
    static const char *const names[] = {"verbatim", "typographic", "elided",   "altered",
                                        "spliced",  "translated",  "not-found"};
    return (size_t)verdict < sizeof names / sizeof *names ? names[verdict] : "unknown";
}

const char *dz_wording_name(dz_wording wording)
{
    static const char *const names[] = {"unknown", "official", "independent"};
    return (size_t)wording < sizeof names / sizeof *names ? names[wording] : "unknown";
}

const char *dz_agreement_name(dz_agreement agreement)
{
    static const char *const names[] = {"unknown", "agrees", "differs", "question-not-answer", "other-date"};
    return (size_t)agreement < sizeof names / sizeof *names ? names[agreement] : "unknown";
}

void dz_check_free(dz_check *check)
{
    if (!check)
        return;
    dz_context *context = check->context;
    dz_array__free(context, &check->results);
    dz_arena__free(&check->arena);
    dz_memory__free(context, check);
}
