/* What a document is about: header lines, the side file, and what its own words tell. */
#ifndef DZ_DOCUMENT_META_H
#define DZ_DOCUMENT_META_H

#include "document/draft.h"

/* Reads header lines ("Date: 2015-04-02", 日期：…) at the top of the text; `*end` is behind the empty line that ends
 * them, or 0 where there are none. They are header lines only if the first names something known, all lines up to the
 * first empty one have that form, and none is a turn ("Q:"). What cannot be used is said to the log. */
dz_status dz_meta__read_header_lines(dz_draft *draft, size_t *end);

/* Reads the bytes of FILE.meta.json. Errors: DZ_ERROR_FORMAT, with the line of the fault. */
dz_status dz_meta__read_side_file(dz_draft *draft, const char *path, const char *bytes, size_t length);

/* Sets a date from any usual way to write one; `*known` says whether it could be read. */
dz_status dz_meta__set_date(dz_draft *draft, dz_view value, dz_rank rank, bool *known);

/* Takes title, date and speaker from the headings and the first paragraphs, where nothing better is known. */
dz_status dz_meta__derive(dz_draft *draft);

#endif
