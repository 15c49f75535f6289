#include "read/draft_pairs.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duizhao/text.h"

/* Numbers beyond this are taken for mistakes. */
#define MOST_SENTENCES (1u << 24)

/* ---- Filling ---- */

dz_status dz_read__fail(dz_draft_pairs *draft, size_t line, const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (line)
        return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s:%zu: %s", draft->file, line, text);
    return dz_context__fail(draft->context, DZ_ERROR_FORMAT, "%s: %s", draft->file, text);
}

char *dz_read__copy(dz_draft_pairs *draft, const char *text)
{
    char *copy = dz_arena__copy(&draft->arena, text, strlen(text));
    draft->exhausted |= !copy;
    return copy;
}

dz_draft_pair *dz_read__new_pair(dz_draft_pairs *draft, const char *name)
{
    dz_draft_pair pair = {.name = name};
    if (draft->pairs.count && draft->options->source) {
        draft->refused = true;
        dz_read__fail(draft, 0, "holds several pairs of texts, but one was given; convert it without texts");
        return NULL;
    }
    if (dz_array__push(draft->context, &draft->pairs, pair) != DZ_OK)
        return NULL;
    return &draft->pairs.items[draft->pairs.count - 1];
}

dz_draft_pair *dz_read__pair(dz_draft_pairs *draft, const char *name, size_t length)
{
    uint32_t number = dz_map__get(&draft->names, name, length, DZ_MAP_NONE);
    if (number != DZ_MAP_NONE)
        return &draft->pairs.items[number];
    char *copy = dz_arena__copy(&draft->arena, name, length);
    if (!copy || dz_map__set(&draft->names, name, length, (uint32_t)draft->pairs.count) != DZ_OK)
        return NULL;
    return dz_read__new_pair(draft, copy);
}

dz_draft_bead *dz_read__bead(dz_draft_pairs *draft, dz_draft_pair *pair)
{
    dz_draft_bead bead = {.at = pair->numbers.count, .score = 1, .status = draft->options->status};
    if (dz_array__push(draft->context, &pair->beads, bead) != DZ_OK)
        return NULL;
    return &pair->beads.items[pair->beads.count - 1];
}

static dz_draft_bead *last_bead(dz_draft_pair *pair)
{
    return &pair->beads.items[pair->beads.count - 1];
}

static size_t given_count(const dz_draft_pairs *draft, int side)
{
    size_t count = MOST_SENTENCES;
    const dz_document *document = side == DZ_SOURCE ? draft->options->source : draft->options->target;
    if (document)
        dz_document_sentences(document, &count);
    return count;
}

/* ---- Words that must be those of the texts ---- */

#define PRINT_BITS 4096

/* Which pairs of bytes that follow each other a text has, white space aside, as bits of a small set. */
static void take_print(uint8_t *print, dz_view text)
{
    unsigned char last = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte <= ' ')
            continue;
        unsigned bit = (last * 251u + byte * 31u) % PRINT_BITS;
        print[bit / 8] |= (uint8_t)(1u << bit % 8);
        last = byte;
    }
}

/* Words that somebody went over are still much the same; those of another sentence are not. */
static bool is_alike(const uint8_t *a, const uint8_t *b)
{
    unsigned both = 0, all = 0;
    for (size_t i = 0; i < PRINT_BITS / 8; i++) {
        both += (unsigned)__builtin_popcount(a[i] & b[i]);
        all += (unsigned)(__builtin_popcount(a[i]) + __builtin_popcount(b[i]));
    }
    return 10 * both >= 2 * all; /* a Dice coefficient of 0.4 */
}

