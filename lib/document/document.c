#include "duizhao/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/file.h"
#include "document/bilingual.h"
#include "document/kinds.h"
#include "document/meta.h"
#include "document/pages.h"
#include "document/parts.h"
#include "document/readers.h"
#include "document/scan.h"
#include "document/turns.h"

#define SIDE_FILE_ENDING ".meta.json"

struct dz_document {
    dz_context *context;
    dz_arena arena; /* names, facts, speakers */
    const char *name;
    const char *encoding;
    dz_decoded *decoded; /* what was read; the text itself where nothing was extracted from it */
    dz_buffer extracted; /* the text of markup */
    dz_view text;
    dz_language language;
    const char *tag;
    dz_facts facts;
    DZ_ARRAY(dz_repair) repairs;
    DZ_ARRAY(dz_block) blocks;
    DZ_ARRAY(dz_sentence) sentences;
    dz_offsets *offsets;
};

/* ---- Options ---- */

static dz_status check_options(dz_context *context, const dz_document_options *given, dz_document_options *options)
{
    static const dz_document_options defaults = DZ_DOCUMENT_OPTIONS_INIT;
    *options = defaults;
    if (!given)
        return DZ_OK;
    static const size_t had[] = {offsetof(dz_document_options, split_remarks),
                                 offsetof(dz_document_options, boilerplate), offsetof(dz_document_options, only)};
    if (given->version > 0 &&
        given->version < DZ_DOCUMENT_OPTIONS_VERSION) { /* what it did not have keeps its default */
        memcpy(options, given, had[given->version - 1]);
        options->version = DZ_DOCUMENT_OPTIONS_VERSION;
        return DZ_OK;
    }
    if (given->version != DZ_DOCUMENT_OPTIONS_VERSION)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "document options of version %u; this library knows %u",
                                given->version, DZ_DOCUMENT_OPTIONS_VERSION);
    *options = *given;
    return DZ_OK;
}

static dz_status use_option(dz_draft *draft, dz_fact *fact, const char *value)
{
    return value ? dz_draft__set(draft, fact, (dz_view){value, strlen(value)}, DZ_RANK_OPTION) : DZ_OK;
}

static dz_status use_options(dz_draft *draft, const dz_document_options *options)
{
    bool known = true;
    dz_status status = DZ_OK;
    if (options->date)
        status = dz_meta__set_date(draft, (dz_view){options->date, strlen(options->date)}, DZ_RANK_OPTION, &known);
    if (status == DZ_OK && !known)
        return dz_context__fail(draft->context, DZ_ERROR_ARGUMENT,
                                "%s: the date given, \"%.80s\", is no day like 2015-04-02", draft->name, options->date);
    if (status == DZ_OK)
        status = use_option(draft, &draft->facts.speaker, options->speaker);
    return status == DZ_OK ? use_option(draft, &draft->facts.title, options->title) : status;
}

/* ---- The document's shell ---- */

static dz_status new_document(dz_context *context, dz_document **out, const char *name)
{
    dz_document *document = dz_memory__zeroed(context, 1, sizeof *document);
    *out = NULL;
    if (!document)
        return DZ_ERROR_MEMORY;
    document->context = context;
    dz_arena__init(&document->arena, context);
    dz_buffer__init(&document->extracted, context);
    document->encoding = "UTF-8";
    document->tag = "und";
    document->text = (dz_view){"", 0};
    document->name = dz_arena__copy(&document->arena, name, strlen(name));
    if (!document->name) {
        dz_document_free(document);
        return DZ_ERROR_MEMORY;
    }
    *out = document;
    return DZ_OK;
}

/* The message of a lower floor knows the fault, not the file. */
static dz_status name_the_file(dz_document *document, dz_status status)
{
    char message[DZ_MESSAGE_BYTES];
    snprintf(message, sizeof message, "%s", dz_context_message(document->context));
    if (strncmp(message, document->name, strlen(document->name)) == 0)
        return status;
    return dz_context__fail(document->context, status, "%s: %s", document->name, message);
}

