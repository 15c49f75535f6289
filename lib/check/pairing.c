#include "check/pairing.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

/* Translations of a word that are looked at. */
#define LARGEST_LOOKUP 64

/* What is the same on both sides (a value, a word in Latin letters) translates itself with this probability. */
#define SHARE_OF_SAME 0.9f

/* Where the lexicon has a pair in one direction alone, the other is taken to be this much of it. */
#define SHARE_OF_OTHER_WAY 0.3f
#define LEAST_SHARE 1e-4f

/* How often a word is translated where the lexicon does not say, by what it is and by how rare: fitted like what the
 * lexicon does say (corpora/lexicon/shares.py). */
#define SHARE_OF_VALUE 0.97f
#define SHARE_OF_NAME 0.95f
#define SHARE_OF_UNKNOWN_NAME 0.6f
#define SHARE_OF_UNKNOWN 0.14f
#define LEAST_INFO 3.0f
#define INFO_CLASSES 7
static const float shares_by_info[2][INFO_CLASSES] = {
    {0.43f, 0.66f, 0.85f, 0.92f, 0.94f, 0.93f, 0.85f}, /* English */
    {0.63f, 0.77f, 0.81f, 0.86f, 0.91f, 0.92f, 0.86f}, /* Chinese */
};

/* No word is so sure that its absence settles the matter. */
#define LARGEST_MIXTURE 0.97f

/* A word is had in full where it is so many times likelier than by chance. */
#define FULL_RATIO 20.0f

/* English has so many bytes for one of Chinese (UTF-8), and its logarithm varies by so much, more in short texts. */
#define LOG_BYTES_RATIO 0.15f
#define VARIANCE_OF_RATIO 0.05f
#define VARIANCE_OF_BYTES 3.0f

/* ---- The quote -------------------------------------------------------------------------------------------------- */

static size_t list_glosses(const dz_lexicon *lexicon, bool han, dz_view form, dz_gloss *glosses)
{
    return han ? dz_lexicon_lookup(lexicon, form.data, form.length, glosses, LARGEST_LOOKUP)
               : dz_lexicon_lookup_reverse(lexicon, form.data, form.length, glosses, LARGEST_LOOKUP);
}

/* p(form | gloss), which stands in the list of the gloss. */
static float share_given(const dz_lexicon *lexicon, bool gloss_is_han, dz_view gloss, dz_view form, float other_way)
{
    dz_gloss backs[LARGEST_LOOKUP];
    size_t count = list_glosses(lexicon, gloss_is_han, gloss, backs);
    for (size_t i = 0; i < count; i++)
        if (backs[i].text.length == form.length && memcmp(backs[i].text.data, form.data, form.length) == 0)
            return backs[i].weight > LEAST_SHARE ? backs[i].weight : LEAST_SHARE;
    float share = other_way * SHARE_OF_OTHER_WAY;
    return share > LEAST_SHARE ? share : LEAST_SHARE;
}

static dz_status add_link(dz_pairing *pairing, dz_view form, uint32_t word, float ahead, float back)
{
    dz_pairing_link link = {.word = word, .ahead = ahead, .back = back};
    dz_status status = dz_map__intern(&pairing->numbers, form.data, form.length, &link.form);
    if (status == DZ_OK && link.form == pairing->forms.count) {
        dz_pairing_form fresh = {0};
        fresh.places = dz_passages__find(pairing->translations, form, &fresh.count);
        status = dz_array__push(pairing->context, &pairing->forms, fresh);
    }
    if (status != DZ_OK)
        return status;
    link.next = pairing->forms.items[link.form].first;
    pairing->forms.items[link.form].first = (uint32_t)pairing->links.count + 1;
    return dz_array__push(pairing->context, &pairing->links, link);
}

/* The glosses of one form that stand in the sources, each with both probabilities; the share of the form by theirs. */
typedef struct found_gloss {
    dz_view text;
    float ahead, back;
} found_gloss;

static size_t find_glosses(const dz_pairing *pairing, const dz_bilingual_form *form, dz_view text, found_gloss *found,
                           float *share)
{
    const dz_translations *translations = pairing->translations;
    dz_gloss glosses[LARGEST_LOOKUP];
    size_t count = list_glosses(translations->lexicon, form->han, text, glosses), kept = 0;
    *share = dz_passages__least_share(translations, !pairing->chinese);
    for (size_t i = 0; i < count; i++) {
        uint32_t times;
        if (!dz_passages__find(translations, glosses[i].text, &times))
            continue;
        float ahead = share_given(translations->lexicon, !form->han, glosses[i].text, text, glosses[i].weight);
        float back = glosses[i].weight > LEAST_SHARE ? glosses[i].weight : LEAST_SHARE;
        *share += ahead * dz_passages__share(translations, glosses[i].text, !pairing->chinese);
        found[kept++] = (found_gloss){glosses[i].text, ahead, back};
    }
    return kept;
}

