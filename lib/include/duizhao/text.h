/* Decoding, comparison keys, language, sentences, words and values of Chinese and English text.
 *
 * All text is UTF-8 and all offsets are bytes, unless a name says otherwise. Functions that take text expect valid
 * UTF-8, as dz_decode gives it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_TEXT_H
#define DUIZHAO_TEXT_H

#include "duizhao/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Languages ------------------------------------------------------------------------------------------------ */

typedef enum dz_language { DZ_LANGUAGE_UNKNOWN = 0, DZ_LANGUAGE_ZH = 1, DZ_LANGUAGE_EN = 2 } dz_language;

/* "zh", "en", or "und". Static text. */
DZ_API const char *dz_language_name(dz_language language);

/* Reads a language tag (BCP 47: zh, zh-CN, zh-Hant-HK, en-GB, ...; case and _ do not matter); UNKNOWN for others. */
DZ_API dz_language dz_language_parse(const char *tag);

/* The language most of a text is in, by its letters; UNKNOWN where it has none. */
DZ_API dz_language dz_language_detect(const char *text, size_t length);

typedef enum dz_script { DZ_SCRIPT_KEEP = 0, DZ_SCRIPT_HANS = 1, DZ_SCRIPT_HANT = 2 } dz_script;

/* Whether Chinese text is written in simplified or traditional characters; KEEP where it cannot be told. */
DZ_API dz_script dz_script_detect(const char *text, size_t length);

/* ---- Decoding ------------------------------------------------------------------------------------------------- */

/* Decoded text, its encoding, and what was repaired on the way. */
typedef struct dz_decoded dz_decoded;

/* A place where the bytes were not what their encoding says, or deceive a reader. Span in the decoded text. */
typedef struct dz_repair {
    dz_span span;
    const char *what; /* "invalid bytes", "private use", "nul", ...: one short phrase; belongs to the decoded text */
} dz_repair;

/* Decodes bytes into UTF-8. `label` (NULL: none) is what the source says of its encoding; it is believed only where
 * the bytes decode in it. Without one a cascade decides: byte-order mark; strict UTF-8; UTF-16 by its zero bytes and
 * pairs; then GB18030, Big5-HKSCS and Windows-1252, strictly, by the share of common characters. GB2312, GBK and
 * EUC-CN labels are read as GB18030, Big5 as Big5-HKSCS, ISO-8859-1 as Windows-1252 (as the WHATWG standard does).
 * Bytes that decode nowhere become U+FFFD and are reported as repairs, never in silence. The byte-order mark is taken
 * off. Errors: DZ_ERROR_MEMORY, DZ_ERROR_ENCODING (not text at all). */
DZ_API dz_status dz_decode(dz_context *context, dz_decoded **out, const void *bytes, size_t length, const char *label);

DZ_API dz_view dz_decoded_text(const dz_decoded *decoded);         /* NUL-terminated */
DZ_API const char *dz_decoded_encoding(const dz_decoded *decoded); /* "UTF-8", "GB18030", "BIG5-HKSCS", ... */
DZ_API size_t dz_decoded_repair_count(const dz_decoded *decoded);
DZ_API dz_repair dz_decoded_repair(const dz_decoded *decoded, size_t index);
DZ_API void dz_decoded_free(dz_decoded *decoded);

/* ---- Code points ---------------------------------------------------------------------------------------------- */

/* Turns byte offsets into code point offsets and back, in constant time: a mark every 64 code points. Borrows the
 * text, which must outlive it. */
typedef struct dz_offsets dz_offsets;

DZ_API dz_status dz_offsets_new(dz_context *context, dz_offsets **out, const char *text, size_t length);
DZ_API size_t dz_offsets_codepoint(const dz_offsets *offsets, size_t byte);
DZ_API size_t dz_offsets_byte(const dz_offsets *offsets, size_t codepoint);
DZ_API size_t dz_offsets_length_codepoints(const dz_offsets *offsets);
DZ_API void dz_offsets_free(dz_offsets *offsets);

