/* The index of sources and the matcher: what is lost if one of these fails is a quote that is not found, or found
 * elsewhere, because its sources were read from a kept index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "duizhao/duizhao.h"
#include "failing_allocator.h"
#include "match/bits.h"
#include "match/terms.h"

static const char transcript_en[] = "Date: 2015-04-02\nTitle: Briefing on the network\n\n"
                                    "Q: Will the ministry answer the attacks of last week?\n"
                                    "A: We oppose all forms of cyber attacks. Tracing them takes time, and we will not "
                                    "point fingers before the work is done. The office has reached 4,761 sites.\n"
                                    "Q: How many sites are still closed?\n"
                                    "A: A few hundred, caf\xC3\xA9s and libraries among them.\n";
static const char transcript_zh[] =
    "问：外交部怎样看待上周的网络攻击？\n答：我们反对一切形式的网络攻击。追查来源需要时间，我们不会在工作完成之前"
    "指责任何人。办公室已经联系了4761个网站。\n问：还有多少网站没有恢复？\n答：还有几百个，其中有图书馆。\n";
static const char *const quotes[] = {
    "We oppose all forms of cyber attacks.",
    "cyber attacks",
    "cafés and",
    "Tracing them takes time ... The office has reached 4,671 sites.",
    "网络",
    "追查来源需要时间",
    "我们反对任何形式的网络攻击",
    "追查來源需要時間，我們不會在工作完成之前指責任何人",
    "nothing of this sort was ever said in any room of the office on any day of the year",
    "not",
    "们",
    "",
    "The office has reached 4,761 sites. A few hundred, caf\xC3\xA9s and libraries among them.",
};

#define QUOTE_COUNT (sizeof quotes / sizeof *quotes)

static dz_status add_text(dz_context *context, dz_index *index, const char *name, const char *text)
{
    dz_document *document = NULL;
    dz_status status = dz_document_parse(context, &document, name, text, strlen(text), NULL);
    return status == DZ_OK ? dz_index_add(index, document) : status;
}

/* A text of many blocks, no two sentences of which are alike. */
static char *make_long_text(size_t sentences)
{
    static const char *const subjects[] = {"The office", "The ministry", "A delegation", "The province", "The bank"};
    static const char *const verbs[] = {"received", "reviewed", "refused", "repaired", "reported"};
    static const char *const objects[] = {"letters",  "bridges", "schools", "harbours",
                                          "accounts", "vessels", "tariffs"};
    char *text = malloc(sentences * 100 + 1);
    size_t length = 0;
    assert_non_null(text);
    for (size_t i = 0; i < sentences; i++)
        length += (size_t)sprintf(text + length, "%s %s %zu %s and item%zu of the list.\n", subjects[i % 5],
                                  verbs[i / 5 % 5], i * 7 + 3, objects[i / 25 % 7], i);
    return text;
}

static dz_status fill(dz_context *context, dz_index *index)
{
    dz_status status = dz_index_add_source(index, "a.txt", 5, 7);
    if (status == DZ_OK)
        status = add_text(context, index, "a.txt", transcript_en);
    if (status == DZ_OK)
        status = add_text(context, index, "empty.txt", "");
    if (status == DZ_OK)
        status = dz_index_add_source(index, "b.txt", 6, 8);
    return status == DZ_OK ? add_text(context, index, "b.txt", transcript_zh) : status;
}