/* Notes in the last bead where a person's decision is about words other than those of sentences first .. last. */
static dz_status compare_words(dz_draft_pairs *draft, dz_draft_pair *pair, int side, uint32_t first, uint32_t last,
                               dz_view text)
{
    const dz_document *document = side == DZ_SOURCE ? draft->options->source : draft->options->target;
    uint8_t there[PRINT_BITS / 8] = {0}, here[PRINT_BITS / 8] = {0};
    if (!draft->options->decisions || !document || !pair->beads.count || last_bead(pair)->other_text)
        return DZ_OK;
    size_t count;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    const char *bytes = dz_document_text(document).data;
    for (uint32_t number = first; number <= last && number < count; number++)
        take_print(there, (dz_view){bytes + sentences[number].span.begin,
                                    sentences[number].span.end - sentences[number].span.begin});
    take_print(here, text);
    if (is_alike(there, here))
        return DZ_OK;
    dz_draft_bead *bead = last_bead(pair);
    bead->other_text = dz_arena__copy(&draft->arena, text.data, text.length);
    bead->other_number = first;
    bead->other_side = side;
    return bead->other_text ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status check_number(dz_draft_pairs *draft, int side, uint32_t number, size_t line)
{
    size_t count = given_count(draft, side);
    if (number < count)
        return DZ_OK;
    const char *name = side == DZ_SOURCE ? "source" : "target";
    if (draft->options->source)
        return dz_read__fail(
            draft, line,
            "names sentence %u of the %s, which has %zu, counted from 0; is it the right text, split the same way?",
            number, name, count);
    return dz_read__fail(draft, line, "names sentence %u of the %s; that is more than the %u that a text may have",
                         number, name, MOST_SENTENCES);
}

dz_status dz_read__number(dz_draft_pairs *draft, dz_draft_pair *pair, int side, uint32_t number, size_t line)
{
    dz_draft_bead *bead = last_bead(pair);
    dz_status status = check_number(draft, side, number, line);
    if (status != DZ_OK)
        return status;
    if (bead->counts[side] && pair->numbers.items[pair->numbers.count - 1] >= number)
        return dz_read__fail(draft, line, "sentence numbers of a bead must go up");
    if (pair->next[side] <= number)
        pair->next[side] = number + 1;
    bead->counts[side]++;
    bead->line = bead->line ? bead->line : line;
    return dz_array__push(draft->context, &pair->numbers, number);
}

static dz_status put_sentence(dz_draft_pairs *draft, dz_draft_pair *pair, int side, uint32_t number, dz_view text,
                              size_t line)
{
    dz_status status = check_number(draft, side, number, line);
    if (status != DZ_OK)
        return status;
    char *copy = dz_arena__copy(&draft->arena, text.data, text.length);
    dz_draft_sentence sentence = {number, {copy, text.length}};
    if (pair->next[side] <= number)
        pair->next[side] = number + 1;
    return copy ? dz_array__push(draft->context, &pair->sentences[side], sentence) : DZ_ERROR_MEMORY;
}

dz_status dz_read__sentence(dz_draft_pairs *draft, dz_draft_pair *pair, int side, uint32_t number, dz_view text,
                            size_t line)
{
    dz_status status = put_sentence(draft, pair, side, number, text, line);
    return status == DZ_OK ? compare_words(draft, pair, side, number, number, text) : status;
}

dz_status dz_read__append(dz_draft_pairs *draft, dz_draft_pair *pair, int side, dz_view text, size_t line)
{
    uint32_t number = pair->next[side];
    dz_status status = dz_read__number(draft, pair, side, number, line);
    return status == DZ_OK ? dz_read__sentence(draft, pair, side, number, text, line) : status;
}

static const uint32_t *side_numbers(const dz_draft_pair *pair, int side)
{
    const dz_draft_bead *bead = &pair->beads.items[pair->beads.count - 1];
    return pair->numbers.items + bead->at + (side == DZ_TARGET ? bead->counts[DZ_SOURCE] : 0);
}

dz_status dz_read__part(dz_draft_pairs *draft, dz_draft_pair *pair, int side, dz_view text, size_t line)
{
    size_t count = last_bead(pair)->counts[side];
    dz_span_list *parts = NULL;
    dz_status status = DZ_OK;
    if (count > 1)
        status = dz_sentences(draft->context, &parts, text.data, text.length, NULL);
    bool fits = parts && parts->count == count;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        dz_view words = i ? (dz_view){"", 0} : text;
        if (fits)
            words = (dz_view){text.data + parts->items[i].begin, parts->items[i].end - parts->items[i].begin};
        status = put_sentence(draft, pair, side, side_numbers(pair, side)[i], words, line);
    }
    dz_span_list_free(parts);
    if (status == DZ_OK && count)
        status =
            compare_words(draft, pair, side, side_numbers(pair, side)[0], side_numbers(pair, side)[count - 1], text);
    return status;
}

