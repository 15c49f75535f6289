/* Links of words, "0-0 1-2", a line a pair of lines whose words are parted by spaces: what fast_align and others print.
 */
#include <stdlib.h>
#include <string.h>

#include "read/draft_pairs.h"

typedef DZ_ARRAY(dz_span) span_array;
typedef DZ_ARRAY(dz_link) link_array;

/* "3-5"; a "p" instead of "-" marks a possible link, and a probability may follow behind ":". */
static bool read_link(dz_view word, dz_draft_link *link)
{
    uint64_t numbers[2] = {0, 0};
    size_t at = 0;
    for (int side = 0; side < 2; side++) {
        size_t begin = at;
        for (; at < word.length && word.data[at] >= '0' && word.data[at] <= '9' && numbers[side] < UINT32_MAX; at++)
            numbers[side] = numbers[side] * 10 + (uint64_t)(word.data[at] - '0');
        if (at == begin || (side == 0 && (at >= word.length || !strchr("-p", word.data[at++]))))
            return false;
    }
    link->source = (uint32_t)numbers[0];
    link->target = (uint32_t)numbers[1];
    return numbers[0] < UINT32_MAX && numbers[1] < UINT32_MAX && (at == word.length || word.data[at] == ':');
}

static bool next_word(dz_view line, size_t *at, dz_view *word)
{
    while (*at < line.length && strchr(" \t\r", line.data[*at]))
        (*at)++;
    size_t begin = *at;
    while (*at < line.length && !strchr(" \t\r", line.data[*at]))
        (*at)++;
    *word = (dz_view){line.data + begin, *at - begin};
    return *at > begin;
}

/* The links of the lines of a pair whose beads are there, a line each. */
dz_status dz_read__pharaoh(dz_draft_pairs *draft, dz_draft_pair *pair, dz_view text)
{
    dz_status status = DZ_OK;
    dz_view line, word;
    uint32_t number = 0;
    for (size_t at = 0; status == DZ_OK && dz_read__next_line(text, &at, &line); number++) {
        if (number >= pair->beads.count)
            return dz_read__fail(draft, number + (size_t)1, "the texts have only %zu lines; is it the right file?",
                                 pair->beads.count);
        dz_draft_link link = {.bead = number, .line = number + (size_t)1};
        for (size_t place = 0; status == DZ_OK && next_word(line, &place, &word);) {
            if (!read_link(word, &link))
                return dz_read__fail(draft, number + (size_t)1, "\"%.*s\" is no link; it must be like 0-2",
                                     (int)(word.length < 40 ? word.length : 40), word.data);
            status = dz_array__push(draft->context, &pair->links, link);
        }
    }
    if (status == DZ_OK && number < pair->beads.count)
        return dz_read__fail(draft, 0, "has %u lines, but the texts have %zu; is it the right file?", number,
                             pair->beads.count);
    return status;
}

/* The words of a sentence, which spaces part. */
static dz_status add_words(dz_context *context, span_array *words, const dz_document *document, uint32_t sentence)
{
    size_t count, at = 0;
    dz_span span = dz_document_sentences(document, &count)[sentence].span;
    dz_view line = {dz_document_text(document).data + span.begin, span.end - span.begin}, word;
    while (next_word(line, &at, &word)) {
        size_t begin = span.begin + (size_t)(word.data - line.data);
        if (dz_array__push(context, words, ((dz_span){begin, begin + word.length})) != DZ_OK)
            return DZ_ERROR_MEMORY;
    }
    return DZ_OK;
}

/* What was gathered of a bead: where its words and links begin. */
typedef struct bead_starts {
    size_t source, target, links;
} bead_starts;

static int compare_links(const void *left, const void *right)
{
    const dz_link *a = left, *b = right;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return (a->target > b->target) - (a->target < b->target);
}

static dz_status add_link(dz_draft_pairs *draft, const dz_draft_link *from, const span_array *words,
                          const bead_starts *at, link_array *links)
{
    size_t source_count = at->target - at->source, target_count = words->count - at->target;
    if (from->source >= source_count || from->target >= target_count)
        return dz_read__fail(draft, from->line, "links word %u with word %u, but the lines have %zu and %zu words",
                             from->source, from->target, source_count, target_count);
    dz_link link = {from->source, from->target, words->items[at->source + from->source],
                    words->items[at->target + from->target]};
    return dz_array__push(draft->context, links, link);
}

dz_status dz_read__put_words(dz_draft_pairs *draft, const dz_draft_pair *from, const dz_pair *pair,
                             dz_alignment *alignment)
{
    dz_context *context = draft->context;
    size_t count = dz_alignment_count(alignment), next = 0;
    span_array words = {0};
    link_array links = {0};
    bead_starts *starts = dz_memory__zeroed(context, count + 1, sizeof *starts);
    dz_bead_words *beads = dz_memory__zeroed(context, count + 1, sizeof *beads);
    dz_status status = starts && beads ? DZ_OK : DZ_ERROR_MEMORY;
    for (size_t n = 0; n < count && status == DZ_OK; n++) {
        const dz_bead *bead = dz_alignment_bead(alignment, n);
        starts[n] = (bead_starts){words.count, words.count, links.count};
        if (!bead->source_count || !bead->target_count)
            continue;
        status = add_words(context, &words, pair->source, bead->source[0]);
        starts[n].target = words.count;
        if (status == DZ_OK)
            status = add_words(context, &words, pair->target, bead->target[0]);
        for (; next < from->links.count && from->links.items[next].bead == n && status == DZ_OK; next++)
            status = add_link(draft, &from->links.items[next], &words, &starts[n], &links);
        if (links.count > starts[n].links)
            qsort(links.items + starts[n].links, links.count - starts[n].links, sizeof *links.items, compare_links);
    }
    if (status == DZ_OK)
        starts[count] = (bead_starts){words.count, words.count, links.count};
    for (size_t n = 0; n < count && status == DZ_OK; n++)
        beads[n] = (dz_bead_words){words.items + starts[n].source, starts[n].target - starts[n].source,
                                   words.items + starts[n].target, starts[n + 1].source - starts[n].target,
                                   links.items + starts[n].links,  starts[n + 1].links - starts[n].links};
    if (status == DZ_OK)
        status = dz_alignment_set_words(alignment, beads);
    dz_array__free(context, &words);
    dz_array__free(context, &links);
    dz_memory__free(context, starts);
    dz_memory__free(context, beads);
    return status;
}
