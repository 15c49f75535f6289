#include "text/numbers.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/han.h"

#define MANTISSA_MAX ((uint64_t)1 << 60)

/* ---- Decimals ------------------------------------------------------------------------------------------------- */

static bool times_ten(uint64_t *mantissa)
{
    if (*mantissa > MANTISSA_MAX / 10)
        return false;
    *mantissa *= 10;
    return true;
}

static bool append_digit(dz_decimal *decimal, unsigned digit, bool fraction)
{
    if (!times_ten(&decimal->mantissa))
        return false;
    decimal->mantissa += digit;
    decimal->scale += fraction;
    return true;
}

/* The sum of two decimals; false where it overflows. */
static bool add(dz_decimal *a, dz_decimal b)
{
    while (a->scale > b.scale) {
        if (!times_ten(&b.mantissa))
            return false;
        b.scale++;
    }
    while (b.scale > a->scale) {
        if (!times_ten(&a->mantissa))
            return false;
        a->scale++;
    }
    a->mantissa += b.mantissa;
    return a->mantissa <= MANTISSA_MAX;
}

static void shorten(dz_decimal *decimal)
{
    while (decimal->mantissa > 0 && decimal->mantissa % 10 == 0) {
        decimal->mantissa /= 10;
        decimal->scale--;
    }
    if (decimal->mantissa == 0)
        decimal->scale = 0;
}

bool dz_decimal__write(dz_decimal decimal, bool negative, char *out, size_t size)
{
    char digits[64];
    shorten(&decimal);
    if (decimal.scale > 24 || decimal.scale < -30)
        return false;
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)decimal.mantissa);
    for (; decimal.scale < 0; decimal.scale++)
        digits[count++] = '0';
    digits[count] = '\0';
    const char *sign = negative && decimal.mantissa > 0 ? "-" : "";
    int length;
    if (decimal.scale == 0)
        length = snprintf(out, size, "%s%s", sign, digits);
    else if (count > decimal.scale)
        length = snprintf(out, size, "%s%.*s.%s", sign, count - decimal.scale, digits, digits + count - decimal.scale);
    else
        length = snprintf(out, size, "%s0.%0*d%s", sign, decimal.scale - count, 0, digits);
    if (decimal.scale > 0 && count == decimal.scale) /* %0*d of width 0 writes a zero all the same */
        length = snprintf(out, size, "%s0.%s", sign, digits);
    return length > 0 && (size_t)length < size;
}

/* ---- Figures -------------------------------------------------------------------------------------------------- */

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}

/* The value of a figure, ASCII or fullwidth; 10 where it is none. */
static unsigned figure(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 : 10;
}

static bool is_figure(const dz_scan *scan, size_t at)
{
    return figure(dz_scan__character(scan, at)) < 10;
}

static size_t step(const dz_scan *scan, size_t at)
{
    dz_utf8__next(scan->text, scan->length, &at);
    return at;
}

/* Whether a comma at `at` parts thousands: exactly three figures follow. */
static bool is_thousands(const dz_scan *scan, size_t at)
{
    uint32_t c = dz_scan__character(scan, at);
    if (c != ',' && c != 0xFF0C)
        return false;
    at = step(scan, at);
    for (unsigned i = 0; i < 3; i++) {
        if (!is_figure(scan, at))
            return false;
        at = step(scan, at);
    }
    return !is_figure(scan, at);
}

/* Whether a blank at `at` parts thousands, as in 100 000: exactly three figures follow, and no more than three stand
 * before the first. `separator` is the blank of the group before, 0 for none; one number has one kind. */
static bool is_blank_thousands(const dz_scan *scan, size_t at, uint32_t separator)
{
    uint32_t c = dz_scan__character(scan, at);
    if ((c != ' ' && c != 0xA0 && c != 0x2007 && c != 0x2009 && c != 0x202F) || (separator && c != separator))
        return false;
    at = step(scan, at);
    for (unsigned i = 0; i < 3; i++) {
        if (!is_figure(scan, at))
            return false;
        at = step(scan, at);
    }
    return !is_figure(scan, at) && !is_letter(dz_scan__character(scan, at));
}

static bool is_point(const dz_scan *scan, size_t at)
{
    uint32_t c = dz_scan__character(scan, at);
    return (c == '.' || c == 0xFF0E) && is_figure(scan, step(scan, at));
}

size_t dz_number__read_figures(const dz_scan *scan, size_t at, dz_decimal *out)
{
    size_t begin = at, since_comma = 0;
    bool fraction = false, comma = false;
    uint32_t blank = 0;
    *out = (dz_decimal){0, 0};
    while (at < scan->length) {
        unsigned digit = figure(dz_scan__character(scan, at));
        if (digit < 10) {
            if (!append_digit(out, digit, fraction))
                return begin;
            since_comma++;
        } else if (at > begin && !fraction && !blank && since_comma <= 3 && is_thousands(scan, at)) {
            since_comma = 0;
            comma = true;
        } else if (at > begin && !fraction && !comma && since_comma <= 3 && out->mantissa > 0 &&
                   figure(dz_scan__character(scan, begin)) > 0 && is_blank_thousands(scan, at, blank)) {
            since_comma = 0;
            blank = dz_scan__character(scan, at);
        } else if (at > begin && !fraction && is_point(scan, at)) {
            fraction = true;
        } else {
            break;
        }
        at = step(scan, at);
    }
    return at;
}

/* ---- Chinese numerals ----------------------------------------------------------------------------------------- */

/* 0 to 9, or 10 for what is no Chinese digit. */
static unsigned han_digit(uint32_t c)
{
    static const struct {
        uint32_t character;
        unsigned digit;
    } digits[] = {
        {0x3007, 0}, {0x96F6, 0}, {0x25CB, 0}, {0x4E00, 1}, {0x58F9, 1}, {0x4E8C, 2}, {0x8D30, 2},
        {0x8CB3, 2}, {0x4E24, 2}, {0x5169, 2}, {0x4E09, 3}, {0x53C1, 3}, {0x56DB, 4}, {0x8086, 4},
        {0x4E94, 5}, {0x4F0D, 5}, {0x516D, 6}, {0x9646, 6}, {0x9678, 6}, {0x4E03, 7}, {0x67D2, 7},
        {0x516B, 8}, {0x634C, 8}, {0x4E5D, 9}, {0x7396, 9},
    };
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (digits[i].character == c)
            return digits[i].digit;
    return 10;
}

/* The power of ten of a unit inside a section of four digits; 0 for other characters. */
static int small_unit(uint32_t c)
{
    switch (c) {
    case 0x5341:
    case 0x62FE:
        return 1;
    case 0x767E:
    case 0x4F70:
        return 2;
    case 0x5343:
    case 0x4EDF:
        return 3;
    default:
        return 0;
    }
}

/* 万 and 亿; 兆 means a million in some texts and a trillion in others, and is left alone. */
static int large_unit(uint32_t c)
{
    if (c == 0x4E07 || c == 0x842C)
        return 4;
    return c == 0x4EBF || c == 0x5104 ? 8 : 0;
}

