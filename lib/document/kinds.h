/* What a piece of a page is: heading, byline, dateline, caption, boilerplate, list item, or a plain paragraph.
 *
 * The marks are general signs of print and of web pages, kept as lists in furniture.c and credit.c; markup that says a
 * kind itself is believed first. Nothing is taken away: what is marked as boilerplate stays in the text, as a block. */
#ifndef DZ_DOCUMENT_KINDS_H
#define DZ_DOCUMENT_KINDS_H

#include "document/draft.h"

/* Gives each piece its kind; a line that holds who and when becomes two pieces, and so does a paragraph with a dateline
 * before its text. */
dz_status dz_kinds__mark(dz_draft *draft);

#endif
