#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "duizhao/edit.h"
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

/* One token a letter. */
static size_t tokens_of(const char *letters, uint32_t *tokens)
{
    size_t count = strlen(letters);
    for (size_t i = 0; i < count; i++)
        tokens[i] = (unsigned char)letters[i];
    return count;
}

/* The script as text: "=2 -1 +3 ~1/2". */
static void describe(const dz_edit_script *script, char *text, size_t size)
{
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < script->count; i++) {
        const dz_edit *edit = &script->items[i];
        size_t source = edit->source.end - edit->source.begin, target = edit->target.end - edit->target.begin;
        const char *gap = i ? " " : "";
        if (edit->kind == DZ_EDIT_REPLACE)
            at += (size_t)snprintf(text + at, size - at, "%s~%zu/%zu", gap, source, target);
        else
            at += (size_t)snprintf(text + at, size - at, "%s%c%zu", gap, "=-+"[edit->kind], source ? source : target);
    }
}

static void assert_script(dz_context *context, const char *source, const char *target, const char *expected)
{
    uint32_t first[64], second[64];
    size_t first_count = tokens_of(source, first), second_count = tokens_of(target, second);
    dz_edit_script *script;
    assert_int_equal(dz_edit_compare(context, &script, first, first_count, second, second_count), DZ_OK);
    char text[256];
    describe(script, text, sizeof text);
    assert_string_equal(text, expected);
    dz_edit_script_free(script);
}

/* A user would see words marked that did not change. */
static void scripts_mark_what_changed(void **state)
{
    dz_context *context = *state;
    assert_script(context, "", "", "");
    assert_script(context, "abc", "abc", "=3");
    assert_script(context, "abc", "", "-3");
    assert_script(context, "", "abc", "+3");
    assert_script(context, "abc", "xyz", "~3/3");
    assert_script(context, "abcdef", "abdef", "=2 -1 =3");
    assert_script(context, "abcdef", "abxxcdef", "=2 +2 =4");
    assert_script(context, "abcdef", "abxdef", "=2 ~1/1 =3");
}

/* A rewritten passage would be torn into crumbs by a word that happens to be in both wordings. */
static void accidents_do_not_tear_a_change(void **state)
{
    assert_script(*state, "ABcdeXfghIJ", "ABlmnXopqIJ", "=2 ~7/7 =2");
    /* a word between two small changes is no accident */
    assert_script(*state, "ABcXfIJ", "ABlXoIJ", "=2 ~1/1 =1 ~1/1 =2");
}

