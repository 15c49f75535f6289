#include "duizhao/text.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/array.h"
#include "base/utf8.h"
#include "text/abbreviations.h"
#include "text/list_marker.h"
#include "text/remark.h"

/* One pass over the text that stops only at bytes that may matter, gathers what stands around a mark, and decides with
 * the rules of the script it stands in. Every look to the side is bounded by a constant, so the time is linear. */

#define BRACKET_BYTES 300 /* a parenthesis or a title longer than this protects nothing */
#define ATTRIBUTION_CODEPOINTS 24
#define LIST_ITEM_BYTES 2000 /* how far the next item of a list within a line may be */
#define ANNOUNCED_BYTES 600  /* how far the end of the first sentence of what is announced may be */
#define REMARKS_MAX 4        /* （掌声）（笑） in a row */
#define LONG_QUOTE_BYTES 300 /* as the options describe it */
#define QUOTE_KINDS 5

typedef struct splitter {
    dz_context *context;
    const char *text;
    size_t length;
    dz_sentence_options options;
    size_t at;
    size_t begin;         /* of the sentence that is being read */
    size_t protected_end; /* marks before this stand in a title or in a parenthesis */
    size_t next_item;     /* where the next item of a list begins; SIZE_MAX: none */
    dz_list_marker item;  /* the marker that the sentence begins with */
    bool in_quote;        /* between straight double quotation marks */
    bool embedded; /* the last quotation that opened stands right behind a Han character: 他喊“好！”就走了 */
    uint32_t missing;            /* a closing bracket that does not occur before ... */
    size_t missing_end;          /* ... this place */
    size_t closers[QUOTE_KINDS]; /* where the next mark is that closes such a quotation, once it was looked for ... */
    size_t paragraph_end;        /* ... in the paragraph that ends here */
    DZ_ARRAY(dz_span) spans;
} splitter;

/* What stands at a mark that may end a sentence. */
typedef struct mark {
    size_t begin;      /* of the run of marks */
    size_t marks_end;  /* of the run */
    size_t end;        /* of the closers and notes that belong to the sentence */
    size_t remark_end; /* of a remark that follows; 0: none */
    size_t next;       /* of what follows the white space (and the remark); the length of the text where nothing does */
    uint32_t before;   /* the character before the run; 0 at the beginning */
    uint32_t first;    /* of the run */
    uint32_t follows;  /* at `next`; 0 at the end */
    uint32_t letter;   /* the first character there that is no opener or dash */
    size_t letter_at;
    unsigned stops;    /* ASCII full stops */
    unsigned ellipses; /* … */
    bool wide;         /* 。！？ and their kin */
    bool exclaims;     /* ASCII ! or ? */
    bool spaced_dots;  /* . . . */
    bool closed;       /* closers followed */
    bool closed_quote;
    bool space; /* white space follows */
} mark;

/* ---- Characters ----------------------------------------------------------------------------------------------- */

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x202F || c == 0xFEFF;
}

static bool is_white(uint32_t c)
{
    return is_blank(c) || c == '\n' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_wide_stop(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61 || c == 0xFF0E;
}

static bool is_ellipsis(uint32_t c)
{
    return c == 0x2026 || c == 0x22EF;
}

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || is_wide_stop(c) || is_ellipsis(c) || c == 0x203C ||
           (c >= 0x2047 && c <= 0x2049);
}

static bool is_closing_quote(uint32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xBB || c == 0x203A || c == 0xFF02 ||
           c == 0x301E || c == 0x301F;
}

static bool is_closer(uint32_t c)
{
    return is_closing_quote(c) || c == ')' || c == ']' || c == 0xFF09 || c == 0x3011 || c == 0x300B || c == 0x3009 ||
           c == 0x3015 || c == 0xFF3D;
}

static bool is_opener(uint32_t c)
{
    return c == 0x201C || c == 0x2018 || c == 0x300C || c == 0x300E || c == 0x301D || c == 0xAB || c == '(' ||
           c == '[' || c == 0xFF08 || c == 0x3010 || c == 0x300A || c == 0x3008 || c == 0x3014 || c == '"' ||
           c == '\'' || c == 0xBF || c == 0xA1;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2012 && c <= 0x2015) || c == '*' || c == 0x2022 || c == '_';
}

