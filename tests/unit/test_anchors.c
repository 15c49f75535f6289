/* A person's hand in an alignment: what was confirmed must stand, what was rejected must not come back, and no
 * sentence may get lost around them. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "duizhao/duizhao.h"
#include "failing_allocator.h"

static const char *const chinese[] = {
    "中国外交部发言人今天举行例行记者会。", "会议将于2015年4月2日在北京举行。", "我们反对一切形式的网络攻击。",
    "双方讨论了贸易和投资问题。",           "去年贸易额增长了7.5%。",           "谢谢大家。",
};
static const char *const english[] = {
    "The spokesperson of the Chinese Foreign Ministry held a regular press conference today.",
    "The meeting will be held in Beijing on April 2, 2015.",
    "We oppose cyber attacks in all forms.",
    "The two sides discussed trade and investment.",
    "Last year trade volume grew by 7.5%.",
    "Thank you all.",
};
#define SENTENCES (sizeof chinese / sizeof *chinese)

static dz_document *make_document(dz_context *context, const char *const *sentences, size_t count, dz_language language)
{
    dz_view views[64];
    dz_document *out = NULL;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    options.language = language;
    for (size_t i = 0; i < count; i++)
        views[i] = (dz_view){sentences[i], strlen(sentences[i])};
    dz_document_from_sentences(context, &out, "test", views, count, &options);
    return out;
}

typedef struct fixture {
    dz_context *context;
    dz_lexicon *lexicon;
    dz_document *zh, *en;
} fixture;

static int open_fixture(void **state)
{
    static fixture self;
    self = (fixture){0};
    assert_int_equal(dz_context_new(&self.context, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_open(self.context, &self.lexicon, NULL), DZ_OK);
    self.zh = make_document(self.context, chinese, SENTENCES, DZ_LANGUAGE_ZH);
    self.en = make_document(self.context, english, SENTENCES, DZ_LANGUAGE_EN);
    *state = &self;
    return 0;
}

static int close_fixture(void **state)
{
    fixture *self = *state;
    dz_document_free(self->zh);
    dz_document_free(self->en);
    dz_lexicon_free(self->lexicon);
    dz_context_free(self->context);
    return 0;
}

static dz_status align(const fixture *self, dz_alignment **out, const dz_bead *anchors, size_t count, bool monotone)
{
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    options.lexicon = self->lexicon;
    options.monotone = monotone;
    options.links = true;
    options.anchors = anchors;
    options.anchor_count = count;
    return dz_align(self->context, out, self->zh, self->en, &options);
}

/* The bead that a sentence of the source stands in. */
static const dz_bead *bead_of(const dz_alignment *alignment, uint32_t sentence)
{
    for (size_t n = 0; n < dz_alignment_count(alignment); n++) {
        const dz_bead *bead = dz_alignment_bead(alignment, n);
        for (size_t i = 0; i < bead->source_count; i++)
            if (bead->source[i] == sentence)
                return bead;
    }
    return NULL;
}

static bool is_list(const uint32_t *numbers, size_t count, const uint32_t *wanted, size_t wanted_count)
{
    return count == wanted_count && (!count || (wanted && memcmp(numbers, wanted, count * sizeof *numbers) == 0));
}

static bool says(const dz_bead *bead, const uint32_t *source, size_t source_count, const uint32_t *target,
                 size_t target_count)
{
    return is_list(bead->source, bead->source_count, source, source_count) &&
           is_list(bead->target, bead->target_count, target, target_count);
}

static void check_whole(const dz_alignment *alignment, size_t source_count, size_t target_count)
{
    unsigned source[64] = {0}, target[64] = {0};
    for (size_t n = 0; n < dz_alignment_count(alignment); n++) {
        const dz_bead *bead = dz_alignment_bead(alignment, n);
        for (size_t i = 0; i < bead->source_count; i++)
            source[bead->source[i]]++;
        for (size_t i = 0; i < bead->target_count; i++)
            target[bead->target[i]]++;
    }
    for (size_t s = 0; s < source_count; s++)
        assert_int_equal(source[s], 1);
    for (size_t t = 0; t < target_count; t++)
        assert_int_equal(target[t], 1);
}

/* A bead of any shape stands, against all that the words say, and the rest finds its way around it. */
static void what_is_fixed_stands(void **state)
{
    fixture *self = *state;
    dz_alignment *alignment;
    static const uint32_t source[] = {1, 3}, target[] = {0}, other[] = {2};
    const dz_bead anchors[] = {
        {source, 2, target, 1, 0.1f, DZ_BEAD_FIXED, 0},
        {other, 1, NULL, 0, 0.1f, DZ_BEAD_CONFIRMED, 0},
    };
    assert_int_equal(align(self, &alignment, anchors, 2, false), DZ_OK);
    check_whole(alignment, SENTENCES, SENTENCES);
    const dz_bead *bead = bead_of(alignment, 3);
    assert_true(says(bead, source, 2, target, 1));
    assert_int_equal(bead->status, DZ_BEAD_FIXED);
    assert_true(bead->score == 1);
    bead = bead_of(alignment, 2);
    assert_true(says(bead, other, 1, NULL, 0));
    assert_int_equal(bead->status, DZ_BEAD_CONFIRMED);
    static const uint32_t last[] = {5};
    assert_true(says(bead_of(alignment, 5), last, 1, last, 1));
    dz_alignment_free(alignment);
}

