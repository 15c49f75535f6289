#include "folders.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool has_ending(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcasecmp(name + length - tail, ending) == 0;
}

/* Files of a folder that are texts, by their names; a name may end in its language, as in report.zh. What stands beside
 * them (pictures, tables, side files) is not tried: to a reader it would be noise, or an error. */
static bool is_text_name(const char *name)
{
    static const char *const endings[] = {".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".jsonl"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (has_ending(name, endings[i]))
            return true;
    const char *dot = strrchr(name, '.');
    return !dot || dz_language_parse(dot + 1) != DZ_LANGUAGE_UNKNOWN;
}

/* A walk through the operands. */
typedef struct walk {
    struct session *session;
    file_visitor visit;
    void *payload;
    size_t operand;
    size_t passed_over;
} walk;

static int compare_names(const FTSENT **first, const FTSENT **second)
{
    return strcmp((*first)->fts_name, (*second)->fts_name);
}

/* One entry of a folder: its files in the order of their names, so that ranks do not hang on the file system. */
static void visit_entry(walk *way, FTS *tree, FTSENT *entry)
{
    if (entry->fts_level > 0 && entry->fts_name[0] == '.') {
        fts_set(tree, entry, FTS_SKIP);
    } else if (entry->fts_info == FTS_F) {
        if (is_text_name(entry->fts_name))
            way->visit(way->payload, entry->fts_path, way->operand);
        else if (!has_ending(entry->fts_name, ".meta.json"))
            way->passed_over++;
    } else if (entry->fts_info == FTS_DC) {
        session_refuse(way->session, entry->fts_path, "leads back to a folder that it stands in");
    } else if (entry->fts_info == FTS_SLNONE) {
        session_refuse(way->session, entry->fts_path, "is a link to nothing");
    } else if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR || entry->fts_info == FTS_NS) {
        session_refuse(way->session, entry->fts_path, "cannot be read: %s", strerror(entry->fts_errno));
    }
}

static void visit_folder(walk *way, const char *path)
{
    struct session *session = way->session;
    char *copy = strdup(path);
    char *const roots[] = {copy, NULL};
    FTS *tree = copy ? fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_names) : NULL;
    way->passed_over = 0;
    if (!tree) {
        session_refuse(session, path, "cannot be read: %s", strerror(errno));
        goto done;
    }
    for (FTSENT *entry; session_goes_on(session) && (entry = fts_read(tree)) != NULL;)
        visit_entry(way, tree, entry);
    fts_close(tree);
    if (way->passed_over && !session->quiet)
        session_say(session, "%s: %zu %s passed over: not named as texts are (.txt, .html, .docx, .pdf, .jsonl)", path,
                    way->passed_over, way->passed_over == 1 ? "file was" : "files were");
done:
    free(copy);
}

void visit_files(struct session *session, const operand_list *paths, file_visitor visit, void *payload)
{
    walk way = {session, visit, payload, 0, 0};
    for (; way.operand < paths->count && session_goes_on(session); way.operand++) {
        struct stat about;
        const char *path = paths->items[way.operand];
        if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
            visit_folder(&way, path);
        else
            visit(payload, path, way.operand);
    }
}
