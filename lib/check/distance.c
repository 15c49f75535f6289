#include "check/distance.h"

#include "base/utf8.h"

/* Longer wordings are other passages, and not compared letter by letter. */
#define LARGEST_WORDING 64

/* The code points of a text; the count may be more than there is room for. */
static uint32_t read_letters(dz_view text, uint32_t letters[LARGEST_WORDING])
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.length; count++) {
        uint32_t codepoint = dz_utf8__next(text.data, text.length, &at);
        if (count < LARGEST_WORDING)
            letters[count] = codepoint;
    }
    return count;
}

static uint32_t least_of(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t least = a < b ? a : b;
    return least < c ? least : c;
}

uint32_t dz_distance__letters(dz_view first, dz_view second)
{
    uint32_t a[LARGEST_WORDING], b[LARGEST_WORDING], row[LARGEST_WORDING + 1];
    uint32_t rows = read_letters(first, a), columns = read_letters(second, b);
    if (rows > LARGEST_WORDING || columns > LARGEST_WORDING)
        return rows > columns ? rows : columns;
    for (uint32_t j = 0; j <= columns; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= rows; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= columns; j++) {
            uint32_t above = row[j];
            row[j] = least_of(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[columns];
}