/* ---- Comparison keys ------------------------------------------------------------------------------------------ */

/* The folds that make two spellings one, as bits. */
typedef enum dz_fold {
    DZ_FOLD_NFC = 1 << 0,           /* canonical composition */
    DZ_FOLD_WIDTH = 1 << 1,         /* fullwidth and halfwidth forms */
    DZ_FOLD_CASE = 1 << 2,          /* full case folding */
    DZ_FOLD_QUOTES = 1 << 3,        /* every kind of quotation mark to " or ' */
    DZ_FOLD_DASHES = 1 << 4,        /* every kind of dash to - */
    DZ_FOLD_DOTS = 1 << 5,          /* ellipses to ..., middle dots to one */
    DZ_FOLD_SPACES = 1 << 6,        /* runs of white space to one space; none beside Han */
    DZ_FOLD_INVISIBLE = 1 << 7,     /* zero-width characters, bidi controls, variation selectors, soft hyphens: out */
    DZ_FOLD_SCRIPT = 1 << 8,        /* traditional to simplified, one to one (or as the options say) */
    DZ_FOLD_COMPATIBILITY = 1 << 9, /* compatibility ideographs to unified ones */
    DZ_FOLD_PUNCTUATION = 1 << 10   /* Chinese punctuation to its ASCII counterpart */
} dz_fold;

#define DZ_FOLD_ALL 0x7FFu
#define DZ_FOLD_COUNT 11

/* A fold as a word ("nfc", "width", ...), for one bit; and back (0 where the name is unknown). */
DZ_API const char *dz_fold_name(dz_fold fold);
DZ_API dz_fold dz_fold_parse(const char *name, size_t length);

typedef struct dz_key_options {
    uint32_t version;
    uint32_t folds;   /* bits of dz_fold */
    dz_script script; /* what DZ_FOLD_SCRIPT folds to; KEEP means HANS */
} dz_key_options;

#define DZ_KEY_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_KEY_OPTIONS_INIT {DZ_KEY_OPTIONS_VERSION, DZ_FOLD_ALL, DZ_SCRIPT_HANS}
/* clang-format on */

/* A comparison key: folded text with a map back to the text it came from, and the folds that were used, with their
 * places. The text is never changed. */
typedef struct dz_key dz_key;

/* A fold that changed something. */
typedef struct dz_fold_use {
    dz_fold fold;
    dz_span span; /* in the text, not in the key */
} dz_fold_use;

/* Errors: DZ_ERROR_MEMORY, DZ_ERROR_ARGUMENT. */
DZ_API dz_status dz_key_new(dz_context *context, dz_key **out, const char *text, size_t length,
                            const dz_key_options *options);
DZ_API dz_view dz_key_text(const dz_key *key); /* NUL-terminated */

/* The span of the text that a span of the key came from, whole characters, outward. */
DZ_API dz_span dz_key_to_text(const dz_key *key, dz_span in_key);

/* The span of the key that a span of the text went to. */
DZ_API dz_span dz_key_from_text(const dz_key *key, dz_span in_text);
DZ_API size_t dz_key_fold_count(const dz_key *key);
DZ_API dz_fold_use dz_key_fold(const dz_key *key, size_t index); /* in order of their places */
DZ_API void dz_key_free(dz_key *key);

/* ---- Sentences ------------------------------------------------------------------------------------------------ */

/* Whether a sentence may end inside a quotation. */
typedef enum dz_quote_split {
    DZ_QUOTE_SPLIT_ALWAYS = 0,
    DZ_QUOTE_SPLIT_LONG = 1, /* only inside one of over 300 bytes: 100 Chinese characters, some 50 English words */
    DZ_QUOTE_SPLIT_NEVER = 2 /* a quotation within a paragraph is whole, with the sentence it stands in */
} dz_quote_split;

