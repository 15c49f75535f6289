#include "align/lexical.h"

#include <stdlib.h>
#include <string.h>

static dz_status allocate_table(dz_context *context, dz_align__table *table, uint32_t row_count, size_t entry_count)
{
    *table = (dz_align__table){.row_count = row_count};
    table->starts = dz_memory__zeroed(context, (size_t)row_count + 1, sizeof *table->starts);
    table->words = dz_memory__zeroed(context, entry_count, sizeof *table->words);
    table->weights = dz_memory__zeroed(context, entry_count, sizeof *table->weights);
    if (table->starts && table->words && table->weights)
        return DZ_OK;
    dz_align__table_free(context, table);
    return DZ_ERROR_MEMORY;
}

static int compare_entries(const void *left, const void *right)
{
    const dz_align__entry *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->word != b->word)
        return a->word < b->word ? -1 : 1;
    return (a->weight > b->weight) - (a->weight < b->weight);
}

dz_status dz_align__table_build(dz_context *context, dz_align__table *table, uint32_t row_count,
                                dz_align__entry *entries, size_t entry_count)
{
    dz_status status = allocate_table(context, table, row_count, entry_count);
    if (status != DZ_OK)
        return status;
    if (entry_count)
        qsort(entries, entry_count, sizeof *entries, compare_entries);
    uint32_t used = 0, row = 0;
    for (size_t i = 0; i < entry_count; i++) {
        while (row < entries[i].row)
            table->starts[++row] = used;
        bool again = used > table->starts[row] && table->words[used - 1] == entries[i].word;
        if (!again)
            table->words[used++] = entries[i].word;
        table->weights[used - 1] += entries[i].weight;
    }
    while (row < row_count)
        table->starts[++row] = used;
    return DZ_OK;
}

void dz_align__table_normalize(dz_align__table *table)
{
    for (uint32_t row = 0; row < table->row_count; row++) {
        float sum = 0;
        for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++)
            sum += table->weights[i];
        for (uint32_t i = table->starts[row]; i < table->starts[row + 1] && sum > 0; i++)
            table->weights[i] /= sum;
    }
}

/* Counting sort by word: rows come out in order because they go in in order. */
static void transpose(dz_align__table *out, const dz_align__table *table, const float *share)
{
    uint32_t entry_count = table->starts[table->row_count];
    for (uint32_t i = 0; i < entry_count; i++)
        out->starts[table->words[i] + 1]++;
    for (uint32_t word = 0; word < out->row_count; word++)
        out->starts[word + 1] += out->starts[word];
    for (uint32_t row = 0; row < table->row_count; row++) {
        for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++) {
            uint32_t place = out->starts[table->words[i]]++;
            out->words[place] = row;
            out->weights[place] = table->weights[i] * share[row];
        }
    }
    for (uint32_t word = out->row_count; word > 0; word--)
        out->starts[word] = out->starts[word - 1];
    out->starts[0] = 0;
}

dz_status dz_align__table_reverse(dz_context *context, dz_align__table *out, const dz_align__table *table,
                                  const float *share, uint32_t word_count)
{
    dz_status status = allocate_table(context, out, word_count, table->starts[table->row_count]);
    if (status != DZ_OK)
        return status;
    transpose(out, table, share);
    dz_align__table_normalize(out);
    return DZ_OK;
}

static float row_sum(const dz_align__table *table, uint32_t row)
{
    float sum = 0;
    for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++)
        sum += table->weights[i];
    return sum;
}

/* Merges two ascending rows into `out` at `used`; the new end. */
static uint32_t mix_row(dz_align__table *out, uint32_t used, const dz_align__table *prior,
                        const dz_align__table *counts, uint32_t row, float strength)
{
    float total = row_sum(counts, row) + strength;
    uint32_t p = prior->starts[row], c = counts->starts[row];
    while (p < prior->starts[row + 1] || c < counts->starts[row + 1]) {
        uint32_t prior_word = p < prior->starts[row + 1] ? prior->words[p] : UINT32_MAX;
        uint32_t count_word = c < counts->starts[row + 1] ? counts->words[c] : UINT32_MAX;
        uint32_t word = prior_word < count_word ? prior_word : count_word;
        float weight = 0;
        if (prior_word == word)
            weight += strength * prior->weights[p++];
        if (count_word == word)
            weight += counts->weights[c++];
        out->words[used] = word;
        out->weights[used++] = weight / total;
    }
    return used;
}

dz_status dz_align__table_mix(dz_context *context, dz_align__table *out, const dz_align__table *prior,
                              const dz_align__table *counts, float strength)
{
    size_t most = (size_t)prior->starts[prior->row_count] + counts->starts[counts->row_count];
    dz_status status = allocate_table(context, out, prior->row_count, most);
    if (status != DZ_OK)
        return status;
    uint32_t used = 0;
    for (uint32_t row = 0; row < prior->row_count; row++) {
        out->starts[row] = used;
        used = mix_row(out, used, prior, counts, row, strength);
    }
    out->starts[prior->row_count] = used;
    return DZ_OK;
}

float dz_align__table_weight(const dz_align__table *table, uint32_t row, uint32_t word)
{
    uint32_t low = table->starts[row], high = table->starts[row + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (table->words[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->starts[row + 1] && table->words[low] == word ? table->weights[low] : 0;
}

void dz_align__table_free(dz_context *context, dz_align__table *table)
{
    dz_memory__free(context, table->starts);
    dz_memory__free(context, table->words);
    dz_memory__free(context, table->weights);
    *table = (dz_align__table){0};
}
