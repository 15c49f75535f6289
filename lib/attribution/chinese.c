#include <string.h>

#include "attribution/finding.h"
#include "base/utf8.h"

#define MOST_PARTS 96     /* of a unit: keeps the work linear where no sentence ends */
#define LONGEST_SOURCE 96 /* bytes: 32 characters */
#define NO_FINDING SIZE_MAX

/* A sentence falls into clauses and quotations. */
typedef struct part {
    dz_span span;
    uint32_t quotation; /* DZ_NO_QUOTATION: a clause */
    uint32_t stop;      /* the mark behind it; 0: the next part follows directly */
} part;

typedef struct reader {
    dz_finder *finder;
    const dz_passage *passage;
    const char *text;
    dz_span unit;
    uint32_t quotation; /* the first that does not end before the unit */
    DZ_ARRAY(part) parts;
    size_t first_finding; /* of the block */
    size_t last;          /* the last finding of the block */
    size_t last_unit;     /* the first finding of the unit */
    dz_span sentence;     /* the whole of it, where a unit is a part */
    size_t last_sentence; /* the first finding of the sentence before */
    size_t asked;         /* a question that may go on */
    dz_status status;
} reader;

typedef struct draft {
    dz_span source;
    dz_span cue;
    dz_span cue_more;
    dz_cue_class class;
    const char *rule;
    bool parallel;
} draft;

static const dz_span nothing = {0, 0};

static bool is_empty(dz_span span)
{
    return span.end <= span.begin;
}

static dz_span make_span(size_t begin, size_t end)
{
    dz_span span = {begin, end > begin ? end : begin};
    return span;
}

static bool starts_with(const reader *r, dz_span span, const char *word)
{
    size_t length = strlen(word);
    return span.end - span.begin >= length && memcmp(r->text + span.begin, word, length) == 0;
}

static bool starts_with_any(const reader *r, dz_span span, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (starts_with(r, span, words[i]))
            return true;
    return false;
}

#define STARTS_WITH_ANY(r, span, words) starts_with_any((r), (span), (words), sizeof(words) / sizeof *(words))

static dz_span trim(const reader *r, dz_span span)
{
    while (span.begin < span.end && strchr(" \t\n\r", r->text[span.begin]))
        span.begin++;
    while (span.begin < span.end && strchr(" \t\n\r", r->text[span.end - 1]))
        span.end--;
    return span;
}

/* ---- Parts ------------------------------------------------------------------------------------------------------- */

static bool is_colon(uint32_t c)
{
    return c == ':' || c == 0xFF1A;
}

static bool is_comma(uint32_t c)
{
    return c == ',' || c == 0xFF0C;
}

static bool is_stop(uint32_t c)
{
    return is_comma(c) || is_colon(c) || c == ';' || c == 0xFF1B || c == 0x3002 || c == '!' || c == 0xFF01 ||
           c == '?' || c == 0xFF1F || c == 0x2026 || c == 0xFF61;
}

static void add_part(reader *r, dz_span span, uint32_t quotation)
{
    part fresh = {trim(r, span), quotation, 0};
    if (r->status == DZ_OK && !is_empty(fresh.span))
        r->status = dz_array__push(r->finder->context, &r->parts, fresh);
}

/* The outermost quotation that begins at a place. Places come in order. */
static uint32_t quotation_at(reader *r, size_t place)
{
    const dz_quotation_list *list = &r->finder->quotations;
    while (r->quotation < list->count && (list->items[r->quotation].outer.begin < place ||
                                          list->items[r->quotation].depth > 0 || list->items[r->quotation].title))
        r->quotation++;
    bool here = r->quotation < list->count && list->items[r->quotation].outer.begin == place;
    return here ? r->quotation : DZ_NO_QUOTATION;
}

/* Splits the unit, or as much of it as a unit may have parts; where that ends. */
static size_t split_unit(reader *r)
{
    size_t begin = r->unit.begin;
    size_t at = begin;
    r->parts.count = 0;
    while (at < r->unit.end && r->status == DZ_OK && r->parts.count < MOST_PARTS) {
        uint32_t quotation = quotation_at(r, at);
        if (quotation != DZ_NO_QUOTATION) {
            dz_span outer = r->finder->quotations.items[quotation].outer;
            add_part(r, make_span(begin, at), DZ_NO_QUOTATION);
            add_part(r, outer, quotation);
            begin = at = outer.end;
            continue;
        }
        size_t here = at;
        uint32_t codepoint = dz_utf8__next(r->text, r->unit.end, &at);
        if (!is_stop(codepoint))
            continue;
        add_part(r, make_span(begin, here), DZ_NO_QUOTATION);
        if (r->parts.count)
            r->parts.items[r->parts.count - 1].stop = codepoint;
        begin = at;
    }
    add_part(r, make_span(begin, at), DZ_NO_QUOTATION);
    return at;
}

static bool is_quotation(const reader *r, size_t i)
{
    return i < r->parts.count && r->parts.items[i].quotation != DZ_NO_QUOTATION;
}

/* A quotation that stands as a clause of its own, not as words in one. */
static bool is_whole(const reader *r, size_t i)
{
    const part *items = r->parts.items;
    bool free_left = i == 0 || items[i - 1].stop != 0;
    const dz_quotation *quotation = &r->finder->quotations.items[items[i].quotation];
    size_t at = quotation->inner.end;
    uint32_t last = at > quotation->inner.begin ? dz_utf8__previous(r->text, &at) : 0;
    return is_stop(last) || quotation->goes_on || quotation->recovered ||
           (free_left && (i + 1 == r->parts.count || items[i].stop != 0));
}

/* ---- Sources ----------------------------------------------------------------------------------------------------- */

static bool is_digit_at(const reader *r, size_t at, size_t end)
{
    if (r->text[at] >= '0' && r->text[at] <= '9')
        return true;
    size_t step = at;
    uint32_t codepoint = dz_utf8__next(r->text, end, &step);
    return codepoint >= 0xFF10 && codepoint <= 0xFF19;
}

