#include "check/passages.h"

#include <string.h>

#include "base/memory.h"

/* What is known of words before the sources have been seen: in so many words a rare one stands so often. */
#define WORDS_ELSEWHERE 2000.0f
#define OFTEN_ELSEWHERE 0.1f

/* An occurrence before they are sorted by form. */
typedef struct loose_occurrence {
    uint32_t form;
    dz_occurrence occurrence;
} loose_occurrence;

typedef struct passage_maker {
    dz_translations *made;
    DZ_ARRAY(loose_occurrence) loose;
    DZ_ARRAY(uint32_t) last; /* of each form: number in `loose` of its last occurrence + 1 */
} passage_maker;

static dz_status add_occurrence(passage_maker *maker, dz_view text, float factor, uint32_t passage)
{
    dz_context *context = maker->made->context;
    loose_occurrence fresh = {.occurrence = {passage, factor}};
    dz_status status = dz_map__intern(&maker->made->forms, text.data, text.length, &fresh.form);
    if (status == DZ_OK && fresh.form == maker->last.count)
        status = dz_array__push(context, &maker->last, 0);
    if (status != DZ_OK)
        return status;
    uint32_t last = maker->last.items[fresh.form];
    dz_occurrence *before = last ? &maker->loose.items[last - 1].occurrence : NULL;
    if (before && before->passage == passage) {
        before->factor = before->factor > factor ? before->factor : factor;
        return DZ_OK;
    }
    if (maker->loose.count >= UINT32_MAX - 1)
        return dz_context__fail(context, DZ_ERROR_LIMIT, "the sources have too many words to look for translations");
    status = dz_array__push(context, &maker->loose, fresh);
    maker->last.items[fresh.form] = (uint32_t)maker->loose.count;
    return status;
}

static dz_status add_passage(passage_maker *maker, const dz_document *document, dz_passage item)
{
    dz_translations *made = maker->made;
    dz_bilingual_text read;
    dz_view text = dz_document_text(document);
    dz_view words = {text.data + item.span.begin, item.span.end - item.span.begin};
    dz_status status = dz_bilingual__read(made->context, &read, made->lexicon, words, dz_document_date(document));
    uint32_t number = (uint32_t)made->passages.count;
    if (status == DZ_OK) {
        item.chinese = dz_bilingual__is_chinese(&read);
        item.words = (uint32_t)read.words.count;
        made->words[item.chinese] += read.words.count;
        status = dz_array__push(made->context, &made->passages, item);
    }
    for (size_t i = 0; status == DZ_OK && i < read.forms.count; i++)
        status = add_occurrence(maker, dz_bilingual__form(&read, i), read.forms.items[i].factor, number);
    dz_bilingual__free(&read);
    return status;
}

static dz_status add_document(passage_maker *maker, uint32_t number, const dz_document *document)
{
    size_t count, block_count;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    const dz_block *blocks = dz_document_blocks(document, &block_count);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        const dz_block *block = &blocks[sentences[i].block];
        dz_passage item = {
            .document = number, .span = sentences[i].span, .block = sentences[i].block, .turn = block->turn};
        if (block->kind != DZ_BLOCK_BOILERPLATE && item.span.begin < item.span.end)
            status = add_passage(maker, document, item);
    }
    return status;
}

/* A counting sort by form; passages stay in order. */
static dz_status sort_occurrences(passage_maker *maker)
{
    dz_translations *made = maker->made;
    size_t forms = made->forms.count, count = maker->loose.count;
    made->occurrences = dz_memory__allocate(made->context, (count + 1) * sizeof *made->occurrences);
    made->starts = dz_memory__zeroed(made->context, forms + 2, sizeof *made->starts);
    if (!made->occurrences || !made->starts)
        return DZ_ERROR_MEMORY;
    uint32_t *starts = made->starts;
    for (size_t i = 0; i < count; i++)
        starts[maker->loose.items[i].form + 2]++;
    for (size_t i = 2; i < forms + 2; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < count; i++)
        made->occurrences[starts[maker->loose.items[i].form + 1]++] = maker->loose.items[i].occurrence;
    return DZ_OK;
}

dz_status dz_translations_new(dz_context *context, dz_translations **out, const dz_index *sources,
                              const dz_lexicon *lexicon)
{
    *out = NULL;
    passage_maker maker = {.made = dz_memory__zeroed(context, 1, sizeof *maker.made)};
    if (!maker.made)
        return DZ_ERROR_MEMORY;
    maker.made->context = context;
    maker.made->lexicon = lexicon;
    dz_map__init(&maker.made->forms, context);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < dz_index_count(sources) && status == DZ_OK; i++)
        status = add_document(&maker, (uint32_t)i, dz_index_document(sources, i));
    if (status == DZ_OK)
        status = sort_occurrences(&maker);
    dz_array__free(context, &maker.loose);
    dz_array__free(context, &maker.last);
    if (status == DZ_OK)
        *out = maker.made;
    else
        dz_translations_free(maker.made);
    return status;
}

void dz_translations_free(dz_translations *translations)
{
    if (!translations)
        return;
    dz_map__free(&translations->forms);
    dz_array__free(translations->context, &translations->passages);
    dz_memory__free(translations->context, translations->occurrences);
    dz_memory__free(translations->context, translations->starts);
    dz_memory__free(translations->context, translations);
}

const dz_occurrence *dz_passages__find(const dz_translations *translations, dz_view form, uint32_t *count)
{
    uint32_t number = dz_map__get(&translations->forms, form.data, form.length, DZ_MAP_NONE);
    *count = 0;
    if (number == DZ_MAP_NONE)
        return NULL;
    *count = translations->starts[number + 1] - translations->starts[number];
    return translations->occurrences + translations->starts[number];
}

static float share_of(const dz_translations *translations, uint32_t count, bool chinese)
{
    return ((float)count + OFTEN_ELSEWHERE) / ((float)translations->words[chinese] + WORDS_ELSEWHERE);
}

float dz_passages__share(const dz_translations *translations, dz_view form, bool chinese)
{
    uint32_t count;
    dz_passages__find(translations, form, &count);
    return share_of(translations, count, chinese);
}

float dz_passages__least_share(const dz_translations *translations, bool chinese)
{
    return share_of(translations, 0, chinese);
}
