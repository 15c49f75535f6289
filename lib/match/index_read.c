#include <string.h>

#include "base/bytes.h"
#include "document/parts.h"
#include "match/format.h"
#include "match/index.h"
#include "text/decode.h"
#include "text/offsets.h"

/* ---- Numbers and strings -------------------------------------------------------------------------------------- */

/* A section that is read from front to back. What is wrong with it is remembered; then it gives zeros. */
typedef struct section_reader {
    const unsigned char *bytes;
    size_t length;
    size_t at;
    bool broken;
} section_reader;

static uint64_t get_number(section_reader *reader)
{
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (reader->at >= reader->length)
            break;
        unsigned char byte = reader->bytes[reader->at++];
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return number;
    }
    reader->broken = true;
    reader->at = reader->length;
    return 0;
}

static uint64_t get_limited(section_reader *reader, uint64_t most)
{
    uint64_t number = get_number(reader);
    if (number <= most)
        return number;
    reader->broken = true;
    return 0;
}

/* A count of items that take `bytes` each at the least, so that no count asks for more memory than the file has. */
static size_t get_count(section_reader *reader, size_t bytes)
{
    return (size_t)get_limited(reader, (reader->length - reader->at) / bytes);
}

/* A place behind another one. */
static size_t get_further(section_reader *reader, size_t from, size_t most)
{
    return from + (size_t)get_limited(reader, most - from);
}

/* A place before or behind another one. */
static size_t get_place(section_reader *reader, size_t from, size_t most)
{
    uint64_t number = get_number(reader);
    uint64_t place = (uint64_t)from + (number >> 1 ^ (0 - (number & 1)));
    if (place <= most)
        return (size_t)place;
    reader->broken = true;
    return 0;
}

/* A place that was written as what another one is further. */
static size_t get_less(section_reader *reader, size_t from, size_t most)
{
    uint64_t number = get_number(reader);
    uint64_t place = (uint64_t)from - (number >> 1 ^ (0 - (number & 1)));
    if (place <= most)
        return (size_t)place;
    reader->broken = true;
    return 0;
}

static const char *get_string(section_reader *reader)
{
    size_t size = get_count(reader, 1);
    if (!size)
        return NULL;
    const char *text = (const char *)reader->bytes + reader->at;
    reader->at += size;
    if (memchr(text, 0, size) == text + size - 1)
        return text;
    reader->broken = true;
    return NULL;
}

static const char *get_known_string(section_reader *reader)
{
    const char *text = get_string(reader);
    return text ? text : "";
}

/* ---- The file ------------------------------------------------------------------------------------------------- */

typedef struct index_opener {
    dz_context *context;
    dz_index *index;
    const char *path;
    section_reader sections[INDEX_SECTIONS];
    DZ_ARRAY(const char *) strings;
    size_t text_at;
    size_t offsets_at;
} index_opener;

static dz_status refuse(const index_opener *opener, const char *why)
{
    return dz_context__fail(opener->context, DZ_ERROR_FORMAT, "%s: %s; build it anew with dz index build --fresh",
                            opener->path, why);
}

static dz_status check_head(index_opener *opener)
{
    const dz_file_map *map = &opener->index->map;
    unsigned char head[INDEX_HEAD_BYTES];
    if (map->length < 8 || memcmp(map->bytes, INDEX_MAGIC, 8) != 0)
        return dz_context__fail(opener->context, DZ_ERROR_FORMAT, "%s: is no index; dz index build makes one",
                                opener->path);
    if (map->length < INDEX_HEAD_BYTES)
        return refuse(opener, "is truncated");
    if (dz_bytes__read_u32(map->bytes + 8) != INDEX_VERSION)
        return refuse(opener, "is an index of another version");
    memcpy(head, map->bytes, sizeof head);
    dz_bytes__write_u64(head + INDEX_HEAD_CHECKSUM_BYTE, 0);
    if (dz_bytes__checksum(0, head, sizeof head) != dz_bytes__read_u64(map->bytes + INDEX_HEAD_CHECKSUM_BYTE) ||
        dz_bytes__read_u32(head + 12) != INDEX_SECTIONS)
        return refuse(opener, "is damaged (its head has another checksum)");
    if (dz_bytes__read_u64(head + 16) > map->length)
        return refuse(opener, "is truncated");
    if (dz_bytes__read_u64(head + 16) < map->length)
        return refuse(opener, "is damaged (bytes follow its end)");
    return DZ_OK;
}