/* A fixed bead that was moved does not tear the rest of the text apart. */
static void a_moved_passage_cuts_nothing(void **state)
{
    fixture *self = *state;
    dz_alignment *alignment;
    static const uint32_t source[] = {0}, target[] = {5};
    const dz_bead anchor = {source, 1, target, 1, 1, DZ_BEAD_FIXED, 0};
    assert_int_equal(align(self, &alignment, &anchor, 1, false), DZ_OK);
    check_whole(alignment, SENTENCES, SENTENCES);
    for (uint32_t n = 1; n < 4; n++)
        assert_true(says(bead_of(alignment, n), &n, 1, &n, 1));
    dz_alignment_free(alignment);
}

/* What was rejected is not found again, alone or as what is left over. */
static void what_is_rejected_stays_away(void **state)
{
    fixture *self = *state;
    dz_alignment *alignment;
    static const uint32_t source[] = {2}, target[] = {2};
    const dz_bead anchor = {source, 1, target, 1, 1, DZ_BEAD_REJECTED, 0};
    assert_int_equal(align(self, &alignment, &anchor, 1, false), DZ_OK);
    check_whole(alignment, SENTENCES, SENTENCES);
    assert_false(says(bead_of(alignment, 2), source, 1, target, 1));
    dz_alignment_free(alignment);
}

