#include "attribution/tagger.h"

#include <stdlib.h>
#include <string.h>

#include "attribution/layer.h"
#include "attribution/mark.h"

#define NO_NUMBER UINT32_MAX
#define REACH 8 /* spans of a block that are looked at on each side of a cue for its source and content */

/* A span that the model tagged, in tokens. */
typedef struct segment {
    int kind; /* DZ_TAG_SOURCE, DZ_TAG_CUE or DZ_TAG_CONTENT */
    bool ahead;
    size_t begin;
    size_t end;
    uint32_t rule;  /* the rules' finding that has this span in the same part; NO_NUMBER */
    uint32_t owner; /* the cue that it belongs to, by its place among the segments; NO_NUMBER */
    float sure;
} segment;

/* What became of a finding of the rules. */
typedef struct rule_fate {
    uint32_t replaced; /* by which of the model's findings, + 1; 0: none */
    size_t tokens;     /* of its content */
    size_t covered;    /* that the model has as content too */
    double sure;       /* how likely the model holds them to be content, summed up */
} rule_fate;

typedef struct pairing {
    long cost;
    uint32_t cue;
    uint32_t other;
} pairing;

typedef struct tagger {
    dz_finder *finder;
    const dz_attribution_model *model; /* NULL while views are collected */
    const dz_mark_list *gold;
    dz_view_collection *collection;
    size_t next_gold;
    size_t rule_count;
    uint32_t *via; /* of the rules' findings; `about` behind it */
    rule_fate *fates;
    dz_mark_list marks; /* of the outermost of the rules' findings */
    size_t next_mark;
    dz_token_list tokens;
    dz_view_list views;
    DZ_ARRAY(uint8_t) tags;
    DZ_ARRAY(uint32_t) from;
    dz_features features;
    dz_crf crf;
    DZ_ARRAY(segment) segments;
    DZ_ARRAY(pairing) pairings;
    DZ_ARRAY(dz_finding) found;
    bool opened; /* a block of the document was read */
} tagger;

/* ---- A block, and what the rules made of it ---------------------------------------------------------------------- */

static dz_status mark_rules(tagger *t)
{
    dz_finder *finder = t->finder;
    dz_status status = DZ_OK;
    t->rule_count = finder->findings.count;
    t->via = dz_memory__zeroed(finder->context, 2 * t->rule_count + 1, sizeof *t->via);
    t->fates = dz_memory__zeroed(finder->context, t->rule_count + 1, sizeof *t->fates);
    if (!t->via || !t->fates)
        return DZ_ERROR_MEMORY;
    status = dz_layer__link(finder, t->via, t->via + t->rule_count);
    for (size_t i = 0; i < t->rule_count && status == DZ_OK; i++) {
        const dz_finding *finding = &finder->findings.items[i];
        if (t->via[i] == NO_NUMBER)
            status = dz_mark__add(finder->context, &t->marks, (uint32_t)i, finding->content.items,
                                  finding->content.count, finding->cue, finding->source);
    }
    dz_mark__sort(&t->marks);
    return status;
}

/* Tokens, views and the rules' tags of a block; the views are appended. */
static dz_status read_block(tagger *t, const dz_passage *passage, dz_view_list *views)
{
    dz_context *context = t->finder->context;
    size_t first = views->count;
    t->tokens.count = t->tags.count = t->from.count = 0;
    dz_status status = dz_token__split(t->finder, passage, &t->tokens);
    if (status == DZ_OK)
        status = dz_features__view(t->finder, passage, &t->tokens, views);
    if (status == DZ_OK)
        status = dz_array__reserve(context, &t->tags, t->tokens.count);
    if (status == DZ_OK)
        status = dz_array__reserve(context, &t->from, t->tokens.count);
    if (status != DZ_OK || !t->tokens.count)
        return status;
    t->tags.count = t->from.count = t->tokens.count;
    dz_mark__tag(&t->marks, &t->next_mark, &t->tokens, t->tags.items, t->from.items);
    for (size_t i = 0; i < t->tokens.count; i++) {
        dz_word_view *view = &views->items[first + i];
        view->tag = t->tags.items[i];
        if (!t->from.items[i])
            continue;
        const dz_finding *finding = &t->finder->findings.items[t->marks.items[t->from.items[i] - 1].number];
        view->rule = dz_map__hash(finding->rule, strlen(finding->rule)) | 1;
        view->sure = (uint8_t)(finding->confidence * 4);
    }
    return DZ_OK;
}

static void free_tagger(tagger *t)
{
    dz_context *context = t->finder->context;
    for (size_t i = 0; i < t->found.count; i++)
        dz_array__free(context, &t->found.items[i].content);
    dz_array__free(context, &t->found);
    dz_array__free(context, &t->pairings);
    dz_array__free(context, &t->segments);
    dz_array__free(context, &t->from);
    dz_array__free(context, &t->tags);
    dz_array__free(context, &t->views);
    dz_array__free(context, &t->tokens);
    dz_array__free(context, &t->marks);
    dz_features__free(&t->features);
    dz_crf__free(&t->crf);
    dz_memory__free(context, t->via);
    dz_memory__free(context, t->fates);
}

