/* dz index: sources that are read once, and kept ready for dz check. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sources.h"

typedef struct index_settings {
    shared_settings shared;
    bool fresh;
    bool verbose;
} index_settings;

static const index_settings defaults = {.shared = {.format = "text"}};

static const option options[] = {
    {"fresh", 0, OPTION_FLAG, offsetof(index_settings, fresh), NULL,
     "build: read all sources, whatever F has of them, also where F is damaged or no index"},
    {"verbose", 'v', OPTION_FLAG, offsetof(index_settings, verbose), NULL, "info, text: list the documents, too"},
    SHARED_OPTIONS(index_settings, "text|jsonl"),
    {NULL},
};

static const char details[] =
    "build F SOURCE...  reads the sources (files, folders with all their texts, .jsonl records) and keeps them in F,\n"
    "                   with the texts and what is known of them. Where F is there, files that did not change are\n"
    "                   taken out of it, and those that are gone are told of. F is replaced whole or not at all.\n"
    "info F             what is in it\n"
    "verify F           whether it is whole, and whether the files that it was made of are as they were\n"
    "\n"
    "Exit code 1, verify: a file was changed or is gone. 3: F is truncated, damaged or no index.\n"
    "\n"
    "Examples:\n"
    "  dz index build briefings.dzidx briefings/\n"
    "  dz check report.txt --index=briefings.dzidx\n"
    "  dz index verify briefings.dzidx\n";

/* ---- One writer at a time ------------------------------------------------------------------------------------- */

/* A lock file beside the index. A writer that was killed holds no lock, whatever it left. */
typedef struct index_lock {
    char *path;
    int file;
} index_lock;

static bool is_same_file(int file, const char *path)
{
    struct stat open_file, named;
    return fstat(file, &open_file) == 0 && stat(path, &named) == 0 && open_file.st_ino == named.st_ino &&
           open_file.st_dev == named.st_dev;
}

static bool take_lock(struct session *session, index_lock *lock, const char *path)
{
    lock->file = -1;
    if (asprintf(&lock->path, "%s.lock", path) < 0) {
        lock->path = NULL;
        session_say(session, "out of memory");
        session_raise(session, EXIT_INTERNAL);
        return false;
    }
    lock->file = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock->file < 0) {
        session_say(session, "%s: cannot be opened for writing: %s", lock->path, strerror(errno));
        session_raise(session, EXIT_INTERNAL);
        return false;
    }
    /* one that was waiting for the name of another's lock has the lock of a file that is gone */
    if (flock(lock->file, LOCK_EX | LOCK_NB) == 0 && is_same_file(lock->file, lock->path))
        return true;
    session_say(session, "%s: is being written by another dz index build; try again when that is done", path);
    session_raise(session, EXIT_INTERNAL);
    close(lock->file);
    lock->file = -1;
    return false;
}

static void drop_lock(index_lock *lock)
{
    if (lock->file >= 0) {
        unlink(lock->path);
        close(lock->file);
    }
    free(lock->path);
}

/* ---- build ---------------------------------------------------------------------------------------------------- */

static dz_index *open_index(struct session *session, const char *path)
{
    dz_index *index = NULL;
    session_failed(session, dz_index_open(session->context, &index, path), path);
    return index;
}

static uint64_t size_of_texts(const dz_index *index)
{
    uint64_t size = 0;
    for (size_t i = 0; i < dz_index_count(index); i++)
        size += dz_document_text(dz_index_document(index, i)).length;
    return size;
}

static uint64_t size_of_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 ? (uint64_t)about.st_size : 0;
}

static void tell_built(struct session *session, const char *path, const dz_index *index, const source_counts *counts)
{
    double texts = (double)size_of_texts(index) / 1e6, file = (double)size_of_file(path) / 1e6;
    if (session->format == DZ_FORMAT_JSONL)
        session_print(
            session,
            "{\"type\":\"index\",\"documents\":%zu,\"sources\":%zu,\"read\":%zu,\"unchanged\":%zu,\"gone\":%zu,"
            "\"text_bytes\":%llu,\"file_bytes\":%llu}\n",
            dz_index_count(index), dz_index_source_count(index), counts->read, counts->unchanged, counts->gone,
            (unsigned long long)size_of_texts(index), (unsigned long long)size_of_file(path));
    else
        session_print(
            session,
            "%s: %zu documents of %zu files (%zu read, %zu unchanged, %zu gone): %.1f MB for %.1f MB of text\n", path,
            dz_index_count(index), dz_index_source_count(index), counts->read, counts->unchanged, counts->gone, file,
            texts);
}

static void build_index(struct session *session, const char *path, const dz_index *known, const operand_list *sources)
{
    const dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_index *index = NULL;
    source_counts counts = {0};
    dz_status status = dz_index_new(session->context, &index);
    session_failed(session, status, NULL);
    if (status != DZ_OK)
        return;
    update_sources(session, index, known, sources, &document_options, &counts);
    if (session->exit_code == EXIT_INTERNAL) {
        session_say(session, "%s: was left as it was", path);
    } else if (dz_index_count(index) == 0) {
        session_say(session, "%s: no source could be read, so nothing was written", path);
        session_raise(session, EXIT_INPUT);
    } else {
        status = dz_index_save(session->context, index, path);
        if (status == DZ_OK) {
            tell_built(session, path, index, &counts);
        } else {
            session_say(session, "%s", dz_context_message(session->context));
            session_raise(session, EXIT_INTERNAL);
        }
    }
    dz_index_free(index);
}

