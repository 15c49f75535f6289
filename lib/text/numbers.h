/* Numbers as texts write them, in figures, in Chinese characters and in English words.
 *
 * What is read as a number, and what is not:
 *   - 一 and "one" alone are not: they are articles and parts of words (一些, 统一, one of) far more often. 一 counts
 * in 一百, 一万 and in dates; "one" in "one million" and "one third". For the same reason 第一 and "first" are left
 * out.
 *   - Other single Chinese digits count where a measure word or a unit of time follows (三个, 五年), not in names
 * (四川).
 *   - Digits that touch letters (G20, COVID-19, 5G) are parts of names. */
#ifndef DZ_TEXT_NUMBERS_H
#define DZ_TEXT_NUMBERS_H

#include "duizhao/text.h"

/* What the scanners look at. */
typedef struct dz_scan {
    const char *text;
    size_t length;
    int year, month, day; /* of the document; 0 where not known */
} dz_scan;

#define DZ_FOUND_BYTES 96

/* A value that begins where it was asked for. */
typedef struct dz_found {
    size_t end;
    char value[DZ_FOUND_BYTES];
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

/* A date that begins at `at`. One that the calendar does not have (April 31) is found with an empty value: it is no
 * date, and its parts are no values either. */
bool dz_date__scan(const dz_scan *scan, size_t at, dz_found *found);

/* A person's name with a title that begins at `at`. */
bool dz_name__scan(const dz_scan *scan, size_t at, dz_found *found);

/* ---- Steps that the scanners share ---- */

/* The place after `words` (ASCII, lower case) where the text goes on with them, ignoring case, at a word's end; else
 * `at`. A space in `words` matches a run of blanks or a hyphen. */
size_t dz_scan__match(const dz_scan *scan, size_t at, const char *words);

/* As above for text that is compared byte by byte, without regard to words. */
size_t dz_scan__match_exactly(const dz_scan *scan, size_t at, const char *text);
size_t dz_scan__skip_blanks(const dz_scan *scan, size_t at);
uint32_t dz_scan__character(const dz_scan *scan, size_t at);
uint32_t dz_scan__before(const dz_scan *scan, size_t at);

#endif
