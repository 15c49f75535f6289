#include "document/kinds.h"

#include <assert.h>

#include "document/label.h"
#include "document/scan.h"
#include "document/stamp.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

#define TOP_PIECES 12       /* bylines and datelines stand among the first pieces ... */
#define BOTTOM_PIECES 6     /* ... or the last */
#define CREDIT_COLUMNS 160  /* longer lines are text */
#define HEADING_COLUMNS 200 /* of a title; a section's heading is shorter */
#define SECTION_COLUMNS 64
#define TRAIL_PART_COLUMNS 80 /* of one link of a trail, the last of which may be a title */
#define SIGN_COLUMNS 80       /* of a line that a sign makes boilerplate by how it begins */

/* ---- Lists: the wording of press sites in general, in English and in both scripts of Chinese ---- */

/* Whole lines that bring in links or buttons, with or without a colon behind. */
static const char *const furniture_lines[] = {"like us on facebook",
                                              "follow us",
                                              "follow us on twitter",
                                              "follow us on facebook",
                                              "tags",
                                              "tag",
                                              "keywords",
                                              "related",
                                              "related news",
                                              "related stories",
                                              "related articles",
                                              "related links",
                                              "related topics",
                                              "latest news",
                                              "latest",
                                              "latest stories",
                                              "most read",
                                              "most popular",
                                              "most viewed",
                                              "most shared",
                                              "most commented",
                                              "trending",
                                              "trending now",
                                              "popular",
                                              "editor's picks",
                                              "editors' picks",
                                              "editor's choice",
                                              "recommended",
                                              "recommended for you",
                                              "you may also like",
                                              "you might also like",
                                              "more news",
                                              "more stories",
                                              "more from",
                                              "more on this",
                                              "top news",
                                              "top stories",
                                              "hot topics",
                                              "don't miss",
                                              "read more",
                                              "read next",
                                              "see also",
                                              "also read",
                                              "advertisement",
                                              "ad",
                                              "advertising",
                                              "sponsored",
                                              "sponsored content",
                                              "promoted",
                                              "share",
                                              "share this",
                                              "share this article",
                                              "share on",
                                              "share to",
                                              "suggest to a friend",
                                              "send to a friend",
                                              "tell a friend",
                                              "print",
                                              "print this",
                                              "email",
                                              "e-mail",
                                              "comment",
                                              "comments",
                                              "leave a comment",
                                              "leave a reply",
                                              "post a comment",
                                              "subscribe",
                                              "subscribe now",
                                              "sign up",
                                              "newsletter",
                                              "sign in",
                                              "log in",
                                              "login",
                                              "register",
                                              "back to top",
                                              "top",
                                              "home",
                                              "next",
                                              "previous",
                                              "next page",
                                              "previous page",
                                              "photo gallery",
                                              "photos",
                                              "videos",
                                              "video",
                                              "facebook",
                                              "twitter",
                                              "wechat",
                                              "weibo",
                                              "linkedin",
                                              "whatsapp",
                                              "copy link",
                                              "save",
                                              "menu",
                                              "search",
                                              "skip to content",
                                              "skip to main content",
                                              "contact us",
                                              "about us",
                                              "terms of use",
                                              "privacy policy",
                                              "sitemap",
                                              "listen",
                                              "text size",
                                              "adjust font size",
                                              "download",
                                              "translate",
                                              "相关新闻",
                                              "相關新聞",
                                              "相关阅读",
                                              "相關閱讀",
                                              "相关链接",
                                              "相關鏈接",
                                              "相关报道",
                                              "相關報道",
                                              "相关文章",
                                              "相關文章",
                                              "相关推荐",
                                              "相關推薦",
                                              "延伸阅读",
                                              "延伸閱讀",
                                              "推荐阅读",
                                              "推薦閱讀",
                                              "为您推荐",
                                              "猜你喜欢",
                                              "热门新闻",
                                              "熱門新聞",
                                              "热点新闻",
                                              "熱點新聞",
                                              "热门推荐",
                                              "最新新闻",
                                              "最新新聞",
                                              "最新消息",
                                              "最新文章",
                                              "新闻排行",
                                              "点击排行",
                                              "排行榜",
                                              "热门排行",
                                              "热词",
                                              "标签",
                                              "標籤",
                                              "关键词",
                                              "關鍵詞",
                                              "关键字",
                                              "關鍵字",
                                              "分享到",
                                              "分享",
                                              "分享至",
                                              "打印",
                                              "列印",
                                              "打印本页",
                                              "关闭",
                                              "关闭窗口",
                                              "返回顶部",
                                              "返回",
                                              "收藏",
                                              "评论",
                                              "評論",
                                              "网友评论",
                                              "发表评论",
                                              "我要评论",
                                              "点赞",
                                              "扫一扫",
                                              "扫码",
                                              "广告",
                                              "廣告",
                                              "首页",
                                              "首頁",
                                              "上一页",
                                              "下一页",
                                              "下一頁",
                                              "尾页",
                                              "更多",
                                              "更多新闻",
                                              "查看更多",
                                              "阅读原文",
                                              "字号",
                                              "字體",
                                              "大中小",
                                              "大 中 小",
                                              "订阅",
                                              "訂閱",
                                              "登录",
                                              "登入",
                                              "注册",
                                              "註冊",
                                              "搜索",
                                              "纠错",
                                              "举报",
                                              "微信",
                                              "微博",
                                              "朋友圈",
                                              "人民微博",
                                              "新浪微博",
                                              "腾讯微博",
                                              "qq空间",
                                              "下载客户端",
                                              "关于我们",
                                              "联系我们",
                                              "网站地图"};

