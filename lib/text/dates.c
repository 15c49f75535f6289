#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/numbers.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Parts of a date; 0 where not known. */
typedef struct date {
    int year, month, day;
} date;

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    /* Without a year February may have 29 days. */
    bool leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_possible(date d)
{
    if (d.month < 0 || d.month > 12 || d.day < 0 || d.year < 0 || d.year > 2999)
        return false;
    return d.day == 0 || (d.month == 0 ? d.day <= 31 : d.day <= days_in(d.year, d.month));
}

static bool write_date(date d, size_t end, dz_found *found)
{
    found->end = end;
    found->value[0] = '\0';
    if (!is_possible(d))
        return true;
    if (d.year && d.month && d.day)
        snprintf(found->value, sizeof found->value, "%04d-%02d-%02d", d.year, d.month, d.day);
    else if (d.year && d.month)
        snprintf(found->value, sizeof found->value, "%04d-%02d", d.year, d.month);
    else if (d.year)
        snprintf(found->value, sizeof found->value, "%04d", d.year);
    else if (d.month && d.day)
        snprintf(found->value, sizeof found->value, "--%02d-%02d", d.month, d.day);
    else if (d.month)
        snprintf(found->value, sizeof found->value, "--%02d", d.month);
    else
        snprintf(found->value, sizeof found->value, "---%02d", d.day);
    return true;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Between `least` and `most` figures, not more. */
static size_t read_figures(const dz_scan *scan, size_t at, size_t least, size_t most, int *value)
{
    size_t end = at;
    *value = 0;
    while (end < scan->length && end - at < most + 1 && is_digit((unsigned char)scan->text[end])) {
        if (end - at < most)
            *value = *value * 10 + (scan->text[end] - '0');
        end++;
    }
    return end - at >= least && end - at <= most ? end : at;
}

/* ---- Chinese -------------------------------------------------------------------------------------------------- */

/* A number in figures or characters and the unit behind it; blanks may stand between figures and unit. */
static size_t read_part(const dz_scan *scan, size_t at, const char *const *endings, int *value, bool *positional)
{
    dz_decimal number;
    size_t end = dz_number__read_chinese(scan, at, &number, positional);
    if (end == at || number.scale != 0 || number.mantissa > 9999)
        return at;
    end = dz_scan__skip_blanks(scan, end);
    for (; *endings; endings++) {
        size_t after = dz_scan__match_exactly(scan, end, *endings);
        if (after > end) {
            *value = (int)number.mantissa;
            return after;
        }
    }
    return at;
}

static const char *const month_endings[] = {"月份", "月", NULL};
static const char *const day_endings[] = {"日", "号", "號", NULL};

static bool scan_month_and_day(const dz_scan *scan, size_t at, date d, size_t year_end, dz_found *found)
{
    bool positional;
    size_t place = dz_scan__skip_blanks(scan, at);
    size_t month_end = read_part(scan, place, month_endings, &d.month, &positional);
    if (month_end == place || d.month < 1 || d.month > 12)
        return year_end > 0 && write_date((date){d.year, 0, 0}, year_end, found);
    size_t day_place = dz_scan__skip_blanks(scan, month_end);
    size_t day_end = read_part(scan, day_place, day_endings, &d.day, &positional);
    if (day_end > day_place)
        return write_date(d, day_end, found);
    return write_date(d, month_end, found);
}

/* 90年代 and 1990年代 are decades ("199X", as ISO 8601-2 writes them). */
static bool scan_decade(const dz_scan *scan, size_t at, int year, dz_found *found)
{
    size_t end = dz_scan__match_exactly(scan, at, "代");
    if (end == at || year % 10 != 0)
        return false;
    if (year < 100)
        year += year >= 20 ? 1900 : 2000;
    snprintf(found->value, sizeof found->value, "%03dX", year / 10);
    found->end = end;
    return true;
}

static bool scan_chinese_year(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const endings[] = {"年", NULL};
    bool positional;
    date d = {0, 0, 0};
    size_t republic = dz_scan__match_exactly(scan, at, "民国");
    if (republic == at)
        republic = dz_scan__match_exactly(scan, at, "民國");
    size_t end = read_part(scan, republic, endings, &d.year, &positional);
    if (end == republic)
        return false;
    if (republic > at) {
        d.year += 1911;
        return d.year < 2100 && scan_month_and_day(scan, end, d, end, found);
    }
    if (scan_decade(scan, end, d.year, found))
        return true;
    /* 15年 is a stretch of time, unless a month follows; 1500年 with units (一千五百年) as well. */
    if (d.year < 1000 || !positional) {
        if (d.year >= 100 || !positional)
            return false;
        dz_found rest;
        date short_year = {d.year + (d.year >= 50 ? 1900 : 2000), 0, 0};
        if (!scan_month_and_day(scan, end, short_year, 0, &rest))
            return false;
        *found = rest;
        return true;
    }
    return d.year < 2999 && scan_month_and_day(scan, end, d, end, found);
}

/* 2日: the day of a month that the text has named before. 号 alone may number anything. */
static bool scan_day(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const endings[] = {"日", NULL};
    bool positional;
    date d = {0, 0, 0};
    size_t end = read_part(scan, at, endings, &d.day, &positional);
    uint32_t follows = dz_scan__character(scan, end);
    /* 一日 is "a day", and 3日内 is a stretch of time. */
    bool stretch = follows == 0x5185 || follows == 0x5167 || follows == 0x95F4 || follows == 0x9593;
    if (end == at || d.day < 1 || stretch || dz_scan__match_exactly(scan, at, "一日") > at)
        return false;
    return write_date(d, end, found);
}

static bool scan_chinese_weekday(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const heads[] = {"星期", "礼拜", "禮拜", "周", "週"};
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
    for (size_t i = 0; i < COUNT(heads); i++) {
        size_t head = dz_scan__match_exactly(scan, at, heads[i]);
        if (head == at)
            continue;
        for (size_t day = 0; day < COUNT(days); day++) {
            size_t end = dz_scan__match_exactly(scan, head, days[day]);
            bool short_head = i >= 3;
            uint32_t before = dz_scan__before(scan, at);
            /* 一周三次 and 每周一次 are rates; 周天 is no weekday. */
            if (end == head || (short_head && (day == 7 || before == 0x4E00 || before == 0x6BCF ||
                                               dz_scan__match_exactly(scan, end, "次") > end)))
                continue;
            snprintf(found->value, sizeof found->value, "W%d", day >= 6 ? 7 : (int)day + 1);
            found->end = end;
            return true;
        }
    }
    return false;
}

/* ---- English -------------------------------------------------------------------------------------------------- */

static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const short_months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                           "jul", "aug", "sep", "oct", "nov", "dec"};

