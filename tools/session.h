/* One run of a subcommand: its context, its output, its messages, and the exit code so far. */
#ifndef DZ_TOOLS_SESSION_H
#define DZ_TOOLS_SESSION_H

#include <stdio.h>
#include <time.h>

#include <duizhao/duizhao.h>

#include "options.h"

typedef enum exit_code {
    EXIT_GOOD = 0,
    EXIT_DIFFERS = 1, /* done, and something differs or was not found */
    EXIT_USAGE = 2,   /* the command line was wrong */
    EXIT_INPUT = 3,   /* an input could not be read; the others were still done */
    EXIT_INTERNAL = 4 /* an internal limit or fault, or a result that could not be written */
} exit_code;

struct session {
    const char *subcommand;
    dz_context *context;
    dz_output *output;
    dz_sink sink; /* writes to `output`; its first failure ends the run and is told at the end */
    dz_format format;
    dz_status write_status;
    int write_errno;
    bool written;        /* something went to the sink */
    bool torn;           /* a result may have been left half written: memory ran out, or a fault of the library's */
    exit_code exit_code; /* the worst so far */
    char *options_json;
    FILE *messages; /* where messages go instead of standard error; NULL: there */
    void (*settle)(void *payload); /* writes what is under way, so that an error comes in its turn; NULL: nothing is */
    void *settle_payload;
    bool quiet;
    bool show_progress;
    bool progress_shown;
    struct timespec begun;
    struct timespec progress_time;
};

/* A subcommand of dz. */
struct subcommand {
    const char *name;
    const char *operands; /* "SOURCE TARGET" */
    const char *summary;  /* one line */
    const char *details;  /* paragraphs below the options: what it prints, examples */
    const option *options;
    const void *defaults; /* settings, whose first member is shared_settings */
    size_t settings_size;
    void (*run)(struct session *session, const void *settings, const operand_list *operands);
};

extern const struct subcommand segment_subcommand;
extern const struct subcommand normalize_subcommand;
extern const struct subcommand align_subcommand;
extern const struct subcommand convert_subcommand;
extern const struct subcommand quotes_subcommand;
extern const struct subcommand check_subcommand;
extern const struct subcommand compare_subcommand;
extern const struct subcommand index_subcommand;
extern const struct subcommand lexicon_subcommand;
extern const struct subcommand train_subcommand;
extern const struct subcommand eval_subcommand;

/* Makes the context and opens the output ("-" for standard output). False where that failed: the message is out. */
bool session_open(struct session *session, const char *subcommand, const shared_settings *shared);

/* Puts the output in its place, tells what went wrong with it, frees all, and gives the exit code. */
exit_code session_close(struct session *session);

/* `dz SUBCOMMAND: message` on standard error. The message names the file and says what to do. */
void session_say(struct session *session, const char *format, ...) DZ_PRINTF(2, 3);

/* The same, for a command line that is wrong: adds where help is, and sets the exit code. */
void session_usage(struct session *session, const char *format, ...) DZ_PRINTF(2, 3);

/* A session of its own for one input of a run of many, for another thread: its context is new, and what it says and
 * writes waits until session_replay puts it into the run's own session. False where memory ran out. */
typedef struct shadow_session {
    struct session session;
    char *said, *wrote;
    size_t said_length, wrote_length;
    FILE *writes;
} shadow_session;

bool session_shadow(shadow_session *shadow, const struct session *session);
void session_replay(struct session *session, shadow_session *shadow);
void shadow_free(shadow_session *shadow);

/* Raises the exit code to `code` if that is worse. */
void session_raise(struct session *session, exit_code code);

/* A call of the library failed for one input: says the context's message, raises the exit code to what the status
 * deserves and, in JSONL, writes an error record for `document`. A failed write is told once, at the end, instead. */
void session_failed(struct session *session, dz_status status, const char *document);

/* The same where it failed with another context, which has left that message. */
void session_failed_with(struct session *session, dz_status status, const char *document, const char *message);

/* The same for a message of the command's own about an input that could not be used. */
void session_refuse(struct session *session, const char *document, const char *format, ...) DZ_PRINTF(3, 4);

/* JSONL: writes the run record. Does nothing in other formats. `lexicon` and `model` may be NULL. */
dz_status session_write_run(struct session *session, const char *lexicon, const char *model);

/* Writes text to the output. */
dz_status session_print(struct session *session, const char *format, ...) DZ_PRINTF(2, 3);

/* False once the output cannot be written any more: loops over inputs end then. */
bool session_goes_on(const struct session *session);

/* The writers' options for this run: colour where standard output is a terminal and is where output goes. */
dz_write_options session_write_options(const struct session *session, const shared_settings *shared);

#endif
