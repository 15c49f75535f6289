#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "base/map.h"
#include "match/format.h"
#include "match/index.h"

/* ---- Numbers and strings -------------------------------------------------------------------------------------- */

static void put_number(dz_buffer *out, uint64_t number)
{
    do {
        dz_buffer__append_byte(out, (char)((number & 0x7F) | (number > 0x7F ? 0x80 : 0)));
        number >>= 7;
    } while (number);
}

static void put_signed(dz_buffer *out, int64_t number)
{
    put_number(out, (uint64_t)number << 1 ^ (uint64_t)(number >> 63));
}

static void put_difference(dz_buffer *out, size_t number, size_t from)
{
    put_signed(out, (int64_t)number - (int64_t)from);
}

static void put_string(dz_buffer *out, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    put_number(out, text ? length + 1 : 0);
    if (text)
        dz_buffer__append(out, text, length + 1);
}

/* ---- Sections ------------------------------------------------------------------------------------------------- */

typedef struct index_writer {
    dz_context *context;
    const dz_index *index;
    const char *path;
    dz_map strings;
    dz_buffer section;
    dz_output *output;
    dz_sink sink;
    uint64_t at;
    unsigned char head[INDEX_HEAD_BYTES];
} index_writer;

/* Notes a section that begins at `begin` and ends here. */
static dz_status end_section(index_writer *writer, size_t number, uint64_t begin, uint64_t sum)
{
    static const char zeros[8] = {0};
    unsigned char *entry = writer->head + INDEX_TABLE_BYTE + INDEX_ENTRY_BYTES * number;
    dz_bytes__write_u64(entry, begin);
    dz_bytes__write_u64(entry + 8, writer->at - begin);
    dz_bytes__write_u64(entry + 16, sum);
    size_t rest = (size_t)(8 - writer->at % 8) % 8;
    writer->at += rest;
    return writer->sink.write(writer->sink.payload, zeros, rest);
}

/* Writes what was gathered in `section`, and empties it. */
static dz_status write_section(index_writer *writer, size_t number, dz_status status)
{
    dz_view bytes = dz_buffer__view(&writer->section);
    uint64_t begin = writer->at;
    if (status == DZ_OK)
        status = dz_buffer__status(&writer->section);
    if (status == DZ_OK)
        status = writer->sink.write(writer->sink.payload, bytes.data, bytes.length);
    writer->at += bytes.length;
    if (status == DZ_OK)
        status =
            end_section(writer, number, begin, dz_bytes__checksum(0, (const unsigned char *)bytes.data, bytes.length));
    dz_buffer__clear(&writer->section);
    return status;
}

static dz_status write_sources(index_writer *writer)
{
    const dz_index *index = writer->index;
    for (size_t i = 0; i < index->sources.count; i++) {
        const dz_index_source *source = &index->sources.items[i];
        put_string(&writer->section, source->path);
        put_number(&writer->section, source->size);
        put_number(&writer->section, source->hash);
        put_number(&writer->section, source->count);
    }
    return write_section(writer, INDEX_SOURCES, DZ_OK);
}

/* The number of a shared string + 1; 0 for none. */
static dz_status put_shared(index_writer *writer, const char *text)
{
    uint32_t number = 0;
    dz_status status = text ? dz_map__intern(&writer->strings, text, strlen(text), &number) : DZ_OK;
    put_number(&writer->section, text ? (uint64_t)number + 1 : 0);
    return status;
}

/* Most blocks are paragraphs that nothing is said of but where they stand. */
static bool is_plain(const dz_block *block)
{
    return !block->speaker && !block->markup && block->turn == DZ_NO_TURN &&
           block->content.begin == block->span.begin && block->content.end == block->span.end;
}

static dz_status put_blocks(index_writer *writer, const dz_document *document)
{
    size_t count, behind = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    dz_buffer *out = &writer->section;
    dz_status status = DZ_OK;
    put_number(out, count);
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        const dz_block *block = &blocks[i];
        put_number(out, INDEX_BLOCK_CODE((unsigned)block->kind, (unsigned)block->role, is_plain(block)));
        put_number(out, block->span.begin - behind);
        put_number(out, block->span.end - block->span.begin);
        behind = block->span.end;
        if (is_plain(block))
            continue;
        put_number(out, block->turn == DZ_NO_TURN ? 0 : (uint64_t)block->turn + 1);
        put_difference(out, block->content.begin, block->span.begin);
        put_difference(out, block->content.end, block->span.end);
        status = put_shared(writer, block->speaker);
        if (status == DZ_OK)
            status = put_shared(writer, block->markup);
    }
    return status;
}

