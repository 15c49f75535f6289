/* dz align: which sentence of one text is which of the other. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "alignments.h"
#include "find_pairs.h"
#include "jobs.h"

/* Texts of fewer sentences than this are never refused: a free translation of two sentences may share no word that a
 * table knows (tests/bench/wrong_pairs.py). They are warned of. */
#define REFUSED_SENTENCES 8

/* At most so many threads. */
#define MOST_JOBS 256

typedef struct align_settings {
    shared_settings shared;
    const char *split;
    const char *lexicon;
    const char *input;
    const char *boilerplate;
    const char *pairs;
    bool find_pairs;
    bool list;
    size_t jobs;
    const char *anchors;
    const char *glossary;
    const char *embeddings;
    bool monotone;
    bool force;
    bool checks;
    bool links;
    bool with_text;
} align_settings;

static const align_settings defaults = {
    .shared = {.format = "text"}, .split = "auto", .input = "files", .boilerplate = "mark", .jobs = 1};

static const option options[] = {
    {"split", 0, OPTION_CHOICE, offsetof(align_settings, split), "auto|lines", "lines: each line is a sentence"},
    {"lexicon", 0, OPTION_TEXT, offsetof(align_settings, lexicon), "FILE",
     "a compiled bilingual table instead of the shipped one; none: no table"},
    {"glossary", 0, OPTION_TEXT, offsetof(align_settings, glossary), "FILE",
     "terms and their renderings, parted by a tab; they weigh fully, and with --checks what is rendered otherwise is "
     "flagged"},
    {"anchors", 0, OPTION_TEXT, offsetof(align_settings, anchors), "FILE",
     "beads that stand as they are, in any format that convert reads; rejected ones are not found again"},
    {"embeddings", 0, OPTION_TEXT, offsetof(align_settings, embeddings), "SOURCE,TARGET",
     "vectors of the sentences, npy or bare 32-bit numbers, a row a sentence: how near they are is added to the score"},
    {"monotone", 0, OPTION_FLAG, offsetof(align_settings, monotone), NULL,
     "both texts have one order: nothing may cross"},
    {"force", 0, OPTION_FLAG, offsetof(align_settings, force), NULL,
     "align also what does not look like a text and its translation"},
    {"checks", 0, OPTION_FLAG, offsetof(align_settings, checks), NULL,
     "flag numbers, dates, names, negations and clauses that only one side has, and terms rendered in several ways"},
    {"links", 0, OPTION_FLAG, offsetof(align_settings, links), NULL,
     "jsonl: the words of each bead that translate each other; html has them anyway"},
    {"with-text", 0, OPTION_FLAG, offsetof(align_settings, with_text), NULL,
     "jsonl: the document records carry their texts"},
    {"pairs", 0, OPTION_TEXT, offsetof(align_settings, pairs), "LIST",
     "many pairs in one run: each line of LIST is SOURCE, TARGET and, if wanted, an id, parted by tabs"},
    {"find-pairs", 0, OPTION_FLAG, offsetof(align_settings, find_pairs), NULL,
     "SOURCE and TARGET are folders: find which files belong together, and align those"},
    {"list", 0, OPTION_FLAG, offsetof(align_settings, list), NULL,
     "with --find-pairs: print the pairs, as a LIST that --pairs reads, and align nothing"},
    {"jobs", 0, OPTION_NUMBER, offsetof(align_settings, jobs), "N",
     "with --pairs and --find-pairs: align N pairs at a time; the results come in the order of the pairs"},
    BOILERPLATE_OPTION(align_settings),
    PAIR_INPUT_OPTION(align_settings),
    SHARED_OPTIONS(align_settings, ALIGNMENT_FORMATS),
    {NULL},
};

