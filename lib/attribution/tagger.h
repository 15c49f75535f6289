/* The trained tagger: the attributions of English passages as the model sees them, joined with what the rules found. */
#ifndef DZ_ATTRIBUTION_TAGGER_H
#define DZ_ATTRIBUTION_TAGGER_H

#include "attribution/finding.h"
#include "attribution/mark.h"
#include "attribution/model.h"

/* Replaces the outermost English findings of the rules by the model's. What the rules found inside them, quotations
 * that nobody claims, and all that is Chinese stays. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_tagger__refine(dz_finder *finder, const dz_document *document, const dz_attribution_model *model);

/* The views of the English blocks of a document that the rules have read, one block after the other. */
typedef struct dz_view_block {
    size_t first; /* in the list of views */
    size_t count;
    bool opens; /* the document's first */
} dz_view_block;

/* What the rules' findings say of the tokens goes into the views; `gold` (sorted marks) gives the tags to learn. */
typedef struct dz_view_collection {
    dz_view_list views;
    DZ_ARRAY(uint8_t) tags;
    DZ_ARRAY(dz_view_block) blocks;
} dz_view_collection;

dz_status dz_tagger__collect(dz_finder *finder, const dz_document *document, const dz_mark_list *gold,
                             dz_view_collection *out);

#endif