/* 廿 and 卅. */
static unsigned tens_character(uint32_t c)
{
    return c == 0x5EFF ? 2 : c == 0x5345 ? 3 : 0;
}

typedef struct numeral {
    dz_decimal total;   /* sections that a large unit closed */
    dz_decimal section; /* of up to four digits */
    dz_decimal digit;   /* waits for its unit */
    bool has_digit;
    bool has_section;
    bool zero_since_unit; /* 一百零五: the last digit is no shorthand */
    int last_unit;        /* power of ten of the unit before the digit */
    unsigned digit_count; /* digits in a row */
    bool has_unit;
} numeral;

static bool close_section(numeral *n, int power)
{
    if (n->has_digit && !add(&n->section, n->digit))
        return false;
    dz_decimal section = n->section;
    /* 一万亿: a large unit multiplies what stands before it where that is smaller. */
    if (!n->has_digit && !n->has_section) {
        if (n->total.mantissa == 0)
            return false;
        n->total.scale -= power;
    } else {
        section.scale -= power;
        if (power == 8 && n->total.mantissa > 0) { /* 三万五千亿 */
            if (!add(&n->total, n->section))
                return false;
            n->total.scale -= power;
        } else if (!add(&n->total, section)) {
            return false;
        }
    }
    n->section = n->digit = (dz_decimal){0, 0};
    n->has_digit = n->has_section = n->zero_since_unit = false;
    n->digit_count = 0;
    n->last_unit = power;
    n->has_unit = true;
    return true;
}

static bool take_small_unit(numeral *n, int power, bool at_begin)
{
    if (!n->has_digit) {
        if (power != 1 || !(at_begin || n->has_section || n->total.mantissa))
            return false;
        n->digit = (dz_decimal){1, 0}; /* 十五, 一百十五 */
    }
    if (n->digit_count > 1)
        return false;
    n->digit.scale -= power;
    if (!add(&n->section, n->digit))
        return false;
    n->digit = (dz_decimal){0, 0};
    n->has_digit = false;
    n->has_section = n->has_unit = true;
    n->zero_since_unit = false;
    n->digit_count = 0;
    n->last_unit = power;
    return true;
}

/* 两万五 is 25000: a last digit right behind a unit of a hundred or more stands a place below it. */
static bool finish(numeral *n, dz_decimal *out)
{
    if (n->has_digit && n->digit_count == 1 && n->last_unit >= 2 && !n->zero_since_unit && n->digit.mantissa < 10 &&
        n->digit.scale == 0) {
        n->digit.scale -= n->last_unit - 1;
        if (n->last_unit >= 4 && !n->has_section)
            return add(&n->total, n->digit) && (*out = n->total, true);
    }
    if (!add(&n->section, n->digit) || !add(&n->total, n->section))
        return false;
    *out = n->total;
    return true;
}

/* 三点五: a decimal point, if only digits follow and the whole is no time of day. */
static size_t read_chinese_fraction(const dz_scan *scan, size_t at, dz_decimal *digit)
{
    uint32_t c = dz_scan__character(scan, at);
    if (c != 0x70B9 && c != 0x9EDE)
        return at;
    size_t end = step(scan, at);
    dz_decimal fraction = *digit;
    unsigned count = 0;
    while (han_digit(dz_scan__character(scan, end)) < 10) {
        if (!append_digit(&fraction, han_digit(dz_scan__character(scan, end)), true))
            return at;
        end = step(scan, end);
        count++;
    }
    c = dz_scan__character(scan, end);
    if (count == 0 || small_unit(c) == 1 || c == 0x5206 || c == 0x949F || c == 0x9418)
        return at;
    *digit = fraction;
    return end;
}

/* The unit behind figures, a blank between ("1.25 亿"); 0 where none follows. */
static uint32_t unit_behind(const dz_scan *scan, size_t at)
{
    uint32_t c = dz_scan__character(scan, dz_scan__skip_one_blank(scan, at));
    return small_unit(c) > 1 || large_unit(c) > 0 ? c : 0;
}

/* Figures among the characters: 1.3亿, 1亿3000万, 5千. */
static size_t read_mixed_figures(const dz_scan *scan, size_t at, numeral *n)
{
    dz_decimal figures;
    size_t end = dz_number__read_figures(scan, at, &figures);
    if (n->has_digit || (n->has_unit && !unit_behind(scan, end)))
        return at;
    n->digit = figures;
    n->has_digit = true;
    n->digit_count = 1;
    return end;
}

static size_t read_han_digit(const dz_scan *scan, size_t at, numeral *n, unsigned digit)
{
    if (digit == 0 && n->has_unit && !n->has_digit) {
        n->zero_since_unit = true;
        return step(scan, at);
    }
    if (n->has_digit && n->has_unit)
        return at;
    if (!append_digit(&n->digit, digit, false))
        return at;
    n->has_digit = true;
    n->digit_count++;
    size_t end = step(scan, at);
    return n->digit_count == 1 || !n->has_unit ? read_chinese_fraction(scan, end, &n->digit) : end;
}

/* 千 behind figures is a part of 千瓦, 千克, 千米. */
static bool is_metric_prefix(const dz_scan *scan, size_t at)
{
    uint32_t before = dz_scan__before(scan, at);
    if (before == ' ' && at > 1)
        before = dz_scan__before(scan, at - 1);
    return dz_scan__character(scan, at) == 0x5343 && figure(before) < 10 &&
           dz_scan__in("瓦克米伏卡赫帕焦", dz_scan__character(scan, step(scan, at)));
}

static size_t read_numeral_step(const dz_scan *scan, size_t begin, size_t at, numeral *n)
{
    uint32_t c = dz_scan__character(scan, at);
    if (figure(c) < 10)
        return read_mixed_figures(scan, at, n);
    if (n->has_digit && c < 0x100 + 0x3000 && unit_behind(scan, at) && figure(dz_scan__before(scan, at)) < 10)
        return dz_scan__skip_one_blank(scan, at);
    if (is_metric_prefix(scan, at))
        return at;
    bool open = c == 0x591A || c == 0x4F59 || c == 0x9918; /* 200多万 */
    if (open && (n->has_digit || n->has_section) && large_unit(dz_scan__character(scan, step(scan, at))) > 0)
        return step(scan, at);
    unsigned tens = tens_character(c);
    if (tens > 0) {
        if (n->has_digit || n->has_unit)
            return at;
        n->digit = (dz_decimal){tens, 0};
        n->has_digit = true;
        return take_small_unit(n, 1, false) ? step(scan, at) : at;
    }
    unsigned digit = han_digit(c);
    if (digit < 10)
        return read_han_digit(scan, at, n, digit);
    if (small_unit(c) > 0)
        return take_small_unit(n, small_unit(c), at == begin) ? step(scan, at) : at;
    if (large_unit(c) > 0)
        return close_section(n, large_unit(c)) ? step(scan, at) : at;
    return at;
}

