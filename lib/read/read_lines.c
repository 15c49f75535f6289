/* Formats of plain lines: beads, hunalign's ladder and text, and the two files of Moses. */
#include <string.h>

#include "read/draft_pairs.h"

static bool is_blank(dz_view line)
{
    for (size_t i = 0; i < line.length; i++)
        if (!strchr(" \t\r", line.data[i]))
            return false;
    return true;
}

/* ---- beads ---- */

/* "[0,1]:[0]", and as Vecalign has it, with a score behind another colon. */
static dz_status read_bead_line(dz_draft_pairs *draft, dz_draft_pair *pair, dz_view line, size_t number)
{
    dz_status status = dz_read__bead(draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
    size_t at = 0;
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++) {
        const char *open = memchr(line.data + at, '[', line.length - at);
        const char *close = open ? memchr(open, ']', line.length - (size_t)(open - line.data)) : NULL;
        size_t before = open ? (size_t)(open - line.data) - at : 0;
        bool good = close && (side ? before == 1 && line.data[at] == ':' : is_blank((dz_view){line.data, before}));
        if (!good)
            return dz_read__fail(draft, number, "is no bead; a line must be like [0,1]:[0]");
        status = dz_read__numbers(draft, pair, side, (dz_view){open + 1, (size_t)(close - open) - 1}, number);
        at = (size_t)(close - line.data) + 1;
    }
    if (status == DZ_OK && at < line.length && line.data[at] == ':')
        return DZ_OK; /* a cost, which is no probability */
    if (status == DZ_OK && !is_blank((dz_view){line.data + at, line.length - at}))
        return dz_read__fail(draft, number, "has something behind the bead");
    return status;
}

dz_status dz_read__beads(dz_draft_pairs *draft, dz_view text)
{
    dz_draft_pair *pair = dz_read__new_pair(draft, NULL);
    dz_status status = pair ? DZ_OK : DZ_ERROR_MEMORY;
    dz_view line;
    size_t number = 0;
    for (size_t at = 0; status == DZ_OK && dz_read__next_line(text, &at, &line);) {
        number++;
        if (!is_blank(line) && line.data[0] != '#')
            status = read_bead_line(draft, pair, line, number);
    }
    return status;
}

/* ---- Columns ---- */

/* The n-th column of a line, from 0; false where there is none. */
static bool find_column(dz_view line, size_t index, dz_view *column)
{
    const char *begin = line.data, *end = line.data + line.length;
    for (; index; index--) {
        begin = memchr(begin, '\t', (size_t)(end - begin));
        if (!begin)
            return false;
        begin++;
    }
    const char *tab = memchr(begin, '\t', (size_t)(end - begin));
    *column = (dz_view){begin, (size_t)((tab ? tab : end) - begin)};
    return true;
}

/* ---- ladder ---- */

typedef struct rung {
    uint32_t at[2];
    dz_view score;
} rung;

static bool read_count(dz_view text, uint32_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || value > UINT32_MAX)
            return false;
        value = value * 10 + (uint64_t)(text.data[i] - '0');
    }
    *out = (uint32_t)value;
    return text.length && value < UINT32_MAX;
}

static dz_status read_rung(dz_draft_pairs *draft, dz_view line, size_t number, rung *out)
{
    dz_view columns[2];
    out->score = (dz_view){"", 0};
    find_column(line, 2, &out->score);
    for (size_t side = 0; side < 2; side++)
        if (!find_column(line, side, &columns[side]) || !read_count(columns[side], &out->at[side]))
            return dz_read__fail(draft, number,
                                 "is no rung; a line must be two sentence numbers and a score, parted by tabs");
    return DZ_OK;
}

