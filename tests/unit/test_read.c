/* Readers of alignments: what one format says must come back out of every other, broken files must be refused with a
 * line, and no failing allocation may crash or leak. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "duizhao/duizhao.h"
#include "failing_allocator.h"

typedef struct collector {
    char text[1 << 16];
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

static const char sample[] =
    "{\"type\":\"document\",\"document\":\"a.zh\",\"lang\":\"zh\"}\n"
    "{\"type\":\"document\",\"document\":\"a.en\",\"lang\":\"en\"}\n"
    "{\"type\":\"bead\",\"document\":\"a\",\"source\":[0],\"target\":[],\"score\":0.5,\"status\":\"auto\","
    "\"source_spans\":[{\"text\":\"\xE6\xA0\x87\xE9\xA2\x98\"}],\"target_spans\":[],\"flags\":[]}\n"
    "{\"type\":\"bead\",\"document\":\"a\",\"source\":[1,2],\"target\":[0],\"score\":0.93,\"status\":\"confirmed\","
    "\"source_spans\":[{\"text\":\"\xE6\x98\xAF\xE3\x80\x82\"},{\"text\":\"\xE4\xB8\x8D<b>\"}],"
    "\"target_spans\":[{\"text\":\"Yes & \\\"no\\\".\"}],\"flags\":[\"number\",\"date\"]}\n"
    "{\"type\":\"bead\",\"document\":\"a\",\"source\":[3],\"target\":[1,2],\"score\":0.25,\"status\":\"rejected\","
    "\"source_spans\":[{\"text\":\"\xE5\xA5\xBD\xE3\x80\x82\"}],"
    "\"target_spans\":[{\"text\":\"Good.\"},{\"text\":\"Mr. X came.\"}],\"flags\":[]}\n";

static dz_pair_list *parse(dz_context *context, dz_format format, const char *text, size_t length)
{
    dz_pair_list *list = NULL;
    dz_read_options options = DZ_READ_OPTIONS_INIT;
    options.format = format;
    dz_status status = dz_pairs_parse(context, &list, "file", text, length, &options);
    if (status != DZ_OK)
        fprintf(stderr, "%s: %s\n", dz_format_name(format), dz_context_message(context));
    assert_int_equal(status, DZ_OK);
    return list;
}

static void write_pair(dz_context *context, const dz_pair *pair, dz_format format, collector *out)
{
    const dz_sink sink = {collect, out};
    out->length = 0;
    assert_int_equal(
        dz_write_alignment(context, &sink, pair->alignment, pair->source, pair->target, pair->name, format, NULL),
        DZ_OK);
}

static const dz_format formats[] = {DZ_FORMAT_JSONL,  DZ_FORMAT_TSV,     DZ_FORMAT_CSV,  DZ_FORMAT_TMX,
                                    DZ_FORMAT_XLIFF,  DZ_FORMAT_XLIFF12, DZ_FORMAT_TEI,  DZ_FORMAT_XCES,
                                    DZ_FORMAT_LADDER, DZ_FORMAT_BITEXT,  DZ_FORMAT_BEADS};

#define FORMATS (sizeof formats / sizeof *formats)

static void beads_come_back_out_of_every_format(void **state)
{
    dz_context *context = *state;
    static collector out, beads, wanted;
    dz_pair_list *list = parse(context, DZ_FORMAT_JSONL, sample, sizeof sample - 1);
    write_pair(context, dz_pair_at(list, 0), DZ_FORMAT_BEADS, &wanted);
    for (size_t n = 0; n < FORMATS; n++) {
        write_pair(context, dz_pair_at(list, 0), formats[n], &out);
        dz_pair_list *again = parse(context, formats[n], out.text, out.length);
        write_pair(context, dz_pair_at(again, 0), DZ_FORMAT_BEADS, &beads);
        assert_string_equal(beads.text, wanted.text);
        dz_pair_list_free(again);
    }
    dz_pair_list_free(list);
}

/* Texts, scores, statuses and flags, where the format carries them all. */
static void nothing_is_lost_between_the_full_formats(void **state)
{
    dz_context *context = *state;
    static collector out, again_out, wanted;
    const dz_format full[] = {DZ_FORMAT_JSONL, DZ_FORMAT_TMX, DZ_FORMAT_XLIFF, DZ_FORMAT_XLIFF12};
    dz_pair_list *list = parse(context, DZ_FORMAT_JSONL, sample, sizeof sample - 1);
    write_pair(context, dz_pair_at(list, 0), DZ_FORMAT_JSONL, &wanted);
    assert_non_null(strstr(wanted.text, "\"confirmed\""));
    for (size_t n = 0; n < sizeof full / sizeof *full; n++) {
        write_pair(context, dz_pair_at(list, 0), full[n], &out);
        dz_pair_list *again = parse(context, full[n], out.text, out.length);
        write_pair(context, dz_pair_at(again, 0), DZ_FORMAT_JSONL, &again_out);
        assert_string_equal(again_out.text, wanted.text);
        dz_pair_list_free(again);
    }
    dz_pair_list_free(list);
}

