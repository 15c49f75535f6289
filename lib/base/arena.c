#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CHUNK_BYTES ((size_t)4096)
#define LARGEST_CHUNK_BYTES ((size_t)1 << 20)

struct dz_arena_chunk {
    struct dz_arena_chunk *older;
    size_t used;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void dz_arena__init(dz_arena *arena, dz_context *context)
{
    arena->context = context;
    arena->newest = NULL;
}

static struct dz_arena_chunk *add_chunk(dz_arena *arena, size_t wanted)
{
    size_t size = arena->newest ? arena->newest->size * 2 : FIRST_CHUNK_BYTES;
    if (size > LARGEST_CHUNK_BYTES)
        size = LARGEST_CHUNK_BYTES;
    if (size < wanted)
        size = wanted;
    struct dz_arena_chunk *chunk = dz_memory__allocate(arena->context, sizeof *chunk + size);
    if (!chunk)
        return NULL;
    chunk->older = arena->newest;
    chunk->used = 0;
    chunk->size = size;
    arena->newest = chunk;
    return chunk;
}

void *dz_arena__allocate(dz_arena *arena, size_t size)
{
    const size_t step = alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        dz_context__fail(arena->context, DZ_ERROR_MEMORY, "out of memory (%zu bytes were asked for)", size);
        return NULL;
    }
    size = (size + step - 1) / step * step;
    if (!size)
        size = step;
    struct dz_arena_chunk *chunk = arena->newest;
    if (!chunk || chunk->size - chunk->used < size)
        chunk = add_chunk(arena, size);
    if (!chunk)
        return NULL;
    void *pointer = chunk->bytes + chunk->used;
    chunk->used += size;
    return pointer;
}

char *dz_arena__copy(dz_arena *arena, const char *text, size_t length)
{
    char *copy = dz_arena__allocate(arena, length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void *dz_arena__copy_bytes(dz_arena *arena, const void *bytes, size_t size)
{
    void *copy = dz_arena__allocate(arena, size);
    if (copy && size)
        memcpy(copy, bytes, size);
    return copy;
}

char *dz_arena__format(dz_arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return NULL;
    char *text = dz_arena__allocate(arena, (size_t)length + 1);
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void dz_arena__free(dz_arena *arena)
{
    while (arena->newest) {
        struct dz_arena_chunk *older = arena->newest->older;
        dz_memory__free(arena->context, arena->newest);
        arena->newest = older;
    }
}
