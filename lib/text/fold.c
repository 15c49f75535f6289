#include "duizhao/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "text/han.h"
#include "text/key.h"

/* The map between text and key is a list of anchors. Each begins a piece; a piece ends where the next begins:
 *
 *   text   |Ａ|PC|……|会议 ...        anchors  key  text  linear
 *   key    |a|pc|...|会议 ...                  0     0     no     3 bytes became 1
 *                                             1     3     yes    2 bytes, one to one
 *                                             3     5     no     6 bytes became 3
 *                                             6    11     yes    as far as nothing changes its length
 *
 * In a linear piece characters keep their number of bytes, so that offsets differ by a constant; another piece
 * corresponds as a whole. A piece may be empty in the key (something was dropped), never in the text. */
typedef struct anchor {
    uint32_t key;
    uint32_t text : 31;
    uint32_t linear : 1;
} anchor;

typedef struct use {
    uint32_t begin, end;
    uint32_t fold;
} use;

#define TEXT_MAX ((size_t)1 << 30)

/* A base and its marks beyond this many code points are normalised apart (Unicode's stream-safe form allows 30): text
 * made to stall normalisation cannot. */
#define CLUSTER_MAX 256

struct dz_key {
    dz_context *context;
    dz_buffer text;
    size_t text_length; /* of the original */
    DZ_ARRAY(anchor) anchors;
    DZ_ARRAY(use) uses;
};

static const char *const fold_names[DZ_FOLD_COUNT] = {
    "nfc", "width", "case", "quotes", "dashes", "dots", "spaces", "invisible", "script", "compatibility", "punctuation",
};

const char *dz_fold_name(dz_fold fold)
{
    for (size_t i = 0; i < DZ_FOLD_COUNT; i++)
        if ((unsigned)fold == 1u << i)
            return fold_names[i];
    return "";
}

dz_fold dz_fold_parse(const char *name, size_t length)
{
    for (size_t i = 0; i < DZ_FOLD_COUNT; i++)
        if (strlen(fold_names[i]) == length && memcmp(fold_names[i], name, length) == 0)
            return (dz_fold)(1u << i);
    return (dz_fold)0;
}

/* ---- Building ------------------------------------------------------------------------------------------------- */

typedef struct folder {
    dz_key *key;
    const char *text;
    size_t length;
    size_t at;
    uint32_t folds;
    bool to_hant;
    const UNormalizer2 *nfc;
    const UNormalizer2 *nfkc;
    bool linear;                    /* the last anchor begins a linear piece */
    bool after_han;                 /* the last letter or digit was Han, or wide punctuation followed it */
    size_t space_begin;             /* a run of white space that waits for what follows it; SIZE_MAX: none */
    size_t last_use[DZ_FOLD_COUNT]; /* number of the last use of each fold + 1 */
} folder;

/* Begins a piece that stands at `at` in the text. */
static dz_status begin_piece(folder *f, size_t at, bool linear)
{
    if (linear && f->linear)
        return DZ_OK;
    f->linear = linear;
    anchor a = {(uint32_t)f->key->text.length, (uint32_t)at & 0x7FFFFFFF, linear};
    return dz_array__push(f->key->context, &f->key->anchors, a);
}

/* Notes each of the folds in `bits`; neighbouring uses of one fold become one. */
static dz_status note_folds(folder *f, uint32_t bits, size_t begin, size_t end)
{
    for (size_t i = 0; bits; i++, bits >>= 1) {
        if (!(bits & 1))
            continue;
        size_t last = f->last_use[i];
        if (last > 0 && f->key->uses.items[last - 1].end == begin) {
            f->key->uses.items[last - 1].end = (uint32_t)end;
            continue;
        }
        use u = {(uint32_t)begin, (uint32_t)end, 1u << i};
        dz_status status = dz_array__push(f->key->context, &f->key->uses, u);
        if (status != DZ_OK)
            return status;
        f->last_use[i] = f->key->uses.count;
    }
    return DZ_OK;
}

