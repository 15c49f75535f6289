/* Phrases of common words: what is lost if one of these fails is a short quote of everyday words that stands in the
 * sources and is not found, as some block that has it was passed over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "duizhao/duizhao.h"
#include "match/needle.h"
#include "match/phrase.h"

#define WORDS 48
#define KEPT_BYTES ((size_t)4400000) /* more blocks than a word needs to be common */
#define ADDED_BYTES ((size_t)300000)
#define LARGEST_PHRASE 4

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* The first words are in nearly every line, the last in few blocks. */
static size_t pick_word(uint32_t *seed)
{
    uint32_t a = next_random(seed) % WORDS, b = next_random(seed) % WORDS, c = next_random(seed) % 6;
    return (size_t)a * b / WORDS >> (c > 2 ? 1 : 0);
}

static const char *spell(size_t word)
{
    static const char letters[] = "etaoinsrhldc";
    static char names[WORDS][8];
    snprintf(names[word], sizeof names[word], "%c%c%c", letters[word % 12], letters[word / 12], letters[word % 7]);
    return names[word];
}

static char *make_text(size_t bytes, uint32_t seed)
{
    char *text = malloc(bytes + 32);
    size_t length = 0;
    assert_non_null(text);
    while (length < bytes)
        length += (size_t)sprintf(text + length, "%s%s", spell(pick_word(&seed)),
                                  next_random(&seed) % 12  ? " "
                                  : next_random(&seed) % 3 ? ", "
                                                           : ".\n");
    return text;
}

static void add_text(dz_context *context, dz_index *index, const char *name, const char *text)
{
    dz_document *document;
    assert_int_equal(dz_document_parse(context, &document, name, text, strlen(text), NULL), DZ_OK);
    assert_int_equal(dz_index_add(index, document), DZ_OK);
}

/* An index of two texts, one in its file and one added. */
static dz_index *make_index(dz_context *context, const char *kept, const char *added)
{
    char path[256];
    dz_index *index;
    snprintf(path, sizeof path, "%s/duizhao-phrase-%ld", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (long)getpid());
    assert_int_equal(dz_index_new(context, &index), DZ_OK);
    add_text(context, index, "kept.txt", kept);
    assert_int_equal(dz_index_save(context, index, path), DZ_OK);
    dz_index_free(index);
    assert_int_equal(dz_index_open(context, &index, path), DZ_OK);
    unlink(path);
    add_text(context, index, "added.txt", added);
    return index;
}

/* Where the words stand in a text from `at` on, as many blanks and marks as there are between them; NULL: nowhere. */
static const char *find_words(const char *at, const char *const *words, size_t count)
{
    for (; *at; at++) { /* strstr(3) measures the whole text each time under a sanitizer */
        if (at[0] != words[0][0] || at[1] != words[0][1])
            continue;
        const char *end = at;
        size_t i = 0;
        for (; i < count && strncmp(end, words[i], 3) == 0; i++)
            for (end += 3; *end && !dz_needle__is_letter(*end);)
                end++;
        if (i == count)
            return at;
    }
    return NULL;
}

static uint32_t block_at(const dz_index *index, uint32_t document, size_t text)
{
    const dz_index_entry *entry = &index->entries.items[document];
    uint32_t anchor = entry->anchor_begin;
    while (anchor + 1 < entry->anchor_end && index->anchors.items[anchor + 1].text <= text)
        anchor++;
    return entry->block_begin + (anchor - entry->anchor_begin) / DZ_ANCHORS_PER_BLOCK;
}

static void assert_covered(const dz_index *index, uint32_t document, const char *const *words, size_t count,
                           const dz_phrase_place *places, size_t place_count, unsigned char *has /* by block + 1 */)
{
    const char *text = dz_document_text(index->entries.items[document].document).data;
    for (const char *at = text; (at = find_words(at, words, count)) != NULL; at++) {
        uint32_t block = block_at(index, document, (size_t)(at - text));
        bool found = false;
        for (size_t i = 0; i < place_count && !found; i++)
            found = places[i].block == block || places[i].block == block + 1;
        if (!found)
            fail_msg("%s %s ...: not found in block %u", words[0], words[1], block);
        has[block + 1] = 1;
    }
}

