#include "duizhao/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "text/decode.h"
#include "text/han.h"
#include "text/suspicions.h"

/* How many bytes are looked at to tell encodings apart, from the first byte that is not ASCII. */
#define SAMPLE_BYTES ((size_t)1 << 16)

/* Below this mean weight of its characters a text is not in the encoding it was read in. */
#define PLAUSIBLE 0.35

/* Valid UTF-8 with one zero in fewer bytes may be UTF-16. */
#define BYTES_PER_ZERO 200

struct dz_decoded {
    dz_context *context;
    dz_buffer text;
    const char *encoding;
    DZ_ARRAY(dz_repair) repairs;
    bool goes_on; /* more bytes follow these: a character that they cut is left to the next call ... */
    size_t left;  /* ... which begins with so many of them */
};

typedef enum encoding {
    UTF_8,
    UTF_16LE,
    UTF_16BE,
    UTF_32LE,
    UTF_32BE,
    GB_18030,
    BIG5_HKSCS,
    WINDOWS_1252,
    ENCODING_COUNT,
    NO_ENCODING = ENCODING_COUNT
} encoding;

static const struct {
    const char *name;  /* what users see */
    const char *iconv; /* what iconv(3) calls it */
    size_t unit;       /* bytes to skip over something invalid */
} encodings[ENCODING_COUNT] = {
    [UTF_8] = {"UTF-8", "UTF-8", 1},
    [UTF_16LE] = {"UTF-16LE", "UTF-16LE", 2},
    [UTF_16BE] = {"UTF-16BE", "UTF-16BE", 2},
    [UTF_32LE] = {"UTF-32LE", "UTF-32LE", 4},
    [UTF_32BE] = {"UTF-32BE", "UTF-32BE", 4},
    [GB_18030] = {"GB18030", "GB18030", 1},
    [BIG5_HKSCS] = {"BIG5-HKSCS", "BIG5-HKSCS", 1},
    [WINDOWS_1252] = {"WINDOWS-1252", "CP1252", 1},
};

/* Labels as pages and files carry them, without punctuation. A page that says GB2312 is nearly always GBK or more (the
 * WHATWG standard reads it so), and Hong Kong's Big5 has characters of HKSCS. */
static const struct {
    const char *label;
    encoding encoding;
} labels[] = {
    {"utf8", UTF_8},
    {"unicode11utf8", UTF_8},
    {"usascii", UTF_8},
    {"ascii", UTF_8},
    {"utf16", UTF_16LE},
    {"utf16le", UTF_16LE},
    {"unicode", UTF_16LE},
    {"utf16be", UTF_16BE},
    {"utf32", UTF_32LE},
    {"utf32le", UTF_32LE},
    {"utf32be", UTF_32BE},
    {"gb18030", GB_18030},
    {"gbk", GB_18030},
    {"gb2312", GB_18030},
    {"gb231280", GB_18030},
    {"csgb2312", GB_18030},
    {"euccn", GB_18030},
    {"cp936", GB_18030},
    {"ms936", GB_18030},
    {"windows936", GB_18030},
    {"xgbk", GB_18030},
    {"chinese", GB_18030},
    {"isoir58", GB_18030},
    {"big5", BIG5_HKSCS},
    {"big5hkscs", BIG5_HKSCS},
    {"csbig5", BIG5_HKSCS},
    {"cnbig5", BIG5_HKSCS},
    {"xxbig5", BIG5_HKSCS},
    {"cp950", BIG5_HKSCS},
    {"ms950", BIG5_HKSCS},
    {"windows950", BIG5_HKSCS},
    {"iso88591", WINDOWS_1252},
    {"latin1", WINDOWS_1252},
    {"l1", WINDOWS_1252},
    {"windows1252", WINDOWS_1252},
    {"cp1252", WINDOWS_1252},
};

static encoding parse_label(const char *label)
{
    char plain[32];
    size_t length = 0;
    for (const char *c = label; *c && length < sizeof plain - 1; c++) {
        bool upper = *c >= 'A' && *c <= 'Z';
        if (upper || (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
            plain[length++] = upper ? (char)(*c - 'A' + 'a') : *c;
    }
    plain[length] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].label, plain) == 0)
            return labels[i].encoding;
    return NO_ENCODING;
}

/* ---- UTF-8 ---------------------------------------------------------------------------------------------------- */