static dz_status decode(dz_document *document, const char *bytes, size_t length, const dz_document_options *options,
                        dz_input_format format)
{
    char label[64];
    const char *said = options->encoding;
    if (!said && format == DZ_INPUT_HTML && dz_read__html_charset(bytes, length, label, sizeof label))
        said = label;
    dz_status status = dz_decode(document->context, &document->decoded, bytes, length, said);
    if (status == DZ_ERROR_ENCODING)
        return name_the_file(document, status);
    if (status != DZ_OK)
        return status;
    document->encoding = dz_decoded_encoding(document->decoded);
    document->text = dz_decoded_text(document->decoded);
    return DZ_OK;
}

static dz_status keep_repairs(dz_draft *draft, const dz_decoded *decoded)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < dz_decoded_repair_count(decoded) && status == DZ_OK; i++)
        status = dz_array__push(draft->context, &draft->repairs, dz_decoded_repair(decoded, i));
    return status;
}

/* DOCX and PDF have no text that could be decoded: their readers unpack the bytes themselves. */
static bool is_packed(dz_input_format format)
{
    return format == DZ_INPUT_DOCX || format == DZ_INPUT_PDF;
}

static int by_place(const void *a, const void *b)
{
    const dz_repair *left = a;
    const dz_repair *right = b;
    return left->span.begin < right->span.begin ? -1 : left->span.begin > right->span.begin;
}

/* What deceives a reader (private use, bidi controls) is looked for in unpacked text, too. */
static dz_status report_suspicions(dz_draft *draft)
{
    dz_decoded *decoded = NULL;
    dz_status status = dz_decode(draft->context, &decoded, draft->text, draft->length, "UTF-8");
    if (status == DZ_ERROR_ENCODING)
        return DZ_OK; /* symbols alone */
    bool same = status == DZ_OK && dz_decoded_text(decoded).length == draft->length &&
                memcmp(dz_decoded_text(decoded).data, draft->text, draft->length) == 0;
    if (same)
        status = keep_repairs(draft, decoded);
    if (status == DZ_OK && draft->repairs.count > 1)
        qsort(draft->repairs.items, draft->repairs.count, sizeof *draft->repairs.items, by_place);
    dz_decoded_free(decoded);
    return status;
}

/* ---- Language ---- */

/* A page's language is often that of the template it was made with; it is believed where the letters agree. */
static dz_language declared_language(const dz_document *document, const dz_document_options *options,
                                     dz_language letters)
{
    if (options->language != DZ_LANGUAGE_UNKNOWN)
        return options->language;
    const dz_fact *fact = &document->facts.language;
    dz_language declared = fact->value ? dz_language_parse(fact->value) : DZ_LANGUAGE_UNKNOWN;
    bool contradicted = declared != DZ_LANGUAGE_UNKNOWN && letters != DZ_LANGUAGE_UNKNOWN && declared != letters;
    if (!contradicted || fact->rank > DZ_RANK_MARKUP)
        return declared;
    dz_context__log(document->context, "%s: says that it is in \"%.20s\", but its letters are not; read as %s",
                    document->name, fact->value, dz_language_name(letters));
    return letters;
}

static bool is_traditional_tag(const char *tag)
{
    dz_view view = {tag, strlen(tag)};
    return dz_scan__contains(view, "Hant") || dz_scan__ends_with(view, "TW") || dz_scan__ends_with(view, "HK") ||
           dz_scan__ends_with(view, "MO");
}

static void find_language(dz_document *document, const dz_document_options *options)
{
    dz_language letters = dz_language_detect(document->text.data, document->text.length);
    dz_language declared = options->only;
    if (declared == DZ_LANGUAGE_UNKNOWN)
        declared = declared_language(document, options, letters);
    document->language = declared != DZ_LANGUAGE_UNKNOWN ? declared : letters;
    document->tag = dz_language_name(document->language);
    if (document->language != DZ_LANGUAGE_ZH)
        return;
    dz_script script = dz_script_detect(document->text.data, document->text.length);
    bool said = document->facts.language.value && is_traditional_tag(document->facts.language.value);
    if (script == DZ_SCRIPT_HANT || (script == DZ_SCRIPT_KEEP && said))
        document->tag = "zh-Hant";
}

/* ---- Blocks and sentences ---- */

