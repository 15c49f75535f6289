/* The bilingual table: what it finds, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "duizhao/lexicon.h"
#include "failing_allocator.h"

typedef struct fixture {
    dz_context *context;
    char directory[64];
    char compiled[128];
} fixture;

static void file_path(const fixture *self, char path[128], const char *name)
{
    snprintf(path, 128, "%s/%s", self->directory, name);
}

static void write_text(const fixture *self, const char *name, const char *text, size_t length)
{
    char path[128];
    file_path(self, path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
    fixture *self = calloc(1, sizeof *self);
    strcpy(self->directory, "/tmp/test-lexicon-XXXXXX");
    assert_non_null(mkdtemp(self->directory));
    file_path(self, self->compiled, "table.dzlex");
    assert_int_equal(dz_context_new(&self->context, NULL), DZ_OK);
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"table.dzlex", "a.tsv", "b.tsv"};
    fixture *self = *state;
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        file_path(self, path, names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(self->directory), 0);
    dz_context_free(self->context);
    free(self);
    return 0;
}

/* Compiles one or two tables of text and opens the result. */
static dz_lexicon *compile(fixture *self, const char *first, const char *second)
{
    char paths[2][128];
    const char *const texts[] = {paths[0], paths[1]};
    dz_lexicon *lexicon = NULL;
    file_path(self, paths[0], "a.tsv");
    file_path(self, paths[1], "b.tsv");
    write_text(self, "a.tsv", first, strlen(first));
    if (second)
        write_text(self, "b.tsv", second, strlen(second));
    assert_int_equal(dz_lexicon_compile(self->context, self->compiled, texts, second ? 2 : 1, "small, for tests"),
                     DZ_OK);
    assert_int_equal(dz_lexicon_open(self->context, &lexicon, self->compiled), DZ_OK);
    return lexicon;
}

/* p(stem | key), 0 where the pair is not there. */
static double forward(const dz_lexicon *lexicon, const char *key, const char *stem)
{
    dz_gloss glosses[32];
    size_t count = dz_lexicon_lookup(lexicon, key, strlen(key), glosses, 32);
    for (size_t i = 0; i < count; i++)
        if (glosses[i].text.length == strlen(stem) && memcmp(glosses[i].text.data, stem, strlen(stem)) == 0)
            return (double)glosses[i].weight;
    return 0;
}

static double reverse(const dz_lexicon *lexicon, const char *stem, const char *key)
{
    dz_gloss glosses[32];
    size_t count = dz_lexicon_lookup_reverse(lexicon, stem, strlen(stem), glosses, 32);
    for (size_t i = 0; i < count; i++)
        if (glosses[i].text.length == strlen(key) && memcmp(glosses[i].text.data, key, strlen(key)) == 0)
            return (double)glosses[i].weight;
    return 0;
}

static const char small[] = "# a comment\n"
                            "反对\toppose\t0.6\t0.5\n"
                            "反对\topposed\t0.1\t0.1\n"
                            "反对\tagainst\t0.3\t0.2\n"
                            "\n"
                            "外交部\tMinistry of Foreign Affairs; foreign ministry\t1\r\n"
                            "外交部发言人\tforeign ministry spokesperson\t0.9";

static void test_lookup_gives_heaviest_first(void **state)
{
    dz_lexicon *lexicon = compile(*state, small, NULL);
    dz_gloss glosses[8];
    assert_int_equal(dz_lexicon_lookup(lexicon, "反对", 6, glosses, 8), 2);
    assert_memory_equal(glosses[0].text.data, "oppos", 5);
    assert_float_equal(glosses[0].weight, 0.7, 1e-6); /* two words of one stem add up */
    assert_float_equal(glosses[1].weight, 0.3, 1e-6);
    assert_int_equal(dz_lexicon_lookup(lexicon, "反对", 6, glosses, 1), 1);
    assert_int_equal(dz_lexicon_lookup(lexicon, "反", 3, glosses, 8), 0); /* a beginning of a key is no key */
    assert_int_equal(dz_lexicon_lookup(lexicon, "", 0, glosses, 8), 0);
    assert_int_equal(dz_lexicon_key_count(lexicon), 3);
    assert_int_equal(dz_lexicon_gloss_count(lexicon), 8);
    assert_string_equal(dz_lexicon_name(lexicon), "small, for tests");
    dz_lexicon_free(lexicon);
}

static void test_renderings_share_their_weight(void **state)
{
    dz_lexicon *lexicon = compile(*state, small, NULL);
    double first = 1 / 1.9, second = 0.9 / 1.9;
    assert_float_equal(forward(lexicon, "外交部", "affair"), first / 3, 1e-6); /* "of" takes nothing */
    assert_float_equal(forward(lexicon, "外交部", "foreign"), first / 3 + second / 2, 1e-6);
    assert_float_equal(forward(lexicon, "外交部发言人", "spokesperson"), 0.3, 1e-6);
    dz_lexicon_free(lexicon);
}

