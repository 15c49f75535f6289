#include "align/tokens.h"

#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "lexicon/glossary.h"

#define STEM_BYTES 128

typedef DZ_ARRAY(uint32_t) token_array;

typedef DZ_ARRAY(dz_span) span_array;

typedef struct token_reader {
    dz_align__side *side;
    const dz_lexicon *lexicon;
    const dz_glossary *glossary;
    bool chinese;     /* terms are looked for as text, not as stems */
    const char *text; /* of the comparison key */
    token_array tokens;
    span_array spans; /* in the key */
    bool with_spans;
    dz_map stems; /* an English word as it is written -> the token of its stem */
} token_reader;

static dz_status add_token(token_reader *reader, const char *text, size_t length)
{
    uint32_t token;
    dz_status status = dz_map__intern(&reader->side->vocabulary, text, length, &token);
    if (status != DZ_OK)
        return status;
    return dz_array__push(reader->side->context, &reader->tokens, token);
}

static bool is_letter(uint32_t codepoint)
{
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 0xC0 && codepoint < 0x2000 && codepoint != 0xD7 && codepoint != 0xF7);
}

static bool is_digit(uint32_t codepoint)
{
    return codepoint >= '0' && codepoint <= '9';
}

static bool is_space(uint32_t codepoint)
{
    return codepoint <= ' ' || codepoint == 0xA0 || codepoint == 0x3000 || (codepoint >= 0x2000 && codepoint <= 0x200B);
}

static bool is_clitic(const char *text, size_t length, const char *clitic)
{
    return length == strlen(clitic) && memcmp(text, clitic, length) == 0;
}

/* The stem of a word; each spelling is stemmed once. */
static dz_status add_stem(token_reader *reader, const char *word, size_t length)
{
    uint32_t known = dz_map__get(&reader->stems, word, length, DZ_MAP_NONE);
    if (known != DZ_MAP_NONE)
        return dz_array__push(reader->side->context, &reader->tokens, known);
    char stem[STEM_BYTES];
    size_t stem_length = dz_lexicon_stem(word, length, stem, sizeof stem);
    dz_status status = stem_length ? add_token(reader, stem, stem_length) : add_token(reader, word, length);
    if (status == DZ_OK)
        status = dz_map__set(&reader->stems, word, length, reader->tokens.items[reader->tokens.count - 1]);
    return status;
}

/* A word in letters, with its apostrophe: "n't" is the negation it stands for, "'s" is nothing of its own. */
static dz_status read_latin(token_reader *reader, size_t *at, size_t end)
{
    const char *text = reader->text;
    size_t begin = *at, next = *at;
    while (next < end && is_letter(dz_utf8__next(text, end, &next)))
        *at = next;
    if (*at == begin)
        *at = next;
    size_t tail = *at;
    while (*at < end && (text[*at] == '\'' || is_letter((unsigned char)text[*at])))
        (*at)++;
    bool negated = is_clitic(text + tail, *at - tail, "'t") && tail - begin > 2 && text[tail - 1] == 'n';
    if (!negated && *at - tail > 3)
        *at = tail; /* an apostrophe that opens a quotation */
    dz_status status = add_stem(reader, text + begin, tail - begin - negated);
    return status == DZ_OK && negated ? add_token(reader, "not", 3) : status;
}

/* A number in digits, without the commas between them. */
static dz_status read_number(token_reader *reader, size_t *at, size_t end)
{
    const char *text = reader->text;
    char digits[STEM_BYTES];
    size_t length = 0;
    while (*at < end) {
        bool inside = *at + 1 < end && is_digit((unsigned char)text[*at + 1]);
        char byte = text[*at];
        if (!is_digit((unsigned char)byte) && !((byte == '.' || byte == ',') && inside))
            break;
        if (byte != ',' && length < sizeof digits)
            digits[length++] = byte;
        (*at)++;
    }
    return add_token(reader, digits, length);
}

/* Han text by the longest key of the lexicon; a character where none fits. */
static dz_status read_han(token_reader *reader, size_t *at, size_t end)
{
    size_t next = *at;
    dz_utf8__next(reader->text, end, &next);
    size_t length = reader->lexicon ? dz_lexicon_longest(reader->lexicon, reader->text + *at, end - *at) : 0;
    if (length < next - *at)
        length = next - *at;
    dz_status status = add_token(reader, reader->text + *at, length);
    *at += length;
    return status;
}

/* A mark; a run of the same one counts once. */
static dz_status read_mark(token_reader *reader, size_t *at, size_t end)
{
    size_t begin = *at;
    uint32_t mark = dz_utf8__next(reader->text, end, at);
    dz_status status = add_token(reader, reader->text + begin, *at - begin);
    for (size_t next = *at; next < end && dz_utf8__next(reader->text, end, &next) == mark;)
        *at = next;
    return status;
}

static dz_status add_term(token_reader *reader, uint32_t concept)
{
    dz_view term = dz_glossary__term(reader->glossary, concept);
    char key[512] = {DZ_TERM_MARK};
    if (term.length + 1 > sizeof key)
        return DZ_OK;
    memcpy(key + 1, term.data, term.length);
    return add_token(reader, key, term.length + 1);
}