/* A stretch [begin, end) of the text that became `bytes`. */
static dz_status put_piece(folder *f, size_t begin, size_t end, const char *bytes, size_t length, bool linear,
                           uint32_t bits)
{
    dz_status status = begin_piece(f, begin, linear);
    if (status == DZ_OK)
        status = note_folds(f, bits, begin, end);
    return status == DZ_OK ? dz_buffer__append(&f->key->text, bytes, length) : status;
}

/* ---- Classes of characters ------------------------------------------------------------------------------------ */

static bool is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Zero-width characters, bidi controls, variation selectors, soft hyphens, tags, and Hangul fillers. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ||
           c == 0xFEFF || (c >= 0x17B4 && c <= 0x17B5) || (c >= 0x180B && c <= 0x180F) ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2E3A || c == 0x2E3B || c == 0xFE58 ||
           c == 0xFE63 || c == 0xFE31 || c == 0xFE32 || c == 0xFF0D;
}

static bool is_ellipsis(uint32_t c)
{
    return c == '.' || c == 0x2026 || c == 0x2025 || c == 0x22EF || c == 0xFE19;
}

static uint32_t fold_quote(uint32_t c)
{
    switch (c) {
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB:
    case 0x300C:
    case 0x300D:
    case 0x301D:
    case 0x301E:
    case 0x301F:
    case 0xFF02:
    case 0xFE41:
    case 0xFE42:
    case 0x2033:
    case 0x2036:
    case 0xFF62:
    case 0xFF63:
        return '"';
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2039:
    case 0x203A:
    case 0x300E:
    case 0x300F:
    case 0x60:
    case 0xB4:
    case 0x2032:
    case 0x2035:
    case 0x02BC:
    case 0xFF07:
    case 0xFF40:
    case 0xFE43:
    case 0xFE44:
        return '\'';
    default:
        return c;
    }
}

static uint32_t fold_middle_dot(uint32_t c)
{
    return c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF65 || c == 0x22C5 || c == 0x2219 || c == 0x387 ? 0xB7
                                                                                                                : c;
}

static uint32_t fold_punctuation(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E && !u_isalnum((UChar32)c))
        return c - 0xFF01 + '!';
    switch (c) {
    case 0x3001:
        return ',';
    case 0x3002:
    case 0xFF61:
        return '.';
    case 0x3008:
    case 0x300A:
        return '<';
    case 0x3009:
    case 0x300B:
        return '>';
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0x3018:
    case 0x301A:
        return '[';
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0x3019:
    case 0x301B:
        return ']';
    case 0x301C:
        return '~';
    default:
        return c;
    }
}

/* Han, and the punctuation that is as wide as Han: white space beside it is layout. */
static bool is_wide(uint32_t c)
{
    return dz_utf8__is_han(c) || (c >= 0x3001 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65);
}

static bool is_ascii_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Punctuation after Han leaves the state, so that "，" and its ASCII counterpart treat a following space alike. */
static void remember(folder *f, uint32_t c)
{
    if (is_wide(c))
        f->after_han = true;
    else if (is_ascii_word(c) || (c >= 0x80 && u_isalnum((UChar32)c)))
        f->after_han = false;
}

/* ---- One character -------------------------------------------------------------------------------------------- */

/* Code points that one code point became. */
typedef struct codepoints {
    uint32_t items[CLUSTER_MAX * 4];
    size_t count;
} codepoints;

static void add_utf16(codepoints *out, const UChar *units, int32_t length)
{
    for (int32_t i = 0; i < length && out->count < sizeof out->items / sizeof *out->items;) {
        UChar32 c;
        U16_NEXT(units, i, length, c);
        out->items[out->count++] = (uint32_t)c;
    }
}

/* Width and compatibility forms by Unicode's own decompositions, but only in the blocks that are such forms: elsewhere
 * NFKC changes what is said (10² is not 102). */
static bool is_width_form(uint32_t c)
{
    return (c >= 0xFF01 && c <= 0xFFEE) || (c >= 0xFE10 && c <= 0xFE19) || (c >= 0xFE30 && c <= 0xFE6B);
}

static bool is_compatibility_ideograph(uint32_t c)
{
    return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F) || (c >= 0x2E80 && c <= 0x2FDF);
}

