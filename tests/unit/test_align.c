/* Alignment: what a user who trusts the beads would lose. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "duizhao/align.h"
#include "failing_allocator.h"

static const char *const chinese[] = {
    "中国外交部发言人今天举行例行记者会。",
    "会议将于2015年4月2日在北京举行。",
    "我们反对一切形式的网络攻击。",
    "双方讨论了贸易和投资问题。去年贸易额增长了7.5%。",
    "谢谢大家。",
};
static const char *const english[] = {
    "The spokesperson of the Chinese Foreign Ministry held a regular press conference today.",
    "The meeting will be held in Beijing on April 2, 2015.",
    "We oppose cyber attacks in all forms.",
    "The two sides discussed trade and investment.",
    "Last year trade volume grew by 7.5%.",
    "Thank you all.",
};
#define CHINESE (sizeof chinese / sizeof *chinese)
#define ENGLISH (sizeof english / sizeof *english)

/* Of the texts in no language; at most 64. */
#define SENTENCES 60

static dz_status make_document(dz_context *context, dz_document **out, const char *const *sentences, size_t count,
                               dz_language language)
{
    dz_view views[64];
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    options.language = language;
    for (size_t i = 0; i < count; i++)
        views[i] = (dz_view){sentences[i], strlen(sentences[i])};
    return dz_document_from_sentences(context, out, "test", views, count, &options);
}

/* Marks the sentences of a list; each must be in range, ascending and new. */
static void mark_sentences(const uint32_t *numbers, size_t count, bool *seen, size_t sentence_count)
{
    for (size_t i = 0; i < count; i++) {
        assert_true(numbers[i] < sentence_count);
        assert_true(i == 0 || numbers[i] > numbers[i - 1]);
        assert_false(seen[numbers[i]]);
        seen[numbers[i]] = true;
    }
}

/* Each sentence of both sides stands in exactly one bead; beads go in the order of the source; scores are shares. */
static void check_whole(const dz_alignment *alignment, size_t source_count, size_t target_count)
{
    bool source[512] = {0}, target[512] = {0};
    uint32_t last = 0;
    for (size_t n = 0; n < dz_alignment_count(alignment); n++) {
        const dz_bead *bead = dz_alignment_bead(alignment, n);
        assert_true(bead->source_count + bead->target_count > 0);
        mark_sentences(bead->source, bead->source_count, source, source_count);
        mark_sentences(bead->target, bead->target_count, target, target_count);
        assert_true(bead->score >= 0 && bead->score <= 1);
        if (bead->source_count) {
            assert_true(bead->source[0] >= last);
            last = bead->source[0];
        }
    }
    for (size_t s = 0; s < source_count; s++)
        assert_true(source[s]);
    for (size_t t = 0; t < target_count; t++)
        assert_true(target[t]);
}

static void expect_bead(const dz_alignment *alignment, size_t n, const char *expected)
{
    const dz_bead *bead = dz_alignment_bead(alignment, n);
    char text[256];
    int length = 0;
    for (size_t i = 0; i < bead->source_count; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "%u ", bead->source[i]);
    length += snprintf(text + length, sizeof text - (size_t)length, ":");
    for (size_t i = 0; i < bead->target_count; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, " %u", bead->target[i]);
    assert_string_equal(text, expected);
}

/* A statement and its translation, with a sentence that the translator cut in two. */
static void test_statement(void **state)
{
    (void)state;
    dz_context *context;
    dz_lexicon *lexicon;
    dz_document *zh, *en;
    dz_alignment *alignment;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_open(context, &lexicon, NULL), DZ_OK);
    assert_int_equal(make_document(context, &zh, chinese, CHINESE, DZ_LANGUAGE_ZH), DZ_OK);
    assert_int_equal(make_document(context, &en, english, ENGLISH, DZ_LANGUAGE_EN), DZ_OK);
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    options.lexicon = lexicon;
    assert_int_equal(dz_align(context, &alignment, zh, en, &options), DZ_OK);
    check_whole(alignment, CHINESE, ENGLISH);
    static const char *const expected[] = {"0 : 0", "1 : 1", "2 : 2", "3 : 3 4", "4 : 5"};
    assert_int_equal(dz_alignment_count(alignment), 5);
    for (size_t n = 0; n < 5; n++)
        expect_bead(alignment, n, expected[n]);
    dz_alignment_free(alignment);
    /* The other way round the same sentences belong together. */
    assert_int_equal(dz_align(context, &alignment, en, zh, &options), DZ_OK);
    check_whole(alignment, ENGLISH, CHINESE);
    assert_int_equal(dz_alignment_count(alignment), 5);
    expect_bead(alignment, 3, "3 4 : 3");
    dz_alignment_free(alignment);
    dz_document_free(zh);
    dz_document_free(en);
    dz_lexicon_free(lexicon);
    dz_context_free(context);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Any number of any sentences, and nothing at all, comes out whole: no sentence is lost, whatever the input. */
