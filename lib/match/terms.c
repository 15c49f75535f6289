#include "match/terms.h"

#include "match/bits.h"

#define FIRST_SLOTS 256
#define FIRST_PIECE 4
#define LARGEST_PIECE 128
#define PIECES_COUNTED 7
#define NEXT_BYTES 4

/* While a list is packed another, so many further on, is brought near. */
#define LISTS_AHEAD 16

#define PACKED_HEAD_BYTES 32
#define TERMS_PER_BUCKET 32
#define COUNT_RICE 5
#define WIDTH_BITS 4

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

uint32_t dz_terms__hash_pair(uint32_t first, uint32_t second)
{
    return finish_hash(((uint64_t)first << 32 | second) * UINT64_C(0x9E3779B97F4A7C15) + 2);
}

static bool makes_common(uint32_t count, uint32_t block)
{
    return count >= DZ_TERM_COMMON && count >= block / DZ_TERM_COMMON_SHARE;
}

/* ---- In memory ------------------------------------------------------------------------------------------------ */

/* Where a hash belongs: its upper bits say, so that slots stand nearly in the order of their hashes. */
static size_t home_of(const dz_terms *terms, uint32_t hash)
{
    return (size_t)((uint64_t)hash * terms->slot_count >> 32);
}

/* The slot of a hash, or the free one where it belongs. */
static dz_term_slot *find_slot(const dz_terms *terms, uint32_t hash)
{
    size_t mask = terms->slot_count - 1, at = home_of(terms, hash);
    while (terms->slots[at].count && terms->slots[at].hash != hash)
        at = (at + 1) & mask;
    return &terms->slots[at];
}

static dz_status grow_slots(dz_context *context, dz_terms *terms)
{
    dz_terms grown = {.slot_count = terms->slot_count ? 2 * terms->slot_count : FIRST_SLOTS};
    grown.slots = dz_memory__allocate(context, grown.slot_count * sizeof *grown.slots);
    if (!grown.slots)
        return DZ_ERROR_MEMORY;
    dz_memory__prefer_large_pages(grown.slots, grown.slot_count * sizeof *grown.slots);
    memset(grown.slots, 0, grown.slot_count * sizeof *grown.slots);
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
    uint32_t bytes = (uint32_t)FIRST_PIECE << (number < PIECES_COUNTED ? number : PIECES_COUNTED);
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
    slot->left = (bytes - NEXT_BYTES) & 0xFF;
    slot->pieces += slot->pieces < PIECES_COUNTED; /* those behind are alike */
}

static void append_number(dz_terms *terms, dz_term_slot *slot, uint64_t number)
{
    do {
        if (!slot->left)
            add_piece(terms, slot);
        terms->pool.items[slot->at++] = (unsigned char)((number & 0x7F) | (number > 0x7F ? 0x80 : 0));
        slot->left--;
        number >>= 7;
    } while (number);
}

/* Room for a new term, or for two numbers, so that what follows cannot fail half way. */
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
    size_t capacity = terms->pool.capacity;
    dz_status status = dz_array__reserve(context, &terms->pool, pieces);
    if (terms->pool.capacity != capacity && status == DZ_OK)
        dz_memory__prefer_large_pages(terms->pool.items, terms->pool.capacity);
    return status;
}

void dz_terms__prefetch_slot(const dz_terms *terms, uint32_t hash)
{
    if (terms->slot_count)
        __builtin_prefetch(&terms->slots[home_of(terms, hash)], 1);
}

void dz_terms__prefetch_list(const dz_terms *terms, uint32_t hash)
{
    const dz_term_slot *slot = terms->slot_count ? &terms->slots[home_of(terms, hash)] : NULL;
    if (slot && slot->hash == hash && slot->count > 1)
        __builtin_prefetch(terms->pool.items + slot->at, 1);
}