static dz_status find_section(index_opener *opener, size_t number)
{
    const dz_file_map *map = &opener->index->map;
    const unsigned char *entry = map->bytes + INDEX_TABLE_BYTE + INDEX_ENTRY_BYTES * number;
    uint64_t begin = dz_bytes__read_u64(entry), length = dz_bytes__read_u64(entry + 8);
    if (begin < INDEX_HEAD_BYTES || begin % 8 || begin > map->length || length > map->length - begin)
        return refuse(opener, "is damaged (a section lies outside of it)");
    if (dz_bytes__checksum(0, map->bytes + begin, (size_t)length) != dz_bytes__read_u64(entry + 16))
        return refuse(opener, "is damaged (its content has another checksum)");
    opener->sections[number] = (section_reader){.bytes = map->bytes + begin, .length = (size_t)length};
    return DZ_OK;
}

static dz_status read_strings(index_opener *opener)
{
    section_reader *reader = &opener->sections[INDEX_STRINGS];
    size_t count = get_count(reader, 1);
    dz_status status = dz_array__reserve(opener->context, &opener->strings, count + 1);
    for (size_t i = 0; i < count && status == DZ_OK; i++)
        opener->strings.items[opener->strings.count++] = get_known_string(reader);
    return status;
}

static const char *get_shared(index_opener *opener)
{
    section_reader *reader = &opener->sections[INDEX_DOCUMENTS];
    size_t number = (size_t)get_limited(reader, opener->strings.count);
    return number ? opener->strings.items[number - 1] : NULL;
}

static dz_status read_sources(index_opener *opener, size_t count, size_t documents)
{
    section_reader *reader = &opener->sections[INDEX_SOURCES];
    size_t first = 0;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK && !reader->broken; i++) {
        dz_index_source source = {.path = get_known_string(reader)};
        source.size = get_number(reader);
        source.hash = get_number(reader);
        source.first = first;
        source.count = (size_t)get_limited(reader, documents - first);
        first += source.count;
        status = dz_array__push(opener->context, &opener->index->sources, source);
    }
    return status;
}

/* ---- Documents ------------------------------------------------------------------------------------------------ */

static void read_block(index_opener *opener, dz_block *block, size_t behind, size_t most)
{
    section_reader *reader = &opener->sections[INDEX_DOCUMENTS];
    unsigned code = (unsigned)get_limited(reader, INDEX_BLOCK_CODE(DZ_BLOCK_LIST_ITEM, DZ_ROLE_STATEMENT, 1));
    block->kind = (dz_block_kind)INDEX_BLOCK_KIND(code);
    block->role = (dz_turn_role)INDEX_BLOCK_ROLE(code);
    block->span.begin = get_further(reader, behind, most);
    block->span.end = get_further(reader, block->span.begin, most);
    block->content = block->span;
    block->turn = DZ_NO_TURN;
    if (INDEX_BLOCK_PLAIN(code))
        return;
    uint64_t turn = get_limited(reader, UINT32_MAX);
    block->turn = turn ? (uint32_t)(turn - 1) : DZ_NO_TURN;
    block->content.begin = get_place(reader, block->span.begin, most);
    block->content.end = get_place(reader, block->span.end, most);
    block->speaker = get_shared(opener);
    block->markup = get_shared(opener);
    if (block->content.end < block->content.begin)
        reader->broken = true;
}

static dz_status read_blocks(index_opener *opener, dz_document_parts *parts)
{
    section_reader *reader = &opener->sections[INDEX_DOCUMENTS];
    size_t count = get_count(reader, 3), behind = 0;
    if (!(parts->blocks = dz_memory__zeroed(opener->context, count + 1, sizeof *parts->blocks)))
        return DZ_ERROR_MEMORY;
    for (; parts->block_count < count && !reader->broken; parts->block_count++) {
        dz_block *block = &parts->blocks[parts->block_count];
        read_block(opener, block, behind, parts->text.length);
        behind = block->span.end;
    }
    return DZ_OK;
}

static dz_status read_sentences(index_opener *opener, dz_document_parts *parts)
{
    section_reader *reader = &opener->sections[INDEX_DOCUMENTS];
    size_t count = get_count(reader, 2), behind = 0, block = 0, most = parts->text.length;
    if (!(parts->sentences = dz_memory__zeroed(opener->context, count + 1, sizeof *parts->sentences)))
        return DZ_ERROR_MEMORY;
    if (count && !parts->block_count)
        reader->broken = true;
    for (; parts->sentence_count < count && !reader->broken; parts->sentence_count++) {
        dz_sentence *sentence = &parts->sentences[parts->sentence_count];
        uint64_t further = get_limited(reader, 2 * (uint64_t)(most - behind) + 1);
        sentence->span.begin = behind + (size_t)(further >> 1);
        sentence->span.end = get_further(reader, sentence->span.begin, most);
        if (further & 1)
            block = get_further(reader, block, parts->block_count - 1);
        sentence->block = (uint32_t)block;
        behind = sentence->span.end;
    }
    return DZ_OK;
}

