#include "base/context.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_INPUT_LIMIT ((size_t)1 << 30)

const char *dz_version(void)
{
    return DZ_VERSION;
}

const char *dz_status_name(dz_status status)
{
    switch (status) {
    case DZ_OK:
        return "ok";
    case DZ_ERROR_MEMORY:
        return "memory";
    case DZ_ERROR_ARGUMENT:
        return "argument";
    case DZ_ERROR_IO:
        return "io";
    case DZ_ERROR_ENCODING:
        return "encoding";
    case DZ_ERROR_FORMAT:
        return "format";
    case DZ_ERROR_LIMIT:
        return "limit";
    case DZ_ERROR_CANCELLED:
        return "cancelled";
    case DZ_ERROR_NOT_FOUND:
        return "not-found";
    case DZ_ERROR_INTERNAL:
        return "internal";
    }
    return "unknown";
}

static void *allocate_default(void *payload, size_t size)
{
    (void)payload;
    return malloc(size);
}

static void *reallocate_default(void *payload, void *pointer, size_t size)
{
    (void)payload;
    return realloc(pointer, size);
}

static void release_default(void *payload, void *pointer)
{
    (void)payload;
    free(pointer);
}

static const dz_allocator default_allocator = {allocate_default, reallocate_default, release_default, NULL};

static const char *choose_data_directory(const dz_context_options *options)
{
    if (options->data_directory)
        return options->data_directory;
    const char *from_environment = getenv("DUIZHAO_DATA");
    return from_environment && *from_environment ? from_environment : DZ_DATA_DIRECTORY;
}

dz_status dz_context_new(dz_context **out, const dz_context_options *options)
{
    const dz_context_options defaults = DZ_CONTEXT_OPTIONS_INIT;
    if (!out)
        return DZ_ERROR_ARGUMENT;
    *out = NULL;
    if (!options)
        options = &defaults;
    if (options->version != DZ_CONTEXT_OPTIONS_VERSION)
        return DZ_ERROR_ARGUMENT;
    const dz_allocator *allocator = options->allocator ? options->allocator : &default_allocator;
    const char *directory = choose_data_directory(options);
    dz_context *context = allocator->allocate(allocator->payload, sizeof *context);
    if (!context)
        return DZ_ERROR_MEMORY;
    memset(context, 0, sizeof *context);
    context->allocator = *allocator;
    context->data_directory = allocator->allocate(allocator->payload, strlen(directory) + 1);
    if (!context->data_directory) {
        allocator->release(allocator->payload, context);
        return DZ_ERROR_MEMORY;
    }
    strcpy(context->data_directory, directory);
    context->progress = options->progress;
    context->log = options->log;
    context->payload = options->payload;
    context->input_limit_bytes = options->input_limit_bytes ? options->input_limit_bytes : DEFAULT_INPUT_LIMIT;
    *out = context;
    return DZ_OK;
}

const char *dz_context_message(const dz_context *context)
{
    return context->message;
}

const char *dz_context_data_directory(const dz_context *context)
{
    return context->data_directory;
}

void dz_context_free(dz_context *context)
{
    if (!context)
        return;
    dz_allocator allocator = context->allocator;
    while (context->kept) {
        dz_kept *kept = context->kept;
        context->kept = kept->next;
        kept->release(kept->object);
        allocator.release(allocator.payload, kept);
    }
    allocator.release(allocator.payload, context->data_directory);
    allocator.release(allocator.payload, context);
}

void *dz_context__kept(const dz_context *context, const void *room)
{
    for (const dz_kept *kept = context->kept; kept; kept = kept->next)
        if (kept->room == room)
            return kept->object;
    return NULL;
}

dz_status dz_context__keep(dz_context *context, const void *room, void *object, void (*release)(void *object))
{
    dz_kept *kept = context->allocator.allocate(context->allocator.payload, sizeof *kept);
    if (!kept)
        return dz_context__fail(context, DZ_ERROR_MEMORY, "out of memory (%zu bytes were asked for)", sizeof *kept);
    *kept = (dz_kept){context->kept, room, object, release};
    context->kept = kept;
    return DZ_OK;
}

dz_status dz_context__fail(dz_context *context, dz_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    /* The new message may quote the old one, so it is made beside it first. */
    char message[DZ_MESSAGE_BYTES];
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    memcpy(context->message, message, sizeof message);
    return status;
}

void dz_context__log(dz_context *context, const char *format, ...)
{
    if (!context->log)
        return;
    char message[DZ_MESSAGE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    context->log(context->payload, message);
}

dz_status dz_context__progress(dz_context *context, const char *what, uint64_t done, uint64_t total)
{
    if (context->progress && context->progress(context->payload, what, done, total))
        return dz_context__fail(context, DZ_ERROR_CANCELLED, "%s: cancelled", what);
    return DZ_OK;
}
