/* A document out of parts that were stored: what an index keeps of its sources. */
#ifndef DZ_DOCUMENT_PARTS_H
#define DZ_DOCUMENT_PARTS_H

#include "duizhao/document.h"

typedef struct dz_document_parts {
    const char *name;     /* copied */
    const char *encoding; /* these, and the text, are borrowed for as long as the document lives; facts may be NULL */
    const char *tag;
    const char *date;
    const char *speaker;
    const char *title;
    const char *address;
    dz_view text; /* NUL-terminated */
    dz_language language;
    dz_block *blocks; /* these, made with the context's allocator, are taken over, also where this fails */
    size_t block_count;
    dz_sentence *sentences;
    size_t sentence_count;
    dz_offsets *offsets;
} dz_document_parts;

/* Errors: DZ_ERROR_MEMORY. */
dz_status dz_document__restore(dz_context *context, dz_document **out, const dz_document_parts *parts);

#endif
