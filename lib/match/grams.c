#include "match/grams.h"

#include <string.h>

#include "base/utf8.h"

#define BASE UINT64_C(0x9E3779B97F4A7C15)

void dz_grams__start(dz_gram_walk *walk, const char *key, size_t length)
{
    memset(walk, 0, sizeof *walk);
    walk->key = key;
    walk->length = length;
}

static uint32_t weigh(uint32_t codepoint)
{
    return dz_utf8__is_han(codepoint) ? DZ_GRAM_HAN : DZ_GRAM_LETTER;
}

static uint64_t power(uint32_t exponent)
{
    uint64_t result = 1;
    for (uint32_t i = 0; i < exponent; i++)
        result *= BASE;
    return result;
}

static uint32_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(hash >> 32);
}

bool dz_grams__next(dz_gram_walk *walk, dz_gram *gram)
{
    while (walk->weight < DZ_GRAM_ENOUGH) {
        if (walk->end == walk->length)
            return false;
        uint32_t codepoint = dz_utf8__next(walk->key, walk->length, &walk->end);
        walk->hash = walk->hash * BASE + codepoint + 1;
        walk->weight += weigh(codepoint);
        walk->characters++;
    }
    gram->begin = walk->begin;
    gram->end = walk->end;
    gram->hash = mix(walk->hash);
    uint32_t first = dz_utf8__next(walk->key, walk->length, &walk->begin);
    gram->step = weigh(first);
    walk->hash -= (first + 1) * power(walk->characters - 1);
    walk->weight -= gram->step;
    walk->characters--;
    return true;
}
