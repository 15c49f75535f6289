/* What a page's markup says the page is about. */
#ifndef DZ_DOCUMENT_HTML_FACTS_H
#define DZ_DOCUMENT_HTML_FACTS_H

#include "document/draft.h"
#include "document/html_tree.h"

/* Facts that the walk through the tree comes across, the best of each kind. */
typedef struct dz_html_facts {
    const GumboNode *title;   /* <title> */
    const char *shared_title; /* og:title */
    dz_span heading;          /* of the first <h1>, in the draft's text */
    bool has_heading;
    const char *date;     /* article:published_time and its kin */
    const char *time;     /* the first <time datetime> */
    const char *address;  /* the canonical link, or og:url */
    const char *language; /* the root's lang */
} dz_html_facts;

/* Looks at one element. */
void dz_html__look(dz_html_facts *facts, const GumboNode *node);

/* Gives the draft what was found. */
dz_status dz_html__use(dz_draft *draft, const dz_html_facts *facts);

#endif
