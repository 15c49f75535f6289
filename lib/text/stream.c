#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "text/decode.h"

#include <string.h>

#define WINDOW_BYTES ((size_t)1 << 20)
#define WINDOW_BYTES_MIN ((size_t)1 << 12)

/*      raw:   |...... read, not decoded ......|                  at most a window
 *      text:  |.. the window given out last ..|.. the rest ..|   decoded; the next window begins with the rest  */
struct dz_stream {
    dz_context *context;
    dz_reader reader;
    dz_stream_options options;
    char *raw;
    size_t raw_length;
    dz_buffer text;
    size_t given; /* bytes of `text` that the last window had */
    DZ_ARRAY(dz_repair) repairs;
    size_t repairs_given;
    const char *encoding;
    bool begun;   /* the first bytes were decoded */
    bool settled; /* the encoding is known, not only that all was ASCII so far */
    bool read_all;
    dz_status failure;
    uint64_t begin;
    uint64_t begin_codepoint;
};

dz_status dz_stream_new(dz_context *context, dz_stream **out, const dz_reader *reader, const dz_stream_options *options)
{
    static const dz_stream_options defaults = DZ_STREAM_OPTIONS_INIT;
    *out = NULL;
    if (options && options->version != DZ_STREAM_OPTIONS_VERSION)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "options of streams: unknown version");
    dz_stream *stream = dz_memory__zeroed(context, 1, sizeof *stream);
    if (!stream)
        return DZ_ERROR_MEMORY;
    stream->context = context;
    stream->reader = *reader;
    stream->options = options ? *options : defaults;
    stream->encoding = "UTF-8";
    if (stream->options.window_bytes == 0)
        stream->options.window_bytes = WINDOW_BYTES;
    if (stream->options.window_bytes < WINDOW_BYTES_MIN)
        stream->options.window_bytes = WINDOW_BYTES_MIN;
    dz_buffer__init(&stream->text, context);
    stream->raw = dz_memory__zeroed(context, stream->options.window_bytes, 1);
    if (!stream->raw) {
        dz_stream_free(stream);
        return DZ_ERROR_MEMORY;
    }
    *out = stream;
    return DZ_OK;
}

/* ---- Reading and decoding ------------------------------------------------------------------------------------- */

static dz_status read_raw(dz_stream *stream)
{
    while (!stream->read_all && stream->raw_length < stream->options.window_bytes) {
        size_t got = 0, room = stream->options.window_bytes - stream->raw_length;
        dz_status status = stream->reader.read(stream->reader.payload, stream->raw + stream->raw_length, room, &got);
        if (status != DZ_OK)
            return status;
        stream->raw_length += got < room ? got : room;
        stream->read_all = got == 0;
    }
    return DZ_OK;
}

