#include "document/readers.h"

#include "document/label.h"
#include "document/meta.h"
#include "document/scan.h"

#define WRAP_COLUMNS_MIN 30
#define WRAP_COLUMNS_MAX 140
#define CUT_LINES_NARROW_MAX 2 /* lines of a sentence that is cut though they are short */

typedef struct text_line {
    dz_span span; /* without white space at its ends */
    size_t begin; /* of the line itself */
} text_line;

typedef struct line_list {
    DZ_ARRAY(text_line) all;
} line_list;

/* ---- Lines ---- */

static size_t find_line_end(const char *text, size_t length, size_t at)
{
    const char *feed = memchr(text + at, '\n', length - at);
    return feed ? (size_t)(feed - text) : length;
}

dz_status dz_read__lines(dz_draft *draft)
{
    dz_status status = DZ_OK;
    for (size_t at = 0; at < draft->length && status == DZ_OK;) {
        size_t end = find_line_end(draft->text, draft->length, at);
        dz_span line = {at, end > at && draft->text[end - 1] == '\r' ? end - 1 : end};
        status = dz_draft__add(draft, (dz_piece){.block = {.span = line}, .marked = true});
        at = end + 1;
    }
    return status;
}

/* The length of what ends a line here: line feed, carriage return, form feed (a page of pdftotext), or Unicode's line
 * and paragraph separators. 0: nothing. */
static size_t line_break_length(const char *text, size_t left)
{
    if (text[0] == '\r')
        return left > 1 && text[1] == '\n' ? 2 : 1;
    if (text[0] == '\n' || text[0] == '\f' || text[0] == '\v')
        return 1;
    bool separator = left >= 3 && memcmp(text, "\xE2\x80", 2) == 0 && (text[2] == '\xA8' || text[2] == '\xA9');
    return separator ? 3 : 0;
}

static dz_status split_lines(dz_draft *draft, line_list *lines, size_t from)
{
    size_t begin = from;
    size_t at = from;
    while (begin < draft->length) {
        size_t gap = 0;
        while (at < draft->length && (gap = line_break_length(draft->text + at, draft->length - at)) == 0)
            at++;
        text_line line = {dz_scan__trim(draft->text, (dz_span){begin, at}), begin};
        if (dz_array__push(draft->context, &lines->all, line) != DZ_OK)
            return DZ_ERROR_MEMORY;
        begin = at += gap;
    }
    return DZ_OK;
}

static bool is_empty(const text_line *line)
{
    return line->span.begin == line->span.end;
}

/* ---- Hard-wrapped text ---- */

static size_t line_columns(const dz_draft *draft, const text_line *line)
{
    return dz_scan__measure(dz_draft__view(draft, (dz_span){line->begin, line->span.end})).columns;
}

/* The columns of the first word of a line, which a wrapping program would have had to place on the line before: one
 * character in Chinese. */
static size_t first_word_columns(const dz_draft *draft, const text_line *line)
{
    dz_view view = dz_draft__view(draft, line->span);
    size_t end = 0;
    while (end < view.length && end < 64) {
        size_t next = end;
        uint32_t codepoint = dz_utf8__next(view.data, view.length, &next);
        if (dz_scan__is_space(codepoint))
            break;
        bool breaks = codepoint >= 0x2E80;
        if (breaks && end > 0)
            break;
        end = next;
        if (breaks)
            break;
    }
    return dz_scan__measure((dz_view){view.data, end}).columns;
}

/* What wrapped lines have in common: a width at which the next line's first word did not fit any more.
 *
 *   China's position on this is consistent and    |  44 columns, "clear." would need 51: any width from 44 to 50
 *   clear. We have said so many times and will go |  45 columns: 45 to 48
 *   on saying so.                                 |  the end of a paragraph says nothing
 */
typedef struct wrap_vote {
    int32_t steps[WRAP_COLUMNS_MAX + 2]; /* how the number of votes changes at each width */
    size_t pairs;                        /* lines with another right below */
    size_t overlong;                     /* lines over the greatest width */
    size_t stops;                        /* those of the pairs that end in a stop */
} wrap_vote;

