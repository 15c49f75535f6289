/* The Chinese tables, by longest match: words cannot be cut out before they are looked up. */
#ifndef DZ_ATTRIBUTION_LEXEME_ZH_H
#define DZ_ATTRIBUTION_LEXEME_ZH_H

#include "attribution/lexeme.h"

typedef enum dz_zh_kind {
    DZ_ZH_NONE,
    DZ_ZH_SPEECH,
    DZ_ZH_OBJECT,
    DZ_ZH_COLON,
    DZ_ZH_FINAL,
    DZ_ZH_REPORT,
    DZ_ZH_RELAY,
    DZ_ZH_STOP
} dz_zh_kind;

enum { DZ_ZH_OPENER = 1, DZ_ZH_ADJUNCT = 2, DZ_ZH_TITLE = 4 };

typedef struct dz_zh_word {
    dz_cue_class class;
    dz_zh_kind kind; /* as a cue */
    uint32_t flags;
} dz_zh_word;

typedef struct dz_zh_table {
    dz_map words;
    DZ_ARRAY(dz_zh_word) items;
    size_t longest;    /* bytes */
    uint8_t first[32]; /* bits: the lowest byte of the first character of some word: most places need no look-up */
} dz_zh_table;

/* Fills a zeroed table. Free it also after a failure. Errors: DZ_ERROR_MEMORY. */
dz_status dz_zh__fill(dz_context *context, dz_zh_table *table);

/* The longest word that begins at `at`, and its length in bytes; NULL where none does. */
const dz_zh_word *dz_zh__longest(const dz_zh_table *table, const char *text, size_t at, size_t end, size_t *length);

/* The word that a stretch is, as a whole; NULL where it is none. */
const dz_zh_word *dz_zh__find(const dz_zh_table *table, const char *text, size_t length);

void dz_zh__free(dz_context *context, dz_zh_table *table);

#endif
