/* Offices and bodies with their titles: 外交部发言人, "spokesperson for the Foreign Ministry". Their form is the same
 * in both languages: country, body and title as far as they are said, parted by "/"
 * ("china/foreignministry/spokesperson").
 *
 * The lists hold the states, ministries and organisations that official statements name most; what is not in them is
 * found by no one, and nothing is guessed. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/han.h"
#include "text/numbers.h"
#include "text/offices.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What was read so far. */
typedef struct office {
    const char *country, *body, *title;
    size_t end;
} office;

/* ---- Chinese -------------------------------------------------------------------------------------------------- */

/* The characters at a place, simplified; as long in bytes as they were. */
typedef struct chinese {
    char text[96];
    size_t length;
} chinese;

static void simplify(const dz_scan *scan, size_t at, chinese *out)
{
    out->length = 0;
    while (at < scan->length && out->length + 4 < sizeof out->text) {
        uint32_t c = dz_utf8__next(scan->text, scan->length, &at);
        if (c < 0x3400 || c > 0x9FFF)
            break;
        out->length += dz_utf8__encode(dz_han__to_hans(c), out->text + out->length);
    }
}

/* The bytes of the way that stands at `at` of the characters; 0 for none. */
static size_t match_chinese(const chinese *text, size_t at, const dz_office_way *list, const char **form)
{
    for (; list->way; list++) {
        size_t length = strlen(list->way);
        if (length <= text->length - at && memcmp(text->text + at, list->way, length) == 0) {
            *form = list->form;
            return length;
        }
    }
    return 0;
}

static size_t match_word(const chinese *text, size_t at, const char *word)
{
    size_t length = strlen(word);
    return length <= text->length - at && memcmp(text->text + at, word, length) == 0 ? length : 0;
}

/* The title in a ministry's own name: 外交部长 is 外交部 and 部长 in one. */
static size_t match_minister(const chinese *text, size_t at, const char **title)
{
    size_t length = match_word(text, at, "长");
    *title = length > 0 ? "minister" : *title;
    if (length == 0 && (length = match_word(text, at, "副部长")) > 0)
        *title = "viceminister";
    return length;
}

static bool scan_chinese(const dz_scan *scan, size_t at, office *o)
{
    chinese text;
    if (!dz_han__in_set(dz_scan__character(scan, at), dz_han__office_starts))
        return false;
    simplify(scan, at, &text);
    size_t end = match_chinese(&text, 0, dz_office__chinese_countries, &o->country);
    size_t body = match_chinese(&text, end, dz_office__chinese_bodies, &o->body), ministry = 0;
    if (body == 0)
        body = ministry = match_chinese(&text, end, dz_office__chinese_ministries, &o->body);
    if (body > 0 && o->country && strcmp(o->body, "statecouncil") == 0 && strcmp(o->country, "unitedstates") == 0)
        o->body = "statedepartment";
    end += body;
    size_t minister = ministry > 0 ? match_minister(&text, end, &o->title) : 0;
    if (o->country && !o->body && (minister = match_word(&text, end, "外长")) > 0) { /* 中国外长 */
        o->body = "foreignministry";
        o->title = "minister";
    }
    end += minister > 0 ? minister : match_chinese(&text, end, dz_office__chinese_titles, &o->title);
    o->end = at + end;
    return o->body || (o->country && o->title);
}

/* ---- English -------------------------------------------------------------------------------------------------- */

static bool is_word_end(const dz_scan *scan, size_t at)
{
    uint32_t c = dz_scan__character(scan, at);
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
}

static size_t match_english(const dz_scan *scan, size_t at, const dz_office_way *list, const char **form)
{
    char first = at < scan->length ? scan->text[at] : 0, small = (char)(first | 0x20);
    for (; list->way; list++) {
        if (*list->way != small && *list->way != first)
            continue;
        bool capital = *list->way >= 'A' && *list->way <= 'Z';
        size_t end = capital ? dz_scan__match_exactly(scan, at, list->way) : dz_scan__match(scan, at, list->way);
        if (end > at && is_word_end(scan, end)) {
            *form = list->form;
            return end;
        }
    }
    return at;
}

/* "Foreign Ministry", "Ministry of Foreign Affairs", "Department of Justice", "Foreign Minister". */
static size_t match_ministry(const dz_scan *scan, size_t at, office *o)
{
    static const char *const heads[] = {"ministry of", "department of", "ministry for"};
    static const char *const ministers[] = {"minister of", "minister for"};
    static const char *const behind[] = {"ministry", "department"};
    const char *form = NULL;
    for (size_t i = 0; i < COUNT(heads) + COUNT(ministers); i++) {
        bool minister = i >= COUNT(heads);
        size_t head = dz_scan__match(scan, at, minister ? ministers[i - COUNT(heads)] : heads[i]);
        size_t field = dz_scan__skip_blanks(scan, head);
        size_t end = head > at ? match_english(scan, field, dz_office__english_ministries, &form) : field;
        if (end > field) {
            o->body = form;
            o->title = minister ? "minister" : o->title;
            return end;
        }
    }
    size_t field = match_english(scan, at, dz_office__english_ministries, &form);
    size_t place = dz_scan__skip_blanks(scan, field);
    if (field == at || place == field)
        return at;
    for (size_t i = 0; i < COUNT(behind); i++) {
        size_t end = dz_scan__match(scan, place, behind[i]);
        if (end > place) {
            o->body = form;
            return end;
        }
    }
    size_t end = dz_scan__match(scan, place, "minister");
    if (end == place)
        return at;
    o->body = form;
    o->title = "minister";
    return end;
}