static char *temporary_path(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/duizhao-match-%ld-%s", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (long)getpid(),
             name);
    return path;
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(1 << 22);
    assert_non_null(bytes);
    *length = fread(bytes, 1, 1 << 22, file);
    fclose(file);
    return bytes;
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void assert_same_matches(dz_context *context, const dz_index *a, const dz_index *b, const char *quote)
{
    dz_match_list *first, *second;
    assert_int_equal(dz_match_quote(context, &first, a, quote, strlen(quote), NULL), DZ_OK);
    assert_int_equal(dz_match_quote(context, &second, b, quote, strlen(quote), NULL), DZ_OK);
    assert_int_equal(first->found, second->found);
    assert_int_equal(first->count, second->count);
    assert_true(first->coverage == second->coverage);
    for (size_t i = 0; i < first->count; i++) {
        const dz_match *left = &first->items[i], *right = &second->items[i];
        assert_int_equal(left->document, right->document);
        assert_int_equal(left->rank, right->rank);
        assert_int_equal(left->part, right->part);
        assert_int_equal(left->source.begin, right->source.begin);
        assert_int_equal(left->source.end, right->source.end);
        assert_int_equal(left->quote.begin, right->quote.begin);
        assert_int_equal(left->quote.end, right->quote.end);
        assert_true(left->score == right->score);
    }
    dz_match_list_free(first);
    dz_match_list_free(second);
}

static void assert_same_text(const char *a, const char *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a)
        assert_string_equal(a, b);
}

static void assert_same_document(const dz_document *a, const dz_document *b)
{
    size_t count, other;
    assert_string_equal(dz_document_name(a), dz_document_name(b));
    assert_string_equal(dz_document_text(a).data, dz_document_text(b).data);
    assert_string_equal(dz_document_encoding(a), dz_document_encoding(b));
    assert_string_equal(dz_document_language_tag(a), dz_document_language_tag(b));
    assert_int_equal(dz_document_language(a), dz_document_language(b));
    assert_same_text(dz_document_date(a), dz_document_date(b));
    assert_same_text(dz_document_speaker(a), dz_document_speaker(b));
    assert_same_text(dz_document_title(a), dz_document_title(b));
    const dz_block *blocks = dz_document_blocks(a, &count), *same = dz_document_blocks(b, &other);
    assert_int_equal(count, other);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(blocks[i].kind, same[i].kind);
        assert_int_equal(blocks[i].role, same[i].role);
        assert_int_equal(blocks[i].turn, same[i].turn);
        assert_memory_equal(&blocks[i].span, &same[i].span, sizeof(dz_span));
        assert_memory_equal(&blocks[i].content, &same[i].content, sizeof(dz_span));
        assert_same_text(blocks[i].speaker, same[i].speaker);
        assert_same_text(blocks[i].markup, same[i].markup);
    }
    const dz_sentence *sentences = dz_document_sentences(a, &count), *equals = dz_document_sentences(b, &other);
    assert_int_equal(count, other);
    for (size_t i = 0; i < count; i++) {
        assert_memory_equal(&sentences[i].span, &equals[i].span, sizeof(dz_span));
        assert_int_equal(sentences[i].block, equals[i].block);
    }
    const dz_offsets *offsets = dz_document_offsets(a), *marks = dz_document_offsets(b);
    for (size_t i = 0; i <= dz_document_text(a).length; i++)
        assert_int_equal(dz_offsets_codepoint(offsets, i), dz_offsets_codepoint(marks, i));
    for (size_t i = 0; i <= dz_offsets_length_codepoints(offsets); i++)
        assert_int_equal(dz_offsets_byte(offsets, i), dz_offsets_byte(marks, i));
}