/* A month's name, capitalised; `full` where it is not shortened. */
static size_t read_month(const dz_scan *scan, size_t at, int *month, bool *full)
{
    if (at >= scan->length || scan->text[at] < 'A' || scan->text[at] > 'Z')
        return at;
    for (int i = 0; i < 12; i++) {
        size_t end = dz_scan__match(scan, at, months[i]);
        *full = end > at;
        if (end == at)
            end = dz_scan__match(scan, at, short_months[i]);
        if (end == at && i == 8)
            end = dz_scan__match(scan, at, "sept");
        if (end == at)
            continue;
        *month = i + 1;
        return !*full && end < scan->length && scan->text[end] == '.' ? end + 1 : end;
    }
    return at;
}

static size_t read_day(const dz_scan *scan, size_t at, int *day)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    size_t end = read_figures(scan, at, 1, 2, day);
    if (end == at || *day < 1 || *day > 31)
        return at;
    for (size_t i = 0; i < COUNT(endings); i++) {
        size_t after = dz_scan__match(scan, end, endings[i]);
        if (after > end)
            return after;
    }
    uint32_t follows = dz_scan__character(scan, end);
    bool decimal = (follows == '.' || follows == ',' || follows == ':') && is_digit(dz_scan__character(scan, end + 1));
    return is_letter(follows) || decimal || follows == '%' ? at : end;
}

/* A year behind a date: ", 2015", " 2015". */
static size_t read_year_behind(const dz_scan *scan, size_t at, int *year)
{
    size_t place = at;
    if (place < scan->length && scan->text[place] == ',')
        place++;
    place = dz_scan__skip_blanks(scan, place);
    size_t end = place > at ? read_figures(scan, place, 4, 4, year) : place;
    if (end == place || *year < 1000 || *year > 2999) {
        *year = 0;
        return at;
    }
    return end;
}

