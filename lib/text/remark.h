/* Remarks that a transcript puts in brackets: （掌声）, (Laughter and applause.), [inaudible]. */
#ifndef DZ_TEXT_REMARK_H
#define DZ_TEXT_REMARK_H

#include <stddef.h>

/* Where a remark that begins at `at` ends; `at` where none does. What stands in the brackets must be short and name
 * what was heard or seen, so that a parenthesis that says something is none. */
size_t dz_remark__end(const char *text, size_t length, size_t at);

#endif
