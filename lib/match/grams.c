#include "match/grams.h"

#include <string.h>

#include "base/utf8.h"

#define BASE UINT64_C(0x9E3779B97F4A7C15)

void dz_grams__start(dz_gram_walk *walk, const char *key, size_t length)
{
    memset(walk, 0, sizeof *walk);
    walk->key = key;
    walk->length = length;
    walk->powers[0] = 1;
    for (size_t i = 1; i < DZ_GRAM_CHARACTERS; i++)
        walk->powers[i] = walk->powers[i - 1] * BASE;
}

static uint32_t weigh(uint32_t codepoint)
{
    return dz_utf8__is_han(codepoint) ? DZ_GRAM_HAN : DZ_GRAM_LETTER;
}

static uint32_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(hash >> (64 - DZ_GRAM_HASH_BITS));
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
    walk->hash -= (first + 1) * walk->powers[walk->characters - 1];
    walk->weight -= gram->step;
    walk->characters--;
    return true;
}
