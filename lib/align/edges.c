#include "align/edges.h"

#include <math.h>

#include "base/utf8.h"

static bool is_space(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B);
}

static bool is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000) ||
           dz_utf8__is_han(c);
}

/* 1 for a mark that opens a quotation, -1 for one that ends it, 0 for all else. Straight marks are told by their
 * neighbours; a straight or single one behind a letter may be an apostrophe, and then says nothing. */
static int quote_turn(uint32_t before, uint32_t c, uint32_t after)
{
    bool starts = before == 0 || is_space(before) || (!is_word(before) && is_word(after));
    switch (c) {
    case 0x201C: /* “ */
    case 0x300C: /* 「 */
    case 0x300E: /* 『 */
    case 0x00AB: /* « */
        return 1;
    case 0x201D: /* ” */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
    case 0x00BB: /* » */
        return -1;
    case 0x2018: /* ‘ */
        return 1;
    case '`':
        return starts ? 1 : 0;
    case '"':
        return starts ? 1 : -1;
    case '\'':
    case 0x2019: /* ’ */
        if (starts)
            return c == '\'' && is_word(after) ? 1 : 0;
        return before && !is_word(before) ? -1 : 0;
    default:
        return 0;
    }
}

dz_align__opening dz_align__read_opening(const char *text, dz_span span)
{
    size_t at = span.begin;
    uint32_t c = 0;
    while (at < span.end && is_space(c = dz_utf8__next(text, span.end, &at)))
        continue;
    uint32_t after = at < span.end ? dz_utf8__next(text, span.end, &at) : 0;
    if (quote_turn(0, c, after) > 0)
        return DZ_OPENING_QUOTE;
    if (c >= 'a' && c <= 'z')
        return DZ_OPENING_LOW;
    return c >= '0' && c <= '9' ? DZ_OPENING_DIGIT : DZ_OPENING_PLAIN;
}

static dz_align__ending ending_of(uint32_t last)
{
    switch (last) {
    case '.':
    case 0x3002: /* 。 */
    case 0xFF0E:
    case 0x2026: /* … */
        return DZ_ENDING_STOP;
    case '?':
    case 0xFF1F:
        return DZ_ENDING_QUESTION;
    case '!':
    case 0xFF01:
        return DZ_ENDING_EXCLAMATION;
    default:
        return is_word(last) ? DZ_ENDING_NONE : DZ_ENDING_OPEN;
    }
}

uint8_t dz_align__read_ending(const char *text, dz_span span, bool *inside)
{
    uint32_t before = 0, last = 0, c = 0;
    for (size_t at = span.begin; at < span.end; before = c) {
        c = dz_utf8__next(text, span.end, &at);
        size_t next = at;
        uint32_t after = at < span.end ? dz_utf8__next(text, span.end, &next) : 0;
        int turn = quote_turn(before, c, after);
        if (turn)
            *inside = turn > 0;
        else if (!is_space(c) && c != '\'' && c != 0x2019 && c != ')' && c != 0xFF09)
            last = c;
    }
    return (uint8_t)(ending_of(last) + (*inside ? DZ_ENDINGS / 2 : 0));
}

void dz_align__log_ratios(float *table, const float *counts, unsigned rows, unsigned columns, float strength)
{
    float total = 0;
    for (unsigned i = 0; i < rows * columns; i++)
        total += counts[i];
    for (unsigned row = 0; row < rows; row++) {
        for (unsigned column = 0; column < columns; column++) {
            float row_sum = 0, column_sum = 0;
            for (unsigned i = 0; i < columns; i++)
                row_sum += counts[row * columns + i];
            for (unsigned i = 0; i < rows; i++)
                column_sum += counts[i * columns + column];
            float chance = total > 0 ? row_sum * column_sum / total : 0;
            table[row * columns + column] = logf((counts[row * columns + column] + strength) / (chance + strength));
        }
    }
}
