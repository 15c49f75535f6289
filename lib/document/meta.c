#include "document/meta.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "document/label.h"
#include "document/scan.h"
#include "document/stamp.h"

#define HEADER_LINES_MAX 24
#define TITLE_LINES_MAX 3 /* headings that may belong to the title */
#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- Dates ---- */

dz_status dz_meta__set_date(dz_draft *draft, dz_view value, dz_rank rank, bool *known)
{
    dz_stamp stamp;
    value = dz_scan__trim_view(value);
    dz_view year = {value.data, value.length};
    *known = dz_stamp__find(value, 0, &stamp) && stamp.has_year;
    if (*known)
        return dz_draft__set(draft, &draft->facts.date, (dz_view){stamp.date, strlen(stamp.date)}, rank);
    *known = value.length == 4 && dz_scan__measure(value).digits == 4;
    return *known ? dz_draft__set(draft, &draft->facts.date, year, rank) : DZ_OK;
}

/* ---- Fields by name ---- */

typedef enum header_field {
    FIELD_NONE,
    FIELD_DATE,
    FIELD_SPEAKER,
    FIELD_TITLE,
    FIELD_ADDRESS,
    FIELD_LANGUAGE,
    FIELD_OTHER
} header_field;

typedef struct field_name {
    const char *name;
    header_field field;
} field_name;

static const field_name field_names[] = {
    {"date", FIELD_DATE},       {"日期", FIELD_DATE},      {"时间", FIELD_DATE},         {"時間", FIELD_DATE},
    {"speaker", FIELD_SPEAKER}, {"发言人", FIELD_SPEAKER}, {"發言人", FIELD_SPEAKER},    {"讲话人", FIELD_SPEAKER},
    {"講話人", FIELD_SPEAKER},  {"title", FIELD_TITLE},    {"标题", FIELD_TITLE},        {"標題", FIELD_TITLE},
    {"address", FIELD_ADDRESS}, {"source", FIELD_ADDRESS}, {"url", FIELD_ADDRESS},       {"link", FIELD_ADDRESS},
    {"来源", FIELD_ADDRESS},    {"來源", FIELD_ADDRESS},   {"网址", FIELD_ADDRESS},      {"網址", FIELD_ADDRESS},
    {"地址", FIELD_ADDRESS},    {"出处", FIELD_ADDRESS},   {"language", FIELD_LANGUAGE}, {"lang", FIELD_LANGUAGE},
    {"语言", FIELD_LANGUAGE},   {"語言", FIELD_LANGUAGE},  {"author", FIELD_OTHER},      {"作者", FIELD_OTHER},
    {"place", FIELD_OTHER},     {"地点", FIELD_OTHER},     {"地點", FIELD_OTHER},        {"id", FIELD_OTHER}};

static header_field find_field(dz_view name)
{
    for (size_t i = 0; i < COUNT(field_names); i++)
        if (dz_scan__equals(name, field_names[i].name))
            return field_names[i].field;
    return FIELD_NONE;
}

static dz_fact *fact_of(dz_facts *facts, header_field field)
{
    switch (field) {
    case FIELD_SPEAKER:
        return &facts->speaker;
    case FIELD_TITLE:
        return &facts->title;
    case FIELD_ADDRESS:
        return &facts->address;
    case FIELD_LANGUAGE:
        return &facts->language;
    default:
        return NULL;
    }
}

/* ---- Header lines ---- */

typedef struct header_line {
    dz_view name;
    dz_view value;
    size_t begin;
} header_line;

static bool read_header_line(dz_view line, header_line *header)
{
    size_t colon = 0;
    size_t behind = 0;
    for (size_t at = 0; at < line.length && behind == 0 && at < 48;) {
        colon = at;
        uint32_t codepoint = dz_utf8__next(line.data, line.length, &at);
        if (codepoint == ':' || codepoint == 0xFF1A)
            behind = at;
    }
    if (behind == 0)
        return false;
    header->name = dz_scan__trim_view((dz_view){line.data, colon});
    header->value = dz_scan__trim_view((dz_view){line.data + behind, line.length - behind});
    dz_scan_measure measure = dz_scan__measure(header->name);
    return measure.codepoints > 0 && measure.codepoints <= 20 && measure.words <= 3;
}

