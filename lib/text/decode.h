/* Decoding of a text that comes in parts. */
#ifndef DZ_TEXT_DECODE_H
#define DZ_TEXT_DECODE_H

#include "duizhao/text.h"

/* Decodes the first part of a text as dz_decode decodes a whole. `goes_on`: more follows, so that a character that the
 * part's end cuts is left; `*used` is how many bytes were taken. */
dz_status dz_decode__first(dz_context *context, dz_decoded **out, const char *bytes, size_t length, const char *label,
                           bool goes_on, size_t *used);

/* Decodes a later part in the encoding that the first was found to be in, by dz_decoded_encoding's name for it. What is
 * invalid is repaired; nothing is refused. */
dz_status dz_decode__next(dz_context *context, dz_decoded **out, const char *bytes, size_t length,
                          const char *encoding_name, bool goes_on, size_t *used);

/* The first byte that is no valid UTF-8, or `length`. */
size_t dz_decode__valid_length(const char *text, size_t length);

#endif
