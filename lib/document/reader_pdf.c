#include "document/readers.h"

#include <stdlib.h>

#include "base/map.h"
#include "document/label.h"
#include "document/pdf_layout.h"
#include "document/scan.h"

#define COLUMN_LINES 30 /* so many lines before and behind tell how wide the column is */
#define HEADING_COLUMNS 200
#define HEADING_SIZE 1.15f /* times the size of the text */
#define NEAR 0.9f          /* a quarter of an em more or less is not an indentation */

typedef struct pdf_reader {
    dz_draft *draft;
    dz_buffer *text;
    dz_pdf_layout layout;
    dz_map vocabulary; /* words that do not stand at a line's end, in small letters */
    size_t hyphens;    /* at line ends */
    float size;        /* height of most of the text */
    float pitch;       /* from line to line, in heights */
} pdf_reader;

static float height(const dz_pdf_line *line)
{
    return line->bottom - line->top;
}

static dz_view words_of(const pdf_reader *reader, const dz_pdf_line *line)
{
    return dz_pdf__words(&reader->layout, line);
}

/* ---- What is usual in the file ---- */

static int by_value(const void *a, const void *b)
{
    float left = *(const float *)a;
    float right = *(const float *)b;
    return left < right ? -1 : left > right;
}

static float median(float *values, size_t count, float otherwise)
{
    if (count == 0)
        return otherwise;
    qsort(values, count, sizeof *values, by_value);
    return values[count / 2];
}

static bool stands_below(const dz_pdf_line *line, const dz_pdf_line *next)
{
    return next->page == line->page && next->top > line->top + height(line) * 0.3f && next->left < line->right &&
           line->left < next->right;
}

static dz_status find_usual_sizes(pdf_reader *reader)
{
    size_t count = reader->layout.lines.count;
    float *values = dz_memory__allocate(reader->draft->context, (count + 1) * sizeof *values);
    if (!values)
        return DZ_ERROR_MEMORY;
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (!reader->layout.lines.items[i].furniture)
            values[used++] = height(&reader->layout.lines.items[i]);
    reader->size = median(values, used, 12);
    used = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        const dz_pdf_line *line = &reader->layout.lines.items[i];
        if (stands_below(line, line + 1) && height(line) > 0)
            values[used++] = (line[1].top - line->top) / height(line);
    }
    reader->pitch = used >= 3 ? median(values, used, 1.3f) : 1.3f;
    dz_memory__free(reader->draft->context, values);
    return DZ_OK;
}

/* ---- Footnotes ---- */

#define NOTE_SIZE 0.92f /* times the size of the text */

static bool is_small(const pdf_reader *reader, const dz_pdf_line *line)
{
    return height(line) < reader->size * NOTE_SIZE;
}

static bool begins_with_note_mark(dz_view view)
{
    size_t digits = 0;
    while (digits < view.length && dz_scan__is_digit(view.data[digits]))
        digits++;
    return (digits > 0 && digits <= 3) || (view.length > 0 && (view.data[0] == '*' || view.data[0] == '['));
}

/* Small lines below all others of their page, of which the first has a mark: a paragraph goes on over them. */
static void mark_notes_of_page(pdf_reader *reader, const dz_pdf_page *page)
{
    dz_pdf_line *lines = reader->layout.lines.items;
    const dz_pdf_line *first = NULL;
    float text_bottom = 0;
    for (size_t i = page->first_line; i < page->end_line; i++)
        if (!lines[i].furniture && !is_small(reader, &lines[i]) && lines[i].bottom > text_bottom)
            text_bottom = lines[i].bottom;
    for (size_t i = page->first_line; i < page->end_line; i++) {
        lines[i].note = !lines[i].furniture && is_small(reader, &lines[i]) && text_bottom > 0 &&
                        lines[i].top >= text_bottom - height(&lines[i]) * 0.3f;
        if (lines[i].note &&
            (!first || lines[i].top < first->top - 1 || (lines[i].top < first->top + 1 && lines[i].left < first->left)))
            first = &lines[i];
    }
    bool marked = first && begins_with_note_mark(words_of(reader, first));
    for (size_t i = page->first_line; i < page->end_line && !marked; i++)
        lines[i].note = false;
}

static void mark_notes(pdf_reader *reader)
{
    for (size_t i = 0; i < reader->layout.pages.count; i++)
        mark_notes_of_page(reader, &reader->layout.pages.items[i]);
}

