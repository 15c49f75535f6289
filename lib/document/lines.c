#include "document/lines.h"

#include "document/label.h"
#include "document/scan.h"

/* A line feed parts paragraphs where the line before has ended, or what follows begins anew. */
static bool parts_paragraphs(dz_view before, dz_view behind)
{
    dz_label label;
    uint32_t last = dz_scan__last(before);
    uint32_t first = dz_scan__first(behind);
    if (before.length == 0 || dz_scan__ends_in_stop(before) || last == ':' || last == 0xFF1A || first == 0x3000)
        return true;
    return dz_label__read(behind, &label) && (label.sort != DZ_LABEL_NAME || label.personal);
}

dz_status dz_lines__add(dz_draft *draft, const char *text, dz_span whole, dz_piece piece)
{
    size_t begin = whole.begin;
    dz_status status = DZ_OK;
    for (size_t at = whole.begin; at <= whole.end && status == DZ_OK; at++) {
        bool end = at == whole.end;
        if (!end && text[at] != '\n')
            continue;
        dz_view before = dz_scan__trim_view((dz_view){text + begin, at - begin});
        size_t next = end ? at : at + 1;
        size_t next_end = next;
        while (next_end < whole.end && text[next_end] != '\n')
            next_end++;
        bool parts = end || (!piece.marked && parts_paragraphs(before, (dz_view){text + next, next_end - next}));
        if (!parts)
            continue;
        piece.block.span = dz_scan__trim(text, (dz_span){begin, at});
        size_t indent = piece.block.span.begin - begin;
        piece.bold_length -= indent < piece.bold_length ? indent : piece.bold_length;
        if (piece.block.span.end > piece.block.span.begin)
            status = dz_draft__add(draft, piece);
        piece.bold_length = 0; /* the words that the first line begins with */
        begin = next;
    }
    return status;
}
