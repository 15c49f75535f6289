/* An allocator whose n-th allocation fails, to walk every path that running out of memory opens.
 *
 *   for (size_t n = 0;; n++) {
 *       failing_allocator failing = {.fail_at = n};
 *       dz_context *context = failing_context(&failing);
 *       ... the whole operation; where it fails it must say DZ_ERROR_MEMORY and leak nothing ...
 *       assert_int_equal(failing.live, 0);
 *       if (!failing.failed) break;      the operation ran to its end: every allocation has failed once
 *   }
 */
#ifndef FAILING_ALLOCATOR_H
#define FAILING_ALLOCATOR_H

#include <stdlib.h>

#include "duizhao/base.h"

typedef struct failing_allocator {
    size_t fail_at; /* number of the allocation that fails, from 0 */
    size_t count;
    long live; /* blocks that were not released */
    bool failed;
    dz_allocator hooks;
} failing_allocator;

static bool fails_now(failing_allocator *failing)
{
    if (failing->count++ != failing->fail_at)
        return false;
    failing->failed = true;
    return true;
}

static void *failing_allocate(void *payload, size_t size)
{
    failing_allocator *failing = payload;
    if (fails_now(failing))
        return NULL;
    void *pointer = malloc(size);
    failing->live += pointer != NULL;
    return pointer;
}

static void *failing_reallocate(void *payload, void *pointer, size_t size)
{
    failing_allocator *failing = payload;
    if (fails_now(failing))
        return NULL;
    failing->live += pointer == NULL;
    return realloc(pointer, size);
}

static void failing_release(void *payload, void *pointer)
{
    failing_allocator *failing = payload;
    failing->live -= pointer != NULL;
    free(pointer);
}

/* A context on the failing allocator; NULL where making the context itself was what failed. */
static dz_context *failing_context(failing_allocator *failing)
{
    failing->hooks = (dz_allocator){failing_allocate, failing_reallocate, failing_release, failing};
    dz_context_options options = DZ_CONTEXT_OPTIONS_INIT;
    options.allocator = &failing->hooks;
    dz_context *context = NULL;
    dz_context_new(&context, &options);
    return context;
}

#endif
