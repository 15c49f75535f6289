/* Stretches of a text keep their own style: joined chapters by two translators would else be cut up by an average. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "align/settings.h"
#include "align/style.h"
#include "failing_allocator.h"

/* Two chapters of so many beads: in the first each sentence stands for one, in the second two for one. */
#define BEADS 640
#define SOURCE (3 * BEADS)
#define TARGET (2 * BEADS)

static const dz_align__decisions no_decisions;

static dz_status read_side(dz_context *context, dz_align__side *side, const char *text, size_t count,
                           dz_language language)
{
    static dz_view views[SOURCE];
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document = NULL;
    options.language = language;
    for (size_t n = 0; n < count; n++)
        views[n] = (dz_view){text, strlen(text)};
    dz_status status = dz_document_from_sentences(context, &document, "test", views, count, &options);
    if (status == DZ_OK)
        status = dz_align__side_read(context, side, document, NULL, NULL, &no_decisions, DZ_SOURCE_SIDE, false);
    dz_document_free(document);
    return status;
}

static void fill_path(dz_align__step *steps)
{
    unsigned one = dz_align__type_of(1, 1), two = dz_align__type_of(2, 1);
    for (uint32_t n = 0; n < BEADS; n++) {
        steps[n] = (dz_align__step){.i = n, .j = n, .type = (uint8_t)one};
        steps[BEADS + n] = (dz_align__step){.i = BEADS + 2 * n, .j = BEADS + n, .type = (uint8_t)two};
    }
}

static dz_status learn(dz_context *context, dz_align__model *model, dz_align__side *source, dz_align__side *target)
{
    static dz_align__step steps[TARGET];
    dz_align__path path = {steps, TARGET};
    fill_path(steps);
    dz_status status = read_side(context, source, "我们同意。", SOURCE, DZ_LANGUAGE_ZH);
    if (status == DZ_OK)
        status = read_side(context, target, "We agree.", TARGET, DZ_LANGUAGE_EN);
    if (status != DZ_OK)
        return status;
    dz_align__model_init(model, &dz_align__default_settings, source, target);
    return dz_align__learn_style(context, model, &path);
}

static void chapters_keep_their_style(void **state)
{
    unsigned one = dz_align__type_of(1, 1), two = dz_align__type_of(2, 1);
    dz_context *context;
    dz_align__side source = {0}, target = {0};
    dz_align__model model = {0};
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(learn(context, &model, &source, &target), DZ_OK);
    const dz_align__style *first = &model.styles[2], *second = &model.styles[SOURCE / DZ_STYLE_ROWS - 2];
    assert_true(first->type_scores[one] > model.style.type_scores[one]);
    assert_true(second->type_scores[two] > model.style.type_scores[two]);
    assert_true(first->type_scores[one] > first->type_scores[two]);
    assert_true(second->type_scores[two] > second->type_scores[one]);
    assert_true(first->ratio > 1.5 * second->ratio);

    /* The same bead, here and there. */
    float here[DZ_BEAD_TYPES], there[DZ_BEAD_TYPES];
    dz_align__model_shapes(&model, 128, 128, here);
    dz_align__model_shapes(&model, SOURCE - 128, TARGET - 64, there);
    assert_true(here[one] > here[two] && there[two] > there[one]);
    dz_align__model_free(context, &model);
    dz_align__side_free(&source);
    dz_align__side_free(&target);
    dz_context_free(context);
}

static void survives_no_memory(void **state)
{
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_align__side source = {0}, target = {0};
        dz_align__model model = {0};
        dz_status status = context ? learn(context, &model, &source, &target) : DZ_ERROR_MEMORY;
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        if (context)
            dz_align__model_free(context, &model);
        dz_align__side_free(&source);
        dz_align__side_free(&target);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chapters_keep_their_style),
        cmocka_unit_test(survives_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
