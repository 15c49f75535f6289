/* Cuts any text into words. The first byte chooses the engine and the language. What is asserted holds for every input:
 * words stand in order, inside the text, on whole characters, and leave out nothing but white space. */
#include "fuzz.h"

/* The shipped table, opened once; NULL where the environment does not say where it is: ICU's dictionary cuts then. */
static const dz_word_table *shipped_table(void)
{
    static dz_context *context;
    static dz_word_table *table;
    if (!context && dz_context_new(&context, NULL) == DZ_OK)
        dz_word_table_open(context, &table, NULL);
    return table;
}

static void cut_words(dz_context *context, dz_view text, const uint8_t *choice)
{
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    dz_word_list *list;
    size_t last = 0;
    options.icu = (choice[0] & 7) == 7;
    options.language = (dz_language)((choice[0] >> 3) % 3);
    options.table = choice[0] & 128 ? NULL : shipped_table();
    if (dz_words(context, &list, text.data, text.length, &options) == DZ_OK) {
        for (size_t i = 0; i < list->count; i++) {
            fuzz_check_span(text, list->items[i].span, last);
            for (size_t at = last; at < list->items[i].span.begin; at++)
                assert((unsigned char)text.data[at] <= ' ' || (unsigned char)text.data[at] >= 0x7F);
            char stem[64];
            dz_span span = list->items[i].span;
            assert(dz_stem(text.data + span.begin, span.end - span.begin, stem, sizeof stem) < sizeof stem);
            last = span.end;
        }
        dz_word_list_free(list);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_with_text(data, size, 1, cut_words);
    return 0;
}
