#include "attribution/chinese_report.h"

#include "base/utf8.h"

#define MOST_CLAUSES_ASKED 4

bool dz_chinese__read_relay(dz_chinese *r, size_t i, dz_chinese_cue relay)
{
    static const char *const words[] = {"的话", "的話"};
    static const char *const reports[] = {"的报道", "的報道", "的报导", "的報導", "的消息", "的文章", "的声明",
                                          "的聲明", "的说法", "的說法", "的言论", "的言論", "的讲话", "的講話",
                                          "的表述", "的分析", "的数据", "的數據", "消息",   "报道",   "報道"};
    dz_span clause = r->parts.items[i].span;
    dz_span right = make_span(relay.span.end, clause.end);
    dz_chinese_draft outer = {dz_chinese__source_in(r, make_span(clause.begin, relay.span.begin)),
                              relay.span,
                              dz_no_span,
                              DZ_CUE_REPORT,
                              "relay",
                              false};
    static const char *const according[] = {"据", "據"};
    static const char *const by[] = {"根据", "根據", "依据", "依據"};
    if (STARTS_WITH_ANY(r, clause, according))
        outer.source = dz_chinese__source_in(r, make_span(clause.begin + 3, relay.span.begin));
    else if (STARTS_WITH_ANY(r, clause, by))
        outer.source = dz_chinese__source_in(r, make_span(clause.begin + 6, relay.span.begin));
    if (is_empty(outer.source))
        outer.source = dz_chinese__shared_source(r, i);
    size_t length = 0;
    size_t place = dz_chinese__find_word(r, right, words, sizeof words / sizeof *words, &length);
    size_t next = i + 1;
    if (place < right.end) {
        dz_chinese_draft inner = {
            make_span(right.begin, place), make_span(place, clause.end), dz_no_span, DZ_CUE_SAY, "relay", false};
        dz_chinese_cue saying = dz_chinese__next_cue(r, make_span(place + length, clause.end));
        while (saying.word) {
            inner.cue.end = saying.span.end;
            dz_chinese_cue second = dz_chinese__next_cue(r, make_span(saying.span.end, clause.end));
            if (!second.word || second.span.begin != saying.span.end)
                break;
            saying = second;
        }
        bool rest = inner.cue.end < clause.end && saying.word;
        if (next >= r->parts.count && !rest)
            return false;
        size_t end = dz_chinese__reported_end(r, i, DZ_REACH_SENTENCE);
        size_t number = dz_chinese__add_draft(r, &outer);
        dz_chinese__add_text(r, number, make_span(right.begin, end));
        number = dz_chinese__add_draft(r, &inner);
        if (rest)
            dz_chinese__add_text(r, number, make_span(inner.cue.end, end));
        else
            dz_chinese__add_reported(r, number, next, DZ_REACH_SENTENCE);
        return true;
    }
    place = dz_chinese__find_word(r, right, reports, sizeof reports / sizeof *reports, &length);
    /* "援引政府消息人士称": a person, no report. */
    static const char *const people[] = {"人士", "来源", "來源", "员", "員", "灵通", "靈通"};
    if (place < right.end && STARTS_WITH_ANY(r, make_span(place + length, clause.end), people))
        place = right.end;
    dz_chinese_cue saying =
        dz_chinese__next_cue(r, make_span(place < right.end ? place + length : right.begin, clause.end));
    if (place == right.end && !saying.word)
        return false;
    size_t source_end = place < right.end ? place : saying.span.begin;
    dz_chinese_draft second = {
        make_span(right.begin, source_end), relay.span, make_span(place, place + length), DZ_CUE_REPORT, "relay", true};
    if (place == right.end)
        second.cue_more = saying.span;
    outer.cue = saying.word && place < right.end ? saying.span : relay.span;
    if (next >= r->parts.count)
        return false;
    size_t number = dz_chinese__add_draft(r, &outer);
    dz_chinese__add_reported(r, number, next, DZ_REACH_SENTENCE);
    number = dz_chinese__add_draft(r, &second);
    dz_chinese__add_reported(r, number, next, DZ_REACH_SENTENCE);
    return true;
}

/* Who is named between "据" and what he gives. Of a dispatch ("新华社日内瓦4月3日电") it is the agency, without place
 * and day; the day's last character is the mark's first. */
