#include "attribution/chinese_report.h"
#include "attribution/chinese_verb.h"
#include "attribution/entity.h"
#include "base/utf8.h"

#define MOST_DEPTH 8 /* reports within reports of one clause: what has more is no sentence */

static void read_clause(dz_chinese *r, size_t i)
{
    dz_span clause = r->parts.items[i].span;
    size_t begin = clause.begin;
    if (dz_chinese__read_asked(r, i) || dz_chinese__read_light_verb(r, i))
        return;
    dz_chinese_cue relay = dz_chinese__next_cue(r, clause);
    while (relay.word && relay.word->kind != DZ_ZH_RELAY)
        relay = dz_chinese__next_cue(r, make_span(relay.span.end, clause.end));
    if (relay.word && dz_chinese__read_relay(r, i, relay))
        return;
    if (dz_chinese__read_according(r, i))
        return;
    size_t depth = 0;
    for (size_t search = begin; depth < MOST_DEPTH;) {
        dz_chinese_cue verb = dz_chinese__joined_cue(r, make_span(search, clause.end));
        if (!verb.word)
            break;
        search = verb.span.end;
        dz_span left = make_span(begin, verb.span.begin);
        /* "报道还说": the report is who speaks. */
        if (verb.word->class == DZ_CUE_REPORT &&
            (is_empty(left) || dz_chinese__follows_attribute(r, begin, verb.span.begin)))
            continue;
        bool read = verb.word->kind == DZ_ZH_OBJECT
                        ? dz_chinese__read_object(r, i, verb, left)
                        : verb.word->kind != DZ_ZH_RELAY && dz_chinese__read_speech(r, i, verb, left);
        if (read)
            begin = search;
        depth += read;
    }
    dz_chinese__read_noun(r, i);
}

/* "华春莹：“…”": no cue but the colon. */
static void read_bare_colon(dz_chinese *r, size_t i)
{
    const dz_chinese_part *clause = &r->parts.items[i];
    if (!is_quotation(r, i + 1) || !is_colon(clause->stop) || r->finder->taken[r->parts.items[i + 1].quotation])
        return;
    dz_chinese_draft found = {
        dz_chinese__source_in(r, clause->span), dz_no_span, dz_no_span, DZ_CUE_SAY, "colon", false};
    size_t number = dz_chinese__add_draft(r, &found);
    dz_chinese__add_reported(r, number, i + 1, DZ_REACH_SIBLING);
}

/* A block that ends in a colon announces the quotation that begins the next: "发言人表示：". */
static void announce(dz_chinese *r)
{
    dz_announcement *next = &r->finder->announced;
    size_t last = r->parts.count - 1;
    if (!r->parts.count || is_quotation(r, last) || !is_colon(r->parts.items[last].stop))
        return;
    dz_span clause = r->parts.items[last].span;
    dz_chinese_cue verb = dz_chinese__joined_cue(r, clause);
    for (dz_chinese_cue later = verb; later.word;
         later = dz_chinese__joined_cue(r, make_span(later.span.end, clause.end)))
        verb = later;
    dz_span left = make_span(clause.begin, verb.word ? verb.span.begin : clause.end);
    next->block = r->passage->block + 1;
    next->source = dz_chinese__source_in(r, left);
    if (is_empty(next->source))
        next->source = dz_chinese__shared_source(r, last);
    next->cue = verb.word ? verb.span : dz_no_span;
}

static bool take_announced(dz_chinese *r, size_t i)
{
    const dz_announcement *announced = &r->finder->announced;
    if (i > 0 || !r->passage->block || announced->block != r->passage->block ||
        r->parts.items[0].span.begin != r->passage->span.begin)
        return false;
    dz_chinese_draft found = {announced->source, announced->cue, dz_no_span, DZ_CUE_SAY, "colon", false};
    dz_chinese__add_quotation(r, dz_chinese__add_draft(r, &found), i);
    return true;
}

/* "甲说，公路不通。“桥也断了。”": a sentence of quotation behind what somebody said is by the same speaker. NULL where
 * the quotation is not the whole of its sentence, or nobody spoke in the one before. */
