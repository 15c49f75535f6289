#include "document/credit.h"

#include "document/scan.h"
#include "document/stamp.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

#define CREDIT_COLUMNS 160 /* longer lines are text */

/* Parts of a line on who and when: before a name or behind one. */
static const char *const credit_labels[] = {
    "by ",        "author:",    "authors:",  "reporter:",  "source:", "sources:", "editor:", "written by", "posted by",
    "from:",      "来源：",     "来源:",     "來源：",     "來源:",   "稿源：",   "稿源:",   "作者：",     "作者:",
    "记者：",     "记者:",      "記者：",    "記者:",      "记者 ",   "記者 ",    "编辑：",  "编辑:",      "編輯：",
    "責任編輯：", "责任编辑：", "责任编辑:", "责任编辑 ",  "责编：",  "撰文：",   "文／",    "文/",        "通讯员",
    "见习记者",   "本报记者",   "本報記者",  "新华社记者", "發布：",  "发布："};

static const char *const update_words[] = {"last updated at:", "last updated at", "last updated:", "last updated",
                                           "last modified:",   "updated:",        "updated at",    "updated on",
                                           "updated",          "published:",      "published on",  "published at",
                                           "published",        "posted:",         "posted on",     "posted at",
                                           "posted",           "date:",           "time:",         "first published",
                                           "(beijing time)",   "release time:",   "发布时间：",    "发布时间:",
                                           "發布時間：",       "发表时间：",      "更新时间：",    "更新时间:",
                                           "更新：",           "时间：",          "时间:",         "時間：",
                                           "日期：",           "日期:",           "发布于",        "发布:",
                                           "发布：",           "發布:",           "發布：",        "发表于"};

/* Words in the bracket behind a caption, and at the beginning of one. */
static const char *const photo_words[] = {
    "photo", "photos", "image", "picture", "photograph", "file photo", "getty images", "ap photo", "credit", "courtesy",
    "图",    "圖",     "摄",    "攝",      "资料图",     "图片",       "圖片",         "影",       "供图",   "供圖"};
static const char *const caption_beginnings[] = {
    "photo:",   "photo by", "photo taken", "file photo", "image:", "picture:", "pictured:", "caption:", "图为",
    "圖為",     "图：",     "圖：",        "图:",        "资料图", "資料圖",   "资料图片",  "图片来源", "圖片來源",
    "图片说明", "圖片說明", "图/",         "圖/",        "图／",   "這是",     "图源"};

/* ---- Captions ---- */

/* What stands in the bracket at the end, or nothing. */
static dz_view last_bracket(dz_view view)
{
    static const char *const closers[] = {")", "）", "]", "】"};
    static const char *const openers[] = {"(", "（", "[", "【"};
    for (size_t i = 0; i < COUNT(closers); i++) {
        if (!dz_scan__ends_with(view, closers[i]))
            continue;
        size_t end = view.length - strlen(closers[i]);
        size_t length = strlen(openers[i]);
        for (size_t at = end; at > 0 && end - at < 120; at--)
            if (at >= length && memcmp(view.data + at - length, openers[i], length) == 0)
                return (dz_view){view.data + at, end - at};
    }
    return (dz_view){view.data, 0};
}

static bool is_photo_credit(dz_view bracket)
{
    for (size_t i = 0; i < COUNT(photo_words) && bracket.length > 0; i++)
        if (dz_scan__contains(bracket, photo_words[i]))
            return dz_scan__measure(bracket).columns <= 60;
    const char *slash = memchr(bracket.data, '/', bracket.length); /* (Xinhua/Name) */
    return slash && bracket.length <= 40 && dz_scan__is_upper(bracket.data[0]) &&
           slash + 1 < bracket.data + bracket.length && dz_scan__is_upper(slash[1]);
}

bool dz_credit__is_caption(dz_view view)
{
    if (dz_scan__is_wider(view, 600))
        return false;
    if (is_photo_credit(last_bracket(view)))
        return true;
    if (!dz_scan__ends_in_stop(view) && !dz_scan__is_wider(view, 80) &&
        (dz_scan__contains(view, "资料图") || dz_scan__contains(view, "資料圖") || dz_scan__contains(view, "图源")))
        return true;
    bool taken_by = dz_scan__ends_with(view, "摄") || dz_scan__ends_with(view, "攝");
    return (taken_by || dz_scan__starts_with_any(view, caption_beginnings, COUNT(caption_beginnings))) &&
           !dz_scan__is_wider(view, 240);
}

/* ---- Bylines and datelines ---- */

static bool is_separator(uint32_t codepoint)
{
    return codepoint == '|' || codepoint == 0xB7 || codepoint == 0x2022 || codepoint == 0x3000 || codepoint == '\t' ||
           codepoint == 0xFF5C || codepoint == 0x2002 || codepoint == 0x2003;
}