static bool is_turn_sign(dz_view line)
{
    dz_label label;
    return dz_label__read(line, &label) && (label.sort == DZ_LABEL_QUESTION || label.sort == DZ_LABEL_ANSWER);
}

/* The header lines at the top, and where the text goes on behind the empty line; false where there are none. */
static bool find_header_lines(const dz_draft *draft, header_line *headers, size_t *count, size_t *end)
{
    *count = 0;
    for (size_t at = 0; at < draft->length;) {
        const char *feed = memchr(draft->text + at, '\n', draft->length - at);
        size_t behind = feed ? (size_t)(feed - draft->text) + 1 : draft->length;
        dz_view line = dz_scan__trim_view((dz_view){draft->text + at, behind - at});
        if (line.length == 0) {
            *end = behind;
            return *count > 0;
        }
        if (*count == HEADER_LINES_MAX || !read_header_line(line, &headers[*count]) || is_turn_sign(line))
            return false;
        if (*count == 0 && find_field(headers[0].name) == FIELD_NONE)
            return false;
        headers[(*count)++].begin = at;
        at = behind;
    }
    return false;
}

static dz_status use_header_line(dz_draft *draft, const header_line *header)
{
    header_field field = find_field(header->name);
    size_t line = dz_draft__line(draft, header->begin);
    int length = header->name.length < 80 ? (int)header->name.length : 80;
    if (field == FIELD_NONE)
        dz_context__log(draft->context, "%s:%zu: the header line \"%.*s\" is not known; it is left alone", draft->name,
                        line, length, header->name.data);
    if (field == FIELD_DATE) {
        bool known = false;
        dz_status status = dz_meta__set_date(draft, header->value, DZ_RANK_HEADER, &known);
        if (status == DZ_OK && !known)
            dz_context__log(draft->context, "%s:%zu: no date can be read here; write it like 2015-04-02", draft->name,
                            line);
        return status;
    }
    dz_fact *fact = fact_of(&draft->facts, field);
    return fact ? dz_draft__set(draft, fact, header->value, DZ_RANK_HEADER) : DZ_OK;
}

dz_status dz_meta__read_header_lines(dz_draft *draft, size_t *end)
{
    header_line headers[HEADER_LINES_MAX];
    size_t count = 0;
    dz_status status = DZ_OK;
    *end = 0;
    size_t behind = 0;
    if (!find_header_lines(draft, headers, &count, &behind))
        return DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++)
        status = use_header_line(draft, &headers[i]);
    *end = behind;
    return status;
}

/* ---- The side file ---- */

static size_t line_of(const char *text, const char *place)
{
    size_t line = 1;
    for (; text < place; text++)
        line += *text == '\n';
    return line;
}

/* The line that a key stands on: where its name in quotation marks is followed by a colon. */
static size_t line_of_key(const char *text, const char *key)
{
    size_t length = strlen(key);
    for (const char *at = text; (at = strstr(at, key)) != NULL; at++) {
        const char *behind = at + length;
        if (at == text || at[-1] != '"' || *behind != '"')
            continue;
        behind += 1 + strspn(behind + 1, " \t\r\n");
        if (*behind == ':')
            return line_of(text, at);
    }
    return 1;
}

static dz_status use_side_value(dz_draft *draft, const char *path, const char *text, const cJSON *item)
{
    static const field_name names[] = {{"date", FIELD_DATE},
                                       {"speaker", FIELD_SPEAKER},
                                       {"title", FIELD_TITLE},
                                       {"address", FIELD_ADDRESS},
                                       {"language", FIELD_LANGUAGE}};
    header_field field = FIELD_NONE;
    bool known = true;
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(item->string, names[i].name) == 0)
            field = names[i].field;
    if (field == FIELD_NONE || cJSON_IsNull(item))
        return DZ_OK;
    if (!cJSON_IsString(item))
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s:%zu: \"%s\" must be a string or null", path,
                                line_of_key(text, item->string), item->string);
    dz_view value = {item->valuestring, strlen(item->valuestring)};
    if (field != FIELD_DATE)
        return dz_draft__set(draft, fact_of(&draft->facts, field), value, DZ_RANK_SIDE);
    dz_status status = dz_meta__set_date(draft, value, DZ_RANK_SIDE, &known);
    if (status == DZ_OK && !known)
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s:%zu: \"date\" must be a day like 2015-04-02", path,
                                line_of_key(text, item->string));
    return status;
}

