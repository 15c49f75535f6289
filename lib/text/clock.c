/* Times of day. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/numbers.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What a word says of the half of the day. */
typedef enum day_half { NO_HALF, MORNING, NIGHT_MORNING, NOON, AFTERNOON, EVENING } day_half;

typedef struct clock_time {
    int hour, minute, second;
    day_half half;
    size_t begin, end;
} clock_time;

/* One or two figures; the place after them, or `at`. */
static size_t read_two_figures(const dz_scan *scan, size_t at, int *value)
{
    size_t end = at;
    *value = 0;
    while (end < scan->length && end - at < 3 && scan->text[end] >= '0' && scan->text[end] <= '9')
        *value = *value * 10 + (scan->text[end++] - '0');
    return end - at <= 2 ? end : at;
}

/* 三, 十, 二十五, 零五: up to 59 in Chinese digits; one digit is always read, so that 十二 is no 十. */
static size_t read_small_chinese(const dz_scan *scan, size_t at, int *value)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int tens = -1, units = -1;
    for (size_t part = 0; part < 3; part++) {
        size_t next = dz_scan__match_exactly(scan, at, "十");
        if (next > at && tens < 0) {
            tens = units > 0 ? units : 1;
            units = -1;
            at = next;
            continue;
        }
        int digit = dz_scan__match_exactly(scan, at, "两") > at || dz_scan__match_exactly(scan, at, "兩") > at ? 2 : -1;
        for (size_t i = 0; digit < 0 && i < COUNT(digits); i++)
            if (dz_scan__match_exactly(scan, at, digits[i]) > at)
                digit = (int)i;
        if (digit < 0 || units > 0)
            break;
        units = digit;
        dz_utf8__next(scan->text, scan->length, &at);
    }
    *value = (tens > 0 ? tens * 10 : 0) + (units > 0 ? units : 0);
    return at;
}

static size_t read_part(const dz_scan *scan, size_t at, int *value)
{
    size_t end = read_two_figures(scan, at, value);
    return end > at ? end : read_small_chinese(scan, at, value);
}

/* The word for a part of the day that ends before `at`, blanks between. */
static day_half read_half_before(const dz_scan *scan, size_t at, size_t *begin)
{
    static const struct {
        const char *word;
        day_half half;
    } words[] = {
        {"上午", MORNING}, {"早上", MORNING}, {"早晨", MORNING},       {"清晨", MORNING},   {"凌晨", NIGHT_MORNING},
        {"中午", NOON},    {"正午", NOON},    {"下午", AFTERNOON},     {"午后", AFTERNOON}, {"午後", AFTERNOON},
        {"傍晚", EVENING}, {"晚上", EVENING}, {"晚间", EVENING},       {"晚間", EVENING},   {"夜间", EVENING},
        {"夜間", EVENING}, {"深夜", EVENING}, {"午夜", NIGHT_MORNING}, {"今早", MORNING},   {"今晨", MORNING},
        {"今晚", EVENING}, {"昨晚", EVENING}, {"当晚", EVENING},       {"當晚", EVENING},   {"明晚", EVENING},
        {"明早", MORNING},
    };
    while (at > 0 && scan->text[at - 1] == ' ')
        at--;
    for (size_t i = 0; i < COUNT(words); i++)
        if (dz_scan__stands_before(scan, at, words[i].word)) {
            *begin = at - strlen(words[i].word);
            return words[i].half;
        }
    return NO_HALF;
}

/* a.m., am, p.m., PM. */
static size_t read_half_behind(const dz_scan *scan, size_t at, day_half *out)
{
    size_t place = dz_scan__skip_blanks(scan, at);
    char first = place < scan->length ? (char)(scan->text[place] | 0x20) : 0;
    if (first != 'a' && first != 'p')
        return at;
    size_t end = dz_scan__match_exactly(scan, place + 1, ".");
    bool dotted = end > place + 1;
    if (dotted && scan->text[place + 1] == ' ')
        return at;
    size_t after = dz_scan__match(scan, end, "m");
    if (after == end)
        return at;
    *out = first == 'a' ? NIGHT_MORNING : AFTERNOON;
    return dotted ? dz_scan__match_exactly(scan, after, ".") : after;
}

