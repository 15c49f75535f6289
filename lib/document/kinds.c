#include "document/kinds.h"

#include "document/credit.h"
#include "document/furniture.h"
#include "document/label.h"
#include "document/scan.h"
#include "document/stamp.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

#define TOP_PIECES 12       /* bylines and datelines stand among the first pieces ... */
#define BOTTOM_PIECES 6     /* ... or the last */
#define HEADING_COLUMNS 200 /* of a title; a section's heading is shorter */
#define SECTION_COLUMNS 64

static const char *const bullets[] = {"- ", "* ", "• ", "•", "· ", "● ", "▪ ", "◆", "■ ", "– "};

/* ---- Taking pieces apart ---- */

typedef struct kind_marker {
    dz_draft *draft;
    DZ_ARRAY(dz_piece) pieces; /* what the draft's pieces become */
} kind_marker;

static dz_status push_part(kind_marker *marker, const dz_piece *from, dz_block_kind kind, size_t begin, size_t end)
{
    dz_piece piece = *from;
    piece.block.kind = kind;
    if (begin != from->block.span.begin)
        piece.bold_length = 0;
    piece.block.span = dz_scan__trim(marker->draft->text, (dz_span){begin, end});
    piece.block.content = piece.block.span;
    if (piece.block.span.begin == piece.block.span.end)
        return DZ_OK;
    return dz_array__push(marker->draft->context, &marker->pieces, piece);
}

static dz_status push_credit(kind_marker *marker, const dz_piece *piece, const dz_credit *credit)
{
    size_t begin = piece->block.span.begin;
    bool byline = credit->byline.end > credit->byline.begin;
    bool dateline = credit->dateline.end > credit->dateline.begin;
    bool byline_first = byline && (!dateline || credit->byline.begin < credit->dateline.begin);
    dz_status status = DZ_OK;
    if (byline && byline_first)
        status = push_part(marker, piece, DZ_BLOCK_BYLINE, begin + credit->byline.begin, begin + credit->byline.end);
    if (status == DZ_OK && dateline)
        status =
            push_part(marker, piece, DZ_BLOCK_DATELINE, begin + credit->dateline.begin, begin + credit->dateline.end);
    if (status == DZ_OK && byline && !byline_first)
        status = push_part(marker, piece, DZ_BLOCK_BYLINE, begin + credit->byline.begin, begin + credit->byline.end);
    return status;
}

/* A paragraph, its dateline and bracketed byline as pieces of their own. */
static dz_status push_paragraph(kind_marker *marker, const dz_piece *piece, dz_view view)
{
    size_t begin = piece->block.span.begin;
    size_t end = piece->block.span.end;
    size_t dateline = dz_credit__dateline(view);
    dz_status status = DZ_OK;
    if (dateline == 0 || dateline >= view.length)
        return push_part(marker, piece, piece->block.kind, begin, end);
    status = push_part(marker, piece, DZ_BLOCK_DATELINE, begin, begin + dateline);
    dz_view rest = dz_scan__trim_view((dz_view){view.data + dateline, view.length - dateline});
    size_t behind = (size_t)(rest.data - view.data);
    size_t byline = dz_credit__bracketed_byline(rest);
    if (status == DZ_OK && byline > 0)
        status = push_part(marker, piece, DZ_BLOCK_BYLINE, begin + behind, begin + behind + byline);
    if (status == DZ_OK)
        status = push_part(marker, piece, piece->block.kind, begin + behind + byline, end);
    return status;
}

/* Bullets of symbol fonts come out of a PDF as characters of private use. */
static bool is_list_item(dz_view view)
{
    size_t at = 0;
    uint32_t first = view.length > 0 ? dz_utf8__next(view.data, view.length, &at) : 0;
    bool symbol = first >= 0xE000 && first <= 0xF8FF && at < view.length && view.data[at] == ' ';
    return symbol || dz_scan__starts_with_any(view, bullets, COUNT(bullets));
}

