/* What the writers of a document's parts share: where the records, or the lines of text, go. */
#ifndef DZ_WRITE_PARTS_H
#define DZ_WRITE_PARTS_H

#include "duizhao/write.h"
#include "write/json.h"
#include "write/plain.h"

typedef struct dz_parts {
    dz_json json;  /* jsonl */
    dz_plain text; /* text */
    const dz_sink *sink;
    const dz_document *document;
    dz_view source;
    bool jsonl;
    size_t part_block; /* blocks of a longer text before the document's */
} dz_parts;

void dz_parts__open(dz_parts *parts, dz_context *context, const dz_sink *sink, const dz_document *document,
                    dz_format format, const dz_write_options *options);

/* Begins the record of a part: {"type":TYPE,"document":NAME */
void dz_parts__begin(dz_parts *parts, const char *type);

/* Ends the writing: `status` if that is a failure, else what is left goes to the sink. */
dz_status dz_parts__close(dz_parts *parts, dz_status status);

#endif
