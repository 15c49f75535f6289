#include "match/postings.h"

#include "match/bits.h"
#include "match/grams.h"

#define PACKED_HEAD_BYTES 24
#define POSTINGS_PER_BUCKET 32
#define COUNT_RICE 5

/* Sorts by hash. Postings come in the order of their positions, and a radix sort keeps that order among equals. */
static dz_status sort_postings(dz_context *context, dz_posting_list *postings)
{
    dz_posting *from = postings->items, *to = dz_memory__allocate(context, postings->count * sizeof *to);
    if (!to)
        return DZ_ERROR_MEMORY;
    dz_posting *spare = to;
    for (uint32_t shift = 0; shift < 32; shift += 8) {
        size_t begins[257] = {0};
        for (size_t i = 0; i < postings->count; i++)
            begins[(from[i].hash >> shift & 0xFF) + 1]++;
        for (size_t i = 0; i < 256; i++)
            begins[i + 1] += begins[i];
        for (size_t i = 0; i < postings->count; i++)
            to[begins[from[i].hash >> shift & 0xFF]++] = from[i];
        dz_posting *swap = from;
        from = to;
        to = swap;
    }
    dz_memory__free(context, spare); /* four passes end where they began */
    return DZ_OK;
}

static void free_segment(dz_context *context, dz_segment *segment)
{
    dz_memory__free(context, segment->postings);
    dz_memory__free(context, segment->buckets);
}

/* Numbers the buckets of a segment, about two postings to each. */
static dz_status fill_buckets(dz_context *context, dz_segment *segment)
{
    uint32_t bits = 1;
    while (bits < DZ_GRAM_HASH_BITS && (UINT32_C(2) << bits) < segment->count)
        bits++;
    segment->shift = DZ_GRAM_HASH_BITS - bits;
    size_t bucket_count = (size_t)1 << bits;
    segment->buckets = dz_memory__zeroed(context, bucket_count + 1, sizeof *segment->buckets);
    if (!segment->buckets)
        return DZ_ERROR_MEMORY;
    uint32_t at = 0;
    for (size_t bucket = 0; bucket <= bucket_count; bucket++) {
        while (at < segment->count && segment->postings[at].hash >> segment->shift < bucket)
            at++;
        segment->buckets[bucket] = at;
    }
    return DZ_OK;
}

/* Joins the postings of two segments, which have no buckets, into `out`, which gets none. */
static dz_status merge_segments(dz_context *context, dz_segment *out, const dz_segment *a, const dz_segment *b)
{
    memset(out, 0, sizeof *out);
    dz_posting *to = out->postings = dz_memory__allocate(context, ((size_t)a->count + b->count) * sizeof *to);
    if (!to)
        return DZ_ERROR_MEMORY;
    const dz_posting *first = a->postings, *first_end = first + a->count;
    const dz_posting *second = b->postings, *second_end = second + b->count;
    while (first < first_end && second < second_end) {
        bool is_first = first->hash <= second->hash; /* as good as random: no branch hangs on it */
        *to++ = *(is_first ? first : second);
        first += is_first;
        second += !is_first;
    }
    memcpy(to, first, (size_t)(first_end - first) * sizeof *to);
    memcpy(to + (first_end - first), second, (size_t)(second_end - second) * sizeof *to);
    out->count = a->count + b->count;
    return DZ_OK;
}

/* The first of the segments at the end that a new one is merged with: those that are no more than twice as large as
 * what is behind them. */
static size_t find_first_to_merge(const dz_postings *postings, size_t count)
{
    size_t first = postings->segments.count;
    while (first && postings->segments.items[first - 1].count / 2 <= count)
        count += postings->segments.items[--first].count;
    return first;
}

/* Merges a new segment, which has no buckets, with those from `first` on into `merged`; they stay as they are. */
static dz_status merge_all(dz_context *context, dz_segment *merged, const dz_postings *postings, size_t first,
                           const dz_segment *fresh)
{
    dz_segment all = *fresh, next;
    dz_status status = DZ_OK;
    for (size_t i = postings->segments.count; i-- > first && status == DZ_OK;) {
        status = merge_segments(context, &next, &postings->segments.items[i], &all);
        if (all.postings != fresh->postings)
            free_segment(context, &all);
        all = next;
    }
    if (status == DZ_OK)
        status = fill_buckets(context, &all);
    if (status == DZ_OK)
        *merged = all;
    else if (all.postings != fresh->postings)
        free_segment(context, &all);
    return status;
}