static dz_status join_and_part(dz_draft_pairs *draft, dz_draft_pair *pair, int side, const dz_view *texts, size_t count,
                               size_t line)
{
    dz_buffer joined;
    dz_buffer__init(&joined, draft->context);
    for (size_t i = 0; i < count; i++) {
        if (i)
            dz_buffer__append_byte(&joined, ' ');
        dz_buffer__append(&joined, texts[i].data, texts[i].length);
    }
    dz_status status = dz_buffer__status(&joined);
    if (status == DZ_OK)
        status = dz_read__part(draft, pair, side, dz_buffer__view(&joined), line);
    dz_buffer__free(&joined);
    return status;
}

dz_status dz_read__fill(dz_draft_pairs *draft, dz_draft_pair *pair, int side, const dz_view *texts, size_t count,
                        bool numbered, size_t line)
{
    dz_status status = DZ_OK;
    if (numbered && count != last_bead(pair)->counts[side])
        return join_and_part(draft, pair, side, texts, count, line);
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        if (numbered)
            status = dz_read__sentence(draft, pair, side, side_numbers(pair, side)[i], texts[i], line);
        else
            status = dz_read__append(draft, pair, side, texts[i], line);
    }
    return status;
}

dz_status dz_read__numbers(dz_draft_pairs *draft, dz_draft_pair *pair, int side, dz_view text, size_t line)
{
    dz_status status = DZ_OK;
    for (size_t at = 0; at < text.length && status == DZ_OK;) {
        uint64_t number = 0;
        size_t begin = at;
        while (at < text.length && text.data[at] >= '0' && text.data[at] <= '9' && number < UINT32_MAX)
            number = number * 10 + (uint64_t)(text.data[at++] - '0');
        if (at == begin && !strchr(" ,\t\r", text.data[at]))
            return dz_read__fail(draft, line, "\"%.*s\" is no list of sentence numbers",
                                 (int)(text.length < 40 ? text.length : 40), text.data);
        if (at == begin)
            at++;
        else
            status = dz_read__number(draft, pair, side, number < UINT32_MAX ? (uint32_t)number : UINT32_MAX, line);
    }
    return status;
}

/* Without strtod, for which the locale decides what a decimal point is. */
void dz_read__score(dz_draft_pair *pair, dz_view text)
{
    double value = 0, unit = 1;
    bool point = false, digits = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '.' && !point) {
            point = true;
        } else if (byte >= '0' && byte <= '9') {
            unit = point ? unit / 10 : 1;
            value = point ? value + (byte - '0') * unit : value * 10 + (byte - '0');
            digits = true;
        } else if (byte != ' ' && byte != '+') {
            return;
        }
    }
    if (digits)
        last_bead(pair)->score = value > 1 ? 1 : (float)value;
}

/* One word, NUL-terminated, cut to the room there is. */
static const char *copy_word(char *word, size_t size, dz_view text)
{
    snprintf(word, size, "%.*s", (int)(text.length < size ? text.length : size - 1), text.data);
    return word;
}

void dz_read__status(dz_draft_pair *pair, dz_view text)
{
    char word[16];
    dz_bead_status_parse(copy_word(word, sizeof word, text), &last_bead(pair)->status);
}

void dz_read__flags(dz_draft_pair *pair, dz_view text)
{
    for (size_t at = 0; at < text.length;) {
        char word[16];
        size_t begin = at;
        while (at < text.length && text.data[at] != ' ')
            at++;
        last_bead(pair)->flags |=
            dz_bead_flag_parse(copy_word(word, sizeof word, (dz_view){text.data + begin, at - begin}));
        at += at < text.length;
    }
}

/* ---- Decisions ---- */

/* How much of a text a message quotes, whole characters. */
static int quote_length(const char *text, size_t length)
{
    size_t limit = length < 60 ? length : 60;
    while (limit < length && limit && ((unsigned char)text[limit] & 0xC0) == 0x80)
        limit--;
    return (int)limit;
}

