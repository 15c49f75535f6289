/* The table of Chinese words: what it cuts, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "duizhao/text.h"
#include "failing_allocator.h"
#include "text/word_format.h"

typedef struct fixture {
    dz_context *context;
    dz_word_table *shipped;
    char directory[64];
} fixture;

static void file_path(const fixture *self, char path[128], const char *name)
{
    snprintf(path, 128, "%s/%s", self->directory, name);
}

static void write_bytes(const fixture *self, const char *name, const void *bytes, size_t length)
{
    char path[128];
    file_path(self, path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void write_text(const fixture *self, const char *name, const char *text)
{
    write_bytes(self, name, text, strlen(text));
}

static int set_up(void **state)
{
    fixture *self = calloc(1, sizeof *self);
    strcpy(self->directory, "/tmp/test-words-XXXXXX");
    assert_non_null(mkdtemp(self->directory));
    assert_int_equal(dz_context_new(&self->context, NULL), DZ_OK);
    if (dz_word_table_open(self->context, &self->shipped, NULL) != DZ_OK)
        fail_msg("%s", dz_context_message(self->context));
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"small.dzwords", "list.tsv", "characters.tsv", "text.txt"};
    fixture *self = *state;
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        file_path(self, path, names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(self->directory), 0);
    dz_word_table_free(self->shipped);
    dz_context_free(self->context);
    free(self);
    return 0;
}

/* The words of a text, parted by spaces, into `cut`. */
static void cut_text(dz_context *context, const dz_word_table *table, const char *text, char *cut, size_t size)
{
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    dz_word_list *words = NULL;
    options.table = table;
    assert_int_equal(dz_words(context, &words, text, strlen(text), &options), DZ_OK);
    size_t length = 0;
    cut[0] = '\0';
    for (size_t i = 0; i < words->count; i++) {
        dz_span span = words->items[i].span;
        length += (size_t)snprintf(cut + length, size - length, "%s%.*s", i ? " " : "", (int)(span.end - span.begin),
                                   text + span.begin);
        assert_true(length < size);
    }
    dz_word_list_free(words);
}

static void assert_cut(const fixture *self, const dz_word_table *table, const char *expected)
{
    char text[512] = "", cut[1024];
    size_t length = 0;
    for (const char *at = expected; *at; at++)
        if (*at != ' ')
            text[length++] = *at;
    cut_text(self->context, table, text, cut, sizeof cut);
    assert_string_equal(cut, expected);
}

/* A user would read words where there are none. */
static void ordinary_text_is_cut_into_words(void **state)
{
    const fixture *self = *state;
    assert_cut(self, self->shipped, "中方 对此 表示 坚决 反对 。");
    assert_cut(self, self->shipped, "这 是 一 个 重要 的 问题 ， 也是 最大 的 问题 。");
    assert_cut(self, self->shipped, "双方 签署 了 合作 协议 。");
}

/* Numbers would fall into digits, and measure words would hide them. */
static void numbers_are_words(void **state)
{
    const fixture *self = *state;
    assert_cut(self, self->shipped, "第三十二 次 会议");
    assert_cut(self, self->shipped, "增长 百分之七点五");
    assert_cut(self, self->shipped, "二〇一五 年 四 月 二 日");
    assert_cut(self, self->shipped, "达到 74.4万亿 元");
    assert_cut(self, self->shipped, "5 千米");
    assert_cut(self, self->shipped, "三十多 个 国家");
}

/* Names are what most lists lack: they must not fall into characters. */
static void names_stay_whole(void **state)
{
    const fixture *self = *state;
    assert_cut(self, self->shipped, "华春莹 表示");
    assert_cut(self, self->shipped, "汪文斌 、 赵立坚 和 毛宁");
    assert_cut(self, self->shipped, "总理 本雅明 · 内塔尼亚胡 访问 了 哈萨克斯坦");
    assert_false(dz_word_table_has(self->shipped, "赵立坚", strlen("赵立坚")));
}

/* Text from Taiwan and Hong Kong would be cut elsewhere than the same text from the mainland. */
static void traditional_text_is_cut_at_the_same_places(void **state)
{
    const fixture *self = *state;
    assert_cut(self, self->shipped, "中國 外交 部 發言 人 表示 歡迎");
    assert_cut(self, self->shipped, "中国 外交 部 发言 人 表示 欢迎");
    assert_cut(self, self->shipped, "達到 74.4萬億 元");
    assert_true(dz_word_table_has(self->shipped, "歡迎", strlen("歡迎")));
}

