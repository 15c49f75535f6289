/* Splits any text into sentences. The first byte chooses the options. What is asserted holds for every input: sentences
 * stand in order, inside the text, on whole characters, are trimmed of ASCII white space, and leave out nothing else.
 */
#include "fuzz.h"

static bool is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static void split_text(dz_context *context, dz_view text, const uint8_t *choice)
{
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    dz_span_list *list;
    size_t last = 0;
    options.split_semicolons = choice[0] & 1;
    options.keep_lines = choice[0] & 2;
    options.split_remarks = choice[0] & 4;
    options.split_quotes = (dz_quote_split)((choice[0] >> 3 & 3) % 3);
    options.icu = (choice[0] & 0x70) == 0x70;
    if (dz_sentences(context, &list, text.data, text.length, &options) != DZ_OK)
        return;
    for (size_t i = 0; i < list->count; i++) {
        dz_span span = list->items[i];
        fuzz_check_span(text, span, last);
        assert(!is_blank(text.data[span.begin]) && !is_blank(text.data[span.end - 1]));
        for (size_t at = last; at < span.begin; at++)
            assert(is_blank(text.data[at]) || (unsigned char)text.data[at] >= 0x7F);
        last = span.end;
    }
    dz_span_list_free(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_with_text(data, size, 1, split_text);
    return 0;
}