/* ---- Collecting -------------------------------------------------------------------------------------------------- */

static dz_status collect_block(dz_finder *finder, const dz_passage *passage, void *payload)
{
    tagger *t = payload;
    dz_view_collection *out = t->collection;
    dz_view_block block = {out->views.count, 0, !t->opened};
    if (passage->chinese)
        return DZ_OK;
    dz_status status = read_block(t, passage, &out->views);
    block.count = t->tokens.count;
    if (status != DZ_OK || !block.count)
        return status;
    status = dz_array__reserve(finder->context, &out->tags, block.count);
    if (status != DZ_OK)
        return status;
    dz_mark__tag(t->gold, &t->next_gold, &t->tokens, out->tags.items + out->tags.count, NULL);
    out->tags.count += block.count;
    t->opened = true;
    return dz_array__push(finder->context, &out->blocks, block);
}

dz_status dz_tagger__collect(dz_finder *finder, const dz_document *document, const dz_mark_list *gold,
                             dz_view_collection *out)
{
    tagger t = {.finder = finder, .gold = gold, .collection = out};
    t.features.context = t.crf.context = finder->context;
    dz_status status = mark_rules(&t);
    if (status == DZ_OK)
        status = dz_finder__walk(finder, document, collect_block, &t);
    free_tagger(&t);
    return status;
}

/* What speaks for a cue in the best sequence, as a logarithm: alone, the likeliest tags leave out too many. Chosen on
 * PolNeAR's dev part. */
#define CUE_BIAS 1.4

/* ---- Tags to spans ----------------------------------------------------------------------------------------------- */

/* The lines of a word's features are on their way from memory while the word before is scored. */
static void score_words(tagger *t, size_t count)
{
    uint32_t features[2][DZ_FEATURES_MOST];
    size_t lengths[2] = {0};
    for (size_t i = 0; i <= count; i++) {
        if (i < count) {
            lengths[i & 1] = dz_features__of(&t->features, i, features[i & 1]);
            dz_model__prefetch(t->model, features[i & 1], lengths[i & 1]);
        }
        if (i > 0)
            dz_model__score(t->model, features[(i - 1) & 1], lengths[(i - 1) & 1],
                            t->crf.scores + (i - 1) * DZ_TAG_COUNT);
    }
}

static dz_status run_model(tagger *t)
{
    const dz_attribution_model *model = t->model;
    size_t count = t->tokens.count;
    dz_cue_table cues = {model->cues, model->cue_count};
    if (!t->opened)
        t->features.ending = 0;
    t->opened = true;
    dz_status status = dz_features__relate(&t->features, t->views.items, count, cues);
    if (status == DZ_OK)
        status = dz_crf__reserve(&t->crf, count);
    if (status != DZ_OK)
        return status;
    score_words(t, count);
    dz_crf__marginals(&t->crf, &model->moves, count);
    for (size_t i = 0; i < count; i++)
        t->crf.scores[i * DZ_TAG_COUNT + DZ_TAG_CUE] += CUE_BIAS;
    dz_crf__decode(&t->crf, &model->moves, count);
    return DZ_OK;
}

/* How likely a token is part of a span of this kind. */
static double likelihood(const tagger *t, size_t i, int kind)
{
    const double *row = t->crf.marginal + i * DZ_TAG_COUNT;
    double sum = row[kind] + row[kind + 1];
    return kind == DZ_TAG_CONTENT ? sum + row[DZ_TAG_AHEAD] + row[DZ_TAG_AHEAD + 1] : sum;
}

static uint32_t rule_of(const tagger *t, size_t i)
{
    return t->from.items[i] ? t->marks.items[t->from.items[i] - 1].number : NO_NUMBER;
}

static void note_fates(tagger *t)
{
    for (size_t i = 0; i < t->tokens.count; i++) {
        uint32_t rule = rule_of(t, i);
        if (rule == NO_NUMBER || dz_tag__kind(t->tags.items[i]) != DZ_TAG_CONTENT)
            continue;
        rule_fate *fate = &t->fates[rule];
        fate->tokens++;
        fate->covered += dz_tag__kind(t->crf.tags[i]) == DZ_TAG_CONTENT;
        fate->sure += likelihood(t, i, DZ_TAG_CONTENT);
    }
}

/* Punctuation at the edges of a span, quotation marks apart. */
static bool is_edge(const tagger *t, size_t i)
{
    return !(t->tokens.items[i].shape & (DZ_TOKEN_WORD | DZ_TOKEN_MARK)) && t->tokens.items[i].mark != '$';
}

static dz_status add_segment(tagger *t, size_t begin, size_t end, int tag)
{
    segment s = {dz_tag__kind(tag), tag == DZ_TAG_AHEAD, begin, end, NO_NUMBER, NO_NUMBER, 0};
    double sum = 0;
    while (s.end > s.begin + 1 && is_edge(t, s.end - 1))
        s.end--;
    while (s.begin + 1 < s.end && is_edge(t, s.begin))
        s.begin++;
    for (size_t i = s.begin; i < s.end; i++) {
        sum += likelihood(t, i, s.kind);
        if (s.rule == NO_NUMBER && dz_tag__kind(t->tags.items[i]) == s.kind)
            s.rule = rule_of(t, i);
    }
    s.sure = (float)(sum / (double)(s.end - s.begin));
    return dz_array__push(t->finder->context, &t->segments, s);
}