/* "14日", "2015年": a date after the source. */
static bool begins_date(const reader *r, size_t at, size_t end)
{
    static const char *const units[] = {"日", "月", "年", "时", "時", "号", "號"};
    if (!is_digit_at(r, at, end))
        return false;
    for (int digits = 0; digits < 8 && at < end && is_digit_at(r, at, end); digits++)
        dz_utf8__next(r->text, end, &at);
    return STARTS_WITH_ANY(r, make_span(at, end), units);
}

/* Behind a dateline or a channel's name in brackets: "（北京25日讯）", "【本台消息】". */
static size_t skip_dateline(const reader *r, size_t at, size_t end)
{
    static const char *const opening[] = {"(", "（", "【", "["};
    static const char *const closing[] = {")", "）", "】", "]"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        if (!starts_with(r, make_span(at, end), opening[i]))
            continue;
        for (size_t close = at; close < end; dz_utf8__next(r->text, end, &close))
            if (starts_with(r, make_span(close, end), closing[i]))
                return trim(r, make_span(close + strlen(closing[i]), end)).begin;
    }
    return at;
}

/* Over datelines, conjunctions and dates in front of a source: "但是", "2015年4月2日". */
static size_t skip_openers(const reader *r, size_t at, size_t end)
{
    static const char *const closing[] = {")", "）", "】", "]"};
    at = skip_dateline(r, at, end);
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        at += starts_with(r, make_span(at, end), closing[i]) ? strlen(closing[i]) : 0;
    while (at < end) {
        size_t length = 0;
        const dz_zh_word *word = dz_zh__longest(r->finder->zh, r->text, at, end, &length);
        if (word && word->flags & DZ_ZH_OPENER) {
            at += length;
        } else if (begins_date(r, at, end)) {
            while (is_digit_at(r, at, end))
                dz_utf8__next(r->text, end, &at);
            dz_utf8__next(r->text, end, &at);
        } else {
            break;
        }
    }
    return at;
}

/* "没有哪个国家表示", "任何势力都反对": nobody in particular says so. */
static bool names_nobody(const reader *r, dz_span left)
{
    static const char *const nobody[] = {"没有哪", "沒有哪", "没有任何", "沒有任何", "没有一",
                                         "沒有一", "无一",   "無一",     "任何",     "无人",
                                         "無人",   "没有人", "沒有人",   "从未有",   "從未有"};
    size_t begin = skip_openers(r, left.begin, left.end);
    return STARTS_WITH_ANY(r, make_span(begin, left.end), nobody);
}

/* The source in what stands before a cue: without conjunctions in front and without time, place and manner behind. */
static dz_span source_in(const reader *r, dz_span left)
{
    size_t begin = skip_openers(r, left.begin, left.end);
    size_t at = begin;
    size_t end = left.end;
    while (at < left.end) {
        size_t length = 0;
        const dz_zh_word *word = dz_zh__longest(r->finder->zh, r->text, at, left.end, &length);
        bool ends = (word && word->flags & DZ_ZH_ADJUNCT) || begins_date(r, at, left.end);
        if (ends) {
            end = at;
            break;
        }
        if (word)
            at += length;
        else
            dz_utf8__next(r->text, left.end, &at);
    }
    dz_span source = trim(r, make_span(begin, end));
    static const char *const no_sources[] = {"无法", "無法", "不",   "没有", "沒有", "未", "可以", "应", "應", "将",
                                             "將",   "这一", "這一", "这个", "這個", "能", "会",   "會", "要"};
    static const char *const prepositions[] = {"除了", "为了", "為了", "由于", "由於", "因为", "因為", "当",
                                               "當",   "通过", "通過", "被",   "把",   "虽然", "為",   "与"};
    if (STARTS_WITH_ANY(r, source, no_sources) && source.end - source.begin <= 9)
        return nothing;
    if (STARTS_WITH_ANY(r, source, prepositions))
        return nothing;
    return source.end - source.begin <= LONGEST_SOURCE ? source : nothing;
}

/* The source where the cue's own clause has none: the one of the sentence so far, its first clause's subject, or the
 * one of the sentence before ("他还说"). */
static dz_span shared_source(const reader *r, size_t clause)
{
    if (r->last != NO_FINDING && r->last >= r->last_unit)
        return r->finder->findings.items[r->last].source;
    for (size_t i = 0; i < clause; i++) {
        dz_span earlier = r->parts.items[i].span;
        dz_span source = is_quotation(r, i) ? nothing : source_in(r, earlier);
        if (!is_empty(source) && source.end < earlier.end)
            return source;
    }
    return r->last != NO_FINDING ? r->finder->findings.items[r->last].source : nothing;
}

/* ---- Findings ---------------------------------------------------------------------------------------------------- */

static void take_quotations(reader *r, dz_span content)
{
    for (size_t i = 0; i < r->parts.count; i++)
        if (is_quotation(r, i) && r->parts.items[i].span.begin >= content.begin &&
            r->parts.items[i].span.end <= content.end)
            r->finder->taken[r->parts.items[i].quotation] = 1;
}

static size_t add_draft(reader *r, const draft *from)
{
    if (r->status != DZ_OK)
        return NO_FINDING;
    dz_finding finding = {0};
    finding.source = from->source;
    finding.cue = from->cue;
    finding.cue_more = from->cue_more;
    finding.class = from->class;
    finding.block = r->passage->block;
    finding.rule = from->rule;
    finding.parallel = from->parallel;
    finding.direct = true;
    r->status = dz_finding__add(r->finder, &finding, nothing);
    if (r->status != DZ_OK)
        return NO_FINDING;
    r->last = r->finder->findings.count - 1;
    return r->last;
}