/* A Chinese term of the glossary; false where the text goes on with none. */
static bool read_term(token_reader *reader, size_t *at, size_t end, dz_status *status)
{
    uint32_t concept;
    size_t length = dz_glossary__chinese(reader->glossary, reader->text + *at, end - *at, &concept);
    if (!length)
        return false;
    *status = add_term(reader, concept);
    *at += length;
    return true;
}

/* The word of a token; empty for a hyphen, which may stand inside a term. Other marks are in no term. */
static dz_view word_of(const token_reader *reader, uint32_t token)
{
    const dz_map_entry *entry = &reader->side->vocabulary.entries[token];
    size_t at = 0;
    uint32_t first = entry->length ? dz_utf8__next(entry->key, entry->length, &at) : 0;
    return (dz_view){entry->key, first == '-' ? 0 : entry->length};
}

/* Where a run of the sentence's stems is an English term, one token takes its place. */
static dz_status join_terms(token_reader *reader, size_t first)
{
    token_array *tokens = &reader->tokens;
    size_t count = tokens->count - first, kept = first;
    dz_status status = DZ_OK;
    dz_view *words = dz_memory__allocate(reader->side->context, (count + 1) * sizeof *words);
    if (!words)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < count; n++)
        words[n] = word_of(reader, tokens->items[first + n]);
    for (size_t n = 0; n < count && status == DZ_OK;) {
        uint32_t concept;
        size_t length = dz_glossary__english(reader->glossary, words + n, count - n, &concept);
        uint32_t token = tokens->items[first + n];
        if (length && (status = add_term(reader, concept)) == DZ_OK)
            token = tokens->items[--tokens->count];
        if (reader->with_spans)
            reader->spans.items[kept] = (dz_span){reader->spans.items[first + n].begin,
                                                  reader->spans.items[first + n + (length ? length - 1 : 0)].end};
        tokens->items[kept++] = token;
        n += length ? length : 1;
    }
    tokens->count = kept;
    if (reader->with_spans)
        reader->spans.count = kept;
    dz_memory__free(reader->side->context, words);
    return status;
}

static dz_status read_sentence(token_reader *reader, dz_span span)
{
    dz_status status = DZ_OK;
    size_t at = span.begin, first = reader->tokens.count;
    while (at < span.end && status == DZ_OK) {
        size_t next = at, begin = at;
        uint32_t codepoint = dz_utf8__next(reader->text, span.end, &next);
        if (is_space(codepoint))
            at = next;
        else if (reader->glossary && reader->chinese && read_term(reader, &at, span.end, &status))
            ;
        else if (dz_utf8__is_han(codepoint))
            status = read_han(reader, &at, span.end);
        else if (is_digit(codepoint))
            status = read_number(reader, &at, span.end);
        else if (is_letter(codepoint))
            status = read_latin(reader, &at, span.end);
        else
            status = read_mark(reader, &at, span.end);
        while (reader->with_spans && status == DZ_OK && reader->spans.count < reader->tokens.count)
            status = dz_array__push(reader->side->context, &reader->spans, ((dz_span){begin, at}));
    }
    if (status == DZ_OK && reader->glossary && !reader->chinese)
        status = join_terms(reader, first);
    return status;
}

static dz_status count_words(dz_align__side *side)
{
    size_t words = side->vocabulary.count;
    side->frequencies = dz_memory__zeroed(side->context, words, sizeof *side->frequencies);
    side->shares = dz_memory__zeroed(side->context, words, sizeof *side->shares);
    if (!side->frequencies || !side->shares)
        return DZ_ERROR_MEMORY;
    for (uint32_t t = 0; t < side->token_count; t++)
        side->frequencies[side->tokens[t]]++;
    for (size_t word = 0; word < words; word++)
        side->shares[word] = (float)side->frequencies[word] / (float)side->token_count;
    return DZ_OK;
}

static dz_status allocate_side(dz_align__side *side, uint32_t count)
{
    side->numbers = dz_memory__zeroed(side->context, count, sizeof *side->numbers);
    side->starts = dz_memory__zeroed(side->context, (size_t)count + 1, sizeof *side->starts);
    side->lengths = dz_memory__zeroed(side->context, (size_t)count + 1, sizeof *side->lengths);
    side->openings = dz_memory__zeroed(side->context, count, sizeof *side->openings);
    side->endings = dz_memory__zeroed(side->context, count, sizeof *side->endings);
    return side->numbers && side->starts && side->lengths && side->openings && side->endings ? DZ_OK : DZ_ERROR_MEMORY;
}

