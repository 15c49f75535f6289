#include "match/terms.h"

#include "match/bits.h"

#define FIRST_SLOTS 256
#define FIRST_PIECE 4
#define LARGEST_PIECE 128
#define NEXT_BYTES 4

#define PACKED_HEAD_BYTES 32
#define TERMS_PER_BUCKET 16
#define COUNT_RICE 4
#define BLOCKS_RICE 1
#define BYTES_RICE 2

static uint32_t finish_hash(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(hash >> 32);
}

uint32_t dz_terms__hash_word(const char *form, size_t length)
{
    uint64_t hash = length;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)form[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return finish_hash(hash);
}

uint32_t dz_terms__hash_han(uint32_t first, uint32_t second)
{
    return finish_hash(((uint64_t)first << 32 | second) * UINT64_C(0x9E3779B97F4A7C15) + 1);
}

/* ---- In memory ------------------------------------------------------------------------------------------------ */

/* The slot of a hash, or the free one where it belongs. */
static dz_term_slot *find_slot(const dz_terms *terms, uint32_t hash)
{
    size_t mask = terms->slot_count - 1, at = hash & mask;
    while (terms->slots[at].count && terms->slots[at].hash != hash)
        at = (at + 1) & mask;
    return &terms->slots[at];
}

static dz_status grow_slots(dz_context *context, dz_terms *terms)
{
    dz_terms grown = {.slot_count = terms->slot_count ? 2 * terms->slot_count : FIRST_SLOTS};
    grown.slots = dz_memory__zeroed(context, grown.slot_count, sizeof *grown.slots);
    if (!grown.slots)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < terms->slot_count; i++)
        if (terms->slots[i].count)
            *find_slot(&grown, terms->slots[i].hash) = terms->slots[i];
    dz_memory__free(context, terms->slots);
    terms->slots = grown.slots;
    terms->slot_count = grown.slot_count;
    return DZ_OK;
}

static uint32_t piece_bytes(uint32_t number)
{
    uint32_t bytes = (uint32_t)FIRST_PIECE << (number < 5 ? number : 5);
    return bytes < LARGEST_PIECE ? bytes : LARGEST_PIECE;
}

/* There is room: see make_room. */
static void add_piece(dz_terms *terms, dz_term_slot *slot)
{
    uint32_t bytes = piece_bytes(slot->pieces) + NEXT_BYTES, piece = (uint32_t)terms->pool.count;
    memset(terms->pool.items + piece, 0, bytes);
    terms->pool.count += bytes;
    if (slot->pieces)
        dz_bytes__write_u32(terms->pool.items + slot->at, piece);
    else
        slot->first_piece = piece;
    slot->at = piece;
    slot->left = bytes - NEXT_BYTES;
    slot->pieces++;
}

static void append_distance(dz_terms *terms, dz_term_slot *slot, uint32_t distance)
{
    do {
        if (!slot->left)
            add_piece(terms, slot);
        terms->pool.items[slot->at++] = (unsigned char)((distance & 0x7F) | (distance > 0x7F ? 0x80 : 0));
        slot->left--;
        distance >>= 7;
    } while (distance);
}

/* Room for a new term, or for two distances, so that what follows cannot fail half way. */
static dz_status make_room(dz_context *context, dz_terms *terms)
{
    const size_t pieces = 4 * (LARGEST_PIECE + NEXT_BYTES);
    if (terms->pool.count > UINT32_MAX - pieces)
        return dz_context__fail(context, DZ_ERROR_LIMIT, "the sources are too large for one index");
    if (4 * (terms->used + 1) > 3 * terms->slot_count) {
        dz_status status = grow_slots(context, terms);
        if (status != DZ_OK)
            return status;
    }
    return dz_array__reserve(context, &terms->pool, pieces);
}

void dz_terms__prefetch(const dz_terms *terms, uint32_t hash)
{
    if (terms->slot_count)
        __builtin_prefetch(&terms->slots[hash & (terms->slot_count - 1)], 1);
}