/* An index that was kept must answer as one made of the same sources, and know as much of them. */
static void kept_index_answers_as_one_in_memory(void **state)
{
    dz_context *context;
    dz_index *index, *opened, *added;
    (void)state;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_index_new(context, &index), DZ_OK);
    assert_int_equal(fill(context, index), DZ_OK);
    char *text = make_long_text(2000);
    assert_int_equal(add_text(context, index, "long.txt", text), DZ_OK);
    char *path = temporary_path("kept.dzidx");
    assert_int_equal(dz_index_save(context, index, path), DZ_OK);
    assert_int_equal(dz_index_open(context, &opened, path), DZ_OK);
    assert_int_equal(dz_index_count(opened), 4);
    assert_int_equal(dz_index_source_count(opened), 2);
    assert_string_equal(dz_index_source_at(opened, 1).path, "b.txt");
    assert_int_equal(dz_index_source_at(opened, 1).first, 2);
    assert_int_equal(dz_index_source_at(opened, 0).hash, 7);
    for (size_t i = 0; i < dz_index_count(index); i++)
        assert_same_document(dz_index_document(index, i), dz_index_document(opened, i));
    for (size_t i = 0; i < QUOTE_COUNT; i++)
        assert_same_matches(context, index, opened, quotes[i]);
    for (size_t at = 0; at + 90 < strlen(text); at += 997) {
        char quote[91];
        for (size_t length = 8; length <= 90; length += 41) {
            snprintf(quote, length, "%s", text + at);
            assert_same_matches(context, index, opened, quote);
        }
    }
    /* what is added to an opened one is found as if all had been in memory */
    assert_int_equal(add_text(context, index, "more.txt", transcript_en), DZ_OK);
    assert_int_equal(add_text(context, opened, "more.txt", transcript_en), DZ_OK);
    for (size_t i = 0; i < QUOTE_COUNT; i++)
        assert_same_matches(context, index, opened, quotes[i]);
    /* the same documents give the same file, also when they come out of another index */
    size_t length, other;
    char *bytes = read_file(path, &length);
    assert_int_equal(dz_index_new(context, &added), DZ_OK);
    for (size_t i = 0; i < 4; i++) {
        if (i == 0)
            dz_index_add_source(added, "a.txt", 5, 7);
        if (i == 2)
            dz_index_add_source(added, "b.txt", 6, 8);
        assert_int_equal(dz_index_add_from(added, opened, i), DZ_OK);
    }
    assert_int_equal(dz_index_save(context, opened, path), DZ_ERROR_ARGUMENT);
    assert_int_equal(dz_index_save(context, added, path), DZ_OK);
    char *again = read_file(path, &other);
    assert_int_equal(length, other);
    assert_memory_equal(bytes, again, length);
    free(bytes);
    free(again);
    free(text);
    unlink(path);
    dz_index_free(added);
    dz_index_free(opened);
    dz_index_free(index);
    dz_context_free(context);
}

/* The quotes that are too short for seeds must be found wherever they stand, also across the blocks of the index. */
static void short_quotes_are_found_everywhere(void **state)
{
    dz_context *context;
    dz_index *index;
    (void)state;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_index_new(context, &index), DZ_OK);
    char *text = make_long_text(3000);
    assert_int_equal(add_text(context, index, "long.txt", text), DZ_OK);
    for (size_t i = 0; i < 3000; i += 13) {
        char quote[64];
        dz_match_list *list;
        snprintf(quote, sizeof quote, "and item%zu", i);
        assert_int_equal(dz_match_quote(context, &list, index, quote, strlen(quote), NULL), DZ_OK);
        if (!list->found)
            fail_msg("%s: not found", quote);
        assert_memory_equal(text + list->items[0].source.begin, quote, strlen(quote));
        dz_match_list_free(list);
    }
    free(text);
    dz_index_free(index);
    dz_context_free(context);
}

