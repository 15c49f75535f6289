/* Word translation probabilities as sparse tables. */
#ifndef DZ_ALIGN_LEXICAL_H
#define DZ_ALIGN_LEXICAL_H

#include "base/memory.h"

/* One entry of a table in the making. */
typedef struct dz_align__entry {
    uint32_t row;
    uint32_t word;
    float weight;
} dz_align__entry;

/* A sparse matrix by rows: the entries of row r are words[starts[r]] .. words[starts[r + 1] - 1], words ascending.
 * For a table of probabilities row r is the word given, and the weights are p(word | r). */
typedef struct dz_align__table {
    uint32_t row_count;
    uint32_t *starts;
    uint32_t *words;
    float *weights;
} dz_align__table;

/* Makes a table; entries of one place are added up. The entries are put in another order on the way. */
dz_status dz_align__table_build(dz_context *context, dz_align__table *table, uint32_t row_count,
                                dz_align__entry *entries, size_t entry_count);

/* The table turned by Bayes' rule: p(row | word), in proportion to p(word | row) * share[row]. */
dz_status dz_align__table_reverse(dz_context *context, dz_align__table *out, const dz_align__table *table,
                                  const float *share, uint32_t word_count);

/* Posterior means under a Dirichlet prior: (counts + strength * prior) / (sum of counts + strength), by rows. */
dz_status dz_align__table_mix(dz_context *context, dz_align__table *out, const dz_align__table *prior,
                              const dz_align__table *counts, float strength);

/* Makes the weights of each row add up to 1; an empty row stays empty. */
void dz_align__table_normalize(dz_align__table *table);

/* The weight at a place; 0 where there is none. */
float dz_align__table_weight(const dz_align__table *table, uint32_t row, uint32_t word);

void dz_align__table_free(dz_context *context, dz_align__table *table);

#endif
