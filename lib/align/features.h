/* What a text is about, in one space for both languages: the stems of English words, numbers, dates and names. */
#ifndef DZ_ALIGN_FEATURES_H
#define DZ_ALIGN_FEATURES_H

#include "base/array.h"
#include "base/map.h"
#include "duizhao/align.h"

typedef struct dz_align__feature {
    uint32_t concept;
    float weight;
} dz_align__feature;

typedef DZ_ARRAY(dz_align__feature) dz_align__feature_array;

/* Reads texts, one after the other, into features. */
typedef struct dz_align__feature_reader {
    dz_context *context;
    const dz_lexicon *lexicon; /* may be NULL: then Chinese words have no English stems */
    dz_map concepts;           /* the text of a concept -> its number */
    float *sums;               /* of the text that is read, by concept; all 0 between two texts */
    size_t sum_count;
    DZ_ARRAY(uint32_t) touched;
} dz_align__feature_reader;

void dz_align__features_init(dz_align__feature_reader *reader, dz_context *context, const dz_lexicon *lexicon);

/* Appends the features of a text, by ascending concept, each once; the weight is the expected count of the concept. A
 * Chinese word counts for each of its translations as often as it would be rendered so. Errors: DZ_ERROR_MEMORY,
 * DZ_ERROR_LIMIT. */
dz_status dz_align__features_read(dz_align__feature_reader *reader, dz_align__feature_array *features,
                                  const dz_document *document);

void dz_align__features_free(dz_align__feature_reader *reader);

#endif
