#include "check/translate.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "check/bilingual.h"

/* A passage is what the quote translates where its likeness, and what that is above the next best, come to this: words
 * of every day are like many passages. */
#define LEAST_SCORE 0.525f

/* Of the likeness this much is what the quote has of the passage, the rest what the passage has beyond it. */
#define SHARE_OF_QUOTE 0.3f
#define SHARE_OF_LONG_QUOTE 0.6f /* of several sentences, between which some may be left out */

/* What is known of words before the sources have been seen, in passages. */
#define PASSAGES_ELSEWHERE 200.0f
#define SHARE_ELSEWHERE 0.003f

/* A translation of this probability is as good as any; the rarest says so much. */
#define SURE_WEIGHT 0.06f
#define LEAST_LIKENESS 0.45f
#define LARGEST_GLOSSES 24

/* What each further sentence of a passage must gain where the quote is one. */
#define COST_OF_SENTENCE 0.08f

/* Passages looked at closely, glosses of a word looked up, sentences of a window beyond those of the quote. */
#define LARGEST_SHORTLIST 24
#define LARGEST_LOOKUP 16
#define SENTENCES_BEYOND 1
#define LONGEST_WINDOW 8

/* What a word counts for beside its rarity: one that no lexicon has cannot be found, unless it is a name. */
#define SHARE_UNKNOWN 0.2f
#define SHARE_UNKNOWN_NAME 0.6f

/* A gap is a run of words that are less like than this; so many words of weight make one, and so many a major one. */
#define LIKENESS_OF_GAP 0.3f
#define WORDS_OF_GAP 2
#define WORDS_OF_MAJOR_GAP 4

typedef struct passage {
    uint32_t document;
    dz_span span;
    uint32_t turn;
    bool chinese;
} passage;

typedef struct posting {
    uint32_t word;
    uint32_t passage;
} posting;

struct dz_translations {
    dz_context *context;
    const dz_lexicon *lexicon;
    dz_map words;
    DZ_ARRAY(passage) passages;
    DZ_ARRAY(posting) postings; /* sorted by word, then passage, none twice */
    uint32_t *starts;           /* of each word in `postings`; one more than there are words */
};

/* Whether most of a text is Han. */
static bool is_chinese(const dz_bilingual_text *text)
{
    size_t han = 0;
    for (size_t i = 0; i < text->items.count; i++)
        han += text->items.items[i].han;
    return 2 * han > text->items.count;
}

/* ---- Making ----------------------------------------------------------------------------------------------------- */

static dz_status add_passage(dz_translations *translations, uint32_t document, dz_view text, passage item)
{
    dz_bilingual_text read;
    dz_view words = {text.data + item.span.begin, item.span.end - item.span.begin};
    dz_status status = dz_bilingual__read(translations->context, &read, translations->lexicon, words, true);
    uint32_t number = (uint32_t)translations->passages.count;
    item.document = document;
    item.chinese = status == DZ_OK && is_chinese(&read);
    if (status == DZ_OK)
        status = dz_array__push(translations->context, &translations->passages, item);
    for (size_t i = 0; status == DZ_OK && i < read.known.count; i++) {
        posting fresh = {0, number};
        const dz_map_entry *entry = &read.known.entries[i];
        status = dz_map__intern(&translations->words, entry->key, entry->length, &fresh.word);
        if (status == DZ_OK)
            status = dz_array__push(translations->context, &translations->postings, fresh);
    }
    dz_bilingual__free(&read);
    return status;
}

static dz_status add_document(dz_translations *translations, uint32_t number, const dz_document *document)
{
    size_t count, block_count;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    const dz_block *blocks = dz_document_blocks(document, &block_count);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        const dz_block *block = &blocks[sentences[i].block];
        passage item = {.span = sentences[i].span, .turn = block->turn};
        if (block->kind != DZ_BLOCK_BOILERPLATE && item.span.begin < item.span.end)
            status = add_passage(translations, number, dz_document_text(document), item);
    }
    return status;
}

