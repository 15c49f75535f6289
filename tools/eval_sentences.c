/* dz eval sentences: boundaries of sentences against gold. A boundary is the number of characters before it that are
 * no white space, so that trimming does not matter. */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "eval.h"
#include "inputs.h"

#define WRONG_SHOWN 20

/* Boundaries, as they are gathered; a set once they are sorted. */
struct ends {
    size_t *items;
    size_t count;
};

/* A text of the gold. */
struct gold_case {
    char *id;
    size_t number;   /* its place in the file, from 0 */
    uint32_t *solid; /* how many characters are no white space before each code point, and before the end */
    size_t length;   /* code points */
    bool skipped;    /* its sentences are not those of the text ("alters_text"), so that no cut can be right */
    bool answered;
    struct ends gold, out;
};

struct gold {
    struct gold_case *cases; /* sorted by id, once all are read */
    size_t count;
};

/* What of OUT could not be used: how much, and the first of it. */
struct misfit {
    size_t count;
    char *first;
};

static bool fail_memory(struct session *session)
{
    session_say(session, "out of memory");
    session_raise(session, EXIT_INTERNAL);
    return false;
}

static bool is_power_of_two(size_t count)
{
    return (count & (count - 1)) == 0;
}

static bool add_end(struct ends *ends, size_t end)
{
    if (is_power_of_two(ends->count)) {
        size_t *grown = realloc(ends->items, (ends->count ? ends->count * 2 : 1) * sizeof *grown);
        if (!grown)
            return false;
        ends->items = grown;
    }
    ends->items[ends->count++] = end;
    return true;
}

static size_t count_solid(const char *text)
{
    size_t count = 0;
    while (*text)
        count += !eval_is_white(eval_next(&text));
    return count;
}

/* ---- The gold ------------------------------------------------------------------------------------------------- */

static bool measure_text(struct gold_case *made, const char *text)
{
    uint32_t solid = 0;
    made->solid = malloc((strlen(text) + 1) * sizeof *made->solid);
    if (!made->solid)
        return false;
    while (*text) {
        made->solid[made->length++] = solid;
        solid += !eval_is_white(eval_next(&text));
    }
    made->solid[made->length] = solid;
    return true;
}

/* The ends of the sentences of a list; `*total` is that of the last. */
static bool add_sentences(struct ends *ends, const cJSON *list, size_t *total)
{
    const cJSON *item;
    *total = 0;
    cJSON_ArrayForEach(item, list)
    {
        *total += cJSON_IsString(item) ? count_solid(item->valuestring) : 0;
        if (!add_end(ends, *total))
            return false;
    }
    return true;
}

static bool add_case(struct session *session, struct gold *gold, record_reader *reader)
{
    const cJSON *record = reader->object, *list = cJSON_GetObjectItemCaseSensitive(record, "sents");
    const char *text = record_text(record, "text");
    size_t total;
    if (!text || !cJSON_IsArray(list)) {
        session_refuse(session, reader->place,
                       "is no gold and was passed over; it must have \"text\" and a list \"sents\"");
        return true;
    }
    if (is_power_of_two(gold->count)) {
        struct gold_case *grown = realloc(gold->cases, (gold->count ? gold->count * 2 : 1) * sizeof *grown);
        if (!grown)
            return false;
        gold->cases = grown;
    }
    struct gold_case *made = &gold->cases[gold->count];
    *made = (struct gold_case){.id = strdup(reader->id), .number = gold->count};
    made->skipped = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(record, "alters_text"));
    gold->count++;
    if (!made->id || !measure_text(made, text) || !add_sentences(&made->gold, list, &total))
        return false;
    if (total != made->solid[made->length] && !made->skipped)
        session_refuse(session, reader->place,
                       "\"sents\" are not the sentences of \"text\": they have %zu characters, it %zu", total,
                       (size_t)made->solid[made->length]);
    return true;
}

static int compare_ids(const void *first, const void *second)
{
    const struct gold_case *a = first, *b = second;
    return strcmp(a->id, b->id);
}

