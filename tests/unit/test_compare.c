/* What a comparison says of two texts: where they differ, of which kind, and nothing else. A fault here marks a page
 * red for one word, or hides a word that was turned about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "duizhao/compare.h"
#include "failing_allocator.h"

static int make_context(void **state)
{
    dz_context *context = NULL;
    if (dz_context_new(&context, NULL) != DZ_OK)
        return 1;
    *state = context;
    return 0;
}

static int free_context(void **state)
{
    dz_context_free(*state);
    return 0;
}

static dz_comparison *compare(dz_context *context, const char *first, const char *second)
{
    dz_comparison *comparison;
    assert_int_equal(
        dz_compare(context, &comparison, (dz_view){first, strlen(first)}, (dz_view){second, strlen(second)}, NULL),
        DZ_OK);
    return comparison;
}

/* The kinds and notes of all differences, one behind the other: "number: 3 -> 4 | order: moved: ...". */
static void assert_told(dz_context *context, const char *first, const char *second, const char *expected)
{
    char got[1024] = "";
    size_t at = 0;
    dz_comparison *comparison = compare(context, first, second);
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(comparison, i);
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%s: %s", i ? " | " : "",
                               dz_difference_kind_name(difference->kind), difference->note);
    }
    dz_comparison_free(comparison);
    assert_string_equal(got, expected);
}

