/* Checks a quote against a source, both arbitrary: the bytes up to the first NUL are the source, the rest the quote.
 * What is asserted holds for every input: matches and differences are inside their texts, and "verbatim" is only said
 * of what stands in the source, white space aside.
 *
 * With libFuzzer this is a target; with -DREPLAY it is a program that runs the files it is given. */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duizhao/duizhao.h"

static void check_result(const dz_index *index, const dz_check_result *result)
{
    for (size_t i = 0; i < result->match_count; i++) {
        const dz_match *match = &result->matches[i];
        assert(match->source.begin <= match->source.end);
        assert(match->source.end <= dz_document_text(dz_index_document(index, match->document)).length);
        assert(match->quote.begin <= match->quote.end && match->quote.end <= result->quote.text.length);
    }
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        assert(difference->match < result->match_count);
        assert(difference->quote.begin <= difference->quote.end);
        assert(difference->quote.end <= result->quote.text.length);
        assert(difference->note);
    }
    assert((result->verdict == DZ_VERDICT_NOT_FOUND) == (result->match_count == 0));
    assert(result->verdict != DZ_VERDICT_VERBATIM || result->difference_count == 0);
    assert(result->verdict != DZ_VERDICT_TYPOGRAPHIC || result->difference_count == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, 0, size);
    dz_context *context;
    dz_index *index = NULL;
    dz_document *document = NULL;
    dz_decoded *decoded = NULL;
    dz_check *check = NULL;
    if (!end || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    size_t length = (size_t)(end - data);
    if (dz_index_new(context, &index) == DZ_OK &&
        dz_document_parse(context, &document, "source.txt", data, length, NULL) == DZ_OK &&
        dz_index_add(index, document) == DZ_OK &&
        dz_decode(context, &decoded, end + 1, size - length - 1, "UTF-8") == DZ_OK) {
        dz_quote quote = {.text = dz_decoded_text(decoded), .speaker = "the spokesperson"};
        if (dz_check_quote(context, &check, index, &quote, NULL) == DZ_OK)
            check_result(index, dz_check_at(check, 0));
    }
    dz_check_free(check);
    dz_decoded_free(decoded);
    dz_index_free(index);
    dz_context_free(context);
    return 0;
}

#ifdef REPLAY
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        static uint8_t bytes[1 << 20];
        FILE *file = fopen(argv[i], "rb");
        assert(file);
        size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        LLVMFuzzerTestOneInput(bytes, size);
    }
    return 0;
}
#endif