/* 分 and what may stand for it behind the hours: 半, 一刻, 整; nothing where the hours stand alone. */
static size_t read_chinese_minutes(const dz_scan *scan, size_t at, clock_time *t)
{
    static const struct {
        const char *word;
        int minutes;
    } words[] = {{"半", 30}, {"一刻", 15}, {"三刻", 45}, {"整", 0}, {"正", 0}, {"钟", 0}, {"鐘", 0}};
    size_t place = dz_scan__skip_one_blank(scan, at), end = read_part(scan, place, &t->minute);
    if (end > place) {
        size_t unit = dz_scan__skip_one_blank(scan, end);
        size_t after = dz_scan__match_exactly(scan, unit, "分");
        bool fraction = dz_scan__match_exactly(scan, after, "之") > after; /* 3点 5分之1 */
        if (after > unit && !fraction && t->minute < 60) {
            size_t bell = dz_scan__match_exactly(scan, after, "钟");
            return bell > after ? bell : dz_scan__match_exactly(scan, after, "鐘");
        }
    }
    t->minute = 0;
    for (size_t i = 0; i < COUNT(words); i++) {
        end = dz_scan__match_exactly(scan, at, words[i].word);
        if (end > at) {
            t->minute = words[i].minutes;
            return end;
        }
    }
    return at;
}

/* 下午3时35分, 十点半, 上午10时; hours alone are a time behind a word of the day, or as 时 behind figures. */
static bool read_chinese_time(const dz_scan *scan, size_t hour_end, bool figures, clock_time *t)
{
    size_t unit = dz_scan__skip_one_blank(scan, hour_end);
    size_t end = dz_scan__match_exactly(scan, unit, "时");
    if (end == unit)
        end = dz_scan__match_exactly(scan, unit, "時");
    bool is_hour = end > unit;
    if (!is_hour)
        end = dz_scan__match_exactly(scan, unit, "点");
    if (end == unit)
        end = dz_scan__match_exactly(scan, unit, "點");
    if (end == unit)
        return false;
    size_t behind = read_chinese_minutes(scan, end, t);
    bool compound = dz_scan__in("代期间間段速空", dz_scan__character(scan, end));
    bool alone = t->half != NO_HALF || (is_hour && figures && !compound);
    t->end = behind > end ? behind : end;
    return behind > end || alone;
}

/* 15:30, 7.55am, 3 p.m., 5:30:10. */
static bool read_figures_time(const dz_scan *scan, size_t begin, size_t hour_end, clock_time *t)
{
    uint32_t sign = dz_scan__character(scan, hour_end);
    size_t end = hour_end, place = hour_end;
    bool colon = sign == ':' || sign == 0xFF1A;
    if (colon || sign == '.') {
        dz_utf8__next(scan->text, scan->length, &place);
        end = read_two_figures(scan, place, &t->minute);
        if (end != place + 2 || t->minute > 59)
            return false;
        int second;
        size_t after = colon && dz_scan__character(scan, end) == ':' ? read_two_figures(scan, end + 1, &second) : end;
        if (after == end + 3 && second < 60) {
            t->second = second;
            end = after;
        }
    }
    t->end = read_half_behind(scan, end, &t->half);
    uint32_t before = dz_scan__before(scan, begin);
    return t->end > end ? t->hour <= 12 : colon && before != ':' && before != 0xFF1A;
}

static void set_hour(clock_time *t)
{
    switch (t->half) {
    case AFTERNOON:
        t->hour += t->hour < 12 ? 12 : 0;
        break;
    case EVENING: /* 晚上1点 is past midnight */
        t->hour = t->hour == 12 ? 0 : t->hour >= 4 && t->hour < 12 ? t->hour + 12 : t->hour;
        break;
    case NOON:
        t->hour += t->hour <= 2 ? 12 : 0;
        break;
    case NIGHT_MORNING:
        t->hour = t->hour == 12 ? 0 : t->hour;
        break;
    case MORNING:
    case NO_HALF:
        break;
    }
}

bool dz_clock__scan(const dz_scan *scan, size_t at, dz_found *found)
{
    clock_time t = {.begin = at, .second = -1};
    size_t hour_end = read_part(scan, at, &t.hour);
    uint32_t before = dz_scan__before(scan, at);
    bool figures = scan->text[at] >= '0' && scan->text[at] <= '9';
    if (hour_end == at || t.hour > 24 ||
        (figures && (before == '.' || before == ',' || (before >= '0' && before <= '9'))))
        return false;
    t.half = read_half_before(scan, at, &t.begin);
    if (!(figures && read_figures_time(scan, at, hour_end, &t)) && !read_chinese_time(scan, hour_end, figures, &t))
        return false;
    set_hour(&t);
    if (t.hour > 24)
        return false;
    found->begin = t.begin;
    found->end = t.end;
    if (t.second >= 0)
        snprintf(found->value, sizeof found->value, "%02d:%02d:%02d", t.hour, t.minute, t.second);
    else
        snprintf(found->value, sizeof found->value, "%02d:%02d", t.hour, t.minute);
    return true;
}