static const char details[] =
    "A bead is a group of sentences that translate each other; one side is empty where the other text leaves it out.\n"
    "Sentences are numbered from 0. Each bead says how sure the match is; the end tells what was left out, and warns\n"
    "where the two texts do not look like translations of each other. Either side may be Chinese or English.\n"
    "One file alone is a page in both languages, a paragraph or a sentence in turn: its Chinese is set beside its "
    "English.\n"
    "\n"
    "A pair that does not look like a text and its translation is refused (exit code 3) unless --force says otherwise; "
    "runs\n"
    "of unsure beads are told of.\n"
    "--checks: each flag has a note that says what is missing where. A flag is a place to look at, not an error.\n"
    "--anchors: correct an alignment in any format and give it back. Beads marked confirmed or fixed stand; rejected\n"
    "ones are not found again; those marked auto say nothing. In a format without marks (beads, ladder) all are "
    "fixed.\n"
    "--find-pairs: the files of two folders (or of one that holds both languages) are paired by what stands in them:\n"
    "words, numbers, dates and names; their own names say nothing. Unsure pairs and files without partner are told "
    "of,\n"
    "and are not aligned (unsure ones are with --force).\n"
    "\n" ALIGNMENT_FORMATS_HELP "\n"
    "Examples:\n"
    "  dz align briefing.zh.txt briefing.en.txt\n"
    "  dz align bilingual.html\n"
    "  dz align --format=html -o page.html briefing.zh.html briefing.en.html\n"
    "  dz align --split=lines --format=beads novel.zh novel.en > novel.align\n"
    "  dz align --anchors=reviewed.tmx --format=tmx -o again.tmx briefing.zh.txt briefing.en.txt\n"
    "  dz align --find-pairs --format=tmx -o memory.tmx chinese/ english/\n"
    "  dz align --find-pairs --list chinese/ english/ > list; dz align --pairs=list\n";

struct aligner {
    struct session *session;
    const align_settings *settings;
    dz_lexicon *lexicon;
    dz_glossary *glossary;
    dz_vectors *source_vectors, *target_vectors;
    alignment_writer writer;
    dz_pair_list *decided;
    dz_bead *anchors; /* of it */
    size_t anchor_count;
};

/* No table at all is allowed and said; a table that was asked for and cannot be read ends the run. */
static bool open_lexicon(struct aligner *aligner)
{
    struct session *session = aligner->session;
    const char *path = aligner->settings->lexicon;
    if (path && strcmp(path, "none") == 0)
        return true;
    dz_status status = dz_lexicon_open(session->context, &aligner->lexicon, path);
    if (status == DZ_OK)
        return true;
    if (path) {
        session_failed(session, status, path);
        return false;
    }
    if (!session->quiet)
        session_say(session, "%s; aligning without a table, by lengths, numbers and names alone",
                    dz_context_message(session->context));
    return true;
}

/* The beads of a file of decisions; the caller frees the array, which borrows from `list`. NULL where there are none,
 * or memory ran out. */
static dz_bead *list_anchors(const dz_pair_list *list, size_t *count)
{
    const dz_alignment *alignment = dz_pair_at(list, 0)->alignment;
    size_t all = dz_alignment_count(alignment);
    dz_bead *beads = malloc((all + 1) * sizeof *beads);
    *count = 0;
    for (size_t n = 0; beads && n < all; n++)
        if (dz_alignment_bead(alignment, n)->status != DZ_BEAD_AUTO)
            beads[(*count)++] = *dz_alignment_bead(alignment, n);
    return beads;
}

/* What a person has decided about the two texts; false where that could not be read. */
static bool read_anchors(struct aligner *aligner, const dz_document *source, const dz_document *target)
{
    struct session *session = aligner->session;
    const char *path = aligner->settings->anchors;
    dz_read_options read_options = DZ_READ_OPTIONS_INIT;
    if (!dz_format_guess(path, &read_options.format))
        read_options.format = DZ_FORMAT_BEADS;
    read_options.source = source;
    read_options.target = target;
    read_options.status = DZ_BEAD_FIXED;
    read_options.decisions = true;
    dz_status status = dz_pairs_read(session->context, &aligner->decided, path, &read_options);
    if (status != DZ_OK) {
        session_failed(session, status, path);
        return false;
    }
    aligner->anchors = list_anchors(aligner->decided, &aligner->anchor_count);
    if (aligner->anchors && aligner->anchor_count == 0 && !session->quiet)
        session_say(session, "%s: no bead in it is fixed, confirmed or rejected; it changes nothing", path);
    return aligner->anchors != NULL;
}

static bool open_glossary(struct aligner *aligner)
{
    const char *path = aligner->settings->glossary;
    if (!path)
        return true;
    dz_status status = dz_glossary_open(aligner->session->context, &aligner->glossary, path);
    session_failed(aligner->session, status, path);
    return status == DZ_OK;
}

