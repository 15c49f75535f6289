/* Stems of English words with a stemmer that is kept, for rooms that stem many words. libstemmer takes its memory from
 * malloc(3), not from the context. */
#ifndef DZ_TEXT_STEM_H
#define DZ_TEXT_STEM_H

#include "duizhao/text.h"

typedef struct dz_stemmer dz_stemmer;

/* Errors: DZ_ERROR_MEMORY. */
dz_status dz_stemmer__new(dz_context *context, dz_stemmer **out);

/* As dz_stem. One stemmer belongs to one thread at a time. */
size_t dz_stemmer__stem(dz_stemmer *stemmer, const char *word, size_t length, char *stem, size_t size);
void dz_stemmer__free(dz_stemmer *stemmer);

#endif