size_t dz_number__read_chinese(const dz_scan *scan, size_t at, dz_decimal *out, bool *bare)
{
    numeral n = {.last_unit = 0};
    size_t begin = at;
    while (at < scan->length) {
        size_t next = read_numeral_step(scan, begin, at, &n);
        if (next == at)
            break;
        at = next;
    }
    *bare = !n.has_unit;
    return finish(&n, out) ? at : begin;
}

/* ---- English words -------------------------------------------------------------------------------------------- */

typedef struct number_word {
    const char *word;
    uint64_t value;
} number_word;

static const number_word units[] = {
    {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"zero", 0},
};
static const number_word tens[] = {
    {"twenty", 20}, {"thirty", 30},  {"forty", 40},  {"fifty", 50},
    {"sixty", 60},  {"seventy", 70}, {"eighty", 80}, {"ninety", 90},
};
static const number_word scales[] = {
    {"hundred", 2}, {"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}, {"bn", 9},
};
static const number_word ordinals[] = {
    {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},       {"sixth", 6},
    {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},      {"eleventh", 11},
    {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16},
    {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},  {"thirtieth", 30},
    {"fortieth", 40},    {"fiftieth", 50},   {"sixtieth", 60},   {"seventieth", 70}, {"eightieth", 80},
    {"ninetieth", 90},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static size_t find_word(const dz_scan *scan, size_t at, const number_word *words, size_t count, uint64_t *value)
{
    for (size_t i = 0; i < count; i++) {
        size_t end = dz_scan__match(scan, at, words[i].word);
        if (end > at) {
            *value = words[i].value;
            return end;
        }
    }
    return at;
}

/* The gap between two words of one number: blanks or a hyphen, or "and" after a hundred. */
static size_t skip_gap(const dz_scan *scan, size_t at, bool and_allowed)
{
    size_t next = dz_scan__skip_blanks(scan, at);
    if (next == at && at < scan->length && scan->text[at] == '-')
        next = at + 1;
    if (and_allowed && next > at) {
        size_t after = dz_scan__match(scan, next, "and");
        if (after > next)
            next = dz_scan__skip_blanks(scan, after);
    }
    return next;
}

/* Ten to fifteen, twenty, twenty-five. */
static size_t read_below_hundred(const dz_scan *scan, size_t at, uint64_t *value)
{
    uint64_t unit = 0;
    size_t end = find_word(scan, at, tens, COUNT(tens), value);
    if (end == at)
        return find_word(scan, at, units, COUNT(units), value);
    size_t gap = skip_gap(scan, end, false);
    size_t after = gap > end ? find_word(scan, gap, units, COUNT(units), &unit) : gap;
    if (after > gap && unit > 0 && unit < 10) {
        *value += unit;
        return after;
    }
    return end;
}

/* Multiplies by the scale words that follow: million, hundred thousand. */
static size_t read_scales(const dz_scan *scan, size_t at, dz_decimal *value, bool *scaled)
{
    for (unsigned i = 0; i < 2; i++) {
        uint64_t power;
        size_t gap = skip_gap(scan, at, false);
        size_t end = find_word(scan, gap, scales, COUNT(scales), &power);
        if (end == gap)
            break;
        value->scale -= (int)power;
        *scaled = true;
        at = end;
    }
    return at;
}

/* "one hundred and fifty thousand three hundred"; "a hundred"; "a dozen", "two dozen". */
static size_t read_words(const dz_scan *scan, size_t at, dz_decimal *out, bool *scaled)
{
    size_t begin = at;
    dz_decimal thousands = {0, 0}, section = {0, 0};
    *scaled = false;
    size_t article = dz_scan__match(scan, at, "a");
    if (article > at) {
        dz_decimal one = {1, 0};
        size_t gap = dz_scan__skip_blanks(scan, article);
        size_t dozen = dz_scan__match(scan, gap, "dozen"), decade = dz_scan__match(scan, gap, "decade");
        *out = dozen > gap ? (dz_decimal){12, 0} : decade > gap ? (dz_decimal){10, 0} : one;
        dozen = decade > gap ? decade : dozen;
        size_t end = dozen > gap ? dozen : read_scales(scan, article, out, scaled);
        *scaled = true;
        return end > article ? end : begin;
    }
    for (unsigned part = 0; part < 6; part++) {
        uint64_t value = 0;
        size_t place = part > 0 ? skip_gap(scan, at, *scaled) : at;
        size_t end = read_below_hundred(scan, place, &value);
        if (end == place || (part > 0 && !*scaled))
            break;
        dz_decimal piece = {value, 0};
        bool piece_scaled = false;
        size_t gap = skip_gap(scan, end, false), dozen = dz_scan__match(scan, gap, "dozen");
        size_t decades = dz_scan__match(scan, gap, "decades");
        if (dozen > gap || decades > gap) {
            piece.mantissa *= dozen > gap ? 12 : 10;
            end = dozen > gap ? dozen : decades;
            piece_scaled = true;
        } else {
            end = read_scales(scan, end, &piece, &piece_scaled);
        }
        if (!add(&section, piece))
            return begin;
        at = end;
        *scaled |= piece_scaled;
        if (!piece_scaled)
            break;
    }
    *out = section;
    return add(out, thousands) ? at : begin;
}

/* "third", "twenty-first", "hundredth" is rare and left out. */
static size_t read_ordinal(const dz_scan *scan, size_t at, uint64_t *value)
{
    uint64_t unit;
    size_t end = find_word(scan, at, tens, COUNT(tens), value);
    if (end > at && end < scan->length && (scan->text[end] == '-' || scan->text[end] == ' ')) {
        size_t after = find_word(scan, end + 1, ordinals, COUNT(ordinals), &unit);
        if (after == end + 1 && (after = dz_scan__match(scan, end + 1, "first")) > end + 1)
            unit = 1;
        if (after > end + 1 && unit < 10) {
            *value += unit;
            return after;
        }
    }
    return find_word(scan, at, ordinals, COUNT(ordinals), value);
}

/* ---- What may stand before and behind ------------------------------------------------------------------------- */

/* A per cent sign or words; "pp" for points. */
static size_t match_percent(const dz_scan *scan, size_t at, const char **suffix)
{
    static const struct {
        const char *word;
        const char *suffix;
    } words[] = {
        {"percentage points", "pp"}, {"percentage point", "pp"}, {"percent", "%"}, {"per cent", "%"}, {"pct", "%"}};
    static const struct {
        const char *sign;
        const char *suffix;
    } signs[] = {{"个百分点", "pp"}, {"個百分點", "pp"}, {"%", "%"}, {"％", "%"}, {"‰", "‰"}};
    size_t next = skip_gap(scan, at, false);
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t end = dz_scan__match(scan, next, words[i].word);
        if (end > next) {
            *suffix = words[i].suffix;
            return end;
        }
    }
    next = dz_scan__skip_blanks(scan, at);
    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t end = dz_scan__match_exactly(scan, next, signs[i].sign);
        if (end > next) {
            *suffix = signs[i].suffix;
            return end;
        }
    }
    return at;
}

