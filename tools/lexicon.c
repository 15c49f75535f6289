/* dz lexicon: the bilingual table. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inputs.h"

#define MOST_GLOSSES 1024

typedef struct lexicon_settings {
    shared_settings shared;
    const char *lexicon;
    const char *name;
    size_t limit;
    size_t iterations;
    size_t held_out;
} lexicon_settings;

static const lexicon_settings defaults = {
    .shared = {.format = "text"}, .name = "a lexicon of one's own", .limit = 20, .iterations = 8, .held_out = 20};

static const option options[] = {
    {"lexicon", 0, OPTION_TEXT, offsetof(lexicon_settings, lexicon), "FILE",
     "lookup, info, train: a compiled table; the shipped one if not given"},
    {"limit", 0, OPTION_NUMBER, offsetof(lexicon_settings, limit), "N",
     "lookup: at most N renderings; 20 if not given"},
    {"name", 0, OPTION_TEXT, offsetof(lexicon_settings, name), "TEXT", "build: what the table calls itself"},
    {"iterations", 0, OPTION_NUMBER, offsetof(lexicon_settings, iterations), "N", "train: rounds; 8 if not given"},
    {"held-out", 0, OPTION_NUMBER, offsetof(lexicon_settings, held_out), "N",
     "train: every N-th pair is kept back to measure on; 20 if not given, 0: none"},
    SHARED_OPTIONS(lexicon_settings, "text|jsonl"),
    {NULL},
};

static const char details[] =
    "lookup WORD...        the renderings of Chinese or English words, with their probability\n"
    "info                  the table's name, how much is in it, and whether the file is whole\n"
    "build TEXT... -o OUT  compiles tables of text: Chinese, English, p(English | Chinese) and, if known,\n"
    "                      p(Chinese | English), parted by tabs; a later table wins\n"
    "train ZH EN... -o OUT learns a table of text from pairs of files, a sentence a line, with --lexicon as what is\n"
    "                      known before; compile it behind the tables that one was made from\n"
    "\n"
    "Examples:\n"
    "  dz lexicon lookup \xe5\x8f\x8d\xe5\xaf\xb9 oppose\n"
    "  dz lexicon train news.zh news.en -o learned.tsv\n"
    "  dz lexicon build dictionary.tsv learned.tsv glossary.tsv -o mine.dzlex\n";

/* Says what a failed call left on the context; the messages of this room name their file. */
static bool failed(struct session *session, dz_status status)
{
    session_failed(session, status, NULL);
    return status != DZ_OK;
}

static dz_lexicon *open_table(struct session *session, const lexicon_settings *settings)
{
    dz_lexicon *lexicon = NULL;
    failed(session, dz_lexicon_open(session->context, &lexicon, settings->lexicon));
    return lexicon;
}

/* ---- lookup ----------------------------------------------------------------------------------------------------- */

static bool is_chinese(const char *word)
{
    return dz_language_detect(word, strlen(word)) == DZ_LANGUAGE_ZH;
}

static dz_status print_gloss(struct session *session, const char *key, bool chinese, const dz_gloss *gloss)
{
    char text[256];
    size_t length = gloss->text.length < sizeof text ? gloss->text.length : sizeof text - 1;
    memcpy(text, gloss->text.data, length);
    text[length] = '\0';
    if (session->format != DZ_FORMAT_JSONL)
        return session_print(session, "%s\t%s\t%.4f\n", key, text, (double)gloss->weight);
    cJSON *record = cJSON_CreateObject();
    char weight[32];
    snprintf(weight, sizeof weight, "%.6f", (double)gloss->weight);
    cJSON_AddStringToObject(record, "type", "gloss");
    cJSON_AddStringToObject(record, "lang", chinese ? "zh" : "en");
    cJSON_AddStringToObject(record, "key", key);
    cJSON_AddStringToObject(record, "text", text);
    cJSON_AddRawToObject(record, "weight", weight);
    char *line = cJSON_PrintUnformatted(record);
    dz_status status = line ? session_print(session, "%s\n", line) : DZ_ERROR_MEMORY;
    cJSON_free(line);
    cJSON_Delete(record);
    return status;
}

