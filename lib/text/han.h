/* What the tables know of single Han characters. Constant time, no memory. */
#ifndef DZ_TEXT_HAN_H
#define DZ_TEXT_HAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The tables are in han_tables.c, which tables/make_han_tables.py writes. A map is a bit a character from U+3400,
 * the number of bits set before each word of 64, and the targets of the set bits in order:
 *
 *   bits    ...0100 0010...   a bit a character
 *   starts  [17]              targets before this word
 *   targets [17] [18]         one a set bit */
#define DZ_HAN_MAP_WORDS ((0x9FFF - 0x3400 + 64) / 64)
#define DZ_HAN_SET_WORDS ((0x9FFF - 0x4E00 + 64) / 64)

extern const uint64_t dz_han__hans_bits[DZ_HAN_MAP_WORDS];
extern const uint16_t dz_han__hans_starts[DZ_HAN_MAP_WORDS];
extern const uint16_t dz_han__hans_targets[];
extern const uint64_t dz_han__hant_bits[DZ_HAN_MAP_WORDS];
extern const uint16_t dz_han__hant_starts[DZ_HAN_MAP_WORDS];
extern const uint16_t dz_han__hant_targets[];
extern const uint64_t dz_han__only_hant[DZ_HAN_SET_WORDS];
extern const uint64_t dz_han__only_hans[DZ_HAN_SET_WORDS];
extern const uint64_t dz_han__common[DZ_HAN_SET_WORDS];
extern const uint64_t dz_han__frequent[DZ_HAN_SET_WORDS];
extern const uint64_t dz_han__value_starts[DZ_HAN_SET_WORDS];
extern const uint64_t dz_han__office_starts[DZ_HAN_SET_WORDS];
extern const uint64_t dz_han__transliterating[DZ_HAN_SET_WORDS];
extern const uint64_t dz_han__surnames[DZ_HAN_SET_WORDS];
/* The first is empty, the others stand in order of their letters. */
#define DZ_HAN_SYLLABLES 415
extern const char dz_han__syllables[DZ_HAN_SYLLABLES][7];
extern const uint16_t dz_han__readings[0x9FFF - 0x4E00 + 1];

static inline uint32_t dz_han__map(uint32_t codepoint, const uint64_t *bits, const uint16_t *starts,
                                   const uint16_t *targets)
{
    if (codepoint < 0x3400 || codepoint > 0x9FFF)
        return codepoint;
    size_t word = (codepoint - 0x3400) / 64;
    uint64_t bit = (uint64_t)1 << (codepoint - 0x3400) % 64;
    if (!(bits[word] & bit))
        return codepoint;
    return targets[starts[word] + __builtin_popcountll(bits[word] & (bit - 1))];
}

/* The simplified form of a character, one to one; the character itself where it has none. */
static inline uint32_t dz_han__to_hans(uint32_t codepoint)
{
    return dz_han__map(codepoint, dz_han__hans_bits, dz_han__hans_starts, dz_han__hans_targets);
}

/* The traditional form of a character; of several (发: 發, 髮) the first. */
static inline uint32_t dz_han__to_hant(uint32_t codepoint)
{
    return dz_han__map(codepoint, dz_han__hant_bits, dz_han__hant_starts, dz_han__hant_targets);
}

static inline bool dz_han__in_set(uint32_t codepoint, const uint64_t *set)
{
    if (codepoint < 0x4E00 || codepoint > 0x9FFF)
        return false;
    return set[(codepoint - 0x4E00) / 64] >> (codepoint - 0x4E00) % 64 & 1;
}

/* The most common Mandarin reading of a character, without its tone; "" where none is known. */
static inline const char *dz_han__reading(uint32_t codepoint)
{
    if (codepoint < 0x4E00 || codepoint > 0x9FFF)
        return "";
    return dz_han__syllables[dz_han__readings[codepoint - 0x4E00]];
}

#endif
