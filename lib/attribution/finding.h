/* What a rule found, before speakers, layers and the public form are made of it. */
#ifndef DZ_ATTRIBUTION_FINDING_H
#define DZ_ATTRIBUTION_FINDING_H

#include "attribution/lexeme.h"
#include "attribution/lexeme_zh.h"
#include "attribution/quotation.h"
#include "base/arena.h"
#include "duizhao/document.h"

typedef struct dz_finding {
    DZ_ARRAY(dz_span) content;
    dz_span cue;      /* empty: none */
    dz_span cue_more; /* its second half: 据 ... 报道 */
    dz_span source;
    dz_cue_class class;
    dz_span extent; /* filled in when all are found: from the first to the last byte of it */
    uint32_t block;
    const char *rule;
    float confidence;
    bool direct;      /* every piece of the content is a quotation */
    bool parallel;    /* another finding reports the same content, from this one: "X, citing Y, reported" */
    bool points_back; /* the content is a pronoun for what was said before: "denied it" */
} dz_finding;

/* A name in the text, with the office that the text gives it there. */
typedef struct dz_mention {
    dz_span name;
    dz_span role; /* empty: none */
    bool person;
    bool apposed; /* the role follows the name: "Hua Chunying, a spokesman for ..." */
} dz_mention;

/* What the end of a block says of the quotation that begins the next: "The ministry replied:". */
typedef struct dz_announcement {
    uint32_t block; /* the block that is announced; 0: none */
    dz_span source;
    dz_span cue;
} dz_announcement;

/* All that one run over a document works with. */
typedef struct dz_finder {
    dz_context *context;
    const char *text;
    const dz_block *blocks; /* the document's; findings name theirs by number */
    const dz_lexeme_table *lexemes;
    const dz_zh_table *zh;
    const dz_map *metonyms; /* name -> number, for dz_entity__metonym */
    dz_quotation_list quotations;
    uint8_t *taken; /* one a quotation: it is (part of) the content of a finding */
    DZ_ARRAY(dz_finding) findings;
    dz_announcement announced;
    DZ_ARRAY(dz_mention) mentions; /* in order of their names */
} dz_finder;

/* Adds a finding with one piece of content (an empty one: none yet). Its number is findings.count - 1. */
dz_status dz_finding__add(dz_finder *finder, const dz_finding *finding, dz_span content);

/* Another rule has the say about a finding: its name and its confidence. */
void dz_finding__set_rule(dz_finding *finding, const char *rule);

/* Adds a piece to the content of a finding. */
dz_status dz_finding__add_content(dz_finder *finder, size_t number, dz_span content);

/* Takes the quotation as content of a finding: direct speech. */
dz_status dz_finding__take_quotation(dz_finder *finder, size_t number, uint32_t quotation);

/* From the first to the last byte of source, cue and content. */
dz_span dz_finding__extent(const dz_finding *finding);

/* The rules of a language over one block. `sentences` are the block's, in order; `first_quotation` is the first one
 * in or after the block. */
typedef struct dz_passage {
    dz_span span;
    uint32_t block;
    const dz_span *sentences;
    size_t sentence_count;
    uint32_t first_quotation;
    size_t previous_end; /* where the block before it ended; 0: it is the first */
    bool chinese;        /* by its own letters, as reports mix both languages */
    bool ruled;          /* read by the rules alone, whatever model there is */
} dz_passage;

typedef dz_status (*dz_passage_visitor)(dz_finder *finder, const dz_passage *passage, void *payload);

/* Begins and ends the work on a document. Close it also after a failure. Errors: DZ_ERROR_MEMORY. */
dz_status dz_finder__open(dz_finder *finder, dz_context *context, const dz_document *document);
void dz_finder__close(dz_finder *finder);

/* Runs the rules. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
dz_status dz_finder__find(dz_finder *finder, const dz_document *document);

/* Calls `visit` with each block that may hold attributions, in order, until it fails. The quotations must be there. */
dz_status dz_finder__walk(dz_finder *finder, const dz_document *document, dz_passage_visitor visit, void *payload);

dz_status dz_english__find(dz_finder *finder, const dz_passage *passage);
dz_status dz_chinese__find(dz_finder *finder, const dz_passage *passage);

#endif
