/* A needle: the folded form of a word, or some Han, that is looked for in a text as it is written, or with a capital.
 * Two of its bytes that are rare in text are compared at sixteen places at a time, so that a few kilobytes take a
 * microsecond (the generic SIMD search of Mula 2016, in the compilers' vectors). */
#ifndef DZ_MATCH_NEEDLE_H
#define DZ_MATCH_NEEDLE_H

#include "duizhao/duizhao.h"

typedef struct dz_needle {
    dz_view form; /* borrowed */
    size_t probes[2];
    unsigned char bytes[2];
    unsigned char cases[2]; /* a bit that may be another in the text: of the first byte, if it is a letter */
} dz_needle;

/* A form of at least one byte. */
dz_needle dz_needle__new(const char *form, size_t length);

/* The next place from `at` on where the form stands as whole words; SIZE_MAX where there is none. */
size_t dz_needle__find(const dz_needle *needle, dz_view text, size_t at);

static inline bool dz_needle__is_letter(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

#endif
