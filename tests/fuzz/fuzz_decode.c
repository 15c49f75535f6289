/* Decodes any bytes, whole and as a stream. The first byte chooses the label and how the stream is cut. What is
 * asserted holds for every input: the text is UTF-8, every replacement character in it is reported, repairs and
 * suspicions stand in order and inside the text, and the windows of a stream follow each other without a gap. */
#include "fuzz.h"

static bool is_reported(const dz_decoded *decoded, size_t *next, size_t at)
{
    for (; *next < dz_decoded_repair_count(decoded); ++*next) {
        dz_repair repair = dz_decoded_repair(decoded, *next);
        if (repair.span.end > at)
            return repair.span.begin <= at;
    }
    return false;
}

static void check_decoded(const dz_decoded *decoded)
{
    dz_view text = dz_decoded_text(decoded);
    size_t last = 0, next = 0;
    assert(text.data[text.length] == '\0' && dz_decoded_encoding(decoded));
    for (size_t i = 0; i < dz_decoded_repair_count(decoded); i++) {
        dz_repair repair = dz_decoded_repair(decoded, i);
        assert(repair.what && repair.what[0]);
        assert(repair.span.begin >= last && repair.span.begin <= repair.span.end && repair.span.end <= text.length);
        assert(fuzz_on_character(text, repair.span.begin) && fuzz_on_character(text, repair.span.end));
        last = repair.span.begin;
    }
    for (size_t at = 0; at + 3 <= text.length; at++)
        if (memcmp(text.data + at, "\xEF\xBF\xBD", 3) == 0)
            assert(is_reported(decoded, &next, at));
}

/* Places in code points and in bytes are each other's. */
static void check_offsets(dz_context *context, dz_view text)
{
    dz_offsets *offsets;
    if (dz_offsets_new(context, &offsets, text.data, text.length) != DZ_OK)
        return;
    size_t count = dz_offsets_length_codepoints(offsets), last = 0;
    for (size_t i = 0; i <= count; i++) {
        size_t byte = dz_offsets_byte(offsets, i);
        assert((i == 0 || byte > last) && fuzz_on_character(text, byte) && dz_offsets_codepoint(offsets, byte) == i);
        last = byte;
    }
    assert(last == text.length);
    dz_offsets_free(offsets);
}

typedef struct rest {
    const uint8_t *bytes;
    size_t left;
    size_t step;
} rest;

static dz_status give_some(void *payload, void *bytes, size_t room, size_t *got)
{
    rest *from = payload;
    *got = from->left < from->step ? from->left : from->step;
    *got = *got < room ? *got : room;
    memcpy(bytes, from->bytes, *got);
    from->bytes += *got;
    from->left -= *got;
    return DZ_OK;
}

static void read_stream(dz_context *context, const uint8_t *data, size_t size, const char *label, unsigned choice)
{
    rest from = {data, size, choice & 1 ? 97 : 4096};
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const labels[] = {NULL, "utf-8", "gbk", "big5", "utf-16", "latin1", "nonsense", NULL};
    dz_context *context;
    dz_decoded *decoded;
    if (size < 1 || dz_context_new(&context, NULL) != DZ_OK)
        return 0;
    const char *label = labels[data[0] >> 5];
    read_stream(context, data + 1, size - 1, label, data[0]);
    if (dz_decode(context, &decoded, data + 1, size - 1, label) == DZ_OK) {
        check_decoded(decoded);
        check_offsets(context, dz_decoded_text(decoded));
        dz_language_detect(dz_decoded_text(decoded).data, dz_decoded_text(decoded).length);
        dz_script_detect(dz_decoded_text(decoded).data, dz_decoded_text(decoded).length);
        dz_decoded_free(decoded);
    }
    dz_context_free(context);
    return 0;
}