/* Beginnings of short lines that say the same, or give what a template fills in. */
static const char *const furniture_beginnings[] = {"tags:",
                                                   "tag:",
                                                   "keywords:",
                                                   "related:",
                                                   "related news:",
                                                   "read more:",
                                                   "read also:",
                                                   "see also:",
                                                   "also read:",
                                                   "follow us",
                                                   "like us",
                                                   "share this",
                                                   "subscribe to",
                                                   "sign up for",
                                                   "click here",
                                                   "click to",
                                                   "copyright",
                                                   "©",
                                                   "(c) 19",
                                                   "(c) 20",
                                                   "all rights reserved",
                                                   "all contents copyright",
                                                   "more on ",
                                                   "comments (",
                                                   "posted in",
                                                   "filed under",
                                                   "category:",
                                                   "views:",
                                                   "editor:",
                                                   "web editor:",
                                                   "editors:",
                                                   "responsible editor",
                                                   "previous:",
                                                   "next:",
                                                   "ends/",
                                                   "issued at hkt",
                                                   "advertisement",
                                                   "this material may not be",
                                                   "contact us",
                                                   "download the app",
                                                   "you are here",
                                                   "home >",
                                                   "home >>",
                                                   "home »",
                                                   "责任编辑",
                                                   "責任編輯",
                                                   "责编",
                                                   "責編",
                                                   "[责任编辑",
                                                   "【责任编辑",
                                                   "（责任编辑",
                                                   "(责任编辑",
                                                   "（责编",
                                                   "(责编",
                                                   "[責任編輯",
                                                   "编辑：",
                                                   "编辑:",
                                                   "校对：",
                                                   "审核：",
                                                   "监制：",
                                                   "标签：",
                                                   "標籤：",
                                                   "标签:",
                                                   "標籤:",
                                                   "关键词：",
                                                   "关键词:",
                                                   "關鍵詞：",
                                                   "分享到",
                                                   "分享：",
                                                   "上一篇",
                                                   "下一篇",
                                                   "相关链接：",
                                                   "相关新闻：",
                                                   "相关阅读：",
                                                   "原标题：",
                                                   "原標題：",
                                                   "原标题:",
                                                   "版权所有",
                                                   "版權所有",
                                                   "版权声明",
                                                   "版權聲明",
                                                   "未经授权",
                                                   "未經授權",
                                                   "转载请",
                                                   "本文来源",
                                                   "免责声明",
                                                   "免責聲明",
                                                   "声明：",
                                                   "扫描二维码",
                                                   "扫一扫",
                                                   "关注",
                                                   "当前位置",
                                                   "您所在的位置",
                                                   "您的位置",
                                                   "您现在的位置",
                                                   "您現在的位置",
                                                   "现在位置",
                                                   "你的位置",
                                                   "首页>",
                                                   "首页 >",
                                                   "首頁 >",
                                                   "主办单位",
                                                   "京icp",
                                                   "沪icp",
                                                   "粤icp",
                                                   "浙icp",
                                                   "icp备",
                                                   "京公网安备",
                                                   "网站标识码",
                                                   "点击数",
                                                   "阅读：",
                                                   "浏览次数",
                                                   "浏览：",
                                                   "评论(",
                                                   "字号：",
                                                   "字号:",
                                                   "【字体",
                                                   "【字號",
                                                   "【打印",
                                                   "【 打",
                                                   "打印本页",
                                                   "推荐阅读：",
                                                   "来源：新华网 编辑"};

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

