/* Reads bytes as an alignment: the first byte chooses the format and whether there are texts, the rest is the file.
 * What is asserted holds for every input: beads name sentences that are there, each ascending; what is read can be
 * written in every format; and what is written as JSON lines is read again with the same beads.
 *
 * With libFuzzer this is a target; with -DREPLAY it is a program that runs the seeds. */
#include "duizhao/duizhao.h"
#include "fuzz.h"

static const dz_format formats[] = {DZ_FORMAT_JSONL,   DZ_FORMAT_BEADS,  DZ_FORMAT_TSV,   DZ_FORMAT_CSV,
                                    DZ_FORMAT_TMX,     DZ_FORMAT_XLIFF,  DZ_FORMAT_TEI,   DZ_FORMAT_XCES,
                                    DZ_FORMAT_XLIFF12, DZ_FORMAT_LADDER, DZ_FORMAT_BITEXT};
#define FORMATS (sizeof formats / sizeof *formats)

typedef struct growing {
    char *bytes;
    size_t length;
} growing;

static dz_status keep(void *payload, const void *bytes, size_t length)
{
    growing *out = payload;
    char *grown = realloc(out->bytes, out->length + length + 1);
    assert(grown);
    memcpy(grown + out->length, bytes, length);
    out->bytes = grown;
    out->length += length;
    return DZ_OK;
}

static void check_side(const uint32_t *numbers, size_t count, const dz_document *document)
{
    size_t sentences;
    dz_document_sentences(document, &sentences);
    for (size_t i = 0; i < count; i++) {
        assert(numbers[i] < sentences);
        assert(i == 0 || numbers[i] > numbers[i - 1]);
    }
}

static void check_pair(const dz_pair *pair)
{
    for (size_t n = 0; n < dz_alignment_count(pair->alignment); n++) {
        const dz_bead *bead = dz_alignment_bead(pair->alignment, n);
        assert(bead->source_count + bead->target_count > 0);
        assert(bead->score >= 0 && bead->score <= 1);
        check_side(bead->source, bead->source_count, pair->source);
        check_side(bead->target, bead->target_count, pair->target);
    }
}

static void write_all(dz_context *context, const dz_pair *pair)
{
    for (int format = DZ_FORMAT_TEXT; format <= DZ_FORMAT_BITEXT; format++) {
        growing out = {NULL, 0};
        const dz_sink sink = {keep, &out};
        dz_status status = dz_write_alignment(context, &sink, pair->alignment, pair->source, pair->target, pair->name,
                                              (dz_format)format, NULL);
        assert(status == DZ_OK || (format == DZ_FORMAT_LADDER && status == DZ_ERROR_ARGUMENT));
        if (format == DZ_FORMAT_JSONL) {
            dz_pair_list *again = NULL;
            dz_read_options options = DZ_READ_OPTIONS_INIT;
            options.format = DZ_FORMAT_JSONL;
            assert(dz_pairs_parse(context, &again, "again", out.bytes ? out.bytes : "", out.length, &options) == DZ_OK);
            const dz_pair *read = dz_pair_at(again, 0);
            assert(dz_alignment_count(read->alignment) == dz_alignment_count(pair->alignment));
            for (size_t n = 0; n < dz_alignment_count(read->alignment); n++) {
                const dz_bead *a = dz_alignment_bead(read->alignment, n), *b = dz_alignment_bead(pair->alignment, n);
                assert(a->source_count == b->source_count && a->target_count == b->target_count);
                assert(a->status == b->status && a->flags == b->flags);
            }
            dz_pair_list_free(again);
        }
        free(out.bytes);
    }
}

static dz_document *text_of(dz_context *context, const char *text)
{
    dz_document *document = NULL;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    options.keep_lines = true;
    assert(dz_document_parse(context, &document, "text", text, strlen(text), &options) == DZ_OK);
    return document;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dz_context *context;
    dz_pair_list *list = NULL;
    dz_read_options options = DZ_READ_OPTIONS_INIT;
    dz_document *source = NULL, *target = NULL;
    if (!size || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    options.format = formats[data[0] % FORMATS];
    if (data[0] & 0x40) {
        source = text_of(context, "\xE4\xB8\x80\xE3\x80\x82\n\xE4\xBA\x8C\xE3\x80\x82\n\xE4\xB8\x89\xE3\x80\x82\n");
        target = text_of(context, "One.\nTwo.\nThree.\n");
        options.source = source;
        options.target = target;
        options.decisions = (data[0] & 0x80) != 0;
    }
    if (dz_pairs_parse(context, &list, "file", data + 1, size - 1, &options) == DZ_OK) {
        for (size_t n = 0; n < dz_pair_count(list); n++) {
            check_pair(dz_pair_at(list, n));
            write_all(context, dz_pair_at(list, n));
        }
    }
    dz_pair_list_free(list);
    dz_document_free(source);
    dz_document_free(target);
    dz_glossary *glossary = NULL;
    dz_glossary_parse(context, &glossary, "file", data + 1, size - 1);
    dz_glossary_free(glossary);
    dz_context_free(context);
    return 0;
}
