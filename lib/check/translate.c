#include "check/translate.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "check/gaps.h"

/* Passages looked at closely, those that wider windows are opened around, and sentences of a window beyond those of the
 * quote. */
#define LARGEST_SHORTLIST 64
#define WIDENED 12
#define SENTENCES_BEYOND 1
#define LONGEST_WINDOW 8

/* A form that so large a share of many passages has says nothing of where to look. */
#define MANY_PASSAGES 20000
#define SHARE_OF_COMMON 8

typedef struct shortlisted {
    uint32_t passage;
    float score;
} shortlisted;

/* A passage of the shortlist, or beside one, that was read. */
typedef struct read_passage {
    uint32_t passage;
    dz_pairing_side *side;
} read_passage;

typedef struct bilingual_search {
    dz_context *context;
    const dz_translations *translations;
    const dz_index *sources;
    const dz_translation_watch *watch;
    dz_pairing pairing;
    shortlisted shortlist[LARGEST_SHORTLIST];
    size_t count;
    size_t sentences; /* of the quote */
    DZ_ARRAY(read_passage) read;
    float *ahead;
    DZ_ARRAY(float) back;
} bilingual_search;

/* ---- The short list --------------------------------------------------------------------------------------------- */

typedef struct word_tally {
    float *scores; /* of each passage */
    float *ratios; /* the best that the word at hand has there */
    DZ_ARRAY(uint32_t) touched;
} word_tally;

static dz_status note_link(bilingual_search *search, word_tally *tally, const dz_pairing_link *link)
{
    const dz_pairing_form *form = &search->pairing.forms.items[link->form];
    size_t passages = search->translations->passages.count;
    dz_status status = DZ_OK;
    if (passages > MANY_PASSAGES && (size_t)form->count * SHARE_OF_COMMON > passages)
        return DZ_OK;
    for (uint32_t i = 0; i < form->count && status == DZ_OK; i++) {
        float *ratio = &tally->ratios[form->places[i].passage];
        float found = link->ahead * form->places[i].factor;
        if (*ratio <= 0)
            status = dz_array__push(search->context, &tally->touched, form->places[i].passage);
        *ratio = *ratio > found ? *ratio : found;
    }
    return status;
}

static void add_word(bilingual_search *search, word_tally *tally, uint32_t word)
{
    float mixture = search->pairing.mixtures[word], nothing = dz_pairing__gain(mixture, 0.0f);
    for (size_t i = 0; i < tally->touched.count; i++) {
        uint32_t number = tally->touched.items[i];
        float words = (float)search->translations->passages.items[number].words + 1.0f;
        tally->scores[number] += dz_pairing__gain(mixture, tally->ratios[number] / words) - nothing;
        tally->ratios[number] = 0;
    }
    tally->touched.count = 0;
}

static void keep_best(bilingual_search *search, const word_tally *tally)
{
    for (size_t i = 0; i < search->translations->passages.count; i++) {
        shortlisted item = {(uint32_t)i, tally->scores[i]};
        size_t at = search->count;
        if (item.score <= 0 || search->translations->passages.items[i].chinese == search->pairing.chinese)
            continue;
        while (at && search->shortlist[at - 1].score < item.score)
            at--;
        if (at == LARGEST_SHORTLIST)
            continue;
        search->count += search->count < LARGEST_SHORTLIST;
        memmove(search->shortlist + at + 1, search->shortlist + at, (search->count - at - 1) * sizeof item);
        search->shortlist[at] = item;
    }
}

static dz_status make_shortlist(bilingual_search *search)
{
    word_tally tally = {0};
    size_t count = search->translations->passages.count;
    tally.scores = dz_memory__zeroed(search->context, count + 1, sizeof *tally.scores);
    tally.ratios = dz_memory__zeroed(search->context, count + 1, sizeof *tally.ratios);
    dz_status status = tally.scores && tally.ratios ? DZ_OK : DZ_ERROR_MEMORY;
    for (size_t i = 0; i < search->pairing.links.count && status == DZ_OK; i++) {
        const dz_pairing_link *link = &search->pairing.links.items[i];
        status = note_link(search, &tally, link);
        bool last = i + 1 == search->pairing.links.count || link[1].word != link->word;
        if (status == DZ_OK && last)
            add_word(search, &tally, link->word);
    }
    if (status == DZ_OK)
        keep_best(search, &tally);
    dz_memory__free(search->context, tally.scores);
    dz_memory__free(search->context, tally.ratios);
    dz_array__free(search->context, &tally.touched);
    return status;
}

/* ---- The passage ------------------------------------------------------------------------------------------------ */

static dz_view text_of(const bilingual_search *search, uint32_t document, dz_span span)
{
    dz_view text = dz_document_text(dz_index_document(search->sources, document));
    return (dz_view){text.data + span.begin, span.end - span.begin};
}

static void forget_passages(bilingual_search *search)
{
    for (size_t i = 0; i < search->read.count; i++) {
        dz_pairing__free_side(search->context, search->read.items[i].side);
        dz_memory__free(search->context, search->read.items[i].side);
    }
    dz_array__free(search->context, &search->read);
}