/* A duty that became a permission would be one substitution among a hundred. */
static void a_weaker_wording_is_told(void **state)
{
    static const char *const cases[][3] = {
        {"Both sides must withdraw.", "Both sides may withdraw.", "modality: must -> may (weaker)"},
        {"Both sides should withdraw.", "Both sides shall withdraw.", "modality: should -> shall (stronger)"},
        {"The office strongly condemns the raid.", "The office regrets the raid.",
         "substitution: strongly condemns -> regrets (weaker)"},
        {"The office strongly condemns the raid.", "The office condemns the raid.",
         "omission: left out: strongly (weaker)"},
        {"The office called for talks.", "The office demanded talks.",
         "substitution: called for -> demanded (stronger)"},
        {"It reportedly began at noon.", "It began at noon.", "hedge: left out: reportedly (stronger)"},
        {"双方必须立即停火。", "双方可以立即停火。", "modality: 必须 -> 可以 (weaker)"},
        {"我们对此表示强烈谴责。", "我们对此表示遗憾。", "substitution: 强烈谴责 -> 遗憾 (weaker)"},
        {"我们对此表示谴责。", "我们对此表示强烈谴责。", "insertion: added: 强烈 (stronger)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(*state, cases[i][0], cases[i][1], cases[i][2]);
}

/* A sentence that was left out would pass as a small change of words beside it. */
static void a_sentence_left_out_beside_a_change_is_told_alone(void **state)
{
    static const char *const cases[][3] = {
        {"Nobody fell ill. The owner of the northern mill ignored clear orders. We demand a public hearing.",
         "Nobody fell ill. We ask for a public hearing.",
         "omission: left out: The owner of the northern mill ignored clear orders. | "
         "substitution: demand -> ask for (weaker)"},
        {"Nobody fell ill. We ask for a public hearing.",
         "Nobody fell ill. The owner of the northern mill ignored clear orders. We demand a public hearing.",
         "insertion: added: The owner of the northern mill ignored clear orders. | "
         "substitution: ask for -> demand (stronger)"},
        /* no sentence ends behind a title */
        {"The late Mr. Miller of the mill agreed.", "Our owner of the mill agreed.",
         "substitution: The late Mr. Miller -> Our owner"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(*state, cases[i][0], cases[i][1], cases[i][2]);
}

/* Small changes that are told of as what they are, and not as a replaced word. */
static void small_changes_have_their_own_kinds(void **state)
{
    static const char *const cases[][3] = {
        {"The office lodged solemn démarches at noon.", "The office lodged solemn demarches at noon.",
         "spelling: démarches -> demarches"},
        {"The crew counted 29 boats.", "The crew counted some 29 boats.", "hedge: added: some"},
        {"The crew has never asked for help.", "No one died in the storm.", "negation: never -> No"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dz_comparison *comparison = compare(*state, cases[i][0], cases[i][1]);
        bool told = false;
        for (size_t j = 0; j < dz_comparison_count(comparison); j++) {
            const dz_difference *difference = dz_comparison_difference(comparison, j);
            size_t length = strlen(dz_difference_kind_name(difference->kind));
            told = told || (!strncmp(cases[i][2], dz_difference_kind_name(difference->kind), length) &&
                            !strcmp(cases[i][2] + length + 2, difference->note));
        }
        dz_comparison_free(comparison);
        if (!told)
            fail_msg("not told: %s", cases[i][2]);
    }
}

/* A difference between a word and itself is none. */
static void equal_wordings_are_no_difference(void **state)
{
    dz_comparison *comparison = compare(*state, "双方应该在这里谈判。", "双方必须在这里谈判。");
    assert_int_equal(dz_comparison_count(comparison), 1);
    assert_int_equal(dz_comparison_difference(comparison, 0)->kind, DZ_DIFFERENCE_MODALITY);
    dz_comparison_free(comparison);
}

/* A claim of weakness that is none would be held against who wrote it. */
static void no_strength_is_claimed_where_none_is_known(void **state)
{
    static const char *const cases[][2] = {
        /* a prohibition is no weaker for its verb */
        {"They must not enter.", "They may not enter."},
        {"不得在此停车。", "不应在此停车。"},
        {"They said so.", "They sang so."},
        {"The firm moved.", "The group moved."},
        {"It will end.", "It would end."},
        {"They can see it.", "They could see it."},
        {"他们到会。", "他们到场。"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dz_comparison *comparison = compare(*state, cases[i][0], cases[i][1]);
        assert_true(dz_comparison_count(comparison) > 0);
        const char *note = dz_comparison_difference(comparison, 0)->note;
        if (strstr(note, "er)"))
            print_error("%s / %s: %s\n", cases[i][0], cases[i][1], note);
        assert_null(strstr(note, "er)"));
        dz_comparison_free(comparison);
    }
}

/* A clause that was put elsewhere would look left out, which is major, and added. */
static void moved_words_are_told_as_moved(void **state)
{
    /* within a sentence */
    assert_told(*state, "On Monday the council met in the old town hall.",
                "The council met in the old town hall on Monday.", "case: the -> The | order: moved: On Monday");
    assert_told(*state, "为了保障供水安全，市政府决定更换老旧管道。", "市政府决定更换老旧管道，为了保障供水安全。",
                "order: moved: 为了保障供水安全，");
    /* between sentences, out of a change that has more in it */
    assert_told(*state,
                "The pipes were laid in spring. The road was closed for nine days because of heavy rain. Many slept.",
                "The pipes were laid in spring because of heavy rain. The road was closed for nine days. All slept.",
                "order: moved: because of heavy rain | substitution: Many -> All (stronger)");
}

/* Paragraphs that changed places would be rewritten into each other, with negations and numbers claimed as changed. */
static void passages_that_changed_places_are_told_as_moved(void **state)
{
    static const char *const passages[] = {
        "The council will not raise the 3 taxes this year, its chairman said on Monday.",
        "Because of the flood, all 12 schools of the district are closed until 5 May.",
        "Nobody may enter the harbour without a permit of the port office.",
        "About 500 households had no water for two days; supply must be restored today.",
    };
    static const int orders[][4] = {{1, 0, 2, 3}, {3, 2, 1, 0}, {2, 3, 0, 1}, {1, 2, 3, 0}};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        char first[512] = "", second[512] = "";
        for (int j = 0; j < 4; j++) {
            strcat(strcat(first, passages[j]), "\n");
            strcat(strcat(second, passages[orders[i][j]]), "\n");
        }
        dz_comparison *comparison = compare(*state, first, second);
        for (size_t j = 0; j < dz_comparison_count(comparison); j++)
            assert_int_equal(dz_comparison_difference(comparison, j)->kind, DZ_DIFFERENCE_ORDER);
        assert_true(dz_comparison_count(comparison) > 0 && dz_comparison_count(comparison) <= 3);
        assert_true(dz_comparison_score(comparison) > 0.99f);
        dz_comparison_free(comparison);
    }
}

/* A common word that is left out here and put in far away has not moved. */
static void a_word_far_away_has_not_moved(void **state)
{
    char first[4096], second[4096];
    size_t a = (size_t)snprintf(first, sizeof first, "The government council met. "), b = 0;
    b = (size_t)snprintf(second, sizeof second, "The council met. ");
    for (int i = 0; i < 30; i++) {
        a += (size_t)snprintf(first + a, sizeof first - a, "Sentence number %d stays as it was. ", i);
        b += (size_t)snprintf(second + b, sizeof second - b, "Sentence number %d stays as it was. ", i);
    }
    snprintf(first + a, sizeof first - a, "The house stood.");
    snprintf(second + b, sizeof second - b, "The government house stood.");
    assert_told(*state, first, second, "omission: left out: government | insertion: added: government");
}

/* ---- Long texts ----------------------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

typedef struct text {
    char *data;
    size_t length;
} text;

/* A text of words of no language, in sentences and lines; in Chinese, of characters. */
static text make_text(uint32_t seed, size_t size, bool chinese)
{
    text made = {malloc(size + 64), 0};
    assert_non_null(made.data);
    while (made.length < size) {
        uint32_t word = next_random(&seed) % 4000, end = next_random(&seed) % 120;
        char *at = made.data + made.length;
        if (chinese) {
            uint32_t character = 0x4E00 + word;
            at[0] = (char)(0xE0 | character >> 12);
            at[1] = (char)(0x80 | (character >> 6 & 0x3F));
            at[2] = (char)(0x80 | (character & 0x3F));
            made.length += 3;
            at += 3;
        } else {
            for (uint32_t left = word + 27; left; left /= 27, at++, made.length++)
                *at = (char)('a' + left % 26);
        }
        const char *mark = chinese    ? (end == 0  ? "。\n"
                                         : end < 8 ? "，"
                                                   : "")
                           : end == 0 ? ".\n"
                           : end < 8  ? ", "
                                      : " ";
        made.length += (size_t)sprintf(at, "%s", mark);
    }
    made.data[made.length] = '\0';
    return made;
}

/* Every n-th word, or so, is replaced by `other`. `*edits` counts them. */
static text edit_text(text from, uint32_t seed, uint32_t one_in, const char *other, bool chinese, size_t *edits)
{
    text made = {malloc(3 * from.length + 64), 0};
    assert_non_null(made.data);
    *edits = 0;
    for (size_t at = 0; at < from.length;) {
        size_t begin = at;
        bool letter = chinese ? (unsigned char)from.data[at] >= 0xE4 && (unsigned char)from.data[at] <= 0xE9
                              : from.data[at] >= 'a';
        if (chinese && (unsigned char)from.data[at] >= 0x80)
            at += 3;
        else
            while (at < from.length && (at == begin || (letter && from.data[at] >= 'a')))
                at++;
        bool edit = letter && next_random(&seed) % one_in == 0;
        *edits += edit;
        made.length += (size_t)sprintf(made.data + made.length, "%.*s", edit ? (int)strlen(other) : (int)(at - begin),
                                       edit ? other : from.data + begin);
    }
    return made;
}

/* The letters that are in no difference of a side. */
static text untold_letters(const dz_comparison *comparison, text from, int side)
{
    text made = {malloc(from.length + 1), 0};
    bool *told = calloc(from.length + 1, 1);
    assert_true(made.data && told);
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(comparison, i);
        dz_span span = side == 0 ? difference->first : difference->second;
        assert_true(span.begin <= span.end && span.end <= from.length);
        memset(told + span.begin, 1, span.end - span.begin);
    }
    for (size_t i = 0; i < from.length; i++)
        if (!told[i] && ((unsigned char)from.data[i] >= 0x80 || from.data[i] >= 'a'))
            made.data[made.length++] = from.data[i];
    free(told);
    return made;
}

static size_t told_bytes(const dz_comparison *comparison)
{
    size_t bytes = 0;
    for (size_t i = 0; i < dz_comparison_count(comparison); i++) {
        const dz_difference *difference = dz_comparison_difference(comparison, i);
        bytes += difference->first.end - difference->first.begin + difference->second.end - difference->second.begin;
    }
    return bytes;
}

/* What no difference holds must be the same in both texts: else a change was passed over. And little may be told of
 * that did not change. */
static void assert_all_told(dz_context *context, bool chinese, uint32_t seed, size_t size)
{
    size_t edits;
    const char *other = chinese ? "龘" : "zzother";
    text first = make_text(seed, size, chinese), second = edit_text(first, seed + 9, 100, other, chinese, &edits);
    dz_comparison *comparison;
    assert_int_equal(dz_compare(context, &comparison, (dz_view){first.data, first.length},
                                (dz_view){second.data, second.length}, NULL),
                     DZ_OK);
    text a = untold_letters(comparison, first, 0), b = untold_letters(comparison, second, 1);
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.data, b.data, a.length);
    assert_false(dz_comparison_degraded(comparison));
    assert_true(dz_comparison_count(comparison) <= edits);
    assert_true(told_bytes(comparison) <= edits * (chinese ? 24 : 20));
    assert_true(dz_comparison_score(comparison) > 0.97f && dz_comparison_score(comparison) < 1.0f);
    dz_comparison_free(comparison);
    free(a.data);
    free(b.data);
    free(first.data);
    free(second.data);
}

static void all_changes_of_a_long_text_are_told(void **state)
{
    for (uint32_t seed = 0; seed < 6; seed++) {
        assert_all_told(*state, false, seed, 30000 + 40000 * seed);
        assert_all_told(*state, true, seed, 30000 + 40000 * seed);
    }
}

/* A sentence within a book must be compared as it is by itself: else the same change has two names. */
static void a_long_text_says_what_a_short_one_does(void **state)
{
    static const char before[] = "\nOn 5 May the spokesman said the town must not raise its 3 taxes. ";
    static const char after[] = "\nOn 6 May the spokesman said the town must raise its 4 taxes. ";
    text filler = make_text(5, 60000, false);
    char *first = malloc(3 * filler.length), *second = malloc(3 * filler.length);
    assert_true(first && second);
    sprintf(first, "%s%s%s", filler.data, before, filler.data);
    sprintf(second, "%s%s%s", filler.data, after, filler.data);
    dz_comparison *small = compare(*state, before, after), *large = compare(*state, first, second);
    assert_int_equal(dz_comparison_count(large), dz_comparison_count(small));
    for (size_t i = 0; i < dz_comparison_count(small); i++) {
        const dz_difference *a = dz_comparison_difference(small, i), *b = dz_comparison_difference(large, i);
        assert_int_equal(a->kind, b->kind);
        assert_string_equal(a->note, b->note);
        assert_int_equal(a->first.begin + filler.length, b->first.begin);
        assert_int_equal(a->second.end + filler.length, b->second.end);
    }
    dz_comparison_free(small);
    dz_comparison_free(large);
    free(first);
    free(second);
    free(filler.data);
}

static void long_texts_that_are_the_same_are_verbatim(void **state)
{
    text same = make_text(4, 100000, true);
    dz_comparison *comparison = compare(*state, same.data, same.data);
    assert_int_equal(dz_comparison_closeness(comparison), DZ_CLOSENESS_VERBATIM);
    assert_int_equal(dz_comparison_count(comparison), 0);
    assert_true(dz_comparison_score(comparison) == 1.0f);
    dz_comparison_free(comparison);
    free(same.data);
}

/* Texts with nothing in common would take hours, or be told apart by guesses without a word. */
static void what_cannot_be_compared_is_said_to_be_so(void **state)
{
    text first = make_text(1, 600000, false), second = make_text(2, 600000, false);
    clock_t begin = clock();
    dz_comparison *comparison = compare(*state, first.data, second.data);
    printf("unrelated texts of 0.6 MB: %.2f s\n", (double)(clock() - begin) / CLOCKS_PER_SEC);
    assert_true(dz_comparison_degraded(comparison));
    dz_comparison_free(comparison);
    free(first.data);
    free(second.data);
}

/* Repetition must not make the time explode, nor the widening of words run through the whole text. */
static void one_character_over_and_over_is_affordable(void **state)
{
    enum { COUNT = 60000 };
    char *first = malloc(3 * COUNT + 1), *second = malloc(3 * COUNT + 1);
    assert_true(first && second);
    for (size_t i = 0; i < COUNT; i++)
        memcpy(first + 3 * i, "哈", 3);
    first[3 * COUNT] = '\0';
    memcpy(second, first, 3 * COUNT + 1);
    memcpy(second + 3 * (COUNT / 2), "呵", 3);
    dz_comparison *comparison = compare(*state, first, second);
    assert_int_equal(dz_comparison_count(comparison), 1);
    assert_true(told_bytes(comparison) < 3 * 100);
    dz_comparison_free(comparison);
    free(first);
    free(second);
}

static void running_out_of_memory_is_reported(void **state)
{
    (void)state;
    size_t edits;
    text first = make_text(3, 20000, false), second = edit_text(first, 8, 300, "not 5 may", false, &edits);
    const dz_view pairs[][2] = {
        {{first.data, first.length}, {second.data, second.length}},
        {{"为了保障供水安全，市政府必须更换管道。", 57}, {"市政府可以更换管道，为了保障供水安全。", 57}}};
    for (size_t i = 0; i < 2; i++) {
        for (size_t n = 0;; n++) {
            failing_allocator failing = {.fail_at = n};
            dz_context *context = failing_context(&failing);
            if (context) {
                dz_comparison *comparison;
                dz_status status = dz_compare(context, &comparison, pairs[i][0], pairs[i][1], NULL);
                assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
                dz_comparison_free(comparison);
            }
            dz_context_free(context);
            assert_int_equal(failing.live, 0);
            if (!failing.failed)
                break;
        }
    }
    free(first.data);
    free(second.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_weaker_wording_is_told, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_sentence_left_out_beside_a_change_is_told_alone, make_context, free_context),
        cmocka_unit_test_setup_teardown(small_changes_have_their_own_kinds, make_context, free_context),
        cmocka_unit_test_setup_teardown(equal_wordings_are_no_difference, make_context, free_context),
        cmocka_unit_test_setup_teardown(no_strength_is_claimed_where_none_is_known, make_context, free_context),
        cmocka_unit_test_setup_teardown(moved_words_are_told_as_moved, make_context, free_context),
        cmocka_unit_test_setup_teardown(passages_that_changed_places_are_told_as_moved, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_word_far_away_has_not_moved, make_context, free_context),
        cmocka_unit_test_setup_teardown(all_changes_of_a_long_text_are_told, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_long_text_says_what_a_short_one_does, make_context, free_context),
        cmocka_unit_test_setup_teardown(long_texts_that_are_the_same_are_verbatim, make_context, free_context),
        cmocka_unit_test_setup_teardown(what_cannot_be_compared_is_said_to_be_so, make_context, free_context),
        cmocka_unit_test_setup_teardown(one_character_over_and_over_is_affordable, make_context, free_context),
        cmocka_unit_test(running_out_of_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
