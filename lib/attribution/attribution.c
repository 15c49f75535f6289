#include "duizhao/attribution.h"

#include <stdio.h>
#include <string.h>

#include "attribution/finding.h"
#include "attribution/layer.h"
#include "attribution/paragraph.h"
#include "attribution/speaker.h"
#include "attribution/tagger.h"
#include "base/utf8.h"

struct dz_attribution_list {
    dz_context *context;
    dz_arena arena;
    DZ_ARRAY(dz_attribution) items;
    dz_entity_list entities;
};

/* ---- Finding ----------------------------------------------------------------------------------------------------- */

static bool is_read(const dz_block *block)
{
    return block->kind == DZ_BLOCK_PARAGRAPH || block->kind == DZ_BLOCK_TURN || block->kind == DZ_BLOCK_LIST_ITEM ||
           block->kind == DZ_BLOCK_CAPTION;
}

/* A headline that quotes is read like its text; one that does not says in short what the text says, too. */
static bool quotes(const dz_finder *finder, size_t quotation, size_t block)
{
    const dz_quotation_list *list = &finder->quotations;
    for (; quotation < list->count && list->items[quotation].block == block; quotation++)
        if (!list->items[quotation].title)
            return true;
    return false;
}

/* A short line behind a dash under a quotation: its signature, which looks like a heading to the reader of blocks. */
static bool begins_with_dash(const char *text, dz_span span)
{
    size_t at = span.begin;
    uint32_t first = at < span.end ? dz_utf8__next(text, span.end, &at) : 0;
    return first == '-' || (first >= 0x2010 && first <= 0x2015);
}

static bool is_read_here(const dz_finder *finder, const dz_block *block, size_t quotation, size_t number)
{
    return is_read(block) || (block->kind == DZ_BLOCK_HEADING &&
                              (quotes(finder, quotation, number) || begins_with_dash(finder->text, block->content)));
}

