/* Sentence alignment of a text and its translation.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_ALIGN_H
#define DUIZHAO_ALIGN_H

#include "duizhao/document.h"
#include "duizhao/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dz_bead_status {
    DZ_BEAD_AUTO = 0,
    DZ_BEAD_CONFIRMED = 1,
    DZ_BEAD_REJECTED = 2,
    DZ_BEAD_FIXED = 3 /* given by the user's anchors */
} dz_bead_status;

/* Bits: what a translation check found on one side of a bead only. */
typedef enum dz_bead_flag {
    DZ_FLAG_NUMBER = 1 << 0,
    DZ_FLAG_NEGATION = 1 << 1,
    DZ_FLAG_NAME = 1 << 2,
    DZ_FLAG_DATE = 1 << 3,
    DZ_FLAG_CLAUSE = 1 << 4,
    DZ_FLAG_TERM = 1 << 5
} dz_bead_flag;

/* Sentences that translate each other; one side may be empty. Numbers from 0, ascending. */
typedef struct dz_bead {
    const uint32_t *source;
    size_t source_count;
    const uint32_t *target;
    size_t target_count;
    float score; /* 0 to 1: how sure the aligner is of the whole bead */
    dz_bead_status status;
    uint32_t flags;
} dz_bead;

/* A run of sentences that the other side leaves out. */
typedef struct dz_gap {
    bool missing_in_target; /* true: `sentences` are of the source, and the target leaves them out */
    const uint32_t *sentences;
    size_t count;
    float confidence;
} dz_gap;

/* A run of beads that are unsure together: the texts may have drifted apart there. */
typedef struct dz_doubt {
    size_t first; /* bead */
    size_t count;
    float score; /* on average */
} dz_doubt;

/* Two words that translate each other. A word is what the aligner reads as one: in Chinese the longest entry of the
 * lexicon, else a character; in English a word with its clitics; a number; a mark. The words of a bead's side are
 * numbered from 0 over its sentences in order; the spans are bytes of the documents' texts. */
typedef struct dz_link {
    uint32_t source;
    uint32_t target;
    dz_span source_span;
    dz_span target_span;
} dz_link;

/* What a translation check found, to be said to a person. */
typedef struct dz_note {
    dz_bead_flag flag;
    bool of_source; /* which of the two texts the span stands in: that which has what the other lacks */
    dz_span span;
    const char *text; /* "4,761 stands only here"; belongs to the alignment */
} dz_note;

/* Vectors of the sentences of a text, as a language model makes them: LaBSE, LASER. */
typedef struct dz_vectors dz_vectors;

/* Reads the vectors of `count` sentences: an npy file of float32 in C order with a row a sentence, or the bare numbers,
 * 32 bits each, little end first. Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (another number of rows, another kind of
 * number), DZ_ERROR_LIMIT, DZ_ERROR_MEMORY. */
DZ_API dz_status dz_vectors_open(dz_context *context, dz_vectors **out, const char *path, size_t count);
DZ_API size_t dz_vectors_dimension(const dz_vectors *vectors);
DZ_API void dz_vectors_free(dz_vectors *vectors);

typedef struct dz_align_options {
    uint32_t version;
    const dz_lexicon *lexicon; /* NULL: length, values, names and shared tokens only */
    bool monotone;             /* turns and paragraphs may not cross */
    bool checks;               /* fill in the flags and the notes */
    bool links;                /* link the words */
    /* What a person has decided; borrowed during the call. Beads that are fixed or confirmed stand as they are, and the
     * rest is aligned around them; they may cross, unless `monotone`. Rejected ones are not found again: what is left
     * of them comes out as beads with one side empty, or, where they have one side only, with this status. Others say
     * nothing. */
    const dz_bead *anchors;
    size_t anchor_count;
    /* Terms that weigh fully: as if nothing else could translate them. With `checks`, beads that render one of them in
     * another way are flagged. NULL: none. */
    const dz_glossary *glossary;
    /* How near the vectors of a bead's sides are is added to its score, as Vecalign and Bertalign use it; a row for
     * each sentence of the documents, boilerplate too. Both or neither; borrowed during the call. */
    const dz_vectors *source_vectors;
    const dz_vectors *target_vectors;
} dz_align_options;

#define DZ_ALIGN_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_ALIGN_OPTIONS_INIT {DZ_ALIGN_OPTIONS_VERSION, NULL, false, false, false, NULL, 0, NULL, NULL, NULL}
/* clang-format on */

/* An alignment: beads in the order of the source, each sentence in exactly one, and the gaps. Borrows neither document.
 */
typedef struct dz_alignment dz_alignment;

/* Aligns the sentences of two documents. Either side may be Chinese or English. Sentences of boilerplate blocks come
 * out as beads of their own with an empty other side. Errors: DZ_ERROR_MEMORY, DZ_ERROR_LIMIT, DZ_ERROR_CANCELLED,
 * DZ_ERROR_ARGUMENT (anchors that name sentences which are not there, share one, or cross where nothing may). */
