/* Writers: results as text for people, JSON lines for programs, pages for a browser, and the field's formats.
 *
 * Every writer takes a sink and gives DZ_ERROR_IO or whatever status the sink gave. Spans are written in code points.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_WRITE_H
#define DUIZHAO_WRITE_H

#include "duizhao/align.h"
#include "duizhao/check.h"
#include "duizhao/format.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dz_write_options {
    uint32_t version;
    bool color;         /* text: terminal colours */
    bool verbose;       /* text: details */
    bool with_text;     /* jsonl: the document record carries the text */
    size_t context;     /* check: sentences of the source shown around a place, in text and html */
    const char *title;  /* html: the page's title; NULL: made from the documents' */
    bool continued;     /* tables and XML: what follows others, so without the heading */
    size_t begins[2];   /* comparison: the byte of each document's text at which what was compared begins */
    size_t versions[2]; /* comparison: the numbers of the two among the versions */
    bool part;          /* the document is a window of a longer text, whose length is not known ... */
    size_t part_begin;  /* ... so many code points into it ... */
    size_t part_block;  /* ... and so many blocks; jsonl counts on from there */
    bool unfinished;    /* XML: others follow, so without the end, which dz_write_alignment_end writes */
    const char *date;   /* tmx: when it was made, "20150402T093000Z"; NULL: not said */
} dz_write_options;

#define DZ_WRITE_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_WRITE_OPTIONS_INIT \
    {DZ_WRITE_OPTIONS_VERSION, false, false, false, 1, NULL, false, {0, 0}, {0, 1}, false, 0, 0, \
     false, NULL}
/* clang-format on */

/* JSONL: the first record of a stream. `options_json` is an object's text ("{}"). */
DZ_API dz_status dz_write_run(dz_context *context, const dz_sink *sink, const char *lexicon, const char *model,
                              const char *options_json);
DZ_API dz_status dz_write_error(dz_context *context, const dz_sink *sink, const char *document, const char *message);

/* JSONL records of a document and its parts. */
DZ_API dz_status dz_write_document(dz_context *context, const dz_sink *sink, const dz_document *document,
                                   const dz_write_options *options);

/* jsonl: a `repairs` record, for what a later window of a text had repaired; nothing where that is nothing. */
DZ_API dz_status dz_write_repairs(dz_context *context, const dz_sink *sink, const dz_document *document,
                                  const dz_write_options *options);
DZ_API dz_status dz_write_blocks(dz_context *context, const dz_sink *sink, const dz_document *document,
                                 dz_format format, const dz_write_options *options);
DZ_API dz_status dz_write_sentences(dz_context *context, const dz_sink *sink, const dz_document *document,
                                    dz_format format, const dz_write_options *options);
DZ_API dz_status dz_write_words(dz_context *context, const dz_sink *sink, const dz_document *document, dz_format format,
                                const dz_word_options *words, const dz_write_options *options);
DZ_API dz_status dz_write_values(dz_context *context, const dz_sink *sink, const dz_document *document,
                                 dz_format format, const dz_write_options *options);

/* The comparison key of a stretch of a document's text, and the folds that were used: text (the key alone), jsonl. */
DZ_API dz_status dz_write_key(dz_context *context, const dz_sink *sink, const dz_document *document, dz_span span,
                              const dz_key *key, dz_format format, const dz_write_options *options);

/* An alignment: every format but moses (two files: dz_write_moses). pharaoh has the links of words, a line for each bead
 * that has both sides, in the order of dz_write_moses_words. `name` is the pair's id in jsonl and
 * the name of its part in XML. Errors besides the sink's: DZ_ERROR_ARGUMENT (ladder: beads that cross, which it cannot
 * say; moses). */
DZ_API dz_status dz_write_alignment(dz_context *context, const dz_sink *sink, const dz_alignment *alignment,
                                    const dz_document *source, const dz_document *target, const char *name,
                                    dz_format format, const dz_write_options *options);

/* The end of an XML format whose pairs were written `unfinished`; nothing for other formats. */
DZ_API dz_status dz_write_alignment_end(dz_context *context, const dz_sink *sink, dz_format format);

/* moses: a line a bead on each side, so that line n of one file translates line n of the other. Beads with an empty
 * side, which such files have no place for, are left out. */
DZ_API dz_status dz_write_moses(dz_context *context, const dz_sink *source_sink, const dz_sink *target_sink,
                                const dz_alignment *alignment, const dz_document *source, const dz_document *target);

/* The same with the words that links number, parted by one space; a space inside a word becomes "_". The alignment must
 * have been asked for links. */
DZ_API dz_status dz_write_moses_words(dz_context *context, const dz_sink *source_sink, const dz_sink *target_sink,
                                const dz_alignment *alignment, const dz_document *source, const dz_document *target);

/* Attributions: text, jsonl, csv, html. */
DZ_API dz_status dz_write_attributions(dz_context *context, const dz_sink *sink, const dz_attribution_list *list,
                                       const dz_document *document, dz_format format, const dz_write_options *options);

/* Checks of one report (`report` NULL: of quotes that come from none): text, jsonl, csv; html is one page a report. */
DZ_API dz_status dz_write_check(dz_context *context, const dz_sink *sink, const dz_check *check,
                                const dz_document *report, const dz_index *sources, dz_format format,
                                const dz_write_options *options);

/* Three versions of a text or more: what share of the words each two have in common, the earlier version that each is
 * nearest to, and the sentences that not all of them have in the same words, with those that have them in these words or
 * in others. `comparisons` has count * count places; that at i * count + j, i < j, is of versions i and j. A sentence is
 * had where half of it or more is not told of as changed. text, jsonl; html is a page that has each version beside the
 * one that it is nearest to, as well. */
DZ_API dz_status dz_write_collation(dz_context *context, const dz_sink *sink, const dz_document *const *documents,
                                    size_t count, const dz_comparison *const *comparisons, const size_t *begins,
                                    dz_format format, const dz_write_options *options);

/* The version before `number` that it has most words in common with; the first has none: SIZE_MAX. */
DZ_API size_t dz_nearest_version(const dz_comparison *const *comparisons, size_t count, size_t number);

/* A comparison of two documents: text, jsonl, html. */
DZ_API dz_status dz_write_comparison(dz_context *context, const dz_sink *sink, const dz_comparison *comparison,
                                     const dz_document *first, const dz_document *second, dz_format format,
                                     const dz_write_options *options);

#ifdef __cplusplus
}
#endif

#endif
