#include "attribution/features.h"

#include <string.h>

#include "attribution/crf.h"

#define LONGEST_FOLDED 48
#define STRONG 3 /* the strength from which on a word counts as a cue */

/* ---- One word ---------------------------------------------------------------------------------------------------- */

enum {
    SHAPE_OTHER,
    SHAPE_LOWER,
    SHAPE_CAPITAL,
    SHAPE_CAPITALS,
    SHAPE_NUMBER,
    SHAPE_MARK,
    SHAPE_NONE /* before the first word and behind the last */
};

enum {
    PART_NONE,
    PART_PUNCTUATION,
    PART_OPEN,
    PART_CLOSE,
    PART_NUMBER,
    PART_GENITIVE,
    PART_THAT,
    PART_TO,
    PART_BE,
    PART_MODAL,
    PART_AUXILIARY,
    PART_NEGATION,
    PART_SUBJECT,
    PART_OBJECT,
    PART_POSSESSIVE,
    PART_DETERMINER,
    PART_RELATIVE,
    PART_QUESTION,
    PART_SUBORDINATOR,
    PART_COORDINATOR,
    PART_PREPOSITION,
    PART_TIME,
    PART_ADVERB,
    PART_VERB_BASE,
    PART_VERB_S,
    PART_VERB_PAST,
    PART_VERB_ING,
    PART_TITLE,
    PART_PEOPLE,
    PART_ORGANISATION,
    PART_OCCASION,
    PART_NOUN_CUE,
    PART_CAPITAL,
    PART_ED,
    PART_ING,
    PART_PLURAL,
    PART_WORD
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Lower case, digits as 0, curly apostrophes straight. */
static size_t fold_word(const char *text, size_t begin, size_t end, char *word)
{
    size_t length = 0;
    for (size_t at = begin; at < end && length < LONGEST_FOLDED; at++) {
        char byte = text[at];
        if (end - at >= 3 && memcmp(text + at, "\xE2\x80\x99", 3) == 0) {
            word[length++] = '\'';
            at += 2;
        } else {
            word[length++] = is_digit(byte) ? '0' : (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
        }
    }
    return length;
}

static uint8_t shape_of(const char *text, const dz_token *token)
{
    if (!(token->shape & DZ_TOKEN_WORD))
        return SHAPE_MARK;
    if (token->shape & DZ_TOKEN_NUMBER)
        return SHAPE_NUMBER;
    if (!(token->shape & DZ_TOKEN_CAPITAL))
        return text[token->begin] >= 'a' && text[token->begin] <= 'z' ? SHAPE_LOWER : SHAPE_OTHER;
    for (size_t at = token->begin; at < token->end; at++)
        if (text[at] >= 'a' && text[at] <= 'z')
            return SHAPE_CAPITAL;
    return token->end - token->begin > 1 ? SHAPE_CAPITALS : SHAPE_CAPITAL;
}

static uint8_t verb_part(uint8_t forms)
{
    if (forms & DZ_FORM_ING)
        return PART_VERB_ING;
    if (forms & (DZ_FORM_PAST | DZ_FORM_PARTICIPLE))
        return PART_VERB_PAST;
    return forms & DZ_FORM_S ? PART_VERB_S : PART_VERB_BASE;
}

static uint8_t open_class(const char *text, const dz_token *token)
{
    if (token->verb)
        return verb_part(token->forms);
    if (token->shape & DZ_TOKEN_CAPITAL)
        return PART_CAPITAL;
    if (token->noun)
        return PART_NOUN_CUE;
    if (token->shape & DZ_TOKEN_LY)
        return PART_ADVERB;
    if (token->shape & DZ_TOKEN_ED)
        return PART_ED;
    if (token->end - token->begin > 4 && memcmp(text + token->end - 3, "ing", 3) == 0)
        return PART_ING;
    return token->shape & DZ_TOKEN_PLURAL ? PART_PLURAL : PART_WORD;
}

/* The first class that fits: closed ones, which are sure, before the open ones. */
static uint8_t part_of(const char *text, const dz_token *token, uint8_t quote)
{
    static const struct {
        uint32_t flags;
        uint8_t part;
    } closed[] = {{DZ_WORD_THAT, PART_THAT},
                  {DZ_WORD_TO, PART_TO},
                  {DZ_WORD_BE, PART_BE},
                  {DZ_WORD_MODAL, PART_MODAL},
                  {DZ_WORD_AUXILIARY, PART_AUXILIARY},
                  {DZ_WORD_NEGATION, PART_NEGATION},
                  {DZ_WORD_SUBJECT, PART_SUBJECT},
                  {DZ_WORD_POSSESSIVE, PART_POSSESSIVE},
                  {DZ_WORD_OBJECT, PART_OBJECT},
                  {DZ_WORD_DETERMINER, PART_DETERMINER},
                  {DZ_WORD_RELATIVE, PART_RELATIVE},
                  {DZ_WORD_QUESTION, PART_QUESTION},
                  {DZ_WORD_SUBORDINATOR, PART_SUBORDINATOR},
                  {DZ_WORD_COORDINATOR, PART_COORDINATOR},
                  {DZ_WORD_PREPOSITION, PART_PREPOSITION},
                  {DZ_WORD_TIME, PART_TIME},
                  {DZ_WORD_ADVERB, PART_ADVERB},
                  {DZ_WORD_TITLE, PART_TITLE},
                  {DZ_WORD_PEOPLE, PART_PEOPLE},
                  {DZ_WORD_ORGANISATION, PART_ORGANISATION},
                  {DZ_WORD_OCCASION, PART_OCCASION}};
    if (quote > 1)
        return quote == 2 ? PART_OPEN : PART_CLOSE;
    if (!(token->shape & DZ_TOKEN_WORD))
        return PART_PUNCTUATION;
    if (token->shape & DZ_TOKEN_NUMBER)
        return PART_NUMBER;
    if (token->shape & DZ_TOKEN_GENITIVE)
        return PART_GENITIVE;
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (token->flags & closed[i].flags)
            return closed[i].part;
    return open_class(text, token);
}

static uint8_t quote_of(const dz_finder *finder, const dz_token *token)
{
    if (token->quotation == DZ_NO_QUOTATION)
        return 0;
    if (!(token->shape & DZ_TOKEN_MARK))
        return 1;
    return token->begin < finder->quotations.items[token->quotation].inner.begin ? 2 : 3;
}

static dz_word_view view_token(const dz_finder *finder, const dz_token *token)
{
    char word[LONGEST_FOLDED];
    dz_word_view view = {0};
    size_t length = fold_word(finder->text, token->begin, token->end, word);
    view.word = dz_map__hash(word, length);
    view.tail3 = dz_map__hash(word + (length > 3 ? length - 3 : 0), length > 3 ? 3 : length);
    view.tail2 = dz_map__hash(word + (length > 2 ? length - 2 : 0), length > 2 ? 2 : length);
    view.base = token->verb ? dz_map__hash(token->verb->base, strlen(token->verb->base)) | 1 : 0;
    view.quote = quote_of(finder, token);
    view.shape = shape_of(finder->text, token);
    view.part = part_of(finder->text, token, view.quote);
    view.mark = token->shape & (DZ_TOKEN_WORD | DZ_TOKEN_MARK) ? 0 : token->mark;
    return view;
}

/* ---- What stands around it --------------------------------------------------------------------------------------- */

static void measure_quotations(const dz_token_list *tokens, dz_word_view *views)
{
    for (size_t i = 0; i < tokens->count;) {
        size_t end = i + 1;
        while (end < tokens->count && tokens->items[end].quotation == tokens->items[i].quotation)
            end++;
        size_t length = tokens->items[i].quotation == DZ_NO_QUOTATION ? 0 : end - i;
        for (; i < end; i++)
            views[i].length = (uint8_t)((length < 12 ? length : 12) / 4);
    }
}

static void number_sentences(const dz_passage *passage, const dz_token_list *tokens, dz_word_view *views)
{
    uint32_t sentence = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        while (sentence + 1 < passage->sentence_count && passage->sentences[sentence].end <= tokens->items[i].begin)
            sentence++;
        views[i].sentence = sentence;
    }
}

dz_status dz_features__view(dz_finder *finder, const dz_passage *passage, const dz_token_list *tokens,
                            dz_view_list *views)
{
    if (!tokens->count)
        return DZ_OK;
    dz_status status = dz_array__reserve(finder->context, views, tokens->count);
    if (status != DZ_OK)
        return status;
    dz_word_view *first = views->items + views->count;
    for (size_t i = 0; i < tokens->count; i++)
        first[i] = view_token(finder, &tokens->items[i]);
    views->count += tokens->count;
    measure_quotations(tokens, first);
    number_sentences(passage, tokens, first);
    return DZ_OK;
}

static uint8_t strength_of(dz_cue_table cues, uint32_t word)
{
    size_t low = 0;
    size_t high = cues.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cues.items[middle] >> 3 < word >> 3)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == cues.count || cues.items[low] >> 3 != word >> 3)
        return 0;
    uint8_t strength = cues.items[low] & 7;
    return strength < DZ_CUE_STRENGTHS ? strength : DZ_CUE_STRENGTHS - 1;
}

