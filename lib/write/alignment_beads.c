/* The form that aligners' gold files have: [0,1]:[0], one bead a line. */
#include "write/write_alignment.h"

dz_status dz_write__alignment_beads(dz_context *context, const dz_sink *sink, const dz_alignment_view *view)
{
    dz_buffer buffer;
    dz_buffer__init(&buffer, context);
    for (size_t i = 0; i < dz_alignment_count(view->alignment); i++) {
        const dz_bead *bead = dz_alignment_bead(view->alignment, i);
        dz_write__numbers(&buffer, bead->source, bead->source_count);
        dz_buffer__append_byte(&buffer, ':');
        dz_write__numbers(&buffer, bead->target, bead->target_count);
        dz_buffer__append_byte(&buffer, '\n');
    }
    dz_status status = dz_buffer__status(&buffer);
    dz_view text = dz_buffer__view(&buffer);
    if (status == DZ_OK)
        status = sink->write(sink->payload, text.data, text.length);
    dz_buffer__free(&buffer);
    return status;
}
