/* dz eval: scores against gold. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "eval.h"

static const eval_settings defaults = {.shared = {.format = NULL}, .layers = "all"};

static const option options[] = {
    {"layers", 0, OPTION_CHOICE, offsetof(eval_settings, layers), "all|outer",
     "quotes; outer: leave out what stands inside another, on both sides"},
    OUTPUT_OPTIONS(eval_settings),
    {NULL},
};

static const char details[] =
    "align: GOLD and OUT are files of beads ([0,1]:[0] a line), or two folders: GOLD holds NAME.gold, OUT holds\n"
    "NAME.align, and the beads of all are pooled. Strict: a bead counts where both of its sides are those of a gold\n"
    "bead. Lax: where it shares a pair of sentences with one. Precision counts every bead of OUT; recall leaves out\n"
    "gold beads with an empty side.\n"
    "\n"
    "check: GOLD has records {\"id\", \"class\", \"spans\": [{\"file\", \"begin\", \"end\"}]}, one a quote: how it "
    "was\n"
    "changed and where it stands, in code points of the source of that name; OUT is what dz check --quotes=...\n"
    "--format=jsonl prints. Place: the matches of rank 1 cover half of each span. Label: the verdict or the kind of\n"
    "difference is that of the class; one of verbatim, typographic, substitution, number, negation, modality,\n"
    "ellipsis, omission, splice, paraphrase, absent. Major: results that claim a change of number, date, name,\n"
    "negation or modality that was not made.\n"
    "\n"
    "sentences: GOLD has records {\"id\", \"text\", \"sents\": [text...]}, one a line; OUT is what dz segment\n"
    "--input=jsonl --format=jsonl GOLD prints, or records {\"id\", \"sents\"}. A boundary is counted by the "
    "characters\n"
    "before it, white space aside; the end of a text is none. A case is right where all of its boundaries are.\n"
    "\n"
    "quotes: GOLD has records {\"id\", \"text\", \"attributions\": [{\"source\", \"cue\", \"content\", \"type\"}]}, "
    "one a line, the\n"
    "first three lists of places [begin, end] in code points; OUT is what dz quotes --input=jsonl --format=jsonl GOLD\n"
    "prints, or records as the gold's. Strict: places are the same, white space, quotation marks and punctuation at\n"
    "the edges aside. Relaxed: contents have half of their characters in common, sources and cues touch.\n"
    "\n"
    "words: GOLD and OUT have a text a line, its words parted by spaces, as dz segment --level=word --split=lines\n"
    "prints them. A word is right where both of its ends are.\n"
    "\n"
    "Examples:\n"
    "  dz eval align gold/ out/\n"
    "  dz eval sentences gold.jsonl out.jsonl\n"
    "  dz eval words gold.txt out.txt\n"
    "  dz eval check truth.jsonl results.jsonl\n"
    "  dz eval quotes --layers=outer gold.jsonl out.jsonl\n";

/* A bead as a line of its file, normalised: numbers parted by commas, the sides by a colon. */
struct bead {
    uint32_t *numbers; /* source, then target */
    size_t source_count;
    size_t count;
};

struct beads {
    struct bead *items;
    size_t count;
};

/* What was counted, over all documents. */
struct tally {
    size_t strict, lax, proposed;           /* for precision */
    size_t strict_found, lax_found, wanted; /* for recall */
};

static void free_beads(struct beads *beads)
{
    for (size_t i = 0; i < beads->count; i++)
        free(beads->items[i].numbers);
    free(beads->items);
    *beads = (struct beads){NULL, 0};
}

/* Reads "[0,1]" and moves `*at` behind it. False where it is not that. */
static bool parse_side(const char **at, uint32_t *numbers, size_t *count)
{
    const char *p = *at + strspn(*at, " \t");
    if (*p++ != '[')
        return false;
    for (p += strspn(p, " \t"); *p != ']'; p += strspn(p, ", \t")) {
        char *end;
        unsigned long number = strtoul(p, &end, 10);
        if (end == p || number > UINT32_MAX)
            return false;
        numbers[(*count)++] = (uint32_t)number;
        p = end;
    }
    *at = p + 1;
    return true;
}