/* ---- One number ----------------------------------------------------------------------------------------------- */

/* Measure words, units of time and nouns that may follow a single Chinese digit that is a number. */
static bool is_measure(uint32_t c)
{
    static const char measures[] =
        "个次年天日周名位人家项条届种件级号岁倍艘架枚辆座所部份篇元米吨章款轮期句间步批大颗只张段场组类支季度排版册卷集"
        "幅根块双对套层栋棵杯瓶公英海小时点成分月国岸地世战封桩页股趟遍首口";
    return dz_scan__in(measures, dz_han__to_hans(c));
}

/* 两 of two things that the reader knows: 这两个, 两国, 两者, and 两年期, which is one thing. */
static bool is_known_pair(const dz_scan *scan, size_t begin, size_t end)
{
    uint32_t follows = dz_scan__character(scan, end);
    return dz_scan__in("这這那此该該", dz_scan__before(scan, begin)) ||
           dz_scan__in("国國者岸级級性院侧側端极極", follows) || dz_scan__match_exactly(scan, end, "年期") > end;
}

/* 零容忍 and 降至零, but not 零售, 零件, 凋零. */
static bool is_lone_zero(const dz_scan *scan, size_t begin, size_t end)
{
    return dz_scan__character(scan, begin) == 0x96F6 && !dz_scan__in("凋飘飄孤", dz_scan__before(scan, begin)) &&
           !dz_scan__in("售件食星部碎头頭散钱錢用花落工下敲距", dz_scan__character(scan, end));
}

/* 数十, 几十, 数以十万计 and 十几 leave open how many. */
static bool is_indefinite(const dz_scan *scan, size_t begin, size_t end)
{
    static const char some[] = "数數几幾";
    if (small_unit(dz_scan__character(scan, begin)) != 1)
        return false;
    return dz_scan__in(some, dz_scan__before(scan, begin)) || dz_scan__stands_before(scan, begin, "数以") ||
           dz_scan__stands_before(scan, begin, "數以") || dz_scan__in("几幾", dz_scan__character(scan, end));
}

/* The digits of amounts written out against fraud; alone they are words (大陆, 伍). */
static bool is_formal_digit(uint32_t c)
{
    return dz_scan__in("壹贰貳叁肆伍陆陸柒捌玖", c);
}

/* 附件三, 附录二: what English counts in Roman numerals. */
static bool is_annex_number(const dz_scan *scan, size_t begin)
{
    return dz_scan__stands_before(scan, begin, "附件") || dz_scan__stands_before(scan, begin, "附录") ||
           dz_scan__stands_before(scan, begin, "附錄") || dz_scan__stands_before(scan, begin, "附表");
}

/* 一美元; 一元 begins words (一元化). */
static bool is_one_of_money(const dz_scan *scan, size_t end)
{
    const char *code = NULL;
    return dz_currency__behind(scan, end, false, &code) > end + strlen("元");
}

/* The 五 of 五至十四岁. */
static bool begins_measured_range(const dz_scan *scan, size_t at)
{
    dz_decimal second;
    bool bare;
    size_t place = dz_scan__match_exactly(scan, at, "至");
    if (place == at)
        place = dz_scan__match_exactly(scan, at, "到");
    size_t end = place > at ? dz_number__read_chinese(scan, place, &second, &bare) : place;
    return end > place && is_measure(dz_scan__character(scan, end));
}

/* One digit is a number before a measure word. */
static bool is_counted_digit(const dz_scan *scan, size_t begin, size_t end)
{
    uint32_t first = dz_scan__character(scan, begin), follows = dz_scan__character(scan, end);
    if (han_digit(first) == 0)
        return is_lone_zero(scan, begin, end);
    if (han_digit(first) == 1)
        return is_one_of_money(scan, end);
    if (is_annex_number(scan, begin))
        return true;
    if (is_formal_digit(first))
        return false;
    if (first == 0x4E24 || first == 0x5169) /* 两(2)名 */
        return !is_known_pair(scan, begin, end) && (is_measure(follows) || follows == '(' || follows == 0xFF08);
    if (first == 0x4E8C && follows == 0x5927) /* 二大 */
        return false;
    return is_measure(follows) || begins_measured_range(scan, end);
}

/* Whether a Chinese numeral is a number and not a part of a word. */
static bool is_chinese_number(const dz_scan *scan, size_t begin, size_t end, bool bare)
{
    size_t count = 0, zeros = 0;
    for (size_t at = begin; at < end; count++)
        zeros += han_digit(dz_utf8__next(scan->text, scan->length, &at)) == 0;
    uint32_t first = dz_scan__character(scan, begin), follows = dz_scan__character(scan, end);
    if (is_indefinite(scan, begin, end))
        return false;
    if (!bare && count > 1)
        return true;
    if (!bare) /* 十: 十个 but not 十分, 十足; 廿, 卅 */
        return tens_character(first) > 0 || (is_measure(follows) && follows != 0x5206 && follows != 0x5927);
    if (count == 1)
        return is_counted_digit(scan, begin, end);
    if (count == 2) { /* 五六个, but not 一一 */
        size_t second = step(scan, begin);
        return han_digit(dz_scan__character(scan, second)) == han_digit(first) + 1 && is_measure(follows);
    }
    return count >= 4 || zeros > 0;
}

/* 五六个: two digits in a row, the second one higher, are a range. */
static bool write_adjacent(const dz_scan *scan, size_t begin, size_t end, char *out, size_t size)
{
    size_t at = begin;
    unsigned first = han_digit(dz_utf8__next(scan->text, scan->length, &at));
    unsigned second = at < end ? han_digit(dz_utf8__next(scan->text, scan->length, &at)) : 10;
    if (at != end || second != first + 1 || second > 9)
        return false;
    snprintf(out, size, "%u..%u", first, second);
    return true;
}

/* What one number came to, before a range or a currency is seen. */
typedef struct amount {
    char value[40];
    const char *suffix; /* "%", "pp", or "" */
    size_t end;
    dz_decimal number; /* of a plain one */
    int power;         /* of ten, that a word or a character at its end stands for (20万, 20 million) */
} amount;

static size_t skip_sign(const dz_scan *scan, size_t at, bool *negative)
{
    static const char *const signs[] = {"-", "−", "负", "負", "minus ", "零下"};
    static const char before_minus[] = "为為至到达達于於在约約是度温溫率";
    *negative = false;
    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t end = dz_scan__match_exactly(scan, at, signs[i]);
        uint32_t before = dz_scan__before(scan, at);
        if (end > at && (figure(dz_scan__character(scan, end)) < 10 || han_digit(dz_scan__character(scan, end)) < 10) &&
            (i >= 2 || before == 0 || before == ' ' || before == '(' || before == '\n' ||
             dz_scan__in(before_minus, before))) {
            *negative = true;
            return end;
        }
    }
    return at;
}