static void add_text(reader *r, size_t number, dz_span content)
{
    if (r->status != DZ_OK || number == NO_FINDING || is_empty(content))
        return;
    r->finder->findings.items[number].direct = false;
    r->status = dz_finding__add_content(r->finder, number, content);
    take_quotations(r, content);
}

static void add_quotation(reader *r, size_t number, size_t i)
{
    if (r->status == DZ_OK && number != NO_FINDING)
        r->status = dz_finding__take_quotation(r->finder, number, r->parts.items[i].quotation);
}

/* ---- Cues -------------------------------------------------------------------------------------------------------- */

/* How far the words reported reach. */
typedef enum reach {
    REACH_SENTENCE, /* 据X报道: to its end */
    REACH_SIBLING,  /* before a clause that reports beside this one */
    REACH_CLAUSE    /* the same, and the words began in the cue's own clause */
} reach_kind;

typedef struct cue {
    dz_span span;
    const dz_zh_word *word; /* NULL: none */
} cue;

/* The next cue in a stretch of one clause. */
static cue next_cue(const reader *r, dz_span stretch)
{
    cue found = {nothing, NULL};
    size_t at = stretch.begin;
    while (at < stretch.end) {
        size_t length = 0;
        const dz_zh_word *word =
            (unsigned char)r->text[at] < 0x80 ? NULL : dz_zh__longest(r->finder->zh, r->text, at, stretch.end, &length);
        if (word && word->kind != DZ_ZH_NONE && word->kind != DZ_ZH_STOP) {
            found.span = make_span(at, at + length);
            found.word = word;
            return found;
        }
        if (word)
            at += length;
        else
            dz_utf8__next(r->text, stretch.end, &at);
    }
    return found;
}

static bool ends_with_any(const reader *r, dz_span span, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        if (span.end - span.begin >= length && memcmp(r->text + span.end - length, words[i], length) == 0)
            return true;
    }
    return false;
}

#define ENDS_WITH_ANY(r, span, words) ends_with_any((r), (span), (words), sizeof(words) / sizeof *(words))

/* Whether a word that can be verb or noun stands behind what only nouns have before them: "上述指责", "这份声明". */
static bool follows_attribute(const reader *r, size_t begin, size_t place)
{
    static const char *const attributes[] = {
        "的",   "上述", "这一", "這一", "这种", "這種", "该",   "該",   "此类", "此類", "这些", "這些", "那些",
        "有关", "有關", "相关", "相關", "不实", "不實", "官方", "这份", "這份", "一份", "一项", "一項", "这项",
        "這項", "联合", "聯合", "书面", "書面", "所谓", "所謂", "各种", "各種", "任何", "诸多", "諸多"};
    return ENDS_WITH_ANY(r, make_span(begin, place), attributes);
}

/* "强调说", "回应称": two cues side by side are one. */
static cue joined_cue(const reader *r, dz_span stretch)
{
    static const char *const tails[] = {"说", "說", "称", "稱", "道", "指出", "表示"};
    cue found = next_cue(r, stretch);
    if (!found.word || found.word->kind == DZ_ZH_RELAY)
        return found;
    if (found.word->kind == DZ_ZH_REPORT && found.span.begin == stretch.begin)
        return found;
    dz_span rest = make_span(found.span.end, stretch.end);
    cue second = next_cue(r, rest);
    if (!second.word || second.span.begin != found.span.end || !STARTS_WITH_ANY(r, second.span, tails))
        return found;
    /* "这份声明说", "对不实指责表示反对": the first is a noun. */
    static const char *const statements[] = {"声明", "聲明"};
    if (STARTS_WITH_ANY(r, found.span, statements) && found.span.end - found.span.begin == strlen("声明") &&
        (found.span.begin == stretch.begin || follows_attribute(r, stretch.begin, found.span.begin)))
        return second;
    if (found.word->kind == DZ_ZH_OBJECT && starts_with(r, second.span, "表示"))
        return second;
    found.span.end = second.span.end;
    found.word = second.word->kind == DZ_ZH_SPEECH ? second.word : found.word;
    return found;
}

static bool takes_content(const dz_zh_word *word)
{
    return word->kind == DZ_ZH_SPEECH || word->kind == DZ_ZH_OBJECT;
}

/* "，否认隐瞒任何结果": a clause that begins with a cue goes on with the speaker of the one before it. */
static bool begins_with_cue(const reader *r, cue found, dz_span clause)
{
    bool first = skip_openers(r, clause.begin, found.span.begin) == found.span.begin;
    return first && takes_content(found.word) && found.span.end < clause.end;
}

/* Whether a clause opens a report of its own beside the one before it: "，并呼吁…", "，船东则斥之为…". Where that one
 * has its content right behind its cue, any clause with a source and a cue does: "甲说要来，乙说不去". */
static bool begins_sibling(const reader *r, size_t i, reach_kind reach)
{
    static const char *const joints[] = {"并",   "並",   "还", "還", "也",   "又",   "同时",
                                         "同時", "此外", "而", "但", "不过", "不過", "另"};
    dz_span clause = r->parts.items[i].span;
    cue found = next_cue(r, clause);
    if (!found.word || found.word->kind == DZ_ZH_COLON)
        return false;
    if (STARTS_WITH_ANY(r, clause, joints) || begins_with_cue(r, found, clause))
        return true;
    dz_span source = source_in(r, make_span(clause.begin, found.span.begin));
    if (reach == REACH_CLAUSE && !is_empty(source) && takes_content(found.word) && found.span.end < clause.end)
        return true;
    static const char *const contrasts[] = {"则", "則", "也", "亦", "却", "卻"};
    return !is_empty(source) && source.end < found.span.begin &&
           STARTS_WITH_ANY(r, make_span(source.end, found.span.begin), contrasts);
}

