/* Numbers and dates that only one side of a bead has. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/checking.h"
#include "base/buffer.h"

/* Years of the Republic of China begin with 1912. */
#define REPUBLIC_BEGINS 1911

#define MOST_PARTS 8

/* A value in a bead, and whether the other side has it. */
typedef struct found_value {
    size_t bead;
    int side;
    dz_value_kind kind;
    dz_span span;
    const char *value; /* in the checker's arena */
    double parts[MOST_PARTS];
    size_t part_count;
    bool vague;
    bool there;
} found_value;

typedef DZ_ARRAY(found_value) value_array;

/* "CNY 500", "7.5%", "1/4", "10..20", "2015-04-02" as numbers. */
static void read_parts(found_value *value)
{
    const char *at = value->value;
    bool fraction = false;
    while (*at && value->part_count < MOST_PARTS) {
        if (*at < '0' || *at > '9') {
            fraction = *at == '/';
            at++;
            continue;
        }
        double number = 0, unit = 1;
        for (; *at >= '0' && *at <= '9'; at++)
            number = number * 10 + (*at - '0');
        if (at[0] == '.' && at[1] >= '0' && at[1] <= '9')
            for (at++; *at >= '0' && *at <= '9'; at++)
                number += (*at - '0') * (unit /= 10);
        if (fraction && value->part_count && number > 0)
            value->parts[value->part_count - 1] /= number;
        else
            value->parts[value->part_count++] = number;
        fraction = false;
    }
}

