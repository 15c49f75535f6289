/* dz quotes: who said what, through whom. */
#include <string.h>

#include "inputs.h"

typedef struct quotes_settings {
    shared_settings shared;
    const char *layers;
    const char *language;
    const char *input;
    const char *boilerplate;
    const char *model;
    bool with_text;
    bool together;
} quotes_settings;

static const quotes_settings defaults = {
    .shared = {.format = "text"}, .layers = "all", .language = "auto", .input = "files", .boilerplate = "mark"};

static const option options[] = {
    {"layers", 0, OPTION_CHOICE, offsetof(quotes_settings, layers), "all|outer",
     "outer: leave out what stands inside another attribution"},
    {"model", 0, OPTION_TEXT, offsetof(quotes_settings, model), "F|none",
     "the trained tagger for English; the installed one if not given, none: the rules alone"},
    {"lang", 0, OPTION_CHOICE, offsetof(quotes_settings, language), "auto|zh|en",
     "the language; auto tells it by the letters"},
    {"with-text", 0, OPTION_FLAG, offsetof(quotes_settings, with_text), NULL,
     "jsonl: the document record carries its text"},
    {"together", 0, OPTION_FLAG, offsetof(quotes_settings, together), NULL,
     "the texts are of the same events: a speaker has one entity id in all of them, in whatever language"},
    BOILERPLATE_OPTION(quotes_settings),
    INPUT_OPTION(quotes_settings),
    SHARED_OPTIONS(quotes_settings, "text|jsonl|csv|html"),
    {NULL},
};

static const char details[] =
    "Finds quotations and reported speech, and for each the words that say so (the cue), who "
    "is named (the source) and\n"
    "who that is. What one reports of another stands below it: \"via\" names the outer one.\n"
    "Without a FILE, standard input is read. \"entity\" is one id for one speaker in a text, and\n"
    "with --together in all of them. Beijing, the White House or 中方 stand as they are said;\n"
    "\"stands_for\" says who is meant.\n"
    "\n"
    "Examples:\n"
    "  dz quotes report.txt\n"
    "  dz quotes --format=html -o page.html report.html\n"
    "  dz quotes --layers=outer --format=jsonl reports/*.txt\n"
    "  dz quotes --together --format=jsonl report.en.txt report.zh.txt\n";

/* `known` holds the attributions of the text before where texts are read together; NULL otherwise. */
static dz_status write_quotes(struct session *session, const quotes_settings *settings, const dz_document *document,
                              const dz_attribution_model *model, dz_attribution_list **known,
                              const dz_write_options *write)
{
    dz_attribution_options attribution_options = DZ_ATTRIBUTION_OPTIONS_INIT;
    dz_attribution_list *list = NULL;
    attribution_options.model = model;
    attribution_options.known = *known;
    attribution_options.outer_only = strcmp(settings->layers, "outer") == 0;
    dz_status status = dz_attribute(session->context, &list, document, &attribution_options);
    if (status == DZ_OK && session->format == DZ_FORMAT_JSONL)
        status = dz_write_document(session->context, &session->sink, document, write);
    if (status == DZ_OK)
        status = dz_write_attributions(session->context, &session->sink, list, document, session->format, write);
    if (settings->together && list) {
        dz_attribution_list_free(*known);
        *known = list;
    } else {
        dz_attribution_list_free(list);
    }
    return status;
}

/* The model that was asked for; NULL where none was, where the installed one is missing (the rules serve), or after a
 * failure, which is told. */
static dz_attribution_model *open_model(struct session *session, const char *path)
{
    dz_attribution_model *model = NULL;
    if (path && strcmp(path, "none") == 0)
        return NULL;
    dz_status status = dz_attribution_model_open(session->context, &model, path);
    if (status == DZ_ERROR_IO && !path) {
        if (!session->quiet)
            session_say(session, "%s; the rules alone are used", dz_context_message(session->context));
        return NULL;
    }
    session_failed(session, status, NULL);
    return model;
}

static void run_quotes(struct session *session, const void *given, const operand_list *operands)
{
    const quotes_settings *settings = given;
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_write_options write = session_write_options(session, &settings->shared);
    struct inputs inputs;
    dz_document *document;
    dz_attribution_list *known = NULL;
    bool records = strcmp(settings->input, "jsonl") == 0;
    bool named = operands->count > 1 && session->format == DZ_FORMAT_TEXT;
    document_options.boilerplate = parse_boilerplate(settings->boilerplate);
    document_options.language = dz_language_parse(settings->language);
    write.with_text = settings->with_text;
    if (session->format == DZ_FORMAT_HTML && (records || operands->count > 1)) {
        session_usage(session, "--format=html: a page holds one text; give one FILE");
        return;
    }
    dz_attribution_model *model = open_model(session, settings->model);
    if (session->exit_code != EXIT_GOOD)
        return;
    inputs_open(&inputs, session, settings->input, operands, &document_options);
    if (session_write_run(session, NULL, model ? dz_attribution_model_name(model) : NULL) == DZ_OK)
        while ((document = inputs_next(&inputs)) != NULL) {
            if (named || (records && session->format == DZ_FORMAT_TEXT))
                session_print(session, "%s%s:\n", write.continued ? "\n" : "", dz_document_name(document));
            session_failed(session, write_quotes(session, settings, document, model, &known, &write),
                           dz_document_name(document));
            dz_document_free(document);
            write.continued = true;
        }
    inputs_close(&inputs);
    dz_attribution_list_free(known);
    dz_attribution_model_free(model);
}

const struct subcommand quotes_subcommand = {
    .name = "quotes",
    .operands = "[FILE]...",
    .summary = "Say who is quoted or reported, with what words, and through whom.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(quotes_settings),
    .run = run_quotes,
};