/* The end of what is reported from part `i` on. */
static size_t reported_end(const reader *r, size_t i, reach_kind reach)
{
    for (size_t k = i + 1; k < r->parts.count; k++) {
        uint32_t stop = r->parts.items[k - 1].stop;
        bool after_stop = stop != 0;
        if ((stop == ';' || stop == 0xFF1B) && !is_quotation(r, k) && next_cue(r, r->parts.items[k].span).word)
            return r->parts.items[k - 1].span.end;
        if (after_stop && !is_quotation(r, k) && reach != REACH_SENTENCE && begins_sibling(r, k, reach))
            return r->parts.items[k - 1].span.end;
    }
    return r->parts.items[r->parts.count - 1].span.end;
}

/* The reported words from part `i` on, as content of a finding. */
static void add_reported(reader *r, size_t number, size_t i, reach_kind reach)
{
    if (i >= r->parts.count)
        return;
    size_t end = reported_end(r, i, reach);
    if (is_quotation(r, i) && (r->parts.items[i].span.end >= end || is_whole(r, i))) {
        bool more = i + 1 < r->parts.count && r->parts.items[i].span.end < end && r->parts.items[i].stop == 0;
        if (!more) {
            add_quotation(r, number, i);
            return;
        }
    }
    add_text(r, number, make_span(r->parts.items[i].span.begin, end));
}

/* ---- Rules ------------------------------------------------------------------------------------------------------- */

static size_t find_word(const reader *r, dz_span span, const char *const *words, size_t count, size_t *length)
{
    for (size_t at = span.begin; at < span.end; dz_utf8__next(r->text, span.end, &at)) {
        for (size_t i = 0; i < count; i++) {
            if (!starts_with(r, make_span(at, span.end), words[i]))
                continue;
            *length = strlen(words[i]);
            return at;
        }
    }
    return span.end;
}

/* "援引Y的话说" hands on a person's words: one report inside the other; "援引Y的报道称" another report of the same. */
static bool read_relay(reader *r, size_t i, cue relay)
{
    static const char *const words[] = {"的话", "的話"};
    static const char *const reports[] = {"的报道", "的報道", "的报导", "的報導", "的消息", "的文章", "的声明",
                                          "的聲明", "的说法", "的說法", "的言论", "的言論", "的讲话", "的講話",
                                          "的表述", "的分析", "的数据", "的數據", "消息",   "报道",   "報道"};
    dz_span clause = r->parts.items[i].span;
    dz_span right = make_span(relay.span.end, clause.end);
    draft outer = {
        source_in(r, make_span(clause.begin, relay.span.begin)), relay.span, nothing, DZ_CUE_REPORT, "relay", false};
    static const char *const according[] = {"据", "據"};
    static const char *const by[] = {"根据", "根據", "依据", "依據"};
    if (STARTS_WITH_ANY(r, clause, according))
        outer.source = source_in(r, make_span(clause.begin + 3, relay.span.begin));
    else if (STARTS_WITH_ANY(r, clause, by))
        outer.source = source_in(r, make_span(clause.begin + 6, relay.span.begin));
    if (is_empty(outer.source))
        outer.source = shared_source(r, i);
    size_t length = 0;
    size_t place = find_word(r, right, words, sizeof words / sizeof *words, &length);
    size_t next = i + 1;
    if (place < right.end) {
        draft inner = {
            make_span(right.begin, place), make_span(place, clause.end), nothing, DZ_CUE_SAY, "relay", false};
        cue saying = next_cue(r, make_span(place + length, clause.end));
        while (saying.word) {
            inner.cue.end = saying.span.end;
            cue second = next_cue(r, make_span(saying.span.end, clause.end));
            if (!second.word || second.span.begin != saying.span.end)
                break;
            saying = second;
        }
        bool rest = inner.cue.end < clause.end && saying.word;
        if (next >= r->parts.count && !rest)
            return false;
        /* "援引Y的话报道，…": it is the outer one who reports. */
        if (saying.word && saying.word->kind == DZ_ZH_REPORT && !rest) {
            outer.cue = saying.span;
            inner.cue = relay.span;
            inner.cue_more = make_span(place, saying.span.begin);
            inner.parallel = true;
            add_reported(r, add_draft(r, &outer), next, REACH_SENTENCE);
            add_reported(r, add_draft(r, &inner), next, REACH_SENTENCE);
            return true;
        }
        size_t end = reported_end(r, i, REACH_SENTENCE);
        size_t number = add_draft(r, &outer);
        add_text(r, number, make_span(right.begin, end));
        number = add_draft(r, &inner);
        if (rest)
            add_text(r, number, make_span(inner.cue.end, end));
        else
            add_reported(r, number, next, REACH_SENTENCE);
        return true;
    }
    place = find_word(r, right, reports, sizeof reports / sizeof *reports, &length);
    /* "援引政府消息人士称": a person, no report. */
    static const char *const people[] = {"人士", "来源", "來源", "员", "員", "灵通", "靈通"};
    if (place < right.end && STARTS_WITH_ANY(r, make_span(place + length, clause.end), people))
        place = right.end;
    cue saying = next_cue(r, make_span(place < right.end ? place + length : right.begin, clause.end));
    if (place == right.end && !saying.word)
        return false;
    size_t source_end = place < right.end ? place : saying.span.begin;
    draft second = {
        make_span(right.begin, source_end), relay.span, make_span(place, place + length), DZ_CUE_REPORT, "relay", true};
    if (place == right.end)
        second.cue_more = saying.span;
    outer.cue = saying.word && place < right.end ? saying.span : relay.span;
    if (next >= r->parts.count)
        return false;
    size_t number = add_draft(r, &outer);
    add_reported(r, number, next, REACH_SENTENCE);
    number = add_draft(r, &second);
    add_reported(r, number, next, REACH_SENTENCE);
    return true;
}

