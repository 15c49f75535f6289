/* dz eval check: verdicts on quotes that were taken from known places and changed in known ways. */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "eval.h"
#include "inputs.h"

/* So much of a true span must be covered by the matches of rank 1, of which so many count. */
#define SHARE_COVERED 0.5
#define MATCHES_COUNTED 4
#define MOST_SPANS 8

/* What kinds of difference there may be, as bits. */
enum {
    KIND_NUMBER = 1,
    KIND_DATE = 2,
    KIND_NAME = 4,
    KIND_NEGATION = 8,
    KIND_MODALITY = 16,
    KIND_SUBSTITUTION = 32,
    KIND_SYNONYM = 64,
    KIND_OMISSION = 128
};

#define KINDS_MAJOR (KIND_NUMBER | KIND_DATE | KIND_NAME | KIND_NEGATION | KIND_MODALITY)

static const struct {
    const char *name;
    unsigned bit;
} kinds[] = {{"number", KIND_NUMBER},     {"date", KIND_DATE},         {"name", KIND_NAME},
             {"negation", KIND_NEGATION}, {"modality", KIND_MODALITY}, {"substitution", KIND_SUBSTITUTION},
             {"synonym", KIND_SYNONYM},   {"omission", KIND_OMISSION}};

/* The ways of changing a quote, and what a result must say of each: a verdict, or the kind of one of its differences.
 */
static const struct change {
    const char *name;
    const char *verdict; /* NULL: one of these kinds */
    unsigned wanted;
    unsigned made; /* major kinds that are not claimed in error */
} changes[] = {
    {"verbatim", "verbatim", 0, 0},
    {"typographic", "typographic", 0, 0},
    {"substitution", NULL, KIND_SUBSTITUTION | KIND_SYNONYM | KIND_NAME, 0},
    {"number", NULL, KIND_NUMBER | KIND_DATE, KIND_NUMBER | KIND_DATE},
    {"negation", NULL, KIND_NEGATION, KIND_NEGATION},
    {"modality", NULL, KIND_MODALITY, KIND_MODALITY},
    {"ellipsis", "elided", 0, 0},
    {"omission", NULL, KIND_OMISSION, 0},
    {"splice", "spliced", 0, 0},
    {"paraphrase", "altered", 0, 0},
    {"absent", "not-found", 0, 0},
};
#define CHANGE_COUNT (sizeof changes / sizeof *changes)

/* A stretch of a source, in code points. */
struct stretch {
    char *file;
    double begin, end;
};

/* A quote of the gold, and what is said of it. */
struct gold_quote {
    char *id;
    size_t change;
    struct stretch spans[MOST_SPANS];
    size_t span_count;
    bool answered, place, label, major, false_verbatim;
};

struct gold {
    struct gold_quote *quotes; /* sorted by id, once all are read */
    size_t count;
};

static bool fail_memory(struct session *session)
{
    session_say(session, "out of memory");
    session_raise(session, EXIT_INTERNAL);
    return false;
}

/* ---- The gold ------------------------------------------------------------------------------------------------- */

static bool find_change(const char *name, size_t *number)
{
    for (*number = 0; name && *number < CHANGE_COUNT; ++*number)
        if (strcmp(changes[*number].name, name) == 0)
            return true;
    return false;
}

static double number_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(item) ? item->valuedouble : -1;
}

/* False where the list is none of stretches. */
static bool read_spans(const cJSON *list, struct gold_quote *quote)
{
    const cJSON *item;
    if (!cJSON_IsArray(list))
        return false;
    cJSON_ArrayForEach(item, list)
    {
        const char *file = record_text(item, "file");
        struct stretch span = {NULL, number_of(item, "begin"), number_of(item, "end")};
        if (!file || span.begin < 0 || span.end < span.begin || quote->span_count == MOST_SPANS)
            return false;
        span.file = strdup(file);
        quote->spans[quote->span_count++] = span;
        if (!span.file)
            return false;
    }
    return true;
}

static void free_quote(struct gold_quote *quote)
{
    for (size_t i = 0; i < quote->span_count; i++)
        free(quote->spans[i].file);
    free(quote->id);
}

