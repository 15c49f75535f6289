#include "document/stamp.h"

#include <stdio.h>
#include <string.h>

#include "document/scan.h"

typedef struct calendar_day {
    int year; /* 0: not said */
    int month;
    int day; /* 0: not said */
} calendar_day;

static const char *const month_names[] = {"january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december"};
static const char *const weekday_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday"};

/* ---- Small readers: each moves `*at` behind what it read, or leaves it ---- */

static bool at_letter(dz_view view, size_t at)
{
    return at < view.length && dz_scan__is_letter(view.data[at]);
}

static bool at_digit(dz_view view, size_t at)
{
    return at < view.length && dz_scan__is_digit(view.data[at]);
}

static bool take(dz_view view, size_t *at, const char *text)
{
    dz_view rest = {view.data + *at, view.length - *at};
    if (!dz_scan__starts_with(rest, text))
        return false;
    *at += strlen(text);
    return true;
}

static void skip_spaces(dz_view view, size_t *at)
{
    while (*at < view.length) {
        size_t next = *at;
        if (!dz_scan__is_space(dz_utf8__next(view.data, view.length, &next)))
            return;
        *at = next;
    }
}

/* Between the parts of a stamp: spaces and commas. */
static void skip_gap(dz_view view, size_t *at)
{
    skip_spaces(view, at);
    while (take(view, at, ",") || take(view, at, "，"))
        skip_spaces(view, at);
}

static int read_digits(dz_view view, size_t *at, size_t most)
{
    int value = 0;
    size_t begin = *at;
    while (at_digit(view, *at) && *at - begin < most)
        value = value * 10 + (view.data[(*at)++] - '0');
    if (*at == begin || at_digit(view, *at)) {
        *at = begin;
        return -1;
    }
    return value;
}

/* Whether a lower-case name begins with a word in any case. */
static bool begins_with_word(const char *name, dz_view word)
{
    for (size_t i = 0; i < word.length; i++)
        if (dz_scan__lower(word.data[i]) != name[i])
            return false;
    return true;
}

/* One of `names`, whole or as its first three letters (four for "sept"), with or without a full stop. */
static int read_name(dz_view view, size_t *at, const char *const *names, int count)
{
    size_t end = *at;
    while (at_letter(view, end))
        end++;
    dz_view word = {view.data + *at, end - *at};
    for (int i = 0; i < count; i++) {
        size_t length = strlen(names[i]);
        bool shortened = word.length >= 3 && word.length <= 5 && length > word.length;
        if ((length != word.length && !shortened) || !begins_with_word(names[i], word))
            continue;
        *at = end;
        take(view, at, ".");
        return i + 1;
    }
    return 0;
}

static bool read_weekday(dz_view view, size_t *at)
{
    size_t start = *at;
    if (read_name(view, at, weekday_names, 7) > 0)
        return true;
    if (take(view, at, "(") || take(view, at, "（"))
        skip_spaces(view, at);
    if ((take(view, at, "星期") || take(view, at, "周") || take(view, at, "週")) &&
        (take(view, at, "一") || take(view, at, "二") || take(view, at, "三") || take(view, at, "四") ||
         take(view, at, "五") || take(view, at, "六") || take(view, at, "日") || take(view, at, "天"))) {
        if (!take(view, at, ")"))
            take(view, at, "）");
        return true;
    }
    *at = start;
    return false;
}

/* ---- Days ---- */

static bool is_possible(calendar_day day)
{
    static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day.month < 1 || day.month > 12 || day.day < 0 || day.day > lengths[day.month - 1])
        return false;
    if (day.year != 0 && (day.year < 1000 || day.year > 2999))
        return false;
    bool leap = day.year == 0 || (day.year % 4 == 0 && (day.year % 100 != 0 || day.year % 400 == 0));
    return !(day.month == 2 && day.day == 29 && !leap);
}

/* 2015-04-02, 2015/4/2, 2015.4.2 */
static bool read_numeric_day(dz_view view, size_t *at, calendar_day *day)
{
    size_t start = *at;
    int year = read_digits(view, at, 4);
    if (*at - start != 4)
        goto none;
    char mark = *at < view.length ? view.data[*at] : '\0';
    if (mark != '-' && mark != '/' && mark != '.')
        goto none;
    ++*at;
    int month = read_digits(view, at, 2);
    size_t behind_month = *at;
    if (*at < view.length && view.data[*at] == mark) {
        ++*at;
        int number = read_digits(view, at, 2);
        if (number > 0) {
            day->year = year, day->month = month, day->day = number;
            return is_possible(*day);
        }
    }
    *at = behind_month;
    if (mark == '-' && month > 0 && !at_digit(view, *at)) {
        day->year = year, day->month = month, day->day = 0;
        return is_possible(*day);
    }
none:
    *at = start;
    return false;
}