dz_status dz_meta__read_side_file(dz_draft *draft, const char *path, const char *bytes, size_t length)
{
    const char *end = NULL;
    dz_status status = DZ_OK;
    cJSON *root = cJSON_ParseWithLengthOpts(bytes, length + 1, &end, true); /* the NUL behind the bytes is checked */
    if (!root)
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT,
                                "%s:%zu: this is no JSON; correct it or take the file away", path,
                                line_of(bytes, end ? end : bytes));
    if (!cJSON_IsObject(root))
        status =
            dz_context__fail(draft->context, DZ_ERROR_FORMAT,
                             "%s:1: must hold an object like {\"date\": \"2015-04-02\", \"speaker\": \"...\"}", path);
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, root)
    {
        if (status == DZ_OK)
            status = use_side_value(draft, path, bytes, item);
    }
    cJSON_Delete(root);
    return status;
}

/* ---- What the text tells ---- */

/* 外交部发言人华春莹主持…: the characters between an office and a word that cannot be part of a name. */
static bool find_chinese_speaker(dz_view text, dz_view *name)
{
    static const char *const offices[] = {"发言人", "發言人", "部长", "部長", "外长", "外長",
                                          "主任",   "大使",   "总理", "總理", "局长", "局長"};
    static const char *const behind[] = {"主持", "就",   "答",   "回答", "举行", "舉行", "在",   "出席", "谈",   "談",
                                         "例行", "表示", "指出", "说",   "說",   "阐",   "介绍", "介紹", "会见", "會見",
                                         "对",   "對",   "记者", "記者", "的",   "大校", "上校", "少将", "向",   "（",
                                         "(",    "，",   ",",    "：",   ":",    " ",    "于",   "同",   "和"};
    for (size_t i = 0; i < COUNT(offices); i++) {
        size_t at = dz_scan__find(text, offices[i]);
        if (at == SIZE_MAX)
            continue;
        size_t begin = at + strlen(offices[i]);
        dz_view rest = {text.data + begin, text.length - begin};
        size_t end = SIZE_MAX;
        for (size_t j = 0; j < COUNT(behind); j++) {
            size_t stop = dz_scan__find(rest, behind[j]);
            end = stop < end ? stop : end;
        }
        *name = (dz_view){rest.data, end == SIZE_MAX ? rest.length : end};
        if (dz_label__is_chinese_person(*name))
            return true;
    }
    return false;
}

static bool is_name_word(dz_view text, size_t at, size_t *end)
{
    *end = at;
    if (at >= text.length || !dz_scan__is_upper(text.data[at]))
        return false;
    while (*end < text.length &&
           (dz_scan__is_letter(text.data[*end]) || text.data[*end] == '-' || (unsigned char)text.data[*end] >= 0xC0))
        dz_utf8__next(text.data, text.length, end);
    return true;
}

/* "Foreign Ministry Spokesperson Hua Chunying's Regular Press Conference": two or three capitalised words behind an
 * office, before a possessive, a preposition or a word in small letters. */