/* A pair on its way through: read, aligned, written. */
typedef struct listed_pair {
    char *name;
    dz_document *source;
    dz_document *target;
    dz_alignment *alignment;
} listed_pair;

static void listed_pair_free(listed_pair *pair)
{
    free(pair->name);
    dz_alignment_free(pair->alignment);
    dz_document_free(pair->source);
    dz_document_free(pair->target);
    memset(pair, 0, sizeof *pair);
}

/* Without a table, or where a person has fixed beads, likeness says nothing. */
static bool looks_wrong(const struct aligner *aligner, const dz_alignment *alignment)
{
    return aligner->lexicon && !aligner->anchor_count && dz_alignment_likeness(alignment) < 0.5f;
}

static bool is_long_enough(const dz_document *source, const dz_document *target)
{
    size_t source_count, target_count;
    dz_document_sentences(source, &source_count);
    dz_document_sentences(target, &target_count);
    return source_count >= REFUSED_SENTENCES && target_count >= REFUSED_SENTENCES;
}

/* A run of unsure beads is where an alignment may have drifted. */
static void tell_doubts(struct session *session, const dz_alignment *alignment, const char *name)
{
    for (size_t n = 0; n < dz_alignment_doubt_count(alignment) && !session->quiet; n++) {
        const dz_doubt *doubt = dz_alignment_doubt(alignment, n);
        session_say(session, "%s: beads %zu to %zu are unsure (%.0f %% on average); look there", name, doubt->first,
                    doubt->first + doubt->count - 1, 100 * (double)doubt->score);
    }
}

/* NULL where the pair was refused or something failed, which has been told. */
static dz_alignment *align_pair(const struct aligner *aligner, struct session *session, const dz_document *source,
                                const dz_document *target, const char *name)
{
    dz_align_options align_options = DZ_ALIGN_OPTIONS_INIT;
    dz_alignment *alignment = NULL;
    align_options.glossary = aligner->glossary;
    align_options.source_vectors = aligner->source_vectors;
    align_options.target_vectors = aligner->target_vectors;
    align_options.anchors = aligner->anchors;
    align_options.anchor_count = aligner->anchor_count;
    align_options.lexicon = aligner->lexicon;
    align_options.monotone = aligner->settings->monotone;
    align_options.checks = aligner->settings->checks;
    align_options.links =
        aligner->settings->links || session->format == DZ_FORMAT_HTML || session->format == DZ_FORMAT_PHARAOH;
    dz_status status = dz_align(session->context, &alignment, source, target, &align_options);
    if (status == DZ_ERROR_ARGUMENT && aligner->source_vectors && !aligner->anchors)
        session_refuse(session, name, "%s", dz_context_message(session->context));
    else if (status == DZ_ERROR_ARGUMENT && aligner->anchors)
        session_refuse(session, aligner->settings->anchors, "%s", dz_context_message(session->context));
    else
        session_failed(session, status, name);
    if (status != DZ_OK)
        return NULL;
    if (looks_wrong(aligner, alignment) && !aligner->settings->force && is_long_enough(source, target)) {
        session_refuse(session, name,
                       "does not look like a text and its translation; is it the right pair? --force aligns it all the "
                       "same");
        dz_alignment_free(alignment);
        return NULL;
    }
    if (looks_wrong(aligner, alignment) && !session->quiet)
        session_say(session, "%s: these do not look like translations of each other; is it the right pair?", name);
    tell_doubts(session, alignment, name);
    return alignment;
}

static void write_pair(struct aligner *aligner, const dz_alignment *alignment, const dz_document *source,
                       const dz_document *target, const char *name)
{
    if (alignment)
        session_failed(aligner->session, alignments_write(&aligner->writer, alignment, source, target, name), name);
}

static void align_and_write(struct aligner *aligner, const dz_document *source, const dz_document *target,
                            const char *name)
{
    dz_alignment *alignment = align_pair(aligner, aligner->session, source, target, name);
    write_pair(aligner, alignment, source, target, name);
    dz_alignment_free(alignment);
}

static void align_records(struct aligner *aligner, const operand_list *operands,
                          const dz_document_options *document_options)
{
    record_reader reader;
    struct pair pair;
    records_open(&reader, aligner->session, operands);
    while (pairs_next(&reader, document_options, &pair)) {
        align_and_write(aligner, pair.source, pair.target, pair.id);
        pair_free(&pair);
    }
    records_close(&reader);
}