static void test_reverse(void **state)
{
    dz_lexicon *lexicon = compile(*state, small, NULL);
    assert_float_equal(reverse(lexicon, "oppos", "反对"), 0.6, 1e-6);
    assert_true(reverse(lexicon, "ministri", "外交部") > 0); /* a line without the column still counts a little */
    assert_true(reverse(lexicon, "ministri", "外交部") < 0.1);
    assert_float_equal(reverse(lexicon, "nothing", "反对"), 0, 0);
    dz_lexicon_free(lexicon);
}

static void test_longest(void **state)
{
    dz_lexicon *lexicon = compile(*state, small, NULL);
    assert_int_equal(dz_lexicon_longest(lexicon, "外交部发言人说", strlen("外交部发言人说")), strlen("外交部发言人"));
    assert_int_equal(dz_lexicon_longest(lexicon, "外交部发言", strlen("外交部发言")), strlen("外交部"));
    assert_int_equal(dz_lexicon_longest(lexicon, "外交", strlen("外交")), 0);
    assert_int_equal(dz_lexicon_longest(lexicon, "说", 3), 0);
    assert_int_equal(dz_lexicon_longest(lexicon, "", 0), 0);
    assert_int_equal(dz_lexicon_longest(lexicon, "外交部", 8), 0); /* cut within a character */
    dz_lexicon_free(lexicon);
}

static void test_later_file_wins(void **state)
{
    dz_lexicon *lexicon = compile(*state, small, "反对\topposition\t0.2\n反对\tobject\t0.4\n");
    assert_float_equal(forward(lexicon, "反对", "oppos"), 0.7 / 1.6, 1e-6); /* all four scaled to 1 */
    dz_lexicon_free(lexicon);
    lexicon = compile(*state, small, "反对\toppose\t0.2\n");
    assert_float_equal(forward(lexicon, "反对", "oppos"), 0.2, 1e-6);
    assert_float_equal(forward(lexicon, "反对", "against"), 0.3, 1e-6);
    dz_lexicon_free(lexicon);
}

static void test_star_discounts_earlier_files(void **state)
{
    dz_lexicon *lexicon = compile(*state, small, "反对\t*\t0.5\n反对\tobject\t0.4\n*\toppose\t0.1\n");
    assert_float_equal(forward(lexicon, "反对", "oppos"), 0.35, 1e-6);
    assert_float_equal(forward(lexicon, "反对", "object"), 0.4, 1e-6);
    assert_float_equal(reverse(lexicon, "oppos", "反对"), 0.06, 1e-6);
    dz_lexicon_free(lexicon);
}

static void test_same_texts_give_same_bytes(void **state)
{
    fixture *self = *state;
    char before[4096], after[4096];
    dz_lexicon_free(compile(self, small, "反对\tobject\t0.4\n"));
    FILE *file = fopen(self->compiled, "rb");
    size_t length = fread(before, 1, sizeof before, file);
    fclose(file);
    dz_lexicon_free(compile(self, small, "反对\tobject\t0.4\n"));
    file = fopen(self->compiled, "rb");
    assert_int_equal(fread(after, 1, sizeof after, file), length);
    fclose(file);
    assert_memory_equal(before, after, length);
}

static void test_bad_lines_are_named(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"反对\n", "a.tsv:1:"},
        {"\n反对\toppose\n", "a.tsv:2:"},
        {"反对\toppose\t1.5\n", "the weight is no number"},
        {"反对\toppose\tnan\n", "the weight is no number"},
        {"反对\toppose\t\n", "the weight is no number"},
        {"反对\toppose\t1\tx\n", "the second weight"},
        {"反对\toppose\t1\t1\t1\n", "four columns"},
        {"反对\t;\t1\n", "no word in the English column"},
        {"反对\t\t1\n", "no word in the English column"},
        {"\toppose\t1\n", "parted by tabs"},
    };
    fixture *self = *state;
    char path[128];
    const char *const texts[] = {path};
    file_path(self, path, "a.tsv");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_text(self, "a.tsv", cases[i].text, strlen(cases[i].text));
        assert_int_equal(dz_lexicon_compile(self->context, self->compiled, texts, 1, "x"), DZ_ERROR_FORMAT);
        if (!strstr(dz_context_message(self->context), cases[i].message))
            fail_msg("case %zu: %s", i, dz_context_message(self->context));
        assert_int_equal(access(self->compiled, F_OK), -1); /* whole or not at all */
    }
    file_path(self, path, "missing.tsv");
    assert_int_equal(dz_lexicon_compile(self->context, self->compiled, texts, 1, "x"), DZ_ERROR_IO);
}

static void test_empty_table(void **state)
{
    dz_lexicon *lexicon = compile(*state, "# nothing\n", NULL);
    dz_gloss gloss;
    assert_int_equal(dz_lexicon_lookup(lexicon, "反对", 6, &gloss, 1), 0);
    assert_int_equal(dz_lexicon_longest(lexicon, "反对", 6), 0);
    dz_lexicon_free(lexicon);
}