/* What cannot be is refused with words, not aligned somehow. */
static void what_cannot_be_is_refused(void **state)
{
    fixture *self = *state;
    dz_alignment *alignment = NULL;
    static const uint32_t one[] = {1}, two[] = {2}, far[] = {99}, down[] = {3, 2};
    const dz_bead twice[] = {{one, 1, one, 1, 1, DZ_BEAD_FIXED, 0}, {two, 1, one, 1, 1, DZ_BEAD_FIXED, 0}};
    const dz_bead crossing[] = {{one, 1, two, 1, 1, DZ_BEAD_FIXED, 0}, {two, 1, one, 1, 1, DZ_BEAD_FIXED, 0}};
    const dz_bead outside = {far, 1, one, 1, 1, DZ_BEAD_REJECTED, 0};
    const dz_bead falling = {down, 2, one, 1, 1, DZ_BEAD_FIXED, 0};
    assert_int_equal(align(self, &alignment, twice, 2, false), DZ_ERROR_ARGUMENT);
    assert_non_null(strstr(dz_context_message(self->context), "sentence 1 of the target stands in two anchors"));
    assert_int_equal(align(self, &alignment, &outside, 1, false), DZ_ERROR_ARGUMENT);
    assert_int_equal(align(self, &alignment, &falling, 1, false), DZ_ERROR_ARGUMENT);
    assert_int_equal(align(self, &alignment, crossing, 2, true), DZ_ERROR_ARGUMENT);
    assert_non_null(strstr(dz_context_message(self->context), "cross"));
    assert_null(alignment);
    assert_int_equal(align(self, &alignment, crossing, 2, false), DZ_OK);
    dz_alignment_free(alignment);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Any beads that share no sentence, fixed or rejected, in any order: all fixed ones come out as they went in, none of
 * the rejected ones does, and no sentence is lost. */
static void any_decisions_hold(void **state)
{
    fixture *self = *state;
    uint32_t seed = 11;
    for (int round = 0; round < 200; round++) {
        const char *texts[2][40];
        uint32_t numbers[2][40], used[2] = {0, 0};
        size_t counts[2] = {1 + next_random(&seed) % 39, 1 + next_random(&seed) % 39}, count = 0;
        dz_bead anchors[24];
        for (size_t i = 0; i < counts[0]; i++)
            texts[0][i] = chinese[next_random(&seed) % SENTENCES];
        for (size_t i = 0; i < counts[1]; i++)
            texts[1][i] = english[next_random(&seed) % SENTENCES];
        for (size_t i = 0; i < 40; i++)
            numbers[0][i] = numbers[1][i] = (uint32_t)i;
        while (count < 20) {
            uint32_t source = next_random(&seed) % 4, target = next_random(&seed) % 3;
            used[0] += next_random(&seed) % 3;
            used[1] += next_random(&seed) % 3;
            if (used[0] + source >= counts[0] || used[1] + target >= counts[1] || source + target == 0)
                break;
            dz_bead_status status = next_random(&seed) % 3 ? DZ_BEAD_FIXED : DZ_BEAD_REJECTED;
            anchors[count++] = (dz_bead){&numbers[0][used[0]], source, &numbers[1][used[1]], target, 1, status, 0};
            used[0] += source;
            used[1] += target;
        }
        dz_document *zh = make_document(self->context, texts[0], counts[0], DZ_LANGUAGE_ZH);
        dz_document *en = make_document(self->context, texts[1], counts[1], DZ_LANGUAGE_EN);
        fixture pair = {self->context, round % 2 ? self->lexicon : NULL, zh, en};
        dz_alignment *alignment = NULL;
        assert_int_equal(align(&pair, &alignment, anchors, count, round % 3 == 0), DZ_OK);
        check_whole(alignment, counts[0], counts[1]);
        for (size_t n = 0; n < count; n++) {
            size_t found = 0;
            for (size_t b = 0; b < dz_alignment_count(alignment); b++) {
                const dz_bead *bead = dz_alignment_bead(alignment, b);
                found += says(bead, anchors[n].source, anchors[n].source_count, anchors[n].target,
                              anchors[n].target_count) &&
                         (anchors[n].status == DZ_BEAD_FIXED || bead->status != DZ_BEAD_REJECTED);
            }
            assert_int_equal(found, anchors[n].status == DZ_BEAD_FIXED);
        }
        dz_alignment_free(alignment);
        dz_document_free(zh);
        dz_document_free(en);
    }
}

/* Whichever allocation fails, the caller is told so and nothing leaks. */
static void memory_may_end_anywhere(void **state)
{
    (void)state;
    static const uint32_t one[] = {1}, two[] = {2}, three[] = {3};
    const dz_bead anchors[] = {{one, 1, one, 1, 1, DZ_BEAD_FIXED, 0},
                               {two, 1, three, 1, 1, DZ_BEAD_CONFIRMED, 0},
                               {three, 1, two, 1, 1, DZ_BEAD_REJECTED, 0}};
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        fixture self = {.context = failing_context(&failing)};
        dz_alignment *alignment = NULL;
        dz_status status = DZ_ERROR_MEMORY;
        if (self.context && (self.zh = make_document(self.context, chinese, SENTENCES, DZ_LANGUAGE_ZH)) &&
            (self.en = make_document(self.context, english, SENTENCES, DZ_LANGUAGE_EN)))
            status = align(&self, &alignment, anchors, 3, n % 2);
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        dz_alignment_free(alignment);
        dz_document_free(self.zh);
        dz_document_free(self.en);
        dz_context_free(self.context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

/* A corrected file is read against its texts: with other words, or a sentence decided twice, it is refused by line. */
static void decisions_are_read_against_the_texts(void **state)
{
    fixture *self = *state;
    static const char good[] = "source\ttarget\tstatus\tsource_text\ttarget_text\n"
                               "0\t0\tconfirmed\t中国外交部发言人今天举行例行记者会。\tThe spokesperson of China's "
                               "Foreign Ministry held a press conference today.\n"
                               "1\t1\tauto\t谢谢大家。\tWe oppose cyber attacks in all forms.\n";
    static const char other[] = "source\ttarget\tstatus\tsource_text\ttarget_text\n"
                                "1\t1\tconfirmed\t谢谢大家。\tThank you all.\n";
    static const char twice[] = "[0]:[0]\n\n[1]:[2]\n[0]:[3]\n";
    dz_pair_list *list = NULL;
    dz_read_options options = DZ_READ_OPTIONS_INIT;
    options.format = DZ_FORMAT_TSV;
    options.source = self->zh;
    options.target = self->en;
    options.status = DZ_BEAD_FIXED;
    options.decisions = true;
    assert_int_equal(dz_pairs_parse(self->context, &list, "file", good, sizeof good - 1, &options), DZ_OK);
    assert_int_equal(dz_alignment_bead(dz_pair_at(list, 0)->alignment, 0)->status, DZ_BEAD_CONFIRMED);
    dz_pair_list_free(list);
    assert_int_equal(dz_pairs_parse(self->context, &list, "file", other, sizeof other - 1, &options), DZ_ERROR_FORMAT);
    assert_non_null(strstr(dz_context_message(self->context), "file:2: says \"谢谢大家。\" of sentence 1"));
    options.format = DZ_FORMAT_BEADS;
    assert_int_equal(dz_pairs_parse(self->context, &list, "file", twice, sizeof twice - 1, &options), DZ_ERROR_FORMAT);
    assert_non_null(strstr(dz_context_message(self->context), "file:4: sentence 0 of the source stands in a bead on "
                                                              "line 1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_fixed_stands),
        cmocka_unit_test(a_moved_passage_cuts_nothing),
        cmocka_unit_test(what_is_rejected_stays_away),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(any_decisions_hold),
        cmocka_unit_test(memory_may_end_anywhere),
        cmocka_unit_test(decisions_are_read_against_the_texts),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
