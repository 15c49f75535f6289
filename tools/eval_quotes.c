/* dz eval quotes: attributions against gold. A span counts without the white space, quotation marks and punctuation at
 * its edges; pieces with nothing but those between them are one. */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "eval.h"
#include "inputs.h"

#define LEAST_COMMON 0.5 /* of the characters of two contents, for "relaxed" (Jaccard) */
#define SAME_CUE 0.001   /* among equal contents, the one with the same cue is matched first */

/* Code points of the text. */
struct piece {
    size_t begin, end;
};

/* Pieces in order, none touching the next. */
struct pieces {
    struct piece *items;
    size_t count;
};

enum part { SOURCE, CUE, CONTENT, PART_COUNT };

static const char *const part_names[PART_COUNT] = {"source", "cue", "content"};

enum kind { DIRECT, MIXED, INDIRECT, KIND_COUNT };

static const char *const kind_names[KIND_COUNT] = {"direct", "mixed", "indirect"};

struct claim {
    char *id, *via, *about, *speaker; /* NULL where there is none */
    struct pieces parts[PART_COUNT];
    unsigned kind; /* KIND_COUNT: another */
    struct claim *match;
    double common; /* with the match: the share of their characters */
};

struct claims {
    struct claim *items;
    size_t count;
};

struct quoted_text {
    char *id;
    uint32_t *letters;
    size_t length;
    bool answered;
    bool named, layered; /* some gold here names a speaker, or a link to another */
    struct claims gold, out;
};

struct texts {
    struct quoted_text *items; /* sorted by id, once all are read */
    size_t count;
};

/* ---- Spans ---------------------------------------------------------------------------------------------------- */

static bool is_edge(uint32_t c)
{
    static const uint32_t edges[] = {0x201C, 0x201D, 0x201F, 0x2018, 0x2019, 0x2014, 0x2013, 0x300C, 0x300D, 0x300E,
                                     0x300F, 0xFF0C, 0x3002, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F, 0x3001, 0xA0};
    if (c < 0x80)
        return c && strchr(" \t\n\r\"'`.,;:!?()-", (int)c);
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        if (edges[i] == c)
            return true;
    return false;
}

static bool all_edge(const struct quoted_text *text, size_t begin, size_t end)
{
    for (; begin < end; begin++)
        if (!is_edge(text->letters[begin]))
            return false;
    return true;
}

static int compare_pieces(const void *first, const void *second)
{
    const struct piece *a = first, *b = second;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* Trims the pieces, sorts them and joins what only edges part. */
static void normalise(const struct quoted_text *text, struct pieces *pieces)
{
    size_t kept = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        struct piece p = pieces->items[i];
        while (p.begin < p.end && is_edge(text->letters[p.begin]))
            p.begin++;
        while (p.end > p.begin && is_edge(text->letters[p.end - 1]))
            p.end--;
        if (p.end > p.begin)
            pieces->items[kept++] = p;
    }
    if (kept)
        qsort(pieces->items, kept, sizeof *pieces->items, compare_pieces);
    pieces->count = 0;
    for (size_t i = 0; i < kept; i++) {
        struct piece *last = pieces->count ? &pieces->items[pieces->count - 1] : NULL;
        struct piece next = pieces->items[i];
        if (!last || !all_edge(text, last->end, next.begin))
            pieces->items[pieces->count++] = next;
        else if (next.end > last->end)
            last->end = next.end;
    }
}

static size_t count_letters(const struct pieces *pieces)
{
    size_t sum = 0;
    for (size_t i = 0; i < pieces->count; i++)
        sum += pieces->items[i].end - pieces->items[i].begin;
    return sum;
}

static size_t count_shared(const struct pieces *a, const struct pieces *b)
{
    size_t sum = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        const struct piece *p = &a->items[i], *q = &b->items[j];
        size_t begin = p->begin > q->begin ? p->begin : q->begin, end = p->end < q->end ? p->end : q->end;
        sum += end > begin ? end - begin : 0;
        if (p->end < q->end)
            i++;
        else
            j++;
    }
    return sum;
}