static size_t fold_word(dz_view word, char *key, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < word.length && length < size; i++)
        key[length++] = dz_scan__lower(word.data[i]);
    return length;
}

static bool is_word_byte(char byte)
{
    return dz_scan__is_letter(byte) || byte == '-' || (unsigned char)byte >= 0xC3;
}

static dz_status collect_words(pdf_reader *reader, dz_view view)
{
    char key[64];
    dz_status status = DZ_OK;
    for (size_t at = 0; at < view.length && status == DZ_OK;) {
        size_t begin = at;
        while (at < view.length && is_word_byte(view.data[at]))
            at++;
        dz_view word = {view.data + begin, at - begin};
        bool cut = at == view.length && word.length > 0 && word.data[word.length - 1] == '-';
        if (word.length >= 2 && word.length <= sizeof key && !cut)
            status = dz_map__set(&reader->vocabulary, key, fold_word(word, key, sizeof key), 1);
        reader->hyphens += cut && word.length > 1;
        at += at == begin;
    }
    return status;
}

static dz_status collect_vocabulary(pdf_reader *reader)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < reader->layout.lines.count && status == DZ_OK; i++)
        status = collect_words(reader, words_of(reader, &reader->layout.lines.items[i]));
    return status;
}

/* ---- Where paragraphs end ---- */

typedef struct column {
    float left;
    float right;
} column;

/* Lines of the same size that begin near the same edge: a title above two columns is wider than either. */
static column find_column(const pdf_reader *reader, const dz_pdf_line *line)
{
    const dz_pdf_line *first = reader->layout.lines.items;
    size_t at = (size_t)(line - first);
    size_t begin = at > COLUMN_LINES ? at - COLUMN_LINES : 0;
    size_t end = at + COLUMN_LINES < reader->layout.lines.count ? at + COLUMN_LINES : reader->layout.lines.count;
    column found = {line->left, line->right};
    for (const dz_pdf_line *other = first + begin; other < first + end; other++) {
        float em = height(line);
        bool aligned = other->left - line->left < em * 3 && line->left - other->left < em * 3;
        bool alike = height(other) - em < em * 0.12f && em - height(other) < em * 0.12f;
        if (other->page != line->page || other->furniture || !aligned || !alike)
            continue;
        found.left = other->left < found.left ? other->left : found.left;
        found.right = other->right > found.right ? other->right : found.right;
    }
    return found;
}

/* Signs that begin a paragraph wherever the line before ended. */
static bool begins_paragraph(dz_view view, bool behind_stop)
{
    static const char *const bullets[] = {"- ", "* ", "•", "●", "▪", "– "};
    dz_label label;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (dz_scan__starts_with(view, bullets[i]))
            return true;
    if (!dz_label__read(view, &label))
        return false;
    bool sign =
        (label.sort == DZ_LABEL_QUESTION || label.sort == DZ_LABEL_ANSWER) && label.name.begin == label.name.end;
    return sign || (behind_stop && (label.sort != DZ_LABEL_NAME || label.personal));
}

static bool is_large(const pdf_reader *reader, const dz_pdf_line *line)
{
    return height(line) > reader->size * HEADING_SIZE;
}

static bool ends_in_cut_word(dz_view before, dz_view behind)
{
    bool hyphen = before.length >= 3 && before.data[before.length - 1] == '-' &&
                  dz_scan__is_letter(before.data[before.length - 2]) &&
                  dz_scan__is_letter(before.data[before.length - 3]);
    return hyphen && behind.length > 0 && behind.data[0] >= 'a' && behind.data[0] <= 'z';
}

/* Whether a paragraph goes on from one line to the next, by what the page shows:
 *
 *   |    China's position on this is consistent and |   the next line's first word had no room here: goes on
 *   | clear. We have said so many times.            |   it had room: the paragraph ends
 *   |    A question on trade.                       |   indented, behind a line that ended in a stop: a new one
 *
 * Behind the end of a page or a column it goes on where the sentence does. */
