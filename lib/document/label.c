#include "document/label.h"

#include "document/scan.h"

#define LABEL_CODEPOINTS_MAX 100

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- Lists. Each is general wording of its kind, not of one site. ---- */

static const char *const question_names[] = {
    "q",      "question", "问",       "問",       "提问",      "提問",      "追问",     "追問",
    "记者问", "記者問",   "有记者问", "有記者問", "follow-up", "follow up", "followup", "follow-up question"};
static const char *const answer_names[] = {"a", "answer", "答", "回答"};

/* Endings of those who ask. 网 and 报 also end other words, but hardly a label. */
static const char *const asker_endings_zh[] = {
    "记者", "記者", "社",   "报",   "報",   "电视", "電視", "台",   "卫视", "衛視", "网",   "網",     "新闻",
    "新聞", "周刊", "週刊", "杂志", "雜誌", "广播", "廣播", "媒体", "媒體", "频道", "頻道", "客户端", "通讯员"};

/* Words of outlets' names in English, and who works there. */
static const char *const asker_words_en[] = {
    "reporter",  "reporters", "journalist", "journalists",  "correspondent", "news",     "times",
    "daily",     "post",      "tv",         "television",   "radio",         "agency",   "press",
    "journal",   "herald",    "network",    "broadcasting", "media",         "review",   "weekly",
    "telegraph", "guardian",  "morning",    "tribune",      "gazette",       "bureau",   "magazine",
    "shimbun",   "sun",       "the paper",  "participant",  "inquirer",      "observer", "standard"};

/* Outlets whose names say nothing of what they are. */
static const char *const outlets[] = {"reuters",
                                      "afp",
                                      "ap",
                                      "cctv",
                                      "cgtn",
                                      "xinhua",
                                      "bloomberg",
                                      "bbc",
                                      "cnn",
                                      "nhk",
                                      "kyodo",
                                      "tass",
                                      "ria",
                                      "ria novosti",
                                      "sputnik",
                                      "yonhap",
                                      "pti",
                                      "ani",
                                      "efe",
                                      "dpa",
                                      "ansa",
                                      "abc",
                                      "cbs",
                                      "nbc",
                                      "cnbc",
                                      "npr",
                                      "pbs",
                                      "rthk",
                                      "tvbs",
                                      "cri",
                                      "cnr",
                                      "cns",
                                      "jiji",
                                      "kbs",
                                      "mbc",
                                      "sbs",
                                      "ytn",
                                      "rt",
                                      "interfax",
                                      "itar-tass",
                                      "al jazeera",
                                      "al arabiya",
                                      "dw",
                                      "der spiegel",
                                      "le monde",
                                      "ard",
                                      "zdf",
                                      "voa",
                                      "rfi",
                                      "antara",
                                      "bernama",
                                      "irna",
                                      "anadolu",
                                      "macau monthly",
                                      "fuji tv",
                                      "tbs",
                                      "tv asahi",
                                      "nikkei",
                                      "asahi",
                                      "mainichi",
                                      "yomiuri",
                                      "nippon",
                                      "politico",
                                      "axios",
                                      "the economist",
                                      "the hindu",
                                      "financial times"};

static const char *const official_endings_zh[] = {
    "发言人", "發言人", "部长", "部長",   "主任",   "局长", "局長", "司长",   "司長",   "主席", "总理", "總理",
    "总统",   "總統",   "外长", "外長",   "大使",   "书记", "書記", "秘书长", "秘書長", "行长", "行長", "市长",
    "市長",   "省长",   "省長", "负责人", "負責人", "委员", "委員", "院长",   "院長",   "代表"};

/* Members of assemblies and titles of courtesy: they may ask or answer. */
static const char *const member_endings_zh[] = {"议员", "議員", "先生", "女士", "总督", "總督", "教授", "博士", "小姐"};

/* Words of clauses, which no name has. */
static const char *const clause_words_zh[] = {"我", "你", "他", "她", "它", "这", "這",
                                              "那", "将", "將", "是", "了", "的"};

static const char *const official_words_en[] = {
    "spokesperson", "spokesman", "spokeswoman",      "minister",       "premier",       "president",    "chairman",
    "chairwoman",   "director",  "director-general", "ambassador",     "secretary",     "commissioner", "governor",
    "mayor",        "senator",   "counsellor",       "counselor",      "administrator", "general",      "colonel",
    "admiral",      "official",  "under secretary",  "representative", "officer"};