/* Figures that letters touch are parts of names (G20, COVID-19, 5G); "100km" and "50th" are not. */
static bool touches_letters(const dz_scan *scan, size_t begin, size_t end)
{
    uint32_t before = dz_scan__before(scan, begin), after = dz_scan__character(scan, end);
    if (is_letter(before) || before == '_' || before == '.')
        return true;
    if (before == '-' && begin > 1 && is_letter((unsigned char)scan->text[begin - 2]))
        return true;
    return after >= 'A' && after <= 'Z' && dz_scan__match(scan, end, "km") == end;
}

static size_t read_ordinal_ending(const dz_scan *scan, size_t at)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < COUNT(endings); i++) {
        size_t end = dz_scan__match(scan, at, endings[i]);
        if (end > at)
            return end;
    }
    return at;
}

/* 1/3, but not 1/3/2015; 3又1/2 is left out. */
static bool read_slash_fraction(const dz_scan *scan, size_t at, amount *a)
{
    dz_decimal lower;
    if (at >= scan->length || scan->text[at] != '/' || !is_figure(scan, at + 1) || strchr(a->value, '.'))
        return false;
    size_t end = dz_number__read_figures(scan, at + 1, &lower);
    if (end == at + 1 || lower.scale > 0 || (end < scan->length && scan->text[end] == '/') || lower.mantissa == 0)
        return false;
    size_t length = strlen(a->value);
    if (snprintf(a->value + length, sizeof a->value - length, "/%llu", (unsigned long long)lower.mantissa) < 0)
        return false;
    a->end = end;
    return true;
}

/* 1:0 and 31:27: a score or a ratio. */
static bool read_score(const dz_scan *scan, size_t begin, size_t at, amount *a)
{
    uint32_t c = dz_scan__character(scan, at);
    dz_decimal second;
    if ((c != ':' && c != 0xFF1A) || at - begin > 3 || dz_scan__before(scan, begin) == ':')
        return false;
    size_t place = step(scan, at), end = dz_number__read_figures(scan, place, &second);
    c = dz_scan__character(scan, end);
    if (end == place || end - place > 7 || second.scale != 0 || c == ':' || is_letter(c))
        return false;
    snprintf(a->value, sizeof a->value, "%.*s:%llu", (int)(at - begin), scan->text + begin,
             (unsigned long long)second.mantissa);
    a->end = end;
    return true;
}

/* The power of ten of the units that the text before `end` closes with: 8 for 五千万's 千万 less the digit's own. */
static int closing_power(const dz_scan *scan, size_t begin, size_t end)
{
    int power = 0;
    while (end > begin) {
        uint32_t c = dz_scan__before(scan, end);
        if (small_unit(c) == 0 && large_unit(c) == 0)
            break;
        power += small_unit(c) + large_unit(c);
        dz_utf8__previous(scan->text, &end);
    }
    return end > begin ? power : 0;
}

/* The letters that stand for millions behind an amount of money: £125m, $1.5bn, $2tn. */
static size_t read_money_scale(const dz_scan *scan, size_t at, dz_decimal *value)
{
    static const number_word letters[] = {{"m", 6}, {"mn", 6}, {"b", 9}, {"bn", 9}, {"tn", 12}, {"trn", 12}, {"k", 3}};
    uint64_t power = 0;
    size_t end = find_word(scan, at, letters, COUNT(letters), &power);
    value->scale -= (int)power;
    return end;
}

/* Two and a half, 2½, 两个半: the place after the half, or `at`. */
static size_t read_half_behind(const dz_scan *scan, size_t at)
{
    size_t end = dz_scan__match_exactly(scan, at, "½");
    if (end > at)
        return end;
    size_t place = dz_scan__skip_blanks(scan, at);
    end = dz_scan__match(scan, place, "and a half");
    return end > place && place > at ? end : at;
}

static bool add_half(dz_decimal *value)
{
    return add(value, (dz_decimal){5, 1});
}

static bool read_figure_amount(const dz_scan *scan, size_t begin, bool negative, bool money, amount *a)
{
    dz_decimal value;
    bool bare, scaled = false;
    size_t end = dz_number__read_figures(scan, begin, &value);
    if (end == begin || (!money && touches_letters(scan, begin, end)))
        return false;
    if (read_score(scan, begin, end, a))
        return true;
    dz_decimal mixed;
    size_t mixed_end = dz_number__read_chinese(scan, begin, &mixed, &bare);
    if (mixed_end > end && !bare) {
        value = mixed;
        end = mixed_end;
        a->power = closing_power(scan, begin, end);
    } else {
        size_t half = read_half_behind(scan, end);
        if (half > end && add_half(&value))
            end = half;
        int scale = value.scale;
        size_t after = read_scales(scan, end, &value, &scaled);
        if (after == end && money)
            after = read_money_scale(scan, end, &value);
        a->power = scale - value.scale;
        end = after > end ? after : read_ordinal_ending(scan, end);
    }
    a->end = end;
    a->number = value;
    if (!dz_decimal__write(value, negative, a->value, sizeof a->value))
        return false;
    read_slash_fraction(scan, end, a);
    return true;
}

/* 百分之七点五, 三分之一, 千分之三. */
static bool read_chinese_ratio(const dz_scan *scan, size_t begin, bool negative, amount *a)
{
    dz_decimal upper, lower;
    bool bare;
    size_t after = dz_scan__match_exactly(scan, begin, "百分之");
    bool percent = after > begin;
    if (percent) {
        lower = (dz_decimal){100, 0};
    } else {
        size_t end = dz_scan__match_exactly(scan, begin, "千");
        lower = (dz_decimal){1000, 0};
        if (end == begin)
            end = dz_number__read_chinese(scan, begin, &lower, &bare);
        after = dz_scan__match_exactly(scan, end, "分之");
        if (end == begin || after == end)
            return false;
    }
    size_t end = dz_number__read_chinese(scan, after, &upper, &bare), whole = dz_scan__match_exactly(scan, after, "百");
    char written[20];
    if (percent && end == after && whole > after) { /* 百分之百 */
        upper = (dz_decimal){100, 0};
        end = whole;
    }
    if (end == after || !dz_decimal__write(upper, negative, a->value, sizeof a->value - sizeof written) ||
        !dz_decimal__write(lower, false, written, sizeof written))
        return false;
    a->end = end;
    if (percent) {
        a->suffix = "%";
    } else {
        strcat(a->value, "/");
        strcat(a->value, written);
    }
    return true;
}

/* 三成 is 30 %, but 成 begins many words. */
static bool read_tenths(const dz_scan *scan, dz_decimal value, size_t end, amount *a)
{
    static const char words[] = "为為立功员員果就绩績长長本分熟交都效形年人型份品";
    size_t after = dz_scan__match_exactly(scan, end, "成");
    char follows[5] = {0};
    if (after == end || value.mantissa == 0 || value.mantissa >= 10)
        return false;
    if (after < scan->length)
        dz_utf8__encode(dz_scan__character(scan, after), follows);
    if (follows[0] & 0x80 && strstr(words, follows))
        return false;
    value.scale -= 1;
    a->end = after;
    a->suffix = "%";
    return dz_decimal__write(value, false, a->value, sizeof a->value);
}