static uint32_t decompose_one(folder *f, uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    UChar units[32];
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = unorm2_getDecomposition(f->nfkc, (UChar32)c, units, 32, &error);
    if (U_FAILURE(error) || length <= 0)
        return c;
    UChar32 result;
    int32_t at = 0;
    U16_NEXT(units, at, length, result);
    /* A form of several characters (︙ for ...) is left to the other folds. */
    return at == length ? (uint32_t)result : c;
}

static void fold_case(uint32_t c, codepoints *out)
{
    UChar source[2], target[8];
    int32_t length = 0;
    UErrorCode error = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(source, length, c);
    length = u_strFoldCase(target, 8, source, length, U_FOLD_CASE_DEFAULT, &error);
    if (U_SUCCESS(error))
        add_utf16(out, target, length);
    else
        out->items[out->count++] = c;
}

static uint32_t apply(uint32_t *bits, dz_fold fold, uint32_t from, uint32_t to)
{
    if (from != to)
        *bits |= (uint32_t)fold;
    return to;
}

/* Folds that give one character for one, in an order in which each finds what the one before made. */
static uint32_t fold_simple(folder *f, uint32_t c, uint32_t *bits)
{
    if ((f->folds & DZ_FOLD_WIDTH) && is_width_form(c))
        c = apply(bits, DZ_FOLD_WIDTH, c, decompose_one(f, c));
    if ((f->folds & DZ_FOLD_COMPATIBILITY) && is_compatibility_ideograph(c))
        c = apply(bits, DZ_FOLD_COMPATIBILITY, c, decompose_one(f, c));
    if (f->folds & DZ_FOLD_SCRIPT)
        c = apply(bits, DZ_FOLD_SCRIPT, c, f->to_hant ? dz_han__to_hant(c) : dz_han__to_hans(c));
    if (f->folds & DZ_FOLD_QUOTES)
        c = apply(bits, DZ_FOLD_QUOTES, c, fold_quote(c));
    if ((f->folds & DZ_FOLD_DASHES) && is_dash(c))
        c = apply(bits, DZ_FOLD_DASHES, c, '-');
    if (f->folds & DZ_FOLD_DOTS)
        c = apply(bits, DZ_FOLD_DOTS, c, fold_middle_dot(c));
    if (f->folds & DZ_FOLD_PUNCTUATION)
        c = apply(bits, DZ_FOLD_PUNCTUATION, c, fold_punctuation(c));
    return c;
}

