/* What an alignment holds, handed out; its beginning and its end; names. */
#include <string.h>

#include "align/alignment.h"

dz_alignment *dz_align__alignment_new(dz_context *context)
{
    dz_alignment *alignment = dz_memory__zeroed(context, 1, sizeof *alignment);
    if (!alignment)
        return NULL;
    alignment->context = context;
    dz_arena__init(&alignment->arena, context);
    return alignment;
}

size_t dz_alignment_count(const dz_alignment *alignment)
{
    return alignment->count;
}

const dz_bead *dz_alignment_bead(const dz_alignment *alignment, size_t index)
{
    return &alignment->beads[index];
}

size_t dz_alignment_doubt_count(const dz_alignment *alignment)
{
    return alignment->doubt_count;
}

const dz_doubt *dz_alignment_doubt(const dz_alignment *alignment, size_t index)
{
    return &alignment->doubts[index];
}

size_t dz_alignment_gap_count(const dz_alignment *alignment)
{
    return alignment->gap_count;
}

const dz_gap *dz_alignment_gap(const dz_alignment *alignment, size_t index)
{
    return &alignment->gaps[index];
}

const dz_link *dz_alignment_links(const dz_alignment *alignment, size_t bead, size_t *count)
{
    static const dz_link none;
    *count = alignment->links_wanted ? alignment->link_starts[bead + 1] - alignment->link_starts[bead] : 0;
    return *count ? &alignment->links.items[alignment->link_starts[bead]] : &none;
}

const dz_span *dz_alignment_words(const dz_alignment *alignment, size_t bead, bool of_source, size_t *count)
{
    static const dz_span none;
    const size_t *const *starts = (const size_t *const *)alignment->word_starts;
    *count = 0;
    if (!starts[0])
        return &none;
    size_t begin = starts[of_source ? 0 : 1][bead], end = of_source ? starts[1][bead] : starts[0][bead + 1];
    *count = end - begin;
    return *count ? &alignment->words.items[begin] : &none;
}

const dz_note *dz_alignment_notes(const dz_alignment *alignment, size_t bead, size_t *count)
{
    static const dz_note none;
    *count = alignment->note_starts ? alignment->note_starts[bead + 1] - alignment->note_starts[bead] : 0;
    return *count ? &alignment->notes.items[alignment->note_starts[bead]] : &none;
}

float dz_alignment_likeness(const dz_alignment *alignment)
{
    return alignment->likeness;
}

const char *dz_bead_status_name(dz_bead_status status)
{
    switch (status) {
    case DZ_BEAD_AUTO:
        return "auto";
    case DZ_BEAD_CONFIRMED:
        return "confirmed";
    case DZ_BEAD_REJECTED:
        return "rejected";
    case DZ_BEAD_FIXED:
        return "fixed";
    }
    return "auto";
}

const char *dz_bead_flag_name(dz_bead_flag flag)
{
    switch (flag) {
    case DZ_FLAG_NUMBER:
        return "number";
    case DZ_FLAG_NEGATION:
        return "negation";
    case DZ_FLAG_NAME:
        return "name";
    case DZ_FLAG_DATE:
        return "date";
    case DZ_FLAG_CLAUSE:
        return "clause";
    case DZ_FLAG_TERM:
        return "term";
    }
    return "";
}

bool dz_bead_status_parse(const char *name, dz_bead_status *status)
{
    for (int value = DZ_BEAD_AUTO; value <= DZ_BEAD_FIXED; value++)
        if (strcmp(name, dz_bead_status_name((dz_bead_status)value)) == 0) {
            *status = (dz_bead_status)value;
            return true;
        }
    return false;
}

uint32_t dz_bead_flag_parse(const char *name)
{
    for (uint32_t bit = DZ_FLAG_NUMBER; bit <= DZ_FLAG_TERM; bit <<= 1)
        if (strcmp(name, dz_bead_flag_name((dz_bead_flag)bit)) == 0)
            return bit;
    return 0;
}

void dz_alignment_free(dz_alignment *alignment)
{
    if (!alignment)
        return;
    dz_context *context = alignment->context;
    dz_arena__free(&alignment->arena);
    dz_array__free(context, &alignment->links);
    dz_array__free(context, &alignment->notes);
    dz_array__free(context, &alignment->words);
    dz_memory__free(context, alignment);
}
