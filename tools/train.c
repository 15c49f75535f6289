/* dz train: models learned from a user's own text. */
#include <string.h>

#include "session.h"

typedef struct train_settings {
    shared_settings shared;
    const char *table;
} train_settings;

static const train_settings defaults = {.shared = {.format = NULL}};

static const option options[] = {
    {"table", 0, OPTION_TEXT, offsetof(train_settings, table), "FILE",
     "words: the table to improve; the shipped one if not given"},
    OUTPUT_OPTIONS(train_settings),
    {NULL},
};

static const char details[] =
    "words TEXT -o OUT  improves the table that Chinese is cut into words by. TEXT has a sentence a line, its words\n"
    "                   parted by spaces. Each tenth line is held out while the result is measured; then all are "
    "used.\n"
    "\n"
    "Example:\n"
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
    if (operands->count == 0 || strcmp(operands->items[0], "words") != 0)
        session_usage(session, "say what to train: words");
    else if (operands->count != 2)
        session_usage(session, "words: one TEXT is needed; %zu were given", operands->count - 1);
    else if (!settings->shared.output || strcmp(settings->shared.output, "-") == 0)
        session_usage(session, "words: say with -o FILE where the table goes");
    else
        train_words(session, settings, operands->items[1]);
}

const struct subcommand train_subcommand = {
    .name = "train",
    .operands = "words TEXT",
    .summary = "Learn from your own text how to cut Chinese into words.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(train_settings),
    .run = run_train,
};