static dz_status cut_segments(tagger *t)
{
    dz_status status = DZ_OK;
    t->segments.count = 0;
    for (size_t i = 0; i < t->tokens.count && status == DZ_OK;) {
        int tag = t->crf.tags[i];
        size_t end = i + 1;
        while (tag && end < t->tokens.count && t->crf.tags[end] == tag + 1)
            end++;
        if (tag)
            status = add_segment(t, i, end, tag);
        i = end;
    }
    return status;
}

/* ---- Spans to attributions --------------------------------------------------------------------------------------- */

static long distance(size_t from, size_t to)
{
    return from > to ? (long)(from - to) : (long)(to - from);
}

/* How far a source or a piece of content is from a cue: in words, with more for each sentence, and for cues and spans
 * of its own kind, between them; less where the rules put both into one finding. */
static long pair_cost(const tagger *t, size_t cue, size_t other)
{
    const segment *c = &t->segments.items[cue];
    const segment *o = &t->segments.items[other];
    size_t low = cue < other ? cue : other;
    size_t high = cue < other ? other : cue;
    size_t near = other > cue ? o->begin : o->end - 1;
    size_t edge = other > cue ? c->end - 1 : c->begin;
    long cost = distance(near, edge) + 6 * distance(t->views.items[near].sentence, t->views.items[edge].sentence);
    for (size_t i = low + 1; i < high; i++) {
        cost += t->segments.items[i].kind == DZ_TAG_CUE ? 25 : 0;
        cost += t->segments.items[i].kind == o->kind ? 4 : 0;
    }
    if (c->rule != NO_NUMBER && c->rule == o->rule)
        cost -= 12;
    if (o->kind == DZ_TAG_CONTENT && o->ahead != (other < cue))
        cost += 10;
    return cost;
}

static int compare_pairings(const void *left, const void *right)
{
    const pairing *a = left;
    const pairing *b = right;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    if (a->cue != b->cue)
        return a->cue < b->cue ? -1 : 1;
    return a->other < b->other ? -1 : a->other > b->other;
}

/* All cues with the spans of a kind near them, the closest first. */
static dz_status list_pairings(tagger *t, int kind)
{
    dz_status status = DZ_OK;
    size_t count = t->segments.count;
    t->pairings.count = 0;
    for (size_t cue = 0; cue < count; cue++) {
        if (t->segments.items[cue].kind != DZ_TAG_CUE)
            continue;
        size_t first = cue > REACH ? cue - REACH : 0;
        for (size_t i = first; i < count && i <= cue + REACH && status == DZ_OK; i++) {
            pairing pair = {0, (uint32_t)cue, (uint32_t)i};
            if (t->segments.items[i].kind != kind)
                continue;
            pair.cost = pair_cost(t, cue, i);
            status = dz_array__push(t->finder->context, &t->pairings, pair);
        }
    }
    if (t->pairings.count)
        qsort(t->pairings.items, t->pairings.count, sizeof *t->pairings.items, compare_pairings);
    return status;
}

#define FARTHEST 45
#define FARTHEST_MORE 60
#define LEAST_SURE 0.5f
#define LEAST_SURE_ALONE 0.45f

static bool all_quoted(const tagger *t, const segment *s)
{
    for (size_t i = s->begin; i < s->end; i++)
        if (t->tokens.items[i].quotation == DZ_NO_QUOTATION)
            return false;
    return true;
}

/* "He suggested no answer. "We are not done."": a sentence of quotation is no second piece of reported speech. */
static bool starts_anew(const tagger *t, const pairing *pair)
{
    const segment *s = t->segments.items;
    uint32_t own = s[pair->cue].owner;
    bool apart = t->views.items[s[pair->cue].begin].sentence != t->views.items[s[pair->other].begin].sentence;
    return apart && own != NO_NUMBER && all_quoted(t, &s[pair->other]) && !all_quoted(t, &s[own]);
}

/* Content: each cue takes the closest piece, then each piece left the closest cue. `owner` of a cue is its content
 * meanwhile. */
static dz_status link_contents(tagger *t)
{
    segment *s = t->segments.items;
    dz_status status = list_pairings(t, DZ_TAG_CONTENT);
    for (size_t i = 0; i < t->pairings.count; i++) {
        const pairing *pair = &t->pairings.items[i];
        if (s[pair->cue].owner != NO_NUMBER || s[pair->other].owner != NO_NUMBER || pair->cost > FARTHEST_MORE)
            continue;
        s[pair->cue].owner = pair->other;
        s[pair->other].owner = pair->cue;
    }
    for (size_t i = 0; i < t->pairings.count; i++) {
        const pairing *pair = &t->pairings.items[i];
        if (s[pair->other].owner == NO_NUMBER && pair->cost <= FARTHEST_MORE && !starts_anew(t, pair))
            s[pair->other].owner = pair->cue;
    }
    return status;
}

