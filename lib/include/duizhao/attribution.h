/* Who said what, through whom. The scheme is PARC 3's and PolNeAR's: source, cue, content.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_ATTRIBUTION_H
#define DUIZHAO_ATTRIBUTION_H

#include "duizhao/document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dz_attribution_kind {
    DZ_ATTRIBUTION_DIRECT = 0,   /* the content is a quotation */
    DZ_ATTRIBUTION_INDIRECT = 1, /* it is reported speech */
    DZ_ATTRIBUTION_MIXED = 2     /* both */
} dz_attribution_kind;

#define DZ_NO_ATTRIBUTION UINT32_MAX
#define DZ_NO_ENTITY UINT32_MAX

typedef struct dz_spans {
    const dz_span *items;
    size_t count;
} dz_spans;

/* One attribution. Spans count in the document's text, and may be several (a quotation that is broken by its cue).
 * The content of a direct one goes without its outer quotation marks. Strings belong to the list; NULL: not known. */
typedef struct dz_attribution {
    dz_attribution_kind kind;
    dz_spans content;
    dz_spans cue;
    dz_spans source;
    const char *speaker; /* resolved: "Hua Chunying" for "Hua", "she" */
    const char *role;    /* "spokesman for the Chinese Foreign Ministry" */
    uint32_t via;        /* number of the attribution that this one stands inside; DZ_NO_ATTRIBUTION */
    uint32_t about;      /* number of the one that it answers or denies; DZ_NO_ATTRIBUTION */
    const char *rule;    /* the rule or model that found it */
    float confidence;    /* 0 to 1 */
    uint32_t entity;     /* who speaks, by number: the same for one speaker all through a document; DZ_NO_ENTITY */
    const char *note;    /* what a reader should know of it: a mark that was missing, an office given differently */
} dz_attribution;

typedef struct dz_attribution_list dz_attribution_list;

typedef struct dz_attribution_options {
    uint32_t version;
    bool outer_only; /* leave out those that stand inside another (--layers=outer) */
} dz_attribution_options;

#define DZ_ATTRIBUTION_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_ATTRIBUTION_OPTIONS_INIT {DZ_ATTRIBUTION_OPTIONS_VERSION, false}
/* clang-format on */

/* The attributions of a document, in order of their first content or cue. Quotations without a known source are there
 * too (source empty): nothing between quotation marks that may be speech is left out. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_attribute(dz_context *context, dz_attribution_list **out, const dz_document *document,
                              const dz_attribution_options *options);

DZ_API size_t dz_attribution_count(const dz_attribution_list *list);
DZ_API const dz_attribution *dz_attribution_at(const dz_attribution_list *list, size_t index);
DZ_API const char *dz_attribution_kind_name(dz_attribution_kind kind); /* "direct", "indirect", "mixed" */
DZ_API void dz_attribution_list_free(dz_attribution_list *list);

#ifdef __cplusplus
}
#endif

#endif
