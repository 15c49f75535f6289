#include "match/index.h"

#include <string.h>

#include "base/utf8.h"
#include "edit/tokens.h"
#include "match/grams.h"

/* Texts are folded in pieces of about this size, so that the fold of a large one needs little memory. */
#define PIECE_BYTES ((size_t)1 << 16)
#define ANCHOR_BYTES 256

/* Of the grams that begin within this much of the key (eight letters, three Han) one at least has a posting. */
#define WINDOW_WEIGHT 40
#define WINDOW_GRAMS 9
#define LARGEST_KEY ((size_t)UINT32_MAX - 1)

typedef DZ_ARRAY(dz_posting) posting_list;

dz_status dz_index_new(dz_context *context, dz_index **out)
{
    *out = dz_memory__zeroed(context, 1, sizeof **out);
    if (!*out)
        return DZ_ERROR_MEMORY;
    (*out)->context = context;
    return DZ_OK;
}

/* Where a piece that begins at `begin` may end: behind a line or a space, or between two Han characters, so that no
 * word is cut. A run of letters longer than a piece is cut where it is. */
static size_t end_of_piece(dz_view text, size_t begin)
{
    if (text.length - begin <= PIECE_BYTES)
        return text.length;
    size_t limit = begin + PIECE_BYTES;
    while (((unsigned char)text.data[limit] & 0xC0) == 0x80)
        limit--;
    for (size_t at = limit; at > begin + PIECE_BYTES / 2;) {
        size_t end = at;
        uint32_t codepoint = dz_utf8__previous(text.data, &at);
        if (codepoint == '\n' || codepoint == ' ' || dz_utf8__is_han(codepoint))
            return end;
    }
    return limit;
}

static dz_status push_anchor(dz_index *index, size_t text)
{
    dz_anchor anchor = {(uint32_t)index->key.count, (uint32_t)text};
    return dz_array__push(index->context, &index->anchors, anchor);
}

/* Whether a text may be cut before a token: nothing is there that could fold together with it. */
static bool may_cut_before(const dz_tokens *tokens, size_t number)
{
    if (!number)
        return true;
    const dz_token *token = &tokens->items[number], *before = token - 1;
    return token->text.begin >= before->text.end &&
           (token->kind != DZ_TOKEN_WORD || before->kind != DZ_TOKEN_WORD || token->text.begin > before->text.end);
}

/* Folds one piece of a text and appends its letters to the key. */
static dz_status append_piece(dz_index *index, dz_view text, dz_span piece, size_t *last_anchor)
{
    dz_tokens tokens;
    dz_status status = dz_tokens__make(index->context, &tokens, text.data + piece.begin, piece.end - piece.begin);
    if (status != DZ_OK)
        return status;
    for (size_t i = 0; i < tokens.count && status == DZ_OK; i++) {
        if (tokens.items[i].kind == DZ_TOKEN_MARK)
            continue;
        size_t begin = piece.begin + tokens.items[i].text.begin;
        dz_view form = dz_tokens__form(&tokens, i);
        if (form.length > LARGEST_KEY - index->key.count) {
            status = dz_context__fail(index->context, DZ_ERROR_LIMIT, "the sources are too large for one index");
            break;
        }
        if (begin - *last_anchor >= ANCHOR_BYTES && may_cut_before(&tokens, i)) {
            status = push_anchor(index, begin);
            *last_anchor = begin;
        }
        if (status == DZ_OK)
            status = dz_array__reserve(index->context, &index->key, form.length);
        if (status == DZ_OK) {
            memcpy(index->key.items + index->key.count, form.data, form.length);
            index->key.count += form.length;
        }
    }
    dz_tokens__free(&tokens);
    return status;
}

static dz_status append_text(dz_index *index, dz_view text)
{
    size_t last_anchor = 0;
    dz_status status = push_anchor(index, 0);
    for (size_t begin = 0; begin < text.length && status == DZ_OK;) {
        size_t end = end_of_piece(text, begin);
        if (begin && (status = push_anchor(index, begin)) != DZ_OK)
            break;
        last_anchor = begin;
        status = append_piece(index, text, (dz_span){begin, end}, &last_anchor);
        begin = end;
        if (status == DZ_OK)
            status = dz_context__progress(index->context, "index", begin, text.length);
    }
    return status == DZ_OK ? push_anchor(index, text.length) : status;
}