static int compare_numbers(const void *first, const void *second)
{
    const struct gold_case *a = first, *b = second;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* Reads all of the gold. False where there is none, or an id stands for two texts; that is told. */
static bool read_gold(struct session *session, const char *path, struct gold *gold)
{
    record_reader reader;
    operand_list files = {&path, 1};
    bool good = true;
    *gold = (struct gold){NULL, 0};
    records_open(&reader, session, &files);
    while (good && records_next(&reader))
        good = add_case(session, gold, &reader) || fail_memory(session);
    bool opened = reader.opened > 0;
    records_close(&reader);
    if (good && gold->count == 0) {
        if (opened)
            session_refuse(session, path, "has no gold: records {\"id\", \"text\", \"sents\"}, one a line");
        return false;
    }
    if (good)
        qsort(gold->cases, gold->count, sizeof *gold->cases, compare_ids);
    for (size_t i = 1; good && i < gold->count; i++)
        if (strcmp(gold->cases[i].id, gold->cases[i - 1].id) == 0) {
            session_refuse(session, path, "has the id %s twice; give each text its own", gold->cases[i].id);
            good = false;
        }
    return good;
}

static void free_gold(struct gold *gold)
{
    for (size_t i = 0; i < gold->count; i++) {
        free(gold->cases[i].id);
        free(gold->cases[i].solid);
        free(gold->cases[i].gold.items);
        free(gold->cases[i].out.items);
    }
    free(gold->cases);
}

/* ---- What is scored ------------------------------------------------------------------------------------------- */

static int compare_id(const void *wanted, const void *item)
{
    return strcmp(wanted, ((const struct gold_case *)item)->id);
}

static struct gold_case *find_case(const struct gold *gold, const char *id)
{
    return id ? bsearch(id, gold->cases, gold->count, sizeof *gold->cases, compare_id) : NULL;
}

static void note_misfit(struct misfit *misfit, const char *what)
{
    if (misfit->count++ == 0)
        misfit->first = strdup(what);
}

/* A sentence record: its end is counted in code points of the text. False where it is not of this text. */
static bool add_record(struct gold_case *of, const cJSON *record, bool *memory)
{
    const cJSON *begin = cJSON_GetObjectItemCaseSensitive(record, "begin");
    const cJSON *end = cJSON_GetObjectItemCaseSensitive(record, "end");
    const char *text = record_text(record, "text");
    double limit = (double)of->length;
    if (!cJSON_IsNumber(end) || end->valuedouble < 0 || end->valuedouble > limit)
        return false;
    size_t last = (size_t)end->valuedouble;
    if (text && cJSON_IsNumber(begin) && begin->valuedouble >= 0 && begin->valuedouble <= end->valuedouble &&
        count_solid(text) != of->solid[last] - of->solid[(size_t)begin->valuedouble])
        return false;
    *memory = add_end(&of->out, of->solid[last]);
    return true;
}

/* False where memory ran out. */
static bool read_answer(const struct gold *gold, const record_reader *reader, struct misfit *strange,
                        struct misfit *changed)
{
    const cJSON *record = reader->object, *list = cJSON_GetObjectItemCaseSensitive(record, "sents");
    const char *type = record_text(record, "type"),
               *id = cJSON_IsArray(list) ? reader->id : record_text(record, "document");
    bool sentence = type && strcmp(type, "sentence") == 0, memory = true;
    if (!cJSON_IsArray(list) && !sentence && !(type && strcmp(type, "document") == 0))
        return true;
    struct gold_case *of = find_case(gold, id);
    if (!of) {
        note_misfit(strange, id ? id : reader->place);
        return true;
    }
    of->answered = true;
    if (cJSON_IsArray(list)) {
        size_t total;
        of->out.count = 0;
        memory = add_sentences(&of->out, list, &total);
        if (total != of->solid[of->length] && !of->skipped)
            note_misfit(changed, id);
    } else if (sentence && !add_record(of, record, &memory)) {
        note_misfit(changed, id);
    }
    return memory;
}

static void tell_misfits(struct session *session, const char *path, const struct misfit *strange,
                         const struct misfit *changed)
{
    if (strange->count)
        session_refuse(session, path, "%zu record%s of texts that the gold has not, the first of %s; passed over",
                       strange->count, strange->count == 1 ? "" : "s", strange->first ? strange->first : "?");
    if (changed->count)
        session_refuse(session, path, "%zu record%s not of the gold's text, the first of %s; cut the gold's own texts",
                       changed->count, changed->count == 1 ? "" : "s", changed->first ? changed->first : "?");
}

static void tell_missing(struct session *session, const char *path, const struct gold *gold)
{
    struct misfit missing = {0};
    for (size_t i = 0; i < gold->count; i++)
        if (!gold->cases[i].answered && !gold->cases[i].skipped)
            note_misfit(&missing, gold->cases[i].id);
    if (missing.count)
        session_refuse(session, path, "has nothing for %zu text%s of the gold, the first of them %s; scored as uncut",
                       missing.count, missing.count == 1 ? "" : "s", missing.first ? missing.first : "?");
    free(missing.first);
}

static bool read_out(struct session *session, const char *path, const struct gold *gold)
{
    record_reader reader;
    operand_list files = {&path, 1};
    struct misfit strange = {0}, changed = {0};
    bool good = true;
    records_open(&reader, session, &files);
    while (good && records_next(&reader))
        good = read_answer(gold, &reader, &strange, &changed) || fail_memory(session);
    bool read = reader.opened > 0;
    records_close(&reader);
    if (good && read) {
        tell_misfits(session, path, &strange, &changed);
        tell_missing(session, path, gold);
    }
    free(strange.first);
    free(changed.first);
    return good && read;
}

/* ---- The figures ---------------------------------------------------------------------------------------------- */

static int compare_sizes(const void *first, const void *second)
{
    size_t a = *(const size_t *)first, b = *(const size_t *)second;
    return a < b ? -1 : a > b;
}

/* Sorts, and leaves each boundary once; the text's own ends are none. */
static void make_set(struct ends *ends, size_t text_end)
{
    size_t kept = 0;
    if (ends->count)
        qsort(ends->items, ends->count, sizeof *ends->items, compare_sizes);
    for (size_t i = 0; i < ends->count; i++)
        if (ends->items[i] != 0 && ends->items[i] != text_end && (kept == 0 || ends->items[kept - 1] != ends->items[i]))
            ends->items[kept++] = ends->items[i];
    ends->count = kept;
}

static size_t count_common(const struct ends *a, const struct ends *b)
{
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        count += a->items[i] == b->items[j];
        if (a->items[i] == b->items[j])
            i++, j++;
        else if (a->items[i] < b->items[j])
            i++;
        else
            j++;
    }
    return count;
}