static dz_status add_sentences(dz_document *document, uint32_t number, const dz_document_options *options)
{
    const dz_block *block = &document->blocks.items[number];
    const char *text = document->text.data + block->content.begin;
    size_t length = block->content.end - block->content.begin;
    dz_sentence_options how = DZ_SENTENCE_OPTIONS_INIT;
    dz_span_list *list = NULL;
    if (length == 0)
        return DZ_OK;
    how.split_semicolons = options->split_semicolons;
    how.split_remarks = options->split_remarks;
    how.split_quotes = options->split_quotes;
    how.language = options->language != DZ_LANGUAGE_UNKNOWN ? options->language : dz_language_detect(text, length);
    if (how.language == DZ_LANGUAGE_UNKNOWN)
        how.language = document->language;
    dz_status status = dz_sentences(document->context, &list, text, length, &how);
    for (size_t i = 0; status == DZ_OK && i < list->count; i++) {
        dz_span span = {block->content.begin + list->items[i].begin, block->content.begin + list->items[i].end};
        status = dz_array__push(document->context, &document->sentences, ((dz_sentence){span, number}));
    }
    dz_span_list_free(list);
    return status;
}

/* The block as it is. */
static dz_status add_whole_sentence(dz_document *document, uint32_t number)
{
    dz_span span = dz_scan__trim(document->text.data, document->blocks.items[number].content);
    return dz_array__push(document->context, &document->sentences, ((dz_sentence){span, number}));
}

/* Headings and credits have full stops that end nothing: "I. Trade", "Apr. 3". */
static bool is_one_sentence(dz_block_kind kind)
{
    return kind == DZ_BLOCK_HEADING || kind == DZ_BLOCK_BYLINE || kind == DZ_BLOCK_DATELINE;
}

static dz_status take_blocks(dz_document *document, const dz_draft *draft, const dz_document_options *options)
{
    dz_status status = draft->pieces.count < UINT32_MAX ? DZ_OK
                                                        : dz_context__fail(document->context, DZ_ERROR_LIMIT,
                                                                           "%s: has too many lines", document->name);
    if (status == DZ_OK)
        status = dz_array__reserve(document->context, &document->blocks, draft->pieces.count);
    for (uint32_t i = 0; i < draft->pieces.count && status == DZ_OK; i++) {
        document->blocks.items[document->blocks.count++] = draft->pieces.items[i].block;
        bool drop = options->boilerplate == DZ_BOILERPLATE_DROP;
        if (drop && document->blocks.items[i].kind == DZ_BLOCK_BOILERPLATE)
            continue;
        bool whole = options->keep_lines || is_one_sentence(document->blocks.items[i].kind);
        status = whole ? add_whole_sentence(document, i) : add_sentences(document, i, options);
        if (status == DZ_OK && i % 1024 == 1023)
            status = dz_context__progress(document->context, "sentences", i + 1, draft->pieces.count);
    }
    return status;
}

/* ---- Reading ---- */

static dz_status extract(dz_document *document, dz_draft *draft, dz_input_format format, dz_view packed)
{
    dz_status status = DZ_OK;
    if (format == DZ_INPUT_HTML)
        return dz_read__html(draft, &document->extracted, document->decoded);
    if (format == DZ_INPUT_DOCX)
        status = dz_read__docx(draft, &document->extracted, packed);
    else
        status = dz_read__pdf(draft, &document->extracted, packed);
    return status == DZ_OK ? report_suspicions(draft) : status;
}

static dz_status read_pieces(dz_document *document, dz_draft *draft, const dz_document_options *options,
                             dz_input_format format, dz_view packed)
{
    dz_status status = DZ_OK;
    if (format == DZ_INPUT_HTML || is_packed(format)) {
        status = extract(document, draft, format, packed);
        document->text = (dz_view){draft->text, draft->length};
        if (status != DZ_OK || !options->keep_lines)
            return status;
        draft->pieces.count = 0; /* its lines, whatever elements they come of */
        return dz_read__lines(draft);
    }
    draft->text = document->text.data;
    draft->length = document->text.length;
    if (document->decoded)
        status = keep_repairs(draft, document->decoded);
    if (status != DZ_OK)
        return status;
    return options->keep_lines ? dz_read__lines(draft) : dz_read__plain(draft);
}