static const char *const host_names[] = {"主持人",   "主持",        "moderator",    "host",
                                         "operator", "facilitator", "the moderator"};

/* Labels of lines that tell about the text: never turns. */
static const char *const field_names[] = {"date",         "time",      "place",      "venue",        "location",
                                          "source",       "sources",   "title",      "subject",      "topic",
                                          "theme",        "editor",    "editors",    "author",       "by",
                                          "photo",        "photos",    "caption",    "tags",         "tag",
                                          "keywords",     "note",      "notes",      "updated",      "update",
                                          "published",    "posted",    "contact",    "tel",          "phone",
                                          "email",        "e-mail",    "fax",        "address",      "website",
                                          "link",         "read more", "related",    "see also",     "attachment",
                                          "abstract",     "summary",   "background", "language",     "translation",
                                          "participants", "attendees", "warning",    "example",      "editor's note",
                                          "url",          "category",  "section",    "copyright",    "share",
                                          "video",        "pictured",  "file photo", "correction",   "first",
                                          "second",       "third",     "fourth",     "finally",      "时间",
                                          "時間",         "地点",      "地點",       "发布人",       "發布人",
                                          "来源",         "來源",      "稿源",       "编辑",         "編輯",
                                          "责任编辑",     "責任編輯",  "责编",       "責編",         "作者",
                                          "摘要",         "导读",      "編者按",     "编者按",       "标题",
                                          "標題",         "主题",      "主題",       "日期",         "关键词",
                                          "關鍵詞",       "标签",      "標籤",       "图",           "圖",
                                          "图片",         "圖片",      "注",         "备注",         "備註",
                                          "附",           "附件",      "联系人",     "聯繫人",       "电话",
                                          "電話",         "邮箱",      "郵箱",       "地址",         "网址",
                                          "網址",         "链接",      "鏈接",       "原标题",       "原標題",
                                          "摄影",         "攝影",      "撰文",       "文",           "校对",
                                          "审核",         "监制",      "统筹",       "出品",         "分享到",
                                          "分享",         "字号",      "发布时间",   "發布時間",     "更新时间",
                                          "资料图",       "資料圖",    "当前位置",   "您所在的位置", "嘉宾",
                                          "语言",         "语种",      "译者",       "翻译",         "其一",
                                          "其二",         "其三",      "首先",       "其次",         "最后",
                                          "总之",         "例如",      "比如",       "注意",         "提示",
                                          "背景",         "延伸阅读",  "相关阅读",   "相关链接",     "全文如下"};

/* Endings of clauses that bring a quotation in: "He said:", 他表示：, 实录如下：. Such a paragraph is a report's. */
static const char *const clause_endings[] = {
    "said",    "says", "added", "asked", "replied", "stated", "told", "wrote", "stressed", "noted", "including",
    "follows", "说",   "說",    "表示",  "指出",    "称",     "稱",   "强调",  "強調",     "道",    "认为",
    "認為",    "写道", "如下",  "包括",  "提出",    "宣布",   "透露", "介绍",  "介紹",     "坦言",  "消息",
    "明确",    "明確", "清楚",  "请问",  "請問",    "是",     "问题", "問題",  "回应",     "回應"};

/* Chinese surnames (the Hundred Family Surnames and the commonest others; simplified, and traditional where they
 * differ): what two or three characters before a colon must begin with to be a person. Those that also begin many other
 * words (国, 平, 外) are left out. */
