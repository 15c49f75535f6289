/* Which texts belong together: what a user who has two folders would lose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "duizhao/align.h"
#include "failing_allocator.h"

#define MOST 8

/* Reports on a dam, a harvest, a ferry and a museum, in both languages; n is about the same as n + 4. */
static const char *const reports[MOST] = {
    "水库大坝的修复工程已于6月18日开工。工程师说，渗漏的墙体长240米，下游村庄没有危险。",
    "今年小麦收成下降了百分之十二。农业部门把原因归于春季的霜冻，并承诺补偿农民。",
    "渡轮在浓雾中撞上码头，三名乘客受轻伤。船长已被停职，航线暂时关闭。",
    "博物馆新展厅展出八十件青铜器。馆长说，其中一半从未公开展出，门票免费。",
    "Repairs to the reservoir dam began on June 18. The leaking wall is 240 metres long, an engineer said, and the "
    "villages "
    "downstream are in no danger.",
    "This year's wheat harvest fell by 12 per cent. The agriculture department blames the frost in spring and promises "
    "to "
    "compensate farmers.",
    "A ferry struck the pier in thick fog, and three passengers were slightly injured. The captain has been suspended "
    "and "
    "the route is closed for now.",
    "The new hall of the museum shows eighty bronze vessels. Half of them were never shown in public, the curator "
    "said, and "
    "tickets are free.",
};

/* Adds the reports with the numbers given, and pairs them; those from 4 on are targets. */
static dz_status pair_reports(dz_context *context, dz_pairing **pairing, const dz_lexicon *lexicon, const int *numbers,
                              size_t count)
{
    bool of_source[2 * MOST];
    dz_status status = dz_pairing_new(context, pairing, lexicon);
    for (size_t n = 0; n < count && status == DZ_OK; n++) {
        dz_document *document = NULL;
        const char *text = reports[numbers[n]];
        of_source[n] = numbers[n] < MOST / 2;
        status = dz_document_parse(context, &document, "report", text, strlen(text), NULL);
        if (status == DZ_OK)
            status = dz_pairing_add(*pairing, document);
        dz_document_free(document);
    }
    return status == DZ_OK ? dz_pairing_run(*pairing, of_source) : status;
}

typedef struct fixture {
    dz_context *context;
    dz_lexicon *lexicon;
    dz_pairing *pairing;
} fixture;

static fixture open_fixture(void)
{
    fixture made = {0};
    assert_int_equal(dz_context_new(&made.context, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_open(made.context, &made.lexicon, NULL), DZ_OK);
    return made;
}

static void close_fixture(fixture *made)
{
    dz_pairing_free(made->pairing);
    dz_lexicon_free(made->lexicon);
    dz_context_free(made->context);
}

/* Short texts that share no spelling are paired by what they say, in whatever order they come. */
static void pairs_by_content(void **state)
{
    static const int numbers[] = {6, 1, 4, 0, 7, 3, 2, 5};
    fixture made = open_fixture();
    assert_int_equal(pair_reports(made.context, &made.pairing, made.lexicon, numbers, MOST), DZ_OK);
    assert_int_equal(dz_pairing_count(made.pairing), MOST / 2);
    for (size_t n = 0; n < MOST / 2; n++) {
        const dz_text_pair *pair = dz_pairing_at(made.pairing, n);
        assert_int_equal(numbers[pair->source] + MOST / 2, numbers[pair->target]);
        assert_true(pair->sure);
        assert_true(n == 0 || pair->source > dz_pairing_at(made.pairing, n - 1)->source);
    }
    close_fixture(&made);
}

/* A text whose translation is not there gets no other one. */
static void leaves_texts_alone(void **state)
{
    static const int numbers[] = {0, 1, 2, 5, 6, 7};
    fixture made = open_fixture();
    assert_int_equal(pair_reports(made.context, &made.pairing, made.lexicon, numbers, 6), DZ_OK);
    assert_int_equal(dz_pairing_count(made.pairing), 2);
    assert_int_equal(dz_pairing_at(made.pairing, 0)->source, 1);
    assert_int_equal(dz_pairing_at(made.pairing, 0)->target, 3);
    assert_int_equal(dz_pairing_at(made.pairing, 1)->source, 2);
    assert_int_equal(dz_pairing_at(made.pairing, 1)->target, 4);
    close_fixture(&made);
}

/* One text alone and its translation are a pair, too; one alone and another text are none. */
static void pairs_two_texts(void **state)
{
    static const int right[] = {2, 6}, wrong[] = {2, 7};
    fixture made = open_fixture();
    assert_int_equal(pair_reports(made.context, &made.pairing, made.lexicon, right, 2), DZ_OK);
    assert_int_equal(dz_pairing_count(made.pairing), 1);
    assert_true(dz_pairing_at(made.pairing, 0)->sure);
    dz_pairing_free(made.pairing);
    assert_int_equal(pair_reports(made.context, &made.pairing, made.lexicon, wrong, 2), DZ_OK);
    assert_int_equal(dz_pairing_count(made.pairing), 0);
    close_fixture(&made);
}

/* Of two copies nobody can say which is meant. */
static void says_where_unsure(void **state)
{
    static const int numbers[] = {0, 1, 4, 4, 5};
    fixture made = open_fixture();
    assert_int_equal(pair_reports(made.context, &made.pairing, made.lexicon, numbers, 5), DZ_OK);
    assert_int_equal(dz_pairing_count(made.pairing), 2);
    assert_false(dz_pairing_at(made.pairing, 0)->sure);
    assert_true(dz_pairing_at(made.pairing, 1)->sure);
    close_fixture(&made);
}

/* Without a table numbers and dates do what they can; no texts are no harm. */
static void works_without_lexicon(void **state)
{
    static const int numbers[] = {0, 2, 4, 6};
    fixture made = open_fixture();
    assert_int_equal(pair_reports(made.context, &made.pairing, NULL, numbers, 4), DZ_OK);
    assert_true(dz_pairing_count(made.pairing) >= 1);
    assert_int_equal(dz_pairing_at(made.pairing, 0)->source, 0);
    assert_int_equal(dz_pairing_at(made.pairing, 0)->target, 2);
    dz_pairing_free(made.pairing);
    assert_int_equal(pair_reports(made.context, &made.pairing, NULL, numbers, 0), DZ_OK);
    assert_int_equal(dz_pairing_count(made.pairing), 0);
    close_fixture(&made);
}

/* Running out of memory anywhere is told and leaks nothing. */
static void survives_no_memory(void **state)
{
    static const int numbers[] = {0, 2, 4, 6};
    fixture made = open_fixture();
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_pairing *pairing = NULL;
        dz_status status = DZ_ERROR_MEMORY;
        if (context)
            status = pair_reports(context, &pairing, made.lexicon, numbers, 4);
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        dz_pairing_free(pairing);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
    close_fixture(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_by_content),      cmocka_unit_test(leaves_texts_alone),
        cmocka_unit_test(pairs_two_texts),       cmocka_unit_test(says_where_unsure),
        cmocka_unit_test(works_without_lexicon), cmocka_unit_test(survives_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
