/* What the writers of alignments share. */
#ifndef DZ_WRITE_ALIGNMENT_H
#define DZ_WRITE_ALIGNMENT_H

#include "base/buffer.h"
#include "duizhao/write.h"

typedef struct dz_alignment_view {
    const dz_alignment *alignment;
    const dz_document *source;
    const dz_document *target;
    const char *name;
    const dz_write_options *options;
} dz_alignment_view;

dz_status dz_write__alignment_text(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_jsonl(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_beads(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_tsv(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_csv(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_tmx(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_xliff(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_xliff12(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_tei(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_xces(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_ladder(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_bitext(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_pharaoh(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);
dz_status dz_write__alignment_html(dz_context *context, const dz_sink *sink, const dz_alignment_view *view);

/* The words of a sentence by its number. */
dz_view dz_write__sentence(const dz_document *document, uint32_t number);

/* A number made of a name, the same each time: ids in XML are made of it. */
uint32_t dz_write__name_number(const char *name);

/* "[0,1]" */
void dz_write__numbers(dz_buffer *buffer, const uint32_t *numbers, size_t count);

/* Which beads stand in another order in the target: those that must be taken out, as few as possible, for the others
 * to go up on both sides. One byte a bead; the caller frees it. NULL where memory ran out. */
unsigned char *dz_write__find_moved(dz_context *context, const dz_alignment *alignment);

/* Below this the two texts are not each other's translation (see dz_alignment_likeness). */
#define DZ_LIKENESS_FLOOR 0.5f

#endif