/* A label of someone who speaks: such a line is no heading, caption or credit. */
static bool begins_a_turn(dz_view view)
{
    dz_label label;
    if (!dz_label__read(view, &label))
        return false;
    return label.sort != DZ_LABEL_NAME || label.personal;
}

/* Where a question or an answer begins inside a paragraph, as in text whose line feeds were lost: behind a stop and
 * white space. 0 where there is none. */
static size_t find_inner_turn(dz_view view)
{
    static const char *const signs[] = {"Q:", "A:", "Q：", "A：", "问：", "问:", "問：", "問:", "答：", "答:"};
    for (size_t at = 1; at < view.length; at++) {
        char before = view.data[at - 1];
        bool space = before == ' ' || before == '\n' || before == '\t' || (unsigned char)before == 0x80;
        bool may_begin = view.data[at] == 'Q' || view.data[at] == 'A' || (unsigned char)view.data[at] >= 0xE5;
        if (!space || !may_begin || ((unsigned char)view.data[at] & 0xC0) == 0x80)
            continue;
        dz_view rest = {view.data + at, view.length - at};
        dz_view head = dz_scan__trim_view((dz_view){view.data, at});
        if (head.length < at && dz_scan__starts_with_any(rest, signs, COUNT(signs)) && dz_scan__ends_in_stop(head))
            return at;
    }
    return 0;
}

/* Parts paragraphs that hold several turns, so that none shares a sentence with the next. */
static dz_status part_inner_turns(kind_marker *marker)
{
    dz_draft *draft = marker->draft;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < draft->pieces.count && status == DZ_OK; i++) {
        dz_piece piece = draft->pieces.items[i];
        size_t begin = piece.block.span.begin;
        size_t end = piece.block.span.end;
        for (size_t inner = 1; inner > 0 && !piece.marked && status == DZ_OK;) {
            inner = find_inner_turn(dz_draft__view(draft, (dz_span){begin, end}));
            if (inner == 0)
                break;
            status = push_part(marker, &piece, piece.block.kind, begin, begin + inner);
            begin += inner;
        }
        piece.block.span.begin = piece.block.content.begin = begin;
        if (status == DZ_OK)
            status = dz_array__push(draft->context, &marker->pieces, piece);
    }
    return status;
}

static dz_status sort_piece(kind_marker *marker, size_t number)
{
    dz_piece *piece = &marker->draft->pieces.items[number];
    dz_view view = dz_draft__view(marker->draft, piece->block.span);
    size_t count = marker->draft->pieces.count;
    bool near_end = number < TOP_PIECES || number + BOTTOM_PIECES >= count;
    dz_credit credit;
    bool credited = near_end && dz_credit__read(view, number == 0, &credit);
    bool outside = piece->outside && !credited && !(piece->marked && piece->block.kind == DZ_BLOCK_HEADING);
    if (outside || dz_furniture__is_piece(piece, view)) {
        piece->marked = true;
        return push_part(marker, piece, DZ_BLOCK_BOILERPLATE, piece->block.span.begin, piece->block.span.end);
    }
    if (piece->marked)
        return dz_array__push(marker->draft->context, &marker->pieces, *piece);
    if (credited && !(begins_a_turn(view) && dz_scan__ends_in_stop(view)))
        return push_credit(marker, piece, &credit);
    if (!begins_a_turn(view) && dz_credit__is_caption(view))
        return push_part(marker, piece, DZ_BLOCK_CAPTION, piece->block.span.begin, piece->block.span.end);
    if (is_list_item(view))
        piece->block.kind = DZ_BLOCK_LIST_ITEM;
    return push_paragraph(marker, piece, view);
}

/* ---- What neighbours tell ---- */

static bool is_plain(const dz_piece *piece)
{
    return piece->block.kind == DZ_BLOCK_PARAGRAPH && !piece->marked;
}

static bool ends_open(dz_view view)
{
    uint32_t last = dz_scan__last(view);
    uint32_t first = dz_scan__first(view);
    bool quoted = (first == 0x201C || first == '"') && (last == 0x201D || last == '"');
    return last == ':' || last == 0xFF1A || last == ',' || last == 0xFF0C || last == 0x3001 || quoted;
}