static dz_span agency_of(const dz_chinese *r, dz_span span, size_t mark_length)
{
    static const char *const dated[] = {"日电", "日電", "日讯", "日訊"};
    static const char *const outlets[] = {"社", "报", "報", "网", "網", "台", "臺"};
    if (!STARTS_WITH_ANY(r, make_span(span.end, span.end + mark_length), dated))
        return dz_chinese__source_in(r, span);
    dz_span source = dz_chinese__source_in(r, make_span(span.begin, span.end + strlen("日")));
    for (size_t at = source.end; at > source.begin;) {
        if (ENDS_WITH_ANY(r, make_span(source.begin, at), outlets))
            return make_span(source.begin, at);
        dz_utf8__previous(r->text, &at);
    }
    return source;
}

bool dz_chinese__read_according(dz_chinese *r, size_t i)
{
    static const char *const according[] = {"根据", "根據", "按照", "依据", "依據", "据", "據"};
    static const char *const nobody[] = {"据悉",   "據悉",   "据报",   "據報",   "据称",   "據稱",   "据说",
                                         "據說",   "据了解", "據了解", "据介绍", "據介紹", "据报道", "据報導",
                                         "據報道", "據報導", "据透露", "據透露", "据统计", "據統計"};
    static const char *const ends[] = {
        "报道", "報道", "报导", "報導", "消息", "介绍", "介紹", "透露", "统计", "統計", "了解", "披露", "分析",
        "数据", "數據", "公报", "公報", "报告", "報告", "声明", "聲明", "命令", "文件", "调查", "調查", "估计",
        "估計", "预测", "預測", "记载", "記載", "说法", "說法", "称",   "稱",   "说",   "說",   "日电", "日電",
        "日讯", "日訊", "专电", "專電", "讲",   "講",   "回忆", "回憶", "爆料", "通报", "通報", "观察", "觀察"};
    dz_span clause = r->parts.items[i].span;
    clause.begin = dz_chinese__skip_openers(r, clause.begin, clause.end);
    if (!STARTS_WITH_ANY(r, clause, according) && !STARTS_WITH_ANY(r, clause, nobody))
        return false;
    dz_chinese_draft found = {dz_no_span, clause, dz_no_span, DZ_CUE_REPORT, "according-to", false};
    if (!STARTS_WITH_ANY(r, clause, nobody)) {
        bool longer = !starts_with(r, clause, "据") && !starts_with(r, clause, "據");
        dz_span inside = make_span(clause.begin + (longer ? 6 : 3), clause.end);
        size_t length = 0;
        size_t place = inside.begin + (inside.end > inside.begin ? 3 : 0);
        place = place < inside.end
                    ? dz_chinese__find_word(r, make_span(place, inside.end), ends, sizeof ends / sizeof *ends, &length)
                    : inside.end;
        if (place >= inside.end)
            return false;
        found.source = agency_of(r, make_span(inside.begin, place), length);
        static const char *const numerals[] = {"一份", "一项", "一項", "多份", "该", "該", "这份", "這份", "最新"};
        if (STARTS_WITH_ANY(r, found.source, numerals) && found.source.end - found.source.begin <= strlen("一份"))
            found.source = make_span(inside.begin, place + length);
        found.cue = make_span(clause.begin, inside.begin);
        found.cue_more = make_span(place, inside.end);
    }
    if (i + 1 < r->parts.count && r->parts.items[i].stop) {
        size_t number = dz_chinese__add_draft(r, &found);
        dz_chinese__add_reported(r, number, i + 1, DZ_REACH_SENTENCE);
        return true;
    }
    if (i > 0 && i + 1 == r->parts.count) {
        size_t number = dz_chinese__add_draft(r, &found);
        dz_chinese__add_text(r, number, make_span(r->parts.items[0].span.begin, r->parts.items[i - 1].span.end));
        return true;
    }
    return false;
}

