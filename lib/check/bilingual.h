/* A text as words that the lexicon knows: Chinese cut by its longest keys, English as stems, digits as they are. */
#ifndef DZ_CHECK_BILINGUAL_H
#define DZ_CHECK_BILINGUAL_H

#include "base/array.h"
#include "base/buffer.h"
#include "base/map.h"
#include "duizhao/lexicon.h"
#include "duizhao/text.h"

typedef struct dz_bilingual_word {
    dz_span text;  /* in the text */
    size_t form;   /* byte of its form in `forms` */
    size_t length; /* of its form */
    bool han;
    bool name; /* has a capital that no sentence begins with, or a digit */
} dz_bilingual_word;

typedef struct dz_bilingual_text {
    dz_context *context;
    DZ_ARRAY(dz_bilingual_word) items;
    dz_buffer forms;
    dz_buffer han; /* all Han of the text one behind the other, to look for keys in */
    dz_map known;  /* form -> number of its first word + 1 */
    dz_value_list *values;
    size_t sentences;
} dz_bilingual_text;

/* Reads a text; `overlapping` adds the keys that begin inside others, for an index. */
dz_status dz_bilingual__read(dz_context *context, dz_bilingual_text *out, const dz_lexicon *lexicon, dz_view text,
                             bool overlapping);
dz_view dz_bilingual__form(const dz_bilingual_text *text, size_t number);

/* The translations of a word; at most `limit`. */
size_t dz_bilingual__glosses(const dz_lexicon *lexicon, const dz_bilingual_text *text, size_t number, dz_gloss *glosses,
                             size_t limit);

/* Whether the other text has a form: an English stem, digits, or Chinese that may stand across its words. A single Han
 * character must be a word there. */
bool dz_bilingual__has(const dz_bilingual_text *text, dz_view form);

/* Whether the other text has the word itself, or the value that it is part of: numbers and dates in any way of writing,
 * names by their reading. */
bool dz_bilingual__has_same(const dz_bilingual_text *text, size_t number, const dz_bilingual_text *other);
void dz_bilingual__free(dz_bilingual_text *text);

#endif
