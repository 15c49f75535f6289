/* The sources that reports are checked against. */
#ifndef DZ_TOOLS_SOURCES_H
#define DZ_TOOLS_SOURCES_H

#include "inputs.h"

/* Adds every text of `paths` to an index: files, folders with all that is in them, and records where a file's name
 * ends in .jsonl. */
void read_sources(struct session *session, dz_index *index, const operand_list *paths,
                  const dz_document_options *options);

#endif