/* Finds the text of the next document, and its code points. */
static dz_status read_text(index_opener *opener, dz_document_parts *parts, size_t length, size_t codepoints)
{
    section_reader *texts = &opener->sections[INDEX_TEXTS], *marks = &opener->sections[INDEX_OFFSETS];
    size_t room = length / 8 * 8 + 8, left = texts->length - opener->text_at, mark_bytes = 0;
    if (length > UINT32_MAX || room > left || texts->bytes[opener->text_at + length])
        return refuse(opener, "is damaged (a text is missing)");
    parts->text = (dz_view){(const char *)texts->bytes + opener->text_at, length};
    if (dz_decode__valid_length(parts->text.data, length) < length)
        return refuse(opener, "is damaged (a text is no UTF-8)");
    opener->text_at += room;
    if (codepoints < length)
        mark_bytes = 4 * ((length + INDEX_OFFSETS_STRIDE - 1) / INDEX_OFFSETS_STRIDE);
    if (codepoints > length || mark_bytes > marks->length - opener->offsets_at)
        return refuse(opener, "is damaged (a text has no table of its characters)");
    const unsigned char *table = mark_bytes ? marks->bytes + opener->offsets_at : NULL;
    opener->offsets_at += mark_bytes;
    return dz_offsets__borrow(opener->context, &parts->offsets, parts->text.data, length, codepoints, table,
                              INDEX_OFFSETS_STRIDE);
}

static dz_status read_parts(index_opener *opener, dz_document_parts *parts)
{
    section_reader *reader = &opener->sections[INDEX_DOCUMENTS];
    size_t length = (size_t)get_number(reader), codepoints = (size_t)get_number(reader);
    parts->name = get_known_string(reader);
    parts->encoding = get_known_string(reader);
    parts->tag = get_known_string(reader);
    parts->date = get_string(reader);
    parts->speaker = get_string(reader);
    parts->title = get_string(reader);
    parts->address = get_string(reader);
    parts->language = (dz_language)get_limited(reader, DZ_LANGUAGE_EN);
    dz_status status = read_text(opener, parts, length, codepoints);
    if (status == DZ_OK)
        status = read_blocks(opener, parts);
    if (status == DZ_OK)
        status = read_sentences(opener, parts);
    if (status == DZ_OK && reader->broken)
        status = refuse(opener, "is damaged (its documents)");
    return status;
}

static dz_status read_anchors(index_opener *opener, dz_index_entry *entry)
{
    dz_index *index = opener->index;
    section_reader *reader = &opener->sections[INDEX_ANCHORS];
    size_t count = get_count(reader, 1), text_length = dz_document_text(entry->document).length;
    uint64_t block = get_limited(reader, UINT32_MAX);
    uint64_t letters = get_limited(reader, UINT32_MAX - index->key_length);
    dz_status status = dz_array__reserve(opener->context, &index->anchors, count + 1);
    if (status != DZ_OK)
        return status;
    dz_anchor anchor = {index->key_length, 0};
    entry->key_begin = index->key_length;
    entry->key_end = index->key_length + (uint32_t)letters;
    entry->anchor_begin = (uint32_t)index->anchors.count;
    entry->block_begin = (uint32_t)block;
    index->anchors.items[index->anchors.count++] = anchor;
    for (size_t i = 1; i < count && !reader->broken; i++) {
        size_t text = get_place(reader, DZ_ANCHOR_BYTES, text_length - anchor.text);
        anchor.text += (uint32_t)text;
        anchor.key += (uint32_t)get_less(reader, text, entry->key_end - anchor.key);
        index->anchors.items[index->anchors.count++] = anchor;
    }
    entry->anchor_end = (uint32_t)index->anchors.count;
    index->key_length = entry->key_end;
    if (reader->broken || count < 2 || anchor.text != text_length || block < index->block_count ||
        dz_index__blocks(entry) > UINT32_MAX - block)
        return refuse(opener, "is damaged (its anchors)");
    index->block_count = entry->block_begin + dz_index__blocks(entry);
    return DZ_OK;
}

