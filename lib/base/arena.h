/* Memory that is freed all at once: a chain of chunks, each filled from its front.
 *
 *   newest chunk                     older chunk
 *   +--------+---------+--------+    +--------+----------------+
 *   | header | used .. | free   | -> | header | used ..........| -> NULL
 *   +--------+---------+--------+    +--------+----------------+
 *
 * A result handle owns one arena and puts its strings and fixed arrays there, so that freeing it is one call. */
#ifndef DZ_BASE_ARENA_H
#define DZ_BASE_ARENA_H

#include "base/memory.h"

typedef struct dz_arena {
    dz_context *context;
    struct dz_arena_chunk *newest;
} dz_arena;

void dz_arena__init(dz_arena *arena, dz_context *context);

/* `size` bytes aligned for any type, not cleared; NULL with the context's message set where memory ran out. */
void *dz_arena__allocate(dz_arena *arena, size_t size);

/* A NUL-terminated copy of `length` bytes; NULL where memory ran out. */
char *dz_arena__copy(dz_arena *arena, const char *text, size_t length);

/* A copy of `size` bytes that are not text; NULL where memory ran out. */
void *dz_arena__copy_bytes(dz_arena *arena, const void *bytes, size_t size);

/* printf(3) into the arena; NULL where memory ran out. */
char *dz_arena__format(dz_arena *arena, const char *format, ...) DZ_PRINTF(2, 3);

/* Frees all that the arena gave out. It can then be used again. */
void dz_arena__free(dz_arena *arena);

#endif
