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

static bool is_numeral_at(const dz_chinese *r, size_t at, size_t end)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七",
                                           "八", "九", "十", "〇", "廿", "卅"};
    return STARTS_WITH_ANY(r, make_span(at, end), numerals);
}

/* The end of "14日", "2015年", "十月", "二十一日"; `at` where no date begins there. */
static size_t date_end(const dz_chinese *r, size_t at, size_t end)
{
    static const char *const units[] = {"日", "月", "年", "时", "時", "号", "號"};
    static const char *const written_units[] = {"日", "月"}; /* 十时, 三年 and 六号 are more often no date */
    size_t behind = at;
    if (at >= end)
        return at;
    if (is_digit_at(r, at, end)) {
        for (int digits = 0; digits < 8 && behind < end && is_digit_at(r, behind, end); digits++)
            dz_utf8__next(r->text, end, &behind);
        return STARTS_WITH_ANY(r, make_span(behind, end), units) ? behind + 3 : at;
    }
    for (int digits = 0; digits < 3 && behind < end && is_numeral_at(r, behind, end); digits++)
        behind += strlen("一");
    return behind > at && STARTS_WITH_ANY(r, make_span(behind, end), written_units) ? behind + 3 : at;
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
        } else if (date_end(r, at, end) > at) {
            at = date_end(r, at, end);
        } else {
            break;
        }
    }
    return at;
}

bool dz_chinese__is_adverbial(const dz_chinese *r, dz_span span)
{
    size_t at = span.begin;
    while (at < span.end) {
        size_t length = 0;
        const dz_zh_word *word = dz_zh__longest(r->finder->zh, r->text, at, span.end, &length);
        if (word && word->flags & (DZ_ZH_OPENER | DZ_ZH_ADJUNCT))
            at += length;
        else if (date_end(r, at, span.end) > at)
            at = date_end(r, at, span.end);
        else
            return false;
    }
    return true;
}

/* "王毅会见外宾时": what he does on the occasion ends the source; SIZE_MAX where no occasion is told. */
static size_t occasion_begin(const dz_chinese *r, dz_span left)
{
    static const char *const ends[] = {"时", "時", "期间", "期間", "之际", "之際", "之后", "之後"};
    static const char *const verbs[] = {"主持", "会见", "會見", "会晤", "會晤", "出席", "访问", "訪問", "考察",
                                        "视察", "視察", "举行", "舉行", "召开", "召開", "参加", "參加", "发表",
                                        "發表", "受访", "受訪", "谈到", "談到", "谈及", "談及", "介绍", "介紹",
                                        "回答", "抵达", "抵達", "离开", "離開", "参观", "參觀", "率团", "率團"};
    if (!ENDS_WITH_ANY(r, left, ends))
        return SIZE_MAX;
    size_t length = 0;
    size_t place = dz_chinese__find_word(r, left, verbs, sizeof verbs / sizeof *verbs, &length);
    return place > left.begin && place < left.end ? place : SIZE_MAX;
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
    size_t occasion = occasion_begin(r, make_span(begin, left.end));
    size_t end = occasion < left.end ? occasion : left.end;
    left.end = end;
    while (at < left.end) {
        size_t length = 0;
        const dz_zh_word *word = dz_zh__longest(r->finder->zh, r->text, at, left.end, &length);
        bool ends = (word && word->flags & DZ_ZH_ADJUNCT) || date_end(r, at, left.end) > at;
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
    static const char *const no_sources[] = {"无法", "無法", "不",   "没", "沒", "没有", "沒有",
                                             "未",   "可以", "应",   "應", "将", "將",   "这一",
                                             "這一", "这个", "這個", "能", "会", "會",   "要"};
    static const char *const prepositions[] = {"除了", "为了", "為了", "由于", "由於", "因为", "因為", "当",
                                               "當",   "通过", "通過", "被",   "把",   "虽然", "為",   "与"};
    if (STARTS_WITH_ANY(r, source, no_sources) && source.end - source.begin <= 9)
        return dz_no_span;
    static const char *const copulas[] = {"是", "也是", "就是", "正是", "都是", "更是", "还是", "還是", "并非", "並非"};
    static const char *const this_time[] = {"是次"};
    if (STARTS_WITH_ANY(r, source, prepositions) ||
        (STARTS_WITH_ANY(r, source, copulas) && !STARTS_WITH_ANY(r, source, this_time)))
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