/* One omission would be shown as two with a word between them. */
static void an_omission_stays_in_one_piece(void **state)
{
    assert_script(*state, "zAbcbdefZ", "yAbfZ", "~1/1 =2 -4 =2");
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static size_t longest_common(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t row[65] = {0};
    for (size_t i = 0; i < a_count; i++) {
        size_t diagonal = 0;
        for (size_t j = 0; j < b_count; j++) {
            size_t above = row[j + 1];
            row[j + 1] = a[i] == b[j] ? diagonal + 1 : above > row[j] ? above : row[j];
            diagonal = above;
        }
    }
    return row[b_count];
}

/* The script must turn one text into the other, and be the shortest: else a page of red for one changed word. */
static void scripts_are_valid_and_shortest(void **state)
{
    uint32_t seed = 7, first[64], second[64];
    for (int round = 0; round < 4000; round++) {
        size_t first_count = next_random(&seed) % 24, second_count = next_random(&seed) % 24;
        uint32_t letters = 1 + next_random(&seed) % 5;
        for (size_t i = 0; i < first_count; i++)
            first[i] = next_random(&seed) % letters;
        for (size_t i = 0; i < second_count; i++)
            second[i] = next_random(&seed) % letters;
        dz_edit_script *script;
        assert_int_equal(dz_edit_compare(*state, &script, first, first_count, second, second_count), DZ_OK);
        assert_false(script->degraded);
        size_t common = longest_common(first, first_count, second, second_count);
        assert_int_equal(script->distance, first_count + second_count - 2 * common);
        size_t x = 0, y = 0;
        for (size_t i = 0; i < script->count; i++) {
            const dz_edit *edit = &script->items[i];
            assert_int_equal(edit->source.begin, x);
            assert_int_equal(edit->target.begin, y);
            assert_true(i == 0 || edit->kind != edit[-1].kind);
            size_t length = edit->source.end - x;
            assert_true(length + edit->target.end - y > 0);
            if (edit->kind == DZ_EDIT_KEEP) {
                assert_int_equal(edit->target.end - y, length);
                assert_memory_equal(first + x, second + y, length * sizeof *first);
            }
            x = edit->source.end;
            y = edit->target.end;
        }
        assert_int_equal(x, first_count);
        assert_int_equal(y, second_count);
        dz_edit_script_free(script);
    }
}

/* Tokens that one side alone has are taken out of longer sequences first: the script must be the shortest all the same.
 */
static void tokens_of_one_side_alone_change_nothing(void **state)
{
    enum { COUNT = 1500 };
    uint32_t seed = 11, first[COUNT], second[COUNT], *row = calloc(COUNT + 1, sizeof *row);
    assert_non_null(row);
    for (uint32_t i = 0; i < COUNT; i++) {
        first[i] = next_random(&seed) % 3 ? next_random(&seed) % 40 : 1000 + i;
        second[i] = next_random(&seed) % 3 ? next_random(&seed) % 40 : 10000 + i;
    }
    for (size_t i = 0; i < COUNT; i++) {
        uint32_t diagonal = 0;
        for (size_t j = 0; j < COUNT; j++) {
            uint32_t above = row[j + 1];
            row[j + 1] = first[i] == second[j] ? diagonal + 1 : above > row[j] ? above : row[j];
            diagonal = above;
        }
    }
    dz_edit_script *script;
    assert_int_equal(dz_edit_compare(*state, &script, first, COUNT, second, COUNT), DZ_OK);
    assert_int_equal(script->distance, 2 * COUNT - 2 * row[COUNT]);
    assert_false(script->degraded);
    dz_edit_script_free(script);
    free(row);
}

/* Two long versions would take minutes, or memory that is not there. */
static void long_texts_stay_affordable(void **state)
{
    enum { COUNT = 180000 };
    uint32_t seed = 3, *first = malloc(COUNT * sizeof *first), *second = malloc(COUNT * sizeof *second);
    assert_true(first && second);
    for (size_t i = 0; i < COUNT; i++)
        first[i] = second[i] = next_random(&seed) % 20000;
    for (size_t i = 0; i < COUNT / 100; i++)
        second[next_random(&seed) % COUNT] = 20001 + (uint32_t)i;
    dz_edit_script *script;
    clock_t begin = clock();
    assert_int_equal(dz_edit_compare(*state, &script, first, COUNT, second, COUNT), DZ_OK);
    printf("%d tokens, 1 %% changed: %.3f s\n", COUNT, (double)(clock() - begin) / CLOCKS_PER_SEC);
    assert_false(script->degraded);
    assert_true(script->distance <= 2 * COUNT / 100);
    dz_edit_script_free(script);
    for (size_t i = 0; i < COUNT; i++)
        second[i] = next_random(&seed) % 20000;
    begin = clock();
    assert_int_equal(dz_edit_compare(*state, &script, first, 60000, second, 60000), DZ_OK);
    printf("60000 tokens, all changed: %.3f s, degraded: %d\n", (double)(clock() - begin) / CLOCKS_PER_SEC,
           script->degraded);
    assert_true(script->degraded);
    dz_edit_script_free(script);
    free(first);
    free(second);
}

static void running_out_of_memory_is_reported(void **state)
{
    (void)state;
    uint32_t first[64], second[64];
    size_t first_count = tokens_of("the older version of a text", first);
    size_t second_count = tokens_of("a newer wording of the text", second);
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        if (context) {
            dz_edit_script *script;
            dz_status status = dz_edit_compare(context, &script, first, first_count, second, second_count);
            assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
            dz_edit_script_free(script);
        }
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(scripts_mark_what_changed, make_context, free_context),
        cmocka_unit_test_setup_teardown(accidents_do_not_tear_a_change, make_context, free_context),
        cmocka_unit_test_setup_teardown(an_omission_stays_in_one_piece, make_context, free_context),
        cmocka_unit_test_setup_teardown(scripts_are_valid_and_shortest, make_context, free_context),
        cmocka_unit_test_setup_teardown(tokens_of_one_side_alone_change_nothing, make_context, free_context),
        cmocka_unit_test_setup_teardown(long_texts_stay_affordable, make_context, free_context),
        cmocka_unit_test(running_out_of_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