/* A counting sort by word; passages stay in order. */
static dz_status sort_postings(dz_translations *translations)
{
    size_t words = translations->words.count, count = translations->postings.count;
    posting *sorted = dz_memory__allocate(translations->context, (count + 1) * sizeof *sorted);
    translations->starts = dz_memory__zeroed(translations->context, words + 2, sizeof *translations->starts);
    if (!sorted || !translations->starts) {
        dz_memory__free(translations->context, sorted);
        return DZ_ERROR_MEMORY;
    }
    uint32_t *starts = translations->starts;
    for (size_t i = 0; i < count; i++)
        starts[translations->postings.items[i].word + 2]++;
    for (size_t i = 2; i < words + 2; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < count; i++)
        sorted[starts[translations->postings.items[i].word + 1]++] = translations->postings.items[i];
    dz_memory__free(translations->context, translations->postings.items);
    translations->postings.items = sorted;
    translations->postings.capacity = count + 1;
    return DZ_OK;
}

dz_status dz_translations_new(dz_context *context, dz_translations **out, const dz_index *sources,
                              const dz_lexicon *lexicon)
{
    *out = NULL;
    dz_translations *translations = dz_memory__zeroed(context, 1, sizeof *translations);
    if (!translations)
        return DZ_ERROR_MEMORY;
    translations->context = context;
    translations->lexicon = lexicon;
    dz_map__init(&translations->words, context);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < dz_index_count(sources) && status == DZ_OK; i++)
        status = add_document(translations, (uint32_t)i, dz_index_document(sources, i));
    if (status == DZ_OK)
        status = sort_postings(translations);
    if (status == DZ_OK)
        *out = translations;
    else
        dz_translations_free(translations);
    return status;
}

void dz_translations_free(dz_translations *translations)
{
    if (!translations)
        return;
    dz_map__free(&translations->words);
    dz_array__free(translations->context, &translations->passages);
    dz_array__free(translations->context, &translations->postings);
    dz_memory__free(translations->context, translations->starts);
    dz_memory__free(translations->context, translations);
}

/* ---- Weights ---------------------------------------------------------------------------------------------------- */

static uint32_t find_postings(const dz_translations *translations, dz_view form, const posting **items)
{
    uint32_t word = dz_map__get(&translations->words, form.data, form.length, UINT32_MAX);
    if (word == UINT32_MAX)
        return 0;
    *items = translations->postings.items + translations->starts[word];
    return translations->starts[word + 1] - translations->starts[word];
}

/* How rare a word is: the logarithm of how many passages there are to one that has it. Of few passages little can be
 * learned, and what words are like elsewhere counts for some. */
static float rarity(const dz_translations *translations, float frequency)
{
    float share =
        (frequency + SHARE_ELSEWHERE * PASSAGES_ELSEWHERE) / ((float)translations->passages.count + PASSAGES_ELSEWHERE);
    return share < 1.0f ? -logf(share) : 0.0f;
}

/* What a word counts for: its rarity among the passages, or that of its translations. */
static float weight_of(const dz_translations *translations, const dz_bilingual_text *text, size_t number)
{
    dz_gloss glosses[LARGEST_LOOKUP];
    const posting *items;
    float sum = 0, frequency = 0;
    size_t count = dz_bilingual__glosses(translations->lexicon, text, number, glosses, LARGEST_LOOKUP);
    bool name = text->items.items[number].name;
    uint32_t own = find_postings(translations, dz_bilingual__form(text, number), &items);
    for (size_t i = 0; i < count; i++) {
        sum += glosses[i].weight;
        frequency += glosses[i].weight * (float)find_postings(translations, glosses[i].text, &items);
    }
    float mean = sum > 0 ? frequency / sum : 0.0f;
    float weight = rarity(translations, (float)own > mean ? (float)own : mean);
    return count ? weight : weight * (name ? SHARE_UNKNOWN_NAME : SHARE_UNKNOWN);
}