static bool are_same(const struct pieces *a, const struct pieces *b)
{
    return a->count == b->count && (!a->count || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

/* Whether they share a letter; without gold there must be nothing. */
static bool agree(const struct pieces *gold, const struct pieces *out)
{
    return gold->count ? count_shared(gold, out) > 0 : !out->count;
}

/* ---- Reading -------------------------------------------------------------------------------------------------- */

static bool fail_memory(struct session *session)
{
    session_say(session, "out of memory");
    session_raise(session, EXIT_INTERNAL);
    return false;
}

/* A place: [begin, end], or {"begin", "end"}. False where it is none of the text's. */
static bool read_piece(const cJSON *item, size_t length, struct piece *out)
{
    bool pair = cJSON_IsArray(item);
    const cJSON *begin = pair ? cJSON_GetArrayItem(item, 0) : cJSON_GetObjectItemCaseSensitive(item, "begin");
    const cJSON *end = pair ? cJSON_GetArrayItem(item, 1) : cJSON_GetObjectItemCaseSensitive(item, "end");
    if (!cJSON_IsNumber(begin) || !cJSON_IsNumber(end) || begin->valuedouble < 0 ||
        begin->valuedouble > end->valuedouble || end->valuedouble > (double)length)
        return false;
    *out = (struct piece){(size_t)begin->valuedouble, (size_t)end->valuedouble};
    return true;
}

/* `*fits` becomes false where a place is none of the text's. False where memory ran out. */
static bool read_pieces(const struct quoted_text *text, const cJSON *list, struct pieces *out, bool *fits)
{
    const cJSON *item;
    out->items = calloc((size_t)cJSON_GetArraySize(list) + 1, sizeof *out->items);
    if (!out->items)
        return false;
    cJSON_ArrayForEach(item, list)
    {
        if (read_piece(item, text->length, &out->items[out->count]))
            out->count++;
        else
            *fits = false;
    }
    normalise(text, out);
    return true;
}

static bool copy_text(const cJSON *record, const char *key, char **out)
{
    const char *text = record_text(record, key);
    *out = text ? strdup(text) : NULL;
    return !text || *out;
}

static bool add_claim(const struct quoted_text *text, struct claims *claims, const cJSON *record, bool *fits)
{
    if ((claims->count & (claims->count - 1)) == 0) {
        struct claim *grown = realloc(claims->items, (claims->count ? claims->count * 2 : 1) * sizeof *grown);
        if (!grown)
            return false;
        claims->items = grown;
    }
    struct claim *made = &claims->items[claims->count++];
    *made = (struct claim){.kind = 0};
    const char *kind = record_text(record, "kind");
    kind = kind ? kind : record_text(record, "type");
    while (made->kind < KIND_COUNT && (!kind || strcmp(kind, kind_names[made->kind]) != 0))
        made->kind++;
    bool good = copy_text(record, "id", &made->id) && copy_text(record, "via", &made->via) &&
                copy_text(record, "about", &made->about) && copy_text(record, "speaker", &made->speaker);
    for (unsigned i = 0; i < PART_COUNT && good; i++)
        good = read_pieces(text, cJSON_GetObjectItemCaseSensitive(record, part_names[i]), &made->parts[i], fits);
    return good;
}

static bool add_claims(const struct quoted_text *text, struct claims *claims, const cJSON *list, bool *fits)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        if (!add_claim(text, claims, item, fits))
            return false;
    }
    return true;
}

static bool read_letters(struct quoted_text *text, const char *at)
{
    text->letters = malloc((strlen(at) + 1) * sizeof *text->letters);
    if (!text->letters)
        return false;
    while (*at)
        text->letters[text->length++] = eval_next(&at);
    return true;
}

static bool add_gold(struct session *session, struct texts *texts, const record_reader *reader)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(reader->object, "attributions");
    const char *text = record_text(reader->object, "text");
    bool fits = true;
    if (!text || !cJSON_IsArray(list)) {
        session_refuse(session, reader->place,
                       "is no gold and was passed over; it must have \"text\" and a list \"attributions\"");
        return true;
    }
    if ((texts->count & (texts->count - 1)) == 0) {
        struct quoted_text *grown = realloc(texts->items, (texts->count ? texts->count * 2 : 1) * sizeof *grown);
        if (!grown)
            return false;
        texts->items = grown;
    }
    struct quoted_text *made = &texts->items[texts->count++];
    *made = (struct quoted_text){.id = strdup(reader->id)};
    if (!made->id || !read_letters(made, text) || !add_claims(made, &made->gold, list, &fits))
        return false;
    for (size_t i = 0; i < made->gold.count; i++) {
        made->named |= made->gold.items[i].speaker != NULL;
        made->layered |= made->gold.items[i].via || made->gold.items[i].about;
    }
    if (!fits)
        session_refuse(session, reader->place, "has places that are not in its \"text\"; they were passed over");
    return true;
}

