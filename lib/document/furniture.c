#include "document/furniture.h"

#include <assert.h>

#include "document/scan.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

#define SECTION_COLUMNS 64    /* of a line that could name a channel */
#define TRAIL_PART_COLUMNS 80 /* of one link of a trail, the last of which may be a title */
#define SIGN_COLUMNS 80       /* of a line that a sign makes boilerplate by how it begins */

/* ---- Lists: the wording of press sites in general, in English and in both scripts of Chinese ---- */

/* clang-format off */
/* Whole lines that bring in links or buttons, with or without a colon behind. */
static const char *const furniture_lines[] = {
    "like us on facebook", "follow us", "follow us on twitter", "follow us on facebook", "tags", "tag", "keywords",
    "related", "related news", "related stories", "related articles", "related links", "related topics",
    "latest news", "latest", "latest stories", "most read", "most popular", "most viewed", "most shared",
    "most commented", "trending", "trending now", "popular", "editor's picks", "editors' picks", "editor's choice",
    "recommended", "recommended for you", "you may also like", "you might also like", "more news", "more stories",
    "more from", "more on this", "top news", "top stories", "hot topics", "don't miss", "read more", "read next",
    "see also", "also read", "advertisement", "ad", "advertising", "sponsored", "sponsored content", "promoted",
    "share", "share this", "share this article", "share on", "share to", "suggest to a friend", "send to a friend",
    "tell a friend", "print", "print this", "email", "e-mail", "comment", "comments", "leave a comment",
    "leave a reply", "post a comment", "subscribe", "subscribe now", "sign up", "newsletter", "sign in", "log in",
    "login", "register", "back to top", "top", "home", "next", "previous", "next page", "previous page",
    "photo gallery", "photos", "videos", "video", "facebook", "twitter", "wechat", "weibo", "linkedin", "whatsapp",
    "copy link", "save", "menu", "search", "skip to content", "skip to main content", "contact us", "about us",
    "terms of use", "privacy policy", "sitemap", "listen", "text size", "adjust font size", "download", "translate",
    "相关新闻", "相關新聞", "相关阅读", "相關閱讀", "相关链接", "相關鏈接", "相关报道", "相關報道", "相关文章",
    "相關文章", "相关推荐", "相關推薦", "延伸阅读", "延伸閱讀", "推荐阅读", "推薦閱讀", "为您推荐", "猜你喜欢",
    "热门新闻", "熱門新聞", "热点新闻", "熱點新聞", "热门推荐", "最新新闻", "最新新聞", "最新消息", "最新文章",
    "新闻排行", "点击排行", "排行榜", "热门排行", "热词", "标签", "標籤", "关键词", "關鍵詞", "关键字", "關鍵字",
    "分享到", "分享", "分享至", "打印", "列印", "打印本页", "关闭", "关闭窗口", "返回顶部", "返回", "收藏", "评论",
    "評論", "网友评论", "发表评论", "我要评论", "点赞", "扫一扫", "扫码", "广告", "廣告", "首页", "首頁", "上一页",
    "下一页", "下一頁", "尾页", "更多", "更多新闻", "查看更多", "阅读原文", "字号", "字體", "大中小", "大 中 小",
    "订阅", "訂閱", "登录", "登入", "注册", "註冊", "搜索", "纠错", "举报", "微信", "微博", "朋友圈", "人民微博",
    "新浪微博", "腾讯微博", "qq空间", "下载客户端", "关于我们", "联系我们", "网站地图"};

