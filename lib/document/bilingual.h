/* Texts that have both languages, a paragraph or a sentence in turn, read as one of the two. */
#ifndef DZ_DOCUMENT_BILINGUAL_H
#define DZ_DOCUMENT_BILINGUAL_H

#include "document/draft.h"

/* Takes out the pieces in another language than `language`. A piece in both is cut where a sentence of one ends and the
 * other begins, or where it changes once from the one to the other; what has no letters, or hardly any (a day, a
 * number), stays on both sides. */
dz_status dz_bilingual__keep(dz_draft *draft, dz_language language);

#endif
