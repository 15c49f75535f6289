/* Steps over UTF-8 that is known to be valid (decode made it so). For bytes of unknown origin see text/decode. */
#ifndef DZ_BASE_UTF8_H
#define DZ_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <string.h>

/* The code point that begins at `text[*at]`, and moves `*at` behind it. `*at` must be below `length`. A byte that
 * begins nothing is given as U+FFFD and stepped over alone, so that a walk always ends. */
static inline uint32_t dz_utf8__next(const char *text, size_t length, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text + *at;
    size_t left = length - *at;
    if (bytes[0] < 0x80) {
        *at += 1;
        return bytes[0];
    }
    if (bytes[0] >= 0xE0 && bytes[0] < 0xF0 && left >= 3) {
        *at += 3;
        return (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
    }
    if (bytes[0] >= 0xC0 && bytes[0] < 0xE0 && left >= 2) {
        *at += 2;
        return (uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
    }
    if (bytes[0] >= 0xF0 && left >= 4) {
        *at += 4;
        return (uint32_t)(bytes[0] & 0x07) << 18 | (uint32_t)(bytes[1] & 0x3F) << 12 |
               (uint32_t)(bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3F);
    }
    *at += 1;
    return 0xFFFD;
}

/* The code point that ends at `*at` (which must be above 0), and moves `*at` to its beginning. */
static inline uint32_t dz_utf8__previous(const char *text, size_t *at)
{
    size_t begin = *at - 1;
    while (begin > 0 && *at - begin < 4 && ((unsigned char)text[begin] & 0xC0) == 0x80)
        begin--;
    size_t step = begin;
    uint32_t codepoint = dz_utf8__next(text, *at, &step);
    *at = begin;
    return codepoint;
}

/* Writes a code point; the number of bytes, 1 to 4. */
static inline size_t dz_utf8__encode(uint32_t codepoint, char bytes[4])
{
    if (codepoint < 0x80) {
        bytes[0] = (char)codepoint;
        return 1;
    }
    if (codepoint < 0x800) {
        bytes[0] = (char)(0xC0 | codepoint >> 6);
        bytes[1] = (char)(0x80 | (codepoint & 0x3F));
        return 2;
    }
    if (codepoint < 0x10000) {
        bytes[0] = (char)(0xE0 | codepoint >> 12);
        bytes[1] = (char)(0x80 | (codepoint >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (codepoint & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | codepoint >> 18);
    bytes[1] = (char)(0x80 | (codepoint >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (codepoint >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (codepoint & 0x3F));
    return 4;
}

/* Where ASCII ends that begins at `at`; `at` where none does. */
static inline size_t dz_utf8__end_of_ascii(const char *text, size_t length, size_t at)
{
    uint64_t bytes;
    for (; at + sizeof bytes <= length; at += sizeof bytes) {
        memcpy(&bytes, text + at, sizeof bytes);
        if (bytes & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < length && (unsigned char)text[at] < 0x80)
        at++;
    return at;
}

/* Han ideographs: the unified blocks, their extensions, the compatibility block, and U+3007 (zero). */
static inline bool dz_utf8__is_han(uint32_t codepoint)
{
    return (codepoint >= 0x4E00 && codepoint <= 0x9FFF) || codepoint == 0x3007 ||
           (codepoint >= 0x3400 && codepoint <= 0x4DBF) || (codepoint >= 0xF900 && codepoint <= 0xFAFF) ||
           (codepoint >= 0x20000 && codepoint <= 0x323AF) || codepoint == 0x3005;
}

#endif
