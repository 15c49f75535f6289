/* Numbers as texts write them, in figures, in Chinese characters and in English words.
 *
 * What is read as a number, and what is not:
 *   - 一 and "one" alone are not: they are articles and parts of words (一些, 统一, one of) far more often. 一 counts
 * in 一百, 一万 and in dates; "one" in "one million" and "one third". For the same reason 第一 and "first" are left
 * out.
 *   - Other single Chinese digits count where a measure word or a unit of time follows (三个, 五年), not in names
 * (四川).
 *   - 两 counts where it tells how many, not where it points at two that are known (这两个, 两国, 两者).
 *   - 数十, 几百 and "dozens" tell no number, nor does 十几.
 *   - Digits that touch letters (G20, COVID-19, 5G) are parts of names; numbers of list items are not values. */
#ifndef DZ_TEXT_NUMBERS_H
#define DZ_TEXT_NUMBERS_H

#include "duizhao/text.h"

/* Parts of a date; 0 where not known. */
typedef struct dz_date {
    int year, month, day;
} dz_date;

/* What the scanners look at. */
typedef struct dz_scan {
    const char *text;
    size_t length;
    int year, month, day; /* of the document; 0 where not known */
    dz_date last;         /* the date found before, which the next one of a list or a range goes on from */
    size_t last_end;      /* where it ends; 0: there was none */
} dz_scan;

#define DZ_FOUND_BYTES 96

/* A value that begins where it was asked for, or at `begin`, a little before (the 下午 of 下午3时). */
typedef struct dz_found {
    size_t begin;
    size_t end;
    char value[DZ_FOUND_BYTES];
    dz_date date; /* of a date */
} dz_found;

/* A decimal number: mantissa times ten to the power of minus scale. */
typedef struct dz_decimal {
    uint64_t mantissa;
    int scale;
} dz_decimal;

/* Writes a decimal without separators or trailing zeros; false where it does not fit. */
bool dz_decimal__write(dz_decimal decimal, bool negative, char *out, size_t size);

/* A plain run of figures with separators and decimals ("4,761.5"); the end, or `at` where there is none. */
size_t dz_number__read_figures(const dz_scan *scan, size_t at, dz_decimal *out);

/* A Chinese numeral, in characters or mixed with figures (四千七百六十一, 1.3亿, 二零一五); `bare` is set where it is
 * only digits, without a unit. */
size_t dz_number__read_chinese(const dz_scan *scan, size_t at, dz_decimal *out, bool *bare);

/* A number, with percentages, fractions, ranges, ordinals and money, that begins at `at`. */
bool dz_number__scan(const dz_scan *scan, size_t at, dz_found *found);

/* A time of day that begins at `at` ("12.40 p.m.", 下午3时35分, "15:30"), as hours and minutes: "15:35". Without a word
 * for the half of the day hours stay as they are. */
bool dz_clock__scan(const dz_scan *scan, size_t at, dz_found *found);

/* Money: the sign or the word before a number, and behind it. The place after it, and the currency's code (ISO 4217);
 * `at` where there is none. `counted` says that the number is large or has a word like million, without which "won"
 * and "pounds" are no money. */
size_t dz_currency__before(const dz_scan *scan, size_t at, const char **code);
size_t dz_currency__behind(const dz_scan *scan, size_t at, bool counted, const char **code);

/* A date that begins at `at`. One that the calendar does not have (April 31) is found with an empty value: it is no
 * date, and its parts are no values either. */
bool dz_date__scan(const dz_scan *scan, size_t at, dz_found *found);

/* A person's name that begins at `at`: beside a title, or a foreign one with dots between its parts. */
bool dz_name__scan(const dz_scan *scan, size_t at, dz_found *found);

/* The reading of a Chinese surname (simplified) that a name begins with, and its length in bytes; NULL where its
 * characters are read as in words. */
const char *dz_name__surname(const char *name, size_t length, size_t *surname_length);

/* An office or a body, with its country and title, that begins at `at`; its form is in `found->value`. */
bool dz_office__scan(const dz_scan *scan, size_t at, dz_found *found);

/* Past the Chinese name of a country at `at`, or `at`. */
size_t dz_office__skip_country(const dz_scan *scan, size_t at);

/* ---- Steps that the scanners share ---- */

/* The place after `words` (ASCII, lower case) where the text goes on with them, ignoring case, at a word's end; else
 * `at`. A space in `words` matches a run of blanks or a hyphen. */
size_t dz_scan__match(const dz_scan *scan, size_t at, const char *words);

/* As above for text that is compared byte by byte, without regard to words. */
size_t dz_scan__match_exactly(const dz_scan *scan, size_t at, const char *text);
size_t dz_scan__skip_blanks(const dz_scan *scan, size_t at);

/* The blank at `at` where one stands there alone, no line feed: the place after it, else `at`. */
size_t dz_scan__skip_one_blank(const dz_scan *scan, size_t at);
uint32_t dz_scan__character(const dz_scan *scan, size_t at);
uint32_t dz_scan__before(const dz_scan *scan, size_t at);

/* Whether the bytes before `at` are `text`. */
bool dz_scan__stands_before(const dz_scan *scan, size_t at, const char *text);

/* The ASCII word that ends before the blanks or hyphens before `at`, in lower case and cut to `size`; "" for none. */
void dz_scan__word_before(const dz_scan *scan, size_t at, char *word, size_t size);

/* Whether the characters of `set` (UTF-8) have this one, which is not ASCII. */
bool dz_scan__in(const char *set, uint32_t c);

#endif
