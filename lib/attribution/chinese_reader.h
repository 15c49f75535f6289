/* What the parts of the Chinese rules share: a sentence's clauses and quotations, and what stands at a place. */
#ifndef DZ_ATTRIBUTION_CHINESE_READER_H
#define DZ_ATTRIBUTION_CHINESE_READER_H

#include <string.h>

#include "attribution/finding.h"

#define DZ_NO_FINDING SIZE_MAX

/* A sentence falls into clauses and quotations. */
typedef struct dz_chinese_part {
    dz_span span;
    uint32_t quotation; /* DZ_NO_QUOTATION: a clause */
    uint32_t stop;      /* the mark behind it; 0: the next part follows directly */
} dz_chinese_part;

typedef struct dz_chinese {
    dz_finder *finder;
    const dz_passage *passage;
    const char *text;
    dz_span unit;
    uint32_t quotation; /* the first that does not end before the unit */
    DZ_ARRAY(dz_chinese_part) parts;
    size_t first_finding; /* of the block */
    size_t last;          /* the last finding of the block */
    size_t last_unit;     /* the first finding of the unit */
    dz_span sentence;     /* the whole of it, where a unit is a part */
    size_t last_sentence; /* the first finding of the sentence before */
    size_t asked;         /* a question that may go on */
    dz_status status;
} dz_chinese;

typedef struct dz_chinese_draft {
    dz_span source;
    dz_span cue;
    dz_span cue_more;
    dz_cue_class class;
    const char *rule;
    bool parallel;
} dz_chinese_draft;

static const dz_span dz_no_span = {0, 0};

static inline bool is_empty(dz_span span)
{
    return span.end <= span.begin;
}

static inline dz_span make_span(size_t begin, size_t end)
{
    dz_span span = {begin, end > begin ? end : begin};
    return span;
}

static inline bool starts_with(const dz_chinese *r, dz_span span, const char *word)
{
    size_t length = strlen(word);
    return span.end - span.begin >= length && memcmp(r->text + span.begin, word, length) == 0;
}

static inline bool is_colon(uint32_t c)
{
    return c == ':' || c == 0xFF1A;
}

static inline bool is_comma(uint32_t c)
{
    return c == ',' || c == 0xFF0C;
}

static inline bool is_stop(uint32_t c)
{
    return is_comma(c) || is_colon(c) || c == ';' || c == 0xFF1B || c == 0x3002 || c == '!' || c == 0xFF01 ||
           c == '?' || c == 0xFF1F || c == 0x2026 || c == 0xFF61;
}

static inline bool is_quotation(const dz_chinese *r, size_t i)
{
    return i < r->parts.count && r->parts.items[i].quotation != DZ_NO_QUOTATION;
}

bool dz_chinese__starts_with_any(const dz_chinese *r, dz_span span, const char *const *words, size_t count);

#define STARTS_WITH_ANY(r, span, words)                                                                                \
    dz_chinese__starts_with_any((r), (span), (words), sizeof(words) / sizeof *(words))

bool dz_chinese__ends_with_any(const dz_chinese *r, dz_span span, const char *const *words, size_t count);

#define ENDS_WITH_ANY(r, span, words) dz_chinese__ends_with_any((r), (span), (words), sizeof(words) / sizeof *(words))

/* Without white space at both ends. */
dz_span dz_chinese__trim(const dz_chinese *r, dz_span span);

/* The first place of any of the words, and the length of the one found; the span's end where there is none. */
size_t dz_chinese__find_word(const dz_chinese *r, dz_span span, const char *const *words, size_t count, size_t *length);

/* Splits the unit, or as much of it as a unit may have parts; where that ends. */
size_t dz_chinese__split_unit(dz_chinese *r);

/* A quotation that stands as a clause of its own, not as words in one. */
bool dz_chinese__is_whole(const dz_chinese *r, size_t i);

#endif
