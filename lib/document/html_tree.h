/* The tree of a page, by gumbo, with its memory and its depth under control. */
#ifndef DZ_DOCUMENT_HTML_TREE_H
#define DZ_DOCUMENT_HTML_TREE_H

#include <gumbo.h>

#include "base/arena.h"

typedef struct dz_html_tree {
    dz_arena arena; /* all of gumbo's memory: freed at once, without a walk through the tree */
    size_t used;    /* bytes that gumbo asked for */
    size_t limit;
    GumboOutput *output;
} dz_html_tree;

/* Parses a page; `source` must outlive the tree. Free the tree in any case. Errors: DZ_ERROR_MEMORY, DZ_ERROR_LIMIT. */
dz_status dz_html__parse(dz_context *context, dz_html_tree *tree, const char *name, dz_view source);
void dz_html__free(dz_html_tree *tree);

/* The value of an attribute, or NULL. */
const char *dz_html__attribute(const GumboNode *node, const char *name);

#endif
