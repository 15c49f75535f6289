#include "document/draft.h"

#include "document/scan.h"

dz_status dz_draft__add(dz_draft *draft, dz_piece piece)
{
    piece.block.content = piece.block.span;
    piece.block.turn = DZ_NO_TURN;
    return dz_array__push(draft->context, &draft->pieces, piece);
}

dz_status dz_draft__set(dz_draft *draft, dz_fact *fact, dz_view value, dz_rank rank)
{
    value = dz_scan__trim_view(value);
    if (value.length == 0 || fact->rank > rank)
        return DZ_OK;
    char *copy = dz_arena__copy(draft->arena, value.data, value.length);
    if (!copy)
        return DZ_ERROR_MEMORY;
    *fact = (dz_fact){copy, rank};
    return DZ_OK;
}

size_t dz_draft__line(const dz_draft *draft, size_t byte)
{
    size_t line = 1;
    for (size_t at = 0; at < byte && at < draft->length; at++)
        line += draft->text[at] == '\n';
    return line;
}