/* The line below says the same: nobody's paragraph was cut there. */
static bool is_repeated(const dz_draft *draft, const text_line *line)
{
    dz_view here = dz_draft__view(draft, line->span);
    dz_view below = dz_draft__view(draft, line[1].span);
    return here.length == below.length && memcmp(here.data, below.data, here.length) == 0;
}

static void take_votes(const dz_draft *draft, const line_list *lines, wrap_vote *vote)
{
    for (size_t i = 0; i < lines->all.count; i++) {
        const text_line *line = &lines->all.items[i];
        size_t columns = line_columns(draft, line);
        if (columns > WRAP_COLUMNS_MAX)
            vote->overlong++;
        if (i + 1 >= lines->all.count || is_empty(line) || is_empty(line + 1))
            continue;
        vote->pairs++;
        vote->stops += dz_scan__ends_in_stop(dz_draft__view(draft, line->span));
        if (columns < WRAP_COLUMNS_MIN || columns > WRAP_COLUMNS_MAX || is_repeated(draft, line))
            continue;
        size_t end = columns + 1 + first_word_columns(draft, line + 1);
        vote->steps[columns]++;
        vote->steps[end <= WRAP_COLUMNS_MAX ? end : WRAP_COLUMNS_MAX + 1]--;
    }
}

/* The width at which a text is wrapped, or 0. A page of short lines that are sentences of their own ends most of them
 * in a stop; wrapped lines break anywhere. */
static size_t find_wrap_width(const dz_draft *draft, const line_list *lines)
{
    wrap_vote vote = {{0}, 0, 0, 0};
    take_votes(draft, lines, &vote);
    int32_t votes = 0;
    int32_t best = 0;
    size_t width = 0;
    for (size_t columns = WRAP_COLUMNS_MIN; columns <= WRAP_COLUMNS_MAX; columns++) {
        votes += vote.steps[columns];
        if (votes > best) {
            best = votes;
            width = columns;
        }
    }
    bool enough = best >= 3 && (size_t)best * 10 >= vote.pairs * 6;
    bool breaks_anywhere = vote.stops * 2 <= vote.pairs;
    return enough && breaks_anywhere && vote.overlong * 10 <= vote.pairs ? width : 0;
}

