/* The trained tagger: what a user loses if a model file is read wrongly, or if training learns nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "attribution/model.h"
#include "failing_allocator.h"

/* A text in which "the office" reports, in words that no rule knows. */
typedef struct lesson {
    const char *text;
    const char *source;
    const char *cue;
    const char *content;
} lesson;

static const lesson lessons[] = {
    {"The office glimmered that rain would come.", "The office", "glimmered", "that rain would come"},
    {"The bureau glimmered that snow would fall.", "The bureau", "glimmered", "that snow would fall"},
    {"The council glimmered that wind would rise.", "The council", "glimmered", "that wind would rise"},
    {"Rain came to the coast.", NULL, NULL, NULL},
};

static dz_span span_in(const char *text, const char *part)
{
    const char *place = strstr(text, part);
    dz_span span = {(size_t)(place - text), (size_t)(place - text) + strlen(part)};
    return span;
}

static dz_status parse(dz_context *context, dz_document **document, const char *text)
{
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    options.format = DZ_INPUT_PLAIN;
    return dz_document_parse(context, document, "test", text, strlen(text), &options);
}

static dz_status add_lesson(dz_context *context, dz_attribution_trainer *trainer, const lesson *l)
{
    dz_document *document = NULL;
    dz_attribution gold = {0};
    dz_span spans[3] = {{0, 0}, {0, 0}, {0, 0}};
    if (l->cue) {
        spans[0] = span_in(l->text, l->source);
        spans[1] = span_in(l->text, l->cue);
        spans[2] = span_in(l->text, l->content);
        gold.source = (dz_spans){&spans[0], 1};
        gold.cue = (dz_spans){&spans[1], 1};
        gold.content = (dz_spans){&spans[2], 1};
    }
    dz_status status = parse(context, &document, l->text);
    if (status == DZ_OK)
        status = dz_attribution_trainer_add(trainer, document, &gold, l->cue != NULL);
    dz_document_free(document);
    return status;
}

static dz_status train(dz_context *context, const char *path)
{
    dz_attribution_train_options options = DZ_ATTRIBUTION_TRAIN_OPTIONS_INIT;
    dz_attribution_trainer *trainer = NULL;
    dz_output *output = NULL;
    options.name = "lessons";
    options.least_count = 1;
    options.epochs = 20;
    options.rate = 0.2f;
    dz_status status = dz_attribution_trainer_new(context, &trainer, &options);
    for (int round = 0; round < 4 && status == DZ_OK; round++)
        for (size_t i = 0; i < sizeof lessons / sizeof *lessons && status == DZ_OK; i++)
            status = add_lesson(context, trainer, &lessons[i]);
    if (status == DZ_OK)
        status = dz_attribution_trainer_run(trainer);
    if (status == DZ_OK)
        status = dz_output_open(context, &output, path);
    if (status == DZ_OK) {
        dz_sink sink = dz_output_sink(output);
        status = dz_attribution_trainer_write(trainer, &sink);
    }
    if (status == DZ_OK)
        status = dz_output_commit(output);
    dz_output_free(output);
    dz_attribution_trainer_free(trainer);
    return status;
}

/* Where this run's files are. */
static const char *place(char *path, size_t size, const char *name)
{
    snprintf(path, size, "/tmp/duizhao-tagger-%ld-%s", (long)getpid(), name);
    return path;
}

static size_t read_file(const char *path, unsigned char *bytes, size_t room)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, room, file);
    fclose(file);
    return length;
}

