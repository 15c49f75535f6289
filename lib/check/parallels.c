/* The same words in the other language: an original and its official translation among the sources. */
#include <string.h>

#include "check/results.h"
#include "duizhao/align.h"

/* So many texts that may be the translation are tried, and the likeliest is taken. */
#define MOST_TRIED 8
#define LEAST_LIKENESS 0.5f
#define LEAST_BEADS 5 /* of fewer the likeness says little */
#define LONGEST_STEM 512

/* What is known of a document's partner. */
typedef struct text_partner {
    bool tried;
    bool found;
    bool is_source; /* of the alignment */
    uint32_t document;
    const dz_alignment *alignment;
} text_partner;

struct dz_parallels {
    dz_context *context;
    const dz_index *sources;
    const dz_lexicon *lexicon;
    text_partner *partners; /* of each document */
    size_t count;
    DZ_ARRAY(dz_alignment *) alignments;
};

dz_status dz_parallels_new(dz_context *context, dz_parallels **out, const dz_index *sources, const dz_lexicon *lexicon)
{
    *out = NULL;
    dz_parallels *parallels = dz_memory__zeroed(context, 1, sizeof *parallels);
    if (!parallels)
        return DZ_ERROR_MEMORY;
    parallels->context = context;
    parallels->sources = sources;
    parallels->lexicon = lexicon;
    parallels->count = dz_index_count(sources);
    parallels->partners = dz_memory__zeroed(context, parallels->count + 1, sizeof *parallels->partners);
    if (!parallels->partners) {
        dz_parallels_free(parallels);
        return DZ_ERROR_MEMORY;
    }
    *out = parallels;
    return DZ_OK;
}

static void join(dz_parallels *parallels, uint32_t source, uint32_t target, const dz_alignment *alignment)
{
    parallels->partners[source] = (text_partner){true, true, true, target, alignment};
    parallels->partners[target] = (text_partner){true, true, false, source, alignment};
}

dz_status dz_parallels_join(dz_parallels *parallels, size_t source, size_t target, const dz_alignment *alignment)
{
    if (source >= parallels->count || target >= parallels->count || source == target)
        return DZ_ERROR_ARGUMENT;
    join(parallels, (uint32_t)source, (uint32_t)target, alignment);
    return DZ_OK;
}

/* ---- Partners ------------------------------------------------------------------------------------------------- */

static bool is_language(const char *word, size_t length)
{
    static const char *const words[] = {"zh",   "en",      "cn",      "chn", "eng", "hans",
                                        "hant", "chinese", "english", "tc",  "sc"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
            return true;
    return false;
}

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte & 0x80;
}

static char to_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* A name without the words that say its language: "briefings/2015.zh.txt" and "briefings/2015.en.txt" have one stem.
 * False where there are no such words, or it is too long. */
static bool stem_of(const char *name, char stem[LONGEST_STEM])
{
    size_t length = strlen(name), to = 0;
    bool marked = false;
    if (length >= LONGEST_STEM)
        return false;
    for (size_t at = 0; at < length;) {
        size_t begin = to;
        while (at < length && is_word_byte(name[at]))
            stem[to++] = to_lower(name[at++]);
        if (is_language(stem + begin, to - begin)) {
            to = begin;
            marked = true;
        }
        while (at < length && !is_word_byte(name[at]))
            stem[to++] = name[at++];
    }
    stem[to] = '\0';
    return marked;
}

typedef enum partner_rule { SAME_NAME, SAME_DATE, ONLY_TWO } partner_rule;

static bool may_be_partner(const dz_parallels *parallels, uint32_t number, uint32_t other, partner_rule by)
{
    char stem[LONGEST_STEM], second[LONGEST_STEM];
    const dz_document *document = dz_index_document(parallels->sources, number);
    const dz_document *candidate = dz_index_document(parallels->sources, other);
    dz_language language = dz_document_language(candidate);
    if (language == DZ_LANGUAGE_UNKNOWN || language == dz_document_language(document) ||
        parallels->partners[other].found)
        return false;
    const char *date = dz_document_date(document), *other_date = dz_document_date(candidate);
    switch (by) {
    case SAME_NAME:
        return stem_of(dz_document_name(document), stem) && stem_of(dz_document_name(candidate), second) &&
               strcmp(stem, second) == 0;
    case SAME_DATE:
        return date && other_date && strcmp(date, other_date) == 0;
    case ONLY_TWO:
        return parallels->count == 2;
    }
    return false;
}

/* Aligns a document with one that may be its translation; keeps the alignment where it is likelier than `*likely`. */
static dz_status try_partner(dz_parallels *parallels, uint32_t number, uint32_t other, float *likely)
{
    dz_alignment *alignment = NULL;
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    options.lexicon = parallels->lexicon;
    dz_status status = dz_align(parallels->context, &alignment, dz_index_document(parallels->sources, number),
                                dz_index_document(parallels->sources, other), &options);
    if (status != DZ_OK)
        return status;
    float likeness = dz_alignment_likeness(alignment);
    bool likely_enough = likeness >= LEAST_LIKENESS || dz_alignment_count(alignment) < LEAST_BEADS;
    status = likely_enough && likeness > *likely ? dz_array__push(parallels->context, &parallels->alignments, alignment)
                                                 : DZ_OK;
    if (!likely_enough || likeness <= *likely || status != DZ_OK) {
        dz_alignment_free(alignment);
        return status;
    }
    *likely = likeness;
    parallels->partners[number] = (text_partner){true, true, true, other, alignment};
    return DZ_OK;
}