/* Winnowing (Schleimer, Wilkerson, Aiken 2003): of each window of neighbouring grams the one with the least hash gets a
 * posting. Windows count in weight, so that Han, which says more a character, has one in fewer characters. */
static dz_status winnow(dz_index *index, dz_span key, posting_list *postings)
{
    dz_gram_walk walk;
    dz_gram window[WINDOW_GRAMS];
    size_t count = 0, chosen = SIZE_MAX;
    uint32_t weight = 0;
    dz_grams__start(&walk, index->key.items + key.begin, key.end - key.begin);
    while (dz_grams__next(&walk, &window[count])) {
        weight += window[count++].step;
        if (weight < WINDOW_WEIGHT && count < WINDOW_GRAMS)
            continue;
        size_t least = 0;
        for (size_t i = 1; i < count; i++)
            if (window[i].hash <= window[least].hash)
                least = i;
        if (window[least].begin != chosen) {
            chosen = window[least].begin;
            dz_posting posting = {window[least].hash, (uint32_t)(key.begin + chosen)};
            dz_status status = dz_array__push(index->context, postings, posting);
            if (status != DZ_OK)
                return status;
        }
        while (count && (weight >= WINDOW_WEIGHT || count == WINDOW_GRAMS)) {
            weight -= window[0].step;
            memmove(window, window + 1, --count * sizeof *window);
        }
    }
    return DZ_OK;
}

/* Sorts by hash. Postings come in the order of their positions, and a radix sort keeps that order among equals. */
static dz_status sort_postings(dz_context *context, posting_list *postings)
{
    dz_posting *from = postings->items, *to = dz_memory__allocate(context, postings->count * sizeof *to);
    if (!to)
        return DZ_ERROR_MEMORY;
    dz_posting *spare = to;
    for (uint32_t shift = 0; shift < 32; shift += 8) {
        size_t begins[257] = {0};
        for (size_t i = 0; i < postings->count; i++)
            begins[(from[i].hash >> shift & 0xFF) + 1]++;
        for (size_t i = 0; i < 256; i++)
            begins[i + 1] += begins[i];
        for (size_t i = 0; i < postings->count; i++)
            to[begins[from[i].hash >> shift & 0xFF]++] = from[i];
        dz_posting *swap = from;
        from = to;
        to = swap;
    }
    dz_memory__free(context, spare); /* four passes end where they began */
    return DZ_OK;
}

static void free_segment(dz_context *context, dz_segment *segment)
{
    dz_memory__free(context, segment->postings);
    dz_memory__free(context, segment->buckets);
}

/* Numbers the buckets of a segment, about two postings to each. */
static dz_status fill_buckets(dz_context *context, dz_segment *segment)
{
    uint32_t bits = 1;
    while (bits < 28 && (UINT32_C(2) << bits) < segment->count)
        bits++;
    segment->shift = 32 - bits;
    size_t bucket_count = (size_t)1 << bits;
    segment->buckets = dz_memory__zeroed(context, bucket_count + 1, sizeof *segment->buckets);
    if (!segment->buckets)
        return DZ_ERROR_MEMORY;
    uint32_t at = 0;
    for (size_t bucket = 0; bucket <= bucket_count; bucket++) {
        while (at < segment->count && segment->postings[at].hash >> segment->shift < bucket)
            at++;
        segment->buckets[bucket] = at;
    }
    return DZ_OK;
}

/* Joins the postings of two segments into `out`, whose buckets are filled. */
static dz_status merge_segments(dz_context *context, dz_segment *out, const dz_segment *a, const dz_segment *b)
{
    memset(out, 0, sizeof *out);
    out->postings = dz_memory__allocate(context, ((size_t)a->count + b->count) * sizeof *out->postings);
    if (!out->postings)
        return DZ_ERROR_MEMORY;
    uint32_t i = 0, j = 0;
    while (i < a->count || j < b->count) {
        bool first = j == b->count || (i < a->count && a->postings[i].hash <= b->postings[j].hash);
        out->postings[out->count++] = first ? a->postings[i++] : b->postings[j++];
    }
    dz_status status = fill_buckets(context, out);
    if (status != DZ_OK)
        free_segment(context, out);
    return status;
}

/* Adds a segment, and merges the last ones until each is less than half as large as the one before: there are never
 * more than thirty, and each posting is moved a logarithmic number of times. Takes the postings over on success. Where
 * there is no memory to merge they stay as they are, which is slower and no less right. */
