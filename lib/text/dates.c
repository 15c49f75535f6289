#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/numbers.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef dz_date date;

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
    found->date = d;
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

/* Past what stands between the dates of a list or a range (and, to, a dash, 至, 和), or `at`. A comma counts in English
 * alone, where the caller knows what follows. */
static size_t skip_list_mark(const dz_scan *scan, size_t at, bool comma_too)
{
    static const char *const signs[] = {"-", "–", "—", "～", "~", "至", "到", "和", "及", "与", "與", "或", "、"};
    static const char *const words[] = {"and", "to", "or", "through", "until", "till"};
    size_t place = dz_scan__skip_blanks(scan, at);
    bool comma = comma_too && place == at && at < scan->length && scan->text[at] == ',';
    if (comma)
        place = dz_scan__skip_blanks(scan, at + 1);
    for (size_t i = 0; i < COUNT(words) && place > at; i++) {
        size_t end = dz_scan__match(scan, place, words[i]);
        if (end > place)
            return dz_scan__skip_blanks(scan, end);
    }
    if (comma)
        return place;
    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t end = dz_scan__match_exactly(scan, place, signs[i]);
        if (end > place)
            return dz_scan__skip_blanks(scan, end);
    }
    return at;
}

/* Whether a date at `at` goes on a list or a range that the date before it began. */
static bool goes_on(const dz_scan *scan, size_t at, bool comma_too)
{
    return scan->last_end > 0 && at > scan->last_end && at - scan->last_end < 16 &&
           skip_list_mark(scan, scan->last_end, comma_too) == at;
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

/* A number that shares the unit of a later one of its list: the 24 of 24和25日. */
static size_t read_listed(const dz_scan *scan, size_t at, const char *const *endings, int *value)
{
    dz_decimal number;
    bool positional;
    int other;
    size_t end = dz_number__read_chinese(scan, at, &number, &positional);
    if (end == at || number.scale != 0 || number.mantissa == 0 || number.mantissa > 31)
        return at;
    size_t place = end;
    for (unsigned i = 0; i < 8; i++) {
        size_t next = skip_list_mark(scan, place, false);
        if (next == place)
            return at;
        if (read_part(scan, next, endings, &other, &positional) > next) {
            *value = (int)number.mantissa;
            return end;
        }
        dz_decimal ignored;
        place = dz_number__read_chinese(scan, next, &ignored, &positional);
        if (place == next)
            return at;
    }
    return at;
}

/* 24日, or the 24 of 24和25日. */
static size_t read_unit(const dz_scan *scan, size_t at, const char *const *endings, int *value)
{
    bool positional;
    size_t end = read_part(scan, at, endings, value, &positional);
    return end > at ? end : read_listed(scan, at, endings, value);
}

static bool scan_month_and_day(const dz_scan *scan, size_t at, date d, size_t year_end, dz_found *found)
{
    size_t place = dz_scan__skip_blanks(scan, at);
    size_t month_end = read_unit(scan, place, month_endings, &d.month);
    if (month_end == place || d.month < 1 || d.month > 12)
        return year_end > 0 && write_date((date){d.year, 0, 0}, year_end, found);
    size_t day_place = dz_scan__skip_blanks(scan, month_end);
    size_t day_end = read_unit(scan, day_place, day_endings, &d.day);
    if (day_end > day_place)
        return write_date(d, day_end, found);
    d.day = 0;
    return write_date(d, month_end, found);
}

/* 至20日, 和8月3日 behind another date: what is not said is that date's. A month before its month may be of another
 * year. */
static bool scan_chinese_rest(const dz_scan *scan, size_t at, dz_found *found)
{
    date d = scan->last;
    if (!goes_on(scan, at, false))
        return false;
    int day = 0;
    size_t end = d.month > 0 && d.day > 0 ? read_unit(scan, at, day_endings, &day) : at;
    if (end > at) {
        d.day = day;
        return write_date(d, end, found);
    }
    if (!scan_month_and_day(scan, at, (date){0, 0, 0}, 0, found))
        return false;
    found->date.year = found->date.month >= d.month ? d.year : 0;
    return write_date(found->date, found->end, found);
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

/* 20世纪30年代, 上世纪八十年代. */
static bool scan_century_decade(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const centuries[] = {"世纪", "世紀", NULL};
    static const char *const decades[] = {"年代", NULL};
    bool positional;
    int century = 0, decade = 0;
    int now = scan->year > 0 ? scan->year / 100 + 1 : 21;
    size_t end = dz_scan__match_exactly(scan, at, "上世纪");
    if (end == at)
        end = dz_scan__match_exactly(scan, at, "上世紀");
    if (end > at)
        century = now - 1;
    else
        end = read_part(scan, at, centuries, &century, &positional);
    size_t place = dz_scan__skip_blanks(scan, end);
    size_t after = end > at ? read_part(scan, place, decades, &decade, &positional) : place;
    if (after == place || century < 1 || century > 30 || decade % 10 != 0 || decade > 90)
        return false;
    snprintf(found->value, sizeof found->value, "%03dX", (century - 1) * 10 + decade / 10);
    found->end = after;
    return true;
}

/* 民国元年 is 1912. */
static size_t read_republic_year(const dz_scan *scan, size_t at, int *year)
{
    static const char *const endings[] = {"年", NULL};
    bool positional;
    size_t first = dz_scan__match_exactly(scan, at, "元年");
    *year = 1;
    return first > at ? first : read_part(scan, at, endings, year, &positional);
}

static bool scan_chinese_year(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const endings[] = {"年", NULL};
    bool positional;
    date d = {0, 0, 0};
    size_t republic = dz_scan__match_exactly(scan, at, "民国");
    if (republic == at)
        republic = dz_scan__match_exactly(scan, at, "民國");
    size_t end = republic > at ? read_republic_year(scan, republic, &d.year)
                               : read_part(scan, republic, endings, &d.year, &positional);
    if (end == republic)
        return false;
    if (republic > at) {
        d.year += 1911;
        return d.year < 2100 && scan_month_and_day(scan, end, d, end, found);
    }
    if (scan_decade(scan, end, d.year, found))
        return true;
    if (dz_scan__stands_before(scan, at, "公元前")) { /* astronomical, as ISO 8601 counts: 1 BC is the year 0 */
        snprintf(found->value, sizeof found->value, "%s%04d", d.year > 1 ? "-" : "", d.year - 1);
        found->end = end;
        return d.year > 0;
    }
    /* 15年 is a stretch of time, unless a month follows; 1500年 with units (一千五百年) as well. */
    if (d.year < 1000 || !positional) {
        if (d.year >= 100 || !positional)
            return false;
        dz_found rest = *found;
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

/* "this year" and the like behind a date, against the document's. */
static size_t read_relative_year(const dz_scan *scan, size_t at, int *year)
{
    static const struct {
        const char *words;
        int step;
    } years[] = {{"this year", 0}, {"last year", -1}, {"next year", 1}};
    size_t place = dz_scan__skip_blanks(scan, at), of = dz_scan__match(scan, place, "of");
    if (of > place)
        place = dz_scan__skip_blanks(scan, of);
    for (size_t i = 0; i < COUNT(years) && scan->year > 0 && place > at; i++) {
        size_t end = dz_scan__match(scan, place, years[i].words);
        if (end > place) {
            *year = scan->year + years[i].step;
            return end;
        }
    }
    return at;
}

/* A year behind a date: ", 2015", " 2015", " last year". */
static size_t read_year_behind(const dz_scan *scan, size_t at, int *year)
{
    size_t place = at;
    if (place < scan->length && scan->text[place] == ',')
        place++;
    place = dz_scan__skip_blanks(scan, place);
    size_t end = place > at ? read_figures(scan, place, 4, 4, year) : place;
    if (end == place || *year < 1000 || *year > 2999) {
        *year = 0;
        return read_relative_year(scan, at, year);
    }
    return end;
}

/* One date of a list: "9", "5 February", "April 3", "June"; the place after it, or `at`. */
static size_t skip_listed_date(const dz_scan *scan, size_t at)
{
    int ignored;
    bool full;
    size_t end = read_month(scan, at, &ignored, &full);
    size_t place = dz_scan__skip_blanks(scan, end);
    if (end > at) {
        size_t day = read_day(scan, place, &ignored);
        return day > place && place > end ? day : end;
    }
    end = read_day(scan, at, &ignored);
    place = dz_scan__skip_blanks(scan, end);
    size_t month = end > at && place > end ? read_month(scan, place, &ignored, &full) : place;
    return month > place ? month : end;
}

/* The year that the last date of a list has for all (28 to 30 April 2015; November-December 2014), 0 for none. */
static int find_year_ahead(const dz_scan *scan, size_t at)
{
    for (unsigned i = 0; i < 8; i++) {
        int year;
        size_t next = skip_list_mark(scan, at, true);
        size_t end = next > at ? skip_listed_date(scan, next) : next;
        if (end == next)
            return 0;
        if (read_year_behind(scan, end, &year) > end)
            return year;
        at = end;
    }
    return 0;
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
    size_t place = dz_scan__skip_blanks(scan, end), day_end = read_day(scan, place, &d.day);
    size_t year_end = read_year_behind(scan, end, &d.year);
    if (year_end > end) {
        d.day = 0;
        return write_date(d, year_end, found);
    }
    if (day_end > place && place > end) {
        year_end = read_year_behind(scan, day_end, &d.year);
        if (year_end == day_end)
            d.year = find_year_ahead(scan, day_end);
        return write_date(d, year_end, found);
    }
    d.day = 0;
    bool shortened = !full && scan->text[end - 1] == '.', ambiguous = d.month == 5 || d.month == 3;
    if (!(full || shortened) || ((ambiguous || shortened) && !is_surely_month(scan, at)))
        return false;
    d.year = find_year_ahead(scan, end);
    return write_date(d, end, found);
}

/* The month of the last day of a list, for its first: 9-20 March, 24 and 25 October. The place after it, or `at`. */
static size_t find_month_ahead(const dz_scan *scan, size_t at, int *month)
{
    for (unsigned i = 0; i < 8; i++) {
        bool full;
        int ignored;
        size_t next = skip_list_mark(scan, at, true), end = next > at ? read_day(scan, next, &ignored) : next;
        if (end == next)
            break;
        size_t place = dz_scan__skip_blanks(scan, end);
        size_t month_end = place > end ? read_month(scan, place, month, &full) : place;
        if (month_end > place)
            return month_end;
        at = end;
    }
    return at;
}

/* 2 April 2015; 2nd of April; the blank before the month may be "of". The days of a list have one month. */
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
    bool listed = month_end == place;
    if (listed)
        month_end = find_month_ahead(scan, end, &d.month);
    if (d.month == 0)
        return false;
    size_t year_end = read_year_behind(scan, month_end, &d.year);
    if (year_end == month_end)
        d.year = find_year_ahead(scan, month_end);
    return write_date(d, listed ? end : year_end, found);
}

/* The 18 of "March 14-18" and of "March 14 and 18, 2015". Behind "and" or a comma it must end its phrase, or be a
 * number of something else. */
static bool scan_next_day(const dz_scan *scan, size_t at, dz_found *found)
{
    date d = scan->last;
    int year;
    if (d.month == 0 || d.day == 0 || !is_digit(dz_scan__before(scan, scan->last_end)) || !goes_on(scan, at, true))
        return false;
    size_t end = read_day(scan, at, &d.day);
    bool dash = scan->text[scan->last_end] == '-' || (unsigned char)scan->text[scan->last_end] >= 0x80;
    size_t year_end = read_year_behind(scan, end, &year);
    uint32_t follows = dz_scan__character(scan, end);
    bool ends = follows == 0 || follows == '.' || follows == ',' || follows == ';' || follows == ')';
    if (end == at || d.day <= scan->last.day || !(dash || ends || year_end > end))
        return false;
    return write_date(d, year_end, found);
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

/* Whether the year at `at` ends a span of years that began with the date before (the 2016 of 2015-2016). */
static bool ends_span(const dz_scan *scan, size_t at)
{
    return goes_on(scan, at, false) && scan->last.year > 0 && scan->last.month == 0;
}

/* Whether a dash, 至 or the like and a later year follow: 2015-2016, 2014至2020年. Behind 至 and 和 the second says
 * that it is a year; other numbers of four figures go so, too. */
static bool begins_span(const dz_scan *scan, size_t end, int year)
{
    int second;
    size_t place = skip_list_mark(scan, end, false), after = read_figures(scan, place, 4, 4, &second);
    if (place == end || after == place || second <= year || second > 2099)
        return false;
    size_t unit = dz_scan__skip_one_blank(scan, after);
    uint32_t follows = dz_scan__character(scan, unit);
    bool dash = strchr("-\xe2", scan->text[dz_scan__skip_blanks(scan, end)]) != NULL;
    if (skip_list_mark(scan, after, false) > after && begins_span(scan, after, second)) /* 2011、2012和2013年 */
        return true;
    if (dz_utf8__is_han(follows))
        return follows == 0x5E74 || (dash && dz_scan__in("两兩财財学學赛賽", follows));
    return dash && !is_digit(follows) && follows != '-' && follows != '%' &&
           !is_letter(dz_scan__character(scan, after));
}

/* Words before a number of four figures that is no year: resolution 1990, No. 1945; and a year in brackets behind it.
 */
static bool numbers_something(const dz_scan *scan, size_t at, size_t end)
{
    static const char *const words[] = {"resolution", "resolutions", "no",   "nos",  "number", "article",  "section",
                                        "page",       "pages",       "rule", "room", "flight", "decision", "document"};
    char word[12];
    int year;
    size_t place = end < scan->length && scan->text[end] == ' ' ? end + 1 : end;
    if (place < scan->length && scan->text[place] == '(') {
        size_t after = read_figures(scan, place + 1, 4, 4, &year);
        if (after > place + 1 && after < scan->length && scan->text[after] == ')' && year > 1900)
            return true;
    }
    size_t before = at >= 2 && scan->text[at - 2] == '.' ? at - 2 : at;
    dz_scan__word_before(scan, before, word, sizeof word);
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Years before 1800 need a preposition before and the end of a phrase behind: "in 1492," but not "in 1492 cases". */
static bool is_early_year(const dz_scan *scan, size_t at, size_t end, int year)
{
    static const char *const words[] = {"in",   "since",  "by",    "to",    "until",
                                        "from", "around", "circa", "after", "before"};
    char word[12];
    uint32_t follows = dz_scan__character(scan, end);
    bool ends = follows == 0 || follows == '.' || follows == ',' || follows == ';' || follows == ')';
    if (year < 1000 || !ends)
        return false;
    dz_scan__word_before(scan, at, word, sizeof word);
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* post-2015, mid-1962: a prefix in small letters. */
static bool has_prefix(const dz_scan *scan, size_t at)
{
    static const char *const prefixes[] = {"post", "pre", "mid", "late", "early"};
    char word[12];
    if (at == 0 || scan->text[at - 1] != '-')
        return false;
    dz_scan__word_before(scan, at, word, sizeof word);
    for (size_t i = 0; i < COUNT(prefixes); i++)
        if (strcmp(word, prefixes[i]) == 0)
            return true;
    return false;
}

/* A bare year: "in 2015", "2015-2016". "the 1990s" is a decade. */
static bool scan_year(const dz_scan *scan, size_t at, dz_found *found)
{
    int year;
    size_t end = read_figures(scan, at, 4, 4, &year);
    uint32_t before = dz_scan__before(scan, at), follows = dz_scan__character(scan, end);
    bool spans = end > at && ends_span(scan, at);
    if (end == at || year > 2099 || is_letter(before) || is_digit(before))
        return false;
    bool decade = follows == 's' && !is_letter(dz_scan__character(scan, end + 1)) && year % 10 == 0;
    if (year < (decade ? 1100 : 1800) && !is_early_year(scan, at, end, year))
        return false;
    if (decade) {
        snprintf(found->value, sizeof found->value, "%03dX", year / 10);
        found->end = end + 1;
        return true;
    }
    if (begins_span(scan, end, year) && before != '-' && before != '$' && before != '.' && before != ',')
        return write_date((date){year, 0, 0}, end, found);
    bool number_goes_on = (follows == '.' || follows == ',' || follows == '-' || follows == '/') &&
                          is_digit(dz_scan__character(scan, end + 1));
    bool word_before = before == 0 || before == ' ' || before == '(' || before == '\n' || before == 0xFF08 ||
                       has_prefix(scan, at) || spans;
    uint32_t unit = dz_scan__character(scan, dz_scan__skip_one_blank(scan, end));
    if (number_goes_on || is_letter(follows) || follows == '%' || (dz_utf8__is_han(unit) && !spans) || !word_before)
        return false;
    return !numbers_something(scan, at, end) && write_date((date){year, 0, 0}, end, found);
}

/* 512 BC, as ISO 8601 counts it. */
static bool scan_year_before_christ(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const eras[] = {"b.c.e", "b.c", "bce", "bc"};
    int year;
    size_t end = read_figures(scan, at, 1, 4, &year), place = dz_scan__skip_one_blank(scan, end);
    for (size_t i = 0; i < COUNT(eras) && place > at && year > 0; i++) {
        size_t after = dz_scan__match(scan, place, eras[i]);
        if (after == place || scan->text[place] != 'B')
            continue;
        snprintf(found->value, sizeof found->value, "%s%04d", year > 1 ? "-" : "", year - 1);
        found->end = i < 2 ? dz_scan__match_exactly(scan, after, ".") : after;
        return true;
    }
    return false;
}

/* The 16 of 2015-16: the year after. */
static bool scan_short_year(const dz_scan *scan, size_t at, dz_found *found)
{
    int year;
    size_t end = read_figures(scan, at, 2, 2, &year);
    uint32_t sign = dz_scan__before(scan, at);
    bool dash = (sign == '-' || sign == 0x2013 || sign == '/') && scan->last_end > 0 &&
                at - scan->last_end == (sign == 0x2013 ? 3u : 1u);
    if (end == at || !dash || scan->last.month > 0 || year != (scan->last.year + 1) % 100 ||
        dz_scan__character(scan, end) == '-')
        return false;
    return write_date((date){scan->last.year + 1, 0, 0}, end, found);
}

/* Whether figures behind a dash are the short second year of a season or a budget: 2015-16. */
static bool begins_short_span(const dz_scan *scan, size_t at, dz_found *found)
{
    int year, second;
    size_t end = read_figures(scan, at, 4, 4, &year), place = end;
    if (end == at || year < 1800 || year > 2099 || is_digit(dz_scan__before(scan, at)))
        return false;
    if (dz_utf8__next(scan->text, scan->length, &place) != '-' && dz_scan__match_exactly(scan, end, "–") == end)
        return false;
    size_t after = read_figures(scan, place, 2, 2, &second);
    if (after == place || second != (year + 1) % 100 || dz_scan__character(scan, after) == '-')
        return false;
    return write_date((date){year, 0, 0}, end, found);
}

/* "the Sixties", "the mid-nineties", not "his sixties". */
static bool scan_decade_word(const dz_scan *scan, size_t at, dz_found *found)
{
    static const char *const decades[] = {"twenties", "thirties",  "forties",  "fifties",
                                          "sixties",  "seventies", "eighties", "nineties"};
    static const char *const before[] = {"the", "mid", "early", "late"};
    char word[12];
    for (size_t i = 0; i < COUNT(decades); i++) {
        size_t end = dz_scan__match(scan, at, decades[i]);
        if (end == at)
            continue;
        dz_scan__word_before(scan, at, word, sizeof word);
        snprintf(found->value, sizeof found->value, "19%uX", (unsigned)i + 2);
        found->end = end;
        for (size_t n = 0; n < COUNT(before); n++)
            if (strcmp(word, before[n]) == 0)
                return true;
    }
    return false;
}

/* ---- Relative dates ------------------------------------------------------------------------------------------- */

typedef struct relative {
    const char *words;
    char unit; /* y, m, w or d */
    int step;
} relative;

static const relative relatives[] = {
    {"今年", 'y', 0},        {"去年", 'y', -1},        {"明年", 'y', 1},      {"前年", 'y', -2},
    {"本月", 'm', 0},        {"上个月", 'm', -1},      {"上個月", 'm', -1},   {"上月", 'm', -1},
    {"下个月", 'm', 1},      {"下個月", 'm', 1},       {"下月", 'm', 1},      {"今天", 'd', 0},
    {"今日", 'd', 0},        {"昨天", 'd', -1},        {"昨日", 'd', -1},     {"明天", 'd', 1},
    {"明日", 'd', 1},        {"前天", 'd', -2},        {"后天", 'd', 2},      {"後天", 'd', 2},
    {"this year", 'y', 0},   {"last year", 'y', -1},   {"next year", 'y', 1}, {"this month", 'm', 0},
    {"last month", 'm', -1}, {"next month", 'm', 1},   {"today", 'd', 0},     {"yesterday", 'd', -1},
    {"tomorrow", 'd', 1},    {"本年", 'y', 0},         {"上年", 'y', -1},     {"后年", 'y', 2},
    {"後年", 'y', 2},        {"昨晚", 'd', -1},        {"昨夜", 'd', -1},     {"今晚", 'd', 0},
    {"今晨", 'd', 0},        {"今早", 'd', 0},         {"明晚", 'd', 1},      {"明早", 'd', 1},
    {"本周", 'w', 0},        {"本週", 'w', 0},         {"上周", 'w', -1},     {"上週", 'w', -1},
    {"上星期", 'w', -1},     {"下周", 'w', 1},         {"下週", 'w', 1},      {"下星期", 'w', 1},
    {"this week", 'w', 0},   {"last week", 'w', -1},   {"next week", 'w', 1}, {"last night", 'd', -1},
    {"tonight", 'd', 0},     {"this morning", 'd', 0},
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

/* The day of the week, 1 (Monday) to 7 (Sakamoto's method). */
static int weekday_of(date d)
{
    static const int shifts[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = d.month < 3 ? d.year - 1 : d.year;
    int day = (year + year / 4 - year / 100 + year / 400 + shifts[d.month - 1] + d.day) % 7;
    return day == 0 ? 7 : day;
}

/* The week of a day, as ISO 8601 counts them: that of its Thursday. */
static void write_week(date d, size_t end, dz_found *found)
{
    move_day(&d, 4 - weekday_of(d));
    int day = d.day;
    for (int month = 1; month < d.month; month++)
        day += days_in(d.year, month);
    found->end = end;
    snprintf(found->value, sizeof found->value, "%04d-W%02d", d.year, (day - 1) / 7 + 1);
}

/* "last week", 上周. The day that 上周四 names is left to its weekday, because "last Thursday" may be another. */
static bool scan_week(const dz_scan *scan, size_t end, int step, dz_found *found)
{
    date d = {scan->year, scan->month, scan->day};
    if (dz_scan__in("一二三四五六日末", dz_scan__character(scan, end)))
        return false;
    move_day(&d, 7 * step);
    write_week(d, end, found);
    return true;
}

static bool scan_relative(const dz_scan *scan, size_t at, dz_found *found)
{
    if (scan->year == 0)
        return false;
    for (size_t i = 0; i < COUNT(relatives); i++) {
        const relative *r = &relatives[i];
        bool chinese = (unsigned char)r->words[0] >= 0x80;
        size_t end = chinese ? dz_scan__match_exactly(scan, at, r->words) : dz_scan__match(scan, at, r->words);
        if (end == at || (r->unit != 'y' && scan->month == 0) || ((r->unit == 'd' || r->unit == 'w') && scan->day == 0))
            continue;
        if (r->unit == 'w')
            return scan_week(scan, end, r->step, found);
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
        return scan_month_first(scan, at, found) || scan_weekday(scan, at, found) || scan_relative(scan, at, found) ||
               scan_decade_word(scan, at, found);
    }
    if (is_digit(c) && is_digit(dz_scan__before(scan, at)))
        return false;
    if (is_digit(c) &&
        (scan_numeric(scan, at, found) || scan_day_first(scan, at, found) || scan_next_day(scan, at, found) ||
         scan_short_year(scan, at, found) || begins_short_span(scan, at, found)))
        return true;
    if (!is_digit(c) && !dz_utf8__is_han(c) && c != 0x25CB)
        return false;
    date d = {0, 0, 0};
    if (scan_chinese_rest(scan, at, found) || scan_century_decade(scan, at, found) ||
        scan_chinese_year(scan, at, found) || scan_month_and_day(scan, at, d, 0, found) || scan_day(scan, at, found))
        return true;
    if (is_digit(c))
        return scan_year_before_christ(scan, at, found) || scan_year(scan, at, found);
    return scan_chinese_weekday(scan, at, found) || scan_relative(scan, at, found);
}
