/* Sentence vectors: what they add where words say nothing, and that no file of them does harm. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "duizhao/align.h"
#include "failing_allocator.h"

#define BEADS 60
#define DIMENSION 24
#define MOST (2 * BEADS)

/* Texts of equal sentences, in beads of which every third has two sentences on one side, and a vector for each: that of
 * the bead, and noise. */
typedef struct planted {
    size_t counts[2];
    size_t sizes[2][BEADS];
    float vectors[2][MOST][DIMENSION];
} planted;

static float next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (float)(*seed >> 8) / (float)(1u << 24) - 0.5f;
}

static void plant(planted *texts, float noise)
{
    uint32_t seed = 7;
    memset(texts, 0, sizeof *texts);
    for (size_t bead = 0; bead < BEADS; bead++) {
        float meaning[DIMENSION];
        for (size_t n = 0; n < DIMENSION; n++)
            meaning[n] = next_random(&seed);
        for (int side = 0; side < 2; side++) {
            texts->sizes[side][bead] = bead % 6 == (side ? 2 : 5) ? 2 : 1;
            for (size_t s = 0; s < texts->sizes[side][bead]; s++, texts->counts[side]++)
                for (size_t n = 0; n < DIMENSION; n++)
                    texts->vectors[side][texts->counts[side]][n] = meaning[n] + noise * next_random(&seed);
        }
    }
}

static void write_file(const char *path, const void *head, size_t head_length, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(head, 1, head_length, file), head_length);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* An npy header as numpy writes it. */
static size_t npy_head(char *head, const char *type, size_t rows, size_t columns)
{
    memcpy(head, "\x93NUMPY\x01\x00\x76\x00", 10);
    int length =
        snprintf(head + 10, 119, "{'descr': '%s', 'fortran_order': False, 'shape': (%zu, %zu), }", type, rows, columns);
    memset(head + 10 + length, ' ', 118 - (size_t)length);
    head[127] = '\n';
    return 128;
}

static dz_document *equal_sentences(dz_context *context, size_t count, dz_language language)
{
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document;
    dz_view views[MOST];
    const char *text = language == DZ_LANGUAGE_ZH ? "我们同意。" : "We agree.";
    options.language = language;
    for (size_t n = 0; n < count; n++)
        views[n] = (dz_view){text, strlen(text)};
    if (dz_document_from_sentences(context, &document, "test", views, count, &options) != DZ_OK)
        return NULL;
    return document;
}

static size_t count_right(const dz_alignment *alignment, const planted *texts)
{
    size_t right = 0, first[2] = {0, 0};
    for (size_t bead = 0; bead < BEADS; bead++) {
        for (size_t n = 0; n < dz_alignment_count(alignment); n++) {
            const dz_bead *found = dz_alignment_bead(alignment, n);
            right += found->source_count == texts->sizes[0][bead] && found->target_count == texts->sizes[1][bead] &&
                     found->source[0] == first[0] && found->target[0] == first[1];
        }
        first[0] += texts->sizes[0][bead];
        first[1] += texts->sizes[1][bead];
    }
    return right;
}

static dz_status align_planted(dz_context *context, const planted *texts, const dz_vectors *source,
                               const dz_vectors *target, size_t *right)
{
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    dz_alignment *alignment = NULL;
    dz_status status = DZ_ERROR_MEMORY;
    dz_document *zh = equal_sentences(context, texts->counts[0], DZ_LANGUAGE_ZH);
    dz_document *en = equal_sentences(context, texts->counts[1], DZ_LANGUAGE_EN);
    options.source_vectors = source;
    options.target_vectors = target;
    if (zh && en)
        status = dz_align(context, &alignment, zh, en, &options);
    *right = alignment ? count_right(alignment, texts) : 0;
    dz_alignment_free(alignment);
    dz_document_free(zh);
    dz_document_free(en);
    return status;
}

static dz_vectors *open_planted(dz_context *context, const planted *texts, int side)
{
    char path[] = "/tmp/duizhao-vectors-XXXXXX", head[128];
    dz_vectors *vectors = NULL;
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
    size_t length = side == 0 ? npy_head(head, "<f4", texts->counts[0], DIMENSION) : 0; /* the other one bare */
    write_file(path, head, length, texts->vectors[side], texts->counts[side] * sizeof texts->vectors[side][0]);
    dz_status status = dz_vectors_open(context, &vectors, path, texts->counts[side]);
    unlink(path);
    assert_true(status == DZ_OK || status == DZ_ERROR_MEMORY);
    return vectors;
}