DZ_API dz_status dz_align(dz_context *context, dz_alignment **out, const dz_document *source, const dz_document *target,
                          const dz_align_options *options);

/* An alignment of beads that are known already, as read from a file: copied as they are, in their order. Runs of beads
 * with one side empty become gaps, with the mean of their scores; the likeness is 1. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_alignment_from_beads(dz_context *context, dz_alignment **out, const dz_bead *beads, size_t count);

DZ_API size_t dz_alignment_count(const dz_alignment *alignment);
DZ_API const dz_bead *dz_alignment_bead(const dz_alignment *alignment, size_t index);
DZ_API size_t dz_alignment_gap_count(const dz_alignment *alignment);
DZ_API const dz_gap *dz_alignment_gap(const dz_alignment *alignment, size_t index);

/* The runs of unsure beads, in order: five or more that follow each other and whose scores are low on average, wherever
 * in the run one looks. One unsure bead alone is none: translations differ. */
DZ_API size_t dz_alignment_doubt_count(const dz_alignment *alignment);
DZ_API const dz_doubt *dz_alignment_doubt(const dz_alignment *alignment, size_t index);

/* The links of a bead in the order of the source's words, marks left out; each word stands in one at most. None unless
 * `links` was asked for. The likeliest pair is linked first (competitive linking, Melamed 2000). */
DZ_API const dz_link *dz_alignment_links(const dz_alignment *alignment, size_t bead, size_t *count);

/* The words of a bead's side, as links number them; none where there are no links, and none where they were read from a
 * file that does not say all words. */
DZ_API const dz_span *dz_alignment_words(const dz_alignment *alignment, size_t bead, bool of_source, size_t *count);

/* Words and links that are known already, of each bead of the alignment (dz_alignment_count of them); copied. What
 * stood there before is forgotten. Errors: DZ_ERROR_MEMORY. */
typedef struct dz_bead_words {
    const dz_span *source;
    size_t source_count;
    const dz_span *target;
    size_t target_count;
    const dz_link *links; /* in the order of the source's words */
    size_t link_count;
} dz_bead_words;

DZ_API dz_status dz_alignment_set_words(dz_alignment *alignment, const dz_bead_words *words);

/* What the checks found in a bead: at least one note for each of its flags. None unless `checks` was asked for. */
DZ_API const dz_note *dz_alignment_notes(const dz_alignment *alignment, size_t bead, size_t *count);

/* How much the two texts look like translations of each other, 0 to 1; below 0.5 they do not, and a warning is due. */
DZ_API float dz_alignment_likeness(const dz_alignment *alignment);

DZ_API const char *dz_bead_status_name(dz_bead_status status); /* "auto", "confirmed", "rejected", "fixed" */
DZ_API const char *dz_bead_flag_name(dz_bead_flag flag);       /* "number", "negation", ...: for one bit */

/* Back from a name; false (0 for flags) where there is none of that name. */
DZ_API bool dz_bead_status_parse(const char *name, dz_bead_status *status);
DZ_API uint32_t dz_bead_flag_parse(const char *name);

DZ_API void dz_alignment_free(dz_alignment *alignment);

/* ---- Pairs of texts --------------------------------------------------------------------------------------------- */

/* Finds which of many texts is the translation of which: the texts of two folders. */
typedef struct dz_pairing dz_pairing;

/* A text and its likely translation, by their numbers: the first text that was added is 0. */
typedef struct dz_text_pair {
    size_t source;
    size_t target;
    float score; /* 0 to 1: how sure it is that they belong together */
    bool sure;   /* false: they may, but the score is low, or another text that is left over would do nearly as well */
} dz_text_pair;

/* `lexicon` is borrowed; NULL: Chinese words say nothing, numbers, dates, names and shared letters alone do.
 * Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_pairing_new(dz_context *context, dz_pairing **out, const dz_lexicon *lexicon);

/* Adds the next text, of either side; the document may be freed afterwards. Errors: DZ_ERROR_MEMORY, DZ_ERROR_LIMIT;
 * the texts that were added before stay. */
DZ_API dz_status dz_pairing_add(dz_pairing *pairing, const dz_document *document);

/* Pairs the texts that were added so far; `of_source` says of each whether it is one of the sources or of the targets.
 * A text is seen as a bag of words, the Chinese ones as their translations (a probabilistic dictionary: Darwish & Oard
 * 2003), of numbers, dates and names, weighed by rarity; an inverted index finds the few that are worth comparing. The
 * likeliest pair is taken first, each text once. Time grows with the texts, not with the number of pairs there could be.
 * Errors: DZ_ERROR_MEMORY, DZ_ERROR_CANCELLED. */
DZ_API dz_status dz_pairing_run(dz_pairing *pairing, const bool *of_source);

/* The pairs in the order of the sources, once dz_pairing_run is done; texts in none of them have no partner. */
DZ_API size_t dz_pairing_count(const dz_pairing *pairing);
DZ_API const dz_text_pair *dz_pairing_at(const dz_pairing *pairing, size_t index);

DZ_API void dz_pairing_free(dz_pairing *pairing);

#ifdef __cplusplus
}
#endif

#endif
