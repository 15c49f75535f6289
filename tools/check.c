/* dz check: whether reports quote their sources right. */
#include <stdlib.h>
#include <string.h>

#include "jobs.h"
#include "sources.h"

#define MOST_JOBS 256

typedef struct check_settings {
    shared_settings shared;
    operand_list against;
    const char *index;
    const char *quotes;
    const char *lexicon;
    const char *beads;
    const char *fail_on;
    const char *input;
    const char *boilerplate;
    size_t context;
    size_t jobs;
    bool verbose;
    bool with_text;
} check_settings;

static const check_settings defaults = {
    .shared = {.format = "text"}, .fail_on = "any", .input = "files", .boilerplate = "mark", .context = 1, .jobs = 1};

static const option options[] = {
    {"against", 0, OPTION_LIST, offsetof(check_settings, against), "SOURCE...",
     "the sources: files, and folders with all their texts"},
    {"index", 0, OPTION_TEXT, offsetof(check_settings, index), "F",
     "sources that dz index build has kept in F; those of --against are added"},
    {"quotes", 0, OPTION_TEXT, offsetof(check_settings, quotes), "FILE.jsonl",
     "check these quotes instead of reports: records {\"id\", \"text\", \"speaker\"?}"},
    {"lexicon", 0, OPTION_TEXT, offsetof(check_settings, lexicon), "FILE",
     "the table of words that quotes are looked for by in sources of the other language; the shipped one if not given"},
    {"beads", 0, OPTION_TEXT, offsetof(check_settings, beads), "FILE",
     "how the two sources, the same text in both languages, are aligned: beads as dz align writes them, in the order "
     "in "
     "which the sources are given; aligned anew if not given"},
    {"context", 0, OPTION_NUMBER, offsetof(check_settings, context), "N",
     "show N sentences of the source around a place; 1 if not given"},
    {"jobs", 0, OPTION_NUMBER, offsetof(check_settings, jobs), "N",
     "check N reports, or quotes, at a time; 1 if not given. Results keep the order of the input"},
    {"fail-on", 0, OPTION_CHOICE, offsetof(check_settings, fail_on), "any|major",
     "what makes the exit code 1; major: not for minor changes"},
    {"verbose", 'v', OPTION_FLAG, offsetof(check_settings, verbose), NULL, "text: show places and differences"},
    {"with-text", 0, OPTION_FLAG, offsetof(check_settings, with_text), NULL,
     "jsonl: the document records carry their texts"},
    BOILERPLATE_OPTION(check_settings),
    INPUT_OPTION(check_settings),
    SHARED_OPTIONS(check_settings, "text|jsonl|csv|html"),
    {NULL},
};

static const char details[] =
    "Finds each quote of the reports in the sources and says how it differs:\n"
    "  verbatim     word for word                   altered     the wording was changed\n"
    "  typographic  the same but for typography     spliced     joined from several places\n"
    "  elided       shortened, and it says so       translated  a match in the other language\n"
    "  not-found    in none of the sources\n"
    "and whether the source's speaker is the one whom the report names. --against takes every operand up to the next\n"
    "option. A source whose name ends in .jsonl is read as records {\"id\", \"text\"}. Each quote that is found has a\n"
    "line to be cited (with -v, and in the other formats). Where the sources have its passage in both languages (an\n"
    "original and its official translation), both are shown, and a quote in words of its own is said to be "
    "independent.\n"
    "\n"
    "Exit code 1: a quote is altered, spliced, translated or not found, marks an omission that changes the sense, or\n"
    "is given to the wrong speaker, turn or date.\n"
    "\n"
    "Examples:\n"
    "  dz check report.txt --against briefings/\n"
    "  dz check -v report.txt --against briefing.en.txt briefing.zh.txt\n"
    "  dz check --format=html -o page.html report.html --against briefings/\n"
    "  dz check --quotes=quotes.jsonl --against briefings/ --format=jsonl\n"
    "  dz index build briefings.dzidx briefings/; dz check report.txt --index=briefings.dzidx\n";

struct checker {
    struct session *session;
    const check_settings *settings;
    dz_index *sources;
    dz_write_options write;
    dz_lexicon *lexicon;
    dz_translations *translations; /* NULL until a quote needs them */
    bool lexicon_failed;
    dz_parallels *parallels; /* NULL: the sources are in one language, or nobody will see them */
    dz_pair_list *beads;
    job_pool *pool;
};

/* A report or a quote to be checked, in a thread of its own with a context of its own. */
typedef struct check_job {
    struct checker *checker;
    dz_context *context;
    dz_check_options options;
    dz_document *report; /* NULL: a quote */
    dz_quote quote;
    char *strings[5]; /* of the quote */
    dz_attribution_list *attributions;
    dz_check *check;
    dz_status status;
    char *log; /* lines to be said */
} check_job;

