#include "attribution/mark.h"

#include <stdlib.h>

#define DEEPEST 16

static dz_status add_one(dz_context *context, dz_mark_list *marks, dz_span span, int tag, uint32_t number)
{
    dz_mark mark = {span, (uint8_t)tag, number};
    return span.end > span.begin ? dz_array__push(context, marks, mark) : DZ_OK;
}

dz_status dz_mark__add(dz_context *context, dz_mark_list *marks, uint32_t number, const dz_span *content,
                       size_t content_count, dz_span cue, dz_span source)
{
    dz_status status = add_one(context, marks, cue, DZ_TAG_CUE, number);
    if (status == DZ_OK)
        status = add_one(context, marks, source, DZ_TAG_SOURCE, number);
    for (size_t i = 0; i < content_count && status == DZ_OK; i++) {
        bool ahead = cue.end > cue.begin && content[i].begin < cue.begin;
        status = add_one(context, marks, content[i], ahead ? DZ_TAG_AHEAD : DZ_TAG_CONTENT, number);
    }
    return status;
}

static int compare_marks(const void *left, const void *right)
{
    const dz_mark *a = left;
    const dz_mark *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

void dz_mark__sort(dz_mark_list *marks)
{
    if (marks->count)
        qsort(marks->items, marks->count, sizeof *marks->items, compare_marks);
}

void dz_mark__tag(const dz_mark_list *marks, size_t *next, const dz_token_list *tokens, uint8_t *tags, uint32_t *from)
{
    size_t open[DEEPEST];
    size_t depth = 0;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < tokens->count; i++) {
        size_t at = tokens->items[i].begin;
        while (*next < marks->count && marks->items[*next].span.begin <= at) {
            if (depth == DEEPEST)
                depth--;
            open[depth++] = (*next)++;
        }
        while (depth && marks->items[open[depth - 1]].span.end <= at)
            depth--;
        size_t mark = depth ? open[depth - 1] : SIZE_MAX;
        tags[i] = mark == SIZE_MAX ? DZ_TAG_NONE : (uint8_t)(marks->items[mark].tag + (mark == last));
        if (from)
            from[i] = mark == SIZE_MAX ? 0 : (uint32_t)mark + 1;
        last = mark;
    }
}
