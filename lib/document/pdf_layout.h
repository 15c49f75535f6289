/* The lines of a PDF file and where they stand, as pdftotext (poppler) tells them. */
#ifndef DZ_DOCUMENT_PDF_LAYOUT_H
#define DZ_DOCUMENT_PDF_LAYOUT_H

#include "document/draft.h"
#include "base/buffer.h"

/* Lengths in points, from the upper left corner of the page. */
typedef struct dz_pdf_line {
    dz_span words; /* in the layout's text */
    uint32_t page; /* from 0 */
    float left, top, right, bottom;
    float first_word_width;
    bool furniture; /* page number, running head */
    bool note;      /* of a footnote */
} dz_pdf_line;

typedef struct dz_pdf_page {
    float height;
    size_t first_line;
    size_t end_line;
} dz_pdf_page;

typedef struct dz_pdf_layout {
    dz_buffer text;
    DZ_ARRAY(dz_pdf_line) lines; /* in reading order, column by column */
    DZ_ARRAY(dz_pdf_page) pages;
} dz_pdf_layout;

/* Reads a PDF file's layout; properties of the file become facts of the draft. Free the layout in any case. Errors:
 * DZ_ERROR_NOT_FOUND (no pdftotext), DZ_ERROR_FORMAT (damaged, no PDF, with a password, no text), DZ_ERROR_LIMIT,
 * DZ_ERROR_IO, DZ_ERROR_CANCELLED, DZ_ERROR_MEMORY. */
dz_status dz_pdf__read_layout(dz_draft *draft, dz_pdf_layout *layout, dz_view bytes);

/* The same from what pdftotext wrote (XHTML with boxes); control characters in it become spaces. */
dz_status dz_pdf__read_output(dz_draft *draft, dz_pdf_layout *layout, dz_buffer *output);
void dz_pdf__free_layout(dz_pdf_layout *layout, dz_context *context);

/* Marks page numbers and what repeats at the top or the bottom of pages. */
dz_status dz_pdf__mark_furniture(dz_draft *draft, dz_pdf_layout *layout);

static inline dz_view dz_pdf__words(const dz_pdf_layout *layout, const dz_pdf_line *line)
{
    dz_view text = dz_buffer__view(&layout->text); /* no word at all is an empty text, not NULL */
    return (dz_view){text.data + line->words.begin, line->words.end - line->words.begin};
}

#endif
