/* Writers: what programs read must be well formed whatever the text holds, and no failing allocation may crash or leak.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "duizhao/duizhao.h"
#include "failing_allocator.h"
#include "write/csv.h"
#include "write/json.h"
#include "write/page.h"
#include "write/plain.h"

/* Keeps what is written. */
typedef struct collector {
    char text[1 << 20];
    size_t length;
} collector;

static dz_status collect(void *payload, const void *bytes, size_t length)
{
    collector *out = payload;
    assert_true(out->length + length < sizeof out->text);
    memcpy(out->text + out->length, bytes, length);
    out->length += length;
    out->text[out->length] = '\0';
    return DZ_OK;
}

static dz_status refuse(void *payload, const void *bytes, size_t length)
{
    (void)payload, (void)bytes, (void)length;
    return DZ_ERROR_IO;
}

typedef struct fixture {
    dz_context *context;
    collector out;
    dz_sink sink;
} fixture;

static int set_up(void **state)
{
    fixture *self = calloc(1, sizeof *self);
    assert_int_equal(dz_context_new(&self->context, NULL), DZ_OK);
    self->sink = (dz_sink){collect, &self->out};
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture *self = *state;
    dz_context_free(self->context);
    free(self);
    return 0;
}

static void json_stays_json_whatever_the_text_holds(void **state)
{
    fixture *self = *state;
    dz_json json;
    dz_json__init(&json, self->context);
    dz_json__begin(&json, "x");
    dz_json__key(&json, "text");
    dz_json__view(&json, "a\"\\\n\t\x01\x7F\xE4\xB8\xAD", 10);
    dz_json__key(&json, "name");
    dz_json__text(&json, "caf\xE9"); /* a file name that is no UTF-8 */
    dz_json__key(&json, "none");
    dz_json__text(&json, NULL);
    assert_int_equal(dz_json__end(&json, &self->sink), DZ_OK);
    assert_string_equal(self->out.text, "{\"type\":\"x\",\"text\":\"a\\\"\\\\\\n\\t\\u0001\\u007f\xE4\xB8\xAD\","
                                        "\"name\":\"caf\xEF\xBF\xBD\",\"none\":null}\n");
    dz_json__free(&json);
}

static void numbers_have_a_point_and_four_digits_at_most(void **state)
{
    fixture *self = *state;
    const double numbers[] = {0.0, 1.0, 0.93, 0.12345, -0.5, 12.00004};
    dz_json json;
    dz_json__init(&json, self->context);
    dz_json__begin(&json, "x");
    dz_json__key(&json, "n");
    dz_json__open(&json, '[');
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        dz_json__real(&json, numbers[i]);
    dz_json__close(&json, ']');
    assert_int_equal(dz_json__end(&json, &self->sink), DZ_OK);
    assert_string_equal(self->out.text, "{\"type\":\"x\",\"n\":[0.0,1.0,0.93,0.1235,-0.5,12.0]}\n");
    dz_json__free(&json);
}

static void columns_count_two_for_a_chinese_character(void **state)
{
    fixture *self = *state;
    dz_plain text;
    dz_plain__init(&text, self->context, &self->sink, false);
    dz_plain__column(&text, "\xE4\xB8\xAD\xE6\x96\xB9", 6, 6, true);
    dz_plain__append(&text, "|");
    dz_plain__column(&text, "\xE4\xB8\xAD\xE6\x96\xB9\xE8\xA1\xA8", 9, 5, true);
    dz_plain__append(&text, "|");
    dz_plain__line(&text, "a\n\n\033[31mb", 9); /* a terminal must not obey a text */
    dz_plain__end_line(&text);
    assert_int_equal(dz_plain__flush(&text), DZ_OK);
    assert_string_equal(self->out.text, "\xE4\xB8\xAD\xE6\x96\xB9  |\xE4\xB8\xAD\xE6\x96\xB9\xE2\x80\xA6|a [31mb\n");
    dz_plain__free(&text);
}

static void a_page_shows_markup_in_a_text_as_text(void **state)
{
    fixture *self = *state;
    dz_page page;
    dz_page__init(&page, self->context, &self->sink);
    dz_page__open_page(&page, "<script>alert('1')</script>", "");
    dz_page__text(&page, "a & b < c \"d\"");
    assert_int_equal(dz_page__close_page(&page), DZ_OK);
    assert_null(strstr(self->out.text, "<script>"));
    assert_non_null(strstr(self->out.text, "&lt;script&gt;alert(&#39;1&#39;)"));
    assert_non_null(strstr(self->out.text, "a &amp; b &lt; c &quot;d&quot;"));
    dz_page__free(&page);
}