/* Whether there are sources in another language than this. */
static bool has_others(const struct checker *checker, dz_language language)
{
    for (size_t i = 0; i < dz_index_count(checker->sources); i++) {
        dz_language source = dz_document_language(dz_index_document(checker->sources, i));
        if (source != language && source != DZ_LANGUAGE_UNKNOWN)
            return true;
    }
    return false;
}

/* Makes the sources ready for quotes of the other language, if there are sources in it. */
static void look_across(struct checker *checker, dz_language language)
{
    struct session *session = checker->session;
    dz_status status = DZ_OK;
    if (!has_others(checker, language) || checker->translations || checker->lexicon_failed)
        return;
    if (!checker->lexicon)
        status = dz_lexicon_open(session->context, &checker->lexicon, checker->settings->lexicon);
    if (status == DZ_OK)
        status = dz_translations_new(session->context, &checker->translations, checker->sources, checker->lexicon);
    checker->lexicon_failed = status != DZ_OK;
    if (status != DZ_OK && (checker->settings->lexicon || status == DZ_ERROR_MEMORY))
        session_failed(session, status, NULL);
    else if (status != DZ_OK && !session->quiet)
        session_say(session, "%s; sources in the other language are passed over", dz_context_message(session->context));
}

static dz_check_options options_of(const struct checker *checker)
{
    dz_check_options check_options = DZ_CHECK_OPTIONS_INIT;
    check_options.translations = checker->translations;
    return check_options;
}

static bool is_serious(const dz_check_result *result)
{
    for (size_t i = 0; i < result->difference_count; i++)
        if (result->differences[i].severity == DZ_SEVERITY_MAJOR)
            return true;
    return false;
}

static bool speaker_is_wrong(const dz_check_result *result)
{
    return result->agreement != DZ_AGREEMENT_UNKNOWN && result->agreement != DZ_AGREEMENT_AGREES;
}

/* Whether a result makes the exit code 1. With --fail-on=major a change of wording must be one of meaning. */
static bool fails(const struct checker *checker, const dz_check_result *result)
{
    if (speaker_is_wrong(result))
        return true;
    if (result->verdict <= DZ_VERDICT_ELIDED)
        return is_serious(result);
    bool any = strcmp(checker->settings->fail_on, "any") == 0;
    return any || result->verdict != DZ_VERDICT_ALTERED || is_serious(result);
}

static void judge(struct checker *checker, const dz_check *check)
{
    for (size_t i = 0; i < dz_check_count(check); i++)
        if (fails(checker, dz_check_at(check, i)))
            session_raise(checker->session, EXIT_DIFFERS);
}

static dz_status write_check(struct checker *checker, const dz_check *check, const dz_document *report)
{
    struct session *session = checker->session;
    dz_status status = DZ_OK;
    if (session->format == DZ_FORMAT_JSONL && report)
        status = dz_write_document(session->context, &session->sink, report, &checker->write);
    if (status == DZ_OK)
        status = dz_write_check(session->context, &session->sink, check, report, checker->sources, session->format,
                                &checker->write);
    checker->write.continued = true;
    judge(checker, check);
    return status;
}

/* ---- Jobs ----------------------------------------------------------------------------------------------------- */

/* What the library says while a job is done is kept until its turn comes. */
static void keep_line(void *payload, const char *line)
{
    check_job *job = payload;
    char *joined = NULL;
    if (asprintf(&joined, "%s%s%s", job->log ? job->log : "", job->log ? "\n" : "", line) < 0)
        return;
    free(job->log);
    job->log = joined;
}

static void do_job(void *payload)
{
    check_job *job = payload;
    const dz_index *sources = job->checker->sources;
    if (!job->report) {
        job->status = dz_check_quote(job->context, &job->check, sources, &job->quote, &job->options);
        return;
    }
    job->status = dz_attribute(job->context, &job->attributions, job->report, NULL);
    if (job->status == DZ_OK)
        job->status =
            dz_check_report(job->context, &job->check, sources, job->report, job->attributions, &job->options);
}

static void free_job(check_job *job)
{
    dz_check_free(job->check);
    dz_attribution_list_free(job->attributions);
    dz_document_free(job->report);
    dz_context_free(job->context);
    for (size_t i = 0; i < sizeof job->strings / sizeof *job->strings; i++)
        free(job->strings[i]);
    free(job->log);
    free(job);
}

static void say_lines(struct session *session, char *lines)
{
    for (char *rest = lines, *line; lines && !session->quiet && (line = strsep(&rest, "\n")) != NULL;)
        session_say(session, "%s", line);
}