/* The length of the valid sequence that begins here, or 0 (Unicode's table 3-7: no overlong forms, no surrogates). */
static size_t utf8_sequence(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (left < length)
        return 0;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

size_t dz_decode__valid_length(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        uint64_t word;
        if (length - at >= sizeof word) {
            memcpy(&word, bytes + at, sizeof word);
            if (!(word & 0x8080808080808080u)) {
                at += sizeof word;
                continue;
            }
        }
        size_t step = utf8_sequence(bytes + at, length - at);
        if (step == 0)
            return at;
        at += step;
    }
    return length;
}

/* ---- Conversion ----------------------------------------------------------------------------------------------- */

static dz_status add_repair(dz_decoded *decoded, size_t begin, size_t end, const char *what)
{
    if (decoded->repairs.count > 0) {
        dz_repair *last = &decoded->repairs.items[decoded->repairs.count - 1];
        if (last->span.end == begin && strcmp(last->what, what) == 0) {
            last->span.end = end;
            return DZ_OK;
        }
    }
    dz_repair repair = {{begin, end}, what};
    return dz_array__push(decoded->context, &decoded->repairs, repair);
}

static dz_status replace_bytes(dz_decoded *decoded, const char *with, const char *what)
{
    size_t begin = decoded->text.length;
    dz_status status = dz_buffer__append_text(&decoded->text, with);
    return status == DZ_OK ? add_repair(decoded, begin, decoded->text.length, what) : status;
}

/* Steps over bytes that are invalid in `from`. Windows' code page 936 has the euro sign at 0x80, which GB18030 has
 * elsewhere. */
static dz_status repair_bytes(dz_decoded *decoded, encoding from, const char **input, size_t *left)
{
    size_t skip = encodings[from].unit < *left ? encodings[from].unit : *left;
    bool euro = from == GB_18030 && (unsigned char)**input == 0x80;
    *input += skip;
    *left -= skip;
    return euro ? replace_bytes(decoded, "€", "euro sign of code page 936")
                : replace_bytes(decoded, "\xEF\xBF\xBD", "invalid bytes");
}

/* Two codes of Big5-HKSCS are a letter and its mark, of which iconv keeps the second back. */
static dz_status flush_converter(dz_decoded *decoded, iconv_t converter)
{
    dz_status status = dz_buffer__reserve(&decoded->text, 16);
    if (status != DZ_OK)
        return status;
    char *output = decoded->text.data + decoded->text.length;
    size_t room = decoded->text.capacity - decoded->text.length - 1, before = room;
    iconv(converter, NULL, NULL, &output, &room);
    decoded->text.length += before - room;
    decoded->text.data[decoded->text.length] = '\0';
    return DZ_OK;
}

/* Converts with an open iconv. `strict`: the first invalid byte ends it with DZ_ERROR_ENCODING. */
static dz_status convert_open(dz_decoded *decoded, iconv_t converter, encoding from, const char *input, size_t left,
                              bool strict)
{
    while (left > 0) {
        dz_status status = dz_buffer__reserve(&decoded->text, left + left / 2 + 16);
        if (status != DZ_OK)
            return status;
        char *output = decoded->text.data + decoded->text.length;
        size_t room = decoded->text.capacity - decoded->text.length - 1;
        size_t before = room;
        size_t result = iconv(converter, (char **)(uintptr_t)&input, &left, &output, &room);
        int error = errno;
        decoded->text.length += before - room;
        decoded->text.data[decoded->text.length] = '\0';
        if (result != (size_t)-1 || error == E2BIG)
            continue;
        if (strict)
            return DZ_ERROR_ENCODING;
        if (error == EINVAL && decoded->goes_on) {
            decoded->left = left;
            break;
        }
        status = repair_bytes(decoded, from, &input, &left);
        if (status != DZ_OK)
            return status;
    }
    return flush_converter(decoded, converter);
}

/* Whether the bytes are the beginning of a character that is not whole. */
static bool is_cut_utf8(const unsigned char *bytes, size_t left)
{
    size_t length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || left >= length)
        return false;
    for (size_t i = 1; i < left; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return false;
    return true;
}

/* UTF-8 is checked here and not by iconv, for speed and for the same repairs on every system: one U+FFFD for each
 * maximal run of bytes that begins like a character, as Unicode recommends, reported as one. */
