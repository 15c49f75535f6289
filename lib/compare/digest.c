#include "compare/digest.h"

#include <string.h>

#include "edit/common.h"

/* Texts are long from this many bytes together on. */
#define LONG 32768

/* How much of what both have is kept beside what may differ: enough for a name with its titles, a date, or a figure
 * with its unit. */
#define CONTEXT_BYTES 64

/* A stretch of less than this is not worth leaving out. */
#define LEAST_LEFT_OUT 64

static const char between_sections[] = "\n\n";

/* What bytes are worth that stand in no digest: a letter or digit one, a Han character two, as much as its first byte
 * tells. */
static uint64_t weigh(const char *text, size_t length)
{
    uint8_t worth[256] = {0};
    uint64_t weight = 0;
    for (int byte = '0'; byte <= 'z'; byte++)
        worth[byte] = byte <= '9' || byte >= 'a' || (byte >= 'A' && byte <= 'Z');
    memset(worth + 0xC3, 2, 0xDF - 0xC3 + 1); /* letters of two bytes */
    memset(worth + 0xE4, 2, 0xE9 - 0xE4 + 1); /* U+4000 to U+9FFF */
    worth[0xF0] = 2;
    for (size_t i = 0; i < length; i++)
        weight += worth[(unsigned char)text[i]];
    return weight;
}

/* Whether a word can begin at a place and another end there. */
static bool parts_words(const char *text, size_t at)
{
    unsigned char before = (unsigned char)text[at - 1];
    if (before == ' ' || before == '\n')
        return true;
    return at >= 3 && (unsigned char)text[at - 3] >= 0xE4 && (unsigned char)text[at - 3] <= 0xE9;
}

/* Closes the section under way at the ends given. */
static dz_status close_section(dz_digest *digest, dz_section *open, size_t first_end, size_t second_end)
{
    open->text[0].end = first_end;
    open->text[1].end = second_end;
    if (open->text[0].begin == first_end && open->text[1].begin == second_end)
        return DZ_OK;
    return dz_array__push(digest->context, &digest->sections, *open);
}

/* Leaves out the middle of a stretch that both have, where it is long enough; at an end of both texts, up to there. */
static dz_status leave_out(dz_digest *digest, dz_section *open, const dz_common *common, dz_view first, dz_view second)
{
    const char *text = first.data + common->first;
    size_t from = CONTEXT_BYTES, to = common->length;
    if (common->first == 0 && common->second == 0)
        from = 0;
    if (common->first + common->length != first.length || common->second + common->length != second.length)
        to = to > CONTEXT_BYTES ? to - CONTEXT_BYTES : 0;
    while (from && from < to && !parts_words(text, from))
        from++;
    while (to > from && to < common->length && !parts_words(text, to))
        to--;
    if (to < from + LEAST_LEFT_OUT)
        return DZ_OK;
    dz_status status = close_section(digest, open, common->first + from, common->second + from);
    open->text[0].begin = common->first + to;
    open->text[1].begin = common->second + to;
    digest->weight_left_out += weigh(text + from, to - from);
    return status;
}

/* Lets stretches that both have reach as far into what stands between them as the bytes are the same. */
static void stretch_out(dz_common_list *list, dz_view first, dz_view second)
{
    for (size_t i = 0; i < list->count; i++) {
        dz_common *common = &list->items[i], *before = i ? common - 1 : NULL;
        size_t floor = before ? before->first + before->length : 0;
        size_t second_floor = before ? before->second + before->length : 0;
        while (before && floor < common->first && second_floor < common->second &&
               first.data[floor] == second.data[second_floor]) {
            before->length++;
            floor++;
            second_floor++;
        }
        while (common->first > floor && common->second > second_floor &&
               first.data[common->first - 1] == second.data[common->second - 1]) {
            common->first--;
            common->second--;
            common->length++;
        }
    }
}

static dz_status find_sections(dz_digest *digest, dz_view first, dz_view second)
{
    dz_common_list common = {0};
    dz_section open = {0};
    dz_status status = dz_common__find(digest->context, &common, first, second);
    stretch_out(&common, first, second);
    for (size_t i = 0; i < common.count && status == DZ_OK; i++)
        status = leave_out(digest, &open, &common.items[i], first, second);
    if (status == DZ_OK)
        status = close_section(digest, &open, first.length, second.length);
    dz_array__free(digest->context, &common);
    return status;
}

/* Copies the sections of one side behind each other. */
static dz_status join_sections(dz_digest *digest, int side, dz_view text)
{
    size_t gap = sizeof between_sections - 1, length = 0;
    for (size_t i = 0; i < digest->sections.count; i++)
        length += digest->sections.items[i].text[side].end - digest->sections.items[i].text[side].begin + gap;
    char *joined = dz_memory__allocate(digest->context, length + 1);
    if (!joined)
        return DZ_ERROR_MEMORY;
    size_t at = 0;
    for (size_t i = 0; i < digest->sections.count; i++) {
        dz_section *section = &digest->sections.items[i];
        size_t size = section->text[side].end - section->text[side].begin;
        memcpy(joined + at, text.data + section->text[side].begin, size);
        section->digest[side] = (dz_span){at, at + size};
        memcpy(joined + at + size, between_sections, gap);
        at += size + gap;
    }
    joined[length] = '\0';
    digest->owned[side] = joined;
    digest->text[side] = (dz_view){joined, length};
    return DZ_OK;
}

dz_status dz_digest__make(dz_context *context, dz_digest *digest, dz_view first, dz_view second, bool whole)
{
    *digest = (dz_digest){.context = context, .text = {first, second}};
    if (whole || first.length + second.length < LONG) {
        dz_span a = {0, first.length}, b = {0, second.length};
        dz_section all = {{a, b}, {a, b}};
        return dz_array__push(context, &digest->sections, all);
    }
    dz_status status = find_sections(digest, first, second);
    if (status == DZ_OK)
        status = join_sections(digest, 0, first);
    if (status == DZ_OK)
        status = join_sections(digest, 1, second);
    return status;
}

void dz_digest__free(dz_digest *digest)
{
    if (!digest->context)
        return;
    dz_array__free(digest->context, &digest->sections);
    for (int side = 0; side < 2; side++)
        dz_memory__free(digest->context, digest->owned[side]);
}

/* Where a place in a digest is in the text: a place between two sections is the end of the first. */
static size_t to_text(const dz_digest *digest, int side, size_t place)
{
    size_t low = 0, high = digest->sections.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (digest->sections.items[middle].digest[side].begin <= place)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return place;
    const dz_section *section = &digest->sections.items[low - 1];
    size_t at = section->text[side].begin + (place - section->digest[side].begin);
    return at < section->text[side].end ? at : section->text[side].end;
}

dz_span dz_digest__to_text(const dz_digest *digest, int side, dz_span span)
{
    if (!digest->owned[side])
        return span;
    size_t begin = to_text(digest, side, span.begin);
    size_t end = span.end > span.begin ? to_text(digest, side, span.end - 1) + 1 : begin;
    return (dz_span){begin, end};
}
