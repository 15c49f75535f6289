#include "attribution/quotation.h"

#include <string.h>

#include "base/utf8.h"

#define DEEPEST 12

typedef enum mark_family {
    FAMILY_DOUBLE,    /* “ ” */
    FAMILY_SINGLE,    /* ‘ ’ */
    FAMILY_STRAIGHT,  /* " */
    FAMILY_TICK,      /* ' */
    FAMILY_CORNER,    /* 「 」 */
    FAMILY_BOX,       /* 『 』 */
    FAMILY_GUILLEMET, /* « » */
    FAMILY_TITLE,     /* 《 》 */
    FAMILY_SUBTITLE   /* 〈 〉 */
} mark_family;

typedef enum mark_side { SIDE_NONE, SIDE_OPEN, SIDE_CLOSE, SIDE_EITHER } mark_side;

/* A quotation mark of a block, as it looks from its neighbours alone. */
typedef struct quote_mark {
    size_t begin;
    size_t end;
    mark_family family;
    mark_side side;
    uint32_t before; /* code points next to it; 0 at the block's edge */
    uint32_t after;
} quote_mark;

typedef struct scanner {
    dz_context *context;
    dz_quotation_list *list;
    const char *text;
    dz_span block;
    uint32_t block_number;
    uint32_t open[DEEPEST]; /* numbers in the list, outermost first */
    mark_family family[DEEPEST];
    size_t depth;
    size_t last_end; /* end of the last outermost quotation */
} scanner;

static bool is_space(uint32_t c)
{
    return c == 0 || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x202F;
}

static bool is_word_character(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000);
}

static bool is_opener(uint32_t c)
{
    return c == '(' || c == '[' || c == '-' || c == 0x2013 || c == 0x2014 || c == 0xFF08 || c == '/' || c == 0x201C ||
           c == 0x2018 || c == '"' || c == 0x300C || c == 0x300E;
}

static bool ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x2026;
}

static bool is_stop(uint32_t c)
{
    return ends_sentence(c) || c == ',' || c == ';' || c == ':' || c == ')' || c == 0xFF0C || c == 0xFF1B ||
           c == 0xFF1A;
}

/* Which way a mark faces that looks the same on both sides. */
static mark_side side_by_neighbours(const quote_mark *mark)
{
    bool left_free = is_space(mark->before) || is_opener(mark->before);
    bool right_free = is_space(mark->after) || is_stop(mark->after);
    if (left_free && !right_free)
        return SIDE_OPEN;
    if (right_free && !left_free)
        return SIDE_CLOSE;
    return SIDE_EITHER;
}

/* An apostrophe stands inside a word ("don't"), or before a shortened year ('90s). */
static bool is_apostrophe(const quote_mark *mark)
{
    if (is_word_character(mark->before) && is_word_character(mark->after))
        return true;
    return is_space(mark->before) && mark->after >= '0' && mark->after <= '9';
}

static bool classify_mark(quote_mark *mark, uint32_t codepoint)
{
    switch (codepoint) {
    case 0x201C:
    case 0x201E:
    case 0x301D:
        mark->family = FAMILY_DOUBLE, mark->side = SIDE_OPEN;
        return true;
    case 0x201D:
    case 0x301E:
    case 0x301F:
        mark->family = FAMILY_DOUBLE, mark->side = SIDE_CLOSE;
        return true;
    case 0x201F:
        mark->family = FAMILY_DOUBLE, mark->side = SIDE_EITHER;
        return true;
    case '"':
    case 0xFF02:
        mark->family = FAMILY_STRAIGHT, mark->side = side_by_neighbours(mark);
        return true;
    case 0x2018:
    case 0x201A:
    case 0x201B:
        mark->family = FAMILY_SINGLE, mark->side = SIDE_OPEN;
        return !is_apostrophe(mark);
    case 0x2019:
        mark->family = FAMILY_SINGLE, mark->side = SIDE_CLOSE;
        return !is_apostrophe(mark);
    case '\'':
    case 0xFF07:
        mark->family = FAMILY_TICK, mark->side = side_by_neighbours(mark);
        return !is_apostrophe(mark);
    case 0x300C:
    case 0xFF62:
    case 0xFE41:
        mark->family = FAMILY_CORNER, mark->side = SIDE_OPEN;
        return true;
    case 0x300D:
    case 0xFF63:
    case 0xFE42:
        mark->family = FAMILY_CORNER, mark->side = SIDE_CLOSE;
        return true;
    case 0x300E:
    case 0xFE43:
        mark->family = FAMILY_BOX, mark->side = SIDE_OPEN;
        return true;
    case 0x300F:
    case 0xFE44:
        mark->family = FAMILY_BOX, mark->side = SIDE_CLOSE;
        return true;
    case 0x00AB:
        mark->family = FAMILY_GUILLEMET, mark->side = SIDE_OPEN;
        return true;
    case 0x00BB:
        mark->family = FAMILY_GUILLEMET, mark->side = SIDE_CLOSE;
        return true;
    case 0x300A:
        mark->family = FAMILY_TITLE, mark->side = SIDE_OPEN;
        return true;
    case 0x300B:
        mark->family = FAMILY_TITLE, mark->side = SIDE_CLOSE;
        return true;
    case 0x3008:
        mark->family = FAMILY_SUBTITLE, mark->side = SIDE_OPEN;
        return true;
    case 0x3009:
        mark->family = FAMILY_SUBTITLE, mark->side = SIDE_CLOSE;
        return true;
    default:
        return false;
    }
}