static void foreign_files_are_read(void **state)
{
    dz_context *context = *state;
    static collector out;
    static const struct {
        dz_format format;
        const char *text;
        const char *bitext;
    } cases[] = {
        {DZ_FORMAT_TMX,
         "<tmx version='1.4'><header srclang='en-US'/><body><tu><tuv xml:lang='zh-Hant'><seg>\xE5\xA5\xBD</seg></tuv>"
         "<tuv xml:lang='EN'><seg>Good <ph x='1'/>day</seg></tuv></tu></body></tmx>",
         "Good day\t\xE5\xA5\xBD\t1.0000\n"},
        {DZ_FORMAT_XLIFF,
         "<xliff version='1.2'><file original='x' source-language='zh' target-language='en'><body><trans-unit id='1'>"
         "<source>\xE5\xA5\xBD</source><target>Good</target><alt-trans><target>Bad</target></alt-trans></trans-unit>"
         "</body></file></xliff>",
         "\xE5\xA5\xBD\tGood\t1.0000\n"},
        {DZ_FORMAT_TEI,
         "<linkGrp><link target='a.xml#s1 b.xml#s1'/><link target='a.xml#s2 b.xml#s2 b.xml#s3'/></linkGrp>", NULL},
        {DZ_FORMAT_XCES,
         "<cesAlign><linkGrp fromDoc='a' toDoc='b'><link xtargets='s1;s1'/><link xtargets='s2;s2 s3'/></linkGrp>"
         "</cesAlign>",
         NULL},
        {DZ_FORMAT_BEADS, "[0]:[0]:0.123\n\n[1]:[1, 2]\n", NULL},
        {DZ_FORMAT_LADDER, "0\t0\t0.3\n1\t1\t-0.2\n2\t3\t0.1\n", NULL},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        dz_pair_list *list = parse(context, cases[n].format, cases[n].text, strlen(cases[n].text));
        write_pair(context, dz_pair_at(list, 0), cases[n].bitext ? DZ_FORMAT_BITEXT : DZ_FORMAT_BEADS, &out);
        assert_string_equal(out.text, cases[n].bitext ? cases[n].bitext : "[0]:[0]\n[1]:[1,2]\n");
        dz_pair_list_free(list);
    }
}

