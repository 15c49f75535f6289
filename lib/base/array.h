/* A growable array of any type.
 *
 *   DZ_ARRAY(dz_span) spans = {0};
 *   if ((status = dz_array__push(context, &spans, span)) != DZ_OK) goto done;
 *   ...
 *   dz_array__free(context, &spans);
 */
#ifndef DZ_BASE_ARRAY_H
#define DZ_BASE_ARRAY_H

#include "base/memory.h"

#define DZ_ARRAY(type)                                                                                                 \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count;                                                                                                  \
        size_t capacity;                                                                                               \
    }

/* Room for `extra` items more. DZ_ERROR_MEMORY where there is none; the array is then as it was. */
#define dz_array__reserve(context, array, extra)                                                                       \
    ((array)->capacity - (array)->count >= (extra) ? DZ_OK                                                             \
                                                   : dz_array__grow((context), &(array)->items, &(array)->capacity,    \
                                                                    (array)->count, (extra), sizeof *(array)->items))

/* Appends one item; a status. `item` is evaluated once, and only where there is room. */
#define dz_array__push(context, array, item)                                                                           \
    (dz_array__reserve((context), (array), 1) == DZ_OK ? ((array)->items[(array)->count++] = (item), DZ_OK)            \
                                                       : DZ_ERROR_MEMORY)

#define dz_array__free(context, array)                                                                                 \
    do {                                                                                                               \
        dz_memory__free((context), (array)->items);                                                                    \
        (array)->items = NULL;                                                                                         \
        (array)->count = (array)->capacity = 0;                                                                        \
    } while (0)

/* What the macros stand on: `items` is the address of the pointer to the items. */
dz_status dz_array__grow(dz_context *context, void *items, size_t *capacity, size_t count, size_t extra,
                         size_t item_size);

#endif
