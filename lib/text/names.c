#include "duizhao/text.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "text/han.h"
#include "text/numbers.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Comparable form ------------------------------------------------------------------------------------------ */

/* Surnames of two characters, and those that are read otherwise than the same characters in words, simplified. */
static const struct {
    const char *surname;
    const char *reading;
} surnames[] = {
    {"尉迟", "yuchi"},   {"万俟", "moqi"},    {"长孙", "zhangsun"},  {"澹台", "tantai"}, {"单于", "chanyu"},
    {"欧阳", "ouyang"},  {"司马", "sima"},    {"上官", "shangguan"}, {"诸葛", "zhuge"},  {"东方", "dongfang"},
    {"皇甫", "huangfu"}, {"公孙", "gongsun"}, {"慕容", "murong"},    {"令狐", "linghu"}, {"宇文", "yuwen"},
    {"司徒", "situ"},    {"夏侯", "xiahou"},  {"轩辕", "xuanyuan"},  {"端木", "duanmu"}, {"南宫", "nangong"},
    {"呼延", "huyan"},   {"独孤", "dugu"},    {"拓跋", "tuoba"},     {"闻人", "wenren"}, {"钟离", "zhongli"},
    {"曾", "zeng"},      {"单", "shan"},      {"仇", "qiu"},         {"解", "xie"},      {"区", "ou"},
    {"任", "ren"},       {"查", "zha"},       {"盖", "ge"},          {"翟", "zhai"},     {"朴", "piao"},
    {"缪", "miao"},      {"覃", "qin"},       {"乐", "yue"},         {"洗", "xian"},     {"冼", "xian"},
    {"召", "shao"},      {"折", "she"},       {"种", "chong"},       {"秘", "bi"},       {"员", "yun"},
    {"逄", "pang"},      {"繁", "po"},        {"乜", "nie"},         {"隗", "wei"},      {"黑", "he"},
    {"薄", "bo"},        {"柏", "bai"},       {"尹", "yin"},         {"宁", "ning"},     {"纪", "ji"},
    {"燕", "yan"},       {"华", "hua"},       {"应", "ying"},        {"沈", "shen"},     {"车", "che"},
    {"哈", "ha"},        {"教", "jiao"},
};

/* Places whose reading is not that of their characters' most common one, or that English writes in a way of its own. */
static const struct {
    const char *place;
    const char *reading;
} places[] = {
    {"陕西", "shaanxi"},         {"厦门", "xiamen"},  {"重庆", "chongqing"},  {"长春", "changchun"},
    {"长沙", "changsha"},        {"西藏", "tibet"},   {"香港", "hongkong"},   {"澳门", "macao"},
    {"内蒙古", "innermongolia"}, {"六安", "luan"},    {"台州", "taizhou"},    {"哈尔滨", "harbin"},
    {"乌鲁木齐", "urumqi"},      {"拉萨", "lhasa"},   {"呼和浩特", "hohhot"}, {"长江", "changjiang"},
    {"都江堰", "dujiangyan"},    {"成都", "chengdu"},
};

/* Latin letters that have no decomposition, and what newspapers write for them. */
static const char *plain_letters(uint32_t c)
{
    switch (c) {
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0xD8:
    case 0xF8:
        return "o";
    case 0xDF:
        return "ss";
    case 0xD0:
    case 0xF0:
    case 0x110:
    case 0x111:
        return "d";
    case 0xDE:
    case 0xFE:
        return "th";
    case 0x141:
    case 0x142:
        return "l";
    case 0x152:
    case 0x153:
        return "oe";
    case 0x131:
        return "i";
    default:
        return "";
    }
}

static void append_ascii_letter(dz_buffer *out, uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        c += 32;
    if (c >= 'a' && c <= 'z')
        dz_buffer__append_byte(out, (char)c);
}