static bool is_finite(const dz_word_view *view)
{
    return view->part == PART_BE || view->part == PART_MODAL || view->part == PART_AUXILIARY ||
           view->part == PART_VERB_PAST || view->part == PART_VERB_S || view->part == PART_ED;
}

/* What lies between the begin of the sentence, or its last cue, and each of its words. */
static void walk_right(dz_features *features, size_t begin, size_t end)
{
    dz_word_place walk = {.last_mark = '^'};
    for (size_t i = begin; i < end; i++) {
        const dz_word_view *view = &features->views[i];
        dz_word_place *place = &features->places.items[i];
        place->left = walk.left;
        place->that = walk.that;
        place->commas = walk.commas;
        place->verbs = walk.verbs;
        place->last_mark = walk.last_mark;
        if (place->cue >= STRONG) {
            walk.left = (uint32_t)i + 1;
            walk.that = false;
            walk.verbs = 0;
        } else if (is_finite(view) && view->quote != 1 && walk.verbs < 3) {
            walk.verbs++;
        }
        walk.that |= view->part == PART_THAT && view->quote != 1;
        if (view->shape == SHAPE_MARK)
            walk.last_mark = view->quote > 1 ? (char)('0' + view->quote) : view->mark;
        walk.commas = (uint8_t)(walk.commas + (view->mark == ',' && walk.commas < 3));
    }
}

