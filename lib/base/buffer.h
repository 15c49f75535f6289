/* A growable run of bytes, kept NUL-terminated: what text is built in. */
#ifndef DZ_BASE_BUFFER_H
#define DZ_BASE_BUFFER_H

#include "base/memory.h"

typedef struct dz_buffer {
    dz_context *context;
    char *data; /* never NULL after a successful append */
    size_t length;
    size_t capacity;
    bool failed; /* an append found no memory; later ones do nothing */
} dz_buffer;

void dz_buffer__init(dz_buffer *buffer, dz_context *context);
dz_status dz_buffer__reserve(dz_buffer *buffer, size_t extra);
dz_status dz_buffer__append(dz_buffer *buffer, const char *bytes, size_t length);
dz_status dz_buffer__append_text(dz_buffer *buffer, const char *text);
dz_status dz_buffer__append_byte(dz_buffer *buffer, char byte);
dz_status dz_buffer__append_format(dz_buffer *buffer, const char *format, ...) DZ_PRINTF(2, 3);

/* Appends a code point as UTF-8. */
dz_status dz_buffer__append_codepoint(dz_buffer *buffer, uint32_t codepoint);

/* The status of all the appends so far: callers may append many times and ask once. */
dz_status dz_buffer__status(const dz_buffer *buffer);

/* The text so far; "" where nothing was appended. Belongs to the buffer. */
dz_view dz_buffer__view(const dz_buffer *buffer);

void dz_buffer__clear(dz_buffer *buffer);
void dz_buffer__free(dz_buffer *buffer);

#endif
