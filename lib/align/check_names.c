/* Names that only one side of a bead has. */
#include <string.h>

#include "align/checking.h"
#include "base/buffer.h"
#include "base/utf8.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* A rendering that has so much of a word's probability is one that a translator would be expected to use. */
#define SURE_SHARE 0.35f
#define WRITTEN_SHARE 0.05f /* one that stands there as it is may be one among several */
#define MOST_GLOSSES 16

/* A name that the text uses so often, and that is nearly always rendered, is missed where it is not. */
#define LEAST_USES 3
#define RENDERED_SHARE 0.75f

/* A name rendered by sound is there where something sounds so much like it; a Chinese name has at most so many
 * characters. */
#define FOREIGN_ALIKE 0.45
#define CHINESE_NAME_CHARACTERS 4

/* Letters that make a word kin to another: Asia, Asian. */
#define KIN_LETTERS 4

/* Where one of these stands, the name may have been given by it: 她, "he", 我国, 该部. */
static const char *const chinese_pronouns[] = {"他", "她", "它", "我", "其", "该", "咱"};
static const char *const english_pronouns[] = {"he",   "she", "it",  "they",  "we",  "him", "her",
                                               "them", "us",  "his", "their", "our", "its"};

static bool has_pronoun(const dz_align__checker *checker, int side)
{
    bool chinese = checker->sides[side]->language == DZ_LANGUAGE_ZH;
    for (uint32_t t = checker->begin[side]; t < checker->end[side]; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, side, t);
        for (size_t n = 0; chinese && n < COUNT(chinese_pronouns); n++)
            if (entry->length >= strlen(chinese_pronouns[n]) &&
                memcmp(entry->key, chinese_pronouns[n], strlen(chinese_pronouns[n])) == 0)
                return true;
        for (size_t n = 0; !chinese && n < COUNT(english_pronouns); n++)
            if (entry->length == strlen(english_pronouns[n]) &&
                memcmp(entry->key, english_pronouns[n], entry->length) == 0)
                return true;
    }
    return false;
}

/* ---- Persons, whose names are spelled out ---- */

/* The letters of a side, without spaces, marks and case. */
static dz_status append_letters(const dz_align__checker *checker, int side, dz_buffer *out)
{
    size_t count;
    const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[checker->bead], side, &count);
    for (size_t n = 0; n < count; n++) {
        dz_view text = dz_align__span_text(checker, side, dz_align__sentence_span(checker, side, numbers[n]));
        char *letters = NULL;
        dz_status status = dz_name_normalize(checker->context, &letters, text.data, text.length);
        if (status != DZ_OK)
            return status;
        dz_buffer__append_text(out, letters);
        dz_buffer__append_byte(out, ' ');
        dz_string_free(checker->context, letters);
    }
    return dz_buffer__status(out);
}

/* A name as it stands, with the family name behind, or the family name alone: its first or last few letters. */
static bool is_spelled(const char *name, const char *letters)
{
    size_t length = strlen(name);
    char part[64];
    if (strstr(letters, name) || length >= sizeof part)
        return true;
    for (size_t keep = length < 5 ? 2 : length / 2 > 4 ? 4 : length / 2; keep <= length; keep = length + 1) {
        memcpy(part, name, keep);
        part[keep] = '\0';
        if (strstr(letters, part) || strstr(letters, name + length - keep))
            return true;
    }
    return false;
}

/* Whether letters can be read as Chinese syllables. */
static bool is_romanised(const char *text, size_t length)
{
    static const char *const initials[] = {"zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g",
                                           "k",  "h",  "j",  "q", "x", "r", "z", "c", "s", "y", "w", ""};
    static const char *const finals[] = {"iang", "iong", "uang", "ang", "eng", "ong", "ing", "ian", "iao", "uai", "uan",
                                         "ai",   "ei",   "ao",   "ou",  "an",  "en",  "er",  "ia",  "ie",  "iu",  "in",
                                         "ua",   "uo",   "ui",   "un",  "ue",  "a",   "o",   "e",   "i",   "u"};
    if (length == 0)
        return true;
    for (size_t i = 0; i < COUNT(initials); i++) {
        size_t head = strlen(initials[i]);
        if (head > length || memcmp(text, initials[i], head) != 0)
            continue;
        for (size_t f = 0; f < COUNT(finals); f++) {
            size_t tail = strlen(finals[f]);
            if (head + tail <= length && memcmp(text + head, finals[f], tail) == 0 &&
                is_romanised(text + head + tail, length - head - tail))
                return true;
        }
    }
    return false;
}

