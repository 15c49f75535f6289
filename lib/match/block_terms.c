#include "match/block_terms.h"

/* How many terms before they are posted their slots and the ends of their lists are brought near. */
#define SLOTS_AHEAD 24
#define LISTS_AHEAD 12

static void clear(dz_block_terms *gathered)
{
    gathered->terms.count = gathered->words.count = 0;
    memset(gathered->slots, 0, sizeof gathered->slots);
}

void dz_block_terms__begin(dz_block_terms *gathered)
{
    clear(gathered);
    gathered->has_before = false;
    gathered->han = 0;
}

/* Gathers a term, and gives its number. */
static dz_status gather(dz_context *context, dz_block_terms *gathered, dz_block_term term, uint32_t *number)
{
    uint16_t *slot = &gathered->slots[term.hash % DZ_BLOCK_TERM_SLOTS];
    dz_block_term *known = *slot ? &gathered->terms.items[*slot - 1] : NULL;
    *number = *slot - 1u;
    if (known && known->hash == term.hash) {
        if (known->stretch != term.stretch)
            known->stretch = DZ_TERM_SEVERAL;
        return DZ_OK;
    }
    *number = (uint32_t)gathered->terms.count;
    if (*number < UINT16_MAX)
        *slot = (uint16_t)(*number + 1);
    return dz_array__push(context, &gathered->terms, term);
}

dz_status dz_block_terms__add_word(dz_context *context, dz_block_terms *gathered, dz_view form)
{
    dz_block_term word = {dz_terms__hash_word(form.data, form.length), 1, gathered->stretch, true, false};
    uint32_t number;
    gathered->han = 0;
    dz_status status = gather(context, gathered, word, &number);
    return status == DZ_OK ? dz_array__push(context, &gathered->words, number) : status;
}

dz_status dz_block_terms__add_han(dz_context *context, dz_block_terms *gathered, uint32_t codepoint)
{
    uint32_t before = gathered->han, number;
    dz_block_term single = {.hash = dz_terms__hash_han(codepoint, 0), .thin = DZ_TERM_THIN};
    dz_block_term pair = {.hash = dz_terms__hash_han(before, codepoint), .thin = 1};
    dz_status status = gather(context, gathered, single, &number);
    if (before && status == DZ_OK)
        status = gather(context, gathered, pair, &number);
    else if (status == DZ_OK)
        status = dz_array__push(context, &gathered->words, DZ_BLOCK_NO_WORD);
    gathered->han = codepoint;
    return status;
}

/* Posts the terms from `begin` on. */
static dz_status post_terms(dz_context *context, dz_block_terms *gathered, dz_terms *terms, uint32_t block,
                            uint32_t first_block, size_t begin)
{
    dz_status status = DZ_OK;
    size_t count = gathered->terms.count;
    for (size_t i = begin; i < count && status == DZ_OK; i++) {
        dz_block_term *term = &gathered->terms.items[i];
        dz_term_place place = {term->hash, block, first_block, term->thin, term->is_word, term->stretch};
        if (i + SLOTS_AHEAD < count)
            dz_terms__prefetch_slot(terms, term[SLOTS_AHEAD].hash);
        if (i + LISTS_AHEAD < count)
            dz_terms__prefetch_list(terms, term[LISTS_AHEAD].hash);
        status = dz_terms__post(context, terms, &place, &term->common);
    }
    return status;
}

/* Gathers the pairs of common words. */
static dz_status gather_pairs(dz_context *context, dz_block_terms *gathered)
{
    dz_block_term before = gathered->before;
    bool has_before = gathered->has_before;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < gathered->words.count && status == DZ_OK; i++) {
        uint32_t word = gathered->words.items[i], number;
        bool had_before = has_before;
        has_before = word != DZ_BLOCK_NO_WORD;
        if (!has_before)
            continue;
        dz_block_term term = gathered->terms.items[word];
        if (had_before && before.common && term.common)
            status = gather(context, gathered,
                            (dz_block_term){.hash = dz_terms__hash_pair(before.hash, term.hash), .thin = 1}, &number);
        before = term;
    }
    gathered->before = before;
    gathered->has_before = has_before;
    return status;
}

dz_status dz_block_terms__post(dz_context *context, dz_block_terms *gathered, dz_terms *terms, uint32_t block,
                               uint32_t first_block)
{
    dz_status status = post_terms(context, gathered, terms, block, first_block, 0);
    size_t pairs = gathered->terms.count;
    if (status == DZ_OK)
        status = gather_pairs(context, gathered);
    if (status == DZ_OK)
        status = post_terms(context, gathered, terms, block, first_block, pairs);
    clear(gathered);
    return status;
}

void dz_block_terms__free(dz_context *context, dz_block_terms *gathered)
{
    dz_array__free(context, &gathered->terms);
    dz_array__free(context, &gathered->words);
}
