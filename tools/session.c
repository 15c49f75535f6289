#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRESS_AFTER_MS 700
#define PROGRESS_EVERY_MS 150

static long elapsed_ms(const struct timespec *since)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000;
}

static void clear_progress(struct session *session)
{
    if (session->progress_shown)
        fputs("\r\033[K", stderr);
    session->progress_shown = false;
}

static bool show_progress(void *payload, const char *what, uint64_t done, uint64_t total)
{
    struct session *session = payload;
    if (elapsed_ms(&session->begun) < PROGRESS_AFTER_MS || elapsed_ms(&session->progress_time) < PROGRESS_EVERY_MS)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &session->progress_time);
    clear_progress(session);
    if (total)
        fprintf(stderr, "dz %s: %s, %d %%", session->subcommand, what, (int)(100.0 * (double)done / (double)total));
    else
        fprintf(stderr, "dz %s: %s, %llu", session->subcommand, what, (unsigned long long)done);
    fflush(stderr);
    session->progress_shown = true;
    return false;
}

static void show_log(void *payload, const char *message)
{
    struct session *session = payload;
    if (!session->quiet)
        session_say(session, "%s", message);
}

void session_say(struct session *session, const char *format, ...)
{
    va_list arguments;
    FILE *out = session->messages ? session->messages : stderr;
    clear_progress(session);
    fprintf(out, "dz %s: ", session->subcommand);
    va_start(arguments, format);
    vfprintf(out, format, arguments);
    va_end(arguments);
    fputc('\n', out);
}

void session_usage(struct session *session, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "dz %s: ", session->subcommand);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "; see dz %s --help\n", session->subcommand);
    session->exit_code = EXIT_USAGE;
}

void session_raise(struct session *session, exit_code code)
{
    if (code > session->exit_code)
        session->exit_code = code;
}

static exit_code code_of(dz_status status)
{
    switch (status) {
    case DZ_OK:
        return EXIT_GOOD;
    case DZ_ERROR_IO:
    case DZ_ERROR_ENCODING:
    case DZ_ERROR_FORMAT:
    case DZ_ERROR_NOT_FOUND:
        return EXIT_INPUT;
    default:
        return EXIT_INTERNAL;
    }
}

static void write_error_record(struct session *session, const char *document, const char *message)
{
    if (session->format == DZ_FORMAT_JSONL && session->write_status == DZ_OK)
        dz_write_error(session->context, &session->sink, document, message);
}

/* What comes before in the input is written first. */
static void settle(struct session *session)
{
    void (*function)(void *) = session->settle;
    session->settle = NULL;
    if (function)
        function(session->settle_payload);
    session->settle = function;
}

void session_failed_with(struct session *session, dz_status status, const char *document, const char *message)
{
    if (status == DZ_OK || session->write_status != DZ_OK)
        return;
    const char *text = message && *message ? message : dz_status_name(status);
    bool named = document && strncmp(text, document, strlen(document)) == 0;
    settle(session);
    if (named || !document)
        session_say(session, "%s", text);
    else
        session_say(session, "%s: %s", document, text);
    session_raise(session, code_of(status));
    if (status == DZ_ERROR_MEMORY || status == DZ_ERROR_INTERNAL || status == DZ_ERROR_CANCELLED)
        session->torn = true;
    write_error_record(session, document, text);
}

void session_failed(struct session *session, dz_status status, const char *document)
{
    /* The message belongs to the context, which may fail anew while it is written. */
    char *message = status == DZ_OK ? NULL : strdup(dz_context_message(session->context));
    session_failed_with(session, status, document, message);
    free(message);
}

void session_refuse(struct session *session, const char *document, const char *format, ...)
{
    char *message = NULL;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&message, format, arguments) < 0)
        message = NULL;
    va_end(arguments);
    const char *text = message ? message : "out of memory";
    settle(session);
    session_say(session, "%s: %s", document, text);
    session_raise(session, message ? EXIT_INPUT : EXIT_INTERNAL);
    write_error_record(session, document, text);
    free(message);
}

/* Remembers the first failure of the output: nothing more is tried after it, and it is told once. */
static dz_status write_through(void *payload, const void *bytes, size_t length)
{
    struct session *session = payload;
    if (session->write_status != DZ_OK)
        return session->write_status;
    dz_sink sink = dz_output_sink(session->output);
    session->written = session->written || length > 0;
    errno = 0;
    session->write_status = sink.write(sink.payload, bytes, length);
    session->write_errno = errno;
    return session->write_status;
}

dz_status session_print(struct session *session, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        session_raise(session, EXIT_INTERNAL);
        return DZ_ERROR_MEMORY;
    }
    dz_status status = write_through(session, text, (size_t)length);
    free(text);
    return status;
}

bool session_goes_on(const struct session *session)
{
    return session->write_status == DZ_OK;
}

static bool is_directory(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Lexicon and models stand beside the command: in ../corpora of a build folder, in ../share/duizhao once installed.
 * NULL where neither is there, or where the user names a place by $DUIZHAO_DATA. The caller frees it. */
static char *find_data_directory(void)
{
    static const char *const places[] = {"../corpora", "../share/duizhao"};
    char program[4096];
    const char *named = getenv("DUIZHAO_DATA");
    if (named && *named)
        return NULL;
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (!slash)
        return NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = NULL;
        if (asprintf(&path, "%.*s/%s", (int)(slash - program), program, places[i]) < 0)
            return NULL;
        if (is_directory(path))
            return path;
        free(path);
    }
    return NULL;
}