/* What the table is asked for: simplified Chinese, or an English stem. False where there is nothing to ask. */
static bool make_key(struct session *session, const char *word, bool chinese, char *key, size_t size)
{
    dz_key_options simplify = DZ_KEY_OPTIONS_INIT;
    dz_key *folded = NULL;
    if (!chinese)
        return dz_lexicon_stem(word, strlen(word), key, size) > 0;
    simplify.folds = DZ_FOLD_NFC | DZ_FOLD_SCRIPT | DZ_FOLD_COMPATIBILITY;
    if (failed(session, dz_key_new(session->context, &folded, word, strlen(word), &simplify)))
        return false;
    dz_view text = dz_key_text(folded);
    bool fits = text.length < size;
    if (fits)
        memcpy(key, text.data, text.length + 1);
    dz_key_free(folded);
    return fits;
}

static void look_up(struct session *session, const lexicon_settings *settings, const dz_lexicon *lexicon,
                    const char *word)
{
    dz_gloss glosses[MOST_GLOSSES];
    char key[256];
    bool chinese = is_chinese(word);
    size_t limit = settings->limit < MOST_GLOSSES ? settings->limit : MOST_GLOSSES;
    size_t count = 0;
    if (make_key(session, word, chinese, key, sizeof key))
        count = (chinese ? dz_lexicon_lookup : dz_lexicon_lookup_reverse)(lexicon, key, strlen(key), glosses, limit);
    for (size_t i = 0; i < count && session_goes_on(session); i++)
        print_gloss(session, key, chinese, &glosses[i]);
    if (count)
        return;
    session_say(session, "%s: is not in the table", word);
    session_raise(session, EXIT_DIFFERS);
}

static void run_lookup(struct session *session, const lexicon_settings *settings, const operand_list *words)
{
    dz_lexicon *lexicon = words->count > 1 ? open_table(session, settings) : NULL;
    if (words->count < 2)
        session_usage(session, "lookup: a word is needed");
    if (!lexicon)
        return;
    if (session_write_run(session, dz_lexicon_name(lexicon), NULL) == DZ_OK)
        for (size_t i = 1; i < words->count && session_goes_on(session); i++)
            look_up(session, settings, lexicon, words->items[i]);
    dz_lexicon_free(lexicon);
}

/* ---- info ------------------------------------------------------------------------------------------------------- */

static void run_info(struct session *session, const lexicon_settings *settings, const operand_list *operands)
{
    dz_lexicon *lexicon = operands->count == 1 ? open_table(session, settings) : NULL;
    if (operands->count > 1)
        session_usage(session, "info: takes no operand; name the table with --lexicon=FILE");
    if (!lexicon)
        return;
    session_write_run(session, dz_lexicon_name(lexicon), NULL);
    if (session->format == DZ_FORMAT_JSONL)
        session_print(session, "{\"type\":\"lexicon\",\"keys\":%zu,\"glosses\":%zu}\n", dz_lexicon_key_count(lexicon),
                      dz_lexicon_gloss_count(lexicon));
    else
        session_print(session, "name     %s\nkeys     %zu\nglosses  %zu\n", dz_lexicon_name(lexicon),
                      dz_lexicon_key_count(lexicon), dz_lexicon_gloss_count(lexicon));
    failed(session, dz_lexicon_verify(session->context, lexicon));
    dz_lexicon_free(lexicon);
}

/* A table is there whole or not at all: what was begun is taken away, and an older file stays as it was. */
static void drop_output(struct session *session)
{
    dz_output_free(session->output);
    session->output = NULL;
}

/* ---- build ------------------------------------------------------------------------------------------------------ */

static bool has_output(struct session *session, const lexicon_settings *settings, const char *action)
{
    if (settings->shared.output && strcmp(settings->shared.output, "-") != 0)
        return true;
    session_usage(session, "%s: say with -o FILE where the table goes", action);
    return false;
}

static void run_build(struct session *session, const lexicon_settings *settings, const operand_list *operands)
{
    if (operands->count < 2) {
        session_usage(session, "build: a table of text is needed");
        return;
    }
    if (has_output(session, settings, "build") &&
        failed(session, dz_lexicon_write(session->context, session->sink, operands->items + 1, operands->count - 1,
                                         settings->name)))
        drop_output(session);
}

/* ---- train ------------------------------------------------------------------------------------------------------ */

static FILE *open_lines(struct session *session, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        session_refuse(session, path, "cannot be opened: %s", strerror(errno));
    return file;
}