/* How well the other text has a word, 0 to 1: by the most probable of its translations that stands there. */
static float likeness_of(const dz_translations *translations, const dz_bilingual_text *text, size_t number,
                         const dz_bilingual_text *other)
{
    dz_gloss glosses[LARGEST_GLOSSES];
    if (dz_bilingual__has_same(text, number, other))
        return 1.0f;
    size_t count = dz_bilingual__glosses(translations->lexicon, text, number, glosses, LARGEST_GLOSSES);
    for (size_t i = 0; i < count; i++) {
        float share = glosses[i].weight < SURE_WEIGHT ? glosses[i].weight / SURE_WEIGHT : 1.0f;
        if (dz_bilingual__has(other, glosses[i].text))
            return LEAST_LIKENESS + (1.0f - LEAST_LIKENESS) * share; /* the heaviest come first */
    }
    return 0.0f;
}

/* The share of a text's weight that the other has; `likeness` of each word where it is not NULL. */
static float cover(const dz_translations *translations, const dz_bilingual_text *text, const dz_bilingual_text *other,
                   float *likeness)
{
    float sum = 0, common = 0;
    for (size_t i = 0; i < text->items.count; i++) {
        float weight = weight_of(translations, text, i);
        float like = likeness_of(translations, text, i, other);
        if (likeness)
            likeness[i] = like;
        sum += weight;
        common += weight * like;
    }
    return sum > 0 ? common / sum : 0.0f;
}

/* ---- The short list --------------------------------------------------------------------------------------------- */

typedef struct bilingual_search {
    dz_context *context;
    const dz_translations *translations;
    const dz_index *sources;
    dz_bilingual_text quote;
    float *scores; /* of each passage */
    float *best;   /* what the word at hand gives it */
    uint32_t shortlist[LARGEST_SHORTLIST];
    size_t count;
    size_t sentences; /* of the quote */
} bilingual_search;

static void score_word(bilingual_search *search, size_t number)
{
    const dz_translations *translations = search->translations;
    dz_gloss glosses[LARGEST_LOOKUP + 1];
    size_t count = dz_bilingual__glosses(translations->lexicon, &search->quote, number, glosses, LARGEST_LOOKUP);
    glosses[count++] = (dz_gloss){dz_bilingual__form(&search->quote, number), 1.0f};
    float weight = weight_of(translations, &search->quote, number);
    const posting *items = NULL;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            uint32_t postings = find_postings(translations, glosses[i].text, &items);
            float worth = weight * (0.4f + 0.6f * sqrtf(glosses[i].weight > 1.0f ? 1.0f : glosses[i].weight));
            for (uint32_t j = 0; j < postings; j++) {
                float *best = &search->best[items[j].passage];
                if (pass == 0 && worth > *best) {
                    search->scores[items[j].passage] += worth - *best;
                    *best = worth;
                } else if (pass == 1) {
                    *best = 0;
                }
            }
        }
    }
}

static dz_status make_shortlist(bilingual_search *search)
{
    size_t count = search->translations->passages.count;
    bool chinese = is_chinese(&search->quote);
    search->scores = dz_memory__zeroed(search->context, count + 1, sizeof *search->scores);
    search->best = dz_memory__zeroed(search->context, count + 1, sizeof *search->best);
    if (!search->scores || !search->best)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < search->quote.items.count; i++)
        score_word(search, i);
    for (size_t i = 0; i < count; i++) {
        if (search->scores[i] <= 0 || search->translations->passages.items[i].chinese == chinese)
            continue;
        size_t at = search->count;
        while (at && search->scores[search->shortlist[at - 1]] < search->scores[i])
            at--;
        if (at == LARGEST_SHORTLIST)
            continue;
        size_t moved = (search->count < LARGEST_SHORTLIST ? search->count : LARGEST_SHORTLIST - 1) - at;
        memmove(search->shortlist + at + 1, search->shortlist + at, moved * sizeof *search->shortlist);
        search->shortlist[at] = (uint32_t)i;
        search->count += search->count < LARGEST_SHORTLIST;
    }
    return DZ_OK;
}

