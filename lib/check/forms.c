#include "check/forms.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "duizhao/text.h"

/* Longer quotes are found by their other words. */
#define LONGEST_QUOTE 120
#define MOST_FIGURES 3
#define MOST_FORMS 6
#define MOST_TRIED 8
#define FORM_BYTES 96
#define LARGEST_SPELLED UINT64_C(1000000000000)

/* The ways of writing one figure; the first is the quote's own. */
typedef struct figure_forms {
    dz_span span;
    char forms[MOST_FORMS][FORM_BYTES];
    size_t count;
} figure_forms;

static void add_form(figure_forms *figure, const char *before, const char *number, const char *behind)
{
    char form[FORM_BYTES];
    int length = snprintf(form, sizeof form, "%s%s%s", before, number, behind);
    if (length <= 0 || (size_t)length >= sizeof form || figure->count == MOST_FORMS)
        return;
    for (size_t i = 0; i < figure->count; i++)
        if (strcmp(figure->forms[i], form) == 0)
            return;
    memcpy(figure->forms[figure->count++], form, (size_t)length + 1);
}

/* ---- Numbers in words ----------------------------------------------------------------------------------------- */

static void append(char *text, const char *word, const char *joint)
{
    size_t length = strlen(text);
    snprintf(text + length, FORM_BYTES - length, "%s%s", length ? joint : "", word);
}

static void spell_hundreds(char *text, unsigned number)
{
    static const char *const small[] = {
        "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
        "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (number >= 100) {
        append(text, small[number / 100], " ");
        append(text, "hundred", " ");
        number %= 100;
        if (!number)
            return;
    }
    if (number >= 20) {
        append(text, tens[number / 10], " ");
        if (number % 10)
            append(text, small[number % 10], "-");
        return;
    }
    append(text, small[number], " ");
}

static void spell_english(char *text, uint64_t number)
{
    static const struct {
        uint64_t size;
        const char *name;
    } scales[] = {{1000000000, "billion"}, {1000000, "million"}, {1000, "thousand"}};
    *text = '\0';
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (number < scales[i].size)
            continue;
        spell_hundreds(text, (unsigned)(number / scales[i].size));
        append(text, scales[i].name, " ");
        number %= scales[i].size;
    }
    if (number || !*text)
        spell_hundreds(text, (unsigned)number);
}

/* A group of four places: 一千零五. */
static void spell_group(char *text, unsigned number, bool inside)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const places[] = {"千", "百", "十", ""};
    bool gap = inside && number < 1000, begun = inside;
    for (unsigned size = 1000, i = 0; size; size /= 10, i++) {
        unsigned digit = number / size % 10;
        if (!digit) {
            gap = gap || begun;
            continue;
        }
        if (gap && begun)
            append(text, digits[0], "");
        gap = false;
        bool plain_ten = size == 10 && digit == 1 && !begun;
        append(text, plain_ten ? "" : digits[digit], "");
        append(text, places[i], "");
        begun = true;
    }
}

static void spell_chinese(char *text, uint64_t number)
{
    static const char *const scales[] = {"亿", "万", ""};
    bool begun = false;
    *text = '\0';
    if (!number)
        append(text, "零", "");
    for (uint64_t size = 100000000, i = 0; i < 3; size /= 10000, i++) {
        unsigned group = (unsigned)(number / size % 10000);
        if (!group)
            continue;
        spell_group(text, group, begun);
        append(text, scales[i], "");
        begun = true;
    }
}

/* ---- The forms of a figure ------------------------------------------------------------------------------------ */

static void group_digits(char *text, uint64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    size_t at = 0;
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            text[at++] = ',';
        text[at++] = digits[i];
    }
    text[at] = '\0';
}

/* A number in thousandths, so that none of it is lost. */
typedef struct figure_value {
    uint64_t thousandths;
    bool whole;
} figure_value;

/* Reads "3.5" or "7000"; how many bytes it takes, 0 where there is no such number or it is too large to be written in
 * words. The locale has no say in it. */
static size_t read_figure(const char *text, figure_value *value)
{
    size_t at = 0;
    uint64_t number = 0, size = 1000;
    for (; text[at] >= '0' && text[at] <= '9' && number < LARGEST_SPELLED; at++)
        number = number * 10 + (uint64_t)(text[at] - '0');
    if (!at || number >= LARGEST_SPELLED)
        return 0;
    number *= 1000;
    if (text[at] == '.' && text[at + 1] >= '0' && text[at + 1] <= '9')
        for (at++; text[at] >= '0' && text[at] <= '9'; at++) {
            if (size == 1)
                return 0;
            size /= 10;
            number += size * (uint64_t)(text[at] - '0');
        }
    *value = (figure_value){number, number % 1000 == 0};
    return at;
}

/* "3.5" of 3500000 and a million: with two places at the most, none where that is not exact. */
static bool in_scale(char *text, const figure_value *value, uint64_t scale)
{
    if (value->thousandths < 1000 * scale || value->thousandths % (10 * scale))
        return false;
    uint64_t hundredths = value->thousandths / (10 * scale);
    int length =
        snprintf(text, FORM_BYTES, "%llu.%02u", (unsigned long long)(hundredths / 100), (unsigned)(hundredths % 100));
    while (length > 0 && text[length - 1] == '0')
        text[--length] = '\0';
    if (length > 0 && text[length - 1] == '.')
        text[--length] = '\0';
    return true;
}

