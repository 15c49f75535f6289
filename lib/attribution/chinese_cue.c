#include "attribution/chinese_cue.h"

#include "base/utf8.h"

static void take_quotations(dz_chinese *r, dz_span content)
{
    for (size_t i = 0; i < r->parts.count; i++)
        if (is_quotation(r, i) && r->parts.items[i].span.begin >= content.begin &&
            r->parts.items[i].span.end <= content.end)
            r->finder->taken[r->parts.items[i].quotation] = 1;
}

size_t dz_chinese__add_draft(dz_chinese *r, const dz_chinese_draft *from)
{
    if (r->status != DZ_OK)
        return DZ_NO_FINDING;
    dz_finding finding = {0};
    finding.source = from->source;
    finding.cue = from->cue;
    finding.cue_more = from->cue_more;
    finding.class = from->class;
    finding.block = r->passage->block;
    finding.rule = from->rule;
    finding.parallel = from->parallel;
    finding.direct = true;
    r->status = dz_finding__add(r->finder, &finding, dz_no_span);
    if (r->status != DZ_OK)
        return DZ_NO_FINDING;
    r->last = r->finder->findings.count - 1;
    return r->last;
}

void dz_chinese__add_text(dz_chinese *r, size_t number, dz_span content)
{
    if (r->status != DZ_OK || number == DZ_NO_FINDING || is_empty(content))
        return;
    r->finder->findings.items[number].direct = false;
    r->status = dz_finding__add_content(r->finder, number, content);
    take_quotations(r, content);
}

void dz_chinese__add_quotation(dz_chinese *r, size_t number, size_t i)
{
    if (r->status == DZ_OK && number != DZ_NO_FINDING)
        r->status = dz_finding__take_quotation(r->finder, number, r->parts.items[i].quotation);
}