static void fold_codepoint(folder *f, uint32_t c, codepoints *out, uint32_t *bits)
{
    if ((f->folds & DZ_FOLD_INVISIBLE) && is_invisible(c)) {
        *bits |= DZ_FOLD_INVISIBLE;
        return;
    }
    c = fold_simple(f, c, bits);
    if (!(f->folds & DZ_FOLD_CASE)) {
        out->items[out->count++] = c;
    } else if (c < 0x80) {
        out->items[out->count++] = apply(bits, DZ_FOLD_CASE, c, c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else if (!dz_utf8__is_han(c) && u_hasBinaryProperty((UChar32)c, UCHAR_CHANGES_WHEN_CASEFOLDED)) {
        *bits |= DZ_FOLD_CASE;
        fold_case(c, out);
    } else {
        out->items[out->count++] = c;
    }
}

/* ---- White space ---------------------------------------------------------------------------------------------- */

/* Decides on the white space before what comes next: none at the ends and beside Han, else one space. */
static dz_status settle_space(folder *f, size_t end, bool wide_follows)
{
    size_t begin = f->space_begin;
    if (begin == SIZE_MAX)
        return DZ_OK;
    f->space_begin = SIZE_MAX;
    if (f->key->text.length == 0 || end == f->length || f->after_han || wide_follows)
        return put_piece(f, begin, end, "", 0, false, DZ_FOLD_SPACES);
    bool plain = end - begin == 1 && f->text[begin] == ' ';
    return put_piece(f, begin, end, " ", 1, plain, plain ? 0 : DZ_FOLD_SPACES);
}

/* ---- Runs and clusters ---------------------------------------------------------------------------------------- */

/* A run of dashes or dots as one mark. */
static dz_status fold_run(folder *f, bool (*belongs)(uint32_t), const char *mark, dz_fold fold)
{
    size_t begin = f->at, end = f->at;
    while (end < f->length) {
        size_t next = end;
        if (!belongs(dz_utf8__next(f->text, f->length, &next)))
            break;
        end = next;
    }
    f->at = end;
    bool same = end - begin == strlen(mark) && memcmp(f->text + begin, mark, end - begin) == 0;
    return put_piece(f, begin, end, mark, strlen(mark), same, same ? 0 : (uint32_t)fold);
}

static bool is_dot_run(const folder *f, uint32_t c)
{
    if (c != '.')
        return is_ellipsis(c);
    return f->length - f->at >= 3 && f->text[f->at + 1] == '.' && f->text[f->at + 2] == '.';
}

/* Whether `c` can never combine with what stands before it. What most text is made of is answered without ICU. */
static bool begins_cluster(const folder *f, uint32_t c)
{
    if (c < 0x300 || (c >= 0x2010 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3029) || (c >= 0x3400 && c <= 0x9FFF) ||
        (c >= 0xFF01 && c <= 0xFF5E))
        return true;
    return unorm2_hasBoundaryBefore(f->nfc, (UChar32)c);
}

/* Reads a base and what may combine with it; the code points in normal form. */
static bool read_cluster(folder *f, codepoints *out)
{
    uint32_t raw[CLUSTER_MAX];
    size_t count = 0, at = f->at;
    raw[count++] = dz_utf8__next(f->text, f->length, &at);
    f->at = at;
    while ((f->folds & DZ_FOLD_NFC) && at < f->length && count < CLUSTER_MAX) {
        if ((unsigned char)f->text[at] < 0xCC) /* below U+0300 */
            break;
        uint32_t c = dz_utf8__next(f->text, f->length, &at);
        if (begins_cluster(f, c))
            break;
        raw[count++] = c;
        f->at = at;
    }
    out->count = count;
    memcpy(out->items, raw, count * sizeof *raw);
    if (!(f->folds & DZ_FOLD_NFC) || (count == 1 && raw[0] < 0x340))
        return false;
    UChar source[CLUSTER_MAX * 2], target[CLUSTER_MAX * 4];
    int32_t length = 0;
    UErrorCode error = U_ZERO_ERROR;
    for (size_t i = 0; i < count; i++)
        U16_APPEND_UNSAFE(source, length, (UChar32)raw[i]);
    if (unorm2_isNormalized(f->nfc, source, length, &error))
        return false;
    int32_t composed = unorm2_normalize(f->nfc, source, length, target, CLUSTER_MAX * 4, &error);
    if (U_FAILURE(error))
        return false;
    out->count = 0;
    add_utf16(out, target, composed);
    return true;
}

/* Folds what stands at `at` the slow way: any character, with its marks. */
static dz_status fold_cluster(folder *f)
{
    codepoints cluster, folded; /* large, so not cleared */
    folded.count = 0;
    size_t begin = f->at;
    uint32_t bits = 0;
    bool composed = read_cluster(f, &cluster);
    if (composed)
        bits |= (f->folds & DZ_FOLD_COMPATIBILITY) &&
                        is_compatibility_ideograph(dz_utf8__next(f->text, f->length, &(size_t){begin}))
                    ? DZ_FOLD_COMPATIBILITY
                    : DZ_FOLD_NFC;
    uint32_t first = cluster.items[0];
    /* A mark or an invisible character in a run of white space belongs to the run. */
    for (size_t i = 0; i < cluster.count && folded.count + 4 < sizeof folded.items / sizeof *folded.items; i++)
        fold_codepoint(f, cluster.items[i], &folded, &bits);
    if (folded.count == 0 && f->space_begin != SIZE_MAX)
        return note_folds(f, bits, begin, f->at);
    dz_status status = settle_space(f, begin, is_wide(first));
    if (status != DZ_OK)
        return status;
    status = begin_piece(f, begin, cluster.count == 1 && bits == 0);
    if (status == DZ_OK)
        status = note_folds(f, bits, begin, f->at);
    for (size_t i = 0; status == DZ_OK && i < folded.count; i++)
        status = dz_buffer__append_codepoint(&f->key->text, folded.items[i]);
    if (folded.count > 0)
        remember(f, first);
    return status;
}

/* ---- The fast paths ------------------------------------------------------------------------------------------- */

/* Whether an ASCII byte is copied, or only made lower case, whatever stands beside it. */
static bool is_plain(const folder *f, unsigned char byte)
{
    if (byte >= 0x80 || byte <= ' ' || byte == 0x7F || byte == '`')
        return false;
    return byte != '-' && byte != '.';
}

/* A space, hyphen or stop among plain ASCII stays as it is. */
static bool is_plain_between(const folder *f, size_t at)
{
    unsigned char byte = (unsigned char)f->text[at];
    if (byte != ' ' && byte != '-' && byte != '.')
        return false;
    if (at + 1 >= f->length)
        return byte == '.';
    unsigned char next = (unsigned char)f->text[at + 1];
    if (byte == ' ')
        return at > 0 && is_ascii_word((unsigned char)f->text[at - 1]) && next > ' ' && next < 0x80;
    return next != byte && next < 0x80;
}

static bool combines_with_next(const folder *f, size_t at)
{
    if (!(f->folds & DZ_FOLD_NFC) || at >= f->length || (unsigned char)f->text[at] < 0xCC)
        return false;
    return !begins_cluster(f, dz_utf8__next(f->text, f->length, &at));
}

/* Folds the case of `length` bytes of the key that came from the text at `begin`. */
static dz_status lower_run(folder *f, size_t begin, size_t length)
{
    char *bytes = f->key->text.data + f->key->text.length - length;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] < 'A' || bytes[i] > 'Z')
            continue;
        bytes[i] = (char)(bytes[i] + 32);
        dz_status status = note_folds(f, DZ_FOLD_CASE, begin + i, begin + i + 1);
        if (status != DZ_OK)
            return status;
    }
    return DZ_OK;
}

