#include "check/traits.h"

#include <math.h>
#include <string.h>

#include "check/traits_weights.h"

/* Evidence for the best of many passages that are none: where the sources are few, the second best does not show it. */
#define EVIDENCE_BY_CHANCE 5.0f
#define LARGEST_MARGIN 40.0f
#define LEAST_MARGIN -10.0f

/* More brackets, commas, ... than so many apart count as so many. */
#define LARGEST_COUNT 3u
#define LARGEST_COMMAS 5u

static uint32_t apart(uint32_t a, uint32_t b, uint32_t most)
{
    uint32_t difference = a > b ? a - b : b - a;
    return difference < most ? difference : most;
}

static uint32_t together(uint32_t a, uint32_t b, uint32_t most)
{
    uint32_t least = a < b ? a : b;
    return least < most ? least : most;
}

void dz_traits__compare_marks(float *traits, const dz_bilingual_marks *english, const dz_bilingual_marks *chinese)
{
    bool by_word = !chinese->asks && chinese->question_words > 0;
    traits[DZ_TRAIT_ASKED_ALIKE] = english->asks && chinese->asks;
    traits[DZ_TRAIT_ASKED_BY_WORD] = english->asks && by_word;
    traits[DZ_TRAIT_ASKED_IN_ENGLISH] = english->asks && !chinese->asks && !by_word;
    traits[DZ_TRAIT_ASKED_IN_CHINESE] = !english->asks && chinese->asks;
    traits[DZ_TRAIT_QUESTION_WORD] = !english->asks && by_word;
    traits[DZ_TRAIT_DENIED_ALIKE] = english->negations > 0 && chinese->negations > 0;
    traits[DZ_TRAIT_DENIED_IN_ENGLISH] = english->negations > 0 && chinese->negations == 0;
    traits[DZ_TRAIT_DENIED_IN_CHINESE] = english->negations == 0 && chinese->negations > 0;
    traits[DZ_TRAIT_CALLED_UNLIKE] = english->last == '!' ? chinese->last != '!' : chinese->last == '!';
    traits[DZ_TRAIT_COLON_UNLIKE] = english->last == ':' ? chinese->last != ':' : chinese->last == ':';
    traits[DZ_TRAIT_BRACKETS_ALIKE] = (float)together(english->brackets, chinese->brackets, LARGEST_COUNT);
    traits[DZ_TRAIT_BRACKETS_UNLIKE] = (float)apart(english->brackets, chinese->brackets, LARGEST_COUNT);
    traits[DZ_TRAIT_QUOTATIONS_ALIKE] = (float)together(english->quotations, chinese->quotations, LARGEST_COUNT);
    traits[DZ_TRAIT_QUOTATIONS_UNLIKE] = (float)apart(english->quotations, chinese->quotations, LARGEST_COUNT);
    traits[DZ_TRAIT_COMMAS_UNLIKE] = (float)apart(english->commas, chinese->commas, LARGEST_COMMAS);
}

static float weigh(const float *weights, const float *traits, size_t from, size_t to)
{
    float sum = 0;
    for (size_t i = from; i < to; i++)
        sum += weights[i] * traits[i];
    return sum;
}

float dz_traits__evidence(const float *traits)
{
    return weigh(trait_weights, traits, 0, DZ_TRAIT_COUNT);
}

void dz_traits__read_signs(float signs[DZ_SIGN_COUNT], const dz_signed_passage *about)
{
    float quote = (float)about->quote_words, passage = (float)about->passage_words, words = quote + passage;
    const dz_pairing_score *pairing = about->pairing;
    float margin = about->evidence - (about->second > EVIDENCE_BY_CHANCE ? about->second : EVIDENCE_BY_CHANCE);
    margin = margin > LARGEST_MARGIN ? LARGEST_MARGIN : margin < LEAST_MARGIN ? LEAST_MARGIN : margin;
    float common = pairing->quote < pairing->passage ? pairing->quote : pairing->passage;
    signs[DZ_SIGN_CONSTANT] = 1;
    signs[DZ_SIGN_EVIDENCE] = about->evidence / words;
    signs[DZ_SIGN_MARGIN] = margin / words;
    signs[DZ_SIGN_MARGIN_OF_LENGTH] = margin / sqrtf(words);
    signs[DZ_SIGN_COMMON] = common * logf(words);
    signs[DZ_SIGN_QUOTE_GAINED] = pairing->quote_gained / (quote + 1);
    signs[DZ_SIGN_QUOTE_LOST] = pairing->quote_lost / (quote + 1);
    signs[DZ_SIGN_PASSAGE_GAINED] = pairing->passage_gained / (passage + 1);
    signs[DZ_SIGN_PASSAGE_LOST] = pairing->passage_lost / (passage + 1);
    signs[DZ_SIGN_VALUES] = (float)about->missing_values;
    signs[DZ_SIGN_NAMES] = (float)about->missing_names / words;
    signs[DZ_SIGN_LENGTHS] = fabsf(logf((quote + 1) / (passage + 1)));
    signs[DZ_SIGN_WORDS] = logf(words);
    signs[DZ_SIGN_CHINESE] = about->chinese;
    signs[DZ_SIGN_MARKS] = weigh(trait_weights, about->traits, DZ_TRAIT_ASKED_ALIKE, DZ_TRAIT_COUNT);
}

float dz_traits__probability(const float signs[DZ_SIGN_COUNT])
{
    return 1.0f / (1.0f + expf(-weigh(sign_weights, signs, 0, DZ_SIGN_COUNT)));
}