static void csv_quotes_what_would_break_a_row(void **state)
{
    fixture *self = *state;
    dz_csv csv;
    dz_csv__init(&csv, self->context, &self->sink);
    dz_csv__text(&csv, "plain");
    dz_csv__text(&csv, "a, \"b\"\nc");
    dz_csv__text(&csv, NULL);
    dz_csv__share(&csv, 0.5f);
    dz_csv__end_row(&csv);
    assert_int_equal(dz_csv__flush(&csv), DZ_OK);
    assert_string_equal(self->out.text, "plain,\"a, \"\"b\"\"\nc\",,0.5000\r\n");
    dz_csv__free(&csv);
}

static const char report_text[] =
    "\"Cyber attacks know no borders,\" Lin told reporters. Lin said that 4,671 sites were "
    "reached, according to a report by the Gazette.\n\n\"We will point fingers at all "
    "who do this,\" Lin said.\n";
static const char source_text[] =
    "Q: Will there be an answer?\nA: Cyber attacks know no borders. We reached 4,761 sites. "
    "We will not point fingers at all who do this.\n";
static const char chinese_text[] = "问：会有答复吗？\n答：网络攻击没有国界。我们通知了4761个网站。\n";

/* Everything that the writers write, of small texts, into `sink`. The first failure. */
static dz_status write_all(dz_context *context, const dz_sink *sink)
{
    static const dz_format formats[] = {DZ_FORMAT_TEXT,  DZ_FORMAT_JSONL, DZ_FORMAT_HTML,
                                        DZ_FORMAT_BEADS, DZ_FORMAT_TSV,   DZ_FORMAT_CSV};
    dz_write_options options = DZ_WRITE_OPTIONS_INIT;
    dz_document *report = NULL, *source = NULL, *chinese = NULL;
    dz_alignment *alignment = NULL;
    dz_attribution_list *list = NULL;
    dz_comparison *comparison = NULL;
    dz_index *index = NULL;
    dz_check *check = NULL;
    dz_status status = dz_document_parse(context, &report, "report", report_text, sizeof report_text - 1, NULL);
    if (status == DZ_OK)
        status = dz_document_parse(context, &source, "source", source_text, sizeof source_text - 1, NULL);
    if (status == DZ_OK)
        status = dz_document_parse(context, &chinese, "chinese", chinese_text, sizeof chinese_text - 1, NULL);
    if (status == DZ_OK)
        status = dz_align(context, &alignment, chinese, source, NULL);
    if (status == DZ_OK)
        status = dz_attribute(context, &list, report, NULL);
    if (status == DZ_OK)
        status = dz_compare(context, &comparison, dz_document_text(report), dz_document_text(source), NULL);
    options.verbose = options.color = options.with_text = true;
    for (size_t i = 0; status == DZ_OK && i < 5; i++)
        status = dz_write_alignment(context, sink, alignment, chinese, source, NULL, formats[i], &options);
    for (size_t i = 0; status == DZ_OK && i < 3; i++)
        status = dz_write_comparison(context, sink, comparison, report, source, formats[i], &options);
    for (size_t i = 0; status == DZ_OK && i < 6; i++)
        if (formats[i] != DZ_FORMAT_BEADS && formats[i] != DZ_FORMAT_TSV)
            status = dz_write_attributions(context, sink, list, report, formats[i], &options);
    if (status == DZ_OK)
        status = dz_write_document(context, sink, report, &options);
    if (status == DZ_OK)
        status = dz_write_values(context, sink, report, DZ_FORMAT_JSONL, &options);
    if (status == DZ_OK)
        status = dz_index_new(context, &index);
    if (status == DZ_OK) {
        status = dz_index_add(index, source);
        source = NULL;
    }
    if (status == DZ_OK)
        status = dz_check_report(context, &check, index, report, list, NULL);
    for (size_t i = 0; status == DZ_OK && i < 6; i++)
        if (formats[i] != DZ_FORMAT_BEADS && formats[i] != DZ_FORMAT_TSV)
            status = dz_write_check(context, sink, check, report, index, formats[i], &options);
    dz_check_free(check);
    dz_index_free(index);
    dz_comparison_free(comparison);
    dz_attribution_list_free(list);
    dz_alignment_free(alignment);
    dz_document_free(report);
    dz_document_free(source);
    dz_document_free(chinese);
    return status;
}

