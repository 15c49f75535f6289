#include "align/features.h"

#include <stdlib.h>
#include <string.h>

#include "align/tokens.h"
#include "base/utf8.h"

/* At most so many glosses of a word are looked at, and those that it is hardly ever rendered by are not. */
#define MOST_GLOSSES 16
#define LEAST_SHARE 0.02f

/* A concept that is no word begins with one of these; a value's kind stands behind. */
#define VALUE_MARK '\x02'
#define DATE_MARK '\x03'

/* The day that a text is of counts as if it were said so often. */
#define DATE_COUNT 20.0f

#define MOST_BYTES 256

void dz_align__features_init(dz_align__feature_reader *reader, dz_context *context, const dz_lexicon *lexicon)
{
    memset(reader, 0, sizeof *reader);
    reader->context = context;
    reader->lexicon = lexicon;
    dz_map__init(&reader->concepts, context);
}

static dz_status make_room(dz_align__feature_reader *reader, uint32_t concept)
{
    if (concept < reader->sum_count)
        return DZ_OK;
    size_t count = (size_t) concept + concept / 2 + 1024;
    float *sums = dz_memory__resize(reader->context, reader->sums, count * sizeof *sums);
    if (!sums)
        return DZ_ERROR_MEMORY;
    memset(sums + reader->sum_count, 0, (count - reader->sum_count) * sizeof *sums);
    reader->sums = sums;
    reader->sum_count = count;
    return DZ_OK;
}

static dz_status add_concept(dz_align__feature_reader *reader, const char *text, size_t length, float amount)
{
    uint32_t concept;
    dz_status status = dz_map__intern(&reader->concepts, text, length, &concept);
    if (status == DZ_OK)
        status = make_room(reader, concept);
    if (status == DZ_OK && reader->sums[concept] <= 0)
        status = dz_array__push(reader->context, &reader->touched, concept);
    if (status == DZ_OK)
        reader->sums[concept] += amount;
    return status;
}

static dz_status add_marked(dz_align__feature_reader *reader, char mark, char kind, const char *text, float amount)
{
    char key[MOST_BYTES] = {mark, kind};
    size_t length = strlen(text);
    if (length > sizeof key - 2)
        return DZ_OK;
    memcpy(key + 2, text, length);
    return add_concept(reader, key, length + 2, amount);
}

/* A Chinese word as its translations. */
static dz_status add_translated(dz_align__feature_reader *reader, const char *word, size_t length, float count)
{
    dz_gloss glosses[MOST_GLOSSES];
    size_t found = reader->lexicon ? dz_lexicon_lookup(reader->lexicon, word, length, glosses, MOST_GLOSSES) : 0;
    float total = 0;
    dz_status status = DZ_OK;
    for (size_t n = 0; n < found; n++)
        total += glosses[n].weight;
    for (size_t n = 0; n < found && total > 0 && status == DZ_OK; n++)
        if (glosses[n].weight >= LEAST_SHARE * total)
            status =
                add_concept(reader, glosses[n].text.data, glosses[n].text.length, count * glosses[n].weight / total);
    return status;
}

static dz_status add_words(dz_align__feature_reader *reader, const dz_document *document)
{
    static const dz_align__decisions none = {0};
    dz_align__side side;
    dz_status status =
        dz_align__side_read(reader->context, &side, document, reader->lexicon, NULL, &none, DZ_SOURCE_SIDE, false);
    for (size_t n = 0; n < side.vocabulary.count && status == DZ_OK; n++) {
        const dz_map_entry *word = &side.vocabulary.entries[n];
        float count = (float)side.frequencies[n];
        size_t at = 0;
        uint32_t first = word->length ? dz_utf8__next(word->key, word->length, &at) : 0;
        if (dz_utf8__is_han(first))
            status = add_translated(reader, word->key, word->length, count);
        else if ((first >= '0' && first <= '9') || (first >= 'a' && first <= 'z') || first >= 0xC0)
            status = add_concept(reader, word->key, word->length, count);
    }
    dz_align__side_free(&side);
    return status;
}

static dz_status add_values(dz_align__feature_reader *reader, const dz_document *document)
{
    dz_value_list *list = NULL;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    dz_view text = dz_document_text(document);
    options.language = dz_document_language(document);
    options.document_date = dz_document_date(document);
    dz_status status = dz_values(reader->context, &list, text.data, text.length, &options);
    for (size_t n = 0; n < (list ? dz_value_count(list) : 0) && status == DZ_OK; n++) {
        const dz_value *value = dz_value_at(list, n);
        status = add_marked(reader, VALUE_MARK, (char)('0' + value->kind), value->value, 1);
    }
    dz_value_list_free(list);
    return status;
}

static int compare_concepts(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Moves the sums into features; they are 0 again afterwards, whatever happens. */
static dz_status take_sums(dz_align__feature_reader *reader, dz_align__feature_array *features)
{
    dz_status status = dz_array__reserve(reader->context, features, reader->touched.count);
    if (reader->touched.count)
        qsort(reader->touched.items, reader->touched.count, sizeof *reader->touched.items, compare_concepts);
    for (size_t n = 0; n < reader->touched.count; n++) {
        uint32_t concept = reader->touched.items[n];
        if (status == DZ_OK)
            features->items[features->count++] = (dz_align__feature){concept, reader->sums[concept]};
        reader->sums[concept] = 0;
    }
    reader->touched.count = 0;
    return status;
}

dz_status dz_align__features_read(dz_align__feature_reader *reader, dz_align__feature_array *features,
                                  const dz_document *document)
{
    const char *date = dz_document_date(document);
    dz_status status = add_words(reader, document);
    if (status == DZ_OK)
        status = add_values(reader, document);
    if (status == DZ_OK && date)
        status = add_marked(reader, DATE_MARK, 'd', date, DATE_COUNT);
    dz_status taken = take_sums(reader, features);
    return status == DZ_OK ? taken : status;
}

void dz_align__features_free(dz_align__feature_reader *reader)
{
    dz_map__free(&reader->concepts);
    dz_memory__free(reader->context, reader->sums);
    dz_array__free(reader->context, &reader->touched);
}