/* A sentence: how far behind the last it begins, twice, and one more where it stands in another block; how long it is;
 * and how many blocks it is further. */
static void put_sentences(dz_buffer *out, const dz_document *document)
{
    size_t count, behind = 0;
    uint32_t block = 0;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    put_number(out, count);
    for (size_t i = 0; i < count; i++) {
        bool moves = sentences[i].block != block;
        put_number(out, (uint64_t)(sentences[i].span.begin - behind) << 1 | moves);
        put_number(out, sentences[i].span.end - sentences[i].span.begin);
        if (moves)
            put_number(out, sentences[i].block - block);
        block = sentences[i].block;
        behind = sentences[i].span.end;
    }
}

static dz_status write_documents(index_writer *writer)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < writer->index->entries.count && status == DZ_OK; i++) {
        const dz_document *document = writer->index->entries.items[i].document;
        dz_buffer *out = &writer->section;
        put_number(out, dz_document_text(document).length);
        put_number(out, dz_offsets_length_codepoints(dz_document_offsets(document)));
        put_string(out, dz_document_name(document));
        put_string(out, dz_document_encoding(document));
        put_string(out, dz_document_language_tag(document));
        put_string(out, dz_document_date(document));
        put_string(out, dz_document_speaker(document));
        put_string(out, dz_document_title(document));
        put_string(out, dz_document_address(document));
        put_number(out, (uint64_t)dz_document_language(document));
        status = put_blocks(writer, document);
        put_sentences(out, document);
    }
    return write_section(writer, INDEX_DOCUMENTS, status);
}

static dz_status write_strings(index_writer *writer)
{
    put_number(&writer->section, writer->strings.count);
    for (size_t i = 0; i < writer->strings.count; i++)
        put_string(&writer->section, writer->strings.entries[i].key);
    return write_section(writer, INDEX_STRINGS, DZ_OK);
}

static dz_status write_anchors(index_writer *writer)
{
    const dz_index *index = writer->index;
    for (size_t i = 0; i < index->entries.count; i++) {
        const dz_index_entry *entry = &index->entries.items[i];
        const dz_anchor *anchors = index->anchors.items;
        put_number(&writer->section, entry->anchor_end - entry->anchor_begin);
        put_number(&writer->section, entry->block_begin);
        put_number(&writer->section, entry->key_end - entry->key_begin);
        for (size_t j = entry->anchor_begin + 1; j < entry->anchor_end; j++) {
            uint32_t text = anchors[j].text - anchors[j - 1].text;
            put_difference(&writer->section, text, DZ_ANCHOR_BYTES);
            put_difference(&writer->section, text, anchors[j].key - anchors[j - 1].key);
        }
    }
    return write_section(writer, INDEX_ANCHORS, DZ_OK);
}

/* The texts go to the file from where they are. A checksum goes over steps of eight bytes, so each text but the last is
 * filled up to that. */
static dz_status write_texts(index_writer *writer)
{
    static const char zeros[8] = {0};
    uint64_t begin = writer->at, sum = 0;
    for (size_t i = 0; i < writer->index->entries.count; i++) {
        dz_view text = dz_document_text(writer->index->entries.items[i].document);
        size_t whole = text.length / 8 * 8;
        char tail[8] = {0};
        memcpy(tail, text.data + whole, text.length - whole);
        sum = dz_bytes__checksum(sum, (const unsigned char *)text.data, whole);
        sum = dz_bytes__checksum(sum, (const unsigned char *)tail, sizeof tail);
        dz_status status = writer->sink.write(writer->sink.payload, text.data, text.length);
        if (status == DZ_OK)
            status = writer->sink.write(writer->sink.payload, zeros, whole + 8 - text.length);
        if (status != DZ_OK)
            return status;
        writer->at += whole + 8;
    }
    return end_section(writer, INDEX_TEXTS, begin, sum);
}