/* 两三千, 五六十万: two digits in a row before a unit are a range. */
static bool read_adjacent_scaled(const dz_scan *scan, size_t begin, amount *a)
{
    dz_decimal high;
    bool bare;
    size_t second = step(scan, begin), unit = step(scan, second);
    unsigned low_digit = han_digit(dz_scan__character(scan, begin)),
             digit = han_digit(dz_scan__character(scan, second));
    uint32_t c = dz_scan__character(scan, unit);
    if (low_digit == 0 || digit != low_digit + 1 || digit > 9 || (small_unit(c) == 0 && large_unit(c) == 0))
        return false;
    size_t end = dz_number__read_chinese(scan, second, &high, &bare);
    shorten(&high);
    char written[20];
    if (end == second || high.mantissa != digit ||
        !dz_decimal__write((dz_decimal){low_digit, high.scale}, false, a->value, sizeof a->value / 2 - 2) ||
        !dz_decimal__write(high, false, written, sizeof written))
        return false;
    strcat(a->value, "..");
    strcat(a->value, written);
    a->end = end;
    return true;
}

/* 一半, 半数. */
static bool read_chinese_half(const dz_scan *scan, size_t begin, amount *a)
{
    size_t end = dz_scan__match_exactly(scan, begin, "一半");
    if (end == begin)
        end = dz_scan__match_exactly(scan, begin, "半数");
    if (end == begin)
        end = dz_scan__match_exactly(scan, begin, "半數");
    a->end = end;
    strcpy(a->value, "1/2");
    return end > begin;
}

/* 两年半, 三个半小时: the place after the half where the number goes on with one. */
static size_t read_measured_half(const dz_scan *scan, size_t at)
{
    static const char *const measures[] = {"年半", "个半月", "個半月", "个半小时", "個半小時", "小时半", "天半"};
    for (size_t i = 0; i < COUNT(measures); i++)
        if (dz_scan__match_exactly(scan, at, measures[i]) > at) {
            const char *half = strstr(measures[i], "半");
            return at + (size_t)(half - measures[i]) + strlen("半");
        }
    return at;
}

/* 第二天, 第二年 at the beginning of a clause say "the next". */
static bool is_next_day(const dz_scan *scan, size_t begin, size_t end)
{
    uint32_t before = dz_scan__before(scan, begin);
    bool clause = !dz_utf8__is_han(before) || dz_scan__in("后後但而", before);
    return clause && dz_scan__stands_before(scan, end, "第二") && dz_scan__in("天年", dz_scan__character(scan, end));
}

static bool read_chinese_amount(const dz_scan *scan, size_t begin, bool negative, amount *a)
{
    dz_decimal value;
    bool bare;
    if (read_chinese_ratio(scan, begin, negative, a) || read_chinese_half(scan, begin, a) ||
        read_adjacent_scaled(scan, begin, a))
        return true;
    size_t ordinal = dz_scan__match_exactly(scan, begin, "第");
    size_t end = dz_number__read_chinese(scan, ordinal, &value, &bare);
    if (end == ordinal)
        return false;
    if (read_tenths(scan, value, end, a))
        return true;
    size_t half = ordinal == begin ? read_measured_half(scan, end) : end;
    if (half > end && add_half(&value)) {
        a->end = half;
        return dz_decimal__write(value, negative, a->value, sizeof a->value);
    }
    if (ordinal == begin && !(negative && is_measure(dz_scan__character(scan, end))) &&
        !is_chinese_number(scan, begin, end, bare))
        return false;
    if (ordinal > begin && !is_figure(scan, ordinal) && value.scale == 0 && value.mantissa <= 1)
        return false;
    a->end = end;
    if (ordinal > begin && is_next_day(scan, begin, end))
        return true; /* found, and no value */
    if (bare && write_adjacent(scan, begin, end, a->value, sizeof a->value))
        return true;
    a->number = value;
    a->power = closing_power(scan, ordinal, end);
    return dz_decimal__write(value, negative, a->value, sizeof a->value);
}

/* two-thirds, one third, three quarters, half. */
static bool read_word_fraction(const dz_scan *scan, size_t begin, amount *a)
{
    static const number_word parts[] = {{"half", 2},    {"halves", 2},   {"third", 3},   {"thirds", 3},
                                        {"quarter", 4}, {"quarters", 4}, {"fourths", 4}, {"fifth", 5},
                                        {"fifths", 5},  {"tenth", 10},   {"tenths", 10}, {"eighths", 8}};
    uint64_t upper, lower;
    size_t end = find_word(scan, begin, units, COUNT(units), &upper);
    size_t gap = end > begin ? skip_gap(scan, end, false) : begin;
    size_t after = gap > begin ? find_word(scan, gap, parts, COUNT(parts), &lower) : gap;
    if (after == gap || gap == begin)
        return false;
    snprintf(a->value, sizeof a->value, "%u/%u", (unsigned)upper, (unsigned)lower);
    a->end = after;
    return true;
}

/* "one in five", "1 in 5" (as number words): a share. */
static bool read_share(const dz_scan *scan, size_t begin, amount *a)
{
    uint64_t upper = 0, lower = 0;
    size_t end = find_word(scan, begin, units, 9, &upper);
    size_t in = end > begin ? dz_scan__match(scan, dz_scan__skip_blanks(scan, end), "in") : begin;
    size_t place = in > begin ? dz_scan__skip_blanks(scan, in) : begin;
    size_t after = place > begin ? read_below_hundred(scan, place, &lower) : place;
    if (after == place || lower <= upper)
        return false;
    snprintf(a->value, sizeof a->value, "%u/%u", (unsigned)upper, (unsigned)lower);
    a->end = after;
    return true;
}

/* "half of them", "less than half", "half a million"; not "the second half". */
static bool read_half(const dz_scan *scan, size_t begin, amount *a)
{
    static const char *const behind[] = {"of", "the", "their", "its", "his", "her", "our", "all", "these", "those"};
    static const char *const before[] = {"than", "by", "about", "over", "nearly", "almost", "in"};
    char word[12];
    uint64_t power;
    size_t end = dz_scan__match(scan, begin, "half"), place = dz_scan__skip_blanks(scan, end);
    if (end == begin)
        return false;
    size_t article = dz_scan__match(scan, place, "a"), scale = dz_scan__skip_blanks(scan, article);
    size_t after = article > place ? find_word(scan, scale, scales, COUNT(scales), &power) : scale;
    if (after > scale) {
        a->number = (dz_decimal){5, 1 - (int)power};
        a->end = after;
        return dz_decimal__write(a->number, false, a->value, sizeof a->value);
    }
    strcpy(a->value, "1/2");
    a->end = end;
    if (article > place || dz_scan__match(scan, place, "an") > place ||
        dz_scan__character(scan, end) == '-') /* half an hour, half-century */
        return false;
    dz_scan__word_before(scan, begin, word, sizeof word);
    if (strcmp(word, "first") == 0 || strcmp(word, "second") == 0 || strcmp(word, "other") == 0 ||
        strcmp(word, "latter") == 0 || strcmp(word, "last") == 0)
        return false;
    for (size_t i = 0; i < COUNT(behind); i++)
        if (dz_scan__match(scan, place, behind[i]) > place)
            return true;
    for (size_t i = 0; i < COUNT(before); i++)
        if (strcmp(word, before[i]) == 0)
            return true;
    return false;
}

