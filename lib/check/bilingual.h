/* A text as words that the lexicon knows: Chinese cut by its longest keys, English as stems, numbers and dates by
 * value. Beside its own form a word has others by which it may be met: the shorter keys within it and across its edges,
 * the parts of a date, the sound of a Chinese character where English spells it. */
#ifndef DZ_CHECK_BILINGUAL_H
#define DZ_CHECK_BILINGUAL_H

#include "base/array.h"
#include "base/buffer.h"
#include "duizhao/lexicon.h"
#include "duizhao/text.h"

typedef struct dz_bilingual_word {
    dz_span text; /* in the text */
    bool han;
    bool name;    /* has a capital that no sentence begins with, or is a number or a date */
    bool known;   /* a lexicon has it, or it is a number or a date */
    uint32_t own; /* number of its own form */
} dz_bilingual_word;

/* One form of a word. Forms that a reading finds begin with the letters themselves; "#" begins a value, "~" a sound,
 * "=" a character of a translation. */
typedef struct dz_bilingual_form {
    size_t begin; /* byte in `letters` */
    uint32_t length;
    uint32_t word;
    float factor; /* how good a likeness by this form is, 0 to 1 */
    bool han;
} dz_bilingual_form;

/* What a text shows besides its words. */
typedef struct dz_bilingual_marks {
    bool asks;               /* has a question mark */
    char last;               /* the mark that it ends with, in ASCII; 0: none */
    uint32_t question_words; /* of Chinese */
    uint32_t negations;
    uint32_t brackets;
    uint32_t quotations;
    uint32_t commas;
} dz_bilingual_marks;

typedef struct dz_bilingual_text {
    dz_context *context;
    DZ_ARRAY(dz_bilingual_word) words;
    DZ_ARRAY(dz_bilingual_form) forms;
    dz_buffer letters;
    dz_bilingual_marks marks;
} dz_bilingual_text;

/* Reads a text. `date` is what "last year" counts from; NULL: not known. What was read is the caller's to free, also
 * after failure. Errors: DZ_ERROR_MEMORY. */
dz_status dz_bilingual__read(dz_context *context, dz_bilingual_text *out, const dz_lexicon *lexicon, dz_view text,
                             const char *date);
dz_view dz_bilingual__form(const dz_bilingual_text *text, size_t number);

/* Takes those of a text that follows to those of one before it. */
void dz_bilingual__add_marks(dz_bilingual_marks *marks, const dz_bilingual_marks *next);

/* Whether most words are Chinese. */
bool dz_bilingual__is_chinese(const dz_bilingual_text *text);
void dz_bilingual__free(dz_bilingual_text *text);

#endif
