/* Reads any bytes as a document. The first byte chooses the reader and the options. */
#include <stdint.h>
#include <stdlib.h>

#include "duizhao/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_spans(const dz_document *document)
{
    size_t blocks = 0;
    size_t sentences = 0;
    const dz_block *block = dz_document_blocks(document, &blocks);
    const dz_sentence *sentence = dz_document_sentences(document, &sentences);
    size_t end = 0;
    for (size_t i = 0; i < blocks; end = block[i++].span.end)
        if (block[i].span.begin < end || block[i].content.begin < block[i].span.begin ||
            block[i].content.end < block[i].content.begin || block[i].span.end < block[i].content.end)
            abort();
    if (end > dz_document_text(document).length)
        abort();
    for (size_t i = 0; i < sentences; i++)
        if (sentence[i].block >= blocks || sentence[i].span.begin < block[sentence[i].block].content.begin ||
            sentence[i].span.end > block[sentence[i].block].content.end)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dz_context *context = NULL;
    dz_document *document = NULL;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    if (size == 0 || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    options.format = data[0] & 16 ? DZ_INPUT_DOCX : data[0] & 1 ? DZ_INPUT_HTML : DZ_INPUT_PLAIN;
    options.keep_lines = (data[0] & 6) == 6;
    options.split_semicolons = (data[0] & 8) != 0;
    if (dz_document_parse(context, &document, "fuzz", data + 1, size - 1, &options) == DZ_OK)
        check_spans(document);
    dz_document_free(document);
    dz_context_free(context);
    return 0;
}
