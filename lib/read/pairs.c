/* Pairs that are done: documents and alignments made of a draft. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "read/draft_pairs.h"

/* Numbers far beyond what a file has sentences for are a mistake, and would take memory for nothing. */
#define PLAUSIBLE_COUNT 4096
#define PLAUSIBLE_SHARE 8

typedef struct made_pair {
    dz_pair pair;
    dz_document *documents[2]; /* NULL: the caller's */
    dz_alignment *alignment;
} made_pair;

struct dz_pair_list {
    dz_context *context;
    dz_arena arena;
    made_pair *pairs;
    size_t count;
};

/* ---- Beads ---- */

/* A bead and where it belongs among the others. */
typedef struct placed_bead {
    dz_bead bead;
    uint32_t key; /* its first source sentence + 1, or that of the bead which its target follows */
    size_t order;
} placed_bead;

typedef struct bead_maker {
    dz_context *context;
    dz_draft_pair *draft;
    size_t counts[2]; /* of sentences */
    DZ_ARRAY(placed_bead) beads;
    uint32_t *own; /* 0, 1, 2, ...: the numbers of beads of one sentence */
} bead_maker;

static dz_status put_drafted(bead_maker *maker)
{
    const dz_draft_pair *draft = maker->draft;
    static const uint32_t none[1] = {0};
    dz_status status = DZ_OK;
    for (size_t n = 0; n < draft->beads.count && status == DZ_OK; n++) {
        const dz_draft_bead *from = &draft->beads.items[n];
        const uint32_t *numbers = draft->numbers.count ? draft->numbers.items + from->at : none;
        placed_bead placed = {{numbers, from->counts[0], numbers + from->counts[0], from->counts[1], from->score,
                               from->status, from->flags},
                              0,
                              maker->beads.count};
        if (from->counts[0] || from->counts[1])
            status = dz_array__push(maker->context, &maker->beads, placed);
    }
    return status;
}

static dz_status put_missing(bead_maker *maker, int side, const bool *there)
{
    dz_status status = DZ_OK;
    for (uint32_t number = 0; number < maker->counts[side] && status == DZ_OK; number++) {
        const uint32_t *own = maker->own + number;
        dz_bead bead = {own, side == DZ_SOURCE, own, side == DZ_TARGET, 1, DZ_BEAD_AUTO, 0};
        placed_bead placed = {bead, 0, maker->beads.count};
        if (!there[number])
            status = dz_array__push(maker->context, &maker->beads, placed);
    }
    return status;
}

static void mark_side(bool *there, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        there[numbers[i]] = true;
}

static int compare_placed(const void *left, const void *right)
{
    const placed_bead *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* In the order of the source; those without a source sentence behind what they follow in the target. */
static dz_status sort_beads(bead_maker *maker)
{
    uint32_t *keys = dz_memory__zeroed(maker->context, maker->counts[DZ_TARGET] + 1, sizeof *keys);
    if (!keys)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < maker->beads.count; n++) {
        placed_bead *placed = &maker->beads.items[n];
        placed->key = placed->bead.source_count ? placed->bead.source[0] + 1 : 0;
        for (size_t t = 0; t < placed->bead.target_count && placed->key; t++)
            keys[placed->bead.target[t] + 1] = placed->key;
    }
    for (size_t t = 1; t <= maker->counts[DZ_TARGET]; t++)
        keys[t] = keys[t] ? keys[t] : keys[t - 1];
    for (size_t n = 0; n < maker->beads.count; n++) {
        placed_bead *placed = &maker->beads.items[n];
        if (!placed->key)
            placed->key = keys[placed->bead.target[0]];
    }
    if (maker->beads.count)
        qsort(maker->beads.items, maker->beads.count, sizeof *maker->beads.items, compare_placed);
    dz_memory__free(maker->context, keys);
    return DZ_OK;
}

/* Where all sentences are known, those that no bead names are beads with an empty other side: nothing gets lost. */
static dz_status complete(bead_maker *maker)
{
    size_t before = maker->beads.count;
    size_t most = maker->counts[0] > maker->counts[1] ? maker->counts[0] : maker->counts[1];
    dz_status status = DZ_OK;
    maker->own = dz_memory__allocate(maker->context, most * sizeof *maker->own);
    if (!maker->own)
        return DZ_ERROR_MEMORY;
    for (uint32_t n = 0; n < most; n++)
        maker->own[n] = n;
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++) {
        bool *there = dz_memory__zeroed(maker->context, maker->counts[side] + 1, sizeof *there);
        if (!there)
            return DZ_ERROR_MEMORY;
        for (size_t n = 0; n < before; n++) {
            const dz_bead *bead = &maker->beads.items[n].bead;
            mark_side(there, side == DZ_SOURCE ? bead->source : bead->target,
                      side == DZ_SOURCE ? bead->source_count : bead->target_count);
        }
        status = put_missing(maker, side, there);
        dz_memory__free(maker->context, there);
    }
    return status == DZ_OK && maker->beads.count > before ? sort_beads(maker) : status;
}