/* What stands between two rungs. */
static dz_status put_step(dz_draft_pairs *draft, dz_draft_pair *pair, const rung *from, const rung *to, size_t line)
{
    dz_status status = dz_read__bead(draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++) {
        if (to->at[side] < from->at[side])
            return dz_read__fail(draft, line, "goes back; the numbers of a ladder go up");
        for (uint32_t n = from->at[side]; n < to->at[side] && status == DZ_OK; n++)
            status = dz_read__number(draft, pair, side, n, line);
    }
    if (status == DZ_OK)
        dz_read__score(pair, from->score);
    return status;
}

dz_status dz_read__ladder(dz_draft_pairs *draft, dz_view text)
{
    dz_draft_pair *pair = dz_read__new_pair(draft, NULL);
    dz_status status = pair ? DZ_OK : DZ_ERROR_MEMORY;
    rung last = {{0, 0}, {"", 0}};
    dz_view line;
    size_t number = 0;
    for (size_t at = 0; status == DZ_OK && dz_read__next_line(text, &at, &line);) {
        rung next;
        number++;
        if (is_blank(line) || (status = read_rung(draft, line, number, &next)) != DZ_OK)
            continue;
        status = put_step(draft, pair, &last, &next, number);
        last = next;
    }
    return status;
}

/* ---- bitext ---- */

static const char sentence_mark[] = "~~~";

static dz_view trim(dz_view text)
{
    while (text.length && text.data[0] == ' ') {
        text.data++;
        text.length--;
    }
    while (text.length && text.data[text.length - 1] == ' ')
        text.length--;
    return text;
}

static dz_status append_marked(dz_draft_pairs *draft, dz_draft_pair *pair, int side, dz_view text, size_t line)
{
    dz_status status = DZ_OK;
    size_t mark_length = sizeof sentence_mark - 1;
    if (trim(text).length == 0)
        return DZ_OK;
    for (bool more = true; more && status == DZ_OK;) {
        const char *mark = memmem(text.data, text.length, sentence_mark, mark_length);
        size_t length = mark ? (size_t)(mark - text.data) : text.length;
        status = dz_read__append(draft, pair, side, trim((dz_view){text.data, length}), line);
        more = mark != NULL;
        if (more)
            text = (dz_view){mark + mark_length, text.length - length - mark_length};
    }
    return status;
}

dz_status dz_read__bitext(dz_draft_pairs *draft, dz_view text)
{
    dz_draft_pair *pair = dz_read__new_pair(draft, NULL);
    dz_status status = pair ? DZ_OK : DZ_ERROR_MEMORY;
    dz_view line, column;
    size_t number = 0;
    for (size_t at = 0; status == DZ_OK && dz_read__next_line(text, &at, &line);) {
        number++;
        if (is_blank(line))
            continue;
        if (!find_column(line, 1, &column))
            return dz_read__fail(draft, number, "has no tab; a line must be source, target and score, parted by tabs");
        status = dz_read__bead(draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
        for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++) {
            find_column(line, (size_t)side, &column);
            status = append_marked(draft, pair, side, column, number);
        }
        if (status == DZ_OK && find_column(line, 2, &column))
            dz_read__score(pair, column);
    }
    return status;
}

/* ---- moses ---- */

dz_status dz_read__moses(dz_draft_pairs *draft, dz_view source, dz_view target)
{
    dz_draft_pair *pair = dz_read__new_pair(draft, NULL);
    dz_status status = pair ? DZ_OK : DZ_ERROR_MEMORY;
    size_t at[2] = {0, 0};
    for (size_t number = 1; status == DZ_OK; number++) {
        dz_view lines[2];
        bool more[2] = {dz_read__next_line(source, &at[0], &lines[0]), dz_read__next_line(target, &at[1], &lines[1])};
        if (more[0] != more[1])
            return dz_read__fail(
                draft, 0, "one of the two files ends behind line %zu, the other goes on; they are no pair", number - 1);
        if (!more[0])
            break;
        status = dz_read__bead(draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
        for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++)
            status = dz_read__append(draft, pair, side, lines[side], number);
    }
    return status;
}