static const char surnames[] =
    "丁万丛严丰乌乐乔习于云亢仇仉付仝仰仲任伊伍伏何佘余佟佴侯俞倪傅储儲党全兰关冀冉农冯况冷凌刁刘利劉"
    "劳勞包匡华卓单卜卞占卢卫印厉原厲叢古史叶司吉向吕吳吴呂周和咸唐商喬單喻嚴塗壽夏奚姚姜姬娄婁孔孙孟"
    "季孫宁安宋宗宣宦宫宮宰容寇富寧寿封尚尤尧尹屈屠岑岳崔嵇左巩巫巴帅师帥師席干幸庄应庞康庾廉廖弓张張"
    "彭徐怀惠慕應懷戈戎成戚戴房扈扶揭敖文方於施时昌明易晁時晉晋晏景曲曹曾朱权李杜束杨杭松林柏查柯柳柴"
    "栾桂桑梁梅楊楚榮樂樊權欒欧歐武段殷毕毛江池汤汪汲沃沈沙況洪浦涂温游湛湯溫滑滕潘濮烏焦熊燕牛牟牧狄"
    "王班甄甘田申畢白皮盖盛盧瞿石祁祖祝禹秦程穆窦竇章童符简管簡米糜紀索繆纪缑缪罗羅翁習翟耿聂聞聶肖胡"
    "胥臧舒艾芦芮苍苏苑苗苟范茅茹荀荆荣莊莘莫華萧萬葉葛董蒋蒙蒲蒼蓋蓝蔚蔡蔣蔺蕭薄薛藍藺蘆蘇蘭虞融衛衡"
    "袁裘裴褚覃解計許詹談諸謝譚计许诸谈谢谭谷豐貝貢費賀賈賴贝贡费贺贾赖赫赵越趙路車车辛農边连迟連逯遲"
    "邊邓邝邢那邬邰邱邵邹郁郎郑郗郝郭鄂鄒鄔鄢鄧鄭鄺酆金鈕錢鍾钟钮钱閆閔閻闕關闞闫闵闻阎阙阚阮阴陆陈陰"
    "陳陶陸陽隆隋雍雲雷霍靳鞏韋韓韦韩韶項顏顧项顾颜饒饶馬馮駱马骆高魏魯鮑鲁鲍麥麦麻黃黄黎黨齊齐龍龐龔"
    "龙龚";

/* Words that begin a clause of a report, not a name: "Says Sanchez:". */
static const char *const clause_beginnings[] = {
    "says ", "said ", "asks ", "adds ", "here ", "but ",  "and ",  "so ",  "yet ", "in ", "on ", "for ", "to ",
    "my ",   "our ",  "this ", "that ", "one ",  "some ", "what ", "why ", "how ", "if ", "as ", "with "};

static const char *const compound_surnames[] = {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛",
                                                "东方", "東方", "皇甫", "尉迟", "公孙", "令狐", "慕容",
                                                "司徒", "夏侯", "端木", "轩辕", "宇文", "长孙"};

/* Endings of ministries, assemblies and the like, which are no persons although 安 and 文 are surnames. */
static const char *const body_endings_zh[] = {"部", "会", "會", "院", "局", "厅", "廳", "署", "委", "办", "辦", "处",
                                              "處", "司", "社", "报", "報", "台", "网", "網", "组", "組", "团", "團"};

/* Offices among them, which answer: 卫生福利司答. */
static const char *const office_endings_zh[] = {"部", "委", "院", "局", "厅", "廳", "署", "办", "辦", "处", "處", "司"};

/* ---- Asking the lists ---- */

static bool is_one_of(dz_view name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dz_scan__equals(name, list[i]))
            return true;
    return false;
}

static bool ends_in_one_of(dz_view name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dz_scan__ends_with(name, list[i]))
            return true;
    return false;
}

static bool has_one_of(dz_view name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dz_scan__contains(name, list[i]))
            return true;
    return false;
}

static bool ends_a_clause(dz_view name)
{
    for (size_t i = 0; i < COUNT(clause_endings); i++) {
        const char *ending = clause_endings[i];
        size_t length = strlen(ending);
        if (!dz_scan__ends_with(name, ending))
            continue;
        bool whole_word = !dz_scan__is_letter(ending[0]) || name.length == length ||
                          !dz_scan__is_letter(name.data[name.length - length - 1]);
        if (whole_word)
            return true;
    }
    return false;
}

static bool begins_a_clause(dz_view name)
{
    for (size_t i = 0; i < COUNT(clause_beginnings); i++)
        if (dz_scan__starts_with(name, clause_beginnings[i]))
            return true;
    return false;
}

/* ---- Shapes ---- */

/* Countries and places that look like persons. */
static const char *const not_persons[] = {"韩国",   "韓國",   "韩方", "韓方", "温哥华",   "华盛顿",
                                          "華盛頓", "莫斯科", "柏林", "罗马", "马来西亚", "新西兰",
                                          "阿富汗", "乌克兰", "巴西", "古巴", "黎巴嫩",   "秦皇岛"};

static bool begins_with_surname(dz_view name)
{
    char surname[5] = {0};
    size_t first = 0;
    if (name.length == 0)
        return false;
    dz_utf8__next(name.data, name.length, &first);
    memcpy(surname, name.data, first < 5 ? first : 4);
    return strstr(surnames, surname) != NULL;
}

