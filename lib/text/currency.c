/* Money: what stands before and behind a number. */
#include <string.h>

#include "text/numbers.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct currency {
    const char *sign; /* matched byte by byte before, or as a word behind, a number */
    const char *code;
} currency;

/* Longer signs stand before those that they begin with. */
static const currency before_number[] = {
    {"US$", "USD"},    {"$US", "USD"},    {"$A", "AUD"},  {"USD", "USD"}, {"HK$", "HKD"}, {"NT$", "TWD"},
    {"NZ$", "NZD"},    {"AU$", "AUD"},    {"A$", "AUD"},  {"C$", "CAD"},  {"S$", "SGD"},  {"R$", "BRL"},
    {"$", "USD"},      {"€", "EUR"},      {"EUR", "EUR"}, {"£", "GBP"},   {"GBP", "GBP"}, {"RMB", "CNY"},
    {"CNY", "CNY"},    {"CN¥", "CNY"},    {"¥", "CNY"},   {"￥", "CNY"},  {"JPY", "JPY"}, {"HKD", "HKD"},
    {"人民币", "CNY"}, {"人民幣", "CNY"}, {"AUD", "AUD"}, {"CAD", "CAD"}, {"CHF", "CHF"}, {"SGD", "SGD"},
    {"KRW", "KRW"},    {"INR", "INR"},    {"₹", "INR"},   {"₩", "KRW"},   {"₽", "RUB"},
};
static const currency chinese_behind[] = {
    {"元人民币", "CNY"}, {"元人民幣", "CNY"}, {"人民币", "CNY"},   {"人民幣", "CNY"},   {"美元", "USD"},
    {"美金", "USD"},     {"欧元", "EUR"},     {"歐元", "EUR"},     {"英镑", "GBP"},     {"英鎊", "GBP"},
    {"日元", "JPY"},     {"日圆", "JPY"},     {"日圓", "JPY"},     {"港元", "HKD"},     {"港币", "HKD"},
    {"港幣", "HKD"},     {"新台币", "TWD"},   {"新臺幣", "TWD"},   {"新台幣", "TWD"},   {"卢布", "RUB"},
    {"盧布", "RUB"},     {"澳元", "AUD"},     {"加元", "CAD"},     {"韩元", "KRW"},     {"韓元", "KRW"},
    {"韩圆", "KRW"},     {"韓圓", "KRW"},     {"新加坡元", "SGD"}, {"新西兰元", "NZD"}, {"新元", "SGD"},
    {"瑞士法郎", "CHF"}, {"印度卢比", "INR"}, {"泰铢", "THB"},     {"泰銖", "THB"},     {"林吉特", "MYR"},
    {"兰特", "ZAR"},     {"雷亚尔", "BRL"},   {"元", "CNY"},
};
static const currency english_behind[] = {
    {"us dollars", "USD"},
    {"united states dollars", "USD"},
    {"u.s. dollars", "USD"},
    {"hong kong dollars", "HKD"},
    {"australian dollars", "AUD"},
    {"canadian dollars", "CAD"},
    {"singapore dollars", "SGD"},
    {"new taiwan dollars", "TWD"},
    {"nt dollars", "TWD"},
    {"new zealand dollars", "NZD"},
    {"dollars", "USD"},
    {"dollar", "USD"},
    {"chinese yuan", "CNY"},
    {"yuan renminbi", "CNY"},
    {"yuan", "CNY"},
    {"renminbi", "CNY"},
    {"rmb", "CNY"},
    {"euros", "EUR"},
    {"euro", "EUR"},
    {"pounds sterling", "GBP"},
    {"british pounds", "GBP"},
    {"japanese yen", "JPY"},
    {"yen", "JPY"},
    {"roubles", "RUB"},
    {"rubles", "RUB"},
    {"south korean won", "KRW"},
    {"korean won", "KRW"},
    {"swiss francs", "CHF"},
    {"indian rupees", "INR"},
    {"rupees", "INR"},
    {"baht", "THB"},
    {"ringgit", "MYR"},
    {"rand", "ZAR"},
    {"usd", "USD"},
    {"eur", "EUR"},
    {"hkd", "HKD"},
    {"cny", "CNY"},
};
/* Words that mean other things behind small numbers: "a team of 5 won", "weighs 11 pounds". */
static const currency behind_large[] = {{"won", "KRW"}, {"pounds", "GBP"}};

size_t dz_currency__before(const dz_scan *scan, size_t at, const char **code)
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

static size_t match_word(const dz_scan *scan, size_t at, const currency *list, size_t count, const char **code)
{
    for (size_t i = 0; i < count; i++) {
        bool ascii = (unsigned char)list[i].sign[0] < 0x80;
        size_t end = ascii ? dz_scan__match(scan, at, list[i].sign) : dz_scan__match_exactly(scan, at, list[i].sign);
        if (end > at) {
            *code = list[i].code;
            return end;
        }
    }
    return at;
}

size_t dz_currency__behind(const dz_scan *scan, size_t at, bool counted, const char **code)
{
    size_t next = dz_scan__skip_blanks(scan, at);
    const char *found = NULL;
    if (next == at && at < scan->length && scan->text[at] == '-') /* a 5-billion-dollar plan */
        next = at + 1;
    size_t end = match_word(scan, next, chinese_behind, COUNT(chinese_behind), &found);
    if (end == next)
        end = match_word(scan, next, english_behind, COUNT(english_behind), &found);
    if (end == next && counted)
        end = match_word(scan, next, behind_large, COUNT(behind_large), &found);
    if (end == next)
        return at;
    /* A sign says more than 元 or "dollars" (HK$500元, A$5 billion dollars). */
    bool general = strcmp(found, "CNY") == 0 || strcmp(found, "USD") == 0;
    if (!*code || !general)
        *code = found;
    return end;
}
