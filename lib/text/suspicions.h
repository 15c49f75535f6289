/* Characters that deceive a reader, or that text seldom has. */
#ifndef DZ_TEXT_SUSPICIONS_H
#define DZ_TEXT_SUSPICIONS_H

#include "duizhao/text.h"

/* The first place from `at` on that is worth a look: nearly all text is passed over. */
size_t dz_suspicion__skip(dz_view text, size_t at);

/* What is suspicious about the character that begins at `at`, as a short phrase, or NULL. `*end` is where to look on.
 * The span that is meant is `*begin` to `*end`: the character, or, where letters of two alphabets look alike, their
 * word. */
const char *dz_suspicion__at(dz_view text, size_t at, size_t *begin, size_t *end);

#endif