/* Marks after which a sentence goes on. */
static bool continues_clause(uint32_t c)
{
    return c == ',' || c == ';' || c == ':' || c == 0xFF0C || c == 0xFF1B || c == 0xFF1A || c == 0x3001;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_any_digit(uint32_t c)
{
    return is_digit(c) || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_lower(uint32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : u_islower((UChar32)c);
}

static bool is_upper(uint32_t c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper((UChar32)c);
}

static uint32_t character_at(const splitter *s, size_t at)
{
    return at < s->length ? dz_utf8__next(s->text, s->length, &at) : 0;
}

static uint32_t character_before(const splitter *s, size_t at)
{
    return at > 0 ? dz_utf8__previous(s->text, &at) : 0;
}

static size_t step(const splitter *s, size_t at)
{
    dz_utf8__next(s->text, s->length, &at);
    return at;
}

static size_t skip_blanks(const splitter *s, size_t at)
{
    while (at < s->length && is_blank(character_at(s, at)))
        at = step(s, at);
    return at;
}

static size_t skip_white(const splitter *s, size_t at)
{
    while (at < s->length && is_white(character_at(s, at)))
        at = step(s, at);
    return at;
}

/* ---- Sentences as they end and begin -------------------------------------------------------------------------- */

static dz_status add_sentence(splitter *s, size_t begin, size_t end)
{
    while (end > begin) {
        size_t last = end;
        if (!is_white(dz_utf8__previous(s->text, &last)))
            break;
        end = last;
    }
    if (end == begin)
        return DZ_OK;
    dz_span span = {begin, end};
    return dz_array__push(s->context, &s->spans, span);
}

/* Reads the list marker that a sentence may begin with, so that its stop is not taken for an end, and looks for the
 * next item in the same line ("1. One thing 2. Another"). */
static void begin_sentence(splitter *s, size_t at)
{
    s->begin = s->at = at;
    s->protected_end = s->protected_end > s->at ? s->protected_end : s->at;
    s->next_item = SIZE_MAX;
    size_t after = dz_list_marker__read(s->text, s->length, s->at, &s->item);
    if (after == 0)
        return;
    s->at = after;
    size_t limit = s->length - after < LIST_ITEM_BYTES ? s->length : after + LIST_ITEM_BYTES;
    s->next_item = dz_list_marker__find_next(s->text, limit, after, &s->item);
}

/* Begins a sentence at or after `at`, behind the remarks that are to be sentences of their own. */
static dz_status begin_after(splitter *s, size_t at)
{
    dz_status status = DZ_OK;
    at = skip_white(s, at);
    while (status == DZ_OK && s->options.split_remarks && !s->options.keep_lines) {
        size_t end = dz_remark__end(s->text, s->length, at);
        if (end == at)
            break;
        end += end < s->length && s->text[end] == '.';
        status = add_sentence(s, at, end);
        at = skip_white(s, end);
    }
    begin_sentence(s, at);
    return status;
}

/* Ends the sentence at `end`; the next begins at or after `next`. */
static dz_status break_sentence(splitter *s, size_t end, size_t next)
{
    dz_status status = add_sentence(s, s->begin, end);
    return status == DZ_OK ? begin_after(s, next) : status;
}

/* ---- What stands at a mark ------------------------------------------------------------------------------------ */

static void count_mark(mark *m, uint32_t c)
{
    m->stops += c == '.';
    m->ellipses += is_ellipsis(c);
    m->wide |= is_wide_stop(c);
    m->exclaims |= c == '!' || c == '?' || c == 0x203C || (c >= 0x2047 && c <= 0x2049);
}

/* The run of marks: "?!", "……", "...", and dots with single spaces between them. */
static void read_marks(const splitter *s, mark *m)
{
    size_t at = m->begin;
    while (at < s->length) {
        uint32_t c = character_at(s, at);
        bool dots_go_on = m->stops > 0 && !m->exclaims && s->text[at - 1] == '.' && (c == ' ' || c == 0xA0) &&
                          character_at(s, step(s, at)) == '.';
        if (dots_go_on) {
            m->spaced_dots = true;
            at = step(s, at);
        } else if (is_stop(c)) {
            count_mark(m, c);
            at = step(s, at);
        } else {
            break;
        }
    }
    m->marks_end = at;
}

static void read_closers(splitter *s, mark *m)
{
    size_t at = m->marks_end;
    while (at < s->length) {
        uint32_t c = character_at(s, at);
        bool straight = c == '"' && s->in_quote;
        uint32_t after = c == '\'' ? character_at(s, at + 1) : 0;
        bool apostrophe = c == '\'' && (after == 0 || is_white(after) || after == '"' || after == ')');
        if (!is_closer(c) && !straight && !apostrophe)
            break;
        if (straight)
            s->in_quote = false;
        m->closed = true;
        m->closed_quote |= straight || apostrophe || is_closing_quote(c);
        at = step(s, at);
    }
    m->end = at;
}

/* A note in square brackets: [12], [2-4]; right behind the mark also [a], [note 3], [sic]. Its end, or `at`. */
static size_t skip_bracket_note(const splitter *s, size_t at, bool words)
{
    if (character_at(s, at) != '[' || dz_remark__end(s->text, s->length, at) > at)
        return at;
    size_t end = at + 1;
    bool digits = false, letters = false;
    while (end < s->length && end < at + 20) {
        uint32_t c = character_at(s, end);
        bool letter = words && (is_lower(c) || is_upper(c));
        digits |= is_digit(c);
        letters |= letter;
        if (c == ']')
            return digits || letters ? end + 1 : at;
        if (!is_digit(c) && !letter && c != ' ' && c != ',' && c != '-' && c != 0x2013)
            return at;
        end = step(s, end);
    }
    return at;
}

/* A note's number that lost its superscript: "in a consultation.11 12 Take the ...". Its end, or `at`. */
static size_t skip_bare_note(const splitter *s, const mark *m, size_t at)
{
    if (m->stops != 1 || m->marks_end - m->begin != 1 || !(is_lower(m->before) || m->before == ')' || m->closed))
        return at;
    size_t end = at;
    for (unsigned numbers = 0; numbers < 4; numbers++) {
        uint32_t between = numbers > 0 ? character_at(s, end) : 0;
        size_t begin = between == ' ' || between == ',' || between == '-' ? end + 1 : end, digit = begin;
        while (digit < s->length && digit - begin < 3 && is_digit((unsigned char)s->text[digit]))
            digit++;
        if (digit == begin || (numbers > 0 && begin == end))
            break;
        end = digit;
    }
    if (end == at || character_at(s, end) != ' ' || !is_upper(character_at(s, skip_blanks(s, end))))
        return at;
    return end;
}

static bool is_superscript(uint32_t c)
{
    return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

static void read_notes(const splitter *s, mark *m)
{
    m->end = skip_bare_note(s, m, m->end);
    while (is_superscript(character_at(s, m->end)))
        m->end = step(s, m->end);
    for (;;) {
        size_t note = skip_bracket_note(s, m->end, true);
        if (note == m->end) {
            size_t after_blank = skip_blanks(s, m->end);
            note = skip_bracket_note(s, after_blank, false);
            if (note == after_blank)
                return;
        }
        m->end = note;
    }
}

/* Moves behind the remarks that stand at `*at`; where the last of them ends, or 0. A few, so that a text of nothing
 * else is no trap. */
static size_t skip_remarks(const splitter *s, size_t *at)
{
    size_t last = 0;
    for (unsigned i = 0; i < REMARKS_MAX; i++) {
        size_t end = dz_remark__end(s->text, s->length, *at);
        if (end == *at)
            break;
        last = end;
        *at = skip_white(s, end);
    }
    return last;
}

static void read_what_follows(const splitter *s, mark *m)
{
    size_t at = skip_blanks(s, m->end);
    /* A line feed within a paragraph is white space; an empty line was an end already. */
    at = skip_white(s, at);
    m->remark_end = skip_remarks(s, &at);
    m->space = at > m->end;
    m->next = at;
    m->follows = character_at(s, at);
    for (unsigned i = 0; i < 8 && at < s->length; i++) {
        uint32_t c = character_at(s, at);
        if (!is_opener(c) && !is_dash(c) && !is_blank(c))
            break;
        at = step(s, at);
    }
    m->letter_at = at;
    m->letter = character_at(s, at);
}

static mark read_mark(splitter *s)
{
    mark m = {.begin = s->at, .before = character_before(s, s->at), .first = character_at(s, s->at)};
    read_marks(s, &m);
    read_closers(s, &m);
    read_notes(s, &m);
    read_what_follows(s, &m);
    return m;
}

/* ---- Words beside a mark -------------------------------------------------------------------------------------- */

typedef struct word {
    const char *text;
    size_t length;
} word;

static bool in_word(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '.' || byte == '-' || byte == '\'' || byte == 0xC2 || byte == 0xB0 /* N° */;
}

static word word_before(const splitter *s, size_t end)
{
    size_t begin = end;
    while (begin > s->begin && end - begin < 24 && in_word((unsigned char)s->text[begin - 1]))
        begin--;
    return (word){s->text + begin, end - begin};
}

static word word_at(const splitter *s, size_t begin)
{
    size_t end = begin;
    while (end < s->length && end - begin < 24 &&
           (is_lower((unsigned char)s->text[end]) || is_upper((unsigned char)s->text[end])))
        end++;
    return (word){s->text + begin, end - begin};
}

static bool is_word(word w, const char *text)
{
    return strlen(text) == w.length && memcmp(text, w.text, w.length) == 0;
}

static bool is_one_of(word w, const char *const *words)
{
    for (; *words; words++)
        if (is_word(w, *words))
            return true;
    return false;
}

static bool is_capitalised_starter(word w)
{
    return dz_abbreviation__is_starter(w.text, w.length);
}

/* ---- English -------------------------------------------------------------------------------------------------- */

/* Letters with stops between them, the last stop being the mark: U.S, Ph.D, J.C. */
static bool is_dotted(word w)
{
    return w.length >= 3 && w.length <= 9 && w.text[1] == '.' && is_upper((unsigned char)w.text[0]);
}

/* "At 5 a.m. Mr. Smith ..." opens a sentence; "... at 6 p.m. Mr. Smith" closes one. What follows may also belong to
 * the time: a day, a month, a zone. */
static bool time_ends_sentence(const splitter *s, const mark *m, word next)
{
    static const char *const belongs[] = {
        "Monday",   "Tuesday", "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday",    "January", "February",
        "March",    "April",   "May",       "June",     "July",    "August",   "September", "October", "November",
        "December", "Beijing", "Eastern",   "Pacific",  "Central", "Mountain", "Greenwich", "Moscow",  "London",
        "Tokyo",    "New",     "Hong",      "Jan",      "Feb",     "Mar",      "Apr",       "Jun",     "Jul",
        "Aug",      "Sep",     "Sept",      "Oct",      "Nov",     "Dec",      NULL};
    bool zone = next.length >= 2 && next.length <= 4 && is_upper((unsigned char)next.text[next.length - 1]);
    if (zone || is_one_of(next, belongs))
        return false;
    unsigned words = 0;
    for (size_t at = s->begin; at < m->begin && words < 5; at++)
        words += s->text[at] == ' ';
    return words >= 3 || is_capitalised_starter(next);
}

static bool is_time(word w)
{
    static const char *const times[] = {"a.m", "p.m", "A.M", "P.M", "am", "pm", NULL};
    return is_one_of(w, times);
}

/* A capital letter, a stop, and a capitalised word: an initial, unless the word begins sentences. */
static bool initial_ends_sentence(const mark *m, word next)
{
    return !is_upper(m->letter) || is_capitalised_starter(next);
}

static bool soft_ends_sentence(const splitter *s, const mark *m, word before, word next)
{
    if (!is_upper(m->letter))
        return !is_digit(m->letter) && !is_opener(m->follows);
    if (is_time(before))
        return time_ends_sentence(s, m, next);
    return is_word(before, "etc") || is_capitalised_starter(next) || m->closed;
}

/* A lower-case word that begins clauses, and hardly ever follows an abbreviation. */
static bool begins_clause(word w)
{
    static const char *const words[] = {"i",      "i'm",   "it",   "its",    "they", "he",   "she",  "we",    "you",
                                        "this",   "that",  "what", "why",    "how",  "who",  "when", "where", "there",
                                        "then",   "but",   "so",   "if",     "can",  "do",   "did",  "does",  "please",
                                        "thanks", "thank", "just", "anyone", "my",   "your", "and",  "the",   NULL};
    return is_one_of(w, words);
}

/* Verbs that questions begin with, and words between sentences: after a word in small letters they begin one, too. */
static bool begins_question(word w)
{
    static const char *const words[] = {"will", "would", "could", "should", "don", "didn", "isn", "also", "yet", NULL};
    return is_one_of(w, words);
}

static bool is_small(word w)
{
    for (size_t i = 0; i < w.length; i++)
        if (!is_lower((unsigned char)w.text[i]) && w.text[i] != '\'')
            return false;
    return w.length >= 3;
}

/* A long word in small letters is no abbreviation that the lists do not have. */
static bool is_long_word(word w)
{
    return w.length >= 5 && is_small(w);
}

static bool is_casual(const splitter *s)
{
    return is_lower(character_at(s, s->begin));
}

/* Before a lower-case letter a stop ends a sentence only in the writing of those who use no capitals: where the
 * sentence itself began without one, where a word follows that begins clauses, or behind a long plain word. A list
 * ("a. one thing b. another") may begin there, too. */
static bool stop_ends_before_lower_case(const splitter *s, const mark *m, word next)
{
    dz_list_marker item;
    size_t limit = s->length - m->next < LIST_ITEM_BYTES ? s->length : m->next + LIST_ITEM_BYTES;
    size_t after = dz_list_marker__read(s->text, s->length, m->next, &item);
    if (after > 0 && item.number == 1 && dz_list_marker__find_next(s->text, limit, after, &item) != SIZE_MAX)
        return true;
    if (m->closed || m->letter_at != m->next)
        return false;
    if (m->before == ' ')
        return true;
    word before = word_before(s, m->begin);
    bool plain = before.length >= 2 && dz_abbreviation__class(before.text, before.length) == DZ_ABBREVIATION_NONE &&
                 !memchr(before.text, '.', before.length);
    return plain && (is_casual(s) || is_long_word(before) || (before.length >= 3 && begins_clause(next)) ||
                     (is_small(before) && begins_question(next)));
}

/* "Leave me alone! he shouted" goes on; "what? no" does not, and neither does "closed!!! bring". */
static bool exclamation_ends_before_lower_case(const splitter *s, const mark *m, word next)
{
    static const char *const pronouns[] = {"he", "she", "they", "we", "said", "asked", NULL};
    if (m->closed || m->letter_at != m->next || is_one_of(next, pronouns))
        return false;
    return is_casual(s) || m->first == '?' || m->marks_end - m->begin >= 2;
}

/* Vol. II, Art. IV, Fig. A: the number of a part in letters. */
static bool is_part_number(word w)
{
    bool roman = w.length > 0;
    for (size_t i = 0; i < w.length; i++)
        roman &= strchr("IVXLC", w.text[i]) != NULL;
    return roman || (w.length == 1 && is_upper((unsigned char)w.text[0]) && w.text[0] != 'I' && w.text[0] != 'A');
}

/* "Sec. Gen. Ban": two abbreviations that are one title. */
static bool title_follows(const splitter *s, const mark *m, word next)
{
    return character_at(s, m->letter_at + next.length) == '.' &&
           dz_abbreviation__class(next.text, next.length) == DZ_ABBREVIATION_TITLE;
}

/* A full stop, alone, with white space behind it. */
static bool stop_ends_sentence(const splitter *s, const mark *m)
{
    word before = word_before(s, m->begin), next = word_at(s, m->letter_at);
    if (is_lower(m->letter)) /* iPhone */
        return (next.length > 1 && is_upper((unsigned char)next.text[1])) || stop_ends_before_lower_case(s, m, next);
    if (m->closed_quote)
        return true;
    bool page = before.text[0] == 'P' && is_digit(m->letter);
    if (before.length == 1 && is_upper((unsigned char)before.text[0]) && !page)
        return initial_ends_sentence(m, next);
    switch (dz_abbreviation__class(before.text, before.length)) {
    case DZ_ABBREVIATION_TITLE:
        return false;
    case DZ_ABBREVIATION_NUMBER:
        return !is_digit(m->letter) && m->letter != '#' && !title_follows(s, m, next) && !is_part_number(next);
    case DZ_ABBREVIATION_SOFT:
        return soft_ends_sentence(s, m, before, next);
    case DZ_ABBREVIATION_NONE:
        break;
    }
    return !is_dotted(before) || soft_ends_sentence(s, m, before, next);
}

/* "...", ". . .", "....": an omission, or a voice that trails off. Only a capital letter after it begins a sentence,
 * and three spaced dots inside a sentence are an omission there. */
static bool ellipsis_ends_sentence(const splitter *s, const mark *m, size_t *end)
{
    if (m->before == '[' || m->before == '(' || !m->space || !is_upper(m->letter))
        return false;
    if (!m->spaced_dots)
        return true;
    if (is_white(m->before))
        return m->stops >= 4;
    /* "... compounds. . . . The practice": the first stop is the sentence's own, the dots belong to the next. */
    if (m->stops == 4 && !m->closed)
        *end = m->begin + 1;
    return m->stops >= 4;
}

/* After a closing quote: a few capitalised words and a verb of speech ("Why?" Hua Chunying of the ministry asked). */
static bool attribution_follows(const splitter *s, const mark *m)
{
    static const char *const verbs[] = {"said",      "asked",    "says",     "asks",      "added",
                                        "replied",   "told",     "cried",    "shouted",   "answered",
                                        "exclaimed", "wrote",    "yelled",   "responded", "noted",
                                        "remarked",  "demanded", "wondered", "inquired",  NULL};
    size_t at = m->letter_at;
    static const char *const between[] = {"of", "the", "for", "from", "at", "and", NULL};
    for (unsigned words = 0; words < 8; words++) {
        word w = word_at(s, at);
        if (w.length == 0)
            return false;
        if (words > 0 && is_one_of(w, verbs)) /* I said: "..." is of the next */
            return character_at(s, at + w.length) != ':';
        if (!is_upper((unsigned char)w.text[0]) && (words == 0 || !is_one_of(w, between)))
            return false;
        at += w.length;
        size_t dots = at;
        while (character_at(s, at) == '.')
            at++;
        if (character_at(s, at) == ' ')
            at++;
        else if (at == dots)
            return false;
    }
    return false;
}

/* Yahoo! Inc. */
static bool is_company(word w)
{
    static const char *const words[] = {"Inc", "Ltd", "Corp", "LLC", "Co", "Group", NULL};
    return is_one_of(w, words);
}

static bool exclamation_ends_sentence(const splitter *s, const mark *m)
{
    if (!m->space)
        return m->closed && is_upper(m->letter) && is_lower(m->before);
    if (!m->closed && is_company(word_at(s, m->letter_at)))
        return false;
    if (is_lower(m->letter))
        return exclamation_ends_before_lower_case(s, m, word_at(s, m->letter_at));
    return !m->closed_quote || m->letter_at != m->next || !attribution_follows(s, m);
}

/* "The talks ended.They go on": a space was lost. Only a word that begins sentences, or a title, shows it; Awesome.Com
 * and Jane.Doe are names. */
static bool lacks_space(const splitter *s, const mark *m)
{
    word before = word_before(s, m->begin), next = word_at(s, m->letter_at);
    if (!(is_lower(m->before) || is_digit(m->before)) || memchr(before.text, '.', before.length) || next.length < 2)
        return false;
    uint32_t after = character_at(s, m->letter_at + next.length);
    return (after == ' ' && is_capitalised_starter(next)) ||
           (after == '.' && dz_abbreviation__class(next.text, next.length) == DZ_ABBREVIATION_TITLE);
}

static bool english_ends_sentence(const splitter *s, const mark *m, size_t *end)
{
    if (m->ellipses > 0 || m->stops >= 2)
        return m->exclaims ? exclamation_ends_sentence(s, m) : ellipsis_ends_sentence(s, m, end);
    if (m->exclaims)
        return exclamation_ends_sentence(s, m);
    if (!m->space)
        return is_upper(m->letter) && (m->closed_quote || lacks_space(s, m));
    return stop_ends_sentence(s, m);
}

/* ---- Chinese -------------------------------------------------------------------------------------------------- */

/* The last character, or the last two, of a verb of speech. */
static bool ends_in_speech_verb(uint32_t before, uint32_t last)
{
    static const uint32_t single[] = {0x8BF4, 0x8AAA, 0x9053, 0x95EE, 0x554F, 0x7B54, 0x79F0, 0x7A31,
                                      0x8BB2, 0x8B1B, 0x558A, 0x53EB, 0x5199, 0x5BEB, 0x66F0, 0x8BDD};
    static const uint32_t pairs[][2] = {
        {0x8868, 0x793A}, {0x6307, 0x51FA}, {0x5F3A, 0x8C03}, {0x5F37, 0x8ABF}, {0x8865, 0x5145}, {0x88DC, 0x5145},
        {0x56DE, 0x5E94}, {0x56DE, 0x61C9}, {0x8BA4, 0x4E3A}, {0x8A8D, 0x70BA}, {0x58F0, 0x660E}, {0x63D0, 0x5230},
        {0x5BA3, 0x5E03}, {0x5BA3, 0x4F48}, {0x627F, 0x8BFA}, {0x627F, 0x8AFE}, {0x91CD, 0x7533}, {0x627F, 0x8BA4},
        {0x627F, 0x8A8D}, {0x900F, 0x9732}, {0x89E3, 0x91CA}, {0x89E3, 0x91CB}, {0x5766, 0x8A00}, {0x8B66, 0x544A},
        {0x547C, 0x5401}, {0x547C, 0x7C72}, {0x8BC1, 0x5B9E}, {0x8B49, 0x5BE6}, {0x786E, 0x8BA4}, {0x78BA, 0x8A8D},
        {0x5426, 0x8BA4}, {0x5426, 0x8A8D}, {0x4ECB, 0x7ECD}, {0x4ECB, 0x7D39}, {0x53CD, 0x9A73}, {0x53CD, 0x99C1},
        {0x611F, 0x53F9}, {0x611F, 0x5606}, {0x603B, 0x7ED3}, {0x7E3D, 0x7D50}, {0x56DE, 0x5FC6}, {0x56DE, 0x61B6},
        {0x8981, 0x6C42}, {0x5EFA, 0x8BAE}, {0x5EFA, 0x8B70}, {0x5E0C, 0x671B}};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (last == single[i])
            return true;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (before == pairs[i][0] && last == pairs[i][1])
            return true;
    return false;
}

/* A clause that follows a quotation, as far as it matters. */
typedef struct clause {
    uint32_t items[ATTRIBUTION_CODEPOINTS];
    size_t count;
} clause;

/* Reads a clause on, up to a mark, which is given: it decides. After 道： a new quotation begins, and the clause
 * belongs to that. 0 where the clause ends in such a mark, or does not end soon; a full stop stands for the text's end.
 */
static uint32_t read_clause(const splitter *s, size_t *at, clause *out)
{
    while (*at < s->length) {
        uint32_t c = dz_utf8__next(s->text, s->length, at);
        if (is_wide_stop(c) || c == 0xFF0C || c == ',' || c == '.' || is_white(c))
            return c;
        if (c == 0xFF1A || c == ':' || is_opener(c) || out->count == ATTRIBUTION_CODEPOINTS)
            return 0;
        out->items[out->count++] = c;
    }
    return '.';
}

static uint32_t from_end(const clause *c, size_t back)
{
    return back < c->count ? c->items[c->count - 1 - back] : 0;
}

/* 没有说话, 未透露: nothing was said. */
static bool is_denied(const clause *c, size_t verb_length)
{
    uint32_t last = from_end(c, verb_length), before = from_end(c, verb_length + 1);
    if (last == 0x6709) /* 有 */
        last = before;
    return last == 0x6CA1 || last == 0x6C92 || last == 0x672A; /* 没 沒 未 */
}

/* 告诉记者: who is told stands behind the verb. */
static bool tells_someone(const clause *c)
{
    for (size_t back = 1; back < 9 && back + 1 < c->count; back++)
        if (from_end(c, back + 1) == 0x544A && (from_end(c, back) == 0x8BC9 || from_end(c, back) == 0x8A34))
            return true;
    return false;
}

/* 他说着站了起来: what is done while speaking. */
static bool goes_on_speaking(const clause *c)
{
    for (size_t i = 0; i + 1 < c->count; i++)
        if (ends_in_speech_verb(0, c->items[i]) && (c->items[i + 1] == 0x7740 || c->items[i + 1] == 0x8457))
            return true;
    return false;
}

static bool is_attribution(const clause *c)
{
    uint32_t before = from_end(c, 1), last = from_end(c, 0);
    if (last == 0x8BDD && (before == 0x8BF4 || before == 0x8BB2)) /* 说话, 讲话 */
        return !is_denied(c, 2);
    if (ends_in_speech_verb(0, last))
        return !is_denied(c, 1);
    if (ends_in_speech_verb(before, last))
        return !is_denied(c, 2);
    return tells_someone(c) || goes_on_speaking(c);
}

/* Whether a clause of attribution follows a closed quote: "…。”发言人说。". Where a clause stands between, only a full
 * stop shows that nothing is said after the verb: "…？”他看着我，关心地问。". */
static bool chinese_attribution_follows(const splitter *s, size_t at)
{
    clause c = {.count = 0};
    uint32_t end = read_clause(s, &at, &c);
    if (end && is_attribution(&c))
        return true;
    if (end != 0xFF0C && end != ',')
        return false;
    end = read_clause(s, &at, &c);
    return (is_wide_stop(end) || end == '.') && is_attribution(&c);
}

/* What goes on behind a question or a cry that stands inside a clause: 喊“好！”就走了, 问“谁？”的人. */
static bool clause_goes_on(const splitter *s, size_t at)
{
    static const char *const words[] = {"的", "等", "就",   "并",   "並",   "和",  "及",
                                        "或", "地", "然后", "然後", "之后", "之後"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (s->length - at >= length && memcmp(s->text + at, words[i], length) == 0)
            return true;
    }
    return false;
}

/* The numbers of the items of a list: （一）, （甲）. */
static bool is_ordinal(uint32_t c)
{
    static const uint32_t ordinals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B,
                                        0x4E5D, 0x5341, 0x767E, 0x7532, 0x4E59, 0x4E19, 0x4E01, 0x620A};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (c == ordinals[i])
            return true;
    return false;
}

/* （完）, （记者提问） and the like, right behind a mark, belong to what was said; the number of an item does not. The
 * end of the parenthesis, or `at`. */
static size_t skip_stage_direction(const splitter *s, size_t at)
{
    uint32_t open = character_at(s, at);
    if (open != 0xFF08 && open != '(')
        return at;
    size_t inside = step(s, at);
    bool numbers = true;
    for (unsigned i = 0; i < 9 && inside < s->length; i++) {
        uint32_t c = dz_utf8__next(s->text, s->length, &inside);
        if (c == 0xFF09 || c == ')')
            return i > 0 && !numbers ? inside : at;
        numbers &= is_ordinal(c);
        if (!dz_utf8__is_han(c))
            return at;
    }
    return at;
}

/* Where a sentence ends that this mark ends: behind the remarks that follow, unless they are to stand apart. */
static size_t sentence_end(const splitter *s, const mark *m)
{
    return m->remark_end > 0 && !s->options.split_remarks ? m->remark_end : m->end;
}

/* 1．会议, １．２: a number of an item or a decimal, written with a wide point. */
static bool is_wide_point(const splitter *s, const mark *m)
{
    size_t at = m->begin;
    uint32_t c = m->before;
    if (m->first != 0xFF0E || !is_any_digit(c))
        return false;
    while (at > s->begin && is_any_digit(c)) {
        dz_utf8__previous(s->text, &at);
        c = character_before(s, at);
    }
    return at == s->begin || is_any_digit(m->follows);
}

static bool chinese_ends_sentence(const splitter *s, const mark *m, size_t *end)
{
    if (is_wide_point(s, m))
        return false;
    if (m->closed_quote && chinese_attribution_follows(s, m->next))
        return false;
    if (m->closed_quote && s->embedded && m->first != 0x3002 && m->next == m->end && clause_goes_on(s, m->next))
        return false;
    if (m->remark_end == 0)
        *end = skip_stage_direction(s, m->end);
    return true;
}

/* …… inside a sentence is a pause; it ends one where a quote closes with it or white space follows. */
static bool chinese_ellipsis_ends_sentence(const splitter *s, const mark *m)
{
    if (m->closed_quote)
        return !chinese_attribution_follows(s, m->next) && is_opener(m->follows);
    return m->space && !m->closed;
}

static bool is_chinese_mark(const mark *m)
{
    if (m->wide)
        return true;
    bool han_before = dz_utf8__is_han(m->before) || m->before == 0xFF09 || m->before == 0x201D;
    bool han_after = dz_utf8__is_han(m->letter);
    if (m->exclaims)
        return han_after || (han_before && (is_opener(m->follows) || m->space));
    return m->stops == 1 && han_before && (han_after || is_opener(m->follows));
}

/* ---- Deciding ------------------------------------------------------------------------------------------------- */

static bool ends_sentence(const splitter *s, const mark *m, size_t *end)
{
    *end = sentence_end(s, m);
    bool stop_follows = m->closed && !m->space && is_stop(m->follows); /* “好！”。 */
    if (m->begin < s->protected_end || continues_clause(m->follows) || stop_follows)
        return false;
    if (m->next >= s->length)
        return true;
    if (is_chinese_mark(m))
        return chinese_ends_sentence(s, m, end);
    if ((m->ellipses > 0 || m->stops >= 2) && dz_utf8__is_han(m->letter))
        return chinese_ellipsis_ends_sentence(s, m);
    return english_ends_sentence(s, m, end);
}

static dz_status handle_mark(splitter *s)
{
    mark m = read_mark(s);
    size_t end;
    s->at = m.end;
    return ends_sentence(s, &m, &end) ? break_sentence(s, end, end) : DZ_OK;
}

/* Whether nothing but remarks is left of the paragraph: no mark says then that the sentence is at its end. */
static bool ends_with_remarks(const splitter *s)
{
    size_t at = s->at, end = skip_remarks(s, &at);
    at = skip_blanks(s, end);
    return end > 0 && (at >= s->length || s->text[at] == '\n');
}

/* Protects what stands in a title (《摔跤吧！爸爸》) or in a parenthesis inside a sentence. A parenthesis that begins a
 * sentence may hold several. */
static dz_status handle_bracket(splitter *s, uint32_t open)
{
    if (s->options.split_remarks && ends_with_remarks(s))
        return break_sentence(s, s->at, s->at);
    uint32_t close = open == '(' ? ')' : open == '[' ? ']' : open + 1;
    bool begins = s->at == s->begin && (open == '(' || open == '[' || open == 0xFF08);
    unsigned depth = 1;
    bool closer_seen = false;
    size_t at = s->at, limit = s->length - at < BRACKET_BYTES ? s->length : at + BRACKET_BYTES;
    s->at = step(s, at);
    if (begins || at < s->protected_end)
        return DZ_OK;
    /* What an earlier look has searched in vain is not searched again, so that "((((" is no trap. */
    at = s->missing == close && s->missing_end > s->at ? s->missing_end : s->at;
    while (at < limit && depth > 0) {
        uint32_t c = dz_utf8__next(s->text, s->length, &at);
        depth += c == open;
        depth -= c == close;
        closer_seen |= c == close;
    }
    if (depth == 0)
        s->protected_end = at;
    if (!closer_seen) {
        s->missing = close;
        s->missing_end = at;
    }
    return DZ_OK;
}

/* ---- Quotations that are to stay whole ------------------------------------------------------------------------ */

/* The kinds of quotation, and the marks that close them. ’ is an apostrophe, too, where letters are on both sides. */
static int quote_kind(uint32_t open)
{
    static const uint32_t openers[QUOTE_KINDS] = {'"', 0x201C, 0x2018, 0x300C, 0x300E};
    for (int kind = 0; kind < QUOTE_KINDS; kind++)
        if (open == openers[kind])
            return kind;
    return -1;
}

static bool closes_quote(const splitter *s, size_t at, uint32_t c, int kind)
{
    static const uint32_t closers[QUOTE_KINDS] = {'"', 0x201D, 0x2019, 0x300D, 0x300F};
    uint32_t after = c == 0x2019 ? character_at(s, step(s, at)) : 0;
    return c == closers[kind] && !is_lower(after) && !is_upper(after) && !is_digit(after);
}

static size_t find_paragraph_end(const splitter *s, size_t at)
{
    while (at < s->length) {
        const char *line_feed = memchr(s->text + at, '\n', s->length - at);
        if (!line_feed)
            return s->length;
        at = skip_blanks(s, (size_t)(line_feed - s->text) + 1);
        if (at < s->length && s->text[at] == '\n')
            return at;
    }
    return s->length;
}

/* Where the quotation that opens before `at` is closed in its paragraph; the paragraph's end where it is not. What was
 * found is kept, so that a text full of openers is searched once for each kind. */
static size_t find_quote_end(splitter *s, size_t at, int kind)
{
    if (at >= s->paragraph_end) {
        s->paragraph_end = find_paragraph_end(s, at);
        memset(s->closers, 0, sizeof s->closers);
    }
    size_t found = s->closers[kind] > at ? s->closers[kind] : at;
    while (s->closers[kind] <= at && found < s->paragraph_end) {
        if (closes_quote(s, found, character_at(s, found), kind))
            break;
        found = step(s, found);
    }
    s->closers[kind] = found;
    return found;
}

/* Protects a quotation up to the marks that it ends with: those may end the sentence. */
static void handle_quote(splitter *s, size_t at, int kind)
{
    size_t inside = step(s, at);
    if (at < s->protected_end || inside >= s->length)
        return;
    size_t close = find_quote_end(s, inside, kind), end = close;
    bool is_long = close - at > LONG_QUOTE_BYTES && s->options.split_quotes == DZ_QUOTE_SPLIT_LONG;
    if (close >= s->paragraph_end || is_long)
        return;
    for (unsigned i = 0; i < 16 && end > inside; i++) {
        size_t last = end;
        uint32_t c = dz_utf8__previous(s->text, &last);
        if (!is_stop(c) && !is_closer(c) && !is_blank(c))
            break;
        end = last;
    }
    s->protected_end = end;
}

/* "- one\n- another": a dash begins an item where the sentence began with the same. */
static bool same_dash(const splitter *s, size_t at)
{
    char c = s->text[at];
    return (c == '-' || c == '*') && s->text[s->begin] == c && character_at(s, at + 1) == ' ' &&
           character_at(s, s->begin + 1) == ' ';
}

/* A line feed. An empty line ends the sentence, and so do the beginning of a list item and, after a list item, a line
 * that begins with a capital letter; a line feed alone is a wrapped line. */
static dz_status handle_line_feed(splitter *s)
{
    size_t line_feed = s->at, after = step(s, line_feed), next = skip_blanks(s, after);
    dz_list_marker marker;
    bool ends = s->options.keep_lines || next >= s->length || s->text[next] == '\n' || same_dash(s, next) ||
                dz_list_marker__read(s->text, s->length, next, &marker) > 0 ||
                (s->item.kind != DZ_LIST_NONE && s->item.begin == s->begin && is_upper(character_at(s, next)));
    if (!ends) {
        s->at = after;
        return DZ_OK;
    }
    s->in_quote = false;
    s->protected_end = 0;
    return break_sentence(s, line_feed, after);
}

static dz_status handle_semicolon(splitter *s, uint32_t c)
{
    size_t at = s->at;
    s->at = step(s, at);
    bool divides = c == 0xFF1B || is_white(character_at(s, s->at)) || dz_utf8__is_han(character_at(s, s->at));
    if (!s->options.split_semicolons || !divides || at < s->protected_end)
        return DZ_OK;
    return break_sentence(s, s->at, s->at);
}

/* ---- Addresses and time stamps -------------------------------------------------------------------------------- */

static bool is_address_byte(unsigned char byte)
{
    return byte > ' ' && byte < 0x7F && !strchr("<>\"()[]{}|", byte);
}

/* An address (http://..., name@host) holds no sentence's end; what trails it is punctuation of the sentence. Where
 * none trails it, a word that begins sentences shows that the address was the end of a line. */
static dz_status handle_address(splitter *s)
{
    size_t end = s->at;
    while (end < s->length && is_address_byte((unsigned char)s->text[end]))
        end++;
    while (end > s->at + 1 && strchr(".,;:!?'", s->text[end - 1]))
        end--;
    s->at = end;
    size_t next = skip_blanks(s, end);
    bool goes_on = next == end || end < s->protected_end || !is_upper(character_at(s, next));
    return goes_on || !is_capitalised_starter(word_at(s, next)) ? DZ_OK : break_sentence(s, end, end);
}

static bool is_digit_at(const splitter *s, size_t at)
{
    return at < s->length && is_digit((unsigned char)s->text[at]);
}

/* A date in figures that ends, with the hour, right before the colon of a clock: "06/12/2000 10". */
static bool date_stands_before(const splitter *s, size_t colon)
{
    size_t at = colon, digits = 0, separators = 0;
    while (at > s->begin && is_digit((unsigned char)s->text[at - 1]))
        at--;
    if (at == colon || colon - at > 2 || at == s->begin || s->text[at - 1] != ' ')
        return false;
    for (at--; at > s->begin && colon - at < 16; at--) {
        char c = s->text[at - 1];
        if (is_digit((unsigned char)c))
            digits++;
        else if (c == '/' || c == '-')
            separators++;
        else
            break;
    }
    return digits >= 4 && separators == 2;
}

/* A date and a clock in figures are a header; a capital letter behind them begins what it heads. */
static dz_status handle_time_stamp(splitter *s)
{
    size_t end = s->at + 1;
    while (end < s->length && (is_digit((unsigned char)s->text[end]) || s->text[end] == ':'))
        end++;
    bool dated = date_stands_before(s, s->at);
    s->at = end;
    if (!dated || end < s->protected_end)
        return DZ_OK;
    size_t after = skip_blanks(s, end);
    word half = word_at(s, after);
    if (is_word(half, "AM") || is_word(half, "PM"))
        end = after + half.length;
    after = skip_blanks(s, end);
    return after > end && is_upper(character_at(s, after)) ? break_sentence(s, end, end) : DZ_OK;
}

/* 现将有关情况通报如下：… announces all that follows. Where that is more than one sentence, the announcement is one of
 * its own; before a single one, or a list in one, it is the first part of it. */
static bool announces_several(const splitter *s, size_t colon)
{
    static const char as_follows[] = "\xE5\xA6\x82\xE4\xB8\x8B"; /* 如下 */
    size_t length = sizeof as_follows - 1, at = step(s, colon);
    size_t limit = s->length - at < ANNOUNCED_BYTES ? s->length : at + ANNOUNCED_BYTES;
    if (colon < s->begin + length || memcmp(s->text + colon - length, as_follows, length) != 0)
        return false;
    if (is_opener(character_at(s, skip_blanks(s, at))))
        return false;
    while (at < limit && s->text[at] != '\n') {
        uint32_t c = dz_utf8__next(s->text, s->length, &at);
        if (is_wide_stop(c) && at < s->length)
            return !is_closer(character_at(s, at)) && dz_utf8__is_han(character_at(s, skip_blanks(s, at)));
    }
    return false;
}

static dz_status handle_wide_colon(splitter *s)
{
    size_t at = s->at;
    s->at = step(s, at);
    return at >= s->protected_end && announces_several(s, at) ? break_sentence(s, s->at, s->at) : DZ_OK;
}

static dz_status handle_colon(splitter *s)
{
    size_t at = s->at;
    if (s->length - at > 3 && s->text[at + 1] == '/' && s->text[at + 2] == '/')
        return handle_address(s);
    if (at > s->begin && is_digit_at(s, at - 1) && is_digit_at(s, at + 1))
        return handle_time_stamp(s);
    s->at++;
    return DZ_OK;
}

static dz_status handle_at_sign(splitter *s)
{
    size_t at = s->at;
    if (at > s->begin && at + 1 < s->length && in_word((unsigned char)s->text[at - 1]) &&
        in_word((unsigned char)s->text[at + 1]))
        return handle_address(s);
    s->at++;
    return DZ_OK;
}

/* ---- The pass ------------------------------------------------------------------------------------------------- */

/* Bytes that something may begin with: the ASCII marks, the first bytes of … “ ‼ (E2), of CJK marks (E3) and wide forms
 * (EF). */
static const bool may_matter[256] = {
    ['\n'] = true, ['.'] = true, ['!'] = true, ['?'] = true,  ['"'] = true,  ['('] = true,  ['['] = true,
    [':'] = true,  ['@'] = true, [';'] = true, [0xE2] = true, [0xE3] = true, [0xEF] = true,
};

static dz_status handle_character(splitter *s)
{
    uint32_t c = character_at(s, s->at);
    int quote = s->options.split_quotes == DZ_QUOTE_SPLIT_ALWAYS ? -1 : quote_kind(c);
    if (c == '\n' || c == 0x2029)
        return handle_line_feed(s);
    if (quote > 0 || (quote == 0 && !s->in_quote))
        handle_quote(s, s->at, quote);
    if (c == 0x201C || c == 0x2018 || c == 0x300C || c == 0x300E || (c == '"' && !s->in_quote))
        s->embedded = dz_utf8__is_han(character_before(s, s->at));
    if (s->options.keep_lines)
        ;
    else if (is_stop(c))
        return handle_mark(s);
    else if (c == '(' || c == '[' || c == 0xFF08 || c == 0x300A || c == 0x3008)
        return handle_bracket(s, c);
    else if (c == ';' || c == 0xFF1B)
        return handle_semicolon(s, c);
    else if (c == ':')
        return handle_colon(s);
    else if (c == 0xFF1A)
        return handle_wide_colon(s);
    else if (c == '@')
        return handle_at_sign(s);
    else if (c == '"')
        s->in_quote = !s->in_quote;
    s->at = step(s, s->at);
    return DZ_OK;
}

static dz_status split(splitter *s)
{
    dz_status status = begin_after(s, 0);
    while (status == DZ_OK && s->at < s->length) {
        size_t at = s->at, limit = s->next_item < s->length && !s->options.keep_lines ? s->next_item : s->length;
        while (at < limit && !may_matter[(unsigned char)s->text[at]])
            at++;
        s->at = at;
        if (at >= s->length)
            break;
        status = at >= limit ? break_sentence(s, limit, limit) : handle_character(s);
    }
    return status == DZ_OK ? add_sentence(s, s->begin, s->length) : status;
}

/* ---- ICU's boundaries ----------------------------------------------------------------------------------------- */

static dz_status add_icu_sentences(splitter *s, UBreakIterator *iterator)
{
    dz_status status = DZ_OK;
    int32_t begin = ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); status == DZ_OK && end != UBRK_DONE; end = ubrk_next(iterator)) {
        size_t from = skip_white(s, (size_t)begin);
        if (from < (size_t)end)
            status = add_sentence(s, from, (size_t)end);
        begin = end;
    }
    return status;
}

