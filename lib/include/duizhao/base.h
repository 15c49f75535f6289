/* Status, context, allocation, spans, sinks: what every other header stands on.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_BASE_H
#define DUIZHAO_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DZ_API __attribute__((__visibility__("default")))
#define DZ_PRINTF(string, first) __attribute__((__format__(__printf__, string, first)))
#else
#define DZ_API
#define DZ_PRINTF(string, first)
#endif

/* The version of the library, "major.minor.patch". The API number grows when declarations are added, the ABI number
 * (the SONAME) when a program built against an older header would break. */
#define DZ_VERSION "0.1.0"
#define DZ_API_VERSION 1
#define DZ_ABI_VERSION 0

/* The version of the library that is running, which may be newer than the header's DZ_VERSION. Static text. */
DZ_API const char *dz_version(void);

/* What a function that can fail returns. Numbers never change once released. */
typedef enum dz_status {
    DZ_OK = 0,
    DZ_ERROR_MEMORY = -1,    /* an allocation failed */
    DZ_ERROR_ARGUMENT = -2,  /* the caller passed something that the declaration rules out */
    DZ_ERROR_IO = -3,        /* a file could not be opened, read or written */
    DZ_ERROR_ENCODING = -4,  /* bytes that are not text in any encoding that was tried */
    DZ_ERROR_FORMAT = -5,    /* a file is not what it should be: truncated, of another kind, or a syntax error */
    DZ_ERROR_LIMIT = -6,     /* larger than a limit of the context */
    DZ_ERROR_CANCELLED = -7, /* the progress callback asked to stop */
    DZ_ERROR_NOT_FOUND = -8, /* what was asked for is not there */
    DZ_ERROR_INTERNAL = -9   /* a fault of the library or of one it stands on */
} dz_status;

/* A status as a word ("memory", "argument", ...). Static text, never NULL. */
DZ_API const char *dz_status_name(dz_status status);

/* Bytes of UTF-8 that somebody else owns; not NUL-terminated unless said so. `data` is never NULL. */
typedef struct dz_view {
    const char *data;
    size_t length; /* bytes */
} dz_view;

/* A stretch of a text: byte offsets into its UTF-8, `end` exclusive, both on code point boundaries. */
typedef struct dz_span {
    size_t begin;
    size_t end;
} dz_span;

/* Memory hooks. `reallocate` follows realloc(3); `release(NULL)` is allowed. All three may be called from the thread
 * that uses the context, never from another. */
typedef struct dz_allocator {
    void *(*allocate)(void *payload, size_t size);
    void *(*reallocate)(void *payload, void *pointer, size_t size);
    void (*release)(void *payload, void *pointer);
    void *payload;
} dz_allocator;

/* Called now and then during long work with how much is done of how much (0 where the total is not known). Return true
 * to cancel: the running function then returns DZ_ERROR_CANCELLED. */
typedef bool (*dz_progress_callback)(void *payload, const char *what, uint64_t done, uint64_t total);

/* Called with a line of text that the caller may want to show: something was repaired, skipped or degraded. */
typedef void (*dz_log_callback)(void *payload, const char *message);

/* How a context is made. Start from DZ_CONTEXT_OPTIONS_INIT. */
typedef struct dz_context_options {
    uint32_t version;
    const dz_allocator *allocator; /* NULL: malloc(3) and its kin */
    dz_progress_callback progress; /* NULL: none */
    dz_log_callback log;           /* NULL: none */
    void *payload;                 /* given to both callbacks */
    const char *data_directory;    /* where lexicon and models are; NULL: $DUIZHAO_DATA, then the installed place */
    size_t input_limit_bytes;      /* a larger input is refused with DZ_ERROR_LIMIT; 0: 1 GiB */
} dz_context_options;

#define DZ_CONTEXT_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_CONTEXT_OPTIONS_INIT {DZ_CONTEXT_OPTIONS_VERSION, NULL, NULL, NULL, NULL, NULL, 0}
/* clang-format on */

/* What a thread works with: allocator, callbacks, limits, and the message of its last failure. One context belongs to
 * one thread at a time; several contexts may be used in parallel. Every handle remembers the context it was made
 * with, and must be freed before it, except that a handle may be read (not freed) from another thread. */
typedef struct dz_context dz_context;

/* Makes a context; `options` may be NULL for the defaults. Errors: DZ_ERROR_MEMORY, DZ_ERROR_ARGUMENT. */
DZ_API dz_status dz_context_new(dz_context **out, const dz_context_options *options);

/* The message of the last failure: one line that names the file, the place and the remedy where there is one. Belongs
 * to the context and lives until its next failure. "" where nothing failed yet. */
DZ_API const char *dz_context_message(const dz_context *context);

/* The directory that lexicon and models are looked for in. Belongs to the context. */
DZ_API const char *dz_context_data_directory(const dz_context *context);

/* Frees a context; NULL is allowed. */
DZ_API void dz_context_free(dz_context *context);

/* A list of spans. Free with dz_span_list_free. */
typedef struct dz_span_list {
    const dz_span *items; /* never NULL */
    size_t count;
    dz_context *context;
} dz_span_list;

DZ_API void dz_span_list_free(dz_span_list *list);

/* Where writers write: called with bytes in order; a status other than DZ_OK ends the writing and is passed on. */
typedef struct dz_sink {
    dz_status (*write)(void *payload, const void *bytes, size_t length);
    void *payload;
} dz_sink;

/* A file that appears whole or not at all: written beside its place under another name, and renamed on commit. "-" is
 * standard output, which is written through and only flushed on commit. */
typedef struct dz_output dz_output;

/* Opens `path` for writing. Errors: DZ_ERROR_IO, DZ_ERROR_MEMORY. */
DZ_API dz_status dz_output_open(dz_context *context, dz_output **out, const char *path);

/* The sink of an output; valid until it is committed or freed. */
DZ_API dz_sink dz_output_sink(dz_output *output);

/* Flushes, syncs the bytes to the disk and puts the file in its place. Errors: DZ_ERROR_IO (a full disk, for one); the
 * old file, if there was one, is then untouched. */
DZ_API dz_status dz_output_commit(dz_output *output);

/* Frees an output; what was not committed is taken away. NULL is allowed. */
DZ_API void dz_output_free(dz_output *output);

#ifdef __cplusplus
}
#endif

#endif