static bool could_be_heading(dz_view view, size_t columns)
{
    uint32_t first = dz_scan__first(view);
    bool bracket = first == '(' || first == 0xFF08 || first == '[';
    if (bracket || dz_scan__ends_in_stop(view) || ends_open(view) || dz_scan__is_wider(view, columns))
        return false;
    dz_scan_measure measure = dz_scan__measure(view);
    return (measure.han >= 3 || measure.latin >= 3) && !dz_label__is_field_line(view);
}

/* The first line that may be one is the title: only pieces that are not running text may stand before it. */
static void mark_title(kind_marker *marker)
{
    for (size_t i = 0; i < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        if (piece->block.kind == DZ_BLOCK_HEADING)
            return;
        if (!is_plain(piece))
            continue;
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        dz_label label;
        bool labelled = dz_label__read(view, &label) && label.sort != DZ_LABEL_NAME; /* "Burst Pipe: Supply Is Back" */
        if (marker->pieces.count > 1 && !labelled && could_be_heading(view, HEADING_COLUMNS))
            piece->block.kind = DZ_BLOCK_HEADING;
        return;
    }
}

/* "# Heading" as plain-text mark-up writes it. */
static void mark_number_signs(kind_marker *marker)
{
    for (size_t i = 0; i < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        size_t signs = 0;
        while (signs < view.length && view.data[signs] == '#')
            signs++;
        if (!is_plain(piece) || signs == 0 || signs > 6 || signs + 1 >= view.length || view.data[signs] != ' ')
            continue;
        piece->block.kind = DZ_BLOCK_HEADING;
        piece->block.content =
            dz_scan__trim(marker->draft->text, (dz_span){piece->block.span.begin + signs, piece->block.span.end});
    }
}

/* Headings of sections stand out only where most other lines are sentences. */
static void mark_section_headings(kind_marker *marker)
{
    size_t plain = 0;
    size_t sentences = 0;
    for (size_t i = 0; i < marker->pieces.count; i++) {
        bool counts = is_plain(&marker->pieces.items[i]);
        plain += counts;
        sentences += counts && dz_scan__ends_in_stop(dz_draft__view(marker->draft, marker->pieces.items[i].block.span));
    }
    if (sentences < 3 || sentences * 10 < plain * 6)
        return;
    for (size_t i = 0; i + 1 < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        dz_view next = dz_draft__view(marker->draft, piece[1].block.span);
        bool before_text =
            is_plain(piece + 1) && (dz_scan__ends_in_stop(next) || dz_scan__is_wider(next, HEADING_COLUMNS));
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        if (is_plain(piece) && before_text && could_be_heading(view, SECTION_COLUMNS) && !begins_a_turn(view))
            piece->block.kind = DZ_BLOCK_HEADING;
    }
}

static bool is_tail_furniture(const dz_piece *piece, dz_view view)
{
    return piece->block.kind == DZ_BLOCK_BOILERPLATE || dz_furniture__is_number(view) ||
           (!dz_scan__ends_in_stop(view) && !dz_scan__is_wider(view, HEADING_COLUMNS) && !begins_a_turn(view));
}

static bool is_day(dz_view view)
{
    dz_stamp stamp;
    return dz_stamp__read(view, 0, &stamp) && stamp.has_day && stamp.span.end == view.length;
}

/* Who signs a statement, and when: what furniture stands before it (a page's number, a row of buttons) says nothing of
 * it. A name or an office is a signature where a day is beside it. */
static bool is_signature(const kind_marker *marker, size_t tail, size_t number)
{
    const dz_piece *pieces = marker->pieces.items;
    dz_view view = dz_draft__view(marker->draft, pieces[number].block.span);
    if (pieces[number].block.kind == DZ_BLOCK_BOILERPLATE || marker->pieces.count - tail > TOP_PIECES)
        return false;
    if (is_day(view))
        return number + 1 == marker->pieces.count;
    bool day_below =
        number + 2 == marker->pieces.count && is_day(dz_draft__view(marker->draft, pieces[number + 1].block.span));
    return day_below && pieces[number].link_share == 0 && dz_credit__is_short_name(view);
}