dz_status dz_terms__post(dz_context *context, dz_terms *terms, const dz_term_place *place, bool *common)
{
    dz_status status = make_room(context, terms);
    if (status != DZ_OK)
        return status;
    dz_term_slot *slot = find_slot(terms, place->hash);
    uint8_t stretch = place->is_placed ? place->stretch : DZ_TERM_SEVERAL;
    *common = slot->common;
    if (slot->count && slot->last == place->block && slot->stretch != stretch)
        slot->stretch = DZ_TERM_SEVERAL;
    if (slot->count && slot->last >= place->first_block && place->block - slot->last < place->thin)
        return DZ_OK;
    if (!slot->count) {
        *slot = (dz_term_slot){.hash = place->hash, .is_placed = place->is_placed};
        terms->used++;
    } else {
        if (slot->count == 1)
            append_number(terms, slot, slot->last);
        uint64_t distance = place->block - slot->last;
        bool placed = slot->is_placed && !slot->common;
        append_number(terms, slot, placed ? distance << DZ_TERM_STRETCH_BITS | slot->stretch : distance);
    }
    slot->last = place->block;
    slot->stretch = stretch & DZ_TERM_SEVERAL;
    slot->count++;
    slot->common |= makes_common(slot->count, place->block);
    *common = slot->common;
    return DZ_OK;
}

/* The next number in the pieces of a slot's list. */
static uint64_t next_number(const dz_terms *terms, dz_slot_walk *walk)
{
    uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (!walk->left) {
            walk->at = dz_bytes__read_u32(terms->pool.items + walk->at);
            walk->left = piece_bytes(++walk->piece);
        }
        unsigned char byte = terms->pool.items[walk->at++];
        walk->left--;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return number;
    }
}

static dz_slot_walk walk_slot(const dz_terms *terms, const dz_term_slot *slot)
{
    dz_slot_walk walk = {.slot = slot, .at = slot->first_piece, .left = piece_bytes(0), .common_from = UINT32_MAX};
    walk.further = slot->count > 1 ? (uint32_t)next_number(terms, &walk) : slot->last;
    return walk;
}

/* The next block of a slot that has one more. What is in the list behind it is its stretch, and the next distance. */
static uint32_t next_of_slot(const dz_terms *terms, dz_slot_walk *walk)
{
    walk->block += walk->further;
    walk->count++;
    if (walk->common_from == UINT32_MAX && makes_common(walk->count, walk->block))
        walk->common_from = walk->block;
    bool placed = walk->slot->is_placed && walk->common_from == UINT32_MAX;
    uint64_t number = walk->count < walk->slot->count ? next_number(terms, walk) : walk->slot->stretch;
    walk->stretch = placed ? number & DZ_TERM_SEVERAL : DZ_TERM_SEVERAL;
    walk->further = (uint32_t)(placed ? number >> DZ_TERM_STRETCH_BITS : number);
    return walk->block;
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

/* The bytes that a list may be expected to take: its distances have a bit and a half besides the width. */
static uint32_t expected_bytes(const dz_packed_terms *packed, uint32_t blocks, unsigned rice, bool is_placed)
{
    uint64_t bits = packed->block_bits + (uint64_t)(blocks - 1) * (2 * rice + 3) / 2;
    return (uint32_t)((bits + (is_placed ? (uint64_t)blocks * DZ_TERM_STRETCH_BITS : 0) + 7) / 8);
}

/* What a head says of a term's list. */
static void put_form(dz_bit_writer *writer, uint32_t bytes, uint32_t expected, unsigned rice)
{
    uint32_t further = bytes >= expected ? 2 * (bytes - expected) : 2 * (expected - bytes) - 1;
    dz_bits__put(writer, rice, WIDTH_BITS);
    dz_bits__put_gamma(writer, further + 1);
}

static size_t get_bytes(dz_bit_reader *reader, uint32_t expected)
{
    uint32_t further = dz_bits__get_gamma(reader) - 1, distance = further / 2 + (further & 1);
    return further & 1 ? expected - (distance < expected ? distance : expected) : (size_t)expected + distance;
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
        bool is_placed = dz_bits__get(&reader, 1);
        uint32_t blocks = dz_bits__get_gamma(&reader), single = 0, stretch = DZ_TERM_SEVERAL;
        unsigned rice = 0;
        size_t bytes = 0;
        if (blocks == 1) {
            single = dz_bits__get(&reader, packed->block_bits);
            stretch = is_placed ? dz_bits__get(&reader, DZ_TERM_STRETCH_BITS) : stretch;
        } else {
            rice = dz_bits__get(&reader, WIDTH_BITS);
            bytes = get_bytes(&reader, expected_bytes(packed, blocks, rice, is_placed));
        }
        bool good = blocks <= packed->block_count && list <= packed->lists_length && !dz_bits__overrun(&reader) &&
                    bytes <= packed->lists_length - list;
        if (!good || hash > term->hash)
            return;
        if (hash == term->hash) {
            term->packed_count = blocks;
            term->single = single;
            term->packed_begin = list;
            term->packed_end = list + bytes;
            term->rice = rice;
            term->is_placed = is_placed;
            term->stretch = (uint8_t)stretch;
            return;
        }
        list += bytes;
    }
}