static void test_planted(void **state)
{
    (void)state;
    dz_context *context;
    planted texts;
    size_t without, with;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    plant(&texts, 0.5f);
    dz_vectors *source = open_planted(context, &texts, 0), *target = open_planted(context, &texts, 1);
    assert_int_equal(dz_vectors_dimension(source), DIMENSION);
    assert_int_equal(dz_vectors_dimension(target), DIMENSION);
    assert_int_equal(align_planted(context, &texts, NULL, NULL, &without), DZ_OK);
    assert_int_equal(align_planted(context, &texts, source, target, &with), DZ_OK);
    assert_true(without < BEADS / 2);
    assert_true(with >= BEADS * 95 / 100);
    dz_vectors_free(source);
    dz_vectors_free(target);
    dz_context_free(context);
}

/* Vectors of other sentences, zeros and what is no number: the beads are worse, and nothing else happens. */
static void test_wrong_vectors(void **state)
{
    (void)state;
    dz_context *context;
    static planted texts;
    size_t right;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    for (int kind = 0; kind < 4; kind++) {
        plant(&texts, kind == 0 ? 100.0f : 0.5f);
        for (size_t n = 0; n < MOST * DIMENSION && kind; n++)
            if (kind < 3 || n % 3 == 0)
                (&texts.vectors[1][0][0])[n] = kind == 1 ? 0 : kind == 2 ? NAN : INFINITY;
        dz_vectors *source = open_planted(context, &texts, 0), *target = open_planted(context, &texts, 1);
        assert_int_equal(align_planted(context, &texts, source, target, &right), DZ_OK);
        assert_int_equal(align_planted(context, &texts, source, NULL, &right), DZ_ERROR_ARGUMENT);
        dz_vectors_free(source);
        dz_vectors_free(target);
    }
    dz_context_free(context);
}

static void expect_refused(dz_context *context, const char *path, size_t count, const char *said)
{
    dz_vectors *vectors;
    assert_int_equal(dz_vectors_open(context, &vectors, path, count), DZ_ERROR_FORMAT);
    assert_null(vectors);
    assert_non_null(strstr(dz_context_message(context), said));
}

static void test_files_that_do_not_fit(void **state)
{
    (void)state;
    char path[] = "/tmp/duizhao-vectors-XXXXXX", head[128];
    static const float numbers[24];
    dz_context *context;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
    write_file(path, head, npy_head(head, "<f4", 6, 4), numbers, sizeof numbers);
    expect_refused(context, path, 5, "has 6 vectors, and the text 5 sentences");
    write_file(path, head, npy_head(head, "<f4", 6, 5), numbers, sizeof numbers);
    expect_refused(context, path, 6, "are not vectors");
    write_file(path, head, npy_head(head, "<f8", 6, 2), numbers, sizeof numbers);
    expect_refused(context, path, 6, "float32");
    write_file(path, head, npy_head(head, "<f4", SIZE_MAX / 2, SIZE_MAX / 2), numbers, sizeof numbers);
    expect_refused(context, path, SIZE_MAX / 2, "are not vectors");
    write_file(path, head, 9, numbers, 0);
    expect_refused(context, path, 6, "is cut off");
    write_file(path, head, 0, numbers, sizeof numbers - 1);
    expect_refused(context, path, 6, "are not vectors");
    unlink(path);
    dz_context_free(context);
}

static void test_memory_may_end_anywhere(void **state)
{
    (void)state;
    static planted texts;
    plant(&texts, 0.5f);
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        if (!context)
            continue;
        size_t right;
        dz_vectors *source = open_planted(context, &texts, 0), *target = open_planted(context, &texts, 1);
        if (source && target && align_planted(context, &texts, source, target, &right) != DZ_OK)
            assert_true(failing.failed);
        dz_vectors_free(source);
        dz_vectors_free(target);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted),
        cmocka_unit_test(test_wrong_vectors),
        cmocka_unit_test(test_files_that_do_not_fit),
        cmocka_unit_test(test_memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