static const char *const bullets[] = {"- ", "* ", "• ", "•", "· ", "● ", "▪ ", "◆", "■ ", "– "};

/* ---- Boilerplate ---- */

static dz_view without_tail_marks(dz_view view)
{
    static const char *const marks[] = {":", "：", "»", ">", "+", "…", "...", "|", "›", "→"};
    static const char last_bytes[] = ":\x9A\xBB>+\xA6.|\xBA\x92"; /* of the marks; nearly all lines end in no such */
    for (bool found = true; found && view.length > 0 && strchr(last_bytes, view.data[view.length - 1]);) {
        found = false;
        for (size_t i = 0; i < COUNT(marks) && !found; i++)
            if (view.length > strlen(marks[i]) && dz_scan__ends_with(view, marks[i])) {
                view.length -= strlen(marks[i]);
                view = dz_scan__trim_view(view);
                found = true;
            }
    }
    return view;
}

/* No line of furniture is longer, in bytes, without marks at its tail. */
#define FURNITURE_BYTES 32

static bool is_furniture_line(dz_view view)
{
    view = without_tail_marks(view);
    if (view.length > FURNITURE_BYTES)
        return false;
    for (size_t i = 0; i < COUNT(furniture_lines); i++)
        assert(strlen(furniture_lines[i]) <= FURNITURE_BYTES);
    for (size_t i = 0; i < COUNT(furniture_lines); i++)
        if (dz_scan__equals(view, furniture_lines[i]))
            return true;
    return false;
}

static bool begins_with_one_of(dz_view view, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dz_scan__starts_with(view, list[i]))
            return true;
    return false;
}

/* Words that a link of a trail may hold: no sentence, number or quotation. */
static bool is_trail_part(dz_view part)
{
    static const char *const marks[] = {"\"", "“", "”",  "‘",  "「", "」", "『", "』",
                                        "«",  "<", "。", "，", "；", "？", "！"};
    part = dz_scan__trim_view(part);
    if (part.length == 0 || dz_scan__is_digit(part.data[0]) || dz_scan__ends_in_stop(part))
        return false;
    for (size_t i = 0; i < COUNT(marks); i++)
        if (memmem(part.data, part.length, marks[i], strlen(marks[i])))
            return false;
    return !memchr(part.data, ',', part.length) && dz_scan__measure(part).columns <= TRAIL_PART_COLUMNS;
}

/* The length of an arrow between two links, with white space or Han at both sides; 0: none. */
static size_t trail_arrow_length(dz_view view, size_t at)
{
    static const char *const arrows[] = {">>", ">", "›", "»"};
    char byte = view.data[at];
    if (byte != '>' && byte != '\xE2' && byte != '\xC2')
        return 0;
    for (size_t i = 0; i < COUNT(arrows); i++) {
        size_t length = strlen(arrows[i]);
        if (at == 0 || at + length >= view.length || memcmp(view.data + at, arrows[i], length) != 0)
            continue;
        unsigned char before = (unsigned char)view.data[at - 1];
        unsigned char behind = (unsigned char)view.data[at + length];
        return (before == ' ' && behind == ' ') || (before >= 0x80 && behind >= 0xE3) ? length : 0;
    }
    return 0;
}

/* "Home > News > China", 首页 > 国内: a trail of links. */
static bool is_trail(dz_view view)
{
    size_t arrows = 0;
    size_t begin = 0;
    for (size_t at = 0; at < view.length; at++) {
        size_t length = trail_arrow_length(view, at);
        if (length == 0)
            continue;
        if (!is_trail_part((dz_view){view.data + begin, at - begin}))
            return false;
        arrows++;
        begin = at + length;
        at = begin - 1;
    }
    return arrows >= 2 && is_trail_part((dz_view){view.data + begin, view.length - begin});
}