dz_status dz_terms__post(dz_context *context, dz_terms *terms, uint32_t hash, uint32_t block, uint32_t first_block,
                         uint32_t thin)
{
    dz_status status = make_room(context, terms);
    if (status != DZ_OK)
        return status;
    dz_term_slot *slot = find_slot(terms, hash);
    if (!slot->count) {
        *slot = (dz_term_slot){.hash = hash, .count = 1, .last = block};
        terms->used++;
        return DZ_OK;
    }
    if (slot->last >= first_block && block - slot->last < thin)
        return DZ_OK;
    if (slot->count == 1)
        append_distance(terms, slot, slot->last);
    append_distance(terms, slot, block - slot->last);
    slot->last = block;
    slot->count++;
    return DZ_OK;
}

/* The next distance of a slot's list, from `*at` in the piece `*piece`. */
static uint32_t next_distance(const dz_terms *terms, uint32_t *at, uint32_t *left, uint32_t *piece)
{
    uint32_t distance = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (!*left) {
            *at = dz_bytes__read_u32(terms->pool.items + *at);
            *left = piece_bytes(++*piece);
        }
        unsigned char byte = terms->pool.items[(*at)++];
        --*left;
        distance |= (uint32_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return distance;
    }
}

static void read_slot(const dz_terms *terms, const dz_term_slot *slot, uint32_t *blocks)
{
    uint32_t at = slot->first_piece, left = piece_bytes(0), piece = 0, block = 0;
    if (slot->count == 1) {
        blocks[0] = slot->last;
        return;
    }
    for (uint32_t i = 0; i < slot->count; i++)
        blocks[i] = block += next_distance(terms, &at, &left, &piece);
}

/* ---- Packed --------------------------------------------------------------------------------------------------- */

static size_t directory_bytes(const dz_packed_terms *packed)
{
    return 8 * ((size_t)packed->buckets + 1);
}

static unsigned bits_of(uint32_t number)
{
    unsigned bits = 1;
    while (bits < 32 && number >> bits)
        bits++;
    return bits;
}

static unsigned rice_of_list(uint32_t block_count, uint32_t count)
{
    return dz_bits__rice_for(block_count / count);
}

/* Looks a hash up among the heads of its bucket. */
static void find_packed(const dz_packed_terms *packed, dz_term *term)
{
    uint32_t bucket = term->hash >> packed->shift;
    const unsigned char *entry = packed->directory + 8 * (size_t)bucket;
    size_t begin = dz_bytes__read_u32(entry), end = dz_bytes__read_u32(entry + 8), list = dz_bytes__read_u32(entry + 4);
    if (begin >= end || end > packed->heads_length)
        return;
    dz_bit_reader reader = {packed->heads + begin, end - begin, 0};
    uint32_t count = dz_bits__get_rice(&reader, COUNT_RICE), hash = bucket << packed->shift;
    for (uint32_t i = 0; i < count && !dz_bits__overrun(&reader); i++) {
        hash += dz_bits__get_rice(&reader, packed->rice);
        uint32_t blocks = dz_bits__get_rice(&reader, BLOCKS_RICE) + 1, single = 0, bytes = 0;
        if (blocks == 1)
            single = dz_bits__get(&reader, packed->block_bits);
        else
            bytes = dz_bits__get_rice(&reader, BYTES_RICE);
        bool good = blocks <= packed->block_count && list <= packed->lists_length && !dz_bits__overrun(&reader) &&
                    bytes <= packed->lists_length - list;
        if (!good || hash > term->hash)
            return;
        if (hash == term->hash) {
            term->packed_count = blocks;
            term->single = single;
            term->packed_begin = list;
            term->packed_end = list + bytes;
            return;
        }
        list += bytes;
    }
}

static size_t read_packed(const dz_packed_terms *packed, const dz_term *term, uint32_t *blocks)
{
    if (term->packed_count == 1) {
        blocks[0] = term->single;
        return term->single < packed->block_count;
    }
    dz_bit_reader reader = {packed->lists + term->packed_begin, term->packed_end - term->packed_begin, 0};
    unsigned rice = rice_of_list(packed->block_count, term->packed_count);
    size_t count = 0;
    uint64_t block = 0;
    for (uint32_t i = 0; i < term->packed_count; i++) {
        block += dz_bits__get_rice(&reader, rice) + (i > 0);
        if (block >= packed->block_count || dz_bits__overrun(&reader))
            break;
        blocks[count++] = (uint32_t)block;
    }
    return count;
}

