/* Decodes bytes, then reads sentences, words, key and values from the text; the first byte chooses the options. What is
 * asserted holds for every input: spans are in order and inside the text, and the map of the key goes both ways.
 *
 * With libFuzzer this is a target; with -DREPLAY it is a program that runs the files it is given. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duizhao/text.h"

#undef NDEBUG
#include <assert.h>

static void check_spans(const dz_span_list *list, size_t length)
{
    size_t last = 0;
    for (size_t i = 0; i < list->count; i++) {
        assert(list->items[i].begin >= last && list->items[i].begin < list->items[i].end);
        last = list->items[i].end;
    }
    assert(last <= length);
}

static void read_sentences(dz_context *context, dz_view text, unsigned choice)
{
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    options.split_semicolons = choice & 1;
    options.keep_lines = choice & 2;
    options.icu = choice & 4;
    dz_span_list *list;
    if (dz_sentences(context, &list, text.data, text.length, &options) == DZ_OK)
        check_spans(list, text.length);
    dz_span_list_free(list);
}

static void read_words(dz_context *context, dz_view text, unsigned choice)
{
    dz_word_options options = DZ_WORD_OPTIONS_INIT;
    options.icu = choice & 4;
    dz_word_list *list;
    size_t last = 0;
    dz_status status = dz_words(context, &list, text.data, text.length, &options);
    for (size_t i = 0; status == DZ_OK && i < list->count; i++) {
        assert(list->items[i].span.begin >= last && list->items[i].span.begin < list->items[i].span.end);
        last = list->items[i].span.end;
    }
    assert(last <= text.length);
    dz_word_list_free(list);
}

static void read_key(dz_context *context, dz_view text, unsigned choice)
{
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    options.folds = choice & 8 ? DZ_FOLD_ALL : (choice * 37u) & DZ_FOLD_ALL;
    options.script = choice & 16 ? DZ_SCRIPT_HANT : DZ_SCRIPT_HANS;
    dz_key *key;
    if (dz_key_new(context, &key, text.data, text.length, &options) != DZ_OK)
        return;
    dz_view folded = dz_key_text(key);
    for (size_t at = 0; at < folded.length; at++) {
        dz_span span = dz_key_to_text(key, (dz_span){at, at + 1});
        assert(span.begin < span.end && span.end <= text.length);
        dz_span back = dz_key_from_text(key, span);
        assert(back.begin <= at && back.end > at && back.end <= folded.length);
    }
    size_t last = 0;
    for (size_t i = 0; i < dz_key_fold_count(key); i++) {
        dz_fold_use use = dz_key_fold(key, i);
        assert(use.span.begin >= last && use.span.end <= text.length && use.span.begin < use.span.end);
        last = use.span.begin;
    }
    dz_key_free(key);
}

static void read_values(dz_context *context, dz_view text)
{
    dz_value_list *list;
    size_t last = 0;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.document_date = "2015-03-31";
    if (dz_values(context, &list, text.data, text.length, &options) != DZ_OK)
        return;
    for (size_t i = 0; i < dz_value_count(list); i++) {
        const dz_value *value = dz_value_at(list, i);
        assert(value->span.begin >= last && value->span.begin < value->span.end && value->span.end <= text.length);
        last = value->span.end;
    }
    dz_value_list_free(list);
}

typedef struct rest {
    const uint8_t *bytes;
    size_t left;
} rest;

static dz_status give_some(void *payload, void *bytes, size_t room, size_t *got)
{
    rest *from = payload;
    *got = from->left < 97 ? from->left : 97;
    *got = *got < room ? *got : room;
    memcpy(bytes, from->bytes, *got);
    from->bytes += *got;
    from->left -= *got;
    return DZ_OK;
}

/* The windows follow each other without a gap, and their repairs stand in them. */
static void read_stream(dz_context *context, const uint8_t *data, size_t size, const char *label, unsigned choice)
{
    rest from = {data, size};
    dz_reader reader = {give_some, &from};
    dz_stream_options options = DZ_STREAM_OPTIONS_INIT;
    dz_stream *stream;
    dz_window window;
    uint64_t end = 0;
    options.encoding = label;
    options.keep_lines = choice & 2;
    options.window_bytes = 4096;
    if (dz_stream_new(context, &stream, &reader, &options) != DZ_OK)
        return;
    while (dz_stream_next(stream, &window) == DZ_OK && window.text.length > 0) {
        assert(window.begin == end);
        end += window.text.length;
        for (size_t i = 0; i < window.repair_count; i++)
            assert(window.repairs[i].span.begin < window.text.length);
    }
    dz_stream_free(stream);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const labels[] = {NULL, "utf-8", "gbk", "big5", "utf-16", "latin1", "nonsense", NULL};
    dz_context *context;
    dz_decoded *decoded;
    if (size < 1 || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    unsigned choice = data[0];
    read_stream(context, data + 1, size - 1, labels[choice >> 5], choice);
    if (dz_decode(context, &decoded, data + 1, size - 1, labels[choice >> 5]) == DZ_OK) {
        dz_view text = dz_decoded_text(decoded);
        read_sentences(context, text, choice);
        read_words(context, text, choice);
        read_key(context, text, choice);
        read_values(context, text);
        dz_decoded_free(decoded);
    }
    dz_context_free(context);
    return 0;
}

#ifdef REPLAY
int main(int argc, char **argv)
{
    static uint8_t bytes[1 << 20];
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file) {
            fprintf(stderr, "fuzz_text: cannot open %s\n", argv[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, sizeof bytes, file));
        fclose(file);
    }
    return 0;
}
#endif