/* A file that is cut short, altered in one bit, or of another kind must be refused with one line, never used. */
static void damaged_files_are_refused(void **state)
{
    dz_context *context;
    dz_index *index;
    size_t length;
    (void)state;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_index_new(context, &index), DZ_OK);
    assert_int_equal(fill(context, index), DZ_OK);
    char *path = temporary_path("damaged.dzidx");
    assert_int_equal(dz_index_save(context, index, path), DZ_OK);
    dz_index_free(index);
    char *bytes = read_file(path, &length);
    for (size_t cut = 0; cut < length; cut += cut < 300 ? 1 : 37) {
        write_file(path, bytes, cut);
        assert_int_equal(dz_index_open(context, &index, path), DZ_ERROR_FORMAT);
        assert_null(index);
        assert_null(strchr(dz_context_message(context), '\n'));
    }
    for (size_t at = 0; at < length; at += at < 300 ? 1 : 7) {
        bytes[at] ^= (char)(1 << at % 8);
        write_file(path, bytes, length);
        bytes[at] ^= (char)(1 << at % 8);
        dz_status status = dz_index_open(context, &index, path);
        /* the bytes between two sections belong to nothing */
        assert_true(status == DZ_ERROR_FORMAT || (status == DZ_OK && !bytes[at]));
        dz_index_free(index);
    }
    bytes[length] = 'x';
    write_file(path, bytes, length + 1);
    assert_int_equal(dz_index_open(context, &index, path), DZ_ERROR_FORMAT);
    write_file(path, transcript_en, strlen(transcript_en));
    assert_int_equal(dz_index_open(context, &index, path), DZ_ERROR_FORMAT);
    free(bytes);
    unlink(path);
    dz_context_free(context);
}

static dz_status run_all(dz_context *context, const char *path)
{
    dz_index *index = NULL, *opened = NULL, *copy = NULL;
    dz_status status = dz_index_new(context, &index);
    if (status == DZ_OK)
        status = fill(context, index);
    if (status == DZ_OK)
        status = dz_index_save(context, index, path);
    if (status == DZ_OK)
        status = dz_index_open(context, &opened, path);
    if (status == DZ_OK)
        status = dz_index_new(context, &copy);
    if (status == DZ_OK)
        status = dz_index_add_from(copy, opened, 0);
    for (size_t i = 0; i < QUOTE_COUNT && status == DZ_OK; i++) {
        dz_match_list *list = NULL;
        status = dz_match_quote(context, &list, opened, quotes[i], strlen(quotes[i]), NULL);
        dz_match_list_free(list);
    }
    dz_index_free(copy);
    dz_index_free(opened);
    dz_index_free(index);
    return status;
}

/* A program that runs out of memory must be told so, and go on. */
static void every_allocation_may_fail(void **state)
{
    char *path = temporary_path("failing.dzidx");
    (void)state;
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        if (context) {
            dz_status status = run_all(context, path);
            /* lists that there is no memory to merge stay apart, and serve as well */
            assert_true(status == DZ_OK || (failing.failed && status == DZ_ERROR_MEMORY));
            dz_context_free(context);
        }
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
    unlink(path);
}

/* A document that could not be added leaves an index that finds the others. */
static void index_goes_on_after_a_failure(void **state)
{
    (void)state;
    for (size_t n = 0; n < 400; n += 7) {
        failing_allocator failing = {.fail_at = SIZE_MAX};
        dz_context *context = failing_context(&failing);
        dz_index *index;
        dz_match_list *list;
        assert_int_equal(dz_index_new(context, &index), DZ_OK);
        assert_int_equal(add_text(context, index, "first.txt", transcript_zh), DZ_OK);
        failing.fail_at = failing.count + n;
        add_text(context, index, "second.txt", transcript_zh);
        failing.fail_at = SIZE_MAX;
        assert_int_equal(add_text(context, index, "third.txt", transcript_en), DZ_OK);
        assert_int_equal(dz_match_quote(context, &list, index, quotes[1], strlen(quotes[1]), NULL), DZ_OK);
        assert_true(list->found);
        assert_string_equal(dz_document_name(dz_index_document(index, list->items[0].document)), "third.txt");
        dz_match_list_free(list);
        dz_index_free(index);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
    }
}