/* Where boilerplate is kept, it is text like all other. */
static void keep_boilerplate(dz_draft *draft)
{
    for (size_t i = 0; i < draft->pieces.count; i++)
        if (draft->pieces.items[i].block.kind == DZ_BLOCK_BOILERPLATE)
            draft->pieces.items[i].block.kind = DZ_BLOCK_PARAGRAPH;
}

static dz_status understand(dz_draft *draft, const dz_document_options *options)
{
    dz_status status = dz_kinds__mark(draft);
    if (status == DZ_OK && options->pages)
        status = dz_pages__mark(draft, options->pages);
    if (status == DZ_OK && options->boilerplate == DZ_BOILERPLATE_KEEP)
        keep_boilerplate(draft);
    if (status == DZ_OK && !draft->later)
        status = dz_meta__derive(draft);
    return status == DZ_OK ? dz_turns__mark(draft) : status;
}

/* FILE.meta.json, where there is one. */
static dz_status read_side_file(dz_draft *draft, const char *path)
{
    char *bytes = NULL;
    dz_decoded *decoded = NULL;
    size_t length = 0;
    const char *side = path ? dz_arena__format(draft->arena, "%s" SIDE_FILE_ENDING, path) : NULL;
    if (path && !side)
        return DZ_ERROR_MEMORY;
    struct stat about;
    if (!side || stat(side, &about) != 0)
        return DZ_OK;
    if (!S_ISREG(about.st_mode)) { /* reading a pipe would wait for ever */
        dz_context__log(draft->context, "%s: is no file, and is not read", side);
        return DZ_OK;
    }
    dz_status status = dz_file__read(draft->context, &bytes, &length, side);
    if (status == DZ_OK)
        status = dz_decode(draft->context, &decoded, bytes, length, NULL);
    if (status == DZ_ERROR_ENCODING)
        dz_context__fail(draft->context, status, "%s: is not text; correct it or take the file away", side);
    if (status == DZ_OK)
        status = dz_meta__read_side_file(draft, side, dz_decoded_text(decoded).data, dz_decoded_text(decoded).length);
    dz_decoded_free(decoded);
    dz_memory__free(draft->context, bytes);
    return status;
}

/* From the decoded bytes, or those of a packed file, to the whole document. `path` is where a side file may stand;
 * NULL: nowhere. `later`: a part that others come before. */
static dz_status build(dz_document *document, const dz_document_options *options, dz_input_format format,
                       dz_view packed, const char *path, bool later)
{
    dz_draft draft = {.context = document->context, .arena = &document->arena, .name = document->name, .later = later};
    dz_status status = read_pieces(document, &draft, options, format, packed);
    if (status == DZ_OK)
        status = use_options(&draft, options);
    if (status == DZ_OK)
        status = read_side_file(&draft, path);
    if (status == DZ_OK && options->only != DZ_LANGUAGE_UNKNOWN)
        status = dz_bilingual__keep(&draft, options->only);
    if (status == DZ_OK && !options->keep_lines)
        status = understand(&draft, options);
    document->facts = draft.facts;
    document->repairs.items = draft.repairs.items;
    document->repairs.count = draft.repairs.count;
    document->repairs.capacity = draft.repairs.capacity;
    if (status == DZ_OK) {
        find_language(document, options);
        status = take_blocks(document, &draft, options);
    }
    if (status == DZ_OK)
        status = dz_offsets_new(document->context, &document->offsets, document->text.data, document->text.length);
    dz_array__free(document->context, &draft.pieces);
    return status;
}

static dz_status finish(dz_document **out, dz_document *document, dz_status status)
{
    if (status == DZ_OK) {
        *out = document;
    } else {
        dz_document_free(document);
    }
    return status;
}

/* Standard input has no place where a side file may stand. */
static const char *side_file_place(const char *path)
{
    return strcmp(path, "-") == 0 ? NULL : path;
}