static dz_status split_by_icu(splitter *s)
{
    UErrorCode error = U_ZERO_ERROR;
    dz_status status = DZ_OK;
    UText source = UTEXT_INITIALIZER;
    UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, "en", NULL, 0, &error);
    utext_openUTF8(&source, s->text, (int64_t)s->length, &error);
    ubrk_setUText(iterator, &source, &error);
    if (U_FAILURE(error))
        status = dz_context__fail(s->context, DZ_ERROR_INTERNAL, "ICU: %s", u_errorName(error));
    else
        status = add_icu_sentences(s, iterator);
    ubrk_close(iterator);
    utext_close(&source);
    return status;
}

/* Options of an older version keep the defaults of what they did not have. */
static bool take_options(dz_sentence_options *taken, const dz_sentence_options *given)
{
    if (given->version == DZ_SENTENCE_OPTIONS_VERSION)
        *taken = *given;
    else if (given->version == 1)
        memcpy(taken, given, offsetof(dz_sentence_options, split_remarks));
    else
        return false;
    return (unsigned)taken->split_quotes <= DZ_QUOTE_SPLIT_NEVER;
}

dz_status dz_sentences(dz_context *context, dz_span_list **out, const char *text, size_t length,
                       const dz_sentence_options *options)
{
    static const dz_sentence_options defaults = DZ_SENTENCE_OPTIONS_INIT;
    dz_status status = DZ_ERROR_MEMORY;
    *out = NULL;
    splitter s = {.context = context, .text = text, .length = length, .options = defaults};
    dz_span_list *list = dz_memory__zeroed(context, 1, sizeof *list);
    if (!list)
        goto done;
    if (options && !take_options(&s.options, options)) {
        status = dz_context__fail(context, DZ_ERROR_ARGUMENT, "options of sentences: unknown version or quotes");
        goto done;
    }
    if ((status = dz_array__reserve(context, &s.spans, 8)) != DZ_OK)
        goto done;
    status = s.options.icu && !s.options.keep_lines ? split_by_icu(&s) : split(&s);
    if (status != DZ_OK)
        goto done;
    *list = (dz_span_list){s.spans.items, s.spans.count, context};
    *out = list;
    s.spans.items = NULL;
    list = NULL;
done:
    dz_array__free(context, &s.spans);
    dz_memory__free(context, list);
    return status;
}
