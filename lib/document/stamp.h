/* Days and times as pages and reports write them: "Apr 03, 2015 06:47 AM EDT", "2015年4月2日 10:21", ISO 8601. Unlike
 * the values of running text (dz_values), a stamp takes weekday, time of day and zone with it, so that what is left of
 * a line can be looked at. */
#ifndef DZ_DOCUMENT_STAMP_H
#define DZ_DOCUMENT_STAMP_H

#include "duizhao/base.h"

typedef struct dz_stamp {
    dz_span span;
    char date[16]; /* "2015-04-03", "2015-04", "--04-03" (no year), or "" for a time alone */
    bool has_year;
    bool has_day;
} dz_stamp;

/* The first stamp at or behind `from`; false where there is none. An impossible day (April 31) is none. */
bool dz_stamp__find(dz_view view, size_t from, dz_stamp *stamp);

/* The stamp that begins exactly at `at`. */
bool dz_stamp__read(dz_view view, size_t at, dz_stamp *stamp);

#endif