/* Sources: one a cue, the closest first; a cue that is left shares the closest of its sentence. Fills `sources`, one
 * entry a segment: the source of a cue. */
static dz_status link_sources(tagger *t, uint32_t *sources)
{
    segment *s = t->segments.items;
    dz_status status = list_pairings(t, DZ_TAG_SOURCE);
    for (size_t i = 0; i < t->segments.count; i++)
        sources[i] = NO_NUMBER;
    for (size_t i = 0; i < t->pairings.count; i++) {
        const pairing *pair = &t->pairings.items[i];
        if (sources[pair->cue] != NO_NUMBER || s[pair->other].owner != NO_NUMBER || pair->cost > FARTHEST)
            continue;
        sources[pair->cue] = pair->other;
        s[pair->other].owner = pair->cue;
    }
    for (size_t i = 0; i < t->pairings.count; i++) {
        const pairing *pair = &t->pairings.items[i];
        bool together = t->views.items[s[pair->cue].begin].sentence == t->views.items[s[pair->other].begin].sentence;
        if (sources[pair->cue] == NO_NUMBER && together && pair->cost <= FARTHEST_MORE)
            sources[pair->cue] = pair->other;
    }
    return status;
}

/* ---- Findings ---------------------------------------------------------------------------------------------------- */

static dz_span span_of(const tagger *t, const segment *s)
{
    dz_span span = {t->tokens.items[s->begin].begin, t->tokens.items[s->end - 1].end};
    return span;
}

/* Adds a segment to the content of a finding: a quotation without its marks, one piece each. */
static dz_status add_content(tagger *t, size_t number, const segment *s)
{
    dz_finding *finding = &t->found.items[number];
    dz_context *context = t->finder->context;
    if (!all_quoted(t, s)) {
        finding->direct = false;
        return dz_array__push(context, &finding->content, span_of(t, s));
    }
    dz_status status = DZ_OK;
    for (size_t i = s->begin; i < s->end && status == DZ_OK;) {
        size_t end = i + 1;
        while (end < s->end && t->tokens.items[end].quotation == t->tokens.items[i].quotation)
            end++;
        dz_span inner = t->finder->quotations.items[t->tokens.items[i].quotation].inner;
        dz_span piece = {t->tokens.items[i].begin, t->tokens.items[end - 1].end};
        piece.begin = piece.begin < inner.begin ? inner.begin : piece.begin;
        piece.end = piece.end > inner.end ? inner.end : piece.end;
        /* The stop before the closing mark is the quotation's. */
        if (end < t->tokens.count && t->tokens.items[end - 1].end <= inner.end &&
            t->tokens.items[end].begin < inner.end && end == s->end && is_edge(t, end) &&
            t->tokens.items[end].end == inner.end)
            piece.end = inner.end;
        if (piece.end > piece.begin)
            status = dz_array__push(context, &finding->content, piece);
        i = end;
    }
    return status;
}

static dz_cue_class class_of(const tagger *t, const segment *cue)
{
    for (size_t i = cue->end; i > cue->begin; i--) {
        const dz_token *token = &t->tokens.items[i - 1];
        if (token->verb)
            return token->verb->class;
        if (token->noun)
            return (dz_cue_class)(token->noun - 1);
    }
    return DZ_CUE_SAY;
}

/* A new finding; what the rules knew of it goes over where they have one at the same place. Its number by `*number`. */
static dz_status add_finding(tagger *t, uint32_t block, uint32_t rule, size_t *number)
{
    dz_finding finding = {.block = block, .rule = "model", .direct = true, .class = DZ_CUE_SAY};
    if (rule != NO_NUMBER) {
        const dz_finding *old = &t->finder->findings.items[rule];
        finding.cue = old->cue;
        finding.source = old->source;
        finding.class = old->class;
        finding.rule = old->rule;
        finding.points_back = old->points_back;
        finding.parallel = old->parallel;
        t->fates[rule].replaced = (uint32_t)t->found.count + 1;
    }
    *number = t->found.count;
    return dz_array__push(t->finder->context, &t->found, finding);
}

/* "Asked about the talks, the minister said ...": who asked is not named, and it was not the minister. */
static bool is_asked(const tagger *t, const segment *cue)
{
    size_t i = cue->begin;
    const dz_token *token = &t->tokens.items[i];
    bool opens = i == 0 || t->views.items[i - 1].sentence != t->views.items[i].sentence;
    if (!opens && dz_token__is(t->finder, &t->tokens.items[i - 1], "when"))
        opens = i == 1 || t->views.items[i - 2].sentence != t->views.items[i].sentence;
    return opens && token->verb && token->verb->class == DZ_CUE_ASK && (token->forms & DZ_FORM_PARTICIPLE) != 0;
}

static bool follows_by(const tagger *t, const segment *source)
{
    return source->begin > 0 && dz_token__is(t->finder, &t->tokens.items[source->begin - 1], "by");
}