void dz_chinese__read_noun(dz_chinese *r, size_t i)
{
    static const char *const about[] = {"关于", "關於"};
    static const char *const nouns[] = {"的决定", "的決定", "的声明", "的聲明", "的承诺", "的承諾", "的表态", "的表態",
                                        "的说法", "的說法", "的主张", "的主張", "的建议", "的建議", "的要求", "的指控",
                                        "的警告", "的言论", "的言論", "的看法", "的立场", "的立場"};
    dz_span clause = r->parts.items[i].span;
    size_t length = 0;
    size_t place = dz_chinese__find_word(r, clause, about, sizeof about / sizeof *about, &length);
    if (place == clause.begin || place >= clause.end)
        return;
    size_t noun_length = 0;
    size_t noun = dz_chinese__find_word(r, make_span(place + length, clause.end), nouns, sizeof nouns / sizeof *nouns,
                                        &noun_length);
    if (noun >= clause.end)
        return;
    dz_chinese_draft found = {dz_chinese__source_in(r, make_span(clause.begin, place)),
                              make_span(noun + 3, noun + noun_length),
                              dz_no_span,
                              DZ_CUE_SAY,
                              "nominal",
                              false};
    if (is_empty(found.source))
        return;
    size_t number = dz_chinese__add_draft(r, &found);
    dz_chinese__add_text(r, number, make_span(place + length, noun));
}

/* "被问到据《…》报道，…将关闭时，": the question ends in a later clause. 0: in none. */
static size_t asked_end(const dz_chinese *r, size_t i)
{
    static const char *const ends[] = {"之时", "之時", "时", "時"};
    for (size_t k = i + 1; k < r->parts.count && k <= i + MOST_CLAUSES_ASKED; k++) {
        dz_span clause = r->parts.items[k].span;
        bool comma = k + 1 < r->parts.count && is_comma(r->parts.items[k].stop);
        if (comma && !is_quotation(r, k) && ENDS_WITH_ANY(r, clause, ends))
            return clause.end - strlen(dz_chinese__ends_with_any(r, clause, ends, 2) ? "之时" : "时");
    }
    return 0;
}

bool dz_chinese__read_asked(dz_chinese *r, size_t i)
{
    static const char *const fronts[] = {"当", "當", "在"};
    static const char *const asked[] = {"被问及",     "被問及",     "被问到",     "被問到", "被记者问及",
                                        "被記者問及", "被记者问到", "被記者問到", "被问",   "被問"};
    static const char *const ends[] = {"之时", "之時", "时", "時"};
    dz_span clause = r->parts.items[i].span;
    clause.begin = dz_chinese__skip_openers(r, clause.begin, clause.end);
    if (STARTS_WITH_ANY(r, clause, fronts))
        clause.begin += 3;
    size_t length = 0;
    size_t place = dz_chinese__find_word(r, clause, asked, sizeof asked / sizeof *asked, &length);
    if (place == clause.end || place - clause.begin > DZ_LONGEST_SOURCE)
        return false;
    dz_span content = make_span(place + length, clause.end);
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        size_t end = strlen(ends[k]);
        if (content.end - content.begin > end && memcmp(r->text + content.end - end, ends[k], end) == 0) {
            content.end -= end;
            break;
        }
    }
    if (content.end == clause.end)
        content.end = asked_end(r, i);
    if (content.end == 0 || is_empty(content))
        return false;
    dz_chinese_draft found = {dz_no_span, make_span(place, place + length), dz_no_span, DZ_CUE_ASK, "question-clause",
                              false};
    dz_chinese__add_text(r, dz_chinese__add_draft(r, &found), content);
    r->last = DZ_NO_FINDING;
    return true;
}

bool dz_chinese__read_light_verb(dz_chinese *r, size_t i)
{
    static const char *const verbs[] = {"发出", "發出", "提出", "作出", "做出", "发布", "發布"};
    static const char *const nouns[] = {"呼吁", "呼籲", "警告", "建议", "建議", "要求", "承诺", "承諾",
                                        "抗议", "抗議", "决定", "決定", "保证", "保證", "指控", "预测"};
    dz_span clause = r->parts.items[i].span;
    size_t length = 0;
    size_t place = dz_chinese__find_word(r, clause, verbs, sizeof verbs / sizeof *verbs, &length);
    if (place == clause.end)
        return false;
    dz_span content = make_span(place + length, clause.end);
    dz_span noun = dz_no_span;
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
        size_t size = strlen(nouns[k]);
        if (content.end - content.begin > size && memcmp(r->text + clause.end - size, nouns[k], size) == 0)
            noun = make_span(clause.end - size, clause.end);
    }
    dz_chinese_draft found = {dz_chinese__source_in(r, make_span(clause.begin, place)),
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
    dz_chinese__add_text(r, dz_chinese__add_draft(r, &found), content);
    return true;
}
