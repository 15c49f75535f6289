/* dz segment: sentences, words, blocks or values. */
#include <string.h>

#include "inputs.h"

typedef struct segment_settings {
    shared_settings shared;
    const char *level;
    const char *language;
    const char *split;
    const char *engine;
    const char *words;
    const char *table;
    const char *input;
    const char *boilerplate;
    const char *split_quotes;
    bool split_semicolons;
    bool split_remarks;
    bool with_text;
} segment_settings;

static const segment_settings defaults = {.shared = {.format = "text"},
                                          .level = "sentence",
                                          .language = "auto",
                                          .split = "auto",
                                          .engine = "dz",
                                          .split_quotes = "always",
                                          .input = "files",
                                          .boilerplate = "mark"};

static const option options[] = {
    {"level", 0, OPTION_CHOICE, offsetof(segment_settings, level), "sentence|word|block|value",
     "what to find; sentence if not given"},
    {"lang", 0, OPTION_CHOICE, offsetof(segment_settings, language), "auto|zh|en",
     "the language; auto tells it by the letters"},
    {"split", 0, OPTION_CHOICE, offsetof(segment_settings, split), "auto|lines", "lines: each line is a sentence"},
    {"words", 0, OPTION_TEXT, offsetof(segment_settings, words), "FILE",
     "words of your own, which win: one a line, or word TAB count"},
    {"table", 0, OPTION_TEXT, offsetof(segment_settings, table), "FILE",
     "a table of words that dz train made; the shipped one if not given"},
    {"engine", 0, OPTION_CHOICE, offsetof(segment_settings, engine), "dz|icu",
     "what words are told by; icu: Unicode's rules and ICU's dictionary"},
    {"split-semicolons", 0, OPTION_FLAG, offsetof(segment_settings, split_semicolons), NULL,
     "a sentence ends at ; and \xef\xbc\x9b too"},
    {"split-quotes", 0, OPTION_CHOICE, offsetof(segment_settings, split_quotes), "always|long|never",
     "whether sentences end inside quotations; long: of over 100 Chinese characters or 300 letters"},
    {"split-remarks", 0, OPTION_FLAG, offsetof(segment_settings, split_remarks), NULL,
     "(Laughter) and \xef\xbc\x88\xe6\x8e\x8c\xe5\xa3\xb0\xef\xbc\x89 are sentences of their own"},
    {"with-text", 0, OPTION_FLAG, offsetof(segment_settings, with_text), NULL,
     "jsonl: the document record carries its text"},
    BOILERPLATE_OPTION(segment_settings),
    INPUT_OPTION(segment_settings),
    SHARED_OPTIONS(segment_settings, "text|jsonl"),
    {NULL},
};

static const char details[] =
    "Text prints a sentence a line; words are parted by one space, in the line of their sentence; blocks are one a\n"
    "line with kind, role and speaker; values (numbers, dates, names) are one a line with kind and normal form, which\n"
    "is the same in both languages. JSONL gives each its place: begin and end count code points of the text.\n"
    "Without a FILE, standard input is read.\n"
    "\n"
    "Examples:\n"
    "  dz segment briefing.html\n"
    "  dz segment --level=word --lang=zh --split=lines sentences.txt\n"
    "  dz segment --level=value --format=jsonl report.txt\n";

static bool cuts_by_table(const segment_settings *settings)
{
    return strcmp(settings->level, "word") == 0 && strcmp(settings->engine, "dz") == 0;
}

/* The table of Chinese words, with the user's own on top. Without a table ICU cuts, unless the user's words need one.
 * False where the run cannot go on. */
static bool open_table(struct session *session, const segment_settings *settings, dz_word_table **table)
{
    *table = NULL;
    if ((settings->words || settings->table) && !cuts_by_table(settings)) {
        session_usage(session, "--words and --table are for --level=word, and not for --engine=icu");
        return false;
    }
    if (!cuts_by_table(settings))
        return true;
    dz_status status = dz_word_table_open(session->context, table, settings->table);
    if (status == DZ_OK && settings->words)
        status = dz_word_table_add(*table, settings->words);
    if (status == DZ_OK)
        return true;
    if (*table || settings->words || settings->table) {
        session_failed(session, status, settings->words);
        dz_word_table_free(*table);
        *table = NULL;
        return false;
    }
    if (!session->quiet)
        session_say(session, "%s; cutting Chinese by ICU's dictionary", dz_context_message(session->context));
    return true;
}

static dz_status write_document(struct session *session, const segment_settings *settings, const dz_document *document,
                                const dz_word_table *table, const dz_write_options *write)
{
    const dz_sink *sink = &session->sink;
    dz_status status = DZ_OK;
    if (session->format == DZ_FORMAT_JSONL)
        status = write->part_begin > 0 ? dz_write_repairs(session->context, sink, document, write)
                                       : dz_write_document(session->context, sink, document, write);
    if (status != DZ_OK)
        return status;
    if (strcmp(settings->level, "sentence") == 0)
        return dz_write_sentences(session->context, sink, document, session->format, write);
    if (strcmp(settings->level, "block") == 0)
        return dz_write_blocks(session->context, sink, document, session->format, write);
    if (strcmp(settings->level, "value") == 0)
        return dz_write_values(session->context, sink, document, session->format, write);
    dz_word_options words = DZ_WORD_OPTIONS_INIT;
    words.language = dz_document_language(document);
    words.table = table;
    words.icu = strcmp(settings->engine, "icu") == 0;
    return dz_write_words(session->context, sink, document, session->format, &words, write);
}

static dz_quote_split parse_quote_split(const char *name)
{
    if (strcmp(name, "long") == 0)
        return DZ_QUOTE_SPLIT_LONG;
    return strcmp(name, "never") == 0 ? DZ_QUOTE_SPLIT_NEVER : DZ_QUOTE_SPLIT_ALWAYS;
}

static void run_segment(struct session *session, const void *given, const operand_list *operands)
{
    const segment_settings *settings = given;
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_write_options write = session_write_options(session, &settings->shared);
    struct inputs inputs;
    dz_document *document;
    dz_word_table *table;
    if (!open_table(session, settings, &table))
        return;
    document_options.language = dz_language_parse(settings->language);
    document_options.keep_lines = strcmp(settings->split, "lines") == 0;
    document_options.split_semicolons = settings->split_semicolons;
    document_options.split_remarks = settings->split_remarks;
    document_options.split_quotes = parse_quote_split(settings->split_quotes);
    document_options.boilerplate = parse_boilerplate(settings->boilerplate);
    write.with_text = settings->with_text;
    inputs_open(&inputs, session, settings->input, operands, &document_options);
    inputs.streams = !settings->with_text;
    if (session_write_run(session, NULL, NULL) == DZ_OK)
        while ((document = inputs_next(&inputs)) != NULL) {
            inputs_describe(&inputs, &write);
            session_failed(session, write_document(session, settings, document, table, &write),
                           dz_document_name(document));
            dz_document_free(document);
        }
    inputs_close(&inputs);
    dz_word_table_free(table);
}

const struct subcommand segment_subcommand = {
    .name = "segment",
    .operands = "[FILE]...",
    .summary = "Print the sentences, words, blocks or values of texts.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(segment_settings),
    .run = run_segment,
};