/* "据X报道，…": the whole clause is the cue's frame. */
static bool read_according(reader *r, size_t i)
{
    static const char *const according[] = {"根据", "根據", "按照", "依据", "依據", "据", "據"};
    static const char *const nobody[] = {"据悉",   "據悉",   "据报",   "據報",   "据称",   "據稱",   "据说",
                                         "據說",   "据了解", "據了解", "据介绍", "據介紹", "据报道", "据報導",
                                         "據報道", "據報導", "据透露", "據透露", "据统计", "據統計"};
    static const char *const ends[] = {"报道", "報道", "报导", "報導", "消息", "介绍", "介紹", "透露", "统计", "統計",
                                       "了解", "披露", "分析", "数据", "數據", "公报", "公報", "报告", "報告", "声明",
                                       "聲明", "命令", "文件", "调查", "調查", "估计", "估計", "预测", "預測", "记载",
                                       "記載", "说法", "說法", "称",   "稱",   "说",   "說"};
    dz_span clause = r->parts.items[i].span;
    clause.begin = skip_openers(r, clause.begin, clause.end);
    if (!STARTS_WITH_ANY(r, clause, according) && !STARTS_WITH_ANY(r, clause, nobody))
        return false;
    draft found = {nothing, clause, nothing, DZ_CUE_REPORT, "according-to", false};
    if (!STARTS_WITH_ANY(r, clause, nobody)) {
        bool longer = !starts_with(r, clause, "据") && !starts_with(r, clause, "據");
        dz_span inside = make_span(clause.begin + (longer ? 6 : 3), clause.end);
        size_t length = 0;
        size_t place = inside.begin + (inside.end > inside.begin ? 3 : 0);
        place = place < inside.end
                    ? find_word(r, make_span(place, inside.end), ends, sizeof ends / sizeof *ends, &length)
                    : inside.end;
        if (place >= inside.end)
            return false;
        found.source = source_in(r, make_span(inside.begin, place));
        static const char *const numerals[] = {"一份", "一项", "一項", "多份", "该", "該", "这份", "這份", "最新"};
        if (STARTS_WITH_ANY(r, found.source, numerals) && found.source.end - found.source.begin <= strlen("一份"))
            found.source = make_span(inside.begin, place + length);
        found.cue = make_span(clause.begin, inside.begin);
        found.cue_more = make_span(place, inside.end);
    }
    if (i + 1 < r->parts.count && r->parts.items[i].stop) {
        size_t number = add_draft(r, &found);
        add_reported(r, number, i + 1, REACH_SENTENCE);
        return true;
    }
    if (i > 0 && i + 1 == r->parts.count) {
        size_t number = add_draft(r, &found);
        add_text(r, number, make_span(r->parts.items[0].span.begin, r->parts.items[i - 1].span.end));
        return true;
    }
    return false;
}

/* "…，”发言人说，“…": the content stands before the clause of the cue, and may go on behind it. */
static bool read_fronted(reader *r, size_t i, const draft *found)
{
    const part *items = r->parts.items;
    bool last = i + 1 == r->parts.count;
    if (i > 0 && is_quotation(r, i - 1) && is_whole(r, i - 1) && (last || items[i].stop != 0)) {
        bool goes_on = !last && is_quotation(r, i + 1);
        bool colon = is_colon(items[i].stop);
        if (!last && !goes_on)
            return false;
        if (colon)
            return false;
        draft front = *found;
        front.rule = "quote-before-cue";
        size_t number = add_draft(r, &front);
        add_quotation(r, number, i - 1);
        if (goes_on)
            add_quotation(r, number, i + 1);
        return true;
    }
    if (!last || i == 0 || is_empty(found->source))
        return false;
    draft front = *found;
    front.rule = "clause-before-cue";
    size_t number = add_draft(r, &front);
    add_text(r, number, make_span(items[0].span.begin, items[i - 1].span.end));
    return true;
}

static bool points_back(const reader *r, dz_span content)
{
    static const char *const words[] = {"这一", "這一", "此",   "该",   "該",   "上述", "有关",
                                        "有關", "对此", "對此", "这些", "這些", "相关", "相關"};
    return content.end - content.begin <= 36 && STARTS_WITH_ANY(r, content, words);
}

/* "对此予以否认": the light verb is no part of what is denied. */
static dz_span without_light_verb(const reader *r, dz_span span)
{
    static const char *const manners[] = {"强烈", "強烈", "坚决", "堅決", "严厉", "嚴厲", "明确",
                                          "明確", "严正", "嚴正", "高度", "深切", "公开", "公開",
                                          "断然", "斷然", "正式", "极大", "極大", "同声"};
    static const char *const verbs[] = {"予以", "加以", "进行", "進行", "表示", "提出"};
    if (ENDS_WITH_ANY(r, span, manners))
        span.end -= strlen("强烈");
    if (ENDS_WITH_ANY(r, span, verbs))
        span.end -= strlen("予以");
    return span;
}

/* "对此提出质疑": what is doubted stands before the cue. */
static bool read_object_before(reader *r, size_t i, cue verb, draft *found)
{
    static const char *const marks[] = {"对", "對"};
    dz_span clause = r->parts.items[i].span;
    dz_span behind = without_light_verb(r, make_span(found->source.end, verb.span.begin));
    if (!STARTS_WITH_ANY(r, behind, marks) || is_empty(found->source) || verb.span.end < clause.end)
        return false;
    found->rule = "object";
    size_t number = add_draft(r, found);
    add_text(r, number, behind);
    if (number != NO_FINDING)
        r->finder->findings.items[number].points_back = points_back(r, behind);
    return true;
}

