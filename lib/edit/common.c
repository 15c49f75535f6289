#include "edit/common.h"

#include <string.h>

#include "base/bytes.h"
#include "edit/patience.h"

/* Where a chunk ends is told by the bytes before its end alone, so that an edit moves no end but those beside it: at
 * each line feed, and at one in so many spaces or Han characters, picked by a hash. A chunk is about 50 bytes. */
#define HASHED_BYTES 8
#define SPACES_A_CHUNK 8
#define HAN_A_CHUNK 16

#define BYTES_A_CHUNK 32 /* a guess, on the low side */

typedef struct chunk_list {
    dz_context *context;
    dz_view text;
    DZ_ARRAY(size_t) ends;
    DZ_ARRAY(uint64_t) hashes;
} chunk_list;

static bool is_picked(const char *text, size_t end, unsigned one_in)
{
    if (end < HASHED_BYTES)
        return false;
    uint64_t hash = dz_bytes__read_u64((const unsigned char *)text + end - HASHED_BYTES) * 0x9E3779B97F4A7C15u;
    return (hash >> 48) % one_in == 0;
}

/* Whether a chunk ends behind the byte before `end`. */
static bool ends_chunk(dz_view text, size_t end)
{
    unsigned char byte = (unsigned char)text.data[end - 1];
    if (byte == ' ')
        return is_picked(text.data, end, SPACES_A_CHUNK);
    if (byte < 0x80)
        return byte == '\n';
    /* the last of three bytes of U+4000 to U+9FFF */
    bool han = end >= 3 && (unsigned char)text.data[end - 3] >= 0xE4 && (unsigned char)text.data[end - 3] <= 0xE9;
    return han && is_picked(text.data, end, HAN_A_CHUNK);
}

static dz_status add_chunk(chunk_list *chunks, size_t end)
{
    size_t begin = chunks->ends.count ? chunks->ends.items[chunks->ends.count - 1] : 0;
    const unsigned char *bytes = (const unsigned char *)chunks->text.data + begin;
    dz_status status = dz_array__push(chunks->context, &chunks->ends, end);
    if (status == DZ_OK)
        status = dz_array__push(chunks->context, &chunks->hashes, dz_bytes__checksum(end - begin, bytes, end - begin));
    return status;
}

static dz_status cut_chunks(chunk_list *chunks)
{
    dz_view text = chunks->text;
    size_t guess = text.length / BYTES_A_CHUNK + 1;
    dz_status status = dz_array__reserve(chunks->context, &chunks->ends, guess);
    if (status == DZ_OK)
        status = dz_array__reserve(chunks->context, &chunks->hashes, guess);
    for (size_t end = 1; end <= text.length && status == DZ_OK; end++)
        if (end == text.length || ends_chunk(text, end))
            status = add_chunk(chunks, end);
    return status;
}

/* The chunk's bytes. */
static dz_span chunk_at(const chunk_list *chunks, size_t number)
{
    return (dz_span){number ? chunks->ends.items[number - 1] : 0, chunks->ends.items[number]};
}

static dz_status add_common(dz_context *context, dz_common_list *list, dz_common common)
{
    dz_common *last = list->count ? &list->items[list->count - 1] : NULL;
    if (last && last->first + last->length == common.first && last->second + last->length == common.second) {
        last->length += common.length;
        return DZ_OK;
    }
    return dz_array__push(context, list, common);
}

static dz_status join_pairs(dz_context *context, dz_common_list *list, const chunk_list *first,
                            const chunk_list *second, const uint32_t *partner)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < first->ends.count && status == DZ_OK; i++) {
        if (partner[i] == DZ_PATIENCE_NONE)
            continue;
        dz_span a = chunk_at(first, i), b = chunk_at(second, partner[i]);
        size_t length = a.end - a.begin;
        if (length == b.end - b.begin && !memcmp(first->text.data + a.begin, second->text.data + b.begin, length))
            status = add_common(context, list, (dz_common){a.begin, b.begin, length});
    }
    return status;
}

static void free_chunks(chunk_list *chunks)
{
    dz_array__free(chunks->context, &chunks->ends);
    dz_array__free(chunks->context, &chunks->hashes);
}

dz_status dz_common__find(dz_context *context, dz_common_list *list, dz_view first, dz_view second)
{
    chunk_list a = {.context = context, .text = first}, b = {.context = context, .text = second};
    uint32_t *partner = NULL;
    dz_status status = cut_chunks(&a);
    if (status == DZ_OK)
        status = cut_chunks(&b);
    if (status == DZ_OK) {
        partner = dz_memory__allocate(context, a.ends.count * sizeof *partner);
        status = partner ? DZ_OK : DZ_ERROR_MEMORY;
    }
    if (status == DZ_OK)
        status = dz_patience__pair(context, a.hashes.items, a.ends.count, b.hashes.items, b.ends.count, partner);
    if (status == DZ_OK)
        status = join_pairs(context, list, &a, &b, partner);
    dz_memory__free(context, partner);
    free_chunks(&a);
    free_chunks(&b);
    return status;
}