static dz_status write_job(struct checker *checker, const check_job *job)
{
    dz_status status = checker->parallels ? dz_parallels_complete(checker->parallels, job->check) : DZ_OK;
    return status == DZ_OK ? write_check(checker, job->check, job->report) : status;
}

static void finish_jobs(void *payload);

/* Writes the oldest job, which is waited for; false where there is none. */
static bool finish_job(struct checker *checker)
{
    struct session *session = checker->session;
    check_job *job = jobs_take(checker->pool);
    if (!job)
        return false;
    const char *name = job->report ? dz_document_name(job->report) : job->quote.id;
    session->settle = NULL; /* the jobs that are left come after this one */
    say_lines(session, job->log);
    if (job->status != DZ_OK)
        session_failed_with(session, job->status, name, dz_context_message(job->context));
    else if (session_goes_on(session))
        session_failed(session, write_job(checker, job), name);
    session->settle = finish_jobs;
    free_job(job);
    return true;
}

static void finish_jobs(void *payload)
{
    while (finish_job(payload))
        ;
}

static check_job *new_job(struct checker *checker)
{
    dz_context_options own = DZ_CONTEXT_OPTIONS_INIT;
    check_job *job = calloc(1, sizeof *job);
    own.data_directory = dz_context_data_directory(checker->session->context);
    own.log = keep_line;
    own.payload = job;
    if (job && dz_context_new(&job->context, &own) == DZ_OK) {
        job->checker = checker;
        return job;
    }
    free(job);
    session_say(checker->session, "out of memory");
    session_raise(checker->session, EXIT_INTERNAL);
    return NULL;
}

static void give_job(struct checker *checker, check_job *job, dz_language language)
{
    if (jobs_full(checker->pool))
        finish_job(checker);
    look_across(checker, language);
    job->options = options_of(checker);
    jobs_give(checker->pool, job);
}

static void check_reports(struct checker *checker, const operand_list *operands)
{
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    struct inputs inputs;
    dz_document *report;
    document_options.boilerplate = parse_boilerplate(checker->settings->boilerplate);
    inputs_open(&inputs, checker->session, checker->settings->input, operands, &document_options);
    while ((report = inputs_next(&inputs)) != NULL) {
        check_job *job = new_job(checker);
        if (!job) {
            dz_document_free(report);
            break;
        }
        job->report = report;
        give_job(checker, job, dz_document_language(report));
    }
    finish_jobs(checker);
    inputs_close(&inputs);
}

/* A copy that belongs to the job; NULL stays NULL. */
static const char *keep_string(check_job *job, size_t number, const char *text, bool *kept)
{
    job->strings[number] = text ? strdup(text) : NULL;
    *kept = *kept && (!text || job->strings[number]);
    return job->strings[number];
}

static void check_quote(struct checker *checker, const struct cJSON *record, const char *id, const char *text)
{
    bool kept = true;
    check_job *job = new_job(checker);
    if (!job)
        return;
    job->quote.id = keep_string(job, 0, id, &kept);
    job->quote.text.data = keep_string(job, 1, text, &kept);
    job->quote.text.length = strlen(text);
    job->quote.speaker = keep_string(job, 2, record_text(record, "speaker"), &kept);
    job->quote.role = keep_string(job, 3, record_text(record, "role"), &kept);
    job->quote.date = keep_string(job, 4, record_text(record, "date"), &kept);
    if (kept) {
        give_job(checker, job, dz_language_detect(text, strlen(text)));
        return;
    }
    free_job(job);
    session_say(checker->session, "%s: out of memory", id);
    session_raise(checker->session, EXIT_INTERNAL);
}

static void check_quotes(struct checker *checker)
{
    const char *path = checker->settings->quotes;
    const operand_list file = {&path, 1};
    record_reader reader;
    const struct cJSON *record;
    records_open(&reader, checker->session, &file);
    while ((record = records_next(&reader)) != NULL) {
        const char *text = record_text(record, "text");
        if (text)
            check_quote(checker, record, reader.id, text);
        else
            session_refuse(checker->session, reader.id, "the record at %s has no \"text\"", reader.place);
    }
    finish_jobs(checker);
    records_close(&reader);
}

/* Checks what there is, several at a time. */
static void check_all(struct checker *checker, const operand_list *operands)
{
    struct session *session = checker->session;
    size_t jobs = checker->settings->jobs < MOST_JOBS ? checker->settings->jobs : MOST_JOBS;
    checker->pool = jobs_open(jobs, do_job);
    if (!checker->pool) {
        session_say(session, "--jobs=%zu: no thread can be started", jobs);
        session_raise(session, EXIT_INTERNAL);
        return;
    }
    session->settle = finish_jobs;
    session->settle_payload = checker;
    if (checker->settings->quotes)
        check_quotes(checker);
    else
        check_reports(checker, operands);
    session->settle = NULL;
    jobs_close(checker->pool);
}