/* The end of a page: what follows a line like "Related News" and has no sentence any more, and lone numbers. */
static void mark_tail(kind_marker *marker)
{
    size_t begin = marker->pieces.count;
    size_t tail = begin;
    bool only_numbers = true;
    while (begin > 0) {
        dz_piece *piece = &marker->pieces.items[begin - 1];
        dz_view view = dz_draft__view(marker->draft, piece->block.span);
        if (!is_tail_furniture(piece, view))
            break;
        begin--;
        only_numbers = only_numbers && dz_furniture__is_number(view);
        bool begins_list = piece->block.kind == DZ_BLOCK_BOILERPLATE && !piece->aside;
        if (begins_list || (only_numbers && !is_day(view)))
            tail = begin;
    }
    for (size_t i = tail; i < marker->pieces.count && tail > 0; i++)
        if (!is_signature(marker, tail, i))
            marker->pieces.items[i].block.kind = DZ_BLOCK_BOILERPLATE;
}

static size_t item_number(dz_view view)
{
    size_t at = dz_scan__starts_with(view, "(") ? 1 : dz_scan__starts_with(view, "（") ? strlen("（") : 0;
    size_t value = 0;
    size_t begin = at;
    while (at < view.length && dz_scan__is_digit(view.data[at]) && at - begin < 3)
        value = value * 10 + (size_t)(view.data[at++] - '0');
    dz_view rest = {view.data + at, view.length - at};
    bool marked = dz_scan__starts_with(rest, ". ") || dz_scan__starts_with(rest, ") ") ||
                  dz_scan__starts_with(rest, "）") || dz_scan__starts_with(rest, "、") ||
                  dz_scan__starts_with(rest, "．");
    return at > begin && marked ? value : 0;
}

/* "1. ...", "2. ...": items only where the numbers go on from one piece to the next. */
static void mark_numbered_items(kind_marker *marker)
{
    for (size_t i = 0; i + 1 < marker->pieces.count; i++) {
        dz_piece *piece = &marker->pieces.items[i];
        size_t number = item_number(dz_draft__view(marker->draft, piece->block.span));
        size_t next = item_number(dz_draft__view(marker->draft, piece[1].block.span));
        bool item = piece->block.kind == DZ_BLOCK_PARAGRAPH || piece->block.kind == DZ_BLOCK_LIST_ITEM;
        if (number == 0 || next != number + 1 || !item || piece[1].block.kind != DZ_BLOCK_PARAGRAPH)
            continue;
        piece->block.kind = DZ_BLOCK_LIST_ITEM;
        piece[1].block.kind = DZ_BLOCK_LIST_ITEM;
    }
}

/* Puts the marker's pieces in the place of the draft's. */
static void take_pieces(kind_marker *marker)
{
    dz_draft *draft = marker->draft;
    dz_array__free(draft->context, &draft->pieces);
    draft->pieces.items = marker->pieces.items;
    draft->pieces.count = marker->pieces.count;
    draft->pieces.capacity = marker->pieces.capacity;
    marker->pieces.items = NULL;
    marker->pieces.count = marker->pieces.capacity = 0;
}

dz_status dz_kinds__mark(dz_draft *draft)
{
    kind_marker marker = {.draft = draft};
    dz_status status = part_inner_turns(&marker);
    if (status == DZ_OK)
        take_pieces(&marker);
    for (size_t i = 0; i < draft->pieces.count && status == DZ_OK; i++)
        status = sort_piece(&marker, i);
    if (status == DZ_OK) {
        mark_number_signs(&marker);
        mark_title(&marker);
        mark_tail(&marker);
        mark_numbered_items(&marker);
        mark_section_headings(&marker);
        take_pieces(&marker);
    }
    dz_array__free(draft->context, &marker.pieces);
    return status;
}