static dz_status read_document(index_opener *opener)
{
    dz_document_parts parts = {0};
    dz_index_entry entry = {0};
    dz_status status = read_parts(opener, &parts);
    if (status != DZ_OK) {
        dz_memory__free(opener->context, parts.blocks);
        dz_memory__free(opener->context, parts.sentences);
        dz_offsets_free(parts.offsets);
        return status;
    }
    status = dz_document__restore(opener->context, &entry.document, &parts);
    if (status == DZ_OK)
        status = read_anchors(opener, &entry);
    if (status == DZ_OK)
        status = dz_array__push(opener->context, &opener->index->entries, entry);
    if (status != DZ_OK)
        dz_document_free(entry.document);
    return status;
}

static dz_status read_index(index_opener *opener)
{
    const unsigned char *head = opener->index->map.bytes;
    uint32_t documents = dz_bytes__read_u32(head + 40), sources = dz_bytes__read_u32(head + 44);
    dz_index *index = opener->index;
    dz_status status = read_strings(opener);
    if (status == DZ_OK)
        status = read_sources(opener, sources, documents);
    for (uint32_t i = 0; i < documents && status == DZ_OK; i++)
        status = read_document(opener);
    if (status != DZ_OK)
        return status;
    if (opener->sections[INDEX_STRINGS].broken || opener->sections[INDEX_SOURCES].broken ||
        index->key_length != dz_bytes__read_u32(head + 32) || index->block_count > dz_bytes__read_u32(head + 36))
        return refuse(opener, "is damaged (its head says something else)");
    index->block_count = dz_bytes__read_u32(head + 36);
    const section_reader *postings = &opener->sections[INDEX_POSTINGS], *terms = &opener->sections[INDEX_TERMS];
    if (!dz_postings__unpack(&index->postings, postings->bytes, postings->length, index->key_length) ||
        !dz_terms__unpack(&index->terms, terms->bytes, terms->length, index->block_count))
        return refuse(opener, "is damaged (its lists)");
    return DZ_OK;
}

dz_status dz_index_open(dz_context *context, dz_index **out, const char *path)
{
    index_opener opener = {.context = context, .path = path};
    *out = NULL;
    dz_status status = dz_index_new(context, &opener.index);
    if (status == DZ_OK)
        status = dz_file__map(context, &opener.index->map, path);
    if (status == DZ_OK)
        status = check_head(&opener);
    for (size_t i = 0; i < INDEX_SECTIONS && status == DZ_OK; i++)
        status = find_section(&opener, i);
    if (status == DZ_OK)
        status = read_index(&opener);
    dz_array__free(context, &opener.strings);
    if (status == DZ_OK)
        *out = opener.index;
    else
        dz_index_free(opener.index);
    return status;
}

/* ---- Out of another index ------------------------------------------------------------------------------------- */

static dz_status copy_parts(dz_context *context, dz_document_parts *parts, const dz_document *document)
{
    const dz_block *blocks = dz_document_blocks(document, &parts->block_count);
    const dz_sentence *sentences = dz_document_sentences(document, &parts->sentence_count);
    parts->blocks = dz_memory__zeroed(context, parts->block_count + 1, sizeof *blocks);
    parts->sentences = dz_memory__zeroed(context, parts->sentence_count + 1, sizeof *sentences);
    if (!parts->blocks || !parts->sentences)
        return DZ_ERROR_MEMORY;
    if (parts->block_count)
        memcpy(parts->blocks, blocks, parts->block_count * sizeof *blocks);
    if (parts->sentence_count)
        memcpy(parts->sentences, sentences, parts->sentence_count * sizeof *sentences);
    return dz_offsets_new(context, &parts->offsets, parts->text.data, parts->text.length);
}

dz_status dz_index_add_from(dz_index *index, const dz_index *other, size_t number)
{
    const dz_document *document = dz_index_document(other, number);
    dz_document *copy = NULL;
    dz_document_parts parts = {.name = dz_document_name(document),
                               .encoding = dz_document_encoding(document),
                               .tag = dz_document_language_tag(document),
                               .date = dz_document_date(document),
                               .speaker = dz_document_speaker(document),
                               .title = dz_document_title(document),
                               .address = dz_document_address(document),
                               .text = dz_document_text(document),
                               .language = dz_document_language(document)};
    dz_status status = copy_parts(index->context, &parts, document);
    if (status != DZ_OK) {
        dz_memory__free(index->context, parts.blocks);
        dz_memory__free(index->context, parts.sentences);
        return status;
    }
    status = dz_document__restore(index->context, &copy, &parts);
    return status == DZ_OK ? dz_index_add(index, copy) : status;
}