/* Packed numbers must come back as they were: a wrong one is a place in the wrong text. */
static void packed_numbers_come_back(void **state)
{
    dz_context *context;
    dz_buffer bytes;
    (void)state;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    dz_buffer__init(&bytes, context);
    dz_bit_writer writer = {.out = &bytes};
    for (uint32_t i = 0; i < 2000; i++) {
        dz_bits__put_rice(&writer, i * i * 77, i % 32);
        dz_bits__put(&writer, i, 11 + i % 22);
    }
    dz_bits__flush(&writer);
    dz_view all = dz_buffer__view(&bytes);
    dz_bit_reader reader = {(const unsigned char *)all.data, all.length, 0};
    for (uint32_t i = 0; i < 2000; i++) {
        assert_int_equal(dz_bits__get_rice(&reader, i % 32), i * i * 77);
        assert_int_equal(dz_bits__get(&reader, 11 + i % 22), i);
    }
    assert_false(dz_bits__overrun(&reader));
    dz_buffer__free(&bytes);
    dz_context_free(context);
}

/* In some blocks a term stands in two stretches. */
static uint8_t stretch_of(uint32_t term, uint32_t block)
{
    return block % 7 == 3 ? DZ_TERM_SEVERAL : (uint8_t)((term + block) % 20);
}

/* Those with even numbers are words, which have stretches. */
static void post_in_block(dz_context *context, dz_terms *terms, uint32_t term, uint32_t block)
{
    dz_term_place place = {dz_terms__hash_han(term, 0), block, 0, 1, term % 2 == 0, (uint8_t)((term + block) % 20)};
    bool common;
    assert_int_equal(dz_terms__post(context, terms, &place, &common), DZ_OK);
    place.stretch = block % 7 == 3 ? (uint8_t)(place.stretch + 1) : place.stretch;
    assert_int_equal(dz_terms__post(context, terms, &place, &common), DZ_OK);
}

static void assert_term(const dz_terms *terms, uint32_t hash, uint32_t step, uint32_t blocks)
{
    dz_term term = dz_terms__find(terms, hash);
    dz_term_walk walk = dz_terms__walk(terms, &term);
    uint32_t block;
    assert_int_equal(term.count, (blocks + step - 1) / step);
    for (uint32_t i = 0; i < term.count; i++) {
        assert_true(dz_terms__next(&walk, &block));
        assert_int_equal(block, i * step);
        bool common = walk.common_from[0] != UINT32_MAX || walk.common_from[1] != UINT32_MAX;
        assert_int_equal(common, i + 1 >= DZ_TERM_COMMON);
        assert_int_equal(walk.stretch, common || step % 2 ? DZ_TERM_SEVERAL : stretch_of(step, block));
    }
    assert_false(dz_terms__next(&walk, &block));
}

static void lists_of_terms_come_back(void **state)
{
    const uint32_t blocks = 5000, terms_wanted = 300;
    dz_context *context;
    dz_terms terms = {0}, opened = {0};
    dz_buffer bytes;
    (void)state;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    dz_buffer__init(&bytes, context);
    for (uint32_t block = 0; block < blocks; block++)
        for (uint32_t i = 1; i <= terms_wanted; i++)
            if (block % i == 0)
                post_in_block(context, &terms, i, block);
    assert_int_equal(dz_terms__pack(context, &terms, blocks, &bytes), DZ_OK);
    dz_view all = dz_buffer__view(&bytes);
    assert_true(dz_terms__unpack(&opened, (const unsigned char *)all.data, all.length, blocks));
    for (uint32_t i = 1; i <= terms_wanted; i++) {
        assert_term(&terms, dz_terms__hash_han(i, 0), i, blocks);
        assert_term(&opened, dz_terms__hash_han(i, 0), i, blocks);
    }
    assert_int_equal(dz_terms__find(&opened, dz_terms__hash_word("none", 4)).count, 0);
    dz_terms__free(context, &terms);
    dz_buffer__free(&bytes);
    dz_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_index_answers_as_one_in_memory),
        cmocka_unit_test(short_quotes_are_found_everywhere),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(index_goes_on_after_a_failure),
        cmocka_unit_test(packed_numbers_come_back),
        cmocka_unit_test(lists_of_terms_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