/* 华春莹, 欧阳某某, 林郑某某, or a transliterated name with its dot (约翰·凯利). */
bool dz_label__is_chinese_person(dz_view name)
{
    dz_scan_measure measure = dz_scan__measure(name);
    if (dz_scan__contains(name, "·") || dz_scan__contains(name, "•"))
        return measure.codepoints <= 20;
    size_t first = 0;
    if (measure.han != measure.codepoints || measure.codepoints < 2 || measure.codepoints > 4)
        return false;
    if (ends_in_one_of(name, body_endings_zh, COUNT(body_endings_zh)) ||
        is_one_of(name, not_persons, COUNT(not_persons)))
        return false;
    dz_utf8__next(name.data, name.length, &first);
    dz_view rest = {name.data + first, name.length - first};
    bool two_surnames =
        is_one_of((dz_view){name.data, 6}, compound_surnames, COUNT(compound_surnames)) || begins_with_surname(rest);
    return measure.codepoints == 4 ? two_surnames : begins_with_surname(name);
}

static bool is_connector(dz_view word)
{
    static const char *const connectors[] = {"of", "the", "for",  "and", "de", "la",  "le", "al",  "bin", "van", "von",
                                             "to", "at",  "from", "in",  "on", "del", "da", "ibn", "und", "with"};
    return is_one_of(word, connectors, COUNT(connectors));
}

/* Up to twelve words, each beginning with a capital (or a connector between them). */
static bool is_latin_name(dz_view name, size_t *words)
{
    *words = 0;
    for (size_t at = 0; at < name.length;) {
        while (at < name.length && (name.data[at] == ' ' || name.data[at] == ',' || name.data[at] == '('))
            at++;
        size_t begin = at;
        while (at < name.length && name.data[at] != ' ' && name.data[at] != ',' && name.data[at] != '(')
            at++;
        dz_view word = {name.data + begin, at - begin};
        if (word.length == 0)
            break;
        bool bracketed = begin > 0 && name.data[begin - 1] == '(';
        bool foreign = (unsigned char)word.data[0] >= 0x80 || bracketed;
        bool capital = dz_scan__is_upper(word.data[0]) || dz_scan__is_digit(word.data[0]) || word.data[0] == '&';
        if (!capital && !foreign && !(is_connector(word) && (*words > 0 || dz_scan__equals(word, "the"))))
            return false;
        ++*words;
    }
    return *words > 0 && *words <= 12 && (dz_scan__is_upper(name.data[0]) || (unsigned char)name.data[0] >= 0x80);
}

/* A label without its number: "Q1", "问题三", "记者2". */
static dz_view without_number(dz_view name)
{
    static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    size_t whole = name.length;
    for (bool found = true; found && name.length > 1;) {
        found = dz_scan__is_digit(name.data[name.length - 1]);
        if (found)
            name.length--;
        for (size_t i = 0; i < COUNT(numbers) && !found; i++)
            if (name.length > 3 && dz_scan__ends_with(name, numbers[i])) {
                name.length -= 3;
                found = true;
            }
    }
    if (name.length < whole && dz_scan__ends_with(name, "问题"))
        name.length -= strlen("题");
    return dz_scan__trim_view(name);
}

/* "Q (Reuters)", "问（路透社）", "Q - Reuters": the sign before, and the name in it. */
static bool split_sign(dz_view name, dz_view *sign, dz_view *inside)
{
    static const char *const openers[] = {"(", "（", "[", "-", "–", "—"};
    for (size_t i = 0; i < COUNT(openers); i++) {
        size_t at = dz_scan__find(name, openers[i]);
        if (at == SIZE_MAX || at == 0 || at > 12)
            continue;
        *sign = dz_scan__trim_view((dz_view){name.data, at});
        size_t begin = at + strlen(openers[i]);
        *inside = (dz_view){name.data + begin, name.length - begin};
        if (dz_scan__ends_with(*inside, ")") || dz_scan__ends_with(*inside, "]"))
            inside->length--;
        else if (dz_scan__ends_with(*inside, "）"))
            inside->length -= strlen("）");
        *inside = dz_scan__trim_view(*inside);
        return true;
    }
    return false;
}