/* "the past decade" is ten years. */
static bool read_decade(const dz_scan *scan, size_t begin, amount *a)
{
    static const char *const before[] = {"past", "last", "next", "coming", "first", "previous", "this", "another"};
    char word[12];
    size_t end = dz_scan__match(scan, begin, "decade");
    if (end == begin)
        return false;
    dz_scan__word_before(scan, begin, word, sizeof word);
    strcpy(a->value, "10");
    a->end = end;
    for (size_t i = 0; i < COUNT(before); i++)
        if (strcmp(word, before[i]) == 0)
            return true;
    return false;
}

/* Roman numerals up to 39, by their letters; the end, or `at`. */
static size_t read_roman(const dz_scan *scan, size_t at, unsigned *value)
{
    unsigned total = 0, last = 0, run = 0;
    size_t end = at;
    for (; end < scan->length && end - at < 8; end++) {
        char c = scan->text[end];
        unsigned digit = c == 'I' ? 1 : c == 'V' ? 5 : c == 'X' ? 10 : 0;
        if (digit == 0)
            break;
        run = digit == last ? run + 1 : 1;
        if (run > 3 || (run > 1 && digit == 5) || (last && digit > last && total > 10 && total % 10 > 1))
            return at;
        total += last && digit > last ? digit - 2 * last : digit;
        last = digit;
    }
    *value = total;
    return is_letter(dz_scan__character(scan, end)) || is_figure(scan, end) ? at : end;
}

/* Chapter VI, article III, World War II, Elizabeth II. A single letter counts behind words for parts alone, and I not
 * at all, as "first" does not. */
static bool read_roman_amount(const dz_scan *scan, size_t begin, amount *a)
{
    static const char *const parts[] = {"chapter", "article", "section", "part",    "annex", "title",
                                        "volume",  "figure",  "table",   "phase",   "class", "category",
                                        "type",    "group",   "act",     "appendix"};
    char word[12];
    unsigned value = 0;
    size_t end = read_roman(scan, begin, &value), at = begin;
    if (end == begin || value < 2 || dz_scan__before(scan, begin) != ' ')
        return false;
    dz_scan__word_before(scan, begin, word, sizeof word);
    bool part = false;
    for (size_t i = 0; i < COUNT(parts); i++)
        part |= strcmp(word, parts[i]) == 0;
    while (at > 1 && is_letter((unsigned char)scan->text[at - 2]))
        at--;
    bool name = at > 0 && begin - at > 3 && scan->text[at - 1] >= 'A' && scan->text[at - 1] <= 'Z' &&
                scan->text[at] >= 'a' && end - begin > 1;
    snprintf(a->value, sizeof a->value, "%u", value);
    a->end = end;
    return part || name;
}

/* "per second", "split second", "a second later"; and "the second half", which Chinese does not count. */
static bool is_no_ordinal(const dz_scan *scan, size_t begin, size_t end)
{
    static const char *const behind[] = {"later", "ago", "before", "after", "and", "or", "to", "but", "as", "that"};
    char word[12];
    size_t place = dz_scan__skip_blanks(scan, end);
    if (dz_scan__match(scan, place, "half") > place || dz_scan__match(scan, end, "-hand") > end)
        return true;
    dz_scan__word_before(scan, begin, word, sizeof word);
    if (strcmp(word, "per") == 0 || strcmp(word, "split") == 0 || strcmp(word, "each") == 0)
        return true;
    if (strcmp(word, "a") != 0)
        return false;
    for (size_t i = 0; i < COUNT(behind); i++)
        if (dz_scan__match(scan, place, behind[i]) > place)
            return true;
    return dz_scan__character(scan, end) != '-' && !is_letter(dz_scan__character(scan, place));
}

/* The power of ten of the scale word that ends at `end`. */
static int closing_scale(const dz_scan *scan, size_t end)
{
    for (size_t i = 0; i < COUNT(scales); i++)
        if (dz_scan__stands_before(scan, end, scales[i].word))
            return (int)scales[i].value;
    return 0;
}

static bool read_english_amount(const dz_scan *scan, size_t begin, amount *a)
{
    dz_decimal value;
    bool scaled;
    uint64_t ordinal;
    if (read_word_fraction(scan, begin, a) || read_share(scan, begin, a) || read_half(scan, begin, a) ||
        read_decade(scan, begin, a) || read_roman_amount(scan, begin, a))
        return true;
    size_t end = read_ordinal(scan, begin, &ordinal);
    if (end > begin) {
        snprintf(a->value, sizeof a->value, "%llu", (unsigned long long)ordinal);
        a->end = end;
        return ordinal != 2 || !is_no_ordinal(scan, begin, end);
    }
    end = read_words(scan, begin, &value, &scaled);
    if (end == begin)
        return false;
    size_t half = read_half_behind(scan, end);
    if (half > end && !scaled && add_half(&value))
        end = read_scales(scan, half, &value, &scaled);
    a->end = end;
    const char *suffix;
    bool counted = scaled || half > end || value.mantissa != 1 || match_percent(scan, end, &suffix) > end;
    a->number = value;
    a->power = scaled ? closing_scale(scan, end) : 0;
    return counted && dz_decimal__write(value, false, a->value, sizeof a->value);
}

static bool read_amount(const dz_scan *scan, size_t at, bool money, amount *a)
{
    bool negative;
    size_t begin = skip_sign(scan, at, &negative);
    uint32_t c = dz_scan__character(scan, begin);
    *a = (amount){.suffix = ""};
    bool read;
    if (figure(c) < 10)
        read = read_figure_amount(scan, begin, negative, money, a);
    else if (dz_utf8__is_han(c) || c == 0x25CB)
        read = read_chinese_amount(scan, begin, negative, a);
    else
        read = is_letter(c) && !is_letter(dz_scan__before(scan, begin)) && dz_scan__before(scan, begin) != '-' &&
               read_english_amount(scan, begin, a);
    if (read && !*a->suffix)
        a->end = match_percent(scan, a->end, &a->suffix);
    return read;
}

/* What stands between the two numbers of a range: a dash, a tilde, 至 or 到, "to"; between "between" and its end "and".
 * "from 4 to 9" and 从4到9 are two numbers, because they may be a change. */
