#include "attribution/chinese_verb.h"

#include "base/utf8.h"

/* “…，”乙也说: a comma within the marks leads to the clause behind them, which says who speaks. */
static bool is_fronted(const dz_chinese *r, size_t i)
{
    const dz_quotation *quotation = &r->finder->quotations.items[r->parts.items[i].quotation];
    size_t at = quotation->inner.end;
    bool comma = at > quotation->inner.begin && is_comma(dz_utf8__previous(r->text, &at));
    if (!comma || r->parts.items[i].stop || i + 1 >= r->parts.count || is_quotation(r, i + 1))
        return false;
    dz_span clause = r->parts.items[i + 1].span;
    dz_chinese_cue cue = dz_chinese__joined_cue(r, clause);
    return cue.word && cue.word->kind == DZ_ZH_SPEECH && cue.span.end == clause.end && cue.span.begin > clause.begin;
}

/* "甲说，…，方方面面都提到了": what somebody says reaches over this clause. */
static bool is_reported_already(const dz_chinese *r, size_t i)
{
    if (r->last == DZ_NO_FINDING || r->last < r->last_unit)
        return false;
    const dz_finding *before = &r->finder->findings.items[r->last];
    size_t count = before->content.count;
    return before->class != DZ_CUE_REPORT && count &&
           before->content.items[count - 1].end >= r->parts.items[i].span.end;
}

/* "…，”发言人说，“…": the content stands before the clause of the cue, and may go on behind it. */
static bool read_fronted(dz_chinese *r, size_t i, const dz_chinese_draft *found)
{
    const dz_chinese_part *items = r->parts.items;
    bool last = i + 1 == r->parts.count;
    if (i > 0 && is_quotation(r, i - 1) && dz_chinese__is_whole(r, i - 1) && (last || items[i].stop != 0)) {
        bool to_next = !last && is_quotation(r, i + 1) && is_fronted(r, i + 1);
        bool goes_on = !last && is_quotation(r, i + 1) && !to_next;
        /* “…”，甲说，“…”，乙说，“…”: what stands before is another's already. */
        bool anothers = !last && !is_fronted(r, i - 1) && r->finder->taken[items[i - 1].quotation];
        /* “…。”甲说，…: two statements, of which the second is not quoted. */
        bool twofold = !last && !goes_on && items[i - 1].stop == 0 && dz_chinese__ends_as_sentence(r, i - 1) &&
                       !is_empty(found->source);
        if ((!last && !goes_on && !twofold && !to_next) || is_colon(items[i].stop) || anothers)
            return false;
        dz_chinese_draft front = *found;
        front.rule = "quote-before-cue";
        size_t number = dz_chinese__add_draft(r, &front);
        dz_chinese__add_quotation(r, number, i - 1);
        if (goes_on)
            dz_chinese__add_quotation(r, number, i + 1);
        return !twofold;
    }
    if (!last || i == 0 || is_empty(found->source) || is_reported_already(r, i))
        return false;
    if (dz_chinese__is_adverbial(r, make_span(items[0].span.begin, items[i - 1].span.end)))
        return false; /* "会上，有记者提问": nothing is said of what */
    dz_chinese_draft front = *found;
    front.rule = "clause-before-cue";
    size_t number = dz_chinese__add_draft(r, &front);
    dz_chinese__add_text(r, number, make_span(items[0].span.begin, items[i - 1].span.end));
    return true;
}

static bool points_back(const dz_chinese *r, dz_span content)
{
    static const char *const words[] = {"这一", "這一", "此",   "该",   "該",   "上述", "有关",
                                        "有關", "对此", "對此", "这些", "這些", "相关", "相關"};
    return content.end - content.begin <= 36 && STARTS_WITH_ANY(r, content, words);
}

/* "对此予以否认": the light verb is no part of what is denied. */
static dz_span without_light_verb(const dz_chinese *r, dz_span span)
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
static bool read_object_before(dz_chinese *r, size_t i, dz_chinese_cue verb, dz_chinese_draft *found)
{
    static const char *const marks[] = {"对", "對"};
    dz_span clause = r->parts.items[i].span;
    dz_span behind = without_light_verb(r, make_span(found->source.end, verb.span.begin));
    if (!STARTS_WITH_ANY(r, behind, marks) || is_empty(found->source) || verb.span.end < clause.end)
        return false;
    found->rule = "object";
    size_t number = dz_chinese__add_draft(r, found);
    dz_chinese__add_text(r, number, behind);
    if (number != DZ_NO_FINDING)
        r->finder->findings.items[number].points_back = points_back(r, behind);
    return true;
}

