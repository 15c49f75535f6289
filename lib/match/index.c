#include "match/index.h"

#include <string.h>

#include "base/utf8.h"
#include "edit/tokens.h"
#include "match/grams.h"

/* Texts are folded in pieces of about this size, so that the fold of a large one needs little memory. */
#define PIECE_BYTES ((size_t)1 << 16)

/* Of the grams that begin within this much of the key (32 letters, 18 Han) one at least has a posting. What a character
 * counts for here keeps the postings of both scripts about as large a share of their texts. */
#define WINDOW_WEIGHT 160
#define WINDOW_GRAMS 33
#define WINDOW_RING 64
#define STEP_HAN 9
#define LARGEST_KEY ((size_t)UINT32_MAX - 1)

dz_status dz_index_new(dz_context *context, dz_index **out)
{
    *out = dz_memory__zeroed(context, 1, sizeof **out);
    if (!*out)
        return DZ_ERROR_MEMORY;
    (*out)->context = context;
    dz_arena__init(&(*out)->arena, context);
    dz_buffer__init(&(*out)->key, context);
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

/* A document while it is being added. */
typedef struct addition {
    dz_index *index;
    dz_index_entry entry;
    size_t last_anchor; /* byte of the text */
    uint32_t block;     /* of the last anchor */
} addition;

static size_t key_end(const dz_index *index)
{
    return index->key_length + index->key.length;
}

static dz_status post_terms(addition *work)
{
    dz_index *index = work->index;
    return dz_block_terms__post(index->context, &index->gathered, &index->terms, work->block, work->entry.block_begin);
}

static dz_status push_anchor(addition *work, size_t text)
{
    dz_index *index = work->index;
    dz_anchor anchor = {(uint32_t)key_end(index), (uint32_t)text};
    uint32_t number = (uint32_t)index->anchors.count - work->entry.anchor_begin;
    uint32_t block = work->entry.block_begin + number / DZ_ANCHORS_PER_BLOCK;
    dz_status status = block != work->block ? post_terms(work) : DZ_OK;
    work->last_anchor = text;
    work->block = block;
    index->gathered.stretch = (uint8_t)(number % DZ_ANCHORS_PER_BLOCK);
    return status == DZ_OK ? dz_array__push(index->context, &index->anchors, anchor) : status;
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

static dz_status gather_terms(dz_index *index, const dz_token *token, dz_view form)
{
    size_t at = 0;
    if (token->kind == DZ_TOKEN_WORD)
        return dz_block_terms__add_word(index->context, &index->gathered, form);
    return dz_block_terms__add_han(index->context, &index->gathered, dz_utf8__next(form.data, form.length, &at));
}

/* Folds one piece of a text and appends its letters to the key. */
static dz_status append_piece(addition *work, dz_view text, dz_span piece)
{
    dz_tokens tokens;
    dz_index *index = work->index;
    dz_status status = dz_tokens__make(index->context, &tokens, text.data + piece.begin, piece.end - piece.begin);
    if (status != DZ_OK)
        return status;
    for (size_t i = 0; i < tokens.count && status == DZ_OK; i++) {
        if (tokens.items[i].kind == DZ_TOKEN_MARK)
            continue;
        size_t begin = piece.begin + tokens.items[i].text.begin;
        dz_view form = dz_tokens__form(&tokens, i);
        if (form.length > LARGEST_KEY - key_end(index)) {
            status = dz_context__fail(index->context, DZ_ERROR_LIMIT, "the sources are too large for one index");
            break;
        }
        if (begin - work->last_anchor >= DZ_ANCHOR_BYTES && may_cut_before(&tokens, i))
            status = push_anchor(work, begin);
        if (status == DZ_OK)
            status = gather_terms(index, &tokens.items[i], form);
        if (status == DZ_OK)
            status = dz_buffer__append(&index->key, form.data, form.length);
    }
    dz_tokens__free(&tokens);
    return status;
}

static dz_status append_text(addition *work, dz_view text)
{
    dz_context *context = work->index->context;
    dz_block_terms__begin(&work->index->gathered);
    dz_status status = push_anchor(work, 0);
    for (size_t begin = 0; begin < text.length && status == DZ_OK;) {
        size_t end = end_of_piece(text, begin);
        if (begin && (status = push_anchor(work, begin)) != DZ_OK)
            break;
        status = append_piece(work, text, (dz_span){begin, end});
        begin = end;
        if (status == DZ_OK)
            status = dz_context__progress(context, "index", begin, text.length);
    }
    if (status == DZ_OK)
        status = post_terms(work);
    return status == DZ_OK ? push_anchor(work, text.length) : status;
}

/* A gram as the window has it. */
typedef struct window_gram {
    uint32_t hash;
    uint32_t begin; /* in the document's key */
    uint32_t step;
} window_gram;

/* A window over neighbouring grams, the last ones of a ring. */
typedef struct gram_window {
    window_gram grams[WINDOW_RING];
    size_t begin, end; /* numbers of grams; their places are these modulo the ring */
    size_t least;      /* the last of those with the least hash */
    uint32_t weight;
} gram_window;

static void push_gram(gram_window *window, const dz_gram *gram)
{
    uint32_t step = gram->step == DZ_GRAM_HAN ? STEP_HAN : gram->step;
    window->grams[window->end % WINDOW_RING] = (window_gram){gram->hash, (uint32_t)gram->begin, step};
    window->weight += step;
    if (window->begin == window->end || gram->hash <= window->grams[window->least % WINDOW_RING].hash)
        window->least = window->end;
    window->end++;
}

static bool is_full(const gram_window *window)
{
    return window->weight >= WINDOW_WEIGHT || window->end - window->begin >= WINDOW_GRAMS;
}

/* Lets go of the first grams until there is room for one more. */
static void drop_grams(gram_window *window)
{
    while (is_full(window))
        window->weight -= window->grams[window->begin++ % WINDOW_RING].step;
    if (window->least >= window->begin)
        return;
    window->least = window->begin;
    for (size_t i = window->begin + 1; i < window->end; i++)
        if (window->grams[i % WINDOW_RING].hash <= window->grams[window->least % WINDOW_RING].hash)
            window->least = i;
}

/* Winnowing (Schleimer, Wilkerson, Aiken 2003): of each window of neighbouring grams the one with the least hash gets a
 * posting. Windows count in weight, so that Han, which says more a character, has one in fewer characters. */
static dz_status winnow(dz_index *index, dz_posting_list *postings)
{
    dz_gram_walk walk;
    gram_window window;
    dz_gram gram;
    size_t chosen = SIZE_MAX;
    dz_view key = dz_buffer__view(&index->key);
    dz_status status = DZ_OK;
    window.begin = window.end = window.least = 0;
    window.weight = 0;
    dz_grams__start(&walk, key.data, key.length);
    while (status == DZ_OK && dz_grams__next(&walk, &gram)) {
        push_gram(&window, &gram);
        if (!is_full(&window))
            continue;
        if (window.least != chosen) {
            chosen = window.least;
            const window_gram *least = &window.grams[chosen % WINDOW_RING];
            status =
                dz_array__push(index->context, postings, ((dz_posting){least->hash, index->key_length + least->begin}));
        }
        drop_grams(&window);
    }
    return status;
}

/* Takes a document back that could not be added whole. Its blocks stay numbered, and empty: terms were posted there. */
static void give_up(addition *work)
{
    dz_index *index = work->index;
    index->block_count = work->block + 1;
    index->entries.count--;
    index->anchors.count = work->entry.anchor_begin;
    dz_document_free(work->entry.document);
}

dz_status dz_index_add(dz_index *index, dz_document *document)
{
    dz_view text = dz_document_text(document);
    addition work = {.index = index, .block = index->block_count};
    work.entry = (dz_index_entry){.document = document,
                                  .key_begin = index->key_length,
                                  .anchor_begin = (uint32_t)index->anchors.count,
                                  .block_begin = index->block_count};
    dz_posting_list postings = {0};
    dz_status status = dz_array__push(index->context, &index->entries, work.entry);
    if (status != DZ_OK) {
        dz_document_free(document);
        return status;
    }
    if (text.length > UINT32_MAX - 1)
        status = dz_context__fail(index->context, DZ_ERROR_LIMIT, "%s: too large to be searched",
                                  dz_document_name(document));
    if (status == DZ_OK)
        status = append_text(&work, text);
    if (status == DZ_OK)
        status = winnow(index, &postings);
    if (status == DZ_OK)
        status = dz_postings__add(index->context, &index->postings, &postings);
    dz_array__free(index->context, &postings);
    if (status == DZ_OK) {
        dz_index_entry *added = &index->entries.items[index->entries.count - 1];
        index->key_length = added->key_end = (uint32_t)key_end(index);
        added->anchor_end = (uint32_t)index->anchors.count;
        index->block_count += dz_index__blocks(added);
        if (index->sources.count)
            index->sources.items[index->sources.count - 1].count++;
    } else {
        give_up(&work);
    }
    dz_buffer__clear(&index->key);
    index->key.failed = false;
    return status;
}

dz_status dz_index_add_source(dz_index *index, const char *path, uint64_t size, uint64_t hash)
{
    dz_index_source source = {.size = size, .hash = hash, .first = index->entries.count};
    source.path = dz_arena__copy(&index->arena, path, strlen(path));
    return source.path ? dz_array__push(index->context, &index->sources, source) : DZ_ERROR_MEMORY;
}

size_t dz_index_source_count(const dz_index *index)
{
    return index->sources.count;
}

dz_index_source dz_index_source_at(const dz_index *index, size_t number)
{
    return index->sources.items[number];
}

size_t dz_index_count(const dz_index *index)
{
    return index->entries.count;
}

const dz_document *dz_index_document(const dz_index *index, size_t number)
{
    return index->entries.items[number].document;
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

uint32_t dz_index__blocks(const dz_index_entry *entry)
{
    uint32_t stretches = entry->anchor_end - entry->anchor_begin - 1;
    return stretches ? (stretches + DZ_ANCHORS_PER_BLOCK - 1) / DZ_ANCHORS_PER_BLOCK : 1;
}

bool dz_index__document_of_block(const dz_index *index, uint32_t block, uint32_t *document)
{
    size_t low = 0, high = index->entries.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (index->entries.items[middle].block_begin <= block)
            low = middle;
        else
            high = middle;
    }
    *document = (uint32_t)low;
    if (low >= index->entries.count || block < index->entries.items[low].block_begin)
        return false;
    return block - index->entries.items[low].block_begin < dz_index__blocks(&index->entries.items[low]);
}

dz_span dz_index__text_of_block(const dz_index *index, uint32_t document, uint32_t block, uint32_t stretch,
                                size_t beyond)
{
    const dz_index_entry *entry = &index->entries.items[document];
    const dz_anchor *anchors = index->anchors.items + entry->anchor_begin;
    size_t last = entry->anchor_end - entry->anchor_begin - 1;
    size_t first = (size_t)(block - entry->block_begin) * DZ_ANCHORS_PER_BLOCK;
    size_t end = first + DZ_ANCHORS_PER_BLOCK < last ? first + DZ_ANCHORS_PER_BLOCK : last;
    if (first + stretch < end)
        end = (first += stretch) + 1;
    size_t begin_text = anchors[first].text, end_text = anchors[end].text;
    while (first && begin_text - anchors[first].text < beyond)
        first--;
    while (end < last && anchors[end].text - end_text < beyond)
        end++;
    return (dz_span){anchors[first].text, anchors[end].text};
}

dz_span dz_index__text_between(const dz_index *index, uint32_t document, dz_span text, size_t *key)
{
    const dz_index_entry *entry = &index->entries.items[document];
    size_t low = entry->anchor_begin, high = entry->anchor_end - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (index->anchors.items[middle].text <= text.begin)
            low = middle;
        else
            high = middle;
    }
    size_t last = low + 1;
    while (last < entry->anchor_end - 1 && index->anchors.items[last].text < text.end)
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
    dz_postings__free(index->context, &index->postings);
    dz_terms__free(index->context, &index->terms);
    dz_array__free(index->context, &index->entries);
    dz_array__free(index->context, &index->sources);
    dz_array__free(index->context, &index->anchors);
    dz_buffer__free(&index->key);
    dz_block_terms__free(index->context, &index->gathered);
    dz_arena__free(&index->arena);
    dz_file__unmap(&index->map);
    dz_memory__free(index->context, index);
}