/* A run of ASCII that no fold but that of case touches. */
static dz_status fold_ascii(folder *f)
{
    size_t begin = f->at, end = f->at;
    while (end < f->length && (is_plain(f, (unsigned char)f->text[end]) || (end > begin && is_plain_between(f, end))))
        end++;
    if (end > begin && combines_with_next(f, end))
        end--;
    if (end == begin)
        return DZ_OK;
    dz_status status = settle_space(f, begin, false);
    if (status == DZ_OK)
        status = put_piece(f, begin, end, f->text + begin, end - begin, true, 0);
    f->at = end;
    for (size_t at = end; f->after_han && at > begin; at--)
        if (is_ascii_word((unsigned char)f->text[at - 1]))
            f->after_han = false;
    return status == DZ_OK && (f->folds & DZ_FOLD_CASE) ? lower_run(f, begin, end - begin) : status;
}

/* A run of unified Han, folded to the other script where that is asked for. Such characters never combine. */
static dz_status fold_han(folder *f)
{
    size_t begin = f->at, end = f->at;
    uint32_t c = 0;
    while (f->length - end >= 3 && (unsigned char)f->text[end] >= 0xE4 && (unsigned char)f->text[end] <= 0xE9) {
        size_t next = end;
        c = dz_utf8__next(f->text, f->length, &next);
        if (c < 0x4E00 || c > 0x9FFF)
            break;
        end = next;
    }
    if (end == begin)
        return DZ_OK;
    dz_status status = settle_space(f, begin, true);
    if (status == DZ_OK)
        status = put_piece(f, begin, end, f->text + begin, end - begin, true, 0);
    f->at = end;
    f->after_han = true;
    char *bytes = f->key->text.data + f->key->text.length - (end - begin);
    for (size_t at = 0; status == DZ_OK && (f->folds & DZ_FOLD_SCRIPT) && at < end - begin; at += 3) {
        size_t place = at;
        c = dz_utf8__next(bytes, end - begin, &place);
        uint32_t other = f->to_hant ? dz_han__to_hant(c) : dz_han__to_hans(c);
        if (other == c)
            continue;
        dz_utf8__encode(other, bytes + at);
        status = note_folds(f, DZ_FOLD_SCRIPT, begin + at, begin + at + 3);
    }
    return status;
}