static dz_status make_alignment(dz_context *context, dz_alignment **out, dz_draft_pair *draft, size_t source_count,
                                size_t target_count, bool all_sentences)
{
    bead_maker maker = {.context = context, .draft = draft, .counts = {source_count, target_count}};
    dz_bead *beads = NULL;
    dz_status status = put_drafted(&maker);
    if (status == DZ_OK && all_sentences)
        status = complete(&maker);
    if (status == DZ_OK) {
        beads = dz_memory__allocate(context, maker.beads.count * sizeof *beads);
        status = beads ? DZ_OK : DZ_ERROR_MEMORY;
    }
    for (size_t n = 0; n < maker.beads.count && status == DZ_OK; n++)
        beads[n] = maker.beads.items[n].bead;
    if (status == DZ_OK)
        status = dz_alignment_from_beads(context, out, beads, maker.beads.count);
    dz_memory__free(context, beads);
    dz_memory__free(context, maker.own);
    dz_array__free(context, &maker.beads);
    return status;
}

/* ---- Documents ---- */

static dz_status check_plausible(dz_draft_pairs *draft, const dz_draft_pair *pair, int side)
{
    size_t named = pair->numbers.count + pair->sentences[side].count;
    if (pair->next[side] <= PLAUSIBLE_COUNT || pair->next[side] / PLAUSIBLE_SHARE <= named)
        return DZ_OK;
    return dz_read__fail(draft, 0,
                         "names sentence %u of the %s, but only %zu sentences in all; the numbers cannot be right",
                         pair->next[side] - 1, side == DZ_SOURCE ? "source" : "target", named);
}

static dz_status make_document(dz_draft_pairs *draft, const dz_draft_pair *pair, int side, const char *name,
                               dz_document **out)
{
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_status status = check_plausible(draft, pair, side);
    if (status != DZ_OK)
        return status;
    dz_view *texts = dz_memory__allocate(draft->context, pair->next[side] * sizeof *texts);
    if (!texts)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < pair->next[side]; n++)
        texts[n] = (dz_view){"", 0};
    for (size_t n = pair->sentences[side].count; n-- > 0;)
        texts[pair->sentences[side].items[n].number] = pair->sentences[side].items[n].text;
    if (pair->languages[side])
        options.language = dz_language_parse(pair->languages[side]);
    if (pair->names[side])
        name = pair->names[side];
    status = dz_document_from_sentences(draft->context, out, name, texts, pair->next[side], &options);
    dz_memory__free(draft->context, texts);
    return status;
}

static dz_status make_pair(dz_draft_pairs *draft, dz_pair_list *list, dz_draft_pair *from)
{
    made_pair *made = &list->pairs[list->count++];
    const dz_read_options *options = draft->options;
    const char *name = from->name ? from->name : draft->file;
    size_t counts[2];
    dz_status status = DZ_OK;
    made->pair.name = dz_arena__copy(&list->arena, name, strlen(name));
    if (!made->pair.name)
        return DZ_ERROR_MEMORY;
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK && !options->source; side++)
        status = make_document(draft, from, side, name, &made->documents[side]);
    if (status != DZ_OK)
        return status;
    made->pair.source = options->source ? options->source : made->documents[DZ_SOURCE];
    made->pair.target = options->source ? options->target : made->documents[DZ_TARGET];
    made->pair.has_texts =
        options->source || from->sentences[0].count || from->sentences[1].count || !from->numbers.count;
    dz_document_sentences(made->pair.source, &counts[0]);
    dz_document_sentences(made->pair.target, &counts[1]);
    status = make_alignment(draft->context, &made->alignment, from, counts[0], counts[1],
                            options->source || from->all_sentences);
    made->pair.alignment = made->alignment;
    if (status == DZ_OK && from->links.count)
        status = dz_read__put_words(draft, from, &made->pair, made->alignment);
    return status;
}

dz_status dz_read__finish(dz_draft_pairs *draft, dz_pair_list **out)
{
    dz_context *context = draft->context;
    dz_status status = DZ_OK;
    *out = NULL;
    if (draft->pairs.count == 0 && !dz_read__new_pair(draft, NULL))
        return DZ_ERROR_MEMORY;
    dz_pair_list *list = dz_memory__zeroed(context, 1, sizeof *list);
    if (!list)
        return DZ_ERROR_MEMORY;
    list->context = context;
    dz_arena__init(&list->arena, context);
    list->pairs = dz_memory__zeroed(context, draft->pairs.count, sizeof *list->pairs);
    status = list->pairs ? DZ_OK : DZ_ERROR_MEMORY;
    for (size_t n = 0; n < draft->pairs.count && status == DZ_OK; n++)
        status = make_pair(draft, list, &draft->pairs.items[n]);
    if (status == DZ_OK)
        *out = list;
    else
        dz_pair_list_free(list);
    return status;
}