/* A Chinese digit string up to `mark`: 2015年, 二〇一五年, 十一月, 二十一日. -1 where there is none. */
static int read_chinese_number(dz_view view, size_t *at, const char *mark)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    size_t start = *at;
    int value = read_digits(view, at, 4);
    if (value < 0) {
        bool tens = false;
        int unit = -1;
        for (bool found = true; found;) {
            found = false;
            for (int i = 0; i < 10 && !found; i++)
                if (take(view, at, digits[i]) || (i == 0 && (take(view, at, "零") || take(view, at, "○")))) {
                    value = value < 0 ? i : tens ? value + i : value * 10 + i;
                    unit = i;
                    found = true;
                }
            if (!found && take(view, at, "十")) {
                value = unit > 0 && value == unit ? unit * 10 : 10;
                tens = found = true;
            }
            if (value > 9999)
                break;
        }
    }
    skip_spaces(view, at);
    if (value >= 0 && take(view, at, mark))
        return value;
    *at = start;
    return -1;
}

static bool read_chinese_day(dz_view view, size_t *at, calendar_day *day)
{
    size_t start = *at;
    int year = read_chinese_number(view, at, "年");
    skip_spaces(view, at);
    int month = read_chinese_number(view, at, "月");
    if (month < 0) {
        *at = start;
        return false;
    }
    skip_spaces(view, at);
    int number = read_chinese_number(view, at, "日");
    if (number < 0)
        number = read_chinese_number(view, at, "号");
    if (year < 0 && number < 0) {
        *at = start;
        return false;
    }
    day->year = year < 0 ? 0 : year;
    day->month = month;
    day->day = number < 0 ? 0 : number;
    if (is_possible(*day))
        return true;
    *at = start;
    return false;
}

static int read_day_number(dz_view view, size_t *at)
{
    int number = read_digits(view, at, 2);
    if (number > 0 && !(take(view, at, "st") || take(view, at, "nd") || take(view, at, "rd")))
        take(view, at, "th");
    return number;
}

static int read_year(dz_view view, size_t *at)
{
    size_t start = *at;
    skip_gap(view, at);
    size_t begin = *at;
    int year = read_digits(view, at, 4);
    if (year >= 1000 && *at - begin == 4 && !(*at < view.length && view.data[*at] == ':'))
        return year;
    *at = start;
    return 0;
}

/* April 2, 2015; Apr. 2; April 2015 */
static bool read_month_day(dz_view view, size_t *at, calendar_day *day)
{
    size_t start = *at;
    int month = read_name(view, at, month_names, 12);
    if (month == 0)
        return false;
    day->month = month;
    skip_spaces(view, at);
    size_t behind_month = *at;
    int number = read_day_number(view, at);
    day->day = number > 0 ? number : 0;
    if (number <= 0)
        *at = behind_month;
    day->year = read_year(view, at);
    if ((day->day > 0 || day->year > 0) && is_possible(*day))
        return true;
    *at = start;
    return false;
}

/* 2 April 2015; 2nd of April */
static bool read_day_month(dz_view view, size_t *at, calendar_day *day)
{
    size_t start = *at;
    int number = read_day_number(view, at);
    skip_spaces(view, at);
    if (take(view, at, "of "))
        skip_spaces(view, at);
    int month = number > 0 ? read_name(view, at, month_names, 12) : 0;
    if (month > 0) {
        day->month = month;
        day->day = number;
        day->year = read_year(view, at);
        if (is_possible(*day))
            return true;
    }
    *at = start;
    return false;
}

static bool read_day(dz_view view, size_t *at, calendar_day *day)
{
    return read_numeric_day(view, at, day) || read_chinese_day(view, at, day) || read_day_month(view, at, day) ||
           read_month_day(view, at, day);
}

/* ---- Times ---- */

static void read_half_of_day(dz_view view, size_t *at)
{
    size_t start = *at;
    skip_spaces(view, at);
    if (!(take(view, at, "a.m.") || take(view, at, "p.m.") || take(view, at, "am") || take(view, at, "pm")) ||
        at_letter(view, *at))
        *at = start;
}

/* EDT, GMT+8, (Beijing Time), +08:00, Z. Letters alone must be upper case and few, or any word would be a zone. */
static void read_zone(dz_view view, size_t *at)
{
    static const char *const phrases[] = {"(beijing time)", "beijing time", "(gmt)",
                                          "（北京时间）",   "(北京时间)",   "local time"};
    size_t start = *at;
    skip_spaces(view, at);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (take(view, at, phrases[i]))
            return;
    size_t begin = *at;
    while (*at < view.length && dz_scan__is_upper(view.data[*at]))
        ++*at;
    size_t letters = *at - begin;
    bool named = letters >= 2 && letters <= 5 && !at_letter(view, *at);
    if (letters > 0 && !named && !(letters == 1 && view.data[begin] == 'Z')) {
        *at = start;
        return;
    }
    size_t offset = *at;
    if ((take(view, at, "+") || take(view, at, "-")) && at_digit(view, *at)) {
        read_digits(view, at, 4);
        if (take(view, at, ":"))
            read_digits(view, at, 2);
        return;
    }
    *at = letters > 0 ? offset : start;
}

