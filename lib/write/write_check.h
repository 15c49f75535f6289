/* What the writers of checks share. */
#ifndef DZ_WRITE_CHECK_H
#define DZ_WRITE_CHECK_H

#include "base/buffer.h"
#include "base/memory.h"
#include "duizhao/write.h"

typedef struct dz_check_view {
    const dz_check *check;
    const dz_document *report; /* NULL: the quotes come from none */
    const dz_index *sources;
    const dz_write_options *options;
} dz_check_view;

dz_status dz_write__check_text(dz_context *context, const dz_sink *sink, const dz_check_view *view);
dz_status dz_write__check_jsonl(dz_context *context, const dz_sink *sink, const dz_check_view *view);
dz_status dz_write__check_csv(dz_context *context, const dz_sink *sink, const dz_check_view *view);
dz_status dz_write__check_html(dz_context *context, const dz_sink *sink, const dz_check_view *view);

#define DZ_VERDICT_COUNT 7

/* A verdict and an agreement in words that need no explanation; an agreement that calls for no remark gives NULL. */
const char *dz_write__verdict_words(dz_verdict verdict);
const char *dz_write__agreement_words(dz_agreement agreement);

/* How bad a result is to its reader: what colour it gets. */
typedef enum dz_weight { DZ_WEIGHT_GOOD, DZ_WEIGHT_NOTE, DZ_WEIGHT_FAIR, DZ_WEIGHT_BAD, DZ_WEIGHT_ODD } dz_weight;
dz_weight dz_write__weigh_verdict(const dz_check_result *result); /* of the wording alone */
dz_weight dz_write__weigh(const dz_check_result *result);         /* and of who is said to have spoken */

/* A wording in words that need no explanation; NULL where there is nothing to say. */
const char *dz_write__wording_words(dz_wording wording);

bool dz_write__has_major(const dz_check_result *result);

/* Whether the remark about who spoke is one that a reader must see. */
bool dz_write__speaker_differs(const dz_check_result *result);

/* How many results have each verdict. */
void dz_write__count_verdicts(const dz_check *check, size_t counts[DZ_VERDICT_COUNT]);

/* Appends where the quote stands, as a line to be pasted: speaker, source, date and place of each part of rank 1, in
 * the language of the source. Nothing where it was not found. The buffer keeps what fails. */
void dz_write__cite(dz_buffer *line, const dz_check_view *view, const dz_check_result *result);

/* A passage of a source in pieces: what the quote has too, and what differs. */
typedef struct dz_passage {
    const dz_check_result *result;
    uint32_t match;
    size_t at; /* byte in the source */
    size_t next_difference;
} dz_passage;

typedef struct dz_piece {
    const dz_check_difference *difference; /* NULL: kept */
    dz_span source;
} dz_piece;

dz_passage dz_write__open_passage(const dz_check_result *result, uint32_t match);
/* False at the end. A difference that would go back in the source is left to the list of differences. */
bool dz_write__next_piece(dz_passage *passage, dz_piece *piece);

/* The sentences around a span: `count` of them on each side, from the same document. */
dz_span dz_write__surroundings(const dz_document *document, dz_span span, size_t count);

#endif
