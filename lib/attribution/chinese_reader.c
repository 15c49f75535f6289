#include "attribution/chinese_reader.h"

#include "base/utf8.h"

#define MOST_PARTS 96                 /* of a unit: keeps the work linear where no sentence ends */
#define LONGEST_CLAUSE ((size_t)1200) /* bytes, where no mark ends it: the same for clauses */

bool dz_chinese__starts_with_any(const dz_chinese *r, dz_span span, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (starts_with(r, span, words[i]))
            return true;
    return false;
}

bool dz_chinese__ends_with_any(const dz_chinese *r, dz_span span, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        if (span.end - span.begin >= length && memcmp(r->text + span.end - length, words[i], length) == 0)
            return true;
    }
    return false;
}

dz_span dz_chinese__trim(const dz_chinese *r, dz_span span)
{
    while (span.begin < span.end && strchr(" \t\n\r", r->text[span.begin]))
        span.begin++;
    while (span.begin < span.end && strchr(" \t\n\r", r->text[span.end - 1]))
        span.end--;
    return span;
}

size_t dz_chinese__find_word(const dz_chinese *r, dz_span span, const char *const *words, size_t count, size_t *length)
{
    for (size_t at = span.begin; at < span.end; dz_utf8__next(r->text, span.end, &at)) {
        for (size_t i = 0; i < count; i++) {
            if (!starts_with(r, make_span(at, span.end), words[i]))
                continue;
            *length = strlen(words[i]);
            return at;
        }
    }
    return span.end;
}

static void add_part(dz_chinese *r, dz_span span, uint32_t quotation)
{
    dz_chinese_part fresh = {dz_chinese__trim(r, span), quotation, 0};
    if (r->status == DZ_OK && !is_empty(fresh.span))
        r->status = dz_array__push(r->finder->context, &r->parts, fresh);
}

/* The outermost quotation that begins at a place. Places come in order. */
static uint32_t quotation_at(dz_chinese *r, size_t place)
{
    const dz_quotation_list *list = &r->finder->quotations;
    while (r->quotation < list->count && (list->items[r->quotation].outer.begin < place ||
                                          list->items[r->quotation].depth > 0 || list->items[r->quotation].title))
        r->quotation++;
    bool here = r->quotation < list->count && list->items[r->quotation].outer.begin == place;
    return here ? r->quotation : DZ_NO_QUOTATION;
}

size_t dz_chinese__split_unit(dz_chinese *r)
{
    size_t begin = r->unit.begin;
    size_t at = begin;
    r->parts.count = 0;
    while (at < r->unit.end && r->status == DZ_OK && r->parts.count < MOST_PARTS) {
        uint32_t quotation = quotation_at(r, at);
        if (quotation != DZ_NO_QUOTATION) {
            dz_span outer = r->finder->quotations.items[quotation].outer;
            add_part(r, make_span(begin, at), DZ_NO_QUOTATION);
            add_part(r, outer, quotation);
            begin = at = outer.end;
            continue;
        }
        size_t here = at;
        uint32_t codepoint = dz_utf8__next(r->text, r->unit.end, &at);
        if (!is_stop(codepoint) && at - begin < LONGEST_CLAUSE)
            continue;
        if (!is_stop(codepoint))
            here = at;
        add_part(r, make_span(begin, here), DZ_NO_QUOTATION);
        if (r->parts.count && here < at)
            r->parts.items[r->parts.count - 1].stop = codepoint;
        begin = at;
    }
    add_part(r, make_span(begin, at), DZ_NO_QUOTATION);
    return at;
}

bool dz_chinese__is_whole(const dz_chinese *r, size_t i)
{
    const dz_chinese_part *items = r->parts.items;
    bool free_left = i == 0 || items[i - 1].stop != 0;
    const dz_quotation *quotation = &r->finder->quotations.items[items[i].quotation];
    size_t at = quotation->inner.end;
    uint32_t last = at > quotation->inner.begin ? dz_utf8__previous(r->text, &at) : 0;
    return is_stop(last) || quotation->goes_on || quotation->recovered ||
           (free_left && (i + 1 == r->parts.count || items[i].stop != 0));
}
