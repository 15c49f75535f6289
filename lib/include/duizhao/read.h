/* Readers: alignments out of the formats that the field exchanges them in.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_READ_H
#define DUIZHAO_READ_H

#include "duizhao/align.h"
#include "duizhao/format.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Two texts and their alignment. */
typedef struct dz_pair {
    const char *name;
    const dz_document *source;
    const dz_document *target;
    const dz_alignment *alignment;
    bool has_texts; /* false: the file names sentences by number alone, and no texts were given; sentences are empty */
} dz_pair;

/* The pairs of a file, in its order. */
typedef struct dz_pair_list dz_pair_list;

typedef struct dz_read_options {
    uint32_t version;
    dz_format format;          /* jsonl, beads, tsv, csv, tmx, xliff, xliff12, tei, xces, ladder, bitext, moses,
                                * pharaoh */
    const dz_document *source; /* the texts, for formats that only name sentences; both or none. Borrowed by the list */
    const dz_document *target;
    dz_bead_status status; /* of beads of which the file does not say it */
    /* The file is what a person has decided about the two texts, which must be given: no sentence may stand in two
     * beads that are fixed or confirmed, and where a decided bead has its text, it must be that of the texts. */
    bool decisions;
} dz_read_options;

#define DZ_READ_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_READ_OPTIONS_INIT {DZ_READ_OPTIONS_VERSION, DZ_FORMAT_BEADS, NULL, NULL, DZ_BEAD_AUTO, false}
/* clang-format on */

/* Reads a file ("-": standard input). moses: `path` is what the names of two files begin with, ".zh" and ".en" or
 * ".source" and ".target" behind it. pharaoh: links of words, a line a pair of lines; those are the sentences of the
 * texts that were given, else they stand in PREFIX.zh and PREFIX.en beside PREFIX.pharaoh; spaces part their words. XML
 * is read without network, external entities or entity expansion.
 *
 * Sentences keep their numbers where the format has them; elsewhere they are numbered as they come. Where a file has
 * the text of a bead of several sentences in one piece (tsv, csv), it is parted at sentence ends, if there are as many
 * as the numbers say, and else stands in the first of them. Bead numbers are checked against the texts.
 * Errors: DZ_ERROR_IO, DZ_ERROR_ENCODING, DZ_ERROR_FORMAT (the message has file and line), DZ_ERROR_LIMIT,
 * DZ_ERROR_ARGUMENT, DZ_ERROR_MEMORY. */
DZ_API dz_status dz_pairs_read(dz_context *context, dz_pair_list **out, const char *path,
                               const dz_read_options *options);

/* The same from bytes in memory; `name` is what messages call them. Not for moses and pharaoh. */
DZ_API dz_status dz_pairs_parse(dz_context *context, dz_pair_list **out, const char *name, const void *bytes,
                                size_t length, const dz_read_options *options);

DZ_API size_t dz_pair_count(const dz_pair_list *list);
DZ_API const dz_pair *dz_pair_at(const dz_pair_list *list, size_t index);
DZ_API void dz_pair_list_free(dz_pair_list *list);

#ifdef __cplusplus
}
#endif

#endif