/* Three versions in all formats that hold them, into `sink`. The first failure. */
static dz_status write_versions(dz_context *context, const dz_sink *sink)
{
    enum { VERSIONS = 3 };
    static const dz_format formats[] = {DZ_FORMAT_TEXT, DZ_FORMAT_JSONL, DZ_FORMAT_HTML};
    static const char first[] = "The office must answer. Because of the heavy rain the road was closed. Nobody came. "
                                "The bridge will be rebuilt in spring.\n";
    static const char second[] = "The bridge will be rebuilt in spring. The office may answer. The road was closed "
                                 "because of the heavy rain. Nobody came.\n";
    static const char third[] =
        "The office may answer <soon>. Nobody came. The road is open. The bridge will be rebuilt in spring.\n";
    static const char *const texts[VERSIONS] = {first, second, third};
    static const size_t begins[VERSIONS] = {0};
    dz_document *documents[VERSIONS] = {NULL};
    dz_comparison *comparisons[VERSIONS * VERSIONS] = {NULL};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < VERSIONS && status == DZ_OK; i++)
        status = dz_document_parse(context, &documents[i], "version", texts[i], strlen(texts[i]), NULL);
    for (size_t i = 0; i < VERSIONS; i++)
        for (size_t j = i + 1; j < VERSIONS && status == DZ_OK; j++)
            status = dz_compare(context, &comparisons[i * VERSIONS + j], dz_document_text(documents[i]),
                                dz_document_text(documents[j]), NULL);
    for (size_t i = 0; i < sizeof formats / sizeof *formats && status == DZ_OK; i++)
        status = dz_write_collation(context, sink, (const dz_document *const *)documents, VERSIONS,
                                    (const dz_comparison *const *)comparisons, begins, formats[i], NULL);
    for (size_t i = 0; i < VERSIONS * VERSIONS; i++)
        dz_comparison_free(comparisons[i]);
    for (size_t i = 0; i < VERSIONS; i++)
        dz_document_free(documents[i]);
    return status;
}

/* A reader of versions wants to know who shares which wording. */
static void versions_say_who_has_which_words(void **state)
{
    fixture *self = *state;
    assert_int_equal(write_versions(self->context, &self->sink), DZ_OK);
    assert_non_null(strstr(self->out.text, "0 ~ ~  The office must answer."));
    assert_non_null(strstr(self->out.text, "\"text\":\"The road is open.\",\"in\":[2],\"same\":[2]"));
    assert_non_null(strstr(self->out.text, "&lt;soon&gt;"));
    assert_non_null(strstr(self->out.text, "class=\"moved\""));
    /* a sentence that moved as a whole is had in the same words */
    assert_null(strstr(self->out.text, "\"text\":\"The bridge will be rebuilt in spring.\""));
}

static void all_formats_come_out(void **state)
{
    fixture *self = *state;
    assert_int_equal(write_all(self->context, &self->sink), DZ_OK);
    assert_non_null(strstr(self->out.text, "\"type\":\"bead\""));
    assert_non_null(strstr(self->out.text, "\"type\":\"attribution\""));
    assert_non_null(strstr(self->out.text, "\"type\":\"check\""));
    assert_non_null(strstr(self->out.text, "\"type\":\"difference\""));
}

static void a_sink_that_fails_is_passed_on(void **state)
{
    fixture *self = *state;
    const dz_sink full = {refuse, NULL};
    assert_int_equal(write_all(self->context, &full), DZ_ERROR_IO);
}

static void fail_each_allocation(fixture *self, dz_status (*write)(dz_context *context, const dz_sink *sink))
{
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        self->out.length = 0;
        if (context) {
            dz_status status = write(context, &self->sink);
            assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
            dz_context_free(context);
        }
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

static void every_failing_allocation_is_told_and_leaks_nothing(void **state)
{
    fail_each_allocation(*state, write_all);
    fail_each_allocation(*state, write_versions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(json_stays_json_whatever_the_text_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_have_a_point_and_four_digits_at_most, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_count_two_for_a_chinese_character, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_shows_markup_in_a_text_as_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(csv_quotes_what_would_break_a_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_formats_come_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(versions_say_who_has_which_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sink_that_fails_is_passed_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_failing_allocation_is_told_and_leaks_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
