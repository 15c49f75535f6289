/* Allocation through the context's hooks. Every failure leaves a message and is DZ_ERROR_MEMORY to the caller. */
#ifndef DZ_BASE_MEMORY_H
#define DZ_BASE_MEMORY_H

#include "base/context.h"

/* `size` bytes, or NULL with the context's message set. A size of 0 gives one byte, never NULL. */
void *dz_memory__allocate(dz_context *context, size_t size);

/* As dz_memory__allocate, for `count` items of `size` bytes, all zero; NULL also where the product overflows. */
void *dz_memory__zeroed(dz_context *context, size_t count, size_t size);

/* As realloc(3): on failure NULL, and the old block still stands. */
void *dz_memory__resize(dz_context *context, void *pointer, size_t size);

/* Asks the system for large pages under a block that is read and written all over the place; it may not have any. Best
 * called before the block is touched. */
void dz_memory__prefer_large_pages(void *pointer, size_t size);

void dz_memory__free(dz_context *context, void *pointer);

/* A NUL-terminated copy of `length` bytes. */
char *dz_memory__copy(dz_context *context, const char *text, size_t length);

#endif