typedef struct dz_sentence_options {
    uint32_t version;
    dz_language language;        /* UNKNOWN: each stretch by its own characters */
    bool split_semicolons;       /* break at ； and ; too */
    bool keep_lines;             /* a line is a sentence (--split=lines) */
    bool icu;                    /* ICU's boundaries (UAX #29) unchanged */
    bool split_remarks;          /* （掌声） and (Laughter) beside a sentence are sentences of their own */
    dz_quote_split split_quotes; /* around “ ” ‘ ’ 「 」 『 』 and " */
} dz_sentence_options;

#define DZ_SENTENCE_OPTIONS_VERSION 2 /* 1 ended with `icu`, and is still read */
/* clang-format off */
#define DZ_SENTENCE_OPTIONS_INIT \
    {DZ_SENTENCE_OPTIONS_VERSION, DZ_LANGUAGE_UNKNOWN, false, false, false, false, DZ_QUOTE_SPLIT_ALWAYS}
/* clang-format on */

/* The sentences of a text, trimmed of white space, in order. A line feed ends a sentence only where the text has an
 * empty line there or the lines are paragraphs; documents give paragraphs one at a time. */
DZ_API dz_status dz_sentences(dz_context *context, dz_span_list **out, const char *text, size_t length,
                              const dz_sentence_options *options);

/* ---- Streams -------------------------------------------------------------------------------------------------- */

/* Where bytes come from: `read` puts at most `room` of them at `bytes` and says how many; none is the end. */
typedef struct dz_reader {
    dz_status (*read)(void *payload, void *bytes, size_t room, size_t *got);
    void *payload;
} dz_reader;

typedef struct dz_stream_options {
    uint32_t version;
    const char *encoding; /* a label to believe first; NULL: none */
    size_t window_bytes;  /* of a window; 0: 1 MiB; 4 KiB at the least */
    bool keep_lines;      /* cut at line feeds, wherever they stand */
} dz_stream_options;

#define DZ_STREAM_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_STREAM_OPTIONS_INIT {DZ_STREAM_OPTIONS_VERSION, NULL, 0, false}
/* clang-format on */

/* A text of any length, read and decoded a window at a time in memory that does not grow with it. The windows follow
 * each other without a gap, and what is found in each of them (sentences, words, values, keys) is what would be found
 * in the whole text, because a window ends where a paragraph does: before an empty line, else behind a line feed that
 * follows a sentence's end, else behind any line feed. A paragraph that is longer than the window is cut behind a
 * sentence, and a sentence that is longer at white space. The encoding is told as dz_decode tells it, by the first
 * window that has a byte over 0x7F. */
typedef struct dz_stream dz_stream;

typedef struct dz_window {
    dz_view text;             /* UTF-8, until the next call; empty at the end of the stream */
    uint64_t begin;           /* bytes of the decoded text before it */
    uint64_t begin_codepoint; /* the same in code points */
    const dz_repair *repairs; /* in the window, as dz_decoded_repair gives them */
    size_t repair_count;
} dz_window;

/* `reader` is copied; its payload must outlive the stream. Errors: DZ_ERROR_MEMORY, DZ_ERROR_ARGUMENT. */
DZ_API dz_status dz_stream_new(dz_context *context, dz_stream **out, const dz_reader *reader,
                               const dz_stream_options *options);

/* The next window. Errors: DZ_ERROR_ENCODING (what begins the stream is not text), DZ_ERROR_MEMORY, whatever `read`
 * gave. A stream that failed gives no more. */
DZ_API dz_status dz_stream_next(dz_stream *stream, dz_window *window);

/* The encoding, as known so far. */
DZ_API const char *dz_stream_encoding(const dz_stream *stream);
DZ_API void dz_stream_free(dz_stream *stream);

/* Takes a sentence of a stream with its place in the decoded text; any status but DZ_OK ends the walk. */
typedef dz_status (*dz_take_sentence)(void *payload, dz_view sentence, uint64_t begin, uint64_t begin_codepoint);

/* Hands every sentence that is left in a stream to `take`, in order. Errors: as dz_stream_next, and what `take` gave.
 */
DZ_API dz_status dz_stream_sentences(dz_stream *stream, const dz_sentence_options *options, dz_take_sentence take,
                                     void *payload);

