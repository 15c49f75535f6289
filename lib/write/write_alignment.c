#include "write/write_alignment.h"

#include <string.h>

#include "base/map.h"

static dz_status write_in(dz_context *context, const dz_sink *sink, const dz_alignment_view *view, dz_format format)
{
    switch (format) {
    case DZ_FORMAT_TEXT:
        return dz_write__alignment_text(context, sink, view);
    case DZ_FORMAT_JSONL:
        return dz_write__alignment_jsonl(context, sink, view);
    case DZ_FORMAT_BEADS:
        return dz_write__alignment_beads(context, sink, view);
    case DZ_FORMAT_TSV:
        return dz_write__alignment_tsv(context, sink, view);
    case DZ_FORMAT_HTML:
        return dz_write__alignment_html(context, sink, view);
    case DZ_FORMAT_CSV:
        return dz_write__alignment_csv(context, sink, view);
    case DZ_FORMAT_TMX:
        return dz_write__alignment_tmx(context, sink, view);
    case DZ_FORMAT_XLIFF:
        return dz_write__alignment_xliff(context, sink, view);
    case DZ_FORMAT_XLIFF12:
        return dz_write__alignment_xliff12(context, sink, view);
    case DZ_FORMAT_TEI:
        return dz_write__alignment_tei(context, sink, view);
    case DZ_FORMAT_XCES:
        return dz_write__alignment_xces(context, sink, view);
    case DZ_FORMAT_LADDER:
        return dz_write__alignment_ladder(context, sink, view);
    case DZ_FORMAT_BITEXT:
        return dz_write__alignment_bitext(context, sink, view);
    case DZ_FORMAT_PHARAOH:
        return dz_write__alignment_pharaoh(context, sink, view);
    default:
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "an alignment cannot be written in this format");
    }
}

dz_status dz_write_alignment(dz_context *context, const dz_sink *sink, const dz_alignment *alignment,
                             const dz_document *source, const dz_document *target, const char *name, dz_format format,
                             const dz_write_options *options)
{
    const dz_write_options defaults = DZ_WRITE_OPTIONS_INIT;
    const dz_alignment_view view = {alignment, source, target, name ? name : dz_document_name(source),
                                    options ? options : &defaults};
    dz_status status = write_in(context, sink, &view, format);
    if (status == DZ_OK && !view.options->unfinished)
        status = dz_write_alignment_end(context, sink, format);
    return status;
}

dz_view dz_write__sentence(const dz_document *document, uint32_t number)
{
    size_t count;
    dz_span span = dz_document_sentences(document, &count)[number].span;
    return (dz_view){dz_document_text(document).data + span.begin, span.end - span.begin};
}

uint32_t dz_write__name_number(const char *name)
{
    return dz_map__hash(name, strlen(name));
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
