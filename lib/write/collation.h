/* Three versions of a text or more: which of them have which sentences, in which words. */
#ifndef DZ_WRITE_COLLATION_H
#define DZ_WRITE_COLLATION_H

#include "base/array.h"
#include "duizhao/write.h"

/* How a version has a sentence of another. */
typedef enum dz_holding {
    DZ_HOLDING_NONE = 0,        /* more than half of it is told of as changed */
    DZ_HOLDING_OTHER_WORDS = 1, /* something in it is */
    DZ_HOLDING_SAME = 2 /* nothing, or marks and forms of characters alone; of a translation: no gap is told of */
} dz_holding;

/* What is told of one version against another, in the order of its own text. */
typedef struct dz_told {
    dz_span *items;
    uint8_t *weights; /* 0: the words are the same; 1: had all the same; 2: not had; 3: moved */
    size_t count;
} dz_told;

/* A wording of a sentence that not all versions have, in the version that has it first. */
typedef struct dz_collation_row {
    size_t version;
    dz_span sentence;
    size_t place; /* where it stands, or would, in the first version */
} dz_collation_row;

typedef struct dz_collation {
    dz_context *context;
    const dz_document *const *documents;
    size_t count;
    const dz_comparison *const *comparisons;
    const size_t *begins;
    const dz_write_options *options;
    dz_told *told;                   /* count * count: at i * count + j what is told of i against j */
    DZ_ARRAY(dz_collation_row) rows; /* in the order of the first version */
} dz_collation;

/* `collation` has all but `told` and `rows`. Errors: DZ_ERROR_MEMORY. */
dz_status dz_collation__read(dz_collation *collation);
void dz_collation__free(dz_collation *collation);

/* The number of the first item that may end at a place or behind it. */
size_t dz_collation__first_told(const dz_told *told, size_t place);

dz_holding dz_collation__holding(const dz_collation *collation, size_t version, size_t other, dz_span sentence);

/* The comparison of two versions, and the share of words that they have in common (1 of a version with itself). */
const dz_comparison *dz_collation__pair(const dz_collation *collation, size_t first, size_t second);
double dz_collation__score(const dz_collation *collation, size_t first, size_t second);

/* One page: the matrix, the rows, and each version beside the one that it is nearest to. */
dz_status dz_write__collation_html(dz_context *context, const dz_sink *sink, const dz_collation *collation);

#endif
