/* The markers of list items: "1.", "2)", "3.)", "(iv)", "b.", "• 9.", "Q.". */
#ifndef DZ_TEXT_LIST_MARKER_H
#define DZ_TEXT_LIST_MARKER_H

#include <stddef.h>

typedef enum dz_list_kind {
    DZ_LIST_NONE = 0,
    DZ_LIST_NUMBER,
    DZ_LIST_LETTER,
    DZ_LIST_ROMAN,
    DZ_LIST_BULLET, /* without a number */
    DZ_LIST_SPEAKER /* Q. and A. of an interview */
} dz_list_kind;

typedef struct dz_list_marker {
    dz_list_kind kind;
    size_t begin;     /* place of the marker in the text */
    unsigned number;  /* 1, 2, 3 ... also of letters and Roman numbers */
    char before;      /* '(', '*' (any bullet), or 0 */
    char after[3];    /* ".", ")", ".)" */
    char letter_case; /* 'a' or 'A' */
} dz_list_marker;

/* Reads a marker at `at`, which must be followed by white space and more text. The place after the marker, or 0 where
 * there is none (the kind is then DZ_LIST_NONE). */
size_t dz_list_marker__read(const char *text, size_t length, size_t at, dz_list_marker *marker);

/* Where the next item of the same list begins before `limit` in the same line, or SIZE_MAX. */
size_t dz_list_marker__find_next(const char *text, size_t limit, size_t at, const dz_list_marker *marker);

#endif