static dz_status link_form(dz_pairing *pairing, size_t number, float *share_of_own)
{
    const dz_bilingual_form *form = &pairing->quote.forms.items[number];
    dz_view text = dz_bilingual__form(&pairing->quote, number);
    found_gloss found[LARGEST_LOOKUP];
    float share;
    size_t count = find_glosses(pairing, form, text, found, &share);
    uint32_t same;
    dz_status status = DZ_OK;
    if (dz_passages__find(pairing->translations, text, &same)) {
        share = share > dz_passages__share(pairing->translations, text, !pairing->chinese)
                    ? share
                    : dz_passages__share(pairing->translations, text, !pairing->chinese);
        float same_share = form->factor * SHARE_OF_SAME;
        status = add_link(pairing, text, form->word, same_share / share, same_share);
    }
    for (size_t i = 0; i < count && status == DZ_OK; i++)
        status = add_link(pairing, found[i].text, form->word, form->factor * found[i].ahead / share,
                          form->factor * found[i].back);
    *share_of_own = share;
    return status;
}

/* How much of a word is owed to a translation. */
static float mixture_of(const dz_lexicon *lexicon, const dz_bilingual_word *word, dz_view form, float info)
{
    float share = word->name ? SHARE_OF_UNKNOWN_NAME : SHARE_OF_UNKNOWN;
    double learned = dz_lexicon_translated_share(lexicon, form.data, form.length, word->han);
    if (form.data[0] == '#') {
        share = SHARE_OF_VALUE;
    } else if (learned >= 0) {
        share = (float)learned;
    } else if (word->known) {
        size_t class = info > LEAST_INFO ? (size_t)(info - LEAST_INFO) : 0;
        share = word->name ? SHARE_OF_NAME : shares_by_info[word->han][class < INFO_CLASSES ? class : INFO_CLASSES - 1];
    }
    return share * LARGEST_MIXTURE;
}

static dz_status link_quote(dz_pairing *pairing)
{
    const dz_bilingual_text *quote = &pairing->quote;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < quote->forms.count && status == DZ_OK; i++) {
        float share = 1.0f;
        uint32_t word = quote->forms.items[i].word;
        status = link_form(pairing, i, &share);
        if (i != quote->words.items[word].own)
            continue;
        pairing->infos[word] = -logf(share < 1.0f ? share : 1.0f);
        pairing->mixtures[word] = mixture_of(pairing->translations->lexicon, &quote->words.items[word],
                                             dz_bilingual__form(quote, i), pairing->infos[word]);
    }
    return status;
}

dz_status dz_pairing__open(dz_context *context, dz_pairing *pairing, const dz_translations *translations, dz_view quote)
{
    *pairing = (dz_pairing){.context = context, .translations = translations};
    dz_map__init(&pairing->numbers, context);
    dz_status status = dz_bilingual__read(context, &pairing->quote, translations->lexicon, quote, NULL);
    if (status != DZ_OK)
        return status;
    pairing->chinese = dz_bilingual__is_chinese(&pairing->quote);
    pairing->mixtures = dz_memory__zeroed(context, pairing->quote.words.count + 1, sizeof *pairing->mixtures);
    pairing->infos = dz_memory__zeroed(context, pairing->quote.words.count + 1, sizeof *pairing->infos);
    return pairing->mixtures && pairing->infos ? link_quote(pairing) : DZ_ERROR_MEMORY;
}

void dz_pairing__free(dz_pairing *pairing)
{
    if (!pairing->context)
        return;
    dz_bilingual__free(&pairing->quote);
    dz_map__free(&pairing->numbers);
    dz_array__free(pairing->context, &pairing->forms);
    dz_array__free(pairing->context, &pairing->links);
    dz_memory__free(pairing->context, pairing->mixtures);
    dz_memory__free(pairing->context, pairing->infos);
    pairing->context = NULL;
}

/* ---- A passage -------------------------------------------------------------------------------------------------- */

dz_status dz_pairing__read(const dz_pairing *pairing, dz_pairing_side *side, dz_view text, const char *date)
{
    const dz_translations *translations = pairing->translations;
    *side = (dz_pairing_side){.bytes = text.length};
    dz_status status = dz_bilingual__read(pairing->context, &side->text, translations->lexicon, text, date);
    if (status != DZ_OK)
        return status;
    size_t count = side->text.words.count;
    side->mixtures = dz_memory__zeroed(pairing->context, count + 1, sizeof *side->mixtures);
    side->infos = dz_memory__zeroed(pairing->context, count + 1, sizeof *side->infos);
    if (!side->mixtures || !side->infos)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < side->text.forms.count && status == DZ_OK; i++) {
        const dz_bilingual_form *form = &side->text.forms.items[i];
        dz_view view = dz_bilingual__form(&side->text, i);
        uint32_t number = dz_map__get(&pairing->numbers, view.data, view.length, DZ_MAP_NONE);
        uint32_t link = number == DZ_MAP_NONE ? 0 : pairing->forms.items[number].first;
        bool own = i == side->text.words.items[form->word].own;
        if (!own && !link)
            continue;
        float share = dz_passages__share(translations, view, !pairing->chinese);
        if (own) {
            side->infos[form->word] = share < 1.0f ? -logf(share) : 0.0f;
            side->mixtures[form->word] =
                mixture_of(translations->lexicon, &side->text.words.items[form->word], view, side->infos[form->word]);
        }
        if (link)
            status = dz_array__push(pairing->context, &side->hits,
                                    ((dz_pairing_hit){form->word, link, form->factor, share}));
    }
    return status;
}