/* A long text without any mark: each byte is in one word, and words at the seams are whole. */
static void long_runs_are_cut_in_stretches(void **state)
{
    enum { REPEATS = 2000 };
    const fixture *self = *state;
    static const char sentence[] = "双方签署了合作协议";
    size_t size = (sizeof sentence - 1) * REPEATS, end = 0;
    char *text = malloc(size);
    for (size_t i = 0; i < REPEATS; i++)
        memcpy(text + i * (sizeof sentence - 1), sentence, sizeof sentence - 1);
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    dz_word_list *words = NULL;
    options.table = self->shipped;
    assert_int_equal(dz_words(self->context, &words, text, size, &options), DZ_OK);
    for (size_t i = 0; i < words->count; i++) {
        assert_int_equal(words->items[i].span.begin, end);
        end = words->items[i].span.end;
    }
    assert_int_equal(end, size);
    assert_int_equal(words->count, 5 * REPEATS);
    dz_word_list_free(words);
    free(text);
}

/* Appends a phrase to a text, and its words, parted by single spaces, to what is expected. */
static void append_phrase(char **text, char **expected, const char *cut)
{
    for (const char *at = cut; *at; at++) {
        if (*at != ' ')
            *(*text)++ = *at;
        *(*expected)++ = *at;
    }
    *(*expected)++ = ' ';
}

/* Words would be cut elsewhere, lost or found twice where the blocks that are looked at together meet: short runs and
 * all kinds of marks among them, blocks that are full within a run, before a mark and behind it. */
static void blocks_leave_no_trace(void **state)
{
    static const char *const phrases[] = {"双方 签署 了 合作 协议",
                                          "，",
                                          "第三十二 次 会议",
                                          "(",
                                          "2015",
                                          "年 四 月",
                                          "COVID-19",
                                          "奥巴马",
                                          "。",
                                          "中国",
                                          "!"};
    enum { PHRASES = sizeof phrases / sizeof *phrases, ROUNDS = 1500, SIZE = 200 * ROUNDS };
    const fixture *self = *state;
    char *text = calloc(1, SIZE), *expected = calloc(1, SIZE), *cut = malloc(SIZE);
    char *text_end = text, *expected_end = expected;
    uint32_t random = 7;
    for (size_t i = 0; i < ROUNDS; i++) {
        random = random * 1664525 + 1013904223;
        append_phrase(&text_end, &expected_end, phrases[(random >> 16) % PHRASES]);
        for (size_t k = 0; k < (i % 40 ? 1 : 20); k++)
            append_phrase(&text_end, &expected_end, "、");
        for (size_t k = 0; k < i % 3; k++)
            *text_end++ = k ? ' ' : '\n';
    }
    expected_end[-1] = '\0';
    cut_text(self->context, self->shipped, text, cut, SIZE);
    assert_string_equal(cut, expected);
    free(text);
    free(expected);
    free(cut);
}

/* Characters that no table can have are words, and nothing is read behind the text. */
static void rare_characters_are_words(void **state)
{
    const fixture *self = *state;
    assert_cut(self, self->shipped, "\xF0\xA0\x80\x80");
    assert_cut(self, self->shipped, "第");
    assert_cut(self, self->shipped, "");
}

/* A user's term would be cut in spite of the list that says it is one. */
static void words_of_the_user_win(void **state)
{
    const fixture *self = *state;
    char path[128];
    file_path(self, path, "list.tsv");
    assert_cut(self, self->shipped, "命运 共同 体");
    write_text(self, "list.tsv", "# terms\n命运共同体\n發言人\t900000\n\nABC\n");
    assert_int_equal(dz_word_table_add(self->shipped, path), DZ_OK);
    assert_cut(self, self->shipped, "人类 命运共同体");
    assert_cut(self, self->shipped, "发言人 表示");
    assert_true(dz_word_table_has(self->shipped, "命运共同体", strlen("命运共同体")));
}

/* A mistake in a list must be named with its line, and change nothing. */
static void broken_lists_are_refused(void **state)
{
    const fixture *self = *state;
    char path[128];
    file_path(self, path, "list.tsv");
    write_text(self, "list.tsv", "命运共同体\n中国\tmany\n");
    assert_int_equal(dz_word_table_add(self->shipped, path), DZ_ERROR_FORMAT);
    assert_non_null(strstr(dz_context_message(self->context), "list.tsv:2:"));
    assert_cut(self, self->shipped, "命运 共同 体");
    assert_int_equal(dz_word_table_add(self->shipped, "/nonexistent/list"), DZ_ERROR_IO);
}