static bool is_capital(const dz_align__checker *checker, int side, uint32_t token)
{
    dz_span span = checker->sides[side]->spans[token];
    char first = dz_document_text(checker->subject->documents[side]).data[span.begin];
    return first >= 'A' && first <= 'Z';
}

/* Whether the English side has a name that is spelled as no Chinese one is: it may be this one, rendered by sound. */
static bool has_foreign_name(const dz_align__checker *checker, int english)
{
    for (uint32_t t = checker->begin[english] + 1; t < checker->end[english]; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, english, t);
        if (is_capital(checker, english, t) && entry->length > 1 && entry->length < 20 &&
            !is_romanised(entry->key, entry->length) && !dz_align__is_rendered(checker, english, t))
            return true;
    }
    return false;
}

/* A surname before a word is no name: 关 of 海关, and 总署. */
static bool is_surname_and_word(const dz_align__checker *checker, dz_view name)
{
    size_t at = 0;
    dz_gloss gloss;
    const dz_lexicon *lexicon = checker->subject->lexicon;
    dz_utf8__next(name.data, name.length, &at);
    return lexicon &&
           ((name.length - at > 3 && dz_lexicon_lookup(lexicon, name.data + at, name.length - at, &gloss, 1)) ||
            dz_lexicon_lookup(lexicon, name.data, name.length, &gloss, 1));
}

/* How alike a Chinese name and the English one that sounds most like it are: of the runs of capitalised words. */
static double best_sound(const dz_align__checker *checker, int english, dz_view name)
{
    const dz_span *spans = checker->sides[english]->spans;
    double best = 0;
    for (uint32_t t = checker->begin[english], next; t < checker->end[english]; t = next) {
        for (next = t; next < checker->end[english] && is_capital(checker, english, next);)
            next++;
        if (next == t) {
            next++;
            continue;
        }
        dz_view run = dz_align__span_text(checker, english, (dz_span){spans[t].begin, spans[next - 1].end});
        double like =
            dz_lexicon_name_similarity(checker->subject->lexicon, name.data, name.length, run.data, run.length);
        best = like > best ? like : best;
    }
    return best;
}

/* A name of parts with dots between them, or one longer than Chinese ones are: rendered by sound. */
static bool is_foreign(dz_view name)
{
    size_t characters = 0;
    for (size_t at = 0; at < name.length; characters++)
        if (!dz_utf8__is_han(dz_utf8__next(name.data, name.length, &at)))
            return true;
    return characters > CHINESE_NAME_CHARACTERS;
}

/* Whether a name of the Chinese side is nowhere on the other one: neither in its letters nor by its sound. */
static bool is_unspelled(const dz_align__checker *checker, int side, const char *letters, const dz_value *value,
                         dz_view name)
{
    bool foreign = is_foreign(name);
    if (strchr(value->value, '/') || is_spelled(value->value, letters)) /* an office is no person */
        return false;
    if (!foreign && (has_foreign_name(checker, 1 - side) || is_surname_and_word(checker, name)))
        return false;
    return best_sound(checker, 1 - side, name) < (foreign ? FOREIGN_ALIKE : DZ_NAME_ALIKE);
}

static dz_status check_spelled(dz_align__checker *checker, int side, const char *letters, dz_span sentence)
{
    dz_value_list *list = NULL;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    dz_view text = dz_align__span_text(checker, side, sentence);
    options.kinds = 1u << DZ_VALUE_NAME;
    options.language = dz_document_language(checker->subject->documents[side]);
    dz_status status = dz_values(checker->context, &list, text.data, text.length, &options);
    for (size_t n = 0; n < (list ? dz_value_count(list) : 0) && status == DZ_OK; n++) {
        const dz_value *value = dz_value_at(list, n);
        dz_span span = {sentence.begin + value->span.begin, sentence.begin + value->span.end};
        dz_view name = dz_align__span_text(checker, side, span);
        bool doubled = name.length > 3 && span.begin >= 3 && memcmp(name.data - 3, name.data, 3) == 0; /* 谢谢 */
        if (!doubled && is_unspelled(checker, side, letters, value, name))
            status = dz_align__note(checker, checker->bead, DZ_FLAG_NAME, side, span, "the name %.*s stands only here",
                                    (int)name.length, name.data);
    }
    dz_value_list_free(list);
    return status;
}