static size_t match_range_sign(const dz_scan *scan, size_t begin, size_t at)
{
    static const char *const signs[] = {"-", "–", "—", "～", "~", "至", "到"};
    char word[12];
    dz_scan__word_before(scan, begin, word, sizeof word);
    bool between = strcmp(word, "between") == 0;
    bool change = strcmp(word, "from") == 0 || dz_scan__stands_before(scan, begin, "从") ||
                  dz_scan__stands_before(scan, begin, "從") || dz_scan__stands_before(scan, begin, "由");
    size_t place = dz_scan__skip_blanks(scan, at);
    for (size_t i = 0; i < COUNT(signs); i++) {
        bool word_sign = i >= 5; /* blanks may stand around 至, but make a dash of a hyphen */
        size_t end = dz_scan__match_exactly(scan, word_sign ? place : at, signs[i]);
        if (end > place)
            return word_sign && change ? at : word_sign ? dz_scan__skip_blanks(scan, end) : end;
    }
    size_t end = change || place == at ? place : dz_scan__match(scan, place, between ? "and" : "to");
    return end > place ? dz_scan__skip_blanks(scan, end) : at;
}

static bool is_plain_figures(const char *value)
{
    return strspn(value, "0123456789.") == strlen(value) && !strstr(value, "..");
}

/* Less, equal or more than 0 as `a` is less, equal or more than `b`. */
static int compare_decimals(dz_decimal a, dz_decimal b)
{
    for (; a.scale > b.scale; b.scale++)
        if (!times_ten(&b.mantissa))
            return -1;
    for (; b.scale > a.scale; a.scale++)
        if (!times_ten(&a.mantissa))
            return 1;
    return a.mantissa < b.mantissa ? -1 : a.mantissa > b.mantissa;
}

/* 5-3, 2比1: two numbers that are set against each other, the first one of which is not less. */
static bool read_result(const dz_scan *scan, size_t begin, amount *a, const amount *second)
{
    size_t length = strlen(a->value), other = strlen(second->value);
    uint32_t after = dz_scan__character(scan, second->end);
    if (*a->suffix || *second->suffix || length > 3 || other > 3 || strchr(a->value, '.') ||
        strchr(second->value, '.') || !is_figure(scan, begin) || after == '-' || is_letter(after))
        return false;
    a->value[length] = ':';
    strcpy(a->value + length + 1, second->value);
    a->end = second->end;
    return true;
}

/* "5-8%", 10至20, 10-20万, 11岁至18岁: where the second has a suffix, a unit or a scale, the first shares it. */
static void extend_range(const dz_scan *scan, size_t begin, amount *a)
{
    amount second;
    uint32_t unit = dz_scan__character(scan, a->end);
    if (!is_plain_figures(a->value) || dz_scan__before(scan, begin) == '-')
        return;
    size_t ratio = is_figure(scan, begin) ? dz_scan__match_exactly(scan, a->end, "比") : a->end;
    if (ratio > a->end && is_figure(scan, ratio) && read_amount(scan, ratio, false, &second) &&
        read_result(scan, begin, a, &second))
        return;
    bool measured = !*a->suffix && is_measure(unit);
    size_t place = measured ? step(scan, a->end) : a->end, sign = match_range_sign(scan, begin, place);
    uint32_t first = dz_scan__character(scan, sign);
    bool word = is_letter(first) && dz_scan__before(scan, sign) == ' ';
    if (sign == place || !(figure(first) < 10 || dz_utf8__is_han(first) || word))
        return;
    if (!read_amount(scan, sign, false, &second) || !is_plain_figures(second.value) ||
        strlen(a->value) + strlen(second.value) + 12 > sizeof a->value)
        return;
    if (*a->suffix && strcmp(a->suffix, second.suffix) != 0)
        return;
    uint32_t after = dz_scan__character(scan, second.end);
    if (after == '-' || after == 0x5E74 || after == 0x6708 || after == 0x65E5) /* a third part; 年 月 日 */
        return;
    if (measured && after != unit)
        return;
    if (compare_decimals(a->number, second.number) >= 0) {
        if (scan->text[sign - 1] == '-')
            read_result(scan, begin, a, &second);
        return;
    }
    dz_decimal shared = {a->number.mantissa, a->number.scale - second.power};
    char scaled[sizeof a->value];
    if (second.power > 0 && a->power == 0 && compare_decimals(shared, second.number) < 0) {
        if (!dz_decimal__write(shared, false, scaled, sizeof scaled) ||
            strlen(scaled) + strlen(second.value) + 3 > sizeof a->value)
            return;
        strcpy(a->value, scaled);
    }
    strcat(a->value, "..");
    strcat(a->value, second.value);
    a->suffix = second.suffix;
    a->end = second.end;
}

/* The suffix that the last number of a list has for all: 45 and 46 per cent. */
static void share_suffix(const dz_scan *scan, amount *a)
{
    static const char *const signs[] = {"、", "和", "及", "与", "與", "或", ", ", "至", "到", "-"};
    static const char *const words[] = {"and", "or", "to"};
    size_t at = a->end;
    if (*a->suffix || !is_plain_figures(a->value))
        return;
    for (unsigned i = 0; i < 6; i++) {
        size_t blank = dz_scan__skip_blanks(scan, at), end = at;
        amount next;
        bool comma = false;
        for (size_t n = 0; end == at && n < COUNT(signs); n++) {
            end = dz_scan__match_exactly(scan, at, signs[n]);
            comma = end > at && n == 6;
        }
        size_t place = comma ? end : blank;
        for (size_t n = 0; place > at && n < COUNT(words); n++) {
            size_t after = dz_scan__match(scan, place, words[n]);
            if (after > place) {
                end = dz_scan__skip_blanks(scan, after);
                comma = false;
            }
        }
        if (end == at || !read_amount(scan, end, false, &next) || !is_plain_figures(next.value) ||
            (comma && *next.suffix))
            return;
        if (*next.suffix) {
            a->suffix = next.suffix;
            return;
        }
        at = next.end;
    }
}

bool dz_number__scan(const dz_scan *scan, size_t at, dz_found *found)
{
    amount a;
    const char *code = NULL;
    found->begin = at;
    size_t begin = dz_currency__before(scan, at, &code);
    if (begin == at && dz_clock__scan(scan, at, found))
        return true;
    if (begin > at)
        begin = dz_scan__skip_blanks(scan, begin);
    if (!read_amount(scan, begin, code != NULL, &a))
        return false;
    if (!*a.value) {
        found->value[0] = '\0';
        found->end = a.end;
        return true;
    }
    extend_range(scan, begin, &a);
    if (!code)
        share_suffix(scan, &a);
    bool counted = a.power > 0 || (a.number.scale <= 0 && strlen(a.value) >= 4);
    size_t behind = *a.suffix ? a.end : dz_currency__behind(scan, a.end, counted, &code);
    snprintf(found->value, sizeof found->value, "%s%s%s%s", code ? code : "", code ? " " : "", a.value, a.suffix);
    found->end = behind;
    return true;
}
