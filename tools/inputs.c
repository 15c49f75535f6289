#include "inputs.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cjson/cJSON.h>

/* A plain text of this size is read in windows where the subcommand can do with them. */
#define STREAM_BYTES ((size_t)8 << 20)

/* Numbers of JSON are read as doubles, which hold every whole number to 2^53. */
#define LARGEST_EXACT_ID 9007199254740992.0

/* ---- Records -------------------------------------------------------------------------------------------------- */

void records_open(record_reader *reader, struct session *session, const operand_list *files)
{
    memset(reader, 0, sizeof *reader);
    reader->session = session;
    reader->files = files;
    reader->from_input = files->count == 0;
}

static void close_file(record_reader *reader)
{
    if (reader->file && reader->file != stdin)
        fclose(reader->file);
    reader->file = NULL;
}

void records_close(record_reader *reader)
{
    close_file(reader);
    cJSON_Delete(reader->object);
    free(reader->line);
    free(reader->place);
    free(reader->id);
    reader->object = NULL;
    reader->line = reader->id = NULL;
}

static bool open_file(record_reader *reader, const char *path)
{
    struct stat about;
    reader->name = path;
    reader->line_number = 0;
    reader->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!reader->file) {
        session_refuse(reader->session, path, "cannot be opened: %s", strerror(errno));
        return false;
    }
    if (fstat(fileno(reader->file), &about) == 0 && S_ISDIR(about.st_mode)) {
        session_refuse(reader->session, path, "is a directory; name the files in it");
        close_file(reader);
        return false;
    }
    reader->opened++;
    return true;
}

/* The next line of the open file, without its line feed; false at the end of the file. */
static bool next_line(record_reader *reader, size_t *length)
{
    errno = 0;
    ssize_t got = getline(&reader->line, &reader->line_capacity, reader->file);
    if (got < 0) {
        if (ferror(reader->file))
            session_refuse(reader->session, reader->name, "cannot be read: %s", strerror(errno));
        return false;
    }
    while (got > 0 && (reader->line[got - 1] == '\n' || reader->line[got - 1] == '\r'))
        got--;
    reader->line[got] = '\0';
    *length = (size_t)got;
    reader->line_number++;
    free(reader->place);
    if (asprintf(&reader->place, "%s:%zu", reader->name, reader->line_number) < 0)
        reader->place = NULL;
    if (!reader->place)
        session_refuse(reader->session, reader->name, "out of memory at line %zu", reader->line_number);
    return reader->place != NULL;
}

static bool is_blank(const char *line, size_t length)
{
    return strspn(line, " \t") == length;
}

/* cJSON ends a text at an escaped NUL, which would lose what follows it. */
static bool holds_nul(const char *line, size_t length)
{
    if (strlen(line) < length)
        return true;
    for (const char *at = strstr(line, "\\u0000"); at; at = strstr(at + 1, "\\u0000")) {
        const char *before = at;
        while (before > line && before[-1] == '\\')
            before--;
        if ((at - before) % 2 == 0)
            return true;
    }
    return false;
}

/* An id may be a text or a number; a record without one is called by its place. */
static char *copy_id(const record_reader *reader)
{
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(reader->object, "id");
    if (cJSON_IsString(id))
        return strdup(id->valuestring);
    if (cJSON_IsNumber(id))
        return cJSON_PrintUnformatted(id);
    return strdup(reader->place);
}

static bool parse_record(record_reader *reader, size_t length)
{
    cJSON_Delete(reader->object);
    free(reader->id);
    reader->id = NULL;
    reader->object = holds_nul(reader->line, length) ? NULL : cJSON_ParseWithLength(reader->line, length);
    if (cJSON_IsObject(reader->object)) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(reader->object, "id");
        if (cJSON_IsNumber(id) && fabs(id->valuedouble) > LARGEST_EXACT_ID) {
            session_refuse(reader->session, reader->place,
                           "the number in \"id\" is too large to be kept exactly; "
                           "write it as text, in quotation marks");
            return false;
        }
        reader->id = copy_id(reader);
        return reader->id != NULL;
    }
    session_refuse(reader->session, reader->place,
                   "is no JSON object on a line of its own; each line must be one, in UTF-8 and without \\u0000");
    return false;
}

