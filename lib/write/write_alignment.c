#include "write/write_alignment.h"

#include <string.h>

dz_status dz_write_alignment(dz_context *context, const dz_sink *sink, const dz_alignment *alignment,
                             const dz_document *source, const dz_document *target, const char *name, dz_format format,
                             const dz_write_options *options)
{
    const dz_write_options defaults = DZ_WRITE_OPTIONS_INIT;
    const dz_alignment_view view = {alignment, source, target, name ? name : dz_document_name(source),
                                    options ? options : &defaults};
    switch (format) {
    case DZ_FORMAT_TEXT:
        return dz_write__alignment_text(context, sink, &view);
    case DZ_FORMAT_JSONL:
        return dz_write__alignment_jsonl(context, sink, &view);
    case DZ_FORMAT_BEADS:
        return dz_write__alignment_beads(context, sink, &view);
    case DZ_FORMAT_TSV:
        return dz_write__alignment_tsv(context, sink, &view);
    case DZ_FORMAT_HTML:
        return dz_write__alignment_html(context, sink, &view);
    default:
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "an alignment cannot be written in this format");
    }
}

void dz_write__numbers(dz_buffer *buffer, const uint32_t *numbers, size_t count)
{
    dz_buffer__append_byte(buffer, '[');
    for (size_t i = 0; i < count; i++)
        dz_buffer__append_format(buffer, i ? ",%u" : "%u", numbers[i]);
    dz_buffer__append_byte(buffer, ']');
}

/* The longest run of beads whose targets go up, by patience sorting: `tails[k]` is the bead with the smallest target
 * among the ends of runs of k + 1 beads, `previous` the bead before each in its run. */
static size_t longest_run(const dz_alignment *alignment, size_t count, uint32_t *tails, uint32_t *previous)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        const dz_bead *bead = dz_alignment_bead(alignment, i);
        if (!bead->source_count || !bead->target_count)
            continue;
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (dz_alignment_bead(alignment, tails[middle])->target[0] < bead->target[0])
                low = middle + 1;
            else
                high = middle;
        }
        previous[i] = low ? tails[low - 1] : UINT32_MAX;
        tails[low] = (uint32_t)i;
        if (low == length)
            length++;
    }
    return length;
}

unsigned char *dz_write__find_moved(dz_context *context, const dz_alignment *alignment)
{
    size_t count = dz_alignment_count(alignment);
    unsigned char *moved = dz_memory__zeroed(context, count + 1, 1);
    uint32_t *tails = dz_memory__zeroed(context, count + 1, sizeof *tails);
    uint32_t *previous = dz_memory__zeroed(context, count + 1, sizeof *previous);
    if (!moved || !tails || !previous) {
        dz_memory__free(context, moved);
        moved = NULL;
        goto done;
    }
    size_t length = longest_run(alignment, count, tails, previous);
    for (size_t i = 0; i < count; i++) {
        const dz_bead *bead = dz_alignment_bead(alignment, i);
        moved[i] = bead->source_count && bead->target_count;
    }
    for (uint32_t at = length ? tails[length - 1] : UINT32_MAX; at != UINT32_MAX; at = previous[at])
        moved[at] = 0;
done:
    dz_memory__free(context, tails);
    dz_memory__free(context, previous);
    return moved;
}