static void write_file(const char *path, const unsigned char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static unsigned char bytes[4 << 20];

static void test_learns_what_rules_do_not_know(void **state)
{
    char path[128];
    dz_context *context = NULL;
    dz_attribution_model *model = NULL;
    dz_document *document = NULL;
    dz_attribution_list *list = NULL;
    dz_attribution_options options = DZ_ATTRIBUTION_OPTIONS_INIT;
    const char *text = "The agency glimmered that hail would come.";
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(train(context, place(path, sizeof path, "a")), DZ_OK);
    assert_int_equal(dz_attribution_model_open(context, &model, path), DZ_OK);
    assert_string_equal(dz_attribution_model_name(model), "lessons");
    assert_int_equal(parse(context, &document, text), DZ_OK);
    options.model = model;
    assert_int_equal(dz_attribute(context, &list, document, &options), DZ_OK);
    assert_int_equal(dz_attribution_count(list), 1);
    const dz_attribution *found = dz_attribution_at(list, 0);
    assert_int_equal(found->cue.items[0].begin, span_in(text, "glimmered").begin);
    assert_int_equal(found->source.count, 1);
    assert_int_equal(found->content.items[0].begin, span_in(text, "that hail").begin);
    assert_true(found->confidence > 0.5f && found->confidence <= 1.0f);
    dz_attribution_list_free(list);
    dz_document_free(document);
    dz_attribution_model_free(model);
    dz_context_free(context);
    remove(path);
}

/* Nobody could check a model that comes out differently each time. */
static void test_same_seed_same_file(void **state)
{
    char first[128], second[128];
    static unsigned char again[4 << 20];
    dz_context *context = NULL;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(train(context, place(first, sizeof first, "a")), DZ_OK);
    assert_int_equal(train(context, place(second, sizeof second, "b")), DZ_OK);
    size_t length = read_file(first, bytes, sizeof bytes);
    assert_int_equal(read_file(second, again, sizeof again), length);
    assert_memory_equal(bytes, again, length);
    dz_context_free(context);
    remove(first);
    remove(second);
}

/* A damaged model must be refused, with a line that says so, and never be used. */
static void test_broken_models_are_refused(void **state)
{
    char path[128];
    dz_context *context = NULL;
    dz_attribution_model *model = NULL;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(train(context, place(path, sizeof path, "a")), DZ_OK);
    size_t length = read_file(path, bytes, sizeof bytes);
    for (size_t at = 0; at < length; at += at < 600 ? 1 : 997) {
        bytes[at] ^= 0x20;
        write_file(path, bytes, length);
        assert_int_equal(dz_attribution_model_open(context, &model, path), DZ_ERROR_FORMAT);
        assert_null(model);
        assert_non_null(strstr(dz_context_message(context), path));
        bytes[at] ^= 0x20;
    }
    for (size_t cut = 1; cut < length; cut += cut < 600 ? 7 : 4999) {
        write_file(path, bytes, cut);
        assert_int_equal(dz_attribution_model_open(context, &model, path), DZ_ERROR_FORMAT);
    }
    dz_context_free(context);
    remove(path);
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_attribution_model_open(context, &model, "/nowhere/none.dzmodel"), DZ_ERROR_IO);
    dz_context_free(context);
}

/* The probabilities are what `confidence` is made of: they must be ones, also where scores are far apart. */
static void test_marginals_sum_to_one(void **state)
{
    enum { WORDS = 300 };
    dz_context *context = NULL;
    dz_crf crf = {0};
    dz_crf_moves moves;
    uint32_t random = 3;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    crf.context = context;
    assert_int_equal(dz_crf__reserve(&crf, WORDS), DZ_OK);
    for (int last = 0; last <= DZ_TAG_COUNT; last++)
        for (int tag = 0; tag < DZ_TAG_COUNT; tag++)
            moves.weight[last][tag] = (double)((random = random * 1664525u + 1013904223u) >> 24) / 64 - 2;
    for (size_t i = 0; i < WORDS * DZ_TAG_COUNT; i++)
        crf.scores[i] = (double)((random = random * 1664525u + 1013904223u) >> 20) / 64 - 32;
    dz_crf__decode(&crf, &moves, WORDS);
    assert_true(isfinite(dz_crf__marginals(&crf, &moves, WORDS)));
    for (size_t i = 0; i < WORDS; i++) {
        double sum = 0;
        for (size_t tag = 0; tag < DZ_TAG_COUNT; tag++)
            sum += crf.marginal[i * DZ_TAG_COUNT + tag];
        assert_true(fabs(sum - 1) < 1e-9);
        assert_true(dz_tag__follows(crf.tags[i], i ? crf.tags[i - 1] : DZ_TAG_COUNT));
    }
    dz_crf__free(&crf);
    dz_context_free(context);
}

/* Training and tagging with every allocation failing once: no crash, no leak. */
static void test_failing_allocations(void **state)
{
    char path[128];
    place(path, sizeof path, "f");
    for (size_t n = 0;; n += n < 400 ? 1 : 13) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_document *document = NULL;
        dz_attribution_list *list = NULL;
        dz_attribution_model *model = NULL;
        dz_attribution_options options = DZ_ATTRIBUTION_OPTIONS_INIT;
        dz_status status = context ? train(context, path) : DZ_ERROR_MEMORY;
        if (status == DZ_OK)
            status = dz_attribution_model_open(context, &model, path);
        options.model = model;
        if (status == DZ_OK)
            status = parse(context, &document, lessons[0].text);
        if (status == DZ_OK)
            status = dz_attribute(context, &list, document, &options);
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        dz_attribution_list_free(list);
        dz_document_free(document);
        dz_attribution_model_free(model);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learns_what_rules_do_not_know), cmocka_unit_test(test_same_seed_same_file),
        cmocka_unit_test(test_broken_models_are_refused),     cmocka_unit_test(test_marginals_sum_to_one),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