/* "上述指责毫无根据", "对有关指控表示反对": the cue's word is a noun here. */
static bool is_noun(const reader *r, size_t i, cue verb, dz_span rest)
{
    static const char *const predicates[] = {"是",   "完全是", "纯属", "純屬", "毫无", "毫無", "并非",
                                             "並非", "并不",   "並不", "没有", "沒有", "均属", "均屬",
                                             "属于", "屬於",   "不是", "根本", "不符"};
    if (verb.word->kind != DZ_ZH_OBJECT)
        return false;
    bool stance = verb.word->class == DZ_CUE_ACCUSE || verb.word->class == DZ_CUE_DENY;
    return follows_attribute(r, r->parts.items[i].span.begin, verb.span.begin) || starts_with(r, rest, "表示") ||
           (stance && STARTS_WITH_ANY(r, rest, predicates));
}

/* Directly behind the cue: 了, 过, 着; nothing if the clause turns out to be an attribute ("他说的话"). */
static dz_span behind_cue(const reader *r, size_t i, cue verb)
{
    static const char *const aspects[] = {"了", "过", "過", "着", "著"};
    static const char *const attributes[] = {"的", "者", "得", "不清", "不出", "时", "時", "之时", "后", "後"};
    dz_span rest = make_span(verb.span.end, r->parts.items[i].span.end);
    if (STARTS_WITH_ANY(r, rest, aspects))
        rest.begin += 3;
    if (STARTS_WITH_ANY(r, rest, attributes) || is_noun(r, i, verb, rest))
        rest.end = 0;
    /* "对颜色的要求", "被认为": a noun, and a passive whose speaker is nobody. */
    static const char *const no_verbs[] = {"的", "被", "遍", "所", "受", "项", "項", "该", "該", "个", "個", "份"};
    size_t before = verb.span.begin;
    if (before > r->parts.items[i].span.begin) {
        dz_utf8__previous(r->text, &before);
        if (STARTS_WITH_ANY(r, make_span(before, verb.span.begin), no_verbs))
            rest.end = 0;
    }
    return rest;
}

/* "予以否认": what is denied was said before, and has no words here. */
static bool read_bare_denial(reader *r, size_t i, cue verb, const draft *found)
{
    static const char *const verbs[] = {"予以", "加以"};
    bool light = ENDS_WITH_ANY(r, make_span(found->source.end, verb.span.begin), verbs);
    if (!light || is_empty(found->source) || verb.span.end < r->parts.items[i].span.end || r->last == NO_FINDING)
        return false;
    size_t number = add_draft(r, found);
    if (number != NO_FINDING) {
        r->finder->findings.items[number].points_back = true;
        r->finder->findings.items[number].direct = false;
    }
    return true;
}

/* What a stance is taken on is a thing, and ends before a clause that goes on otherwise: "反对制裁，但愿意谈判". */
static size_t thing_end(const reader *r, size_t i)
{
    static const char *const joints[] = {"但",   "而",   "却",   "卻",   "并",   "並",   "同时",
                                         "同時", "不过", "不過", "然而", "还",   "還",   "也",
                                         "因此", "所以", "愿意", "願意", "希望", "认为", "認為"};
    for (size_t k = i + 1; k < r->parts.count; k++)
        if (r->parts.items[k - 1].stop && !is_quotation(r, k) && STARTS_WITH_ANY(r, r->parts.items[k].span, joints))
            return r->parts.items[k - 1].span.end;
    return r->parts.items[r->parts.count - 1].span.end;
}

static bool read_object(reader *r, size_t i, cue verb, dz_span left)
{
    draft found = {source_in(r, left), verb.span, nothing, verb.word->class, "object", false};
    dz_span rest = behind_cue(r, i, verb);
    if (!rest.end || names_nobody(r, left))
        return false;
    if (read_object_before(r, i, verb, &found) || read_bare_denial(r, i, verb, &found))
        return true;
    static const char *const joints[] = {"并", "並", "还", "還", "也", "又", "同时", "同時", "而", "但"};
    if (is_empty(found.source) && (is_empty(left) || STARTS_WITH_ANY(r, left, joints)))
        found.source = shared_source(r, i);
    bool follows = !is_empty(rest) ||
                   (i + 1 < r->parts.count && (r->parts.items[i].stop == 0 || is_colon(r->parts.items[i].stop)));
    if (is_empty(found.source) || !follows)
        return false;
    size_t number = add_draft(r, &found);
    size_t end = reported_end(r, i, REACH_CLAUSE);
    bool stance = found.class == DZ_CUE_ACCUSE || found.class == DZ_CUE_PRAISE || found.class == DZ_CUE_DENY;
    if (stance && thing_end(r, i) < end)
        end = thing_end(r, i);
    if (is_empty(rest))
        add_reported(r, number, i + 1, REACH_SIBLING);
    else
        add_text(r, number, make_span(rest.begin, end));
    if (number != NO_FINDING && !is_empty(rest))
        r->finder->findings.items[number].points_back = points_back(r, rest);
    return true;
}

static bool read_speech(reader *r, size_t i, cue verb, dz_span left)
{
    const part *clause = &r->parts.items[i];
    draft found = {source_in(r, left), verb.span, nothing, verb.word->class, "clause-after-cue", false};
    dz_span rest = behind_cue(r, i, verb);
    if (!rest.end || names_nobody(r, left))
        return false;
    bool only_marked =
        verb.word->kind == DZ_ZH_COLON || verb.word->kind == DZ_ZH_FINAL || verb.word->kind == DZ_ZH_REPORT;
    bool before_quotation =
        is_quotation(r, i + 1) && (clause->stop == 0 || is_colon(clause->stop) || is_comma(clause->stop));
    dz_span own = found.source;
    /* "有报道称": somebody reports, nobody knows who. */
    bool unnamed = own.end - own.begin == 3 && starts_with(r, own, "有");
    if (unnamed)
        found.source = nothing;
    else if (is_empty(own) && verb.word->kind == DZ_ZH_REPORT)
        return false;
    else if (is_empty(own))
        found.source = shared_source(r, i);
    if (!is_empty(rest)) {
        bool bare = skip_openers(r, left.begin, left.end) == left.end;
        if (only_marked || is_empty(found.source) || (is_empty(own) && !bare))
            return false;
        found.rule = "direct-clause";
        size_t number = add_draft(r, &found);
        add_text(r, number, make_span(rest.begin, reported_end(r, i, REACH_CLAUSE)));
        return true;
    }
    bool colon_only = verb.word->kind == DZ_ZH_COLON && !is_colon(clause->stop) && !before_quotation;
    if (!colon_only && read_fronted(r, i, &found))
        return true;
    if (i + 1 >= r->parts.count || colon_only)
        return false;
    if (before_quotation) {
        found.rule = "quote-after-cue";
    }
    size_t number = add_draft(r, &found);
    add_reported(r, number, i + 1, REACH_SIBLING);
    return true;
}