static void assert_found_everywhere(dz_context *context, const dz_index *index, const char *const *words, size_t count)
{
    char quote[64] = "";
    dz_prepared_quote prepared;
    dz_phrase_place *places = malloc((index->block_count + 1) * sizeof *places);
    unsigned char *has = calloc(index->block_count + 3, 1);
    assert_true(places && has);
    for (size_t i = 0; i < count; i++)
        snprintf(quote + strlen(quote), sizeof quote - strlen(quote), "%s ", words[i]);
    assert_int_equal(dz_quote__prepare(context, &prepared, quote, strlen(quote)), DZ_OK);
    dz_span all = {0, prepared.tokens.count};
    assert_true(dz_phrase__may_be(&prepared, all));
    size_t found = dz_phrase__find(index, &prepared, all, places, index->block_count);
    for (uint32_t document = 0; document < 2; document++)
        assert_covered(index, document, words, count, places, found, has);
    for (size_t i = 0; i < found; i++) {
        uint32_t block = places[i].block;
        assert_true(has[block] || has[block + 1] || has[block + 2]); /* in it, or just before or behind */
        const char *text = dz_document_text(index->entries.items[places[i].document].document).data + places[i].text;
        assert_ptr_equal(find_words(text, words, count), text);
    }
    dz_quote__free(&prepared);
    free(places);
    free(has);
}

static void phrases_are_found_in_every_block(void **state)
{
    dz_context *context;
    uint32_t seed = 6;
    (void)state;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    char *kept = make_text(KEPT_BYTES, 1), *added = make_text(ADDED_BYTES, 2);
    dz_index *index = make_index(context, kept, added);
    dz_term common = dz_terms__find(&index->terms, dz_terms__hash_word(spell(0), 3));
    dz_term rare = dz_terms__find(&index->terms, dz_terms__hash_word(spell(WORDS - 3), 3));
    assert_true(common.count > DZ_TERM_COMMON && rare.count < DZ_TERM_COMMON && rare.count > 0);
    for (size_t i = 0; i < 60; i++) {
        const char *words[LARGEST_PHRASE];
        size_t count = 2 + i % (LARGEST_PHRASE - 1);
        for (size_t j = 0; j < count; j++)
            words[j] = spell(next_random(&seed) % 3 ? pick_word(&seed) : next_random(&seed) % WORDS);
        assert_found_everywhere(context, index, words, count);
    }
    free(kept);
    free(added);
    dz_index_free(index);
    dz_context_free(context);
}

static size_t count_places(dz_context *context, const dz_index *index, const char *quote)
{
    dz_match_list *list;
    assert_int_equal(dz_match_quote(context, &list, index, quote, strlen(quote), NULL), DZ_OK);
    size_t count = list->found ? list->count : 0;
    dz_match_list_free(list);
    return count;
}

/* A source's apostrophe may be typographic, and marks of quotation may stand before the phrase. */
static void apostrophes_keep_no_phrase_from_being_found(void **state)
{
    dz_context *context;
    dz_index *index;
    (void)state;
    assert_int_equal(dz_context_new(&context, NULL), DZ_OK);
    assert_int_equal(dz_index_new(context, &index), DZ_OK);
    add_text(context, index, "a.txt", "'So' he said that it was the office\xE2\x80\x99s own, and a are it isn't.\n");
    assert_int_equal(count_places(context, index, "the office's own"), 1);
    assert_int_equal(count_places(context, index, "was the office\xE2\x80\x99s"), 1);
    assert_int_equal(count_places(context, index, "it isn\xE2\x80\x99t"), 1);
    assert_int_equal(count_places(context, index, "so he"), 1);
    assert_int_equal(count_places(context, index, "a are"), 1);
    dz_index_free(index);
    dz_context_free(context);
}

/* The one search must find what the other, plain one finds, at every place and near both ends of a text. */
static void needles_are_found_wherever_they_stand(void **state)
{
    static const char *const forms[] = {"a", "if", "mail", "quiz", "\xE7\xBD\x91\xE7\xBB\x9C", "caf\xC3\xA9"};
    char text[400];
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t length = strlen(forms[i]);
        dz_needle needle = dz_needle__new(forms[i], length);
        for (size_t size = length; size < 200; size += 7) {
            for (size_t at = 0; at + length <= size; at++) {
                memset(text, ' ', sizeof text);
                memcpy(text + at, forms[i], length);
                if (at % 2 && forms[i][0] >= 'a' && forms[i][0] <= 'z')
                    text[at] = (char)(text[at] - 'a' + 'A');
                assert_int_equal(dz_needle__find(&needle, (dz_view){text, size}, 0), at);
                assert_int_equal(dz_needle__find(&needle, (dz_view){text, size - 1}, at + 1), SIZE_MAX);
                text[at + length] = 'x';
                bool joined = dz_needle__is_letter(forms[i][length - 1]) && at + length < size;
                assert_int_equal(dz_needle__find(&needle, (dz_view){text, size}, 0), joined ? SIZE_MAX : at);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_are_found_in_every_block),
        cmocka_unit_test(apostrophes_keep_no_phrase_from_being_found),
        cmocka_unit_test(needles_are_found_wherever_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
