/* What pages of one site repeat. */
#ifndef DZ_DOCUMENT_PAGES_H
#define DZ_DOCUMENT_PAGES_H

#include "document/draft.h"

/* Marks the pieces of a page that most pages of its site have, too, as boilerplate. */
dz_status dz_pages__mark(dz_draft *draft, const dz_pages *pages);

#endif