/* ---- The passage ------------------------------------------------------------------------------------------------ */

static dz_status read_with_values(dz_context *context, dz_bilingual_text *out, const dz_lexicon *lexicon, dz_view text,
                                  const char *date)
{
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.document_date = date;
    dz_status status = dz_bilingual__read(context, out, lexicon, text, false);
    return status == DZ_OK ? dz_values(context, &out->values, text.data, text.length, &options) : status;
}

static dz_view text_of(const bilingual_search *search, uint32_t document, dz_span span)
{
    dz_view text = dz_document_text(dz_index_document(search->sources, document));
    return (dz_view){text.data + span.begin, span.end - span.begin};
}

static dz_status score_window(bilingual_search *search, size_t begin, size_t end, dz_translation *window)
{
    const dz_translations *translations = search->translations;
    const passage *first = &translations->passages.items[begin], *last = &translations->passages.items[end - 1];
    dz_bilingual_text read = {0};
    window->document = first->document;
    window->source = (dz_span){first->span.begin, last->span.end};
    dz_status status = read_with_values(search->context, &read, translations->lexicon,
                                        text_of(search, window->document, window->source),
                                        dz_document_date(dz_index_document(search->sources, window->document)));
    if (status == DZ_OK) {
        float quote = cover(translations, &search->quote, &read, NULL);
        float beyond = cover(translations, &read, &search->quote, NULL);
        bool single = search->sentences <= 1;
        float wider = single ? (float)(end - begin - 1) : 0.0f;
        float share = single ? SHARE_OF_QUOTE : SHARE_OF_LONG_QUOTE;
        window->score = quote * (share + (1.0f - share) * beyond) - COST_OF_SENTENCE * wider;
    }
    dz_bilingual__free(&read);
    return status;
}

static bool is_one_window(const dz_translations *translations, size_t begin, size_t end)
{
    const passage *first = &translations->passages.items[begin], *last = &translations->passages.items[end - 1];
    return first->document == last->document && first->turn == last->turn && first->chinese == last->chinese;
}

static bool overlaps(const dz_translation *a, const dz_translation *b)
{
    return a->document == b->document && a->source.begin < b->source.end && b->source.begin < a->source.end;
}

static void keep_window(dz_translation *best, const dz_translation *window)
{
    if (window->score > best->score) {
        float second = best->score && !overlaps(best, window) ? best->score : best->second_score;
        best->document = window->document;
        best->source = window->source;
        best->score = window->score;
        best->second_score = second;
    } else if (window->score > best->second_score && !overlaps(best, window)) {
        best->second_score = window->score;
    }
}

static dz_status choose_window(bilingual_search *search, dz_translation *best)
{
    size_t longest = search->sentences + SENTENCES_BEYOND, count = search->translations->passages.count;
    longest = longest > LONGEST_WINDOW ? LONGEST_WINDOW : longest;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < search->count; i++) {
        size_t at = search->shortlist[i];
        for (size_t length = 1; length <= longest; length++) {
            for (size_t back = 0; back < length && status == DZ_OK; back++) {
                dz_translation window = {0};
                size_t begin = at - back, end = begin + length;
                if (back > at || end > count || !is_one_window(search->translations, begin, end))
                    continue;
                if ((status = score_window(search, begin, end, &window)) == DZ_OK)
                    keep_window(best, &window);
            }
            if (i >= 4)
                break; /* wider windows only around the best few */
        }
    }
    return status;
}

/* ---- What only one side has ------------------------------------------------------------------------------------- */