/* ---- Words ---------------------------------------------------------------------------------------------------- */

typedef enum dz_word_kind {
    DZ_WORD_LATIN = 1, /* a word in letters, with its clitics and hyphens */
    DZ_WORD_HAN = 2,
    DZ_WORD_NUMBER = 3,
    DZ_WORD_PUNCTUATION = 4,
    DZ_WORD_OTHER = 5 /* letters of other scripts, symbols, emoji */
} dz_word_kind;

typedef struct dz_word {
    dz_span span;
    dz_word_kind kind;
} dz_word;

typedef struct dz_word_list {
    const dz_word *items; /* never NULL; white space is left out */
    size_t count;
    dz_context *context;
} dz_word_list;

/* A compiled table of Chinese words with their probabilities, mapped into memory. Traditional characters are looked up
 * as the simplified ones they fold to. A table may be read by several threads at once. */
typedef struct dz_word_table dz_word_table;

/* Opens a table; `path` NULL: the shipped one, "zh.dzwords" in the data directory. Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT
 * (not a table, of another version, cut off, damaged), DZ_ERROR_MEMORY. */
DZ_API dz_status dz_word_table_open(dz_context *context, dz_word_table **out, const char *path);

/* Puts a user's words on top of a table: a file of lines `word` or `word TAB count`, # begins a comment. A word without
 * a count wins over any other way to cut; the count of one is compared with those of the table (dz_word_table_count).
 * Replaces words that were added before. Errors: DZ_ERROR_IO, DZ_ERROR_FORMAT (the message says where),
 * DZ_ERROR_MEMORY; the table is then as it was. Lines that are not 1 to 16 Chinese characters are left out, and the log
 * is told. */
DZ_API dz_status dz_word_table_add(dz_word_table *table, const char *path);

/* What the table says of itself, its number of words, and whether a word is in it or was added. */
DZ_API const char *dz_word_table_name(const dz_word_table *table);
DZ_API size_t dz_word_table_count(const dz_word_table *table);
DZ_API bool dz_word_table_has(const dz_word_table *table, const char *word, size_t length);
DZ_API void dz_word_table_free(dz_word_table *table);

/* Compiles lists of words (lines `word TAB count`; the counts of a word in two lists are added) into a table at `path`.
 * `characters` is a list of what characters do in words that no list has, as corpora/words/README.md describes it;
 * NULL: such words are not looked for. `name` is what the table will say of itself. Errors: as dz_word_table_add. */
DZ_API dz_status dz_word_table_compile(dz_context *context, const char *path, const char *const *lists, size_t count,
                                       const char *characters, const char *name);

/* How well a table cuts text whose words are known: F1 is the harmonic mean of the shares of its words that are right,
 * and of the right words that it found. From 0 to 1. */
typedef struct dz_word_training {
    size_t lines;          /* that were trained on */
    size_t words;          /* in them */
    size_t held_out_lines; /* that were not, but measured on */
    double f1_before;
    double f1_after;
} dz_word_training;

/* Improves a table by a user's own text, `text_path`: a sentence a line, its words parted by white space. Counts its
 * words, takes from words that it has in parts, and writes a new table to `sink`. Each tenth line is held out while the
 * result is measured, and used for the table that is written. `report` may be NULL. Errors: DZ_ERROR_IO,
 * DZ_ERROR_FORMAT (no words), DZ_ERROR_MEMORY. */
DZ_API dz_status dz_word_table_train(dz_context *context, dz_sink sink, const dz_word_table *table,
                                     const char *text_path, dz_word_training *report);

typedef struct dz_word_options {
    uint32_t version;
    dz_language language;       /* UNKNOWN: by the characters */
    const dz_word_table *table; /* NULL: ICU's dictionary */
    bool icu;                   /* ICU's boundaries (UAX #29) unchanged, white space left out */
} dz_word_options;

#define DZ_WORD_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_WORD_OPTIONS_INIT {DZ_WORD_OPTIONS_VERSION, DZ_LANGUAGE_UNKNOWN, NULL, false}
/* clang-format on */