static void append_latin(dz_buffer *out, const UNormalizer2 *nfkd, uint32_t c)
{
    UChar units[32];
    UErrorCode error = U_ZERO_ERROR;
    if (c < 0x80) {
        append_ascii_letter(out, c);
        return;
    }
    int32_t length = unorm2_getDecomposition(nfkd, (UChar32)c, units, 32, &error);
    if (U_FAILURE(error) || length < 0)
        dz_buffer__append_text(out, plain_letters(c));
    for (int32_t i = 0; U_SUCCESS(error) && i < length; i++)
        append_ascii_letter(out, units[i]);
}

/* The name with its Han simplified, for the tables. */
static dz_status simplify(dz_buffer *out, const char *name, size_t length)
{
    for (size_t at = 0; at < length;)
        dz_buffer__append_codepoint(out, dz_han__to_hans(dz_utf8__next(name, length, &at)));
    return dz_buffer__status(out);
}

const char *dz_name__surname(const char *name, size_t length, size_t *surname_length)
{
    for (size_t i = 0; i < COUNT(surnames) && length > 3; i++) {
        if (memcmp(name, surnames[i].surname, 3) != 0)
            continue;
        size_t size = strlen(surnames[i].surname);
        if (length > size && memcmp(name, surnames[i].surname, size) == 0) {
            *surname_length = size;
            return surnames[i].reading;
        }
    }
    return NULL;
}

/* Bytes that a table's entry takes at the beginning of the name. */
static size_t append_head(dz_buffer *out, const char *name, size_t length)
{
    for (size_t i = 0; i < COUNT(places); i++) {
        size_t size = strlen(places[i].place);
        if (length == size && memcmp(name, places[i].place, size) == 0) {
            dz_buffer__append_text(out, places[i].reading);
            return size;
        }
    }
    size_t size = 0;
    const char *reading = dz_name__surname(name, length, &size);
    if (reading)
        dz_buffer__append_text(out, reading);
    return size;
}

dz_status dz_name_normalize(dz_context *context, char **out, const char *name, size_t length)
{
    dz_buffer simple, romanised;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&error);
    *out = NULL;
    if (U_FAILURE(error))
        return dz_context__fail(context, DZ_ERROR_INTERNAL, "ICU: %s", u_errorName(error));
    dz_buffer__init(&simple, context);
    dz_buffer__init(&romanised, context);
    dz_status status = simplify(&simple, name, length);
    if (status == DZ_OK)
        status = dz_buffer__reserve(&romanised, simple.length);
    if (status != DZ_OK)
        goto done;
    dz_view text = dz_buffer__view(&simple);
    for (size_t at = append_head(&romanised, text.data, text.length); at < text.length;) {
        uint32_t c = dz_utf8__next(text.data, text.length, &at);
        if (dz_utf8__is_han(c))
            dz_buffer__append_text(&romanised, dz_han__reading(c));
        else
            append_latin(&romanised, nfkd, c);
    }
    status = dz_buffer__status(&romanised);
    if (status != DZ_OK)
        goto done;
    *out = romanised.data;
    romanised.data = NULL;
done:
    dz_buffer__free(&simple);
    dz_buffer__free(&romanised);
    return status;
}

void dz_string_free(dz_context *context, char *text)
{
    dz_memory__free(context, text);
}

/* ---- Finding names -------------------------------------------------------------------------------------------- */

/* Titles that stand before or behind a person's name. */
static const char *const chinese_titles[] = {
    "主席",   "总理", "總理",   "总统",   "總統", "首相",     "部长",     "部長",   "外长", "外長",   "发言人",
    "發言人", "大使", "秘书长", "秘書長", "省长", "省長",     "市长",     "市長",   "书记", "書記",   "委员长",
    "委員長", "司长", "司長",   "局长",   "局長", "国务委员", "國務委員", "参赞",   "參贊", "总领事", "總領事",
    "议长",   "議長", "先生",   "女士",   "教授", "将军",     "將軍",     "总书记",
};

/* Characters that a given name does not end in, because the stretch is then an office or a body (白宫发言人). */
static const char no_given_name[] = "国國宫宮会會任党黨委院部省市县縣局厅廳议議席央方家副总總长長的";

