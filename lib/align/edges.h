/* What the edges of sentences say about where a bead begins and ends. */
#ifndef DZ_ALIGN_EDGES_H
#define DZ_ALIGN_EDGES_H

#include <stdint.h>

#include "duizhao/base.h"

/* How a sentence begins. */
typedef enum dz_align__opening {
    DZ_OPENING_PLAIN = 0,
    DZ_OPENING_QUOTE = 1, /* with a quotation mark */
    DZ_OPENING_LOW = 2,   /* with a small letter */
    DZ_OPENING_DIGIT = 3
} dz_align__opening;
#define DZ_OPENINGS 4

/* How it ends, in two halves: outside a quotation, and (+ DZ_ENDINGS / 2) inside one that goes on. */
typedef enum dz_align__ending {
    DZ_ENDING_STOP = 0,
    DZ_ENDING_QUESTION = 1,
    DZ_ENDING_EXCLAMATION = 2,
    DZ_ENDING_OPEN = 3, /* a comma, colon, semicolon or dash */
    DZ_ENDING_NONE = 4
} dz_align__ending;
#define DZ_ENDINGS 10

/* Log ratios to chance, learned from the beads of a path: how a bead's two sides begin and end together, and which
 * ends stand inside a bead rather than at its end. All zero where nothing was learned. */
typedef struct dz_align__edges {
    float openings[DZ_OPENINGS][DZ_OPENINGS];
    float endings[DZ_ENDINGS][DZ_ENDINGS];
    float inner_source[DZ_ENDINGS];
    float inner_target[DZ_ENDINGS];
} dz_align__edges;

/* The opening and the ending of a sentence; `inside` says whether a quotation was open before it, and afterwards
 * whether one is open behind it. */
dz_align__opening dz_align__read_opening(const char *text, dz_span span);
uint8_t dz_align__read_ending(const char *text, dz_span span, bool *inside);

/* A table of counts made into log ratios to independence, under `strength` counts of independence. */
void dz_align__log_ratios(float *table, const float *counts, unsigned rows, unsigned columns, float strength);

#endif