/* Bytes that may begin a quotation mark: all others are stepped over without being decoded. */
static bool may_begin_mark(unsigned char byte)
{
    return byte == '"' || byte == '\'' || byte == '`' || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF;
}

/* Two ticks for one double mark, as typewriters and TeX write it: ``like this''. */
static bool double_tick(const scanner *scan, quote_mark *mark, size_t at)
{
    const char *text = scan->text;
    if (at + 1 >= scan->block.end || text[at] != text[at + 1] || (text[at] != '`' && text[at] != '\''))
        return false;
    mark->end = at + 2;
    mark->family = FAMILY_STRAIGHT;
    mark->side = text[at] == '`' ? SIDE_OPEN : SIDE_EITHER;
    return true;
}

/* The next mark from `*at` on; false at the block's end. */
static bool next_mark(const scanner *scan, size_t *at, quote_mark *mark)
{
    const char *text = scan->text;
    while (*at < scan->block.end) {
        if (!may_begin_mark((unsigned char)text[*at])) {
            *at += 1;
            continue;
        }
        size_t begin = *at;
        uint32_t codepoint = dz_utf8__next(text, scan->block.end, at);
        size_t back = begin;
        size_t ahead = *at;
        mark->begin = begin;
        mark->end = *at;
        mark->before = begin > scan->block.begin ? dz_utf8__previous(text, &back) : 0;
        if (double_tick(scan, mark, begin))
            ahead = *at = mark->end;
        mark->after = ahead < scan->block.end ? dz_utf8__next(text, scan->block.end, &ahead) : 0;
        if (mark->end == begin + 2 && codepoint < 0x80) {
            if (mark->side == SIDE_EITHER)
                mark->side = side_by_neighbours(mark);
            return true;
        }
        if (classify_mark(mark, codepoint))
            return true;
    }
    return false;
}

/* Marks of one family pair; “ may also be closed by " and the other way round, which hasty typing brings about. */
static bool pairs(mark_family open, mark_family close)
{
    if (open == close)
        return true;
    if ((open == FAMILY_DOUBLE && close == FAMILY_STRAIGHT) || (open == FAMILY_STRAIGHT && close == FAMILY_DOUBLE))
        return true;
    return (open == FAMILY_SINGLE && close == FAMILY_TICK) || (open == FAMILY_TICK && close == FAMILY_SINGLE);
}

static bool is_single(mark_family family)
{
    return family == FAMILY_SINGLE || family == FAMILY_TICK;
}

static bool is_title(mark_family family)
{
    return family == FAMILY_TITLE || family == FAMILY_SUBTITLE;
}

static dz_status open_quotation(scanner *scan, const quote_mark *mark)
{
    if (scan->depth >= DEEPEST)
        return DZ_OK;
    dz_quotation quotation = {{mark->begin, scan->block.end},
                              {mark->end, scan->block.end},
                              scan->depth ? scan->open[scan->depth - 1] : DZ_NO_QUOTATION,
                              scan->block_number,
                              (uint16_t)scan->depth,
                              is_title(mark->family),
                              false,
                              false,
                              false};
    dz_status status = dz_array__push(scan->context, scan->list, quotation);
    if (status != DZ_OK)
        return status;
    scan->open[scan->depth] = (uint32_t)(scan->list->count - 1);
    scan->family[scan->depth] = mark->family;
    scan->depth++;
    return DZ_OK;
}