/* What packing works with. */
typedef struct packing {
    dz_context *context;
    const dz_terms *terms;
    dz_packed_terms form;
    dz_term_slot *slots; /* those in use, sorted by hash */
    dz_buffer directory, heads, lists;
} packing;

static void put_u32(dz_buffer *out, uint32_t number)
{
    unsigned char bytes[4];
    dz_bytes__write_u32(bytes, number);
    dz_buffer__append(out, (const char *)bytes, sizeof bytes);
}

/* The slots in use, sorted: they stand in the order of their hashes, but for those that found their place taken, which
 * are further on, beyond the end at the begin. */
static dz_status sort_slots(packing *work)
{
    const dz_terms *terms = work->terms;
    size_t count = 0, first_free = 0;
    work->slots = dz_memory__zeroed(work->context, terms->used + LISTS_AHEAD, sizeof *work->slots);
    if (!work->slots)
        return DZ_ERROR_MEMORY;
    while (first_free < terms->slot_count && terms->slots[first_free].count)
        first_free++;
    for (size_t i = 0; i < terms->slot_count + first_free; i++) {
        const dz_term_slot *slot = &terms->slots[i % terms->slot_count];
        bool went_round = i % terms->slot_count < first_free && home_of(terms, slot->hash) > first_free;
        if (!slot->count || went_round != (i >= terms->slot_count))
            continue;
        size_t at = count++;
        for (; at && work->slots[at - 1].hash > slot->hash; at--)
            work->slots[at] = work->slots[at - 1];
        work->slots[at] = *slot;
    }
    return DZ_OK;
}

static void put_stretch(dz_bit_writer *writer, const dz_slot_walk *walk)
{
    if (walk->slot->is_placed && walk->common_from == UINT32_MAX)
        dz_bits__put(writer, walk->stretch, DZ_TERM_STRETCH_BITS);
}

/* Appends the list of a slot; the width of its codes. */
static unsigned pack_list(packing *work, const dz_term_slot *slot)
{
    dz_bit_writer writer = {.out = &work->lists};
    dz_slot_walk walk = walk_slot(work->terms, slot);
    uint32_t block = next_of_slot(work->terms, &walk);
    unsigned rice = dz_bits__rice_for((slot->last - block) / (slot->count - 1) - 1);
    rice = rice < 1u << WIDTH_BITS ? rice : (1u << WIDTH_BITS) - 1;
    dz_bits__put(&writer, block, work->form.block_bits);
    put_stretch(&writer, &walk);
    for (uint32_t i = 1; i < slot->count; i++) {
        uint32_t next = next_of_slot(work->terms, &walk);
        dz_bits__put_rice(&writer, next - block - 1, rice);
        put_stretch(&writer, &walk);
        block = next;
    }
    dz_bits__flush(&writer);
    return rice;
}

static void pack_bucket(packing *work, const dz_term_slot *slots, size_t count, uint32_t bucket)
{
    dz_bit_writer writer = {.out = &work->heads};
    uint32_t before = bucket << work->form.shift;
    put_u32(&work->directory, (uint32_t)work->heads.length);
    put_u32(&work->directory, (uint32_t)work->lists.length);
    if (count)
        dz_bits__put_rice(&writer, (uint32_t)count, COUNT_RICE);
    for (size_t i = 0; i < count; i++) {
        size_t begin = work->lists.length;
        __builtin_prefetch(work->terms->pool.items + slots[i + LISTS_AHEAD].first_piece);
        dz_bits__put_rice(&writer, slots[i].hash - before, work->form.rice);
        dz_bits__put(&writer, slots[i].is_placed, 1);
        dz_bits__put_gamma(&writer, slots[i].count);
        before = slots[i].hash;
        if (slots[i].count == 1) {
            dz_slot_walk walk = walk_slot(work->terms, &slots[i]);
            dz_bits__put(&writer, next_of_slot(work->terms, &walk), work->form.block_bits);
            put_stretch(&writer, &walk);
            continue;
        }
        unsigned rice = pack_list(work, &slots[i]);
        put_form(&writer, (uint32_t)(work->lists.length - begin),
                 expected_bytes(&work->form, slots[i].count, rice, slots[i].is_placed), rice);
    }
    dz_bits__flush(&writer);
}