static void test_random(void **state)
{
    (void)state;
    dz_context *context;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    uint32_t seed = 7;
    for (int round = 0; round < 60; round++) {
        const char *source[64], *target[64];
        size_t source_count = next_random(&seed) % 40, target_count = next_random(&seed) % 40;
        for (size_t i = 0; i < source_count; i++)
            source[i] = next_random(&seed) % 8 ? chinese[next_random(&seed) % CHINESE] : "";
        for (size_t i = 0; i < target_count; i++)
            target[i] = next_random(&seed) % 8 ? english[next_random(&seed) % ENGLISH] : "";
        dz_document *zh, *en;
        dz_alignment *alignment;
        assert_int_equal(make_document(context, &zh, source, source_count, DZ_LANGUAGE_ZH), DZ_OK);
        assert_int_equal(make_document(context, &en, target, target_count, DZ_LANGUAGE_EN), DZ_OK);
        dz_document_sentences(zh, &source_count);
        dz_document_sentences(en, &target_count);
        assert_int_equal(dz_align(context, &alignment, zh, en, NULL), DZ_OK);
        check_whole(alignment, source_count, target_count);
        dz_alignment_free(alignment);
        dz_document_free(zh);
        dz_document_free(en);
    }
    dz_context_free(context);
}

static const char transcript_zh[] = "问：请问会议何时举行？\n\n答：会议将于4月2日在北京举行。\n\n"
                                    "问：中方对网络攻击有何评论？\n\n答：我们反对一切形式的网络攻击。\n\n"
                                    "问：贸易谈判进展如何？\n\n答：双方讨论了贸易和投资问题。\n";
static const char transcript_en[] =
    "Q: When will the meeting be held?\n\nA: The meeting will be held in Beijing on April 2.\n\n"
    "Q: What progress have the trade negotiations made?\n\n"
    "A: The two sides discussed trade and investment.\n\n"
    "Q: What is China's comment on cyber attacks?\n\n"
    "A: We oppose cyber attacks in all forms.\n";

/* A briefing whose English gives two answers in another order: each question keeps its own answer. */
static void test_crossing_turns(void **state)
{
    (void)state;
    dz_context *context;
    dz_lexicon *lexicon;
    dz_document *zh, *en;
    dz_alignment *alignment;
    dz_document_options plain = DZ_DOCUMENT_OPTIONS_INIT;
    plain.format = DZ_INPUT_PLAIN;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_open(context, &lexicon, NULL), DZ_OK);
    assert_int_equal(dz_document_parse(context, &zh, "zh", transcript_zh, strlen(transcript_zh), &plain), DZ_OK);
    assert_int_equal(dz_document_parse(context, &en, "en", transcript_en, strlen(transcript_en), &plain), DZ_OK);
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    options.lexicon = lexicon;
    assert_int_equal(dz_align(context, &alignment, zh, en, &options), DZ_OK);
    check_whole(alignment, 6, 6);
    static const char *const expected[] = {"0 : 0", "1 : 1", "2 : 4", "3 : 5", "4 : 2", "5 : 3"};
    assert_int_equal(dz_alignment_count(alignment), 6);
    for (size_t n = 0; n < 6; n++)
        expect_bead(alignment, n, expected[n]);
    assert_int_equal(dz_alignment_gap_count(alignment), 0);
    dz_alignment_free(alignment);
    dz_document_free(zh);
    dz_document_free(en);
    dz_lexicon_free(lexicon);
    dz_context_free(context);
}

