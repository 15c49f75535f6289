/* The bilingual table: what it finds, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "duizhao/lexicon.h"
#include "failing_allocator.h"
#include "lexicon/stem_tables.h"
#include "lexicon/tokens.h"

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

/* A quote whose words a dictionary does not render would be told from one that is not there by nothing. */
static void test_shares_and_characters(void **state)
{
    static const char more[] = "反对\t=\t0.75\n"
                               "=\tOpposing\t0.5\n"
                               "~对\toppose\t0.25\n~抗\toppose\t0.5\n~反\tresist\t1\n";
    dz_lexicon *lexicon = compile(*state, small, more);
    dz_lexicon_character characters[4];
    assert_float_equal(dz_lexicon_translated_share(lexicon, "反对", 6, true), 0.75, 0.002);
    assert_float_equal(dz_lexicon_translated_share(lexicon, "oppos", 5, false), 0.5, 0.002);
    assert_true(dz_lexicon_translated_share(lexicon, "外交部", 9, true) < 0); /* not learned */
    assert_true(dz_lexicon_translated_share(lexicon, "反", 3, true) < 0);     /* a beginning of a key */
    assert_int_equal(dz_lexicon_characters(lexicon, "oppos", 5, characters, 4), 2);
    assert_int_equal(characters[0].codepoint, 0x6297); /* 抗, the likelier */
    assert_float_equal(characters[0].weight, 0.5, 0.001);
    assert_int_equal(dz_lexicon_characters(lexicon, "oppos", 5, characters, 1), 1);
    assert_int_equal(dz_lexicon_characters(lexicon, "resist", 6, characters, 4), 1); /* though it has no gloss */
    assert_int_equal(dz_lexicon_characters(lexicon, "ministri", 8, characters, 4), 0);
    assert_int_equal(dz_lexicon_key_count(lexicon), 3); /* neither is a key */
    assert_int_equal(dz_lexicon_longest(lexicon, "~抗", strlen("~抗")), 0);
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
        {"\n反对\n", "a.tsv:2:"},
        {"反对\t\n", "the term has no rendering"},
        {"反对\toppose\t1.5\n", "the weight is no number"},
        {"反对\toppose\tnan\n", "the weight is no number"},
        {"反对\toppose\t\n", "the weight is no number"},
        {"反对\toppose\t1\tx\n", "the second weight"},
        {"反对\toppose\t1\t1\t1\n", "four columns"},
        {"~反对\toppose\t1\n", "one Chinese character"},
        {"~反\toppose fully\t1\n", "one English word"},
        {"=\toppose fully\t1\n", "one English word"},
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

/* ---- Words ------------------------------------------------------------------------------------------------------ */

static void test_stems_of_one_word_are_one(void **state)
{
    static const char *const same[][2] = {
        {"went", "goes"},
        {"said", "says"},
        {"women", "woman"},
        {"colours", "color"},
        {"organised", "organize"},
        {"organisation", "organization"},
        {"centres", "center"},
        {"programme", "programs"},
        {"China's", "Chinese"},
        {"Japan\xE2\x80\x99s", "Japanese"},
        {"U.S.", "US"},
        {"don't", "not"},
        {"travelled", "traveled"},
        {"we'll", "we"},
        {"Opposed", "oppose"},
        {"cannot", "not"},
    };
    static const char *const different[][2] = {
        {"promise", "promize"}, {"us", "we"}, {"ground", "grind"}, {"organ", "origin"}, {"raised", "raze"}};
    char stems[2][64];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        for (int word = 0; word < 2; word++)
            assert_true(dz_lexicon_stem(same[i][word], strlen(same[i][word]), stems[word], 64) > 0);
        assert_string_equal(stems[0], stems[1]);
    }
    for (size_t i = 0; i < sizeof different / sizeof *different; i++) {
        for (int word = 0; word < 2; word++)
            dz_lexicon_stem(different[i][word], strlen(different[i][word]), stems[word], 64);
        assert_string_not_equal(stems[0], stems[1]);
    }
    assert_int_equal(dz_lexicon_stem("opposed", 7, stems[0], 5), 0); /* no room */
    assert_int_equal(dz_lexicon_stem("", 0, stems[0], 64), 0);
}

/* The tables are searched by halves: a line out of order would never be found. */
static void test_stem_tables_are_sorted(void **state)
{
    for (size_t i = 1; i < sizeof irregular / sizeof *irregular; i++)
        assert_true(strcmp(irregular[i - 1][0], irregular[i][0]) < 0);
    for (size_t i = 1; i < sizeof british / sizeof *british; i++)
        assert_true(strcmp(british[i - 1][0], british[i][0]) < 0);
    for (size_t i = 1; i < sizeof ise / sizeof *ise; i++)
        assert_true(strcmp(ise[i - 1], ise[i]) < 0);
}