static void run_build(struct session *session, const index_settings *settings, const operand_list *operands)
{
    const char *path = operands->items[1];
    const operand_list sources = {operands->items + 2, operands->count - 2};
    dz_index *known = NULL;
    struct stat about;
    index_lock lock;
    if (!sources.count) {
        session_usage(session, "build: name the sources behind %s", path);
        return;
    }
    if (take_lock(session, &lock, path)) {
        bool is_there = stat(path, &about) == 0 && !settings->fresh;
        if (is_there)
            known = open_index(session, path);
        if (is_there && !known)
            session_say(session, "%s: is not written over; --fresh does that", path);
        else
            build_index(session, path, known, &sources);
    }
    dz_index_free(known);
    drop_lock(&lock);
}

/* ---- info and verify ------------------------------------------------------------------------------------------ */

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

static void print_documents(struct session *session, const dz_index *index)
{
    for (size_t i = 0; i < dz_index_count(index) && session_goes_on(session); i++) {
        const dz_document *document = dz_index_document(index, i);
        session_print(session, "%-8s %-10s %-6s %s\n", dz_document_language_tag(document),
                      or_dash(dz_document_date(document)), dz_document_encoding(document), dz_document_name(document));
    }
}

static void write_documents(struct session *session, const shared_settings *shared, const dz_index *index)
{
    dz_write_options write = session_write_options(session, shared);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < dz_index_count(index) && status == DZ_OK; i++)
        status = dz_write_document(session->context, &session->sink, dz_index_document(index, i), &write);
    session_failed(session, status, NULL);
}

/* The first and the last day of the documents; NULL where none has one. */
static void find_dates(const dz_index *index, const char **first, const char **last)
{
    *first = *last = NULL;
    for (size_t i = 0; i < dz_index_count(index); i++) {
        const char *date = dz_document_date(dz_index_document(index, i));
        if (date && (!*first || strcmp(date, *first) < 0))
            *first = date;
        if (date && (!*last || strcmp(date, *last) > 0))
            *last = date;
    }
}

static size_t count_language(const dz_index *index, dz_language language)
{
    size_t count = 0;
    for (size_t i = 0; i < dz_index_count(index); i++)
        count += dz_document_language(dz_index_document(index, i)) == language;
    return count;
}

static void run_info(struct session *session, const index_settings *settings, const operand_list *operands)
{
    const char *path = operands->items[1], *first, *last;
    dz_index *index = open_index(session, path);
    if (!index)
        return;
    find_dates(index, &first, &last);
    if (session->format == DZ_FORMAT_JSONL) {
        session_write_run(session, NULL, NULL);
        session_print(
            session, "{\"type\":\"index\",\"documents\":%zu,\"sources\":%zu,\"text_bytes\":%llu,\"file_bytes\":%llu}\n",
            dz_index_count(index), dz_index_source_count(index), (unsigned long long)size_of_texts(index),
            (unsigned long long)size_of_file(path));
        write_documents(session, &settings->shared, index);
    } else {
        session_print(session, "%s: %zu documents of %zu files, %zu Chinese, %zu English, from %s to %s\n", path,
                      dz_index_count(index), dz_index_source_count(index), count_language(index, DZ_LANGUAGE_ZH),
                      count_language(index, DZ_LANGUAGE_EN), or_dash(first), or_dash(last));
        session_print(session, "%llu bytes of text in a file of %llu\n", (unsigned long long)size_of_texts(index),
                      (unsigned long long)size_of_file(path));
        if (settings->verbose)
            print_documents(session, index);
    }
    dz_index_free(index);
}

/* Whether a source is as it was when the index was built. */
static const char *state_of(struct session *session, const dz_index_source *source)
{
    struct stat about;
    uint64_t size, hash;
    if (stat(source->path, &about) != 0)
        return "gone";
    if (dz_index_stamp(session->context, source->path, &size, &hash) != DZ_OK)
        return "unreadable";
    return size == source->size && hash == source->hash ? "unchanged" : "changed";
}

static void run_verify(struct session *session, const index_settings *settings, const operand_list *operands)
{
    const char *path = operands->items[1];
    dz_index *index = open_index(session, path);
    size_t differing = 0;
    (void)settings;
    if (!index)
        return;
    for (size_t i = 0; i < dz_index_source_count(index) && session_goes_on(session); i++) {
        dz_index_source source = dz_index_source_at(index, i);
        const char *state = state_of(session, &source);
        if (strcmp(state, "unchanged") == 0)
            continue;
        session_say(session, "%s: %s", source.path, state);
        differing++;
    }
    if (session->format == DZ_FORMAT_JSONL)
        session_print(session, "{\"type\":\"index\",\"documents\":%zu,\"sources\":%zu,\"differing\":%zu}\n",
                      dz_index_count(index), dz_index_source_count(index), differing);
    else
        session_print(session, "%s: is whole; %zu of %zu files are as they were\n", path,
                      dz_index_source_count(index) - differing, dz_index_source_count(index));
    if (differing)
        session_raise(session, EXIT_DIFFERS);
    dz_index_free(index);
}

static void run_index(struct session *session, const void *given, const operand_list *operands)
{
    static const struct {
        const char *name;
        void (*run)(struct session *session, const index_settings *settings, const operand_list *operands);
    } actions[] = {{"build", run_build}, {"info", run_info}, {"verify", run_verify}};
    const char *name = operands->count ? operands->items[0] : "";
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (strcmp(actions[i].name, name) != 0)
            continue;
        if (operands->count < 2 || (actions[i].run != run_build && operands->count > 2))
            session_usage(session, "%s: one index is needed, a file", name);
        else
            actions[i].run(session, given, operands);
        return;
    }
    session_usage(session, "say what to do: build, info or verify");
}

const struct subcommand index_subcommand = {
    .name = "index",
    .operands = "build|info|verify F [SOURCE]...",
    .summary = "Keep sources ready for checking quotes.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(index_settings),
    .run = run_index,
};