static dz_status read_passage_at(bilingual_search *search, uint32_t number, dz_pairing_side **side)
{
    for (size_t i = 0; i < search->read.count; i++) {
        if (search->read.items[i].passage == number) {
            *side = search->read.items[i].side;
            return DZ_OK;
        }
    }
    const dz_passage *item = &search->translations->passages.items[number];
    read_passage fresh = {number, dz_memory__zeroed(search->context, 1, sizeof *fresh.side)};
    dz_status status = fresh.side ? dz_array__push(search->context, &search->read, fresh) : DZ_ERROR_MEMORY;
    if (status != DZ_OK) {
        dz_memory__free(search->context, fresh.side);
        return status;
    }
    *side = fresh.side;
    return dz_pairing__read(&search->pairing, fresh.side, text_of(search, item->document, item->span),
                            dz_document_date(dz_index_document(search->sources, item->document)));
}

static void fill_traits(const bilingual_search *search, dz_translation *window, dz_pairing_side *const *sides)
{
    const dz_bilingual_marks *quote = &search->pairing.quote.marks;
    dz_bilingual_marks passage = sides[0]->text.marks;
    const dz_passage *items = search->translations->passages.items;
    size_t sentences = window->last - window->first;
    float *traits = window->traits;
    traits[DZ_TRAIT_QUOTE_WORDS] = window->pairing.quote_words;
    traits[DZ_TRAIT_PASSAGE_WORDS] = window->pairing.passage_words;
    traits[DZ_TRAIT_LENGTHS] = window->pairing.lengths;
    traits[DZ_TRAIT_SENTENCES] =
        (float)(sentences > search->sentences ? sentences - search->sentences : search->sentences - sentences);
    traits[DZ_TRAIT_BLOCKS] = 0;
    for (size_t i = window->first + 1; i < window->last; i++) {
        dz_bilingual__add_marks(&passage, &sides[i - window->first]->text.marks);
        traits[DZ_TRAIT_BLOCKS] += items[i].block != items[i - 1].block;
    }
    dz_traits__compare_marks(traits, search->pairing.chinese ? &passage : quote,
                             search->pairing.chinese ? quote : &passage);
}

static dz_status score_window(bilingual_search *search, size_t begin, size_t end, dz_translation *window)
{
    dz_pairing_side *sides[LONGEST_WINDOW];
    size_t words = 0;
    dz_status status = DZ_OK;
    for (size_t i = begin; i < end && status == DZ_OK; i++) {
        status = read_passage_at(search, (uint32_t)i, &sides[i - begin]);
        if (status == DZ_OK)
            words += sides[i - begin]->text.words.count;
    }
    search->back.count = 0;
    if (status == DZ_OK)
        status = dz_array__reserve(search->context, &search->back, words + 1);
    if (status != DZ_OK)
        return status;
    const dz_passage *first = &search->translations->passages.items[begin];
    window->document = first->document;
    window->source = (dz_span){first->span.begin, search->translations->passages.items[end - 1].span.end};
    dz_pairing__compare(&search->pairing, sides, end - begin, search->ahead, search->back.items);
    window->pairing = dz_pairing__score(&search->pairing, sides, end - begin, search->ahead, search->back.items);
    window->words = words;
    window->first = begin;
    window->last = end;
    fill_traits(search, window, sides);
    window->evidence = dz_traits__evidence(window->traits);
    return DZ_OK;
}

/* Whether sentences can be one passage: of one turn, and with fewer edges of paragraphs than the quote has sentences,
 * because nobody makes one sentence of two paragraphs. */
static bool is_one_window(const bilingual_search *search, size_t begin, size_t end)
{
    const dz_passage *items = search->translations->passages.items, *first = &items[begin], *last = &items[end - 1];
    size_t edges = 0;
    for (size_t i = begin + 1; i < end; i++)
        edges += items[i].block != items[i - 1].block;
    return first->document == last->document && first->turn == last->turn && first->chinese == last->chinese &&
           (edges == 0 || edges < search->sentences);
}

static bool overlaps(const dz_translation *a, const dz_translation *b)
{
    return a->document == b->document && a->source.begin < b->source.end && b->source.begin < a->source.end;
}

static bool same_words(const bilingual_search *search, const dz_translation *a, const dz_translation *b)
{
    dz_view first = text_of(search, a->document, a->source), second = text_of(search, b->document, b->source);
    return first.length == second.length && memcmp(first.data, second.data, first.length) == 0;
}

/* Whether a passage stands beside the best one as another that the quote may translate: the same sentence said twice
 * raises no doubt. */
static bool is_rival(const bilingual_search *search, const dz_translation *best, const dz_translation *other)
{
    return !overlaps(best, other) && !same_words(search, best, other);
}

static void keep_window(const bilingual_search *search, dz_translation *best, const dz_translation *window)
{
    if (!best->words || window->evidence > best->evidence) {
        float second = best->words && is_rival(search, best, window) ? best->evidence : best->second;
        *best = *window;
        best->second = second;
    } else if (window->evidence > best->second && is_rival(search, best, window)) {
        best->second = window->evidence;
    }
}

