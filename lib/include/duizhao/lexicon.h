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

/* How often a word (Chinese, simplified; or an English stem) has a translation that the table knows, where it stands in
 * one of two sentences that translate each other: 0 to 1; -1 where that was not learned. The table says so of a name
 * more often than of a particle. */
DZ_API double dz_lexicon_translated_share(const dz_lexicon *lexicon, const char *word, size_t length, bool chinese);

/* A character that Chinese renderings of an English word have, and p(character | word), 0 to 1. */
typedef struct dz_lexicon_character {
    uint32_t codepoint;
    float weight;
} dz_lexicon_character;

/* The characters of an English stem's renderings, the likeliest first; at most `limit`. The number written; 0 where the
 * table has none. A rendering that the table does not know often shares one with those that it does. */
DZ_API size_t dz_lexicon_characters(const dz_lexicon *lexicon, const char *stem, size_t length,
                                    dz_lexicon_character *characters, size_t limit);

/* The length in bytes of the longest key that `text` begins with; 0 where none does. */
DZ_API size_t dz_lexicon_longest(const dz_lexicon *lexicon, const char *text, size_t length);

/* How alike two names are, from 0 to 1: as they sound (dz_name_similarity), or 1 where the table has a part of one as a
 * translation of a part of the other (约翰 and "John"). `lexicon` may be NULL. */
DZ_API double dz_lexicon_name_similarity(const dz_lexicon *lexicon, const char *a, size_t a_length, const char *b,
                                         size_t b_length);

/* Compiles tables of text into `path`, whole or not at all. A line is
 *
 *     Chinese TAB English TAB p(English | Chinese) [TAB p(Chinese | English)]
 *
 * or a `#` comment; without a weight it is a user's term (in either order), which has the whole weight, and what earlier
 * files say of that Chinese word is thrown away. English is in words, not stems. Renderings parted by ";" share the weight, each with 0.9 of the one
 * before; the words of a rendering share its weight evenly, function words left out. Where the last column is missing the pair counts for little in that direction. Within
 * a file the weights of a pair add up; a later file wins where both have a pair. `Chinese TAB * TAB FACTOR` and
 * `* TAB English TAB FACTOR` let a file multiply what earlier files say of that word (0 throws it away). `Chinese TAB = TAB SHARE` and
 * `= TAB English TAB SHARE` say how often the word is translated (dz_lexicon_translated_share); `~CHARACTER TAB English
 * TAB p(CHARACTER | English)` is of characters (dz_lexicon_characters). At the end the
 * weights of a word that add up to more than 1 are scaled down to 1. The same texts give the same bytes.
 * Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (the message names file and line), DZ_ERROR_MEMORY. */
DZ_API dz_status dz_lexicon_compile(dz_context *context, const char *path, const char *const *texts, size_t count,
                                    const char *name);

/* The same into a sink. */
DZ_API dz_status dz_lexicon_write(dz_context *context, dz_sink sink, const char *const *texts, size_t count,
                                  const char *name);

DZ_API void dz_lexicon_free(dz_lexicon *lexicon);

/* ---- A user's terms --------------------------------------------------------------------------------------------- */

/* Terms and how they are to be rendered. May be shared by threads. */
typedef struct dz_glossary dz_glossary;

/* Reads a glossary: text in any encoding that dz_decode knows, a pair a line,
 *
 *     Chinese TAB English
 *
 * or the other way round, one side being Chinese; what stands behind another tab is the user's own. Renderings may be
 * parted by ";" or stand on lines of their own: each is good. Empty lines and those that begin with "#" say nothing.
 * Chinese is compared in either script, English by the stems of its words, whatever their case and hyphens.
 * Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (the message has file and line), DZ_ERROR_MEMORY. */
DZ_API dz_status dz_glossary_open(dz_context *context, dz_glossary **out, const char *path);

/* The same from bytes in memory; `name` is what messages call them. */
DZ_API dz_status dz_glossary_parse(dz_context *context, dz_glossary **out, const char *name, const void *bytes,
                                   size_t length);

DZ_API size_t dz_glossary_count(const dz_glossary *glossary); /* pairs */
DZ_API void dz_glossary_free(dz_glossary *glossary);

/* ---- Training --------------------------------------------------------------------------------------------------- */

/* Learns translation probabilities from pairs of sentences: IBM Model 1 (Brown et al. 1993) in both directions, which
 * must agree on each link (Liang, Taskar & Klein 2006), with a preference for like places in the two sentences (Dyer,
 * Chahuneau & Smith 2013), a null word for what nothing translates, and an existing table as the Dirichlet prior. */
typedef struct dz_lexicon_trainer dz_lexicon_trainer;

typedef struct dz_lexicon_train_options {
    uint32_t version;
    const dz_lexicon *prior;    /* cuts the Chinese into words, and is believed where little is learned; NULL: none,
                                 * the Chinese is cut into characters */
    uint32_t iterations;
    double prior_weight;        /* what the prior counts, in occurrences of a word */
    double null_share;          /* probability that a word translates nothing */
    double diagonal;            /* strength of the preference for like places; 0: none */
    double discount;            /* taken off every learned count, against chance pairs */
    double least_probability;   /* pairs below it in both directions are not written */
    double least_count;         /* nor pairs that were counted less often */
    uint32_t held_out_every;    /* each pair whose number is a multiple is kept back to measure on; 0: none */
} dz_lexicon_train_options;

#define DZ_LEXICON_TRAIN_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_LEXICON_TRAIN_OPTIONS_INIT {DZ_LEXICON_TRAIN_OPTIONS_VERSION, NULL, 8, 8.0, 0.1, 4.0, 0.0, 0.003, 0.1, 20}
/* clang-format on */

/* What a training came to. Bits per English word given the Chinese sentence, and per Chinese word given the English
 * one, over the pairs that were kept back; lower is better; 0 where none were. */
typedef struct dz_lexicon_train_report {
    size_t pairs;
    size_t held_out;
    size_t zh_tokens;
    size_t en_tokens;
    size_t written;              /* pairs of words */
    double prior_bits[2];        /* with the prior alone: en given zh, zh given en */
    double learned_bits[2];
} dz_lexicon_train_report;

/* Errors: DZ_ERROR_MEMORY, DZ_ERROR_ARGUMENT. The prior must outlive the trainer. */
DZ_API dz_status dz_lexicon_trainer_new(dz_context *context, dz_lexicon_trainer **out,
                                        const dz_lexicon_train_options *options);

/* Adds a pair of sentences (UTF-8; the Chinese in either script). Its words are copied. */
DZ_API dz_status dz_lexicon_trainer_add(dz_lexicon_trainer *trainer, const char *zh, size_t zh_length, const char *en,
                                        size_t en_length);

/* Learns. Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED, DZ_ERROR_LIMIT (more than 2^32 pairs of words). */
DZ_API dz_status dz_lexicon_trainer_run(dz_lexicon_trainer *trainer);

/* Writes what was learned as a table of text that dz_lexicon_compile reads behind the prior's own texts: weights in
 * both directions, and how much the prior still counts for each word that was seen. */
DZ_API dz_status dz_lexicon_trainer_write(dz_lexicon_trainer *trainer, dz_sink sink);

DZ_API dz_lexicon_train_report dz_lexicon_trainer_report(const dz_lexicon_trainer *trainer);
DZ_API void dz_lexicon_trainer_free(dz_lexicon_trainer *trainer);

#ifdef __cplusplus
}
#endif

#endif