static void pack_blocks(const uint32_t *blocks, uint32_t count, uint32_t block_count, dz_buffer *lists)
{
    dz_bit_writer writer = {.out = lists};
    unsigned rice = rice_of_list(block_count, count);
    for (uint32_t i = 0; i < count; i++)
        dz_bits__put_rice(&writer, i ? blocks[i] - blocks[i - 1] - 1 : blocks[0], rice);
    dz_bits__flush(&writer);
}

/* What packing works with. */
typedef struct packing {
    dz_context *context;
    const dz_terms *terms;
    dz_packed_terms form;
    dz_term_slot *slots; /* those in use, sorted by hash */
    DZ_ARRAY(uint32_t) blocks;
    dz_buffer directory, heads, lists;
} packing;

static void put_u32(dz_buffer *out, uint32_t number)
{
    unsigned char bytes[4];
    dz_bytes__write_u32(bytes, number);
    dz_buffer__append(out, (const char *)bytes, sizeof bytes);
}

static void sift_slot(dz_term_slot *slots, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && slots[child].hash < slots[child + 1].hash)
            child++;
        if (slots[root].hash >= slots[child].hash)
            return;
        dz_term_slot swap = slots[root];
        slots[root] = slots[child];
        slots[child] = swap;
    }
}

/* The slots in use, sorted. A heap sort: qsort(3) may allocate behind the context's back. */
static dz_status sort_slots(packing *work)
{
    size_t count = 0, used = work->terms->used;
    work->slots = dz_memory__allocate(work->context, (used + 1) * sizeof *work->slots);
    if (!work->slots)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < work->terms->slot_count; i++)
        if (work->terms->slots[i].count)
            work->slots[count++] = work->terms->slots[i];
    for (size_t i = count / 2; i-- > 0;)
        sift_slot(work->slots, i, count);
    for (size_t end = count; end-- > 1;) {
        dz_term_slot swap = work->slots[0];
        work->slots[0] = work->slots[end];
        work->slots[end] = swap;
        sift_slot(work->slots, 0, end);
    }
    return DZ_OK;
}

static dz_status pack_bucket(packing *work, const dz_term_slot *slots, size_t count, uint32_t bucket)
{
    dz_bit_writer writer = {.out = &work->heads};
    uint32_t before = bucket << work->form.shift;
    put_u32(&work->directory, (uint32_t)work->heads.length);
    put_u32(&work->directory, (uint32_t)work->lists.length);
    if (count)
        dz_bits__put_rice(&writer, (uint32_t)count, COUNT_RICE);
    for (size_t i = 0; i < count; i++) {
        size_t begin = work->lists.length;
        work->blocks.count = 0;
        dz_status status = dz_array__reserve(work->context, &work->blocks, slots[i].count);
        if (status != DZ_OK)
            return status;
        read_slot(work->terms, &slots[i], work->blocks.items);
        dz_bits__put_rice(&writer, slots[i].hash - before, work->form.rice);
        dz_bits__put_rice(&writer, slots[i].count - 1, BLOCKS_RICE);
        before = slots[i].hash;
        if (slots[i].count == 1) {
            dz_bits__put(&writer, work->blocks.items[0], work->form.block_bits);
            continue;
        }
        pack_blocks(work->blocks.items, slots[i].count, work->form.block_count, &work->lists);
        dz_bits__put_rice(&writer, (uint32_t)(work->lists.length - begin), BYTES_RICE);
    }
    dz_bits__flush(&writer);
    return DZ_OK;
}

static dz_status pack_slots(packing *work)
{
    dz_status status = DZ_OK;
    for (size_t bucket = 0, at = 0; bucket < work->form.buckets && status == DZ_OK; bucket++) {
        size_t begin = at;
        while (at < work->terms->used && work->slots[at].hash >> work->form.shift == bucket)
            at++;
        status = pack_bucket(work, work->slots + begin, at - begin, (uint32_t)bucket);
        if (work->lists.length > UINT32_MAX || work->heads.length > UINT32_MAX)
            return dz_context__fail(work->context, DZ_ERROR_LIMIT, "the sources are too large for one index");
    }
    put_u32(&work->directory, (uint32_t)work->heads.length);
    put_u32(&work->directory, (uint32_t)work->lists.length);
    return status;
}