/* The next file to read, standard input once where none is named; NULL after the last. */
static const char *next_path(record_reader *reader)
{
    if (reader->from_input) {
        reader->from_input = false;
        return "-";
    }
    return reader->next_file < reader->files->count ? reader->files->items[reader->next_file++] : NULL;
}

const struct cJSON *records_next(record_reader *reader)
{
    size_t length = 0;
    while (session_goes_on(reader->session)) {
        if (!reader->file) {
            const char *path = next_path(reader);
            if (!path)
                return NULL;
            open_file(reader, path);
        } else if (!next_line(reader, &length)) {
            close_file(reader);
        } else if (!is_blank(reader->line, length) && parse_record(reader, length)) {
            return reader->object;
        }
    }
    return NULL;
}

const char *record_text(const struct cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* What a record says of its document wins over the command line, which speaks of all of them. */
static dz_document_options record_options(const struct cJSON *object, const dz_document_options *options)
{
    dz_document_options result = *options;
    const char *language = record_text(object, "lang");
    result.format = DZ_INPUT_PLAIN;
    result.encoding = "UTF-8";
    if (language && dz_language_parse(language) != DZ_LANGUAGE_UNKNOWN)
        result.language = dz_language_parse(language);
    result.date = record_text(object, "date");
    result.speaker = record_text(object, "speaker");
    result.title = record_text(object, "title");
    return result;
}

static dz_document *document_of_text(struct session *session, const char *id, const char *text,
                                     const dz_document_options *options)
{
    dz_document *document = NULL;
    dz_status status = dz_document_parse(session->context, &document, id, text, strlen(text), options);
    session_failed(session, status, id);
    return document;
}

static dz_document *document_of_list(struct session *session, const char *id, const cJSON *list,
                                     const dz_document_options *options)
{
    dz_document *document = NULL;
    size_t count = 0;
    dz_view *sentences = calloc((size_t)cJSON_GetArraySize(list) + 1, sizeof *sentences);
    const cJSON *item;
    if (!sentences) {
        session_say(session, "%s: out of memory", id);
        session_raise(session, EXIT_INTERNAL);
        return NULL;
    }
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsString(item)) {
            session_refuse(session, id, "item %zu of a list of sentences is not text", count);
            goto done;
        }
        sentences[count++] = (dz_view){item->valuestring, strlen(item->valuestring)};
    }
    dz_status status = dz_document_from_sentences(session->context, &document, id, sentences, count, options);
    session_failed(session, status, id);
done:
    free(sentences);
    return document;
}

/* ---- Documents ------------------------------------------------------------------------------------------------ */

/* Nothing is wrong with an empty text, but nothing comes of it either, and its reader may want to know why. */
static void tell_empty(struct session *session, const dz_document *document)
{
    if (document && dz_document_text(document).length == 0 && !session->quiet)
        session_say(session, "%s: is empty", dz_document_name(document));
}

dz_document *read_document(struct session *session, const char *path, const dz_document_options *options)
{
    dz_document *document = NULL;
    session_failed(session, dz_document_read(session->context, &document, path, options), path);
    tell_empty(session, document);
    return document;
}

void inputs_open(struct inputs *inputs, struct session *session, const char *input, const operand_list *files,
                 const dz_document_options *options)
{
    memset(inputs, 0, sizeof *inputs);
    inputs->session = session;
    inputs->options = *options;
    inputs->records = strcmp(input, "jsonl") == 0;
    inputs->standard_input[0] = "-";
    inputs->files = files->count ? *files : (operand_list){inputs->standard_input, 1};
    if (!inputs->records)
        pages_look(&inputs->pages, &inputs->files, options);
    inputs->options.pages = inputs->pages.pages;
    records_open(&inputs->reader, session, &inputs->files);
}

