/* One of two texts that are compared: its units, words and values.
 *
 * A unit is what may change as a whole: a word of letters and digits, a Han character, or a mark. Marks that mean the
 * same are one unit with one form: quotation marks of every kind and number, dashes of every length, and a mark of
 * omission with the brackets around it. */
#ifndef DZ_COMPARE_SIDE_H
#define DZ_COMPARE_SIDE_H

#include "base/map.h"
#include "edit/tokens.h"

typedef enum dz_unit_kind {
    DZ_UNIT_WORD,
    DZ_UNIT_HAN,
    DZ_UNIT_MARK,
    DZ_UNIT_QUOTE_MARK,
    DZ_UNIT_ELLIPSIS
} dz_unit_kind;

typedef struct dz_unit {
    dz_unit_kind kind;
    dz_span text;
    dz_view form; /* folded; lives as long as the side */
    uint32_t id;
    uint32_t weight;
    uint32_t word;    /* number of the Chinese word that it stands in; others have one each */
    uint32_t bracket; /* number of the [bracket] that it stands in or belongs to, from 1; 0: none */
    bool space;       /* white space stands before it */
} dz_unit;

typedef struct dz_side {
    dz_context *context;
    dz_view text;
    dz_tokens tokens;
    dz_word_list *words;
    dz_value_list *values;
    dz_unit *items;
    size_t count;
    size_t capacity;
} dz_side;

/* How a side is read. */
typedef struct dz_side_options {
    dz_language language;
    const char *date;           /* NULL: not known */
    const dz_word_table *words; /* NULL: Chinese is cut by ICU's dictionary */
} dz_side_options;

/* Reads a text. Ids of forms come from `ids`, which both sides share. */
dz_status dz_side__read(dz_context *context, dz_side *side, dz_view text, const dz_side_options *options, dz_map *ids);
void dz_side__free(dz_side *side);

/* The bytes of the text from the first of some units to the last; an empty span where there are none. */
dz_span dz_side__span(const dz_side *side, dz_span units);

/* Whether some units are what a report says between two pieces of a quotation: ," she said. " */
bool dz_side__is_interruption(const dz_side *side, dz_span units);

/* The number or date that shares text with a span; NULL where there is none. `*from` is where to look from, and moves.
 */
const dz_value *dz_side__value(const dz_side *side, dz_span text, size_t *from);

/* The first value of any kind that ends behind a place; NULL where there is none. */
const dz_value *dz_side__value_behind(const dz_side *side, size_t place);

#endif