static dz_status convert_utf8(dz_decoded *decoded, const char *input, size_t left, bool strict)
{
    dz_status status = DZ_OK;
    while (status == DZ_OK && left > 0) {
        size_t valid = dz_decode__valid_length(input, left);
        status = dz_buffer__append(&decoded->text, input, valid);
        input += valid;
        left -= valid;
        if (status != DZ_OK || left == 0)
            break;
        if (strict)
            return DZ_ERROR_ENCODING;
        if (decoded->goes_on && is_cut_utf8((const unsigned char *)input, left)) {
            decoded->left = left;
            break;
        }
        input++;
        left--;
        while (left > 0 && ((unsigned char)*input & 0xC0) == 0x80) {
            input++;
            left--;
        }
        status = replace_bytes(decoded, "\xEF\xBF\xBD", "invalid bytes");
    }
    return status;
}

static dz_status convert(dz_decoded *decoded, encoding from, const char *input, size_t length, bool strict)
{
    dz_buffer__clear(&decoded->text);
    decoded->repairs.count = 0;
    decoded->encoding = encodings[from].name;
    if (from == UTF_8)
        return convert_utf8(decoded, input, length, strict);
    iconv_t converter = iconv_open("UTF-8", encodings[from].iconv);
    if (converter == (iconv_t)-1)
        return strict ? DZ_ERROR_ENCODING
                      : dz_context__fail(decoded->context, DZ_ERROR_INTERNAL, "iconv does not know %s",
                                         encodings[from].iconv);
    dz_status status = convert_open(decoded, converter, from, input, length, strict);
    iconv_close(converter);
    return status;
}

/* ---- Plausibility --------------------------------------------------------------------------------------------- */

static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1B) || c == 0x7F;
}

static bool is_private_use(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD);
}

static bool is_ascii_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How much a character speaks for the text being what it was read as; weights found by trying on texts of 20 bytes. */
static double character_weight(uint32_t c, uint32_t previous)
{
    if (c == 0xFFFD)
        return -1.5;
    if (is_control(c) || is_private_use(c) || (c >= 0x80 && c < 0xA0))
        return -3;
    if (c < 0x80)
        return c == 0 ? -3 : 0.8;
    if (dz_utf8__is_han(c)) {
        if (dz_han__in_set(c, dz_han__frequent))
            return 1;
        return dz_han__in_set(c, dz_han__common) ? 0.45 : -0.2;
    }
    if ((c >= 0x3001 && c <= 0x3017) || (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x2010 && c <= 0x2027))
        return 0.9;
    /* A letter with a diacritic stands among plain letters; a run of them is some other encoding's bytes. */
    if (c >= 0xC0 && c < 0x250)
        return is_ascii_letter(previous) || previous == ' ' || previous < 0x20 ? 0.5 : -0.6;
    if (c >= 0xA0 && c < 0xC0)
        return previous < 0x80 ? 0.3 : -0.6;
    /* Kana, Hangul and Cyrillic are text, but here more often a sign of a wrong guess. */
    return c >= 0x3040 && c <= 0x30FF ? 0.2 : -0.3;
}

/* The mean weight of the characters that are not ASCII; where there are none, of all. In UTF-16 ASCII counts as well:
 * no other encoding has a zero byte beside each letter. */
static double plausibility(const char *text, size_t length, bool wide)
{
    double foreign = 0, ascii = 0;
    size_t foreign_count = 0, ascii_count = 0;
    uint32_t previous = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c = dz_utf8__next(text, length, &at);
        double weight = character_weight(c, previous);
        if (c >= 0x80 || wide || is_control(c)) {
            foreign += weight;
            foreign_count++;
        } else {
            ascii += weight;
            ascii_count++;
        }
        previous = c;
    }
    if (foreign_count > 0)
        return foreign / (double)foreign_count;
    return ascii_count > 0 ? ascii / (double)ascii_count : 0;
}

/* The share of control characters: a text has hardly any, and random bytes have a tenth. */
static double control_share(const char *text, size_t length)
{
    size_t controls = 0, count = 0;
    for (size_t at = 0; at < length;) {
        size_t end = dz_utf8__end_of_ascii(text, length, at);
        count += end - at;
        for (; at < end; at++)
            controls += is_control((unsigned char)text[at]);
        if (at < length) {
            controls += is_control(dz_utf8__next(text, length, &at));
            count++;
        }
    }
    return count > 0 ? (double)controls / (double)count : 0;
}

/* ---- Detection ------------------------------------------------------------------------------------------------ */

typedef struct input {
    const char *bytes;
    size_t length;
    const char *sample;
    size_t sample_length;
} input;

/* The sample begins at the first byte that is not ASCII (less the one before, which may be a pair's first half in
 * UTF-16), on an even place. */
