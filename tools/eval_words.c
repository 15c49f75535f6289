/* dz eval words: words against gold, as the treebanks' scorers count them: a word is right where both of its ends are.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"

/* A file that is read line by line. */
struct lines {
    const char *path;
    FILE *file;
    char *line;
    size_t capacity;
    size_t number;
    bool failed; /* it could not be read to its end, and that is told */
};

static bool open_lines(struct session *session, const char *path, struct lines *lines)
{
    *lines = (struct lines){.path = path, .file = fopen(path, "rb")};
    if (!lines->file)
        session_refuse(session, path, "cannot be opened: %s", strerror(errno));
    return lines->file != NULL;
}

/* Reads the next line; false at the end, and where the file cannot be read further, which is told. */
static bool next_line(struct session *session, struct lines *lines)
{
    errno = 0;
    ssize_t length = getline(&lines->line, &lines->capacity, lines->file);
    if (length < 0) {
        lines->failed = ferror(lines->file);
        if (lines->failed)
            session_refuse(session, lines->path, "cannot be read: %s", strerror(errno));
        return false;
    }
    lines->number++;
    lines->failed = memchr(lines->line, '\0', (size_t)length) != NULL;
    if (lines->failed)
        session_refuse(session, lines->path, "line %zu has a NUL byte; words are scored in UTF-8 text", lines->number);
    return !lines->failed;
}

static void close_lines(struct lines *lines)
{
    if (lines->file)
        fclose(lines->file);
    free(lines->line);
}

/* A line that is read word by word; places count what is not white. */
struct cursor {
    const char *at;
    size_t begin; /* of the word */
    size_t end;
};

static bool next_word(struct cursor *cursor)
{
    const char *at = cursor->at;
    cursor->begin = cursor->end;
    while (*at) {
        const char *from = at;
        if (!eval_is_white(eval_next(&at)))
            cursor->end++;
        else if (cursor->end > cursor->begin) {
            at = from;
            break;
        }
    }
    cursor->at = at;
    return cursor->end > cursor->begin;
}

static size_t count_words(const char *line)
{
    size_t count = 0;
    for (struct cursor cursor = {line, 0, 0}; next_word(&cursor);)
        count++;
    return count;
}

/* The words that two cuts of one text share. */
static size_t count_shared(const char *first, const char *second)
{
    struct cursor a = {first, 0, 0}, b = {second, 0, 0};
    size_t count = 0;
    bool more = next_word(&a) && next_word(&b);
    while (more) {
        count += a.begin == b.begin && a.end == b.end;
        if (a.end == b.end)
            more = next_word(&a) && next_word(&b);
        else
            more = a.end < b.end ? next_word(&a) : next_word(&b);
    }
    return count;
}

static uint32_t next_solid(const char **at)
{
    while (**at) {
        uint32_t c = eval_next(at);
        if (!eval_is_white(c))
            return c;
    }
    return 0;
}

static bool same_text(const char *a, const char *b)
{
    for (;;) {
        uint32_t c = next_solid(&a);
        if (c != next_solid(&b))
            return false;
        if (c == 0)
            return true;
    }
}

struct tally {
    size_t right, proposed, wanted;
    size_t lines, changed;
    size_t first_changed; /* number of the line */
};

static void score_line(const char *gold, const char *out, struct tally *tally)
{
    tally->lines++;
    tally->wanted += count_words(gold);
    if (same_text(gold, out)) {
        tally->proposed += count_words(out);
        tally->right += count_shared(gold, out);
    } else if (tally->changed++ == 0) {
        tally->first_changed = tally->lines;
    }
}

/* False where the two files have not the same number of lines, or cannot be read. */
static bool score_files(struct session *session, struct lines *gold, struct lines *out, struct tally *tally)
{
    bool more_gold = next_line(session, gold), more_out = !gold->failed && next_line(session, out);
    while (more_gold && more_out) {
        score_line(gold->line, out->line, tally);
        more_gold = next_line(session, gold);
        more_out = !gold->failed && next_line(session, out);
    }
    if (gold->failed || out->failed)
        return false;
    if (!more_gold && !more_out)
        return true;
    const struct lines *longer = more_gold ? gold : out, *shorter = more_gold ? out : gold;
    session_refuse(session, longer->path,
                   "has more lines than the %zu of %s; line by line, both must cut the same texts", shorter->number,
                   shorter->path);
    return false;
}

static void print_tally(struct session *session, const char *out, const struct tally *tally)
{
    double p = eval_share(tally->right, tally->proposed), r = eval_share(tally->right, tally->wanted);
    if (tally->changed)
        session_refuse(session, out,
                       "line %zu is not the text of the gold's (%zu such line%s): its words count as missed",
                       tally->first_changed, tally->changed, tally->changed == 1 ? "" : "s");
    session_print(session, "lines whose text was changed: %zu\n", tally->changed);
    session_print(session, "P %.2f R %.2f F1 %.2f\n", 100 * p, 100 * r, 100 * eval_f1(p, r));
}

void eval_words(struct session *session, const char *gold_path, const char *out_path, const eval_settings *settings)
{
    struct tally tally = {0};
    struct lines gold, out = {NULL};
    if (open_lines(session, gold_path, &gold) && open_lines(session, out_path, &out) &&
        score_files(session, &gold, &out, &tally)) {
        if (tally.wanted > 0)
            print_tally(session, out_path, &tally);
        else
            session_refuse(session, gold_path, "has no words; a text a line is wanted, its words parted by spaces");
    }
    close_lines(&gold);
    close_lines(&out);
}
