/* Lines of text for people: width on a terminal, colours, and nothing in them that a terminal would obey. */
#ifndef DZ_WRITE_PLAIN_H
#define DZ_WRITE_PLAIN_H

#include "base/buffer.h"

typedef enum dz_plain_color {
    DZ_PLAIN_OFF,
    DZ_PLAIN_BOLD,
    DZ_PLAIN_DIM,
    DZ_PLAIN_RED,
    DZ_PLAIN_GREEN,
    DZ_PLAIN_YELLOW,
    DZ_PLAIN_BLUE
} dz_plain_color;

/* Text under way: gathered, and handed to the sink by the piece. */
typedef struct dz_plain {
    dz_buffer buffer;
    const dz_sink *sink;
    bool color;
} dz_plain;

void dz_plain__init(dz_plain *text, dz_context *context, const dz_sink *sink, bool color);
void dz_plain__free(dz_plain *text);

void dz_plain__append(dz_plain *text, const char *words);
void dz_plain__byte(dz_plain *text, char byte);
void dz_plain__format(dz_plain *text, const char *format, ...) DZ_PRINTF(2, 3);

/* A stretch of somebody's text, made to stay on its line: a run of line feeds, tabs and controls becomes a
 * space. */
dz_status dz_plain__line(dz_plain *text, const char *words, size_t length);

/* The same, but at most `columns` wide on a terminal, with an ellipsis where something was cut; and filled up with
 * spaces to that width where `fill`. */
dz_status dz_plain__column(dz_plain *text, const char *words, size_t length, size_t columns, bool fill);

/* Colours what follows, until DZ_PLAIN_OFF. Nothing where colours are off. */
void dz_plain__color(dz_plain *text, dz_plain_color color);

/* A line feed; full buffers go to the sink. */
dz_status dz_plain__end_line(dz_plain *text);

/* All that is left goes to the sink. */
dz_status dz_plain__flush(dz_plain *text);

/* Columns that text takes on a terminal: two for a Chinese character. */
size_t dz_plain__width(const char *words, size_t length);

#endif