static bool is_edge(uint32_t codepoint)
{
    return is_separator(codepoint) || dz_scan__is_space(codepoint) || codepoint == ',' || codepoint == ';' ||
           codepoint == '-' || codepoint == 0x2014 || codepoint == 0x2013 || codepoint == 0xFF0C || codepoint == '/';
}

/* A part without separators, commas and dashes at its ends. */
static dz_view trim_edges(dz_view view)
{
    while (view.length > 0) {
        size_t at = 0;
        if (!is_edge(dz_utf8__next(view.data, view.length, &at)))
            break;
        view.data += at;
        view.length -= at;
    }
    while (view.length > 0) {
        size_t at = view.length;
        if (!is_edge(dz_utf8__previous(view.data, &at)))
            break;
        view.length = at;
    }
    return view;
}

static bool has_separator(dz_view view)
{
    for (size_t at = 0; at < view.length;) {
        uint32_t codepoint = dz_utf8__next(view.data, view.length, &at);
        if (is_separator(codepoint) || (codepoint == ' ' && at < view.length && view.data[at] == ' '))
            return true;
    }
    return false;
}

/* Without words that only say that a time follows, before it or, where it stands apart, at the end. */
static dz_view without_update_words(dz_view view)
{
    for (size_t i = 0; i < COUNT(update_words); i++)
        if (view.length > strlen(update_words[i]) && dz_scan__ends_with(view, update_words[i]) &&
            (unsigned char)update_words[i][0] >= 0x80)
            view = trim_edges((dz_view){view.data, view.length - strlen(update_words[i])});
    for (bool found = true; found && view.length > 0;) {
        found = false;
        for (size_t i = 0; i < COUNT(update_words) && !found; i++)
            if (dz_scan__starts_with(view, update_words[i])) {
                size_t length = strlen(update_words[i]);
                view = trim_edges((dz_view){view.data + length, view.length - length});
                found = true;
            }
    }
    return view;
}

/* Short enough for a name and its office. */
bool dz_credit__is_short_name(dz_view view)
{
    dz_scan_measure measure = dz_scan__measure(view);
    return measure.words <= 5 && measure.han <= 14 && measure.columns <= 48 && !dz_scan__ends_in_stop(view);
}

static bool begins_like_credit(dz_view view)
{
    return dz_scan__starts_with_any(view, credit_labels, COUNT(credit_labels));
}

/* Reporters and editors anywhere in the part: "某某新闻记者 某某 编辑 某某"; not what is held for them (记者会,
 * 答记者问). */
static bool names_reporters(dz_view view)
{
    static const char *const words[] = {"记者", "記者", "编辑", "編輯", "来源：", "来源:", "來源：", "來源:"};
    static const char *const events[] = {"记者会", "記者會", "记者招待", "記者招待",
                                         "记者问", "記者問", "记者见面", "記者見面"};
    for (size_t i = 0; i < COUNT(events); i++)
        if (dz_scan__contains(view, events[i]))
            return false;
    for (size_t i = 0; i < COUNT(words); i++)
        if (dz_scan__contains(view, words[i]))
            return !dz_scan__ends_in_stop(view) && !dz_scan__contains(view, "，") && !dz_scan__contains(view, "。");
    return false;
}

/* What pages count or offer beside the day: 浏览量：120, 字号：大 中 小. */
static bool is_counter(dz_view part)
{
    static const char *const counters[] = {"浏览",   "瀏覽", "点击",  "點擊",  "阅读", "閱讀", "访问量",
                                           "訪問量", "字号", "字號",  "字体",  "字體", "【字", "打印",
                                           "分享",   "评论", "views", "print", "share"};
    return dz_scan__starts_with_any(part, counters, COUNT(counters)) && dz_scan__measure(part).columns <= 40 &&
           !dz_scan__ends_in_stop(part);
}

/* What is left of the line beside its stamps, from the first part to the last; false where it is no credit. */
static bool read_credit_parts(dz_view view, const dz_stamp *stamp, dz_credit *credit)
{
    dz_view parts[2] = {{view.data, stamp->span.begin}, {view.data + stamp->span.end, view.length - stamp->span.end}};
    for (size_t i = 0; i < 2; i++) {
        bool parted = has_separator(parts[i]);
        bool spaced =
            parts[i].length > 0 && dz_scan__is_space(i == 0 ? dz_scan__last(parts[i]) : dz_scan__first(parts[i]));
        dz_view part = without_update_words(trim_edges(parts[i]));
        dz_stamp other;
        if (part.length > 0 && dz_stamp__read(part, 0, &other) && other.span.end == part.length) {
            size_t begin = (size_t)(part.data - view.data); /* from one hour to another */
            credit->dateline.begin = begin < credit->dateline.begin ? begin : credit->dateline.begin;
            credit->dateline.end =
                begin + part.length > credit->dateline.end ? begin + part.length : credit->dateline.end;
            continue;
        }
        if (part.length == 0 || (part.length <= 2 && !dz_scan__is_letter(part.data[0])) || is_counter(part))
            continue;
        bool labelled = (begins_like_credit(part) || names_reporters(part)) && dz_scan__measure(part).columns <= 120;
        bool named = dz_credit__is_short_name(part) && (parted || (spaced && dz_scan__measure(part).han > 0));
        if (!labelled && !named)
            return false;
        size_t begin = (size_t)(part.data - view.data);
        dz_span span = {begin, begin + part.length};
        if (credit->byline.end > credit->byline.begin) /* names on both sides: the stamp stands inside */
            return false;
        credit->byline = span;
    }
    return true;
}

