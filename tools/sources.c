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

static void add_document(struct session *session, dz_index *index, dz_document *document)
{
    if (document)
        session_failed(session, dz_index_add(index, document), NULL);
}

static void add_records(struct session *session, dz_index *index, const char *path, const dz_document_options *options)
{
    struct inputs inputs;
    dz_document *document;
    const operand_list file = {&path, 1};
    inputs_open(&inputs, session, "jsonl", &file, options);
    while ((document = inputs_next(&inputs)) != NULL)
        add_document(session, index, document);
    inputs_close(&inputs);
}

static void add_file(struct session *session, dz_index *index, const char *path, const dz_document_options *options)
{
    if (ends_with(path, ".jsonl"))
        add_records(session, index, path, options);
    else
        add_document(session, index, read_document(session, path, options));
}

static int compare_names(const FTSENT **first, const FTSENT **second)
{
    return strcmp((*first)->fts_name, (*second)->fts_name);
}

/* One entry of a folder: its files in the order of their names, so that ranks do not hang on the file system. */
static void visit_entry(struct session *session, dz_index *index, FTS *tree, FTSENT *entry,
                        const dz_document_options *options, size_t *passed_over)
{
    if (entry->fts_level > 0 && entry->fts_name[0] == '.') {
        fts_set(tree, entry, FTS_SKIP);
    } else if (entry->fts_info == FTS_F) {
        if (is_text_name(entry->fts_name))
            add_file(session, index, entry->fts_path, options);
        else if (!ends_with(entry->fts_name, ".meta.json"))
            ++*passed_over;
    } else if (entry->fts_info == FTS_DC) {
        session_refuse(session, entry->fts_path, "leads back to a folder that it stands in");
    } else if (entry->fts_info == FTS_SLNONE) {
        session_refuse(session, entry->fts_path, "is a link to nothing");
    } else if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR || entry->fts_info == FTS_NS) {
        session_refuse(session, entry->fts_path, "cannot be read: %s", strerror(entry->fts_errno));
    }
}

static void add_folder(struct session *session, dz_index *index, const char *path, const dz_document_options *options)
{
    char *copy = strdup(path);
    char *const roots[] = {copy, NULL};
    FTS *tree = copy ? fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_names) : NULL;
    size_t passed_over = 0;
    if (!tree) {
        session_refuse(session, path, "cannot be read: %s", strerror(errno));
        goto done;
    }
    for (FTSENT *entry; session_goes_on(session) && (entry = fts_read(tree)) != NULL;)
        visit_entry(session, index, tree, entry, options, &passed_over);
    fts_close(tree);
    if (passed_over && !session->quiet)
        session_say(session, "%s: %zu %s passed over: not named as texts are (.txt, .html, .docx, .pdf, .jsonl)", path,
                    passed_over, passed_over == 1 ? "file was" : "files were");
done:
    free(copy);
}

void read_sources(struct session *session, dz_index *index, const operand_list *paths,
                  const dz_document_options *options)
{
    for (size_t i = 0; i < paths->count && session_goes_on(session); i++) {
        struct stat about;
        if (stat(paths->items[i], &about) == 0 && S_ISDIR(about.st_mode))
            add_folder(session, index, paths->items[i], options);
        else
            add_file(session, index, paths->items[i], options);
    }
}
