#include "pages.h"

#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LEAST_PAGES 3

static bool is_page(const char *name)
{
    static const char *const endings[] = {".html", ".htm", ".xhtml"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t tail = strlen(endings[i]);
        if (length > tail && strcasecmp(name + length - tail, endings[i]) == 0)
            return true;
    }
    return false;
}

static void add_page(struct page_set *set, const char *path, const dz_document_options *options)
{
    dz_document *document;
    if (dz_document_read(set->context, &document, path, options) == DZ_OK)
        dz_pages_add(set->pages, document);
    dz_document_free(document);
}

/* The pages in a folder: counted, and added where the set has a collection. */
static size_t visit_folder(struct page_set *set, const char *path, const dz_document_options *options)
{
    size_t count = 0;
    char *copy = strdup(path);
    char *const roots[] = {copy, NULL};
    FTS *tree = copy ? fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL) : NULL;
    for (FTSENT *entry; tree && (entry = fts_read(tree)) != NULL;) {
        if (entry->fts_level > 0 && entry->fts_name[0] == '.')
            fts_set(tree, entry, FTS_SKIP);
        else if (entry->fts_info == FTS_F && is_page(entry->fts_name)) {
            count++;
            if (set->pages)
                add_page(set, entry->fts_path, options);
        }
    }
    if (tree)
        fts_close(tree);
    free(copy);
    return count;
}

static size_t visit(struct page_set *set, const operand_list *paths, const dz_document_options *options)
{
    size_t count = 0;
    for (size_t i = 0; i < paths->count; i++) {
        struct stat about;
        const char *path = paths->items[i];
        if (stat(path, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode)) {
            count += visit_folder(set, path, options);
        } else if (S_ISREG(about.st_mode) && is_page(path)) {
            count++;
            if (set->pages)
                add_page(set, path, options);
        }
    }
    return count;
}

void pages_look(struct page_set *set, const operand_list *paths, const dz_document_options *options)
{
    dz_document_options plain = *options;
    memset(set, 0, sizeof *set);
    plain.boilerplate = DZ_BOILERPLATE_MARK;
    plain.pages = NULL;
    if (options->boilerplate == DZ_BOILERPLATE_KEEP || options->keep_lines || visit(set, paths, &plain) < LEAST_PAGES)
        return;
    if (dz_context_new(&set->context, NULL) == DZ_OK && dz_pages_new(set->context, &set->pages) == DZ_OK)
        visit(set, paths, &plain);
}

void pages_close(struct page_set *set)
{
    dz_pages_free(set->pages);
    dz_context_free(set->context);
    memset(set, 0, sizeof *set);
}

dz_boilerplate parse_boilerplate(const char *name)
{
    if (strcmp(name, "keep") == 0)
        return DZ_BOILERPLATE_KEEP;
    return strcmp(name, "drop") == 0 ? DZ_BOILERPLATE_DROP : DZ_BOILERPLATE_MARK;
}
