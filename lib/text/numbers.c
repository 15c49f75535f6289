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

static bool is_point(const dz_scan *scan, size_t at)
{
    uint32_t c = dz_scan__character(scan, at);
    return (c == '.' || c == 0xFF0E) && is_figure(scan, step(scan, at));
}

size_t dz_number__read_figures(const dz_scan *scan, size_t at, dz_decimal *out)
{
    size_t begin = at, since_comma = 0;
    bool fraction = false;
    *out = (dz_decimal){0, 0};
    while (at < scan->length) {
        unsigned digit = figure(dz_scan__character(scan, at));
        if (digit < 10) {
            if (!append_digit(out, digit, fraction))
                return begin;
            since_comma++;
        } else if (at > begin && !fraction && since_comma <= 3 && is_thousands(scan, at)) {
            since_comma = 0;
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

/* Figures among the characters: 1.3亿, 1亿3000万, 5千. */
static size_t read_mixed_figures(const dz_scan *scan, size_t at, numeral *n)
{
    dz_decimal figures;
    size_t end = dz_number__read_figures(scan, at, &figures);
    uint32_t unit = dz_scan__character(scan, end);
    bool unit_follows = small_unit(unit) > 1 || large_unit(unit) > 0;
    if (n->has_digit || (n->has_unit && !unit_follows))
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

static size_t read_numeral_step(const dz_scan *scan, size_t begin, size_t at, numeral *n)
{
    uint32_t c = dz_scan__character(scan, at);
    if (figure(c) < 10)
        return read_mixed_figures(scan, at, n);
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
    {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},      {"sixth", 6},
    {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},     {"eleventh", 11},
    {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15}, {"sixteenth", 16},
    {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20}, {"thirtieth", 30},
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
        size_t dozen = dz_scan__match(scan, gap, "dozen");
        *out = dozen > gap ? (dz_decimal){12, 0} : one;
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
        if (dozen > gap) {
            piece.mantissa *= 12;
            end = dozen;
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

typedef struct currency {
    const char *sign; /* matched byte by byte before, or as a word behind, a number */
    const char *code;
} currency;

static const currency before_number[] = {
    {"US$", "USD"}, {"USD", "USD"}, {"HK$", "HKD"}, {"NT$", "TWD"},    {"A$", "AUD"},     {"C$", "CAD"},  {"$", "USD"},
    {"€", "EUR"},   {"EUR", "EUR"}, {"£", "GBP"},   {"GBP", "GBP"},    {"RMB", "CNY"},    {"CNY", "CNY"}, {"¥", "CNY"},
    {"￥", "CNY"},  {"JPY", "JPY"}, {"HKD", "HKD"}, {"人民币", "CNY"}, {"人民幣", "CNY"},
};
static const currency chinese_behind[] = {
    {"元人民币", "CNY"}, {"元人民幣", "CNY"}, {"人民币", "CNY"}, {"美元", "USD"},   {"美金", "USD"}, {"欧元", "EUR"},
    {"歐元", "EUR"},     {"英镑", "GBP"},     {"英鎊", "GBP"},   {"日元", "JPY"},   {"日圆", "JPY"}, {"港元", "HKD"},
    {"港币", "HKD"},     {"港幣", "HKD"},     {"新台币", "TWD"}, {"新臺幣", "TWD"}, {"卢布", "RUB"}, {"盧布", "RUB"},
    {"澳元", "AUD"},     {"加元", "CAD"},     {"韩元", "KRW"},   {"韓元", "KRW"},   {"元", "CNY"},
};
static const currency english_behind[] = {
    {"us dollars", "USD"},
    {"u.s. dollars", "USD"},
    {"hong kong dollars", "HKD"},
    {"dollars", "USD"},
    {"dollar", "USD"},
    {"yuan", "CNY"},
    {"renminbi", "CNY"},
    {"rmb", "CNY"},
    {"euros", "EUR"},
    {"euro", "EUR"},
    {"pounds sterling", "GBP"},
    {"yen", "JPY"},
    {"roubles", "RUB"},
    {"rubles", "RUB"},
    {"usd", "USD"},
};

static size_t match_sign(const dz_scan *scan, size_t at, const char **code)
{
    for (size_t i = 0; i < COUNT(before_number); i++) {
        size_t end = dz_scan__match_exactly(scan, at, before_number[i].sign);
        if (end > at) {
            *code = before_number[i].code;
            return end;
        }
    }
    return at;
}

static size_t match_currency_behind(const dz_scan *scan, size_t at, const char **code)
{
    size_t next = dz_scan__skip_blanks(scan, at);
    for (size_t i = 0; i < COUNT(chinese_behind); i++) {
        size_t end = dz_scan__match_exactly(scan, next, chinese_behind[i].sign);
        if (end > next) {
            *code = chinese_behind[i].code;
            return end;
        }
    }
    for (size_t i = 0; i < COUNT(english_behind); i++) {
        size_t end = dz_scan__match(scan, next, english_behind[i].sign);
        if (end > next) {
            *code = english_behind[i].code;
            return end;
        }
    }
    return at;
}

/* A per cent sign or words; "pp" for points. */
static size_t match_percent(const dz_scan *scan, size_t at, const char **suffix)
{
    static const struct {
        const char *word;
        const char *suffix;
    } words[] = {{"percentage points", "pp"}, {"percentage point", "pp"}, {"percent", "%"}, {"per cent", "%"}};
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
        "个個次年天日周名位人家项項条條届屆种種件级級号號岁歲倍艘架枚辆輛座所部份篇元米吨噸章款轮輪期句间間步批大颗顆只"
        "隻张張"
        "段场場组組类類支季度排版册冊卷集幅根块塊双雙对對套层層栋棟棵杯瓶公英海小时時点點成分月国國岸地";
    char bytes[5] = {0};
    dz_utf8__encode(c, bytes);
    return c > 0x7F && strstr(measures, bytes) != NULL;
}

/* Whether a Chinese numeral without a unit, or a lone 十, is a number and not a part of a word. */
static bool is_chinese_number(const dz_scan *scan, size_t begin, size_t end, bool bare)
{
    size_t count = 0, zeros = 0;
    for (size_t at = begin; at < end; count++)
        zeros += han_digit(dz_utf8__next(scan->text, scan->length, &at)) == 0;
    uint32_t first = dz_scan__character(scan, begin), follows = dz_scan__character(scan, end);
    if (!bare && count > 1)
        return true;
    if (!bare) /* 十: 十个 but not 十分, 十足; 廿, 卅 */
        return tens_character(first) > 0 || (is_measure(follows) && follows != 0x5206 && follows != 0x5927);
    if (count >= 4 || (count >= 3 && zeros > 0))
        return true;
    if (count != 1 || han_digit(first) <= 1)
        return count == 2 && zeros == 0 && is_measure(follows); /* 五六个 */
    if (first == 0x4E8C)                                        /* 二: 二月 is a date's; 二人, 二十 */
        return is_measure(follows) && follows != 0x5927;
    return is_measure(follows);
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
} amount;

static size_t skip_sign(const dz_scan *scan, size_t at, bool *negative)
{
    static const char *const signs[] = {"-", "−", "负", "負", "minus "};
    *negative = false;
    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t end = dz_scan__match_exactly(scan, at, signs[i]);
        uint32_t before = dz_scan__before(scan, at);
        if (end > at && (figure(dz_scan__character(scan, end)) < 10 || han_digit(dz_scan__character(scan, end)) < 10) &&
            (i >= 2 || before == 0 || before == ' ' || before == '(' || dz_utf8__is_han(before))) {
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

/* 15:30 stays as it is written. */
static bool read_clock(const dz_scan *scan, size_t begin, size_t at, amount *a)
{
    uint32_t c = dz_scan__character(scan, at);
    if ((c != ':' && c != 0xFF1A) || at - begin > 2 || at == begin)
        return false;
    size_t minutes = step(scan, at), end = minutes;
    while (end < scan->length && scan->text[end] >= '0' && scan->text[end] <= '9')
        end++;
    if (end - minutes != 2 || scan->text[minutes] > '5')
        return false;
    snprintf(a->value, sizeof a->value, "%.*s:%.2s", (int)(at - begin), scan->text + begin, scan->text + minutes);
    a->end = end;
    return true;
}

static bool read_figure_amount(const dz_scan *scan, size_t begin, bool negative, amount *a)
{
    dz_decimal value;
    bool bare, scaled = false;
    size_t end = dz_number__read_figures(scan, begin, &value);
    if (end == begin || touches_letters(scan, begin, end))
        return false;
    if (read_clock(scan, begin, end, a))
        return true;
    dz_decimal mixed;
    size_t mixed_end = dz_number__read_chinese(scan, begin, &mixed, &bare);
    if (mixed_end > end && !bare) {
        value = mixed;
        end = mixed_end;
    } else {
        size_t after = read_scales(scan, end, &value, &scaled);
        end = after > end ? after : read_ordinal_ending(scan, end);
    }
    a->end = end;
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
    size_t end = dz_number__read_chinese(scan, after, &upper, &bare);
    char written[20];
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

static bool read_chinese_amount(const dz_scan *scan, size_t begin, bool negative, amount *a)
{
    dz_decimal value;
    bool bare;
    if (read_chinese_ratio(scan, begin, negative, a))
        return true;
    size_t half = dz_scan__match_exactly(scan, begin, "一半");
    if (half > begin) {
        a->end = half;
        strcpy(a->value, "1/2");
        return true;
    }
    size_t ordinal = dz_scan__match_exactly(scan, begin, "第");
    size_t end = dz_number__read_chinese(scan, ordinal, &value, &bare);
    if (end == ordinal)
        return false;
    if (read_tenths(scan, value, end, a))
        return true;
    if (ordinal == begin && !is_chinese_number(scan, begin, end, bare))
        return false;
    if (ordinal > begin && value.scale == 0 && value.mantissa <= 1)
        return false;
    a->end = end;
    if (bare && write_adjacent(scan, begin, end, a->value, sizeof a->value))
        return true;
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

static bool read_english_amount(const dz_scan *scan, size_t begin, amount *a)
{
    dz_decimal value;
    bool scaled;
    uint64_t ordinal;
    if (read_word_fraction(scan, begin, a))
        return true;
    size_t end = read_ordinal(scan, begin, &ordinal);
    if (end > begin) {
        /* "per second", "a second", "split second" */
        bool is_time = ordinal == 2 && dz_scan__before(scan, begin) == ' ' && begin >= 2 &&
                       (scan->text[begin - 2] == 'a' || scan->text[begin - 2] == 'r' || scan->text[begin - 2] == 't');
        snprintf(a->value, sizeof a->value, "%llu", (unsigned long long)ordinal);
        a->end = end;
        return !is_time;
    }
    end = read_words(scan, begin, &value, &scaled);
    if (end == begin)
        return false;
    a->end = end;
    const char *suffix;
    bool counted = scaled || match_percent(scan, end, &suffix) > end || value.mantissa != 1;
    return counted && dz_decimal__write(value, false, a->value, sizeof a->value);
}

static bool read_amount(const dz_scan *scan, size_t at, amount *a)
{
    bool negative;
    size_t begin = skip_sign(scan, at, &negative);
    uint32_t c = dz_scan__character(scan, begin);
    *a = (amount){.suffix = ""};
    bool read;
    if (figure(c) < 10)
        read = read_figure_amount(scan, begin, negative, a);
    else if (dz_utf8__is_han(c) || c == 0x25CB)
        read = read_chinese_amount(scan, begin, negative, a);
    else
        read = is_letter(c) && !is_letter(dz_scan__before(scan, begin)) && dz_scan__before(scan, begin) != '-' &&
               read_english_amount(scan, begin, a);
    if (read && !*a->suffix)
        a->end = match_percent(scan, a->end, &a->suffix);
    return read;
}

/* A dash, a tilde, 至 or 到 between two numbers. */
static size_t match_range_sign(const dz_scan *scan, size_t at)
{
    static const char *const signs[] = {"-", "–", "—", "～", "~", "至", "到"};
    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t end = dz_scan__match_exactly(scan, at, signs[i]);
        if (end > at)
            return end;
    }
    return at;
}

static bool is_plain_figures(const char *value)
{
    return strspn(value, "0123456789.") == strlen(value);
}

/* "5-8%", 10至20: where the second has a suffix the first shares it. */
static void extend_range(const dz_scan *scan, size_t begin, amount *a)
{
    amount second;
    size_t sign = match_range_sign(scan, a->end);
    if (sign == a->end || !is_plain_figures(a->value) || dz_scan__before(scan, begin) == '-' ||
        !(figure(dz_scan__character(scan, sign)) < 10 || dz_utf8__is_han(dz_scan__character(scan, sign))))
        return;
    if (!read_amount(scan, sign, &second) || !is_plain_figures(second.value) ||
        strlen(a->value) + strlen(second.value) + 3 > sizeof a->value)
        return;
    if (*a->suffix && strcmp(a->suffix, second.suffix) != 0)
        return;
    uint32_t after = dz_scan__character(scan, second.end);
    if (after == '-' || after == 0x5E74 || after == 0x6708 || after == 0x65E5) /* a third part; 年 月 日 */
        return;
    strcat(a->value, "..");
    strcat(a->value, second.value);
    a->suffix = second.suffix;
    a->end = second.end;
}

bool dz_number__scan(const dz_scan *scan, size_t at, dz_found *found)
{
    amount a;
    const char *code = NULL;
    size_t begin = match_sign(scan, at, &code);
    if (begin > at)
        begin = dz_scan__skip_blanks(scan, begin);
    if (!read_amount(scan, begin, &a))
        return false;
    extend_range(scan, begin, &a);
    size_t behind = *a.suffix ? a.end : match_currency_behind(scan, a.end, &code);
    snprintf(found->value, sizeof found->value, "%s%s%s%s", code ? code : "", code ? " " : "", a.value, a.suffix);
    found->end = behind;
    return true;
}