/* There are never more than thirty segments, and each posting is moved a logarithmic number of times. Where there is no
 * memory to merge they stay as they are, which is slower and no less right. */
dz_status dz_postings__add(dz_context *context, dz_postings *postings, dz_posting_list *list)
{
    if (!list->count)
        return DZ_OK;
    dz_segment segment = {list->items, NULL, (uint32_t)list->count, 0}, merged;
    dz_status status = sort_postings(context, list);
    if (status == DZ_OK)
        status = dz_array__reserve(context, &postings->segments, 1);
    if (status != DZ_OK)
        return status;
    size_t first = find_first_to_merge(postings, list->count);
    if (first < postings->segments.count && merge_all(context, &merged, postings, first, &segment) == DZ_OK) {
        while (postings->segments.count > first)
            free_segment(context, &postings->segments.items[--postings->segments.count]);
        free_segment(context, &segment);
        segment = merged;
    } else {
        status = fill_buckets(context, &segment);
    }
    if (status == DZ_OK) {
        postings->segments.items[postings->segments.count++] = segment;
        memset(list, 0, sizeof *list);
    }
    return status;
}

static size_t find_in_segment(const dz_segment *segment, uint32_t hash, uint32_t *positions, size_t limit)
{
    uint32_t at = segment->buckets[hash >> segment->shift], end = segment->buckets[(hash >> segment->shift) + 1];
    size_t count = 0;
    while (at < end && segment->postings[at].hash < hash)
        at++;
    for (; at < end && segment->postings[at].hash == hash && count < limit; at++)
        positions[count++] = segment->postings[at].position;
    return count;
}

/* The bits of a bucket; none where the directory is broken. */
static dz_bit_reader open_bucket(const dz_packed_postings *packed, uint32_t bucket)
{
    uint32_t begin = dz_bytes__read_u32(packed->directory + 4 * (size_t)bucket);
    uint32_t end = dz_bytes__read_u32(packed->directory + 4 * ((size_t)bucket + 1));
    if (begin > end || end > packed->bits_length)
        return (dz_bit_reader){packed->bits, 0, 0};
    return (dz_bit_reader){packed->bits + begin, end - begin, 0};
}

static size_t find_in_packed(const dz_packed_postings *packed, uint32_t hash, uint32_t *positions, size_t limit)
{
    dz_bit_reader reader = open_bucket(packed, hash >> packed->shift);
    uint32_t count = dz_bits__get_rice(&reader, COUNT_RICE), at = hash >> packed->shift << packed->shift;
    size_t found = 0;
    for (uint32_t i = 0; i < count && found < limit; i++) {
        at += dz_bits__get_rice(&reader, packed->rice);
        if (at > hash || dz_bits__overrun(&reader))
            break;
        uint32_t position = dz_bits__get(&reader, packed->position_bits);
        if (at == hash && position < packed->end && !dz_bits__overrun(&reader))
            positions[found++] = position;
    }
    return found;
}

size_t dz_postings__find(const dz_postings *postings, uint32_t hash, uint32_t *positions, size_t limit)
{
    size_t count = postings->packed.count ? find_in_packed(&postings->packed, hash, positions, limit) : 0;
    for (size_t i = 0; i < postings->segments.count && count < limit; i++)
        count += find_in_segment(&postings->segments.items[i], hash, positions + count, limit - count);
    return count;
}

size_t dz_postings__count(const dz_postings *postings)
{
    size_t count = postings->packed.count;
    for (size_t i = 0; i < postings->segments.count; i++)
        count += postings->segments.items[i].count;
    return count;
}

/* All postings of the segments as one sorted list. */
static dz_status join_segments(dz_context *context, const dz_postings *postings, dz_posting_list *list)
{
    dz_status status = dz_array__reserve(context, list, dz_postings__count(postings) + 1);
    for (size_t i = 0; status == DZ_OK && i < postings->segments.count; i++) {
        const dz_segment *segment = &postings->segments.items[i];
        memcpy(list->items + list->count, segment->postings, segment->count * sizeof *segment->postings);
        list->count += segment->count;
    }
    if (status == DZ_OK && postings->segments.count > 1)
        status = sort_postings(context, list);
    return status;
}

static unsigned bits_of(uint32_t number)
{
    unsigned bits = 1;
    while (bits < 32 && number >> bits)
        bits++;
    return bits;
}