static void broken_files_are_refused_with_their_line(void **state)
{
    dz_context *context = *state;
    static const struct {
        dz_format format;
        const char *text;
        const char *message;
    } cases[] = {
        {DZ_FORMAT_BEADS, "[0]:[0]\n[1]\n", "file:2: "},
        {DZ_FORMAT_BEADS, "[99999999]:[0]\n", "file:1: "},
        {DZ_FORMAT_BEADS, "[9999999]:[0]\n", "file: names sentence 9999999"},
        {DZ_FORMAT_BEADS, "[1,0]:[0]\n", "file:1: sentence numbers"},
        {DZ_FORMAT_LADDER, "0\t0\t1\n1\n", "file:2: "},
        {DZ_FORMAT_LADDER, "3\t0\t1\n1\t1\t1\n", "file:2: goes back"},
        {DZ_FORMAT_BITEXT, "a\tb\t1\nab\n", "file:2: has no tab"},
        {DZ_FORMAT_TSV, "one\ttwo\n", "file:1: the heading"},
        {DZ_FORMAT_JSONL, "{\"type\":\"bead\"\n", "file:1: is no JSON"},
        {DZ_FORMAT_JSONL, "{\"type\":\"bead\",\"source\":[-1],\"target\":[]}\n", "file:1: a sentence number"},
        {DZ_FORMAT_TMX, "<tmx>\n<body><tu></body></tmx>", "file:2: is broken XML"},
        {DZ_FORMAT_TMX, "<html/>", "file: is no TMX"},
        {DZ_FORMAT_XLIFF, "<xliff>", "file:1: is broken XML"},
        {DZ_FORMAT_TEI, "<TEI><link target='#a'/></TEI>", "file:1: \"#a\" is no sentence id"},
        {DZ_FORMAT_XCES, "<cesAlign><linkGrp>\n<link xtargets='1 1'/></linkGrp></cesAlign>", "file:2: xtargets"},
        {DZ_FORMAT_XCES, "<cesAlign><linkGrp><link xtargets='s1.1;s1'/></linkGrp></cesAlign>", "by paragraph"},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        dz_pair_list *list = NULL;
        dz_read_options options = DZ_READ_OPTIONS_INIT;
        options.format = cases[n].format;
        dz_status status = dz_pairs_parse(context, &list, "file", cases[n].text, strlen(cases[n].text), &options);
        if (status != DZ_ERROR_FORMAT || !strstr(dz_context_message(context), cases[n].message))
            fprintf(stderr, "case %zu: %d, %s\n", n, status, dz_context_message(context));
        assert_int_equal(status, DZ_ERROR_FORMAT);
        assert_null(list);
        assert_non_null(strstr(dz_context_message(context), cases[n].message));
    }
}

static void entities_are_neither_fetched_nor_expanded(void **state)
{
    dz_context *context = *state;
    static collector out;
    static const char bomb[] =
        "<!DOCTYPE tmx [<!ENTITY a 'aaaa'><!ENTITY f SYSTEM 'file:///etc/passwd'>]><tmx><body><tu>"
        "<tuv xml:lang='zh'><seg>x&a;y</seg></tuv><tuv xml:lang='en'><seg>p&f;q</seg></tuv></tu></body></tmx>";
    dz_pair_list *list = parse(context, DZ_FORMAT_TMX, bomb, sizeof bomb - 1);
    write_pair(context, dz_pair_at(list, 0), DZ_FORMAT_BITEXT, &out);
    assert_string_equal(out.text, "xy\tpq\t1.0000\n");
    dz_pair_list_free(list);
}

static void every_failing_allocation_is_told_and_leaks_nothing(void **state)
{
    static collector out;
    for (size_t f = 0; f < FORMATS; f++) {
        dz_pair_list *list = parse(*state, DZ_FORMAT_JSONL, sample, sizeof sample - 1);
        write_pair(*state, dz_pair_at(list, 0), formats[f], &out);
        dz_pair_list_free(list);
        for (size_t n = 0;; n++) {
            failing_allocator failing = {.fail_at = n};
            dz_context *context = failing_context(&failing);
            dz_read_options options = DZ_READ_OPTIONS_INIT;
            options.format = formats[f];
            if (context) {
                dz_status status = dz_pairs_parse(context, &list, "file", out.text, out.length, &options);
                if (failing.failed && status == DZ_OK)
                    fprintf(stderr, "%s: allocation %zu failed unseen\n", dz_format_name(formats[f]), n);
                assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
                dz_pair_list_free(list);
                dz_context_free(context);
            }
            if (failing.live)
                fprintf(stderr, "%s: allocation %zu\n", dz_format_name(formats[f]), n);
            assert_int_equal(failing.live, 0);
            if (!failing.failed)
                break;
        }
    }
}

static int set_up(void **state)
{
    return dz_context_new((dz_context **)state, NULL) == DZ_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    dz_context_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(beads_come_back_out_of_every_format, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_lost_between_the_full_formats, set_up, tear_down),
        cmocka_unit_test_setup_teardown(foreign_files_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_files_are_refused_with_their_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(entities_are_neither_fetched_nor_expanded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_failing_allocation_is_told_and_leaks_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