static int compare_ids(const void *first, const void *second)
{
    const struct quoted_text *a = first, *b = second;
    return strcmp(a->id, b->id);
}

/* Reads all of the gold. False where there is none, or an id stands for two texts; that is told. */
static bool read_gold(struct session *session, const char *path, struct texts *texts)
{
    record_reader reader;
    operand_list files = {&path, 1};
    bool good = true;
    records_open(&reader, session, &files);
    while (good && records_next(&reader))
        good = add_gold(session, texts, &reader) || fail_memory(session);
    bool opened = reader.opened > 0;
    records_close(&reader);
    if (good && texts->count == 0) {
        if (opened)
            session_refuse(session, path, "has no gold: records {\"id\", \"text\", \"attributions\"}, one a line");
        return false;
    }
    if (good)
        qsort(texts->items, texts->count, sizeof *texts->items, compare_ids);
    for (size_t i = 1; good && i < texts->count; i++)
        if (strcmp(texts->items[i].id, texts->items[i - 1].id) == 0) {
            session_refuse(session, path, "has the id %s twice; give each text its own", texts->items[i].id);
            good = false;
        }
    return good;
}

/* What of OUT does not belong to the gold. */
struct misfits {
    size_t strange; /* records of texts that the gold has not */
    size_t outside; /* records with places beyond their text */
    size_t missing; /* texts of the gold without a record */
};

static int compare_id(const void *wanted, const void *item)
{
    return strcmp(wanted, ((const struct quoted_text *)item)->id);
}

static struct quoted_text *find_text(const struct texts *texts, const char *id)
{
    return id ? bsearch(id, texts->items, texts->count, sizeof *texts->items, compare_id) : NULL;
}

/* A record of dz quotes, or one of the gold's own form. False where memory ran out. */
static bool read_answer(const struct texts *texts, const record_reader *reader, struct misfits *misfits)
{
    const cJSON *record = reader->object, *list = cJSON_GetObjectItemCaseSensitive(record, "attributions");
    const char *type = record_text(record, "type"), *id = record_text(record, "document");
    bool attribution = type && strcmp(type, "attribution") == 0, fits = true, good = true;
    if (!attribution && !(type && strcmp(type, "document") == 0) && !cJSON_IsArray(list))
        return true;
    struct quoted_text *text = find_text(texts, cJSON_IsArray(list) ? reader->id : id);
    if (!text) {
        misfits->strange++;
        return true;
    }
    text->answered = true;
    if (attribution)
        good = add_claim(text, &text->out, record, &fits);
    else if (cJSON_IsArray(list))
        good = add_claims(text, &text->out, list, &fits);
    misfits->outside += !fits;
    return good;
}

static void tell_misfits(struct session *session, const char *path, const struct misfits *misfits)
{
    if (misfits->strange)
        session_refuse(session, path, "%zu record%s of texts that the gold has not; passed over", misfits->strange,
                       misfits->strange == 1 ? "" : "s");
    if (misfits->outside)
        session_refuse(session, path, "%zu record%s with places outside their text; read the gold's own texts",
                       misfits->outside, misfits->outside == 1 ? "" : "s");
    if (misfits->missing)
        session_refuse(session, path, "has nothing for %zu text%s of the gold; scored as without attributions",
                       misfits->missing, misfits->missing == 1 ? "" : "s");
}

static bool read_out(struct session *session, const char *path, struct texts *texts)
{
    record_reader reader;
    operand_list files = {&path, 1};
    struct misfits misfits = {0};
    bool good = true;
    records_open(&reader, session, &files);
    while (good && records_next(&reader))
        good = read_answer(texts, &reader, &misfits) || fail_memory(session);
    bool read = reader.opened > 0;
    records_close(&reader);
    for (size_t i = 0; i < texts->count; i++)
        misfits.missing += !texts->items[i].answered;
    if (good && read)
        tell_misfits(session, path, &misfits);
    return good && read;
}

static void free_claim(struct claim *claim)
{
    free(claim->id);
    free(claim->via);
    free(claim->about);
    free(claim->speaker);
    for (unsigned i = 0; i < PART_COUNT; i++)
        free(claim->parts[i].items);
}

