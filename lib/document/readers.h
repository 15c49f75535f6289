/* Readers: from decoded text to a draft's text, pieces and the facts that stand in the source. */
#ifndef DZ_DOCUMENT_READERS_H
#define DZ_DOCUMENT_READERS_H

#include "base/buffer.h"
#include "document/draft.h"

/* A piece a line, empty ones too, for --split=lines. A last line feed begins no line. */
dz_status dz_read__lines(dz_draft *draft);

/* Plain text: a line is a piece, or a paragraph is where the text is hard-wrapped. Header lines become facts. */
dz_status dz_read__plain(dz_draft *draft);

/* HTML: the text as a browser shows it goes to `text`, which becomes the draft's: an element that stands on lines of
 * its own is a line, white space is one space, <br> is a line feed, what is hidden is left out. `source` is the decoded
 * page. Errors: DZ_ERROR_LIMIT for pages nested deeper than any that people read, DZ_ERROR_MEMORY. */
dz_status dz_read__html(dz_draft *draft, dz_buffer *text, const dz_decoded *source);

/* DOCX: a paragraph is a line of `text`, which becomes the draft's; text boxes stand before the paragraph that holds
 * them, then follow foot- and endnotes, then page headers and footers (boilerplate). Tracked deletions and hidden text
 * are left out, insertions kept. Errors: DZ_ERROR_FORMAT, DZ_ERROR_LIMIT, DZ_ERROR_MEMORY. */
dz_status dz_read__docx(dz_draft *draft, dz_buffer *text, dz_view bytes);

/* PDF, by way of pdftotext: a paragraph, its lines joined, is a line of `text`, which becomes the draft's; running
 * heads and page numbers are boilerplate. Words cut at line ends are repairs. Errors: those of dz_pdf__read_layout. */
dz_status dz_read__pdf(dz_draft *draft, dz_buffer *text, dz_view bytes);

/* The same from what pdftotext wrote, in `output`. */
dz_status dz_read__pdf_output(dz_draft *draft, dz_buffer *text, dz_buffer *output);

/* What a source is: as asked for, else by the marks that DOCX and PDF begin with, else by the ending of its
 * name, else by its first bytes. */
dz_input_format dz_read__find_format(dz_input_format asked, const char *name, const char *bytes, size_t length);

/* The encoding that a page says it is in, from its first bytes; false where it says none. */
bool dz_read__html_charset(const char *bytes, size_t length, char *label, size_t size);

#endif