static dz_packed_terms plan_packing(size_t count, uint32_t block_count)
{
    dz_packed_terms form = {.count = (uint32_t)count, .block_count = block_count};
    unsigned bits = 1;
    while (bits < 28 && ((size_t)TERMS_PER_BUCKET << bits) < count)
        bits++;
    form.buckets = UINT32_C(1) << bits;
    form.shift = 32 - bits;
    form.rice = dz_bits__rice_for((UINT64_C(1) << 32) / (count + 1));
    form.block_bits = bits_of(block_count);
    return form;
}

static dz_status write_packed(packing *work, dz_buffer *out)
{
    const uint32_t head[] = {work->form.count,
                             work->form.buckets,
                             work->form.shift,
                             work->form.rice,
                             (uint32_t)work->heads.length,
                             (uint32_t)work->lists.length,
                             0,
                             0};
    dz_buffer *const parts[] = {&work->directory, &work->heads, &work->lists};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        put_u32(out, head[i]);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == DZ_OK; i++) {
        dz_view part = dz_buffer__view(parts[i]);
        status = dz_buffer__status(parts[i]);
        if (status == DZ_OK)
            status = dz_buffer__append(out, part.data, part.length);
    }
    return status == DZ_OK ? dz_buffer__status(out) : status;
}

dz_status dz_terms__pack(dz_context *context, const dz_terms *terms, uint32_t block_count, dz_buffer *out)
{
    packing work = {.context = context, .terms = terms, .form = plan_packing(terms->used, block_count)};
    dz_buffer__init(&work.directory, context);
    dz_buffer__init(&work.heads, context);
    dz_buffer__init(&work.lists, context);
    dz_status status = sort_slots(&work);
    if (status == DZ_OK)
        status = pack_slots(&work);
    if (status == DZ_OK)
        status = write_packed(&work, out);
    dz_memory__free(context, work.slots);
    dz_array__free(context, &work.blocks);
    dz_buffer__free(&work.directory);
    dz_buffer__free(&work.heads);
    dz_buffer__free(&work.lists);
    return status;
}

bool dz_terms__unpack(dz_terms *terms, const unsigned char *bytes, size_t length, uint32_t block_count)
{
    if (length < PACKED_HEAD_BYTES)
        return false;
    dz_packed_terms packed = {.count = dz_bytes__read_u32(bytes), .block_count = block_count};
    packed.block_bits = bits_of(block_count);
    packed.buckets = dz_bytes__read_u32(bytes + 4);
    packed.shift = dz_bytes__read_u32(bytes + 8);
    packed.rice = dz_bytes__read_u32(bytes + 12);
    packed.heads_length = dz_bytes__read_u32(bytes + 16);
    packed.lists_length = dz_bytes__read_u32(bytes + 20);
    if (packed.shift < 1 || packed.shift > 31 || packed.rice > 31 ||
        packed.buckets != UINT32_C(1) << (32 - packed.shift))
        return false;
    if (length != PACKED_HEAD_BYTES + directory_bytes(&packed) + packed.heads_length + packed.lists_length)
        return false;
    packed.directory = bytes + PACKED_HEAD_BYTES;
    packed.heads = packed.directory + directory_bytes(&packed);
    packed.lists = packed.heads + packed.heads_length;
    terms->packed = packed;
    return true;
}

/* ---- Both ----------------------------------------------------------------------------------------------------- */

dz_term dz_terms__find(const dz_terms *terms, uint32_t hash)
{
    dz_term term = {.hash = hash};
    if (terms->packed.count)
        find_packed(&terms->packed, &term);
    term.count = term.packed_count;
    if (terms->slot_count)
        term.count += find_slot(terms, hash)->count;
    return term;
}

size_t dz_terms__read(const dz_terms *terms, const dz_term *term, uint32_t *blocks)
{
    size_t count = term->packed_count ? read_packed(&terms->packed, term, blocks) : 0;
    if (term->count > term->packed_count) {
        const dz_term_slot *slot = find_slot(terms, term->hash);
        read_slot(terms, slot, blocks + count);
        count += slot->count;
    }
    return count;
}

size_t dz_terms__count(const dz_terms *terms)
{
    return terms->packed.count + terms->used;
}

void dz_terms__free(dz_context *context, dz_terms *terms)
{
    dz_memory__free(context, terms->slots);
    dz_array__free(context, &terms->pool);
}
