/* Quotations of several paragraphs, each opened again, are one speech. */
#ifndef DZ_ATTRIBUTION_PARAGRAPH_H
#define DZ_ATTRIBUTION_PARAGRAPH_H

#include "attribution/finding.h"

/* Joins what the rules, which read block by block, found in each paragraph of such a quotation: the pieces go to the
 * finding that has a source, which may stand in any of them. Errors: DZ_ERROR_MEMORY. */
dz_status dz_paragraph__join(dz_finder *finder);

#endif