static void test_tokens_of_both_sides(void **state)
{
    static const char english[] = "The U.S. so-called \"G20\" didn't (1,234) end. Dr. No's";
    static const char *const english_words[] = {"The", "U.S.", "so", "called", "G20", "didn't", "end", "Dr", "No's"};
    static const char chinese[] = "\xE2\x80\x9C外交部\xE2\x80\x9D反对2015年abc";
    static const char *const chinese_words[] = {"外交部", "反对", "年"};
    dz_lexicon *lexicon = compile(*state, small, NULL);
    dz_view word;
    size_t at = 0;
    for (size_t i = 0; i < sizeof english_words / sizeof *english_words; i++) {
        assert_true(lexicon__next_english(english, strlen(english), &at, &word));
        assert_int_equal(word.length, strlen(english_words[i]));
        assert_memory_equal(word.data, english_words[i], word.length);
    }
    assert_false(lexicon__next_english(english, strlen(english), &at, &word));
    at = 0;
    for (size_t i = 0; i < sizeof chinese_words / sizeof *chinese_words; i++) {
        assert_true(lexicon__next_chinese(lexicon, chinese, strlen(chinese), &at, &word));
        assert_int_equal(word.length, strlen(chinese_words[i]));
        assert_memory_equal(word.data, chinese_words[i], word.length);
    }
    assert_false(lexicon__next_chinese(lexicon, chinese, strlen(chinese), &at, &word));
    dz_lexicon_free(lexicon);
}

/* ---- Training --------------------------------------------------------------------------------------------------- */

/* Pairs from which the words can be told apart by what they meet. The dictionary knows them as keys only. */
static const char *const lessons[][2] = {
    {"红花", "red flower"},     {"红球", "red ball"},     {"蓝花", "blue flower"}, {"蓝球", "blue ball"},
    {"藍球", "the blue balls"}, {"红花", "a red flower"}, {"", "nothing"},         {"红", ""},
};

static dz_status train(dz_context *context, const dz_lexicon *prior, const char *path, dz_lexicon_train_report *report)
{
    dz_lexicon_train_options options = DZ_LEXICON_TRAIN_OPTIONS_INIT;
    dz_lexicon_trainer *trainer = NULL;
    dz_output *output = NULL;
    options.prior = prior;
    options.held_out_every = 3;
    dz_status status = dz_lexicon_trainer_new(context, &trainer, &options);
    for (size_t i = 0; i < 4 * sizeof lessons / sizeof *lessons && status == DZ_OK; i++) {
        const char *const *lesson = lessons[i % (sizeof lessons / sizeof *lessons)];
        status = dz_lexicon_trainer_add(trainer, lesson[0], strlen(lesson[0]), lesson[1], strlen(lesson[1]));
    }
    if (status == DZ_OK)
        status = dz_lexicon_trainer_run(trainer);
    if (status == DZ_OK)
        status = dz_output_open(context, &output, path);
    if (status == DZ_OK)
        status = dz_lexicon_trainer_write(trainer, dz_output_sink(output));
    if (status == DZ_OK)
        status = dz_output_commit(output);
    if (status == DZ_OK)
        *report = dz_lexicon_trainer_report(trainer);
    dz_output_free(output);
    dz_lexicon_trainer_free(trainer);
    return status;
}

static void test_training_learns_words_and_better_likelihood(void **state)
{
    fixture *self = *state;
    char path[128];
    const char *const texts[] = {path};
    dz_lexicon_train_report report;
    dz_lexicon *prior = compile(self, "红\tcrimson\t1\n花\tspend\t1\n", NULL), *learned = NULL;
    file_path(self, path, "b.tsv");
    assert_int_equal(train(self->context, prior, path, &report), DZ_OK);
    dz_lexicon_free(prior);
    assert_int_equal(report.pairs, 32);
    assert_int_equal(report.held_out, 11);
    assert_true(report.learned_bits[0] < report.prior_bits[0]);
    assert_true(report.learned_bits[1] < report.prior_bits[1]);
    assert_int_equal(dz_lexicon_compile(self->context, self->compiled, texts, 1, "learned"), DZ_OK);
    assert_int_equal(dz_lexicon_open(self->context, &learned, self->compiled), DZ_OK);
    assert_true(forward(learned, "蓝", "blue") > 2 * forward(learned, "蓝", "ball")); /* both scripts counted */
    assert_true(forward(learned, "花", "flower") > 2 * forward(learned, "花", "red"));
    assert_true(reverse(learned, "red", "红") > 2 * reverse(learned, "red", "球"));
    dz_lexicon_free(learned);
}

static void test_training_on_nothing(void **state)
{
    fixture *self = *state;
    dz_lexicon_trainer *trainer = NULL;
    assert_int_equal(dz_lexicon_trainer_new(self->context, &trainer, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_trainer_run(trainer), DZ_OK);
    assert_int_equal(dz_lexicon_trainer_report(trainer).pairs, 0);
    dz_lexicon_trainer_free(trainer);
}

static void test_every_allocation_of_training_may_fail(void **state)
{
    fixture *self = *state;
    char path[128];
    dz_lexicon *prior = compile(self, small, NULL);
    file_path(self, path, "b.tsv");
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_lexicon_train_report report;
        dz_status status = context ? train(context, prior, path, &report) : DZ_ERROR_MEMORY;
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
    dz_lexicon_free(prior);
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
        cmocka_unit_test_setup_teardown(test_shares_and_characters, set_up, tear_down),
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
        cmocka_unit_test(test_stems_of_one_word_are_one),
        cmocka_unit_test(test_stem_tables_are_sorted),
        cmocka_unit_test_setup_teardown(test_tokens_of_both_sides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_training_learns_words_and_better_likelihood, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_training_on_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_allocation_of_training_may_fail, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shipped_table, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