static bool is_relative(const tagger *t, const segment *source)
{
    return source->end == source->begin + 1 && t->tokens.items[source->begin].flags & DZ_WORD_RELATIVE;
}

/* Quoted speech, and the rules have whoever says it by more than "who". */
static bool names_more(const tagger *t, const dz_finding *finding)
{
    size_t length = finding->source.end - finding->source.begin;
    return finding->direct && length &&
           !(length == 3 && memcmp(t->finder->text + finding->source.begin, "who", 3) == 0);
}

/* The attribution of a cue, with all content that is its own. */
static dz_status publish_cue(tagger *t, uint32_t cue, uint32_t source, uint32_t block)
{
    const segment *s = t->segments.items;
    uint32_t rule = s[cue].rule;
    float sure = s[cue].sure;
    size_t number = 0;
    size_t first = cue > REACH ? cue - REACH : 0;
    dz_span lent = {0, 0}; /* the source that the rules give the same content */
    if (rule != NO_NUMBER && t->fates[rule].replaced)
        rule = NO_NUMBER;
    dz_status status = add_finding(t, block, rule, &number);
    for (size_t i = first; i < t->segments.count && i <= cue + REACH && status == DZ_OK; i++) {
        if (s[i].kind != DZ_TAG_CONTENT || s[i].owner != cue)
            continue;
        sure = s[i].sure < sure ? s[i].sure : sure;
        status = add_content(t, number, &s[i]);
        if (s[i].rule == NO_NUMBER)
            continue;
        if (!t->fates[s[i].rule].replaced)
            t->fates[s[i].rule].replaced = (uint32_t)number + 1;
        if (lent.end <= lent.begin)
            lent = t->finder->findings.items[s[i].rule].source;
    }
    if (status != DZ_OK)
        return status;
    dz_finding *finding = &t->found.items[number];
    finding->cue = span_of(t, &s[cue]);
    finding->class = class_of(t, &s[cue]);
    finding->confidence = sure;
    if (source != NO_NUMBER && !(is_relative(t, &s[source]) && names_more(t, finding)))
        finding->source = span_of(t, &s[source]);
    else if (finding->source.end <= finding->source.begin)
        finding->source = lent;
    if (is_asked(t, &s[cue]) && (source == NO_NUMBER || !follows_by(t, &s[source])))
        finding->source = (dz_span){0, 0};
    /* Reported speech of nobody is no attribution, unless the model is sure. */
    if (finding->source.end <= finding->source.begin && !finding->direct && sure < LEAST_SURE)
        finding->content.count = 0;
    /* Nor is what the rules know nothing of, and the model is not sure of: a third of that is right. */
    bool nobodys = finding->direct && finding->source.end <= finding->source.begin;
    if (rule == NO_NUMBER && strcmp(finding->rule, "model") == 0 && (!finding->direct || nobodys) &&
        sure < LEAST_SURE_ALONE)
        finding->content.count = 0;
    return DZ_OK;
}

/* Content without a cue in its block: the rules may know whose it is. */
static dz_status publish_orphan(tagger *t, const segment *s, uint32_t block)
{
    size_t number = 0;
    if (s->rule == NO_NUMBER)
        return DZ_OK;
    if (t->fates[s->rule].replaced)
        return add_content(t, t->fates[s->rule].replaced - 1, s);
    dz_status status = add_finding(t, block, s->rule, &number);
    if (status != DZ_OK)
        return status;
    t->found.items[number].confidence = s->sure;
    return add_content(t, number, s);
}

static bool names_source(const tagger *t, const segment *cue)
{
    return dz_token__is(t->finder, &t->tokens.items[cue->begin], "according");
}

/* "told the paper ... in a letter": a cue that has no content is the second piece of the nearest one of its sentence
 * that has. `numbers` gives the finding of each cue. */
static void add_second_pieces(tagger *t, const uint32_t *numbers)
{
    const segment *s = t->segments.items;
    for (size_t i = 0; i < t->segments.count; i++) {
        size_t nearest = SIZE_MAX;
        /* "..., according to X": no piece of another's cue. */
        if (s[i].kind != DZ_TAG_CUE || s[i].owner != NO_NUMBER || names_source(t, &s[i]))
            continue;
        for (size_t k = i > 2 ? i - 2 : 0; k < t->segments.count && k <= i + 2; k++) {
            bool whole = s[k].kind == DZ_TAG_CUE && s[k].owner != NO_NUMBER && numbers[k] != NO_NUMBER;
            bool together = t->views.items[s[k].begin].sentence == t->views.items[s[i].begin].sentence;
            if (whole && together &&
                (nearest == SIZE_MAX || distance(s[k].begin, s[i].begin) < distance(s[nearest].begin, s[i].begin)))
                nearest = k;
        }
        if (nearest == SIZE_MAX)
            continue;
        dz_finding *finding = &t->found.items[numbers[nearest]];
        dz_span piece = span_of(t, &s[i]);
        if (finding->cue_more.end > finding->cue_more.begin)
            continue;
        finding->cue_more = piece.begin < finding->cue.begin ? finding->cue : piece;
        finding->cue = piece.begin < finding->cue.begin ? piece : finding->cue;
    }
}

