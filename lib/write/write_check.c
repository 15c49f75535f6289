#include "write/write_check.h"

#include <string.h>

dz_status dz_write_check(dz_context *context, const dz_sink *sink, const dz_check *check, const dz_document *report,
                         const dz_index *sources, dz_format format, const dz_write_options *options)
{
    const dz_write_options defaults = DZ_WRITE_OPTIONS_INIT;
    const dz_check_view view = {check, report, sources, options ? options : &defaults};
    switch (format) {
    case DZ_FORMAT_TEXT:
        return dz_write__check_text(context, sink, &view);
    case DZ_FORMAT_JSONL:
        return dz_write__check_jsonl(context, sink, &view);
    case DZ_FORMAT_CSV:
        return dz_write__check_csv(context, sink, &view);
    case DZ_FORMAT_HTML:
        return dz_write__check_html(context, sink, &view);
    default:
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "a check cannot be written in this format");
    }
}

const char *dz_write__verdict_words(dz_verdict verdict)
{
    switch (verdict) {
    case DZ_VERDICT_VERBATIM:
        return "word for word";
    case DZ_VERDICT_TYPOGRAPHIC:
        return "the same words in other typography";
    case DZ_VERDICT_ELIDED:
        return "shortened, and the quote says so";
    case DZ_VERDICT_ALTERED:
        return "the wording was changed";
    case DZ_VERDICT_SPLICED:
        return "joined from several places";
    case DZ_VERDICT_TRANSLATED:
        return "translated from the source";
    case DZ_VERDICT_NOT_FOUND:
        return "not in the sources";
    }
    return "";
}

const char *dz_write__agreement_words(dz_agreement agreement)
{
    switch (agreement) {
    case DZ_AGREEMENT_DIFFERS:
        return "somebody else said this";
    case DZ_AGREEMENT_QUESTION_NOT_ANSWER:
        return "these are words of the question, not of the answer";
    case DZ_AGREEMENT_OTHER_DATE:
        return "this was said on another date than the report gives";
    default:
        return NULL;
    }
}

const char *dz_write__wording_words(dz_wording wording)
{
    switch (wording) {
    case DZ_WORDING_OFFICIAL:
        return "the wording is that of the source in this language";
    case DZ_WORDING_INDEPENDENT:
        return "the wording is independent: the sources have a translation, and this is another";
    default:
        return NULL;
    }
}

bool dz_write__has_major(const dz_check_result *result)
{
    for (size_t i = 0; i < result->difference_count; i++)
        if (result->differences[i].severity == DZ_SEVERITY_MAJOR)
            return true;
    return false;
}

bool dz_write__speaker_differs(const dz_check_result *result)
{
    return dz_write__agreement_words(result->agreement) != NULL;
}

dz_weight dz_write__weigh_verdict(const dz_check_result *result)
{
    switch (result->verdict) {
    case DZ_VERDICT_VERBATIM:
    case DZ_VERDICT_TYPOGRAPHIC:
        return DZ_WEIGHT_GOOD;
    case DZ_VERDICT_ELIDED:
        return DZ_WEIGHT_NOTE;
    case DZ_VERDICT_ALTERED:
        return dz_write__has_major(result) ? DZ_WEIGHT_BAD : DZ_WEIGHT_FAIR;
    case DZ_VERDICT_TRANSLATED:
        return DZ_WEIGHT_ODD;
    default:
        return DZ_WEIGHT_BAD;
    }
}

dz_weight dz_write__weigh(const dz_check_result *result)
{
    return dz_write__speaker_differs(result) ? DZ_WEIGHT_BAD : dz_write__weigh_verdict(result);
}

void dz_write__count_verdicts(const dz_check *check, size_t counts[DZ_VERDICT_COUNT])
{
    memset(counts, 0, DZ_VERDICT_COUNT * sizeof *counts);
    for (size_t i = 0; i < dz_check_count(check); i++)
        counts[dz_check_at(check, i)->verdict]++;
}

dz_passage dz_write__open_passage(const dz_check_result *result, uint32_t match)
{
    return (dz_passage){result, match, result->matches[match].source.begin, 0};
}

bool dz_write__next_piece(dz_passage *passage, dz_piece *piece)
{
    const dz_check_result *result = passage->result;
    size_t end = result->matches[passage->match].source.end;
    while (passage->next_difference < result->difference_count) {
        const dz_check_difference *difference = &result->differences[passage->next_difference];
        if (difference->match != passage->match || difference->source.begin < passage->at ||
            difference->source.end > end) {
            passage->next_difference++;
        } else if (difference->source.begin > passage->at) {
            *piece = (dz_piece){NULL, {passage->at, difference->source.begin}};
            passage->at = difference->source.begin;
            return true;
        } else {
            *piece = (dz_piece){difference, difference->source};
            passage->at = difference->source.end;
            passage->next_difference++;
            return true;
        }
    }
    *piece = (dz_piece){NULL, {passage->at, end}};
    bool more = passage->at < end;
    passage->at = end;
    return more;
}

/* The first sentence that ends behind `byte`. */
static size_t find_sentence(const dz_sentence *sentences, size_t count, size_t byte)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sentences[middle].span.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

dz_span dz_write__surroundings(const dz_document *document, dz_span span, size_t count)
{
    size_t sentence_count;
    const dz_sentence *sentences = dz_document_sentences(document, &sentence_count);
    if (sentence_count == 0 || count == 0)
        return span;
    size_t first = find_sentence(sentences, sentence_count, span.begin);
    size_t last = find_sentence(sentences, sentence_count, span.end > span.begin ? span.end - 1 : span.end);
    first = first > count ? first - count : 0;
    last = last + count < sentence_count ? last + count : sentence_count - 1;
    dz_span around = {sentences[first].span.begin, sentences[last].span.end};
    if (around.begin > span.begin)
        around.begin = span.begin;
    if (around.end < span.end)
        around.end = span.end;
    return around;
}