/* "May" and "March" are months where a preposition or a word of time stands before them. */
static bool is_surely_month(const dz_scan *scan, size_t at)
{
    static const char *const before[] = {"in",   "of", "since", "last", "next", "this",    "early",
                                         "late", "by", "until", "from", "to",   "through", "mid"};
    size_t end = at;
    while (end > 0 && (scan->text[end - 1] == ' ' || scan->text[end - 1] == '-'))
        end--;
    size_t begin = end;
    while (begin > 0 && is_letter((unsigned char)scan->text[begin - 1]))
        begin--;
    for (size_t i = 0; i < COUNT(before); i++)
        if (end - begin == strlen(before[i]) && dz_scan__match(scan, begin, before[i]) == end)
            return true;
    return false;
}

/* April 2, 2015; April 2; April 2015; Apr. 2; April. */
static bool scan_month_first(const dz_scan *scan, size_t at, dz_found *found)
{
    bool full;
    date d = {0, 0, 0};
    size_t end = read_month(scan, at, &d.month, &full);
    if (end == at)
        return false;
    size_t year_end = read_year_behind(scan, end, &d.year);
    if (year_end > end)
        return write_date(d, year_end, found);
    size_t place = dz_scan__skip_blanks(scan, end), day_end = read_day(scan, place, &d.day);
    if (day_end > place && place > end)
        return write_date(d, read_year_behind(scan, day_end, &d.year), found);
    d.day = 0;
    bool ambiguous = d.month == 5 || d.month == 3;
    return full && (!ambiguous || is_surely_month(scan, at)) && write_date(d, end, found);
}

/* 2 April 2015; 2nd of April; the blank before the month may be "of". */
static bool scan_day_first(const dz_scan *scan, size_t at, dz_found *found)
{
    bool full;
    date d = {0, 0, 0};
    size_t end = read_day(scan, at, &d.day);
    if (end == at || is_letter(dz_scan__before(scan, at)) || is_digit(dz_scan__before(scan, at)))
        return false;
    size_t place = dz_scan__skip_blanks(scan, end), of = dz_scan__match(scan, place, "of");
    if (of > place)
        place = dz_scan__skip_blanks(scan, of);
    size_t month_end = place > end ? read_month(scan, place, &d.month, &full) : place;
    if (month_end == place)
        return false;
    return write_date(d, read_year_behind(scan, month_end, &d.year), found);
}

static bool scan_weekday(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    for (int i = 0; i < 7; i++) {
        size_t end = dz_scan__match(scan, at, days[i]);
        if (end == at || scan->text[at] < 'A' || scan->text[at] > 'Z')
            continue;
        found->end = end;
        snprintf(found->value, sizeof found->value, "W%d", i + 1);
        return true;
    }
    return false;
}

/* ---- Figures alone -------------------------------------------------------------------------------------------- */

/* 2015-04-02, 2015/4/2, 2015.4.2; 13/4/2015 and 4/13/2015, but not 4/2/2015, which has two readings. */
static bool scan_numeric(const dz_scan *scan, size_t at, dz_found *found)
{
    int a, b, c;
    size_t first = read_figures(scan, at, 1, 4, &a);
    if (first == at || first >= scan->length || !strchr("-/.", scan->text[first]))
        return false;
    size_t second = read_figures(scan, first + 1, 1, 2, &b);
    if (second == first + 1 || second >= scan->length || scan->text[second] != scan->text[first])
        return false;
    bool year_first = first - at == 4;
    size_t third = read_figures(scan, second + 1, year_first ? 1 : 4, year_first ? 2 : 4, &c);
    if (third == second + 1 || is_letter(dz_scan__before(scan, at)))
        return false;
    if (year_first)
        return a >= 1000 && b > 0 && c > 0 && write_date((date){a, b, c}, third, found);
    bool one_reading = (a > 12 && b <= 12 && b > 0) || (b > 12 && a <= 12 && a > 0);
    return one_reading && write_date(a > 12 ? (date){c, b, a} : (date){c, a, b}, third, found);
}

/* A bare year in an English text: "in 2015". "the 1990s" is a decade. */
static bool scan_year(const dz_scan *scan, size_t at, dz_found *found)
{
    int year;
    size_t end = read_figures(scan, at, 4, 4, &year);
    uint32_t before = dz_scan__before(scan, at), follows = dz_scan__character(scan, end);
    if (end == at || year < 1800 || year > 2099 || is_letter(before) || is_digit(before) || before == '$' ||
        before == '.' || before == ',' || before == '-' || before == 0xA3)
        return false;
    if (follows == 's' && !is_letter(dz_scan__character(scan, end + 1)) && year % 10 == 0) {
        snprintf(found->value, sizeof found->value, "%03dX", year / 10);
        found->end = end + 1;
        return true;
    }
    bool goes_on = (follows == '.' || follows == ',' || follows == '-' || follows == '/') &&
                   is_digit(dz_scan__character(scan, end + 1));
    bool word_before = before == 0 || before == ' ' || before == '(' || before == '\n';
    if (goes_on || is_letter(follows) || follows == '%' || dz_utf8__is_han(follows) || !word_before)
        return false;
    return write_date((date){year, 0, 0}, end, found);
}

