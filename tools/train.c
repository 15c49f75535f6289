/* dz train: models learned from a user's own texts. */
#include "train.h"

#include <string.h>

static const train_settings defaults = {.shared = {.format = NULL}};

static const option options[] = {
    {"table", 0, OPTION_TEXT, offsetof(train_settings, table), "FILE",
     "words: the table to improve; the shipped one if not given"},
    {"name", 0, OPTION_TEXT, offsetof(train_settings, name), "TEXT",
     "attribution: what the model is from and under which terms; goes into the file"},
    {"epochs", 0, OPTION_NUMBER, offsetof(train_settings, epochs), "N",
     "attribution: how often each text is learned from (14)"},
    {"runs", 0, OPTION_NUMBER, offsetof(train_settings, runs), "N",
     "attribution: how often it is learned anew, of which the mean is taken (4)"},
    {"seed", 0, OPTION_NUMBER, offsetof(train_settings, seed), "N", "attribution: of the lot that is drawn (1)"},
    OUTPUT_OPTIONS(train_settings),
    {NULL},
};

static const char details[] =
    "words TEXT -o OUT  improves the table that Chinese is cut into words by. TEXT has a sentence a line, its words\n"
    "                   parted by spaces. Each tenth line is held out while the result is measured; then all are "
    "used.\n"
    "\n"
    "attribution FILE... -o OUT  makes the model that dz quotes reads English with, from records a line each:\n"
    "                   {\"id\", \"text\", \"attributions\": [{\"source\", \"cue\", \"content\"}]}, each of the three "
    "a list of\n"
    "                   [begin, end] in code points. All attributions of a text must be marked.\n"
    "\n"
    "Examples:\n"
    "  dz train attribution marked.jsonl --name='my reports, CC0' -o mine.dzmodel\n"
    "  dz quotes --model=mine.dzmodel report.txt\n"
    "  dz train words mine.txt -o mine.dzwords\n"
    "  dz segment --level=word --table=mine.dzwords report.zh.txt\n";

static void print_report(struct session *session, const dz_word_training *report)
{
    if (session->quiet)
        return;
    session_say(session, "%zu lines, %zu words; %zu lines more held out", report->lines, report->words,
                report->held_out_lines);
    if (report->held_out_lines)
        session_say(session, "F1 of words on the held-out lines: %.2f before, %.2f after", 100 * report->f1_before,
                    100 * report->f1_after);
    else
        session_say(session, "fewer than ten lines: nothing was held out, so nothing was measured");
}

static void train_words(struct session *session, const train_settings *settings, const char *text)
{
    dz_word_table *table = NULL;
    dz_word_training report;
    dz_status status = dz_word_table_open(session->context, &table, settings->table);
    if (status == DZ_OK)
        status = dz_word_table_train(session->context, session->sink, table, text, &report);
    if (status == DZ_OK)
        print_report(session, &report);
    else {
        session_failed(session, status, NULL);
        dz_output_free(session->output); /* nothing was made: an old OUT stays */
        session->output = NULL;
    }
    dz_word_table_free(table);
}

static void run_train(struct session *session, const void *given, const operand_list *operands)
{
    const train_settings *settings = given;
    const char *what = operands->count ? operands->items[0] : "";
    operand_list files = {operands->count ? operands->items + 1 : NULL, operands->count ? operands->count - 1 : 0};
    bool words = strcmp(what, "words") == 0;
    bool attribution = strcmp(what, "attribution") == 0;
    if (!words && !attribution)
        session_usage(session, "say what to train: words or attribution");
    else if (words && files.count != 1)
        session_usage(session, "words: one TEXT is needed; %zu were given", files.count);
    else if (!files.count)
        session_usage(session, "attribution: at least one FILE of records is needed");
    else if (!settings->shared.output || strcmp(settings->shared.output, "-") == 0)
        session_usage(session, "%s: say with -o FILE where the %s goes", what, words ? "table" : "model");
    else if (words)
        train_words(session, settings, files.items[0]);
    else
        train_attribution(session, settings, &files);
}

const struct subcommand train_subcommand = {
    .name = "train",
    .operands = "words TEXT | attribution FILE...",
    .summary = "Learn from your own texts: how to cut Chinese into words, or who says what.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(train_settings),
    .run = run_train,
};