static bool parse_bead(const char *line, struct bead *out)
{
    const char *at = line;
    *out = (struct bead){calloc(strlen(line) + 1, sizeof *out->numbers), 0, 0};
    if (!out->numbers)
        return false;
    bool good = parse_side(&at, out->numbers, &out->count);
    out->source_count = out->count;
    at += strspn(at, " \t");
    good = good && *at++ == ':' && parse_side(&at, out->numbers, &out->count);
    if (!good) {
        free(out->numbers);
        out->numbers = NULL;
    }
    return good;
}

static bool add_bead(struct beads *beads, struct bead added)
{
    if ((beads->count & (beads->count - 1)) == 0) {
        struct bead *grown = realloc(beads->items, (beads->count ? beads->count * 2 : 1) * sizeof *grown);
        if (!grown)
            return false;
        beads->items = grown;
    }
    beads->items[beads->count++] = added;
    return true;
}

/* The beads of a file; an empty pair of sides says nothing and is left out. */
static bool read_beads(struct session *session, const char *path, struct beads *beads)
{
    char *line = NULL;
    size_t capacity = 0, number = 0;
    FILE *file = fopen(path, "r");
    *beads = (struct beads){NULL, 0};
    if (!file) {
        session_refuse(session, path, "cannot be opened: %s", strerror(errno));
        return false;
    }
    while (getline(&line, &capacity, file) >= 0) {
        struct bead found;
        number++;
        if (line[strspn(line, " \t\r\n")] == '\0')
            continue;
        if (!parse_bead(line, &found)) {
            session_say(session, "%s:%zu: is no bead and was passed over; a bead is [0,1]:[0]", path, number);
            session_raise(session, EXIT_INPUT);
        } else if (found.count == 0 || !add_bead(beads, found)) {
            free(found.numbers);
        }
    }
    free(line);
    fclose(file);
    return true;
}

static bool is_full(const struct bead *bead)
{
    return bead->source_count > 0 && bead->source_count < bead->count;
}

static int compare_beads(const void *first, const void *second)
{
    const struct bead *a = first, *b = second;
    if (a->source_count != b->source_count)
        return a->source_count < b->source_count ? -1 : 1;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->count ? memcmp(a->numbers, b->numbers, a->count * sizeof *a->numbers) : 0;
}

/* The links of a document: pairs of a source and a target sentence that stand in one bead, sorted. */
struct links {
    uint64_t *items;
    size_t count;
};

static int compare_links(const void *first, const void *second)
{
    uint64_t a = *(const uint64_t *)first, b = *(const uint64_t *)second;
    return a < b ? -1 : a > b;
}

static bool make_links(const struct beads *beads, struct links *links)
{
    size_t room = 0;
    for (size_t i = 0; i < beads->count; i++)
        room += beads->items[i].source_count * (beads->items[i].count - beads->items[i].source_count);
    links->count = 0;
    links->items = calloc(room + 1, sizeof *links->items);
    if (!links->items)
        return false;
    for (size_t i = 0; i < beads->count; i++) {
        const struct bead *bead = &beads->items[i];
        for (size_t s = 0; s < bead->source_count; s++)
            for (size_t t = bead->source_count; t < bead->count; t++)
                links->items[links->count++] = (uint64_t)bead->numbers[s] << 32 | bead->numbers[t];
    }
    qsort(links->items, links->count, sizeof *links->items, compare_links);
    return true;
}

static bool shares_link(const struct links *links, const struct bead *bead)
{
    for (size_t s = 0; s < bead->source_count; s++)
        for (size_t t = bead->source_count; t < bead->count; t++) {
            uint64_t link = (uint64_t)bead->numbers[s] << 32 | bead->numbers[t];
            if (bsearch(&link, links->items, links->count, sizeof link, compare_links))
                return true;
        }
    return false;
}

/* Counts the beads of `tested` that `reference` has. Beads are sets: one that is there twice counts once. */
static bool count_hits(const struct beads *reference, const struct beads *tested, bool full_only, size_t *strict,
                       size_t *lax, size_t *total)
{
    struct links links;
    if (!make_links(reference, &links))
        return false;
    for (size_t i = 0; i < tested->count; i++) {
        const struct bead *bead = &tested->items[i];
        if ((full_only && !is_full(bead)) || (i > 0 && compare_beads(bead, bead - 1) == 0))
            continue;
        bool found = reference->count && bsearch(bead, reference->items, reference->count, sizeof *bead, compare_beads);
        *strict += found;
        *lax += found || shares_link(&links, bead);
        ++*total;
    }
    free(links.items);
    return true;
}

