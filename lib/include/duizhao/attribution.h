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

/* Somebody or something that speaks in a document. Strings belong to the list; NULL: not known. */
typedef struct dz_entity {
    const char *name;         /* the fullest that the text gives; a metonym as it was said first: "Beijing", 中方 */
    const char *role;         /* the office: "spokesman for the Chinese Foreign Ministry" */
    const char *organisation; /* of that office: "Chinese Foreign Ministry" */
    const char *stands_for;   /* whom a metonym means, in the language of its name: "the government of China" */
    const char *key;          /* the same for all names of one such speaker, in whatever language: "cn" */
    const char *other_role;   /* an office that the document gives elsewhere and that does not agree with `role` */
    bool person;
    size_t attributions; /* of the list with this speaker */
} dz_entity;

typedef struct dz_attribution_list dz_attribution_list;

/* A trained tagger for English: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over
 * words, with the rules' findings among its features. Read-only: one may serve several threads, each with a context. */
typedef struct dz_attribution_model dz_attribution_model;

/* Opens a model file; `path` NULL: attribution.dzmodel in the context's data directory. The file is mapped into memory
 * and checked as a whole. Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (not a model, damaged, of another version),
 * DZ_ERROR_MEMORY. */
DZ_API dz_status dz_attribution_model_open(dz_context *context, dz_attribution_model **out, const char *path);

/* What the model was trained on, when, and under which terms: the text that its maker gave. Belongs to the model. */
DZ_API const char *dz_attribution_model_name(const dz_attribution_model *model);

DZ_API void dz_attribution_model_free(dz_attribution_model *model);

typedef struct dz_attribution_options {
    uint32_t version;
    bool outer_only;                   /* leave out those that stand inside another (--layers=outer) */
    const dz_attribution_model *model; /* NULL: the rules alone. Chinese is always read by the rules */
    const dz_attribution_list *known;  /* NULL, or that of a document on the same events, in whatever language: speakers
                                          that are the same have the same numbers in both; others have new ones */
} dz_attribution_options;

#define DZ_ATTRIBUTION_OPTIONS_VERSION 2
/* clang-format off */
#define DZ_ATTRIBUTION_OPTIONS_INIT {DZ_ATTRIBUTION_OPTIONS_VERSION, false, NULL, NULL}
/* clang-format on */

/* The attributions of a document, in order of their first content or cue. Quotations without a known source are there
 * too (source empty): nothing between quotation marks that may be speech is left out. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_attribute(dz_context *context, dz_attribution_list **out, const dz_document *document,
                              const dz_attribution_options *options);

DZ_API size_t dz_attribution_count(const dz_attribution_list *list);
DZ_API const dz_attribution *dz_attribution_at(const dz_attribution_list *list, size_t index);

/* Who speaks, in the order in which they first do; numbers are those in dz_attribution.entity. With `known` its
 * speakers come first. NULL beyond the last. */
DZ_API size_t dz_attribution_entity_count(const dz_attribution_list *list);
DZ_API const dz_entity *dz_attribution_entity_at(const dz_attribution_list *list, uint32_t entity);

DZ_API const char *dz_attribution_kind_name(dz_attribution_kind kind); /* "direct", "indirect", "mixed" */
DZ_API void dz_attribution_list_free(dz_attribution_list *list);

/* Training a model. What is learned from are English documents with the attributions that readers marked in them. The
 * same documents, options and seed give the same file. */
typedef struct dz_attribution_train_options {
    uint32_t version;
    uint32_t epochs;      /* how often each block is learned from */
    uint32_t least_count; /* features that are rarer get no weight */
    uint64_t seed;
    float drop_out;     /* the share of a word's features that is left out each time, from 0 to below 1 */
    float rate;         /* of learning */
    float decay;        /* what weights lose at each step */
    float least_weight; /* features whose weights are all smaller are not written */
    const char *name;   /* dz_attribution_model_name's; must outlive the trainer. NULL: "" */
    uint32_t runs;      /* how often it is learned anew, by another lot; the mean of the weights is what is written */
} dz_attribution_train_options;

#define DZ_ATTRIBUTION_TRAIN_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_ATTRIBUTION_TRAIN_OPTIONS_INIT \
    {DZ_ATTRIBUTION_TRAIN_OPTIONS_VERSION, 14, 2, 1, 0.6f, 0.06f, 1e-6f, 0.02f, NULL, 4}
/* clang-format on */

typedef struct dz_attribution_train_report {
    size_t documents;
    size_t attributions;
    size_t words;
    size_t features; /* that were written */
    double loss;     /* of the last epoch: -ln(probability) a word */
} dz_attribution_train_report;

typedef struct dz_attribution_trainer dz_attribution_trainer;

/* `options` may be NULL. Errors: DZ_ERROR_ARGUMENT, DZ_ERROR_MEMORY. */
DZ_API dz_status dz_attribution_trainer_new(dz_context *context, dz_attribution_trainer **out,
                                            const dz_attribution_train_options *options);

/* Adds a document with all its attributions, of which content, cue and source are read. Nothing of it is kept but
 * hashes: it may be freed. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_attribution_trainer_add(dz_attribution_trainer *trainer, const dz_document *document,
                                            const dz_attribution *gold, size_t count);

/* Learns; once, when all is added. Reports progress epoch by epoch. Needs about 400 bytes a word. Errors:
 * DZ_ERROR_ARGUMENT (nothing was added), DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
DZ_API dz_status dz_attribution_trainer_run(dz_attribution_trainer *trainer);

/* Writes the model file. Errors: DZ_ERROR_ARGUMENT (nothing was learned), DZ_ERROR_MEMORY, the sink's. */
DZ_API dz_status dz_attribution_trainer_write(dz_attribution_trainer *trainer, const dz_sink *sink);

DZ_API dz_attribution_train_report dz_attribution_trainer_report(const dz_attribution_trainer *trainer);
DZ_API void dz_attribution_trainer_free(dz_attribution_trainer *trainer);

#ifdef __cplusplus
}
#endif

#endif
