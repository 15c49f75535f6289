#include "base/array.h"

#include <string.h>

dz_status dz_array__grow(dz_context *context, void *items, size_t *capacity, size_t count, size_t extra,
                         size_t item_size)
{
    if (extra > SIZE_MAX / 2 / item_size - count)
        return dz_context__fail(context, DZ_ERROR_MEMORY, "out of memory (%zu items of %zu bytes were asked for)",
                                extra, item_size);
    size_t wanted = count + extra;
    size_t larger = *capacity + *capacity / 2 + 8;
    if (larger < wanted || larger > SIZE_MAX / item_size)
        larger = wanted;
    void *old;
    memcpy(&old, items, sizeof old);
    void *grown = dz_memory__resize(context, old, larger * item_size);
    if (!grown)
        return DZ_ERROR_MEMORY;
    memcpy(items, &grown, sizeof grown);
    *capacity = larger;
    return DZ_OK;
}