/* A table of five words, compiled from text. */
static void compile_small(const fixture *self, char compiled[128])
{
    char list[128], characters[128];
    file_path(self, compiled, "small.dzwords");
    file_path(self, list, "list.tsv");
    file_path(self, characters, "characters.tsv");
    write_text(self, "list.tsv", "中国\t50\n人\t100\n中国人\t5\n民\t10\n人民\t70\n");
    write_text(self, "characters.tsv", "奥\t5\t1\t0\t0\t0\t0\t0\n巴\t1\t5\t1\t2\t0\t0\t0\n马\t1\t1\t5\t3\t0\t0\t0\n");
    const char *lists[] = {list};
    assert_int_equal(dz_word_table_compile(self->context, compiled, lists, 1, characters, "small"), DZ_OK);
}

/* What was compiled is what is found: no word more, no word less. */
static void compiled_words_are_found(void **state)
{
    const fixture *self = *state;
    char compiled[128];
    dz_word_table *table = NULL;
    compile_small(self, compiled);
    assert_int_equal(dz_word_table_open(self->context, &table, compiled), DZ_OK);
    assert_string_equal(dz_word_table_name(table), "small");
    assert_int_equal(dz_word_table_count(table), 5);
    assert_true(dz_word_table_has(table, "中国人", strlen("中国人")));
    assert_false(dz_word_table_has(table, "中", strlen("中")));
    assert_false(dz_word_table_has(table, "中国民", strlen("中国民")));
    assert_false(dz_word_table_has(table, "", 0));
    assert_cut(self, table, "中国 人民");
    assert_cut(self, table, "奥巴马");
    dz_word_table_free(table);
}

