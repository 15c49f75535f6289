#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
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

/* A user would see a message cut off, or another failure's. */
static void message_names_the_last_failure(void **state)
{
    dz_context *context = *state;
    assert_string_equal(dz_context_message(context), "");
    char *bytes;
    size_t length;
    assert_int_equal(dz_file__read(context, &bytes, &length, "/nowhere/at/all"), DZ_ERROR_IO);
    assert_null(bytes);
    assert_non_null(strstr(dz_context_message(context), "/nowhere/at/all"));
    assert_int_equal(dz_file__read(context, &bytes, &length, "/"), DZ_ERROR_IO);
    assert_non_null(strstr(dz_context_message(context), "directory"));
}

/* Results would be overwritten by later ones. */
static void arena_gives_aligned_memory_that_stays(void **state)
{
    dz_arena arena;
    dz_arena__init(&arena, *state);
    char *first = dz_arena__copy(&arena, "对照", 6);
    for (size_t size = 0; size < 9000; size += 97) {
        char *bytes = dz_arena__allocate(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        memset(bytes, 0xAA, size);
    }
    assert_string_equal(first, "对照");
    assert_string_equal(dz_arena__format(&arena, "%d:%s", 7, "x"), "7:x");
    dz_arena__free(&arena);
}

static void array_grows_and_keeps_its_items(void **state)
{
    DZ_ARRAY(int) numbers = {0};
    for (int i = 0; i < 10000; i++)
        assert_int_equal(dz_array__push(*state, &numbers, i), DZ_OK);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(numbers.items[i], i);
    dz_array__free((dz_context *)*state, &numbers);
}

static void array_refuses_sizes_that_overflow(void **state)
{
    DZ_ARRAY(uint64_t) numbers = {0};
    assert_int_equal(dz_array__reserve((dz_context *)*state, &numbers, SIZE_MAX / 4), DZ_ERROR_MEMORY);
    assert_null(numbers.items);
}

/* Words would get the counts of others. */
static void map_keeps_every_key(void **state)
{
    dz_map map;
    dz_map__init(&map, *state);
    char key[16];
    for (uint32_t i = 0; i < 5000; i++) {
        int length = snprintf(key, sizeof key, "k%u", i);
        uint32_t id;
        assert_int_equal(dz_map__intern(&map, key, (size_t)length, &id), DZ_OK);
        assert_int_equal(id, i);
    }
    assert_int_equal(dz_map__get(&map, "k4711", 5, DZ_MAP_NONE), 4711);
    assert_int_equal(dz_map__get(&map, "k5000", 5, DZ_MAP_NONE), DZ_MAP_NONE);
    assert_int_equal(dz_map__get(&map, "k471", 4, DZ_MAP_NONE), 471);
    assert_int_equal(dz_map__get(&map, "", 0, DZ_MAP_NONE), DZ_MAP_NONE);
    dz_map__free(&map);
}

static void buffer_builds_text(void **state)
{
    dz_buffer buffer;
    dz_buffer__init(&buffer, *state);
    assert_string_equal(dz_buffer__view(&buffer).data, "");
    dz_buffer__append_text(&buffer, "a");
    dz_buffer__append_codepoint(&buffer, 0x5BF9);
    dz_buffer__append_codepoint(&buffer, 0x1F600);
    dz_buffer__append_format(&buffer, "%03d", 7);
    assert_int_equal(dz_buffer__status(&buffer), DZ_OK);
    assert_string_equal(dz_buffer__view(&buffer).data, "a对😀007");
    dz_buffer__free(&buffer);
}

static void utf8_walks_both_ways(void **state)
{
    (void)state;
    const char text[] = "aé对😀";
    const uint32_t expected[] = {'a', 0xE9, 0x5BF9, 0x1F600};
    size_t at = 0;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(dz_utf8__next(text, sizeof text - 1, &at), expected[i]);
    assert_int_equal(at, sizeof text - 1);
    for (size_t i = 4; i-- > 0;)
        assert_int_equal(dz_utf8__previous(text, &at), expected[i]);
    assert_int_equal(at, 0);
}

/* A half-written result would stand where a whole one is expected. */
static void output_appears_whole_or_not_at_all(void **state)
{
    dz_context *context = *state;
    char directory[] = "/tmp/duizhao-test-XXXXXX";
    assert_non_null(mkdtemp(directory));
    char path[64];
    snprintf(path, sizeof path, "%s/out", directory);
    dz_output *output;
    assert_int_equal(dz_output_open(context, &output, path), DZ_OK);
    dz_sink sink = dz_output_sink(output);
    assert_int_equal(sink.write(sink.payload, "whole", 5), DZ_OK);
    assert_int_not_equal(access(path, F_OK), 0);
    dz_output_free(output);
    assert_int_not_equal(access(path, F_OK), 0);

    assert_int_equal(dz_output_open(context, &output, path), DZ_OK);
    sink = dz_output_sink(output);
    assert_int_equal(sink.write(sink.payload, "whole", 5), DZ_OK);
    assert_int_equal(dz_output_commit(output), DZ_OK);
    dz_output_free(output);
    char *bytes;
    size_t length;
    assert_int_equal(dz_file__read(context, &bytes, &length, path), DZ_OK);
    assert_string_equal(bytes, "whole");
    dz_memory__free(context, bytes);
    unlink(path);
    assert_int_equal(rmdir(directory), 0); /* nothing else was left there */
}

/* A private result would become readable to all, or a link a file of its own. */
static void output_keeps_links_and_modes(void **state)
{
    char directory[] = "/tmp/duizhao-test-XXXXXX";
    assert_non_null(mkdtemp(directory));
    char path[64], link[64];
    snprintf(path, sizeof path, "%s/out", directory);
    snprintf(link, sizeof link, "%s/link", directory);
    int file = open(path, O_CREAT | O_WRONLY, 0600);
    assert_true(file >= 0);
    close(file);
    assert_int_equal(symlink(path, link), 0);
    dz_output *output;
    assert_int_equal(dz_output_open(*state, &output, link), DZ_OK);
    dz_sink sink = dz_output_sink(output);
    assert_int_equal(sink.write(sink.payload, "whole", 5), DZ_OK);
    assert_int_equal(dz_output_commit(output), DZ_OK);
    dz_output_free(output);
    struct stat about;
    assert_int_equal(lstat(link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_size, 5);
    assert_int_equal(about.st_mode & 0777, 0600);
    unlink(link);
    unlink(path);
    assert_int_equal(rmdir(directory), 0);
}

static void output_reports_a_full_disk(void **state)
{
    dz_output *output;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(dz_output_open(*state, &output, "/dev/full"), DZ_OK);
    dz_sink sink = dz_output_sink(output);
    sink.write(sink.payload, "x", 1);
    assert_int_equal(dz_output_commit(output), DZ_ERROR_IO);
    assert_non_null(strstr(dz_context_message(*state), "/dev/full"));
    dz_output_free(output);
}

/* What is kept is given to this once, when the context goes. */
static void forget(void *object)
{
    dz_map *map = object;
    assert_null(map->entries);
}

static dz_status use_everything(dz_context *context)
{
    static dz_map map; /* is there when the context goes */
    dz_buffer buffer;
    dz_status status = DZ_OK;
    dz_map__init(&map, context);
    dz_buffer__init(&buffer, context);
    for (uint32_t i = 0; i < 200 && status == DZ_OK; i++) {
        dz_buffer__clear(&buffer);
        status = dz_buffer__append_format(&buffer, "key number %u", i);
        if (status == DZ_OK)
            status = dz_map__set(&map, buffer.data, buffer.length, i);
    }
    dz_map__free(&map);
    dz_buffer__free(&buffer);
    static const char room[] = "test";
    if (status == DZ_OK)
        status = dz_context__keep(context, room, &map, forget);
    if (status == DZ_OK)
        assert_ptr_equal(dz_context__kept(context, room), &map);
    assert_null(dz_context__kept(context, "another room"));
    return status;
}

/* Running out of memory would crash the user's program or leak in it. */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_status status = context ? use_everything(context) : DZ_ERROR_MEMORY;
        assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

/* ---- Files that change while they are read ---------------------------------------------------------------------- */

/* An allocator that does something to a file once its size is known and its bytes are asked for. */
typedef struct meddling_allocator {
    const char *path;
    size_t size; /* of the allocation that is waited for */
    bool truncates;
} meddling_allocator;

static void *meddle(void *payload, size_t size)
{
    const meddling_allocator *meddling = payload;
    if (size == meddling->size && meddling->truncates)
        assert_int_equal(truncate(meddling->path, 100), 0);
    else if (size == meddling->size)
        assert_int_equal(unlink(meddling->path), 0);
    return malloc(size);
}

static void *move_block(void *payload, void *pointer, size_t size)
{
    (void)payload;
    return realloc(pointer, size);
}

static void release_block(void *payload, void *pointer)
{
    (void)payload;
    free(pointer);
}

/* Half a report would be read as if it were whole, or one that was moved away would be lost. */
static void files_may_shrink_or_go_while_they_are_read(void **state)
{
    char path[] = "/tmp/duizhao-base-XXXXXX", text[7000];
    (void)state;
    memset(text, 'a', sizeof text);
    for (int truncates = 0; truncates < 2; truncates++) {
        strcpy(path, "/tmp/duizhao-base-XXXXXX");
        int file = mkstemp(path);
        assert_true(file >= 0);
        assert_int_equal(write(file, text, sizeof text), sizeof text);
        close(file);
        meddling_allocator meddling = {path, sizeof text + 2, truncates != 0};
        dz_allocator hooks = {meddle, move_block, release_block, &meddling};
        dz_context_options options = DZ_CONTEXT_OPTIONS_INIT;
        options.allocator = &hooks;
        dz_context *context;
        char *bytes;
        size_t length;
        assert_int_equal(dz_context_new(&context, &options), DZ_OK);
        dz_status status = dz_file__read(context, &bytes, &length, path);
        assert_int_equal(status, truncates ? DZ_ERROR_IO : DZ_OK);
        if (truncates)
            assert_non_null(
                strstr(dz_context_message(context), "became shorter while it was read (100 of 7000 bytes)"));
        else
            assert_int_equal(length, sizeof text);
        dz_memory__free(context, bytes);
        dz_context_free(context);
        unlink(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(message_names_the_last_failure, make_context, free_context),
        cmocka_unit_test_setup_teardown(arena_gives_aligned_memory_that_stays, make_context, free_context),
        cmocka_unit_test_setup_teardown(array_grows_and_keeps_its_items, make_context, free_context),
        cmocka_unit_test_setup_teardown(array_refuses_sizes_that_overflow, make_context, free_context),
        cmocka_unit_test_setup_teardown(map_keeps_every_key, make_context, free_context),
        cmocka_unit_test_setup_teardown(buffer_builds_text, make_context, free_context),
        cmocka_unit_test(utf8_walks_both_ways),
        cmocka_unit_test_setup_teardown(output_appears_whole_or_not_at_all, make_context, free_context),
        cmocka_unit_test_setup_teardown(output_keeps_links_and_modes, make_context, free_context),
        cmocka_unit_test_setup_teardown(output_reports_a_full_disk, make_context, free_context),
        cmocka_unit_test(files_may_shrink_or_go_while_they_are_read),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
