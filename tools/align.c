/* dz align: which sentence of one text is which of the other. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "alignments.h"

typedef struct align_settings {
    shared_settings shared;
    const char *split;
    const char *lexicon;
    const char *input;
    const char *pairs;
    const char *anchors;
    const char *glossary;
    bool monotone;
    bool checks;
    bool links;
    bool with_text;
} align_settings;

static const align_settings defaults = {.shared = {.format = "text"}, .split = "auto", .input = "files"};

static const option options[] = {
    {"split", 0, OPTION_CHOICE, offsetof(align_settings, split), "auto|lines", "lines: each line is a sentence"},
    {"lexicon", 0, OPTION_TEXT, offsetof(align_settings, lexicon), "FILE",
     "a compiled bilingual table instead of the shipped one; none: no table"},
    {"glossary", 0, OPTION_TEXT, offsetof(align_settings, glossary), "FILE",
     "terms and their renderings, parted by a tab; they weigh fully, and with --checks what is rendered otherwise is "
     "flagged"},
    {"anchors", 0, OPTION_TEXT, offsetof(align_settings, anchors), "FILE",
     "beads that stand as they are, in any format that convert reads; rejected ones are not found again"},
    {"monotone", 0, OPTION_FLAG, offsetof(align_settings, monotone), NULL,
     "both texts have one order: nothing may cross"},
    {"checks", 0, OPTION_FLAG, offsetof(align_settings, checks), NULL,
     "flag numbers, dates, names, negations and clauses that only one side has, and terms rendered in several ways"},
    {"links", 0, OPTION_FLAG, offsetof(align_settings, links), NULL,
     "jsonl: the words of each bead that translate each other; html has them anyway"},
    {"with-text", 0, OPTION_FLAG, offsetof(align_settings, with_text), NULL,
     "jsonl: the document records carry their texts"},
    {"pairs", 0, OPTION_TEXT, offsetof(align_settings, pairs), "LIST",
     "many pairs in one run: each line of LIST is SOURCE, TARGET and, if wanted, an id, parted by tabs"},
    PAIR_INPUT_OPTION(align_settings),
    SHARED_OPTIONS(align_settings, ALIGNMENT_FORMATS),
    {NULL},
};

static const char details[] =
    "A bead is a group of sentences that translate each other; one side is empty where the other text leaves it out.\n"
    "Sentences are numbered from 0. Each bead says how sure the match is; the end tells what was left out, and warns\n"
    "where the two texts do not look like translations of each other. Either side may be Chinese or English.\n"
    "\n"
    "--checks: each flag has a note that says what is missing where. A flag is a place to look at, not an error.\n"
    "--anchors: correct an alignment in any format and give it back. Beads marked confirmed or fixed stand; rejected\n"
    "ones are not found again; those marked auto say nothing. In a format without marks (beads, ladder) all are "
    "fixed.\n"
    "\n" ALIGNMENT_FORMATS_HELP "\n"
    "Examples:\n"
    "  dz align briefing.zh.txt briefing.en.txt\n"
    "  dz align --format=html -o page.html briefing.zh.html briefing.en.html\n"
    "  dz align --split=lines --format=beads novel.zh novel.en > novel.align\n"
    "  dz align --anchors=reviewed.tmx --format=tmx -o again.tmx briefing.zh.txt briefing.en.txt\n";

struct aligner {
    struct session *session;
    const align_settings *settings;
    dz_lexicon *lexicon;
    dz_glossary *glossary;
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

static void align_pair(struct aligner *aligner, const dz_document *source, const dz_document *target, const char *name)
{
    struct session *session = aligner->session;
    dz_align_options align_options = DZ_ALIGN_OPTIONS_INIT;
    dz_alignment *alignment = NULL;
    align_options.glossary = aligner->glossary;
    align_options.anchors = aligner->anchors;
    align_options.anchor_count = aligner->anchor_count;
    align_options.lexicon = aligner->lexicon;
    align_options.monotone = aligner->settings->monotone;
    align_options.checks = aligner->settings->checks;
    align_options.links =
        aligner->settings->links || session->format == DZ_FORMAT_HTML || session->format == DZ_FORMAT_PHARAOH;
    dz_status status = dz_align(session->context, &alignment, source, target, &align_options);
    if (status == DZ_OK) {
        if (dz_alignment_likeness(alignment) < 0.5f && !session->quiet)
            session_say(session, "%s: these do not look like translations of each other; is it the right pair?", name);
        status = alignments_write(&aligner->writer, alignment, source, target, name);
    }
    if (status == DZ_ERROR_ARGUMENT && aligner->anchors)
        session_refuse(session, aligner->settings->anchors, "%s", dz_context_message(session->context));
    else
        session_failed(session, status, name);
    dz_alignment_free(alignment);
}

static void align_records(struct aligner *aligner, const operand_list *operands,
                          const dz_document_options *document_options)
{
    record_reader reader;
    struct pair pair;
    records_open(&reader, aligner->session, operands);
    while (pairs_next(&reader, document_options, &pair)) {
        align_pair(aligner, pair.source, pair.target, pair.id);
        pair_free(&pair);
    }
    records_close(&reader);
}

/* One line of a list of pairs: two files and an id, parted by tabs. The line is cut up. */
static void align_listed(struct aligner *aligner, char *line, const char *list, size_t number,
                         const dz_document_options *document_options)
{
    char *target_path = strchr(line, '\t');
    if (!target_path) {
        session_refuse(aligner->session, list, "line %zu has no tab; a line must be SOURCE, TARGET and perhaps an id",
                       number);
        return;
    }
    *target_path++ = '\0';
    char *id = strchr(target_path, '\t');
    if (id)
        *id++ = '\0';
    dz_document *source = read_document(aligner->session, line, document_options);
    dz_document *target = read_document(aligner->session, target_path, document_options);
    if (source && target)
        align_pair(aligner, source, target, id && *id ? id : line);
    dz_document_free(source);
    dz_document_free(target);
}