static void report_unequal(struct session *session, const char *longer, const char *shorter, size_t lines)
{
    session_refuse(session, longer, "has more lines than %s, which ends behind line %zu; make them pairs", shorter,
                   lines);
}

static void add_lines(struct session *session, dz_lexicon_trainer *trainer, const char *const paths[2], FILE *files[2])
{
    char *lines[2] = {NULL, NULL};
    size_t sizes[2] = {0, 0};
    for (size_t number = 0;; number++) {
        ssize_t zh = getline(&lines[0], &sizes[0], files[0]);
        ssize_t en = getline(&lines[1], &sizes[1], files[1]);
        if (zh < 0 && en < 0)
            break;
        if (zh < 0 || en < 0) {
            report_unequal(session, paths[zh < 0], paths[zh >= 0], number);
            break;
        }
        if (failed(session, dz_lexicon_trainer_add(trainer, lines[0], (size_t)zh, lines[1], (size_t)en)))
            break;
    }
    free(lines[0]);
    free(lines[1]);
}

static void add_files(struct session *session, dz_lexicon_trainer *trainer, const char *zh, const char *en)
{
    const char *paths[2] = {zh, en};
    FILE *files[2] = {open_lines(session, zh), open_lines(session, en)};
    if (files[0] && files[1])
        add_lines(session, trainer, paths, files);
    for (int side = 0; side < 2; side++)
        if (files[side])
            fclose(files[side]);
}

static void report_training(struct session *session, const dz_lexicon_trainer *trainer)
{
    dz_lexicon_train_report report = dz_lexicon_trainer_report(trainer);
    session_say(session, "%zu pairs, %zu Chinese and %zu English words; %zu renderings learned", report.pairs,
                report.zh_tokens, report.en_tokens, report.written);
    if (report.held_out)
        session_say(session,
                    "on %zu pairs kept back: %.3f bits an English word (%.3f before), %.3f a Chinese one (%.3f before)",
                    report.held_out, report.learned_bits[0], report.prior_bits[0], report.learned_bits[1],
                    report.prior_bits[1]);
}

static void run_train(struct session *session, const lexicon_settings *settings, const operand_list *operands)
{
    dz_lexicon_train_options train = DZ_LEXICON_TRAIN_OPTIONS_INIT;
    dz_lexicon_trainer *trainer = NULL;
    if (operands->count < 3 || operands->count % 2 == 0) {
        session_usage(session, "train: pairs of files are needed, the Chinese one first");
        return;
    }
    dz_lexicon *prior = has_output(session, settings, "train") ? open_table(session, settings) : NULL;
    if (!prior) {
        drop_output(session);
        return;
    }
    train.prior = prior;
    train.iterations = (uint32_t)(settings->iterations < 1000 ? settings->iterations : 1000);
    train.held_out_every = (uint32_t)(settings->held_out < UINT32_MAX ? settings->held_out : UINT32_MAX);
    bool good = !failed(session, dz_lexicon_trainer_new(session->context, &trainer, &train));
    for (size_t i = 1; good && i < operands->count; i += 2)
        add_files(session, trainer, operands->items[i], operands->items[i + 1]);
    /* A table learned from half of the text would look like one learned from all. */
    good = good && session->exit_code == EXIT_GOOD && !failed(session, dz_lexicon_trainer_run(trainer));
    good = good && !failed(session, dz_lexicon_trainer_write(trainer, session->sink));
    if (!good)
        drop_output(session);
    else if (!session->quiet)
        report_training(session, trainer);
    dz_lexicon_trainer_free(trainer);
    dz_lexicon_free(prior);
}

static void run_lexicon(struct session *session, const void *given, const operand_list *operands)
{
    static const struct {
        const char *name;
        void (*run)(struct session *session, const lexicon_settings *settings, const operand_list *operands);
    } actions[] = {{"lookup", run_lookup}, {"info", run_info}, {"build", run_build}, {"train", run_train}};
    const char *name = operands->count ? operands->items[0] : "";
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].name, name) == 0) {
            actions[i].run(session, given, operands);
            return;
        }
    session_usage(session, "say what to do: lookup, info, build or train");
}

const struct subcommand lexicon_subcommand = {
    .name = "lexicon",
    .operands = "lookup|info|build|train [OPERAND]...",
    .summary = "Look words up in the bilingual table, build it, or train it.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(lexicon_settings),
    .run = run_lexicon,
};
