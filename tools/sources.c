#include "sources.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcasecmp(name + length - tail, ending) == 0;
}

/* Files of a folder that are texts, by their names. What stands beside them (pictures, tables, side files) is not
 * tried: to a reader it would be noise, or an error. */
static bool is_text_name(const char *name)
{
    static const char *const endings[] = {".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".jsonl"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, endings[i]))
            return true;
    return strchr(name, '.') == NULL;
}

/* A run over the sources. */
typedef struct source_reader {
    struct session *session;
    dz_index *index;
    const dz_document_options *options;
    bool keeps; /* files are noted, and looked for in `known` */
    const dz_index *known;
    size_t next;         /* number among the known ones that is likely to come next */
    unsigned char *seen; /* of each known one, whether it is there still */
    source_counts counts;
    size_t passed_over;
} source_reader;

static void add_document(source_reader *reader, dz_document *document)
{
    if (document)
        session_failed(reader->session, dz_index_add(reader->index, document), NULL);
}

static void add_records(source_reader *reader, const char *path)
{
    struct inputs inputs;
    dz_document *document;
    const operand_list file = {&path, 1};
    inputs_open(&inputs, reader->session, "jsonl", &file, reader->options);
    while ((document = inputs_next(&inputs)) != NULL)
        add_document(reader, document);
    inputs_close(&inputs);
}

static void read_file(source_reader *reader, const char *path)
{
    if (ends_with(path, ".jsonl"))
        add_records(reader, path);
    else
        add_document(reader, read_document(reader->session, path, reader->options));
}

/* The number of a path among the known ones, or how many there are. They mostly come in the order of the last time. */
static size_t find_known(const source_reader *reader, const char *path)
{
    size_t count = reader->known ? dz_index_source_count(reader->known) : 0;
    for (size_t i = 0; i < count; i++) {
        size_t number = (reader->next + i) % count;
        if (strcmp(dz_index_source_at(reader->known, number).path, path) == 0)
            return number;
    }
    return count;
}

/* Takes the documents of a file that did not change. */
static void keep_file(source_reader *reader, const dz_index_source *source)
{
    for (size_t i = 0; i < source->count; i++)
        session_failed(reader->session, dz_index_add_from(reader->index, reader->known, source->first + i),
                       source->path);
    reader->counts.unchanged++;
}

static bool is_in_index(const source_reader *reader, const char *path)
{
    size_t count = dz_index_source_count(reader->index);
    return count && strcmp(dz_index_source_at(reader->index, count - 1).path, path) == 0;
}

static void update_file(source_reader *reader, const char *path)
{
    uint64_t size, hash;
    dz_context *context = reader->session->context;
    size_t number = find_known(reader, path), known = reader->known ? dz_index_source_count(reader->known) : 0;
    if (is_in_index(reader, path)) /* named twice */
        return;
    dz_status status = strcmp(path, "-") == 0 ? DZ_ERROR_ARGUMENT : dz_index_stamp(context, path, &size, &hash);
    if (status == DZ_ERROR_ARGUMENT) {
        session_refuse(reader->session, path, "standard input cannot be kept up to date; name a file");
        return;
    }
    if (status == DZ_OK)
        status = dz_index_add_source(reader->index, path, size, hash);
    if (status != DZ_OK) {
        session_failed(reader->session, status, path);
        return;
    }
    if (number < known) {
        dz_index_source source = dz_index_source_at(reader->known, number);
        reader->seen[number] = 1;
        reader->next = number + 1;
        if (source.size == size && source.hash == hash) {
            keep_file(reader, &source);
            return;
        }
    }
    read_file(reader, path);
    reader->counts.read++;
}

static void add_file(source_reader *reader, const char *path)
{
    if (reader->keeps)
        update_file(reader, path);
    else
        read_file(reader, path);
}

static int compare_names(const FTSENT **first, const FTSENT **second)
{
    return strcmp((*first)->fts_name, (*second)->fts_name);
}

/* One entry of a folder: its files in the order of their names, so that ranks do not hang on the file system. */
static void visit_entry(source_reader *reader, FTS *tree, FTSENT *entry)
{
    if (entry->fts_level > 0 && entry->fts_name[0] == '.') {
        fts_set(tree, entry, FTS_SKIP);
    } else if (entry->fts_info == FTS_F) {
        if (is_text_name(entry->fts_name))
            add_file(reader, entry->fts_path);
        else if (!ends_with(entry->fts_name, ".meta.json"))
            reader->passed_over++;
    } else if (entry->fts_info == FTS_DC) {
        session_refuse(reader->session, entry->fts_path, "leads back to a folder that it stands in");
    } else if (entry->fts_info == FTS_SLNONE) {
        session_refuse(reader->session, entry->fts_path, "is a link to nothing");
    } else if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR || entry->fts_info == FTS_NS) {
        session_refuse(reader->session, entry->fts_path, "cannot be read: %s", strerror(entry->fts_errno));
    }
}