static bool is_content(const dz_translations *translations, const dz_bilingual_text *text, size_t number)
{
    dz_gloss gloss;
    const dz_bilingual_word *word = &text->items.items[number];
    return word->name || dz_bilingual__glosses(translations->lexicon, text, number, &gloss, 1) > 0;
}

static dz_status find_gaps(bilingual_search *search, dz_translation *translation, const dz_bilingual_text *text,
                           const float *likeness, bool in_quote)
{
    const dz_translations *translations = search->translations;
    size_t offset = in_quote ? 0 : translation->source.begin;
    dz_status status = DZ_OK;
    for (size_t begin = 0, end; begin < text->items.count && status == DZ_OK; begin = end) {
        size_t words = 0, last = begin;
        bool known_inside = false;
        for (end = begin; end < text->items.count; end++) {
            bool like = likeness[end] >= LIKENESS_OF_GAP;
            bool next = end + 1 < text->items.count && likeness[end + 1] < LIKENESS_OF_GAP;
            /* one word in the middle that both happen to have does not part a gap */
            if (like && (known_inside || !next || words < WORDS_OF_GAP))
                break;
            known_inside = like;
            if (!like && is_content(translations, text, end)) {
                words++;
                last = end;
            }
        }
        if (end == begin)
            end++;
        if (words < WORDS_OF_GAP)
            continue;
        const dz_bilingual_word *items = text->items.items;
        dz_untranslated gap = {
            {offset + items[begin].text.begin, offset + items[last].text.end}, in_quote, words >= WORDS_OF_MAJOR_GAP};
        status = dz_array__push(search->context, &translation->gaps, gap);
    }
    return status;
}

static dz_status compare_with(bilingual_search *search, dz_translation *translation)
{
    const dz_translations *translations = search->translations;
    dz_bilingual_text read = {0};
    float *likeness = NULL;
    dz_status status = read_with_values(search->context, &read, translations->lexicon,
                                        text_of(search, translation->document, translation->source), NULL);
    size_t count = read.items.count > search->quote.items.count ? read.items.count : search->quote.items.count;
    if (status == DZ_OK && !(likeness = dz_memory__zeroed(search->context, count + 1, sizeof *likeness)))
        status = DZ_ERROR_MEMORY;
    if (status == DZ_OK) {
        cover(translations, &read, &search->quote, likeness);
        status = find_gaps(search, translation, &read, likeness, false);
    }
    if (status == DZ_OK) {
        cover(translations, &search->quote, &read, likeness);
        status = find_gaps(search, translation, &search->quote, likeness, true);
    }
    dz_memory__free(search->context, likeness);
    dz_bilingual__free(&read);
    return status;
}

static dz_status count_sentences(bilingual_search *search, dz_view quote)
{
    dz_span_list *sentences = NULL;
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    dz_status status = dz_sentences(search->context, &sentences, quote.data, quote.length, &options);
    search->sentences = status == DZ_OK ? sentences->count : 0;
    dz_span_list_free(sentences);
    return status;
}

static bool is_like_enough(const dz_translation *translation)
{
    return 2.0f * translation->score - translation->second_score >= LEAST_SCORE;
}

dz_status dz_translations__find(dz_context *context, const dz_translations *translations, const dz_index *sources,
                                dz_view quote, dz_translation *translation, bool *found)
{
    bilingual_search search = {.context = context, .translations = translations, .sources = sources};
    memset(translation, 0, sizeof *translation);
    *found = false;
    dz_status status = read_with_values(context, &search.quote, translations->lexicon, quote, NULL);
    if (status == DZ_OK)
        status = count_sentences(&search, quote);
    if (status == DZ_OK)
        status = make_shortlist(&search);
    if (status == DZ_OK)
        status = choose_window(&search, translation);
    *found = status == DZ_OK && is_like_enough(translation);
    if (*found)
        status = compare_with(&search, translation);
    dz_bilingual__free(&search.quote);
    dz_memory__free(context, search.scores);
    dz_memory__free(context, search.best);
    return status;
}