/* ---- Relative dates ------------------------------------------------------------------------------------------- */

typedef struct relative {
    const char *words;
    char unit; /* y, m or d */
    int step;
} relative;

static const relative relatives[] = {
    {"今年", 'y', 0},        {"去年", 'y', -1},      {"明年", 'y', 1},      {"前年", 'y', -2},
    {"本月", 'm', 0},        {"上个月", 'm', -1},    {"上個月", 'm', -1},   {"上月", 'm', -1},
    {"下个月", 'm', 1},      {"下個月", 'm', 1},     {"下月", 'm', 1},      {"今天", 'd', 0},
    {"今日", 'd', 0},        {"昨天", 'd', -1},      {"昨日", 'd', -1},     {"明天", 'd', 1},
    {"明日", 'd', 1},        {"前天", 'd', -2},      {"后天", 'd', 2},      {"後天", 'd', 2},
    {"this year", 'y', 0},   {"last year", 'y', -1}, {"next year", 'y', 1}, {"this month", 'm', 0},
    {"last month", 'm', -1}, {"next month", 'm', 1}, {"today", 'd', 0},     {"yesterday", 'd', -1},
    {"tomorrow", 'd', 1},
};

static void move_day(date *d, int days)
{
    for (; days < 0; days++)
        if (--d->day < 1) {
            if (--d->month < 1) {
                d->month = 12;
                d->year--;
            }
            d->day = days_in(d->year, d->month);
        }
    for (; days > 0; days--)
        if (++d->day > days_in(d->year, d->month)) {
            d->day = 1;
            if (++d->month > 12) {
                d->month = 1;
                d->year++;
            }
        }
}

static date resolve(const dz_scan *scan, const relative *r)
{
    date d = {scan->year, scan->month, scan->day};
    if (r->unit == 'y')
        return (date){d.year + r->step, 0, 0};
    if (r->unit == 'd') {
        move_day(&d, r->step);
        return d;
    }
    int month = d.month - 1 + r->step;
    return (date){d.year + (month < 0 ? -1 : month / 12), (month + 12) % 12 + 1, 0};
}

static bool scan_relative(const dz_scan *scan, size_t at, dz_found *found)
{
    if (scan->year == 0)
        return false;
    for (size_t i = 0; i < COUNT(relatives); i++) {
        const relative *r = &relatives[i];
        bool chinese = (unsigned char)r->words[0] >= 0x80;
        size_t end = chinese ? dz_scan__match_exactly(scan, at, r->words) : dz_scan__match(scan, at, r->words);
        if (end == at || (r->unit != 'y' && scan->month == 0) || (r->unit == 'd' && scan->day == 0))
            continue;
        date d = resolve(scan, r);
        /* 今年4月2日 is a full date. */
        if (chinese && r->unit == 'y')
            return scan_month_and_day(scan, end, d, end, found);
        return write_date(d, end, found);
    }
    return false;
}

bool dz_date__scan(const dz_scan *scan, size_t at, dz_found *found)
{
    uint32_t c = dz_scan__character(scan, at);
    if (is_letter(c)) {
        if (is_letter(dz_scan__before(scan, at)))
            return false;
        return scan_month_first(scan, at, found) || scan_weekday(scan, at, found) || scan_relative(scan, at, found);
    }
    if (is_digit(c) && is_digit(dz_scan__before(scan, at)))
        return false;
    if (is_digit(c) && (scan_numeric(scan, at, found) || scan_day_first(scan, at, found)))
        return true;
    if (!is_digit(c) && !dz_utf8__is_han(c) && c != 0x25CB)
        return false;
    date d = {0, 0, 0};
    if (scan_chinese_year(scan, at, found) || scan_month_and_day(scan, at, d, 0, found) || scan_day(scan, at, found))
        return true;
    if (is_digit(c))
        return scan_year(scan, at, found);
    return scan_chinese_weekday(scan, at, found) || scan_relative(scan, at, found);
}
