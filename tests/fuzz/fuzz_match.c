/* Finds a quote in two sources, in memory and in a kept index: the bytes are a source, NUL, another source, NUL, and
 * the quote. Both must answer alike, with places inside of the texts. */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "duizhao/duizhao.h"
#include "fuzz.h"

static void compare(dz_context *context, const dz_index *index, const dz_index *kept, dz_view quote)
{
    dz_match_list *first = NULL, *second = NULL;
    assert(dz_match_quote(context, &first, index, quote.data, quote.length, NULL) == DZ_OK);
    assert(dz_match_quote(context, &second, kept, quote.data, quote.length, NULL) == DZ_OK);
    assert(first->found == second->found && first->count == second->count);
    for (size_t i = 0; i < first->count; i++) {
        const dz_match *match = &first->items[i], *same = &second->items[i];
        assert(match->document == same->document && match->rank == same->rank && match->part == same->part);
        assert(match->source.begin == same->source.begin && match->source.end == same->source.end);
        assert(match->source.begin <= match->source.end && match->quote.begin <= match->quote.end);
        assert(match->source.end <= dz_document_text(dz_index_document(index, match->document)).length);
        assert(match->quote.end <= quote.length);
    }
    dz_match_list_free(first);
    dz_match_list_free(second);
}

static dz_status add(dz_context *context, dz_index *index, const char *name, const uint8_t *bytes, size_t length)
{
    dz_document *document = NULL;
    dz_status status = dz_document_parse(context, &document, name, bytes, length, NULL);
    return status == DZ_OK ? dz_index_add(index, document) : status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, 0, size);
    const uint8_t *behind = end ? memchr(end + 1, 0, size - (size_t)(end - data) - 1) : NULL;
    dz_context *context;
    dz_index *index = NULL, *kept = NULL;
    dz_decoded *quote = NULL;
    char path[64];
    if (!behind || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    snprintf(path, sizeof path, "/dev/shm/fuzz-match-%ld.dzidx", (long)getpid());
    if (dz_index_new(context, &index) == DZ_OK && add(context, index, "one.txt", data, (size_t)(end - data)) == DZ_OK &&
        add(context, index, "two.txt", end + 1, (size_t)(behind - end) - 1) == DZ_OK &&
        dz_decode(context, &quote, behind + 1, size - (size_t)(behind - data) - 1, "UTF-8") == DZ_OK) {
        assert(dz_index_save(context, index, path) == DZ_OK);
        assert(dz_index_open(context, &kept, path) == DZ_OK);
        unlink(path);
        compare(context, index, kept, dz_decoded_text(quote));
    }
    dz_decoded_free(quote);
    dz_index_free(kept);
    dz_index_free(index);
    dz_context_free(context);
    return 0;
}
