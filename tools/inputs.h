/* What a subcommand reads: files, standard input, or records of JSON lines, one at a time and in order. What cannot
 * be read is told of, as a message and in JSONL as a record, and the rest is still done. */
#ifndef DZ_TOOLS_INPUTS_H
#define DZ_TOOLS_INPUTS_H

#include <stdio.h>

#include "pages.h"

#define INPUT_OPTION(type)                                                                                             \
    {                                                                                                                  \
        "input", 0, OPTION_CHOICE, offsetof(type, input), "files|jsonl",                                               \
            "jsonl: each line of the FILEs is a record {\"id\", \"text\"}"                                             \
    }

#define PAIR_INPUT_OPTION(type)                                                                                        \
    {                                                                                                                  \
        "input", 0, OPTION_CHOICE, offsetof(type, input), "files|jsonl",                                               \
            "jsonl: each line of FILE is a record {\"id\", \"source\", \"target\"}"                                    \
    }

struct cJSON;

/* Lines of JSON out of files. */
typedef struct record_reader {
    struct session *session;
    const operand_list *files;
    size_t next_file;
    bool from_input; /* no file is named, and standard input is still to be read */
    size_t opened; /* how many of the files could be */
    FILE *file;
    const char *name; /* of the open file */
    char *line;
    size_t line_capacity;
    size_t line_number;
    char *place; /* "FILE:LINE", for messages and for records without an id */
    char *id;
    struct cJSON *object;
} record_reader;

/* `files` without items means standard input. */
void records_open(record_reader *reader, struct session *session, const operand_list *files);

/* The next good record; it belongs to the reader until the next call. NULL at the end. `reader->id` is its id. */
const struct cJSON *records_next(record_reader *reader);
void records_close(record_reader *reader);

/* A member that is text; NULL where it is not there, null, or of another kind. */
const char *record_text(const struct cJSON *object, const char *key);

/* A file as the stream of the library reads it: the bytes that were looked at first, then the rest. */
typedef struct long_file {
    FILE *file;
    const char *name;
    char *head;
    size_t head_length;
    size_t head_used;
} long_file;

/* Documents out of files or records. */
struct inputs {
    struct session *session;
    dz_document_options options;
    struct page_set pages; /* what the pages of the run repeat */
    operand_list files;    /* borrowed items */
    bool records;
    size_t next_file;
    record_reader reader;
    const char *standard_input[1];
    bool
        streams; /* a plain text of many megabytes comes in windows, each a document; false unless the caller says so */
    bool part;   /* the document given last is such a window ... */
    dz_window window;  /* ... this one ... */
    size_t part_block; /* ... with so many blocks before it */
    size_t blocks;
    dz_stream *stream;
    long_file source;
    char *date; /* of the text whose windows are read */
};

/* `files` without items means standard input. `options` are what the command line says of every document. */
void inputs_open(struct inputs *inputs, struct session *session, const char *input, const operand_list *files,
                 const dz_document_options *options);

/* The next document, which the caller frees; NULL at the end. */
dz_document *inputs_next(struct inputs *inputs);
void inputs_close(struct inputs *inputs);

/* What the writers are to know of the document given last. */
void inputs_describe(const struct inputs *inputs, dz_write_options *write);

/* Two documents that belong together. */
struct pair {
    char *id;
    dz_document *source;
    dz_document *target;
};

/* Pairs out of records {"id", "source", "target"}, texts or lists of sentences. False at the end. */
bool pairs_next(record_reader *reader, const dz_document_options *options, struct pair *out);
void pair_free(struct pair *pair);

/* Reads one document, or tells why not and gives NULL. */
dz_document *read_document(struct session *session, const char *path, const dz_document_options *options);

#endif