/* A descriptor below 3 that is closed would be given to the next file that is opened, and messages or results would
 * go there. */
static bool guard_descriptors(struct session *session, bool standard_output)
{
    bool closed = fcntl(STDOUT_FILENO, F_GETFD) < 0;
    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0)
            return false;
    if (closed && standard_output) {
        session_say(session, "standard output is closed; give it a place, or use -o FILE");
        return false;
    }
    return true;
}

static bool open_context(struct session *session)
{
    dz_context_options options = DZ_CONTEXT_OPTIONS_INIT;
    char *directory = find_data_directory();
    options.data_directory = directory;
    options.payload = session;
    options.log = show_log;
    options.progress = session->show_progress ? show_progress : NULL;
    dz_status status = dz_context_new(&session->context, &options);
    free(directory);
    if (status == DZ_OK)
        return true;
    session_say(session, "cannot start: %s", dz_status_name(status));
    return false;
}

/* ---- Shadows ---- */

static dz_status write_aside(void *payload, const void *bytes, size_t length)
{
    return fwrite(bytes, 1, length, payload) == length ? DZ_OK : DZ_ERROR_MEMORY;
}

bool session_shadow(shadow_session *shadow, const struct session *session)
{
    memset(shadow, 0, sizeof *shadow);
    shadow->session.subcommand = session->subcommand;
    shadow->session.format = session->format;
    shadow->session.quiet = session->quiet;
    shadow->session.messages = open_memstream(&shadow->said, &shadow->said_length);
    shadow->writes = open_memstream(&shadow->wrote, &shadow->wrote_length);
    shadow->session.sink = (dz_sink){write_aside, shadow->writes};
    if (shadow->session.messages && shadow->writes && open_context(&shadow->session))
        return true;
    shadow_free(shadow);
    return false;
}

void session_replay(struct session *session, shadow_session *shadow)
{
    if (fflush(shadow->session.messages) == 0 && shadow->said_length) {
        clear_progress(session);
        fwrite(shadow->said, 1, shadow->said_length, stderr);
    }
    if (fflush(shadow->writes) == 0 && shadow->wrote_length)
        session->sink.write(session->sink.payload, shadow->wrote, shadow->wrote_length);
    session->torn |= shadow->session.torn;
    session_raise(session, shadow->session.exit_code);
}

void shadow_free(shadow_session *shadow)
{
    if (shadow->session.messages)
        fclose(shadow->session.messages);
    if (shadow->writes)
        fclose(shadow->writes);
    free(shadow->said);
    free(shadow->wrote);
    dz_context_free(shadow->session.context);
    memset(shadow, 0, sizeof *shadow);
}

bool session_open(struct session *session, const char *subcommand, const shared_settings *shared)
{
    char *options_json = session->options_json;
    memset(session, 0, sizeof *session);
    session->options_json = options_json;
    session->subcommand = subcommand;
    session->quiet = shared->quiet;
    session->show_progress = !shared->quiet && isatty(STDERR_FILENO);
    clock_gettime(CLOCK_MONOTONIC, &session->begun);
    const char *path = shared->output ? shared->output : "-";
    if (!guard_descriptors(session, strcmp(path, "-") == 0) || !open_context(session)) {
        session_raise(session, EXIT_INTERNAL);
        return false;
    }
    if (shared->format && !dz_format_parse(shared->format, &session->format)) {
        session_usage(session, "--format=%s: is not known here", shared->format);
        return false;
    }
    if (session->format == DZ_FORMAT_MOSES) { /* two files, whose names end in their languages */
        if (strcmp(path, "-") != 0)
            return true;
        session_usage(session, "--format=moses: say with -o PREFIX what the names of its two files begin with");
        return false;
    }
    if (dz_output_open(session->context, &session->output, path) != DZ_OK) {
        session_say(session, "%s", dz_context_message(session->context));
        session_raise(session, EXIT_INTERNAL);
        return false;
    }
    session->sink = (dz_sink){write_through, session};
    return true;
}

/* A file that stood there before is kept where there is nothing to put in its place. */
static bool has_result(const struct session *session)
{
    if (session->exit_code == EXIT_USAGE || session->write_status != DZ_OK || session->torn)
        return false;
    return session->written || session->exit_code < EXIT_USAGE;
}

exit_code session_close(struct session *session)
{
    clear_progress(session);
    if (session->output && has_result(session)) {
        errno = 0;
        session->write_status = dz_output_commit(session->output);
        session->write_errno = errno;
    }
    if (session->write_status != DZ_OK) {
        /* A reader that went away (`| head`) wants no more, and no message either. */
        if (session->write_errno != EPIPE)
            session_say(session, "%s", dz_context_message(session->context));
        session_raise(session, EXIT_INTERNAL);
    }
    dz_output_free(session->output);
    dz_context_free(session->context);
    free(session->options_json);
    return session->exit_code;
}

dz_status session_write_run(struct session *session, const char *lexicon, const char *model)
{
    if (session->format != DZ_FORMAT_JSONL)
        return DZ_OK;
    return dz_write_run(session->context, &session->sink, lexicon, model,
                        session->options_json ? session->options_json : "{}");
}

dz_write_options session_write_options(const struct session *session, const shared_settings *shared)
{
    dz_write_options options = DZ_WRITE_OPTIONS_INIT;
    const char *no_color = getenv("NO_COLOR");
    bool standard = !shared->output || strcmp(shared->output, "-") == 0;
    options.color = standard && isatty(STDOUT_FILENO) && !no_color;
    return options;
}