static dz_document *next_record_document(struct inputs *inputs)
{
    const struct cJSON *object;
    record_reader *reader = &inputs->reader;
    while ((object = records_next(reader)) != NULL) {
        const char *text = record_text(object, "text");
        dz_document *document = NULL;
        dz_document_options options = record_options(object, &inputs->options);
        if (text)
            document = document_of_text(inputs->session, reader->id, text, &options);
        else
            session_refuse(inputs->session, reader->id, "the record at %s has no \"text\"", reader->place);
        if (document) {
            tell_empty(inputs->session, document);
            return document;
        }
    }
    return NULL;
}

/* ---- Long texts ----------------------------------------------------------------------------------------------- */

static void source_close(struct inputs *inputs)
{
    long_file *source = &inputs->source;
    if (source->file && source->file != stdin)
        fclose(source->file);
    dz_stream_free(inputs->stream);
    free(source->head);
    free(inputs->date);
    inputs->stream = NULL;
    inputs->date = NULL;
    memset(source, 0, sizeof *source);
}

/* Opens a file and reads its beginning: all of it where it is no long one. False where it cannot be opened, or is none
 * that bytes come out of only once: reading it whole will say what is wrong. */
static bool source_open(struct inputs *inputs, const char *path)
{
    struct stat about;
    long_file *source = &inputs->source;
    bool standard = strcmp(path, "-") == 0;
    if (!standard && (stat(path, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size < (off_t)STREAM_BYTES))
        return false;
    source->name = path;
    source->file = standard ? stdin : fopen(path, "rb");
    source->head = source->file ? malloc(STREAM_BYTES) : NULL;
    if (!source->head) {
        source_close(inputs);
        return false;
    }
    source->head_length = fread(source->head, 1, STREAM_BYTES, source->file);
    return true;
}

static bool is_plain(const struct inputs *inputs)
{
    const long_file *source = &inputs->source;
    return dz_document_format(source->name, source->head, source->head_length) == DZ_INPUT_PLAIN;
}

/* Standard input that is short, or no plain text, out of the bytes that were read already and the rest. */
static dz_document *document_of_source(struct inputs *inputs)
{
    dz_document *document = NULL;
    long_file *source = &inputs->source;
    size_t capacity = STREAM_BYTES;
    while (!ferror(source->file) && source->head_length == capacity) {
        char *more = capacity <= SIZE_MAX / 2 ? realloc(source->head, capacity * 2) : NULL;
        if (!more) {
            session_say(inputs->session, "%s: out of memory", source->name);
            session_raise(inputs->session, EXIT_INTERNAL);
            return NULL;
        }
        source->head = more;
        source->head_length += fread(more + capacity, 1, capacity, source->file);
        capacity *= 2;
    }
    if (ferror(source->file)) {
        session_refuse(inputs->session, source->name, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    dz_status status = dz_document_parse(inputs->session->context, &document, source->name, source->head,
                                         source->head_length, &inputs->options);
    session_failed(inputs->session, status, source->name);
    tell_empty(inputs->session, document);
    return document;
}

/* What the stream reads by. A file that cannot be read further ends the stream: next_window tells of it. */
static dz_status read_source(void *payload, void *bytes, size_t room, size_t *got)
{
    long_file *source = payload;
    size_t left = source->head_length - source->head_used;
    if (left > 0) {
        *got = left < room ? left : room;
        memcpy(bytes, source->head + source->head_used, *got);
        source->head_used += *got;
        return DZ_OK;
    }
    *got = fread(bytes, 1, room, source->file);
    return DZ_OK;
}

static bool stream_begin(struct inputs *inputs)
{
    dz_reader reader = {read_source, &inputs->source};
    dz_stream_options options = DZ_STREAM_OPTIONS_INIT;
    options.encoding = inputs->options.encoding;
    options.keep_lines = inputs->options.keep_lines;
    inputs->blocks = 0;
    dz_status status = dz_stream_new(inputs->session->context, &inputs->stream, &reader, &options);
    session_failed(inputs->session, status, inputs->source.name);
    if (status != DZ_OK)
        source_close(inputs);
    return status == DZ_OK;
}

/* What the top of the text said of it holds for all of it. */
static void keep_date(struct inputs *inputs, const dz_document *document)
{
    const char *date = dz_document_date(document);
    if (inputs->window.begin == 0 && date)
        inputs->date = strdup(date);
}

static dz_document *next_window(struct inputs *inputs)
{
    dz_document *document = NULL;
    dz_document_options options = inputs->options;
    const char *name = inputs->source.name;
    dz_status status = dz_stream_next(inputs->stream, &inputs->window);
    if (status == DZ_OK && inputs->window.text.length > 0) {
        options.date = inputs->date ? inputs->date : options.date;
        status = dz_document_from_window(inputs->session->context, &document, name, &inputs->window,
                                         dz_stream_encoding(inputs->stream), &options);
    } else if (status == DZ_OK && ferror(inputs->source.file)) {
        session_refuse(inputs->session, name, "cannot be read to its end: %s", strerror(errno));
    }
    session_failed(inputs->session, status, name);
    if (!document) {
        source_close(inputs);
        return NULL;
    }
    keep_date(inputs, document);
    inputs->part = true;
    inputs->part_block = inputs->blocks;
    size_t count;
    dz_document_blocks(document, &count);
    inputs->blocks += count;
    return document;
}

static dz_document *next_file_document(struct inputs *inputs, const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    if (!inputs->streams || !source_open(inputs, path))
        return read_document(inputs->session, path, &inputs->options);
    if (inputs->source.head_length < STREAM_BYTES || !is_plain(inputs)) {
        dz_document *document =
            standard ? document_of_source(inputs) : read_document(inputs->session, path, &inputs->options);
        source_close(inputs);
        return document;
    }
    return stream_begin(inputs) ? next_window(inputs) : NULL;
}

dz_document *inputs_next(struct inputs *inputs)
{
    dz_document *document = NULL;
    inputs->part = false;
    if (inputs->records)
        return next_record_document(inputs);
    while (!document && session_goes_on(inputs->session)) {
        if (inputs->stream)
            document = next_window(inputs);
        else if (inputs->next_file < inputs->files.count)
            document = next_file_document(inputs, inputs->files.items[inputs->next_file++]);
        else
            break;
    }
    return document;
}

void inputs_describe(const struct inputs *inputs, dz_write_options *write)
{
    write->part = inputs->part;
    write->part_begin = inputs->part ? (size_t)inputs->window.begin_codepoint : 0;
    write->part_block = inputs->part ? inputs->part_block : 0;
}

void inputs_close(struct inputs *inputs)
{
    source_close(inputs);
    records_close(&inputs->reader);
    pages_close(&inputs->pages);
}

/* ---- Pairs ---------------------------------------------------------------------------------------------------- */

static dz_document *document_of_member(record_reader *reader, const char *key, const dz_document_options *options)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(reader->object, key);
    if (cJSON_IsString(item))
        return document_of_text(reader->session, reader->id, item->valuestring, options);
    if (cJSON_IsArray(item))
        return document_of_list(reader->session, reader->id, item, options);
    session_refuse(reader->session, reader->id, "the record at %s has no \"%s\": a text or a list of sentences",
                   reader->place, key);
    return NULL;
}

void pair_free(struct pair *pair)
{
    dz_document_free(pair->source);
    dz_document_free(pair->target);
    free(pair->id);
    memset(pair, 0, sizeof *pair);
}

bool pairs_next(record_reader *reader, const dz_document_options *options, struct pair *out)
{
    const struct cJSON *object;
    memset(out, 0, sizeof *out);
    while ((object = records_next(reader)) != NULL) {
        /* One record speaks of two texts: a language would be true of one of them only. */
        dz_document_options record = record_options(object, options);
        record.language = options->language;
        out->id = strdup(reader->id);
        out->source = document_of_member(reader, "source", &record);
        out->target = out->source ? document_of_member(reader, "target", &record) : NULL;
        if (out->id && out->source && out->target)
            return true;
        pair_free(out);
    }
    return false;
}