/* A number, a date or a "not" that one side has alone is pointed at; a faithful pair is left in peace. */
static void test_checks(void **state)
{
    (void)state;
    static const char *const zh_sentences[] = {"去年贸易额增长了7.5%。", "会议将于2015年4月2日在北京举行。",
                                               "我们不参加这次会议。", "双方讨论了贸易问题。"};
    static const char *const en_sentences[] = {"Last year trade volume grew by 8.5%.",
                                               "The meeting will be held in Beijing on April 3, 2015.",
                                               "We will attend this meeting.", "The two sides discussed trade."};
    static const uint32_t expected[] = {DZ_FLAG_NUMBER, DZ_FLAG_DATE, DZ_FLAG_NEGATION, 0};
    dz_context *context;
    dz_lexicon *lexicon;
    dz_document *zh, *en;
    dz_alignment *alignment;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_open(context, &lexicon, NULL), DZ_OK);
    assert_int_equal(make_document(context, &zh, zh_sentences, 4, DZ_LANGUAGE_ZH), DZ_OK);
    assert_int_equal(make_document(context, &en, en_sentences, 4, DZ_LANGUAGE_EN), DZ_OK);
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    options.lexicon = lexicon;
    options.checks = true;
    assert_int_equal(dz_align(context, &alignment, zh, en, &options), DZ_OK);
    assert_int_equal(dz_alignment_count(alignment), 4);
    for (size_t n = 0; n < 4; n++)
        assert_int_equal(dz_alignment_bead(alignment, n)->flags, expected[n]);
    dz_alignment_free(alignment);
    dz_document_free(zh);
    dz_document_free(en);
    dz_lexicon_free(lexicon);
    dz_context_free(context);
}

/* A sentence of so many words that say nothing. */
static void make_sentence(char *out, unsigned words, uint32_t *seed)
{
    for (unsigned word = 0; word < words; word++) {
        for (unsigned letter = 0; letter < 5; letter++) {
            *seed = *seed * 1664525u + 1013904223u;
            *out++ = (char)('a' + (*seed >> 8) % 26);
        }
        *out++ = word + 1 < words ? ' ' : '.';
    }
    *out = '\0';
}

/* Two languages that no table is there for: words that cannot be explained are no reason to leave sentences out. */
static void test_unknown_words(void **state)
{
    static char texts[2][SENTENCES][256];
    const char *sentences[2][SENTENCES];
    dz_document *documents[2];
    dz_alignment *alignment;
    dz_context *context;
    uint32_t seed = 7;
    for (unsigned s = 0; s < SENTENCES; s++) {
        unsigned words = 4 + s * 7 % 19;
        make_sentence(texts[0][s], words, &seed);
        make_sentence(texts[1][s], words + s % 3, &seed);
        sentences[0][s] = texts[0][s];
        sentences[1][s] = texts[1][s];
    }
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    for (int side = 0; side < 2; side++)
        assert_int_equal(make_document(context, &documents[side], sentences[side], SENTENCES, DZ_LANGUAGE_EN), DZ_OK);
    assert_int_equal(dz_align(context, &alignment, documents[0], documents[1], NULL), DZ_OK);
    assert_int_equal(dz_alignment_count(alignment), SENTENCES);
    for (size_t n = 0; n < SENTENCES; n++) {
        const dz_bead *bead = dz_alignment_bead(alignment, n);
        assert_true(bead->source_count == 1 && bead->target_count == 1 && bead->source[0] == bead->target[0]);
    }
    dz_alignment_free(alignment);
    dz_document_free(documents[0]);
    dz_document_free(documents[1]);
    dz_context_free(context);
}

/* Whichever allocation fails, the caller is told so and nothing leaks. */
static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_document *zh = NULL, *en = NULL;
        dz_alignment *alignment = NULL;
        dz_status status = DZ_ERROR_MEMORY;
        dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
        options.checks = true;
        options.links = true;
        if (context)
            status = make_document(context, &zh, chinese, CHINESE, DZ_LANGUAGE_ZH);
        if (status == DZ_OK)
            status = make_document(context, &en, english, ENGLISH, DZ_LANGUAGE_EN);
        if (status == DZ_OK)
            status = dz_align(context, &alignment, zh, en, &options);
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        assert_true(status == DZ_OK || !alignment);
        dz_alignment_free(alignment);
        dz_document_free(zh);
        dz_document_free(en);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statement), cmocka_unit_test(test_random),        cmocka_unit_test(test_crossing_turns),
        cmocka_unit_test(test_checks),    cmocka_unit_test(test_unknown_words), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
