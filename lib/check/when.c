#include "check/when.h"

#include <stdio.h>
#include <string.h>

#include "duizhao/text.h"

/* A date stands so near to "said", or to the begin of its sentence, with no comma or quotation mark between. */
#define BYTES_BEHIND_CUE 48
#define BYTES_FROM_BEGIN 24

/* ---- Days ----------------------------------------------------------------------------------------------------- */

/* Days since a day far back, by the civil calendar (Hinnant's days_from_civil). */
static long days_of(long year, long month, long day)
{
    year -= month <= 2;
    long era = year / 400, of_era = year % 400;
    long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

static void write_day(long days, char date[DZ_WHEN_BYTES])
{
    long era = days / 146097, of_era = days % 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100), part = (5 * of_year + 2) / 153;
    long day = of_year - (153 * part + 2) / 5 + 1, month = part + (part < 10 ? 3 : -9);
    snprintf(date, DZ_WHEN_BYTES, "%04u-%02u-%02u", (unsigned)(year + era * 400 + (month <= 2)) % 10000,
             (unsigned)month % 100, (unsigned)day % 100);
}

/* 1 for Monday. */
static long weekday_of(long days)
{
    return (days + 2) % 7 + 1;
}

static bool read_day(const char *date, long *year, long *month, long *day)
{
    unsigned y, m, d;
    if (!date || sscanf(date, "%4u-%2u-%2u", &y, &m, &d) != 3)
        return false;
    *year = (long)y;
    *month = (long)m;
    *day = (long)d;
    return true;
}

/* A value made a date as far as the report's own date allows; "" where it does not. */
static void resolve(const char *value, const char *own, char date[DZ_WHEN_BYTES])
{
    long year = 0, month = 0, day = 0;
    unsigned first, second;
    bool known = read_day(own, &year, &month, &day);
    long today = known ? days_of(year, month, day) : 0;
    *date = '\0';
    if (value[0] >= '0' && value[0] <= '9' && strlen(value) < DZ_WHEN_BYTES && !strpbrk(value, "XW")) {
        strcpy(date, value);
    } else if (known && sscanf(value, "W%1u", &first) == 1 && value[2] == '\0') {
        write_day(today - (weekday_of(today) - (long)first + 7) % 7, date);
    } else if (known && sscanf(value, "---%2u", &second) == 1) {
        bool before = (long)second > day;
        year -= before && month == 1;
        month = before ? (month == 1 ? 12 : month - 1) : month;
        write_day(days_of(year, month, (long)second), date);
    } else if (known && sscanf(value, "--%2u-%2u", &first, &second) == 2) {
        bool before = (long)first > month || ((long)first == month && (long)second > day);
        write_day(days_of(year - before, (long)first, (long)second), date);
    }
}

/* ---- Places --------------------------------------------------------------------------------------------------- */

static bool within(const dz_spans *spans, dz_span span)
{
    for (size_t i = 0; i < spans->count; i++)
        if (span.begin < spans->items[i].end && spans->items[i].begin < span.end)
            return true;
    return false;
}

/* Whether a date is part of what somebody said. */
static bool is_content(const dz_attribution_list *attributions, dz_span span)
{
    for (size_t i = 0; i < dz_attribution_count(attributions); i++)
        if (within(&dz_attribution_at(attributions, i)->content, span))
            return true;
    return false;
}

static bool is_free(dz_view text, size_t begin, size_t end)
{
    static const char *const marks[] = {",",  ";",  ":",  ".", "\"", "(",  "\n", "，",
                                        "；", "：", "。", "“", "”",  "「", "（"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (begin < end && memmem(text.data + begin, end - begin, marks[i], strlen(marks[i])))
            return false;
    return true;
}

static dz_span sentence_at(const dz_document *report, size_t byte)
{
    size_t count, low = 0;
    const dz_sentence *sentences = dz_document_sentences(report, &count);
    for (size_t high = count; low < high;) {
        size_t middle = (low + high) / 2;
        if (sentences[middle].span.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && sentences[low].span.begin <= byte ? sentences[low].span : (dz_span){byte, byte};
}

/* Whether a date says when the words were said: right behind "said", between who and "said", or first in the sentence.
 */
static bool is_beside(dz_view text, dz_span sentence, const dz_attribution *attribution, dz_span date)
{
    dz_span cue = attribution->cue.items[0];
    if (date.begin >= cue.end && date.begin - cue.end <= BYTES_BEHIND_CUE && is_free(text, cue.end, date.begin))
        return true;
    if (date.end <= cue.begin && is_free(text, date.end, cue.begin))
        for (size_t i = 0; i < attribution->source.count; i++) {
            dz_span source = attribution->source.items[i];
            if (source.end <= date.begin && is_free(text, source.end, date.begin))
                return true;
        }
    return date.begin - sentence.begin <= BYTES_FROM_BEGIN && date.begin >= sentence.begin &&
           is_free(text, sentence.begin, date.begin);
}

dz_status dz_when__said(dz_context *context, const dz_document *report, const dz_attribution_list *attributions,
                        const dz_attribution *attribution, char date[DZ_WHEN_BYTES])
{
    *date = '\0';
    if (!attribution->cue.count)
        return DZ_OK;
    dz_view text = dz_document_text(report);
    dz_span sentence = sentence_at(report, attribution->cue.items[0].begin);
    dz_value_list *values = NULL;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.document_date = dz_document_date(report);
    options.kinds = 1u << DZ_VALUE_DATE;
    dz_status status = dz_values(context, &values, text.data + sentence.begin, sentence.end - sentence.begin, &options);
    for (size_t i = 0; status == DZ_OK && i < dz_value_count(values) && !*date; i++) {
        const dz_value *value = dz_value_at(values, i);
        dz_span span = {value->span.begin + sentence.begin, value->span.end + sentence.begin};
        if (!is_content(attributions, span) && is_beside(text, sentence, attribution, span))
            resolve(value->value, options.document_date, date);
    }
    dz_value_list_free(values);
    return status;
}
