/* dz lexicon: the bilingual table. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inputs.h"

#define READ_FORMATS "jsonl|tsv|csv|tmx|xliff|xliff12|tei|bitext"

#define MOST_GLOSSES 1024

typedef struct lexicon_settings {
    shared_settings shared;
    const char *lexicon;
    const char *name;
    size_t limit;
    size_t iterations;
    size_t held_out;
    const char *from;
} lexicon_settings;

static const lexicon_settings defaults = {
    .shared = {.format = "text"}, .name = "a lexicon of one's own", .limit = 20, .iterations = 8, .held_out = 20};

static const option options[] = {
    {"lexicon", 0, OPTION_TEXT, offsetof(lexicon_settings, lexicon), "FILE",
     "lookup, info, train: a compiled table; the shipped one if not given; train: none cuts the Chinese into "
     "characters"},
    {"limit", 0, OPTION_NUMBER, offsetof(lexicon_settings, limit), "N",
     "lookup: at most N renderings; 20 if not given"},
    {"name", 0, OPTION_TEXT, offsetof(lexicon_settings, name), "TEXT", "build: what the table calls itself"},
    {"iterations", 0, OPTION_NUMBER, offsetof(lexicon_settings, iterations), "N", "train: rounds; 8 if not given"},
    {"held-out", 0, OPTION_NUMBER, offsetof(lexicon_settings, held_out), "N",
     "train: every N-th pair is kept back to measure on; 20 if not given, 0: none"},
    {"from", 0, OPTION_CHOICE, offsetof(lexicon_settings, from), READ_FORMATS,
     "train: the operands are alignments in this format; if not given, those are whose names end like one"},
    SHARED_OPTIONS(lexicon_settings, "text|jsonl"),
    {NULL},
};

static const char details[] =
    "lookup WORD...        the renderings of Chinese or English words, with their probability\n"
    "info                  the table's name, how much is in it, and whether the file is whole\n"
    "build TEXT... -o OUT  compiles tables of text: Chinese, English, p(English | Chinese) and, if known,\n"
    "                      p(Chinese | English), parted by tabs; a later table wins; a line without\n"
    "                      a weight is a term of your own, and stands alone for its word\n"
    "train ZH EN... -o OUT learns a table of text from pairs of files, a sentence a line, or from alignments that "
    "have\n"
    "                      their texts (jsonl, tsv, csv, tmx, xliff, tei, bitext), with --lexicon as what is known\n"
    "                      before; compile it behind the tables that one was made from\n"
    "\n"
    "Examples:\n"
    "  dz lexicon lookup \xe5\x8f\x8d\xe5\xaf\xb9 oppose\n"
    "  dz lexicon train news.zh news.en -o learned.tsv\n"
    "  dz lexicon train memory.tmx reviewed.jsonl -o learned.tsv\n"
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

/* ---- train: aligned files ---- */

/* The sentences of a bead's side, a space between two. */
static char *join_side(const dz_document *document, const uint32_t *numbers, size_t count, size_t *length)
{
    size_t sentence_count, size = 1;
    const dz_sentence *sentences = dz_document_sentences(document, &sentence_count);
    for (size_t n = 0; n < count; n++)
        size += sentences[numbers[n]].span.end - sentences[numbers[n]].span.begin + 1;
    char *text = malloc(size);
    *length = 0;
    for (size_t n = 0; text && n < count; n++) {
        dz_span span = sentences[numbers[n]].span;
        if (n)
            text[(*length)++] = ' ';
        memcpy(text + *length, dz_document_text(document).data + span.begin, span.end - span.begin);
        *length += span.end - span.begin;
    }
    return text;
}

static dz_status add_bead(dz_lexicon_trainer *trainer, const dz_pair *pair, const dz_bead *bead, bool swapped)
{
    size_t lengths[2];
    char *texts[2] = {join_side(pair->source, bead->source, bead->source_count, &lengths[0]),
                      join_side(pair->target, bead->target, bead->target_count, &lengths[1])};
    dz_status status = DZ_ERROR_MEMORY;
    if (texts[0] && texts[1])
        status = dz_lexicon_trainer_add(trainer, texts[swapped], lengths[swapped], texts[!swapped], lengths[!swapped]);
    free(texts[0]);
    free(texts[1]);
    return status;
}

/* The beads that have both sides and that nobody has rejected. */
static void add_pair(struct session *session, dz_lexicon_trainer *trainer, const dz_pair *pair, const char *path)
{
    dz_language from = dz_document_language(pair->source), to = dz_document_language(pair->target);
    bool swapped = from == DZ_LANGUAGE_EN;
    if (!pair->has_texts || (swapped ? to : from) != DZ_LANGUAGE_ZH) {
        session_refuse(session, path, "%s",
                       pair->has_texts ? "is not Chinese and English"
                                       : "names sentences by number alone; it must have texts");
        return;
    }
    for (size_t n = 0; n < dz_alignment_count(pair->alignment); n++) {
        const dz_bead *bead = dz_alignment_bead(pair->alignment, n);
        if (bead->source_count && bead->target_count && bead->status != DZ_BEAD_REJECTED &&
            failed(session, add_bead(trainer, pair, bead, swapped)))
            return;
    }
}

static void add_aligned(struct session *session, dz_lexicon_trainer *trainer, const char *path, dz_format format)
{
    dz_pair_list *list = NULL;
    dz_read_options read_options = DZ_READ_OPTIONS_INIT;
    read_options.format = format;
    if (failed(session, dz_pairs_read(session->context, &list, path, &read_options)))
        return;
    for (size_t n = 0; n < dz_pair_count(list) && session->exit_code == EXIT_GOOD; n++)
        add_pair(session, trainer, dz_pair_at(list, n), path);
    dz_pair_list_free(list);
}

static bool is_aligned(const lexicon_settings *settings, const char *path, dz_format *format)
{
    return settings->from ? dz_format_parse(settings->from, format) : dz_format_guess(path, format);
}

/* Alignments, and between them pairs of files, the Chinese one first. */
static void add_operands(struct session *session, const lexicon_settings *settings, dz_lexicon_trainer *trainer,
                         const operand_list *operands)
{
    for (size_t i = 1; i < operands->count; i++) {
        dz_format format;
        if (is_aligned(settings, operands->items[i], &format))
            add_aligned(session, trainer, operands->items[i], format);
        else if (i + 1 < operands->count && !is_aligned(settings, operands->items[i + 1], &format)) {
            add_files(session, trainer, operands->items[i], operands->items[i + 1]);
            i++;
        } else {
            session_usage(session,
                          "train: %s stands alone; it needs its pair, the Chinese file first, or --from=FORMAT",
                          operands->items[i]);
            return;
        }
    }
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
    if (operands->count < 2) {
        session_usage(session, "train: alignments are needed, or pairs of files, the Chinese one first");
        return;
    }
    bool words = !settings->lexicon || strcmp(settings->lexicon, "none") != 0;
    bool ready = has_output(session, settings, "train");
    dz_lexicon *prior = ready && words ? open_table(session, settings) : NULL;
    if (!ready || (words && !prior)) {
        drop_output(session);
        return;
    }
    train.prior = prior;
    train.iterations = (uint32_t)(settings->iterations < 1000 ? settings->iterations : 1000);
    train.held_out_every = (uint32_t)(settings->held_out < UINT32_MAX ? settings->held_out : UINT32_MAX);
    bool good = !failed(session, dz_lexicon_trainer_new(session->context, &trainer, &train));
    if (good)
        add_operands(session, settings, trainer, operands);
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