static bool find_english_speaker(dz_view text, dz_view *name)
{
    static const char *const offices[] = {"spokesperson", "spokesman", "spokeswoman", "foreign minister",
                                          "ambassador",   "premier",   "minister",    "secretary"};
    static const char *const not_names[] = {
        "holds", "hosts", "remarks",    "on",         "regular", "press", "answers", "statement", "meets", "chairs",
        "white", "state", "department", "transcript", "news",    "of",    "for",     "general",   "takes"};
    for (size_t i = 0; i < COUNT(offices); i++) {
        size_t at = dz_scan__find(text, offices[i]);
        if (at == SIZE_MAX)
            continue;
        size_t begin = at + strlen(offices[i]) + 1;
        size_t end = begin;
        size_t words = 0;
        for (size_t next = begin, behind; words < 4 && is_name_word(text, next, &behind); words++) {
            bool other = false;
            for (size_t j = 0; j < COUNT(not_names) && !other; j++)
                other = dz_scan__equals((dz_view){text.data + next, behind - next}, not_names[j]);
            if (other)
                break;
            end = behind;
            next = behind + 1;
            if (behind >= text.length || text.data[behind] != ' ') {
                words++;
                break;
            }
        }
        *name = (dz_view){text.data + begin, end > begin ? end - begin : 0};
        if (words >= 2 && words <= 4)
            return true;
    }
    return false;
}

static bool find_speaker(dz_view text, dz_view *name)
{
    return find_chinese_speaker(text, name) || find_english_speaker(text, name);
}

/* A whole day, the only one of the text: a title that names two tells of neither. */
static bool find_only_day(dz_view text, dz_stamp *day)
{
    bool found = false;
    dz_stamp stamp;
    for (size_t at = 0; dz_stamp__find(text, at, &stamp); at = stamp.span.end) {
        if (!stamp.has_year || !stamp.has_day)
            continue;
        if (found && strcmp(day->date, stamp.date) != 0)
            return false;
        *day = stamp;
        found = true;
    }
    return found;
}

static dz_status use_text(dz_draft *draft, dz_view text, bool is_title)
{
    dz_view name;
    dz_stamp day;
    dz_status status = DZ_OK;
    if (text.length > 1000)
        return DZ_OK;
    if (!draft->facts.speaker.value && find_speaker(text, &name))
        status = dz_draft__set(draft, &draft->facts.speaker, name, DZ_RANK_TEXT);
    bool wanted = is_title ? draft->facts.date.rank < DZ_RANK_TITLE : draft->facts.date.rank <= DZ_RANK_FILE;
    if (status == DZ_OK && wanted && find_only_day(text, &day))
        status = dz_draft__set(draft, &draft->facts.date, (dz_view){day.date, strlen(day.date)},
                               is_title ? DZ_RANK_TITLE : DZ_RANK_TEXT);
    return status;
}

/* A paragraph that says when a press conference was held, or who holds it, before the first turn. */
static bool tells_of_occasion(dz_view text)
{
    static const char *const occasions[] = {"记者会", "記者會",           "发布会",   "發布會", "发布人",
                                            "發布人", "press conference", "briefing", "时间",   "時間"};
    for (size_t i = 0; i < COUNT(occasions); i++)
        if (dz_scan__contains(text, occasions[i]))
            return true;
    return false;
}

dz_status dz_meta__derive(dz_draft *draft)
{
    dz_status status = DZ_OK;
    size_t paragraphs = 0;
    size_t headings = 0;
    bool titled = draft->facts.title.rank > DZ_RANK_FILE;
    if (titled)
        status = use_text(draft, (dz_view){draft->facts.title.value, strlen(draft->facts.title.value)}, true);
    for (size_t i = 0; i < draft->pieces.count && paragraphs < 6 && status == DZ_OK; i++) {
        const dz_block *block = &draft->pieces.items[i].block;
        dz_view text = dz_draft__view(draft, block->span);
        dz_label label;
        if (block->kind == DZ_BLOCK_HEADING) {
            if (!titled)
                status = dz_draft__set(draft, &draft->facts.title, text, DZ_RANK_TEXT);
            titled = true;
            if (status == DZ_OK && headings++ < TITLE_LINES_MAX)
                status = use_text(draft, text, true);
        } else if (block->kind == DZ_BLOCK_DATELINE) {
            status = use_text(draft, text, false);
        } else if (block->kind == DZ_BLOCK_PARAGRAPH) {
            if (dz_label__read(text, &label))
                break;
            paragraphs++;
            if (tells_of_occasion(text) && text.length < 600)
                status = use_text(draft, text, false);
        }
    }
    return status;
}
