/* Tables for a spreadsheet, as RFC 4180 has them, with the mark by which spreadsheets know UTF-8. */
#ifndef DZ_WRITE_CSV_H
#define DZ_WRITE_CSV_H

#include "base/buffer.h"

typedef struct dz_csv {
    dz_buffer buffer;
    const dz_sink *sink;
    bool comma;
} dz_csv;

void dz_csv__init(dz_csv *csv, dz_context *context, const dz_sink *sink);
void dz_csv__free(dz_csv *csv);

/* The byte-order mark and the heading: names parted by commas, as they stand. */
void dz_csv__heading(dz_csv *csv, const char *names);

/* One field each. */
void dz_csv__view(dz_csv *csv, const char *text, size_t length);
void dz_csv__text(dz_csv *csv, const char *text); /* NULL: empty */
void dz_csv__integer(dz_csv *csv, size_t number);
void dz_csv__share(dz_csv *csv, float share); /* 0 to 1, four digits */
dz_status dz_csv__end_row(dz_csv *csv);
dz_status dz_csv__flush(dz_csv *csv);

#endif