/* "省政府关于合并航线的决定": a noun that names what was said. */
static void read_noun(reader *r, size_t i)
{
    static const char *const about[] = {"关于", "關於"};
    static const char *const nouns[] = {"的决定", "的決定", "的声明", "的聲明", "的承诺", "的承諾", "的表态", "的表態",
                                        "的说法", "的說法", "的主张", "的主張", "的建议", "的建議", "的要求", "的指控",
                                        "的警告", "的言论", "的言論", "的看法", "的立场", "的立場"};
    dz_span clause = r->parts.items[i].span;
    size_t length = 0;
    size_t place = find_word(r, clause, about, sizeof about / sizeof *about, &length);
    if (place == clause.begin || place >= clause.end)
        return;
    size_t noun_length = 0;
    size_t noun =
        find_word(r, make_span(place + length, clause.end), nouns, sizeof nouns / sizeof *nouns, &noun_length);
    if (noun >= clause.end)
        return;
    draft found = {source_in(r, make_span(clause.begin, place)),
                   make_span(noun + 3, noun + noun_length),
                   nothing,
                   DZ_CUE_SAY,
                   "nominal",
                   false};
    if (is_empty(found.source))
        return;
    size_t number = add_draft(r, &found);
    add_text(r, number, make_span(place + length, noun));
}

/* "被问及…时": a question, put by nobody in particular. */
static bool read_asked(reader *r, size_t i)
{
    static const char *const fronts[] = {"当", "當", "在"};
    static const char *const asked[] = {"被问及",     "被問及",     "被问到",     "被問到", "被记者问及",
                                        "被記者問及", "被记者问到", "被記者問到", "被问",   "被問"};
    static const char *const ends[] = {"之时", "之時", "时", "時"};
    dz_span clause = r->parts.items[i].span;
    clause.begin = skip_openers(r, clause.begin, clause.end);
    if (STARTS_WITH_ANY(r, clause, fronts))
        clause.begin += 3;
    size_t length = 0;
    size_t place = find_word(r, clause, asked, sizeof asked / sizeof *asked, &length);
    if (place == clause.end || place - clause.begin > LONGEST_SOURCE)
        return false;
    dz_span content = make_span(place + length, clause.end);
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        size_t end = strlen(ends[k]);
        if (content.end - content.begin > end && memcmp(r->text + content.end - end, ends[k], end) == 0) {
            content.end -= end;
            break;
        }
    }
    if (content.end == clause.end || is_empty(content))
        return false;
    draft found = {nothing, make_span(place, place + length), nothing, DZ_CUE_ASK, "question-clause", false};
    add_text(r, add_draft(r, &found), content);
    r->last = NO_FINDING;
    return true;
}

/* "发出献血呼吁": a light verb, what is asked for, and the noun that says so. */
static bool read_light_verb(reader *r, size_t i)
{
    static const char *const verbs[] = {"发出", "發出", "提出", "作出", "做出", "发布", "發布"};
    static const char *const nouns[] = {"呼吁", "呼籲", "警告", "建议", "建議", "要求", "承诺", "承諾",
                                        "抗议", "抗議", "决定", "決定", "保证", "保證", "指控", "预测"};
    dz_span clause = r->parts.items[i].span;
    size_t length = 0;
    size_t place = find_word(r, clause, verbs, sizeof verbs / sizeof *verbs, &length);
    if (place == clause.end)
        return false;
    dz_span content = make_span(place + length, clause.end);
    dz_span noun = nothing;
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
        size_t size = strlen(nouns[k]);
        if (content.end - content.begin > size && memcmp(r->text + clause.end - size, nouns[k], size) == 0)
            noun = make_span(clause.end - size, clause.end);
    }
    draft found = {source_in(r, make_span(clause.begin, place)),
                   make_span(place, place + length),
                   noun,
                   DZ_CUE_SAY,
                   "nominal",
                   false};
    content.end = noun.begin;
    static const char *const aspects[] = {"了", "的"};
    if (STARTS_WITH_ANY(r, content, aspects))
        content.begin += 3;
    if (!is_empty(content) && content.end >= content.begin + 3 && memcmp(r->text + content.end - 3, "的", 3) == 0)
        content.end -= 3;
    if (is_empty(noun) || is_empty(content) || is_empty(found.source))
        return false;
    add_text(r, add_draft(r, &found), content);
    return true;
}

static void read_clause(reader *r, size_t i)
{
    dz_span clause = r->parts.items[i].span;
    size_t begin = clause.begin;
    if (read_asked(r, i) || read_light_verb(r, i))
        return;
    cue relay = next_cue(r, clause);
    while (relay.word && relay.word->kind != DZ_ZH_RELAY)
        relay = next_cue(r, make_span(relay.span.end, clause.end));
    if (relay.word && read_relay(r, i, relay))
        return;
    if (read_according(r, i))
        return;
    for (size_t search = begin;;) {
        cue verb = joined_cue(r, make_span(search, clause.end));
        if (!verb.word)
            break;
        search = verb.span.end;
        dz_span left = make_span(begin, verb.span.begin);
        /* "报道还说": the report is who speaks. */
        if (verb.word->class == DZ_CUE_REPORT && is_empty(left))
            continue;
        bool read = verb.word->kind == DZ_ZH_OBJECT ? read_object(r, i, verb, left)
                                                    : verb.word->kind != DZ_ZH_RELAY && read_speech(r, i, verb, left);
        if (read)
            begin = search;
    }
    read_noun(r, i);
}