/* A pair of files, in the hands of any thread. A document keeps its context for its strings, so each job has one of its
 * own; the lexicon is mapped once and only read. */
typedef struct pair_job {
    const struct aligner *aligner;
    const dz_document_options *document_options;
    shadow_session shadow;
    listed_pair pair;
    char *source_path, *target_path;
    size_t number; /* of the line, where a list has the pair; without a target path the line is wrong */
} pair_job;

static void do_job(void *given)
{
    pair_job *job = given;
    listed_pair *pair = &job->pair;
    struct session *session = &job->shadow.session;
    if (!job->target_path) {
        session_refuse(session, job->aligner->settings->pairs,
                       "line %zu has no tab; a line must be SOURCE, TARGET and perhaps an id", job->number);
        return;
    }
    pair->source = read_document(session, job->source_path, job->document_options);
    pair->target = read_document(session, job->target_path, job->document_options);
    if (pair->source && pair->target)
        pair->alignment = align_pair(job->aligner, session, pair->source, pair->target, pair->name);
}

static void job_free(pair_job *job)
{
    if (!job)
        return;
    listed_pair_free(&job->pair);
    shadow_free(&job->shadow);
    free(job->source_path);
    free(job->target_path);
    free(job);
}

/* Writes what came of the oldest job; false where none is left. */
static bool write_oldest(struct aligner *aligner, job_pool *pool)
{
    pair_job *job = jobs_take(pool);
    if (!job)
        return false;
    session_replay(aligner->session, &job->shadow);
    if (session_goes_on(aligner->session))
        write_pair(aligner, job->pair.alignment, job->pair.source, job->pair.target, job->pair.name);
    job_free(job);
    return true;
}

/* Gives two files to the pool; `id` names the pair. */
static void give_pair(struct aligner *aligner, job_pool *pool, const char *source, const char *target, const char *id,
                      size_t number, const dz_document_options *document_options)
{
    if (jobs_full(pool))
        write_oldest(aligner, pool);
    pair_job *job = calloc(1, sizeof *job);
    if (job) {
        job->aligner = aligner;
        job->document_options = document_options;
        job->number = number;
        job->source_path = strdup(source);
        job->target_path = target ? strdup(target) : NULL;
        job->pair.name = strdup(id);
    }
    if (!job || !job->source_path || !job->pair.name || (target && !job->target_path) ||
        !session_shadow(&job->shadow, aligner->session)) {
        job_free(job);
        session_failed(aligner->session, DZ_ERROR_MEMORY, source);
        return;
    }
    jobs_give(pool, job);
}

/* One line of a list of pairs: two files and an id, parted by tabs. The line is cut up. */
static void give_line(struct aligner *aligner, job_pool *pool, char *line, size_t number,
                      const dz_document_options *document_options)
{
    char *target = strchr(line, '\t');
    if (target)
        *target++ = '\0';
    char *id = target ? strchr(target, '\t') : NULL;
    if (id)
        *id++ = '\0';
    give_pair(aligner, pool, line, target, id && *id ? id : line, number, document_options);
}

/* NULL where no thread could be started, which has been told. */
static job_pool *open_pool(const struct aligner *aligner)
{
    size_t threads = aligner->settings->jobs < MOST_JOBS ? aligner->settings->jobs : MOST_JOBS;
    job_pool *pool = jobs_open(threads, do_job);
    if (!pool)
        session_refuse(aligner->session, aligner->settings->pairs, "no thread can be started; leave out --jobs");
    return pool;
}

/* Writes all that is still under way. */
static void close_pool(struct aligner *aligner, job_pool *pool)
{
    while (pool && write_oldest(aligner, pool)) {
    }
    jobs_close(pool);
}

static void align_lines(struct aligner *aligner, FILE *file, const dz_document_options *document_options)
{
    job_pool *pool = open_pool(aligner);
    char *line = NULL;
    size_t capacity = 0, number = 0;
    while (pool && session_goes_on(aligner->session) && getline(&line, &capacity, file) >= 0) {
        number++;
        line[strcspn(line, "\r\n")] = '\0';
        if (*line && *line != '#')
            give_line(aligner, pool, line, number, document_options);
    }
    close_pool(aligner, pool);
    free(line);
}