/* ---- Entry ---- */

static dz_status read_text(dz_draft_pairs *draft, dz_view text, dz_format format)
{
    switch (format) {
    case DZ_FORMAT_BEADS:
        return dz_read__beads(draft, text);
    case DZ_FORMAT_LADDER:
        return dz_read__ladder(draft, text);
    case DZ_FORMAT_BITEXT:
        return dz_read__bitext(draft, text);
    case DZ_FORMAT_TSV:
        return dz_read__table(draft, text, false);
    case DZ_FORMAT_CSV:
        return dz_read__table(draft, text, true);
    default:
        return dz_read__jsonl(draft, text);
    }
}

static dz_status read_xml(dz_draft_pairs *draft, dz_view bytes, dz_format format)
{
    switch (format) {
    case DZ_FORMAT_TMX:
        return dz_read__tmx(draft, bytes);
    case DZ_FORMAT_TEI:
        return dz_read__tei(draft, bytes);
    case DZ_FORMAT_XCES:
        return dz_read__xces(draft, bytes);
    default:
        return dz_read__xliff(draft, bytes);
    }
}

static bool is_lines(dz_format format)
{
    return format == DZ_FORMAT_BEADS || format == DZ_FORMAT_LADDER || format == DZ_FORMAT_BITEXT ||
           format == DZ_FORMAT_TSV || format == DZ_FORMAT_CSV || format == DZ_FORMAT_JSONL;
}

static bool is_xml(dz_format format)
{
    return format == DZ_FORMAT_TMX || format == DZ_FORMAT_XLIFF || format == DZ_FORMAT_XLIFF12 ||
           format == DZ_FORMAT_TEI || format == DZ_FORMAT_XCES;
}

static dz_status check_options(dz_context *context, const dz_read_options *options)
{
    if (options->version != DZ_READ_OPTIONS_VERSION)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "read options of version %u; this library knows %u",
                                options->version, DZ_READ_OPTIONS_VERSION);
    if (!options->source != !options->target)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "both texts are needed, or none");
    if (options->decisions && !options->source)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "decisions are about two texts, which must be given");
    return DZ_OK;
}

static void begin_draft(dz_draft_pairs *draft, dz_context *context, const char *name, const dz_read_options *options)
{
    *draft = (dz_draft_pairs){.context = context, .options = options, .file = name};
    dz_arena__init(&draft->arena, context);
    dz_map__init(&draft->names, context);
}

static dz_status parse(dz_draft_pairs *draft, dz_view bytes)
{
    dz_decoded *decoded = NULL;
    dz_format format = draft->options->format;
    if (is_xml(format))
        return read_xml(draft, bytes, format);
    if (!is_lines(format))
        return dz_context__fail(draft->context, DZ_ERROR_ARGUMENT, "%s: no alignment can be read from %s", draft->file,
                                dz_format_name(format));
    if (bytes.length == 0)
        return DZ_OK;
    dz_status status = dz_decode(draft->context, &decoded, bytes.data, bytes.length, NULL);
    if (status == DZ_ERROR_ENCODING)
        return dz_read__fail(draft, 0, "is no text");
    if (status == DZ_OK)
        status = read_text(draft, dz_decoded_text(decoded), format);
    dz_decoded_free(decoded);
    return status;
}

dz_status dz_pairs_parse(dz_context *context, dz_pair_list **out, const char *name, const void *bytes, size_t length,
                         const dz_read_options *options)
{
    dz_draft_pairs draft;
    dz_read_options defaults = DZ_READ_OPTIONS_INIT;
    *out = NULL;
    begin_draft(&draft, context, name, options ? options : &defaults);
    dz_status status = check_options(context, draft.options);
    if (status == DZ_OK)
        status = parse(&draft, (dz_view){bytes, length});
    if (draft.refused)
        status = DZ_ERROR_FORMAT;
    if (draft.exhausted)
        status = DZ_ERROR_MEMORY;
    if (status == DZ_OK && draft.options->decisions)
        status = dz_read__check_decisions(&draft);
    if (status == DZ_OK)
        status = dz_read__finish(&draft, out);
    dz_read__draft_free(&draft);
    return status;
}