/* "上述指责毫无根据", "对有关指控表示反对": the cue's word is a noun here. */
static bool is_noun(const dz_chinese *r, size_t i, dz_chinese_cue verb, dz_span rest)
{
    static const char *const predicates[] = {"是",   "完全是", "纯属", "純屬", "毫无", "毫無", "并非",
                                             "並非", "并不",   "並不", "没有", "沒有", "均属", "均屬",
                                             "属于", "屬於",   "不是", "根本", "不符"};
    if (verb.word->kind != DZ_ZH_OBJECT)
        return false;
    bool stance = verb.word->class == DZ_CUE_ACCUSE || verb.word->class == DZ_CUE_DENY;
    return dz_chinese__follows_attribute(r, r->parts.items[i].span.begin, verb.span.begin) ||
           starts_with(r, rest, "表示") || (stance && STARTS_WITH_ANY(r, rest, predicates));
}

/* Directly behind the cue: 了, 过, 着; dz_no_span if the clause turns out to be an attribute ("他说的话"). */
static dz_span behind_cue(const dz_chinese *r, size_t i, dz_chinese_cue verb)
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
    static const char *const attributives[] = {"的共同", "的一致", "的普遍", "的强烈", "的強烈", "的殷切", "的热切",
                                               "的熱切", "的美好", "的迫切", "的最大", "的严正", "的嚴正"};
    if (ENDS_WITH_ANY(r, make_span(r->parts.items[i].span.begin, verb.span.begin), attributives))
        rest.end = 0;
    size_t before = verb.span.begin;
    if (before > r->parts.items[i].span.begin) {
        dz_utf8__previous(r->text, &before);
        if (STARTS_WITH_ANY(r, make_span(before, verb.span.begin), no_verbs))
            rest.end = 0;
    }
    return rest;
}

/* "予以否认": what is denied was said before, and has no words here. */
static bool read_bare_denial(dz_chinese *r, size_t i, dz_chinese_cue verb, const dz_chinese_draft *found)
{
    static const char *const verbs[] = {"予以", "加以"};
    static const char *const joints[] = {"并", "並"};
    const dz_chinese_part *part = &r->parts.items[i];
    bool final = i + 1 == r->parts.count || part->stop == 0x3002 || part->stop == 0xFF1B;
    bool light = ENDS_WITH_ANY(r, make_span(found->source.end, verb.span.begin), verbs) ||
                 (verb.word->class == DZ_CUE_DENY && final);
    /* "否认并质疑": no object stands between the two. */
    dz_span behind = make_span(verb.span.end, part->span.end);
    dz_chinese_cue second = dz_chinese__next_cue(r, make_span(behind.begin + strlen("并"), behind.end));
    if (verb.word->class == DZ_CUE_DENY && STARTS_WITH_ANY(r, behind, joints) && second.word &&
        second.span.begin == behind.begin + strlen("并") && second.span.end == behind.end) {
        light = true;
        verb.span.end = part->span.end;
    }
    if (!light || is_empty(found->source) || verb.span.end < r->parts.items[i].span.end || r->last == DZ_NO_FINDING)
        return false;
    size_t number = dz_chinese__add_draft(r, found);
    if (number != DZ_NO_FINDING) {
        r->finder->findings.items[number].points_back = true;
        r->finder->findings.items[number].direct = false;
    }
    return true;
}

/* What a stance is taken on is a thing, and ends before a clause that goes on otherwise: "反对制裁，但愿意谈判". */
static size_t thing_end(const dz_chinese *r, size_t i)
{
    static const char *const joints[] = {"但",   "而",   "却",   "卻",   "并",   "並",   "同时",
                                         "同時", "不过", "不過", "然而", "还",   "還",   "也",
                                         "因此", "所以", "愿意", "願意", "希望", "认为", "認為"};
    for (size_t k = i + 1; k < r->parts.count; k++)
        if (r->parts.items[k - 1].stop && !is_quotation(r, k) && STARTS_WITH_ANY(r, r->parts.items[k].span, joints))
            return r->parts.items[k - 1].span.end;
    return r->parts.items[r->parts.count - 1].span.end;
}

/* "中方是否支持": what is asked of somebody he has not said. */
static bool is_open_question(const dz_chinese *r, dz_span left)
{
    static const char *const words[] = {"是否",   "会否",   "會否",   "能否",   "可否",
                                        "是不是", "有没有", "有沒有", "会不会", "會不會"};
    size_t length = 0;
    return dz_chinese__find_word(r, left, words, sizeof words / sizeof *words, &length) < left.end;
}

