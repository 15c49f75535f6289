/* dz align --find-pairs: which files of some folders belong together. */
#ifndef DZ_TOOLS_FIND_PAIRS_H
#define DZ_TOOLS_FIND_PAIRS_H

#include "inputs.h"

typedef struct found_file {
    char *path;
    size_t operand; /* that named it or its folder */
    dz_language language;
    bool of_source;
    bool paired;
} found_file;

/* The files of a run and, once they are paired, the pairs, which speak of them by their numbers. */
typedef struct found_pairs {
    struct session *session;
    const dz_document_options *options; /* while the files are read */
    found_file *files;
    size_t count, capacity;
    dz_pairing *pairing; /* of the same files, in the same order */
    size_t pair_count;   /* 0 where the pairing failed */
} found_pairs;

/* Reads and pairs the files of one or two operands. What cannot be read is told, and the rest is paired. Where texts of
 * both languages are there, language parts sources from targets, whatever folder a text stands in; the sources are of
 * the language that most files of the first operand have. Otherwise the operands part them. `options` must outlive it.
 */
void find_pairs(found_pairs *found, struct session *session, const operand_list *operands, const dz_lexicon *lexicon,
                const dz_document_options *options);

/* The pairs as a list that --pairs reads: those that are unsure, and files without partner, are comments in it. */
void found_print_list(const found_pairs *found);

/* JSONL: a record for each pair and for each file without partner. */
void found_write_records(const found_pairs *found);

/* The same on standard error, unless the session is quiet: unsure pairs, files without partner, and how many there are
 * of all. `force`: unsure pairs are taken, too. */
void found_tell(const found_pairs *found, bool force);

void found_free(found_pairs *found);

#endif
