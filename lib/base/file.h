/* Whole files: read into memory, or mapped. */
#ifndef DZ_BASE_FILE_H
#define DZ_BASE_FILE_H

#include "base/memory.h"

/* Reads a file ("-": standard input) into memory that the caller frees with dz_memory__free; `*out` is NUL-terminated
 * behind its `*length` bytes. Errors: DZ_ERROR_IO (missing, a directory, unreadable, changed while it was read),
 * DZ_ERROR_LIMIT (over the context's limit), DZ_ERROR_MEMORY. */
dz_status dz_file__read(dz_context *context, char **out, size_t *length, const char *path);

/* A read-only mapping of a whole file. */
typedef struct dz_file_map {
    const unsigned char *bytes; /* never NULL after success */
    size_t length;
} dz_file_map;

/* Maps a regular file. Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (empty). */
dz_status dz_file__map(dz_context *context, dz_file_map *map, const char *path);
void dz_file__unmap(dz_file_map *map);

/* Writes over the first bytes of an output that is a file: a head that tells of what follows it. Errors: DZ_ERROR_IO (a
 * pipe, for one). */
dz_status dz_output__write_first(dz_output *output, const void *bytes, size_t length);

#endif