static bool score_document(struct session *session, const char *gold_path, const char *out_path, struct tally *tally)
{
    struct beads gold, out = {NULL, 0};
    bool good = read_beads(session, gold_path, &gold) && read_beads(session, out_path, &out);
    if (good) {
        qsort(gold.items, gold.count, sizeof *gold.items, compare_beads);
        qsort(out.items, out.count, sizeof *out.items, compare_beads);
        good = count_hits(&gold, &out, false, &tally->strict, &tally->lax, &tally->proposed) &&
               count_hits(&out, &gold, true, &tally->strict_found, &tally->lax_found, &tally->wanted);
        if (!good)
            session_raise(session, EXIT_INTERNAL);
    }
    free_beads(&gold);
    free_beads(&out);
    return good;
}

double eval_share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0.0;
}

double eval_f1(double precision, double recall)
{
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0.0;
}

static void print_tally(struct session *session, const struct tally *tally, size_t documents)
{
    double ps = eval_share(tally->strict, tally->proposed), rs = eval_share(tally->strict_found, tally->wanted);
    double pl = eval_share(tally->lax, tally->proposed), rl = eval_share(tally->lax_found, tally->wanted);
    session_print(session, "%zu document%s, %zu beads, %zu gold beads with both sides\n", documents,
                  documents == 1 ? "" : "s", tally->proposed, tally->wanted);
    session_print(session, "strict P %.4f R %.4f F1 %.4f | lax P %.4f R %.4f F1 %.4f\n", ps, rs, eval_f1(ps, rs), pl,
                  rl, eval_f1(pl, rl));
}

static int is_gold(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".gold") == 0;
}

static size_t score_folders(struct session *session, const char *gold, const char *out, struct tally *tally)
{
    struct dirent **entries = NULL;
    int count = scandir(gold, &entries, is_gold, alphasort);
    size_t documents = 0;
    if (count < 0)
        session_refuse(session, gold, "cannot be read: %s", strerror(errno));
    for (int i = 0; i < count; i++) {
        char *gold_path = NULL, *out_path = NULL;
        int stem = (int)strlen(entries[i]->d_name) - 5;
        if (asprintf(&gold_path, "%s/%s", gold, entries[i]->d_name) >= 0 &&
            asprintf(&out_path, "%s/%.*s.align", out, stem, entries[i]->d_name) >= 0)
            documents += score_document(session, gold_path, out_path, tally);
        free(gold_path);
        free(out_path);
        free(entries[i]);
    }
    free(entries);
    if (count == 0)
        session_refuse(session, gold, "holds no NAME.gold");
    return documents;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static void eval_align(struct session *session, const char *gold, const char *out, const eval_settings *settings)
{
    struct tally tally = {0};
    size_t documents = is_folder(gold) ? score_folders(session, gold, out, &tally)
                                       : (size_t)score_document(session, gold, out, &tally);
    if (documents)
        print_tally(session, &tally, documents);
}

bool eval_is_white(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

uint32_t eval_next(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    unsigned more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC2 ? 1 : 0;
    uint32_t c = more ? p[0] & (0x3Fu >> more) : p[0];
    for (unsigned i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            ++*at;
            return p[0];
        }
        c = c << 6 | (p[i] & 0x3Fu);
    }
    *at += more + 1;
    return c;
}

/* What can be scored. */
static const struct scorer {
    const char *name;
    void (*score)(struct session *session, const char *gold, const char *out, const eval_settings *settings);
} scorers[] = {{"align", eval_align},
               {"check", eval_check},
               {"quotes", eval_quotes},
               {"sentences", eval_sentences},
               {"words", eval_words}};

static void run_eval(struct session *session, const void *given, const operand_list *operands)
{
    const char *what = operands->count ? operands->items[0] : "";
    for (size_t i = 0; i < sizeof scorers / sizeof *scorers; i++) {
        if (strcmp(what, scorers[i].name) != 0)
            continue;
        if (operands->count == 3)
            scorers[i].score(session, operands->items[1], operands->items[2], given);
        else
            session_usage(session, "%s: GOLD and OUT are needed; %zu operands were given", what, operands->count - 1);
        return;
    }
    session_usage(session, "say what to score: align, check, quotes, sentences or words");
}

const struct subcommand eval_subcommand = {
    .name = "eval",
    .operands = "align|check|quotes|sentences|words GOLD OUT",
    .summary = "Score results against gold.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(eval_settings),
    .run = run_eval,
};