dz_status dz_document_read(dz_context *context, dz_document **out, const char *path, const dz_document_options *given)
{
    dz_document_options options;
    dz_document *document = NULL;
    char *bytes = NULL;
    size_t length = 0;
    *out = NULL;
    dz_status status = check_options(context, given, &options);
    if (status == DZ_OK)
        status = new_document(context, &document, path);
    if (status == DZ_OK)
        status = dz_file__read(context, &bytes, &length, path);
    if (status == DZ_OK) {
        dz_input_format format = dz_read__find_format(options.format, path, bytes, length);
        dz_view packed = {bytes, length};
        if (!is_packed(format)) {
            status = decode(document, bytes, length, &options, format);
            dz_memory__free(context, bytes); /* a large file need not be held twice */
            bytes = NULL;
            packed = (dz_view){"", 0};
        }
        if (status == DZ_OK)
            status = build(document, &options, format, packed, side_file_place(path), false);
    }
    dz_memory__free(context, bytes);
    return finish(out, document, status);
}

dz_status dz_document_parse(dz_context *context, dz_document **out, const char *name, const void *bytes, size_t length,
                            const dz_document_options *given)
{
    dz_document_options options;
    dz_document *document = NULL;
    *out = NULL;
    dz_status status = check_options(context, given, &options);
    if (status == DZ_OK)
        status = new_document(context, &document, name);
    if (status == DZ_OK) {
        dz_input_format format = dz_read__find_format(options.format, name, bytes, length);
        if (!is_packed(format))
            status = decode(document, bytes, length, &options, format);
        if (status == DZ_OK)
            status = build(document, &options, format, (dz_view){bytes, length}, NULL, false);
    }
    return finish(out, document, status);
}

dz_input_format dz_document_format(const char *name, const void *bytes, size_t length)
{
    return dz_read__find_format(DZ_INPUT_AUTO, name, bytes, length);
}

dz_status dz_document_from_window(dz_context *context, dz_document **out, const char *name, const dz_window *window,
                                  const char *encoding, const dz_document_options *given)
{
    dz_document_options options;
    dz_document *document = NULL;
    *out = NULL;
    dz_status status = check_options(context, given, &options);
    if (status == DZ_OK)
        status = new_document(context, &document, name);
    if (status == DZ_OK) {
        const char *copy = dz_arena__copy(&document->arena, encoding, strlen(encoding));
        document->encoding = copy ? copy : "";
        status = dz_buffer__append(&document->extracted, window->text.data, window->text.length);
        document->text = dz_buffer__view(&document->extracted);
    }
    if (status == DZ_OK)
        status = build(document, &options, DZ_INPUT_PLAIN, (dz_view){"", 0}, side_file_place(name), window->begin > 0);
    for (size_t i = 0; status == DZ_OK && i < window->repair_count; i++)
        status = dz_array__push(context, &document->repairs, window->repairs[i]);
    return finish(out, document, status);
}

static dz_status join_sentences(dz_document *document, const dz_view *sentences, size_t count)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        size_t begin = document->extracted.length;
        dz_buffer__append(&document->extracted, sentences[i].data, sentences[i].length);
        dz_span span = {begin, begin + sentences[i].length};
        if (i + 1 < count)
            dz_buffer__append_byte(&document->extracted, '\n');
        dz_block block = {.span = span, .content = span, .turn = DZ_NO_TURN};
        status = dz_array__push(document->context, &document->blocks, block);
        if (status == DZ_OK)
            status = dz_array__push(document->context, &document->sentences, ((dz_sentence){span, (uint32_t)i}));
    }
    document->text = dz_buffer__view(&document->extracted);
    return status == DZ_OK ? dz_buffer__status(&document->extracted) : status;
}

dz_status dz_document_from_sentences(dz_context *context, dz_document **out, const char *name, const dz_view *sentences,
                                     size_t count, const dz_document_options *given)
{
    dz_document_options options;
    dz_document *document = NULL;
    *out = NULL;
    dz_status status = check_options(context, given, &options);
    if (status == DZ_OK && count >= UINT32_MAX)
        status = dz_context__fail(context, DZ_ERROR_LIMIT, "%s: has too many sentences", name);
    if (status == DZ_OK)
        status = new_document(context, &document, name);
    if (status == DZ_OK)
        status = join_sentences(document, sentences, count);
    if (status == DZ_OK) {
        dz_draft draft = {.context = context, .arena = &document->arena, .name = document->name};
        status = use_options(&draft, &options);
        document->facts = draft.facts;
        find_language(document, &options);
    }
    if (status == DZ_OK)
        status = dz_offsets_new(context, &document->offsets, document->text.data, document->text.length);
    return finish(out, document, status);
}