/* The end of the first sentence in a stretch, or of the stretch: where a quotation without a closing mark ends. */
static size_t first_sentence_end(const scanner *scan, dz_span stretch)
{
    size_t at = stretch.begin;
    while (at < stretch.end) {
        uint32_t codepoint = dz_utf8__next(scan->text, stretch.end, &at);
        if (!ends_sentence(codepoint))
            continue;
        if (codepoint >= 0x3000 || at >= stretch.end || is_space((unsigned char)scan->text[at]))
            return at;
    }
    return stretch.end;
}

/* Ends the innermost open quotation without a mark of its own, at most at `limit`. */
static void end_unclosed(scanner *scan, size_t limit)
{
    dz_quotation *quotation = &scan->list->items[scan->open[--scan->depth]];
    dz_span rest = {quotation->inner.begin, limit};
    size_t end = first_sentence_end(scan, rest);
    quotation->recovered = true;
    quotation->outer.end = quotation->inner.end = end;
    if (!scan->depth)
        scan->last_end = end;
}

/* A single mark that never closed was an apostrophe: the quotation is taken back. Those inside it move up. */
static void forget_innermost(scanner *scan)
{
    uint32_t number = scan->open[--scan->depth];
    dz_quotation *items = scan->list->items;
    uint32_t parent = items[number].parent;
    memmove(items + number, items + number + 1, (scan->list->count - number - 1) * sizeof *items);
    scan->list->count--;
    for (size_t i = number; i < scan->list->count; i++) {
        if (items[i].parent == number)
            items[i].parent = parent;
        else if (items[i].parent != DZ_NO_QUOTATION && items[i].parent > number)
            items[i].parent--;
        items[i].depth--;
    }
}

static void drop_innermost(scanner *scan, size_t limit)
{
    if (is_single(scan->family[scan->depth - 1]))
        forget_innermost(scan);
    else
        end_unclosed(scan, limit);
}

static void close_quotation(scanner *scan, const quote_mark *mark)
{
    dz_quotation *quotation = &scan->list->items[scan->open[--scan->depth]];
    quotation->inner.end = mark->begin;
    quotation->outer.end = mark->end;
    if (!scan->depth)
        scan->last_end = mark->end;
}

/* Behind the words that announce speech in a sentence: a colon, "said", 说，; `begin` where there are none. */
static size_t behind_announcement(const scanner *scan, size_t begin, size_t end)
{
    static const char *const words[] = {":",      "：",     "说，",   "說，",   "称，",   "稱，",
                                        "表示，", "指出，", "强调，", "強調，", " said ", " said, "};
    size_t found = begin;
    for (size_t at = begin; at < end; at++) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t length = strlen(words[i]);
            if (at + length < end && memcmp(scan->text + at, words[i], length) == 0)
                found = at + length;
        }
    }
    while (found < end && is_space((unsigned char)scan->text[found]))
        found++;
    return found;
}

/* Where a quotation without an opening mark begins: at its sentence's begin, after the last quotation, or behind what
 * announces it there. */
static size_t sentence_begin_before(const scanner *scan, size_t at)
{
    size_t floor = scan->last_end > scan->block.begin ? scan->last_end : scan->block.begin;
    size_t begin = floor;
    size_t walk = floor;
    while (walk < at) {
        uint32_t codepoint = dz_utf8__next(scan->text, at, &walk);
        if (ends_sentence(codepoint) && walk < at && (codepoint >= 0x3000 || scan->text[walk] == ' '))
            begin = walk;
    }
    /* A full stop just before the mark ends the sentence that is looked for, not one before it. */
    while (begin < at && is_space((unsigned char)scan->text[begin]))
        begin++;
    return begin < at ? behind_announcement(scan, begin, at) : floor;
}

/* A closing mark with nothing open: speech whose opening mark was lost, if it ends as speech does. */
static dz_status recover_opening(scanner *scan, const quote_mark *mark)
{
    if (is_single(mark->family) || is_title(mark->family) || mark->family == FAMILY_STRAIGHT || !is_stop(mark->before))
        return DZ_OK;
    size_t begin = sentence_begin_before(scan, mark->begin);
    dz_quotation quotation = {
        {begin, mark->end}, {begin, mark->begin}, DZ_NO_QUOTATION, scan->block_number, 0, false, true, false, false};
    scan->last_end = mark->end;
    return dz_array__push(scan->context, scan->list, quotation);
}