static const char *unit_of(const char *value, bool chinese)
{
    static const struct {
        const char *code, *english, *chinese;
    } units[] = {{"USD ", " dollars", "美元"}, {"CNY ", " yuan", "元"},  {"EUR ", " euros", "欧元"},
                 {"GBP ", " pounds", "英镑"},  {"JPY ", " yen", "日元"}, {"HKD ", " dollars", "港元"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strncmp(value, units[i].code, 4) == 0)
            return chinese ? units[i].chinese : units[i].english;
    return "";
}

static void add_english_forms(figure_forms *figure, const figure_value *value, bool percent, const char *plain,
                              const char *unit)
{
    static const struct {
        uint64_t size;
        const char *name;
    } scales[] = {{1000000000, " billion"}, {1000000, " million"}};
    char text[FORM_BYTES], behind[FORM_BYTES];
    const char *tail = percent ? " percent" : unit;
    for (size_t i = 0; i < 2; i++)
        if (in_scale(text, value, scales[i].size)) {
            snprintf(behind, sizeof behind, "%s%s", scales[i].name, unit);
            add_form(figure, "", text, scales[i].name);
            add_form(figure, "", text, behind);
        }
    add_form(figure, "", plain, tail);
    if (percent)
        add_form(figure, "", plain, "%");
    if (!value->whole)
        return;
    group_digits(text, value->thousandths / 1000);
    add_form(figure, "", text, tail);
    spell_english(text, value->thousandths / 1000);
    add_form(figure, "", text, tail);
}

static void add_chinese_forms(figure_forms *figure, const figure_value *value, bool percent, const char *plain,
                              const char *unit)
{
    char text[FORM_BYTES];
    add_form(figure, "", plain, percent ? "%" : unit);
    if (in_scale(text, value, 100000000))
        add_form(figure, "", text, "亿");
    if (in_scale(text, value, 10000))
        add_form(figure, "", text, "万");
    if (!value->whole)
        return;
    spell_chinese(text, value->thousandths / 1000);
    add_form(figure, percent ? "百分之" : "", text, unit);
}

static void make_forms(figure_forms *figure, dz_view quote, const dz_value *value, bool chinese)
{
    const char *unit = unit_of(value->value, chinese), *plain = *unit ? value->value + 4 : value->value;
    figure_value number = {0, false};
    size_t length = read_figure(plain, &number);
    bool percent = plain[length] == '%';
    char digits[FORM_BYTES];
    figure->span = value->span;
    figure->count = 0;
    snprintf(digits, sizeof digits, "%.*s", (int)(value->span.end - value->span.begin), quote.data + value->span.begin);
    add_form(figure, "", digits, "");
    if (!length || plain[length + percent])
        return;
    snprintf(digits, sizeof digits, "%.*s", (int)length, plain);
    if (chinese)
        add_chinese_forms(figure, &number, percent, digits, unit);
    else
        add_english_forms(figure, &number, percent, digits, unit);
}

static dz_status read_figures(dz_context *context, dz_view quote, bool chinese, figure_forms *figures, size_t *count)
{
    dz_value_list *values = NULL;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.kinds = 1u << DZ_VALUE_NUMBER;
    *count = 0;
    dz_status status = dz_values(context, &values, quote.data, quote.length, &options);
    if (status != DZ_OK)
        return status;
    for (size_t i = 0; i < dz_value_count(values) && *count < MOST_FIGURES; i++) {
        const dz_value *value = dz_value_at(values, i);
        if (value->span.end - value->span.begin < FORM_BYTES)
            make_forms(&figures[(*count)++], quote, value, chinese);
    }
    dz_value_list_free(values);
    return DZ_OK;
}

/* ---- The quote in other words --------------------------------------------------------------------------------- */

/* The next choice of forms, as the next number on a counter; false after the last. */
static bool next_choice(const figure_forms *figures, size_t count, size_t *choice)
{
    for (size_t i = 0; i < count; i++) {
        if (++choice[i] < figures[i].count)
            return true;
        choice[i] = 0;
    }
    return false;
}

static dz_status write_quote(dz_buffer *text, dz_view quote, const figure_forms *figures, size_t count,
                             const size_t *choice)
{
    size_t at = 0;
    dz_buffer__clear(text);
    for (size_t i = 0; i < count; i++) {
        dz_buffer__append(text, quote.data + at, figures[i].span.begin - at);
        dz_buffer__append_text(text, figures[i].forms[choice[i]]);
        at = figures[i].span.end;
    }
    dz_buffer__append(text, quote.data + at, quote.length - at);
    return dz_buffer__status(text);
}

/* Whether all of it stands in one place. */
static bool is_whole(const dz_match_list *list)
{
    return list->found && list->items[0].score >= 1 && (list->count < 2 || list->items[1].rank > 1);
}

dz_status dz_forms__find(dz_context *context, dz_match_list **out, const dz_index *sources, dz_view quote,
                         const dz_match_options *options)
{
    figure_forms figures[MOST_FIGURES];
    size_t count = 0, choice[MOST_FIGURES] = {0};
    dz_buffer text;
    *out = NULL;
    if (quote.length > LONGEST_QUOTE)
        return DZ_OK;
    bool chinese = dz_language_detect(quote.data, quote.length) == DZ_LANGUAGE_ZH;
    dz_status status = read_figures(context, quote, chinese, figures, &count);
    dz_buffer__init(&text, context);
    for (size_t tried = 0; status == DZ_OK && tried < MOST_TRIED && next_choice(figures, count, choice); tried++) {
        dz_match_list *list = NULL;
        status = write_quote(&text, quote, figures, count, choice);
        if (status == DZ_OK)
            status = dz_match_quote(context, &list, sources, text.data, text.length, options);
        if (status == DZ_OK && is_whole(list)) {
            *out = list;
            break;
        }
        dz_match_list_free(list);
    }
    dz_buffer__free(&text);
    return status;
}