DZ_API dz_status dz_words(dz_context *context, dz_word_list **out, const char *text, size_t length,
                          const dz_word_options *options);
DZ_API void dz_word_list_free(dz_word_list *list);

/* The stem of an English word (Snowball's English stemmer, lower case) into `stem`, which holds `size` bytes and is
 * NUL-terminated; the stem's length. A word that is no English letters is copied in lower case. */
DZ_API size_t dz_stem(const char *word, size_t length, char *stem, size_t size);

/* ---- Values --------------------------------------------------------------------------------------------------- */

typedef enum dz_value_kind { DZ_VALUE_NUMBER = 1, DZ_VALUE_DATE = 2, DZ_VALUE_NAME = 3 } dz_value_kind;

/* "number", "date" or "name". Static text. */
DZ_API const char *dz_value_kind_name(dz_value_kind kind);

/* A number, date or name, with a normal form that is the same in both languages:
 *   numbers  decimal digits without separators: "4761", "130000000", "-3.5"; "7.5%" per cent; "1/3" fractions;
 *            "10..20" ranges; "3:1" results; "CNY 500" money (ISO 4217 first); "15:35" times of day;
 *   dates    ISO 8601 as far as known: "2015-04-02", "2015-04", "2015", "--04-02" (no year), "W4" (Thursday),
 *            "2015-W11" (a week), "193X" (a decade); each date of a list or a range is a value of its own, whole;
 *   names    of persons: romanised letters without spaces or case: "huachunying", "obama" (see dz_name_normalize; two
 *            are compared by dz_name_similarity); of offices and bodies: country, body and title as far as they are
 *            said: "china/foreignministry/spokesperson", "unitednations". */
typedef struct dz_value {
    dz_value_kind kind;
    dz_span span;
    const char *value; /* NUL-terminated, belongs to the list */
} dz_value;

typedef struct dz_value_list dz_value_list;

typedef struct dz_value_options {
    uint32_t version;
    dz_language language;      /* UNKNOWN: both scanners */
    const char *document_date; /* "2015-04-02", for "last year" and 上月; NULL: those keep no value */
    uint32_t kinds;            /* bits 1 << dz_value_kind; 0: all */
} dz_value_options;

#define DZ_VALUE_OPTIONS_VERSION 1
/* clang-format off */
#define DZ_VALUE_OPTIONS_INIT {DZ_VALUE_OPTIONS_VERSION, DZ_LANGUAGE_UNKNOWN, NULL, 0}
/* clang-format on */

/* The values of a text in order of their places; they do not overlap, except that a name may stand in no other. */
DZ_API dz_status dz_values(dz_context *context, dz_value_list **out, const char *text, size_t length,
                           const dz_value_options *options);
DZ_API size_t dz_value_count(const dz_value_list *list);
DZ_API const dz_value *dz_value_at(const dz_value_list *list, size_t index);
DZ_API void dz_value_list_free(dz_value_list *list);

/* A name in comparable form: Han by its Mandarin reading (Unihan's kMandarin; surnames and some places by tables of
 * their own), Latin without its marks, lower case, letters only ("华春莹" and "Hua Chunying" give "huachunying"). Free
 * with dz_string_free. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_name_normalize(dz_context *context, char **out, const char *name, size_t length);
DZ_API void dz_string_free(dz_context *context, char *text);

/* How alike two names sound, from 0 to 1, in any script: 奥巴马 and "Barack Obama", 华春莹 and "Chunying Hua" (1). A
 * name that has fewer parts is compared with the parts of the other that fit best. A Chinese person's name in characters
 * and one in pinyin are alike in every syllable or not at all. From DZ_NAME_ALIKE on two names are one more often than
 * not (docs/measurements.md, section names). A weighted edit distance between sounds; allocates nothing. */
DZ_API double dz_name_similarity(const char *a, size_t a_length, const char *b, size_t b_length);
#define DZ_NAME_ALIKE 0.65

#ifdef __cplusplus
}
#endif

#endif