/* Persons' names in the Chinese text, looked for in the letters of the English one and by their sound. */
static dz_status check_persons(dz_align__checker *checker, int chinese)
{
    dz_buffer letters;
    size_t count;
    const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[checker->bead], chinese, &count);
    dz_buffer__init(&letters, checker->context);
    dz_status status = append_letters(checker, 1 - chinese, &letters);
    for (size_t n = 0; n < count && status == DZ_OK; n++)
        status = check_spelled(checker, chinese, letters.data, dz_align__sentence_span(checker, chinese, numbers[n]));
    dz_buffer__free(&letters);
    return status;
}

/* ---- Countries, places and bodies, which the lexicon knows ---- */

/* Behind a mark that ends or quotes a sentence every word is capitalised. */
static bool begins_sentence(const dz_align__checker *checker, int side, uint32_t token)
{
    if (token == checker->begin[side])
        return true;
    const dz_map_entry *before = dz_align__token_entry(checker, side, token - 1);
    return before->length && !((before->key[0] >= 'a' && before->key[0] <= 'z') || before->key[0] == ',');
}

/* A word that is capitalised inside a sentence, and neither beside another such word, whose part it may be, nor a
 * title. */
static bool is_name(const dz_align__checker *checker, int side, uint32_t token)
{
    if (!is_capital(checker, side, token) || begins_sentence(checker, side, token) ||
        !dz_align__is_content(checker, side, token))
        return false;
    bool before = token > checker->begin[side] && is_capital(checker, side, token - 1);
    bool after = token + 1 < checker->end[side] && is_capital(checker, side, token + 1);
    return !before && !after;
}

static bool bead_has(const dz_align__checker *checker, int side, dz_view word)
{
    size_t count;
    const uint32_t *numbers = dz_align__bead_side(&checker->subject->beads[checker->bead], side, &count);
    for (size_t n = 0; n < count; n++) {
        dz_view text = dz_align__span_text(checker, side, dz_align__sentence_span(checker, side, numbers[n]));
        if (memmem(text.data, text.length, word.data, word.length))
            return true;
    }
    for (uint32_t t = checker->begin[side]; t < checker->end[side]; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, side, t);
        if (memmem(entry->key, entry->length, word.data, word.length))
            return true; /* in simplified characters */
    }
    return false;
}

/* The first character of a Chinese name stands for it: 中, 美, 日. */
static bool bead_has_short(const dz_align__checker *checker, int side, dz_view word)
{
    size_t at = 0;
    dz_utf8__next(word.data, word.length, &at);
    return bead_has(checker, side, (dz_view){word.data, at});
}

/* An English name of which the lexicon knows for sure what it is in Chinese, and none of that is there. */
static bool is_missing(const dz_align__checker *checker, int english, uint32_t token)
{
    const dz_map_entry *entry = dz_align__token_entry(checker, english, token);
    dz_gloss glosses[MOST_GLOSSES];
    size_t count =
        dz_lexicon_lookup_reverse(checker->subject->lexicon, entry->key, entry->length, glosses, MOST_GLOSSES);
    if (!count || glosses[0].weight < SURE_SHARE || dz_align__is_rendered(checker, english, token))
        return false;
    for (size_t n = 0; n < count; n++)
        if (bead_has_short(checker, 1 - english, glosses[n].text))
            return false;
    return true;
}

void dz_align__count_names(dz_align__checker *checker)
{
    int english = checker->sides[DZ_SOURCE_SIDE]->language == DZ_LANGUAGE_EN ? DZ_SOURCE_SIDE : DZ_TARGET_SIDE;
    for (uint32_t t = checker->begin[english]; t < checker->end[english]; t++) {
        uint32_t word = checker->sides[english]->tokens[t];
        if (!is_capital(checker, english, t) || !dz_align__is_content(checker, english, t))
            continue;
        checker->name_uses[word]++;
        checker->name_hits[word] += dz_align__is_rendered(checker, english, t);
    }
}

/* Whether one of the name's likely renderings stands in the Chinese, however its words were cut: 月中国. */
static bool is_written(const dz_align__checker *checker, int english, uint32_t token)
{
    const dz_map_entry *entry = dz_align__token_entry(checker, english, token);
    dz_gloss glosses[MOST_GLOSSES];
    size_t count =
        dz_lexicon_lookup_reverse(checker->subject->lexicon, entry->key, entry->length, glosses, MOST_GLOSSES);
    for (size_t n = 0; n < count; n++)
        if (glosses[n].weight >= WRITTEN_SHARE && glosses[n].text.length > 3 &&
            bead_has(checker, 1 - english, glosses[n].text))
            return true;
    return false;
}