static bool goes_on(const pdf_reader *reader, const dz_pdf_line *line, const dz_pdf_line *next)
{
    dz_view words = words_of(reader, line);
    float em = height(line);
    float difference = height(next) > em ? height(next) - em : em - height(next);
    bool stop = dz_scan__ends_in_stop(words);
    if (difference > em * 0.2f || begins_paragraph(words_of(reader, next), stop))
        return false;
    bool same_row = next->page == line->page && next->left >= line->right && next->top < line->top + em * 0.3f &&
                    next->top > line->top - em * 0.3f;
    if (same_row)
        return true;
    bool below = stands_below(line, next);
    bool near = below && next->top - line->top <= em * reader->pitch * 1.3f;
    if (ends_in_cut_word(words, words_of(reader, next)))
        return near || !below;
    column room = find_column(reader, line);
    if (is_large(reader, line) && is_large(reader, next))
        return near && !stop;
    bool full = room.right - line->right < next->first_word_width + em * 0.75f;
    bool nearly = line->right - room.left > (room.right - room.left) * 0.8f && !stop;
    if (!below)
        return (full || nearly) && !stop && room.right - room.left > em * 15;
    if (!near || !(full || nearly))
        return false;
    return !(stop && next->left - line->left > em * NEAR);
}

/* ---- Writing ---- */

static bool needs_space(dz_view before, dz_view behind)
{
    uint32_t last = dz_scan__last(before);
    uint32_t first = dz_scan__first(behind);
    return last < 0x2E80 || first < 0x2E80;
}

/* A word that is cut at a line's end is put together where the file has it whole elsewhere, and left with its hyphen
 * where it has it so; a file that cuts often does so by program, and its hyphens go. */
static bool takes_hyphen_out(const pdf_reader *reader, dz_view before, dz_view behind)
{
    char key[64];
    size_t begin = before.length;
    size_t end = 0;
    while (begin > 0 && is_word_byte(before.data[begin - 1]))
        begin--;
    while (end < behind.length && is_word_byte(behind.data[end]))
        end++;
    size_t head = before.length - begin;
    if (head + end > sizeof key)
        return false;
    size_t length = fold_word((dz_view){before.data + begin, head}, key, sizeof key);
    size_t whole = length + fold_word((dz_view){behind.data, end}, key + length, sizeof key - length);
    if (dz_map__get(&reader->vocabulary, key, whole, 0))
        return false;
    memmove(key + length - 1, key + length, whole - length);
    if (dz_map__get(&reader->vocabulary, key, whole - 1, 0))
        return true;
    return reader->hyphens * 25 >= reader->layout.lines.count;
}

static dz_status join_lines(pdf_reader *reader, size_t begin, dz_view next)
{
    dz_buffer *text = reader->text;
    dz_view before = {text->data + begin, text->length - begin};
    if (ends_in_cut_word(before, next)) {
        bool out = takes_hyphen_out(reader, before, next);
        text->length -= out;
        dz_repair repair = {{out ? text->length : text->length - 1, text->length},
                            out ? "hyphen at a line's end taken out" : "hyphen at a line's end kept"};
        return dz_array__push(reader->draft->context, &reader->draft->repairs, repair);
    }
    return needs_space(before, next) ? dz_buffer__append_byte(text, ' ') : DZ_OK;
}

static dz_status add_piece(pdf_reader *reader, size_t begin, dz_piece piece)
{
    piece.block.span = (dz_span){begin, reader->text->length};
    dz_status status = dz_buffer__status(reader->text);
    if (status == DZ_OK && piece.block.span.end > begin)
        status = dz_draft__add(reader->draft, piece);
    return status == DZ_OK ? dz_buffer__append_byte(reader->text, '\n') : status;
}

/* The line behind which a paragraph that begins here ends: one of the text goes on over notes, one of a note not over
 * text. */
static size_t find_end(const pdf_reader *reader, size_t begin, size_t limit)
{
    const dz_pdf_line *lines = reader->layout.lines.items;
    size_t last = begin;
    for (size_t i = begin + 1; i < limit; i++) {
        if (lines[i].furniture || (lines[i].note && !lines[begin].note))
            continue;
        if (lines[i].note != lines[begin].note || !goes_on(reader, &lines[last], &lines[i]))
            break;
        last = i;
    }
    return last + 1;
}

static dz_status write_furniture(pdf_reader *reader, const dz_pdf_line *line)
{
    dz_view words = words_of(reader, line);
    size_t at = reader->text->length;
    dz_status status = dz_buffer__append(reader->text, words.data, words.length);
    return status == DZ_OK ? add_piece(reader, at, (dz_piece){.aside = true}) : status;
}