static void free_claims(struct claims *claims)
{
    for (size_t i = 0; i < claims->count; i++)
        free_claim(&claims->items[i]);
    free(claims->items);
}

static void keep_outermost(struct claims *claims)
{
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++) {
        if (claims->items[i].via)
            free_claim(&claims->items[i]);
        else
            claims->items[kept++] = claims->items[i];
    }
    claims->count = kept;
}

static void free_texts(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        free(texts->items[i].id);
        free(texts->items[i].letters);
        free_claims(&texts->items[i].gold);
        free_claims(&texts->items[i].out);
    }
    free(texts->items);
}

/* ---- Counting ------------------------------------------------------------------------------------------------- */

/* Of one part, over all texts. */
struct part_tally {
    size_t exact, overlapped, found; /* pieces: the same on both sides; of OUT, of the gold, that touch another */
    size_t proposed, wanted;         /* pieces */
    size_t shared, read, gold;       /* letters */
};

/* Attributions of a kind, over all texts. "strict": the contents are the same; "relaxed": most of them is. */
struct kind_tally {
    size_t proposed, wanted;
    size_t strict, relaxed;         /* of the gold of this kind */
    size_t out_strict, out_relaxed; /* of OUT of this kind */
    size_t sourced, same_source, near_source;
    size_t tuple_strict, tuple_relaxed;
};

struct quote_tally {
    struct part_tally parts[PART_COUNT];
    struct kind_tally kinds[KIND_COUNT + 1]; /* the last: all */
    size_t named, same_name, layered, same_via, same_about;
    bool has_names, has_layers;
};

/* All pieces of a part, sorted; `joined`: those that touch made one. */
static bool gather(const struct claims *claims, enum part part, bool joined, struct pieces *out)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < claims->count; i++)
        count += claims->items[i].parts[part].count;
    *out = (struct pieces){calloc(count + 1, sizeof *out->items), count};
    if (!out->items)
        return false;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t k = 0; k < claims->items[i].parts[part].count; k++)
            out->items[kept++] = claims->items[i].parts[part].items[k];
    if (count)
        qsort(out->items, count, sizeof *out->items, compare_pieces);
    if (!joined || !count)
        return true;
    kept = 1;
    for (size_t i = 1; i < count; i++) {
        struct piece *last = &out->items[kept - 1];
        if (out->items[i].begin > last->end)
            out->items[kept++] = out->items[i];
        else if (out->items[i].end > last->end)
            last->end = out->items[i].end;
    }
    out->count = kept;
    return true;
}

static size_t count_equal(const struct pieces *a, const struct pieces *b)
{
    size_t sum = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        int order = compare_pieces(&a->items[i], &b->items[j]);
        sum += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return sum;
}

static size_t count_touching(const struct pieces *pieces, const struct pieces *others)
{
    size_t sum = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        struct pieces one = {&pieces->items[i], 1};
        sum += count_shared(&one, others) > 0;
    }
    return sum;
}

static bool count_part(const struct quoted_text *text, enum part part, struct part_tally *tally)
{
    struct pieces gold = {NULL, 0}, out = {NULL, 0}, gold_all = {NULL, 0}, out_all = {NULL, 0};
    bool good = gather(&text->gold, part, false, &gold) && gather(&text->out, part, false, &out) &&
                gather(&text->gold, part, true, &gold_all) && gather(&text->out, part, true, &out_all);
    if (good) {
        tally->exact += count_equal(&gold, &out);
        tally->overlapped += count_touching(&out, &gold_all);
        tally->found += count_touching(&gold, &out_all);
        tally->proposed += out.count;
        tally->wanted += gold.count;
        tally->shared += count_shared(&gold_all, &out_all);
        tally->read += count_letters(&out_all);
        tally->gold += count_letters(&gold_all);
    }
    free(gold.items);
    free(out.items);
    free(gold_all.items);
    free(out_all.items);
    return good;
}

/* ---- Matching ------------------------------------------------------------------------------------------------- */

struct pairing {
    double common;
    struct claim *gold, *out;
};

/* The best first; among equals the last. */
static int compare_pairings(const void *first, const void *second)
{
    const struct pairing *a = first, *b = second;
    if (a->common != b->common)
        return a->common > b->common ? -1 : 1;
    if (a->gold != b->gold)
        return a->gold > b->gold ? -1 : 1;
    return a->out > b->out ? -1 : a->out < b->out;
}