static dz_status fold_space(folder *f, size_t end)
{
    if (f->space_begin == SIZE_MAX)
        f->space_begin = f->at;
    f->at = end;
    return DZ_OK;
}

/* One step: a run where a fast path takes it, else one character with its marks. */
static dz_status fold_step(folder *f)
{
    size_t begin = f->at, next = f->at;
    dz_status status = fold_ascii(f);
    if (status == DZ_OK && f->at == begin)
        status = fold_han(f);
    if (status != DZ_OK || f->at > begin)
        return status;
    uint32_t c = dz_utf8__next(f->text, f->length, &next);
    if ((f->folds & DZ_FOLD_SPACES) && is_space(c) && !combines_with_next(f, next))
        return fold_space(f, next);
    bool dots = (f->folds & DZ_FOLD_DOTS) && is_dot_run(f, c);
    if (!dots && !((f->folds & DZ_FOLD_DASHES) && is_dash(c)))
        return fold_cluster(f);
    status = settle_space(f, begin, false);
    if (status != DZ_OK)
        return status;
    return dots ? fold_run(f, is_ellipsis, "...", DZ_FOLD_DOTS) : fold_run(f, is_dash, "-", DZ_FOLD_DASHES);
}

static int by_place(const void *a, const void *b)
{
    const use *left = a, *right = b;
    if (left->begin != right->begin)
        return left->begin < right->begin ? -1 : 1;
    return left->fold < right->fold ? -1 : left->fold > right->fold;
}

/* White space is noted when it is known what follows, after invisible characters in it: such uses are out of order. */
static void order_uses(dz_key *key)
{
    for (size_t i = 1; i < key->uses.count; i++)
        if (key->uses.items[i - 1].begin > key->uses.items[i].begin) {
            qsort(key->uses.items, key->uses.count, sizeof *key->uses.items, by_place);
            return;
        }
}

static dz_status fold_all(folder *f)
{
    UErrorCode error = U_ZERO_ERROR;
    f->nfc = unorm2_getNFCInstance(&error);
    f->nfkc = unorm2_getNFKCInstance(&error);
    if (U_FAILURE(error))
        return dz_context__fail(f->key->context, DZ_ERROR_INTERNAL, "ICU: %s", u_errorName(error));
    dz_status status = dz_buffer__reserve(&f->key->text, f->length);
    while (status == DZ_OK && f->at < f->length) {
        status = fold_step(f);
        if (f->key->text.length > UINT32_MAX / 2)
            return dz_context__fail(f->key->context, DZ_ERROR_LIMIT, "a comparison key of 2 GiB");
    }
    if (status == DZ_OK)
        status = settle_space(f, f->length, false);
    order_uses(f->key);
    f->linear = false;
    return status == DZ_OK ? begin_piece(f, f->length, true) : status;
}

dz_status dz_key_new(dz_context *context, dz_key **out, const char *text, size_t length, const dz_key_options *options)
{
    static const dz_key_options defaults = DZ_KEY_OPTIONS_INIT;
    *out = NULL;
    if (!options)
        options = &defaults;
    if (options->version != DZ_KEY_OPTIONS_VERSION || (options->folds & ~DZ_FOLD_ALL))
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "options of a key: unknown version or fold");
    if (length > TEXT_MAX)
        return dz_context__fail(context, DZ_ERROR_LIMIT, "a comparison key of more than 1 GiB of text");
    dz_key *key = dz_memory__zeroed(context, 1, sizeof *key);
    if (!key)
        return DZ_ERROR_MEMORY;
    key->context = context;
    key->text_length = length;
    dz_buffer__init(&key->text, context);
    folder f = {.key = key,
                .text = text,
                .length = length,
                .folds = options->folds,
                .to_hant = options->script == DZ_SCRIPT_HANT,
                .space_begin = SIZE_MAX};
    dz_status status = fold_all(&f);
    if (status != DZ_OK) {
        dz_key_free(key);
        return status;
    }
    *out = key;
    return DZ_OK;
}