static const dz_finding *speech_before(const dz_chinese *r)
{
    if (r->parts.count != 1 || r->last == DZ_NO_FINDING || r->last < r->last_sentence ||
        r->last_sentence >= r->last_unit)
        return NULL;
    const dz_finding *before = &r->finder->findings.items[r->last_sentence];
    bool speech = before->class == DZ_CUE_SAY || before->class == DZ_CUE_TELL || before->class == DZ_CUE_THINK;
    return speech && !before->direct && before->source.end > before->source.begin ? before : NULL;
}

/* “…”，中方“要求…”: what a sentence quotes behind speech is speech as well, if it begins with a verb of speech or
 * stance, as no term or nickname does. `said` is the finding of that speech. */
static bool follows_speech(const dz_chinese *r, size_t i, const dz_finding **said)
{
    const dz_finding *before = r->last == DZ_NO_FINDING ? NULL : &r->finder->findings.items[r->last];
    dz_span inner = r->finder->quotations.items[r->parts.items[i].quotation].inner;
    if (i < 2 || !before || r->last < r->last_unit || !before->direct || !before->content.count ||
        before->content.items[0].begin > inner.begin)
        return false;
    dz_chinese_cue verb = dz_chinese__next_cue(r, inner);
    *said = before;
    return verb.word && dz_chinese__is_adverbial(r, make_span(inner.begin, verb.span.begin)) &&
           inner.end > verb.span.end + 2 * strlen("的");
}

/* Whether nobody else is named before a quotation: nothing or 并 stands there, or a country that the speaker speaks of.
 */
static bool names_no_other(const dz_chinese *r, size_t i)
{
    const dz_chinese_part *before = &r->parts.items[i - 1];
    dz_view name = {r->text + before->span.begin, before->span.end - before->span.begin};
    return is_quotation(r, i - 1) || before->stop != 0 || dz_chinese__is_adverbial(r, before->span) ||
           dz_entity__metonym(r->finder, name);
}

/* A quotation that no cue claimed: speech if it is long, ends as a sentence does, or goes on with speech. */
static void place_leftover(dz_chinese *r, size_t i)
{
    const dz_quotation *quotation = &r->finder->quotations.items[r->parts.items[i].quotation];
    size_t at = quotation->inner.end;
    uint32_t end = at > quotation->inner.begin ? dz_utf8__previous(r->text, &at) : 0;
    bool long_enough = quotation->inner.end - quotation->inner.begin >= 36;
    const dz_finding *said = NULL;
    bool follows = follows_speech(r, i, &said);
    if (r->finder->taken[r->parts.items[i].quotation] || (!long_enough && !is_stop(end) && !follows))
        return;
    if (take_announced(r, i))
        return;
    bool starts = i == 0;
    bool goes_on = starts && r->last != DZ_NO_FINDING && r->finder->findings.items[r->last].direct;
    dz_chinese_draft alone = {dz_no_span, dz_no_span, dz_no_span, DZ_CUE_SAY, "quote-alone", false};
    const dz_finding *beside = starts && !goes_on ? speech_before(r) : NULL;
    if (follows && names_no_other(r, i))
        beside = said;
    if (beside) {
        alone.source = beside->source;
        alone.rule = "quote-beside-speech";
    }
    dz_chinese__add_quotation(r, goes_on ? r->last : dz_chinese__add_draft(r, &alone), i);
}

static void read_unit(dz_chinese *r)
{
    r->last_unit = r->finder->findings.count;
    r->unit.begin = dz_chinese__split_unit(r);
    for (size_t i = 0; i < r->parts.count && r->status == DZ_OK; i++) {
        if (is_quotation(r, i))
            continue;
        read_clause(r, i);
        read_bare_colon(r, i);
    }
    for (size_t i = 0; i < r->parts.count && r->status == DZ_OK; i++)
        if (is_quotation(r, i))
            place_leftover(r, i);
}

static dz_span without_stop(const dz_chinese *r, dz_span span)
{
    size_t at = span.end;
    if (at > span.begin && is_stop(dz_utf8__previous(r->text, &at)))
        span.end = at;
    return span;
}

