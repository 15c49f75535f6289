/* Numbers in few bits, for lists that are stored packed: plain ones of a fixed width, and Rice codes (Rice 1971; Golomb
 * codes whose divisor is a power of two), which are short where small numbers are the most frequent. The lowest bit of
 * a byte comes first. */
#ifndef DZ_MATCH_BITS_H
#define DZ_MATCH_BITS_H

#include "base/buffer.h"
#include "base/bytes.h"

/* A Rice code whose first part would have so many bits is an escape: the number follows in 32. */
#define DZ_RICE_ESCAPE 24

typedef struct dz_bit_writer {
    dz_buffer *out; /* remembers that an append failed */
    uint64_t word;
    unsigned used;
} dz_bit_writer;

/* `count` bits, 32 at the most. */
static inline void dz_bits__put(dz_bit_writer *writer, uint64_t value, unsigned count)
{
    writer->word |= value << writer->used;
    writer->used += count;
    if (writer->used < 32)
        return;
    unsigned char bytes[4];
    dz_bytes__write_u32(bytes, (uint32_t)writer->word);
    dz_buffer__append(writer->out, (const char *)bytes, sizeof bytes);
    writer->word >>= 32;
    writer->used -= 32;
}

/* Writes what is left, the last byte filled up with zeros. */
static inline void dz_bits__flush(dz_bit_writer *writer)
{
    unsigned char bytes[4];
    dz_bytes__write_u32(bytes, (uint32_t)writer->word);
    dz_buffer__append(writer->out, (const char *)bytes, (writer->used + 7) / 8);
    writer->word = 0;
    writer->used = 0;
}

static inline void dz_bits__put_rice(dz_bit_writer *writer, uint32_t value, unsigned rice)
{
    uint32_t high = value >> rice;
    if (high >= DZ_RICE_ESCAPE) {
        dz_bits__put(writer, (UINT64_C(1) << DZ_RICE_ESCAPE) - 1, DZ_RICE_ESCAPE);
        dz_bits__put(writer, value, 32);
        return;
    }
    dz_bits__put(writer, (UINT64_C(1) << high) - 1, high + 1);
    dz_bits__put(writer, value & ((UINT64_C(1) << rice) - 1), rice);
}

/* A number above 0 as an Elias gamma code (Elias 1975): how many bits it has, in as many, then these but the first. */
static inline void dz_bits__put_gamma(dz_bit_writer *writer, uint32_t value)
{
    unsigned bits = 31 - (unsigned)__builtin_clz(value);
    dz_bits__put(writer, (UINT64_C(1) << bits) - 1, bits + 1);
    dz_bits__put(writer, value & ((UINT64_C(1) << bits) - 1), bits);
}

/* The width that makes Rice codes of numbers about `mean` short. */
static inline unsigned dz_bits__rice_for(uint64_t mean)
{
    unsigned rice = 0;
    while (rice < 31 && (UINT64_C(2) << rice) <= mean + mean / 2)
        rice++;
    return rice;
}

/* Reads zeros behind the end. */
typedef struct dz_bit_reader {
    const unsigned char *bytes;
    size_t length;
    size_t bit;
} dz_bit_reader;

static inline uint64_t dz_bits__peek(const dz_bit_reader *reader)
{
    size_t at = reader->bit / 8;
    if (at + 8 <= reader->length)
        return dz_bytes__read_u64(reader->bytes + at) >> reader->bit % 8;
    unsigned char step[8] = {0};
    if (at < reader->length)
        memcpy(step, reader->bytes + at, reader->length - at);
    return dz_bytes__read_u64(step) >> reader->bit % 8;
}

static inline uint32_t dz_bits__get(dz_bit_reader *reader, unsigned count)
{
    uint64_t word = dz_bits__peek(reader);
    reader->bit += count;
    return (uint32_t)(word & ((UINT64_C(1) << count) - 1));
}

static inline uint32_t dz_bits__get_rice(dz_bit_reader *reader, unsigned rice)
{
    uint64_t word = dz_bits__peek(reader); /* 57 bits at the least */
    unsigned high = (unsigned)__builtin_ctzll(~word | UINT64_C(1) << DZ_RICE_ESCAPE);
    if (high == DZ_RICE_ESCAPE) {
        reader->bit += DZ_RICE_ESCAPE;
        return dz_bits__get(reader, 32);
    }
    reader->bit += high + 1 + rice;
    return high << rice | (uint32_t)(word >> (high + 1) & ((UINT64_C(1) << rice) - 1));
}

static inline uint32_t dz_bits__get_gamma(dz_bit_reader *reader)
{
    unsigned bits = (unsigned)__builtin_ctzll(~dz_bits__peek(reader) | UINT64_C(1) << 31);
    reader->bit += bits + 1;
    return UINT32_C(1) << bits | dz_bits__get(reader, bits);
}

static inline bool dz_bits__overrun(const dz_bit_reader *reader)
{
    return reader->bit > reader->length * 8;
}

#endif
