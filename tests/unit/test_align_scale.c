/* Texts in which nothing says what belongs together: a user who aligns a list of equal lines, or the wrong file, would
 * lose the machine's memory and minutes of its time if the work grew with the square of the length. */
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "duizhao/align.h"

typedef struct counting_allocator {
    size_t live, peak; /* bytes */
    dz_allocator hooks;
} counting_allocator;

static void count_bytes(counting_allocator *counting, size_t less, size_t more)
{
    counting->live = counting->live - less + more;
    counting->peak = counting->live > counting->peak ? counting->live : counting->peak;
}

static void *counting_allocate(void *payload, size_t size)
{
    void *pointer = malloc(size);
    count_bytes(payload, 0, malloc_usable_size(pointer));
    return pointer;
}

static void *counting_reallocate(void *payload, void *pointer, size_t size)
{
    size_t before = malloc_usable_size(pointer);
    void *moved = realloc(pointer, size);
    count_bytes(payload, before, malloc_usable_size(moved));
    return moved;
}

static void counting_release(void *payload, void *pointer)
{
    count_bytes(payload, malloc_usable_size(pointer), 0);
    free(pointer);
}

static dz_document *repeat(dz_context *context, const char *sentence, size_t count, dz_language language)
{
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document;
    dz_view *views = calloc(count ? count : 1, sizeof *views);
    assert_non_null(views);
    options.language = language;
    for (size_t i = 0; i < count; i++)
        views[i] = (dz_view){sentence, strlen(sentence)};
    assert_int_equal(dz_document_from_sentences(context, &document, "test", views, count, &options), DZ_OK);
    free(views);
    return document;
}

/* The most memory that aligning two texts of equal sentences takes; `one_to_one`: how many beads were 1-1. */
static size_t most_bytes(const char *zh, size_t zh_count, const char *en, size_t en_count, size_t *one_to_one)
{
    counting_allocator counting = {0};
    dz_context_options options = DZ_CONTEXT_OPTIONS_INIT;
    dz_context *context;
    dz_alignment *alignment;
    counting.hooks = (dz_allocator){counting_allocate, counting_reallocate, counting_release, &counting};
    options.allocator = &counting.hooks;
    assert_int_equal(dz_context_new(&context, &options), DZ_OK);
    dz_document *source = repeat(context, zh, zh_count, DZ_LANGUAGE_ZH);
    dz_document *target = repeat(context, en, en_count, DZ_LANGUAGE_EN);
    assert_int_equal(dz_align(context, &alignment, source, target, NULL), DZ_OK);
    size_t sentences[2] = {0, 0};
    *one_to_one = 0;
    for (size_t n = 0; n < dz_alignment_count(alignment); n++) {
        const dz_bead *bead = dz_alignment_bead(alignment, n);
        sentences[0] += bead->source_count;
        sentences[1] += bead->target_count;
        *one_to_one += bead->source_count == 1 && bead->target_count == 1;
    }
    assert_int_equal(sentences[0], zh_count);
    assert_int_equal(sentences[1], en_count);
    dz_alignment_free(alignment);
    dz_document_free(source);
    dz_document_free(target);
    dz_context_free(context);
    assert_int_equal(counting.live, 0);
    return counting.peak;
}

#define FEW 1500

static void test_equal_sentences(void **state)
{
    (void)state;
    size_t pairs;
    size_t once = most_bytes("我们同意。", FEW, "We agree.", FEW, &pairs);
    assert_int_equal(pairs, FEW);
    size_t twice = most_bytes("我们同意。", 2 * FEW, "We agree.", 2 * FEW, &pairs);
    assert_int_equal(pairs, 2 * FEW);
    assert_true(twice < 3 * once);
}

static void test_empty_sentences(void **state)
{
    (void)state;
    size_t pairs;
    size_t once = most_bytes("", FEW, "", FEW, &pairs);
    size_t twice = most_bytes("", 2 * FEW, "", 2 * FEW, &pairs);
    assert_int_equal(pairs, 2 * FEW);
    assert_true(twice < 3 * once);
}

static void test_one_side_is_nothing(void **state)
{
    (void)state;
    size_t pairs;
    most_bytes("我们同意。", 20 * FEW, "", 0, &pairs);
    most_bytes("", 0, "We agree.", 20 * FEW, &pairs);
    size_t most = most_bytes("我们同意。", 20 * FEW, "We agree.", 1, &pairs);
    assert_true(most < 400 * 20 * FEW);
    most = most_bytes("我们同意。", 1, "We agree.", 20 * FEW, &pairs);
    assert_true(most < 400 * 20 * FEW);
}

/* A list beside a long text: the grid is long and narrow. */
static void test_few_and_many(void **state)
{
    (void)state;
    size_t pairs;
    size_t once = most_bytes("我们同意。", 50, "Nothing of this is there.", FEW, &pairs);
    size_t twice = most_bytes("我们同意。", 50, "Nothing of this is there.", 2 * FEW, &pairs);
    assert_true(twice < 3 * once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_sentences),
        cmocka_unit_test(test_empty_sentences),
        cmocka_unit_test(test_one_side_is_nothing),
        cmocka_unit_test(test_few_and_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
