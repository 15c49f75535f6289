/* Opens an index out of arbitrary bytes: what was altered, and then given the checksums of a whole file, must be
 * refused or serve, and read nothing outside of it. The first byte says whether the checksums are made right; without
 * one more reader is tried than the checksums let through. */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/bytes.h"
#include "duizhao/duizhao.h"
#include "fuzz.h"
#include "match/format.h"

/* Makes every checksum right that can be. */
static void mend(uint8_t *bytes, size_t size)
{
    if (size < INDEX_HEAD_BYTES)
        return;
    for (size_t i = 0; i < INDEX_SECTIONS; i++) {
        uint8_t *entry = bytes + INDEX_TABLE_BYTE + INDEX_ENTRY_BYTES * i;
        uint64_t begin = dz_bytes__read_u64(entry), length = dz_bytes__read_u64(entry + 8);
        if (begin <= size && length <= size - begin)
            dz_bytes__write_u64(entry + 16, dz_bytes__checksum(0, bytes + begin, (size_t)length));
    }
    dz_bytes__write_u64(bytes + 16, size);
    dz_bytes__write_u64(bytes + INDEX_HEAD_CHECKSUM_BYTE, 0);
    dz_bytes__write_u64(bytes + INDEX_HEAD_CHECKSUM_BYTE, dz_bytes__checksum(0, bytes, INDEX_HEAD_BYTES));
}

static size_t look_at_document(const dz_document *document)
{
    size_t count, sum = strlen(dz_document_name(document)) + strlen(dz_document_language_tag(document));
    dz_view text = dz_document_text(document);
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert(text.data[text.length] == '\0');
    for (size_t i = 0; i < count; i++) {
        assert(blocks[i].span.begin <= blocks[i].span.end && blocks[i].span.end <= text.length);
        assert(blocks[i].content.begin <= blocks[i].content.end && blocks[i].content.end <= text.length);
        sum += blocks[i].speaker ? strlen(blocks[i].speaker) : 0;
    }
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    for (size_t i = 0; i < count; i++) {
        assert(sentences[i].span.begin <= sentences[i].span.end && sentences[i].span.end <= text.length);
        sum += dz_offsets_byte(dz_document_offsets(document),
                               dz_offsets_codepoint(dz_document_offsets(document), sentences[i].span.begin));
    }
    return sum;
}

static void use(dz_context *context, const dz_index *index)
{
    static const char *const quotes[] = {
        "We oppose all forms of cyber attacks.", "point fingers", "\xE7\xBD\x91\xE7\xBB\x9C",
        "\xE8\xBF\xBD\xE6\x9F\xA5\xE6\x9D\xA5\xE6\xBA\x90\xE9\x9C\x80\xE8\xA6\x81\xE6\x97\xB6\xE9\x97\xB4"};
    size_t sum = 0;
    for (size_t i = 0; i < dz_index_count(index); i++)
        sum += look_at_document(dz_index_document(index, i));
    for (size_t i = 0; i < dz_index_source_count(index); i++)
        sum += strlen(dz_index_source_at(index, i).path);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        dz_quote quote = {.text = {quotes[i], strlen(quotes[i])}, .speaker = "the spokesperson"};
        dz_check *check = NULL;
        if (dz_check_quote(context, &check, index, &quote, NULL) == DZ_OK)
            sum += dz_check_at(check, 0)->match_count;
        dz_check_free(check);
    }
    assert(sum < SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dz_context *context;
    dz_index *index = NULL;
    char path[64];
    int file = memfd_create("fuzz-index", MFD_CLOEXEC);
    uint8_t *bytes = malloc(size + 1);
    if (size < 1 || file < 0 || !bytes || dz_context_new(&context, NULL) != DZ_OK) {
        free(bytes);
        close(file);
        return 0;
    }
    memcpy(bytes, data + 1, size - 1);
    if (data[0] & 1)
        mend(bytes, size - 1);
    assert(write(file, bytes, size - 1) == (ssize_t)(size - 1));
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (dz_index_open(context, &index, path) == DZ_OK)
        use(context, index);
    else
        assert(!strchr(dz_context_message(context), '\n'));
    dz_index_free(index);
    dz_context_free(context);
    free(bytes);
    close(file);
    return 0;
}