/* Aligns the pairs that are sure, or, with --force, all that were found. */
static void align_found(struct aligner *aligner, const found_pairs *found, const dz_document_options *document_options)
{
    job_pool *pool = open_pool(aligner);
    for (size_t n = 0; pool && n < found->pair_count && session_goes_on(aligner->session); n++) {
        const dz_text_pair *pair = dz_pairing_at(found->pairing, n);
        const char *source = found->files[pair->source].path;
        if (pair->sure || aligner->settings->force)
            give_pair(aligner, pool, source, found->files[pair->target].path, source, 0, document_options);
    }
    close_pool(aligner, pool);
}

/* Pairs the files of folders; then prints the pairs, or aligns them. */
static void align_folders(struct aligner *aligner, const operand_list *operands,
                          const dz_document_options *document_options)
{
    struct page_set pages;
    found_pairs found;
    dz_document_options with_pages = *document_options;
    pages_look(&pages, operands, &with_pages);
    with_pages.pages = pages.pages;
    find_pairs(&found, aligner->session, operands, aligner->lexicon, &with_pages);
    if (aligner->session->format == DZ_FORMAT_JSONL)
        found_write_records(&found);
    else if (aligner->settings->list)
        found_print_list(&found);
    found_tell(&found, aligner->settings->force);
    if (!aligner->settings->list)
        align_found(aligner, &found, &with_pages);
    found_free(&found);
    pages_close(&pages);
}

static void align_list(struct aligner *aligner, const char *path, const dz_document_options *document_options)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!file) {
        session_refuse(aligner->session, path, "cannot be opened: %s", strerror(errno));
        return;
    }
    align_lines(aligner, file, document_options);
    if (file != stdin)
        fclose(file);
}

/* One side's vectors; false where they could not be read, which has been told. */
static bool read_side_vectors(struct session *session, dz_vectors **vectors, const char *path,
                              const dz_document *document)
{
    size_t count;
    dz_document_sentences(document, &count);
    dz_status status = dz_vectors_open(session->context, vectors, path, count);
    session_failed(session, status, path);
    return status == DZ_OK;
}

static bool read_embeddings(struct aligner *aligner, const dz_document *source, const dz_document *target)
{
    struct session *session = aligner->session;
    char *paths = strdup(aligner->settings->embeddings);
    char *comma = paths ? strchr(paths, ',') : NULL;
    if (!comma) {
        session_usage(session, "--embeddings: two files, parted by a comma: SOURCE,TARGET");
        free(paths);
        return false;
    }
    *comma = '\0';
    bool good = read_side_vectors(session, &aligner->source_vectors, paths, source) &&
                read_side_vectors(session, &aligner->target_vectors, comma + 1, target);
    free(paths);
    return good;
}

static bool has_sentences(const dz_document *document)
{
    size_t count;
    dz_document_sentences(document, &count);
    return count > 0;
}

/* The Chinese and the English of one file that has both; false where it has not, which has been told. */
static bool read_both(struct session *session, const char *path, const dz_document_options *document_options,
                      dz_document **source, dz_document **target)
{
    dz_document_options half = *document_options;
    half.only = DZ_LANGUAGE_ZH;
    *source = read_document(session, path, &half);
    half.only = DZ_LANGUAGE_EN;
    *target = *source ? read_document(session, path, &half) : NULL;
    if (!*source || !*target)
        return false;
    if (has_sentences(*source) && has_sentences(*target))
        return true;
    session_refuse(session, path, "has no %s; a file that stands alone must have both languages; name the other file",
                   has_sentences(*source) ? "English" : "Chinese");
    return false;
}

static void align_files(struct aligner *aligner, const operand_list *operands,
                        const dz_document_options *document_options)
{
    dz_document *source = NULL, *target = NULL;
    bool good;
    if (operands->count == 1) {
        good = read_both(aligner->session, operands->items[0], document_options, &source, &target);
    } else {
        source = read_document(aligner->session, operands->items[0], document_options);
        target = read_document(aligner->session, operands->items[1], document_options);
        good = source && target;
    }
    good = good && (!aligner->settings->anchors || read_anchors(aligner, source, target));
    if (good && aligner->settings->embeddings)
        good = read_embeddings(aligner, source, target);
    if (good)
        align_and_write(aligner, source, target, dz_document_name(source));
    dz_vectors_free(aligner->source_vectors);
    dz_vectors_free(aligner->target_vectors);
    free(aligner->anchors);
    dz_pair_list_free(aligner->decided);
    dz_document_free(source);
    dz_document_free(target);
}