static void walk_left(dz_features *features, size_t begin, size_t end)
{
    uint32_t right = 0;
    char mark = '$';
    for (size_t i = end; i > begin; i--) {
        const dz_word_view *view = &features->views[i - 1];
        dz_word_place *place = &features->places.items[i - 1];
        place->right = right;
        place->next_mark = mark;
        if (place->cue >= STRONG)
            right = (uint32_t)i;
        if (view->shape == SHAPE_MARK)
            mark = view->quote > 1 ? (char)('0' + view->quote) : view->mark;
    }
}

enum { SENTENCE_RULE_CONTENT = 1, SENTENCE_RULE_CUE = 2, SENTENCE_QUOTE = 4 };

static void relate_sentence(dz_features *features, size_t begin, size_t end)
{
    dz_word_place *places = features->places.items;
    size_t best = begin;
    uint8_t flags = 0;
    for (size_t i = begin; i < end; i++) {
        const dz_word_view *view = &features->views[i];
        if (places[i].cue > places[best].cue)
            best = i;
        if (dz_tag__kind(view->tag) == DZ_TAG_CONTENT)
            flags |= SENTENCE_RULE_CONTENT;
        if (dz_tag__kind(view->tag) == DZ_TAG_CUE)
            flags |= SENTENCE_RULE_CUE;
        if (view->quote)
            flags |= SENTENCE_QUOTE;
    }
    for (size_t i = begin; i < end; i++) {
        places[i].begin = (uint32_t)begin;
        places[i].end = (uint32_t)end;
        places[i].best = (uint32_t)best;
        places[i].sentence_flags = flags;
    }
    walk_right(features, begin, end);
    walk_left(features, begin, end);
}