static dz_status pack_slots(packing *work)
{
    dz_status status = DZ_OK;
    for (size_t bucket = 0, at = 0; bucket < work->form.buckets && status == DZ_OK; bucket++) {
        size_t begin = at;
        while (at < work->terms->used && work->slots[at].hash >> work->form.shift == bucket)
            at++;
        pack_bucket(work, work->slots + begin, at - begin, (uint32_t)bucket);
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

dz_term_walk dz_terms__walk(const dz_terms *terms, const dz_term *term)
{
    dz_term_walk walk = {.terms = terms,
                         .packed_count = term->packed_count,
                         .single = term->single,
                         .is_placed = term->is_placed,
                         .stretch = term->stretch,
                         .common_from = {UINT32_MAX, UINT32_MAX}};
    if (term->packed_count > 1) {
        size_t length = term->packed_end - term->packed_begin;
        walk.reader = (dz_bit_reader){terms->packed.lists + term->packed_begin, length, 0};
        walk.rice = term->rice;
    }
    if (term->count > term->packed_count)
        walk.in_memory = walk_slot(terms, find_slot(terms, term->hash));
    return walk;
}

static bool next_packed(dz_term_walk *walk)
{
    uint64_t block = walk->single;
    if (walk->packed_count > 1 && !walk->count)
        block = dz_bits__get(&walk->reader, walk->terms->packed.block_bits);
    else if (walk->packed_count > 1)
        block = (uint64_t)walk->block + dz_bits__get_rice(&walk->reader, walk->rice) + 1;
    walk->block = (uint32_t)block;
    return block < walk->terms->packed.block_count && !dz_bits__overrun(&walk->reader);
}

bool dz_terms__next(dz_term_walk *walk, uint32_t *block)
{
    dz_slot_walk *list = &walk->in_memory;
    if (walk->count < walk->packed_count && next_packed(walk)) {
        *block = walk->block;
        walk->count++;
        if (walk->common_from[0] == UINT32_MAX && makes_common(walk->count, *block))
            walk->common_from[0] = *block;
        if (walk->packed_count == 1)
            return true;
        bool placed = walk->is_placed && walk->common_from[0] == UINT32_MAX;
        walk->stretch = (uint8_t)(placed ? dz_bits__get(&walk->reader, DZ_TERM_STRETCH_BITS) : DZ_TERM_SEVERAL);
        return true;
    }
    walk->packed_count = walk->count; /* in a damaged file there were fewer */
    if (!list->slot || list->count == list->slot->count)
        return false;
    *block = next_of_slot(walk->terms, list);
    walk->stretch = list->stretch;
    walk->common_from[1] = list->common_from;
    return true;
}

/* Those of a packed list behind its first. Less is done for each than in dz_terms__next, and nothing in memory. */
static size_t read_packed(dz_term_walk *walk, uint32_t *blocks, size_t room)
{
    dz_bit_reader reader = walk->reader;
    uint64_t block = walk->block, end = walk->terms->packed.block_count;
    uint32_t number = walk->count;
    size_t count = walk->packed_count - number < room ? walk->packed_count - number : room, read = 0;
    bool placed = walk->is_placed && walk->common_from[0] == UINT32_MAX;
    for (; read < count; read++) {
        block += (uint64_t)dz_bits__get_rice(&reader, walk->rice) + 1;
        if (block >= end || dz_bits__overrun(&reader))
            break;
        blocks[read] = (uint32_t)block;
        number++;
        if (walk->common_from[0] == UINT32_MAX && makes_common(number, (uint32_t)block)) {
            walk->common_from[0] = (uint32_t)block;
            placed = false;
        }
        reader.bit += placed ? DZ_TERM_STRETCH_BITS : 0;
    }
    if (read < count)
        walk->packed_count = number;
    walk->reader = reader;
    walk->block = (uint32_t)block;
    walk->count = number;
    return read;
}

size_t dz_terms__next_blocks(dz_term_walk *walk, uint32_t *blocks, size_t room)
{
    size_t count = 0;
    while (count < room) {
        size_t read = walk->count ? read_packed(walk, blocks + count, room - count) : 0;
        if (!read && !dz_terms__next(walk, &blocks[count]))
            break;
        count += read ? read : 1;
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