static void take_sample(input *in)
{
    size_t begin = 0;
    while (begin < in->length && (unsigned char)in->bytes[begin] < 0x80 && in->bytes[begin] != '\0')
        begin++;
    begin = begin == in->length ? 0 : begin & ~(size_t)3;
    if (in->length <= SAMPLE_BYTES)
        begin = 0;
    in->sample = in->bytes + begin;
    in->sample_length = in->length - begin < SAMPLE_BYTES ? in->length - begin : SAMPLE_BYTES;
}

/* The plausibility of the sample in an encoding, each invalid place counting as an unlikely character. The end of the
 * sample, or of the input, may cut a character in two. */
static dz_status judge(dz_decoded *scratch, const input *in, encoding candidate, double *score, size_t *invalid)
{
    dz_status status = convert(scratch, candidate, in->sample, in->sample_length, false);
    if (status != DZ_OK)
        return status;
    *invalid = scratch->repairs.count;
    if (*invalid > 0 && scratch->repairs.items[*invalid - 1].span.end == scratch->text.length) {
        scratch->text.length = scratch->repairs.items[*invalid - 1].span.begin;
        *invalid -= 1;
    }
    bool wide = candidate == UTF_16LE || candidate == UTF_16BE;
    *score = plausibility(scratch->text.data ? scratch->text.data : "", scratch->text.length, wide);
    return DZ_OK;
}

static size_t mark_length(const char *bytes, size_t length, encoding *found)
{
    static const struct {
        const char *mark;
        size_t length;
        encoding encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, UTF_8}, {"\xFF\xFE\0\0", 4, UTF_32LE}, {"\0\0\xFE\xFF", 4, UTF_32BE},
        {"\xFF\xFE", 2, UTF_16LE},  {"\xFE\xFF", 2, UTF_16BE},     {"\x84\x31\x95\x33", 4, GB_18030},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (length >= marks[i].length && memcmp(bytes, marks[i].mark, marks[i].length) == 0) {
            *found = marks[i].encoding;
            return marks[i].length;
        }
    return 0;
}

/* Zeros now and then are damage, of which repairs tell; in UTF-16 every space and full stop has one. */
static bool has_few_zeros(const input *in)
{
    size_t zeros = 0;
    for (const char *at = in->bytes, *end = in->bytes + in->length; at && at < end; at++) {
        at = memchr(at, 0, (size_t)(end - at));
        if (!at)
            break;
        zeros++;
    }
    return zeros * BYTES_PER_ZERO <= in->length;
}

/* UTF-8 by chance is so unlikely that validity decides, unless the bytes hold zeros, which only UTF-16 explains. The
 * last character may be cut. */
static bool is_surely_utf8(const input *in)
{
    size_t valid = dz_decode__valid_length(in->bytes, in->length), left = in->length - valid;
    bool cut = left > 0 && left < 4 && valid >= 4 && (unsigned char)in->bytes[valid] >= 0xC2;
    for (size_t i = 1; cut && i < left; i++)
        cut = ((unsigned char)in->bytes[valid + i] & 0xC0) == 0x80;
    return (left == 0 || cut) && has_few_zeros(in) && control_share(in->sample, in->sample_length) < 0.1;
}

/* UTF-8 with a few broken places: most bytes over 0x7F stand in valid sequences, or there are hardly any (an English
 * text with a broken byte). */
static bool is_damaged_utf8(const input *in)
{
    size_t good = 0, bad = 0;
    const unsigned char *bytes = (const unsigned char *)in->sample;
    for (size_t at = 0; at < in->sample_length;) {
        size_t step = utf8_sequence(bytes + at, in->sample_length - at);
        good += step > 1;
        bad += step == 0;
        at += step > 0 ? step : 1;
    }
    bool mostly_ascii =
        bad * 50 <= in->sample_length && has_few_zeros(in) && control_share(in->sample, in->sample_length) < 0.02;
    return (good > 0 && good >= bad * 4) || mostly_ascii;
}

typedef struct verdict {
    encoding encoding;
    double score;
} verdict;

/* Tries one candidate; `best` is kept where it is better. */
static dz_status try_candidate(dz_decoded *scratch, const input *in, encoding candidate, double handicap, bool strict,
                               verdict *best)
{
    double score;
    size_t invalid;
    dz_status status = judge(scratch, in, candidate, &score, &invalid);
    if (status != DZ_OK)
        return status;
    if (strict && invalid > 0)
        return DZ_OK;
    if (score - handicap > best->score)
        *best = (verdict){candidate, score - handicap};
    return DZ_OK;
}