static dz_status write_paragraph(pdf_reader *reader, size_t first, size_t end)
{
    const dz_pdf_line *lines = reader->layout.lines.items;
    size_t begin = reader->text->length;
    bool large = is_large(reader, &lines[first]);
    dz_status status = DZ_OK;
    for (size_t i = first; i < end && status == DZ_OK; i++) {
        dz_view words = words_of(reader, &lines[i]);
        if (lines[i].furniture || lines[i].note != lines[first].note || words.length == 0)
            continue;
        if (reader->text->length > begin)
            status = join_lines(reader, begin, words);
        if (status == DZ_OK)
            status = dz_buffer__append(reader->text, words.data, words.length);
    }
    if (status != DZ_OK || reader->text->length == begin)
        return status;
    dz_view whole = {reader->text->data + begin, reader->text->length - begin};
    bool heading = large && dz_scan__measure(whole).columns <= HEADING_COLUMNS && !dz_scan__ends_in_stop(whole);
    bool note = lines[first].note;
    dz_piece piece = {.block.kind = heading ? DZ_BLOCK_HEADING : DZ_BLOCK_PARAGRAPH,
                      .block.markup = note ? "footnote" : NULL,
                      .marked = heading,
                      .apart = note};
    return add_piece(reader, begin, piece);
}

/* Heads, numbers and notes that stand inside a paragraph come behind it. */
static dz_status write_others(pdf_reader *reader, size_t begin, size_t end, bool notes_too)
{
    const dz_pdf_line *lines = reader->layout.lines.items;
    dz_status status = DZ_OK;
    for (size_t i = begin; i < end && status == DZ_OK; i++) {
        if (lines[i].furniture && lines[i].words.end > lines[i].words.begin) {
            status = write_furniture(reader, &lines[i]);
        } else if (lines[i].note && notes_too) {
            size_t note_end = find_end(reader, i, end);
            status = write_paragraph(reader, i, note_end);
            if (status == DZ_OK)
                status = write_others(reader, i, note_end, false);
            i = note_end - 1;
        }
    }
    return status;
}

static dz_status write_paragraphs(pdf_reader *reader)
{
    const dz_pdf_line *lines = reader->layout.lines.items;
    size_t count = reader->layout.lines.count;
    dz_status status = DZ_OK;
    size_t end;
    for (size_t i = 0; i < count && status == DZ_OK; i = end) {
        end = lines[i].furniture ? i + 1 : find_end(reader, i, count);
        if (!lines[i].furniture)
            status = write_paragraph(reader, i, end);
        if (status == DZ_OK)
            status = write_others(reader, i, end, !lines[i].note);
    }
    return status;
}

/* Paragraphs out of the layout, which is freed. */
static dz_status read_layout(dz_draft *draft, dz_buffer *text, const dz_pdf_layout *layout)
{
    pdf_reader reader = {.draft = draft, .text = text, .layout = *layout};
    dz_map__init(&reader.vocabulary, draft->context);
    dz_status status = dz_pdf__mark_furniture(draft, &reader.layout);
    if (status == DZ_OK)
        status = find_usual_sizes(&reader);
    mark_notes(&reader);
    if (status == DZ_OK)
        status = collect_vocabulary(&reader);
    if (status == DZ_OK)
        status = write_paragraphs(&reader);
    if (status == DZ_OK && text->length > 0)
        text->data[--text->length] = '\0'; /* the line feed behind the last line */
    draft->text = dz_buffer__view(text).data;
    draft->length = text->length;
    dz_pdf__free_layout(&reader.layout, draft->context);
    dz_map__free(&reader.vocabulary);
    return status;
}

dz_status dz_read__pdf(dz_draft *draft, dz_buffer *text, dz_view bytes)
{
    dz_pdf_layout layout;
    dz_status status = dz_pdf__read_layout(draft, &layout, bytes);
    if (status == DZ_OK)
        return read_layout(draft, text, &layout);
    dz_pdf__free_layout(&layout, draft->context);
    return status;
}

dz_status dz_read__pdf_output(dz_draft *draft, dz_buffer *text, dz_buffer *output)
{
    dz_pdf_layout layout;
    dz_status status = dz_pdf__read_output(draft, &layout, output);
    if (status == DZ_OK)
        return read_layout(draft, text, &layout);
    dz_pdf__free_layout(&layout, draft->context);
    return status;
}