static dz_status read_halves(dz_draft_pairs *draft, const char *prefix)
{
    static const char *const endings[2][2] = {{".zh", ".source"}, {".en", ".target"}};
    dz_context *context = draft->context;
    char *bytes[2] = {NULL, NULL};
    dz_decoded *texts[2] = {NULL, NULL};
    dz_view views[2] = {{"", 0}, {"", 0}};
    dz_status status = DZ_OK;
    for (int side = 0; side < 2 && status == DZ_OK; side++) {
        size_t length = 0;
        for (int way = 0; way < 2 && !bytes[side] && status != DZ_ERROR_MEMORY; way++) {
            const char *path = dz_arena__format(&draft->arena, "%s%s", prefix, endings[side][way]);
            status = path ? dz_file__read(context, &bytes[side], &length, path) : DZ_ERROR_MEMORY;
        }
        if (status == DZ_OK && length)
            status = dz_decode(context, &texts[side], bytes[side], length, NULL);
        if (texts[side])
            views[side] = dz_decoded_text(texts[side]);
    }
    if (status == DZ_OK)
        status = dz_read__moses(draft, views[0], views[1]);
    for (int side = 0; side < 2; side++) {
        dz_decoded_free(texts[side]);
        dz_memory__free(context, bytes[side]);
    }
    return status;
}

/* pharaoh: the lines are the sentences of the texts that were given, one to one. */
static dz_status pair_lines(dz_draft_pairs *draft)
{
    size_t counts[2];
    dz_document_sentences(draft->options->source, &counts[0]);
    dz_document_sentences(draft->options->target, &counts[1]);
    if (counts[0] != counts[1])
        return dz_read__fail(draft, 0, "is about two texts of as many lines; these have %zu and %zu", counts[0],
                             counts[1]);
    dz_draft_pair *pair = dz_read__new_pair(draft, NULL);
    dz_status status = pair ? DZ_OK : DZ_ERROR_MEMORY;
    for (uint32_t n = 0; n < counts[0] && status == DZ_OK; n++) {
        status = dz_read__bead(draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
        for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++)
            status = dz_read__number(draft, pair, side, n, n + (size_t)1);
    }
    return status;
}

static dz_status read_word_links(dz_draft_pairs *draft, const char *path)
{
    static const char ending[] = ".pharaoh";
    dz_context *context = draft->context;
    char *bytes = NULL;
    size_t length = 0, prefix = strlen(path);
    dz_decoded *decoded = NULL;
    if (prefix > sizeof ending - 1 && strcmp(path + prefix - (sizeof ending - 1), ending) == 0)
        prefix -= sizeof ending - 1;
    char *name = dz_arena__copy(&draft->arena, path, prefix);
    dz_status status = name ? dz_file__read(context, &bytes, &length, path) : DZ_ERROR_MEMORY;
    if (status == DZ_OK && length)
        status = dz_decode(context, &decoded, bytes, length, NULL);
    if (status == DZ_OK)
        status = draft->options->source ? pair_lines(draft) : read_halves(draft, name);
    if (status == DZ_OK && decoded)
        status = dz_read__pharaoh(draft, &draft->pairs.items[0], dz_decoded_text(decoded));
    dz_decoded_free(decoded);
    dz_memory__free(context, bytes);
    return status;
}

/* Formats of several files. */
static dz_status read_files(dz_context *context, dz_pair_list **out, const char *path, const dz_read_options *options)
{
    dz_draft_pairs draft;
    begin_draft(&draft, context, path, options);
    dz_status status = check_options(context, options);
    if (status == DZ_OK)
        status = options->format == DZ_FORMAT_MOSES ? read_halves(&draft, path) : read_word_links(&draft, path);
    if (status == DZ_OK && options->decisions)
        status = dz_read__check_decisions(&draft);
    if (status == DZ_OK)
        status = dz_read__finish(&draft, out);
    dz_read__draft_free(&draft);
    return status;
}

dz_status dz_pairs_read(dz_context *context, dz_pair_list **out, const char *path, const dz_read_options *options)
{
    char *bytes = NULL;
    size_t length = 0;
    *out = NULL;
    if (options && (options->format == DZ_FORMAT_MOSES || options->format == DZ_FORMAT_PHARAOH))
        return read_files(context, out, path, options);
    dz_status status = dz_file__read(context, &bytes, &length, path);
    if (status == DZ_OK)
        status = dz_pairs_parse(context, out, path, bytes, length, options);
    dz_memory__free(context, bytes);
    return status;
}

size_t dz_pair_count(const dz_pair_list *list)
{
    return list->count;
}

const dz_pair *dz_pair_at(const dz_pair_list *list, size_t index)
{
    return &list->pairs[index].pair;
}

void dz_pair_list_free(dz_pair_list *list)
{
    if (!list)
        return;
    dz_context *context = list->context;
    for (size_t n = 0; list->pairs && n < list->count; n++) {
        dz_alignment_free(list->pairs[n].alignment);
        dz_document_free(list->pairs[n].documents[0]);
        dz_document_free(list->pairs[n].documents[1]);
    }
    dz_memory__free(context, list->pairs);
    dz_arena__free(&list->arena);
    dz_memory__free(context, list);
}
