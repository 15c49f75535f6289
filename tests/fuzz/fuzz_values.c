/* Reads the values of any text, and takes its beginning for a name. The first byte chooses the language, the kinds and
 * whether the date of the document is known. What is asserted holds for every input: values stand in order, inside the
 * text, on whole characters, are of a kind that was asked for, and have a normal form. */
#include "fuzz.h"

static void read_values(dz_context *context, dz_view text, const uint8_t *choice)
{
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    dz_value_list *list;
    size_t last = 0;
    options.language = (dz_language)((choice[0] & 3) % 3);
    options.document_date = choice[0] & 4 ? "2015-03-31" : NULL;
    options.kinds = (choice[0] >> 3 & 7u) << 1;
    if (dz_values(context, &list, text.data, text.length, &options) != DZ_OK)
        return;
    for (size_t i = 0; i < dz_value_count(list); i++) {
        const dz_value *value = dz_value_at(list, i);
        fuzz_check_span(text, value->span, last);
        assert(options.kinds == 0 || (options.kinds & 1u << value->kind));
        assert(value->value && value->value[0]);
        last = value->span.end;
    }
    dz_value_list_free(list);
}

static void normalize_name(dz_context *context, dz_view text)
{
    char *name;
    size_t length = text.length < 64 ? text.length : 64;
    while (!fuzz_on_character(text, length))
        length--;
    if (dz_name_normalize(context, &name, text.data, length) == DZ_OK)
        dz_string_free(context, name);
    size_t half = text.length / 2;
    while (!fuzz_on_character(text, half))
        half--;
    double similarity = dz_name_similarity(text.data, half, text.data + half, text.length - half);
    assert(similarity >= 0 && similarity <= 1);
}

static void read_all(dz_context *context, dz_view text, const uint8_t *choice)
{
    read_values(context, text, choice);
    normalize_name(context, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_with_text(data, size, 1, read_all);
    return 0;
}