void dz_pairing__free_side(dz_context *context, dz_pairing_side *side)
{
    dz_bilingual__free(&side->text);
    dz_array__free(context, &side->hits);
    dz_memory__free(context, side->mixtures);
    dz_memory__free(context, side->infos);
    *side = (dz_pairing_side){0};
}

/* ---- The score -------------------------------------------------------------------------------------------------- */

float dz_pairing__gain(float mixture, float ratio)
{
    return logf(1.0f - mixture + mixture * ratio);
}

/* What the lengths say: the logarithm of a normal density of the logarithm of their ratio, by that of its middle. */
static float score_lengths(const dz_pairing *pairing, size_t quote_bytes, size_t passage_bytes)
{
    double english = (double)(pairing->chinese ? passage_bytes : quote_bytes) + 2;
    double chinese = (double)(pairing->chinese ? quote_bytes : passage_bytes) + 2;
    double off = log(english / chinese) - (double)LOG_BYTES_RATIO;
    double variance = (double)VARIANCE_OF_RATIO + (double)VARIANCE_OF_BYTES / (english < chinese ? english : chinese);
    return (float)(-off * off / (2 * variance));
}

/* The best ratio of each word on both sides. */
static void find_ratios(const dz_pairing *pairing, const dz_pairing_side *side, float *ahead, float *back)
{
    for (size_t i = 0; i < side->hits.count; i++) {
        const dz_pairing_hit *hit = &side->hits.items[i];
        for (uint32_t at = hit->link; at; at = pairing->links.items[at - 1].next) {
            const dz_pairing_link *link = &pairing->links.items[at - 1];
            float forth = hit->factor * link->ahead, other = hit->factor * link->back / hit->share;
            ahead[link->word] = ahead[link->word] > forth ? ahead[link->word] : forth;
            back[hit->word] = back[hit->word] > other ? back[hit->word] : other;
        }
    }
}

void dz_pairing__compare(const dz_pairing *pairing, dz_pairing_side *const *sides, size_t count, float *ahead,
                         float *back)
{
    memset(ahead, 0, pairing->quote.words.count * sizeof *ahead);
    for (size_t i = 0; i < count; i++) {
        memset(back, 0, sides[i]->text.words.count * sizeof *back);
        find_ratios(pairing, sides[i], ahead, back);
        back += sides[i]->text.words.count;
    }
}

typedef struct gain_sums {
    float gained, lost;
    float said, had; /* what the words say, and what of it the other side has */
} gain_sums;

/* Adds the gains of words that have `others` words on the other side; makes of each ratio how well the word is had. */
static void sum_gains(gain_sums *sums, const float *mixtures, const float *infos, float *ratios, size_t count,
                      float others)
{
    for (size_t i = 0; i < count; i++) {
        float gain = dz_pairing__gain(mixtures[i], ratios[i] / others);
        *(gain > 0 ? &sums->gained : &sums->lost) += gain;
        ratios[i] = ratios[i] < FULL_RATIO ? ratios[i] / FULL_RATIO : 1.0f;
        sums->said += mixtures[i] * infos[i];
        sums->had += mixtures[i] * infos[i] * ratios[i];
    }
}

dz_pairing_score dz_pairing__score(const dz_pairing *pairing, dz_pairing_side *const *sides, size_t count, float *ahead,
                                   float *back)
{
    size_t words = 0, bytes = 0, quote_words = pairing->quote.words.count;
    gain_sums quote = {0}, passage = {0};
    for (size_t i = 0; i < count; i++) {
        size_t own = sides[i]->text.words.count;
        sum_gains(&passage, sides[i]->mixtures, sides[i]->infos, back, own, (float)quote_words + 1.0f);
        back += own;
        words += own;
        bytes += sides[i]->bytes;
    }
    sum_gains(&quote, pairing->mixtures, pairing->infos, ahead, quote_words, (float)words + 1.0f);
    const dz_bilingual_word *items = pairing->quote.words.items;
    size_t quote_bytes = quote_words ? items[quote_words - 1].text.end - items[0].text.begin : 0;
    return (dz_pairing_score){
        .quote_words = quote.gained + quote.lost,
        .passage_words = passage.gained + passage.lost,
        .lengths = score_lengths(pairing, quote_bytes, bytes),
        .quote = quote.said > 0 ? quote.had / quote.said : 0.0f,
        .passage = passage.said > 0 ? passage.had / passage.said : 0.0f,
        .quote_gained = quote.gained,
        .quote_lost = quote.lost,
        .passage_gained = passage.gained,
        .passage_lost = passage.lost,
    };
}
