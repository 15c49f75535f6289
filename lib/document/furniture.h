/* The furniture of a page: links, buttons, trails and notices that belong to the site and not to what was reported. */
#ifndef DZ_DOCUMENT_FURNITURE_H
#define DZ_DOCUMENT_FURNITURE_H

#include "document/draft.h"

/* Whether a piece is furniture by its markup, its wording or its share of links. `view` is its text. */
bool dz_furniture__is_piece(const dz_piece *piece, dz_view view);

/* A line of digits and marks alone: a page number, a count. */
bool dz_furniture__is_number(dz_view view);

#endif
