/* The compiled table. All numbers are little-endian; every section begins on a multiple of 8.
 *
 *     0  magic                8 bytes: 0x89 "DZLEX" CR LF (a transfer as text would break it)
 *     8  version              u32
 *    12  sections             u32, 13
 *    16  file length          u64
 *    24  checksum of the head u64: bytes 0 to 271, this field taken as 0
 *    32  checksum of the rest u64: byte 272 to the end
 *    40  keys                 u32: Chinese words that have glosses
 *    44  glosses              u32: pairs of a Chinese word and an English stem
 *    48  zero                 16 bytes
 *    64  sections             13 times: offset u64, length u64
 *   272  the sections:
 *
 *        name      text, ended by NUL
 *        words     \                      first byte in `text` u32, first gloss in `glosses` u32; sorted by bytes;
 *                   |                     one entry more than there are words, where both end
 *        text       | of the Chinese      the words, one after the other
 *        glosses    | side, then of       word of the other side u32, weight f32; a word's heaviest first
 *        slots      | the English one     hash u32, word + 1 u32 (0: empty); a power of two, linear probing
 *        shares    /                      a byte a word: how often it is translated, 1 (never) to 255; 0: not known
 *        begins    \  of characters       first of a word's characters u32, by English words; one entry more than words
 *        characters/                      code point, 21 bits, and above it p(character | word) in 2047ths u32
 *
 * Every beginning of a Chinese key (by characters) is a word, too, with no glosses where it is none itself: the search
 * for the longest key walks forward, keeps the hash as it goes, and stops at the first beginning that is not there.
 *
 * A reader trusts none of the numbers in the sections: each is compared with its bound where it is used. */
#ifndef DZ_LEXICON_FORMAT_H
#define DZ_LEXICON_FORMAT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LEXICON_MAGIC                                                                                                  \
    "\x89"                                                                                                             \
    "DZLEX\r\n"
#define LEXICON_VERSION 2u
#define LEXICON_HEAD_BYTES 272u
#define LEXICON_TABLE_BYTE 64u
#define LEXICON_HEAD_CHECKSUM_BYTE 24u

/* A Chinese key or English word is no longer than this. */
#define LEXICON_KEY_BYTES 255u

enum { SIDE_ZH = 0, SIDE_EN = 1 };

/* Sections of a side, relative to its first. */
enum { PART_WORDS = 0, PART_TEXT = 1, PART_GLOSSES = 2, PART_SLOTS = 3, PART_SHARES = 4, PART_COUNT = 5 };

enum {
    SECTION_NAME = 0,
    SECTION_SIDES = 1,
    SECTION_BEGINS = SECTION_SIDES + 2 * PART_COUNT,
    SECTION_CHARACTERS,
    SECTION_COUNT
};

/* A character of a word's translations in 32 bits. */
#define LEXICON_CODEPOINT_BITS 21
#define LEXICON_LARGEST_CHANCE 2047u

typedef struct lexicon_word {
    uint32_t text;
    uint32_t gloss;
} lexicon_word;

typedef struct lexicon_gloss {
    uint32_t word;
    float weight;
} lexicon_gloss;

typedef struct lexicon_slot {
    uint32_t hash;
    uint32_t word;
} lexicon_slot;

static inline uint32_t read_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static inline uint64_t read_u64(const unsigned char *bytes)
{
    return (uint64_t)read_u32(bytes) | (uint64_t)read_u32(bytes + 4) << 32;
}

static inline float read_float(const unsigned char *bytes)
{
    uint32_t bits = read_u32(bytes);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline void write_u32(unsigned char *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
}

static inline void write_u64(unsigned char *bytes, uint64_t value)
{
    write_u32(bytes, (uint32_t)value);
    write_u32(bytes + 4, (uint32_t)(value >> 32));
}

static inline void write_float(unsigned char *bytes, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    write_u32(bytes, bits);
}

/* The hash of the slots: FNV-1a, which can be carried on byte by byte, and a mix at the end. */
#define LEXICON_HASH_START 2166136261u

static inline uint32_t hash_carry_on(uint32_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

static inline uint32_t hash_finish(uint32_t hash)
{
    hash ^= hash >> 16;
    hash *= 0x85ebca6bu;
    return hash ^ hash >> 13;
}

/* The checksum: 64-bit words multiplied and rotated, eight bytes at a step; the last ones padded with zeros. It finds
 * accidents, not forgeries: against those there are the bounds. */
static inline uint64_t checksum(uint64_t sum, const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i += 8) {
        unsigned char step[8] = {0};
        size_t left = length - i;
        memcpy(step, bytes + i, left < 8 ? left : 8);
        sum = (sum ^ read_u64(step)) * 0x9E3779B97F4A7C15u;
        sum ^= sum >> 29;
    }
    return sum;
}

#endif
