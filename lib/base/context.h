/* The context as the library's own code sees it. */
#ifndef DZ_BASE_CONTEXT_H
#define DZ_BASE_CONTEXT_H

#include <stdarg.h>

#include "duizhao/base.h"

#define DZ_MESSAGE_BYTES 1024

/* Something that a room keeps with the context from one call to the next. */
typedef struct dz_kept {
    struct dz_kept *next;
    const void *room;
    void *object;
    void (*release)(void *object);
} dz_kept;

struct dz_context {
    dz_allocator allocator;
    dz_progress_callback progress;
    dz_log_callback log;
    void *payload;
    size_t input_limit_bytes;
    char *data_directory;
    dz_kept *kept;
    char message[DZ_MESSAGE_BYTES];
};

/* Records the message of a failure and returns `status`, so that `return dz_context__fail(...)` reads well. */
dz_status dz_context__fail(dz_context *context, dz_status status, const char *format, ...) DZ_PRINTF(3, 4);

/* Hands a line to the log callback, if there is one. */
void dz_context__log(dz_context *context, const char *format, ...) DZ_PRINTF(2, 3);

/* Reports progress; DZ_ERROR_CANCELLED where the callback asks to stop. */
dz_status dz_context__progress(dz_context *context, const char *what, uint64_t done, uint64_t total);

/* Tables that are the same in each call are made once a context: what `room` (the address of a static of its own) keeps
 * there, or NULL. */
void *dz_context__kept(const dz_context *context, const void *room);

/* Keeps an object, which is released when the context is freed: before its allocator goes. Errors: DZ_ERROR_MEMORY, and
 * the object stays the caller's. */
dz_status dz_context__keep(dz_context *context, const void *room, void *object, void (*release)(void *object));

#endif