static dz_label_sort sort_of_sign(dz_view name)
{
    name = without_number(name);
    if (is_one_of(name, question_names, COUNT(question_names)))
        return DZ_LABEL_QUESTION;
    return is_one_of(name, answer_names, COUNT(answer_names)) ? DZ_LABEL_ANSWER : 0;
}

/* ---- Sorting a label ---- */

static bool sort_sign(dz_view name, dz_view *who, dz_label_sort *sort)
{
    dz_view sign;
    *who = (dz_view){name.data, 0};
    *sort = sort_of_sign(name);
    if (*sort == 0 && split_sign(name, &sign, who))
        *sort = sort_of_sign(sign);
    return *sort != 0;
}

/* "新华社记者问", "王毅答": a name and what it does. */
static bool sort_named_sign(dz_view name, dz_view *who, dz_label_sort *sort)
{
    bool asks = dz_scan__ends_with(name, "问") || dz_scan__ends_with(name, "問");
    bool answers = dz_scan__ends_with(name, "答");
    size_t mark = strlen("问");
    if ((!asks && !answers) || name.length <= mark)
        return false;
    *who = (dz_view){name.data, name.length - mark};
    bool asker = ends_in_one_of(*who, asker_endings_zh, COUNT(asker_endings_zh));
    bool official = ends_in_one_of(*who, official_endings_zh, COUNT(official_endings_zh));
    bool body =
        answers && dz_scan__measure(*who).han >= 3 && ends_in_one_of(*who, office_endings_zh, COUNT(office_endings_zh));
    bool somebody =
        dz_label__is_chinese_person(*who) || ends_in_one_of(*who, member_endings_zh, COUNT(member_endings_zh));
    if (!official && !body && !somebody && !(asks && asker))
        return false;
    *sort = asks ? DZ_LABEL_QUESTION : DZ_LABEL_ANSWER;
    return true;
}

static bool sort_chinese(dz_view name, dz_label *label)
{
    dz_view bare = without_number(name);
    size_t codepoints = dz_scan__measure(name).codepoints;
    if (codepoints > 24)
        return false;
    label->personal = dz_label__is_chinese_person(bare);
    if (ends_in_one_of(bare, asker_endings_zh, COUNT(asker_endings_zh)))
        label->sort = DZ_LABEL_ASKER;
    else if (ends_in_one_of(bare, official_endings_zh, COUNT(official_endings_zh)))
        label->sort = DZ_LABEL_OFFICIAL;
    else if (has_one_of(bare, clause_words_zh, COUNT(clause_words_zh)))
        return false;
    else
        label->sort = DZ_LABEL_NAME;
    if (label->sort == DZ_LABEL_NAME && ends_in_one_of(bare, member_endings_zh, COUNT(member_endings_zh)))
        label->personal = true;
    label->office_only = is_one_of(bare, official_endings_zh, COUNT(official_endings_zh)) ||
                         dz_scan__equals(bare, "新闻发言人") || dz_scan__equals(bare, "新聞發言人");
    return codepoints >= 2;
}

static bool sort_latin(dz_view name, dz_label *label)
{
    size_t words = 0;
    dz_view bare = without_number(name);
    if (!is_latin_name(name, &words))
        return false;
    label->personal = words >= 2 && words <= 4;
    if (is_one_of(bare, outlets, COUNT(outlets)) || has_one_of(bare, asker_words_en, COUNT(asker_words_en)))
        label->sort = DZ_LABEL_ASKER;
    else if (has_one_of(bare, official_words_en, COUNT(official_words_en)))
        label->sort = DZ_LABEL_OFFICIAL;
    else
        label->sort = DZ_LABEL_NAME;
    label->personal = label->personal && label->sort == DZ_LABEL_NAME;
    label->office_only =
        label->sort == DZ_LABEL_OFFICIAL && is_one_of(bare, official_words_en, COUNT(official_words_en));
    return true;
}

/* The length of a clock in brackets, as transcripts of recordings have them: "(01:11)", "[00:00:05]". */
static size_t clock_length(dz_view view)
{
    size_t end = 1;
    if (view.length == 0 || (view.data[0] != '(' && view.data[0] != '['))
        return 0;
    while (end < view.length && (dz_scan__is_digit(view.data[end]) || view.data[end] == ':'))
        end++;
    char closer = view.data[0] == '(' ? ')' : ']';
    bool clock = end >= 5 && end < view.length && view.data[end] == closer && memchr(view.data, ':', end);
    return clock ? end + 1 : 0;
}