/* A row of links or buttons: "Save | Print | E-mail". */
static bool is_button_row(dz_view view)
{
    size_t parts = 0;
    size_t furniture = 0;
    for (size_t at = 0; at <= view.length && view.length <= 200;) {
        const char *bar = memchr(view.data + at, '|', view.length - at);
        size_t end = bar ? (size_t)(bar - view.data) : view.length;
        dz_view part = dz_scan__trim_view((dz_view){view.data + at, end - at});
        parts += part.length > 0;
        furniture += part.length > 0 && is_furniture_line(part);
        at = end + 1;
    }
    return parts >= 3 && furniture * 2 > parts;
}

static bool is_number_line(dz_view view)
{
    dz_scan_measure measure = dz_scan__measure((dz_view){view.data, view.length <= 12 * 4 ? view.length : 0});
    return measure.digits > 0 && measure.codepoints <= 12 && measure.han == 0 && measure.latin == 0;
}

/* An address alone on its line. */
static bool is_address_line(dz_view view)
{
    static const char *const schemes[] = {"http://", "https://", "file:///", "www."};
    return begins_with_one_of(view, schemes, COUNT(schemes)) && dz_scan__measure(view).words == 1;
}

/* Words that running text of either language cannot do without, and rows of links and labels have few of. At least one
 * in eight words, or one in sixteen characters (Pomikalek 2011 takes their share for the best single sign of text). */
static bool has_function_words(dz_view view)
{
    static const char *const english[] = {"the", "of",  "to",   "and", "a",    "in",  "that", "is",
                                          "was", "for", "on",   "it",  "with", "as",  "be",   "by",
                                          "at",  "not", "have", "are", "this", "from"};
    static const char *const chinese[] = {"的", "了", "是", "在", "和", "将", "將",
                                          "就", "有", "对", "對", "也", "为", "為"};
    size_t words = 0, function = 0, han = 0;
    for (size_t at = 0; at < view.length;) {
        size_t end = at;
        if (dz_scan__is_letter(view.data[at])) {
            while (end < view.length && dz_scan__is_letter(view.data[end]))
                end++;
            words++;
            for (size_t i = 0; i < COUNT(english); i++)
                function += dz_scan__equals((dz_view){view.data + at, end - at}, english[i]);
        } else {
            han += dz_utf8__is_han(dz_utf8__next(view.data, view.length, &end));
            for (size_t i = 0; i < COUNT(chinese); i++)
                function += end - at == 3 && memcmp(view.data + at, chinese[i], 3) == 0;
        }
        at = end;
    }
    return function > 0 && function * 16 >= words * 2 + han;
}

static bool is_boilerplate(const dz_piece *piece, dz_view view)
{
    dz_scan_measure measure = dz_scan__measure(view);
    bool heading = piece->marked && piece->block.kind == DZ_BLOCK_HEADING;
    if (piece->aside || is_furniture_line(view) || (measure.columns <= 120 && is_trail(view)) || is_button_row(view) ||
        is_address_line(view))
        return true;
    if (piece->link_share >= 60 && !heading)
        return measure.columns <= 200 || !dz_scan__ends_in_stop(view);
    if (piece->link_share >= 33 && !heading && !dz_scan__ends_in_stop(view) && !has_function_words(view))
        return true;
    if (measure.columns > 400)
        return false;
    bool channel =
        measure.columns <= SECTION_COLUMNS && !dz_scan__ends_in_stop(view) &&
        (dz_scan__contains(view, "公众号") || dz_scan__contains(view, "公眾號") || dz_scan__contains(view, "客户端"));
    bool contact =
        !dz_scan__ends_in_stop(view) && (dz_scan__contains(view, "邮编") || dz_scan__contains(view, "郵編") ||
                                         (dz_scan__contains(view, "address:") && dz_scan__contains(view, "tel")));
    bool rights = dz_scan__contains(view, "all rights reserved") || dz_scan__contains(view, "版权所有") ||
                  dz_scan__contains(view, "ICP备");
    bool begins = begins_with_one_of(view, furniture_beginnings, COUNT(furniture_beginnings));
    return rights || channel || contact ||
           (begins && (measure.columns <= SIGN_COLUMNS || !dz_scan__ends_in_stop(view)));
}

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