static size_t depth_of_partner(const scanner *scan, mark_family family)
{
    for (size_t i = scan->depth; i > 0; i--)
        if (pairs(scan->family[i - 1], family))
            return i;
    return 0;
}

/* A plural's apostrophe ("the workers' rights") looks like a closing mark: it is one only without a better one near. */
static bool is_plural_apostrophe(const scanner *scan, const quote_mark *here)
{
    if (!is_single(here->family) || (here->before | 0x20) != 's' || here->after != ' ')
        return false;
    size_t at = here->end;
    quote_mark later;
    for (int tries = 0; tries < 8 && next_mark(scan, &at, &later); tries++) {
        if (is_single(later.family) && later.side != SIDE_OPEN && is_stop(later.before))
            return true;
        if (!is_single(later.family) && later.side == SIDE_CLOSE)
            return false;
    }
    return false;
}

static mark_side decide_side(const scanner *scan, const quote_mark *mark, size_t partner)
{
    if (mark->side == SIDE_EITHER)
        return partner ? SIDE_CLOSE : SIDE_OPEN;
    /* “ typed for ”: behind a stop, with one open and nothing to quote on its right. */
    if (mark->side == SIDE_OPEN && partner && mark->family == FAMILY_DOUBLE && is_stop(mark->before) &&
        is_space(mark->after))
        return SIDE_CLOSE;
    /* Chinese typists and old converters write ” for “ too: at a word's left, after a colon or comma, it opens. */
    if (mark->side == SIDE_CLOSE && !partner && mark->family == FAMILY_DOUBLE && mark->after &&
        !is_space(mark->after) && !is_stop(mark->after) &&
        (mark->before == 0 || mark->before == 0xFF1A || mark->before == 0xFF0C))
        return SIDE_OPEN;
    return mark->side;
}

static dz_status take_mark(scanner *scan, const quote_mark *mark)
{
    size_t partner = depth_of_partner(scan, mark->family);
    mark_side side = decide_side(scan, mark, partner);
    if (side == SIDE_OPEN) {
        bool again = partner && partner == scan->depth && !is_title(mark->family);
        /* The same kind inside itself: the first one's closing mark is missing, unless the text nests (‘ in ‘ does). */
        if (again && !is_single(mark->family))
            end_unclosed(scan, mark->begin);
        else if (again)
            return DZ_OK;
        return open_quotation(scan, mark);
    }
    if (!partner)
        return recover_opening(scan, mark);
    if (is_plural_apostrophe(scan, mark))
        return DZ_OK;
    while (scan->depth > partner)
        drop_innermost(scan, mark->begin);
    close_quotation(scan, mark);
    return DZ_OK;
}

/* What the next block does with a quotation that is open at the end of this one. */
typedef enum sequel_kind { SEQUEL_NONE, SEQUEL_OPENED_AGAIN, SEQUEL_CLOSED } sequel_kind;

static sequel_kind find_sequel(const scanner *scan, const dz_span *next, mark_family family)
{
    scanner look = *scan;
    quote_mark first;
    if (!next)
        return SEQUEL_NONE;
    look.block = *next;
    size_t at = next->begin;
    while (at < next->end && is_space((unsigned char)scan->text[at]))
        at++;
    size_t start = at;
    while (next_mark(&look, &at, &first)) {
        if (!pairs(family, first.family))
            continue;
        if (first.begin == start && first.side != SIDE_CLOSE)
            return SEQUEL_OPENED_AGAIN;
        return first.side == SIDE_CLOSE ? SEQUEL_CLOSED : SEQUEL_NONE;
    }
    return SEQUEL_NONE;
}

static size_t trim_end(const char *text, dz_span span)
{
    while (span.end > span.begin && is_space((unsigned char)text[span.end - 1]))
        span.end--;
    return span.end;
}

/* Ends what is still open at the block's end. Returns the family of a quotation that the next block goes on with
 * without opening it again, in `*carried`. */
static bool end_block(scanner *scan, const dz_span *next, mark_family *carried)
{
    bool carries = false;
    while (scan->depth > 1)
        drop_innermost(scan, scan->block.end);
    if (!scan->depth)
        return false;
    sequel_kind sequel = is_single(scan->family[0]) || is_title(scan->family[0])
                             ? SEQUEL_NONE
                             : find_sequel(scan, next, scan->family[0]);
    if (sequel == SEQUEL_NONE) {
        drop_innermost(scan, scan->block.end);
        return false;
    }
    dz_quotation *quotation = &scan->list->items[scan->open[0]];
    quotation->goes_on = true;
    quotation->inner.end = quotation->outer.end = trim_end(scan->text, scan->block);
    carries = sequel == SEQUEL_CLOSED;
    *carried = scan->family[0];
    scan->depth = 0;
    return carries;
}