/* A name that the rest of the text renders, and this bead does not. */
static bool is_missed(const dz_align__checker *checker, int english, uint32_t token)
{
    uint32_t word = checker->sides[english]->tokens[token];
    return checker->name_uses[word] >= LEAST_USES && !dz_align__is_rendered(checker, english, token) &&
           (float)checker->name_hits[word] >= RENDERED_SHARE * (float)(checker->name_uses[word] - 1) &&
           !is_written(checker, english, token);
}

/* The English name that a Chinese word means, by the lexicon; DZ_MAP_NONE where it means none that the text has. */
static uint32_t name_of(const dz_align__checker *checker, int chinese, uint32_t token)
{
    const dz_align__table *table =
        chinese == DZ_SOURCE_SIDE ? &checker->subject->prior->forward : &checker->subject->prior->backward;
    const dz_align__side *en = checker->sides[1 - chinese];
    uint32_t row = checker->sides[chinese]->tokens[token], best = DZ_MAP_NONE;
    float weight = SURE_SHARE;
    for (uint32_t n = table->starts[row]; n < table->starts[row + 1]; n++)
        if (table->weights[n] >= weight) {
            weight = table->weights[n];
            best = table->words[n];
        }
    bool name = best != DZ_MAP_NONE && checker->name_uses[best] >= 2 &&
                10 * checker->name_uses[best] >= 9 * en->frequencies[best];
    return name ? best : DZ_MAP_NONE;
}

static bool has_kin(const dz_align__checker *checker, int english, const dz_map_entry *name)
{
    size_t letters = name->length < KIN_LETTERS ? name->length : KIN_LETTERS;
    for (uint32_t t = checker->begin[english]; t < checker->end[english]; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, english, t);
        if (entry->length >= letters && memcmp(entry->key, name->key, letters) == 0)
            return true;
    }
    return false;
}

/* Chinese names that the lexicon knows, and that the English side says nothing of. */
static dz_status check_unsaid(dz_align__checker *checker, int chinese)
{
    dz_status status = DZ_OK;
    for (uint32_t t = checker->begin[chinese]; t < checker->end[chinese] && status == DZ_OK; t++) {
        if (!dz_align__is_content(checker, chinese, t) || dz_align__is_rendered(checker, chinese, t))
            continue;
        uint32_t name = name_of(checker, chinese, t);
        if (name == DZ_MAP_NONE ||
            has_kin(checker, 1 - chinese, &checker->sides[1 - chinese]->vocabulary.entries[name]))
            continue;
        dz_span span = checker->sides[chinese]->spans[t];
        dz_view text = dz_align__span_text(checker, chinese, span);
        status = dz_align__note(checker, checker->bead, DZ_FLAG_NAME, chinese, span, "the name %.*s stands only here",
                                (int)text.length, text.data);
    }
    return status;
}

static dz_status check_known(dz_align__checker *checker, int english)
{
    dz_status status = DZ_OK;
    for (uint32_t t = checker->begin[english]; t < checker->end[english] && status == DZ_OK; t++) {
        if (!is_name(checker, english, t) || !(is_missing(checker, english, t) || is_missed(checker, english, t)))
            continue;
        dz_span span = checker->sides[english]->spans[t];
        dz_view text = dz_align__span_text(checker, english, span);
        status = dz_align__note(checker, checker->bead, DZ_FLAG_NAME, english, span, "the name %.*s stands only here",
                                (int)text.length, text.data);
    }
    return status;
}

dz_status dz_align__check_names(dz_align__checker *checker)
{
    int chinese = checker->sides[DZ_SOURCE_SIDE]->language == DZ_LANGUAGE_ZH ? DZ_SOURCE_SIDE : DZ_TARGET_SIDE;
    if (checker->sides[chinese]->language != DZ_LANGUAGE_ZH || checker->sides[1 - chinese]->language != DZ_LANGUAGE_EN)
        return DZ_OK;
    dz_status status = DZ_OK;
    if (!has_pronoun(checker, 1 - chinese))
        status = check_persons(checker, chinese);
    if (status == DZ_OK && checker->subject->lexicon && !has_pronoun(checker, 1 - chinese))
        status = check_unsaid(checker, chinese);
    if (status == DZ_OK && checker->subject->lexicon && !has_pronoun(checker, chinese))
        status = check_known(checker, 1 - chinese);
    return status;
}
