#include "base/memory.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

static void *checked(dz_context *context, void *pointer, size_t size)
{
    if (!pointer)
        dz_context__fail(context, DZ_ERROR_MEMORY, "out of memory (%zu bytes were asked for)", size);
    return pointer;
}

void *dz_memory__allocate(dz_context *context, size_t size)
{
    size = size ? size : 1;
    return checked(context, context->allocator.allocate(context->allocator.payload, size), size);
}

void *dz_memory__zeroed(dz_context *context, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return checked(context, NULL, SIZE_MAX);
    void *pointer = dz_memory__allocate(context, count * size);
    if (pointer)
        memset(pointer, 0, count * size);
    return pointer;
}

void *dz_memory__resize(dz_context *context, void *pointer, size_t size)
{
    size = size ? size : 1;
    return checked(context, context->allocator.reallocate(context->allocator.payload, pointer, size), size);
}

void dz_memory__prefer_large_pages(void *pointer, size_t size)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t large = (uintptr_t)1 << 21;
    uintptr_t begin = ((uintptr_t)pointer + large - 1) / large * large;
    uintptr_t end = ((uintptr_t)pointer + size) / large * large;
    if (begin < end)
        (void)madvise((char *)pointer + (begin - (uintptr_t)pointer), end - begin, MADV_HUGEPAGE);
#else
    (void)pointer;
    (void)size;
#endif
}

void dz_memory__free(dz_context *context, void *pointer)
{
    if (pointer)
        context->allocator.release(context->allocator.payload, pointer);
}

char *dz_memory__copy(dz_context *context, const char *text, size_t length)
{
    char *copy = dz_memory__allocate(context, length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