/* ---- Putting together what was taken apart ---- */

dz_status dz_document__restore(dz_context *context, dz_document **out, const dz_document_parts *parts)
{
    dz_document *document = NULL;
    dz_status status = new_document(context, &document, parts->name);
    *out = document;
    if (status != DZ_OK) {
        dz_memory__free(context, parts->blocks);
        dz_memory__free(context, parts->sentences);
        dz_offsets_free(parts->offsets);
        return status;
    }
    document->encoding = parts->encoding;
    document->tag = parts->tag;
    document->text = parts->text;
    document->language = parts->language;
    document->facts.date.value = parts->date;
    document->facts.speaker.value = parts->speaker;
    document->facts.title.value = parts->title;
    document->facts.address.value = parts->address;
    document->blocks.items = parts->blocks;
    document->blocks.count = document->blocks.capacity = parts->block_count;
    document->sentences.items = parts->sentences;
    document->sentences.count = document->sentences.capacity = parts->sentence_count;
    document->offsets = parts->offsets;
    return DZ_OK;
}

/* ---- Looking ---- */

const char *dz_document_name(const dz_document *document)
{
    return document->name;
}

dz_view dz_document_text(const dz_document *document)
{
    return document->text;
}

const char *dz_document_encoding(const dz_document *document)
{
    return document->encoding;
}

dz_language dz_document_language(const dz_document *document)
{
    return document->language;
}

const char *dz_document_language_tag(const dz_document *document)
{
    return document->tag;
}

const char *dz_document_date(const dz_document *document)
{
    return document->facts.date.value;
}

const char *dz_document_speaker(const dz_document *document)
{
    return document->facts.speaker.value;
}

const char *dz_document_title(const dz_document *document)
{
    return document->facts.title.value;
}

const char *dz_document_address(const dz_document *document)
{
    return document->facts.address.value;
}

size_t dz_document_repair_count(const dz_document *document)
{
    return document->repairs.count;
}

dz_repair dz_document_repair(const dz_document *document, size_t index)
{
    return document->repairs.items[index];
}

const dz_block *dz_document_blocks(const dz_document *document, size_t *count)
{
    *count = document->blocks.count;
    return document->blocks.items;
}

const dz_sentence *dz_document_sentences(const dz_document *document, size_t *count)
{
    *count = document->sentences.count;
    return document->sentences.items;
}

const dz_offsets *dz_document_offsets(const dz_document *document)
{
    return document->offsets;
}

const dz_block *dz_document_block_at(const dz_document *document, size_t byte)
{
    size_t low = 0;
    size_t high = document->blocks.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const dz_block *block = &document->blocks.items[middle];
        if (byte < block->span.begin)
            high = middle;
        else if (byte >= block->span.end)
            low = middle + 1;
        else
            return block;
    }
    return NULL;
}

const char *dz_block_kind_name(dz_block_kind kind)
{
    static const char *const names[] = {"paragraph", "heading", "byline",      "dateline",
                                        "caption",   "turn",    "boilerplate", "list-item"};
    return (unsigned)kind < sizeof names / sizeof *names ? names[kind] : "paragraph";
}

const char *dz_turn_role_name(dz_turn_role role)
{
    static const char *const names[] = {"none", "question", "answer", "statement"};
    return (unsigned)role < sizeof names / sizeof *names ? names[role] : "none";
}

void dz_document_free(dz_document *document)
{
    if (!document)
        return;
    dz_context *context = document->context;
    dz_offsets_free(document->offsets);
    dz_decoded_free(document->decoded);
    dz_buffer__free(&document->extracted);
    dz_array__free(context, &document->repairs);
    dz_array__free(context, &document->blocks);
    dz_array__free(context, &document->sentences);
    dz_arena__free(&document->arena);
    dz_memory__free(context, document);
}