static dz_status try_candidates(dz_decoded *scratch, const input *in, bool strict, verdict *best)
{
    /* A text in one encoding is seldom plausible in another; where it is, the more common encoding wins narrowly. */
    static const struct {
        encoding encoding;
        double handicap;
    } candidates[] = {{GB_18030, 0}, {BIG5_HKSCS, 0.02}, {UTF_16LE, 0.05}, {UTF_16BE, 0.06}, {WINDOWS_1252, 0.05}};
    dz_status status = DZ_OK;
    for (size_t i = 0; status == DZ_OK && i < sizeof candidates / sizeof *candidates; i++) {
        status = try_candidate(scratch, in, candidates[i].encoding, candidates[i].handicap, strict, best);
    }
    return status;
}

static dz_status detect(dz_decoded *scratch, const input *in, encoding labelled, encoding *found)
{
    verdict best = {NO_ENCODING, PLAUSIBLE};
    dz_status status = DZ_OK;
    *found = UTF_8;
    bool utf8 = is_surely_utf8(in);
    if (labelled != NO_ENCODING && labelled != UTF_8 && !(utf8 && labelled == WINDOWS_1252)) {
        /* A label earns its encoding a head start; bytes that cannot be in it still refute it. */
        status = try_candidate(scratch, in, labelled, -0.3, true, &best);
        if (status != DZ_OK)
            return status;
        if (utf8)
            status = try_candidate(scratch, in, UTF_8, -0.2, true, &best);
        if (status != DZ_OK || best.encoding != NO_ENCODING) {
            *found = best.encoding;
            return status;
        }
    }
    if (utf8)
        return DZ_OK;
    status = try_candidates(scratch, in, true, &best);
    if (status == DZ_OK && best.encoding == NO_ENCODING && (labelled == UTF_8 || is_damaged_utf8(in)))
        return DZ_OK; /* the broken places will be repairs */
    if (status == DZ_OK && best.encoding == NO_ENCODING)
        status = try_candidates(scratch, in, false, &best);
    *found = best.encoding;
    return status;
}

/* ---- What deceives a reader ----------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const dz_repair *left = a, *right = b;
    return left->span.begin < right->span.begin ? -1 : left->span.begin > right->span.begin;
}

static dz_status report_suspicions(dz_decoded *decoded)
{
    size_t repaired = decoded->repairs.count, next = 0;
    dz_view text = dz_buffer__view(&decoded->text);
    for (size_t at = 0; (at = dz_suspicion__skip(text, at)) < text.length;) {
        size_t begin;
        const char *what = dz_suspicion__at(text, at, &begin, &at);
        if (!what)
            continue;
        while (next < repaired && decoded->repairs.items[next].span.end <= begin)
            next++;
        if (next < repaired && decoded->repairs.items[next].span.begin <= begin)
            continue;
        dz_status status = add_repair(decoded, begin, at, what);
        if (status != DZ_OK)
            return status;
    }
    if (repaired > 0 && decoded->repairs.count > repaired)
        qsort(decoded->repairs.items, decoded->repairs.count, sizeof *decoded->repairs.items, by_place);
    return DZ_OK;
}

/* ---- The public face ------------------------------------------------------------------------------------------ */

/* More than a tenth of what came out is not text. */
static bool is_garbage(const dz_decoded *decoded)
{
    dz_view text = dz_buffer__view(&decoded->text);
    size_t invalid = 0;
    for (size_t i = 0; i < decoded->repairs.count; i++)
        invalid += decoded->repairs.items[i].span.end - decoded->repairs.items[i].span.begin;
    size_t sample = text.length < SAMPLE_BYTES ? text.length : SAMPLE_BYTES;
    while (sample < text.length && ((unsigned char)text.data[sample] & 0xC0) == 0x80)
        sample++;
    return invalid * 10 > text.length * 3 || control_share(text.data, sample) > 0.1;
}

/* A source that says UTF-8 and is not: what was read instead is a guess, which a reader should know. The place is the
 * first character that is not ASCII. */