/* What may follow a name of two characters, so that a third is not taken for one of them. */
static const char after_name[] =
    "说說在就的称稱表指对對和与與于於同强強主会會出访訪今昨回是将將也则則向还還及、，。：；！？（）为為认認应應率";

static bool contains(const char *set, uint32_t c)
{
    char bytes[5] = {0};
    dz_utf8__encode(c, bytes);
    return c >= 0x80 && strstr(set, bytes) != NULL;
}

static bool title_ends_at(const dz_scan *scan, size_t at)
{
    for (size_t i = 0; i < COUNT(chinese_titles); i++) {
        size_t length = strlen(chinese_titles[i]);
        if (at >= length && memcmp(scan->text + at - length, chinese_titles[i], length) == 0)
            return true;
    }
    return false;
}

static bool title_begins_at(const dz_scan *scan, size_t at)
{
    for (size_t i = 0; i < COUNT(chinese_titles); i++)
        if (dz_scan__match_exactly(scan, at, chinese_titles[i]) > at)
            return true;
    return dz_scan__match_exactly(scan, at, "副") > at;
}

/* The end of a surname: of two characters (欧阳), of one, or `begin`. */
static size_t surname_end(const dz_scan *scan, size_t begin)
{
    char simple[16];
    size_t at = begin, length = 0, found = 0;
    for (unsigned i = 0; i < 3 && at < scan->length; i++)
        length += dz_utf8__encode(dz_han__to_hans(dz_utf8__next(scan->text, scan->length, &at)), simple + length);
    if (dz_name__surname(simple, length, &found) && found == 6)
        return begin + 6;
    at = begin;
    return dz_han__in_set(dz_utf8__next(scan->text, scan->length, &at), dz_han__surnames) ? at : begin;
}

/* A surname and one or two characters, between a title and something else. */
static size_t chinese_name_end(const dz_scan *scan, size_t begin)
{
    size_t at = surname_end(scan, begin);
    if (at == begin)
        return begin;
    size_t second = at, third = at;
    uint32_t first_given = dz_scan__character(scan, at);
    if (!dz_utf8__is_han(first_given) || contains(after_name, first_given))
        return begin;
    dz_utf8__next(scan->text, scan->length, &second);
    uint32_t second_given = dz_scan__character(scan, second);
    third = second;
    bool long_name = dz_utf8__is_han(second_given) && !contains(no_given_name, second_given);
    if (long_name)
        dz_utf8__next(scan->text, scan->length, &third);
    if (title_begins_at(scan, second) && !contains(no_given_name, first_given))
        return second;
    if (long_name && title_begins_at(scan, third))
        return third;
    if (!title_ends_at(scan, begin) || contains(no_given_name, first_given))
        return begin;
    return long_name && !contains(after_name, second_given) ? third : second;
}

/* ---- Foreign names in Chinese ---- */

/* Titles that stand behind a person's name, not behind a country's (法国总统 is told from it by the country). */
static const char *const behind_foreign[] = {"总统",   "總統",   "总理", "總理", "首相",
                                             "国务卿", "國務卿", "先生", "女士"};

static bool is_name_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF0E;
}

/* A run of characters that transliterate, up to eight; how many there are. */
static size_t transliterated_end(const dz_scan *scan, size_t at, size_t *count)
{
    for (*count = 0; *count < 8; ++*count) {
        size_t next = at;
        if (at >= scan->length ||
            !dz_han__in_set(dz_utf8__next(scan->text, scan->length, &next), dz_han__transliterating))
            break;
        at = next;
    }
    return at;
}

/* 唐纳德·特朗普, from its first part on; `begin` where no dot follows one. */
static size_t dotted_name_end(const dz_scan *scan, size_t begin)
{
    size_t count, end = begin, at = begin;
    for (unsigned parts = 0; parts < 6; parts++) {
        size_t part = transliterated_end(scan, at, &count), after = part;
        if (count == 0)
            break;
        end = parts > 0 ? part : end;
        if (after >= scan->length || !is_name_dot(dz_utf8__next(scan->text, scan->length, &after)))
            break;
        at = after;
    }
    return end;
}

