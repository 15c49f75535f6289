/* Documents: a text with its blocks, sentences and what is known about it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_DOCUMENT_H
#define DUIZHAO_DOCUMENT_H

#include "duizhao/text.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dz_block_kind {
    DZ_BLOCK_PARAGRAPH = 0,
    DZ_BLOCK_HEADING = 1,
    DZ_BLOCK_BYLINE = 2,   /* who wrote it */
    DZ_BLOCK_DATELINE = 3, /* when (and where) it was written */
    DZ_BLOCK_CAPTION = 4,  /* of a photo */
    DZ_BLOCK_TURN = 5,     /* a paragraph of a turn in a transcript */
    DZ_BLOCK_BOILERPLATE = 6,
    DZ_BLOCK_LIST_ITEM = 7
} dz_block_kind;

typedef enum dz_turn_role {
    DZ_ROLE_NONE = 0,
    DZ_ROLE_QUESTION = 1,
    DZ_ROLE_ANSWER = 2,
    DZ_ROLE_STATEMENT = 3 /* a turn that answers no question */
} dz_turn_role;

#define DZ_NO_TURN UINT32_MAX

/* A block: one paragraph, line or heading. The paragraphs of one turn share `turn`, `speaker` and `role`.
 *
 * In plain text a line is a block, or, where the text is hard-wrapped, the lines that one paragraph was cut into; in
 * English also where a line ends without a stop and the next begins small, as one does that was cut elsewhere. In
 * HTML an element that stands on lines of its own is one, and <br> parts paragraphs; in
 * DOCX and PDF a paragraph. Kinds come
 * from markup first, then from general signs (a line of name and day, "(Photo : ...)", 责任编辑, a line that is mostly
 * links). One line may hold two blocks: "Some Name | Apr 03, 2015" is a byline and a dateline, and "BEIJING, April 3
 * (Xinhua) --" stands before its paragraph. Header lines at the top of a plain text are no blocks.
 *
 * A text is a transcript where its labels agree with each other: Q: and A:, or speakers of whom one is known to ask (an
 * outlet, a reporter) or to answer (an office, the document's speaker), or who come back. A label alone on its line is
 * a block with empty content. Speaker and role of an opening without label are the document's speaker and STATEMENT. */
typedef struct dz_block {
    dz_block_kind kind;
    dz_turn_role role;
    uint32_t turn;       /* number of the turn, from 0; DZ_NO_TURN outside one */
    dz_span span;        /* the whole block */
    dz_span content;     /* without the label of the speaker ("Q:", "华春莹：") */
    const char *speaker; /* as the label or the document says; NULL where not known */
    const char *markup;  /* the HTML element that it came from ("p", "h1", "blockquote"), for DOCX that of the same
                          * meaning, or "footnote", "endnote", "header", "footer", "aside" (a text box); for PDF
                          * "footnote" or NULL; NULL for plain text */
} dz_block;

/* Headings, bylines and datelines are one sentence each, as are kept lines. */
typedef struct dz_sentence {
    dz_span span;
    uint32_t block;
} dz_sentence;

/* A text and what was found in it. Read-only once made; may be read by several threads. */
typedef struct dz_document dz_document;

typedef enum dz_input_format {
    DZ_INPUT_AUTO = 0, /* by the marks that DOCX and PDF begin with, the name's ending, the first bytes */
    DZ_INPUT_PLAIN = 1,
    DZ_INPUT_HTML = 2,
    DZ_INPUT_DOCX = 3,
    DZ_INPUT_PDF = 4
} dz_input_format;

/* What becomes of the blocks that are the site's and not the report's. In none of them is text taken away. */
typedef enum dz_boilerplate {
    DZ_BOILERPLATE_MARK = 0, /* blocks of their own kind, which alignment, matching and attribution pass over */
    DZ_BOILERPLATE_KEEP = 1, /* not looked for: every block is text */
    DZ_BOILERPLATE_DROP = 2  /* marked, and without sentences */
} dz_boilerplate;

/* What pages of one site repeat: their furniture. */
typedef struct dz_pages dz_pages;

typedef struct dz_document_options {
    uint32_t version;
    dz_input_format format;
    dz_language language; /* UNKNOWN: as the source says, then by its letters */
    bool keep_lines;      /* a line is a block and a sentence, empty lines too; no header lines, kinds or turns */
    bool split_semicolons;
    const char *encoding; /* a label to believe first; NULL: none */
    const char *date;     /* what is known from elsewhere (the last winning is the side file); NULL: nothing */
    const char *speaker;
    const char *title;
    bool split_remarks;          /* of sentences: as in dz_sentence_options */
    dz_quote_split split_quotes; /* the same */
    dz_boilerplate boilerplate;
    const dz_pages *pages; /* what these pages repeat is boilerplate; NULL: nothing is known of other pages */
    dz_language only;      /* of a text in both languages: what is in the other one is no block; UNKNOWN: all of it */
} dz_document_options;

#define DZ_DOCUMENT_OPTIONS_VERSION 4 /* 1 ended with `title`, 2 with `split_quotes`, 3 with `pages`; all are read */
/* clang-format off */
#define DZ_DOCUMENT_OPTIONS_INIT \
    {DZ_DOCUMENT_OPTIONS_VERSION, DZ_INPUT_AUTO, DZ_LANGUAGE_UNKNOWN, false, false, NULL, NULL, NULL, NULL, false, \
     DZ_QUOTE_SPLIT_ALWAYS, DZ_BOILERPLATE_MARK, NULL, DZ_LANGUAGE_UNKNOWN}