/* "华春莹：“…”": no cue but the colon. */
static void read_bare_colon(reader *r, size_t i)
{
    const part *clause = &r->parts.items[i];
    if (!is_quotation(r, i + 1) || !is_colon(clause->stop) || r->finder->taken[r->parts.items[i + 1].quotation])
        return;
    draft found = {source_in(r, clause->span), nothing, nothing, DZ_CUE_SAY, "colon", false};
    size_t number = add_draft(r, &found);
    add_reported(r, number, i + 1, REACH_SIBLING);
}

/* A quotation that no cue claimed: speech if it is long or ends as a sentence does. */
static void place_leftover(reader *r, size_t i)
{
    const dz_quotation *quotation = &r->finder->quotations.items[r->parts.items[i].quotation];
    size_t at = quotation->inner.end;
    uint32_t end = at > quotation->inner.begin ? dz_utf8__previous(r->text, &at) : 0;
    bool long_enough = quotation->inner.end - quotation->inner.begin >= 36;
    if (r->finder->taken[r->parts.items[i].quotation] || (!long_enough && !is_stop(end)))
        return;
    bool starts = i == 0;
    bool goes_on = starts && r->last != NO_FINDING && r->finder->findings.items[r->last].direct;
    draft alone = {nothing, nothing, nothing, DZ_CUE_SAY, "quote-alone", false};
    add_quotation(r, goes_on ? r->last : add_draft(r, &alone), i);
}

static void read_unit(reader *r)
{
    r->last_unit = r->finder->findings.count;
    r->unit.begin = split_unit(r);
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

static dz_span without_stop(const reader *r, dz_span span)
{
    size_t at = span.end;
    if (at > span.begin && is_stop(dz_utf8__previous(r->text, &at)))
        span.end = at;
    return span;
}

/* ---- Units ------------------------------------------------------------------------------------------------------- */

/* Whether a place stands inside a quotation of the block, so that the sentence there does not end. */
static bool inside_quotation(const reader *r, uint32_t *cursor, size_t place)
{
    const dz_quotation_list *list = &r->finder->quotations;
    while (*cursor < list->count && (list->items[*cursor].outer.end <= place || list->items[*cursor].depth > 0))
        *cursor += 1;
    return *cursor < list->count && list->items[*cursor].outer.begin < place;
}

/* "我们坚决反对…": a sentence in the first person, unquoted, behind what somebody said goes on with what he says. */
static size_t continue_speech(reader *r)
{
    static const char *const firsts[] = {"我们", "我們", "我方", "我国", "我國",
                                         "我想", "我要", "我愿", "我願", "我再"};
    if (r->last == NO_FINDING || r->last < r->last_sentence)
        return NO_FINDING;
    const dz_finding *before = &r->finder->findings.items[r->last];
    bool speech = before->class == DZ_CUE_SAY || before->class == DZ_CUE_THINK || before->class == DZ_CUE_ASK;
    if (!speech || before->direct || !STARTS_WITH_ANY(r, r->sentence, firsts))
        return NO_FINDING;
    draft found = {before->source, nothing, nothing, before->class, "continued", false};
    size_t number = add_draft(r, &found);
    add_text(r, number, without_stop(r, r->sentence));
    return number;
}

/* "有记者问，…报道称…。中方能否证实？": the question goes on to its mark. */
static void continue_question(reader *r, size_t before)
{
    dz_span sentence = r->sentence;
    size_t at = sentence.end;
    uint32_t stop = at > sentence.begin ? dz_utf8__previous(r->text, &at) : 0;
    dz_finding *items = r->finder->findings.items;
    bool question = stop == '?' || stop == 0xFF1F;
    if (r->status == DZ_OK && question && r->asked != NO_FINDING && r->finder->findings.count == before) {
        dz_finding *asked = &items[r->asked];
        asked->content.items[asked->content.count - 1].end = at;
        return;
    }
    r->asked = NO_FINDING;
    for (size_t i = before; i < r->finder->findings.count && r->asked == NO_FINDING; i++)
        if (items[i].class == DZ_CUE_ASK && items[i].content.count && !items[i].direct &&
            items[i].content.items[items[i].content.count - 1].end >= at - (at > sentence.begin ? 1 : 0))
            r->asked = i;
    r->last_sentence = before;
}

dz_status dz_chinese__find(dz_finder *finder, const dz_passage *passage)
{
    reader r = {.finder = finder,
                .passage = passage,
                .text = finder->text,
                .quotation = passage->first_quotation,
                .first_finding = finder->findings.count,
                .last = NO_FINDING,
                .last_sentence = finder->findings.count,
                .asked = NO_FINDING};
    uint32_t cursor = passage->first_quotation;
    size_t begin = passage->span.begin;
    bool turn = finder->blocks[passage->block].kind == DZ_BLOCK_TURN;
    for (size_t i = 0; i < passage->sentence_count && r.status == DZ_OK; i++) {
        size_t end = passage->sentences[i].end;
        bool last = i + 1 == passage->sentence_count;
        if (!last && inside_quotation(&r, &cursor, end))
            continue;
        r.unit = make_span(begin, last ? passage->span.end : end);
        r.sentence = trim(&r, r.unit);
        size_t continued = turn ? NO_FINDING : continue_speech(&r);
        size_t before = finder->findings.count;
        while (r.unit.begin < r.unit.end && r.status == DZ_OK)
            read_unit(&r);
        continue_question(&r, before);
        if (continued != NO_FINDING)
            r.last = continued;
        begin = end;
    }
    dz_array__free(finder->context, &r.parts);
    return r.status;
}