/* Whether a passage is to be read by the Chinese rules: by its own letters, as reports mix both languages. */
static bool is_chinese(const char *text, dz_span span)
{
    size_t han = 0;
    size_t latin = 0;
    for (size_t at = span.begin; at < span.end;) {
        unsigned char byte = (unsigned char)text[at];
        if (byte < 0x80) {
            latin += (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
            at++;
        } else {
            han += dz_utf8__is_han(dz_utf8__next(text, span.end, &at));
        }
    }
    return han * 3 > latin;
}

static bool is_block_quotation(const dz_block *block)
{
    return block->markup && strcmp(block->markup, "blockquote") == 0 && is_read(block);
}

static dz_status scan_quotations(dz_finder *finder, const dz_block *blocks, size_t count)
{
    dz_span *spans = dz_memory__zeroed(finder->context, count + 1, sizeof *spans);
    bool *marked = dz_memory__zeroed(finder->context, count + 1, sizeof *marked);
    dz_status status = spans && marked ? DZ_OK : DZ_ERROR_MEMORY;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        spans[i] = blocks[i].content;
        marked[i] = is_block_quotation(&blocks[i]);
    }
    if (status == DZ_OK)
        status = dz_quotation__scan(finder->context, &finder->quotations, finder->text, spans, count);
    if (status == DZ_OK)
        status = dz_quotation__wrap(finder->context, &finder->quotations, finder->text, spans, count, marked);
    dz_memory__free(finder->context, marked);
    dz_memory__free(finder->context, spans);
    if (status != DZ_OK)
        return status;
    finder->taken = dz_memory__zeroed(finder->context, finder->quotations.count + 1, 1);
    return finder->taken ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status read_passage(dz_finder *finder, const dz_passage *passage, void *payload)
{
    (void)payload;
    return passage->chinese ? dz_chinese__find(finder, passage) : dz_english__find(finder, passage);
}

/* What the rules know of words: filled once, and kept with the context. */
typedef struct rule_tables {
    dz_context *context;
    dz_lexeme_table lexemes;
    dz_zh_table zh;
    dz_map metonyms;
} rule_tables;

static void free_tables(void *object)
{
    rule_tables *tables = object;
    dz_lexeme__free(tables->context, &tables->lexemes);
    dz_zh__free(tables->context, &tables->zh);
    dz_map__free(&tables->metonyms);
    dz_memory__free(tables->context, tables);
}

static dz_status fill_tables(rule_tables *tables)
{
    dz_map__init(&tables->metonyms, tables->context);
    dz_status status = dz_lexeme__fill(tables->context, &tables->lexemes);
    if (status == DZ_OK)
        status = dz_zh__fill(tables->context, &tables->zh);
    return status == DZ_OK ? dz_entity__fill_metonyms(&tables->metonyms) : status;
}

static dz_status find_tables(dz_finder *finder)
{
    static const char room[] = "attribution";
    rule_tables *tables = dz_context__kept(finder->context, room);
    if (!tables) {
        tables = dz_memory__zeroed(finder->context, 1, sizeof *tables);
        if (!tables)
            return DZ_ERROR_MEMORY;
        tables->context = finder->context;
        dz_status status = fill_tables(tables);
        if (status == DZ_OK)
            status = dz_context__keep(finder->context, room, tables, free_tables);
        if (status != DZ_OK) {
            free_tables(tables);
            return status;
        }
    }
    finder->lexemes = &tables->lexemes;
    finder->zh = &tables->zh;
    finder->metonyms = &tables->metonyms;
    return DZ_OK;
}

/* The tagger keeps some hundred bytes a word while it reads a block: this keeps its memory within bounds. */
#define LONGEST_TAGGED ((size_t)1 << 18)

dz_status dz_finder__walk(dz_finder *finder, const dz_document *document, dz_passage_visitor visit, void *payload)
{
    size_t block_count = 0;
    size_t sentence_count = 0;
    const dz_block *blocks = dz_document_blocks(document, &block_count);
    const dz_sentence *sentences = dz_document_sentences(document, &sentence_count);
    DZ_ARRAY(dz_span) spans = {0};
    dz_status status = DZ_OK;
    size_t sentence = 0;
    uint32_t quotation = 0;
    for (size_t i = 0; i < block_count && status == DZ_OK; i++) {
        spans.count = 0;
        for (; sentence < sentence_count && sentences[sentence].block <= i && status == DZ_OK; sentence++)
            if (sentences[sentence].block == i)
                status = dz_array__push(finder->context, &spans, sentences[sentence].span);
        while (quotation < finder->quotations.count && finder->quotations.items[quotation].block < i)
            quotation++;
        if (status != DZ_OK || !is_read_here(finder, &blocks[i], quotation, i))
            continue;
        dz_passage passage = {blocks[i].content, (uint32_t)i, spans.items,
                              spans.count,       quotation,   i ? blocks[i - 1].content.end : 0};
        passage.chinese = is_chinese(finder->text, passage.span);
        passage.ruled =
            passage.chinese || is_block_quotation(&blocks[i]) || passage.span.end - passage.span.begin > LONGEST_TAGGED;
        status = visit(finder, &passage, payload);
        if (status == DZ_OK)
            status = dz_context__progress(finder->context, "attributions", i + 1, block_count);
    }
    dz_array__free(finder->context, &spans);
    return status;
}

dz_status dz_finder__open(dz_finder *finder, dz_context *context, const dz_document *document)
{
    size_t block_count = 0;
    memset(finder, 0, sizeof *finder);
    finder->context = context;
    finder->text = dz_document_text(document).data;
    finder->blocks = dz_document_blocks(document, &block_count);
    return find_tables(finder);
}

dz_status dz_finder__find(dz_finder *finder, const dz_document *document)
{
    size_t block_count = 0;
    const dz_block *blocks = dz_document_blocks(document, &block_count);
    dz_status status = scan_quotations(finder, blocks, block_count);
    return status == DZ_OK ? dz_finder__walk(finder, document, read_passage, NULL) : status;
}

/* ---- The public form --------------------------------------------------------------------------------------------- */

static dz_status copy_spans(dz_attribution_list *list, dz_spans *out, const dz_span *items, size_t count)
{
    size_t kept = 0;
    dz_span *copy = dz_arena__allocate(&list->arena, (count + 1) * sizeof *copy);
    if (!copy)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        if (items[i].end > items[i].begin)
            copy[kept++] = items[i];
    out->items = copy;
    out->count = kept;
    return DZ_OK;
}

/* The first quotation whose inside begins in or behind a stretch. */
static size_t first_quotation_in(const dz_finder *finder, dz_span stretch)
{
    size_t low = 0;
    size_t high = finder->quotations.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (finder->quotations.items[middle].inner.begin < stretch.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool holds_quotation(const dz_finder *finder, const dz_finding *finding)
{
    const dz_quotation_list *list = &finder->quotations;
    for (size_t i = 0; i < finding->content.count; i++) {
        dz_span piece = finding->content.items[i];
        for (size_t k = first_quotation_in(finder, piece); k < list->count && list->items[k].inner.begin < piece.end;
             k++)
            if (!list->items[k].title)
                return true;
    }
    return false;
}

/* Whether a mark of a quotation in the content is missing. */
static bool holds_recovered(const dz_finder *finder, const dz_finding *finding)
{
    for (size_t i = 0; i < finding->content.count; i++) {
        dz_span piece = finding->content.items[i];
        for (size_t k = first_quotation_in(finder, piece); k < finder->quotations.count; k++) {
            if (finder->quotations.items[k].inner.begin >= piece.end)
                break;
            if (finder->quotations.items[k].recovered)
                return true;
        }
    }
    return false;
}

/* What a reader should know of an attribution before relying on it; NULL: nothing. */
static dz_status make_note(dz_attribution_list *list, const dz_finder *finder, const dz_finding *finding,
                           const dz_speaker *speaker, const char **note)
{
    static const char missing[] = "a quotation mark is missing, and the end is a guess";
    static const char format[] = "the text also gives the office as \"%s\"";
    *note = NULL;
    if (holds_recovered(finder, finding)) {
        *note = missing;
        return DZ_OK;
    }
    if (!speaker->other_role)
        return DZ_OK;
    size_t length = strlen(speaker->other_role) + sizeof format;
    char *made = dz_arena__allocate(&list->arena, length);
    if (!made)
        return DZ_ERROR_MEMORY;
    snprintf(made, length, format, speaker->other_role);
    *note = made;
    return DZ_OK;
}

static dz_status append(dz_attribution_list *list, const dz_finder *finder, const dz_finding *finding,
                        const dz_speaker *speaker, uint32_t via, uint32_t about)
{
    dz_attribution attribution = {0};
    attribution.kind = finding->direct                    ? DZ_ATTRIBUTION_DIRECT
                       : holds_quotation(finder, finding) ? DZ_ATTRIBUTION_MIXED
                                                          : DZ_ATTRIBUTION_INDIRECT;
    const dz_span cue[2] = {finding->cue, finding->cue_more};
    attribution.via = via;
    attribution.about = about;
    attribution.speaker = speaker->name;
    attribution.role = speaker->role;
    attribution.rule = finding->rule;
    attribution.confidence = finding->confidence;
    attribution.entity = speaker->entity;
    dz_status status = make_note(list, finder, finding, speaker, &attribution.note);
    if (status == DZ_OK)
        status = copy_spans(list, &attribution.content, finding->content.items, finding->content.count);
    if (status == DZ_OK)
        status = copy_spans(list, &attribution.cue, cue, 2);
    if (status == DZ_OK)
        status = copy_spans(list, &attribution.source, &finding->source, 1);
    return status == DZ_OK ? dz_array__push(list->context, &list->items, attribution) : status;
}

/* "he sees it", "it knew nothing" inside what another says: a pronoun's attitude to a thing is no claim handed on. */
static bool is_weak(const dz_finder *finder, const dz_finding *finding)
{
    size_t length = finding->source.end - finding->source.begin;
    bool pronoun = length && length <= 4 && finder->text[finding->source.begin] >= 'a' &&
                   !memchr(finder->text + finding->source.begin, ' ', length);
    return pronoun && finding->class == DZ_CUE_THINK && strcmp(finding->rule, "noun-phrase") == 0;
}

/* The place of the nearest attribution around one that is shown itself. */
static uint32_t shown_parent(const uint32_t *via, const uint32_t *place, uint32_t number)
{
    do
        number = via[number];
    while (number != DZ_NO_ATTRIBUTION && place[number] == DZ_NO_ATTRIBUTION);
    return number == DZ_NO_ATTRIBUTION ? number : place[number];
}

/* Fills the list with the findings; with `outer_only` those inside others are left out and numbers close up. */
static dz_status publish(dz_attribution_list *list, dz_finder *finder, bool outer_only)
{
    size_t count = finder->findings.count;
    uint32_t *links = dz_memory__zeroed(finder->context, count * 3 + 1, sizeof *links);
    if (!links)
        return DZ_ERROR_MEMORY;
    dz_speaker *speakers = dz_memory__zeroed(finder->context, count + 1, sizeof *speakers);
    uint32_t *via = links;
    uint32_t *about = links + count;
    uint32_t *place = links + 2 * count;
    dz_status status = speakers ? dz_layer__link(finder, via, about) : DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = dz_speaker__resolve(finder, via, &list->arena, speakers, &list->entities);
    uint32_t next = 0;
    for (size_t i = 0; i < count; i++) {
        bool inner = via[i] != DZ_NO_ATTRIBUTION;
        place[i] = inner && (outer_only || is_weak(finder, &finder->findings.items[i])) ? DZ_NO_ATTRIBUTION : next++;
    }
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        if (place[i] == DZ_NO_ATTRIBUTION)
            continue;
        status = append(list, finder, &finder->findings.items[i], &speakers[i], shown_parent(via, place, (uint32_t)i),
                        about[i] == DZ_NO_ATTRIBUTION ? about[i] : place[about[i]]);
    }
    dz_memory__free(finder->context, speakers);
    dz_memory__free(finder->context, links);
    return status;
}

/* The strings of a list may go before this one does. */
static dz_status copy_string(dz_attribution_list *list, const char **string)
{
    if (!*string)
        return DZ_OK;
    *string = dz_arena__copy(&list->arena, *string, strlen(*string));
    return *string ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status take_known(dz_attribution_list *list, const dz_attribution_list *known)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; known && i < known->entities.count && status == DZ_OK; i++) {
        dz_entity entity = known->entities.items[i];
        const char **const strings[] = {&entity.name,       &entity.role, &entity.organisation,
                                        &entity.stands_for, &entity.key,  &entity.other_role};
        for (size_t k = 0; k < sizeof strings / sizeof *strings && status == DZ_OK; k++)
            status = copy_string(list, strings[k]);
        entity.attributions = 0;
        if (status == DZ_OK)
            status = dz_array__push(list->context, &list->entities, entity);
    }
    return status;
}

void dz_finder__close(dz_finder *finder)
{
    for (size_t i = 0; i < finder->findings.count; i++)
        dz_array__free(finder->context, &finder->findings.items[i].content);
    dz_array__free(finder->context, &finder->findings);
    dz_array__free(finder->context, &finder->mentions);
    dz_array__free(finder->context, &finder->quotations);
    dz_memory__free(finder->context, finder->taken);
}

dz_status dz_attribute(dz_context *context, dz_attribution_list **out, const dz_document *document,
                       const dz_attribution_options *options)
{
    const dz_attribution_options defaults = DZ_ATTRIBUTION_OPTIONS_INIT;
    if (!out)
        return DZ_ERROR_ARGUMENT;
    *out = NULL;
    if (!options)
        options = &defaults;
    if (!context || !document || options->version != DZ_ATTRIBUTION_OPTIONS_VERSION)
        return DZ_ERROR_ARGUMENT;
    dz_finder finder;
    dz_attribution_list *list = dz_memory__zeroed(context, 1, sizeof *list);
    if (!list)
        return DZ_ERROR_MEMORY;
    list->context = context;
    dz_arena__init(&list->arena, context);
    dz_status status = dz_finder__open(&finder, context, document);
    if (status == DZ_OK)
        status = take_known(list, options->known);
    if (status == DZ_OK)
        status = dz_finder__find(&finder, document);
    if (status == DZ_OK && options->model)
        status = dz_tagger__refine(&finder, document, options->model);
    if (status == DZ_OK)
        status = dz_paragraph__join(&finder);
    if (status == DZ_OK)
        status = publish(list, &finder, options->outer_only);
    dz_finder__close(&finder);
    if (status == DZ_OK)
        *out = list;
    else
        dz_attribution_list_free(list);
    return status;
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

size_t dz_attribution_count(const dz_attribution_list *list)
{
    return list->items.count;
}

const dz_attribution *dz_attribution_at(const dz_attribution_list *list, size_t index)
{
    return index < list->items.count ? &list->items.items[index] : NULL;
}

size_t dz_attribution_entity_count(const dz_attribution_list *list)
{
    return list->entities.count;
}

const dz_entity *dz_attribution_entity_at(const dz_attribution_list *list, uint32_t entity)
{
    return entity < list->entities.count ? &list->entities.items[entity] : NULL;
}

const char *dz_attribution_kind_name(dz_attribution_kind kind)
{
    switch (kind) {
    case DZ_ATTRIBUTION_DIRECT:
        return "direct";
    case DZ_ATTRIBUTION_INDIRECT:
        return "indirect";
    case DZ_ATTRIBUTION_MIXED:
        return "mixed";
    }
    return "unknown";
}

void dz_attribution_list_free(dz_attribution_list *list)
{
    if (!list)
        return;
    dz_context *context = list->context;
    dz_array__free(context, &list->entities);
    dz_array__free(context, &list->items);
    dz_arena__free(&list->arena);
    dz_memory__free(context, list);
}