static bool read_clock(dz_view view, size_t *at)
{
    size_t start = *at;
    int hour = read_digits(view, at, 2);
    if (hour < 0 || hour > 24 || !(take(view, at, ":") || take(view, at, "：")) || read_digits(view, at, 2) < 0) {
        *at = start;
        return false;
    }
    size_t behind_minutes = *at;
    if (!take(view, at, ":") || read_digits(view, at, 2) < 0)
        *at = behind_minutes;
    if (take(view, at, "."))
        read_digits(view, at, 9);
    return true;
}

/* 上午10时30分, 10点 */
static bool read_chinese_clock(dz_view view, size_t *at)
{
    size_t start = *at;
    if (take(view, at, "上午") || take(view, at, "下午") || take(view, at, "晚上") || take(view, at, "凌晨") ||
        take(view, at, "中午"))
        skip_spaces(view, at);
    if (read_clock(view, at))
        return true;
    int hour = read_digits(view, at, 2);
    if (hour < 0 || hour > 24 ||
        !(take(view, at, "时") || take(view, at, "時") || take(view, at, "点") || take(view, at, "點"))) {
        *at = start;
        return false;
    }
    size_t behind_hour = *at;
    if (read_digits(view, at, 2) < 0 || !take(view, at, "分"))
        *at = behind_hour;
    return true;
}

static bool read_time(dz_view view, size_t *at)
{
    size_t start = *at;
    if (take(view, at, "at "))
        skip_spaces(view, at);
    if (!read_chinese_clock(view, at)) {
        *at = start;
        return false;
    }
    read_half_of_day(view, at);
    read_zone(view, at);
    return true;
}

/* ---- Stamps ---- */

static void write_day(dz_stamp *stamp, calendar_day day)
{
    stamp->has_year = day.year > 0;
    stamp->has_day = day.day > 0;
    if (day.year > 0 && day.day > 0)
        snprintf(stamp->date, sizeof stamp->date, "%04d-%02d-%02d", day.year % 10000, day.month % 100, day.day % 100);
    else if (day.year > 0)
        snprintf(stamp->date, sizeof stamp->date, "%04d-%02d", day.year % 10000, day.month % 100);
    else
        snprintf(stamp->date, sizeof stamp->date, "--%02d-%02d", day.month % 100, day.day % 100);
}

bool dz_stamp__read(dz_view view, size_t at, dz_stamp *stamp)
{
    bool has_day = false;
    bool has_time = false;
    size_t end = at;
    *stamp = (dz_stamp){{at, at}, "", false, false};
    for (size_t next = at; next < view.length;) {
        calendar_day day = {0, 0, 0};
        bool joined = end > at && take(view, &next, "T") && at_digit(view, next);
        if (!has_day && read_day(view, &next, &day)) {
            write_day(stamp, day);
            has_day = true;
        } else if (!has_time &&
                   (joined || end == at || next > end || dz_scan__last((dz_view){view.data, end}) >= 0x80) &&
                   read_time(view, &next)) {
            has_time = true;
        } else if (!read_weekday(view, &next)) {
            break;
        }
        end = next;
        skip_gap(view, &next);
    }
    stamp->span.end = end;
    return has_day || has_time;
}

/* A stamp begins at a word: "03" in "Boeing 737-03" begins none. */
static bool may_begin(dz_view view, size_t at)
{
    if (at == 0)
        return true;
    unsigned char before = (unsigned char)view.data[at - 1];
    unsigned char here = (unsigned char)view.data[at];
    if ((here & 0xC0) == 0x80)
        return false;
    bool word_before = dz_scan__is_letter((char)before) || dz_scan__is_digit((char)before) || before == '-' ||
                       before == '.' || before == '/' || before == ':';
    bool label_before = before == ':' && !(at >= 2 && dz_scan__is_digit(view.data[at - 2]));
    return here >= 0x80 ? !dz_scan__is_digit((char)before) : !word_before || label_before;
}

bool dz_stamp__find(dz_view view, size_t from, dz_stamp *stamp)
{
    for (size_t at = from; at < view.length; at++)
        if (may_begin(view, at) && dz_stamp__read(view, at, stamp))
            return true;
    return false;
}