/* Beginnings of short lines that say the same, or give what a template fills in. */
static const char *const furniture_beginnings[] = {
    "tags:", "tag:", "keywords:", "related:", "related news:", "read more:", "read also:", "see also:", "also read:",
    "follow us", "like us", "share this", "subscribe to", "sign up for", "click here", "click to", "copyright", "©",
    "(c) 19", "(c) 20", "all rights reserved", "all contents copyright", "more on ", "comments (", "posted in",
    "filed under", "category:", "views:", "editor:", "web editor:", "editors:", "responsible editor", "previous:",
    "next:", "ends/", "issued at hkt", "advertisement", "this material may not be", "contact us", "download the app",
    "you are here", "home >", "home >>", "home »", "责任编辑", "責任編輯", "责编", "責編", "[责任编辑", "【责任编辑",
    "（责任编辑", "(责任编辑", "（责编", "(责编", "[責任編輯", "编辑：", "编辑:", "校对：", "审核：", "监制：",
    "标签：", "標籤：", "标签:", "標籤:", "关键词：", "关键词:", "關鍵詞：", "分享到", "分享：", "上一篇", "下一篇",
    "相关链接：", "相关新闻：", "相关阅读：", "原标题：", "原標題：", "原标题:", "版权所有", "版權所有", "版权声明",
    "版權聲明", "未经授权", "未經授權", "转载请", "本文来源", "免责声明", "免責聲明", "声明：", "扫描二维码",
    "扫一扫", "关注", "当前位置", "您所在的位置", "您的位置", "您现在的位置", "您現在的位置", "现在位置", "你的位置",
    "首页>", "首页 >", "首頁 >", "主办单位", "京icp", "沪icp", "粤icp", "浙icp", "icp备", "京公网安备", "网站标识码",
    "点击数", "阅读：", "浏览次数", "浏览：", "评论(", "字号：", "字号:", "【字体", "【字號", "【打印", "【 打",
    "打印本页", "推荐阅读：", "来源：新华网 编辑"};
/* clang-format on */

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

bool dz_furniture__is_number(dz_view view)
{
    dz_scan_measure measure = dz_scan__measure((dz_view){view.data, view.length <= 12 * 4 ? view.length : 0});
    return measure.digits > 0 && measure.codepoints <= 12 && measure.han == 0 && measure.latin == 0;
}

/* An address alone on its line. */
static bool is_address_line(dz_view view)
{
    static const char *const schemes[] = {"http://", "https://", "file:///", "www."};
    return dz_scan__starts_with_any(view, schemes, COUNT(schemes)) && dz_scan__measure(view).words == 1;
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

bool dz_furniture__is_piece(const dz_piece *piece, dz_view view)
{
    bool heading = piece->marked && piece->block.kind == DZ_BLOCK_HEADING;
    if (piece->aside || is_furniture_line(view) || (!dz_scan__is_wider(view, 120) && is_trail(view)) ||
        is_button_row(view) || is_address_line(view))
        return true;
    if (piece->link_share >= 60 && !heading)
        return !dz_scan__is_wider(view, 200) || !dz_scan__ends_in_stop(view);
    if (piece->link_share >= 33 && !heading && !dz_scan__ends_in_stop(view) && !has_function_words(view))
        return true;
    if (dz_scan__is_wider(view, 400))
        return false;
    bool channel =
        !dz_scan__ends_in_stop(view) && !dz_scan__is_wider(view, SECTION_COLUMNS) &&
        (dz_scan__contains(view, "公众号") || dz_scan__contains(view, "公眾號") || dz_scan__contains(view, "客户端"));
    bool contact =
        !dz_scan__ends_in_stop(view) && (dz_scan__contains(view, "邮编") || dz_scan__contains(view, "郵編") ||
                                         (dz_scan__contains(view, "address:") && dz_scan__contains(view, "tel")));
    bool rights = dz_scan__contains(view, "all rights reserved") || dz_scan__contains(view, "版权所有") ||
                  dz_scan__contains(view, "ICP备");
    bool begins = dz_scan__starts_with_any(view, furniture_beginnings, COUNT(furniture_beginnings));
    return rights || channel || contact ||
           (begins && (!dz_scan__is_wider(view, SIGN_COLUMNS) || !dz_scan__ends_in_stop(view)));
}
