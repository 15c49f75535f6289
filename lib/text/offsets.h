/* Code point offsets out of a table that is stored beside the text. */
#ifndef DZ_TEXT_OFFSETS_H
#define DZ_TEXT_OFFSETS_H

#include "duizhao/text.h"

/* As dz_offsets_new, for a text of `codepoints` code points whose table is `marks`: the code points before every
 * `stride`-th byte from 0 on, u32, little-endian, one for each that the text has. Text and table are borrowed. Numbers
 * that cannot be are taken for the nearest that can. NULL where the text is ASCII alone. */
dz_status dz_offsets__borrow(dz_context *context, dz_offsets **out, const char *text, size_t length, size_t codepoints,
                             const unsigned char *marks, size_t stride);

#endif
