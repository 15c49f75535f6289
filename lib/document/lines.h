/* Elements with line breaks in them (<br>, w:br): which breaks part paragraphs. */
#ifndef DZ_DOCUMENT_LINES_H
#define DZ_DOCUMENT_LINES_H

#include "document/draft.h"

/* Adds `piece` for the stretch `whole` of `text` (the text that is being written), taken apart at the line feeds that
 * part paragraphs: where the line before has ended, or what follows begins anew. Headings and captions stay whole. */
dz_status dz_lines__add(dz_draft *draft, const char *text, dz_span whole, dz_piece piece);

#endif
