/* How align and convert write alignments: one or many, in every format. */
#ifndef DZ_TOOLS_ALIGNMENTS_H
#define DZ_TOOLS_ALIGNMENTS_H

#include "inputs.h"

#define ALIGNMENT_FORMATS "text|jsonl|beads|tsv|csv|html|tmx|xliff|xliff12|tei|xces|ladder|bitext|moses|pharaoh"

#define ALIGNMENT_FORMATS_HELP                                                                                         \
    "Formats: text for people; html, one page with the texts side by side; jsonl with places in code points; beads\n"  \
    "([0,1]:[0] a line); tsv and csv for spreadsheets; tmx (1.4), xliff (2.1) and xliff12 for translators' tools;\n"   \
    "tei (linkGrp, with the texts), xces (cesAlign) and ladder, which name sentences by number; bitext, hunalign's\n"  \
    "three columns; moses, two files -o PREFIX.zh and PREFIX.en; pharaoh, links of words, a line a bead (moses with\n"  \
    "--links has the words they number, and the links in PREFIX.pharaoh).\n"

typedef struct alignment_writer {
    struct session *session;
    dz_write_options options;
    const char *prefix; /* moses */
    dz_output *halves[3]; /* the third: moses with links */
    bool words;           /* moses: as words, with their links */
    char date[24];
    bool written; /* something was, so that what follows has no heading */
} alignment_writer;

void alignments_open(alignment_writer *writer, struct session *session, const shared_settings *shared);

/* Writes one pair; the caller tells of a failure. */
dz_status alignments_write(alignment_writer *writer, const dz_alignment *alignment, const dz_document *source,
                           const dz_document *target, const char *name);

/* Writes what ends the format. */
void alignments_close(alignment_writer *writer);

#endif