static bool has_digit(dz_view text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

static bool has_word(dz_view text, const char *const *words, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (memmem(text.data, text.length, words[n], strlen(words[n])))
            return true;
    return false;
}

/* Words and characters in a number, or beside it, that say about how many: its rendering is free. "286 thousand" is
 * exact, "thousands" is not. */
static bool is_vague(const dz_align__checker *checker, const found_value *value)
{
    static const char *const words[] = {
        "几",     "数",    "多",     "余",     "上",      "成",        "半",        "幾",   "數",   "餘",      "doz",
        "decade", "score", "ousand", "undred", "illions", "once",      "twice",     "half", "Half", "quarter", "double",
        "centur", "倍",    "世纪",   "世紀",   "分之",    "a million", "a billion", "两",   "兩"};
    static const char *const before[] = {"几", "数", "好", "成", "上", "近", "幾", "數"};
    static const char *const behind[] = {"几", "多", "余", "来", "数", "幾", "餘", "來", "數", "一", "二",
                                         "三", "四", "五", "六", "七", "八", "九", "十", "两", "兩"};
    dz_view whole = dz_document_text(checker->subject->documents[value->side]);
    dz_view text = dz_align__span_text(checker, value->side, value->span);
    if (strstr(value->value, ".."))
        return true;
    if (has_digit(text))
        return false;
    if (memmem(text.data, text.length, "百分之", 9))
        return false;
    if (has_word(text, words, sizeof words / sizeof *words))
        return true;
    size_t begin = value->span.begin, end = value->span.end;
    return (begin >= 3 && has_word((dz_view){whole.data + begin - 3, 3}, before, sizeof before / sizeof *before)) ||
           (end + 3 <= whole.length &&
            has_word((dz_view){whole.data + end, 3}, behind, sizeof behind / sizeof *behind));
}

static bool is_same(double a, double b)
{
    return fabs(a - b) <= 1e-6 * (fabs(a) + fabs(b));
}

static bool has_part(const found_value *other, double number)
{
    for (size_t n = 0; n < other->part_count; n++)
        if (is_same(other->parts[n], number) || (number < 200 && is_same(other->parts[n], number + REPUBLIC_BEGINS)) ||
            (number > REPUBLIC_BEGINS && number < 2100 && is_same(other->parts[n], number - REPUBLIC_BEGINS)) ||
            (number < 1 && is_same(other->parts[n], number * 100)) ||
            (other->parts[n] < 1 && is_same(other->parts[n] * 100, number)))
            return true; /* a quarter is 25 % */
    return false;
}

/* Whether one of the numbers of a value is one that is looked for. Small ones come and go with articles and idioms;
 * what is written out in words and not in digits is looked for from ten on. */
static bool is_wanted(double number)
{
    return number >= 10 || !is_same(number, floor(number));
}

/* Whether a run of digits stands in the digits of a text, alone. */
static bool has_run(const dz_buffer *digits, const char *run, size_t length)
{
    for (const char *at = digits->data; (at = memmem(at, digits->length - (size_t)(at - digits->data), run, length));
         at++)
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

/* All the digits of a value stand on the other side too, however they are parted there: 12 600 and 12,600, 6.30 and
 * 6時30分. */
static bool has_digits(const dz_buffer *digits, dz_view text)
{
    size_t runs = 0;
    char run[32];
    for (size_t at = 0; at < text.length;) {
        size_t length = 0;
        for (; at < text.length && text.data[at] >= '0' && text.data[at] <= '9'; at++)
            if (length < sizeof run)
                run[length++] = text.data[at];
        if (length && !has_run(digits, run, length))
            return false;
        runs += length > 0;
        at += length == 0;
    }
    return runs > 0;
}

/* The runs of digits of a text, a space around each; then the same with those of thousands joined. */
static void append_digits(dz_buffer *out, dz_view text, bool join)
{
    for (size_t at = 0; at < text.length; at++) {
        char byte = text.data[at];
        bool digit = byte >= '0' && byte <= '9';
        bool thousands = join && at && at + 3 < text.length && (byte == ' ' || byte == ',') &&
                         text.data[at - 1] >= '0' && text.data[at - 1] <= '9' &&
                         strspn(text.data + at + 1, "0123456789") == 3;
        if (digit)
            dz_buffer__append_byte(out, byte);
        else if (!thousands)
            dz_buffer__append_byte(out, ' ');
    }
    dz_buffer__append_byte(out, ' ');
}

static bool is_round(double number)
{
    while (number >= 10 && is_same(number / 10, floor(number / 10)))
        number /= 10;
    return number < 10;
}

/* Whether a number says its power of ten by a word: 12亿, 12 billion. */
static bool has_unit_word(const dz_align__checker *checker, const found_value *value)
{
    static const char *const words[] = {"百", "千",     "万",     "萬",     "亿",    "億",
                                        "兆", "illion", "ILLION", "ousand", "OUSAND"};
    return has_word(dz_align__span_text(checker, value->side, value->span), words, sizeof words / sizeof *words);
}

/* Whether two numbers of the same digits differ by a power of ten. */
static bool is_shifted(double a, double b)
{
    double shift = a > 0 && b > 0 ? log10(a / b) : 0;
    return fabs(shift) > 0.5 && fabs(shift - round(shift)) < 1e-6;
}

/* 12亿 is not 12 billion: where both sides name the power of ten, the same digits do not make the same number. */
static bool is_misscaled(const dz_align__checker *checker, const found_value *value, const found_value *others,
                         size_t count)
{
    if (!value->part_count || !has_unit_word(checker, value))
        return false;
    for (size_t n = 0; n < count; n++)
        if (others[n].part_count && is_shifted(value->parts[0], others[n].parts[0]) &&
            has_unit_word(checker, &others[n]))
            return true;
    return false;
}

/* The numbers of a value that no value of the other side has. A round one may be what the other side says roughly. */
static bool is_covered(const found_value *value, const found_value *others, size_t count)
{
    for (size_t part = 0; part < value->part_count; part++) {
        double number = value->parts[part];
        bool there = value->kind == DZ_VALUE_NUMBER && !is_wanted(number);
        for (size_t n = 0; n < count && !there; n++)
            there = has_part(&others[n], number) || (others[n].vague && is_round(number));
        if (!there)
            return false;
    }
    return true;
}

static dz_status add_sentence(dz_align__checker *checker, value_array *values, size_t bead, int side, dz_span span)
{
    dz_value_list *list = NULL;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    dz_view text = dz_align__span_text(checker, side, span);
    options.kinds = 1u << DZ_VALUE_NUMBER | 1u << DZ_VALUE_DATE;
    options.language = dz_document_language(checker->subject->documents[side]);
    dz_status status = dz_values(checker->context, &list, text.data, text.length, &options);
    for (size_t n = 0; n < (list ? dz_value_count(list) : 0) && status == DZ_OK; n++) {
        const dz_value *value = dz_value_at(list, n);
        found_value found = {bead, side, value->kind, {span.begin + value->span.begin, span.begin + value->span.end},
                             NULL, {0},  0,           false};
        found.value = dz_arena__copy(checker->arena, value->value, strlen(value->value));
        if (!found.value)
            status = DZ_ERROR_MEMORY;
        else
            read_parts(&found);
        found.there = found.vague = status == DZ_OK && is_vague(checker, &found);
        if (status == DZ_OK)
            status = dz_array__push(checker->context, values, found);
    }
    dz_value_list_free(list);
    return status;
}

/* The values of a bead, source first; those that the other side has are marked. */
static dz_status add_bead(dz_align__checker *checker, value_array *values, size_t bead, dz_buffer digits[2])
{
    size_t starts[3] = {values->count, 0, 0};
    for (int side = 0; side < 2; side++) {
        size_t count;
        const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[bead], side, &count);
        dz_buffer__clear(&digits[side]);
        dz_buffer__append_byte(&digits[side], ' ');
        for (size_t n = 0; n < count; n++) {
            dz_span span = dz_align__sentence_span(checker, side, numbers[n]);
            append_digits(&digits[side], dz_align__span_text(checker, side, span), false);
            append_digits(&digits[side], dz_align__span_text(checker, side, span), true);
            dz_status status = add_sentence(checker, values, bead, side, span);
            if (status != DZ_OK || (status = dz_buffer__status(&digits[side])) != DZ_OK)
                return status;
        }
        starts[side + 1] = values->count;
    }
    for (int side = 0; side < 2; side++)
        for (size_t n = starts[side]; n < starts[side + 1]; n++) {
            found_value *value = &values->items[n];
            const found_value *others = values->items + starts[1 - side];
            size_t count = starts[2 - side] - starts[1 - side];
            value->there |= is_covered(value, others, count) ||
                            (value->kind == DZ_VALUE_NUMBER && !is_misscaled(checker, value, others, count) &&
                             has_digits(&digits[1 - side], dz_align__span_text(checker, side, value->span)));
        }
    return DZ_OK;
}

/* What one bead has on one side and its neighbour on the other was not left out, but put over. */
static void cancel_neighbours(value_array *values)
{
    for (size_t n = 0; n < values->count; n++)
        for (size_t m = n + 1; m < values->count && values->items[m].bead <= values->items[n].bead + 1; m++) {
            found_value *a = &values->items[n], *b = &values->items[m];
            if (a->there || b->there || a->bead == b->bead || a->side == b->side)
                continue;
            if (is_covered(a, b, 1) && is_covered(b, a, 1))
                a->there = b->there = true;
        }
}

dz_status dz_align__check_values(dz_align__checker *checker)
{
    value_array values = {0};
    dz_buffer digits[2];
    dz_status status = DZ_OK;
    dz_buffer__init(&digits[0], checker->context);
    dz_buffer__init(&digits[1], checker->context);
    for (size_t bead = 0; bead < checker->subject->count && status == DZ_OK; bead++)
        if (dz_align__is_checked(checker, bead))
            status = add_bead(checker, &values, bead, digits);
    cancel_neighbours(&values);
    for (size_t n = 0; n < values.count && status == DZ_OK; n++) {
        const found_value *value = &values.items[n];
        dz_view text = dz_align__span_text(checker, value->side, value->span);
        bool date = value->kind == DZ_VALUE_DATE;
        if (!value->there)
            status =
                dz_align__note(checker, value->bead, date ? DZ_FLAG_DATE : DZ_FLAG_NUMBER, value->side, value->span,
                               "the %s %.*s stands only here", date ? "date" : "number", (int)text.length, text.data);
    }
    dz_buffer__free(&digits[0]);
    dz_buffer__free(&digits[1]);
    dz_array__free(checker->context, &values);
    return status;
}
