/* Unicode's own test files, where the library claims to follow them: UAX #29 sentences and words in the `icu` modes,
 * and NFC as the fold of that name. A user who asks for the standard's boundaries would get others if these failed.
 * The files are those of Debian's package unicode-data; where they are not installed the tests are skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "duizhao/text.h"

#define DIRECTORY "/usr/share/unicode/"
#define SEGMENTS_MAX 256

/* A test case: a text, and where it may be broken. */
typedef struct breaks {
    char text[2048];
    size_t length;
    size_t ends[SEGMENTS_MAX];
    size_t count;
} breaks;

/* "÷ 0061 × 0308 ÷ 0020 ÷ # comment"; false for a line without a case. */
static bool read_breaks(const char *line, breaks *b)
{
    b->length = b->count = 0;
    for (const char *at = line; *at && *at != '#' && *at != '\n';) {
        if (memcmp(at, "÷", strlen("÷")) == 0) {
            if (b->length > 0)
                b->ends[b->count++] = b->length;
            at += strlen("÷");
        } else if ((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'F')) {
            char *end;
            b->length += dz_utf8__encode((uint32_t)strtoul(at, &end, 16), b->text + b->length);
            at = end;
        } else {
            at++;
        }
    }
    return b->count > 0;
}

static bool is_white(uint32_t c)
{
    return u_isUWhiteSpace((UChar32)c) || c == 0xFEFF || c == 0x200B;
}

static bool is_all_white(const char *text, size_t begin, size_t end)
{
    while (begin < end)
        if (!is_white(dz_utf8__next(text, end, &begin)))
            return false;
    return true;
}

/* Segments of nothing but white space are left out by the library, and white space at the ends of sentences. */
static size_t solid_segments(const breaks *b, dz_span *spans, bool trim)
{
    size_t count = 0, begin = 0;
    for (size_t i = 0; i < b->count; begin = b->ends[i++]) {
        dz_span span = {begin, b->ends[i]};
        if (is_all_white(b->text, span.begin, span.end))
            continue;
        for (size_t next = span.begin; trim && is_white(dz_utf8__next(b->text, span.end, &next)); span.begin = next)
            ;
        for (size_t last = span.end; trim && is_white(dz_utf8__previous(b->text, &last)); span.end = last)
            ;
        spans[count++] = span;
    }
    return count;
}

static size_t sentences_of(dz_context *context, const breaks *b, dz_span *spans)
{
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    dz_span_list *list;
    options.icu = true;
    assert_int_equal(dz_sentences(context, &list, b->text, b->length, &options), DZ_OK);
    size_t count = list->count;
    memcpy(spans, list->items, count * sizeof *spans);
    dz_span_list_free(list);
    return count;
}

static size_t words_of(dz_context *context, const breaks *b, dz_span *spans)
{
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    dz_word_list *list;
    options.icu = true;
    assert_int_equal(dz_words(context, &list, b->text, b->length, &options), DZ_OK);
    size_t count = list->count;
    for (size_t i = 0; i < count; i++)
        spans[i] = list->items[i].span;
    dz_word_list_free(list);
    return count;
}

static bool same_spans(const dz_span *a, size_t a_count, const dz_span *b, size_t b_count)
{
    for (size_t i = 0; a_count == b_count && i < a_count; i++)
        if (a[i].begin != b[i].begin || a[i].end != b[i].end)
            return false;
    return a_count == b_count;
}

static void run_breaks(const char *path, size_t (*segment)(dz_context *, const breaks *, dz_span *))
{
    FILE *file = fopen(path, "r");
    if (!file)
        skip();
    dz_context *context;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    static char line[1 << 14];
    static breaks b;
    size_t cases = 0, wrong = 0;
    while (fgets(line, sizeof line, file)) {
        dz_span expected[SEGMENTS_MAX], got[SEGMENTS_MAX];
        if (!read_breaks(line, &b))
            continue;
        cases++;
        if (same_spans(expected, solid_segments(&b, expected, segment == sentences_of), got, segment(context, &b, got)))
            continue;
        wrong++;
        fprintf(stderr, "differs: %s", line);
    }
    fclose(file);
    dz_context_free(context);
    assert_true(cases > 100);
    assert_int_equal(wrong, 0);
}

static void sentences_follow_uax_29(void **state)
{
    run_breaks(DIRECTORY "auxiliary/SentenceBreakTest.txt", sentences_of);
}

static void words_follow_uax_29(void **state)
{
    run_breaks(DIRECTORY "auxiliary/WordBreakTest.txt", words_of);
}

/* Reads "0044 0307;" into UTF-8; the place behind the semicolon. */
static const char *read_field(const char *at, char *out, size_t *length)
{
    *length = 0;
    while (*at && *at != ';') {
        char *end;
        unsigned long codepoint = strtoul(at, &end, 16);
        if (end == at)
            return NULL;
        *length += dz_utf8__encode((uint32_t)codepoint, out + *length);
        at = *end == ' ' ? end + 1 : end;
    }
    return *at ? at + 1 : NULL;
}

static bool normalizes_to(dz_context *context, const char *from, size_t length, const char *to, size_t to_length)
{
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    options.folds = DZ_FOLD_NFC;
    dz_key *key;
    assert_int_equal(dz_key_new(context, &key, from, length, &options), DZ_OK);
    dz_view folded = dz_key_text(key);
    bool same = folded.length == to_length && memcmp(folded.data, to, to_length) == 0;
    dz_key_free(key);
    return same;
}

/* NFC(c1) = NFC(c2) = NFC(c3) = c2, NFC(c4) = NFC(c5) = c4. */
static void keys_follow_nfc(void **state)
{
    if (access(DIRECTORY "NormalizationTest.txt.bz2", R_OK) != 0)
        skip();
    FILE *file = popen("bzcat " DIRECTORY "NormalizationTest.txt.bz2", "r");
    assert_non_null(file);
    dz_context *context;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    static char line[1 << 14];
    size_t cases = 0, wrong = 0;
    while (fgets(line, sizeof line, file)) {
        char fields[5][512];
        size_t lengths[5];
        const char *at = line;
        for (unsigned i = 0; at && i < 5; i++)
            at = read_field(at, fields[i], &lengths[i]);
        if (!at)
            continue;
        cases++;
        for (unsigned i = 0; i < 5; i++) {
            unsigned target = i < 3 ? 1 : 3;
            if (normalizes_to(context, fields[i], lengths[i], fields[target], lengths[target]))
                continue;
            wrong++;
            fprintf(stderr, "field %u differs: %s", i + 1, line);
        }
    }
    pclose(file);
    dz_context_free(context);
    assert_true(cases > 1000);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_follow_uax_29),
        cmocka_unit_test(words_follow_uax_29),
        cmocka_unit_test(keys_follow_nfc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
