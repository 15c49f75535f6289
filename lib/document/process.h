/* Another program, run on bytes: no shell, bounded in time and output. */
#ifndef DZ_DOCUMENT_PROCESS_H
#define DZ_DOCUMENT_PROCESS_H

#include "base/buffer.h"

typedef struct dz_process {
    const char *name;         /* of the file that it reads, for messages */
    const char *const *words; /* the program, looked for in $PATH, and its arguments; NULL behind the last */
    const char *remedy;       /* what to do where the program is missing */
    dz_view input;            /* its standard input */
    size_t output_limit_bytes;
    unsigned limit_s;
    int exit_code; /* found: of the program, or -1 where it was ended by a signal */
} dz_process;

/* Runs the program to its end; what it writes goes to `output`, and the beginning of its complaints to `complaints`.
 * Its input goes by way of a temporary file without a name. Errors: DZ_ERROR_NOT_FOUND (no such program), DZ_ERROR_IO,
 * DZ_ERROR_LIMIT (time or output), DZ_ERROR_CANCELLED, DZ_ERROR_MEMORY; the program is then ended. */
dz_status dz_process__run(dz_context *context, dz_process *process, dz_buffer *output, dz_buffer *complaints);

#endif
