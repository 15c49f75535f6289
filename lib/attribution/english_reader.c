#include "attribution/english_reader.h"

#include "base/utf8.h"

dz_span dz_english__span_of(const dz_english *r, dz_stretch range)
{
    dz_span span = {0, 0};
    if (!is_empty(range)) {
        span.begin = r->t[range.begin].begin;
        span.end = r->t[range.end - 1].end;
    }
    return span;
}

/* The end of a stretch without the spaces and inner closing marks there: "... 'we do.'" */
static size_t before_closing_marks(const char *text, dz_span span)
{
    while (span.end > span.begin) {
        size_t at = span.end;
        uint32_t last = dz_utf8__previous(text, &at);
        if (last != ' ' && last != '"' && last != '\'' && last != 0x2019 && last != 0x201D && last != ')' &&
            last != 0xA0)
            break;
        span.end = at;
    }
    return span.end;
}

bool dz_english__is_full_quotation(const dz_english *r, uint32_t number)
{
    const dz_quotation *quotation = &r->finder->quotations.items[number];
    const char *text = r->finder->text;
    size_t end = before_closing_marks(text, quotation->inner);
    if (end <= quotation->inner.begin)
        return false;
    return quotation->goes_on || strchr(".,?!", text[end - 1]) != NULL || quotation->recovered;
}

bool dz_english__is_one_quotation(const dz_english *r, dz_stretch content)
{
    if (is_empty(content) || !quoted(r, content.begin))
        return false;
    const dz_quotation *quotation = &r->finder->quotations.items[r->t[content.begin].quotation];
    bool without_marks =
        quotation->outer.begin == quotation->inner.begin && quotation->outer.end == quotation->inner.end;
    return (without_marks || is_mark(r, content.begin)) && quotation_end(r, content.begin) == content.end &&
           quotation_begin(r, content.begin) == content.begin;
}

size_t dz_english__without_final_mark(const dz_english *r, size_t begin, size_t end)
{
    while (end > begin && !is_word(r, end - 1) && !is_mark(r, end - 1) && !quoted(r, end - 1) &&
           strchr(".,;:?!", r->t[end - 1].mark) && r->t[end - 1].mark)
        end--;
    return end;
}

size_t dz_english__count_words(const dz_english *r, size_t begin, size_t end)
{
    size_t words = 0;
    for (size_t i = begin; i < end; i++)
        words += is_word(r, i);
    return words;
}
