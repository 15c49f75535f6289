/* What two long texts have in common, byte for byte, found without reading words. */
#ifndef DZ_EDIT_COMMON_H
#define DZ_EDIT_COMMON_H

#include "base/array.h"

/* A stretch of bytes that stands in both texts. */
typedef struct dz_common {
    size_t first;
    size_t second;
    size_t length;
} dz_common;

typedef DZ_ARRAY(dz_common) dz_common_list;

/* Appends the stretches, in the order of both texts. They begin and end where no word does more than begin or end:
 * behind white space, or behind a Han character. What stands between them differs, or is too short or too common to be
 * sure of. Errors: DZ_ERROR_MEMORY. */
dz_status dz_common__find(dz_context *context, dz_common_list *list, dz_view first, dz_view second);

#endif