/* Chinese reporters' names one after the other: 记者 某某 某某某, 新华社记者某某. */
static bool is_chinese_byline(dz_view view)
{
    static const char *const beginnings[] = {"记者",       "記者",   "本报记者",   "本報記者", "本网记者",
                                             "新华社记者", "作者：", "作者:",      "文／",     "文/",
                                             "撰文",       "通讯员", "中新社记者", "央视记者"};
    dz_scan_measure measure = dz_scan__measure(view);
    uint32_t first = dz_scan__first(view);
    uint32_t last = dz_scan__last(view);
    bool bracketed = (first == '(' || first == 0xFF08) && (last == ')' || last == 0xFF09);
    if (bracketed && measure.columns <= 80 && names_reporters(view))
        return true;
    return dz_scan__starts_with_any(view, beginnings, COUNT(beginnings)) && measure.columns <= 60 &&
           !dz_scan__ends_in_stop(view) && measure.han * 3 >= measure.codepoints * 2;
}

static bool is_english_byline(dz_view view)
{
    dz_scan_measure measure = dz_scan__measure(view);
    bool by = dz_scan__starts_with(view, "by ") && measure.words >= 2 && measure.words <= 9;
    bool labelled = dz_scan__starts_with(view, "author:") || dz_scan__starts_with(view, "written by") ||
                    dz_scan__starts_with(view, "source:") || dz_scan__starts_with(view, "reported by");
    return (by || labelled) && measure.columns <= 80 && !dz_scan__ends_in_stop(view);
}

/* Whether a view has more columns than these. No character has more than four bytes a column, so that paragraphs are
 * told by their length alone. */
static bool is_wider(dz_view view, size_t columns)
{
    return view.length > 4 * columns || dz_scan__measure(view).columns > columns;
}

/* Whether the line says who wrote and when, and nothing else. */
bool dz_credit__read(dz_view view, bool is_first, dz_credit *credit)
{
    dz_stamp stamp;
    *credit = (dz_credit){{0, 0}, {0, 0}};
    if (view.length == 0 || is_wider(view, CREDIT_COLUMNS))
        return false;
    if (dz_stamp__find(view, 0, &stamp)) {
        credit->dateline = stamp.span;
        bool alone = stamp.span.begin == 0 && stamp.span.end == view.length;
        bool month_alone = strlen(stamp.date) > 0 && !stamp.has_day; /* "Review of May 2015" */
        bool worth = ((stamp.has_year && !month_alone) || strlen(stamp.date) == 0 || alone);
        if (is_first && !alone)
            worth = has_separator(view) && stamp.has_year;
        if (worth && read_credit_parts(view, &stamp, credit))
            return true;
    }
    *credit = (dz_credit){{0, view.length}, {0, 0}};
    return !is_first && (is_chinese_byline(view) || is_english_byline(view));
}

/* ---- Datelines before a paragraph ---- */

static bool is_place_word(dz_view word)
{
    size_t letters = 0;
    for (size_t i = 0; i < word.length; i++) {
        char byte = word.data[i];
        bool other = byte == '.' || byte == ',' || byte == '\'' || byte == '-';
        if (!dz_scan__is_upper(byte) && !other)
            return false;
        letters += dz_scan__is_upper(byte);
    }
    return letters >= 2;
}

/* Where one of some strings first stands (SIZE_MAX: none does), and what is behind it. None has letters that have a
 * case; `lead` are the bytes that they begin with. */
static size_t find_first_of(dz_view view, const char *lead, const char *const *list, size_t count, size_t *behind)
{
    for (size_t at = 0; at < view.length; at++) {
        dz_view rest = {view.data + at, view.length - at};
        for (size_t i = 0; strchr(lead, *rest.data) && *rest.data && i < count; i++)
            if (dz_scan__starts_with(rest, list[i])) {
                *behind = at + strlen(list[i]);
                return at;
            }
    }
    return SIZE_MAX;
}

