/* dz normalize: the comparison key of each line. */
#include <string.h>

#include "inputs.h"

typedef struct normalize_settings {
    shared_settings shared;
    const char *script;
    const char *folds;
    const char *input;
} normalize_settings;

static const normalize_settings defaults = {.shared = {.format = "text"}, .script = "hans", .input = "files"};

static const option options[] = {
    {"script", 0, OPTION_CHOICE, offsetof(normalize_settings, script), "keep|hans|hant",
     "what Chinese is folded to; hans if not given"},
    {"fold", 0, OPTION_TEXT, offsetof(normalize_settings, folds), "LIST",
     "names of folds, parted by commas; -NAME turns one off"},
    INPUT_OPTION(normalize_settings),
    SHARED_OPTIONS(normalize_settings, "text|jsonl"),
    {NULL},
};

static const char details[] =
    "The key of a text is what is compared when two spellings are to be one: every fold that is on is made. The text\n"
    "itself is never changed. Text prints a key a line; JSONL gives the line, its key, and each fold with its place.\n"
    "\n"
    "Folds: nfc width case quotes dashes dots spaces invisible script compatibility punctuation. All are on; a LIST\n"
    "that begins with a name turns on only those that it names, one that begins with - turns those off.\n"
    "Without a FILE, standard input is read.\n"
    "\n"
    "Examples:\n"
    "  dz normalize statement.txt\n"
    "  dz normalize --script=hant --fold=-case,-punctuation statement.txt\n"
    "  dz normalize --fold=script --format=jsonl statement.txt\n";

/* Reads "case,-quotes"; false where a name is unknown: the message is out. */
static bool parse_folds(struct session *session, const char *list, uint32_t *folds)
{
    *folds = list[0] == '-' ? DZ_FOLD_ALL : 0;
    for (const char *at = list;;) {
        size_t length = strcspn(at, ",");
        bool off = *at == '-';
        dz_fold fold = dz_fold_parse(at + off, length - off);
        if (!fold) {
            session_usage(session, "--fold=%s: there is no fold \"%.*s\"", list, (int)(length - off), at + off);
            return false;
        }
        if (off)
            *folds &= ~(uint32_t)fold;
        else
            *folds |= (uint32_t)fold;
        at += length;
        if (*at == '\0')
            return true;
        at++;
    }
}

static dz_status write_keys(struct session *session, const dz_document *document, const dz_key_options *key_options,
                            const dz_write_options *write)
{
    size_t count;
    dz_status status = DZ_OK;
    dz_view text = dz_document_text(document);
    const dz_block *lines = dz_document_blocks(document, &count);
    if (session->format == DZ_FORMAT_JSONL)
        status = write->part_begin > 0 ? dz_write_repairs(session->context, &session->sink, document, write)
                                       : dz_write_document(session->context, &session->sink, document, write);
    for (size_t i = 0; status == DZ_OK && i < count; i++) {
        dz_span span = lines[i].span;
        dz_key *key = NULL;
        status = dz_key_new(session->context, &key, text.data + span.begin, span.end - span.begin, key_options);
        if (status == DZ_OK)
            status = dz_write_key(session->context, &session->sink, document, span, key, session->format, write);
        dz_key_free(key);
    }
    return status;
}

static void run_normalize(struct session *session, const void *given, const operand_list *operands)
{
    const normalize_settings *settings = given;
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_key_options key_options = DZ_KEY_OPTIONS_INIT;
    dz_write_options write = session_write_options(session, &settings->shared);
    struct inputs inputs;
    dz_document *document;
    if (settings->folds && !parse_folds(session, settings->folds, &key_options.folds))
        return;
    if (strcmp(settings->script, "keep") == 0)
        key_options.folds &= ~(uint32_t)DZ_FOLD_SCRIPT;
    key_options.script = strcmp(settings->script, "hant") == 0 ? DZ_SCRIPT_HANT : DZ_SCRIPT_HANS;
    document_options.keep_lines = true;
    inputs_open(&inputs, session, settings->input, operands, &document_options);
    inputs.streams = true;
    if (session_write_run(session, NULL, NULL) == DZ_OK)
        while ((document = inputs_next(&inputs)) != NULL) {
            inputs_describe(&inputs, &write);
            session_failed(session, write_keys(session, document, &key_options, &write), dz_document_name(document));
            dz_document_free(document);
        }
    inputs_close(&inputs);
}

const struct subcommand normalize_subcommand = {
    .name = "normalize",
    .operands = "[FILE]...",
    .summary = "Print the comparison keys of texts: spelling, width, quotes and script folded.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(normalize_settings),
    .run = run_normalize,
};
