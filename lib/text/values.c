#include "duizhao/text.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/utf8.h"
#include "text/han.h"
#include "text/numbers.h"

struct dz_value_list {
    dz_context *context;
    dz_arena strings;
    DZ_ARRAY(dz_value) values;
};

const char *dz_value_kind_name(dz_value_kind kind)
{
    switch (kind) {
    case DZ_VALUE_NUMBER:
        return "number";
    case DZ_VALUE_DATE:
        return "date";
    case DZ_VALUE_NAME:
        return "name";
    }
    return "";
}

static void read_document_date(dz_scan *scan, const char *date)
{
    int year = 0, month = 0, day = 0;
    if (!date || sscanf(date, "%4d-%2d-%2d", &year, &month, &day) < 1)
        return;
    if (year < 1000 || year > 2999 || month < 0 || month > 12 || day < 0 || day > 31)
        return;
    scan->year = year;
    scan->month = month;
    scan->day = month > 0 ? day : 0;
}

typedef struct reader {
    dz_scan scan;
    uint32_t kinds;
    dz_value_list *list;
} reader;

static bool wants(const reader *r, dz_value_kind kind)
{
    return r->kinds >> kind & 1;
}

static bool is_ascii_word(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The first three letters of the words that numbers and dates begin with; nearly all other words are passed over by
 * this look alone. */
static bool is_value_word(const reader *r, size_t at)
{
    static const char starts[] =
        "apraugcnydeceigeleeurfebfiffirfivforfougbphalhkdjanjpyjuljunlasmarmaymidminmonnexninnovoctonermb"
        "satsecsepsevsixsposunten"
        "thithrthutodtomtuetwetwousdwedyeszerfri";
    char start[3] = {0};
    for (size_t i = 0; i < 3 && at + i < r->scan.length; i++) {
        char c = r->scan.text[at + i];
        if (c == '$')
            return true; /* US$, A$ */
        start[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    if (start[0] == 'a' && (start[1] == ' ' || start[1] == '-' || start[1] == '\n'))
        return true;
    if (strchr("IVX", r->scan.text[at]) &&
        (start[1] == 'i' || start[1] == 'v' || start[1] == 'x' || !is_ascii_word((unsigned char)r->scan.text[at + 1])))
        return true; /* Roman numerals */
    for (size_t i = 0; i + 3 <= sizeof starts - 1; i += 3)
        if (memcmp(starts + i, start, 3) == 0)
            return true;
    return false;
}

/* Whether a value may begin with this character; most do not, and are passed over at once. */
static bool may_begin(const reader *r, size_t at, uint32_t c)
{
    if (c < 0x80) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter)
            return (c >= '0' && c <= '9') || c == '$' || c == '-';
        if (at > 0 && is_ascii_word((unsigned char)r->scan.text[at - 1]))
            return false;
        return is_value_word(r, at) || (c <= 'Z' && wants(r, DZ_VALUE_NAME));
    }
    if (dz_han__in_set(c, dz_han__value_starts))
        return true;
    if (dz_utf8__is_han(c))
        return c == 0x3007 || (wants(r, DZ_VALUE_NAME) &&
                               (dz_han__in_set(c, dz_han__surnames) || dz_han__in_set(c, dz_han__office_starts) ||
                                dz_han__in_set(c, dz_han__transliterating)));
    return (c >= 0xFF10 && c <= 0xFF19) || c == 0x20AC || c == 0xA3 || c == 0xA5 || c == 0xFFE5 || c == 0x2212 ||
           c == 0x25CB;
}

/* Finds the value that begins at `at`: dates first, because a number may begin one. */
static bool find_value(reader *r, size_t at, dz_found *found, dz_value_kind *kind)
{
    uint32_t first = dz_scan__character(&r->scan, at);
    bool name_only = (first >= 'A' && first <= 'Z' && !is_value_word(r, at)) ||
                     (dz_utf8__is_han(first) && first != 0x3007 && !dz_han__in_set(first, dz_han__value_starts));
    *found = (dz_found){.begin = at};
    *kind = DZ_VALUE_DATE;
    if (!name_only && dz_date__scan(&r->scan, at, found))
        return true;
    *kind = DZ_VALUE_NUMBER;
    if (!name_only && dz_number__scan(&r->scan, at, found))
        return true;
    *kind = DZ_VALUE_NAME;
    if (!wants(r, DZ_VALUE_NAME))
        return false;
    found->value[0] = '\0';
    return dz_office__scan(&r->scan, at, found) || dz_name__scan(&r->scan, at, found);
}

static dz_status add_value(reader *r, const dz_found *found, dz_value_kind kind)
{
    size_t begin = found->begin;
    dz_context *context = r->list->context;
    char *text, *name = NULL;
    if (kind == DZ_VALUE_NAME && !*found->value) {
        dz_status status = dz_name_normalize(context, &name, r->scan.text + begin, found->end - begin);
        if (status != DZ_OK)
            return status;
    }
    const char *value = name ? name : found->value;
    text = dz_arena__copy(&r->list->strings, value, strlen(value));
    dz_string_free(context, name);
    if (!text)
        return DZ_ERROR_MEMORY;
    dz_value item = {kind, {begin, found->end}, text};
    return dz_array__push(context, &r->list->values, item);
}

/* Past the number of a list item that begins a line ("10. ", "(2) ", 十二、), which counts nothing; else `at`. */
static size_t skip_item_number(const reader *r, size_t at)
{
    const dz_scan *scan = &r->scan;
    size_t begin = at;
    while (begin > 0 && scan->text[begin - 1] == ' ')
        begin--;
    if (begin > 0 && scan->text[begin - 1] != '\n')
        return at;
    size_t end = at;
    while (end < scan->length && end - at < 3 && scan->text[end] >= '0' && scan->text[end] <= '9')
        end++;
    if (end > at) {
        uint32_t mark = dz_scan__character(scan, end);
        size_t after = end;
        bool stop = mark == '.' || mark == ')' || mark == 0xFF0E || mark == 0x3001 || mark == 0xFF09;
        dz_utf8__next(scan->text, scan->length, &after);
        uint32_t next = dz_scan__character(scan, after);
        return stop && (next == ' ' || next == '\t' || dz_utf8__is_han(next)) ? after : at;
    }
    for (unsigned i = 0; i < 3 && dz_scan__in("一二三四五六七八九十", dz_scan__character(scan, end)); i++)
        dz_utf8__next(scan->text, scan->length, &end);
    size_t comma = dz_scan__match_exactly(scan, end, "、");
    return end > at && comma > end ? comma : at;
}

/* Past the rest of a run of letters or figures in which no value begins. */
static size_t skip_run(const reader *r, size_t at)
{
    const char *text = r->scan.text;
    bool digits = text[at] >= '0' && text[at] <= '9';
    at++;
    while (at < r->scan.length && ((digits && ((text[at] >= '0' && text[at] <= '9') ||
                                               ((text[at] == '.' || text[at] == ',') && at + 1 < r->scan.length &&
                                                text[at + 1] >= '0' && text[at + 1] <= '9'))) ||
                                   (text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z')))
        at++;
    return at;
}

static dz_status read_values(reader *r)
{
    size_t end = 0; /* of the value before */
    for (size_t at = 0; at < r->scan.length;) {
        if (r->scan.text[at] == ' ') {
            at++;
            continue;
        }
        size_t next = at;
        dz_found found;
        dz_value_kind kind;
        uint32_t c = dz_utf8__next(r->scan.text, r->scan.length, &next);
        if (!may_begin(r, at, c)) {
            at = is_ascii_word((unsigned char)r->scan.text[at]) ? skip_run(r, at) : next;
            continue;
        }
        size_t item = skip_item_number(r, at);
        if (item > at) {
            at = item;
            continue;
        }
        if (!find_value(r, at, &found, &kind)) {
            at = is_ascii_word((unsigned char)r->scan.text[at]) ? skip_run(r, at) : next;
            continue;
        }
        if (wants(r, kind) && (kind == DZ_VALUE_NAME || *found.value)) {
            if (found.begin < end) /* 今晚8点: the day is a value of its own */
                found.begin = end;
            dz_status status = add_value(r, &found, kind);
            if (status != DZ_OK)
                return status;
        }
        if (kind == DZ_VALUE_DATE) {
            r->scan.last = found.date;
            r->scan.last_end = found.end;
        }
        at = end = found.end;
    }
    return DZ_OK;
}

dz_status dz_values(dz_context *context, dz_value_list **out, const char *text, size_t length,
                    const dz_value_options *options)
{
    static const dz_value_options defaults = DZ_VALUE_OPTIONS_INIT;
    *out = NULL;
    if (!options)
        options = &defaults;
    if (options->version != DZ_VALUE_OPTIONS_VERSION)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "options of values: unknown version");
    dz_value_list *list = dz_memory__zeroed(context, 1, sizeof *list);
    if (!list)
        return DZ_ERROR_MEMORY;
    list->context = context;
    dz_arena__init(&list->strings, context);
    reader r = {{.text = text, .length = length}, options->kinds ? options->kinds : UINT32_MAX, list};
    read_document_date(&r.scan, options->document_date);
    dz_status status = read_values(&r);
    if (status != DZ_OK) {
        dz_value_list_free(list);
        return status;
    }
    *out = list;
    return DZ_OK;
}

size_t dz_value_count(const dz_value_list *list)
{
    return list->values.count;
}

const dz_value *dz_value_at(const dz_value_list *list, size_t index)
{
    return &list->values.items[index];
}

void dz_value_list_free(dz_value_list *list)
{
    if (!list)
        return;
    dz_context *context = list->context;
    dz_arena__free(&list->strings);
    dz_array__free(context, &list->values);
    dz_memory__free(context, list);
}