static void align_list(struct aligner *aligner, const char *path, const dz_document_options *document_options)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    char *line = NULL;
    size_t capacity = 0, number = 0;
    if (!file) {
        session_refuse(aligner->session, path, "cannot be opened: %s", strerror(errno));
        return;
    }
    while (session_goes_on(aligner->session) && getline(&line, &capacity, file) >= 0) {
        number++;
        line[strcspn(line, "\r\n")] = '\0';
        if (*line && *line != '#')
            align_listed(aligner, line, path, number, document_options);
    }
    free(line);
    if (file != stdin)
        fclose(file);
}

static void align_files(struct aligner *aligner, const operand_list *operands,
                        const dz_document_options *document_options)
{
    dz_document *source = read_document(aligner->session, operands->items[0], document_options);
    dz_document *target = read_document(aligner->session, operands->items[1], document_options);
    bool good = source && target && (!aligner->settings->anchors || read_anchors(aligner, source, target));
    if (good)
        align_pair(aligner, source, target, dz_document_name(source));
    free(aligner->anchors);
    dz_pair_list_free(aligner->decided);
    dz_document_free(source);
    dz_document_free(target);
}

static bool check_operands(struct session *session, const operand_list *operands, bool records, bool pairs,
                           bool anchors)
{
    if (pairs && (records || operands->count))
        session_usage(session, "--pairs: the files are named in the list, and nowhere else");
    else if (!pairs && !records && operands->count != 2)
        session_usage(session, "two files are needed, SOURCE and TARGET; %zu were given", operands->count);
    else if (anchors && (records || pairs))
        session_usage(session, "--anchors: they are about one pair; give SOURCE and TARGET as files");
    else if (session->format == DZ_FORMAT_HTML && (records || pairs))
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
    document_options.keep_lines = strcmp(settings->split, "lines") == 0;
    if (!check_operands(session, operands, records, settings->pairs, settings->anchors) || !open_lexicon(&aligner))
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
        if (settings->pairs)
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
    .operands = "SOURCE TARGET",
    .summary = "Say which sentence of one text is which sentence of its translation.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(align_settings),
    .run = run_align,
};
