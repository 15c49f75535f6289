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

/* Compares the whole content with its checksum (opening looks at the head alone, and no lookup trusts the rest).
 * Errors: DZ_ERROR_FORMAT. */
DZ_API dz_status dz_lexicon_verify(dz_context *context, const dz_lexicon *lexicon);

/* The form of an English word that the table is keyed by: lower case, without 's, irregular forms and British spelling
 * led back ("went" to "go", "colour" to "color"), then stemmed as dz_stem does. Into `stem`, which holds `size` bytes
 * and is NUL-terminated; its length, 0 where the word does not fit (words of 64 bytes and more do not). */
DZ_API size_t dz_lexicon_stem(const char *word, size_t length, char *stem, size_t size);

/* The English stems of a Chinese word (simplified UTF-8), the heaviest first; at most `limit`. The number written; 0
 * where the word is not there. */
DZ_API size_t dz_lexicon_lookup(const dz_lexicon *lexicon, const char *key, size_t length, dz_gloss *glosses,
                                size_t limit);

/* The Chinese words of an English stem (as dz_lexicon_stem gives it), with p(Chinese | stem). */
DZ_API size_t dz_lexicon_lookup_reverse(const dz_lexicon *lexicon, const char *stem, size_t length, dz_gloss *glosses,
                                        size_t limit);

/* The length in bytes of the longest key that `text` begins with; 0 where none does. */
DZ_API size_t dz_lexicon_longest(const dz_lexicon *lexicon, const char *text, size_t length);

/* Compiles tables of text into `path`, whole or not at all. A line is
 *
 *     Chinese TAB English TAB p(English | Chinese) [TAB p(Chinese | English)]
 *
 * or a `#` comment. English is in words, not stems. Renderings parted by ";" share the weight, each with 0.9 of the one
 * before; the words of a rendering share its weight evenly, function words left out. Where the last column is missing the pair counts for little in that direction. Within
 * a file the weights of a pair add up; a later file wins where both have a pair. `Chinese TAB * TAB FACTOR` and
 * `* TAB English TAB FACTOR` let a file multiply what earlier files say of that word (0 throws it away). At the end the
 * weights of a word that add up to more than 1 are scaled down to 1. The same texts give the same bytes.
 * Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (the message names file and line), DZ_ERROR_MEMORY. */
DZ_API dz_status dz_lexicon_compile(dz_context *context, const char *path, const char *const *texts, size_t count,
                                    const char *name);

DZ_API void dz_lexicon_free(dz_lexicon *lexicon);

#ifdef __cplusplus
}
#endif

#endif
