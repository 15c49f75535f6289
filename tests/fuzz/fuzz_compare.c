/* Compares two texts: a byte of choices, the first text, NUL, and the second. Half of the inputs are put into long
 * texts, which are read only where they differ. What is asserted holds for every input: differences lie in both texts,
 * on whole characters, in the order of the second; a text differs in nothing from itself; and the answer is the same
 * again. */
#include "duizhao/compare.h"
#include "fuzz.h"

#define WORDS_OF_FILLER 5000

static const dz_word_table *shipped_table(void)
{
    static dz_context *context;
    static dz_word_table *table;
    if (!context && dz_context_new(&context, NULL) == DZ_OK)
        dz_word_table_open(context, &table, NULL);
    return table;
}

/* A text between two long ones that are always the same; free with free(). */
static dz_view lengthen(dz_view text)
{
    static const char *const words[] = {"the ",   "water ", "council. ", "met\n", "5 ",
                                        "would ", "会议",   "必须",      "，",    "。\n"};
    char *made = malloc(text.length + 2 * WORDS_OF_FILLER * 16);
    size_t length = 0;
    uint32_t seed = 1;
    assert(made);
    for (int half = 0; half < 2; half++) {
        for (int i = 0; i < WORDS_OF_FILLER; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *word = words[(seed >> 8) % (sizeof words / sizeof *words)];
            memcpy(made + length, word, strlen(word));
            length += strlen(word);
        }
        if (half == 0 && text.length) {
            memcpy(made + length, text.data, text.length);
            length += text.length;
        }
    }
    return (dz_view){made, length};
}

static void check_span(dz_view text, dz_span span)
{
    assert(span.begin <= span.end && span.end <= text.length);
    assert(fuzz_on_character(text, span.begin) && fuzz_on_character(text, span.end));
}

static void check_comparison(const dz_comparison *comparison, dz_view first, dz_view second)
{
    size_t last = 0;
    assert(dz_comparison_score(comparison) >= 0 && dz_comparison_score(comparison) <= 1);
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(comparison, i);
        check_span(first, difference->first);
        check_span(second, difference->second);
        assert(difference->second.begin >= last && difference->note);
        last = difference->second.begin;
    }
    if (first.length == second.length && (!first.length || memcmp(first.data, second.data, first.length) == 0)) {
        assert(dz_comparison_count(comparison) == 0);
        assert(dz_comparison_closeness(comparison) == DZ_CLOSENESS_VERBATIM);
    }
}

static void compare(dz_context *context, dz_view first, dz_view second, uint8_t choice)
{
    dz_compare_options options = DZ_COMPARE_OPTIONS_INIT;
    dz_comparison *comparison = NULL, *again = NULL;
    options.quote = choice & 1;
    options.language = (dz_language)((choice >> 1 & 3) % 3);
    options.words = choice & 8 ? shipped_table() : NULL;
    options.date = choice & 16 ? "2015-03-12" : NULL;
    assert(dz_compare(context, &comparison, first, second, &options) == DZ_OK);
    assert(dz_compare(context, &again, first, second, &options) == DZ_OK);
    check_comparison(comparison, first, second);
    assert(dz_comparison_count(comparison) == dz_comparison_count(again));
    for (size_t i = 0; i < dz_comparison_count(again); i++)
        assert(!strcmp(dz_comparison_difference(comparison, i)->note, dz_comparison_difference(again, i)->note));
    dz_comparison_free(comparison);
    dz_comparison_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data + 1, 0, size - 1) : NULL;
    dz_decoded *first = NULL, *second = NULL;
    dz_context *context;
    if (!end || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    if (dz_decode(context, &first, data + 1, (size_t)(end - data) - 1, "utf-8") == DZ_OK &&
        dz_decode(context, &second, end + 1, size - (size_t)(end - data) - 1, "utf-8") == DZ_OK) {
        dz_view a = dz_decoded_text(first), b = dz_decoded_text(second);
        bool longer = data[0] & 32;
        if (longer) {
            a = lengthen(a);
            b = lengthen(b);
        }
        compare(context, a, b, data[0]);
        if (longer) {
            free((void *)(uintptr_t)a.data);
            free((void *)(uintptr_t)b.data);
        }
    }
    dz_decoded_free(first);
    dz_decoded_free(second);
    dz_context_free(context);
    return 0;
}
