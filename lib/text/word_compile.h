/* Makes compiled tables of words. */
#ifndef DZ_TEXT_WORD_COMPILE_H
#define DZ_TEXT_WORD_COMPILE_H

#include "base/array.h"
#include "base/buffer.h"
#include "base/map.h"
#include "duizhao/text.h"
#include "text/word_format.h"

/* What a table is made of. Words and characters are in simplified characters, as dz_word_source__add folds them. */
typedef struct dz_word_source {
    dz_context *context;
    dz_map words;             /* word -> count */
    dz_map characters;        /* character -> number of its costs */
    DZ_ARRAY(uint16_t) costs; /* WORD_CHARACTER_COSTS for each character */
    uint16_t weights[WORD_WEIGHT_COUNT];
    uint64_t total; /* what counts are compared with; 0: their sum */
} dz_word_source;

void dz_word_source__init(dz_word_source *source, dz_context *context);
void dz_word_source__free(dz_word_source *source);

/* Folds a word to simplified characters into `folded`, which holds WORD_LONGEST * 4 bytes; its length, 0 where the word
 * is too long or has characters that no table takes. */
size_t dz_word_source__fold(const char *word, size_t length, char *folded);

/* Reads a list: `word TAB count` a line, # begins a comment. A line without a count gets `missing`. Counts of one word
 * are added. Errors: DZ_ERROR_IO, DZ_ERROR_LIMIT, DZ_ERROR_FORMAT (the message says where), DZ_ERROR_MEMORY. */
dz_status dz_word_source__read_words(dz_word_source *source, const char *path, uint32_t missing);

/* Reads what characters do in unknown words: a character and 7 counts a line (corpora/words/README.md). */
dz_status dz_word_source__read_characters(dz_word_source *source, const char *path);

/* Takes over words, counts, characters and weights of a table. */
dz_status dz_word_source__take(dz_word_source *source, const dz_word_table *table);

/* The compiled table. */
dz_status dz_word_source__compile(dz_word_source *source, dz_buffer *out, const char *name);

#endif