static void add_folder(source_reader *reader, const char *path)
{
    struct session *session = reader->session;
    char *copy = strdup(path);
    char *const roots[] = {copy, NULL};
    FTS *tree = copy ? fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_names) : NULL;
    reader->passed_over = 0;
    if (!tree) {
        session_refuse(session, path, "cannot be read: %s", strerror(errno));
        goto done;
    }
    for (FTSENT *entry; session_goes_on(session) && (entry = fts_read(tree)) != NULL;)
        visit_entry(reader, tree, entry);
    fts_close(tree);
    if (reader->passed_over && !session->quiet)
        session_say(session, "%s: %zu %s passed over: not named as texts are (.txt, .html, .docx, .pdf, .jsonl)", path,
                    reader->passed_over, reader->passed_over == 1 ? "file was" : "files were");
done:
    free(copy);
}

static void read_paths(source_reader *reader, const operand_list *paths)
{
    for (size_t i = 0; i < paths->count && session_goes_on(reader->session); i++) {
        struct stat about;
        if (stat(paths->items[i], &about) == 0 && S_ISDIR(about.st_mode))
            add_folder(reader, paths->items[i]);
        else
            add_file(reader, paths->items[i]);
    }
}

void read_sources(struct session *session, dz_index *index, const operand_list *paths,
                  const dz_document_options *options)
{
    struct page_set pages;
    dz_document_options with_pages = *options;
    pages_look(&pages, paths, options);
    with_pages.pages = pages.pages;
    source_reader reader = {.session = session, .index = index, .options = &with_pages};
    read_paths(&reader, paths);
    pages_close(&pages);
}

/* Tells what the index had and the sources have no more. */
static void tell_gone(source_reader *reader)
{
    size_t count = reader->known ? dz_index_source_count(reader->known) : 0;
    for (size_t i = 0; i < count; i++) {
        if (reader->seen[i])
            continue;
        reader->counts.gone++;
        if (!reader->session->quiet)
            session_say(reader->session, "%s: is gone, or was not named, and is left out from now on",
                        dz_index_source_at(reader->known, i).path);
    }
}

void update_sources(struct session *session, dz_index *index, const dz_index *known, const operand_list *paths,
                    const dz_document_options *options, source_counts *counts)
{
    struct page_set pages;
    dz_document_options with_pages = *options;
    pages_look(&pages, paths, options);
    with_pages.pages = pages.pages;
    source_reader reader = {
        .session = session, .index = index, .options = &with_pages, .keeps = true, .known = known};
    reader.seen = calloc(known ? dz_index_source_count(known) + 1 : 1, 1);
    if (reader.seen) {
        read_paths(&reader, paths);
        tell_gone(&reader);
    } else {
        session_say(session, "out of memory");
        session_raise(session, EXIT_INTERNAL);
    }
    free(reader.seen);
    pages_close(&pages);
    *counts = reader.counts;
}