static bool add_quote(struct session *session, struct gold *gold, const record_reader *reader)
{
    struct gold_quote quote = {.id = strdup(reader->id)};
    bool good = find_change(record_text(reader->object, "class"), &quote.change) &&
                read_spans(cJSON_GetObjectItemCaseSensitive(reader->object, "spans"), &quote);
    if (!good) {
        session_refuse(session, reader->place,
                       "is no gold and was passed over; it must have \"class\", one of those of dz eval --help, and a "
                       "list \"spans\" of {\"file\", \"begin\", \"end\"}");
        free_quote(&quote);
        return true;
    }
    if ((gold->count & (gold->count - 1)) == 0) {
        struct gold_quote *grown = realloc(gold->quotes, (gold->count ? gold->count * 2 : 1) * sizeof *grown);
        if (!grown) {
            free_quote(&quote);
            return false;
        }
        gold->quotes = grown;
    }
    gold->quotes[gold->count++] = quote;
    return quote.id != NULL;
}

static int compare_ids(const void *first, const void *second)
{
    const struct gold_quote *a = first, *b = second;
    return strcmp(a->id, b->id);
}

static int compare_id(const void *wanted, const void *item)
{
    return strcmp(wanted, ((const struct gold_quote *)item)->id);
}

/* Reads all of the gold. False where there is none, or an id stands for two quotes; that is told. */
static bool read_gold(struct session *session, const char *path, struct gold *gold)
{
    record_reader reader;
    operand_list files = {&path, 1};
    bool good = true;
    *gold = (struct gold){NULL, 0};
    records_open(&reader, session, &files);
    while (good && records_next(&reader))
        good = add_quote(session, gold, &reader) || fail_memory(session);
    bool opened = reader.opened > 0;
    records_close(&reader);
    if (good && gold->count == 0 && opened)
        session_refuse(session, path, "has no gold: records {\"id\", \"class\", \"spans\"}, one a line");
    if (good && gold->count)
        qsort(gold->quotes, gold->count, sizeof *gold->quotes, compare_ids);
    for (size_t i = 1; good && i < gold->count; i++)
        if (strcmp(gold->quotes[i].id, gold->quotes[i - 1].id) == 0) {
            session_refuse(session, path, "has the id %s twice; give each quote its own", gold->quotes[i].id);
            good = false;
        }
    return good && gold->count > 0;
}

/* ---- What is scored ------------------------------------------------------------------------------------------- */