bool dz_chinese__read_object(dz_chinese *r, size_t i, dz_chinese_cue verb, dz_span left)
{
    dz_chinese_draft found = {dz_chinese__source_in(r, left), verb.span, dz_no_span, verb.word->class, "object", false};
    dz_span rest = behind_cue(r, i, verb);
    if (!rest.end || dz_chinese__names_nobody(r, left) || is_open_question(r, left))
        return false;
    if (read_object_before(r, i, verb, &found) || read_bare_denial(r, i, verb, &found))
        return true;
    static const char *const joints[] = {"并", "並", "还", "還", "也", "又", "同时", "同時", "而", "但"};
    if (is_empty(found.source) && (is_empty(left) || STARTS_WITH_ANY(r, left, joints)))
        found.source = dz_chinese__shared_source(r, i);
    bool follows = !is_empty(rest) ||
                   (i + 1 < r->parts.count && (r->parts.items[i].stop == 0 || is_colon(r->parts.items[i].stop)));
    if (is_empty(found.source) || !follows)
        return false;
    size_t number = dz_chinese__add_draft(r, &found);
    size_t end = dz_chinese__reported_end(r, i, DZ_REACH_CLAUSE);
    bool stance = found.class == DZ_CUE_ACCUSE || found.class == DZ_CUE_PRAISE || found.class == DZ_CUE_DENY;
    if (stance && thing_end(r, i) < end)
        end = thing_end(r, i);
    if (is_empty(rest))
        dz_chinese__add_reported(r, number, i + 1, DZ_REACH_SIBLING);
    else
        dz_chinese__add_text(r, number, make_span(rest.begin, end));
    if (number != DZ_NO_FINDING && !is_empty(rest))
        r->finder->findings.items[number].points_back = points_back(r, rest);
    return true;
}

/* "告诉某通讯社，…": what stands behind the cue is whom it was told, and the content comes behind the comma. */
static bool names_hearer(const dz_chinese *r, size_t i, dz_chinese_cue verb, dz_span rest)
{
    static const char *const telling[] = {"告诉", "告訴"};
    static const char *const ends[] = {"社", "报", "報",   "网",   "網",   "台", "员", "員", "者", "们", "們",
                                       "方", "》", "媒体", "媒體", "人士", "人", "刊", "部", "会", "會"};
    bool comma = i + 1 < r->parts.count && is_comma(r->parts.items[i].stop);
    if (!comma || is_empty(rest) || rest.end - rest.begin > 45 || !STARTS_WITH_ANY(r, verb.span, telling))
        return false;
    char last = r->text[rest.end - 1];
    bool latin = (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z') || last == ')';
    return latin || ENDS_WITH_ANY(r, rest, ends);
}

bool dz_chinese__read_speech(dz_chinese *r, size_t i, dz_chinese_cue verb, dz_span left)
{
    const dz_chinese_part *clause = &r->parts.items[i];
    dz_chinese_draft found = {
        dz_chinese__source_in(r, left), verb.span, dz_no_span, verb.word->class, "clause-after-cue", false};
    dz_span rest = behind_cue(r, i, verb);
    if (!rest.end || dz_chinese__names_nobody(r, left) || is_open_question(r, left))
        return false;
    bool only_marked =
        verb.word->kind == DZ_ZH_COLON || verb.word->kind == DZ_ZH_FINAL || verb.word->kind == DZ_ZH_REPORT;
    bool before_quotation =
        is_quotation(r, i + 1) && (clause->stop == 0 || is_colon(clause->stop) || is_comma(clause->stop));
    dz_span own = found.source;
    /* "有报道称": somebody reports, nobody knows who. */
    bool unnamed = own.end - own.begin == 3 && starts_with(r, own, "有");
    if (unnamed)
        found.source = dz_no_span;
    else if (is_empty(own) && verb.word->kind == DZ_ZH_REPORT)
        return false;
    else if (is_empty(own))
        found.source = dz_chinese__shared_source(r, i);
    if (names_hearer(r, i, verb, rest))
        rest = dz_no_span;
    if (!is_empty(rest)) {
        bool bare = dz_chinese__skip_openers(r, left.begin, left.end) == left.end;
        if (only_marked || is_empty(found.source) || (is_empty(own) && !bare))
            return false;
        found.rule = "direct-clause";
        size_t number = dz_chinese__add_draft(r, &found);
        dz_chinese__add_text(r, number, make_span(rest.begin, dz_chinese__reported_end(r, i, DZ_REACH_CLAUSE)));
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
    size_t number = dz_chinese__add_draft(r, &found);
    dz_chinese__add_reported(r, number, i + 1, DZ_REACH_SIBLING);
    return true;
}