static bool check_operands(struct session *session, const check_settings *settings, const operand_list *operands)
{
    bool records = strcmp(settings->input, "jsonl") == 0;
    if (settings->against.count == 0 && !settings->index)
        session_usage(session, "--against is needed: the sources, files or folders; or --index=F");
    else if (settings->quotes && operands->count)
        session_usage(session, "--quotes: stands instead of reports, but %s was given too", operands->items[0]);
    else if (!settings->quotes && !records && operands->count == 0)
        session_usage(session, "a REPORT is needed before --against, or - for standard input");
    else if (session->format == DZ_FORMAT_HTML && (settings->quotes || records || operands->count > 1))
        session_usage(session, "--format=html: a page holds one report; give one FILE");
    else
        return true;
    return false;
}

/* Reads the alignment of the two sources. False where it cannot be used, which is told. */
static bool read_beads(struct checker *checker, const char *path)
{
    struct session *session = checker->session;
    dz_read_options texts = DZ_READ_OPTIONS_INIT;
    if (dz_index_count(checker->sources) != 2) {
        session_usage(session, "--beads: there must be two sources, a text and its translation; there are %zu",
                      dz_index_count(checker->sources));
        return false;
    }
    texts.source = dz_index_document(checker->sources, 0);
    texts.target = dz_index_document(checker->sources, 1);
    dz_status status = dz_pairs_read(session->context, &checker->beads, path, &texts);
    if (status == DZ_OK && dz_pair_count(checker->beads) != 1) {
        session_refuse(session, path, "has %zu alignments; one is wanted", dz_pair_count(checker->beads));
        return false;
    }
    if (status == DZ_OK)
        status = dz_parallels_join(checker->parallels, 0, 1, dz_pair_at(checker->beads, 0)->alignment);
    session_failed(session, status, path);
    return status == DZ_OK;
}

/* Makes ready to show passages in both languages, where the sources have both and the output has room for them. */
static bool find_parallels(struct checker *checker)
{
    struct session *session = checker->session;
    const check_settings *settings = checker->settings;
    bool shown = session->format != DZ_FORMAT_TEXT || settings->verbose || settings->beads;
    bool both = has_others(checker, DZ_LANGUAGE_EN) && has_others(checker, DZ_LANGUAGE_ZH);
    if (settings->beads && !both)
        session_usage(session, "--beads: the sources must be a text and its translation, but they have one language");
    if (!shown || !both)
        return !settings->beads;
    dz_status status = dz_lexicon_open(session->context, &checker->lexicon, settings->lexicon);
    if (status != DZ_OK && (settings->lexicon || status == DZ_ERROR_MEMORY)) {
        session_failed(session, status, NULL);
        return false;
    }
    status = dz_parallels_new(session->context, &checker->parallels, checker->sources, checker->lexicon);
    session_failed(session, status, NULL);
    return status == DZ_OK && (!settings->beads || read_beads(checker, settings->beads));
}

static void run_check(struct session *session, const void *given, const operand_list *operands)
{
    const check_settings *settings = given;
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    struct checker checker = {.session = session, .settings = settings};
    checker.write = session_write_options(session, &settings->shared);
    checker.write.context = settings->context;
    checker.write.verbose = settings->verbose;
    checker.write.with_text = settings->with_text;
    if (!check_operands(session, settings, operands))
        return;
    dz_status status = settings->index ? dz_index_open(session->context, &checker.sources, settings->index)
                                       : dz_index_new(session->context, &checker.sources);
    session_failed(session, status, settings->index);
    if (status != DZ_OK || session_write_run(session, NULL, NULL) != DZ_OK)
        goto done;
    document_options.boilerplate = parse_boilerplate(settings->boilerplate);
    read_sources(session, checker.sources, &settings->against, &document_options);
    if (dz_index_count(checker.sources) == 0) {
        session_say(session, "%s: no source could be read, so there is nothing to check against",
                    settings->against.count ? settings->against.items[0] : settings->index);
        session_raise(session, EXIT_INPUT);
    } else if (find_parallels(&checker)) {
        check_all(&checker, operands);
    }
done:
    dz_parallels_free(checker.parallels);
    dz_pair_list_free(checker.beads);
    dz_translations_free(checker.translations);
    dz_lexicon_free(checker.lexicon);
    dz_index_free(checker.sources);
}

const struct subcommand check_subcommand = {
    .name = "check",
    .operands = "REPORT... --against SOURCE...",
    .summary = "Check every quote of reports against their sources.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(check_settings),
    .run = run_check,
};
