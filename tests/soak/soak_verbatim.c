/* Alters quotes at random and checks them: none may be called verbatim, none may be called typographic.
 *
 *   soak-verbatim SOURCES-FOLDER [COUNT [SEED]]
 *
 * Each quote is a stretch of a source with one to three changes of what a reader would see: a letter or a Han character
 * changed for another, a word left out, doubled or swapped with the next, a digit changed, a space taken out of a pair
 * of words or put into a word. Ends with status 1 where a verdict was too good. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duizhao/duizhao.h"

#define LONGEST_QUOTE 600

typedef struct soak_run {
    dz_context *context;
    dz_index *index;
    uint64_t seed;
    size_t counts[DZ_VERDICT_NOT_FOUND + 1];
    size_t wrong;
} soak_run;

static size_t pick(soak_run *soak, size_t limit)
{
    soak->seed = soak->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return limit ? (size_t)(soak->seed >> 33) % limit : 0;
}

static bool is_begin(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

static bool is_wide(const char *text)
{
    unsigned char lead = (unsigned char)text[0];
    return lead >= 0xE4 && lead <= 0xE9;
}

/* A stretch of the text that begins and ends with a letter or Han character; 0 where none was found. */
static size_t take_quote(soak_run *soak, dz_view text, char *quote)
{
    size_t wanted = 30 + pick(soak, LONGEST_QUOTE - 60);
    if (text.length < wanted + 8)
        return 0;
    size_t begin = pick(soak, text.length - wanted - 4);
    while (begin < text.length && !is_wide(text.data + begin) && !(begin && text.data[begin - 1] == ' '))
        begin++;
    size_t end = begin + wanted < text.length ? begin + wanted : text.length;
    while (end > begin &&
           (!is_begin(text.data[end]) || (!isspace((unsigned char)text.data[end]) && !is_wide(text.data + end))))
        end--;
    if (end < begin + 20)
        return 0;
    memcpy(quote, text.data + begin, end - begin);
    quote[end - begin] = '\0';
    return end - begin;
}

static size_t replace(char *quote, size_t length, size_t at, size_t old, const char *fresh)
{
    size_t size = strlen(fresh);
    memmove(quote + at + size, quote + at + old, length - at - old + 1);
    memcpy(quote + at, fresh, size);
    return length - old + size;
}

/* Changes one thing; the new length, or 0 where it could not be changed at the place that was picked. */
static size_t alter(soak_run *soak, char *quote, size_t length)
{
    static const char *const han[] = {"猫", "鼎", "湖", "琴", "霜"};
    size_t at = 1 + pick(soak, length - 6);
    while (at < length && !is_begin(quote[at]))
        at++;
    if (at + 6 >= length)
        return 0;
    if (is_wide(quote + at)) {
        const char *other = han[pick(soak, 5)];
        if (memcmp(quote + at, other, 3) == 0)
            return 0;
        return replace(quote, length, at, pick(soak, 3) ? 3 : 0, other);
    }
    char changed[2] = {quote[at], '\0'};
    if (isdigit((unsigned char)quote[at])) {
        changed[0] = (char)('0' + (quote[at] - '0' + 1 + (int)pick(soak, 9)) % 10);
        return replace(quote, length, at, 1, changed);
    }
    bool inside = isalpha((unsigned char)quote[at]) && isalpha((unsigned char)quote[at + 1]) &&
                  isalpha((unsigned char)quote[at - 1]);
    if (inside && pick(soak, 3) == 0)
        return replace(quote, length, at, 0, " ");
    if (inside && pick(soak, 2) == 0)
        return replace(quote, length, at, 0, "x");
    if (inside) {
        changed[0] = quote[at] == 'q' ? 'w' : 'q';
        return replace(quote, length, at, 1, changed);
    }
    bool between = quote[at] == ' ' && isalpha((unsigned char)quote[at + 1]) && isalpha((unsigned char)quote[at - 1]);
    return between ? replace(quote, length, at, 1, "") : 0;
}

static bool check_one(soak_run *soak)
{
    char quote[LONGEST_QUOTE + 64];
    size_t number = pick(soak, dz_index_count(soak->index));
    dz_view text = dz_document_text(dz_index_document(soak->index, number));
    size_t length = take_quote(soak, text, quote);
    if (!length)
        return false;
    bool altered = false;
    for (size_t i = 1 + pick(soak, 3); i > 0; i--) {
        size_t fresh = alter(soak, quote, length);
        altered = altered || fresh;
        length = fresh ? fresh : length;
    }
    dz_view whole = text;
    if (!altered || memmem(whole.data, whole.length, quote, length))
        return false;
    dz_check *check;
    dz_quote asked = {.text = {quote, length}};
    if (dz_check_quote(soak->context, &check, soak->index, &asked, NULL) != DZ_OK) {
        fprintf(stderr, "soak-verbatim: %s\n", dz_context_message(soak->context));
        exit(4);
    }
    dz_verdict verdict = dz_check_at(check, 0)->verdict;
    soak->counts[verdict]++;
    if (verdict == DZ_VERDICT_VERBATIM || verdict == DZ_VERDICT_TYPOGRAPHIC) {
        const dz_match *match = &dz_check_at(check, 0)->matches[0];
        dz_view source = dz_document_text(dz_index_document(soak->index, match->document));
        soak->wrong++;
        printf("%s: %s\n    %.*s\n", dz_verdict_name(verdict), quote, (int)(match->source.end - match->source.begin),
               source.data + match->source.begin);
    }
    dz_check_free(check);
    return true;
}

static void add_sources(soak_run *soak, const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[8192];
        dz_document *document;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && dz_document_read(soak->context, &document, path, NULL) == DZ_OK)
            dz_index_add(soak->index, document);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    soak_run soak = {.seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1};
    size_t wanted = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000;
    bool ready =
        argc > 1 && dz_context_new(&soak.context, NULL) == DZ_OK && dz_index_new(soak.context, &soak.index) == DZ_OK;
    if (!ready) {
        fprintf(stderr, "usage: soak-verbatim SOURCES-FOLDER [COUNT [SEED]]\n");
        return 2;
    }
    add_sources(&soak, argv[1]);
    if (!dz_index_count(soak.index)) {
        fprintf(stderr, "soak-verbatim: %s: no sources\n", argv[1]);
        return 3;
    }
    size_t done = 0;
    for (size_t tries = 0; done < wanted && tries < 100 * wanted; tries++)
        done += check_one(&soak);
    printf("%zu altered quotes:", done);
    for (size_t i = 0; i <= DZ_VERDICT_NOT_FOUND; i++)
        printf(" %s %zu", dz_verdict_name((dz_verdict)i), soak.counts[i]);
    printf("\n");
    dz_index_free(soak.index);
    dz_context_free(soak.context);
    return soak.wrong ? 1 : 0;
}
