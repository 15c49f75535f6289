/* The bilingual table: Chinese key, English stem, weight. Compiled, mapped into memory, read-only.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_LEXICON_H
#define DUIZHAO_LEXICON_H

#include "duizhao/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An open table. May be shared by threads. */
typedef struct dz_lexicon dz_lexicon;

/* A translation: the other side's word and p(word | key), 0 to 1. `text` lives as long as the table. */
typedef struct dz_gloss {
    dz_view text;
    float weight;
} dz_gloss;

/* Opens a compiled table; NULL opens the shipped one ("zh-en.dzlex" in the context's data directory).
 * Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (truncated, of another kind or version), DZ_ERROR_MEMORY. */
DZ_API dz_status dz_lexicon_open(dz_context *context, dz_lexicon **out, const char *path);

/* What the table calls itself: "zh-en 0.1, CC BY-SA 4.0, ...". Belongs to the table. */
DZ_API const char *dz_lexicon_name(const dz_lexicon *lexicon);
DZ_API size_t dz_lexicon_key_count(const dz_lexicon *lexicon);
DZ_API size_t dz_lexicon_gloss_count(const dz_lexicon *lexicon);

/* The English stems of a Chinese word (simplified UTF-8), the heaviest first; at most `limit`. The number written; 0
 * where the word is not there. */
DZ_API size_t dz_lexicon_lookup(const dz_lexicon *lexicon, const char *key, size_t length, dz_gloss *glosses,
                                size_t limit);

/* The Chinese words of an English stem (as dz_stem gives it), with p(Chinese | stem). */
DZ_API size_t dz_lexicon_lookup_reverse(const dz_lexicon *lexicon, const char *stem, size_t length, dz_gloss *glosses,
                                        size_t limit);

/* The length in bytes of the longest key that `text` begins with; 0 where none does. */
DZ_API size_t dz_lexicon_longest(const dz_lexicon *lexicon, const char *text, size_t length);

/* Compiles tables of text (`chinese TAB stem TAB weight`, `#` comments; a later file adds to the earlier ones and wins
 * where both have a pair) into `path`, whole or not at all. Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT, DZ_ERROR_MEMORY. */
DZ_API dz_status dz_lexicon_compile(dz_context *context, const char *path, const char *const *texts, size_t count,
                                    const char *name);

DZ_API void dz_lexicon_free(dz_lexicon *lexicon);

#ifdef __cplusplus
}
#endif

#endif