/* The first way of telling that names any text decides: by the name, by the date, or as there are but two. */
static dz_status find_partner(dz_parallels *parallels, uint32_t number)
{
    text_partner *found = &parallels->partners[number];
    dz_status status = DZ_OK;
    size_t tried = 0;
    found->tried = true;
    for (partner_rule by = SAME_NAME; by <= ONLY_TWO && !tried && status == DZ_OK; by++) {
        float likely = -1;
        for (uint32_t i = 0; i < parallels->count && tried < MOST_TRIED && status == DZ_OK; i++)
            if (may_be_partner(parallels, number, i, by)) {
                status = try_partner(parallels, number, i, &likely);
                tried++;
            }
    }
    if (status == DZ_OK && found->found)
        join(parallels, number, found->document, found->alignment);
    return status;
}

/* ---- Passages ------------------------------------------------------------------------------------------------- */

static bool has_one_of(const dz_sentence *sentences, const uint32_t *numbers, size_t count, dz_span span)
{
    for (size_t i = 0; i < count; i++) {
        dz_span sentence = sentences[numbers[i]].span;
        if (sentence.begin < span.end && span.begin < sentence.end)
            return true;
    }
    return false;
}

/* The passage of the other text that stands in the same beads as a span; an empty span where there is none. */
static dz_span find_passage(const dz_parallels *parallels, const text_partner *partner, const dz_match *match,
                            float *score)
{
    size_t count, others, beads = 0;
    const dz_sentence *own = dz_document_sentences(dz_index_document(parallels->sources, match->document), &count);
    const dz_sentence *other = dz_document_sentences(dz_index_document(parallels->sources, partner->document), &others);
    dz_span passage = {SIZE_MAX, 0};
    *score = 0;
    for (size_t i = 0; i < dz_alignment_count(partner->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(partner->alignment, i);
        const uint32_t *mine = partner->is_source ? bead->source : bead->target;
        const uint32_t *theirs = partner->is_source ? bead->target : bead->source;
        size_t mine_count = partner->is_source ? bead->source_count : bead->target_count;
        size_t their_count = partner->is_source ? bead->target_count : bead->source_count;
        if (bead->status == DZ_BEAD_REJECTED || !their_count || !has_one_of(own, mine, mine_count, match->source))
            continue;
        dz_span span = {other[theirs[0]].span.begin, other[theirs[their_count - 1]].span.end};
        passage.begin = span.begin < passage.begin ? span.begin : passage.begin;
        passage.end = span.end > passage.end ? span.end : passage.end;
        *score += bead->score;
        beads++;
    }
    *score = beads ? *score / (float)beads : 0;
    return beads ? passage : (dz_span){0, 0};
}

/* How much of its wording a quote has in common with a passage in its language. */
static dz_status compare_wording(dz_context *context, const dz_document *document, dz_span passage, dz_view quote,
                                 float *score)
{
    dz_comparison *comparison = NULL;
    dz_compare_options options = DZ_COMPARE_OPTIONS_INIT;
    dz_view text = dz_document_text(document), words = {text.data + passage.begin, passage.end - passage.begin};
    options.quote = true;
    dz_status status = dz_compare(context, &comparison, words, quote, &options);
    if (status == DZ_OK)
        *score = dz_comparison_score(comparison);
    dz_comparison_free(comparison);
    return status;
}

static dz_status complete_result(dz_parallels *parallels, dz_check *check, dz_check_result *result)
{
    size_t parts = 0, found = 0;
    while (parts < result->match_count && result->matches[parts].rank == 1)
        parts++;
    dz_match *passages = dz_arena__allocate(&check->arena, (parts + 1) * sizeof *passages);
    if (!passages)
        return DZ_ERROR_MEMORY;
    bool translated = result->verdict == DZ_VERDICT_TRANSLATED;
    for (size_t i = 0; i < parts; i++) {
        const dz_match *match = &result->matches[i];
        text_partner *partner = &parallels->partners[match->document];
        dz_status status = partner->tried ? DZ_OK : find_partner(parallels, match->document);
        if (status != DZ_OK)
            return status;
        if (!partner->found)
            continue;
        result->wording = translated ? DZ_WORDING_INDEPENDENT : DZ_WORDING_OFFICIAL;
        dz_match passage = {.document = partner->document, .rank = 1, .part = match->part, .quote = match->quote};
        passage.source = find_passage(parallels, partner, match, &passage.score);
        if (passage.source.begin == passage.source.end)
            continue;
        if (translated)
            status = compare_wording(parallels->context, dz_index_document(parallels->sources, passage.document),
                                     passage.source, result->quote.text, &passage.score);
        if (status != DZ_OK)
            return status;
        passages[found++] = passage;
    }
    result->counterparts = passages;
    result->counterpart_count = found;
    return DZ_OK;
}

dz_status dz_parallels_complete(dz_parallels *parallels, dz_check *check)
{
    for (size_t i = 0; i < check->results.count; i++) {
        dz_status status = complete_result(parallels, check, &check->results.items[i]);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

void dz_parallels_free(dz_parallels *parallels)
{
    if (!parallels)
        return;
    dz_context *context = parallels->context;
    for (size_t i = 0; i < parallels->alignments.count; i++)
        dz_alignment_free(parallels->alignments.items[i]);
    dz_array__free(context, &parallels->alignments);
    dz_memory__free(context, parallels->partners);
    dz_memory__free(context, parallels);
}