static dz_status publish_block(tagger *t, uint32_t block)
{
    uint32_t *sources = dz_memory__zeroed(t->finder->context, t->segments.count + 1, sizeof *sources);
    if (!sources)
        return DZ_ERROR_MEMORY;
    dz_status status = link_contents(t);
    if (status == DZ_OK)
        status = link_sources(t, sources);
    for (size_t i = 0; i < t->segments.count && status == DZ_OK; i++) {
        const segment *s = &t->segments.items[i];
        if (s->kind != DZ_TAG_CUE || s->owner == NO_NUMBER)
            continue;
        status = publish_cue(t, (uint32_t)i, sources[i], block);
        sources[i] = (uint32_t)t->found.count - 1; /* from here on the cue's finding */
    }
    if (status == DZ_OK)
        add_second_pieces(t, sources);
    for (size_t i = 0; i < t->segments.count && status == DZ_OK; i++)
        if (t->segments.items[i].kind == DZ_TAG_CONTENT && t->segments.items[i].owner == NO_NUMBER)
            status = publish_orphan(t, &t->segments.items[i], block);
    dz_memory__free(t->finder->context, sources);
    return status;
}

static dz_status tag_block(dz_finder *finder, const dz_passage *passage, void *payload)
{
    tagger *t = payload;
    if (passage->ruled)
        return DZ_OK;
    t->views.count = 0;
    dz_status status = read_block(t, passage, &t->views);
    if (status != DZ_OK || !t->tokens.count)
        return status;
    status = run_model(t);
    if (status != DZ_OK)
        return status;
    note_fates(t);
    status = cut_segments(t);
    return status == DZ_OK ? publish_block(t, passage->block) : status;
}

/* ---- Joining with the rules -------------------------------------------------------------------------------------- */

#define KEEP_QUOTED 0.2 /* from which likelihood on a finding that the model has not is kept */
#define KEEP_PLAIN 0.3
#define SHORT_PIECE 30 /* bytes: a name, not a clause */

static bool content_holds(const dz_finding *outer, dz_span extent)
{
    for (size_t i = 0; i < outer->content.count; i++)
        if (outer->content.items[i].begin <= extent.begin && extent.end <= outer->content.items[i].end)
            return true;
    return false;
}

/* Who reports whom is not in what the model learned from: findings that hold others stay as the rules have
 * them. Sets `structure` for all findings of such a tree. */
static void note_structure(const tagger *t, bool *structure)
{
    for (size_t i = 0; i < t->rule_count; i++) {
        uint32_t top = (uint32_t)i;
        if (t->via[i] == NO_NUMBER)
            continue;
        while (t->via[top] != NO_NUMBER)
            top = t->via[top];
        structure[top] = true;
    }
    for (size_t i = 0; i < t->rule_count; i++) {
        uint32_t top = (uint32_t)i;
        while (t->via[top] != NO_NUMBER)
            top = t->via[top];
        structure[i] = structure[top];
    }
}

static bool overlap(dz_span a, dz_span b)
{
    return a.begin < b.end && b.begin < a.end;
}

/* Whether a finding of the rules stays as it is. Findings come in the text's order, so holders come first. */
static bool stays(const tagger *t, size_t number, const bool *kept)
{
    const dz_finding *finding = &t->finder->findings.items[number];
    const rule_fate *fate = &t->fates[number];
    uint32_t holder = t->via[number];
    /* What the model has of the words is not what it has of "according to X". */
    bool others = fate->replaced && strcmp(finding->rule, "according-to") == 0 &&
                  !overlap(t->found.items[fate->replaced - 1].cue, finding->cue);
    if (fate->replaced && !others)
        return false;
    if (holder != NO_NUMBER) {
        uint32_t replaced = t->fates[holder].replaced;
        return kept[holder] || (replaced && content_holds(&t->found.items[replaced - 1], finding->extent));
    }
    if (strcmp(finding->rule, "according-to") == 0)
        return true;
    if (!fate->tokens)
        return finding->points_back || finding->parallel || !finding->content.count;
    double sure = fate->sure / (double)fate->tokens;
    return fate->covered * 2 < fate->tokens && sure >= (finding->direct ? KEEP_QUOTED : KEEP_PLAIN);
}

/* What the model does not read (Chinese, block quotations) stays with all that is in it. */
static bool is_untouched(const tagger *t, const bool *tagged, size_t number)
{
    uint32_t block = t->finder->findings.items[number].block;
    return !tagged[block];
}

/* Empties the model's findings at the place of such a tree. The found are few a block and stand in order, as the trees
 * do; a finding is looked at only by trees of its own block and the next. */