/* What goes with --find-pairs; false where something does not, which has been told. */
static bool check_folders(struct session *session, const operand_list *operands, bool records,
                          const align_settings *settings)
{
    if (settings->list && !settings->find_pairs)
        session_usage(session, "--list: goes with --find-pairs");
    else if (!settings->find_pairs)
        return true;
    else if (records || settings->pairs)
        session_usage(session, "--find-pairs: the files are those of the folders, and nothing else");
    else if (operands->count < 1 || operands->count > 2)
        session_usage(session, "--find-pairs: one folder or two are needed; %zu were given", operands->count);
    else if (strcmp(operands->items[0], "-") == 0 || strcmp(operands->items[operands->count - 1], "-") == 0)
        session_usage(session, "--find-pairs: standard input is one text; name folders");
    else if (settings->list && session->format != DZ_FORMAT_TEXT && session->format != DZ_FORMAT_JSONL)
        session_usage(session, "--list: is printed as text or jsonl");
    else
        return true;
    return false;
}

static bool check_operands(struct session *session, const operand_list *operands, bool records,
                           const align_settings *settings)
{
    bool pairs = settings->pairs != NULL, many = records || pairs || settings->find_pairs;
    if (!check_folders(session, operands, records, settings))
        return false;
    if (pairs && (records || operands->count))
        session_usage(session, "--pairs: the files are named in the list, and nowhere else");
    else if (!many && operands->count != 2 && operands->count != 1)
        session_usage(session, "two files are needed, SOURCE and TARGET, or one in both languages; %zu were given",
                      operands->count);
    else if (!many && operands->count == 1 && strcmp(operands->items[0], "-") == 0)
        session_usage(session, "a text in both languages is read twice: give it as a file");
    else if (settings->anchors && many)
        session_usage(session, "--anchors: they are about one pair; give SOURCE and TARGET as files");
    else if (settings->embeddings && many)
        session_usage(session, "--embeddings: they are about one pair; give SOURCE and TARGET as files");
    else if (settings->jobs > 1 && !pairs && !settings->find_pairs)
        session_usage(session, "--jobs: goes with --pairs and --find-pairs");
    else if (session->format == DZ_FORMAT_HTML && many)
        session_usage(session, "--format=html: a page holds one pair; give SOURCE and TARGET as files");
    else
        return true;
    return false;
}

static void run_align(struct session *session, const void *given, const operand_list *operands)
{
    const align_settings *settings = given;
    struct aligner aligner = {.session = session, .settings = settings};
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    bool records = strcmp(settings->input, "jsonl") == 0;
    document_options.boilerplate = parse_boilerplate(settings->boilerplate);
    document_options.keep_lines = strcmp(settings->split, "lines") == 0;
    if (!check_operands(session, operands, records, settings) || !open_lexicon(&aligner))
        return;
    if (!open_glossary(&aligner)) {
        dz_lexicon_free(aligner.lexicon);
        return;
    }
    alignments_open(&aligner.writer, session, &settings->shared);
    aligner.writer.words = settings->links;
    aligner.writer.options.with_text = settings->with_text;
    const char *name = aligner.lexicon ? dz_lexicon_name(aligner.lexicon) : NULL;
    if (session_write_run(session, name, NULL) == DZ_OK) {
        if (settings->find_pairs)
            align_folders(&aligner, operands, &document_options);
        else if (settings->pairs)
            align_list(&aligner, settings->pairs, &document_options);
        else if (records)
            align_records(&aligner, operands, &document_options);
        else
            align_files(&aligner, operands, &document_options);
        alignments_close(&aligner.writer);
    }
    dz_glossary_free(aligner.glossary);
    dz_lexicon_free(aligner.lexicon);
}

const struct subcommand align_subcommand = {
    .name = "align",
    .operands = "SOURCE [TARGET]",
    .summary = "Say which sentence of one text is which sentence of its translation.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(align_settings),
    .run = run_align,
};