static bool is_caption(dz_view view)
{
    dz_scan_measure measure = dz_scan__measure(view);
    if (measure.columns > 600)
        return false;
    if (is_photo_credit(last_bracket(view)))
        return true;
    if (measure.columns <= 80 && !dz_scan__ends_in_stop(view) &&
        (dz_scan__contains(view, "资料图") || dz_scan__contains(view, "資料圖") || dz_scan__contains(view, "图源")))
        return true;
    bool taken_by = (dz_scan__ends_with(view, "摄") || dz_scan__ends_with(view, "攝")) && measure.columns <= 240;
    return taken_by ||
           (begins_with_one_of(view, caption_beginnings, COUNT(caption_beginnings)) && measure.columns <= 240);
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
static bool is_short_name(dz_view view)
{
    dz_scan_measure measure = dz_scan__measure(view);
    return measure.words <= 5 && measure.han <= 14 && measure.columns <= 48 && !dz_scan__ends_in_stop(view);
}

static bool begins_like_credit(dz_view view)
{
    return begins_with_one_of(view, credit_labels, COUNT(credit_labels));
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
    return begins_with_one_of(part, counters, COUNT(counters)) && dz_scan__measure(part).columns <= 40 &&
           !dz_scan__ends_in_stop(part);
}

typedef struct credit_line {
    dz_span byline;   /* empty where there is none */
    dz_span dateline; /* the same */
} credit_line;

/* What is left of the line beside its stamps, from the first part to the last; false where it is no credit. */
static bool read_credit_parts(dz_view view, const dz_stamp *stamp, credit_line *credit)
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
        bool named = is_short_name(part) && (parted || (spaced && dz_scan__measure(part).han > 0));
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
    return begins_with_one_of(view, beginnings, COUNT(beginnings)) && measure.columns <= 60 &&
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
static bool read_credit(dz_view view, bool is_first, credit_line *credit)
{
    dz_stamp stamp;
    *credit = (credit_line){{0, 0}, {0, 0}};
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
    *credit = (credit_line){{0, view.length}, {0, 0}};
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
static size_t bracketed_byline_length(dz_view view)
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

/* ---- Taking pieces apart ---- */

typedef struct kind_marker {
    dz_draft *draft;
    DZ_ARRAY(dz_piece) pieces; /* what the draft's pieces become */
} kind_marker;

static dz_status push_part(kind_marker *marker, const dz_piece *from, dz_block_kind kind, size_t begin, size_t end)
{
    dz_piece piece = *from;
    piece.block.kind = kind;
    if (begin != from->block.span.begin)
        piece.bold_length = 0;
    piece.block.span = dz_scan__trim(marker->draft->text, (dz_span){begin, end});
    piece.block.content = piece.block.span;
    if (piece.block.span.begin == piece.block.span.end)
        return DZ_OK;
    return dz_array__push(marker->draft->context, &marker->pieces, piece);
}

static dz_status push_credit(kind_marker *marker, const dz_piece *piece, const credit_line *credit)
{
    size_t begin = piece->block.span.begin;
    bool byline = credit->byline.end > credit->byline.begin;
    bool dateline = credit->dateline.end > credit->dateline.begin;
    bool byline_first = byline && (!dateline || credit->byline.begin < credit->dateline.begin);
    dz_status status = DZ_OK;
    if (byline && byline_first)
        status = push_part(marker, piece, DZ_BLOCK_BYLINE, begin + credit->byline.begin, begin + credit->byline.end);
    if (status == DZ_OK && dateline)
        status =
            push_part(marker, piece, DZ_BLOCK_DATELINE, begin + credit->dateline.begin, begin + credit->dateline.end);
    if (status == DZ_OK && byline && !byline_first)
        status = push_part(marker, piece, DZ_BLOCK_BYLINE, begin + credit->byline.begin, begin + credit->byline.end);
    return status;
}

/* A paragraph, its dateline and bracketed byline as pieces of their own. */
static dz_status push_paragraph(kind_marker *marker, const dz_piece *piece, dz_view view)
{
    size_t begin = piece->block.span.begin;
    size_t end = piece->block.span.end;
    size_t dateline = english_dateline_length(view);
    dz_status status = DZ_OK;
    if (dateline == 0)
        dateline = chinese_dateline_length(view);
    if (dateline == 0 || dateline >= view.length)
        return push_part(marker, piece, piece->block.kind, begin, end);
    status = push_part(marker, piece, DZ_BLOCK_DATELINE, begin, begin + dateline);
    dz_view rest = dz_scan__trim_view((dz_view){view.data + dateline, view.length - dateline});
    size_t behind = (size_t)(rest.data - view.data);
    size_t byline = bracketed_byline_length(rest);
    if (status == DZ_OK && byline > 0)
        status = push_part(marker, piece, DZ_BLOCK_BYLINE, begin + behind, begin + behind + byline);
    if (status == DZ_OK)
        status = push_part(marker, piece, piece->block.kind, begin + behind + byline, end);
    return status;
}

static bool is_list_item(dz_view view)
{
    return begins_with_one_of(view, bullets, COUNT(bullets));
}

/* A label of someone who speaks: such a line is no heading, caption or credit. */
static bool begins_a_turn(dz_view view)
{
    dz_label label;
    if (!dz_label__read(view, &label))
        return false;
    return label.sort != DZ_LABEL_NAME || label.personal;
}

/* Where a question or an answer begins inside a paragraph, as in text whose line feeds were lost: behind a stop and
 * white space. 0 where there is none. */
static size_t find_inner_turn(dz_view view)
{
    static const char *const signs[] = {"Q:", "A:", "Q：", "A：", "问：", "问:", "問：", "問:", "答：", "答:"};
    for (size_t at = 1; at < view.length; at++) {
        char before = view.data[at - 1];
        bool space = before == ' ' || before == '\n' || before == '\t' || (unsigned char)before == 0x80;
        bool may_begin = view.data[at] == 'Q' || view.data[at] == 'A' || (unsigned char)view.data[at] >= 0xE5;
        if (!space || !may_begin || ((unsigned char)view.data[at] & 0xC0) == 0x80)
            continue;
        dz_view rest = {view.data + at, view.length - at};
        dz_view head = dz_scan__trim_view((dz_view){view.data, at});
        if (head.length < at && begins_with_one_of(rest, signs, COUNT(signs)) && dz_scan__ends_in_stop(head))
            return at;
    }
    return 0;
}

/* Parts paragraphs that hold several turns, so that none shares a sentence with the next. */
static dz_status part_inner_turns(kind_marker *marker)
{
    dz_draft *draft = marker->draft;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < draft->pieces.count && status == DZ_OK; i++) {
        dz_piece piece = draft->pieces.items[i];
        size_t begin = piece.block.span.begin;
        size_t end = piece.block.span.end;
        for (size_t inner = 1; inner > 0 && !piece.marked && status == DZ_OK;) {
            inner = find_inner_turn(dz_draft__view(draft, (dz_span){begin, end}));
            if (inner == 0)
                break;
            status = push_part(marker, &piece, piece.block.kind, begin, begin + inner);
            begin += inner;
        }
        piece.block.span.begin = piece.block.content.begin = begin;
        if (status == DZ_OK)
            status = dz_array__push(draft->context, &marker->pieces, piece);
    }
    return status;
}

static dz_status sort_piece(kind_marker *marker, size_t number)
{
    dz_piece *piece = &marker->draft->pieces.items[number];
    dz_view view = dz_draft__view(marker->draft, piece->block.span);
    size_t count = marker->draft->pieces.count;
    bool near_end = number < TOP_PIECES || number + BOTTOM_PIECES >= count;
    credit_line credit;
    bool credited = near_end && read_credit(view, number == 0, &credit);
    bool outside = piece->outside && !credited && !(piece->marked && piece->block.kind == DZ_BLOCK_HEADING);
    if (outside || is_boilerplate(piece, view)) {
        piece->marked = true;
        return push_part(marker, piece, DZ_BLOCK_BOILERPLATE, piece->block.span.begin, piece->block.span.end);
    }
    if (piece->marked)
        return dz_array__push(marker->draft->context, &marker->pieces, *piece);
    if (credited && !(begins_a_turn(view) && dz_scan__ends_in_stop(view)))
        return push_credit(marker, piece, &credit);
    if (!begins_a_turn(view) && is_caption(view))
        return push_part(marker, piece, DZ_BLOCK_CAPTION, piece->block.span.begin, piece->block.span.end);
    if (is_list_item(view))
        piece->block.kind = DZ_BLOCK_LIST_ITEM;
    return push_paragraph(marker, piece, view);
}

/* ---- What neighbours tell ---- */

static bool is_plain(const dz_piece *piece)
{
    return piece->block.kind == DZ_BLOCK_PARAGRAPH && !piece->marked;
}

static bool ends_open(dz_view view)
{
    uint32_t last = dz_scan__last(view);
    uint32_t first = dz_scan__first(view);
    bool quoted = (first == 0x201C || first == '"') && (last == 0x201D || last == '"');
    return last == ':' || last == 0xFF1A || last == ',' || last == 0xFF0C || last == 0x3001 || quoted;
}

static bool could_be_heading(dz_view view, size_t columns)
{
    dz_scan_measure measure = dz_scan__measure(view);
    uint32_t first = dz_scan__first(view);
    bool bracket = first == '(' || first == 0xFF08 || first == '[';
    bool words = measure.han >= 3 || measure.latin >= 3;
    return words && !bracket && measure.columns <= columns && !dz_scan__ends_in_stop(view) && !ends_open(view) &&
           !dz_label__is_field_line(view);
}

/* The first line that may be one is the title: only pieces that are not running text may stand before it. */
static void mark_title(kind_marker *marker)
{
    for (size_t i = 0; i < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        if (piece->block.kind == DZ_BLOCK_HEADING)
            return;
        if (!is_plain(piece))
            continue;
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        dz_label label;
        bool labelled = dz_label__read(view, &label) && label.sort != DZ_LABEL_NAME; /* "Burst Pipe: Supply Is Back" */
        if (marker->pieces.count > 1 && !labelled && could_be_heading(view, HEADING_COLUMNS))
            piece->block.kind = DZ_BLOCK_HEADING;
        return;
    }
}

/* "# Heading" as plain-text mark-up writes it. */
static void mark_number_signs(kind_marker *marker)
{
    for (size_t i = 0; i < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        size_t signs = 0;
        while (signs < view.length && view.data[signs] == '#')
            signs++;
        if (!is_plain(piece) || signs == 0 || signs > 6 || signs + 1 >= view.length || view.data[signs] != ' ')
            continue;
        piece->block.kind = DZ_BLOCK_HEADING;
        piece->block.content =
            dz_scan__trim(marker->draft->text, (dz_span){piece->block.span.begin + signs, piece->block.span.end});
    }
}

/* Headings of sections stand out only where most other lines are sentences. */
static void mark_section_headings(kind_marker *marker)
{
    size_t plain = 0;
    size_t sentences = 0;
    for (size_t i = 0; i < marker->pieces.count; i++) {
        bool counts = is_plain(&marker->pieces.items[i]);
        plain += counts;
        sentences += counts && dz_scan__ends_in_stop(dz_draft__view(marker->draft, marker->pieces.items[i].block.span));
    }
    if (sentences < 3 || sentences * 10 < plain * 6)
        return;
    for (size_t i = 0; i + 1 < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        dz_view next = dz_draft__view(marker->draft, piece[1].block.span);
        bool before_text =
            is_plain(piece + 1) && (dz_scan__ends_in_stop(next) || dz_scan__measure(next).columns > HEADING_COLUMNS);
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        if (is_plain(piece) && before_text && could_be_heading(view, SECTION_COLUMNS) && !begins_a_turn(view))
            piece->block.kind = DZ_BLOCK_HEADING;
    }
}

static bool is_tail_furniture(const dz_piece *piece, dz_view view)
{
    return piece->block.kind == DZ_BLOCK_BOILERPLATE || is_number_line(view) ||
           (!dz_scan__ends_in_stop(view) && dz_scan__measure(view).columns <= HEADING_COLUMNS && !begins_a_turn(view));
}

static bool is_day(dz_view view)
{
    dz_stamp stamp;
    return dz_stamp__read(view, 0, &stamp) && stamp.has_day && stamp.span.end == view.length;
}

/* Who signs a statement, and when: what furniture stands before it (a page's number, a row of buttons) says nothing of
 * it. A name or an office is a signature where a day is beside it. */
static bool is_signature(const kind_marker *marker, size_t tail, size_t number)
{
    const dz_piece *pieces = marker->pieces.items;
    dz_view view = dz_draft__view(marker->draft, pieces[number].block.span);
    if (pieces[number].block.kind == DZ_BLOCK_BOILERPLATE || marker->pieces.count - tail > TOP_PIECES)
        return false;
    if (is_day(view))
        return number + 1 == marker->pieces.count;
    bool day_below =
        number + 2 == marker->pieces.count && is_day(dz_draft__view(marker->draft, pieces[number + 1].block.span));
    return day_below && pieces[number].link_share == 0 && is_short_name(view);
}

/* The end of a page: what follows a line like "Related News" and has no sentence any more, and lone numbers. */
static void mark_tail(kind_marker *marker)
{
    size_t begin = marker->pieces.count;
    size_t tail = begin;
    bool only_numbers = true;
    while (begin > 0) {
        dz_piece *piece = &marker->pieces.items[begin - 1];
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        if (!is_tail_furniture(piece, view))
            break;
        begin--;
        only_numbers = only_numbers && is_number_line(view);
        bool begins_list = piece->block.kind == DZ_BLOCK_BOILERPLATE && !piece->aside;
        if (begins_list || (only_numbers && !is_day(view)))
            tail = begin;
    }
    for (size_t i = tail; i < marker->pieces.count && tail > 0; i++)
        if (!is_signature(marker, tail, i))
            marker->pieces.items[i].block.kind = DZ_BLOCK_BOILERPLATE;
}

static size_t item_number(dz_view view)
{
    size_t at = dz_scan__starts_with(view, "(") ? 1 : dz_scan__starts_with(view, "（") ? strlen("（") : 0;
    size_t value = 0;
    size_t begin = at;
    while (at < view.length && dz_scan__is_digit(view.data[at]) && at - begin < 3)
        value = value * 10 + (size_t)(view.data[at++] - '0');
    dz_view rest = {view.data + at, view.length - at};
    bool marked = dz_scan__starts_with(rest, ". ") || dz_scan__starts_with(rest, ") ") ||
                  dz_scan__starts_with(rest, "）") || dz_scan__starts_with(rest, "、") ||
                  dz_scan__starts_with(rest, "．");
    return at > begin && marked ? value : 0;
}

/* "1. ...", "2. ...": items only where the numbers go on from one piece to the next. */
static void mark_numbered_items(kind_marker *marker)
{
    for (size_t i = 0; i + 1 < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        size_t number = item_number(dz_draft__view(marker->draft, piece->block.span));
        size_t next = item_number(dz_draft__view(marker->draft, piece[1].block.span));
        bool item = piece->block.kind == DZ_BLOCK_PARAGRAPH || piece->block.kind == DZ_BLOCK_LIST_ITEM;
        if (number == 0 || next != number + 1 || !item || piece[1].block.kind != DZ_BLOCK_PARAGRAPH)
            continue;
        piece->block.kind = DZ_BLOCK_LIST_ITEM;
        piece[1].block.kind = DZ_BLOCK_LIST_ITEM;
    }
}

/* Puts the marker's pieces in the place of the draft's. */
static void take_pieces(kind_marker *marker)
{
    dz_draft *draft = marker->draft;
    dz_array__free(draft->context, &draft->pieces);
    draft->pieces.items = marker->pieces.items;
    draft->pieces.count = marker->pieces.count;
    draft->pieces.capacity = marker->pieces.capacity;
    marker->pieces.items = NULL;
    marker->pieces.count = marker->pieces.capacity = 0;
}

dz_status dz_kinds__mark(dz_draft *draft)
{
    kind_marker marker = {.draft = draft};
    dz_status status = part_inner_turns(&marker);
    if (status == DZ_OK)
        take_pieces(&marker);
    for (size_t i = 0; i < draft->pieces.count && status == DZ_OK; i++)
        status = sort_piece(&marker, i);
    if (status == DZ_OK) {
        mark_number_signs(&marker);
        mark_title(&marker);
        mark_tail(&marker);
        mark_numbered_items(&marker);
        mark_section_headings(&marker);
        take_pieces(&marker);
    }
    dz_array__free(draft->context, &marker.pieces);
    return status;
}
