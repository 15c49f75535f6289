/* The sources that reports are checked against. */
#ifndef DZ_TOOLS_SOURCES_H
#define DZ_TOOLS_SOURCES_H

#include "inputs.h"

/* Adds every text of `paths` to an index: files, folders with all that is in them, and records where a file's name
 * ends in .jsonl. */
void read_sources(struct session *session, dz_index *index, const operand_list *paths,
                  const dz_document_options *options);

/* What an update has done. */
typedef struct source_counts {
    size_t read;      /* files that are new or were changed */
    size_t unchanged; /* taken out of the index as it was */
    size_t gone;      /* in the index as it was, and not found any more */
} source_counts;

/* The same for an index that is kept: each file is noted with its size and hash, and one that `known` has with the same
 * is taken from there. `known` may be NULL; it must outlive the index. */
void update_sources(struct session *session, dz_index *index, const dz_index *known, const operand_list *paths,
                    const dz_document_options *options, source_counts *counts);

#endif