static bool foreign_title_begins_at(const dz_scan *scan, size_t at)
{
    for (size_t i = 0; i < COUNT(behind_foreign); i++)
        if (dz_scan__match_exactly(scan, at, behind_foreign[i]) > at)
            return true;
    return false;
}

/* Whether a foreign name may begin with a character: 得 and 席 end words before one (获得, 主席). */
static bool begins_foreign_name(uint32_t c)
{
    return dz_han__in_set(c, dz_han__transliterating) && !dz_scan__in("得历歷席", c);
}

/* A foreign name: with dots between its parts, or beside a title (总统奥巴马, 奥巴马总统). */
static size_t foreign_name_end(const dz_scan *scan, size_t begin)
{
    size_t count;
    if (begins_foreign_name(dz_scan__before(scan, begin)) || !begins_foreign_name(dz_scan__character(scan, begin)))
        return begin;
    size_t end = dotted_name_end(scan, begin);
    if (end > begin)
        return end;
    end = transliterated_end(scan, begin, &count);
    if (count < 2 || dz_office__skip_country(scan, begin) > begin)
        return begin;
    if (foreign_title_begins_at(scan, end))
        return end;
    return title_ends_at(scan, begin) ? end : begin;
}

static const char *const english_titles[] = {
    "president", "premier",      "chairman",    "chairwoman",   "chairperson", "minister", "ambassador",
    "spokesman", "spokesperson", "spokeswoman", "secretary",    "general",     "mr",       "ms",
    "mrs",       "dr",           "prof",        "professor",    "senator",     "governor", "chancellor",
    "king",      "councilor",    "counselor",   "commissioner",
};

static bool is_upper(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || is_upper(c) || (c >= 0xDF && c <= 0x24F && c != 0xF7);
}

static bool is_english_title(const dz_scan *scan, size_t begin, size_t end)
{
    for (size_t i = 0; i < COUNT(english_titles); i++)
        if (end - begin == strlen(english_titles[i]) && dz_scan__match(scan, begin, english_titles[i]) == end)
            return true;
    return false;
}

static size_t word_end(const dz_scan *scan, size_t at)
{
    while (at < scan->length) {
        size_t next = at;
        uint32_t c = dz_utf8__next(scan->text, scan->length, &next);
        bool joins = (c == '-' || c == '\'' || c == 0x2019) && is_letter(dz_scan__character(scan, next)) &&
                     !(c != '-' && dz_scan__character(scan, next) == 's');
        if (!is_letter(c) && !joins)
            break;
        at = next;
    }
    return at;
}

static bool english_title_before(const dz_scan *scan, size_t at)
{
    size_t end = at;
    if (end == 0 || scan->text[end - 1] != ' ')
        return false;
    end--;
    if (end > 0 && scan->text[end - 1] == '.')
        end--;
    size_t begin = end;
    while (begin > 0 && end - begin < 16 && is_letter((unsigned char)scan->text[begin - 1]))
        begin--;
    return end > begin && is_english_title(scan, begin, end);
}

/* Up to three capitalised words behind a title; a further title (Secretary General) is none of them. */
static size_t english_name_end(const dz_scan *scan, size_t begin)
{
    size_t end = begin, at = begin;
    for (unsigned words = 0; words < 3 && is_upper(dz_scan__character(scan, at)); words++) {
        size_t after = word_end(scan, at);
        if (is_english_title(scan, at, after))
            break;
        end = after;
        if (end + 1 >= scan->length || scan->text[end] != ' ')
            break;
        at = end + 1;
    }
    return end;
}

bool dz_name__scan(const dz_scan *scan, size_t at, dz_found *found)
{
    uint32_t c = dz_scan__character(scan, at);
    size_t end = at;
    if (dz_utf8__is_han(c)) {
        size_t foreign = foreign_name_end(scan, at);
        end = chinese_name_end(scan, at);
        end = foreign > end ? foreign : end;
    } else if (is_upper(c) && english_title_before(scan, at))
        end = english_name_end(scan, at);
    found->end = end;
    return end > at;
}
