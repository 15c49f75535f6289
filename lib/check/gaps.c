#include "check/gaps.h"

/* So many words that say something make a gap, and so many a major one. */
#define WORDS_OF_GAP 2
#define WORDS_OF_MAJOR_GAP 4

static bool is_missing(const float *likeness, size_t number)
{
    return likeness[number] < DZ_LIKENESS_OF_GAP;
}

/* A run of missing words from `begin` on. One word in its middle that both sides happen to have does not part it. */
typedef struct missing_run {
    size_t end;
    size_t last;  /* of its words that say something */
    size_t words; /* how many do */
} missing_run;

static missing_run find_run(const dz_bilingual_text *text, const float *likeness, size_t begin)
{
    missing_run run = {begin, begin, 0};
    bool known_inside = false;
    for (; run.end < text->words.count; run.end++) {
        bool like = !is_missing(likeness, run.end);
        bool next = run.end + 1 < text->words.count && is_missing(likeness, run.end + 1);
        if (like && (known_inside || !next || run.words < WORDS_OF_GAP))
            break;
        known_inside = like;
        if (!like && (text->words.items[run.end].known || text->words.items[run.end].name)) {
            run.words++;
            run.last = run.end;
        }
    }
    return run;
}

/* The last number in a normal form: 200000 of "CNY 200000", 23 of a date that ends in that day. */
static double last_number(dz_view form)
{
    double number = 0, unit = 1;
    bool fraction = false, inside = false;
    for (size_t i = 0; i < form.length; i++) {
        bool digit = form.data[i] >= '0' && form.data[i] <= '9';
        if (digit && !inside) {
            number = 0;
            unit = 1;
            fraction = false;
        }
        if (digit)
            number = fraction ? number + (unit /= 10) * (form.data[i] - '0') : number * 10 + (form.data[i] - '0');
        fraction = fraction || (inside && form.data[i] == '.');
        inside = digit || (inside && form.data[i] == '.');
    }
    return number;
}

/* A large number is rendered by the same number alone: that both sides say "billion", or 亿, is not enough. */
#define LARGE_NUMBER 1000

static bool has_number(const dz_bilingual_text *text, double number)
{
    if (!text)
        return true;
    for (size_t i = 0; i < text->words.count; i++) {
        dz_view form = dz_bilingual__form(text, text->words.items[i].own);
        if (form.length && form.data[0] == '#' && last_number(form) == number)
            return true;
    }
    return false;
}

/* Numbers and dates by themselves: a changed one is told from a missing one only beside those of the other side. */
static dz_status find_values(dz_context *context, dz_translation *translation, const dz_bilingual_text *text,
                             const dz_bilingual_text *other, const float *likeness, size_t offset, bool in_quote)
{
    dz_status status = DZ_OK;
    for (size_t i = 0; i < text->words.count && status == DZ_OK; i++) {
        const dz_bilingual_word *word = &text->words.items[i];
        dz_view form = dz_bilingual__form(text, word->own);
        if (!form.length || form.data[0] != '#')
            continue;
        double number = last_number(form);
        if (!is_missing(likeness, i) && (number < LARGE_NUMBER || has_number(other, number)))
            continue;
        dz_untranslated gap = {{offset + word->text.begin, offset + word->text.end}, in_quote, false, true, number};
        status = dz_array__push(context, &translation->gaps, gap);
    }
    return status;
}

dz_status dz_gaps__find(dz_context *context, dz_translation *translation, const dz_bilingual_text *text,
                        const dz_bilingual_text *other, const float *likeness, size_t offset, bool in_quote)
{
    const dz_bilingual_word *words = text->words.items;
    dz_status status = DZ_OK;
    for (size_t begin = 0; begin < text->words.count && status == DZ_OK;) {
        missing_run run = find_run(text, likeness, begin);
        if (run.words >= WORDS_OF_GAP) {
            dz_span span = {offset + words[begin].text.begin, offset + words[run.last].text.end};
            dz_untranslated gap = {span, in_quote, run.words >= WORDS_OF_MAJOR_GAP, false, 0};
            status = dz_array__push(context, &translation->gaps, gap);
        }
        begin = run.end > begin ? run.end : begin + 1;
    }
    return status == DZ_OK ? find_values(context, translation, text, other, likeness, offset, in_quote) : status;
}