static uint8_t ending_of(const dz_features *features)
{
    const dz_word_place *last = &features->places.items[features->count - 1];
    uint8_t best = features->places.items[last->best].cue;
    return (uint8_t)(1 + best * 4 + features->views[features->count - 1].quote);
}

dz_status dz_features__relate(dz_features *features, const dz_word_view *views, size_t count, dz_cue_table cues)
{
    features->before = features->ending;
    features->views = views;
    features->places.count = 0;
    dz_status status = dz_array__reserve(features->context, &features->places, count);
    if (status != DZ_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        dz_word_place place = {0};
        if (views[i].quote != 1 && views[i].shape != SHAPE_MARK)
            place.cue = strength_of(cues, views[i].word);
        features->places.items[i] = place;
    }
    features->count = features->places.count = count;
    for (size_t begin = 0; begin < count;) {
        size_t end = begin + 1;
        while (end < count && views[end].sentence == views[begin].sentence)
            end++;
        relate_sentence(features, begin, end);
        begin = end;
    }
    features->ending = ending_of(features);
    return DZ_OK;
}

/* ---- The features ------------------------------------------------------------------------------------------------ */

typedef struct collector {
    uint32_t *out;
    size_t count;
    uint32_t number; /* of the next feature: what tells "said" as this word from "said" as the next */
} collector;

/* One feature, made of what it is about. */
static void add(collector *c, uint32_t a, uint32_t b, uint32_t d)
{
    uint64_t x = ((uint64_t)c->number << 32 | a) * 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    x = (x ^ ((uint64_t)b << 32 | d)) * 0xBF58476D1CE4E5B9u;
    x ^= x >> 32;
    x *= 0x94D049BB133111EBu;
    c->out[c->count++] = (uint32_t)(x >> 32);
    c->number++;
}

static uint32_t pack(uint32_t a, uint32_t b, uint32_t d, uint32_t e)
{
    return a | b << 8 | d << 16 | e << 24;
}

/* Distances in steps that grow. */
static uint32_t step_of(size_t distance)
{
    static const size_t limits[] = {1, 2, 3, 4, 5, 6, 9, 14, 22};
    uint32_t step = 0;
    while (step < sizeof limits / sizeof *limits && distance >= limits[step])
        step++;
    return step;
}

static const dz_word_view *view_at(const dz_features *f, size_t i, int step)
{
    static const dz_word_view none = {.shape = SHAPE_NONE, .quote = 9, .tag = 15};
    if ((step < 0 && i < (size_t)-step) || i + (size_t)step >= f->count)
        return &none;
    return &f->views[i + (size_t)step];
}

static uint32_t cue_at(const dz_features *f, size_t i, int step)
{
    if ((step < 0 && i < (size_t)-step) || i + (size_t)step >= f->count)
        return 9;
    return f->places.items[i + (size_t)step].cue;
}