dz_chinese_cue dz_chinese__next_cue(const dz_chinese *r, dz_span stretch)
{
    dz_chinese_cue found = {dz_no_span, NULL};
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

bool dz_chinese__follows_attribute(const dz_chinese *r, size_t begin, size_t place)
{
    static const char *const attributes[] = {"的",   "上述", "这一", "這一", "这种", "這種", "该",   "該",   "此类",
                                             "此類", "这些", "這些", "那些", "有关", "有關", "相关", "相關", "不实",
                                             "不實", "官方", "这份", "這份", "一份", "一项", "一項", "这项", "這項",
                                             "联合", "聯合", "书面", "書面", "一篇", "这篇", "這篇", "该篇", "多篇",
                                             "一则", "一則", "所谓", "所謂", "各种", "各種", "任何", "诸多", "諸多"};
    return ENDS_WITH_ANY(r, make_span(begin, place), attributes);
}

dz_chinese_cue dz_chinese__joined_cue(const dz_chinese *r, dz_span stretch)
{
    static const char *const tails[] = {"说", "說", "称", "稱", "道", "指出", "表示"};
    dz_chinese_cue found = dz_chinese__next_cue(r, stretch);
    if (!found.word || found.word->kind == DZ_ZH_RELAY)
        return found;
    if (found.word->kind == DZ_ZH_REPORT && found.span.begin == stretch.begin)
        return found;
    dz_span rest = make_span(found.span.end, stretch.end);
    dz_chinese_cue second = dz_chinese__next_cue(r, rest);
    if (!second.word || second.span.begin != found.span.end || !STARTS_WITH_ANY(r, second.span, tails))
        return found;
    /* "这份声明说", "对不实指责表示反对": the first is a noun. */
    static const char *const statements[] = {"声明", "聲明"};
    if (STARTS_WITH_ANY(r, found.span, statements) && found.span.end - found.span.begin == strlen("声明") &&
        (found.span.begin == stretch.begin || dz_chinese__follows_attribute(r, stretch.begin, found.span.begin)))
        return second;
    if (found.word->kind == DZ_ZH_OBJECT && starts_with(r, second.span, "表示"))
        return second;
    found.span.end = second.span.end;
    bool speech = second.word->kind == DZ_ZH_SPEECH || found.word->kind == DZ_ZH_OBJECT;
    found.word = speech ? second.word : found.word;
    return found;
}

static bool takes_content(const dz_zh_word *word)
{
    return word->kind == DZ_ZH_SPEECH || word->kind == DZ_ZH_OBJECT;
}

/* "，否认隐瞒任何结果": a clause that begins with a cue goes on with the speaker of the one before it. */
static bool begins_with_cue(const dz_chinese *r, dz_chinese_cue found, dz_span clause)
{
    bool first = dz_chinese__skip_openers(r, clause.begin, found.span.begin) == found.span.begin;
    return first && takes_content(found.word) && found.span.end < clause.end;
}

/* Whether a clause opens a report of its own beside the one before it: "，并呼吁…", "，船东则斥之为…". Where that one
 * has its content right behind its cue, any clause with a source and a cue does: "甲说要来，乙说不去". */
static bool begins_sibling(const dz_chinese *r, size_t i, dz_chinese_reach reach)
{
    static const char *const joints[] = {"并",   "並",   "还", "還", "也",   "又",   "同时",
                                         "同時", "此外", "而", "但", "不过", "不過", "另"};
    dz_span clause = r->parts.items[i].span;
    dz_chinese_cue found = dz_chinese__next_cue(r, clause);
    if (!found.word || found.word->kind == DZ_ZH_COLON)
        return false;
    if (STARTS_WITH_ANY(r, clause, joints) || begins_with_cue(r, found, clause))
        return true;
    dz_span source = dz_chinese__source_in(r, make_span(clause.begin, found.span.begin));
    bool denies = found.word->class == DZ_CUE_DENY && found.span.end == clause.end; /* "甲反对，乙否认" */
    if (reach == DZ_REACH_CLAUSE && !is_empty(source) && takes_content(found.word) &&
        (found.span.end < clause.end || denies))
        return true;
    static const char *const contrasts[] = {"则", "則", "也", "亦", "却", "卻"};
    return !is_empty(source) && source.end < found.span.begin &&
           STARTS_WITH_ANY(r, make_span(source.end, found.span.begin), contrasts);
}

bool dz_chinese__ends_as_sentence(const dz_chinese *r, size_t i)
{
    const dz_quotation *quotation = &r->finder->quotations.items[r->parts.items[i].quotation];
    size_t at = quotation->inner.end;
    uint32_t last = at > quotation->inner.begin ? dz_utf8__previous(r->text, &at) : 0;
    return last == 0x3002 || last == '!' || last == 0xFF01 || last == '?' || last == 0xFF1F;
}

/* “…。”甲表示，…: a clause with its own speaker behind a quotation that has ended as a sentence. */
static bool is_said_anew(const dz_chinese *r, size_t k)
{
    if (!is_quotation(r, k - 1) || r->parts.items[k - 1].stop || is_quotation(r, k) || k + 1 >= r->parts.count ||
        !dz_chinese__ends_as_sentence(r, k - 1))
        return false;
    dz_span clause = r->parts.items[k].span;
    dz_chinese_cue found = dz_chinese__next_cue(r, clause);
    return found.word && takes_content(found.word) && found.span.end == clause.end &&
           !is_empty(dz_chinese__source_in(r, make_span(clause.begin, found.span.begin)));
}

/* Where the last part ends, without the credit behind the sentence: "…。（某某网）". */
static size_t last_end(const dz_chinese *r, size_t i)
{
    static const char *const brackets[] = {"（", "("};
    const dz_chinese_part *last = &r->parts.items[r->parts.count - 1];
    bool credit = r->parts.count > i + 2 && last[-1].stop == 0x3002 && STARTS_WITH_ANY(r, last->span, brackets);
    return credit ? last[-1].span.end : last->span.end;
}

size_t dz_chinese__reported_end(const dz_chinese *r, size_t i, dz_chinese_reach reach)
{
    for (size_t k = i + 1; k < r->parts.count; k++) {
        uint32_t stop = r->parts.items[k - 1].stop;
        bool after_stop = stop != 0;
        if ((stop == ';' || stop == 0xFF1B) && !is_quotation(r, k) &&
            dz_chinese__next_cue(r, r->parts.items[k].span).word)
            return r->parts.items[k - 1].span.end;
        if (after_stop && !is_quotation(r, k) && reach != DZ_REACH_SENTENCE && begins_sibling(r, k, reach))
            return r->parts.items[k - 1].span.end;
        if (reach != DZ_REACH_SENTENCE && is_said_anew(r, k))
            return r->parts.items[k - 1].span.end;
    }
    return last_end(r, i);
}

void dz_chinese__add_reported(dz_chinese *r, size_t number, size_t i, dz_chinese_reach reach)
{
    if (i >= r->parts.count)
        return;
    size_t end = dz_chinese__reported_end(r, i, reach);
    if (is_quotation(r, i) && (r->parts.items[i].span.end >= end || dz_chinese__is_whole(r, i))) {
        bool more = i + 1 < r->parts.count && r->parts.items[i].span.end < end && r->parts.items[i].stop == 0 &&
                    !dz_chinese__ends_as_sentence(r, i);
        if (!more) {
            dz_chinese__add_quotation(r, number, i);
            return;
        }
    }
    dz_chinese__add_text(r, number, make_span(r->parts.items[i].span.begin, end));
}