struct tally {
    size_t cases, right;
    size_t hit, proposed, wanted;
};

static bool score_case(struct gold_case *of, struct tally *tally)
{
    size_t text_end = of->solid[of->length];
    make_set(&of->gold, text_end);
    make_set(&of->out, text_end);
    size_t common = count_common(&of->gold, &of->out);
    bool right = common == of->gold.count && common == of->out.count;
    tally->cases++;
    tally->right += right;
    tally->hit += common;
    tally->proposed += of->out.count;
    tally->wanted += of->gold.count;
    return right;
}

static void print_scores(struct session *session, struct gold *gold)
{
    struct tally tally = {0};
    size_t wrong = 0;
    qsort(gold->cases, gold->count, sizeof *gold->cases, compare_numbers);
    for (size_t i = 0; i < gold->count; i++) {
        if (gold->cases[i].skipped || score_case(&gold->cases[i], &tally))
            continue;
        if (wrong++ < WRONG_SHOWN)
            session_print(session, "%s%s", wrong == 1 ? "wrong: " : " ", gold->cases[i].id);
    }
    if (wrong)
        session_print(session, "%s\n", wrong > WRONG_SHOWN ? " ..." : "");
    double p = eval_share(tally.hit, tally.proposed), r = eval_share(tally.hit, tally.wanted);
    session_print(session, "cases %zu/%zu | boundaries P %.2f R %.2f F1 %.2f\n", tally.right, tally.cases, 100 * p,
                  100 * r, 100 * eval_f1(p, r));
}

void eval_sentences(struct session *session, const char *gold_path, const char *out_path, const eval_settings *settings)
{
    struct gold gold;
    if (read_gold(session, gold_path, &gold) && read_out(session, out_path, &gold))
        print_scores(session, &gold);
    free_gold(&gold);
}