dz_status dz_quotation__scan(dz_context *context, dz_quotation_list *list, const char *text, const dz_span *blocks,
                             size_t block_count)
{
    scanner scan = {context, list, text, {0, 0}, 0, {0}, {FAMILY_DOUBLE}, 0, 0};
    mark_family carried = FAMILY_DOUBLE;
    bool carries = false;
    uint32_t going_on = DZ_NO_QUOTATION;
    for (size_t i = 0; i < block_count; i++) {
        scan.block = blocks[i];
        scan.block_number = (uint32_t)i;
        scan.last_end = blocks[i].begin;
        size_t first = list->count;
        size_t at = blocks[i].begin;
        quote_mark mark = {at, at, carried, SIDE_OPEN, 0, 0};
        dz_status status = carries ? open_quotation(&scan, &mark) : DZ_OK;
        while (status == DZ_OK && next_mark(&scan, &at, &mark))
            status = take_mark(&scan, &mark);
        if (status != DZ_OK)
            return status;
        if (going_on != DZ_NO_QUOTATION && list->count > first)
            list->items[first].taken_up = true;
        uint32_t outermost = scan.depth ? scan.open[0] : DZ_NO_QUOTATION;
        carries = end_block(&scan, i + 1 < block_count ? &blocks[i + 1] : NULL, &carried);
        bool goes_on = outermost < list->count && list->items[outermost].block == i && list->items[outermost].goes_on;
        going_on = goes_on ? outermost : DZ_NO_QUOTATION;
    }
    return DZ_OK;
}

/* ---- Blocks that are quotations by their markup ------------------------------------------------------------------ */

/* Whether a block has quotation marks of its own that tell its speech from the rest, or is a signature ("— the
 * ministry"). */
static bool needs_no_marks(const char *text, dz_span block, const dz_quotation *items, size_t count)
{
    size_t at = block.begin;
    uint32_t first = at < block.end ? dz_utf8__next(text, block.end, &at) : 0;
    if (!first || first == '-' || (first >= 0x2010 && first <= 0x2015))
        return true;
    size_t covered = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].depth == 0)
            covered += items[i].outer.end - items[i].outer.begin;
    return covered * 2 > block.end - block.begin;
}

/* Puts a quotation of the whole block before those that stand in it. */
static void wrap_block(dz_quotation_list *list, size_t first, size_t count, const dz_quotation *whole)
{
    dz_quotation *items = list->items;
    memmove(items + first + 1, items + first, (list->count - first) * sizeof *items);
    list->count++;
    items[first] = *whole;
    for (size_t i = first + 1; i < list->count; i++) {
        if (i <= first + count)
            items[i].depth++;
        if (items[i].parent != DZ_NO_QUOTATION)
            items[i].parent++;
        else if (i <= first + count)
            items[i].parent = (uint32_t)first;
    }
}

dz_status dz_quotation__wrap(dz_context *context, dz_quotation_list *list, const char *text, const dz_span *blocks,
                             size_t block_count, const bool *marked)
{
    size_t first = 0;
    size_t last_wrapped = SIZE_MAX; /* the quotation made for the block before */
    for (size_t i = 0; i < block_count; i++) {
        size_t count = 0;
        while (first < list->count && list->items[first].block < i)
            first++;
        while (first + count < list->count && list->items[first + count].block == i)
            count++;
        if (!marked[i] || needs_no_marks(text, blocks[i], list->items + first, count)) {
            last_wrapped = SIZE_MAX;
            continue;
        }
        dz_quotation whole = {.outer = blocks[i], .inner = blocks[i], .parent = DZ_NO_QUOTATION, .block = (uint32_t)i};
        dz_status status = dz_array__reserve(context, list, 1);
        if (status != DZ_OK)
            return status;
        whole.taken_up = last_wrapped != SIZE_MAX;
        if (whole.taken_up)
            list->items[last_wrapped].goes_on = true;
        wrap_block(list, first, count, &whole);
        last_wrapped = first;
    }
    return DZ_OK;
}
