#include "sources.h"

#include <stdlib.h>
#include <string.h>

#include "folders.h"

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
    if (has_ending(path, ".jsonl"))
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

static void add_file(void *given, const char *path, size_t operand)
{
    source_reader *reader = given;
    if (reader->keeps)
        update_file(reader, path);
    else
        read_file(reader, path);
}

void read_sources(struct session *session, dz_index *index, const operand_list *paths,
                  const dz_document_options *options)
{
    struct page_set pages;
    dz_document_options with_pages = *options;
    pages_look(&pages, paths, options);
    with_pages.pages = pages.pages;
    source_reader reader = {.session = session, .index = index, .options = &with_pages};
    visit_files(session, paths, add_file, &reader);
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
    source_reader reader = {.session = session, .index = index, .options = &with_pages, .keeps = true, .known = known};
    reader.seen = calloc(known ? dz_index_source_count(known) + 1 : 1, 1);
    if (reader.seen) {
        visit_files(session, paths, add_file, &reader);
        tell_gone(&reader);
    } else {
        session_say(session, "out of memory");
        session_raise(session, EXIT_INTERNAL);
    }
    free(reader.seen);
    pages_close(&pages);
    *counts = reader.counts;
}