static void pack_bucket(const dz_packed_postings *packed, const dz_posting *items, size_t count, uint32_t bucket,
                        dz_buffer *out)
{
    dz_bit_writer writer = {.out = out};
    uint32_t before = bucket << packed->shift;
    if (!count)
        return;
    dz_bits__put_rice(&writer, (uint32_t)count, COUNT_RICE);
    for (size_t i = 0; i < count; i++) {
        dz_bits__put_rice(&writer, items[i].hash - before, packed->rice);
        dz_bits__put(&writer, items[i].position, packed->position_bits);
        before = items[i].hash;
    }
    dz_bits__flush(&writer);
}

/* The form of a packed list of so many postings. */
static dz_packed_postings plan_packing(size_t count, uint32_t key_length)
{
    dz_packed_postings packed = {.count = (uint32_t)count, .end = key_length};
    unsigned bits = 0;
    while (bits < DZ_GRAM_HASH_BITS - 1 && ((size_t)POSTINGS_PER_BUCKET << bits) < count)
        bits++;
    packed.buckets = UINT32_C(1) << bits;
    packed.shift = DZ_GRAM_HASH_BITS - bits;
    packed.rice = dz_bits__rice_for((UINT64_C(1) << DZ_GRAM_HASH_BITS) / (count + 1));
    packed.position_bits = bits_of(key_length);
    return packed;
}

static void put_u32(dz_buffer *out, uint32_t number)
{
    unsigned char bytes[4];
    dz_bytes__write_u32(bytes, number);
    dz_buffer__append(out, (const char *)bytes, sizeof bytes);
}

static dz_status pack_list(dz_context *context, const dz_packed_postings *packed, const dz_posting_list *list,
                           dz_buffer *out, dz_buffer *bits)
{
    const uint32_t head[] = {packed->count, packed->buckets, packed->shift, packed->rice, packed->position_bits, 0};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        put_u32(out, head[i]);
    put_u32(out, 0);
    for (size_t bucket = 0, at = 0; bucket < packed->buckets; bucket++) {
        size_t begin = at;
        while (at < list->count && list->items[at].hash >> packed->shift == bucket)
            at++;
        pack_bucket(packed, list->items + begin, at - begin, (uint32_t)bucket, bits);
        put_u32(out, (uint32_t)bits->length);
    }
    if (bits->length > UINT32_MAX)
        return dz_context__fail(context, DZ_ERROR_LIMIT, "the sources are too large for one index");
    dz_view all = dz_buffer__view(bits);
    dz_buffer__append(out, all.data, all.length);
    return dz_buffer__status(bits) == DZ_OK ? dz_buffer__status(out) : dz_buffer__status(bits);
}

dz_status dz_postings__pack(dz_context *context, const dz_postings *postings, uint32_t key_length, dz_buffer *out)
{
    dz_posting_list list = {0};
    dz_buffer bits;
    dz_buffer__init(&bits, context);
    dz_packed_postings packed = plan_packing(dz_postings__count(postings), key_length);
    dz_status status = join_segments(context, postings, &list);
    if (status == DZ_OK)
        status = pack_list(context, &packed, &list, out, &bits);
    dz_buffer__free(&bits);
    dz_array__free(context, &list);
    return status;
}

bool dz_postings__unpack(dz_postings *postings, const unsigned char *bytes, size_t length, uint32_t key_length)
{
    if (length < PACKED_HEAD_BYTES)
        return false;
    dz_packed_postings packed = {.count = dz_bytes__read_u32(bytes), .end = key_length};
    packed.buckets = dz_bytes__read_u32(bytes + 4);
    packed.shift = dz_bytes__read_u32(bytes + 8);
    packed.rice = dz_bytes__read_u32(bytes + 12);
    packed.position_bits = dz_bytes__read_u32(bytes + 16);
    bool good = packed.shift <= DZ_GRAM_HASH_BITS && packed.rice < 32 && packed.position_bits <= 32 &&
                packed.buckets == UINT32_C(1) << (DZ_GRAM_HASH_BITS - packed.shift);
    size_t directory_bytes = 4 * ((size_t)packed.buckets + 1);
    if (!good || length - PACKED_HEAD_BYTES < directory_bytes)
        return false;
    packed.directory = bytes + PACKED_HEAD_BYTES;
    packed.bits = packed.directory + directory_bytes;
    packed.bits_length = length - PACKED_HEAD_BYTES - directory_bytes;
    postings->packed = packed;
    return true;
}

void dz_postings__free(dz_context *context, dz_postings *postings)
{
    for (size_t i = 0; i < postings->segments.count; i++)
        free_segment(context, &postings->segments.items[i]);
    dz_array__free(context, &postings->segments);
}