static dz_view without_clock(dz_view name)
{
    for (size_t at = 1; at < name.length; at++)
        if (at + clock_length((dz_view){name.data + at, name.length - at}) == name.length)
            return dz_scan__trim_view((dz_view){name.data, at});
    return name;
}

/* A remark behind a name: （译文）, (in Cantonese). A country or an outlet belongs to the name. */
static dz_view without_remark(dz_view name)
{
    static const char *const closers[] = {"）", ")"};
    static const char *const openers[] = {"（", "("};
    for (size_t i = 0; i < COUNT(closers); i++) {
        size_t open = dz_scan__find(name, openers[i]);
        if (!dz_scan__ends_with(name, closers[i]) || open == SIZE_MAX || open == 0)
            continue;
        dz_view remark = {name.data + open + strlen(openers[i]), name.length - open - strlen(openers[i])};
        if (dz_scan__contains(remark, "译") || dz_scan__contains(remark, "譯") || dz_scan__starts_with(remark, "in ") ||
            dz_scan__contains(remark, "interpretation") || dz_scan__contains(remark, "translation"))
            return dz_scan__trim_view((dz_view){name.data, open});
    }
    return name;
}

static bool begins_with_sign(dz_view name)
{
    uint32_t first = dz_scan__first(name);
    bool ascii = first < 0x80 && !dz_scan__is_letter((char)first) && !dz_scan__is_digit((char)first);
    return ascii || (first >= 0x2000 && first < 0x2E80) ||
           (first >= 0x3000 && first < 0x3400 && first != 0x300A && first != 0x3007);
}

static bool sort_label(dz_view text, dz_view name, dz_label *label)
{
    dz_view bare = without_clock(name);
    label->timed = bare.length < name.length;
    name = without_remark(bare);
    dz_view who = name;
    if (begins_with_sign(name))
        return false;
    if (is_one_of(without_number(name), field_names, COUNT(field_names)))
        return false;
    bool sign = sort_sign(name, &who, &label->sort) || sort_named_sign(name, &who, &label->sort);
    if (!sign) {
        who = name;
        if (ends_a_clause(name) || begins_a_clause(name) || dz_scan__starts_with(name, "第"))
            return false;
        if (is_one_of(without_number(name), host_names, COUNT(host_names)))
            label->sort = DZ_LABEL_HOST;
        else if (!(dz_scan__measure(name).han > 0 ? sort_chinese(name, label) : sort_latin(name, label)))
            return false;
    }
    label->name.begin = (size_t)(who.data - text.data);
    label->name.end = label->name.begin + who.length;
    return true;
}

/* ---- Finding the colon ---- */

/* A full stop that shortens a word: "Mr.", "J.", "U.S." */
static bool is_abbreviation(dz_view text, size_t stop)
{
    size_t begin = stop;
    while (begin > 0 && dz_scan__is_letter(text.data[begin - 1]))
        begin--;
    return stop - begin >= 1 && stop - begin <= 4 && dz_scan__is_upper(text.data[begin]);
}

static bool breaks_label(dz_view text, size_t at, uint32_t codepoint)
{
    static const uint32_t breaking[] = {'\n',   '!',    '?',    ';',    '"',    0x3002, 0xFF0C, 0xFF01, 0xFF1F, 0xFF1B,
                                        0x201C, 0x201D, 0x300C, 0x2026, 0x3001, '/',    '@',    '=',    '<'};
    if (codepoint == ' ' || dz_utf8__is_han(codepoint) || (codepoint < 0x80 && dz_scan__is_letter((char)codepoint)))
        return false;
    for (size_t i = 0; i < COUNT(breaking); i++)
        if (codepoint == breaking[i])
            return true;
    return codepoint == '.' && !is_abbreviation(text, at);
}

/* ':' in "10:30" and "https://" is no colon of a label; neither is one that a small letter follows at once. */
static bool is_label_colon(dz_view text, size_t at, uint32_t codepoint)
{
    if (codepoint == 0xFF1A)
        return true;
    if (codepoint != ':' || at == 0)
        return false;
    if (at + 1 >= text.length)
        return true;
    char next = text.data[at + 1];
    bool after_letter = (unsigned char)text.data[at - 1] >= 0x80;
    return next == ' ' || next == '\n' || next == '\t' || next == '"' || next == '*' || (unsigned char)next >= 0x80 ||
           after_letter;
}