/* Reads sentence `number` of the document as the next of the side. */
static dz_status read_next(token_reader *reader, const dz_document *document, const dz_key *key, size_t number,
                           bool *inside)
{
    dz_align__side *side = reader->side;
    const char *text = dz_document_text(document).data;
    dz_span span = dz_document_sentences(document, &(size_t){0})[number].span;
    dz_status status = read_sentence(reader, dz_key_from_text(key, span));
    if (status != DZ_OK)
        return status;
    if (reader->tokens.count > UINT32_MAX / 2)
        return dz_context__fail(side->context, DZ_ERROR_LIMIT, "%s: too long to align", dz_document_name(document));
    uint32_t s = side->count++;
    size_t bytes = span.end - span.begin;
    side->numbers[s] = (uint32_t)number;
    side->starts[s + 1] = (uint32_t)reader->tokens.count;
    side->lengths[s + 1] = side->lengths[s] + (bytes ? (double)bytes : 1);
    side->openings[s] = dz_align__read_opening(text, span);
    side->endings[s] = dz_align__read_ending(text, span, inside);
    return DZ_OK;
}

/* The sentences of fixed beads, bead by bead. */
static dz_status read_fixed(token_reader *reader, const dz_document *document, const dz_key *key,
                            const dz_align__decisions *decisions, int which)
{
    dz_status status = DZ_OK;
    for (size_t n = 0; n < decisions->fixed_count; n++) {
        const dz_bead *bead = decisions->fixed[n];
        const uint32_t *numbers = which == DZ_SOURCE_SIDE ? bead->source : bead->target;
        size_t count = which == DZ_SOURCE_SIDE ? bead->source_count : bead->target_count;
        bool inside = false;
        for (size_t s = 0; s < count && status == DZ_OK; s++)
            status = read_next(reader, document, key, numbers[s], &inside);
    }
    return status;
}

static dz_status read_all(token_reader *reader, const dz_document *document, const dz_key *key,
                          const dz_align__decisions *decisions, int which)
{
    size_t count, block_count;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    const dz_block *blocks = dz_document_blocks(document, &block_count);
    const bool *taken = decisions->taken[which];
    bool inside = false;
    dz_status status = DZ_OK;
    for (size_t s = 0; s < count && status == DZ_OK; s++) {
        if (taken && taken[s])
            dz_align__read_ending(dz_document_text(document).data, sentences[s].span, &inside);
        else if (blocks[sentences[s].block].kind != DZ_BLOCK_BOILERPLATE)
            status = read_next(reader, document, key, s, &inside);
    }
    reader->side->free_count = reader->side->count;
    return status == DZ_OK ? read_fixed(reader, document, key, decisions, which) : status;
}

dz_status dz_align__side_read(dz_context *context, dz_align__side *side, const dz_document *document,
                              const dz_lexicon *lexicon, const dz_glossary *glossary,
                              const dz_align__decisions *decisions, int which, bool with_spans)
{
    *side = (dz_align__side){.context = context, .language = dz_document_language(document)};
    dz_map__init(&side->vocabulary, context);
    size_t count;
    dz_document_sentences(document, &count);
    token_reader reader = {.side = side, .lexicon = lexicon, .glossary = glossary, .with_spans = with_spans};
    reader.chinese = side->language == DZ_LANGUAGE_ZH;
    dz_map__init(&reader.stems, context);
    dz_key *key = NULL;
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    options.folds = DZ_GLOSSARY_FOLDS;
    dz_view text = dz_document_text(document);
    dz_status status = count < UINT32_MAX / 2 ? dz_key_new(context, &key, text.data, text.length, &options)
                                              : dz_context__fail(context, DZ_ERROR_LIMIT, "too many sentences");
    if (status == DZ_OK)
        status = allocate_side(side, (uint32_t)count);
    if (status != DZ_OK)
        goto done;
    reader.text = dz_key_text(key).data;
    if ((status = read_all(&reader, document, key, decisions, which)) != DZ_OK)
        goto done;
    side->tokens = reader.tokens.items;
    side->token_count = (uint32_t)reader.tokens.count;
    reader.tokens.items = NULL;
    for (size_t n = 0; n < reader.spans.count; n++)
        reader.spans.items[n] = dz_key_to_text(key, reader.spans.items[n]);
    side->spans = reader.spans.items;
    reader.spans.items = NULL;
    status = count_words(side);
done:
    dz_array__free(context, &reader.tokens);
    dz_array__free(context, &reader.spans);
    dz_map__free(&reader.stems);
    dz_key_free(key);
    return status;
}

dz_align__side dz_align__side_view(const dz_align__side *side, uint32_t begin, uint32_t end)
{
    dz_align__side view = *side;
    view.count = view.free_count = end - begin;
    view.numbers += begin;
    view.starts += begin;
    view.lengths += begin;
    view.openings += begin;
    view.endings += begin;
    return view;
}

void dz_align__side_free(dz_align__side *side)
{
    dz_context *context = side->context;
    if (!context)
        return;
    dz_memory__free(context, side->numbers);
    dz_memory__free(context, side->starts);
    dz_memory__free(context, side->tokens);
    dz_memory__free(context, side->spans);
    dz_memory__free(context, side->lengths);
    dz_memory__free(context, side->openings);
    dz_memory__free(context, side->endings);
    dz_memory__free(context, side->frequencies);
    dz_memory__free(context, side->shares);
    dz_map__free(&side->vocabulary);
    *side = (dz_align__side){0};
}