/* A word and its neighbours. */
static void add_words(collector *c, const dz_features *f, size_t i)
{
    const dz_word_view *v = view_at(f, i, 0);
    const dz_word_view *n = view_at(f, i, 1);
    const dz_word_view *nn = view_at(f, i, 2);
    const dz_word_view *p = view_at(f, i, -1);
    const dz_word_view *pp = view_at(f, i, -2);
    add(c, v->word, 0, 0);
    add(c, n->word, 0, 0);
    add(c, p->word, 0, 0);
    add(c, nn->word, 0, 0);
    add(c, pp->word, 0, 0);
    add(c, p->word, v->word, 0);
    add(c, v->word, n->word, 0);
    add(c, p->word, n->word, 0);
    add(c, pp->word, p->word, v->word);
    add(c, v->word, n->word, nn->word);
    add(c, v->tail3, 0, 0);
    add(c, v->tail2, v->shape, n->shape);
    add(c, n->tail3, 0, 0);
    add(c, p->tail3, 0, 0);
    add(c, pack(p->shape, v->shape, n->shape, 0), 0, 0);
    add(c, view_at(f, i, 3)->word, 0, 0);
    add(c, view_at(f, i, -3)->word, 0, 0);
}

static void add_parts(collector *c, const dz_features *f, size_t i)
{
    const dz_word_view *v = view_at(f, i, 0);
    uint32_t n = view_at(f, i, 1)->part;
    uint32_t nn = view_at(f, i, 2)->part;
    uint32_t nnn = view_at(f, i, 3)->part;
    uint32_t p = view_at(f, i, -1)->part;
    uint32_t pp = view_at(f, i, -2)->part;
    add(c, v->part, 0, 0);
    add(c, pack(p, v->part, 0, 0), 0, 0);
    add(c, pack(v->part, n, 0, 0), 0, 0);
    add(c, pack(p, v->part, n, 0), 0, 0);
    add(c, pack(pp, p, v->part, 0), 0, 0);
    add(c, pack(v->part, n, nn, 0), 0, 0);
    add(c, pack(pp, p, v->part, n), 0, 0);
    add(c, pack(v->part, n, nn, nnn), 0, 0);
    add(c, pack(p, v->part, n, nn), 0, 0);
    add(c, v->word, n, nn);
    add(c, v->word, p, pp);
    add(c, v->word, p, n);
}

/* The quotation that it stands in, and the marks around it. */
static void add_quotation(collector *c, const dz_features *f, size_t i, uint32_t state)
{
    const dz_word_place *place = &f->places.items[i];
    const dz_word_view *v = view_at(f, i, 0);
    uint32_t marks = pack((uint8_t)place->last_mark, (uint8_t)place->next_mark, place->left > 0, place->right > 0);
    add(c, state, 0, 0);
    add(c, pack(view_at(f, i, -1)->quote, v->quote, view_at(f, i, 1)->quote, 0), 0, 0);
    add(c, marks, 0, 0);
    add(c, marks, v->part, 0);
    add(c, (uint8_t)place->last_mark, v->word, place->left > 0);
    add(c, pack(place->commas, place->that, place->verbs, v->quote), 0, 0);
    add(c, pack(place->commas, place->that, place->verbs, v->quote), v->word, 0);
}