static bool is_ascii(dz_view text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

/* Takes over what was decoded. */
static dz_status append_decoded(dz_stream *stream, const dz_decoded *decoded)
{
    dz_view text = dz_decoded_text(decoded);
    size_t base = stream->text.length;
    dz_status status = dz_buffer__append(&stream->text, text.data, text.length);
    for (size_t i = 0; status == DZ_OK && i < dz_decoded_repair_count(decoded); i++) {
        dz_repair repair = dz_decoded_repair(decoded, i);
        repair.span.begin += base;
        repair.span.end += base;
        status = dz_array__push(stream->context, &stream->repairs, repair);
    }
    return status;
}

static dz_status decode_raw(dz_stream *stream)
{
    dz_decoded *decoded = NULL;
    dz_status status;
    size_t used = 0;
    if (stream->settled || (stream->begun && is_ascii((dz_view){stream->raw, stream->raw_length})))
        status = dz_decode__next(stream->context, &decoded, stream->raw, stream->raw_length, stream->encoding,
                                 !stream->read_all, &used);
    else
        status = dz_decode__first(stream->context, &decoded, stream->raw, stream->raw_length, stream->options.encoding,
                                  !stream->read_all, &used);
    if (status != DZ_OK)
        return status;
    stream->encoding = dz_decoded_encoding(decoded);
    stream->settled |= !is_ascii((dz_view){stream->raw, used}) || strcmp(stream->encoding, "UTF-8") != 0;
    stream->begun = true;
    status = append_decoded(stream, decoded);
    memmove(stream->raw, stream->raw + used, stream->raw_length - used);
    stream->raw_length -= used;
    dz_decoded_free(decoded);
    return status;
}

static dz_status fill(dz_stream *stream)
{
    dz_status status = DZ_OK;
    while (status == DZ_OK && stream->text.length < stream->options.window_bytes &&
           (!stream->read_all || stream->raw_length > 0)) {
        status = read_raw(stream);
        if (status == DZ_OK && stream->raw_length > 0)
            status = decode_raw(stream);
    }
    return status;
}

/* ---- Windows -------------------------------------------------------------------------------------------------- */

static size_t count_codepoints(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Forgets the window that was given out last. */
static void drop_window(dz_stream *stream)
{
    size_t kept = stream->repairs.count - stream->repairs_given;
    if (stream->given == 0)
        return;
    stream->begin += stream->given;
    stream->begin_codepoint += count_codepoints(stream->text.data, stream->given);
    stream->text.length -= stream->given;
    memmove(stream->text.data, stream->text.data + stream->given, stream->text.length);
    stream->text.data[stream->text.length] = '\0';
    if (kept > 0)
        memmove(stream->repairs.items, stream->repairs.items + stream->repairs_given,
                kept * sizeof *stream->repairs.items);
    stream->repairs.count = kept;
    for (size_t i = 0; i < kept; i++) {
        stream->repairs.items[i].span.begin -= stream->given;
        stream->repairs.items[i].span.end -= stream->given;
    }
    stream->given = stream->repairs_given = 0;
}

/* Whether the line that ends here has come to a sentence's end. */
static bool ends_in_stop(const char *text, size_t at)
{
    static const char *const stops[] = {".", "!", "?", "\"", "。", "！", "？", "”", "」", "…", ")", "）"};
    while (at > 0 && (text[at - 1] == '\r' || text[at - 1] == ' '))
        at--;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        size_t length = strlen(stops[i]);
        if (at >= length && memcmp(text + at - length, stops[i], length) == 0)
            return true;
    }
    return false;
}

static bool is_empty_line(const char *text, size_t at, size_t length)
{
    while (at < length && (text[at] == '\r' || text[at] == ' ' || text[at] == '\t'))
        at++;
    return at < length && text[at] == '\n';
}

/* The best place behind a line feed, the later the better; 0 where there is none. An empty line goes to the window that
 * follows it, so that what begins that window is not taken for the top of a text. */
static size_t find_line_cut(const dz_stream *stream)
{
    const char *text = stream->text.data;
    size_t length = stream->text.length, any = 0, stopped = 0;
    for (size_t at = length; at > length / 2; at--) {
        if (text[at - 1] != '\n')
            continue;
        any = any ? any : at;
        if (stream->options.keep_lines || is_empty_line(text, at, length))
            return at;
        if (!stopped && ends_in_stop(text, at - 1))
            stopped = at;
    }
    for (size_t at = length / 2; !any && at > 0; at--)
        if (text[at - 1] == '\n')
            any = at;
    return stopped ? stopped : any;
}

/* A paragraph longer than the window: behind its last whole sentence, else at white space, else wherever. */
static dz_status find_sentence_cut(const dz_stream *stream, size_t *cut)
{
    dz_span_list *sentences = NULL;
    dz_view text = dz_buffer__view(&stream->text);
    dz_status status = dz_sentences(stream->context, &sentences, text.data, text.length, NULL);
    if (status != DZ_OK)
        return status;
    *cut = sentences->count > 1 ? sentences->items[sentences->count - 1].begin : 0;
    dz_span_list_free(sentences);
    for (size_t at = text.length; *cut == 0 && at > text.length / 2; at--)
        if (text.data[at - 1] == ' ')
            *cut = at;
    if (*cut == 0)
        *cut = text.length;
    return DZ_OK;
}

static dz_status find_cut(const dz_stream *stream, size_t *cut)
{
    *cut = stream->text.length;
    if (stream->read_all && stream->raw_length == 0)
        return DZ_OK;
    *cut = find_line_cut(stream);
    return *cut > 0 ? DZ_OK : find_sentence_cut(stream, cut);
}

dz_status dz_stream_next(dz_stream *stream, dz_window *window)
{
    memset(window, 0, sizeof *window);
    window->text.data = "";
    if (stream->failure != DZ_OK)
        return stream->failure;
    drop_window(stream);
    dz_status status = fill(stream);
    if (status == DZ_OK)
        status = find_cut(stream, &stream->given);
    if (status != DZ_OK) {
        stream->given = 0;
        return stream->failure = status;
    }
    while (stream->repairs_given < stream->repairs.count &&
           stream->repairs.items[stream->repairs_given].span.begin < stream->given)
        stream->repairs_given++;
    window->text = (dz_view){dz_buffer__view(&stream->text).data, stream->given};
    window->begin = stream->begin;
    window->begin_codepoint = stream->begin_codepoint;
    window->repairs = stream->repairs.items;
    window->repair_count = stream->repairs_given;
    return DZ_OK;
}

const char *dz_stream_encoding(const dz_stream *stream)
{
    return stream->encoding;
}

void dz_stream_free(dz_stream *stream)
{
    if (!stream)
        return;
    dz_memory__free(stream->context, stream->raw);
    dz_buffer__free(&stream->text);
    dz_array__free(stream->context, &stream->repairs);
    dz_memory__free(stream->context, stream);
}

/* ---- Sentences ------------------------------------------------------------------------------------------------ */

dz_status dz_stream_sentences(dz_stream *stream, const dz_sentence_options *options, dz_take_sentence take,
                              void *payload)
{
    dz_window window;
    dz_status status;
    while ((status = dz_stream_next(stream, &window)) == DZ_OK && window.text.length > 0) {
        dz_span_list *sentences = NULL;
        size_t at = 0;
        uint64_t codepoints = window.begin_codepoint;
        status = dz_sentences(stream->context, &sentences, window.text.data, window.text.length, options);
        for (size_t i = 0; status == DZ_OK && i < sentences->count; i++) {
            dz_span span = sentences->items[i];
            codepoints += count_codepoints(window.text.data + at, span.begin - at);
            at = span.begin;
            status = take(payload, (dz_view){window.text.data + span.begin, span.end - span.begin},
                          window.begin + span.begin, codepoints);
        }
        dz_span_list_free(sentences);
        if (status != DZ_OK)
            break;
    }
    return status;
}
