/* Pages for a browser: the frame that all share, and text that is escaped. */
#ifndef DZ_WRITE_PAGE_H
#define DZ_WRITE_PAGE_H

#include "base/buffer.h"
#include "duizhao/document.h"

typedef struct dz_page {
    dz_buffer buffer;
    const dz_sink *sink;
} dz_page;

void dz_page__init(dz_page *html, dz_context *context, const dz_sink *sink);
void dz_page__free(dz_page *html);

/* The head of a page, up to and with its <h1>, which is `title`; `style` (may be "") is added to the shared rules. */
void dz_page__open_page(dz_page *html, const char *title, const char *style);
/* The foot. All that is left goes to the sink. */
dz_status dz_page__close_page(dz_page *html);

/* Markup of our own; nothing is escaped. `format` must be given no text of others. */
void dz_page__markup(dz_page *html, const char *markup);
void dz_page__format(dz_page *html, const char *format, ...) DZ_PRINTF(2, 3);

/* Text of others, escaped; fit for the inside of elements and of attributes in double quotes. */
void dz_page__view(dz_page *html, const char *text, size_t length);
void dz_page__text(dz_page *html, const char *text); /* NULL: nothing */

/* Full buffers go to the sink; called between rows. */
dz_status dz_page__step(dz_page *html);

/* What a page calls a document's language in English words: "Chinese", "English", or "other" where it is not known. */
const char *dz_page__language_words(const dz_document *document, const char *other);

/* "turn: Question, speaker": the chip that stands at the beginning of a turn. Nothing outside one. */
void dz_page__turn(dz_page *html, const dz_block *block);

#endif