static dz_status report_broken_label(dz_decoded *decoded, const char *label, encoding found)
{
    dz_view text = dz_buffer__view(&decoded->text);
    size_t at = 0;
    if (!label || found == UTF_8 || parse_label(label) != UTF_8)
        return DZ_OK;
    while (at < text.length && (unsigned char)text.data[at] < 0x80)
        at++;
    if (at == text.length)
        return DZ_OK;
    size_t end = at;
    dz_utf8__next(text.data, text.length, &end);
    dz_repair repair = {{at, end}, "not UTF-8, as its label says"};
    dz_status status = dz_array__push(decoded->context, &decoded->repairs, repair);
    qsort(decoded->repairs.items, decoded->repairs.count, sizeof *decoded->repairs.items, by_place);
    return status;
}

static dz_status decode_into(dz_decoded *decoded, const char *bytes, size_t length, const char *label, bool goes_on)
{
    encoding found = NO_ENCODING;
    size_t mark = mark_length(bytes, length, &found);
    input in = {bytes + mark, length - mark, NULL, 0};
    take_sample(&in);
    dz_status status = DZ_OK;
    if (mark == 0)
        status = detect(decoded, &in, label ? parse_label(label) : NO_ENCODING, &found);
    decoded->goes_on = goes_on;
    if (status == DZ_OK && found != NO_ENCODING)
        status = convert(decoded, found, in.bytes, in.length, false);
    if (status != DZ_OK)
        return status;
    if (found == NO_ENCODING || is_garbage(decoded))
        return dz_context__fail(decoded->context, DZ_ERROR_ENCODING,
                                "not text in any encoding that is known here (UTF-8, UTF-16, GB18030, Big5, Latin-1)");
    status = report_suspicions(decoded);
    return status == DZ_OK && mark == 0 ? report_broken_label(decoded, label, found) : status;
}

static dz_status new_decoded(dz_context *context, dz_decoded **out, size_t length)
{
    *out = NULL;
    dz_decoded *decoded = dz_memory__zeroed(context, 1, sizeof *decoded);
    if (!decoded)
        return DZ_ERROR_MEMORY;
    decoded->context = context;
    decoded->encoding = encodings[UTF_8].name;
    dz_buffer__init(&decoded->text, context);
    *out = decoded;
    return dz_buffer__reserve(&decoded->text, length);
}

static dz_status finish_decoded(dz_decoded **out, dz_decoded *decoded, dz_status status)
{
    *out = NULL;
    if (status == DZ_OK)
        *out = decoded;
    else
        dz_decoded_free(decoded);
    return status;
}

dz_status dz_decode(dz_context *context, dz_decoded **out, const void *bytes, size_t length, const char *label)
{
    dz_decoded *decoded;
    dz_status status = new_decoded(context, &decoded, length);
    if (status == DZ_OK && length > 0)
        status = decode_into(decoded, bytes, length, label, false);
    return finish_decoded(out, decoded, status);
}

dz_status dz_decode__first(dz_context *context, dz_decoded **out, const char *bytes, size_t length, const char *label,
                           bool goes_on, size_t *used)
{
    dz_decoded *decoded;
    dz_status status = new_decoded(context, &decoded, length);
    if (status == DZ_OK && length > 0)
        status = decode_into(decoded, bytes, length, label, goes_on);
    *used = status == DZ_OK ? length - decoded->left : 0;
    return finish_decoded(out, decoded, status);
}

dz_status dz_decode__next(dz_context *context, dz_decoded **out, const char *bytes, size_t length,
                          const char *encoding_name, bool goes_on, size_t *used)
{
    dz_decoded *decoded;
    dz_status status = new_decoded(context, &decoded, length);
    if (status == DZ_OK) {
        decoded->goes_on = goes_on;
        status = convert(decoded, parse_label(encoding_name), bytes, length, false);
    }
    if (status == DZ_OK)
        status = report_suspicions(decoded);
    *used = status == DZ_OK ? length - decoded->left : 0;
    return finish_decoded(out, decoded, status);
}

dz_view dz_decoded_text(const dz_decoded *decoded)
{
    return dz_buffer__view(&decoded->text);
}

const char *dz_decoded_encoding(const dz_decoded *decoded)
{
    return decoded->encoding;
}

size_t dz_decoded_repair_count(const dz_decoded *decoded)
{
    return decoded->repairs.count;
}

dz_repair dz_decoded_repair(const dz_decoded *decoded, size_t index)
{
    return decoded->repairs.items[index];
}

void dz_decoded_free(dz_decoded *decoded)
{
    if (!decoded)
        return;
    dz_buffer__free(&decoded->text);
    dz_array__free(decoded->context, &decoded->repairs);
    dz_memory__free(decoded->context, decoded);
}
