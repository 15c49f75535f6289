/* Reads what pdftotext writes of a PDF file: its layout, running heads and paragraphs, without the program. The first
 * byte says whether the input is put into the elements around a document's pages. */
#include "fuzz.h"

#include "document/readers.h"

static const char head[] = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title></title></head><body><doc>";
static const char tail[] = "</doc></body></html>";

static void read_output(dz_context *context, const uint8_t *data, size_t size, bool wrapped)
{
    dz_arena arena;
    dz_buffer output, text;
    dz_arena__init(&arena, context);
    dz_buffer__init(&output, context);
    dz_buffer__init(&text, context);
    dz_draft draft = {.context = context, .arena = &arena, .name = "fuzz.pdf"};
    if (wrapped)
        dz_buffer__append_text(&output, head);
    dz_buffer__append(&output, (const char *)data, size);
    if (wrapped)
        dz_buffer__append_text(&output, tail);
    if (dz_buffer__status(&output) == DZ_OK && dz_read__pdf_output(&draft, &text, &output) == DZ_OK) {
        size_t end = 0;
        for (size_t i = 0; i < draft.pieces.count; end = draft.pieces.items[i++].block.span.end)
            fuzz_check_span((dz_view){draft.text, draft.length}, draft.pieces.items[i].block.span, end);
        for (size_t i = 0; i < draft.repairs.count; i++)
            assert(draft.repairs.items[i].span.end <= draft.length);
    }
    dz_array__free(context, &draft.pieces);
    dz_array__free(context, &draft.repairs);
    dz_buffer__free(&text);
    dz_buffer__free(&output);
    dz_arena__free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dz_context *context;
    if (size < 1 || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    read_output(context, data + 1, size - 1, (data[0] & 1) == 0);
    dz_context_free(context);
    return 0;
}