static dz_status write_offsets(index_writer *writer)
{
    for (size_t i = 0; i < writer->index->entries.count; i++) {
        const dz_document *document = writer->index->entries.items[i].document;
        const dz_offsets *offsets = dz_document_offsets(document);
        size_t length = dz_document_text(document).length;
        if (dz_offsets_length_codepoints(offsets) == length)
            continue;
        for (size_t at = 0; at < length; at += INDEX_OFFSETS_STRIDE) {
            unsigned char mark[4];
            dz_bytes__write_u32(mark, (uint32_t)dz_offsets_codepoint(offsets, at));
            dz_buffer__append(&writer->section, (const char *)mark, sizeof mark);
        }
    }
    return write_section(writer, INDEX_OFFSETS, DZ_OK);
}

/* ---- The file ------------------------------------------------------------------------------------------------- */

static void fill_head(index_writer *writer)
{
    unsigned char *head = writer->head;
    memcpy(head, INDEX_MAGIC, 8);
    dz_bytes__write_u32(head + 8, INDEX_VERSION);
    dz_bytes__write_u32(head + 12, INDEX_SECTIONS);
    dz_bytes__write_u64(head + 16, writer->at);
    dz_bytes__write_u32(head + 32, writer->index->key_length);
    dz_bytes__write_u32(head + 36, writer->index->block_count);
    dz_bytes__write_u32(head + 40, (uint32_t)writer->index->entries.count);
    dz_bytes__write_u32(head + 44, (uint32_t)writer->index->sources.count);
    dz_bytes__write_u64(head + INDEX_HEAD_CHECKSUM_BYTE, 0);
    dz_bytes__write_u64(head + INDEX_HEAD_CHECKSUM_BYTE, dz_bytes__checksum(0, head, INDEX_HEAD_BYTES));
}

static dz_status write_sections(index_writer *writer)
{
    const dz_index *index = writer->index;
    dz_status status = write_sources(writer);
    if (status == DZ_OK)
        status = write_documents(writer);
    if (status == DZ_OK)
        status = write_strings(writer);
    if (status == DZ_OK)
        status = write_anchors(writer);
    if (status == DZ_OK)
        status = write_texts(writer);
    if (status == DZ_OK)
        status = write_offsets(writer);
    if (status == DZ_OK)
        status =
            write_section(writer, INDEX_POSTINGS,
                          dz_postings__pack(writer->context, &index->postings, index->key_length, &writer->section));
    if (status == DZ_OK)
        status = write_section(writer, INDEX_TERMS,
                               dz_terms__pack(writer->context, &index->terms, index->block_count, &writer->section));
    return status;
}

dz_status dz_index_save(dz_context *context, const dz_index *index, const char *path)
{
    index_writer writer = {.context = context, .index = index, .path = path, .at = INDEX_HEAD_BYTES};
    dz_map__init(&writer.strings, context);
    dz_buffer__init(&writer.section, context);
    if (index->map.bytes)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "%s: an index that was opened cannot be saved", path);
    dz_status status = dz_output_open(context, &writer.output, path);
    if (status == DZ_OK) {
        writer.sink = dz_output_sink(writer.output);
        status = writer.sink.write(writer.sink.payload, writer.head, INDEX_HEAD_BYTES);
    }
    if (status == DZ_OK)
        status = write_sections(&writer);
    if (status == DZ_OK) {
        fill_head(&writer);
        status = dz_output__write_first(writer.output, writer.head, INDEX_HEAD_BYTES);
    }
    if (status == DZ_OK)
        status = dz_output_commit(writer.output);
    dz_output_free(writer.output);
    dz_buffer__free(&writer.section);
    dz_map__free(&writer.strings);
    return status;
}

/* ---- Stamps --------------------------------------------------------------------------------------------------- */

static dz_status add_stamp(dz_context *context, const char *path, uint64_t *size, uint64_t *hash)
{
    char *bytes = NULL;
    size_t length;
    dz_status status = dz_file__read(context, &bytes, &length, path);
    if (status == DZ_OK) {
        *hash = dz_bytes__checksum(*hash ^ length, (const unsigned char *)bytes, length);
        *size += length;
    }
    dz_memory__free(context, bytes);
    return status;
}

dz_status dz_index_stamp(dz_context *context, const char *path, uint64_t *size, uint64_t *hash)
{
    char side[4096];
    struct stat about;
    uint64_t side_size = 0;
    *size = *hash = 0;
    dz_status status = add_stamp(context, path, size, hash);
    int length = snprintf(side, sizeof side, "%s.meta.json", path);
    if (status == DZ_OK && length > 0 && (size_t)length < sizeof side && stat(side, &about) == 0 &&
        S_ISREG(about.st_mode))
        status = add_stamp(context, side, &side_size, hash);
    return status;
}
