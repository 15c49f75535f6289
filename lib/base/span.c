#include "base/memory.h"

void dz_span_list_free(dz_span_list *list)
{
    if (!list)
        return;
    dz_context *context = list->context;
    dz_memory__free(context, (void *)(uintptr_t)list->items);
    dz_memory__free(context, list);
}