static bool find_colon(dz_view text, size_t *colon, size_t *behind)
{
    size_t codepoints = 0;
    for (size_t at = 0; at < text.length && codepoints < LABEL_CODEPOINTS_MAX; codepoints++) {
        size_t here = at;
        uint32_t codepoint = dz_utf8__next(text.data, text.length, &at);
        if (is_label_colon(text, here, codepoint)) {
            *colon = here;
            *behind = at;
            return here > 0;
        }
        if (breaks_label(text, here, codepoint))
            return false;
    }
    return false;
}

/* Marks of emphasis and brackets that some transcripts set labels in: **Q:** text, 【问】：text. */
static dz_view without_marks(dz_view name)
{
    for (bool found = true; found && name.length > 0;) {
        found = false;
        while (name.length > 0 && (name.data[0] == '*' || name.data[0] == '_'))
            name.data++, name.length--, found = true;
        while (name.length > 0 && (name.data[name.length - 1] == '*' || name.data[name.length - 1] == '_'))
            name.length--, found = true;
        if (dz_scan__starts_with(name, "【") && dz_scan__ends_with(name, "】")) {
            name.data += strlen("【");
            name.length -= strlen("【】");
            found = true;
        }
        name = dz_scan__trim_view(name);
    }
    return name;
}

/* Behind the colon: closing emphasis, a clock in brackets ("Ned Price: (01:11)"), white space. */
static size_t skip_to_content(dz_view text, size_t at, bool *timed)
{
    while (at < text.length && text.data[at] == '*')
        at++;
    dz_view rest = dz_scan__trim_view((dz_view){text.data + at, text.length - at});
    size_t clock = clock_length(rest);
    *timed = *timed || clock > 0;
    rest = dz_scan__trim_view((dz_view){rest.data + clock, rest.length - clock});
    return rest.length == 0 ? text.length : (size_t)(rest.data - text.data);
}

bool dz_label__is_field_line(dz_view line)
{
    size_t colon = 0;
    size_t behind = 0;
    if (!find_colon(line, &colon, &behind))
        return false;
    dz_view name = without_marks(dz_scan__trim_view((dz_view){line.data, colon}));
    return is_one_of(without_number(name), field_names, COUNT(field_names));
}

/* "Q  Thank you.": some transcripts set the sign apart by space alone. "A" is a word of its own. */
static bool read_spaced_sign(dz_view paragraph, dz_label *label)
{
    if (paragraph.length < 3 || paragraph.data[0] != 'Q')
        return false;
    size_t at = 1;
    bool space = dz_scan__is_space(dz_utf8__next(paragraph.data, paragraph.length, &at));
    dz_view rest = dz_scan__trim_view((dz_view){paragraph.data + at, paragraph.length - at});
    bool begins = rest.length > 0 &&
                  (dz_scan__is_upper(rest.data[0]) || (unsigned char)rest.data[0] >= 0x80 || rest.data[0] == '(');
    if (!space || !begins)
        return false;
    *label = (dz_label){.sort = DZ_LABEL_QUESTION, .content = (size_t)(rest.data - paragraph.data)};
    return true;
}

bool dz_label__read_bare(dz_view paragraph, size_t length, dz_label *label)
{
    dz_view name = dz_scan__trim_view((dz_view){paragraph.data, length});
    *label = (dz_label){0};
    for (size_t at = 0; at < name.length;) {
        size_t here = at;
        if (breaks_label(name, here, dz_utf8__next(name.data, name.length, &at)))
            return false;
    }
    if (name.length == 0 || dz_scan__measure(name).codepoints > LABEL_CODEPOINTS_MAX ||
        !sort_label(paragraph, name, label))
        return false;
    label->content = skip_to_content(paragraph, length, &label->timed);
    return label->sort != DZ_LABEL_NAME || label->personal;
}

bool dz_label__read(dz_view paragraph, dz_label *label)
{
    size_t colon = 0;
    size_t behind = 0;
    *label = (dz_label){0};
    if (read_spaced_sign(paragraph, label))
        return true;
    if (!find_colon(paragraph, &colon, &behind))
        return false;
    dz_view name = without_marks(dz_scan__trim_view((dz_view){paragraph.data, colon}));
    if (name.length == 0 || !sort_label(paragraph, name, label))
        return false;
    label->content = skip_to_content(paragraph, behind, &label->timed);
    return true;
}