static bool add_pairing(struct pairing **pairings, size_t *count, struct claim *gold, struct claim *out)
{
    size_t shared = count_shared(&gold->parts[CONTENT], &out->parts[CONTENT]);
    if (!shared)
        return true;
    if ((*count & (*count - 1)) == 0) {
        struct pairing *grown = realloc(*pairings, (*count ? *count * 2 : 1) * sizeof *grown);
        if (!grown)
            return false;
        *pairings = grown;
    }
    size_t all = count_letters(&gold->parts[CONTENT]) + count_letters(&out->parts[CONTENT]) - shared;
    double same_cue = count_shared(&gold->parts[CUE], &out->parts[CUE]) ? SAME_CUE : 0;
    (*pairings)[(*count)++] = (struct pairing){(double)shared / (double)all + same_cue, gold, out};
    return true;
}

/* Each attribution of the gold is matched with one of OUT at most, those with the most content in common first. */
static bool match_claims(struct quoted_text *text)
{
    struct pairing *pairings = NULL;
    size_t count = 0;
    bool good = true;
    for (size_t i = 0; i < text->gold.count && good; i++)
        for (size_t k = 0; k < text->out.count && good; k++)
            good = add_pairing(&pairings, &count, &text->gold.items[i], &text->out.items[k]);
    if (good && count)
        qsort(pairings, count, sizeof *pairings, compare_pairings);
    for (size_t i = 0; i < count && good; i++) {
        struct claim *gold = pairings[i].gold, *out = pairings[i].out;
        if (gold->match || out->match)
            continue;
        gold->match = out;
        out->match = gold;
        gold->common = pairings[i].common;
    }
    free(pairings);
    return good;
}