/* The cues around it. */
static void add_cues(collector *c, const dz_features *f, size_t i, uint32_t state)
{
    const dz_word_place *place = &f->places.items[i];
    const dz_word_view *v = view_at(f, i, 0);
    uint32_t best = f->places.items[place->best].cue;
    uint32_t left = place->left ? step_of(i - (place->left - 1)) : 15;
    uint32_t right = place->right ? step_of(place->right - 1 - i) : 15;
    const dz_word_view *left_view = place->left ? &f->views[place->left - 1] : NULL;
    const dz_word_view *right_view = place->right ? &f->views[place->right - 1] : NULL;
    uint32_t left_word = left_view ? left_view->word : 0;
    uint32_t right_word = right_view ? right_view->word : 0;
    uint32_t behind = i > place->best;
    add(c, pack(cue_at(f, i, -1), place->cue, cue_at(f, i, 1), 0), 0, 0);
    add(c, pack(cue_at(f, i, -2), cue_at(f, i, 2), v->quote, place->cue), 0, 0);
    add(c, v->base, v->part, v->quote);
    add(c, left, state, 0);
    add(c, right, state, 0);
    add(c, pack(left, right, best, 0), 0, 0);
    add(c, left_word, place->that, state);
    add(c, right_word, (uint8_t)place->next_mark, state);
    add(c, left_word, right_word, 0);
    add(c, left_word, v->part, place->that);
    add(c, right_word, v->part, 0);
    add(c, pack(left, right, v->shape, 0), 0, 0);
    add(c, pack(left, v->part, view_at(f, i, 1)->part, place->that), 0, 0);
    add(c, pack(right, v->part, view_at(f, i, 1)->part, 0), 0, 0);
    add(c, f->views[place->best].word, state, pack(place->that, behind, 0, 0));
    add(c, v->word, best, behind);
    add(c, left_word, v->word, 0);
    add(c, left_view && place->left < f->count ? f->views[place->left].word : 0, left_word, left);
    add(c, left_view && place->left > 1 ? f->views[place->left - 2].word : 0, left, place->that);
}

/* Where in the block and in its sentence it stands. */
static void add_position(collector *c, const dz_features *f, size_t i, uint32_t state)
{
    const dz_word_place *place = &f->places.items[i];
    uint32_t best = f->places.items[place->best].cue;
    size_t from_begin = i - place->begin;
    size_t to_end = place->end - 1 - i;
    uint32_t before = place->begin ? f->places.items[f->places.items[place->begin - 1].best].cue * 4u +
                                         f->views[place->begin - 1].quote +
                                         (f->places.items[place->begin - 1].sentence_flags << 5)
                                   : f->before + 512u;
    add(c, pack(from_begin < 4 ? (uint32_t)from_begin : 4, to_end < 3 ? (uint32_t)to_end : 3, best, 0), 0, 0);
    add(c, f->views[place->begin].word, state, best);
    add(c, before, state, place->sentence_flags);
    add(c, pack(place->begin == 0, place->end == f->count, best >= STRONG, place->sentence_flags), 0, 0);
    add(c, place->end < f->count ? f->views[place->end].word : 0, to_end == 0, state);
}

/* What the rules say. */
static void add_rules(collector *c, const dz_features *f, size_t i, uint32_t state)
{
    const dz_word_place *place = &f->places.items[i];
    const dz_word_view *v = view_at(f, i, 0);
    uint32_t left_word = place->left ? f->views[place->left - 1].word : 0;
    uint32_t best = f->places.items[place->best].cue;
    uint32_t around = pack(view_at(f, i, -1)->tag, v->tag, view_at(f, i, 1)->tag, 0);
    add(c, v->tag, 0, 0);
    add(c, around, 0, 0);
    add(c, around, v->part, view_at(f, i, 1)->part);
    add(c, v->tag, v->word, 0);
    add(c, v->tag, state, best);
    add(c, v->tag, left_word, 0);
    add(c, v->tag, v->rule, v->sure);
    add(c, around, v->rule, v->sure);
    add(c, pack(v->tag, place->sentence_flags, best, place->that), 0, 0);
    add(c, pack(view_at(f, i, -2)->tag, view_at(f, i, 2)->tag, v->tag, view_at(f, i, 3)->tag), 0, 0);
    add(c, v->tag, v->rule, f->views[place->best].word);
}

size_t dz_features__of(const dz_features *features, size_t i, uint32_t *out)
{
    collector c = {out, 0, 1};
    const dz_word_view *view = &features->views[i];
    uint32_t state = pack(view->quote, view->length, 0, 0);
    add_words(&c, features, i);
    add_parts(&c, features, i);
    add_quotation(&c, features, i, state);
    add_cues(&c, features, i, state);
    add_position(&c, features, i, state);
    add_rules(&c, features, i, state);
    return c.count;
}

void dz_features__free(dz_features *features)
{
    dz_array__free(features->context, &features->places);
}