/* Uses every function on a table that may lie; only the address sanitizer and the weights can complain. */
static void use_table(dz_lexicon *lexicon)
{
    static const char *const keys[] = {"反对", "外交部", "外交部发言人", "说"};
    static const char *const stems[] = {"oppos", "ministri", "foreign", "spokesperson"};
    dz_gloss glosses[16];
    size_t total = strlen(dz_lexicon_name(lexicon));
    for (size_t i = 0; i < 4; i++) {
        dz_lexicon_longest(lexicon, keys[i], strlen(keys[i]));
        size_t count = dz_lexicon_lookup(lexicon, keys[i], strlen(keys[i]), glosses, 8);
        count += dz_lexicon_lookup_reverse(lexicon, stems[i], strlen(stems[i]), glosses + count, 8);
        for (size_t g = 0; g < count; g++) {
            assert_true(glosses[g].weight >= 0 && glosses[g].weight <= 1);
            for (size_t byte = 0; byte < glosses[g].text.length; byte++)
                total += (unsigned char)glosses[g].text.data[byte];
        }
    }
    assert_true(total < SIZE_MAX);
}

static void open_bytes(fixture *self, const char *bytes, size_t length, bool must_fail)
{
    dz_lexicon *lexicon = NULL;
    write_text(self, "table.dzlex", bytes, length);
    dz_status status = dz_lexicon_open(self->context, &lexicon, self->compiled);
    if (status == DZ_OK) {
        assert_false(must_fail);
        use_table(lexicon);
        assert_int_equal(dz_lexicon_verify(self->context, lexicon), DZ_ERROR_FORMAT);
        dz_lexicon_free(lexicon);
        return;
    }
    assert_int_equal(status, DZ_ERROR_FORMAT);
    assert_null(lexicon);
    assert_non_null(strstr(dz_context_message(self->context), self->compiled));
    assert_null(strchr(dz_context_message(self->context), '\n'));
}

static size_t read_compiled(fixture *self, char *bytes, size_t size)
{
    FILE *file = fopen(self->compiled, "rb");
    size_t length = fread(bytes, 1, size, file);
    fclose(file);
    return length;
}

static void test_truncated_at_every_length(void **state)
{
    fixture *self = *state;
    char bytes[4096];
    dz_lexicon_free(compile(self, small, NULL));
    size_t length = read_compiled(self, bytes, sizeof bytes);
    for (size_t i = 0; i < length; i++)
        open_bytes(self, bytes, i, true);
    bytes[length] = 'x';
    open_bytes(self, bytes, length + 1, true);
}

static void test_every_flipped_bit_is_refused_or_harmless(void **state)
{
    fixture *self = *state;
    char bytes[4096];
    dz_lexicon_free(compile(self, small, NULL));
    size_t length = read_compiled(self, bytes, sizeof bytes);
    for (size_t bit = 0; bit < 8 * length; bit++) {
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        open_bytes(self, bytes, length, bit / 8 < 208);
        bytes[bit / 8] ^= (char)(1 << bit % 8);
    }
}

static void test_foreign_files(void **state)
{
    fixture *self = *state;
    dz_lexicon *lexicon = NULL;
    open_bytes(self, "PK\3\4 not a table at all", 22, true);
    open_bytes(self, "", 0, true);
    assert_int_equal(dz_lexicon_open(self->context, &lexicon, "/nowhere/table.dzlex"), DZ_ERROR_IO);
    assert_int_equal(dz_lexicon_open(self->context, &lexicon, self->directory), DZ_ERROR_IO);
    assert_null(lexicon);
}

static void test_every_allocation_may_fail(void **state)
{
    fixture *self = *state;
    char path[128];
    const char *const texts[] = {path, path};
    file_path(self, path, "a.tsv");
    write_text(self, "a.tsv", small, strlen(small));
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_lexicon *lexicon = NULL;
        dz_status status = DZ_ERROR_MEMORY;
        if (context)
            status = dz_lexicon_compile(context, self->compiled, texts, 2, "x");
        if (status == DZ_OK)
            status = dz_lexicon_open(context, &lexicon, self->compiled);
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        dz_lexicon_free(lexicon);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

/* The shipped table, as the build has just made it. */
static void test_shipped_table(void **state)
{
    fixture *self = *state;
    dz_lexicon *lexicon = NULL;
    assert_int_equal(dz_lexicon_open(self->context, &lexicon, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_verify(self->context, lexicon), DZ_OK);
    assert_true(dz_lexicon_key_count(lexicon) > 100000);
    assert_true(forward(lexicon, "反对", "oppos") > 0.1);
    assert_non_null(strstr(dz_lexicon_name(lexicon), "CC BY-SA 4.0"));
    dz_lexicon_free(lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lookup_gives_heaviest_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_renderings_share_their_weight, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reverse, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_longest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_later_file_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_star_discounts_earlier_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_texts_give_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_lines_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_truncated_at_every_length, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_flipped_bit_is_refused_or_harmless, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_foreign_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_allocation_may_fail, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shipped_table, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