static const char *name_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int compare_stretches(const void *first, const void *second)
{
    const struct stretch *a = first, *b = second;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

/* Whether the first matches of rank 1 together cover enough of a true span. */
static bool covers(const cJSON *matches, const struct stretch *span)
{
    struct stretch found[MATCHES_COUNTED];
    size_t count = 0, seen = 0;
    const cJSON *match;
    cJSON_ArrayForEach(match, matches)
    {
        const cJSON *rank = cJSON_GetObjectItemCaseSensitive(match, "rank");
        const char *source = record_text(match, "source");
        if ((cJSON_IsNumber(rank) && rank->valuedouble != 1) || seen++ >= MATCHES_COUNTED || !source ||
            strcmp(name_of_file(source), span->file) != 0)
            continue;
        found[count++] = (struct stretch){NULL, number_of(match, "begin"), number_of(match, "end")};
    }
    if (count)
        qsort(found, count, sizeof *found, compare_stretches);
    double covered = 0, at = span->begin;
    for (size_t i = 0; i < count; i++) {
        double begin = found[i].begin > at ? found[i].begin : at,
               end = found[i].end < span->end ? found[i].end : span->end;
        covered += end > begin ? end - begin : 0;
        at = end > at ? end : at;
    }
    return covered >= SHARE_COVERED * (span->end - span->begin);
}

static unsigned kinds_of(const cJSON *differences)
{
    unsigned bits = 0;
    const cJSON *difference;
    cJSON_ArrayForEach(difference, differences)
    {
        const char *kind = record_text(difference, "kind");
        for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
            bits |= strcmp(kinds[i].name, kind) == 0 ? kinds[i].bit : 0;
    }
    return bits;
}

static void judge(struct gold_quote *quote, const cJSON *record)
{
    const struct change *change = &changes[quote->change];
    const char *verdict = record_text(record, "verdict");
    const cJSON *matches = cJSON_GetObjectItemCaseSensitive(record, "matches");
    unsigned said = kinds_of(cJSON_GetObjectItemCaseSensitive(record, "differences"));
    bool absent = strcmp(change->name, "absent") == 0, refused = !verdict || strcmp(verdict, "not-found") == 0;
    quote->answered = true;
    quote->place = absent ? verdict && refused : !refused;
    for (size_t i = 0; !absent && quote->place && i < quote->span_count; i++)
        quote->place = covers(matches, &quote->spans[i]);
    quote->label = change->verdict ? verdict && strcmp(verdict, change->verdict) == 0 : (said & change->wanted) != 0;
    quote->major = (said & KINDS_MAJOR & ~change->made) != 0;
    quote->false_verbatim = verdict && strcmp(verdict, "verbatim") == 0 && strcmp(change->name, "verbatim") != 0;
}

/* Reads what dz check said. False where it cannot be read. */
static bool read_out(struct session *session, const char *path, const struct gold *gold)
{
    record_reader reader;
    operand_list files = {&path, 1};
    const cJSON *record;
    size_t strange = 0, missing = 0;
    records_open(&reader, session, &files);
    while ((record = records_next(&reader)) != NULL) {
        const char *type = record_text(record, "type");
        const char *id = record_text(cJSON_GetObjectItemCaseSensitive(record, "quote"), "id");
        if (!type || strcmp(type, "check") != 0)
            continue;
        struct gold_quote *quote = id ? bsearch(id, gold->quotes, gold->count, sizeof *gold->quotes, compare_id) : NULL;
        if (quote)
            judge(quote, record);
        else
            strange++;
    }
    bool read = reader.opened > 0;
    records_close(&reader);
    for (size_t i = 0; i < gold->count; i++)
        missing += !gold->quotes[i].answered;
    if (read && strange)
        session_refuse(session, path, "%zu record%s of quotes that the gold has not; passed over", strange,
                       strange == 1 ? "" : "s");
    if (read && missing)
        session_refuse(session, path, "has nothing for %zu quote%s of the gold; scored as wrong", missing,
                       missing == 1 ? "" : "s");
    return read;
}

/* ---- The figures ---------------------------------------------------------------------------------------------- */

struct row {
    size_t count, place, label, major;
};

static void print_row(struct session *session, const char *name, const struct row *row)
{
    session_print(session, "%-14s %5zu %8.1f %8.1f %8.1f\n", name, row->count, 100 * eval_share(row->place, row->count),
                  100 * eval_share(row->label, row->count), 100 * eval_share(row->major, row->count));
}

static void print_scores(struct session *session, const struct gold *gold)
{
    struct row rows[CHANGE_COUNT] = {{0}}, all = {0};
    size_t false_verbatim = 0;
    for (size_t i = 0; i < gold->count; i++) {
        const struct gold_quote *quote = &gold->quotes[i];
        struct row *both[] = {&rows[quote->change], &all};
        for (size_t j = 0; j < 2; j++) {
            both[j]->count++;
            both[j]->place += quote->place;
            both[j]->label += quote->label;
            both[j]->major += quote->major;
        }
        false_verbatim += quote->false_verbatim;
    }
    session_print(session, "%-14s %5s %8s %8s %8s\n", "class", "n", "place %", "label %", "major %");
    for (size_t i = 0; i < CHANGE_COUNT; i++)
        if (rows[i].count)
            print_row(session, changes[i].name, &rows[i]);
    print_row(session, "all", &all);
    session_print(session, "verbatim said of altered quotes: %zu\n", false_verbatim);
}

void eval_check(struct session *session, const char *gold_path, const char *out_path, const eval_settings *settings)
{
    struct gold gold;
    (void)settings;
    if (read_gold(session, gold_path, &gold) && read_out(session, out_path, &gold))
        print_scores(session, &gold);
    for (size_t i = 0; i < gold.count; i++)
        free_quote(&gold.quotes[i]);
    free(gold.quotes);
}
