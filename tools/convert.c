/* dz convert: one alignment format into another. */
#include <string.h>

#include "alignments.h"

typedef struct convert_settings {
    shared_settings shared;
    const char *from;
    const char *source;
    const char *target;
    const char *split;
    bool with_text;
} convert_settings;

static const convert_settings defaults = {.split = "auto"};

static const option options[] = {
    {"from", 0, OPTION_CHOICE, offsetof(convert_settings, from),
     "jsonl|beads|tsv|csv|tmx|xliff|xliff12|tei|xces|ladder|bitext|moses|pharaoh",
     "the format of IN; if not given, by the ending of its name"},
    {"source", 0, OPTION_TEXT, offsetof(convert_settings, source), "FILE",
     "the first text, where IN only names sentences (beads, ladder, xces, tei)"},
    {"target", 0, OPTION_TEXT, offsetof(convert_settings, target), "FILE", "the second text"},
    {"split", 0, OPTION_CHOICE, offsetof(convert_settings, split), "auto|lines",
     "how the two texts were cut when they were aligned; lines: each line is a sentence"},
    {"with-text", 0, OPTION_FLAG, offsetof(convert_settings, with_text), NULL,
     "jsonl: the document records carry their texts"},
    SHARED_OPTIONS(convert_settings, ALIGNMENT_FORMATS),
    {NULL},
};

static const char details[] =
    "Reads an alignment and writes it in another format, with the numbers, texts, scores, statuses and flags that "
    "both\n"
    "have. --format may be left out where the ending of -o FILE says it.\n"
    "\n" ALIGNMENT_FORMATS_HELP "\n"
    "IN may also be XLIFF of either version under either name, TEI with its texts elsewhere, XCES as OPUS has it, and\n"
    "the text or the ladder that hunalign prints. moses: PREFIX of PREFIX.zh and PREFIX.en.\n"
    "pharaoh: links of words; the lines they are about, words parted by spaces, are the texts, or PREFIX.zh and .en\n"
    "beside PREFIX.pharaoh.\n"
    "\n"
    "Examples:\n"
    "  dz convert aligned.jsonl --format=tmx -o aligned.tmx\n"
    "  dz convert reviewed.tmx --format=beads\n"
    "  dz convert out.ladder --source=a.zh.txt --target=a.en.txt --split=lines --format=html -o a.html\n";

static bool guess(struct session *session, const char *name, const char *path, const char *name_of_option,
                  dz_format *format)
{
    if (name)
        return dz_format_parse(name, format);
    if (path && dz_format_guess(path, format))
        return true;
    session_usage(session, "say with --%s=FORMAT what format %s is", name_of_option, path ? path : "the result");
    return false;
}

static bool carries_texts(dz_format format)
{
    return format != DZ_FORMAT_BEADS && format != DZ_FORMAT_LADDER && format != DZ_FORMAT_XCES;
}

static void write_pairs(struct session *session, const convert_settings *settings, const dz_pair_list *list,
                        const char *path)
{
    alignment_writer writer;
    alignments_open(&writer, session, &settings->shared);
    writer.options.with_text = settings->with_text;
    for (size_t n = 0; n < dz_pair_count(list) && session_goes_on(session); n++) {
        const dz_pair *pair = dz_pair_at(list, n);
        if (!pair->has_texts && carries_texts(session->format)) {
            session_refuse(session, path, "names sentences by number alone; give the texts with --source and --target");
            break;
        }
        session_failed(session, alignments_write(&writer, pair->alignment, pair->source, pair->target, pair->name),
                       pair->name);
    }
    alignments_close(&writer);
}

static void convert(struct session *session, const convert_settings *settings, const char *path,
                    dz_read_options *read_options)
{
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *source = NULL, *target = NULL;
    dz_pair_list *list = NULL;
    document_options.keep_lines = strcmp(settings->split, "lines") == 0;
    if (settings->source) {
        source = read_document(session, settings->source, &document_options);
        target = source ? read_document(session, settings->target, &document_options) : NULL;
    }
    if (!settings->source || target) {
        read_options->source = source;
        read_options->target = target;
        session_failed(session, dz_pairs_read(session->context, &list, path, read_options), path);
    }
    if (list && session_write_run(session, NULL, NULL) == DZ_OK)
        write_pairs(session, settings, list, path);
    dz_pair_list_free(list);
    dz_document_free(source);
    dz_document_free(target);
}

static void run_convert(struct session *session, const void *given, const operand_list *operands)
{
    const convert_settings *settings = given;
    dz_read_options read_options = DZ_READ_OPTIONS_INIT;
    if (operands->count != 1) {
        session_usage(session, "one file IN is needed; %zu were given", operands->count);
        return;
    }
    if (!settings->source != !settings->target) {
        session_usage(session, "--source and --target go together");
        return;
    }
    if (!settings->shared.format && !guess(session, NULL, settings->shared.output, "format", &session->format))
        return;
    if (guess(session, settings->from, operands->items[0], "from", &read_options.format))
        convert(session, settings, operands->items[0], &read_options);
}

const struct subcommand convert_subcommand = {
    .name = "convert",
    .operands = "IN",
    .summary = "Turn an alignment from one format into another.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(convert_settings),
    .run = run_convert,
};