static dz_status choose_window(bilingual_search *search, dz_translation *best)
{
    size_t longest = search->sentences + SENTENCES_BEYOND, count = search->translations->passages.count;
    longest = longest > LONGEST_WINDOW ? LONGEST_WINDOW : longest;
    dz_status status = DZ_OK;
    best->second = -INFINITY;
    for (size_t i = 0; i < search->count; i++) {
        size_t at = search->shortlist[i].passage;
        for (size_t length = 1; length <= (i < WIDENED ? longest : 1); length++) {
            for (size_t back = 0; back < length && status == DZ_OK; back++) {
                dz_translation window = {0};
                size_t begin = at - back, end = begin + length;
                if (back > at || end > count || !is_one_window(search, begin, end))
                    continue;
                if ((status = score_window(search, begin, end, &window)) != DZ_OK)
                    continue;
                keep_window(search, best, &window);
                if (search->watch)
                    search->watch->see(search->watch->payload, &window);
            }
        }
    }
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

/* ---- Whether it is one ------------------------------------------------------------------------------------------ */

/* A passage is taken that is so probable: a little more than likelier than not, because real sources have more that
 * is nearly the same than the texts that the weights were fitted on. */
#define LEAST_PROBABILITY 0.55f

/* Words that the other side should have if any, and has not: numbers and dates; names. */
typedef struct missing_words {
    size_t values;
    size_t names;
} missing_words;

static void count_missing(missing_words *missing, const dz_bilingual_text *text, const float *had)
{
    for (size_t i = 0; i < text->words.count; i++) {
        const dz_bilingual_word *word = &text->words.items[i];
        bool value = dz_bilingual__form(text, word->own).data[0] == '#';
        if (had[i] >= DZ_LIKENESS_OF_GAP)
            continue;
        missing->values += value;
        missing->names += word->name && !value;
    }
}

static void read_signs(const bilingual_search *search, dz_translation *best, const missing_words *missing)
{
    dz_signed_passage about = {
        .evidence = best->evidence,
        .second = best->second,
        .quote_words = search->pairing.quote.words.count,
        .passage_words = best->words,
        .missing_values = missing->values,
        .missing_names = missing->names,
        .chinese = search->pairing.chinese,
        .pairing = &best->pairing,
        .traits = best->traits,
    };
    dz_traits__read_signs(best->signs, &about);
    best->probability = dz_traits__probability(best->signs);
}

/* Looks at the best passage once more: how well each word is had, how probable it is, and what only one side has. */
static dz_status weigh_best(bilingual_search *search, dz_translation *best, bool *found)
{
    dz_translation again = {0};
    missing_words missing = {0};
    dz_pairing_side *side = NULL;
    dz_status status = score_window(search, best->first, best->last, &again);
    if (status != DZ_OK)
        return status;
    count_missing(&missing, &search->pairing.quote, search->ahead);
    const float *had = search->back.items;
    for (size_t i = best->first; i < best->last && status == DZ_OK; i++) {
        if ((status = read_passage_at(search, (uint32_t)i, &side)) == DZ_OK)
            count_missing(&missing, &side->text, had);
        had += side->text.words.count;
    }
    best->score = (best->pairing.quote + best->pairing.passage) / 2;
    read_signs(search, best, &missing);
    *found = status == DZ_OK && best->probability >= LEAST_PROBABILITY;
    had = search->back.items;
    for (size_t i = best->first; i < best->last && *found && status == DZ_OK; i++) {
        if ((status = read_passage_at(search, (uint32_t)i, &side)) == DZ_OK)
            status = dz_gaps__find(search->context, best, &side->text, &search->pairing.quote, had,
                                   search->translations->passages.items[i].span.begin, false);
        had += side->text.words.count;
    }
    if (status != DZ_OK || !*found)
        return status;
    const dz_bilingual_text *passage = side && best->last == best->first + 1 ? &side->text : NULL;
    return dz_gaps__find(search->context, best, &search->pairing.quote, passage, search->ahead, 0, true);
}

dz_status dz_translations__find(dz_context *context, const dz_translations *translations, const dz_index *sources,
                                dz_view quote, const dz_translation_watch *watch, dz_translation *translation,
                                bool *found)
{
    bilingual_search search = {.context = context, .translations = translations, .sources = sources, .watch = watch};
    memset(translation, 0, sizeof *translation);
    *found = false;
    dz_status status = dz_pairing__open(context, &search.pairing, translations, quote);
    if (status == DZ_OK)
        status = count_sentences(&search, quote);
    if (status == DZ_OK)
        status = make_shortlist(&search);
    search.ahead = dz_memory__zeroed(context, search.pairing.quote.words.count + 1, sizeof *search.ahead);
    if (status == DZ_OK && !search.ahead)
        status = DZ_ERROR_MEMORY;
    if (status == DZ_OK)
        status = choose_window(&search, translation);
    if (status == DZ_OK && translation->words)
        status = weigh_best(&search, translation, found);
    forget_passages(&search);
    dz_pairing__free(&search.pairing);
    dz_memory__free(context, search.ahead);
    dz_array__free(context, &search.back);
    return status;
}
