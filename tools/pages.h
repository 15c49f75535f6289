/* Pages of one site that are read in one run: what they repeat. */
#ifndef DZ_TOOLS_PAGES_H
#define DZ_TOOLS_PAGES_H

#include "session.h"

struct page_set {
    dz_context *context; /* of its own, so that what is wrong with a page is told once, when it is used */
    dz_pages *pages;     /* NULL: there are not enough pages to tell */
};

/* Looks at the HTML pages among files and folders, if they are three or more. */
void pages_look(struct page_set *set, const operand_list *paths, const dz_document_options *options);
void pages_close(struct page_set *set);

/* --boilerplate=mark|keep|drop as the library names it. */
dz_boilerplate parse_boilerplate(const char *name);

#define BOILERPLATE_OPTION(type)                                                                                       \
    {                                                                                                                  \
        "boilerplate", 0, OPTION_CHOICE, offsetof(type, boilerplate), "mark|keep|drop",                                \
            "what belongs to the site and not to the report: marked (if not given), kept as text, or without "         \
            "sentences"                                                                                                \
    }

#endif