/* Whether a place stands inside a quotation of the block, so that the sentence there does not end. */
static bool inside_quotation(const dz_chinese *r, uint32_t *cursor, size_t place)
{
    const dz_quotation_list *list = &r->finder->quotations;
    while (*cursor < list->count && (list->items[*cursor].outer.end <= place || list->items[*cursor].depth > 0))
        *cursor += 1;
    return *cursor < list->count && list->items[*cursor].outer.begin < place;
}

/* "我们坚决反对…": a sentence in the first person, unquoted, behind what somebody said goes on with what he says. */
static size_t continue_speech(dz_chinese *r)
{
    static const char *const firsts[] = {"我们", "我們", "我方", "我国", "我國",
                                         "我想", "我要", "我愿", "我願", "我再"};
    if (r->last == DZ_NO_FINDING || r->last < r->last_sentence)
        return DZ_NO_FINDING;
    const dz_finding *before = &r->finder->findings.items[r->last];
    bool speech = before->class == DZ_CUE_SAY || before->class == DZ_CUE_THINK || before->class == DZ_CUE_ASK;
    if (!speech || before->direct || !STARTS_WITH_ANY(r, r->sentence, firsts))
        return DZ_NO_FINDING;
    dz_chinese_draft found = {before->source, dz_no_span, dz_no_span, before->class, "continued", false};
    size_t number = dz_chinese__add_draft(r, &found);
    dz_chinese__add_text(r, number, without_stop(r, r->sentence));
    return number;
}

/* "有记者问，…报道称…。中方能否证实？": the question goes on to its mark. */
static void continue_question(dz_chinese *r, size_t before)
{
    dz_span sentence = r->sentence;
    size_t at = sentence.end;
    uint32_t stop = at > sentence.begin ? dz_utf8__previous(r->text, &at) : 0;
    dz_finding *items = r->finder->findings.items;
    bool question = stop == '?' || stop == 0xFF1F;
    if (r->status == DZ_OK && question && r->asked != DZ_NO_FINDING && r->finder->findings.count == before) {
        dz_finding *asked = &items[r->asked];
        asked->content.items[asked->content.count - 1].end = at;
        return;
    }
    r->asked = DZ_NO_FINDING;
    for (size_t i = before; i < r->finder->findings.count && r->asked == DZ_NO_FINDING; i++)
        if (items[i].class == DZ_CUE_ASK && items[i].content.count && !items[i].direct &&
            items[i].content.items[items[i].content.count - 1].end >= at - (at > sentence.begin ? 1 : 0))
            r->asked = i;
    r->last_sentence = before;
}

dz_status dz_chinese__find(dz_finder *finder, const dz_passage *passage)
{
    dz_chinese r = {.finder = finder,
                    .passage = passage,
                    .text = finder->text,
                    .quotation = passage->first_quotation,
                    .first_finding = finder->findings.count,
                    .last = DZ_NO_FINDING,
                    .last_sentence = finder->findings.count,
                    .asked = DZ_NO_FINDING};
    uint32_t cursor = passage->first_quotation;
    size_t begin = passage->span.begin;
    bool turn = finder->blocks[passage->block].kind == DZ_BLOCK_TURN;
    for (size_t i = 0; i < passage->sentence_count && r.status == DZ_OK; i++) {
        size_t end = passage->sentences[i].end;
        bool last = i + 1 == passage->sentence_count;
        if (!last && inside_quotation(&r, &cursor, end))
            continue;
        r.unit = make_span(begin, last ? passage->span.end : end);
        r.sentence = dz_chinese__trim(&r, r.unit);
        size_t continued = turn ? DZ_NO_FINDING : continue_speech(&r);
        size_t before = finder->findings.count;
        while (r.unit.begin < r.unit.end && r.status == DZ_OK)
            read_unit(&r);
        continue_question(&r, before);
        if (continued != DZ_NO_FINDING)
            r.last = continued;
        begin = end;
    }
    if (r.status == DZ_OK)
        announce(&r);
    dz_array__free(finder->context, &r.parts);
    return r.status;
}
