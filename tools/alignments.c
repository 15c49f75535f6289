#include "alignments.h"

#include <stdlib.h>
#include <string.h>

/* TMX says when it was made; $SOURCE_DATE_EPOCH makes two runs give the same bytes. */
static void write_date(char *date, size_t size)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch && *epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm parts;
    if (!gmtime_r(&now, &parts) || strftime(date, size, "%Y%m%dT%H%M%SZ", &parts) == 0)
        date[0] = '\0';
}

void alignments_open(alignment_writer *writer, struct session *session, const shared_settings *shared)
{
    memset(writer, 0, sizeof *writer);
    writer->session = session;
    writer->options = session_write_options(session, shared);
    writer->options.unfinished = true;
    writer->prefix = shared->output;
    write_date(writer->date, sizeof writer->date);
    writer->options.date = writer->date[0] ? writer->date : NULL;
}

/* ".zh" and ".en"; where the languages are not known or the same, ".source" and ".target". */
static const char *ending_of(const dz_document *document, const dz_document *other, const char *otherwise)
{
    dz_language language = dz_document_language(document);
    if (language == DZ_LANGUAGE_UNKNOWN || dz_document_language(other) == DZ_LANGUAGE_UNKNOWN ||
        language == dz_document_language(other))
        return otherwise;
    return dz_language_name(language);
}

static dz_status open_half(alignment_writer *writer, int side, const char *ending)
{
    char *path = NULL;
    if (asprintf(&path, "%s.%s", writer->prefix, ending) < 0)
        return DZ_ERROR_MEMORY;
    dz_status status = dz_output_open(writer->session->context, &writer->halves[side], path);
    free(path);
    return status;
}

static dz_status write_words(alignment_writer *writer, const dz_sink sinks[2], const dz_alignment *alignment,
                             const dz_document *source, const dz_document *target)
{
    dz_context *context = writer->session->context;
    dz_status status = writer->halves[2] ? DZ_OK : open_half(writer, 2, "pharaoh");
    if (status == DZ_OK)
        status = dz_write_moses_words(context, &sinks[0], &sinks[1], alignment, source, target);
    if (status != DZ_OK)
        return status;
    dz_sink links = dz_output_sink(writer->halves[2]);
    return dz_write_alignment(context, &links, alignment, source, target, NULL, DZ_FORMAT_PHARAOH, NULL);
}

static dz_status write_moses(alignment_writer *writer, const dz_alignment *alignment, const dz_document *source,
                             const dz_document *target)
{
    dz_status status = DZ_OK;
    if (!writer->halves[0])
        status = open_half(writer, 0, ending_of(source, target, "source"));
    if (status == DZ_OK && !writer->halves[1])
        status = open_half(writer, 1, ending_of(target, source, "target"));
    if (status != DZ_OK)
        return status;
    dz_sink sinks[2] = {dz_output_sink(writer->halves[0]), dz_output_sink(writer->halves[1])};
    if (writer->words)
        return write_words(writer, sinks, alignment, source, target);
    return dz_write_moses(writer->session->context, &sinks[0], &sinks[1], alignment, source, target);
}

dz_status alignments_write(alignment_writer *writer, const dz_alignment *alignment, const dz_document *source,
                           const dz_document *target, const char *name)
{
    struct session *session = writer->session;
    dz_status status = DZ_OK;
    if (session->format == DZ_FORMAT_MOSES)
        return write_moses(writer, alignment, source, target);
    if (session->format == DZ_FORMAT_JSONL) {
        status = dz_write_document(session->context, &session->sink, source, &writer->options);
        if (status == DZ_OK)
            status = dz_write_document(session->context, &session->sink, target, &writer->options);
    }
    writer->options.continued = writer->written;
    if (status == DZ_OK)
        status = dz_write_alignment(session->context, &session->sink, alignment, source, target, name, session->format,
                                    &writer->options);
    writer->written |= status == DZ_OK;
    return status;
}

static void close_half(alignment_writer *writer, int side)
{
    struct session *session = writer->session;
    if (writer->halves[side] && session->exit_code != EXIT_USAGE && session->exit_code != EXIT_INTERNAL)
        session_failed(session, dz_output_commit(writer->halves[side]), NULL);
    dz_output_free(writer->halves[side]);
    writer->halves[side] = NULL;
}

void alignments_close(alignment_writer *writer)
{
    struct session *session = writer->session;
    if (writer->written && session_goes_on(session))
        dz_write_alignment_end(session->context, &session->sink, session->format);
    close_half(writer, 0);
    close_half(writer, 1);
    close_half(writer, 2);
}