/* ---- Using ---------------------------------------------------------------------------------------------------- */

dz_view dz_key_text(const dz_key *key)
{
    return dz_buffer__view(&key->text);
}

/* The last piece that begins at or before an offset, of the key or of the text. */
static const anchor *find_piece(const dz_key *key, size_t offset, bool in_key)
{
    size_t low = 0, high = key->anchors.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        size_t begin = in_key ? key->anchors.items[middle].key : key->anchors.items[middle].text;
        if (begin <= offset)
            low = middle;
        else
            high = middle;
    }
    return &key->anchors.items[low];
}

static const anchor *next_piece(const dz_key *key, const anchor *piece)
{
    return piece + 1 < key->anchors.items + key->anchors.count ? piece + 1 : piece;
}

static bool is_inside(const dz_key *key, size_t at)
{
    return at < key->text.length && ((unsigned char)key->text.data[at] & 0xC0) == 0x80;
}

static dz_span round_outward(const dz_key *key, dz_span span)
{
    if (span.end > key->text.length)
        span.end = key->text.length;
    if (span.begin > span.end)
        span.begin = span.end;
    while (span.begin > 0 && is_inside(key, span.begin))
        span.begin--;
    while (is_inside(key, span.end))
        span.end++;
    return span;
}

static size_t piece_begin(const anchor *first, size_t at)
{
    return first->linear ? first->text + (at - first->key) : first->text;
}

static size_t piece_end(const dz_key *key, const anchor *last, size_t at)
{
    return last->linear ? last->text + (at - last->key) : next_piece(key, last)->text;
}

dz_span dz_key_to_text(const dz_key *key, dz_span in_key)
{
    in_key = round_outward(key, in_key);
    size_t begin = piece_begin(find_piece(key, in_key.begin, true), in_key.begin);
    if (in_key.begin == in_key.end)
        return (dz_span){begin, begin};
    return (dz_span){begin, piece_end(key, find_piece(key, in_key.end - 1, true), in_key.end)};
}

/* As find_piece, from a piece that begins at or before the offset. */
static const anchor *go_on_to_piece(const dz_key *key, size_t *piece, size_t offset)
{
    while (*piece + 1 < key->anchors.count && key->anchors.items[*piece + 1].key <= offset)
        ++*piece;
    return &key->anchors.items[*piece];
}

dz_span dz_key__to_text_in_order(const dz_key *key, dz_span in_key, size_t *piece)
{
    in_key = round_outward(key, in_key);
    size_t begin = piece_begin(go_on_to_piece(key, piece, in_key.begin), in_key.begin), last = *piece;
    if (in_key.begin == in_key.end)
        return (dz_span){begin, begin};
    return (dz_span){begin, piece_end(key, go_on_to_piece(key, &last, in_key.end - 1), in_key.end)};
}

dz_span dz_key_from_text(const dz_key *key, dz_span in_text)
{
    if (in_text.end > key->text_length)
        in_text.end = key->text_length;
    if (in_text.begin > in_text.end)
        in_text.begin = in_text.end;
    const anchor *first = find_piece(key, in_text.begin, false);
    size_t begin = first->linear ? first->key + (in_text.begin - first->text) : first->key;
    if (in_text.begin == in_text.end)
        return round_outward(key, (dz_span){begin, begin});
    const anchor *last = find_piece(key, in_text.end - 1, false);
    size_t end = last->linear ? last->key + (in_text.end - last->text) : next_piece(key, last)->key;
    return round_outward(key, (dz_span){begin, end});
}

size_t dz_key_fold_count(const dz_key *key)
{
    return key->uses.count;
}

dz_fold_use dz_key_fold(const dz_key *key, size_t index)
{
    use u = key->uses.items[index];
    return (dz_fold_use){(dz_fold)u.fold, {u.begin, u.end}};
}

void dz_key_free(dz_key *key)
{
    if (!key)
        return;
    dz_buffer__free(&key->text);
    dz_array__free(key->context, &key->anchors);
    dz_array__free(key->context, &key->uses);
    dz_memory__free(key->context, key);
}