static bool begins_new_paragraph(const dz_draft *draft, const text_line *line)
{
    dz_view view = dz_draft__view(draft, line->span);
    size_t indent = line->span.begin - line->begin;
    bool bullet =
        dz_scan__starts_with(view, "- ") || dz_scan__starts_with(view, "* ") || dz_scan__starts_with(view, "•");
    static const char *const labels[] = {"Q:", "A:", "Q：", "A：", "问：", "问:", "問：", "問:", "答：", "答:"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (dz_scan__starts_with(view, labels[i]))
            return true;
    return indent >= 2 || bullet;
}

/* Whether the next line goes on where this one was cut: it is full, or nearly so and in the middle of a sentence (a
 * program that breaks at hyphens or counts otherwise). */
static bool goes_on(const dz_draft *draft, const text_line *line, const text_line *next, size_t width)
{
    if (is_empty(next) || begins_new_paragraph(draft, next))
        return false;
    size_t columns = line_columns(draft, line);
    if (columns + 1 + first_word_columns(draft, next) > width)
        return true;
    return columns * 10 >= width * 8 && !dz_scan__ends_in_stop(dz_draft__view(draft, line->span));
}

/* ---- Lines cut in the middle of a sentence ---- */

/* "a) ", "iv. ", "(2) ", "o ": an item of a list, whose letter is no beginning of a word. */
static bool begins_item(dz_view view)
{
    size_t at = view.length > 0 && view.data[0] == '(';
    size_t begin = at;
    while (at < view.length && at - begin < 4 &&
           (dz_scan__is_letter(view.data[at]) || dz_scan__is_digit(view.data[at])))
        at++;
    bool mark = at > begin && at < view.length && (view.data[at] == ')' || view.data[at] == '.');
    bool short_mark = mark && (view.data[at] == ')' ? at - begin <= 3 : at - begin <= 2);
    return (short_mark && (at + 1 == view.length || view.data[at + 1] == ' ')) || dz_scan__starts_with(view, "o ");
}

static bool is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_closing_mark(char byte)
{
    return byte == '.' || byte == ',' || byte == ';' || byte == '!' || byte == '?' || byte == ')' || byte == ']';
}

/* Nothing but one or two closing marks. */
static bool is_lone_mark(dz_view view)
{
    return (view.length == 1 && is_closing_mark(view.data[0])) ||
           (view.length == 2 && is_closing_mark(view.data[0]) &&
            (is_closing_mark(view.data[1]) || view.data[1] == '"'));
}

/* Whether a line begins as only the middle of a sentence does: small, or with a mark that closes something. */
static bool begins_inside(dz_view view)
{
    static const char *const others[] = {"by ", "www.", "http", "photo", "source", "via "};
    if (view.length == 0 || begins_item(view))
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (dz_scan__starts_with(view, others[i]) && !dz_scan__ends_in_stop(view))
            return false;
    char first = view.data[0];
    char second = view.length > 1 ? view.data[1] : '\0';
    if (first == '(' || first == '[')
        return is_lower(second) || dz_scan__is_digit(second);
    bool word = is_lower(first) && !dz_scan__is_upper(second); /* "iPhone" may begin a sentence */
    return word || is_lone_mark(view) || (is_closing_mark(first) && (second == ' ' || second == '"'));
}

/* Whether a line stops as only the middle of an English sentence does. */
static bool ends_inside(dz_view view)
{
    uint32_t last = dz_scan__last(view);
    if (last == ':' || last == ';' || last == 0xFF1A || dz_scan__ends_in_stop(view))
        return false;
    dz_scan_measure measure = dz_scan__measure(view);
    return measure.latin > 2 * measure.han && measure.words >= 2 && !dz_label__is_field_line(view);
}

static bool begins_sentence(dz_view view)
{
    uint32_t first = dz_scan__first(view);
    return !is_lower((char)first) || first >= 0x80;
}

/* The lines that one cut sentence goes on through below `from`, as a count: each begins small. Where the first begins
 * small, too, or they end nowhere and are short, they are a table or a verse. */
static size_t count_cut_lines(const dz_draft *draft, const line_list *lines, size_t from)
{
    const text_line *line = &lines->all.items[from];
    size_t left = lines->all.count - from - 1;
    size_t count = 0;
    size_t narrow = 0;
    if (left > 0 && is_lone_mark(dz_draft__view(draft, line[1].span)))
        return 1;
    if (!begins_sentence(dz_draft__view(draft, line->span)))
        return 0;
    while (count < left && ends_inside(dz_draft__view(draft, line[count].span)) &&
           !begins_new_paragraph(draft, &line[count + 1]) &&
           begins_inside(dz_draft__view(draft, line[count + 1].span))) {
        narrow += line_columns(draft, &line[count]) < WRAP_COLUMNS_MIN;
        count++;
    }
    bool ends = count > 0 && dz_scan__ends_in_stop(dz_draft__view(draft, line[count].span));
    return narrow <= CUT_LINES_NARROW_MAX && (ends || narrow == 0) ? count : 0;
}

/* ---- Paragraphs ---- */

static dz_status add_paragraphs(dz_draft *draft, const line_list *lines, size_t width)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < lines->all.count && status == DZ_OK; i++) {
        const text_line *line = &lines->all.items[i];
        if (is_empty(line))
            continue;
        dz_span span = line->span;
        size_t cut = count_cut_lines(draft, lines, i);
        while (i + 1 < lines->all.count &&
               (cut > 0 || (width > 0 && goes_on(draft, &lines->all.items[i], line + 1, width)))) {
            line = &lines->all.items[++i];
            span.end = line->span.end;
            cut = cut > 0 ? cut - 1 : count_cut_lines(draft, lines, i);
        }
        status = dz_draft__add(draft, (dz_piece){.block = {.span = span}});
    }
    return status;
}

dz_status dz_read__plain(dz_draft *draft)
{
    line_list lines = {{0}};
    size_t begin = 0;
    dz_status status = draft->later ? DZ_OK : dz_meta__read_header_lines(draft, &begin);
    if (status == DZ_OK)
        status = split_lines(draft, &lines, begin);
    if (status == DZ_OK)
        status = add_paragraphs(draft, &lines, find_wrap_width(draft, &lines));
    dz_array__free(draft->context, &lines.all);
    return status;
}