/* clang-format on */

/* Reads a file ("-": standard input) and FILE.meta.json beside it: an object with any of "date", "speaker", "title",
 * "address" and "language", strings or null; other keys are ignored. What is known of a document comes from, the last
 * winning: its wording (title, dateline), its markup, header lines at its top ("Date: 2015-04-02", 日期：…, ended by an
 * empty line), the options, the side file. A day in the title of a briefing beats the day its page was published.
 *
 * The text of plain input is the decoded text, unchanged. That of HTML is what a browser shows: white space as one
 * space, <br> as a line feed, <q> as quotation marks, hidden elements left out; repairs in the markup itself go to the
 * log. That of DOCX has a line a paragraph (table cells each their own, text boxes before the paragraph that holds
 * them, then notes, then page headers and footers as boilerplate); tracked deletions and hidden text are left out,
 * insertions kept, and both are told by repairs or the log. That of PDF, read by pdftotext, has a line a paragraph, its
 * lines joined; words cut at a line's end are repairs, running heads and page numbers boilerplate, footnotes stand
 * behind the paragraph at the foot of whose page they are, and their raised marks are left out. `options` may be NULL.
 * Errors: DZ_ERROR_IO, DZ_ERROR_ENCODING, DZ_ERROR_FORMAT, DZ_ERROR_LIMIT, DZ_ERROR_MEMORY, DZ_ERROR_NOT_FOUND (no
 * pdftotext).
 *
 * A text in both languages, paragraph by paragraph or sentence by sentence, is two documents: read it twice, with
 * `only` set to the one and to the other. Both have the whole text, so that places in it agree, but only the blocks and
 * sentences in their language, and stretches without words. */
DZ_API dz_status dz_document_read(dz_context *context, dz_document **out, const char *path,
                                  const dz_document_options *options);

/* The same from bytes in memory; `name` is what messages and records call it. */
DZ_API dz_status dz_document_parse(dz_context *context, dz_document **out, const char *name, const void *bytes,
                                   size_t length, const dz_document_options *options);

/* A document whose sentences are given, one block each; the text is the sentences joined by line feeds. */
DZ_API dz_status dz_document_from_sentences(dz_context *context, dz_document **out, const char *name,
                                            const dz_view *sentences, size_t count, const dz_document_options *options);

/* What a source is, by the marks that DOCX and PDF begin with, its name's ending, and its first bytes (4 KiB do). */
DZ_API dz_input_format dz_document_format(const char *name, const void *bytes, size_t length);

/* A window of a plain text that is too long to be read at once, as a document: its text is the window's, and all spans
 * count in that. What is known of the text comes from the first window alone, `name`.meta.json for each; a transcript's
 * turns are told by the labels that the window holds. `encoding` is the stream's. */
DZ_API dz_status dz_document_from_window(dz_context *context, dz_document **out, const char *name,
                                         const dz_window *window, const char *encoding,
                                         const dz_document_options *options);

DZ_API const char *dz_document_name(const dz_document *document);
DZ_API dz_view dz_document_text(const dz_document *document); /* NUL-terminated UTF-8; all spans count in it */
DZ_API const char *dz_document_encoding(const dz_document *document);
DZ_API dz_language dz_document_language(const dz_document *document);
DZ_API const char *dz_document_language_tag(const dz_document *document); /* "zh", "zh-Hant", "en", "und" */
DZ_API const char *dz_document_date(const dz_document *document);         /* "2015-04-02"; NULL: not known */
DZ_API const char *dz_document_speaker(const dz_document *document);      /* NULL: not known */
DZ_API const char *dz_document_title(const dz_document *document);        /* NULL: not known */
DZ_API const char *dz_document_address(const dz_document *document);      /* where it was published; NULL: not known */
DZ_API size_t dz_document_repair_count(const dz_document *document);
DZ_API dz_repair dz_document_repair(const dz_document *document, size_t index);

/* Blocks, in order, not overlapping; `*count` of them. Belong to the document. */
DZ_API const dz_block *dz_document_blocks(const dz_document *document, size_t *count);

/* Sentences, in order; each stands in one block. Boilerplate has sentences too: look at the block's kind. */
DZ_API const dz_sentence *dz_document_sentences(const dz_document *document, size_t *count);

/* Code point offsets in the document's text. Belongs to the document. */
DZ_API const dz_offsets *dz_document_offsets(const dz_document *document);

/* The block that holds a byte of the text; NULL where it stands between two. */
DZ_API const dz_block *dz_document_block_at(const dz_document *document, size_t byte);

/* "paragraph", "heading", ...; "question", "answer", "statement" or "none". Static text. */
DZ_API const char *dz_block_kind_name(dz_block_kind kind);
DZ_API const char *dz_turn_role_name(dz_turn_role role);

DZ_API void dz_document_free(dz_document *document);

/* ---- Pages of one site ---------------------------------------------------------------------------------------- */

/* Collects the blocks of HTML pages, by the host of their address, else by the folder of their name. A block that
 * stands on most of three pages or more, word for word, is their furniture, unless it stands between sentences that
 * they do not share. A filled collection may be read by several threads. Errors: DZ_ERROR_MEMORY. */
DZ_API dz_status dz_pages_new(dz_context *context, dz_pages **out);
DZ_API dz_status dz_pages_add(dz_pages *pages, const dz_document *document);
DZ_API void dz_pages_free(dz_pages *pages);

#ifdef __cplusplus
}
#endif

#endif