static void count_match(const struct claim *gold, struct kind_tally *tally)
{
    const struct pieces *g = gold->parts, *o = gold->match->parts;
    bool strict = are_same(&g[CONTENT], &o[CONTENT]), relaxed = gold->common >= LEAST_COMMON;
    bool same_source = are_same(&g[SOURCE], &o[SOURCE]), near_source = agree(&g[SOURCE], &o[SOURCE]);
    tally->strict += strict;
    tally->relaxed += relaxed;
    if (relaxed && g[SOURCE].count) {
        tally->sourced++;
        tally->same_source += same_source;
        tally->near_source += near_source;
    }
    tally->tuple_strict += strict && same_source && are_same(&g[CUE], &o[CUE]);
    tally->tuple_relaxed += relaxed && near_source && agree(&g[CUE], &o[CUE]);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static const struct claim *find_claim(const struct claims *claims, const char *id)
{
    for (size_t i = 0; i < claims->count && id; i++)
        if (same_text(claims->items[i].id, id))
            return &claims->items[i];
    return NULL;
}

/* Whether a link of the gold's leads to the match of what the link of OUT leads to. */
static bool same_link(const struct quoted_text *text, const char *gold, const char *out)
{
    const struct claim *to = find_claim(&text->gold, gold);
    if (!to)
        return !out;
    return to->match && to->match == find_claim(&text->out, out);
}

static void count_links(const struct quoted_text *text, const struct claim *gold, struct quote_tally *tally)
{
    tally->has_names |= text->named;
    tally->has_layers |= text->layered;
    if (gold->common < LEAST_COMMON)
        return;
    tally->layered++;
    tally->same_via += same_link(text, gold->via, gold->match->via);
    tally->same_about += same_link(text, gold->about, gold->match->about);
    if (!gold->speaker)
        return;
    tally->named++;
    tally->same_name += same_text(gold->speaker, gold->match->speaker);
}

static bool count_text(struct quoted_text *text, struct quote_tally *tally)
{
    struct kind_tally *all = &tally->kinds[KIND_COUNT], other = {0};
    bool good = match_claims(text);
    for (unsigned i = 0; i < PART_COUNT && good; i++)
        good = count_part(text, i, &tally->parts[i]);
    for (size_t i = 0; i < text->out.count && good; i++) {
        struct kind_tally *kind =
            text->out.items[i].kind < KIND_COUNT ? &tally->kinds[text->out.items[i].kind] : &other;
        kind->proposed++;
        all->proposed++;
    }
    for (size_t i = 0; i < text->gold.count && good; i++) {
        struct claim *gold = &text->gold.items[i];
        struct kind_tally *kind = gold->kind < KIND_COUNT ? &tally->kinds[gold->kind] : &other;
        kind->wanted++;
        all->wanted++;
        if (!gold->match)
            continue;
        count_match(gold, kind);
        count_match(gold, all);
        count_links(text, gold, tally);
        struct kind_tally *out = gold->match->kind < KIND_COUNT ? &tally->kinds[gold->match->kind] : &other;
        bool strict = are_same(&gold->parts[CONTENT], &gold->match->parts[CONTENT]);
        out->out_strict += strict;
        out->out_relaxed += gold->common >= LEAST_COMMON;
        all->out_strict += strict;
        all->out_relaxed += gold->common >= LEAST_COMMON;
    }
    return good;
}

/* ---- The figures ---------------------------------------------------------------------------------------------- */

static void print_figures(struct session *session, const char *label, double precision, double recall)
{
    session_print(session, "%s P %5.1f R %5.1f F1 %5.1f", label, 100 * precision, 100 * recall,
                  100 * eval_f1(precision, recall));
}

static void print_part(struct session *session, const char *name, const struct part_tally *tally)
{
    session_print(session, "%-8s ", name);
    print_figures(session, "piece-exact", eval_share(tally->exact, tally->proposed),
                  eval_share(tally->exact, tally->wanted));
    print_figures(session, " | overlap", eval_share(tally->overlapped, tally->proposed),
                  eval_share(tally->found, tally->wanted));
    print_figures(session, " | char", eval_share(tally->shared, tally->read), eval_share(tally->shared, tally->gold));
    session_print(session, "\n");
}

static void print_kind(struct session *session, const char *name, const struct kind_tally *tally)
{
    session_print(session, "%-8s n=%4zu ", name, tally->wanted);
    print_figures(session, "content strict", eval_share(tally->out_strict, tally->proposed),
                  eval_share(tally->strict, tally->wanted));
    print_figures(session, " | relaxed(J>=.5)", eval_share(tally->out_relaxed, tally->proposed),
                  eval_share(tally->relaxed, tally->wanted));
    session_print(session, " | speaker acc exact %.1f overlap %.1f | e2e relaxed R %.1f\n",
                  100 * eval_share(tally->same_source, tally->sourced),
                  100 * eval_share(tally->near_source, tally->sourced),
                  100 * eval_share(tally->tuple_relaxed, tally->wanted));
}

static void print_tally(struct session *session, const struct quote_tally *tally)
{
    const struct kind_tally *all = &tally->kinds[KIND_COUNT];
    for (unsigned i = 0; i < PART_COUNT; i++)
        print_part(session, part_names[i], &tally->parts[i]);
    print_kind(session, "ALL", all);
    for (unsigned i = 0; i < KIND_COUNT; i++)
        print_kind(session, kind_names[i], &tally->kinds[i]);
    print_figures(session, "full tuple (source+cue+content) strict", eval_share(all->tuple_strict, all->proposed),
                  eval_share(all->tuple_strict, all->wanted));
    print_figures(session, " | relaxed", eval_share(all->tuple_relaxed, all->proposed),
                  eval_share(all->tuple_relaxed, all->wanted));
    session_print(session, "\n");
    if (tally->has_names)
        session_print(session, "speaker's name the same: %zu of %zu\n", tally->same_name, tally->named);
    if (tally->has_layers)
        session_print(session, "links the same: via %zu of %zu, about %zu of %zu\n", tally->same_via, tally->layered,
                      tally->same_about, tally->layered);
}

void eval_quotes(struct session *session, const char *gold_path, const char *out_path, const eval_settings *settings)
{
    struct texts texts = {NULL, 0};
    struct quote_tally tally = {0};
    bool outer = strcmp(settings->layers, "outer") == 0;
    bool good = read_gold(session, gold_path, &texts) && read_out(session, out_path, &texts);
    for (size_t i = 0; i < texts.count && good; i++) {
        if (outer) {
            keep_outermost(&texts.items[i].gold);
            keep_outermost(&texts.items[i].out);
        }
        good = count_text(&texts.items[i], &tally) || fail_memory(session);
    }
    if (good)
        print_tally(session, &tally);
    free_texts(&texts);
}