static void drop_within_structure(tagger *t, const bool *structure)
{
    const dz_finding *items = t->finder->findings.items;
    size_t first = 0;
    for (size_t i = 0; i < t->rule_count; i++) {
        if (!structure[i])
            continue;
        while (first < t->found.count && t->found.items[first].block < items[i].block)
            first++;
        for (size_t k = first; k < t->found.count && t->found.items[k].block == items[i].block; k++) {
            dz_finding *found = &t->found.items[k];
            dz_span extent = dz_finding__extent(found);
            bool same_cue = found->cue.begin < items[i].cue.end && items[i].cue.begin < found->cue.end;
            bool within = items[i].extent.begin <= extent.begin && extent.end <= items[i].extent.end;
            if (same_cue || within || t->fates[i].replaced == k + 1)
                found->content.count = 0;
        }
    }
}

/* Rules that see a whole clause or quotation: where two of them stand beside each other, a content that reaches from
 * one over the other is one too long. */
static bool is_clausal(const dz_finding *finding)
{
    static const char *const rules[] = {"that-clause",      "bare-clause",  "clause-before-cue", "question-clause",
                                        "quote-before-cue", "according-to", "quote-after-cue"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(finding->rule, rules[i]) == 0)
            return true;
    return false;
}

/* A finding from its cue to the end of its content: the source may stand far before, where it is shared. */
static dz_span words_of(const dz_finding *finding)
{
    dz_span words = finding->extent;
    if (finding->content.count && finding->cue.end > finding->cue.begin && finding->source.end <= finding->cue.begin &&
        finding->content.items[0].begin >= finding->cue.begin)
        words.begin = finding->cue.begin;
    return words;
}

/* "X rebuffed the claims and denied involvement": two verbs of one subject, the second of saying. */
static bool share_source(const dz_finding *a, const dz_finding *b)
{
    bool speech = a->class == DZ_CUE_SAY || a->class == DZ_CUE_TELL || a->class == DZ_CUE_DENY;
    return speech && a->source.end > a->source.begin && a->source.begin == b->source.begin &&
           a->source.end == b->source.end;
}

/* The rules' outermost finding with the cue of one of the model's; NO_NUMBER where there is none. */
static uint32_t same_cue(const tagger *t, size_t near, const dz_finding *found)
{
    const dz_finding *items = t->finder->findings.items;
    size_t low = near > REACH ? near - REACH : 0;
    for (size_t i = low; i < t->rule_count && i <= near + REACH; i++)
        if (t->via[i] == NO_NUMBER && items[i].block == found->block && overlap(items[i].cue, found->cue))
            return (uint32_t)i;
    return NO_NUMBER;
}

/* "X calls for an end and demands that ...", "X says ..., but Y warns that ...": where the model has the second as part
 * of what the first says, both stay as the rules have them. */
static void keep_neighbours(tagger *t, bool *kept)
{
    const dz_finding *items = t->finder->findings.items;
    size_t first = 0;
    for (size_t i = 0; i < t->rule_count; i++) {
        while (first < t->found.count && t->found.items[first].block < items[i].block)
            first++;
        if (t->via[i] != NO_NUMBER)
            continue;
        for (size_t k = first; k < t->found.count && t->found.items[k].block == items[i].block; k++) {
            dz_finding *found = &t->found.items[k];
            if (overlap(found->cue, items[i].cue) || !content_holds(found, words_of(&items[i])))
                continue;
            uint32_t other = same_cue(t, i, found);
            if (other == NO_NUMBER || !(is_clausal(&items[i]) || share_source(&items[i], &items[other])))
                continue;
            found->content.count = 0;
            kept[i] = kept[other] = true;
        }
    }
}

/* Where the content of the model reaches over a claim of the rules with its own source ("its statement that nobody was
 * hurt came before the mayor's appeal for blood"), that one stands within: better a layer too many than a statement
 * lost. */
static void keep_within(const tagger *t, bool *kept)
{
    const dz_finding *items = t->finder->findings.items;
    size_t first = 0;
    for (size_t i = 0; i < t->rule_count; i++) {
        while (first < t->found.count && t->found.items[first].block < items[i].block)
            first++;
        if (t->via[i] != NO_NUMBER || t->fates[i].replaced || kept[i] || !items[i].content.count)
            continue;
        for (size_t k = first; k < t->found.count && t->found.items[k].block == items[i].block; k++)
            if (!overlap(t->found.items[k].cue, items[i].cue) && content_holds(&t->found.items[k], items[i].extent))
                kept[i] = true;
    }
}

/* "The line, its office said, will close": the model has one side of the cue where the rules have both; or it has,
 * beside the clause that the rules have, the word or two before the cue that are the subject's. */
static bool is_torn(const dz_finding *rule, const dz_finding *found)
{
    if (!is_clausal(rule) || !rule->content.count || !found->content.count)
        return false;
    if (rule->content.count == 2 && found->content.count == 1 && !rule->direct && !found->direct) {
        bool around = rule->content.items[0].end <= rule->cue.begin && rule->content.items[1].begin >= rule->cue.end;
        return around && content_holds(rule, found->content.items[0]);
    }
    if (rule->content.count != 1 || found->content.count != 2 || found->direct)
        return false;
    dz_span other = found->content.items[found->content.items[0].begin == rule->content.items[0].begin];
    bool same = found->content.items[0].begin == rule->content.items[0].begin ||
                found->content.items[1].begin == rule->content.items[0].begin;
    return same && other.end <= rule->cue.begin && rule->content.items[0].begin >= rule->cue.end &&
           other.end - other.begin < SHORT_PIECE;
}