/* Past "of the", "for", "to the"; `at` where there is none. */
static size_t skip_of(const dz_scan *scan, size_t at)
{
    static const char *const words[] = {"of", "for"};
    size_t place = dz_scan__skip_blanks(scan, at);
    for (size_t i = 0; i < COUNT(words) && place > at; i++) {
        size_t end = dz_scan__match(scan, place, words[i]);
        if (end > place) {
            size_t next = dz_scan__skip_blanks(scan, end), article = dz_scan__match(scan, next, "the");
            return article > next ? dz_scan__skip_blanks(scan, article) : next;
        }
    }
    return at;
}

/* [country] body; the end, or `at`. `country_end` is where a country alone ends. */
static size_t read_english_body(const dz_scan *scan, size_t at, office *o, size_t *country_end)
{
    const char *country = NULL;
    size_t body = match_english(scan, at, dz_office__english_bodies, &o->body);
    if (body == at)
        body = match_ministry(scan, at, o);
    *country_end = at;
    if (body > at)
        return body;
    size_t end = match_english(scan, at, dz_office__english_countries, &country);
    size_t place = dz_scan__skip_blanks(scan, end);
    if (end == at)
        return at;
    o->country = country;
    *country_end = end;
    body = match_english(scan, place, dz_office__english_bodies, &o->body);
    if (body == place && place > end)
        body = match_ministry(scan, place, o);
    return body > place ? body : at;
}

/* Whether any way begins with the two letters at `at`; few words go further than this. */
static bool may_begin(const dz_scan *scan, size_t at)
{
    static const dz_office_way *const lists[] = {dz_office__english_countries, dz_office__english_bodies,
                                                 dz_office__english_ministries, dz_office__english_titles};
    static const char *const heads[] = {"mi", "de"}; /* Ministry of, Department of */
    if (scan->length - at < 2)
        return false;
    char first = scan->text[at], small = (char)(first | 0x20);
    char second = scan->text[at + 1], small_second = (char)(second | 0x20);
    for (size_t i = 0; i < COUNT(heads); i++)
        if (small == heads[i][0] && small_second == heads[i][1])
            return true;
    for (size_t i = 0; i < COUNT(lists); i++)
        for (const dz_office_way *way = lists[i]; way->way; way++)
            if ((way->way[0] == small && (way->way[1] == small_second || way->way[1] == second)) ||
                (way->way[0] == first && way->way[1] == second))
                return true;
    return false;
}

/* A body, its country and its title in any of their orders. */
static bool scan_english(const dz_scan *scan, size_t at, office *o)
{
    size_t country_end;
    if (!may_begin(scan, at))
        return false;
    size_t end = read_english_body(scan, at, o, &country_end);
    if (end == at && !o->country) { /* spokesman for the Foreign Ministry */
        const char *title = NULL;
        size_t after = match_english(scan, at, dz_office__english_titles, &title), place = skip_of(scan, after);
        end = after > at && place > after ? read_english_body(scan, place, o, &country_end) : at;
        bool state = end == place && o->country; /* President of the United States */
        if (after == at || place == after || (end == place && !state))
            return false;
        o->title = o->title ? o->title : title;
        end = state ? country_end : end;
    } else {
        end = end > at ? end : country_end;
        size_t place = dz_scan__skip_blanks(scan, end);
        const char *title = NULL;
        size_t after = place > end && !o->title ? match_english(scan, place, dz_office__english_titles, &title) : place;
        if (after > place) {
            o->title = title;
            end = after;
        }
    }
    if (!o->country && o->body) { /* ... of the People's Republic of China */
        size_t place = skip_of(scan, end);
        size_t after = place > end ? match_english(scan, place, dz_office__english_countries, &o->country) : place;
        end = after > place ? after : end;
    }
    o->end = end;
    return o->body || (o->country && o->title);
}

bool dz_office__scan(const dz_scan *scan, size_t at, dz_found *found)
{
    office o = {NULL, NULL, NULL, at};
    bool is_office =
        dz_utf8__is_han(dz_scan__character(scan, at)) ? scan_chinese(scan, at, &o) : scan_english(scan, at, &o);
    if (!is_office)
        return false;
    const char *parts[] = {o.country, o.body, o.title};
    size_t length = 0;
    for (size_t i = 0; i < COUNT(parts); i++)
        if (parts[i] && length + strlen(parts[i]) + 2 < sizeof found->value)
            length += (size_t)sprintf(found->value + length, "%s%s", length ? "/" : "", parts[i]);
    found->end = o.end;
    return true;
}

size_t dz_office__skip_country(const dz_scan *scan, size_t at)
{
    chinese text;
    const char *form;
    simplify(scan, at, &text);
    return at + match_chinese(&text, 0, dz_office__chinese_countries, &form);
}