static char *read_small(const fixture *self, size_t *length)
{
    char compiled[128];
    compile_small(self, compiled);
    FILE *file = fopen(compiled, "rb");
    assert_non_null(file);
    char *bytes = malloc(1 << 20);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void assert_refused(const fixture *self, const char *bytes, size_t length)
{
    char path[128];
    dz_word_table *table = NULL;
    write_bytes(self, "small.dzwords", bytes, length);
    file_path(self, path, "small.dzwords");
    assert_int_equal(dz_word_table_open(self->context, &table, path), DZ_ERROR_FORMAT);
    assert_null(table);
    assert_non_null(strstr(dz_context_message(self->context), "small.dzwords: "));
}

/* A download that broke off or went through a text filter would give wrong words, or a crash. */
static void damaged_tables_are_refused(void **state)
{
    const fixture *self = *state;
    size_t length;
    char *bytes = read_small(self, &length);
    assert_refused(self, bytes, 0);
    assert_refused(self, bytes, 7);
    assert_refused(self, bytes, WORD_HEAD_BYTES - 1);
    assert_refused(self, bytes, length - 1);
    for (size_t i = 0; i < length; i += i < WORD_HEAD_BYTES + 16 ? 1 : 997) {
        bytes[i] ^= 0x10;
        assert_refused(self, bytes, length);
        bytes[i] ^= 0x10;
    }
    free(bytes);
}

/* Checksums are no protection from whoever makes a file on purpose: with right ones and wild contents, reading must
 * stay inside the file (the sanitizers watch). */
static void forged_tables_stay_inside(void **state)
{
    const fixture *self = *state;
    size_t length;
    char path[128], *sound = read_small(self, &length), *forged = malloc(length);
    unsigned char *bytes = (unsigned char *)forged;
    file_path(self, path, "small.dzwords");
    uint32_t random = 1;
    int opened = 0;
    for (int round = 0; round < 600; round++) {
        memcpy(forged, sound, length);
        for (int i = 0; i < 1 << round % 7; i++) {
            random = random * 1664525 + 1013904223;
            size_t first = round % 3 ? WORD_HEAD_BYTES + 2 * WORD_CODES : WORD_SECTIONS_BYTE;
            bytes[first + random % (length - first)] = (unsigned char)(random >> (round % 2 ? 24 : 30));
        }
        dz_bytes__write_u64(bytes + 32, dz_bytes__checksum(0, bytes + WORD_HEAD_BYTES, length - WORD_HEAD_BYTES));
        dz_bytes__write_u64(bytes + WORD_HEAD_CHECKSUM_BYTE, 0);
        dz_bytes__write_u64(bytes + WORD_HEAD_CHECKSUM_BYTE, dz_bytes__checksum(0, bytes, WORD_HEAD_BYTES));
        write_bytes(self, "small.dzwords", forged, length);
        dz_word_table *table = NULL;
        char cut[256];
        if (dz_word_table_open(self->context, &table, path) == DZ_OK) {
            cut_text(self->context, table, "中国人民中国人奥巴马民人中", cut, sizeof cut);
            opened++;
        }
        dz_word_table_free(table);
    }
    assert_in_range(opened, 100, 550);
    free(forged);
    free(sound);
}

typedef struct byte_counter {
    size_t count;
    FILE *file;
} byte_counter;

static dz_status write_counted(void *payload, const void *bytes, size_t length)
{
    byte_counter *counter = payload;
    counter->count += length;
    return fwrite(bytes, 1, length, counter->file) == length ? DZ_OK : DZ_ERROR_IO;
}

/* Trains the shipped table by a text into small.dzwords. */
static dz_status train(const fixture *self, const char *text, dz_word_training *report)
{
    char path[128], trained[128];
    write_text(self, "text.txt", text);
    file_path(self, path, "text.txt");
    file_path(self, trained, "small.dzwords");
    byte_counter counter = {0, fopen(trained, "wb")};
    assert_non_null(counter.file);
    dz_sink sink = {write_counted, &counter};
    dz_status status = dz_word_table_train(self->context, sink, self->shipped, path, report);
    assert_int_equal(fclose(counter.file), 0);
    assert_int_equal(counter.count > 0, status == DZ_OK);
    return status;
}

/* A user's text would change nothing, or spoil what the table knew. */
static void a_text_of_the_user_trains(void **state)
{
    const fixture *self = *state;
    char text[4096] = "", path[128];
    dz_word_training report;
    dz_word_table *trained = NULL;
    for (int i = 0; i < 20; i++)
        strcat(text, "  构建 人类 命运共同体\t没 有 終點 \r\n\n");
    assert_int_equal(train(self, text, &report), DZ_OK);
    assert_int_equal(report.lines, 18);
    assert_int_equal(report.words, 18 * 6);
    assert_int_equal(report.held_out_lines, 2);
    assert_true(report.f1_before < 0.7 && report.f1_after == 1);
    file_path(self, path, "small.dzwords");
    assert_int_equal(dz_word_table_open(self->context, &trained, path), DZ_OK);
    assert_cut(self, trained, "命运共同体 没 有 终点");
    assert_cut(self, trained, "双方 签署 了 合作 协议");
    assert_cut(self, trained, "汪文斌 、 赵立坚 和 毛宁");
    assert_int_equal(dz_word_table_count(trained), dz_word_table_count(self->shipped) + 1);
    dz_word_table_free(trained);
    assert_int_equal(train(self, "no words of Chinese\n", &report), DZ_ERROR_FORMAT);
    assert_int_equal(train(self, "", &report), DZ_ERROR_FORMAT);
}

static dz_status write_nowhere(void *payload, const void *bytes, size_t length)
{
    return DZ_OK;
}

/* Running out of memory anywhere must leave an error and nothing else. */
static void memory_may_run_out_anywhere(void **state)
{
    const fixture *self = *state;
    char compiled[128], list[128], characters[128];
    compile_small(self, compiled);
    file_path(self, list, "list.tsv");
    file_path(self, characters, "characters.tsv");
    const char *lists[] = {list};
    dz_sink nowhere = {write_nowhere, NULL};
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_word_table *table = NULL;
        if (context) {
            dz_status status = dz_word_table_compile(context, compiled, lists, 1, characters, "small");
            if (status == DZ_OK)
                status = dz_word_table_open(context, &table, compiled);
            if (status == DZ_OK)
                status = dz_word_table_add(table, list);
            if (status == DZ_OK)
                status = dz_word_table_train(context, nowhere, table, list, NULL);
            dz_word_options options = {.version = DZ_WORD_OPTIONS_VERSION, .table = table};
            dz_word_list *words = NULL;
            if (status == DZ_OK)
                status = dz_words(context, &words, "中国人，ABC。", strlen("中国人，ABC。"), &options);
            dz_word_list_free(words);
            assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
            dz_word_table_free(table);
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
        cmocka_unit_test_setup_teardown(ordinary_text_is_cut_into_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_are_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_stay_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(traditional_text_is_cut_at_the_same_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_runs_are_cut_in_stretches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blocks_leave_no_trace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rare_characters_are_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_of_the_user_win, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_lists_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(compiled_words_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_tables_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(forged_tables_stay_inside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_of_the_user_trains, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
