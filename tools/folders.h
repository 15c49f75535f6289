/* The texts that operands name: files, and all that stands in folders. */
#ifndef DZ_TOOLS_FOLDERS_H
#define DZ_TOOLS_FOLDERS_H

#include "session.h"

/* Is handed each file, with the number of the operand that named it or its folder. */
typedef void (*file_visitor)(void *payload, const char *path, size_t operand);

/* Visits the files of `paths` in their order; those of a folder in the order of their names, with the folders in it, as
 * far as their names are those of texts. What was passed over and what cannot be read is told. */
void visit_files(struct session *session, const operand_list *paths, file_visitor visit, void *payload);

/* Whether a name ends so, in capitals or not. */
bool has_ending(const char *name, const char *ending);

#endif
