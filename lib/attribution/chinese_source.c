#include "attribution/chinese_source.h"

#include "base/utf8.h"

static bool is_digit_at(const dz_chinese *r, size_t at, size_t end)
{
    if (r->text[at] >= '0' && r->text[at] <= '9')
        return true;
    size_t step = at;
    uint32_t codepoint = dz_utf8__next(r->text, end, &step);
    return codepoint >= 0xFF10 && codepoint <= 0xFF19;
}

/* "14日", "2015年": a date after the source. */
static bool begins_date(const dz_chinese *r, size_t at, size_t end)
{
    static const char *const units[] = {"日", "月", "年", "时", "時", "号", "號"};
    if (!is_digit_at(r, at, end))
        return false;
    for (int digits = 0; digits < 8 && at < end && is_digit_at(r, at, end); digits++)
        dz_utf8__next(r->text, end, &at);
    return STARTS_WITH_ANY(r, make_span(at, end), units);
}

/* Behind a dateline or a channel's name in brackets: "（北京25日讯）", "【本台消息】". */
static size_t skip_dateline(const dz_chinese *r, size_t at, size_t end)
{
    static const char *const opening[] = {"(", "（", "【", "["};
    static const char *const closing[] = {")", "）", "】", "]"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        if (!starts_with(r, make_span(at, end), opening[i]))
            continue;
        for (size_t close = at; close < end; dz_utf8__next(r->text, end, &close))
            if (starts_with(r, make_span(close, end), closing[i]))
                return dz_chinese__trim(r, make_span(close + strlen(closing[i]), end)).begin;
    }
    return at;
}

size_t dz_chinese__skip_openers(const dz_chinese *r, size_t at, size_t end)
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

bool dz_chinese__names_nobody(const dz_chinese *r, dz_span left)
{
    static const char *const nobody[] = {"没有哪", "沒有哪", "没有任何", "沒有任何", "没有一",
                                         "沒有一", "无一",   "無一",     "任何",     "无人",
                                         "無人",   "没有人", "沒有人",   "从未有",   "從未有"};
    size_t begin = dz_chinese__skip_openers(r, left.begin, left.end);
    return STARTS_WITH_ANY(r, make_span(begin, left.end), nobody);
}

dz_span dz_chinese__source_in(const dz_chinese *r, dz_span left)
{
    size_t begin = dz_chinese__skip_openers(r, left.begin, left.end);
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
    dz_span source = dz_chinese__trim(r, make_span(begin, end));
    static const char *const no_sources[] = {"无法", "無法", "不",   "没有", "沒有", "未", "可以", "应", "應", "将",
                                             "將",   "这一", "這一", "这个", "這個", "能", "会",   "會", "要"};
    static const char *const prepositions[] = {"除了", "为了", "為了", "由于", "由於", "因为", "因為", "当",
                                               "當",   "通过", "通過", "被",   "把",   "虽然", "為",   "与"};
    if (STARTS_WITH_ANY(r, source, no_sources) && source.end - source.begin <= 9)
        return dz_no_span;
    if (STARTS_WITH_ANY(r, source, prepositions))
        return dz_no_span;
    return source.end - source.begin <= DZ_LONGEST_SOURCE ? source : dz_no_span;
}

dz_span dz_chinese__shared_source(const dz_chinese *r, size_t clause)
{
    if (r->last != DZ_NO_FINDING && r->last >= r->last_unit)
        return r->finder->findings.items[r->last].source;
    for (size_t i = 0; i < clause; i++) {
        dz_span earlier = r->parts.items[i].span;
        dz_span source = is_quotation(r, i) ? dz_no_span : dz_chinese__source_in(r, earlier);
        if (!is_empty(source) && source.end < earlier.end)
            return source;
    }
    return r->last != DZ_NO_FINDING ? r->finder->findings.items[r->last].source : dz_no_span;
}