static dz_status refuse_words(dz_draft_pairs *draft, const dz_draft_bead *bead)
{
    const dz_document *document = bead->other_side == DZ_SOURCE ? draft->options->source : draft->options->target;
    size_t count;
    dz_span span = dz_document_sentences(document, &count)[bead->other_number].span;
    const char *text = dz_document_text(document).data + span.begin;
    return dz_read__fail(draft, bead->line,
                         "says \"%.*s\" of sentence %u of the %s, which is \"%.*s\"; is it the right text, split the "
                         "same way?",
                         quote_length(bead->other_text, strlen(bead->other_text)), bead->other_text, bead->other_number,
                         bead->other_side == DZ_SOURCE ? "source" : "target", quote_length(text, span.end - span.begin),
                         text);
}

/* Puts the bead's sentences of one side on the list of those that are taken: by number, the bead + 1. */
static dz_status take_sentences(dz_draft_pairs *draft, const dz_draft_pair *pair, size_t number, int side,
                                uint32_t *takers)
{
    const dz_draft_bead *bead = &pair->beads.items[number];
    const uint32_t *sentences = pair->numbers.items + bead->at + (side == DZ_TARGET ? bead->counts[DZ_SOURCE] : 0);
    for (size_t n = 0; n < bead->counts[side]; n++) {
        uint32_t *taker = &takers[sentences[n]];
        if (*taker)
            return dz_read__fail(draft, bead->line,
                                 "sentence %u of the %s stands in a bead on line %zu already; "
                                 "take one of them out",
                                 sentences[n], side == DZ_SOURCE ? "source" : "target",
                                 pair->beads.items[*taker - 1].line);
        *taker = (uint32_t)number + 1;
    }
    return DZ_OK;
}

static dz_status check_pair(dz_draft_pairs *draft, const dz_draft_pair *pair, uint32_t *takers[2])
{
    dz_status status = DZ_OK;
    for (size_t n = 0; n < pair->beads.count && status == DZ_OK; n++) {
        const dz_draft_bead *bead = &pair->beads.items[n];
        if (bead->status == DZ_BEAD_AUTO)
            continue;
        if (bead->other_text)
            status = refuse_words(draft, bead);
        for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK && bead->status != DZ_BEAD_REJECTED; side++)
            status = take_sentences(draft, pair, n, side, takers[side]);
    }
    return status;
}

dz_status dz_read__check_decisions(dz_draft_pairs *draft)
{
    dz_status status = DZ_OK;
    for (size_t n = 0; n < draft->pairs.count && status == DZ_OK; n++) {
        const dz_draft_pair *pair = &draft->pairs.items[n];
        uint32_t *takers[2];
        for (int side = DZ_SOURCE; side <= DZ_TARGET; side++)
            takers[side] = dz_memory__zeroed(draft->context, pair->next[side] + (size_t)1, sizeof(uint32_t));
        status = takers[0] && takers[1] ? check_pair(draft, pair, takers) : DZ_ERROR_MEMORY;
        dz_memory__free(draft->context, takers[0]);
        dz_memory__free(draft->context, takers[1]);
    }
    return status;
}

bool dz_read__next_line(dz_view text, size_t *at, dz_view *line)
{
    if (*at >= text.length)
        return false;
    const char *begin = text.data + *at;
    const char *end = memchr(begin, '\n', text.length - *at);
    size_t length = end ? (size_t)(end - begin) : text.length - *at;
    *at += length + (end != NULL);
    if (length && begin[length - 1] == '\r')
        length--;
    *line = (dz_view){begin, length};
    return true;
}

void dz_read__draft_free(dz_draft_pairs *draft)
{
    for (size_t n = 0; n < draft->pairs.count; n++) {
        dz_draft_pair *pair = &draft->pairs.items[n];
        dz_array__free(draft->context, &pair->sentences[0]);
        dz_array__free(draft->context, &pair->sentences[1]);
        dz_array__free(draft->context, &pair->numbers);
        dz_array__free(draft->context, &pair->beads);
        dz_array__free(draft->context, &pair->links);
    }
    dz_array__free(draft->context, &draft->pairs);
    dz_map__free(&draft->names);
    dz_arena__free(&draft->arena);
}