/* Where the model tears a claim apart that the rules have whole, it stays as they have it. */
static void keep_whole(tagger *t, bool *kept)
{
    const dz_finding *items = t->finder->findings.items;
    size_t near = 0;
    for (size_t k = 0; k < t->found.count; k++) {
        dz_finding *found = &t->found.items[k];
        while (near < t->rule_count && items[near].block < found->block)
            near++;
        for (size_t i = near; i < t->rule_count && items[i].block == found->block; i++) {
            if (t->via[i] != NO_NUMBER || !overlap(items[i].cue, found->cue) || !is_torn(&items[i], found))
                continue;
            found->content.count = 0;
            kept[i] = true;
        }
    }
}

static bool has_cue_at(const tagger *t, size_t first, const dz_finding *rule)
{
    for (size_t k = first; k < t->found.count && t->found.items[k].block == rule->block; k++)
        if (t->found.items[k].content.count && overlap(t->found.items[k].cue, rule->cue))
            return true;
    return false;
}

/* Takes the pieces of a quotation out of a finding; whether there were any. */
static bool give_up(dz_finding *found, const dz_finding *rule)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->content.count; i++)
        if (!content_holds(rule, found->content.items[i]))
            found->content.items[kept++] = found->content.items[i];
    bool some = kept < found->content.count;
    found->content.count = kept;
    return some;
}

/* "..., he said": the surest of all rules. Where the model has no attribution with this cue and gives the quotation to
 * another, it goes back. */
static void keep_said(tagger *t, bool *kept)
{
    const dz_finding *items = t->finder->findings.items;
    size_t first = 0;
    for (size_t i = 0; i < t->rule_count; i++) {
        while (first < t->found.count && t->found.items[first].block < items[i].block)
            first++;
        bool sure = items[i].direct && strcmp(items[i].rule, "quote-before-cue") == 0 &&
                    items[i].source.end > items[i].source.begin;
        if (!sure || t->via[i] != NO_NUMBER || kept[i] || has_cue_at(t, first, &items[i]))
            continue;
        for (size_t k = first; k < t->found.count && t->found.items[k].block == items[i].block; k++)
            kept[i] |= give_up(&t->found.items[k], &items[i]);
    }
}

/* Puts what was kept and what was found into one list, which has room. */
static void merge(tagger *t, const bool *kept)
{
    dz_finder *finder = t->finder;
    size_t count = 0;
    for (size_t i = 0; i < t->rule_count; i++) {
        if (kept[i])
            finder->findings.items[count++] = finder->findings.items[i];
        else
            dz_array__free(finder->context, &finder->findings.items[i].content);
    }
    for (size_t i = 0; i < t->found.count; i++) {
        if (t->found.items[i].content.count)
            finder->findings.items[count++] = t->found.items[i];
        else
            dz_array__free(finder->context, &t->found.items[i].content);
    }
    finder->findings.count = count;
    t->found.count = 0;
}

static dz_status join(tagger *t, const bool *tagged)
{
    dz_finder *finder = t->finder;
    bool *kept = dz_memory__zeroed(finder->context, 2 * t->rule_count + 1, sizeof *kept);
    bool *structure = kept + t->rule_count;
    if (!kept)
        return DZ_ERROR_MEMORY;
    dz_status status = dz_array__reserve(finder->context, &finder->findings, t->found.count);
    note_structure(t, structure);
    for (size_t i = 0; i < t->rule_count; i++)
        kept[i] = is_untouched(t, tagged, i) || structure[i] || stays(t, i, kept);
    keep_neighbours(t, kept);
    keep_whole(t, kept);
    keep_within(t, kept);
    keep_said(t, kept);
    drop_within_structure(t, structure);
    if (status == DZ_OK)
        merge(t, kept);
    dz_memory__free(finder->context, kept);
    return status;
}

static dz_status note_tagged(dz_finder *finder, const dz_passage *passage, void *payload)
{
    bool *tagged = payload;
    tagged[passage->block] = !passage->ruled;
    return DZ_OK;
}

dz_status dz_tagger__refine(dz_finder *finder, const dz_document *document, const dz_attribution_model *model)
{
    size_t blocks = 0;
    tagger t = {.finder = finder, .model = model};
    t.features.context = t.crf.context = finder->context;
    dz_document_blocks(document, &blocks);
    bool *tagged = dz_memory__zeroed(finder->context, blocks + 1, sizeof *tagged);
    dz_status status = tagged ? mark_rules(&t) : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = dz_finder__walk(finder, document, note_tagged, tagged);
    if (status == DZ_OK)
        status = dz_finder__walk(finder, document, tag_block, &t);
    if (status == DZ_OK)
        status = join(&t, tagged);
    dz_memory__free(finder->context, tagged);
    free_tagger(&t);
    return status;
}
