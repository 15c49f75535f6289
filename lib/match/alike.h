/* Words that a quote may have instead of the source's without being another quote: other forms, slips, what a negation
 * was taken off, contractions. */
#ifndef DZ_MATCH_ALIKE_H
#define DZ_MATCH_ALIKE_H

#include "match/quote.h"

/* The id of the first word of the quote that is like a word of the source (folded); UINT32_MAX where none is. */
uint32_t dz_alike__find(const dz_prepared_quote *quote, dz_view word);

/* The id of the word of the quote that two neighbouring words of the source make in one: "cyberattacks" of "cyber
 * attacks"; UINT32_MAX where there is none. */
uint32_t dz_alike__find_joined(const dz_prepared_quote *quote, dz_view first, dz_view second);

#endif
