/* Whether two English words are one word in two spellings, or two forms of one word. */
#ifndef DZ_COMPARE_SPELLING_H
#define DZ_COMPARE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

#include "duizhao/base.h"

/* British and American spellings (labour, labor; organise, organize), and slips of the pen in long words: two letters
 * changed about, one doubled, or one left out inside. A letter changed for another is no slip: adapt, adopt. */
bool dz_spelling__same_word(dz_view first, dz_view second);

/* Whether they have one stem (attack, attacks, attacked). */
bool dz_spelling__same_stem(dz_view first, dz_view second);

#endif