static dz_status add_segment(dz_index *index, posting_list *postings)
{
    if (!postings->count)
        return DZ_OK;
    dz_context *context = index->context;
    dz_segment segment = {postings->items, NULL, (uint32_t)postings->count, 0};
    dz_status status = sort_postings(context, postings);
    if (status == DZ_OK)
        status = fill_buckets(context, &segment);
    if (status == DZ_OK)
        status = dz_array__push(context, &index->segments, segment);
    if (status != DZ_OK) {
        dz_memory__free(context, segment.buckets);
        return status;
    }
    memset(postings, 0, sizeof *postings);
    while (index->segments.count > 1) {
        dz_segment *last = &index->segments.items[index->segments.count - 1], merged;
        if (last[-1].count / 2 > last->count)
            break;
        if (merge_segments(context, &merged, last - 1, last) != DZ_OK)
            break;
        free_segment(context, last);
        free_segment(context, last - 1);
        last[-1] = merged;
        index->segments.count--;
    }
    return DZ_OK;
}

dz_status dz_index_add(dz_index *index, dz_document *document)
{
    dz_view text = dz_document_text(document);
    dz_index_entry entry = {document, (uint32_t)index->key.count, 0, (uint32_t)index->anchors.count, 0};
    posting_list postings = {0};
    dz_status status = dz_array__push(index->context, &index->entries, entry);
    if (status != DZ_OK) {
        dz_document_free(document);
        return status;
    }
    if (text.length > UINT32_MAX - 1) {
        status = dz_context__fail(index->context, DZ_ERROR_LIMIT, "%s: too large to be searched",
                                  dz_document_name(document));
        goto done;
    }
    if ((status = append_text(index, text)) != DZ_OK)
        goto done;
    dz_index_entry *added = &index->entries.items[index->entries.count - 1];
    added->key_end = (uint32_t)index->key.count;
    added->anchor_end = (uint32_t)index->anchors.count;
    if ((status = winnow(index, (dz_span){added->key_begin, added->key_end}, &postings)) == DZ_OK)
        status = add_segment(index, &postings);
done:
    dz_array__free(index->context, &postings);
    if (status != DZ_OK) {
        index->entries.count--;
        index->key.count = entry.key_begin;
        index->anchors.count = entry.anchor_begin;
        dz_document_free(document);
    }
    return status;
}

size_t dz_index_count(const dz_index *index)
{
    return index->entries.count;
}

const dz_document *dz_index_document(const dz_index *index, size_t number)
{
    return index->entries.items[number].document;
}

const dz_posting *dz_index__find(const dz_segment *segment, uint32_t hash, size_t *count)
{
    uint32_t begin = segment->buckets[hash >> segment->shift], end = segment->buckets[(hash >> segment->shift) + 1];
    while (begin < end && segment->postings[begin].hash < hash)
        begin++;
    *count = 0;
    while (begin + *count < end && segment->postings[begin + *count].hash == hash)
        ++*count;
    return segment->postings + begin;
}

uint32_t dz_index__document_at(const dz_index *index, size_t position)
{
    size_t low = 0, high = index->entries.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (index->entries.items[middle].key_begin <= position)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

dz_span dz_index__text_around(const dz_index *index, uint32_t document, size_t begin, size_t end, size_t *key)
{
    const dz_index_entry *entry = &index->entries.items[document];
    size_t low = entry->anchor_begin, high = entry->anchor_end - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (index->anchors.items[middle].key <= begin)
            low = middle;
        else
            high = middle;
    }
    size_t last = low + 1;
    while (last < entry->anchor_end - 1 && index->anchors.items[last].key < end)
        last++;
    *key = index->anchors.items[low].key;
    return (dz_span){index->anchors.items[low].text, index->anchors.items[last].text};
}

void dz_index_free(dz_index *index)
{
    if (!index)
        return;
    for (size_t i = 0; i < index->entries.count; i++)
        dz_document_free(index->entries.items[i].document);
    for (size_t i = 0; i < index->segments.count; i++)
        free_segment(index->context, &index->segments.items[i]);
    dz_array__free(index->context, &index->entries);
    dz_array__free(index->context, &index->key);
    dz_array__free(index->context, &index->anchors);
    dz_array__free(index->context, &index->segments);
    dz_memory__free(index->context, index);
}
