/* Blocks, sentences and words of a document. */
#include "write/parts.h"

void dz_parts__open(dz_parts *parts, dz_context *context, const dz_sink *sink, const dz_document *document,
                    dz_format format, const dz_write_options *options)
{
    dz_json__init(&parts->json, context);
    dz_plain__init(&parts->text, context, sink, false);
    parts->sink = sink;
    parts->document = document;
    parts->source = dz_document_text(document);
    parts->jsonl = format == DZ_FORMAT_JSONL;
    parts->json.base = options ? options->part_begin : 0;
    parts->part_block = options ? options->part_block : 0;
}

dz_status dz_parts__close(dz_parts *parts, dz_status status)
{
    if (status == DZ_OK)
        status = dz_plain__flush(&parts->text);
    dz_json__free(&parts->json);
    dz_plain__free(&parts->text);
    return status;
}

void dz_parts__begin(dz_parts *parts, const char *type)
{
    dz_json__begin(&parts->json, type);
    dz_json__key(&parts->json, "document");
    dz_json__text(&parts->json, dz_document_name(parts->document));
}

static dz_status write_block(dz_parts *parts, const dz_block *block)
{
    const char *kind = dz_block_kind_name(block->kind);
    dz_json *json = &parts->json;
    if (!parts->jsonl) {
        dz_plain__format(&parts->text, "%s\t%s\t%s\t", kind,
                         block->role == DZ_ROLE_NONE ? "-" : dz_turn_role_name(block->role),
                         block->speaker ? block->speaker : "-");
        dz_plain__line(&parts->text, parts->source.data + block->span.begin, block->span.end - block->span.begin);
        return dz_plain__end_line(&parts->text);
    }
    dz_parts__begin(parts, "block");
    dz_json__key(json, "kind");
    dz_json__text(json, kind);
    dz_json__key(json, "speaker");
    dz_json__text(json, block->speaker);
    dz_json__key(json, "turn");
    if (block->turn == DZ_NO_TURN)
        dz_json__null(json);
    else
        dz_json__integer(json, block->turn);
    dz_json__key(json, "turn_role");
    dz_json__text(json, block->role == DZ_ROLE_NONE ? NULL : dz_turn_role_name(block->role));
    dz_json__key(json, "markup");
    dz_json__text(json, block->markup);
    dz_json__span_members(json, parts->document, block->span);
    return dz_json__end(json, parts->sink);
}

dz_status dz_write_blocks(dz_context *context, const dz_sink *sink, const dz_document *document, dz_format format,
                          const dz_write_options *options)
{
    dz_parts parts;
    dz_status status = DZ_OK;
    size_t count;
    const dz_block *blocks = dz_document_blocks(document, &count);
    dz_parts__open(&parts, context, sink, document, format, options);
    for (size_t i = 0; status == DZ_OK && i < count; i++)
        status = write_block(&parts, &blocks[i]);
    return dz_parts__close(&parts, status);
}

static dz_status write_sentence(dz_parts *parts, const dz_sentence *sentence)
{
    dz_span span = sentence->span;
    if (!parts->jsonl) {
        dz_plain__line(&parts->text, parts->source.data + span.begin, span.end - span.begin);
        return dz_plain__end_line(&parts->text);
    }
    dz_parts__begin(parts, "sentence");
    dz_json__key(&parts->json, "block");
    dz_json__integer(&parts->json, parts->part_block + sentence->block);
    dz_json__span_members(&parts->json, parts->document, span);
    return dz_json__end(&parts->json, parts->sink);
}

dz_status dz_write_sentences(dz_context *context, const dz_sink *sink, const dz_document *document, dz_format format,
                             const dz_write_options *options)
{
    dz_parts parts;
    dz_status status = DZ_OK;
    size_t count;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    dz_parts__open(&parts, context, sink, document, format, options);
    for (size_t i = 0; status == DZ_OK && i < count; i++)
        status = write_sentence(&parts, &sentences[i]);
    return dz_parts__close(&parts, status);
}

static dz_status write_word(dz_parts *parts, dz_span span, bool first)
{
    if (!parts->jsonl) {
        if (!first)
            dz_plain__byte(&parts->text, ' ');
        return dz_plain__line(&parts->text, parts->source.data + span.begin, span.end - span.begin);
    }
    dz_parts__begin(parts, "word");
    dz_json__span_members(&parts->json, parts->document, span);
    return dz_json__end(&parts->json, parts->sink);
}

static dz_status write_sentence_words(dz_parts *parts, dz_context *context, dz_span sentence,
                                      const dz_word_options *options)
{
    dz_word_list *words = NULL;
    dz_status status =
        dz_words(context, &words, parts->source.data + sentence.begin, sentence.end - sentence.begin, options);
    for (size_t i = 0; status == DZ_OK && i < words->count; i++) {
        dz_span span = words->items[i].span;
        span.begin += sentence.begin;
        span.end += sentence.begin;
        status = write_word(parts, span, i == 0);
    }
    dz_word_list_free(words);
    if (status == DZ_OK && !parts->jsonl)
        status = dz_plain__end_line(&parts->text);
    return status;
}

dz_status dz_write_words(dz_context *context, const dz_sink *sink, const dz_document *document, dz_format format,
                         const dz_word_options *words, const dz_write_options *options)
{
    dz_parts parts;
    dz_status status = DZ_OK;
    size_t count;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    dz_parts__open(&parts, context, sink, document, format, options);
    for (size_t i = 0; status == DZ_OK && i < count; i++)
        status = write_sentence_words(&parts, context, sentences[i].span, words);
    return dz_parts__close(&parts, status);
}