/* BEIJING, April 3 (Xinhua) -- : a place in capitals, perhaps a day and an agency, and a dash. */
static size_t english_dateline_length(dz_view view)
{
    static const char *const dashes[] = {" -- ", " — ", " – ", " - ", " --", "—", "-- "};
    dz_view head = {view.data, view.length < 90 ? view.length : 90};
    size_t behind = 0;
    bool may_have = memchr(head.data, '-', head.length) || memchr(head.data, 0xE2, head.length); /* most have none */
    size_t dash = may_have ? find_first_of(head, " -\xE2", dashes, COUNT(dashes), &behind) : SIZE_MAX;
    if (dash == SIZE_MAX || dash == 0)
        return 0;
    dz_view place = {view.data, dash};
    dz_stamp stamp;
    const char *bracket = memchr(place.data, '(', place.length);
    bool agency = bracket && place.data[place.length - 1] == ')';
    bool dated = dz_stamp__find(place, 0, &stamp);
    size_t end = agency ? (size_t)(bracket - place.data) : place.length;
    end = dated && stamp.span.begin < end ? stamp.span.begin : end;
    size_t words = 0;
    size_t capitals = 0;
    for (size_t at = 0; at < end;) {
        const char *space = memchr(place.data + at, ' ', end - at);
        size_t stop = space ? (size_t)(space - place.data) : end;
        dz_view word = {place.data + at, stop - at};
        at = stop + 1;
        if (word.length == 0)
            continue;
        words++;
        capitals += is_place_word(word);
        if (!dz_scan__is_upper(word.data[0]))
            return 0;
    }
    bool shouted = words > 0 && capitals > 0 && is_place_word((dz_view){place.data, strcspn(place.data, " ,(")});
    return words <= 5 && (shouted ? capitals == words || agency || dated : agency && words > 0) ? behind : 0;
}

/* A dateline in brackets ends with them: 【本報訊】, （华盛顿25日讯）, (中央社记者某某北京3日电). */
static size_t bracketed_dateline_length(dz_view start, const char *closer)
{
    static const char *const endings[] = {"讯", "訊", "电", "電", "报道", "報道", "报导", "報導"};
    size_t close = dz_scan__find(start, closer);
    dz_view inside = {start.data, close == SIZE_MAX ? 0 : close};
    for (size_t i = 0; i < COUNT(endings); i++)
        if (dz_scan__ends_with(inside, endings[i]))
            return close + strlen(closer);
    return 0;
}

/* 新华社北京4月3日电, 【本報訊】, 本报讯: up to the sign that a dispatch begins. 据… ("according to") is an
 * attribution. */
static size_t chinese_dateline_length(dz_view view)
{
    static const char *const signs[] = {"日电",   "日電",   "日讯",   "日訊",    "电 ",
                                        "本报讯", "本報訊", "本网讯", "本台消息"};
    static const struct {
        const char *open, *close;
    } brackets[] = {{"【", "】"}, {"（", "）"}, {"(", ")"}};
    size_t head = 0;
    for (size_t i = 0; i < 36 && head < view.length; i++)
        dz_utf8__next(view.data, view.length, &head);
    dz_view start = {view.data, head};
    if (dz_scan__starts_with(view, "据") || dz_scan__starts_with(view, "據"))
        return 0;
    for (size_t i = 0; i < COUNT(brackets); i++)
        if (dz_scan__starts_with(view, brackets[i].open))
            return bracketed_dateline_length(start, brackets[i].close);
    size_t behind = 0;
    size_t best = find_first_of(start, "\xE6\xE7", signs, COUNT(signs), &behind); /* 日 本, 电 */
    bool clause = best != SIZE_MAX && (dz_scan__contains((dz_view){view.data, best}, "，") ||
                                       dz_scan__contains((dz_view){view.data, best}, "。"));
    return best == SIZE_MAX || clause ? 0 : behind;
}

/* （记者 某某）behind a Chinese dateline: a byline in brackets. */
size_t dz_credit__bracketed_byline(dz_view view)
{
    bool round = dz_scan__starts_with(view, "（") || dz_scan__starts_with(view, "(");
    dz_view head = {view.data, view.length < 120 ? view.length : 120};
    size_t wide = dz_scan__find(head, "）");
    size_t narrow = dz_scan__find(head, ")");
    size_t close = wide < narrow ? wide : narrow;
    if (!round || close == SIZE_MAX)
        return 0;
    dz_view inside = {view.data, close};
    bool reporter =
        dz_scan__contains(inside, "记者") || dz_scan__contains(inside, "記者") || dz_scan__contains(inside, "通讯员");
    return reporter ? close + (wide < narrow ? strlen("）") : 1) : 0;
}

size_t dz_credit__dateline(dz_view view)
{
    size_t length = english_dateline_length(view);
    return length > 0 ? length : chinese_dateline_length(view);
}
