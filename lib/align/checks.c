#include "align/checks.h"

#include <string.h>

#include "base/buffer.h"

/* Phrases first in which a negating character negates nothing; each is stepped over whole. */
static const char *const chinese_harmless[] = {
    "不仅",   "不但", "不断", "不少",   "不同",   "不过",   "不管",   "不论",   "不久",
    "不得不", "不只", "不止", "不如",   "不至于", "差不多", "对不起", "了不起", "无论",
    "无数",   "无非", "非常", "是不是", "能不能", "会不会", "有没有", "要不要",
};
static const char *const chinese_negations[] = {"不",   "没",   "未",   "无",   "勿",  "否认",
                                                "拒绝", "反对", "避免", "防止", "非法"};

/* English words that say no, and words that translate a Chinese "not" without saying it. */
static const char *const english_negations[] = {
    "not", "no", "never", "none", "nor", "neither", "cannot", "without", "nothing", "nobody", "nowhere", "n't",
};
static const char *const english_hidden[] = {
    "refus", "den",     "fail", "lack",  "avoid", "prevent", "oppos",   "reject", "un",
    "in",    "im",      "ir",   "dis",   "non",   "hardly",  "rarely",  "few",    "little",
    "stop",  "against", "only", "until", "less",  "absen",   "instead", "rather",
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The text of a bead's sentences, a space between two. */
static dz_status join_sentences(dz_buffer *text, const dz_document *document, const uint32_t *numbers, size_t count)
{
    size_t sentence_count;
    const dz_sentence *sentences = dz_document_sentences(document, &sentence_count);
    const char *bytes = dz_document_text(document).data;
    for (size_t n = 0; n < count; n++) {
        dz_span span = sentences[numbers[n]].span;
        dz_buffer__append(text, bytes + span.begin, span.end - span.begin);
        dz_buffer__append_byte(text, ' ');
    }
    return dz_buffer__status(text);
}

/* Whether a value stands on the other side too, as it is or as a part (the year of a date). Small numbers come and go
 * with articles and idioms and are not looked for. */
static bool is_covered(const dz_value *value, const dz_value_list *others)
{
    if (value->kind == DZ_VALUE_NAME || strlen(value->value) < 2)
        return true;
    for (size_t n = 0; n < dz_value_count(others); n++) {
        const char *other = dz_value_at(others, n)->value;
        if (strstr(other, value->value) || (strlen(other) > 1 && strstr(value->value, other)))
            return true;
    }
    return false;
}

static uint32_t compare_values(const dz_value_list *values, const dz_value_list *others)
{
    uint32_t flags = 0;
    for (size_t n = 0; n < dz_value_count(values); n++) {
        const dz_value *value = dz_value_at(values, n);
        if (!is_covered(value, others))
            flags |= value->kind == DZ_VALUE_DATE ? DZ_FLAG_DATE : DZ_FLAG_NUMBER;
    }
    return flags;
}

static dz_status check_values(dz_context *context, uint32_t *flags, dz_view source, dz_language source_language,
                              dz_view target, dz_language target_language)
{
    dz_value_list *values = NULL, *others = NULL;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.kinds = 1u << DZ_VALUE_NUMBER | 1u << DZ_VALUE_DATE;
    options.language = source_language;
    dz_status status = dz_values(context, &values, source.data, source.length, &options);
    options.language = target_language;
    if (status == DZ_OK)
        status = dz_values(context, &others, target.data, target.length, &options);
    if (status == DZ_OK)
        *flags |= compare_values(values, others) | compare_values(others, values);
    dz_value_list_free(values);
    dz_value_list_free(others);
    return status;
}

static size_t match_any(const char *text, const char *const *list, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (strncmp(text, list[n], strlen(list[n])) == 0)
            return strlen(list[n]);
    return 0;
}

static bool chinese_negates(const char *text)
{
    while (*text) {
        size_t harmless = match_any(text, chinese_harmless, COUNT(chinese_harmless));
        if (!harmless && match_any(text, chinese_negations, COUNT(chinese_negations)))
            return true;
        text += harmless ? harmless : 1;
    }
    return false;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool english_negation(const char *word, size_t length)
{
    if (length > 3 && strncmp(word + length - 3, "n't", 3) == 0)
        return true;
    if (length > 5 && strncmp(word + length - 5, "n\xE2\x80\x99t", 5) == 0)
        return true;
    for (size_t n = 0; n < COUNT(english_negations); n++)
        if (strlen(english_negations[n]) == length && strncmp(word, english_negations[n], length) == 0)
            return true;
    return false;
}

typedef struct english_signs {
    bool negates;
    bool hides; /* something that may stand for a negation */
} english_signs;

/* Walks the words of lower-case text; an apostrophe belongs to its word. */
static english_signs english_negates(const char *text)
{
    english_signs signs = {false, false};
    while (*text) {
        size_t length = 0;
        while (is_letter(text[length]) || text[length] == '\'' || strncmp(text + length, "\xE2\x80\x99", 3) == 0)
            length += is_letter(text[length]) || text[length] == '\'' ? 1 : 3;
        signs.negates |= length && english_negation(text, length);
        signs.hides |= length > 3 && match_any(text, english_hidden, COUNT(english_hidden));
        text += length ? length : 1;
    }
    return signs;
}

static void lower_letters(char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + 32);
}

static bool negation_differs(const char *chinese, char *english)
{
    lower_letters(english);
    english_signs signs = english_negates(english);
    bool negated = chinese_negates(chinese);
    return negated ? !signs.negates && !signs.hides : signs.negates;
}

dz_status dz_align__check_bead(dz_context *context, dz_bead *bead, const dz_document *source, const dz_document *target)
{
    if (!bead->source_count || !bead->target_count)
        return DZ_OK;
    dz_language from = dz_document_language(source), to = dz_document_language(target);
    dz_buffer source_text, target_text;
    dz_buffer__init(&source_text, context);
    dz_buffer__init(&target_text, context);
    dz_status status = join_sentences(&source_text, source, bead->source, bead->source_count);
    if (status == DZ_OK)
        status = join_sentences(&target_text, target, bead->target, bead->target_count);
    if (status == DZ_OK)
        status =
            check_values(context, &bead->flags, dz_buffer__view(&source_text), from, dz_buffer__view(&target_text), to);
    if (status == DZ_OK && from == DZ_LANGUAGE_ZH && to == DZ_LANGUAGE_EN)
        bead->flags |= negation_differs(source_text.data, target_text.data) ? DZ_FLAG_NEGATION : 0;
    if (status == DZ_OK && from == DZ_LANGUAGE_EN && to == DZ_LANGUAGE_ZH)
        bead->flags |= negation_differs(target_text.data, source_text.data) ? DZ_FLAG_NEGATION : 0;
    dz_buffer__free(&source_text);
    dz_buffer__free(&target_text);
    return status;
}
